"""The body of an OpenDocument text, element by element → its blocks, and what a reader doesn't see of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from attribune.articles.decoding.xml import local
from attribune.articles.document.builder import TextBuilder
from attribune.articles.document.omissions import DELETED, TINY, TOO_SMALL, Look, Marked, Tally
from attribune.articles.docx.styles import kind_of
from attribune.articles.odt.styles import FARTHEST, LOWEST, Styles, attribute, points
from attribune.articles.odt.surroundings import (
    BETWEEN,
    CONDITION,
    FOREIGN,
    MADE_ANEW,
    OVER,
    SHAPES,
    SHOWN,
    Surroundings,
    is_filled_anew,
    is_foreign,
)
from attribune.records import Block, BlockKind, Link, Uncertain

DEEPEST_LIST = 9
MOST_BLANKS = 1000  # that one element may stand for
LONGEST_NOTE = 400  # code points of a note by which its mark leads to it
_TITLE = ":text:1.0}title"  # a field with the document's title; in a drawing's space it is what names a picture
_SPACES = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = frozenset(
    "annotation annotation-end tracked-changes sequence-decls variable-decls user-field-decls forms script title desc "
    "note-citation ruby-text event-listeners settings image binary-data plugin applet covered-table-cell "
    "table-of-content-source alphabetical-index-source bibliography-source illustration-index-source "
    "object-index-source table-index-source user-index-source dde-connection-decls list-level-style-number".split()
)


@dataclass(slots=True)
class _Words:
    """A paragraph that is being read: its pieces (a line break makes the next), links, and boxes that follow it."""

    pieces: list[Marked]
    links: list[tuple[int, str, int, int]] = field(default_factory=list)
    behind: list[tuple[Any, Look]] = field(default_factory=list)
    blank: bool = True  # the last character was a space, or there is none


class Odt:
    """A document: its blocks with their text, links and uncertain places."""

    def __init__(self, styles: Styles) -> None:
        self.builder, self.tally = TextBuilder(), Tally()
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.places: list[Uncertain] = []
        self._styles = styles
        self._around = Surroundings(styles)
        self._over = False
        self._deleted: dict[str, str] = {}
        self._notes: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def read(self, body: Any) -> None:
        """Add the blocks of the body, then those of its notes."""
        for region in body.iter():
            if local(region) == "changed-region":
                words = "".join(text for one in region if local(one) == "deletion" for text in _content(one))
                self._deleted[attribute(region, "id")] = words
        paragraphs = (element for element in body.getroottree().getroot().iter() if local(element) in ("p", "h"))
        self._numbers = {element: number for number, element in enumerate(paragraphs, 1)}
        paper = Look(back=self._styles.page)
        self._walk(body, paper, 0)
        for note in self._notes:
            self._walk(note, paper, 0)
        veiled = any(local(one) == "bookmark-start" and _is_veiled(one) for one in body.iter())
        if self._over or veiled:
            reason = OVER if self._over else CONDITION
            self.places.append(Uncertain(start=0, end=len(self.builder.text), reason=reason))

    def _walk(self, top: Any, look: Look, level: int) -> None:
        """Add the blocks under an element, without recursion: documents may be deep."""
        waiting: list[tuple[Any, Look, int]] = [(top, look, level)]
        while waiting:
            element, visible, depth = waiting.pop()
            name = local(element)
            if not name or name in _LEFT_OUT:
                continue
            if name in ("p", "h"):
                behind = self._paragraph(element, visible, depth)
                waiting.extend((box, form, 0) for box, form in reversed(behind))
                continue
            if name == "math":
                continue
            visible, depth = self._entered(element, name, visible, depth)
            waiting.extend((child, visible, depth) for child in reversed(element))

    def _entered(self, element: Any, name: str, look: Look, depth: int) -> tuple[Look, int]:
        """Return the look of words inside an element, and the depth of the list it is in."""
        style = attribute(element, "style-name")
        if name == "list":
            depth += 1
        elif name == "section":
            if attribute(element, "display") in ("none", "condition"):
                look = replace(look, hidden=attribute(element, "is-hidden") != "false")
        elif name in ("table-row", "table-column", "table-rows", "table-row-group"):
            if attribute(element, "visibility") in ("collapse", "filter") or attribute(element, "display") == "false":
                look = replace(look, hidden=True)
            rows = self._styles.chain("table-row", style)
            height = next(
                (one for row in rows if (one := points(row.properties.get("paragraph:row-height", "")))), None
            )
            if height is not None and height < LOWEST:
                look = replace(look, hidden=True)
            look = self._styles.look("table-row", style, look)
        elif name == "table":
            look = self._styles.look("table", style, look)
        elif name == "table-cell":
            look = self._styles.look("table-cell", style, look)
        elif name in SHAPES:
            self._over = self._over or self._around.is_over(element)
            look = self._styles.look("graphic", style, replace(look, hidden=False))
            if attribute(element, "display") in ("none", "printer") or _is_away(element):
                look = replace(look, hidden=True)
        return look, depth

    def _paragraph(self, element: Any, look: Look, level: int) -> list[tuple[Any, Look]]:
        """Add a paragraph's blocks; returns the boxes anchored in it."""
        style = attribute(element, "style-name")
        look = self._styles.look("paragraph", style, look)
        words = _Words([Marked(self.tally)])
        if any(local(one) == "hidden-paragraph" and attribute(one, "is-hidden") != "false" for one in element):
            look = replace(look, hidden=True)
        self._collect(element, look, words, self._around.doubt(element))
        names = self._styles.names(style)
        kind: BlockKind = next(filter(None, map(kind_of, names)), "paragraph")
        if local(element) == "h" and kind not in ("title", "heading"):
            kind = "heading"
        if kind == "title" and any(block.kind == "title" for block in self.blocks[:1]):
            kind = "heading"
        if level and kind == "paragraph":
            kind = "list_item"
        depth = min(max(level - 1, 0), DEEPEST_LIST) if kind == "list_item" else int(kind == "blockquote")
        xpath = f"(//text:p|//text:h)[{self._numbers.get(element, 0)}]"
        label, start = self._around.label(element), self.builder.next_start
        for number, piece in enumerate(words.pieces):
            self._add(piece, Block(kind=kind, start=0, end=0, depth=depth, xpath=xpath), number, words)
        if label and self.builder.next_start > start:
            self.places.append(Uncertain(start=start, end=start, reason=label))
        return words.behind

    def _add(self, piece: Marked, form: Block, number: int, words: _Words) -> None:
        text = piece.whole()
        stripped = text.strip()
        if not stripped:
            return
        lead, start = len(text) - len(text.lstrip()), self.builder.next_start
        self.builder.add(form.kind, stripped)
        self.blocks.append(replace(form, start=start, end=start + len(stripped)))
        self.places += piece.uncertain(lead, len(stripped), start)
        for at, href, first, last in words.links:
            a, b = (min(max(place - lead, 0), len(stripped)) for place in (first, last))
            if at == number and href.startswith("#"):
                self.links.append(Link(href="#note", text=href[1:], start=start + a, end=start + a))
            elif at == number and a < b:
                self.links.append(Link(href=href, text=stripped[a:b], start=start + a, end=start + b))

    def _collect(self, paragraph: Any, look: Look, words: _Words, doubt: str) -> None:
        """Add the words of a paragraph; a text in the list that waits is what stands behind an element."""
        waiting: list[tuple[Any, Look, str]] = []
        _push(waiting, paragraph, look, doubt)
        while waiting:
            item, visible, doubt = waiting.pop()
            if isinstance(item, str):
                self._say(words, item, visible, doubt)
                continue
            if isinstance(item, tuple):
                number, href, start = item
                end = words.pieces[-1].length
                if number == len(words.pieces) - 1 and start < end:
                    words.links.append((number, href, start, end))
                continue
            self._inside(item, local(item), visible, doubt, words, waiting)

    def _inside(
        self, item: Any, name: str, look: Look, doubt: str, words: _Words, waiting: list[tuple[Any, Look, str]]
    ) -> None:
        """One element inside a paragraph."""
        if name == "s":
            count = attribute(item, "c")
            self._say(
                words,
                " " * min(int(count) if count.isdecimal() and len(count) < 6 else 1, MOST_BLANKS),
                look,
                doubt,
                spaces=True,
            )
        elif name == "tab":
            self._say(words, "\t", look, doubt, spaces=True)
        elif name == "line-break":
            words.pieces.append(Marked(self.tally))
            words.blank = True
        elif name == "change":
            words.pieces[-1].leave_out(self._deleted.get(attribute(item, "change-id"), ""), DELETED)
        elif name == "note":
            bodies = [child for child in item if local(child) == "note-body"]
            self._notes += bodies
            if not look.unseen():
                end = words.pieces[-1].length
                said = " ".join("".join("".join(body.itertext()) for body in bodies).split())[:LONGEST_NOTE]
                words.links.append((len(words.pieces) - 1, f"#{said}", end, end))
        elif name in SHAPES or (name == "a" and _holds_blocks(item)):
            self._over = self._over or self._around.is_over(item)
            if any(local(one) in ("object", "math") for one in item.iter()):
                words.pieces[-1].leave_out("object", "an object or formula that isn't read")
            elif attribute(item, "anchor-type") in ("as-char", "char", ""):
                words.pieces[-1].gap(BETWEEN)
            if _holds_blocks(item):
                words.behind.append((item, look))
        elif name == "object" or name == "math":
            words.pieces[-1].leave_out("object", "an object or formula that isn't read")
        elif name == "ruby-text":
            words.pieces[-1].gap(BETWEEN)
        elif (name in _LEFT_OUT and not str(item.tag).endswith(_TITLE)) or not name:
            return
        else:
            look, doubt = self._around_words(item, name, look, doubt, words)
            if name == "span":
                doubt = doubt or self._styles.doubt("text", attribute(item, "style-name"))
                look = self._styles.look("text", attribute(item, "style-name"), look)
            elif name in ("hidden-text", "conditional-text"):
                hidden = name == "hidden-text" and attribute(item, "is-hidden") != "false"
                look, doubt = replace(look, hidden=look.hidden or hidden), CONDITION
            elif name == "a" and (href := attribute(item, "href")).startswith(("http://", "https://", "mailto:")):
                waiting.append(((len(words.pieces) - 1, href, words.pieces[-1].length), look, ""))
            _push(waiting, item, look, doubt)

    @staticmethod
    def _around_words(item: Any, name: str, look: Look, doubt: str, words: _Words) -> tuple[Look, str]:
        """Return the look of words inside an element of any kind, and the reason why it is uncertain."""
        if attribute(item, "display") == "none":
            look = replace(look, hidden=True)
        if is_foreign(item) or attribute(item, "class-names"):
            return look, FOREIGN
        if (name not in SHOWN and name != "ruby") or is_filled_anew(item, name):
            if not "".join(item.itertext()):
                words.pieces[-1].leave_out("field", MADE_ANEW)
            return look, doubt or MADE_ANEW
        return look, doubt

    def _say(self, words: _Words, text: str, look: Look, doubt: str, *, spaces: bool = False) -> None:
        """Add words as they look; white space of the file counts as one space, as the format has it."""
        if not spaces:
            text = _SPACES.sub(" ", text)
            if words.blank:
                text = text.lstrip(" ")
        if not text:
            return
        words.blank = text.endswith(" ") and not spaces
        why = look.unseen()
        if why:
            words.pieces[-1].leave_out(text, why)
        else:
            doubt = doubt or (TOO_SMALL if look.size < TINY else "")
            words.pieces[-1].say(text, shift=look.shift, doubt=doubt)


def _is_veiled(bookmark: Any) -> bool:
    """True if the words at a bookmark are hidden, always or by a condition."""
    return attribute(bookmark, "hidden") == "true" or bool(attribute(bookmark, "condition"))


def _is_away(shape: Any) -> bool:
    """True if a shape stands off the page or has no size."""
    where = [points(attribute(shape, name)) for name in ("x", "y")]
    size = [points(attribute(shape, name)) for name in ("width", "height")]
    off = any(one is not None and not -FARTHEST < one < 10 * FARTHEST for one in where)
    return off or any(one is not None and one < LOWEST for one in size)


def _push(waiting: list[tuple[Any, Look, str]], element: Any, look: Look, doubt: str) -> None:
    """Let an element's texts and children wait, in order."""
    for child in reversed(element):
        if child.tail:
            waiting.append((child.tail, look, doubt))
        waiting.append((child, look, doubt))
    if element.text:
        waiting.append((element.text, look, doubt))


def _holds_blocks(element: Any) -> bool:
    return any(local(one) in ("p", "h") for one in element.iter())


def _content(element: Any) -> list[str]:
    """Return the texts of what was deleted, without who deleted it."""
    return [" ".join("".join(one.itertext()).split()) + " " for one in element.iter() if local(one) in ("p", "h")]
