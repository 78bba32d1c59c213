"""A trace in parts has the rows of one trace of all articles, whatever is skewed, poisoned or stopped."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from attribune.articles.reading import read_paths
from attribune.engines.engine import run
from attribune.engines.local import Local
from attribune.engines.stages import Options
from attribune.engines.tracing import candidates, numbering, stories
from attribune.engines.tracing.run import TRACE
from attribune.engines.tracing.values import from_postings, to_postings, to_seeds
from attribune.records import Article
from attribune.trace.lineage.dating import in_order
from attribune.trace.passages.candidates import COMMON, Seeds
from attribune.trace.passages.fingerprints import Postings
from attribune.trace.passages.quoted_runs import QuotedRuns
from attribune.trace.processes import Processes
from attribune.trace.run import trace_groups
from attribune.trace.spill.letters import Letters
from attribune.trace.stage_cache import StageCache
from attribune.trace.texts.prepared_texts import InMemory, places_shared, text_values
from tests.cli.calls import call
from tests.engines.sample_inputs import line, rows_of, rows_of_traced, story, traced_rows, write_stories
from tests.trace.made import STORY


def quiet(_stage: str, _done: int, _total: int) -> None:
    pass


def in_parts(paths: Sequence[str], out: Path, parts: int = 4, step: Any = quiet) -> dict[str, int]:
    return run(Local(str(out), TRACE), paths, Options(parts=parts), step)


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_the_rows_are_those_of_one_trace(tmp_path: Path, parts: int) -> None:
    folder = str(write_stories(tmp_path / "in"))
    counts = in_parts([folder], tmp_path / "out", parts)
    expected = rows_of_traced([folder])
    assert traced_rows(tmp_path / "out") == expected
    assert counts["error"] == 1
    assert min(counts[name] for name in expected) > 0
    kinds = {dict(zip(("match", "earlier", "later", "directed", "kind"), row[1:6], strict=True))["kind"]
             for row in expected["match"]}  # fmt: skip
    assert {"copy", "quotation", "boilerplate"} <= kinds


def test_no_article_and_none_that_shares_anything(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{broken")
    assert in_parts([str(tmp_path / "a.jsonl")], tmp_path / "none")["article"] == 0
    (tmp_path / "b.jsonl").write_text(line(1))
    assert in_parts([str(tmp_path / "b.jsonl")], tmp_path / "one")["article"] == 1
    assert traced_rows(tmp_path / "one") == rows_of_traced([str(tmp_path / "b.jsonl")])


def test_a_line_of_many_articles_costs_the_part_of_its_hash_a_row_for_each_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Counter[int]()

    def kept(self: Local, stage: Any, options: Options, step: Any, told: Any = None) -> None:
        each(self, stage, options, step, told)
        if stage is candidates.POSTED:
            hashes = to_postings(self.collected(stage, "posting")).hashes
            moved.update(Counter(hashes.tolist()))

    each = Local.each
    monkeypatch.setattr(Local, "each", kept)
    write_stories(tmp_path / "in", copies=1500)
    in_parts([str(tmp_path / "in" / "a.jsonl"), str(tmp_path / "in" / "b.jsonl")], tmp_path / "out", 4)
    assert moved and max(moved.values()) <= 4 * COMMON
    assert traced_rows(tmp_path / "out") == rows_of_traced(
        [str(tmp_path / "in" / "a.jsonl"), str(tmp_path / "in" / "b.jsonl")]
    )


@pytest.mark.parametrize("copies", [30, 110, 130])
def test_places_shared_are_those_of_one_join_whether_stars_are_told_apart_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copies: int
) -> None:
    """In three parts a line of 110 to 130 articles is common in some parts, and rare in others."""
    parts, found = 3, set[Any]()

    def noted(self: Local, stage: Any, options: Options, step: Any, told: Any = None) -> None:
        each(self, stage, options, step, told)
        if stage is candidates.SELECTED:
            found.update(_rows(to_seeds(self.collected(stage, "seed")), parts))

    each = Local.each
    monkeypatch.setattr(Local, "each", noted)
    folder = write_stories(tmp_path / "in", copies=copies)
    in_parts([str(folder)], tmp_path / "out", parts)
    articles = in_order(read_paths([folder], on_error=lambda _: None))
    for owner, name in ((Letters, "may_share"), (QuotedRuns, "may_be_same")):  # an engine aligns all pairs
        monkeypatch.setattr(owner, name, lambda _, seeds: np.ones(len(seeds.begins()), dtype=bool))
    body, quotes = places_shared(InMemory(articles), StageCache(), quiet, Processes())
    assert found == {*_rows(body, 1), *_rows(quotes, 1)}
    assert max(row[4] for row in found) >= copies


def _rows(seeds: Seeds, parts: int) -> set[tuple[int, ...]]:
    """Places with how many texts have them; texts by their place in time."""
    columns = (seeds.earlier // parts, seeds.later // parts, seeds.earlier_places, seeds.later_places, seeds.frequency)
    return set(zip(*(column.tolist() for column in columns), strict=True))


def test_an_article_that_cannot_be_prepared_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def poisoned(texts: Sequence[str]) -> list[bytes]:
        if any("poison" in text for text in texts):
            raise ZeroDivisionError("by an ounce")
        return text_values(texts)

    folder = write_stories(tmp_path / "in", copies=50)
    expected = rows_of_traced([str(folder)])
    (folder / "e.jsonl").write_text(story(77, f"{STORY} poison"))
    monkeypatch.setattr(numbering, "text_values", poisoned)
    in_parts([str(folder)], tmp_path / "out")
    assert traced_rows(tmp_path / "out") == expected
    told = {(row[2], row[3]) for row in rows_of(tmp_path / "out", TRACE)["error"]}
    assert told == {(None, "malformed"), ("t77", "internal")}


def test_a_group_that_cannot_be_traced_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def poisoned(articles: Sequence[Article], *more: Any) -> Any:
        if any("poison" in article.text for article in articles):
            raise ZeroDivisionError("by an ounce")
        return trace_groups(articles, *more)

    folder = write_stories(tmp_path / "in", copies=50)
    expected = rows_of_traced([str(folder)])
    twins = [story(70 + number, "A poison that nobody had heard of before was found in the well of Moss End." * 2)
             for number in range(2)]  # fmt: skip
    (folder / "e.jsonl").write_text("\n".join(twins))
    monkeypatch.setattr(stories, "trace_groups", poisoned)
    in_parts([str(folder)], tmp_path / "out")
    found = traced_rows(tmp_path / "out")
    assert {row[1] for row in (found.pop("article") - expected.pop("article"))} == {"t70", "t71"}
    assert found == expected
    assert {row[2] for row in rows_of(tmp_path / "out", TRACE)["error"]} == {None, "t70", "t71"}


def test_what_is_done_is_not_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(write_stories(tmp_path / "in", copies=50))
    made = Counter[str]()

    def stopped(stage: str, done: int, _total: int) -> None:
        made[stage] += 1
        if stage == "parts aligned" and done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        in_parts([folder], tmp_path / "out", step=stopped)
    again = list[int]()

    def noted(texts: Sequence[str]) -> list[bytes]:
        again.append(len(texts))
        return text_values(texts)

    monkeypatch.setattr(numbering, "text_values", noted)
    in_parts([folder], tmp_path / "out")
    assert again == []
    assert traced_rows(tmp_path / "out") == rows_of_traced([folder])


def test_numbers_of_arrays_go_through_bytes() -> None:
    hashes = np.array([3, 2**64 - 1], dtype=np.uint64)
    one = to_postings([from_postings(Postings(hashes, np.array([1, 2]), np.array([5, 6])))] * 2)
    assert one.hashes.tolist() == [3, 2**64 - 1] * 2 and one.places.tolist() == [5, 6] * 2


def test_the_command(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", copies=50)
    done = call("trace", "in", "--to", "out", "--engine", "local", "--parts", "3", cwd=tmp_path)
    assert done.returncode == 2 and "1 input left out; out/error says why" in done.stderr.decode()
    plain = call("trace", "in", "--to", "plain", cwd=tmp_path)
    assert plain.returncode == 2
    import pyarrow.parquet as parquet

    for name in ("match", "edge", "story"):
        rows = [json.dumps(row) for row in parquet.read_table(tmp_path / "plain" / f"{name}.parquet").to_pylist()]
        assert sorted(json.dumps(row) for row in parquet.read_table(tmp_path / "out" / name).to_pylist()) == sorted(
            rows
        )


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("--engine", "spark"), "--to"),
        (("--to", "out", "--master", "local[2]"), "--engine spark"),
        (("--to", "out", "--engine", "local", "--format", "csv"), "parquet"),
        (("--to", "out", "--engine", "local", "--corpus", "c"), "--corpus"),
        (("--to", "out", "--engine", "local", "--story", "3"), "--story"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    (tmp_path / "a.jsonl").write_text(line(1))
    done = call("trace", "a.jsonl", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and told in done.stderr.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]
