"""URLs as items, each fetched when its turn comes; asked again, a page that didn't change costs no transfer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path, PurePosixPath
from sqlite3 import Row
from urllib.parse import unquote

from attribune.articles.decoding.sniff import sniff
from attribune.articles.formats import FORMATS, suffix
from attribune.articles.warc.reader import GONE
from attribune.corpus.ingest.items import Item, pairs, stored_item, stored_suffix
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.errors import AttribuneError, UsageError
from attribune.fetch.types import Fetched, Known, WrongStatus
from attribune.text.urls import split_url

LONGEST_LINE = 8_192  # bytes of a line in a file of URLs; no address is as long
MOST_WRONG = 100  # lines without a URL at the start after which a file is no list of them
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
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-subrip": ".srt",
    "application/x-ndjson": ".jsonl",
    "multipart/related": ".mhtml",
    "text/vtt": ".vtt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}


# What servers say of files whose kind they don't know; the address or the first bytes know it better.
_ANYTHING = frozenset({
    "", "text/plain", "text/xml", "application/xml", "application/octet-stream", "binary/octet-stream",
    "application/gzip", "application/x-gzip", "application/zstd",
})  # fmt: skip


def is_url(named: str) -> bool:
    """True if an input names a page on the web."""
    return named[:8].lower().startswith(("http://", "https://"))


def urls_in(path: str, *, on_error: Callable[[AttribuneError], None]) -> list[str]:
    """Return the URLs of a file that has one a line; empty lines and those that begin with # are passed over.

    ``-`` is standard input. A line that is no URL goes to ``on_error``. Raises UsageError where the file can't be read
    or has no URL at all.
    """
    urls: list[str] = []
    wrong = None
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    raise UsageError(
                        f"line {number} is too long to be an address; this isn't a list of URLs", concerns=path
                    )
                url = line.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
                if not url or url.startswith("#"):
                    continue
                if is_url(url):
                    urls.append(url)
                    continue
                wrong = UsageError(f"line {number} of the list isn't a URL: {url[:80]}", concerns=path)
                if not urls and number > MOST_WRONG:
                    break  # no list of URLs at all
                on_error(wrong)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "this can't be the name of a file"
        raise UsageError(f"the list of URLs can't be read: {why}", concerns=path) from None
    if not urls:
        raise wrong or UsageError("there is no URL in the list; one stands on each line", concerns=path)
    return urls


def web_items(
    urls: Sequence[str],
    *,
    corpus: Corpus,
    contact: str | None = None,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    skip_known: bool = False,
) -> Iterator[Item]:
    """Yield the answer of each URL as an item; what can't be fetched is one without bytes, with its reason.

    A page that the server says is unchanged is its last capture, seen once more. ``format`` and ``columns``: how all
    are read, as in :func:`attribune.corpus.ingest.items.file_items`. ``skip_known``: don't ask for what was had before.
    """
    from attribune.fetch.client import Fetcher, FetchOptions

    mapped = pairs(columns)
    fetcher = Fetcher(options=FetchOptions(contact=contact))
    for url in urls:
        last = _last_capture(corpus, url)
        if skip_known and last is not None:
            continue
        try:
            got = fetcher.fetch(url, known=last_answer(corpus, url))
        except AttribuneError as error:
            if not (isinstance(error, WrongStatus) and error.fetched.status in GONE and _has(corpus, url)):
                yield Item(name=url, method="fetch", target_uri=url, failed=(error.code, error.message))
                continue
            got = error.fetched
        if got.not_modified and last is not None:
            yield _unchanged(last, got)
        else:
            yield replace(_item(url, got), format=format, columns=mapped)


def _item(url: str, got: Fetched) -> Item:
    media = (got.media_type or "").lower()
    return Item(
        name=url,
        method="fetch",
        target_uri=url,
        suffix=_suffix(got.final_url, media, got.body),
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


def _unchanged(last: Row, got: Fetched) -> Item:
    """Return the capture that still holds, with when and how the server said so."""
    return stored_item(
        last, method="fetch", final_url=got.final_url, redirects=got.redirects, status=got.status,
        headers=tuple(got.headers)[:KEPT_HEADERS], captured_at=got.captured_at, container=None, digest_check=None,
    )  # fmt: skip


def _suffix(url: str, media: str, body: bytes) -> str:
    """Return the suffix by which an answer is read; "" where its first bytes are to decide."""
    named = stored_suffix(PurePosixPath(unquote(split_url(url).path)).name)
    listed = named if suffix("x" + named) in FORMATS else ""
    if media in _ANYTHING:
        return listed
    kind = _SUFFIXES.get(media, listed)
    return "" if kind in (".html", ".xhtml") and sniff(body) == "feed" else kind


def _has(corpus: Corpus, url: str) -> bool:
    try:
        corpus.article_at(url)
    except UnknownRecord:
        return False
    return True


def _last_capture(corpus: Corpus, url: str) -> Row | None:
    """Return what was last had from this URL, and how it was read; None where that was never, or wasn't read whole."""
    rows = corpus.rows(
        "SELECT s.*, c.sha256, c.size, t.context, t.outcome FROM captures AS s JOIN payloads AS c ON c.id = s.payload "
        "JOIN extraction_runs AS t ON t.payload = c.id WHERE s.target_uri = ? AND s.method = 'fetch' "
        "AND s.status < 300 ORDER BY s.id DESC, t.id DESC LIMIT 1",
        (url,),
    )
    return rows[0] if rows and rows[0]["outcome"] == "whole" else None


def last_answer(corpus: Corpus, url: str) -> Known | None:
    """Return what the last capture of this URL said of its version, to ask only for what changed since.

    None where the page must be asked for whole: it wasn't read whole, or was gone when it was last asked for.
    """
    query = "SELECT status FROM captures WHERE target_uri = ? AND method = 'fetch' ORDER BY id DESC LIMIT 1"
    latest, last = corpus.rows(query, (url,)), _last_capture(corpus, url)
    if last is None or latest[0]["status"] in GONE:
        return None
    headers = {name.lower(): value for name, value in json.loads(last["headers"])}
    etag, modified = headers.get("etag"), headers.get("last-modified")
    return Known(url=last["final_url"], etag=etag, last_modified=modified) if etag or modified else None
