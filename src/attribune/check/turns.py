"""Turns: the stretches of an evidence article in which one speaker's own words stand.

Only words in quotation marks, posts, block quotes, credited passages and transcript turns are somebody's own
words. Neighbouring ones of the same speaker make one turn, so that a quotation which the article breaks with
"he said" is found whole; words of two speakers never share a turn, so that nothing can be stitched across.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from attribune.check.unsaid import Unsaid
from attribune.records import Block, Reading, Source, Span, Statement
from attribune.text.quotes import Quotation, quotations

MAX_TURN_GAP = 600  # code points of narration between two quotations of one turn; about two news paragraphs
_WORDS = re.compile(r"\w")
_NUMBERED = re.compile(r"\d\Z")
_WHOLE_MEDIA = frozenset({"post", "article", "transcript"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's words.

    ``spoken`` are the spans of the words themselves, without marks, in order; ``mentions`` the words by which the
    article names the speaker; ``unsaid`` tells why the article doesn't report the words as said, if it doesn't;
    ``inner`` are the words that the speaker quotes in turn: read aloud, or told of somebody else.
    """

    spoken: tuple[Span, ...]
    speaker: Source | None
    statement: Statement | None
    mentions: tuple[str, ...] = ()
    unsaid: str | None = None
    inner: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """From the first spoken word to the last."""
        return (self.spoken[0][0], self.spoken[-1][1])

    def passes_on(self, span: Span) -> bool:
        """Whether a passage begins and ends in words that the speaker only quotes."""
        return all(any(start <= at <= end for start, end in self.inner) for at in span)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A reading with its turns, made once and looked at by every quotation."""

    reading: Reading
    turns: tuple[Turn, ...]

    @property
    def voices(self) -> tuple[tuple[Span, ...], ...]:
        """The spans of each turn's own words."""
        return tuple(turn.spoken for turn in self.turns)

    def in_heading(self, turn: Turn) -> bool:
        """Whether a turn stands in the title or a heading, which shorten what the body reports."""
        blocks = self.reading.article.blocks
        at = bisect_right(blocks, turn.span[0], key=lambda b: b.start) - 1
        return at >= 0 and blocks[at].kind in ("title", "heading") and turn.span[1] <= blocks[at].end

    def holding(self, span: Span) -> Turn | None:
        """The turn whose own words hold the beginning of a passage; the shortest, if several do."""
        holding = [turn for turn in self.turns if any(start <= span[0] < end for start, end in turn.spoken)]
        return min(holding, key=lambda turn: turn.span[1] - turn.span[0], default=None)


def view(reading: Reading) -> View:
    """The reading with its turns."""
    return View(reading=reading, turns=tuple(turns(reading)))


def turns(reading: Reading) -> list[Turn]:
    """The turns of an article, in order. A passage set apart comes as a turn of its own besides those inside it."""
    sources = {source.id: source for source in reading.sources}
    every = quotations(reading.article.text)
    outer = [q for q in every if not q.depth]
    nested = [part for q in every if q.depth for part in q.parts]
    finder, unsaid = _Innermost(reading), Unsaid(reading, outer)
    singles = []
    for quote in outer:
        statement = finder.holding(quote)
        inner = quote.parts if _passed_on(reading, quote, statement, outer) else _among(nested, quote.start, quote.end)
        turn = _turn(reading, quote.parts, statement, sources)
        singles.append(replace(turn, unsaid=unsaid.why(quote, statement), inner=inner))
    marked = [part for q in every for part in q.parts]
    whole = [
        replace(turn, inner=_among(marked, *turn.span))
        for statement in reading.statements
        if _is_apart(reading, statement)
        and (turn := _turn(reading, _unmarked(reading, statement, outer), statement, sources)).spoken
    ]
    return [*_joined(singles), *_followed(reading.article.text, whole)]


def _among(spans: list[Span], start: int, end: int) -> tuple[Span, ...]:
    """Those of the spans, sorted by their starts, that begin inside a passage."""
    low, high = bisect_left(spans, (start, 0)), bisect_left(spans, (end, 0))
    return tuple(spans[low:high])


def _passed_on(reading: Reading, quote: Quotation, statement: Statement | None, quotes: list[Quotation]) -> bool:
    """Whether marks stand inside a speech or post that needs none: its speaker quotes somebody there."""
    if statement is None or statement.medium not in ("post", "transcript") or not _is_apart(reading, statement):
        return False
    return any(s <= quote.start and quote.end <= e for s, e in _unmarked(reading, statement, quotes))


def _turn(reading: Reading, spoken: tuple[Span, ...], statement: Statement | None, sources: dict[str, Source]) -> Turn:
    speaker = sources.get(statement.speaker) if statement and statement.speaker else None
    mentions = tuple(reading.article.text[start:end] for start, end in speaker.mentions) if speaker else ()
    return Turn(spoken=spoken, speaker=speaker, statement=statement, mentions=mentions)


def _joined(singles: list[Turn]) -> list[Turn]:
    joined: list[Turn] = []
    for turn in singles:
        if not turn.spoken:
            continue
        last = joined[-1] if joined else None
        if last and _same(last, turn) and turn.span[0] - last.span[1] <= MAX_TURN_GAP:
            joined[-1] = replace(last, spoken=last.spoken + turn.spoken, inner=last.inner + turn.inner)
        else:
            joined.append(turn)
    return joined


def _followed(text: str, whole: list[Turn]) -> list[Turn]:
    """The turns with neighbours of a transcript made one, where nothing but the speaker's label stands between them."""
    joined: list[Turn] = []
    for turn in whole:
        if joined and _same(joined[-1], turn) and _only_a_label(text, joined[-1], turn):
            last = joined[-1]
            joined[-1] = replace(last, spoken=last.spoken + turn.spoken, inner=last.inner + turn.inner)
        else:
            joined.append(turn)
    return joined


def _only_a_label(text: str, one: Turn, two: Turn) -> bool:
    if two.statement is None or two.statement.medium != "transcript" or not two.statement.source:
        return False
    speaker = two.speaker
    if speaker is None or (speaker.kind == "unnamed" and not _NUMBERED.search(speaker.name)):
        return False  # "REPORTER:" twice may be two reporters; "Speaker 1:" is one
    (start, end), behind, before = two.statement.source[0], one.span[1], two.span[0]
    if not behind <= start < end <= before:
        return False
    return not _WORDS.search(text, behind, start) and not _WORDS.search(text, end, before)


def _same(one: Turn, two: Turn) -> bool:
    if one.unsaid != two.unsaid:  # what was said doesn't go on in what was not
        return False
    if one.statement is not None and two.statement is not None and one.statement.id == two.statement.id:
        return True
    return one.speaker is not None and two.speaker is not None and one.speaker.id == two.speaker.id


def _is_apart(reading: Reading, statement: Statement) -> bool:
    return statement.medium in _WHOLE_MEDIA or (
        statement.kind == "direct" and _block_at(reading, statement.content[0]) == "blockquote"
    )


def _unmarked(reading: Reading, statement: Statement, quotes: list[Quotation]) -> tuple[Span, ...]:
    """The content of a passage set apart, but for what is in marks anyway."""
    return tuple(span for span in statement.content if not _all_quoted(reading.article.text, span, quotes))


def _all_quoted(text: str, span: Span, quotes: list[Quotation]) -> bool:
    at = bisect_right(quotes, span[0], key=lambda q: q.end)
    position = span[0]
    while at < len(quotes) and quotes[at].start < span[1]:
        if _WORDS.search(text, position, max(position, quotes[at].start)):
            return False
        position, at = quotes[at].end, at + 1
    return not _WORDS.search(text, position, max(position, span[1]))


def _block_at(reading: Reading, span: Span) -> str | None:
    blocks: tuple[Block, ...] = reading.article.blocks
    at = bisect_left(blocks, span, key=lambda b: (b.start, b.end))
    return blocks[at].kind if at < len(blocks) and (blocks[at].start, blocks[at].end) == span else None


class _Innermost:
    """Finds the smallest statement whose content holds most of a quotation."""

    def __init__(self, reading: Reading) -> None:
        pieces = [(s, e, n) for n, statement in enumerate(reading.statements) for s, e in statement.content]
        self._pieces = sorted(pieces)
        self._longest = max((e - s for s, e, _ in pieces), default=0)
        self._statements = reading.statements

    def holding(self, quote: Quotation) -> Statement | None:
        low = bisect_left(self._pieces, (quote.start - self._longest, 0, 0))
        high = bisect_right(self._pieces, (quote.end, 0, 0))
        best: tuple[int, int, int] | None = None
        for start, end, number in self._pieces[low:high]:
            shared = min(end, quote.end) - max(start, quote.start)
            if shared * 2 <= quote.end - quote.start and not (start <= quote.parts[0][0] < end):
                continue
            statement = self._statements[number]
            key = (0 if statement.speaker else 1, sum(e - s for s, e in statement.content), number)
            if best is None or key < best:
                best = key
        return self._statements[best[2]] if best else None
