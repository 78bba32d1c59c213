"""Files of the desk that only its user can read."""

from __future__ import annotations

import os
from pathlib import Path


def append(path: Path, line: str) -> None:
    """Add a line to a file, made where it isn't there; the line is written at once."""
    _write(path, line + "\n", os.O_APPEND)


def replace_file(path: Path, text: str) -> None:
    """Write a file anew: whoever reads it reads the earlier one or this one, whole."""
    new = path.with_suffix(".new")
    _write(new, text, os.O_TRUNC)
    new.replace(path)


def _write(path: Path, text: str, how: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | how | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
