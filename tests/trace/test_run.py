"""What holds of every trace, whatever comes in."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.records import Article, Trace
from attribune.trace.run import trace_articles
from tests.trace.made import FIFTH, FOURTH, LEAD, OTHER, SECOND, STORY, THIRD, article, at, traced, words

SENTENCES = (LEAD, SECOND, THIRD, FOURTH, FIFTH, *OTHER.split(". "))
EDITS = (
    ("suspected ", ""),
    ("250", "300"),
    ("will", "may"),
    ("Otto Quist", "Ida Moss"),
    ("said", "“said”"),
    ("e", "é"),
)


@st.composite
def sets_of_articles(draw: st.DrawFn) -> list[Article]:
    """Articles of the same sentences in any order, edited, some of them undated."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        chosen = draw(st.lists(st.sampled_from(SENTENCES), max_size=7))
        text = draw(st.sampled_from(["\n\n", " ", "\r\n", "\0"])).join(chosen)
        for old, new in draw(st.lists(st.sampled_from(EDITS), max_size=2)):
            text = text.replace(old, new)
        time = draw(st.one_of(st.none(), st.integers(0, 3000).map(at), st.just("2026-05-04"), st.just("nonsense")))
        made.append(article(f"a{number}", text, time, draw(st.sampled_from(["Ledger", "Courier", None]))))
    return made


def holds(articles: Sequence[Article], found: Trace) -> None:
    """Spans lie in the texts, changes in their matches, edges between articles, and everything is named."""
    texts = {one.id: one.text for one in articles}
    spans = {}
    for number, match in enumerate(found.matches, 1):
        assert match.match == number
        for passage in (match.earlier, match.later):
            start, end = passage.span
            assert 0 <= start < end <= len(texts[passage.article])
        assert match.earlier.article != match.later.article
        assert 0 < match.identity <= 1
        spans[number] = (match.earlier, match.later)
    for change in found.changes:
        for side, span, words_there in zip(
            spans[change.match], (change.earlier, change.later), (change.earlier_text, change.later_text), strict=True
        ):
            assert side.span[0] <= span[0] <= span[1] <= side.span[1]
            assert texts[side.article][slice(*span)] == words_there
    for edge in found.edges:
        assert edge.child in texts
        assert edge.parent in texts or edge.parent.startswith("unseen-")
        assert all(number in spans for number in edge.matches)
    for story in found.stories:
        assert len(story.articles) > 1
        assert story.independent_sources == len(story.roots) > 0


@given(sets_of_articles())
@settings(max_examples=150, deadline=None)
def test_spans_lie_where_they_must(articles: list[Article]) -> None:
    holds(articles, traced(*articles))


@given(sets_of_articles(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_input_says_nothing(articles: list[Article], draw: random.Random) -> None:
    shuffled = list(articles)
    draw.shuffle(shuffled)
    assert traced(*shuffled) == traced(*articles)


def test_batches_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [article(f"a{n}", STORY.replace("250", str(n)), at(60 * n), f"o{n}") for n in range(12)]
    whole = traced(*articles)
    monkeypatch.setattr("attribune.trace.texts.prepared_texts.BATCH", 500)
    monkeypatch.setattr("attribune.trace.pairs.CHUNK", 900)
    assert traced(*articles) == whole


@pytest.mark.parametrize("texts", [[], [""], ["", "  \n"], [STORY], ["…", "“”"], ["\ud800" * 90, "\ud800" * 90]])
def test_little_or_nothing_gives_nothing(texts: list[str]) -> None:
    found = traced(*(article(f"a{n}", text, at(n)) for n, text in enumerate(texts)))
    assert len(found.articles) == len(texts)
    assert not (found.edges or found.stories or found.families)


def test_many_equal_articles_are_one_story() -> None:
    found = traced(*(article(f"a{n:05}", LEAD + " " + SECOND, None) for n in range(2_000)))
    assert [len(story.articles) for story in found.stories] == [2_000]
    assert len(found.matches) == 1_999
    assert not any(match.directed for match in found.matches)


def test_a_long_book_and_a_text_without_spaces() -> None:
    draw = random.Random(3)
    book = words(draw, 150_000)
    letters = "".join(chr(0x4E00 + draw.randrange(3_000)) for _ in range(600))
    articles = [
        article("book", book, at(0)), article("part", book[5_000:400_000], at(600)),
        article("one", letters, at(0)), article("two", letters[100:], at(600)), article("same", "x" * 100_000, at(900)),
    ]  # fmt: skip
    found = traced(*articles)
    holds(articles, found)
    assert {(edge.parent, edge.child) for edge in found.edges} == {("book", "part"), ("one", "two")}
    part = next(match for match in found.matches if match.later.article == "part")
    assert part.later.span[0] < 20
    assert part.later.span[1] > 395_000 - 20


def test_different_articles_with_one_id_are_all_traced() -> None:
    found = traced(article("empty", STORY, at(0)), article("empty", STORY + "\n\n" + OTHER, at(600)))
    assert len({one.article for one in found.articles}) == 2
    assert len(found.edges) == 1


def test_an_article_given_twice_is_one() -> None:
    one, two = article("a", STORY, at(0)), article("b", STORY, at(60))
    assert trace_articles([one, two, one], speakers=False) == traced(one, two)
