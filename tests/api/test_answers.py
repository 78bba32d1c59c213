"""``attribune.Guard``: documents prepared once, answers checked as they are and as they come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import attribune
from attribune.check.answers.model import Answer
from attribune.check.evidence import cache
from attribune.errors import InputError, UsageError
from tests.check.answers.answer_cases import DOCUMENTS, QUIST, VOSS, articles


@pytest.fixture(scope="module")
def guard() -> attribune.Guard:
    return attribune.Guard(articles(), evidence_tier="rules")


def chunks(text: str, size: int = 5) -> Iterator[str]:
    return (text[at : at + size] for at in range(0, len(text), size))


def test_documents_are_read_once(guard: attribune.Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> object:
        raise AssertionError("a document is read again")

    monkeypatch.setattr(cache, "read_in_time", read)
    for _ in range(2):
        report = guard.check(f"{VOSS} [1]. {QUIST} [1].")
        assert [one.holds for one in report.citations] == [True, False]
        assert [one.verdict for one in report] == ["verbatim", "miscited"]


def test_a_guard_says_what_check_says(guard: attribune.Guard) -> None:
    for answer in (f"{VOSS} [1].", f"{VOSS} [2].", "“We will close the harbour,” said Mara Voss.", f"{QUIST}."):
        whole = attribune.check(answer, articles(), as_="markdown", tier="rules", evidence_tier="rules")
        assert guard.check(answer).record == whole.record


def test_a_text_is_an_answer_for_a_guard_and_for_check_where_it_cites_the_evidence(guard: attribune.Guard) -> None:
    assert [one.holds for one in guard.check(f"{VOSS} [9].").citations] == [False]
    assert not guard.check(f"{VOSS} [9].").ok
    for answer, cited in ((f"{VOSS} [2].", [False]), (f"{VOSS} in the [town](https://town.example).", [])):
        report = attribune.check(answer, articles(), tier="rules", evidence_tier="rules")
        assert [one.holds for one in report.citations] == cited
    draft = f"*{VOSS}*.\n{QUIST}.\n"
    assert attribune.check(draft, articles(), tier="rules", evidence_tier="rules").draft.text == draft


def test_words_of_an_answer_are_found_in_documents_that_no_answer_had_before(guard: attribune.Guard) -> None:
    for words in ("The cranes stay until spring,", "The ferry was late eleven times in April,"):
        assert guard.check(f"“{words}” somebody said.").results[0].verdict != "not_found"


def test_a_verdict_comes_when_its_quotation_is_complete(guard: attribune.Guard) -> None:
    text = f"{VOSS}. Then it rained.\n\nAnd {QUIST} on Tuesday. It rained again."
    came = []
    for at in range(1, len(text) + 1):
        found = list(guard.stream([text[:at]]))
        came.append(len(found))
    sent = []

    def pieces() -> Iterator[str]:
        for at, piece in enumerate(chunks(text, 1)):
            sent.append(at)
            yield piece

    seen = [(result.quote, result.speaker, result.verdict, len(sent)) for result in guard.stream(pieces())]
    assert [one[:3] for one in seen] == [
        ("We will not close the harbour,", "Mara Voss", "verbatim"),
        ("The ferry was late eleven times in April,", "Otto Quist", "verbatim"),
    ]
    assert seen[0][3] <= text.index("Then") + 2
    assert seen[1][3] <= text.index("It rained again") + 2


def test_a_title_before_the_name_does_not_end_the_sentence(guard: attribune.Guard) -> None:
    text = "“We will not close the harbour,” Ms. Mara Voss said. So it was."
    assert [one.speaker for one in guard.stream(chunks(text, 1))] == ["Mara Voss"]
    swapped = "“We will not close the harbour,” Mr. Otto Quist said. So it was."
    assert [one.verdict for one in guard.stream(chunks(swapped, 1))] == ["misattributed"]


def test_a_list_of_sources_at_the_end_changes_a_verdict_under_its_number(guard: attribune.Guard) -> None:
    text = f"{VOSS} [7]. So it was.\n\n[7]: ledger.txt\n"
    found = [(one.number, one.verdict) for one in guard.stream(chunks(text))]
    assert found[-1] == (1, "miscited")
    assert {number for number, _ in found} == {1}


def test_chunks_may_be_events(guard: attribune.Guard) -> None:
    text = f"{VOSS}."
    assert [one.ok for one in guard.stream([{"delta": {"text": text}}, {"type": "stop"}, SimpleNamespace(delta=None)])]
    assert [one.ok for one in guard.stream([{"choices": [{"delta": {"content": text}}]}])] == [True]
    assert [one.ok for one in guard.stream([SimpleNamespace(content=text)])] == [True]
    assert list(guard.stream([])) == []


def test_a_stream_does_work_in_proportion(guard: attribune.Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    real = guard._report

    def counted(answer: Answer) -> attribune.Report:
        calls.append(len(answer.text))
        return real(answer)

    monkeypatch.setattr(guard, "_report", counted)
    list(guard.stream(chunks("It rained. " * 300 + f"{VOSS}. It rained.", 3)))
    assert len(calls) == 2


def test_bad_calls_are_told(guard: attribune.Guard, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no evidence"):
        attribune.Guard([])
    with pytest.raises(InputError, match="no text"):
        guard.check("  ")
    with pytest.raises(InputError, match="the forms are"):
        guard.check({"odd": 1})
    with pytest.raises(InputError, match="2 answers"):
        guard.check([{"type": "message", "content": [{"type": "text", "text": "x"}]}] * 2)
    (tmp_path / "answer.json").write_text(json.dumps({"quote": "We will close the harbour", "source": "board.txt"}))
    report = attribune.check(tmp_path / "answer.json", DOCUMENTS, tier="rules", evidence_tier="rules")
    assert [one.holds for one in report.citations] == [False]
