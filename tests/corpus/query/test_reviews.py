"""Checks and reviews kept with the corpus, under the same log as everything else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from attribune.check.engine import check_draft
from attribune.corpus.query.reviews import review, store_check, stored_check
from attribune.corpus.storage.corpus import Corpus, articles_of
from attribune.corpus.storage.errors import UnknownRecord
from attribune.corpus.verify.run import verify
from attribune.errors import UsageError
from tests.corpus.sample_corpora import story, take_in
from tests.fakes import article


def test_a_check_comes_back_as_it_came_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(story(1), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "a.txt")
    draft = article(9, "“The ferry at berth 1 was never late before storm number 1,” Tobias Renn said.")
    check = check_draft(draft, list(articles_of(tmp_path / "c")), tier="rules", evidence_tier="rules")
    with Corpus(tmp_path / "c", write=True) as corpus:
        number = store_check(corpus, check)
        assert stored_check(corpus, number) == check
        assert review(corpus, "checks", number, "confirmed", note="read twice", by="desk") == 1
        with pytest.raises(UnknownRecord):
            review(corpus, "statements", 999, "wrong")
        with pytest.raises(UsageError):
            review(corpus, "sqlite_master", 1, "wrong")
        with pytest.raises(UnknownRecord):
            stored_check(corpus, 7)
    assert verify(tmp_path / "c").clean
    db = sqlite3.connect(tmp_path / "c" / "corpus.db")
    db.execute("UPDATE checks SET record = replace(record, 'verbatim', 'faithful')")
    db.commit()
    db.close()
    assert any(problem.where == "checks 1" for problem in verify(tmp_path / "c").problems)
