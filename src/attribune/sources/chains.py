"""Chains: through whom the words came. From the one whose words they are, outward, to the one nearest the reader.

Three things make a hop: the statement's own source; what its sentence says of the way ("told CNN", "in a memo
seen by Reuters", "citing court papers"); and every statement that encloses it — a reported clause around it,
an "according to", a post, a credit line such as "From The New York Post:".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.records import Article, Hop, Source, Span, Statement
from attribune.sources.registry import Registry
from attribune.statements.clauses import noun_phrase_after
from attribune.statements.found import overlap, size
from attribune.text.sentences import sentences

MAX_HOPS = 12  # a chain longer than this is a loop in a malformed text, not a chain

_RELATIONS = {"post": "posted", "article": "credited"}
_OUTLET = r"(?=(?:the\s+)?[A-Z])"
# Phrases that name who carried the words on; group 0 ends where the name begins.
_CARRIED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("obtained_by", re.compile(r"\b(?:obtained|seen|reviewed|viewed|examined|acquired|verified)\s+by\s+", re.IGNORECASE)),
    ("cites", re.compile(r"\b(?:cited|quoted)\s+(?:by|in)\s+", re.IGNORECASE)),
    (
        "reported_by",
        re.compile(
            r"\b(?:(?:first|as|previously)\s+)?(?:reported|published|carried|aired|broadcast|released|relayed|circulated|issued"
            r"|distributed|provided|shared|leaked|read(?:\s+out|\s+aloud)?)\s+(?:on\s+\w+\s+)?by\s+",
            re.IGNORECASE,
        ),
    ),
    (
        "told",
        re.compile(
            r"\b(?:interview|conversation|interviewed)\s+(?:\w+\s+){0,2}?(?:with|by|on)\s+" + _OUTLET
            + r"|\b(?:spoke|speaking|talking)\s+(?:\w+\s+)?(?:to|with)\s+" + _OUTLET + r"|\bshared\s+with\s+" + _OUTLET
        ),
    ),
    (
        "through",
        re.compile(r"\b(?:through|via)\s+(?=(?:a|an|his|her|their|its|the)\s+(?:\w+\s+)?(?:spokes|lawyer|attorney|publicist|aide|representative|interpreter|translator|lawyers|attorneys))"),
    ),
)  # fmt: skip
_CITING = re.compile(r"\b(?:citing|quoting)\s+", re.IGNORECASE)
_TOLD = re.compile(r"\s+(?:to\s+)?" + _OUTLET)
_STOP = re.compile(
    r"\s+(?:that|on|in|at|during|last|this|by|which|who|about|for|to|said|says)\b|[,.;:“\"(—]|\s-\s|\bthat\b"
)
_TELLING = re.compile(
    r"\b(?:tell|tells|told|telling|confirmed|said|says|saying|confirmed\s+to|wrote|spoke)$", re.IGNORECASE
)


def with_chains(
    article: Article, statements: Sequence[Statement], sources: Sequence[Source]
) -> tuple[list[Statement], list[Source]]:
    """The statements with their chains filled in, and the sources with those that only hops name added."""
    registry = Registry(article, sources)
    own = [_own_hops(article.text, statement, registry) for statement in statements]
    parents = _parents(statements)
    chained = []
    for number, statement in enumerate(statements):
        chain = list(own[number])
        at = parents[number]
        while at is not None and len(chain) < MAX_HOPS:
            chain += [hop for hop in own[at] if hop.source not in {known.source for known in chain}]
            at = parents[at]
        chained.append(replace(statement, chain=tuple(chain)))
    return chained, registry.sources()


def _own_hops(text: str, statement: Statement, registry: Registry) -> list[Hop]:
    """The statement's own hops, innermost first: cited origin, speaker, then who carried it."""
    hops: list[Hop] = []
    sentence = _sentence(text, statement)
    gaps = _outside(sentence, statement.content)
    for start, end in gaps:
        hops += _named(text, start, end, "cites", _CITING, registry)
    if statement.speaker:
        span = statement.source[0] if statement.source else None
        hops.append(Hop(source=statement.speaker, relation=_relation(text, statement), span=span or statement.cue))
    hops += _recipient(text, statement, registry)
    for relation, pattern in _CARRIED:
        for start, end in gaps:
            hops += _named(text, start, end, relation, pattern, registry)
    return _distinct(hops)


def _relation(text: str, statement: Statement) -> str:
    cue = text[slice(*statement.cue)].lower() if statement.cue else ""
    if cue.startswith(("according", "per ")) or cue == "per":
        return "according_to"
    return _RELATIONS.get(statement.medium, "said")


def _recipient(text: str, statement: Statement, registry: Registry) -> list[Hop]:
    """The outlet that was told: "told CNN", "said to Reuters"; people who were told are no hop."""
    if not statement.cue or not _TELLING.search(text[slice(*statement.cue)]):
        return []
    match = _TOLD.match(text, statement.cue[1])
    if not match:
        return []
    told = text[statement.cue[0] : match.end()]
    if not re.search(r"\b(?:t[eo]ll?d?s?|telling|to)\s", told + " ", re.IGNORECASE):
        return []
    span = _name(text, match.end(), min(len(text), match.end() + 80))
    if span is None or overlap(statement.content, (span,)) or not registry.is_outlet(span):
        return []
    return [Hop(source=registry.find_or_add(span, "outlet"), relation="told", span=span)]


def _named(text: str, start: int, end: int, relation: str, pattern: re.Pattern[str], registry: Registry) -> list[Hop]:
    hops = []
    for match in pattern.finditer(text, start, end):
        span = _name(text, match.end(), end)
        if span:
            hops.append(Hop(source=registry.find_or_add(span, None), relation=relation, span=span))
    return hops


def _name(text: str, start: int, end: int) -> Span | None:
    """The short noun phrase at ``start``: up to a preposition, a mark or "that"."""
    span = noun_phrase_after(text, start, end)
    if span is None:
        return None
    match = _STOP.search(text, span[0] + 1, span[1])
    stop = match.start() if match else span[1]
    while stop > span[0] and text[stop - 1].isspace():
        stop -= 1
    return (span[0], stop) if stop > span[0] else None


def _sentence(text: str, statement: Statement) -> Span:
    """The sentence that holds the attribution (source and cue), or an empty span where there is none."""
    marks = [*(statement.source or ()), *((statement.cue,) if statement.cue else ())]
    if not marks:
        return (statement.content[0][0], statement.content[0][0])
    low, high = min(s for s, _ in marks), max(e for _, e in marks)
    begin = text.rfind("\n", 0, low) + 1
    stop = text.find("\n", high)
    stop = len(text) if stop < 0 else stop
    begin, stop = max(begin, low - 2_000), min(stop, high + 2_000)
    for start, end in sentences(text, begin, stop):
        if start <= low < end:
            return (start, max(end, high))
    return (low, high)


def _outside(sentence: Span, content: tuple[Span, ...]) -> list[Span]:
    """What is left of a sentence without the content spans."""
    gaps, at = [], sentence[0]
    for start, end in sorted(content):
        if start > at:
            gaps.append((at, min(start, sentence[1])))
        at = max(at, end)
    gaps.append((at, sentence[1]))
    return [(s, e) for s, e in gaps if e > s]


def _distinct(hops: list[Hop]) -> list[Hop]:
    seen: set[str] = set()
    kept = []
    for hop in hops:
        if hop.source not in seen:
            kept.append(hop)
            seen.add(hop.source)
    return kept


def _parents(statements: Sequence[Statement]) -> list[int | None]:
    """For each statement the number of the smallest one whose content holds all of it, or None."""
    order = sorted(range(len(statements)), key=lambda n: statements[n].content[0][0])
    active: list[int] = []
    reach = {n: _extent(statements[n]) for n in order}
    parents: list[int | None] = [None] * len(statements)
    starts = sorted(order, key=lambda n: reach[n][0])
    waiting = 0
    for number in starts:
        low, high = reach[number]
        while waiting < len(order) and statements[order[waiting]].content[0][0] <= low:
            active.append(order[waiting])
            waiting += 1
        active = [n for n in active if statements[n].content[-1][1] > low]
        holding = [
            n for n in active if n != number and statements[n].content[-1][1] >= high and _holds(statements, n, number)
        ]
        parents[number] = min(holding, key=lambda n: size(statements[n].content), default=None)
    return parents


def _holds(statements: Sequence[Statement], outer: int, inner: int) -> bool:
    """Whether ``outer``'s content holds everything of ``inner``; a tie is broken by order, so that no loop arises."""
    parts = _parts(statements[inner])
    content = statements[outer].content
    if overlap(parts, content) < size(parts):
        return False
    return size(_parts(statements[outer])) > size(parts) or outer < inner


def _parts(statement: Statement) -> tuple[Span, ...]:
    spans = sorted([*statement.content, *(statement.source or ()), *((statement.cue,) if statement.cue else ())])
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _extent(statement: Statement) -> Span:
    parts = _parts(statement)
    return (parts[0][0], parts[-1][1])
