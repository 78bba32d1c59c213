"""Writes that can be sent again: a request with the header ``Idempotency-Key`` is done once, and answered as before.

The key is the caller's own, for one call with one body; with another body it is refused. Answers are kept in memory,
the newest ``replayed`` of them, so a key is good while the desk runs. What failed isn't kept: it may be tried again.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from attribune.desk.access.tokens import Caller
from attribune.desk.rest.answers import Refused
from attribune.errors import UsageError

HEADER = "idempotency-key"
LONGEST_KEY = 200  # characters
LONGEST_KEPT = 64_000  # bytes of an answer; a longer one isn't replayed, and the request is done again
IN_MEMORY = 1_000_000  # bytes of a body; more lies in a file meanwhile
CHUNK = 64_000


@dataclass(slots=True)
class _Kept:
    """What is known under a key: the body that came with it, and the answer once there is one."""

    body: str | None = None
    messages: list[Message] = field(default_factory=list)
    whole: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Idempotent:
    """Lies between the guard and the desk (ASGI)."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._most = app, most
        self._kept: dict[tuple[Any, ...], _Kept] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or answer it as before."""
        key = Headers(scope=scope).getlist(HEADER) if scope["type"] == "http" else []
        known = scope.get("attribune.caller") is not None  # nobody else makes the desk remember anything
        if not key or not known or scope["method"] == "GET" or not scope["path"].startswith("/api/v1/"):
            await self._app(scope, receive, send)
            return
        if len(key) > 1 or not 1 <= len(key[0]) <= LONGEST_KEY or not key[0].isprintable():
            raise UsageError(f"an Idempotency-Key is one line of at most {LONGEST_KEY} characters", concerns=HEADER)
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            digest = await _read(receive, body)
            kept = self._under(scope, key[0])
            async with kept.turn:  # the same request at the same time waits for the first one's answer
                await self._answered(kept, digest, scope, _replayed(body), send)

    def _under(self, scope: MutableMapping[str, Any], key: str) -> _Kept:
        """Return what is kept for a caller's key; the oldest is forgotten where there are too many."""
        caller: Caller | None = scope.get("attribune.caller")
        named = (caller, scope["method"], scope["path"], scope["query_string"], key)
        kept = self._kept.pop(named, None) or _Kept()
        self._kept[named] = kept
        while len(self._kept) > self._most:
            self._kept.pop(next(iter(self._kept)))
        return kept

    async def _answered(self, kept: _Kept, digest: str, scope: Scope, receive: Receive, send: Send) -> None:
        if kept.whole:
            if kept.body != digest:
                raise Refused("conflict", "this Idempotency-Key came with another body; choose a new one",
                              concerns=HEADER)  # fmt: skip
            for message in kept.messages:
                await send(_marked(message))
            return
        kept.body, kept.messages, size = digest, [], 0

        async def noted(message: Message) -> None:
            nonlocal size
            size += len(message.get("body", b""))
            if size <= LONGEST_KEPT:
                kept.messages.append({**message, "headers": list(message.get("headers", []))})
            await send(message)

        await self._app(scope, receive, noted)
        kept.whole = size <= LONGEST_KEPT and bool(kept.messages) and kept.messages[0]["status"] < 300


async def _read(receive: Receive, body: IO[bytes]) -> str:
    """Put a request's body into a file, and return its hash."""
    digest, more = hashlib.sha256(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        piece = message.get("body", b"")
        digest.update(piece)
        body.write(piece)
        more = message.get("more_body", False)
    body.seek(0)
    return digest.hexdigest()


def _replayed(body: IO[bytes]) -> Receive:
    """Return the body from its file, piece by piece."""
    done = False

    async def receive() -> Message:
        nonlocal done
        if done:
            return {"type": "http.disconnect"}
        piece = body.read(CHUNK)
        done = not piece
        return {"type": "http.request", "body": piece, "more_body": not done}

    return receive


def _marked(message: Message) -> Message:
    if message["type"] != "http.response.start":
        return dict(message)
    return {**message, "headers": [*message["headers"], (b"idempotency-replayed", b"true")]}
