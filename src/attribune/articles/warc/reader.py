"""Web archives (WARC, WACZ) → articles: records filtered by their heads, digests verified, pages read in a child.

``records`` gives every kept record with its payload as archived; ``articles`` reads one; ``read`` does both. Answers
that aren't pages, errors, redirects and requests are passed over before their payload is read, and counted in a
:class:`Report`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from attribune.articles import sandbox
from attribune.articles.decoding.charset import HEED_CHARSET, charset_of
from attribune.articles.decoding.content_encoding import decode_body
from attribune.articles.warc.payload import LONGEST_HEAD, Digest, Head, head_of, unchunked, verdict
from attribune.articles.warc.report import Report
from attribune.articles.warc.stream import WarcStream
from attribune.errors import AttribuneError, EmptyInput, MalformedInput, TooLarge, internal
from attribune.records import Article

LARGEST_RECORD = 64_000_000  # bytes of a record that is read; longer ones are videos and databases
HEAD_READ = 1 << 14  # bytes of a record looked at before the rest is read: the heads of all pages fit
MOST_DAMAGE = 1000  # damaged places skipped in one archive before the rest is given up
LISTED_RECORDS = 10  # bad records named in the message; more are counted
# Media type → the reader of its payload. What isn't listed is passed over.
READERS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "plain",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
GONE = frozenset({404, 410})  # status of an answer that says that a page isn't there
_CUT = "a record is cut short"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRecord:
    """A kept record. ``payload`` is its body as archived, transfer and content codings on; ``number`` counts from 1."""

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    media_type: str
    captured_at: str | None
    payload: bytes
    digest: Digest
    record_id: str
    number: int
    file_digest: Digest | None = None  # of a WACZ: the verdict on the WARC file it is in
    truncated: str | None = None  # why the archiver cut it ("length", "time"…), where it did
    charset: str | None = None  # what the server, or of a resource the record's head, said the encoding is

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for a reader of the page: the record was cut, the result of its digests."""
        cut = f"truncated: the archive holds only a part of the page ({self.truncated})" if self.truncated else None
        file = f"archived file: digest {self.file_digest}" if self.file_digest else None
        return tuple(filter(None, (cut, file, f"archived payload: digest {self.digest}")))

    def content(self) -> bytes:
        """Return the payload with its codings undone. Raises MalformedInput or TooLarge naming the address."""
        head = Head(status=self.status or 0, headers=self.headers, size=0)
        body = unchunked(self.payload) if "chunked" in head.get("transfer-encoding").lower() else self.payload
        coding = head.get("content-encoding")
        return b"".join(decode_body([body], coding, most=LARGEST_RECORD, concerns=self.url)) if coding else body


def read(data: bytes, *, name: str, url: str | None = None) -> Iterator[Article]:  # noqa: ARG001
    """Yield the articles of a WARC or WACZ file in memory, whose addresses are the records'.

    See :func:`read_stream`.
    """
    yield from read_stream(io.BytesIO(data), name=name, size=len(data))


def read_stream(file: BinaryIO, *, name: str, size: int, report: Report | None = None) -> Iterator[Article]:
    """Yield the articles of a seekable WARC or WACZ file of ``size`` bytes, one after the other.

    Bad records are named together after the good ones came (MalformedInput); a page without article text is only
    counted. Raises EmptyInput where there was no article.
    """
    report = report or Report()
    bad: list[str] = []
    try:
        for record in records(file, name=name, size=size, report=report):
            try:
                for article in articles(record):
                    report.articles += 1
                    yield article
            except EmptyInput:
                report.passed_over["without article text"] += 1
            except AttribuneError as error:
                bad.append(f"record {record.number} ({record.url[:100]}): {error.message[:160]}")
            except Exception as error:  # a fault of ours costs its record
                bad.append(f"record {record.number} ({record.url[:100]}): {internal(error).message[:200]}")
    except (MalformedInput, TooLarge) as error:
        bad.append(error.message)
    if bad:
        more = f"; and {len(bad) - LISTED_RECORDS} more" if len(bad) > LISTED_RECORDS else ""
        listed = "; ".join(bad[:LISTED_RECORDS])
        raise MalformedInput(f"{listed}{more} ({report.articles} articles of this file read)", concerns=name)
    if not report.articles:
        raise EmptyInput(f"there is no article in it: {report.line()}", concerns=name)


def articles(record: WebRecord) -> Iterator[Article]:
    """Yield what a record's payload says, with the address, time and digest of the record.

    Raises as its reader does.
    """
    module = READERS[record.media_type]
    options = {"charset": record.charset} if record.charset and module in HEED_CHARSET else {}
    for article in sandbox.read(module, record.content(), name=record.url, url=record.url, options=options):
        yield replace(article, url=record.url, captured_at=record.captured_at, notes=(*article.notes, *record.notes))


def records(
    file: BinaryIO,
    *,
    name: str,
    size: int,
    report: Report | None = None,
    wants_missing: Callable[[str], bool] | None = None,
) -> Iterator[WebRecord]:
    """Yield the records of a seekable WARC (plain, gzip or Zstandard) or WACZ file that may hold an article.

    Answers that a page isn't there (404, 410) are yielded only for the URLs for which ``wants_missing`` is true.
    Raises MalformedInput or TooLarge naming the file, after the records before the damage came.
    """
    report = report or Report()
    start = file.read(4)
    file.seek(0)
    if start.startswith(b"PK"):
        from attribune.articles.warc.wacz import warc_files

        for part, packed, verified in warc_files(file, name=name, size=size, report=report):
            for record in _records(part, name=name, size=packed, report=report, wants_missing=wants_missing):
                yield replace(record, file_digest=verified)
    else:
        yield from _records(file, name=name, size=size, report=report, wants_missing=wants_missing)


def _records(
    file: BinaryIO, *, name: str, size: int, report: Report, wants_missing: Callable[[str], bool] | None
) -> Iterator[WebRecord]:
    """Yield the kept records of one WARC file. Damage is skipped, and reported after the records behind it."""
    stream = WarcStream(file, name=name, size=size)
    damage: list[str] = []
    place = _Place()
    while True:
        try:
            yield from _parsed(stream, report, place, wants_missing)
        except TooLarge:
            raise
        except (OSError, AttribuneError, ValueError, LookupError, TypeError, AttributeError) as error:
            reason = stream.problem.message if stream.problem else str(error)[:80]
            damage.append(f"damaged behind byte {place.end:,} as unpacked ({reason})")
        else:
            if stream.ends_in_head():
                damage.append("it ends inside a record's head")
            break
        if isinstance(stream.problem, TooLarge):
            raise stream.problem
        if len(damage) >= MOST_DAMAGE or not stream.recover(start=place.start, end=place.end, trusted=place.trusted):
            break
    if damage:
        raise MalformedInput("; ".join(damage[:LISTED_RECORDS]), concerns=name)


@dataclass(slots=True)
class _Place:
    """The start of the last record, the least offset at which it can end, and whether its digest holds."""

    start: int | None = None
    end: int = 0
    trusted: bool = False


def _parsed(
    stream: WarcStream, report: Report, place: _Place, wants_missing: Callable[[str], bool] | None
) -> Iterator[WebRecord]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion)
    base = stream.tell()
    for record in ArchiveIterator(stream, parse_http=False, stream_detect=False, max_header_len=LONGEST_HEAD):
        if record.record_type == WarcRecordType.no_type:
            raise OSError("no WARC record")
        place.start, place.end = base + record.stream_pos, base + record.stream_pos + record.content_length
        place.trusted = False
        report.records += 1
        if record.record_type not in wanted:
            report.passed_over[str(record.record_type)] += 1
            _skip(record, int(record.content_length))
            continue
        page = _to_page(record, report, wants_missing)
        if page is not None:
            report.pages += 1
            report.digests[page.digest] += 1
            place.trusted = page.digest == "pass"
            yield page


def _to_page(record: Any, report: Report, wants_missing: Callable[[str], bool] | None) -> WebRecord | None:
    """Return the record with its payload, or None where its head shows that it holds no page.

    Raises OSError if cut short.
    """
    length = int(record.content_length)
    start = record.reader.read(min(length, HEAD_READ))
    http = record.headers.get("Content-Type", "").lower().startswith("application/http")
    head = head_of(start) if http else Head(status=200, headers=(), size=0)
    if head is None and length > HEAD_READ:
        start += record.reader.read(min(length, LONGEST_HEAD) - HEAD_READ)
        head = head_of(start)
    kind = head.get("content-type") if http and head else record.headers.get("Content-Type", "")
    media_type = kind.partition(";")[0].strip().lower()
    url = record.headers.get("WARC-Target-URI", "").strip("<>")
    reason = _reason(head, url, media_type, length)
    if head and head.status in GONE and length <= LARGEST_RECORD and wants_missing and wants_missing(url):
        reason = None
    if reason is not None or head is None:
        report.passed_over[reason or "without HTTP head"] += 1
        _skip(record, length - len(start))
        return None
    block = start + record.reader.read(length - len(start)) if len(start) < length else start
    if len(block) < length:
        raise OSError(_CUT)
    payload = block[head.size :]
    return WebRecord(
        url=url,
        status=head.status if http else None,
        headers=head.headers,
        media_type=media_type,
        captured_at=_date(record.headers.get("WARC-Date", "")),
        payload=payload,
        digest=_digest(record, head, block, payload),
        record_id=record.record_id or "",
        number=report.records,
        truncated=record.headers.get("WARC-Truncated", "")[:40] or None,
        charset=charset_of(kind),
    )


def _skip(record: Any, remaining: int) -> None:
    """Go to the record's end. Raises OSError where the file ends before it: what stood behind is missing, too."""
    if remaining > 0 and record.reader.consume(remaining) < remaining:
        raise OSError(_CUT)


def _reason(head: Head | None, url: str, media_type: str, length: int) -> str | None:
    """Return why a record is passed over, or None."""
    if head is None:
        return "without HTTP head"
    if head.status != 200:
        return f"status {head.status}"
    if not url.lower().startswith(("http://", "https://")):
        return "not from the web"
    if media_type not in READERS:
        return "not pages"
    return "larger than 64 MB" if length > LARGEST_RECORD else None


def _digest(record: Any, head: Head, block: bytes, payload: bytes) -> Digest:
    """Return the payload's digest, or, where the record states none, the whole block's."""
    stated = record.headers.get("WARC-Payload-Digest")
    if stated is None:
        return verdict(record.headers.get("WARC-Block-Digest"), block)
    result = verdict(stated, payload)
    if result == "fail" and "chunked" in head.get("transfer-encoding").lower():
        return verdict(stated, unchunked(payload))
    return result


def _date(value: str) -> str | None:
    return value if _DATE.match(value) else None
