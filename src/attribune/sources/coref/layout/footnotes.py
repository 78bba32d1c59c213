"""Notes that hang on quotations: "“…”[1]", and below "[1] Mara Voss". Who is named in one speaks in the quotation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice

from attribune.records import Block, Link, Span
from attribune.sources.coref.layout.lines import Place, shown
from attribune.sources.coref.layout.names import read_place
from attribune.sources.names.entity_types import kind_of

MOST_MARK = 16  # code points of a note's mark
MOST_MARKS = 8  # of the notes of one quotation that are read
LONGEST_REST = 300  # code points behind a quotation in which its sentence's mark is looked for
BESIDE = 3  # code points between a quotation's end and a mark that the reader left out
LONGEST = 400  # code points of a note that are read
_HEAD = 40  # code points by which the line of a note is known
_ARROWS = "↩↑^ \ufe0e"  # lead back to the quotation
_SIGNS = r"[*∗†‡§¶#]{1,4}|[⁰¹²³⁴-⁹]{1,4}"
# Behind a closing mark, or at the end of a block quote.
_BRACKETED = r"\[\^([^\[\]\n]{1,60})\]|\[(\d{1,3}(?:[,;–-][ \u00a0]?\d{1,3}){0,8}|[a-z])\]|\((\d{1,3}|[a-z])\)"
_MARK = re.compile(rf"[”\"'’»]?[.,;:!?]?(?:[ \u00a0]?(?:{_BRACKETED}|\\?({_SIGNS})(?!\w))|(\d{{1,3}})(?![\w.,%]))")
_ENDS = re.compile(rf"(?:{_BRACKETED}|({_SIGNS}))[\s.”\"’']{{0,4}}\Z")
_BEHIND = re.compile(rf"(?<=[.,;:!?”\"'’»])(?:{_BRACKETED}|\\?({_SIGNS})(?!\w)|(\d{{1,3}})(?![\w.,%]))")
_NOTE = re.compile(rf"\s*(?:(?:{_BRACKETED}):?|(\d{{1,3}}|[a-z])[.):]|\\?({_SIGNS})|(\d{{1,3}})(?=[ \u00a0\t]))\s*")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹∗", "0123456789*")
_LEAD = re.compile(
    r"(?:(?:[Aa]n?|[Tt]he)\s+)?(?:[Ss]ource|[Ss]peaker|[Qq]uoted?|[Ss]aid|[Ii]nterview(?:ed)?|[Cc]onversation)"
    r"(?:\s+(?:by|with|of|from))?:?\s+"
)
# What may stand behind the speaker's name in a note; behind another's, a work follows: "Jo Reed, Ledger, 3 May".
_PLAINLY = re.compile(r"\W*|\W*\b(?:in|told|said|speaking|interview(?:ed)?|on)\b[^“”\"]*")
_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w’'-]{1,30}\s{1,2}[A-ZÀ-Þ][\w’'-]{1,30}")

_Hanging = tuple[str, Link | None]  # the name of a mark, and what the reader kept of one that it left out


class Footnotes:
    """The notes of one article, by their marks: those that stand in its text, and those that its reader left out."""

    def __init__(self, text: str, blocks: Sequence[Block], links: Sequence[Link] = ()) -> None:
        self._text = text
        self._notes: dict[str, list[Span]] = {}
        self._left_out = [link for link in links if link.start == link.end and link.href.startswith("#")]
        self._places = [link.start for link in self._left_out]
        ends = {block.start: block.end for block in blocks} if self._left_out else {}
        for link in self._left_out:
            if link.start in ends:
                end = min(ends[link.start], link.start + LONGEST)
                self._notes.setdefault(_left_out_name(link), []).append((link.start, end))
        self._heads: dict[str, Span] = {}
        for block in blocks:
            for start, end in _lines(text, block):
                mark = _NOTE.match(text, start, min(end, start + 2 * MOST_MARK))
                if self._left_out:
                    said = (mark.end() if mark else start, end)
                    self._heads.setdefault(text[said[0] : min(end, said[0] + _HEAD)].rstrip(_ARROWS), said)
                if mark and mark.end() < end:
                    self._notes.setdefault(_name(mark), []).append((mark.end(), min(end, mark.end() + LONGEST)))

    def doubt(self, end: int) -> str | None:
        """Return why a note may tell whose the quotation is that ends at ``end`` and has no speaker; None where none
        may.

        A mark right behind it is enough; one at the end of its sentence hangs on the sentence, and counts with a name.
        """
        right = self._hanging(end)
        if right:
            hangs = f"the note “{right[0][0]}” behind the quotation"
            return f"{hangs} may name who speaks, and can't be found in the draft or read"
        for name, link in self._hanging_on_sentence(end):
            said = link.text if link and link.text else " ".join(self._text[a:b] for a, b in self._notes.get(name, []))
            if _NAME.search(said):
                return f"the note “{name}” at the end of the sentence, “{said[:80]}”, may name who speaks"
        return None

    def _hanging(self, end: int, *, inside: int | None = None) -> list[_Hanging]:
        """Return the marks right behind a quotation, one behind another, and those left out of the text there."""
        found, at = list[_Hanging](), end
        while len(found) < MOST_MARKS and (mark := _MARK.match(self._text, at, at + MOST_MARK)):
            found.append((_name(mark), None))
            at = mark.end()
        if not found and inside is not None and (mark := _ENDS.search(self._text, inside, end)):
            found.append((_name(mark), None))
        for link in self._left_out[bisect_left(self._places, end - BESIDE) :]:
            if link.start > end + BESIDE or len(found) >= MOST_MARKS:
                break
            between = self._text[min(end, link.start) : max(end, link.start)]
            if not any(char.isalnum() or char == "\n" for char in between):
                found.append((_left_out_name(link), link))
        return found

    def _hanging_on_sentence(self, end: int) -> list[_Hanging]:
        stop = self._text.find("\n", end, end + LONGEST_REST)
        stop = stop if stop >= 0 else min(len(self._text), end + LONGEST_REST)
        marks = _BEHIND.finditer(self._text, end, stop) if self._notes else ()
        low, high = bisect_left(self._places, end), bisect_right(self._places, stop)
        return [
            *((_name(mark), None) for mark in islice(marks, MOST_MARKS)),
            *((_left_out_name(link), link) for link in self._left_out[low : min(high, low + MOST_MARKS)]),
        ]

    def place(self, quote: Span, *, apart: bool) -> Place | None:
        """Return who is named in the note of a quotation, in marks or set ``apart``; a note with a name that can't be
        read, or
        two with the same mark, are a doubt."""
        if not (self._notes or self._left_out):
            return None
        end = quote[1]
        named = list[Place]()
        for name, link in self._hanging(end, inside=max(quote[0], end - MOST_MARK) if apart else None):
            place = self._of_link(link, quote) if link and link.text else self._of_name(name, end)
            if place is not None:
                named.append(place)
        if len(named) < 2:
            return named[0] if named else None
        return Place(
            named[0].span, "several notes hang on the quotation, and more than one may name who speaks", several=True
        )

    def _of_name(self, name: str, end: int) -> Place | None:
        notes = self._notes.get(name, [])
        notes = notes[bisect_left(notes, (end, 0)) :][:2] or notes[-1:]
        found = [one for span in notes if (one := self._read(span)) is not None]
        return found[0] if len(notes) == 1 and found else self._several(notes) if found else None

    def _of_link(self, link: Link, quote: Span) -> Place | None:
        """Return who is named in a note whose words the reader gave; where they don't stand in
        the text, they are a doubt.
        """
        words = link.text.lstrip(_ARROWS)
        mark = _NOTE.match(words)
        words = words[mark.end() if mark else 0 :][:LONGEST].rstrip(_ARROWS)
        span = self._heads.get(words[:_HEAD])
        if span is not None and self._text[slice(*span)].startswith(words):
            return self._read((span[0], span[0] + len(words)))
        if _NAME.search(words) is None:
            return None
        return Place(quote, f"the note to the quotation, “{words[:80]}”, may name who speaks", several=True)

    def _read(self, span: Span) -> Place | None:
        lead = _LEAD.match(self._text, *span)
        start = lead.end() if lead else span[0]
        named = read_place(self._text, (start, span[1]), "cell")
        name = (
            named.span
            if named is not None and named.sure and kind_of(self._text[slice(*named.span)]) == "person"
            else None
        )
        if name and _PLAINLY.fullmatch(self._text, name[1], span[1]):
            return Place(name)
        if name is None and _NAME.search(self._text, *span) is None:
            return None  # a source: "Ledger, 3 May 2026"
        return Place(name or span, f"the note to the quotation, “{shown(self._text, span)}”, may name who speaks")

    def _several(self, notes: Sequence[Span]) -> Place:
        why = f"there are several notes with the quotation's mark, one of them “{shown(self._text, notes[0])}”"
        return Place(notes[0], f"{why}, and which is its own can't be told", several=True)


def _left_out_name(link: Link) -> str:
    return link.href.lstrip("#^").translate(_RAISED).casefold()


def _lines(text: str, block: Block) -> list[Span]:
    """Return the lines of a block; notes may follow one another without a paragraph break."""
    found, at = list[Span](), block.start
    for line in text[block.start : block.end].split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _name(mark: re.Match[str]) -> str:
    """Return the name of a mark or note: "1" for [1], ¹ and "1."; the signs that they are for others."""
    return next(group for group in mark.groups() if group).translate(_RAISED).casefold()
