"""Reading of the named inputs, the list of bad ones, progress and terminal width, shared by the commands."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attribune.cli.shared.colour import wants_colour as wants_colour
from attribune.cli.shared.passed_over import PassedOver
from attribune.errors import AttribuneError, NetError, internal
from attribune.exports.terminal.ansi import printable
from attribune.records import Article, Reading
from attribune.text.clipping import count

if TYPE_CHECKING:
    from attribune.articles.reading import ReadFiles
    from attribune.nets.tagger import Relation

FORMATS = ("text", "json", "jsonl", "html")
TIERS = ("auto", "fast", "best", "rules")


column_option = click.option(
    "--map", "columns", metavar="FIELD=COLUMN,…", help="Which column of a table holds what: text=body,url=link."
)


class Problems:
    """The inputs that couldn't be read: reported at once on stderr, counted for the exit status."""

    def __init__(self) -> None:
        self.seen: list[AttribuneError] = []
        self.good = 0
        self.others = PassedOver()

    def __call__(self, error: AttribuneError) -> None:
        """Take note of one bad input."""
        self.seen.append(error)
        click.echo(f"attribune: {error.line()}", err=True)

    def summary(self) -> None:
        """Say what folders hold that isn't read, and how many inputs were lost and read where there were several."""
        for line in self.others.lines():
            click.echo(f"attribune: {printable(line)}", err=True)
        lost = len(self.seen)
        if lost and lost + self.good > 1:
            click.echo(f"attribune: {count(lost, 'input')} left out, {self.good} read", err=True)


def read_all(
    paths: Sequence[str], problems: Problems, columns: str | None = None, *, draft: bool = False
) -> list[Article]:
    """Return every article of the named files and folders; ``-`` is standard input.

    ``draft``: a quotation of a file that stands in none of its articles is named in the notes.
    """
    return list(each(paths, problems, columns, draft=draft))


def each(
    paths: Sequence[str], problems: Problems, columns: str | None = None, *, draft: bool = False
) -> Iterator[Article]:
    """Yield the articles of :func:`read_all` one by one, counted."""
    with Progress("articles loaded") as progress:
        for article in articles(paths, problems, columns, others=problems.others, draft=draft):
            yield article
            problems.good += 1
            progress.step()


def articles(
    paths: Sequence[str],
    problems: Callable[[AttribuneError], None],
    columns: str | None = None,
    skip: Callable[[Path], bool] = lambda _path: False,
    others: PassedOver | None = None,
    draft: bool = False,
    files: ReadFiles | None = None,
) -> Iterator[Article]:
    """Yield the articles one by one; of a corpus folder the latest versions.

    Files that ``skip`` is true of aren't read; ``others`` is called with the other files in folders; of ``files`` only
    those are read that changed.

    ``columns`` says which column of a table holds what. Raises UsageError where it is wrong.
    """
    from attribune.articles.document.identity import Ids
    from attribune.articles.reading import read_paths
    from attribune.articles.tabular.table import column_map
    from attribune.corpus.storage.corpus import articles_of
    from attribune.corpus.storage.database import is_corpus

    mapped = column_map(columns) if columns else None
    ids = Ids()
    for path in paths:
        if path != "-" and "\0" not in path and is_corpus(path):
            try:
                yield from map(ids.own, articles_of(path))
            except AttribuneError as error:
                problems(error)
        else:
            for article in read_paths(
                [path], on_error=problems, columns=mapped, skip=skip, on_other=others, draft=draft, files=files
            ):
                if others is not None:
                    others.hear(article.notes)
                yield ids.own(article)


def read_or_tell(
    article: Article, tier: str, problems: Problems, tagged: Sequence[Relation] | None = None
) -> Reading | None:
    """Return what an article states, or None where it can't be read in time or by a fault of
    ours; the problem is reported. ``tagged`` is what ``tagged_ahead`` says of it.
    """
    from attribune.sources.timed import read_in_time

    try:
        return read_in_time(article, tier=tier, tagged=tagged)  # type: ignore[arg-type]
    except NetError:
        raise
    except AttribuneError as error:
        problems(error)
    except Exception as error:
        problems(internal(error, concerns=article.name, doing="reading what it states"))
    return None


def width() -> int:
    """Return the terminal's columns, at most 100: longer lines are hard to read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


class Progress:
    """One line on a terminal's stderr that counts what is done, how fast, and what is left; silent elsewhere.

    It shows from the second item or second on, so that a short call stays quiet.
    """

    QUIET = 1.0  # seconds before the first line
    PACE = 0.2  # seconds between two lines

    def __init__(self, label: str, total: int | None = None) -> None:
        self._label, self._total, self._done = label, total, 0
        self._began = self._shown = time.monotonic()
        self._is_drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_drawn:
            self._show(time.monotonic())
            sys.stderr.write("\n")

    def step(self, done: int | None = None, total: int | None = None) -> None:
        """One more is done, or ``done`` of ``total`` are."""
        self._done = self._done + 1 if done is None else done
        self._total = total or self._total
        now = time.monotonic()
        if sys.stderr.isatty() and now - self._began > self.QUIET and now - self._shown > self.PACE:
            self._show(now)

    def _show(self, now: float) -> None:
        self._shown, self._is_drawn = now, True
        rate = self._done / max(1e-6, now - self._began)
        line = f"{self._label}: {self._done:,}" + (f" of {self._total:,}" if self._total else "") + f" ({rate:,.1f}/s"
        if self._total and rate:
            line += f", {max(0.0, self._total - self._done) / rate:,.0f} s left"
        sys.stderr.write(f"\r\033[K{line})")
        sys.stderr.flush()
