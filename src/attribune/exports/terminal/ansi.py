"""Lines for a terminal: escaping, wrapping by display width, and colour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from attribune.text.fold import INVISIBLE

Run = tuple[str, str]  # some words and the name of their style ("" is plain)

STYLES = {
    "": "",
    "ok": "32",
    "bad": "1;31",
    "open": "1;33",
    "strong": "1",
    "dim": "2",
    "changed": "1;7",
    "name": "36",
    "quoted": "1;4",
    "cut": "33",
}
MIN_WIDTH = 24  # narrower than this a terminal can't hold a word and its indent
MAX_ADDRESS = 2_000  # columns up to which an address stays in one piece; browsers take no longer ones
_ADDRESS = re.compile(r"[(\[“\"']?(?:(?:[A-Za-z][A-Za-z0-9+.-]{1,20}://|www\.|\.{0,2}/)\S|[^\s/:]{1,64}/\S{0,2000}:\d)")
# These reorder what is shown: they are made visible, not dropped.
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DROPPED = frozenset(INVISIBLE) - frozenset(_BIDI)


def printable(text: str) -> str:
    """``text`` on one line with nothing in it that a terminal would obey or that would reorder the line."""
    return text if text.isprintable() else "".join(_escape_character(character) for character in text)


def _escape_character(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace() and character not in "\x1c\x1d\x1e\x1f":
        return " "
    if character in _DROPPED:
        return ""
    return character.encode("unicode_escape").decode("ascii")


def fits(line: str, width: int) -> bool:
    """True if a printable line is no wider than ``width``, but for an address that stays in one piece at its end."""
    label, _, last = line.rpartition(" ")
    return display_width(line) <= width or (bool(_ADDRESS.match(last)) and display_width(label) < width)


def display_width(text: str) -> int:
    """Return how many columns printable ``text`` takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def paint(text: str, style: str, colour: bool) -> str:
    """Printable ``text`` in a style, or plain where there is no colour."""
    code = STYLES[style]
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text


def wrap(
    runs: Sequence[Run], *, width: int, colour: bool, first: str = "", rest: str = "", whole: bool = True
) -> list[str]:
    """Fill lines of at most ``width`` columns with the words of ``runs``; ``first`` and ``rest`` indent them.

    Control characters in the runs are escaped. A word longer than a line is broken; an address or a path isn't while
    ``whole``: broken, it can't be clicked or copied.
    """
    room = max(width, MIN_WIDTH) - display_width(rest)
    lines: list[list[Run]] = [[]]
    used = display_width(first) - display_width(rest)
    for word in _words(runs, max(room, 8), whole=whole):
        size = sum(display_width(text) for text, _ in word)
        gap = 1 if lines[-1] else 0
        if lines[-1] and used + gap + size > room:
            lines.append([])
            used, gap = 0, 0
        if gap:
            # A space inside one style keeps it, so that a marked phrase reads as one.
            same = lines[-1][-1][1] == word[0][1]
            lines[-1].append((" ", word[0][1] if same else ""))
        lines[-1] += word
        used += gap + size
    return [
        (rest if number else first) + "".join(paint(text, style, colour) for text, style in _merged(line))
        for number, line in enumerate(lines)
    ]


def _words(runs: Sequence[Run], room: int, *, whole: bool) -> Iterator[list[Run]]:
    """Yield the words of the runs; one word may change its style inside, and none is wider than ``room``."""
    word: list[Run] = []
    for raw, style in runs:
        text = printable(raw)
        for number, piece in enumerate(text.split(" ")):
            if number and word:
                yield from _broken(word, room, whole=whole)
                word = []
            if piece:
                word.append((piece, style))
    if word:
        yield from _broken(word, room, whole=whole)


def _broken(word: list[Run], room: int, *, whole: bool) -> Iterator[list[Run]]:
    size = sum(display_width(text) for text, _ in word)
    if size > room and whole and _ADDRESS.match("".join(text for text, _ in word)):
        room = MAX_ADDRESS
    if size <= room:
        yield word
        return
    piece: list[Run] = []
    used = 0
    for text, style in word:
        for character in text:
            size = _columns(character)
            if used + size > room:
                yield _merged(piece)
                piece, used = [], 0
            piece.append((character, style))
            used += size
    yield _merged(piece)


def _merged(line: Sequence[Run]) -> list[Run]:
    out: list[Run] = []
    for text, style in line:
        if out and out[-1][1] == style:
            out[-1] = (out[-1][0] + text, style)
        else:
            out.append((text, style))
    return out
