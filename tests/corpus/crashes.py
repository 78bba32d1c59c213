"""One writer killed at one point, in a forked child; what it had acknowledged comes through a pipe."""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from attribune.corpus.ingest import add as adding
from attribune.corpus.ingest import scheduling as preparing
from attribune.corpus.ingest import worker as prepare
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import story

PAGES = 7  # of one call
BATCH = 2  # articles of a transaction, so that a short call has several


def make_pages(path: Path, first: int) -> Path:
    """The pages of one call, and one that no reader takes."""
    path.mkdir()
    for number in range(first, first + PAGES):
        (path / f"{number:05d}.txt").write_text(story(number), encoding="utf-8")
    (path / "zz.txt").write_bytes(bytes(range(256)))
    return path


def killed(corpus: Path, pages: Path, arm: Callable[[], None], after: float | None) -> tuple[list[str], bool]:
    """Fork a writer that dies by SIGKILL, at the point that ``arm`` lays or ``after`` seconds.

    Returns the digests that it acknowledged and whether it was killed before its end.
    """
    ear, mouth = os.pipe()
    child = os.fork()
    if not child:
        os.close(ear)
        _write(corpus, pages, mouth, arm)
        os._exit(0)
    os.close(mouth)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(ear, "rb") as file:
        heard = file.read().decode().split("\n")[:-1]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the writer failed; its traceback is on stderr"
    return heard, os.WIFSIGNALED(status)


def _write(corpus: Path, pages: Path, mouth: int, arm: Callable[[], None]) -> None:
    def say(_: adding.Added, done: list[adding.Acknowledged]) -> None:
        os.write(mouth, "".join(f"{one.sha256}\n" for one in done).encode())

    adding.BATCH_ARTICLES = preparing.CHUNK = BATCH
    prepare._readers.clear()
    try:
        arm()
        with Corpus(corpus, write=True) as opened:
            adding.add(
                opened,
                file_items([pages], on_error=lambda _: None),
                tier="rules",
                workers=1,
                on_commit=say,
            )
    except BaseException:
        traceback.print_exc()
        os._exit(3)


def must_hold(corpus: Path, acknowledged: set[str]) -> None:
    """Everything acknowledged is there, and the corpus is clean."""
    found = verify(corpus)
    assert found.clean, found.problems
    with Corpus(corpus) as opened:
        there = {row["sha256"] for row in opened.rows("SELECT sha256 FROM payloads")}
        read = {row["sha256"] for row in opened.rows(
            "SELECT c.sha256 FROM payloads AS c JOIN extraction_runs AS t ON t.payload = c.id")}  # fmt: skip
    assert acknowledged <= there and acknowledged <= read


class AtCall:
    """Dies at the n-th of the calls that touch the disk: syncs, renames, commits."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self) -> None:
        real_sync, real_replace = os.fsync, Path.replace

        def sync(handle: int) -> None:
            self._count()
            real_sync(handle)
            self._count()

        def replace(path: Path, target: Path) -> Path:
            self._count()
            return real_replace(path, target)

        os.fsync = sync  # type: ignore[assignment]
        Path.replace = replace  # type: ignore[method-assign,assignment]

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
