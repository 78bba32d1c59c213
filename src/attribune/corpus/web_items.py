"""URLs as items, each fetched when its turn comes; asked again, a page that didn't change costs no transfer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from attribune.articles.warc import GONE
from attribune.corpus.fetch_records import Fetched, Known, WrongStatus
from attribune.corpus.items import Item
from attribune.corpus.problems import UnknownRecord
from attribune.corpus.store import Corpus
from attribune.errors import AttribuneError, UsageError

LONGEST_LIST = 64_000_000  # bytes of a file of URLs, about a million
KEPT_HEADERS = 64  # of an answer; names and values are capped by the fetcher
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/epub+zip": ".epub",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-subrip": ".srt",
    "application/x-ndjson": ".jsonl",
    "multipart/related": ".mhtml",
    "text/vtt": ".vtt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}


def is_url(named: str) -> bool:
    """Whether an input names a page on the web."""
    return urlsplit(named[:4096]).scheme.lower() in ("http", "https")


def urls_in(path: str) -> list[str]:
    """The URLs of a file that has one a line; empty lines and those that begin with # are passed over.

    ``-`` is standard input. Raises UsageError where the file can't be read or a line is no URL.
    """
    try:
        data = sys.stdin.buffer.read(LONGEST_LIST) if path == "-" else Path(path).read_bytes()[:LONGEST_LIST]
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "this can't be the name of a file"
        raise UsageError(f"the list of URLs can't be read: {why}", concerns=path) from None
    found = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        line = line.strip()
        if line and not line.startswith("#"):
            if not is_url(line):
                raise UsageError(f"line {number} of the list is no URL: {line[:80]}", concerns=path)
            found.append(line)
    if not found:
        raise UsageError("there is no URL in the list; one stands on each line", concerns=path)
    return found


def web_items(
    urls: Sequence[str], *, corpus: Corpus, on_error: Callable[[AttribuneError], None], contact: str | None = None
) -> Iterator[Item]:
    """The answer of each URL as an item. What can't be fetched goes to ``on_error`` with its reason."""
    from attribune.corpus.fetch import Fetcher, FetchOptions

    with Fetcher(options=FetchOptions(contact=contact)) as fetcher:
        for url in urls:
            try:
                got = fetcher.fetch(url, known=last_answer(corpus, url))
            except WrongStatus as error:
                if error.fetched.status not in GONE or not _has(corpus, url):
                    on_error(error)
                    continue
                got = error.fetched
            except AttribuneError as error:
                on_error(error)
                continue
            if got.not_modified:
                yield from _unchanged(corpus, url, got)
                continue
            media = (got.media_type or "").lower()
            yield Item(
                name=url,
                method="fetch",
                asked=url,
                suffix=_SUFFIXES.get(media, ""),
                data=got.body,
                url=got.final_url,
                final_url=got.final_url,
                redirects=got.redirects,
                status=got.status,
                headers=tuple(got.headers)[:KEPT_HEADERS],
                media_type=media or None,
                captured_at=got.captured_at,
                charset=got.charset,
                notes=got.notes,
            )


def _unchanged(corpus: Corpus, url: str, got: Fetched) -> Iterator[Item]:
    """What was kept of the last answer, seen once more: on that day the page still said so."""
    kept = corpus.rows(_LAST_KEPT, (url,))
    if kept:
        yield Item(
            name=url,
            method="fetch",
            asked=url,
            path=kept[0]["sha256"],
            url=got.final_url,
            final_url=kept[0]["final_url"],
            redirects=got.redirects,
            status=got.status,
            headers=tuple(got.headers)[:KEPT_HEADERS],
            captured_at=got.captured_at,
            stored=True,
        )


_LAST_KEPT = """
SELECT c.sha256, s.final_url FROM sightings AS s JOIN captures AS c ON c.id = s.capture
WHERE s.asked = ? AND s.method = 'fetch' AND s.status < 300 ORDER BY s.id DESC LIMIT 1
"""


def _has(corpus: Corpus, url: str) -> bool:
    try:
        corpus.article_at(url)
    except UnknownRecord:
        return False
    return True


def last_answer(corpus: Corpus, url: str) -> Known | None:
    """What the last capture of this URL said of its version, to ask only for what changed since."""
    rows = corpus.rows(
        "SELECT final_url, headers FROM sightings WHERE asked = ? AND method = 'fetch' AND status < 300 "
        "ORDER BY id DESC LIMIT 1",
        (url,),
    )
    if not rows:
        return None
    headers = {name.lower(): value for name, value in json.loads(rows[0]["headers"])}
    etag, modified = headers.get("etag"), headers.get("last-modified")
    return Known(url=rows[0]["final_url"], etag=etag, last_modified=modified) if etag or modified else None
