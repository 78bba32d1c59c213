"""Attacks on a running desk, one a test: what an uploader, a page, a program or somebody in the network may try."""

from __future__ import annotations

import io
import json
import os
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from attribune.desk.access.tokens import Tokens, add_token
from attribune.desk.app import create_app
from attribune.desk.settings import Limits, Settings
from attribune.errors import MalformedInput
from tests.desk.conftest import Client
from tests.desk.served import served
from tests.desk.test_rest import ended


def packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


BOMB = packed({"a.txt": b"a" * 60_000_000})
UPLOADS = {
    "a bomb": ("bomb.zip", BOMB), "a bomb in an archive": ("nested.zip", packed({"bomb.zip": BOMB})),
    "names that lead outside": ("out.zip", packed({"../../out.txt": b"Out, said Mara Voss.", "/abs.txt": b"x"})),
    "a thousand archives": ("many.zip", packed({f"{n}.zip": BOMB[:100] for n in range(1_000)})),
    "an archive cut short": ("cut.zip", BOMB[:-200]),
}  # fmt: skip


def articles(client: TestClient) -> int:
    counts: dict[str, int] = client.get("/api/v1/status").json()["data"]["counts"]
    return counts["articles"]


@pytest.mark.parametrize("name", sorted(UPLOADS))
def test_a_packed_upload_costs_itself_and_writes_nothing_elsewhere(client: TestClient, corpus: Path, name: str) -> None:
    around = {path for path in corpus.parent.rglob("*") if corpus not in path.parents}
    before = articles(client)
    good = ("good.txt", b"'No,' said Al Po.")
    sent = client.post("/api/v1/articles", files=[("files", UPLOADS[name]), ("files", good)])
    job = ended(client, sent.json()["data"]["id"])
    assert job["state"] == "done" and job["result"]["errors"], job
    assert job["result"]["articles"] == 1 and articles(client) == before + 1
    new = {path for path in corpus.parent.rglob("*") if corpus not in path.parents} - around
    assert all("desk" in path.parts for path in new), new


@pytest.mark.parametrize("name", [
    "../../etc/passwd.txt", "..\\..\\boot.txt", "/abs.txt", "a\r\nX-Evil: 1.txt", "a\0b.txt", "C:\\x\\y.txt",
    "....//x.txt", "\u202etxt.exe.txt", "x" * 5_000 + ".txt", "<img src=x onerror=alert(1)>.txt", "-.txt",
])  # fmt: skip
def test_the_name_of_an_upload_leads_nowhere(client: TestClient, name: str) -> None:
    body = f"“The pier is closed,” said Mara Voss of {len(name)}.".encode()
    plain = name.encode("unicode_escape").decode().replace('"', "")
    raw = name.replace("\r", "").replace("\n", "").replace('"', "").replace("\0", "")
    for sent in (raw, plain):
        posted = client.post("/add", files=[("files", (sent, body))])
        assert posted.status_code in (303, 400, 422)
        if posted.status_code == 303:
            assert posted.headers["location"].startswith("/jobs/") and "x-evil" not in posted.headers
            result = ended(client, posted.headers["location"].rpartition("/")[2])["result"]
            assert result["articles"] + result["known"] + len(result["errors"]) >= 1
    names = [row["address"] for row in client.get("/api/v1/search?words=pier&in=articles").json()["data"]["hits"]]
    assert all("/" not in one.partition(":")[2].partition("/")[2] for one in names if one.startswith("upload:"))
    assert "<img src=x" not in client.get("/corpus").text


@pytest.mark.parametrize("body", [
    b"[" * 2_000_000, b'{"text":' * 300_000, b"\xff\xfe", b'{"text": NaN}', b'{"text": 1e999}', b"", b"null",
    b'{"text": "a", "text": "b", "__proto__": {}}',
])  # fmt: skip
def test_json_made_to_hurt_is_a_wrong_call(client: TestClient, body: bytes) -> None:
    given = client.post("/api/v1/read", content=body, headers={"Content-Type": "application/json"})
    assert given.status_code == 400 and given.json()["error"]["message"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_is_no_call_of_the_service(client: TestClient, kind: str) -> None:
    """What a form of another site can send without asking first is never taken for JSON."""
    body = json.dumps({"speaker": "Mara Voss", "name": "Evil"}).encode()
    given = client.post("/api/v1/speakers/rename", content=body, headers={"Content-Type": kind})
    assert given.status_code == 400


@pytest.mark.parametrize("path", [
    "//evil.example/check", "/login?next=//evil.example", "/login?next=https:evil.example",
    "/login?next=/%0d%0aSet-Cookie:x",
    "/check%0d%0aX-Evil:%201", "/jobs/%2f%2fevil.example", "/checks/..%2f..%2fetc", "/assets/..%2fdesk.css",
    "/checks/0123456789abcdef0123456789abcdef/report.html%0d%0aX-Evil:1", "/versions/1/../../admin", "/assets/%00.css",
])  # fmt: skip
def test_no_address_leads_to_another_site_or_writes_a_header(make_client: Client, tmp_path: Path, path: str) -> None:
    tokens = tmp_path / "tokens.jsonl"
    add_token(tokens, "a", ["read"])
    client = make_client(tokens=tokens)
    given = client.get(path)
    assert given.status_code < 500 and "x-evil" not in given.headers and "set-cookie" not in given.headers
    location = given.headers.get("location", "/")
    assert location.startswith("/") and not location.startswith("//")
    assert "evil.example" not in location.partition("?next=")[0]


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_a_file_of_tokens_that_others_may_write_is_refused(make_client: Client, tmp_path: Path, mode: int) -> None:
    tokens = tmp_path / "tokens.jsonl"
    token = add_token(tokens, "a", ["read"])
    assert tokens.stat().st_mode & 0o777 == 0o600
    client = make_client(tokens=tokens)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/status", headers=headers).status_code == 200
    tokens.chmod(mode)
    os.utime(tokens, (1, 1))
    assert client.get("/api/v1/status", headers=headers).status_code == 500  # nobody is known
    with pytest.raises(MalformedInput, match="chmod 600"):
        Tokens(tokens)


def test_the_audit_log_is_bounded_and_a_request_adds_one_line(make_client: Client, tmp_path: Path) -> None:
    log = tmp_path / "audit.jsonl"
    client = make_client(audit=log, limits=Limits(audit=4_000))
    for number in range(60):
        client.get(f"/api/v1/versions/1?x={number}%0aforged")
    old = log.with_name("audit.jsonl.1")
    assert log.stat().st_size <= 4_500 and old.stat().st_size <= 4_500
    assert log.stat().st_mode & 0o077 == old.stat().st_mode & 0o077 == 0
    for line in (*log.read_text().splitlines(), *old.read_text().splitlines()):
        assert set(json.loads(line)) == {"at", "id", "who", "client", "method", "path", "status", "ms"}
    assert len(list(tmp_path.glob("audit.jsonl*"))) == 2


def test_a_path_with_a_line_break_is_one_line_of_the_log(make_client: Client, tmp_path: Path) -> None:
    client = make_client(audit=tmp_path / "audit.jsonl")
    client.get('/check%0a{"who": "admin"}')
    (line,) = (tmp_path / "audit.jsonl").read_text().splitlines()
    assert json.loads(line)["who"] == "local" and "\n" in json.loads(line)["path"]


def test_decisions_about_a_check_have_an_end(make_client: Client) -> None:
    client = make_client(limits=Limits(decisions=3))
    draft = "“We close the quay at noon today,” said Ida Moss."
    made = client.post("/api/v1/check", json={"text": draft}).json()["data"]
    asked = [{"quotation": 1, "decision": "asked", "note": str(number)} for number in range(5)]
    statuses = [client.post(f"/api/v1/checks/{made['id']}/decisions", json=one).status_code for one in asked]
    assert statuses == [200, 200, 200, 400, 400]


def test_names_of_assets_fill_no_memory(client: TestClient) -> None:
    from attribune.desk.pages.rendering import asset

    for number in range(200):
        assert client.get(f"/assets/x{number}.css").status_code == 404
    assert asset.cache_info().currsize <= 64


def test_two_texts_of_one_name_are_no_evidence(client: TestClient) -> None:
    sent = {"text": "“We close at noon,” said Ida Moss.", "evidence": {"a/x.txt": "One.", "b/x.txt": "Two."}}
    given = client.post("/api/v1/check", json=sent)
    assert given.status_code == 400 and given.json()["error"]["concerns"] == "x.txt"


def test_others_jobs_arent_seen_stopped_or_heard(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    one, two = ({"Authorization": f"Bearer {add_token(tokens, name, ['check'])}"} for name in ("one", "two"))
    client = make_client(tokens=tokens)
    begun = client.post("/api/v1/check?background=true", json={"text": "“No,” said Al."}, headers=one)
    job = begun.json()["data"]["id"]
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/events")):
        assert client.request(method, f"/api/v1/jobs/{job}{path}", headers=two).status_code == 404
    assert client.get(f"/api/v1/jobs/{job}", headers=one).status_code == 200


# ---- on the wire


@pytest.fixture
def address(corpus: Path, tmp_path: Path) -> Iterator[str]:
    limits = Limits(body_seconds=0.5)
    with served(create_app(Settings(corpus=corpus, folder=tmp_path / "desk", limits=limits))) as found:
        yield found


def said(address: str, request: bytes, seconds: float = 20) -> bytes:
    """What is answered to these bytes, until the connection is closed or nothing comes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=seconds) as one:
        one.sendall(request.replace(b"HOST", parts.netloc.encode()))
        answer = b""
        try:
            while piece := one.recv(65_536):
                answer += piece
        except (TimeoutError, ConnectionResetError):
            return answer
        return answer


WIRE = {
    "two lengths": b"POST /api/v1/read HTTP/1.1\r\nHost: HOST\r\nContent-Length: 2\r\nContent-Length: 30\r\n\r\n{}",
    "a length and chunks": b"POST /api/v1/read HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\n"
                           b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    b"0\r\n\r\nGET /check HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "a length below zero": b"POST /api/v1/read HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
    "two hosts": b"GET /check HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "another host": b"GET /check HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
    "no host": b"GET /check HTTP/1.0\r\n\r\n",
    "an address of another site": b"GET http://evil.example/check HTTP/1.1\r\nHost: evil.example\r\n"
                                  b"Connection: close\r\n\r\n",
    "headers without end": b"GET /check HTTP/1.1\r\nHost: HOST\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
    "an unknown method": b"BREW /check HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
    "a body that never comes": b"POST /api/v1/read HTTP/1.1\r\nHost: HOST\r\nContent-Length: 9\r\n"
                               b"Connection: close\r\n\r\n{",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(WIRE))
def test_requests_no_client_sends_are_refused(address: str, name: str) -> None:
    answer = said(address, WIRE[name])
    assert b"Paste the draft" not in answer and b" 500 " not in answer.partition(b"\r\n")[0]
    refused = (b"400", b"404", b"405", b"408", b"413", b"421", b"431")
    assert answer[9:12] in refused or (name == "headers without end" and not answer), answer[:200]


def test_a_tools_connection_without_a_question_is_no_open_stream(address: str) -> None:
    began = time.monotonic()
    asked = b"GET /mcp HTTP/1.1\r\nHost: HOST\r\nAccept: text/event-stream\r\nConnection: close\r\n\r\n"
    answer = said(address, asked, 5)
    assert answer[9:12] in (b"400", b"405", b"406") and time.monotonic() - began < 5


def test_every_limit_is_a_setting_that_is_used() -> None:
    """A limit that nothing reads limits nothing."""
    import dataclasses

    package = Path(__file__).parents[2] / "src" / "attribune" / "desk"
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "settings.py")
    unused: list[Any] = [one.name for one in dataclasses.fields(Limits) if f"limits.{one.name}" not in code]
    assert set(unused) <= {"body", "draft", "upload"}, unused  # these are chosen by the path, in the guard


def test_a_page_of_a_list_has_no_more_hits_than_are_set(make_client: Client) -> None:
    client = make_client(limits=Limits(page=4, offset=5))
    given = client.get("/api/v1/search?words=harbour").json()
    assert len(given["data"]["hits"]) == 4 == given["page"]["limit"]
    for path in ("/api/v1/search?words=harbour&limit=5", "/api/v1/stories?limit=5"):
        refused = client.get(path)
        assert refused.status_code == 400 and "at most 4" in refused.json()["error"]["message"]
    second = client.get(f"/api/v1/search?words=harbour&cursor={given['page']['next']}").json()
    assert second["page"]["next"] is None  # eight were passed over: more than five
