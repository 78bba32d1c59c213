"""A trace whose fingerprints lie in files, part by part, and whose articles do, is the same trace."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.records import Article, to_json
from attribune.trace import groups, pairs
from attribune.trace.lineage.dating import in_order
from attribune.trace.passages.fingerprints import RUN, Postings
from attribune.trace.run import trace_articles, trace_spilled
from attribune.trace.spill import articles as spilled
from attribune.trace.spill import held_views
from attribune.trace.spill.articles import SpilledArticles
from attribune.trace.spill.letters import Letters
from attribune.trace.spill.places import SharedPlaces
from attribune.trace.spill.rows import Rows
from attribune.trace.stage_cache import StageCache
from attribune.trace.texts import prepared_texts
from benchmarks.trace_growth import articles as made
from tests.counted import calls_of
from tests.trace.made import article, at

WORDS = "harbour pier ferry piles rotten lorry council seven quay north works crowns bread choir stone lamp".split()


def _articles(seed: int) -> list[Article]:
    """Articles of a few sentences in any order, so that they share runs of every length, with copies of some."""
    draw = random.Random(seed)
    pool = [" ".join(draw.choices(WORDS, k=draw.randint(3, 14))) for _ in range(8)]
    found = list[Article]()
    for number in range(45):
        parts = [draw.choice(pool) for _ in range(draw.randint(1, 5))]
        own = " ".join(f"{draw.choice(WORDS)}{draw.randrange(999)}" for _ in range(draw.randint(0, 9)))
        parts = [f"“{part},” he said." if draw.random() < 0.4 else part for part in parts]
        text = f"{own} {' '.join(parts)}" if draw.random() < 0.9 else "é" + found[-1].text if found else "x"
        found.append(article(f"a{number}", text, at(draw.randrange(900)), draw.choice(["Ledger", "Courier"])))
    return found


@pytest.mark.parametrize("seed", range(6))
def test_parts_change_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = _articles(seed)
    whole = to_json(trace_articles(articles, speakers=False))
    monkeypatch.setattr(prepared_texts, "PART", 700)
    assert to_json(trace_articles(articles, speakers=False)) == whole
    monkeypatch.setattr(Letters, "may_share", lambda _, seeds: np.ones(len(seeds.begins()), dtype=bool))
    assert to_json(trace_articles(articles, speakers=False)) == whole


def test_invented_news_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = list(made("news", 60))
    whole = trace_articles(articles, speakers=False)
    monkeypatch.setattr(prepared_texts, "PART", 9_000)
    assert whole.matches and trace_articles(articles, speakers=False) == whole


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12), st.integers(0, 40)), max_size=120), st.integers(2, 9))
@settings(max_examples=60)
def test_places_are_those_of_one_part(rows: list[tuple[int, int, int]], parts: int) -> None:
    columns = [np.array([row[at] for row in sorted(set(rows))]) for at in range(3)]
    postings = Postings(columns[0].astype(np.uint64), columns[1].astype(np.int32), columns[2].astype(np.int32))
    found = []
    for number in (1, parts):
        shared = SharedPlaces(13, 2, number)
        shared.add(postings)
        seeds = shared.found(lambda seeds: np.ones(len(seeds.begins()), dtype=bool))
        found.append([seeds.earlier, seeds.later, seeds.earlier_places, seeds.later_places, seeds.frequency])
    assert all((one == two).all() for one, two in zip(*found, strict=True))


def test_files_are_gone_when_they_were_read(tmp_path: Path) -> None:
    rows = Rows((np.uint64, np.int32), tmp_path, "x")
    for low in (0, 10):
        values = np.arange(low, low + 10)
        rows.add(values % 3, (values, values))
    assert len(list(tmp_path.iterdir())) == 3
    assert rows.take(1)[0].tolist() == [1, 4, 7, 10, 13, 16, 19]
    assert len(list(tmp_path.iterdir())) == 2 and not len(rows.take(1)[0])


def test_pairs_with_less_than_a_passage_are_not_aligned(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, cache = random.Random(3), StageCache()
    aligned = calls_of(monkeypatch, pairs, "aligned_pairs", lambda seeds, _: len(seeds.begins()))

    def text(n: int) -> str:
        words = [f"{draw.choice(WORDS)}{draw.randrange(10**6)}" for _ in range(30)]
        return f"{' '.join(words[:15])} {'the county engineer told all of us'} {' '.join(words[15:])} on day {n}."

    articles = [article(f"a{n}", text(n), at(n)) for n in range(30)]
    trace_articles(articles[:20], speakers=False, cache=cache)
    assert len("thecountyengineertoldallofus") > RUN and not aligned
    assert len(cache.values["pair"]) > 100  # what letters ruled out is known when there are none
    trace_articles([*articles[:20], articles[20]], speakers=False, cache=cache)
    assert 0 < sum(aligned) <= 20


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyzw"), st.integers(0, 4)), max_size=12))
@settings(max_examples=40)
def test_articles_in_a_file_are_in_the_same_order(rows: list[tuple[str, str, int]]) -> None:
    given_ones = [article(name, text, at(minutes) if minutes else None) for name, text, minutes in rows]
    expected = in_order(given_ones)
    with SpilledArticles(given_ones) as shelf:
        assert shelf.articles(range(len(shelf.keys))) == expected
        assert [one.article for one in shelf.traced] == [one.id for one in expected]


def test_articles_of_a_file_are_traced_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spilled, "HELD", 100)
    articles = _articles(9)
    with SpilledArticles(iter(articles)) as shelf:
        assert trace_spilled(shelf, speakers=False) == trace_articles(articles, speakers=False)


def test_texts_of_a_large_group_are_read_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = _articles(4)
    whole = trace_articles(articles)
    monkeypatch.setattr(groups, "KEPT_WHOLE", 3)
    asked = calls_of(monkeypatch, held_views, "views_of", lambda read, *_: len(read))
    assert trace_articles(articles) == whole and 0 < sum(asked) <= len(articles)
    monkeypatch.setattr(held_views, "MOST", 500)
    assert trace_articles(articles) == whole and sum(asked) > 2 * len(articles)
