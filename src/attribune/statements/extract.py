"""Article → Statements: rules and form first, the nets where they are asked for, one list out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from attribune.articles.limits import check_statements
from attribune.records import Article, Span, Statement, StatementKind
from attribune.statements import rules
from attribune.statements.candidate import Found
from attribune.statements.grammar.cues import is_negated
from attribune.statements.hedges import hedges
from attribune.statements.medium import medium_for
from attribune.statements.merge import merge
from attribune.statements.nested import inside
from attribune.statements.structural import introduced, placed, signed_by
from attribune.text.document import Document
from attribune.text.quotes import Quotation
from attribune.text.spans import overlap

if TYPE_CHECKING:  # the nets are heavy to load, and "rules" does without
    from attribune.nets.tagger import Relation

Tier = Literal["rules", "fast", "best", "auto"]

# Blocks whose words are the article's; the rest (related links, bylines…) says nothing that is attributed.
BODY = frozenset({"paragraph", "list_item", "blockquote", "caption", "correction", "embed", "transcript_turn"})
NET_BODY = BODY | {"title", "heading"}
_WHOLE = frozenset({"embed", "transcript_turn"})
_PLACED = frozenset({"post", "transcript", "article", "letter"})
_PRONOUN_LAST = re.compile(r"(?<!\band)(?<!\bor)(?<!,)\s(?P<who>he|she|they|we|I)\Z")
_PUNCTUATION = re.compile(r"[\s.,;:!?…—–-]+")


def statements(
    article: Article | Document,
    *,
    tier: Tier = "auto",
    tagged: Sequence[Relation] | None = None,
    hedged: bool = True,
) -> list[Statement]:
    """Return every statement of the article in order of its content, ids ``st1``, ``st2``…; speakers aren't resolved
    yet.

    ``tier`` "rules" runs no net; ``tagged`` is what :func:`tagged_together` gave for this article, where it was asked;
    ``hedged``: with the hedges, which nothing else of a statement depends on.
    Raises NetError where a net is asked for and can't run.
    """
    document = Document.of(article)
    article = document.article
    found = _by_rule(document)
    if tier != "rules":
        relations = tagged_together([article], tier)[0] if tagged is None else tagged
        by_net = [
            Found(content=r.content, cue=r.cue, source=r.source, confidence=r.confidence, tier=r.tier)
            for r in relations
        ]
        found = merge(by_net, found, article.text)
    found = [_with_pronoun(one, article.text) for one in found]
    found += placed(document)
    found += inside(document, found)
    check_statements(len(found), article)
    found.sort(key=lambda f: (f.start, -f.end, f.cue or (0, 0)))
    return [
        _statement(document, number, one, document.nested if one.within else document.outer, hedged)
        for number, one in enumerate(found, 1)
    ]


def _with_pronoun(one: Found, text: str) -> Found:
    """Return a statement whose source ends in "he", "she", "they", "I" or "we" right before its cue with that pronoun
    alone as its source: of "to those who had backed another she said" only "she" speaks."""
    if one.source is None or len(one.source) != 1 or one.cue is None or one.source[0][1] > one.cue[0]:
        return one
    ((start, end),) = one.source
    if text[end - 1 : end] not in ("e", "y", "I"):
        return one
    found = _PRONOUN_LAST.search(text, start, end)
    near = found and text[end : one.cue[0]].strip(" \u00a0") == ""
    return one._replace(source=(found.span("who"),)) if found and near else one


def tagged_together(articles: Sequence[Article], tier: Tier) -> list[list[Relation]]:
    """Return what the tier's nets say of each article; together costs a third of one after the other. None for "rules".

    Raises NetError where the net can't run.
    """
    if tier == "rules":
        return [[] for _ in articles]
    from attribune.nets.tagger import relations_many

    return relations_many(
        [(a.text, [(b.start, b.end) for b in a.blocks if b.kind in NET_BODY and b.end > b.start]) for a in articles],
        tier=tier,
    )


def _by_rule(document: Document) -> list[Found]:
    article = document.article
    found: list[Found] = []
    for number, block in enumerate(article.blocks):
        if block.kind not in BODY:
            continue
        here = document.outer_in(block.start, block.end)
        new = rules.find(document, block.start, block.end)
        if block.kind in _WHOLE:  # one speaker's words as they are: only what these words attribute is news
            found += [one for one in new if one.cue and one.source]
            continue
        if number and new and new[0].source is None and new[0].cue is None:
            new[0] = introduced(document, article.blocks[number - 1], new[0]) or new[0]
        if new and here and new[-1].source is None and new[-1].cue is None and new[-1].end == here[-1].end:
            signer = signed_by(article, number, here[-1].end)
            new[-1] = new[-1]._replace(source=(signer,)) if signer else new[-1]
        _continue(found, new, here)
        check_statements(len(found), article)
    return found


def _continue(found: list[Found], new: list[Found], quotes: Sequence[Quotation]) -> None:
    """Add a paragraph's statements; join a quotation that runs over the paragraph break to the one that began it."""
    if found and new and quotes and new[0].source is None and new[0].cue is None:
        first = quotes[0]
        whole = ((first.start, first.end),)
        if first.start < new[0].start and overlap(found[-1].content, whole) and overlap(new[0].content, whole):
            found[-1] = found[-1].with_content((*found[-1].content, *new.pop(0).content))
    found += new


def _statement(document: Document, number: int, found: Found, quotes: Sequence[Quotation], hedged: bool) -> Statement:
    article = document.article
    cue = article.text[found.cue[0] : found.cue[1]] if found.cue else ""
    medium = found.medium if found.medium in _PLACED else medium_for(document, found)
    places = (*found.content, *_before_verb(cue, found)) if hedged else ()
    marked = [h for start, end in places for h in hedges(document, start, end)]
    return Statement(
        id=f"st{number}",
        kind=_kind(article, found, quotes),
        medium=medium or "speech",
        content=found.content,
        cue=found.cue,
        source=found.source,
        hedges=tuple(sorted(marked, key=lambda h: h.start)),
        negated=found.negated or is_negated(cue),
        confidence=round(found.confidence, 4),
        tier=found.tier,
    )


def _before_verb(cue: str, found: Found) -> tuple[Span, ...]:
    """Return what of a cue stands before its verb: "allegedly said", "appeared to suggest" hedge the saying itself."""
    last = cue.rfind(" ")
    return ((found.cue[0], found.cue[0] + last),) if found.cue and last > 0 else ()


def _kind(article: Article, found: Found, quotes: Sequence[Quotation]) -> StatementKind:
    """Direct where all words stand in quotation marks or were set apart as somebody's words; mixed where some do."""
    if (found.medium in _PLACED and not found.cue) or found.medium in ("transcript", "article", "letter"):
        return "direct"
    if found.quoted and found.cue is None:
        return "direct"
    inside = [_quoted(span, quotes) for span in found.content]
    if not any(inside):
        return "direct" if _in_blockquote(article, found.content) else "indirect"
    for (start, end), quoted in zip(found.content, inside, strict=True):
        at = start
        for low, high in [*quoted, (end, end)]:
            if _PUNCTUATION.sub("", article.text[at:low]):
                return "mixed"
            at = high
    return "direct"


def _in_blockquote(article: Article, content: tuple[Span, ...]) -> bool:
    """True if a block quote begins with the content, so that it is the quoted words and no clause among them."""
    at = bisect_left(article.blocks, content[0][0], key=lambda b: b.start)
    block = article.blocks[at] if at < len(article.blocks) else None
    return block is not None and block.kind == "blockquote" and block.start == content[0][0]


def _quoted(span: Span, quotes: Sequence[Quotation]) -> list[Span]:
    """Return the quotations that overlap a span, clipped to it; ``quotes`` are outermost, in order, disjoint."""
    start, end = span
    spans = []
    at = bisect_right(quotes, start, key=lambda q: q.end)
    while at < len(quotes) and quotes[at].start < end:
        spans.append((max(start, quotes[at].start), min(end, quotes[at].end)))
        at += 1
    return spans
