"""Who is quoted how often, and how: named or not, first-hand or passed on, with copies of the same words removed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from attribune.articles.document.outlet_names import count_outlets, outlet_key, spellings
from attribune.corpus.query.search import day_of
from attribune.corpus.query.sources import joined_roots, traced_versions, untraced_note
from attribune.corpus.storage.corpus import Corpus
from attribune.text.fold import fold_text

MOST = 100_000  # statements that are counted
Standing = Literal["named person", "named organization", "document", "not named", "nobody"]
STANDINGS: tuple[Standing, ...] = ("named person", "named organization", "document", "not named", "nobody")
_OF_KIND: Mapping[str | None, Standing] = {
    "person": "named person", "organization": "named organization", "outlet": "named organization",
    "document": "document", "group": "not named", "unnamed": "not named", None: "nobody",
}  # fmt: skip
_SQL = f"""
SELECT p.canonical AS speaker_id, p.canonical_name AS speaker, c.kind AS source, s.kind, s.first_hand, s.text,
  v.id AS version, v.article, coalesce(v.outlet, v.site) AS outlet, v.published
FROM statements AS s JOIN versions AS v ON v.analysis = s.analysis JOIN articles AS a ON a.latest = v.id
LEFT JOIN speakers AS p ON p.id = s.speaker LEFT JOIN speakers AS c ON c.id = p.canonical
WHERE (?1 IS NULL OR v.published >= ?1) AND (?2 IS NULL OR substr(v.published, 1, length(?2)) <= ?2)
ORDER BY v.published IS NULL, v.published, v.id, s.id LIMIT {MOST + 1}
"""


@dataclass(slots=True)
class Tally:
    """How often, and how, somebody is quoted. ``articles`` and ``outlets`` are those in which it stands."""

    name: str
    standing: Standing | None = None
    speaker: int | None = None
    statements: int = 0
    first_hand: int = 0
    direct: int = 0
    by_standing: Counter[str] = field(default_factory=Counter)
    articles: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)

    def add(self, row: sqlite3.Row, standing: Standing) -> None:
        """Count one statement."""
        self.statements += 1
        self.first_hand += row["first_hand"]
        self.direct += row["kind"] != "indirect"
        self.by_standing[standing] += 1
        self.articles.add(row["article"])
        if row["outlet"]:
            self.outlets.add(outlet_key(row["outlet"]))

    @property
    def outlet_count(self) -> int:
        """How many outlets the statements stand in, counted as everywhere."""
        return count_outlets(self.outlets)

    def to_json(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        return {
            "speaker_id": self.speaker, "name": self.name, "standing": self.standing, "statements": self.statements,
            "first_hand": self.first_hand, "passed_on": self.statements - self.first_hand, "direct": self.direct,
            "articles": len(self.articles), "outlets": self.outlet_count,
            "by_standing": {name: self.by_standing[name] for name in STANDINGS},
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAudit:
    """The tallies of a corpus or a part of it, those who say most first.

    ``removed`` statements are copies: the same words of the same speaker, in articles that have them from one source.
    ``counted_all`` is False where there were more than are counted.
    """

    total: Tally
    speakers: tuple[Tally, ...]
    outlets: tuple[Tally, ...]
    removed: int
    counted_all: bool
    note: str | None = None


def source_audit(
    corpus: Corpus, *, outlet: str | None = None, since: str | None = None, until: str | None = None,
    copies: bool = False,
) -> SourceAudit:  # fmt: skip
    """Count the statements of latest versions by speaker and by outlet; ``copies`` counts copies, too.

    ``since`` and ``until`` are days, months or years of publication. Raises UsageError for what is none.
    """
    rows = corpus.rows(_SQL, (day_of(since or None), day_of(until or None)))
    counted, all_of_them = rows[:MOST], len(rows) <= MOST
    names = spellings([row["outlet"] for row in counted if row["outlet"]])
    wanted = outlet_key(outlet) if outlet else None
    chosen = [row for row in counted if wanted is None or (row["outlet"] and outlet_key(row["outlet"]) == wanted)]
    kept = chosen if copies else list(_without_copies(corpus, chosen))
    total, speakers, outlets = Tally("all"), dict[int | None, Tally](), dict[str, Tally]()
    for row in kept:
        standing = _OF_KIND[row["source"]]
        key = outlet_key(row["outlet"]) if row["outlet"] else ""
        total.add(row, standing)
        speakers.setdefault(
            row["speaker_id"], Tally(row["speaker"] or "nobody named", standing, row["speaker_id"])
        ).add(row, standing)
        outlets.setdefault(key, Tally(names.get(key, key) or "no outlet named")).add(row, standing)
    return SourceAudit(
        total=total, speakers=_ranked(speakers.values()), outlets=_ranked(outlets.values()),
        removed=len(chosen) - len(kept), counted_all=all_of_them, note=untraced_note(corpus),
    )  # fmt: skip


def _ranked(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    return tuple(sorted(tallies, key=lambda one: (-one.statements, one.name)))


def _without_copies(corpus: Corpus, rows: Iterable[Any]) -> Iterable[Any]:
    """Yield each statement once where several articles have the same words of the same speaker from one source."""
    rows = list(rows)
    traced = traced_versions(corpus, (row["version"] for row in rows))
    roots = {row["version"]: traced[row["version"]].roots if row["version"] in traced else () for row in rows}
    source = joined_roots(roots, sorted(roots))
    seen: set[tuple[int, int | None, str]] = set()
    for row in rows:
        said = (source[row["version"]], row["speaker_id"], " ".join(fold_text(row["text"]).split()))
        if said not in seen:
            seen.add(said)
            yield row
