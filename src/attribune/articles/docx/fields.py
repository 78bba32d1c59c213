"""Fields of a Word document, run by run: of their code nothing is seen, and of some not their result either."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from attribune.articles.document.omissions import Look, Marked

DEEPEST = 200  # fields, one in another
LONGEST_CODE = 200  # characters kept, of which the first word counts
# Fields that mark or set something and show nothing, and those that show a number or a sign where they have no result.
_SHOW_NOTHING = frozenset("XE TC TA RD SET PRIVATE ASK DATA BIDIOUTLINE".split())
# Fields of which programs show the result that is kept, until somebody asks for another. Any other is made anew.
_WITH_STORED_RESULT = frozenset(
    "ADDIN ASK AUTHOR BIBLIOGRAPHY CITATION COMMENTS "
    "CREATEDATE DOCPROPERTY DOCVARIABLE FILENAME FILLIN FORMTEXT GOTOBUTTON "
    "HYPERLINK INCLUDEPICTURE INCLUDETEXT INDEX KEYWORDS LINK "
    "MACROBUTTON MERGEFIELD NOTEREF PAGEREF PRINTDATE QUOTE REF "
    "SAVEDATE SEQ SHAPE STYLEREF SUBJECT TITLE TOA "
    "TOC EMBED EDITTIME LASTSAVEDBY NUMCHARS NUMWORDS TEMPLATE USERNAME".split()
)
_NAME = re.compile(r"\s*([A-Za-z=]{1,20})")
_HIDES = re.compile(r"\\h\b", re.I)  # a switch of numbers in a sequence, which counts and shows nothing
UNREAD = "a field that isn't read"
MADE_ANEW = "words that the document makes anew when it is shown"


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True
    dirty: bool = False
    visible: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open where a document is read; they go on over the ends of paragraphs."""

    _open: list[_Field] = field(default_factory=list)

    def mark(self, kind: str, words: Marked, *, dirty: bool = False) -> None:
        """A field begins, comes to its result, or ends. One that shows something without a result leaves a place."""
        if kind == "begin" and len(self._open) < DEEPEST:
            self._open.append(_Field(dirty=dirty))
        elif kind == "separate" and self._open:
            self._open[-1].in_code = False
        elif kind == "end" and self._open:
            ended = self._open.pop()
            if not ended.visible and self.shows(ended.code) and not self._hides():
                words.leave_out("field", UNREAD)

    def add_code(self, code: str) -> None:
        """A piece of a field's code."""
        if self._open and self._open[-1].in_code:
            self._open[-1].code = (self._open[-1].code + code)[:LONGEST_CODE]

    def look_inside(self, look: Look) -> Look:
        """Return ``look``, hidden in a field's code and in fields that show nothing."""
        if self._open:
            self._open[-1].visible = True
        return replace(look, hidden=True) if self._hides() else look

    def doubt(self) -> str:
        """Return why the words here may be others when the document is shown."""
        return next((MADE_ANEW for one in self._open if one.dirty or not self.keeps(one.code)), "")

    def _hides(self) -> bool:
        return any(one.in_code or not self.shows(one.code) for one in self._open)

    @staticmethod
    def keeps(code: str) -> bool:
        """True if a field with this code shows the result that is kept in the document."""
        return _name(code) in _WITH_STORED_RESULT or not _name(code)

    @staticmethod
    def shows(code: str) -> bool:
        """True if a field with this code shows its result."""
        return _name(code) not in _SHOW_NOTHING and not (_name(code) == "SEQ" and _HIDES.search(code))


def _name(code: str) -> str:
    match = _NAME.match(code)
    return match[1].upper() if match else ""
