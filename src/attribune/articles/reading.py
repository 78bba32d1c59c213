"""Files, folders and standard input → articles; which reader reads what, and how one bad input costs only itself."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from attribune.articles.decoding.charset import HEED_CHARSET
from attribune.articles.document.identity import Ids
from attribune.articles.document.own_output import refuse_own
from attribune.articles.formats import reader
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

# suffix → kind of file
FORMATS: dict[str, str] = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".docx": "docx",
    ".docm": "docx",
    ".rtf": "rtf",
    ".odt": "odt",
    ".fodt": "odt",
    ".ott": "odt",
    ".pdf": "pdf",
    ".eml": "mail",
    ".epub": "epub",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".vtt": "subtitles",
    ".srt": "subtitles",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "table",
    ".gqg": "gqg",
    ".warc": "warc",
    ".wacz": "warc",
}
# The caps, in bytes: beyond them a file is refused before it is parsed. Long reads are well under 1 MB.
MAX_BYTES: dict[str, int] = {
    "plain": 64_000_000,
    "markdown": 16_000_000,
    "html": 20_000_000,
    "jsonl": 1_000_000_000,
    "docx": 64_000_000,
    "rtf": 64_000_000,
    "odt": 64_000_000,
    "mail": 64_000_000,
    "mhtml": 64_000_000,
    "subtitles": 16_000_000,
    "feed": 64_000_000,
    "table": 1_000_000_000,
    "gqg": 1_000_000_000,
    "warc": 1_000_000_000,  # from memory or standard input; a named file is read as a stream, whatever its size
}
MAX_OTHER = 256_000_000
# Readers of formats that parsers of foreign make take apart: they run in a child process with limits.
PARQUET = b"PAR1"
PACKINGS = (".gz", ".zst")  # suffixes that may stand behind all others
SANDBOXED = frozenset({"html", "docx", "rtf", "odt", "pdf", "epub", "mhtml", "mail", "feed"})
SHORT = 20_000  # bytes of a text that is read in this process: a step that is quadratic takes two seconds for these
LONG = 64_000_000  # bytes from which on a child hasn't the memory for many articles in one file
LINES = frozenset({"jsonl", "gqg"})  # of which each line may be an article
CUT = frozenset({"jsonl", "table"})  # which are read in pieces
LONG_TABLE = 100_000  # bytes from which on they may have more rows than are read at once
LONG_PACKED = 10_000  # the same of packed ones
STDIN = "-"
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_FETCHED = "this is a URL, and files are read here; attribune add --fetch takes http and https URLs into a corpus"
_HTML_START = re.compile(
    rb"\s*+(?:(?><!--.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main|table|blockquote)\b",
    re.I | re.S,
)


def read_bytes(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[Article]:
    """The articles in ``data``. ``format`` is a suffix with or without its dot; else the name's suffix or a look inside.

    ``columns`` says which column of a table holds which field (:func:`attribune.articles.tabular.table.column_map`). Raises :class:`~attribune.errors.InputError` subclasses; a file with some bad lines raises after all are tried.
    """  # noqa: E501
    return list(iter_bytes(data, name=name, format=format, url=url, columns=columns))


def iter_bytes(
    data: bytes,
    *,
    name: str,
    format: str | None = None,
    url: str | None = None,
    columns: Mapping[str, str] | None = None,
    charset: str | None = None,
) -> Iterator[Article]:
    """As :func:`read_bytes`, one article after the other: the good ones come before the error that names the bad.

    ``charset``: what the server that gave the bytes said of their encoding.
    """
    if format is None and suffix(name) not in FORMATS:
        data = _unpacked(data, name, sniff(data))
    module = _module(data, name, format)
    if module in CUT and len(data) > LONG_TABLE:
        found = _in_pieces(io.BytesIO(data), len(data), name, module, columns, url)
        if found is not None:
            yield from found
            return
    yield from _articles(data, name, module, url, columns, charset)


def read_file(
    path: str | Path, *, format: str | None = None, columns: Mapping[str, str] | None = None
) -> list[Article]:
    """The articles in one file (``-`` is standard input). Raises as :func:`read_bytes`, and where it can't be opened."""  # noqa: E501
    return list(_file_articles(Path(path), format, columns))


def read_paths(
    paths: Sequence[str | Path],
    *,
    on_error: Callable[[AttribuneError], None],
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    skip: Callable[[Path], bool] = lambda _path: False,
    on_other: Callable[[Path], None] | None = None,
) -> Iterator[Article]:
    """Every article of the named files and folders, in order. What can't be read goes to ``on_error``; the rest comes.

    Files that ``skip`` is true of aren't read; ``on_other`` hears of what folders hold that no reader takes.
    """
    for path in inputs(paths, on_error=on_error, on_other=on_other):
        if skip(path):
            continue
        try:
            yield from _file_articles(path, format, columns)
        except AttribuneError as error:
            on_error(error)
        except Exception as error:  # a fault of ours costs the file, and no other
            on_error(internal(error, concerns=str(path)))


def inputs(
    paths: Sequence[str | Path],
    *,
    recursive: bool = True,
    on_error: Callable[[AttribuneError], None] | None = None,
    on_other: Callable[[Path], None] | None = None,
) -> Iterator[Path]:
    """The files to read: those named, and in folders those of a known kind, sorted by name.

    In a folder, what is hidden and unknown suffixes are passed over (``on_other`` hears of them); a symbolic link
    there is not followed and goes to ``on_error``, as does a folder that can't be opened or holds nothing to read.
    Without ``on_error`` these are raised.
    """
    report = on_error or _raise
    for named in paths:
        path = Path(named)
        if not str(named):
            report(MissingInput("an empty name is no file or folder", concerns='""'))
        elif isinstance(named, str) and _URL.match(named):
            report(MissingInput(_FETCHED, concerns=named[:200]))
        elif str(named) != STDIN and _is_folder(path):
            found = False
            for file in _walk(path, recursive, report, on_other or _nothing):
                found = True
                if file is not None:
                    yield file
            if not found:
                report(EmptyInput("no file of a known kind in this folder", concerns=str(path)))
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # the name is too long, holds a zero character or leads through a closed folder
        return False


def _raise(error: AttribuneError) -> None:
    raise error


def _nothing(_path: Path) -> None:
    pass


def _walk(
    top: Path, recursive: bool, report: Callable[[AttribuneError], None], other: Callable[[Path], None]
) -> Iterator[Path | None]:
    """The files under ``top``; ``None`` stands for something that was reported. No recursion: folders may be deep."""
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


def suffix(name: str) -> str:
    """The lower-case suffix that says the format; that of ``story.html.gz`` is ``.html``."""
    parts = Path(name).suffixes
    if any(part.lower() == ".gqg" for part in parts):
        return ".gqg"
    if len(parts) > 1 and parts[-1].lower() in PACKINGS and parts[-2].lower() in FORMATS:
        return parts[-2].lower()
    return parts[-1].lower() if parts else ""


def _module(data: bytes, name: str, format: str | None) -> str:
    if format is not None:
        key = "." + format.lower().lstrip(".")
        if key not in FORMATS:
            known = " ".join(sorted(form.lstrip(".") for form in FORMATS))
            raise UnknownFormat(f"no reader for {format!r}; there are: {known}", concerns=name)
        return FORMATS[key]
    known_module = FORMATS.get(suffix(name))
    return known_module if known_module else sniff(data)


def sniff(data: bytes) -> str:
    """The reader for bytes whose name says nothing, by how they begin; text where nothing else is seen."""
    from attribune.articles.decoding.sniff import packed_kind, text_kind

    head = data[:8192].lstrip(b"\xef\xbb\xbf \t\r\n")
    kind = packed_kind(data)
    if kind is not None:
        return kind
    return "html" if _HTML_START.match(head) else text_kind(head)


def _articles(
    data: bytes,
    name: str,
    module: str,
    url: str | None,
    columns: Mapping[str, str] | None = None,
    charset: str | None = None,
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
        for article in _read(data, name, module, url, columns, charset):
            yield ids.own(replace(article, name=article.name or name))
    except RecursionError:
        raise TooLarge("the file is nested too deeply to be read", concerns=name) from None
    except MemoryError:
        raise TooLarge("there isn't enough memory to read this file", concerns=name) from None
    except (AttribuneError, GeneratorExit):
        raise
    except Exception as error:
        raise internal(error, concerns=name) from error


def _read(
    data: bytes, name: str, module: str, url: str | None, columns: Mapping[str, str] | None, charset: str | None
) -> Iterator[Article]:
    """What the reader yields: in a child process where its parser is of foreign make, and where a text is long.

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
    found: Iterator[Article] = reader(module).read(data, name=name, url=url, **options)
    return found


def _too_large(size: int, limit: int) -> str:
    return f"{size / 1e6:.1f} MB, and at most {limit / 1e6:.0f} MB of this kind are read; split it or keep the article only"  # noqa: E501


def _unpacked(data: bytes, name: str, module: str) -> bytes:
    """What packed bytes hold, within the caps; other bytes, and WARC files (packed record by record), unchanged."""
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


def _file_articles(path: Path, format: str | None, columns: Mapping[str, str] | None = None) -> Iterator[Article]:
    if str(path) == STDIN:
        data = _capped(sys.stdin.buffer, "standard input", max(MAX_BYTES.values()))
        yield from iter_bytes(data, name="standard input", format=format, columns=columns)
        return
    named = _named_module(str(path), format)
    if named == "warc":
        yield from _streamed(path)
        return
    if named in CUT:
        with _opened(path, limit=None) as file:
            size = os.fstat(file.fileno()).st_size
            long = size > (LONG_PACKED if path.name.lower().endswith(PACKINGS) else LONG_TABLE)
            found = _in_pieces(file, size, str(path), named, columns) if long else None
            if found is not None:
                yield from found
                return
    data = _contents(path, format)
    yield from _articles(data, str(path), _module(data, str(path), format), None, columns)


def _named_module(name: str, format: str | None) -> str:
    """The reader that the format or the name's suffix says, or ""."""
    return FORMATS.get("." + format.lower().lstrip(".") if format else suffix(name), "")


def _streamed(path: Path) -> Iterator[Article]:
    """A web archive is read record by record, so that its size doesn't matter."""
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
    file: BinaryIO, size: int, name: str, module: str, columns: Mapping[str, str] | None, url: str | None = None
) -> Iterator[Article] | None:
    """The articles of long JSON Lines or a long table, piece by piece; None where it can't be cut and is read whole."""
    from attribune.articles.tabular.streamed import pieces_of, read_pieces

    found = pieces_of(file, size, name=name, kind=module)
    if found is None:
        return None
    ids = Ids()
    return map(ids.own, read_pieces(found, lambda data: _articles(data, name, module, url, columns), name=name))


def _contents(path: Path, format: str | None) -> bytes:
    """The bytes of a regular file."""
    limit = MAX_BYTES.get(_named_module(str(path), format), MAX_OTHER)
    with _opened(path, limit=limit) as file:
        try:
            return _capped(file, str(path), limit)
        except OSError as error:
            raise UnreadableInput(f"can't be read: {error.strerror}", concerns=str(path)) from None


def _opened(path: Path, *, limit: int | None) -> BinaryIO:
    """A regular file, open. Devices and pipes are refused: they may never end."""
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


__all__ = ["FORMATS", "InputError", "inputs", "read_bytes", "read_file", "read_paths", "sniff", "suffix"]
