"""Stories: the articles that copying or a shared statement joins, and from how many sources they have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from attribune.articles.document.outlet_names import count_outlets, outlet_key
from attribune.records import Article, Edge, Story, Trace

Pairs = Sequence[tuple[str, str]]


class _Groups:
    """Names that are joined, directly or through others."""

    def __init__(self, pairs: Pairs) -> None:
        self.leads: dict[str, str] = {}
        for one, two in pairs:
            first, second = self.end(one), self.end(two)
            self.leads[max(first, second)] = min(first, second)

    def end(self, name: str) -> str:
        """Return the name that stands for all that this one is joined to."""
        while self.leads.setdefault(name, name) != name:
            self.leads[name] = self.leads[self.leads[name]]
            name = self.leads[name]
        return name


def stories_of(articles: Sequence[Article], joined: Pairs, copied: Pairs, edges: Sequence[Edge]) -> list[Story]:
    """Return the stories of two articles or more. ``articles`` are in the order of time.

    ``joined`` and ``copied`` are pairs of ids: of articles that share any words but boilerplate, and of those that
    share more than a quotation. Of roots that share such words, all but the first have them from it, or all from
    elsewhere: they are one source.
    """
    groups = _Groups([*joined, *((edge.parent, edge.child) for edge in edges)])
    leads, end = groups.leads, groups.end
    members: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.id in leads:
            members[end(article.id)].append(article)
    unseen: defaultdict[str, set[str]] = defaultdict(set)
    children = {edge.child for edge in edges}
    for name in {edge.parent for edge in edges} - {article.id for article in articles}:
        unseen[end(name)].add(name)
    within: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, two in copied:
        if one not in children and two not in children:
            within[end(one)].append((one, two))
    found: list[Story] = []
    for name, group in _ordered(members, articles):
        if len(group) < 2:
            continue
        own = [article for article in group if article.id not in children]
        roots = [*dict.fromkeys(newsrooms(own, within.get(name, ())).values()), *sorted(unseen[name])]
        found.append(
            Story(
                story=len(found) + 1,
                articles=tuple(article.id for article in group),
                outlets=count_outlets(article.outlet for article in group if article.outlet),
                independent_sources=len(roots),
                roots=tuple(roots),
            )
        )
    return found


def _ordered(members: dict[str, list[Article]], articles: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    place = {article.id: number for number, article in enumerate(articles)}
    return sorted(members.items(), key=lambda item: place[item[1][0].id])


class Newsroom(Protocol):
    """What is asked of an article to tell its newsroom."""

    @property
    def id(self) -> str: ...

    @property
    def outlet(self) -> str | None: ...

    @property
    def url(self) -> str | None: ...


def newsrooms(roots: Sequence[Newsroom], copied: Pairs) -> dict[str, str]:
    """Return of each root the first article of its source: of an outlet, or a page where none is named, and what
    shares its
    words."""
    newsroom = {
        article.id: f"outlet {outlet_key(article.outlet)}" if article.outlet else f"page {article.url or article.id}"
        for article in roots
    }
    groups = _Groups([(newsroom[one], newsroom[two]) for one, two in copied])
    seen: dict[str, str] = {}
    return {article.id: seen.setdefault(groups.end(newsroom[article.id]), article.id) for article in roots}


def roots_of(articles: Iterable[Newsroom], trace: Trace) -> dict[str, tuple[str, ...]]:
    """Return for each article of a story those of the story's roots from which its words came, by id."""
    by_id = {article.id: article for article in articles}
    above: defaultdict[str, list[str]] = defaultdict(list)
    for edge in trace.edges:
        above[edge.child].append(edge.parent)
    within: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for match in trace.matches:
        if match.kind in ("copy", "common_source") and not {match.earlier.article, match.later.article} & above.keys():
            within[match.earlier.article].append((match.earlier.article, match.later.article))
    found: dict[str, tuple[str, ...]] = {}
    for story in trace.stories:
        tops = [by_id[name] for name in story.articles if name not in above]
        source = newsrooms(tops, [pair for top in tops for pair in within[top.id]])
        for name in story.articles:  # a parent stands before its children
            up = above.get(name)
            found[name] = (source[name],) if up is None else tuple(sorted({r for p in up for r in found.get(p, (p,))}))
    return found
