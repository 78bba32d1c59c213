"""A check that comes back as a file is compared with its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from attribune.check.consistency import contradictions
from attribune.check.engine import check_draft
from attribune.records import Report, Verdict
from tests.fakes import article

EVIDENCE = "“The wall will not hold for another winter, and everybody near it needs to move,” Ines Calloway said."


def checked(quotation: str) -> Report:
    draft = article(1, f"“{quotation},” Ines Calloway said.")
    return check_draft(draft, [article(2, EVIDENCE)], tier="rules", evidence_tier="rules")


@pytest.mark.parametrize(
    "quotation",
    [
        "The wall will not hold for another winter, and everybody near it needs to move",
        "The wall will not hold … and everybody near it needs to move",
        "[T]he wall will not hold for another winter",
        "The wall will hold for another winter, and nobody near it needs to move",
        "Gulls own the pier now and nobody minds",
    ],
)
def test_a_check_as_it_was_made_has_none(quotation: str) -> None:
    assert not contradictions(checked(quotation))


def test_a_check_changed_by_hand_is_told() -> None:
    whole = checked("The wall will hold for another winter, and everybody near it needs to move")
    verdict = whole.results[0]
    assert verdict.verdict == "altered"

    def told(changed: Verdict, **summary: int) -> str:
        return " ".join(contradictions(replace(whole, results=(changed,), summary=summary)))

    assert "evidence has other words" in told(replace(verdict, verdict="verbatim", ok=True), verbatim=1)
    assert "evidence has other words" in told(replace(verdict, verdict="faithful", ok=True), faithful=1)
    assert "without evidence" in told(replace(verdict, verdict="verbatim", ok=True, evidence=()), verbatim=1)
    assert "whether that is ok" in told(replace(verdict, ok=True), altered=1)
    assert "other words than the draft" in told(replace(verdict, text="The wall will not hold"), altered=1)
    assert "summary" in told(verdict, verbatim=1)
