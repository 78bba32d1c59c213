"""Stories and independent sources of versions, as the trace of the corpus has them (table ``traced``).

Copies have the root of what they were copied from. Versions with a common root are one source, directly or through
others. Nothing is guessed of a version that wasn't traced: then nobody knows how many sources there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attribune.articles.document.outlet_names import count_outlets
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import usable
from attribune.text.clipping import count

Roots = tuple[int, ...]
_TRACED = "SELECT version, story, roots FROM json_each(?) AS j CROSS JOIN traced AS t ON t.version = j.value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What a trace says of a version: the first version of its story, and the roots from which its words came."""

    story: int
    roots: Roots


def traced_versions(corpus: Corpus, versions: Iterable[int]) -> dict[int, Traced]:
    """Return what the trace says of these versions; nothing of those that weren't traced."""
    found: dict[int, Traced] = {}
    wanted = json.dumps(sorted(set(versions)))
    with usable(str(corpus.folder)):
        for row in corpus.rows(_TRACED, (wanted,)):
            roots = tuple(int(root) for root in json.loads(row["roots"]))
            found[row["version"]] = Traced(story=int(row["story"]), roots=roots)
    return found


def count_stories(traced: dict[int, Traced], versions: Sequence[int]) -> int | None:
    """Return how many stories these versions tell; None where one of them wasn't traced."""
    if any(version not in traced for version in versions):
        return None
    return len({traced[version].story for version in versions})


def count_sources(traced: dict[int, Traced], versions: Sequence[int]) -> int | None:
    """Return from how many independent sources these versions have their words; None where one wasn't traced.

    >>> told = {n: Traced(story=1, roots=roots) for n, roots in {1: (1,), 2: (1, 5), 3: (5,), 4: (4,)}.items()}
    >>> count_sources(told, [1, 3]), count_sources(told, [1, 2, 3, 4]), count_sources(told, [1, 6])
    (2, 2, None)
    """
    if any(version not in traced for version in versions):
        return None
    roots = {version: traced[version].roots for version in versions}
    return len(set(joined_roots(roots, versions).values()))


def joined_roots(roots: Mapping[int, Roots], numbers: Sequence[int]) -> dict[int, int]:
    """Return for each number a root that stands for its source among these: the same where roots are in common."""
    leads: dict[int, int] = {}

    def end(root: int) -> int:
        while leads.setdefault(root, root) != root:
            leads[root] = leads[leads[root]]
            root = leads[root]
        return root

    for number in numbers:
        first, *others = roots[number] or (number,)
        for other in others:
            one, two = end(first), end(other)
            leads[max(one, two)] = min(one, two)
    return {number: end((roots[number] or (number,))[0]) for number in numbers}


def story_of(corpus: Corpus, version: int) -> dict[str, object] | None:
    """Return the story of a version: articles, outlets, independent sources, and where its own words came from.

    ``from`` are addresses of the roots of its words, None for an unseen one; none where they are its own. None where
    the version wasn't traced.
    """
    own = traced_versions(corpus, [version]).get(version)
    if own is None:
        return None
    rows = corpus.rows(
        "SELECT t.version, v.article, coalesce(v.outlet, v.site) AS outlet FROM traced AS t JOIN versions AS v "
        "ON v.id = t.version WHERE t.story = ?",
        (own.story,),
    )
    versions = [row["version"] for row in rows]
    address = "SELECT a.address FROM versions AS v JOIN articles AS a ON a.id = v.article WHERE v.id = ?"
    roots = [corpus.rows(address, (root,)) for root in own.roots if root != version]
    return {
        "story": own.story,
        "articles": len({row["article"] for row in rows}),
        "outlets": count_outlets(row["outlet"] for row in rows if row["outlet"]),
        "independent_sources": count_sources(traced_versions(corpus, versions), versions),
        "from": [rows[0]["address"] if rows else None for rows in roots],
    }


def untraced_note(corpus: Corpus) -> str | None:
    """Return what is said where versions weren't traced, and what to do; None where all were."""
    row = corpus.rows("SELECT (SELECT max(id) FROM versions) AS last, (SELECT max(version) FROM traced) AS traced")[0]
    last, traced = row["last"] or 0, row["traced"] or 0
    if last <= traced:
        return None
    remedy = f"attribune trace --corpus {corpus.folder}"
    if not traced:
        return f"independent sources aren't known: this corpus wasn't traced yet; {remedy}"
    many = last - traced
    were = f"{count(many, 'version')} of articles {'were' if many != 1 else 'was'} added"
    return f"independent sources may have changed: {were} since the corpus was traced; {remedy}"
