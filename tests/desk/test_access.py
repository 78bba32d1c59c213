"""Who may ask for what: tokens, scopes, sessions; each call and page against each scope."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from attribune.desk.access.tokens import SCOPES, Sessions, Tokens, add_token
from attribune.desk.settings import Settings
from attribune.errors import AttribuneError, UsageError
from tests.desk.conftest import Client

# (method, path, scope): what every call needs. A path that isn't here fails the test below.
CALLS = {
    ("POST", "/api/v1/checks/{check}/decisions"): "check", ("POST", "/checks/{check}/decisions"): "check",
    ("GET", "/checks/{check}/report.{form}"): "check", ("GET", "/checks/{check}/edit"): "check",
    ("POST", "/check/example"): "check", ("GET", "/copies"): "read", ("GET", "/sources"): "read",
    ("GET", "/sources.csv"): "read", ("GET", "/review"): "read", ("POST", "/review"): "write",
    ("POST", "/speakers/{speaker}/merge"): "write", ("POST", "/speakers/{speaker}/rename"): "write",
    ("POST", "/speakers/{speaker}/split"): "write", ("POST", "/speakers/undo"): "write",
    ("GET", "/api/v1/checks"): "check", ("GET", "/api/v1/copies"): "read", ("GET", "/api/v1/sources"): "read",
    ("GET", "/api/v1/review"): "read", ("POST", "/api/v1/review"): "write", ("GET", "/api/v1/jobs"): "known",
    ("GET", "/api/v1/status"): "read", ("POST", "/api/v1/check"): "check", ("GET", "/api/v1/checks/{check}"): "check",
    ("DELETE", "/api/v1/checks/{check}"): "check", ("POST", "/api/v1/read"): "check",
    ("POST", "/api/v1/guard"): "check", ("GET", "/api/v1/search"): "read",
    ("GET", "/api/v1/versions/{version}"): "read", ("GET", "/api/v1/history"): "read",
    ("GET", "/api/v1/speakers/{speaker}"): "read", ("GET", "/api/v1/captures/{capture}"): "read",
    ("GET", "/api/v1/captures/{capture}/bytes"): "read", ("GET", "/api/v1/stories"): "read",
    ("GET", "/api/v1/stories/{version}"): "read", ("GET", "/api/v1/dossier"): "read",
    ("POST", "/api/v1/articles"): "write", ("POST", "/api/v1/speakers/merge"): "write",
    ("POST", "/api/v1/speakers/rename"): "write", ("POST", "/api/v1/speakers/split"): "write",
    ("POST", "/api/v1/speakers/undo"): "write", ("POST", "/api/v1/trace"): "write", ("POST", "/api/v1/verify"): "admin",
    ("GET", "/api/v1/jobs/{job}"): "known", ("DELETE", "/api/v1/jobs/{job}"): "known",
    ("GET", "/api/v1/jobs/{job}/events"): "known",
    ("GET", "/check"): "check", ("POST", "/check"): "check", ("GET", "/checks/{check}"): "check",
    ("GET", "/checks"): "check",
    ("GET", "/search"): "read", ("GET", "/versions/{version}"): "read", ("GET", "/history"): "read",
    ("GET", "/speakers/{speaker}"): "read", ("GET", "/captures/{capture}"): "read",
    ("GET", "/captures/{capture}/page"): "read", ("GET", "/stories"): "read", ("GET", "/stories/{version}"): "read",
    ("GET", "/corpus"): "read", ("GET", "/add"): "write", ("POST", "/add"): "write", ("POST", "/trace"): "write",
    ("POST", "/verify"): "admin", ("GET", "/jobs/{job}"): "known", ("POST", "/jobs/{job}/cancel"): "known",
    ("GET", "/"): "nobody", ("GET", "/login"): "nobody", ("POST", "/login"): "nobody", ("POST", "/logout"): "nobody",
    ("GET", "/assets/{name}"): "nobody", ("GET", "/api/v1/openapi.json"): "nobody",
}  # fmt: skip
BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/check": {"json": {"text": "x"}}, "/api/v1/read": {"json": {"text": "x"}},
    "/api/v1/guard": {"json": {"before": "x", "after": "x"}},
    "/api/v1/checks/{check}/decisions": {"json": {"quotation": 1, "decision": "asked"}},
    "/checks/{check}/decisions": {"data": {"quotation": "1", "decision": "asked"}},
    "/api/v1/review": {"json": {"about": "speakers", "id": 99999, "decision": "confirmed"}},
    "/api/v1/speakers/merge": {"json": {"speaker": "none", "into": "nobody"}},
    "/api/v1/speakers/rename": {"json": {"speaker": "none", "name": "nobody"}},
    "/api/v1/speakers/split": {"json": {"speaker": "none", "name": "nobody", "articles": ["x"]}},
    "/api/v1/speakers/undo": {"json": {}}, "/api/v1/articles": {"files": [("files", ("a.txt", b"a"))]},
}  # fmt: skip
QUERIES = {"/history": "?article=x", "/api/v1/history": "?article=x", "/api/v1/dossier": "?statement=1",
           "/copies": "?earlier=1&later=2", "/api/v1/copies": "?earlier=1&later=2",
           "/search": "?words=x", "/api/v1/search": "?words=x"}  # fmt: skip


def routes(client: object) -> set[tuple[str, str]]:
    app = client.app._pages  # type: ignore[attr-defined]
    found = set()
    pending = list(app.router.routes)
    while pending:
        route = pending.pop()
        pending += list(getattr(getattr(route, "original_router", None), "routes", ()))
        path = getattr(route, "path", None)
        for method in getattr(route, "methods", None) or ():
            if path and path != "/mcp" and method != "HEAD":  # of which test_mcp.py has its own
                found.add((method, path.removesuffix(".json") if not path.startswith("/api") else path))
    return found


def test_every_route_says_what_it_needs(make_client: Client) -> None:
    found = routes(make_client())
    assert found == set(CALLS)


@pytest.mark.parametrize("given", [None, *SCOPES])
def test_each_scope_opens_its_own_calls_and_no_other(make_client: Client, tmp_path: Path, given: str | None) -> None:
    tokens = tmp_path / "tokens.jsonl"
    token = add_token(tokens, "somebody", [given or "read"])
    client = make_client(tokens=tokens)
    headers = {"Authorization": f"Bearer {token}"} if given else {}
    for (method, path), scope in CALLS.items():
        address = re.sub(r"\{(version|speaker|capture)\}", "1", path).replace("{", "").replace("}", "")
        answer = client.request(method, address + QUERIES.get(path, ""), headers=headers, **BODIES.get(path, {}))
        allowed = scope == "nobody" or (given is not None and (scope in ("known", given) or given == "admin"))
        refused = answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/login?")
        if path not in ("/login", "/logout"):
            assert refused != allowed, (method, path, given, answer.status_code)


def test_a_token_that_isnt_known_is_refused_everywhere(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    add_token(tokens, "somebody", ["admin"])
    client = make_client(tokens=tokens)
    for given in ("Bearer attribune-wrong", "Basic abc", "Bearer ", "Bearer é"):
        answer = client.get("/api/v1/status", headers={b"Authorization": given.encode()})
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.json()["error"]["code"] == "unauthorized"


def test_only_a_tokens_hash_is_kept_in_a_file_of_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "tokens.jsonl"
    token = add_token(path, "news desk", ["read"])
    assert token not in path.read_text() and len(json.loads(path.read_text())["sha256"]) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Tokens(path).caller(token) and not Tokens(path).caller(token[:-1])
    with pytest.raises(UsageError, match="there is a token of this name"):
        add_token(path, "news desk", ["read"])
    with pytest.raises(UsageError, match="a scope is one of"):
        add_token(path, "other", ["everything"])


def test_a_token_taken_out_of_the_file_ends_its_sessions_at_once(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    token = add_token(tokens, "somebody", ["read"])
    client = make_client(tokens=tokens)
    assert client.get("/search").headers["location"] == "/login?next=%2Fsearch"
    assert client.post("/login", data={"token": "wrong"}).status_code == 401
    entered = client.post("/login", data={"token": token, "next": "/search"})
    assert entered.status_code == 303 and entered.headers["location"] == "/search"
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and token.lower() not in cookie
    assert client.get("/search").status_code == 200
    tokens.write_text("\n")
    assert client.get("/search").status_code == 303


def test_logging_out_closes_the_session_for_the_cookie_too(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    token = add_token(tokens, "somebody", ["read"])
    client = make_client(tokens=tokens)
    client.post("/login", data={"token": token})
    cookies = dict(client.cookies)
    client.post("/logout")
    client.cookies.update(cookies)
    assert client.get("/search").status_code == 303


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "/\tevil", "javascript:1"]
)
def test_logging_in_leads_to_no_other_site(make_client: Client, next: str) -> None:
    assert make_client().post("/login", data={"token": "x", "next": next}).headers["location"] == "/"


def test_a_session_ends_with_its_time() -> None:
    from attribune.desk.access.tokens import EVERYBODY

    sessions = Sessions(seconds=-1)
    assert sessions.caller(sessions.open(EVERYBODY)) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "desk.example", "::"])
def test_others_are_served_with_a_token_only(tmp_path: Path, host: str) -> None:
    with pytest.raises(UsageError, match="a token is needed"):
        Settings(corpus=tmp_path, folder=tmp_path, host=host)
    Settings(corpus=tmp_path, folder=tmp_path, host=host, tokens=tmp_path / "t")
    with pytest.raises(UsageError, match="a token is needed"):
        Settings(corpus=tmp_path, folder=tmp_path, names=("desk.example",))


@pytest.mark.parametrize("line", ["{", '{"name": "a"}', '{"name": "a", "sha256": "00", "scopes": ["read"]}',
                                  '{"name": "a", "sha256": "' + "0" * 64 + '", "scopes": ["root"]}'])  # fmt: skip
def test_a_line_that_is_no_token_is_named_and_not_passed_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "tokens.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(AttribuneError, match=r"tokens\.jsonl:2"):
        Tokens(path)


def test_someone_elses_job_cant_be_seen_or_stopped(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    one, other = add_token(tokens, "one", ["write"]), add_token(tokens, "other", ["write"])
    client = make_client(tokens=tokens)
    job = client.post("/api/v1/trace", headers={"Authorization": f"Bearer {one}"}).json()["data"]["id"]
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/events")):
        answer = client.request(method, f"/api/v1/jobs/{job}{path}", headers={"Authorization": f"Bearer {other}"})
        assert answer.status_code == 404
    assert client.get(f"/api/v1/jobs/{job}", headers={"Authorization": f"Bearer {one}"}).status_code == 200


def test_who_may_check_and_not_read_sees_their_own_checks_only(make_client: Client, tmp_path: Path) -> None:
    """An outside editor's draft, and the desk's, which has the same words: neither learns of the other."""
    tokens = tmp_path / "tokens.jsonl"
    given = {"inside": ["read", "check"], "outside": ["check"], "elsewhere": ["check"], "head": ["admin"]}
    header = {name: {"Authorization": f"Bearer {add_token(tokens, name, scopes)}"} for name, scopes in given.items()}
    client = make_client(tokens=tokens)

    def ask(who: str, method: str, path: str, **sent: Any) -> Any:
        return client.request(method, path, headers=header[who], **sent)

    draft = {"text": "“We close at noon,” said Ida Moss."}
    made = {who: ask(who, "POST", "/api/v1/check", json=draft).json()["data"]["id"] for who in given}
    assert made["inside"] == made["head"] and len(set(made.values())) == 3
    note = {"quotation": 1, "decision": "rejected", "note": "she is our source"}
    assert ask("inside", "POST", f"/api/v1/checks/{made['inside']}/decisions", json=note).status_code == 200
    assert ask("outside", "POST", "/api/v1/check", json=draft).json()["data"]["decisions"] == []
    everything = [("GET", "/api/v1/checks/{}"), ("DELETE", "/api/v1/checks/{}"), ("GET", "/checks/{}"),
                  ("GET", "/checks/{}.json"), ("GET", "/checks/{}/edit"), ("GET", "/checks/{}/report.md"),
                  ("POST", "/api/v1/checks/{}/decisions"), ("POST", "/checks/{}/decisions")]  # fmt: skip
    for who, own in (("outside", made["outside"]), ("elsewhere", made["elsewhere"])):
        for method, path in everything:
            sent = {"json": note} if "api" in path and method == "POST" else {"data": note} if method == "POST" else {}
            for other in set(made.values()) - {own}:
                assert ask(who, method, path.format(other), **sent).status_code == 404, (who, method, path)
        listed = ask(who, "GET", "/api/v1/checks").json()["data"]["recent"]
        assert [one["id"] for one in listed] == [own] and own in ask(who, "GET", "/check").text
        assert not any(other in ask(who, "GET", "/check").text for other in set(made.values()) - {own})
        again = ask(who, "POST", "/check", data={"text": "x", "again": made["inside"]})
        assert again.status_code == 422  # its evidence can't be had by editing it, either
    for who in ("inside", "head"):
        assert {one["id"] for one in ask(who, "GET", "/api/v1/checks").json()["data"]["recent"]} == set(made.values())
        assert ask(who, "GET", f"/api/v1/checks/{made['outside']}").status_code == 200


def test_who_asks_for_work_that_another_began_may_see_it(make_client: Client, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    one, other = ({"Authorization": f"Bearer {add_token(tokens, name, ['write'])}"} for name in ("one", "other"))
    client = make_client(tokens=tokens)
    first = client.post("/api/v1/trace", headers=one).json()["data"]["id"]
    second = client.post("/api/v1/trace", headers=other).json()["data"]["id"]
    assert client.get(f"/api/v1/jobs/{second}", headers=other).status_code == 200
    listed = client.get("/api/v1/jobs", headers=other).json()["data"]["jobs"]
    assert [job["id"] for job in listed] == [second]
    assert first in [job["id"] for job in client.get("/api/v1/jobs", headers=one).json()["data"]["jobs"]]
