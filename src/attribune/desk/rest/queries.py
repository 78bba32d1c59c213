"""The REST service: one call for each call of the library, under ``/api/v1``; every call names the scope it needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response, StreamingResponse

from attribune.corpus.query.types import Query as SearchQuery
from attribune.desk import evidence
from attribune.desk.access.tokens import Caller
from attribune.desk.checks import KeptCheck
from attribune.desk.jobs import Job
from attribune.desk.rest.answers import Answer, Failure, answer
from attribune.desk.rest.calls import (
    CheckCall,
    Checker,
    DecideCall,
    Desk,
    GuardCall,
    Id,
    ReadCall,
    Reader,
    known_parameters,
    service_of,
)
from attribune.desk.rest.paging import key_in, offset_of, page_behind, page_of, page_size, state_in
from attribune.desk.service import Found, Service
from attribune.desk.stories import Stories, part_of
from attribune.exports import wording
from attribune.exports.corpus_objects import history_object, search_object
from attribune.exports.jsonlines import reading_object, rewrite_object
from attribune.records import to_json

_TOLD = {
    400: "The call is wrong.", 401: "No token, or one that isn't known.",
    403: "The token hasn't the scope, or another site's page asked.", 404: "There is no such thing here.",
    408: "The request came too slowly.", 409: "The Idempotency-Key came with another body.", 413: "Too large.",
    421: "The desk isn't reached under this name.", 422: "The input can't be used.",
    429: "This client has too much open at once; try again after Retry-After.",
    500: "A fault of the program, or a damaged corpus.", 503: "Busy, or too slow; try again after Retry-After.",
    507: "The disk of the corpus is full.",
}  # fmt: skip
FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure, "description": told} for status, told in _TOLD.items()
}

ABOUT_VERSION = ("id", "article", "address", "superseded_by", "captures", "speakers")
router = APIRouter(prefix="/api/v1", responses=FAILURES, dependencies=[Depends(known_parameters)])


@router.get("/status", response_model=Answer, tags=["corpus"])
def status(desk: Desk, _: Reader) -> Response:
    """How much the corpus holds, what was added last, and what couldn't be read."""
    return answer(desk.status())


@router.post("/check", response_model=Answer, tags=["check"])
def check(
    call: CheckCall, desk: Desk, caller: Checker,
    background: Annotated[bool, Query(description="Answer with a job at once.")] = False,
) -> Response:  # fmt: skip
    """Check a draft's quotations: what `attribune check --format json` prints, with the id of the kept check.

    Idempotent: the same draft against the same state of the corpus is the same check. In the background, the answer
    is a job (202) whose result is the check.
    """
    draft = desk.draft(call.text, call.name)

    def work(job: Job | None) -> tuple[Any, str | None]:
        progress = (lambda done, total: job.step("quotations checked", done, total)) if job else None
        kept = desk.check(draft, caller=caller, policy=call.policy, tier=call.tier, evidence=call.evidence,
                          progress=progress, source=call.text)  # fmt: skip
        return kept.to_json(), f"/checks/{kept.id}"

    if not background:
        return answer(work(None)[0])
    key = hashlib.sha256(f"{caller.name}\n{call.model_dump_json()}".encode()).hexdigest()  # drafts are nobody else's
    return answer(desk.jobs.start("check", key, caller.name, work).to_json(), status=202)


@router.get("/checks", response_model=Answer, tags=["check"])
def checks(
    desk: Desk, caller: Checker,
    limit: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """The checks that are kept and that the caller may see, the newest first."""
    found, page = recent_checks(desk, caller, page_size(limit, 20, desk.limits.page), cursor)
    return answer({"recent": found}, page=page)


def recent_checks(
    desk: Service, caller: Caller, most: int, cursor: str | None = None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the newest checks that somebody may see, in short, and what is said of the page."""
    key = key_in(cursor, 2)
    behind = (int(key[0]), int(key[1])) if key else None
    found = list(islice(desk.recent_checks(caller, behind), most + 1))
    last = found[most - 1][0] if len(found) > most else None
    return [in_short(kept) for _, kept in found[:most]], page_behind(most, last)


def in_short(kept: KeptCheck) -> dict[str, Any]:
    """Return what a list says of a check."""
    return {
        "id": kept.id, "at": kept.at, "by": kept.by, "name": wording.draft_name(kept.report),
        "headline": wording.headline(kept.report), "summary": kept.report.summary,
    }  # fmt: skip


@router.get("/checks/{check}", response_model=Answer, tags=["check"])
def kept_check(check: str, desk: Desk, caller: Checker) -> Response:
    """A check that is kept with the desk. Who hasn't the scope `read` sees their own."""
    return answer(desk.kept_check(check, caller).to_json())


@router.delete("/checks/{check}", response_model=Answer, tags=["check"])
def delete_check(check: str, desk: Desk, caller: Checker) -> Response:
    """Forget a kept check. Idempotent."""
    desk.delete_check(check, caller)
    return answer({"deleted": check})


@router.post("/checks/{check}/decisions", response_model=Answer, tags=["check"])
def decide(check: str, call: DecideCall, desk: Desk, caller: Checker) -> Response:
    """Keep who decides what about a quotation: accepted, rejected (with a reason) or asked."""
    desk.kept_check(check, caller)
    return answer(to_json(desk.checks.decide(check, call.quotation, call.decision, call.note, by=caller.name)))


@router.post("/read", response_model=Answer, tags=["read"])
def read(call: ReadCall, desk: Desk, _: Checker) -> Response:
    """Read a text: what `attribune read --format jsonl` prints."""
    return answer(reading_object(desk.read(call.text, name=call.name, tier=call.tier)))


@router.post("/guard", response_model=Answer, tags=["check"])
def guard(call: GuardCall, desk: Desk, _: Checker) -> Response:
    """Say of every quotation of a text what became of it in a rewrite: what `attribune guard --format json` prints."""
    return answer(rewrite_object(desk.guard(
        call.before, call.after, policy=call.policy, tier=call.tier, allow_lost=call.allow_lost)))  # fmt: skip


def search_query(
    request: Request,
    words: Annotated[str, Query(max_length=2_000)] = "",
    where: Annotated[Literal["articles", "statements", "speakers"] | None, Query(alias="in")] = None,
    speaker: Annotated[str | None, Query(max_length=2_000)] = None,
    speaker_id: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    outlet: Annotated[str | None, Query(max_length=2_000)] = None,
    since: Annotated[str | None, Query(max_length=10)] = None,
    until: Annotated[str | None, Query(max_length=10)] = None,
    kind: Annotated[Literal["direct", "indirect", "mixed"] | None, Query()] = None,
    medium: Annotated[str | None, Query(max_length=40)] = None,
    first_hand: Annotated[bool | None, Query()] = None,
    story: Annotated[int | None, Query(ge=1, le=2**53, description="A story, by its first version.")] = None,
    all_versions: Annotated[bool, Query()] = False,
    limit: Annotated[int | None, Query(ge=1, le=2**53, description="Hits of a page.")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> SearchQuery:
    """Return the search of a request's parameters."""
    return SearchQuery(
        words=words, where=where, speaker=speaker, speaker_id=speaker_id, outlet=outlet, since=since, until=until,
        kind=kind, medium=medium, first_hand=first_hand, story=story, all_versions=all_versions,
        limit=page_size(limit, 20, service_of(request).limits.page),
        offset=offset_of(cursor, service_of(request).limits.offset),
    )  # fmt: skip


def found_answer(found: Found, most: int, cursor: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the data and the page of a search's answer."""
    result, query = found.result, found.query
    total = (result.total if found.listed is None else found.listed) if result.counted_all else None
    data = {**search_object(query, result, found.coverage), "facets": to_json(dict(found.facets))}
    return data, page_of(query.offset, query.limit, len(result.hits), total, most, state=found.state, cursor=cursor)


@router.get("/search", response_model=Answer, tags=["corpus"])
def search(
    query: Annotated[SearchQuery, Depends(search_query)], request: Request, desk: Desk, _: Reader,
    copies: Annotated[bool, Query(description="Without: the same words of one speaker in articles of one story are "
                                  "one hit, with the places of the others.")] = True,
) -> Response:  # fmt: skip
    """Search articles, statements or speakers: what `attribune search --format json` prints, with facets."""
    cursor = request.query_params.get("cursor")
    data, page = found_answer(desk.search(query, state=state_in(cursor), copies=copies), desk.limits.offset, cursor)
    return answer(data, page=page)


@router.get("/versions/{version}", response_model=Answer, tags=["corpus"])
def version(version: Id, desk: Desk, _: Reader) -> Response:
    """One version of an article as it was read: its text, statements, sources and figures."""
    found = desk.version(version)
    about = {name: getattr(found, name) for name in ABOUT_VERSION}
    return answer({"version": about, **reading_object(found.reading)})


@router.get("/history", response_model=Answer, tags=["corpus"])
def history(
    article: Annotated[str, Query(min_length=1, max_length=4_000, description="A URL, an address or an article's id.")],
    desk: Desk, _: Reader,
) -> Response:  # fmt: skip
    """The versions of an article and what changed: what `attribune history --format json` prints."""
    return answer(history_object(desk.history(article)))


@router.get("/speakers/{speaker}", response_model=Answer, tags=["speakers"])
def speaker(speaker: Id, desk: Desk, _: Reader) -> Response:
    """A speaker as shown; `GET /search?speaker_id=` has what was said."""
    return answer(desk.speaker(speaker))


@router.get("/captures/{capture}", response_model=Answer, tags=["corpus"])
def capture(capture: Id, desk: Desk, _: Reader) -> Response:
    """A capture as evidence: the hash, compared now with the bytes, when and how they were had, and what is open."""
    with desk.corpus() as corpus:
        return answer(evidence.capture(corpus, capture))


@router.get("/captures/{capture}/bytes", response_class=Response, tags=["corpus"],
            responses={200: {"content": {"application/octet-stream": {}}}})  # fmt: skip
def capture_bytes(capture: Id, desk: Desk, _: Reader) -> Response:
    """The bytes of a capture, as a file that no browser shows or runs."""
    with desk.corpus() as corpus:
        data = evidence.payload(corpus, capture)
    headers = {"Content-Disposition": f'attachment; filename="capture-{capture}.bin"',
               "Content-Security-Policy": "sandbox; default-src 'none'"}  # fmt: skip
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/stories", response_model=Answer, tags=["trace"])
def stories(
    request: Request, desk: Desk, _: Reader,
    limit: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """The stories that several articles tell, the largest first."""
    found, page = listed_stories(request, desk, page_size(limit, 50, desk.limits.page), cursor)
    return answer({"stories": found}, page=page)


def listed_stories(
    request: Request, desk: Service, limit: int, cursor: str | None
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return a page of the stories, and what is said of the page."""
    kept: Stories = request.app.state.stories
    most = desk.limits.offset + desk.limits.page
    offset = offset_of(cursor, desk.limits.offset)
    with desk.corpus() as corpus:
        found, state = desk.listed(corpus, "stories", lambda corpus: kept.listed(corpus, most), state_in(cursor),
                                   large=True)  # fmt: skip
        shown = kept.titled(corpus, found[offset : offset + limit])
    return shown, page_of(offset, limit, len(shown), len(found), desk.limits.offset, state=state, cursor=cursor)


@router.get("/stories/{version}", response_model=Answer, tags=["trace"])
def story(version: Id, request: Request, desk: Desk, _: Reader) -> Response:
    """The story that a version tells: who had it from whom, and what changed."""
    with desk.corpus() as corpus:
        found = request.app.state.stories.story(corpus, version)
    return answer(part_of(found.trace, found.story))


@router.get("/dossier", response_class=StreamingResponse, tags=["corpus"],
            responses={200: {"content": {"application/x-ndjson": {}}}})  # fmt: skip
def dossier(
    statement: Annotated[list[Id], Query(min_length=1, max_length=1_000)], desk: Desk,
    _: Reader,
) -> Response:  # fmt: skip
    """A file with statements and all that proves them, for `attribune verify-dossier`."""
    lines = desk.dossier(statement)
    first = next(lines)  # so that what is wrong is an error, and no broken file

    def whole() -> Iterator[str]:
        yield first
        yield from lines

    headers = {"Content-Disposition": 'attachment; filename="dossier.jsonl"'}
    return StreamingResponse(whole(), media_type="application/x-ndjson", headers=headers)
