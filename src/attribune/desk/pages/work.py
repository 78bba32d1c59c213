"""Pages that begin work and show how far it is: uploads, the trace, the verification; and logging in and out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response

from attribune.desk.access.guard import COOKIE, Guard, session_cookie
from attribune.desk.access.tokens import Caller
from attribune.desk.jobs import ENDED
from attribune.desk.pages.corpus import page
from attribune.desk.pages.rendering import View, asset, show
from attribune.desk.rest.answers import Refused
from attribune.desk.rest.calls import Admin, Desk, Known, Writer
from attribune.desk.rest.writes import addresses, own_job, own_jobs, start_adding, start_tracing, start_verifying
from attribune.desk.uploads import is_hidden
from attribune.errors import AttribuneError

router = APIRouter(include_in_schema=False)
REFRESH = 2  # seconds after which a page of work that goes on is asked for again, where no script follows the work


@page("/add")
def new_upload(request: Request, desk: Desk, caller: Writer) -> Response:
    """The field for files."""
    return show(request, _upload_form(desk, caller))


def _upload_form(desk: Any, caller: Caller, problem: AttribuneError | None = None, urls: str = "") -> View:
    jobs = [job.to_json() for job in own_jobs(desk, caller) if job.kind == "add"]
    limits = desk.limits
    return View(
        template="add.html", title="Add articles", data={"jobs": jobs}, status=422 if problem else 200,
        values={"problem": problem, "jobs": jobs, "urls": urls, "most": limits.files,
                "megabytes": limits.upload // 1_000_000},
    )  # fmt: skip


@router.post("/add")
def add(
    request: Request, desk: Desk, caller: Writer, files: Annotated[list[UploadFile] | None, File()] = None,
    urls: Annotated[str, Form(max_length=200_000)] = "",
) -> Response:  # fmt: skip
    """Take in what was chosen and what stands at addresses of the web, and lead to the work."""
    try:
        chosen = [file for file in files or [] if file.filename and not is_hidden(file.filename)]
        job = start_adding(desk, chosen, caller.name, "fast", urls=addresses(urls))
    except AttribuneError as error:
        return show(request, _upload_form(desk, caller, error, urls))
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.post("/trace")
def trace(desk: Desk, caller: Writer) -> Response:
    """Bring the trace up to date."""
    return RedirectResponse(f"/jobs/{start_tracing(desk, caller.name).id}", 303)


@router.post("/verify")
def verify(desk: Desk, caller: Admin) -> Response:
    """Check every byte and span."""
    return RedirectResponse(f"/jobs/{start_verifying(desk, caller.name).id}", 303)


@page("/jobs/{job}")
def job(request: Request, job: str, desk: Desk, caller: Known) -> Response:
    """How far some work is; the page follows it until it has ended."""
    found = own_job(desk, job, caller).to_json()
    going = found["state"] not in ENDED
    return show(request, View(
        template="job.html", title=f"{found['kind'].capitalize()}: {found['state']}", data=found,
        values={"job": found, "going": going}, refresh=REFRESH if going else None, scripts=("job.js",) if going else (),
    ))  # fmt: skip


@router.post("/jobs/{job}/cancel")
def cancel(job: str, desk: Desk, caller: Known) -> Response:
    """Ask some work to stop."""
    own_job(desk, job, caller).cancel()
    return RedirectResponse(f"/jobs/{job}", 303)


@page("/login")
def login_form(request: Request, next: str = "/") -> Response:
    """The field for a token."""
    return show(request, _login(next))


def _login(following: str, *, wrong: bool = False) -> View:
    return View(template="login.html", title="Log in", data={}, status=401 if wrong else 200,
                values={"next": own_path(following), "wrong": wrong})  # fmt: skip


@router.post("/login")
def login(request: Request, token: Annotated[str, Form(max_length=500)] = "",
          next: Annotated[str, Form(max_length=4_000)] = "/") -> Response:  # fmt: skip
    """Open a session for a token."""
    guard: Guard = request.scope["attribune.guard"]
    cookie = guard.log_in(token.strip())
    if cookie is None:
        return show(request, _login(next, wrong=True))
    response = RedirectResponse(own_path(next), 303)
    secure = request.app.state.service.settings.secure
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", secure=secure, path="/")
    return response


@router.post("/logout")
def logout(request: Request) -> Response:
    """Close the session."""
    cookie = session_cookie(request.headers)
    if cookie:
        request.app.state.sessions.close(cookie)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE, path="/")
    return response


def own_path(address: str) -> str:
    """Return an address of this desk as it is, and its start for any other.

    >>> own_path("/search?words=a"), own_path("//evil.example"), own_path("/\\\\evil.example"), own_path("https://e.x")
    ('/search?words=a', '/', '/', '/')
    """
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"


@router.get("/assets/{name}")
def assets(name: str) -> Response:
    """A style sheet or script; its address changes with its bytes."""
    found = asset(name)
    if found is None:
        raise Refused("missing", "there is no such file", concerns=name[:80])
    return Response(found[0], media_type=found[1], headers={"Cache-Control": "public, max-age=31536000, immutable"})
