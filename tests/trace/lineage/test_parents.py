"""Who had it from whom: parents, several of them, and when nothing is claimed."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.records import Trace
from attribune.trace.lineage.dating import published
from attribune.trace.lineage.parents import SWITCH, _cheapest, candidate
from tests.trace.made import FIFTH, FOURTH, LEAD, OTHER, SECOND, STORY, THIRD, article, at, traced, words


def edges(found: Trace) -> set[tuple[str, str]]:
    return {(edge.parent, edge.child) for edge in found.edges}


def test_a_chain_of_copies_is_a_chain() -> None:
    first = article("a", STORY, at(0), "Ledger")
    second = article("b", STORY.replace("suspected ", "").replace("two years", "three years"), at(60), "Courier")
    third = article("c", second.text.replace("rotten", "unsafe") + "\n\n" + OTHER, at(120), "Post")
    assert edges(traced(first, second, third)) == {("a", "b"), ("b", "c")}


def test_a_copy_of_the_original_isnt_given_to_another_copy() -> None:
    first = article("a", STORY, at(0), "Ledger")
    second = article("b", STORY.replace("suspected ", "").replace("two years", "three years"), at(60), "Courier")
    third = article("c", STORY.replace("rotten", "unsafe"), at(120), "Post")
    assert edges(traced(first, second, third)) == {("a", "b"), ("a", "c")}


def test_an_article_of_two_parents_has_both() -> None:
    first = article("a", STORY, at(0), "Ledger")
    second = article("b", OTHER, at(30), "Courier")
    third = article("c", "\n\n".join((LEAD, SECOND, THIRD, OTHER)), at(120), "Post")
    assert edges(traced(first, second, third)) == {("a", "c"), ("b", "c")}


@pytest.mark.parametrize("time", [None, at(0), at(2), "soon", "2026-05-03"])
def test_nothing_is_claimed_of_undated_or_simultaneous_articles(time: str | None) -> None:
    found = traced(article("a", STORY, at(0), "Ledger"), article("b", STORY, time, "Courier"))
    assert not found.edges
    assert [match.directed for match in found.matches] == [False]
    assert [len(story.articles) for story in found.stories] == [2]
    assert found.stories[0].independent_sources == 1


def test_a_parent_is_earlier() -> None:
    found = traced(article("a", STORY, at(600), "Ledger"), article("b", STORY, at(0), "Courier"))
    assert edges(found) == {("b", "a")}
    assert found.matches[0].earlier.article == "b"


def test_versions_of_a_page_are_no_parents_and_own_their_words() -> None:
    page = "https://ledger.example/pier"
    first = article("a", STORY, at(0), "Ledger", page)
    copy = article("b", STORY, at(60), "Courier")
    second = article("c", STORY.replace("two years", "three years"), at(120), "Ledger", page + "?utm_source=x")
    assert edges(traced(first, copy, second)) == {("a", "b")}


def test_a_shared_statement_is_no_copying() -> None:
    said = "“We have looked at every single pile below the deck, and not one of them would carry a lorry today.”"
    first = article("a", f"{OTHER}\n\n{said} the engineer said.\n\n{FIFTH}", at(0), "Ledger")
    second = article("b", f"{LEAD}\n\nAt noon the engineer spoke: {said}\n\n{FOURTH}", at(240), "Courier")
    found = traced(first, second)
    assert [(match.kind, match.directed) for match in found.matches] == [("quotation", False)]
    assert not found.edges
    assert [(story.independent_sources, set(story.roots)) for story in found.stories] == [(2, {"a", "b"})]


def test_an_outlets_own_lines_are_boilerplate() -> None:
    draw = random.Random(1)
    footer = "The Quay Ledger is printed at the old ropewalk. Write to the readers’ desk, and tell us what you saw."
    texts = [f"{words(draw, 120)}.\n\n{footer}" for _ in range(4)]
    found = traced(*(article(f"a{n}", text, at(n * 900), "Quay Ledger") for n, text in enumerate(texts)))
    assert {match.kind for match in found.matches} == {"boilerplate"}
    assert not found.edges
    assert not found.stories
    assert not found.changes


def test_a_form_with_other_figures_is_boilerplate() -> None:
    form = (
        "{a} net profit {n} crowns against {m}. Shares in the company {b} stood at {m} at noon. Turnover of {a} "
        "was {n} and debts were {m}. The board of {b} will propose a dividend of {n} to the owners on {a}."
    )
    draw = random.Random(2)
    filled = [
        form.format(a=words(draw, 2), b=words(draw, 2), n=draw.randint(9, 9999), m=draw.randint(9, 9999)) for _ in "ab"
    ]
    found = traced(*(article(f"a{n}", text, at(n * 900)) for n, text in enumerate(filled)))
    assert {match.kind for match in found.matches} <= {"boilerplate"}
    assert not found.edges


def test_a_credit_and_a_link_are_evidence() -> None:
    from dataclasses import replace

    from attribune.records import Link

    first = article("a", STORY, at(0), "Quay Ledger", "https://ledger.example/pier")
    text = STORY + "\n\nFirst reported by the Quay Ledger."
    second = article("b", text, at(60), "Courier")
    second = replace(second, links=(Link(href="https://www.ledger.example/pier/", text="", start=0, end=0),))
    assert [edge.basis for edge in traced(first, second).edges] == [("time", "text", "credit", "link")]


def test_of_equal_candidates_the_credited_one_is_the_parent() -> None:
    copies = [article(name, STORY, at(60 * n), f"{name} Times") for n, name in enumerate(("Hill", "Vale", "Quay"))]
    last = article("z", STORY + "\n\nThis story first appeared in the Vale Times.", at(600), "Post")
    assert ("Vale", "z") in edges(traced(*copies, last))


def test_every_confidence_is_a_share() -> None:
    found = traced(*(article(f"a{n}", STORY, at(30 * n), f"o{n}") for n in range(8)))
    assert all(0 < edge.confidence <= 1 for edge in found.edges)


def test_a_story_of_many_copies_is_linked_whole_in_linear_work() -> None:
    from attribune.trace.passages.candidates import REPEATS
    from attribune.trace.passages.fingerprints import fingerprints
    from attribune.trace.spill.places import SharedPlaces
    from attribune.trace.texts.characters import fold_characters

    def seeds(number: int) -> int:
        shared = SharedPlaces(number, REPEATS)
        shared.add(fingerprints(fold_characters([STORY] * number)))
        return len(shared.found(lambda seeds: seeds.begins() >= 0))

    assert seeds(2_000) / seeds(1_000) < 2.1
    found = traced(*(article(f"a{n:04}", STORY, at(7 * n), f"o{n}") for n in range(300)))
    assert [(len(story.articles), story.independent_sources) for story in found.stories] == [(300, 1)]
    assert len(found.edges) == 299


def test_dates_are_compared_as_exactly_as_they_are_given() -> None:
    day, moment = published("2026-05-03"), published("2026-05-03T10:00:00+02:00")
    later = published("2026-05-04")
    assert day is not None
    assert moment is not None
    assert later is not None
    assert not day.before(moment)
    assert not moment.before(day)
    assert day.before(later)
    assert moment.before(later)
    assert published("") is published("yesterday") is published("9999-99-99") is None


def test_a_line_under_the_texts_of_many_outlets_is_no_copy() -> None:
    draw = random.Random(3)
    line = "No part of this page may be shown elsewhere without the written leave of the editors in the capital."
    texts = [f"{words(draw, 120)}.\n\n{line}" for _ in range(5)]
    found = traced(*(article(f"a{n}", text, at(n * 90), f"{n} Times") for n, text in enumerate(texts)))
    assert {match.kind for match in found.matches} == {"boilerplate"}
    assert not found.edges
    assert not found.stories


def test_of_a_copy_such_a_line_has_no_further_parent() -> None:
    draw = random.Random(4)
    line = "No part of this page may be shown elsewhere without the written leave of the editors in the capital."
    others = [article(f"a{n}", f"{words(draw, 120)}.\n\n{line}", at(n * 9), f"{n} Times") for n in range(4)]
    first = article("b", STORY, at(60), "Ledger")
    copy = article("c", f"{STORY}\n\n{line}", at(120), "Courier")
    assert edges(traced(*others, first, copy)) == {("b", "c")}


def test_an_article_of_unknown_order_with_the_same_words_makes_a_parent_less_sure() -> None:
    first = article("a", STORY, at(0), "Ledger")
    undated = article("b", STORY.replace("rotten", "unsafe"), None, "Courier")
    copy = article("c", STORY.replace("rotten", "unsafe"), at(120), "Post")
    alone, beside = traced(first, copy), traced(first, undated, copy)
    assert edges(alone) == {("a", "c")}
    assert sum(edge.confidence for edge in beside.edges) < alone.edges[0].confidence


@given(st.lists(st.lists(st.sampled_from((0.0, 12.0, 26.0, 40.0)), min_size=3, max_size=3), min_size=1, max_size=6))
def test_the_cheapest_reading_is_that_of_all_readings(costs: list[list[float]]) -> None:
    def cost(path: Sequence[int]) -> float:
        switches = sum(one != two for one, two in itertools.pairwise(path))
        return SWITCH * switches + sum(row[state] for row, state in zip(costs, path, strict=True))

    found = _cheapest(np.array(costs)).tolist()
    assert cost(found) == min(cost(path) for path in itertools.product(range(3), repeat=len(costs)))


def test_of_equal_candidates_the_near_one_is_the_parent() -> None:
    found = traced(
        article("a", STORY, at(0), "Ledger"),
        article("b", STORY, at(20 * 60), "Courier"),
        article("c", STORY, at(20 * 60 + 30), "Post"),
    )
    assert {edge.parent for edge in found.edges if edge.child == "c"} == {"b"}


def test_a_candidate_without_its_outlets_own_lines_has_no_cut() -> None:
    view = SimpleNamespace(size=200)
    block = SimpleNamespace(later=0, length=100)
    passage = SimpleNamespace(chain=[block], moved=[], earlier_span=(0, 100), later_span=(0, 100))
    lines = np.zeros(200, dtype=bool)
    lines[100:] = True
    assert candidate(0, view, 100, [passage], 0.0).events == (99,)  # type: ignore[arg-type, list-item]
    assert candidate(0, view, 100, [passage], 0.0, lines).events == ()  # type: ignore[arg-type, list-item]
