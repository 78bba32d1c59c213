"""A draft that tells that words were not said, or only may be, where the evidence has them as said, is never ok."""

from __future__ import annotations

import pytest

from attribune.articles.reading import iter_bytes
from attribune.check.engine import check_draft

WORDS = "I will never sell the boats without a vote"
TOLD = f"“{WORDS},” Ada Reed told the hall.\n\nBread is dearer than last year.\n"


def verdict(draft: str, evidence: str = TOLD) -> tuple[str, str]:
    read = next(iter_bytes(draft.encode(), name="draft.txt", draft=True))
    found = next(iter_bytes(evidence.encode(), name="evidence.txt"))
    [one] = check_draft(read, [found], tier="rules", evidence_tier="rules").results
    return one.verdict, one.message


@pytest.mark.parametrize(
    "draft",
    [
        f"Ada Reed never said: “{WORDS}.”\n",
        f"“{WORDS},” Ada Reed never said.\n",
        f"Ada Reed did not say: “{WORDS}.”\n",
        f"Ada Reed hasn’t said: “{WORDS}.”\n",
        f"Ada Reed denied saying “{WORDS}.”\n",
        f"Ada Reed denied that she had said “{WORDS}.”\n",
        f"Ada Reed refused to say “{WORDS}.”\n",
        f"Ada Reed will say: “{WORDS}.”\n",
        f"Ada Reed may have said: “{WORDS}.”\n",
        f"“{WORDS},” Ada Reed might have said.\n",
    ],
)
def test_words_that_the_draft_says_were_not_said(draft: str) -> None:
    told, message = verdict(draft)
    assert told == "unclear", message


@pytest.mark.parametrize(
    "draft",
    [
        f"Ada Reed said: “{WORDS}.”\n",
        f"“{WORDS},” Ada Reed has said.\n",
        f"Ada Reed told the hall: “{WORDS}.”\n",
    ],
)
def test_words_that_it_says_were_said(draft: str) -> None:
    assert verdict(draft)[0] == "verbatim"
