"""Plain attributions: a closed grammar of narration that only says who speaks, where, when and to whom.

A quotation counts as said only if the narration beside it is read whole by this grammar: a subject, a cue out of a
closed list in a plain form, and modifiers of closed kinds. What can't be read may be anything: a clip, a complaint, a
denial. So the grammar names what may stand there (``lexicon/en/check/attribution.tsv``) and nothing that may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from attribune.lexicon import calendar, pronouns, rows, words
from attribune.records import Span
from attribune.sources.names.entity_types import is_person_word
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import MASK, Pieces, listed

MAX_WORDS = 60  # pieces of narration on one side of a quotation; more are no attribution
MAX_SUBJECT = 24  # pieces of a subject with its appositives
MAX_RELATIVE = 40  # pieces of a relative clause beside a name

_PRONOUNS = pronouns("subject") | {"who"}
_RELATIVE = frozenset("who whom whose which".split())
_IN_NOUN_PHRASES = frozenset("of for at in from with and & ' on to by".split())
# Endings of nouns that say what somebody does or is; other nouns are in the lists of roles and titles.
_ROLE_ENDINGS = ("er", "or", "our", "ist", "man", "woman", "ian", "ant", "ent", "person", "eer", "ess", "ete", "mate")
_BREAK = frozenset({",", ";", ":", "—", "–", "--", "(", ")", ".", "!", "?", MASK})
_DASHES = frozenset({"—", "–", "--", "-"})
_NUMBER = re.compile(r"\d[\d.,:]*(?:st|nd|rd|th|s|am|pm)?\Z")


@cache
def listing(name: str) -> frozenset[str]:
    """Return the words, or phrases, of one class of ``attribution.tsv``."""
    found = set[str]()
    for kind, entries in rows("check/attribution.tsv"):
        if kind == name:
            found |= {e.strip() for e in entries.split("/")} if name == "phrase" else set(entries.split())
    return frozenset(found)


@cache
def _time_words() -> frozenset[str]:
    named = {form for kind in ("month", "weekday") for forms in calendar(kind, short=True) for form in forms}
    return frozenset(named | {"yesterday", "today", "tonight", "tomorrow", "noon", "midnight", "a.m", "p.m", "o'clock"})


def time_words(narration: str) -> frozenset[str]:
    """Return the words of a narration that say when: names of days and months, figures, "yesterday"."""
    found = re.findall(r"[^\W_]+(?:\.[^\W_]+)*", narration.lower())
    return frozenset(w for w in found if w in _time_words() or w[0].isdigit())


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an attribution says. ``subject`` and ``cue`` are spans; ``kinds`` name its other parts: "time", "setting",
    "addressee", "appositive", "relative", "posture", "topic", "adverb", "asked", "opening".

    ``frame`` is the narration between the cue and a quotation that is only a part of its sentence, a span or None.
    """

    subject: Span
    cue: Span
    verb: str
    kinds: frozenset[str]
    frame: Span | None = None

    @property
    def bare(self) -> bool:
        """True if it only says who speaks: words on both of its sides are one act of speaking."""
        return not self.kinds & {"time", "asked", "opening", "second"} and self.verb not in listing("asks")


class _Reader:
    """Reads pieces from left to right; every method returns the number of the piece behind what it read, or -1."""

    def __init__(self, pieces: Pieces, named: frozenset[str]) -> None:
        self.pieces, self.words, self.named = pieces, pieces.words, named
        self.kinds: set[str] = set()
        self.of_document = False

    # Cues

    def cue(self, at: int, stop: int, *, question: bool) -> tuple[int, str] | None:
        """Return where a cue that begins at ``at`` ends, and its verb; adverbs and "has" may stand before it."""
        first = at
        while at < stop and (self.words[at] in listing("adverb") or self.words[at] in listing("perfect")):
            at += 1
        for length in (3, 2):
            phrase = " ".join(self.words[at : at + length])
            if at + length <= stop and phrase in listing("phrase"):
                return at + length, phrase
        if at < stop and (
            self.words[at] in listing("cue")
            or (question and self.words[at] in listing("asks"))
            or (self.of_document and self.words[at] in listing("document"))
        ):
            if any(self.words[n] in ("later", "again", "then", "once", "earlier") for n in range(first, at)):
                self.kinds.add("time")
            return at + 1, self.words[at]
        return None

    # Subjects

    def is_name(self, at: int) -> bool:
        """True if a piece is written with a capital or is a number of a name ("II")."""
        return self.pieces.text[self.pieces.starts[at] : self.pieces.starts[at] + 1].isupper()

    def noun_phrase(self, at: int, stop: int) -> int:
        """Return where the noun phrase at ``at`` ends: no verb of saying, no auxiliary, no mark inside it."""
        start = at
        if at < stop and self.words[at] in _PRONOUNS:
            return at + 1
        if at < stop and self.words[at] in listed("preposition"):
            return -1
        while at < stop:
            word = self.words[at]
            if word in _BREAK or word in _RELATIVE or self._is_verb(at) or word in _PRONOUNS:
                if word == "." and at > start and self._abbreviates(at):
                    at += 1
                    continue
                break
            if word.endswith("ing") and at > start + 1 and not self.is_name(at) and not self.is_name(at - 1):
                break  # "the actress playing Reed"
            if word in listed("subordinator") or word in ("but", "or", "nor", "not", "never", "no"):
                break
            if at > start and word in listing("preposition") | {
                "to",
                "with",
                "as",
                "through",
                "via",
                "about",
                "against",
            }:
                break
            at += 1
        return at if at > start else -1

    def _abbreviates(self, at: int) -> bool:
        """True if the full stop at ``at`` stands inside a name: an initial or a title before a capital."""
        return at + 1 < len(self.words) and self.is_name(at - 1) and self.words[at + 1] != MASK and self.is_name(at + 1)

    def _is_verb(self, at: int) -> bool:
        word = self.words[at]
        if word in listed("finite") or (word in listed("auxiliary") and word not in listed("moment")):
            return True
        return (word in verbs() or word in listing("cue")) and word not in listed("also_noun") and not self.is_name(at)

    def subject(self, at: int, stop: int) -> int:
        """Return where a subject ends that is the speaker: its head names whoever is known to speak."""
        end = self.noun_phrase(at, stop)
        if end < 0 or self._heads(at, end):
            return end
        beside = end + 1 if end < stop and self.words[end] == "," else end
        renamed = self.noun_phrase(beside, stop) if end < beside < stop else -1  # "his neighbour, Ada Reed"
        return end if renamed > 0 and self.is_name(renamed - 1) and self._heads(beside, renamed) else -1

    def _heads(self, at: int, end: int) -> bool:
        """True if the head of a noun phrase, what stands before "of", is the speaker's name, role or pronoun."""
        head = next((n for n in range(at, end) if n > at and self.words[n] in ("of", "for")), end)
        inside = [w.removesuffix("'s").strip("'") for w in self.words[at:head]]
        self.of_document = inside == ["it"] or inside[-1] in words("names/document_nouns.txt")
        if len(inside) == 1 and inside[0] in _PRONOUNS:
            return True
        if not self.named:
            return True
        names = self.is_name(head - 1) and bool(set(inside) & self.named)
        return (inside[-1] in self.named or names) and self._is_plain_name(at, head)

    def _is_plain_name(self, at: int, head: int) -> bool:
        """True if what stands before a name says what its bearer is, unlike in "the novel's Ada Reed"."""
        if not self.is_name(head - 1):
            return True
        first = next((n for n in range(head - 1, at - 1, -1) if not self.is_name(n)), -1)
        if first < 0 or self.words[first] in {"of", "and", "&", ".", "de", "van", "von", "al", "the"}:
            return True
        if any(is_person_word(self.words[n]) for n in range(first + 1, head - 1)):
            return True  # "police Chief Ada Reed"
        word = self.words[first]
        return not word.endswith("'s") and (is_person_word(word) or word.endswith(_ROLE_ENDINGS))

    def appositives(self, at: int, stop: int) -> int:
        """Read what stands between commas beside a name: an age, a description, a relative clause."""
        while at < stop:
            inner = at
            if self.words[at] == "(":
                close = next((n for n in range(at, min(stop, at + 8)) if self.words[n] == ")"), -1)
                if close < 0:
                    return at
                at = close + 1
                self.kinds.add("appositive")
                continue
            if self._opens_relative(at, stop):
                at = self._relative(at, stop)
                continue
            if self.words[at] not in (",", *_DASHES):
                return at
            at += 1
            if self._opens_relative(at, stop):
                at = self._relative(at, stop)
            elif at < stop and self._opens_appositive(at):
                end = self.noun_phrase(at, stop)
                if end < 0:
                    return inner
                at = self._complements(end, stop)
                self.kinds.add("appositive")
            else:
                return inner
        return at

    def _opens_relative(self, at: int, stop: int) -> bool:
        """True if a relative clause begins at ``at``: "who", "and whose", "where", "in which"."""
        one, two = (self.words[n] if n < stop else "" for n in (at, at + 1))
        if one == "when":
            return self.words[at - 1] == "," and two != "asked"
        return one in _RELATIVE or one == "where" or (two in _RELATIVE and one in _IN_NOUN_PHRASES | {"and", "during"})

    def _complements(self, at: int, stop: int) -> int:
        """Read "at the Feld Institute", "for the defence" behind a description."""
        while at < stop and self.words[at] in _IN_NOUN_PHRASES and not self._opens_relative(at, stop):
            end = self.noun_phrase(at + 1, stop)
            if end < 0:
                return at
            at = end
        return self._relative(at, stop) if at < stop and self.words[at] == "that" else at

    def _opens_appositive(self, at: int) -> bool:
        word = self.words[at]
        return (
            word in listed("determiner") or self.is_name(at) or bool(_NUMBER.match(word)) or is_person_word(word)
            or word.endswith("'s") or word in ("now", "then", "once", "formerly", "herself", "himself")
        )  # fmt: skip

    def _relative(self, at: int, stop: int) -> int:
        end = next((n for n in range(at, min(stop, at + MAX_RELATIVE)) if self.words[n] in (",", *_DASHES, MASK)), -1)
        if end < 0:
            end = min(stop, at + MAX_RELATIVE)
        self.kinds.add("relative")
        return end

    # Modifiers

    def modifiers(self, at: int, stop: int) -> int:
        """Read modifiers of closed kinds; return where the first piece stands that is none."""
        while at < stop:
            end = self._modifier(at, stop)
            if end <= at:
                return at
            at = end
        return at

    def _modifier(self, at: int, stop: int) -> int:
        word = self.words[at]
        if word in (",", *_DASHES):
            return at + 1 if at + 1 >= stop or self._modifier(at + 1, stop) > at + 1 else -1
        if word in _time_words() or (
            word in ("last", "this", "next", "early", "late", "earlier", "later") and at + 1 < stop
        ):
            self.kinds.add("time")
            end = at + 1
            while end < stop and (
                self.words[end] in _time_words() | listing("setting") or _NUMBER.match(self.words[end])
            ):
                end += 1
            return end if word in _time_words() or end > at + 1 else -1
        if word in listing("adverb"):
            self.kinds.add("adverb")
            return at + 1
        if word in listing("posture"):
            self.kinds.add("posture")
            return next((n for n in range(at, stop) if self.words[n] in (",", MASK, ";", ":")), stop)
        if word in ("asked", "when") and self.asked(at, stop):
            self.kinds.add("asked")
            return stop
        if word in listing("speaking"):
            self.kinds.add("posture")
            return at + 1
        if word in ("hours", "minutes", "days", "weeks", "months", "years") and self.words[at + 1 : at + 2] == [
            "later"
        ]:
            self.kinds.add("time")
            return at + 2
        if word in ("before", "after", "following", "ahead"):
            at += self.words[at + 1 : at + 2] == ["of"]
            end = max(self._setting(at + 1, stop), self.noun_phrase(at + 1, stop))
            self.kinds.add("time")
            return self._complements(end, stop) if end > 0 else -1
        if self._opens_relative(at, stop) and at and self.words[at - 1] == ",":
            return self._relative(at, stop)
        if word in listing("topic"):
            end = self.noun_phrase(at + 1, stop) if self.words[at + 1 : at + 2] != [MASK] else at + 2
            self.kinds.add("topic")
            return self._complements(end, stop) if end > 0 else -1
        if word == "to" or word == "with":
            return self._to_or_with(at, stop)
        if word in listing("preposition"):
            return self._setting(at + 1, stop)
        return -1

    def asked(self, at: int, stop: int) -> bool:
        """True if "asked about …", "when asked whether …" begins at ``at``."""
        at += self.words[at] == "when"
        return at + 1 < stop and self.words[at] == "asked" and self.words[at + 1] in listing("asked")

    def _to_or_with(self, at: int, stop: int) -> int:
        if self.words[at] == "with":
            return self._setting(at + 1, stop)
        return self.addressee(at + 1, stop)

    def addressee(self, at: int, stop: int) -> int:
        """Read to whom somebody speaks: a noun phrase or an object pronoun, never oneself."""
        if at < stop and self.words[at].endswith(("self", "selves")):
            return -1
        if at < stop and self.words[at] in listed("object") | {"you", "her"}:
            self.kinds.add("addressee")
            if self.words[at] != "her" or self.noun_phrase(at, stop) in (-1, at + 1):
                return at + 1
        end = self.noun_phrase(at, stop)
        while 0 < end < stop and (
            self.words[end] == "of" or self.words[end].endswith("ing")
        ):  # "hundreds of cheering men"
            more = self.noun_phrase(end + 1, stop)
            if more < 0:
                break
            end = more
        if end > 0:
            self.kinds.add("addressee")
        return end

    def _setting(self, at: int, stop: int) -> int:
        """Read the noun phrase of a setting or a time: its head is a setting, a time, a figure or a name of a place."""
        head = -1
        while at < stop:
            word = self.words[at].removesuffix("'s")
            if word in listing("setting") or word in _time_words() or _NUMBER.match(word) or self.is_name(at):
                if word in _time_words() or _NUMBER.match(word):
                    self.kinds.add("time")
                head = at + 1
            elif word in ("of", "with", "for", "to") and head == at and at + 1 < stop:
                end = self.addressee(at + 1, stop)
                return end if end > 0 else head
            elif head == at and (word in listed("number") or (word == "." and self.words[at - 1] in ("a.m", "p.m"))):
                head = at + 1
            elif word not in listing("modifier"):
                break
            at += 1
        if head > 0:
            self.kinds.add("setting")
        return head


def read_after(pieces: Pieces, at: int, stop: int, named: frozenset[str], *, question: bool) -> Attribution | None:
    """Read an attribution that follows a quotation: "said Ada Reed, the mayor", "she told the Bell"; else None."""
    reader = _Reader(pieces, named)
    while at < stop and pieces.words[at] in {",", "?", "!", *_DASHES}:
        at += 1
    stop = _strip(pieces, at, stop)
    if not 0 < stop - at <= MAX_WORDS:
        return None
    if pieces.words[at : at + 2] == ["according", "to"]:
        end = reader.subject(at + 2, stop)
        return _finished(reader, (at + 2, end), (at, at + 2), "according to", end, stop) if end > 0 else None
    inverted = reader.cue(at, stop, question=question)
    if inverted is not None and inverted[0] < stop and pieces.words[inverted[0]] not in _PRONOUNS | {","}:
        end = reader.subject(inverted[0], stop)
        return _finished(reader, (inverted[0], end), (at, inverted[0]), inverted[1], end, stop) if end > 0 else None
    for subject, cue, verb in _clauses(reader, at, stop, question=question):
        if found := _finished(reader, subject, cue, verb, cue[1], stop):
            return found
    return None


def _clauses(reader: _Reader, at: int, stop: int, *, question: bool) -> Iterator[tuple[Span, Span, str]]:
    """Every subject at ``at`` with the cue behind it: a noun may be a verb ("Reed notes"), and the reverse."""
    kinds = set(reader.kinds)
    for split in range(at + 1, min(stop, at + MAX_SUBJECT + 1)):
        reader.kinds = set(kinds)
        cue = reader.cue(split, stop, question=question)
        if cue is None and not (reader.of_document or reader.words[split] in listing("document")):
            continue
        end = reader.subject(at, split)
        cue = reader.cue(split, stop, question=question)
        if end < 0 or cue is None:
            continue
        beside = reader.appositives(end, split)
        beside += beside < split and reader.words[beside] in (",", *_DASHES)
        if beside == split:
            yield (at, end), (split, cue[0]), cue[1]


def read_before(
    pieces: Pieces, at: int, stop: int, named: frozenset[str], *, question: bool, partial: bool
) -> Attribution | None:
    """Read an attribution that leads to a quotation: "On Monday she told the Bell: ", "Reed called it "; else None.

    ``partial``: the quotation begins as the rest of a sentence does, so that narration may lead over to it.
    """
    reader = _Reader(pieces, named)
    if not 0 < stop - at <= MAX_WORDS:
        return None
    whole = pieces.words[stop - 1] in (":", ",")
    if pieces.words[at : at + 2] == ["according", "to"] and whole:
        end = reader.subject(at + 2, stop - 1)
        return _finished(reader, (at + 2, end), (at, at + 2), "according to", end, stop - 1) if end > 0 else None
    for begin in _openings(reader, at, stop):
        reader.kinds = {"opening"} if begin > at + (pieces.words[at] in ("and", "but", "so", "then")) else set()
        begin += pieces.words[begin] == "as" and whole
        for subject, cue, verb in _clauses(reader, begin, stop, question=question):
            plain = _finished(reader, subject, cue, verb, cue[1], stop - 1) if whole else None
            if plain is not None:
                return plain
            if partial or not whole:
                return _with_frame(reader, subject, cue, verb, stop)
    return None


def read_label(pieces: Pieces, at: int, stop: int, named: frozenset[str]) -> Attribution | None:
    """Read a label that leads to a quotation: "Ada Reed, the mayor: "; or, with a dash, a signature below it."""
    words_ = pieces.words
    if stop - at < 2 or words_[stop - 1] != ":":
        return None
    reader = _Reader(pieces, named)
    end = reader.subject(at, stop - 1)
    if end < 0 or not reader.is_name(end - 1):
        return None
    return _finished(reader, (at, end), (stop - 1, stop), ":", end, stop - 1)


def _openings(reader: _Reader, at: int, stop: int) -> list[int]:
    """Where the subject may begin: at the start, after a conjunction, after an opening phrase and its comma."""
    found = [at]
    if reader.words[at] in ("and", "but", "so", "then", "still", "later"):
        found.append(at + 1)
        at += 1
    if reader.asked(at, stop) or reader.words[at] in listing("clause"):
        commas = [n for n in range(at, stop - 1) if reader.words[n] == ","]
        return [*found, *(n + 1 for n in commas)]
    end = reader.modifiers(at, stop)
    if at < end < stop:
        found.append(end + (reader.words[end] == ","))
        found += [n for n in range(at + 2, end) if reader.words[n - 1] in listing("setting") and reader.is_name(n)]
    return found


def _with_frame(reader: _Reader, subject: Span, cue: Span, verb: str, stop: int) -> Attribution | None:
    """The attribution of a quotation that is a part of its sentence; what stands between is its frame."""
    at, pieces = cue[1], reader.pieces
    if verb in ("told", "tells", "tell", "warned", "promised", "advised", "urged", "wrote", "assured"):
        joint = next((n for n in range(at, stop) if pieces.words[n] == "that"), -1)
        end = reader.addressee(at, stop)
        if joint > 0 and end > 0 and reader.modifiers(end, joint) == joint:
            at = joint
    else:
        joint = next((n for n in range(at, min(stop, at + 12)) if pieces.words[n] == "that"), -1)
        if joint > 0 and reader.modifiers(at, joint) == joint:
            at = joint
    frame = (pieces.starts[at], pieces.ends[stop - 1]) if at < stop else (pieces.ends[cue[1] - 1],) * 2
    return _made(reader, subject, cue, verb, frame)


def _strip(pieces: Pieces, at: int, stop: int) -> int:
    """Leave out the marks at the end of a sentence, or before its next quotation."""
    while stop > at and pieces.words[stop - 1] in {".", ",", ":", "!", "?", ";", *_DASHES}:
        stop -= 1
    return stop


def _finished(reader: _Reader, subject: Span, cue: Span, verb: str, at: int, stop: int) -> Attribution | None:
    """The attribution if all that is left are appositives and modifiers."""
    if verb in ("told", "tells", "tell"):
        after_cue = at == cue[1]
        end = reader.addressee(at, stop) if after_cue else at
        at = end if end > 0 else at
    if at < stop and reader.words[stop - 1] == "that":  # "tweeted that,": before a whole quotation
        stop -= 1
    while at < stop:
        end = reader.modifiers(reader.appositives(at, stop), stop)
        if end == at:
            return None
        at = end
    return _made(reader, subject, cue, verb, None)


def _made(reader: _Reader, subject: Span, cue: Span, verb: str, frame: Span | None) -> Attribution:
    pieces = reader.pieces
    return Attribution(
        subject=(pieces.starts[subject[0]], pieces.ends[subject[1] - 1]),
        cue=(pieces.starts[cue[0]], pieces.ends[cue[1] - 1]),
        verb=verb, kinds=frozenset(reader.kinds), frame=frame,
    )  # fmt: skip


def named_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words by which a speaker is known, plain: of the names and of the mentions of one source."""
    small = words("names/small_words.txt") | words("names/particles.txt")
    found = {w.lower().replace("’", "'").removesuffix("'s") for name in names for w in re.findall(r"[\w'’.&-]+", name)}
    return frozenset({w.strip(".'") for w in found} - small)
