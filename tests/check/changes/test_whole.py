"""A change is told with its whole figure, and where the same words stand nearer, by the nearer ones."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from attribune.exports import wording
from attribune.records import Verdict
from tests.fakes import article

EVIDENCE = (
    "“Is it safe? It isn't,” Jo Reed asked.\n\n"
    "“We lost 21 boats, and the pier cost £4 million, about 40 percent more than planned,” Mara Voss said.\n\n"
    "“The water was 12 metres deep, and taxes rose by 5 per cent. It will cost $3.5 million,” Mara Voss said on Monday."
)


def checked(words: str) -> Verdict:
    draft = article(1, f"“{words},” Mara Voss said.")
    return check_draft(draft, [article(2, EVIDENCE)]).results[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("the pier cost $4 million, about", "The currency differs: draft “$4 million”, evidence “£4 million”."),
        ("the pier cost £4 billion, about", "The figure differs: draft “£4 billion”, evidence “£4 million”."),
        ("about 14 percent more than planned", "The figure differs: draft “14 percent”, evidence “40 percent”."),
        ("about 40 percent less than planned", "The words differ: draft “less”, evidence “more”."),
        ("The water was 12 feet deep", "The unit differs: draft “12 feet”, evidence “12 metres”."),
        ("taxes rose by 5 points", "The unit differs: draft “5 points”, evidence “5 per cent”."),
        ("We lost 21 ships, and the pier cost", "The words differ: draft “ships”, evidence “boats”."),
        ("It cost $3.5 million", "“will” is missing: it says how certain or binding this is."),
    ],
)
def test_the_message_says_what_differs(words: str, told: str) -> None:
    assert checked(words).message.startswith(told.rstrip("."))


def test_the_summary_tells_the_changes_and_not_just_the_first() -> None:
    verdict = checked("We lost 12 boats, and the pier cost $4 million, about 14 percent more than planned")
    told = wording.problem(verdict)
    assert all(part in told for part in ("“12”", "“$4 million”", "“14 percent”"))
