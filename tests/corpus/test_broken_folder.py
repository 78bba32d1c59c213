"""A folder with broken files of every sort among good ones: each broken one is named, everything else is in."""

from __future__ import annotations

import gzip
import json
import os
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.archives import archive_items
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus, articles_of
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError
from tests.articles.sample_files import docx, page_record, paragraph, pdf, wacz, zipped
from tests.corpus.sample_corpora import page, story

NOISE = random.Random(7).randbytes(3_000)
DOCX = docx(paragraph("The net lofts were sold, Hugh Pell said."))
LINE = json.dumps({"text": "The net lofts were sold, Hugh Pell said."})
BOMB = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b"<w:document>" + bytes(30_000_000)})


def record(name: str, **fields: Any) -> bytes:
    """An archived page of its own address."""
    return page_record(page(len(name)).encode(), url=f"https://quay3.example/{name}", **fields)


# name → bytes, and the code of the error it must be named with
BROKEN: dict[str, tuple[bytes, str]] = {
    "cut.txt.gz": (gzip.compress(story(1).encode())[:-20], "malformed"),
    "cut.html.gz": (gzip.compress(page(1).encode())[:60], "malformed"),
    "members.txt.gz": (gzip.compress(b"a") * 10_001, "too_large"),
    "cut.docx": (DOCX[: len(DOCX) // 2], "malformed"),
    "noise.docx": (NOISE, "malformed"),
    "bomb.docx": (BOMB, "too_large"),
    "outside.docx": (zipped({"../x": "y", "word/document.xml": "<a/>"}), "malformed"),
    "page.docx": (page(1).encode(), "malformed"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + NOISE, "binary"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + NOISE, "binary"),
    "scan.pdf": (pdf([[]]), "empty"),
    "noise.pdf": (b"%PDF-1.7\n" + NOISE, "malformed"),
    "nothing.html": (b"", "empty"),
    "blank.txt": (b" \n\t \n", "empty"),
    "zeros.txt": (bytes(500), "binary"),
    "zeros_between.txt": (b"The tide\0came in, she said, and the\0boats rose.", "binary"),
    "noise.txt": (NOISE, "binary"),
    "other.txt": (("港の当局者は火曜日に述べた。" * 20).encode("shift_jis"), "encoding"),
    "menu.html": (b"<html><body><nav><a href=/>Home</a></nav></body></html>", "empty"),
    "deep.html": (b"<div>" * 20_000 + b"x", "too_large"),
    "attributes.html": (b"<p " + b" ".join(b"a%d=1" % n for n in range(6_000)) + b">x", "too_large"),
    "middle.jsonl": (f"{LINE}\n{{broken\n{LINE}".encode(), "malformed"),
    "deep.json": (b"[" * 100_000, "malformed"),
    "scalar.json": (b"17", "malformed"),
    "noise.warc": (NOISE, "malformed"),
    "digest.warc": (page_record(page(2).encode(), stated=b"other", url="https://quay3.example/d"), "digest"),
    "middle.warc.gz": (gzip.compress(record("m1")) + NOISE + gzip.compress(record("m2")), "malformed"),
    "cut.warc": (record("c1") + record("c2")[:-100], "malformed"),
    "cut.wacz": (wacz(record("w"))[:-30], "malformed"),
    "cut.rss": (b"<rss><channel><item><title>T</title><descr", "malformed"),
    "entities.xml": (b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel><title>&a;</title></channel></rss>', "malformed"),
    "note.xml": (b"<note><to>Ned</to></note>", "malformed"),
    "columns.csv": (b"a,b\n1,2\n", "malformed"),
    "book.epub": (zipped({"mimetype": "application/epub+zip"}, method=zipfile.ZIP_STORED), "malformed"),
    "saved.mhtml": (b"Content-Type: multipart/related; boundary=B\r\n\r\nnothing", "malformed"),
    "silent.vtt": (b"WEBVTT\n\nno cues", "malformed"),
    "silent.srt": (b"hello", "malformed"),
    "empty.gqg": (b"{}\nnot json\n", "malformed"),
    "line\nbreak\x1b[31m.txt": (bytes(50), "binary"),
}
NO_FILES = ("pipe.txt", "nowhere.txt", "circle.html", "up")
PARTLY = {"middle.jsonl": 2, "digest.warc": 1, "middle.warc.gz": 2, "cut.warc": 1}  # what is good in them is in


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    """The corpus, and for the name of each file the codes it was named with."""
    top = tmp_path_factory.mktemp("broken")
    files = top / "files"
    files.mkdir()
    for number in range(30):
        (files / f"good{number}.txt").write_text(story(number), encoding="utf-8")
    for name, (data, _) in BROKEN.items():
        (files / name).write_bytes(data)
    (files / os.fsdecode(b"good\xff\xfe.txt")).write_text(story(31), encoding="utf-8")
    os.mkfifo(files / "pipe.txt")
    (files / "nowhere.txt").symlink_to("not there")
    (files / "circle.html").symlink_to("circle.html")
    (files / "up").symlink_to(top, target_is_directory=True)
    problems: list[AttribuneError] = []
    with Corpus(top / "c", write=True) as corpus:
        items = file_items([files], on_error=problems.append, archives=archive_items)
        done = add(corpus, items, tier="none", workers=1)
    found: dict[str, list[str]] = {}
    for error in [*done.errors, *problems]:
        name = (error.concerns or "").removeprefix(f"{files}/").partition(" record ")[0]
        found.setdefault(name, []).append(error.code)
    return top / "c", found


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_reason(added: tuple[Path, dict[str, list[str]]], name: str) -> None:
    assert BROKEN[name][1] in added[1][name]


def test_what_is_no_file_is_named_and_not_followed(added: tuple[Path, dict[str, list[str]]]) -> None:
    named = added[1]
    assert [named[name] for name in NO_FILES] == [["unreadable"]] * len(NO_FILES)
    assert set(named) == {*BROKEN, *NO_FILES}


def test_everything_else_is_in(added: tuple[Path, dict[str, list[str]]]) -> None:
    corpus, _ = added
    names = [article.name or article.url or "" for article in articles_of(corpus)]
    assert sum(Path(name).name.startswith("good") for name in names) == 31
    assert len(names) == 31 + sum(PARTLY.values())
    assert verify(corpus, workers=1).clean
