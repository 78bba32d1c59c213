"""Quotation-mark glyphs in a text, each with its context and the costs of opening, closing or being an apostrophe.

Only glyphs that may be quotation marks come out: an apostrophe between two letters (don’t, O’Brien, 5'10") never
does, nor a prime (5′ 10″). What each glyph costs as an opener or a closer is the table ``marks.tsv``.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from attribune.lexicon import rows, words
from attribune.text.fold import INVISIBLE

TICK, TEX, TWIN = "`", "``", "''"
NEVER = 99.0  # a cost no reading is worth

# Word-edge apostrophes are marks to be decided; those inside a word are not. _ is not a letter here (_'so'_).
MARK = re.compile(
    r"(?P<line>[\n\r\u2028\u2029\x85\x0b\x0c])"
    r"|``(?!`)|''(?!')|(?<!\S)''(?='[^\s'])|[\"“”„‟＂〝〞〟❝❞❛❜«»‹›「」『』｢｣‚]"
    r"|(?:(?<![^\W_])['’‘‛´`]|['’‘‛´`](?![^\W_]))"
)
MAY_MARK = re.compile("[\n\r\u2028\u2029\x85\x0b\x0c\"'`“”„‟＂〝〞〟❝❞❛❜«»‹›「」『』｢｣‚’‘‛´]")
QUOTED_IN_LINE = re.compile(r"“[^“”\n]*+”|\"[^\"\n]*+\"")  # words between double marks on one line
THIN_SPACES = "\u00a0\u2009\u200a\u202f"
_OPENING_BRACKETS = "([{<（【"
_OPENING_MARKS = "—–-―‐‑/=|~*_"
_SIGNS_BEFORE_WORDS = "([{$£€¥#@¿¡…—–-―*_+&<"
_DECADE = re.compile(r"\d\d(?:s|er|ers)?(?![^\W_])")
_N_BETWEEN = re.compile(r"['’‘]n['’‘](?![^\W_])", re.IGNORECASE)
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_WORD_BEFORE = 12  # characters looked back for a clipped word

# Calibrated on the generated conventions of the tests and on PolNeAR train, in the units of marks.tsv.
COST_STRAY = 7.0
COST_ELISION = 0.2
COST_POSSESSIVE = 0.2
COST_CLIPPED = 0.5
COST_OTHER_CLIPPED = 3.0
COST_CLOSE_BEFORE_NOUN = 1.0
COST_PRIME = 0.4
LEADING_APOSTROPHE = {"'": 6.0, "’": 1.0, "‘": 6.5, "´": 6.0, "‛": 2.0}


@dataclass(frozen=True, slots=True)
class Opener:
    """An opening glyph: its kind, the cost of opening with it, its closers with their costs, its reopeners."""

    kind: str
    cost: float
    closers: dict[str, float]
    reopeners: frozenset[str]


@dataclass(slots=True)
class Mark:
    """One glyph in the text: ``left`` and ``right`` are the classes of the characters around its run of marks.

    ``apostrophe`` is the cost of its being one; ``closing`` what speaks against its closing a quotation.
    """

    start: int
    end: int
    glyph: str
    left: str
    right: str
    apostrophe: float = NEVER
    closing: float = 0.0


@cache
def openers() -> dict[str, Opener]:
    """Return the table ``marks.tsv``, by opening glyph."""
    table: dict[str, Opener] = {}
    for kind, glyph, cost, closers, reopeners in rows("any/marks.tsv"):
        pairs = (closer.rsplit(":", 1) for closer in closers.split())
        table[_glyph(glyph)] = Opener(
            kind, float(cost), {_glyph(g): float(c) for g, c in pairs}, frozenset(_glyph(g) for g in reopeners.split())
        )
    return table


def _glyph(name: str) -> str:
    return {"tick": TICK, "tex": TEX, "twin": TWIN}.get(name, name)


def describe(text: str, spans: list[tuple[int, int]], start: int, end: int) -> list[Mark]:
    """Return the marks at ``spans`` (one paragraph, in order) with their contexts.

    Nothing outside start:end is looked at.
    """
    marks = [Mark(s, e, text[s:e], left_class(text, s, start), right_class(text, e, end)) for s, e in spans]
    for before, after in itertools.pairwise(marks):
        if _touch(text, before.end, after.start):
            after.left = before.left
    for index in range(len(marks) - 2, -1, -1):
        if _touch(text, marks[index].end, marks[index + 1].start):
            marks[index].right = marks[index + 1].right
    for mark in marks:
        mark.apostrophe = _apostrophe_cost(text, mark, start, end)
    return marks


def _touch(text: str, a: int, b: int) -> bool:
    return a == b or (b == a + 1 and text[a] in THIN_SPACES)


def left_class(text: str, at: int, start: int) -> str:
    """Return what stands before ``at``: b(order) k(bracket) o(pening mark) d(igit) w(ord) p(unctuation)."""
    if at <= start:
        return "b"
    character = text[at - 1]
    if character.isspace() or character in INVISIBLE:
        return "b"
    if character.isalnum():
        return "d" if character.isdigit() else "w"
    if character in _OPENING_BRACKETS:
        return "k"
    return "o" if character in _OPENING_MARKS else "p"


def right_class(text: str, at: int, end: int) -> str:
    """Return what stands at ``at``: b(order) w(ord) x(what may stand before a word) p(unctuation)."""
    if at >= end:
        return "b"
    character = text[at]
    if character.isspace() or character in INVISIBLE:
        return "b"
    if character.isalnum():
        return "w"
    if character in _SIGNS_BEFORE_WORDS or (character == "." and text.startswith("..", at) and at + 2 <= end):
        return "x"
    return "p"


def _apostrophe_cost(text: str, mark: Mark, start: int, end: int) -> float:
    """Return the cost of reading this glyph as an apostrophe or a prime rather than a quotation mark."""
    if mark.glyph in '"”“＂':
        return COST_PRIME if mark.left == "d" and text[mark.start - 1].isdigit() else NEVER
    if mark.glyph == TWIN:
        return COST_PRIME if mark.start > start and text[mark.start - 1].isdigit() else NEVER
    if mark.glyph not in LEADING_APOSTROPHE:
        return NEVER
    before = text[mark.start - 1] if mark.start > start else " "
    after = text[mark.end] if mark.end < end else " "
    if after.isalnum() and not before.isalnum():
        return _leading_cost(text, mark, end)
    if before.isdigit():
        return COST_PRIME
    return _trailing_cost(text, mark, start, end) if before.isalpha() else NEVER


def _leading_cost(text: str, mark: Mark, end: int) -> float:
    if _N_BETWEEN.match(text, mark.start, end):
        return 0.0
    word = _WORD_AFTER.match(text, mark.end, min(end, mark.end + 16))
    if word and word[0].lower() in words("text/elisions.txt"):
        return COST_ELISION if len(word[0]) > 1 or word[0] in "ne" or mark.left in "wdp" else COST_OTHER_CLIPPED
    if _DECADE.match(text, mark.end, end):
        return COST_ELISION
    return LEADING_APOSTROPHE[mark.glyph]


def _trailing_cost(text: str, mark: Mark, start: int, end: int) -> float:
    if mark.start - start >= 2 and _N_BETWEEN.match(text, mark.start - 2, end):
        return 0.0
    if mark.glyph == "‘":
        return COST_OTHER_CLIPPED
    low = max(start, mark.start - _WORD_BEFORE)
    word = re.split(r"[\W\d_]", text[low : mark.start].lower())[-1]
    following = _WORD_AFTER.match(text, mark.end + 1, min(end, mark.end + 17))
    attribution = 1.0 if following and following[0].lower() in words("text/after_quotation.txt") else 0.0
    if word[-1:] in ("s", "x", "z"):
        mark.closing = COST_CLOSE_BEFORE_NOUN if following and not attribution else 0.0
        return COST_POSSESSIVE + attribution
    if word.endswith("in") and len(word) > 2:
        return COST_CLIPPED + attribution
    if word in words("text/clipped_words.txt"):
        return COST_CLIPPED
    return COST_OTHER_CLIPPED + attribution
