"""Web archives as items: every kept record of a WARC or WACZ with its payload as archived, address, time and digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from attribune.articles.reading import suffix
from attribune.corpus.items import Item, shown
from attribune.errors import AttribuneError, UnreadableInput

ARCHIVES = frozenset({".warc", ".wacz"})
_SUFFIXES = {"html": ".html", "plain": ".txt", "pdf": ".pdf", "docx": ".docx"}


def is_archive(path: str | Path) -> bool:
    """Whether a file's name is that of a web archive."""
    return suffix(Path(path).name) in ARCHIVES


def archive_items(path: Path, *, on_error: Callable[[AttribuneError], None]) -> Iterator[Item]:
    """The items of one archive. Where it is damaged, the records before the damage come, and ``on_error`` hears why."""
    from attribune.articles.warc import READERS, records

    name = shown(str(path))
    try:
        with path.open("rb") as file:
            for record in records(file, name=name, size=path.stat().st_size):
                yield Item(
                    name=f"{name} record {record.number} ({record.url[:200]})",
                    method="warc",
                    asked=record.url,
                    final_url=record.url,
                    url=record.url,
                    suffix=_SUFFIXES[READERS[record.media_type]],
                    data=record.payload,
                    status=record.status,
                    headers=record.headers,
                    media_type=record.media_type,
                    container=f"{name} {record.record_id or record.number}",
                    digest_check=record.digest,
                    captured_at=record.captured_at,
                    charset=record.charset,
                )
    except AttribuneError as error:
        on_error(error)
    except OSError as error:
        on_error(UnreadableInput(f"can't be opened: {error.strerror}", concerns=name))
