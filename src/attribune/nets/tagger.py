"""Attributions by the nets alone: text and paragraphs in, relations out.

``fast`` is the small net, ``best`` the encoder, ``auto`` the small net with the encoder for the
paragraphs it is unsure of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from attribune.nets.inference import Tagged, tagged
from attribune.nets.inference import tier as net_of
from attribune.nets.model_files import card
from attribune.nets.relations import Group, groups
from attribune.nets.tokens import Stream, stream
from attribune.records import Span

TierName = Literal["fast", "best", "auto"]

CHARACTERS_TOGETHER = 400_000  # texts read in one go: enough to fill the batches, little enough for the memory
MOST_REREAD = 10_000  # words of one text that the encoder reads for "auto", in 0.1 to 0.2 ms each: 30 pages all unsure
Item = tuple[str, Sequence[Span]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One attribution. Spans are code-point offsets into the text given; their borders are those of words and marks.

    ``confidence`` is the calibrated probability that content, cue and source are all right; ``tier`` the net that
    said so.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: tuple[Span, ...] | None
    confidence: float
    tier: str


def relations(text: str, paragraphs: Sequence[Span], *, tier: TierName = "auto") -> list[Relation]:
    """Return the attributions of one text, in text order.

    No relation crosses more than one paragraph border and no span crosses any; parts of the text outside ``paragraphs``
    are not read. Never raises on any text. Raises ``NetError`` where the shipped weights are missing or damaged.
    """
    return relations_many([(text, paragraphs)], tier=tier)[0]


def relations_many(items: Sequence[Item], *, tier: TierName = "auto") -> list[list[Relation]]:
    """Return the attributions of many texts, read together: the way to read a corpus."""
    relations_found: list[list[Relation]] = []
    for part in _portions(items):
        relations_found.extend(_read(part, tier))
    return relations_found


def _portions(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    start = size = 0
    for number, (text, _) in enumerate(items):
        if size and size + len(text) > CHARACTERS_TOGETHER:
            yield items[start:number]
            start, size = number, 0
        size += len(text)
    yield items[start:]


def _read(items: Sequence[Item], tier: TierName) -> list[list[Relation]]:
    units = stream(items)
    relations_found: list[list[Relation]] = [[] for _ in items]
    if not len(units):
        return relations_found
    name = "best" if tier == "best" else "fast"
    by_unit = tagged(units, net_of(name))
    first = groups(units, by_unit, card(name))
    chosen = _second_opinion(units, by_unit, first) if tier == "auto" else [(group, name) for group in first]
    starts, ends, document = units.starts.tolist(), units.ends.tolist(), units.document.tolist()

    def place(span: Span) -> Span:
        return starts[span[0]], ends[span[1] - 1]

    for group, by in chosen:
        relations_found[document[group.content[0][0]]].append(_relation(place, group, by))
    for row in relations_found:
        row.sort(key=lambda relation: (relation.content, relation.cue or (0, 0)))
    return relations_found


def _second_opinion(units: Stream, by_unit: Tagged, first: list[Group]) -> list[tuple[Group, str]]:
    """Replace what the fast net said of unsure paragraphs by what the encoder says of them."""
    unsure = _within_reach(units, _unsure(units, by_unit, first))
    if not unsure.any():
        return [(group, "fast") for group in first]
    unsure_units = np.flatnonzero(unsure[units.paragraph])
    part = _part(units, unsure_units)
    reread = groups(part, tagged(part, net_of("best")), card("best"))
    sure = [(group, "fast") for group in first if not unsure[units.paragraph[group.content[0][0]]]]
    return sure + [(group.moved(unsure_units), "best") for group in reread]


def _unsure(units: Stream, by_unit: Tagged, first: list[Group]) -> npt.NDArray[np.bool_]:
    """By paragraph number: an attribution of low confidence, a cue without a source, or a span that may not be one.

    The last also tells of attributions the net didn't find worth saying.
    """
    settings = card("fast").settings
    unsure = np.zeros(int(units.paragraph[-1]) + 1, bool)
    unsure[units.paragraph[by_unit.sure < settings["span_doubt"]]] = True
    for group in first:
        if group.confidence < settings["doubt"] or (group.cue is not None and group.source is None):
            unsure[units.paragraph[group.content[0][0]] : units.paragraph[group.content[-1][0]] + 1] = True
    return unsure


def _within_reach(units: Stream, unsure: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which of the unsure paragraphs are among the first of their text that the encoder reads; what is read of a
    text doesn't depend on the texts that are read with it.
    """
    words = np.where(unsure, np.bincount(units.paragraph, minlength=len(unsure)), 0)
    until = np.cumsum(words)
    document = np.zeros(len(unsure), np.intp)
    document[units.paragraph] = units.document
    before = np.full(int(document.max()) + 1, until[-1])
    np.minimum.at(before, document, until - words)
    within: npt.NDArray[np.bool_] = unsure & (until - before[document] <= MOST_REREAD)
    return within


def _part(units: Stream, chosen: npt.NDArray[np.intp]) -> Stream:
    """Whole paragraphs of a stream as a stream (paragraph numbers stay: what was apart stays apart)."""
    return Stream(
        starts=units.starts[chosen],
        ends=units.ends[chosen],
        forms=units.forms[chosen],
        paragraph=units.paragraph[chosen],
        quotes=units.quotes[chosen],
        document=units.document[chosen],
        table=units.table,
    )


def _relation(place: Callable[[Span], Span], group: Group, tier: str) -> Relation:
    """Return the group with offsets; ``place`` turns a span of units into one of the text."""
    return Relation(
        content=tuple(map(place, group.content)),
        cue=place(group.cue) if group.cue else None,
        source=(place(group.source),) if group.source else None,
        confidence=group.confidence,
        tier=tier,
    )
