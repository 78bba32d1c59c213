"""Who is named in the note that hangs on a quotation speaks in it."""

from __future__ import annotations

import pytest

from attribune.articles.reading import iter_bytes
from attribune.check.engine import check_draft
from attribune.records import Article, Verdict
from attribune.sources.reading import read_article
from attribune.statements.extract import Tier

RULES: Tier = "rules"
WORDS = "The ferry sailed at noon and we were glad of it"
SAID = f"Ferry sails\n\n“{WORDS},” harbour master Otto Quist said on Tuesday. It took 21 minutes.\n"
MARKS = [
    ("[1]", "[1]"),
    ("¹", "¹"),
    ("*", "*"),
    ("(1)", "1."),
    ("[a]", "[a]:"),
    ("†", "†"),
    ("1", "1"),
    ("[^v]", "[^v]:"),
]


def page(text: str, name: str = "a.txt") -> Article:
    return next(iter_bytes(text.encode(), name=name))


def checked(text: str) -> Verdict:
    return check_draft(page(text), [page(SAID, "e.txt")], tier=RULES, evidence_tier=RULES).results[0]


def noted(mark: str, note: str, *, alone: bool = False) -> str:
    around = ("", "") if alone else ("The ferry sailed again. ", " It was late.")
    return f"{around[0]}“{WORDS}.”{mark}{around[1]}\n\nMore of the day stands here.\n\n{note}\n"


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(("mark", "label"), MARKS)
def test_the_one_named_in_a_note_is_the_speaker(mark: str, label: str, alone: bool) -> None:
    reading = read_article(page(noted(mark, f"{label} Mara Voss", alone=alone)), tier=RULES)
    names = {source.id: source.name for source in reading.sources}
    assert [names.get(s.speaker or "") for s in reading.statements if s.kind == "direct"] == ["Mara Voss"]


@pytest.mark.parametrize(("mark", "label"), MARKS)
def test_somebody_else_in_a_note_is_accused(mark: str, label: str) -> None:
    assert checked(noted(mark, f"{label} Mara Voss")).verdict == "misattributed"
    assert checked(noted(mark, f"{label} Otto Quist")).verdict == "verbatim"


@pytest.mark.parametrize(
    "note",
    [
        "[1] Mara Voss, Ledger, 3 May 2026",
        "[1] Ledger, 3 May 2026, p. 4",
        "[1] See above",
        "Nothing here",
        "[2] Mara Voss",
    ],
)
def test_a_note_that_cant_be_read_as_a_speaker_leaves_it_unclear(note: str) -> None:
    verdict = checked(noted("[1]", note))
    assert verdict.verdict == "unclear" and "note" in (verdict.reason or "")


def test_two_notes_with_one_mark_leave_it_unclear() -> None:
    assert checked(noted("*", "* Mara Voss\n\n* Otto Quist")).verdict == "unclear"


@pytest.mark.parametrize("behind", [" [sic]", " (AP)", " 5 boats came.", " (2019)", " [laughs]", " #ferry"])
def test_what_is_no_mark_hangs_no_note_on_it(behind: str) -> None:
    assert checked(noted(behind, "Nothing here")).verdict == "verbatim"


def test_a_sentence_that_says_who_speaks_counts_before_a_note() -> None:
    text = f"Otto Quist said: “{WORDS}.”[1] It was late.\n\nMore.\n\n[1] Ledger, 3 May 2026, p. 4.\n"
    verdict = checked(text)
    assert verdict.speaker and verdict.speaker.name == "Otto Quist" and verdict.ok


@pytest.mark.parametrize(
    "text",
    ["@maravoss: “{}.”", "mara voss: “{}.”", "voss: “{}.”", "“{}.” — mara voss", "“{}.” — @maravoss", "mv_99: “{}.”"],
)
def test_a_label_or_signature_in_small_letters_is_there_and_cant_be_read(text: str) -> None:
    assert checked(text.format(WORDS)).verdict == "unclear"


@pytest.mark.parametrize("text", ["in short: “{}.”", "and then: “{}.”", "one word more: “{}.”", "“{}.” — as ever."])
def test_words_of_the_language_beside_a_quotation_are_no_label(text: str) -> None:
    assert checked(text.format(WORDS)).verdict == "verbatim"
