"""The captures of an article by version: when, how and where each version was seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from attribune.corpus.storage.rows import utc

DATED = frozenset({"fetch", "warc"})
_NAMES = ("sha256", "method", "target_uri", "final_url", "status", "captured_at", "container", "digest_check")
_SEEN = """
SELECT DISTINCT s.id, d.version, a.address, json_extract(t.context, '$.url') AS url, c.sha256, s.method, s.target_uri,
  s.final_url, s.status, s.captured_at, s.container, s.digest_check
FROM articles AS a JOIN versions AS v ON v.article = a.id JOIN derivations AS d ON d.version = v.id
JOIN extraction_runs AS t ON t.id = d.run JOIN payloads AS c ON c.id = t.payload JOIN captures AS s ON s.payload = c.id
WHERE a.id = ? ORDER BY s.captured_at, s.id, d.version
"""


def captures_by_version(
    db: sqlite3.Connection, article: int, versions: Sequence[Any]
) -> dict[int, list[dict[str, Any]]]:
    """Version id → its captures, in the order in which they were seen. ``versions``: the article's rows, in order."""
    captures: dict[int, list[dict[str, Any]]] = {}  # each with the versions that its bytes gave
    for row in db.execute(_SEEN, (article,)):
        if _is_for_article(row):
            captures.setdefault(row["id"], []).append(dict(row))
    order = {row["id"]: number for number, row in enumerate(versions)}
    by_version: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in versions}
    assigned: set[tuple[str, int]] = set()
    for rows in captures.values():
        version = _current_version(sorted(rows, key=lambda one: order[one["version"]]), versions, assigned)
        capture = {name: rows[0][name] for name in _NAMES}
        assigned.add((capture["sha256"], version))
        if capture not in by_version[version]:
            by_version[version].append(capture)
    return by_version


def _is_for_article(row: sqlite3.Row) -> bool:
    """True if bytes that may have been had in several places were had in this one for this article."""
    if row["method"] in DATED:
        return row["url"] is None or bool(row["url"] == row["final_url"])
    return not row["address"].startswith("file:") or f"{row['address']}#".startswith(f"{row['target_uri']}#")


def _current_version(rows: list[dict[str, Any]], versions: Sequence[Any], assigned: set[tuple[str, int]]) -> int:
    """Return, of the versions that the bytes gave, the one that was current when they were seen."""
    if rows[0]["method"] not in DATED:  # when a file was seen says when it was added; each time began one version
        free = [one for one in rows if (one["sha256"], one["version"]) not in assigned]
        return int((free or rows[-1:])[0]["version"])
    says = {row["id"]: row["digest"] for row in versions}
    own = {says[one["version"]] for one in rows}
    at = utc(rows[0]["captured_at"])
    current = [row["id"] for row in versions if row["digest"] in own and row["valid_from"] <= at]
    return int(current[-1] if current else rows[0]["version"])
