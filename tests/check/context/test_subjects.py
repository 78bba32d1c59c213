"""The subject that a fragment leaves behind in the evidence, and the one that the draft gives it."""

from __future__ import annotations

import pytest

from attribune.check.context.subjects import another_than_speaker, other_subject
from attribune.check.engine import check_draft
from tests.fakes import article


@pytest.mark.parametrize(
    ("cut", "before", "differs"),
    [
        ("“She's ", "He has “", True), ("“She's ", "she has “", False), ("It was ", "He was “", True),
        ("He ", "the mayor “", False), ("the pier is ", "he is “", False), ("", "he “", False),
    ],
)  # fmt: skip
def test_he_has_not_done_what_she_has(cut: str, before: str, differs: bool) -> None:
    assert (other_subject(cut, before) is not None) is differs


@pytest.mark.parametrize(
    ("cut", "before", "differs"),
    [
        ("“I ", "Quist “", True),
        ("“I ", "Reed said Quist “", True),
        ("“I have ", "Reed said that Quist had “", True),
        ("“I've ", "It rained. Jon Quist has “", True),
        ("“I ", "Ada Reed “", False),
        ("“I ", "Reed said she “", False),
        ("“I ", "Reed “", False),
        ("“I ", "Marlow “", False),  # the evidence names nobody so: perhaps the speaker by another name
        ("“I ", "Reed told Quist that she “", False),
        ("“Quist ", "Quist “", False),
        ("“It ", "Quist “", False),
    ],
)
def test_what_a_speaker_said_of_themselves_is_not_said_of_whom_the_draft_names(
    cut: str, before: str, differs: bool
) -> None:
    evidence = "Ada Reed met Jon Quist."
    assert (another_than_speaker(cut, before, "Ada Reed", evidence) is not None) is differs


def test_a_draft_may_not_give_what_a_speaker_did_to_another() -> None:
    evidence = article(1, "Ada Reed met Jon Quist. “I lost the vote in May,” Reed said.")
    (verdict,) = check_draft(article(9, "Quist “lost the vote in May,” Reed said."), [evidence]).results
    assert verdict.verdict == "unclear"
    assert "the evidence of “I”" in (verdict.reason or "")
    (verdict,) = check_draft(article(9, "Reed said she “lost the vote in May.”"), [evidence]).results
    assert verdict.ok
