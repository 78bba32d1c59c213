"""Declarations that may change what is seen; elements without any need no judging.

An element whose surroundings are clean (dark letters on a light ground, nothing hidden or moved) and to which no risky
declaration applies is as they are. Every declaration is risky that isn't known to leave a clean style clean.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from attribune.articles.css.shorthands import written_out
from attribune.articles.css.values import Colour, colour, contrast, declarations, length, over, without_comments
from attribune.articles.css.visibility import SIZES, Style, is_harmless, styled, verdict

DARK, LIGHT = 3.0, 12.0  # contrast with white from which letters are dark, with black from which a ground is light
_SIDES = frozenset({"top", "right", "bottom", "left"})
_BLACK, _WHITE = (0.0, 0.0, 0.0, 1.0), (255.0, 255.0, 255.0, 1.0)
# Harmless alone, harmful with others: judged wherever they apply.
_WITH_OTHERS = {
    "overflow-x": ("visible",),
    "overflow-y": ("visible",),
    "contain": ("none", "layout", "style", "layout style", "size", "inline-size"),
    "position": ("static", "relative", "sticky", "-webkit-sticky"),
    "float": ("none",),
    "background-clip": ("border-box", "padding-box", "content-box"),
    "flex-direction": ("row", "column"),
    "flex-wrap": ("wrap", "nowrap"),
}


class _Nobody:
    """Stands for an element that isn't there."""

    text = tail = None
    tag = "span"

    def __getitem__(self, _: Any) -> tuple[()]:
        return ()

    def getparent(self) -> None:
        return None

    def itertext(self) -> tuple[str, ...]:
        return ("    ",)


_BORDER = re.compile(r"\d?\d(?:\.\d+)?px (?:solid|dotted|dashed|double) var\([^()]*\)")
NOBODY = _Nobody()


def is_clean(style: Style) -> bool:
    """True if words of this style are plainly shown, and stay so under declarations that aren't risky."""
    if verdict(style)[0] or style.moved is not None or style.rtl or style.turned or style.raised:
        return False
    plain = style.opacity == 1 and not style.picture and not style.clip_text and style.fill is None
    return (
        plain
        and style.font >= 9
        and style.root >= 9
        and not style.narrow
        and style.spacing >= -0.06 * style.font
        and _is_dark(style.colour)
        and _is_light(style.back)
    )


def _is_dark(colour: Colour | None) -> bool:
    return colour is not None and colour[3] > 0.9 and contrast(colour, _WHITE) >= DARK


def _is_light(colour: Colour | None) -> bool:
    return colour is not None and contrast(colour, _BLACK) >= LIGHT


@lru_cache(maxsize=60_000)
def is_risky(name: str, value: str, quirks: bool, block: bool) -> bool:
    """True if a declaration may make a clean style unclean, alone or with others. ``block``: on a block element."""
    if is_harmless(name, value) or name.startswith("--"):
        return False
    if "var(" in value and not (name.startswith("border") and _BORDER.fullmatch(value)):
        return True
    if name.startswith(("animation", "-webkit-animation", "-moz-animation")):
        return value not in ("none", "initial")
    return any(_is_risky(one, of, block) for one, of in written_out(name, value, quirks))


# Most declarations of real sheets are plain sizes and words: told to be harmless without making a style of them.
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,6})?|\.\d{1,6})"
_SIZE = rf"(?:0|\d{{1,3}}(?:\.\d{{1,6}})?px|{_NUMBER}(?:px|%)|(?:\d(?:\.\d{{1,6}})?|\.\d{{1,6}})(?:em|rem))"
_PLAINLY = re.compile(
    rf"(?:margin|padding)-(?:top|right|bottom|left):(?:auto|{_SIZE})"
    rf"|(?:(?:max-)?width|max-height):(?:auto|none|100%|{_SIZE})|height:(?:auto|none|100%|[2-9]\d{{1,2}}px)"
    r"|display:(?:block|flex|grid|inline-block|inline|list-item|table|table-cell|inline-flex|-webkit-box|-ms-flexbox)"
    r"|border(?:-(?:top|right|bottom|left))?:(?:0|none|\d?\dpx (?:solid|dotted|dashed) (?:#[0-9a-f]{3,8}|[a-z]+))"
    r"|(?:white-space:(?:normal|nowrap)|text-decoration-line:(?:none|underline)|visibility:visible|opacity:1)"
    r"|(?:z-index:\d{1,9}|letter-spacing:(?:normal|0|\d?(?:\.\d{1,6})?px)|box-shadow:none|outline:(?:0|none))"
    r"|(?:background-color:transparent|background-image:none|transform:none|text-indent:0)"
    r"|(?:vertical-align:(?:middle|baseline)|line-height:(?:normal|[1-9](?:\.\d{1,6})?))"
)


def _is_plainly_harmless(name: str, value: str, block: bool) -> bool:
    """True if a declaration is of a form that leaves a clean style clean; of no use for the others."""
    if _PLAINLY.fullmatch(f"{name}:{value}") is None:
        return False
    return block or not (name == "vertical-align" or value == "list-item")


def _is_risky(name: str, value: str, block: bool) -> bool:
    if value in ("inherit", "unset", "revert", "revert-layer"):
        return False
    if name in _WITH_OTHERS:
        return value not in _WITH_OTHERS[name]
    if name == "display" and block and value.startswith(("inline", "contents")):
        return True
    if name in _SIDES:
        size = length(value, 16.0, 100.0)
        return value != "auto" and (size is None or abs(size) > 4)
    if name == "font-size":
        alone, resolved = length(value, 0.0, 0.0), length(value, 16.0, 16.0)
        if alone is None or resolved is None:
            return value not in SIZES
        return resolved < (9 if alone == resolved else 16)  # relative sizes add up
    if name == "line-height" and value.endswith(("px", "pt")):
        return (length(value, 16.0) or 0.0) < 10
    if _is_plainly_harmless(name, value, block):
        return False
    if name in ("color", "background-color") and (parsed := colour(value)) is not None:
        return not _is_dark(parsed) if name == "color" else parsed[3] > 0 and not _is_light(over(parsed, _WHITE))
    ways = (True,) if block else (True, False)
    return any(not is_clean(styled(Style(), {name: value}, "span", NOBODY, way)) for way in ways)


@lru_cache(maxsize=20_000)
def is_risky_style(text: str, quirks: bool, block: bool) -> bool:
    """True if a ``style`` attribute holds a risky declaration."""
    declared = declarations(without_comments(text))
    return any(name.startswith("--") or is_risky(name, value, quirks, block) for name, value, _ in declared)


def unsettled(
    declared: tuple[tuple[str, str, bool], ...], pseudo: str, quirks: bool, block: bool
) -> tuple[tuple[str, str], ...]:
    """Return the declarations of a risky rule where custom properties in them are all that is risky about it.

    Else none.
    """
    risky = [(name, value) for name, value, _ in declared if is_risky(name, value, quirks, block)]
    return () if pseudo or any("var(" not in value for _, value in risky) else tuple(risky)


_CONTENT = re.compile(
    r"""(?:[\s"'“”‘’«»•·→›|/,]|\\(?:[ef][0-9a-f]{3}|20(?:0[b-d]|1[89cd]|22|a[0f])|2192)|none|normal|(?:open|close)-quote)*"""
)


def is_risky_rule(declared: tuple[tuple[str, str, bool], ...], pseudo: str, quirks: bool, block: bool) -> bool:
    """True if a rule's declarations could touch what is seen, on an element or beside its words."""
    if pseudo in ("before", "after"):
        return any(
            (name == "content" and not _CONTENT.fullmatch(value))
            or (name == "position" and value not in ("static", "relative"))
            or (name == "quotes" and is_risky(name, value, quirks, block))
            or "var(" in value
            for name, value, _ in declared
        )
    return any(is_risky(name, value, quirks, block) for name, value, _ in declared)
