"""Notes that hang on quotations: "“…”[1]", and below "[1] Mara Voss". Who is named in one speaks in the quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from attribune.records import Block, Span
from attribune.sources.coref.layout_lines import Place, shown
from attribune.sources.coref.layout_names import read_place
from attribune.sources.names.entity_types import kind_of

MOST_MARK = 16  # code points of a note's mark
LONGEST = 400  # code points of a note that are read
_SIGNS = r"[*∗†‡§¶#]{1,4}|[⁰¹²³⁴-⁹]{1,4}"
# Behind a closing mark, or at the end of a block quote.
_BRACKETED = r"\[\^(\w{1,12})\]|\[(\d{1,3}|[a-z])\]|\((\d{1,3}|[a-z])\)"
_MARK = re.compile(rf"[”\"'’»]?[.,;:!?]?(?:[ \u00a0]?(?:{_BRACKETED}|\\?({_SIGNS})(?!\w))|(\d{{1,3}})(?![\w.,%]))")
_ENDS = re.compile(rf"(?:{_BRACKETED}|({_SIGNS}))[\s.”\"’']{{0,4}}\Z")
_NOTE = re.compile(rf"\s*(?:(?:{_BRACKETED}):?|(\d{{1,3}}|[a-z])[.):]|\\?({_SIGNS})|(\d{{1,3}})(?=[ \u00a0\t]))\s*")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹∗", "0123456789*")
_LEAD = re.compile(
    r"(?:(?:[Aa]n?|[Tt]he)\s+)?(?:[Ss]ource|[Ss]peaker|[Qq]uoted?|[Ss]aid|[Ii]nterview(?:ed)?|[Cc]onversation)"
    r"(?:\s+(?:by|with|of|from))?:?\s+"
)
# What may stand behind the speaker's name in a note; behind another's, a work follows: "Jo Reed, Ledger, 3 May".
_PLAINLY = re.compile(r"\W*|\W*\b(?:in|told|said|speaking|interview(?:ed)?|on)\b[^“”\"]*")
_NAME = re.compile(r"(?<!\w)[A-ZÀ-Þ][\w’'-]{1,30}\s{1,2}[A-ZÀ-Þ][\w’'-]{1,30}")


def note_mark(text: str, end: int) -> str | None:
    """The mark of the note that hangs on the quotation that ends at ``end``, as it is written; None without one."""
    mark = _MARK.match(text, end, end + MOST_MARK)
    return mark[0].strip(" .,;:!?”\"'’»\u00a0") if mark else None


class Footnotes:
    """The notes of one article, by their marks."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._notes: dict[str, list[Span]] = {}
        for block in blocks:
            for start, end in _lines(text, block):
                mark = _NOTE.match(text, start, min(end, start + 2 * MOST_MARK))
                if mark and mark.end() < end:
                    self._notes.setdefault(_name(mark), []).append((mark.end(), min(end, mark.end() + LONGEST)))

    def place(self, quote: Span, *, apart: bool) -> Place | None:
        """Who is named in the note of a quotation, in marks or set ``apart``; a note with a name that can't be read, or
        two with the same mark, are a doubt."""
        if not self._notes:
            return None
        end = quote[1]
        mark = _MARK.match(self._text, end, end + MOST_MARK)
        if mark is None and apart:
            mark = _ENDS.search(self._text, max(quote[0], end - MOST_MARK), end)
        notes = self._notes.get(_name(mark), []) if mark else []
        notes = notes[bisect_left(notes, (end, 0)) :][:2] or notes[-1:]
        found = [one for span in notes if (one := self._read(span)) is not None]
        return found[0] if len(notes) == 1 and found else self._several(notes) if found else None

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


def _lines(text: str, block: Block) -> list[Span]:
    """The lines of a block; notes may follow one another without a paragraph break."""
    found, at = list[Span](), block.start
    for line in text[block.start : block.end].split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def _name(mark: re.Match[str]) -> str:
    """The name of a mark or note: "1" for [1], ¹ and "1."; the signs that they are for others."""
    return next(group for group in mark.groups() if group).translate(_RAISED).casefold()
