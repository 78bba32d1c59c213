"""Appearance of the words of a Word document, as far as it decides whether they are seen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from attribune.articles.css.values import colour as css_colour
from attribune.articles.decoding.xml import local
from attribune.articles.document.omissions import ALIKE, TINY, TOO_SMALL, Colour, Look, is_alike
from attribune.articles.docx.doubtful_forms import UNKNOWN, doubt_of_form
from attribune.articles.docx.styles import attribute, is_on
from attribune.articles.docx.theme import Theme, attribute_of

MOST_CACHED = 10_000  # looks under styles that are kept
MOST_PARTS = 50  # of a table's style that are looked at; Word has 13
MOST_PARENTS = 12  # styles a style may be based on, one on another
LOWEST_ROW = 80  # twentieths of a point that a row or a line of exact height has at least to be read
FARTHEST = 12_000  # twentieths of a point out of the text, from which on a paragraph is off the page
FARTHEST_SHAPE = 7_000_000  # the same of a shape, in its units: 12,700 a point
SMALLEST_SHAPE = 25_400
TIGHTEST = 0.35  # of the type size that letters are moved together by, from which on they lie on one another
SHIFTED = 3  # half points that words stand above or below their line, from which on they are raised or lowered
_BLACK: Colour = (0, 0, 0)
HIGHLIGHTS: dict[str, Colour] = {
    "black": (0, 0, 0), "blue": (0, 0, 255), "cyan": (0, 255, 255), "darkBlue": (0, 0, 139), "darkCyan": (0, 139, 139),
    "darkGray": (169, 169, 169), "darkGreen": (0, 100, 0), "darkMagenta": (128, 0, 128), "darkRed": (139, 0, 0),
    "darkYellow": (128, 128, 0), "green": (0, 255, 0), "lightGray": (211, 211, 211), "magenta": (255, 0, 255),
    "red": (255, 0, 0), "white": (255, 255, 255), "yellow": (255, 255, 0),
}  # fmt: skip
_HEX = re.compile(r"([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})\Z")
_VML_AWAY = re.compile(
    r"visibility:\s*hidden|display:\s*none|(?:left|top):\s*-\d{4,}|(?:width|height):\s*0(?!\.?\d)", re.I
)
_WHITE: Colour = (255, 255, 255)
_LIGHT = ("background1", "light1", "bg1", "lt1")
GROUND = "words in a shape whose colour isn't known"
COVERED = "light words on a ground whose colour isn't known"
WEB = "words that some views of the document hide"
TURNED = "letters whose order is turned in the document"
CUT = "words in a row of fixed height, which may cut them off"
LINE = 200  # twentieths of a point that a line of text is high at least
ROOMY = 90  # characters that a line has at most where nothing is known of its width
_PLACES = {"ind": ("left", "start", "firstLine", "hanging"), "framepr": ("x", "y"), "tblind": ("w",),
           "tblppr": ("tblpX", "tblpY")}  # fmt: skip
_CONTAINERS = frozenset("tbl tr tc anchor inline wsp shape rect textbox".split())
IN_STYLE = "words that the style of their table may hide"


@dataclass(frozen=True, slots=True)
class _Style:
    """A style as it stands: its kind, what it is based on, and the properties that it gives to words and parts."""

    kind: str
    parent: str
    words: Any
    form: Any
    fill: Colour | None  # of a table's cells
    parts: tuple[Any, ...]  # of a table's style: the properties of rows and columns
    twice: bool = False  # two styles of this name


@dataclass(slots=True)
class Looks:
    """The styles of a document. ``page`` is the colour of its paper."""

    page: Colour = _WHITE
    theme: Theme = field(default_factory=lambda: Theme(None, None))
    _styles: dict[str, _Style] = field(default_factory=dict)
    _default: str = ""  # the style of paragraphs that name none
    _default_words: str = ""  # the same of runs
    _doubts: dict[str, str] = field(default_factory=dict)
    _lower: set[str] = field(default_factory=set)  # the names of styles in small letters
    _cached: dict[tuple[Look, str], Look] = field(default_factory=dict)
    _within: dict[Any, tuple[Look, str, bool]] = field(default_factory=dict)  # what a container gives its paragraphs
    _base: Look = field(default_factory=lambda: Look(size=10.0))

    def learn(self, root: Any) -> None:
        """Take in the part of styles."""
        for element in root:
            if local(element) == "docdefaults":
                for child in element.iter():
                    if local(child) == "rpr":
                        self._base = apply_properties(self._base, child, self.theme)
            elif local(element) == "style":
                key = attribute(element, "styleId")
                named = {local(child): child for child in element}
                parent = named.get("basedon")
                parts = tuple(child for child in element if local(child) == "tblstylepr")
                kind = attribute(element, "type")
                self._styles[key] = _Style(
                    kind,
                    "" if parent is None else attribute(parent, "val"),
                    named.get("rpr"),
                    named.get("ppr"),
                    next((shade_of(one) for one in _children(element, "tcpr", "shd")), None),
                    parts,
                    key in self._styles,
                )
                self._lower.add(key.lower())
                if kind == "paragraph" and is_default(element):
                    self._default = key
                elif kind == "character" and is_default(element):
                    self._default_words = key
                elif key.lower() == "normal" and not self._default:
                    self._default = key

    def _chain(self, key: str) -> list[_Style]:
        chain: list[_Style] = []
        while key in self._styles and len(chain) < MOST_PARENTS:
            chain.append(self._styles[key])
            key = self._styles[key].parent
        return chain[::-1]

    def _styled(self, look: Look, key: str) -> Look:
        cached = self._cached.get((look, key))
        if cached is None:
            cached = look
            for style in self._chain(key):
                cached = apply_properties(cached, style.words, self.theme) if style.words is not None else cached
            if len(self._cached) < MOST_CACHED:
                self._cached[look, key] = cached
        return cached

    def paragraph(self, element: Any) -> tuple[Look, str]:
        """Return the look of a paragraph's own words, and the reason why it is uncertain, "" for none."""
        look, doubt = self._around(element)
        properties = _child(element, "ppr")
        key = self._default
        own = list(properties) if properties is not None else []
        key = next((attribute(child, "val") for child in own if local(child) == "pstyle"), key)
        forms: dict[str, Any] = {}
        for style in self._chain(key):
            forms.update({local(child): child for child in (style.form if style.form is not None else ())})
        for name, child in {**forms, **{local(child): child for child in own}}.items():
            if name == "shd":
                look = replace(look, back=shade_of(child) or look.back)
            elif _hides_words(child, name):
                look = replace(look, hidden=True)
        hidden = look.hidden
        doubt = doubt or self._strange(key)
        look = self._styled(look, key)
        return (replace(look, hidden=True) if hidden else look), doubt

    def run(self, element: Any, look: Look) -> tuple[Look, str]:
        """Return the look of a run's words inside a paragraph of look ``look``, and the reason why it is uncertain."""
        forms = [child for child in element if local(child) == "rpr"]
        properties = forms[0] if forms else ()
        key = next((attribute(child, "val") for child in properties if local(child) == "rstyle"), self._default_words)
        out = apply_properties(self._styled(look, key), properties, self.theme)
        if doubt := UNKNOWN if len(forms) > 1 else self._strange(key) or doubt_of_form(properties, self.theme):
            return out, doubt
        on = {local(child) for child in properties if is_on(child)}
        turned = not on.isdisjoint(("rtl", "cs")) and _is_western(element)
        return out, WEB if "webhidden" in on else TURNED if turned else ""

    def _strange(self, key: str) -> str:
        """Return why a style leaves it uncertain what is seen of its words; "" where it doesn't."""
        if key not in self._doubts:
            chain = self._chain(key)
            odd = any(one.twice for one in chain) or len(chain) == MOST_PARENTS
            odd = odd or (not chain and key.lower() in self._lower)
            forms = (doubt_of_form(one.words, self.theme) for one in chain)
            self._doubts[key] = UNKNOWN if odd else next(filter(None, forms), "")
        return self._doubts[key]

    def _around(self, element: Any) -> tuple[Look, str]:
        """Return the look that a paragraph gets from its cell, row, table and shape, and a doubt.

        What each of these gives is worked out once: a table has many rows, and a cell many paragraphs.
        """
        look, doubt, hidden = replace(self._base, back=self.page), "", False
        for parent in reversed(list(element.iterancestors())):
            if local(parent) not in _CONTAINERS:
                continue
            known = self._within.get(parent)
            if known is None:
                if len(self._within) >= MOST_CACHED:
                    self._within.clear()
                known = self._within[parent] = self._in_container(parent, look, doubt, hidden)
            look, doubt, hidden = known
        return (replace(look, hidden=True) if hidden else look), doubt

    def _in_container(self, parent: Any, look: Look, doubt: str, hidden: bool) -> tuple[Look, str, bool]:
        name = local(parent)
        if name == "tbl":
            hidden = hidden or any(_hides_words(one, local(one)) for one in _children(parent, "tblpr", ""))
            look, doubt = self._in_table(parent, look, doubt)
        elif name == "tr":
            hidden, doubt = hidden or _is_hidden_row(parent), CUT if _is_cut_row(parent) else doubt
        elif name == "tc":
            fill = next((shade_of(one) for one in _children(parent, "tcpr", "shd")), None)
            look = replace(look, back=fill or look.back)
        elif name in ("anchor", "inline"):
            hidden = hidden or _is_shape_away(parent)
        else:
            hidden = hidden or bool(_VML_AWAY.search(parent.get("style", "")[:2000]))
            back, why = _fill_of(parent, name, self.theme)
            look, doubt = replace(look, back=back or look.back), why or doubt
        return look, doubt, hidden

    def _in_table(self, table: Any, look: Look, doubt: str) -> tuple[Look, str]:
        key = next((attribute(one, "val") for one in _children(table, "tblpr", "tblstyle")), "")
        chain = self._chain(key)
        look = self._styled(look, key)
        for style in chain:
            look = replace(look, back=style.fill or look.back)
        for style in chain:
            for part in style.parts[:MOST_PARTS]:
                form = apply_properties(look, words, self.theme) if (words := _child(part, "rpr")) is not None else look
                fill = next((attribute(one, "fill") for one in _children(part, "tcpr", "shd")), "")
                if replace(form, back=colour_of(fill) or form.back).unseen() and not look.unseen():
                    return look, IN_STYLE
                doubt = COVERED if fill and doubt != IN_STYLE else doubt
        return look, doubt


def doubt_of(look: Look, doubt: str) -> str:
    """Return a doubt about the ground counts for words that would be unseen on paper; any other counts for all."""
    if doubt != COVERED:
        return doubt or (TOO_SMALL if look.size < TINY else "")
    light = look.colour is not None and (is_alike(look.colour, look.back) or min(look.colour) > 255 - ALIKE)
    return COVERED if light else ""


def apply_properties(look: Look, properties: Any, theme: Theme) -> Look:
    """Return ``look`` changed by the properties of a run (``w:rPr``)."""
    for child in properties:
        name, value = local(child), attribute(child, "val")
        if name == "vanish":
            look = replace(look, hidden=is_on(child))
        elif name in ("strike", "dstrike"):
            look = replace(look, struck=is_on(child))
        elif name == "vertalign":
            look = replace(look, shift={"superscript": "up", "subscript": "down"}.get(value, ""))
        elif name == "position" and (number := _number(value)) is not None:
            look = replace(look, shift="up" if number >= SHIFTED else "down" if number <= -SHIFTED else look.shift)
        elif name == "sz" and (number := _number(value)) is not None:
            look = replace(look, size=number / 2)
        elif name == "w" and (number := _number(value.rstrip("%"))) is not None:
            look = replace(look, scale=float(number))
        elif name == "spacing" and (number := _number(value)) is not None:
            look = replace(look, scale=0.0 if number < -TIGHTEST * 20 * look.size else max(look.scale, 100.0))
        elif name == "color":
            themed = theme.colour(*(attribute(child, one) for one in ("themeColor", "themeTint", "themeShade")))
            look = replace(look, colour=colour_of(value) or themed, other=themed)
        elif name == "shd":
            look = replace(look, back=shade_of(child) or look.back)
        elif name == "highlight" and value in HIGHLIGHTS:  # on letters without a colour that are black
            look = replace(look, back=HIGHLIGHTS[value], colour=look.colour or _BLACK)
        elif name == "textfill":
            look = _apply_fill(look, child)
    return look


def _apply_fill(look: Look, fill: Any) -> Look:
    """Return letters with a fill of their own, as newer Words have it: none, transparent, or a colour."""
    for child in fill.iter():
        name, value = local(child), attribute_of(child, "val")
        if name == "nofill" or (name == "alpha" and (_number(value) or 0) > 90_000):
            look = replace(look, hidden=True)
        elif name == "srgbclr":
            look = replace(look, colour=colour_of(value))
        elif name == "schemeclr" and value in _LIGHT:
            look = replace(look, colour=_WHITE)
    return look


def shade_of(element: Any) -> Colour | None:
    """Return the colour that a shading (``w:shd``) gives the ground: its fill, or that of its
    pattern where this covers it.
    """
    pattern = attribute(element, "val")
    share = _number(pattern[3:]) if pattern.startswith("pct") else 100 if pattern == "solid" else 0
    fill, colour = colour_of(attribute(element, "fill")), colour_of(attribute(element, "color"))
    if not share or colour is None:
        return fill
    red, green, blue = ((a * share + b * (100 - share)) // 100 for a, b in zip(colour, fill or _WHITE, strict=True))
    return red, green, blue


def colour_of(value: str) -> Colour | None:
    """Return a colour in hexadecimal figures, or None for ``auto`` and the like."""
    match = _HEX.match(value.lstrip("#"))
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


def is_default(element: Any) -> bool:
    """True if a style is the one of what names none."""
    return attribute(element, "default").lower() in ("1", "true", "on")


def _hides_words(child: Any, name: str) -> bool:
    """True if a paragraph's property puts its words where nobody sees them."""
    if name == "spacing" and attribute(child, "lineRule") == "exact":
        return (_number(attribute(child, "line")) or LOWEST_ROW) < LOWEST_ROW
    if (
        name == "framepr"
        and attribute(child, "hRule") == "exact"
        and (_number(attribute(child, "h")) or 0) < LOWEST_ROW
    ):
        return True
    names: Sequence[str] = _PLACES.get(name, ())
    return any(abs(_number(attribute(child, one)) or 0) > FARTHEST for one in names)


def _is_cut_row(row: Any) -> bool:
    """True if a row is lower than its words may be high."""
    for height in _children(row, "trpr", "trheight"):
        lines = max(1, (_number(attribute(height, "val")) or 0) // LINE)
        if attribute(height, "hRule") == "exact":
            cells = [[p for p in cell.iter() if local(p) == "p"] for cell in row if local(cell) == "tc"]
            length = max((sum(len("".join(p.itertext())) for p in cell) for cell in cells), default=0)
            return max(map(len, cells), default=0) > lines or length > lines * ROOMY
    return False


def _is_hidden_row(row: Any) -> bool:
    for form in _children(row, "trpr"):
        for child in form:
            if local(child) == "hidden" and is_on(child):
                return True
            if local(child) == "trheight" and attribute(child, "hRule") == "exact":
                return (_number(attribute(child, "val")) or 0) < LOWEST_ROW
    return False


def _is_shape_away(anchor: Any) -> bool:
    """True if a shape is hidden, has no size, or stands off the page."""
    for child in anchor.iter():
        name = local(child)
        if name == "docpr" and child.get("hidden") in ("1", "true"):
            return True
        if name == "posoffset" and abs(_number((child.text or "").strip()) or 0) > FARTHEST_SHAPE:
            return True
        if name == "extent" and min(_number(child.get(one, "")) or 0 for one in ("cx", "cy")) < SMALLEST_SHAPE:
            return True
        if name == "txbxcontent":
            break
    return False


def _fill_of(shape: Any, name: str, theme: Theme) -> tuple[Colour | None, str]:
    """Return the colour of a shape, None where it shows what is under it, and the doubt where it isn't known."""
    if name != "wsp":
        fill = shape.get("fillcolor", "").split(" ")[0].lower()
        named = colour_of(fill) or _named(fill)
        return named, GROUND if fill and named is None else ""
    form = _child(shape, "sppr")
    for child in form if form is not None else ():
        if local(child) == "solidfill":
            found = [colour_of(one.get("val", "")) for one in child if local(one) == "srgbclr"]
            found += [theme.colour(one.get("val", ""), "", "") for one in child if not len(one)]
            colour = next(filter(None, found), None)
            return colour, "" if colour else COVERED
        if local(child) in ("gradfill", "blipfill", "pattfill", "grpfill"):
            return None, GROUND
    return None, "" if _child(shape, "style") is None else COVERED


def _named(colour: str) -> Colour | None:
    """Return a colour by its name in web pages."""
    known = css_colour(colour) if colour.isalpha() else None
    return None if known is None else (round(known[0]), round(known[1]), round(known[2]))


def _is_western(run: Any) -> bool:
    """True if a run holds letters that are written from left to right, and none of the others."""
    words = "".join(one.text or "" for one in run if local(one) == "t")
    return any("A" <= c.upper() <= "Z" for c in words) and not any("\u0590" <= c <= "\u08ff" for c in words)


def _number(value: str) -> int | None:
    match = re.match(r"[+-]?\d{1,9}", value)
    return int(match[0]) if match else None


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if local(child) == name), None)


def _children(element: Any, *names: str) -> list[Any]:
    """Return the elements that a path of names leads to."""
    elements = [element]
    for name in names:
        elements = [child for one in elements for child in one if local(child) == name or (not name and local(child))]
    return elements
