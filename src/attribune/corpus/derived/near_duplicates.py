"""Similarity of two texts; None unless both tell one story. Shared footers, templates and digests are no copies.

Most of the shorter text has to stand in the longer. So it does of two briefs with one footer: what is shared must be
how one of them begins, or long, or nearly all. A template's words are shared in short pieces, with other names
and figures between them: a copy's stand in long rows. And a short text in a long one is its story only if the long one
begins with it: a digest or a live page holds others, too.
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST_RUNS = 25  # five-word runs of the shorter text; below, a shared sentence would make two briefs one story
SAME_STORY = 0.5  # of the shorter text's runs stand in the other. All of these are measured by benchmarks/stories.py
IN_A_ROW = 12  # shared runs, on average: Reuters' templates have about 8, copies with one word in fifty changed 45
LEAD = 30  # runs a text begins with: a headline and the first sentence
OF_LEAD = 0.4  # of them stand in the other text
LONG = 120  # shared runs; no footer under a short article is so long
NEARLY_ALL = 0.8  # of the shorter text's runs
OF_LONGER = 0.25  # of the longer text's runs; below, the shorter may be one item of many


def story_similarity(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Return how much of the shorter text stands in the other, 0 to 1, where both tell one story; else None.

    Texts are given as their runs, in order.
    """
    shorter, longer = sorted((first, second), key=len)
    shorter_runs, longer_runs = set(shorter), set(longer)
    shared = shorter_runs & longer_runs
    least = min(len(shorter_runs), len(longer_runs))
    if least < LEAST_RUNS or len(shared) < SAME_STORY * least or not _is_in_rows(shorter, shared):
        return None
    part = len(shared) / least
    begins = _begins(longer, shared)
    if len(shared) >= OF_LONGER * len(longer_runs):
        begins = begins or _begins(shorter, shared) or len(shared) >= LONG or part >= NEARLY_ALL
    return part if begins else None


def _is_in_rows(runs: Sequence[int], shared: set[int]) -> bool:
    """True if the shared runs stand in long rows."""
    count = rows = 0
    was_shared = False
    for run in runs:
        is_shared = run in shared
        count += is_shared
        rows += is_shared and not was_shared
        was_shared = is_shared
    return count >= IN_A_ROW * rows


def _begins(runs: Sequence[int], shared: set[int]) -> bool:
    lead = runs[:LEAD]
    return sum(run in shared for run in lead) >= OF_LEAD * len(lead)
