"""The schema is what the documentation says, and every column that is logged exists."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.storage import database as record
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusError, CorpusVersion
from attribune.corpus.storage.log import COLUMNS
from attribune.corpus.storage.schema import migrations, newest_format
from attribune.corpus.verify.run import verify
from tests.corpus.earlier import to_format
from tests.corpus.made import page, take_in

PAGE = Path(__file__).resolve().parents[3] / "docs" / "design" / "store.md"
DERIVED = {"events", "sketches", "odd_texts", "log"}


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


def test_a_corpus_of_the_first_format_is_migrated_and_clean(tmp_path: Path) -> None:
    """What a newer program would have noted when a text was added is noted when the corpus is next written to."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "plain.txt").write_text("“The pier is green,” Hugh Pell said — twice.", encoding="utf-8")
    (texts / "odd.txt").write_text("“The of\ufb01ce is har\u00adboured,” Mara Voss said.", encoding="utf-8")
    take_in(tmp_path / "c", texts)
    to_format(tmp_path / "c", 1)
    with pytest.raises(CorpusVersion, match="any attribune add migrates it"):
        Corpus(tmp_path / "c")
    with Corpus(tmp_path / "c", write=True) as corpus:
        marked = corpus.rows("SELECT v.text FROM odd_texts AS o JOIN versions AS v ON v.id = o.version")
        assert [row["text"][:7] for row in marked] == ["“The of"]
    assert verify(tmp_path / "c", workers=1).clean


def test_events_that_an_earlier_format_left_out_are_worked_out_anew(tmp_path: Path) -> None:
    for said, modified in (("Yes.", None), ("No.", "2026-06-02T09:00:00Z")):
        (tmp_path / "1.html").write_text(page(1, said=said, modified=modified), encoding="utf-8")
        take_in(tmp_path / "c", tmp_path / "1.html")
    with sqlite3.connect(tmp_path / "c" / "corpus.db") as db:
        db.execute("DELETE FROM events")
    db.close()
    to_format(tmp_path / "c", 2)
    Corpus(tmp_path / "c", write=True).close()
    with Corpus(tmp_path / "c") as corpus:
        assert [row["kind"] for row in corpus.rows("SELECT kind FROM events")] == ["changed"]
    assert verify(tmp_path / "c", workers=1).clean


def test_a_migration_that_fails_leaves_the_corpus_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(tmp_path / "c", make_note(tmp_path))
    to_format(tmp_path / "c", 1)
    db = sqlite3.connect(tmp_path / "c" / "corpus.db")

    def fails(_db: sqlite3.Connection) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setitem(record._FILLED, 2, fails)
        with pytest.raises(CorpusError):
            Corpus(tmp_path / "c", write=True)
    assert db.execute("PRAGMA user_version").fetchone()[0] == 1
    assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'odd_texts'").fetchone()
    Corpus(tmp_path / "c", write=True).close()
    assert db.execute("PRAGMA user_version").fetchone()[0] == newest_format()


def test_verify_names_a_text_that_is_marked_wrongly(tmp_path: Path) -> None:
    take_in(tmp_path / "c", make_note(tmp_path))
    db = sqlite3.connect(tmp_path / "c" / "corpus.db", isolation_level=None)
    db.execute("INSERT INTO odd_texts VALUES (1)")
    db.close()
    assert any(problem.where == "odd_texts 1" for problem in verify(tmp_path / "c", workers=1).problems)


def make_note(folder: Path) -> Path:
    path = folder / "note.txt"
    path.write_text("“The pier is green,” Hugh Pell said.", encoding="utf-8")
    return path


def test_a_migration_is_told_before_it_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from attribune.cli.main import main

    note = make_note(tmp_path)
    take_in(tmp_path / "c", note)
    call = ["add", str(note), "--corpus", str(tmp_path / "c"), "--tier", "none"]
    with pytest.raises(SystemExit, match="0"):
        main(call)
    assert "format" not in capsys.readouterr().err
    to_format(tmp_path / "c", 1)
    with pytest.raises(SystemExit, match="0"):
        main(call)
    assert f"format 1 is brought to {newest_format()}; this may take minutes" in capsys.readouterr().err
