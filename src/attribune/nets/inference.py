"""Running one net over a stream: the tags, how sure they are, and the link vectors, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from attribune.nets.decode import likely_spans
from attribune.nets.fast_features import WordTable
from attribune.nets.labels import FORBIDDEN, TAGS, tags_of
from attribune.nets.layout import PieceTable, lay_out
from attribune.nets.model_files import card, lines, session
from attribune.nets.tokens import Stream
from attribune.nets.vocabulary import BREAK
from attribune.nets.windows import Window, windows

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

FAST_UNITS = 128  # units a window
FAST_TOGETHER = 12  # windows a run: more would leave the processor's cache
BEST_PIECES = 200
# 8-bit activations are scaled a run at a time: alone, a window gives the same answer whoever its neighbours are.
BEST_TOGETHER = 1  # which ``model_files`` counts on
DECODED_TOGETHER = 64  # windows of like length decoded in one go: more would leave the cache, and are padded more


@dataclass(frozen=True, slots=True)
class Tagged:
    """One row a unit: the tag, the probability of the span it belongs to (1 outside), and the link vectors."""

    tags: npt.NDArray[np.int64]
    sure: Floats
    vectors: Floats


class Tier(Protocol):
    """A net: cuts a stream into windows, and says scores and link vectors for each unit of some of them."""

    name: str

    def cut(self, units: Stream) -> list[Window]:
        """Return the windows of a stream; their cores cover it."""
        ...

    def run(self, units: Stream, chosen: Sequence[Window], prepared: Any) -> Floats:
        """Return windows × units × (tags + vectors), padded at the end."""
        ...

    def prepare(self, units: Stream) -> Any:
        """Return what ``run`` wants to know of the whole stream."""
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
    """Return the net of that name, loaded at first use. Raises ``NetError`` where its files are missing or damaged."""
    return Fast() if name == "fast" else Best()


def tagged(units: Stream, net: Tier) -> Tagged:
    """Run a net over a whole stream."""
    prepared = net.prepare(units)
    tags = np.zeros(len(units), np.int64)
    sure = np.ones(len(units), np.float32)
    vectors = np.zeros((len(units), len_of_vectors(net)), np.float32)
    result = Tagged(tags, sure, vectors)
    for chosen in _batches(net.cut(units), DECODED_TOGETHER):
        _read(units, net, chosen, prepared, result)
    return result


def _read(units: Stream, net: Tier, chosen: list[Window], prepared: Any, result: Tagged) -> None:
    """Some windows of like length: through the net a few at a time, through the decoder all together."""
    first, last, core_first, core_last = np.array([(w.start, w.end, w.core_start, w.core_end) for w in chosen]).T
    lengths = last - first
    scores = np.zeros((len(chosen), int(lengths.max()), TAGS), np.float32)
    for at in range(0, len(chosen), net.together):
        part = chosen[at : at + net.together]
        out = net.run(units, part, prepared)
        scores[at : at + len(part), : out.shape[1]] = out[..., :TAGS]
        for row, w in zip(out, part, strict=True):
            result.vectors[w.core_start : w.core_end] = row[w.core_start - w.start : w.core_end - w.start, TAGS:]
    _close_breaks(units, first, lengths, scores)
    settings = card(net.name).settings
    spans = likely_spans(
        scores, lengths, card(net.name).moves, temperature=settings["temperature"], least=settings["least"]
    )
    moved = first[spans.window]
    place, tags, number = tags_of(spans.first + moved, spans.last + moved, spans.role)
    window = spans.window[number]
    core = (place >= core_first[window]) & (place < core_last[window])
    result.tags[place[core]] = tags[core]
    result.sure[place[core]] = spans.chance[number[core]]


def len_of_vectors(net: Tier) -> int:
    """Return numbers a unit's four link vectors have together."""
    return int(card(net.name).settings["vectors"])


def _batches(cut: list[Window], together: int) -> Iterator[list[Window]]:
    """Yield windows of like length together, so that little is padded."""
    cut.sort(key=lambda w: w.end - w.start)
    for i in range(0, len(cut), together):
        yield cut[i : i + together]


def _close_breaks(units: Stream, first: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64], scores: Floats) -> None:
    """No span goes over a paragraph's end; ``first`` is the first unit of each window."""
    place = np.arange(scores.shape[1])
    unit = np.minimum(first[:, None] + place, len(units) - 1)
    scores[(units.forms[unit] == BREAK) & (place < lengths[:, None]), 1:] = FORBIDDEN
