"""Chains: through whom the words came. From the one whose words they are, outward, to the one nearest the reader.

Three things make a hop: the statement's own source; what the words around source and cue say of the way ("told CNN",
"in a memo seen by Reuters", "citing court papers", see :mod:`attribune.sources.chains.relays`); and every statement
that encloses it — a reported clause around it, an "according to", a post, a credit line such as "From The New York
Post:". A hop's relation says how its source came by the words of the hop before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import replace

from attribune.records import Article, Hop, Source, SourceKind, Span, Statement, with_speaker
from attribune.sources.chains.registry import Registry
from attribune.sources.chains.relays import Carrier, carriers, recipient_of
from attribune.sources.names.lexicon import listed, plain
from attribune.statements.grammar.clauses import noun_phrase_before
from attribune.statements.merge import CITING
from attribune.text.document import Document
from attribune.text.spans import size, union

MAX_HOPS = 12  # a chain longer than this is a loop in a malformed text, not a chain
HELD = 0.9  # share of a statement that must stand in another's content to be inside it: nets cut a word off at the edge
MAX_AROUND = 2_000  # code points of a paragraph looked at on each side of an attribution

_TOLD_BY = re.compile(r"(?:\w+\s+)*(?:was|were|been|being|is|are)\s+(?:\w+\s+){0,2}\w+", re.IGNORECASE)
_NAMED = re.compile(r",\s+((?:the\s+)?[A-ZÀ-ÞŒŠŽ][\w’'.& -]{1,40}),")  # "told a radio station, WKMS, that"
# "told a competitor, the Gull Weekly", "told reporters from the rival Gull Weekly"
_TITLED = re.compile(
    r"(?:,?|\s+(?:for|from|with|of))\s+((?:the|its|our|an?)(?:\s+[a-z][\w’'-]{1,20}){0,3}"
    r"(?:\s+[A-ZÀ-ÞŒŠŽ][\w’'&-]{1,30}){1,4})(?![\w’'])"
)
_EACH = re.compile(r"(?:the |The )?[A-ZÀ-ÞŒŠŽ](?:(?! and |,)[^\n]){1,60}")
_OWNER = re.compile(r"(.{2,60}?)['’]s?\s+(?:[a-z][\w’'-]*\s+){0,3}([a-z][\w’'-]*)")  # "the Post's rival"
_CARRYING = frozenset({"told", "through", "reported_by", "obtained_by"})
_CITES_BEHIND = re.compile(r"[”\"]?,?\s+(?:citing|quoting)\s")
_CITED = re.compile(r"\b(?:citing|quoting)\s[^.;:“”\"]{1,160}$")
PRESS = frozenset({"obtained_by", "reported_by", "told", "cites"})  # what outlets do; others seldom
_RELATIONS = {"post": "posted", "article": "credited"}


# Relations in which the article itself heard, saw or read the one whose words they are; a credited passage is a copy.
FIRST_HAND = frozenset({"said", "posted", "according_to"})


def first_hand(chain: Sequence[Hop], own: Container[str] = ()) -> bool:
    """True if nobody stands between the one whose words they are and the article. False where nobody is named.

    ``own`` are the ids of the article's own outlet (:mod:`attribune.sources.chains.own_outlet`): who told it told the
    article.
    """
    return bool(chain) and chain[0].relation in FIRST_HAND and all(hop.source in own for hop in chain[1:])


def with_chains(
    article: Article | Document, statements: Sequence[Statement], sources: Sequence[Source]
) -> tuple[list[Statement], list[Source]]:
    """Return the statements with their chains filled in, and the sources with those that only hops name added."""
    document = Document.of(article)
    registry = Registry(document.article, sources)
    parents = _parents(statements)
    ways = _Ways(document, statements, parents)
    own = [
        _own_hops(document, statement, ways.zone(n), registry, alone=parents[n] is None)
        for n, statement in enumerate(statements)
    ]
    own = [_with_ways_of_others(document.text, n, statements, own, ways) for n in range(len(statements))]
    chained = []
    for number, statement in enumerate(statements):
        chain = list(own[number])
        at = parents[number]
        while at is not None and len(chain) < MAX_HOPS:
            known = {hop.source for hop in chain}
            chain += [hop for hop in own[at] if hop.source not in known]
            at = parents[at]
        chained.append(with_speaker(statement, speaker=statement.speaker, chain=tuple(chain)))
    return chained, registry.sources()


def _own_hops(
    document: Document, statement: Statement, zone: Sequence[Span], registry: Registry, *, alone: bool
) -> list[Hop]:
    """Return the statement's own hops, innermost first: who is cited, who speaks, then who carried it.

    ``alone``: the article itself says it, and reports nobody who says it.
    """
    found = [carrier for start, end in zone for carrier in carriers(document, start, end, statement.cue)]
    found = [one for one in found if not one.media_only or registry.is_outlet(one.name, told=True, alone=False)]
    cited = [one for one in found if one.origin]
    hops = [_hop(one, statement, registry) for one in cited]
    speaker = _speaker(document.text, statement, registry)
    if speaker is not None:
        hops.append(replace(speaker, relation="cites") if cited else speaker)
    hops += [_hop(one, statement, registry) for one in found if one.relation == "through"]
    told = _outlet_told(document, statement.cue, zone, registry, alone=alone) if statement.cue else None
    if told is not None:
        hops.append(Hop(source=registry.find_or_add(told, "outlet"), relation="told", span=told))
    hops += [_hop(one, statement, registry) for one in found if not one.origin]
    return _distinct(hops)


def _with_ways_of_others(
    text: str, number: int, statements: Sequence[Statement], own: Sequence[list[Hop]], ways: _Ways
) -> list[Hop]:
    """Return a statement's own hops with those that its sentence gives to the words before it.

    "“…,” Voss told Reuters, adding that …" was told Reuters, too; "the Post reported, citing aides who said …" came
    through the Post.
    """
    statement, hops = statements[number], own[number]
    if statement.cue is None or not statement.source or len(hops) != 1 or number == 0:
        return hops
    cue, source = text[slice(*statement.cue)].lower(), text[slice(*statement.source[0])].lower()
    if not cue.endswith("ing") and not source.endswith("who"):
        return hops
    before = next((n for n in range(number - 1, -1, -1) if statements[n].cue), None)
    if before is None or not ways.share_sentence(before, number):
        return hops
    if cue.endswith("ing") and statements[before].speaker == statement.speaker:
        return _distinct([*hops, *(hop for hop in own[before] if hop.relation in _CARRYING)])
    start = (statements[before].cue or (0, 0))[1]
    cited = source.endswith("who") and _CITED.search(text, start, statement.source[0][1])
    return _distinct([*hops, *(hop for hop in own[before] if hop.relation == "cites")]) if cited else hops


def _hop(carrier: Carrier, statement: Statement, registry: Registry) -> Hop:
    inside = any(start < carrier.name[0] < end for start, end in statement.source or ())
    press = carrier.relation in PRESS
    unlisted = carrier.media_only and not registry.is_outlet(carrier.name)
    kind: SourceKind | None = "outlet" if unlisted else None
    source = registry.find_or_add(carrier.name, kind, but=statement.speaker if inside else None, press=press)
    return Hop(source=source, relation=carrier.relation, span=carrier.name)


def _speaker(text: str, statement: Statement, registry: Registry) -> Hop | None:
    """Return whose words they are; where the speaker can't be told, the source as the text has it."""
    span = statement.source[0] if statement.source else None
    source = statement.speaker
    if source is None and span is not None:
        source = registry.add_unnamed(span)
    if source is None:
        return None
    return Hop(source=source, relation=_relation(text, statement), span=span or statement.cue)


def _relation(text: str, statement: Statement) -> str:
    cue = text[slice(*statement.cue)].lower() if statement.cue else ""
    if cue.startswith(("according", "in the words")) or cue == "per":
        return "according_to"
    return _RELATIONS.get(statement.medium, "said")


def _told(document: Document, cue: Span, zone: Sequence[Span]) -> Span | None:
    """Return who was told: behind "told" and "confirmed to"; before "was told by"."""
    text = document.text
    start, end = next(((start, end) for start, end in zone if start <= cue[0] < end), cue)
    if _TOLD_BY.fullmatch(text[slice(*cue)]) and text[cue[1] : end].lstrip().startswith("by "):
        return noun_phrase_before(document, start, cue[0])
    return recipient_of(document, cue, end)


def _outlet_told(
    document: Document, cue: Span, zone: Sequence[Span], registry: Registry, *, alone: bool
) -> Span | None:
    """Return the news outlet that was told: by its name, else by what is said of it; None where it is no outlet."""
    text, told = document.text, _told(document, cue, zone)
    if told is None:
        return None
    described = text[told[1] - 1].islower()
    end = next((end for start, end in zone if start <= told[0] < end), told[1])
    titled = _TITLED.match(text, told[1], end)
    if titled and registry.is_outlet(titled.span(1), told=True, alone=alone, at=told[0]):
        return titled.span(1)
    named = _NAMED.match(text, told[1], end) if described else None
    if named:
        return named.span(1) if registry.is_outlet(named.span(1), told=True, alone=alone) else None
    if registry.is_outlet(told, told=True, alone=alone):
        return told
    several = [(told[0] + part.start(), told[0] + part.end()) for part in _EACH.finditer(text[slice(*told)])]
    if len(several) > 1 and any(registry.is_outlet(one, told=True, alone=False) for one in several):
        return told  # "told the Gull Weekly and Reuters"
    owner = _OWNER.fullmatch(text, *told)  # whose rival it is, it isn't
    own = listed("group_nouns.txt") | listed("org_nouns.txt")  # "the Post’s team" is its own
    apart = owner is not None and plain(owner[2]) not in own
    return told if owner and apart and registry.is_outlet(owner.span(1)) else None


def _distinct(hops: list[Hop]) -> list[Hop]:
    seen: set[str] = set()
    kept = []
    for hop in hops:
        if hop.source not in seen:
            kept.append(hop)
            seen.add(hop.source)
    return kept


class _Ways:
    """For each statement the words that tell of its way: around source and cue, up to what belongs to others."""

    def __init__(self, document: Document, statements: Sequence[Statement], parents: Sequence[int | None]) -> None:
        self._document, self._text = document, document.text
        self._statements = statements
        self._parents = parents
        self._own = [_anchor(statement) for statement in statements]
        anchors = sorted(
            (span, n)
            for n, (s, span) in enumerate(zip(statements, self._own, strict=True))
            if span is not None and not (s.cue and _is_way(self._text, s.cue))
        )
        self._anchors = [span for span, _ in anchors]
        self._numbers = [n for _, n in anchors]

    def share_sentence(self, one: int, other: int) -> bool:
        """True if two statements' attributions stand in one sentence."""
        first, second = self._own[one], self._own[other]
        return first is not None and second is not None and self._sentence(first) == self._sentence(second)

    def zone(self, number: int) -> list[Span]:
        """Return the spans of the way, in order; none where the statement has neither source nor cue."""
        statement = self._statements[number]
        anchor = self._own[number]
        if anchor is None or statement.medium in ("article", "transcript", "letter"):
            return []
        start, end = self._bounds(number, anchor)
        blocked = [*statement.content, *self._others(number, start, end)]
        low = max([start, *(e for _, e in blocked if e <= anchor[0])])
        high = min([end, *(s for s, _ in blocked if s >= anchor[1])])
        inside = [span for span in blocked if span[0] < high and span[1] > low]
        return _without((low, high), inside) + self._cited_behind(statement, high, end)

    def _cited_behind(self, statement: Statement, start: int, end: int) -> list[Span]:
        """Return the ", citing a tip" behind the content of "Police said thieves had come, citing a tip"."""
        last = statement.content[-1][1]
        cited = last >= start and _CITES_BEHIND.match(self._text, last, end)
        return [(last, end)] if cited else []

    def _others(self, number: int, start: int, end: int) -> list[Span]:
        low, high = bisect_left(self._anchors, (start, 0)), bisect_right(self._anchors, (end, 0))
        own = self._own[number] or (start, end)
        others = (self._anchors[n] for n in range(low, high) if self._numbers[n] != number)
        source = self._statements[number].source or ()  # "Voss's letter, first reported by Axios, says": of its way
        others = (span for span in others if not any(s <= span[0] and span[1] <= e for s, e in source))
        return [span for span in others if not (span[0] <= own[0] and own[1] <= span[1])]

    def _bounds(self, number: int, anchor: Span) -> Span:
        """Return the sentence that holds the attribution, cut to the content of the statement it stands in."""
        start, end = self._sentence(anchor)
        parent = self._parents[number]
        if parent is not None:
            for low, high in self._statements[parent].content:
                if low <= anchor[0] and anchor[1] <= high:
                    return (max(start, low), min(end, high))
        return (start, end)

    def _sentence(self, anchor: Span) -> Span:
        start, end = self._document.sentence_of(anchor[0]) or anchor
        return (max(start, anchor[0] - MAX_AROUND), max(min(end, anchor[1] + MAX_AROUND), anchor[1]))


def _is_way(text: str, cue: Span) -> bool:
    """True if a cue only tells of another's way: "citing a memo", "Voss, asked by the Post whether …, said"."""
    word = text[slice(*cue)].lower()
    if word.startswith(CITING):
        return True
    return word == "asked" and text[max(0, cue[0] - 2) : cue[0]] in (", ", "") and text.startswith(" by ", cue[1])


def _anchor(statement: Statement) -> Span | None:
    """Source and cue and what lies between; the cue alone where the source stands far off or behind it in the text."""
    cue, source = statement.cue, statement.source
    if cue is None:
        return source[0] if source else None
    if not source:
        return cue
    low, high = min(cue[0], source[0][0]), max(cue[1], source[-1][1])
    between = any(low < start and end < high for start, end in statement.content)
    return cue if high - low > MAX_AROUND or between else (low, high)


def _without(span: Span, holes: Sequence[Span]) -> list[Span]:
    gaps, at = [], span[0]
    for start, end in sorted(holes):
        if start > at:
            gaps.append((at, min(start, span[1])))
        at = max(at, end)
    gaps.append((at, span[1]))
    return [(s, e) for s, e in gaps if e > s]


def _parents(statements: Sequence[Statement]) -> list[int | None]:
    """Return for each statement the number of the smallest one whose content holds it, or None."""
    parts = [_parts(statement) for statement in statements]
    sizes = [size(statement.content) for statement in statements]
    wholes = [size(spans) for spans in parts]
    shared = _shared(parts, [statement.content for statement in statements])
    parents: list[int | None] = []
    for inner, over in enumerate(shared):
        if not over:
            parents.append(None)
            continue
        enough = HELD * wholes[inner]  # nearly all of it, in one that is larger: never both ways
        holding = (
            outer
            for outer, common in sorted(over.items(), key=lambda item: (statements[item[0]].content[0][0], item[0]))
            if common >= enough and sizes[outer] >= enough and (wholes[outer], -outer) > (wholes[inner], -inner)
            and _holds_marks(statements[outer].content, statements[inner])
        )  # fmt: skip
        parents.append(min(holding, key=sizes.__getitem__, default=None))
    return parents


def _shared(parts: Sequence[tuple[Span, ...]], contents: Sequence[tuple[Span, ...]]) -> list[dict[int, int]]:
    """Return for each statement how many code points of its parts lie in the contents of which others."""
    outers = sorted((start, end, n) for n, spans in enumerate(contents) for start, end in spans)
    inners = sorted((start, end, n) for n, spans in enumerate(parts) for start, end in spans)
    shared: list[dict[int, int]] = [{} for _ in parts]
    active: list[tuple[int, int, int]] = []  # pieces that begin before the place and go on behind it
    waiting = 0
    for start, end, inner in inners:
        while waiting < len(outers) and outers[waiting][0] <= start:
            active.append(outers[waiting])
            waiting += 1
        active = [piece for piece in active if piece[1] > start]
        follow = waiting
        while follow < len(outers) and outers[follow][0] < end:
            follow += 1
        for low, high, outer in (*active, *outers[waiting:follow]):
            if outer != inner:
                shared[inner][outer] = shared[inner].get(outer, 0) + min(end, high) - max(start, low)
    return shared


def _holds_marks(content: Sequence[Span], inner: Statement) -> bool:
    """True if the content holds the whole source and cue of a statement."""
    marks = tuple(m for m in (*(inner.source or ()), inner.cue) if m)
    for start, end in marks:
        covered = 0
        for n in range(bisect_right(content, start, key=_end), len(content)):
            if content[n][0] >= end:
                break
            covered += min(end, content[n][1]) - max(start, content[n][0])
        if covered < end - start:
            return False
    return True


def _end(span: Span) -> int:
    return span[1]


def _parts(statement: Statement) -> tuple[Span, ...]:
    return union([*statement.content, *(statement.source or ()), *((statement.cue,) if statement.cue else ())])
