"""Running one net over a stream: the tags, how sure they are, and the link vectors, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from attribune.nets.decode import viterbi
from attribune.nets.forms import BREAK
from attribune.nets.labels import FORBIDDEN, TAGS
from attribune.nets.layout import PieceTable, lay_out
from attribune.nets.shipped import card, lines, session
from attribune.nets.units import Stream
from attribune.nets.windows import Window, windows
from attribune.nets.words import WordTable

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

FAST_UNITS = 128  # units a window
FAST_TOGETHER = 8  # windows a run: more would leave the processor's cache
BEST_PIECES = 200
BEST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Tagged:
    """One row a unit: the tag, the probability of that tag taken alone, and the link vectors."""

    tags: npt.NDArray[np.int64]
    sure: Floats
    vectors: Floats


class Tier(Protocol):
    """A net: cuts a stream into windows, and says scores and link vectors for each unit of some of them."""

    name: str

    def cut(self, units: Stream) -> list[Window]:
        """The windows of a stream; their cores cover it."""
        ...

    def run(self, units: Stream, chosen: Sequence[Window], prepared: Any) -> Floats:
        """Windows × units × (tags + vectors), padded at the end."""
        ...

    def prepare(self, units: Stream) -> Any:
        """What ``run`` wants to know of the whole stream."""
        ...

    together: int


class Fast:
    """The fast net."""

    name = "fast"
    together = FAST_TOGETHER

    def __init__(self) -> None:
        self._words = WordTable(lines("fast", "words.txt"))

    def cut(self, units: Stream) -> list[Window]:
        return windows(units, np.ones(len(units), np.int32), FAST_UNITS)

    def prepare(self, units: Stream) -> Ints:
        return self._words.features(units)

    def run(self, units: Stream, chosen: Sequence[Window], prepared: Ints) -> Floats:
        lengths = np.array([w.end - w.start for w in chosen], np.int32)
        place = np.arange(int(lengths.max()), dtype=np.int32)[None]
        here = place < lengths[:, None]
        rows = np.where(here, np.array([w.start for w in chosen], np.int32)[:, None] + place, 0)
        inputs = {
            "features": prepared[rows] * here[..., None],
            "here": here[..., None].astype(np.float32),
            "lengths": lengths,
        }
        out: Floats = session("fast").run(None, inputs)[0]
        return out


class Best:
    """The encoder."""

    name = "best"
    together = BEST_TOGETHER

    def __init__(self) -> None:
        self._pieces = PieceTable({piece: number for number, piece in enumerate(lines("best", "pieces.txt"))})

    def cut(self, units: Stream) -> list[Window]:
        return windows(units, self._pieces.costs(units), BEST_PIECES)

    def prepare(self, units: Stream) -> Ints:
        return self._pieces.look_up(units)

    def run(self, units: Stream, chosen: Sequence[Window], prepared: Ints) -> Floats:
        laid = lay_out(units, chosen, prepared)
        inputs = {"pieces": laid.pieces, "shapes": laid.shapes, "quotes": laid.quotes}
        out: Floats = session("best").run(None, inputs)[0]
        return np.take_along_axis(out, laid.firsts[..., None], axis=1)


@cache
def tier(name: str) -> Tier:
    """The net of that name, loaded at first use. Raises ``NetError`` where its files are missing or damaged."""
    return Fast() if name == "fast" else Best()


def tagged(units: Stream, net: Tier) -> Tagged:
    """Run a net over a whole stream."""
    moves = card(net.name).moves
    prepared = net.prepare(units)
    tags = np.zeros(len(units), np.int64)
    sure = np.ones(len(units), np.float32)
    vectors = np.zeros((len(units), len_of_vectors(net)), np.float32)
    for chosen in _batches(net.cut(units), net.together):
        out = net.run(units, chosen, prepared)
        scores = np.ascontiguousarray(out[..., :TAGS])
        lengths = np.array([w.end - w.start for w in chosen], np.int64)
        _close_breaks(units, chosen, scores)
        found = viterbi(scores, lengths, moves)
        certain = _certainty(scores, found)
        for i, w in enumerate(chosen):
            kept = slice(w.core_start - w.start, w.core_end - w.start)
            core = slice(w.core_start, w.core_end)
            tags[core], sure[core], vectors[core] = found[i, kept], certain[i, kept], out[i, kept, TAGS:]
    return Tagged(tags, sure, vectors)


def len_of_vectors(net: Tier) -> int:
    """Numbers a unit's four link vectors have together."""
    return int(card(net.name).settings["vectors"])


def _batches(cut: list[Window], together: int) -> Iterator[list[Window]]:
    """Windows of like length together, so that little is padded."""
    cut.sort(key=lambda w: w.end - w.start)
    for i in range(0, len(cut), together):
        yield cut[i : i + together]


def _close_breaks(units: Stream, chosen: Sequence[Window], scores: Floats) -> None:
    """No span goes over a paragraph's end."""
    for i, w in enumerate(chosen):
        breaks = np.flatnonzero(units.forms[w.start : w.end] == BREAK)
        scores[i, breaks, 1:] = FORBIDDEN


def _certainty(scores: Floats, tags: npt.NDArray[np.int64]) -> Floats:
    """The probability of each chosen tag from its unit's scores alone."""
    top = scores.max(-1, keepdims=True)
    likely = np.exp(scores - top)
    chosen = np.take_along_axis(likely, tags[..., None], -1)[..., 0]
    certain: Floats = chosen / likely.sum(-1)
    return certain
