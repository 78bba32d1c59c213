"""What goes in comes out: payloads, versions, readings; twice is once; one bad input costs only itself."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from attribune.articles.formats import FORMATS
from attribune.articles.inputs import raise_error
from attribune.articles.reading import read_file
from attribune.articles.tabular import chunks as pieces
from attribune.corpus.ingest import items
from attribune.corpus.ingest.add import add
from attribune.corpus.storage.corpus import Corpus, articles_of
from attribune.corpus.storage.database import is_corpus
from attribune.corpus.storage.errors import CorpusError, CorpusMissing, CorpusVersion
from attribune.corpus.storage.rows import version_row
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError
from attribune.sources.reading import read_article
from tests.corpus.sample_corpora import counts, folder, page, take_in

pytestmark = pytest.mark.usefixtures("warm_reader")


def test_a_capture_is_the_bytes_under_their_digest(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(3))
    take_in(tmp_path / "c", pages)
    for path in pages.iterdir():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert (tmp_path / "c" / "payloads" / digest[:2] / digest).read_bytes() == path.read_bytes()


def test_a_reading_comes_back_as_it_went_in(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(4))
    take_in(tmp_path / "c", pages)
    with Corpus(tmp_path / "c") as corpus:
        readings = [reading for _, reading in corpus.readings()]
    assert len(readings) == 4
    for reading, path in zip(readings, sorted(pages.iterdir()), strict=True):
        fresh = read_article(replace(read_file(path)[0], name=None), tier="rules")
        assert reading == fresh
        assert reading.statements and any(statement.speaker for statement in reading.statements)


def test_twice_is_once_under_any_name(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(3))
    take_in(tmp_path / "c", pages)
    before = counts(tmp_path / "c", "payloads", "versions", "statements", "captures", "log")
    added, _ = take_in(tmp_path / "c", pages)
    assert (added.known, added.articles) == (3, 0)
    assert counts(tmp_path / "c", "payloads", "versions", "statements", "captures", "log") == before
    (tmp_path / "copy.html").write_bytes((pages / "0001.html").read_bytes())
    added, _ = take_in(tmp_path / "c", tmp_path / "copy.html")
    assert added.known == 1
    assert counts(tmp_path / "c", "payloads", "versions", "captures") == (3, 3, 4)


def test_a_changed_page_is_a_version_of_the_same_address(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(1), encoding="utf-8")
    take_in(tmp_path / "c", path)
    path.write_text(page(1).replace("slower than", "no faster than"), encoding="utf-8")
    take_in(tmp_path / "c", path)
    other_bytes = path.read_text(encoding="utf-8").replace("</body>", "<!-- the same words --></body>")
    path.write_text(other_bytes, encoding="utf-8")
    take_in(tmp_path / "c", path)
    assert counts(tmp_path / "c", "articles", "versions", "payloads", "derivations") == (1, 2, 3, 3)


def test_a_file_without_an_address_has_its_own(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("The pier was painted green, Hugh Pell said.\n", encoding="utf-8")
    take_in(tmp_path / "c", path)
    path.write_text("The pier was painted blue, Hugh Pell said.\n", encoding="utf-8")
    take_in(tmp_path / "c", path)
    assert counts(tmp_path / "c", "articles", "versions") == (1, 2)
    with Corpus(tmp_path / "c") as corpus:
        assert corpus.article_at(str(path))["address"] == path.as_uri()


def test_a_newer_reading_keeps_the_older_one_readable(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(1))
    take_in(tmp_path / "c", pages, tier="none")
    assert counts(tmp_path / "c", "versions", "analyses") == (1, 0)
    take_in(tmp_path / "c", pages, tier="rules")
    with Corpus(tmp_path / "c") as corpus:
        first = corpus.rows("SELECT id FROM analyses")[0]["id"]
        before = corpus.reading(1)
    with Corpus(tmp_path / "c", write=True) as corpus, corpus.writer.transaction():
        corpus.db.execute(
            "INSERT INTO analyses (version, extractor, tier, digest, figures, made_at) VALUES "
            "(1, 'attribune 99', 'rules', ?, '[]', '2030-01-01T00:00:00Z')",
            (hashlib.sha256(b"[[],[],[]]").hexdigest(),),
        )
        corpus.db.execute("UPDATE versions SET analysis = 2")
    with Corpus(tmp_path / "c") as corpus:
        assert corpus.reading(1).statements == ()
        assert corpus.reading(1, analysis=first) == before
    assert verify(tmp_path / "c").clean


def test_again_reads_the_whole_corpus_anew_and_changes_nothing_where_nothing_is_new(tmp_path: Path) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(3)))
    before = counts(tmp_path / "c", "payloads", "versions", "analyses", "statements", "captures")
    with Corpus(tmp_path / "c", write=True) as corpus:
        added = add(corpus, items.stored_items(corpus.db), tier="rules", workers=1, again=True)
    assert (added.items, added.articles) == (3, 0)
    assert counts(tmp_path / "c", "payloads", "versions", "analyses", "statements", "captures") == before
    assert verify(tmp_path / "c").clean


def test_one_bad_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"The tide table of week {n} is out, Mara Voss said.", "id": n}) for n in range(4)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join([*lines[:2], "{not json", *lines[2:]]), encoding="utf-8")
    added, _ = take_in(tmp_path / "c", path)
    assert added.articles == 4
    assert [error.code for error in added.errors] == ["malformed"]
    assert "line 3" in added.errors[0].message
    assert counts(tmp_path / "c", "errors") == (1,)
    added, _ = take_in(tmp_path / "c", path)
    assert added.errors and not added.articles  # said again: it is still lost


def test_a_long_json_lines_file_is_cut_at_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "PIECE", 400)
    monkeypatch.setattr(pieces, "PIECE", 400)
    lines = [json.dumps({"text": f"Week {n}: " + "the tide came and went. " * 8, "id": f"w{n}"}) for n in range(12)]
    path = tmp_path / "weeks.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    cut = list(items.file_items([path], on_error=raise_error))
    assert len(cut) > 3
    assert b"".join(item.bytes() for item in cut) == path.read_bytes()
    added, _ = take_in(tmp_path / "c", path)
    assert added.articles == 12
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"text": "Week 13: nobody came but the tide.", "id": "w13"}) + "\n")
    added, _ = take_in(tmp_path / "c", path)
    assert added.articles == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_of_wide_characters_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(items, "PIECE", 400)
    texts = [f"Week {n}: the tide “\u0a0a” came and went." for n in range(12)]
    lines = "\r\n".join(json.dumps({"text": text}, ensure_ascii=False) for text in texts)
    path = tmp_path / "weeks.jsonl"
    path.write_bytes(lines.encode(encoding))
    added, _ = take_in(tmp_path / "c", path)
    assert (added.articles, added.errors) == (12, [])


@pytest.mark.parametrize("parted", ["\n", ",\n"])
def test_indented_json_is_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parted: str) -> None:
    monkeypatch.setattr(items, "PIECE", 400)
    objects = [json.dumps({"text": f"Week {n}: the tide came and went."}, indent=1) for n in range(12)]
    path = tmp_path / "weeks.jsonl"
    path.write_text(parted.join([*objects[:5], '{\n "text": nothing\n}', *objects[5:]]), encoding="utf-8")
    added, _ = take_in(tmp_path / "c", path)
    assert added.articles == 12
    assert [error.message for error in added.errors] == [
        "line 16: the JSON value that begins here is broken (12 articles of this file read)"
    ]


def test_a_web_archive_gives_its_payloads(tmp_path: Path) -> None:
    from attribune.corpus.ingest.archives import archive_items

    good, packed = page(1).encode(), gzip.compress(page(2).encode())
    records = [
        warc_record("https://quay1.example/news/1", good, "Content-Type: text/html"),
        warc_record("https://quay2.example/news/2", packed, "Content-Type: text/html\r\nContent-Encoding: gzip"),
        warc_record("https://quay3.example/x", page(3).encode(), "Content-Type: text/html", digest="sha1:" + "A" * 32),
    ]
    (tmp_path / "crawl.warc").write_bytes(b"".join(records))
    problems: list[AttribuneError] = []
    with Corpus(tmp_path / "c", write=True) as corpus:
        found = archive_items(tmp_path / "crawl.warc", on_error=problems.append)
        added = add(corpus, found, tier="rules", workers=1)
        seen = corpus.rows("SELECT target_uri, digest_check, captured_at, status FROM captures ORDER BY id")
        assert [row["digest_check"] for row in seen] == ["absent", "absent", "fail"]
        assert {row["captured_at"] for row in seen} == {"2026-05-05T10:00:00Z"} and seen[0]["status"] == 200
        kept = corpus.rows("SELECT sha256 FROM payloads ORDER BY id")
        assert corpus.payloads.read(kept[0]["sha256"]) == good
        assert corpus.payloads.read(kept[1]["sha256"]) == packed
        # the third page claims an address on another site than it came from
        addresses = [row["address"] for row in corpus.rows("SELECT address FROM articles ORDER BY id")]
        assert addresses == [
            "https://quay1.example/news/1",
            "https://quay2.example/news/2",
            "https://quay3.example/news/3",
        ]
    assert added.articles == 3 and not problems
    assert [error.code for error in added.errors] == ["digest"]
    assert verify(tmp_path / "c").clean


def warc_record(url: str, body: bytes, headers: str, digest: str | None = None) -> bytes:
    """One response record."""
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    named = f"WARC-Payload-Digest: {digest}\r\n" if digest else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-05-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(body):012d}>\r\n{named}"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {".warc", ".wacz"}))
def test_a_broken_file_of_each_kind_is_named(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"broken{kind}").write_bytes(b"PK\x03\x04\x00\xff\x00" + bytes(range(256)) * 4)
    (tmp_path / "good.txt").write_text("The tide was late, Mara Voss said.\n", encoding="utf-8")
    added, problems = take_in(tmp_path / "c", tmp_path, tier="none")
    assert added.articles == 1
    assert [Path(error.concerns or "").name for error in [*added.errors, *problems]] == [f"broken{kind}"]


def test_bytes_that_no_reader_takes_are_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, data in BROKEN.items():
        (tmp_path / "in" / name).write_bytes(data)
    folder(tmp_path / "in", range(20))
    added, problems = take_in(tmp_path / "c", tmp_path / "in")
    assert added.articles == 20
    named = {Path(error.concerns or "").name for error in [*added.errors, *problems]}
    assert named == set(BROKEN)
    assert all(error.message for error in [*added.errors, *problems])
    assert verify(tmp_path / "c").clean


BROKEN = {
    "empty.html": b"",
    "blank.txt": b"  \n\n ",
    "noise.txt": bytes(range(256)) * 40,
    "cut.html.gz": gzip.compress(page(3).encode())[:-20],
    "notjson.jsonl": b"{]\n{]\n",
    "nothing.json": b"{}",
    "menu.html": b"<html><body><nav><a href=/>Home</a></nav></body></html>",
}


def test_names_that_are_no_text_are_kept_escaped(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"tide\xff.txt")).write_text("Mara Voss said the tide was late.\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system takes no such names")
    added, _ = take_in(tmp_path / "c", tmp_path)
    assert added.articles == 1
    with Corpus(tmp_path / "c") as corpus:
        assert "\\xff" in corpus.rows("SELECT target_uri FROM captures")[0]["target_uri"]


def test_a_reader_that_fails_costs_only_its_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from attribune.articles import plain

    real = plain.read

    def read(data: bytes, *, name: str, url: str | None = None) -> object:
        if b"number 1" in data:
            raise ZeroDivisionError("a fault of the reader")
        return real(data, name=name, url=url)

    monkeypatch.setattr(plain, "read", read)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(
            f"Ferry number {number} sails again, Pat Lomax said.\n", encoding="utf-8"
        )
    added, _ = take_in(tmp_path / "c", tmp_path)
    assert added.articles == 2
    assert [error.code for error in added.errors] == ["internal"]
    assert "ZeroDivisionError: a fault of the reader" in added.errors[0].message


def test_workers_give_what_one_process_gives(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(30))
    take_in(tmp_path / "one", pages, tier="none")
    with Corpus(tmp_path / "two", write=True) as corpus:
        added = add(corpus, items.file_items([pages], on_error=raise_error), tier="none", workers=2)
    assert added.articles == 30
    assert list(articles_of(tmp_path / "one")) == list(articles_of(tmp_path / "two"))


def test_opening_what_is_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing, match="attribune add"):
        Corpus(tmp_path)
    assert not is_corpus(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match="a corpus is a folder"):
        Corpus(tmp_path / "file", write=True)
    with pytest.raises(CorpusError, match="can't be written"):
        Corpus("/dev/null/c", write=True)
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(1)))
    assert is_corpus(tmp_path / "c")
    with Corpus(tmp_path / "c", write=True) as corpus:
        corpus.db.execute("PRAGMA user_version = 999")
    for write in (False, True):
        with pytest.raises(CorpusVersion, match="update attribune"):
            Corpus(tmp_path / "c", write=write)


def test_the_digest_of_a_version_is_of_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(2), encoding="utf-8")
    (tmp_path / "b.html").write_text(page(2) + "<!-- stamp -->", encoding="utf-8")
    one, two = (version_row(read_file(tmp_path / name)[0], address="", wire=None) for name in ("a.html", "b.html"))
    assert one.digest == two.digest and one.sha256 != two.sha256


def test_a_broken_file_given_again_is_named_again_and_kept_once(tmp_path: Path) -> None:
    folder_ = tmp_path / "files"
    folder_.mkdir()
    (folder_ / "many.jsonl").write_text('{"text": "The pier is shut, Mara Voss said."}\n{broken\n', encoding="utf-8")
    (folder_ / "noise.txt").write_bytes(bytes(100))
    (folder_ / "empty.txt").write_bytes(b"")
    tables = ("errors", "extraction_runs", "derivations", "batches", "log", "payloads", "versions")
    before = None
    for _ in range(3):
        added, problems = take_in(tmp_path / "c", folder_)
        assert sorted(error.code for error in [*added.errors, *problems]) == ["binary", "empty", "malformed"]
        assert before in (None, counts(tmp_path / "c", *tables))
        before = counts(tmp_path / "c", *tables)
    assert before is not None and before[:3] == (2, 2, 1)
    (folder_ / "many.jsonl").write_text('{"text": "The pier is shut, Mara Voss said."}\n{otherwise\n', encoding="utf-8")
    take_in(tmp_path / "c", folder_)
    assert counts(tmp_path / "c", *tables)[0] == 3
    assert verify(tmp_path / "c").clean


def test_a_callers_own_error_is_not_the_corpuss(tmp_path: Path) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "files", range(1)))
    with pytest.raises(KeyError, match="mine"), Corpus(tmp_path / "c"):
        raise KeyError("mine")
    for error in (sqlite3.DatabaseError("mine"), sqlite3.OperationalError("mine"), OSError(28, "mine")):
        with pytest.raises(type(error), match="mine"), Corpus(tmp_path / "c"):
            raise error
    with pytest.raises(sqlite3.OperationalError, match="no such table"), Corpus(tmp_path / "c"):
        sqlite3.connect(":memory:").execute("SELECT * FROM mine")
