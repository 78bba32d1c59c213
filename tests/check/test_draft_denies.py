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
        f"It is false that Ada Reed said “{WORDS}.”\n",
        f"Ada Reed rejects that she said “{WORDS}.”\n",
        f"Nobody heard Ada Reed say “{WORDS}.”\n",
        f"At no time did Ada Reed say “{WORDS}.”\n",
        f"Ada Reed took back her claim: “{WORDS}.”\n",
        f"“{WORDS},” Ada Reed joked.\n",
        f"“{WORDS},” Ada Reed sang.\n",
        f"“{WORDS},” Ada Reed is rumoured to have said.\n",
        f"Ada Reed was made to say “{WORDS}.”\n",
        f"Ada Reed has yet to say “{WORDS}.”\n",
        f"An actor playing Ada Reed said: “{WORDS}.”\n",
        f"Ada Reed, as the queen, said: “{WORDS}.”\n",
        f"Suppose Ada Reed said: “{WORDS}.”\n",
        f"“{WORDS},” Ada Reed said, though she did not.\n",
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
        f"Ada Reed warned: “{WORDS}.”\n",
        f"Ada Reed is not in the hall: “{WORDS},” she said.\n",
    ],
)
def test_words_that_it_says_were_said(draft: str) -> None:
    assert verdict(draft)[0] == "verbatim"


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        (f"“{WORDS},” Ada Reed joked.\n", f"“{WORDS},” Ada Reed joked in the hall.\n"),
        (f"Ada Reed was forced to say “{WORDS}.”\n", f"Ada Reed was forced to say “{WORDS}.”\n"),
    ],
)
def test_what_the_evidence_tells_so_itself(draft: str, evidence: str) -> None:
    assert verdict(draft, evidence)[0] == "verbatim"


def test_that_a_modal_is_no_month() -> None:
    told, message = verdict(f"Ada Reed said: “{WORDS}.”\n", f"Ada Reed may have said: “{WORDS}.”\n")
    assert told == "unclear", message
