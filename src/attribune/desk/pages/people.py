"""Who is quoted, and who is who: the source audit, the review queue, decisions about speakers."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from attribune.corpus.derived import speaker_merges
from attribune.corpus.query import reviews
from attribune.corpus.query.audit import STANDINGS, Tally
from attribune.corpus.query.reviews import QUEUES
from attribune.corpus.query.speakers import find_one_speaker
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.desk.pages.corpus import page
from attribune.desk.pages.rendering import View, show, with_query
from attribune.desk.rest.answers import Refused
from attribune.desk.rest.calls import Desk, Id, Reader, Writer
from attribune.desk.rest.people import About, audit, keep_review, queue
from attribune.desk.service import Service
from attribune.exports.corpus_objects import audit_object, audit_table
from attribune.exports.tables.table import written

router = APIRouter(include_in_schema=False)
CHARTED = 15  # speakers in the chart
LISTED = 200  # speakers in the table; the CSV has all
QUEUE = 30  # suggestions of a page
Short = Annotated[str, Query(max_length=300)]


@page("/sources")
def sources(
    request: Request, desk: Desk, _: Reader, outlet: Short = "", since: Short = "", until: Short = "",
    copies: bool = False,
) -> Response:  # fmt: skip
    """Who is quoted how often, named or not, first-hand or passed on."""
    asked = {"outlet": outlet, "since": since, "until": until, "copies": "true" if copies else ""}
    found, _state = audit(desk, outlet, since, until, copies)
    named = [one for one in found.speakers if one.speaker is not None]
    data = audit_object(found, outlet, since, until, copies, limit=LISTED)
    return show(request, View(
        template="sources.html", title="Who is quoted", data=data,
        values={"audit": found, "chosen": asked, "copies": copies, "standings": _shares(found.total),
                "charted": named[:CHARTED], "most": max((one.statements for one in named), default=1),
                "listed": found.speakers[:LISTED], "csv": with_query("/sources.csv", asked), "names": STANDINGS,
                "coverage": desk.coverage()},
    ))  # fmt: skip


def _shares(total: Tally) -> list[dict[str, Any]]:
    """Return the kinds of sources as a row of stretches, 1,000 wide together."""
    shares, at = [], 0.0
    for number, name in enumerate(STANDINGS, 1):
        many = total.by_standing[name]
        width = 1000 * many / total.statements if total.statements else 0
        shares.append({"name": name, "many": many, "at": round(at, 1), "width": round(width, 1), "style": f"s{number}"})
        at += width
    return shares


@router.get("/sources.csv")
def sources_csv(
    desk: Desk, _: Reader, outlet: Short = "", since: Short = "", until: Short = "", copies: bool = False
) -> Response:
    """All speakers of the audit as a table for other programs."""
    found, _state = audit(desk, outlet, since, until, copies)
    headers = {"Content-Disposition": 'attachment; filename="sources.csv"'}
    return Response(written(audit_table(found), "csv"), media_type="text/csv; charset=utf-8", headers=headers)


@page("/review")
def review(
    request: Request, desk: Desk, caller: Reader, about: About = "statements",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """What waits for a person's decision, and what was decided."""
    data, at = queue(desk, about, QUEUE, cursor)
    following = at["next"] and with_query("/review", {"about": about, "cursor": at["next"]})
    with desk.corpus() as corpus:
        contexts = reviews.contexts(corpus, data["found"]) if about == "statements" else {}
    return show(request, View(
        template="review.html", title="Review", page=at, data=data,
        values={"about": about, "found": data["found"], "standing": data["speaker_decisions"], "next": following,
                "tabs": get_args(About), "may": caller.may("write"), "contexts": contexts},
    ))  # fmt: skip


@router.post("/review")
def decide(
    desk: Desk, caller: Writer, about: Annotated[str, Form(max_length=20)],
    number: Annotated[int, Form(ge=1, le=2**53)],
    decision: Annotated[str, Form(max_length=20)], note: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:  # fmt: skip
    """Keep what somebody decided about a suggestion, and lead back to the queue."""
    keep_review(desk, about, number, decision, note, by=caller.name)
    to = "decided" if decision == "withdrawn" else about if about in QUEUES else "statements"
    return RedirectResponse(with_query("/review", about=to), 303)


def _to_speaker(desk: Service, number: int) -> Response:
    """Lead to a speaker, as whom whoever was meant is shown now."""
    return RedirectResponse(f"/speakers/{desk.speaker(number)['id']}", 303)


@router.post("/speakers/{speaker}/merge")
def merge(
    speaker: Id, desk: Desk, caller: Writer, into: Annotated[str, Form(min_length=1, max_length=300)],
    queue: Annotated[bool, Form()] = False,
) -> Response:  # fmt: skip
    """Show a speaker as another from now on; lead to that one, or back to the queue where it was decided there."""
    desk.decide(lambda corpus: speaker_merges.merge(
        corpus.db, find_one_speaker(corpus, str(speaker)), find_one_speaker(corpus, into.strip()), by=caller.name,
    ))  # fmt: skip
    return RedirectResponse(with_query("/review", about="speakers"), 303) if queue else _to_speaker(desk, speaker)


@router.post("/speakers/{speaker}/rename")
def rename(
    speaker: Id, desk: Desk, caller: Writer, name: Annotated[str, Form(min_length=1, max_length=300)]
) -> Response:
    """Show a speaker under another name."""
    desk.decide(
        lambda corpus: speaker_merges.rename(corpus.db, find_one_speaker(corpus, str(speaker)), name, by=caller.name)
    )
    return _to_speaker(desk, speaker)


@router.post("/speakers/{speaker}/split")
def split(
    speaker: Id, desk: Desk, caller: Writer, name: Annotated[str, Form(min_length=1, max_length=300)],
    articles: Annotated[list[Id] | None, Form(max_length=1_000)] = None,
) -> Response:  # fmt: skip
    """Say that in the chosen articles a speaker is somebody else."""
    if not articles:
        raise Refused("usage", "choose the articles in which it is somebody else", concerns="articles")

    def decided(corpus: Corpus) -> str:
        for number in articles:
            if not corpus.rows("SELECT 1 FROM articles WHERE id = ?", (number,)):
                raise UnknownRecord("the corpus has no such article", concerns=str(number))
        return speaker_merges.split(corpus.db, find_one_speaker(corpus, str(speaker)), articles, name, by=caller.name)

    desk.decide(decided)
    return _to_speaker(desk, speaker)


@router.post("/speakers/undo")
def undo(desk: Desk, caller: Writer, decision: Annotated[int, Form(ge=1, le=2**53)]) -> Response:
    """Take back a decision about speakers."""
    desk.decide(lambda corpus: speaker_merges.undo(corpus.db, decision, by=caller.name))
    return RedirectResponse(with_query("/review", about="decided"), 303)
