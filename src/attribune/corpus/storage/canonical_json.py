"""Canonical JSON of the records that come by the thousand, put together piece by piece.

A row of the record holds a part of a statement as JSON, and the digest of the whole covers the same part again. Here
each is written once, at a third of the cost of making plain values of a record and encoding those. What comes out is
what ``canonical(to_json(record))`` gives; a test compares the two, for every field.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from attribune.corpus.storage.hashing import canonical, quoted
from attribune.records import Block, Figure, Hedge, Hop, Source, Span, Statement, Step

NULL = "null"


def listed(pieces: Iterable[str]) -> str:
    """Return a JSON array of values that are JSON already."""
    return f"[{','.join(pieces)}]"


def maybe(text: str | None) -> str:
    """Return a text or null."""
    return NULL if text is None else quoted(text)


def span_json(span: Span | None) -> str:
    """Return a span or null."""
    return NULL if span is None else f"[{span[0]},{span[1]}]"


def spans_json(spans: Iterable[Span] | None) -> str:
    """Return spans or null."""
    return NULL if spans is None else listed([f"[{start},{end}]" for start, end in spans])


def chain_json(chain: Iterable[Hop]) -> str:
    """Return the hops of a statement."""
    return listed(
        [
            f'{{"relation":{quoted(hop.relation)},"source":{quoted(hop.source)},"span":{span_json(hop.span)}}}'
            for hop in chain
        ]
    )


def hedges_json(hedges: Iterable[Hedge]) -> str:
    """Return the hedges of a statement."""
    return listed([f'{{"end":{hedge.end},"start":{hedge.start},"text":{quoted(hedge.text)}}}' for hedge in hedges])


def route_json(route: Iterable[Step]) -> str:
    """Return the steps from a source's mentions to its name."""
    return listed(
        [
            f'{{"mention":{span_json(step.mention)},"rule":{quoted(step.rule)},"to":{span_json(step.to)}}}'
            for step in route
        ]
    )


def texts_json(texts: Iterable[str]) -> str:
    """Texts."""
    return listed([quoted(text) for text in texts])


def statement_json(statement: Statement, content: str, cue: str, source: str, chain: str, hedges: str) -> str:
    """Return a statement, given those of its fields that are columns of JSON."""
    return (
        f'{{"chain":{chain},"confidence":{_number(statement.confidence)},"content":{content},"cue":{cue},'
        f'"hedges":{hedges},"id":{quoted(statement.id)},"kind":{quoted(statement.kind)},'
        f'"medium":{quoted(statement.medium)},"negated":{"true" if statement.negated else "false"},'
        f'"source":{source},"speaker":{maybe(statement.speaker)},"tier":{quoted(statement.tier)}}}'
    )


def source_json(source: Source, mentions: str, roles: str, route: str) -> str:
    """Return a source, given those of its fields that are columns of JSON."""
    return (
        f'{{"id":{quoted(source.id)},"kind":{quoted(source.kind)},"mentions":{mentions},'
        f'"name":{quoted(source.name)},"roles":{roles},"route":{route},"wikidata":{maybe(source.wikidata)}}}'
    )


def figures_json(figures: Iterable[Figure]) -> str:
    """Return figures."""
    return listed(
        [
            f'{{"end":{figure.end},"of":{maybe(figure.of)},"qualifier":{maybe(figure.qualifier)},'
            f'"start":{figure.start},"unit":{maybe(figure.unit)},"value":{_number(figure.value)}}}'
            for figure in figures
        ]
    )


def blocks_json(blocks: Iterable[Block]) -> str:
    """Return the blocks of an article."""
    return listed(
        [
            f'{{"depth":{block.depth},"end":{block.end},"kind":"{block.kind}","start":{block.start},'
            f'"xpath":{maybe(block.xpath)}}}'
            for block in blocks
        ]
    )


def row_json(row: Iterable[Any]) -> str:
    """Return a row of the record as an array: texts, whole numbers, numbers and nulls."""
    return listed(
        [quoted(v) if (kind := type(v)) is str else NULL if v is None else repr(v) if kind is int else _number(v)
         for v in row]
    )  # fmt: skip


def _number(value: float) -> str:
    return repr(value) if isfinite(value) else canonical(value)
