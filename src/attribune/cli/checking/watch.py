"""``check --watch``: checks again whenever a draft, the evidence or the settings change, until it is interrupted.

Files are polled: their times, sizes and numbers are looked at, a corpus by its database. A file is read, an article is
analysed and a draft is checked again only if it changed, or what it is checked against did.
"""

from __future__ import annotations

import _thread
import os
import signal
import threading
import time
from types import FrameType
from typing import Any, Protocol

import click

from attribune.articles.reading import ReadFiles
from attribune.check.evidence.stamps import stamps
from attribune.cli.checking.options import Choices
from attribune.cli.checking.warm import Warm
from attribune.errors import AttribuneError, UsageError

PAUSE = 0.3  # seconds between two looks
AGAIN = 0.2  # seconds after which an interrupt that didn't end the watching is raised once more
SHARE = 10  # looking takes at most one part of so many of the time
CLEAR = "\x1b[2J\x1b[H"


class Call(Protocol):
    """What is watched: a call of ``check``."""

    @property
    def drafts(self) -> tuple[str, ...]: ...
    @property
    def output(self) -> str | None: ...
    @property
    def warm(self) -> Warm: ...
    def chosen(self, *, aloud: bool = True) -> Choices: ...
    def check(self) -> int: ...


def watched(call: Call) -> int:
    """Check until an interrupt comes, and return the exit status of the last check."""
    if "-" in call.drafts or "-" in call.chosen(aloud=False).against:
        raise UsageError("standard input can't be watched; name files")
    call.warm.files = ReadFiles()
    seen, status = None, 0
    interrupts = _Interrupts()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, interrupts.hear)
    try:
        while not interrupts.heard:
            began = time.monotonic()
            now = state(call)
            pause = max(PAUSE, (time.monotonic() - began) * SHARE)
            if now != seen:
                seen, status = now, _once(call)  # before it is told: an interrupt then must find it
                told = f"{time.strftime('%H:%M:%S')}: status {status}; watching, Ctrl-C ends"
                click.echo(f"attribune: {told}", err=True)
            time.sleep(pause)
    except KeyboardInterrupt:
        pass
    finally:
        interrupts.over = True
    click.echo("attribune: no longer watching", err=True)
    return status


class _Interrupts:
    """What an interrupt does: it is raised until the watching ends, since Python drops one that comes in a callback.

    Every import has such callbacks, and a check has many imports the first time. No lock is taken: an interrupt may
    come while this thread holds it.
    """

    def __init__(self) -> None:
        self.heard = self.over = False

    def hear(self, _signum: int, _frame: FrameType | None) -> None:
        """Raise an interrupt, now and again."""
        if self.over:
            return
        if not self.heard:
            self.heard = True
            _thread.start_new_thread(self._repeat, ())
        raise KeyboardInterrupt

    def _repeat(self) -> None:
        while not self.over:
            time.sleep(AGAIN)
            if not self.over:
                _thread.interrupt_main()


def _once(call: Call) -> int:
    """Check once; what is wrong now may be mended the next time, so it is told and waited for."""
    if call.output is None and os.isatty(1):
        click.echo(CLEAR, nl=False)
    try:
        return call.check()
    except AttribuneError as error:
        click.echo(f"attribune: {error.line()}", err=True)
        return 2


def state(call: Call) -> tuple[Any, ...]:
    """Return what changes when a call would give another answer: the settings, and the stamp of every file."""
    try:
        chosen = call.chosen(aloud=False)
    except AttribuneError as error:
        return str(error), *stamps(call.drafts)
    own = os.path.realpath(call.output) if call.output else None  # the answer may lie among the evidence
    files = stamps((*call.drafts, *chosen.against))
    return chosen, *(file for file in files if own is None or os.path.realpath(file[0]) != own)
