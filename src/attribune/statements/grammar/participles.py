"""Reporting participles: "…, adding that …", "was quoted as saying", "quoted the farmer as saying"."""

from __future__ import annotations

from attribune.statements.grammar.complements import Complement
from attribune.statements.grammar.cues import BE, Cue
from attribune.statements.grammar.parser_state import Open, Sentence
from attribune.statements.grammar.phrases import has_finite, is_front, starts_noun, subject_before
from attribune.statements.grammar.tokens import MASK, OF, listed

QUOTED_AS = "quoted as saying"
_SET_OFF = frozenset({",", MASK, "—", "–"})
_LED_BY = _SET_OFF | {"as", "by", "without", "after", "before", "in"}
_JOINS = frozenset("of the de la von van der bin al .".split())
_NOBODY = frozenset({"no", "any"})
_COMMA = frozenset({","})
_COMMA_OR_QUOTATION = frozenset({",", MASK})
MAX_OPENING = 4  # words of a subject without a name that opens a sentence


def cites_aside(s: Sentence, cue: Cue) -> bool:
    """True if a cue is the "citing" of "Radio Fjord, citing the army, said …": it stands between subject and cue."""
    if cue.verb not in ("citing", "quoting") or s.words[cue.first - 1 : cue.first] != [","]:
        return False
    comma = s.next_of(_COMMA_OR_QUOTATION, cue.stop)
    while comma < s.limit and s.words[comma] == ",":
        if comma + 1 in s.at_cue or s.words[comma + 1 : comma + 2] == ["that"]:
            return True
        comma = s.next_of(_COMMA_OR_QUOTATION, comma + 1)
    return False


def participle(s: Sentence, cue: Cue, right: Complement | None) -> bool:
    """Read a cue that is a participle; False where it is to be read as any other verb."""
    previous = s.words[cue.first - 1] if cue.first else ","
    quoted_as = previous == "as"
    perceived = not quoted_as and previous not in _LED_BY
    verb = _verb_before(s, cue.first, "perceiving") if perceived else None
    if verb is not None and _passed_on(s, verb, (verb[1], cue.first), cue, right):
        return True
    if right is None and not quoted_as:
        return previous in _LED_BY or (verb is not None and _heard_by_itself(s, verb, cue))
    if previous not in _LED_BY and not has_finite(s.pieces, s.low, cue.first):
        return False
    verb = _verb_before(s, cue.first - 1, "quoting") if quoted_as else None
    if verb is not None and _passed_on(s, verb, (verb[1], cue.first - 1), cue, right):
        return True
    one = Open(cue, (cue.first, cue.stop), s.main.source if s.main is not None else opening(s, cue.first))
    if quoted_as:
        _quoted_by(s, one, cue, verb)
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


def _verb_before(s: Sentence, stop: int, kind: str) -> tuple[int, int] | None:
    """Return the last verb of a class before a piece, with its auxiliaries; None where a mark or quotation lies
    between.

    Behind "quoted" the one who is quoted may have an apposition between commas.
    """
    marks = ";:" if kind == "quoting" else ",;:"
    for at in range(stop - 1, s.scope, -1):
        if s.words[at] == MASK or s.words[at] in marks:
            return None
        if at + 1 == stop and s.words[at] in OF.also_noun and s.words[at - 1] not in BE:
            continue  # "cited a laboratory report as showing"
        if s.words[at] in listed(kind):
            first = at
            while first > s.scope and s.words[first - 1] in OF.auxiliary:
                first -= 1
            return (first, at + 1)
    return None


def _quoted_by(s: Sentence, one: Open, cue: Cue, verb: tuple[int, int] | None) -> None:
    """ "Petrov was quoted (by the Courier) as saying": the subject of the passive speaks."""
    if verb is None or not _is_passive(s, verb):
        return
    subject = subject_before(s.pieces, s.low, verb[0])
    if subject is not None:
        one.source = (subject.first, subject.stop)
    if verb[1] == cue.first - 1:
        one.cue_pieces = (verb[0], cue.stop)
    one.verb = QUOTED_AS


def _heard_by_itself(s: Sentence, verb: tuple[int, int], cue: Cue) -> bool:
    """ "“…,” the man is heard telling officers": the subject of the passive speaks."""
    subject = subject_before(s.pieces, s.low, verb[0]) if _is_passive(s, verb) and verb[1] == cue.first else None
    before = _quoted_before(s, subject.first) if subject is not None else None
    if subject is None or before is None:
        return False
    one = Open(cue, (verb[0], cue.stop), (subject.first, subject.stop), verb=QUOTED_AS)
    one.add(*before)
    s.take(one)
    s.low = cue.stop
    return True


def _is_passive(s: Sentence, verb: tuple[int, int]) -> bool:
    return any(word in BE for word in s.words[verb[0] : verb[1]])


def _passed_on(s: Sentence, verb: tuple[int, int], said: tuple[int, int], cue: Cue, right: Complement | None) -> bool:
    """ "The Courier quoted a farmer as saying …", "she recalled a guide saying …": one statement around the other.

    ``verb``: the outer one's verb, ``said``: who speaks between it and ``cue``. False where that isn't so.
    """
    if _is_passive(s, verb) or said[1] <= said[0]:
        return False
    if not starts_noun(s.pieces, said[0]) and s.words[said[0]] not in OF.object:
        return False
    whole = not any(word in OF.subordinator or word in OF.finite for word in s.words[said[0] : said[1]])
    if cue.medium == "thought" or s.words[said[0]] in _NOBODY or not whole:  # "has no way of knowing that"
        return False
    known = next((one for one in s.done if one.cue is not None and one.cue.first == verb[0]), None)
    low = s.low if s.low < verb[0] else s.scope
    subject = subject_before(s.pieces, low, verb[0]) if known is None else None
    if known is None and subject is None:
        return False
    inner = Open(cue, (cue.first, cue.stop), said, verb=QUOTED_AS)
    source = (subject.first, subject.stop) if subject else None
    outer = known or Open(s.at_cue.get(verb[0]), verb, source, verb=QUOTED_AS)
    if right is None:
        return _quoted_behind(s, outer, inner, known is not None)
    outer.form = inner.form = right.kind
    inner.add(right.first)
    if known is None:
        outer.add(verb[1])
        s.open(outer, right.first)
    s.open(inner, right.first)
    return True


def _quoted_behind(s: Sentence, outer: Open, inner: Open, taken: bool) -> bool:
    """True for the two statements of a quotation before them: "“…,” the Courier quoted a farmer as saying"."""
    verb, cue = outer.cue_pieces, inner.cue_pieces
    before = _quoted_before(s, verb[0])
    if before is None:
        return False
    s.cut(before[1])
    inner.add(*before)
    s.take(inner)
    outer.add(*before)
    if not taken:
        s.take(outer)
    outer.add(verb[1], cue[1])
    s.low = cue[1]
    return True


def _quoted_before(s: Sentence, at: int) -> tuple[int, int] | None:
    """Return the quotation or clause at the head of the scope, before a "was quoted as saying"."""
    words = s.words
    for stop in range(s.scope + 1, at + 1):
        if words[stop - 1] == MASK:
            return (stop - 1, stop)
    comma = s.next_of(_COMMA, s.scope)
    return (s.scope, comma) if comma < at and has_finite(s.pieces, s.scope, comma) else None


def opening(s: Sentence, at: int) -> tuple[int, int] | None:
    """Return the subject that opens the sentence ("Noem recorded a video …, saying"): its first noun phrase."""
    words, pieces = s.words, s.pieces
    first = s.scope
    comma = s.next_of(_COMMA, first)
    if comma < at and is_front(pieces, first, comma) and not starts_noun(pieces, first):
        first = comma + 1
    quotation = s.last(MASK, first, at)
    first = quotation + 1 if quotation is not None and quotation + 1 < at else first
    while first < at and (words[first] in OF.conjunction or not words[first][0].isalnum()):
        first += 1
    if first >= at or not starts_noun(pieces, first):
        return None
    if words[first] in OF.pronoun:
        return (first, first + 1)
    if pieces.capital(first) and words[first] not in OF.determiner:
        return (first, _name_end(s, first, at))
    stop = _plain_end(s, first, min(at, first + MAX_OPENING))
    if words[stop : stop + 1] == ["of"] and stop + 1 < at and starts_noun(pieces, stop + 1):
        stop = _plain_end(s, stop + 1, min(at, stop + 1 + MAX_OPENING))  # "one of the fugitives"
    named = stop + 1 < at and words[stop] == "," and pieces.capital(stop + 1)
    end = _name_end(s, stop + 1, at) if named else stop
    return (first, end if words[end : end + 1] == [","] else stop)  # "the mayor, Ada Brandt, rose and said"


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
        if s.words[stop].endswith("ed") or s.words[stop] in OF.preposition:
            break
        stop += 1
    return stop
