"""Stories: versions that tell the same are joined, so that copies can be counted.

Candidates share sampled runs of words (``sketches``), rare runs first; then their texts are compared
(``near_duplicates.py``). Each version is compared with earlier ones only, and the result depends on texts alone, so
that it can be computed again. Versions that are joined, directly or through others, are one story. A story has the id
of its first version: the one with the earliest ``valid_from``, of several the one with the lowest id. The order in
which articles were added has no influence.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from attribune.corpus.derived.near_duplicates import story_similarity
from attribune.corpus.derived.sketches import runs_of

LIKELY = 0.25  # of the smaller sketch shared, or the texts aren't compared: a sketch of 15 errs by about 0.13
POSTINGS = 64  # versions looked at for one run, those added first
COMPARED = 3  # texts compared for one version, those first that share the rarest runs
Similar = list[tuple[int, float]]


def place_in_story(
    db: sqlite3.Connection, version: int, article: int, text: str, sampled: tuple[int, ...]
) -> tuple[int, int | None, float]:
    """Return a story for this version, the version most similar to it, and the similarity.

    Itself, None and 1.0 where the story is new. A later version of an article tells the story of its first. Stories
    that this version shows to be one become one. :func:`settle` has to follow for every story but a new one.
    """
    earlier = db.execute(_FIRST, (article, version)).fetchone()
    if earlier:
        return earlier[0], earlier[1], earlier[2]
    similar = find_similar(db, version, text, sampled)
    if not similar:
        return version, None, 1.0
    marks = ", ".join("?" * len(similar))
    query = f"SELECT DISTINCT story FROM versions WHERE id IN ({marks}) ORDER BY story"
    story, *others = (row[0] for row in db.execute(query, [other for other, _ in similar]).fetchall())
    for other in others:
        db.execute("UPDATE versions SET story = ? WHERE story = ?", (story, other))
    return story, *similar[0]


_FIRST = "SELECT story, copy_of, similarity FROM versions WHERE article = ? AND id < ? ORDER BY id LIMIT 1"


def settle(db: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Name stories that grew after their first telling. Stories that became part of others are passed over."""
    for story in sorted(stories):
        query = "SELECT id FROM versions WHERE story = ? ORDER BY valid_from, id LIMIT 1"
        first = db.execute(query, (story,)).fetchone()
        if first and first[0] != story:
            db.execute("UPDATE versions SET story = ? WHERE story = ?", (first[0], story))


class StoryRebuild:
    """Computes all stories of a record again, from texts, sketches and the times of the versions."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._first: dict[int, tuple[int, int | None, float]] = {}  # of each article: a version, and what it copies
        self._leads: dict[int, int] = {}  # from each version towards one that stands for all it is joined to

    def place(self, version: int, article: int, text: str, sampled: tuple[int, ...]) -> tuple[int | None, float]:
        """``copy_of`` and ``similarity`` of a version. Call it for each, by id; what has no text is left out."""
        self._leads[version] = version
        if article in self._first:
            first, copied, part = self._first[article]
            self._join(version, first)
            return copied, part
        similar = find_similar(self._db, version, text, sampled)
        for other, _ in similar:
            self._join(version, other)
        copied, part = similar[0] if similar else (None, 1.0)
        self._first[article] = (version, copied, part)
        return copied, part

    def stories(self) -> dict[int, int]:
        """Return the story of every version that was placed."""
        firsts: dict[int, int] = {}
        for (version,) in self._db.execute("SELECT id FROM versions ORDER BY valid_from, id"):
            if version in self._leads:
                firsts.setdefault(self._end(version), version)
        return {version: firsts[self._end(version)] for version in self._leads}

    def _join(self, first: int, second: int) -> None:
        first, second = self._end(first), self._end(second)
        self._leads[max(first, second)] = min(first, second)

    def _end(self, version: int) -> int:
        while (leads := self._leads.setdefault(version, version)) != version:
            self._leads[version] = self._leads[leads]
            version = leads
        return version


def find_similar(db: sqlite3.Connection, version: int, text: str, sampled: tuple[int, ...]) -> Similar:
    """Return the versions with lower ids that tell the same story, and how much of the shorter stands in the other.

    Most alike first. Versions of the same article are among them.
    """
    likely = _likely(db, version, sampled)[:COMPARED]
    if not likely:
        return []
    texts = [db.execute("SELECT text FROM versions WHERE id = ?", (other,)).fetchone()[0] for other in likely]
    runs, *their_runs = runs_of([text, *texts])
    parts = [(other, story_similarity(runs, one)) for other, one in zip(likely, their_runs, strict=True)]
    similar = [(other, round(part, 4)) for other, part in parts if part]
    return sorted(similar, key=lambda pair: (-pair[1], pair[0]))


_SHARING = "SELECT version FROM sketches WHERE hash = ? AND version < ? ORDER BY version LIMIT ?"


def _likely(db: sqlite3.Connection, version: int, sampled: Sequence[int]) -> list[int]:
    """Return the versions that share enough runs to be likely.

    A run of many versions says less of each: it is boilerplate.
    """
    counts: defaultdict[int, int] = defaultdict(int)
    weights: defaultdict[int, float] = defaultdict(float)
    for value in sampled:
        having = db.execute(_SHARING, (value, version, POSTINGS)).fetchall()
        for (other,) in having:
            counts[other] += 1
            weights[other] += 1 / len(having)
    likely = [other for other, count in counts.items() if count >= 2]
    likely = sorted(likely, key=lambda other: (-weights[other], other))[: COMPARED * 4]
    if not likely:
        return []
    marks = ", ".join("?" * len(likely))
    sized = f"SELECT id, sketch_size FROM versions INDEXED BY versions_summary WHERE id IN ({marks})"
    sizes = dict(db.execute(sized, likely).fetchall())
    return [other for other in likely if counts[other] >= LIKELY * min(len(sampled), sizes.get(other) or 0)]
