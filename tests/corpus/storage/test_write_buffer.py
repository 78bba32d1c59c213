"""What is gathered in a transaction and written at its end: all of it or nothing, and the indexes in one piece."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.ingest.worker import Settings, prepare
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusError
from attribune.corpus.storage.write_buffer import WriteBuffer
from attribune.corpus.verify.run import verify
from attribune.workers import RARELY
from tests.corpus.sample_corpora import folder, story, take_in


def stories(path: Path, numbers: range) -> Path:
    path.mkdir()
    for number in numbers:
        (path / f"{number}.txt").write_text(story(number), encoding="utf-8")
    return path


def test_a_commit_is_one_piece_of_each_search_index(tmp_path: Path) -> None:
    """A piece for each article would be merged again and again as the corpus grows."""
    take_in(tmp_path / "c", stories(tmp_path / "s", range(20)))
    with Corpus(tmp_path / "c") as corpus:
        for index in ("versions_fts", "statements_fts", "speakers_fts"):
            assert corpus.rows(f"SELECT count(DISTINCT segid) FROM {index}_idx")[0][0] == 1, index


def test_a_commit_that_fails_leaves_nothing_and_the_next_one_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = stories(tmp_path / "s", range(6))
    with Corpus(tmp_path / "c", write=True) as corpus:
        settings = Settings(folder=corpus.folder, tier="rules")
        prepared = prepare(list(file_items([texts], on_error=print)), settings)

        def fails(_self: WriteBuffer) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        with monkeypatch.context() as broken:
            broken.setattr(WriteBuffer, "texts", fails)
            with pytest.raises(CorpusError):
                corpus.writer.commit(None, prepared)
        assert corpus.writer.new_versions == 0
        assert corpus.rows("SELECT (SELECT count(*) FROM versions) + (SELECT count(*) FROM speakers)")[0][0] == 0
        corpus.writer.commit(None, prepared)
        assert corpus.writer.new_versions == 6
    assert verify(tmp_path / "c", workers=1).clean


def test_versions_of_one_address_in_one_commit(tmp_path: Path) -> None:
    """What a row needs of another that was read with it is there, though both are written at the end."""
    lines = [
        f'{{"url": "https://quay.example/1", "text": "“The ferry waits {n} days,” Ines Calloway said on Monday.",'
        f' "published": "2026-05-0{n}"}}'
        for n in (3, 1, 2)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, lines[0]]), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "a.jsonl")
    with Corpus(tmp_path / "c") as corpus:
        latest = corpus.rows("SELECT v.published FROM articles AS a JOIN versions AS v ON v.id = a.latest")
        assert [row[0] for row in latest] == ["2026-05-03"]
        assert corpus.rows("SELECT count(*) FROM versions WHERE analysis IS NOT NULL")[0][0] == 3
        assert corpus.rows("SELECT count(*) FROM events WHERE kind = 'changed'")[0][0] == 2
    assert verify(tmp_path / "c", workers=1).clean


def test_the_collector_is_left_as_it_was(tmp_path: Path) -> None:
    before = gc.get_threshold()
    seen: list[tuple[int, int, int]] = []
    with Corpus(tmp_path / "c", write=True) as corpus:
        items = file_items([folder(tmp_path / "p", range(2))], on_error=print)
        add(corpus, items, tier="none", workers=1, on_commit=lambda *_: seen.append(gc.get_threshold()))
    assert seen == [RARELY]
    assert gc.get_threshold() == before
