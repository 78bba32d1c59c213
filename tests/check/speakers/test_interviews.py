"""Whose the answers of an interview are: who is said to be asked, or the only one who can be. An interviewer's name is
never taken for them."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS
from tests.check.speakers.drafts import verdicts

TURNS = """Q: What did you think when you heard?

A: I found out from the radio, driving in.

Q: Is a strike possible?

A: I'm not going to talk about strikes today.
"""
SAID = "“I'm not going to talk about strikes today,” {} said."
NAMED = (
    "Transcript: interview with Dawn Abara, branch secretary of the Utility Workers' Union\nInterviewer: Hal Quist.",
    "Interview with Dawn Abara by Hal Quist",
    "Interviewee: Dawn Abara\nInterviewer: Hal Quist\nDate: 7 September 2026",
    "Interviewer: Hal Quist\nInterviewee: Dawn Abara, branch secretary\nPlace: Ridley",
    "“They don't know us”: Dawn Abara on the closure\n\nBy Hal Quist\n\nDawn Abara has led the branch since 2019.",
)
OPEN = (
    "Hal Quist sat down with Dawn Abara, branch secretary of the Utility Workers' Union.",
    "Notes of a call between Hal Quist (Gazette) and Dawn Abara (union), 7 September",
    "Hal Quist spoke to the branch secretary of the Utility Workers' Union in Ridley.",
)


@pytest.mark.parametrize("head", NAMED)
def test_the_answers_are_whose_the_head_says(head: str) -> None:
    evidence = f"{head}\n\n{TURNS}"
    assert verdicts(evidence, SAID.format("Dawn Abara"))[0][0] in OK_VERDICTS
    assert verdicts(evidence, SAID.format("Hal Quist"))[0][0] == "misattributed"


@pytest.mark.parametrize("who", ["Dawn Abara", "Hal Quist"])
@pytest.mark.parametrize("head", OPEN)
def test_they_are_nobodys_where_the_head_leaves_it_open(head: str, who: str) -> None:
    assert verdicts(f"{head}\n\n{TURNS}", SAID.format(who))[0][0] == "unclear"


def test_initials_before_a_turn_are_the_one_persons_of_that_name() -> None:
    evidence = f"Dawn Abara, interviewed by Hal Quist\n\n{TURNS.replace('Q:', 'HQ:').replace('A:', 'DA:')}"
    assert verdicts(evidence, SAID.format("Dawn Abara"))[0][0] in OK_VERDICTS
    assert verdicts(evidence, SAID.format("Hal Quist"))[0][0] == "misattributed"


def test_initials_of_two_are_neithers() -> None:
    turns = TURNS.replace("Q:", "HQ:").replace("A:", "DA:")
    evidence = f"Hal Quist, for the Gazette, met Dawn Abara and her deputy, Duncan Aird\n\n{turns}"
    assert verdicts(evidence, SAID.format("Dawn Abara"))[0][0] not in OK_VERDICTS
