"""A query that is wrong is the caller's; damage of the record is told as damage."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusBroken
from attribune.errors import UsageError
from tests.corpus.made import folder, take_in

WRONG: list[tuple[str, Any]] = [
    ("SELECT nothing FROM versions", ()),
    ("SELECT id FROM no_such_table", ()),
    ("SELEKT id FROM versions", ()),
    ("SELECT id FROM versions WHERE", ()),
    ("SELECT id FROM versions WHERE id = ?", ()),
    ("SELECT id FROM versions", (1, 2)),
    ("SELECT id FROM versions WHERE id = :id", {"no": 1}),
    ("SELECT id FROM versions; SELECT 1", ()),
    ("SELECT no_such_function(id) FROM versions", ()),
    ("DELETE FROM versions", ()),
    ("UPDATE versions SET title = 'x'", ()),
    ("DROP TABLE versions", ()),
    ("ATTACH 'other.db' AS other", ()),
    ("SELECT id FROM versions WHERE title = ?", (object(),)),
]


@pytest.mark.parametrize(("sql", "values"), WRONG)
def test_a_wrong_query_is_no_damage(tmp_path: Path, sql: str, values: Any) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "e", range(1)), tier="none")
    with Corpus(tmp_path / "c") as corpus:
        with pytest.raises(UsageError, match="this query is wrong") as caught:
            corpus.rows(sql, values)
        assert caught.value.concerns and caught.value.concerns.startswith(sql[:10])
        assert corpus.rows("SELECT count(*) FROM versions")[0][0] == 1


def test_damage_is_still_told_as_damage(tmp_path: Path) -> None:
    take_in(tmp_path / "c", folder(tmp_path / "e", range(1)), tier="none")
    with sqlite3.connect(tmp_path / "c" / "corpus.db") as db:
        db.execute("UPDATE versions SET detail = '{'")
    with Corpus(tmp_path / "c") as corpus, pytest.raises(CorpusBroken, match="damaged"):
        corpus.rows("SELECT json_extract(detail, '$.notes') FROM versions")
