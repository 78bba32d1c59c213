"""Any text in any field: strategies for checks and readings as hostile inputs would make them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st

from attribune.records import (
    Article,
    Block,
    BlockKind,
    Change,
    ChangeKind,
    Coverage,
    DraftSpeaker,
    Evidence,
    Figure,
    Hedge,
    Hop,
    NotChecked,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    Verdict,
    VerdictName,
)

ANGRY = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="x',
    "javascript:alert(1)",
    "\x1b[2J\x1b]0;title\x07",
    "\u202egnihtyna",
    "]]>",
    "<!--",
    "&lt;b&gt;",
    "\x00",
    "\ud800",
    'https://a.example/"x',
    "\r\n",
]
TEXTS = st.one_of(
    st.text(max_size=40), st.sampled_from(ANGRY), st.builds("".join, st.lists(st.sampled_from(ANGRY), max_size=4))
)
MAYBE = st.none() | TEXTS


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return (start, draw(st.integers(start, len(text))))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = "\n".join(draw(st.lists(TEXTS, min_size=1, max_size=5)))
    cuts = draw(st.lists(spans(text), max_size=3))
    kinds: st.SearchStrategy[BlockKind] = st.sampled_from(["title", "paragraph", "blockquote", "embed"])
    return Article(
        id=draw(TEXTS),
        text=text,
        sha256="0",
        title=draw(MAYBE),
        outlet=draw(MAYBE),
        url=draw(MAYBE),
        published=draw(MAYBE),
        blocks=tuple(Block(kind=draw(kinds), start=s, end=e) for s, e in cuts),
        notes=(draw(TEXTS),),
    )


HOPS = st.builds(Hop, source=TEXTS, relation=TEXTS)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    start, text = draw(st.integers(0, 50)), draw(TEXTS)
    return Evidence(
        article=draw(TEXTS),
        span=(start, start + len(text)),
        text=text,
        title=draw(MAYBE),
        outlet=draw(MAYBE),
        url=draw(MAYBE),
        speaker=draw(MAYBE),
        before=draw(TEXTS),
        after=draw(TEXTS),
        chain=tuple(draw(st.lists(HOPS, max_size=2))),
        first_hand=draw(st.booleans()),
    )


@st.composite
def changes(draw: st.DrawFn, text: str) -> Change:
    far = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))
    return Change(
        kind=draw(st.sampled_from(get_args(ChangeKind))),
        severity=draw(st.sampled_from(["none", "minor", "major"])),
        draft=draw(spans(text)),
        draft_text=draw(TEXTS),
        evidence_text=draw(TEXTS),
        evidence=draw(st.none() | far),
        note=draw(MAYBE),
    )


@st.composite
def verdicts(draw: st.DrawFn, text: str) -> Verdict:
    quote = draw(spans(text))
    name: VerdictName = draw(st.sampled_from(get_args(VerdictName)))
    return Verdict(
        quote=quote,
        text=text[slice(*quote)],
        verdict=name,
        ok=name in ("verbatim", "faithful"),
        reason=draw(MAYBE),
        speaker=draw(st.none() | st.builds(DraftSpeaker, name=TEXTS)),
        nearest=draw(st.none() | evidences()),
        changes=tuple(draw(st.lists(changes(text), max_size=3))),
        evidence=tuple(draw(st.lists(evidences(), max_size=2))),
    )


@st.composite
def checks(draw: st.DrawFn) -> Report:
    draft = draw(articles())
    found = tuple(draw(st.lists(verdicts(draft.text), max_size=4)))
    apart = NotChecked(quote=draw(spans(draft.text)), text=draw(TEXTS), reason=draw(TEXTS))
    reach = Coverage(
        articles=1, outlets=1, from_=draw(MAYBE), to=draw(MAYBE), languages=(draw(TEXTS),), snapshot=draw(MAYBE)
    )
    return Report(draft=draft, results=found, coverage=reach, summary={draw(TEXTS): len(found)}, not_checked=(apart,))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    article = draw(articles())
    some = spans(article.text)
    names = st.sampled_from(["p1", "p2", "nobody"])
    hedge: Any = st.builds(lambda span, text: Hedge(start=span[0], end=span[1], text=text), some, TEXTS)
    statement = st.builds(
        Statement,
        id=TEXTS,
        kind=st.sampled_from(["direct", "indirect", "mixed"]),
        medium=TEXTS,
        content=st.lists(some, min_size=1, max_size=3).map(tuple),
        cue=st.none() | some,
        speaker=st.none() | names,
        source=st.none() | st.lists(some, max_size=2).map(tuple),
        hedges=st.lists(hedge, max_size=1).map(tuple),
        chain=st.lists(HOPS, max_size=3).map(tuple),
    )
    found = draw(st.lists(statement, max_size=4))
    numbered = tuple(replace(one, id=f"s{number}") for number, one in enumerate(found))
    cast = tuple(Source(id=id, name=draw(TEXTS), kind="person", roles=(draw(TEXTS),)) for id in ("p1", "p2"))
    start, end = draw(some)
    figure = Figure(
        start=start,
        end=end,
        value=draw(st.floats(allow_nan=False, allow_infinity=False)),
        unit=draw(MAYBE),
        of=draw(MAYBE),
        qualifier=draw(MAYBE),
    )
    return Reading(article=article, statements=numbered, sources=cast, figures=(figure,))
