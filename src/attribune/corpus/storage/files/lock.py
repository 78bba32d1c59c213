"""One writer at a time: a file the system unlocks when its holder dies, with the holder's name in it."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import IO

from attribune.clock import now
from attribune.corpus.storage.errors import UNUSABLE, CorpusLocked, told
from attribune.corpus.storage.files.safe_files import LOCK, open_in_place

MOST_SAID = 4096  # bytes read of what the holder wrote


class WriterLock:
    """Held from construction to :meth:`release`. Raises CorpusLocked, naming who holds it."""

    def __init__(self, folder: Path) -> None:
        with told(str(folder)):
            self._file: IO[bytes] = os.fdopen(open_in_place(folder / LOCK), "r+b", buffering=0)
        try:
            _lock(self._file)
        except OSError:
            holder = self._holder()
            self._file.close()
            raise CorpusLocked(
                f"{holder} is writing to this corpus; wait until it is done, or stop it", concerns=str(folder)
            ) from None
        with told(str(folder)):
            self._file.truncate(0)
            self._file.seek(0)
            about = {"pid": os.getpid(), "host": socket.gethostname(), "since": now()}
            self._file.write(json.dumps(about).encode())

    def _holder(self) -> str:
        try:
            self._file.seek(0)
            about = json.loads(self._file.read(MOST_SAID))
            pid, host, since = int(about["pid"]), str(about["host"])[:200], str(about["since"])[:40]
        except (OSError, *UNUSABLE):
            return "another program"
        return f"process {pid} on {host} (since {since})"

    def release(self) -> None:
        """Let the next writer in."""
        self._file.close()


def _lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
