"""A folder for the files of one trace in the system's temporary folder, gone when the trace ends, however it ends.

A killed program leaves its folder. Each holds a file that its owner keeps locked, and the system lets go of a lock when
its owner is gone: the next trace removes the folders whose files nobody holds. Where there are no such locks (Windows),
nothing is removed.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = "attribune-trace-"
_NEW = "attribune-new-"
LOCK = "in-use"  # the file whose lock says that the owner is there


@contextmanager
def spill_folder() -> Iterator[Path]:
    """Make a folder that only this user can enter, and remove it at the end; remove those that nobody uses."""
    remove_abandoned()
    made = Path(tempfile.mkdtemp(prefix=_NEW))
    folder = made.with_name(PREFIX + made.name.removeprefix(_NEW))
    held = os.open(made / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            with suppress(OSError):  # a file system without locks
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        made.rename(folder)  # only now, so that nobody finds it without its lock
        yield folder
    finally:
        os.close(held)
        for one in (made, folder):
            shutil.rmtree(one, ignore_errors=True)


def remove_abandoned() -> None:
    """Remove the folders of traces that were killed: this user's own, whose lock nobody holds."""
    if fcntl is None:
        return
    with suppress(OSError):
        for entry in os.scandir(tempfile.gettempdir()):
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False) and _is_abandoned(entry):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_abandoned(entry: os.DirEntry[str]) -> bool:
    """True if a folder is this user's, and its lock can be had."""
    try:
        if entry.stat(follow_symlinks=False).st_uid != os.getuid():
            return False
        held = os.open(Path(entry.path) / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        if not stat.S_ISREG(os.fstat(held).st_mode):
            return False
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(held)
    return True
