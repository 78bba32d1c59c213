"""Taking in real pages: this store, newspaper4k into SQLite, trafilatura alone; pages a second of processor time.

``.venv-bench/bin/python -m benchmarks store_peers`` where the peers are installed (``./run bench pages --peers`` makes
that environment). Each page comes ``COPIES`` times, told apart by a comment. The peers keep a title and a text; this
store keeps bytes, versions, sketches and a log, checks for copies, and with ``fast`` reads the statements.
"""

from __future__ import annotations

import gzip
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from benchmarks.inputs import data_folder

COPIES = 5


def write_pages(folder: Path) -> int:
    """Return the pages as files; how many there are."""
    folder.mkdir()
    sources = sorted((data_folder() / "pages" / "html").glob("*.html.gz"))
    for source in sources:
        data = gzip.decompress(source.read_bytes())
        for copy in range(COPIES):
            (folder / f"{source.name[:-8]}-{copy}.html").write_bytes(data + f"<!-- {copy} -->".encode())
    return len(sources) * COPIES


def ours(tier: str) -> Callable[[Path, Path], None]:
    """This store, in one process and its parser's."""

    def run(pages: Path, out: Path) -> None:
        with Corpus(out, write=True) as corpus:
            add(corpus, file_items([pages], on_error=lambda _: None), tier=tier, workers=1)

    return run


def newspaper(pages: Path, out: Path) -> None:
    """newspaper4k, its title and text into SQLite with a full-text index, a commit every 100 pages."""
    import newspaper  # type: ignore[import-not-found,unused-ignore]

    db = sqlite3.connect(out)
    db.executescript(
        "PRAGMA journal_mode = WAL; CREATE TABLE a (url, title, text); CREATE VIRTUAL TABLE f USING fts5(title, text);"
    )
    for number, path in enumerate(sorted(pages.iterdir()), 1):
        article = newspaper.Article("https://page.example/", language="en", fetch_images=False)
        article.download(input_html=path.read_text("utf-8", "replace"))
        article.parse()
        db.execute("INSERT INTO a VALUES (?, ?, ?)", (path.name, article.title, article.text))
        db.execute("INSERT INTO f VALUES (?, ?)", (article.title, article.text))
        if number % 100 == 0:
            db.commit()
    db.commit()
    db.close()


def trafilatura(pages: Path, _out: Path) -> None:
    """trafilatura's text, kept nowhere."""
    from trafilatura import extract  # type: ignore[import-not-found,unused-ignore]

    for path in sorted(pages.iterdir()):
        extract(path.read_bytes())


def processor_time() -> float:
    """Seconds of this process, of its children that ended, and (on Linux) of those that live: parsers are kept warm."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    living = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            living += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime + living


def main(_arguments: list[str]) -> None:
    """Print a line a system; what isn't installed is named."""
    systems: dict[str, Callable[[Path, Path], None]] = {
        "attribune, text alone": ours("none"),
        "attribune, fast statements": ours("fast"),
        "newspaper4k + SQLite": newspaper,
        "trafilatura alone": trafilatura,
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = write_pages(folder / "pages")
        print(f"{count} pages; pages a second of processor time, and of the clock")
        for number, (system, run) in enumerate(systems.items()):
            started, clock = processor_time(), time.monotonic()
            try:
                run(folder / "pages", folder / f"out{number}")
            except ImportError as error:
                print(f"{system:<28} not here: {error}")
                continue
            spent, took = processor_time() - started, time.monotonic() - clock
            print(f"{system:<28} {count / spent:8.1f} {count / took:8.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
