"""The JSON objects of what is asked of a corpus: searches, histories, verifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from attribune.articles.document.own_output import GENERATOR
from attribune.exports.tables.table import Kind, Table
from attribune.records import Coverage, to_json

if TYPE_CHECKING:
    from attribune.corpus.ingest.add import Added
    from attribune.corpus.query.audit import SourceAudit
    from attribune.corpus.query.history import History
    from attribune.corpus.query.types import Query, SearchResult
    from attribune.corpus.verify.run import Verified

LISTED = 200  # outlets of an audit as JSON
_TALLY: Mapping[str, Kind] = {
    "speaker_id": "number", "name": "text", "standing": "text", "statements": "number", "first_hand": "number",
    "passed_on": "number", "direct": "number", "articles": "number", "outlets": "number",
}  # fmt: skip
_QUEUES: Mapping[str, Mapping[str, Kind]] = {
    "statements": {"id": "number", "speaker": "text", "text": "text", "kind": "text", "confidence": "share",
                   "outlet": "text", "published": "text", "title": "text", "address": "text", "version": "number"},
    "events": {"id": "number", "kind": "text", "before_text": "text", "after_text": "text", "outlet": "text",
               "valid_from": "text", "title": "text", "address": "text", "before": "number", "after": "number"},
    "speakers": {"id": "number", "name": "text", "namesakes": "text"},
    "decided": {"id": "number", "about": "text", "about_id": "number", "decision": "text", "note": "text",
                "by": "text", "at": "text", "stands": "flag", "text": "text"},
}  # fmt: skip
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


def audit_object(
    found: SourceAudit, outlet: str | None, since: str | None, until: str | None, copies: bool, *,
    limit: int | None = None, offset: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Return an audit as JSON, with the speakers of one page, or all of them."""
    end = None if limit is None else offset + limit
    return {
        "asked": {"outlet": outlet or None, "since": since or None, "until": until or None, "copies": copies},
        "total": found.total.to_json(), "copies_removed": found.removed, "note": found.note,
        "counted_all": found.counted_all,
        "speakers": [one.to_json() for one in found.speakers[offset:end]],
        "outlets": [one.to_json() for one in found.outlets[:LISTED]],
    }  # fmt: skip


def audit_table(found: SourceAudit) -> Table:
    """Return the speakers of an audit as a flat table."""
    plain = [one.to_json() for one in found.speakers]
    return Table(_TALLY, [[one[name] for name in _TALLY] for one in plain])


def queue_object(about: str, found: Sequence[Mapping[str, Any]], decisions: Sequence[Any]) -> dict[str, Any]:
    """Return a review queue as JSON; ``decisions`` about speakers stand with what was decided."""
    return {"about": about, "found": list(found), "speaker_decisions": list(decisions)}


def queue_table(about: str, found: Sequence[Mapping[str, Any]]) -> Table:
    """Return a review queue as a flat table; of namesakes their names with their ids."""
    columns = _QUEUES[about]
    return Table(
        columns,
        [[_namesakes(one["others"]) if name == "namesakes" else one[name] for name in columns] for one in found],
    )


def _namesakes(others: Sequence[Mapping[str, Any]]) -> str:
    return "; ".join(f"{one['name']} ({one['id']})" for one in others)
