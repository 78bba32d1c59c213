"""A folder of invented inputs of every kind that an engine may meet, good and bad, and a comparison of tables."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from attribune.articles.reading import read_paths
from attribune.engines.engine import READ, Work
from attribune.engines.tracing.run import TRACE
from attribune.trace.run import trace_articles
from attribune.trace.tables import TYPES, read_parquet, table_bytes
from tests.articles.sample_files import PAGE, page_record
from tests.trace.made import FIFTH, LEAD, OTHER, SECOND, STORY, at, words


def line(number: int, **more: Any) -> str:
    """A line of JSON Lines with an article of its own."""
    said = (
        f"“We will sail {number} ferries by May,” said Mara Quill. According to the harbour master, 2{number} waited."
    )
    return json.dumps(
        {"id": f"story-{number}", "outlet": "Gull Weekly", "title": f"Ferry {number}", "text": said, **more}
    )


def write_inputs(folder: Path, *, lines: int = 60) -> Path:
    """Write them. One id has ten times the articles of a part, one file ten times the lines of the others."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    (folder / "deep").mkdir(parents=True)
    hot = [line(number, id="hot", text=f"Version {number} of it, Otto Quist said.") for number in range(lines // 2)]
    (folder / "large.jsonl").write_text("\n".join([*map(line, range(lines)), *hot, line(0)]) + "\n")
    poisoned = [
        "{broken",
        "",
        json.dumps({"title": "no text"}),
        '{"id": "half", "text": "Half \\ud800 a pair, Ida Moss said."}',
    ]
    wrong = {"id": "w", "text": "Ida", "sha256": "0" * 64, "blocks": [{"kind": "paragraph", "start": 0, "end": 99}]}
    (folder / "small.ndjson").write_text("\ufeff" + "\r\n".join([line(1000), *poisoned, json.dumps(wrong), line(1001)]))
    rows = [
        {"id": f"row-{number}", "text": f"“Row {number} is wet,” said Ida Moss.", "title": None} for number in range(9)
    ]
    parquet.write_table(
        pa.Table.from_pylist([*rows, {"id": "row-bad", "text": None, "title": "x"}]), folder / "t.parquet"
    )
    (folder / "deep" / "web.warc").write_bytes(page_record() + page_record(PAGE.replace("Quill", "Vane").encode()))
    (folder / "deep" / "cut.warc").write_bytes(page_record() + page_record()[:150])
    (folder / "deep" / "odd [name] é%20{x}.txt").write_text("“It is odd,” said Mara Quill.")
    (folder / "page.html").write_text(PAGE)
    (folder / "packed.jsonl.gz").write_bytes(gzip.compress(f"{line(2000)}\n{{broken\n{line(2001)}\n".encode()))
    (folder / "empty.txt").write_bytes(b"")
    (folder / "unknown.xyz").write_bytes(b"?")
    return folder


LINE = "This report was filed by the night desk of the Western Gull Agency, whose reporters were on the quay all night."


def story(number: int, text: str, **more: Any) -> str:
    """A line of JSON Lines with an article to trace."""
    return json.dumps(
        {"id": f"t{number}", "outlet": f"Gull {number % 7}", "published": at(number), "text": text, **more}
    )


def write_stories(folder: Path, *, copies: int = 120) -> Path:
    """Write articles to trace: copies with changes, a line that stands in ``copies`` of them, ids that stand twice."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    folder.mkdir(parents=True)
    draw = random.Random(7)
    starred = [story(1000 + n, f"{words(draw, 30)}\n\n{LINE}\n\n{words(draw, 20)}") for n in range(copies)]
    altered = STORY.replace("250", "some 240").replace("two years", "three years")
    quoted = ["“The piles were rotten and no lorry should ever stand on them again,” said Otto Quist in the hall.",
              "Otto Quist said “the piles were rotten and no lorry should ever stand on them” and left."]  # fmt: skip
    lines = [
        story(0, STORY), story(5, altered, outlet="Ferry Post"), story(9, f"{OTHER}\n\n{altered}\n\n{FIFTH}"),
        story(12, f"{LEAD}\n\n{SECOND}", published=None), story(20, quoted[0]), story(30, f"{OTHER} {quoted[1]}"),
        story(31, f"{words(draw, 40)} {quoted[0]}", published="2026-05-03"), story(40, OTHER, id="twin"),
        story(41, STORY, id="twin"), story(42, f"{OTHER} {FIFTH}", id="twin"), story(43, OTHER, id="twin@000000000000"),
    ]  # fmt: skip
    (folder / "a.jsonl").write_text("\n".join([*starred[::2], *lines, "{broken"]))
    (folder / "b.jsonl").write_text("\n".join([*lines[:2], *starred[1::2]]))
    rows = [
        json.loads(story(50 + number, f"{words(draw, 12)}\n\n{part}"))
        for number, part in enumerate(STORY.split("\n\n"))
    ]
    parquet.write_table(pa.Table.from_pylist(rows), folder / "c.parquet")
    (folder / "d.warc").write_bytes(page_record() + page_record(PAGE.replace("Quill", "Vane").encode()))
    return folder


def rows_of(folder: Path, work: Work = READ) -> dict[str, Counter[Any]]:
    """Every row of every table, counted; floats as they are, bit for bit."""
    import pyarrow.parquet as parquet

    return {name: _counted(parquet.read_table(folder / name)) for name in work.tables}


def rows_of_traced(paths: list[str]) -> dict[str, Counter[Any]]:
    """The same of the tables that one trace in memory has; without errors, which it has no table of."""
    trace = trace_articles(read_paths([Path(path) for path in paths], on_error=lambda _: None))
    return {name: _counted(read_parquet(table_bytes(trace, name))) for name in TYPES}


def traced_rows(folder: Path) -> dict[str, Counter[Any]]:
    """The rows of the tables of a trace in a folder, without errors."""
    return {name: rows for name, rows in rows_of(folder, TRACE).items() if name != "error"}


def _counted(table: Any) -> Counter[Any]:
    columns = tuple((field.name, str(field.type).replace("element: ", "item: ")) for field in table.schema)
    return Counter((columns, *(tuple(map(_bits, row.values())))) for row in table.to_pylist())


def _bits(value: Any) -> Any:
    if isinstance(value, list | dict):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
        return tuple((key, _bits(one)) for key, one in inside)
    return value.hex() if isinstance(value, float) else value
