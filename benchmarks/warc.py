"""Web archives: records a second on one core, filtered before extraction, and read to articles; warcio beside.

The archive is made at run time: for each page its request, its answer and an image, gzip by record, digests stated.
``./run bench warc [PAGES]`` (default 1,000). Pages are those of the data folder, or invented ones where there is none.
"""

from __future__ import annotations

import gzip
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.inputs import ROOT, data_folder
from tests.articles.sample_files import PAGE, PROSE, answer, page_record, sha1, warc_record

PAGES = 1_000
IMAGE_BYTES = 20_000
INVENTED_PARAGRAPHS = 300
ROUNDS = 3  # the best counts
EXTRACTED = 200  # pages read to articles; reading is what takes the time
PEER = ROOT / ".venv-bench"


def _pages() -> list[bytes]:
    try:
        folder = data_folder() / "pages" / "html"
    except SystemExit:
        folder = Path("nowhere")
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.html.gz"))]
    body = "".join(f"<p>{PROSE} It was the {n}th time.</p>" for n in range(INVENTED_PARAGRAPHS))
    return pages or [PAGE.replace("</article>", f"{body}</article>").encode()]


def make(path: Path, count: int) -> int:
    """Write an archive of ``count`` pages; returns the number of its records."""
    chance = random.Random(1)
    pages = _pages()
    images = [chance.randbytes(IMAGE_BYTES) for _ in range(20)]
    with path.open("wb") as file:
        for number in range(count):
            url = f"https://brine.example/{number}"
            image = images[number % len(images)]
            records = [
                warc_record(b"GET / HTTP/1.1\r\nHost: brine.example\r\n\r\n", kind="request", url=url),
                page_record(pages[number % len(pages)], WARC_Target_URI=url),
                warc_record(answer(image, kind="image/png"), url=f"{url}.png", WARC_Payload_Digest=sha1(image)),
            ]
            file.write(b"".join(gzip.compress(record, 6) for record in records))
    return 3 * count


def _filtered(path: Path) -> str:
    """Return every record read, filtered by its head, kept payloads verified."""
    from attribune.articles.warc.reader import records
    from attribune.articles.warc.report import Report

    report = Report()
    with path.open("rb") as file:
        for _ in records(file, name=path.name, size=path.stat().st_size, report=report):
            pass
    return report.line()


def _extracted(path: Path) -> str:
    from attribune.articles import sandbox
    from attribune.articles.warc.reader import read_stream
    from attribune.articles.warc.report import Report

    report = Report()
    with path.open("rb") as file:
        for _ in read_stream(file, name=path.name, size=path.stat().st_size, report=report):
            pass
    sandbox.close()  # only the time of children that ended is counted
    return report.line()


def _warcio(path: Path) -> str:
    """Return the same filter and the same digests with warcio."""
    sys.path.append(str(next((PEER / "lib").glob("python3*/site-packages"), PEER)))
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-not-found,import-untyped,unused-ignore]

    pages_kept = passed = records_seen = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=False):
            records_seen += 1
            if record.rec_type != "response" or record.http_headers.get_statuscode() != "200":
                continue
            if not (record.http_headers.get_header("Content-Type") or "").startswith("text/html"):
                continue
            payload = record.raw_stream.read()
            pages_kept += 1
            passed += sha1(payload) == record.rec_headers.get_header("WARC-Payload-Digest")
    return f"{records_seen} records, {pages_kept} kept (digests: {passed} pass)"


def _row(name: str, run: Callable[[Path], str], path: Path, records: int) -> None:
    processor = clock = float("inf")
    note = ""
    for _ in range(ROUNDS):
        began, wall = os.times(), time.perf_counter()
        try:
            note = run(path)
        except ImportError as error:
            print(f"{name:<34} not installed: .venv-bench/bin/pip install {error.name}")
            return
        clock = min(clock, time.perf_counter() - wall)
        processor = min(processor, sum(os.times()[:4]) - sum(began[:4]))
    print(f"{name:<34} {records / processor:10,.0f} {records / clock:10,.0f}   {note}")


def main(arguments: list[str]) -> None:
    """Print records a second of processor time, this process and its children together, and of wall-clock time."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    count = int(arguments[0]) if arguments else PAGES
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "made.warc.gz", Path(folder) / "small.warc.gz"
        records = make(path, count)
        print(f"{records:,} records, {path.stat().st_size / 1e6:.1f} MB packed; one core")
        print(f"{'':<34} {'per CPU s':>10} {'per s':>10}")
        _row("attribune, filtered and verified", _filtered, path, records)
        _row("warcio, filtered and verified", _warcio, path, records)
        few = make(small, min(count, EXTRACTED))
        _row("attribune, articles read", _extracted, small, few)
