"""Opening a record to read without writing into its folder, and noticing a writer that has come since.

SQLite makes a journal and shared memory for whoever reads a record in WAL mode. Where a journal is there, a writer is
at work or was stopped, and the record is read through it with the shared memory mapped read-only. Where there is none,
or it holds no more than its header, the file is whole, and is read as one that doesn't change; a writer that comes
later is noticed by its traces.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from attribune.corpus.storage.errors import CorpusError
from attribune.corpus.storage.files.safe_files import DATABASE, check_file

RETRIES = 20  # times that a record is opened anew because a writer began or ended meanwhile
HEADER = 32  # bytes of a journal before its first page; SQLite 3.40 gives up after 10 s where there is no more
LOOKS = 20  # at a journal without shared memory: a writer that ends takes both away, one after the other
LOOK_SECONDS = 0.01
MAPS_SHARED = os.name != "nt"  # where SQLite can map shared memory read-only
_written = set[Path]()  # records that this process writes, too


def will_write(folder: Path) -> None:
    """Let this process map a record's shared memory for writing from now on.

    SQLite has one mapping of it a process: while a reader maps it read-only, nobody else in the process can write.
    """
    _written.add((folder / DATABASE).resolve())


class RecordView:
    """The state of the files that a connection reads."""

    def __init__(self, folder: Path) -> None:
        self._path = (folder / DATABASE).resolve()
        self._left = RETRIES
        self._look()

    def _look(self) -> None:
        for _ in range(LOOKS):
            self._look_once()
            if not self._stranded:
                break
            time.sleep(LOOK_SECONDS)

    def _look_once(self) -> None:
        journal = check_file(Path(f"{self._path}-wal"))
        shared = check_file(Path(f"{self._path}-shm"))
        self._journal = journal.st_size if journal else -1
        self.whole = 0 < self._journal <= HEADER or (self._journal <= 0 and (journal is None or shared is None))
        self._stranded = self._journal > HEADER and shared is None
        self._state = self._now()

    def _now(self) -> tuple[int, int, int] | None:
        try:
            about = self._path.lstat()
        except OSError:
            return None
        return about.st_ino, about.st_size, about.st_mtime_ns

    def uri(self) -> str:
        """Return what SQLite is asked to open. Raises CorpusError for a journal that can't be read without writing."""
        if self.whole:
            return f"{self._path.as_uri()}?mode=ro&immutable=1"
        if self._stranded and MAPS_SHARED:
            raise CorpusError(
                "the last writer was stopped, and its journal stands without corpus.db-shm beside it; any call that "
                "writes, such as attribune add, puts the two in order",
                concerns=f"{self._path}-wal",
            )
        read_only = MAPS_SHARED and self._path not in _written
        return f"{self._path.as_uri()}?mode=ro" + ("&readonly_shm=1" if read_only else "")

    def retry(self) -> bool:
        """Look anew after the record couldn't be opened; False where that makes no difference."""
        before = (self.whole, self._stranded, self._state)
        self._look()
        self._left -= 1
        return self._left > 0 and before != (self.whole, self._stranded, self._state)

    def superseded(self) -> bool:
        """True if a writer has come to a record that is read as one that doesn't change."""
        try:
            return self.whole and os.lstat(f"{self._path}-wal").st_size > self._journal
        except OSError:
            return False

    def changed(self) -> bool:
        """True if a record that is read as one that doesn't change has changed."""
        return self.whole and self._now() != self._state
