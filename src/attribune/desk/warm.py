"""Makes the first request as quick as the next: what is loaded at first use is used once when the desk starts.

The pages are asked for as a browser would, inside of the process, and a draft of our own is checked; so modules,
templates and nets are loaded, whatever pages there are. Nothing is kept of it, and nobody waits for it.

What was loaded stays as long as the process, so the garbage collector is told not to look at it again: a full
collection of its 200,000 objects kept every request of the desk waiting for 0.15 s, again and again.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Scope

from attribune.corpus.storage.files.safe_files import DATABASE
from attribune.desk.access.tokens import EVERYBODY
from attribune.desk.pages.rendering import compile_templates
from attribune.desk.service import Service
from attribune.errors import AttribuneError

AHEAD = 131_072  # bytes that are asked for at once: of more, Linux reads no more than this of the first
MOST_AHEAD = 4_000_000_000  # bytes of the database: a larger one may be more than the memory
MOST_TRACED = 5_000  # articles of a corpus whose trace is read beforehand; that of a larger one, when it is asked for


async def warm(app: ASGIApp, service: Service) -> None:
    """Ask for each kind of page once. What goes wrong will be told to whoever asks for it."""
    await run_in_threadpool(_read_ahead, service.settings.corpus / DATABASE)
    await run_in_threadpool(compile_templates)
    for path, query in await run_in_threadpool(_pages, service):
        with contextlib.suppress(Exception):
            await _ask(app, path, query)
    with contextlib.suppress(AttribuneError):
        await run_in_threadpool(service.project.evidence)
    try:
        await run_in_threadpool(_check)
    except Exception as error:
        logging.getLogger(__name__).warning("the first draft will take longer: %s", error)
    gc.collect()
    gc.freeze()


def _read_ahead(path: Path) -> None:
    """Tell the system that all of a file will be read soon, where it takes such advice: it holds in memory what it can,
    and the first searches of a large corpus don't wait for the disk."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            for at in range(0, min(path.stat().st_size, MOST_AHEAD), AHEAD):
                os.posix_fadvise(file.fileno(), at, AHEAD, os.POSIX_FADV_WILLNEED)


def _pages(service: Service) -> list[tuple[str, str]]:
    """Return the address of one page of each kind, as path and query."""
    pages = [("/check", ""), ("/search", "words=quay"), ("/search", "in=statements&words=quay"), ("/add", ""),
             ("/search", "in=speakers&words=moss"), ("/corpus", ""), ("/stories", ""), ("/checks", "")]  # fmt: skip
    with contextlib.suppress(AttribuneError), service.corpus() as corpus:
        for row in corpus.rows("SELECT id, address, latest FROM articles WHERE latest IS NOT NULL LIMIT 1"):
            pages += [(f"/versions/{row['latest']}", ""), ("/history", f"article={quote(row['address'], safe='')}")]
        for kind in ("speakers", "captures"):
            pages += [(f"/{kind}/{row['id']}", "") for row in corpus.rows(f"SELECT id FROM {kind} LIMIT 1")]
        if corpus.coverage().articles <= MOST_TRACED:
            pages += [
                (f"/stories/{row['story']}", "")
                for row in corpus.rows("SELECT story FROM traced GROUP BY story HAVING count(*) > 1 LIMIT 1")
            ]
            pages += [("/sources", ""), ("/review", "")]
    return pages


async def _ask(app: ASGIApp, path: str, query: str) -> None:
    """Ask for a page inside of the process: no guard, no log, and nobody gets the answer."""
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "headers": [],
        "server": ("127.0.0.1", 0), "client": None, "attribune.caller": EVERYBODY,
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Message) -> None:
        await asyncio.sleep(0)

    await app(scope, receive, send)


def _check() -> None:
    """Check, read and guard the demo's draft, and show the check in every form: it has something of everything."""
    from attribune.api import check, guard, read
    from attribune.exports.html import check as check_html
    from attribune.exports.jsonlines import check_object
    from attribune.exports.terminal.check import check_text

    with as_file(files("attribune.demo")) as folder:
        draft, evidence = folder / "draft.md", folder / "evidence"
        report = check(draft, [evidence / "meridian-wire.txt", evidence / "radio-saltmarsh.md"])
    articles = dict(report.articles)
    check_html.page([report.record], articles)
    check_text(report.record, width=80, colour=False, articles=articles)
    check_object(report.record, articles=articles)
    for tier in ("fast", "best"):
        read(report.record.draft, tier=tier)
    guard(report.record.draft, report.record.draft)
