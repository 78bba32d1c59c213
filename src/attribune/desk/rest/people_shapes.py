"""The shapes of answers about who is quoted, what waits for a decision, kept checks and two versions side by side."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

from attribune.desk.rest.shapes import Job, Place
from attribune.records import Match, Span


class KeptCheckInList(TypedDict):
    """A kept check in short: how many quotations have which verdict."""

    id: str
    at: str
    by: str
    name: str
    headline: str
    summary: dict[str, int]


class Checks(TypedDict):
    """The newest checks that the caller may see."""

    recent: list[KeptCheckInList]


class Jobs(TypedDict):
    """The jobs that the caller may see, the newest first; ``result`` is null here."""

    jobs: list[Job]


class VersionInShort(TypedDict):
    """A version of an article, and where it stands."""

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    address: str


class ChangeInCopy(TypedDict):
    """One difference in a passage that both have; ``number`` is the passage's, in the order of the first article."""

    number: int
    kind: str
    severity: Literal["none", "minor", "major"]
    before: str
    after: str


class Copies(TypedDict):
    """Two versions side by side. ``shared_percent``: how much of each one's text the other has."""

    earlier: VersionInShort
    later: VersionInShort
    shared_percent: list[int]
    changes: list[ChangeInCopy]
    matches: list[Match]


class AuditAsked(TypedDict):
    """What an audit counts; ``copies``: copies of the same words, too."""

    outlet: str | None
    since: str | None
    until: str | None
    copies: bool


class Tally(TypedDict):
    """How often, and how, somebody is quoted, or an outlet quotes."""

    speaker_id: int | None
    name: str
    standing: str | None
    statements: int
    first_hand: int
    passed_on: int
    direct: int
    articles: int
    outlets: int
    by_standing: dict[str, int]


class Sources(TypedDict):
    """Who is quoted how often. ``copies_removed`` statements have the words of another one from the same source."""

    asked: AuditAsked
    total: Tally
    copies_removed: int
    note: str | None
    counted_all: bool
    speakers: list[Tally]
    outlets: list[Tally]


class SuggestedStatement(TypedDict):
    """A statement of which the program isn't sure."""

    id: int
    text: str
    kind: Literal["direct", "indirect", "mixed"]
    confidence: float
    content: list[Span]
    speaker: str | None
    speaker_id: int | None
    version: int
    title: str | None
    outlet: str | None
    published: str | None
    address: str
    others: list[Place]  # of the same words of the same speaker in articles of the story; a decision is about all
    other_outlets: int


class SuggestedEvent(TypedDict):
    """A quotation that a later version changed, dropped or gave to somebody else."""

    id: int
    kind: Literal["changed", "vanished", "added", "reattributed"]
    before_text: str | None
    after_text: str | None
    before: int
    after: int
    before_span: Span | None
    after_span: Span | None
    title: str | None
    outlet: str | None
    address: str
    valid_from: str


class Namesake(TypedDict):
    """A person by id and name."""

    id: int
    name: str


class SuggestedSpeaker(TypedDict):
    """Somebody known by a surname alone, with those whose name ends in it."""

    id: int
    name: str
    others: list[Namesake]


class KeptReview(TypedDict):
    """What was decided about a row of a table, and the words that it is about."""

    id: int
    about: str
    about_id: int
    decision: str
    note: str | None
    by: str | None
    at: str
    text: str | None
    stands: bool  # False: taken back, or decided otherwise since


class SpeakerDecision(TypedDict):
    """A decision about a speaker that stands; ``POST /speakers/undo`` takes it back."""

    id: int
    action: Literal["merge", "split", "rename"]
    by: str | None
    at: str
    speaker: str
    becomes: str | None
    articles: list[str]


class Review(TypedDict):
    """A queue. ``speaker_decisions`` are told where it is what was decided."""

    about: Literal["statements", "events", "speakers", "decided"]
    found: list[Any]  # of one kind, as "about" says: one of SUGGESTIONS
    speaker_decisions: list[SpeakerDecision]


class Reviewed(TypedDict):
    """The id of the review that is kept."""

    review: int


SUGGESTIONS = (SuggestedStatement, SuggestedEvent, SuggestedSpeaker, KeptReview)
