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
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BASE_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_SEPARATOR = "\0" * GUARD


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
        powers = np.full(len(self.codes) + 1, _BASE, dtype=np.uint64)
        powers[0] = 1
        np.cumprod(powers, out=powers)
        sums = np.zeros(len(self.codes) + 1, dtype=np.uint64)
        np.cumsum(mixed(self.codes.astype(np.uint64)) * powers[:-1], out=sums[1:])
        inverse = np.full(len(self.codes) + 1, _BASE_INVERSE, dtype=np.uint64)
        inverse[0] = 1
        np.cumprod(inverse, out=inverse)
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
        zeros = np.zeros(len(self.codes) + 1, dtype=np.int64)
        np.cumsum(self.codes == 0, out=zeros[1:])
        values[zeros[length:] != zeros[:count]] = np.iinfo(np.uint64).max
        return values


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
    _learn(np.unique(raw[raw >= 0x80]) if len(raw) else raw)
    size = lengths[raw]
    origin = np.flatnonzero(size) if not (size > 1).any() else np.repeat(np.arange(len(raw)), size)
    codes = folded[raw[origin]]
    for place in np.flatnonzero(size[origin] > 1):
        nth = int(place - np.searchsorted(origin, origin[place]))
        codes[place] = ord(_fold(chr(int(raw[origin[place]])))[nth])
    lens = np.array([len(text) for text in texts], dtype=np.int64)
    begins = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lens + GUARD)])[: len(texts)]
    starts = np.searchsorted(origin, begins)
    ends = np.searchsorted(origin, begins + lens)
    owners = np.repeat(np.arange(len(texts)), np.diff(np.append(starts, len(origin)))) if len(texts) else starts
    offsets = (origin - begins[owners]).astype(np.int32) if len(texts) else origin
    return Characters(codes, offsets, starts, ends)


@cache
def _tables() -> tuple[Any, Any]:
    """Return how many characters each code point folds to (255: not known yet), and to which the first is."""
    lengths, folded = np.full(_CODES, 255, dtype=np.uint8), np.zeros(_CODES, dtype=np.uint32)
    for code in range(0x80):
        _enter(lengths, folded, code)
    lengths[0] = 1  # the zeros between texts stay
    return lengths, folded


def _learn(codes: Any) -> None:
    lengths, folded = _tables()
    for code in codes[lengths[codes] == 255].tolist():
        _enter(lengths, folded, code)


def _enter(lengths: Any, folded: Any, code: int) -> None:
    kept = _fold(chr(code))
    lengths[code] = len(kept)
    folded[code] = ord(kept[0]) if kept else 0


def _fold(character: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(c for c in plain if c.isalnum())
