"""Narration in other words is cut and added, whatever words it shares with what it stands for."""

from __future__ import annotations

import pytest

from tests.trace.changes.test_typed_changes import changes
from tests.trace.made import FIFTH, FOURTH, LEAD, SECOND, STORY, THIRD

BOLD = "Three of the masters believed that Elena Brandt would probably not sell the old brick kiln at Tarn Cross."


@pytest.mark.parametrize(
    "anew",
    [
        "Besides 250 smugglers, given a raid, in view of suspected officials, while the sheds behind three piers said.",
        "Given suspected smugglers in a raid, after Otto Quist, besides likely two sheds behind the pier, they say.",
        "In Port Ellery last week some 40 men, held after a raid on the sheds by Ida Moss, may have been smugglers.",
        "And so the sheds, and so last week, as for Police held, because of behind the pier, with officials of Tarnby.",
    ],
)
@pytest.mark.parametrize("place", ["between", "last"])
def test_words_that_are_shared_by_chance_make_no_change_of_name_figure_or_hedge(anew: str, place: str) -> None:
    story = STORY if place == "between" else "\n\n".join((LEAD, SECOND, FOURTH, FIFTH, THIRD))
    found = changes(story, story.replace(THIRD, anew))
    assert {kind for kind, *_ in found} <= {"cut", "insertion"}, found
    if place == "between":
        assert [kind for kind, *_ in found].count("insertion") == 1


def test_two_sentences_in_a_row_written_anew() -> None:
    anew = (
        "As for will cost, while the works, besides 12 crowns. Given a county, in view of two engineers, Brandt says."
    )
    found = changes(STORY, STORY.replace(THIRD + "\n\n" + FOURTH, anew))
    assert {kind for kind, *_ in found} <= {"cut", "insertion"}, found


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("Three of the masters believed", "Four of the masters believed", ["number"]),
        ("would probably not sell", "would not sell", ["hedge"]),
        ("Elena Brandt", "Agnes Torell", ["name"]),
        ("the old brick kiln at Tarn Cross", "the brick kiln at Tarn Cross", ["cut"]),
        ("Three of the masters believed that Elena Brandt", "Four of the masters believed that Ida Moss",
         ["number", "name"]),
    ],
)  # fmt: skip
def test_a_sentence_that_stays_keeps_its_edits(old: str, new: str, kinds: list[str]) -> None:
    story = STORY.replace(THIRD, BOLD)
    assert [kind for kind, *_ in changes(story, story.replace(old, new))] == kinds


def test_two_sentences_made_one_are_none_written_anew() -> None:
    one = "The old kiln at Tarn Cross was closed in spring. The masters have asked the county for another hall."
    story = STORY.replace(THIRD, one)
    found = changes(story, story.replace("in spring. The masters", "in spring, and the masters"))
    assert all(len(old) < 20 and len(new) < 20 for _, old, new, _ in found), found


def test_a_clause_added_to_a_sentence_is_added_alone() -> None:
    clause = ", which the guards had watched for years from the roof of the brewery across the water without a word,"
    found = changes(STORY, STORY.replace("behind the pier last", f"behind the pier{clause} last"))
    assert [kind for kind, *_ in found] == ["insertion"]
    assert found[0][1] == ""
