"""Versions are spells of standing: a page that returns to earlier words has one for each time it stood so."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from attribune.articles.inputs import raise_error
from attribune.corpus.ingest import add as adding
from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.archives import Pages, archive_items
from attribune.corpus.ingest.items import stored_items
from attribune.corpus.query.history import history
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.verify.run import verify
from tests.corpus.sample_corpora import counts, page, story, take_in

pytestmark = pytest.mark.usefixtures("warm_reader")

URL = "https://quay1.example/news/1"
P = "We will not raise the toll of the ferry this year"
Q = "We may have to raise the toll of the ferry this year"
SEEN = {"jan": P, "feb": Q, "mar": P}
MONTHS = {"jan": "01", "feb": "02", "mar": "03"}
ROWS = ("articles", "versions", "payloads", "captures", "extraction_runs", "derivations", "statements", "log")


def record(url: str, date: str, body: bytes, status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{date}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def archives(folder: Path, *, same_bytes: bool) -> dict[str, Path]:
    found = {}
    for name, said in SEEN.items():
        found[name] = folder / f"{name}.warc"
        mark = "" if same_bytes else f"<!-- {name} -->"
        found[name].write_bytes(record(URL, f"2026-{MONTHS[name]}-01T00:00:00Z", (page(1, said=said) + mark).encode()))
    return found


def archived(corpus: Path, *paths: Path) -> int:
    with Corpus(corpus, write=True) as opened:
        pages = Pages(opened)
        items = (item for path in paths for item in archive_items(path, on_error=raise_error, pages=pages))
        return add(opened, items, tier="rules", workers=1).articles


def told(corpus: Path, named: str) -> tuple[list[str], list[str], str]:
    """What was said in each version, the kinds of events, and what the latest says."""
    with Corpus(corpus) as opened:
        texts = [row["text"] for row in opened.rows("SELECT text FROM versions ORDER BY valid_from, id")]
        latest = opened.rows("SELECT text FROM versions WHERE id = (SELECT latest FROM articles)")[0]["text"]
        events = [event["kind"] for step in history(opened, named).steps for event in step.events]
    return ["P" if P in text else "Q" for text in texts], events, "P" if P in latest else "Q"


@pytest.mark.parametrize("same_bytes", [True, False])
@pytest.mark.parametrize("order", list(itertools.permutations(SEEN)))
@pytest.mark.parametrize("together", [True, False])
def test_a_page_that_returns_to_earlier_words_has_three_versions_in_any_order(
    tmp_path: Path, order: tuple[str, ...], same_bytes: bool, together: bool
) -> None:
    paths = archives(tmp_path, same_bytes=same_bytes)
    named = [paths[name] for name in order]
    for call in [named] if together else [[path] for path in named]:
        archived(tmp_path / "c", *call)
    assert told(tmp_path / "c", URL) == (["P", "Q", "P"], ["changed", "changed"], "P")
    before = counts(tmp_path / "c", *ROWS)
    assert archived(tmp_path / "c", *named) == 0
    assert counts(tmp_path / "c", *ROWS) == before
    assert verify(tmp_path / "c", workers=1).clean
    with Corpus(tmp_path / "c") as corpus:
        captured = [[c["captured_at"][5:7] for c in v["captures"]] for v in history(corpus, URL).versions]
    assert captured == [["01"], ["02"], ["03"]]


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_local_file_edited_and_edited_back_has_three_versions(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"page.{kind}"
    for said in (P, Q, P):
        text = page(1, said=said) if kind == "html" else f"“{said},” Hugh Pell said.\n"
        path.write_text(text, encoding="utf-8")
        take_in(tmp_path / "c", path)
        before = counts(tmp_path / "c", *ROWS)
        again, _ = take_in(tmp_path / "c", path)
        assert again.known == 1 and counts(tmp_path / "c", *ROWS) == before
    assert told(tmp_path / "c", str(path)) == (["P", "Q", "P"], ["changed", "changed"], "P")
    take_in(tmp_path / "c", path, again=True)
    assert counts(tmp_path / "c", *ROWS) == before
    assert verify(tmp_path / "c", workers=1).clean


def test_a_statement_of_words_that_stood_again_is_read_at_another_tier_too(tmp_path: Path) -> None:
    paths = archives(tmp_path, same_bytes=True)
    archived(tmp_path / "c", paths["jan"], paths["mar"])
    archived(tmp_path / "c", paths["feb"])
    with Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, stored_items(corpus.db), tier="fast", workers=1, again=True)
        tiers = corpus.rows("SELECT e.tier FROM versions AS v JOIN analyses AS e ON e.id = v.analysis")
    assert [row["tier"] for row in tiers] == ["fast"] * 3
    assert verify(tmp_path / "c", workers=1).clean


@pytest.mark.parametrize("dates", [("2026-06-02", "2026-06-03"), ("2026-06-03", "2026-06-02"), (None, None)])
def test_two_files_of_one_address_with_different_words_are_known_again(
    tmp_path: Path, dates: tuple[str | None, str | None]
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, said, day in zip("ab", (P, Q), dates, strict=True):
        stamp = f"{day}T09:00:00Z" if day else None
        (pages / f"{name}.html").write_text(page(1, said=said, modified=stamp), encoding="utf-8")
    take_in(tmp_path / "c", pages)
    before = counts(tmp_path / "c", *ROWS)
    assert before[:2] == (1, 2)
    for again in (False, True, False):
        take_in(tmp_path / "c", pages, again=again)
        assert counts(tmp_path / "c", *ROWS) == before


@pytest.mark.parametrize("between", [0, 30])
@pytest.mark.parametrize("together", [True, False])
def test_the_same_bytes_under_two_names_are_two_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, between: int, together: bool
) -> None:
    """Wherever the batches end, and in one call or two; each is known again, and each has a history of its own."""
    monkeypatch.setattr(adding, "BATCH_ARTICLES", 5)
    texts = tmp_path / "texts"
    texts.mkdir()
    for name in ("a.txt", "z.txt"):
        (texts / name).write_text(story(99), encoding="utf-8")
    for number in range(between):
        (texts / f"m{number:02d}.txt").write_text(story(number), encoding="utf-8")
    for call in [[texts]] if together else [[path] for path in sorted(texts.iterdir())]:
        take_in(tmp_path / "c", *call)
    before = counts(tmp_path / "c", *ROWS)
    assert before[:3] == (between + 2, between + 2, between + 1)
    assert take_in(tmp_path / "c", texts)[0].known == between + 2
    take_in(tmp_path / "c", texts, again=True)
    with Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, stored_items(corpus.db), tier="rules", workers=1, again=True)
    assert counts(tmp_path / "c", *ROWS) == before
    (texts / "z.txt").write_text(story(99).replace("never late", "always late"), encoding="utf-8")
    take_in(tmp_path / "c", texts)
    with Corpus(tmp_path / "c") as corpus:
        assert [len(history(corpus, str(texts / name)).versions) for name in ("a.txt", "z.txt")] == [1, 2]
        payloads = history(corpus, str(texts / "a.txt")).versions[0]["captures"]
        assert [payload["target_uri"] for payload in payloads] == [(texts / "a.txt").as_uri()]
    assert verify(tmp_path / "c", workers=1).clean


def test_statements_of_the_same_bytes_under_two_names_are_read_again_for_both(tmp_path: Path) -> None:
    for name in ("a.txt", "z.txt"):
        (tmp_path / name).write_text(story(9), encoding="utf-8")
    take_in(tmp_path / "c", tmp_path / "a.txt", tmp_path / "z.txt", tier="none")
    take_in(tmp_path / "c", tmp_path / "z.txt")
    with Corpus(tmp_path / "c", write=True) as corpus:
        add(corpus, stored_items(corpus.db), tier="rules", workers=1, again=True)
    assert counts(tmp_path / "c", "articles", "analyses") == (2, 2)


def test_pages_that_bear_dates_of_their_own_stand_by_those(tmp_path: Path) -> None:
    for name in ("jan", "mar", "feb"):
        path = tmp_path / f"{name}.html"
        path.write_text(page(1, said=SEEN[name], modified=f"2027-{MONTHS[name]}-01T00:00:00Z"), encoding="utf-8")
        take_in(tmp_path / "c", path)
    assert told(tmp_path / "c", URL) == (["P", "Q", "P"], ["changed", "changed"], "P")
    assert verify(tmp_path / "c", workers=1).clean


@pytest.mark.parametrize("together", [True, False])
def test_an_archived_answer_that_a_page_is_gone_is_told_in_its_history(tmp_path: Path, together: bool) -> None:
    paths = archives(tmp_path, same_bytes=True)
    gone = tmp_path / "gone.warc"
    gone.write_bytes(
        record(URL, "2026-04-01T00:00:00Z", b"Not here.", "404 Not Found")
        + record(f"{URL}0", "2026-04-01T00:00:01Z", b"Never was.", "404 Not Found")
    )
    for call in [[paths["jan"], gone]] if together else [[paths["jan"]], [gone]]:
        archived(tmp_path / "c", *call)
    with Corpus(tmp_path / "c") as corpus:
        found = history(corpus, URL)
        assert found.gone == ({"status": 404, "target_uri": URL, "captured_at": "2026-04-01T00:00:00Z"},)
        assert len(found.versions) == 1 and len(found.versions[0]["captures"]) == 1
    assert counts(tmp_path / "c", "payloads", "captures", "errors") == (2, 2, 0)
    archived(tmp_path / "c", gone)
    assert counts(tmp_path / "c", "payloads", "captures", "errors") == (2, 2, 0)
    assert verify(tmp_path / "c", workers=1).clean
