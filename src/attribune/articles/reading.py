"""Files, folders and standard input → articles; one bad input costs only itself."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from attribune.articles.decoding.charset import HEED_CHARSET
from attribune.articles.decoding.sniff import sniff
from attribune.articles.document.identity import Ids
from attribune.articles.document.own_output import refuse_own
from attribune.articles.formats import FORMATS, MAX_BYTES, MAX_OTHER, PACKINGS, PARQUET, SANDBOXED, reader, suffix
from attribune.articles.inputs import STDIN, inputs
from attribune.errors import (
    AttribuneError,
    EmptyInput,
    InputError,
    MissingInput,
    TooLarge,
    UnknownFormat,
    UnreadableInput,
    internal,
)
from attribune.records import Article
from attribune.workers import serving

SHORT = 20_000  # bytes of a text that is read in this process: a step that is quadratic takes two seconds for these
LONG = 64_000_000  # bytes from which on a child hasn't the memory for many articles in one file
LINES = frozenset({"jsonl", "gqg"})  # of which each line may be an article
CUT = frozenset({"jsonl", "table"})  # which are read in pieces
LONG_TABLE = 100_000  # bytes from which on they may have more rows than are read at once
LONG_PACKED = 10_000  # the same of packed ones
Stamp = tuple[int, int, int] | None


def read_bytes(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
    draft: bool = False,
) -> list[Article]:
    """Return the articles in ``data``.

    ``draft``: the notes of the first name the quotations of the file that stand in none of them, so aren't checked.

    ``format`` is a suffix with or without its dot; else the name's suffix or a look inside.

    ``columns`` says which column of a table holds which field (:func:`attribune.articles.tabular.table.column_map`). Raises :class:`~attribune.errors.InputError` subclasses; a file with some bad lines raises after all are tried.
    """  # noqa: E501
    return list(iter_bytes(data, name=name, format=format, url=url, columns=columns, draft=draft))


def iter_bytes(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
    charset: str | None = None,
    draft: bool = False,
) -> Iterator[Article]:
    """As :func:`read_bytes`, one article after the other: the good ones come before the error that names the bad.

    ``charset``: what the server that gave the bytes said of their encoding.
    """
    if format is None and suffix(name) not in FORMATS:
        data = _unpacked(data, name, sniff(data))
    module = _module(data, name, format)
    if module in CUT and len(data) > LONG_TABLE:
        streamed = _in_pieces(io.BytesIO(data), len(data), name, module, columns, url, draft)
        if streamed is not None:
            yield from streamed
            return
    yield from _articles(data, name, module, url, columns, charset, draft)


def read_file(
    path: str | Path, *, format: str | None = None, columns: Mapping[str, str] | None = None
) -> list[Article]:
    """Return the articles in one file (``-`` is standard input). Raises as :func:`read_bytes`, and where it can't be
    opened."""
    return list(_file_articles(Path(path), format, columns))


def read_paths(
    paths: Sequence[str | Path],
    *,
    on_error: Callable[[AttribuneError], None],
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    skip: Callable[[Path], bool] = lambda _path: False,
    on_other: Callable[[Path], None] | None = None,
    draft: bool = False,
    files: ReadFiles | None = None,
) -> Iterator[Article]:
    """Yield every article of the named files and folders, in order; of ``files`` only those that changed are read.

    ``draft`` as in :func:`read_bytes`. What can't be read goes to ``on_error``; the rest comes.

    Files that ``skip`` is true of aren't read; ``on_other`` is called with files in folders that no reader takes.
    """
    for path in inputs(paths, on_error=on_error, on_other=on_other):
        if skip(path):
            continue
        try:
            yield from files.articles(path, columns) if files else _file_articles(path, format, columns, draft)
        except AttribuneError as error:
            on_error(error)
        except Exception as error:  # a fault of ours costs the file, and no other
            on_error(internal(error, concerns=str(path)))


class ReadFiles:
    """Files that were read, for calls that read the same again and again: each is read anew once it has changed."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Stamp, list[Article], Exception | None]] = {}

    def articles(self, path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Article]:
        """Yield the articles of a file, read now or when it was as it is. Raises as :func:`read_file`."""
        now = stamp(path)
        known = self._known.pop(path, None)
        if known is None or now is None or known[0] != now:
            known = now, *_tried(path, columns)
        self._known[path] = known
        yield from known[1]
        if known[2] is not None:
            raise known[2].with_traceback(None)


def _tried(path: Path, columns: Mapping[str, str] | None) -> tuple[list[Article], Exception | None]:
    """Return a file's good articles, and the error that names the bad ones or says why there are none."""
    good: list[Article] = []
    try:
        good.extend(_file_articles(path, None, columns))
    except Exception as error:
        return good, error
    return good, None


def stamp(path: Path) -> Stamp:
    """Return what changes when a file does: its time, size and number; None where there is none to look at."""
    try:
        about = path.stat()
    except (OSError, ValueError):
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino


def _module(data: bytes, name: str, format: str | None) -> str:
    if format is not None:
        key = "." + format.lower().lstrip(".")
        if key not in FORMATS:
            suffixes = " ".join(sorted(form.lstrip(".") for form in FORMATS))
            raise UnknownFormat(f"no reader for {format!r}; there are: {suffixes}", concerns=name)
        return FORMATS[key]
    known_module = FORMATS.get(suffix(name))
    return known_module if known_module else sniff(data)


def _articles(
    data: bytes,
    name: str,
    module: str,
    url: str | None,
    columns: Mapping[str, str] | None = None,
    charset: str | None = None,
    draft: bool = False,
) -> Iterator[Article]:
    from attribune.articles.decoding.file_kinds import reader_for

    data = _unpacked(data, name, module)
    module = reader_for(data, name, module)
    limit = MAX_BYTES.get(module, MAX_OTHER)
    if len(data) > limit:
        raise TooLarge(_too_large(len(data), limit), concerns=name)
    if not data.strip():
        raise EmptyInput("the file is empty", concerns=name)
    refuse_own(data, name, module)
    try:
        ids = Ids()
        articles = _read(data, name, module, url, columns, charset)
        for article in _told(articles, data, module, name) if draft else articles:
            yield ids.own(replace(article, name=article.name or name))
    except RecursionError:
        raise TooLarge("the file is nested too deeply to be read", concerns=name) from None
    except MemoryError:
        raise TooLarge("there isn't enough memory to read this file", concerns=name) from None
    except TooLarge as error:
        raise (error if error.concerns else TooLarge(error.message, concerns=name)) from None
    except (AttribuneError, GeneratorExit):
        raise
    except Exception as error:
        raise internal(error, concerns=name) from error


def _told(articles: Iterator[Article], data: bytes, module: str, name: str) -> Iterator[Article]:
    """Yield the articles of a draft's file, the first with notes on the quotations that none of them has."""
    from attribune.articles.residue.quotations import with_unread_told

    found, problem = list[Article](), None
    try:
        found.extend(articles)
    except AttribuneError as error:  # some of them can't be read; the others come before it
        problem = error
    yield from with_unread_told(found, data, module, name)
    if problem is not None:
        raise problem


def _read(
    data: bytes, name: str, module: str, url: str | None, columns: Mapping[str, str] | None, charset: str | None
) -> Iterator[Article]:
    """Return what the reader yields: in a child process where its parser is of foreign make, and where a text is long.

    Readers of text are ours, and linear. What isn't all the same is ended there by the clock; ``add`` has its own.
    """
    options: dict[str, Any] = {}
    if columns and module in ("jsonl", "table"):
        module, options = "table", {"columns": dict(columns)}
    if charset and module in HEED_CHARSET:
        options = {"charset": charset}
    ours = module not in SANDBOXED and not data.startswith(PARQUET)
    if not ours or (SHORT < len(data) <= LONG and module != "warc" and not serving()):
        from attribune.articles import sandbox

        return sandbox.read(module, data, name=name, url=url, options=options, each=ours)
    articles: Iterator[Article] = reader(module).read(data, name=name, url=url, **options)
    return articles


def _too_large(size: int, limit: int) -> str:
    return f"{size / 1e6:.1f} MB, and at most {limit / 1e6:.0f} MB of this kind are read; split it or keep the article only"  # noqa: E501


def _unpacked(data: bytes, name: str, module: str) -> bytes:
    """Return what packed bytes hold, within the caps.

    Other bytes, and WARC files (packed record by record), unchanged.
    """
    if module == "warc":
        return data
    most = MAX_BYTES.get(module, MAX_OTHER)
    if data.startswith(b"\x1f\x8b"):
        from attribune.articles.decoding.archive import gunzip

        unpacked = gunzip(data, name=name, most=most)
    elif data.startswith(b"\x28\xb5\x2f\xfd"):
        from attribune.articles.decoding.zstd import unzstd

        unpacked = unzstd(data, name=name, most=most)
    else:
        return data
    if module in LINES:
        from attribune.articles.decoding.archive import limit_lines

        limit_lines(unpacked.count(b"\n"), packed=len(data), name=name)
    return unpacked


def _file_articles(
    path: Path, format: str | None, columns: Mapping[str, str] | None = None, draft: bool = False
) -> Iterator[Article]:
    if str(path) == STDIN:
        data = _capped(sys.stdin.buffer, "standard input", max(MAX_BYTES.values()))
        yield from iter_bytes(data, name="standard input", format=format, columns=columns, draft=draft)
        return
    named = _named_module(str(path), format)
    if named == "warc":
        yield from _streamed(path)
        return
    if named in CUT:
        with _opened(path, limit=None) as file:
            size = os.fstat(file.fileno()).st_size
            long = size > (LONG_PACKED if path.name.lower().endswith(PACKINGS) else LONG_TABLE)
            streamed = _in_pieces(file, size, str(path), named, columns, None, draft) if long else None
            if streamed is not None:
                yield from streamed
                return
    data = _contents(path, format)
    yield from _articles(data, str(path), _module(data, str(path), format), None, columns, None, draft)


def _named_module(name: str, format: str | None) -> str:
    """Return the reader that the format or the name's suffix says, or ""."""
    return FORMATS.get("." + format.lower().lstrip(".") if format else suffix(name), "")


def _streamed(path: Path) -> Iterator[Article]:
    """Yield a web archive is read record by record, so that its size doesn't matter."""
    from attribune.articles.warc.reader import read_stream

    name = str(path)
    with _opened(path, limit=None) as file:
        size = os.fstat(file.fileno()).st_size
        if not size:
            raise EmptyInput("the file is empty", concerns=name)
        ids = Ids()
        for article in read_stream(file, name=name, size=size):
            yield ids.own(replace(article, name=article.name or name))


def _in_pieces(
    file: BinaryIO, size: int, name: str, module: str, columns: Mapping[str, str] | None, url: str | None, draft: bool
) -> Iterator[Article] | None:
    """Return the articles of long JSON Lines or a long table, piece by piece.

    None where it can't be cut and is read whole.
    """
    from attribune.articles.tabular.streamed import pieces_of, read_pieces

    pieces = pieces_of(file, size, name=name, kind=module)
    if pieces is None:
        return None
    ids = Ids()
    return map(
        ids.own, read_pieces(pieces, lambda data: _articles(data, name, module, url, columns, None, draft), name=name)
    )


def _contents(path: Path, format: str | None) -> bytes:
    """Return the bytes of a regular file."""
    limit = MAX_BYTES.get(_named_module(str(path), format), MAX_OTHER)
    with _opened(path, limit=limit) as file:
        try:
            return _capped(file, str(path), limit)
        except OSError as error:
            raise UnreadableInput(f"can't be read: {error.strerror}", concerns=str(path)) from None


def _opened(path: Path, *, limit: int | None) -> BinaryIO:
    """Return a regular file, open. Devices and pipes are refused: they may never end."""
    name = str(path)
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UnreadableInput("this is a folder", concerns=name)
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableInput("this is neither a file nor a folder", concerns=name)
        if limit is not None and about.st_size > limit:
            raise TooLarge(_too_large(about.st_size, limit), concerns=name)
        return path.open("rb")
    except FileNotFoundError:
        why = "a symbolic link to what isn't there" if path.is_symlink() else "there is no such file or folder"
        raise MissingInput(why, concerns=name) from None
    except OSError as error:
        raise UnreadableInput(f"can't be opened: {error.strerror}", concerns=name) from None
    except ValueError:  # a zero character in the path
        raise MissingInput("this can't be the name of a file", concerns=name) from None


def _capped(file: BinaryIO, name: str, limit: int) -> bytes:
    data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(_too_large(len(data), limit), concerns=name)
    return data


__all__ = ["FORMATS", "InputError", "inputs", "read_bytes", "read_file", "read_paths", "suffix"]
