"""Two articles side by side: each whole, with the words that both have shaded, and what changed in them named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from attribune.exports.html.segments import rows, segments
from attribune.records import Article, Match, Span, Trace, TraceChange
from attribune.text.quotes import quotations


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    style: str
    match: int = 0
    told: str = ""


def values(trace: Trace, earlier: Article, later: Article) -> dict[str, Any]:
    """Return what the template of the page shows; passages of both are numbered in the order of the first."""
    pair = {earlier.id, later.id}
    matches = [m for m in trace.matches if {m.earlier.article, m.later.article} == pair]
    matches.sort(key=lambda match: _place(match, earlier.id))
    numbers = {match.match: number for number, match in enumerate(matches, 1)}
    changes = [change for change in trace.changes if change.match in numbers and change.kind != "order"]
    swapped = {match.match for match in matches if match.earlier.article != earlier.id}
    told = [
        {
            "number": numbers[change.match], "kind": change.kind.replace("_", " "), "severity": change.severity,
            "before": change.later_text if change.match in swapped else change.earlier_text,
            "after": change.earlier_text if change.match in swapped else change.later_text,
        }
        for change in sorted(changes, key=lambda one: (numbers[one.match], one.earlier))
    ]  # fmt: skip
    sides = [list(_rows(article, matches, numbers, changes, side)) for article, side in ((earlier, "a"), (later, "b"))]
    shared = [_share(article, matches) for article in (earlier, later)]
    return {"matches": matches, "changes": told, "sides": sides, "shared": shared}


def _place(match: Match, article: str) -> Span:
    return match.earlier.span if match.earlier.article == article else match.later.span


def _share(article: Article, matches: Sequence[Match]) -> int:
    """Return how much of an article's text stands in the other, in percent."""
    taken, at = 0, 0
    for start, end in sorted(_place(match, article.id) for match in matches):
        taken += max(0, end - max(start, at))
        at = max(at, end)
    return round(100 * taken / len(article.text)) if article.text else 0


def _rows(
    article: Article, matches: Sequence[Match], numbers: dict[int, int], changes: Sequence[TraceChange], side: str
) -> Iterator[dict[str, Any]]:
    marks = [_Mark(_place(match, article.id), "copied", numbers[match.match]) for match in matches]
    for quotation in quotations(article.text):
        if quotation.depth == 0:
            marks += [_Mark(part, "quoted") for part in quotation.parts]
    of_article = {match.match: match.earlier.article == article.id for match in matches}
    for change in changes:
        span = change.earlier if of_article[change.match] else change.later
        marks.append(_Mark(span, "change", told=change.kind.replace("_", " ")))
    marks = [mark for mark in marks if mark.span[0] < mark.span[1]]
    begun: set[int] = set()
    for row in rows(article):
        pieces = []
        for piece in segments(row.start, row.end, [mark.span for mark in marks]):
            over = [marks[number] for number in piece.marks]
            styles = dict.fromkeys(mark.style for mark in over)
            copied = next((mark.match for mark in over if mark.match), 0)
            pieces.append({
                "text": article.text[piece.start : piece.end],
                # words in quotation marks are shaded in another way only where they were copied
                "style": " ".join(style for style in styles if style != "quoted" or copied),
                "match": copied if copied and copied not in begun else 0, "other": "b" if side == "a" else "a",
                "told": "; ".join(mark.told for mark in over if mark.told and mark.span[0] == piece.start),
            })  # fmt: skip
            begun.add(copied)
        yield {"kind": row.kind, "pieces": pieces, "marked": any(piece["style"] for piece in pieces)}
