"""Raw bytes by their SHA-256: ``payloads/ab/abcdef…``; written once, synced before they are named, never changed."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attribune.articles.reading import MAX_BYTES
from attribune.corpus.storage.errors import CorpusBroken, told
from attribune.corpus.storage.files.durable_files import sync_folder, write_whole
from attribune.corpus.storage.files.safe_files import check_folder, is_digest, read_entry
from attribune.corpus.storage.hashing import sha256

SYNC_THREADS = 8  # fsyncs of a batch wait together: 12,800 small files/s with 16 threads, 1,600 one after the other
MOST_BYTES = max(MAX_BYTES.values())  # of one input, so of one payload
_SHARD = re.compile(r"[0-9a-f]{2}")


class Payloads:
    """The folder of payloads. Temporary files left by a killed writer are swept at the next start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pool: ThreadPoolExecutor | None = None

    def path(self, digest: str) -> Path:
        """Where the bytes of this SHA-256 lie, or would lie. Raises CorpusBroken where this is no SHA-256."""
        if not is_digest(digest):
            named = str(digest)[:80]
            raise CorpusBroken("the record names a payload that isn't a SHA-256", concerns=f"{self.folder}: {named}")
        return self.folder / digest[:2] / digest

    def keep(self, blobs: Iterable[tuple[str, bytes]]) -> None:
        """Store bytes under their SHA-256 and return only when disk and folder entries are synced.

        Raises CorpusFull where there is no room.
        """
        new = {digest: data for digest, data in blobs if not self._whole(digest, data)}
        if not new:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(SYNC_THREADS)
        with told(str(self.folder)):
            check_folder(self.folder)
            for shard in {self.path(digest).parent for digest in new}:
                if not check_folder(shard):
                    shard.mkdir(parents=True, exist_ok=True)
            list(self._pool.map(lambda pair: self._write(*pair), new.items()))
            list(self._pool.map(sync_folder, {self.path(digest).parent for digest in new} | {self.folder}))

    def _whole(self, digest: str, data: bytes) -> bool:
        """True if the bytes lie there already; damaged ones are written anew, since we have them at hand."""
        try:
            return self._bytes(self.path(digest), len(data)) == data
        except (OSError, CorpusBroken):
            return False

    def _write(self, digest: str, data: bytes) -> None:
        path = self.path(digest)
        waiting = path.with_name(f".{digest}.{os.getpid()}.{threading.get_ident()}.new")
        write_whole(path, data, waiting=waiting)

    def read(self, digest: str) -> bytes:
        """The bytes. Raises CorpusBroken where they are missing or aren't what their name says."""
        path = self.path(digest)
        try:
            data = self._bytes(path, MOST_BYTES)
        except OSError as error:
            raise CorpusBroken(f"the payload can't be read: {error.strerror}", concerns=str(path)) from None
        if sha256(data) != digest:
            raise CorpusBroken("the payload's bytes aren't what its name says", concerns=str(path))
        return data

    def _bytes(self, path: Path, most: int) -> bytes:
        """The bytes of a file that lies in a folder of payloads. Raises OSError, ForeignEntry."""
        check_folder(self.folder)
        check_folder(path.parent)
        return read_entry(path, most=most)

    def sweep(self) -> None:
        """Remove what a killed writer left half-written. Raises ForeignEntry where a folder of payloads is a link."""
        if not check_folder(self.folder):
            return
        for shard in sorted(self.folder.iterdir()):
            if _SHARD.fullmatch(shard.name) and check_folder(shard):
                for left in shard.glob(".*.new"):  # what a link of this name leads to stays
                    left.unlink(missing_ok=True)
