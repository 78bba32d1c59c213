"""Computes the style of an element from its declarations, and the verdict on its words: shown, hidden, uncertain.

A :class:`Style` is what an element hands down. Properties are of three sorts: harmless with every value
(``css_harmless.txt``), judged here, and all others, which make the words uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any

from attribune.articles.css import boxes as css_boxes
from attribune.articles.css.values import Colour, colour, contrast, length, over, unescape
from attribune.lexicon import rows, words

BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
WHITE: Colour = (255.0, 255.0, 255.0, 1.0)
YELLOW: Colour = (255.0, 255.0, 0.0, 1.0)
HIDDEN_OPACITY, FAINT_OPACITY = 0.08, 0.35
HIDDEN_FONT, TINY_FONT = 2.0, 5.0  # pixels up to which letters are no letters, and below which they may not be read
HIDDEN_CONTRAST, FAINT_CONTRAST = 1.15, 1.45  # light grey (#ccc) on white has 1.6
TIGHT_LINE = 0.4  # of the font's size, below which lines lie over one another
SQUEEZED = -0.15  # of the font's size: letters lie over one another, words run together
SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0,
          "xx-large": 32.0, "xxx-large": 48.0}  # fmt: skip
_IN_GRADIENTS = frozenset(
    "to at from top bottom left right center circle ellipse closest-side closest-corner farthest-side farthest-corner "
    "deg turn rad grad px em rem vw vh vmin vmax ch ex pt calc".split()
)
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_PLAIN_NUMBER = re.compile(r"([+-]?(?:\d++(?:\.\d*+)?+|\.\d++)(?:e[+-]?\d{1,3})?)(%?)", re.I)
_NAME = re.compile(r"-*[a-z_][\w-]*")
_MIDDLE = re.compile(r"[a-z-]*+")
UNJUDGED = "can't be judged"
_REM = re.compile(r"(?<![\d.])(\d++(?:\.\d*+)?|\.\d++)rem\b")
_RAISED = frozenset({"sups", "subs", "sinf", "frac", "ordn", "dnom", "numr"})


@dataclass(frozen=True, slots=True)
class Style:
    """The computed style of the words directly in an element.

    ``not_rendered``: why they and all words below aren't shown, "" where they may be.
    """

    not_rendered: str = ""
    doubt: str = ""
    deleted: bool = False
    opacity: float = 1.0
    visible: bool = True
    font: float = 16.0
    colour: Colour | None = BLACK  # None: one that can't be judged
    fill: Colour | None = None
    coloured: bool = False  # by a declaration
    back: Colour | None = WHITE
    backed: bool = False
    picture: bool = False  # a picture lies behind the words
    clip_text: bool = False  # the background shows through the letters
    secret: bool = False
    rtl: bool = False
    turned: bool = False  # letters are set in one direction, whichever is theirs
    line: float = 19.2
    spacing: float = 0.0
    # Elements around the words, by how many stand around each: the nearest that is taken out of the flow of the text;
    # that is placed by coordinates; whose shadow or outline lies over what is beside it; that boxes are placed in.
    moved: int | None = None
    positioned: int | None = None
    spills: int | None = None
    holder: int | None = None
    raised: bool = False
    narrow: bool = False  # it stands in a grid, of which a column is too narrow for words
    root: float = 16.0  # the size of the root element's font
    variables: Mapping[str, str] = field(default_factory=dict)


def verdict(style: Style) -> tuple[str, str]:
    """("", "") where words of this style are shown, else "hidden" or "doubt" and the reason."""
    if style.not_rendered:
        return "hidden", style.not_rendered
    if style.deleted:
        return "hidden", "struck out"
    if not style.visible:
        return "hidden", "visibility: hidden"
    if style.opacity < HIDDEN_OPACITY:
        return "hidden", "opacity"
    if style.font <= HIDDEN_FONT:
        return "hidden", "font size"
    if style.secret:
        return "hidden", "text security"
    answer = _colours(style)
    if answer[0]:
        return answer
    doubts = (
        (style.doubt, style.doubt),
        (style.opacity < FAINT_OPACITY, "nearly transparent"),
        (style.font < TINY_FONT, "letters too small to read"),
        (style.line < TIGHT_LINE * style.font, "lines lie over one another"),
        (style.spacing < SQUEEZED * style.font, "letters lie over one another"),
    )
    return next((("doubt", reason) for holds, reason in doubts if holds and reason), ("", ""))


def _colours(style: Style) -> tuple[str, str]:
    front = style.fill or style.colour
    if not (style.coloured or style.backed or style.fill or style.picture):
        return "", ""
    if front is None:
        return "doubt", "a colour that can't be judged"
    if style.clip_text:
        return ("doubt", "letters filled with a picture") if front[3] < 0.5 else ("", "")
    if front[3] < HIDDEN_OPACITY:
        return "hidden", "transparent letters"
    if style.picture:
        return "doubt", "a picture behind the words"
    if style.back is None:
        return "doubt", "a background that can't be judged"
    ratio = contrast(over(front, style.back), style.back)
    if ratio < HIDDEN_CONTRAST:
        return "hidden", "letters in the colour of the background"
    return ("doubt", "letters nearly in the colour of the background") if ratio < FAINT_CONTRAST else ("", "")


# What the two functions below look at.
_OF_TEXT = frozenset(
    "visibility opacity text-decoration-line text-security line-height letter-spacing word-spacing"
    " font-feature-settings font-variant-position".split()
)
_OF_COLOURS = frozenset("color-scheme color text-fill-color background-color background-image background-clip".split())


def styled(
    parent: Style, declared: Mapping[str, str], tag: str, element: Any, block: bool, depth: int = -1
) -> Style:  # fmt: skip
    """Return the style of an element with these declarations (the winners of the cascade) in a parent of that style.

    ``depth``: how many elements stand around it.
    """
    changes: dict[str, Any] = {"raised": False} if parent.raised else {}
    font = _font(declared, parent)
    if tag == "html" and font:
        changes["root"] = font
    if font is None:
        changes["doubt"] = "a font size that can't be judged"
        font = parent.font
    if font != parent.font:
        changes["font"] = font
        changes["line"] = parent.line * font / parent.font if parent.font else 1.2 * font
    if not _OF_TEXT.isdisjoint(declared):
        _of_text(changes, declared, parent, font, block)
    if tag == "mark" or not _OF_COLOURS.isdisjoint(declared):
        _of_colours(changes, declared, parent, tag)
    _of_direction(changes, declared)
    box = css_boxes.judged(declared, tag, element, font, block)
    if box.not_rendered and not parent.not_rendered:
        changes["not_rendered"] = box.not_rendered
    if box.doubt and not parent.doubt:
        changes["doubt"] = box.doubt
    if box.cuts and parent.narrow and not parent.doubt:
        changes.setdefault("doubt", "a box that cuts its words off")
    if box.narrow != parent.narrow:
        changes["narrow"] = box.narrow
    if box.moved:
        changes["moved"] = depth
        if declared.get("position") in ("absolute", "fixed"):
            changes["positioned"] = depth
    if box.holds:
        changes["holder"] = depth
    if box.spills:
        changes["spills"] = depth
    if box.raised:
        changes["raised"] = True
    unknown = next((name for name, value in declared.items() if not _is_known(name, value)), None)
    if unknown and not parent.doubt:
        changes.setdefault("doubt", f"{unknown[:40]} {UNJUDGED}")
    return changed(parent, changes) if changes else parent


_NAMES = tuple(one.name for one in fields(Style))


def changed(style: Style, changes: Mapping[str, Any]) -> Style:
    """Return the style with other values: what ``dataclasses.replace`` does, in a third of the time."""
    new = object.__new__(Style)
    for name in _NAMES:
        object.__setattr__(new, name, changes[name] if name in changes else getattr(style, name))
    return new


def _font(declared: Mapping[str, str], parent: Style) -> float | None:
    value = declared.get("font-size")
    if value is None or value in ("inherit", "unset"):
        return parent.font
    if value in ("initial", "revert", "revert-layer"):
        return 16.0
    if value in SIZES:
        return SIZES[value]
    if value in ("smaller", "larger"):
        return parent.font * (0.83 if value == "smaller" else 1.2)
    if value == "math":
        return parent.font
    if parent.root != 16.0 and "rem" in value:
        value = _REM.sub(lambda found: f"{float(found[1]) * parent.root:.4f}px", value)
    return length(value, parent.font, parent.font)


def _of_text(changes: dict[str, Any], d: Mapping[str, str], parent: Style, font: float, block: bool) -> None:
    if (value := d.get("visibility")) and value != "inherit" and value != "unset":
        changes["visible"] = value not in ("hidden", "collapse")
    opacity = _number(d.get("opacity"))
    if opacity is None and "(" in d.get("opacity", "") and not parent.doubt:
        changes["doubt"] = "an opacity that can't be judged"
    if opacity is not None:
        changes["opacity"] = parent.opacity * min(max(opacity, 0.0), 1.0)
    if "line-through" in d.get("text-decoration-line", ""):
        changes["deleted"] = True
    if (value := d.get("text-security")) and value not in _WIDE:
        changes["secret"] = value != "none"
    value = d.get("line-height")
    if value and block and value not in _WIDE:
        number = _number(value)
        size = 1.2 * font if value == "normal" else number * font if number is not None else length(value, font, font)
        changes["line"] = 1.2 * font if size is None else size
    for name in ("letter-spacing", "word-spacing", "line-height"):
        if name in d and css_boxes.is_unknown(d[name], font) and not parent.doubt:
            changes["doubt"] = f"{name} can't be judged"
    for name in ("letter-spacing", "word-spacing"):
        value = d.get(name)
        if value and value not in _WIDE:
            changes["spacing"] = 0.0 if value == "normal" else (length(value, font, font) or 0.0)
    features = f"{d.get('font-feature-settings', '')} {d.get('font-variant-position', '')}"
    if any(name in features for name in _RAISED) or "super" in features or "sub" in features.split():
        changes["raised"] = True


def _number(value: str | None) -> float | None:
    if not value:
        return None
    if value in ("initial", "unset", "revert"):
        return 1.0
    match = _PLAIN_NUMBER.fullmatch(value)
    if match:
        return float(match[1]) / (100 if match[2] else 1)
    return length(value, 0.0, 1.0) if "(" in value else None


def _of_colours(changes: dict[str, Any], d: Mapping[str, str], parent: Style, tag: str) -> None:
    if tag == "mark" and "background-color" not in d:
        changes |= {"back": YELLOW, "backed": True, "picture": False}
    if tag == "mark" and "color" not in d:
        changes["colour"] = BLACK
    value = d.get("color-scheme")
    if value in ("dark", "only dark"):
        changes |= {"back": (18.0, 18.0, 18.0, 1.0), "colour": WHITE}
    value = d.get("color")
    if value and value not in ("inherit", "unset", "currentcolor", "revert", "revert-layer"):
        colour_known = BLACK if value in ("initial", "canvastext", "windowtext", "text") else colour(value)
        changes |= {"colour": colour_known, "coloured": True}
    value = d.get("text-fill-color")
    if value and value not in ("inherit", "unset"):
        changes["fill"] = None if value in ("currentcolor", "initial", "revert") else colour(value)
        if changes["fill"] is None and value not in ("currentcolor", "initial", "revert"):
            changes["doubt"] = "a colour that can't be judged"
    value = d.get("background-color")
    if value and value not in _WIDE and value != "currentcolor":
        colour_known = WHITE if value in ("canvas", "window") else colour(value)
        if colour_known is None:
            changes |= {"back": None, "backed": True}
        elif colour_known[3] > 0:
            changes |= {"back": over(colour_known, changes.get("back", parent.back) or WHITE), "backed": True}
            changes["picture"] = parent.picture and colour_known[3] < 1
    elif value == "currentcolor":
        changes |= {"back": changes.get("colour", parent.colour), "backed": True}
    value = d.get("background-image")
    if value and value not in _WIDE:
        _of_picture(changes, value, d, parent, tag)
    if "text" in (d.get("background-clip") or "").split():
        changes["clip_text"] = True
    if "back" in changes and "background-clip" not in d and parent.clip_text:
        changes["clip_text"] = False


def _of_picture(changes: dict[str, Any], value: str, d: Mapping[str, str], parent: Style, tag: str) -> None:
    """A gradient is judged by its colours; a picture that isn't a small sign beside the words can't be."""
    if value == "none":
        return
    colours = [colour(one) for one in re.findall(r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]*\)|\b[a-z]+\b(?!\()", value)]
    solid = [one for one in colours if one is not None and one[3] > 0.5]
    if "gradient(" in value and "url(" not in value:
        rest = re.sub(r"#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^()]*\)|[a-z-]{0,30}gradient\(", " ", value)
        if any(word not in _IN_GRADIENTS and colour(word) is None for word in re.findall(r"[a-z][a-z-]*+", rest)):
            changes |= {"back": None, "backed": True}  # "currentcolor", "oklch(…)"
        elif solid:
            front = changes.get("fill", parent.fill) or changes.get("colour", parent.colour)
            worst = min((contrast(front, one) for one in solid), default=21.0) if front else 1.0
            changes |= {"back": solid[0] if worst >= FAINT_CONTRAST else None, "backed": True}
        return
    if "no-repeat" not in f"{d.get('background-repeat', '')} {value}" and tag not in ("html", "body"):
        changes["picture"] = True


def _of_direction(changes: dict[str, Any], d: Mapping[str, str]) -> None:
    if (value := d.get("direction")) and value not in ("inherit", "unset"):
        changes["rtl"] = value == "rtl"
    if (value := d.get("unicode-bidi")) and value not in ("inherit", "unset"):
        changes["turned"] = "override" in value


_FIXED = ("display", "visibility", "content-visibility", "position", "float", "unicode-bidi", "text-security")


@lru_cache(maxsize=20_000)
def _is_known(name: str, value: str) -> bool:
    """True if a property is judged here, or harmless with this value."""
    if name in _FIXED:
        return "(" not in value
    plain = re.sub(r"\A-(?:webkit|moz|ms|o|khtml|apple)-", "", name)
    if plain in css_boxes.JUDGED or plain in _JUDGED or name.startswith("--") or not _NAME.fullmatch(name):
        return True
    some = _harmless_values().get(plain)
    if some is not None:
        return value in _WIDE or some.fullmatch(unescape(value).lower()) is not None
    return plain in _harmless()[0] or any(
        plain.startswith(first)
        and plain.endswith(last)
        and _MIDDLE.fullmatch(plain, len(first), len(plain) - len(last))
        for first, last in _harmless()[1]
        if len(plain) >= len(first) + len(last)
    )


@lru_cache(maxsize=1)
def _harmless() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Return the names of the list, and what stands before and after the star of those that have one."""
    names = words("any/css_harmless.txt")
    starred = ((first, last) for first, star, last in (name.partition("*") for name in names) if star)
    return frozenset(name for name in names if "*" not in name), tuple(starred)


@lru_cache(maxsize=1)
def _harmless_values() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern, re.S) for name, pattern in rows("any/css_harmless_values.tsv")}


@lru_cache(maxsize=20_000)
def is_harmless(name: str, value: str) -> bool:
    """True if the declaration touches nothing of what a reader sees of the words, whatever applies beside it."""
    plain = re.sub(r"\A-(?:webkit|moz|ms|o|khtml|apple)-", "", name)
    return (
        plain not in css_boxes.JUDGED and plain not in _JUDGED and not name.startswith("--") and _is_known(name, value)
    )


_JUDGED = frozenset(
    "visibility opacity text-decoration text-decoration-line text-security line-height letter-spacing word-spacing"
    " font-size font-feature-settings font-variant-position color color-scheme text-fill-color background-color"
    " background-image background-clip direction unicode-bidi background font white-space backdrop-filter".split()
)
