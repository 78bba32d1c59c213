"""Bytes → text: which encoding a file is in, and when it isn't text at all.

Tried in this order: a byte order mark (taken off the text), UTF-16 without a mark (recognised by its zero bytes), what
the server said, what an HTML or XML file declares about itself, UTF-8, windows-1252. The last is a guess and is said
in a note. What is said holds also where a few bytes contradict it: they stand as � and are noted.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from attribune.articles.decoding.encodings import LOST, UTF_8, decode_in_part, decode_whole, encoding_of
from attribune.errors import BinaryInput, EncodingProblem

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"\x89PNG\r\n", "a PNG image"), (b"GIF8", "a GIF image"), (b"\xff\xd8\xff", "a JPEG image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"), (b"%PDF-", "a PDF document"),
    (b"\x1f\x8b", "gzip-compressed data"), (b"BZh91AY", "bzip2-compressed data"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),  # noqa: E501
    (b"\xfd7zXZ\x00", "xz-compressed data"), (b"\x28\xb5\x2f\xfd", "Zstandard-compressed data"),
    (b"\x7fELF", "a program"), (b"RIFF", "a media file"), (b"OggS", "a media file"), (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"), (b"SQLite format 3\x00", "a SQLite database"), (b"\xd0\xcf\x11\xe0", "an old office document"),  # noqa: E501
)  # fmt: skip
HEED_CHARSET = frozenset({"plain", "markdown", "html"})  # readers that take what a server said of the encoding
SAMPLE = 1 << 16  # bytes looked at to tell text from anything else
SHORTEST_WIDE = 16  # bytes from which the places of zero bytes tell UTF-16
CONTROL_SHARE = 0.02  # terminal logs stay under it, machine code and images lie far above
STRAY_SHARE = 0.1  # invalid bytes per non-ASCII byte below which a file is damaged UTF-8 and not another encoding
# Characters lost per non-ASCII byte up to which a file is damaged and not in another encoding than was said; one is
# always forgiven. A Japanese text in Shift_JIS, read as EUC-KR, loses 0.036.
MISREAD_SHARE = 0.01
FOREIGN_SHARE = 0.3  # accented characters per letter; Vietnamese, the densest Western script, has about 0.25
WIDE_SAMPLE = 4096  # characters of which each is looked up
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*+=\s*+["']?\s*+([A-Za-z0-9_:.-]{2,30})""", re.I
)
_DECLARATION_AREA = 4096
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w:.+-]{2,40})", re.A | re.I)
# Of what can't be windows-1252, damaged UTF-8 is what has two such characters for a stray byte or more: Chinese,
# Japanese and Korean encodings read as UTF-8 have 0.15 to 0.45 by chance, Cyrillic, Greek and Arabic ones none.
_UTF8_CHARACTER = re.compile("[^\x00-\x7f\ufffd]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text without a byte order mark, the encoding it was in, and notes for the reader."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, name: str, markup: bool = False, charset: str | None = None) -> Decoded:
    """Decode a file. ``markup`` follows what HTML or XML declares and drops stray zero bytes, as browsers do.

    ``charset``: what the server said the encoding is.

    Raises :class:`BinaryInput` for what isn't text and :class:`EncodingProblem` naming what was tried.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _by_mark(data[len(mark) :], encoding, name)
    wide = _unmarked_utf16(data[:SAMPLE])
    if wide:
        return _by_mark(data, wide, name)
    refuse_binary(data, name=name, forgive_zeros=markup)
    labels = [*((charset,) if charset else ()), *(_declared_labels(data) if markup else ())]
    return _by_label(data, labels, server=charset is not None) or _by_guess(data, labels, name)


def charset_of(content_type: str) -> str | None:
    """Return the encoding that a Content-Type header names, in small letters, or None.

    >>> charset_of("text/html; Charset=Windows-1251")
    'windows-1251'
    """
    match = _CHARSET.search(content_type)
    return match[1].lower() if match else None


def refuse_binary(data: bytes, *, name: str, forgive_zeros: bool = False) -> None:
    """Raise :class:`BinaryInput` where the bytes are no text: a known signature, zero bytes, control characters."""
    for magic, kind in MAGIC:
        if data.startswith(magic) and not (magic == b"RIFF" and b"\x00" not in data[:16]):
            raise BinaryInput(f"this is {kind}, not text", concerns=name)
    if data[4:8] == b"ftyp":
        raise BinaryInput("this is a media file, not text", concerns=name)
    sample = data[:SAMPLE]
    if not forgive_zeros and b"\x00" in sample:
        raise BinaryInput("this isn't text: it holds zero bytes", concerns=name)
    if len(sample) - len(sample.translate(None, _CONTROLS)) > CONTROL_SHARE * max(len(sample), 50):
        raise BinaryInput("this isn't text: it is full of control characters", concerns=name)


def _by_mark(data: bytes, encoding: str, name: str) -> Decoded:
    try:
        text = data.decode(encoding)
        _refuse_noise(text, encoding, name)
        return Decoded(text=text, encoding=encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" or error.start >= len(data) - 4:
            text = data.decode(encoding, "replace")
            _refuse_noise(text, encoding, name)
            return Decoded(text=text, encoding=encoding, notes=(_stray_note(text, encoding),))
        problem = f"the file says it is {encoding} and byte {error.start} is not; save it as UTF-8"
        raise EncodingProblem(problem, concerns=name) from None


def _refuse_noise(text: str, encoding: str, name: str) -> None:
    """Raise BinaryInput where a mark or the places of zero bytes said the encoding, and what comes of it is no text.

    Sound, tables of numbers and machine code have their zero bytes where UTF-16 has them, too.
    """
    sample = text[:SAMPLE]
    controls = len(_NO_TEXT.findall(sample))
    foreign = sum(unicodedata.category(c) in ("Co", "Cn") for c in sample[:WIDE_SAMPLE])
    lost = sample.count(LOST)
    some = max(len(sample), 50)
    if controls > CONTROL_SHARE * some or foreign > CONTROL_SHARE * min(some, WIDE_SAMPLE) or lost > STRAY_SHARE * some:
        raise BinaryInput(
            f"this isn't text: read as {encoding}, it is full of characters that no text has", concerns=name
        )


def _unmarked_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: ordinary text has nearly all its zero bytes on one side of the pairs."""
    if len(sample) < SHORTEST_WIDE or b"\x00" not in sample:
        return None
    even_zeros, odd_zeros = sample[0::2].count(0), sample[1::2].count(0)
    pairs = len(sample) // 2
    if odd_zeros > 0.4 * pairs and even_zeros < 0.02 * pairs + 1:
        return "utf-16-le"
    if even_zeros > 0.4 * pairs and odd_zeros < 0.02 * pairs + 1:
        return "utf-16-be"
    return None


def _declared_labels(data: bytes) -> tuple[str, ...]:
    match = _DECLARED.search(data, 0, _DECLARATION_AREA)
    return (match[1].decode("ascii"),) if match else ()


def _by_label(data: bytes, labels: Sequence[str], *, server: bool) -> Decoded | None:
    """By what is said of the bytes, where all of them are so; the first label is the server's where it said one.

    Servers that say the Western default of everything are not believed against UTF-8.
    """
    for number, label in enumerate(labels):
        encoding = encoding_of(label)
        doubted = server and number == 0 and encoding == "windows-1252" and not data.isascii()
        if (encoding == UTF_8 or doubted) and (text := _utf_8(data)) is not None:
            return Decoded(text=text, encoding=UTF_8)
        if encoding != UTF_8 and (text := decode_whole(data, encoding)) is not None:
            return Decoded(text=text, encoding=encoding)
    return None


def _utf_8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _by_guess(data: bytes, labels: Sequence[str], name: str) -> Decoded:
    """Return where nothing that was said holds of all bytes: UTF-8, then what loses few of them, then windows-1252."""
    if (text := _utf_8(data)) is not None:
        return Decoded(text=text, encoding=UTF_8)
    text = data.decode("utf-8", "replace")
    above = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data))
    lost, forgiven = text.count(LOST), max(1, MISREAD_SHARE * above)
    for encoding in filter(None, map(encoding_of, labels)):
        decoded_text = decode_in_part(data, encoding) if encoding != UTF_8 else None
        if decoded_text is not None and decoded_text.count(LOST) <= min(forgiven, lost - 1):
            return Decoded(text=decoded_text, encoding=encoding, notes=(_stray_note(decoded_text, encoding),))
    if lost <= STRAY_SHARE * above:
        return Decoded(text=text, encoding=UTF_8, notes=(_stray_note(text, "UTF-8"),))
    western = decode_whole(data, "windows-1252") or ""
    letters = sum(map(str.isalpha, western))
    accented = len(re.findall(r"[^\x00-\x7f“”‘’–—…•€£©®°§«»\xa0]", western))
    if not western and 2 * lost <= len(_UTF8_CHARACTER.findall(text)):
        return Decoded(text=text, encoding=UTF_8, notes=(_stray_note(text, "UTF-8"),))
    if not western or accented > FOREIGN_SHARE * max(letters, 1):
        tried = ", ".join([*(label[:40] for label in labels if encoding_of(label) != UTF_8), "UTF-8", "UTF-16"])
        problem = f"the encoding can't be told (tried {tried} and windows-1252); save the file as UTF-8"
        raise EncodingProblem(problem, concerns=name)
    return Decoded(text=western, encoding="windows-1252", notes=("decoded as windows-1252",))


def _stray_note(text: str, encoding: str) -> str:
    count = text.count("\ufffd")
    return f"decoded as {encoding}; {count} character{'s' * (count != 1)} could not be read and stand as \ufffd"
