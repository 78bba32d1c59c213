"""Encodings by the names they have on the web, read as browsers read them: "gb2312" is read as GB 18030.

The names are those of the Encoding standard (webencodings); names that it doesn't have are those of Python's codecs.
UTF-8 and UTF-16 aren't decoded here: they are recognised by their bytes.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

UTF_8 = "utf-8"
_ESCAPES = frozenset({"unicode_escape", "raw_unicode_escape", "punycode", "idna"})  # of programs and names, not of text
# Encodings whose files hold more than the standard's codec reads, and those that Python names otherwise: tried in turn.
_CODECS = {
    "big5": ("big5hkscs", "cp950"),
    "euc-jp": ("euc_jp", "euc_jis_2004"),
    "gbk": ("gb18030",),
    "iso-2022-jp": ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004"),
}
_NO_TEXT = frozenset({"replacement", "x-user-defined"})  # what the standard refuses to read, or reads as bytes
LOST = "\ufffd"  # what stands for bytes that can't be read


@lru_cache(1000)
def encoding_of(label: str) -> str:
    """Return the encoding that a label names, in small letters; "utf-8" also for wide ones, as for browsers; "" for
    unknown.

    >>> encoding_of("ISO-8859-1"), encoding_of("gb2312"), encoding_of("nonsense")
    ('windows-1252', 'gbk', '')
    """
    import webencodings

    label = label.strip().lower()
    listed = webencodings.lookup(label)
    if listed and listed.name not in _NO_TEXT:
        return UTF_8 if listed.name.startswith("utf") else str(listed.name)
    try:
        codec = codecs.lookup(label).name
    except (LookupError, ValueError):
        return UTF_8 if label.startswith(("unicode", "x-unicode")) else ""
    return UTF_8 if codec.startswith("utf") else "" if codec in _ESCAPES else codec


def decode_whole(data: bytes, encoding: str) -> str | None:
    """Return the text of ``data`` in this encoding, or None where a byte isn't of it."""
    for codec in _codecs(encoding):
        try:
            return data.decode(codec)
        except (LookupError, TypeError, ValueError):  # wrong for these bytes, or a codec that isn't one of text
            continue
    return None


def decode_in_part(data: bytes, encoding: str) -> str | None:
    """Return the text with � for what isn't of this encoding, by the codec that loses least.

    None for no encoding of text.
    """
    texts = []
    for codec in _codecs(encoding):
        try:
            texts.append(data.decode(codec, "replace"))
        except (LookupError, TypeError, ValueError):
            continue
    return min(texts, key=lambda text: text.count(LOST), default=None)


def _codecs(encoding: str) -> tuple[str, ...]:
    import webencodings

    if encoding in _CODECS:
        return _CODECS[encoding]
    listed = webencodings.lookup(encoding)
    return (listed.codec_info.name,) if listed else (encoding,) if encoding else ()
