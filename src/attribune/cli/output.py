"""Where a command's answer goes: to stdout, or to a file that is replaced as a whole or left as it was."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from attribune.cli.overwriting import refuse_overwriting as refuse_overwriting
from attribune.errors import UsageError

FORCE = click.option("--force", is_flag=True, help="Let -o write over a file that Attribune didn't write.")
_OUTPUT = click.option("-o", "--output", metavar="FILE", help="Write here instead of to standard output.")


def output_options(command: Any) -> Any:
    """The options ``-o`` and ``--force``, the same in every command that may write a file."""
    return _OUTPUT(FORCE(command))


def write(pieces: Iterable[str], output: str | None) -> None:
    """Write pieces as they come, to the named file or to stdout ("-" or none). Raises UsageError where that fails."""
    if output is None or output == "-":
        _to_stdout(pieces)
        return
    with replacing(output) as file:
        for piece in pieces:
            file.write(piece)


@contextmanager
def replacing(output: str) -> Iterator[TextIO]:
    """A text file to write; it gets its name when the block ends well, and till then an earlier one keeps it.

    What is no plain file (a device, a pipe) is written as it is. Raises UsageError where it can't be written.
    """
    try:
        plain = Path(output).is_file() or not Path(output).exists()
        # A link stays, and what it leads to is replaced. A pipe is only reached by the name given: /dev/stdout.
        path = Path(os.path.realpath(output)) if plain else Path(output)
        waiting = path.with_name(f".{path.name[:80]}.{os.getpid()}.new") if plain else path
        file = waiting.open("w", encoding="utf-8", newline="\n", errors="backslashreplace")
    except (OSError, ValueError) as error:
        raise UsageError(f"can't be written: {getattr(error, 'strerror', None) or error}", concerns=output) from None
    try:
        with _written(output):
            with file:
                yield file
                file.flush()
            if plain:
                if path.exists():
                    shutil.copymode(path, waiting)
                waiting.replace(path)
    finally:
        if plain:
            waiting.unlink(missing_ok=True)


@contextmanager
def _written(output: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", concerns=output) from None


def _to_stdout(pieces: Iterable[str]) -> None:
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        with _written("standard output"):
            for piece in pieces:
                stream.write(piece.encode(encoding, "backslashreplace").decode(encoding))
                stream.flush()
    except UsageError:
        drop(stream)
        raise


def drop(stream: TextIO) -> None:
    """Let what couldn't be written go, so that it isn't tried again, and complained of, when the program ends."""
    try:
        handle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(handle, stream.fileno())
        os.close(handle)
    except (OSError, ValueError):
        return
