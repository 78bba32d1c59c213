"""What a draft narrates beside a quotation may not be what the evidence tells otherwise."""

from __future__ import annotations

import pytest

from attribune.records import Verdict
from tests.check.circumstances.drafts import first_verdict

EVIDENCE = (
    "Harbour board votes for dredger\n\nKESTREL COVE — The harbour board approved a dredger on Tuesday, by six votes to"
    " three, and raised the mooring fee by a tenth.\n\nThe harbour master, Ottilie Crane, had asked members for a"
    " smaller boat. Silas Boone, who keeps the oyster beds, fought the plan and lost. “The mud has paid my rent for"
    " thirty years,” Boone told the board. He refused to take the money that the board had offered.\n\n“Nobody will eat"
    " gravel,” said Pru Boone, who left the board in May. Her cousin wept when the result was read out.\n\nThe yacht"
    " club welcomed the vote; the fishermen deplored it. The club will pay a third of the cost, and the county will pay"
    " the rest. The board cancelled the regatta because the slipway was unsafe. It praised the crane driver but not his"
    " foreman.\n\nA tug had braked to miss a buoy and a barge swerved to miss the tug, the inspector said. The log had"
    " not been signed.\n"
)
QUOTED = "“The mud has paid my rent for thirty years,” Silas Boone told the board."


def checked(told: str, *more: str) -> Verdict:
    return first_verdict(f"{told} {QUOTED}\n", EVIDENCE, *more)


TRUE_AND_FALSE = [
    ("The harbour board approved a dredger on Tuesday.", "The harbour board rejected a dredger on Tuesday."),
    ("The board raised the mooring fee by a tenth.", "The board cut the mooring fee by a tenth."),
    ("Ottilie Crane had asked members for a smaller boat.", "Silas Boone had asked members for a smaller boat."),
    ("The harbour master had asked for a smaller boat.", "The harbour master had asked for a larger boat."),
    ("Silas Boone fought the plan and lost.", "Silas Boone fought the plan and won."),
    ("He refused to take the money that the board had offered.", "He took the money that the board had offered."),
    ("The yacht club welcomed the vote.", "The fishermen welcomed the vote."),
    ("The fishermen deplored the vote.", "The yacht club deplored the vote."),
    ("The club will pay a third of the cost.", "The county will pay a third of the cost."),
    (
        "The board cancelled the regatta because the slipway was unsafe.",
        "The board cancelled the regatta because the fishermen complained.",
    ),
    ("The board praised the crane driver.", "The board praised the foreman."),
    ("A tug had braked to miss a buoy.", "A barge had braked to miss a buoy."),
    ("A barge swerved to miss the tug.", "A tug swerved to miss the barge."),
    ("The log had not been signed.", "The log had been signed."),
    ("Pru Boone left the board in May.", "Silas Boone left the board in May."),
]


@pytest.mark.parametrize("told", [true for true, _ in TRUE_AND_FALSE])
def test_what_the_evidence_tells_may_be_narrated(told: str) -> None:
    verdict = checked(told)
    assert verdict.ok, verdict.message


@pytest.mark.parametrize("told", [false for _, false in TRUE_AND_FALSE])
def test_what_it_tells_otherwise_is_open(told: str) -> None:
    verdict = checked(told)
    assert (verdict.verdict, verdict.status) == ("unclear", "look"), told


@pytest.mark.parametrize(
    "told",
    [
        "The harbour board agreed to the dredger.",
        "A dredger will come to Kestrel Cove.",
        "The board's vote was six to three.",
        "Mooring will cost a tenth more.",
        "The board had offered money to the keeper of the oyster beds.",
        "The plan was fought by Silas Boone.",
        "The slipway was unsafe, and so there will be no regatta.",
        "The county is to pay most of the cost.",
        "An oyster keeper has lost his fight against a dredger.",
        "The cost of the dredger will be shared by the yacht club and the county.",
    ],
)
def test_a_reporter_s_own_words_for_it_may_be_narrated(told: str) -> None:
    verdict = checked(told)
    assert verdict.ok, verdict.message


def test_what_other_evidence_tells_may_be_narrated() -> None:
    told = "The harbour board rejected a dredger on Tuesday."
    other = "The harbour board rejected a dredger on Tuesday, its clerk wrote in a correction.\n"
    assert not checked(told).ok
    assert checked(told, other).ok


def test_a_reason_that_no_evidence_tells_is_open() -> None:
    assert not checked("The board met after the fishermen sued it.").ok


def test_the_message_shows_both_sentences() -> None:
    message = checked("The log had been signed.").message
    assert "The log had been signed" in message
    assert "The log had not been signed" in message
