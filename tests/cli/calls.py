"""A command called in this process, which is far quicker than a new one: its exit status, output and errors."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attribune.cli.main import main


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished call gave, in bytes as a pipe would carry them."""

    returncode: int
    stdout: bytes
    stderr: bytes


@contextlib.contextmanager
def _inside(folder: Path | None) -> Iterator[None]:
    before = Path.cwd()
    if folder:
        os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def call(*arguments: str, cwd: Path | None = None, stdin: bytes = b"", encoding: str = "utf-8") -> Done:
    """Run ``attribune`` with these arguments in ``cwd``, with streams as Python makes them for ``encoding``."""
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding, errors, write_through=True)
        for errors in ("strict", "backslashreplace")
    )
    given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    status = 0
    try:
        with _inside(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main(list(arguments))
            except SystemExit as stop:
                status = int(stop.code or 0)
    finally:
        sys.stdin = given
    return Done(status, out.buffer.getvalue(), err.buffer.getvalue())


def call_text(*arguments: str, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run ``attribune`` likewise; what it wrote as text."""
    done = call(*arguments, cwd=cwd, stdin=stdin)
    return subprocess.CompletedProcess(arguments, done.returncode, done.stdout.decode(), done.stderr.decode())
