"""The thread that checks: the newest text of each draft, once typing pauses; what is older is given up.

The editor's calls are answered in another thread, which never waits for a check.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

PAUSE = 0.25  # seconds without a keystroke after which a draft is checked
LOOK = 1.0  # seconds between two looks at the evidence's files
SHARE = 20  # looking takes at most one part of so many of the time


class Stale(Exception):
    """The draft was changed while it was checked."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the editor holds it."""

    uri: str
    version: int
    source: str
    form: str


class Worker:
    """Checks drafts one after the other. ``check`` is called with a draft, and ``idle`` now and then."""

    def __init__(self, check: Callable[[Draft], None], idle: Callable[[], bool], pause: float = PAUSE) -> None:
        self._check, self._idle, self._pause = check, idle, pause
        self._open: dict[str, Draft] = {}
        self._due: dict[str, float] = {}
        self._asked: list[tuple[Callable[[], Any], Future[Any]]] = []
        self._news = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="attribune-check", daemon=True)
        self._thread.start()

    def put(self, draft: Draft, *, at_once: bool = False) -> None:
        """Check a draft once typing pauses."""
        with self._news:
            self._open[draft.uri] = draft
            self._due[draft.uri] = time.monotonic() + (0 if at_once else self._pause)
            self._news.notify()

    def drop(self, uri: str) -> None:
        """Forget a draft that was closed."""
        with self._news:
            self._open.pop(uri, None)
            self._due.pop(uri, None)

    def all_again(self) -> None:
        """Check every open draft again."""
        with self._news:
            self._due = dict.fromkeys(self._open, time.monotonic())
            self._news.notify()

    def ask(self, work: Callable[[], Any]) -> Future[Any]:
        """Return what will be the result of some work, done before the next check."""
        future: Future[Any] = Future()
        with self._news:
            self._asked.append((work, future))
            self._news.notify()
        return future

    def is_stale(self, draft: Draft) -> bool:
        """True if the editor holds another text by now, or none."""
        return self._open.get(draft.uri) is not draft

    def end(self) -> None:
        """Do no more."""
        with self._news:
            self._ended = True
            self._news.notify()

    def _run(self) -> None:
        looked, wait = time.monotonic(), LOOK
        while not self._ended:
            asked, draft = self._next(looked + wait)
            if asked is not None:
                _answer(*asked)
            elif draft is not None:
                self._tried(lambda draft=draft: self._check(draft))  # type: ignore[misc]
            if time.monotonic() >= looked + wait:
                looked = time.monotonic()
                self._tried(lambda: self.all_again() if self._idle() else None)
                wait = max(LOOK, (time.monotonic() - looked) * SHARE)
                looked = time.monotonic()

    def _next(self, until: float) -> tuple[tuple[Callable[[], Any], Future[Any]] | None, Draft | None]:
        """Return what is asked, else the draft that is due; neither where it is time to look at the evidence."""
        with self._news:
            while not self._ended:
                now = time.monotonic()
                if self._asked:
                    return self._asked.pop(0), None
                due = min(self._due, key=lambda uri: self._due[uri], default=None)
                if due is not None and self._due[due] <= now:
                    del self._due[due]
                    return None, self._open.get(due)
                if now >= until:
                    break
                self._news.wait(min(until, self._due[due] if due is not None else until) - now)
        return None, None

    def _tried(self, work: Callable[[], object]) -> None:
        """Do some work; what goes wrong is logged, and the thread lives on."""
        try:
            work()
        except Stale:
            pass
        except Exception:
            logging.getLogger(__name__).exception("a draft could not be checked")


def _answer(work: Callable[[], Any], future: Future[Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except Exception as error:
        future.set_exception(error)
