"""Declarations as they are judged: shorthands written out, vendors' and logical names made plain, invalid ones gone.

A browser passes over what it doesn't understand, so ``display: none; display: blok`` hides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attribune.articles.css import boxes as css_boxes
from attribune.articles.css.values import colour, length

_VENDOR = re.compile(r"\A-(webkit|moz)-")
_FOREIGN = re.compile(r"\A(?:-(?:ms|o|khtml|apple)-|[*_])")
_KEYWORDS = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_LOGICAL = {"block-start": "top", "block-end": "bottom", "inline-start": "left", "inline-end": "right"}
_SIZES = {"inline-size": "width", "block-size": "height", "max-inline-size": "max-width",
          "max-block-size": "max-height", "overflow-inline": "overflow-x", "overflow-block": "overflow-y"}  # fmt: skip
_SIZE = re.compile(  # of a font, its line's height, and the first letter of the family
    r"(?P<size>(?:xx-|x-)?(?:small|large)|xxx-large|medium|smaller|larger|[\d.]++(?:[a-z]++|%)|0"
    r"|(?:calc|clamp|min|max)\([^()]*+(?:\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)[^()]*+)*+\))"
    r"(?:\s*+/\s*+(?P<line>\S++))?+\s++\S"
)
_CALCULATES = re.compile(r"\b(?:calc|clamp|min|max)\(")
_FIRST_OF_WORD = re.compile(r"(?<!\S)\S")
_NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?+|\.\d++)(?:e[+-]?\d++)?+")
_SYSTEM_FONTS = frozenset({"caption", "icon", "menu", "message-box", "small-caption", "status-bar"})
_WORDS = {
    "display": "none block inline inline-block list-item contents flow flow-root flex inline-flex grid inline-grid"
    " table inline-table table-row table-cell table-caption table-row-group table-header-group table-footer-group"
    " table-column table-column-group ruby ruby-base ruby-text -webkit-box -webkit-inline-box -webkit-flex -moz-box"
    " math run-in block-flow inline-flow -ms-flexbox -webkit-inline-flex -ms-grid grid-lanes",
    "visibility": "visible hidden collapse",
    "content-visibility": "visible hidden auto",
    "position": "static relative absolute fixed sticky -webkit-sticky",
    "float": "left right none inline-start inline-end",
    "direction": "ltr rtl",
    "unicode-bidi": "normal embed isolate bidi-override isolate-override plaintext -webkit-isolate -moz-isolate"
    " -webkit-plaintext",
    "overflow-x": "visible hidden clip scroll auto overlay",
    "overflow-y": "visible hidden clip scroll auto overlay",
    "white-space": "normal nowrap pre pre-wrap pre-line break-spaces collapse preserve wrap",
    "text-security": "none disc circle square",
    "color-scheme": "normal light dark only",
}
_ALLOWED = {name: frozenset(text.split()) for name, text in _WORDS.items()}
_NOT_NEGATIVE = re.compile(r"(?:max-)?(?:width|height)|font-size|line-height|padding-\w+")
_LENGTHS = re.compile(
    r"(?:max-)?(?:width|height)|font-size|line-height|(?:padding|margin)-\w+|top|right|bottom|left|text-indent"
    r"|(?:letter|word)-spacing|opacity|zoom"
)
_SIZE_WORDS = frozenset(
    "auto none normal fit-content max-content min-content stretch -webkit-fill-available -moz-available intrinsic"
    " -webkit-fit-content -moz-fit-content -webkit-max-content -webkit-min-content -moz-max-content -moz-min-content"
    " xx-small x-small small medium large x-large xx-large xxx-large smaller larger math reset".split()
)


@lru_cache(maxsize=30_000)
def written_out(name: str, value: str, quirks: bool) -> tuple[tuple[str, str], ...]:
    """Return the declaration as plain ones; none where browsers pass over it."""
    if _FOREIGN.match(name):
        return ()
    plain = _VENDOR.sub("", name)
    name = plain if plain in css_boxes.JUDGED or plain in _ALSO else name
    name = _SIZES.get(name, name)
    return tuple((one, of) for one, of in _expanded(name, value) if _is_valid(one, of, quirks))


_ALSO = frozenset(
    "opacity text-security background-clip text-fill-color mask text-decoration text-decoration-line"
    " font-feature-settings background-image background-color writing-mode text-stroke".split()
)


def _expanded(name: str, value: str) -> list[tuple[str, str]]:
    if name in ("inset", "margin", "padding"):
        return _four(name, value)
    head, _, rest = name.partition("-")
    if head in ("inset", "margin", "padding") and rest in ("block", "inline"):
        parts = value.split()
        sides = ("top", "bottom") if rest == "block" else ("left", "right")
        return [(_side(head, side), parts[min(n, len(parts) - 1)]) for n, side in enumerate(sides)]
    if head in ("inset", "margin", "padding") and rest in _LOGICAL:
        return [(_side(head, _LOGICAL[rest]), value)]
    if name == "overflow":
        parts = value.split()
        return [("overflow-x", parts[0]), ("overflow-y", parts[-1])]
    if name == "text-decoration":
        return [("text-decoration-line", value)]
    if name == "flex-flow":
        parts = value.split()
        return [("flex-wrap" if "wrap" in part else "flex-direction", part) for part in parts]
    if name == "background":
        return _background(value)
    if name == "font":
        return _font(value)
    return [(name, value)]


def _side(head: str, side: str) -> str:
    return side if head == "inset" else f"{head}-{side}"


def _four(name: str, value: str) -> list[tuple[str, str]]:
    parts = _parts(value)
    if not 1 <= len(parts) <= 4:
        return []
    top = parts[0]
    right = parts[1] if len(parts) > 1 else top
    bottom = parts[2] if len(parts) > 2 else top
    last = parts[3] if len(parts) > 3 else right
    values = (top, right, bottom, last)
    return [(_side(name, side), one) for side, one in zip(("top", "right", "bottom", "left"), values, strict=True)]


def _parts(value: str) -> list[str]:
    """Return a value cut at the spaces outside its brackets."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+", value)


def _background(value: str) -> list[tuple[str, str]]:
    if value in _KEYWORDS:
        return [("background-color", value), ("background-image", value)]
    parts = [part.strip(",") for part in _parts(value)]
    colours = [part for part in parts if colour(part) is not None or part == "currentcolor"]
    unknown = [part for part in parts if re.match(r"(?:color|color-mix|lab|lch|oklab|oklch|hwb|light-dark)\(", part)]
    image = value if "url(" in value or "gradient(" in value or "image-set(" in value else "none"
    longhands = [("background-color", (colours or unknown or ["transparent"])[-1]), ("background-image", image)]
    return [*longhands, ("background-clip", "text")] if "text" in parts else longhands


def _font(value: str) -> list[tuple[str, str]]:
    if value in _KEYWORDS:
        return [("font-size", value), ("line-height", value)]
    if value in _SYSTEM_FONTS:
        return [("font-size", "13px"), ("line-height", "normal")]
    for word in reversed(list(_FIRST_OF_WORD.finditer(value))):  # the last size that a family follows
        if size := _SIZE.match(value, word.start()):
            return [("font-size", size["size"]), ("line-height", size["line"] or "normal")]
    return [("font-size", value)] if _CALCULATES.search(value) else []  # a size that can't be judged


def _is_valid(name: str, value: str, quirks: bool) -> bool:
    if value in _KEYWORDS:
        return True
    if name in _ALLOWED:
        if "(" in value:  # a function may give any of them
            return True
        return all(part in _ALLOWED[name] for part in value.split())
    if name in ("color", "background-color", "text-fill-color"):
        return colour(value) is not None or "(" in value or value in _SYSTEM_COLOURS
    if name == "filter":
        return "progid" not in value and "alpha(" not in value
    if name == "clip":
        return value == "auto" or value.startswith("rect(")
    if _LENGTHS.fullmatch(name):
        return _is_length(name, value, quirks)
    return True


_SYSTEM_COLOURS = frozenset(
    "currentcolor canvas canvastext linktext visitedtext activetext buttonface buttontext buttonborder field fieldtext"
    " highlight highlighttext selecteditem selecteditemtext mark marktext graytext accentcolor accentcolortext window"
    " windowtext menu menutext text infotext infobackground background".split()
)


_UNIT = re.compile(r"[+-]?+(?:\d++\.?+\d*+|\.\d++)[a-z]++")  # one that isn't known here may be to a browser


def _is_length(name: str, value: str, quirks: bool) -> bool:
    first = value.partition(" ")[0] if name == "text-indent" else value
    number = _NUMBER.fullmatch(first)
    if number:
        allowed = quirks or name in ("opacity", "zoom", "line-height") or float(first) == 0
        return allowed and not (float(first) < 0 and _NOT_NEGATIVE.fullmatch(name) is not None)
    size = length(first, 16.0, 100.0)
    if size is not None:
        return not (size < 0 and "(" not in first and _NOT_NEGATIVE.fullmatch(name) is not None)
    return _UNIT.fullmatch(first) is not None or "(" in first or (name != "opacity" and first in _SIZE_WORDS)
