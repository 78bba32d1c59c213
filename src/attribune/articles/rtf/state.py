"""The forms that hold inside a group of Rich Text Format, and where its text goes."""

from __future__ import annotations

from dataclasses import dataclass, field

from attribune.articles.document.omissions import Marked
from attribune.articles.rtf.doubts import FieldGroup
from attribune.records import Link


@dataclass(slots=True)
class Paragraph:
    """One paragraph or cell: its words, its style's number, and whether it is an item of a list."""

    words: Marked
    style: int = 0
    listed: bool = False
    level: int = 0
    links: list[Link] = field(default_factory=list)
    label: str = ""


@dataclass(slots=True)
class Sink:
    """Where text goes: the body, a note, a text box. ``behind`` are boxes, to follow the paragraph that is open."""

    open: Paragraph
    done: list[Paragraph] = field(default_factory=list)
    behind: list[Paragraph] = field(default_factory=list)
    is_note: bool = False


@dataclass(slots=True)
class State:
    """The forms that hold inside a group. ``target``: what its text is for; ``under``: where it goes on inside."""

    sink: Sink
    target: str = "body"
    under: str = "body"
    first: bool = True  # nothing has been read of the group
    starred: bool = False
    skipped: int = 1  # characters behind a Unicode one, for old readers
    font: int = -1
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    shift: str = ""
    size: int = 24  # half points
    scale: int = 100
    colour: int = 0
    back: int = 0
    shade: int = 0  # of the paragraph
    style: int = 0
    listed: bool = False
    level: int = 0
    in_table: bool = False
    away: bool = False  # the paragraph is off the page, or its lines have no height
    href: str = ""
    run_style: int = 0
    based: int = 0  # the style that the one being listed is based on
    patterned: bool = False  # the ground of the words has a pattern
    turned: bool = False
    whole: FieldGroup | None = None  # the field that is open

    def plain(self) -> None:
        """Take back the forms of words."""
        self.hidden = self.deleted = self.struck = False
        self.patterned, self.run_style, self.turned = False, 0, False
        self.shift, self.size, self.scale, self.colour, self.back, self.font = "", 24, 100, 0, 0, -1

    def pard(self) -> None:
        """Take back the forms of the paragraph."""
        self.style = self.level = self.shade = 0
        self.listed = self.in_table = self.away = False
