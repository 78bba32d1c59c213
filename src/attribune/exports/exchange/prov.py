"""PROV-O (JSON-LD): from what article each quotation or statement was taken, whose words it is, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attribune import clock
from attribune.exports.exchange.names import AGENT, article_iri, key, part_iri, source_iri, without_empty
from attribune.exports.jsonlines import json_text
from attribune.records import Article, Evidence, Reading, Report, Statement

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#", "schema": "http://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "attribune": "urn:attribune:terms:", "id": "@id", "type": "@type", "name": "schema:name", "text": "schema:text",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in (
        "wasQuotedFrom", "wasAttributedTo", "wasDerivedFrom", "wasGeneratedBy", "wasAssociatedWith", "used",
        "hadPrimarySource", "actedOnBehalfOf")},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}  # fmt: skip
_ACTIVITY = "urn:attribune:activity"


def of_checks(checks: Sequence[Report]) -> str:
    """Return drafts, quotations and passages as entities: a quotation that is ok was quoted from its passage."""
    used = [article_iri(check.draft) for check in checks]
    return _graph([record for check in checks for record in _check(check)], "quotation check", used)


def of_readings(readings: Sequence[Reading]) -> str:
    """Return articles and statements as entities, and their speakers as agents; hops of a chain act for the next."""
    used = [article_iri(reading.article) for reading in readings]
    return _graph([record for reading in readings for record in _reading(reading)], "reading", used)


def _graph(records: Sequence[dict[str, Any]], doing: str, used: Sequence[str]) -> str:
    agent = {"id": AGENT["id"], "type": "prov:SoftwareAgent", "name": AGENT["name"]}
    activity = {"id": _ACTIVITY, "type": "prov:Activity", "name": doing, "endedAtTime": clock.now(),
                "wasAssociatedWith": agent["id"], "used": list(used)}  # fmt: skip
    unique = {record["id"]: record for record in records}
    return json_text({"@context": CONTEXT, "@graph": [agent, activity, *unique.values()]}, indent=2) + "\n"


def _check(check: Report) -> Iterator[dict[str, Any]]:
    yield _article(check.draft)
    for number, verdict in enumerate(check.results, 1):
        for passage in verdict.evidence:
            yield from _passage(passage)
        decided = [_passage_iri(passage) for passage in verdict.evidence]
        yield without_empty({
            "id": part_iri(check.draft, f"quotation-{number}"), "type": "prov:Entity", "text": verdict.text,
            "attribune:verdict": verdict.verdict, "attribune:status": verdict.status,
            "attribune:start": verdict.quote[0], "attribune:end": verdict.quote[1],
            "attribune:message": verdict.message, "wasDerivedFrom": article_iri(check.draft),
            "wasQuotedFrom": decided if verdict.ok else [], "attribune:comparedWith": [] if verdict.ok else decided,
        })  # fmt: skip


def _passage(passage: Evidence) -> Iterator[dict[str, Any]]:
    source = source_iri(passage.url, passage.article)
    speaker = f"urn:attribune:speaker:{key(passage.speaker)}" if passage.speaker else None
    yield without_empty({"id": source, "type": "prov:Entity", "name": passage.title or passage.name or passage.outlet})
    if speaker:
        yield {"id": speaker, "type": "prov:Agent", "name": passage.speaker}
    yield without_empty({"id": _passage_iri(passage), "type": "prov:Entity", "text": passage.text,
                         "wasQuotedFrom": source, "wasAttributedTo": speaker,
                         "attribune:start": passage.span[0], "attribune:end": passage.span[1]})  # fmt: skip


def _passage_iri(passage: Evidence) -> str:
    return f"urn:attribune:passage:{key(passage.article, *map(str, passage.span))}"


def _reading(reading: Reading) -> Iterator[dict[str, Any]]:
    article = reading.article
    yield _article(article)
    for source in reading.sources:
        kind = {"person": "prov:Person", "organization": "prov:Organization", "outlet": "prov:Organization"}
        yield {"id": part_iri(article, source.id), "type": kind.get(source.kind, "prov:Agent"), "name": source.name}
    known = {source.id for source in reading.sources}
    for statement in reading.statements:
        yield _statement(article, statement, known)


def _statement(article: Article, statement: Statement, known: set[str]) -> dict[str, Any]:
    through = [part_iri(article, hop.source) for hop in statement.chain[1:] if hop.source in known]
    speaker = part_iri(article, statement.speaker) if statement.speaker in known and statement.speaker else None
    return without_empty({
        "id": part_iri(article, statement.id), "type": "prov:Entity",
        "text": " … ".join(article.text[slice(*span)] for span in statement.content),
        "attribune:kind": statement.kind, "attribune:medium": statement.medium, "wasGeneratedBy": _ACTIVITY,
        "wasQuotedFrom": article_iri(article), "wasAttributedTo": speaker, "attribune:through": through,
    })  # fmt: skip


def _article(article: Article) -> dict[str, Any]:
    return without_empty({
        "id": article_iri(article), "type": "prov:Entity", "name": article.title or article.name,
        "schema:datePublished": article.published, "schema:publisher": article.outlet,
        "schema:inLanguage": article.language, "attribune:sha256": article.sha256,
    })  # fmt: skip
