"""A corpus from before the first release is made anew from its payloads, with how and when each was captured."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.ingest.add import Added, add
from attribune.corpus.ingest.earlier import earlier_items
from attribune.corpus.ingest.items import Item
from attribune.corpus.query.history import history
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken, CorpusMissing, ForeignEntry
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError, UsageError
from tests.corpus.earlier import earlier_corpus
from tests.corpus.sample_corpora import counts, page, story, take_in

pytestmark = pytest.mark.usefixtures("warm_reader")

EVENTS = 12  # captures in the corpus that is carried over
URL = "https://quay1.example/news/1"
CAPTURES = (
    "SELECT p.sha256, p.size, p.media_type, c.method, c.target_uri, c.final_url, c.redirects, c.status, c.headers, "
    "c.container, c.digest_check, c.captured_at FROM captures AS c JOIN payloads AS p ON p.id = c.payload ORDER BY c.id"
)
VERSIONS = (
    "SELECT a.address, v.digest, v.valid_from, v.captured_at, v.text FROM versions AS v JOIN articles AS a "
    "ON a.id = v.article ORDER BY a.address, v.valid_from, v.id"
)


def fetched(said: str, day: int, *, status: int = 200) -> Item:
    return Item(
        name="https://short.example/1", method="fetch", target_uri="https://short.example/1", suffix=".html", url=URL,
        data=page(1, said=said).encode(), final_url=URL, redirects=("https://short.example/1",), status=status,
        headers=(("ETag", f'"{day}"'), ("Content-Type", "text/html")), media_type="text/html", charset="utf-8",
        captured_at=f"2026-04-{day:02d}T10:00:00Z",
    )  # fmt: skip


def archived(said: str, day: int) -> Item:
    return Item(
        name=URL, method="warc", target_uri=URL, suffix=".html", url=URL, data=page(1, said=said).encode(),
        final_url=URL, status=200, headers=(("content-type", "text/html"),), container=f"crawl.warc#{day}",
        digest_check="pass", captured_at=f"2026-04-{day:02d}T10:00:00Z",
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of everything: pages fetched, seen again and gone, archived ones, a file edited and edited back.

    Files are captured a day apart, long before the test that carries them over.
    """
    path = tmp_path_factory.mktemp("made")
    clock = ["2026-03-01T08:00:00Z"]
    note = path / "note.txt"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("attribune.corpus.storage.writer.now", lambda: clock[0])
        for day, number in enumerate((1, 2, 1), 1):
            clock[0] = f"2026-03-{day:02d}T08:00:00Z"
            note.write_text(story(number), encoding="utf-8")
            take_in(path / "c", note)
        clock[0] = "2026-03-07T08:00:00Z"
        (path / "same.md").write_text(story(1), encoding="utf-8")
        (path / "broken.txt").write_bytes(bytes(100))
        (path / "rows.jsonl").write_text("".join(map(_line, range(5))), encoding="utf-8")
        take_in(path / "c", path / "same.md", path / "broken.txt", path / "rows.jsonl")
        one, two = "The ferry sails on Sundays", "The ferry stays in port"
        items = [fetched(one, 3), archived(two, 9), fetched(two, 12), fetched(one, 15), archived(one, 1),
                 fetched("gone", 20, status=404)]  # fmt: skip
        with Corpus(path / "c", write=True) as corpus:
            for item in items:
                add(corpus, [item], tier="rules", workers=1)
    return path / "c"


def _line(number: int) -> str:
    return json.dumps({"id": str(number), "title": "Tide", "text": story(number)}) + "\n"


def carry(old: Path, new: Path) -> tuple[Added, list[str], list[str]]:
    errors: list[AttribuneError] = []
    left: list[str] = []
    with Corpus(new, write=True) as corpus:
        added = add(corpus, earlier_items(old, on_error=errors.append, on_left=left.append), tier="rules", workers=1)
    return added, [error.message for error in errors], left


def rows(corpus: Path, sql: str) -> list[tuple[object, ...]]:
    with Corpus(corpus) as opened:
        return [tuple(row) for row in opened.rows(sql)]


def changed(old: Path, sql: str) -> None:
    db = sqlite3.connect(old / "corpus.db", isolation_level=None)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.executescript(sql)
    db.close()


def test_every_capture_comes_over_as_it_was(made: Path, tmp_path: Path) -> None:
    """The time of a file's capture, too, though its articles aren't dated by it."""
    old = earlier_corpus(made, tmp_path / "old")
    _, errors, _ = carry(old, tmp_path / "new")
    assert not errors
    assert rows(tmp_path / "new", CAPTURES) == rows(made, CAPTURES)
    assert len(rows(made, CAPTURES)) == EVENTS
    assert verify(tmp_path / "new", workers=1).clean


def test_the_versions_are_those_of_the_earlier_corpus(made: Path, tmp_path: Path) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    carry(old, tmp_path / "new")
    assert rows(tmp_path / "new", VERSIONS) == rows(made, VERSIONS)
    with Corpus(made) as before, Corpus(tmp_path / "new") as after:
        one, two = history(before, URL), history(after, URL)
    assert one.gone == two.gone and len(one.gone) == 1
    assert [v["captures"] for v in one.versions] == [v["captures"] for v in two.versions]


def test_given_twice_it_adds_nothing(made: Path, tmp_path: Path) -> None:
    tables = ("payloads", "captures", "versions", "statements", "derivations", "extraction_runs", "errors", "log")
    old = earlier_corpus(made, tmp_path / "old")
    carry(old, tmp_path / "new")
    before = counts(tmp_path / "new", *tables)
    carry(old, tmp_path / "new")
    assert counts(tmp_path / "new", *tables) == before


@pytest.mark.parametrize("stopped", (1, 2, 5, 9, 11))
def test_a_call_that_was_stopped_goes_on(made: Path, tmp_path: Path, stopped: int) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    items = list(earlier_items(old, on_error=print))
    with Corpus(tmp_path / "new", write=True) as corpus:
        add(corpus, items[:stopped], tier="rules", workers=1)
    carry(old, tmp_path / "new")
    assert rows(tmp_path / "new", CAPTURES) == rows(made, CAPTURES)
    assert rows(tmp_path / "new", VERSIONS) == rows(made, VERSIONS)
    assert verify(tmp_path / "new", workers=1).clean


def test_what_is_not_carried_over_is_named(made: Path, tmp_path: Path) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    changed(
        old,
        "INSERT INTO decisions (action, detail, at) VALUES ('rename', '{}', '2026'), ('merge', '{}', '2026');"
        "INSERT INTO checks (draft_sha256, record, at) VALUES ('00', '{}', '2026');"
        "INSERT INTO errors (batch, item, code, message, at) VALUES (1, 'lost.pdf', 'unreadable', 'why', '2026')",
    )
    left = carry(old, tmp_path / "new")[2]
    assert [line.partition(": ")[2] for line in left] == [
        "2 decisions on speakers aren't carried over", "1 stored checks aren't carried over",
        "1 errors of inputs that had no bytes aren't carried over",
    ]  # fmt: skip


def test_a_damaged_payload_costs_only_its_captures_and_is_named(made: Path, tmp_path: Path) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    with sqlite3.connect(old / "corpus.db") as db:
        digest = db.execute("SELECT c.sha256 FROM captures AS c JOIN sightings AS s ON s.capture = c.id "
                            "WHERE s.method = 'warc' AND s.captured_at LIKE '%-09T%'").fetchone()[0]  # fmt: skip
    db.close()
    (old / "captures" / digest[:2] / digest).write_bytes(b"other bytes")
    added, _, _ = carry(old, tmp_path / "new")
    lost = {error.concerns for error in added.errors if error.code == "corpus_broken"}
    assert lost == {URL, "https://short.example/1"}
    assert len(rows(tmp_path / "new", CAPTURES)) == EVENTS - 2


HOSTILE = {
    "a view in a table's place": "DROP TABLE captures; CREATE VIEW captures AS SELECT 1 AS id",
    "a computed column": "ALTER TABLE sightings ADD COLUMN evil AS (abs(-9223372036854775807 - 1))",
    "a table twice": "PRAGMA writable_schema = ON; INSERT INTO sqlite_master SELECT type, 'TAKINGS', tbl_name, "
    "rootpage, sql FROM sqlite_master WHERE name = 'takings'",
    "another table": "DROP TABLE takings; CREATE TABLE takings (id, capture, context)",
}


@pytest.mark.parametrize("sql", HOSTILE.values(), ids=HOSTILE)
def test_a_schema_of_another_make_is_refused_before_anything_is_read(made: Path, tmp_path: Path, sql: str) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    changed(old, sql)
    with pytest.raises((CorpusBroken, UsageError)):
        carry(old, tmp_path / "new")
    assert counts(tmp_path / "new", "captures") == (0,)


@pytest.mark.parametrize("column", ["asked", "final_url", "redirects", "status", "headers", "container", "captured_at",
                                    "method", "digest_check"])  # fmt: skip
def test_hostile_values_cost_at_most_their_capture(made: Path, tmp_path: Path, column: str) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    for number, value in enumerate(("x'ff00'", "7", "'[[[]]]'", "'\n\x1b[31m'"), 1):
        changed(old, f"UPDATE sightings SET {column} = {value} WHERE id IN ({number}, {number + 6})")
    _, errors, _ = carry(old, tmp_path / "new")
    assert all("\n" not in error and "\x1b" not in error for error in errors)
    untouched = {row for number, row in enumerate(rows(made, CAPTURES), 1) if number in (5, 6, 11, 12)}
    assert len(untouched) == 4 and untouched <= set(rows(tmp_path / "new", CAPTURES))
    assert verify(tmp_path / "new", workers=1).clean


@pytest.mark.parametrize("name", ["../../etc/passwd", "/dev/zero", "", "F" * 64])
def test_only_digests_become_paths(made: Path, tmp_path: Path, name: str) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    changed(old, f"UPDATE captures SET sha256 = '{name}' WHERE id = 1")
    _, errors, _ = carry(old, tmp_path / "new")
    assert any("the SHA-256 of its bytes is missing" in error for error in errors)


@pytest.mark.parametrize("entry", ["captures", "corpus.db", "shard", "payload"])
def test_nothing_is_followed_out_of_the_earlier_corpus(made: Path, tmp_path: Path, entry: str) -> None:
    old = earlier_corpus(made, tmp_path / "old")
    payload = sorted((old / "captures").glob("*/*"))[0]
    path = {"shard": payload.parent, "payload": payload}.get(entry, old / entry)
    moved = path.rename(tmp_path / "elsewhere")
    path.symlink_to(moved)
    if entry in ("captures", "corpus.db"):
        with pytest.raises(ForeignEntry):
            carry(old, tmp_path / "new")
        return
    added, _, _ = carry(old, tmp_path / "new")
    assert "corpus_entry" in {error.code for error in added.errors}


def test_a_corpus_of_this_format_and_none_are_refused(made: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="copy the folder"):
        carry(made, tmp_path / "new")
    with pytest.raises(CorpusMissing):
        carry(tmp_path / "nothing", tmp_path / "new")


def test_the_command_reads_an_earlier_corpus_and_makes_none_by_mistake(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from attribune.cli.main import main

    old = earlier_corpus(made, tmp_path / "old")
    call = ["add", "--from-corpus", str(old), "--tier", "rules", "--corpus"]
    with pytest.raises(SystemExit):
        main([*call, str(tmp_path / "new")])
    assert rows(tmp_path / "new", CAPTURES) == rows(made, CAPTURES)
    capsys.readouterr()
    with pytest.raises(SystemExit, match="2"):
        main([*call, str(old)])
    assert "this folder is read from" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["add", "--from-corpus", str(tmp_path / "new"), "--corpus", str(tmp_path / "third")])
    assert not (tmp_path / "third").exists()
