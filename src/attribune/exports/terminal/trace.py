"""A trace for a terminal: the sums, then each story with its roots, who had it from whom, and what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from attribune.articles.document.own_output import TRACE, first_line
from attribune.exports.terminal.ansi import printable
from attribune.records import Edge, Reach, Trace, TraceChange
from attribune.text.clipping import clip, count

MOST_STORIES = 20  # shown, those of most articles
MOST_EDGES = 12  # shown of one story
MOST_CHANGES = 4  # shown of one edge, the gravest first
WORDS = 44  # characters of a changed passage shown
_GRAVE = {"major": 0, "minor": 1, "none": 2}


def trace_text(trace: Trace) -> Iterator[str]:
    """Yield the lines of a summary."""
    yield f"{first_line(TRACE)}\n\n"
    kinds = Counter(match.kind for match in trace.matches)
    shown = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in sorted(kinds.items()))
    yield f"{count(len(trace.articles), 'article')}, {count(len(trace.matches), 'shared passage')}"
    yield f" ({shown}), " if shown else ", "
    yield f"{len(trace.edges)} copied from an earlier article, {_families(len(trace.families))}, "
    yield f"{_stories(len(trace.stories))}\n"
    names = {
        a.article: f"{a.outlet or a.name or a.article}{f', {a.published}' if a.published else ''}"
        for a in trace.articles
    }
    edges: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in trace.edges:
        edges[edge.child].append(edge)
    changes: defaultdict[int, list[TraceChange]] = defaultdict(list)
    for change in trace.changes:
        changes[change.match].append(change)
    largest = sorted(trace.stories, key=lambda story: (-len(story.articles), story.story))
    for story in largest[:MOST_STORIES]:
        sources = count(story.independent_sources, "independent source")
        size = f"{count(len(story.articles), 'article')}, {count(story.outlets, 'outlet')}"
        yield f"\nstory {story.story}: {size}, {sources}\n"
        for root in story.roots[:MOST_EDGES]:
            yield f"  root  {printable(names.get(root, root))}\n"
        here = [edge for article in story.articles for edge in edges[article]]
        for edge in here[:MOST_EDGES]:
            yield from _edge(edge, names, changes)
        if len(here) > MOST_EDGES:
            yield f"  … {len(here) - MOST_EDGES} more; --format jsonl has all\n"
    if len(largest) > MOST_STORIES:
        yield f"\n… {_stories(len(largest) - MOST_STORIES)} more; --format jsonl has all\n"


def _families(number: int) -> str:
    return f"{number} {'family' if number == 1 else 'families'} of quotations"


def _stories(number: int) -> str:
    return f"{number} {'story' if number == 1 else 'stories'}"


def _edge(edge: Edge, names: dict[str, str], changes: dict[int, list[TraceChange]]) -> Iterator[str]:
    parent, child = (printable(names.get(one, one)) for one in (edge.parent, edge.child))
    yield f"  {child}  ←  {parent}  ({edge.confidence:.0%}; {', '.join(edge.basis)})\n"
    made = sorted((c for n in edge.matches for c in changes.get(n, ())), key=lambda c: _GRAVE[c.severity])
    for change in made[:MOST_CHANGES]:
        yield f"      {change.kind.replace('_', ' ')}: {_words(change.earlier_text)} → {_words(change.later_text)}\n"
    if len(made) > MOST_CHANGES:
        yield f"      … {count(len(made) - MOST_CHANGES, 'more change')}\n"


def _words(text: str) -> str:
    return f"“{printable(clip(' '.join(text.split()), WORDS))}”" if text.strip() else "(nothing)"


def reach_text(found: Sequence[Reach], names: dict[str, str]) -> Iterator[str]:
    """Yield a line for every copy, and the sum."""
    for one in found:
        yield f"{one.carries:<8} {printable(names.get(one.article, one.article))} ({one.span[0]} to {one.span[1]})\n"
    sums = Counter(one.carries for one in found)
    yield f"{count(len(found), 'copy') if len(found) == 1 else f'{len(found)} copies'}: "
    yield f"{sums['old']} with the old words, {sums['new']} with the new, {sums['neither']} with neither\n"
