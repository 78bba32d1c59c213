"""The shapes of answers that are no records, for OpenAPI: what queries return, and what is put beside records.

Records are described by their own classes; here stands only what is a plain dictionary where it is made.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from attribune.corpus.query.facets import Value
from attribune.corpus.query.history import Piece
from attribune.corpus.query.types import In, Ranking
from attribune.desk.checks import Decision
from attribune.desk.jobs import State
from attribune.desk.rest.answers import Problem
from attribune.records import Coverage, Edge, Family, Match, Span, Story, TraceChange, TracedArticle

Method = Literal["file", "stdin", "fetch", "warc"]


class SentencePiece(TypedDict):
    """Some words of the sentence that holds a passage; ``mark`` says what they are to the quotation."""

    text: str
    mark: str | None


class EvidencePieces(TypedDict):
    """What a check adds to the passages of a report: the whole sentence, with the passage marked in it."""

    pieces: NotRequired[list[SentencePiece]]


class KeptCheckExtras(TypedDict):
    """What a kept check has beside its report. ``groups`` are the numbers of the checks by status."""

    generator: str
    id: str
    at: str
    by: str
    policy: str  # strict, ap, guardian, or what the desk's own house style allows, joined by "+"
    groups: dict[str, list[int]]
    advice: list[str]
    decisions: list[Decision]


class Generated(TypedDict):
    """The program and its version, in answers that are had as files too."""

    generator: str


class VersionAbout(TypedDict):
    """A version of an article: the ids that lead on from it. ``speakers`` are those of its sources."""

    id: int
    article: int
    address: str
    superseded_by: int | None
    captures: list[int]
    speakers: NotRequired[dict[str, int]]


class VersionExtras(TypedDict):
    """What a version of an article has beside its reading."""

    generator: str
    version: VersionAbout


class Deleted(TypedDict):
    """The id of a check that isn't kept any more."""

    deleted: str


class Decided(TypedDict):
    """What was decided about speakers, in a sentence."""

    decided: str


class _InArticle(TypedDict):
    """The article of what a search found, by its version. ``story`` is null where it wasn't traced."""

    version: int
    article: str
    title: str | None
    outlet: str | None
    site: str | None
    address: str
    url: str | None
    published: str | None
    wire: str | None
    story: int | None
    superseded: bool


class ArticleHit(_InArticle):
    """An article that a search found."""

    passage: NotRequired[str]


class Place(TypedDict):
    """Where a statement of the same family stands: the same words of the same speaker in an article of the story."""

    id: int
    content: list[Span]
    version: int
    title: str | None
    outlet: str | None
    site: str | None
    address: str
    published: str | None


class StatementHit(_InArticle):
    """A statement that a search found, with the article that has it. ``others`` are told where copies are left out;
    ``other_outlets``: how many outlets have it beside the hit's own."""

    id: int
    speaker: str | None
    speaker_id: int | None
    speaker_kind: str | None
    text: str
    kind: Literal["direct", "indirect", "mixed"]
    medium: str | None
    first_hand: bool
    said_on: str | None
    content: list[Span]
    statement: str
    others: NotRequired[list[Place]]
    other_outlets: NotRequired[int]


class Speaker(TypedDict):
    """A speaker as shown, with all names. ``since`` and ``until`` are days of publication."""

    id: int
    speaker: str
    kind: str | None
    also: list[str]
    statements: int
    first_hand: int
    outlets: int
    stories: int | None
    independent_sources: int | None
    since: str | None
    until: str | None
    counted_all: bool


Facet = list[Value]


class Facets(TypedDict):
    """How the matches divide; a facet that no match has is left out."""

    speaker_id: NotRequired[Facet]
    outlet: NotRequired[Facet]
    kind: NotRequired[Facet]
    medium: NotRequired[Facet]
    first_hand: NotRequired[Facet]
    month: NotRequired[Facet]
    story: NotRequired[Facet]


class Search(TypedDict):
    """What was found. Counts are at least so many where ``counted_all`` is false."""

    generator: str
    query: dict[str, str | int | bool]
    in_: In
    hits: list[Any]  # of one kind, as "in" says: ArticleHit, StatementHit or Speaker
    total: int
    outlets: int
    stories: int | None
    independent_sources: int | None
    counted_all: bool
    ranking: Ranking
    note: str | None
    untraced: str | None
    coverage: Coverage
    facets: Facets


class Event(TypedDict):
    """What became of a quotation between two versions."""

    kind: Literal["changed", "vanished", "added", "reattributed"]
    before: int
    after: int
    before_text: str | None
    after_text: str | None
    before_span: Span | None
    after_span: Span | None
    diff: NotRequired[list[Piece]]


class StepOfHistory(TypedDict):
    """From one version to the next: what became of the quotations, and which other paragraphs differ."""

    before: int
    after: int
    events: list[Event]
    paragraphs: list[list[Piece]]


class CaptureInHistory(TypedDict):
    """When, how and where a version was seen."""

    sha256: str
    method: Method
    target_uri: str
    final_url: str | None
    status: int | None
    captured_at: str
    container: str | None
    digest_check: str | None


class AnalysisInHistory(TypedDict):
    """One extraction of statements from a version."""

    id: int
    extractor: str
    tier: str
    made_at: str
    statements: int
    current: bool


class VersionInHistory(TypedDict):
    """One version of an article over time."""

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    modified: str | None
    valid_from: str
    wire: str | None
    text_sha256: str
    words: int
    story: int | None
    captures: list[CaptureInHistory]
    analyses: list[AnalysisInHistory]


class GoneCapture(TypedDict):
    """When the server said that an address isn't there."""

    status: int
    target_uri: str
    captured_at: str


class HistoryData(TypedDict):
    """The versions of an article, and what became of its quotations from one to the next."""

    generator: str
    address: str
    versions: list[VersionInHistory]
    steps: list[StepOfHistory]
    gone: list[GoneCapture]
    note: str | None


class VersionOfCapture(TypedDict):
    """A version that was read from the bytes of a capture."""

    id: int
    title: str | None
    outlet: str | None
    valid_from: str
    address: str


class OtherCapture(TypedDict):
    """Another capture of the same bytes."""

    id: int
    method: Method
    target_uri: str
    captured_at: str


class Capture(TypedDict):
    """A capture as evidence. ``intact``: the bytes have the hash that was noted, now; ``doubts``: what is open."""

    id: int
    method: Method
    target_uri: str
    final_url: str | None
    status: int | None
    captured_at: str
    container: str | None
    digest_check: str | None
    sha256: str
    size: int
    media_type: str | None
    added_at: str
    redirects: list[str]
    headers: list[list[str]]
    versions: list[VersionOfCapture]
    same_bytes: list[OtherCapture]
    intact: bool | None
    doubts: list[str]


class Counts(TypedDict):
    """How much the corpus holds."""

    articles: int
    versions: int
    captures: int
    payloads: int
    statements: int
    speakers: int
    errors: int
    stories: int


class Batch(TypedDict):
    """One adding of articles."""

    id: int
    program: str
    started_at: str


class KeptError(TypedDict):
    """An input that couldn't be read."""

    item: str
    code: str
    message: str
    at: str


class Status(TypedDict):
    """How much the corpus holds, what was added last, and what couldn't be read."""

    corpus: str
    program: str
    coverage: Coverage
    counts: Counts
    batches: list[Batch]
    errors: list[KeptError]
    note: str | None


class StoryInList(TypedDict):
    """A story; ``story`` is its first version."""

    story: int
    articles: int
    outlets: int
    since: str | None
    until: str | None
    title: str | None


class Stories(TypedDict):
    """Stories that several articles tell, the largest first."""

    stories: list[StoryInList]


class StoryPart(TypedDict):
    """The part of a trace that concerns one story, in the records of ``attribune trace --format jsonl``."""

    story: Story
    articles: list[TracedArticle]
    edges: list[Edge]
    matches: list[Match]
    changes: list[TraceChange]
    families: list[Family]


class Job(TypedDict):
    """Long work: how far it is, its result or its error, and the page that shows it.

    ``result`` is that of the work: a kept check, several in short, what was added, the figures of a trace, or a
    verification.
    """

    id: str
    kind: Literal["check", "add", "trace", "verify"]
    state: State
    stage: str
    done: int
    total: int
    by: str
    made_at: str
    ended_at: str | None
    url: str | None
    result: dict[str, Any] | None
    error: Problem | None
