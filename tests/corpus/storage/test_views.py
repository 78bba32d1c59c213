"""The views for people: what they show, that the page describes them, and that indexes lead to their rows."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from attribune.corpus.derived.speaker_merges import merge
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.schema import schema, schema_sql
from tests.corpus.sample_corpora import folder, page, take_in

PAGE = Path(__file__).resolve().parents[3] / "docs" / "design" / "store.md"
VIEWS = ("quotes", "sources_by_article", "quote_changes")
INDEXED = {
    "quotes": ("id", "speaker", "speaker_id", "outlet", "site", "published", "story", "article_id", "version_id"),
    "sources_by_article": ("id", "speaker", "speaker_id", "outlet", "site", "published", "article_id", "version_id"),
    "quote_changes": ("id", "article_id"),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("views")
    take_in(path / "c", folder(path / "pages", range(3)))
    (path / "later.html").write_text(
        page(1, said="The ferry sails on Sundays now", modified="2026-06-01T00:00:00Z"), encoding="utf-8"
    )
    take_in(path / "c", path / "later.html")
    with Corpus(path / "c", write=True) as opened, opened.writer.transaction():
        numbers = {row["name"]: row["id"] for row in opened.rows("SELECT id, name FROM speakers")}
        merge(opened.db, numbers["Oona Brandt"], numbers["Tobias Renn"])
    return path / "c"


def rows(corpus: Path, sql: str) -> list[tuple[object, ...]]:
    with Corpus(corpus) as opened:
        return [tuple(row) for row in opened.rows(sql)]


def test_the_schema_has_these_views_and_no_others() -> None:
    assert {name for kind, name, _ in schema() if kind == "view"} == set(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_the_page_lists_every_column(view: str) -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(schema_sql())
    have = [row[1] for row in db.execute(f"PRAGMA table_info({view})")]
    listed = PAGE.read_text(encoding="utf-8").split(f"\n`{view}`: ")[1].split("\n\n")[1].split("\n")[2:]
    assert sorted(have) == sorted(name for line in listed for name in re.findall(r"`(\w+)`", line.split("|")[1]))


def test_quotes_have_a_row_for_each_statement_of_a_latest_version(corpus: Path) -> None:
    said = rows(corpus, "SELECT speaker, words, outlet, title, published, url FROM quotes WHERE kind = 'direct'")
    assert len(said) == 3
    assert ("Tobias Renn", "“The ferry sails on Sundays now,”", "The Quay 1", "The ferry of Port Ellery",
            "2026-05-02T08:00:00Z", "https://quay1.example/news/1") in said  # fmt: skip
    assert not rows(corpus, "SELECT 1 FROM quotes WHERE words LIKE '%1th tide%'")


def test_quotes_name_a_speaker_as_people_decided(corpus: Path) -> None:
    told = rows(corpus, "SELECT DISTINCT outlet FROM quotes WHERE speaker = 'Tobias Renn' AND kind = 'direct'")
    assert sorted(told) == [("The Quay 0",), ("The Quay 1",)]
    assert not rows(corpus, "SELECT 1 FROM quotes WHERE speaker = 'Oona Brandt'")


def test_sources_count_their_statements_in_the_article(corpus: Path) -> None:
    told = rows(
        corpus,
        "SELECT source, speaker, (SELECT count(*) FROM quotes AS q WHERE q.version_id = s.version_id AND q.speaker_id "
        "= s.speaker_id) = statements FROM sources_by_article AS s WHERE url = 'https://quay0.example/news/0' "
        "AND kind = 'person'",
    )
    assert told == [("Oona Brandt", "Tobias Renn", 1)]
    assert rows(corpus, "SELECT min(statements), max(statements) >= 1 FROM sources_by_article")[0][1] == 1


def test_quote_changes_have_both_wordings_and_when_each_stood(corpus: Path) -> None:
    asked = "SELECT url, kind, words_before, words_after, before_valid_from, after_valid_from FROM quote_changes"
    changes = rows(corpus, asked)
    assert {row[0] for row in changes} == {"https://quay1.example/news/1"}
    assert {row[4:] for row in changes} == {("2026-05-02T08:00:00Z", "2026-06-01T00:00:00Z")}
    assert "The ferry sails on Sundays now," in {row[3] for row in changes}


@pytest.mark.parametrize(("view", "column"), [(view, column) for view in VIEWS for column in INDEXED[view]])
def test_indexes_lead_to_the_rows_of_a_view(corpus: Path, view: str, column: str) -> None:
    """No table is read through, so that a view is as quick with 100,000 articles as with three."""
    db = sqlite3.connect(corpus / "corpus.db")
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE {column} = ?", ("x",))]
    db.close()
    assert plan and not [line for line in plan if not line.startswith(("SEARCH", "CORRELATED"))], plan
