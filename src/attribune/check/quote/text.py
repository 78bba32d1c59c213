"""Words of a text: one plain form for comparison, tokens with offsets into the original, house style."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .lexicon import is_listed, word_lists

_PLAIN_GLYPHS = str.maketrans(
    dict.fromkeys("‘’‚‛‹›ʼʻ′‵`´＇❛❜", "'")
    | dict.fromkeys("“”„‟«»″‶「」『』〝〞＂❝❞", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | {"…": "⋯", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
)  # fmt: skip
DIRECTION_MARKS = {"\u200e": "L", "\u200f": "R", "\u061c": "AL"}  # invisible, each like a letter of its direction
# Embeddings, overrides, isolates and their ends.
DIRECTION_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = frozenset("\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff")  # invisible and harmless
VARIATION_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
_IGNORED = INVISIBLE | VARIATION_SELECTORS | frozenset([*DIRECTION_MARKS, *DIRECTION_CONTROLS])
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"  # a letter, or an accent that no letter composes with
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_BELOW_100 = rf"(?:(?:{_TENS})(?:[\s-](?:{_ONES})(?!\w))?|{_TEENS}|{_ONES})(?!\w)"
_HUNDREDS = rf"{_BELOW_100}[\s-]hundred(?!\w)(?:\s(?:and\s)?{_BELOW_100}(?![\s-](?:hundred|thousand)(?!\w)))?"
_THOUSANDS = (
    rf"(?:{_HUNDREDS}|{_BELOW_100})[\s-]thousand(?!\w)"
    rf"(?:\s(?:and\s)?(?:{_HUNDREDS}|{_BELOW_100})(?![\s-]thousand(?!\w)))?"
)
# Most words: letters of the alphabet alone, no initials, and none that a number in words may begin with. Tried first,
# since a word that is none of these is only known after all other kinds were tried.
_NUMERAL = "t(?:en|we|wo|hi|hr)|fo[ru]|fi[fv]|six|sev|eig|nin|one|ele"
_USUAL = rf"(?P<usual>(?<!\w)(?!{_NUMERAL})(?:[a-z]{{2,}}+|[a-z](?!\.))(?![\w'\u0300-\u036f]))"
_TOKEN = re.compile(
    rf"{_USUAL}"
    r"|(?P<sic>[\[(]\s*sic[.!]?\s*[\])])"
    r"|(?P<dots>[\[(]\s*(?:⋯|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?)\s*[\])]|⋯|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?)"
    rf"|(?P<number>\d+(?:[.,:]\d+)*{_LETTER}*|(?<!\w)(?:{_THOUSANDS}|{_HUNDREDS}|(?:{_TENS})-(?:{_ONES})(?!\w)))"
    rf"|(?P<initials>(?<!\w){_LETTER}(?:\.{_LETTER}(?!\w))+\.?)"
    rf"|(?P<word>(?:\[[^\W_]\](?=[^\W_]))?{_LETTER}+(?:'{_LETTER}+)*)"
    r"|(?P<open>\[)|(?P<close>\])|(?P<mark>[.,;:!?()\-'\"])|(?P<other>\S)",
    re.IGNORECASE,
)
_ELLIPSIS_PATTERN = r"⋯|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?"
ELLIPSIS = re.compile(
    rf"[\[(]\s*(?:{_ELLIPSIS_PATTERN})\s*[\])]|{_ELLIPSIS_PATTERN}|[\[(]\s*sic[.!]?\s*[\])]", re.IGNORECASE
)


class Word(NamedTuple):
    """One word: its folded form, ``text[start:end]``, and that text without invisible characters."""

    norm: str
    start: int
    end: int
    raw: str


MAX_MARKS = 3  # accents on one letter; more are drawn over what stands beside it


class PlainText(NamedTuple):
    """A text with one glyph for each kind of mark; ``steps`` map offsets back: (plain, original, at most)."""

    text: str
    steps: tuple[tuple[int, int, int], ...] = ()

    def to_original(self, at: int) -> int:
        """Return the offset in the original text of offset ``at`` of this text."""
        number = bisect_right(self.steps, at, key=lambda step: step[0]) - 1
        if number < 0:
            return at
        plain, original, most = self.steps[number]
        return min(original + at - plain, most)


@lru_cache(maxsize=64)
def to_plain(text: str) -> PlainText:
    """Return the plain form of a text: marks unified, entities resolved, invisible characters dropped."""
    text = text.translate(_PLAIN_GLYPHS)
    odd = {c for c in set(text) if not c.isascii()}
    joining = "".join(c for c in odd if unicodedata.combining(c) or "\u1160" <= c <= "\u11ff")
    single = "".join(
        c for c in odd if c in _IGNORED or (_folds_harmlessly(c) and unicodedata.normalize("NFKC", c) != c)
    )
    patterns = [_ENTITY] if "&" in text else []
    patterns += [rf"[^\s{re.escape(joining)}][{re.escape(joining)}]+"] if joining else []
    patterns += [f"[{re.escape(single)}]"] if single else []
    if not patterns:
        return PlainText(text)
    out, steps, at, length = list[str](), list[tuple[int, int, int]](), 0, 0
    for match in re.finditer("|".join(patterns), text):
        new = _compose(match[0])
        out += [text[at : match.start()], new]
        length += match.start() - at
        steps.append((length, match.start(), match.end()))
        length, at = length + len(new), match.end()
        steps.append((length, at, len(text)))
    return PlainText("".join([*out, text[at:]]), tuple(steps))


def _folds_harmlessly(character: str) -> bool:
    """True if compatibility folding keeps the meaning: not for x² and ½."""
    return not unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<fraction>"))


def _compose(piece: str) -> str:
    """Return the plain form of an entity, or of a letter with its accents and invisible characters."""
    if piece[0] == "&":
        return html.unescape(piece).translate(_PLAIN_GLYPHS)
    kept = "".join(c for c in piece if c not in _IGNORED)
    kept = unicodedata.normalize("NFC", kept)
    return "".join(unicodedata.normalize("NFKC", c) if _folds_harmlessly(c) else c for c in kept)


def is_numeric(norm: str) -> bool:
    """True if a folded word is a number."""
    return norm[:1].isdigit()


def _fold_word(raw: str, kind: str) -> str:
    """Return the form of a word that is compared: lower case, numbers as digits, initials without full stops."""
    norm, numbers = raw.casefold(), word_lists()["number"]
    if kind == "initials":
        return norm.replace(".", "")
    if kind == "number" and norm[0].isalpha():
        return str(_value(re.findall(r"\w+", norm)))
    if kind == "number" and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", norm):
        return norm.replace(",", "")
    return str(numbers.get(norm, norm))


def _value(words_: list[str]) -> int:
    """Return the value of a number in words: "four hundred and five"."""
    total, group, numbers = 0, 0, word_lists()["number"]
    for word in words_:
        if word == "hundred":
            group *= 100
        elif word == "thousand":
            total, group = group * 1000, 0
        elif word != "and":
            group += int(numbers.get(word, "1"))  # "one" alone is no number
    return total + group


def tokenize(plain: PlainText) -> Iterator[tuple[str, Word]]:
    """Yield every token of a text with its kind; offsets count in the original text."""
    return ((kind, Word(norm, start, end, raw)) for kind, norm, start, end, raw in tokens_of(plain))


def tokens_of(plain: PlainText) -> Iterator[tuple[str, str, int, int, str]]:
    """Yield the kind of every token of a text, its folded form, its offsets in the original text, and what it is."""
    numbers, moved, known = word_lists()["number"], bool(plain.steps), dict[str, str]()
    for match in _TOKEN.finditer(plain.text):
        raw, kind = match[0], match.lastgroup or "other"
        start, end = match.span()
        if moved:
            start, end = plain.to_original(start), plain.to_original(end)
        if kind in ("usual", "word"):
            if raw[0] == "[":
                raw = raw[1] + raw[3:]
            folded = known.get(raw)
            if folded is None:
                norm = raw.casefold()
                folded = known[raw] = str(numbers.get(norm, norm))
            yield "word", folded, start, end, raw
        else:
            yield kind, raw if kind in _UNFOLDED else _fold_word(raw, kind), start, end, raw


_UNFOLDED = frozenset({"mark", "open", "close"})
WORD_KINDS = frozenset({"word", "number", "initials", "other"})
# The brackets of the evidence's editor are words like others: nobody may drop them.
BRACKET_KINDS = frozenset({"open", "close"})


def words_of(plain: PlainText) -> list[Word]:
    """Return the words of a plain text."""
    return [word for kind, word in tokenize(plain) if kind in WORD_KINDS]


def words(text: str) -> list[Word]:
    """Return the words of ``text`` with offsets; signs such as % and $ are words too. Linear; accepts any string."""
    return words_of(to_plain(text))


def apply_style(found: Sequence[Word], allowed: frozenset[str]) -> list[Word]:
    """Return the words normalized as the house style allows: spelling, contractions, fillers, agreement."""
    if not allowed:
        return list(found)
    lists, out = word_lists(), list[Word]()
    for word in found:
        norm = lists["spelling"].get(word.norm, word.norm) if "spelling" in allowed else word.norm
        if "fillers" in allowed and norm in lists["filler"]:
            continue
        if "informal" in allowed and norm in lists["informal"]:
            norm = lists["informal"][norm]
        elif "agreement" in allowed:
            norm = lists["agreement"].get(norm, norm)
        if "contractions" in allowed:
            norm = lists["contraction"].get(norm) or re.sub(r"n't$", " not", norm)
            for short, full in (("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am")):
                norm = norm.removesuffix(short) + f" {full}" if norm.endswith(short) else norm
        if "agreement" in allowed:
            norm = " ".join(lists["agreement"].get(part, part) for part in norm.split())
        out += [word._replace(norm=part) for part in norm.split()]
    return out


def is_lowercase(word: Word) -> bool:
    """True if a word doesn't show by its capital that a sentence begins; "I" never does."""
    return word.raw[:1].islower() or word.norm == "i" or word.norm.startswith("i'")


def plain_slice(text: str, low: int, high: int) -> str:
    """Return the plain form of ``text[low:high]``."""
    if high - low == 1 and text[low] == " ":
        return " "
    return to_plain(text[low:high]).text if low < high else ""


_CLITIC = re.compile(r"'(?:s|re|ll|ve|d|m)$")


def is_pronoun(word: Word) -> bool:
    """True if a word is a pronoun of the third person, with or without a contracted verb."""
    return is_listed(_CLITIC.sub("", word.norm), "third")


def is_kin(word: Word, before: Word | None) -> bool:
    """True if a word is what a speaker calls a relative: "Dad", "my uncle"; ``before`` is the word before it."""
    owned = before is not None and is_listed(before.norm, "own")
    return is_listed(_CLITIC.sub("", word.norm), "kin") and (owned or word.raw[:1].isupper())


def is_name(word: Word) -> bool:
    """True if a word has a capital and is no function word."""
    return word.raw[:1].isupper() and not is_listed(word.norm, "function", "pronoun")


def same_verb(one: str, two: str) -> bool:
    """True if two words may be forms of one verb."""
    if any(one in forms and two in forms for forms in word_lists()["tense"]):
        return True
    stems = [re.sub(r"(?<=\w{3})(?:ed|ing|es|s|d|e)$", "", norm) for norm in (one, two)]
    return stems[0] == stems[1] and one != two
