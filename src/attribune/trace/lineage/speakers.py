"""To whom an article gives a quotation, read by rules when a family asks for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

from attribune.errors import AttribuneError
from attribune.records import Article, Span


def speaker_of(article: Article, span: Span) -> str | None:
    """To whom an article gives the words at a span; None where it doesn't say, or it can't be told."""
    names, contents, ends = _statements(_Held(article))
    touching = contents[bisect_right(ends, span[0]) : bisect_left(contents, span[1], key=lambda one: one[0])]
    best = max(touching, key=lambda one: (min(one[1], span[1]) - max(one[0], span[0]), -one[0]), default=None)
    if best is None or min(best[1], span[1]) <= max(best[0], span[0]):
        return None
    return names.get(best[2])


class _Held:
    """An article as a key: the same object, without the work of hashing all of its blocks."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.article is other.article

    def __hash__(self) -> int:
        return id(self.article)


@lru_cache(maxsize=1024)
def _statements(held: _Held) -> tuple[dict[str, str], list[tuple[int, int, str]], list[int]]:
    """Names by source, contents by start with their speaker, and the last end of each content and those before it."""
    from attribune.sources.reading import read_sources

    try:
        reading = read_sources(held.article, tier="rules")
    except AttribuneError:  # too many marks, say: whose words they are can't be told
        return {}, [], []
    names = {source.id: source.name for source in reading.sources}
    contents = [(s, e, one.speaker) for one in reading.statements if one.speaker for s, e in one.content]
    contents.sort(key=lambda one: one[0])
    return names, contents, list(accumulate((end for _, end, _ in contents), max))
