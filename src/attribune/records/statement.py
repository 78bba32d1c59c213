"""Statements, sources and figures: what is read from an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribune.records.article import Article, Span

StatementKind = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["person", "organization", "group", "document", "outlet", "unnamed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a chain: who passed the words on, how, and where the text says so."""

    source: str
    relation: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """A word that marks a claim as unproven ("suspected", "allegedly")."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Words or a claim attributed to a source. The chain runs from whose words they are out to the reader."""

    id: str
    kind: StatementKind
    content: tuple[Span, ...]
    medium: str = "speech"
    cue: Span | None = None
    source: tuple[Span, ...] | None = None
    speaker: str | None = None
    chain: tuple[Hop, ...] = ()
    hedges: tuple[Hedge, ...] = ()
    negated: bool = False
    confidence: float = 1.0
    tier: str = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step from a mention to the name behind it, so that a person can see and correct why."""

    mention: Span
    rule: str
    to: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A person, organization or other source in an article. ``route`` says how each mention came to carry this name."""

    id: str
    name: str
    kind: SourceKind
    roles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    wikidata: str | None = None
    route: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts: "250 suspected gang members" is 250, of gang members, suspected."""

    start: int
    end: int
    value: float
    unit: str | None = None
    of: str | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An article with everything read from it."""

    article: Article
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()


def with_speaker(statement: Statement, *, speaker: str | None, chain: tuple[Hop, ...]) -> Statement:
    """Return the statement with this speaker and chain, as ``dataclasses.replace`` does in three times the time."""
    return Statement(
        id=statement.id,
        kind=statement.kind,
        content=statement.content,
        medium=statement.medium,
        cue=statement.cue,
        source=statement.source,
        speaker=speaker,
        chain=chain,
        hedges=statement.hedges,
        negated=statement.negated,
        confidence=statement.confidence,
        tier=statement.tier,
    )
