"""The JSON and JSON Lines forms of readings, checks and traces: the records as they are, in the shapes of the design.

``utf16`` adds a twin to every span: ``"quote"`` gets ``"quote_utf16"``, ``"start"`` gets ``"start_utf16"``, in UTF-16
code units, which is how browsers count. Spans into an article that isn't given keep only code points.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attribune.articles.document.own_output import GENERATOR
from attribune.exports import wording
from attribune.exports.html.utf16 import with_twins
from attribune.exports.neutral import escaped
from attribune.exports.passages import sentence
from attribune.records import Article, Evidence, Reach, Reading, Report, Rewrite, Trace, Verdict, to_json
from attribune.sources.foreign_quotations import direct_only
from attribune.trace.tables import TYPES, rows_of


def reading_object(reading: Reading, *, utf16: bool = False) -> dict[str, Any]:
    """``{"generator", "article", "statements", "sources", "figures"}``; ``direct_only`` names languages in which only
    direct quotations are read, where there are any.
    """
    plain: dict[str, Any] = {"generator": GENERATOR, **to_json(reading)}
    if other := direct_only(reading.article):
        plain["direct_only"] = other
    if utf16:
        with_twins(plain, reading.article.text)
    return plain


def check_object(
    check: Report, *, utf16: bool = False, articles: Mapping[str, Article] | None = None
) -> dict[str, Any]:
    """``{"generator", "draft", "checks", "coverage", "summary", "apart", "citations", "notes", "ok"}``, and for screens
    ``"groups"`` and ``"advice"``.

    ``articles`` by id serve evidence spans' twins, and the sentences that the passages stand in (``pieces``).
    """
    plain: dict[str, Any] = {"generator": GENERATOR, **to_json(check)}
    for shown, verdict in zip(plain["checks"], check.results, strict=True):
        for name in ("evidence", "against"):
            for passage, evidence in zip(shown[name], getattr(verdict, name), strict=True):
                passage["pieces"] = _sentence(evidence, verdict, articles)
        if verdict.nearest:
            shown["nearest"]["pieces"] = _sentence(verdict.nearest, verdict, articles)
    plain["groups"] = {status: [number for number, _ in group] for status, group in wording.grouped(check).items()}
    plain["advice"] = wording.advice(check)
    if utf16:
        texts = {key: article.text for key, article in (articles or {}).items()}
        with_twins(plain, check.draft.text, texts)
    return plain


def _sentence(evidence: Evidence, verdict: Verdict, articles: Mapping[str, Article] | None) -> list[dict[str, str]]:
    pieces = sentence(evidence, verdict, (articles or {}).get(evidence.article))
    return [{"text": piece.text, "mark": piece.mark} for piece in pieces if piece.text]


def readings_json(readings: Sequence[Reading]) -> str:
    """Return all readings as ``{"articles": […]}``."""
    articles = [reading_object(reading) for reading in readings]
    return json_text({"generator": GENERATOR, "articles": articles}, indent=2)


def checks_json(checks: Sequence[Report], *, articles: Mapping[str, Article] | None = None) -> str:
    """Return one check as it is, several as ``{"generator", "drafts": […], "ok"}``."""
    objects = [check_object(check, articles=articles) for check in checks]
    together = {"generator": GENERATOR, "drafts": objects, "ok": all(check.ok for check in checks)}
    return json_text(objects[0] if len(objects) == 1 else together, indent=2)


def rewrite_object(result: Rewrite) -> dict[str, Any]:
    """``{"generator", "quotations", "ok", "notes"}``."""
    return {"generator": GENERATOR, **to_json(result)}


def rewrites_json(results: Sequence[Rewrite], names: Sequence[str]) -> str:
    """Return one rewrite as ``{"generator", "quotations", "ok", "notes"}``, several as ``{"generator", "rewrites",
    "ok"}``, each with the ``name`` of its text after."""
    if len(results) == 1:
        return json_text(rewrite_object(results[0]), indent=2)
    objects = [to_json(result) for result in results]
    named = [{"name": name, **shown} for name, shown in zip(names, objects, strict=True)]
    together = {"generator": GENERATOR, "rewrites": named, "ok": all(result.ok for result in results)}
    return json_text(together, indent=2)


def reading_line(reading: Reading) -> str:
    """Return one reading on one line, without its end, for JSON Lines."""
    return json_text(reading_object(reading))


def check_line(check: Report, *, articles: Mapping[str, Article] | None = None) -> str:
    """Return one check on one line, without its end, for JSON Lines."""
    return json_text(check_object(check, articles=articles))


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON in which letters stay readable, and what a terminal obeys, breaks lines or isn't UTF-8 is escaped."""
    try:
        text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(value), ensure_ascii=False, indent=indent, allow_nan=False)
    return escaped(text)


def _finite(value: Any) -> Any:
    """``value`` with figures too large for a JSON number (400 digits in a hostile text) as the largest there is."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else math.copysign(sys.float_info.max, value)
    return value


def trace_lines(trace: Trace) -> Iterator[str]:
    """Yield every record of a trace as a line, its ``type`` first; articles first."""
    for kind in TYPES:
        for record in rows_of(trace, kind):
            yield json_text({"type": kind, **to_json(record)}) + "\n"


def reach_lines(found: Sequence[Reach]) -> Iterator[str]:
    """Yield a line for every copy that a correction has to reach."""
    for record in found:
        yield json_text({"type": "reach", **to_json(record)}) + "\n"
