"""W3C Web Annotations (JSON-LD): a note on each quotation of a draft, or on each statement of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attribune.exports import wording
from attribune.exports.exchange.names import AGENT, article_iri, part_iri, selectors, source_iri, without_empty
from attribune.exports.jsonlines import json_text
from attribune.records import Article, Reading, Report, Span, Verdict

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def of_checks(checks: Sequence[Report]) -> str:
    """Return an annotation for each quotation: its verdict as a tag, the message, and the evidence that decides."""
    return _collection([_quotation(check, number, verdict) for check in checks
                        for number, verdict in enumerate(check.results, 1)])  # fmt: skip


def of_readings(readings: Sequence[Reading]) -> str:
    """Return an annotation for each statement: its kind as a tag, and its speaker."""
    return _collection([_statement(reading, number) for reading in readings
                        for number in range(len(reading.statements))])  # fmt: skip


def _collection(items: Sequence[dict[str, Any]]) -> str:
    made = {
        "@context": CONTEXT, "id": "urn:attribune:annotations", "type": "AnnotationCollection",
        "creator": AGENT | {"type": "Software"}, "total": len(items),
        "first": {"id": "urn:attribune:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }  # fmt: skip
    return json_text(made, indent=2) + "\n"


def _quotation(check: Report, number: int, verdict: Verdict) -> dict[str, Any]:
    draft = check.draft
    bodies = [_tag(verdict.verdict), _tag(verdict.status),
              _words(verdict.message or wording.problem(verdict), "commenting")]  # fmt: skip
    for label, passage in wording.shown_passages(verdict):
        told = {"type": "SpecificResource", "purpose": "linking",
                "source": without_empty({"id": source_iri(passage.url, passage.article),
                                         "type": "Text", "name": passage.title or passage.name}),
                "selector": [{"type": "TextPositionSelector", "start": passage.span[0], "end": passage.span[1]},
                             {"type": "TextQuoteSelector", "exact": passage.text}]}  # fmt: skip
        bodies += [told, _words(label, "describing")]
    return _annotation(draft, f"quotation-{number}", "assessing", bodies, [verdict.quote])


def _statement(reading: Reading, number: int) -> dict[str, Any]:
    statement = reading.statements[number]
    speaker = next((source.name for source in reading.sources if source.id == statement.speaker), None)
    bodies = [_tag(statement.kind), _tag(statement.medium)]
    bodies += [_words(speaker, "identifying")] if speaker else []
    return _annotation(reading.article, statement.id, "identifying", bodies, statement.content)


def _annotation(
    article: Article, part: str, motivation: str, bodies: Sequence[dict[str, Any]], spans: Sequence[Span]
) -> dict[str, Any]:
    targets = [{"type": "SpecificResource", "source": article_iri(article), "selector": selectors(article, span)}
               for span in spans]  # fmt: skip
    return {"id": part_iri(article, part), "type": "Annotation", "motivation": motivation, "body": list(bodies),
            "target": targets[0] if len(targets) == 1 else targets}  # fmt: skip


def _tag(word: str) -> dict[str, Any]:
    return _words(word, "tagging")


def _words(text: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": text, "format": "text/plain", "purpose": purpose}
