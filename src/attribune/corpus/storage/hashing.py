"""Canonical JSON, SHA-256 and the log's chain: what independent programs must be able to compute again."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring_ascii
from typing import Any

GENESIS = "0" * 64  # what the first entry of the log is chained to

quoted = encode_basestring_ascii  # a text as canonical JSON: what :func:`canonical` gives, without its detours
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, ASCII only: the same value always gives the same text."""
    return _ENCODER.encode(value)


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text as UTF-8; a lone surrogate counts as its three bytes."""
    return sha256(text.encode("utf-8", "surrogatepass"))


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON."""
    return sha256(canonical(value).encode())


def chained(previous: str, kind: str, entry: str) -> str:
    """Return the hash of a log row: over the previous row's hash, its kind and its entry, joined by newlines."""
    return sha256(f"{previous}\n{kind}\n{entry}".encode())
