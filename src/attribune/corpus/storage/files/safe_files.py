"""The entries of a corpus folder, opened without following anything out of it.

A corpus may come from anybody, and an entry of it may be a link, a pipe or a device in the place of a file. Files are
opened with O_NOFOLLOW and must be regular; folders must be folders. SQLite opens its own files by name, so these are
looked at before (never opened here: closing a second handle would drop SQLite's locks).
"""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

from attribune.corpus.storage.errors import ForeignEntry

PAYLOADS = "payloads"
EARLIER_PAYLOADS = "captures"  # in a corpus made before the first release
DATABASE = "corpus.db"
HEAD = "head.json"
LOCK = "writer.lock"
IN_PLACE = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", LOCK)  # written where they lie, not replaced
JOURNAL = f"{DATABASE}-journal"  # of another way of writing: it can name files elsewhere that SQLite then deletes
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_SAFE |= getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISLNK, "a symbolic link"), (stat.S_ISDIR, "a folder"), (stat.S_ISREG, "a file"),
    (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"),
)  # fmt: skip


def is_digest(name: object) -> bool:
    """True if this is a SHA-256 in lower-case hexadecimal: nothing else becomes a path."""
    return isinstance(name, str) and _DIGEST.fullmatch(name) is not None


def check_file(path: Path, *, alone: bool = False) -> os.stat_result | None:
    """Return what the system says of a regular file, None where there is no entry. Raises ForeignEntry.

    ``alone``: no other name may lead to the file, because it is written in place.
    """
    try:
        about = path.lstat()
    except FileNotFoundError:
        return None
    _require_regular(path, about)
    if alone and about.st_nlink > 1:
        raise ForeignEntry(
            "another name leads to this file, which is written in place; put a copy of the file here instead",
            concerns=str(path),
        )
    return about


def check_folder(path: Path) -> bool:
    """True if there is a folder, False where there is no entry. Raises ForeignEntry."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISDIR(about.st_mode):
        raise ForeignEntry(f"this is {_kind(about)}, and a corpus has a folder here", concerns=str(path))
    return True


def check_entries(folder: Path, *, writing: bool = False) -> None:
    """Raise ForeignEntry where an entry that the program opens is no file or folder of the corpus itself."""
    for name in IN_PLACE:
        check_file(folder / name, alone=writing)
    check_file(folder / HEAD)
    check_folder(folder / PAYLOADS)
    check_folder(folder / EARLIER_PAYLOADS)
    check_file(folder / JOURNAL)


def read_entry(path: Path, *, most: int) -> bytes:
    """Return the bytes of a regular file of at most ``most`` bytes. Raises OSError, ForeignEntry."""
    try:
        handle = os.open(path, os.O_RDONLY | _SAFE)
    except OSError as error:
        raise _followed(path, error) from None
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(handle)
        _require_regular(path, about)
        if about.st_size > most:
            raise ForeignEntry(f"this has {about.st_size} bytes, and at most {most} are read", concerns=str(path))
        return file.read(about.st_size)  # a buffer of just this size is made before anything is read


def open_in_place(path: Path) -> int:
    """Return a handle of a regular file that is made where it is missing and has no other name.

    Raises OSError, ForeignEntry.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _SAFE, 0o666)
    except OSError as error:
        raise _followed(path, error) from None
    try:
        about = os.fstat(handle)
        _require_regular(path, about)
        if about.st_nlink > 1:
            raise ForeignEntry(
                "another name leads to this file, which is written in place; remove it here", concerns=str(path)
            )
    except BaseException:
        os.close(handle)
        raise
    return handle


def create_entry(path: Path) -> int:
    """Return a handle of a new file; a stale one of this name is removed, not written to. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE
    try:
        return os.open(path, flags, 0o666)
    except FileExistsError:
        path.unlink()
        return os.open(path, flags, 0o666)


def _require_regular(path: Path, about: os.stat_result) -> None:
    if not stat.S_ISREG(about.st_mode):
        raise ForeignEntry(
            f"this is {_kind(about)}, and a corpus has a file of its own here; nothing is followed out of a corpus",
            concerns=str(path),
        )


def _followed(path: Path, error: OSError) -> Exception:
    """What to raise for a file that can't be opened: the system refuses links and sockets with errors of their own."""
    if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR):
        try:
            _require_regular(path, path.lstat())
        except ForeignEntry as foreign:
            return foreign
        except OSError:
            return error
    return error


def _kind(about: os.stat_result) -> str:
    return next((name for is_so, name in _KINDS if is_so(about.st_mode)), "a device")
