"""The JSON objects of what is asked of a corpus: searches, histories, verifications."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from attribune.articles.document.own_output import GENERATOR
from attribune.records import Coverage, to_json

if TYPE_CHECKING:
    from attribune.corpus.ingest.add import Added
    from attribune.corpus.query.history import History
    from attribune.corpus.query.types import Query, SearchResult
    from attribune.corpus.verify.run import Verified

_COUNTS = ("total", "outlets", "stories", "independent_sources", "counted_all", "ranking", "note",
           "untraced")  # fmt: skip


def search_object(query: Query, result: SearchResult, coverage: Coverage) -> dict[str, Any]:
    """Return what ``attribune search --format json`` prints."""
    about = {name: value for name, value in asdict(query).items() if value is not None}
    counts = {name: getattr(result, name) for name in _COUNTS}
    found = {"query": about, "in": result.where, "hits": list(result.hits), **counts}
    return {"generator": GENERATOR, **found, "coverage": to_json(coverage)}


def history_object(result: History) -> dict[str, Any]:
    """Return what ``attribune history --format json`` prints."""
    return {"generator": GENERATOR, **to_json(result)}


def verified_object(result: Verified) -> dict[str, Any]:
    """Return what ``attribune verify --format json`` prints."""
    problems = [{"kind": p.kind, "where": p.where, "message": p.message} for p in result.problems]
    return {
        "clean": result.clean, "problems": problems, "more": result.more, "counts": result.counts,
        "notes": result.notes, "unchecked": result.unchecked,
        "head": result.head and {"seq": result.head[0], "hash": result.head[1]},
    }  # fmt: skip


def added_object(added: Added) -> dict[str, Any]:
    """Return what became of inputs that were added to a corpus."""
    names = ("items", "known", "articles", "statements", "without_text", "attachments", "bytes", "seconds")
    errors = [{"code": e.code, "message": e.message, "concerns": e.concerns} for e in added.errors]
    return {**{name: getattr(added, name) for name in names}, "errors": errors}
