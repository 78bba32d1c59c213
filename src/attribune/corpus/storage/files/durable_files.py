"""Files and folders that are on disk when the call returns: bytes first, then their name, then the name's folder."""

from __future__ import annotations

import os
from pathlib import Path

from attribune.corpus.storage.files.safe_files import create_entry


def write_synced(path: Path, data: bytes) -> None:
    """Replace a file as a whole or not at all, on disk when this returns. Raises OSError."""
    write_whole(path, data, waiting=path.with_name(f".{path.name}.new"))
    sync_folder(path.parent)


def write_whole(path: Path, data: bytes, *, waiting: Path) -> None:
    """As :func:`write_synced`, through the file ``waiting``; that the folder is synced is left to the caller."""
    try:
        with os.fdopen(create_entry(waiting), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError:
        waiting.unlink(missing_ok=True)
        raise


def make_folder(path: Path) -> None:
    """Make a folder and those above it where they are missing, each with its name on disk. Raises OSError."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in missing:
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
