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


SEVERAL = """Visit to Thornley Vale, 28 January. All recorded.

PATIENCE ADEYEMI, head
Q: What's the biggest change?
A: The noise. It's deafening.

MAISIE POLLARD, 14, Year 9
Q: Did you hate it?
A: I actually cried in the queue.
Q: And now?
A: It's fine.
"""


def test_each_of_several_interviews_has_its_own_answers() -> None:
    for who, words in (("Patience Adeyemi", "It's deafening."), ("Maisie Pollard", "I actually cried in the queue.")):
        other = "Maisie Pollard" if who == "Patience Adeyemi" else "Patience Adeyemi"
        assert verdicts(SEVERAL, f"{who} said: “{words}”")[0][0] in OK_VERDICTS
        assert verdicts(SEVERAL, f"{other} said: “{words}”")[0][0] == "misattributed"
        assert verdicts(SEVERAL, f"Thornley Vale said: “{words}”")[0][0] not in OK_VERDICTS


FARM = """Recorded Saturday 9 August, Pellini block. Lou Pellini (62), Jess Pellini (29, daughter).

REPORTER: And the speech?
LOU: He's not a bad bloke.
JESS: Dad, tell him about the trees.
LOU: You tell him.
REPORTER: Jess, do you want the farm?
JESS: Ask me after it rains.
"""


def test_a_given_name_before_a_turn_is_the_one_persons_who_has_it() -> None:
    assert verdicts(FARM, "“Ask me after it rains,” Jess Pellini said.")[0][0] in OK_VERDICTS
    assert verdicts(FARM, "“He's not a bad bloke,” Lou Pellini said.")[0][0] in OK_VERDICTS
    assert verdicts(FARM, "“Ask me after it rains,” Lou Pellini said.")[0][0] == "misattributed"
    assert verdicts(FARM, "“Ask me after it rains,” Pellini said.")[0][0] not in OK_VERDICTS


HEARING = """00:04:10 CHAIR (Cllr Bríd Hanratty): Thank you. Mr Tuohy will report to us now.

00:04:55 PADRAIG TUOHY (senior executive engineer): The tank is losing forty thousand litres a day.

00:09:30 CLLR DONAL FEERICK: I learned to swim in that pool.

00:13:30 CHAIR: We're not at a match.
"""


def test_the_time_and_the_office_beside_a_name_are_read() -> None:
    tank = "“The tank is losing forty thousand litres a day,” {} said."
    assert verdicts(HEARING, tank.format("Padraig Tuohy"))[0][0] in OK_VERDICTS
    assert verdicts(HEARING, tank.format("Donal Feerick"))[0][0] == "misattributed"


RELEASE = """Quote attributable to Moira Lennox, Scotland officer, Midwives' Union:

“Fourteen times our members put their hands up.”
"""


def test_a_line_over_a_quotation_says_whose_it_is_to_be() -> None:
    assert verdicts(RELEASE, "“Fourteen times our members put their hands up,” Moira Lennox said.")[0][0] in OK_VERDICTS
    assert (
        verdicts(RELEASE, "“Fourteen times our members put their hands up,” Ellie Marchbank said.")[0][0]
        not in OK_VERDICTS
    )


def test_whom_a_pronoun_may_mean_is_open_where_the_evidences_speaker_is_named_beside_it() -> None:
    evidence = "“He's not a bad bloke,” Lou Pellini said. “Rain is coming,” said the minister, Craig Dunstall.\n"
    draft = "Lou Pellini met the minister, Craig Dunstall. He was not angry. “{},” he said."
    assert verdicts(evidence, draft.format("He's not a bad bloke"))[0][0] != "misattributed"
    assert verdicts(evidence, "Ada Reed met Craig Dunstall. “He's not a bad bloke,” he said.")[0][0] not in OK_VERDICTS


def test_who_is_said_to_ask_doesnt_answer_even_if_the_title_names_nobody_else() -> None:
    head = "Hal Quist at the water works\n\nHal Quist spoke to the branch secretary of the Utility Workers' Union."
    assert verdicts(f"{head}\n\n{TURNS}", SAID.format("Hal Quist"))[0][0] not in OK_VERDICTS
