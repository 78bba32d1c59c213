"""Stories: the articles that copying or a shared statement joins, and from how many sources they have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from attribune.articles.document.outlet_names import outlet_key
from attribune.records import Article, Edge, Story


def stories_of(articles: Sequence[Article], joined: Iterable[tuple[str, str]], edges: Sequence[Edge]) -> list[Story]:
    """Return the stories of two articles or more. ``articles`` are in the order of time, ``joined`` pairs of ids."""
    leads: dict[str, str] = {}

    def end(name: str) -> str:
        while leads.setdefault(name, name) != name:
            leads[name] = leads[leads[name]]
            name = leads[name]
        return name

    for one, two in (*joined, *((edge.parent, edge.child) for edge in edges)):
        first, second = end(one), end(two)
        leads[max(first, second)] = min(first, second)
    members: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.id in leads:
            members[end(article.id)].append(article)
    unseen: defaultdict[str, set[str]] = defaultdict(set)
    children = {edge.child for edge in edges}
    for name in {edge.parent for edge in edges} - {article.id for article in articles}:
        unseen[end(name)].add(name)
    found: list[Story] = []
    for name, group in _ordered(members, articles):
        if len(group) < 2:
            continue
        roots = [*_newsrooms([article for article in group if article.id not in children]), *sorted(unseen[name])]
        outlets = {outlet_key(article.outlet) for article in group if article.outlet}
        found.append(
            Story(
                story=len(found) + 1,
                articles=tuple(article.id for article in group),
                outlets=len(outlets),
                independent_sources=len(roots),
                roots=tuple(roots),
            )
        )
    return found


def _ordered(members: dict[str, list[Article]], articles: Sequence[Article]) -> list[tuple[str, list[Article]]]:
    place = {article.id: number for number, article in enumerate(articles)}
    return sorted(members.items(), key=lambda item: place[item[1][0].id])


def _newsrooms(roots: Sequence[Article]) -> list[str]:
    """The first article of each newsroom: an outlet, or a page where no outlet is named."""
    seen: dict[str, str] = {}
    for article in roots:
        newsroom = outlet_key(article.outlet) if article.outlet else article.url or f"article {article.id}"
        seen.setdefault(newsroom, article.id)
    return list(seen.values())
