"""The schema is what the documentation says, and every column that is logged exists."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusError, CorpusVersion
from attribune.corpus.storage.log import COLUMNS
from attribune.corpus.storage.schema import FORMAT, schema_sql
from attribune.corpus.verify.run import verify
from tests.corpus.earlier import earlier_corpus
from tests.corpus.sample_corpora import take_in

PAGE = Path(__file__).resolve().parents[3] / "docs" / "design" / "store.md"
DERIVED = {"events", "traced", "unindexable", "log"}


def schema() -> dict[str, list[str]]:
    db = sqlite3.connect(":memory:")
    db.executescript(schema_sql())
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


def test_verify_names_a_text_that_is_marked_wrongly(tmp_path: Path) -> None:
    take_in(tmp_path / "c", make_note(tmp_path))
    db = sqlite3.connect(tmp_path / "c" / "corpus.db", isolation_level=None)
    db.execute("INSERT INTO unindexable VALUES (1)")
    db.close()
    assert any(problem.where == "unindexable 1" for problem in verify(tmp_path / "c", workers=1).problems)


def make_note(folder: Path) -> Path:
    path = folder / "note.txt"
    path.write_text("“The pier is green,” Hugh Pell said.", encoding="utf-8")
    return path


@pytest.mark.parametrize("number", range(1, 5))
def test_a_corpus_of_an_earlier_format_is_refused_with_the_remedy(tmp_path: Path, number: int) -> None:
    take_in(tmp_path / "c", make_note(tmp_path))
    old = earlier_corpus(tmp_path / "c", tmp_path / "old", number=number)
    before = sorted(path.relative_to(old) for path in old.rglob("*"))
    for write in (False, True):
        with pytest.raises(CorpusVersion, match=r"add --from-corpus .*old --corpus"):
            Corpus(old, write=write)
    with pytest.raises(CorpusVersion, match="--from-corpus"):
        verify(old)
    assert sorted(path.relative_to(old) for path in old.rglob("*")) == before


def test_a_corpus_of_a_later_format_is_refused(tmp_path: Path) -> None:
    take_in(tmp_path / "c", make_note(tmp_path))
    db = sqlite3.connect(tmp_path / "c" / "corpus.db")
    db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    db.close()
    for write in (False, True):
        with pytest.raises(CorpusVersion, match="update attribune"):
            Corpus(tmp_path / "c", write=write)


def test_making_a_corpus_that_fails_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("attribune.corpus.storage.database.schema_sql", lambda: "CREATE TABLE a (b); CREATE TABLE a (b)")
        with pytest.raises(CorpusError):
            Corpus(tmp_path / "c", write=True)
    take_in(tmp_path / "c", make_note(tmp_path))
    assert verify(tmp_path / "c", workers=1).clean


def test_a_corpus_from_before_traces_is_to_be_made_anew(tmp_path: Path) -> None:
    """It has the same number, and tables of that time."""
    (tmp_path / "a.txt").write_text("The ferry is late.\n", encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "a.txt", tier="none")
    db = sqlite3.connect(tmp_path / "c" / "corpus.db")
    db.execute("CREATE TABLE sketches (hash INTEGER, version INTEGER)")
    db.close()
    for write in (False, True):
        with pytest.raises(CorpusVersion, match="make it anew"):
            Corpus(tmp_path / "c", write=write).close()
