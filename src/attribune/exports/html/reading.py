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
    number: int = 0  # of the statement among those of the reading, from 0
    figure: Figure | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words under the same marks. ``tips`` are numbers of the statements that explain them."""

    text: str
    styles: str
    by: str
    tips: tuple[int, ...]
    anchor: bool
    figures: tuple[str, ...]
    badges: tuple[tuple[int, str], ...]


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
        "tips": [_tip(article.text, statement, cast) for statement in reading.statements],  # shown with many pieces
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
    for number, statement in enumerate(reading.statements):
        size = sum(end - start for start, end in statement.content)
        yield from (_Mark(span, "said", statement, number, rank=size) for span in statement.content)
        if statement.cue:
            yield _Mark(statement.cue, "cue", statement, number, rank=size)
        yield from (_Mark(span, "who", statement, number, rank=size) for span in statement.source or ())
        yield from (_Mark((hedge.start, hedge.end), "hedge") for hedge in statement.hedges)
    yield from (_Mark((figure.start, figure.end), "figure", figure=figure) for figure in reading.figures)


def _piece(key: str, reading: Reading, cast: _Cast, start: int, end: int, marks: Sequence[_Mark]) -> Piece:
    """Return some words under the same marks, with what explains them; a source's number heads
    each piece of a statement.
    """
    text = reading.article.text[start:end]
    if not marks:
        return Piece(text=text, styles="", by="", tips=(), anchor=False, figures=(), badges=())
    told = sorted((mark for mark in marks if mark.statement), key=lambda mark: mark.rank)
    statements = {mark.number: mark.statement for mark in told if mark.statement}
    said = [mark for mark in told if mark.style == "said"]
    styles = list(dict.fromkeys(mark.style for mark in marks))
    styles += [cast.hue(next(iter(statements.values())).speaker)] if statements else []
    return Piece(
        text=text,
        styles=" ".join(styles + ["deep"] * (len(said) > 1)),
        by=" ".join(f"{key}-{cast.number(s.speaker)}" for s in statements.values() if s.speaker),
        tips=tuple(statements)[:MAX_TIPS],
        anchor=any(mark.style == "found" and mark.span[0] == start for mark in marks),
        figures=tuple(wording.value_words(mark.figure) for mark in marks if mark.figure),
        badges=tuple(
            (cast.number(mark.statement.speaker), cast.hue(mark.statement.speaker))
            for mark in reversed(said)
            if mark.statement and mark.span[0] == start
        ),
    )


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
