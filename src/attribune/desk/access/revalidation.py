"""Answers that a browser or a program already has: an ETag of the state of the corpus, and 304 where it is the same.

What the pages and calls over the corpus say depends on the state of the corpus, the address and who asks, and on
nothing else. So who asks again with the tag of the answer that they have is told that it still stands, and no work is
done.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import MutableMapping
from hashlib import sha256
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from attribune.desk.access.tokens import Caller
from attribune.desk.service import Service
from attribune.errors import AttribuneError

# Of the corpus alone: nothing of drafts, jobs, or of what is looked at anew each time (a capture's bytes).
_STANDING = re.compile(
    r"(/api/v1)?/(search|history|stories|copies|sources|review|(versions|speakers|stories)/\d{1,16})(\.json|\.csv)?"
)
_PRIVATE = "private, no-cache"  # a browser may keep the answer, and asks each time whether it still stands


def is_standing(path: str) -> bool:
    """True if what a path answers depends on the state of the corpus alone.

    >>> is_standing("/speakers/4.json"), is_standing("/api/v1/search"), is_standing("/captures/4")
    (True, True, False)
    """
    return bool(_STANDING.fullmatch(path))


class Revalidated:
    """Lies between the guard and the desk (ASGI)."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app, self._service = app, service
        self._run = secrets.token_hex(8)  # another run of the desk may be another program with other settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say that the answer which the caller has still stands."""
        caller: Caller | None = scope.get("attribune.caller")
        standing = scope["type"] == "http" and scope["method"] == "GET" and is_standing(scope["path"])
        tag = await run_in_threadpool(self._tag, scope, caller) if standing and caller and caller.may("read") else None
        if tag is None:
            await self._app(scope, receive, send)
            return
        headers = [(b"etag", tag.encode()), (b"cache-control", self._kept_as.encode())]
        if tag in Headers(scope=scope).get("if-none-match", ""):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                carried = MutableHeaders(scope=message)
                carried["ETag"], carried["Cache-Control"] = tag, self._kept_as
            await send(message)

        await self._app(scope, receive, send_tagged)

    @property
    def _kept_as(self) -> str:
        """How a browser may keep it: not at all where several people may have one browser, who log in and out."""
        return "no-store" if self._service.settings.tokens else _PRIVATE

    def _tag(self, scope: MutableMapping[str, Any], caller: Caller) -> str | None:
        """Return the tag of an answer; None where the corpus can't be read, which the answer will say."""
        try:
            with self._service.corpus() as corpus:
                state = self._service.state(corpus)
        except AttribuneError:
            return None
        asked = (self._run, state, scope["path"], scope["query_string"], caller.name, sorted(caller.scopes))
        return f'"{sha256(repr(asked).encode()).hexdigest()[:32]}"'
