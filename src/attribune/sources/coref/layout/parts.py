"""Documents of several people's parts: posts, comments, chats, a printed conversation, letters, notes of several talks.

What is general is that a line names one person (:mod:`.part_heads`), that lines of its form come again, and that what
stands below each, or above a signature, is that one's. Where the form leaves open which of the two it is, or who goes
on behind a gap, words are nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attribune.records import Block, Span, Statement
from attribune.sources.coref.layout.part_heads import (
    LONGEST_HEAD,
    PartHead,
    is_mark_line,
    is_reply_line,
    is_topic,
    marks,
    read_head,
    read_lead,
)
from attribune.sources.names.entity_types import kind_of
from attribune.sources.names.lexicon import listed, plain
from attribune.text.dates import STAMP
from attribune.text.document import Document

TURNS = 4  # lines with a name that comes again, before a text is a printed conversation
FEWEST = 2  # heads of one form before a document has parts
MOST_BLOCKS = 400  # of one part
MOST_BETWEEN = 3  # lines of a name, what its bearer is, and a heading, between two letters
LETTERS_HEAD = 3  # blocks in which a page says that it prints letters
PERSONAL = 1 / 3  # of the parts under names and times that say "I" or "you"; programmes, lists and results don't
LEAST_TEXT = 4  # words of a line that is text
_WHOLE = ("post", "letter", "transcript")
_TEXT = ("paragraph", "list_item")
_LINES = (*_TEXT, "contributor", "byline", "heading", "title")
_STAMP = re.compile(rf"{STAMP}\s*(?:[:–—-]\s+)?")
_SPACE = re.compile(r"[\s*_]*")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_PERSONS = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our)\b")
_SENTENCE = re.compile(r"[.!?…][”\"’')]{0,2}\s*\Z")


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part of a document: where the name stands, and the spans of the words. ``noted``: only what stands in
    quotation marks in it is said."""

    name: Span
    spans: tuple[Span, ...]
    medium: str
    noted: bool = False


class Parts:
    """The parts of a document, none where it is one text: ``document.layer(Parts)``."""

    def __init__(self, document: Document) -> None:
        self._document, self._text = document, document.text
        self._blocks = [part for block in document.blocks for part in self._parted(block)]
        self._heads: dict[int, PartHead] = {}
        for number, block in enumerate(self._blocks):
            head = read_head(self._text, block.start, block.end) if block.kind in _LINES else None
            if head is not None:
                self._heads[number] = head
        known = {word for head in self._heads.values() if " " in self._called(head) for word in self._words(head)}
        for number, head in [*self._heads.items()]:
            if (
                not (head.written or head.timed)
                and " " not in self._called(head)
                and not known.issuperset(self._words(head))
            ):
                del self._heads[number]  # a word alone is a name where another line has the whole of it
        self.found = tuple(self._find())
        self.names = frozenset(part.name for part in self.found)
        self.quoted = {start: part.name for part in self.found if part.noted for start, _ in part.spans}

    def _parted(self, block: Block) -> Iterator[Block]:
        """Yield a block without its first line, which was taken for the beginning of its text but heads a part, and
        without its last, where that has a post's marks; these are blocks of their own."""
        cut = self._document.article.text.find("\n", block.start, block.end)
        if block.kind in _TEXT and cut > 0:
            head = read_head(self._text, block.start, cut)
            if head is not None and (head.written or head.timed or head.dated or head.numbered):
                yield replace(block, end=cut)
                block = replace(block, start=cut + 1)
            last = self._document.article.text.rfind("\n", block.start, block.end)
            if last > 0 and is_mark_line(self._text[last : block.end].strip()):
                yield replace(block, end=last)
                block = replace(block, start=last + 1)
        yield block

    def applied(self, known: Sequence[Statement]) -> list[Statement]:
        """Return the statements with those that the parts make. Inside a part only what its words attribute is kept."""
        if not self.found:
            return list(known)
        whole = sorted(span for one in known if one.medium in _WHOLE for span in one.content)
        found = [part for part in self.found if not any(_touches(whole, span) for span in part.spans)]
        inside = sorted(span for part in found for span in part.spans)
        noted = {span for part in found if part.noted for span in part.spans}
        kept = [one for one in known if (one.cue and one.source) or not _touches(inside, one.content[0])]
        kept = [rest for one in kept if (rest := _without(one, noted)) is not None]
        new, number = list[Statement](), len(known)
        for part in found:
            for content in [(span,) for span in part.spans] if part.noted else [part.spans]:
                number += 1
                made = Statement(
                    id=f"st{number}", kind="direct", content=content, source=(part.name,), medium=part.medium
                )
                new.append(made)
        return sorted([*kept, *new], key=lambda s: (s.content[0][0], -s.content[-1][1]))

    def _find(self) -> Iterator[Part]:
        heads = self._heads
        letters = list(self._letters()) if self._is_page_of_letters() else []
        numbered = [n for n, head in heads.items() if head.numbered]
        if not letters and len(numbered) >= FEWEST and self._is_page_of_letters():
            letters = list(filter(self._is_personal, self._below(numbered, "letter")))
        if letters:
            yield from letters
            return
        commented = list(self._commented())
        posted = [n for n, head in heads.items() if head.written or head.timed or self._is_footed(n)]
        dated = [n for n, head in heads.items() if head.dated]
        if len(posted) < FEWEST and 2 * len(dated) >= len(heads):
            posted = dated
        if commented:
            yield from (*self._below([n for n in posted if self._is_footed(n)], "post"), *commented)
            return
        if len(posted) >= FEWEST:
            clocked = all(head.timed and not (head.written or head.dated) for head in map(heads.get, posted) if head)
            parts = list(self._below(posted, "transcript" if clocked else "post"))
            if all(heads[n].written or self._is_footed(n) for n in posted):
                yield from parts
            elif any(heads[n].timed for n in posted):
                yield from parts if self._are_personal(parts) else ()
            else:
                yield from filter(self._is_personal, parts)
            return
        entries = [n for n, block in enumerate(self._blocks) if _STAMP.match(self._text, block.start, block.end)]
        if len(entries) >= FEWEST:
            yield from self._entries(entries)
            return
        turns = self._dialogue()
        parts = list(self._below(turns, "transcript"))
        yield from parts if turns and self._are_personal(parts) else self._noted()

    def _commented(self) -> Iterator[Part]:
        """Yield the comments right behind a line that counts them, each behind its author's name and a colon."""
        for at in range(1, len(self._blocks)):
            line = self._line(at)
            if marks("counted").isdisjoint(map(plain, line.split())) or not is_mark_line(line):
                continue
            for block in map(self._blocks.__getitem__, range(at + 1, len(self._blocks))):
                colon = self._text.find(":", block.start, min(block.end, block.start + LONGEST_HEAD))
                head = read_head(self._text, block.start, colon) if block.kind in _TEXT and colon > 0 else None
                if head is None or not (head.sure or self._is_strange(head)) or head.numbered:
                    break
                said = _SPACE.match(self._text, colon + 1)
                assert said is not None
                yield Part(head.name, ((said.end(), block.end),), "post")

    def _dialogue(self) -> list[int]:
        """Return the numbers of the lines that name who speaks below them in a printed conversation: two or more, most
        of whom come again, by the same name or a part of it."""
        people = {n: head for n, head in self._heads.items() if head.sure or head.told or self._is_strange(head)}
        whole = {self._words(head)[-1]: self._called(head) for head in people.values() if " " in self._called(head)}
        names = {n: self._called(head) for n, head in people.items()}
        names = {n: plain(name if " " in name else whole.get(plain(name), name)) for n, name in names.items()}
        again = Counter(names.values())
        turns = sum(again[name] >= FEWEST for name in names.values())
        return list(people) if len(again) >= FEWEST and turns >= TURNS and 2 * turns >= len(people) else []

    def _are_personal(self, parts: Sequence[Part]) -> bool:
        return sum(map(self._is_personal, parts)) >= PERSONAL * len(parts)

    def _is_personal(self, part: Part) -> bool:
        return any(_PERSONS.search(self._document.narration.text, *span) for span in part.spans)

    def _called(self, head: PartHead) -> str:
        return self._text[slice(*head.name)]

    def _words(self, head: PartHead) -> list[str]:
        return [plain(word) for word in _WORD.findall(self._called(head))]

    def _line(self, number: int) -> str:
        block = self._blocks[number]
        return self._text[block.start : block.end].strip()

    def _named(self, number: int) -> str:
        return self._words(self._heads[number])[-1]

    def _gap(self, number: int) -> bool:
        """True if an empty line stands before a block."""
        return self._text.count("\n", self._blocks[number - 1].end, self._blocks[number].start) > 1 if number else True

    def _is_text(self, number: int) -> bool:
        return self._blocks[number].kind in _TEXT and number not in self._heads

    def _is_footed(self, number: int) -> bool:
        """True if a line of marks ends the part that a line heads, "12 May · Like · Reply", right behind its first
        lines."""
        lines = list(self._lines_below(number))
        return bool(lines) and lines[-1] + 1 < len(self._blocks) and is_mark_line(self._line(lines[-1] + 1))

    # What stands below a name

    def _below(self, heads: Sequence[int], medium: str) -> Iterator[Part]:
        """Yield what stands below each of the heads: up to the next one or a line of marks, and not over a gap behind
        its first lines."""
        for number in heads:
            lines = list(self._lines_below(number))
            spans = tuple((self._blocks[n].start, self._blocks[n].end) for n in lines)
            own = self._named(number)
            told = {plain(word) for span in spans for word in _WORD.findall(self._text, *span)}
            if spans and own not in told:  # it may tell of the one named
                yield Part(self._heads[number].name, spans, medium)

    def _lines_below(self, number: int) -> Iterator[int]:
        first = True
        for at in range(number + 1, min(len(self._blocks), number + MOST_BLOCKS)):
            line = self._line(at)
            if first and (is_mark_line(line) or is_reply_line(line)):
                continue
            if not self._is_text(at) or is_mark_line(line) or line.startswith((">", "RT @")) or is_reply_line(line):
                return
            if not first and (self._gap(at) or not self._has_gaps()):
                return
            first = False
            yield at

    def _has_gaps(self) -> bool:
        return "\n\n" in self._text

    # What stands above a signature

    def _is_strange(self, head: PartHead) -> bool:
        """True if capitalised words may be a person's name that no list has: no place, body or common word."""
        name = self._called(head)
        common = any(word in listed("common_words.txt") | listed("places.txt") for word in self._words(head))
        return " " in name and kind_of(name) == "person" and not common

    def _is_page_of_letters(self) -> bool:
        said = {
            plain(word) for n in range(min(LETTERS_HEAD, len(self._blocks))) for word in _WORD.findall(self._line(n))
        }
        return not marks("letters").isdisjoint(said)

    def _is_sentence(self, number: int) -> bool:
        line = self._line(number)
        return self._is_text(number) and _SENTENCE.search(line) is not None and len(line.split()) >= LEAST_TEXT

    def _letters(self) -> Iterator[Part]:
        """Yield the letters of a page, each with the name that stands right below it. Where letters have headings, what
        stands between a signature and the next heading is nobody's."""
        heads = ((n, head) for n, head in self._heads.items() if not head.written)  # not "From Ada Reed"
        signed = [n for n, head in heads if head.sure or head.told or self._is_strange(head)]
        ends = [n for n in signed if n and self._is_sentence(n - 1)]
        texts = [n for n in range(len(self._blocks)) if self._is_sentence(n)]
        over = sum(n + 1 < len(self._blocks) and self._is_sentence(n + 1) for n in signed)
        if len(ends) < FEWEST or (texts[-1] > ends[-1] and 2 * over >= len(signed)):
            return  # each name may stand over its letter
        titled = 0
        parts: list[tuple[int, list[int], bool]] = []
        for before, end in zip([-1, *ends], ends, strict=False):
            lines = [n for n in range(before + 1, end) if self._is_sentence(n)]
            heading = bool(lines) and lines[0] - before > 1 and self._is_heading(lines[0] - 1)
            whole = bool(lines) and lines == list(range(lines[0], end))
            titled += heading and before >= 0
            parts.append((end, lines if whole else [], heading))
        for end, lines, heading in parts:
            spans = tuple((self._blocks[n].start, self._blocks[n].end) for n in lines)
            if spans and (heading or not titled):
                yield Part(self._heads[end].name, spans, "letter")

    def _is_heading(self, number: int) -> bool:
        """True if a short line right before a letter may be its heading: behind a gap, or no name or place."""
        line = self._line(number)
        return number not in self._heads and line[-1:] not in ",;" and self._gap(number)

    # Notes of several talks

    def _noted(self) -> Iterator[Part]:
        """Yield the quotations, each alone in its line, of notes whose groups of lines each begin with a name."""
        groups: list[list[int]] = []
        for number in range(len(self._blocks)):
            if number == 0 or self._gap(number):
                groups.append([])
            groups[-1].append(number)
        headed = [group for group in groups if group[0] in self._heads and self._is_noted_head(group)]
        if len(headed) < FEWEST:
            return
        for group in headed:
            spans = tuple(span for n in group[1:] for span in self._quoted(n))
            if spans:
                yield Part(self._heads[group[0]].name, spans, "speech", noted=True)

    def _is_noted_head(self, group: Sequence[int]) -> bool:
        head = self._heads[group[0]]
        return (head.sure or head.told) and len(group) > 1 and not any(n in self._heads for n in group[1:])

    def _quoted(self, number: int) -> Iterator[Span]:
        """Yield the quotations of a line that has nothing else, but for a question or a topic that leads to them."""
        block = self._blocks[number]
        inside = self._document.outer_in(block.start, block.end)
        if not inside:
            return
        lead = self._text[block.start : inside[0].start].strip(" \t-–—•*")
        led = not _WORD.search(lead) or is_topic(lead)
        if led and not _WORD.search(self._document.narration.text, inside[0].start, block.end):
            yield from ((quote.start, quote.end) for quote in inside)

    # Entries of a live page

    def _entries(self, numbers: Sequence[int]) -> Iterator[Part]:
        """Yield what an entry under a time quotes of the one whom its lead names: "21.36 Brandt on the vote: “…”"."""
        for number in numbers:
            block = self._blocks[number]
            inside = self._document.outer_in(block.start, block.end)
            stamp = _STAMP.match(self._text, block.start, block.end)
            if not inside or stamp is None or _WORD.search(self._document.narration.text, inside[0].start, block.end):
                continue
            name = read_lead(self._text, stamp.end(), inside[0].start)
            if name is not None:
                yield Part(name, tuple((quote.start, quote.end) for quote in inside), "speech", noted=True)


def _touches(spans: Sequence[Span], span: Span) -> bool:
    """True if a span shares text with one of the spans, which are disjoint and in order."""
    number = bisect_right(spans, span[0], key=lambda one: one[0])
    behind = number < len(spans) and spans[number][0] < span[1]
    return behind or (number > 0 and span[0] < spans[number - 1][1])


def _without(statement: Statement, spans: set[Span]) -> Statement | None:
    """Return a statement without the quotations that are a part's, None where nothing is left."""
    ordered = sorted(spans)
    rest = tuple(one for one in statement.content if not _touches(ordered, one))
    return statement if len(rest) == len(statement.content) else replace(statement, content=rest) if rest else None
