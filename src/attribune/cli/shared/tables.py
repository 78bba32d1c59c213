"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attribune.exports.terminal.ansi import Run, display_width, wrap

GAP = 2
MARKS = 8  # code points of a column that are looked at: some have no width


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, how wide it may get, and whether it takes what room is left."""

    heading: str
    most: int
    rest: bool = False
    lines: int = 2
    style: str = ""


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, width: int, colour: bool) -> str:
    """Return the rows under their headings, no line wider than ``width``.

    Long cells are wrapped and cut with an ellipsis.
    """
    widths = _widths(columns, rows, width)
    visible = [(index, column) for index, column in enumerate(columns) if widths[index]]
    heads = [_cell([(column.heading, "dim")], widths[index], 1, colour) for index, column in visible]
    lines = _join_cells(heads, [widths[index] for index, _ in visible])
    for row in rows:
        cells = [_cell([(row[index], column.style)], widths[index], column.lines, colour) for index, column in visible]
        lines += _join_cells(cells, [widths[index] for index, _ in visible])
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return what each column gets; empty columns get nothing."""
    widths = []
    for index, column in enumerate(columns):
        longest = max((display_width(_start(row[index], column.most)) for row in rows), default=0)
        widths.append(min(column.most, max(longest, display_width(column.heading))) if longest else 0)
    fixed = sum(size + GAP for size, column in zip(widths, columns, strict=True) if size and not column.rest)
    return [max(20, width - fixed) if column.rest else size for size, column in zip(widths, columns, strict=True)]


def _cell(runs: list[Run], width: int, most: int, colour: bool) -> list[str]:
    runs = [(_start(text, width * most), style) for text, style in runs]
    lines = _wrapped(runs, width, colour)
    if len(lines) > most:
        text = " ".join(text for text, _ in runs)
        while len(lines) > most and text:
            text = text[: max(0, int(len(text) * 0.95) - 1)]
            lines = _wrapped([(text.rstrip() + "…", runs[0][1])], width, colour)
    return lines or [""]


def _start(text: str, columns: int) -> str:
    """Return as much of a text as can be seen in so many columns, and an ellipsis where that isn't all."""
    most = MARKS * (columns + 1)
    return text if len(text) <= most else text[:most] + "…"


def _wrapped(runs: list[Run], width: int, colour: bool) -> list[str]:
    """Return lines of at most ``width`` columns.

    Narrow cells are wrapped here, as ``wrap`` keeps a terminal's least width.
    """
    if width >= 24:
        return wrap(runs, width=width, colour=colour, whole=False)
    lines, line = [], ""
    for word in " ".join(wrap([(text, "") for text, _ in runs], width=10_000, colour=False, whole=False)).split(" "):
        while display_width(word) > width:
            piece = _head(word, width - display_width(line) - bool(line)) if line else _head(word, width) or word[:1]
            lines.append(f"{line} {piece}".strip())
            word, line = word[len(piece) :], ""
        if display_width(line) + display_width(word) + bool(line) > width:
            lines.append(line)
            line = word
        elif word:
            line = f"{line} {word}" if line else word
    style = runs[0][1]
    return [
        part
        for raw in (*lines, line)
        for part in (wrap([(raw, style)], width=24, colour=colour, whole=False) if raw else [])
    ]


def _head(word: str, room: int) -> str:
    """Return as much of a word as fits into ``room`` columns."""
    size = 0
    while size < len(word) and display_width(word[: size + 1]) <= room:
        size += 1
    return word[:size]


def _join_cells(cells: list[list[str]], widths: list[int]) -> list[str]:
    height = max(len(cell) for cell in cells)
    lines = []
    for number in range(height):
        parts = []
        for wrapped, width in zip(cells, widths, strict=True):
            part = wrapped[number] if number < len(wrapped) else ""
            parts.append(part + " " * (width - display_width(_without_colour(part))))
        lines.append((" " * GAP).join(parts))
    return lines


def _without_colour(text: str) -> str:
    """Without colour codes."""
    out, inside = [], False
    for character in text:
        if character == "\x1b":
            inside = True
        elif inside:
            inside = character != "m"
        else:
            out.append(character)
    return "".join(out)
