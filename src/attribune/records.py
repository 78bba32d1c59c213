"""The nouns of the whole program: frozen, slotted, keyword-only, and nothing but data.

Spans are ``(start, end)`` in Unicode code points, end-exclusive, into the text of the article that
holds the record. JSON names are the field names; a trailing underscore (``from_``) is dropped in JSON.
Every record goes to JSON with :func:`to_json` and comes back with :func:`from_json` unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attribune.json_forms import WrongField as WrongField
from attribune.json_forms import from_json as from_json
from attribune.json_forms import to_json as to_json

Span = tuple[int, int]

BlockKind = Literal[
    "title", "heading", "paragraph", "list_item", "blockquote", "pull_quote", "caption", "embed",
    "dateline", "byline", "credit", "contributor", "correction", "related", "transcript_turn",
]  # fmt: skip
StatementKind = Literal["direct", "indirect", "mixed"]
SourceKind = Literal["person", "organization", "group", "document", "outlet", "unnamed"]
Severity = Literal["none", "minor", "major"]
VerdictName = Literal["verbatim", "faithful", "altered", "misattributed", "not_direct", "not_found", "unclear"]
ChangeKind = Literal[
    "negation", "number", "entity", "modality", "hedge", "intensifier", "tense", "word", "insertion", "deletion",
    "order", "splice", "ellipsis", "bracket", "quotation_mark", "speaker", "punctuation", "case", "typography",
]  # fmt: skip
OK_VERDICTS: frozenset[str] = frozenset({"verbatim", "faithful"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A typed piece of an article's text; ``depth`` counts enclosing block quotes or lists."""

    kind: BlockKind
    start: int
    end: int
    depth: int = 0
    xpath: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """A post or player inside an article. ``by_value``: its words stand in the text, in block number ``block``."""

    platform: str
    author: str | None = None
    handle: str | None = None
    post_id: str | None = None
    url: str | None = None
    posted: str | None = None
    by_value: bool = False
    block: int | None = None
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An outbound link and the span of its text in the article (empty where it stands for an image)."""

    href: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertain:
    """A place where a reader of the page may see other words than the text has; ``reason`` says why.

    ``start == end`` is a place at which words were left out: hidden ones, deleted ones, a control.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as read from its bytes. ``published``, ``modified`` and ``captured_at`` are ISO 8601.

    ``name`` is the input it was read from as it was named (a path, "standard input"). ``uncertain`` are in order.
    """

    id: str
    text: str
    sha256: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    captured_at: str | None = None
    name: str | None = None
    blocks: tuple[Block, ...] = ()
    embeds: tuple[Embed, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    uncertain: tuple[Uncertain, ...] = ()


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
    """Who or what speaks in an article. ``route`` says how each mention came to carry this name."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One typed difference. ``draft`` spans the draft's text, ``evidence`` the evidence article's text."""

    kind: ChangeKind
    severity: Severity
    draft: Span
    draft_text: str
    evidence_text: str
    evidence: Span | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passage that decides a verdict; ``span`` and ``text`` are the article's, unchanged."""

    article: str
    span: Span
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    speaker: str | None = None
    chain: tuple[Hop, ...] = ()
    first_hand: bool = False
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSpeaker:
    """Whom the draft names for a quotation, and where."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one quotation of a draft. ``quote`` spans the words between the marks in the draft."""

    quote: Span
    text: str
    verdict: VerdictName
    ok: bool
    speaker: DraftSpeaker | None = None
    changes: tuple[Change, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    nearest: Evidence | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Something in quotation marks that is no quotation to check: a title, a scare quote, a single word."""

    quote: Span
    text: str
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something among the evidence that proves nothing: a report of ours, the draft itself or an earlier one."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was searched, and what was left out of it; said with every answer, above all with "not found"."""

    articles: int
    outlets: int
    from_: str | None = None
    to: str | None = None
    languages: tuple[str, ...] = ()
    snapshot: str | None = None
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A whole draft checked: one verdict per quotation, what was listed apart, what was searched.

    ``notes`` say what is wrong with the draft or the evidence as a whole; ``ok`` only if every verdict is and the
    draft's quotation marks were understood.
    """

    draft: Article
    checks: tuple[Verdict, ...]
    coverage: Coverage
    summary: dict[str, int]
    apart: tuple[Apart, ...] = ()
    notes: tuple[str, ...] = ()
    ok: bool = True

    def __post_init__(self) -> None:
        """A report is never ok where a verdict isn't, whatever a file says that it comes from."""
        if not all(verdict.ok for verdict in self.checks):
            object.__setattr__(self, "ok", False)
