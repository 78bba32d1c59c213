"""Articles as streams of units with gold tags and gold links, read from the data folder."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from attribune.nets.labels import CONTENT, CUE, ROLES, SOURCE, tag
from attribune.nets.tokens import Stream, stream
from attribune.nets.vocabulary import BREAK
from attribune.records import Span
from attribune.text.line_bounds import lines_of

_WRAPPED = re.compile(r"\n(?!\s)")

UnitSpan = tuple[int, int, int]  # first unit, one past the last, role


@dataclass(slots=True)
class Gold:
    """One article: its stream, one tag a unit, its spans in units, and which spans belong together."""

    id: str
    text: str
    units: Stream
    tags: np.ndarray
    spans: list[UnitSpan] = field(default_factory=list)
    content_cue: dict[UnitSpan, UnitSpan] = field(default_factory=dict)
    cue_source: dict[UnitSpan, UnitSpan] = field(default_factory=dict)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gold(path: Path) -> list[Gold]:
    """Return every article of a PolNeAR file, read with its first annotator."""
    return [_article(row) for row in rows(path)]


def plain(path: Path, least: int = 40, *, wrapped: bool = False) -> list[tuple[str, list[Span]]]:
    """Texts without labels (of at least ``least`` words), ready for :func:`attribune.nets.tokens.stream`.

    ``wrapped``: lines were broken at a width, and a paragraph begins with white space (newswire of the time).
    """
    plain_spans = []
    for row in rows(path):
        text = row.get("text") or ""
        if wrapped:
            text = _WRAPPED.sub(" ", text)
        if len(text.split()) >= least:
            plain_spans.append((text, lines_of(text)))
    return plain_spans


def _article(row: dict[str, Any]) -> Gold:
    text = row["text"]
    units = stream([(text, lines_of(text))])
    article = Gold(row["id"], text, units, np.zeros(len(units), np.int64))
    for attribution in row["annotations"][0]["attributions"]:
        parts = {role: _parts(units, attribution[name], role) for role, name in enumerate(ROLES)}
        for part in (*parts[SOURCE], *parts[CUE], *parts[CONTENT]):
            _write(article, part)
        for cue in parts[CUE][:1]:
            for content in parts[CONTENT]:
                article.content_cue[content] = cue
            for source in parts[SOURCE][:1]:
                article.cue_source[cue] = source
    article.spans = sorted({*article.spans})
    return article


def _write(article: Gold, part: UnitSpan) -> None:
    first, last, role = part
    if article.tags[first:last].any():
        if part not in article.spans:  # overlaps another span: the earlier one stands
            return
    else:
        article.tags[first:last] = [tag(role, i, last - first) for i in range(last - first)]
        article.spans.append(part)


def _parts(units: Stream, spans: list[list[int]], role: int) -> list[UnitSpan]:
    found: list[UnitSpan] = []
    for start, end in spans:
        first = int(np.searchsorted(units.ends, start, side="right"))
        last = int(np.searchsorted(units.starts, end, side="left"))
        inside = [i for i in range(first, last) if units.forms[i] != BREAK]
        for i in inside:
            if found and found[-1][1] == i and i != inside[0]:
                found[-1] = (found[-1][0], i + 1, role)
            else:
                found.append((i, i + 1, role))
    return found
