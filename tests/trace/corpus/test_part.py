"""A part of a kept trace is what the whole trace says of its articles, and is had without the others."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken, UnknownRecord
from attribune.desk.stories import part_of
from attribune.exports.html.trace import values as html_values
from attribune.trace.corpus.files import CorpusFiles
from attribune.trace.corpus.part import KeptTrace
from attribune.trace.corpus.shelf import Versions
from attribune.trace.corpus.update import trace_corpus
from tests.counted import lines_run
from tests.trace.corpus.test_update import add, row


def kept(folder: Path) -> KeptTrace:
    state = CorpusFiles(folder).state()
    assert state is not None
    return KeptTrace(folder, state)


@pytest.mark.parametrize("seed", [3, 8])
def test_each_story_and_each_pair_is_what_the_whole_trace_says(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    # ids that lines bring: several articles claim the same, one looks like a qualified one
    rows: list[dict[str, Any]] = [
        {**row(draw, n), "id": draw.choice(["s", "s@1", f"a{n}", "x" * 300])} for n in range(24)
    ]
    add(tmp_path, rows, "rows")
    add(tmp_path, [{**one, "text": one["text"].replace("weeks", "nights")} for one in rows[:5]], "later")
    trace = trace_corpus(tmp_path / "c").trace
    parts = kept(tmp_path / "c")
    with Corpus(tmp_path / "c") as corpus:
        versions = Versions(corpus)
        whole = {article.id: article for article in versions.all()}
        name = {number: name for name, numbers in versions.numbers.items() for number in numbers}
        told = {article: story for story in trace.stories for article in story.articles}
        for number in name:
            if name[number] not in told:
                with pytest.raises(UnknownRecord):
                    parts.story(corpus, number)
                continue
            part = parts.story(corpus, number)
            assert part_of(part.trace, part.story) == part_of(trace, told[name[number]])
            assert part.articles == {one: whole[one] for one in part.story.articles}
            assert part.version(number) == whole[name[number]]
            shown = parts.story(corpus, number, whole=False)
            proving = {match for edge in part.trace.edges for match in edge.matches}
            kept_matches = [m for m in part.trace.matches if m.match in proving or not proving]
            assert shown.trace.edges == part.trace.edges and shown.articles == part.articles
            assert list(shown.trace.matches) == kept_matches and not shown.trace.families
            assert html_values(shown.trace, shown.articles) == html_values(part.trace, part.articles)
        for one, other in ((a, b) for a in list(name)[::3] for b in list(name)[::4] if name[a] != name[b]):
            pair = parts.pair(corpus, [one, other])
            sides = {name[one], name[other]}
            matches = [m for m in trace.matches if {m.earlier.article, m.later.article} == sides]
            assert [m for m in pair.trace.matches if m.earlier.article != m.later.article] == matches
            listed = {m.match for m in pair.trace.matches}
            assert list(pair.trace.changes) == [change for change in trace.changes if change.match in listed]
            assert (pair.version(one), pair.version(other)) == (whole[name[one]], whole[name[other]])
        with pytest.raises(UnknownRecord):
            parts.story(corpus, 999)


def test_a_story_is_had_without_the_articles_of_others(tmp_path: Path) -> None:
    def lines(others: int) -> int:
        here = tmp_path / str(others)
        here.mkdir()
        draw = random.Random(1)
        words = [f"w{draw.randrange(10**9)}" for _ in range(400)]
        alone = [{"text": " ".join(draw.sample(words, 60)), "url": f"https://o.example/{n}"} for n in range(others)]
        story = {"text": "The old swing bridge at Tern Island was raised for the last time before two hundred people."}
        add(here, [*alone, {**story, "url": "https://a.example/1"}, {**story, "url": "https://b.example/1"}], "rows")
        trace_corpus(here / "c")
        parts = kept(here / "c")
        with Corpus(here / "c") as corpus:
            number = int(corpus.rows("SELECT max(id) FROM versions")[0][0])
            return lines_run(lambda: parts.story(corpus, number), "trace", "corpus", "records")

    assert lines(120) - lines(20) < 20


def test_tables_that_name_what_isnt_there_are_called_damaged(tmp_path: Path) -> None:
    draw = random.Random(5)
    add(tmp_path, [row(draw, number) for number in range(12)], "rows")
    trace = trace_corpus(tmp_path / "c").trace
    story = trace.stories[0]
    with Corpus(tmp_path / "c", write=True) as corpus:
        number = Versions(corpus).numbers[story.articles[0]][0]
        corpus.db.execute("UPDATE versions SET text = 'short' WHERE record_id = ?", (story.articles[0],))
        corpus.db.commit()
    with Corpus(tmp_path / "c") as corpus, pytest.raises(CorpusBroken, match="make it anew"):
        kept(tmp_path / "c").story(corpus, number)


def test_what_a_page_shows_of_a_story_grows_with_its_articles_and_not_with_its_pairs(tmp_path: Path) -> None:
    def matches(number: int) -> int:
        here = tmp_path / str(number)
        here.mkdir()
        text = "The old swing bridge at Tern Island was raised for the last time before two hundred people. " * 2
        rows = [
            {"text": f"{text}{n} gulls came.", "url": f"https://o.example/{n}", "published": f"2026-05-{n + 1:02d}"}
            for n in range(number)
        ]
        add(here, rows, "rows")
        trace_corpus(here / "c")
        with Corpus(here / "c") as corpus:
            whole, shown = (kept(here / "c").story(corpus, 1, whole=one) for one in (True, False))
            assert len(whole.trace.matches) > 2 * len(shown.trace.matches) or number < 12
            return len(shown.trace.matches)

    assert matches(24) <= 2 * matches(12) + 2
