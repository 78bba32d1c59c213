"""A draft as a Word document with a comment on every quotation that isn't ok; nothing else of it is changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from attribune import clock
from attribune.articles.document.own_output import NAME
from attribune.errors import UsageError
from attribune.exports.check_document import Line, findings
from attribune.exports.word.markup import XML_HEAD, paragraph_xml
from attribune.exports.word.package import Package, opened, with_comments_named, written
from attribune.exports.word.places import STRICT, Character, Element, Paragraph, Part, Words, scan
from attribune.exports.word.plain import from_article
from attribune.records import Article, Block, Report, Span

_NOTE_PARTS = ("footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A comment's bounds in the main part: a byte, and the words that are parted there, if any."""

    start: tuple[int, Words | None]
    end: tuple[int, Words | None]


def commented(check: Report, articles: Mapping[str, Article], *, document: bytes | None) -> bytes:
    """Return the draft as a Word document with comments.

    ``document`` is the draft's own file where that is one; without it a plain document is made of the draft's text.
    Raises UsageError where the file is written in a way that no comment can be put into safely.
    """
    name = check.draft.name or "draft"
    data, draft = (document, check.draft) if document is not None else from_article(check.draft)
    package = opened(data, name=name)
    main = scan(package.parts.get(package.main, b""), name=name)
    notes = {path.rpartition("/")[2]: scan(package.parts[path], name=name)
             for kind in _NOTE_PARTS if (path := package.related(kind)) is not None}  # fmt: skip
    located = _Located(draft, main, notes)
    found = findings(check, articles)
    if not found:
        return data
    return _with_comments(package, main, [(located.anchor(span), lines) for span, lines in found])


class _Located:
    """Finds where a span of the draft's text stands in its document."""

    def __init__(self, draft: Article, main: Part, notes: Mapping[str, Part]) -> None:
        self.draft, self.main, self.notes = draft, main, notes
        self.starts = [block.start for block in draft.blocks]
        self.groups: dict[str, list[Block]] = defaultdict(list)
        for block in draft.blocks:
            self.groups[block.xpath or ""].append(block)
        self.aligned: dict[str, _Aligned] = {}
        self.free = [one for one in main.paragraphs if one.host is None and one.control is None]
        self.free_starts = [one.start for one in self.free]

    def anchor(self, span: Span) -> _Anchor:
        """Return where a comment on a span begins and ends; where that isn't found, the first words of the document."""
        first, last = self._end(span[0], before=True), self._end(max(span[0], span[1] - 1), before=False)
        if first is not None and last is not None and first[0] < last[0]:
            return _Anchor(first, last)
        for characters in (paragraph.characters for paragraph in self.main.paragraphs if paragraph.host is None):
            if characters:
                return _Anchor(_beside(characters[0], True), _beside(characters[-1], False))
        raise UsageError("no comment can be put into this Word document: it has no paragraph with words",
                         concerns=self.draft.name)  # fmt: skip

    def _end(self, at: int, *, before: bool) -> tuple[int, Words | None] | None:
        number = bisect_left(self.starts, at + 1) - 1
        if number < 0:
            return None
        block = self.draft.blocks[number]
        paragraph, part = self._paragraph(block.xpath or "")
        if paragraph is None:
            return None
        if part is not self.main:  # a note, and Word has no comments in them: on its mark
            return _edge(self.main.notes.get(paragraph.note), before)
        if paragraph.host is not None:
            return _edge(paragraph.host, before)
        if paragraph.control is not None and (beside := self._beside_control(paragraph.control, before)):
            return beside
        key = block.xpath or ""
        if key not in self.aligned:
            self.aligned[key] = _Aligned(self.draft.text, self.groups[key], paragraph)
        return self.aligned[key].place(at, before)

    def _beside_control(self, control: Element, before: bool) -> tuple[int, Words | None] | None:
        """Return a place around a content control: LibreOffice (7.4) loses words of its first paragraph before a
        comment in it."""
        behind = bisect_left(self.free_starts, control.end)
        if behind < len(self.free):
            return (control.start if before else self.free[behind].text_start), None
        ahead = bisect_left(self.free_starts, control.start) - 1
        if ahead < 0:
            return None
        return (self.free[ahead].text_start if before else self.free[ahead].text_end), None

    def _paragraph(self, xpath: str) -> tuple[Paragraph | None, Part]:
        file, _, path = xpath.rpartition("#")
        part = self.notes.get(file) if file else self.main
        digits = path.removeprefix("(//w:p)[").removesuffix("]")
        if part is None or not digits.isdecimal() or not 0 < int(digits) <= len(part.paragraphs):
            return None, self.main
        return part.paragraphs[int(digits) - 1], part


class _Aligned:
    """A paragraph as read, in one or more blocks, beside the paragraph as it is written; both without blanks.

    What differs between the two (hidden words, raised digits) stands between what both have alike at their beginning
    and at their end; a place in it is put at the edge of that.
    """

    def __init__(self, text: str, blocks: Sequence[Block], paragraph: Paragraph) -> None:
        self.characters = paragraph.characters
        self.read = [at for block in blocks for at in range(block.start, block.end) if not text[at].isspace()]
        here = "".join(text[at] for at in self.read)
        there = "".join(character.sign for character in self.characters)
        self.more = len(there) - len(here)
        self.alike = _common(here, there)
        self.behind = min(_common(here[::-1], there[::-1]), min(len(here), len(there)) - self.alike)

    def place(self, at: int, before: bool) -> tuple[int, Words | None] | None:
        """Return the place before or behind the character that is read at ``at``."""
        if not self.characters:
            return None
        last = len(self.characters) - 1
        place = bisect_left(self.read, at) if before else bisect_right(self.read, at) - 1
        if place >= self.alike:
            middle = self.alike if before else max(self.alike, last - self.behind)
            place = place + self.more if place >= len(self.read) - self.behind else middle
        return _beside(self.characters[min(max(place, 0), last)], before)


def _common(one: str, other: str) -> int:
    """Return the length of what two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def _edge(element: Element | None, before: bool) -> tuple[int, Words | None] | None:
    return (element.start if before else element.end, None) if element is not None else None


def _beside(character: Character, before: bool) -> tuple[int, Words | None]:
    """Return the place before or behind a character; where its run isn't parted, that is the run's edge."""
    words, around = character.words, character.around
    edge = around.start if before else around.end
    if words is None or words.whole or words.run is None:
        return edge, None
    if before and words.number == 1 and character.start == words.tag_end:
        return edge, None
    if not before and words.number == words.run.size and character.end == words.text_end:
        return edge, None
    return (character.start if before else character.end), words


def _with_comments(package: Package, main: Part, found: Sequence[tuple[_Anchor, Sequence[Line]]]) -> bytes:
    path = package.related("comments")
    kept = scan(package.parts[path], name=package.name) if path else None
    first = max((main.ids | (kept.ids if kept else set())), default=-1) + 1
    numbered = [(first + number, anchor, lines) for number, (anchor, lines) in enumerate(found)]
    changed = {package.main: _marked(main, [(number, anchor) for number, anchor, _ in numbered])}
    prefix = kept.prefix if kept else main.prefix
    made = "".join(_comment(number, lines, prefix) for number, _, lines in numbered)
    if kept is not None and path is not None:
        changed[path] = _appended(kept, made.encode())
    else:
        path = f"{package.main.rpartition('/')[0]}/comments.xml".lstrip("/")
        root = f'<{prefix}:comments xmlns:{prefix}="{main.space}">'
        changed[path] = f"{XML_HEAD}{root}{made}</{prefix}:comments>".encode()
        changed |= with_comments_named(package, path, strict=main.space == STRICT)
    return written(package, changed)


def _comment(number: int, lines: Sequence[Line], prefix: str) -> str:
    body = "".join(paragraph_xml(line, prefix) for line in lines)
    about = f'{prefix}:id="{number}" {prefix}:author="{NAME}" {prefix}:date="{clock.now()}" {prefix}:initials="A"'
    return f"<{prefix}:comment {about}>{body}</{prefix}:comment>"


def _appended(part: Part, made: bytes) -> bytes:
    root, data = part.root, part.data
    assert root is not None
    if root.end == root.tag_end:  # <w:comments/>
        tag = data[root.start : root.end].removesuffix(b"/>")
        closing = f"</{part.prefix}:comments>".encode()
        return data[: root.start] + tag + b">" + made + closing + data[root.end :]
    at = data.rindex(b"</", 0, root.end)
    return data[:at] + made + data[at:]


def _marked(part: Part, numbered: Sequence[tuple[int, _Anchor]]) -> bytes:
    """Return the main part with the marks of its comments."""
    w = part.prefix
    marks: dict[int, list[tuple[int, str]]] = defaultdict(list)  # byte → (order there, mark)
    parted: dict[int, Words] = {}
    for number, anchor in numbered:
        (start, first), (end, last) = anchor.start, anchor.end
        marks[start].append((1, f'<{w}:commentRangeStart {w}:id="{number}"/>'))
        reference = f'<{w}:r><{w}:commentReference {w}:id="{number}"/></{w}:r>'
        marks[end].append((0, f'<{w}:commentRangeEnd {w}:id="{number}"/>{reference}'))
        parted |= {at: words for at, words in ((start, first), (end, last)) if words is not None}
    pieces, done = [], 0
    for at, put in sorted(_insertions(part, marks, parted)):
        pieces += [part.data[done:at], put]
        done = at
    return b"".join([*pieces, part.data[done:]])


def _insertions(
    part: Part, marks: Mapping[int, Sequence[tuple[int, str]]], parted: Mapping[int, Words]
) -> Iterator[tuple[int, bytes]]:
    """Yield what goes in at which byte. A run is parted by closing and opening it anew with the same properties."""
    w = part.prefix.encode()
    for at, listed in marks.items():
        put = "".join(mark for _, mark in sorted(listed, key=lambda one: one[0])).encode()
        words = parted.get(at)
        if words is not None and words.run is not None:
            run = part.data[words.run.start : words.run.tag_end] + words.run.form
            again = b"<" + w + b':t xml:space="preserve">'
            put = b"</" + w + b":t></" + w + b":r>" + put + run + again
        yield at, put
    for words in {words.start: words for words in parted.values() if not words.kept}.values():
        yield words.tag_end - 1, b' xml:space="preserve"'
