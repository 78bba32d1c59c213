"""One story in many outlets: a version that copies an earlier one tells its story, so that copies can be counted.

Candidates share sampled runs of words (``sketches``); what decides is how much of the shorter text stands in the other.
A copy points straight at the first telling, a star and no chain, so a wire story with a thousand copies stays one step.
"""

from __future__ import annotations

import sqlite3
from collections import Counter

from attribune.corpus.sketches import containment, runs

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
    shared: Counter[int] = Counter()
    for value in sketch:
        shared.update(row[0] for row in db.execute(_SHARING, (value, version, POSTINGS)))
    likely = _likely(db, shared, len(sketch))
    mine: set[int] = set()
    best: tuple[float, int, int] | None = None
    for candidate in likely[:COMPARED]:
        mine = mine or runs(text)
        found = similarity(db, candidate, mine)
        if found is not None and found[0] >= SAME_STORY and (best is None or found[0] > best[0]):
            best = (*found, candidate)
    return (best[1], best[2], round(best[0], 4)) if best else (version, None, 1.0)


_SHARING = "SELECT version FROM sketches WHERE hash = ? AND version != ? LIMIT ?"


def _likely(db: sqlite3.Connection, shared: Counter[int], size: int) -> list[int]:
    """The versions that share enough runs to be likely, those first that share most."""
    found = [(one, count) for one, count in shared.most_common(COMPARED * 4) if count >= 2]
    marks = ", ".join("?" * len(found))
    sizes = dict(db.execute(f"SELECT id, sketched FROM versions WHERE id IN ({marks})", [one for one, _ in found]))
    return [one for one, count in found if count >= LIKELY * min(size, sizes.get(one) or 0)]


def similarity(db: sqlite3.Connection, other: int, mine: set[int]) -> tuple[float, int] | None:
    """(containment, the other's story); None where one of the two is too short to tell."""
    text, story = db.execute("SELECT text, story FROM versions WHERE id = ?", (other,)).fetchone()
    theirs = runs(text)
    if min(len(mine), len(theirs)) < LEAST_RUNS:
        return None
    return containment(mine, theirs), int(story or other)
