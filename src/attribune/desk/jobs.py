"""Long work: a few jobs at once, each with its progress, its end and a way to cancel it.

A job works in a thread of this process and tells how far it is; the call that tells raises :class:`Cancelled` where
somebody asked to stop, so that nothing is cut in the middle of a write.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from attribune.clock import now
from attribune.desk.rest.answers import Problem, Refused, problem_of

State = Literal["waiting", "working", "done", "failed", "cancelled"]
ENDED = frozenset({"done", "failed", "cancelled"})


class Cancelled(BaseException):
    """Somebody asked to stop. No ``Exception``: what keeps one bad input from costing the rest mustn't catch it."""


@dataclass(slots=True, eq=False)
class Job:
    """One piece of long work. ``result`` is the answer's data, ``url`` the page that shows it."""

    id: str
    kind: str
    key: str
    by: str
    made_at: str
    number: int = 0  # of this desk, in the order in which they began
    state: State = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    result: Any = None
    url: str | None = None
    error: Problem | None = None
    ended_at: str | None = None
    changes: int = 0
    others: set[str] = field(default_factory=set)  # who asked for the same while it was open
    _stop: bool = False

    def step(self, stage: str, done: int, total: int) -> None:
        """Note how far the work is. Raises Cancelled where somebody asked to stop."""
        if self._stop:
            raise Cancelled
        self.note(stage=stage, done=done, total=total)

    def note(self, **values: Any) -> None:
        """Set some fields; ``changes`` counts how often."""
        for name, value in values.items():
            setattr(self, name, value)
        self.changes += 1

    def cancel(self) -> None:
        """Ask the work to stop; what waits never begins."""
        self._stop = True
        if self.state == "waiting":
            self.note(state="cancelled", ended_at=now())
        elif self.state == "working":
            self.note(stage="stops as soon as it can")

    def to_json(self) -> dict[str, Any]:
        """Return the job as it is now."""
        names = ("id", "kind", "state", "stage", "done", "total", "by", "made_at", "ended_at", "url", "result")
        error = self.error.model_dump() if self.error else None
        return {**{name: getattr(self, name) for name in names}, "error": error}


class Jobs:
    """The jobs of a desk, the newest last."""

    def __init__(
        self, *, working: int, waiting: int, kept: int, each: int | None = None, folder: Path | None = None
    ) -> None:
        self._folder = folder  # whose place on this machine is nobody's business
        self._pool = ThreadPoolExecutor(working, thread_name_prefix="desk-job")
        self._waiting, self._kept = working + waiting, kept
        self._each = None if each is None else working + each  # of one caller; None: as many as of all
        self._jobs: dict[str, Job] = {}
        self._begun = 0
        self._lock = threading.Lock()

    def start(self, kind: str, key: str, by: str, work: Callable[[Job], tuple[Any, str | None]]) -> Job:
        """Begin work, or return the job of this key that hasn't ended. ``work`` returns the result and its page.

        Raises Refused where too many wait, of this caller (``by``) or of all.
        """
        with self._lock:
            open_jobs = [job for job in self._jobs.values() if job.state not in ENDED]
            for job in open_jobs:
                if (job.kind, job.key) == (kind, key):
                    job.others.add(by)
                    return job
            if self._each is not None and sum(job.by == by for job in open_jobs) >= self._each:
                raise Refused("too_many", f"{self._each:,} jobs of yours haven't ended; wait for some to end")
            if len(open_jobs) >= self._waiting:
                raise Refused("busy", "too much work is waiting; try again later")
            self._begun += 1
            job = Job(secrets.token_hex(8), kind, key, by, now(), self._begun)
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.state in ENDED][: len(self._jobs) - self._kept]:
                del self._jobs[old]
        self._pool.submit(_run, job, work, self._folder)
        return job

    def job(self, number: str) -> Job:
        """Return the job of an id. Raises Refused where there is none."""
        with self._lock:
            if number not in self._jobs:
                raise Refused("missing", "there is no such job, or it is long over", concerns=number)
            return self._jobs[number]

    def __iter__(self) -> Iterator[Job]:
        with self._lock:
            return iter(list(self._jobs.values()))

    def close(self) -> None:
        """Ask all work to stop, and wait for it."""
        for job in self:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _run(job: Job, work: Callable[[Job], tuple[Any, str | None]], folder: Path | None) -> None:
    if job.state == "cancelled":
        return
    job.note(state="working")
    try:
        result, url = work(job)
    except Cancelled:
        job.note(state="cancelled", ended_at=now())
    except Exception as error:
        job.note(state="failed", error=problem_of(error, folder), ended_at=now())
    else:
        job.note(state="done", result=result, url=url, ended_at=now())
