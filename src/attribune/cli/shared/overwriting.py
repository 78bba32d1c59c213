"""What ``-o``, ``--also``, ``--to`` and ``--script`` may write over: new and empty files, our
own output; no input, no corpus.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from attribune.errors import UsageError

HEAD = 16_384  # bytes of a file looked at to see whether it is ours
PARQUET = b"PAR1"
_GENERATED = re.compile(rb"generator\x18.Attribune ", re.DOTALL)  # a pair of Parquet's metadata
ZIP = b"PK\3\4"
_COMMENT = b"Attribune 999.999.999 \xc2\xb7 quotation check"
_ARCHIVE = re.compile(rb"Attribune \d[\w.]{0,20} \xc2\xb7 quotation check\Z")
_VERIFIER = b'#!/usr/bin/env python3\n"""Verify a dossier offline'
_TRACE = re.compile(rb'\{"type": "article", "article": "[0-9a-f]{16}[^"]{0,300}", "name": ')
Identity = tuple[int, int]


def refuse_overwriting(output: str | None, inputs: Iterable[str], *, force: bool) -> None:
    """Raise UsageError where writing to ``output`` would destroy something.

    ``inputs`` are the files, folders and corpora that the call reads. An input, or anything that stands in an input
    folder, is refused by whatever path or link it is named, and so is every path inside a corpus; ``force`` allows only
    other existing files. Devices and pipes aren't judged: nothing of theirs can be lost.
    """
    if output is None or output == "-" or "\0" in output:
        return
    real = os.path.realpath(output)
    corpus = _corpus_around(real)
    if corpus is not None:
        raise UsageError(f"this lies in the corpus {corpus}, which -o never writes into; name another file",
                         concerns=output)  # fmt: skip
    about = _stat(output) or _stat(real)  # the system finds no "x/../draft.txt" without x; what is written is the draft
    if about is None or not stat.S_ISREG(about.st_mode):
        return
    ours = is_ours(real)
    for named in inputs:
        if named != "-" and "\0" not in named and _is_input(real, about, named, ours=ours):
            raise UsageError(
                f"this is an input of the same call ({named}), which -o never writes over; name another file",
                concerns=output,
            )
    if about.st_size and not ours and not force:
        raise UsageError("this file exists, and Attribune didn't write it; --force writes over it", concerns=output)


def refuse_overwriting_in(
    folder: str, files: Mapping[str, bytes], inputs: Sequence[str], *, force: bool, whole: bool = False
) -> None:
    """Raise UsageError where writing files into a folder would destroy something, or change a corpus.

    ``files`` are their names, each with the bytes with which a file begins that is ours (b"": only its mark tells);
    with ``whole`` it has these bytes and no others, so that nobody's work on it is lost.
    """
    if os.path.lexists(folder) and not os.path.isdir(folder):  # noqa: PTH112
        raise UsageError("this is a file; name a folder", concerns=folder)
    for name, head in files.items():
        path = os.path.join(folder, name)  # noqa: PTH118
        refuse_overwriting(path, inputs, force=force or (head != b"" and _begins(path, head, whole=whole)))


def _begins(path: str, head: bytes, *, whole: bool) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(len(head)) == head and not (whole and file.read(1))
    except OSError:
        return False


def is_ours(path: str) -> bool:
    """True if a file carries our mark, or is a table with our headings."""
    from attribune.articles.document.own_output import kind_by_keys, kind_by_mark

    try:
        with open(path, "rb") as file:  # noqa: PTH123
            head = file.read(HEAD)
            if head.startswith(PARQUET):  # its metadata stand at the end
                file.seek(max(0, os.fstat(file.fileno()).st_size - HEAD))
                return _GENERATED.search(file.read(HEAD)) is not None
            if head.startswith(ZIP):  # so does the comment of an archive, which goes where somebody saves it anew
                file.seek(max(0, os.fstat(file.fileno()).st_size - len(_COMMENT)))
                return _ARCHIVE.search(file.read()) is not None
    except OSError:
        return False
    if kind_by_mark(head) is not None or head.startswith(_VERIFIER) or _TRACE.match(head):
        return True
    first = head.decode("utf-8", "replace").partition("\n")[0].strip().lstrip("\ufeff")
    return kind_by_keys(_names(first)) is not None


def _names(line: str) -> list[str]:
    """Return the names in a line of JSON, or the headings of a table."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return line.replace('"', "").split(",")
    return list(value) if isinstance(value, dict) else []


def _corpus_around(real: str) -> str | None:
    """Return the corpus in which a path lies, at whatever depth, or None."""
    from attribune.corpus.storage.database import is_corpus

    return next((str(folder) for folder in Path(real).parents if is_corpus(folder)), None)


def _is_input(real: str, about: os.stat_result, named: str, *, ours: bool) -> bool:
    input_stat = _stat(named)
    if input_stat is None:
        return os.path.realpath(named) == real
    if not stat.S_ISDIR(input_stat.st_mode):
        return _identity(input_stat) == _identity(about)
    inside = os.path.join(os.path.realpath(named), "")  # noqa: PTH118 - a prefix
    if real.startswith(inside) and not ours:  # a report of ours in the folder isn't evidence, and is written anew
        return True
    # A hard link: the file may have another name in the folder. Only then is the folder looked through.
    return about.st_nlink > 1 and _identity(about) in _identities(named)


def _identities(folder: str) -> Iterator[Identity]:
    for at, _, names in os.walk(folder):
        for name in names:
            file_stat = _stat(os.path.join(at, name))  # noqa: PTH118
            if file_stat is not None:
                yield _identity(file_stat)


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None


def _identity(about: os.stat_result) -> Identity:
    return about.st_dev, about.st_ino
