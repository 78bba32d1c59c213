"""Texts as arrays of folded letters and digits: what matching compares, with a map back to the text.

Each character of a text is decomposed (NFKD) and case-folded, and of that only letters and digits are kept: white
space, punctuation, quotation marks and accents say nothing here. Many texts are folded together, ``GUARD`` zeros
between two of them, so that no window of that length sees two texts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

GUARD = 64  # zeros between two texts; more than the longest run of characters and hashes that is looked at together
_CODES = 0x110000
UNKNOWN = 255
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BASE_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_SEPARATOR = "\0" * GUARD
NO_HASH = np.uint64(np.iinfo(np.uint64).max)  # where a window leaves its text
LEAST_POWERS, MOST_POWERS = 1 << 16, 1 << 21  # that are held: 32 MB at most; more are made for one call
_held: tuple[Any, Any] = (np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64))


@dataclass(frozen=True)
class Characters:
    """Folded texts in one row. Text ``n`` is ``codes[starts[n]:ends[n]]``.

    ``origin[i]`` is the offset in its own text of the character that folded character ``i`` comes from.
    """

    codes: Any
    origin: Any
    starts: Any
    ends: Any

    @cached_property
    def owner(self) -> Any:
        """The number of the text of each character (of zeros: of the text before them)."""
        marks = np.zeros(len(self.codes) + 1, dtype=np.int32)
        np.add.at(marks, self.starts[1:], 1)
        return np.cumsum(marks[:-1], dtype=np.int32)

    @cached_property
    def _sums(self) -> tuple[Any, Any]:
        powers, inverse = _powers(len(self.codes) + 1)
        sums = np.zeros(len(self.codes) + 1, dtype=np.uint64)
        np.multiply(_mixed_codes(self.codes), powers[:-1], out=sums[1:])
        np.cumsum(sums, out=sums)
        return sums, inverse

    def hashes(self, at: Any, length: Any) -> Any:
        """Return the 64-bit hashes of ``codes[at:at + length]``, for arrays: equal for equal characters wherever they
        stand.

        A polynomial in an odd base modulo 2^64 over the mixed codes, from its prefix sums: each takes one step.
        """
        sums, inverse = self._sums
        return (sums[at + length] - sums[at]) * inverse[at]

    def windows(self, length: int) -> Any:
        """Return the mixed hashes of all windows of ``length``, and the largest number where a
        window leaves its text.
        """
        count = len(self.codes) - length + 1
        if count <= 0:
            return np.zeros(0, dtype=np.uint64)
        sums, inverse = self._sums
        values = mixed((sums[length:] - sums[:count]) * inverse[:count])
        ends, nexts = self.ends.tolist() or [0], [*self.starts.tolist()[1:], count]
        for end, following in zip(ends, nexts, strict=True):
            values[max(0, end - length + 1) : following] = NO_HASH
        return values

    def windows_at(self, places: Any, length: int) -> Any:
        """Return what :meth:`windows` has at some places, whose windows all lie within a text."""
        return mixed(self.hashes(places, length))


def _powers(count: int) -> tuple[Any, Any]:
    """Return the first powers of the base and of its inverse, as many as asked for. Those of most texts are held."""
    global _held  # arrays that all calls share; whoever makes them longer gives all of them
    powers, inverse = _held
    if count > len(powers):
        made = []
        for base in (_BASE, _BASE_INVERSE):
            row = np.full(max(count, LEAST_POWERS), base, dtype=np.uint64)
            row[0] = 1
            made.append(np.cumprod(row, out=row))
        powers, inverse = made
        if count <= MOST_POWERS:
            _held = powers, inverse
    return powers[:count], inverse[:count]


def _mixed_codes(codes: Any) -> Any:
    """Return codes mixed: those of one plane, as nearly all are, by a table."""
    if len(codes) and codes.max() < len(_mixes()):
        return _mixes()[codes]
    return mixed(codes.astype(np.uint64))


@cache
def _mixes() -> Any:
    return mixed(np.arange(1 << 16, dtype=np.uint64))


def mixed(values: Any) -> Any:
    """Return all bits made to depend on all: the finaliser of SplitMix64. Works on a copy."""
    values = values ^ (values >> np.uint64(30))
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
    return values


def fold_characters(texts: Sequence[str]) -> Characters:
    """Return the texts folded into one row. Linear."""
    raw = np.frombuffer(
        (_SEPARATOR.join(text.replace("\0", " ") for text in texts) + _SEPARATOR).encode("utf-32-le", "surrogatepass"),
        dtype=np.uint32,
    )
    lengths, folded = _tables()
    size = lengths[raw]
    if size.max(initial=0) == UNKNOWN:
        _learn(np.unique(raw[size == UNKNOWN]))
        size = lengths[raw]
    several = size.max(initial=0) > 1
    origin = np.repeat(np.arange(len(raw)), size) if several else np.flatnonzero(size)
    codes = folded[raw[origin]]
    for place in np.flatnonzero(size[origin] > 1) if several else ():
        nth = int(place - np.searchsorted(origin, origin[place]))
        codes[place] = ord(_fold(chr(int(raw[origin[place]])))[nth])
    lens = np.array([len(text) for text in texts], dtype=np.int64)
    begins = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lens + GUARD)])[: len(texts)]
    starts = np.searchsorted(origin, begins)
    ends = np.searchsorted(origin, begins + lens)
    before = np.repeat(begins, np.diff(np.append(starts, len(origin)))) if len(texts) else 0
    return Characters(codes, (origin - before).astype(np.int32), starts, ends)


@cache
def _tables() -> tuple[Any, Any]:
    """Return how many characters each code point folds to (or ``UNKNOWN``, as yet), and to which the first is."""
    lengths, folded = np.full(_CODES, UNKNOWN, dtype=np.uint8), np.zeros(_CODES, dtype=np.uint32)
    for code in range(0x80):
        _enter(lengths, folded, code)
    lengths[0] = 1  # the zeros between texts stay
    return lengths, folded


def _learn(codes: Any) -> None:
    lengths, folded = _tables()
    for code in codes.tolist():
        _enter(lengths, folded, code)


def _enter(lengths: Any, folded: Any, code: int) -> None:
    kept = _fold(chr(code))
    lengths[code] = len(kept)
    folded[code] = ord(kept[0]) if kept else 0


def _fold(character: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in plain if c.isalnum())
