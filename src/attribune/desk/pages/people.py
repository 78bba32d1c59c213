"""Who is quoted, and who is who: the source audit, the review queue, decisions about speakers."""

from __future__ import annotations

import csv
import io
import json
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from attribune.corpus.derived import speaker_merges
from attribune.corpus.query import reviews
from attribune.corpus.query.audit import STANDINGS, SourceAudit, Tally, source_audit
from attribune.corpus.query.speakers import find_one_speaker
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.desk.pages.corpus import page
from attribune.desk.pages.rendering import View, show, with_query
from attribune.desk.rest.answers import Refused
from attribune.desk.rest.calls import Desk, Id, Reader, Writer
from attribune.desk.rest.paging import offset_of, page_of
from attribune.desk.service import Service
from attribune.exports.neutral import shown

router = APIRouter(include_in_schema=False)
CHARTED = 15  # speakers in the chart
LISTED = 200  # speakers in the table; the CSV has all
QUEUE = 30  # suggestions of a page
ABOUT = ("statements", "events", "speakers", "decided")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a table program takes for a formula
Short = Annotated[str, Query(max_length=300)]


def _audit(desk: Service, outlet: str, since: str, until: str, copies: bool) -> SourceAudit:
    with desk.corpus() as corpus:
        return source_audit(
            corpus, outlet=outlet or None, since=since or None, until=until or None, copies=copies
        )  # fmt: skip


@page("/sources")
def sources(
    request: Request, desk: Desk, _: Reader, outlet: Short = "", since: Short = "", until: Short = "",
    copies: bool = False,
) -> Response:  # fmt: skip
    """Who is quoted how often, named or not, first-hand or passed on."""
    asked = {"outlet": outlet, "since": since, "until": until, "copies": "true" if copies else ""}
    found = _audit(desk, outlet, since, until, copies)
    named = [one for one in found.speakers if one.speaker is not None]
    data = {
        "asked": asked, "total": found.total.to_json(), "copies_removed": found.removed, "note": found.note,
        "counted_all": found.counted_all, "speakers": [one.to_json() for one in found.speakers[:LISTED]],
        "outlets": [one.to_json() for one in found.outlets[:LISTED]],
    }  # fmt: skip
    return show(request, View(
        template="sources.html", title="Who is quoted", data=data,
        values={"audit": found, "chosen": asked, "copies": copies, "standings": _shares(found.total),
                "charted": named[:CHARTED], "most": max((one.statements for one in named), default=1),
                "listed": found.speakers[:LISTED], "csv": with_query("/sources.csv", asked), "names": STANDINGS},
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
    found = _audit(desk, outlet, since, until, copies)
    names = ("speaker_id", "name", "standing", "statements", "first_hand", "passed_on", "direct", "articles", "outlets")
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    for one in found.speakers:
        plain = one.to_json()
        writer.writerow([_cell(plain[name]) for name in names])
    headers = {"Content-Disposition": 'attachment; filename="sources.csv"'}
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _cell(value: Any) -> Any:
    """Return a value as a cell that no table program takes for a formula."""
    if not isinstance(value, str):
        return value
    text = shown(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


@page("/review")
def review(
    request: Request, desk: Desk, caller: Reader, about: Annotated[str, Query(max_length=20)] = "statements",
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """What waits for a person's decision, and what was decided."""
    if about not in ABOUT:
        raise Refused("usage", f"the queue is about one of {', '.join(ABOUT)}", concerns=about)
    offset = offset_of(cursor, desk.limits.offset)
    with desk.corpus() as corpus:
        if about == "decided":
            found = reviews.decided(corpus, QUEUE, offset)
            standing = _standing(corpus)
        else:
            found, standing = reviews.suggested(corpus, about, QUEUE, offset), []
    at = page_of(offset, QUEUE, len(found), None, desk.limits.offset)
    following = at["next"] and with_query("/review", {"about": about, "cursor": at["next"]})
    return show(request, View(
        template="review.html", title="Review", page=at,
        data={"about": about, "found": found, "speaker_decisions": standing},
        values={"about": about, "found": found, "standing": standing, "next": following, "tabs": ABOUT,
                "may": caller.may("write")},
    ))  # fmt: skip


@router.post("/review")
def decide(
    desk: Desk, caller: Writer, about: Annotated[str, Form(max_length=20)],
    number: Annotated[int, Form(ge=1, le=2**53)],
    decision: Annotated[str, Form(max_length=20)], note: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:  # fmt: skip
    """Keep what somebody decided about a suggestion, and lead back to the queue."""
    if decision not in ("confirmed", "rejected"):
        raise Refused("usage", "a decision is confirmed or rejected", concerns=decision)
    if decision == "rejected" and not note.strip() and about != "speakers":
        raise Refused("usage", "say why it is rejected", concerns="note")
    with desk.corpus(write=True) as corpus:
        reviews.review(corpus, about, number, decision, note=note.strip() or None, by=caller.name)
    return RedirectResponse(with_query("/review", about=about if about in ABOUT else "statements"), 303)


def _standing(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the decisions about speakers that stand, the last first."""
    rows = corpus.rows("SELECT id, action, detail, by, at FROM speaker_decisions ORDER BY id")
    details = {row["id"]: json.loads(row["detail"]) for row in rows}
    undone = {details[row["id"]]["decision"] for row in rows if row["action"] == "undo"}
    return [
        {"id": row["id"], "action": row["action"], "by": row["by"], "at": row["at"], **details[row["id"]]}
        for row in reversed(rows) if row["action"] != "undo" and row["id"] not in undone
    ]  # fmt: skip


def _to_speaker(desk: Service, number: int) -> Response:
    """Lead to a speaker, as whom whoever was meant is shown now."""
    return RedirectResponse(f"/speakers/{desk.speaker(number)['id']}", 303)


@router.post("/speakers/{speaker}/merge")
def merge(speaker: Id, desk: Desk, _: Writer, into: Annotated[str, Form(min_length=1, max_length=300)]) -> Response:
    """Show a speaker as another from now on."""
    desk.decide(lambda corpus: speaker_merges.merge(
        corpus.db, find_one_speaker(corpus, str(speaker)), find_one_speaker(corpus, into.strip())))  # fmt: skip
    return _to_speaker(desk, speaker)


@router.post("/speakers/{speaker}/rename")
def rename(speaker: Id, desk: Desk, _: Writer, name: Annotated[str, Form(min_length=1, max_length=300)]) -> Response:
    """Show a speaker under another name."""
    desk.decide(lambda corpus: speaker_merges.rename(corpus.db, find_one_speaker(corpus, str(speaker)), name))
    return _to_speaker(desk, speaker)


@router.post("/speakers/{speaker}/split")
def split(
    speaker: Id, desk: Desk, _: Writer, name: Annotated[str, Form(min_length=1, max_length=300)],
    articles: Annotated[list[Id] | None, Form(max_length=1_000)] = None,
) -> Response:  # fmt: skip
    """Say that in the chosen articles a speaker is somebody else."""
    if not articles:
        raise Refused("usage", "choose the articles in which it is somebody else", concerns="articles")

    def decided(corpus: Corpus) -> str:
        for number in articles:
            if not corpus.rows("SELECT 1 FROM articles WHERE id = ?", (number,)):
                raise UnknownRecord("the corpus has no such article", concerns=str(number))
        return speaker_merges.split(corpus.db, find_one_speaker(corpus, str(speaker)), articles, name)

    desk.decide(decided)
    return _to_speaker(desk, speaker)


@router.post("/speakers/undo")
def undo(desk: Desk, _: Writer, decision: Annotated[int, Form(ge=1, le=2**53)]) -> Response:
    """Take back a decision about speakers."""
    desk.decide(lambda corpus: speaker_merges.undo(corpus.db, decision))
    return RedirectResponse(with_query("/review", about="decided"), 303)
