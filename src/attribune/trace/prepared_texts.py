"""Articles with what candidates are looked for by: their folded form and the fingerprints of bodies and quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from attribune.records import Article, Span
from attribune.trace.characters import fold_characters
from attribune.trace.folded_article import FoldedArticle, quoted_parts
from attribune.trace.passages.fingerprints import Postings, fingerprints, joined, quotation_fingerprints
from attribune.trace.stage_cache import Quoted, StageCache, text_key, text_parts, text_value

BATCH = 1_000_000  # characters that are folded and hashed together
Read = tuple[Postings, Postings, Quoted]


@dataclass(frozen=True)
class PreparedTexts:
    """All texts by number, their keys for a cache, and the fingerprints of all."""

    views: list[FoldedArticle]
    keys: list[bytes]
    body: Postings
    quotes: Postings


def prepared_texts(
    articles: Sequence[Article], cache: StageCache, progress: Callable[[str, int, int], None]
) -> PreparedTexts:
    """Return the articles prepared. Texts that the cache has aren't folded."""
    views, keys = list[FoldedArticle](), list[bytes]()
    nothing = np.zeros(0, dtype=np.int32)
    body = [Postings(nothing.astype(np.uint64), nothing, nothing)]
    quotes = body[:]
    for low, high in _batches(articles):
        keys += [text_key(article.text) for article in articles[low:high]]
        new = [number for number in range(low, high) if cache.get("text", keys[number]) is None]
        read = _read(articles, new)
        for number, parts in zip(new, read, strict=True):
            cache.put("text", keys[number], text_value(*parts))
        for number in range(low, high):
            ours, theirs, quoted = text_parts(cache.values["text"][keys[number]], number)
            views.append(FoldedArticle(articles[number], *quoted))
            body.append(ours)
            quotes.append(theirs)
        body, quotes = [joined(body)], [joined(quotes)]
        progress("articles fingerprinted", high, len(articles))
    return PreparedTexts(views, keys, body[0], quotes[0])


def _batches(articles: Sequence[Article]) -> Iterator[Span]:
    low = size = 0
    for high, article in enumerate(articles):
        if size > BATCH:
            yield low, high
            low, size = high, 0
        size += len(article.text)
    yield low, len(articles)


def _read(articles: Sequence[Article], numbers: Sequence[int]) -> list[Read]:
    """The fingerprints and quotations of some articles, which are folded together."""
    texts = [articles[number].text for number in numbers]
    characters = fold_characters(texts)
    quoted = [
        quoted_parts(text, characters.origin[start:end])
        for text, start, end in zip(texts, characters.starts, characters.ends, strict=True)
    ]
    body = _split(fingerprints(characters), len(texts))
    quotes = _split(quotation_fingerprints(characters, [every for every, _ in quoted]), len(texts))
    return list(zip(body, quotes, quoted, strict=True))


def _split(postings: Postings, count: int) -> list[Postings]:
    """The fingerprints of each text; they come in the order of the texts."""
    ends = np.searchsorted(postings.texts, np.arange(count + 1))
    return [
        Postings(postings.hashes[low:high], postings.texts[low:high], postings.places[low:high])
        for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)
    ]
