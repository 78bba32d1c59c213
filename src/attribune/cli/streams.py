"""The three standard streams, there whatever the caller closed, and what is said where an answer can't be written."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_IN, _OUT, _ERR = range(3)
_ROOM = "there is no room left; free some space, or name another place"
_REASONS = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: "it may not grow any more (a limit of the system or shell); name another place or raise it",
    errno.EROFS: "this place can only be read; name another",
    errno.EBADF: "it is closed; send it to a file or a terminal",
}


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
