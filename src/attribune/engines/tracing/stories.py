"""Groups of articles traced one by one, and all that was found numbered through: tables as one trace has them.

A match is numbered by the place of its later article, a family and a story by that of their first. So each part tells
how many of them every article has, and where the numbers of an article begin is a sum over all articles before it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np

from attribune.engines.stages import PIECE, Given, Job, Made, Stage, error_piece
from attribune.engines.stages import packed as packed_table
from attribune.engines.tracing.alignment import ARTICLE, BODY_SEEDS, QUOTE_SEEDS, placed
from attribune.engines.tracing.values import (
    BODY,
    DRIVER,
    by_source,
    number_key,
    number_of,
    packed,
    to_prepared,
    to_seeds,
    unpacked,
)
from attribune.errors import internal
from attribune.records import Article, Edge, Story, Trace, from_json, to_json
from attribune.trace.groups import TOGETHER
from attribune.trace.lineage.calibration import calibrated, pairs_ordered
from attribune.trace.lineage.speakers import speaker_of
from attribune.trace.processes import Processes
from attribune.trace.run import trace_groups
from attribune.trace.stage_cache import StageCache, text_key
from attribune.trace.tables import TYPES, rows_of, table_of

_COUNTS = (np.int64,) * 4  # of matches, families, stories and unseen sources
ROWS = 4096  # of a piece of a table
Group = list[Given]


def _trace(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Trace the groups of a part, some thousand articles at a time, and count what each article has."""
    held, size = list[Group](), 0
    for _, found in groupby(rows, key=lambda row: row.key[:8]):
        group = list(found)
        articles = sum(row.key[8:9] == ARTICLE for row in group)
        if held and size + articles > TOGETHER:
            yield from _traced(held, job)
            held, size = [], 0
        held.append(group)
        size += articles
    if held:
        yield from _traced(held, job)


def _traced(groups: Sequence[Group], job: Job) -> Iterator[Made]:
    """Trace groups together; where that fails, each by itself, and what fails then is told for each of its articles."""
    try:
        numbers, trace = _trace_of([row for group in groups for row in group])
    except Exception as problem:
        if len(groups) > 1:
            for group in groups:
                yield from _traced([group], job)
            return
        lost = [to_prepared(row.value)[0] for row in groups[0] if row.key[8:9] == ARTICLE]
        told = internal(problem, concerns=lost[0].name, doing="tracing a group of articles")
        rows = [(one.name, one.id, told.code, told.message, one.sha256) for one in lost]
        yield Made(PIECE, job.part, b"error", error_piece(rows))
        return
    key = number_key(numbers[0])
    yield Made("trace", job.part, key, json.dumps([numbers, to_json(trace)]).encode())
    counts, total = counts_of(trace, numbers), job.told["total"]
    ranges: defaultdict[int, Any] = defaultdict(lambda: np.zeros(4, dtype=np.int64))
    for number, row in counts.items():
        to = number // job.options.parts * job.options.parts // max(1, total)
        ranges[to] += row
        yield Made("count", to, number_key(number), number_key(job.part) + packed(_COUNTS, [[n] for n in row]))
    for to, row in ranges.items():
        yield Made("total", DRIVER, b"total", json.dumps([to, *row.tolist()]).encode())
    yield Made("total", DRIVER, b"pairs", json.dumps(pairs_ordered(trace)).encode())


def _trace_of(rows: Group) -> tuple[list[int], Trace]:
    """Return the numbers of the articles of some groups, and their trace."""
    prepared = {number_of(row.key[9:]): to_prepared(row.value) for row in rows if row.key[8:9] == ARTICLE}
    numbers = sorted(prepared)
    cache, articles = StageCache(), list[Article]()
    for number in numbers:
        article, value = prepared.pop(number)
        articles.append(article)
        cache.values["text"][text_key(article.text)] = value
    for row in rows:
        if row.key[8:9] > QUOTE_SEEDS:
            cache.values["pair" if row.key[9:10] == BODY else "quoted"][row.key[10:]] = row.value
    body, quotes = (
        placed(to_seeds(row.value for row in rows if row.key[8:9] == kind), np.array(numbers))
        for kind in (BODY_SEEDS, QUOTE_SEEDS)
    )
    keys = [text_key(article.text) for article in articles]
    trace = trace_groups(articles, keys, (body, quotes), speaker_of, lambda *_: None, cache, Processes())
    return numbers, trace


def counts_of(trace: Trace, numbers: Sequence[int]) -> dict[int, Any]:
    """Return how many matches, families, stories and unseen sources are numbered by each article that has any."""
    number = {one.article: at for one, at in zip(trace.articles, numbers, strict=True)}
    counts: defaultdict[int, Any] = defaultdict(lambda: np.zeros(4, dtype=np.int64))
    for at, names in enumerate(_named(trace, number)):
        for name, count in Counter(names).items():
            counts[number[name]][at] += count
    return dict(counts)


def _named(trace: Trace, number: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the articles by which matches, families, stories and unseen sources are numbered."""
    yield [one.later.article for one in trace.matches]
    yield [one.members[0].article for one in trace.families]
    yield [one.articles[0] for one in trace.stories]
    yield list(_unseen(trace, number).values())


def _unseen(trace: Trace, number: Mapping[str, int]) -> dict[str, str]:
    """Return the unseen sources with the first article that has words of each, in order."""
    found = dict[str, str]()
    for edge in sorted(trace.edges, key=lambda edge: number[edge.child]):
        if edge.parent not in number:
            found.setdefault(edge.parent, edge.child)
    return found


def _count(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Tell the parts where the numbers of each article of a range begin."""
    before = np.array(job.told["before"][job.part], dtype=np.int64)
    for row in rows:
        yield Made("begin", number_of(row.value), row.key, packed(_COUNTS, [[n] for n in before]))
        before = before + np.concatenate(unpacked(_COUNTS, (row.value[8:],)))


def totals(values: Iterable[bytes], parts: int) -> tuple[list[list[int]], int, int]:
    """Return how many of each stand before each range, how many pairs have an order, and how many pairs there are."""
    ranges, ordered, pairs = np.zeros((parts + 1, 4), dtype=np.int64), 0, 0
    for value in values:
        row = json.loads(value)
        if len(row) == 2:
            ordered, pairs = ordered + row[0], pairs + row[1]
        else:
            ranges[row[0] + 1] += row[1:]
    return np.cumsum(ranges, axis=0).tolist(), ordered, pairs


def _tell(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Make pieces of tables of what was found, everything with its number."""
    begins = dict[int, Any]()
    for source, group in by_source(rows):
        for row in group:
            if source == 0:
                begins[number_of(row.key)] = np.concatenate(unpacked(_COUNTS, (row.value,)))
            elif source < 3:
                yield Made(PIECE, job.part, row.key, row.value)
            else:
                numbers, plain = json.loads(row.value)
                trace = calibrated(from_json(Trace, plain), job.told["share"])
                yield from _pieces(renumbered(trace, numbers, begins), job)


def _pieces(trace: Trace, job: Job) -> Iterator[Made]:
    for kind in TYPES:
        rows = rows_of(trace, kind) if kind != "article" else ()  # these were told when they were prepared
        for low in range(0, len(rows), ROWS):
            yield Made(PIECE, job.part, kind.encode(), packed_table(table_of(rows[low : low + ROWS], kind)))


def renumbered(trace: Trace, numbers: Sequence[int], begins: Mapping[int, Any]) -> Trace:
    """Return a trace of some articles with the numbers that the trace of all gives; ``begins`` are of its articles."""
    number = {one.article: at for one, at in zip(trace.articles, numbers, strict=True)}
    given = [_through(names, number, begins, at) for at, names in enumerate(_named(trace, number))]
    of_match = dict(zip((one.match for one in trace.matches), given[0], strict=True))
    unseen = {name: f"unseen-{at}" for name, at in zip(_unseen(trace, number), given[3], strict=True)}
    return replace(
        trace,
        matches=tuple(replace(one, match=of_match[one.match]) for one in trace.matches),
        changes=tuple(replace(one, match=of_match[one.match]) for one in trace.changes),
        edges=tuple(_edge(edge, of_match, unseen) for edge in trace.edges),
        families=tuple(replace(one, family=at) for one, at in zip(trace.families, given[1], strict=True)),
        stories=tuple(_story(one, at, unseen) for one, at in zip(trace.stories, given[2], strict=True)),
    )


def _through(names: Sequence[str], number: Mapping[str, int], begins: Mapping[int, Any], at: int) -> list[int]:
    """Return the numbers, from 1, of what is numbered by these articles."""
    met = Counter[str]()
    found = list[int]()
    for name in names:
        met[name] += 1
        found.append(int(begins[number[name]][at]) + met[name])
    return found


def _edge(edge: Edge, of_match: Mapping[int, int], unseen: Mapping[str, str]) -> Edge:
    return replace(
        edge, parent=unseen.get(edge.parent, edge.parent), matches=tuple(of_match[match] for match in edge.matches)
    )


def _story(story: Story, number: int, unseen: Mapping[str, str]) -> Story:
    hidden = sorted(unseen[name] for name in story.roots if name in unseen)
    return replace(
        story, story=number, roots=(*(name for name in story.roots if name not in unseen), *hidden)
    )  # fmt: skip


TRACED = Stage("traced", _trace, (("gathered", "group"),), moved=("count",))
COUNTED = Stage("counted", _count, (("traced", "count"),), moved=("begin",))
TOLD = Stage("told", _tell, (("counted", "begin"), ("prepared", PIECE), ("traced", PIECE), ("traced", "trace")))
