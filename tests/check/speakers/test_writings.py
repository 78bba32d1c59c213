"""The grammar of things written: what it reads, and that everything else isn't read."""

from __future__ import annotations

import pytest

from attribune.check.speakers.written.writings import Told, find_writings, read_told, tokens
from tests.check.circumstances.drafts import first_verdict


def _told(before: str, after: str, *, whole: bool = True) -> Told | None:
    return read_told(tokens(before, 0, len(before)), tokens(after, 0, len(after)), whole=whole)


def _words(told: Told | None) -> tuple[str, str, str, str]:
    """The noun, the author of the phrase, the subject of "wrote" and who reads it out."""
    assert told is not None
    written = told.writing
    parts = (written.author if written else (), told.author, told.reader)
    author, subject, reader = (" ".join(token.word for token in part) for part in parts)
    return (written.noun if written else "it" if told.it else "", author, subject, reader)


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("", ", the letter said.", ("letter", "", "", "")),
        ("", ", Ada Reed's second email said.", ("email", "Ada Reed's", "", "")),
        ("", ", says a commentary by Prof Ada Reed.", ("commentary", "Prof Ada Reed", "", "")),
        ("In a memo to staff, the chair, Ada Reed, wrote: ", "", ("memo", "", "the chair , Ada Reed ,", "")),
        ("The notice on the shed door reads: ", "", ("notice", "", "", "")),
        ("A letter signed by Ada Reed said: ", "", ("letter", "Ada Reed", "", "")),
        ("A letter, signed by Ada Reed, said: ", "", ("letter", "Ada Reed", "", "")),
        ("Ms Reed read from the engineer's letter: ", "", ("letter", "engineer's", "", "Ms Reed")),
        ("", ", it later added.", ("it", "", "", "")),
        ("According to the minutes of the March meeting, ", "", ("minutes", "", "", "")),
        ("", ", Ada Reed told staff in an email.", ("email", "", "Ada Reed", "")),
        ("Ada Reed's letter from the bank said: ", "", ("letter", "the bank", "", "")),
    ],
)
def test_reads_who_has_the_words(before: str, after: str, read: tuple[str, str, str, str]) -> None:
    assert _words(_told(before, after)) == read


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ", the letter allegedly said."),
        ("", ", the letter did not say."),
        ("In a letter that she denies having written, Ada Reed said: ", ""),
        ("The woman reading the letter said: ", ""),
        ("The report's authors said: ", ""),
        ("The letter should have said: ", ""),
        ("", ", says the menu, and you do."),
        ("She denied it. The letter says: ", ", which is false."),
    ],
)
def test_what_says_more_is_not_read(before: str, after: str) -> None:
    told = _told(before, after)
    assert told is None or told.writing is None


def test_every_writing_of_a_sentence_is_found_once() -> None:
    text = "She found a sign, his second letter and a note from the bank."
    assert [one.noun for one in find_writings(tokens(text, 0, len(text)))] == ["sign", "letter", "note"]


@pytest.mark.parametrize(
    "before",
    ["In a letter only still wrote:", "Only never wrote:", "Also said:", "still also wrote,", "then:", "On the:"],
)
def test_narration_of_small_words_alone_tells_of_no_writing(before: str) -> None:
    for whole in (True, False):
        told = read_told(tokens(before, 0, len(before)), [], whole=whole)
        assert told is None or not told.author


@pytest.mark.parametrize("kind", "unsent forged fake purported alleged supposed draft".split())
@pytest.mark.parametrize(
    ("told", "status"),
    [("Ada Reed said", "look"), ("Ada Reed wrote", "look"), ("Ada Reed wrote in a {} letter", "ok")],
)
def test_a_letter_that_may_be_nobodys_must_be_called_so(kind: str, told: str, status: str) -> None:
    words, article = "“The piles are sound and the pier will open,”", "an" if kind[0] in "aeiou" else "a"
    evidence = f"MARL — Engineer Ada Reed was there.\n\n{words} Ada Reed wrote in {article} {kind} letter.\n"
    draft = f"{words} {told.format(kind).replace(f' a {kind}', f' {article} {kind}')}.\n"
    assert first_verdict(draft, evidence).status == status


def test_a_recent_letter_need_not_be() -> None:
    words = "“The piles are sound and the pier will open,”"
    evidence = f"MARL — Engineer Ada Reed was there.\n\n{words} Ada Reed wrote in a recent letter.\n"
    assert first_verdict(f"{words} Ada Reed wrote.\n", evidence).ok
