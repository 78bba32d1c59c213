"""To whom an article gives a quotation, read by rules when a family asks for it."""

from __future__ import annotations

from functools import lru_cache

from attribune.records import Article, Reading, Span

Contents = list[tuple[int, int, str]]


def speaker_of(article: Article, span: Span) -> str | None:
    """To whom an article gives the words at a span; None where it doesn't say, or it can't be told."""
    return speaker_at(*statements_of(article), span)


def speaker_at(names: dict[str, str], contents: Contents, span: Span) -> str | None:
    """To whom statements give the words at a span; None where they don't say. As :func:`named_statements` has them."""
    best = max(contents, key=lambda one: (min(one[1], span[1]) - max(one[0], span[0]), -one[0]), default=None)
    if best is None or min(best[1], span[1]) <= max(best[0], span[0]):
        return None
    return names.get(best[2])


@lru_cache(maxsize=1024)
def statements_of(article: Article) -> tuple[dict[str, str], Contents]:
    """Return the sources and statements of an article, read by rules, as :func:`named_statements` has them."""
    from attribune.sources.reading import read_sources

    try:
        return named_statements(read_sources(article, tier="rules"))
    except Exception:  # too many marks, or a fault of the rules: whose words they are can't be told
        return {}, []


def named_statements(reading: Reading) -> tuple[dict[str, str], Contents]:
    """Return the names of sources by id, and start, end and source of each piece of a statement's words."""
    names = {source.id: source.name for source in reading.sources}
    return names, [(s, e, one.speaker) for one in reading.statements if one.speaker for s, e in one.content]
