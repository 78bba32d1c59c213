"""The items that ``add`` takes in: files, pieces of long JSON Lines, standard input.

An item is taken in as a whole or not at all.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, Protocol

from attribune.articles.decoding.sniff import sniff
from attribune.articles.formats import FORMATS, MAX_BYTES, MAX_OTHER, PACKINGS, suffix
from attribune.articles.inputs import STDIN, inputs
from attribune.articles.reading import LONG_PACKED, LONG_TABLE
from attribune.articles.tabular.chunks import PIECE, Behind, Piece, check_packed, cut, has_lines, unpacking
from attribune.articles.tabular.streamed import pieces, pieces_of
from attribune.corpus.storage.database import is_corpus
from attribune.errors import AttribuneError, EmptyInput, MissingInput, TooLarge, UnreadableInput, internal

PACKED_PIECE = 200_000  # bytes of a packed JSON Lines file from which on it comes in pieces
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_TABLES = frozenset({".csv", ".tsv"})


class Archives(Protocol):
    """Opens a web archive, as :func:`attribune.corpus.ingest.archives.archive_items` does."""

    def __call__(self, path: Path, *, on_error: Callable[[AttribuneError], None]) -> Iterator[Item]:
        """Return the items of one archive."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One input. ``data`` is None where the worker reads ``path`` itself; ``start`` and ``size`` cut out a piece.

    ``target_uri`` is the file's URI or the URL; ``format`` a suffix; ``url`` what the bytes are known to come from.
    """

    name: str
    method: str
    target_uri: str
    suffix: str = ""
    format: str | None = None
    path: str | None = None
    start: int = 0
    size: int | None = None
    first_line: int = 0
    data: bytes | None = None
    url: str | None = None
    final_url: str | None = None
    redirects: tuple[str, ...] = ()
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str | None = None
    container: str | None = None
    digest_check: str | None = None
    captured_at: str | None = None
    columns: tuple[tuple[str, str], ...] = ()  # which column of a table holds which field
    charset: str | None = None  # what the server said of the encoding
    notes: tuple[str, ...] = ()  # what a reader should know of how the bytes were had
    stored: bool = False  # ``path`` is the SHA-256 of a payload that is here already
    payloads: str | None = None  # the folder of another corpus, in which ``path`` is the SHA-256 of a payload
    seen_at: str | None = None  # when another corpus says that the bytes were captured
    read_by: tuple[str, str] | None = None  # ``data`` is a reading: what read it (an extractor), and at which tier
    failed: tuple[str, str] | None = None  # code and message of why there are no bytes

    def bytes(self) -> bytes:
        """Return the item's bytes, no more than the cap of their kind. Raises InputError kinds."""
        return self.data if self.data is not None else _read(self)


def file_items(
    paths: Sequence[str | Path],
    *,
    on_error: Callable[[AttribuneError], None],
    format: str | None = None,
    archives: Archives | None = None,
    leave_out: Path | None = None,
    columns: Mapping[str, str] | None = None,
    on_other: Callable[[Path], None] | None = None,
) -> Iterator[Item]:
    """Yield the items of the named files and folders; ``-`` is standard input.

    What can't be taken goes to ``on_error``.

    ``on_other`` is called with files in folders whose kind is unknown.

    ``archives`` opens web archives found in folders; without it one counts as one item. Nothing under ``leave_out``
    is taken, nor in other corpora: a corpus may lie in the folder that is added to it.
    """
    own = os.path.join(os.path.abspath(leave_out), "") if leave_out else None  # noqa: PTH100, PTH118 - a prefix
    corpora: dict[str, bool] = {}

    def is_taken(named: str | Path, path: Path) -> bool:
        absolute = os.path.abspath(path)  # noqa: PTH100
        return not (own and absolute.startswith(own)) and not _in_corpus(path, str(named), corpora)

    for named in paths:
        if str(named) == STDIN:
            yield from _standard_input(on_error, format, pairs(columns))
            continue
        if "\0" not in str(named) and is_corpus(named):
            on_error(UnreadableInput("this folder is a corpus; add what it was made from", concerns=str(named)))
            continue

        def other(path: Path, named: str | Path = named) -> None:
            if on_other and is_taken(named, path):
                on_other(path)

        for path in inputs([named], on_error=on_error, on_other=other):
            if not is_taken(named, path):
                continue
            if archives and format is None and suffix(path.name) in (".warc", ".wacz"):
                yield from archives(path, on_error=on_error)
                continue
            try:
                for item in _of_file(path, format):
                    yield replace(item, columns=pairs(columns)) if columns else item
            except AttribuneError as error:
                on_error(error)
            except Exception as error:  # a fault of ours costs the file, and no other
                on_error(internal(error, concerns=without_surrogates(str(path))))


def _in_corpus(path: Path, top: str, corpora: dict[str, bool]) -> bool:
    """True if a file that was found under ``top`` lies in a corpus there."""
    folder = os.path.dirname(path)  # noqa: PTH120 - many files, and strings are quicker
    while len(folder) > len(top):
        if folder not in corpora:
            corpora[folder] = is_corpus(folder)
        if corpora[folder]:
            return True
        folder = os.path.dirname(folder)  # noqa: PTH120
    return False


def stored_items(db: sqlite3.Connection) -> Iterator[Item]:
    """Yield everything that is in the corpus, as items to be read again in the ways it was read before."""
    last = (0, 0)
    while True:
        rows = db.execute(_CAPTURED, last).fetchall()
        if not rows:
            return
        for row in rows:
            last = (row["run"], row["id"])
            if row["method"] == "file" and suffix(row["target_uri"]) != suffix(
                "x" + json.loads(row["context"])["suffix"]
            ):
                continue  # the same bytes under a name of another kind
            yield stored_item(row)


def stored_item(row: Any, **fields: Any) -> Item:
    """Return a stored capture as an item, to be read in the way it was read before.

    ``row`` has the columns of ``captures`` and ``sha256``, ``size`` and ``context``; ``fields`` replace some.
    """
    how = json.loads(row["context"])
    item = Item(
        name=row["target_uri"], method=row["method"], target_uri=row["target_uri"], suffix=how["suffix"],
        format=how["format"], path=row["sha256"], url=how["url"], final_url=row["final_url"], status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])), size=row["size"],
        container=row["container"], digest_check=row["digest_check"],
        columns=tuple(sorted(how.get("columns", {}).items())), charset=how.get("charset"),
        notes=tuple(how.get("notes", ())),
        captured_at=row["captured_at"] if row["method"] in ("fetch", "warc") else None, stored=True,
    )  # fmt: skip
    return replace(item, **fields)


_CAPTURED = """
SELECT r.id AS run, r.context, payloads.sha256, payloads.size, captures.*
FROM extraction_runs AS r JOIN payloads ON payloads.id = r.payload
JOIN captures ON captures.payload = payloads.id AND captures.id IN (
  SELECT min(s.id) FROM captures AS s WHERE s.payload = payloads.id
  AND (s.method IN ('file', 'stdin') OR s.final_url IS json_extract(r.context, '$.url'))
  GROUP BY s.method, iif(s.method = 'file', s.target_uri, NULL), iif(s.method = 'file', s.container, NULL))
WHERE (r.id, captures.id) > (?, ?) AND NOT EXISTS (
  SELECT 1 FROM extraction_runs AS later
  WHERE later.payload = r.payload AND later.context = r.context AND later.id > r.id)
ORDER BY r.id, captures.id LIMIT 200
"""


def pairs(columns: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Return a map of columns as an item has it."""
    return tuple(sorted(columns.items())) if columns else ()


def _standard_input(
    on_error: Callable[[AttribuneError], None], format: str | None, columns: tuple[tuple[str, str], ...]
) -> Iterator[Item]:
    """JSON Lines come in pieces as files do; everything else is one item."""
    whole = Item(name="standard input", method="stdin", target_uri="stdin:", format=format, columns=columns)
    source, cap = sys.stdin.buffer, max(MAX_BYTES.values())
    head = source.read(PIECE)
    kind = "." + format.lower().lstrip(".") if format else ""
    is_json_lines = kind in _JSON_LINES if format else sniff(head) == "jsonl"
    if len(head) == PIECE and is_json_lines and has_lines(head):
        yield from _carried(replace(whole, suffix=".jsonl"), cut(Behind(head, source)))
        return
    if len(head) == PIECE and kind in _TABLES:
        chunks = pieces(head, Behind(head, source), FORMATS[kind])
        if chunks is not None:
            yield from _carried(replace(whole, suffix=kind), chunks)
            return
    data = head + source.read(cap + 1 - len(head))
    if len(data) > cap:
        on_error(_too_large("standard input", len(data), cap))
        return
    yield replace(whole, data=data)


def _of_file(path: Path, format: str | None) -> Iterator[Item]:
    name = without_surrogates(str(path))
    size = _size(path, name)
    kind = "." + format.lower().lstrip(".") if format else suffix(path.name)
    address = without_surrogates(Path(os.path.abspath(path)).as_posix())  # noqa: PTH100 - links are not followed
    whole = Item(
        name=name,
        method="file",
        target_uri=f"file://{address}",
        suffix=stored_suffix(path.name),
        format=format,
        path=str(path),
    )
    packed = path.name.lower().endswith(PACKINGS)
    items: Iterator[Item] = iter(())
    if kind in _JSON_LINES and size > (PACKED_PIECE if packed else PIECE):
        items = _packed_pieces(whole, path, size) if packed else _pieces(whole, path)
    elif kind in _TABLES and size > (LONG_PACKED if packed else LONG_TABLE):
        items = _table_pieces(whole, path, size, kind)
    try:
        first = next(items, None)
    except OSError as error:
        raise UnreadableInput(f"can't be opened: {error.strerror}", concerns=name) from None
    if first is not None:
        yield first
        yield from items
        return
    cap = MAX_BYTES.get(FORMATS.get(kind, ""), MAX_OTHER)
    if size > cap:
        raise _too_large(name, size, cap)
    yield whole


def _pieces(whole: Item, path: Path) -> Iterator[Item]:
    """Yield the file cut at line ends; none where it isn't one value a line. Workers read the pieces themselves."""
    with path.open("rb") as file:
        for piece in cut(file):
            if not piece.start and not has_lines(piece.data):
                return
            size = len(piece.data)
            yield replace(
                whole, start=piece.start, size=size, first_line=piece.first_line, container=piece.place
            )  # fmt: skip


def _packed_pieces(whole: Item, path: Path, size: int) -> Iterator[Item]:
    """Yield the same of what a packed file holds.

    Raises InputError kinds: before the first piece where it holds too much, after the good pieces where it is damaged.
    """
    with path.open("rb") as file:
        check_packed(file, name=whole.name, size=size)
        pieces = cut(unpacking(file, name=whole.name, size=size))
        first = next(pieces, None)
        if first is not None and has_lines(first.data):
            yield from _carried(replace(whole, path=None, suffix=".jsonl"), chain([first], pieces))


def _table_pieces(whole: Item, path: Path, size: int, kind: str) -> Iterator[Item]:
    """Yield the same of a table, each piece with the header in front.

    None where it is so short that there is but one.
    """
    with path.open("rb") as file:
        chunks = pieces_of(file, size, name=whole.name, kind=FORMATS[kind])
        first_two = list(islice(chunks or (), 2))
        if len(first_two) > 1:
            yield from _carried(replace(whole, path=None, suffix=kind), chain(first_two, chunks or ()))


def _carried(whole: Item, cut_out: Iterable[Piece]) -> Iterator[Item]:
    """Pieces that nobody can go back to: their bytes travel with them, and are what is kept as payloads."""
    for piece in cut_out:
        yield replace(
            whole, data=piece.data, size=len(piece.data), first_line=piece.first_line, container=piece.place
        )  # fmt: skip


def _size(path: Path, name: str) -> int:
    try:
        about = path.stat()
    except FileNotFoundError:
        raise MissingInput("there is no such file or folder", concerns=name) from None
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"can't be opened: {getattr(error, 'strerror', None) or error}", concerns=name) from None
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableInput("this is neither a file nor a folder", concerns=name)
    if not about.st_size:
        raise EmptyInput("the file is empty", concerns=name)
    return about.st_size


def _read(item: Item) -> bytes:
    cap = item.size if item.size is not None else MAX_BYTES.get(FORMATS.get(_module_suffix(item), ""), MAX_OTHER)
    try:
        with Path(item.path or "").open("rb") as file:
            file.seek(item.start)
            data = file.read(cap + (item.size is None))
    except FileNotFoundError:
        raise MissingInput("there is no such file any more", concerns=item.name) from None
    except OSError as error:
        raise UnreadableInput(f"can't be opened: {error.strerror}", concerns=item.name) from None
    if item.size is None and len(data) > cap:
        raise _too_large(item.name, len(data), cap)
    return data


def _module_suffix(item: Item) -> str:
    return "." + item.format.lower().lstrip(".") if item.format else suffix("x" + item.suffix)


def stored_suffix(name: str) -> str:
    """Return the suffixes that decide how a file is read: the last, and the one before ``.gz`` or ``.zst``."""
    kind = suffix(name)
    packing = next((one for one in PACKINGS if name.lower().endswith(one)), "")
    return kind if kind == packing else kind + packing


def _too_large(name: str, size: int, cap: int) -> TooLarge:
    return TooLarge(f"{size / 1e6:.1f} MB, and at most {cap / 1e6:.0f} MB of this kind are read", concerns=name)


def without_surrogates(path: str) -> str:
    """Return a path as text: bytes that are no UTF-8 are escaped, so that every program can store it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
