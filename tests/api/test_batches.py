"""One bad input of a batch costs only itself and is named, also where reading its statements is what fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribune.api import check, read_many
from attribune.articles import limits
from attribune.errors import AttribuneError, TooLarge
from attribune.sources import timed

GOOD = "“The ferry sailed at noon,” said Mara Quill."
MARKS = "“”" * 40


def test_read_many_goes_on_after_a_text_with_too_many_marks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MOST_MARKS", 20)
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in (GOOD, MARKS, GOOD)), encoding="utf-8")
    told: list[AttribuneError] = []
    read = list(read_many([lines, GOOD], tier="rules", on_error=told.append))
    assert [len(one.statements) for one in read] == [1, 1, 1]
    assert [type(error) for error in told] == [TooLarge]
    assert "lines.jsonl" in str(told[0])
    assert "quotation marks" in str(told[0])
    with pytest.raises(TooLarge):
        list(read_many([lines, GOOD], tier="rules"))


def test_read_many_goes_on_after_a_path_that_is_not_there(tmp_path: Path) -> None:
    told: list[AttribuneError] = []
    sources = [str(tmp_path / "missing.txt"), GOOD]
    assert len(list(read_many(sources, tier="rules", on_error=told.append))) == 1
    assert [error.code for error in told] == ["missing"]


def test_read_many_goes_on_after_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(timed, "read_article", faulty)
    told: list[AttribuneError] = []
    assert list(read_many([GOOD, GOOD], tier="rules", on_error=told.append)) == []
    assert [error.code for error in told] == ["internal", "internal"]


def test_evidence_that_cannot_be_read_is_told_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_MARKS", 20)
    told: list[AttribuneError] = []
    against = {"good.txt": GOOD, "marks.txt": f"{MARKS} {GOOD}"}
    report = check(GOOD, against, tier="rules", evidence_tier="rules", on_error=told.append)
    assert report.ok
    assert ["marks.txt" in str(error) for error in told] == [True]
    with pytest.raises(TooLarge):
        check(GOOD, against, tier="rules", evidence_tier="rules")


def test_a_number_of_figures_is_counted_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FIGURES", 30)
    told: list[AttribuneError] = []
    assert len(list(read_many(["1 2 3 " * 11 + "mice", GOOD], tier="rules", on_error=told.append))) == 1
    assert "33 numbers, and at most 30 are read" in str(told[0])


@pytest.mark.parametrize(("size", "marks", "good"), [(100, 30, False), (600, 30, True), (599, 30, False)])
def test_a_long_text_may_have_more_marks(monkeypatch: pytest.MonkeyPatch, size: int, marks: int, good: bool) -> None:
    monkeypatch.setattr(limits, "MOST_MARKS", 20)
    assert limits.has_too_many_marks(("“" * marks).ljust(size, "x")) is not good
