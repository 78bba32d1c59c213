"""Article → utterances in other languages than English: quoted words, with who says them as far as that is read.

An utterance is one act of speaking within a paragraph: pieces in quotation marks, or lines of dialogue behind a dash,
joined over bare attributions only. Both sides of the check and ``attribune read`` use this reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from attribune.records import Span
from attribune.statements.multilingual import attribution, unspaced
from attribune.statements.multilingual.antecedents import antecedent, people
from attribune.statements.multilingual.phrases import Speaker, clause, is_office, subject
from attribune.statements.multilingual.quoted_pieces import MAX_QUOTED, QuotedPieces, is_dialogue
from attribune.statements.multilingual.saying_clauses import NONE, OPEN, Attribution
from attribune.text.document import MASK, Document
from attribune.text.languages import ENGLISH, Language, is_told_in_english, language_of
from attribune.text.quotes import read_marks

_PARAGRAPH = re.compile(r"[^\n]+")
_MAY_QUOTE = re.compile(  # a set first: what begins with one is found fast
    "[\"“”„‟＂〝〞〟❝❞«»‹›「」『』｢｣‘‚״—–―,'](?:(?<![,'])|(?<=,),|(?<=')(?<![^\\W\\d_]'))"
)
_DIALOGUE_INSIDE = re.compile(r"\s(?<=[.!?…”»]\s)(?=[—–―]\s[A-ZÀ-ÞА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻ])")
MAX_DATELINE = 12  # words
_JOINS = tuple(",:;—–―-，：；、،")
_ENDS = ".!?…。！？؟।"
Link = Literal["sentence", "clause"]  # a new sentence follows, or the same one goes on


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one act of speaking.

    ``pieces`` are their spans without marks; ``links[n]`` says how piece n + 1 follows. ``frame`` is the narration that
    the words are woven into, empty where they stand alone and None where that isn't read. ``state``: "read" with a
    speaker, "none" where nothing beside the words says who speaks, "open" where something does and isn't understood.
    """

    language: Language
    pieces: tuple[Span, ...]
    links: tuple[Link, ...]
    speaker: Speaker | None
    state: Literal["read", "none", "open"]
    frame: tuple[str, ...] | None
    cue: Span | None
    paragraph: Span
    beside: tuple[Span, ...]
    closed: bool = True
    wholes: tuple[Span, ...] = ()  # the quotations with their marks
    inner: tuple[Span, ...] = ()  # what the speaker quotes in turn
    likely: Speaker | None = None  # whom the sentence before it is about, where no verb of saying is read


@dataclass(frozen=True, slots=True)
class Foreign:
    """The paragraphs of a text in other languages than English, with their utterances."""

    paragraphs: tuple[Span, ...]
    utterances: tuple[Utterance, ...]

    def holds(self, at: int) -> bool:
        """True if a place stands in such a paragraph."""
        return any(start <= at < end for start, end in self.paragraphs)


NOTHING = Foreign((), ())


def foreign(document: Document) -> Foreign:
    """Return what a text says in other languages than English; read once for each document."""
    return document.layer(_foreign)


def _foreign(document: Document) -> Foreign:
    text = document.text
    if not _MAY_QUOTE.search(text):
        return NOTHING
    paragraphs, utterances = list[Span](), list[Utterance]()
    last: Speaker | None = None
    for start, end in _paragraphs(text):
        dashed = is_dialogue(text, start, end)
        if not dashed and not _MAY_QUOTE.search(text, start, end):
            last = None
            continue
        language = language_of(text[start:end], text)
        if language is not ENGLISH and is_told_in_english(document.narration.text[start:end].replace(MASK, " ")):
            language = ENGLISH  # words in their original language inside an English account
        if language is ENGLISH:
            last = None
            continue
        paragraphs.append((start, end))
        reader = _Reader(text, (start, end), language)
        found = list(reader.utterances(last if reader.begins_with_pieces() else None))
        last = _carried(found) if reader.ends_with_pieces() else None
        utterances += found
    return Foreign(tuple(paragraphs), tuple(utterances))


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield the lines of a text; a dash behind a full stop begins dialogue in the middle of one, as in Polish."""
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        inside = None if is_dialogue(text, start, end) else _DIALOGUE_INSIDE.search(text, start, end)
        quoted = inside and any(one.start < inside.start() - start < one.end for one in read_marks(text[start:end])[0])
        if inside and not quoted:
            yield start, inside.start()
            start = inside.end()
        yield start, end


def _carried(found: list[Utterance]) -> Speaker | None:
    """Return whose words a pronoun in the next paragraph may mean: the only speaker here, with nobody else named."""
    speakers = {one.speaker.words[-1]: one.speaker for one in found if one.speaker}
    if len(speakers) != 1 or any(one.speaker is None for one in found):
        return None
    return next(iter(speakers.values()))


class _Reader(QuotedPieces):
    """The pieces of one paragraph and what its narration says of them."""

    def utterances(self, last: Speaker | None) -> Iterator[Utterance]:
        """Yield the utterances in order; ``last`` is whom a pronoun may mean at the beginning."""
        open_: Utterance | None = None
        for number, piece in enumerate(self.pieces):
            said, before, after = self._said(number)
            link = self._link(number, said) if open_ and not open_.frame else None
            if open_ and link:
                speaker = open_.speaker or said.speaker
                open_ = replace(
                    open_, pieces=(*open_.pieces, piece.span), links=(*open_.links, link), speaker=speaker,
                    state="read" if speaker else "open" if "open" in (open_.state, said.kind) else open_.state,
                    beside=(*open_.beside, before, after), closed=open_.closed and piece.closed,
                    wholes=(*open_.wholes, piece.outer), cue=open_.cue or said.cue,
                )  # fmt: skip
                continue
            if open_:
                yield open_
                goes_on = self._is_near(number) or self._nobody_between(number)
                # Narration with words woven into it may go on telling what somebody said, where it names nobody.
                last = (open_.speaker or (last if self._names_nobody(open_) else None)) if goes_on else None
            if last is None and (said.kind == "same" or (not number and said.kind == "open")):
                last = self._antecedent(number)
                other = last and open_ and (open_.speaker is None or open_.speaker.words[-1] != last.words[-1])
                if other and not self._is_new_subject(number, said, last):
                    last = None  # the one before may go on
            speaker = said.speaker or (last if said.kind == "same" and not self._is_plural(said) else None)
            state: Literal["read", "none", "open"] = "read" if speaker else "none" if said.kind == "none" else "open"
            open_ = Utterance(
                self.language, (piece.span,), (), speaker, state, said.frame, said.cue, self.paragraph,
                (before, after), piece.closed, (piece.outer,), self.inner, said.likely,
            )  # fmt: skip
        if open_:
            yield open_

    def begins_with_pieces(self) -> bool:
        """True if no whole sentence of narration stands before the first piece."""
        return bool(self.pieces) and not self.stops(self.paragraph[0], self.pieces[0].outer[0])

    def ends_with_pieces(self) -> bool:
        """True if nothing but the end of its own sentence stands behind the last piece."""
        return bool(self.pieces) and len(self.stops(self.pieces[-1].outer[1], self.paragraph[1])) < 2

    def _is_near(self, number: int) -> bool:
        """True if no whole sentence of narration stands between a piece and the one before."""
        return not self._between(number)

    def _between(self, number: int) -> list[Span]:
        """Return the whole sentences of narration between a piece and the one before."""
        start, end = self.pieces[number - 1].outer[1], self.pieces[number].outer[0]
        own = self._ends_sentence(number - 1) and self._opens((start, end))  # its full stop stands inside the marks
        return list(pairwise([start, *self.stops(start, end)] if own else self.stops(start, end)))

    def _said(self, number: int) -> tuple[Attribution, Span, Span]:
        """Return what stands beside a piece, and the spans of that narration before and behind it."""
        head, tail = self._head(number), self._tail(number)
        if self._adding(number):
            return Attribution("same"), tail, head
        reader = unspaced if "unspaced" in self.language.features else attribution
        after = reader.after_quotation(self.text, *head, self.language)
        colon = self.text[: tail[1]].rstrip(' \u00a0—–―-"“«„').endswith((":", "："))
        before = reader.before_quotation(self.text, *tail, self.language, colon=colon)
        if not self.language.known:
            both = _norms(self.text, tail, self.language) + _norms(self.text, head, self.language)
            return (replace(OPEN, frame=both) if both else NONE), tail, head
        if after.kind == before.kind == "none":
            said, behind = self._told_behind(number)
            return said, tail, behind or head
        if after.kind == "none" or before.kind == "none":
            said = before if after.kind == "none" else after
            if said.kind == "open":
                said = replace(
                    said, frame=_norms(self.text, tail, self.language) + _norms(self.text, head, self.language)
                )
            return said, tail, head
        apart = "uncased" in self.language.features and self._ends_sentence(number)
        if apart and after.kind == "open" and before.kind in ("named", "same"):
            return before, tail, head  # what follows is the next sentence
        around = reader.circumfix(self.text, tail, head, self.language)
        if around.kind != "open":
            return around, tail, head
        if after.kind == "named" and not after.frame and before.kind == "open":
            return replace(after, frame=(*_norms(self.text, tail, self.language), "|")), tail, head
        if before.kind == "named" and before.frame is not None:
            return replace(before, frame=(*before.frame, "|", *_norms(self.text, head, self.language))), tail, head
        both = (*_norms(self.text, tail, self.language), "|", *_norms(self.text, head, self.language))
        return replace(OPEN, frame=both), tail, head

    def _told_behind(self, number: int) -> tuple[Attribution, Span | None]:
        """Return what the sentence behind a piece says that stands alone, and its span: "“….” So Ada Lund said."."""
        stops = self.stops(self.pieces[number].outer[1], self.paragraph[1])
        ends = self._ends_sentence(number)
        low = self.pieces[number].outer[1] if ends and not self._is_mark(number) else stops[0] if stops else 0
        high = next((stop for stop in stops if stop > low), 0)
        following = self.pieces[number + 1].outer[0] if number + 1 < len(self.pieces) else self.paragraph[1]
        if not low or not high or high > following or "backward" not in self.language.classes:
            return NONE, None
        reader = unspaced if "unspaced" in self.language.features else attribution
        said = reader.backward(self.text, low, high, self.language)
        return said, (low, high) if said.speaker else None

    def _is_mark(self, number: int) -> bool:
        """True if a full stop follows a piece's closing mark."""
        return self.text[self.pieces[number].outer[1] :][:1] in _ENDS

    def _antecedent(self, number: int) -> Speaker | None:
        """Return whom a pronoun beside a piece means: the only person named in the narration right before."""
        start, end = self.paragraph[0], self.pieces[number].outer[0]
        if number:
            start = self.pieces[number - 1].outer[1]
        stops = self.stops(start, end)
        if stops and self.language.tokens(self.text, stops[-1], end) and not self._adverbial(stops[-1], end):
            return None
        narration = list(pairwise((start, *stops)))[1 if number else 0 :]
        if not number and not narration:
            if self.stops(start, end) or self.language.tokens(self.text, start, end):
                return None
            narration = self._line_before(start)
        return antecedent(self.text, narration, self.language)

    def _is_new_subject(self, number: int, said: Attribution, who: Speaker | None) -> bool:
        """True if the sentence right before opens with somebody, and the verb doesn't go on with what was said."""
        between = self._between(number)
        if who is None or said.cue is None or not between or (not who.before and len(who.words) < 2):
            return False
        told = clause(self.text, *between[-1], self.language)
        subject_, rest = subject(told, 0, len(told.tokens))
        reacts = told.match(rest, "stance", "cue") > rest or attribution.is_state(told, rest, len(told.tokens))
        if subject_ is None or not reacts:
            return False  # "Lund nodded.": the one before may go on
        adding = {word for phrase in self.language.phrases("adding") for word in phrase}
        verb = {token.norm for token in self.language.tokens(self.text, *said.cue)}
        words = self.language.tokens(self.text, *between[-1])
        start = 1 if words and words[0].norm in self.language.listed("article") else 0
        opens = words[start : start + 1] and any(words[start].norm in part for part in (who.before, who.words))
        return bool(opens) and not verb & adding

    def _is_plural(self, said: Attribution) -> bool:
        """True if a verb of saying may have several for a subject: "they cried"."""
        endings = tuple(self.language.listed("plural_ending"))
        words = self.language.tokens(self.text, *said.cue) if said.cue else []
        return bool(endings) and any(word.norm.endswith(endings) for word in (*words[:1], *words[-1:]))

    def _adverbial(self, start: int, end: int) -> bool:
        """True if the narration right before a piece is its own attribution: "To the question she answered: …"."""
        return attribution.before_quotation(self.text, start, end, self.language, colon=True).kind == "same"

    def _line_before(self, start: int) -> list[Span]:
        """Return the sentences of the line before a paragraph, or before dialogue in the middle of a line."""
        end = start
        while end and self.text[end - 1].isspace():
            end -= 1
        low = self.text.rfind("\n", 0, end) + 1
        if _MAY_QUOTE.search(self.text, low, end):
            return []
        return list(pairwise((low, *self.stops(low, end))))

    def _names_nobody(self, said: Utterance) -> bool:
        """True if an utterance is woven into narration without a verb of saying that names nobody."""
        if said.cue or not said.frame or self.text[slice(*said.pieces[-1])].rstrip()[-1:] in _ENDS:
            return False
        told = (clause(self.text, *span, self.language) for span in said.beside)
        labels = ("cue", "naming", "stance", "according", "denial")
        if any(words.match(n, *labels) > n for words in told for n in range(len(words.tokens))):
            return False
        return all(people(self.text, low, high, self.language) == [] for low, high in said.beside)

    def _nobody_between(self, number: int) -> bool:
        """True if the narration between a piece and the one before names nobody."""
        return all(people(self.text, *span, self.language) == [] for span in self._between(number))

    def _link(self, number: int, said: Attribution) -> Link | None:
        """Return how a piece follows the one before, None where it is another act of speaking."""
        between = (self.pieces[number - 1].outer[1], self.pieces[number].outer[0])
        stops = self.stops(*between)
        words = self.language.tokens(self.text, *between)
        if self._between(number) or (said.kind not in ("none", "same") and said.speaker is None):
            return None
        if not stops:
            if any(token.norm in self.language.listed("participle") for token in words):
                return "sentence"  # "“A” diyen Yıldırım, “B” dedi": two sayings in one sentence
            if self._ends_sentence(number - 1) and words and self._opens(between):
                bare = said.kind == "same" and said.frame == () and not self._is_woven(number)
                return "sentence" if bare else None
            gap = self.text[slice(*between)].rstrip()
            if words and not gap.endswith(_JOINS) and not self._is_bare(number):
                return None  # "…, said Lund to “The Herald”": nothing parts the marks from the narration
            if gap.endswith((":", "：")) and self.text[self.pieces[number].span[0]].isupper():
                return "sentence"
            return "clause" if words else None
        tail = self.language.tokens(self.text, stops[-1], between[1])
        if self._is_woven(number):
            return None
        if said.kind == "none" or (said.kind == "same" and said.frame == ()):
            return "sentence"
        return None if tail or said.speaker else "sentence"

    def _is_bare(self, number: int) -> bool:
        """True if nothing but a verb of saying, with its subject at most, parts two halves of a sentence."""
        text, (low, high) = self.text, (self.pieces[number - 1].outer[1], self.pieces[number].outer[0])
        words = clause(text, low, high, self.language)
        said = attribution.after_quotation(text, low, high, self.language)
        if said.cue is None or said.cue[0] != words.tokens[0].start or said.frame != () or not self._is_woven(number):
            return False
        leads = words.is_listed(-1, "preposition", "of", "article", "addressee", "to_medium", "title_noun", "that")
        whole = said.kind == "named" and said.speaker is not None and said.speaker.span[1] == words.tokens[-1].end
        return not leads and (whole or said.cue[1] == words.tokens[-1].end)

    def _is_woven(self, number: int) -> bool:
        """True if words behind a full stop begin with a small letter: they are part of a sentence of narration."""
        return "uncased" not in self.language.features and self.text[self.pieces[number].span[0]].islower()

    def _head(self, number: int) -> Span:
        """Return the narration that follows a piece in its sentence."""
        start = self.pieces[number].outer[1]
        end = self.pieces[number + 1].outer[0] if number + 1 < len(self.pieces) else self.paragraph[1]
        stops = self.stops(start, end)
        if adding := self._adding(number + 1):
            return (start, adding[0])
        if not stops:
            alone = number + 1 < len(self.pieces) and self._opens((start, end)) and self._ends_sentence(number)
            return (start, start) if alone else (start, end)
        if self._ends_sentence(number) and self._opens((start, stops[0])):
            return (start, start)
        return (start, stops[0])

    def _tail(self, number: int) -> Span:
        """Return the narration before a piece in its sentence."""
        end = self.pieces[number].outer[0]
        start = self.pieces[number - 1].outer[1] if number else self.paragraph[0]
        stops = self.stops(start, end)
        if adding := self._adding(number):
            return adding
        if not number and self._is_dateline(start, end):
            return (end, end)
        if stops:
            return (stops[-1], end)
        if not number or (self._opens((start, end)) and self._ends_sentence(number - 1)):
            return (start, end)
        return (end, end)

    def _adding(self, number: int) -> Span | None:
        """Return where narration between two pieces ends in a verb that adds the second: "…, said Lund, adding: “…”."""
        if not 0 < number < len(self.pieces) or "adding" not in self.language.classes:
            return None
        start, end = self.pieces[number - 1].outer[1], self.pieces[number].outer[0]
        if self.stops(start, end) or not self.text[start:end].rstrip().endswith(":"):
            return None
        words = clause(self.text, start, end, self.language)
        count = len(words.tokens)
        first = next((n for n in range(count) if words.match(n, "adding") == count), count)
        apart = first < count and (first == 0 or words.breaks[first] or words.is_listed(first, "conjunction"))
        return (words.tokens[first].start, end) if apart else None

    def _is_dateline(self, start: int, end: int) -> bool:
        """True if a place, a date and an agency stand before a piece, and a dash: "LINDAU, 14 May (Agency) - “…”"."""
        if not self.text[start:end].rstrip().endswith(("-", "–", "—")) or "uncased" in self.language.features:
            return False
        words = clause(self.text, start, end, self.language)
        places = range(len(words.tokens))
        dated = (
            words.is_capital(n) or words.tokens[n].norm.isdigit() or words.is_listed(n, "time", "abbreviation")
            for n in places
        )
        return 0 < len(words.tokens) <= MAX_DATELINE and all(dated) and not any(is_office(words, n) for n in places)

    def _opens(self, span: Span) -> bool:
        """True if narration begins a sentence of its own: a capital, or where there are none, a colon at its end."""
        words = self.language.tokens(self.text, *span)
        if not words:
            return False
        if "uncased" in self.language.features:
            reader = unspaced if "unspaced" in self.language.features else attribution
            if reader is attribution and set(self.text[max(0, span[0] - 2) : span[0]]) & set(".।"):
                return True  # a full stop inside the marks ends the sentence
            colon = self.text[slice(*span)].rstrip().endswith((":", "："))
            low = max(self.paragraph[0], span[0] - MAX_QUOTED)
            marks = self.text.rfind("“", low, span[0]), self.text[slice(*span)].rstrip()[-1:]
            if reader is unspaced and marks[1] in _JOINS and self._is_introduced(marks[0]):
                return True  # "沈若梅说：“…。”她指出，“…”": the colon has told whose the first words are
            return colon or reader.after_quotation(self.text, *span, self.language).kind == "open"
        return self.text[words[0].start].isupper()

    def _is_introduced(self, mark: int) -> bool:
        return mark > self.paragraph[0] and self.text[max(0, mark - 9) : mark].rstrip()[-1:] in (":", "：")

    def _ends_sentence(self, number: int) -> bool:
        return self.text[slice(*self.pieces[number].span)].rstrip()[-1:] in _ENDS


def _norms(text: str, span: Span, language: Language) -> tuple[str, ...]:
    return tuple(token.norm for token in language.tokens(text, *span))


def mended(text: str, utterance: Utterance, mark: str = ",") -> str:
    """Return an utterance's words as one text, with the marks between its pieces that their attributions stand for.

    ``mark`` is the one inside a sentence.
    """
    pieces = [text[slice(*piece)] for piece in utterance.pieces]
    for n, link in enumerate(utterance.links):
        bare = pieces[n].rstrip(" ,;—–-")
        pieces[n] = bare if bare[-1:] in _ENDS else f"{bare}{'.' if link == 'sentence' else mark}"
    return " ".join(pieces)
