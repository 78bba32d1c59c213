"""Candidate pairs to passages, over parts: the part of the later article gets the texts of the earlier ones.

A text that many parts ask for, as the centre of a star, goes once to each part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from attribune.engines.stages import Given, Job, Made, Stage
from attribune.engines.tracing.values import (
    BODY,
    QUOTES,
    by_source,
    from_prepared,
    from_seeds,
    number_key,
    number_of,
    numbers_of,
    packed,
    to_prepared,
    to_seeds,
    unpacked,
)
from attribune.records import Article
from attribune.trace.groups import labels_of
from attribune.trace.pairs import Pairs
from attribune.trace.passages.candidates import Seeds
from attribune.trace.processes import Processes
from attribune.trace.stage_cache import Stage as CacheStage
from attribune.trace.stage_cache import StageCache, text_key, without_postings
from attribune.trace.texts.prepared_texts import PreparedTexts, views_of

_PAIR = (np.int64, np.int64)
_STAGES: tuple[tuple[bytes, CacheStage], ...] = ((BODY, "pair"), (QUOTES, "quoted"))
ARTICLE, BODY_SEEDS, QUOTE_SEEDS, VALUE = b"0", b"1", b"2", b"3"  # what a group has, in this order


def _send(rows: Iterator[Given], _job: Job) -> Iterator[Made]:
    """Send the texts of a part's articles to the parts that ask for them."""
    needs: defaultdict[int, list[int]] = defaultdict(list)
    numbers = dict[bytes, int]()
    for source, group in by_source(rows):
        if source == 0:
            for row in group:
                needs[number_of(row.key)].append(number_of(row.value))
        elif source == 1:
            numbers = numbers_of(group)
        else:
            for row in group:
                number = numbers[row.key]
                text = _bare(row.value) if number in needs else b""
                yield from (Made("text", to, number_key(number), text) for to in needs.get(number, ()))


def _bare(data: bytes) -> bytes:
    """Return only the text of a prepared article, with its quotations."""
    article, value = to_prepared(data)
    return from_prepared(Article(id=article.id, text=article.text, sha256=""), without_postings(value))


def _align(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Find what the pairs of articles of a part have in common; pairs that have nothing are no longer of interest."""
    lanes: dict[bytes, Seeds] = {BODY: to_seeds(()), QUOTES: to_seeds(())}
    texts, names = dict[int, bytes](), dict[bytes, int]()
    for source, group in by_source(rows):
        if source == 0:
            lanes |= {row.key: to_seeds((row.value,)) for row in group}
            wanted = {number for seeds in lanes.values() for column in (seeds.earlier, seeds.later)
                      for number in np.unique(column).tolist()}  # fmt: skip
        elif source == 1:
            texts |= {number_of(row.key): row.value for row in group}
        elif source == 2:
            names = numbers_of(group)
        else:
            texts |= {names[row.key]: row.value for row in group if names[row.key] in wanted}
    if not texts:
        return
    numbers = np.array(sorted(texts))
    pairs, seeds = _pairs_of(numbers, [texts.pop(number) for number in numbers.tolist()], lanes)
    joined = pairs.joined(*seeds)
    edges = list[Any]()
    for (lane, stage), found in zip(_STAGES, joined, strict=True):
        named = _renumbered(found, numbers)
        yield Made("seed", job.part, lane, from_seeds(named))
        for (_, later), key, value in pairs.results(stage, found):
            yield Made("value", job.part, number_key(int(numbers[later])) + lane + key, value)
        edges.append(np.stack([named.earlier, named.later]))
    ends = np.concatenate(edges, axis=1)
    yield Made("edge", 0, b"", packed(_PAIR, _forest(*ends)))


def _pairs_of(numbers: Any, data: list[bytes], lanes: dict[bytes, Seeds]) -> tuple[Pairs, tuple[Seeds, Seeds]]:
    """Return what aligns the texts with these numbers, and their places by the texts' places in ``data``."""
    prepared = [to_prepared(one) for one in data]
    articles = [article for article, _ in prepared]
    cache, keys = StageCache(), [text_key(article.text) for article in articles]
    cache.values["text"].update((key, value) for key, (_, value) in zip(keys, prepared, strict=True))
    seeds = placed(lanes[BODY], numbers), placed(lanes[QUOTES], numbers)
    sizes = [len(article.text) for article in articles]
    texts = PreparedTexts(views_of(articles, keys, cache), keys, sizes, *seeds)
    return Pairs(texts, cache, lambda *_: None, Processes()), seeds


def placed(seeds: Seeds, numbers: Any) -> Seeds:
    """Return seeds of which texts are named by their places in sorted ``numbers``, in order."""
    order = np.lexsort((seeds.later_places, seeds.earlier_places, seeds.later, seeds.earlier))
    ordered = seeds.chosen(order)
    earlier, later = (np.searchsorted(numbers, column).astype(np.int32) for column in (ordered.earlier, ordered.later))
    return replace(ordered, earlier=earlier, later=later)


def _renumbered(seeds: Seeds, numbers: Any) -> Seeds:
    return replace(seeds, earlier=numbers[seeds.earlier], later=numbers[seeds.later])


def _forest(one: Any, two: Any) -> tuple[Any, Any]:
    """Return each text that pairs join with the first that it is joined to: at most one row a text."""
    numbers, at = np.unique(np.concatenate([one, two]), return_inverse=True)
    label = labels_of(len(numbers), at[: len(one)], at[len(one) :])
    return numbers, numbers[label]


def _label(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Join what the parts have joined: the first article of its group for each. One part does this for all."""
    numbers, labels = _forest(*unpacked(_PAIR, (row.value for row in rows)))
    for number, label in zip(numbers.tolist(), labels.tolist(), strict=True):
        yield Made("label", number % job.options.parts, number_key(number), number_key(label))


def _gather(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Bring the articles of each group, and what they have in common, to the part of its first article."""
    labels, names = dict[int, int](), dict[bytes, int]()
    parts = job.options.parts
    for source, group in by_source(rows):
        if source == 0:
            labels = {number_of(row.key): number_of(row.value) for row in group}
        elif source == 1:
            for row in group:
                yield from _gathered_seeds(to_seeds((row.value,)), row.key, labels, parts)
        elif source == 2:
            for row in group:
                label = labels[number_of(row.key)]
                yield Made("group", label % parts, number_key(label) + VALUE + row.key[8:], row.value)
        elif source == 3:
            names = numbers_of(group)
        else:
            for row in group:
                number = names[row.key]
                if number in labels:
                    article, value = to_prepared(row.value)
                    key = number_key(labels[number]) + ARTICLE + number_key(number)
                    whole = from_prepared(article, without_postings(value))
                    yield Made("group", labels[number] % parts, key, whole)


def _gathered_seeds(seeds: Seeds, lane: bytes, labels: dict[int, int], parts: int) -> Iterator[Made]:
    kind = BODY_SEEDS if lane == BODY else QUOTE_SEEDS
    owner = np.array([labels[number] for number in seeds.later.tolist()], dtype=np.int64)
    order = np.argsort(owner, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1) if len(order) else ():
        label = int(owner[rows[0]])
        yield Made("group", label % parts, number_key(label) + kind, from_seeds(seeds.chosen(rows)))


_OWN = (("numbered", "number"), ("prepared", "article"))
SENT = Stage("sent", _send, (("selected", "need"), *_OWN), moved=("text",))
ALIGNED = Stage("aligned", _align, (("selected", "seed"), ("sent", "text"), *_OWN), moved=("edge",))
LABELLED = Stage("labelled", _label, (("aligned", "edge"),), moved=("label",))
GATHERED = Stage(
    "gathered", _gather, (("labelled", "label"), ("aligned", "seed"), ("aligned", "value"), *_OWN), moved=("group",)
)
