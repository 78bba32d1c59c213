"""Readings as tables: a row for each statement; for a folder of tables also articles, sources and figures."""

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
ARTICLE: dict[str, Kind] = {
    "id": "text", "name": "text", "url": "text", "outlet": "text", "title": "text", "authors": "text",
    "published": "text", "modified": "text", "language": "text", "captured_at": "text", "sha256": "text",
    "statements": "number", "notes": "text", "text": "text",
}  # fmt: skip
SOURCE: dict[str, Kind] = {
    "article": "text", "source": "text", "name": "text", "kind": "text", "roles": "text", "wikidata": "text",
    "mentions": "number", "start": "number", "end": "number",
}  # fmt: skip
FIGURE: dict[str, Kind] = {
    "article": "text", "start": "number", "end": "number", "value": "share", "unit": "text", "of": "text",
    "qualifier": "text",
}  # fmt: skip
TABLES = {"article": ARTICLE, "statement": COLUMNS, "source": SOURCE, "figure": FIGURE}


def reading_tables(readings: Sequence[Reading]) -> dict[str, Table]:
    """Return a table a type, by its name in :data:`TABLES`."""
    return {
        "article": Table(ARTICLE, [_article(reading) for reading in readings]),
        "statement": reading_table(readings),
        "source": Table(SOURCE, [row for reading in readings for row in _sources(reading)]),
        "figure": Table(FIGURE, [row for reading in readings for row in _figures(reading)]),
    }


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


def _article(reading: Reading) -> tuple[object, ...]:
    one = reading.article
    said = (one.id, one.name, one.url, one.outlet, one.title, "; ".join(one.authors) or None, one.published)
    kept = (one.modified, one.language, one.captured_at, one.sha256)
    return (*said, *kept, len(reading.statements), "; ".join(one.notes) or None, one.text)


def _sources(reading: Reading) -> Iterator[tuple[object, ...]]:
    for one in reading.sources:
        first = one.mentions[0] if one.mentions else (None, None)
        about = (one.id, one.name, one.kind, "; ".join(one.roles) or None, one.wikidata)
        yield (reading.article.id, *about, len(one.mentions), *first)


def _figures(reading: Reading) -> Iterator[tuple[object, ...]]:
    for one in reading.figures:
        yield (reading.article.id, one.start, one.end, one.value, one.unit, one.of, one.qualifier)
