"""The REST service, who is quoted and what waits for a decision: the source audit, the review queue, two versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from attribune.corpus.query import reviews
from attribune.corpus.query.audit import SourceAudit, source_audit
from attribune.desk.rest.answers import Answer, answer
from attribune.desk.rest.calls import Desk, Id, Reader, ReviewCall, Writer, known_parameters
from attribune.desk.rest.paging import key_in, offset_of, page_behind, page_of, page_size, state_in
from attribune.desk.rest.queries import FAILURES
from attribune.desk.service import Service
from attribune.errors import UsageError
from attribune.exports.corpus_objects import audit_object, queue_object
from attribune.exports.html import copies as copies_html
from attribune.records import Article, Trace, to_json

router = APIRouter(prefix="/api/v1", responses=FAILURES, dependencies=[Depends(known_parameters)])
About = Literal["statements", "events", "speakers", "decided"]
Short = Annotated[str, Query(max_length=300)]
_ABOUT_VERSION = (
    "SELECT v.id, v.title, coalesce(v.outlet, v.site) AS outlet, v.published, a.address "
    "FROM versions AS v JOIN articles AS a ON a.id = v.article WHERE v.id = ?"
)


@router.get("/sources", response_model=Answer, tags=["speakers"])
def sources(
    desk: Desk, _: Reader, outlet: Short = "", since: Short = "", until: Short = "",
    copies: Annotated[bool, Query(description="Count copies of the same words, too.")] = False,
    limit: Annotated[int | None, Query(ge=1, le=2**53, description="Speakers of a page.")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """Who is quoted how often, named or not, first-hand or passed on; those who are quoted most come first."""
    asked = (outlet, since, until, copies)
    size = page_size(limit, desk.limits.page, desk.limits.page)
    offset = offset_of(cursor, desk.limits.offset)
    found, state = audit(desk, *asked, state=state_in(cursor))
    page = page_of(offset, size, len(found.speakers[offset : offset + size]), len(found.speakers), desk.limits.offset,
                   state=state, cursor=cursor)  # fmt: skip
    return answer(audit_object(found, *asked, limit=size, offset=offset), page=page)


def audit(
    desk: Service, outlet: str, since: str, until: str, copies: bool, *, state: str | None = None
) -> tuple[SourceAudit, str]:
    """Return the audit, counted once for each state of the corpus, and the state that it is of."""

    def made(corpus: Any) -> SourceAudit:
        found = source_audit(corpus, outlet=outlet or None, since=since or None, until=until or None, copies=copies)
        return replace(found, note=desk.without_place(found.note))

    with desk.corpus() as corpus:
        return desk.listed(corpus, ("audit", outlet, since, until, copies), made, state, large=True)


@router.get("/review", response_model=Answer, tags=["review"])
def review(
    desk: Desk, _: Reader, about: About = "statements",
    limit: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """What waits for a person's decision, and what was decided. A page goes on behind the one before, whatever was
    decided meanwhile."""
    data, page = queue(desk, about, page_size(limit, 30, desk.limits.page), cursor)
    return answer(data, page=page)


def queue(desk: Service, about: About, limit: int, cursor: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a page of a queue, and what is said of the page."""
    after = key_in(cursor, 2 if about == "statements" else 1)
    with desk.corpus() as corpus:
        if about == "decided":
            found, standing = reviews.decided(corpus, limit + 1, after), reviews.standing_decisions(corpus)
        else:
            found, standing = reviews.suggested(corpus, about, limit + 1, after), []
    last = reviews.key_of(about, found[limit - 1]) if len(found) > limit else None
    return queue_object(about, found[:limit], standing), page_behind(limit, last)


@router.post("/review", response_model=Answer, tags=["review"])
def decide_review(call: ReviewCall, desk: Desk, caller: Writer) -> Response:
    """Keep what somebody decides about a suggestion, or take it back (withdrawn). Sent twice, it is kept once."""
    return answer({"review": keep_review(desk, call.about, call.id, call.decision, call.note, by=caller.name)})


def keep_review(desk: Service, about: str, number: int, decision: str, note: str, *, by: str) -> int:
    """Keep what somebody decides; the id of the review. Raises UsageError, UnknownRecord."""
    with desk.writing(), desk.corpus(write=True) as corpus:
        return reviews.decide(corpus, about, number, decision, note=note, by=by)


@router.get("/copies", response_model=Answer, tags=["trace"])
def copies(earlier: Id, later: Id, request: Request, desk: Desk, _: Reader) -> Response:
    """Two versions side by side: what both have, and what changed."""
    return answer(side_by_side(request, desk, earlier, later)[0])


def side_by_side(request: Request, desk: Service, earlier: int, later: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two versions as JSON, and what their page shows. Raises UsageError, UnknownRecord."""
    if earlier == later:
        raise UsageError("these are one version; name two", concerns=str(later))
    with desk.corpus() as corpus:
        part = request.app.state.stories.pair(corpus, [earlier, later])
        texts: list[Article] = [part.version(number) for number in (earlier, later)]
        about = [dict(corpus.rows(_ABOUT_VERSION, (number,))[0]) for number in (earlier, later)]
    trace: Trace = part.trace
    made = copies_html.values(trace, *texts)
    data = {
        "earlier": about[0], "later": about[1], "shared_percent": made["shared"], "changes": made["changes"],
        "matches": to_json(made["matches"]),
    }  # fmt: skip
    return data, {**made, "earlier": about[0], "later": about[1]}
