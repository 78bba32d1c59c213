"""From units to the encoder's padded input: pieces, and which piece speaks for which unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.tokens import Stream
from attribune.nets.vocabulary import BREAK_FORM
from attribune.nets.windows import Window
from attribune.nets.wordpiece import CLS, MOST_PIECES, SEP, pieces

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]  # what the encoder wants


@dataclass(frozen=True, slots=True)
class Layout:
    """``pieces``, ``shapes``, ``quotes``: windows × pieces, padded with 0; ``firsts`` and ``mask``: windows × units."""

    pieces: Longs
    shapes: Longs
    quotes: Longs
    firsts: Longs
    mask: npt.NDArray[np.bool_]


class PieceTable:
    """Pieces of every form met so far, as columns that an array of form numbers can index."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._name = f"pieces {id(self)}"

    def look_up(self, units: Stream) -> Ints:
        """Units × most pieces, -1 where a unit has fewer."""
        return units.table.column(self._name, units.forms, MOST_PIECES, self._pieces)

    def costs(self, units: Stream) -> Ints:
        """Return how many pieces each unit has."""
        costs: Ints = (self.look_up(units) >= 0).sum(1, dtype=np.int32)
        return costs

    def _pieces(self, form: str) -> tuple[int, ...]:
        return (SEP,) if form == BREAK_FORM else pieces(form, self._vocabulary)


def lay_out(units: Stream, chosen: Sequence[Window], rows: Ints) -> Layout:
    """Return the padded input for some windows of a stream; ``rows`` are the pieces of all its units."""
    laid = [_window(units, window, rows) for window in chosen]
    long = max(len(row[0]) for row in laid)
    wide = max(len(row[3]) for row in laid)
    arrays = [np.zeros((len(laid), long), np.int64) for _ in range(3)]
    firsts = np.zeros((len(laid), wide), np.int64)
    mask = np.zeros((len(laid), wide), bool)
    for i, row in enumerate(laid):
        for array, values in zip(arrays, row[:3], strict=True):
            array[i, : len(values)] = values
        firsts[i, : len(row[3])] = row[3]
        mask[i, : len(row[3])] = True
    return Layout(arrays[0], arrays[1], arrays[2], firsts, mask)


def _window(units: Stream, window: Window, rows: Ints) -> tuple[Longs, Longs, Longs, Longs]:
    part = slice(window.start, window.end)
    used = rows[part] >= 0
    counts = used.sum(1)
    first = 1 + np.concatenate([[0], np.cumsum(counts)[:-1]])
    sequence = np.concatenate([[CLS], rows[part][used]])
    shapes = np.concatenate([[0], np.repeat(units.table.shapes(units.forms[part]), counts)])
    quotes = np.concatenate([[0], np.repeat(units.quotes[part], counts)])
    return sequence, shapes, quotes, first
