"""Requests of other sites' pages, under other names, too large or too slow; and what every answer carries."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attribune.desk.access.tokens import add_token
from attribune.desk.settings import Limits
from tests.corpus.sample_corpora import folder, take_in
from tests.desk.conftest import Client

FORM = {"text": "“No,” said Ida Moss."}


OTHER_HOSTS = ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example",
               "192.168.1.7:8765", "localhost,evil.example", "[::1", "localhost:x"]  # fmt: skip
OTHER_SITES = [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:9999"}, {"Origin": ""},
    {"Origin": "https://127.0.0.1:8765"}, {"Origin": "http://localhost:8765"}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "anything"}, {"Origin": "http://127.0.0.1:8765@evil.example"},
]  # fmt: skip


def test_another_host_name_is_refused_before_anything_is_done(client: TestClient) -> None:
    for host, path in product(OTHER_HOSTS, ("/check", "/api/v1/status", "/assets/desk.css", "/mcp", "/nothing")):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code == 421 and answer.json()["error"]["code"] == "wrong_host", host


def test_this_machines_own_names_are_served(client: TestClient) -> None:
    for host in ("127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765"):
        assert client.get("/check", headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize("call", [("POST", "/check"), ("POST", "/add"), ("POST", "/api/v1/trace"),
                                  ("DELETE", "/api/v1/jobs/x"),
                                  ("POST", "/mcp"), ("POST", "/logout"), ("PUT", "/check")])  # fmt: skip
def test_another_sites_page_changes_nothing(client: TestClient, call: tuple[str, str]) -> None:
    for headers in OTHER_SITES:
        answer = client.request(*call, headers=headers, data=FORM if call[0] == "POST" else None)
        assert answer.status_code == 403 and answer.json()["error"]["code"] == "forbidden", headers
    assert client.get("/check.json").json()["data"]["recent"] == []


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"},
                                     {"Sec-Fetch-Site": "none"}])  # fmt: skip
def test_our_own_pages_and_programs_are_served(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/check", headers=headers, data=FORM).status_code == 303


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    for path in (
        "/check",
        "/check.json",
        "/nothing",
        "/api/v1/status",
        "/api/v1/none",
        "/assets/desk.css",
        "/search?in=x",
    ):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "*" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin" and "access-control-allow-origin" not in headers
        assert (
            "immutable" in headers["Cache-Control"]
            if path.startswith("/assets")
            else headers["Cache-Control"] == "no-store"
        )


CORPUS_PAGES = ("/search?words=ferry", "/search.json?words=ferry", "/versions/1", "/speakers/1", "/sources",
                "/sources.csv", "/review", "/history?article=https://quay3.example/news/3", "/stories",
                "/api/v1/search?words=ferry", "/api/v1/sources")  # fmt: skip


def test_an_answer_that_still_stands_is_not_made_again(client: TestClient, corpus: Path, tmp_path: Path) -> None:
    """Of each page of the corpus, until something is added; another address or a draft's page has no such tag."""
    kept = {}
    for path in CORPUS_PAGES:
        first = client.get(path)
        assert first.status_code == 200, path
        assert first.headers["Cache-Control"] == "private, no-cache"
        kept[path] = first.headers["ETag"]
        again = client.get(path, headers={"If-None-Match": kept[path]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", kept[path]), path
        assert again.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert len(set(kept.values())) == len(kept)
    take_in(corpus, folder(tmp_path / "more", range(40, 41)))
    for path, tag in kept.items():
        anew = client.get(path, headers={"If-None-Match": tag})
        assert anew.status_code == 200 and anew.headers["ETag"] != tag, path
    for path in ("/check", "/checks", "/corpus", "/captures/1", "/api/v1/checks", "/api/v1/jobs", "/versions/999999"):
        answer = client.get(path)
        assert "ETag" not in answer.headers and answer.headers["Cache-Control"] == "no-store", path


def test_a_decision_and_another_caller_make_an_answer_another(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    given = [{"Authorization": f"Bearer {add_token(tokens, name, ['read', 'write'])}"} for name in ("one", "two")]
    client = make_client(tokens=tokens)
    tags = [client.get("/speakers/1", headers=who).headers["ETag"] for who in given]
    assert tags[0] != tags[1]
    crossed = client.get("/speakers/1", headers={**given[0], "If-None-Match": tags[1]})
    assert crossed.status_code == 200 and crossed.headers["Cache-Control"] == "no-store"  # people share a browser
    assert client.get("/speakers/1", headers={"If-None-Match": tags[0]}).status_code in (303, 401)
    client.post("/api/v1/speakers/rename", json={"speaker": "1", "name": "N. N."}, headers=given[0])
    assert client.get("/speakers/1", headers={**given[0], "If-None-Match": tags[0]}).status_code == 200


def test_a_body_that_is_too_large_is_refused_with_or_without_its_length(make_client: Client) -> None:
    client = make_client(limits=Limits(body=10_000, draft=10_000, upload=20_000))
    text = "a" * 10_001
    chunks = (json.dumps({"text": text}).encode()[at : at + 500] for at in range(0, 11_000, 500))
    answers = [
        client.post("/api/v1/check", json={"text": text}),
        client.post("/api/v1/check", content=chunks, headers={"Content-Type": "application/json"}),
        client.post("/check", data={"text": text}),
        client.post("/api/v1/articles", files=[("files", ("a.txt", b"a" * 20_000))]),
    ]
    assert [answer.status_code for answer in answers] == [413] * 4
    for length in ("-1", "1e3", "9" * 30):
        assert client.post("/api/v1/check", content=b"{}", headers={"Content-Length": length}).status_code == 413


def test_too_many_files_are_refused(make_client: Client) -> None:
    client = make_client(limits=Limits(files=2))
    answer = client.post("/api/v1/articles", files=[("files", (f"{n}.txt", b"a")) for n in range(3)])
    assert answer.status_code == 400 and "at most 2 files" in answer.json()["error"]["message"]


def test_an_address_that_is_too_long_is_refused(client: TestClient) -> None:
    assert client.get("/search?words=" + "a" * 16_000).status_code == 414


def test_the_audit_log_says_who_asked_what_and_holds_no_draft_and_no_token(make_client: Client, tmp_path: Path) -> None:
    tokens, audit = tmp_path / "tokens.jsonl", tmp_path / "desk" / "audit.jsonl"
    token = add_token(tokens, "news desk", ["check"])
    client = make_client(tokens=tokens, audit=audit)
    client.post(
        "/api/v1/check", json={"text": "“A secret draft,” said Ida Moss."}, headers={"Authorization": f"Bearer {token}"}
    )
    client.get("/api/v1/status", headers={"Authorization": f"Bearer {token}"})
    client.get("/api/v1/status")
    client.get("/search?words=secret", headers={"Host": "evil.example"})
    lines = [json.loads(line) for line in audit.read_text().splitlines()]
    assert [(line["who"], line["method"], line["path"], line["status"]) for line in lines] == [
        ("news desk", "POST", "/api/v1/check", 200), ("news desk", "GET", "/api/v1/status", 403),
        (None, "GET", "/api/v1/status", 401), (None, "GET", "/search", 421),
    ]  # fmt: skip
    assert "secret" not in audit.read_text() and token not in audit.read_text()
    assert all(line["at"] and line["id"] and line["client"] for line in lines)
    assert audit.stat().st_mode & 0o077 == 0


def test_a_socket_is_refused(client: TestClient) -> None:
    with pytest.raises(Exception, match=r"1008|WebSocketDisconnect|^$"), client.websocket_connect("/check"):
        pass
