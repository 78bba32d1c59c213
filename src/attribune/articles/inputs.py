"""The files to read among the named files and folders."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from attribune.articles.formats import FORMATS, suffix
from attribune.errors import AttribuneError, EmptyInput, MissingInput, UnreadableInput

STDIN = "-"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_FETCHED = "this is a URL, and files are read here; attribune add --fetch takes http and https URLs into a corpus"


def inputs(
    paths: Sequence[str | Path],
    *,
    recursive: bool = True,
    on_error: Callable[[AttribuneError], None] | None = None,
    on_other: Callable[[Path], None] | None = None,
) -> Iterator[Path]:
    """Yield the files to read: those named, and in folders those of a known kind, sorted by name.

    In a folder, what is hidden and unknown suffixes are passed over (``on_other`` is called with them); a symbolic link
    there is not followed and goes to ``on_error``, as does a folder that can't be opened or holds nothing to read.
    Without ``on_error`` these are raised.
    """
    report = on_error or raise_error
    for named in paths:
        path = Path(named)
        if not str(named):
            report(MissingInput("an empty name can't be a file or folder", concerns='""'))
        elif isinstance(named, str) and _URL.match(named):
            report(MissingInput(_FETCHED, concerns=named[:200]))
        elif str(named) != STDIN and _is_folder(path):
            has_files = False
            for file in _walk(path, recursive, report, on_other or (lambda _path: None)):
                has_files = True
                if file is not None:
                    yield file
            if not has_files:
                report(EmptyInput("no file of a known kind in this folder", concerns=str(path)))
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # the name is too long, holds a zero character or leads through a closed folder
        return False


def raise_error(error: AttribuneError) -> None:
    raise error


def _walk(
    top: Path, recursive: bool, report: Callable[[AttribuneError], None], other: Callable[[Path], None]
) -> Iterator[Path | None]:
    """Yield the files under ``top``; ``None`` stands for something that was reported.

    No recursion: folders may be deep.
    """
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                ordered = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            report(UnreadableInput(f"the folder can't be opened: {error.strerror}", concerns=str(folder)))
            yield None
            continue
        below = []
        for entry in ordered:
            path = folder / entry.name
            if entry.name.startswith("."):
                other(path)
                continue
            if entry.is_symlink():
                report(
                    UnreadableInput(
                        "a symbolic link inside a folder isn't followed; name its target", concerns=str(path)
                    )
                )
                yield None
            elif entry.is_dir(follow_symlinks=False):
                below.append(path)
            elif suffix(entry.name) in FORMATS:
                yield path
            else:
                other(path)
        if recursive:
            waiting.extend(reversed(below))
