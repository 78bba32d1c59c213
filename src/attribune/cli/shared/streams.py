"""The three standard streams: there whatever the caller closed, in any encoding; and why an answer can't be written."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_IN, _OUT, _ERR = range(3)
PLAIN, ESCAPES = "attribune-plain", "attribune-escapes"
# What stands for signs of our answers where the terminal's encoding has none of them.
_PLAIN = {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'", "—": "-",
          "–": "-", "‑": "-", "−": "-", "…": "...", "·": "-", "•": "*", "✓": "+", "✗": "x", "─": "-", "│": "|",
          "→": "->", "×": "x", "\u00a0": " ", "\u202f": " "}  # fmt: skip
_ROOM = "there is no room left; free some space, or name another place"
_REASONS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: "it may not grow any more (a limit of the system or shell); name another place or raise it",
    errno.EROFS: "this place can only be read; name another",
    errno.EBADF: "it is closed; send it to a file or a terminal",
}


def _escaped(sign: str) -> str:
    """A sign as JSON writes it: beyond the first 65,536 as a surrogate pair."""
    return "".join(f"\\u{ord(unit):04x}" for unit in _units(sign))


def _units(sign: str) -> str:
    point = ord(sign) - 0x10000
    return sign if point < 0 else chr(0xD800 + (point >> 10)) + chr(0xDC00 + (point & 0x3FF))


def _in_plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_PLAIN.get(sign) or _escaped(sign) for sign in lost), error.end


def _in_escapes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_escaped, error.object[error.start : error.end])), error.end


codecs.register_error(PLAIN, _in_plain)
codecs.register_error(ESCAPES, _in_escapes)


def handler_of(form: str) -> str:
    """How signs are written that an encoding doesn't have: JSON stays JSON, a page a page, and text readable."""
    return {"text": PLAIN, "html": "xmlcharrefreplace"}.get(form, ESCAPES)


def open_all() -> None:
    """Open those standard streams that the caller closed.

    The next file that is opened would get a closed one's number: what a library prints would go into a corpus. A closed
    output stays one that can't be written, so that an answer that nobody gets isn't taken for one.
    """
    for number, way in ((_IN, os.O_RDONLY), (_OUT, os.O_RDONLY), (_ERR, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            handle = os.open(os.devnull, way)  # the lowest number that is free, which is this one
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
    with suppress(OSError):
        sys.stdin = sys.stdin or open(_IN, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout = sys.stdout or open(_OUT, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = sys.stderr or open(_ERR, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def why_unwritten(error: Exception, output: str) -> str:
    """Why a file or a stream can't be written, and what to do."""
    if isinstance(error, IsADirectoryError):
        return "this is a folder; name a file in it"
    if isinstance(error, FileNotFoundError) and not Path(output).parent.exists():
        return "the folder for this file doesn't exist; make it first, or name another place"
    if isinstance(error, PermissionError):
        return "you have no right to write here; name another place"
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return f"can't be written: {known or getattr(error, 'strerror', None) or error}"
