"""What stages of a trace pass on, as bytes: numbers of articles, arrays of them, prepared articles.

The number of an article is its place in the order of time times the count of parts, plus the part that has the article.
So numbers stand in the order of time, and each says where its article is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from attribune.engines.stages import Given
from attribune.records import Article, from_json, to_json
from attribune.trace.lineage.dating import place_in_time
from attribune.trace.passages.candidates import Seeds
from attribune.trace.passages.fingerprints import Postings

DRIVER = -1  # the part of rows that the driver collects
BODY, QUOTES = b"b", b"q"  # the two lanes
_POSTINGS = (np.uint64, np.int64, np.int32)
_SEEDS = (np.int64, np.int64, np.int32, np.int32, np.int64)


def packed(kinds: Sequence[Any], columns: Sequence[Any]) -> bytes:
    """Return arrays of one length as bytes."""
    return b"".join(np.ascontiguousarray(column, kind).tobytes() for kind, column in zip(kinds, columns, strict=True))


def unpacked(kinds: Sequence[Any], values: Iterable[bytes]) -> list[Any]:
    """Return arrays of these kinds: those in each of the values, one behind the other."""
    width, rows = sum(np.dtype(kind).itemsize for kind in kinds), list[list[Any]]()
    for value in values:
        count, at, row = len(value) // width, 0, list[Any]()
        for kind in kinds:
            row.append(np.frombuffer(value, kind, count, at))
            at += row[-1].nbytes
        rows.append(row)
    empty = [np.zeros(0, dtype=kind) for kind in kinds]
    return [np.concatenate(columns) for columns in zip(empty, *rows, strict=True)]


def from_postings(postings: Postings) -> bytes:
    """Return fingerprints as bytes."""
    return packed(_POSTINGS, (postings.hashes, postings.texts, postings.places))


def to_postings(values: Iterable[bytes]) -> Postings:
    """Return the fingerprints of several values."""
    return Postings(*unpacked(_POSTINGS, values))


def from_seeds(seeds: Seeds) -> bytes:
    """Return places that texts share as bytes."""
    return packed(
        _SEEDS, (seeds.earlier, seeds.later, seeds.earlier_places, seeds.later_places, seeds.frequency)
    )  # fmt: skip


def to_seeds(values: Iterable[bytes]) -> Seeds:
    """Return the places of several values."""
    return Seeds(*unpacked(_SEEDS, values))


def number_key(number: int) -> bytes:
    """Return a number as a key: keys stand in the order of their numbers."""
    return number.to_bytes(8, "big")


def number_of(key: bytes) -> int:
    """Return the number that :func:`number_key` was given."""
    return int.from_bytes(key[:8], "big")


def order_key(article: Article) -> bytes:
    """Return what articles are ordered by as bytes that have the same order."""
    undated, time, name = place_in_time(article.published, article.id)
    return bytes([undated]) + time.encode() + b"\0" + name.encode("utf-8", "surrogatepass")


def from_prepared(article: Article, value: bytes) -> bytes:
    """Return an article with its fingerprints and quotations (:func:`text_value`) as bytes."""
    plain = json.dumps(to_json(article)).encode()
    return len(plain).to_bytes(4, "big") + plain + value


def to_prepared(data: bytes) -> tuple[Article, bytes]:
    """Return what :func:`from_prepared` was given."""
    size = int.from_bytes(data[:4], "big")
    return from_json(Article, json.loads(data[4 : 4 + size])), data[4 + size :]


def value_of(data: bytes) -> bytes:
    """Return the fingerprints and quotations of a prepared article, without reading it."""
    return data[4 + int.from_bytes(data[:4], "big") :]


def by_source(rows: Iterator[Given]) -> Iterator[tuple[int, Iterator[Given]]]:
    """Yield the rows of each input that has any. One has to be read before the next one."""
    return groupby(rows, key=lambda row: row.source)


def numbers_of(rows: Iterator[Given]) -> dict[bytes, int]:
    """Return the numbers of a part's articles, by the keys of the prepared articles."""
    return {row.key: number_of(row.value) for row in rows}
