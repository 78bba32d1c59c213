"""Tables of every answer, as CSV and as Parquet, and back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow.parquet
from hypothesis import given, settings

from attribune.exports.tables.check import COLUMNS, check_table
from attribune.exports.tables.reading import COLUMNS as READING_COLUMNS
from attribune.exports.tables.reading import reading_table
from attribune.exports.tables.table import Table, csv_text, written
from attribune.records import Reading, Report
from tests.cli.calls import call
from tests.exports.fakes import check, reading
from tests.exports.hostile import checks, readings

STORY = (
    "PORT ELLERY — “The ferry sailed at noon,” said Mara Quill, who keeps the light. Nobody else came to the pier.\n"
)


def from_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def from_parquet(data: bytes) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pyarrow.parquet.read_table(pyarrow.BufferReader(data)).to_pylist()
    return found


def both(table: Table) -> tuple[list[dict[str, str]], list[dict[str, object]]]:
    text, data = written(table, "csv"), written(table, "parquet")
    assert isinstance(text, str) and isinstance(data, bytes)
    return from_csv(text), from_parquet(data)


def test_a_check_is_a_row_for_each_quotation() -> None:
    plain, typed = both(check_table([check()]))
    assert [row["verdict"] for row in plain] == [verdict.verdict for verdict in check().results]
    assert [row["status"] for row in typed] == [verdict.status for verdict in check().results]
    assert [(row["start"], row["end"]) for row in typed] == [verdict.quote for verdict in check().results]
    assert typed[0]["evidence"] == "The boat will not sail," and typed[0]["evidence_outlet"] == "Outlet 1"
    assert (typed[0]["line"], typed[0]["column"]) == (3, 2)
    for one, other in zip(plain, typed, strict=True):
        assert [one[name] for name in COLUMNS if name != "quotation"] == [
            "" if other[name] is None else str(other[name]) for name in COLUMNS if name != "quotation"
        ]


def test_a_reading_is_a_row_for_each_statement() -> None:
    plain, typed = both(reading_table([reading()]))
    assert [row["statement"] for row in plain] == ["s1", "s2", "s3", "s4"]
    assert typed[0]["speaker"] == "Ada Quill" and typed[0]["text"] == "“The boat will not sail,”"
    assert typed[1]["text"] == "“Fourteen goats came aboard,” … “Nobody paid,”"
    assert typed[2]["chain"] and typed[2]["hedges"] == "Nobody paid,"


@settings(max_examples=60, deadline=None)
@given(checks())
def test_no_text_breaks_a_check_s_tables(report: Report) -> None:
    plain, typed = both(check_table([report]))
    assert len(plain) == len(typed) >= len(report.results)
    assert not any(value.lstrip().startswith(("=", "+", "-", "@")) for row in plain for value in row.values())


@settings(max_examples=60, deadline=None)
@given(readings())
def test_no_text_breaks_a_reading_s_tables(found: Reading) -> None:
    plain, typed = both(reading_table([found]))
    assert len(plain) == len(typed) == len(found.statements)
    assert all(set(row) == set(READING_COLUMNS) for row in plain)


def test_a_table_without_rows_keeps_its_columns_and_their_types() -> None:
    data = written(Table({"a": "text", "b": "number", "c": "flag", "d": "share"}, []), "parquet")
    assert isinstance(data, bytes)
    schema = pyarrow.parquet.read_schema(pyarrow.BufferReader(data))
    assert [str(schema.field(name).type) for name in "abcd"] == ["string", "int64", "bool", "double"]
    assert csv_text(["a"], []) == "a\r\n"


def corpus(folder: Path) -> None:
    (folder / "one.txt").write_text(STORY, encoding="utf-8")
    (folder / "two.txt").write_text(f"It rained all day. {STORY}", encoding="utf-8")
    assert call("add", "one.txt", "two.txt", "--corpus", "corpus", cwd=folder).returncode == 0


def test_the_commands_write_them(tmp_path: Path) -> None:
    corpus(tmp_path)
    commands = {
        "check": ("check", "one.txt", "--against", "two.txt", "--tier", "rules"),
        "read": ("read", "one.txt", "--tier", "rules"),
        "articles": ("search", "ferry"),
        "statements": ("search", "ferry", "--in", "statements"),
        "speakers": ("search", "Quill", "--in", "speakers"),
    }
    for name, command in commands.items():
        for form in ("csv", "parquet"):
            done = call(*command, "--format", form, "-o", f"{name}.{form}", cwd=tmp_path)
            assert done.returncode in (0, 1), done.stderr
        plain = from_csv((tmp_path / f"{name}.csv").read_bytes().decode())
        typed = from_parquet((tmp_path / f"{name}.parquet").read_bytes())
        assert plain and [{k: "" if v is None else str(v) for k, v in row.items()} for row in typed] == plain


def test_a_trace_is_a_table_for_each_type(tmp_path: Path) -> None:
    corpus(tmp_path)
    for form in ("csv", "parquet"):
        done = call("trace", "--corpus", "corpus", "--to", form, "--format", form, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    names = {path.stem for path in (tmp_path / "csv").glob("*.csv")}
    assert names == {path.stem for path in (tmp_path / "parquet").glob("*.parquet")} == {
        "article", "match", "change", "edge", "family", "story"
    }  # fmt: skip
    match = from_csv((tmp_path / "csv/match.csv").read_bytes().decode())[0]
    record = from_parquet((tmp_path / "parquet/match.parquet").read_bytes())[0]
    earlier = record["earlier"]
    assert isinstance(earlier, dict)
    assert [match["earlier_article"], match["earlier_start"], match["earlier_end"]] == [
        earlier["article"], *map(str, earlier["span"])
    ]  # fmt: skip
    member = from_csv((tmp_path / "csv/family.csv").read_bytes().decode())[0]
    assert member["article"] and "ferry" in member["text"]
    assert call("trace", "--corpus", "corpus", "--format", "csv", cwd=tmp_path).returncode == 2


def test_our_tables_are_no_evidence(tmp_path: Path) -> None:
    corpus(tmp_path)
    call("check", "one.txt", "--against", "two.txt", "--format", "csv", "-o", "check.csv", cwd=tmp_path)
    call("read", "one.txt", "--format", "csv", "-o", "read.csv", cwd=tmp_path)
    for name, column in (("check.csv", "text=evidence"), ("read.csv", "text=text")):
        done = call("check", "one.txt", "--against", name, "--map", column, cwd=tmp_path)
        assert done.returncode == 2 and b"Attribune" in done.stderr, done
