"""What else in the evidence speaks against words that are there: disputed, with the passage that does."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from attribune.records import Verdict
from tests.fakes import article

INTRO = "The harbour master, Ada Reed, met the council on Monday.\n\n"
SONG = "“I sold the pier for a song,” Reed said"
DRAFT = "“I sold the pier for a song,” Reed said."
AGAINST = [
    f"{SONG}.\n\nShe later said she was only joking: “Nobody would walk on it.”",
    f"{SONG}. She later said she had never said it.",
    f"{SONG}. She was quoting the opera.",
    f"{SONG}. “That's what the posters say.”",
    f"{SONG}. “Just kidding.”",
    f"{SONG}. “Or so they tell me.”",
    f"{SONG}. It was not Reed.",
    f"{SONG}. Then she corrected herself.",
    f"{SONG}.\n\nReed denied having said it.",
    f"{SONG}.\n\nThe recording was forged, a laboratory found.",
    f"{SONG}. “I don't mean this pier.”",
    f"{SONG}. “I think I sold it.”",
]
NOT_AGAINST = [
    f"{SONG}.\n\nReading from a clerk's letter, Otto Quist said: “Nothing is safe.”",
    f"{SONG}. The council laughed.",
    f"{SONG}. “I would do it again.”",
    f"{SONG}.\n\nOtto Quist, the treasurer, spoke next. “I paid for it,” he said. He denied saying that Reed had lied.",
    f"{SONG}.\n\nCorrection: An earlier version of this story said that Quist was 54. He did not say that.",
]


def told(evidence: str, draft: str, *others: str) -> list[Verdict]:
    articles = [article(n + 1, INTRO + text) for n, text in enumerate((evidence, *others))]
    return list(check_draft(article(9, draft), articles).results)


@pytest.mark.parametrize("evidence", AGAINST)
def test_what_follows_may_speak_against_the_words(evidence: str) -> None:
    (verdict,) = told(evidence, DRAFT)
    assert verdict.status == "look", verdict
    assert verdict.verdict != "disputed" or verdict.against


@pytest.mark.parametrize("evidence", NOT_AGAINST)
def test_what_is_about_other_words_speaks_against_nothing(evidence: str) -> None:
    (verdict,) = told(evidence, DRAFT)
    assert verdict.ok, verdict


def test_the_same_words_given_to_somebody_else_dispute_them() -> None:
    other = "The treasurer, Otto Quist, spoke. “I sold the pier for a song,” said Otto Quist."
    (verdict,) = told(f"{SONG}.", "“I sold the pier for a song,” Ada Reed said.", other)
    assert (verdict.verdict, verdict.status) == ("disputed", "look"), verdict
    assert [passage.speaker for passage in verdict.against] == ["Otto Quist"]


def test_other_words_for_the_same_dispute_them_but_not_those_of_another_hour() -> None:
    said, other = (
        "“We are letting the old pier burn,” Reed said{}.",
        "“We are not letting the old pier burn,” Reed said{}.",
    )
    draft = "“We are letting the old pier burn,” Reed said."
    assert told(said.format(""), draft, other.format(""))[0].verdict == "disputed"
    assert told(said.format(" at 6 a.m."), draft, other.format(" at 6 p.m."))[0].status != "wrong"


def test_a_correction_of_the_words_elsewhere_disputes_them() -> None:
    corrected = "Correction to item 2: for “Then resign” read “Then re-sign, as chair”."
    (verdict,) = told("Reed said: “Then resign.”", "“Then resign,” Reed said.", corrected)
    assert verdict.verdict == "disputed", verdict


def test_a_headline_decides_nothing() -> None:
    page = "“We quit the pier”\n\n{}“We may have to quit the pier by spring if nothing changes,” Reed said."
    (verdict,) = told(page.format(INTRO).replace(INTRO + "“We quit", "“We quit"), "“We quit the pier,” Reed said.")
    assert not verdict.ok, verdict
