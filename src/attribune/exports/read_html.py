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

from attribune.articles.document.own_output import READING, first_line
from attribune.exports import wording
from attribune.exports.markup import esc, link, shell
from attribune.exports.segments import Row, rows, segments
from attribune.records import Article, Figure, Reading, Source, Span, Statement

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
        """The name of the source's colour."""
        number = self.number(source)
        return f"h{number}" if number <= HUES else "h0"


def _cast(reading: Reading) -> _Cast:
    said = Counter(statement.speaker for statement in reading.statements if statement.speaker)
    ordered = tuple(sorted(reading.sources, key=lambda source: -said[source.id]))
    numbers = {source.id: number for number, source in enumerate(ordered, 1)}
    return _Cast(ordered, said, numbers, wording.source_names(reading))


def page(readings: Sequence[Reading]) -> str:
    """The page of one or several readings."""
    title = readings[0].article.title if len(readings) == 1 else None
    made = f'<p class="made">{esc(first_line(READING))}</p>\n'
    body = made + "\n".join(_article(f"a{number}", reading) for number, reading in enumerate(readings, 1))
    return shell(
        f"Reading: {title or wording.count(len(readings), 'article')}", body, style="read.css", script="read.js"
    )


def _article(key: str, reading: Reading) -> str:
    cast = _cast(reading)
    article = reading.article
    return (
        f'<section class="reading" id="{key}">\n<header class="about">{_about(article)}</header>\n'
        f'<div class="columns">\n'
        f"<main>{_text(key, reading, cast)}</main>\n"
        f'<aside class="beside" aria-label="Sources">{_sources(key, cast)}{_notes(article)}{_key(reading)}</aside>\n'
        "</div>\n</section>"
    )


def _about(article: Article) -> str:
    day = wording.date(article.published) if article.published else ""
    parts = [article.outlet or "", ", ".join(article.authors), day]
    line = " · ".join(esc(part) for part in parts if part)
    titled = any(block.kind == "title" for block in article.blocks)
    heading = "" if titled else f"<h1>{esc(article.title or article.name or article.id)}</h1>"
    address = f" · {link(article.url, article.url)}" if article.url else ""
    return f"<p>{line}{address}</p>{heading}"


def _text(key: str, reading: Reading, cast: _Cast) -> str:
    paragraphs = rows(reading.article)
    marks = list(_marks(reading))
    over: list[list[_Mark]] = [[] for _ in paragraphs]
    starts = [row.start for row in paragraphs]
    for mark in marks:
        at = max(0, bisect_right(starts, mark.span[0]) - 1)
        while at < len(paragraphs) and paragraphs[at].start < mark.span[1]:
            over[at].append(mark)
            at += 1
    writer = _Writer(key, reading.article.text, cast)
    out = []
    for row, here in zip(paragraphs, over, strict=True):
        tag = _TAGS.get(row.kind, "p")
        out.append(f'<{tag} class="text {esc(row.kind)}">{writer.paragraph(row, here)}</{tag}>\n')
    return "".join(out)


def _marks(reading: Reading) -> Iterator[_Mark]:
    for statement in reading.statements:
        size = sum(end - start for start, end in statement.content)
        yield from (_Mark(span, "said", statement, rank=size) for span in statement.content)
        if statement.cue:
            yield _Mark(statement.cue, "cue", statement, rank=size)
        yield from (_Mark(span, "who", statement, rank=size) for span in statement.source or ())
        yield from (_Mark((hedge.start, hedge.end), "hedge") for hedge in statement.hedges)
    yield from (_Mark((figure.start, figure.end), "figure", figure=figure) for figure in reading.figures)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the paragraphs of one reading."""

    key: str
    article_text: str
    cast: _Cast

    def paragraph(self, row: Row, over: Sequence[_Mark]) -> str:
        return "".join(
            self._segment(piece.start, piece.end, [over[number] for number in piece.marks])
            for piece in segments(row.start, row.end, [mark.span for mark in over])
        )

    def _segment(self, start: int, end: int, marks: list[_Mark]) -> str:
        words = esc(self.article_text[start:end])
        if not marks or start == end:
            return words
        told = sorted((m for m in marks if m.statement), key=lambda m: m.rank)
        statements = list({m.statement.id: m.statement for m in told if m.statement}.values())
        styles = list(dict.fromkeys(m.style for m in marks))
        sources = " ".join(f"{self.key}-{self.cast.number(s.speaker)}" for s in statements if s.speaker)
        hue = self.cast.hue(statements[0].speaker) if statements else ""
        tips = "".join(self._tip(statement) for statement in statements[:MAX_TIPS])
        tips += "".join(_figure_tip(m.figure) for m in marks if m.figure)
        deep = " deep" if len([m for m in told if m.style == "said"]) > 1 else ""
        badge = "".join(self._badge(m) for m in reversed(told) if m.style == "said" and m.span[0] == start)
        tip = f'<span class="tip" role="note">{tips}</span>' if tips else ""
        reach = ' tabindex="0"' if tips else ""
        return f'{badge}<span class="m {" ".join(styles)} {hue}{deep}" data-by="{sources}"{reach}>{words}{tip}</span>'

    def _badge(self, mark: _Mark) -> str:
        """The source's number, at the head of each piece of a statement."""
        if mark.statement is None:
            return ""
        number, hue = self.cast.number(mark.statement.speaker), self.cast.hue(mark.statement.speaker)
        return f'<sup class="badge {hue}">{number or "?"}</sup>'

    def _tip(self, statement: Statement) -> str:
        text, source = self.article_text, self.cast.source(statement.speaker)
        mention = " ".join(text[start:end] for start, end in statement.source or ())
        name = source.name if source else mention or "nobody named"
        roles = "".join(f", {role}" for role in wording.roles_of(source)) if source else ""
        lines = [f"<strong>{esc(name)}</strong>{esc(roles)}", _facts(text, statement)]
        route = wording.route_words(text, source, statement)
        if route:
            lines.append(f"known by {esc(route)}")
        hops = wording.chain_words(statement.chain, name, self.cast.names)
        if hops:
            lines.append(f'<span class="chain">← {esc(" ← ".join(hops))}</span>')
        if statement.hedges:
            hedges = ", ".join(f"“{hedge.text}”" for hedge in statement.hedges)
            lines.append(f"hedged: {esc(hedges)}")
        return f'<span class="one">{"<br>".join(lines)}</span>'


def _facts(text: str, statement: Statement) -> str:
    facts = [statement.kind, statement.medium]
    if statement.cue:
        facts.append(f"cue “{text[slice(*statement.cue)]}”")
    if statement.negated:
        facts.append("denied")
    return esc(" · ".join(facts))


def _figure_tip(figure: Figure) -> str:
    return f'<span class="one">figure: {esc(wording.value_words(figure))}</span>'


def _sources(key: str, cast: _Cast) -> str:
    items = []
    for number, source in enumerate(cast.ordered, 1):
        told = f'<span class="roles">{esc(roles)}</span>' if (roles := "; ".join(wording.roles_of(source))) else ""
        hue = cast.hue(source.id)
        count = wording.count(cast.said[source.id], "statement")
        items.append(
            f'<li><button type="button" class="{hue}" data-source="{key}-{number}" aria-pressed="false">'
            f'<span class="badge {hue}">{number}</span> <strong>{esc(source.name)}</strong>'
            f'<span class="roles">{esc(source.kind)} · {count}</span>{told}</button></li>'
        )
    return f'<h2>Who speaks</h2><ol class="cast">{"".join(items)}</ol>' if items else "<h2>Nobody speaks</h2>"


def _notes(article: Article) -> str:
    items = "".join(f"<li>{esc(note)}</li>" for note in article.notes)
    return f'<h2>Notes</h2><ul class="notes">{items}</ul>' if items else ""


def _key(reading: Reading) -> str:
    sums = [
        wording.count(len(reading.statements), "statement"),
        wording.count(len(reading.sources), "source"),
        wording.count(len(reading.figures), "figure"),
    ]
    return (
        '<h2>Marks</h2><p class="marks"><span class="m said h0">said</span> <span class="m cue h0">cue</span> '
        '<span class="m who h0">source</span> <span class="m hedge">hedge</span> '
        '<span class="m figure">figure</span></p>'
        f'<p class="sums">{", ".join(sums)}</p>'
    )
