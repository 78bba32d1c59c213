"""A description behind a name: "Joan Telf … “…,” the retired bus driver said", and the same where another is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.check.speakers.described.told_of import kinds
from attribune.records import OK_VERDICTS, Article
from tests.check.checking import article, results

_TABLE = Path(__file__).parents[2] / "data" / "who_taken_up.txt"


def _rows() -> list[tuple[str, str, str]]:
    rows, evidence = [], ""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        kind, _, words = line.partition(" ")
        if kind == "E":
            evidence = words
        elif kind in "+-":
            rows.append((kind, words, evidence))
    return rows


def _read(words: str, name: str) -> Article:
    return article(words.replace("\\n", "\n"), name)


@pytest.mark.parametrize(("kind", "draft", "evidence"), _rows())
def test_a_description_takes_up_whom_the_draft_names(kind: str, draft: str, evidence: str) -> None:
    found = results(_read(draft, "d.txt"), _read(f"Local notes from the county\n\n{evidence}", "e.txt"))
    assert found
    ok = all(one.verdict in OK_VERDICTS for one in found)
    assert ok == (kind == "+"), [(one.verdict, one.reason) for one in found]


@pytest.mark.parametrize(("noun", "other", "same"), [
    ("novelist", "writer", True), ("firefighter", "fireman", True), ("surgeon", "doctor", True),
    ("writer", "novelist", False), ("officer", "serviceman", False), ("driver", "witness", False),
])  # fmt: skip
def test_a_noun_says_what_its_kind_says_too(noun: str, other: str, same: bool) -> None:
    assert (other in kinds(noun)) == same
