"""Right words for another question, of another thing, in another medium or under another post."""

from __future__ import annotations

import pytest

from attribune.records import Verdict
from tests.check.circumstances.drafts import first_verdict

EVIDENCE = (
    "Mill to lose a shift\n\nBRACKEN — The mill will lose it. The former mayor, Idris Pell, opposed the plan in"
    " 2019. “The sums were wrong then,”"
    " Pell said by telephone.\n\nThe mill's owner, Freya Dunn, said the pension was safe. The ferrymen came, too."
    "\n\nAsked if the upper loom was safe, she said: “I have promised it for one year.”\n\nThe foreman, Bart Osk, would"
    " not name a date. “Ask me when the boiler is mended,” he said.\n\nA heron has moved into the weir. “They eat the"
    " eels first,” Osk said.\n\nThe shop steward, Lil Kerr, apologised in a post on Friday. “I lost my temper and my"
    " hat,” she wrote.\n\nThe bailiffs will come on Monday.\n"
)


def checked(draft: str) -> Verdict:
    return first_verdict(draft + "\n", EVIDENCE)


@pytest.mark.parametrize(
    "draft",
    [
        "Asked if the upper loom was safe, Freya Dunn said: “I have promised it for one year.”",
        "Asked about the loom, Freya Dunn said: “I have promised it for one year.”",
        "The former mayor, Idris Pell, said by telephone: “The sums were wrong then.”",
        "Idris Pell, who was mayor then, said: “The sums were wrong then.”",
        "Lil Kerr, the shop steward, wrote in a post: “I lost my temper and my hat.”",
        "Bart Osk would not name a date. “Ask me when the boiler is mended,” he said.",
    ],
)
def test_its_own_matter_may_be_told(draft: str) -> None:
    verdict = checked(draft)
    assert verdict.ok, verdict.message


@pytest.mark.parametrize(
    "draft",
    [
        "Asked if the pension was safe, Freya Dunn said: “I have promised it for one year.”",
        "Asked whether the foreman would name a date, Bart Osk said: “Ask me when the boiler is mended.”",
        "Bart Osk said of the bailiffs: “They eat the eels first.”",
        "Lil Kerr told reporters: “I lost my temper and my hat.”",
        "The mayor, Idris Pell, said: “The sums were wrong then.”",
    ],
)
def test_another_is_open(draft: str) -> None:
    verdict = checked(draft)
    assert (verdict.verdict, verdict.status) == ("unclear", "look"), verdict.message
