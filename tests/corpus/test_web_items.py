"""Fetched pages in the corpus: what was asked and what answered is kept, and the next call asks only for changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import pytest

from attribune.corpus import fetch
from attribune.corpus.adding import add
from attribune.corpus.fetch_records import Fetched, Known
from attribune.corpus.store import Corpus
from attribune.corpus.verify import verify
from attribune.corpus.web_items import web_items
from attribune.errors import AttribuneError, InputError
from tests.corpus.made import page

URL = "https://quay1.example/go?to=1"


class Web:
    """Stands for the fetcher: one page that moved, and says what it was asked."""

    asked: list[Known | None] = []  # noqa: RUF012 - one list for the whole test

    def __init__(self, **_: Any) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def fetch(self, url: str, *, known: Known | None = None) -> Fetched:
        Web.asked.append(known)
        if "gone" in url:
            raise InputError("there is no such page", concerns=url)
        same = known is not None and known.etag == '"tide-1"'
        return Fetched(
            asked=url,
            final_url="https://quay1.example/news/1",
            redirects=(url,),
            status=304 if same else 200,
            headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"tide-1"')),
            body=b"" if same else page(1).encode(),
            captured_at="2026-05-09T10:00:00Z",
            not_modified=same,
            media_type="text/html",
            charset="utf-8",
            address="192.0.2.1",
        )


def take(folder: Path, *urls: str) -> tuple[int, list[AttribuneError]]:
    problems: list[AttribuneError] = []
    with Corpus(folder, write=True) as corpus:
        found = web_items(urls, corpus=corpus, on_error=problems.append)
        return add(corpus, found, tier="rules", workers=1).articles, problems


def test_a_fetched_page_keeps_where_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "Fetcher", Web)
    Web.asked.clear()
    articles, problems = take(tmp_path / "c", URL, "https://quay1.example/gone")
    assert articles == 1 and [problem.message for problem in problems] == ["there is no such page"]
    with Corpus(tmp_path / "c") as corpus:
        seen = dict(corpus.rows("SELECT * FROM sightings")[0])
        assert (seen["asked"], seen["final_url"], seen["status"]) == (URL, "https://quay1.example/news/1", 200)
        assert seen["redirects"] == f'["{URL}"]' and "tide-1" in seen["headers"]
        version = corpus.rows("SELECT captured_at, stood_at FROM versions")[0]
        assert tuple(version) == ("2026-05-09T10:00:00Z", "2026-05-09T10:00:00Z")
        assert corpus.article_at(URL)["address"] == "https://quay1.example/news/1"
    articles, problems = take(tmp_path / "c", URL)
    assert articles == 0 and not problems
    last = Web.asked[-1]
    assert last is not None and last.etag == '"tide-1"'
    assert verify(tmp_path / "c").clean
