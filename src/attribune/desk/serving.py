"""Runs the desk: one process, one address."""

from __future__ import annotations

import contextlib
import logging
import socket
import sys

from attribune.desk.app import create_app
from attribune.desk.settings import Settings
from attribune.errors import UsageError

GRACE = 5  # seconds that open answers have to end when the desk is stopped


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises UsageError where the address is taken."""
    import uvicorn

    app = create_app(settings, audit=settings.folder / "audit.jsonl", warmed=True)
    listener = tcp_socket(settings.host)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen()  # before the address is told, so that whoever reads it can ask at once
    except OSError as error:
        listener.close()
        raise UsageError(f"this address can't be served: {error.strerror}; choose another with --port",
                         concerns=f"{settings.host}:{settings.port}") from None  # fmt: skip
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app, access_log=False, server_header=False, date_header=False, log_level="warning", ws="none",
        timeout_keep_alive=5, limit_concurrency=2 * settings.limits.open, h11_max_incomplete_event_size=64_000,
        proxy_headers=False, timeout_graceful_shutdown=GRACE,
    )  # fmt: skip
    print(f"the desk of {settings.corpus} is at {address(settings, listener.getsockname()[1])}", file=sys.stderr)
    with contextlib.suppress(KeyboardInterrupt):  # the way to stop a desk
        uvicorn.Server(config).run(sockets=[listener])


def tcp_socket(host: str) -> socket.socket:
    """Return a socket to listen at ``host``. It says that it is TCP's: asyncio sends what is small at once only then.

    Otherwise every answer on a connection that is kept waits 40 ms for the other side to acknowledge its head.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made


def address(settings: Settings, port: int) -> str:
    """Return where a person opens the desk."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{port}/"
