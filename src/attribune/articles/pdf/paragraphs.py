"""Lines of a PDF → paragraphs, by where they stand: gaps, indents, short lines, type size, columns, pages.

Running heads and page numbers are left out first (:mod:`attribune.articles.pdf.running_heads`).

A hyphen at a line's end may break a word (no-/body) or belong to it (long-/term). It belongs to the word where the
document has the word with a hyphen elsewhere, before a capital or a figure, behind a figure, and behind the first parts
in ``pdf_first_parts.txt``; else it is stored as a soft hyphen, which matching ignores.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from attribune.articles.pdf.drop_caps import with_drop_caps
from attribune.articles.pdf.lines import Line
from attribune.articles.pdf.running_heads import running_heads
from attribune.lexicon import words
from attribune.records import BlockKind, Uncertain

# Set by eye on letters, releases and two-column papers written for it with three PDF libraries; units are type sizes.
HEADING_SIZE = 1.15  # times the body's type size from which a line is a heading
LONGEST_HEADING = 200  # characters
GAP = 1.3  # times the usual distance of lines from which a paragraph begins
INDENT = 0.8  # type sizes a first line is set in
SHORT = 0.85  # of the column's width below which a full stop ends the paragraph
ROOM = 3  # signs besides the word, for a space and for narrow letters
LINES_QUOTED = 12  # lines before one in which a quotation that it ends may begin
_ENDS = re.compile(r"[.!?:;…][”\"’'»)\]]*\Z")
_NOTED = re.compile(r"[^\W\d][.!?…][”\"’'»)\]]*\d{1,2}\Z")  # a sentence's end with the number of a note
_ITEM = re.compile(r"(?:[•▪‣◦●■–*]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_COMPOUND = re.compile(r"(?<!\w)\w++-\w++")
_FIRST_PART = re.compile(r"(?<!\w)\w++\Z")
_SECOND_PART = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together, joined by newlines; ``page`` is the one it begins on."""

    kind: BlockKind
    text: str
    page: int
    places: tuple[Uncertain, ...] = ()


def paragraphs(lines: Sequence[Line], pages: int) -> tuple[list[Paragraph], int]:
    """Return the paragraphs of all pages in order, and how many running heads and page numbers were left out."""
    heads = running_heads(lines, pages)
    kept = [line for number, line in enumerate(lines) if number not in heads]
    if not kept:
        return [], 0
    body = _body_size(kept)
    kept = with_drop_caps(kept, body)
    pitch, widths = _pitch(kept, body), _widths(kept, body)
    groups: list[list[Line]] = []
    lefts: list[float] = []  # where the last paragraph's lines of its last page begin, sorted, without its first line
    for line in kept:
        if groups and _goes_on(groups[-1], lefts, line, body, pitch, widths):
            if line.page != groups[-1][-1].page:
                lefts.clear()
            insort(lefts, line.left)
            groups[-1].append(line)
        else:
            groups.append([line])
            lefts.clear()
    return _typed(groups, body), len(heads)


def _typed(groups: list[list[Line]], body: float) -> list[Paragraph]:
    out: list[Paragraph] = []
    largest = max(group[0].size for group in groups if group[0].page == groups[0][0].page)
    titled = False
    compounds = frozenset(word.lower() for group in groups for line in group for word in _COMPOUND.findall(line.text))
    for group in groups:
        text, places = _joined(group, compounds)
        kind: BlockKind = "paragraph"
        if _is_large(group[0], body) and len(text) <= LONGEST_HEADING:
            kind = "heading"
            if not titled and group[0].size == largest:
                kind, titled = "title", True
        elif _ITEM.match(text):
            kind = "list_item"
        out.append(Paragraph(kind=kind, text=text, page=group[0].page, places=places))
    return out


def _joined(group: Sequence[Line], compounds: frozenset[str]) -> tuple[str, tuple[Uncertain, ...]]:
    """Return the lines of a paragraph, newlines between them but where a word goes on, and its uncertain places."""
    pieces: list[str] = []
    places: list[Uncertain] = []
    end = 0
    for line, after in zip_longest(group, group[1:]):
        pieces.append(line.text)
        end += len(line.text)
        for first, last, reason in line.places:
            places.append(Uncertain(start=max(end - first, 0), end=max(end - last, 0), reason=reason))
        end += line.broken or after is not None
        if line.broken:
            pieces.append("-" if after is None or _is_compound(line.text, after.text, compounds) else "\u00ad")
        elif after is not None:
            pieces.append("\n")
    return "".join(pieces), tuple(places)


def _is_compound(before: str, after: str, compounds: frozenset[str]) -> bool:
    """True if the hyphen between two lines belongs to the word that stands across them."""
    first, second = _FIRST_PART.search(before), _SECOND_PART.match(after)
    if first is None or second is None or not first[0].isalpha() or not second[0][0].islower():
        return True
    known = words("pages/hyphenated_first_parts.txt")
    return f"{first[0]}-{second[0]}".lower() in compounds or first[0].lower() in known


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]


def _pitch(lines: Sequence[Line], body: float) -> float:
    """Return the usual distance from a line of the body to the next."""
    steps = [
        above.bottom - below.bottom
        for above, below in pairwise(lines)
        if above.page == below.page and above.size == below.size == body and 0 < above.bottom - below.bottom < 3 * body
    ]
    return median(steps) if steps else 1.2 * body


def _widths(lines: Sequence[Line], body: float) -> dict[int, float]:
    """Page → how wide its columns are: the width that four in five lines of the body don't exceed."""
    by_page: dict[int, list[float]] = {}
    for line in lines:
        if line.size == body:
            by_page.setdefault(line.page, []).append(line.right - line.left)
    return {page: sorted(widths)[len(widths) * 4 // 5] for page, widths in by_page.items()}


def _is_large(line: Line, body: float) -> bool:
    return line.size >= HEADING_SIZE * body


def _goes_on(
    group: list[Line], lefts: Sequence[float], line: Line, body: float, pitch: float, widths: dict[int, float]
) -> bool:
    """True if ``line`` continues the paragraph that ``group`` is so far; ``lefts``: where its lines begin, sorted."""
    last = group[-1]
    if abs(line.size - last.size) > 0.1 * last.size or line.quarters != last.quarters or _ITEM.match(line.text):
        return False
    step = last.bottom - line.bottom
    if line.page != last.page or step < 0 or step > 6 * pitch:  # over to another page or column
        if _is_large(line, body) or _ENDS.search(last.text):
            return False
        return not line.text[:1].isupper() or (_is_full(last, widths) and not _NOTED.search(last.text))
    usual = max(pitch, 1.0) * (line.size / body if _is_large(line, body) else 1)
    if step > GAP * usual:
        return False
    if _is_large(line, body):
        return True
    if _ITEM.match(group[0].text):
        return True
    column = bisect_left(lefts, True, key=lambda left: last.left - left < 4 * line.size)
    left = lefts[column] if column < len(lefts) else last.left
    if line.left > left + INDENT * line.size:
        # The same line, behind a gap; or a first line that stands out to the left of the others.
        return step < 0.3 * pitch or (line.text[0].islower() and not _ENDS.search(last.text))
    if _is_full(last, widths):
        return True
    return not _ENDS.search(last.text) and not _is_forced(group, line)


def _is_forced(group: Sequence[Line], line: Line) -> bool:
    """True if the first word of ``line`` had room behind the line before it: somebody ended that line on purpose.

    As much room as ``line`` itself takes. A quotation that is open goes on all the same.
    """
    last = group[-1]
    if last.broken or line.text[:1].islower() or abs(last.left - line.left) > 0.5 * line.size or _is_quoting(group):
        return False
    sign = (line.right - line.left) / max(1, len(line.text))
    return line.right - last.right > sign * (len(line.text.split(maxsplit=1)[0]) + ROOM)


def _is_quoting(group: Sequence[Line]) -> bool:
    """True if a quotation begins in the last lines and doesn't end there."""
    text = " ".join(line.text for line in group[-LINES_QUOTED:])
    return max(text.rfind("“"), text.rfind("„")) > text.rfind("”")


def _is_full(line: Line, widths: dict[int, float]) -> bool:
    """True if a line is about as wide as its column: its paragraph goes on, unless a sentence ends with it."""
    return line.right - line.left >= SHORT * widths.get(line.page, 0.0)
