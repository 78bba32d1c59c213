"""What every request passes first: host, origin, who asks, how much it sends; and what every answer carries.

A page of somebody else's that a browser has open can send requests here. It can't ask under a host name of ours (DNS
rebinding is refused by the name), and what changes something is refused unless it comes from our own pages or from a
program, which sends no origin.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from attribune.desk.access.audit import Audit
from attribune.desk.access.shares import CLIENT, Shares
from attribune.desk.access.tokens import EVERYBODY, Caller, Sessions, Tokens
from attribune.desk.rest.answers import Refused, failure, problem_of, wants_page
from attribune.desk.settings import Settings
from attribune.errors import AttribuneError, InputError

COOKIE = "attribune-session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LARGER = {"/check": "draft", "/add": "upload", "/api/v1/articles": "upload"}  # paths with a limit of their own
LONGEST_URL = 16_000  # bytes of a path with its query
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; frame-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # not no-referrer: with it a browser sends forms from an origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class Guard:
    """The outermost layer of the desk (ASGI). ``pages`` is the application that a refusal is shown as a page of."""

    def __init__(self, app: ASGIApp, pages: ASGIApp, settings: Settings, sessions: Sessions, audit: Audit) -> None:
        self._pages = pages
        self._app, self._settings, self._sessions, self._audit = app, settings, sessions, audit
        self._open = Shares("requests open", most=settings.limits.open, each=settings.limits.open_each)
        self._tokens = Tokens(settings.tokens) if settings.tokens else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a socket: there are none here
            await send({"type": "websocket.close", "code": 1008})
            return
        began, headers, outcome = time.monotonic(), Headers(scope=scope), {"status": 500}
        request_id = secrets.token_hex(8)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                outcome["status"] = message["status"]
                carried = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    carried.setdefault(name, value)
                carried["X-Request-Id"] = request_id
            await send(message)

        scope["attribune.caller"], scope["attribune.guard"] = None, self
        try:
            self._refuse_foreign(scope, headers)
            caller = scope["attribune.caller"] = self._caller(headers)
            client = (scope.get("client") or [""])[0]
            CLIENT.set(caller.name if caller and self._tokens else client)
            with self._open.share():  # the server leaves out the body of an answer to HEAD
                asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
                await self._app(asked, self._bounded(scope, headers, receive), send_guarded)
        except (AttribuneError, HTTPException) as error:
            await self._failed(scope, headers, error)(scope, receive, send_guarded)
        finally:
            caller = scope["attribune.caller"]
            self._audit.write(
                id=request_id, who=caller.name if caller else None, client=(scope.get("client") or [None])[0],
                method=scope["method"], path=scope["path"], status=outcome["status"],
                ms=round(1000 * (time.monotonic() - began)),
            )  # fmt: skip

    def _failed(self, scope: Scope, headers: Headers, error: Exception) -> Response:
        """Return what is said of a request that never came to a page: as a page where a person's browser asks."""
        from attribune.desk.pages.rendering import show_problem

        problem, request = problem_of(error), Request(scope)
        scope.setdefault("app", self._pages)
        if "text/html" not in headers.get("accept", "") or not wants_page(request):
            return failure(problem)
        return show_problem(request, problem)

    def _refuse_foreign(self, scope: MutableMapping[str, Any], headers: Headers) -> None:
        """Raise where a request is for another host, or comes from another site's page."""
        if len(scope["raw_path"] or b"") + len(scope["query_string"]) > LONGEST_URL:
            raise HTTPException(414, "this address is too long")
        hosts = headers.getlist("host")
        name = _host_name(hosts[0]) if len(hosts) == 1 else None
        if name not in self._settings.hosts:
            told = "this desk isn't reached under that name; attribune serve --name adds one"
            raise HTTPException(421, told)
        origins = headers.getlist("origin")
        site = headers.get("sec-fetch-site")
        foreign = any(not self._is_own(origin, hosts[0]) for origin in origins)
        if scope["method"] not in SAFE:
            foreign = foreign or site not in (None, "same-origin", "none")
        if foreign:
            raise Refused("forbidden", "a page of another site sent this request")

    def _is_own(self, origin: str, host: str) -> bool:
        scheme = "https" if self._settings.secure else "http"
        parts = urlsplit(origin)
        return parts.scheme == scheme and parts.netloc.lower() == host.lower() and not parts.path.strip("/")

    def _caller(self, headers: Headers) -> Caller | None:
        """Return who asks, None for nobody known. Raises Refused for a token that isn't known."""
        if self._tokens is None:
            return EVERYBODY
        try:
            return self._caller_of_token(self._tokens, headers)
        except InputError:  # the path of the file is nobody's business
            raise Refused("internal", "the file of tokens can't be read, so nobody is known") from None

    def _caller_of_token(self, tokens: Tokens, headers: Headers) -> Caller | None:
        given = headers.get("authorization", "")
        if given:
            kind, _, token = given.partition(" ")
            caller = tokens.caller(token.strip()) if kind.lower() == "bearer" else None
            if caller is None:
                raise Refused("unauthorized", "this token isn't known here")
            return caller
        cookie = session_cookie(headers)
        caller = self._sessions.caller(cookie) if cookie else None
        return caller if caller and tokens.has(caller) else None

    def log_in(self, token: str) -> str | None:
        """Return the cookie of a new session for a token, None where the token isn't known."""
        caller = self._tokens.caller(token) if self._tokens else EVERYBODY
        return self._sessions.open(caller) if caller else None

    def _bounded(self, scope: MutableMapping[str, Any], headers: Headers, receive: Receive) -> Receive:
        """Return the request's body, piece by piece, no longer than allowed and no slower."""
        limits = self._settings.limits
        most: int = getattr(limits, LARGER.get(scope["path"], "body"))
        told = f"a request takes at most {most:,} bytes"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 15 or int(length) > most:
            raise HTTPException(413, told)
        taken, done = 0, False

        async def bounded() -> Message:
            nonlocal taken, done
            if done:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), limits.body_seconds)
            except TimeoutError:
                raise HTTPException(408, "the request came too slowly") from None
            taken += len(message.get("body", b""))
            done = not message.get("more_body", False)
            if taken > most:
                raise HTTPException(413, told)
            return message

        return bounded


def session_cookie(headers: Headers) -> str | None:
    """Return the session's cookie, None where there is none."""
    try:
        morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except Exception:  # a cookie in no form
        return None
    return morsel.value if morsel else None


def _host_name(host: str) -> str | None:
    """Return the name of a Host header without its port; None where it is none.

    >>> _host_name("[::1]:8765"), _host_name("LocalHost"), _host_name("quay.example:80@evil.example")
    ('::1', 'localhost', None)
    """
    if any(mark in host for mark in "@/\\?# ,"):
        return None
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname


def caller_of(request: Request) -> Caller | None:
    """Return who makes a request."""
    caller: Caller | None = request.scope.get("attribune.caller")
    return caller
