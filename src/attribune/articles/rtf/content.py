"""A file of Rich Text Format, group by group → its paragraphs, and what a reader doesn't see of them."""

from __future__ import annotations

import re
from copy import copy

from attribune.articles.document import omissions
from attribune.articles.document.omissions import DELETED, HIDDEN, STRUCK, Colour, Marked, Tally, is_alike
from attribune.articles.docx.appearance import FARTHEST, LOWEST_ROW, WEB
from attribune.articles.docx.fields import MADE_ANEW, UNREAD, Fields
from attribune.articles.docx.styles import MOST_PARENTS
from attribune.articles.rtf import doubts
from attribune.articles.rtf.control_words import FORMS
from attribune.articles.rtf.doubts import FieldGroup, Page
from attribune.articles.rtf.state import Paragraph, Sink, State
from attribune.articles.rtf.tokens import (
    CHARACTERS,
    ENDS,
    INFORMATION,
    LEFT_OUT,
    SHOWN_WITH_STAR,
    SYMBOL,
    encoding_of_charset,
    tokens,
    words_of,
)
from attribune.errors import TooLarge
from attribune.records import Link

DEEPEST = 2000  # groups, one in another
LONGEST_FIELD = 2000  # characters of an address or of a piece of information
_WHITE: Colour = (255, 255, 255)
_TARGETS = {"fonttbl": "fonts", "colortbl": "colours", "stylesheet": "styles", "info": "info"}
_HYPERLINK = re.compile(r"\s*HYPERLINK\s+\"(https?://[^\"\s]{1,1900}|mailto:[^\"\s]{1,300})\"", re.I)


class Rtf:
    """A document: ``paragraphs`` (notes last), ``styles`` by number, ``about`` it, and the words left out."""

    def __init__(self, name: str) -> None:
        self.tally = Tally()
        self.styles: dict[int, str] = {}
        self.about: dict[str, str] = {}
        self.early = False
        self._name = name
        self._notes: list[Paragraph] = []
        self._noted = 0
        self._body = Sink(self._paragraph())
        self._state = State(self._body)
        self._stack: list[State] = []
        self._pending = bytearray()
        self._skip = 0
        self._high = 0
        self._default_encoding, self._default_font = "cp1252", 0
        self._fonts: dict[int, str] = {}
        self._colours: list[Colour | None] = []
        self._mixed: list[int | None] = [None, None, None]
        self._styled: dict[tuple[bool, int], State] = {}  # how styles look, for words (True) and paragraphs
        self._light: set[int] = set()  # colours that the theme makes light
        self.page: Page = Page()
        self._away: set[int] = set()  # cells of the row without width
        self._row_away, self._edge = False, 0
        self._field = ""
        self._cells: list[int] = []
        self._flat_row = False
        self._cell, self._cell_shade, self._next_shade = 0, 0, 0

    @property
    def paragraphs(self) -> list[Paragraph]:
        """All of them, in order."""
        return [*self._body.done, *self._notes]

    def read(self, data: bytes) -> None:
        """Read the document up to the end of its outermost group."""
        opened = False
        for kind, word, number, piece in tokens(data):
            if kind in ("text", "byte"):
                self._take(piece)
                continue
            if not (kind == "word" and self._skip):
                self._flush()
            if kind == "{":
                self._enter()
                opened = True
            elif kind == "}":
                self._leave()
                if opened and not self._stack:
                    break
            else:
                self._control(word, number)
        self._flush()
        self.early = bool(self._stack)
        while self._stack:
            self._leave()
        self._end(self._body)

    def _paragraph(self) -> Paragraph:
        return Paragraph(Marked(self.tally))

    def _enter(self) -> None:
        if len(self._stack) >= DEEPEST:
            raise TooLarge(f"groups are nested more than {DEEPEST:,} deep", concerns=self._name)
        self._skip = 0
        self._stack.append(self._state)
        self._state = copy(self._state)
        self._state.first, self._state.starred = True, False

    def _leave(self) -> None:
        self._skip = 0
        if not self._stack:
            return
        inner, self._state = self._state, self._stack.pop()
        if inner.whole is not None and inner.whole is not self._state.whole and self._state.target == "body":
            self._field_ended(inner.whole)
        if inner.target in ("listtext", "pntext") and self._state.target != inner.target:
            self._state.sink.open.label = self._field
        if inner.sink is not self._state.sink:
            self._end(inner.sink)
            if inner.sink.is_note:
                self._notes += inner.sink.done
            else:
                self._state.sink.behind += inner.sink.done

    def _take(self, piece: bytes) -> None:
        """Bytes of text; those that repeat a Unicode character for old readers are passed over."""
        if self._skip:
            skipped = min(self._skip, len(piece))
            self._skip -= skipped
            piece = piece[skipped:]
        if piece:
            self._state.first = False
            self._pending += piece

    def _flush(self) -> None:
        if self._pending:
            font = self._state.font if self._state.font >= 0 else self._default_font
            encoding = self._fonts.get(font, self._default_encoding)
            data, self._pending = bytes(self._pending), bytearray()
            if self._state.target in ("fonts", "styles"):
                encoding = self._default_encoding
            self._say(words_of(data, encoding))

    def _say(self, words: str) -> None:
        state = self._state
        target = state.target
        if target == "body":
            self._write(words)
        elif target == "styles":
            self._styled[bool(state.run_style), state.run_style or state.style] = copy(state)
            if not state.run_style:
                self.styles[state.style] = (self.styles.get(state.style, "") + words)[:200]
        elif target == "colours":
            for _ in range(words.count(";")):
                red, green, blue = (self._mixed[n] or 0 for n in range(3))
                self._colours.append(None if self._mixed == [None] * 3 else (red, green, blue))
                self._mixed = [None, None, None]
        elif target == "fonts":
            if words.lower().startswith(doubts.SIGN_FONTS):
                self._fonts[state.font] = SYMBOL
        elif target in ("field", "listtext", "pntext"):
            self._field = (self._field + words)[:LONGEST_FIELD]
        elif target in INFORMATION:
            self.about[target] = (self.about.get(target, "") + words)[:LONGEST_FIELD]

    def _write(self, words: str) -> None:
        state = self._state
        paragraph = state.sink.open
        why = self._unseen(state)
        if state.whole is not None and words.strip():
            state.whole.shown = True
        if why:
            paragraph.words.leave_out(words, why)
            return
        doubt = self._doubt(state, words)
        if not state.href:
            paragraph.words.say(words, shift=state.shift, doubt=doubt)
            return
        start = paragraph.words.length
        paragraph.words.say(words, shift=state.shift, doubt=doubt)
        end = paragraph.words.length
        last = paragraph.links[-1] if paragraph.links else None
        if last and last.end == start and last.href == state.href:
            paragraph.links[-1] = Link(href=last.href, text="", start=last.start, end=end)
        else:
            paragraph.links.append(Link(href=state.href, text="", start=start, end=end))

    def _unseen(self, state: State) -> str:
        """Return why the words of this form aren't seen; "" where they are."""
        if state.deleted:
            return DELETED
        if state.struck:
            return STRUCK
        if state.away or (state.in_table and (self._flat_row or self._row_away or self._cell in self._away)):
            return HIDDEN
        if state.hidden or state.size <= 2 * omissions.SMALLEST or 0 < state.scale < omissions.NARROWEST:
            return HIDDEN
        fore = self._colour(state.colour)
        shade = state.back or state.shade or (self._cell_shade if state.in_table else 0)
        return HIDDEN if fore and is_alike(fore, self._colour(shade) or _WHITE) else ""

    def _doubt(self, state: State, words: str) -> str:
        """Return why it is in doubt that words are seen as they are in the file."""
        if state.size < 2 * omissions.TINY:
            return omissions.TOO_SMALL
        for key in ((True, state.run_style), (False, state.style)):
            for _ in range(MOST_PARENTS):
                style = self._styled.get(key)
                if style is None:
                    break
                if self._unseen(style) or (style.shift and style.shift != state.shift):
                    return doubts.STYLED
                key = (key[0], style.based)
        ground = state.patterned or (self.page.coloured and self._colour(state.colour) is not None)
        if ground or (state.colour in self._light and not (state.back or state.shade)):
            return doubts.GROUND
        if state.turned and any("A" <= c.upper() <= "Z" or c.isdecimal() for c in words):
            return doubts.TURNED
        if state.web:
            return WEB
        return state.whole.doubt() if state.whole is not None else ""

    def _field_ended(self, whole: FieldGroup) -> None:
        if whole.is_missing() and not self._unseen(self._state):
            self._state.sink.open.words.leave_out("field", UNREAD)

    def _colour(self, number: int) -> Colour | None:
        return self._colours[number] if 0 <= number < len(self._colours) else None

    def _end(self, sink: Sink) -> None:
        """End the open paragraph; the boxes anchored in it follow."""
        sink.done.append(sink.open)
        sink.done += sink.behind
        sink.open, sink.behind = self._paragraph(), []

    def _ended(self, word: str) -> None:
        """A paragraph, cell, line or page ends, unless the mark that ends it isn't seen and the next goes on."""
        state = self._state
        if state.target != "body":
            return
        paragraph = state.sink.open
        paragraph.style, paragraph.listed, paragraph.level = state.style, state.listed, state.level
        if word == "par" and (state.deleted or state.hidden) and paragraph.words.has_words:
            return
        if word == "cell":
            self._cell += 1
            self._shade_cell()
        elif word == "row":
            self._cell = 0
            self._shade_cell()
        self._end(state.sink)

    def _shade_cell(self) -> None:
        self._cell_shade = self._cells[self._cell] if self._cell < len(self._cells) else 0

    def _control(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "*":
            state.starred = True
            return
        if self._skip and word not in ("u", "uc"):
            self._skip -= 1
            return
        lower = word.lower() if len(word) > 1 else word
        if state.first and self._is_destination(state, lower):
            state.first = False
            return
        state.first = state.starred = False
        if word in ENDS or word in "\r\n":
            self._ended(word if word in ENDS else "par")
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif word in doubts.ANEW:
            if state.target == "body":
                state.sink.open.words.leave_out("field", MADE_ANEW)
        elif word in doubts.LIGHT_IN_THEME:
            self._light.add(len(self._colours))
        elif word in FORMS:
            FORMS[word](self, state, number)

    def _is_destination(self, state: State, word: str) -> bool:
        """Set what the group's text is for, if its first word says so."""
        if word in doubts.PLACED and state.target == "body":
            state.sink.open.words.gap(doubts.BETWEEN)
            self.page.over = self.page.over or word == "do"
            if state.whole is not None:
                state.whole.shown = True
        if word == "background":
            self.page.coloured = True
        if word in _TARGETS:
            state.target = _TARGETS[word]
        elif word in INFORMATION and state.target == "info":
            state.target = word
        elif word in ("upr", "object"):
            state.under, state.target = state.target, "skip"
        elif word in ("ud", "result"):
            state.target = state.under
        elif word in ("footnote", "shptxt") and state.target == "body":
            behind = state.sink.open
            state.sink = Sink(self._paragraph(), is_note=word == "footnote")
            if word == "footnote":
                self._noted += 1
                for paragraph in (behind, state.sink.open):
                    end = paragraph.words.length
                    paragraph.links.append(Link(href=f"#note{self._noted}", text="", start=end, end=end))
            state.listed, state.style, state.in_table = False, 0, False
        elif word in ("fldinst", "field"):
            self._field, state.target = "", "field" if word == "fldinst" else state.target
            if word == "field":
                state.whole = FieldGroup()
        elif word == "fldrslt":
            if state.whole is not None:
                state.whole.code = self._field
            state.hidden = state.hidden or not Fields.shows(self._field)
            link = _HYPERLINK.match(self._field)
            state.href = link[1] if link else state.href
        elif word in ("momath", "momathpara") and state.target == "body":
            state.sink.open.words.leave_out("formula", "a formula that isn't read")
            state.target = "skip"
        elif word in LEFT_OUT or (state.starred and word not in SHOWN_WITH_STAR and state.target != "styles"):
            if word in ("listtext", "pntext") and self._stack and state.target == "body":
                self._stack[-1].listed, self._field, state.target = True, "", word
            else:
                state.target = "skip"
        else:
            return False
        return True

    def set_colour(self, channel: int, number: int | None) -> None:
        """A part of the colour that is being listed."""
        self._mixed[channel] = min(max(number or 0, 0), 255)

    def set_font(self, state: State, number: int | None) -> None:
        """The font of what follows, or the one that is being listed."""
        state.font = number or 0
        if state.target == "fonts":
            self._fonts.setdefault(state.font, self._default_encoding)

    def set_encoding(self, state: State, encoding: str) -> None:
        """The encoding of the font that is being listed, or of the whole document."""
        if state.target == "fonts":
            self._fonts[state.font] = encoding
        else:
            self._default_encoding = encoding

    def charset(self, state: State, number: int | None) -> None:
        """The characters of the font that is being listed."""
        if state.target == "fonts" and number not in (None, 1):
            self._fonts[state.font] = encoding_of_charset(number or 0, self._default_encoding)

    def default_font(self, number: int | None) -> None:
        """The font of what names none."""
        self._default_font = number or 0

    def unicode(self, state: State, number: int | None) -> None:
        """A character by its number, signed as RTF has it; pairs of surrogates are joined."""
        code = (number or 0) % 0x10000 if abs(number or 0) < 0x10000 else 0xFFFD
        high, self._high = self._high, 0
        self._skip = 0
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            self._say(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd")
        elif 0xF000 <= code < 0xF100:
            self._say("\ufffd")  # a sign of a font with places of its own
        elif code >= 32:
            self._say(chr(code))
        self._skip = state.skipped

    def date_part(self, state: State, word: str, number: int | None) -> None:
        """A part of a date of the document's information."""
        if state.target in ("creatim", "revtim"):
            before = {"yr": "", "mo": "-", "dy": "-", "hr": "T", "min": ":"}[word]
            written = self.about.get(state.target, "")
            self.about[state.target] = f"{written}{before}{number or 0:0{4 if word == 'yr' else 2}d}"[:20]

    def row(self) -> None:
        """The definition of a table's row begins."""
        self._cells, self._cell, self._flat_row = [], 0, False
        self._cell_shade = self._next_shade = 0
        self._away, self._row_away, self._edge = set(), False, 0

    def row_place(self, number: int | None) -> None:
        """Where the row that is being defined begins on the page."""
        self._row_away = self._row_away or abs(number or 0) > FARTHEST
        self._edge = number or 0

    def row_height(self, number: int | None) -> None:
        """The height of the row that is being defined; negative where it is exact."""
        self._flat_row = -LOWEST_ROW < (number or 0) < 0

    def shade_next(self, number: int | None) -> None:
        """The colour of the cell that is being defined."""
        self._next_shade = number or 0

    def cell_defined(self, number: int | None) -> None:
        """The definition of a cell ends, whose right edge is at ``number``."""
        if (number or 0) - self._edge < LOWEST_ROW:
            self._away.add(len(self._cells))
        self._edge = number or 0
        self._cells.append(self._next_shade)
        self._next_shade = 0
        self._shade_cell()
