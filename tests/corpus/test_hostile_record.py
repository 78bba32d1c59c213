"""A record that somebody else made: nothing in it runs, every query ends, and every wrong value is a clear error."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from attribune.check.engine import check_draft
from attribune.check.evidence.corpus import CorpusLibrary
from attribune.corpus.derived.events import first_event
from attribune.corpus.derived.speaker_merges import rename, standing_decisions
from attribune.corpus.query.dossier import dossier
from attribune.corpus.query.history import history
from attribune.corpus.query.search import search
from attribune.corpus.query.types import Query
from attribune.corpus.storage import database_limits
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.database_limits import Database, connect
from attribune.corpus.storage.errors import CorpusBroken, CorpusError, CorpusTimeout, corpus_errors
from attribune.corpus.storage.schema import schema
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError
from attribune.records import Article
from tests.amount import THOROUGH
from tests.corpus.sample_corpora import folder, page, take_in

VALUES = 2  # of the hostile ones that a column is tried with
DRAFT = Article(
    id="draft", text="“The lighthouse at berth 0 will open again,” Oona Brandt said.", sha256="", blocks=(), title=None
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile")
    pages = folder(path / "pages", range(3))
    (pages / "changed.html").write_text(
        page(2, said="The ferry sails on Sundays now", modified="2026-06-01T00:00:00Z"), encoding="utf-8"
    )
    (pages / "broken.txt").write_bytes(bytes(100))
    take_in(path / "c", pages)
    with Corpus(path / "c", write=True) as corpus, corpus.writer.transaction():
        rename(corpus.db, 1, "O. Brandt")
        corpus.db.execute("INSERT INTO checks (draft_sha256, record, at) VALUES ('00', '{}', '2026-06-01')")
        corpus.db.execute("INSERT INTO reviews (about, about_id, decision, at) VALUES ('versions', 1, 'ok', '2026')")
    return path / "c"


@pytest.fixture
def corpus(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "c")
    return tmp_path / "c"


def changed(corpus: Path, sql: str, values: tuple[object, ...] = ()) -> None:
    db = sqlite3.connect(corpus / "corpus.db", isolation_level=None)
    db.execute("PRAGMA ignore_check_constraints = ON")
    if values:
        db.execute(sql, values)
    else:
        db.executescript(sql)
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()


def searches(path: Path) -> None:
    with Corpus(path) as corpus:
        for query in (
            Query(words="storm"), Query(words="berth", where="statements"), Query(words="Oona", where="speakers"),
            Query(where="speakers"), Query(speaker="Oona Brandt"), Query(outlet="quay", all_versions=True),
            Query(words="storm", since="2026", until="2026-12", all_versions=True),
        ):  # fmt: skip
            found = search(corpus, query)
            from attribune.cli.corpus.search import _rendered

            for form in ("text", "json", "jsonl", "csv"):
                _rendered(corpus, query, found, form, to_terminal=False)


def histories(path: Path) -> None:
    from attribune.cli.corpus.history import _json, _text

    with Corpus(path) as corpus:
        for row in corpus.rows("SELECT address FROM articles"):
            found = history(corpus, row["address"])
            _json(found)
            _text(found, True, colour=False)


def reads(path: Path) -> None:
    with Corpus(path) as corpus:
        list(corpus.articles(all_versions=True))
        list(corpus.readings(all_versions=True))
        corpus.coverage()


def checks(path: Path) -> None:
    library = CorpusLibrary(Corpus(path))
    check_draft(DRAFT, [], tier="rules", libraries=[library])


def dossiers(path: Path) -> None:
    with Corpus(path) as corpus:
        statements = [row["id"] for row in corpus.rows("SELECT id FROM statements")]
        articles = [row["id"] for row in corpus.rows("SELECT id FROM articles")]
        list(dossier(corpus, statements=statements, articles=articles))


def speakers(path: Path) -> None:
    from attribune.cli.main import main

    with pytest.raises(SystemExit):
        main(["speakers", "log", "--corpus", str(path)])


def writes(path: Path) -> None:
    with Corpus(path, write=True):
        pass
    take_in(path, path.parent / "more", tier="rules")


READERS: list[Callable[[Path], None]] = [searches, histories, reads, checks, dossiers, speakers]
HOSTILE: dict[str, object] = {
    "null": None, "huge text": "x" * 200_000, "deep list": "[" * 20_000 + "]" * 20_000,
    "deep object": '{"a":' * 20_000 + "1" + "}" * 20_000, "number": 7, "negative": -(2**63), "huge": 2**63 - 1,
    "fraction": 0.5, "infinite": float("inf"), "blob": b"\xff\xfe\0", "empty blob": b"", "empty": "", "word": "no JSON",
    "list": "[]", "object": "{}", "list of lists": "[[]]", "list of nulls": "[null]", "text in JSON": '"text"',
    "spans of text": '[["a","b"]]', "spans beyond": "[[5,9000000000]]", "spans back": "[[9,5]]",
    "negative spans": "[[-5,-1]]", "a long span": "[[1,2,3]]", "huge in JSON": "[[1%s,2]]" % ("0" * 500),
    "not a number": "[[NaN,Infinity]]", "fractions": "[[0.5,1.5]]", "true": "[[true,false]]",
    "objects": '[{"id":[],"source":{},"relation":7,"span":[1,2],"start":"a","end":null,"text":5}]',
    "line breaks": "a\n\x1b[31mb\u202e\0c", "a path": "/dev/zero", "a formula": "=1+1",
}  # fmt: skip
TABLES = tuple(
    str(name)
    for kind, name, _ in schema()
    if kind == "table" and "_fts" not in str(name) and not str(name).startswith("sqlite_")
)


def columns(table: str) -> list[str]:
    fresh = sqlite3.connect(":memory:")
    for (_, name, _), sql in schema().items():
        if name == table and sql:
            fresh.execute(sql)
    return [row[1] for row in fresh.execute(f"PRAGMA table_info({table})")]


CELLS = [(table, column) for table in TABLES for column in columns(table)]


@pytest.mark.parametrize(("table", "column"), CELLS)
def test_any_value_in_any_column_is_a_clear_error(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, column: str
) -> None:
    """Hostile values, in all rows where they can be or else in one: no other error than ours comes out.

    Each column gets a few of them, another few than the column before; with ATTRIBUNE_FUZZ=all it gets all.
    """
    monkeypatch.setattr("attribune.corpus.verify.payloads.articles_of", lambda *_: [])
    first = CELLS.index((table, column)) * VALUES
    few = [list(HOSTILE)[number % len(HOSTILE)] for number in range(first, first + VALUES)]
    for name in HOSTILE if THOROUGH else few:
        value = HOSTILE[name]
        path = tmp_path / name.replace(" ", "_")
        shutil.copytree(whole, path)
        if not put(path, table, column, value):
            continue
        for command in READERS:
            try:
                command(path)
            except AttribuneError as error:
                assert "\n" not in error.line(), (name, command)
        found = verify(path, workers=1)
        assert found.problems, (name, "isn't named")
        try:
            writes(path)
        except AttribuneError as error:
            assert "\n" not in error.line(), name
        shutil.rmtree(path)


def put(path: Path, table: str, column: str, value: object) -> bool:
    """Write the value into a column, whatever the schema forbids; False where SQLite itself can't hold it there."""
    db = sqlite3.connect(path / "corpus.db", isolation_level=None)
    db.execute("PRAGMA ignore_check_constraints = ON")
    made = {row[0]: row[1] for row in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    for trigger in made:
        db.execute(f"DROP TRIGGER {trigger}")
    rows = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    try:
        for which in ("", f" WHERE {column} IS (SELECT max({column}) FROM {table})"):
            try:
                done = db.execute(f"UPDATE {table} SET {column} = ?{which}", (value,))
                return bool(rows and done.rowcount)
            except (sqlite3.IntegrityError, OverflowError):
                continue
        return False
    finally:
        for sql in made.values():
            db.execute(sql)
        db.close()


FOREIGN = {
    "CREATE VIEW evil AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n": "view evil",
    "CREATE TRIGGER evil AFTER INSERT ON versions BEGIN DELETE FROM payloads; END": "trigger evil",
    "CREATE TABLE mine (a)": "table mine",
    "CREATE INDEX mine ON versions(title)": "index mine",
    "CREATE VIRTUAL TABLE words USING fts5vocab(versions_fts, 'instance')": "table words",
    "CREATE VIRTUAL TABLE other USING fts5(a)": "table other",
    "CREATE VIRTUAL TABLE area USING rtree(id, a, b)": "table area",
    "DROP INDEX traced_story; CREATE INDEX traced_story ON traced(story) WHERE story > 5": "index traced_story",
    "DROP INDEX versions_site": "index versions_site",
    "DROP TRIGGER log_no_delete": "trigger log_no_delete",
    "DROP TABLE reviews": "table reviews",
    "ALTER TABLE reviews ADD COLUMN mine TEXT": "table reviews",
    "ALTER TABLE versions RENAME COLUMN wire TO agency": "versions",
    "DROP TABLE events; CREATE VIEW events AS SELECT * FROM log": "events",
    "ALTER TABLE versions ADD COLUMN evil AS (abs(-9223372036854775807 - 1))": "table versions",
    "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('view', 'sqlite_evil', 'sqlite_evil', 0, "
    "'CREATE VIEW sqlite_evil AS SELECT 1')": "view sqlite_evil",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE articles(id, address, latest)' "
    "WHERE name = 'articles'": "table articles",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'unicode61', 'trigram') "
    "WHERE name = 'versions_fts'": "table versions_fts",
}  # fmt: skip


@pytest.mark.parametrize("sql", FOREIGN)
def test_a_schema_of_another_make_is_refused_by_name(corpus: Path, sql: str) -> None:
    changed(corpus, sql)
    (corpus.parent / "more").mkdir()
    for command in (*READERS[:-1], writes):
        with pytest.raises(CorpusBroken) as error:
            command(corpus)
        assert FOREIGN[sql] in error.value.message or "malformed" in error.value.message
    assert verify(corpus, workers=1).problems


def test_statistics_of_sqlite_are_no_foreign_table(corpus: Path) -> None:
    changed(corpus, "ANALYZE")
    for command in READERS:
        command(corpus)
    assert verify(corpus, workers=1).clean


def test_a_schema_of_a_hundred_thousand_tables_is_refused(corpus: Path) -> None:
    changed(corpus, "BEGIN;" + "".join(f"CREATE TABLE t{n} (a);" for n in range(5_000)) + "COMMIT;")
    with pytest.raises(CorpusBroken, match="table t"):
        searches(corpus)


def test_a_database_of_something_else_is_no_corpus(corpus: Path) -> None:
    (corpus / "corpus.db").unlink()
    (corpus / "head.json").unlink()
    changed(corpus, "CREATE TABLE bookmarks (url)")
    for command in (*READERS[:-1], writes):
        with pytest.raises(CorpusError):
            command(corpus)


UNDO = "INSERT INTO speaker_decisions (action, detail, at) "
UNDO += "SELECT 'undo', '{{\"decision\": ' || (max(id) + {}) || '}}', 'x' FROM speaker_decisions;"
LOOPS = {
    "speakers shown as each other": "UPDATE speakers SET canonical = iif(id = 1, 2, 1)",
    "all speakers shown as one that isn't there": "PRAGMA foreign_keys = OFF; UPDATE speakers SET canonical = 99",
    "copies of each other": "INSERT INTO traced VALUES (1, 2, '[2]'), (2, 1, '[1]'); UPDATE articles SET latest = 1",
    "a latest version of another article": "UPDATE articles SET latest = 1",
    "an analysis of another version": "UPDATE versions SET analysis = 1",
    "undone by itself": UNDO.format(1),
    "undoings undone": UNDO.format(2) + UNDO.format(0),
    "merged in a circle": "INSERT INTO speaker_decisions (action, detail, at) "
    "SELECT 'merge', '{\"speaker\":\"' || a.key || "
    "'\",\"into\":\"' || b.key || '\"}', 'x' FROM speakers a, speakers b",
    "ids of another world": "PRAGMA foreign_keys = OFF; UPDATE versions SET id = 9223372036854775807 WHERE id = 1",
    "negative ids": "PRAGMA foreign_keys = OFF; UPDATE versions SET id = -id; UPDATE articles SET latest = -latest",
}  # fmt: skip


@pytest.mark.parametrize("sql", LOOPS.values(), ids=LOOPS)
def test_rows_that_lead_in_circles_end(corpus: Path, sql: str) -> None:
    (corpus.parent / "more").mkdir()
    changed(corpus, sql)
    for command in (*READERS, writes):
        try:
            command(corpus)
        except AttribuneError as error:
            assert "\n" not in error.line()
    assert verify(corpus, workers=1).problems
    with Corpus(corpus) as opened:
        list(standing_decisions(opened.db))


@pytest.mark.parametrize("detail", ["no JSON", "[" * 100_000, "[]", "7", '{"speaker": []}', "{}", b"\xff\0", b""])
def test_a_decision_may_say_anything(corpus: Path, detail: object) -> None:
    changed(corpus, "UPDATE speaker_decisions SET detail = ?", (detail,))
    (corpus.parent / "more").mkdir()
    for command in (searches, speakers, writes):
        try:
            command(corpus)
        except AttribuneError as error:
            assert "\n" not in error.line()
    assert verify(corpus, workers=1).problems


@pytest.mark.parametrize("article", ["a text", 0.5, None, b"bytes", True])
def test_an_article_s_events_are_numbered_by_a_number(article: object) -> None:
    with pytest.raises(TypeError):
        first_event(article)  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ["events", "versions"])
def test_an_article_that_is_a_text_costs_no_memory(corpus: Path, table: str) -> None:
    """A text times the number of events is one of gigabytes."""
    import tracemalloc

    changed(corpus, f"PRAGMA foreign_keys = OFF; UPDATE {table} SET article = '{'x' * 500}'")
    tracemalloc.start()
    try:
        assert verify(corpus, workers=1).problems
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


ENTRIES = (
    "[" * 100_000, "[]", "7", "{}", '{"rows": []}', '{"rows": {"x; DROP TABLE log": [1, 2, 3, "a"]}, "upto": {}}',
    '{"rows": {"versions": [1]}, "upto": {"versions": "a"}}', '{"rows": {"versions": [1, 2, 3, 4]}, "upto": []}',
    '{"rows": {"versions": [-1, 5, 0.5, null]}, "upto": {"evil": 5}}',
    '{"rows": {"versions": [1, 1e400, 2, "a"]}, "upto": {"versions": NaN}}',
    '{"rows": {"versions": [true, 9223372036854775807, 3, "0"]}, "upto": {"versions": 1%s}}' % ("0" * 4000),
)  # fmt: skip


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_of_the_log_may_say_anything(corpus: Path, entry: str) -> None:
    (corpus.parent / "more").mkdir()
    changed(corpus, "DROP TRIGGER log_no_update")
    changed(corpus, "UPDATE log SET entry = ?", (entry,))
    changed(corpus, str(schema()["trigger", "log_no_update", "log"]))
    for command in (*READERS, writes):
        try:
            command(corpus)
        except AttribuneError as error:
            assert "\n" not in error.line()
    assert any(problem.kind == "log" for problem in verify(corpus, workers=1).problems)


def test_rows_logged_again_and_again_are_hashed_once(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise a log of so many entries over so many rows takes the product of both."""
    entry = '{"at": "x", "rows": {"versions": [1, 4, 4, "0"]}, "upto": {"versions": 4}}'
    values = ", ".join(f"({seq}, 'commit', '{entry}', 'x')" for seq in range(100, 3_100))
    changed(corpus, f"INSERT INTO log VALUES {values}")
    hashed: list[str] = []
    from attribune.corpus.storage.log import rows_digest
    from attribune.corpus.verify import log as verify_log

    real = rows_digest

    def counted(db: sqlite3.Connection, table: str, first: int, last: int) -> tuple[int, str]:
        hashed.append(table)
        return real(db, table, first, last)

    monkeypatch.setattr(verify_log, "rows_digest", counted)
    assert verify(corpus, workers=1).problems
    assert hashed.count("versions") == 1


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def endless(db: Database) -> None:
    db.execute(ENDLESS).fetchone()


def endless_rows(db: Database) -> None:
    for _ in db.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"):
        pass


def endless_list(db: Database) -> None:
    db.execute("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT 1 FROM n WHERE x < 0").fetchall()


@pytest.mark.parametrize("ask", [endless, endless_rows, endless_list])
def test_a_query_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch, ask: Callable[[Database], None]) -> None:
    """The clock is of the test's making: each look at it is a tenth of a second, so steps are counted, not time."""
    looks = iter(range(10**9))
    monkeypatch.setattr(database_limits, "monotonic", lambda: next(looks) / 10)
    db = connect(":memory:", size=0, timeout=1)
    with pytest.raises(CorpusTimeout, match="took longer"), corpus_errors("x"):
        ask(db)
    assert db.execute("SELECT 1").fetchone() == (1,)  # each query has a time of its own


def test_time_between_two_rows_is_the_caller_s(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [0.0]
    monkeypatch.setattr(database_limits, "monotonic", lambda: moment[0])
    db = connect(":memory:", size=0, timeout=1)
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 50000) SELECT x FROM n"
    for _ in db.execute(numbers):
        moment[0] += 1_000


def test_a_value_is_no_longer_than_the_record(corpus: Path) -> None:
    with Corpus(corpus) as opened, pytest.raises(CorpusBroken, match="too big"):
        opened.rows("SELECT zeroblob(100000000)")


def test_texts_that_share_their_pages_are_bounded(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attribune.corpus.storage.corpus.LATER_BYTES", -10_000_000)
    with Corpus(corpus) as opened, pytest.raises(CorpusBroken, match="longer than the record"):
        list(opened.articles())
