"""The pages of a draft: the field for it with its own evidence, the check, the editor, the report as a file."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from importlib.resources import files as resources
from itertools import accumulate
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from attribune.desk.access.tokens import Caller
from attribune.desk.checks import Decision, KeptCheck, identity_of
from attribune.desk.jobs import Job
from attribune.desk.pages.corpus import page
from attribune.desk.pages.rendering import View, show, who, with_query
from attribune.desk.rest.answers import Refused, problem_of
from attribune.desk.rest.calls import Checker, Desk
from attribune.desk.rest.queries import in_short, recent_checks
from attribune.desk.service import Service
from attribune.desk.uploads import is_hidden
from attribune.errors import AttribuneError, EmptyInput, UsageError
from attribune.exports import wording
from attribune.exports.html import check as check_html
from attribune.exports.html.segments import rows
from attribune.records import Article, to_json
from attribune.text.clipping import count

router = APIRouter(include_in_schema=False)
RECENT = 12  # checks listed on the first page
LISTED = 50  # checks of a page of all
REPORTS = {  # suffix → media type, and what the file is called
    "html": ("text/html", "web page"), "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "md": ("text/markdown", "Markdown"), "txt": ("text/plain", "plain text"),
}  # fmt: skip


@page("/check")
def new_check(request: Request, desk: Desk, caller: Checker) -> Response:
    """The field for a draft, and the checks made last."""
    return show(request, _form(desk, caller))


def _form(
    desk: Service, caller: Caller, *, text: str = "", pasted: str = "", problem: AttribuneError | None = None
) -> View:
    recent, page = recent_checks(desk, caller, RECENT)
    coverage = desk.coverage()
    return View(
        template="check_form.html", title="Check a draft", data={"recent": recent}, page=page,
        status=422 if problem else 200,
        values={"recent": recent, "more": page["next"], "policies": desk.policies, "coverage": coverage,
                "text": text, "pasted": pasted, "problem": problem, "empty": not coverage.articles,
                "standing": desk.project.names, "most": desk.limits.files, "megabytes": desk.limits.draft // 1_000_000},
    )  # fmt: skip


@router.post("/check")
def check(
    request: Request, desk: Desk, caller: Checker, text: Annotated[str, Form(max_length=2_000_000)] = "",
    name: Annotated[str, Form(max_length=2_000)] = "", policy: Annotated[str, Form(max_length=300)] = "",
    file: Annotated[list[UploadFile] | None, File()] = None,
    evidence: Annotated[list[UploadFile] | None, File()] = None,
    pasted: Annotated[str, Form(max_length=2_000_000)] = "", again: Annotated[str, Form(max_length=40)] = "",
) -> Response:  # fmt: skip
    """Check what was pasted, or the file that was chosen, and lead to the check; from the editor, back to the editor.

    Several files are drafts that are checked one after the other: it leads to that work.

    ``evidence`` are files and ``pasted`` a text that count for this check only; ``again`` is the check that was edited,
    whose own count, too.
    """
    text = text.replace("\r\n", "\n")  # a form sends the ends of lines so, whatever stood in the field
    try:
        own = list(desk.checks.own(desk.kept_check(again, caller).id)) if again else []
        own += own_evidence(desk, [one for one in evidence or [] if one.filename])
        if pasted.strip():
            own += desk.own_evidence(pasted.encode(errors="replace"), "pasted.txt")
        if sum(len(one.text) for one in own) > desk.limits.own:
            raise UsageError(f"the evidence of one check has at most {desk.limits.own:,} characters; add it for good")
        chosen = [one for one in file or [] if one.filename and not is_hidden(one.filename)]
        files: list[tuple[str, bytes]] = [(str(one.filename), one.file.read()) for one in chosen]
        if files and text.strip():
            raise UsageError("there is a text and a file; which of them is the draft?")
        if not files and not text.strip():
            again_too = ", and choose the evidence again" if any(one.filename for one in evidence or []) else ""
            raise EmptyInput(f"there is no draft yet: paste it, or choose its file{again_too}")
        if len(files) > 1:
            return RedirectResponse(f"/jobs/{check_each(desk, caller, files, policy, own).id}", 303)
        called, sent = files[0] if files else (name or "draft.txt", text)
        kept = desk.check(desk.draft(sent, called), caller=caller, policy=policy or None, own=own, source=sent)
    except AttribuneError as error:
        return show(request, _form(desk, caller, text=text, pasted=pasted, problem=error))
    to = with_query(f"/checks/{kept.id}/edit", before=again) if again else f"/checks/{kept.id}"
    return RedirectResponse(to, 303)


def check_each(
    desk: Service, caller: Caller, files: list[tuple[str, bytes]], policy: str, own: list[Article]
) -> Job:  # fmt: skip
    """Begin to check drafts against the same evidence, one after the other; one that can't be checked costs itself."""
    if len(files) > desk.limits.files:
        raise UsageError(f"at most {desk.limits.files} drafts are checked at once", concerns=str(len(files)))

    def work(job: Job) -> tuple[Any, str | None]:
        drafts: list[dict[str, Any]] = []
        errors: list[dict[str, Any]] = []
        for number, (name, data) in enumerate(sorted(files)):
            job.step("drafts checked", number, len(files))
            try:
                draft = desk.draft(data, name)
                kept = desk.check(draft, caller=caller, policy=policy or None, own=own, source=data)
            except AttribuneError as error:
                errors.append(problem_of(error).model_dump())
            else:
                shown = check_html.values([kept.report], kept.articles)["drafts"][0]
                drafts.append({**in_short(kept), "tone": shown["tone"], "sentence": shown["sentence"]})
        return {"drafts": drafts, "errors": errors}, None

    sent = [(name, hashlib.sha256(data).hexdigest()) for name, data in files]
    key = identity_of(by=caller.name, policy=policy, sent=sent, own=to_json(tuple(own)))
    return desk.jobs.start("check", key, caller.name, work)


def own_evidence(desk: Service, sent: list[UploadFile]) -> list[Article]:
    """Return the articles of files that count for one check. Raises InputError, naming what can't be read.

    Of a folder, hidden files don't count: nobody chose them.
    """
    if len(sent) > desk.limits.files:
        raise UsageError(
            f"at most {desk.limits.files} files count as evidence of one check; add them to the corpus instead",
            concerns=str(len(sent)),
        )
    articles: list[Article] = []
    for one in sent:
        name = one.filename or "evidence"
        if is_hidden(name):
            continue
        found = desk.own_evidence(one.file.read(), name)
        if not found:
            raise UsageError("there is no article in this file; leave it out", concerns=name)
        articles += found
    return articles


@router.post("/check/example")
def example(desk: Desk, caller: Checker) -> Response:
    """Check the demo's draft, which has mistakes of every kind, against the demo's evidence."""
    place = resources("attribune.demo")
    texts = sorted((one.name, one.read_bytes()) for one in place.joinpath("evidence").iterdir() if one.is_file())
    with desk.corpus() as corpus:
        missing = [
            (name, data) for name, data in texts
            if not corpus.rows("SELECT 1 FROM payloads WHERE sha256 = ?", (hashlib.sha256(data).hexdigest(),))
        ]  # fmt: skip
    own = [article for name, data in missing for article in desk.own_evidence(data, name)]
    data = place.joinpath("draft.md").read_bytes()
    kept = desk.check(desk.draft(data, "example.md"), caller=caller, own=own, source=data)
    return RedirectResponse(f"/checks/{kept.id}", 303)


@page("/checks")
def kept_checks(
    request: Request, desk: Desk, caller: Checker, cursor: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """All checks that are kept and that the caller may see, the newest first."""
    found, at = recent_checks(desk, caller, LISTED, cursor)
    following = at["next"] and with_query("/checks", {"cursor": at["next"]})
    return show(request, View(
        template="checks.html", title="Checks", data={"recent": found}, page=at,
        values={"recent": found, "next": following},
    ))  # fmt: skip


@page("/checks/{check}")
def kept_check(request: Request, check: str, desk: Desk, caller: Checker) -> Response:
    """A check: the draft with its marks, and beside it what the evidence says."""
    return show(request, _check_view(desk.kept_check(check, caller)))


def _check_view(
    kept: KeptCheck, problem: AttribuneError | None = None, quotation: int = 0, note: str = ""
) -> View:  # fmt: skip
    """Return the page of a check; ``problem`` is why a decision about a quotation wasn't kept, ``note`` its reason."""
    made = check_html.values([kept.report], kept.articles)
    decided: dict[int, list[Decision]] = {}
    for one in kept.decisions:
        decided.setdefault(one.quotation, []).append(one)
    for card in cards(made):
        mine = decided.get(card["number"], [])
        asked = problem is not None and card["number"] == quotation
        card["desk"] = {
            "check": kept.id, "latest": mine[-1] if mine else None, "earlier": mine[:-1][::-1], "seen": len(mine),
            "problem": problem if asked else None, "note": note if asked else "",
        }  # fmt: skip
    return View(
        template="check_page.html", title=made["title"], data=kept.to_json, address=f"/checks/{kept.id}",
        values={**made, "kept": kept, "decided": len(decided), "reports": REPORTS}, styles=("check.css",),
        scripts=("check.js",), status=problem_of(problem).status if problem else 200,
    )  # fmt: skip


def cards(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the cards of a check's page, one a quotation."""
    for draft in made["drafts"]:
        for group in draft["groups"]:
            for source in group["sources"]:
                yield from source["cards"]


@page("/checks/{check}/edit")
def edit(
    request: Request, check: str, desk: Desk, caller: Checker, before: Annotated[str, Query(max_length=40)] = ""
) -> Response:
    """The draft to be changed, beside it its verdicts; ``before`` is the check that was changed into this one."""
    kept = desk.kept_check(check, caller)
    earlier = desk.kept_check(before, caller) if before else None
    made = check_html.values([kept.report], kept.articles)
    text, place = editable(kept.report.draft)
    listed = sorted(cards(made), key=lambda card: card["number"])
    for card in listed:
        verdict = kept.report.results[card["number"] - 1]
        card["quote"], card["text"] = [place(offset) for offset in verdict.quote], verdict.text
        card["differs"] = wording.problem(verdict) if not verdict.ok else ""
    return show(request, View(
        template="edit.html", title=f"Edit: {wording.draft_name(kept.report)}", data=kept.to_json(),
        values={"kept": kept, "cards": listed, "text": text, "draft": made["drafts"][0], "policies": desk.policies,
                "before": earlier,
                "progress": _progress(earlier, kept) if earlier else None, "name": _text_name(kept.report.draft)},
        styles=("check.css",), scripts=("editor.js",),
    ))  # fmt: skip


def editable(draft: Article) -> tuple[str, Callable[[int], int]]:
    """Return a draft as text with an empty line between paragraphs, and where an offset of the draft is in it."""
    paragraphs = rows(draft)
    starts = [row.start for row in paragraphs]
    texts = [draft.text[row.start : row.end].strip("\n") for row in paragraphs]
    places = list(accumulate((len(text) + 2 for text in texts), initial=0))

    def place(offset: int) -> int:
        at = bisect_right(starts, offset) - 1
        return places[at] + min(offset - starts[at], len(texts[at])) if at >= 0 else 0

    return "\n\n".join(texts), place


def _text_name(draft: Article) -> str:
    """Return the name of a draft's text, which is read as the plain text that it is."""
    name = wording.last_part(draft.name) if draft.name else "draft"
    return f"{name.rpartition('.')[0] or name}.txt"


def _progress(earlier: KeptCheck, now: KeptCheck) -> str:
    """Return how many quotations weren't ok before, and how many now."""
    one, two = (sum(not verdict.ok for verdict in kept.report.results) for kept in (earlier, now))
    return f"{count(one, 'quotation')} not ok before, {two} now"


@router.post("/checks/{check}/decisions")
def decide(
    request: Request, check: str, desk: Desk, caller: Checker, quotation: Annotated[int, Form(ge=1, le=1_000_000)],
    decision: Annotated[str, Form(max_length=20)], note: Annotated[str, Form(max_length=2_000)] = "",
    seen: Annotated[int | None, Form(ge=0, le=1_000_000)] = None,
) -> Response:  # fmt: skip
    """Keep a decision, and lead back to its quotation; where it can't be kept, say so there, with what was typed.

    ``seen`` is how many decisions about it the page showed: two people may have it open.
    """
    kept = desk.kept_check(check, caller)
    try:
        desk.checks.decide(check, quotation, decision, note, by=caller.name, seen=seen)
    except AttribuneError as error:
        if quotation > len(kept.report.results):
            raise
        return show(request, _check_view(desk.kept_check(check, caller), error, quotation, note))
    return RedirectResponse(f"/checks/{check}#d1-c{quotation}", 303)


@router.get("/checks/{check}/report.{form}")
def report(check: str, form: str, desk: Desk, caller: Checker) -> Response:
    """The report as a file, with what was decided."""
    kept = desk.kept_check(check, caller)
    if form not in REPORTS:
        raise Refused("missing", f"a report is had as {', '.join(REPORTS)}", concerns=form[:20])
    headers = {"Content-Disposition": f'attachment; filename="check-{check[:8]}.{form}"'}
    return Response(_report(kept, form), media_type=REPORTS[form][0], headers=headers)


def _report(kept: KeptCheck, form: str) -> str | bytes:
    from attribune.exports import check_document
    from attribune.exports.terminal.ansi import printable
    from attribune.exports.terminal.check import check_text
    from attribune.exports.word.plain import document

    if form == "html":
        return check_html.page([kept.report], kept.articles, decisions=_decided(kept))
    if form == "txt":
        text = check_text(kept.report, width=100, colour=False, articles=dict(kept.articles))
        told = [printable(f"quotation {number}: {words}") for number, words in sorted(_decided(kept).items())]
        return "\n".join((text, "Decided", *told, "")) if told else text
    lines = check_document.lines(kept.report, kept.articles, decisions=_decided(kept))
    return check_document.markdown(lines) if form == "md" else document(lines)


def _decided(kept: KeptCheck) -> dict[int, str]:
    """Return what was decided last about each quotation, in words."""
    words = {}
    for one in kept.decisions:
        told = f"{one.decision} by {who(one.by)}, {wording.moment(one.at)}"
        words[one.quotation] = f"{told}: {one.note}" if one.note else told
    return words
