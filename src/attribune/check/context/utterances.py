"""Acts of speaking: how each quotation of an article is attributed, and which quotations are one act.

A quotation is said if the narration beside it is a plain attribution (:mod:`attribution`), or if it goes on with one
that is. Quotations are joined over a bare attribution only: a date, a question, a second saying or a narrated sentence
between them parts the acts. Words on both sides of "…," he said, "…" are one sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.check.context.attribution.clause import (
    Attribution,
    asides,
    is_occasion,
    named_words,
    read_after,
    read_before,
    read_label,
    read_statement,
)
from attribune.check.context.attribution.inert import TITLE, listing
from attribune.check.context.joined_clauses import stands_apart
from attribune.lexicon import words
from attribune.records import Block, Reading, Span
from attribune.sources.coref.layout.parts import Parts
from attribune.sources.coref.layout.reading import Layout
from attribune.statements.grammar.cues import openers
from attribune.statements.grammar.tokens import MASK, Pieces
from attribune.text.document import Document, Layers, blanked
from attribune.text.line_bounds import LineBounds
from attribune.text.sentences import sentences

MAX_GOING_ON = 600  # code points of narration after which a quotation still goes on with the last attribution
MAX_NAMES = 12  # words of names in the line of a quotation that stands in a table or a list
MAX_BREAK = 300  # code points of white space between an attribution that ends in a colon and its quotation
MAX_PARTING = 240  # code points of narration inside one quoted sentence
_BLANK = re.compile(f"{MASK}[{MASK}.\\n]*")
_RELATIVE = re.compile(r",\s?+(?:who|whose|whom|which)\s[^,]*+\Z")
_SIGNATURE = re.compile(
    r"[^\S\n]{0,20}\n?[^\S\n]{0,20}[—–―-]{1,2}\s{0,9}([A-ZÀ-Þ][^\n“”\"]{1,80}?)[.]?\s{0,9}(?=\n|[“\"]|\Z)"
)
# "…, adding that prices were “…”": what is added has a subject of its own.
_SECOND = re.compile(r"\b(?:adding|noting|stating|warning|insisting|explaining)\s+that\s+\w+\s+\w+", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W_]")
_LAST_WORD = re.compile(r"(?<![\w’'])([\w’']++),?\s*+\Z")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
LONG, MAX_TITLE = 3, 8  # letters of the words of a title that have capitals, and the most such words
MAX_BEHIND_CUE = 2  # words from a verb of saying on up to the words that it leads to: "adding later"
_GOES_ON = tuple(",—–-;:")


@dataclass(frozen=True, slots=True)
class Saying:
    """How one quotation is attributed.

    ``attribution`` is None where its narration is no plain attribution; ``narration`` is the span that was read, which
    a draft may repeat. ``left`` and ``right`` are the narration that shares the sentence of a partial quotation,
    ``asides`` what in them only says who somebody is.
    """

    attribution: Attribution | None
    narration: Span
    left: Span | None = None
    right: Span | None = None
    inherited: bool = False
    asides: tuple[Span, ...] = ()

    def lead(self, text: str) -> str:
        """Return the words of ``left``, without asides and an attribution that stands inside them."""
        if self.left is None:
            return ""
        low, high = self.left
        inside = self.attribution.inside if self.attribution is not None else None
        if inside is None or not low <= inside[0] <= inside[1] <= high:
            return self._without_asides(text, low, high)
        return f"{self._without_asides(text, low, inside[0])}, {self._without_asides(text, inside[1], high)}"

    def rest(self, text: str) -> str:
        """Return the words of ``right``, without asides."""
        return self._without_asides(text, *self.right) if self.right is not None else ""

    def _without_asides(self, text: str, low: int, high: int) -> str:
        found = list[str]()
        for start, end in self.asides:
            if low < end and start < high:
                found, low = [*found, text[low:start]], end
        return " ".join([*found, text[low:high]])


def _parted(text: str, blocks: Sequence[Block]) -> str:
    """Return a text with a line break behind a dateline, which is no word of the sentence that it stands before."""
    out = list(text)
    for block in blocks:
        if block.kind == "dateline" and text[block.end : block.end + 1].isspace():
            out[block.end] = "\n"
    return "".join(out)


class Utterances:
    """The quotations of one reading as acts of speaking; everything is found once and when it is first asked."""

    def __init__(self, reading: Reading, document: Document, speakers: Sequence[str | None]) -> None:
        self.flat = _parted(document.text, reading.article.blocks)
        self.blank = blanked(self.flat, document.outer)
        self._layers, self._lines = Layers(self.blank), LineBounds(self.flat)
        self._outer, self._speakers = document.outer, speakers
        self._starts = [quote.start for quote in self._outer]
        sources = {source.id: source for source in reading.sources}
        self._names = {
            key: named_words([s.name, *(reading.article.text[slice(*m)] for m in s.mentions[:64])])
            for key, s in sources.items()
        }
        self._document = document
        self._parted = document.layer(Parts).quoted
        self._cut: dict[Span, list[Span]] = {}
        self._masks: dict[Span, list[int]] = {}
        self._pieces: dict[Span, Pieces] = {}
        self._narrated: dict[Span, bool] = {}
        self._narrations: dict[Span, str] = {}
        self._known: dict[int, Saying | None] = {}

    # Sentences of narration

    def paragraph(self, at: int) -> Span:
        """Return the span of the line that holds an offset."""
        return self._lines.around(at, at)

    def sentences(self, at: int) -> list[Span]:
        """Return the sentences of the paragraph at an offset, its quotations blanked."""
        line = self.paragraph(at)
        if line not in self._cut:
            self._cut[line] = sentences(self.blank, *line)
        return self._cut[line]

    def sentence(self, at: int) -> Span:
        """Return the sentence of narration around an offset."""
        cut = self.sentences(at)
        number = bisect_right(cut, at, key=lambda span: span[0]) - 1
        return cut[number] if number >= 0 else self.paragraph(at)

    def narration(self, span: Span) -> str:
        """Return the words of a sentence without those of its quotations."""
        if span not in self._narrations:
            self._narrations[span] = _BLANK.sub(" ", self.blank[slice(*span)])
        return self._narrations[span]

    def pieces(self, span: Span) -> Pieces:
        """Return the pieces of a sentence of narration, with the quoted titles of works as names."""
        if span not in self._pieces:
            pieces = self._pieces[span] = Pieces(self._layers, *span)
            numbers = range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))
            titles = {self._outer[n].start for n in numbers if self._is_title(n)}
            for n, word in enumerate(pieces.words):
                if word == MASK and pieces.starts[n] in titles:
                    pieces.words[n] = TITLE
                if word == "," and _THOUSANDS.match(self.flat, pieces.starts[n]):
                    pieces.words[n] = "0"  # "1,300"
            self._masks[span] = [n for n, word in enumerate(pieces.words) if word == MASK]
        return self._pieces[span]

    def _is_title(self, number: int) -> bool:
        """True if a quotation in narration is the title of a work: all long words with capitals, behind "on", "of"."""
        quote = self._outer[number]
        before = _LAST_WORD.search(self.blank, max(0, quote.start - 40), quote.start)
        if before is None or not (before[1].lower() in listing("titled") or before[1].endswith(("'s", "’s"))):
            return False
        long_words = [word for word in _LETTERS.findall(self.flat[quote.start : quote.end]) if len(word) > LONG]
        return 0 < len(long_words) <= MAX_TITLE and all(word[0].isupper() for word in long_words)

    # Attributions

    def saying(self, number: int) -> Saying | None:
        """Return how a quotation is attributed, by its own sentence or by the one it goes on with; else None."""
        first = number
        while first and not {first, first - 1} & self._known.keys() and self._may_lead(first - 1):
            first -= 1
        for at in range(first, number + 1):  # in order: one leads to the one before, and calls must not nest as deep
            if at not in self._known:
                self._known[at] = None  # quotations that would lead to each other lead nowhere
                self._known[at] = self._found(at)
        return self._known[number]

    def _may_lead(self, number: int) -> bool:
        """False if neither of two quotations, ``number`` and the next, can be attributed by the other's sentence."""
        one, two = self._outer[number], self._outer[number + 1]
        if two.start - one.end > max(MAX_PARTING, MAX_GOING_ON):
            return False
        return self._same_speaker(number, number + 1) or "\n" not in self.flat[one.end : two.start]

    def _found(self, number: int) -> Saying | None:
        own = self._by_its_sentence(number)
        if own is not None and (own.attribution is not None or self._outer[number].start not in self._parted):
            return own
        quote = self._outer[number]
        if number and self.is_one_sentence(number - 1):
            before = self.saying(number - 1)
            return replace(before, inherited=True) if before else None
        signed = self._signature(number) or self._lead(number) or self._placed(number)
        if signed is not None:
            return signed
        if self._has_narration(number):
            return Saying(None, self.sentence(quote.start))
        stated = self._behind_statement(number)
        if number and self._goes_on(number):
            before = self.saying(number - 1)
            if before is not None and (before.attribution is not None or stated is None):
                return replace(before, left=None, right=None, inherited=True)
            return stated
        if stated is not None:
            return stated
        following = number + 1
        if following < len(self._outer) and self._same_speaker(number, following):
            between = self.blank[quote.end : self._outer[following].start]
            if not between.strip(" ") and self._has_narration(following):
                after = self.saying(following)
                return replace(after, left=None, right=None, inherited=True) if after else None
        return None

    def _signature(self, number: int) -> Saying | None:
        """Read a signature behind a quotation, "— Ada Reed", whose name is the speaker's."""
        quote, speaker = self._outer[number], self._speakers[number]
        found = _SIGNATURE.match(self.flat, quote.end)
        if found is None or speaker is None or not named_words([found[1]]) & self._names.get(speaker, frozenset()):
            return None
        span = (quote.end, found.end())
        return Saying(Attribution(found.span(1), found.span(1), "—", frozenset()), span)

    def _placed(self, number: int) -> Saying | None:
        """Return a quotation that stands alone, with the speaker's name in the place where the page has its names."""
        quote = self._outer[number]
        name = self._parted.get(quote.start)
        if name is not None:
            return Saying(Attribution(name, name, "—", frozenset()), name)
        place = self._document.layer(Layout).place_at(quote.start)
        if place is None or place.doubt or place.several:
            return None
        told = _LETTERS.findall(self.narration(self.sentence(quote.start)))
        if any(word.islower() for word in told) or len(told) > MAX_NAMES:
            return None
        return Saying(Attribution(place.span, place.span, "—", frozenset()), place.span)

    def _lead(self, number: int) -> Saying | None:
        """Read an attribution that ends the paragraph before with a colon: "Reed went on:"."""
        quote, speaker = self._outer[number], self._speakers[number]
        low = self.paragraph(quote.start)[0]
        before = self.flat[max(0, low - MAX_BREAK) : low].rstrip()
        if not before.endswith(":") or _LETTER.search(self.blank[low : quote.start]):
            return None
        span = self.sentence(max(0, low - MAX_BREAK) + len(before) - 1)
        named = self._names.get(speaker, frozenset()) if speaker else frozenset()
        pieces = self.pieces(span)
        lead = read_before(pieces, 0, len(pieces), named, question=False, partial=False)
        return Saying(lead, span, left=lead.frame) if lead is not None else None

    def _behind_statement(self, number: int) -> Saying | None:
        """Read the sentence right before a quotation of whole sentences in its paragraph, "Reed added that the pier
        would shut. “…”": the quotation goes on with what the speaker is told to have said."""
        quote, speaker = self._outer[number], self._speakers[number]
        cut = self.sentences(quote.start)
        behind = bisect_right(cut, quote.start, key=lambda one: one[1])
        words_ = self.flat[quote.start : quote.end].strip("“”\"'’ ")
        if speaker is None or not behind or self.flat[cut[behind - 1][1] : quote.start].strip():
            return None
        if not words_[:1].isupper() or words_[-1:] not in (".", "!", "?"):
            return None
        lead = read_statement(self.pieces(cut[behind - 1]), self._names.get(speaker, frozenset()))
        return Saying(lead, cut[behind - 1], inherited=True) if lead is not None else None

    def _has_narration(self, number: int) -> bool:
        """True if words of narration stand in the sentence of a quotation."""
        span = self.sentence(self._outer[number].start)
        if span not in self._narrated:
            self._narrated[span] = _LETTER.search(self.blank, *span) is not None
        return self._narrated[span]

    def _same_speaker(self, one: int, two: int) -> bool:
        return self._speakers[one] is not None and self._speakers[one] == self._speakers[two]

    def _goes_on(self, number: int) -> bool:
        """True if a quotation without narration of its own goes on with the one before.

        Narrated sentences may stand between them if nothing in them speaks, writes or is read.
        """
        before, quote = self._outer[number - 1], self._outer[number]
        if not self._same_speaker(number - 1, number) or quote.start - before.end > MAX_GOING_ON:
            return False
        _, end = self.sentence(before.start)
        told = self.blank[max(end, before.end) : quote.start]
        return not any(word in _speaking() for word in re.findall(r"[^\W\d_]+", told.lower()))

    def _by_its_sentence(self, number: int) -> Saying | None:
        """Read the narration of a quotation's own sentence; None where it has none, or goes on with the last one."""
        if not self._has_narration(number):
            return None
        quote = self._outer[number]
        span = self.sentence(quote.start)
        pieces = self.pieces(span)
        masks = self._masks[span]
        if self._is_title(number):
            return Saying(None, span)
        mine = bisect_right(masks, quote.start, key=lambda n: pieces.ends[n])
        if mine == len(masks):
            return None
        at = masks[mine]
        speaker = self._speakers[number]
        named = self._names.get(speaker, frozenset()) if speaker else frozenset()
        question = self.flat[quote.start : quote.end].rstrip("”\"'’ ").endswith("?")
        low = masks[mine - 1] + 1 if mine else 0
        high = masks[mine + 1] if mine + 1 < len(masks) else len(pieces)
        if low and number and self.is_one_sentence(number - 1):
            return None
        after = read_after(pieces, at + 1, high, named, question=question)
        if after is not None and after.verb:
            return Saying(after, span, left=_narrated(pieces, low, at), asides=asides(pieces, low, at))
        for begin in dict.fromkeys((low, 0)):
            lead = read_before(
                pieces, begin, at, named, question=question, partial=self.flat[quote.parts[0][0]].islower()
            ) or read_label(pieces, begin, at, named)
            if lead is not None:
                apart = is_occasion(pieces, at + 1, high, lead)
                right = None if apart else _narrated(pieces, at + 1, high)
                beside = (*asides(pieces, low, at), *asides(pieces, at + 1, high))
                return Saying(lead, span, left=lead.frame, right=right, asides=beside)
        return Saying(None, span)

    # Acts

    def is_one_sentence(self, number: int) -> bool:
        """True if narration parts one quoted sentence in two: quotations ``number`` and ``number`` + 1."""
        if number + 1 >= len(self._outer):
            return False
        one, two = self._outer[number], self._outer[number + 1]
        if two.start - one.end > MAX_PARTING or not one.parts or not two.parts:
            return False
        between = self.flat[one.end : two.start]
        last = self.flat[one.parts[-1][1] - 1 : one.parts[-1][1]]
        told = between.rstrip()
        if "\n" in between or last in ".!?…" or not _LETTER.search(between) or _SECOND.search(between):
            return False
        if re.search(r"[.!?][”\"’')]*\s", between):
            inner = sentences(self.blank, max(one.start, one.end - 2), min(two.end, two.start + 2))
            if len(inner) > 1:
                return False
        if _is_said_anew(self.flat[slice(*one.parts[-1])], between, self.flat[slice(*two.parts[0])]):
            return False
        begins = self.flat[two.parts[0][0] : two.parts[0][0] + 1]
        if _RELATIVE.search(told):  # “…,” said Reed, who rates the stock “hold”
            return False
        return last in _GOES_ON and (told.endswith((",", "—", "–", "-", ":")) or begins.islower())

    def is_one_act(self, number: int) -> bool:
        """True if quotations ``number`` and ``number`` + 1 are one act of speaking, which may be quoted as one."""
        if number + 1 >= len(self._outer) or not self._same_speaker(number, number + 1):
            return False
        if self.is_one_sentence(number):
            return True
        one, two = self._outer[number], self._outer[number + 1]
        if self.paragraph(one.start) != self.paragraph(two.start):
            return False
        between = self.flat[one.end : two.start]
        if not _LETTER.search(between):
            return True
        last, first = self.sentence(one.start), self.sentence(two.start)
        if last == first:
            return False  # two parts of one narrated sentence, each quoted for itself
        if _LETTER.search(self.blank[max(last[1], one.end) : first[0]]):
            return False  # a narrated sentence
        before = self.saying(number)
        if before is None or before.attribution is None or not before.attribution.bare:
            return False
        if not self._has_narration(number + 1):
            return True
        own = self._by_its_sentence(number + 1)
        return (
            own is not None
            and own.attribution is not None
            and own.attribution.bare
            and own.attribution.verb in listing("same")
            and own.left is None
        )

    def may_be_one_act(self, number: int) -> bool:
        """True if only one attribution parts quotations ``number`` and ``number`` + 1, though it says more than who."""
        if self.is_one_act(number):
            return True
        if not self._same_speaker(number, number + 1) or self._has_narration(number + 1):
            return False
        one, two = self._outer[number], self._outer[number + 1]
        if self.paragraph(one.start) != self.paragraph(two.start):
            return False
        end = max(self.sentence(one.start)[1], one.end)
        return not _LETTER.search(self.blank[end : self.sentence(two.start)[0]])


def _is_said_anew(before: str, narration: str, words: str) -> bool:
    """True if a second verb of saying leads to words that begin anew: "“The road is wet,” Reed said, adding, “We …”".

    What it parts are whole clauses: no condition, no "in theory" and nothing that governs a clause stands before it,
    and nothing behind it limits what was said.
    """
    cues = [bool({word.lower()} & (openers() | listing("cue"))) for word in _LETTERS.findall(narration)]
    anew = sum(cues) > 1 and any(cues[-MAX_BEHIND_CUE:])
    if not anew or not words[:1].isupper():
        return False
    last = sentences(before)[-1:]
    return bool(last) and stands_apart(before[slice(*last[0])]) and stands_apart(words[:MAX_PARTING])


def _narrated(pieces: Pieces, low: int, high: int) -> Span | None:
    """Return the span of the pieces that hold words, or None."""
    while low < high and not _LETTER.search(pieces.words[low]):
        low += 1
    while low < high and not _LETTER.search(pieces.words[high - 1]):
        high -= 1
    return (pieces.starts[low], pieces.ends[high - 1]) if low < high else None


@cache
def _speaking() -> frozenset[str]:
    """Return words of whatever may put words into the mouth of somebody: verbs of saying and
    names of what is written.
    """
    return (
        openers()
        | listing("cue")
        | words("names/document_nouns.txt")
        | {"sang", "sings", "reading", "mimicked", "voice"}
    )
