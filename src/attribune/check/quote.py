"""Do these words stand in that text? A typed edit script between a quotation and its evidence, never a score.

Stands alone: copy this file and ``words.json`` beside it into any project; only the standard library is used. That is
why it is longer than its neighbours. Five rules decide, and all must hold:

words     cut at its ellipses and brackets into runs, the quotation stands in the source, run by run, in order
marks     between the words of a run the punctuation agrees, and case too, but for an initial capital
ellipsis  what is left out at an ellipsis can't change what the kept words say
bracket   what a bracket adds or puts in another's place only names what stood there
edges     what was cut off before or after, in the same sentence, doesn't govern what was kept

What isn't proven is not ok. Then an alignment explains why; it decides nothing. Offsets are code points, end-exclusive.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, cast

Span = tuple[int, int]
Voices = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Voiced:
    """Each voice's spans of one source, to be compared with many quotations: known by identity, so that what is made of
    them is found again without looking at all of them."""

    voices: Voices


MAX_GAP = 120  # words an ellipsis may hide: two long news paragraphs; set by judgement, not calibrated
MAX_BRACKET = 6  # words an editor may add in brackets; set by judgement
MAX_SENTENCE = 120  # words looked at on either side of a fragment; the longest sentence of PolNeAR train has 104
MAX_JOINTS = 50  # ellipses and brackets in one quotation; above it nothing is proven in reasonable time
MAX_TRIES = 300  # places tried for a quotation's first run
MAX_KEPT = 1_500_000  # words of prepared sources that are kept for the next quotation
MAX_MADE = 256  # things kept that were made of sources, a few for each
MAX_RARE = 64  # places of a word up to which these are looked at, and not the whole source
MAX_READ = 5_000  # words of a source up to which a changed quotation's place is sought word by word
MAX_CELLS = 1_000_000  # words of quotation x words of window; above it no alignment is made and the answer is not ok
MAX_ATTRIBUTION = 20  # words of narration that may stand inside a quotation: "…," said the mayor of …, "…"
MIN_CONTEXT = 100  # words of narration from which on a source is an article, which would name whom it quotes
MAX_AT_END = 3  # words changed at an end of a quotation up to which as many of the source's are their counterpart
MIN_ALTERED = 0.6  # share of words aligned from which on words in a voice are the quotation, changed
MIN_FOUND = 0.5  # share of words aligned below which the passage is another sentence
NEAR = 3  # words: how far a weak word (a modal, "almost", "tried to") governs; set by judgement, tried on PolNeAR train
POLICIES: dict[str, frozenset[str]] = {
    "strict": frozenset(),
    "ap": frozenset({"spelling"}),
    "guardian": frozenset({"spelling", "contractions", "fillers", "grammar"}),
}
_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛‹›ʼʻ′‵`´＇❛❜", "'")
    | dict.fromkeys("“”„‟«»″‶「」『』〝〞＂❝❞", '"')
    | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
    | dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | {"…": "⋯", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
)  # fmt: skip
_MARKS_OF_ORDER = {"\u200e": "L", "\u200f": "R", "\u061c": "AL"}  # invisible, each like a letter of its direction
_SHIFTS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # embeddings, overrides, isolates, their ends
_IDLE = frozenset("\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff")  # invisible, and nothing looks otherwise for them
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))  # of another form of a sign
_HIDDEN = _IDLE | _SELECTORS | frozenset([*_MARKS_OF_ORDER, *_SHIFTS])
_ENTITY = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
_L = r"(?:[^\W_]|[\u0300-\u036f])"  # a letter, or an accent that no letter composes with
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TOKEN = re.compile(
    r"(?P<sic>[\[(]\s*sic[.!]?\s*[\])])"
    r"|(?P<dots>[\[(]\s*(?:⋯|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?)\s*[\])]|⋯|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?)"
    rf"|(?P<number>\d+(?:[.,:]\d+)*{_L}*|(?:{_TENS})-(?:one|two|three|four|five|six|seven|eight|nine)(?!\w))"
    rf"|(?P<initials>(?<!\w){_L}(?:\.{_L}(?!\w))+\.?)"
    rf"|(?P<word>(?:\[[^\W_]\](?=[^\W_]))?{_L}+(?:'{_L}+)*)"
    r"|(?P<open>\[)|(?P<close>\])|(?P<mark>[.,;:!?()\-'\"])|(?P<other>\S)",
    re.IGNORECASE,
)
_POINTS = r"⋯|\.\s{0,2}\.\s{0,2}\.(?:\s{0,2}\.)?"
_DOTS = re.compile(rf"[\[(]\s*(?:{_POINTS})\s*[\])]|{_POINTS}|[\[(]\s*sic[.!]?\s*[\])]", re.IGNORECASE)


class Word(NamedTuple):
    """One word: its folded form, ``text[start:end]``, and that text without invisible characters."""

    norm: str
    start: int
    end: int
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. ``draft`` offsets count in the quotation, ``evidence`` offsets in the source."""

    kind: str
    severity: str
    draft: Span
    draft_text: str
    evidence: Span
    evidence_text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found. ``coverage`` only ranks candidates; ``narrated``: only the source's own account has the words."""

    verdict: str
    ok: bool
    changes: tuple[Edit, ...] = ()
    span: Span | None = None
    pieces: tuple[Span, ...] = ()
    coverage: float = 0.0
    reason: str = ""
    narrated: bool = False


def verify_quote(quote: str, source: str, *, policy: str = "strict", spoken: Sequence[Span] | None = None) -> Result:
    """Compare ``quote`` (with or without its outer marks) with ``source``.

    ``spoken`` are the spans of ``source`` in one person's own words; narration between them is skipped. Without it,
    double quotation marks in ``source`` that hold direct speech say what is spoken; a source without such marks is
    taken as spoken whole. Raises ValueError for an unknown policy, and nothing else; linear in both texts.
    """
    asked = _asked(quote, source, policy)
    if isinstance(asked, Result):
        return asked
    if spoken is not None:
        voices: Voices = (tuple(spoken),)
    else:
        voices = () if _same_words(quote, source) else _speech(source)
    if voices and (inside := _verify(asked, _line(source, voices, asked.allowed))):
        return min(inside.values(), key=lambda r: (not r.ok, len(r.changes)))
    whole = _line(source, None, asked.allowed)
    told = _verify(asked, whole).get(0)
    if told and told.ok and voices:
        return replace(told, ok=False, **_not_one_voice(told, voices))
    if voices and not told:
        inside_changed = _explain(asked, _line(source, voices, asked.allowed))
        if inside_changed.coverage >= MIN_ALTERED:
            return inside_changed
    changed = told or _explain(asked, whole)
    if voices and changed.span and not _touches(changed.span, voices):
        return replace(changed, verdict="not_direct", narrated=True, reason="only the source's own account is like it")
    return changed


def _touches(span: Span, voices: Voices) -> bool:
    return any(low < span[1] and span[0] < high for voice in voices for low, high in voice)


def _not_one_voice(told: Result, voices: Voices) -> dict[str, Any]:
    """What is wrong with words that stand in the text, but in no single voice."""
    spans = [span for voice in voices for span in voice]
    if all(any(low <= start and end <= high for low, high in spans) for start, end in told.pieces):
        return {"verdict": "altered", "reason": "the words come from separate quotations"}
    return {"verdict": "not_direct", "narrated": True, "reason": "the source has these words only in its own account"}


def verify_voices(quote: str, source: str, voices: Voices | Voiced, *, policy: str = "strict") -> dict[int, Result]:
    """What each voice's spans of ``source`` say, by its number in ``voices``: only those in which the words stand."""
    asked = _asked(quote, source, policy)
    empty = not (voices.voices if isinstance(voices, Voiced) else voices)
    return {} if isinstance(asked, Result) or empty else _verify(asked, _line(source, voices, asked.allowed))


def explain_quote(quote: str, source: str, voices: Voices | Voiced | None, *, policy: str = "strict") -> Result:
    """The likeliest place of words that don't stand in ``source``, and how they differ. Never ok."""
    asked = _asked(quote, source, policy)
    return asked if isinstance(asked, Result) else _explain(asked, _line(source, voices, asked.allowed))


def seen_otherwise(where: str, odd: tuple[int, str]) -> str:
    """The reason of a verdict on words of which a reader may see others; ``odd`` is what :func:`unseen` gave."""
    return f"a reader of {where} may see other words: {odd[1]}, at character {odd[0] + 1}"


class _Asked(NamedTuple):
    """A quotation ready to compare: its readings as runs, and what the house style allows."""

    quote: str
    readings: tuple[tuple[_Run, ...], ...]
    allowed: frozenset[str]


@lru_cache(maxsize=256)
def _asked(quote: str, source: str, policy: str) -> _Asked | Result:
    if policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}; there are: {', '.join(POLICIES)}")
    allowed, plain = POLICIES[policy], _plain(quote)
    if any(_is(word.norm, "filler") for word in _words(plain)):
        allowed -= {"fillers"}  # fillers may be left out, not put in
    if not _words(plain):
        return Result(verdict="unclear", ok=False, reason="there are no quoted words to compare")
    tokens = _narrationless(plain)
    if tokens is None:
        return Result(verdict="unclear", ok=False, reason="the quotation runs on past its own closing mark")
    if sum(kind in ("dots", "open") or word.raw == "(" for kind, word in tokens) > MAX_JOINTS:
        return Result(verdict="unclear", ok=False, reason="it has too many ellipses and brackets to judge")
    readings = _readings(tokens, source, allowed)
    if not readings:
        return Result(verdict="unclear", ok=False, reason="a square bracket is never closed or never opened")
    return _Asked(quote, tuple(readings), allowed)


class _Kept:
    """What was made of the last sources, up to ``MAX_KEPT`` words and ``MAX_MADE`` things; the last one always is."""

    def __init__(self) -> None:
        self._made: dict[Any, tuple[Any, int]] = {}
        self._words = 0

    def find(self, key: Any, make: Callable[[], Any], size: int) -> Any:
        """What is kept under ``key``, else what ``make`` makes; ``size`` is about how many words it has."""
        known = self._made.pop(key, None)
        if known is None:
            known = (make(), size)
            self._words += size
        self._made[key] = known  # the last to go
        while len(self._made) > 1 and (self._words > MAX_KEPT or len(self._made) > MAX_MADE):
            _, gone = self._made.pop(next(iter(self._made)))
            self._words -= gone
        return known[0]


# ── What is seen: nothing is ok where a reader may see other words than those that are compared ───────────────────

_ORDER = re.compile(f"[{''.join(_MARKS_OF_ORDER)}{_SHIFTS}]")
_PLAINLY = re.compile(
    "[\t\n\r\x0b\x0c -~\u00a0-\u017f\u1e00-\u1eff\u2000-\u200d\u2010-\u2029\u202f-\u205f\u2060\u20a0-\u20bf"
    "\ufb00-\ufb04\ufeff\U0001f300-\U0001f64f]*"
)
_LATIN = frozenset("æœøðđþłıŋħĸŧſƒəɛɔɓɗƙɣʒßǝÆŒØÐĐÞŁŊĦŦƑƏƐƆƁƊƘƔƷẞƎʹʺʻʼʽʾʿˈˌː")  # besides those that come from a to z
# Letters that nobody takes for a Latin one; a word of their script that holds one is read as such.
_UNLIKE = frozenset(
    "бвгдждзийклмнптфцчшщъыьэюябғҗқңүұәөїєґўБГДЖЗИЙЛПФЦЧШЩЪЫЬЭЮЯЇЄҐЎЂЉЊЋЏђљњћџβγδεζηθλμξπςστφχψωΓΔΘΛΞΠΣΦΨΩϐϑϕϖά"
)
_UNMIXED = frozenset(
    "ARABIC HEBREW THAI LAO KHMER MYANMAR DEVANAGARI BENGALI GURMUKHI GUJARATI TAMIL TELUGU KANNADA MALAYALAM SINHALA"
    " TIBETAN GEORGIAN ETHIOPIC MONGOLIAN SYRIAC THAANA ORIYA".split()
)
_MIXED = frozenset("CJK HIRAGANA KATAKANA HANGUL BOPOMOFO IDEOGRAPHIC".split())  # stand beside Latin without a space
_SEQUENCES = re.compile(  # signs of several characters that are seen as one
    "[0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f"
    "|(?<![\U0001f1e6-\U0001f1ff])(?:[\U0001f1e6-\U0001f1ff]{2})+(?![\U0001f1e6-\U0001f1ff])"
)
_LETTERLESS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by name that are blank
MAX_MARKS = 3  # accents on one letter; more are drawn over what stands beside it
_WORD_OF = re.compile(r"\w*\Z")
_NEXT_OF = re.compile(r"\w*")


def unseen(text: str, start: int = 0, end: int | None = None, *, whole: bool = False) -> tuple[int, str] | None:
    """Where and why a reader of ``text[start:end]`` may see other words than are compared, or None.

    Overrides and embeddings of another direction of writing, invisible characters of no known harmless kind, marks that
    strike letters out, letters of another script that look like Latin ones, controls. What changes the order counts in
    the whole paragraph; with ``whole`` so does all of that kind which stands there, not only what reaches the words.
    """
    end = len(text) if end is None else end
    piece = text[start:end]
    if not _PLAINLY.fullmatch(piece):
        odd = next(_oddities(piece), None)
        if odd is not None:
            return start + odd[0], _told_of(piece[odd[0]], odd[1])
    at = _shown_in_another_order(text, start, end, whole=whole)
    return (at, _told_of(text[at], "changes the order in which text is shown")) if at is not None else None


def _told_of(character: str, why: str) -> str:
    name = unicodedata.name(character, "a control or private character").lower()
    return f"U+{ord(character):04X} ({name}) {why}"


def _oddities(piece: str) -> Iterator[tuple[int, str]]:
    """Each place of a piece that may be seen otherwise than it is compared, and why."""
    letters = [c for c in piece if c.isalpha()]
    latin = 2 * sum(_script(c) == "LATIN" for c in letters) >= len(letters)
    whole = {at for match in _SEQUENCES.finditer(piece) for at in range(*match.span())}
    for at, character in enumerate(piece):
        if at not in whole and not _PLAINLY.fullmatch(character) and (why := _odd(piece, at, latin)):
            yield at, why


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """The script of a letter, as the first word of its name says; of a compatibility form, of what it folds to."""
    folded = unicodedata.normalize("NFKD", character)[:1]
    name = re.split("[ -]", unicodedata.name(folded, ""))[0]
    return "LATIN" if folded in _LATIN else name


def _odd(piece: str, at: int, latin: bool) -> str:
    """Why the character at a place may be seen otherwise than it is compared, or ""."""
    character = piece[at]
    kind = unicodedata.category(character)
    if character in _IDLE or _ORDER.match(character):  # the latter are judged by themselves
        return ""
    if character in _SELECTORS:
        before = piece[at - 1] if at else "a"
        return "" if not before.isalpha() or before >= "\u2e80" else "asks for another form of the letter before it"
    if character in _LETTERLESS or (kind == "Cf" and not (_script(character) in _UNMIXED and _among_others(piece, at))):
        return "is invisible"
    if kind in ("Cc", "Co", "Cn", "Cs"):
        return "has no form that is known"
    if kind[0] == "M":
        return _odd_mark(piece, at)
    if kind == "Nd" and not unicodedata.normalize("NFKC", character).isascii():
        return "" if _among_others(piece, at) else "is a digit of another script"
    if kind == "So" and re.search(r"\bLATIN\b|^NEGATIVE|^REGIONAL", unicodedata.name(character, "")):
        return "" if unicodedata.normalize("NFKC", character).isascii() else "is a letter drawn as a sign"
    return _odd_letter(piece, at, latin) if kind[0] == "L" else ""


def _among_others(piece: str, at: int) -> bool:
    """True if the letter nearest before a place, else after it, is no Latin one."""
    near = [*reversed(piece[max(0, at - 40) : at]), *piece[at + 1 : at + 40]]
    return _script(next((c for c in near if c.isalpha()), "a")) != "LATIN"


def _odd_letter(piece: str, at: int, latin: bool) -> str:
    """Why a letter may be taken for another one, or ""."""
    character, like = piece[at], "may be taken for another letter"
    script = _script(character)
    word = _WORD_OF.search(piece[max(0, at - 40) : at])[0] + _NEXT_OF.match(piece, at, at + 40)[0]  # type: ignore[index]
    mixed = any(_script(c) == "LATIN" for c in word if c.isalpha())
    if script == "LATIN":
        folded = unicodedata.normalize("NFKD", character)
        plain = all(c.isascii() or c in _LATIN or unicodedata.combining(c) for c in folded)
        other = any(_script(c) in ("CYRILLIC", "GREEK") and c not in _UNLIKE for c in word if c.isalpha())
        return "" if plain and not other else like
    if script in ("CYRILLIC", "GREEK"):
        if any(c in _UNLIKE for c in unicodedata.normalize("NFD", character)):
            return ""
        base = unicodedata.normalize("NFD", word)
        return like if mixed or (latin and not any(c in _UNLIKE for c in base)) else ""
    if script in _MIXED or (script in _UNMIXED and not mixed) or script == "MODIFIER":
        return ""
    return like if latin or mixed else ""


def _odd_mark(piece: str, at: int) -> str:
    """Why a combining mark may change what is seen of the letter under it, or ""."""
    low = at
    while low and at - low <= MAX_MARKS + 1 and (piece[low] in _IDLE or unicodedata.category(piece[low])[0] == "M"):
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


@lru_cache(maxsize=16)
def _order(text: str) -> tuple[int, ...]:
    """Where the characters stand that direct the order in which text is shown."""
    return tuple(match.start() for match in _ORDER.finditer(text)) if not text.isascii() else ()


class _Disorder(NamedTuple):
    """What in a paragraph may change the order: a place that does so anywhere, marks, and runs that are set apart."""

    anywhere: int | None
    marks: tuple[int, ...]
    apart: tuple[Span, ...]


def _shown_in_another_order(text: str, start: int, end: int, *, whole: bool) -> int | None:
    """Where a character stands that may show ``text[start:end]`` in another order than it is compared; None if none.

    Proven harmless: all of them where nothing in the paragraph is written from right to left; a mark beside a letter of
    its own direction; an isolated run that is closed outside the words.
    """
    if not _order(text):
        return None
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    found = _disorder(text, low, len(text) if high < 0 else high)
    if found.anywhere is not None:
        return found.anywhere
    if whole:
        return min([*found.marks[:1], *(first for first, _ in found.apart[:1])], default=None)
    mark = bisect_left(found.marks, start)
    if mark < len(found.marks) and found.marks[mark] < end:
        return found.marks[mark]
    run = bisect_left(found.apart, start, key=lambda span: span[1])
    return found.apart[run][0] if run < len(found.apart) and found.apart[run][0] < end else None


@lru_cache(maxsize=64)
def _disorder(text: str, low: int, high: int) -> _Disorder:
    there = _order(text)
    here = there[bisect_left(there, low) : bisect_left(there, high)]
    kinds = {unicodedata.bidirectional(c) for c in set(text[low:high])} if here else set[str]()
    if not kinds & {"R", "AL", "AN", "RLO", "LRO", "RLE", "RLI"}:
        return _Disorder(None, (), ())
    opened, marks, apart = list[int](), list[int](), list[Span]()
    for at in here:
        kind = unicodedata.bidirectional(text[at])
        if text[at] in _MARKS_OF_ORDER:
            if not _beside_its_own(text, at, bool(kinds & {"EN", "AN"})):
                marks.append(at)
        elif kind in ("LRI", "RLI", "FSI"):
            opened.append(at)
        elif kind == "PDI" and opened:
            first = opened.pop()
            while apart and apart[-1][0] > first:
                apart.pop()
            apart.append((first, at))
        elif kind not in ("PDF", "PDI"):
            return _Disorder(at, (), ())
    return _Disorder(opened[0] if opened else None, tuple(marks), tuple(apart))


def _beside_its_own(text: str, at: int, figures: bool) -> bool:
    """True if a mark stands right beside a letter of its own direction, so that it changes nothing."""
    own = _MARKS_OF_ORDER[text[at]]
    for step in (-1, 1):
        beside = at + step
        while (
            abs(beside - at) <= MAX_MARKS
            and 0 <= beside < len(text)
            and (text[beside] in _IDLE or text[beside] == text[at])
        ):
            beside += step
        kind = unicodedata.bidirectional(text[beside]) if 0 <= beside < len(text) else ""
        if kind == own or (own == "R" and kind == "AL" and not figures):
            return True
    return False


# ── Text: one plain form with a way back ──────────────────────────────────────────────────────────────────────────


class _Plain(NamedTuple):
    """A text with one glyph for each kind of mark; ``steps`` lead back: (plain offset, original, at most)."""

    text: str
    steps: tuple[tuple[int, int, int], ...] = ()

    def back(self, at: int) -> int:
        number = bisect_right(self.steps, at, key=lambda step: step[0]) - 1
        if number < 0:
            return at
        plain, original, most = self.steps[number]
        return min(original + at - plain, most)


@lru_cache(maxsize=64)
def _plain(text: str) -> _Plain:
    text = text.translate(_PLAIN)
    odd = {c for c in set(text) if not c.isascii()}
    joining = "".join(c for c in odd if unicodedata.combining(c) or "\u1160" <= c <= "\u11ff")
    single = "".join(c for c in odd if c in _HIDDEN or (_folds(c) and unicodedata.normalize("NFKC", c) != c))
    patterns = [_ENTITY] if "&" in text else []
    patterns += [rf"[^\s{re.escape(joining)}][{re.escape(joining)}]+"] if joining else []
    patterns += [f"[{re.escape(single)}]"] if single else []
    if not patterns:
        return _Plain(text)
    out, steps, at, length = list[str](), list[tuple[int, int, int]](), 0, 0
    for match in re.finditer("|".join(patterns), text):
        new = _composed(match[0])
        out += [text[at : match.start()], new]
        length += match.start() - at
        steps.append((length, match.start(), match.end()))
        length, at = length + len(new), match.end()
        steps.append((length, at, len(text)))
    return _Plain("".join([*out, text[at:]]), tuple(steps))


def _folds(character: str) -> bool:
    """Whether compatibility folding keeps the sense: not for x² and ½."""
    return not unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<fraction>"))


def _composed(piece: str) -> str:
    if piece[0] == "&":
        return html.unescape(piece).translate(_PLAIN)
    kept = "".join(c for c in piece if c not in _HIDDEN)
    kept = unicodedata.normalize("NFC", kept)
    return "".join(unicodedata.normalize("NFKC", c) if _folds(c) else c for c in kept)


@cache
def _lists() -> dict[str, Any]:
    read = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    lists = {key: frozenset(" ".join(value).split()) for key, value in read.items() if isinstance(value, list)}
    return {**read, **lists, "tense": [frozenset(line.split()) for line in read["tense"]]}


@lru_cache(maxsize=4096)
def _bare(norm: str) -> str:
    """A word without what decorates its letters: “not” of “nót”, “ⁿᵒᵗ”, “n̲o̲t̲”."""
    return "".join(c for c in unicodedata.normalize("NFKD", norm) if not unicodedata.combining(c))


def _is(norm: str, *kinds: str) -> bool:
    """Whether a word is on one of the named lists of words.json."""
    norm = norm if norm.isascii() else _bare(norm)
    return ("negation" in kinds and norm.endswith("n't")) or any(norm in _lists()[kind] for kind in kinds)


def _numeric(norm: str) -> bool:
    return norm[:1].isdigit()


def _fold(raw: str, kind: str) -> str:
    norm, numbers = raw.casefold(), _lists()["number"]
    if kind == "initials":
        return norm.replace(".", "")
    if kind == "number" and "-" in norm:
        tens, ones = norm.split("-")
        return str(int(numbers[tens]) + int(numbers.get(ones, "1")))
    if kind == "number" and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", norm):
        return norm.replace(",", "")
    return str(numbers.get(norm, norm))


def _tokens(plain: _Plain) -> Iterator[tuple[str, Word]]:
    """Every token of a text with its kind; offsets lead into the original text."""
    for match in _TOKEN.finditer(plain.text):
        raw, kind = match[0], match.lastgroup or "other"
        if kind == "word" and raw[0] == "[":
            raw = raw[1] + raw[3:]
        start, end = (plain.back(match.start()), plain.back(match.end())) if plain.steps else match.span()
        yield kind, Word(_fold(raw, kind), start, end, raw)


_WORDS = frozenset({"word", "number", "initials", "other"})
_BRACKETS = frozenset({"open", "close"})  # an evidence editor's brackets are words like others: nobody may drop them


def _words(plain: _Plain) -> list[Word]:
    return [word for kind, word in _tokens(plain) if kind in _WORDS]


def words(text: str) -> list[Word]:
    """The words of ``text`` with offsets; signs such as % and $ are words too. Linear; any string is accepted."""
    return _words(_plain(text))


def _tidied(found: Sequence[Word], allowed: frozenset[str]) -> list[Word]:
    """The words as a house style sees them: spelling, contractions, fillers, agreement, where it allows them."""
    if not allowed:
        return list(found)
    lists, out = _lists(), list[Word]()
    for word in found:
        norm = lists["spelling"].get(word.norm, word.norm)
        if "fillers" in allowed and norm in lists["filler"]:
            continue
        if "grammar" in allowed:
            norm = lists["informal"].get(norm, lists["agreement"].get(norm, norm))
        if "contractions" in allowed:
            norm = lists["contraction"].get(norm) or re.sub(r"n't$", " not", norm)
            for short, full in (("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am")):
                norm = norm.removesuffix(short) + f" {full}" if norm.endswith(short) else norm
        if "grammar" in allowed:
            norm = " ".join(lists["agreement"].get(part, part) for part in norm.split())
        out += [word._replace(norm=part) for part in norm.split()]
    return out


# ── The source: its words, and what stands between them ───────────────────────────────────────────────────────────


class _Line(NamedTuple):
    """Words in order, one voice after the other, an edge word after each. ``gaps[n]`` is the plain text before word
    n, the last one what comes after all; ``voices[n]`` is the number of the first word of voice n; ``places`` are the
    numbers of the words by their folded form."""

    text: str
    words: tuple[Word, ...]
    joined: str
    starts: Sequence[int]
    gaps: tuple[str, ...]
    voices: tuple[int, ...]
    allowed: frozenset[str]
    places: dict[str, array[int]]

    def span(self, start: int, end: int) -> Span:
        """Where words ``start:end`` stand; an empty span before word ``start`` if there are none."""
        if start >= end:
            at = self.words[start].start if start < len(self.words) else len(self.text)
            return (at, at)
        first, last = self.words[start], self.words[end - 1]  # a later voice may stand earlier in the text
        return (min(first.start, last.start), max(first.end, last.end))

    def ends(self, number: int) -> bool:
        """Whether a sentence ends in gap ``number``. Where somebody else's words stand in it, the marks decide."""
        gap = self.gaps[number]
        if not 0 < number < len(self.words) or _EDGE in (self.words[number].norm, self.words[number - 1].norm):
            return True
        if re.search(r"\w", gap):  # narration: "…," he said, "…" goes on; all else begins anew
            goes_on = gap.startswith((",", "-", " -")) and not re.search("[.!?]", re.split(r"\w", gap)[-1])
            return not (goes_on and _small(self.words[number]))
        if re.search(r"[!?]|\n\s*\n", gap):
            return True
        before = self.words[number - 1].norm
        full_stop = "." in _DOTS.sub("", gap)
        return full_stop and not (_is(before, "abbreviation") or (len(before) == 1 and before.isalpha()))

    def parted(self, number: int) -> bool:
        """Whether the source's own quotation marks stand in gap ``number``, with narration or nothing between them."""
        edge = not 0 < number < len(self.words) or _EDGE in (self.words[number].norm, self.words[number - 1].norm)
        return edge or bool(re.search(r"\w", self.gaps[number]))

    def border(self, number: int) -> bool:
        """Whether punctuation parts the words on both sides of gap ``number``."""
        gap = self.gaps[number]
        return bool(re.search(r"[,;:()\n]|-", gap) and gap != "-")


_LABEL = re.compile(r'[^\n:"]{1,60}:\s*\Z')
_EDGE = "\n"  # no word's folded form, so that no run matches across
_AFTER = re.compile(r"[^\w\n]{0,20}")


def _small(word: Word) -> bool:
    return word.raw[:1].islower() or word.norm == "i" or word.norm.startswith("i'")


_KEPT = _Kept()


def _all_words(source: str, allowed: frozenset[str]) -> tuple[Word, ...]:
    def make() -> tuple[Word, ...]:
        return tuple(_tidied([word for kind, word in _tokens(_plain(source)) if kind in _WORDS | _BRACKETS], allowed))

    return cast("tuple[Word, ...]", _KEPT.find(("words", source, allowed), make, len(source) // 6))


def _vocabulary(source: str, allowed: frozenset[str]) -> frozenset[str]:
    """The folded words of a source, without "'s"."""

    def make() -> frozenset[str]:
        return frozenset(word.norm.removesuffix("'s") for word in _all_words(source, allowed))

    return cast("frozenset[str]", _KEPT.find(("vocabulary", source, allowed), make, len(source) // 60))


def _lower(source: str) -> str:
    """The plain form of a source in small letters."""
    return cast("str", _KEPT.find(("lower", source), lambda: _plain(source).text.casefold(), len(source) // 60))


def _line(source: str, voices: Voices | Voiced | None, allowed: frozenset[str]) -> _Line:
    """The words of each voice, or of the whole text as one voice."""
    spoken = voices.voices if isinstance(voices, Voiced) else voices
    made = _KEPT.find((source, voices, allowed), lambda: _made_line(source, spoken, allowed), len(source) // 6)
    return cast("_Line", made)


def _made_line(source: str, voices: Voices | None, allowed: frozenset[str]) -> _Line:
    found, gaps, firsts = list[Word](), list[str](), list[int]()
    for spoken in voices if voices is not None else (((0, len(source)),),):
        firsts.append(len(found))
        at = spoken[0][0] if spoken else 0
        named = _LABEL.search(_plain_cut(source, max(0, at - 70), at))
        label = named[0] if named else ""  # of a transcript; said again where a turn goes on, it parts no words
        for word in _within(_all_words(source, allowed), spoken):
            gap = _plain_cut(source, at, word.start)
            gaps.append(gap.removesuffix(label) if label and gap.endswith(f"\n{label}") else gap)
            found.append(word)
            at = word.end
        after = _AFTER.match(source, at)
        gaps.append(_plain(after[0]).text if after else "")
        found.append(Word(_EDGE, at, at, ""))
    offsets, at = array("l"), 1
    places: dict[str, array[int]] = {}
    for number, word in enumerate(found):
        offsets.append(at)
        at += len(word.norm) + 1
        places.setdefault(word.norm, array("l")).append(number)
    joined = f" {' '.join(w.norm for w in found)} "
    return _Line(source, tuple(found), joined, offsets, (*gaps, ""), tuple(firsts), allowed, places)


def _within(found: Sequence[Word], spoken: tuple[Span, ...]) -> Iterator[Word]:
    for low, high in spoken:
        for n in range(bisect_left(found, low, key=lambda w: w.start), len(found)):
            if found[n].end > high:
                break
            yield found[n]


def _plain_cut(text: str, low: int, high: int) -> str:
    if high - low == 1 and text[low] == " ":
        return " "
    return _plain(text[low:high]).text if low < high else ""


# ── The quotation: runs of words, and the joints between them ─────────────────────────────────────────────────────


class _Run(NamedTuple):
    """Words that must stand together; ``joint`` before them is "", "dots" or "bracket" with the bracket's words."""

    joint: str
    added: tuple[Word, ...]
    words: tuple[Word, ...]


def _readings(asked: list[tuple[str, Word]], source: str, allowed: frozenset[str]) -> list[tuple[_Run, ...]]:
    """The quotation's runs, its square brackets read as its editor's, then its round ones too; a bracket that the
    source has as well is part of the words. Empty where square brackets don't pair."""
    if not any(word.raw in "[]()" for _, word in asked):
        return [tuple(_runs(asked, allowed))]
    square = _paired(asked, {"[": "open", "]": "close"}, _line(source, None, frozenset()).joined)
    both = _paired(square, {"(": "open", ")": "close"}, _lower(source)) if square else None
    readings = [tuple(_runs(reading, allowed)) for reading in (square, both) if reading]
    return [runs for n, runs in enumerate(readings) if any(run.words for run in runs) and runs not in readings[:n]]


def _paired(asked: list[tuple[str, Word]], glyphs: dict[str, str], there: str) -> list[tuple[str, Word]] | None:
    """The tokens, with these brackets as "open" and "close", or as words if ``there`` has them; None if unpaired."""
    out, opened = list[tuple[str, Word]](), -1
    for kind, word in asked:
        if word.raw == "".join(glyphs)[0]:
            if opened >= 0:
                return None
            opened = len(out)
        elif word.raw == "".join(glyphs)[1]:
            if opened < 0:
                return None
            held = [w.norm for k, w in out[opened + 1 :] if k in _WORDS]
            if f" [ {' '.join(held)} ] " in there or f"({' '.join(held)})" in there:
                same = "mark" if word.raw == ")" else "word"
                out[opened] = (same, out[opened][1])
                kind = same
            else:
                out[opened], kind = ("open", out[opened][1]), "close"
            opened = -1
        out.append((kind, word))
    return out if opened < 0 else None


def _runs(asked: list[tuple[str, Word]], allowed: frozenset[str]) -> Iterator[_Run]:
    current, added, joint, inside = list[Word](), list[Word](), "", False
    for kind, word in asked:
        if kind in ("dots", "open") and not inside:
            if current or joint == "bracket":
                yield _Run(joint, tuple(added), tuple(_tidied(current, allowed)))
                current, added = [], []
            joint, inside = ("dots", False) if kind == "dots" else ("bracket", True)
        elif kind == "close":
            inside = False
        elif kind in _WORDS:
            (added if inside else current).append(word)
    if current or joint == "bracket":
        yield _Run(joint, tuple(added), tuple(_tidied(current, allowed)))


# ── Whose words: speech in a source with marks, narration inside a quotation ──────────────────────────────────────

_MARK = re.compile(r'"|\n')


def _pairs(text: str) -> tuple[list[Span], bool]:
    """What double marks enclose in a plain text, and whether all of them pair. A mark with words on one side only
    opens or closes by that; speech may be open where the text begins or ends."""
    pairs, start, paired, first = list[Span](), -1, True, True
    for match in _MARK.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        opens = (not before or before.isspace() or before in "([-'") and bool(after) and not after.isspace()
        if match[0] == "\n":
            continue
        if opens and start < 0:
            start = at + 1
        elif opens and "\n" in text[max(start, at - 3) : at]:
            continue  # a new paragraph's mark reopens the same speech
        elif not opens and start >= 0:
            pairs.append((start, at))
            start = -1
        elif not opens and first:
            pairs.append((0, at))
        else:
            paired = False
        first = False
    if start >= 0:
        pairs.append((start, len(text)))
    return pairs, paired


def _narrationless(plain: _Plain) -> list[tuple[str, Word]] | None:
    """The quotation's tokens without "he said" between its own marks; None where it runs on past a closing mark."""
    tokens = list(_tokens(plain))
    stripped = plain.text.strip()
    if '"' not in stripped.strip('"'):
        return tokens
    pairs, paired = _pairs(plain.text)
    if not pairs or not paired or len(pairs) == 1:
        opened = not pairs or pairs[0][0] > 0 or plain.text[:1] == '"'
        return tokens if opened else None
    if pairs[0][0] > len(plain.text) - len(plain.text.lstrip()) + 1:
        return tokens  # words before the first mark: the marks are nested quotations
    if re.search(r"\w", plain.text[pairs[-1][1] :]):
        return tokens if pairs[0][0] > 0 else None
    spans = [(plain.back(low), plain.back(high)) for low, high in pairs]
    if not all(_is_attribution(plain.text[one[1] : two[0]]) for one, two in pairwise(pairs)):
        return tokens
    return [t for t in tokens if any(low <= t[1].start < high for low, high in spans)]


def _is_attribution(gap: str) -> bool:
    """Whether a plain text between two marks only says who speaks."""
    if len(gap) > 12 * MAX_ATTRIBUTION:
        return False
    found = [word.norm for word in words(gap)]
    return not found or (
        "\n" not in gap and len(found) <= MAX_ATTRIBUTION and any(_is(norm, "reporting") for norm in found)
    )


@lru_cache(maxsize=16)
def _speech(source: str) -> Voices:
    """Each voice's words in a text with quotation marks; empty where none of its marks hold direct speech.

    Neighbouring quotations are one voice's if only "he said" parts them, and the next isn't given to another after.
    """
    plain = _plain(source)
    pairs, _ = _pairs(plain.text)
    if not any(plain.text[low:high].rstrip("' \n\t")[-1:] in tuple(",.!?⋯-") for low, high in pairs):
        return ()
    chains = list[list[Span]]()
    for number, (low, high) in enumerate(pairs):
        gap = plain.text[pairs[number - 1][1] : low] if number else ""
        if chains and _is_attribution(gap) and not _given_away(plain.text, gap, high):
            chains[-1].append((low, high))
        else:
            chains.append([(low, high)])
    return tuple(tuple((plain.back(low), plain.back(high)) for low, high in chain) for chain in chains)


def _given_away(text: str, gap: str, end: int) -> bool:
    """Whether what follows a quotation names another speaker than what stands before it."""
    after = re.split(r'["\n.]', text[end + 1 : end + 160])[0] if text[end - 1 : end] in ",?!-" else ""
    if not any(_is(word.norm, "reporting") for word in words(after)):
        return False
    ours, theirs = ({w.norm for w in words(part) if w.raw[:1].isupper()} for part in (gap, after))
    pronoun = any(_is(word.norm, "personal") for word in words(after)[:3])
    return bool(words(gap)) and not (ours & theirs) and not pronoun


def _same_words(quote: str, source: str) -> bool:
    if len(source) > 2 * len(quote) + 10:
        return False
    return [w.norm for w in words(quote)] == [w.norm for w in words(source)]


# ── Rule "words": where the runs stand ────────────────────────────────────────────────────────────────────────────


class _Trial(NamedTuple):
    """A quotation laid on a source: run n begins at word ``places[n]`` of ``line``."""

    quote: str
    runs: tuple[_Run, ...]
    places: tuple[int, ...]
    line: _Line

    def edit(self, kind: str, draft: Span, evidence: Span, note: str, severity: str = "major") -> Edit:
        return Edit(
            kind=kind, severity=severity, draft=draft, draft_text=self.quote[slice(*draft)], evidence=evidence,
            evidence_text=self.line.text[slice(*evidence)], note=note,
        )  # fmt: skip

    @property
    def end(self) -> int:
        """The number of the first word after the last run, and after the pronoun that a closing bracket stands for."""
        last, at = self.runs[-1], self.places[-1] + len(self.runs[-1].words)
        return at + (not last.words and at < len(self.line.words) and _pronoun(self.line.words[at]))


def _verify(asked: _Asked, line: _Line) -> dict[int, Result]:
    """For each voice in which all runs of a reading stand in order, the best judgement on any such place."""
    best: dict[int, Result] = {}
    for runs in asked.readings:
        for places in _places(runs, line):
            voice = bisect_right(line.voices, places[0]) - 1
            if voice in best and best[voice].ok:
                continue
            result = _judged(_Trial(asked.quote, runs, places, line))
            if voice not in best or result.ok or len(result.changes) < len(best[voice].changes):
                best[voice] = result
    return best


def _places(runs: Sequence[_Run], line: _Line) -> Iterator[tuple[int, ...]]:
    """Where all runs stand in order in one voice: for each place of the first, the nearest of each other.

    A run's nearest place only moves on with the first's, and where one isn't found, it isn't found further on in the
    same voice: so the source is read once for each run, and not once for each place of the first.
    """
    first, at, known, stop = next(n for n, run in enumerate(runs) if run.words), 0, dict[int, int](), -1
    for _ in range(MAX_TRIES):
        if (at := _find(line, runs[first].words, at)) < 0:
            return
        if at >= stop:
            number, known = bisect_right(line.voices, at), {}
            stop = line.voices[number] if number < len(line.voices) else len(line.words)
        chain, end = [at] * (first + 1), at + len(runs[first].words)
        for n, run in enumerate(runs[first + 1 :]):
            place = known[n] = known[n] if known.get(n, -1) >= end and run.words else _find(line, run.words, end, stop)
            if place < 0:
                break
            chain.append(place)
            end = place + len(run.words)
        else:
            yield tuple(chain)
            at += 1
            continue
        at = stop


def _find(line: _Line, wanted: Sequence[Word], start: int, stop: int | None = None) -> int:
    """The number of the first word from ``start`` to ``stop`` where ``wanted`` stands, or -1."""
    if not wanted:
        return start
    if start >= len(line.starts):
        return -1
    rarest, lead = min((len(line.places.get(word.norm, ())), n) for n, word in enumerate(wanted))
    if not rarest:
        return -1
    if rarest <= MAX_RARE:
        return _find_by(line, wanted, lead, start, len(line.words) if stop is None else stop)
    limit = len(line.joined) if stop is None or stop >= len(line.starts) else line.starts[stop]
    at = line.joined.find(f" {' '.join(w.norm for w in wanted)} ", line.starts[start] - 1, limit)
    return bisect_left(line.starts, at + 1) if at >= 0 else -1


def _find_by(line: _Line, wanted: Sequence[Word], lead: int, start: int, stop: int) -> int:
    """The same by the places of one of its words, where these are few."""
    there = line.places[wanted[lead].norm]
    for number in range(bisect_left(there, start + lead), len(there)):
        first = there[number] - lead
        if first + len(wanted) > stop:
            return -1
        if all(line.words[first + n].norm == word.norm for n, word in enumerate(wanted)):
            return first
    return -1


def _judged(trial: _Trial) -> Result:
    """The verdict on words that stand in the source: each rule's objections, or none."""
    edits, line, marked = list[Edit](), trial.line, False
    for number, (run, place) in enumerate(zip(trial.runs, trial.places, strict=True)):
        edits += _marks(trial, run, place)
        if run.joint and (number or run.joint == "bracket"):
            edits += _joint(trial, number)
            marked |= run.joint == "bracket" or not _DOTS.search(line.gaps[place])
    first, last = _opening(trial), trial.end
    edits += [edit for edit in _cuts(trial, first, last) if edit]
    ok = all(edit.severity == "none" for edit in edits)
    fragment = not (line.ends(first) and line.ends(last))
    marked |= fragment or any(edit.kind != "typography" for edit in edits)
    worst = next((edit.note for edit in edits if edit.severity != "none"), "")
    good = "what differs is harmless" if marked else "the same words"
    if fragment and not edits:
        good = "part of a sentence that stands on its own"
    spans = [line.span(p, p + len(r.words)) for r, p in zip(trial.runs, trial.places, strict=True) if r.words]
    if ok and (doubt := _seen_otherwise(trial, first, last)):
        return Result(
            verdict="unclear", ok=False, span=(spans[0][0], spans[-1][1]), pieces=tuple(spans), coverage=1.0,
            reason=doubt,
        )  # fmt: skip
    return Result(
        verdict="altered" if not ok else "faithful" if marked else "verbatim", ok=ok, changes=tuple(edits),
        span=(spans[0][0], spans[-1][1]), pieces=tuple(spans), coverage=1.0, reason=worst or good,
    )  # fmt: skip


def _seen_otherwise(trial: _Trial, first: int, last: int) -> str:
    """Why a reader may see other words than these in the quotation or in the evidence's sentence, or ""."""
    if odd := unseen(trial.quote):
        return seen_otherwise("the quotation", odd)
    odd = unseen(trial.line.text, *_sentence(trial.line, first, last))
    return seen_otherwise("the evidence", odd) if odd else ""


def _sentence(line: _Line, first: int, last: int) -> Span:
    """The text of the sentences that words ``first:last`` stand in, narration between them included."""
    low, high = first, last
    while low > max(0, first - MAX_SENTENCE) and not line.ends(low):
        low -= 1
    while high < min(len(line.words), last + MAX_SENTENCE) and not line.ends(high):
        high += 1
    return line.span(low, max(high, low + 1))


def _opening(trial: _Trial) -> int:
    """The first source word the quotation accounts for: one earlier where a bracket opens it in a pronoun's place."""
    run, place = trial.runs[0], trial.places[0]
    if run.joint == "bracket" and place and run.added and _pronoun(trial.line.words[place - 1]):
        return place - 1
    return place


def _joint(trial: _Trial, number: int) -> list[Edit]:
    """The objection to what the joint before run ``number`` hides or adds, if there is any."""
    run, place, line = trial.runs[number], trial.places[number], trial.line
    before = trial.runs[number - 1].words if number else ()
    start = trial.places[number - 1] + len(before) if number else _opening(trial)
    draft = (before[-1].end if before else 0, run.words[0].start if run.words else len(trial.quote))
    if run.joint == "dots":
        asks = ["?" in part for part in (trial.quote[slice(*draft)], re.split(r"\w", line.gaps[start])[0])]
        kind, note = _left_out(trial, start, place)
        if asks[0] != asks[1] and before:
            kind, note = "punctuation", "a question mark was added or lost"
    else:
        if not run.words:  # a closing bracket stands for the pronoun after it, if there is one
            place = trial.end
        kind, note = "bracket", _bracket(trial, run.added, start, place)
    return [trial.edit(kind, draft, line.span(start, place), note)] if note else []


# ── Rule "marks": punctuation and case inside a run ───────────────────────────────────────────────────────────────


def _marks(trial: _Trial, run: _Run, place: int) -> list[Edit]:
    edits, line = list[Edit](), trial.line
    shouted = [
        not any(c.islower() for w in side for c in w.raw)
        for side in (run.words, line.words[place : place + len(run.words)])
    ]
    for n, word in enumerate(run.words):
        other = line.words[place + n]
        if word.raw != other.raw:
            edits += _letters(
                trial, word, other, n == 0 or _fresh(line, place + n), any(shouted) and len(run.words) > 2
            )
        last = run.words[n - 1]
        if n and last.start != word.start and line.words[place + n - 1].start != other.start:
            ours, theirs = _plain_cut(trial.quote, last.end, word.start), line.gaps[place + n]
            listed = word.norm in ("and", "or") and any(
                "," in gap for gap in line.gaps[place + max(1, n - 4) : place + n]
            )
            if kind := _gap(ours, theirs, last, trial.line.allowed, listed=listed):
                severity = "none" if kind == "style" else "major" if "?" in ours + theirs else "minor"
                note = "house style" if kind == "style" else _GAP_NOTES.get(kind, "punctuation differs inside it")
                span = (line.words[place + n - 1].end, other.start)
                kind = "punctuation" if kind == "style" else kind
                edits.append(trial.edit(kind, (last.end, word.start), span, note, severity))
    return edits


_GAP_NOTES = {
    "quotation_mark": "quotation marks inside it differ",
    "splice": "separate quotations are joined without a mark",
    "ellipsis": "an ellipsis of the source is gone",
}


def _fresh(line: _Line, number: int) -> bool:
    """Whether word ``number`` begins a sentence or follows narration, so that its capital may differ."""
    return bool(re.search(r"\w", line.gaps[number]))


def _letters(trial: _Trial, word: Word, other: Word, fresh: bool, shouted: bool) -> list[Edit]:
    """Two forms of the same word: a figure's style, a case."""
    draft, at = (word.start, word.end), (other.start, other.end)
    if word.raw.casefold() != other.raw.casefold():
        kind = "number" if _numeric(word.norm) else "typography" if word.norm == other.norm else "word"
        return [trial.edit(kind, draft, at, "house style", "none")]
    initial = fresh and word.raw[1:] == other.raw[1:]
    return [trial.edit("case", draft, at, "capitals differ", "none" if initial or shouted else "minor")]


def _canon(gap: str) -> str:
    """A gap's punctuation: one quotation mark for all, one dash for many, no space, no brackets with their words."""
    bare = re.sub(r"\s", "", _DOTS.sub("", gap)).replace("'", '"')
    return re.sub(r'"+', '"', re.sub("-+", "-", bare))


def _gap(ours: str, theirs: str, before: Word, allowed: frozenset[str], *, listed: bool) -> str:
    """The kind of difference between two gaps, "style" for one that any or this house style allows, or "".
    ``listed``: an "and" follows that closes a list, before which a comma is a matter of style."""
    if ours == theirs:
        return ""
    one, two = _canon(ours), _canon(theirs)
    if re.search(r"\w", _DOTS.sub("", ours)):  # narration of the draft, skipped; its comma is no part of the quotation
        return "punctuation" if ("?" in one.split('"')[0]) != ("?" in two.split('"')[0]) else ""
    if re.search(r"\w", _DOTS.sub("", theirs)):  # narration of the source, skipped
        if ("?" in one) != ("?" in two.split('"')[0]):
            return "punctuation"
        return "splice" if "\n" in theirs else ""
    if _DOTS.search(theirs) and not _DOTS.search(ours) and "sic" not in theirs:
        return "ellipsis"
    if one == two:
        return ""
    if "\n" in theirs or "\n" in ours:  # a paragraph's mark may be opened again
        one, two = one.replace('"', ""), two.replace('"', "")
    if one.replace('"', "") == two.replace('"', ""):
        return "quotation_mark" if one != two else ""
    if {ours, theirs} == {"-", " "} and "spelling" in allowed and before.raw.isalpha():
        return "style"
    return "style" if listed and {one, two} == {",", ""} else "punctuation"


# ── Rule "ellipsis": what may be left out ─────────────────────────────────────────────────────────────────────────

_STRONG = ("negation", "condition", "hedge", "contrast")
_WEAK = ("loose_condition", "loose_contrast", "loose_hedge", "modality", "reversal", "quantifier")
_FINE = ("", "")


def _left_out(trial: _Trial, start: int, end: int) -> tuple[str, str]:
    """The kind and note of the objection to an ellipsis over ``words[start:end]``; both empty where it is honest."""
    line = trial.line
    if start == end:
        return _FINE
    if end - start > MAX_GAP:
        return "splice", "the ellipsis joins places too far apart"
    if _DOTS.search(line.gaps[start]) or _DOTS.search(line.gaps[end]):
        return "ellipsis", "the ellipsis is the source's own, and words beside it are gone"
    ends = [n for n in range(start, end + 1) if line.ends(n)]
    if not ends:
        return _aside(line, start, end)
    if ends[0] != start and ends[-1] != end:
        return "splice", "the ellipsis joins parts of two sentences"
    if ends[0] != start and (cut := _cut_right(trial, start)):
        return "ellipsis", cut.note.replace("the fragment stops before", "the ellipsis hides")
    if ends[-1] != end:
        if not line.border(end):
            return "splice", "the ellipsis joins parts of two sentences"
        if cut := _cut_left(trial, end):
            return "ellipsis", cut.note.replace("the fragment cuts off", "the ellipsis hides")
    for low, high in pairwise(ends):
        if why := _takes_back(line, low, high):
            return "ellipsis", why
    named = any(_name(line, n) for n in range(start, end))
    if ends[-1] == end and named and _is(line.words[end].norm, "personal"):
        return "ellipsis", "the ellipsis may hide who the kept words are about"
    return _FINE


def _name(line: _Line, number: int) -> bool:
    """Whether a word may be a name: a capital, and not only because it opens a sentence."""
    word = line.words[number]
    if not word.raw[:1].isupper() or word.norm == "i" or word.norm.startswith("i'"):
        return False
    opens = number == 0 or line.ends(number)
    return not (opens and _is(word.norm, "function", "subject", "pronoun", "opener", "intensifier"))


def _takes_back(line: _Line, start: int, end: int) -> str:
    """Why a whole sentence may not be left out: it denies or doubts, or it speaks about the words around it."""
    sentence = line.words[start:end]
    about = (
        len(sentence) <= 6 or _is(sentence[0].norm, "third", "joining", "contrast") or sentence[0].norm in ("so", "or")
    )
    for word in sentence:
        if _is(word.norm, "negation", "condition", "contrast") or (about and _is(word.norm, "hedge", "reversal")):
            return f"the ellipsis hides “{word.raw}”"
    return ""


def _aside(line: _Line, start: int, end: int) -> tuple[str, str]:
    """The objection to leaving out a part of one sentence: only an aside, a phrase or an adverb may go."""
    hidden = line.words[start:end]
    closed = line.border(start) and line.border(end)
    for word in hidden:
        if _is(word.norm, *_STRONG) or (not closed and _is(word.norm, *_WEAK)):
            return "ellipsis", f"the ellipsis hides “{word.raw}”"
    adverbs = all(_is(w.norm, "adverb", "intensifier") or (w.norm.endswith("ly") and len(w.norm) > 4) for w in hidden)
    phrase = _is(hidden[0].norm, "opener") or adverbs
    if len(hidden) == 1 and hidden[0].norm == "and":  # the ellipsis stands for the joint itself
        return _FINE
    if closed:
        subject = any(_name(line, n) or _is(line.words[n].norm, "pronoun") for n in range(start, end))
        if phrase or not subject or _own_subject(line, end):
            return _FINE
        return "ellipsis", "the ellipsis may hide who the kept words are about"
    if any(_numeric(word.norm) or _is(word.norm, "unit") for word in hidden):
        return "ellipsis", "the ellipsis hides a figure"
    said = any(_is(word.norm, "copula", "subject") and not _is(word.norm, "determiner") for word in hidden)
    if adverbs or (phrase and len(hidden) <= MAX_BRACKET and not said and not _is(hidden[-1].norm, "function")):
        return _FINE
    return "ellipsis", "the ellipsis hides more than an aside"


def _own_subject(line: _Line, at: int) -> bool:
    """Whether the words from ``at`` on bring their own subject, after an "and"."""
    word = line.words[at + 1] if line.words[at].norm in ("and", "or", "so") else line.words[at]
    return _is(word.norm, "subject", "quantifier") or _named(word) or _numeric(word.norm)


# ── Rule "bracket": what an editor may add ────────────────────────────────────────────────────────────────────────

_CLITIC = re.compile(r"'(?:s|re|ll|ve|d|m)$")


def _pronoun(word: Word) -> bool:
    return _is(_CLITIC.sub("", word.norm), "third")


def _bracket(trial: _Trial, added: tuple[Word, ...], start: int, end: int) -> str:
    """Why a bracket that stands for ``words[start:end]`` isn't permitted, or ''."""
    line, replaced = trial.line, trial.line.words[start:end]
    if not added or len(added) > MAX_BRACKET or len(replaced) > 1:
        return "the bracket stands for too much"
    for word in added:
        if _numeric(word.norm) or _is(word.norm, *_STRONG, "modality", "intensifier", "unit", "evaluative", "reversal"):
            return f"the bracket adds “{word.raw}”"
    if not replaced:
        return _insertion(trial, added, start)
    old = replaced[0]
    if "grammar" in trial.line.allowed and len(added) == 1 and _same_verb(added[0].norm, old.norm):
        return ""
    if not _pronoun(old):
        return f"the bracket replaces “{old.raw}”, which is no third-person pronoun"
    if all(_is(_CLITIC.sub("", word.norm), "pronoun") for word in added):
        return "the bracket puts one pronoun for another"
    clitic = _CLITIC.search(old.norm)
    if clitic and not (added[-1].norm.endswith(clitic[0]) or _is(added[-1].norm, "copula", "modality")):
        return f"the bracket drops a part of “{old.raw}”"
    if old.norm == "that" and end < len(line.words) and _is(line.words[end].norm, "subject"):
        return "the bracket replaces “that” where it joins two clauses"
    return _unknown(line, added)


def _unknown(line: _Line, added: tuple[Word, ...]) -> str:
    """Why the evidence doesn't know whom or what a bracket names; a source of spoken words alone can't tell."""
    if len(_all_words(line.text, line.allowed)) - len(line.words) < MIN_CONTEXT:
        return ""
    there = _vocabulary(line.text, line.allowed)
    for word in added:
        bare = word.norm.removesuffix("'s")
        if bare not in there and not _is(bare, "function", "title", "given", "copula"):
            return f"the bracket names “{word.raw}”, which the source doesn't"
    return ""


def _insertion(trial: _Trial, added: tuple[Word, ...], at: int) -> str:
    """Why a bracket may not be put in before word ``at``: it is no name beside what it names, no small word."""
    line = trial.line
    opens = trial.runs[0].joint == "bracket" and at == trial.places[0]  # what stands before was cut, not kept
    before = () if opens else line.words[max(0, at - 3) : at]
    after = line.words[at : at + 1]
    if len(added) == 1 and _is(added[0].norm, "filling"):
        counted = added[0].norm == "a" and after and after[0].norm in ("few", "little")
        return "the bracket turns “few” into “a few”" if counted else ""
    if "grammar" in trial.line.allowed and len(added) == 1 and _is(added[0].norm, "copula"):
        return ""
    if _is(added[0].norm, "notes") and len(added) == 1:
        return ""
    titled = any(_is(word.norm, "title", "given") for word in added)
    if (
        after
        and _named(after[0])
        and titled
        and all(_is(w.norm, "title", "given", "former") or len(w.norm) == 1 for w in added)
    ):
        return ""
    names = all(w.raw[:1].isupper() or _is(w.norm, "joining", "title") for w in added)
    if names and any(w.raw[:1].isupper() for w in added) and before:
        last = before[-1]
        if (
            _is(last.norm, "pronoun")
            or _pronoun(last)
            or _named(last)
            or any(_is(w.norm, "determiner") for w in before[:-1])
        ):
            return _unknown(line, added)
    if (
        before
        and (_pronoun(before[-1]) or _is(before[-1].norm, "pronoun"))
        and _is(added[0].norm, "determiner", "joining")
    ):
        return _unknown(line, added)
    return "the bracket adds words that name nobody the sentence mentions"


def _named(word: Word) -> bool:
    return word.raw[:1].isupper() and not _is(word.norm, "function", "pronoun")


def _same_verb(one: str, two: str) -> bool:
    if any(one in forms and two in forms for forms in _lists()["tense"]):
        return True
    stems = [re.sub(r"(?<=\w{3})(?:ed|ing|es|s|d|e)$", "", norm) for norm in (one, two)]
    return stems[0] == stems[1] and one != two


# ── Rule "edges": what was cut off ────────────────────────────────────────────────────────────────────────────────


def _compound(line: _Line, number: int) -> bool:
    return 0 < number < len(line.words) and line.gaps[number] == "-"


def _cuts(trial: _Trial, first: int, last: int) -> list[Edit | None]:
    """The objections on both sides. What the source itself quotes as one piece, "…," he said, may stand as one."""
    line = trial.line
    piece = line.parted(first) and line.parted(last) and not _is(line.words[first].norm, "subordinator")
    return [_asks(trial, last)] if piece else [_cut_left(trial, first), _cut_right(trial, last)]


def _cut_left(trial: _Trial, at: int) -> Edit | None:
    """The objection to what stands before word ``at`` in its sentence, if it governs the kept words."""
    line = trial.line
    if line.ends(at) or ('"' in line.gaps[at] and not re.search(r"\w", line.gaps[at])):
        return None
    first = line.words[at].norm if at < len(line.words) else ""
    depends = _is(first, "subordinator") or _is(line.words[at - 1].norm, "subordinator")
    clause = True
    for n in range(at - 1, max(-1, at - 1 - MAX_SENTENCE), -1):
        if ";" in line.gaps[n + 1] and not depends:
            break
        if line.border(n + 1):
            clause = depends
        if kind := _governs(line, n, at, clause):
            label = kind if kind in ("negation", "hedge", "modality") else "deletion"
            word = line.words[n]
            return trial.edit(label, (0, 0), (word.start, word.end), f"the fragment cuts off “{word.raw}”")
        if line.ends(n):
            break
    if _compound(line, at):
        return trial.edit("deletion", (0, 0), line.span(at - 1, at), "the fragment begins inside a compound")
    return None


def _governs(line: _Line, n: int, at: int, clause: bool) -> str:
    """The kind of hold word ``n`` has over the words from ``at`` on, or ""."""
    norm, distance = line.words[n].norm, at - 1 - n
    if _is(norm, "condition") or norm in ("whether", "according"):
        return "condition"
    if _is(norm, "hedge") and line.border(n + 1):
        return "hedge"  # "I think, …", "As they say, …"
    if clause and _is(norm, "negation", "hedge"):
        return "negation" if _is(norm, "negation") else "hedge"
    if _is(norm, "negation") and any(_is(w.norm, "hedge") for w in line.words[n + 1 : n + 4]):
        return "negation"  # "I don't think, frankly, …"
    if not clause:
        return ""
    if distance < NEAR:
        for kind in ("modality", "loose_hedge", "reversal"):
            if _is(norm, kind):
                return kind.removeprefix("loose_")
    if distance == 0:
        after = line.words[at].norm
        figure = (_numeric(norm) and _is(after, "unit")) or (_numeric(after) and _is(norm, "approximating"))
        if _is(norm, "alienating", "quantifier", "intensifier") or norm in ("$", "£", "€", "¥") or figure:
            return "deletion"
    return ""


def _tail(quote: str) -> str:
    """The marks after the last word or bracket."""
    at = len(quote)
    while at and not (quote[at - 1].isalnum() or quote[at - 1] == "]"):
        at -= 1
    return quote[at:]


def _asks(trial: _Trial, end: int) -> Edit | None:
    """The objection to a question mark that was added or lost after the word before ``end``."""
    tail = _tail(trial.quote) if end == trial.end else ""
    asks = "?" in re.split(r"[\w\n]", trial.line.gaps[end])[0]
    if ("?" in tail) == asks or not (end == trial.end or asks):
        return None
    draft = (len(trial.quote) - len(tail), len(trial.quote))
    return trial.edit("punctuation", draft, trial.line.span(end, end), "a question mark was added or lost")


def _cut_right(trial: _Trial, end: int) -> Edit | None:
    """The objection to what follows word ``end`` - 1 in its sentence, or to its own last mark."""
    line, draft = trial.line, (len(trial.quote), len(trial.quote))
    if asks := _asks(trial, end):
        return asks
    if line.ends(end) or ('"' in line.gaps[end] and not re.search(r"\w", line.gaps[end])):
        return None
    if _compound(line, end):
        return trial.edit("deletion", draft, line.span(end, end + 1), "the fragment ends inside a compound")
    for n in range(end, min(len(line.words), end + MAX_SENTENCE)):
        if n > end and line.ends(n):
            rest = line.words[end:n]
            idle = len(rest) < NEAR and all(_is(w.norm, *_TAIL) for w in rest)
            if not line.border(end) and (idle or (len(rest) <= NEAR and any(_is(w.norm, "hedge") for w in rest))):
                return trial.edit("deletion", draft, line.span(end, n), "the fragment cuts off the end of a phrase")
            break
        word = line.words[n]
        if _takes(line, n, end):
            return trial.edit("deletion", draft, (word.start, word.end), f"the fragment stops before “{word.raw}”")
    else:
        n = len(line.words)
    if "?" in re.split(r"\w", line.gaps[n])[0]:
        return trial.edit("punctuation", draft, line.span(end, n), "part of a question is made a statement")
    return None


_TAIL = ("function", "loose_hedge", "intensifier", "quantifier", "negation")


def _takes(line: _Line, n: int, end: int) -> bool:
    """Whether word ``n`` takes back or limits what stands before word ``end``."""
    norm, distance = line.words[n].norm, n - end
    if _is(norm, "condition", "contrast"):
        return True
    if distance < NEAR and _is(norm, "negation"):
        return True
    if distance < NEAR and _is(norm, "hedge") and not norm.endswith("ing"):
        return any(line.border(k) for k in range(end, n + 1)) or (distance == 0 and norm.endswith(("ly", "be", "ps")))
    last = line.words[end - 1].norm
    if distance == 0 and _numeric(last) and (_is(norm, "unit") or norm in ("to", "or")):
        return True
    return distance == 0 and _is(norm, "loose_contrast", "loose_condition")


# ── Why it isn't ok ───────────────────────────────────────────────────────────────────────────────────────────────


def _explain(asked: _Asked, line: _Line) -> Result:
    """The likeliest window, aligned word by word. Never ok."""
    runs = asked.readings[-1]
    ours = [word for run in runs for word in run.words]
    low, high = _window(ours, line)
    there = line.words[low:high]
    nothing = Result(verdict="not_found", ok=False, reason="nothing here supports the quotation")
    if not there or len(ours) * len(there) > MAX_CELLS:
        return nothing
    matcher = SequenceMatcher(None, [w.norm for w in ours], [w.norm for w in there], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    coverage = sum(block.size for block in blocks) / len(ours)
    if not blocks or coverage < MIN_FOUND:
        return replace(nothing, coverage=coverage)
    trial = _Trial(asked.quote, runs, (), line)
    edits, first, last = list[Edit](), blocks[0].b, blocks[-1].b + blocks[-1].size
    for tag, a, b, c, d in matcher.get_opcodes():
        # At the quotation's ends the source goes on: of a word or two only what stands in their place counts,
        # unless a phrase at the beginning stands elsewhere: then two places were joined.
        if tag == "replace" and b - a <= MAX_AT_END:
            d = min(d, c + b - a) if b == len(ours) else d
            elsewhere = b - a > 1 and f" {' '.join(word.norm for word in ours[a:b])} " in line.joined
            c = max(c, d - (b - a)) if a == 0 and not elsewhere else c
        if tag == "equal" or (tag == "insert" and (d <= first or c >= last)):
            continue
        one, two = ours[a:b], there[c:d]
        if not one and all(word.norm == _EDGE for word in two):
            edits.append(_seam(trial, ours[a - 1 : a + 1], low + c, low + d))
            continue
        draft = (one[0].start, one[-1].end) if one else (ours[a - 1].end, ours[a - 1].end)
        kind = _kind(one, two)
        edits.append(trial.edit(kind, draft, line.span(low + c, low + d), f"words differ: {kind}"))
    if not edits:  # the words agree across a joint that the exact search could not place
        kind = "ellipsis" if any(run.joint == "dots" for run in runs) else "bracket"
        edits.append(trial.edit(kind, (0, len(asked.quote)), line.span(low, high), "the marked edit can't be proven"))
    return Result(
        verdict="altered", ok=False, changes=tuple(edits), span=line.span(low + first, low + last), coverage=coverage,
        reason=edits[0].note,
    )  # fmt: skip


def _seam(trial: _Trial, beside: list[Word], start: int, end: int) -> Edit:
    """The change where the quotation's words go on and the source begins another voice's at word ``end``."""
    draft, evidence = (beside[0].start, beside[-1].end), trial.line.span(start - 1, end + 1)
    return trial.edit("splice", draft, evidence, "words of separate turns are joined without a mark")


def _window(ours: list[Word], line: _Line) -> Span:
    """The stretch of the source that holds most of the quotation's words, rare ones first.

    Of a long source only the rare words' places are looked at, as many as a few for each word of the quotation.
    """
    size = len(ours) * 3 // 2 + 10
    weight = {w.norm: 1 / len(line.places[w.norm]) for w in ours if w.norm in line.places}
    if len(line.words) <= MAX_READ:
        there = [n for n, word in enumerate(line.words) if word.norm in weight]
    else:
        rare = sorted(weight, key=lambda norm: (-weight[norm], norm))
        there = sorted(n for norm in rare[:size] for n in line.places[norm][:MAX_RARE])
    held, score, best, at, tail = Counter[str](), 0.0, 0.0, 0, 0
    for n in there:
        norm = line.words[n].norm
        held[norm] += 1
        score += weight[norm] if held[norm] == 1 else 0
        while there[tail] <= n - size:
            old = line.words[there[tail]].norm
            held[old] -= 1
            score -= weight[old] if not held[old] else 0
            tail += 1
        if score > best + 1e-12:
            best, at = score, n
    return max(0, at - size - 10), min(len(line.words), at + size)


def _spelled_out(found: Sequence[Word]) -> list[str]:
    """The words with contractions written out: "wouldn't" and "would not" deny alike."""
    return [word.norm for word in _tidied(found, frozenset({"contractions"}))]


def _kind(one: Sequence[Word], two: Sequence[Word]) -> str:
    """The change's kind by word lists and forms; the gravest first."""
    ours, theirs = Counter(w.norm for w in one), Counter(w.norm for w in two)
    changed = [*(ours - theirs), *(theirs - ours)]
    if not changed:
        return "order"
    if _spelled_out(one) == _spelled_out(two):
        return "typography"
    if len(two) > MAX_BRACKET and len(one) * 2 < len(two):
        return "splice"
    pair = len(one) == 1 == len(two)
    capital = any(w.raw[:1].isupper() and w.norm in changed for w in [*one[1:], *two[1:]])
    tests: list[tuple[str, Callable[[], bool]]] = [
        ("negation", lambda: any(_is(w, "negation") or w == "now" for w in changed)),
        ("number", lambda: any(_numeric(w) or _is(w, "unit") for w in changed)),
        ("entity", lambda: capital or any(_is(w, "pronoun", "month") for w in changed)),
        ("entity", lambda: pair and one[0].raw[:1].isupper() and two[0].raw[:1].isupper()),
        ("tense", lambda: pair and _same_verb(one[0].norm, two[0].norm) and one[0].norm + "s" != two[0].norm),
        ("modality", lambda: any(_is(w, "modality") or w in ("will", "won't") for w in changed)),
        ("hedge", lambda: any(_is(w, "hedge", "loose_hedge") for w in changed)),
        ("intensifier", lambda: any(_is(w, "intensifier") for w in changed)),
    ]
    for kind, holds in tests:
        if holds():
            return kind
    return "word" if one and two else "insertion" if one else "deletion"
