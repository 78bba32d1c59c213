"""Styles, fields, labels and boxes of RTF that leave it uncertain which words are seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from attribune.articles.docx.fields import MADE_ANEW, Fields
from attribune.articles.docx.labels import LABEL, says_something

OVER = "the document has a shape or a box that lies free on the page and may cover words or stand between them"
BETWEEN = "a picture, box or object between the words, which isn't read here"
STYLED = "words that their style may show in another way"
GROUND = "coloured words on a ground whose colour isn't known"
TURNED = "letters whose order is turned in the document"
SIGN_FONTS = ("symbol", "wingdings", "webdings", "mt extra", "zapf dingbats", "opensymbol", "marlett")
PLACED = frozenset("pict shp do object".split())  # groups that show something in the text or around it
ANEW = frozenset("chpgn sectnum chdate chtime chdpl chdpa".split())  # words in whose place something changing is shown
LIGHT_IN_THEME = frozenset("cmainlightone cbackgroundone".split())
_PLACE = re.compile(r"\d+|\b[ivxlcdm]+\b", re.I)


@dataclass(slots=True)
class FieldGroup:
    """A field: its code, whether it is to be made anew, whether anything of it was shown."""

    code: str = ""
    dirty: bool = False
    shown: bool = False

    def doubt(self) -> str:
        """Return why the words of its result may be others."""
        return "" if Fields.keeps(self.code) and not self.dirty else MADE_ANEW

    def is_missing(self) -> bool:
        """True if it shows something that isn't in the file."""
        return not self.shown and Fields.shows(self.code)


@dataclass(slots=True)
class Page:
    """Boxes that lie free on the pages, and whether the paper has a colour."""

    over: bool = False
    coloured: bool = False
    _free: bool = field(default=False)

    def wrapped(self, number: int | None) -> None:
        """How text flows around a shape: 3 is not at all."""
        self._free = self._free or number == 3
        self.over = self.over or number == 3

    def below(self, number: int | None) -> None:
        """A shape lies below the text, or doesn't."""
        if self._free and number == 1:
            self.over = False
        self._free = False


def label_doubt(label: str) -> str:
    """Return why the label of a paragraph matters, its number set aside."""
    return LABEL if says_something(_PLACE.sub(" ", label), glued=False) else ""
