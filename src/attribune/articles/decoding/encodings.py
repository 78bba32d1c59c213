"""Encodings by the names they have on the web, read as browsers read them: "gb2312" is read as GB 18030.

The table of names is the WHATWG's. Names that it doesn't have are those of Python's codecs. UTF-8 and UTF-16 aren't
decoded here: they are recognised by their bytes.
"""

from __future__ import annotations

import codecs
from functools import cache, lru_cache

from attribune.lexicon import rows

UTF_8 = "utf-8"
_ESCAPES = frozenset({"unicode_escape", "raw_unicode_escape", "punycode", "idna"})  # of programs and names, not of text
LOST = "\ufffd"  # what stands for bytes that can't be read


@lru_cache(1000)
def encoding_of(label: str) -> str:
    """The encoding that a label names, in small letters; "utf-8" also for wide ones, as for browsers; "" for unknown.

    >>> encoding_of("ISO-8859-1"), encoding_of("gb2312"), encoding_of("nonsense")
    ('windows-1252', 'gbk', '')
    """
    label = label.strip().lower()
    if label in _table():
        return _table()[label][0]
    try:
        found = codecs.lookup(label).name
    except (LookupError, ValueError):
        return UTF_8 if label.startswith(("unicode", "x-unicode")) else ""
    return UTF_8 if found.startswith("utf") else "" if found in _ESCAPES else found


def whole(data: bytes, encoding: str) -> str | None:
    """The text of ``data`` in this encoding, or None where a byte isn't of it."""
    for codec in _codecs(encoding):
        try:
            return data.decode(codec)
        except (LookupError, TypeError, ValueError):  # wrong for these bytes, or a codec that isn't one of text
            continue
    return None


def in_part(data: bytes, encoding: str) -> str | None:
    """The text with � for what isn't of this encoding, by the codec that loses least; None for no encoding of text."""
    texts = []
    for codec in _codecs(encoding):
        try:
            texts.append(data.decode(codec, "replace"))
        except (LookupError, TypeError, ValueError):
            continue
    return min(texts, key=lambda text: text.count(LOST), default=None)


def _codecs(encoding: str) -> tuple[str, ...]:
    return _by_encoding().get(encoding) or ((encoding,) if encoding else ())


@cache
def _table() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Label → the encoding and the codecs that read it, the likeliest first."""
    listed = rows("any/encodings.tsv")
    return {label: (encoding, tuple(codecs.split())) for encoding, codecs, labels in listed for label in labels.split()}


@cache
def _by_encoding() -> dict[str, tuple[str, ...]]:
    return dict(_table().values())
