"""Tables of ``attribune read --to`` into a corpus: the same articles and statements, nothing read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from attribune.articles.reading import iter_bytes
from attribune.corpus.ingest.tables import rows_of_record
from attribune.engines.engine import run
from attribune.engines.local import Local
from attribune.engines.stages import Options
from attribune.errors import AttribuneError
from attribune.exports.jsonlines import reading_line
from attribune.records import Reading
from attribune.sources.reading import read_article
from tests.cli.calls import call
from tests.engines.sample_inputs import line

ROWS = """
SELECT v.text, v.title, v.outlet, s.record_id, s.kind, s.content, s.cue, s.chain, s.confidence, e.tier, e.extractor,
  e.digest
FROM statements AS s JOIN analyses AS e ON e.id = s.analysis JOIN versions AS v ON v.id = e.version
"""
Tables = tuple[Path, Path]


def rows(corpus: Path, query: str = ROWS) -> list[Any]:
    with sqlite3.connect(corpus / "corpus.db") as db:
        return sorted(db.execute(query).fetchall())


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    lines = [line(number, outlet=f"Gull {number % 2}", published=f"2026-0{5 + number % 2}-01") for number in range(6)]
    lines += [line(7, id="twin"), line(8, id="twin")]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    run(Local(str(tmp_path / "tables")), [str(tmp_path / "in.jsonl")], Options(tier="rules", parts=2), lambda *_: None)
    yield tmp_path, tmp_path / "tables"


def test_statements_are_those_of_reading_the_files(tables: Tables) -> None:
    folder, _ = tables
    assert call("add", "in.jsonl", "--corpus", "read", "--tier", "rules", cwd=folder).returncode == 0
    done = call("add", "--from", "tables", "--corpus", "taken", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b"8 inputs: 8 new articles" in done.stdout
    assert rows(folder / "taken") == rows(folder / "read") and len(rows(folder / "taken")) >= 8
    assert call("verify", "--corpus", "taken", cwd=folder).returncode == 0
    again = call("add", "--from", "tables", "--corpus", "taken", cwd=folder)
    assert again.returncode == 0 and b"8 known already" in again.stdout
    assert rows(folder / "taken") == rows(folder / "read")


def test_nothing_is_read_again(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: Any, **__: Any) -> None:
        raise AssertionError("it was read again")

    monkeypatch.setattr("attribune.sources.reading.read_article", no)
    monkeypatch.setattr("attribune.statements.extract.tagged_together", no)
    folder, _ = tables
    assert call("add", "--from", "tables", "--corpus", "taken", "--workers", "1", cwd=folder).returncode == 0
    assert len(rows(folder / "taken")) >= 8


def test_the_capture_says_that_the_bytes_are_not_those_that_were_read(tables: Tables) -> None:
    folder, there = tables
    call("add", "--from", "tables", "--corpus", "taken", "--where", "id=story-3", cwd=folder)
    captures = rows(folder / "taken", "SELECT method, target_uri, container FROM captures")
    assert captures == [("file", (there / "reading").as_uri(), "story-3")]
    [(detail,)] = rows(folder / "taken", "SELECT detail FROM versions")
    assert any("aren't in this corpus" in note for note in json.loads(detail)["notes"])


def test_a_part_is_taken(tables: Tables) -> None:
    folder, _ = tables
    where = ("--where", "outlet=Gull 1", "--where", "published=2026-06*")
    assert call("add", "--from", "tables", "--corpus", "c", *where, cwd=folder).returncode == 0
    assert len(rows(folder / "c", "SELECT id FROM versions")) == 3
    done = call("add", "--from", "tables", "--corpus", "d", "--where", "colour=red", cwd=folder)
    assert done.returncode == 2 and b"no such field" in done.stderr and not (folder / "d").exists()


def test_what_another_version_read_is_said(tables: Tables) -> None:
    folder, there = tables
    _edit(there, lambda row: {**row, "extractor": "attribune 0.1.0 nets 012345678901"})
    done = call("add", "--from", "tables", "--corpus", "taken", cwd=folder)
    assert done.returncode == 0
    assert b"8 articles read by attribune 0.1.0" in done.stderr and b"--again" in done.stderr
    assert {row[10] for row in rows(folder / "taken")} == {"attribune 0.1.0 nets 012345678901"}
    assert call("verify", "--corpus", "taken", cwd=folder).returncode == 0


def test_a_forged_reading_keeps_the_article_without_statements(tables: Tables) -> None:
    folder, there = tables

    def forged(row: dict[str, Any]) -> dict[str, Any]:
        record = json.loads(row["record"])
        if row["article"] == "story-2":
            record["statements"][0]["content"] = [[0, 99999]]
        if row["article"] == "story-3":
            record = "{broken"
        return {**row, "record": record if isinstance(record, str) else json.dumps(record)}

    _edit(there, forged)
    done = call("add", "--from", "tables", "--corpus", "taken", cwd=folder)
    assert done.returncode == 2
    told = done.stderr.decode()
    assert "story-2" in told and "isn't in the text" in told and "story-3" in told
    assert len(rows(folder / "taken", "SELECT id FROM versions")) == 7
    assert len(rows(folder / "taken", "SELECT id FROM analyses")) == 6
    assert call("verify", "--corpus", "taken", cwd=folder).returncode == 0


def _edit(there: Path, change: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    path = there / "reading" / "part-00000.parquet"
    table = parquet.read_table(path)
    parquet.write_table(pa.Table.from_pylist([change(row) for row in table.to_pylist()], schema=table.schema), path)


def _reading() -> Reading:
    text = "“We will sail by May,” said Mara Quill. Otto Quist said 20 ferries waited."
    [article] = iter_bytes(text.encode(), name="a.txt")
    return read_article(article, tier="rules")


@pytest.mark.parametrize(
    "name, value",
    [
        ("statements.0.content", [[5, 2]]), ("statements.0.content", []), ("statements.0.content", [[-1, 4]]),
        ("statements.0.cue", [3, 4000]), ("statements.0.speaker", "s99"), ("statements.0.confidence", float("nan")),
        ("statements.0.id", None), ("statements.1.id", "@first"), ("sources.0.mentions", [[0, 4000]]),
        ("figures.0.end", 4000), ("article.text", "Another text."), ("statements", {}), ("sources", []),
    ],
)  # fmt: skip
def test_a_reading_that_is_not_of_its_text_is_refused(name: str, value: Any) -> None:
    reading = _reading()
    record = json.loads(reading_line(reading))
    rows_of_record(reading.article, json.dumps(record).encode(), "attribune 1.0", "rules")
    *path, last = [int(step) if step.isdigit() else step for step in name.split(".")]
    at: Any = record
    for step in path:
        at = at[step]
    at[last] = record["statements"][0]["id"] if value == "@first" else value
    with pytest.raises(AttribuneError):
        rows_of_record(reading.article, json.dumps(record).encode(), "attribune 1.0", "rules")


@pytest.mark.parametrize(
    "arguments",
    [("in.jsonl", "--from", "tables"), ("--where", "id=a"), ("--from", "gone"),
     ("--from", "tables", "--where", "id"), ("--from", "tables", "--again")],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(tables: Tables, arguments: tuple[str, ...]) -> None:
    folder, _ = tables
    done = call("add", *arguments, "--corpus", "c", cwd=folder)
    assert done.returncode == 2 and not (folder / "c").exists()


@pytest.mark.parametrize(
    "extractor, tier", [("somebody 1.0", "rules"), ("attribune 1.0\n", "rules"), ("attribune 1.0", "all")]
)
def test_what_read_it_is_named_as_it_names_itself(extractor: str, tier: str) -> None:
    reading = _reading()
    with pytest.raises(AttribuneError, match="what read it"):
        rows_of_record(reading.article, reading_line(reading).encode(), extractor, tier)
