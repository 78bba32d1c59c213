"""The pieces of a file of Rich Text Format, and what each control word means for a reader of its text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
Token = tuple[str, str, int | None, bytes]  # kind (word, sign, byte, text, {, }), the word or sign, its number, bytes

# Control words that stand for a character.
CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "softhyphen": "\u00ad",
}  # fmt: skip
ENDS = frozenset("par sect page column cell row nestcell nestrow line softline softpage lbr".split())
# Groups whose text a reader of the document doesn't see as its text. All others that begin with \* are unknown or data.
LEFT_OUT = frozenset(
    "aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart "
    "background bkmkend bkmkstart buptim colorschememapping comment company datafield datastore defchp defpap do "
    "docvar factoidname falt filetbl footer footerf footerl footerr ftncn ftnsep ftnsepc generator header headerf "
    "headerl headerr hlinkbase keycode latentstyles listoverridetable listtable listtext lsdlockedexcept mailmerge "
    "mmathpict nonesttables nonshppict objalias objclass objdata objname objsect panose pict pntext pntxta pntxtb "
    "printim private propname pwd revtbl rsidtbl rxe shprslt shppict sn sp sv tc template themedata userprops "
    "wgrffmtfilter xe xform xmlnstbl".split()
)
SHOWN_WITH_STAR = frozenset("shpinst shptxt ud footnote fldrslt pn shpgrp".split())
INFORMATION = frozenset({"title", "author", "creatim", "revtim"})
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = "symbol"  # the encoding of fonts whose places mean signs of their own


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the pieces in order; the bytes behind ``\\bin`` are passed over. Linear."""
    at = 0
    while (match := _TOKEN.match(data, at)) is not None:
        at = match.end()
        kind = match.lastgroup
        if kind in ("word", "number"):
            number = int(match["number"]) if match["number"] else None
            word = match["word"].decode("ascii")
            if word == "bin":
                at += max(number or 0, 0)
            else:
                yield "word", word, number, b""
        elif kind == "hex":
            yield "byte", "", None, bytes([int(match["hex"], 16)])
        elif kind == "sign":
            yield "sign", match["sign"].decode("latin-1"), None, b""
        elif kind == "brace":
            yield match["brace"].decode("ascii"), "", None, b""
        elif kind == "text":
            yield "text", "", None, match["text"]


def encoding_of_page(number: int) -> str:
    """Python's name of a code page; Western where it has none."""
    name = {65001: "utf-8", 10000: "mac_roman", 42: SYMBOL, 708: "iso8859_6", 1361: "johab", 936: "gb18030"}.get(
        number, f"cp{number}"
    )
    try:
        return name if name == SYMBOL else codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def encoding_of_charset(number: int, default: str) -> str:
    """Return the encoding of a font's characters."""
    return SYMBOL if number == 2 else _CHARSETS.get(number, "cp1252" if number == 0 else default)


def words_of(data: bytes, encoding: str) -> str:
    """Return bytes as text; characters that can't be read are U+FFFD, controls are none."""
    if encoding == SYMBOL:
        return "".join(" " if byte == 32 else "\ufffd" for byte in data)
    return re.sub(r"[\x00-\x08\x0a-\x1f\x7f]", "", data.decode(encoding, "replace"))
