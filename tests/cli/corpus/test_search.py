"""Search by day through the program itself: how days are written, and what has none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calls import Done, call

FORMS = ["26-FEB-1987", "26 Feb 1987", "26/02/1987", "1987/2/26", "19870226", "1987-02", "Feb. 1987", "2/1987", "1987"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("days")
    dates = ("26-FEB-1987", "3 March 2026", "03/04/2025", None)
    records = [{"text": f"Ferry {number} sailed at noon.", "publishedAt": day} for number, day in enumerate(dates)]
    (path / "in.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    added = call("add", "in.jsonl", "--tier", "none", cwd=path)
    assert added.returncode == 0
    said = added.stderr.decode()
    assert "1 article has a date that isn't understood: --since and --until leave them out" in said
    return path


def search(folder: Path, *options: str) -> Done:
    return call("search", "ferry", *options, cwd=folder)


@pytest.mark.parametrize("day", FORMS)
def test_days_are_written_as_in_articles(folder: Path, day: str) -> None:
    done = search(folder, "--since", day, "--until", day, "--format", "json")
    result = json.loads(done.stdout)
    assert [hit["published"] for hit in result["hits"]] == ["1987-02-26"]
    assert result["note"] == "2 more without a known day, left out"


def test_what_has_no_day_is_counted_only_where_days_are_asked_for(folder: Path) -> None:
    assert "2 more without a known day, left out" in search(folder, "--since", "1990").stdout.decode()
    assert "known day" not in search(folder).stdout.decode()


@pytest.mark.parametrize("day", ["03/04/2025", "yesterday", "1987-13", "30 February 2026", "5-Feb-26"])
def test_a_day_that_may_be_two_is_refused(folder: Path, day: str) -> None:
    done = search(folder, "--since", day)
    assert done.returncode == 2 and f"{day}: it is no day that can be read in one way" in done.stderr.decode()
