"""Figures: numbers in text with their value, their unit, what they count and how sure the text is of them.

>>> figure = figures("Police held about 250 suspected gang members.")[0]
>>> (figure.value, figure.of, figure.qualifier)
(250.0, 'gang members', 'about, suspected')

Not figures: dates and years, times of day, phone numbers, addresses, ordinals, scores (5-4), and numbers inside names
(MS-13, Boeing 737, Route 66). A range ("10 to 15 people") is two figures that share unit and what they count, each
with the qualifier ``range`` where the text gives no other. A plural such as "dozens of" has the smallest value it
could mean by its word (12) and itself as the qualifier.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from attribune.lexicon import rows, words
from attribune.records import Figure, Span
from attribune.text.dates import dates
from attribune.text.figures.counted_nouns import find_counted
from attribune.text.figures.number_patterns import (
    SCALES,
    VAGUE,
    find_non_figures,
    find_numbers,
    fraction_value,
    vulgar_value,
)
from attribune.text.figures.number_words import word_value
from attribune.text.spans import union

OLDEST = 120  # years; a bare number after a name and a comma is an age up to here
_LOOK_BACK = 32  # characters to the left that may hold a qualifier or a name's word
_AGE_AFTER = re.compile(r"[ -]years?[ -](?:olds?|of[ -]age)\b|(?:[ -]yrs?[ -]old)\b|-year-olds?\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|(?:at|the) age(?: of)?)[ ]\Z", re.IGNORECASE)
_CAPITAL_WORD = re.compile(r"(?:\A|[\s(“\"‘'])(?P<word>[^\W\d_][\w.&’'-]{0,32}), \Z")
_LEFT_WORD = re.compile(r"(?:\A|[^\w.])(?P<word>[^\W\d_][\w.&’'-]{0,32})[ \u00a0]\Z")
_PER = re.compile(
    r"(?:[ ](?:per|an?|each|every)[ ]|/|-(?:per|an?)-)"
    r"(?P<per>hour|day|week|month|year|person|capita|gallon|barrel|night|ton|pound|share|head|minute|second|student|household|game)\b"
)
_PRONOUN_BEFORE_NUMBER = re.compile(r"\b(?:no|any|every|each|this|that|which|the|another|at|some)[ -]\Z", re.IGNORECASE)
_LINK = re.compile(r"[ ]?[-–—][ ]?|[ ](?:to|or)[ ]|[ ]and[ ]")
_LINK_OF_MONEY = re.compile(r"[ ](?:in|of|worth of|from)(?=[ ])")
_LINK_OF_UNIT = re.compile(r"[ ]of(?=[ ])")
_SCORE_AFTER = re.compile(
    r"[ -](?:vote|votes|decision|ruling|record|win|loss|lead|margin|defeat|victory|majority|split|tie)\b"
)
_OR_MORE = re.compile(r"[ ]or (?:so|more|less|fewer|thereabouts)\b|-plus\b")
_BEHIND_QUALIFIER = ("the", "a", "an", "its", "some", "between", "from")
_AFTER_NAMES = {"-plus": "or more"}
_COMPOUND = re.compile(r"-(?P<noun>[a-z]{2,})\b")
_NOT_COUNTED_COMPOUND = frozenset(("way", "sided", "time", "fold", "off", "handed", "on", "up", "to", "liner", "piece"))


@dataclass(slots=True)
class _Draft:
    start: int
    end: int
    value: Decimal
    sign: str | None = None
    scaled: bool = False
    bare_digits: bool = False
    bare_one_word: bool = False
    unit: str | None = None
    of: str | None = None
    qualifiers: tuple[str, ...] = ()
    through_of: bool = False


def figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """Return the figures of ``text[start:end]`` in order, not overlapping.

    ``start:end`` of a figure spans number and unit.

    Never raises; linear.
    """
    start, end, _ = slice(start, end).indices(len(text))
    numbers_found = list(find_numbers(text, start, end))
    if not numbers_found:  # most paragraphs: what would be no figure needn't be looked for
        return []
    drafts: list[tuple[_Draft, Figure]] = []
    excluded = _not_figures(text, start, end, [match.span() for match in numbers_found])
    at = start
    for match in numbers_found:
        if match.start() < at or _inside(excluded, match):
            continue
        draft = _to_draft(match)
        if draft is None or not _complete_draft(text, draft, start, end):
            continue
        at = draft.end
        drafts.append((draft, _figure(draft)))
    return list(_ranges(text, drafts, end))


def _not_figures(text: str, start: int, end: int, near: list[Span]) -> tuple[Span, ...]:
    spans = find_non_figures(text, start, end)
    return union([*spans, *((one.start, one.end) for one in dates(text, None, start, end, near))])


def _inside(excluded: Sequence[Span], match: re.Match[str]) -> bool:
    index = bisect_left(excluded, (match.end(), -1)) - 1
    return index >= 0 and excluded[index][1] > match.start()


def _to_draft(match: re.Match[str]) -> _Draft | None:
    """Return the number alone: its value, and what of the form matters later."""
    low, high = match.span()
    if match["fraction"]:
        value = fraction_value(match)
        return None if value is None else _Draft(low, high, value, through_of=True)
    if match["lone"]:
        return _Draft(low, high, vulgar_value(match["lone"]), through_of=True)
    if match["vague"]:
        return _to_vague_draft(match)
    if match["digits"]:
        return _to_digits_draft(match)
    return _to_words_draft(match)


def _to_vague_draft(match: re.Match[str]) -> _Draft:
    value = Decimal(1)
    for word in match["vague"].lower().split(" of "):
        value *= VAGUE[word]
    qualifier = " ".join(match[0].lower().split())
    end = match.end("vague")
    return _Draft(match.start(), end, value, qualifiers=(qualifier,), through_of=True)


@cache
def _currencies() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("any/currencies.tsv")}


def _to_digits_draft(match: re.Match[str]) -> _Draft:
    value = Decimal(match["digits"].replace(",", ""))
    if match["vulgar"]:
        value += vulgar_value(match["vulgar"])
    if match["and_half"]:
        value += Decimal("0.5") if "half" in match["and_half"] else Decimal("0.25")
    scale = match["scale"] or (match["short"] or "").lower()
    if scale:
        value *= SCALES[scale]
    if match["minus"]:
        value = -value
    sign = _currencies()[match["sign"].strip()] if match["sign"] else None
    bare = not (
        scale or sign or match["minus"] or match["vulgar"] or match["and_half"] or not match["digits"].isdigit()
    )
    qualifiers = ("or more",) if match["plus"] else ()
    return _Draft(*match.span(), value, sign, bool(scale), bare, qualifiers=qualifiers)


def _to_words_draft(match: re.Match[str]) -> _Draft | None:
    value, article = word_value(match["word"]), (match["article"] or "").lower()
    if value is None:
        return None
    if article.startswith("half"):
        value /= 2
    if match["words_half"]:
        value += Decimal("0.5") if "half" in match["words_half"] else Decimal("0.25")
        value *= SCALES[(match["words_scale"] or "").lower()] if match["words_scale"] else 1
    vague = (article,) if article in ("several", "a few", "a couple") else ()
    draft = _Draft(*match.span(), value, scaled=value >= 100, qualifiers=vague)
    draft.bare_one_word = match["word"].lower() in ("one", "zero", "score")
    return draft


@cache
def _units() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {form.lower(): unit for forms, unit in rows("text/units.tsv") for form in forms.split("|")}
    forms = "|".join(re.escape(form) for form in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?P<gap>[ \u00a0-]?)(?P<form>{forms})(?:e?s)?(?![\w°])", re.IGNORECASE), table


def _complete_draft(text: str, draft: _Draft, start: int, end: int) -> bool:
    """Fill in unit, what is counted and qualifiers; False where the number turns out to be no figure."""
    left = text[max(start, draft.start - _LOOK_BACK) : draft.start]
    if _is_label(left, draft) or (draft.value == draft.value.to_integral_value() and _is_age(text, left, draft, end)):
        return draft.unit is not None
    number_end = draft.end
    hyphen = _take_unit(text, draft, end)
    after = _OR_MORE.match(text, draft.end, end)
    if after:
        draft.qualifiers = (*draft.qualifiers, _AFTER_NAMES.get(after[0], after[0].strip()))
    if not (after and after[0] in _AFTER_NAMES and draft.unit):
        _take_counted(text, draft, after.end() if after else draft.end, number_end, end, hyphen=hyphen)
    draft.qualifiers = (*_left_qualifier(left), *draft.qualifiers)
    if draft.bare_one_word and _PRONOUN_BEFORE_NUMBER.search(left):
        return False
    return not (draft.unit is None and draft.of is None and (draft.bare_one_word or _is_name_like(left, draft)))


def _is_label(left: str, draft: _Draft) -> bool:
    """True if the word before makes the number a label: Route 66, Chapter 11, Group of 20."""
    word = _LEFT_WORD.search(left)
    if word is None or draft.sign is not None:
        return False
    two_words = " ".join(left.split()[-2:])
    return word["word"] in words("text/named_numbers.txt") or two_words in words("text/named_numbers.txt")


def _is_name_like(left: str, draft: _Draft) -> bool:
    word = _LEFT_WORD.search(left)
    return draft.bare_digits and word is not None and word["word"][0].isupper()


def _is_age(text: str, left: str, draft: _Draft, end: int) -> bool:
    after = _AGE_AFTER.match(text, draft.end, end)
    if after:
        draft.end, draft.unit, draft.of = after.end(), "year", "age"
        draft.qualifiers = (*_left_qualifier(left), *draft.qualifiers)
        return True
    if not (0 < draft.value <= OLDEST and (draft.bare_digits or not draft.scaled)):
        return False
    name = _CAPITAL_WORD.search(left) if draft.bare_digits else None
    closed = draft.end >= end or text[draft.end] in ",.;)\n—–"
    if _AGE_BEFORE.search(left) or (name and name["word"][0].isupper() and closed):
        draft.unit, draft.of = "year", "age"
        return True
    return False


def _take_unit(text: str, draft: _Draft, end: int) -> bool:
    """Read the unit to the right; whether it hangs on the number with a hyphen ("a 10-mile march")."""
    pattern, table = _units()
    vague_of = draft.qualifiers and draft.through_of and text.startswith(" of ", draft.end)
    match = pattern.match(text, draft.end + 3 if vague_of else draft.end, end)
    hyphen = False
    if draft.sign:
        draft.unit = draft.sign
    elif match:
        draft.unit = table[match["form"].lower()]
        hyphen = match["gap"] == "-"
        draft.end = match.end()
    if draft.unit:
        per = _PER.match(text, draft.end, end)
        if per:
            draft.unit, draft.end = f"{draft.unit} per {per['per']}", per.end()
    return hyphen


def _take_counted(text: str, draft: _Draft, at: int, number_end: int, end: int, *, hyphen: bool) -> None:
    compound = _COMPOUND.match(text, at, end)
    if compound and draft.unit is None:
        if compound["noun"] not in _NOT_COUNTED_COMPOUND and word_value(compound["noun"]) is None:
            draft.of, draft.end = compound["noun"], number_end
        return
    behind_of = draft.through_of or draft.unit is not None
    if draft.unit and not hyphen:
        link = (_LINK_OF_MONEY if draft.sign else _LINK_OF_UNIT).match(text, at, end)
        if link is None:
            return
        at = link.end() if link[0] != " of" else at
    phrase = find_counted(text, at, end, through_of=behind_of)
    draft.of = phrase.of
    draft.qualifiers = (*draft.qualifiers, *phrase.doubts)


@cache
def _qualifier() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(words("text/qualifiers.txt"), key=len, reverse=True))
    return re.compile(rf"(?:\A|[^\w-])(?P<form>(?:{forms}))(?: (?:{'|'.join(_BEHIND_QUALIFIER)}))?[ ]\Z", re.IGNORECASE)


@cache
def _qualifier_ends() -> tuple[str, ...]:
    """Return what the text before a number ends with where a qualifier stands there."""
    ends = [form.lower() for form in words("text/qualifiers.txt")]
    return tuple(f"{end} " for form in ends for end in (form, *(f"{form} {word}" for word in _BEHIND_QUALIFIER)))


def _left_qualifier(left: str) -> tuple[str, ...]:
    if not left.lower().endswith(_qualifier_ends()):  # a fortieth of what the pattern takes
        return ()
    match = _qualifier().search(left)
    return (match["form"].lower(),) if match else ()


def _figure(draft: _Draft) -> Figure:
    return Figure(
        start=draft.start,
        end=draft.end,
        value=float(draft.value),
        unit=draft.unit,
        of=draft.of,
        qualifier=", ".join(draft.qualifiers) or None,
    )


def _ranges(text: str, drafts: list[tuple[_Draft, Figure]], end: int) -> Iterator[Figure]:
    """Let the two ends of a range share unit and noun, and drop scores."""
    index = 0
    while index < len(drafts):
        draft, figure = drafts[index]
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        link = _LINK.fullmatch(text, draft.end, following[0].start) if following else None
        if following is None or link is None or not _is_range(text, draft, following[0], link[0]):
            yield figure
            index += 1
            continue
        if _is_score(text, draft, following[0], link[0], end):
            index += 2
            continue
        yield from _share_unit(draft, figure, *following, alternative=link[0].strip() == "or")
        index += 2


def _is_range(text: str, draft: _Draft, other: _Draft, link: str) -> bool:
    if draft.unit and (other.unit or draft.unit == "percent") and draft.unit != other.unit:
        return False  # "fell 12% to $81 million", "rose 3% to 1.14 billion"
    if draft.of is not None:
        return draft.of == "age" and link.strip() != "and"
    return link.strip() != "and" or text[max(0, draft.start - 10) : draft.start].lower().endswith("between ")


def _is_score(text: str, first: _Draft, second: _Draft, link: str, end: int) -> bool:
    bare = first.bare_digits and second.bare_digits and link in ("-", "–", "—")
    return (
        bare
        and second.unit is None
        and (first.value >= second.value or _SCORE_AFTER.match(text, second.end, end) is not None)
    )


def _share_unit(
    draft: _Draft, first: Figure, other: _Draft, second: Figure, *, alternative: bool
) -> tuple[Figure, Figure]:
    unit = first.unit or second.unit
    value = first.value
    if other.scaled and not draft.scaled and other.value >= 1000 and draft.value < 1000:
        scale = next((s for s in (10**12, 10**9, 10**6, 1000) if abs(other.value) >= s), 1)
        value = float(draft.value * scale)
    qualifier = first.qualifier or (None if alternative else "range")
    if draft.of == "age":
        second = replace(second, of=second.of or "age")
    return (
        replace(first, value=value, unit=unit, of=second.of, qualifier=qualifier),
        replace(second, unit=second.unit or first.unit, qualifier=second.qualifier or qualifier),
    )
