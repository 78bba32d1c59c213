"""Styles of an OpenDocument text: how words look that carry them, as far as it decides whether they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.document.omissions import NARROWEST, SMALLEST, Colour, Look

MOST_CACHED = 10_000  # looks under styles that are kept
MOST_PARENTS = 20  # styles, one based on another
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in|px|%)\Z")
_SIGNED = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in|px)\Z")
FARTHEST = 600.0  # points out of the text, from which on a paragraph or a shape is off the page
LOWEST = 2.0  # points that a line, a row or a shape has at least to be read
TIGHTEST = 0.35  # of the type size that letters are moved together by, from which on they lie on one another
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
_GROUND = (
    "paragraph-properties",
    "table-cell-properties",
    "table-row-properties",
    "graphic-properties",
    "table-properties",
)
_DEFAULT = "\0"  # the name of what holds for all styles of a family
_SIGNS = ("symbol", "wingdings", "webdings", "mt extra", "zapf dingbats", "opensymbol", "marlett")
SIGNS = "words in a font of signs, whose letters look like other things"
UNKNOWN = "words with a form that isn't known"
MAPPED = "words whose form depends on a condition"
TWICE = "words whose form is given twice"
SMALL = "words whose size depends on the script that they are taken for, or on another size"
_OTHER_SIZES = frozenset(
    {"font-size-complex", "font-size-asian", "font-size-rel", "font-size-rel-complex", "font-size-rel-asian"}
)
# Properties of words that hide nothing, or whose effect is taken into account. Any other leaves a doubt.
_KNOWN = (
    "paragraph:", "font-", "language", "country", "script", "rfc-language-tag", "text-underline-", "text-overline-",
    "text-line-through-", "color", "background-color", "opacity", "text-outline", "text-blinking", "text-shadow",
    "text-emphasize", "letter-", "text-position", "text-scale", "text-transform", "hyphenat", "use-window-font-color",
    "display", "theme-color", "rsid", "paragraph-rsid", "char-shading-value", "shadow", "padding", "border",
    "text-rotation-scale", "country-", "style-name", "char-",
)  # fmt: skip
_COLOUR = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})\Z")


@dataclass(frozen=True, slots=True)
class Style:
    """A style's own values: name shown, parent style, properties."""

    name: str
    parent: str
    properties: dict[str, str]
    list_style: str = ""
    mapped: bool = False
    twice: bool = False  # two styles of one file have this name, or the style has two values for a property


class Styles:
    """All styles of a document by family and name."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._cached: dict[tuple[str, str, Look], Look] = {}
        self._signs: set[str] = set()
        self.labels: dict[tuple[str, int], str] = {}  # of the levels of lists, by the list's style
        self.page: Colour = (255, 255, 255)
        learnt: set[tuple[tuple[str, str], int]] = set()
        for root in roots:
            for element in root.iter():
                if local(element) == "style":
                    key = (attribute(element, "family"), attribute(element, "name"))
                    self._styles[key] = _style(element, twice=(key, id(root)) in learnt)
                    learnt.add((key, id(root)))
                elif local(element) == "default-style":
                    self._styles[attribute(element, "family"), _DEFAULT] = _style(element)
                elif local(element) == "page-layout-properties":
                    self.page = colour_of(attribute(element, "background-color")) or self.page
                elif local(element) == "font-face" and attribute(element, "font-charset") == "x-symbol":
                    self._signs.add(attribute(element, "name").lower())
                elif local(element) in ("list-style", "outline-style"):
                    self._learn_labels(element)

    def _learn_labels(self, style: Any) -> None:
        name = "outline" if local(style) == "outline-style" else attribute(style, "name")
        for one in style:
            level = attribute(one, "level")
            if level.isdecimal() and len(level) < 3:
                around = (attribute(one, key) for key in ("num-prefix", "bullet-char", "num-suffix"))
                self.labels[name, int(level)] = " ".join(around)

    def value(self, family: str, name: str, key: str) -> str:
        """Return a property as the nearest style gives it; "" where none does."""
        return next((one.properties[key] for one in self.chain(family, name) if key in one.properties), "")

    def doubt(self, family: str, name: str) -> str:
        """Return why a style leaves it in doubt what is seen: its forms aren't known, or its letters are pictures."""
        for style in self.chain(family, name):
            if style.mapped and family == "text":
                return MAPPED
            if style.twice:
                return TWICE
            for key, value in style.properties.items():
                if key in ("font-name", "font-family", "font-family-generic"):
                    font = value.strip("'\" ").lower()
                    if font in self._signs or font.startswith(_SIGNS):
                        return SIGNS
                elif key in _OTHER_SIZES and _is_too_small(value):
                    return SMALL
                elif not key.startswith(_KNOWN) and value not in ("none", "0", "false", "normal", "auto", ""):
                    return UNKNOWN
        return ""

    def chain(self, family: str, name: str) -> list[Style]:
        """Return a style and those it is based on, nearest first."""
        chain: list[Style] = []
        while name and len(chain) < MOST_PARENTS and (style := self._styles.get((family, name))):
            chain.append(style)
            name = style.parent
        return chain

    def look(self, family: str, name: str, look: Look) -> Look:
        """Return ``look`` changed by a style."""
        cached = self._cached.get((family, name, look))
        if cached is None:
            cached = look
            chain = self.chain(family, name if name or family != "paragraph" else "Standard")
            if family == "paragraph" and (first := self._styles.get((family, _DEFAULT))) is not None:
                chain.append(first)
            for style in reversed(chain):
                cached = _applied(cached, style.properties)
            if len(self._cached) < MOST_CACHED:
                self._cached[family, name, look] = cached
        return cached

    def names(self, name: str) -> list[str]:
        """Return the names of a paragraph's style and of those it is based on, in small letters with blanks."""
        chain = self.chain("paragraph", name)
        names_shown = [one for style in chain for one in (style.name, style.parent)] or [name]
        return [re.sub(r"_20_|_", " ", one).strip().lower() for one in names_shown if one]


def _is_too_small(value: str) -> bool:
    """True if a size, or what a relative size takes away, leaves letters that nobody reads."""
    size = points(value)
    return size is not None and size <= SMALLEST


def _style(element: Any, *, twice: bool = False) -> Style:
    properties: dict[str, str] = {}
    for child in element:
        kind = local(child)
        if not kind.endswith("-properties"):
            continue
        prefix = "paragraph:" if kind in _GROUND else ""
        for key, value in child.attrib.items():
            name = prefix + str(key).rpartition("}")[2]
            twice = twice or properties.get(name, value) != value
            properties[name] = str(value)
    display_name = attribute(element, "display-name") or attribute(element, "name")
    return Style(
        display_name,
        attribute(element, "parent-style-name"),
        properties,
        attribute(element, "list-style-name"),
        any(local(one) == "map" for one in element),
        twice,
    )


def _applied(look: Look, properties: dict[str, str]) -> Look:
    if "display" in properties:
        look = replace(look, hidden=properties["display"] in ("none", "condition"))
    for key in ("text-line-through-style", "text-line-through-type"):
        if key in properties:
            look = replace(look, struck=properties[key] != "none")
    if "text-position" in properties:
        look = replace(look, shift=_shift(properties["text-position"]))
        lower = re.fullmatch(r"\S+\s+(\d{1,3})(?:\.\d+)?%", properties["text-position"])
        look = replace(look, scale=0.0 if lower and int(lower[1]) < NARROWEST else look.scale)
    if (size := _LENGTH.match(properties.get("font-size", ""))) is not None:
        number = float(size[1])
        look = replace(look, size=look.size * number / 100 if size[2] == "%" else number * _POINTS[size[2]])
    if (scale := _LENGTH.match(properties.get("text-scale", ""))) is not None:
        look = replace(look, scale=float(scale[1]))
    # LibreOffice writes an opacity of 0% with the automatic colour, which is seen on any ground.
    clear = properties.get("opacity", "").startswith("0%") or properties.get("opacity") == "0"
    if clear and properties.get("use-window-font-color") != "true":
        look = replace(look, hidden=True)
    if "color" in properties or "use-window-font-color" in properties:
        auto = properties.get("use-window-font-color") == "true"
        light = properties.get("theme-color", "") in ("light1", "background1", "lt1", "bg1")
        other = (
            (255, 255, 255)
            if light and not properties.get("color-lum-mod", "100%").rstrip("%").startswith("0")
            else None
        )
        look = replace(look, colour=None if auto else colour_of(properties.get("color", "")), other=other)
    if (spaced := points(properties.get("letter-spacing", ""))) is not None:
        look = replace(look, scale=0.0 if spaced < -TIGHTEST * look.size else look.scale)
    far = any(
        abs(points(properties.get(f"paragraph:{key}", "")) or 0) > FARTHEST for key in ("margin-left", "text-indent")
    )
    line = points(properties.get("paragraph:line-height", ""))
    if far or (line is not None and line < LOWEST):
        look = replace(look, hidden=True)
    for key in ("paragraph:background-color", "paragraph:fill-color", "background-color"):
        back = colour_of(properties.get(key, ""))
        if back is not None and not (
            key == "paragraph:fill-color" and properties.get("paragraph:fill", "solid") == "none"
        ):
            look = replace(look, back=back)
    return look


def _shift(value: str) -> str:
    first = value.split(" ")[0]
    if first == "super":
        return "up"
    if first == "sub":
        return "down"
    number = first.rstrip("%").lstrip("+")
    if not re.fullmatch(r"-?\d{1,4}(?:\.\d+)?", number) or not float(number):
        return ""
    return "up" if float(number) > 0 else "down"


def points(value: str) -> float | None:
    """Return a length in points; None for what is none, as per cent."""
    match = _SIGNED.match(value)
    return float(match[1]) * _POINTS[match[2]] if match else None


def colour_of(value: str) -> Colour | None:
    """Return a colour as XML writes it (``#rrggbb``), or None."""
    match = _COLOUR.match(value)
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its name without the name space; "" where it isn't there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
