"""Styles of an OpenDocument text: how words look that carry them, as far as it decides whether they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.document.omissions import NARROWEST, Colour, Look

MOST_KNOWN = 10_000  # looks under styles that are kept
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
    """What a style says itself: the name it shows, what it is based on, and its properties."""

    name: str
    parent: str
    properties: dict[str, str]
    list_style: str = ""
    mapped: bool = False


class Styles:
    """All styles of a document by family and name."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._known: dict[tuple[str, str, Look], Look] = {}
        self._signs: set[str] = set()
        self.labels: dict[tuple[str, int], str] = {}  # of the levels of lists, by the list's style
        self.page: Colour = (255, 255, 255)
        for root in roots:
            for element in root.iter():
                if local(element) == "style":
                    key = (attribute(element, "family"), attribute(element, "name"))
                    self._styles[key] = _style(element)
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
        """A property as the nearest style gives it; "" where none does."""
        return next((one.properties[key] for one in self.chain(family, name) if key in one.properties), "")

    def doubt(self, family: str, name: str) -> str:
        """Why a style leaves it in doubt what is seen: its forms aren't known, or its letters are pictures."""
        for style in self.chain(family, name):
            if style.mapped and family == "text":
                return MAPPED
            for key, value in style.properties.items():
                if key in ("font-name", "font-family", "font-family-generic"):
                    font = value.strip("'\" ").lower()
                    if font in self._signs or font.startswith(_SIGNS):
                        return SIGNS
                elif not key.startswith(_KNOWN) and value not in ("none", "0", "false", "normal", "auto", ""):
                    return UNKNOWN
        return ""

    def chain(self, family: str, name: str) -> list[Style]:
        """A style and those it is based on, nearest first."""
        found: list[Style] = []
        while name and len(found) < MOST_PARENTS and (style := self._styles.get((family, name))):
            found.append(style)
            name = style.parent
        return found

    def look(self, family: str, name: str, look: Look) -> Look:
        """How words look under a style, where they looked so before."""
        known = self._known.get((family, name, look))
        if known is None:
            known = look
            chain = self.chain(family, name if name or family != "paragraph" else "Standard")
            if family == "paragraph" and (first := self._styles.get((family, _DEFAULT))) is not None:
                chain.append(first)
            for style in reversed(chain):
                known = _applied(known, style.properties)
            if len(self._known) < MOST_KNOWN:
                self._known[family, name, look] = known
        return known

    def names(self, name: str) -> list[str]:
        """The names of a paragraph's style and of those it is based on, in small letters with blanks."""
        chain = self.chain("paragraph", name)
        shown = [one for style in chain for one in (style.name, style.parent)] or [name]
        return [re.sub(r"_20_|_", " ", one).strip().lower() for one in shown if one]


def _style(element: Any) -> Style:
    properties: dict[str, str] = {}
    for child in element:
        kind = local(child)
        if not kind.endswith("-properties"):
            continue
        prefix = "paragraph:" if kind in _GROUND else ""
        for key, value in child.attrib.items():
            properties[prefix + str(key).rpartition("}")[2]] = str(value)
    shown = attribute(element, "display-name") or attribute(element, "name")
    return Style(
        shown,
        attribute(element, "parent-style-name"),
        properties,
        attribute(element, "list-style-name"),
        any(local(one) == "map" for one in element),
    )


def _applied(look: Look, said: dict[str, str]) -> Look:
    if "display" in said:
        look = replace(look, hidden=said["display"] in ("none", "condition"))
    for key in ("text-line-through-style", "text-line-through-type"):
        if key in said:
            look = replace(look, struck=said[key] != "none")
    if "text-position" in said:
        look = replace(look, shift=_shift(said["text-position"]))
        lower = re.fullmatch(r"\S+\s+(\d{1,3})(?:\.\d+)?%", said["text-position"])
        look = replace(look, scale=0.0 if lower and int(lower[1]) < NARROWEST else look.scale)
    if (size := _LENGTH.match(said.get("font-size", ""))) is not None:
        number = float(size[1])
        look = replace(look, size=look.size * number / 100 if size[2] == "%" else number * _POINTS[size[2]])
    if (scale := _LENGTH.match(said.get("text-scale", ""))) is not None:
        look = replace(look, scale=float(scale[1]))
    # LibreOffice writes an opacity of 0% with the automatic colour, which is seen on any ground.
    clear = said.get("opacity", "").startswith("0%") or said.get("opacity") == "0"
    if clear and said.get("use-window-font-color") != "true":
        look = replace(look, hidden=True)
    if "color" in said or "use-window-font-color" in said:
        auto = said.get("use-window-font-color") == "true"
        light = said.get("theme-color", "") in ("light1", "background1", "lt1", "bg1")
        other = (255, 255, 255) if light and not said.get("color-lum-mod", "100%").rstrip("%").startswith("0") else None
        look = replace(look, colour=None if auto else colour_of(said.get("color", "")), other=other)
    if (spaced := points(said.get("letter-spacing", ""))) is not None:
        look = replace(look, scale=0.0 if spaced < -TIGHTEST * look.size else look.scale)
    far = any(abs(points(said.get(f"paragraph:{key}", "")) or 0) > FARTHEST for key in ("margin-left", "text-indent"))
    line = points(said.get("paragraph:line-height", ""))
    if far or (line is not None and line < LOWEST):
        look = replace(look, hidden=True)
    for key in ("paragraph:background-color", "paragraph:fill-color", "background-color"):
        back = colour_of(said.get(key, ""))
        if back is not None and not (key == "paragraph:fill-color" and said.get("paragraph:fill", "solid") == "none"):
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
    """A length in points; None for what is none, as per cent."""
    match = _SIGNED.match(value)
    return float(match[1]) * _POINTS[match[2]] if match else None


def colour_of(value: str) -> Colour | None:
    """A colour as XML writes it (``#rrggbb``), or None."""
    match = _COLOUR.match(value)
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def attribute(element: Any, name: str) -> str:
    """An attribute by its name without the name space; "" where it isn't there."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
