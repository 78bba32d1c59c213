"""What Markdown cites: links, footnotes, numbers, names in brackets; which quotation each is for."""

from __future__ import annotations

import pytest

from tests.check.answers.answer_cases import QUIST, VOSS, articles, check, held, only

RIGHT = (
    f"{VOSS} ([Minutes of the board](https://port.example/minutes)).",
    f"{VOSS} in the [minutes](https://www.port.example/minutes/#top).",
    f"{VOSS} [source](http://port.example/minutes?utm_medium=mail).",
    f"{VOSS} (https://port.example/minutes).",
    f"{VOSS} <https://port.example/minutes>.",
    f"{VOSS}.[^1]\n\n[^1]: board.txt",
    f"{VOSS}.[^b]\n\n[^b]: [Minutes of the board](https://port.example/minutes), p. 3",
    f"{VOSS} [1].",
    f"{VOSS} [1]",
    f"{VOSS}. [1]",
    f"{VOSS} [3].\n\n[3]: https://port.example/minutes",
    f"{VOSS} [3].\n\n## Sources\n\n3. Minutes of the board",
    f"{VOSS} [7].\n\n**References:**\n\n[7] Minutes of the board, https://port.example/minutes",
    f"{VOSS} [board.txt].",
    f"{VOSS} (board.txt).",
    f"{VOSS} (Minutes of the board).",
    f"{VOSS} (source: Minutes of the board).",
    f"{VOSS} 【board.txt】.",
    f"{VOSS} [docs/board.txt](board.txt).",
    "According to [1], Mara Voss said: “We will not close the harbour.”",
    "“We will not close the harbour [1],” Mara Voss said.",
    "> We will not close the harbour.\n>\n> — Mara Voss [1]",
    "> We will not close the harbour.\n\n— Mara Voss, [board.txt](board.txt)",
    "## Mara Voss\n\n* “We will not close the harbour.” [1]",
    "| who | what | source |\n|---|---|---|\n| Mara Voss | “We will not close the harbour.” | board.txt |",
    "| who | what |\n|---|---|\n| Mara Voss | “We will not close the harbour.” [1] |",
    "From the [minutes](board.txt):\n\n* Mara Voss: “We will not close the harbour.”",
    f"{VOSS}.¹\n\n## Notes\n\n1. board.txt",
    "**“We will not close the harbour,”** Mara Voss said [1].",
    '"We will not close the harbour," Mara Voss said [1].',
    f"{VOSS} **[1]**.",
    f"{VOSS}.<sup>1</sup>\n\nSources:\n1. board.txt",
    f"{VOSS} [[1]](https://port.example/minutes).",
    f"{VOSS} ([1]).",
    f"{VOSS}.[^1^]\n\n[^1^]: board.txt",
    f"{VOSS}.\n\nSource: board.txt",
    f"{VOSS}.\n\n*Source: Minutes of the board*",
    f"{VOSS}.\n\nSource: [board](https://port.example/minutes)",
    f"{VOSS} [1].\n\n### Sources\n\n- [1] Minutes of the board — board.txt",
    f"{VOSS} [1].\n\nSources: [1] board.txt; [2] ledger.txt",
    f"{VOSS} (board.txt, line 1).",
    f"[{VOSS}][a].\n\n[a]: https://port.example/minutes",
    "> We will not close the harbour. [1]\n>\n> — Mara Voss",
    "- **Mara Voss**: “We will not close the harbour.” [1]",
    f"{VOSS} ^1^.\n\nSources:\n1. board.txt",
)


@pytest.mark.parametrize("answer", RIGHT)
def test_a_right_citation_holds_in_every_form(answer: str) -> None:
    report = check(answer)
    assert [(one.holds, one.status, one.quote) for one in report.citations] == [(True, "ok", 0)], report.to_text()
    assert report.ok, report.to_text()


def _wrong(answer: str) -> str:
    """The same answer with the other document."""
    answer = answer.replace("; [2] ledger.txt", "")
    for one, two in (
        ("board.txt", "ledger.txt"), ("https://port.example/minutes", "https://ledger.example/a/ferry?id=3"),
        ("https://www.port.example/minutes/#top", "https://ledger.example/a/ferry?id=3"),
        ("http://port.example/minutes?utm_medium=mail", "https://ledger.example/a/ferry?id=3"),
        ("Minutes of the board", "Ferry late again"), ("[board]", "[ledger]"),
    ):  # fmt: skip
        answer = answer.replace(one, two)
    return answer if "ledger" in answer else answer.replace("[1]", "[2]")


@pytest.mark.parametrize("answer", RIGHT)
def test_the_other_document_never_holds(answer: str) -> None:
    report = check(_wrong(answer))
    assert not report.ok
    assert [one.holds for one in report.citations] == [False]
    assert [one.verdict for one in report.results] == ["miscited"]
    assert "board.txt" in report.results[0].message


@pytest.mark.parametrize(
    "answer",
    [
        f"{VOSS} [9].", f"{VOSS}.[^9]", f"{VOSS} ([Port](https://port.example/other)).", f"{VOSS} [minutes.pdf].",
        f"{VOSS} [3].\n\n[3]: https://elsewhere.example/x", f"{VOSS} [3].\n\n## Sources\n\n3. Minutes of the council",
        f"{VOSS}.[^1]\n\n[^1]: Otto Quist", f"{VOSS} 【nothing】.",
        f"{VOSS} [3].\n\n[3]: board.txt\n[3]: ledger.txt",
        f"{VOSS} [3].\n\n[3] Minutes of the board, https://port.example/other",
    ],
)  # fmt: skip
def test_a_document_that_is_not_there_or_not_one_never_holds(answer: str) -> None:
    report = check(answer)
    assert report.citations
    assert not any(one.holds for one in report.citations)
    assert not report.ok
    assert all(one.reason for one in report.citations)


@pytest.mark.parametrize(
    "mark",
    [
        "\\[2\\]", "[２]", "[2\u200b]", "[²]", "<a href='ledger.txt'>board.txt</a>",
        "[board.txt][x]\n\n[x]: <ledger.txt>",
     "![board.txt](ledger.txt)", "<a href=\"https://ledger.example/a/ferry?id=3\">the board</a>",
     "[board](  ledger.txt )",
    ],
)  # fmt: skip
def test_an_odd_mark_of_the_other_document_is_not_overlooked(mark: str) -> None:
    report = check(f"{VOSS} {mark}.")
    assert not report.ok, report.to_text()
    assert not any(one.holds for one in report.citations)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"{VOSS} [1]. {QUIST} [2].", [True, True]),
        (f"{VOSS} [2]. {QUIST} [1].", [False, False]),
        (f"{VOSS} [1][2].", [True, False]),
        (f"{VOSS} [1, 2].", [True, False]),
        (f"{VOSS} [1-2].", [True, False]),
        (f"{VOSS} [1], and {QUIST} [2].", [True, True]),
        (f"* {VOSS} [1].\n* {QUIST} [2].\n", [True, True]),
        (f"{VOSS}, and “The cranes stay until spring,” she said [1].", [True, True]),
    ],
)
def test_each_mark_is_for_the_quotations_since_the_last_one(answer: str, expected: list[bool]) -> None:
    assert held(answer) == expected


def test_a_claim_that_quotes_nothing_is_told_apart() -> None:
    report = check(f"The board wants to keep the harbour [1]. {VOSS} [1].")
    assert [(one.quote, one.holds, one.status) for one in report.citations] == [(None, False, "look"), (0, True, "ok")]
    assert not report.ok
    assert "can't be checked" in report.citations[0].reason


def test_altered_and_swapped_words_hold_nowhere() -> None:
    for answer in (VOSS.replace("not ", ""), VOSS.replace("Mara Voss", "Otto Quist"), "“It is over,” said Mara Voss"):
        assert held(f"{answer} [1].") == [False]


def test_a_number_among_quoted_words_stays_there() -> None:
    answer = "“We will [1] not close the harbour,” Mara Voss said."
    assert "[1]" in check(answer).draft.text
    assert not check(answer).ok


def test_a_name_in_brackets_that_may_be_a_speaker_stays() -> None:
    report = check("“We will not close the harbour.” ([Otto Quist](https://port.example/minutes))")
    assert not report.ok
    assert "Otto Quist" in report.draft.text


def test_a_document_with_a_persons_name_hides_no_speaker() -> None:
    profile = {"Otto Quist.txt": "“We will not close the harbour,” Mara Voss said.", "b.txt": "Nothing was said."}
    words = "“We will not close the harbour.”"
    for mark in ("(Otto Quist)", "[Otto Quist]", "([Otto Quist](<Otto Quist.txt>))", "[Otto Quist](b.txt)"):
        assert not check(f"{words} {mark}\n", against=profile).ok
    table = f"| what | who |\n|---|---|\n| {words} | Otto Quist |"
    assert not check(table, against=profile).ok


def test_a_remark_of_one_word_is_no_citation() -> None:
    documents = {"union.txt": "Nothing.", "board.txt": "“We will not close the harbour,” Mara Voss said."}
    assert check("Mara Voss (union) said: “We will not close the harbour.”", against=documents).citations == ()


def test_two_documents_of_one_name_are_none() -> None:
    twice = {"a/minutes.txt": "“We will not close the harbour,” Mara Voss said.", "b/minutes.txt": "Nothing was said."}
    assert only(f"{VOSS} [minutes.txt].", against=twice).holds is False
    assert only(f"{VOSS} [a/minutes.txt].", against=twice).holds is True
    assert only(f"{VOSS} [b/minutes.txt].", against=twice).holds is False


def test_markdown_without_a_form_is_an_answer_where_it_cites_the_evidence(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path))
    (path / "answer.md").write_text(f"{VOSS} [board.txt].\n", encoding="utf-8")
    (path / "draft.md").write_text(f"{VOSS} near the [pier](https://map.example/pier).\n", encoding="utf-8")
    assert [one.holds for one in check(path / "answer.md", None, articles()).citations] == [True]
    assert check(path / "draft.md", None, articles()).citations == ()
