"""Declarations that act on an element's box: not rendered, clipped, off the screen, scaled away, over others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from attribune.articles.css.values import length

FAR = 400.0  # pixels of offset to the left or above from which a box counts as off the screen
FAR_RIGHT = 1_000.0
NUDGE = 4.0  # pixels by which type is set higher or lower
SLIVER = 2.0  # pixels of a box in which no word can be read
NARROW = 60.0
PULLED = -3.0  # pixels of margin from which a run of words is pulled over others
PULLED_BLOCK = -12.0
REPLACED = "words put in its place by a style"
LISTED = "a sign of a list put before words"
_SIDES = ("top", "right", "bottom", "left")
_CUTS = frozenset({"hidden", "clip", "scroll", "auto", "overlay"})
_FUNCTION = re.compile(r"(?<![a-z0-9])([a-z0-9]++)\(([^()]*+(?:\([^()]*+\)[^()]*+)*+)\)")
_ARGUMENT = re.compile(r"(?:[^\s,()]++|\([^()]*+\))++")  # of a function; its brackets hold spaces and commas
_ANGLE = re.compile(r"\s*+([+-]?(?:\d++(?:\.\d++)?+|\.\d++))(deg|turn|rad|grad)?+\s*+")
_FILTER = re.compile(r"(?:none|(?:grayscale|sepia|saturate|hue-rotate)\([^()]*+(?:\([^()]*+\)[^()]*+)*+\)|\s)++")
_TINY_SHAPE = re.compile(
    r"inset\(\s*(?:[5-9]\d|\d{3,})(?:\.\d*)?%|circle\(\s*0|ellipse\(\s*0|polygon\(\s*0[a-z%]*(?:\s+0[a-z%]*)?(?:\s*,\s*0[a-z%]*(?:\s+0[a-z%]*)?)*\s*\)|rect\(\s*0"
)
_ENV = re.compile(r"env\([^()]*\)")
_LENGTHS = re.compile(r"(?:max-)?(?:width|height)|(?:padding|margin)-\w+|top|right|bottom|left|zoom")
_SIZES = ("fit-content(", "anchor(", "anchor-size(", "calc-size(")
_AFTER_TEXT = frozenset({"sup", "sub"})
_LAYOUT = frozenset(
    "div section article main header footer aside nav body html figure form ul ol table tr tbody".split()
)
BLOCKS: frozenset[str] = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption section article main header footer aside"
    " nav form fieldset table tbody thead tfoot tr td th caption pre address details summary hr center body html hgroup"
    " legend menu search iframe dialog".split()
)
# Boxes that a table or a ruby puts elsewhere than the text has them, with the elements that are such by themselves.
_ELSEWHERE = {"table-header-group": "thead", "table-footer-group": "tfoot", "table-caption": "caption",
              "ruby-text": "rt", "ruby-text-container": "rtc", "run-in": ""}  # fmt: skip
_LEAST_TRACK = 10.0  # pixels of a row or column of a grid in which a word can be read
_ROWS = ("grid-template-rows", "grid-auto-rows")
_COLUMNS = ("grid-template-columns", "grid-auto-columns")
_BOTH = ("grid", "grid-template")
_INSETS = ("padding", "border", "text-indent")
_WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer", "auto", "none", "normal"})
JUDGED = frozenset(
    "display content-visibility position top right bottom left overflow overflow-x overflow-y height max-height width"
    " max-width text-indent transform translate rotate scale zoom clip clip-path filter mask mask-image mask-border"
    " mix-blend-mode z-index margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right"
    " padding-bottom padding-left float order flex-direction flex-wrap flex-flow content contain line-clamp box-shadow"
    " outline outline-width outline-offset outline-color outline-style text-stroke text-stroke-width text-stroke-color"
    " vertical-align animation animation-name animation-duration animation-delay animation-iteration-count"
    " animation-fill-mode animation-timing-function animation-direction animation-play-state animation-timeline"
    " grid-area grid-row grid-column grid-row-start grid-row-end grid-column-start grid-column-end border border-top"
    " border-right border-bottom border-left border-width border-top-width border-right-width border-bottom-width"
    " aspect-ratio container container-type flex flex-basis grid grid-template grid-template-rows grid-template-columns"
    " grid-auto-rows grid-auto-columns"
    " border-left-width mask-size mask-position mask-repeat mask-mode mask-composite mask-clip mask-origin".split()
)


@dataclass(frozen=True, slots=True)
class Box:
    """The effect of declarations on a box.

    ``not_rendered``: why it isn't shown. ``doubt``: why it can't be judged. ``moved``: it is out of the text's flow.
    ``raised``: its words are set higher or lower.

    ``holds``: boxes out of the flow are placed in it. ``floats``, ``reverses``: that depends on what stands in it.
    """

    not_rendered: str = ""
    doubt: str = ""
    moved: bool = False
    raised: bool = False
    holds: bool = False
    floats: bool = False
    reverses: bool = False
    spills: bool = False  # its shadow or outline lies over what is beside it
    narrow: bool = False  # a column of its grid is too narrow for a word
    cuts: bool = False


NO_BOX = Box()


def judged(d: Mapping[str, str], tag: str, element: Any, font: float, block: bool) -> Box:
    """Return what the winning declarations of an element make of its box."""
    own = tuple((name, value) for name, value in d.items() if name in JUDGED or name == "white-space")
    if not own:
        return NO_BOX
    box = _judged(own, tag, font, block)
    if box.spills or (box.floats and not _is_drop_cap(element)):
        box = replace(box, moved=True)
    if box.reverses and not box.doubt and _runs_text(element):
        box = replace(box, doubt="words in another order")
    return box


@lru_cache(maxsize=20_000)
def _judged(declared: tuple[tuple[str, str], ...], tag: str, font: float, block: bool) -> Box:
    d = dict(declared)
    flow = f"{d.get('flex-direction', '')} {d.get('flex-wrap', '')}"
    return Box(
        not_rendered=next(_hiding(d, font), ""),
        doubt=next(_doubtful(d, tag, font, block), ""),
        moved=any(_moving(d, tag, font, block)),
        raised=not block and tag not in _AFTER_TEXT and _is_raised(d, font),
        holds=d.get("position", "static") not in ("static", *_WIDE) or d.get("transform", "none") not in _WIDE,
        floats=d.get("float") in ("left", "right", "inline-start", "inline-end") and not block,
        reverses="reverse" in flow,
        spills=not block and _spills(d, font),
        narrow=_has_no_column(d, font),
        cuts=_hard_cut(d),
    )


def _hiding(d: Mapping[str, str], font: float) -> Iterator[str]:
    if d.get("display") == "none":
        yield "display: none"
    if d.get("display") in ("table-column", "table-column-group"):
        yield "display: table-column"
    if d.get("content-visibility") == "hidden":
        yield "content-visibility: hidden"
    position = d.get("position", "")
    if position in ("absolute", "fixed"):
        clip = d.get("clip", "auto")
        if clip not in _WIDE:
            yield "clipped"
    if position not in ("", "static") and any(_is_far(d.get(side), font) for side in _SIDES):
        yield "off the screen"
    if _TINY_SHAPE.match(d.get("clip-path", "")):
        yield "clipped"
    indent = length(d.get("text-indent", "").partition(" ")[0], font, FAR_RIGHT)
    if indent is not None and (indent <= -FAR or indent >= FAR_RIGHT):
        yield "off the screen"
    if any((size := length(d.get(f"margin-{side}", ""), font)) is not None and size <= -FAR for side in _SIDES):
        yield "off the screen"
    cuts = cutting(d)
    if cuts and (
        _least(d, ("height", "max-height"), font) <= SLIVER or _least(d, ("width", "max-width"), font) <= SLIVER
    ):
        yield "a box without room"
    yield from _transforms(d, font, sure=True)
    zoom = length(d.get("zoom", ""), 0.0, 1.0)
    if zoom is not None and zoom < 0.15:
        yield "scaled to nothing"
    faint = re.search(r"opacity\(\s*(0*\.?\d*)(%?)", d.get("filter", ""))
    if faint and float(faint[1] or 0) / (100 if faint[2] else 1) < 0.08:
        yield "opacity"


def cutting(d: Mapping[str, str]) -> bool:
    """True if what doesn't fit into the box is cut off."""
    values = f"{d.get('overflow', '')} {d.get('overflow-x', '')} {d.get('overflow-y', '')}".split()
    contained = d.get("contain", "").split()
    return not _CUTS.isdisjoint(values) or any(one in ("paint", "strict", "content") for one in contained)


def _hard_cut(d: Mapping[str, str]) -> bool:
    values = f"{d.get('overflow', '')} {d.get('overflow-x', '')} {d.get('overflow-y', '')}".split()
    return "hidden" in values or "clip" in values or (cutting(d) and "contain" in d)


def _least(d: Mapping[str, str], names: tuple[str, ...], font: float) -> float:
    sizes = [length(d[name], font) for name in names if name in d]
    zero = any(re.fullmatch(r"[0.]+%", d[name]) for name in names if name in d)
    return 0.0 if zero else min((size for size in sizes if size is not None), default=float("inf"))


def _is_far(value: str | None, font: float) -> bool:
    if not value:
        return False
    if value.endswith("%"):
        share = length(value, font, 100.0)
        return share is not None and (share <= -90 or share >= 150)
    size = length(value, font)
    return size is not None and (size <= -FAR or size >= 2 * FAR_RIGHT)


def _transforms(d: Mapping[str, str], font: float, *, sure: bool) -> Iterator[str]:
    """Reasons of transforms: where ``sure``, those that hide, else those that can't be judged."""
    text = " ".join(
        [d.get("transform", ""), *(f"{name}({d[name]})" for name in ("scale", "rotate", "translate") if name in d)]
    )
    if not text.strip() or text.strip() in _WIDE:
        return
    rest = _FUNCTION.sub("", text).strip()
    if rest and rest not in _WIDE and not sure:
        yield "a transform that can't be judged"
    for name, inside in _FUNCTION.findall(text):
        numbers = [length(part, font, 100.0) for part in _ARGUMENT.findall(inside)]
        if inside.strip() in _WIDE:
            continue
        values = [number for number in numbers if number is not None]
        if name.startswith("scale"):
            if sure and values and min(abs(number) for number in values[:2]) < 0.1:
                yield "scaled to nothing"
            if not sure and (
                not values or len(values) < len(numbers) or not all(0.5 <= number <= 3 for number in values)
            ):
                yield "scaled"
        elif name.startswith("translate"):
            far = any(number <= -FAR or number >= 2 * FAR_RIGHT for number in values)
            if sure and far:
                yield "off the screen"
        elif not sure and not _turns_little(name, inside):
            yield "turned or distorted"


def _turns_little(name: str, inside: str) -> bool:
    angle = _ANGLE.fullmatch(inside)
    if not name.startswith("rotate") or not angle:
        return False
    degrees = float(angle[1]) * {"turn": 360, "rad": 57.3, "grad": 0.9}.get(angle[2] or "deg", 1)
    return abs(degrees) <= 15


@lru_cache(maxsize=5_000)
def is_unknown(value: str, font: float) -> bool:
    """True if a value is a length that can't be worked out here: of an unknown unit, or by an unknown function."""
    if not (value[:1].isdigit() or value[:1] in "+-." or "(" in value) or not value:
        return False
    return length(_ENV.sub("0px", value), font, 1_000.0) is None


def _doubtful(d: Mapping[str, str], tag: str, font: float, block: bool) -> Iterator[str]:
    unknown = next((name for name, value in d.items() if _LENGTHS.fullmatch(name) and is_unknown(value, font)), None)
    if unknown and not d[unknown].startswith(_SIZES):
        yield f"{unknown} can't be judged"
    if d.get("clip-path", "none") not in _WIDE:
        yield "clipped"
    hard = _hard_cut(d)
    if hard and _least(d, ("height", "max-height"), font) < float("inf"):
        yield "a box that cuts its words off"
    if hard and _least(d, ("width", "max-width"), font) < NARROW:
        yield "a box that cuts its words off"
    if (hard and tag not in BLOCKS) or (hard and _is_bounded(d, font)):
        yield "a box that cuts its words off"
    if hard and d.get("white-space") in ("nowrap", "pre"):
        yield "a box that cuts its words off"
    if d.get("line-clamp", "none") not in _WIDE:
        yield "a box that cuts its words off"
    indent = length(d.get("text-indent", "").partition(" ")[0], font, FAR_RIGHT)
    if indent is not None and abs(indent) > 120:
        yield "words set far to the side"
    indented = d.get("text-indent", "")
    if is_unknown(indented if "(" in indented else indented.partition(" ")[0], font):
        yield "words set to the side"
    if any(_is_wide(value, font) for name, value in d.items() if name.startswith(("padding", "border", "margin"))):
        yield "words set far to the side"
    yield from _transforms(d, font, sure=False)
    if "filter" in d and d["filter"] not in _WIDE and not _FILTER.fullmatch(d["filter"]):
        yield "a filter"
    if any(d.get(name, "none") not in _WIDE for name in ("mask", "mask-image", "mask-border")):
        yield "a mask"
    if d.get("mix-blend-mode", "normal") not in _WIDE:
        yield "blended with what is behind"
    if d.get("z-index", "0").startswith("-"):
        yield "behind other boxes"
    if "(" in d.get("content", ""):  # browsers pass over mere words there
        yield REPLACED
    stroke = f"{d.get('text-stroke', '')} {d.get('text-stroke-width', '')}".split()
    if any((size := length(part, font)) is not None and size > 0.5 for part in stroke):
        yield "letters drawn over by their outline"
    if tag in _AFTER_TEXT and _is_lowered(d):
        yield "raised or lowered signs set on the line"
    low = length(d.get("height", ""), font)
    if low is not None and low < 0.9 * font and not cutting(d):
        yield "a box too low for its words"
    if _has_no_row(d, font) or ((hard or tag not in BLOCKS) and _has_no_column(d, font)):
        yield "a grid without room"
    yield from _reordering(d, tag, block)


def _is_bounded(d: Mapping[str, str], font: float) -> bool:
    """True if a box that cuts off has a size that isn't its words', or its own edges take its room."""
    contained = f"{d.get('contain', '')} {d.get('container', '')} {d.get('container-type', '')}".split()
    if d.get("aspect-ratio", "auto") not in _WIDE or not {"size", "strict"}.isdisjoint(contained):
        return True
    flex = d.get("flex", "").split()
    basis = d.get("flex-basis") or (flex[2] if len(flex) == 3 else "auto")
    size = length(basis, font, 0.0)
    if size is not None and size < NARROW and (not flex or flex[0].strip("0.") == ""):
        return True
    if _least(d, ("width", "max-width"), font) == float("inf"):
        return False
    insets = [length(part, font) for name, of in d.items() if name.startswith(_INSETS) for part in of.split()]
    return any(inset is not None and inset > NARROW / 2 for inset in insets)


def _has_no_row(d: Mapping[str, str], font: float) -> bool:
    return any(_has_no_track(d[name].partition("/")[0], font) for name in (*_ROWS, *_BOTH) if name in d)


def _has_no_column(d: Mapping[str, str], font: float) -> bool:
    values = [d[name].partition("/")[2] for name in _BOTH if name in d]
    return any(_has_no_track(of, font) for of in (*values, *(d[name] for name in _COLUMNS if name in d)))


def _has_no_track(value: str, font: float) -> bool:
    """True if a row or column of a grid is too narrow for a word."""
    value = re.sub(r"minmax\(\s*+0[a-z%]*+\s*+,|\[[^\[\]]*+\]|\"[^\"]*+\"|'[^']*+'", "", value)
    for part in re.split(r"[\s,()/]+", value):
        if re.fullmatch(r"0*+(?:\.0*+)?+(?:fr|%)", part) and part not in ("fr", "%"):
            return True
        size = length(part, font)
        if size is not None and part[-1:].isalpha() and size < _LEAST_TRACK:
            return True
    return re.search(r"(?:^|[\s/])0(?:$|[\s/])", value) is not None


def _is_wide(value: str, font: float) -> bool:
    return any((size := length(part, font)) is not None and size >= FAR_RIGHT for part in value.split())


def _reordering(d: Mapping[str, str], tag: str, block: bool) -> Iterator[str]:
    display = d.get("display", "").split()
    if any(_ELSEWHERE.get(part, tag) != tag for part in display):
        yield "words in another order"
    if "list-item" in display and tag not in BLOCKS:
        yield LISTED
    if d.get("order", "0") not in ("0", *_WIDE) and (not block or tag not in _LAYOUT):
        yield "words in another order"
    if any(d.get(name, "auto") not in _WIDE for name in JUDGED if name.startswith("grid-")) and not block:
        yield "words in another order"


def _runs_text(element: Any) -> bool:
    """True if words or inline elements stand directly in an element."""
    if (element.text or "").strip():
        return True
    return any(
        (child.tail or "").strip() or child.tag in ("span", "b", "i", "em", "strong", "a", "font", "u", "small", "mark")
        for child in element[:50]
    )


def _moving(d: Mapping[str, str], tag: str, font: float, block: bool) -> Iterator[bool]:
    """Yield True if the box leaves the flow of the text, so that its words stand elsewhere or lie over others."""
    position = d.get("position", "static")
    yield position in ("absolute", "fixed")
    nudge = font if tag in _AFTER_TEXT else NUDGE
    if position in ("relative", "sticky", "-webkit-sticky"):
        sides = [length(d[side], font, 100.0) for side in _SIDES if d.get(side, "auto") not in _WIDE]
        yield any(size is None or abs(size) > nudge for size in sides) and position == "relative"
    shift = length(d.get("vertical-align", "0"), font, font)
    yield not block and shift is not None and abs(shift) > font
    margins = [(side, length(d.get(f"margin-{side}", "") or "0", font, 1000.0)) for side in _SIDES]
    least = PULLED_BLOCK if block else PULLED
    yield any(size is not None and size < least for side, size in margins if not block or side in ("top", "bottom"))
    for inside in re.findall(
        r"translate(?:3d|x|y|z)?\(([^()]*)\)", d.get("transform", "") + f" translate({d.get('translate', '0')})"
    ):
        sizes = [
            length(part, font, 100.0) for part in re.split(r"[\s,]+", inside.strip()) if part and part not in _WIDE
        ]
        yield any(size is None or abs(size) > NUDGE for size in sizes)


def _spills(d: Mapping[str, str], font: float) -> bool:
    lines = f"{d.get('box-shadow', '')} {d.get('outline', '')} {d.get('outline-width', '')}".split()
    return any((size := length(part, font)) is not None and abs(size) > NUDGE + 1 for part in lines)


def _is_drop_cap(element: Any) -> bool:
    """True if an element is the first letters of what is around it."""
    parent = element.getparent()
    first = parent is not None and not (parent.text or "").strip() and element.getprevious() is None
    return first and len("".join(element.itertext()).strip()) <= 3


def _is_lowered(d: Mapping[str, str]) -> bool:
    """True if a raised or lowered sign is put back on the line."""
    nudged = d.get("position") == "relative" and any(
        d.get(side, "auto") not in ("auto", "0") for side in ("top", "bottom")
    )
    value = d.get("vertical-align", "super")
    return (
        not nudged
        and value not in ("super", "sub", "top", "bottom", "text-top", "text-bottom", *_WIDE - {"initial"})
        and (value in ("baseline", "middle", "initial", "unset") or (length(value, 16.0, 16.0) or 0.0) == 0)
    )


def _is_raised(d: Mapping[str, str], font: float) -> bool:
    value = d.get("vertical-align", "baseline")
    if value in ("super", "sub", "text-top", "text-bottom", "top", "bottom"):
        return True
    size = length(value, font, font)
    return size is not None and abs(size) > 0.15 * font
