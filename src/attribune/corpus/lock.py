"""One writer at a time: a file the system unlocks when its holder dies, with the holder's name in it."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import IO

from attribune.corpus.digests import now
from attribune.corpus.problems import CorpusLocked, told


class WriterLock:
    """Held from construction to :meth:`release`. Raises CorpusLocked, naming who holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "writer.lock"
        with told(str(folder)):
            self._file: IO[str] = self._path.open("a+", encoding="utf-8")
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
            self._file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now()}))
            self._file.flush()

    def _holder(self) -> str:
        try:
            about = json.loads(self._path.read_text(encoding="utf-8"))
            return f"process {int(about['pid'])} on {about['host']} (since {about['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another program"

    def release(self) -> None:
        """Let the next writer in."""
        self._file.close()


def _lock(file: IO[str]) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
