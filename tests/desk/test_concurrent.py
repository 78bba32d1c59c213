"""Many at once: readers while a writer adds, slow readers, cancelled work, writes sent twice, lists that move."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from starlette.testclient import TestClient

from attribune.desk.access.shares import Shares
from attribune.desk.access.tokens import add_token
from attribune.desk.app import create_app
from attribune.desk.jobs import Jobs
from attribune.desk.rest.answers import Refused
from attribune.desk.settings import Limits, Settings
from tests.corpus.sample_corpora import folder, take_in
from tests.desk.conftest import Client
from tests.desk.served import served

READERS = 50
PATHS = ("/api/v1/search?words=harbour", "/api/v1/search?in=statements&words=tide", "/versions/1", "/api/v1/speakers/1",
         "/api/v1/status", "/api/v1/history?article=https://quay3.example/news/3", "/search?words=cannery")  # fmt: skip


@pytest.fixture
def address(corpus: Path, tmp_path: Path) -> Iterator[str]:
    with served(create_app(Settings(corpus=corpus, folder=tmp_path / "desk"))) as found:
        yield found


def get(url: str) -> tuple[int, bytes]:
    with urlopen(url, timeout=120) as answer:
        return answer.status, answer.read()


def test_fifty_readers_while_a_writer_adds(address: str, corpus: Path, tmp_path: Path) -> None:
    """Every answer is whole, and the number of articles that a reader is told never goes back."""
    before = json.loads(get(f"{address}/api/v1/status")[1])["data"]["counts"]["articles"]
    going = threading.Event()
    going.set()

    def write() -> None:
        try:
            for batch in range(4):
                take_in(corpus, folder(tmp_path / f"batch{batch}", range(40 + 3 * batch, 43 + 3 * batch)))
        finally:
            going.clear()

    def read(number: int) -> tuple[Counter[int], list[int]]:
        statuses, counts = Counter[int](), list[int]()
        while going.is_set() or not counts:
            statuses[get(address + PATHS[number % len(PATHS)])[0]] += 1
            counts.append(json.loads(get(f"{address}/api/v1/status")[1])["data"]["counts"]["articles"])
        return statuses, counts

    with ThreadPoolExecutor(READERS + 1) as pool:
        writing = pool.submit(write)
        answers = list(pool.map(read, range(READERS)))
        writing.result()
    assert all(set(statuses) == {200} for statuses, _ in answers)
    assert all(counts == sorted(counts) for _, counts in answers)
    assert json.loads(get(f"{address}/api/v1/status")[1])["data"]["counts"]["articles"] == before + 12


def test_readers_who_read_nothing_hold_up_nobody(address: str) -> None:
    """Sixty connections that ask and don't read, or send half a request: others are answered meanwhile."""
    parts = urlsplit(address)
    held = []
    for number in range(60):
        one = socket.create_connection((parts.hostname, parts.port))
        host = f"Host: {parts.netloc}\r\n"
        one.sendall(f"GET /versions/1.json HTTP/1.1\r\n{host}{'' if number % 2 else chr(13) + chr(10)}".encode())
        held.append(one)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert Counter(pool.map(lambda _: get(f"{address}/versions/2")[0], range(24))) == {200: 24}
    finally:
        for one in held:
            one.close()


def test_a_body_that_comes_slowly_holds_up_nobody(address: str) -> None:
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port)) as slow:
        slow.sendall(f"POST /api/v1/read HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
                     "Content-Length: 500\r\n\r\n{".encode())  # fmt: skip
        assert [get(f"{address}/search?words=ferry")[0] for _ in range(5)] == [200] * 5


def test_a_job_is_cancelled_between_two_steps_and_the_next_begins() -> None:
    jobs = Jobs(working=1, waiting=5, kept=10)
    begun, steps = threading.Event(), []

    def work(job: Any) -> tuple[Any, None]:
        for number in range(10_000):
            begun.set()
            steps.append(number)
            job.step("step", number, 10_000)
            time.sleep(0.005)
        return {}, None

    first, second = jobs.start("add", "a", "me", work), jobs.start("add", "b", "me", lambda _: ({"done": 1}, None))
    third = jobs.start("add", "c", "me", lambda _: ({}, None))
    assert begun.wait(30)
    third.cancel()
    first.cancel()
    while second.state not in ("done", "failed", "cancelled"):
        time.sleep(0.01)
    assert (first.state, second.state, third.state) == ("cancelled", "done", "cancelled")
    assert len(steps) < 10_000 and first.result is None and first.ended_at
    jobs.close()


def post(client: TestClient, path: str, body: Any, key: str | None = None) -> Any:
    return client.post(path, json=body, headers={"Idempotency-Key": key} if key else {})


def test_a_write_sent_again_with_its_key_is_done_once(client: TestClient) -> None:
    """A rename is written into the log each time; with a key the second is the answer of the first."""
    body = {"speaker": "Mara Voss", "name": "M. Voss"}
    first = post(client, "/api/v1/speakers/rename", body, "k1")
    again = post(client, "/api/v1/speakers/rename", body, "k1")
    assert first.status_code == again.status_code == 200 and first.content == again.content
    assert again.headers["idempotency-replayed"] == "true" and "idempotency-replayed" not in first.headers
    undone = [post(client, "/api/v1/speakers/undo", {}).status_code for _ in range(2)]
    assert undone == [200, 404]  # one decision stood, and no second
    other = post(client, "/api/v1/speakers/rename", {**body, "name": "V."}, "k1")
    assert other.status_code == 409 and other.json()["error"]["code"] == "conflict"
    assert post(client, "/api/v1/speakers/rename", {**body, "name": "V."}, "k2").status_code == 200


def test_two_at_once_with_one_key_are_one(address: str) -> None:
    def ask(_: int) -> tuple[int, str | None, bytes]:
        body = json.dumps({"speaker": "Mara Voss", "name": "M. Voss"}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": "same"}
        with urlopen(Request(f"{address}/api/v1/speakers/rename", body, headers), timeout=60) as answer:
            return answer.status, answer.headers["Idempotency-Replayed"], answer.read()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, range(6)))
    assert len({(status, body) for status, _, body in answers}) == 1
    assert Counter(replayed for _, replayed, _ in answers) == {"true": 5, None: 1}


def test_what_failed_is_tried_again_under_its_key(client: TestClient) -> None:
    body = {"speaker": "Nobody Known", "name": "N."}
    for _ in range(2):
        failed = post(client, "/api/v1/speakers/rename", body, "k")
        assert failed.status_code == 404 and "idempotency-replayed" not in failed.headers
    assert post(client, "/api/v1/speakers/rename", {"speaker": "Mara Voss", "name": "N."}, "k").status_code == 200


def test_a_key_is_its_callers_own(make_client: Client, tmp_path: Path) -> None:
    from attribune.desk.access.tokens import add_token

    tokens = tmp_path / "tokens.jsonl"
    one, two = (add_token(tokens, name, ["write"]) for name in ("one", "two"))
    client = make_client(tokens=tokens)
    body = {"speaker": "Mara Voss", "name": "M. Voss"}
    for token, replayed in ((one, None), (one, "true"), (two, None)):
        given = client.post("/api/v1/speakers/rename", json=body,
                            headers={"Idempotency-Key": "k", "Authorization": f"Bearer {token}"})  # fmt: skip
        assert given.status_code == 200 and given.headers.get("idempotency-replayed") == replayed
    assert client.post("/api/v1/speakers/rename", json=body, headers={"Idempotency-Key": "k"}).status_code == 401


@pytest.mark.parametrize("key", ["", "k" * 201, "a\tb"])
def test_a_key_that_is_none_is_refused(client: TestClient, key: str) -> None:
    given = client.post("/api/v1/speakers/undo", json={}, headers=[("Idempotency-Key", key)])
    assert given.status_code == 400 and "Idempotency-Key" in given.json()["error"]["message"]


def test_the_oldest_keys_are_forgotten(make_client: Client) -> None:
    client = make_client(limits=Limits(replayed=2))
    for number in range(3):
        post(client, "/api/v1/speakers/rename", {"speaker": "Mara Voss", "name": f"V. {number}"}, f"k{number}")
    last = post(client, "/api/v1/speakers/rename", {"speaker": "Mara Voss", "name": "V. 2"}, "k2")
    first = post(client, "/api/v1/speakers/rename", {"speaker": "Mara Voss", "name": "V. 0"}, "k0")
    assert "idempotency-replayed" in last.headers and "idempotency-replayed" not in first.headers


def test_a_list_that_is_forgotten_goes_on_in_what_is_there_now_and_says_so(
    make_client: Client, corpus: Path, tmp_path: Path
) -> None:
    client = make_client(limits=Limits(remembered=1))  # each search makes it forget the one before
    first = client.get("/api/v1/search?words=harbour&limit=3").json()["page"]
    assert first["changed"] is False
    second = client.get(f"/api/v1/search?words=harbour&limit=3&cursor={first['next']}").json()
    assert second["page"]["changed"] is False
    take_in(corpus, folder(tmp_path / "more", range(40, 42)))
    for _ in range(2):  # and goes on saying so
        client.get("/api/v1/search?words=ferry")
        second = client.get(f"/api/v1/search?words=harbour&limit=3&cursor={second['page']['next']}").json()
        assert second["page"]["changed"] is True and second["data"]["hits"]
    anew = client.get("/api/v1/search?words=harbour&limit=3").json()
    assert anew["page"]["changed"] is False


def test_too_many_requests_at_once_are_refused_in_the_one_shape(make_client: Client) -> None:
    client = make_client(limits=Limits(open=0))
    answer = client.get("/api/v1/status")
    assert answer.status_code == 503 and answer.json()["error"]["code"] == "busy"
    assert answer.headers["retry-after"] == "5"
    page = client.get("/corpus", headers={"Accept": "text/html"})
    assert page.status_code == 503 and "too many requests" in page.text and page.headers["retry-after"] == "5"


def test_who_has_too_much_open_is_told_so_and_others_are_answered(make_client: Client, tmp_path: Path) -> None:
    """A stream of a job's progress stays open: its client has one request, which is all it may have here."""
    tokens = tmp_path / "tokens.jsonl"
    one, two = ({"Authorization": f"Bearer {add_token(tokens, name, ['admin'])}"} for name in ("one", "two"))
    client = make_client(limits=Limits(open_each=1), tokens=tokens)
    desk = client.app._pages.state.service  # type: ignore[attr-defined]
    going = threading.Event()
    job = desk.jobs.start("add", "k", "one", lambda _: (going.wait(30), None))
    with ThreadPoolExecutor(1) as pool:
        stream = pool.submit(client.get, f"/api/v1/jobs/{job.id}/events", headers=one)
        until = time.monotonic() + 20
        while not client.app._open._open["one"] and time.monotonic() < until:  # type: ignore[attr-defined]
            time.sleep(0.01)
        refused = client.get("/api/v1/status", headers=one)
        assert refused.status_code == 429 and refused.json()["error"]["code"] == "too_many"
        assert refused.headers["retry-after"] == "5" and "wait for some to end" in refused.json()["error"]["message"]
        page = client.get("/corpus", headers={**one, "Accept": "text/html"})
        assert page.status_code == 429 and page.headers["retry-after"] == "5"
        assert client.get("/api/v1/status", headers=two).status_code == 200
        going.set()
        assert stream.result(30).status_code == 200
    assert client.get("/api/v1/status", headers=one).status_code == 200


def test_jobs_of_one_client_leave_room_for_others() -> None:
    jobs, going = Jobs(working=1, waiting=3, kept=10, each=1), threading.Event()
    for key in "ab":
        jobs.start("add", key, "one", lambda _: (going.wait(30), None))
    with pytest.raises(Refused) as refused:
        jobs.start("add", "c", "one", lambda _: (None, None))
    assert refused.value.code == "too_many"
    for key in "de":
        jobs.start("add", key, "two", lambda _: (None, None))
    with pytest.raises(Refused) as refused:
        jobs.start("add", "f", "three", lambda _: (None, None))
    assert refused.value.code == "busy"
    going.set()
    jobs.close()


def test_drafts_of_one_client_leave_room_for_others() -> None:
    shares = Shares("drafts", most=3, each=2)
    with shares.share("one"), shares.share("one"):
        with pytest.raises(Refused) as refused, shares.share("one"):
            pass
        assert refused.value.code == "too_many"
        with shares.share("two"):
            with pytest.raises(Refused) as refused, shares.share("three"):
                pass
            assert refused.value.code == "busy"
    with shares.share("one"):
        pass
