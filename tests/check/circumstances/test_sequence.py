"""A draft that turns round what came before and behind words in the evidence."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from tests.fakes import article

REPORT = "“I would resign before I lied,” Ada Reed told the council. Later that day she resigned.\n"
RECORD = (
    "OTTO QUIST: Do you regret the pier?\n\nADA REED: A man fell in because of me. So you tell me.\n\n"
    "OTTO QUIST: And the boats?\n\nADA REED: The boats are sold.\n"
)


@pytest.mark.parametrize(
    ("draft", "evidence", "expected"),
    [
        ("After resigning, Ada Reed said: “I would resign before I lied.”", REPORT, "unclear"),
        ("After she resigned, Reed said: “I would resign before I lied.”", REPORT, "unclear"),
        ("Ada Reed said: “I would resign before I lied.”", REPORT, "disputed"),  # and what she did then isn't told
        ("Does Ada Reed regret the pier? “So you tell me,” was her answer.", RECORD, "unclear"),
        ("What of the boats? “The boats are sold,” Ada Reed answered.", RECORD, "verbatim"),
    ],
)
def test_an_event_that_came_later_and_the_rest_of_an_answer(draft: str, evidence: str, expected: str) -> None:
    (page,) = read_bytes(evidence.encode(), name="evidence.txt")
    verdict = check_draft(article(9, draft), [page], tier="rules", evidence_tier="rules").results[0]
    assert verdict.verdict == expected
