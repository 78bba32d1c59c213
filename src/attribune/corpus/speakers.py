"""Speakers found by name, and what each said, in how many outlets, from how many stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attribune.corpus.decisions import speaker_key
from attribune.corpus.problems import UnknownRecord
from attribune.corpus.query import COUNTED, Found, Query
from attribune.corpus.store import Corpus
from attribune.corpus.terms import terms
from attribune.errors import UsageError
from attribune.text.fold import fold_text

MOST_CALLED = 2_000  # speakers that one name may mean in a filter


def speakers_called(corpus: Corpus, name: str) -> list[int]:
    """All speakers shown under a name: exactly this one, else every name that has all its words."""
    exact = corpus.rows("SELECT shown FROM speakers WHERE key = ?", (speaker_key(name),))
    roots = {row["shown"] for row in exact} or set(_matching(corpus, name))
    marks = ", ".join("?" * len(roots))
    found = corpus.rows(f"SELECT id FROM speakers WHERE shown IN ({marks})", tuple(roots))
    return [row["id"] for row in found][:MOST_CALLED]


def one_speaker(corpus: Corpus, named: str) -> int:
    """The id of the one speaker meant by an id, a name, or words of a name. Raises UnknownRecord, naming the choice."""
    if named.isdecimal() and corpus.rows("SELECT 1 FROM speakers WHERE id = ?", (int(named),)):
        return int(named)
    exact = corpus.rows("SELECT id FROM speakers WHERE key = ?", (speaker_key(named),))
    if exact:
        return int(exact[0]["id"])
    numbers = _matching(corpus, named)
    if len(numbers) == 1:
        return numbers[0]
    if not numbers:
        raise UnknownRecord("the corpus has no speaker called so", concerns=named)
    marks = ", ".join("?" * len(numbers[:6]))
    rows = corpus.rows(f"SELECT id, shown_name FROM speakers WHERE id IN ({marks})", tuple(numbers[:6]))
    listed = ", ".join(f"{row['id']} {row['shown_name']}" for row in rows)
    raise UnknownRecord(f"several speakers have these words in their name; give one id: {listed}", concerns=named)


def _matching(corpus: Corpus, words: str) -> list[int]:
    """The shown speakers with all of the words in one of their names."""
    try:
        match = terms(words).match()
    except UsageError:
        return []
    own = corpus.rows(
        "SELECT DISTINCT shown FROM speakers_fts AS f JOIN speakers AS s ON s.id = f.rowid WHERE speakers_fts MATCH ? "
        f"ORDER BY rank LIMIT {MOST_CALLED}",
        (match,),
    )
    wanted = fold_text(words).split()
    renamed = corpus.rows("SELECT DISTINCT shown, shown_name FROM speakers WHERE shown_name != name")
    also = [row["shown"] for row in renamed if all(word in fold_text(row["shown_name"]) for word in wanted)]
    return list(dict.fromkeys([row["shown"] for row in own] + also))


def search_speakers(corpus: Corpus, query: Query) -> Found:
    """The speakers whose names have the words, those who said most first."""
    wanted = query.words or query.speaker or ""
    if wanted.strip():
        terms(wanted)
        roots: Sequence[int] = _matching(corpus, wanted)
    else:
        roots = [
            row[0]
            for row in corpus.rows(
                "SELECT p.shown FROM statements AS s JOIN speakers AS p ON p.id = s.speaker GROUP BY p.shown "
                f"ORDER BY count(*) DESC LIMIT {COUNTED}"
            )
        ]
    roots = [root for root in roots if corpus.rows(_MENTIONED, (root,))]
    counted = [(root, _said(corpus, root)) for root in roots[: COUNTED if len(roots) <= 200 else 200]]
    counted.sort(key=lambda pair: (-pair[1], pair[0]))
    page = counted[query.offset : query.offset + query.limit]
    return Found(
        where="speakers",
        hits=tuple(profile(corpus, root) for root, _ in page),
        total=len(roots),
        outlets=0,
        stories=0,
        counted_all=len(roots) < COUNTED,
        ranking="bm25",
    )


_MENTIONED = "SELECT 1 FROM sources WHERE speaker IN (SELECT id FROM speakers WHERE shown = ?) LIMIT 1"


def _said(corpus: Corpus, root: int) -> int:
    asked = "SELECT count(*) FROM statements WHERE speaker IN (SELECT id FROM speakers WHERE shown = ?)"
    return int(corpus.rows(asked, (root,))[0][0])


def profile(corpus: Corpus, root: int) -> dict[str, Any]:
    """One shown speaker: names, statements in latest versions, outlets, and stories: the independent sources."""
    shown = corpus.rows("SELECT shown_name, kind FROM speakers WHERE id = ?", (root,))[0]
    names = corpus.rows("SELECT id, name FROM speakers WHERE shown = ? ORDER BY id", (root,))
    said = corpus.rows(
        "SELECT coalesce(v.outlet, v.site) AS outlet, v.story, v.published, s.first_hand "
        "FROM statements AS s JOIN extractions AS e ON e.id = s.extraction JOIN versions AS v ON v.id = e.version "
        "JOIN articles AS a ON a.id = v.article WHERE s.speaker IN (SELECT id FROM speakers WHERE shown = ?) "
        f"AND s.extraction = v.extraction AND v.id = a.latest LIMIT {COUNTED}",
        (root,),
    )
    days = sorted(row["published"][:10] for row in said if row["published"])
    return {
        "id": root,
        "speaker": shown["shown_name"],
        "kind": shown["kind"],
        "also": [row["name"] for row in names if row["name"] != shown["shown_name"]],
        "statements": len(said),
        "first_hand": sum(row["first_hand"] for row in said),
        "outlets": len({row["outlet"] for row in said} - {None}),
        "stories": len({row["story"] for row in said}),
        "since": days[0] if days else None,
        "until": days[-1] if days else None,
        "counted_all": len(said) < COUNTED,
    }
