"""An accusation of another speaker is proven on both sides, or it is a doubt."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft

TEXT = (
    "The Dean of Orme, the Very Reverend Honor Massingham, opened the fair with Councillor Hedda Moen.\n\n"
    "“The fair is a fine thing,” Honor Massingham said.\n\n"
    "“The stalls were late,” said Torvald Brask, the steward. “We lost an hour.”\n\n"
    "Hedda Moen listened to Otto Quist. “The bells are silent,” she said."
)


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("“The stalls were late,” said Hedda Moen.", "misattributed"),
        ("“We lost an hour,” said Hedda Moen.", "misattributed"),
        ("“The bells are silent,” said Otto Quist.", "unclear"),  # "she" stands behind both names
        ("“The bells are silent,” said Hedda Moen.", "verbatim"),
    ],
)
def test_another_name_accuses_where_the_evidence_names_its_speaker_beside_the_words(draft: str, verdict: str) -> None:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    articles = list(read_bytes(TEXT.encode(), name="e.txt"))
    assert check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict == verdict


def test_an_office_is_no_other_persons_name() -> None:
    (page,) = read_bytes("“The fair is a fine thing,” the Dean told her congregation.".encode(), name="draft.txt")
    articles = list(read_bytes(TEXT.encode(), name="e.txt"))
    verdict = check_draft(page, articles, tier="rules", evidence_tier="rules").results[0].verdict
    assert verdict != "misattributed"
