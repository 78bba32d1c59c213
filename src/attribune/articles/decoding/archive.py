"""Compressed data and archives from anyone: gzip and ZIP, with caps on all that they could cost.

Nothing is ever written to disk, and no archive inside an archive is opened: a nested one is bytes like any other.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import time
import zipfile
import zlib
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from attribune.errors import MalformedInput, TooLarge

STEP = 1 << 16  # bytes taken in, and at most made, at a time: a bomb is noticed long before it is large
# Bytes out per byte in, beyond the free ones. 40 news pages of 16 publishers reach 7 with gzip -9 and 13 with
# Brotli 11, the XML of a long Word file 30; zeros reach 1,000 with gzip and 380,000 with Brotli.
HIGHEST_RATIO = 200
FREE_BYTES = 8_000_000
FREE_LINES = 50_000  # of packed JSON Lines
LEAST_BYTES = 8  # of packed JSON Lines that a line beyond the free ones takes
LONGEST_SECONDS = 60.0  # of unpacking one input; 256 MB take about two
MOST_MEMBERS = 10_000  # files in a ZIP archive, or gzip members one after the other
LARGEST_DIRECTORY = 4_000_000  # bytes of a ZIP archive's table of contents, which is read whole
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|\Z)", re.I)
# What the library raises on archives that are damaged or made to hurt: not only its own BadZipFile.
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, IndexError,
           OverflowError)  # fmt: skip


class Budget:
    """Limits for one input: bytes that come out, their ratio to the ``packed`` bytes that went in, and time."""

    def __init__(self, *, name: str, most: int, packed: int | None = None, seconds: float = LONGEST_SECONDS) -> None:
        self.name = name
        self.most = most
        self.packed = packed
        self.produced = 0
        self._end = time.monotonic() + seconds

    def charge(self, size: int) -> None:
        """Note ``size`` more bytes. Raises TooLarge, naming the input, where a cap is passed."""
        self.produced += size
        if self.produced > self.most:
            raise TooLarge(f"it unpacks to more than {self.most / 1e6:.0f} MB", concerns=self.name)
        if self.packed is not None and self.produced > max(FREE_BYTES, HIGHEST_RATIO * self.packed):
            raise TooLarge(f"it unpacks to more than {HIGHEST_RATIO} times its size", concerns=self.name)
        if time.monotonic() > self._end:
            raise TooLarge("it takes too long to unpack", concerns=self.name)


def limit_lines(lines: int, *, packed: int, name: str) -> None:
    """Raise TooLarge where packed JSON Lines have more lines than their size lets believe.

    Ten real articles take thousands of bytes however they are packed, and headlines repeated take some ten each.
    """
    if lines > max(FREE_LINES, packed // LEAST_BYTES):
        raise TooLarge(f"it holds more than one line for every {LEAST_BYTES} bytes of its size", concerns=name)


class Unpacked(io.RawIOBase):
    """Packed data unpacked while it is read; what :meth:`take` gives, as a file."""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` as far as one step goes; 0 at the end."""
        view = memoryview(buffer).cast("B")
        chunk = self.take(min(len(view), STEP))
        view[: len(chunk)] = chunk
        return len(chunk)

    @abstractmethod
    def take(self, most: int) -> bytes:
        """Return at most ``most`` bytes, as they come; b"" at the end."""

    def whole(self) -> bytes:
        """Return all that is left."""
        return b"".join(iter(lambda: self.take(STEP), b""))


class Gunzipped(Unpacked):
    """A gzip file unpacked while it is read, member after member; ``budget`` is charged for every byte made.

    Reading raises MalformedInput for damaged data and TooLarge where a cap is passed. ``members`` None: any number.
    ``on_member`` is told the offset, in the file, at which each member begins.
    """

    def __init__(
        self,
        file: BinaryIO,
        budget: Budget,
        *,
        members: int | None = MOST_MEMBERS,
        on_member: Callable[[int], None] | None = None,
    ) -> None:
        self._file = file
        self._on_member = on_member
        self._budget = budget
        self._members = members
        self._waiting = b""
        self._pending = False  # whether zlib holds back what didn't fit
        self._stream: Any = None
        self._seen = 0

    def take(self, most: int) -> bytes:
        """Return at most ``most`` bytes, as they come; b"" at the end."""
        while True:
            chunk = self._step(b"", most) if self._pending else b""
            if chunk:
                return chunk
            if not self._waiting:
                self._waiting = self._file.read(STEP)
            if not self._waiting:
                if self._stream is None:
                    return b""
                raise MalformedInput("the gzip data is cut short", concerns=self._budget.name)
            if self._stream is None:
                if self._seen:
                    self._waiting = self._waiting.lstrip(b"\0")  # padding between members
                if not self._waiting:
                    continue
                self._begin()
            chunk = self._step(self._waiting, most)
            if chunk:
                return chunk

    def _begin(self) -> None:
        if self._on_member is not None:
            self._on_member(self._file.tell() - len(self._waiting))
        self._stream = zlib.decompressobj(31)
        self._seen += 1
        self._budget.charge(0)
        if self._members is not None and self._seen > self._members:
            raise TooLarge(f"it has more than {self._members:,} gzip members", concerns=self._budget.name)

    def _step(self, data: bytes, most: int) -> bytes:
        try:
            chunk: bytes = self._stream.decompress(data, most)
        except zlib.error:
            raise MalformedInput("the gzip data is damaged", concerns=self._budget.name) from None
        self._waiting = self._stream.unconsumed_tail
        self._pending = len(chunk) == most and not self._waiting and not self._stream.eof
        if self._stream.eof:
            self._waiting, self._stream = self._stream.unused_data, None
        self._budget.charge(len(chunk))
        return chunk


def gunzip(data: bytes, *, name: str, most: int) -> bytes:
    """Return what gzip ``data`` holds, at most ``most`` bytes. Raises MalformedInput or TooLarge naming the input."""
    return Gunzipped(io.BytesIO(data), Budget(name=name, most=most, packed=len(data))).whole()


def name_problem(name: str) -> str | None:
    """Return why no file from an archive may carry this name, or None: it leads outside, or means something to a
    system.

    >>> name_problem("../outside.html"), name_problem("C:/aux.txt"), name_problem("word/document.xml")
    ('leads out of the archive', 'names a drive', None)
    """
    parts = re.split(r"[/\\]", name)
    if not name.strip() or "\0" in name or any(ord(c) < 32 or ord(c) == 127 for c in name):
        return "is empty or holds control characters"
    if name.startswith(("/", "\\")):
        return "is absolute"
    if re.match(r"[A-Za-z]:", name):
        return "names a drive"
    if ".." in parts:
        return "leads out of the archive"
    if any(_DEVICES.match(part.strip()) for part in parts):
        return "is a device's"
    if any(part != part.rstrip(" .") for part in parts if part != "."):
        return "ends in a space or a full stop"
    return None


class _Guarded:
    """A seekable file for zipfile that refuses to read a table of contents larger than the cap at once."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.close = file.seek, file.tell, file.close

    def seekable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read as a file does. Raises TooLarge for more than a table of contents may hold."""
        data = self._file.read(LARGEST_DIRECTORY + 1 if size < 0 else min(size, LARGEST_DIRECTORY + 1))
        if len(data) > LARGEST_DIRECTORY:
            raise TooLarge("its table of contents is too large")
        return data


class Zip:
    """A ZIP archive whose table of contents was checked whole before anything is unpacked.

    Raises MalformedInput for damage, encryption, overlapping members, links and names that are dangerous or clash, and
    TooLarge where a cap is passed; both name the input.
    """

    def __init__(self, file: BinaryIO, *, name: str, most: int, packed: int | None) -> None:
        self.name = name
        self._budget = Budget(name=name, most=most, packed=packed)
        try:
            self._zip = zipfile.ZipFile(_Guarded(file))
        except TooLarge as error:
            raise TooLarge(error.message, concerns=name) from None
        except _DAMAGE as error:
            raise self._damaged(error) from None
        members = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        self._check(members)
        self._members = {info.filename: info for info in members}

    @property
    def names(self) -> tuple[str, ...]:
        """The files in it, in the order of the table of contents."""
        return tuple(self._members)

    def read(self, member: str) -> bytes:
        """Return the bytes of a member. Raises as the class says, and MalformedInput where it isn't there."""
        return b"".join(self.stream(member))

    def stream(self, member: str) -> Iterator[bytes]:
        """Yield the bytes of a member, a step at a time, charged to the archive's budget."""
        info = self._members.get(member)
        if info is None:
            raise MalformedInput(f"it has no {member}", concerns=self.name)
        try:
            with self._zip.open(info) as file:
                while piece := file.read(STEP):
                    self._budget.charge(len(piece))
                    yield piece
        except _DAMAGE as error:
            raise self._damaged(error) from None

    def _damaged(self, error: BaseException) -> MalformedInput:
        if "not a zip file" in str(error):
            return MalformedInput(
                "this isn't a document of this kind: it isn't a ZIP file, or its end is missing", concerns=self.name
            )
        reason = str(error)[:100] or type(error).__name__
        return MalformedInput(f"the archive is damaged ({reason})", concerns=self.name)

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > MOST_MEMBERS:
            raise TooLarge(f"it holds more than {MOST_MEMBERS:,} files", concerns=self.name)
        names: set[str] = set()
        for info in members:
            named = info.orig_filename[:80]
            if problem := name_problem(info.orig_filename):
                raise MalformedInput(f"the name of a file in it {problem}: {named}", concerns=self.name)
            if info.filename.casefold() in names:
                raise MalformedInput(f"two files in it have the name {named} (but for case)", concerns=self.name)
            if problem := _member_problem(info):
                raise MalformedInput(f"the file {named} in it {problem}", concerns=self.name)
            names.add(info.filename.casefold())
        self._check_overlaps(members)
        if sum(info.file_size for info in members) > self._budget.most:
            self._budget.charge(self._budget.most + 1)

    def _check_overlaps(self, members: list[zipfile.ZipInfo]) -> None:
        end = 0
        for info in sorted(members, key=lambda info: info.header_offset):
            if info.header_offset < end:
                raise MalformedInput(f"files in it overlap: {info.filename[:80]}", concerns=self.name)
            end = info.header_offset + 30 + len(info.orig_filename.encode("utf-8", "replace")) + info.compress_size


def _member_problem(info: zipfile.ZipInfo) -> str | None:
    mode = info.external_attr >> 16
    if info.create_system == 3 and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "isn't a plain file but a link or a device"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted; save it without a password"
    if info.compress_type not in _METHODS:
        return "is compressed in a way that isn't read here (deflate is)"
    return None


def open_zip(data: bytes, *, name: str, most: int) -> Zip:
    """Return the ZIP archive in ``data``, from which at most ``most`` bytes come; raises as :class:`Zip` says."""
    return Zip(io.BytesIO(data), name=name, most=most, packed=len(data))
