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
from attribune.trace.run import in_order

AROUND = 3  # words on each side by which a place is found again in a copy
_NAMED = re.compile(r"(?P<article>.+?)(?::(?P<start>\d+)-(?P<end>\d+))?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Place:
    """One correction: the words before and after, each with some words around, as folded words."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    old_core: tuple[str, ...]
    new_core: tuple[str, ...]
    span: Span


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
    """The places at which the newer version has other words; of a span without a newer version its words."""
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
    old, new = [word.norm for word in ours], [word.norm for word in theirs]
    span = (ours[i].start, ours[j - 1].end) if i < j else (0, 0)
    return _Place(
        tuple(old[max(0, i - AROUND) : j + AROUND]), tuple(new[max(0, k - AROUND) : m + AROUND]),
        tuple(old[max(0, i - 1) : j + 1]) if j - i < AROUND else tuple(old[i:j]),
        tuple(new[max(0, k - 1) : m + 1]) if m - k < AROUND else tuple(new[k:m]), span,
    )  # fmt: skip


def _carried(article: Article, span: Span, places: Sequence[_Place]) -> Reach:
    """What one copy carries: the old words, if any place has them, else the new, else neither."""
    found = words(article.text)
    norms = [word.norm for word in found]
    first: tuple[Carries, Span] | None = None
    for place in places:
        for carries, run, core in (("old", place.old, place.old_core), ("new", place.new, place.new_core)):
            at = next((one for one in _find(norms, run)), None)
            size = len(run)
            if at is None and core:
                at, size = next((one for one in _find(norms, core)), None), len(core)
            if at is None or not run:
                continue
            here = (found[at].start, found[at + size - 1].end)
            if carries == "old":
                return Reach(article=article.id, span=here, carries="old")
            first = first or ("new", here)
            break
    return Reach(article=article.id, span=first[1] if first else span, carries=first[0] if first else "neither")


def _find(norms: Sequence[str], run: Sequence[str]) -> Iterator[int]:
    """The places of a run of words."""
    if not run:
        return
    size = len(run)
    for at, norm in enumerate(norms):
        if norm == run[0] and tuple(norms[at : at + size]) == tuple(run):
            yield at
