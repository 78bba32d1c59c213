"""Changes of an article's quotations from one version to the next: changed, vanished, added, reattributed."""

from __future__ import annotations

import difflib
import itertools
import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any

from attribune.corpus.storage.hashing import canonical
from attribune.records import Span
from attribune.text.fold import fold_text
from attribune.text.quotes import quotations

SIMILAR = 0.5  # of the words of two quotations in common order: one is the other changed; below, two different ones
COMMON = 200  # quotations that hold a word; a commoner one tells nothing
COMPARED = 6  # quotations compared word by word with one that has no twin
MOST_EVENTS = 1 << 24  # of one article: a text of 64 MB has fewer quotations, and ids stay exact in JavaScript
CLOSED = (".", ",", "!", "?", "…")  # a single word in marks before one of them is an answer; else a term or a title


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One quotation that isn't the same in both versions; a span and text are None where it doesn't stand."""

    kind: str
    before: Span | None = None
    after: Span | None = None
    before_text: str | None = None
    after_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    span: Span
    text: str
    words: tuple[str, ...]
    speaker: str | None


def first_event(article: int) -> int:
    """Return the id of an article's first event; the others follow.

    So ids can be worked out again, as all of an event can.

    Raises TypeError for an article that a record names by something else than a number.
    """
    if type(article) is not int:  # a text times a number would be a text of gigabytes
        raise TypeError("an article's id is no number")
    return article * MOST_EVENTS + 1


def rebuild(db: sqlite3.Connection, article: int) -> None:
    """Work out the events of an article's versions, in the order in which they stood, and store them anew."""
    db.execute("DELETE FROM events WHERE article = ?", (article,))
    for number, (before, after, event) in enumerate(find_events(db, article), first_event(article)):
        db.execute(
            "INSERT INTO events (id, article, before, after, kind, before_span, after_span, before_text, after_text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, article, before, after, event.kind, _json(event.before), _json(event.after), event.before_text,
             event.after_text),
        )  # fmt: skip


def find_events(db: sqlite3.Connection, article: int) -> list[tuple[int, int, Event]]:
    """Return (version before, version after, event) for all neighbouring versions of the article."""
    versions = db.execute(
        "SELECT id, text, analysis FROM versions WHERE article = ? ORDER BY valid_from, id", (article,)
    ).fetchall()
    quoted = [(number, quotes(db, text, analysis)) for number, text, analysis in versions]
    return [
        (before[0], after[0], event)
        for before, after in itertools.pairwise(quoted)
        for event in compare_quotes(before[1], after[1])
    ]


def quotes(db: sqlite3.Connection, text: str, analysis: int | None) -> list[_Quote]:
    """Return the outermost quotations of a text, each with the name of whoever the analysis says is speaking."""
    speakers = _speakers(db, analysis)
    quotes_found = []
    for quote in quotations(text):
        span = (quote.parts[0][0], quote.parts[-1][1]) if quote.parts else (quote.start, quote.end)
        words = tuple(fold_text(text[slice(*span)]).split())
        if not quote.depth and (len(words) > 1 or (words and _is_answer(text[slice(*span)]))):
            name = next((name for start, end, name in speakers if start < span[1] and span[0] < end), None)
            quotes_found.append(_Quote(span=span, text=text[slice(*span)], words=words, speaker=name))
    return quotes_found


def _is_answer(word: str) -> bool:
    """True if a single word in marks is a whole answer: “No.”, “Never,”."""
    return word[0].isupper() and word.endswith(CLOSED)


def compare_quotes(before: list[_Quote], after: list[_Quote]) -> list[Event]:
    """Return the events that lead from one version's quotations to the next one's, in the order of the page."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for number, quote in enumerate(after):
        waiting.setdefault(quote.words, []).append(number)
    remaining, unmatched, events = dict(enumerate(after)), [], []
    for quote in before:
        if not waiting.get(quote.words):
            unmatched.append(quote)
            continue
        same = remaining.pop(waiting[quote.words].pop(0))
        if _is_other_speaker(quote, same):
            events.append(_event("reattributed", quote, same))
    for quote, at in zip(unmatched, _match_quotes(unmatched, remaining), strict=True):
        other = None if at is None else remaining.pop(at)
        events.append(_event("vanished" if other is None else "changed", quote, other))
    events += [_event("added", None, quote) for quote in remaining.values()]
    return sorted(events, key=lambda e: (e.after or e.before or (0, 0), e.kind))


def _match_quotes(unmatched: list[_Quote], remaining: dict[int, _Quote]) -> list[int | None]:
    """Return for each quotation the number of its changed form, or None; each form is used once.

    Only those with shared words are compared.
    """
    holders: dict[str, list[int]] = {}
    for number, quote in remaining.items():
        for word in set(quote.words):
            holders.setdefault(word, []).append(number)
    pairs = []
    for at, quote in enumerate(unmatched):
        shared: Counter[int] = Counter()
        for word in set(quote.words):
            if len(holders.get(word, ())) <= COMMON:
                shared.update(holders.get(word, ()))
        pairs += [(-_similarity(quote, remaining[number]), at, number) for number, _ in shared.most_common(COMPARED)]
    successor: dict[int, int] = {}
    for likeness, at, number in sorted(pairs):
        if -likeness >= SIMILAR and at not in successor and number not in successor.values():
            successor[at] = number
    used = set(successor.values())
    vanished = [at for at, quote in enumerate(unmatched) if at not in successor and len(quote.words) == 1]
    added = [number for number, quote in remaining.items() if number not in used and len(quote.words) == 1]
    for at, number in zip(vanished, added, strict=False):  # answers of one word share none, so they go by their order
        if not _is_other_speaker(unmatched[at], remaining[number]):
            successor[at] = number
    return [successor.get(at) for at in range(len(unmatched))]


def _similarity(first: _Quote, second: _Quote) -> float:
    return difflib.SequenceMatcher(a=first.words, b=second.words, autojunk=False).ratio()


def _is_other_speaker(first: _Quote, second: _Quote) -> bool:
    """True if the two names are surely of two speakers; names that may be one say nothing."""
    if not first.speaker or not second.speaker or first.speaker == second.speaker:
        return False
    from attribune.sources.names.matching import same_person

    return same_person(first.speaker, second.speaker) is False


def _event(kind: str, before: _Quote | None, after: _Quote | None) -> Event:
    def text_of(quote: _Quote | None) -> str | None:
        if quote is None:
            return None
        return f"{quote.speaker}: {quote.text}" if kind == "reattributed" else quote.text

    return Event(
        kind=kind,
        before=before.span if before else None,
        after=after.span if after else None,
        before_text=text_of(before),
        after_text=text_of(after),
    )


def _speakers(db: sqlite3.Connection, analysis: int | None) -> list[tuple[int, int, str]]:
    if analysis is None:
        return []
    import json

    rows = db.execute(
        "SELECT s.content, p.name FROM statements AS s JOIN speakers AS p ON p.id = s.speaker WHERE s.analysis = ? "
        "AND s.kind != 'indirect' AND p.kind != 'unnamed' ORDER BY s.id",
        (analysis,),
    )
    return [(start, end, name) for content, name in rows for start, end in json.loads(content)]


def _json(value: Any) -> str | None:
    return None if value is None else canonical(value)
