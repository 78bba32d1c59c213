"""Articles a second by each engine into a folder of tables, and bytes an article on the way.

``./run bench engines [ARTICLES]`` reads articles of 400 words with the fast tier on this machine in one process, and on
Spark with one and two cores. Seconds of the clock, of each of the three verbs: compare ratios.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from attribune.engines.engine import MANIFEST, WORK
from attribune.engines.local import Local
from attribune.engines.stages import TABLES, Options
from benchmarks.read_speed import articles, of_length

WORDS = 400
FILES = 4
OPTIONS = Options(tier="fast", parts=8)


def write_inputs(folder: Path, count: int) -> int:
    """Write articles as JSON Lines; return their bytes."""
    made = of_length(articles(count), WORDS, count)
    for number in range(FILES):
        lines = [json.dumps({"id": f"a{at}", "text": one.text}) for at, one in enumerate(made) if at % FILES == number]
        (folder / f"{number}.jsonl").write_text("\n".join(lines))
    return sum(path.stat().st_size for path in folder.iterdir())


def timed(engine: Any, folder: Path, out: Path) -> tuple[list[float], int, int]:
    """Run the verbs of an engine; return the seconds of each, the bytes of its parts and of its tables."""
    found = engine.find([str(folder)])
    engine.prepare(found.described(OPTIONS), again=False)
    seconds, parts = list[float](), 0
    for verb in ("partition", "read", "write"):
        began = time.perf_counter()
        if verb == "partition":
            engine.partition(found, OPTIONS)
            parts = _bytes(out / WORK / "articles")
        elif verb == "read":
            engine.read(OPTIONS, lambda *_: None)
        else:
            engine.write()
        seconds.append(time.perf_counter() - began)
    return seconds, parts, sum(_bytes(out / name) for name in TABLES)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))


def main(arguments: list[str]) -> None:
    """Print a row an engine."""
    count = int(arguments[0]) if arguments else 1000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "in"
        folder.mkdir()
        size = write_inputs(folder, count)
        count = sum(len(path.read_text().splitlines()) for path in folder.iterdir())
        print(f"{count} articles of about {WORDS} words, {size / count:,.0f} bytes each as JSON Lines, tier fast")
        print(f"{'engine':<16} partition    read   write  articles/s  bytes an article: in parts  in tables")
        for name in ("local", "spark local[1]", "spark local[2]"):
            out = Path(scratch) / name.replace(" ", "-")
            with _engine(name, str(out)) as engine:
                seconds, parts, tables = timed(engine, folder, out)
            rate = count / seconds[1]
            print(f"{name:<16} {seconds[0]:8.1f}s {seconds[1]:6.1f}s {seconds[2]:6.1f}s {rate:11.1f} "
                  f"{parts / count:27,.0f} {tables / count:10,.0f}", flush=True)  # fmt: skip
            assert (out / MANIFEST).exists()


def _engine(name: str, out: str) -> Any:
    if name == "local":
        return nullcontext(Local(out))
    try:
        from attribune.engines.spark import Spark

        return Spark(out, master=name.removeprefix("spark "))
    except Exception as error:
        print(f"{name}: {error}", file=sys.stderr)
        raise SystemExit(2) from None
