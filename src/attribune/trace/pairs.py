"""Candidate pairs of texts to their passages, a few texts at a time; pairs that a cache has aren't aligned again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from typing import Any

import numpy as np

from attribune.trace.passages.alignment import Aligned, aligned_passages
from attribune.trace.passages.candidates import Seeds
from attribune.trace.passages.kinds import refine
from attribune.trace.passages.quotations import SamePart, same_quotations
from attribune.trace.passages.refinement import ends_with_runs
from attribune.trace.processes import Processes
from attribune.trace.stage_cache import NOTHING, Stage, StageCache, pair_keys, passage_parts, to_passage
from attribune.trace.texts.characters import Characters, fold_characters
from attribune.trace.texts.folded_article import FoldedArticle
from attribune.trace.texts.prepared_texts import PreparedTexts

CHUNK = 4_000_000  # characters of texts that are aligned together
Progress = Callable[[str, int, int], None]
Pair = tuple[int, int]


class Pairs:
    """The pairs of texts that share places."""

    def __init__(self, texts: PreparedTexts, cache: StageCache, progress: Progress, processes: Processes) -> None:
        self._texts, self._cache, self._progress, self._processes = texts, cache, progress, processes

    def passages(self, seeds: Seeds) -> Iterator[tuple[Aligned, Aligned]]:
        """Yield the passages of all pairs, as they were found and refined. Those of one pair stand together."""
        for (one, two), often, value in self._of_pairs("pair", seeds):
            for found, longer in value:
                yield to_passage(one, two, found, often), to_passage(one, two, longer, often)

    def same_quotations(self, seeds: Seeds) -> Iterator[SamePart]:
        """Yield the pairs of quotations that are one utterance."""
        for (one, two), often, value in self._of_pairs("quoted", seeds):
            for part, other, passage in value:
                yield SamePart(part, other, to_passage(one, two, passage, often))

    def joined(self, body: Seeds, quotes: Seeds) -> tuple[Seeds, Seeds]:
        """Return the places of those pairs that have any passage, or quotation in common; what they have is kept."""
        return self._with_results("pair", body), self._with_results("quoted", quotes)

    def results(self, stage: Stage, seeds: Seeds) -> Iterator[tuple[Pair, bytes, bytes]]:
        """Yield each pair with the key by which a cache has what it has in common, and that."""
        begins = seeds.begins()
        pairs = seeds.pairs(begins)
        for pair, key in zip(pairs, self._settled(stage, seeds, begins) if pairs else (), strict=True):
            yield pair, key, self._cache.values[stage][key]

    def _with_results(self, stage: Stage, seeds: Seeds) -> Seeds:
        if not len(seeds):
            return seeds
        begins = seeds.begins()
        keys = self._settled(stage, seeds, begins)
        found = np.array([self._cache.values[stage][key] != NOTHING for key in keys], dtype=bool)
        for number in np.flatnonzero(~found).tolist():
            self._cache.drop(stage, keys[number])
        return seeds.of_pairs(found)

    def _of_pairs(self, stage: Stage, seeds: Seeds) -> Iterator[tuple[Pair, float, list[Any]]]:
        """Yield every pair that has any passage, in order, of how many texts its fingerprints are, and its value."""
        if not len(seeds):
            return
        begins = seeds.begins()
        keys = self._settled(stage, seeds, begins)
        often = seeds.mean_frequencies(begins)
        for pair, frequency, key in zip(seeds.pairs(begins), often.tolist(), keys, strict=True):
            value = self._cache.lists(stage, key)
            if value:
                yield pair, frequency, value

    def _settled(self, stage: Stage, seeds: Seeds, begins: Any) -> list[bytes]:
        """Return the key of each pair. What the cache hasn't is read and kept."""
        keys = pair_keys(seeds, self._texts.keys)
        lacking = np.array([self._cache.get(stage, key) is None for key in keys], dtype=bool)
        chunks = self._chunks(seeds.of_pairs(lacking))
        numbers = iter(np.flatnonzero(lacking).tolist())
        for values in self._processes.map(_READ[stage], chunks):
            for number, value in zip(islice(numbers, len(values)), values, strict=True):
                self._cache.put_lists(stage, keys[number], value)
        return keys

    def _chunks(self, seeds: Seeds) -> Iterator[tuple[Seeds, list[FoldedArticle]]]:
        """Seeds of some pairs, with the texts that they lie in, by which their numbers are."""
        if not len(seeds):
            return
        starts = seeds.begins().tolist()
        held, size, low = set[int](), 0, 0
        for at in starts:
            one, two = int(seeds.earlier[at]), int(seeds.later[at])
            more = {one, two} - held
            if size > CHUNK and at > low:
                yield self._chunk(seeds, low, at, held)
                held, size, low, more = set(), 0, at, {one, two}
            held |= more
            size += sum(self._texts.sizes[n] for n in more)
        yield self._chunk(seeds, low, len(seeds), held)

    def _chunk(self, seeds: Seeds, low: int, high: int, held: set[int]) -> tuple[Seeds, list[FoldedArticle]]:
        part, texts = seeds.chosen(slice(low, high)), np.array(sorted(held))
        self._texts.load(texts.tolist())
        self._progress("places aligned", high, len(seeds))
        earlier, later = (np.searchsorted(texts, column).astype(np.int32) for column in (part.earlier, part.later))
        return replace(part, earlier=earlier, later=later), [self._texts.views[n] for n in texts.tolist()]


def aligned_pairs(seeds: Seeds, views: Sequence[FoldedArticle]) -> list[list[Any]]:
    """Return the passages of each pair of ``seeds``, as they were found and refined, as plain lists."""
    characters, number = _folded(views)
    found: dict[Pair, list[Any]] = {pair: [] for pair in seeds.pairs(seeds.begins())}
    every = list(aligned_passages(seeds, characters, number))
    ends = iter(ends_with_runs(every, characters, number) if every else ())
    for pair, group in groupby(every, key=lambda passage: (passage.earlier, passage.later)):
        each = list(group)
        longer = refine(views, each, list(islice(ends, len(each))))
        found[pair] = [[passage_parts(a), passage_parts(b)] for a, b in zip(each, longer, strict=True)]
    return list(found.values())


def quoted_pairs(seeds: Seeds, views: Sequence[FoldedArticle]) -> list[list[Any]]:
    """Return the quotations of each pair of ``seeds`` that are one utterance, as plain lists."""
    found: dict[Pair, list[Any]] = {pair: [] for pair in seeds.pairs(seeds.begins())}
    for same in same_quotations(seeds, *_folded(views), views):
        pair = same.passage.earlier, same.passage.later
        found[pair].append([same.earlier_part, same.later_part, passage_parts(same.passage)])
    return list(found.values())


def _folded(views: Sequence[FoldedArticle]) -> tuple[Characters, Any]:
    """Return texts folded together, each with its part of that, and their numbers."""
    characters = fold_characters([view.text for view in views])
    for at, view in enumerate(views):
        view.take(characters, at)
    return characters, np.arange(len(views))


_READ = {"pair": f"{__name__}:aligned_pairs", "quoted": f"{__name__}:quoted_pairs"}
