"""Declarations of style rules and their values: escapes undone, lengths in pixels, colours in figures."""

from __future__ import annotations

import colorsys
import re
from functools import cache, lru_cache

from attribune.lexicon import rows

LONGEST_VALUE = 2_000  # characters of a value, addresses left aside
TOO_LONG = "a-long-value"  # the name of a declaration whose value is longer: one that can't be judged
LONGEST_KEPT = 300  # characters of a declaration that is kept as read
LONGEST_BODY = 200_000  # characters of one rule's declarations
SCREEN = (1280.0, 720.0)  # pixels of a screen, for lengths that are shares of it
_STRING = r""""(?:[^"\\\n]|\\.)*+"?|'(?:[^'\\\n]|\\.)*+'?"""
_SPLIT = re.compile(rf"{_STRING}|\\.|[()\[\]{{}};]", re.S)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|\n|(.))", re.S)
_COMMENT = re.compile(rf"{_STRING}|\\.|/\*.*?(?:\*/|\Z)", re.S)
_URL = re.compile(r"""url\((?:\s*+"[^"]{20,}+"|\s*+'[^']{20,}+'|[^()"'\s]{20,}+)\s*+\)""", re.I)
_IMPORTANT = re.compile(r"!\s*important\s*\Z", re.I)
_NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?+|\.\d++)(?:e[+-]?\d++)?+", re.I)
_LENGTH = re.compile(rf"(?P<number>{_NUMBER.pattern})(?P<unit>%|[a-z]*)\Z", re.I)
_ABSOLUTE = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "": 1.0}
_FONTS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "cap": 0.7, "lh": 1.2}
_MATH = re.compile(rf"\s*(?:(?P<value>{_NUMBER.pattern}(?:%|[a-z]*))|(?P<name>[a-z-]*\()|(?P<sign>[-+*/(),]))\s*", re.I)
Colour = tuple[float, float, float, float]
Declaration = tuple[str, str, bool]  # name, value, important


def unescape(text: str) -> str:
    """Return the text with its escapes undone (``d\\69splay``)."""
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1]:
        code = int(escape[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return escape[2] or ""


def without_comments(css: str) -> str:
    """Return the text with a space for each comment, which separates words as a comment does."""
    if "/*" not in css:
        return css
    return _COMMENT.sub(lambda found: " " if found[0].startswith("/*") else found[0], css)


@lru_cache(maxsize=30_000)
def declarations(body: str) -> tuple[Declaration, ...]:
    """Return the declarations of a rule or a ``style`` attribute; names in lower case, comments must be gone."""
    parsed = (_declaration(text) for text in _pieces(body))
    return tuple(one for one in parsed if one is not None)


def _declaration(text: str) -> Declaration | None:
    return _short_declaration(text) if len(text) < LONGEST_KEPT else _read_declaration(text)


@lru_cache(maxsize=30_000)
def _short_declaration(text: str) -> Declaration | None:
    return _read_declaration(text)


def _read_declaration(text: str) -> Declaration | None:
    name, colon, value = text.partition(":")
    name = unescape(name.strip())
    if not colon or not name:
        return None
    custom = name.startswith("--")
    important = _IMPORTANT.search(value) if "!" in value else None
    value = (value[: important.start()] if important else value).strip()
    value = _URL.sub("url()", value) if "(" in value else value
    if len(value) > LONGEST_VALUE:
        lowered, value = TOO_LONG, "1"
    lowered = name if custom else name.lower()
    keeps = custom or lowered == "content" or '"' in value or "'" in value
    value = value if keeps else unescape(value).lower()
    return (lowered, value, bool(important)) if value or custom else None


def _pieces(body: str) -> list[str]:
    """Return a body cut at its semicolons; brackets and strings hold theirs."""
    if not any(sign in body for sign in "\"'([{\\"):
        return body.split(";")
    pieces, depth, start = [], 0, 0
    for separator in _SPLIT.finditer(body[:LONGEST_BODY]):
        sign = separator[0]
        if sign in ("(", "[", "{"):
            depth += 1
        elif sign in (")", "]", "}"):
            depth = max(depth - 1, 0)
        elif sign == ";" and not depth:
            pieces.append(body[start : separator.start()])
            start = separator.end()
    pieces.append(body[start:LONGEST_BODY])
    return pieces


def length(value: str, em: float, whole: float | None = None) -> float | None:
    """Return a length in pixels; ``em`` is the font's size, ``whole`` what per cent are of.

    None where it can't be told.
    """
    value = value.strip()
    match = _LENGTH.match(value)
    if match:
        return _pixels(float(match["number"]), match["unit"].lower(), em, whole)
    return _calculated(value, em, whole) if "(" in value and len(value) < 300 else None


def _pixels(number: float, unit: str, em: float, whole: float | None) -> float | None:
    if unit in _ABSOLUTE:
        return number * _ABSOLUTE[unit]
    if unit in _FONTS:
        return number * _FONTS[unit] * em
    if unit in ("rem", "rlh"):
        return number * 16.0
    if unit == "%":
        return None if whole is None else number * whole / 100
    if unit.endswith(("vw", "vi")):
        return number * SCREEN[0] / 100
    if unit.endswith(("vh", "vb", "vmin")):
        return number * SCREEN[1] / 100
    return number * SCREEN[0] / 100 if unit.endswith("vmax") else None


def _calculated(value: str, em: float, whole: float | None) -> float | None:
    """Return the value of ``calc()``, ``min()``, ``max()`` and ``clamp()``."""
    tokens: list[str] = []
    at = 0
    while at < len(value):
        match = _MATH.match(value, at)
        if not match:
            return None
        tokens.append(match[0].strip())
        at = match.end()
    try:
        answer, rest = _sum(tokens, 0, em, whole)
    except (ValueError, IndexError, ZeroDivisionError, OverflowError, RecursionError):
        return None
    return answer if rest == len(tokens) else None


def _sum(tokens: list[str], at: int, em: float, whole: float | None) -> tuple[float, int]:
    total, at = _product(tokens, at, em, whole)
    while at < len(tokens) and (tokens[at] in "+-" or tokens[at][0] in "+-"):
        if tokens[at] in "+-":
            other, next_at = _product(tokens, at + 1, em, whole)
            total += other if tokens[at] == "+" else -other
        else:  # "1px -2px": the sign went with the number
            other, next_at = _product(tokens, at, em, whole)
            total += other
        at = next_at
    return total, at


def _product(tokens: list[str], at: int, em: float, whole: float | None) -> tuple[float, int]:
    total, at = _factor(tokens, at, em, whole)
    while at < len(tokens) and tokens[at] in "*/":
        other, next_at = _factor(tokens, at + 1, em, whole)
        total = total * other if tokens[at] == "*" else total / other
        at = next_at
    return total, at


def _factor(tokens: list[str], at: int, em: float, whole: float | None) -> tuple[float, int]:
    token = tokens[at]
    if token == "-":
        value, at = _factor(tokens, at + 1, em, whole)
        return -value, at
    if not token.endswith("("):
        pixels = length(token, em, whole)
        if pixels is None:
            raise ValueError(token)
        return pixels, at + 1
    name, values = token[:-1].lower(), []
    while True:
        value, at = _sum(tokens, at + 1, em, whole)
        values.append(value)
        if tokens[at] != ",":
            break
    if tokens[at] != ")":
        raise ValueError(tokens[at])
    if name in ("", "calc", "-webkit-calc", "-moz-calc") and len(values) == 1:
        return values[0], at + 1
    if name == "clamp" and len(values) == 3:
        return max(values[0], min(values[1], values[2])), at + 1
    if name in ("min", "max"):
        return (min if name == "min" else max)(values), at + 1
    raise ValueError(name)


@cache
def _named() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("any/css_colours.tsv")}


@lru_cache(maxsize=5_000)
def colour(value: str) -> Colour | None:
    """Red, green, blue (0 to 255) and alpha (0 to 1) of a colour; None where it isn't one that is known here."""
    value = value.strip().lower()
    if value == "transparent":
        return (0.0, 0.0, 0.0, 0.0)
    value = "#" + _named()[value] if value in _named() else value
    if value.startswith("#"):
        return _hexadecimal(value[1:])
    name, bracket, inside = value.partition("(")
    if not bracket or not inside.endswith(")") or name not in ("rgb", "rgba", "hsl", "hsla"):
        return None
    parts = re.split(r"[\s,/]+", inside[:-1].strip())
    try:
        numbers = [float(re.sub(r"(?:%|deg)\Z", "", part)) for part in parts]
    except ValueError:
        return None
    if len(numbers) not in (3, 4):
        return None
    alpha = (numbers[3] / 100 if parts[3].endswith("%") else numbers[3]) if len(numbers) == 4 else 1.0
    if name.startswith("rgb"):
        r, g, b = (n * 2.55 if part.endswith("%") else n for n, part in zip(numbers, parts[:3], strict=False))
    else:
        hue, light, full = (numbers[0] / 360) % 1, _clip(numbers[2] / 100, 1), _clip(numbers[1] / 100, 1)
        r, g, b = (part * 255 for part in colorsys.hls_to_rgb(hue, light, full))
    return (_clip(r, 255), _clip(g, 255), _clip(b, 255), _clip(alpha, 1))


def _clip(number: float, most: float) -> float:
    return min(max(number, 0.0), most)


def _hexadecimal(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8) or not re.fullmatch(r"[0-9a-f]+", digits):
        return None
    r, g, b, a = (int(digits[n : n + 2] or "ff", 16) for n in (0, 2, 4, 6))
    return (float(r), float(g), float(b), a / 255)


def over(front: Colour, back: Colour) -> Colour:
    """Return the colour seen where ``front`` lies on ``back``."""
    alpha = front[3]
    r, g, b = (f * alpha + k * (1 - alpha) for f, k in zip(front[:3], back[:3], strict=True))
    return (r, g, b, 1.0)


@lru_cache(maxsize=5_000)
def contrast(first: Colour, second: Colour) -> float:
    """Return the contrast of two colours by WCAG 2: 1 for none, 21 for black on white."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour_: Colour) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour_[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
