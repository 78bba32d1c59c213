"""Fetched pages in the corpus: what was asked and what answered is kept, and the next call asks only for changes."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import pytest

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.web import last_answer, urls_in, web_items
from attribune.corpus.query.history import history
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from attribune.errors import AttribuneError, InputError, UsageError
from attribune.fetch import client as fetch
from attribune.fetch.types import Fetched, Known, WrongStatus
from tests.corpus.sample_corpora import page

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
            captured_at="2026-05-10T10:00:00Z" if same else "2026-05-09T10:00:00Z",
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


def take(folder: Path, *urls: str, tier: str = "rules", **how: Any) -> tuple[int, list[AttribuneError]]:
    """The pages added: how many articles were new, and what was lost."""
    with Corpus(folder, write=True) as corpus:
        added = add(corpus, web_items(urls, corpus=corpus, **how), tier=tier, workers=1)
        return added.articles, added.errors


def served(url: str, body: bytes, media_type: str | None, **how: Any) -> Fetched:
    """An answer of some kind, without an ETag."""
    return replace(answer(url, body, None), headers=(), media_type=media_type, notes=(), **how)


def test_a_fetched_page_keeps_where_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "Fetcher", Web)
    Web.asked.clear()
    articles, problems = take(tmp_path / "c", URL, "https://quay1.example/gone")
    assert articles == 1 and [problem.message for problem in problems] == ["there is no such page"]
    with Corpus(tmp_path / "c") as corpus:
        seen = dict(corpus.rows("SELECT * FROM captures")[0])
        assert (seen["target_uri"], seen["final_url"], seen["status"]) == (URL, "https://quay1.example/news/1", 200)
        assert seen["redirects"] == f'["{URL}"]' and "tide-1" in seen["headers"]
        version = corpus.rows("SELECT captured_at, valid_from FROM versions")[0]
        assert tuple(version) == ("2026-05-09T10:00:00Z", "2026-05-09T10:00:00Z")
        assert corpus.article_at(URL)["address"] == "https://quay1.example/news/1"
    articles, problems = take(tmp_path / "c", URL)
    assert articles == 0 and not problems
    with Corpus(tmp_path / "c") as corpus:  # that it didn't change since is kept, too
        captures = corpus.rows("SELECT status, payload FROM captures ORDER BY id")
        assert [(row["status"], row["payload"]) for row in captures] == [(200, 1), (304, 1)]
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
        added = add(corpus, web_items([url, f"{url}0"], corpus=corpus), workers=1)
    assert [error.message for error in added.errors] == [
        "the page is gone (410); what was kept of it stays", "there is no such page (404 Not Found)",
    ]  # fmt: skip
    with Corpus(tmp_path / "c") as corpus:
        told = history(corpus, url)
        assert told.gone == ({"status": 410, "target_uri": url, "captured_at": "2026-06-01T10:00:00Z"},)
        assert len(told.versions) == 1
        assert last_answer(corpus, url) is None  # it is asked for whole, or a "not changed" would leave it gone
    answers[url] = replace(answer(url, page(1).encode(), "utf-8"), captured_at="2026-06-09T10:00:00Z")
    assert take(tmp_path / "c", url) == (0, [])
    with Corpus(tmp_path / "c") as corpus:
        seen = history(corpus, url).versions[-1]["captures"]
        assert [one["captured_at"][:10] for one in seen] == ["2026-05-09", "2026-06-09"]
        assert last_answer(corpus, url) == Known(url=url, etag='"tide-1"')
    assert verify(tmp_path / "c").clean


def test_a_page_that_did_not_change_is_seen_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "Fetcher", Web)
    assert take(tmp_path / "c", URL, tier="none") == (1, [])
    assert take(tmp_path / "c", URL, tier="rules") == (0, [])  # and is read with the tier asked for now
    with Corpus(tmp_path / "c") as corpus:
        seen = corpus.rows("SELECT status, redirects FROM captures ORDER BY id")
        assert [tuple(row) for row in seen] == [(200, f'["{URL}"]'), (304, f'["{URL}"]')]
        assert corpus.rows("SELECT count(*) FROM statements")[0][0] > 0
        assert corpus.rows("SELECT count(*) FROM payloads")[0][0] == 1
    assert verify(tmp_path / "c").clean
    Web.asked.clear()
    take(tmp_path / "c", URL, skip_known=True)
    assert not Web.asked


def test_a_page_that_could_not_be_read_is_asked_for_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://quay1.example/empty"
    bare = replace(answer(url, b"<html><body></body></html>", None), notes=())
    monkeypatch.setattr(fetch, "Fetcher", lambda **_: Answers({url: bare}))
    assert [error.code for error in take(tmp_path / "c", url)[1]] == ["empty"]
    with Corpus(tmp_path / "c") as corpus:
        assert last_answer(corpus, url) is None
    assert [error.code for error in take(tmp_path / "c", url)[1]] == ["empty"]


FEED = """<rss version="2.0"><channel><title>Quay wire</title>
<item><title>Pier</title><link>https://gazette.example/pier</link>
<description>“The pier is open,” Ines Calloway said on Monday at the harbour office.</description></item>
<item><title>Bell</title><link>https://gazette.example/bell</link>
<description>“The bell rang twice,” Hugh Pell said on Tuesday at the harbour office.</description></item>
</channel></rss>"""
ROWS = b"title,text\nPier,The pier is open Ines Calloway said.\nBell,The bell rang twice Hugh Pell said.\n"


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("feed", FEED.encode(), "application/rss+xml"),
        ("feed", FEED.encode(), "text/html"),
        ("dump.csv", ROWS, "text/plain"),
        ("dump.csv.gz", gzip.compress(ROWS, mtime=0), "application/gzip"),
        (
            "dump",
            gzip.compress(b'{"text": "The pier is open."}\n{"text": "The bell rang."}\n', mtime=0),
            "application/gzip",
        ),
        ("list.jsonl", b'{"text": "The pier is open."}\n{"text": "The bell rang."}\n', "text/plain"),
    ],
)
def test_a_file_of_several_articles_gives_them_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, body: bytes, media_type: str
) -> None:
    """Also where they name addresses on other sites, and whatever the server calls the file."""
    url = f"https://feeds.example/{name}"
    monkeypatch.setattr(fetch, "Fetcher", lambda **_: Answers({url: served(url, body, media_type)}))
    assert take(tmp_path / "c", url) == (2, [])
    with Corpus(tmp_path / "c") as corpus:
        addresses = [row[0] for row in corpus.rows("SELECT address FROM articles")]
    assert len(addresses) == 2 and all(one.startswith(f"{url}#") for one in addresses)
    assert verify(tmp_path / "c").clean


def test_a_page_called_plain_text_is_read_as_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://quay1.example/news/1"
    monkeypatch.setattr(fetch, "Fetcher", lambda **_: Answers({url: served(url, page(1).encode(), "text/plain")}))
    take(tmp_path / "c", url)
    with Corpus(tmp_path / "c") as corpus:
        assert next(corpus.articles()).outlet == "The Quay 1"


def test_fetched_tables_heed_the_columns_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = "https://quay1.example/t.csv"
    table = served(url, b"zz1,zz2\n1,The pier is open Ines Calloway said.\n", "text/csv")
    monkeypatch.setattr(fetch, "Fetcher", lambda **_: Answers({url: table}))
    assert take(tmp_path / "c", url, columns={"text": "zz2"}) == (1, [])


def test_lists_of_urls(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"\xef\xbb\xbf# pages\r\nhttps://a.example/1\r\n\r\nb.example/2\nHTTP://c.example\nhttp://[::1\n")
    problems: list[AttribuneError] = []
    found = urls_in(str(path), on_error=problems.append)
    assert found == ["https://a.example/1", "HTTP://c.example", "http://[::1"]
    assert [problem.message for problem in problems] == ["line 4 of the list isn't a URL: b.example/2"]
    for data, why in (
        (b"", "there is no URL"),
        (b"x" * 100_000, "line 1 is too long"),
        (b"a\n" * 10_000, "isn't a URL"),
    ):
        path.write_bytes(data)
        with pytest.raises(UsageError, match=why):
            urls_in(str(path), on_error=problems.append)
    with pytest.raises(UsageError, match="can't be read"):
        urls_in(str(tmp_path / "none"), on_error=problems.append)


def test_an_address_that_is_none_costs_only_itself(tmp_path: Path) -> None:
    _, errors = take(tmp_path / "c", "http://[::1", "https://", "http://[v1.x]/")
    assert len(errors) == 3 and all(error.code for error in errors)
