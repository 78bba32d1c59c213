"""Fingerprints of texts: hashes of runs of characters, sampled by winnowing.

Winnowing (Schleimer, Wilkerson, Aiken 2003) keeps of each ``WINDOW`` hashes that stand side by side the smallest. Two
texts that share ``GUARANTEE`` letters and digits in a row share such a window, and so a fingerprint: no passage of
that length is missed. About two of ``WINDOW + 1`` hashes are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from attribune.records import Span
from attribune.trace.texts.characters import NO_HASH, Characters

RUN = 25  # letters and digits of one fingerprint: about five words; shorter ones are phrases that everybody writes
WINDOW = 16  # hashes of which the smallest is kept
QUOTED_RUN = 14  # in quotations, where nothing is sampled: 20 characters with their spaces have about 16
GUARANTEE = RUN + WINDOW - 1  # letters and digits: two texts that share so many in a row share a fingerprint


@dataclass(frozen=True)
class Postings:
    """Fingerprints: the hash, the number of the text, and where it begins among the text's folded characters."""

    hashes: Any
    texts: Any
    places: Any

    def __len__(self) -> int:
        return len(self.hashes)


def fingerprints(characters: Characters, first: int = 0) -> Postings:
    """Return the sampled fingerprints of folded texts, which are numbered from ``first``. Linear."""
    values = characters.windows(RUN)
    kept = np.flatnonzero(_winnowed(values))
    owner = characters.owner[kept]
    return Postings(values[kept], owner + np.int32(first), (kept - characters.starts[owner]).astype(np.int32))


def quotation_fingerprints(characters: Characters, quoted: Sequence[Sequence[Span]]) -> Postings:
    """Return the fingerprints of all runs of ``QUOTED_RUN`` in quotations: ``quoted`` has their spans for each text."""
    parts = [
        np.arange(low, high - QUOTED_RUN + 1) + start
        for spans, start in zip(quoted, characters.starts.tolist(), strict=True)
        for low, high in spans
        if high - low >= QUOTED_RUN
    ]
    kept = np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)
    owner = characters.owner[kept]
    return Postings(characters.windows_at(kept, QUOTED_RUN), owner, (kept - characters.starts[owner]).astype(np.int32))


def _winnowed(values: Any) -> Any:
    """True where a hash is the smallest of some window of ``WINDOW``; equal ones all are."""
    if not len(values):
        return np.zeros(0, dtype=bool)
    padded = np.full(len(values) + 2 * (WINDOW - 1), NO_HASH)
    padded[WINDOW - 1 : 1 - WINDOW] = values
    lowest = _sliding(
        padded, np.minimum
    )  # lowest[i]: of padded[i : i + WINDOW]; its windows all lie in a text or guard
    highest = _sliding(lowest, np.maximum)  # highest[i]: of the windows that hold values[i]
    return (highest[: len(values)] == values) & (values != NO_HASH)


def _sliding(values: Any, extreme: Any) -> Any:
    """Return the smallest or largest of each ``WINDOW`` neighbours (a power of two), by doubling."""
    step = 1
    while step < WINDOW:
        values = extreme(values[:-step], values[step:])
        step *= 2
    return values


def joined(parts: list[Postings]) -> Postings:
    """Return several batches as one."""
    return Postings(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("hashes", "texts", "places"))
    )
