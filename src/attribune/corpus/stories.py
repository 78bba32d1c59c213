"""One story in many outlets: a version that copies an earlier one tells its story, so that copies can be counted.

Candidates share sampled runs of words (``sketches``); what decides is how much of the shorter text stands in the other.
A copy points straight at the first telling, a star and no chain, so a wire story with a thousand copies stays one step.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import itemgetter

from attribune.corpus.sketches import containment, runs_of

SAME_STORY = 0.5  # of the shorter text's five-word runs stand in the other; see benchmarks/stories.py
LIKELY = 0.25  # of the smaller sketch shared, or the texts aren't compared: a sketch of 15 errs by about 0.13
LEAST_RUNS = 25  # five-word runs of the shorter text; below, a shared sentence would make two briefs one story
POSTINGS = 64  # versions looked at for one run; the first tellings come first
COMPARED = 3  # texts compared for one version, those first that share most


def place_in_story(
    db: sqlite3.Connection, version: int, article: int, text: str, sketch: tuple[int, ...]
) -> tuple[int, int | None, float]:
    """The version whose story this one tells, the one it is most like, and how much of the shorter stands in the other.

    Itself, None and 1.0 where the story is new. A later version of an article tells the story of its first.
    """
    earlier = db.execute(
        "SELECT story, copy_of, similarity FROM versions WHERE article = ? AND story IS NOT NULL ORDER BY id LIMIT 1",
        (article,),
    ).fetchone()
    if earlier:
        return earlier[0], earlier[1], earlier[2]
    shared = Counter(chain.from_iterable(db.execute(_SHARING, (value, POSTINGS)).fetchall() for value in sketch))
    likely = _likely(db, shared, len(sketch))[:COMPARED]
    best: tuple[float, int, int] | None = None
    for candidate, found, story in _alike(db, text, likely):
        if found >= SAME_STORY and (best is None or found > best[0]):
            best = (found, story, candidate)
    return (best[1], best[2], round(best[0], 4)) if best else (version, None, 1.0)


_SHARING = "SELECT version FROM sketches WHERE hash = ? LIMIT ?"


def _likely(db: sqlite3.Connection, shared: Counter[tuple[int]], size: int) -> list[int]:
    """The versions that share enough runs to be likely, those first that share most. ``shared`` counts rows."""
    found = [(one, count) for (one,), count in shared.items() if count >= 2]
    found = sorted(found, key=itemgetter(1), reverse=True)[: COMPARED * 4]
    if not found:
        return []
    marks = ", ".join("?" * len(found))
    asked = f"SELECT id, sketched FROM versions INDEXED BY versions_told WHERE id IN ({marks})"
    sizes = dict(db.execute(asked, [one for one, _ in found]).fetchall())
    return [one for one, count in found if count >= LIKELY * min(size, sizes.get(one) or 0)]


def _alike(db: sqlite3.Connection, text: str, others: Sequence[int]) -> Iterator[tuple[int, float, int]]:
    """(version, containment, its story) of those that are, like the text, long enough to tell."""
    if not others:
        return
    asked = "SELECT text, story FROM versions WHERE id = ?"
    told = [db.execute(asked, (other,)).fetchone() for other in others]
    mine, *theirs = runs_of([text, *(row[0] for row in told)])
    for other, found, row in zip(others, theirs, told, strict=True):
        if min(len(mine), len(found)) >= LEAST_RUNS:
            yield other, containment(mine, found), int(row[1] or other)
