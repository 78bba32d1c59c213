"""Results of stages that depend on the words of one or two texts alone, kept by a digest of what they come from.

A trace of many articles asks a cache before it folds, aligns or compares. So adding a day's articles costs what is new,
and the result is that of a trace without a cache: equal inputs have equal keys, and a key names all that the result
depends on. :mod:`attribune.trace.corpus.files` keeps a cache beside a corpus.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, Literal, get_args

import numpy as np

from attribune.corpus.storage.hashing import text_digest
from attribune.records import Span
from attribune.trace.passages.alignment import Aligned, Block
from attribune.trace.passages.candidates import Seeds
from attribune.trace.passages.fingerprints import Postings
from attribune.trace.texts.characters import mixed

Stage = Literal["text", "group", "pair", "quoted", "changes", "speaker"]
STAGES: tuple[Stage, ...] = get_args(Stage)
ASKED: tuple[Stage, ...] = STAGES[:4]  # by each trace; others only of groups that changed
KEY = 16  # bytes
NOTHING = b"[]"  # what is kept of a pair without passages


class StageCache:
    """Values by stage and key. ``used`` are the keys that were asked for or added: all that the next trace needs.

    ``files`` are those that values were read from, with their SHA-256. One that isn't ``kept`` beyond a trace has only
    what its later stages ask for.
    """

    def __init__(self, *, kept: bool = True) -> None:
        self.kept = kept
        self.values: dict[Stage, dict[bytes, bytes]] = {stage: {} for stage in STAGES}
        self.used: dict[Stage, set[bytes]] = {stage: set() for stage in STAGES}
        self.files: dict[str, str] = {}
        self.added: defaultdict[Stage, dict[bytes, bytes]] = defaultdict(dict)

    def get(self, stage: Stage, key: bytes) -> bytes | None:
        """Return a kept value, or None."""
        value = self.values[stage].get(key)
        if value is not None and self.kept:
            self.used[stage].add(key)
        return value

    def put(self, stage: Stage, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self.values[stage][key] = value
        if self.kept:
            self.added[stage][key] = value
            self.used[stage].add(key)

    def drop(self, stage: Stage, key: bytes) -> None:
        """Let go of a value that no later stage asks for, where it isn't kept."""
        if not self.kept:
            self.values[stage].pop(key, None)

    def lists(self, stage: Stage, key: bytes) -> Any:
        """Return a value that :meth:`put_lists` kept, or None."""
        value = self.get(stage, key)
        return None if value is None else json.loads(value)

    def put_lists(self, stage: Stage, key: bytes, value: Any) -> None:
        """Keep plain lists, numbers and texts."""
        self.put(stage, key, json.dumps(value, separators=(",", ":")).encode())


def key_of(*parts: bytes) -> bytes:
    """Return the key for what a result comes from. Parts of variable length stand last."""
    return blake2b(b"".join(parts), digest_size=KEY).digest()


def text_key(text: str) -> bytes:
    """Return the key of a text."""
    return key_of_digest(text_digest(text))


def key_of_digest(digest: str) -> bytes:
    """Return the key of the text with this SHA-256, in hexadecimal digits as the corpus keeps it."""
    return key_of(digest.encode())


def pair_keys(seeds: Seeds, texts: Sequence[bytes]) -> list[bytes]:
    """Return the key of each pair: of the two texts, whose keys these are, and the places that they share."""
    if not len(seeds):
        return []
    begins = seeds.begins()
    places = (seeds.earlier_places.astype(np.uint64) << np.uint64(32)) | seeds.later_places.astype(np.uint64)
    rows = mixed(places + np.uint64(1))  # of 0 it is 0: two beginnings would say nothing
    sums = np.stack([np.add.reduceat(rows, begins), np.add.reduceat(mixed(rows), begins)], axis=1)
    raw, pairs = sums.tobytes(), enumerate(seeds.pairs(begins))
    return [key_of(texts[one], texts[two], raw[16 * n : 16 * n + 16]) for n, (one, two) in pairs]


Quoted = tuple[tuple[Span, ...], tuple[Span, ...]]
_KINDS: tuple[Any, ...] = (np.uint64, np.int32, np.uint64, np.int32, np.int32, np.int32)  # of a text's arrays
_BYTES = np.array([8, 4, 8, 4, 4, 4])
_HEAD = 24  # bytes that say how long each is


def text_value(body: Postings, quotes: Postings, quoted: Quoted) -> bytes:
    """Return the fingerprints and the quotations of one text as bytes."""
    arrays = (
        body.hashes.astype(np.uint64), body.places.astype(np.int32), quotes.hashes.astype(np.uint64),
        quotes.places.astype(np.int32), *(np.array(spans, dtype=np.int32).ravel() for spans in quoted),
    )  # fmt: skip
    sizes = np.array([len(array) for array in arrays], dtype=np.int32)
    return b"".join([sizes.tobytes(), *(array.tobytes() for array in arrays)])


def text_parts(value: bytes, number: int) -> tuple[Postings, Postings, Quoted]:
    """Return what :func:`text_value` was given, for text ``number``."""
    at, arrays = _HEAD, []
    for size, kind in zip(np.frombuffer(value, np.int32, len(_KINDS)).tolist(), _KINDS, strict=True):
        arrays.append(np.frombuffer(value, kind, size, at))
        at += arrays[-1].nbytes
    body, places, quotes, quote_places, every, closed = arrays

    def postings(hashes: Any, where: Any) -> Postings:
        return Postings(hashes, np.full(len(hashes), number, dtype=np.int32), where)

    return postings(body, places), postings(quotes, quote_places), (_spans(every), _spans(closed))


def joined_postings(texts: Sequence[tuple[int, bytes]]) -> tuple[Postings, Postings]:
    """Return the fingerprints of bodies and quotations of numbered texts, in order: all of one kind at once.

    Raises ValueError where a value is none of :func:`text_value`.
    """
    values = [value for _, value in texts]
    sizes = _sizes_of(values)
    ends = _HEAD + np.cumsum(sizes * _BYTES, axis=1)
    if (sizes < 0).any() or ends[:, -1].tolist() != list(map(len, values)):
        raise ValueError("no fingerprints of a text")
    rows = np.concatenate([np.full((len(values), 1), _HEAD), ends], axis=1).tolist()

    def column(number: int) -> Any:
        parts = (value[row[number] : row[number + 1]] for value, row in zip(values, rows, strict=True))
        return np.frombuffer(b"".join(parts), _KINDS[number])

    numbers = np.array([number for number, _ in texts], dtype=np.int32)
    body, quotes = (
        Postings(column(at), np.repeat(numbers, sizes[:, at]), column(at + 1)) for at in (0, 2)
    )  # fmt: skip
    return body, quotes


def _sizes_of(values: Sequence[bytes]) -> Any:
    heads = b"".join(value[:_HEAD] for value in values)
    if len(heads) != _HEAD * len(values):
        raise ValueError("no fingerprints of a text")
    return np.frombuffer(heads, np.int32).reshape(-1, len(_KINDS)).astype(np.int64)


def quoted_of(value: bytes) -> Quoted:
    """Return the quotations of a text's fingerprints and quotations."""
    every, closed = _sizes_of([value])[0, -2:].tolist()
    flat = np.frombuffer(value, np.int32, every + closed, len(value) - 4 * (every + closed)) if every else _NONE
    return _spans(flat[:every]), _spans(flat[every:])


def without_postings(value: bytes) -> bytes:
    """Return only the quotations of a text's fingerprints and quotations, in the same form."""
    sizes = np.frombuffer(value, np.int32, len(_KINDS)).copy()
    sizes[:-2] = 0
    return bytes(sizes.tobytes() + value[len(value) - 4 * int(sizes.sum()) :])


_NONE = np.zeros(0, dtype=np.int32)


def _spans(flat: Any) -> tuple[Span, ...]:
    return tuple((low, high) for low, high in flat.reshape(-1, 2).tolist())


def passage_parts(passage: Aligned) -> list[Any]:
    """Return a passage as plain lists, without the numbers of its texts and how common its fingerprints are."""
    return [passage.chain, passage.moved]


def to_passage(earlier: int, later: int, parts: Sequence[Any], frequency: float) -> Aligned:
    """Return the passage that :func:`passage_parts` was given, of these two texts."""
    chain, moved = parts
    return Aligned(earlier, later, tuple(Block(*b) for b in chain), tuple(Block(*b) for b in moved), frequency)
