"""The theme of a Word document: its colours and fonts by the names that runs use, and which fonts have signs only."""

from __future__ import annotations

from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.document.omissions import Colour

_SAME = {"background1": "lt1", "light1": "lt1", "bg1": "lt1", "text1": "dk1", "dark1": "dk1", "tx1": "dk1",
         "background2": "lt2", "light2": "lt2", "bg2": "lt2", "text2": "dk2", "dark2": "dk2", "tx2": "dk2",
         "hyperlink": "hlink", "followedhyperlink": "folhlink"}  # fmt: skip
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_SIGNS = ("symbol", "wingdings", "webdings", "mt extra", "zapf dingbats", "opensymbol", "marlett")


class Theme:
    """Colours and fonts; those of Word's own theme where the document has none."""

    def __init__(self, theme: Any, fonts: Any) -> None:
        self._colours: dict[str, Colour] = {"lt1": _WHITE, "dk1": _BLACK}
        self._fonts: dict[str, str] = {}
        self._signs: set[str] = set()
        for element in theme.iter() if theme is not None else ():
            if local(element) == "clrscheme":
                for child in element:
                    self._learn(local(child), child)
            elif local(element) in ("majorfont", "minorfont"):
                for child in element:
                    self._fonts.setdefault(local(element)[:5] + local(child), str(child.get("typeface") or ""))
        for font in fonts if fonts is not None else ():
            for child in font:
                if local(child) == "charset" and attribute_of(child, "val").lower() in ("02", "2"):
                    self._signs.add(attribute_of(font, "name").lower())

    def _learn(self, name: str, element: Any) -> None:
        for child in element:
            value = child.get("lastClr") or child.get("val") or ""
            if len(value) == 6:
                try:
                    red, green, blue = bytes.fromhex(value)
                except ValueError:
                    continue
                self._colours[name] = (red, green, blue)

    def colour(self, name: str, tint: str, shade: str) -> Colour | None:
        """Return a colour of the theme, made lighter or darker by hexadecimal shares of 255.

        None where it isn't known.
        """
        name = name.lower()
        colour = self._colours.get(_SAME.get(name, name))
        for value, toward in ((tint, 255), (shade, 0)):
            try:
                share = int(value, 16) / 255 if value else 1.0
            except ValueError:
                continue
            if colour is not None:
                red, green, blue = (round(one * share + toward * (1 - share)) for one in colour)
                colour = (red, green, blue)
        return colour

    def has_signs(self, font: str, *, themed: bool) -> bool:
        """True if letters of a font are pictures of other things. ``themed``: it is named by its place in the theme."""
        if themed:
            script = {"eastasia": "ea", "bidi": "cs"}.get(font[5:].lower(), "latin")
            font = self._fonts.get(font[:5].lower() + script, "")
        return font.lower().startswith(_SIGNS) or font.lower() in self._signs


def attribute_of(element: Any, name: str) -> str:
    """Return an attribute in whatever name space; "" where it isn't there."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
