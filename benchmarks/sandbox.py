"""Cost of the child process around foreign parsers: milliseconds an input directly and in the child, and to start.

``./run bench sandbox``: an invented short page and a PDF of two pages, the fastest of some passes; then the pages of
the data folder where there is one.
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable

from attribune.articles import sandbox
from attribune.articles.formats import reader as reader_of
from benchmarks.inputs import data_folder
from tests.articles.sample_files import PAGE
from tests.articles.test_hostile import WHOLE

PASSES = 5
REPEATS = 50


def _best(run: Callable[[], object], repeats: int = REPEATS) -> float:
    """Milliseconds of one run, the fastest of the passes."""
    best = float("inf")
    for _ in range(PASSES):
        began = time.perf_counter()
        for _ in range(repeats):
            run()
        best = min(best, (time.perf_counter() - began) / repeats)
    return best * 1000


def _row(name: str, module: str, inputs: list[bytes], repeats: int) -> None:
    reader = reader_of(module)
    direct = _best(lambda: [list(reader.read(data, name="x")) for data in inputs], repeats) / len(inputs)
    in_child = _best(lambda: [list(sandbox.read(module, data, name="x")) for data in inputs], repeats) / len(inputs)
    print(f"{name:<24} {direct:10.2f} {in_child:10.2f} {in_child - direct:10.2f}")


def _started() -> None:
    sandbox.close()
    list(sandbox.read("html", PAGE.encode(), name="x"))


def main(arguments: list[str]) -> None:  # noqa: ARG001
    """Print the table."""
    print(f"{'milliseconds an input':<24} {'direct':>10} {'in child':>10} {'more':>10}")
    _row("a short page", "html", [PAGE.encode()], REPEATS)
    _row("a PDF of two pages", "pdf", [WHOLE["pdf"]], REPEATS)
    try:
        folder = data_folder() / "pages" / "html"
        _row("the 40 news pages", "html", [gzip.decompress(f.read_bytes()) for f in sorted(folder.glob("*.gz"))], 1)
    except SystemExit as missing:
        print(missing)
    print(f"to start a child: {_best(_started, 1):.0f} ms, once and after {sandbox.MOST_SERVED} inputs")
