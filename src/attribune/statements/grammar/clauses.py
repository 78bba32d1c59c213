"""Attribution clauses by rule: who stands before or after a reporting verb, and what is said.

A sentence is gone through once, cue by cue, from left to right. What a cue governs ("said that …") opens a frame that
runs to the end of the sentence, and the next cue looks for its subject inside it; an attribution that trails ("…, Voss
said", "…, according to the report") closes the frames before it and takes all of what went before as its content. So
statements nest to any depth, and the work is linear in the length of the sentence times the length of a subject.

Works on a text of the same length in which quoted words are blanked, so that a verb inside a quotation is
never taken for a cue.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from attribune.records import Span
from attribune.statements.grammar.according_to import according, aside, passed_on_at
from attribune.statements.grammar.complements import TELLING, Complement, complement, setting_end
from attribune.statements.grammar.coordination import back_to_outer, inner_subject
from attribune.statements.grammar.cues import Cue, cues_of, openers
from attribune.statements.grammar.nominal_cues import nouns, read_nouns
from attribune.statements.grammar.noun_phrases import noun_phrase
from attribune.statements.grammar.parser_state import Form, Open, Sentence
from attribune.statements.grammar.participles import cites_aside, opening, participle
from attribune.statements.grammar.phrases import (
    NOMINATIVE,
    Subject,
    contracted,
    starts_noun,
    subject_before,
    tail,
)
from attribune.statements.grammar.postposed import before_subject, inverted, parts, trail, trails
from attribune.statements.grammar.tokens import OF, Pieces
from attribune.text.document import Layers

_HEARING = frozenset("hear hears heard hearing learn learns learned learnt learning understood".split())
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_BESIDE = frozenset("and but while yet though although whereas".split())  # join clauses of equal rank
_SHARING = frozenset("and but or then".split())  # right before a cue: its subject stands further left
_COMMA = frozenset({","})
MIN_CONTENT = 3  # code points; shorter content is a slip of the marks


class Clause(NamedTuple):
    """One attribution clause: its cue, its source, and the text it attributes. Offsets into the whole text."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    medium: str
    negated: bool
    verb: str
    form: Form
    recipient: Span | None = None


def clauses(narration: Layers, start: int, end: int) -> list[Clause]:
    """Return the attribution clauses of one sentence ``text[start:end]`` of a text with blanked
    quotations, by their cues.
    """
    if not may_report(narration, start, end):
        return []
    pieces = Pieces(narration, start, end)
    sentence = Sentence(pieces, cues_of(pieces))
    read_nouns(sentence)
    _read(sentence)
    found = (_clause(sentence, one) for one in sentence.done)
    return sorted((clause for clause in found if clause is not None), key=lambda c: c.cue)


def may_report(layers: Layers, start: int, end: int) -> bool:
    """True if any word of ``text[start:end]`` may begin a cue; most sentences have none."""
    places = layers.layer(_reporting_at)
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _reporting_at(layers: Layers) -> list[int]:
    """Return where the words of a text stand that may begin a cue."""
    return layers.places_of(_reporting().__contains__)


@cache
def _reporting() -> frozenset[str]:
    return openers() | frozenset(nouns()) | OF.passing | {"according", "per"}


def _read(s: Sentence) -> None:
    """Go through the sentence's cues and phrases from left to right."""
    events: list[tuple[int, Cue | None]] = [(cue.first, cue) for cue in s.cues]
    phrases: list[tuple[int, Cue | None]] = [(at, None) for at in passed_on_at(s)]
    for at, cue in sorted(events + phrases, key=lambda event: event[0]) if phrases else events:
        if at < s.skip:
            continue
        if cue is None and at < s.low:
            aside(s, at)
            continue
        semicolon = s.last(";", s.low, at)
        if semicolon is not None:
            s.close(semicolon, semicolon + 1)
        if cue is None:
            if at > s.scope + 1 and s.words[at - 1] in _BESIDE and s.words[at - 2] == ",":
                s.close(at - 2, at - 1)
            according(s, at)
        else:
            _verbal(s, cue)
    s.cut(s.limit)


def _verbal(s: Sentence, cue: Cue) -> None:
    if cites_aside(s, cue):
        return
    if cue.first < s.low and _beside(s, cue):
        return
    _end_of_relative(s, cue)
    right = complement(s.pieces, cue, s.limit)
    if right is not None and right.first - 1 in s.thats:
        right = None  # "laughed at the claim that …"
    if s.words[cue.first].endswith("ing") and participle(s, cue, right):
        return
    previous = s.words[cue.first - 1] if cue.first > s.low else ""
    if previous in _SHARING and cue.passive and right is not None and cue.verb in TELLING:
        told_by = _told_by(s, cue, right)
        if told_by is not None:  # "The guide rose and was told by the warden that …"
            _open(s, cue, told_by, right)
            return
    if previous in _SHARING and right is not None and not cue.passive:
        inner = inner_subject(s, cue, right)
        if inner is not None:
            _open(s, cue, inner, right)
            return
        source = s.main.source if s.main is not None else opening(s, cue.first - 1)
        if source is not None:
            _same_subject(s, source, cue, right)
            return
    subject = subject_before(s.pieces, s.low, cue.first) or _parted(s, cue) or _pronoun(s, cue)
    if right is None and subject is not None and _is_reduced(s, cue, subject):
        return
    if (subject is None or _stands_alone(s, subject, cue)) and (inverted(s, cue) or subject is None):
        return
    if _after_front(s, subject):
        s.close(subject.first - 1, subject.first)
    if s.words[subject.joint] in _BESIDE and subject.joint > s.low:
        s.close(subject.joint, subject.joint + 1)
    back_to_outer(s, subject)
    if right is not None:
        subject = _heard_from(s, cue, right) or subject
    if cue.passive:
        _passive(s, cue, subject, right)
    elif right is None and s.words[subject.joint] == "as" and subject.joint == s.scope:
        _as_fronted(s, cue, subject)
    else:
        _active(s, cue, subject, right)


def _end_of_relative(s: Sentence, cue: Cue) -> None:
    """Close what a relative clause opened before the cue of its head: "An aide, who said he was there, told us"."""
    comma = cue.first - 1
    if comma < s.low or s.words[comma] != "," or cue.verb.endswith("ing"):
        return
    for number, frame in enumerate(s.frames):
        first = frame.source[0] if frame.source else 0
        behind_cue = any(one.source and one.source[1] == first - 1 for one in s.done)  # "said Voss, who added …"
        if s.words[first] in ("who", "which") and first > s.scope and s.words[first - 1] == "," and not behind_cue:
            for inner in s.frames[number:]:
                for part in inner.parts:
                    part.stop = max(comma, part.first) if part.stop is None else part.stop
            del s.frames[number:]
            s.low = s.frames[-1].parts[-1].first if s.frames else s.scope
            return


def _beside(s: Sentence, cue: Cue) -> bool:
    """Read "They told friends, the Courier reported, that …": between cue and content it wraps the whole."""
    comma = s.last(",", s.scope, cue.first)
    stop = setting_end(s.pieces, cue, s.limit)
    if comma is None or s.words[stop : stop + 1] != [","] or stop >= s.low or not s.frames:
        return False
    subject = subject_before(s.pieces, comma + 1, cue.first)
    if subject is None or subject.first != comma + 1 or s.words[comma + 1] in OF.relative:
        return False
    one = Open(cue, (cue.first, cue.stop), (subject.first, subject.stop))
    one.add(s.scope, comma)
    one.add(s.low)
    s.frames.insert(0, one)
    s.take(one)
    return True


def _stands_alone(s: Sentence, subject: Subject, cue: Cue) -> bool:
    """True if a comma parts a cue from a subject that no apposition follows: "The pier, said Voss, is shut"."""
    words = s.words
    return words[cue.first - 1] == "," and "," not in words[subject.first : cue.first - 1]


def _is_reduced(s: Sentence, cue: Cue, subject: Subject) -> bool:
    """True if a cue is the participle of "a person briefed on the talks said": the next cue has the same subject."""
    if not cue.verb.endswith("ed") or cue.stop - cue.first > 1:
        return False
    following = next((other for other in s.cues if other.first > cue.first), None)
    if following is None or not all(word[0].isalnum() for word in s.words[cue.stop : following.first]):
        return False
    other = subject_before(s.pieces, s.low, following.first)
    return other is not None and other.first == subject.first


def _heard_from(s: Sentence, cue: Cue, right: Complement) -> Subject | None:
    """Return the one who says it in "she heard from Voss that …"."""
    first = cue.stop + 1
    if cue.verb not in _HEARING or first >= right.first or s.words[cue.stop] != "from":
        return None
    stop = noun_phrase(s.pieces, first, right.first, apposition=False)
    stop -= s.words[stop - 1] == "that"
    return Subject(first, stop, first) if stop > first else None


def _parted(s: Sentence, cue: Cue) -> Subject | None:
    """Return the subject before a middle attribution: of "The adviser, they said, admitted
    that" it is "The adviser".
    """
    parts = s.frames[-1].parts if s.frames else []
    if len(parts) < 2 or parts[1].first != cue.first:
        return None
    return tail(s.pieces, parts[0].first, parts[0].stop or cue.first)


def _pronoun(s: Sentence, cue: Cue) -> Subject | None:
    """Return the pronoun right before a cue, whatever stands before it: "of what she said is …"."""
    at = cue.first - 1
    passive = cue.passive and s.words[at] in contracted()  # "he'd been told": no source, but it says who was told
    relative = s.words[at] == "who" and at > s.low and s.words[at - 1][0].isalnum()  # "an aide who told him that"
    return Subject(at, at + 1, at) if at >= s.low and (s.words[at] in NOMINATIVE or passive or relative) else None


def _after_front(s: Sentence, subject: Subject) -> bool:
    """True if a main clause begins after a fronted one that reports too: "While Voss said …, Petrov said"."""
    fronted = s.frames and s.words[s.scope] in OF.subordinator and s.words[s.scope] != "that"
    return bool(fronted) and subject.first > s.low and s.words[subject.first - 1] == ","


def _active(s: Sentence, cue: Cue, subject: Subject, right: Complement | None) -> None:
    one = Open(cue, (cue.first, cue.stop), (subject.first, subject.stop))
    if cue.verb.endswith("ing") and s.frames:
        one.verb = "say"  # "recalled Voss saying that …"
    before = before_subject(s, subject, right is None, front=right is None and parts(s, cue))
    if s.words[subject.first] in OF.relative:
        before = None
    if before is not None and trails(s, cue, before, right):
        trail(s, one, cue, before, right)
    elif right is not None:
        one.before, one.recipient, one.form = before, right.recipient, right.kind
        one.add(right.first)
        s.open(one, right.first)
    elif (content := _cleft(s, cue, subject)) is not None:
        one.add(content)
        s.open(one, content)
    elif s.frames and s.frames[-1].before is not None and s.frames[-1].cue is not None:
        outer = s.frames[-1]
        assert outer.before is not None
        one.add(*outer.before)
        outer.add(*outer.before)
        s.take(one)
        s.low = cue.stop


def _cleft(s: Sentence, cue: Cue, subject: Subject) -> int | None:
    """Return where the content of "What the chemist told her was that …" begins."""
    if s.words[subject.first - 1 : subject.first] != ["what"] and s.words[subject.first] != "what":
        return None
    that = next((n for n in range(cue.stop, s.limit - 1) if s.words[n] == "that"), None)
    return that + 1 if that is not None and s.words[that - 1] in ("is", "was") else None


def _same_subject(s: Sentence, source: tuple[int, int], cue: Cue, right: Complement) -> None:
    """ "Voss said … and told reporters …", "Voss rose and said …": the subject stands once."""
    began = s.began
    s.close(cue.first - 1, cue.first, keep_main=True)
    s.began = began
    _open(s, cue, source, right)


def _open(s: Sentence, cue: Cue, source: tuple[int, int], right: Complement) -> None:
    one = Open(cue, (cue.first, cue.stop), source, recipient=right.recipient, form=right.kind)
    one.add(right.first)
    s.open(one, right.first)


def _passive(s: Sentence, cue: Cue, subject: Subject, right: Complement | None) -> None:
    """ "Ministers were told that …": no source, but in "told by aides"; "was quoted as saying" is the participle's."""
    told = cue.verb in TELLING
    impersonal = s.words[subject.first] in ("it", "there") and right is not None and right.kind == "that"
    if right is None or not (told or impersonal):
        return
    one = Open(cue, (cue.first, cue.stop), _told_by(s, cue, right), form=right.kind)
    one.recipient = (subject.first, subject.stop) if told else None
    one.add(right.first)
    s.open(one, right.first)


def _told_by(s: Sentence, cue: Cue, right: Complement) -> tuple[int, int] | None:
    """Return the one who tells in "was told by aides that …"."""
    first = cue.stop + 1
    if first >= right.first or s.words[cue.stop] != "by" or not starts_noun(s.pieces, first):
        return None
    stop = noun_phrase(s.pieces, first, right.first, apposition=False)
    return (first, stop - (s.words[stop - 1] == "that"))


def _as_fronted(s: Sentence, cue: Cue, subject: Subject) -> None:
    """ "As Voss put it, …": the content follows the comma."""
    comma = s.next_of(_COMMA, cue.stop)
    if comma + 1 >= s.limit:
        return
    one = Open(cue, (cue.first, cue.stop), (subject.first, subject.stop))
    one.add(comma + 1)
    s.open(one, comma + 1)


def _clause(s: Sentence, one: Open) -> Clause | None:
    spans = (s.pieces.span(part.first, s.limit if part.stop is None else part.stop) for part in one.parts)
    content = tuple(sorted({span for span in spans if span[1] - span[0] >= MIN_CONTENT}))
    if not content:
        return None
    source = _whole(s, *one.source) if one.source else None
    cue = one.cue
    first, stop = one.cue_pieces
    nobody = one.source is not None and s.words[one.source[0]] in _NOBODY
    return Clause(
        cue=(s.pieces.starts[first], s.pieces.ends[stop - 1]),
        source=source if source and source[1] > source[0] else None,
        content=content,
        medium=cue.medium if cue else one.medium or "speech",
        negated=bool(cue and cue.negated) or nobody,
        verb=one.verb or (cue.verb if cue else "according to"),
        form=one.form if cue or one.form == "noun" else "according",
        recipient=s.pieces.span(*one.recipient) if one.recipient else None,
    )


def _whole(s: Sentence, first: int, stop: int) -> Span:
    """Return the span of a source, without the "'s" by which it owns its words: "In Tamm's telling"."""
    start, end = s.pieces.span(first, stop)
    owner = s.words[stop - 1]
    if owner in OF.finite:
        return (start, end)
    return (start, end - 2) if owner.endswith("'s") else (start, end - owner.endswith("s'"))


def noun_phrase_before(layers: Layers, start: int, end: int) -> Span | None:
    """Return the subject that ends at ``end``, with its appositions, or None."""
    pieces = Pieces(layers, start, end)
    subject = subject_before(pieces, 0, len(pieces))
    return pieces.span(subject.first, subject.stop) if subject else None
