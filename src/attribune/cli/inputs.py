"""What the commands share: reading the named inputs, listing the bad ones, choosing an output."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from attribune.errors import AttribuneError, UsageError
from attribune.records import Article

FORMATS = ("text", "json", "jsonl", "html")
TIERS = ("auto", "fast", "best", "rules")


class Problems:
    """The inputs that couldn't be read: said at once on stderr, counted for the exit status."""

    def __init__(self) -> None:
        self.seen: list[AttribuneError] = []

    def __call__(self, error: AttribuneError) -> None:
        """Take note of one bad input."""
        self.seen.append(error)
        click.echo(f"attribune: {error.line()}", err=True)

    def summary(self, good: int) -> None:
        """Say how many were lost, where there were several inputs."""
        if self.seen and good:
            lost = len(self.seen)
            click.echo(f"attribune: {lost} input{'s' * (lost > 1)} left out, {good} read", err=True)


def read_all(paths: Sequence[str], problems: Problems) -> list[Article]:
    """Every article of the named files and folders; ``-`` is standard input."""
    from attribune.articles.reading import read_paths

    return list(read_paths(paths, on_error=problems))


def wants_colour() -> bool:
    """Colour where a terminal is looking and nobody asked for none."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The terminal's columns, at most 100: longer lines are hard to read."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def write(text: str, output: str | None) -> None:
    """Write to the named file, or to stdout. Raises UsageError where the file can't be written."""
    if output is None or output == "-":
        stream: Any = sys.stdout
        encoding = stream.encoding or "utf-8"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
        return
    try:
        with Path(output).open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", concerns=output) from None


def progress_line(what: str, done: int, total: int) -> None:
    """Rewrite one progress line on a terminal's stderr; silent elsewhere."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r{what}: {done} of {total}{end}")
        sys.stderr.flush()
