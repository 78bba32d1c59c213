"""Articles prepared part by part and numbered in the order of time, without all of them in one place.

Each part tells a sample of what its articles are ordered by; by that the driver cuts the order into ranges. The
articles of a range are few enough to be sorted, and how many each range has says where its numbers begin.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attribune.engines.stages import AN_ARTICLE, ARTICLES, PIECE, Given, Job, Made, Stage, error_piece, packed
from attribune.engines.tracing.values import DRIVER, from_prepared, number_key, order_key
from attribune.errors import AttribuneError, internal
from attribune.records import Article, from_json
from attribune.trace.lineage.dating import in_order
from attribune.trace.tables import table_of
from attribune.trace.texts.prepared_texts import text_values, traced_article

SAMPLED = 64  # articles of each part by which the driver cuts the order into ranges
TOGETHER = 256  # articles that are folded and hashed together


def _prepare(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Give each article of a part an id of its own, and its fingerprints; one that can't have them is told."""
    articles, errors = list[Article](), list[Sequence[Any]]()
    for row in rows:
        if row.value[:1] == AN_ARTICLE:
            articles.append(from_json(Article, json.loads(row.value[1:])))
        else:
            errors.append(json.loads(row.value[1:]))
    ordered = in_order(articles)
    good = list[Article]()
    for article, value in _valued(ordered):
        name = article.id.encode("utf-8", "surrogatepass")
        if isinstance(value, AttribuneError):
            errors.append((article.name, article.id, value.code, value.message, article.sha256))
            continue
        good.append(article)
        yield Made("article", job.part, name, from_prepared(article, value))
        yield Made("order", job.part, name, order_key(article))
    for article in good[:: max(1, len(good) // SAMPLED)]:
        yield Made("sample", DRIVER, b"", order_key(article))
    for low in range(0, len(good), TOGETHER):
        table = table_of([traced_article(one) for one in good[low : low + TOGETHER]], "article")
        yield Made(PIECE, job.part, b"article", packed(table))
    if errors:
        yield Made(PIECE, job.part, b"error", error_piece(errors))


def _valued(articles: Sequence[Article]) -> Iterator[tuple[Article, bytes | AttribuneError]]:
    """Yield each article with the fingerprints and quotations of its text, or with why it has none."""
    for low in range(0, len(articles), TOGETHER):
        some = articles[low : low + TOGETHER]
        try:
            yield from zip(some, text_values([one.text for one in some]), strict=True)
        except Exception:  # a fault of ours: which of them it is for is found by trying each
            for one in some:
                try:
                    yield one, text_values([one.text])[0]
                except Exception as problem:
                    yield one, internal(problem, concerns=one.name, doing="preparing it for a trace")


def splits(samples: Iterable[bytes], parts: int) -> list[bytes]:
    """Return where ranges of the order begin, so that each has about as many of the samples."""
    ordered = sorted(samples)
    return [ordered[len(ordered) * number // parts] for number in range(1, parts)] if ordered else []


def _rank(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Bring what articles are ordered by to its range, with the part that has the article."""
    counts = Counter[int]()
    for row in rows:
        to = bisect_right(job.told["splits"], row.value)
        counts[to] += 1
        yield Made("key", to, row.value, number_key(job.part) + row.key)
    for to, count in counts.items():
        yield Made("count", DRIVER, b"", number_key(to) + number_key(count))


def _number(rows: Iterator[Given], job: Job) -> Iterator[Made]:
    """Number the articles of one range."""
    for place, row in enumerate(rows, job.told["begins"][job.part]):
        owner = int.from_bytes(row.value[:8], "big")
        yield Made("number", owner, row.value[8:], number_key(place * job.options.parts + owner))


def begins(counts: Iterable[bytes], parts: int) -> list[int]:
    """Return the place in the order at which each range begins, and behind the last how many articles there are."""
    sizes = Counter[int]()
    for value in counts:
        sizes[int.from_bytes(value[:8], "big")] += int.from_bytes(value[8:], "big")
    found = [0]
    for part in range(parts):
        found.append(found[-1] + sizes[part])
    return found


PREPARED = Stage("prepared", _prepare, (ARTICLES,))
RANKED = Stage("ranked", _rank, (("prepared", "order"),), moved=("key",))
NUMBERED = Stage("numbered", _number, (("ranked", "key"),), moved=("number",))
