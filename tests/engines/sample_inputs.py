"""A folder of invented inputs of every kind that an engine may meet, good and bad, and a comparison of tables."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from attribune.engines.stages import TABLES
from tests.articles.sample_files import PAGE, page_record


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


def rows_of(folder: Path) -> dict[str, Counter[Any]]:
    """Every row of every table, counted; floats as they are, bit for bit."""
    import pyarrow.parquet as parquet

    found = {}
    for name in TABLES:
        table = parquet.read_table(folder / name)
        columns = tuple((field.name, str(field.type)) for field in table.schema)
        found[name] = Counter((columns, *(tuple(map(_bits, row.values())))) for row in table.to_pylist())
    return found


def _bits(value: Any) -> Any:
    return value.hex() if isinstance(value, float) else value
