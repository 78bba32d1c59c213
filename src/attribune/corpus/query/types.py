"""Query and result of a search, the same for articles, statements and speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

In = Literal["articles", "statements", "speakers"]
Ranking = Literal["bm25", "newest"]
COUNTED = 2_000  # matches that outlets and sources are counted over; more are said as "at least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search. ``since`` and ``until`` are ISO days, months or years, both included.

    ``speaker_id`` is the id of a speaker as shown: everybody who was merged into it is meant. ``story`` is the
    number of a story: its first version.
    """

    words: str = ""
    where: In | None = None
    speaker: str | None = None
    speaker_id: int | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    medium: str | None = None
    first_hand: bool | None = None
    story: int | None = None
    all_versions: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The page of hits, and what all matches have in common.

    ``total``, ``outlets``, ``stories`` and ``independent_sources`` are at least so many where ``counted_all`` is false.
    The last two are None where a match wasn't traced; ``untraced`` says what to do, also where others weren't.
    ``matches`` are the ids of all matches that were counted: of versions, statements or speakers.
    """

    where: In
    hits: tuple[dict[str, Any], ...]
    total: int
    outlets: int
    stories: int | None
    independent_sources: int | None
    counted_all: bool
    ranking: Ranking
    note: str | None = None
    untraced: str | None = None
    matches: tuple[int, ...] = ()
