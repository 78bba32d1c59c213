"""The REST service, what changes something and what takes long: uploads, speakers, trace, verification, jobs.

The progress of a job comes as server-sent events.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, Form, Query, UploadFile
from fastapi.responses import Response, StreamingResponse

from attribune.desk.access.tokens import Caller
from attribune.desk.jobs import ENDED, Job
from attribune.desk.rest.answers import Answer, Refused, answer
from attribune.desk.rest.calls import (
    Admin,
    Desk,
    Known,
    MergeCall,
    RenameCall,
    SplitCall,
    UndoCall,
    Writer,
    known_parameters,
)
from attribune.desk.rest.paging import key_in, page_behind, page_size
from attribune.desk.rest.queries import FAILURES
from attribune.desk.service import Service
from attribune.desk.uploads import require_uploads, upload
from attribune.errors import UsageError
from attribune.exports.corpus_objects import added_object, verified_object
from attribune.exports.jsonlines import json_text

LOOK_SECONDS = 0.2  # between two looks at a job
EVENT_SECONDS = 15.0  # without a change, a comment is sent, so that proxies keep the connection
router = APIRouter(prefix="/api/v1", responses=FAILURES, dependencies=[Depends(known_parameters)])


@router.post("/articles", response_model=Answer, status_code=202, tags=["write"])
def add(
    desk: Desk, caller: Writer,
    files: Annotated[list[UploadFile] | None, File(
        description="Articles: any format that `attribune add` reads.")] = None,
    urls: Annotated[str, Form(max_length=200_000, description="Addresses of pages, one a line.")] = "",
    tier: Annotated[Literal["fast", "best", "auto", "rules", "none"], Query()] = "fast",
) -> Response:  # fmt: skip
    """Take files and pages of the web into the corpus: a job whose result is what was added.

    The same bytes twice are one payload.
    """
    job = start_adding(desk, files or [], caller.name, tier, urls=addresses(urls))
    return answer(job.to_json(), status=202)


def addresses(text: str) -> list[str]:
    """Return the addresses of a text, one a line, each once. Raises UsageError for a line that is none.

    >>> addresses("https://quay.example/a\\r\\n\\nhttps://quay.example/a")
    ['https://quay.example/a']
    """
    from attribune.corpus.ingest.web import is_url

    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    for line in lines:
        if not is_url(line) or " " in line:
            raise UsageError("this is no address of a page: it begins with http:// or https://", concerns=line[:80])
    return lines


def start_adding(desk: Service, files: list[UploadFile], by: str, tier: str, *, urls: Sequence[str] = ()) -> Job:
    """Begin to take in what was sent and what stands at ``urls``; the job of the same, if one is at it."""
    require_uploads([*(file.filename or "" for file in files), *urls], desk.limits.files)
    folder = tempfile.TemporaryDirectory(prefix="attribune-upload-")
    try:
        sent = [upload(file.filename or "", file.file.read(), Path(folder.name), n) for n, file in enumerate(files)]
    except BaseException:
        folder.cleanup()
        raise

    def work(job: Job) -> tuple[Any, str | None]:
        with folder:
            return added_object(desk.add(sent, urls=urls, tier=tier, job=job)), "/corpus"

    key = json.dumps([tier, *([one.name, one.sha256] for one in sent), *urls])
    return desk.jobs.start("add", key, by, work)


def _decision(desk: Service, decide: Callable[[Any], str]) -> Response:
    return answer({"decided": desk.decide(decide)})


@router.post("/speakers/merge", response_model=Answer, tags=["speakers"])
def merge(call: MergeCall, desk: Desk, caller: Writer) -> Response:
    """Show one speaker as another from now on: `attribune speakers merge`."""
    from attribune.corpus.derived import speaker_merges
    from attribune.corpus.query.speakers import find_one_speaker

    return _decision(desk, lambda corpus: speaker_merges.merge(
        corpus.db, find_one_speaker(corpus, call.speaker), find_one_speaker(corpus, call.into), by=caller.name,
    ))  # fmt: skip


@router.post("/speakers/rename", response_model=Answer, tags=["speakers"])
def rename(call: RenameCall, desk: Desk, caller: Writer) -> Response:
    """Show a speaker under another name: `attribune speakers rename`."""
    from attribune.corpus.derived import speaker_merges
    from attribune.corpus.query.speakers import find_one_speaker

    return _decision(desk, lambda corpus: speaker_merges.rename(
        corpus.db, find_one_speaker(corpus, call.speaker), call.name, by=caller.name))  # fmt: skip


@router.post("/speakers/split", response_model=Answer, tags=["speakers"])
def split(call: SplitCall, desk: Desk, caller: Writer) -> Response:
    """Say that in some articles a speaker is somebody else: `attribune speakers split`."""
    from attribune.corpus.derived import speaker_merges
    from attribune.corpus.query.speakers import find_one_speaker

    return _decision(desk, lambda corpus: speaker_merges.split(
        corpus.db, find_one_speaker(corpus, call.speaker),
        [int(corpus.article_at(named)["id"]) for named in call.articles], call.name, by=caller.name))  # fmt: skip


@router.post("/speakers/undo", response_model=Answer, tags=["speakers"])
def undo(call: UndoCall, desk: Desk, caller: Writer) -> Response:
    """Take back a decision: `attribune speakers undo`."""
    from attribune.corpus.derived import speaker_merges

    return _decision(desk, lambda corpus: speaker_merges.undo(corpus.db, call.decision, by=caller.name))


@router.post("/trace", response_model=Answer, status_code=202, tags=["trace"])
def trace(desk: Desk, caller: Writer) -> Response:
    """Bring the trace of the corpus up to date: a job."""
    return answer(start_tracing(desk, caller.name).to_json(), status=202)


def start_tracing(desk: Service, by: str) -> Job:
    """Begin to trace the corpus, or return the job that does."""
    return desk.jobs.start("trace", "", by, lambda job: (desk.trace(job), "/stories"))


@router.post("/verify", response_model=Answer, status_code=202, tags=["corpus"])
def verify(desk: Desk, caller: Admin) -> Response:
    """Check every byte and span of the corpus: a job whose result is what `attribune verify --format json` prints."""
    return answer(start_verifying(desk, caller.name).to_json(), status=202)


def start_verifying(desk: Service, by: str) -> Job:
    """Begin to verify the corpus, or return the job that does."""
    return desk.jobs.start("verify", "", by, lambda job: (verified_object(desk.verify(job)), "/corpus"))


def own_job(desk: Service, number: str, caller: Caller) -> Job:
    """Return a job that a caller began, or asked for while it was open; an administrator's are all."""
    job = desk.jobs.job(number)
    if caller.name not in {job.by, *job.others} and not caller.may("admin"):
        raise Refused("missing", "there is no such job, or it is long over", concerns=number)
    return job


def own_jobs(desk: Service, caller: Caller) -> list[Job]:
    """Return the jobs that a caller may see, the newest first."""
    return [job for job in desk.jobs if caller.name in {job.by, *job.others} or caller.may("admin")][::-1]


@router.get("/jobs", response_model=Answer, tags=["jobs"])
def jobs(
    desk: Desk, caller: Known,
    limit: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """The jobs that the caller began, the newest first, without their results."""
    most, key = page_size(limit, 50, desk.limits.page), key_in(cursor, 1)
    found = [job for job in own_jobs(desk, caller) if key is None or job.number < key[0]]
    last = (found[most - 1].number,) if len(found) > most else None
    shown = [{**job.to_json(), "result": None} for job in found[:most]]
    return answer({"jobs": shown}, page=page_behind(most, last))


@router.get("/jobs/{job}", response_model=Answer, tags=["jobs"])
def job(job: str, desk: Desk, caller: Known) -> Response:
    """A job: its state, how far it is, its result."""
    return answer(own_job(desk, job, caller).to_json())


@router.delete("/jobs/{job}", response_model=Answer, tags=["jobs"])
def cancel(job: str, desk: Desk, caller: Known) -> Response:
    """Ask a job to stop. Idempotent; what it has written stays."""
    found = own_job(desk, job, caller)
    found.cancel()
    return answer(found.to_json())


@router.get("/jobs/{job}/events", response_class=StreamingResponse, tags=["jobs"],
            responses={200: {"content": {"text/event-stream": {}}}})  # fmt: skip
def events(job: str, desk: Desk, caller: Known) -> Response:
    """The progress of a job as server-sent events: each is the job as it is then; the last has its result."""
    return StreamingResponse(job_events(own_job(desk, job, caller)), media_type="text/event-stream")


async def job_events(job: Job) -> AsyncIterator[str]:
    """Yield an event for each change of a job until it has ended; no thread waits meanwhile."""
    seen, quiet = -1, 0.0
    while True:
        changes = job.changes
        if changes != seen:
            seen, quiet, ended = changes, 0.0, job.state in ENDED
            yield f"event: {'end' if ended else 'progress'}\ndata: {json_text(job.to_json())}\n\n"
            if ended:
                return
        elif quiet >= EVENT_SECONDS:
            quiet = 0.0
            yield ": still at it\n\n"
        await asyncio.sleep(LOOK_SECONDS)
        quiet += LOOK_SECONDS
