"""Who is named beside a draft's quotation that names no speaker, and may be meant by it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from attribune.check.speakers.voice import Voice
from attribune.lexicon import pronouns
from attribune.records import Block, Reading, Source, Span
from attribune.sources.names.entity_types import is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain
from attribune.sources.names.recognition import Namer
from attribune.text.document import Document

NEAR_BLOCKS = 3  # blocks before a quotation, up to a heading, in which somebody who is named may be meant
LONGEST_LINE = 80  # code points of a line below a quotation that may say whose it is
LONGEST_BEFORE = 2_000  # code points of a paragraph before a pronoun or a description in which somebody may be meant
MAX_NEAR = 12  # of them that are compared with the evidence's speaker
_DESCRIBED = re.compile(
    r"\b(?:the|an?|his|her|its|their|[\w’-]{1,40}['’]s)\s{1,9}+"
    r"((?:[a-z][\w’-]{0,40}+\s{1,9}+){0,3}?[a-z][\w’-]{1,40})\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:The|Its|Their)\s((?:[a-z][\w’-]{1,20}\s){0,2}?[a-z][\w’-]{1,20})\b(?=\s)")
_WHERE = re.compile(r"\b(?:in|at|near|outside|around)\s\Z", re.IGNORECASE)
_ENDS = (".", "!", "?", "…", ":")
_NOTE = re.compile(r"[\d¹²³⁰-⁹*†‡§\[(]")  # a footnote may end with a full stop
_PRONOUN = re.compile(r"\b(?:" + "|".join(sorted(pronouns("he") | pronouns("she"))) + r")\b", re.IGNORECASE)


class Bystanders:
    """The people, offices and pronouns of a draft outside its quotations, by where they stand."""

    def __init__(self, reading: Reading, document: Document) -> None:
        article = reading.article
        self._text, self._blocks = article.text, article.blocks
        self._starts = [block.start for block in self._blocks]
        self._in_quotes = document.in_quotation
        self._quote_starts = [quote.start for quote in document.outer]
        self._namer = namer = document.layer(Namer.of)
        self._sources = {span: source for source in reading.sources for span in source.mentions}
        self._names = [
            m for m in namer.all if (m.kind == "person" or m.span in self._sources) and not self._in_quotes(m.start)
        ]
        self._name_starts = [m.start for m in self._names]
        self._headings = [n for n, block in enumerate(self._blocks) if block.kind in ("heading", "title")]
        self._shallower = _shallower(self._blocks)
        self._near: dict[int, tuple[Voice, ...]] = {}

    def near(self, quote: Span) -> tuple[Voice, ...]:
        """Return everybody who is named before a quotation, in its block and the blocks and headings over it, or
        behind it in
        its block; where nobody is, who is described or meant by a pronoun in its block, else the body of which the
        sentence right before it tells."""
        number = bisect_right(self._starts, quote[0]) - 1
        if number < 0:
            return ()
        if number not in self._near:
            over = (voice for n in self._over(number) for voice in self._named(self._blocks[n]))
            names = list(islice(chain(over, self._lines_below(number)), MAX_NEAR))
            self._near[number] = tuple(names or self._meant(self._blocks[number]))
        return self._near[number] or self._body_before(quote, self._blocks[number])

    def before(self, pronoun: Span) -> tuple[Voice, ...]:
        """Return everybody whom a pronoun of the draft may mean: named or described before it in its block, outside
        quotations; a description that stands beside a name as its apposition is the named one's."""
        number = bisect_right(self._starts, pronoun[0]) - 1
        if number < 0:
            return ()
        start = max(self._blocks[number].start, pronoun[0] - LONGEST_BEFORE)
        low, high = bisect_left(self._name_starts, start), bisect_left(self._name_starts, pronoun[0])
        names = [self._voice(m.text, m.span) for m in self._names[low:high] if m.end <= pronoun[0]]
        spans = [voice.span for voice in names if voice.span]
        described = [
            voice
            for voice in self._described(start, pronoun[0])
            if voice.span and not any(self._is_apposed(voice.span, name) for name in spans)
        ]
        return tuple(names + described)[: MAX_NEAR + 1]

    def taken_up(self, description: Span) -> tuple[Voice, ...]:
        """Return the people whom a definite description may take up: named before it in its paragraph, or in the one
        before where its own names nobody; none where somebody is described there as well."""
        number = bisect_right(self._starts, description[0]) - 1
        for at in range(number, max(-1, number - 2), -1):
            end = min(self._blocks[at].end, description[0])
            found = [voice for voice in self.before((end, end)) if voice.span and not self._is_where(voice)]
            if found:
                return tuple(found) if all(voice.mention[:1].isupper() for voice in found) else ()
        return ()

    def bodies(self, at: int) -> tuple[str, ...]:
        """Return the bodies that are named before a place in its paragraph, places left out."""
        number = bisect_right(self._starts, at) - 1
        start = max(self._blocks[number].start if number >= 0 else 0, at - LONGEST_BEFORE)
        low, high = (bisect_left(self._namer.all, place, key=lambda name: name.start) for place in (start, at))
        named = (name for name in self._namer.all[low:high] if name.kind == "organization")
        return tuple(
            name.text
            for name in named
            if kind_of(name.text) == "organization"
            and plain(name.text) not in listed("places.txt")
            and not self._in_quotes(name.start)
            and not _WHERE.search(self._text, max(0, name.start - 8), name.start)
        )

    def _body_before(self, quote: Span, block: Block) -> tuple[Voice, ...]:
        """Return the body of which the sentence right before a quotation tells: "The council was clear. “…”"."""
        before = self._text[max(block.start, quote[0] - LONGEST_BEFORE) : quote[0]].rstrip("“\"‘' ")
        if not before.endswith("."):
            return ()
        start = quote[0] - len(self._text[max(block.start, quote[0] - LONGEST_BEFORE) : quote[0]])
        start += max(before.rfind(mark, 0, len(before) - 1) for mark in (". ", "? ", "! ", "” ", "\n")) + 1
        start += len(self._text[start : quote[0]]) - len(self._text[start : quote[0]].lstrip())
        named = (m for m in self._namer.all if m.kind == "organization" and start <= m.start <= start + len("The "))
        body = next((self._voice(m.text, m.span) for m in named if not self._in_quotes(m.start)), None)
        found = _BODY.match(self._text, start, quote[0]) if body is None else None
        if found and plain(found[1].split()[-1]) in listed("org_nouns.txt") | listed("group_nouns.txt"):
            body = Voice(name=found[0], mention=found[0], span=found.span(), source=None)
        return (body,) if body is not None else ()

    def _is_where(self, voice: Voice) -> bool:
        """True if a lone name behind "in" or "at" is a place's."""
        start = voice.span[0] if voice.span else 0
        return " " not in voice.mention and _WHERE.search(self._text, max(0, start - 8), start) is not None

    def _is_apposed(self, phrase: Span, name: Span) -> bool:
        """True if nothing but a comma stands between a description and a name, or the one is inside the other."""
        (low, high), (start, end) = phrase, name
        if low < end and start < high:
            return True
        between = self._text[high:start] if high <= start else self._text[end:low]
        return between.strip() in ("", ",") and "\n" not in between

    def _over(self, number: int) -> list[int]:
        """Return the quotation's block, the blocks before it up to a heading, and the headings and title over these."""
        found, at, item = [number], number - 1, self._blocks[number]
        while at >= 0 and len(found) <= NEAR_BLOCKS and self._blocks[at].kind not in ("heading", "title"):
            if _stands_below(self._blocks[at], item):  # items stand alone
                at = self._shallower[at]
            else:
                found.append(at)
                at -= 1
        return [*found, *self._headings_over(number)]

    def _lines_below(self, number: int) -> Iterator[Voice]:
        """Yield those named in short lines right below a quotation's block that are no
        sentences: a byline, footnotes.
        """
        for block in self._blocks[number + 1 : number + 1 + NEAR_BLOCKS]:
            line = self._text[block.start : block.end].strip()
            sentence = line.endswith(_ENDS) and not _NOTE.match(line)
            at = bisect_left(self._quote_starts, block.start)
            quotes = at < len(self._quote_starts) and self._quote_starts[at] < block.end
            if len(line) > LONGEST_LINE or sentence or quotes or block.kind in ("heading", "title"):
                return
            yield from (self._voice(m.text, m.span) for m in self._namer.mentions(block.start, block.end))

    def _headings_over(self, number: int) -> list[int]:
        """Return the nearest heading before a block, and those that stand right over it."""
        found: list[int] = []
        at = bisect_left(self._headings, number) - 1
        while at >= 0 and len(found) < NEAR_BLOCKS and (not found or self._headings[at] == found[-1] - 1):
            found.append(self._headings[at])
            at -= 1
        return found

    def _named(self, block: Block) -> Iterator[Voice]:
        low, high = bisect_left(self._name_starts, block.start), bisect_left(self._name_starts, block.end)
        return (self._voice(m.text, m.span) for m in islice(self._names, low, high))

    def _voice(self, words: str, span: Span) -> Voice:
        source: Source | None = self._sources.get(span)
        return Voice(name=source.name if source else words, mention=words, span=span, source=source)

    def _meant(self, block: Block) -> list[Voice]:
        """Return the first who are described in a block, outside quotations, or meant by a pronoun there."""
        return list(islice(self._all_meant(block), MAX_NEAR))

    def _described(self, start: int, end: int) -> Iterator[Voice]:
        for match in _DESCRIBED.finditer(self._text, start, end):
            words = [plain(word) for word in match[1].split()]
            if not self._in_quotes(match.start()) and any(is_person_word(word) for word in words):
                yield Voice(name=match[0], mention=match[0], span=match.span(), source=None)

    def _all_meant(self, block: Block) -> Iterator[Voice]:
        yield from self._described(block.start, block.end)
        for match in _PRONOUN.finditer(self._text, block.start, block.end):
            if not self._in_quotes(match.start()):
                why = f"whom “{match[0]}” means in the draft can't be told"
                yield Voice(name=match[0], mention=match[0], span=match.span(), source=None, doubt=why)


def _stands_below(block: Block, item: Block) -> bool:
    """True if both are items of a list, and the block is as deep as the item or deeper."""
    return item.kind == block.kind == "list_item" and block.depth >= item.depth


def _shallower(blocks: Sequence[Block]) -> list[int]:
    """Return for each block the nearest before it that isn't an item as deep as it is or
    deeper, -1 where there is none.
    """
    found: list[int] = []
    for number, block in enumerate(blocks):
        at = number - 1
        while at >= 0 and _stands_below(blocks[at], block):
            at = found[at]
        found.append(at)
    return found
