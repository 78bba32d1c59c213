"""Progress of ``attribune add``: a line that is redrawn on a terminal, a line now and then in a log."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import click

from attribune.text.clipping import count

if TYPE_CHECKING:
    from attribune.corpus.ingest.add import Acknowledged, Added
    from attribune.errors import AttribuneError

QUIET = 1.0  # seconds before the first line: a short call says only what came of it
COUNTING = 1.0  # seconds more that the first line waits for how many inputs there are
PACE = 0.3  # seconds between two lines on a terminal
LOG_PACE = 30.0  # elsewhere


class AddProgress:
    """Counts what is in, from another thread, so that something shows before the first input is in.

    Use as a context manager: inside it the line is drawn.
    """

    def __init__(self, inputs: Sequence[str], form: str) -> None:
        self.form = form
        self._inputs = inputs
        self._tty = sys.stderr.isatty()
        self._began = time.monotonic()
        self._is_drawn = False
        self._found = 0
        self._total: int | None = None
        self._added: Added | None = None
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self._counting = threading.Thread(target=self._count, daemon=True)
        if "-" not in self._inputs:
            self._counting.start()
        self._drawing = threading.Thread(target=self._draw, daemon=True)
        self._drawing.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the last line on the screen."""
        self._over.set()
        self._drawing.join(PACE)
        if self._is_drawn and self._tty:
            self._is_drawn = False
            sys.stderr.write("\n")

    def _count(self) -> None:
        from attribune.corpus.ingest.archives import is_archive
        from attribune.corpus.ingest.items import file_items
        from attribune.corpus.ingest.web import is_url

        lost: list[AttribuneError] = []
        self._found = sum(map(is_url, self._inputs))
        try:
            for item in file_items([named for named in self._inputs if not is_url(named)], on_error=lost.append):
                if is_archive(item.path or "") or self._over.is_set():
                    return  # how many records it holds shows only when it is read
                self._found += 1
        except Exception:  # adding them reports what is wrong with them
            return
        self._total = self._found + len(lost)

    def committed(self, added: Added, acknowledged: list[Acknowledged]) -> None:
        """Report a batch that is on disk."""
        self._added = added
        if self.form == "jsonl":
            from attribune.exports.neutral import escaped

            lines = []
            for item in acknowledged:
                errors = [{"code": code, "message": message} for code, message in item.errors]
                about = {"input": item.name, "sha256": item.sha256, "articles": item.articles, "known": item.known}
                lines.append(escaped(json.dumps({**about, "errors": errors})) + "\n")
            click.echo("".join(lines), nl=False)  # in one piece: an interrupt can't come between two of them

    def interrupted(self) -> str:
        """Return what is said where the call is stopped before its end."""
        added = self._added
        inputs, articles = (added.items, added.articles) if added else (0, 0)
        line = (
            f"attribune: interrupted; at least {count(inputs, 'input')} with "
            f"{new_texts(articles)} are in and stay; give the same call again to add the rest"
        )
        return f"\n{line}" if self._is_drawn and self._tty else line

    def _draw(self) -> None:
        wait = QUIET
        while not self._over.wait(wait):
            if not self._is_drawn and self._counting.ident is not None:
                self._counting.join(COUNTING)
            wait = PACE if self._tty else LOG_PACE
            line = self._line()
            self._is_drawn = True
            sys.stderr.write(f"\r\033[K{line}" if self._tty else f"attribune: {line}\n")
            sys.stderr.flush()

    def _line(self) -> str:
        added = self._added
        if added is None or not added.items:
            inputs_found = self._total or self._found
            of = f"{count(inputs_found, 'input')} found, " if inputs_found else ""
            return f"reading: {of}none in yet ({span(time.monotonic() - self._began)})"
        seconds = max(time.monotonic() - self._began, 1e-6)
        line = f"{added.items:,}"
        line += f" of {self._total:,} inputs" if self._total else " inputs"
        line += f", {added.articles:,} articles ({added.articles / seconds:,.0f}/s), {len(added.errors):,} errors"
        if self._total:
            seconds_left = max(0, self._total - added.items) * seconds / added.items
            line += f", {span(seconds_left)} left"
        return line


def new_texts(articles: int) -> str:
    """Return how many texts are new, of articles or of new versions of them."""
    return "1 new article or version" if articles == 1 else f"{articles:,} new articles or versions"


def span(seconds: float) -> str:
    """Return a time in the unit that suits it.

    >>> span(2.345), span(600), span(7200)
    ('2.3 s', '10 min', '2.0 h')
    """
    if seconds < 100:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
