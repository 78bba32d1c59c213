"""Characters that terminals, spreadsheets and browsers obey: escaped in JSON, shown as visible marks elsewhere.

Control characters (C0, DEL, C1), marks that reorder a line or hide in it, and line separators. One table for all forms
of output, so that none has a hole of its own.
"""

from __future__ import annotations

import re
from typing import Any

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Characters that show nothing: words can be hidden in them, or a formula's first sign behind them.
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
OBEYED = re.compile(f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029{BIDI}\ud800-\udfff]")
# What a reader sees as nothing: spaces and line breaks, but no control character, which is shown.
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and not OBEYED.match(c))
# Spaces to a browser; a terminal writes over the line, or begins a new page.
_RETURN = re.compile("\r(?!\n)|\x0c")
_ESCAPED = re.compile(f"[\x7f-\x9f\u2028\u2029{BIDI}\ud800-\udfff]")  # json itself escapes what is below a space
_HIDDEN = re.compile(rf"[\s\x00-\x1f\x7f-\xa0{BIDI}{UNSEEN}\u2800]*")
_RUN = re.compile(rf"[\s;|\x00-\x1f\x7f-\xa0{BIDI}{UNSEEN}\u2800]+")
_SEPARATORS = frozenset(";|\t\r\n")  # what a spreadsheet set to another separator parts cells and rows at
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠﹢﹣﹦﹫−")  # what spreadsheets take for the start of a formula or a command


def shown(text: str) -> str:
    """``text`` with every character that something obeys replaced by a sign that shows it; tabs and newlines stay."""
    return OBEYED.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code < 0xE000 else f"[U+{code:04X}]"


def escaped(json: str) -> str:
    """Return a JSON text in which every such character stands as ``\\u…``."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


def cell(value: Any) -> Any:
    """Return a cell of a table as nothing but visible text; numbers stay numbers.

    A text that a spreadsheet would take for a formula, also one behind spaces or characters that aren't seen, gets an
    apostrophe before it; so does one behind a tab, a line break, ``;`` or ``|`` inside the text, which begins a cell
    where a spreadsheet takes that for the separator.
    """
    if not isinstance(value, str):
        return "" if value is None else value
    hidden = _HIDDEN.match(value)
    start = value[: hidden.end() + 1] if hidden else ""
    dangerous = not _FORMULA.isdisjoint(start)
    return ("'" if dangerous else "") + _RUN.sub(_guarded, _RETURN.sub(_sign, shown(value)))


def _guarded(match: re.Match[str]) -> str:
    """Return a run of separators and blanks, with an apostrophe behind it where a formula would begin there."""
    run, text, end = match[0], match.string, match.end()
    begins = match.start() and end < len(text) and text[end] in _FORMULA and not _SEPARATORS.isdisjoint(run)
    return f"{run}'" if begins else run
