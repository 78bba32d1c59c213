"""The bytes of a file → all the words in it that a program may show, by kind of file, in the plainest way.

What the readers of the formats choose isn't known here, and none of them is asked: what one of them overlooks must not
be overlooked here too. Linear, and without a parser of foreign make.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator
from email.message import Message
from html import unescape
from typing import Any

from attribune.articles.decoding.archive import open_zip
from attribune.articles.decoding.charset import decode
from attribune.articles.markdown.front_matter import read_fields
from attribune.articles.residue.markup import LOWERED, RAISED, shown_lines
from attribune.articles.rtf.tokens import (
    CHARACTERS,
    ENDS,
    LEFT_OUT,
    SHOWN_WITH_STAR,
    encoding_of_page,
    tokens,
    words_of,
)
from attribune.errors import TooLarge

MOST_UNPACKED = 64_000_000  # bytes of the parts of an archive
MOST_BYTES = 64_000_000  # of a file of another kind
MOST_PARTS = 5_000
NESTED = 2  # archives in archives that are opened
_XML_PART = re.compile(r"\.(?:xml|xhtml|html?|svg|ncx|fodt|txt)\Z", re.I)
# Parts that tell about the file, or how it looks, and hold no words that are shown.
_NO_WORDS = re.compile(
    r"(?:\A|/)(?:docProps|META-INF|_rels|theme|customXml|glossary|Configurations2)/|(?:\A|/)\[Content_Types\]|"
    r"(?:\A|/)(?:meta|settings|manifest|fontTable|webSettings|numbering|people|commentsIds|commentsExtended)\.xml\Z",
    re.I,
)
_TITLE = r"[ \t]{1,9}(?:\"([^\"\n]{0,1000})\"|'([^'\n]{0,1000})'|\(([^()\n]{0,1000})\))"
# Where a link of Markdown leads, and its title: behind its words, or in a line of its own.
_TARGET = re.compile(
    r"(?<=\])\([ \t]{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}+(?:\([^\s()]{0,500}\)[^\s()]{0,500}+)?)"
    rf"(?:{_TITLE})?[ \t]{{0,9}}\)|(?<=\])\[[^\]\n]{{0,200}}\]"
    rf"|(?m:^[ ]{{0,3}}\[[^\]\n]{{1,200}}\]:[ \t]{{0,9}}\S{{1,2000}}(?:{_TITLE})?[ \t]{{0,9}}$)"
)
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,1000}+)(?=\][(\[])")
# The number of an item, which is in no article's text unless it was no list; an address that is its own words.
_NUMBER = re.compile(r"(?m)^([ \t>*+-]{0,99}+)(\d{1,9}+[.)])(?=[ \t])")
_FENCE = re.compile(r"(?m)^[ \t>]{0,40}+(?:```|~~~).*$|`")  # the edges of code, and what is said of its language
_ADDRESS = re.compile(r"<((?:https?|ftp)://[^<>\s]{1,2000}|[^<>\s@]{1,200}@[^<>\s@]{1,200})>")
_NOTE_MARK = re.compile(r"\[\^[^\]\n]{1,100}\]")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,9}([^<>]{0,200})>")
# Groups of RTF whose words stand elsewhere than in the text, and are shown there.
_ELSEWHERE = frozenset(
    "header headerl headerr headerf footer footerl footerr footerf annotation listtext pntext pntxta pntxtb do sn sv "
    "aftncn aftnsep aftnsepc ftncn ftnsep ftnsepc result nonesttables".split()
)
_DATA_GROUPS = frozenset("fonttbl colortbl stylesheet info fldinst".split()) | (LEFT_OUT - _ELSEWHERE)


def shown_texts(data: bytes, module: str, name: str) -> Iterator[str]:
    """Yield the lines of a file of a kind that ``module`` reads.

    Raises InputError kinds; TooLarge for a file that is too large to be looked through.
    """
    find = _KINDS.get(module)
    if find is not None and len(data) > MOST_BYTES:
        raise TooLarge("it is too large to be looked through", concerns=name)
    yield from find(data, name) if find is not None else ()


def _page(data: bytes, name: str) -> Iterator[str]:
    yield from shown_lines(decode(data, name=name, markup=True).text)


def _xml(data: bytes, name: str, *, office: bool = True) -> Iterator[str]:
    yield from shown_lines(decode(data, name=name, markup=True).text, xml=True, office=office)


def _archive(data: bytes, name: str, level: int = 0) -> Iterator[str]:
    """Yield the words of every part of an archive, and of archives in it."""
    archive = open_zip(data, name=name, most=MOST_UNPACKED)
    for part in archive.names:
        if _NO_WORDS.search(part):
            continue
        if _XML_PART.search(part):
            yield from _xml(archive.read(part), name, office=part.lower().endswith(".xml"))
        elif level < NESTED and part.lower().endswith((".docx", ".odt", ".zip", ".docm")):
            yield from _archive(archive.read(part), name, level + 1)
        elif level < NESTED and part.lower().endswith((".rtf",)):
            yield from _rtf(archive.read(part), name)


def _open_document(data: bytes, name: str) -> Iterator[str]:
    yield from _archive(data, name) if data.startswith(b"PK") else _xml(data, name)


def _mail(data: bytes, name: str) -> Iterator[str]:
    """Yield the words of all parts of a mail or a saved page that are text."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            raise TooLarge(f"it has more than {MOST_PARTS:,} parts", concerns=name)
        yield from _part(part)


def _part(part: Message) -> Iterator[str]:
    kind = part.get_content_type()
    subject = part.get("Subject")
    if subject is not None and len(str(subject)) < 2_000:
        yield _decoded(str(subject))
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not (kind.startswith("text/") or kind.endswith("xml")) or kind == "text/css":
        return
    try:
        text = payload.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = payload.decode("utf-8", "replace")
    yield from text.splitlines() if kind == "text/plain" else shown_lines(text)


def _decoded(header: str) -> str:
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(header)))
    except (ValueError, LookupError):
        return header


def _markdown(data: bytes, name: str) -> Iterator[str]:
    """Yield the lines without marks of notes, numbers of items, targets of links; titles of links and fields apart."""
    fields, rest = read_fields(decode(data, name=name).text.splitlines())
    yield from _strings(fields)
    body = _FENCE.sub("", _NOTE_MARK.sub("", "\n".join(rest)))
    yield from _IMAGE.findall(body)
    body = _IMAGE.sub("", body)
    for titles in _TARGET.findall(body):
        yield from filter(None, titles)
    body = _ADDRESS.sub(r" \1 ", _NUMBER.sub(rf"\1{RAISED}\2{LOWERED}", _TARGET.sub("", body)))
    yield from shown_lines(body.replace("\n\n", "\n\n<p>")) if "<" in body else body.split("\n")


def _subtitles(data: bytes, name: str) -> Iterator[str]:
    """Yield the words of all cues as one line, a line for each named speaker; names of cues and remarks apart."""
    lines = [line.strip() for line in decode(data, name=name).text.splitlines()]
    words, note = list[str](), False
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        note = bool(line) and (note or (not before and line.startswith(("NOTE", "STYLE", "REGION", "WEBVTT"))))
        if note or ("-->" in after and not before):
            yield line
        elif "-->" not in line:
            words.append(line)
    for line in _VOICE.sub(r"\n\1: ", " ".join(words)).split("\n"):
        yield " ".join(shown_lines(line))


def _table(data: bytes, name: str) -> Iterator[str]:
    from attribune.articles.tabular.table import table_rows

    for number, row in table_rows(data, name, []):
        yield from _strings([*row.values(), *(row if number == 1 else ())])


def _json(data: bytes, name: str) -> Iterator[str]:
    text = decode(data, name=name).text
    try:
        yield from _strings(json.loads(text))
    except (ValueError, RecursionError):
        for line in text.splitlines():
            try:
                yield from _strings(json.loads(line))
            except (ValueError, RecursionError):
                continue


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts in a value of JSON, or in cells; those with markup as it is shown."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str):
            yield from shown_lines(item) if "<" in item else item.splitlines()


def _feed(data: bytes, name: str) -> Iterator[str]:
    """Yield the words of a feed: of its elements, and of the pages that they hold as text."""
    for line in _xml(data, name, office=False):
        yield from shown_lines(line) if "<" in line else [unescape(line)]


def _rtf(data: bytes, _name: str) -> Iterator[str]:
    """Yield the words of a document, of its headers, footers, notes, comments, labels and shapes too."""
    reader = _Rtf()
    for kind, word, number, piece in tokens(data):
        reader.take(kind, word, number, piece)
    for said in reader.parts:
        yield from "".join(said).split("\n")


class _Rtf:
    """The words so far, those of each note apart, and what holds in the group that is open."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self.parts = [self._said]
        self._stack: list[tuple[bool, int, list[str]]] = []  # passed over, characters that repeat one, where words go
        self._hidden, self._repeats, self._left = False, 1, 0
        self._first, self._starred = False, False
        self._encoding = "cp1252"
        self._high = 0

    def take(self, kind: str, word: str, number: int | None, piece: bytes) -> None:
        """Take one piece."""
        first, self._first = self._first, kind == "{"
        if kind == "{":
            self._stack.append((self._hidden, self._repeats, self._said))
            self._starred = False
        elif kind == "}":
            self._hidden, self._repeats, self._said = self._stack.pop() if self._stack else (False, 1, self.parts[0])
            self._left = 0
        elif kind == "sign" and word == "*" and first:
            self._starred = self._first = True
        elif kind == "word":
            self._word(word, number, first)
        elif kind in ("text", "byte"):
            said = words_of(piece, self._encoding)
            repeated = min(self._left, len(said))
            self._left -= repeated
            self._say(said[repeated:])
        elif kind == "sign" and word in CHARACTERS:
            self._say(CHARACTERS[word])

    def _word(self, word: str, number: int | None, first: bool) -> None:
        if first:
            unknown = self._starred and word not in SHOWN_WITH_STAR and word not in _ELSEWHERE
            self._hidden = self._hidden or unknown or word in _DATA_GROUPS
            self._starred = False
            if word == "footnote":
                self._said = []
                self.parts.append(self._said)
        if word == "ansicpg" and number:
            self._encoding = encoding_of_page(number)
        elif word == "uc":
            self._repeats = min(max(number or 0, 0), 9)
        elif word == "u" and number is not None:
            self._unicode(number % 0x10000)
        elif word in ("deleted", "v"):
            self._hidden = self._hidden or number != 0
        elif word in ENDS or first:
            self._say("\n")
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])

    def _unicode(self, code: int) -> None:
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            code, self._high = 0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00 if self._high else 0xFFFD, 0
            self._say(chr(code))
        else:
            self._say(chr(code))
        self._left = self._repeats

    def _say(self, words: str) -> None:
        if not self._hidden:
            self._said.append(words)


_KINDS: dict[str, Callable[[bytes, str], Iterator[str]]] = {
    "html": _page, "mhtml": _mail, "mail": _mail, "docx": _archive, "epub": _archive, "odt": _open_document,
    "rtf": _rtf, "markdown": _markdown, "subtitles": _subtitles, "table": _table, "jsonl": _json, "feed": _feed,
}  # fmt: skip
