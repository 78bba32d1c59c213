"""Attributions behind what they attribute: "…, Voss said", "“…,” said Mara Voss", and those in the middle of it."""

from __future__ import annotations

from attribune.statements.grammar.complements import Complement, complement, setting_end, settings_end
from attribune.statements.grammar.cues import Cue
from attribune.statements.grammar.noun_phrases import noun_phrase
from attribune.statements.grammar.parser_state import Open, Sentence
from attribune.statements.grammar.phrases import (
    Subject,
    has_clause,
    has_finite,
    is_front,
    starts_noun,
    subject_before,
)
from attribune.statements.grammar.tokens import MASK, OF

ENDS_BEFORE = frozenset({",", MASK, "—", "–", "--", "?", "!"})  # what parts content from an attribution behind it
_ENDS_TRAIL = frozenset({",", ";", ".", "—", "–", "--", ")", "and", "but", MASK})
_NOT_CONTENT = frozenset(
    "who whom which whose citing quoting according referring speaking adding as when while after and but though"
    " although noting before or because saying calling".split()
)
_ADDING = frozenset("said says told added adds insisted recalled noted explained".split())
_ENDS_SENTENCE = frozenset({".", ";"})
_COMMA = frozenset({","})
_AFTER_SOURCE = frozenset({",", MASK, ":"})


def goes_on(s: Sentence, at: int) -> bool:
    """True if what follows a comma goes on with the content: no trailing attribution, no addition by the narrator."""
    words = s.words
    if at >= s.limit or words[at] in _NOT_CONTENT or words[at] == MASK:
        return at < s.limit and words[at] == MASK
    if words[at].endswith("ing") and at in s.at_cue:
        return False
    stop = s.next_of(_COMMA, at)
    cue = next((s.at_cue[n] for n in range(at, stop) if n in s.at_cue), None)
    if cue is not None and cue.first > at:
        subject = subject_before(s.pieces, at, cue.first)
        if subject is not None and subject.first <= at + 1 and complement(s.pieces, cue, s.limit) is None:
            return False
    return True


def before_subject(s: Sentence, subject: Subject, trailing: bool, *, front: bool = False) -> tuple[int, int] | None:
    """Return what stands before a subject and is set off from it, as far as it may be content;
    ``front``: any words may.
    """
    words = s.words
    stop = subject.joint if words[subject.joint] == "as" else subject.first
    while stop > s.scope and (words[stop - 1] in OF.opener or words[stop - 1] in OF.conjunction):
        stop -= 1
    if stop <= s.scope or words[stop - 1] not in ENDS_BEFORE:
        return None
    end = stop if words[stop - 1] == MASK or words[stop - 1] in "?!" else stop - 1
    first = s.began
    if words[end - 1] == MASK:
        first = _quotation_start(s, end - 1)
    elif not front and is_front(s.pieces, first, end) and not (trailing and has_finite(s.pieces, first, end)):
        return None
    return (first, end) if end > first else None


def _quotation_start(s: Sentence, at: int) -> int:
    """Return where content that ends in a quotation begins: at the quotation, or before words it goes on with."""
    words = s.words
    first = at
    while first > s.scope and (words[first - 1] == MASK or words[first - 1] == ","):
        first -= 1
    if first == s.scope or words[first] == ",":
        return at if first < at and not all(w in (MASK, ",") for w in words[first:at]) else max(first, s.scope)
    if words[at - 1] in (",", ":", ";", "—", "–"):
        return at
    reports = any(s.scope < number < at for number in s.at_cue)
    return s.scope if reports or has_finite(s.pieces, s.scope, at) else at


def parts(s: Sentence, cue: Cue) -> bool:
    """True if an attribution parts a clause in two: "In any case, Voss said, the line was badly run"."""
    if cue.complement == "quote" or s.words[cue.first - 1] == ",":
        return False
    return _resumes(s, settings_end(s.pieces, cue, s.limit))


def trails(s: Sentence, cue: Cue, before: tuple[int, int], right: Complement | None) -> bool:
    quoted = s.words[before[1] - 1] == MASK
    if cue.complement == "quote" and not quoted:
        return False
    if right is None:
        return quoted or _may_trail(s, cue)
    return quoted and right.kind == "quote" and right.comma


def _may_trail(s: Sentence, cue: Cue) -> bool:
    """True if words without quotation marks are what a cue behind them says: a clause, and nothing after the verb."""
    if cue.medium == "thought":
        return False
    stop = settings_end(s.pieces, cue, s.limit)
    return stop >= s.limit or s.words[stop] in _ENDS_TRAIL


def trail(s: Sentence, one: Open, cue: Cue, before: tuple[int, int], right: Complement | None) -> None:
    """ "…, Voss said": closes what is open, takes it all; "…, Voss said, …" goes on behind it."""
    stop = setting_end(s.pieces, cue, s.limit)
    quoted = s.words[before[1] - 1] == MASK
    one.add(*before)
    s.cut(before[1])
    s.low = stop
    after = right.first if right is not None else stop + 1
    comma = stop < s.limit and s.words[stop] == ","
    if (comma or right is not None) and after < s.limit and goes_on(s, after):
        if s.words[after] == MASK:
            one.add(after, after + 1)
            s.low = after + 1
        elif not quoted:
            one.add(after)
            s.frames.append(one)
            s.low = after
    s.take(one)


def inverted(s: Sentence, cue: Cue) -> bool:
    """ "“…,” said Mara Voss": the source behind its cue. False where no content stands before."""
    words = s.words
    at = cue.first
    if at <= s.scope or words[at - 1] not in ENDS_BEFORE or cue.stop >= s.limit or cue.passive:
        return False
    quoted = words[at - 1] == MASK or (words[at - 1] == "," and at - 1 > s.scope and words[at - 2] == MASK)
    bare = starts_noun(s.pieces, cue.stop) and words[cue.stop] not in OF.question
    if not bare or (cue.complement == "quote" and not quoted):
        return False
    right = complement(s.pieces, cue, s.limit)
    if right is not None and right.recipient is not None:  # "told the Monitor that": nobody is a source there
        return False
    stop = _before_who(s, cue.stop, noun_phrase(s.pieces, cue.stop, s.limit))
    if stop <= cue.stop or has_clause(s.pieces, cue.stop, stop) or _reports_before_comma(s, cue.stop, stop):
        return False
    parted = not quoted and _resumes(s, stop)
    before = before_subject(s, Subject(at, at, at), True, front=parted)
    last = stop >= s.limit or words[stop] in _ENDS_SENTENCE
    if before is None or not (quoted or parted or last or has_finite(s.pieces, *before)):
        return False
    one = Open(cue, (cue.first, cue.stop), (cue.stop, stop))
    one.add(*before)
    s.cut(before[1])
    s.low = stop
    _behind_source(s, one, stop, quoted)
    s.take(one)
    return True


def _before_who(s: Sentence, first: int, stop: int) -> int:
    """Return where a source ends that a clause follows with a cue of its own: "said Voss, who added that …"."""
    for at in range(first + 1, stop - 2):
        if s.words[at] == "," and s.words[at + 1] == "who":
            cue = next((s.at_cue[n] for n in (at + 2, at + 3) if n in s.at_cue), None)
            if cue is not None and cue.verb in _ADDING and complement(s.pieces, cue, s.limit) is not None:
                return at
    return stop


def _reports_before_comma(s: Sentence, first: int, stop: int) -> bool:
    """True if what looks like a source is a clause with a cue of its own: of ", said gunmen told us that" it is."""
    stop = min(stop, s.next_of(_COMMA, first))
    return any(first < at < stop and s.words[at - 1] not in OF.relative for at in s.at_cue)


def _resumes(s: Sentence, stop: int) -> bool:
    """True if a clause goes on behind the comma that ends a middle attribution: ", said Voss, are to pay"."""
    comma = stop < s.limit and s.words[stop] == ","
    reports = any(at > stop for at in s.at_cue)
    return comma and goes_on(s, stop + 1) and (reports or has_finite(s.pieces, stop, s.limit))


def _behind_source(s: Sentence, one: Open, stop: int, quoted: bool) -> None:
    """The second half of "“…,” said Voss, “…”" and of "The pier, said Voss, is shut"."""
    comma = s.next_of(_AFTER_SOURCE, stop)
    if comma + 1 >= s.limit or s.words[comma] == MASK:
        return
    if s.words[comma + 1] == MASK:
        one.add(comma + 1, comma + 2)
        s.low = comma + 2
    elif comma == stop and not quoted and goes_on(s, comma + 1):
        one.add(comma + 1)
        s.frames.append(one)
