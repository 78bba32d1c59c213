"""schema.org (JSON-LD): a ClaimReview for each quotation of a draft, a Quotation for each one of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attribune import clock
from attribune.articles.document.own_output import GENERATOR
from attribune.exports import wording
from attribune.exports.exchange.names import article_iri, part_iri, without_empty
from attribune.exports.jsonlines import json_text
from attribune.records import Article, Reading, Report, Source, Statement, Verdict

CONTEXT = "https://schema.org"
_RATINGS = {"ok": 5, "look": 3, "wrong": 1}  # of five, as fact-checks have it
_TYPES = {"person": "Person", "organization": "Organization", "outlet": "NewsMediaOrganization"}


def of_checks(checks: Sequence[Report]) -> str:
    """Return a ClaimReview a quotation: the claim is that these words were said by this speaker."""
    return _graph([_review(check, number, one) for check in checks for number, one in enumerate(check.results, 1)])


def of_readings(readings: Sequence[Reading]) -> str:
    """Return a Quotation for each direct or mixed statement; indirect ones are nobody's words and are left out."""
    return _graph([_quotation(reading, one) for reading in readings for one in reading.statements
                   if one.kind != "indirect"])  # fmt: skip


def _graph(items: Sequence[dict[str, Any]]) -> str:
    return json_text({"@context": CONTEXT, "creator": GENERATOR, "@graph": items}, indent=2) + "\n"


def _review(check: Report, number: int, verdict: Verdict) -> dict[str, Any]:
    draft = check.draft
    word = wording.verdict_words()[verdict.verdict]
    speaker = verdict.speaker.name if verdict.speaker else None
    said = f"{speaker} said: “{verdict.text}”" if speaker else f"“{verdict.text}” was said"
    claim = without_empty({
        "@type": "Claim", "text": verdict.text, "author": {"@type": "Thing", "name": speaker} if speaker else None,
        "appearance": {"@type": "CreativeWork", "@id": article_iri(draft), "headline": draft.title or draft.name or ""},
    })  # fmt: skip
    return without_empty({
        "@type": "ClaimReview", "@id": part_iri(draft, f"review-{number}"), "url": article_iri(draft),
        "datePublished": clock.now()[:10], "claimReviewed": said, "itemReviewed": claim,
        "author": {"@type": "SoftwareApplication", "name": GENERATOR}, "reviewBody": verdict.message,
        "reviewRating": {"@type": "Rating", "ratingValue": _RATINGS[verdict.status], "bestRating": 5, "worstRating": 1,
                         "alternateName": word.label, "ratingExplanation": verdict.message or word.gloss},
        "citation": [_cited(one.url, one.title or one.name, one.text) for _, one in wording.shown_passages(verdict)],
    })  # fmt: skip


def _cited(url: str | None, name: str | None, text: str) -> dict[str, Any]:
    return without_empty({"@type": "CreativeWork", "url": url, "name": name, "text": text})


def _quotation(reading: Reading, statement: Statement) -> dict[str, Any]:
    article: Article = reading.article
    speaker = next((source for source in reading.sources if source.id == statement.speaker), None)
    return without_empty({
        "@type": "Quotation", "@id": part_iri(article, statement.id),
        "text": " … ".join(article.text[slice(*span)] for span in statement.content),
        "creator": _creator(speaker) if speaker else None,
        "isPartOf": without_empty({"@type": "NewsArticle", "@id": article_iri(article), "headline": article.title,
                                   "datePublished": article.published, "inLanguage": article.language}),
    })  # fmt: skip


def _creator(source: Source) -> dict[str, Any]:
    wikidata = f"http://www.wikidata.org/entity/{source.wikidata}" if source.wikidata else None
    return without_empty({"@type": _TYPES.get(source.kind, "Thing"), "name": source.name, "sameAs": wikidata})
