"""Patterns of numbers in news text, and of digits that are no figure (times, phones, addresses, web addresses)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from attribune.lexicon import rows
from attribune.records import Span
from attribune.text.document import KnownWords, Layers
from attribune.text.figures.number_words import number_words, word_pattern
from attribune.text.prefilter import DIGITS, find_starts, find_starts_before, matches

VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "1/3", "⅔": "2/3", "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8",
          "⅙": "1/6", "⅚": "5/6", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}  # fmt: skip
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "tn": 10**12, "dozen": 12,
}  # fmt: skip
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
         "eighth": 8, "ninth": 9, "tenth": 10}  # fmt: skip
VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6,
         "billions": 10**9, "trillions": 10**12}  # fmt: skip

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,18}(?:\.[0-9]{1,18})?|\.[0-9]{1,18}"
_FREE = r"(?:(?<![\w.,:/#@&%+$€£¥-])|(?<=[0-9%][-–—])|(?<=[ (\"“‘'][-–—])|(?<=\w[—–]))"
_SCALE = (
    r"(?:[ \u00a0-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|mln|bln)\b"
    r"|(?P<short>[kKmMbB]|bn|mn|tn)(?!\w))"
)
_NOT_INSIDE_A_WORD = r"(?!(?<=[A-Za-z])[A-Za-z])"  # a quick way past most of a text
_PART = r"(?:hal(?:f|ves)|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_BIG = r"(?:hundred|thousand|million|billion|trillion|dozen)"


@cache
def number_pattern() -> re.Pattern[str]:
    """Return a number: digits with sign, currency and scale; a fraction; a vague plural; or words."""
    signs = "|".join(
        re.escape(sign) for sign in sorted((row[0] for row in rows("any/currencies.tsv")), key=len, reverse=True)
    )
    vague = "|".join(VAGUE)
    return re.compile(
        rf"{_NOT_INSIDE_A_WORD}(?:(?P<fraction>(?<![\w/.,-])(?:(?P<over>[0-9]{{1,2}})/(?P<under>[0-9]{{1,2}})(?![\w/])"
        rf"|(?i:(?P<parts>one|two|three|four|five|six|seven|eight|nine|an?(?=[ ]\w+[ ]of\b))"
        rf"[- ](?P<part>{_PART}))\b(?! ago)"
        rf"|(?i:(?P<half>half))(?=[ ](?:of|the|its|his|her|their|our|all)\b|[ -](?:an?[ ])(?!{_BIG}))))"
        rf"|{_FREE}(?:(?P<minus>[-−])(?=[0-9$€£.]))?(?P<sign>(?:{signs})[ \u00a0]?(?=[0-9.]))?"
        rf"(?P<digits>{_DIGITS})(?P<vulgar>[ ]?[{''.join(VULGAR)}])?"
        rf"(?P<and_half>[ ]and[ ]a[ ](?:half|quarter)\b)?{_SCALE}?(?P<plus>\+)?(?![0-9\w])(?![.,:/][0-9]|\([a-z]\))"
        rf"|(?<!\w)(?P<lone>[{''.join(VULGAR)}])"
        rf"|(?<![\w-])(?P<vague>(?i:(?:(?:{vague})[ ]of[ ])*(?:{vague})))\b(?P<of>[ ]of\b)?"
        rf"|(?<![\w’'-])(?P<words>(?i:(?P<article>an?|half[ -]an?|several|a[ ]few|a[ ]couple)[ ](?={_BIG}\b))?"
        rf"(?P<word>(?i:{word_pattern()}))\b)"
        rf"(?P<words_half>[ ]and[ ]a[ ](?:half|quarter)\b(?:[ ](?P<words_scale>{_BIG}))?)?(?![’'](?!s\b)\w))"
    )  # fmt: skip


_WEB_MARKS = ("@", "/", "www.")  # without one of these there is no web address
_WEB = re.compile(
    rf"{_NOT_INSIDE_A_WORD}(?:https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,64}}\.\w+"
    r"|(?<![\w.])[\w.]{1,64}\.(?:com|org|net|gov|edu|ly|co)/\S*)"
)
_NO_FIGURE = re.compile(
    rf"{_NOT_INSIDE_A_WORD}(?:"
    r"\b[0-9]{1,2}(?::[0-9]{2}){1,2}(?:[ \u00a0]?[apAP]\.?[mM]\b\.?)?|\b[0-9]{1,2}[ \u00a0]?[apAP]\.?[mM]\b\.?"
    r"|\b[0-9]{1,2}[ ]o[’']clock|(?:\+[0-9]{1,3}[ -]?)?\(?\b[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}\b"
    r"|\b[0-9]{3}-[0-9]{4}\b"
    r"|\+[0-9][0-9 -]{7,18}[0-9]"
    r"|\b[0-9]+(?:\.[0-9]+){2,}\b|(?<=\b[A-Z]{2}[ ])[0-9]{5}(?:-[0-9]{4})?\b|\b24/7\b|\b9/11\b"
    r"|\b[0-9]{1,5}[ ](?:[NSEW]\.?[ ])?(?:[A-Z][a-z]+[ ]){1,2}"
    r"(?:St|Street|Ave|Avenue|Road|Rd|Boulevard|Blvd|Drive|Lane|Court|Place)\b"
    r"|\b[0-9]+[ ]?x[ ]?[0-9]+\b|\b(?:50-50|fifty-fifty)\b"
    r"|(?i:\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.?)[ ][0-9]{1,2}\b)"
)
_DIGIT_OR_SIGN = re.compile(f"[0-9{''.join(VULGAR)}]")
_LETTERS = re.compile(r"[a-z]+")
_LISTED = re.compile(r"\n?[ \t]*[0-9]{1,2}[.)][ \t]")  # the number of a list's item
_NO_FIGURE_FIRST_WORDS = frozenset(
    "january february march april june july august september october november december"
    f" jan feb aug sept oct nov dec fifty + ( {DIGITS}".split()
)


@cache
def _number_first_words() -> frozenset[str]:
    signs = {run for sign, *_ in rows("any/currencies.tsv") for run in re.findall(r"[a-z]+|[^a-z]", sign.lower())}
    return frozenset({"a", "an", "half", "several", DIGITS, *number_words(), *VAGUE, *signs, *VULGAR, *".-−"})


@cache
def _words_in_numbers() -> frozenset[str]:
    """Return the words of which one stands in every number in words."""
    return frozenset({*number_words(), *VAGUE, *PARTS, *(f"{part}s" for part in PARTS)})


@cache
def _needed_in_numbers() -> frozenset[str]:
    """Return the runs of which one stands in every number: digits, a fraction's sign, a word."""
    return _words_in_numbers() | VULGAR.keys() | {DIGITS}


_BEFORE_NUMBER = 6  # words and marks before the first of these in a number: "-US$ .5", "a couple dozen"


def _may_hold_number(text: str, start: int, end: int) -> bool:
    """True if ``text[start:end]`` has a digit, a sign or a word of a number."""
    if _DIGIT_OR_SIGN.search(text, start, end):
        return True
    return not _words_in_numbers().isdisjoint(_LETTERS.findall(text[start:end].lower()))


@cache
def _may_be_in_number() -> Callable[[str], bool]:
    """Return the test of tokens that have a digit, a sign or a word of a number."""
    return KnownWords(lambda word: _may_hold_number(word, 0, len(word))).__getitem__


def may_hold_number(layers: Layers, start: int, end: int) -> bool:
    """True if ``text[start:end]`` has a digit, a sign or a word of a number, which all figures have; half of all
    paragraphs have none. The tokens of a text are looked at once.
    """
    places = layers.layer(_places_of_numbers)
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _places_of_numbers(layers: Layers) -> list[int]:
    return layers.places_of(_may_be_in_number())


def find_numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return the matches of :func:`number_pattern` in ``text[start:end]``."""
    if not _may_hold_number(text, start, end):
        return iter(())
    places = find_starts_before(text, start, end, _number_first_words(), _needed_in_numbers(), _BEFORE_NUMBER)
    return matches(number_pattern(), text, end, places)


def find_non_figures(text: str, start: int, end: int) -> list[Span]:
    """Return what has digits and is no figure: times, phone numbers, streets, web addresses, days of a month."""
    spans = [
        match.span() for match in matches(_NO_FIGURE, text, end, find_starts(text, start, end, _NO_FIGURE_FIRST_WORDS))
    ]
    line = start
    while line >= 0:
        if item := _LISTED.match(text, line, end):
            spans.append(item.span())
        line = text.find("\n", line + 1, end)
    if any(text.find(mark, start, end) >= 0 for mark in _WEB_MARKS):
        spans += [match.span() for match in _WEB.finditer(text, start, end)]
    return spans


def fraction_value(match: re.Match[str]) -> Decimal | None:
    """Return the value of a matched fraction; None where it is no fraction (9/11, 24/7)."""
    if match["half"]:
        return Decimal("0.5")
    if match["over"]:
        over, under = int(match["over"]), int(match["under"])
        return Decimal(over) / under if 0 < over < under <= 10 else None
    names = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    over = names.index(match["parts"].lower()) + 1 if match["parts"].lower() in names else 1
    part = match["part"].lower().rstrip("s")
    under = PARTS.get("half" if part in ("half", "halve") else part, 0)
    return Decimal(over) / under if under and over <= under else None


def vulgar_value(sign: str) -> Decimal:
    """Return the value of a fraction sign such as ½."""
    over, _, under = VULGAR[sign.strip()].partition("/")
    return Decimal(over) / Decimal(under or 1)
