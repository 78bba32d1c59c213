"""Checks that values read from a record have the documented types, and that every span lies in its text.

SQLite keeps a value of any type in any column, and a record may come from anybody. Each function raises TypeError or
ValueError; whoever calls it says which row it was.
"""

from __future__ import annotations

from math import isfinite
from typing import Any, get_args

from attribune.records import Article, BlockKind, Reading, Source, Statement

_BLOCKS = frozenset(get_args(BlockKind))


def require_text(value: Any, name: str, *, empty: bool = False) -> None:
    """Raise TypeError where this is no text; ``empty``: None is allowed."""
    if type(value) is not str and not (empty and value is None):
        raise TypeError(f"{name} is no text")


def require_span(start: Any, end: Any, size: int, name: str) -> None:
    """Raise TypeError or ValueError where this is no span of a text of ``size`` code points."""
    if type(start) is not int or type(end) is not int:
        raise TypeError(f"{name} is no span")
    if not 0 <= start <= end <= size:
        raise ValueError(f"{name} {start}, {end} isn't in the text")


def require_article(article: Article) -> None:
    """Raise where a part of the article isn't what it should be."""
    for name in ("id", "text", "sha256"):
        require_text(getattr(article, name), name)
    for name in ("title", "url", "outlet", "published", "modified", "language", "captured_at"):
        require_text(getattr(article, name), name, empty=True)
    size = len(article.text)
    for value in (*article.authors, *article.notes):
        require_text(value, "an author or note")
    for block in article.blocks:
        require_span(block.start, block.end, size, "a block")
        if block.kind not in _BLOCKS or type(block.depth) is not int:
            raise ValueError("a block is of no known kind or depth")
        require_text(block.xpath, "an xpath", empty=True)
    for link in article.links:
        require_span(link.start, link.end, size, "a link")
        require_text(link.href, "a link")
        require_text(link.text, "a link")
    for place in article.uncertain:
        require_span(place.start, place.end, size, "an uncertain place")
        require_text(place.reason, "a reason")
    for embed in article.embeds:
        for name in ("platform", "author", "handle", "post_id", "url", "posted"):
            require_text(getattr(embed, name), f"an embed's {name}", empty=True)
        for medium in embed.media:
            require_text(medium, "a medium")
        if type(embed.by_value) is not bool or not (
            embed.block is None or (type(embed.block) is int and 0 <= embed.block < max(1, len(article.blocks)))
        ):
            raise TypeError("an embed stands in no block")


def require_statement(statement: Statement) -> None:
    """Raise where a part of the statement isn't what it should be. Its spans are held against its text elsewhere."""
    for name in ("id", "kind", "medium", "tier"):
        require_text(getattr(statement, name), name)
    require_text(statement.speaker, "a speaker", empty=True)
    spans = [*statement.content, *(statement.source or ()), *((statement.cue,) if statement.cue else ())]
    for hop in statement.chain:
        require_text(hop.source, "a hop")
        require_text(hop.relation, "a relation")
        spans += [hop.span] if hop.span else []
    for hedge in statement.hedges:
        require_text(hedge.text, "a hedge")
        spans.append((hedge.start, hedge.end))
    _require_spans(spans)
    if not isfinite(statement.confidence):
        raise ValueError("a confidence is no number")


def require_source(source: Source) -> None:
    """Raise where a part of the source isn't what it should be. Its spans are held against its text elsewhere."""
    for name in ("id", "name", "kind"):
        require_text(getattr(source, name), name)
    require_text(source.wikidata, "an item of Wikidata", empty=True)
    for role in source.roles:
        require_text(role, "a role")
    spans = [*source.mentions]
    for step in source.route:
        require_text(step.rule, "a rule")
        spans += [span for span in (step.mention, step.to) if span]
    _require_spans(spans)


def require_inside(reading: Reading) -> None:
    """Raise ValueError where a span of a statement or source doesn't lie in the article's text."""
    ends = [span[1] for one in reading.statements for span in (*one.content, *(one.source or ()))]
    ends += [one.cue[1] for one in reading.statements if one.cue]
    ends += [hop.span[1] for one in reading.statements for hop in one.chain if hop.span]
    ends += [hedge.end for one in reading.statements for hedge in one.hedges]
    ends += [end for one in reading.sources for _, end in one.mentions]
    ends += [figure.end for figure in reading.figures]
    if max(ends, default=0) > len(reading.article.text):
        raise ValueError("a span isn't in the text")


def _require_spans(spans: list[Any]) -> None:
    for start, end in spans:
        require_span(start, end, 1 << 62, "a span")
