"""What a spokesperson of a body says may be given to the body; a person's spokesperson speaks for themselves."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS
from tests.check.speakers.drafts import verdicts

TOWN = """Ms Trent has written to the regulator asking for a review.

A spokesman for the regulator said: “We will respond in due course.”

“The hall stays open,” a council spokeswoman said. The council's leader, Ben Hoyle, was away.

A spokesman for the mayor said: “He is resting.”

Ana Holt, a spokeswoman for the Larch Trust, said: “We are sorry.” Corran Ferries declined to comment.
"""


@pytest.mark.parametrize(
    "draft",
    [
        "“We will respond in due course,” the regulator said.",
        "The regulator said it would “respond in due course”.",
        "“The hall stays open,” the council said.",
        "The Larch Trust said: “We are sorry.”",
    ],
)  # fmt: skip
def test_a_body_is_given_what_its_spokesperson_said(draft: str) -> None:
    assert verdicts(TOWN, draft)[0][0] in OK_VERDICTS


@pytest.mark.parametrize(
    "draft",
    [
        "“He is resting,” the mayor said.",
        "“He is resting,” the council said.",
        "“The hall stays open,” the council's leader said.",
        "“The hall stays open,” the regulator said.",
        "Corran Ferries said: “We are sorry.”",
        "“We are sorry,” the company said.",
        "“We are sorry,” the trust's chairman said.",
    ],
)
def test_nobody_else_is(draft: str) -> None:
    assert verdicts(TOWN, draft)[0][0] not in OK_VERDICTS
