"""Web archives as items: every kept record of a WARC or WACZ with its payload as archived, address, time and digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attribune.articles.formats import suffix
from attribune.corpus.ingest.items import Item, without_surrogates
from attribune.corpus.storage.corpus import Corpus
from attribune.errors import AttribuneError, DigestMismatch, EmptyInput, UnreadableInput, internal
from attribune.fetch.canonical_url import canonical_url

if TYPE_CHECKING:
    from attribune.articles.warc.reader import WebRecord
    from attribune.articles.warc.report import Report

ARCHIVES = frozenset({".warc", ".wacz"})
_SUFFIXES = {"html": ".html", "plain": ".txt", "pdf": ".pdf", "docx": ".docx"}


def is_archive(path: str | Path) -> bool:
    """True if a file's name is that of a web archive."""
    return suffix(Path(path).name) in ARCHIVES


class Pages:
    """The web pages that a corpus has, or is about to have: that one of them is gone is worth noting."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus, self._met = corpus, set[str]()

    def meet(self, url: str) -> None:
        """A page at this URL comes in with this call."""
        self._met.add(url)

    def has(self, url: str) -> bool:
        """True if there is or will be an article of this URL."""
        return url in self._met or bool(self._corpus.rows(_HAS, {"url": url, "address": canonical_url(url)}))


_HAS = """
SELECT 1 FROM articles WHERE address = :address UNION ALL
SELECT 1 FROM captures WHERE target_uri = :url AND status < 300 LIMIT 1
"""


def archive_items(
    path: Path,
    *,
    on_error: Callable[[AttribuneError], None],
    on_report: Callable[[Report], None] | None = None,
    pages: Pages | None = None,
) -> Iterator[Item]:
    """Yield the items of one archive.

    Where it is damaged, the records before the damage come. ``on_error`` hears of the damage, of a failed digest of a
    WACZ's files, and of an archive without a record; ``on_report`` what became of the records, once all were read.
    With ``pages``, answers that one of them isn't there (404, 410) come, too.
    """
    from attribune.articles.warc.reader import GONE, records
    from attribune.articles.warc.report import Report

    name = without_surrogates(str(path))
    report = Report()
    try:
        with path.open("rb") as file:
            web_records = records(
                file, name=name, size=path.stat().st_size, report=report, wants_missing=pages.has if pages else None
            )
            for record in web_records:
                try:
                    if pages and record.status not in GONE:
                        pages.meet(record.url)
                    item = _item(record, name)
                except Exception as error:  # a fault of ours costs its record
                    on_error(internal(error, concerns=f"{name} record {record.number}"))
                    continue
                yield item
        if not report.records:
            on_error(EmptyInput("there is no record in it", concerns=name))
    except AttribuneError as error:
        on_error(error)
    except OSError as error:
        on_error(UnreadableInput(f"can't be opened: {error.strerror}", concerns=name))
    except Exception as error:
        on_error(internal(error, concerns=name))
    for mismatch in _mismatches(report, name):
        on_error(mismatch)
    if on_report:
        on_report(report)


def _item(record: WebRecord, name: str) -> Item:
    from attribune.articles.warc.reader import READERS

    return Item(
        name=f"{name} record {record.number} ({record.url[:200]})",
        method="warc",
        target_uri=record.url,
        final_url=record.url,
        url=record.url,
        suffix=_SUFFIXES.get(READERS.get(record.media_type, ""), ""),
        data=record.payload,
        status=record.status,
        headers=record.headers,
        media_type=record.media_type,
        container=f"{name} {record.record_id or record.number}",
        digest_check=record.digest,
        captured_at=record.captured_at,
        charset=record.charset,
        notes=record.notes,
    )


def _mismatches(report: Report, name: str) -> Iterator[DigestMismatch]:
    """Yield the failed digests of a WACZ: of its list of digests, and of the files in that list."""
    from attribune.articles.warc.wacz import PACKAGE, PACKAGE_DIGEST

    for path, digest in report.files.items():
        if digest == "fail":
            stated = PACKAGE_DIGEST if path == PACKAGE else PACKAGE
            yield DigestMismatch(f"its bytes aren't what {stated} says of them", concerns=f"{name} {path[:200]}")
