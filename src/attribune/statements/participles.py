"""Reporting participles: "…, adding that …", "was quoted as saying", "quoted the farmer as saying"."""

from __future__ import annotations

from attribune.statements.complements import Complement
from attribune.statements.cues import Cue
from attribune.statements.frames import Open, Sentence
from attribune.statements.phrases import has_finite, is_front, starts_noun, subject_before
from attribune.statements.pieces import MASK, listed

QUOTED_AS = "quoted as saying"
_QUOTING = frozenset("quote quotes quoted quoting cite cites cited citing".split())
_SET_OFF = frozenset({",", MASK, "—", "–"})
_LED_BY = _SET_OFF | {"as", "by", "without", "after", "before", "in"}
_JOINS = frozenset("of the de la von van der bin al .".split())
_COMMA = frozenset({","})
MAX_OPENING = 4  # words of a subject without a name that opens a sentence


def quotes_as(s: Sentence, cue: Cue) -> bool:
    """Whether a cue is the "quoted" of "quoted the farmer as saying", which is read with its participle."""
    if cue.verb not in _QUOTING or cue.passive:
        return False
    following = next((c for c in s.cues if c.first > cue.first), None)
    return following is not None and s.words[following.first - 1] == "as" and following.verb.endswith("ing")


def participle(s: Sentence, cue: Cue, right: Complement | None) -> bool:
    """Read a cue that is a participle; False where it is to be read as any other verb."""
    previous = s.words[cue.first - 1] if cue.first else ","
    quoted_as = previous == "as"
    if right is None and not quoted_as:
        return previous in _LED_BY
    if previous not in _LED_BY and not has_finite(s.pieces, s.low, cue.first):
        return False
    if quoted_as and _quoted_as(s, cue, right):
        return True
    one = Open(cue, (cue.first, cue.stop), s.main.source if s.main is not None else opening(s, cue.first))
    if quoted_as:
        _quoted_by(s, one, cue)
    if right is None:
        before = _quoted_before(s, cue.first)
        if before is not None:
            one.add(*before)
            s.take(one)
            s.low = cue.stop
        return True
    if previous in _SET_OFF:
        s.close(cue.first - 1, cue.first, keep_main=True)
    one.recipient, one.form = right.recipient, right.kind
    one.add(right.first)
    s.open(one, right.first)
    return True


def _quoted_by(s: Sentence, one: Open, cue: Cue) -> None:
    """ "Petrov was quoted (by the Courier) as saying": the subject of the passive speaks."""
    quoting = next((c for c in reversed(s.cues) if c.first < cue.first), None)
    if quoting is None or not quoting.passive or quoting.verb not in _QUOTING:
        return
    subject = subject_before(s.pieces, s.low, quoting.first)
    if subject is not None:
        one.source = (subject.first, subject.stop)
    if quoting.stop == cue.first - 1:
        one.cue_pieces = (quoting.first, cue.stop)
    one.verb = QUOTED_AS


def _quoted_as(s: Sentence, cue: Cue, right: Complement | None) -> bool:
    """ "The Courier quoted a farmer as saying …": two statements, the quoting one around the other."""
    quoting = next((c for c in reversed(s.cues) if c.first < cue.first), None)
    if quoting is None or quoting.passive or quoting.verb not in _QUOTING or quoting.stop >= cue.first - 1:
        return False
    subject = subject_before(s.pieces, s.low, quoting.first)
    if subject is None:
        return False
    said = (quoting.stop, cue.first - 1)
    outer = Open(quoting, (quoting.first, quoting.stop), (subject.first, subject.stop), verb=QUOTED_AS)
    inner = Open(cue, (cue.first, cue.stop), said, verb=QUOTED_AS)
    if right is None:
        before = _quoted_before(s, subject.first)
        if before is None:
            return False
        s.cut(before[1])
        for one in (outer, inner):
            one.add(*before)
            s.take(one)
        outer.add(quoting.stop, cue.stop)
        s.low = cue.stop
        return True
    outer.form = inner.form = right.kind
    outer.add(quoting.stop)
    inner.add(right.first)
    s.open(outer, right.first)
    s.open(inner, right.first)
    return True


def _quoted_before(s: Sentence, at: int) -> tuple[int, int] | None:
    """The quotation or clause at the head of the scope, before a "was quoted as saying"."""
    words = s.words
    for stop in range(s.scope + 1, at + 1):
        if words[stop - 1] == MASK:
            return (stop - 1, stop)
    comma = s.next_of(_COMMA, s.scope)
    return (s.scope, comma) if comma < at and has_finite(s.pieces, s.scope, comma) else None


def opening(s: Sentence, at: int) -> tuple[int, int] | None:
    """The subject that opens the sentence ("Noem recorded a video …, saying"): its first noun phrase."""
    words, pieces = s.words, s.pieces
    first = s.scope
    comma = s.next_of(_COMMA, first)
    if comma < at and is_front(pieces, first, comma) and not starts_noun(pieces, first):
        first = comma + 1
    quotation = s.last(MASK, first, at)
    first = quotation + 1 if quotation is not None and quotation + 1 < at else first
    while first < at and (words[first] in listed("conjunction") or not words[first][0].isalnum()):
        first += 1
    if first >= at or not starts_noun(pieces, first):
        return None
    if words[first] in listed("pronoun"):
        return (first, first + 1)
    if pieces.capital(first) and words[first] not in listed("determiner"):
        return (first, _name_end(s, first, at))
    return (first, _plain_end(s, first, min(at, first + MAX_OPENING)))


def _name_end(s: Sentence, first: int, at: int) -> int:
    stop = first + 1
    while stop < at and (
        s.pieces.capital(stop) or (s.words[stop] in _JOINS and stop + 1 < at and s.pieces.capital(stop + 1))
    ):
        stop += 1
    return stop


def _plain_end(s: Sentence, first: int, limit: int) -> int:
    stop = first + 1
    while stop < limit and s.words[stop][0].isalnum() and not has_finite(s.pieces, first, stop + 1):
        if s.words[stop].endswith("ed") or s.words[stop] in listed("preposition"):
            break
        stop += 1
    return stop
