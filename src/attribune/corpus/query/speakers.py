"""Speakers found by name, and what each said, in how many outlets, from how many independent sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from attribune.articles.document.outlet_names import count_outlets
from attribune.corpus.derived.speaker_merges import speaker_key
from attribune.corpus.query.fts import terms
from attribune.corpus.query.sources import count_sources, count_stories, traced_versions, untraced_note
from attribune.corpus.query.types import COUNTED, Query, SearchResult
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.errors import UsageError
from attribune.text.fold import fold_text

MOST_CALLED = 10_000  # speakers that one name may mean


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """The ids of all speakers that a name means; ``note`` says whom it leaves out, ``cut`` that they were too many."""

    numbers: tuple[int, ...]
    note: str | None = None
    cut: bool = False


def speakers_called(corpus: Corpus, name: str) -> NameMatch:
    """Return everybody meant by a name: a whole name is who has just this name, one word is everybody who has it in
    theirs.

    Where nobody has the whole name, it is every name that has all its words.
    """
    matching, exact = _matching(corpus, name), _exactly(corpus, name)
    several = len(speaker_key(name).split()) > 1
    roots = exact if exact and several else list(dict.fromkeys(exact + matching))
    cut = len(matching) >= MOST_CALLED and len(roots) >= MOST_CALLED
    note = None
    if not roots:
        note = f"the corpus has no speaker called {name}"
    elif cut:
        note = f"at least {MOST_CALLED:,} speakers have this in their names; give more of the name"
    elif others := len(set(matching) - set(roots)):
        which = "1 other speaker has" if others == 1 else f"{others:,} other speakers have"
        note = f"{which} these words in a name; --in speakers lists them"
    listed = ", ".join(map(str, roots))
    rows = corpus.rows(f"SELECT id FROM speakers WHERE canonical IN ({listed}) ORDER BY id")
    return NameMatch(numbers=tuple(row["id"] for row in rows), note=note, cut=cut)


def _exactly(corpus: Corpus, name: str) -> list[int]:
    """Return the shown speakers one of whose names, or whose name by a decision, is this one."""
    key = speaker_key(name)
    own = corpus.rows("SELECT canonical FROM speakers WHERE key = ?", (key,))
    renamed = corpus.rows("SELECT DISTINCT canonical, canonical_name FROM speakers WHERE canonical_name != name")
    by_decision = [row["canonical"] for row in renamed if speaker_key(row["canonical_name"]) == key]
    return list(dict.fromkeys([row["canonical"] for row in own] + by_decision))


def find_one_speaker(corpus: Corpus, named: str) -> int:
    """Return the id of the one speaker meant by an id, a name, or words of a name.

    Raises UnknownRecord, naming the choice.
    """
    if named.isdecimal() and corpus.rows("SELECT 1 FROM speakers WHERE id = ?", (int(named),)):
        return int(named)
    exact = _exactly(corpus, named)
    own = corpus.rows("SELECT id FROM speakers WHERE key = ?", (speaker_key(named),))
    if own and len(exact) == 1:
        return int(own[0]["id"])
    numbers = exact or _matching(corpus, named)
    if len(numbers) == 1:
        return numbers[0]
    if not numbers:
        raise UnknownRecord(
            "the corpus has no speaker of this name or id; `attribune search --in speakers` finds them", concerns=named
        )
    marks = ", ".join("?" * len(numbers[:6]))
    rows = corpus.rows(f"SELECT id, canonical_name FROM speakers WHERE id IN ({marks})", tuple(numbers[:6]))
    listed = ", ".join(f"{row['id']} {row['canonical_name']}" for row in rows)
    raise UnknownRecord(f"several speakers have these words in their name; give one id: {listed}", concerns=named)


def _matching(corpus: Corpus, words: str) -> list[int]:
    """Return the shown speakers with all of the words in one of their names."""
    try:
        match = terms(words).match()
    except UsageError:
        return []
    own = corpus.rows(
        "SELECT DISTINCT canonical FROM speakers_fts AS f JOIN speakers AS s ON s.id = f.rowid "
        f"WHERE speakers_fts MATCH ? ORDER BY rank LIMIT {MOST_CALLED}",
        (match,),
    )
    wanted = fold_text(words).split()
    renamed = corpus.rows("SELECT DISTINCT canonical, canonical_name FROM speakers WHERE canonical_name != name")
    by_decision = [
        row["canonical"] for row in renamed if all(word in fold_text(row["canonical_name"]) for word in wanted)
    ]
    return list(dict.fromkeys([row["canonical"] for row in own] + by_decision))


def search_speakers(corpus: Corpus, query: Query) -> SearchResult:
    """Return the speakers whose names have the words, those who said most first."""
    wanted = " ".join(filter(None, (query.words, query.speaker)))
    roots: Sequence[int] = ()
    if wanted.strip():
        terms(wanted)
        roots = _matching(corpus, wanted)
    most = max(COUNTED, query.limit) + query.offset
    counted = _by_statement_count(
        corpus, f"WHERE p.canonical IN ({', '.join(map(str, roots))})" if wanted.strip() else "", most
    )
    page = counted[query.offset : query.offset + query.limit]
    return SearchResult(
        where="speakers",
        hits=tuple(profile(corpus, root) for root in page),
        total=len(counted),
        outlets=0,
        stories=0,
        independent_sources=0,
        counted_all=len(counted) < most and len(roots) < MOST_CALLED,
        ranking="bm25",
        untraced=untraced_note(corpus) if page else None,
        matches=tuple(counted),
    )


def _by_statement_count(corpus: Corpus, which: str, most: int) -> list[int]:
    """Return the shown speakers that a text mentions, those who said most first."""
    rows = corpus.rows(
        "SELECT p.canonical, sum((SELECT count(*) FROM statements WHERE speaker = p.id)) AS said FROM speakers AS p "
        f"{which} GROUP BY p.canonical HAVING said OR max(EXISTS (SELECT 1 FROM sources WHERE speaker = p.id)) "
        "ORDER BY said DESC, p.canonical LIMIT ?",
        (most,),
    )
    return [row["canonical"] for row in rows]


def profile(corpus: Corpus, root: int) -> dict[str, Any]:
    """Return one shown speaker: names, statements in latest versions, outlets, stories and independent sources."""
    speaker = corpus.rows("SELECT canonical_name, kind FROM speakers WHERE id = ?", (root,))[0]
    names = corpus.rows("SELECT id, name FROM speakers WHERE canonical = ? ORDER BY id", (root,))
    statements = corpus.rows(
        "SELECT coalesce(v.outlet, v.site) AS outlet, v.id AS version, v.published, s.first_hand "
        "FROM statements AS s JOIN versions AS v INDEXED BY versions_analysis ON v.analysis = s.analysis "
        "JOIN articles AS a ON a.id = v.article WHERE s.speaker IN (SELECT id FROM speakers WHERE canonical = ?) "
        f"AND v.id = a.latest LIMIT {COUNTED}",
        (root,),
    )
    versions = [row["version"] for row in statements]
    traced = traced_versions(corpus, versions)
    days = sorted(row["published"][:10] for row in statements if row["published"])
    return {
        "id": root,
        "speaker": speaker["canonical_name"],
        "kind": speaker["kind"],
        "also": [row["name"] for row in names if row["name"] != speaker["canonical_name"]],
        "statements": len(statements),
        "first_hand": sum(row["first_hand"] for row in statements),
        "outlets": count_outlets(row["outlet"] for row in statements if row["outlet"]),
        "stories": count_stories(traced, versions),
        "independent_sources": count_sources(traced, versions),
        "since": days[0] if days else None,
        "until": days[-1] if days else None,
        "counted_all": len(statements) < COUNTED,
    }
