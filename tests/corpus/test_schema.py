"""The schema is what the documentation says, and every column that is logged exists."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from attribune.corpus.log import COLUMNS
from attribune.corpus.record import migrations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "design" / "store.md"
DERIVED = {"events", "sketches", "log"}


def schema() -> dict[str, list[str]]:
    db = sqlite3.connect(":memory:")
    for _, statements in migrations():
        db.executescript(statements)
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%' AND name NOT LIKE 'sqlite_%'"
    )
    tables = [row[0] for row in db.execute(asked)]
    return {table: [row[1] for row in db.execute(f"PRAGMA table_info({table})")] for table in tables}


def documented() -> tuple[dict[str, list[str]], set[tuple[str, str]]]:
    """Table → columns as the page lists them, and (table, column) of those that it calls worked out."""
    found: dict[str, list[str]] = {}
    worked_out: set[tuple[str, str]] = set()
    table = ""
    for line in PAGE.read_text(encoding="utf-8").split("\n"):
        heading = re.match(r"`(\w+)`: ", line)
        if heading:
            table = heading[1]
            found[table] = []
        elif table and line.startswith("| `"):
            columns = re.findall(r"`(\w+)`", line.split("|")[1])
            found[table] += columns
            worked_out |= {(table, column) for column in columns if "*worked out*" in line}
        elif line.startswith("Three full-text"):
            break
    return found, worked_out


def test_the_page_lists_every_table_and_column() -> None:
    have, (want, _) = schema(), documented()
    assert set(want) == set(have)
    for table, columns in have.items():
        assert sorted(want[table]) == sorted(columns), table


def test_every_column_is_logged_or_worked_out() -> None:
    _, worked_out = documented()
    for table, columns in schema().items():
        if table in DERIVED:
            continue
        logged = COLUMNS[table].replace(",", " ").split()
        assert sorted([*logged, *(c for t, c in worked_out if t == table)]) == sorted(columns), table


def test_migrations_are_numbered_without_holes() -> None:
    assert [number for number, _ in migrations()] == list(range(1, len(migrations()) + 1))
