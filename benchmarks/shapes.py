"""The slowest shapes of a megabyte: random and nested compositions in every field of every format, in seconds and MB.

``./run bench shapes [--count N] [--tier TIER] [--field PART]`` makes values out of the strings of ``growth``: one
repeated, several in turn or at random, numbered, nested, on lines that grow. It puts each into one field of one format
and runs what commands do with the file: ``read``, ``check`` with it as the draft, as the evidence and against itself,
``trace`` of half the value and a copy, a megabyte in
all. Each runs in a process of its own, whose processor time and memory are taken. It prints every run above the
limits, and the slowest of each format. Ends with 1 where a run was above them.

``./run bench shapes --grid [--form PART] [--shape PART] [--use USE] [--part PART]`` runs named shapes in every format
through the program itself, each command with all of its processes (÷: how much slower other programs make it now):
texts (many quotations, paragraphs, lines, names, dates, the words of one list again and again) and what only a format's
own markup has. Without ``--use`` it reads each shape in each format, and gives each text shape to every command as a
plain text. With ``--size`` below a megabyte it is a quick look: what grows in step takes as much less.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import cycle, islice

from attribune import check_draft, read_article
from attribune.articles.reading import iter_bytes
from attribune.config.settings import TIERS
from attribune.errors import AttribuneError
from attribune.records import Article
from attribune.statements.extract import Tier
from attribune.trace.run import trace_articles
from benchmarks import full_files
from benchmarks._shape_markup import MARKUP
from benchmarks._shape_texts import FORMS, TEXTS, set_size
from benchmarks.growth import BASES, FIELDS

MOST_SECONDS, MOST_MEGABYTES = 5.0, 500
LIMIT = 30  # seconds of processor time after which a run is ended
NESTS = (
    ("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"), ("“‘", "’”"), ("‘", "’"), ('{"a":', "}"), ("[[", "]]"),
    ("<b>", "</b>"),
    ("<div>", "</div>"), ("<blockquote>", "</blockquote>"), ("<ul><li>", "</li></ul>"), ("<q>", "</q>"), ("> ", "\n"),
    ("<table><tr><td>", "</td></tr></table>"), ("<p hidden>", "</p>"), ("{\\b ", "}"), ("{\\*\\x ", "}"), ("- ", "\n"),
    ("**", "**"), ("*_", "_*"), ("![", "](a)"), ("\n--b\nContent-Type: multipart/mixed; boundary=b\n\n", "\n--b--\n"),
    ("He said, “", ",” he said."), ("(who said ", ")"), ("<a:b>", "</a:b>"), ("<!--", "-->"), ("&", ";"),
)  # fmt: skip
BODY = "Mara Quill, who keeps the light, said on Tuesday: “The ferry sailed at noon.” It took 21 minutes."


def compose(draw: random.Random, size: int) -> tuple[str, str]:
    """Return a value of about ``size`` bytes and what it is made of."""
    kind = draw.choice(("one", "in turn", "random", "numbered", "nested", "nested often", "growing lines", "mixed"))
    some = draw.sample(BASES, draw.randint(2, 5))
    parts: Iterator[str]
    if kind == "one":
        parts, told = cycle(some[:1]), some[:1]
    elif kind == "in turn":
        parts, told = cycle(some), some
    elif kind == "numbered":
        parts, told = (f"{base}{n}" for n, base in enumerate(cycle(some[:3]))), some[:3]
    elif kind in ("nested", "nested often"):
        opens, closes = draw.choice(NESTS)
        depth = size // 2 // len(f"{opens}{closes}".encode()) if kind == "nested" else draw.choice((2, 8, 60, 900))
        one = f"{opens * depth}{some[0]}{closes * depth}"
        return one * max(1, size // len(one.encode())), f"{kind} {opens!r} × {depth}, {some[0]!r}"
    elif kind == "growing lines":
        parts, told = (f"{some[0] * (n % 997)}{some[1]}\n" for n in range(1 << 30)), some[:2]
    else:
        pool = some if kind == "random" else [*some, *(BODY, "\n\n", *draw.choice(NESTS))]
        parts, told = (draw.choice(pool) for _ in range(1 << 30)), pool
    out, length = list[str](), 0
    for part in islice(parts, size):
        out.append(part)
        length += len(part.encode())
        if length >= size:
            break
    return "".join(out), f"{kind} {told!r}"


def _trace(articles: list[Article]) -> object:
    others = (next(iter_bytes(a.text.encode("utf-8", "replace"), name=f"{n}.txt")) for n, a in enumerate(articles))
    return trace_articles([*articles, *others])


def uses(tier: Tier) -> dict[str, Callable[[list[Article]], object]]:
    """Return what commands do with the articles of a file; ``tier``: which nets read them."""
    other = next(iter_bytes(BODY.encode(), name="other.txt"))

    def checked(draft: Article, evidence: list[Article]) -> object:
        return check_draft(draft, evidence, tier=tier, evidence_tier=tier)

    return {
        "read": lambda all_: [read_article(one, tier=tier) for one in all_],
        "draft": lambda all_: checked(all_[0], [other]),
        "evidence": lambda all_: checked(other, all_),
        "itself": lambda all_: checked(all_[0], all_),
        "trace": _trace,
    }


def measure(data: bytes, name: str, use: Callable[[list[Article]], object]) -> tuple[float, float, str]:
    """Return processor seconds, megabytes, and how one use of a file ended; run in a child."""
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        ended = "done"
        try:
            articles = list(iter_bytes(data, name=name))
            if articles:
                use(articles)
        except AttribuneError as error:
            ended = f"{type(error).__name__}: {error.message}"
        except BaseException as error:
            ended = f"FAULT {error!r}"
        os.write(sending, ended.encode("utf-8", "replace")[:300])
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        told = pipe.read().decode("utf-8", "replace")
    usage = os.wait4(child, 0)[2]
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, told or "LIMIT"


COMMANDS = ("read", "draft", "evidence", "itself", "trace", "add", "search", "guard", "answer")


def _cells(options: argparse.Namespace) -> Iterator[tuple[str, str, str, bytes]]:
    """Yield the name of a file of the grid, its suffix, its use and its bytes, as they were asked for."""
    wanted = options.use.split(",") if options.use else []
    for shape, make in TEXTS.items():
        listed = shape.startswith("list ")
        if options.part != ("lists" if listed else "texts") or options.shape not in shape:
            continue
        parts = make()
        for form, (suffix, wrap) in FORMS.items():
            if not form.startswith(options.form) or (listed and form != "txt"):
                continue
            data = wrap(parts)
            for use in wanted or (("draft", "evidence") if listed else COMMANDS if form == "txt" else ("read",)):
                yield f"{form}: {shape}", suffix, use, data
    for shape, (suffix, made) in MARKUP.items():
        if options.part == "markup" and shape.startswith(options.form) and options.shape in shape:
            data = made()
            for use in wanted or ("read", "draft"):
                yield shape, suffix, use, data


def _pace() -> float:
    """Return the processor seconds of a fixed piece of work: other programs on the machine make it slower."""
    began, counts = time.process_time(), dict[int, int]()
    for n in range(300_000):
        counts[n % 5003] = counts.get(n % 5003, 0) + len(str(n))
    return time.process_time() - began


def grid(options: argparse.Namespace) -> int:
    """Print seconds and megabytes of named shapes in each format through each command; return how many are above."""
    began, over = time.monotonic(), 0
    rows = list[tuple[float, str]]()
    quiet = min(_pace() for _ in range(9))
    for shape, suffix, use, data in _cells(options):
        if time.monotonic() - began > options.seconds:
            break
        with tempfile.TemporaryDirectory() as folder:
            files = full_files.Files(f"{folder}/x{suffix}", f"{folder}/other.txt", f"{folder}/y.txt", folder)
            text = full_files.write(files, data)
            if use == "search":
                full_files.measure(full_files.USES["add"](files))
            arguments = full_files.USES[use](files)
            before = _pace()
            seconds, megabytes, status, told = full_files.measure(arguments)
            after = _pace()
        quiet = min(quiet, before, after)
        busy = (before + after) / 2 / quiet
        size = len(data) + (len(text.encode("utf-8", "replace")) if files.copy in arguments else 0)
        most = MOST_SECONDS * max(1.0, size / 1.2e6)
        bad = seconds / busy > most or megabytes > MOST_MEGABYTES or status not in (0, 1, 2)
        over += bad
        took = f"{size / 1e6:5.2f} MB {seconds:6.1f} s ÷{busy:3.1f} {megabytes:5.0f} MB"
        row = f"{shape:<44} {use:<9} {took} {'OVER' if bad else '':<5}{status} {told[:100]}"
        rows.append((seconds, row))
        if bad or options.all:
            print(row, flush=True)
    print(f"\nthe slowest of {len(rows)}:")
    for _, row in sorted(rows, reverse=True)[:20]:
        print(row)
    return over


def main(arguments: list[str]) -> None:
    """Print the runs above the limits, and the slowest of each format."""
    parser = argparse.ArgumentParser(prog="./run bench shapes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=50, help="shapes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=1_000_000, help="bytes")
    parser.add_argument("--tier", choices=TIERS, default="auto", help="which nets read (auto, as commands do)")
    parser.add_argument("--field", default="", help="only fields with this in their names")
    parser.add_argument("--seconds", type=float, default=3600.0, help="of wall time after which no shape begins")
    parser.add_argument("--grid", action="store_true", help="named shapes through the program, not random ones")
    parser.add_argument("--form", default="", help="of the grid: only formats that begin so")
    parser.add_argument("--shape", default="", help="of the grid: only shapes with this in their names")
    parser.add_argument("--use", default="", help="of the grid: only these commands, with commas between")
    parser.add_argument("--part", choices=("texts", "markup", "lists"), default="texts", help="of the grid")
    parser.add_argument("--all", action="store_true", help="of the grid: print every row as it comes")
    options = parser.parse_args(arguments)
    if options.grid:
        set_size(options.size * 95 // 100)
        sys.exit(1 if grid(options) else 0)
    import_module("attribune.articles.sandbox").__dict__["_inside"] = True  # readers run here: their time counts
    import_module("attribune.sources.timed").__dict__["SHORT"] = 1 << 40
    began, over, worst = time.monotonic(), 0, dict[str, tuple[float, float, str]]()
    fields = [field for field in FIELDS if options.field in field]
    ways = uses(options.tier)
    for number in range(options.seed, options.seed + options.count):
        if time.monotonic() - began > options.seconds:
            break
        draw = random.Random(number)
        field = draw.choice(fields)
        suffix, maker = FIELDS[field]
        value, told = compose(draw, options.size)
        while len(data := maker(value)) > 1.1 * options.size:  # some fields stand twice in their file, or are escaped
            value = value[: int(len(value) * options.size / len(data))]
        half = maker(value[: len(value) // 2])
        for way, use in ways.items():
            seconds, megabytes, ended = measure(half if way == "trace" else data, "x" + suffix, use)
            row = f"{number:5} {field:<24} {way:<9} {seconds:6.1f} s {megabytes:6.0f} MB  {told[:110]}  {ended[:90]}"
            if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES or ended.startswith(("FAULT", "LIMIT")):
                over += 1
                print(row, flush=True)
            place = f"{field.partition(',')[0]} {way}"
            worst[place] = max(worst.get(place, (0.0, 0.0, "")), (seconds, megabytes, row))
    print(f"\nthe slowest of {options.count} shapes, by format:")
    for _, _, row in sorted(worst.values(), reverse=True):
        print(row)
    sys.exit(1 if over else 0)
