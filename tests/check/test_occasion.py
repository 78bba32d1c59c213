"""A draft that gives words another listener or day than the evidence has."""

from __future__ import annotations

import json

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Verdict

PIER, BOATS = "“The pier will be shut,”", "“The boats are late,”"
EVIDENCE = [
    {"outlet": "The Fernwick Mercury", "text": f"{PIER} Mara Voss told the Mercury on Monday. Otto Quist was there."},
    {"outlet": "The Standard", "text": f"{BOATS} Mara Voss said at Friday's meeting in Fernwick."},
]


def checked(draft: str) -> Verdict:
    (page,) = read_bytes(draft.encode(), name="draft.txt")
    lines = "\n".join(map(json.dumps, EVIDENCE)).encode()
    return check_draft(page, list(read_bytes(lines, name="e.jsonl")), tier="rules", evidence_tier="rules").results[0]


@pytest.mark.parametrize(
    "draft",
    [
        f"{PIER} Mara Voss told the Mercury.", f"{PIER} Mara Voss told the Fernwick Mercury on Monday.",
        f"{PIER} Mara Voss said.", f"{BOATS} Mara Voss told the Standard.", f"{BOATS} Mara Voss said on Friday.",
        f"{BOATS} Mara Voss told reporters.",
    ],
)  # fmt: skip
def test_what_the_evidence_has_or_leaves_open_is_ok(draft: str) -> None:
    assert checked(draft).ok


@pytest.mark.parametrize(
    ("draft", "verdict", "told"),
    [
        (f"{PIER} Mara Voss told the Standard.", "miscited", "told to the Standard; The Fernwick Mercury has them"),
        (f"In an interview with the Standard, Mara Voss said: {PIER}", "miscited", "The Fernwick Mercury has them"),
        (f"{BOATS} Mara Voss told the Fernwick Mercury.", "miscited", "The Standard has them"),
        (f"{PIER} Mara Voss told the Gull.", "unclear", "“Gull”, whom the evidence doesn't name"),
        (f"{PIER} Mara Voss said on Tuesday.", "unclear", "says Tuesday; the evidence has the words said on Monday"),
        (f"At Friday's meeting Mara Voss said: {PIER}", "unclear", "says Friday"),
        (f"{BOATS} Mara Voss said on Thursday.", "unclear", "says Thursday"),
    ],
)
def test_another_listener_or_day_is_not_ok(draft: str, verdict: str, told: str) -> None:
    found = checked(draft)
    assert (found.verdict, told in found.message) == (verdict, True), found.message


def test_a_day_of_another_saying_in_the_same_paragraph_is_no_excuse() -> None:
    text = f"Voss met the crew on Tuesday. {PIER} Mara Voss said on Wednesday."
    evidence = list(read_bytes(text.encode(), name="e.txt"))
    names: dict[str, str] = {}
    for day in ("Tuesday", "Wednesday"):
        (page,) = read_bytes(f"On {day} Mara Voss said: {PIER}".encode(), name="draft.txt")
        names[day] = check_draft(page, evidence, tier="rules", evidence_tier="rules").results[0].verdict
    assert names["Tuesday"] == "unclear" and names["Wednesday"] in ("verbatim", "faithful")


def test_a_name_that_owns_a_programme_is_the_listener_that_it_is() -> None:
    (page,) = read_bytes("“The pier is shut,” Mara Voss told Bell’s “Harbour Hour” on Monday.".encode(), name="e.txt")
    results = check_draft(page, [page]).results
    assert not [verdict for verdict in results if "told to" in (verdict.reason or "")], results
