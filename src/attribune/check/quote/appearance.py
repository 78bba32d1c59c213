"""Characters that may make a reader see other words than those that are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from .direction import DIRECTION_CHARACTER, find_reordering_character
from .text import INVISIBLE, MAX_MARKS, VARIATION_SELECTORS


def appearance_reason(where: str, deceptive: tuple[int, str]) -> str:
    """Return the reason of a verdict on words that may be seen otherwise.

    ``deceptive`` is what :func:`find_deceptive_character` returned for them.
    """
    return f"a reader of {where} may see other words: {deceptive[1]}, at character {deceptive[0] + 1}"


_HARMLESS_TEXT = re.compile(
    "[\t\n\r\x0b\x0c -~\u00a0-\u017f\u1e00-\u1eff\u2000-\u200d\u2010-\u2029\u202f-\u205f\u2060\u20a0-\u20bf"
    "\ufb00-\ufb04\ufeff\U0001f300-\U0001f64f]*"
)
_LATIN = frozenset("æœøðđþłıŋħĸŧſƒəɛɔɓɗƙɣʒßǝÆŒØÐĐÞŁŊĦŦƑƏƐƆƁƊƘƔƷẞƎʹʺʻʼʽʾʿˈˌː")  # besides those that come from a to z
# Letters that nobody takes for a Latin one; a word of their script that holds one is read as such.
_UNMISTAKABLE = frozenset(
    "бвгдждзийклмнптфцчшщъыьэюябғҗқңүұәөїєґўБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯЇЄҐЎЂЉЊЋЏђљњћџβγδεζηθλμξπςστφχψωΓΔΘΛΞΠΣΦΨΩϐϑϕϖά"
)
_DISTINCT_SCRIPTS = frozenset(
    "ARABIC HEBREW THAI LAO KHMER MYANMAR DEVANAGARI BENGALI GURMUKHI GUJARATI TAMIL TELUGU KANNADA MALAYALAM SINHALA"
    " TIBETAN GEORGIAN ETHIOPIC MONGOLIAN SYRIAC THAANA ORIYA".split()
)
# These stand beside Latin letters without a space.
_UNSPACED_SCRIPTS = frozenset("CJK HIRAGANA KATAKANA HANGUL BOPOMOFO IDEOGRAPHIC".split())
_SIGN_SEQUENCE = re.compile(  # signs of several characters that are seen as one
    "[0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
    "|(?<![\U0001f1e6-\U0001f1ff])(?:[\U0001f1e6-\U0001f1ff]{2})+(?![\U0001f1e6-\U0001f1ff])"
)
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by name that are blank
_WORD_BEFORE = re.compile(r"(?<!\w)\w*+\Z")
_WORD_AFTER = re.compile(r"\w*")


def find_deceptive_character(
    text: str, start: int = 0, end: int | None = None, *, whole: bool = False
) -> tuple[int, str] | None:
    """Return where and why a reader of ``text[start:end]`` may see other words than are compared, or None.

    Deceptive are overrides and embeddings of another writing direction, invisible characters of no known harmless
    kind, marks that strike letters out, letters of another script that look like Latin ones, and controls. Characters
    that change the order count in the whole paragraph. With ``whole`` they count even if they don't reach the words.
    """
    end = len(text) if end is None else end
    piece = text[start:end]
    if not _HARMLESS_TEXT.fullmatch(piece):
        first = next(_find_deceptive_characters(piece), None)
        if first is not None:
            return start + first[0], _describe_character(piece[first[0]], first[1])
    at = find_reordering_character(text, start, end, whole=whole)
    return (at, _describe_character(text[at], "changes the order in which text is shown")) if at is not None else None


def _describe_character(character: str, why: str) -> str:
    """Return a message that names a character by code point and name."""
    name = unicodedata.name(character, "a control or private character").lower()
    return f"U+{ord(character):04X} ({name}) {why}"


def _find_deceptive_characters(piece: str) -> Iterator[tuple[int, str]]:
    """Yield each place of a text that may be seen otherwise than it is compared, and why."""
    letters = [c for c in piece if c.isalpha()]
    latin = 2 * sum(_script(c) == "LATIN" for c in letters) >= len(letters)
    whole = {at for match in _SIGN_SEQUENCE.finditer(piece) for at in range(*match.span())}
    for at, character in enumerate(piece):
        if at not in whole and not _HARMLESS_TEXT.fullmatch(character) and (why := _character_doubt(piece, at, latin)):
            yield at, why


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return the script of a letter: the first word of its name, after compatibility folding."""
    folded = unicodedata.normalize("NFKD", character)[:1]
    name = re.split("[ -]", unicodedata.name(folded, ""))[0]
    return "LATIN" if folded in _LATIN else name


def _character_doubt(piece: str, at: int, latin: bool) -> str:
    """Return why the character at ``at`` may be seen otherwise than it is compared, or ""."""
    character = piece[at]
    kind = unicodedata.category(character)
    if character in INVISIBLE or DIRECTION_CHARACTER.match(character):  # the latter are judged by themselves
        return ""
    if character in VARIATION_SELECTORS:
        before = piece[at - 1] if at else "a"
        return "" if not before.isalpha() or before >= "\u2e80" else "asks for another form of the letter before it"
    if character in _BLANK_LETTERS or (
        kind == "Cf" and not (_script(character) in _DISTINCT_SCRIPTS and _is_among_other_scripts(piece, at))
    ):
        return "is invisible"
    if kind in ("Cc", "Co", "Cn", "Cs"):
        return "has no form that is known"
    if kind[0] == "M":
        return _accent_doubt(piece, at)
    if kind == "Nd" and not unicodedata.normalize("NFKC", character).isascii():
        return "" if _is_among_other_scripts(piece, at) else "is a digit of another script"
    if kind == "So" and re.search(r"\bLATIN\b|^NEGATIVE|^REGIONAL", unicodedata.name(character, "")):
        return "" if unicodedata.normalize("NFKC", character).isascii() else "is a letter drawn as a sign"
    return _letter_doubt(piece, at, latin) if kind[0] == "L" else ""


def _is_among_other_scripts(piece: str, at: int) -> bool:
    """True if the nearest letter before ``at``, else the nearest after it, isn't Latin."""
    near = [*reversed(piece[max(0, at - 40) : at]), *piece[at + 1 : at + 40]]
    return _script(next((c for c in near if c.isalpha()), "a")) != "LATIN"


def _letter_doubt(piece: str, at: int, latin: bool) -> str:
    """Return why the letter at ``at`` may be taken for another one, or ""."""
    character, like = piece[at], "may be taken for another letter"
    script = _script(character)
    word = _WORD_BEFORE.search(piece[max(0, at - 40) : at])[0] + _WORD_AFTER.match(piece, at, at + 40)[0]  # type: ignore[index]
    mixed = any(_script(c) == "LATIN" for c in word if c.isalpha())
    if script == "LATIN":
        folded = unicodedata.normalize("NFKD", character)
        plain = all(c.isascii() or c in _LATIN or unicodedata.combining(c) for c in folded)
        other = any(_script(c) in ("CYRILLIC", "GREEK") and c not in _UNMISTAKABLE for c in word if c.isalpha())
        return "" if plain and not other else like
    if script in ("CYRILLIC", "GREEK"):
        if any(c in _UNMISTAKABLE for c in unicodedata.normalize("NFD", character)):
            return ""
        base = unicodedata.normalize("NFD", word)
        return like if mixed or (latin and not any(c in _UNMISTAKABLE for c in base)) else ""
    if script in _UNSPACED_SCRIPTS or (script in _DISTINCT_SCRIPTS and not mixed) or script == "MODIFIER":
        return ""
    return like if latin or mixed else ""


def _accent_doubt(piece: str, at: int) -> str:
    """Return why the combining mark at ``at`` may change what is seen of the letter under it, or ""."""
    low = at
    while low and at - low <= MAX_MARKS + 1 and (piece[low] in INVISIBLE or unicodedata.category(piece[low])[0] == "M"):
        low -= 1
    mark, base = piece[at], piece[low]
    if len(unicodedata.normalize("NFC", piece[low : at + 1])) == 1 and low < at:
        return ""  # an accent that makes one letter with what it stands on
    if unicodedata.combining(mark) == 1 or unicodedata.category(mark) == "Me":
        return "is drawn over the letter, as if it were struck out"
    if at - low > MAX_MARKS or not base.isalnum() or low == at:
        return "is drawn over what stands beside it"
    own = _script(mark)
    if own == "COMBINING":
        own = re.split("[ -]", unicodedata.name(mark, ""))[1]  # COMBINING CYRILLIC …
        common = mark <= "\u0362" and _script(base) in ("LATIN", "CYRILLIC", "GREEK")
        return "" if common or own == _script(base) else "stands on a letter of another script"
    return "" if own == _script(base) else "stands on a letter of another script"
