"""The line and column of a quotation are those of the file that an editor opens, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.articles.reading import read_paths
from attribune.check.engine import check_draft
from attribune.check.places import _without_markup, in_files
from attribune.errors import AttribuneError
from attribune.records import Report

STORY = "The quay\n\n“We ride free, the gulls and I,” said Mara Voss.\n\n“We ride free, the gulls and I,” Quist said.\n"
PAGE = """<!DOCTYPE html>
<html><head><title>The quay</title>
<meta name="description" content="“Gulls ride free and ask nobody,” Voss said."></head>
<body><script>var text = "Gulls ride free and ask nobody";</script>
<article><h1>The quay at night</h1>
<p>The council met on Monday.</p>
<p>“<em>Gulls</em> ride free &amp; ask
nobody,” Voss said, and left the room to the clerk, who wrote it all down.</p></article></body></html>
"""


def refuse(error: AttribuneError) -> None:
    raise error


def checked(folder: Path, name: str, draft: str, evidence: str, story: str = "story.txt") -> Report:
    """The report on files, with their places."""
    (folder / name).write_text(draft, encoding="utf-8", newline="")
    (folder / story).write_text(evidence, encoding="utf-8", newline="")
    articles = {article.id: article for article in read_paths([str(folder / story)], on_error=refuse)}
    (one,) = read_paths([str(folder / name)], on_error=refuse)
    return in_files(check_draft(one, list(articles.values()), tier="rules", evidence_tier="rules"), articles)


def places(report: Report, folder: Path) -> list[str | None]:
    return [verdict.place and verdict.place.removeprefix(f"{folder}/") for verdict in report.results]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_markdown_keeps_the_lines_of_its_file(tmp_path: Path, end: str) -> None:
    lines = ["# A draft", "", "", "*Note.*", "", "- “We ride free, the gulls and I,” Voss said.", "",
             "So “we ride free, the gulls and I,” said Quist."]  # fmt: skip
    report = checked(tmp_path, "d.md", end.join(lines), STORY)
    assert places(report, tmp_path) == ["d.md:6:4", "d.md:8:5"]


def test_a_page_is_looked_into_without_its_markup(tmp_path: Path) -> None:
    report = checked(tmp_path, "d.txt", "“Gulls ride free & ask nobody,” Voss said.", PAGE, "story.html")
    assert places(report, tmp_path) == ["d.txt:1:2"]
    assert [evidence.line for evidence in report.results[0].evidence] == [7]


def test_the_same_words_twice_have_two_lines(tmp_path: Path) -> None:
    draft = "“We ride free, the gulls and I,” said Voss.\n\n“We ride free, the gulls and I,” said Quist.\n"
    report = checked(tmp_path, "d.txt", draft, STORY)
    assert places(report, tmp_path) == ["d.txt:1:2", "d.txt:3:2"]
    lines = [evidence.line for verdict in report.results for evidence in verdict.evidence]
    assert lines == [3, 5]


def test_a_file_that_changed_or_is_gone_has_no_line(tmp_path: Path) -> None:
    report = checked(tmp_path, "d.txt", "“We ride free, the gulls and I,” said Voss.", STORY)
    (tmp_path / "d.txt").write_text("Other words.\n\n“We ride free, the gulls and I,” said Voss.", encoding="utf-8")
    assert in_files(report, {}).results[0].place is None
    (tmp_path / "d.txt").unlink()
    assert in_files(report, {}).results[0].place is None


def test_words_that_the_page_shows_less_often_than_its_file_has_them_have_no_line(tmp_path: Path) -> None:
    hidden = PAGE.replace("<p>The council", "<p hidden>“Gulls ride free and ask nobody,” he said.</p><p>The council")
    twice = hidden.replace("&amp; ask", "and ask")
    report = checked(tmp_path, "d.txt", "“Gulls ride free and ask nobody,” Voss said.", twice, "story.html")
    lines = [evidence.line for evidence in report.results[0].evidence]
    assert lines in ([None], [7])  # what stands before tells the two apart, or nothing does


def test_hostile_markup_is_read_once() -> None:
    page = PAGE.replace("<p>The council", "<!--" * 50_000 + "<script>" * 50_000 + "<" * 50_000 + "<p>The council")
    assert len(_without_markup(page)) == len(page)
