"""Sketches: a few hashes of an article's five-word runs, the same for the same words, to find copies by.

A run is kept where its hash falls into one of ``SAMPLED`` equal parts, so two texts keep the same runs whatever
stands around them: a wire story that one outlet cut by half still shares half its sketch.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from attribune.text.fold import fold_text

RUN = 5  # words; on PolNeAR train two unrelated articles share under 1 in 200 of such runs
SAMPLED = 32  # one run in so many is kept: about 15 of a 500-word article
LEAST = 6  # of short texts the smallest hashes are added up to so many
_WORD = re.compile(r"\w+")


def runs_of(texts: Sequence[str]) -> list[list[int]]:
    """Return the 64-bit hashes of all five-word runs of each folded text, in their order, signed as SQLite stores them.

    Together, as each step costs the same for a few thousand words as for one.
    """
    return [values.tolist() for values in _hashed(texts)]


def sketch(text: str) -> tuple[int, ...]:
    """Return the sampled runs, in order."""
    return sketches([text])[0]


def sketches(texts: Sequence[str]) -> list[tuple[int, ...]]:
    """Return the sketches of several texts, hashed together."""
    return [_sampled(values) for values in _hashed(texts)]


def _sampled(values: Any) -> tuple[int, ...]:
    sampled = set(values[values % SAMPLED == 0].tolist())
    if len(sampled) < LEAST:
        sampled |= set(sorted(set(values.tolist()))[:LEAST])
    return tuple(sorted(sampled))


def _hashed(texts: Sequence[str]) -> Iterator[Any]:
    """Yield for each text the hashes of its runs in their order, as an array of signed integers."""
    import numpy as np

    each = [_words(fold_text(text)) for text in texts]
    words = np.fromiter(map(zlib.crc32, chain.from_iterable(each)), dtype=np.uint64, count=sum(map(len, each)))
    count = max(0, len(words) - RUN + 1)
    values = np.zeros(count, dtype=np.uint64)
    for place in range(RUN):  # arithmetic wraps at 64 bits, as it is meant to
        values *= np.uint64(_BASE)
        values += words[place : place + count]
        _spread(values)
    signed, start = values.view(np.int64), 0
    for one in each:  # a run over the border of two texts belongs to neither
        yield signed[start : start + max(0, len(one) - RUN + 1)]
        start += len(one)


def _words(folded: str) -> list[bytes]:
    """Return the words as UTF-8. In ASCII what separates them is made a space and split at, ten times as fast."""
    if folded.isascii():
        return folded.encode().translate(_SEPARATED).split()
    return [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(folded)]


_SEPARATED = bytes(code if re.match(r"\w", chr(code)) else 0x20 for code in range(128)) + bytes(range(128, 256))
_BASE = 0x9E3779B97F4A7C15


def _spread(values: Any) -> None:
    """All bits made to depend on all: the finaliser of SplitMix64."""
    import numpy as np

    values ^= values >> np.uint64(30)
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    values ^= values >> np.uint64(31)
