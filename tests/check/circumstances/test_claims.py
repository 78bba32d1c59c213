"""A draft that tells more of a saying than its evidence: a clause of its own, a thing spoken of, a time."""

from __future__ import annotations

import pytest

from attribune.records import Verdict
from tests.check.circumstances.drafts import first_verdict

EVIDENCE = (
    "Board keeps the pier open\n\nMARL, 3 February 1938 — The pier at Marl was inspected on Tuesday.\n\n“The piles are"
    " sound,” Ada Reed told the harbour board. The board was suspended for a day while a leak was mended.\n\nA clerk"
    " read the accounts.\n"
)


def checked(draft: str, *more: str) -> Verdict:
    return first_verdict(draft, EVIDENCE, *more)


@pytest.mark.parametrize(
    "draft",
    [
        "“The piles are sound,” Ada Reed told the harbour board, and a clerk read the accounts.\n",
        "“The piles are sound,” Ada Reed said of the inspection.\n",
        "“The piles are sound,” Ada Reed said of the pier, and the board's suspension was for a day.\n",
        "“The piles are sound,” Ada Reed said in the winter of 1938.\n",
        "As the pier was inspected, Ada Reed said: “The piles are sound.”\n",
        "Asked about the pier, Ada Reed said: “The piles are sound.”\n",
    ],
)
def test_what_the_evidence_tells_may_be_told(draft: str) -> None:
    assert checked(draft).ok, checked(draft).message


@pytest.mark.parametrize(
    "draft",
    [
        "“The piles are sound,” Ada Reed told the harbour board, and named the contractor.\n",
        "“The piles are sound,” Ada Reed said, and everybody there agreed.\n",
        "“The piles are sound,” Ada Reed said, but she blamed the engineer.\n",
        "Ada Reed told the board that the thieves had confessed. “The piles are sound,” she said.\n",
        "“The piles are sound,” Ada Reed said of the contractor's behaviour.\n",
        "“The piles are sound,” Ada Reed said in the autumn of 1938.\n",
        "“The piles are sound,” Ada Reed said in 1951.\n",
        "Fleeing the flood, Ada Reed said: “The piles are sound.”\n",
        "As protesters jeered, Ada Reed said: “The piles are sound.”\n",
        "“The piles are sound,” Ada Reed said, storming out.\n",
        "“The piles are sound,” Ada Reed said truthfully.\n",
        "Ada Reed falsely claimed: “The piles are sound.”\n",
        "“The piles are sound,” Ada Reed said; she named the contractor.\n",
        "“The piles are sound,” said Ada Reed, her voice breaking.\n",
        "“The piles are sound,” said Ada Reed, to boos from the gallery.\n",
        "“The piles are sound,” Ada Reed said, because the engineer lied.\n",
        "Ada Reed punched a reporter and said: “The piles are sound.”\n",
        "“The piles are sound,” Ada Reed said after the strike.\n",
    ],
)
def test_what_no_evidence_tells_is_open(draft: str) -> None:
    found = checked(draft)
    assert (found.verdict, found.status) == ("unclear", "look"), found.message


def test_what_another_article_tells_may_be_told_but_for_what_went_on_meanwhile() -> None:
    other = "Ada Reed, of the harbour board, named the contractor last week. Protesters jeered at a ferry.\n"
    assert checked("“The piles are sound,” Ada Reed said, and named the contractor.\n", other).ok
    assert not checked("As protesters jeered, Ada Reed said: “The piles are sound.”\n", other).ok


def test_another_article_tells_it_only_if_it_names_the_speaker() -> None:
    draft = "“The piles are sound,” Ada Reed told the harbour board, and named the contractor.\n"
    baker = "Wheat is dear\n\nA baker named a contractor of the mill on Friday, and the millers were angry.\n"
    assert not checked(draft, baker).ok
    assert checked(draft, baker.replace("A baker", "Ada Reed")).ok


def test_one_article_tells_the_whole_claim() -> None:
    draft = "“The piles are sound,” Ada Reed told the harbour board, and bribed the contractor.\n"
    blamed = "Wheat is dear\n\nAda Reed bribed the millers on Friday, and the bakers shouted.\n"
    contractor = "A new barn\n\nAda Reed met a contractor on Friday, and the masons were paid.\n"
    assert not checked(draft, blamed, contractor).ok
    assert checked(draft, blamed.replace("the millers", "the contractor"), contractor).ok


def test_a_word_that_only_begins_alike_tells_nothing() -> None:
    draft = "“The piles are sound,” Ada Reed told the harbour board, and {} the contractor.\n"
    other = "Wheat is dear\n\nAda Reed {} the contractor on Friday.\n"
    assert checked(draft.format("suspended"), other.format("spoke of the suspension of")).ok
    assert not checked(draft.format("withheld"), other.format("walked with")).ok


def test_a_year_that_the_evidence_has_of_something_else_is_not_when_it_was_said() -> None:
    far = EVIDENCE + "\nThe market was busy. " * 20 + "\n\nThe pier was last painted in 1931.\n"

    def ok(draft: str) -> bool:
        return first_verdict(draft, far).ok

    assert ok("“The piles are sound,” Ada Reed said in 1938.\n")
    assert ok("“The piles are sound,” Ada Reed said. It was painted in 1931.\n")
    assert not ok("“The piles are sound,” Ada Reed said in 1931.\n")
    assert not ok("In 1931 Ada Reed said: “The piles are sound.”\n")


TRIAL = (
    "Spray halves stays\n\nLONDON — A nasal spray cut hospital stays by 63 percent in a trial of 8,140 women,"
    " researchers said. Reed, a paediatrician at Marl Hospital in Leeds, was not involved. Tunisia and Malta paid.\n\n"
    "“It will reach the villages,” said Ada Reed, a paediatrician at Marl Hospital in Leeds.\n\nIn a letter to staff,"
    " Ada Reed wrote that the spray is “a good spring and a thin summer”.\n"
)
VILLAGES = "“It will reach the villages,”"


@pytest.mark.parametrize(
    "draft",
    [
        f"Researchers say that a spray lowered hospital stays in a trial. {VILLAGES} said Ada Reed.\n",
        f"In a trial of more than 8,000 women a spray cut stays. {VILLAGES} said Ada Reed.\n",
        f"{VILLAGES} said Ada Reed, who works at Marl Hospital.\n",
        "The harvest may be wet, but Ada Reed said: “It will reach the villages.”\n",
        f"{VILLAGES} said Ada Reed, whom the government in Tunis paid.\n",
        "In a letter sent to staff, Ada Reed wrote that the spray is “a good spring and a thin summer”.\n",
    ],
)
def test_what_the_evidence_tells_in_other_words_may_be_told(draft: str) -> None:
    found = first_verdict(draft, TRIAL)
    assert found.ok, found.message


@pytest.mark.parametrize(
    "draft",
    [
        f"Researchers say that a pill stopped strokes in a trial. {VILLAGES} said Ada Reed.\n",
        f"Researchers say that nobody had hospital stays in a trial. {VILLAGES} said Ada Reed.\n",
        f"In a trial of more than 9,000 women a spray cut stays. {VILLAGES} said Ada Reed.\n",
        f"In a trial of less than 8,000 women a spray cut stays. {VILLAGES} said Ada Reed.\n",
        f"{VILLAGES} said Ada Reed, who works at Corran Hospital.\n",
        f"{VILLAGES} said Ada Reed, who owns Marl Hospital.\n",
        "When the harvest was wet, but mild, Ada Reed said: “It will reach the villages.”\n",
        f"{VILLAGES} said Ada Reed, whom the government in Turin paid.\n",
        "In a speech to staff, Ada Reed said that the spray is “a good spring and a thin summer”.\n",
    ],
)
def test_what_it_tells_not_or_otherwise_is_open(draft: str) -> None:
    assert first_verdict(draft, TRIAL).status == "look"
