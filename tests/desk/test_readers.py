"""Readers of the corpus that stay open: used again, and given up as soon as the record isn't the one they opened."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from attribune.corpus.storage.errors import CorpusError
from attribune.desk.readers import Readers
from attribune.desk.service import Service
from attribune.desk.settings import Settings
from attribune.errors import UsageError
from tests.corpus.sample_corpora import folder, take_in

COUNT = "SELECT count(*) FROM articles"


def articles(readers: Readers) -> int:
    with readers.corpus(10) as corpus:
        return int(corpus.rows(COUNT)[0][0])


def test_a_reader_is_used_again_by_the_next_thread(corpus: Path) -> None:
    readers, seen = Readers(corpus, 2), list[int]()

    def use() -> None:
        with readers.corpus(10) as opened:
            seen.append(id(opened.db))
            opened.rows(COUNT)

    for _ in range(3):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(use).result()
    readers.close()
    assert len(set(seen)) == 1


def test_what_a_writer_adds_is_seen_by_the_next_request(corpus: Path, tmp_path: Path) -> None:
    readers = Readers(corpus, 2)
    before = articles(readers)
    take_in(corpus, folder(tmp_path / "more", range(40, 43)))
    assert articles(readers) == before + 3


def test_a_corpus_in_the_place_of_another_is_opened_anew_and_a_missing_one_is_an_error(
    corpus: Path, tmp_path: Path
) -> None:
    readers = Readers(corpus, 2)
    other = take_in(tmp_path / "other", folder(tmp_path / "pages", range(50, 52)))
    before = articles(readers)
    shutil.rmtree(corpus)
    with pytest.raises(CorpusError):
        articles(readers)
    shutil.copytree(tmp_path / "other", corpus)
    assert other is not None and articles(readers) == 2 != before


def test_a_reader_keeps_no_writer_from_putting_its_journal_in_order(corpus: Path, tmp_path: Path) -> None:
    readers = Readers(corpus, 2)
    articles(readers)
    take_in(corpus, folder(tmp_path / "more", range(40, 42)))
    assert not (corpus / "corpus.db-wal").exists()


def test_no_more_readers_stay_open_than_are_allowed_and_none_that_failed(corpus: Path) -> None:
    readers = Readers(corpus, 1)
    with readers.corpus(10) as one, readers.corpus(10) as two:
        assert one is not two
    assert len(readers._idle) == 1
    with pytest.raises(UsageError), readers.corpus(10):
        raise UsageError("no day")
    assert not readers._idle


def test_a_dossier_may_be_written_by_one_thread_after_the_other(corpus: Path, tmp_path: Path) -> None:
    """As a server does that sends it piece by piece."""
    service = Service(Settings(corpus=corpus, folder=tmp_path / "desk"))
    lines = service.dossier([1, 2])
    first = next(lines)
    with ThreadPoolExecutor(1) as pool:
        rest = pool.submit(list, lines).result()
    assert first and rest
