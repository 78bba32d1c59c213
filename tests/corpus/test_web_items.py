"""Fetched pages in the corpus: what was asked and what answered is kept, and the next call asks only for changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import pytest

from attribune.corpus import fetch
from attribune.corpus.adding import add
from attribune.corpus.fetch_records import Fetched, Known, WrongStatus
from attribune.corpus.history import history
from attribune.corpus.store import Corpus
from attribune.corpus.verify import verify
from attribune.corpus.web_items import last_answer, web_items
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
            captured_at=f"2026-05-{9 + len(Web.asked):02d}T10:00:00Z",
            not_modified=same,
            media_type="text/html",
            charset="utf-8",
            address="192.0.2.1",
        )


class Answers:
    """Stands for the fetcher: what each URL gives."""

    def __init__(self, answers: Mapping[str, Fetched | AttribuneError]) -> None:
        self._answers = answers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def fetch(self, url: str, *, known: Known | None = None) -> Fetched:
        found = self._answers[url]
        if isinstance(found, AttribuneError):
            raise found
        return found


def answer(url: str, body: bytes, charset: str | None) -> Fetched:
    return Fetched(
        asked=url, final_url=url, redirects=(), status=200, headers=(("ETag", '"tide-1"'),), body=body,
        captured_at="2026-05-09T10:00:00Z", not_modified=False, media_type="text/html", charset=charset,
        address="192.0.2.1", notes=("redirected from https to http: what came after could have been changed",),
    )  # fmt: skip


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
        assert tuple(version) == ("2026-05-10T10:00:00Z", "2026-05-10T10:00:00Z")
        assert corpus.article_at(URL)["address"] == "https://quay1.example/news/1"
    articles, problems = take(tmp_path / "c", URL)
    assert articles == 0 and not problems
    with Corpus(tmp_path / "c") as corpus:  # that it didn't change since is kept, too
        seen = corpus.rows("SELECT status, capture, captured_at FROM sightings ORDER BY id")
        assert [tuple(row)[:2] for row in seen] == [(200, 1), (304, 1)]
    last = Web.asked[-1]
    assert last is not None and last.etag == '"tide-1"'
    assert verify(tmp_path / "c").clean


def test_what_the_server_says_of_the_encoding_is_heeded_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Паром отплыл в полдень, сказала Мара Квилл, и никто не спорил"
    answers = {
        "https://quay1.example/a": answer(
            "https://quay1.example/a", page(1, said=words).encode("cp1251"), "windows-1251"
        ),
        "https://quay1.example/b": answer("https://quay1.example/b", page(2, said=words).encode(), "iso-8859-1"),
    }
    monkeypatch.setattr(fetch, "Fetcher", lambda **_: Answers(answers))
    assert take(tmp_path / "c", *answers) == (2, [])
    with Corpus(tmp_path / "c") as corpus:
        found = list(corpus.articles())
    assert all(words in article.text for article in found)
    assert all("redirected from https to http" in article.notes[-1] for article in found)
    assert verify(tmp_path / "c").clean


def test_a_page_that_was_taken_away_is_told_in_its_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://quay1.example/news/1"
    answers: dict[str, Fetched | AttribuneError] = {url: answer(url, page(1).encode(), "utf-8")}
    monkeypatch.setattr(fetch, "Fetcher", lambda **_: Answers(answers))
    take(tmp_path / "c", url)
    gone = replace(answer(url, b"Taken away.", None), status=410, captured_at="2026-06-01T10:00:00Z")
    answers[url] = WrongStatus("the page was taken away (410 Gone)", concerns=url, fetched=gone)
    answers[f"{url}0"] = WrongStatus("there is no such page (404 Not Found)", concerns=f"{url}0", fetched=gone)
    with Corpus(tmp_path / "c", write=True) as corpus:
        problems: list[AttribuneError] = []
        added = add(corpus, web_items([url, f"{url}0"], corpus=corpus, on_error=problems.append), workers=1)
    assert [error.message for error in added.errors] == ["the page is gone (410); what was kept of it stays"]
    assert [problem.message for problem in problems] == ["there is no such page (404 Not Found)"]
    with Corpus(tmp_path / "c") as corpus:
        told = history(corpus, url)
        assert told.gone == ({"status": 410, "asked": url, "captured_at": "2026-06-01T10:00:00Z"},)
        assert len(told.versions) == 1
        assert last_answer(corpus, url) == Known(url=url, etag='"tide-1"')
    assert verify(tmp_path / "c").clean
