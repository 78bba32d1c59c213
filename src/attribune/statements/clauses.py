"""Attribution clauses by rule: who stands before or after a reporting verb, and what is said.

A sentence is gone through once, cue by cue, from left to right. What a cue governs ("said that …") opens a frame that
runs to the end of the sentence, and the next cue looks for its subject inside it; an attribution that trails ("…, Voss
said", "…, according to the report") closes the frames before it and takes all of what went before as its content. So
statements nest to any depth, and the work is linear in the length of the sentence times the length of a subject.

Works on a *masked* text of the same length, in which quoted words are blanked, so that a verb inside a quotation is
never taken for a cue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from attribune.records import Span
from attribune.statements.complements import TELLING, Complement, complement, setting_end, settings_end
from attribune.statements.cues import Cue, cues_of
from attribune.statements.phrases import (
    Subject,
    has_clause,
    has_finite,
    is_finite,
    is_front,
    noun_phrase,
    starts_noun,
    subject_before,
    tail,
)
from attribune.statements.pieces import MASK, Pieces, listed

_ENDS_BEFORE = frozenset({",", MASK, "—", "–", "--", "?", "!"})
_ENDS_TRAIL = frozenset({",", ";", ".", "—", "–", "--", ")", "and", "but", MASK})
_NOT_CONTENT = frozenset(
    "who whom which whose citing quoting according referring speaking adding as when while after and but though although"
    " noting before or because saying calling".split()
)
_PASSED_ON = frozenset({("according", "to"), ("per",), ("in", "the", "words", "of")})
_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
QUOTED_AS = "quoted as saying"
_HEARING = frozenset("hear hears heard hearing learn learns learned learnt learning understood".split())
_NOBODY = frozenset({"no", "nobody", "none", "neither"})


Form = Literal["according", "trail", "quote", "that", "question", "colon", "bare"]  # how content and cue are joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One attribution clause: its cue, its source, and the text it attributes. Offsets into the whole text."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    medium: str
    negated: bool
    verb: str
    form: Form
    recipient: Span | None = None


@dataclass(slots=True)
class _Open:
    """A clause whose content may still grow or be cut. Numbers are pieces; ``stop`` None: to the end of its scope."""

    cue: Cue | None
    cue_pieces: tuple[int, int]
    source: tuple[int, int] | None
    parts: list[list[int | None]] = field(default_factory=list)
    recipient: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    form: Form = "trail"
    verb: str | None = None  # where it is read as another verb than the cue's own
    verb: str | None = None  # where it is read as another verb: "quoted as saying"


def clauses(masked: str, start: int, end: int) -> list[Clause]:
    """The attribution clauses of one sentence ``masked[start:end]``, by their cues."""
    pieces = Pieces(masked, start, end)
    found = cues_of(pieces)
    if not found and not ("according" in pieces.words or "per" in pieces.words or "words" in pieces.words):
        return []
    return _Sentence(pieces, found).read()


class _Sentence:
    """The state of one pass: the scope (a coordinated part of the sentence), its frames, what is found."""

    def __init__(self, pieces: Pieces, found: list[Cue]) -> None:
        self.pieces, self.words, self.limit = pieces, pieces.words, len(pieces)
        self.cues = found
        self.at_cue = {cue.first: cue for cue in found}
        self.scope = 0  # where the coordinated part begins
        self.low = 0  # where the next subject may begin at the earliest
        self.fresh: int | None = 0  # where a scope or a content begins that nothing stands in yet
        self.done: list[_Open] = []
        self.frames: list[_Open] = []
        self.main: _Open | None = None  # the first clause of the sentence with a source: whose words go on
        self.skip = 0

    def read(self) -> list[Clause]:
        events = sorted(
            [*((cue.first, cue) for cue in self.cues), *((at, None) for at in self._passed_on())], key=lambda e: e[0]
        )
        for at, cue in events:
            if at < self.skip:
                continue
            if cue is None and at < self.low:
                self._aside(at)
                continue
            semicolon = self._last(";", self.low, at)
            if semicolon is not None:
                self._close(semicolon, semicolon + 1)
            if cue is None:
                self._according(at)
            else:
                self._verbal(cue)
        self._cut(self.limit, self.frames)
        clauses = [clause for one in self.done if (clause := self._clause(one)) is not None]
        return sorted(clauses, key=lambda c: c.cue)

    def _passed_on(self) -> list[int]:
        words = self.words
        found = []
        for at, word in enumerate(words):
            if word == "according" and words[at + 1 : at + 2] == ["to"]:
                found.append(at)
            elif (
                word == "per"
                and at + 1 < self.limit
                and (at == 0 or words[at - 1] in _ENDS_BEFORE)
                and self._named(at + 1)
            ):
                found.append(at)
            elif word == "in" and words[at : at + 4] == ["in", "the", "words", "of"]:
                found.append(at)
        return found

    def _named(self, at: int) -> bool:
        return self.words[at] in ("the", "a", "an") or self.pieces.capital(at)

    def _last(self, mark: str, low: int, high: int) -> int | None:
        return next((at for at in range(high - 1, low - 1, -1) if self.words[at] == mark), None)

    # -- "according to" ------------------------------------------------------------------------------------------------

    def _according(self, at: int) -> None:
        words = self.words
        first = at + {"according": 2, "per": 1, "in": 4}[words[at]]
        if first >= self.limit or not (starts_noun(self.pieces, first) or words[first] in ("her", "both")):
            return
        stop = self._front_stop(first) if self._opens(at) else noun_phrase(self.pieces, first, self.limit)
        if stop <= first:
            return
        one = _Open(None, (at, first), (first, stop))
        if self._opens(at):
            begin = stop + 1 if stop < self.limit and words[stop] == "," else stop
            one.parts.append([begin, None])
            self._open(one, begin)
            return
        after = stop
        if after < self.limit and words[after] == "," and self._goes_on(after + 1):
            begin = self._innermost(at)
            one.parts += [[begin, at], [after + 1, None]]
            self.frames.append(one)
            self.done.append(one)
            self.low, self.skip = after + 1, after
            return
        one.parts.append([self.scope, at])
        self._cut(at, self.frames)
        self.done.append(one)
        self.low, self.skip = after, after

    def _aside(self, at: int) -> None:
        """ "Voss said, according to the minutes, that …": stands between cue and content, wraps both."""
        first = at + (2 if self.words[at] == "according" else 1)
        stop = noun_phrase(self.pieces, first, self.low, apposition=False) if first < self.low else first
        if stop > first and self.frames:
            one = _Open(None, (at, first), (first, stop), [[self.scope, at], [self.low, None]])
            self.frames.insert(0, one)
            self.done.append(one)

    def _opens(self, at: int) -> bool:
        """Whether nothing but a joint word stands before a piece in its scope or frame."""
        if self.fresh is None or self.fresh < self.low:
            return False
        return all(w in listed("conjunction") or w in ("that", ",") for w in self.words[self.fresh : at])

    def _front_stop(self, first: int) -> int:
        """Where the source of a fronted "According to …" ends: at the comma after which a clause begins."""
        words = self.words
        first_comma = noun_phrase(self.pieces, first, self.limit, apposition=False)
        comma = first_comma
        for _ in range(4):
            if comma >= self.limit or words[comma] != ",":
                return first_comma
            following = next(
                (n for n in range(comma + 1, self.limit) if words[n] == "," or words[n] == MASK), self.limit
            )
            cue = next((n for n in range(comma + 1, following) if n in self.at_cue), None)
            begins = (
                comma + 1 < self.limit
                and starts_noun(self.pieces, comma + 1)
                and words[comma + 1] not in ("who", "which", "whose")
            )
            if (
                begins
                and (cue is None or cue > comma + 1)
                and has_finite(self.pieces, comma + 1, following)
                or (begins and cue is not None and cue > comma + 1)
            ):
                return comma
            comma = following
        return first_comma

    def _goes_on(self, at: int) -> bool:
        """Whether what follows a comma goes on with the content: no trailing attribution, no addition by the narrator."""
        words = self.words
        if at >= self.limit or words[at] in _NOT_CONTENT or words[at] == MASK:
            return at < self.limit and words[at] == MASK
        if words[at].endswith("ing") and at in self.at_cue:
            return False
        stop = next((n for n in range(at, self.limit) if words[n] == ","), self.limit)
        cue = next((self.at_cue[n] for n in range(at, stop) if n in self.at_cue), None)
        if cue is not None and cue.first > at:
            subject = subject_before(self.pieces, at, cue.first)
            if subject is not None and subject.first <= at + 1 and complement(self.pieces, cue, self.limit) is None:
                return False
        return True

    def _innermost(self, at: int) -> int:
        """Where the content begins that goes on around a middle attribution at ``at``."""
        return next(
            (int(f.parts[-1][0] or 0) for f in reversed(self.frames) if int(f.parts[-1][0] or 0) < at), self.scope
        )

    # -- verbs ---------------------------------------------------------------------------------------------------------

    def _verbal(self, cue: Cue) -> None:
        words = self.words
        right = complement(self.pieces, cue, self.limit)
        if words[cue.first].endswith("ing") and self._participle(cue, right):
            return
        previous = words[cue.first - 1] if cue.first > self.low else ""
        if previous in ("and", "but", "or", "then") and self.main is not None and right is not None:
            self._same_subject(cue, right)
            return
        subject = subject_before(self.pieces, self.low, cue.first) or self._parted(cue)
        if subject is None:
            self._without_subject(cue, right)
            return
        if self._after_front(subject):
            self._close(subject.first - 1, subject.first)
        if (
            words[subject.joint] in ("and", "but", "while", "yet", "though", "although", "whereas")
            and subject.joint > self.low
        ):
            self._close(subject.joint, subject.joint + 1)
        if cue.verb in _HEARING and cue.stop + 1 < self.limit and words[cue.stop] == "from" and right is not None:
            stop = noun_phrase(self.pieces, cue.stop + 1, right.first, apposition=False)
            stop -= words[stop - 1] == "that"
            subject = Subject(cue.stop + 1, stop, subject.joint)  # "heard from Voss that": Voss says it
        if cue.passive:
            self._passive(cue, subject, right)
        elif (
            words[subject.joint] == "as"
            and subject.joint <= self.low + 1
            and right is None
            and subject.joint == self.scope
        ):
            self._as_fronted(cue, subject)
        else:
            self._active(cue, subject, right)

    def _parted(self, cue: Cue) -> Subject | None:
        """The subject before a middle attribution: of "The adviser, they said, admitted that" it is "The adviser"."""
        if not self.frames or len(self.frames[-1].parts) < 2 or self.frames[-1].parts[1][0] != cue.first:
            return None
        first, stop = self.frames[-1].parts[0]
        return tail(self.pieces, int(first or 0), int(stop or 0))

    def _after_front(self, subject: Subject) -> bool:
        """Whether a main clause begins after a fronted one that reports too: "While Voss said …, Petrov said"."""
        fronted = self.frames and self.words[self.scope] in listed("subordinator") and self.words[self.scope] != "that"
        return bool(fronted) and subject.first > self.low and self.words[subject.first - 1] == ","

    def _active(self, cue: Cue, subject: Subject, right: Complement | None) -> None:
        one = _Open(cue, (cue.first, cue.stop), (subject.first, subject.stop))
        if cue.verb.endswith("ing") and self.frames:
            one.verb = "say"  # "recalled Voss saying that …"
        before = self._before(subject, right is None)
        if self.words[subject.first] in listed("relative"):
            before = None
        if before is not None and self._trails(cue, before, right):
            self._trailing(one, cue, before, right)
        elif right is not None:
            one.before, one.recipient, one.form = before, right.recipient, right.kind
            one.parts.append([right.first, None])
            self._open(one, right.first)
        elif self.frames and self.frames[-1].before is not None and self.frames[-1].cue is not None:
            outer = self.frames[-1]
            one.parts.append(list(outer.before or ()))
            outer.parts.insert(0, list(outer.before or ()))
            self._take(one)
            self.low = cue.stop

    def _before(self, subject: Subject, trailing: bool) -> tuple[int, int] | None:
        """What stands before a subject and is set off from it, as far as it may be content."""
        words = self.words
        stop = subject.joint if words[subject.joint] == "as" else subject.first
        while stop > self.scope and (words[stop - 1] in listed("opener") or words[stop - 1] in listed("conjunction")):
            stop -= 1
        if stop <= self.scope or words[stop - 1] not in _ENDS_BEFORE:
            return None
        end = stop if words[stop - 1] == MASK or words[stop - 1] in "?!" else stop - 1
        first = self.scope
        if words[end - 1] == MASK:
            first = self._quotation_start(end - 1)
        elif is_front(self.pieces, first, end) and not (trailing and has_finite(self.pieces, first, end)):
            return None
        return (first, end) if end > first else None

    def _quotation_start(self, at: int) -> int:
        """Where content that ends in a quotation begins: at the quotation, or before words it goes on with."""
        words = self.words
        first = at
        while first > self.scope and (words[first - 1] == MASK or words[first - 1] == ","):
            first -= 1
        if first == self.scope or words[first] == ",":
            return at if first < at and not all(w in (MASK, ",") for w in words[first:at]) else max(first, self.scope)
        if words[at - 1] in (",", ":", ";", "—", "–"):
            return at
        return self.scope if has_finite(self.pieces, self.scope, at) else at

    def _trails(self, cue: Cue, before: tuple[int, int], right: Complement | None) -> bool:
        quoted = self.words[before[1] - 1] == MASK
        if cue.complement == "quote" and not quoted:
            return False
        if right is None:
            return quoted or self._may_trail(cue, before)
        return quoted and right.kind == "quote" and right.comma

    def _may_trail(self, cue: Cue, before: tuple[int, int]) -> bool:
        """Whether words without quotation marks are what a cue behind them says: a clause, and nothing after the verb."""
        if cue.medium == "thought":
            return False
        stop = settings_end(self.pieces, cue, self.limit)
        if stop < self.limit and self.words[stop] not in _ENDS_TRAIL:
            return False
        whole = has_clause(self.pieces, *before) or any(before[0] < at < before[1] for at in self.at_cue)
        goes_on = stop + 1 < self.limit and self.words[stop] == "," and (
            is_finite(self.pieces, stop + 1, stop) or stop + 1 in self.at_cue
        )  # fmt: skip
        return whole or goes_on

    def _trailing(self, one: _Open, cue: Cue, before: tuple[int, int], right: Complement | None) -> None:
        """ "…, Voss said": closes what is open, takes it all; "…, Voss said, …" goes on behind it."""
        stop = setting_end(self.pieces, cue, self.limit)
        quoted = self.words[before[1] - 1] == MASK
        one.parts.append([before[0], before[1]])
        self._cut(before[1], self.frames)
        self.low = stop
        after = right.first if right is not None else stop + 1
        comma = stop < self.limit and self.words[stop] == ","
        if (comma or right is not None) and after < self.limit and self._goes_on(after):
            if self.words[after] == MASK:
                one.parts.append([after, after + 1])
                self.low = after + 1
            elif not quoted:
                one.parts.append([after, None])
                self.frames.append(one)
                self.low = after
        self._take(one)

    def _participle(self, cue: Cue, right: Complement | None) -> bool:
        """ "…, adding that …": the one who speaks in the sentence goes on; "was quoted as saying" too."""
        words = self.words
        previous = words[cue.first - 1] if cue.first else ","
        quoted_as = previous == "as"
        if right is None and not quoted_as:
            return previous in (",", "by", "without", "of", "after", "in")
        if previous not in (",", MASK, "as", "by", "without", "after", "before", "in", "—", "–") and not has_finite(
            self.pieces, self.low, cue.first
        ):
            return False
        if quoted_as and right is not None and self._quoted_as(cue, right):
            return True
        source = self.main.source if self.main is not None else self._opening(cue.first)
        one = _Open(cue, (cue.first, cue.stop), source)
        if quoted_as:
            self._quoted_by(one, cue)
        if right is None:
            before = self._quoted_before(cue.first)
            if before is None:
                return True
            one.parts.append(list(before))
            self._take(one)
            self.low = cue.stop
            return True
        if previous in (",", MASK, "—", "–"):
            self._close(cue.first - 1, cue.first, keep_main=True)
        one.recipient, one.form = right.recipient, right.kind
        one.parts.append([right.first, None])
        self._open(one, right.first)
        return True

    def _quoted_by(self, one: _Open, cue: Cue) -> None:
        """"Petrov was quoted (by the Courier) as saying": the subject of the passive speaks."""
        quoting = next((c for c in reversed(self.cues) if c.first < cue.first), None)
        if quoting is None or not quoting.passive or quoting.verb not in _QUOTING:
            return
        subject = subject_before(self.pieces, self.low, quoting.first)
        if subject is not None:
            one.source = (subject.first, subject.stop)
        if quoting.stop == cue.first - 1:
            one.cue_pieces = (quoting.first, cue.stop)
        one.verb = QUOTED_AS

    def _quoted_as(self, cue: Cue, right: Complement) -> bool:
        """ "The Courier quoted a farmer as saying …": two statements, the quoting one around the other."""
        quoting = next((c for c in reversed(self.cues) if c.first < cue.first), None)
        if quoting is None or quoting.passive or quoting.verb not in _QUOTING or quoting.stop >= cue.first - 1:
            return False
        subject = subject_before(self.pieces, self.low, quoting.first)
        if subject is None:
            return False
        outer = _Open(
            quoting,
            (quoting.first, quoting.stop),
            (subject.first, subject.stop),
            [[quoting.stop, None]],
            form=right.kind,
        )
        self._open(outer, right.first)
        inner = _Open(cue, (cue.first, cue.stop), (quoting.stop, cue.first - 1), [[right.first, None]], form=right.kind)
        inner.verb = QUOTED_AS
        self._open(inner, right.first)
        return True

    def _quoted_before(self, at: int) -> tuple[int, int] | None:
        """The quotation or clause at the head of the scope, before a "was quoted as saying"."""
        words = self.words
        for stop in range(self.scope + 1, at):
            if words[stop - 1] == MASK:
                return (stop - 1, stop)
        comma = next((n for n in range(self.scope, at) if words[n] == ","), None)
        return (self.scope, comma) if comma is not None and has_finite(self.pieces, self.scope, comma) else None

    def _opening(self, at: int) -> tuple[int, int] | None:
        """The subject that opens the sentence ("Noem recorded a video …, saying"): its first noun phrase."""
        words = self.words
        first = self.scope
        comma = next((n for n in range(first, at) if words[n] == ","), None)
        if comma is not None and is_front(self.pieces, first, comma) and not starts_noun(self.pieces, first):
            first = comma + 1
        quotation = next((n for n in range(at - 1, first - 1, -1) if words[n] == MASK), None)
        first = quotation + 1 if quotation is not None and quotation + 1 < at else first
        while first < at and (words[first] in listed("conjunction") or not words[first][0].isalnum()):
            first += 1
        if first >= at or not starts_noun(self.pieces, first):
            return None
        if words[first] in listed("pronoun"):
            return (first, first + 1)
        stop = first + 1
        if self.pieces.capital(first) and words[first] not in listed("determiner"):
            while stop < at and (
                self.pieces.capital(stop)
                or words[stop] in ("of", "the", "de", "la", "von", "van", "der", "bin", "al", ".")
                and stop + 1 < at
                and self.pieces.capital(stop + 1)
            ):
                stop += 1
            return (first, stop)
        limit = min(at, first + 4)
        while (
            stop < limit
            and words[stop][0].isalnum()
            and not has_finite(self.pieces, first, stop + 1)
            and not words[stop].endswith("ed")
            and words[stop] not in listed("preposition")
        ):
            stop += 1
        return (first, stop)

    def _same_subject(self, cue: Cue, right: Complement) -> None:
        """ "Voss said … and told reporters …": the subject stands once."""
        main = self.main
        assert main is not None
        source = main.source
        self._close(cue.first - 1, cue.first, keep_main=True)
        one = _Open(cue, (cue.first, cue.stop), source, recipient=right.recipient, form=right.kind)
        one.parts.append([right.first, None])
        self._open(one, right.first)

    def _without_subject(self, cue: Cue, right: Complement | None) -> None:
        """ "“…,” said Mara Voss": the source behind its cue. Nothing where no content stands before."""
        words = self.words
        at = cue.first
        if at <= self.scope or words[at - 1] not in _ENDS_BEFORE or cue.stop >= self.limit or cue.passive:
            return
        quoted = words[at - 1] == MASK or (words[at - 1] == "," and at - 1 > self.scope and words[at - 2] == MASK)
        bare = starts_noun(self.pieces, cue.stop) and words[cue.stop] not in listed("question")
        if not bare or (cue.complement == "quote" and not quoted):
            return
        before = self._before(Subject(at, at, at), True)
        if before is None or not (quoted or has_finite(self.pieces, *before)):
            return
        stop = noun_phrase(self.pieces, cue.stop, self.limit)
        if stop <= cue.stop:
            return
        one = _Open(cue, (cue.first, cue.stop), (cue.stop, stop))
        one.parts.append(list(before))
        self._cut(before[1], self.frames)
        self.low = stop
        following = stop
        while following < self.limit and words[following] not in (",", MASK, ":"):
            following += 1
        comma = following < self.limit and words[following] in (",", ":")
        if comma and following + 1 < self.limit and words[following + 1] == MASK:
            one.parts.append([following + 1, following + 2])
            self.low = following + 2
        elif comma and following == stop and not quoted and self._goes_on(following + 1):
            one.parts.append([following + 1, None])
            self.frames.append(one)
        self._take(one)

    def _passive(self, cue: Cue, subject: Subject, right: Complement | None) -> None:
        """ "Ministers were told that …" has no source; "was quoted as saying" is the participle's."""
        told = cue.verb in TELLING
        impersonal = self.words[subject.first] in ("it", "there") and right is not None and right.kind == "that"
        if right is None or not (told or impersonal):
            return
        one = _Open(cue, (cue.first, cue.stop), None, form=right.kind)
        one.recipient = (subject.first, subject.stop) if told else None
        one.parts.append([right.first, None])
        self._open(one, right.first)

    def _as_fronted(self, cue: Cue, subject: Subject) -> None:
        """ "As Voss put it, …": the content follows the comma."""
        comma = next((n for n in range(cue.stop, self.limit) if self.words[n] == ","), None)
        if comma is None or comma + 1 >= self.limit:
            return
        one = _Open(cue, (cue.first, cue.stop), (subject.first, subject.stop))
        one.parts.append([comma + 1, None])
        self._open(one, comma + 1)

    # -- frames --------------------------------------------------------------------------------------------------------

    def _open(self, one: _Open, first: int) -> None:
        self.frames.append(one)
        self.low = self.fresh = first
        self._take(one)

    def _take(self, one: _Open) -> None:
        self.done.append(one)
        if self.main is None and one.source is not None and one.cue is not None:
            self.main = one

    def _close(self, stop: int, scope: int, *, keep_main: bool = False) -> None:
        """End all frames at ``stop``; a new scope begins."""
        self._cut(stop, self.frames)
        self.low = self.fresh = self.scope = scope
        if not keep_main:
            self.main = None

    @staticmethod
    def _cut(stop: int, frames: list[_Open]) -> None:
        for frame in frames:
            for part in frame.parts:
                if part[1] is None:
                    part[1] = max(stop, int(part[0] or 0))
        frames.clear()

    def _clause(self, one: _Open) -> Clause | None:
        spans = [
            self.pieces.span(int(first or 0), int(self.limit if stop is None else stop)) for first, stop in one.parts
        ]
        content = tuple(sorted({span for span in spans if span[1] - span[0] > 2}))
        if not content:
            return None
        source = self.pieces.span(*one.source) if one.source else None
        cue = one.cue
        first, stop = one.cue_pieces
        nobody = one.source is not None and self.words[one.source[0]] in _NOBODY
        return Clause(
            cue=(self.pieces.starts[first], self.pieces.ends[stop - 1]),
            source=source if source and source[1] > source[0] else None,
            content=content,
            medium=cue.medium if cue else "document",
            negated=bool(cue and cue.negated) or nobody,
            verb=one.verb or (cue.verb if cue else "according to"),
            form=one.form if cue else "according",
            recipient=self.pieces.span(*one.recipient) if one.recipient else None,
        )


def noun_phrase_before(text: str, start: int, end: int) -> Span | None:
    """The subject that ends at ``end``, with its appositions, or None."""
    pieces = Pieces(text, start, end)
    subject = subject_before(pieces, 0, len(pieces))
    return pieces.span(subject.first, subject.stop) if subject else None


def noun_phrase_after(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at ``start``, with its appositions, up to the end of its clause."""
    pieces = Pieces(text, start, end)
    if not len(pieces) or not starts_noun(pieces, 0):
        return None
    stop = noun_phrase(pieces, 0, len(pieces))
    return pieces.span(0, stop) if stop else None
