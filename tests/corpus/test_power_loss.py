"""The power may go at any call: what a commit says must be on disk before it, and the acknowledgement after it.

Every sync, rename and commit is written down with what it is about; a file is safe once its bytes were synced, then it
was named, then its folder was synced.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.files.safe_files import DATABASE
from tests.corpus.sample_corpora import story

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="names of open files are read from /proc")


class Disk:
    """What would be there if the power went now."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Path]] = []
        self.bytes: set[Path] = set()  # files whose bytes were synced under a name that waits
        self.named: set[Path] = set()  # names given, in folders not synced since
        self.safe: set[Path] = set()

    def synced(self, path: Path) -> None:
        self.calls.append(("sync", path))
        if path.is_dir():
            self.safe |= {name for name in self.named if name.parent == path} | {
                folder for folder in path.iterdir() if folder.is_dir()
            }
        else:
            self.bytes.add(path)

    def renamed(self, old: Path, new: Path) -> None:
        self.calls.append(("name", new))
        assert old in self.bytes, f"{new.name} was named before its bytes were synced"
        self.named.add(new)
        self.safe.discard(new)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    seen = Disk()
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        fsync(handle)
        seen.synced(Path(f"/proc/self/fd/{handle}").readlink())

    def renamed(self: Path, target: Path) -> Path:
        seen.renamed(self, target)
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    return seen


def test_bytes_then_names_then_the_commit_then_the_acknowledgement(tmp_path: Path, disk: Disk) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(12):
        (texts / f"{number}.txt").write_text(story(number), encoding="utf-8")
    folder = tmp_path / "deep" / "corpus"
    commits: list[int] = []
    safe: list[set[Path]] = []

    def traced(statement: str) -> None:
        if statement == "COMMIT":
            commits.append(len(disk.calls))
            safe.append(set(disk.safe))

    with Corpus(folder, write=True) as corpus:
        corpus.db.set_trace_callback(traced)
        acknowledged: list[int] = []
        add(
            corpus, file_items([texts], on_error=print), tier="none", workers=1,
            on_commit=lambda _added, _items: acknowledged.append(len(disk.calls)),
        )  # fmt: skip
        corpus.db.set_trace_callback(None)
        assert corpus.db.execute("PRAGMA synchronous").fetchone()[0] == 2  # SQLite syncs its journal before COMMIT ends
    assert commits and len(commits) == len(acknowledged)
    payloads = {path for path in (folder / "payloads").rglob("*") if path.is_file()}
    assert len(payloads) == 12 and payloads <= safe[-1]
    for commit, told in zip(commits, acknowledged, strict=True):
        assert disk.calls[commit:told] == [
            ("sync", folder / ".head.json.new"), ("name", folder / "head.json"), ("sync", folder)
        ]  # fmt: skip
    assert {tmp_path / "deep", folder, folder / "payloads"} <= disk.safe


def test_a_rename_that_fails_leaves_nothing_acknowledged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from attribune.corpus.storage.errors import CorpusError

    path = tmp_path / "a.txt"
    path.write_text(story(1), encoding="utf-8")
    Corpus(tmp_path / "c", write=True).close()

    def refused(_old: Path, _new: Path) -> Path:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(CorpusError), Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, file_items([path], on_error=print), tier="none", workers=1)
    monkeypatch.undo()
    assert not list((tmp_path / "c" / "payloads").rglob("*.new"))
    db = sqlite3.connect(tmp_path / "c" / DATABASE)
    assert db.execute("SELECT count(*) FROM payloads").fetchone() == (0,)
    db.close()
