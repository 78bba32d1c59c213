"""Tagged units to groups: the contents of one cue, its source, and how far all of that is to be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.labels import CONTENT, spans_of
from attribune.nets.link import Links, Spans, link
from attribune.nets.shipped import Card
from attribune.nets.tiers import Tagged
from attribune.nets.units import Stream
from attribune.records import Span

SIGNS = 6


@dataclass(frozen=True, slots=True)
class Group:
    """One attribution in units; ``signs`` are what its confidence is computed from."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    signs: tuple[float, ...]
    confidence: float

    def moved(self, places: npt.NDArray[np.intp]) -> Group:
        """The same group in the stream whose units ``places`` were taken from."""

        def move(span: Span) -> Span:
            return int(places[span[0]]), int(places[span[1] - 1]) + 1

        return Group(
            tuple(map(move, self.content)),
            move(self.cue) if self.cue else None,
            move(self.source) if self.source else None,
            self.signs,
            self.confidence,
        )


@dataclass(frozen=True, slots=True)
class _Picked:
    """The links as plain lists, which are quicker to ask one by one."""

    partner: list[int]
    chance: list[float]

    @staticmethod
    def of(links: Links) -> _Picked:
        return _Picked(links.partner.tolist(), links.chance.tolist())


def groups(units: Stream, said: Tagged, card: Card) -> list[Group]:
    """All attributions of a stream. A content without a cue stands alone; a cue without content says nothing."""
    found = spans_of(said.tags)
    if not found:
        return []
    table = np.array(found, np.int32)
    spans = Spans(table[:, 0], table[:, 1], table[:, 2], units.paragraph[table[:, 0]])
    links = _Picked.of(link(spans, said.vectors, card.links))
    certain = _certainty(spans, said)
    heads: dict[int, list[int]] = {}
    for number, role in enumerate(spans.role.tolist()):
        if role == CONTENT:
            heads.setdefault(_head(number, links), []).append(number)
    worth = float(card.settings["worth"])
    made = []
    for cue, contents in heads.items():
        kept = _worth_saying(cue, contents, links, certain, worth)
        if kept:
            made.append(_group(cue, kept, found, links, certain, card))
    return made


def _worth_saying(cue: int, contents: list[int], links: _Picked, certain: list[float], worth: float) -> list[int]:
    """The contents to keep; none where the whole attribution is likelier wrong than right.

    Each span gains its probability less ``worth``, and an attribution is said when its spans gain together: a doubtful
    content stands beside a sure cue and source, and not by itself.
    """
    gains = {content: math.exp(certain[content]) - worth for content in contents}
    kept = [content for content in contents if gains[content] > 0] or [
        max(contents, key=lambda content: gains[content])
    ]
    total = sum(gains[content] for content in kept)
    if cue >= 0:
        source = links.partner[cue]
        total += sum(math.exp(certain[other]) - worth for other in (cue, source) if other >= 0)
    return kept if total > 0 else []


def _head(content: int, links: _Picked) -> int:
    """The cue of a content; its own number, negated, where there is none."""
    cue = links.partner[content]
    return cue if cue >= 0 else -1 - content


def _certainty(spans: Spans, said: Tagged) -> list[float]:
    """For each span the log of its probability (the lowest, where it was joined from two windows)."""
    logs = np.log(np.maximum(np.append(said.sure, np.float32(1)), 1e-6))
    lowest = np.minimum.reduceat(logs, np.stack([spans.start, spans.end], axis=1).ravel())[::2]
    found: list[float] = lowest.tolist()
    return found


def _group(
    cue: int, contents: list[int], found: list[tuple[int, int, int]], links: _Picked,
    certain: list[float], card: Card,
) -> Group:  # fmt: skip
    has_cue = cue >= 0
    source = links.partner[cue] if has_cue else -1
    pick = min(links.chance[c] for c in contents) * (links.chance[cue] if has_cue else 1.0)
    signs = (
        min(certain[c] for c in contents),
        certain[cue] if has_cue else -3.0,
        certain[source] if source >= 0 else 0.0,
        math.log(max(pick, 1e-6)),
        0.0 if source >= 0 else 1.0,
        float(len(contents) > 1),
    )
    return Group(
        tuple((found[c][0], found[c][1]) for c in contents),
        (found[cue][0], found[cue][1]) if has_cue else None,
        (found[source][0], found[source][1]) if source >= 0 else None,
        signs,
        probability(signs, card.calibration),
    )


def probability(signs: tuple[float, ...], calibration: tuple[float, ...]) -> float:
    """Logistic regression fitted on the development articles: a weight for each sign and a constant."""
    total = calibration[-1] + sum(w * s for w, s in zip(calibration, signs, strict=False))
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
