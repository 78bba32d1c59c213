"""Whose words: no draft that gives them to somebody else is ok, and honest ones are, but for those that are listed."""

from __future__ import annotations

import pytest

from tests.check.who_cases import Case, cases, outcome, verdicts

ALL = [case for half in "abcde" for case in cases(half)]
# Honest drafts that a person is asked to look at: what tells who speaks isn't read yet,
LOOKED_AT = frozenset(
    {"firm-4", "firm-8", "talk-1", "vox-15", "panel-13", "ferry-27", "ferry-34", "court-11", "court-21", "blog-7"}
)
# or what surrounds the words (how they were said, what was cut, what follows) may speak against them.
FOR_THEIR_CONTEXT = frozenset({"elder-1", "ferry-8", "court-7", "blog-5"})


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.id} {case.kind} {case.want}")
def test_who(case: Case) -> None:
    found = verdicts(case)
    allowed = ("right", "look") if case.id in LOOKED_AT | FOR_THEIR_CONTEXT else ("right",)
    assert outcome(case, found) in allowed, [(v.verdict, v.reason) for v in found]


def test_a_speaker_carried_over_does_not_accuse_where_the_sentence_names_the_right_one() -> None:
    evidence = (
        "“Patients were never at risk,” said Colm Devor, who runs the clinic.\n\n“We found two,” Judith Krane said."
    )
    draft = "“We found two,” Judith Krane said. {} “Patients were never at risk.”"
    right, wrong = "Colm Devor, who runs the clinic, was firm:", "Then she was firm:"
    assert _verdicts_of(draft.format(right), evidence)[1] in ("unclear", "verbatim", "faithful")
    assert _verdicts_of(draft.format(wrong), evidence)[1] not in ("verbatim", "faithful")


def _verdicts_of(draft: str, evidence: str) -> list[str]:
    import attribune

    report = attribune.check(draft, {"e.txt": evidence}, tier="rules", evidence_tier="rules")
    return [result.verdict for result in report]
