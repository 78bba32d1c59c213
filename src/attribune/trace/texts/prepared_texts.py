"""Articles with what candidates are looked for by: their folded form and the fingerprints of bodies and quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from attribune.records import Article, Span, TracedArticle
from attribune.trace.passages.candidates import QUOTED_REPEATS, REPEATS, Seeds
from attribune.trace.passages.fingerprints import Postings, fingerprints, quotation_fingerprints
from attribune.trace.passages.quoted_runs import QuotedRuns
from attribune.trace.processes import Processes
from attribune.trace.spill.folder import spill_folder
from attribune.trace.spill.letters import Letters
from attribune.trace.spill.places import SharedPlaces
from attribune.trace.stage_cache import (
    NOTHING,
    StageCache,
    joined_postings,
    pair_keys,
    quoted_of,
    text_key,
    text_value,
    without_postings,
)
from attribune.trace.texts.characters import fold_characters
from attribune.trace.texts.folded_article import FoldedArticle, Views, quoted_parts

BATCH = 1_000_000  # characters of the texts of one call
PIECE = 100_000  # characters that are folded and hashed together: their arrays stay in the processor's cache
PART = 30_000_000  # characters of all texts, above which their fingerprints are looked at in parts of so many
TOGETHER = 4_096  # texts whose fingerprints are taken from a cache together
Progress = Callable[[str, int, int], None]


class Shelf(Protocol):
    """Articles by number in the order of time, each read when it is asked for."""

    keys: list[bytes]  # of their texts
    sizes: list[int]  # characters of them, at least
    traced: list[TracedArticle]  # what a trace says of them

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """Return these articles."""


class InMemory:
    """Articles that are in memory."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self.keys = [text_key(article.text) for article in articles]
        self.sizes = [len(article.text) for article in articles]
        self.traced = list(map(traced_article, articles))

    def articles(self, numbers: Sequence[int]) -> list[Article]:
        """Return these articles."""
        return [self._articles[number] for number in numbers]


def traced_article(article: Article) -> TracedArticle:
    """Return what a trace says of an article of the input."""
    return TracedArticle(
        article=article.id, name=article.name, outlet=article.outlet, published=article.published
    )  # fmt: skip


def _loaded(_numbers: Sequence[int]) -> None:
    return None


@dataclass(frozen=True)
class PreparedTexts:
    """Texts by number, their keys for a cache, and the places that they share, in bodies and in quotations."""

    views: Views
    keys: list[bytes]
    sizes: list[int]
    body: Seeds
    quotes: Seeds
    load: Callable[[Sequence[int]], object] = _loaded  # before some are looked at, and no others


class ShelfViews:
    """The articles of a shelf, of which a few are in memory."""

    def __init__(self, shelf: Shelf, cache: StageCache) -> None:
        self._shelf, self._cache = shelf, cache
        self._held: dict[int, FoldedArticle] = {}

    def load(self, numbers: Sequence[int]) -> None:
        """Read these articles, and let go of all others."""
        keys = [self._shelf.keys[number] for number in numbers]
        self._held = dict(zip(numbers, views_of(self._shelf.articles(numbers), keys, self._cache), strict=True))

    def __getitem__(self, number: int, /) -> FoldedArticle:
        return self._held[number]


def places_shared(shelf: Shelf, cache: StageCache, progress: Progress, processes: Processes) -> tuple[Seeds, Seeds]:
    """Return the places that candidate pairs share, in bodies and quotations. Texts that the cache has aren't read.

    Of more than ``PART`` characters the fingerprints lie in files, of which one is read at a time.
    """
    parts = 1 + sum(shelf.sizes) // PART
    with ExitStack() as opened:
        folder = opened.enter_context(spill_folder()) if parts > 1 else None
        lanes = _Lanes(len(shelf.keys), parts, folder)
        _fingerprint(shelf, lanes, cache, progress, processes)

        def nothing(seeds: Seeds) -> None:  # the letters of texts that the cache has aren't known
            for key in pair_keys(seeds, shelf.keys) if cache.kept else ():
                cache.put("pair", key, NOTHING)

        return lanes.found(nothing)


class _Lanes:
    """The fingerprints of bodies and of quotations on their way to the places that texts share."""

    def __init__(self, count: int, parts: int, folder: Path | None) -> None:
        self._body = SharedPlaces(count, REPEATS, parts, folder, "body")
        self._quotes = SharedPlaces(count, QUOTED_REPEATS, parts, folder, "quotes")
        self._runs = QuotedRuns()
        self.letters = Letters(count, folder)

    def add(self, texts: Iterable[tuple[int, bytes]]) -> None:
        """Add texts by number with their fingerprints."""
        some = list(texts)
        if some:
            body, quotes = joined_postings(some)
            self._body.add(body)
            self._quotes.add(quotes)
            self._runs.add(quotes)

    def found(self, nothing: Callable[[Seeds], None]) -> tuple[Seeds, Seeds]:
        """Return the places that candidate pairs share, in bodies and quotations.

        ``nothing`` is given those in bodies of pairs that share no passage.
        """
        return self._body.found(self.letters.may_share, nothing), self._quotes.found(self._runs.may_be_same)


def _fingerprint(shelf: Shelf, lanes: _Lanes, cache: StageCache, progress: Progress, processes: Processes) -> None:
    """Add the fingerprints of all texts to the lanes."""
    new = _lacking(shelf.keys, cache)
    missing = {shelf.keys[number] for number in new}
    owners: defaultdict[bytes, list[int]] = defaultdict(list)
    for number, key in enumerate(shelf.keys):
        if key in missing:
            owners[key].append(number)
    known = (number for number, key in enumerate(shelf.keys) if key not in missing)
    while some := list(islice(known, TOGETHER)):
        lanes.add((number, cache.values["text"][shelf.keys[number]]) for number in some)
    batches = [new[low:high] for low, high in _batches([shelf.sizes[number] for number in new])]
    calls = (([article.text for article in shelf.articles(numbers)],) for numbers in batches)
    done = 0
    for numbers, values in zip(batches, processes.map(f"{__name__}:texts_read", calls), strict=True):
        for number, (value, _) in zip(numbers, values, strict=True):
            cache.put("text", shelf.keys[number], value if cache.kept else without_postings(value))
        names = [owners[shelf.keys[number]] for number in numbers]
        lanes.add((owner, value) for each, (value, _) in zip(names, values, strict=True) for owner in each)
        lanes.letters.add(names, [letters for _, letters in values])
        done += len(numbers)
        progress("articles fingerprinted", done, len(new))


def _lacking(keys: Sequence[bytes], cache: StageCache) -> list[int]:
    """Return the first of each text that the cache hasn't."""
    found: dict[bytes, int] = {}
    for number, key in enumerate(keys):
        if cache.get("text", key) is None:
            found.setdefault(key, number)
    return list(found.values())


def text_values(texts: Sequence[str]) -> list[bytes]:
    """Return the fingerprints and quotations of some texts as the cache has them."""
    return [value for value, _ in texts_read(texts)]


def texts_read(texts: Sequence[str]) -> list[tuple[bytes, bytes]]:
    """Return the fingerprints and quotations of some texts as the cache has them, and a byte of each folded letter."""
    found = list[tuple[bytes, bytes]]()
    for low, high in _batches([len(text) for text in texts], PIECE):
        found += _read_together(texts[low:high])
    return found


def _read_together(texts: Sequence[str]) -> list[tuple[bytes, bytes]]:
    characters = fold_characters(texts)
    quoted = [
        quoted_parts(text, characters.origin[start:end])
        for text, start, end in zip(texts, characters.starts, characters.ends, strict=True)
    ]
    body = _split(fingerprints(characters), len(texts))
    quotes = _split(quotation_fingerprints(characters, [every for every, _ in quoted]), len(texts))
    values = map(text_value, body, quotes, quoted)
    codes = characters.codes.astype(np.uint8)
    letters = (codes[start:end].tobytes() for start, end in zip(characters.starts, characters.ends, strict=True))
    return list(zip(values, letters, strict=True))


def views_of(articles: Sequence[Article], keys: Sequence[bytes], cache: StageCache) -> list[FoldedArticle]:
    """Return articles with their quotations, which the cache has."""
    return [
        FoldedArticle(article, *quoted_of(cache.values["text"][key]))
        for article, key in zip(articles, keys, strict=True)
    ]


def _batches(sizes: Sequence[int], most: int = BATCH) -> Iterator[Span]:
    low = total = 0
    for high, size in enumerate(sizes):
        if total > most:
            yield low, high
            low, total = high, 0
        total += size
    yield low, len(sizes)


def _split(postings: Postings, count: int) -> list[Postings]:
    """Return the fingerprints of each text; they come in the order of the texts."""
    ends = np.searchsorted(postings.texts, np.arange(count + 1))
    return [
        Postings(postings.hashes[low:high], postings.texts[low:high], postings.places[low:high])
        for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    ]
