"""Whatever is changed is named: rows, payloads, the log, the index, any bit of any file."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusError
from attribune.corpus.verify import parts as verify_parts
from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import folder, page, story, take_in

FLIPS = 150


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verify")
    pages = folder(path / "pages", range(5))
    changed = page(2, said="The ferry sails on Sundays now", modified="2026-06-01T00:00:00Z")
    (pages / "changed.html").write_text(changed, encoding="utf-8")
    (pages / "broken.html").write_bytes(b"<html></html>")
    take_in(path / "c", pages)
    take_in(path / "c", folder(path / "more", range(7, 9)))
    return path / "c"


@pytest.fixture
def corpus(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "c")
    return tmp_path / "c"


def test_a_whole_corpus_is_clean(whole: Path) -> None:
    found = verify(whole)
    assert found.clean and not found.notes
    assert found.counts["payloads"] == 9 and found.counts["log"] == 3


TAMPERED = [
    ("UPDATE versions SET text = replace(text, 'slower', 'faster') WHERE id = 2", "versions 2"),
    ("UPDATE versions SET outlet = 'Elsewhere' WHERE id = 3", "versions 3"),
    ("UPDATE versions SET wire = 'AP' WHERE id = 3", "versions 3"),
    ("UPDATE versions SET published = '2020-01-01' WHERE id = 1", "versions 1"),
    ("UPDATE statements SET text = 'never said' WHERE id = 1", "statements 1"),
    ("UPDATE statements SET content = '[[0,5]]' WHERE id = 2", "analyses"),
    ("UPDATE statements SET speaker = 1 WHERE speaker > 1", "statements"),
    ("UPDATE sources SET name = 'Somebody Else' WHERE id = 1", "analyses 1"),
    ("UPDATE speakers SET canonical_name = 'Somebody Else' WHERE id = 1", "speakers 1"),
    ("UPDATE speakers SET canonical = 2 WHERE id = 1", "speakers 1"),
    ("UPDATE payloads SET sha256 = replace(sha256, substr(sha256, 1, 1), 'f') WHERE id = 1", "payloads"),
    ("UPDATE captures SET target_uri = 'file:///elsewhere' WHERE id = 1", "captures 1"),
    ("UPDATE events SET after_text = 'nothing'", "events of articles"),
    ("UPDATE events SET id = id + 100", "events of articles"),
    ("UPDATE events SET id = -id", "events of articles"),
    ("UPDATE derivations SET valid_from = '2020-01-01T00:00:00Z' WHERE id = 2", "derivations"),
    ("UPDATE derivations SET valid_from = '2020-01-01' WHERE id = 3", "derivations"),
    ("DELETE FROM events", "events of articles"),
    ("DELETE FROM errors", "errors 1"),
    ("UPDATE articles SET latest = NULL WHERE id = 1", "articles 1"),
    ("INSERT INTO unindexable VALUES (1)", "unindexable 1"),
    ("INSERT INTO reviews (about, about_id, decision, at) VALUES ('x', 1, 'y', 'z')", "reviews after 0"),
    ("DROP TRIGGER log_no_update; UPDATE log SET entry = replace(entry, ':', ': ') WHERE seq = 1", "log 1"),
    ("DROP TRIGGER log_no_delete; DELETE FROM log WHERE seq = 2", "log"),
    ("DROP INDEX traced_story", "index traced_story"),
    ("INSERT INTO versions_fts (versions_fts, rowid, title, text) VALUES ('delete', 1, 'x', 'y')", "versions_fts"),
]


@pytest.mark.parametrize(("sql", "named"), TAMPERED)
def test_tampering_is_named(corpus: Path, sql: str, named: str) -> None:
    db = sqlite3.connect(corpus / "corpus.db")
    db.executescript(sql)
    db.commit()
    db.close()
    found = verify(corpus)
    assert any(problem.where.startswith(named) or named in problem.where for problem in found.problems), found.problems


def test_captures_changed_and_lost_are_named(corpus: Path) -> None:
    one, two = sorted((corpus / "payloads").glob("*/*"))[:2]
    one.write_bytes(one.read_bytes() + b" ")
    two.unlink()
    named = {problem.where for problem in verify(corpus).problems}
    assert {f"payloads/{path.parent.name}/{path.name}" for path in (one, two)} <= named


def test_a_file_nobody_acknowledged_is_a_note(corpus: Path) -> None:
    (corpus / "payloads" / "ab").mkdir(exist_ok=True)
    (corpus / "payloads" / "ab" / ("ab" + "0" * 62)).write_bytes(b"left by a stopped call")
    found = verify(corpus)
    assert found.clean and "never acknowledged" in found.notes[0]


def test_a_lost_end_of_the_journal_is_named(corpus: Path) -> None:
    """SQLite drops a damaged journal without a word, and with it what was acknowledged last."""
    before = (corpus / "corpus.db").read_bytes()
    take_in(corpus, folder(corpus.parent / "late", range(10, 12)))
    (corpus / "corpus.db").write_bytes(before)
    found = verify(corpus)
    assert any("entry 4 was acknowledged" in problem.message for problem in found.problems)


def test_any_flipped_bit_is_named_or_touches_nothing(corpus: Path) -> None:
    draw = random.Random(5)
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and path.name != "writer.lock")
    weights = [path.stat().st_size for path in files]
    before = content(corpus)
    for _ in range(FLIPS):
        path = draw.choices(files, weights)[0] if draw.random() < 0.7 else draw.choice(files)
        data = path.read_bytes()
        at = draw.randrange(len(data))
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :])
        try:
            clean = verify(corpus).clean
        except CorpusError:  # the file says it is no corpus, or another format: named as well
            clean = False
        if clean:
            assert content(corpus) == before, f"{path.name} byte {at} changed what is read and wasn't named"
        path.write_bytes(data)
        for beside in ("corpus.db-wal", "corpus.db-shm"):
            (corpus / beside).unlink(missing_ok=True)
    assert verify(corpus).clean


def test_any_flip_inside_what_was_taken_in_is_named(corpus: Path) -> None:
    draw = random.Random(6)
    database = corpus / "corpus.db"
    data = database.read_bytes()
    words = [
        b"People in ",
        b"harbour master",
        b"https://quay",
        b"attribune 0",
        b'"rows":',
        b"2026-05-0",
        b"[[2",
        b"0001.html",
    ]
    for word in words * 4:
        places = [match.start() for match in re.finditer(re.escape(word), data)]
        at = draw.choice(places) + draw.randrange(len(word))
        database.write_bytes(data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :])
        assert not verify(corpus).clean, f"{word!r} at byte {at}"
        for beside in ("corpus.db-wal", "corpus.db-shm"):
            (corpus / beside).unlink(missing_ok=True)


def content(corpus: Path) -> list[list[tuple[object, ...]]]:
    """Everything that is read from a corpus, and the payloads."""
    tables = ("payloads", "captures", "extraction_runs", "articles", "versions", "derivations", "analyses", "speakers",
              "sources", "statements", "events", "errors", "log")  # fmt: skip
    with Corpus(corpus) as opened:
        rows = [[tuple(row) for row in opened.rows(f"SELECT * FROM {table} ORDER BY 1")] for table in tables]
        rows += [[tuple(row) for row in opened.rows("SELECT rowid FROM versions_fts WHERE versions_fts MATCH 'storm'")]]
    return [*rows, [(path.name, path.read_bytes()) for path in sorted((corpus / "payloads").glob("*/*"))]]


def test_a_log_written_anew_contradicts_the_entry_that_was_kept(whole: Path, corpus: Path) -> None:
    kept = verify(whole).head
    assert kept and kept[0] == 3
    assert verify(corpus, head=kept).clean and verify(corpus, head=(1, log_hash(corpus, 1))).clean
    shutil.rmtree(corpus)
    take_in(corpus, folder(corpus.parent / "other", range(3)))
    shorter = verify(corpus, head=kept)
    assert [(p.kind, p.where) for p in shorter.problems] == [("log", "log 3")]
    take_in(corpus, folder(corpus.parent / "others", range(3, 5)))
    assert verify(corpus).clean
    assert [(p.kind, p.where) for p in verify(corpus, head=kept).problems] == [("log", "log 3")]


def log_hash(corpus: Path, seq: int) -> str:
    with Corpus(corpus) as opened:
        return str(opened.rows("SELECT hash FROM log WHERE seq = ?", (seq,))[0][0])


def test_the_report_is_the_same_with_any_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_parts, "FEW", 0)
    monkeypatch.setattr(verify_parts, "PART", 3)
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(10):
        (texts / f"{number}.txt").write_text(story(number), encoding="utf-8")
    take_in(tmp_path / "c", texts)
    with Corpus(tmp_path / "c") as corpus:
        broken = [row["sha256"] for row in corpus.rows("SELECT sha256 FROM payloads WHERE id IN (2, 7, 8)")]
    for digest in broken:
        path = tmp_path / "c" / "payloads" / digest[:2] / digest
        path.write_bytes(path.read_bytes() + b"!")
    told: list[tuple[str, int, int]] = []
    alone = verify(tmp_path / "c", workers=1)
    several = verify(tmp_path / "c", workers=2, progress=lambda *said: told.append(said))
    assert alone == several and len(alone.problems) == 3
    assert [done for what, done, total in told if what == "payloads" and total == 10] == [3, 6, 9, 10]


def test_a_lost_folder_of_captures_is_named(corpus: Path) -> None:
    shutil.rmtree(corpus / "payloads")
    found = verify(corpus)
    lost = {problem.where for problem in found.problems if problem.kind == "payload"}
    assert "payloads" in lost and len(lost) == 1 + found.counts["payloads"]
    assert found.counts["versions"]  # and what else there is was checked


def test_captures_that_are_no_folder_are_named(corpus: Path) -> None:
    shutil.rmtree(corpus / "payloads")
    (corpus / "payloads").write_bytes(b"")
    assert any(problem.where == "payloads" for problem in verify(corpus).problems)


def test_another_program_s_lock_is_no_damage(corpus: Path) -> None:
    other = sqlite3.connect(corpus / "corpus.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    found = verify(corpus)
    other.execute("ROLLBACK")
    other.close()
    assert found.clean and not found.notes


def test_an_older_reading_that_comes_again_is_the_newest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“The sea is not late,” Mara Voss said on Tuesday.\n", encoding="utf-8")
    for tier in ("rules", "fast", "rules"):
        take_in(tmp_path / "c", tmp_path / "a.txt", tier=tier, again=True)
    with Corpus(tmp_path / "c") as opened:
        read = opened.rows("SELECT e.tier, e.id FROM versions AS v JOIN analyses AS e ON e.id = v.analysis")
        assert [tuple(row) for row in read] == [("rules", 3)]
    assert verify(tmp_path / "c", workers=1).clean
    db = sqlite3.connect(tmp_path / "c" / "corpus.db")
    db.execute("UPDATE versions SET analysis = 1")
    db.commit()
    db.close()
    named = {problem.where for problem in verify(tmp_path / "c", workers=1).problems}
    assert "versions 1" in named
