"""A real browser on a real desk: what the tests of the pages and the pictures of the docs share."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.desk.app import create_app
from attribune.desk.serving import tcp_socket
from attribune.desk.settings import Settings
from attribune.errors import AttribuneError
from attribune.trace.corpus.update import trace_corpus

DEMO = Path("src/attribune/demo")
PROGRAM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)


def why_not() -> str | None:
    """Return why no browser can be had here; None where one can."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "the package playwright isn't installed"
    return None if PROGRAM else "there is no Chromium on PATH"


@contextmanager
def chromium(*arguments: str) -> Iterator[Any]:
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as made:
        browser = made.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox", *arguments])
        try:
            yield browser
        finally:
            browser.close()


def demo_corpus(place: Path) -> Path:
    """Return a corpus of the demo's evidence, traced."""
    corpus = place / "demo-corpus"
    problems: list[AttribuneError] = []
    with Corpus(corpus, write=True) as opened:
        added = add(opened, file_items([DEMO / "evidence"], on_error=problems.append), workers=1)
    assert added.articles == 7 and not problems
    trace_corpus(corpus)
    return corpus


@contextmanager
def served(corpus: Path, folder: Path, **values: Any) -> Iterator[str]:
    """A desk of a corpus on a free port, with these settings; its address."""
    settings = Settings(corpus=corpus, folder=folder, **values)
    listener = tcp_socket(settings.host)
    listener.bind((settings.host, 0))
    listener.listen()
    config = uvicorn.Config(create_app(settings), log_level="warning", ws="none", server_header=False)
    server = uvicorn.Server(config)
    worker = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    worker.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        worker.join(10)
