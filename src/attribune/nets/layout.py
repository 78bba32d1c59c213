"""From units to the encoder's padded input: pieces, and which piece speaks for which unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.forms import BREAK, FORMS
from attribune.nets.units import Stream
from attribune.nets.windows import Window
from attribune.nets.wordpiece import CLS, MOST_PIECES, SEP, pieces

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layout:
    """``pieces``, ``shapes`` and ``quotes`` are windows × pieces, padded with 0; ``firsts`` and ``mask`` windows × units."""

    pieces: Ints
    shapes: Ints
    quotes: Ints
    firsts: Ints
    mask: npt.NDArray[np.bool_]


class PieceTable:
    """Pieces of every form met so far, as columns that an array of form numbers can index."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._forget()

    def _forget(self) -> None:
        self._generation = FORMS.generation
        self._pieces = np.zeros((1024, MOST_PIECES), np.int64)
        self._counts = np.zeros(1024, np.int64)
        self._pieces[BREAK, 0] = SEP
        self._counts[BREAK] = 1

    def look_up(self, forms: Ints) -> tuple[Ints, Ints]:
        """(units × most pieces, pieces a unit)."""
        if self._generation != FORMS.generation:
            self._forget()
        most = int(forms.max(initial=0))
        while most >= len(self._counts):
            self._pieces = np.concatenate([self._pieces, np.zeros_like(self._pieces)])
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        for form in np.unique(forms[self._counts[forms] == 0]).tolist():
            found = pieces(FORMS.texts[form], self._vocabulary)
            self._pieces[form, : len(found)] = found
            self._counts[form] = len(found)
        return self._pieces[forms], self._counts[forms]


def lay_out(units: Stream, chosen: Sequence[Window], table: PieceTable) -> Layout:
    """The padded input for some windows of a stream."""
    laid = [_window(units, window, table) for window in chosen]
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
    return Layout(*arrays, firsts, mask)


def _window(units: Stream, window: Window, table: PieceTable) -> tuple[Ints, Ints, Ints, Ints]:
    part = slice(window.start, window.end)
    forms = units.forms[part]
    rows, counts = table.look_up(forms)
    taken = np.arange(MOST_PIECES)[None] < counts[:, None]
    first = 1 + np.concatenate([[0], np.cumsum(counts)[:-1]])
    sequence = np.concatenate([[CLS], rows[taken]])
    shapes = np.concatenate([[0], np.repeat(FORMS.shapes(forms), counts)])
    quotes = np.concatenate([[0], np.repeat(units.quotes[part], counts)])
    return sequence, shapes, quotes, first
