"""Writes a command's answer to stdout, or to a file that is replaced as a whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from attribune.cli.shared.overwriting import refuse_overwriting as refuse_overwriting
from attribune.cli.shared.overwriting import refuse_overwriting_in as refuse_overwriting_in
from attribune.cli.shared.streams import handler_of, why_unwritten
from attribune.errors import UsageError

LEFT_FOR = 10  # seconds for which a temporary file isn't removed as a leftover: its writer may not have locked it yet
FORCE = click.option("--force", is_flag=True, help="Let -o overwrite a file that Attribune didn't write.")
_OUTPUT = click.option("-o", "--output", metavar="FILE", help="Write here instead of to standard output.")


def output_options(command: Any) -> Any:
    """Return the options ``-o`` and ``--force``, the same in every command that may write a file."""
    return _OUTPUT(FORCE(command))


def write(pieces: Iterable[str] | bytes, output: str | None, form: str = "text") -> None:
    """Write pieces as they come, to the named file or to stdout ("-" or none). Raises UsageError where that fails.

    ``form`` ("text", "json", "html"…) says how signs are written that stdout's encoding doesn't have. Bytes are a whole
    file, which a terminal isn't given.
    """
    if isinstance(pieces, bytes):
        _write_bytes(pieces, output, form)
        return
    if output is None or output == "-":
        _to_stdout(pieces, form)
        return
    with replacing(output) as file:
        for piece in pieces:
            file.write(piece)


def _write_bytes(data: bytes, output: str | None, form: str) -> None:
    if output is None and sys.stdout.isatty():
        raise UsageError(f"{form} is no text for a terminal: name a file with -o")
    if output is None or output == "-":
        with _written("standard output"):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        return
    with replacing(output) as file:
        file.buffer.write(data)


@contextmanager
def replacing(output: str) -> Iterator[TextIO]:
    """Yield a text file to write; it gets its name when the block ends well, and till then an earlier one keeps it.

    Where the system can, the file has no name until then, so that a killed program leaves nothing behind; what one left
    elsewhere is removed by the next. What is no plain file (a device, a pipe) is written as it is. Raises UsageError
    where it can't be written.
    """
    try:
        real = Path(os.path.realpath(output))
        known = Path(output) if Path(output).exists() else real
        plain = known.is_file() or not known.exists()
        # A link stays, and what it leads to is replaced. A pipe is only reached by the name given: /dev/stdout.
        path = real if plain else Path(output)
        if plain:
            _remove_leftovers(path)
        waiting = path.with_name(f".{path.name[:80]}.{os.getpid()}.new") if plain else path
        handle = _nameless(path.parent) if plain else None
        nameless = handle is not None
        file = open(waiting if handle is None else handle, "w", **_TEXT)  # noqa: PTH123, SIM115 (a handle is no path)
        if plain and not nameless:
            _hold(file)
    except (OSError, ValueError) as error:
        raise UsageError(why_unwritten(error, output), concerns=output) from None
    try:
        with _written(output):
            with file:
                yield file
                file.flush()
                if nameless:
                    _named(file, waiting)
            if plain:
                if path.exists():
                    shutil.copymode(path, waiting)
                waiting.replace(path)
    finally:
        if plain:
            waiting.unlink(missing_ok=True)


_TEXT: dict[str, Any] = {"encoding": "utf-8", "newline": "\n", "errors": "backslashreplace"}


def _nameless(folder: Path) -> int | None:
    """Return a handle on a new file without a name; None where the system or the file system has none."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError:
        return None


def _named(file: TextIO, path: Path) -> None:
    """Give a nameless file its name."""
    path.unlink(missing_ok=True)
    root = os.open("/", os.O_RDONLY)  # with a folder given, links are followed as is asked for
    try:
        os.link(f"/proc/self/fd/{file.fileno()}", path, src_dir_fd=root, follow_symlinks=True)
    finally:
        os.close(root)


def _hold(file: TextIO) -> None:
    """Keep a file with a name from being taken for a leftover, for as long as it is open."""
    try:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return


def _remove_leftovers(path: Path) -> None:
    """Remove what killed programs left of this file: old, of our make, and held by nobody."""
    try:
        import fcntl
    except ImportError:
        return
    ours = re.compile(rf"\.{re.escape(path.name[:80])}\.\d+\.new")
    for leftover in path.parent.iterdir() if path.parent.is_dir() else ():
        if not ours.fullmatch(leftover.name) or leftover.is_symlink() or not leftover.is_file():
            continue
        try:
            if time.time() - leftover.stat().st_mtime < LEFT_FOR:
                continue
            with leftover.open("rb") as file:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                leftover.unlink()
        except OSError:
            continue


@contextmanager
def _written(output: str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(why_unwritten(error, output), concerns=output) from None


def _to_stdout(pieces: Iterable[str], form: str) -> None:
    stream = sys.stdout
    encoding = stream.encoding or "utf-8"
    try:
        with _written("standard output"):
            for piece in pieces:
                stream.write(piece.encode(encoding, handler_of(form)).decode(encoding))
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
