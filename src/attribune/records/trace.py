"""What a trace finds: passages that two articles share, how they differ, who had them from whom, and stories.

``earlier`` and ``later`` name the two articles of a match by their time; where ``directed`` is false the match claims
no copying. Spans of a change lie inside the spans of its match. In JSON Lines each record is an object with ``type``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribune.records.article import Span
from attribune.records.report import Severity

MatchKind = Literal["copy", "quotation", "boilerplate", "common_source"]
TraceChangeKind = Literal[
    "number", "hedge", "negation", "attribution", "quotation_marks", "name", "date", "tense", "modality", "intensity",
    "insertion", "cut", "order", "word",
]  # fmt: skip
Basis = Literal["time", "credit", "link", "text"]
MemberChange = Literal["first", "same", "cut", "extended", "altered", "promoted"]
Carries = Literal["old", "new", "neither"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedArticle:
    """An article of the input."""

    article: str
    name: str | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span of an article's text."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A passage that two articles share. ``length``: letters and digits that agree; ``identity``: their share."""

    match: int
    earlier: Passage
    later: Passage
    directed: bool
    kind: MatchKind
    length: int
    identity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceChange:
    """One typed difference inside a match. ``rule`` says what decided the kind."""

    match: int
    kind: TraceChangeKind
    earlier: Span
    later: Span
    earlier_text: str
    later_text: str
    severity: Severity
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``child`` has words from ``parent``, an article or an unseen source (``unseen-N``)."""

    parent: str
    child: str
    matches: tuple[int, ...]
    basis: tuple[Basis, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One place of an utterance, to whom it is given there, and how it differs from where it stood first."""

    article: str
    span: Span
    text: str
    speaker: str | None
    change: MemberChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """All variants of one utterance, in the order of time."""

    family: int
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles that copying or a shared statement joins. ``roots``: newsrooms that copied nobody, unseen sources."""

    story: int
    articles: tuple[str, ...]
    outlets: int
    independent_sources: int
    roots: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether a copy still carries the words that a newer version of the article no longer has."""

    article: str
    span: Span
    carries: Carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that was found, each list in a fixed order that doesn't depend on the order of the input."""

    articles: tuple[TracedArticle, ...]
    matches: tuple[Match, ...]
    changes: tuple[TraceChange, ...]
    edges: tuple[Edge, ...]
    families: tuple[Family, ...]
    stories: tuple[Story, ...]
