"""Sketches: a few hashes of an article's five-word runs, the same for the same words, to find copies by.

A run is kept where its hash falls into one of ``SAMPLED`` equal parts, so two texts keep the same runs whatever
stands around them: a wire story that one outlet cut by half still shares half its sketch.
"""

from __future__ import annotations

import re
import zlib

from attribune.text.fold import fold_text

RUN = 5  # words; on PolNeAR train two unrelated articles share under 1 in 200 of such runs
SAMPLED = 32  # one run in so many is kept: about 15 of a 500-word article
LEAST = 6  # of short texts the smallest hashes are added up to so many
_WORD = re.compile(r"\w+")


def runs(text: str) -> set[int]:
    """The 64-bit hashes of all five-word runs of the folded text, signed as SQLite stores them."""
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(fold_text(text))]
    found = set()
    value = 0
    for number, word in enumerate(words):
        value = (value * _BASE + _mixed(word)) & _MASK
        if number >= RUN:
            value = (value - _mixed(words[number - RUN]) * _DROP) & _MASK
        if number >= RUN - 1:
            found.add(_spread(value))
    return found


def sketch(text: str) -> tuple[int, ...]:
    """The sampled runs, in order."""
    everything = runs(text)
    kept = {value for value in everything if value % SAMPLED == 0}
    if len(kept) < LEAST:
        kept |= set(sorted(everything)[:LEAST])
    return tuple(sorted(kept))


_MASK = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_DROP = pow(_BASE, RUN, 1 << 64)


def _mixed(word: int) -> int:
    """A word's 32-bit checksum spread over 64 bits."""
    return (word * 0xD6E8FEB86659FD93 + 0x632BE59BD9B4E019) & _MASK


def _spread(value: int) -> int:
    """All bits made to depend on all (the finaliser of SplitMix64), then as a signed number."""
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & _MASK
    value ^= value >> 31
    return value - (1 << 64) if value >> 63 else value


def containment(one: set[int], two: set[int]) -> float:
    """How much of the shorter text stands in the other, 0 to 1."""
    least = min(len(one), len(two))
    return len(one & two) / least if least else 0.0
