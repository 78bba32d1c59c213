"""A reading as one page: the article with its statements marked, and beside it who speaks how often.

Pointing at a statement, or reaching it with the keyboard, shows its source, cue, chain and hedges. Each carries
its source's number, so that colour only repeats it. The page loads nothing; its script only lights up one
source's statements at a click.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from attribune.articles.document.own_output import READING, first_line
from attribune.exports import wording
from attribune.exports.html import markup
from attribune.exports.html.segments import rows, segments
from attribune.records import Figure, Reading, Source, Span, Statement

HUES = 6  # sources that get a colour of their own; the others share one, and all have their number
MAX_TIPS = 3  # innermost statements explained where several lie over each other
_TAGS = {"title": "h1", "heading": "h2", "blockquote": "blockquote", "pull_quote": "blockquote", "caption": "p"}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A span over the article. ``rank`` orders nested statements: the smaller the content, the further in."""

    span: Span
    style: str
    statement: Statement | None = None
    figure: Figure | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class _Cast:
    """The sources of a reading, those who say most first, with the number each is known by on the page."""

    ordered: tuple[Source, ...]
    said: Counter[str]
    numbers: dict[str, int]
    names: dict[str, str]

    def number(self, source: str | None) -> int:
        """From 1; 0 for nobody."""
        return self.numbers.get(source or "", 0)

    def source(self, source: str | None) -> Source | None:
        """The source of that id."""
        number = self.number(source)
        return self.ordered[number - 1] if number else None

    def hue(self, source: str | None) -> str:
        """Return the name of the source's colour."""
        number = self.number(source)
        return f"h{number}" if number <= HUES else "h0"


def _cast(reading: Reading) -> _Cast:
    said = Counter(statement.speaker for statement in reading.statements if statement.speaker)
    ordered = tuple(sorted(reading.sources, key=lambda source: -said[source.id]))
    numbers = {source.id: number for number, source in enumerate(ordered, 1)}
    return _Cast(ordered, said, numbers, wording.source_names(reading))


def page(readings: Sequence[Reading]) -> str:
    """Return the page of one or several readings."""
    return markup.page("read.html", style="read.css", script="read.js", **values(readings))


def values(readings: Sequence[Reading], *, mark: Span | None = None) -> dict[str, Any]:
    """Return what the template of the page shows; ``mark`` is a span of each that stands out, with an anchor."""
    title = readings[0].article.title if len(readings) == 1 else None
    return {
        "made": first_line(READING), "title": f"Reading: {title or wording.count(len(readings), 'article')}",
        "readings": [_reading(f"a{number}", reading, mark) for number, reading in enumerate(readings, 1)],
    }  # fmt: skip


def _reading(key: str, reading: Reading, mark: Span | None) -> dict[str, Any]:
    article, cast = reading.article, _cast(reading)
    day = wording.date(article.published) if article.published else ""
    name = wording.last_part(article.name) if article.name else ""
    return {
        "key": key, "heading": article.title or article.name or article.id, "notes": article.notes,
        "about": [part for part in (article.outlet or "", ", ".join(article.authors), day, name) if part],
        "url": article.url or "", "titled": any(block.kind == "title" for block in article.blocks),
        "rows": list(_rows(key, reading, cast, mark)),
        "sources": [
            {"id": source.id, "number": number, "hue": cast.hue(source.id), "name": source.name, "kind": source.kind,
             "said": wording.count(cast.said[source.id], "statement"), "roles": "; ".join(wording.roles_of(source))}
            for number, source in enumerate(cast.ordered, 1)
        ],
        "sums": [
            wording.count(len(found), noun)
            for found, noun in zip(
                (reading.statements, reading.sources, reading.figures), ("statement", "source", "figure"), strict=True
            )
        ],
    }  # fmt: skip


def _rows(key: str, reading: Reading, cast: _Cast, found: Span | None) -> Iterator[dict[str, Any]]:
    """Yield the article's paragraphs, each cut at every border of the marks over it."""
    paragraphs = rows(reading.article)
    over: list[list[_Mark]] = [[] for _ in paragraphs]
    starts = [row.start for row in paragraphs]
    for mark in (*_marks(reading), *([_Mark(found, "found")] if found else [])):
        at = max(0, bisect_right(starts, mark.span[0]) - 1)
        while at < len(paragraphs) and paragraphs[at].start < mark.span[1]:
            over[at].append(mark)
            at += 1
    for row, here in zip(paragraphs, over, strict=True):
        pieces = [
            _piece(key, reading, cast, piece.start, piece.end, [here[number] for number in piece.marks])
            for piece in segments(row.start, row.end, [mark.span for mark in here])
            if piece.start < piece.end
        ]
        yield {"kind": row.kind, "tag": _TAGS.get(row.kind, "p"), "pieces": pieces}


def _marks(reading: Reading) -> Iterator[_Mark]:
    for statement in reading.statements:
        size = sum(end - start for start, end in statement.content)
        yield from (_Mark(span, "said", statement, rank=size) for span in statement.content)
        if statement.cue:
            yield _Mark(statement.cue, "cue", statement, rank=size)
        yield from (_Mark(span, "who", statement, rank=size) for span in statement.source or ())
        yield from (_Mark((hedge.start, hedge.end), "hedge") for hedge in statement.hedges)
    yield from (_Mark((figure.start, figure.end), "figure", figure=figure) for figure in reading.figures)


def _piece(key: str, reading: Reading, cast: _Cast, start: int, end: int, marks: Sequence[_Mark]) -> dict[str, Any]:
    """Return some words under the same marks, with what explains them; a source's number heads
    each piece of a statement.
    """
    told = sorted((m for m in marks if m.statement), key=lambda m: m.rank)
    statements = list({m.statement.id: m.statement for m in told if m.statement}.values())
    said = [m for m in told if m.style == "said"]
    styles = list(dict.fromkeys(m.style for m in marks))
    styles += [cast.hue(statements[0].speaker)] if statements else []
    return {
        "text": reading.article.text[start:end],
        "styles": " ".join(styles + ["deep"] * (len(said) > 1)),
        "by": " ".join(f"{key}-{cast.number(s.speaker)}" for s in statements if s.speaker),
        "tips": [_tip(reading.article.text, statement, cast) for statement in statements[:MAX_TIPS]],
        "anchor": any(m.style == "found" and m.span[0] == start for m in marks),
        "figures": [wording.value_words(m.figure) for m in marks if m.figure],
        "badges": [
            (cast.number(m.statement.speaker), cast.hue(m.statement.speaker))
            for m in reversed(said)
            if m.statement and m.span[0] == start
        ],
    }


def _tip(text: str, statement: Statement, cast: _Cast) -> dict[str, str]:
    """Return who says a statement, how, and through whom."""
    source = cast.source(statement.speaker)
    mention = " ".join(text[start:end] for start, end in statement.source or ())
    name = source.name if source else mention or "nobody named"
    facts = [statement.kind, statement.medium]
    facts += [f"cue “{text[slice(*statement.cue)]}”"] if statement.cue else []
    return {
        "name": name, "roles": "".join(f", {role}" for role in wording.roles_of(source)) if source else "",
        "facts": " · ".join([*facts, *(["denied"] if statement.negated else [])]),
        "route": wording.route_words(text, source, statement),
        "chain": " ← ".join(wording.chain_words(statement.chain, name, cast.names)),
        "hedges": ", ".join(f"“{hedge.text}”" for hedge in statement.hedges),
    }  # fmt: skip
