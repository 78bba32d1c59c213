"""How, where and when each version of an article was seen: the captures of its payloads, each under the version that
stood then.
"""

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


def captures_seen(db: sqlite3.Connection, article: int, versions: Sequence[Any]) -> dict[int, list[dict[str, Any]]]:
    """Version id → its captures, in the order in which they were seen. ``versions``: the article's rows, in order."""
    captures: dict[int, list[dict[str, Any]]] = {}  # each with the versions that its bytes gave
    for row in db.execute(_SEEN, (article,)):
        if _own(row):
            captures.setdefault(row["id"], []).append(dict(row))
    order = {row["id"]: number for number, row in enumerate(versions)}
    seen: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in versions}
    taken: set[tuple[str, int]] = set()
    for given in captures.values():
        version = _then(sorted(given, key=lambda one: order[one["version"]]), versions, taken)
        capture = {name: given[0][name] for name in _NAMES}
        taken.add((capture["sha256"], version))
        if capture not in seen[version]:
            seen[version].append(capture)
    return seen


def _own(row: sqlite3.Row) -> bool:
    """True if bytes that may have been had in several places were had in this one for this article."""
    if row["method"] in DATED:
        return row["url"] is None or bool(row["url"] == row["final_url"])
    return not row["address"].startswith("file:") or f"{row['address']}#".startswith(f"{row['target_uri']}#")


def _then(given: list[dict[str, Any]], versions: Sequence[Any], taken: set[tuple[str, int]]) -> int:
    """Of the versions that the bytes gave, in order, the one that stood when they were seen."""
    if given[0]["method"] not in DATED:  # when a file was seen says when it was added; each time began one version
        free = [one for one in given if (one["sha256"], one["version"]) not in taken]
        return int((free or given[-1:])[0]["version"])
    says = {row["id"]: row["digest"] for row in versions}
    own = {says[one["version"]] for one in given}
    at = utc(given[0]["captured_at"])
    stood = [row["id"] for row in versions if row["digest"] in own and row["valid_from"] <= at]
    return int(stood[-1] if stood else given[0]["version"])
