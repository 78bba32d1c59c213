"""Words outside quotation marks: what a report tells accuses, what may be the speaker's own text doesn't."""

from __future__ import annotations

import pytest

import attribune
from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft

RULES = "Bye-laws of Saltmere\n\n1. No vessel shall moor at the east steps between dusk and dawn.\n"
TALK = (
    "A talk by Aldous Trim\n\nGood evening. I was born on the east steps, my mother said.\n\n"
    "The harbour you see is the third.\n\nPeople ask me if the bell still rings. I have listened."
)
REPORT = "Jon Quell said that the bye-laws let him turn away dogs. The harbour you see is the third."


@pytest.mark.parametrize(
    ("evidence", "draft", "verdict"),
    [
        (RULES, "“No vessel shall moor at the east steps between dusk and dawn,” the bye-laws say.", "unclear"),
        (TALK, "“The harbour you see is the third,” Aldous Trim said.", "unclear"),
        (REPORT, "“The harbour you see is the third,” Jon Quell said.", "not_direct"),
        (REPORT, "“The bye-laws let him turn away dogs,” Jon Quell said.", "not_direct"),
    ],
)
def test_only_a_reports_own_account_accuses(evidence: str, draft: str, verdict: str) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    articles = list(read_bytes(evidence.encode(), name="e.txt"))
    assert check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict == verdict


def test_a_cut_sentence_of_somebodys_own_text_is_no_accusation() -> None:
    report = (
        "The Dunleavy Inquiry: summary\n\n1. Thirty-seven came to harm. We cannot say that any died because of "
        "it, and we cannot say that none did.\n\nDame Ursula Dunleavy, chair\n"
    )
    draft = "The inquiry could not say that any patient had “died because of it”."
    (result,) = attribune.check(draft, against={"report": report}).results
    assert (result.verdict, result.status) == ("trimmed", "look"), result.message
