"""Whether two figures are the same amount: in other words, in another unit, or rounded."""

from __future__ import annotations

from functools import cache
from math import floor, log10

from attribune.lexicon import rows
from attribune.records import Figure

ROUGH = 0.06  # by how much a figure with "nearly" or "about" may differ from the exact one
ROUNDED = 0.1  # by how much a figure may differ from what rounds to it in another unit: 6 feet are 2 metres
ROUNDED_TENS = 0.05  # the same from 10 on: 145 pounds aren't 70 kilograms
CONVERTED = 0.015  # by how much a figure in another unit may be off, however it is rounded
EXACT = 1e-9
_UNDER = frozenset(
    {"nearly", "almost", "under", "less than", "up to", "just under", "fewer than", "close to", "at most"}
)
_OVER = frozenset({"more than", "over", "at least", "just over", "or more", "more", "above", "upwards of"})
_ROUND = frozenset(
    {"about", "around", "roughly", "some", "approximately", "an estimated", "estimated", "circa", "or so"}
)
QUALIFYING = frozenset(word for phrase in _UNDER | _OVER | _ROUND for word in phrase.split())


@cache
def _scales() -> dict[str, tuple[str, float, float]]:
    """Unit → (dimension, factor, offset): ``value * factor + offset`` in the dimension's first unit."""
    return {row[0]: (row[1], float(row[2]), float(row[3])) for row in rows("any/unit_scales.tsv")}


def same_amount(one: Figure, two: Figure) -> bool:
    """True if the figures say the same amount, as exactly as the rougher of them says it.

    >>> dozen, twelve = Figure(start=0, end=5, value=12, of="men"), Figure(start=0, end=2, value=12, of="men")
    >>> same_amount(dozen, twelve)
    True
    """
    first, second = _scaled(one), _scaled(two)
    if first[0] != second[0]:
        return False
    if abs(first[1] - second[1]) <= EXACT * max(abs(first[1]), abs(second[1]), 1e-300):
        return True
    unlike = one.unit != two.unit
    return _rounds_to(one, two, unlike) or _rounds_to(two, one, unlike)


def _scaled(figure: Figure) -> tuple[str, float]:
    unit = figure.unit or ("" if not 0 < figure.value < 1 else "fraction")
    name, factor, offset = _scales().get(unit, (unit, 1.0, 0.0))
    return name, figure.value * factor + offset


def _rounds_to(rough: Figure, exact: Figure, unlike: bool) -> bool:
    """True if ``exact``, in the unit of ``rough``, rounds to it; where units are alike it takes a word for it."""
    _, factor, offset = _scales().get(rough.unit or "", ("", 1.0, 0.0))
    value = (_scaled(exact)[1] - offset) / factor
    words = {word.strip() for word in (rough.qualifier or "").split(",")}
    digits = _digits(rough.value)
    apart = abs(value - rough.value) / max(abs(rough.value), 1e-300)
    if (
        unlike
        and apart <= (ROUNDED if abs(rough.value) < 10 else ROUNDED_TENS)
        and abs(_round(value, digits) - rough.value) <= 1e-6 * abs(rough.value)
    ):
        return True
    if not words & (_UNDER | _OVER | _ROUND) and not unlike:
        return False
    if words & _UNDER and value > rough.value * (1 + 1e-9):
        return False
    if words & _OVER and value < rough.value * (1 - 1e-9):
        return False
    return apart <= (ROUGH if words & (_UNDER | _OVER | _ROUND) else CONVERTED)


def _digits(value: float) -> int:
    """Return the significant digits that a figure is given with: two of 160, one of 40."""
    text = f"{abs(value):.12g}"
    if "e" in text:
        text = text.split("e")[0]
    return max(1, len(text.replace(".", "").strip("0")))


def _round(value: float, digits: int) -> float:
    if value == 0:
        return 0.0
    return round(value, digits - 1 - floor(log10(abs(value))))
