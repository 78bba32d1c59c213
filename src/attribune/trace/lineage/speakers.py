"""To whom an article gives a quotation, read by rules when a family asks for it."""

from __future__ import annotations

from functools import lru_cache

from attribune.errors import AttribuneError
from attribune.records import Article, Span


def speaker_of(article: Article, span: Span) -> str | None:
    """To whom an article gives the words at a span; None where it doesn't say, or it can't be told."""
    names, contents = _statements(article)
    best = max(contents, key=lambda one: (min(one[1], span[1]) - max(one[0], span[0]), -one[0]), default=None)
    if best is None or min(best[1], span[1]) <= max(best[0], span[0]):
        return None
    return names.get(best[2])


@lru_cache(maxsize=1024)
def _statements(article: Article) -> tuple[dict[str, str], list[tuple[int, int, str]]]:
    from attribune.sources.reading import read_sources

    try:
        reading = read_sources(article, tier="rules")
    except AttribuneError:  # too many marks, say: whose words they are can't be told
        return {}, []
    names = {source.id: source.name for source in reading.sources}
    return names, [(s, e, one.speaker) for one in reading.statements if one.speaker for s, e in one.content]
