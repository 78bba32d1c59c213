"""Which lines lead in an outlet's report, and which outlet they name."""

from __future__ import annotations

import pytest

from attribune.articles.document.credit_lines import outlet_of


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("From The Brine Post:", "The Brine Post"),
        ("Via Reuters:", "Reuters"),
        ("via brinepost.com:", "brinepost.com"),
        ("The Harbor Ledger reports:", "The Harbor Ledger"),
        ("CNN has more:", "CNN"),
        ("Per the AP:", "the AP"),
        ("According to the Daily Gull:", None),
        ("According to the Cape Herald’s report:", "the Cape Herald"),
        ("As the Cape Times’ Peter Ames wrote on Tuesday:", "the Cape Times"),
        ("As reported by The Tallow Weekly late on Friday:", "The Tallow Weekly"),
        ("The Marsh Review’s Verity Crane writes:", "The Marsh Review"),
        ("The AP reports from Vell:", "The AP"),
        ("Here’s the Cape Journal:", "the Cape Journal"),
        ("More from Axios:", "Axios"),
        ("Reuters:", "Reuters"),
        ("The Brine Post, via Yahoo News:", "The Brine Post"),
        ("Officials reported:", None),
        ("Police said:", None),
        ("He reported:", None),
        ("Mayor Lee said:", None),
        ("The plan:", None),
        ("Today:", None),
        ("From the complaint:", None),
        ("Per the report:", None),
        ("From The Brine Post", None),
        ("In a long and winding sentence that nobody would take for a lead-in, the Brine Post, which had it first, said"
         " what everybody in the harbour had been saying for a week and a day:", None),
    ],
)  # fmt: skip
def test_lead_ins(line: str, outlet: str | None) -> None:
    span = outlet_of(line)
    assert (line[span[0] : span[1]] if span else None) == outlet
