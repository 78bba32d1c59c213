"""Each article is compared with a few others, and with all that say where its words come from."""

from __future__ import annotations

import random
from collections import Counter
from functools import partial

import pytest

from attribune.records import Article, Trace
from tests.counted import calls
from tests.trace.made import STORY, article, at, traced, words


def edited_copies(number: int) -> list[Article]:
    """A story and copies of it, each with some words of its own."""
    draw = random.Random(5)
    original = STORY + "\n\n" + "\n\n".join(words(draw, 30).capitalize() + "." for _ in range(4))
    made = [article("a", original, at(0), "Ledger")]
    for copy in range(number):
        found = original.split(" ")
        for _ in range(5):
            found[draw.randrange(len(found))] = words(draw, 1)
        made.append(article(f"a{copy:04}", " ".join(found), at(30 + 10 * copy), f"Outlet {copy}"))
    return made


def pairs_compared(found: Trace) -> Counter[str]:
    """With how many earlier articles each is compared."""
    matches = {match.match: match for match in found.matches}
    pairs = {(matches[c.match].earlier.article, matches[c.match].later.article) for c in found.changes}
    return Counter(later for _, later in pairs)


def test_each_copy_is_compared_with_a_few_and_with_its_original(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attribune.trace.lineage.compared_pairs.MOST_COMPARED", 2)
    found = traced(*edited_copies(60))
    assert max(pairs_compared(found).values()) == 2
    matches = {match.match: match for match in found.matches}
    compared = {(matches[c.match].earlier.article, matches[c.match].later.article) for c in found.changes}
    assert {edge.child for edge in found.edges} == {f"a{n:04}" for n in range(60)}
    assert {(edge.parent, edge.child) for edge in found.edges if edge.parent != "a"} <= compared
    assert {("a", f"a{n:04}") for n in range(60)} <= compared
    assert len({(m.earlier.article, m.later.article) for m in found.matches}) > len(compared)


def test_the_steps_grow_as_the_copies_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attribune.trace.passages.candidates.COMMON", 10)  # where the growth of small sets ends
    monkeypatch.setattr("attribune.trace.passages.candidates.EARLIER", 6)
    steps = [calls(partial(traced, *edited_copies(number))) for number in (60, 120, 240)]
    assert steps[2] - steps[1] < 2.3 * (steps[1] - steps[0]), steps


def test_copies_without_a_time_are_compared_too() -> None:
    changed = STORY.replace("250", "300")
    found = traced(article("a", STORY), article("b", changed))
    assert not found.edges
    assert [change.kind for change in found.changes] == ["number"]


def test_versions_of_a_page_are_compared_before_other_rivals() -> None:
    draw = random.Random(8)
    made = [article("old", STORY, at(0), "Ledger", "https://ledger.example/pier")]
    for n in range(12):
        text = STORY + "\n\n" + words(draw, 12)
        made.append(article(f"copy{n:02}", text, at(10 + n), f"Outlet {n}"))
    made.append(article("new", STORY.replace("250", "300"), at(90), "Ledger", "https://ledger.example/pier"))
    found = traced(*made)
    matches = {match.match: match for match in found.matches}
    told = {(matches[c.match].earlier.article, matches[c.match].later.article, c.kind) for c in found.changes}
    assert ("old", "new", "number") in told
