"""Tagged units to groups: the contents of one cue, its source, and how far all of that is to be trusted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from attribune.nets.inference import Tagged
from attribune.nets.labels import CONTENT, spans_of
from attribune.nets.link import Links, Spans, link
from attribune.nets.model_files import Card
from attribune.nets.tokens import Stream
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
        """Return the same group in the stream whose units ``places`` were taken from."""

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


@dataclass(frozen=True, slots=True)
class _Certain:
    """The log of each span's probability, and by how much it exceeds the least worth of a span."""

    logs: list[float]
    gains: list[float]


def groups(units: Stream, tagged: Tagged, card: Card) -> list[Group]:
    """Return all attributions of a stream. A content without a cue stands alone; a cue without content says nothing."""
    found = spans_of(tagged.tags)
    if not found:
        return []
    table = np.array(found, np.int32)
    spans = Spans(table[:, 0], table[:, 1], table[:, 2], units.paragraph[table[:, 0]])
    links = _Picked.of(link(spans, tagged.vectors, card.links))
    logs = _certainty(spans, tagged)
    certain = _Certain(logs.tolist(), (np.exp(logs) - card.settings["worth"]).tolist())
    heads: dict[int, list[int]] = {}
    for content in np.flatnonzero(spans.role == CONTENT).tolist():
        heads.setdefault(_head(content, links), []).append(content)
    groups_made = []
    for cue, contents in heads.items():
        worth_saying = _worth_saying(cue, contents, links, certain.gains)
        if worth_saying:
            groups_made.append((cue, links.partner[cue] if cue >= 0 else -1, worth_saying))
    signs = [_signs(cue, source, contents, links, certain.logs) for cue, source, contents in groups_made]
    places = [(first, last) for first, last, _ in found]
    return [
        Group(
            tuple([places[content] for content in contents]),
            places[cue] if cue >= 0 else None,
            places[source] if source >= 0 else None,
            row,
            chance,
        )
        for (cue, source, contents), row, chance in zip(
            groups_made, signs, chances(signs, card.calibration), strict=True
        )
    ]


def _worth_saying(cue: int, contents: list[int], links: _Picked, gains: list[float]) -> list[int]:
    """Return the contents to keep; none where the whole attribution is more likely wrong than right.

    Each span gains its probability less what it must be worth, and an attribution is said when its spans gain together:
    a doubtful content stands beside a sure cue and source, and not by itself.
    """
    chosen = [content for content in contents if gains[content] > 0]
    if not chosen:
        chosen = [max(contents, key=gains.__getitem__)]
    total = sum([gains[content] for content in chosen])
    if cue >= 0:
        source = links.partner[cue]
        total += gains[cue] + (gains[source] if source >= 0 else 0.0)
    return chosen if total > 0 else []


def _head(content: int, links: _Picked) -> int:
    """Return the cue of a content; its own number, negated, where there is none."""
    cue = links.partner[content]
    return cue if cue >= 0 else -1 - content


def _certainty(spans: Spans, tagged: Tagged) -> npt.NDArray[np.float64]:
    """Return for each span the log of its probability (the lowest, where it was joined from two windows)."""
    logs = np.log(np.maximum(np.append(tagged.sure, np.float32(1)), 1e-6))
    lowest = np.minimum.reduceat(logs, np.stack([spans.start, spans.end], axis=1).ravel())[::2]
    return lowest.astype(np.float64)


def _signs(cue: int, source: int, contents: list[int], links: _Picked, logs: list[float]) -> tuple[float, ...]:
    pick = min([links.chance[content] for content in contents])
    return (
        min([logs[content] for content in contents]),
        logs[cue] if cue >= 0 else -3.0,
        logs[source] if source >= 0 else 0.0,
        math.log(max(pick * links.chance[cue] if cue >= 0 else pick, 1e-6)),
        0.0 if source >= 0 else 1.0,
        float(len(contents) > 1),
    )


def chances(signs: list[tuple[float, ...]], calibration: tuple[float, ...]) -> list[float]:
    """Logistic regression fitted on the development articles: a weight for each sign and a constant."""
    total = np.array(signs).reshape(-1, SIGNS) @ np.array(calibration[:SIGNS]) + calibration[SIGNS]
    chances_found: list[float] = np.round(1 / (1 + np.exp(-np.clip(total, -30, 30))), 4).tolist()
    return chances_found
