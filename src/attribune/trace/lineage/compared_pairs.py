"""Of which matches the changes are told: those that say where an article's words come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from attribune.trace.lineage.parents import Parent
from attribune.trace.passages.alignment import Aligned

MOST_COMPARED = 6  # earlier articles that one is compared with word by word, unless it has more parents
Pair = tuple[int, int]


def compared_pairs(
    passages: Iterable[Aligned], edges: Mapping[int, Sequence[Parent]], are_versions: Callable[[int, int], bool]
) -> set[Pair]:
    """Return the pairs of texts that are compared word by word, at most a few for each text.

    These are its parents, other versions of its page, the first text that shares words with it, which is the centre of
    its star, and of the others those that share most. What lies between two copies of one original is told by their
    changes from it; to compare each with all others would take a time that grows with the square of the copies.
    """
    shared: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in passages:
        shared[one.later][one.earlier] += one.length
    found: set[Pair] = set()
    for later, earlier in shared.items():
        named = {parent.text for parent in edges.get(later, ())} & earlier.keys()
        others = sorted(earlier.keys() - named, key=lambda n: (not are_versions(n, later), -earlier[n], n))
        chosen = dict.fromkeys([*sorted(named), min(earlier), *others])
        found |= {(text, later) for text in list(chosen)[: max(MOST_COMPARED, len(named) + 1)]}
    return found
