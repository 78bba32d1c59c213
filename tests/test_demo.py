"""The demo's draft is wrong in the ways its own list says, and the check finds every one of them."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from attribune.check.engine import check_draft
from attribune.demo.__main__ import main, sample
from attribune.records import LOOK_VERDICTS, OK_VERDICTS, Article, Report

FOLDER = Path(str(files("attribune.demo")))
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts() -> tuple[Article, list[Article]]:
    return sample(FOLDER)


@pytest.fixture(scope="module")
def check(texts: tuple[Article, list[Article]]) -> Report:
    return check_draft(*texts)


def test_every_quotation_gets_the_verdict_it_was_written_for(check: Report) -> None:
    found = [(verdict.text[: len(wanted["starts"])], verdict.verdict) for verdict, wanted in _pairs(check)]
    assert found == [(wanted["starts"], wanted["verdict"]) for wanted in EXPECTED["checks"]]


def test_the_change_that_was_made_is_the_one_that_is_named(check: Report) -> None:
    for verdict, wanted in _pairs(check):
        if "change" in wanted:
            kinds = {change.kind for change in verdict.changes if change.severity == "major"}
            assert wanted["change"] in kinds, wanted["starts"]


def test_titles_and_scare_quotes_are_listed_apart(check: Report) -> None:
    assert [item.text.strip(",.") for item in check.not_checked] == EXPECTED["apart"]


def test_the_words_misattributed_are_given_back_to_their_speaker(check: Report) -> None:
    wrong = next(verdict for verdict in check.results if verdict.verdict == "misattributed")
    assert wrong.speaker is not None
    assert "Renn" in wrong.speaker.name
    assert "Sorley" in (wrong.evidence[0].speaker or "")


def test_every_passage_is_the_articles_own(texts: tuple[Article, list[Article]], check: Report) -> None:
    articles = {article.id: article for article in texts[1]}
    for verdict in check.results:
        for passage in (*verdict.evidence, *([verdict.nearest] if verdict.nearest else [])):
            assert articles[passage.article].text[slice(*passage.span)] == passage.text


def test_six_outlets_a_wire_story_and_two_posts(texts: tuple[Article, list[Article]]) -> None:
    evidence = texts[1]
    outlets = {article.outlet for article in evidence}
    assert {"The Ellery Beacon", "Coastline Today", "Harbour Light", "Tidewater Ledger", "Radio Saltmarsh"} <= outlets
    assert len(evidence) == 7
    posts = [embed for article in evidence for embed in article.embeds if embed.by_value]
    assert sorted(post.handle or "" for post in posts) == ["InesCalloway", "elleryferries"]
    dates = [article.published for article in evidence if article.published]
    assert all(date.startswith("2026-05-") for date in dates)


def test_the_program_prints_the_report_and_says_where_the_pages_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / "deep" / "page.html")]) == 0
    printed = capsys.readouterr().out
    verdicts = [wanted["verdict"] for wanted in EXPECTED["checks"]]
    ok, look = (sum(name in group for name in verdicts) for group in (OK_VERDICTS, LOOK_VERDICTS))
    wrong = len(verdicts) - ok - look
    assert f"{len(verdicts)} quotations: {ok} ok, {look} to look at, {wrong} wrong" in printed
    pages = re.findall(r"file://(\S+)", printed)
    assert [Path(page).name for page in pages] == ["page.html", "page-read.html"]
    assert f"{wrong} wrong, {look} to look at of {len(verdicts)} quotations" in Path(pages[0]).read_text(
        encoding="utf-8"
    )


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    assert main(["--out", str(tmp_path / "file" / "page.html")]) == 2
    assert "name another place with --out" in capsys.readouterr().err


def _pairs(check: Report) -> list[tuple[Any, dict[str, Any]]]:
    assert len(check.results) == len(EXPECTED["checks"])
    return list(zip(check.results, EXPECTED["checks"], strict=True))
