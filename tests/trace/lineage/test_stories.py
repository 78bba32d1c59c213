"""Copies are one story; what merely shares a footer, a form or a round-up is none."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from attribune.records import Trace
from tests.trace.made import article, at, traced

WORDS = [a + b for a in ("har", "mo", "ten", "qui", "sal", "bre") for b in ("lan", "dock", "ver", "mist", "ro", "pell")]
FOOTER = (
    "Sign up for the morning letter of The Quay in Port Ellery and get 5 stories a day. By signing up you agree to the "
    "terms of Quay Media, 12 Dock Street. Have you a tip for our reporters? Write to the desk or call 555 0100, and we "
    "will get back to you as soon as we can. We may use your words in a story unless you ask us not to. The Quay is a "
    "member of the Press Board, which hears complaints on Mondays."
)
FORM = (
    "{name} on Tuesday reported a loss of {0} crowns in its first quarter. The {place} company said it had a loss of "
    "{1} pence per share. The results surpassed the expectations of the market. The average estimate of {2} analysts "
    "was a loss of {3} pence per share. The company posted revenue of {4} crowns in the period, which also beat the "
    "forecasts of those who had been asked. Shares of {name} have climbed {5} percent since the beginning of the year. "
    "The stock has risen {6} percent in the last 12 months. This story was made by a program from data of the exchange."
)


def prose(number: int, words: int) -> str:
    draw = random.Random(number)
    return " ".join(draw.choice(WORDS) for _ in range(words)).capitalize() + "."


def told(texts: Sequence[str], *, outlet: str | None = None, times: Sequence[int] | None = None) -> Trace:
    """The trace of texts, of one outlet or each of its own, an hour apart or at these minutes. Ids are numbers."""
    when = times or [60 * n for n in range(len(texts))]
    return traced(*(article(f"{n:03}", text, at(when[n]), outlet or f"O{n}") for n, text in enumerate(texts)))


def stories(trace: Trace) -> list[list[int]]:
    return [sorted(map(int, story.articles)) for story in trace.stories]


@pytest.mark.parametrize("words", [12, 30, 56, 120])
@pytest.mark.parametrize("above", [False, True])
def test_an_outlets_footer_joins_no_briefs(words: int, above: bool) -> None:
    """However little stands beside it, and whether it stands above or below."""
    parts = [(prose(n, words), FOOTER) for n in range(12)]
    trace = told(["\n\n".join(reversed(pair) if above else pair) for pair in parts], outlet="Quay")
    assert trace.matches and {match.kind for match in trace.matches} == {"boilerplate"}
    assert not trace.stories and not trace.edges


def test_a_brief_that_is_sent_again_is_a_copy() -> None:
    """An outlet's short texts that are the same but for a word or two aren't lines under something else."""
    trace = told([f"{prose(1, 40)} Berth {n} of 9." for n in range(9)], outlet="Quay")
    assert stories(trace) == [list(range(9))]


@pytest.mark.parametrize("outlet", [None, "Quay"])
def test_a_form_joins_nothing_that_fills_it(outlet: str | None) -> None:
    draw = random.Random(3)
    texts = [
        FORM.format(*draw.sample(range(2, 900), 7), name=f"{word.title()} Works", place=other.title())
        for word, other in itertools.pairwise(WORDS[:9])
    ]
    assert not stories(told(texts, outlet=outlet))


def test_a_report_with_some_other_figures_is_a_copy() -> None:
    report = FORM.format(*range(2, 9), name="Harlan Works", place="Modock")
    changed = (
        report.replace("loss of 2 crowns", "loss of 3 crowns").replace("Tuesday", "Monday").replace("6 cr", "7 cr")
    )
    assert stories(told([report, changed])) == [[0, 1]]


@pytest.mark.parametrize("first", [True, False])
def test_a_digest_joins_none_of_the_briefs_in_it(first: bool) -> None:
    """They share words with the digest alone, and where it took them from others each is a source of its own."""
    briefs = [prose(n, 60) for n in range(8)]
    digest = "\n\n".join([prose(50, 30), *briefs])
    trace = told([digest, *briefs] if first else [*briefs, digest])
    name = "000" if first else "008"
    assert all(name in (match.earlier.article, match.later.article) for match in trace.matches)
    assert len(trace.matches) == 8
    assert [story.independent_sources for story in trace.stories] == [1 if first else 8]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_first_telling_is_the_earliest_in_any_order(order: tuple[int, ...]) -> None:
    parts = [prose(n, 60) for n in range(6)]
    texts = [(" ".join(parts), 1), (" ".join(parts[:2]), 300), (" ".join(parts[3:5]), 200)]
    trace = told([texts[n][0] for n in order], times=[texts[n][1] for n in order])
    assert [story.articles[0] for story in trace.stories] == [f"{order.index(0):03}"]
    assert [story.roots for story in trace.stories] == [(f"{order.index(0):03}",)]


def test_copies_with_another_lead_or_cut_are_one_story() -> None:
    lines = [prose(n, 40) for n in range(12)]
    whole = "\n\n".join(lines)
    texts = [whole, prose(90, 35) + "\n\n" + whole, prose(91, 35) + "\n\n" + "\n\n".join(lines[:5])]
    assert stories(told(texts)) == [[0, 1, 2]]


def test_a_copy_is_found_under_a_footer_that_stands_everywhere() -> None:
    trace = told([f"{prose(n % 70, 60)}\n\n{FOOTER}" for n in range(140)], outlet="Quay")
    assert stories(trace) == [[n, n + 70] for n in range(70)]


def test_a_long_footer_under_many_outlets_joins_no_stories() -> None:
    """What stands verbatim at the end of many texts that have nothing else in common is no copy, however long."""
    assert sum(mark.isalnum() for mark in FOOTER) > 200
    trace = told([f"{prose(n, 200)}\n\n{FOOTER}" for n in range(12)])
    assert stories(trace) == [] and {match.kind for match in trace.matches} == {"boilerplate"}
    above = told([f"{FOOTER}\n\n{prose(n, 200)}" for n in range(12)])
    assert stories(above) == []


def test_a_long_ending_of_copies_stays_a_copy() -> None:
    """The articles share words in their middle, too, so the ending that many of them have is the story's."""
    middle = prose(101, 60)
    whole = f"{prose(100, 40)}\n\n{middle}\n\n{FOOTER}"
    trace = told([whole, *(f"{prose(n, 100)}\n\n{middle}\n\n{prose(50 + n, 100)}\n\n{FOOTER}" for n in range(1, 12))])
    assert stories(trace) == [list(range(12))]
    assert {match.kind for match in trace.matches if match.length > 200} == {"copy"}
