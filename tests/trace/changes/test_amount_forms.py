"""Amounts in other forms: equal ones are never flagged, others always are."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.trace.changes.amount_forms import read_amounts
from tests.trace.made import OTHER, STORY, article, at, traced

PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("amount_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TEXT = "{}\n\nThe report to the council in spring mentioned {} near the old harbour, and the board read it twice.\n\n{}"


@pytest.mark.parametrize(("label", "one", "two"), PAIRS)
def test_a_pair_of_amounts(label: str, one: str, two: str) -> None:
    first = article("a", TEXT.format(STORY, one, OTHER), at(0), "Ledger")
    second = article("b", TEXT.format(STORY, two, OTHER), at(60), "Courier")
    flagged = [change for change in traced(first, second).changes if change.severity != "none"]
    if label == "equal":
        assert not flagged
    else:
        assert any(change.kind == "number" for change in flagged)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("1\u00a0000\u00a0000 voters", 1_000_000, None), ("one in three days", 3, "day"), ("a tenfold rise", 10, "time")],
)
def test_forms_are_read(text: str, value: float, unit: str | None) -> None:
    assert [(one.value, one.unit) for one in read_amounts(text, 0, len(text))][-1] == (value, unit)


def test_places_are_of_the_text_as_it_stands() -> None:
    text = "Of 12 500 seats one in four is sold, and 30 are broken."
    assert [text[one.start : one.end] for one in read_amounts(text, 0, len(text))][::2] == ["12 500", "30"]
