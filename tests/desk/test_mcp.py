"""The tools of an assistant, through real client sessions: in memory, over standard input and output, over HTTP."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp", reason="the tools need the extra attribune[desk]")

from mcp import Client, StdioServerParameters

from attribune.desk.access.tokens import add_token
from attribune.desk.mcp_tools import make_server
from attribune.desk.service import Service
from attribune.desk.settings import Settings
from attribune.desk.stories import Stories
from tests.corpus.sample_corpora import folder, take_in
from tests.desk.conftest import Client as MakeClient

DRAFT = "“The cannery at berth 6 will open again before the 6th tide of the autumn,” said Mara Voss."


def in_session(server: Any, ask: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(server) as client:
            return await ask(client)

    return anyio.run(run)


@pytest.fixture
def server(corpus: Path, tmp_path: Path) -> Any:
    return make_server(Service(Settings(corpus=corpus, folder=tmp_path / "desk")), Stories(corpus))


def test_the_six_tools_say_what_they_take_and_give(server: Any) -> None:
    tools = {tool.name: tool for tool in in_session(server, lambda client: client.list_tools()).tools}
    assert set(tools) == {"check", "guard", "read", "search", "history", "trace"}
    for tool in tools.values():
        assert tool.description and tool.input_schema["type"] == "object" and tool.output_schema["required"]
        assert tool.annotations.read_only_hint


def test_a_check_by_an_assistant_has_typed_verdicts(server: Any) -> None:
    answer = in_session(server, lambda client: client.call_tool("check", {"text": DRAFT.replace("6th", "7th")}))
    assert not answer.is_error
    assert [one["verdict"] for one in answer.structured_content["checks"]] == ["altered"]
    assert answer.structured_content["ok"] is False and "altered" in answer.content[0].text


def test_the_tools_answer_as_the_library_does(server: Any, corpus: Path) -> None:
    from attribune import Corpus, read

    kept = in_session(server, lambda client: client.call_tool("check", {"text": DRAFT})).structured_content
    expected = Corpus(corpus).check(DRAFT).to_dict()
    assert kept["checks"] == json.loads(json.dumps(expected["checks"])) and kept["coverage"] == expected["coverage"]
    hits = in_session(server, lambda client: client.call_tool("search", {"words": "cannery"})).structured_content
    found = Corpus(corpus).search("cannery")
    assert hits["hits"] == list(found.hits) and hits["total"] == found.total
    address = "https://quay3.example/news/3"
    told = in_session(server, lambda client: client.call_tool("history", {"article": address})).structured_content
    assert [one["id"] for one in told["versions"]] == [one["id"] for one in Corpus(corpus).history(address).versions]
    given = in_session(server, lambda client: client.call_tool("read", {"text": DRAFT})).structured_content
    assert len(given["statements"]) == len(read(DRAFT).statements) == 1


def test_a_list_goes_on_by_cursor_and_stays_as_it_was(server: Any, corpus: Path, tmp_path: Path) -> None:
    """Pages of three are the list that there was at first, though articles with the words are added meanwhile."""

    def asked(**more: Any) -> Any:
        arguments = {"words": "tide", "where": "statements", **more}
        return in_session(server, lambda client: client.call_tool("search", arguments)).structured_content

    whole = [hit["id"] for hit in asked(limit=100)["hits"]]
    page, got = asked(limit=3), list[int]()
    take_in(corpus, folder(tmp_path / "more", range(40, 42)))
    while True:
        got += [hit["id"] for hit in page["hits"]]
        assert page["page"]["changed"] is False
        if page["page"]["next"] is None:
            break
        page = asked(limit=3, cursor=page["page"]["next"])
    assert got == whole and len(whole) > 3
    assert len(asked(limit=100)["hits"]) > len(whole)


@pytest.mark.parametrize(("tool", "arguments", "told"), [
    ("search", {"words": "ferry", "cursor": "none"}, "this is no cursor that was given here"),
    ("search", {"words": "ferry", "cursor": "eyJvIjogM30", "offset": 3}, "leave out the offset"),
    ("history", {"article": "https://quay.example/none"}, "no article with this address"),
    ("search", {}, "name words to look for"), ("search", {"words": "a", "limit": 0}, "greater than or equal"),
    ("trace", {"article": "https://quay3.example/news/3"}, "was added to since it was traced"),
    ("check", {"text": ""}, "at least 1"), ("check", {"text": " "}, "there is no text"),
    ("check", {"text": "“a”", "policy": "none"}, "strict"),
])  # fmt: skip
def test_a_wrong_call_is_an_error_with_its_remedy(server: Any, tool: str, arguments: dict[str, Any], told: str) -> None:
    answer = in_session(server, lambda client: client.call_tool(tool, arguments))
    assert answer.is_error and told in answer.content[0].text


def test_a_path_as_a_draft_is_a_text_and_no_file(server: Any) -> None:
    answer = in_session(server, lambda client: client.call_tool("read", {"text": "/etc/hostname"}))
    assert answer.structured_content["article"]["text"] == "/etc/hostname"


def test_the_tools_over_standard_input_and_output(corpus: Path, tmp_path: Path) -> None:
    started = StdioServerParameters(
        command=sys.executable, args=["-m", "attribune", "mcp", str(corpus), "--desk", str(tmp_path / "desk")]
    )
    answer = in_session(started, lambda client: client.call_tool("search", {"words": "ferry", "where": "articles"}))
    assert answer.structured_content["total"] > 0


def test_the_tools_over_http_need_both_scopes(make_client: MakeClient, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens.jsonl"
    given = {scopes: add_token(tokens, scopes, scopes.split()) for scopes in ("read", "check", "read check")}
    client = make_client(tokens=tokens)
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "search", "arguments": {"words": "ferry"}}}  # fmt: skip
    for scopes, status in (("", 401), ("read", 403), ("check", 403), ("read check", 200)):
        headers = {"Accept": "application/json, text/event-stream"}
        headers |= {"Authorization": f"Bearer {given[scopes]}"} if scopes else {}
        answer = client.post("/mcp", json=call, headers=headers)
        assert answer.status_code == status, answer.text
    assert answer.json()["result"]["structuredContent"]["total"] > 0
