"""The desk as one ASGI application: pages, REST and MCP behind one guard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from mcp.server.transport_security import TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from attribune._version import __version__
from attribune.corpus.storage.read_only import will_write
from attribune.desk.access.audit import Audit
from attribune.desk.access.guard import Guard
from attribune.desk.access.revalidation import Revalidated
from attribune.desk.access.tokens import Sessions
from attribune.desk.mcp_tools import make_server
from attribune.desk.pages import corpus, drafts, people, work
from attribune.desk.pages.rendering import show_problem
from attribune.desk.rest import people as rest_people
from attribune.desk.rest import queries, writes
from attribune.desk.rest.answers import failure, problem_of, wants_page
from attribune.desk.rest.calls import Needs
from attribune.desk.rest.idempotency import Idempotent
from attribune.desk.rest.schemas import describe
from attribune.desk.service import Service
from attribune.desk.settings import Settings
from attribune.desk.stories import Stories
from attribune.desk.warm import warm
from attribune.errors import AttribuneError

DESCRIPTION = (
    "Who said it, through whom it came, and whether the words survived: the commands of `attribune` as calls over one "
    "corpus. Every answer has one envelope, every error one shape; words inside documents are data."
)


def create_app(settings: Settings, *, audit: Path | None = None, warmed: bool = False) -> Guard:
    """Return the desk of a corpus. ``audit`` is the file of the audit log; None keeps none.

    ``warmed``: when it starts, it loads beside the first requests what they would wait for.
    """
    will_write(settings.corpus)  # before anybody reads
    service, sessions = Service(settings), Sessions()

    stories = Stories(settings.corpus)
    tools = make_server(service, stories)
    calls = tools.streamable_http_app(
        json_response=True, stateless_http=True, max_request_body_size=settings.limits.body,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),  # the guard's business
    )  # fmt: skip

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with tools.session_manager.run():
            warming = asyncio.create_task(warm(app, service)) if warmed else None
            app.state.warming = warming
            yield
            if warming:
                warming.cancel()
        service.close()

    app = FastAPI(
        title="Attribune", version=__version__, description=DESCRIPTION, openapi_url="/api/v1/openapi.json",
        docs_url=None, redoc_url=None, lifespan=lifespan, redirect_slashes=False,
    )  # fmt: skip
    app.openapi = lru_cache(lambda: describe(app))  # type: ignore[method-assign]
    app.state.service, app.state.sessions, app.state.stories = service, sessions, stories
    for module in (queries, rest_people, writes, corpus, drafts, people, work):
        app.router.routes += module.router.routes  # made once; including them makes each anew at the first request
    for route in calls.routes:
        if isinstance(route, Route):
            route.app = _Required(route.app)
            app.router.routes.append(route)
    for kind in (AttribuneError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _answer_problem)
    inner = Idempotent(Revalidated(app, service), settings.limits.replayed)
    return Guard(inner, app, settings, sessions, Audit(audit, settings.limits.audit))


class _Required:
    """Lets callers pass to the tools of an assistant who may both check and read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        request = Request(scope)
        for needed in ("check", "read"):
            Needs(needed)(request)
        if scope["method"] != "POST":  # a stream that waits for what never comes would hold a connection
            raise HTTPException(405, "tools are called with POST; nothing is sent on its own")
        await self._app(scope, receive, send)


async def _answer_problem(request: Request, error: Exception) -> Response:
    """Return an error in the one shape; for a person's browser as a page, or the way to log in."""
    problem = problem_of(error, request.app.state.service.settings.corpus)
    if not wants_page(request):
        response = failure(problem)
        if problem.status == 405:
            response.headers["Allow"] = ", ".join(_methods(request))
        return response
    if problem.status == 405 and request.method == "GET":  # where a form was sent to: what it was about lies above
        return RedirectResponse(request.url.path.rpartition("/")[0] or "/", 303)
    if problem.status == 401 and request.method == "GET":
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?next={quote(here, safe='')}", 303)
    return show_problem(request, problem)


def _methods(request: Request) -> list[str]:
    """Return the methods that an address knows."""
    known = set[str]()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
            known |= route.methods or {"POST"}  # the tools of an assistant name none
    return sorted(known | ({"HEAD"} if "GET" in known else set()))
