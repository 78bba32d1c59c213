"""Quotations whose marks are written another way than as marks: escaped, encoded twice, or with signs that stand in.

A reader of the finished text sees marks there, or takes the signs for marks. Nothing is guessed of other letters: a
stretch is replaced only where it stands for marks alone, and the text is then paired as any other.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from attribune.text.marks import MAY_MARK
from attribune.text.quotes import quotations

LEAST_WORDS = 3  # of such a quotation beside others; names and terms stand in signs of many kinds
LONGEST = 4_000  # code points in unusual brackets
_OPENING = ("Ps", "Pi")
LOST = "\ufffd"  # what a program writes for bytes that it couldn't read
_DOUBLE = frozenset('“”„«»"')
# (bytes as, bytes meant): encodings that programs take for one another, so that marks come out as letters or signs.
_MISTAKEN = tuple(
    (read, meant)
    for read in ("cp1252", "latin-1", "mac-roman", "cp437", "cp850")
    for meant in ("utf-8", "cp1252", "mac-roman")
    if read != meant
)
_FOREIGN = re.compile(r"[^\x00-\x7f]{1,9}")
_BYTES = re.compile(r"(?:(?:=|%|\\x|\\')[0-9A-Fa-f]{2}){1,8}+")
_HEX = re.compile(r"[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")
_CODE_POINT = re.compile(r"\\u(82(?:1[6-9]|2[0-2]))\??|\\u\{?([0-9A-Fa-f]{4})\}?")  # of RTF in decimals
_ENTITY = re.compile(r"&(?:amp;){0,3}#?\w{1,12};")
_ADDRESS = re.compile(r"[A-Za-z]{2,10}://\S*")
_UTF_7 = re.compile(r"\+[A-Za-z0-9/]{2,12}(?:-|(?![A-Za-z0-9/-]))")
_NAMES = (
    (re.compile(r"\\ldblquote\b ?|\\lquote\b ?|<q>|<<(?=\w)|\[quote\b[^\]\n]{0,80}\]", re.IGNORECASE), "“"),
    (re.compile(r"\\rdblquote\b ?|\\rquote\b ?|</q>|(?<=[\w.,!?])>>(?![>\w])|\[/quote\]", re.IGNORECASE), "”"),
    (re.compile(r"\\enquote\{([^{}\n]{0,2000})\}"), r"“\1”"),
    (re.compile(r"(?<!\S)\?(?=\w)"), "“"),  # what a program writes for a sign that its encoding hasn't
    (re.compile(r"(?<=[,.!])\?(?!\S)"), "”"),
)
_NAMED = re.compile(r"\b(?:QUOTATION|QUOTE|DITTO|GERSHAYIM|PRIME|DOUBLE ACUTE|DOUBLE APOSTROPHE)\b")
_PLAIN_BRACKET = re.compile(r"\b(?:PARENTHESIS|SQUARE BRACKET|CURLY BRACKET)$")
_UNREAD_KINDS = frozenset({"Co", "Cn"})  # private use, not assigned: signs of one font or of a newer Unicode
_WORD = re.compile(r"\w+")


def is_mark(sign: str) -> bool:
    """True if a sign may be written for a quotation mark, and isn't one of those that are paired as such.

    Unicode's names tell it, and no list: a sign that they don't name is one that nobody wrote for a mark.
    """
    if sign.isascii() or MAY_MARK.match(sign) or (sign.isalpha() and unicodedata.category(sign) != "Lm"):
        return False
    kind = unicodedata.category(sign)
    if kind in _OPENING:
        return not _PLAIN_BRACKET.search(unicodedata.name(sign, ""))
    return sign == LOST or kind in _UNREAD_KINDS or bool(_NAMED.search(unicodedata.name(sign, "")))


def unread(text: str, read: Iterable[str], least: int) -> Iterator[str]:
    """Yield the words of quotations with marks written another way, at least so many, that aren't among those read."""
    known: set[str] | None = None
    for other in _rewritten(text):
        known = {_letters(one) for one in read} if known is None else known
        for quote in quotations(other):
            words = other[quote.start : quote.end].strip('“”"„«» ')
            if (
                not quote.depth
                and quote.state == "closed"
                and quote.marks in _DOUBLE
                and words[:1].isalpha()
                and len(_WORD.findall(words)) >= least
                and _letters(words) not in known
            ):
                yield words


def _letters(text: str) -> str:
    """Return what of the words is the same in all encodings; all letters where nothing is."""
    letters = "".join(filter(str.isalnum, _ADDRESS.sub(" ", text).casefold()))
    return "".join(filter(str.isascii, letters)) or letters


def _rewritten(text: str) -> Iterator[str]:
    """Yield the text with its escapes, stand-ins and unusual signs as marks, and as other encodings have it."""
    text = _ADDRESS.sub(" ", text)
    plain = _BYTES.sub(_if_marks(_of_bytes), text)
    plain = _CODE_POINT.sub(_if_marks(lambda m: chr(int(m[1]) if m[1] else int(m[2], 16))), plain)
    plain = _ENTITY.sub(_if_marks(_of_entity), plain)
    plain = _UTF_7.sub(_if_marks(lambda m: m[0].encode().decode("utf-7", "replace")), plain)
    for pattern, mark in _NAMES:
        plain = pattern.sub(mark, plain)
    plain = _with_brackets(plain)
    odd = "".join(sorted(sign for sign in set(plain) if is_mark(sign) and unicodedata.category(sign) not in _OPENING))
    if odd:  # not between letters, where Hebrew has one, nor behind a figure, as minutes and inches
        odd = re.escape(odd)
        plain = re.sub(rf"(?<![^\W_])[{odd}]|(?<!\d)[{odd}](?!\w)", '"', plain)
    if plain != text:
        yield plain
    if text.isascii():
        return
    signs = {sign for sign in set(text) if not sign.isascii() and sign not in "“”‘’"}
    seen = {text}
    for given, meant in _MISTAKEN:
        if any(_begins_mark(sign, given, meant) for sign in signs):
            other = _as_meant(text, given, meant)
            if other not in seen:
                seen.add(other)
                yield other


def _with_brackets(text: str) -> str:
    """Return the text with unusual brackets as marks; in Unicode a closing sign is the one behind its opening sign."""
    for sign in sorted(set(text)):
        if is_mark(sign) and unicodedata.category(sign) in _OPENING:
            both = re.escape(sign), re.escape(chr(ord(sign) + 1))
            text = re.sub(rf"{both[0]}([^{both[0]}{both[1]}\n]{{1,{LONGEST}}}){both[1]}", r"“\1”", text)
    return text


def _if_marks(decode: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """Return what decodes a match if nothing but marks comes out, and leaves it as it is if not."""

    def decoded(match: re.Match[str]) -> str:
        signs = decode(match)
        return signs if _are_marks(signs) else match[0]

    return decoded


def _are_marks(signs: str) -> bool:
    """True if a stretch is marks, with other punctuation and spaces beside them."""
    return any(MAY_MARK.match(sign) and sign >= " " for sign in signs) and not any(map(str.isalnum, signs))


def _of_bytes(match: re.Match[str]) -> str:
    data = bytes(int(pair, 16) for pair in _HEX.findall(match[0]))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_entity(match: re.Match[str]) -> str:
    signs = match[0]
    for _ in range(4):  # escaped as often as programs do it
        signs = html.unescape(signs)
    return signs


def _as_meant(text: str, given: str, meant: str) -> str:
    """Return the text with what becomes double marks by the other encoding as marks; as it is where
    such marks would stand inside words, as where a language's own letters are taken for them.
    """
    inside = False

    def decoded(match: re.Match[str]) -> str:
        nonlocal inside
        try:
            signs = b"".join(_byte(sign, given) for sign in match[0]).decode(meant)
        except UnicodeError:
            return match[0]
        if signs not in _DOUBLE:
            return match[0]
        around = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        inside = inside or all(sign.isalpha() for sign in around)
        return signs

    other = _FOREIGN.sub(decoded, text)
    return text if inside else other


def _begins_mark(sign: str, given: str, meant: str) -> bool:
    """True if a sign is a double mark in the encoding that was meant, or the first byte of one."""
    try:
        byte = _byte(sign, given)
        return byte in (b"\xc2", b"\xe2") if meant == "utf-8" else byte.decode(meant) in _DOUBLE
    except UnicodeError:
        return False


def _byte(sign: str, encoding: str) -> bytes:
    """Return the byte that a sign was read from; programs keep as they are, or lose, those that an encoding hasn't."""
    if sign == LOST:
        return b"\x9d"
    return bytes((ord(sign),)) if "\x80" <= sign <= "\x9f" else sign.encode(encoding)
