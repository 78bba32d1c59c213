"""Attribution without a verb: "according to the report", "per the memo", "in the words of the mayor"."""

from __future__ import annotations

from attribune.lexicon import pronouns
from attribune.statements.grammar.noun_phrases import noun_phrase
from attribune.statements.grammar.parser_state import Open, Part, Sentence
from attribune.statements.grammar.phrases import has_finite, starts_noun, subject_before
from attribune.statements.grammar.postposed import ENDS_BEFORE, goes_on
from attribune.statements.grammar.tokens import MASK, OF

MAX_OWNED = 9  # pieces from "by" to the noun in "by the ministry's own chief engineer's account"
MAX_APPOSITIONS = 4  # commas looked past for the end of a fronted source
_PHRASES = {"according": ["according", "to"], "per": ["per"]}
_MARKERS = frozenset({*_PHRASES, "in", "by"})
_OWNERS = pronouns("possessive")
_ENDS_PHRASE = frozenset({",", ".", ";", MASK, "—", "–", "--", ")", "at"})
_COMMA_OR_QUOTATION = frozenset({",", MASK})
_RATES = frozenset("cent capita person head day night week month year hour minute second mile gallon share".split())
_SINGLE = frozenset({"both"}) | OF.object  # what else may follow "according to": "both sides", "him"
_RELATIVE = frozenset({"who", "which", "whose"})


def passed_on_at(s: Sentence) -> list[int]:
    """Return where "according to", "per the", "in the words of" and "by the cook's account" stand."""
    words = s.words
    if _MARKERS.isdisjoint(words):
        return []
    markers = _MARKERS if not OF.passing.isdisjoint(words) else _PHRASES
    return [at for at, word in enumerate(words) if word in markers and _is_phrase(s, at)]


def _is_phrase(s: Sentence, at: int) -> bool:
    words = s.words
    if words[at] == "per":
        set_off = at == 0 or (words[at - 1] in ENDS_BEFORE and not s.pieces.capital(at))  # Per is a given name, too
        return at + 1 < s.limit and set_off and _named(s, at)
    if words[at] == "according":
        return words[at + 1 : at + 2] == ["to"]
    return _length(s, at) > 0 or _owned(s, at) is not None


def _length(s: Sentence, at: int) -> int:
    """Return how many pieces the phrase has before its source: "according to", "in the words
    of"; 0 where it has none.
    """
    words = s.words
    if words[at] in _PHRASES:
        return len(_PHRASES[words[at]])
    noun = at + 1 + (words[at + 1 : at + 2] == ["the"])
    passes = noun > at + 1 and words[noun] in OF.passing and words[noun + 1 : noun + 2] == ["of"]
    return noun + 2 - at if passes and _set_off(s, at) else 0


def _owned(s: Sentence, at: int) -> tuple[int, int] | None:
    """Return where the source stops and the phrase ends in "by the cook's account", "in his own telling"; else None."""
    words = s.words
    if words[at] in _PHRASES or not _set_off(s, at):
        return None
    noun = next((n for n in range(at + 2, min(s.limit, at + MAX_OWNED)) if words[n] in OF.passing), None)
    if noun is None or (noun + 1 < s.limit and words[noun + 1] not in _ENDS_PHRASE):
        return None
    stop = noun - (words[noun - 1] == "own")
    owns = words[stop - 1] in _OWNERS or words[stop - 1].endswith(("'s", "s'"))
    plain = all(word[0].isalnum() and n not in s.at_cue for n, word in enumerate(words[at + 1 : stop], at + 1))
    return (stop, noun + 1) if owns and plain else None


def _set_off(s: Sentence, at: int) -> bool:
    """True if a phrase opens its clause or stands behind a mark."""
    before = s.words[at - 1] if at else ","
    return not before[0].isalnum() or before in OF.conjunction or before == "that"


def _named(s: Sentence, at: int) -> bool:
    """True if "per" names a source ("per the pool", "per two bankers") and no rate ("per cent", "per day")."""
    after = at + 1
    if s.words[after] in OF.determiner or s.pieces.capital(after):
        return True
    stop = noun_phrase(s.pieces, after, s.limit)
    return stop - after > 1 and s.words[at - 1 : at] == [","] and s.words[after] not in _RATES


def according(s: Sentence, at: int) -> None:
    """Read the phrase at a piece: fronted it opens a frame, in the middle it parts a content, at the end takes all."""
    words = s.words
    owned = _owned(s, at)
    if owned is not None:
        _read(s, at, Open(None, (owned[1] - 1, owned[1]), (at + 1, owned[0])), owned[1])
        s.skip = max(s.skip, owned[1])  # "telling" is no verb there
        return
    first = at + _length(s, at)
    if first >= s.limit or not (starts_noun(s.pieces, first) or words[first] in _SINGLE):
        return
    if words[first] in OF.object:
        stop = first + 1
    else:
        stop = _front_stop(s, first) if _opens(s, at) else noun_phrase(s.pieces, first, s.limit)
    if stop <= first:
        return
    if _behind_subject(s, at, first):
        return
    _read(s, at, Open(None, (at, first), (first, stop)), stop)


def _read(s: Sentence, at: int, one: Open, stop: int) -> None:
    """Give a phrase that stands at a piece and ends at ``stop`` its content."""
    words = s.words
    if _opens(s, at):
        begin = stop + 1 if stop < s.limit and words[stop] == "," else stop
        one.add(begin)
        s.open(one, begin)
        return
    after = stop
    if after < s.limit and words[after] == "," and goes_on(s, after + 1):
        begin = _innermost(s, at)
        last = s.done[-1] if s.done else None
        if words[after + 1] == MASK and last is not None and last.form == "trail" and not s.frames and last.cue:
            last.add(after + 1, after + 2)  # "“…,” he wrote, according to the page, “…”"
        one.add(begin, at)
        one.add(after + 1)
        s.frames.append(one)
        s.done.append(one)
        s.low, s.skip = after + 1, after
        return
    one.add(s.scope, at)
    s.cut(at)
    s.done.append(one)
    s.low, s.skip = after, after


def aside(s: Sentence, at: int) -> None:
    """ "Voss said, according to the minutes, that …": stands between cue and content, wraps both."""
    first = at + _length(s, at)
    stop = noun_phrase(s.pieces, first, s.low, apposition=False) if first < s.low else first
    if stop > first and s.frames:
        one = Open(None, (at, first), (first, stop), [Part(s.scope, at), Part(s.low, None)])
        s.frames.insert(0, one)
        s.done.append(one)


def _behind_subject(s: Sentence, at: int, first: int) -> bool:
    """Read "Crane, according to the minutes, asked whether …": the phrase stands between a subject and its cue."""
    words = s.words
    stop = noun_phrase(s.pieces, first, s.limit, apposition=False)
    behind = stop + 1
    if stop >= s.limit or words[stop] != "," or behind not in s.at_cue or at <= s.low or words[at - 1] != ",":
        return False
    subject = subject_before(s.pieces, s.low, at - 1)
    if subject is None or (subject.first > s.low and words[subject.first - 1] not in ENDS_BEFORE):
        return False
    one = Open(None, (at, first), (first, stop), [Part(subject.first, at - 1), Part(behind, None)])
    s.frames.append(one)
    s.done.append(one)
    s.skip = behind
    return True


def _opens(s: Sentence, at: int) -> bool:
    """True if nothing but a joint word stands before a piece in its scope or frame."""
    return s.fresh >= s.low and all(w in OF.conjunction or w in ("that", ",") for w in s.words[s.fresh : at])


def _front_stop(s: Sentence, first: int) -> int:
    """Return where the source of a fronted "According to …" ends: at the comma after which a clause begins."""
    first_comma = noun_phrase(s.pieces, first, s.limit, apposition=False)
    comma = first_comma
    for _ in range(MAX_APPOSITIONS):
        if comma >= s.limit or s.words[comma] != ",":
            break
        following = s.next_of(_COMMA_OR_QUOTATION, comma + 1)
        if _begins_clause(s, comma + 1, following):
            return comma
        comma = following
    if comma < s.limit and s.words[comma] == MASK and s.words[comma - 1] == ",":
        return comma - 1  # "in the words of the prosecutor, Mark Lorne, “…”"
    return first_comma


def _begins_clause(s: Sentence, at: int, stop: int) -> bool:
    """True if a clause with a subject of its own begins at a piece."""
    if at >= s.limit or not starts_noun(s.pieces, at) or s.words[at] in _RELATIVE:
        return False
    cue = next((n for n in range(at, stop) if n in s.at_cue), None)
    return cue > at if cue is not None else has_finite(s.pieces, at, stop)


def _innermost(s: Sentence, at: int) -> int:
    """Return where the content begins that goes on around a middle attribution at ``at``."""
    return next((f.parts[-1].first for f in reversed(s.frames) if f.parts[-1].first < at), s.scope)
