"""The bytes of a WARC file, plain or gzip, as its parser wants them; and the way on behind damage."""

from __future__ import annotations

import re
from collections import deque
from typing import BinaryIO

from attribune.articles.archive import STEP, Budget, Gunzipped
from attribune.errors import AttribuneError, MalformedInput

MOST_OUTPUT = 1_000_000_000_000  # bytes one archive may unpack to; the ratio cap stops bombs long before
KNOWN_MEMBERS = 4096  # gzip members remembered; the parser reads 64 KB ahead, which is far fewer
_MAGIC = b"\x1f\x8b\x08"
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_RECORD = re.compile(rb"\nWARC/[01]\.\d{1,2}\r?\n")
_COMPRESSIONS = ((b"\x28\xb5\x2f\xfd", "Zstandard"), (b"\x04\x22\x4d\x18", "LZ4"), (b"BZh", "bzip2"))


class WarcStream:
    """Reads forward only, as the parser does; offsets are those of the bytes as unpacked.

    ``problem`` keeps what was wrong with the bytes, since the parser wraps errors in its own.
    """

    def __init__(self, file: BinaryIO, *, name: str, size: int) -> None:
        self._file = file
        self._name = name
        self._budget = Budget(name=name, most=MOST_OUTPUT, packed=size, seconds=float("inf"))
        self.problem: AttribuneError | None = None
        self._at = file.tell()
        head = file.read(4)
        file.seek(self._at)
        for magic, kind in _COMPRESSIONS:
            if head.startswith(magic):
                raise MalformedInput(f"WARC files packed with {kind} aren't read; pack it with gzip", concerns=name)
        self._unpacked = 0
        self._known: deque[tuple[int, int]] = deque(maxlen=KNOWN_MEMBERS)  # members: offset unpacked, offset in file
        self._gzip: Gunzipped | None = self._gunzipped() if head.startswith(_MAGIC) else None

    def _gunzipped(self) -> Gunzipped:
        return Gunzipped(self._file, self._budget, members=None, on_member=self._note)

    def _note(self, offset: int) -> None:
        self._known.append((self._unpacked, offset))

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, b"" at the end. Raises what :class:`Gunzipped` raises, once kept in ``problem``."""
        if self._gzip is None:
            data = self._file.read(size)
        else:
            try:
                data = self._gzip.take(size if size > 0 else STEP)
            except AttribuneError as error:
                self.problem = error
                raise
        self._unpacked += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._unpacked

    def seek(self, offset: int, whence: int = 0) -> int:
        """Where it stands; nothing else is possible."""
        if (offset, whence) not in ((0, 1), (self._unpacked, 0)):
            raise OSError("this stream is read forward only")
        return self._unpacked

    def close(self) -> None:
        """Nothing: the file is its opener's."""

    def recover(self, *, start: int | None, end: int) -> int | None:
        """Go to the next record behind damage; the offset in the file where the damage was skipped to, or None.

        ``start`` is where the last good record began (None: there was none) and ``end`` the least offset at which it
        can have ended, both unpacked.
        """
        target = self._next_member(start) if self._gzip is not None else self._next_line(end)
        if target is None:
            return None
        self._file.seek(target)
        if self._gzip is not None:
            self._gzip = self._gunzipped()
        else:
            self._unpacked = target - self._at
        return target

    def _next_member(self, start: int | None) -> int | None:
        if self.problem is not None:
            broken = self._known[-1][1] if self._known else self._at
        else:
            later = [offset for unpacked, offset in self._known if start is None or unpacked > start]
            broken = later[0] if later else self._file.tell()
        self.problem = None
        return self._search(broken + 1, _MEMBER)

    def _next_line(self, end: int) -> int | None:
        return self._search(self._at + end, _RECORD)

    def _search(self, start: int, wanted: re.Pattern[bytes]) -> int | None:
        self._file.seek(start)
        kept, at = b"", start
        while piece := self._file.read(STEP):
            window = kept + piece
            if found := wanted.search(window):
                return at - len(kept) + found.start() + (wanted is _RECORD)
            at += len(piece)
            kept = window[-16:]
        return None
