"""Drop caps of a PDF: the large letter that a paragraph begins with goes back to its word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.articles.pdf.lines import Line

# Set by eye on pages written for it; units are type sizes of the body.
SIZE = 1.7  # from which a single letter is a drop cap
BESIDE = 2.5  # at most between the letter and the lines beside it
LOW = 1.2  # that a line may stand below its foot and still be beside it, where a browser has set it
ALIKE = 0.3  # between the beginnings of lines beside it
_CAP = re.compile(r"[“\"‘'«„]?[^\W\d_]\Z")
_REST = re.compile(r"[^\W\d_]+")
_WORDS_OF_A_LETTER = frozenset("AIO")
_WORD = re.compile(r"[^\W\d_]+")


def with_drop_caps(lines: Sequence[Line], body: float) -> list[Line]:
    """Return the lines, each drop cap set before the first line beside it; what isn't surely one stays as it is."""
    caps = [number for number, line in enumerate(lines) if line.size >= SIZE * body and _CAP.match(line.text)]
    if not caps:
        return list(lines)
    out: list[Line | None] = list(lines)
    for number in caps:
        cap = lines[number]
        beside = [at for at, line in enumerate(out) if line is not None and _is_beside(line, cap, body)]
        first = max(beside, key=lambda at: lines[at].bottom, default=None)
        if first is None or not _goes_on(lines[first].text):
            continue
        out[number] = None
        text = _joined(cap.text, lines[first].text, lines)
        out[first] = replace(lines[first], text=text, left=cap.left)
        inner = [lines[at].left for at in beside if at != first and lines[at].bottom >= cap.bottom]
        for at in beside:
            if any(abs(lines[at].left - left) < ALIKE * body for left in inner):
                out[at] = replace(out[at] or lines[at], left=cap.left)
    return [line for line in out if line is not None]


def _is_beside(line: Line, cap: Line, body: float) -> bool:
    """True if it is a line of the body at the height of the cap, with its beginning in the cap's column."""
    return (
        line.page == cap.page
        and line.size < cap.size / SIZE
        and cap.bottom - LOW * body <= line.bottom <= cap.bottom + cap.size
        and cap.left <= line.left <= cap.right + BESIDE * body
    )


def _goes_on(text: str) -> bool:
    """True if a line may be the rest of a word or of a sentence: in small letters, or in capitals throughout."""
    rest = _REST.match(text)
    return rest is not None and (rest[0][0].islower() or (len(rest[0]) > 1 and rest[0].isupper()))


def _joined(cap: str, text: str, lines: Sequence[Line]) -> str:
    """Cap and line. A letter that can be a word is one where the document has the rest as a word, not both joined."""
    rest = _REST.match(text)
    if rest is None or cap[-1] not in _WORDS_OF_A_LETTER:
        return cap + text
    known = {word.lower() for line in lines if line.text != text for word in _WORD.findall(line.text)}
    whole = f"{cap[-1]}{rest[0]}".lower()
    return f"{cap} {text}" if whole not in known and rest[0].lower() in known else cap + text
