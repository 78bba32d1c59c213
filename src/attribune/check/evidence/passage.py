"""A passage of an evidence article, with what a reader needs around it: context, speaker, chain."""

from __future__ import annotations

from dataclasses import replace

from attribune.check.turns import Turn, View
from attribune.records import Evidence, Hop, Span
from attribune.sources.chains.build import first_hand

CONTEXT = 160  # code points shown before and after a passage


def evidence_at(view: View, span: Span, turn: Turn | None) -> Evidence:
    """Return the passage ``span`` of an article as evidence. Hops carry names instead of ids,
    as nothing else does here.
    """
    article, names = view.reading.article, view.names
    chain: tuple[Hop, ...] = ()
    heard = False
    if turn is not None and turn.statement is not None:
        chain = tuple(replace(hop, source=names.get(hop.source, hop.source)) for hop in turn.statement.chain)
        heard = first_hand(turn.statement.chain, view.own)
    return Evidence(
        article=article.id,
        span=span,
        text=article.text[slice(*span)],
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        speaker=turn.speaker.name if turn and turn.speaker else None,
        chain=chain,
        first_hand=heard,
        before=_before(article.text, span[0]),
        after=_after(article.text, span[1]),
        name=article.name,
        version=view.version,
        captured_at=article.captured_at,
        sentence=view.sentence(span),
    )


def _before(text: str, at: int) -> str:
    """Return the context before, from a word's beginning and within the paragraph if there's enough of it."""
    start = max(0, at - CONTEXT)
    cut = text.find(" ", start, at) + 1 if start else 0
    return text[cut or start : at]


def _after(text: str, at: int) -> str:
    stop = min(len(text), at + CONTEXT)
    cut = text.rfind(" ", at, stop) if stop < len(text) else stop
    return text[at : cut if cut > at else stop]
