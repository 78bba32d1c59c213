"""Datasette and sqlite-utils open a corpus, find its full-text tables by themselves and search with them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import folder, take_in

INDEXED = {"versions": "versions_fts", "statements": "statements_fts", "speakers": "speakers_fts"}
WORD = {"versions": "lighthouse", "statements": "lighthouse", "speakers": "oona"}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tools")
    take_in(path / "c", folder(path / "pages", range(4)))
    return path / "c"


@pytest.mark.parametrize("table", INDEXED)
def test_sqlite_utils_finds_the_index_and_searches(corpus: Path, table: str) -> None:
    from sqlite_utils import Database

    db = Database(corpus / "corpus.db")
    searched: Any = db[table]
    assert searched.detect_fts() == INDEXED[table]
    found = list(searched.search(WORD[table]))
    assert found and len(found) < searched.count
    db.close()


def test_datasette_finds_the_indexes_and_searches(corpus: Path) -> None:
    from datasette.app import Datasette

    async def asked(*paths: str) -> list[Any]:
        datasette = Datasette([str(corpus / "corpus.db")], settings={"num_sql_threads": 1})
        await datasette.invoke_startup()
        answers = [await datasette.client.get(path) for path in paths]
        assert [answer.status_code for answer in answers] == [200] * len(paths), [answer.text for answer in answers]
        return [answer.json() for answer in answers]

    database, quotes, *found = asyncio.run(
        asked(
            "/corpus.json",
            "/corpus/quotes.json?_shape=objects&speaker=Oona+Brandt",
            *(f"/corpus/{table}.json?_shape=objects&_search={WORD[table]}" for table in INDEXED),
        )
    )
    assert {table["name"]: table["fts_table"] for table in database["tables"] if table["name"] in INDEXED} == INDEXED
    assert {row["speaker"] for row in quotes["rows"]} == {"Oona Brandt"}
    assert [len(one["rows"]) > 0 for one in found] == [True] * len(INDEXED)
    assert all("lighthouse" in str(row["text"]).lower() for one in found[:2] for row in one["rows"])
    assert verify(corpus, workers=1).clean
