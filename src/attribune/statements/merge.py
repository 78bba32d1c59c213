"""Joining what the net found with what the rules found.

The net decides what is a statement. The rules, where they are sure, draw the borders of direct quotations, read the
sentences in which statements nest (a net that labels every word once can't), and add quotations that the net
overlooked.
"""

from __future__ import annotations

from dataclasses import replace

from attribune.records import Span
from attribune.statements.found import Found, Near, overlap, size

COVERED = 0.5  # a rule's statement is known when half of its content stands in the net's
TOUCHED = 0.2  # a quotation without a source is new only if less of it than this stands in the net's statements
# Least confidence of a rule's statement (statements/confidence.tsv), chosen on PolNeAR dev: to be added where the net
# has nothing, inside a statement of the net, and to set the borders of a direct quotation.
ADDED, NESTED, BORDERS = 0.8, 0.7, 0.7
MIN_ADDED_WORDS = 8  # of a quotation that the net overlooked and rules aren't sure of; shorter ones are titles


def merge(tagged: list[Found], ruled: list[Found], text: str) -> list[Found]:
    """The net's statements, sources filled in from rules where the net has none, and the rules' additions."""
    rules, net = Near(ruled), Near(tagged)
    relayed = {id(one): one for one in ruled if _relays(one, rules.around(one))}
    result, kept = [], set()
    for one in tagged:
        near = rules.around(one)
        twin = next((other for other in near if id(other) in relayed and _same(one, other)), None)
        if twin is not None:
            if not _agrees(one, twin, [other for other in near if id(other) in relayed]):
                continue
            kept.add(id(twin))
        one = _completed(_bordered(one, near), near)
        result.append(_widened(one, near, net.around(one), text))
    for one in ruled:
        near = net.around(one)
        if id(one) in relayed:
            if id(one) in kept:
                continue
            result.append(
                replace(one, confidence=max([one.confidence, *(t.confidence for t in near if _same(one, t))]))
            )
            continue
        if _same_cue(one, near):
            continue
        known = [t for t in near if overlap(one.content, t.content) >= COVERED * size(one.content)]
        if _wraps(one, known, text) or (_is_sure_inside(one, known) if known else _is_new(one, near)):
            result.append(one)
    return result


def _same(one: Found, other: Found) -> bool:
    return one.cue is not None and other.cue is not None and overlap((one.cue,), (other.cue,)) > 0


def _agrees(one: Found, twin: Found, relayed: list[Found]) -> bool:
    """Whether the net's statement has the source of the rule's and holds the same others."""
    if not one.source or not twin.source or not overlap(one.source, twin.source):
        return False
    marks = [(o.cue, *(o.source or ())) for o in relayed if o is not twin and o.cue is not None]
    return all(
        overlap(mark, one.content) == overlap(mark, twin.content)
        or overlap(mark, one.content) == size(mark) == overlap(mark, twin.content)
        for mark in marks
    )


def _relays(one: Found, near: list[Found]) -> bool:
    """Whether a rule's statement is one of a nest, one inside another, of which the rules are sure."""
    if one.confidence < NESTED or not one.source:
        return False
    if one.fixed:
        return True
    others = [o for o in near if o is not one and o.cue and o.source and o.confidence >= NESTED]
    return any(_nested(one, [o]) or _nested(o, [one]) for o in others)


def _bordered(one: Found, ruled: list[Found]) -> Found:
    """The net's statement with the content of a rule's direct quotation under the same cue."""
    for other in ruled:
        if one.cue is None or other.cue is None or other.confidence < BORDERS or not overlap((one.cue,), (other.cue,)):
            continue
        larger = max(size(one.content), size(other.content))
        if other.quoted and overlap(one.content, other.content) >= COVERED * larger:
            return one.with_content(other.content)
    return one


def _is_new(one: Found, near: list[Found]) -> bool:
    """Whether a rule's statement that the net has nothing of is worth adding."""
    if one.cue is not None and not (one.quoted and one.words >= MIN_ADDED_WORDS):
        return one.confidence >= ADDED
    held = sum(overlap(one.content, other.content) for other in near)
    return one.words >= MIN_ADDED_WORDS and held < TOUCHED * size(one.content)


def _is_sure_inside(one: Found, known: list[Found]) -> bool:
    return one.confidence >= NESTED and _nested(one, known)


def _same_cue(one: Found, others: list[Found]) -> bool:
    return one.cue is not None and any(o.cue is not None and overlap((one.cue,), (o.cue,)) for o in others)


def _completed(one: Found, ruled: list[Found]) -> Found:
    """The net's statement with a rule's source, cue or recipient where it has none of its own."""
    for other in ruled:
        if overlap(one.content, other.content) < COVERED * min(size(one.content), size(other.content)):
            continue
        same = one.cue is None or (other.cue is not None and overlap((one.cue,), (other.cue,)) > 0)
        if same and other.source and not one.source:
            one = replace(
                one, cue=one.cue or other.cue, source=other.source, medium=other.medium, negated=other.negated
            )
        if same and other.recipient and not one.recipient:
            one = replace(one, recipient=other.recipient)
    return one


def _widened(one: Found, ruled: list[Found], tagged: list[Found], text: str) -> Found:
    """An "according to" takes its rule's content where that holds another whole statement: it passed on all of it."""
    if one.cue is None or not _is_according(one, text):
        return one
    for other in ruled:
        if other.cue is None or not overlap((one.cue,), (other.cue,)) or not _is_according(other, text):
            continue
        held = [t for t in tagged if t is not one and t.cue and t.source and _nested(t, [other])]
        if other.source and one.source and size(other.source) > size(one.source) == overlap(one.source, other.source):
            one = replace(one, source=other.source)
        if held and overlap(one.content, other.content) == size(one.content):
            return replace(one, content=other.content)
    return one


def _is_according(one: Found, text: str) -> bool:
    return one.cue is not None and text[one.cue[0] : one.cue[1]].lower().startswith("according")


def _nested(one: Found, known: list[Found]) -> bool:
    """A whole clause (source, cue and content) inside the content of a statement of the net."""
    if one.cue is None or one.source is None:
        return False
    parts: tuple[Span, ...] = (one.cue, *one.source, *one.content)
    return any(overlap(parts, k.content) == size(parts) for k in known)


def _wraps(one: Found, known: list[Found], text: str) -> bool:
    """An "according to" around a statement that has a source of its own."""
    if one.source is None or not _is_according(one, text):
        return False
    return all(k.source and not overlap(k.source, one.source) for k in known)
