"""How far a correction has reached: which copies still carry the words that a newer version no longer has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from attribune.check.quote import Word, words
from attribune.errors import UsageError
from attribune.fetch.canonical_url import canonical_url
from attribune.records import Article, Carries, Reach, Span, Trace
from attribune.trace.lineage.dating import in_order

AROUND = 3  # words on each side by which a place is found again in a copy
_NAMED = re.compile(r"(?P<article>.+?)(?::(?P<start>\d+)-(?P<end>\d+))?\Z", re.DOTALL)


Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One correction: the words before and after it, each with some of the words around, the surest run first."""

    old: tuple[Run, ...]
    new: tuple[Run, ...]


def parse_reach(named: str, articles: Sequence[Article]) -> tuple[Article, Span | None]:
    """Return the article and the span that ``ARTICLE`` or ``ARTICLE:s-e`` names. Raises UsageError."""
    known = {article.id: article for article in articles}
    if named in known:
        return known[named], None
    found = _NAMED.match(named)
    article = known.get(found["article"]) if found else None
    if found is None or article is None:
        raise UsageError(
            "no article of the input has this id; attribune trace --format jsonl lists them", concerns=named
        )
    if found["start"] is None:
        return article, None
    start, end = int(found["start"]), int(found["end"])
    if not start < end <= len(article.text):
        why = f"the span must lie in the article's text, which has {len(article.text)} characters"
        raise UsageError(why, concerns=named)
    return article, (start, end)


def reach_of(old: Article, span: Span | None, articles: Sequence[Article], trace: Trace) -> list[Reach]:
    """Return what each copy of an article carries, in the order of time. Raises UsageError without a newer version."""
    newer = newer_version(old, articles)
    if newer is None and span is None:
        raise UsageError(
            "the input has no newer version of this article (the same URL, a later date); name the old words as "
            "ARTICLE:start-end", concerns=old.id,
        )  # fmt: skip
    places = _corrections(old, newer, span)
    if not places:
        raise UsageError("the newer version still has all of these words", concerns=old.id)
    versions = {old.id} | ({newer.id} if newer else set())
    versions |= {one.id for one in articles if _same_page(one, old)}
    copies: dict[str, Span] = {}
    for match in trace.matches:
        if match.kind == "boilerplate":
            continue
        for mine, theirs in ((match.earlier, match.later), (match.later, match.earlier)):
            if mine.article in versions and theirs.article not in versions:
                held = copies.get(theirs.article, theirs.span)
                copies[theirs.article] = (min(held[0], theirs.span[0]), max(held[1], theirs.span[1]))
    return [_carried(article, copies[article.id], places) for article in in_order(articles) if article.id in copies]


def newer_version(old: Article, articles: Sequence[Article]) -> Article | None:
    """Return the newest other version of an article's page that isn't older than it."""
    versions = [one for one in articles if one.id != old.id and _same_page(one, old)]
    later = [one for one in versions if _time(one) >= _time(old) and one.text != old.text]
    return max(later, key=lambda one: (_time(one), one.id), default=None)


def _time(article: Article) -> str:
    return article.modified or article.published or article.captured_at or ""


def _same_page(one: Article, two: Article) -> bool:
    if not one.url or not two.url:
        return False
    return (canonical_url(one.url) or one.url) == (canonical_url(two.url) or two.url)


def _corrections(old: Article, newer: Article | None, span: Span | None) -> list[_Place]:
    """Return the places at which the newer version has other words; of a span without a newer version its words."""
    ours = words(old.text)
    if newer is None:
        assert span is not None
        held = [number for number, word in enumerate(ours) if word.start < span[1] and word.end > span[0]]
        return [_place(ours, held[0], held[-1] + 1, [], 0, 0)] if held else []
    theirs = words(newer.text)
    matcher = SequenceMatcher(None, [w.norm for w in ours], [w.norm for w in theirs], autojunk=False)
    places = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        low = ours[i].start if i < len(ours) else len(old.text)
        high = ours[j - 1].end if j > i else low
        if span is None and i == j:
            continue  # all words that the newer version no longer has; what it only adds is no correction of words
        if span is None or (low < span[1] and high > span[0]) or (i == j and span[0] <= low <= span[1]):
            places.append(_place(ours, i, j, theirs, k, m))
    return places


def _place(ours: Sequence[Word], i: int, j: int, theirs: Sequence[Word], k: int, m: int) -> _Place:
    return _Place(_runs([word.norm for word in ours], i, j), _runs([word.norm for word in theirs], k, m))


def _runs(norms: Sequence[str], low: int, high: int) -> tuple[Run, ...]:
    """Return the words ``low:high`` with those on both sides, or on one; where there are none,
    what stands around them.
    """
    near, wide = AROUND - 1, AROUND
    if low == high:
        return (tuple(norms[max(0, low - near) : high + near]),) if norms else ()
    sides = ((wide, wide), (1, 1), (near, 0), (0, near)) if high - low < AROUND else ((wide, wide), (0, 0))
    return tuple(dict.fromkeys(tuple(norms[max(0, low - left) : high + right]) for left, right in sides))


def _carried(article: Article, span: Span, places: Sequence[_Place]) -> Reach:
    """Return what one copy carries: the old words, if any place has them, else the new, else neither."""
    found = words(article.text)
    norms = [word.norm for word in found]
    first: tuple[Carries, Span] | None = None
    for place in places:
        old, new = _where(found, norms, place.old), _where(found, norms, place.new)
        if old:
            return Reach(article=article.id, span=old, carries="old")
        first = first or (("new", new) if new else None)
    return Reach(article=article.id, span=first[1] if first else span, carries=first[0] if first else "neither")


def _where(found: Sequence[Word], norms: Sequence[str], runs: Sequence[Run]) -> Span | None:
    """Return where the first of some runs stands that does."""
    for run in runs:
        at = next(_find(norms, run), None)
        if at is not None:
            return found[at].start, found[at + len(run) - 1].end
    return None


def _find(norms: Sequence[str], run: Sequence[str]) -> Iterator[int]:
    """Yield the places of a run of words."""
    if not run:
        return
    size = len(run)
    for at, norm in enumerate(norms):
        if norm == run[0] and tuple(norms[at : at + size]) == tuple(run):
            yield at
