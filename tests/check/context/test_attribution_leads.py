"""What leads to the attribution of a whole sentence: a thing, a time, what the speaker did; nothing that is played."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from tests.fakes import article

BEFORE = "The pier of Ellery burned on Sunday. The harbour master, Ada Reed, met the council."
QUOTED = "“We will rebuild it in oak.”"
PLAIN = [
    "As for the pier, Ada Reed said:",
    "As for the second storm, Ada Reed warned:",
    "A short time later, Ada Reed wrote back:",
    "A few weeks later, Ada Reed said,",
    "In visiting the harbour, Ada Reed told the Bell,",
    "Leaving the hall, Ada Reed said,",
    "Opening the new gate, Ada Reed said,",
]
OPEN = [
    "If it rains, Ada Reed said,",
    "Unless it rains, Ada Reed said,",
    "As for the liar in her play, Ada Reed said:",
    "As for what she never said, Ada Reed said:",
    "As for the words in the mayor's letter, Ada Reed said:",
    "As for the mayor's promise, Ada Reed said:",
    "As the mayor, Ada Reed said,",
    "Taking off the mayor, Ada Reed said,",
    "Taking the part of the mayor, Ada Reed said,",
    "Turning into the king, Ada Reed said,",
    "Playing the queen, Ada Reed said,",
    "Reading the letter, Ada Reed said,",
    "Opening the letter, Ada Reed said,",
    "Quoting the mayor, Ada Reed said,",
    "In imitating the mayor, Ada Reed said,",
    "In denying it, Ada Reed said,",
    "In the parody, Ada Reed said:",
    "In her novel, Ada Reed wrote,",
]


@pytest.mark.parametrize(("lead", "ok"), [*((lead, True) for lead in PLAIN), *((lead, False) for lead in OPEN)])
def test_what_leads_to_a_whole_sentence_is_no_part_of_it_unless_it_may_be_played(lead: str, ok: bool) -> None:
    evidence = f"{BEFORE}\n\n{lead} {QUOTED}\n\nThe council meets in May.\n"
    verdict = check_draft(article(1, "“We will rebuild it in oak,” Ada Reed said.\n"), [article(2, evidence)]).results[
        0
    ]
    assert verdict.ok == ok


def test_the_lead_to_a_part_of_a_sentence_stays_its_frame() -> None:
    evidence = f"{BEFORE}\n\nAs for the pier, Ada Reed said, “oak will do for the boards.”\n"
    verdict = check_draft(article(1, "“Oak will do for the boards,” Ada Reed said.\n"), [article(2, evidence)]).results[
        0
    ]
    assert not verdict.ok
