"""Articles a second by each engine into a folder of tables, and bytes an article on the way.

``./run bench engines [ARTICLES]`` reads articles of 400 words with the fast tier on this machine in one process, and on
Spark with one and two executors. ``./run bench engines trace [ARTICLES]`` traces Reuters stories instead. Seconds of
the clock and of processors, of all processes together, and bytes brought from part to part: compare ratios. The tables
are compared at the end.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from attribune.engines.engine import READ, WORK, Engine, Work
from attribune.engines.local import Local
from attribune.engines.stages import Options, Stage
from attribune.engines.tracing.run import TRACE
from benchmarks.read_speed import articles, of_length
from benchmarks.trace import reuters

WORDS = 400
FILES = 4
PARTS = 8
ENGINES = ("local", "local-cluster[1,1,1024]", "local-cluster[2,1,1024]")  # executors, cores, MB of each


def write_inputs(folder: Path, work: Work, count: int) -> int:
    """Write articles as JSON Lines; return how many."""
    if work is READ:
        texts = of_length(articles(count), WORDS, count)
        made: list[dict[str, Any]] = [{"id": f"a{at}", "text": one.text} for at, one in enumerate(texts)]
    else:
        made = [{"id": one.id, "text": one.text, "title": one.title, "published": one.published}
                for one in reuters()[:count]]  # fmt: skip
    for number in range(FILES):
        (folder / f"{number}.jsonl").write_text("\n".join(map(json.dumps, made[number::FILES])))
    return len(made)


class Measured:
    """An engine whose stages are measured: seconds of clock and processors, and bytes that go to other parts."""

    def __init__(self, engine: Engine, out: Path) -> None:
        self.engine, self.out = engine, out
        self.rows: dict[str, tuple[float, float, int]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def partition(self, found: Any, options: Options) -> None:
        """Bring the articles to their parts."""
        self._measure("partition", lambda: self.engine.partition(found, options), "articles")

    def each(self, stage: Stage, options: Options, step: Any, told: Mapping[str, Any] | None = None) -> None:
        """Have a stage done."""
        self._measure(stage.name, lambda: self.engine.each(stage, options, step, told), stage.name)

    def write(self, last: Stage) -> None:
        """Write the tables."""
        self._measure("write", lambda: self.engine.write(last), "none")

    def _measure(self, name: str, done: Any, moved: str) -> None:
        clock, processors = time.perf_counter(), processor_seconds()
        done()
        spent = time.perf_counter() - clock, processor_seconds() - processors
        folder = self.out / WORK / moved
        files = [path for path in folder.rglob("*.parquet") if moved == "articles" or path.parent != folder]
        self.rows[name] = (*spent, sum(path.stat().st_size for path in files if "made" not in path.parts))


def processor_seconds() -> float:
    """Return the seconds of processors that this process and all below it have had, as Linux counts them."""
    above, spent = dict[int, int](), dict[int, int]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        above[int(path.parent.name)] = int(fields[1])
        spent[int(path.parent.name)] = sum(map(int, fields[11:15]))
    return sum(ticks for pid, ticks in spent.items() if os.getpid() in _line(pid, above)) / os.sysconf("SC_CLK_TCK")


def _line(pid: int, above: Mapping[int, int]) -> Iterator[int]:
    while pid:
        yield pid
        pid = above.get(pid, 0)


def rows_of(folder: Path, work: Work) -> dict[str, Counter[str]]:
    """Return the rows of the tables, counted."""
    import pyarrow.parquet as parquet

    return {
        name: Counter(json.dumps(row) for row in parquet.read_table(folder / name).to_pylist()) for name in work.tables
    }


def main(arguments: list[str]) -> None:
    """Print a row a stage of each engine."""
    work = TRACE if arguments[:1] == ["trace"] else READ
    numbers = [int(one) for one in arguments if one.isdigit()]
    tables = list[Any]()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "in"
        folder.mkdir()
        count = write_inputs(folder, work, numbers[0] if numbers else 1000)
        print(f"{count:,} articles in {PARTS} parts: {work.name}")
        for number, name in enumerate(ENGINES):
            out = Path(scratch) / str(number)
            with _engine(name, str(out), work) as engine:
                measured = Measured(engine, out)
                found = measured.find([str(folder)])
                options = Options(tier="fast", parts=PARTS)
                measured.prepare(found.described(options, work), again=False)
                measured.partition(found, options)
                measured.write(work.stages(measured, options, lambda *_: None))
            _print(name, measured.rows, count)
            tables.append(rows_of(out, work))
            size = sum(path.stat().st_size for name in work.tables for path in (out / name).glob("*.parquet"))
            print(f"  in tables, bytes an article {size / count:,.0f}", flush=True)
    print(f"tables equal: {all(one == tables[0] for one in tables)}")


def _print(name: str, rows: Mapping[str, tuple[float, float, int]], count: int) -> None:
    print(f"\n{name:<24} {'clock s':>9} {'processor s':>12} {'bytes moved an article':>24}")
    together = tuple(map(sum, zip(*rows.values(), strict=True)))
    for stage, (clock, processors, moved) in [*rows.items(), ("all", together)]:
        print(f"  {stage:<22} {clock:9.1f} {processors:12.1f} {moved / count:24,.0f}", flush=True)


def _engine(name: str, out: str, work: Work) -> Any:
    if name == "local":
        return nullcontext(Local(out, work))
    try:
        from attribune.engines.spark import Spark

        return Spark(out, work, master=name)
    except Exception as error:
        print(f"{name}: {error}", file=sys.stderr)
        raise SystemExit(2) from None
