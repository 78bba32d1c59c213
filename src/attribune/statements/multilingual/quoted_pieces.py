"""The quoted pieces of a paragraph in another language: words in marks, or lines of dialogue behind a dash."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.records import Span
from attribune.statements.multilingual.phrases import Clause, clause, is_office
from attribune.text.languages import Language, Token
from attribune.text.quotes import read_marks

_DIALOGUE = re.compile(r"\s*+([—–―]|-(?=\s))\s*+")
_DASH = re.compile(r"(?<=[\s,.!?…])[—–―-]+(?=[\s\w])|[—–―]+")
_IN_WORD = re.compile('(?<=[\u05d0-\u05ea])["״](?=[\u05d0-\u05ea])')  # of an acronym; in Hebrew no quotation mark
_ELISION = re.compile("(?<=[^\\W\\d_])['’](?=\\s?[«“„\"])")  # "qu'« aucun patient"
_STOP = re.compile(
    r"(?<![.!?…。！？؟।])(?:[.!?…؟]++[\"”»“’」』)\]]*+(?=\s|\Z|[—–―-])|[.!?…؟]*+[。！？।][.!?…。！？؟।]*+)"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,12}\Z")
MAX_TITLE = 5  # words
MAX_QUOTED = 1_000  # code points that are looked at around marks
_TRIM = " \t\u00a0\u202f\u2009,;:.!?…"


def is_dialogue(text: str, start: int, end: int) -> bool:
    """True if a dash opens ``text[start:end]`` as one does a line of dialogue."""
    return _DIALOGUE.match(text, start, end) is not None


@dataclass(frozen=True, slots=True)
class QuotedPiece:
    """Quoted words; ``outer`` includes the marks; ``narration`` is narration inside the marks behind the words."""

    span: Span
    outer: Span
    closed: bool = True


class QuotedPieces:
    """The pieces of one paragraph, and where its sentences of narration end."""

    def __init__(self, text: str, paragraph: Span, language: Language) -> None:
        self.text, self.paragraph, self.language = text, paragraph, language
        self.inner: tuple[Span, ...] = ()
        self.pieces = self._dialogue() if is_dialogue(text, *paragraph) else []
        self.pieces = self.pieces or self._marked()

    def stops(self, start: int, end: int) -> list[int]:
        """Return where sentences of narration end."""
        found = []
        for match in _STOP.finditer(self.text, start, end):
            before = _WORD_BEFORE.search(self.text, max(start, match.start() - 13), match.start())
            word = before[0] if before and match[0] == "." else ""
            if word and (len(word) == 1 or self.language.norm(word) in self.language.listed("abbreviation")):
                continue
            found.append(match.end())
        return found

    def _marked(self) -> list[QuotedPiece]:
        """Return the words in quotation marks."""
        start, end = self.paragraph
        shown = _IN_WORD.sub("_", self.text[start:end]).replace("״", '"')
        shown = _ELISION.sub("_", shown)
        if self.language.script == "latin" and ",," in shown:
            shown = shown.replace(",,", "„,").replace("''", "”'")  # as typed in Dutch newspapers
        if self.language.script == "hangul" and not any(mark in shown for mark in '"“”'):
            shown = shown.replace("‘", "“").replace("’", "”")  # particles follow the closing mark without a space
        elif self.language.script == "hangul":
            shown = _emphasis_hidden(shown)
        pieces = []
        quotations = read_marks(shown)[0]
        self.inner = tuple((start + one.start, start + one.end) for one in quotations if one.depth == 1)
        for quotation in quotations:
            if quotation.depth or not quotation.parts:
                continue
            if self._is_title(start + quotation.start, start + quotation.end):
                continue
            span = (start + quotation.parts[0][0], start + quotation.parts[-1][1])
            outer = (start + quotation.start, start + quotation.end)
            inside = self._split(*span) if "aside" in self.language.features else [span]
            for n, one in enumerate(inside):
                low = outer[0] if n == 0 else one[0]
                high = outer[1] if n == len(inside) - 1 else one[1]
                if self.language.tokens(self.text, *one):
                    pieces.append(QuotedPiece(one, (low, high), quotation.state == "closed"))
        return pieces

    def _is_title(self, start: int, end: int) -> bool:
        """True if marks hold what something is called: behind "the newspaper", or between "told" and "that"."""
        inside = self.language.tokens(self.text, start, end)
        before = self.language.tokens(self.text, max(self.paragraph[0], start - 30), start)
        if not before or not 0 < len(inside) <= MAX_TITLE or self.text[before[-1].end : start].strip():
            return False
        if "uncased" not in self.language.features and not self.text[inside[0].start].isupper():
            return False
        if before[-1].norm in self.language.listed("title_noun"):
            return True
        if before[-1].norm in self.language.listed("to_medium") and self._is_called(inside):
            return True  # "sagte Klöpper der „Rehfelder Post“"
        if "declined" in self.language.features and len(inside) == 1 and self._says_nothing(start, end):
            return True  # "Рябцев тренирует «Горняк»."
        if len(inside) == 1 and before[-1].norm in self.language.listed("name_before"):
            return True  # the coach of "Spartak": more words may be what the coach said
        if self._stands_before_name(start, end, before[-1]):
            return True  # "директор «Рельсстроя» Виктор Бондарь"
        behind = clause(self.text, end, min(end + 30, self.paragraph[1]), self.language)
        said = before[-1].norm in self.language.listed("cue")
        return said and bool(behind.tokens) and behind.breaks[0] and behind.is_listed(0, "that")

    def _stands_before_name(self, start: int, end: int, before: Token) -> bool:
        """True if marks stand right between an office, a genitive or a verb of saying, and a name."""
        if not self.language.features.isdisjoint({"uncased", "nouns"}) or self.text[end - 2 : end - 1] in "!?.…,":
            return False
        word = clause(self.text, before.start, before.end, self.language)
        behind = clause(self.text, start, min(end + 30, self.paragraph[1]), self.language)
        at = next((n for n, token in enumerate(behind.tokens) if token.start >= end), 0)
        names = at > 0 and behind.is_capital(at) and not behind.breaks[at]
        return names and (is_office(word, 0) or word.is_listed(0, "of", "body", "cue"))

    def _is_called(self, inside: list[Token]) -> bool:
        """True if all words are written as in a name."""
        small = self.language.listed("article") | self.language.listed("particle")
        return "uncased" not in self.language.features and all(
            self.text[one.start].isupper() or one.norm in small for one in inside
        )

    def _says_nothing(self, start: int, end: int) -> bool:
        """True if the sentence around a name in marks has no verb of saying, naming or thinking, and no colon."""
        low, high = max(self.paragraph[0], start - MAX_QUOTED), min(end + MAX_QUOTED, self.paragraph[1])
        low, high = [low, *self.stops(low, start)][-1], [*self.stops(end, high), high][0]
        if set(self.text[low:high]) & set(":—–"):
            return False
        words = clause(self.text, low, high, self.language)
        labels = ("cue", "according", "naming", "stance", "saying")
        return not any(words.match(n, *labels) > n for n in range(len(words.tokens)))

    def _dialogue(self) -> list[QuotedPiece]:
        """Return the spoken words of a line of dialogue that a dash opens."""
        opening = _DIALOGUE.match(self.text, *self.paragraph)
        if opening is None or ("dash" not in self.language.features and self.language.known):
            return []
        spans = self._split(opening.end(), self.paragraph[1])
        start, end = self.paragraph
        inside = read_marks(self.text[start:end])[0]
        self.inner = tuple((start + one.start, start + one.end) for one in inside if not one.depth)
        if opening[1] == "-" and len(spans) == 1 and spans[0][1] == self.paragraph[1]:
            return []
        spans = [span for span in spans if self.language.tokens(self.text, *span)]
        return [QuotedPiece(span, (opening.start(1), span[1]) if not n else span) for n, span in enumerate(spans)]

    def _split(self, start: int, end: int) -> list[Span]:
        """Return the spoken stretches of a text in which dashes, or in French commas, part off who speaks."""
        if "aside" in self.language.features and self.language.code == "fr":
            return self._split_at_commas(start, end)
        cuts = [match.span() for match in _DASH.finditer(self.text, start, end)]
        spans, at, number = list[Span](), start, 0
        while number < len(cuts):
            low, high = cuts[number]
            if not self._is_attribution(high, end):
                number += 1
                continue
            spans.append((at, low))
            if number + 1 == len(cuts):
                return _trimmed(self.text, spans)
            at = cuts[number + 1][1]
            number += 2
        spans.append((at, end))
        return _trimmed(self.text, spans)

    def _split_at_commas(self, start: int, end: int) -> list[Span]:
        spans, at = list[Span](), start
        for match in re.finditer(r",\s", self.text[start:end]):
            low = start + match.start()
            if low < at or not self._is_attribution(start + match.end(), end):
                continue
            words = clause(self.text, start + match.end(), end, self.language)
            stop = self._aside_end(words, end)
            spans.append((at, low))
            at = stop
        if self.language.tokens(self.text, at, end):
            spans.append((at, end))
        return _trimmed(self.text, spans)

    def _aside_end(self, words: Clause, end: int) -> int:
        """Return where an attribution inside the speech ends: at its comma, or behind an apposition at a full stop."""
        stops = self.stops(words.tokens[0].start, end)
        stop = stops[0] if stops else end
        at = words.segment_end(0)
        if at >= len(words.tokens) or words.tokens[at].start >= stop:
            return stop
        following = words.segment_end(at)
        beside = is_office(words, at) and (following >= len(words.tokens) or words.tokens[following].start >= stop)
        return stop if beside else words.tokens[at - 1].end + 1

    def _is_attribution(self, start: int, end: int) -> bool:
        """True if a verb of saying begins here, or follows a pronoun or a name."""
        words = clause(self.text, start, min(end, start + 120), self.language)
        if not words.tokens or not self.language.known:
            return False
        first = words.is_listed(0, "pronoun") or words.is_capital(0)
        for at in (0, 1, 2)[: min(3, len(words.tokens))]:
            if words.match(at, "cue") > at and (at == 0 or first) and not any(words.breaks[1 : at + 1]):
                return at > 0 or self.text[words.tokens[0].start].islower()
        return False


def _emphasis_hidden(line: str) -> str:
    """Return a Korean line without the single marks outside its double ones: they name things, and particles follow."""
    found, inside = list[str](), False
    for character in line:
        inside = not inside if character == '"' else (inside or character == "“") and character != "”"
        found.append("_" if character in "'‘’" and not inside else character)
    return "".join(found)


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    found = []
    for start, end in spans:
        while start < end and text[start] in _TRIM + "—–―-":
            start += 1
        while start < end and text[end - 1] in " \t\u00a0\u202f":
            end -= 1
        if start < end:
            found.append((start, end))
    return found
