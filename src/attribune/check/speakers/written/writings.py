"""Attributions to something written, read by a closed grammar: "the letter said", "In a memo, Ada Reed wrote".

A sentence of narration is read whole or not at all: what says the words (a writing, its author, or both), a verb, and
what stands beside them. The words that may stand there are in ``lexicon/en/check/writings.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from attribune.lexicon import pronouns, word_class
from attribune.lexicon import words as word_list
from attribune.records import Span
from attribune.text.document import MASK

MOST_WORDS = 48  # of a segment of narration
MOST_AUTHOR = 16  # words that name an author, with what they are
_TOKEN = re.compile(
    rf"{MASK}[{MASK}.\n]*+|[A-Z][a-z]{{0,3}}\.(?=\s[A-Z])|\d++(?:[:.,]\d++)*+(?:\s?[ap]\.m\.)?|[^\W_]++(?:[’'.&-][^\W_]++)*+[’']?|[^\w\s]"
)
_MARKS = frozenset(".,;:!?()[]—–-…\"“”‘’'*>|/")
_BREAKS = frozenset(",;:()[]—–…|.!?") | {MASK}
_OWNER = ("'s", "’s", "s'", "s’")
_DETERMINERS = pronouns("possessive") | frozenset("the a an this that one each another some".split())
_STOPS = (
    pronouns("subject", "object")
    | _DETERMINERS
    | frozenset(
        "who whom which what when where while if unless but or nor not never n't no and as than then so because"
        " although though is are was were be been being has have had do does did will would can could may might must"
        " shall should".split()
    )
)
_DENIES = frozenset("not never no nobody none neither without unless if would could might may should".split())


def words_of(name: str) -> frozenset[str]:
    """Return the words of one class of ``writings.tsv``."""
    return word_class("check/writings.tsv", name)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(form for line in word_list("check/verb_forms.txt") for form in line.split())


@dataclass(frozen=True, slots=True)
class Token:
    word: str
    span: Span

    @property
    def low(self) -> str:
        return self.word.lower()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the words and marks of ``text[start:end]``; a blanked quotation is one token, ``MASK``."""
    return [
        Token(MASK if found[0][0] == MASK else found[0], found.span()) for found in _TOKEN.finditer(text, start, end)
    ]


@dataclass(frozen=True, slots=True)
class Writing:
    """A phrase that names something written. ``author`` says whose or by whom it is, as far as the phrase does;
    ``ranks`` are the words that make another of it, ``groups`` the rest: (preposition or "", words)."""

    noun: str
    author: tuple[Token, ...] = ()
    ranks: frozenset[str] = frozenset()
    groups: tuple[tuple[str, tuple[Token, ...]], ...] = ()
    definite: bool = False
    own: str | None = None  # the pronoun of "his letter"
    at: int = 0  # where the phrase begins, and its noun
    head: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """Who has the words. ``author`` is the subject of a verb of an author, ``reader`` of who reads a writing out.

    ``it`` is true where the writing is only taken up by a pronoun; ``rest`` are the other words of the attribution.
    """

    writing: Writing | None = None
    author: tuple[Token, ...] = ()
    reader: tuple[Token, ...] = ()
    it: bool = False
    rest: tuple[tuple[str, tuple[Token, ...]], ...] = ()


class _Segment:
    """Reads the tokens of one side of a quotation from left to right."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.all = found
        self.low = [token.low for token in found]

    def has(self, at: int, name: str) -> bool:
        return at < len(self.low) and self.low[at] in words_of(name)

    def skip(self, at: int, marks: frozenset[str] = _MARKS) -> int:
        while at < len(self.low) and self.low[at] in marks:
            at += 1
        return at

    # Phrases

    def writing(self, at: int, *, plural: bool = False) -> tuple[Writing, int] | None:
        """Read a phrase whose head is a writing, with all that follows it; return it and where it ends.

        ``plural``: the head names several ("the banners"), as behind "one of".
        """
        first = at
        one_of = self.low[at : at + 2] == ["one", "of"]
        at += 2 if one_of else 0
        one_of = one_of or plural
        determiner = self.low[at] if at < len(self.low) and self.low[at] in _DETERMINERS else ""
        at += bool(determiner)
        start, owner = at, -1
        while at < len(self.low) and not self._ends_run(at, start):
            if self.low[at].endswith(_OWNER):
                owner = at
            at += 1
        if at == start:
            return None
        noun = self.low[at - 1]
        if one_of:
            noun = next((form for form in (noun, noun[:-1], noun[:-2]) if form in words_of("noun")), "")
        if noun not in words_of("noun") or owner == at - 1:
            return None
        own = determiner if determiner in pronouns("possessive") else None
        author = tuple(self.all[start : owner + 1]) if owner >= 0 else ()
        inside = self.all[max(start, owner + 1) : at - 1]
        ranks = {token.low for token in inside if token.low in words_of("rank")}
        if determiner == "another" or one_of:
            ranks.add(determiner if determiner == "another" else "one")
        plain_words = tuple(token for token in inside if token.low not in words_of("rank"))
        groups = [("", plain_words)] if plain_words else []
        found = Writing(
            noun.replace("e-mail", "email"), author, frozenset(ranks), (), determiner not in ("a", "an", "", "another"),
            own, self.all[first].span[0], self.all[at - 1].span[0],
        )  # fmt: skip
        return self._described(found, groups, at)

    def _ends_run(self, at: int, start: int) -> bool:
        word = self.low[at]
        if word in _BREAKS or word in _STOPS or word in words_of("preposition"):
            return True
        verb = word in words_of("verb") | words_of("author") | words_of("participle")
        return verb and at > start and self.low[at - 1] in words_of("noun")

    def _described(
        self, found: Writing, groups: list[tuple[str, tuple[Token, ...]]], at: int
    ) -> tuple[Writing, int] | None:
        """Read what is said of a writing behind its head."""
        author = found.author
        signed = True
        while at < len(self.low):
            word = self.low[at]
            if word in words_of("preposition"):
                end = self._run(at + 1)
                if end == at + 1:
                    break
                named = tuple(self.all[at + 1 : end])
                if word == "of" and (last := self._apposed(end)) > end:
                    groups.append((word, tuple(self.all[at + 1 : last])))  # "the diary of the cook, Mrs Reed"
                    end = last
                elif word in ("by", "from") and signed and not named[0].word[0].isdigit():
                    groups += [("", author)] if author else []  # "Ada Reed's letter from the bank" isn't hers
                    end = self._apposed(self._run(end + 1) if self.low[end : end + 1] == ["of"] else end)
                    author = tuple(self.all[at + 1 : end])
                else:
                    groups.append((word, named))
                at, signed = end, word not in ("by", "from")
            elif (word in words_of("participle") and word not in words_of("verb") | {"read"}) or self._is_read(at):
                groups.append(("", (self.all[at],)))
                signed = word in words_of("signs")
                at += 1
                at += at < len(self.low) and self.low[at] in ("out", "round", "aloud", "up", "over")
            elif word == "," and (end := self._between(at)) > 0:
                inner = self.all[at + 1 : end]
                by = next(
                    (n for n, t in enumerate(inner) if t.low == "by" and n and inner[n - 1].low in words_of("signs")),
                    -1,
                )
                if by > 0 and not author:
                    author = tuple(inner[by + 1 :])
                    inner = inner[:by]
                groups.append((",", tuple(inner)))
                at = end + 1
            else:
                break
        return replace(found, author=author, groups=tuple(groups)), at

    def _is_read(self, at: int) -> bool:
        """True for the participle of "a letter read to the committee", which isn't its verb."""
        return self.low[at] == "read" and at + 1 < len(self.low) and self.low[at + 1] in ("to", "out", "aloud")

    def _run(self, at: int) -> int:
        """Return where a noun phrase behind a preposition ends."""
        start = at
        while at < len(self.low):
            word = self.low[at]
            if word in _BREAKS or word in words_of("preposition") or (word in _STOPS and word not in _DETERMINERS):
                break
            if at > start and (word in words_of("verb") | words_of("author") | words_of("participle")):
                break
            if at > start and (word in _DETERMINERS or (word in _verbs() and self.low[at - 1] not in _DETERMINERS)):
                break
            at += 1
        return at

    def _apposed(self, at: int) -> int:
        """Return where an author's name ends whose description stands in commas beside it: "the chair, Ada Reed"."""
        if at + 1 < len(self.low) and self.low[at] == ",":
            end = self._run(at + 1)
            named = self.all[at + 1 : end]
            if named and (named[0].low in _DETERMINERS or named[0].word[0].isupper()):
                return end
        return at

    def _between(self, at: int) -> int:
        """Return the comma that closes what a comma opens at ``at``, if that is told of the writing; else -1."""
        end = next((n for n in range(at + 1, len(self.low)) if self.low[n] in _BREAKS), -1)
        if end < 0 or self.low[end] != "," or end == at + 1:
            return -1
        opens = self.low[at + 1]
        told = opens in {"which", "whose"} | words_of("participle") | words_of("preposition") | {"an", "a"}
        return end if told and not _DENIES & set(self.low[at:end]) else -1

    def verb(self, at: int) -> int:
        """Return where a writing's verb ends that begins at ``at``, with adverbs before it; -1 where none does."""
        while self.has(at, "adverb"):
            at += 1
        return at + 1 if self.has(at, "verb") else -1

    def subject(self, at: int, name: str) -> int:
        """Return where the verb stands whose subject, somebody, begins at ``at``; -1 where no such subject is read."""
        end = next((n for n in range(at + 1, min(len(self.low), at + MOST_AUTHOR + 1)) if self.has(n, name)), -1)
        if end < 0:
            return -1
        inside = [word for n, word in enumerate(self.low[at:end], at) if not self.has(n, "adverb")]
        clause = (_STOPS - _DETERMINERS) | {"that", "this"} | words_of("verb")
        if not inside or inside[0] in words_of("preposition") or (len(inside) > 1 and clause & set(inside)):
            return -1  # "a letter that she denies having written, Ada Reed said"
        if _DENIES & set(inside) or {MASK, ":", ";", ".", "(", "who", "whom"} & set(inside) - {"."}:
            return -1
        return end

    def rest(self, at: int, *, whole: bool) -> tuple[Told, int] | None:
        """Read what stands behind the verb: places, times, whom it is told, the writing. None where it isn't read."""
        groups: list[tuple[str, tuple[Token, ...]]] = []
        written: Writing | None = None
        told = it = False
        while (at := self.skip(at)) < len(self.low):
            word = self.low[at]
            if self.low[at : at + 2] == ["in", "it"] and written is None and not it:
                it, at = True, at + 2
                continue
            if word in ("in", "on") and written is None and (phrase := self.writing(at + 1)) is not None:
                written, at = phrase
                continue
            if word in words_of("preposition") and (end := self._run(at + 1)) > at + 1:
                groups.append((word, tuple(self.all[at + 1 : end])))
                at = end
                continue
            if not told and not groups and (end := self._run(at)) > at and self.has(at - 1, "author"):
                groups.append(("to" if self.low[at - 1] in ("told", "tells") else "", tuple(self.all[at:end])))
                at, told = end, True
                continue
            if whole or word not in words_of("lead") | {"which", "who", "though", "while", MASK} or self._speaks(at):
                return None
            break
        return Told(writing=written, it=it, rest=tuple(groups)), at

    def _speaks(self, at: int) -> bool:
        return any(word in words_of("verb") | words_of("author") for word in self.low[at:])


def read_told(before: Sequence[Token], after: Sequence[Token], *, whole: bool) -> Told | None:
    """Return what the narration around a quotation says of a writing and its author; None where it isn't read.

    ``whole``: nothing else may stand in the sentence, as in evidence.
    """
    for side, behind in ((after, True), (before, False)):
        if not any(token.word[0].isalnum() for token in side):
            continue
        other = before if behind else after
        if whole and any(token.word[0].isalnum() for token in other):
            return None
        found = _read(_Segment(side), behind=behind, whole=whole) if len(side) <= MOST_WORDS else None
        if found is not None or whole:
            return found
    return None


def _read(part: _Segment, *, behind: bool, whole: bool) -> Told | None:
    at = part.skip(0)
    if not behind:
        if not part.low or part.low[-1] not in (":", ",", "that"):
            last = part.low[-1] if part.low else ""
            if last not in words_of("verb") | words_of("author"):
                return None
        if at < len(part.low) and part.low[at] in words_of("lead"):
            at = part.skip(at + 1)
    if at >= len(part.low):
        return None
    if not behind and part.low[-1] == ":" and (shown := _displayed(part, at)) is not None:
        return Told(writing=shown)
    if behind and (author := _inverted(part, at)):
        return Told(author=author)
    if part.low[at : at + 2] == ["according", "to"]:
        phrase = part.writing(at + 2)
        return _ended(part, phrase[0], phrase[1], whole) if phrase else None
    if behind and part.has(at, "verb") and (phrase := part.writing(at + 1)) is not None:
        return _ended(part, phrase[0], phrase[1], whole)
    if part.low[at] == "it" and (end := part.verb(at + 1)) > 0:
        rest = part.rest(end, whole=whole)
        return replace(rest[0], it=True) if rest and rest[0].writing is None and not rest[0].it else None
    phrase = part.writing(at)
    if phrase is not None and (end := part.verb(part.skip(phrase[1], frozenset(",")))) > 0:
        return _ended(part, phrase[0], end, whole)
    if not behind and part.low[at] in ("in", "on") and (phrase := part.writing(at + 1)) is not None:
        begins = part.skip(phrase[1], frozenset(","))
        end = part.subject(begins, "author")
        rest = part.rest(end + 1, whole=whole) if end > begins else None
        if rest is None or rest[0].writing is not None:
            return None
        return Told(writing=phrase[0], author=tuple(part.all[begins:end]), rest=rest[0].rest)
    read_out = _read_out(part, at) if not behind else None
    if read_out is not None:
        return read_out
    end = part.subject(at, "author")
    rest = part.rest(end + 1, whole=whole) if end > at else None
    return replace(rest[0], author=tuple(part.all[at:end])) if rest else None


def _displayed(part: _Segment, at: int) -> Writing | None:
    """Read what hangs or stands somewhere and leads its words in without a verb: "One banner:", "Among the signs:"."""
    among = part.low[at] == "among"
    phrase = part.writing(at + (part.low[at] in ("among", "on")), plural=among)
    if phrase is None or phrase[0].noun not in words_of("display") or part.skip(phrase[1]) < len(part.low):
        return None
    return replace(phrase[0], ranks=phrase[0].ranks | {"one"}, definite=False) if among else phrase[0]


def _inverted(part: _Segment, at: int) -> tuple[Token, ...]:
    """Read "wrote Ada Reed." and "wrote a woman who teaches at the school.", with nothing else behind it."""
    named = [token for token in part.all[at + 1 :] if token.word[0].isalnum()]
    if part.has(at, "author") and named and all(token.word[0].isupper() for token in named):
        return tuple(named) if len(named) == len(part.all) - at - 2 else ()
    first = part.low[at + 1 : at + 2]
    if not part.has(at, "author") or first not in (["a"], ["an"], ["the"]) or "who" not in part.low:
        return ()
    stop = part.low.index("who")
    inside = set(part.low[at + 1 : stop])
    end = next((n for n in range(stop, len(part.low)) if part.low[n] in _BREAKS | _DENIES), len(part.low))
    whole = part.skip(end) >= len(part.low) and not (inside & (_STOPS - _DETERMINERS) or inside & words_of("noun"))
    return tuple(part.all[at + 1 : end]) if whole else ()


def _read_out(part: _Segment, at: int) -> Told | None:
    """Read "Ada Reed read from the letter:"."""
    verb = part.subject(at, "reads")
    if verb < 0:
        return None
    begins = verb + 1
    while begins < len(part.low) and part.low[begins] in ("out", "aloud", "from"):
        begins += 1
    phrase = part.writing(begins)
    if phrase is None or part.skip(phrase[1]) < len(part.low):
        return None
    return Told(writing=phrase[0], reader=tuple(part.all[at:verb]))


def _ended(part: _Segment, writing: Writing, at: int, whole: bool) -> Told | None:
    rest = part.rest(at, whole=whole)
    return Told(writing=writing, rest=rest[0].rest) if rest and rest[0].writing is None else None


def find_writings(found: Sequence[Token]) -> list[Writing]:
    """Return the phrases in a sentence that name something written, in order."""
    part, kept = _Segment(found), dict[int, Writing]()
    for at in range(len(found)):
        if at == 0 or part.low[at] in _DETERMINERS or part.low[at - 1] in _BREAKS | _STOPS | words_of("preposition"):
            phrase = part.writing(at)
            if phrase is not None:
                kept.setdefault(phrase[0].head, phrase[0])
    return list(kept.values())


def small_words() -> frozenset[str]:
    """Return the words that tell nothing of a writing."""
    return word_list("text/stopwords.txt") | _DETERMINERS | words_of("preposition")
