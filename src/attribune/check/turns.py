"""Turns: the stretches of an evidence article in which one speaker's own words stand.

Only words in quotation marks, posts, block quotes, credited passages and transcript turns are somebody's own
words. Those of one act of speaking make one turn (:mod:`attribune.check.context.utterances`), so that a quotation which
the article breaks with "he said" is found whole, and nothing can be stitched from two acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from attribune.check.context.assertion import OPEN, why_corrected, why_open
from attribune.check.context.attribution.inert import listing
from attribune.check.context.frames import is_told
from attribune.check.context.judgement import Frames
from attribune.check.context.leads import Leads
from attribune.check.context.utterances import Utterances
from attribune.check.evidence.passage_index import Passages
from attribune.check.evidence.uncertain_places import UncertainPlaces
from attribune.check.quote import Voiced
from attribune.check.span_lookup import Holding, owners, union
from attribune.check.speakers.index import SpeakerIndex
from attribune.records import Block, Reading, Source, Span, Statement
from attribune.sources.chains.own_outlet import own_outlet
from attribune.text.document import Document
from attribune.text.line_bounds import LineBounds
from attribune.text.quotes import Quotation
from attribune.text.sentences import sentences

MAX_MENTIONS = 64  # different ways in which one article names a speaker that are compared; more are a list of names
LEADS_TO = 200  # code points before a quotation without an attribution that a draft must tell, too
MAX_HEADLINE = 120  # code points of a line without a full stop that is taken for a headline or a standfirst
LEADING = 3  # blocks at the head of an article that may be a headline or a standfirst, in a text without marked ones
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w")
_DASHES = "—–―-"
_NUMBERED = re.compile(r"\d\Z")
_SENTENCES = re.compile(r"[a-z][.!?]\s+(?:[A-ZÀ-Þ][^\s.]*\s|“)")  # a first line of several sentences is no headline
_DIRECTION = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”\"]))\s*[(\[][A-ZÀ-Þ][^()\[\]\n]{1,60}[)\]]\s*")
_WHOLE_MEDIA = frozenset({"post", "article", "transcript", "letter"})
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's words.

    ``spoken`` are the spans of the words themselves, without marks, in order; ``mentions`` the words by which the
    article names the speaker; ``inner`` are the words that the speaker quotes in turn (read aloud, or told of somebody
    else), disjoint, in order; ``set_apart``: a post, a transcript's turn or a block quote, needing no verb of saying.
    """

    spoken: tuple[Span, ...]
    speaker: Source | None
    statement: Statement | None
    mentions: tuple[str, ...] = ()
    set_apart: bool = False
    inner: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """From the first spoken word to the last."""
        return (self.spoken[0][0], self.spoken[-1][1])

    def passes_on(self, span: Span) -> bool:
        """True if a passage begins and ends in words that the speaker only quotes."""
        return all(self._quoted(at) for at in span)

    def _quoted(self, at: int) -> bool:
        number = bisect_right(self.inner, at, key=lambda span: span[0]) - 1
        return number >= 0 and at <= self.inner[number][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A reading with its turns, made once and looked at by every quotation.

    ``voices`` are each turn's own words, ``everyone`` those of all turns as if one had spoken them, ``below`` those of
    the turns outside the title and headings; ``names`` the sources' names by their ids;
    ``own`` the ids of those that are the article's own outlet; ``version`` the number of the article's version in the
    corpus it comes from.
    """

    reading: Reading
    document: Document
    turns: tuple[Turn, ...]
    voices: Voiced
    everyone: Voiced
    below: Voiced
    names: dict[str, str]
    own: frozenset[str]
    holders: Holding
    passages: Passages
    utterances: Utterances
    frames: Frames
    leads: Leads
    speakers: SpeakerIndex
    lines: LineBounds
    uncertain: UncertainPlaces
    version: int | None = None
    _sentences: dict[Span, list[Span]] = field(default_factory=dict, repr=False, compare=False)
    _kept: dict[tuple[str, Span], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, what: str, place: Span, make: Callable[[], Made]) -> Made:
        """Return what is made of a place of the evidence: once, however many quotations ask for it."""
        key = (what, place)
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made

    def in_heading(self, turn: Turn) -> bool:
        """True if a turn stands in the title or a heading, which shorten what the body reports."""
        return _in_heading(self.reading, turn)

    def narration_at(self, at: int) -> str:
        """Return the narration that attributes the quotation at an offset, without quoted words."""
        number = self.frames.quotation(at)
        saying = self.utterances.saying(number) if number is not None else None
        return self.utterances.narration(saying.narration) if saying is not None else ""

    def why_open(self, at: int, around: str, beside: str) -> str | None:
        """Return why the words of the quotation at an offset don't count as said; the draft tells the other two."""
        number = self.frames.quotation(at)
        told = self.utterances
        saying = told.saying(number) if number is not None else None
        span = saying.narration if saying is not None else (told.flat.find(" ", max(0, at - LEADS_TO), at) + 1, at)
        narration = told.narration(span)
        corrected = why_corrected(self.reading.article, told.paragraph(at), at, narration)
        return corrected or why_open(
            saying, narration, f"{told.flat[slice(*span)]} {told.flat[slice(*told.sentence(at))]}", around, beside
        )

    def why_led(self, at: int, turn: Turn, around: str, beside: str) -> str | None:
        """Return why what leads in the text set apart around an offset, or the whole quotation there ("In the parody,
        Reed says:"), leaves it open whether words were said.
        """
        number, told = self.frames.quotation(at), turn.statement
        if told is not None and told.medium == "post":
            return None  # it is signed with an account
        saying = self.utterances.saying(number) if number is not None else None
        own = (*((told.source or ()) if told else ()), *((told.cue,) if told and told.cue else ()))
        if saying is not None:
            own = (*own, saying.narration)
            flat, inside = self.utterances.flat, saying.attribution.inside if saying.attribution else None
            over = saying.lead(flat) if inside and flat[inside[1] - 1] == ":" else ""
            if over.strip() and not is_told(over, around, over, beside, ordered=False):
                return f"{OPEN}: it leads them in with “{' '.join(over.split()).strip(' ,')}”"
        return self.leads.why_open(at, own, around, beside, narrated=not turn.set_apart)

    def sentence(self, span: Span) -> Span:
        """Return the span of the whole sentences that hold a passage; each line is cut into sentences once."""
        text = self.reading.article.text
        line = self.lines.around(*span)
        if line not in self._sentences:
            self._sentences[line] = sentences(text, *line)
        cut = self._sentences[line]
        first = bisect_right(cut, span[0], key=lambda one: one[0]) - 1
        last = bisect_right(cut, max(span[0], span[1] - 1), key=lambda one: one[0]) - 1
        low = cut[first][0] if first >= 0 else span[0]
        return (low, max(span[1], cut[last][1] if last >= 0 else span[1]))

    def holding(self, span: Span) -> Turn | None:
        """Return the turn whose own words hold the beginning of a passage; the shortest, if several do."""
        number = self.holders.at(span[0])
        return self.turns[number] if number is not None else None


def view(reading: Reading, document: Document, version: int | None = None) -> View:
    """Return the reading with its turns, and what is looked up in them for every quotation;
    ``document`` is its article's.
    """
    utterances, made = acts_of(reading, document)
    found = tuple(made)
    lengths = [turn.span[1] - turn.span[0] for turn in found]
    return View(
        reading=reading,
        document=document,
        turns=found,
        voices=Voiced(tuple(turn.spoken for turn in found)),
        everyone=Voiced((tuple(sorted({span for turn in found for span in turn.spoken})),)),
        below=Voiced(tuple(turn.spoken for turn in found if not _in_heading(reading, turn))),
        names={source.id: source.name for source in reading.sources},
        own=own_outlet(reading.article, reading.sources),
        passages=Passages(reading.article.text, tuple(turn.spoken for turn in found)),
        utterances=utterances,
        frames=Frames(utterances, document.outer),
        leads=Leads(reading),
        speakers=SpeakerIndex(reading, document),
        lines=LineBounds(reading.article.text),
        uncertain=UncertainPlaces(reading.article),
        version=version,
        holders=Holding((s, e, lengths[n], n) for n, turn in enumerate(found) for s, e in turn.spoken),
    )


def _in_heading(reading: Reading, turn: Turn) -> bool:
    blocks = reading.article.blocks
    at = bisect_right(blocks, turn.span[0], key=lambda b: b.start) - 1
    if at < 0 or turn.span[1] > blocks[at].end:
        return False
    if blocks[at].kind in ("title", "heading"):
        return not _SENTENCES.search(reading.article.text, blocks[at].start, blocks[at].end)
    if at >= LEADING or len(blocks) < 2 or turn.set_apart or blocks[at].kind != "paragraph":
        return False
    line = reading.article.text[blocks[at].start : blocks[at].end].strip()
    if len(line) > MAX_HEADLINE or "\n" in line or not line[-1:].isalnum():
        return False
    return not at or any(word in listing("cue") for word in _LETTERS.findall(line.lower()))


def turns(reading: Reading, document: Document) -> list[Turn]:
    """Return the turns of an article, in order. A passage set apart comes as a turn of its own
    besides those inside it.
    """
    return acts_of(reading, document)[1]


def acts_of(reading: Reading, document: Document) -> tuple[Utterances, list[Turn]]:
    """Return the acts of speaking of an article, and its turns: one an act."""
    every, outer = document.quotations, document.outer
    nested = sorted(part for q in every if q.depth for part in q.parts)
    apart, speaking, singles = _Apart(reading, outer), _Speakers(reading), []
    for quote, statement in zip(outer, _holders(reading, outer), strict=True):
        held = apart.holds(statement, quote)
        inner = quote.parts if held else _among(nested, quote.start, quote.end)
        singles.append(replace(speaking.turn(quote.parts, statement), inner=inner, set_apart=held))
    utterances = Utterances(reading, document, [turn.speaker.id if turn.speaker else None for turn in singles])
    marked = sorted(part for q in every for part in q.parts)
    whole = [
        replace(turn, inner=_among(marked, *turn.span), set_apart=True)
        for statement in reading.statements
        if _is_apart(reading, statement) and (turn := speaking.turn(apart.unmarked(statement), statement)).spoken
    ]
    text = reading.article.text
    acts: list[list[Turn]] = []
    for number, turn in enumerate(singles):
        if number and utterances.is_one_act(number - 1) and singles[number - 1].spoken:
            acts[-1].append(turn)
        else:
            acts.append([turn])
    one = [_as_one(kept) for act in acts if (kept := [turn for turn in act if turn.spoken])]
    return utterances, [*one, *_joined(whole, lambda _, end, turn: _only_a_label(text, end, turn))]


def _among(spans: list[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return those of the spans, sorted by their starts, that begin inside a passage."""
    low, high = bisect_left(spans, (start, 0)), bisect_left(spans, (end, 0))
    return tuple(spans[low:high])


class _Speakers:
    """The turns' speakers; what an article calls a speaker is gathered once, however often the speaker is quoted."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.article.text
        self._sources = {source.id: source for source in reading.sources}
        self._mentions: dict[str, tuple[str, ...]] = {}

    def turn(self, spoken: tuple[Span, ...], statement: Statement | None) -> Turn:
        """Return the turn of these words by a statement's speaker."""
        speaker = self._sources.get(statement.speaker) if statement and statement.speaker else None
        mentions = self._called(speaker) if speaker else ()
        return Turn(spoken=spoken, speaker=speaker, statement=statement, mentions=mentions)

    def _called(self, speaker: Source) -> tuple[str, ...]:
        if speaker.id not in self._mentions:
            different = dict.fromkeys(self._text[start:end] for start, end in speaker.mentions)
            self._mentions[speaker.id] = tuple(different)[:MAX_MENTIONS]
        return self._mentions[speaker.id]


def _joined(singles: Iterable[Turn], goes_on: Callable[[Turn, int, Turn], bool]) -> list[Turn]:
    """Return the turns with neighbours of one speaker made one, where ``goes_on`` says so of the first of them, the
    end of
    the last, and the next. The spans are gathered and put together once, so that it is linear."""
    groups: list[list[Turn]] = []
    for turn in singles:
        if groups and _same(groups[-1][0], turn) and goes_on(groups[-1][0], groups[-1][-1].span[1], turn):
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return [_as_one(group) for group in groups]


def _as_one(group: list[Turn]) -> Turn:
    spoken = tuple(span for turn in group for span in turn.spoken)
    return replace(group[0], spoken=spoken, inner=union(span for turn in group for span in turn.inner))


def _only_a_label(text: str, behind: int, two: Turn) -> bool:
    """True if nothing but the speaker's label stands between the end of a transcript's turn and the next."""
    if two.statement is None or two.statement.medium != "transcript" or not two.statement.source:
        return False
    speaker = two.speaker
    if speaker is None or (speaker.kind == "unnamed" and not _NUMBERED.search(speaker.name)):
        return False  # "REPORTER:" twice may be two reporters; "Speaker 1:" is one
    (start, end), before = two.statement.source[0], two.span[0]
    if not behind <= start < end <= before:
        return False
    return not _WORDS.search(text, behind, start) and not _WORDS.search(text, end, before)


def _same(one: Turn, two: Turn) -> bool:
    if one.statement is not None and two.statement is not None and one.statement.id == two.statement.id:
        return True
    return one.speaker is not None and two.speaker is not None and one.speaker.id == two.speaker.id


def _is_apart(reading: Reading, statement: Statement) -> bool:
    return statement.medium in _WHOLE_MEDIA or (
        statement.kind == "direct" and _is_block_quote(reading, statement.content[0])
    )


class _Apart:
    """The words of passages set apart that stand in no marks, found once for each statement."""

    def __init__(self, reading: Reading, quotes: list[Quotation]) -> None:
        self._reading, self._quotes = reading, quotes
        self._known: dict[str, tuple[Span, ...]] = {}

    def unmarked(self, statement: Statement) -> tuple[Span, ...]:
        """Return the content of a passage set apart, but for what is in marks anyway."""
        if statement.id not in self._known:
            text = self._reading.article.text
            spans = (span for span in statement.content if not _all_quoted(text, span, self._quotes))
            if statement.medium == "transcript":
                spans = (part for span in spans for part in _without_directions(text, span))
            self._known[statement.id] = tuple(spans)
        return self._known[statement.id]

    def holds(self, statement: Statement | None, quote: Quotation) -> bool:
        """True if marks stand inside a speech or post that needs none: its speaker quotes somebody there."""
        if statement is None or statement.medium not in ("post", "transcript", "letter"):
            return False
        spans = self.unmarked(statement)
        number = bisect_right(spans, quote.start, key=lambda span: span[0]) - 1
        return number >= 0 and quote.end <= spans[number][1]


def _without_directions(text: str, span: Span) -> Iterator[Span]:
    """Yield what of a speech is spoken: all but what the record notes between its sentences, "(Laughter.)"."""
    at = span[0]
    for noted in _DIRECTION.finditer(text, *span):
        if _WORDS.search(text, at, noted.start()):
            yield (at, noted.start())
        at = noted.end()
    if at < span[1]:
        yield (at, span[1])


def _all_quoted(text: str, span: Span, quotes: list[Quotation]) -> bool:
    at = bisect_right(quotes, span[0], key=lambda q: q.end)
    position = span[0]
    while at < len(quotes) and quotes[at].start < span[1]:
        if _WORDS.search(text, position, max(position, quotes[at].start)):
            return False
        position, at = quotes[at].end, at + 1
    return not _WORDS.search(text, position, max(position, span[1]))


def _is_block_quote(reading: Reading, span: Span) -> bool:
    """True if a span is the words of a block quote: all of it, but for a label before and a signature behind them."""
    blocks: tuple[Block, ...] = reading.article.blocks
    at = bisect_right(blocks, span[0], key=lambda b: b.start) - 1
    if at < 0 or blocks[at].kind != "blockquote" or blocks[at].end < span[1]:
        return False
    before = reading.article.text[blocks[at].start : span[0]].rstrip()
    after = reading.article.text[span[1] : blocks[at].end].lstrip()
    return (not before or before.endswith(":")) and (not after or after[0] in _DASHES)


def _said_inside(statements: Sequence[Statement], quotes: list[Quotation]) -> frozenset[int]:
    """Return the numbers of the statements whose source or cue stands inside a quotation: that
    one's speaker tells of them.
    """
    starts = [quote.start for quote in quotes]
    found = set()
    for number, statement in enumerate(statements):
        told = [span for span in (*(statement.source or ())[:1], statement.cue) if span and span[1] > span[0]]
        for start, _ in told:
            at = bisect_right(starts, start) - 1
            if at >= 0 and start < quotes[at].end and statement.medium not in _WHOLE_MEDIA:
                found.add(number)
    return frozenset(found)


def _holders(reading: Reading, quotes: list[Quotation]) -> Iterator[Statement | None]:
    """Yield for each of the quotations, which are disjoint and in order, the smallest statement that holds its first
    word or
    most of it; one with a speaker before one without."""
    statements = reading.statements
    sizes = [(0 if s.speaker else 1, sum(end - start for start, end in s.content)) for s in statements]
    inside = _said_inside(statements, quotes)
    pieces = sorted((s, e, n) for n, one in enumerate(statements) for s, e in one.content if n not in inside)
    firsts = [quote.parts[0][0] if quote.parts else quote.start for quote in quotes]
    around = owners(((s, e, (*sizes[n], n)) for s, e, n in pieces), firsts)
    for quote, first, best in zip(quotes, firsts, around, strict=True):
        low = bisect_left(pieces, (first + 1, 0, 0))
        high = bisect_left(pieces, (quote.end, 0, 0))
        for start, end, number in pieces[low:high]:
            shared = min(end, quote.end) - start
            key = (*sizes[number], number)
            if shared * 2 > quote.end - quote.start and (best is None or key < best):
                best = key
        yield statements[best[2]] if best else None
