"""Joining what the net found with what the rules found.

The net decides what is a statement. The rules, where they are sure, draw the borders of direct quotations, read the
sentences in which statements nest (a net that labels every word once can't), and add quotations that the net
overlooked.
"""

from __future__ import annotations

import re

from attribune.lexicon import pronouns
from attribune.records import Span
from attribune.statements.candidate import Found, Near, word_count
from attribune.text.spans import overlap, size

COVERED = 0.5  # a rule's statement is known when half of its content stands in the net's
TOUCHED = 0.2  # a quotation without a source is new only if less of it than this stands in the net's statements
# Least confidence of a rule's statement (lexicon/en/grammar/confidence.tsv), chosen on PolNeAR dev: to be added where
# the net has nothing, inside a statement of the net, and to set the borders of a direct quotation.
ADDED, NESTED, BORDERS = 0.8, 0.7, 0.7
NESTED_NAMED = 0.4  # the same as NESTED where another than the outer source speaks, so that the chain gets a hop
DOUBTED = 0.5  # a net's statement below this is no reason to leave out a quotation of whose speaker a rule is sure
APART = 0.8  # confidence from which a rule's source goes before a net's that shares nothing with it
MIN_ADDED_WORDS = 8  # of a quotation that the net overlooked and rules aren't sure of; shorter ones are titles
_GOVERNED = re.compile(r"\b(?:by|of|from|with|to|for|in|at|on|about)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_PRONOUNS = pronouns("subject") | {"who", "which", "that", "this", "one"}
CITING = ("citing", "quoting")  # "citing internal emails" tells of the way, even where a net takes it for a statement
_CLAUSES = frozenset({"that", "bare", "question", "quote"})
_MODAL = re.compile(r"\b(?:would|will|could|can|may|might|should|must)\b|['’]ll\b", re.IGNORECASE)
_RELATIVE = frozenset({"who", "which"})


def merge(tagged: list[Found], ruled: list[Found], text: str) -> list[Found]:
    """Return the net's statements, mended by the rules where these are surer, and what the rules add."""
    rules = Near(ruled)
    relayed = {id(one) for one in ruled if _relays(one, rules.around(one), text)}
    result, kept = [], set()
    for one in tagged:
        near = rules.around(one)
        twin = next((other for other in near if _same_cue(one, other)), None)
        if twin is not None and id(twin) in relayed:
            nest = [other for other in rules.around(twin) if id(other) in relayed]
            if not _agrees(one, twin, nest):
                continue
            kept.add(id(twin))
            one = _holding(one, twin, nest)
        one = _begun(one, twin, text) if twin is not None else one
        one = _within_borders(one, twin, near) if twin is not None else one
        result.append(_mended(one, twin, near, text))
    net = Near(list(result))
    for one in ruled:
        near = net.around(one)
        if id(one) in relayed:
            if id(one) not in kept:
                result.append(one)
        elif not any(_same_cue(one, other) for other in near) and _is_wanted(one, near, text):
            result.append(one)
    return result


def _same_cue(one: Found, other: Found) -> bool:
    return one.cue is not None and other.cue is not None and overlap((one.cue,), (other.cue,)) > 0


def _relays(one: Found, near: list[Found], text: str) -> bool:
    """True if a rule's statement is one of a nest, one inside another, of which the rules are sure."""
    if not one.source or not _adds_hop(one, text):
        return False
    others = [o for o in near if o is not one and o.cue and o.source and _adds_hop(o, text)]
    return one.fixed or any(_nested(one, [o]) or _nested(o, [one]) for o in others)


def _adds_hop(one: Found, text: str) -> bool:
    """True if a rule's statement is sure enough to stand inside another or around it.

    Less will do for a clause whose source is no pronoun: of "Voss said he thinks that …" the inner one adds no hop.
    """
    if one.confidence >= ADDED:
        return True
    if one.cue and _MODAL.search(text, *one.cue):
        return False  # "would assert", "will tell": nobody has yet
    named = one.source is not None and text[slice(*one.source[0])].lower() not in _PRONOUNS
    if one.form == "noun":
        return named
    clause = one.form in _CLAUSES or (one.form == "other" and one.recipient is not None)  # "told him to go"
    return named and one.confidence >= (NESTED_NAMED if clause else NESTED)


def _agrees(one: Found, twin: Found, relayed: list[Found]) -> bool:
    """True if the net's statement has the source of the rule's and holds the same others."""
    if not one.source or not twin.source or not overlap(one.source, twin.source):
        return False
    if not overlap(one.content, twin.content):
        return False
    for other in relayed:
        if other is twin or other.cue is None:
            continue
        mark = (other.cue, *(other.source or ()))
        if overlap(mark, one.content) != overlap(mark, twin.content) or overlap(other.source or (), one.source):
            return False
    return True


def _holding(one: Found, twin: Found, nest: list[Found]) -> Found:
    """Return the net's statement with its rule's content where it cuts a statement off that
    stands inside it by the rules.
    """
    for other in nest:
        if other is not twin and _nested(other, [twin]) and overlap(other.content, one.content) < size(other.content):
            return one.with_content(twin.content)
    return one


def _begun(one: Found, twin: Found, text: str) -> Found:
    """Return the net's statement without what stands before its rule's "that": "to The Athletic that he was ill"."""
    if twin.form != "that" or twin.confidence < BORDERS or one.cue is None or not overlap(one.content, twin.content):
        return one
    start = text.rfind("that", one.cue[1], twin.start)
    if start < 0 or one.cue[1] > twin.start or any(e <= start and s < one.cue[0] for s, e in one.content):
        return one
    kept = tuple((max(s, start), e) for s, e in one.content if e > start)
    return one.with_content(kept) if kept else one


def _within_borders(one: Found, twin: Found, ruled: list[Found]) -> Found:
    """Return the net's statement without whole quotations that a rule is sure to give to another cue and source; and
    with
    those that its own rule is sure of, where each of its own is one of these: of “…,” she said. “…,” Ilves said."""
    if twin.confidence < APART:
        return one
    sure = [o for o in ruled if o.quoted and o.cue and o.source and o.confidence >= APART and not _same_cue(o, twin)]
    mine = [s for s in one.content if overlap((s,), twin.content)]
    others = [s for s in one.content if s not in mine and any(overlap((s,), o.content) == size((s,)) for o in sure)]
    if others and mine:
        return one.with_content(tuple(s for s in one.content if s not in others))
    if (
        twin.quoted
        and twin.source
        and size(one.content) < size(twin.content)
        and overlap(one.content, twin.content) == size(one.content)
    ):
        return one.with_content(twin.content)
    return one


def _is_wanted(one: Found, tagged: list[Found], text: str) -> bool:
    """True if a rule's statement whose cue the net doesn't have is worth adding."""
    known = [t for t in tagged if overlap(one.content, t.content) >= COVERED * size(one.content)]
    if known and one.quoted and one.source and one.confidence >= APART and all(t.confidence < DOUBTED for t in known):
        return True
    if known:
        return _wraps(one, known) or (_adds_hop(one, text) and _nested(one, known))
    long = one.quoted and word_count(text, one.content) >= MIN_ADDED_WORDS
    if one.cue is not None and not long:
        return one.confidence >= (NESTED if one.form == "trail" else ADDED)
    held = sum(overlap(one.content, other.content) for other in tagged)
    return long and held < TOUCHED * size(one.content)


def _mended(one: Found, twin: Found | None, ruled: list[Found], text: str) -> Found:
    """Return a net's statement with borders and source of the rule's under the same cue
    (``twin``), where that is sure.
    """
    if twin is not None and twin.confidence >= BORDERS:
        shared = overlap(one.content, twin.content)
        larger = max(size(one.content), size(twin.content))
        if twin.quoted and shared >= COVERED * larger:
            one = one.with_content(twin.content)
        if _is_headed(one, twin, text):
            one = one._replace(source=twin.source)
    return _completed(one, ruled)


def _is_headed(one: Found, twin: Found, text: str) -> bool:
    """True if the net's source is only a part of the rule's: "the Guardian" of "a memo seen by the Guardian", "who"."""
    if not one.source or not twin.source:
        return False
    shared = overlap(one.source, twin.source)
    if not shared:
        return twin.confidence >= APART
    if shared < size(one.source) - 1:  # but for a comma that the net takes in
        return False
    if text[slice(*one.source[0])].lower() in _RELATIVE:
        return True
    if size(one.source) == 1 and text.startswith(".", one.source[0][1]) and size(twin.source) > 2:
        return True  # the "I" of "I. Calloway" alone
    return _GOVERNED.search(text, twin.source[0][0], one.source[0][0]) is not None


def _completed(one: Found, ruled: list[Found]) -> Found:
    """Return the net's statement with a rule's source, cue or recipient where it has none of its own."""
    for other in ruled:
        if overlap(one.content, other.content) < COVERED * min(size(one.content), size(other.content)):
            continue
        same = one.cue is None or _same_cue(one, other)
        if same and other.source and not one.source:
            one = one._replace(
                cue=one.cue or other.cue, source=other.source, medium=other.medium, negated=other.negated
            )
        if same and other.recipient and not one.recipient:
            one = one._replace(recipient=other.recipient)
    return one


def _nested(one: Found, known: list[Found]) -> bool:
    """True for a whole clause (source, cue and content) inside the content of a statement of the net."""
    if one.cue is None or one.source is None:
        return False
    parts: tuple[Span, ...] = (one.cue, *one.source, *one.content)
    return any(overlap(parts, k.content) == size(parts) for k in known)


def _wraps(one: Found, known: list[Found]) -> bool:
    """True for an "according to" around a statement that has a source of its own."""
    if one.source is None or one.form != "according":
        return False
    return all(k.source and not overlap(k.source, one.source) for k in known)
