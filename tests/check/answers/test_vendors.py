"""The answers of vendors' clients: where each says that its words stand, in dicts, objects and JSON."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

import attribune
from attribune.check.answers.forms import answer_of
from attribune.errors import AttribuneError, InputError, UsageError
from tests.check.answers.answer_cases import BOARD, QUIST, VOSS, articles, check, held, only

SENTENCE = "“We will not close the harbour,” Mara Voss, the board's chair, said on Monday."
END = len(SENTENCE)


def anthropic(location: dict[str, Any], text: str = f"{VOSS}.", cited: str = SENTENCE) -> dict[str, Any]:
    """A message with one citation."""
    citation = {"cited_text": cited, "document_index": 0, "document_title": "Minutes of the board", **location}
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "stop_reason": "end_turn",
        "content": [
            {"type": "thinking", "thinking": "…"},
            {"type": "text", "text": "So: "},
            {"type": "text", "text": text, "citations": [citation]},
        ],
    }


def chars(start: int, end: int) -> dict[str, Any]:
    return {"type": "char_location", "start_char_index": start, "end_char_index": end}


def as_objects(value: Any) -> Any:
    """Dicts as objects with attributes, as clients have them."""
    if isinstance(value, dict):
        return SimpleNamespace(**{key: as_objects(one) for key, one in value.items()})
    return [as_objects(one) for one in value] if isinstance(value, list) else value


def test_a_right_character_location_holds() -> None:
    for answer in (
        anthropic(chars(0, END)),
        as_objects(anthropic(chars(0, END))),
        json.dumps(anthropic(chars(0, END))),
    ):
        for form in ("anthropic", None):
            one = only(answer, form)
            assert (one.holds, one.status, one.passage) == (True, "ok", (0, END))


@pytest.mark.parametrize(
    "answer",
    [
        anthropic(chars(1, END + 1)),
        anthropic(chars(0, END - 4)),
        anthropic(chars(5000, 5000 + END)),
        anthropic(chars(END, 0)),
        anthropic(chars(-1, END)),
        anthropic({"type": "char_location"}),
        anthropic(chars(0, END), cited=SENTENCE.replace("not ", "")),
        anthropic(chars(0, END), cited=""),
        anthropic({**chars(0, END), "document_title": "Ferry late again"}),
        anthropic({**chars(0, END), "document_title": None, "document_index": 1}),
        anthropic({**chars(0, END), "document_title": None, "document_index": 7}),
        anthropic({**chars(0, END), "document_title": "Another"} | {"document_index": 9}),
        anthropic({**chars(0, END), "type": "page_location"}),
        anthropic({**chars(0, END), "type": "odd"}),
        anthropic(chars(END + 2, END + 2 + 29), cited="“The cranes stay until spring"),
        anthropic(chars(0, END), text=f"{VOSS.replace('not ', '')}."),
        anthropic(chars(0, END), text=f"{VOSS.replace('Mara Voss', 'Otto Quist')}."),
        anthropic(chars(0, END), text="Otto Quist wants the harbour kept open."),
        anthropic(chars(0, END), text="Mara Voss will close the harbour."),
        anthropic(chars(0, END), text="Mara Voss will not close 14 berths."),
    ],
)
def test_a_wrong_citation_of_a_message_does_not_hold(answer: dict[str, Any]) -> None:
    report = check(answer, "anthropic")
    assert [one.holds for one in report.citations] == [False], report.citations
    assert not report.ok


def test_blocks_and_pages_are_counted() -> None:
    def block(at: int, end: int) -> dict[str, Any]:
        return {"type": "content_block_location", "start_block_index": at, "end_block_index": end}

    assert held(anthropic(block(0, 1)), "anthropic") == [True]
    assert held(anthropic(block(0, 2)), "anthropic") == [True]
    assert held(anthropic(block(1, 2)), "anthropic") == [False]
    assert held(anthropic(block(0, 9)), "anthropic") == [False]
    from dataclasses import replace

    first, other = articles()
    pages = tuple(replace(b, xpath=f"page={number}") for number, b in enumerate(first.blocks, 3))
    paged = [replace(first, blocks=pages), other]
    for page, good in ((3, True), (4, False), (2, False)):
        answer = anthropic({"type": "page_location", "start_page_number": page, "end_page_number": page + 1})
        assert [one.holds for one in check(answer, "anthropic", paged).citations] == [good]


def test_two_citations_of_one_claim_have_a_quotation_each() -> None:
    passages = [SENTENCE, "“The ferry was late eleven times in April,” Otto Quist told the council."]
    text = f"{VOSS}. {QUIST}."
    answer = anthropic(chars(0, END), text=text)
    citations = answer["content"][-1]["citations"]
    citations.append(
        {
            **citations[0],
            **chars(0, len(passages[1])),
            "cited_text": passages[1],
            "document_title": None,
            "document_index": 1,
        }
    )
    assert held(answer, "anthropic") == [True, True]
    citations[1]["document_index"] = 0
    assert False in held(answer, "anthropic")
    del citations[1]
    report = check(answer, "anthropic")
    assert [one.holds for one in report.citations] == [True, False]
    assert [one.verdict for one in report.results] == ["verbatim", "miscited"]


def test_a_passage_in_other_words_is_there_and_asks_for_a_look() -> None:
    one = only(anthropic(chars(0, END), text="The harbour is not going to be closed, says Mara Voss."), "anthropic")
    assert (one.holds, one.status, one.quote) == (True, "look", None)
    assert "isn't checked" in one.reason


def openai(words: str, notes: Sequence[dict[str, Any]]) -> dict[str, Any]:
    content = [{"type": "output_text", "text": words, "annotations": notes}]
    return {"object": "response", "output": [{"type": "reasoning"}, {"type": "message", "content": content}]}


def test_openai_annotations_stand_behind_or_around_the_claim() -> None:
    url = "https://port.example/minutes"
    mark = f"([port.example]({url}?utm_source=openai))"
    text = f"{VOSS} {mark}. {QUIST}."
    note = {"type": "url_citation", "url": url, "title": "Minutes of the board"}
    behind = {**note, "start_index": len(VOSS) + 1, "end_index": len(VOSS) + 1 + len(mark)}
    around = {**note, "start_index": 0, "end_index": len(VOSS)}
    wrong = {**note, "start_index": text.index("“The"), "end_index": len(text)}
    missing = {**note, "start_index": 0, "end_index": len(text) + 1}
    unknown = {**behind, "url": "https://port.example/other"}
    assert held(openai(text, [behind]), "openai") == [True]
    assert held(openai(f"{VOSS}.", [around]), None) == [True]
    assert held(openai(text, [behind, wrong]), None) == [True, False]
    assert False in held(openai(text, [missing]), "openai")
    assert False in held(openai(text, [unknown]), "openai")
    assert held(openai(f"{VOSS}.", [{"type": "file_citation", "index": len(VOSS), "filename": "board.txt"}]), None) == [
        True
    ]
    assert held(
        openai(f"{VOSS}.", [{"type": "file_citation", "index": len(VOSS), "filename": "ledger.txt"}]), None
    ) == [False]
    chat = {
        "choices": [
            {
                "message": {
                    "role": "assistant",
                    "content": f"{VOSS}.",
                    "annotations": [
                        {
                            "type": "url_citation",
                            "url_citation": {"start_index": 0, "end_index": 20, "url": url, "title": "x"},
                        }
                    ],
                }
            }
        ]
    }
    assert held(chat, None) == [True]


def cohere(start: int, end: int, text: str, source: dict[str, Any]) -> dict[str, Any]:
    cited = {"start": start, "end": end, "text": text, "sources": [source], "type": "TEXT_CONTENT"}
    return {
        "id": "1",
        "message": {"role": "assistant", "content": [{"type": "text", "text": f"{VOSS}."}], "citations": [cited]},
    }


def test_cohere_counts_characters_and_names_sources() -> None:
    words = "We will not close the harbour"
    good = {"type": "document", "id": "board.txt", "document": {"snippet": SENTENCE}}
    assert held(cohere(1, 1 + len(words), words, good), None) == [True]
    assert held(cohere(2, 2 + len(words), words, good), "cohere") == [False]
    assert held(cohere(1, 900, words, good), "cohere") == [False]
    assert held(cohere(1, 1 + len(words), words, {"type": "document", "id": "doc:0"}), "cohere") == [True]
    assert held(cohere(1, 1 + len(words), words, {"type": "document", "id": "doc:1"}), "cohere") == [False]
    assert held(cohere(1, 1 + len(words), words, {"type": "document", "id": "x"}), "cohere") == [False]


def gemini(start: int, end: int, chunk: dict[str, Any], *, snake: bool = False) -> dict[str, Any]:
    text = f"Größe zählt — {VOSS}."
    keys = (
        (
            "grounding_metadata",
            "grounding_chunks",
            "grounding_supports",
            "grounding_chunk_indices",
            "start_index",
            "end_index",
        )
        if snake
        else (
            "groundingMetadata",
            "groundingChunks",
            "groundingSupports",
            "groundingChunkIndices",
            "startIndex",
            "endIndex",
        )
    )
    support = {"segment": {keys[4]: start, keys[5]: end, "text": f"{VOSS}."}, keys[3]: [0]}
    return {"candidates": [{"content": {"parts": [{"text": text}]}, keys[0]: {keys[1]: [chunk], keys[2]: [support]}}]}


def test_gemini_counts_bytes() -> None:
    web = {"web": {"uri": "https://port.example/minutes", "title": "port.example"}}
    start = len("Größe zählt — ".encode())
    end = start + len(f"{VOSS}.".encode())
    for snake in (False, True):
        assert held(gemini(start, end, web, snake=snake), None) == [True]
    assert held(as_objects(gemini(start, end, web, snake=True)), "gemini") == [True]
    assert held(gemini(start - 4, end - 4, web), "gemini") == [False]  # the code points, taken for bytes
    assert held(gemini(start + 1, end, web), "gemini") == [False]
    redirect = {"web": {"uri": "https://grounding.example/redirect/xyz", "title": "port.example"}}
    assert held(gemini(start, end, redirect), "gemini") == [True]
    assert held(gemini(start, end, {"web": {"uri": "https://port.example/other", "title": "port.example"}}), None) == [
        False
    ]
    assert held(gemini(start, end, {"retrievedContext": {"title": "board.txt", "text": SENTENCE}}), None) == [True]
    assert held(gemini(start, end, {"retrievedContext": {"title": "board.txt", "text": "We close."}}), None) == [False]


def test_lines_of_quotations() -> None:
    def lines(**fields: object) -> str:
        return json.dumps({"quote": "We will not close the harbour", "source": "board.txt", **fields}) + "\n"

    assert held(lines(), None) == [True]
    assert held(lines(speaker="Mara Voss") + lines(speaker="Otto Quist") + lines(source="ledger.txt"), "quotes") == [
        True,
        False,
        False,
    ]
    assert held(lines(source=["board.txt", 2]), None) == [True, False]
    assert held(lines(source={"url": "https://port.example/minutes"}), None) == [True]
    assert held(lines(quote="We will close the harbour"), None) == [False]
    assert held(lines(quote="“We will not close the harbour,”"), None) == [True]
    report = check(lines(speaker="Mara Voss"), None)
    assert report.draft.text[slice(*report.results[0].span)] == "We will not close the harbour"


@pytest.mark.parametrize("answer", ['{"a": 1}', "[1, 2]", '{"content": 3}', {"x": 1}, object(), 7, [], {}])
def test_what_has_no_form_is_refused_with_the_forms(answer: object) -> None:
    with pytest.raises(InputError, match="anthropic"):
        answer_of(answer)


def test_a_form_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="the forms are"):
        check("so it is", "latex")
    with pytest.raises(InputError, match="isn't JSON"):
        check("so it is", "anthropic")


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        '{"content": [{"type": "text", "text": null}]}',
        '{"output": [{}]}',
        '{"candidates": [null]}',
        '{"message": {"content": [null], "citations": [null]}}',
        '{"choices": [{"message": null}]}',
        '{"role": "assistant", "content": [7]}',
    ],
)
def test_broken_answers_cost_only_themselves(hostile: str) -> None:
    for form in ("anthropic", "openai", "cohere", "gemini", "quotes", None):
        with contextlib.suppress(AttribuneError):
            check(hostile, form)


def test_reports_go_to_json_and_back() -> None:
    report = check(f"{VOSS} [2].")
    again = attribune.from_json(type(report.record), attribune.to_json(report.record))
    assert again == report.record
    shown = report.to_dict()["citations"]
    assert {"document", "article", "quote", "holds", "reason"} <= set(shown[0])
    assert "0 of 1 citation" in report.to_text()
    assert "ledger.txt doesn&#39;t have" in report.to_html() or "ledger.txt doesn't have" in report.to_html()
    assert BOARD
