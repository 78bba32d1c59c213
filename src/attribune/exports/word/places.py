"""Where the characters of a Word document stand in the bytes of its XML, so that marks can be put between them.

The XML is never written anew: everything that goes in is put between two bytes, and all other bytes stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from xml.parsers import expat

from attribune.errors import UsageError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
DEEPEST = 256  # levels of elements, as many as the reader takes
_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_DECLARED = re.compile(r"\A(<\?xml[^>]*?encoding=[\"'])[\w.-]{1,40}")
# Elements of a paragraph between whose children comments may begin and end. In others they stand outside.
_OPEN = frozenset("ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple bdo dir".split())
_GONE = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = frozenset({"footnote", "endnote"})


@dataclass(slots=True)
class Element:
    """The bytes of an element: its tag, and where it ends."""

    name: str
    start: int
    tag_end: int
    end: int = 0


@dataclass(slots=True)
class Run(Element):
    """A run: ``form`` is its properties as they are written, ``size`` how many other elements it has."""

    form: bytes = b""
    size: int = 0


@dataclass(slots=True)
class Words(Element):
    """One ``w:t``, the ``number``-th element of ``run``; ``text_end`` is where its end tag begins."""

    run: Run | None = None
    number: int = 0
    text_end: int = 0
    kept: bool = False  # blanks at its edges count
    whole: bool = False  # not to be parted
    edges: str = ""  # the first and the last character


@dataclass(frozen=True, slots=True)
class Character:
    """A character that is shown: in ``words`` at these bytes, or (None) anywhere in ``around``."""

    sign: str
    start: int
    end: int
    words: Words | None
    around: Element


@dataclass(slots=True)
class Paragraph(Element):
    """A paragraph and its characters but for blanks.

    Its content lies from ``text_start`` to ``text_end``. ``host`` is what it lies in inside another paragraph, ``note``
    the kind and id of the note that it belongs to, ``control`` the content control that it begins.
    """

    characters: list[Character] = field(default_factory=list)
    text_start: int = 0
    text_end: int = 0
    host: Element | None = None
    note: str = ""
    control: Element | None = None


@dataclass(slots=True)
class Part:
    """One part of the document: its bytes (UTF-8), paragraphs in order, and the marks of notes in it."""

    data: bytes
    prefix: str = ""
    space: str = WORD
    root: Element | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: dict[str, Element] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)


def scan(data: bytes, *, name: str) -> Part:
    """Return the places in one part. Raises UsageError where nothing can be put into it safely."""
    part = Part(_utf8(data, name))
    try:
        _Scanner(part).run()
    except (expat.ExpatError, ValueError, IndexError) as error:
        why = str(error) if isinstance(error, _Unsafe) else "its XML is damaged"
        raise UsageError(f"no comment can be put into this Word document: {why}; save it anew in Word or LibreOffice",
                         concerns=name) from None  # fmt: skip
    return part


class _Unsafe(ValueError):
    """The part is written in a way that isn't followed here."""


def _utf8(data: bytes, name: str) -> bytes:
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    try:
        return _DECLARED.sub(r"\g<1>UTF-8", data.decode("utf-16")).encode()
    except UnicodeDecodeError:
        raise UsageError("its XML is damaged; save it anew in Word or LibreOffice", concerns=name) from None


class _Scanner:
    """Goes through one part from its first byte to its last."""

    def __init__(self, part: Part) -> None:
        self.part, self.data = part, part.data
        self.open: list[Element] = []
        self.closed: list[bool] = []  # for each open element: is it in what isn't shown
        self.in_cdata = False
        self.begun: set[int] = set()  # where content controls begin that have a paragraph already
        self.parser = parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartCdataSectionHandler = lambda: self._cdata(True)
        parser.EndCdataSectionHandler = lambda: self._cdata(False)
        parser.StartDoctypeDeclHandler = self._doctype

    def run(self) -> None:
        self.parser.Parse(self.data, True)

    def _doctype(self, *_: object) -> None:
        raise _Unsafe("it declares entities")

    def _cdata(self, begins: bool) -> None:
        self.in_cdata = begins

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        if tag is None or len(self.open) >= DEEPEST:
            raise _Unsafe("its XML is damaged")
        if not self.open:
            self._root(raw, attributes)
        self._check_names(attributes)
        name = raw.removeprefix(f"{self.part.prefix}:") if raw.startswith(f"{self.part.prefix}:") else f"?{raw}"
        element = self._element(name, start, tag.end(), attributes)
        self.part.root = self.part.root or element
        gone = bool(self.closed and self.closed[-1]) or name in _GONE or name == "?mc:Fallback"
        self.open.append(element)
        self.closed.append(gone)
        if name in _SIGNS:
            self._add([(_SIGNS[name], start, tag.end())], None)
        elif name.endswith("Reference") and name.removesuffix("Reference") in _NOTES:
            key = f"{name.removesuffix('Reference')}{attributes.get(f'{self.part.prefix}:id', '')}"
            around = self._around()
            if around is not None and not gone:
                self.part.notes.setdefault(key, around)
        elif name.startswith("comment"):
            number = attributes.get(f"{self.part.prefix}:id", "")
            self.part.ids |= {int(number)} if number.isdecimal() and len(number) < 10 else set()

    def _root(self, raw: str, attributes: dict[str, str]) -> None:
        prefix, colon, _ = raw.partition(":")
        space = attributes.get(f"xmlns:{prefix}", "")
        if not colon or space not in (WORD, STRICT):
            raise _Unsafe("it names its elements in a way of its own")
        self.part.prefix, self.part.space = prefix, space

    def _check_names(self, attributes: dict[str, str]) -> None:
        """Refuse what would make one name mean two things: Word's elements under another prefix, or the reverse."""
        for key, value in attributes.items():
            if key.startswith("xmlns"):
                ours = key == f"xmlns:{self.part.prefix}"
                if ours != (value in (WORD, STRICT)) or (ours and value != self.part.space):
                    raise _Unsafe("it names its elements in two ways")

    def _element(self, name: str, start: int, end: int, attributes: dict[str, str]) -> Element:
        parent = self.open[-1] if self.open else None
        run = self._direct_run()
        if isinstance(parent, Run) and name != "rPr":
            parent.size += 1
        if name == "p":
            note = next((one for one in reversed(self.open) if one.name in _NOTES), None)
            paragraph = Paragraph(name, start, end, host=self._around(), note=self._note(note), text_start=end)
            if paragraph.host is None:
                paragraph.control = next(
                    (one for one in self.open if one.name == "sdt" and one.start not in self.begun), None
                )
                self.begun |= {one.start for one in self.open if one.name == "sdt"}
            self.part.paragraphs.append(paragraph)
            return paragraph
        if name == "r":
            return Run(name, start, end)
        if name == "t":
            direct = run if parent is run else None
            kept = attributes.get("xml:space") == "preserve"
            return Words(name, start, end, run=direct, number=direct.size if direct else 0, kept=kept)
        return Element(name, start, end)

    def _note(self, note: Element | None) -> str:
        if note is None:
            return ""
        found = re.search(rb"\bid\s{0,9}=\s{0,9}[\"'](-?\d{1,9})[\"']", self.data[note.start : note.tag_end])
        return f"{note.name}{found[1].decode()}" if found else note.name

    def _inside(self) -> list[Element]:
        """Return the open elements inside the nearest paragraph, which comes first."""
        at = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n].name == "p"), len(self.open))
        return self.open[at:]

    def _direct_run(self) -> Run | None:
        """Return the open run that stands where it may be parted."""
        inside = self._inside()[1:]
        while inside and inside[0].name in _OPEN:
            inside = inside[1:]
        return inside[0] if inside and isinstance(inside[0], Run) else None

    def _around(self) -> Element | None:
        """Return the outermost element of the paragraph between whose edges no comment may begin; None outside one."""
        inside = self._inside()
        if not inside:
            return None
        paragraph = inside[0]
        held = next((one for one in inside[1:] if one.name not in _OPEN), None)
        host = paragraph.host if isinstance(paragraph, Paragraph) else None
        return host or held or (inside[-1] if len(inside) > 1 else None)

    def _text(self, text: str) -> None:
        top = self.open[-1]
        if not isinstance(top, Words):
            return
        at = self.parser.CurrentByteIndex
        top.edges = (top.edges or text)[0] + text[-1]
        if self.in_cdata:
            top.whole = True
            self._add([(sign, at, at) for sign in text], None)
        elif self.data[at] == ord("&"):
            end = self.data.index(b";", at) + 1
            self._add([(sign, at, end) for sign in text], top)
        elif text == "\n":
            self._add([(text, at, at + 1)], top)
        else:
            ends = accumulate((len(sign.encode()) for sign in text), initial=at)
            self._add([(sign, start, end) for sign, (start, end) in zip(text, pairwise(ends), strict=True)], top)

    def _add(self, signs: Iterable[tuple[str, int, int]], words: Words | None) -> None:
        """Add signs, each with its first and last byte, to the open paragraph, where it is one that is shown."""
        inside = self._inside()
        around = self._around()
        if not inside or around is None or self.closed[-1]:
            return
        paragraph = inside[0]
        assert isinstance(paragraph, Paragraph)
        single = words if words is not None and words.run is not None else None
        paragraph.characters += [
            Character(sign, start, end, single, around) for sign, start, end in signs if not sign.isspace()
        ]

    def _end(self, _: str) -> None:
        element = self.open.pop()
        self.closed.pop()
        at = self.parser.CurrentByteIndex
        element.end = element.tag_end if at == element.start else self.data.index(b">", at) + 1
        if element.name == "rPr" and self.open and isinstance(self.open[-1], Run):
            self.open[-1].form = self.data[element.start : element.end]
        if element.name == "pPr" and self.open and isinstance(self.open[-1], Paragraph):
            self.open[-1].text_start = element.end
        if isinstance(element, Paragraph):
            element.text_end = at
        if isinstance(element, Words):
            element.text_end = at
            element.whole = element.whole or (element.edges != element.edges.strip() and not element.kept)
