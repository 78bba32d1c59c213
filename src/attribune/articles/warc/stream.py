"""The bytes of a WARC file, plain, gzip or Zstandard, as its parser wants them; and the way on behind damage."""

from __future__ import annotations

import re
from collections import deque
from typing import BinaryIO

from attribune.articles.decoding.archive import STEP, Budget, Gunzipped
from attribune.articles.decoding.zstd import MAGIC, Unzstd, is_zstd, leading_dictionary
from attribune.errors import AttribuneError, MalformedInput

MOST_OUTPUT = 1_000_000_000_000  # bytes one archive may unpack to; the ratio cap stops bombs long before
KNOWN_MEMBERS = 4096  # gzip members or frames remembered; the parser reads 64 KB ahead, which is far fewer
_GZIP = b"\x1f\x8b\x08"
_RECORD = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?:[\w-]{1,40}:[^\n]{0,4000}\n){0,20}?WARC-Type:", re.I)
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
_HEAD_SEEN = 1 << 13  # bytes of a record's head within which its type is looked for
_COMPRESSIONS = ((b"\x04\x22\x4d\x18", "LZ4"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"))


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
        head = file.read(8)
        file.seek(self._at)
        for magic, kind in _COMPRESSIONS:
            if head.startswith(magic):
                raise MalformedInput(f"WARC files packed with {kind} aren't read; pack it with gzip", concerns=name)
        self._unpacked = 0
        self._sought = -1  # where the last search for a way on ended; the next one goes beyond
        self._known: deque[tuple[int, int]] = deque(maxlen=KNOWN_MEMBERS)  # members: offset unpacked, offset in file
        self._dictionary = leading_dictionary(file, name=name)
        self._magic = _GZIP if head.startswith(_GZIP) else MAGIC if is_zstd(head) else None
        self._members: Gunzipped | Unzstd | None = self._unpacking() if self._magic else None

    def _unpacking(self) -> Gunzipped | Unzstd:
        if self._magic == _GZIP:
            return Gunzipped(self._file, self._budget, members=None, on_member=self._note)
        return Unzstd(self._file, self._budget, dictionary=self._dictionary, on_member=self._note)

    def _note(self, offset: int) -> None:
        self._known.append((self._unpacked, offset))

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, b"" at the end. Raises what unpacking raises, once kept in ``problem``."""
        if self._members is None:
            data = self._file.read(size)
        else:
            try:
                data = self._members.take(size if size > 0 else STEP)
            except AttribuneError as error:
                self.problem = error
                raise
        self._unpacked += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._unpacked

    def seek(self, offset: int, whence: int = 0) -> int:
        """Return where it stands; nothing else is possible."""
        if (offset, whence) not in ((0, 1), (self._unpacked, 0)):
            raise OSError("this stream is read forward only")
        return self._unpacked

    def close(self) -> None:
        """Nothing: the file is its opener's."""

    def ends_in_head(self) -> bool:
        """True if a file that isn't packed was cut inside a record's head, where the parser stops without a word."""
        if self._magic is not None:
            return False
        size = self._file.seek(0, 2)
        self._file.seek(max(self._at, size - _HEAD_SEEN))
        last = _EMPTY_LINE.split(self._file.read())[-1]
        return bool(last) and last[:5] == b"WARC/"[: len(last)]

    def recover(self, *, start: int | None, end: int, trusted: bool) -> int | None:
        """Go to the next record behind damage; the offset in the file where the damage was skipped to, or None.

        ``start`` is where the last record began (None: there was none) and ``end`` the least offset at which it can
        have ended, both unpacked. Where the record isn't ``trusted`` it may have swallowed others: a record cut short
        takes in what follows, up to the length it states.
        """
        if self._magic is not None:
            target = self._next_member(start, trusted)
        else:
            target = self._next_line(self._at + (end if trusted or start is None else start + 1))
        self.problem = None
        if target is None:
            return None
        self._sought = target
        self._file.seek(target)
        if self._magic is not None:
            self._members = self._unpacking()
        else:
            self._unpacked = target - self._at
        return target

    def _next_member(self, start: int | None, trusted: bool) -> int | None:
        """Return the next gzip member or frame that may be whole."""
        assert self._magic is not None
        later = [offset for unpacked, offset in self._known if start is None or unpacked > start]
        if not trusted and start is not None:
            own = [offset for unpacked, offset in self._known if unpacked <= start]
            broken = own[-1] if own else self._at
        elif self.problem is not None:
            broken = self._known[-1][1] if self._known else self._at
        else:
            broken = later[0] if later else self._file.tell()
        return self._search(max(broken, self._sought) + 1, re.compile(re.escape(self._magic)))

    def _next_line(self, least: int) -> int | None:
        return self._search(max(least, self._sought + 1), _RECORD)

    def _search(self, start: int, wanted: re.Pattern[bytes]) -> int | None:
        self._file.seek(start)
        tail, at = b"", start
        while piece := self._file.read(STEP):
            window = tail + piece
            if match := wanted.search(window):
                return at - len(tail) + match.start()
            at += len(piece)
            tail = window[-_HEAD_SEEN:]
        return None
