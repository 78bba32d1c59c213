"""A full disk, a locked record, two writers, readers beside a writer: clear words, and nothing acknowledged is lost."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage import database as record
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusFull, CorpusLocked
from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import counts, folder, take_in


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(2)))
    with Corpus(tmp_path / "c", write=True):
        done = subprocess.run(
            [sys.executable, "-m", "attribune", "add", str(tmp_path / "pages"), "--corpus", str(tmp_path / "c")],
            capture_output=True,
            text=True,
        )
        assert done.returncode == 2
        assert f"process {os.getpid()} on " in done.stderr and "[corpus_locked]" in done.stderr
        with pytest.raises(CorpusLocked, match=f"process {os.getpid()}"):
            Corpus(tmp_path / "c", write=True)
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(3)))  # the lock went with its holder


def test_readers_read_while_one_writer_adds(tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", range(6))
    take_in(tmp_path / "c", folder(tmp_path / "first", range(10, 12)))
    seen = []
    with Corpus(tmp_path / "c", write=True) as writer, Corpus(tmp_path / "c") as reader:

        def look(*_: object) -> None:
            seen.append(reader.rows("SELECT count(*) FROM versions")[0][0])

        with writer.writer.transaction():
            writer.db.execute("UPDATE articles SET latest = latest")
            look()
        add(writer, file_items([pages], on_error=lambda _: None), tier="rules", workers=1, on_commit=look)
    assert seen[0] == 2 and seen[-1] == 8
    found = verify(tmp_path / "c")
    assert found.clean


def test_verify_beside_a_writer_leaves_nothing_out(tmp_path: Path) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "pages", range(2)))
    with Corpus(tmp_path / "c", write=True):
        found = verify(tmp_path / "c")
    assert found.clean and not found.notes


def test_a_record_that_another_program_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "BUSY_MS", 50)
    pages = folder(tmp_path / "pages", range(2))
    take_in(tmp_path / "c", pages)
    other = sqlite3.connect(tmp_path / "c" / "corpus.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CorpusLocked, match="another program is writing"):
        take_in(tmp_path / "c", folder(tmp_path / "more", range(5, 7)))
    other.execute("ROLLBACK")
    other.close()
    take_in(tmp_path / "c", tmp_path / "more")
    assert counts(tmp_path / "c", "articles") == (4,)


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and file size limits")


@needs_fork
@pytest.mark.parametrize("room", [3_000, 150_000, 350_000, 420_000])
def test_no_room_left(tmp_path: Path, room: int) -> None:
    """No file may grow beyond ``room`` bytes in the child: payloads, record and journal fail at different points."""
    pages = folder(tmp_path / "pages", range(60))
    child = os.fork()
    if not child:
        status = 9
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            take_in(tmp_path / "c", pages)
            status = 0
        except CorpusFull as error:
            said = "no room left" in error.message and "run the same call again" in error.message
            status = 4 if said else 5
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 4)
    if (tmp_path / "c" / "head.json").exists():
        assert verify(tmp_path / "c").clean
    take_in(tmp_path / "c", pages)
    assert verify(tmp_path / "c").clean
    assert counts(tmp_path / "c", "articles") == (60,)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs to mount a small file system")
def test_a_full_disk(tmp_path: Path) -> None:
    """A real file system of one megabyte, filled."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("file systems can't be mounted here")
    try:
        pages = folder(tmp_path / "pages", range(200))
        with pytest.raises(CorpusFull, match="no room left"):
            take_in(disk / "c", pages)
        before = counts(disk / "c", "versions")
        assert verify(disk / "c").clean
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        take_in(disk / "c", pages)
        assert counts(disk / "c", "articles") == (200,) and before[0] < 200
        assert verify(disk / "c").clean
    finally:
        subprocess.run(["umount", disk], check=True)
