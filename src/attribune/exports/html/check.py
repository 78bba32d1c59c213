"""A check as one page: what to do at the top, then the draft on the left, and beside it what the evidence says.

The page is one file, loads nothing and works without its script. Every quotation carries a number and a sign,
in the draft and on its card, so that nothing hangs on colour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from attribune.articles.document.own_output import REPORT, first_line
from attribune.check.gaps import gaps
from attribune.exports import wording
from attribune.exports.html import markup
from attribune.exports.html.segments import Places, Row, rows, segments
from attribune.exports.passages import Piece, address, file_place, sentence
from attribune.records import Article, Evidence, Report, Span, Verdict
from attribune.text.fold import DOUBLE_MARKS, SINGLE_MARKS

_MARKS = frozenset(SINGLE_MARKS + DOUBLE_MARKS)
_TONES = {"wrong": "bad", "look": "open", "ok": "ok"}


def page(
    checks: Sequence[Report], articles: Mapping[str, Article], *, decisions: Mapping[int, str] | None = None
) -> str:
    """Return the report on one or several drafts; ``articles`` (by id) adds dates, addresses and whole sentences.

    ``decisions`` say what somebody decided about the quotations of the one draft, by their numbers.
    """
    made = values(checks, articles)
    for draft in made["drafts"] if decisions else ():
        for card in (card for group in draft["groups"] for source in group["sources"] for card in source["cards"]):
            card["decided"] = (decisions or {}).get(card["number"])
    return markup.page("check.html", style="check.css", script="check.js", **made)


def values(checks: Sequence[Report], articles: Mapping[str, Article]) -> dict[str, Any]:
    """Return what the template of the page shows."""
    title = checks[0].draft.title if len(checks) == 1 else None
    told = {verdict.verdict for check in checks for verdict in check.results}
    return {
        "made": first_line(REPORT), "total": wording.total(checks),
        "title": f"Quotation check: {title or wording.count(len(checks), 'draft')}",
        "drafts": [_draft(f"d{number}", check, articles) for number, check in enumerate(checks, 1)],
        "words": [word for name, word in wording.verdict_words().items() if name in told],
    }  # fmt: skip


def _draft(key: str, check: Report, articles: Mapping[str, Article]) -> dict[str, Any]:
    sentence, tone = _headline(check)
    paragraphs = rows(check.draft)
    return {
        "key": key, "name": wording.draft_name(check), "headline": wording.headline(check), "sentence": sentence,
        "tone": tone, "notes": check.notes, "advice": wording.advice(check),
        "coverage": [wording.coverage_words(check.coverage), *wording.left_out_words(check.coverage)],
        "strip": [(n, wording.verdict_words()[verdict.verdict]) for n, verdict in enumerate(check.results, 1)],
        "rows": list(_rows(check, paragraphs)), "groups": list(_groups(check, paragraphs, articles)),
        "apart": check.not_checked, "citations": check.citations, "held": wording.held(check),
    }  # fmt: skip


def _headline(check: Report) -> tuple[str, str]:
    groups, total = wording.grouped(check), len(check.results)
    missed = len(check.citations) - wording.held(check)
    if missed and len(groups["ok"]) == total:
        return f"{wording.count(missed, 'citation')} not proven", "bad"
    if not total:
        unread = check.notes and not check.ok
        return ("This draft wasn’t checked", "bad") if unread else ("This draft has no quotation to check", "open")
    if len(groups["ok"]) == total:
        tone = "open" if check.notes and not check.ok else "ok"  # not all was read: no green over that
        return (f"All {total} quotations ok" if total > 1 else "The one quotation is ok"), tone
    found = [
        f"{len(groups['wrong'])} wrong" * bool(groups["wrong"]),
        f"{len(groups['look'])} to look at" * bool(groups["look"]),
    ]
    told = ", ".join(part for part in found if part)
    told = f"{told} of {wording.count(total, 'quotation')}{wording.ignored_words(check.results)}"
    return told, "bad" if groups["wrong"] else "open"


def _groups(check: Report, paragraphs: Sequence[Row], articles: Mapping[str, Article]) -> Iterator[dict[str, Any]]:
    """Wrong, look, ok; in each the findings of a paragraph that rest on one article stand under it together."""
    places, starts = Places(check.draft), [row.start for row in paragraphs]
    for status, numbered in wording.grouped(check).items():
        sources: dict[tuple[int, str], list[tuple[int, Verdict]]] = {}
        for number, verdict in numbered:
            paragraph = bisect_right(starts, verdict.quote[0])
            article = verdict.evidence[0].article if verdict.evidence else f"\0{number}"
            sources.setdefault((paragraph, article), []).append((number, verdict))
        title, gloss = wording.GROUPS[status]
        if numbered:
            found = [_source(together, check.draft, places, articles) for together in sources.values()]
            yield {"title": f"{title}: {len(numbered)}", "gloss": gloss, "tone": _TONES[status], "sources": found}


def _source(
    together: Sequence[tuple[int, Verdict]], draft: Article, places: Places, articles: Mapping[str, Article]
) -> dict[str, Any]:
    shared = len(together) > 1
    first = together[0][1].evidence[0] if shared else None
    return {
        "shared": _passage("", first, together[0][1], articles) if first else None,
        "cards": [_card(number, verdict, draft, places, articles, shared) for number, verdict in together],
    }


def _card(
    number: int, verdict: Verdict, draft: Article, places: Places, articles: Mapping[str, Article], shared: bool
) -> dict[str, Any]:
    changes = wording.marked_changes(verdict)
    differs = changes or not verdict.ok or not verdict.evidence or gaps(verdict.text, verdict.evidence[0].text)
    passages = [_passage(title.capitalize(), one, verdict, articles) for title, one in wording.shown_passages(verdict)]
    if shared:
        passages[0]["about"] = []
    why = wording.why(verdict)
    return {
        "number": number, "word": wording.verdict_words()[verdict.verdict], "passages": passages,
        "place": verdict.place or places.at(verdict.quote[0]),
        "why": [] if verdict.verdict == "verbatim" and not changes else why,
        "draft": _draft_side(verdict, draft, [change.draft for change in changes]) if differs else [],
        "speaker": verdict.speaker.name if verdict.speaker else "nobody named",
        "wrong_speaker": verdict.verdict == "misattributed",
        "others": [_other(evidence, articles) for evidence in verdict.evidence[1:]],
    }  # fmt: skip


def _draft_side(verdict: Verdict, draft: Article, marks: Sequence[Span]) -> list[Piece]:
    """Return the quotation in pieces; an empty one is a place where something is missing."""
    start, end = verdict.quote
    text = wording.with_borders(draft.text[start:end], start, draft)
    return [
        Piece(wording.bordered(text[one.start - start : one.end - start]), "changed" if one.marks else "", True)
        for one in segments(start, end, marks)
    ]


def _passage(title: str, evidence: Evidence, verdict: Verdict, articles: Mapping[str, Article]) -> dict[str, Any]:
    article = articles.get(evidence.article)
    outlet, headline, day, place = wording.origin(evidence, articles)
    pieces = sentence(evidence, verdict, article)
    file = file_place(evidence)
    return {
        "title": title, "version": evidence.version, "span": evidence.span,
        "through": wording.through(evidence), "href": address(evidence, article),
        "pieces": [Piece(wording.bordered(piece.text), piece.mark, piece.quoted) for piece in pieces],
        "speaker": wording.speaker_words(evidence.speaker) if evidence.speaker else "nobody named",
        "right": verdict.verdict == "misattributed" and evidence in verdict.evidence,
        "about": [
            *(part for part in (outlet, wording.titled(headline), day) if part),
            *([f"and {wording.copies(evidence.copies)}"] if evidence.copies else []),
        ],
        "url": place if file and "://" in place else "", "place": wording.last_part(file) if file else place,
    }  # fmt: skip


def _other(evidence: Evidence, articles: Mapping[str, Article]) -> dict[str, Any]:
    outlet, _, day, place = wording.origin(evidence, articles)
    name = wording.last_part(file_place(evidence))
    copies = f"and {wording.copies(evidence.copies)}" if evidence.copies else ""
    about = ", ".join(part for part in (name if outlet else "", day, wording.through(evidence), copies) if part)
    label = f"{outlet or name or wording.last_part(place)}{f' ({about})' if about else ''}"
    return {"url": place, "label": label, "version": evidence.version, "span": evidence.span}


@dataclass(frozen=True, slots=True)
class _Mark:
    """One span over the draft: a quotation, a change inside it, or something listed apart."""

    span: Span
    style: str
    number: int = 0  # the quotation's; 0 for the others


def _marks(check: Report) -> list[_Mark]:
    marks = []
    for number, verdict in enumerate(check.results, 1):
        group = wording.verdict_words()[verdict.verdict].group
        marks.append(_Mark(with_marks(check.draft.text, verdict.quote), group, number))
        if not verdict.ok:
            spans = [change.draft for change in wording.marked_changes(verdict)]
            marks += [_Mark(span, "gap" if span[0] == span[1] else "change") for span in spans]
    return marks + [_Mark(item.quote, "apart") for item in check.not_checked]


def with_marks(text: str, span: Span) -> Span:
    """Return the quotation with the marks around it, so that its number follows the closing one."""
    start, end = span
    return start - (start > 0 and text[start - 1] in _MARKS), end + (end < len(text) and text[end] in _MARKS)


def _rows(check: Report, paragraphs: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Yield the draft's paragraphs, each cut at every border of the marks over it; every quotation has one anchor."""
    starts = [row.start for row in paragraphs]
    over: list[list[_Mark]] = [[] for _ in paragraphs]
    for mark in _marks(check):
        at = max(0, bisect_right(starts, mark.span[0]) - 1)
        while at < len(paragraphs) and paragraphs[at].start <= mark.span[1]:
            over[at].append(mark)
            at += 1
    words = [wording.verdict_words()[verdict.verdict] for verdict in check.results]
    anchored, referred = set[int](), set[int]()
    for row, marks in zip(paragraphs, over, strict=True):
        pieces = []
        for piece in segments(row.start, row.end, [mark.span for mark in marks]):
            active = [marks[number] for number in piece.marks]
            numbers = [mark.number for mark in active if mark.number]
            ending = [m.number for m in active if m.number and m.span[1] == piece.end and m.number not in referred]
            pieces.append({
                "text": check.draft.text[piece.start : piece.end],
                "styles": " ".join(dict.fromkeys(mark.style for mark in active)),
                "number": numbers[0] if numbers else 0,
                "anchors": [number for number in dict.fromkeys(numbers) if number not in anchored],
                "references": [(number, words[number - 1]) for number in dict.fromkeys(ending)],
            })  # fmt: skip
            anchored.update(numbers)
            referred.update(ending)
        yield {"kind": row.kind, "pieces": pieces}
