"""Readings as a table: a row for each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attribune.exports import wording
from attribune.exports.tables.table import Kind, Table
from attribune.records import Reading, Statement

COLUMNS: dict[str, Kind] = {
    "article": "text", "file": "text", "url": "text", "outlet": "text", "title": "text", "published": "text",
    "statement": "text", "kind": "text", "medium": "text", "speaker": "text", "speaker_kind": "text", "text": "text",
    "cue": "text", "source": "text", "chain": "text", "hedges": "text", "negated": "flag", "confidence": "share",
    "start": "number", "end": "number",
}  # fmt: skip


def reading_table(readings: Sequence[Reading]) -> Table:
    """Return the statements of all readings; ``start`` and ``end`` are code points of the article's text."""
    return Table(COLUMNS, [_row(reading, one) for reading in readings for one in reading.statements])


def _row(reading: Reading, statement: Statement) -> tuple[object, ...]:
    article, text = reading.article, reading.article.text
    sources = {source.id: source for source in reading.sources}
    names = {key: source.name for key, source in sources.items()}
    speaker = sources.get(statement.speaker or "")
    name = speaker.name if speaker else None
    about = (article.id, article.name, article.url, article.outlet, article.title, article.published)
    kind = (statement.id, statement.kind, statement.medium, name, speaker.kind if speaker else None)
    words = (" … ".join(text[slice(*span)] for span in statement.content),
             text[slice(*statement.cue)] if statement.cue else None,
             " … ".join(text[slice(*span)] for span in statement.source or ()) or None)  # fmt: skip
    chain = "; ".join(wording.chain_words(statement.chain, statement.speaker, names)) or None
    hedges = "; ".join(hedge.text for hedge in statement.hedges) or None
    ends = tuple(_ends(statement))
    return (*about, *kind, *words, chain, hedges, statement.negated, statement.confidence, *ends)


def _ends(statement: Statement) -> Iterator[int | None]:
    yield min((span[0] for span in statement.content), default=None)
    yield max((span[1] for span in statement.content), default=None)
