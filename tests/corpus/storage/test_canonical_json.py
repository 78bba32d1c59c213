"""Records written as JSON piece by piece are what canonical JSON of their plain values is, field by field."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from attribune.corpus.storage.canonical_json import (
    blocks_json,
    chain_json,
    figures_json,
    hedges_json,
    route_json,
    row_json,
    source_json,
    span_json,
    spans_json,
    statement_json,
    texts_json,
)
from attribune.corpus.storage.hashing import canonical, digest
from attribune.corpus.storage.rows import analysis_rows, version_row
from attribune.records import (
    Article,
    Block,
    Embed,
    Figure,
    Hedge,
    Hop,
    Link,
    Reading,
    Source,
    Statement,
    Step,
    Uncertain,
    to_json,
)

TEXTS = st.text(st.characters(codec=None), max_size=12) | st.sampled_from(
    ["“Salt”, she said\n", 'a"],["b', "\ud83d", ""]
)
PLACES = st.integers(0, 10**6)
SPANS = st.tuples(PLACES, PLACES)
NUMBERS = st.floats() | st.integers(-(10**20), 10**20)
HOPS = st.builds(Hop, source=TEXTS, relation=TEXTS, span=st.none() | SPANS)
STATEMENTS = st.builds(
    Statement, id=TEXTS, kind=st.sampled_from(["direct", "mixed"]), content=st.tuples(SPANS, SPANS), medium=TEXTS,
    cue=st.none() | SPANS, source=st.none() | st.lists(SPANS, max_size=2).map(tuple), speaker=st.none() | TEXTS,
    chain=st.lists(HOPS, max_size=3).map(tuple), negated=st.booleans(), confidence=st.floats(0, 1), tier=TEXTS,
    hedges=st.lists(st.builds(Hedge, start=PLACES, end=PLACES, text=TEXTS), max_size=2).map(tuple),
)  # fmt: skip
SOURCES = st.builds(
    Source, id=TEXTS, name=TEXTS, kind=st.sampled_from(["person", "unnamed"]), wikidata=st.none() | TEXTS,
    roles=st.lists(TEXTS, max_size=2).map(tuple), mentions=st.lists(SPANS, max_size=2).map(tuple),
    route=st.lists(st.builds(Step, mention=SPANS, rule=TEXTS, to=st.none() | SPANS), max_size=2).map(tuple),
)  # fmt: skip
FIGURES = st.builds(
    Figure, start=PLACES, end=PLACES, value=NUMBERS, unit=st.none() | TEXTS, of=st.none() | TEXTS,
    qualifier=st.none() | TEXTS,
)  # fmt: skip
BLOCKS = st.builds(
    Block, kind=st.sampled_from(["paragraph", "title"]), start=PLACES, end=PLACES, depth=st.integers(0, 5),
    xpath=st.none() | TEXTS,
)  # fmt: skip


@given(STATEMENTS)
def test_a_statement(statement: Statement) -> None:
    parts = (spans_json(statement.content), span_json(statement.cue), spans_json(statement.source),
             chain_json(statement.chain), hedges_json(statement.hedges))  # fmt: skip
    assert statement_json(statement, *parts) == canonical(to_json(statement))


@given(SOURCES)
def test_a_source(source: Source) -> None:
    parts = (spans_json(source.mentions), texts_json(source.roles), route_json(source.route))
    assert source_json(source, *parts) == canonical(to_json(source))


@given(st.lists(FIGURES, max_size=3), st.lists(BLOCKS, max_size=3))
def test_figures_and_blocks(figures: list[Figure], blocks: list[Block]) -> None:
    assert figures_json(figures) == canonical(to_json(figures))
    assert blocks_json(blocks) == canonical(to_json(blocks))


@given(st.lists(TEXTS | st.none() | NUMBERS, max_size=6))
def test_a_row(row: list[Any]) -> None:
    assert row_json(row) == canonical(row)
    assert row_json(tuple(row)) == canonical(row)


def test_the_digest_of_a_version_is_over_what_the_page_says() -> None:
    article = Article(
        id="a", text="Salt barge\nIt left at dawn.", sha256="0" * 64, title="Salt “barge”", authors=("Ines Calloway",),
        blocks=(Block(kind="title", start=0, end=10), Block(kind="paragraph", start=11, end=27, xpath="/p[1]")),
        links=(Link(href="https://quay.example/é", text="dawn", start=21, end=25),), notes=("paywall",),
        embeds=(Embed(platform="x", handle="pell", by_value=True, block=1, media=("pic",)),), published="2026-05-02",
    )  # fmt: skip
    row, plain = version_row(article, address="https://quay.example/1", wire=None), to_json(article)
    told = {name: plain[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")}
    assert row.digest == digest({**told, "links": ["https://quay.example/é"], "embeds": plain["embeds"]})
    detail = {name: plain[name] for name in ("authors", "blocks", "embeds", "links", "notes")}
    assert row.detail == canonical(detail)
    doubtful = dataclasses.replace(article, uncertain=(Uncertain(start=3, end=3, reason="1 word hidden"),))
    row, uncertain = version_row(doubtful, address="https://quay.example/1", wire=None), to_json(doubtful)["uncertain"]
    assert row.detail == canonical({**detail, "uncertain": uncertain})
    assert row.digest == digest(
        {**told, "links": ["https://quay.example/é"], "embeds": plain["embeds"], "uncertain": uncertain}
    )


def test_the_digest_of_an_extraction_is_over_all_that_was_read() -> None:
    statement = Statement(id="s1", kind="direct", content=((0, 4),), source=((5, 9),), speaker="p1", confidence=0.75)
    source = Source(id="p1", name="Hugh Pell", kind="person", mentions=((5, 9),))
    figure = Figure(start=10, end=12, value=40.0, unit="%")
    article = Article(id="a", text="Salt Pell 40", sha256="0" * 64)
    reading = Reading(article=article, statements=(statement,), sources=(source,), figures=(figure,))
    rows = analysis_rows(reading, extractor="x", tier="fast")
    assert rows.digest == digest([to_json([statement]), to_json([source]), to_json([figure])])
    assert rows.figures == canonical(to_json([figure]))


def test_every_field_is_written() -> None:
    """A record that gets a field more must get it in its JSON, or digests would pass over it."""
    fields = {kind: {f.name for f in dataclasses.fields(kind)} for kind in (Statement, Source, Figure, Block, Hop)}
    statement = Statement(id="", kind="direct", content=())
    source = Source(id="", name="", kind="person")
    written = {
        Statement: json.loads(statement_json(statement, "[]", "null", "null", "[]", "[]")),
        Source: json.loads(source_json(source, "[]", "[]", "[]")),
        Figure: json.loads(figures_json([Figure(start=0, end=1, value=1.0)]))[0],
        Block: json.loads(blocks_json([Block(kind="title", start=0, end=1)]))[0],
        Hop: json.loads(chain_json([Hop(source="", relation="")]))[0],
    }
    assert {kind: set(value) for kind, value in written.items()} == fields
