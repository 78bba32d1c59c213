"""Files with as much as may be read of every part, through every command: seconds of processor time and MB.

``./run bench full_files [--file PART] [--use PART] [--list]`` writes files that lie just below one limit each
(quotations, statements, numbers, lines, tags, rows, pages, …) in a megabyte where that is room enough, and long honest
ones (a report as PDF, a book as EPUB, a year of transcripts as a table), and runs the program on them as a user does:
``read``, ``check`` with the file as the draft, as the evidence and against itself, ``trace``, ``add``, ``guard``, and
each form of output. Processor time is that of the program and of all processes it started, memory that of the largest
of them. Prints a line for every run, those above the limits marked; ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from attribune.articles import limits
from attribune.articles.reading import iter_bytes
from attribune.errors import AttribuneError
from tests.articles.sample_files import docx, epub, page_record, paragraph, pdf

MEGABYTE = 1_000_000
MOST_SECONDS, MOST_LONG, MOST_MEGABYTES = 5.0, 10.0, 500  # for a megabyte in all; for more; for each
MOST_BYTES = 1.2e6  # still a megabyte
OTHER = "“The ferry sailed at noon,” said Mara Quill on Tuesday. It took 21 minutes."
LIMIT = 60  # seconds of processor time of one process, after which it is ended
REAP = 36  # prctl: who lost its parent becomes our child, so that its time counts
WORDS = (
    "ferry harbour light keeper tide pier mast gull salt rope lamp storm council quay sluice meadow barrow clerk ledger"
    " lantern anchor crane barge signal bridge market bakery orchard chapel mill weir reed heron cliff cove island fog"
).split()  # fmt: skip
FIRST = "Mara Otto Ines Ada Karl Lena Rolf Edda Nils Tove Arne Vera Hugo Ilse Jonas Petra".split()
LAST = "Quill Voss Calder Brandt Reed Holm Lund Stark Vane Marsh Thorne Pike Wick Dorn Falk Hale".split()
SAYS = "said says told the council added warned explained insisted argued".split()


def sentence(draw: random.Random, least: int = 6, most: int = 18) -> str:
    """Return a sentence of words drawn by chance."""
    return " ".join(draw.choice(WORDS) for _ in range(draw.randint(least, most))).capitalize() + "."


def name(draw: random.Random) -> str:
    """Return a first and a last name."""
    return f"{draw.choice(FIRST)} {draw.choice(LAST)}"


def said(draw: random.Random) -> str:
    """Return a paragraph with one quotation, its speaker, a number, a day, and narration."""
    quoted = sentence(draw)
    form = draw.randrange(4)
    if form == 0:
        told = f"“{quoted[:-1]},” said {name(draw)}, who keeps the {draw.choice(WORDS)}. {sentence(draw)}"
    elif form == 1:
        told = f"{name(draw)} said on Tuesday: “{quoted}” It took {draw.randint(2, 99)} minutes."
    elif form == 2:
        told = f"“{quoted[:-1]},” he said. “{sentence(draw)}”"
    else:
        told = f"The {draw.choice(WORDS)} was, she added, “{quoted[:-1].lower()}”, and {sentence(draw)}"
    return told


def quotations(most: int, size: int = MEGABYTE, seed: int = 1) -> list[str]:
    """Return paragraphs with up to so many quotations, and of up to so many bytes."""
    draw, out, length, count = random.Random(seed), list[str](), 0, 0
    while True:
        one = said(draw)
        length, count = length + len(one.encode()) + 2, count + one.count("“")
        if length > size or count > most:
            return out
        out.append(one)


def short_quotations(most: int, size: int = MEGABYTE) -> list[str]:
    """Return paragraphs of many short quotations with an attribution each."""
    draw, out, length = random.Random(2), list[str](), 0
    for _ in range(most):
        pair = f"{draw.choice(WORDS)} {draw.choice(WORDS)} {draw.choice(WORDS)}"
        out.append(f"“{pair},” {draw.choice(LAST)} said.")
        length += len(out[-1].encode()) + 1
        if length > size:
            break
    return [" ".join(out[n : n + 8]) for n in range(0, len(out), 8)]


def prose(size: int, seed: int = 3) -> list[str]:
    """Return paragraphs of a few sentences each, with a quotation in every fourth."""
    draw, out, length = random.Random(seed), list[str](), 0
    while length < size:
        one = said(draw) if draw.randrange(4) == 0 else " ".join(sentence(draw) for _ in range(5))
        out.append(one)
        length += len(one) + 2
    return out


def _text(paragraphs: list[str], between: str = "\n\n") -> bytes:
    return between.join(paragraphs).encode()


def _page(inner: str, head: str = "") -> bytes:
    return f"<html><head><title>Ferry sails</title>{head}</head><body><article>{inner}</article></body></html>".encode()


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _pdf(pages: int, lines: int, width: int = 90, size: float = 10.0) -> bytes:
    """Return a PDF of full pages of prose; quotation marks are the plain ones."""
    text = (
        " ".join(prose(pages * lines * width, 4))
        .replace("“", '"')
        .replace("”", '"')
        .encode("ascii", "replace")
        .decode()
    )
    cut, words = list[str](), iter(text.split())
    line = ""
    for word in words:
        if len(line) + len(word) >= width:
            cut.append(line)
            line = word
            if len(cut) == pages * lines:
                break
        else:
            line = f"{line} {word}".strip()
    cut = [one.replace("(", "").replace(")", "") for one in cut]
    step = 760 / lines
    return pdf([
        [(60.0, 800.0 - step * n, size, one) for n, one in enumerate(cut[page * lines : (page + 1) * lines])]
        for page in range(pages)
    ])  # fmt: skip


def _epub(size: int, chapters: int = 30) -> bytes:
    return epub({f"c{n}.xhtml": _page(_paragraphs(prose(size // chapters, n))).decode() for n in range(chapters)})


def _table(rows: int, size: int, quotes: int) -> bytes:
    cells = ["title,date,text"]
    for n in range(rows):
        text = "\n\n".join(quotations(quotes, size, n)).replace('"', '""')
        cells.append(f'"Hearing {n}",2026-03-{1 + n % 28:02},"{text}"')
    return "\r\n".join(cells).encode()


def _talk(turns: int, seed: int) -> str:
    draw = random.Random(seed)
    people = [name(draw).upper() for _ in range(5)]
    return "\n\n".join(f"{draw.choice(people)}: {' '.join(sentence(draw) for _ in range(3))}" for _ in range(turns))


def _transcripts(days: int, turns: int) -> bytes:
    rows = [f'"Day {n}",2026-{1 + n // 31:02}-{1 + n % 28:02},"{_talk(turns, n)}"' for n in range(days)]
    return "\r\n".join(["title,date,text", *rows]).encode()


def _lines(rows: int, quotes: int, size: int) -> bytes:
    return b"\n".join(
        json.dumps({"title": f"Ferry {n}", "text": "\n\n".join(quotations(quotes, size, n))}).encode()
        for n in range(rows)
    )


def _cues(count: int, words: str) -> bytes:
    times = (f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}" for n in range(count))
    return "\n\n".join(["WEBVTT", *(f"{time}.000 --> {time}.900\n{words}{time}" for time in times)]).encode()


def _feed(count: int) -> bytes:
    items = "".join(
        f"<item><title>F{n}</title><description>“A b{n},” Al said.</description></item>" for n in range(count)
    )
    return f"<rss><channel><title>Brine</title>{items}</channel></rss>".encode()


def _quoted_file(count: int) -> bytes:
    draw = random.Random(5)
    return b"\n".join(json.dumps({"quote": sentence(draw, 3, 6), "speaker": name(draw)}).encode() for _ in range(count))


def _mail(text: bytes) -> bytes:
    head = b"From: Mara Quill <quill@brine.example>\r\nSubject: Ferry\r\nMIME-Version: 1.0\r\n"
    return head + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text


def _rtf(text: str) -> bytes:
    escaped = "".join("\\par " if c == "\n" else c if c.isascii() else f"\\u{ord(c)}?" for c in text)
    return f"{{\\rtf1\\ansi {escaped}\\par}}".encode()


def _archive(count: int) -> bytes:
    return b"".join(
        page_record(_page(_paragraphs(quotations(4, 1200, n))), url=f"https://brine.example/{n}") for n in range(count)
    )


def _each(count: int, make: Callable[[random.Random, int], str], between: str = " ", size: int = MEGABYTE) -> bytes:
    """Return so many parts of a text, cut to a size in bytes."""
    draw = random.Random(7)
    return between.join(make(draw, n) for n in range(count)).encode()[:size].decode("utf-8", "ignore").encode()


def _quoted(size: int = MEGABYTE) -> list[str]:
    """Return paragraphs with as many quotations as a draft may have."""
    return quotations(limits.MOST_QUOTATIONS - 10, size)


def _one_speaker(draw: random.Random, number: int) -> str:
    return f"{'' if number else 'Mara Quill spoke. '}“{sentence(draw)[:-1]},” she said."


ROOM = 930_000  # bytes of words where the form adds some
QUOTES, STATEMENTS, FIGURES = limits.MOST_QUOTATIONS - 10, limits.MOST_STATEMENTS - 10, limits.MOST_FIGURES - 10
LINES, AGAIN = limits.MOST_BLOCKS - 10, "“The ferry sailed at noon,” said Mara Quill."
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "quotations of a draft": (".txt", lambda: _text(_quoted())),
    "quotations in one paragraph": (".txt", lambda: _text(_quoted(), " ")),
    "quotations of one speaker": (".txt", lambda: _each(QUOTES, _one_speaker)),
    "quotations of three words": (".txt", lambda: _text(short_quotations(QUOTES))),
    "one quotation, again and again": (".txt", lambda: _text([AGAIN] * QUOTES)),
    "quotations of evidence": (".txt", lambda: _text(quotations(STATEMENTS))),
    "short quotations of evidence": (".txt", lambda: _text(short_quotations(STATEMENTS))),
    "quotations, Markdown": (".md", lambda: _text(_quoted())),
    "quotations, items": (".md", lambda: _text([f"- {one}" for one in _quoted()], "\n")),
    "quotations, page": (".html", lambda: _page(_paragraphs(_quoted(ROOM)))),
    "quotations, DOCX": (".docx", lambda: docx("".join(map(paragraph, _quoted())))),
    "quotations, RTF": (".rtf", lambda: _rtf("\n".join(_quoted(ROOM)))),
    "quotations, mail": (".eml", lambda: _mail(_text(_quoted()))),
    "quotations, EPUB": (".epub", lambda: epub({"a.xhtml": _page(_paragraphs(quotations(STATEMENTS, ROOM))).decode()})),
    "quotations, cell": (".csv", lambda: _table(1, ROOM, STATEMENTS)),
    "quotations, rows": (".csv", lambda: _table(900, 1_000, 9)),
    "quotations, short rows": (".csv", lambda: _text(["text", *(f'"{a}"' for a in short_quotations(90_000))], "\n")),
    "quotations, JSON lines": (".jsonl", lambda: _lines(900, 9, 950)),
    "quotations, WARC": (".warc", lambda: _archive(550)),
    "quotations, cues": (".vtt", lambda: _cues(11_000, "“The ferry sailed,” said Mara Quill. ")),
    "quotations, file of them": (".jsonl", lambda: _quoted_file(QUOTES)),
    "statements": (".txt", lambda: _each(STATEMENTS, lambda *_: "Al said he goes.")),
    "statements, paragraphs": (".txt", lambda: _each(STATEMENTS, lambda *_: "Al said he goes.", "\n\n")),
    "statements, names": (".txt", lambda: _each(STATEMENTS, lambda draw, n: f"{name(draw)} said {WORDS[n % 37]}.")),
    "numbers": (".txt", lambda: _each(FIGURES, lambda _, n: str(n * 7919 % 99_991))),
    "numbers, sentences": (".txt", lambda: _each(FIGURES, lambda _, n: f"The {WORDS[n % 37]} cost ${n}.")),
    "numbers, cell": (".csv", lambda: b'text\r\n"' + _each(FIGURES, lambda _, n: str(n)) + b'"'),
    "lines": (".txt", lambda: _each(LINES, lambda _, n: f"{WORDS[n % 37]} {n % 9}", "\n")),
    "lines, Markdown": (".md", lambda: _each(LINES, lambda *_: "- a", "\n")),
    "marks": (".txt", lambda: _each(24_900, lambda draw, n: f"“{WORDS[n % 37]}” and {sentence(draw, 2, 3)}")),
    "units": (".txt", lambda: b"a " * 500_000),
    "names": (".txt", lambda: _each(90_000, lambda draw, _: name(draw) + ",")),
    "tags": (".html", lambda: _page(f"<p>{said(random.Random(1))}</p>" + "<b>a" * (limits.MOST_TAGS - 100))),
    "paragraphs": (".html", lambda: _page(_paragraphs([f"{WORDS[n % 37]} {n}." for n in range(LINES)]))),
    "rows": (".csv", lambda: b"title,text\r\n" + b"".join(b"A,b%d\r\n" % n for n in range(100_000))),
    "entries": (".xml", lambda: _feed(limits.MOST_ENTRIES - 100)),
    "cues": (".vtt", lambda: _cues(24_000, "the ferry ")),
    "glyphs": (".pdf", lambda: _pdf(44, 75)),
    "report": (".pdf", lambda: _pdf(300, 42, 75) + b"%" + b" " * 2_200_000),  # as many bytes as fonts and pictures
    "most pages": (".pdf", lambda: _pdf(limits.MOST_PAGES - 1, 11)),
    "book": (".epub", lambda: _epub(900_000)),
    "transcripts": (".csv", lambda: _transcripts(250, 120)),
}  # fmt: skip


@dataclass(frozen=True)
class Files:
    """What a run may name: the file, another small one, its words once more as a text, and a folder to write in."""

    file: str
    other: str
    copy: str
    folder: str


EXPORTS = ("json", "jsonl", "html", "markdown", "csv", "parquet", "sarif", "github", "rdjson", "junit",
           "web-annotation", "prov", "schema-org", "docx")  # fmt: skip
READ_EXPORTS = ("json", "html", "csv", "parquet", "ftm", "web-annotation", "prov", "schema-org", "spacy")
USES: dict[str, Callable[[Files], list[str]]] = {
    "read": lambda f: ["read", f.file, "--format", "jsonl"],
    "draft": lambda f: ["check", f.file, "--against", f.other],
    "evidence": lambda f: ["check", f.other, "--against", f.file],
    "itself": lambda f: ["check", f.file, "--against", f.copy, "--format", "jsonl"],
    "trace": lambda f: ["trace", f.file, f.copy],
    "add": lambda f: ["add", f.file, "--corpus", f.folder + "/corpus"],
    "guard": lambda f: ["guard", f.file, f.copy],
    "answer": lambda f: [
        "check", f.file, "--as", "quotes" if f.file.endswith(".jsonl") else "markdown", "--against", f.copy],
    "search": lambda f: ["search", "ferry", "OR", "keeper", "--corpus", f.folder + "/corpus"],
    **{f"itself, {form}": lambda f, form=form: [  # type: ignore[misc]
        "check", f.file, "--against", f.copy, "--format", form, "-o", f"{f.folder}/out.{form}"] for form in EXPORTS},
    **{f"read, {form}": lambda f, form=form: [  # type: ignore[misc]
        "read", f.file, "--format", form, "-o", f"{f.folder}/out.{form}"] for form in READ_EXPORTS},
    "trace, html": lambda f: ["trace", f.file, f.copy, "--format", "html", "-o", f.folder + "/out.html"],
    "trace, jsonl": lambda f: ["trace", f.file, f.copy, "--format", "jsonl"],
}  # fmt: skip


def measure(arguments: list[str]) -> tuple[float, float, int, str]:
    """Return processor seconds and the largest process's megabytes of one call, its status and what it named."""
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        ctypes.CDLL(None).prctl(REAP, 1, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        run = subprocess.run(
            [sys.executable, "-m", "attribune", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
        try:
            while True:
                os.wait()
        except ChildProcessError:
            pass
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
        row = [usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, run.returncode, told[0][:300]]
        os.write(sending, json.dumps(row).encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        seconds, megabytes, status, told = json.loads(pipe.read())
    os.waitpid(child, 0)
    return seconds, megabytes, status, told


def words_of(data: bytes, file: str) -> str:
    """Return the text of a file's articles, behind a line of its own; only that line where there is none."""
    try:
        return "\n\n".join(["Another line.", *(article.text for article in iter_bytes(data, name=file))])
    except AttribuneError:
        return "Another line."


def write(files: Files, data: bytes) -> str:
    """Write a file, another small one that quotes it, and its words as a text; return these."""
    text = words_of(data, files.file)
    Path(files.file).write_bytes(data)
    Path(files.copy).write_text(text, encoding="utf-8", errors="replace")
    shared = " ".join(text[len(text) // 2 :][:500].split()[:12]).translate({ord(mark): None for mark in "“”"})
    Path(files.other).write_text(f"{OTHER} “{shared}”", encoding="utf-8", errors="replace")
    return text


def _runs(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Yield files and uses; the forms of output, which are many, for one file unless they are asked for."""
    for file in FILES:
        for use in USES:
            wanted = use.startswith(options.use.removesuffix("*")) if options.use.endswith("*") else use == options.use
            unasked = not options.use and ("," not in use or file == "quotations of a draft")
            if options.file in file and (wanted or unasked):
                yield file, use


def main(arguments: list[str]) -> None:
    """Print seconds and megabytes of every run."""
    parser = argparse.ArgumentParser(prog="./run bench full_files", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--file", default="", help="only files with this in their names")
    parser.add_argument("--use", default="", help="only this use; with * at its end all that begin so")
    parser.add_argument("--list", action="store_true", help="only the names of files and uses")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join([*FILES, "", *USES]))
        return
    over = 0
    for file, use in _runs(options):
        suffix, make = FILES[file]
        data = make()
        with tempfile.TemporaryDirectory() as folder:
            files = Files(f"{folder}/x{suffix}", f"{folder}/other.txt", f"{folder}/y.txt", folder)
            text = write(files, data)
            arguments = USES[use](files)
            seconds, megabytes, status, told = measure(arguments)
        size = len(data) + (len(text.encode()) if files.copy in arguments else 0)
        bad = seconds > (MOST_SECONDS if size <= MOST_BYTES else MOST_LONG) or megabytes > MOST_MEGABYTES
        over += bad
        row = f"{file:<30} {size / 1e6:5.2f} MB {use:<22} {seconds:6.1f} s {megabytes:5.0f} MB"
        print(f"{row} {'OVER' if bad else '':<5}{status} {told[:120]}", flush=True)
    sys.exit(1 if over else 0)
