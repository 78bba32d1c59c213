"""The content of a WARC record: HTTP head, payload without its transfer coding, result of its digests."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Literal

Digest = Literal["pass", "fail", "absent"]

LONGEST_HEAD = 1 << 16  # bytes of status line and headers; browsers give up at a quarter of a megabyte
MOST_HEADERS = 500
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_ALGORITHMS = {"sha1": "sha1", "sha-1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512",
               "sha-512": "sha512", "md5": "md5"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of an HTTP answer; ``size`` is the number of bytes it takes, the empty line included."""

    status: int
    headers: tuple[tuple[str, str], ...]
    size: int

    def get(self, name: str) -> str:
        """Return the value of the first header of this name, in any case; "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def head_of(block: bytes) -> Head | None:
    """Return the HTTP head that ``block`` begins with, or None where it is none or too long."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block, 0, LONGEST_HEAD)
    if status is None or end is None:
        return None
    lines = block[: end.start()].split(b"\n")[1 : MOST_HEADERS + 1]
    pairs = []
    for line in lines:
        key, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            pairs.append((key.strip(), value.strip()))
    return Head(status=int(status[1]), headers=tuple(pairs), size=end.end())


def unchunked(body: bytes) -> bytes:
    """``body`` without the chunked transfer coding; unchanged where it isn't coded so (some archivers undo it)."""
    pieces: list[bytes] = []
    at = 0
    while True:
        match = _CHUNK.match(body, at)
        if match is None:
            return body if not pieces else b"".join(pieces)
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0


def verdict(stated: str | None, data: bytes) -> Digest:
    """Return whether ``data`` has the digest a record states ("sha1:…" in base 32 or hexadecimal).

    "absent" also where the algorithm is unknown: then nothing was verified.
    """
    algorithm, _, value = (stated or "").partition(":")
    algorithm_known = _ALGORITHMS.get(algorithm.strip().lower())
    wanted = _bytes_of(value.strip()) if algorithm_known else None
    if algorithm_known is None or wanted is None:
        return "absent"
    return "pass" if hashlib.new(algorithm_known, data, usedforsecurity=False).digest() == wanted else "fail"


def _bytes_of(value: str) -> bytes | None:
    """Return the digest's bytes; a value that is neither base 32 nor hexadecimal gives b"", which nothing matches."""
    if not value:
        return None
    try:
        # 32 characters are MD5 in hexadecimal if in small letters, else SHA-1 in base 32
        if re.fullmatch(r"[0-9a-f]{32}|(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128})", value):
            return bytes.fromhex(value)
        return base64.b32decode(value.upper().rstrip("=") + "=" * (-len(value.rstrip("=")) % 8))
    except (ValueError, binascii.Error):
        return b""
