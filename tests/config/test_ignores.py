"""Ignores: whose quotations they are for, what is refused, and that nothing is hidden."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from attribune.api import check
from attribune.check.places import source_of
from attribune.config.ignores import inline_ignores, is_like, with_ignores
from attribune.config.settings import Ignore, Settings
from attribune.records import Report
from tests.counted import lines_run

EVIDENCE = {"wire": "“We will not close the harbour,” Mara Voss said on Monday. “Gulls ride free,” she said."}
WRONG = "“We will close the harbour,” Mara Voss said."
ALSO = "“Gulls pay double,” Mara Voss said."
GOOD = "“Gulls ride free,” Mara Voss said."
COMMENT = "<!-- attribune: ignore an old spelling -->"


def checked(folder: Path, text: str, name: str = "draft.md", settings: Settings | None = None) -> Report:
    draft = folder / name
    draft.write_text(text, encoding="utf-8", newline="")
    report = check(draft, against=EVIDENCE, tier="rules", evidence_tier="rules").record
    source = source_of(report.draft)
    assert source is not None
    return with_ignores(report, source, settings or Settings())


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        (f"{COMMENT}\n\n{WRONG}\n\n{ALSO}\n", [True, False]),
        (f"{COMMENT}\n{WRONG}\n\n{ALSO}\n", [True, False]),
        (f"{WRONG} {COMMENT}\n\n{ALSO}\n", [True, False]),
        (f"{WRONG}\n{COMMENT}\n\n{ALSO}\n", [True, False]),
        (f"{WRONG}\n\n{COMMENT}\n\n{ALSO}\n", [False, True]),
        (f"{WRONG}\n\n{ALSO}\n{COMMENT}\n", [False, True]),
        (f"* {COMMENT} {WRONG}\n* {ALSO}\n", [True, False]),
        (f"1. {WRONG}\n2. {ALSO} {COMMENT}\n", [False, True]),
        (f"> {WRONG}\n>\n> {COMMENT}\n> {ALSO}\n", [False, True]),
        (f"{COMMENT}\r\n\r\n{WRONG}\r\n\r\n{ALSO}\r\n", [True, False]),
        (f"{WRONG}\r\n{ALSO} {COMMENT}\r\n", [True, True]),
        (f"# Head\n{COMMENT}\n{WRONG}\n\n{ALSO}\n", [True, False]),
        (f"| a | b |\n|---|---|\n| {WRONG} {COMMENT} | x |\n| {ALSO} | y |\n", [True, False]),
        (f"* one\n  * {WRONG} {COMMENT}\n  * {ALSO}\n", [True, False]),
        (f"{WRONG} {COMMENT}\n===\n{ALSO}\n", [True, False]),
        (f"{WRONG} {COMMENT}<br>{ALSO}\n", [True, False]),
        (f"{WRONG} {COMMENT}\n***\n{ALSO}\n", [True, False]),
        (f"<!-- attribune: ignore an old\nspelling -->\n\n{WRONG}\n\n{ALSO}\n", [True, False]),
    ],
)
def test_an_ignore_is_for_its_paragraph_or_the_next(tmp_path: Path, text: str, ignored: list[bool]) -> None:
    report = checked(tmp_path, text)
    assert [verdict.ignored is not None for verdict in report.results] == ignored
    assert {verdict.ignored for verdict in report.results} - {None} == {"an old spelling"}
    assert report.ignored == sum(ignored)
    assert not report.ok
    assert report.complete
    assert not report.notes


def test_in_a_page_blocks_are_paragraphs(tmp_path: Path) -> None:
    page = f"<html><body><p>{WRONG}</p>{COMMENT}<p>{ALSO}</p></body></html>"
    assert [v.ignored for v in checked(tmp_path, page, "draft.html").results] == [None, "an old spelling"]
    page = f"<html><body><div><p>{WRONG}{COMMENT}</p><p>{ALSO}</p></div></body></html>"
    assert [v.ignored for v in checked(tmp_path, page, "draft.html").results] == ["an old spelling", None]


def test_in_plain_text_the_form_is_the_same(tmp_path: Path) -> None:
    for text in (f"{WRONG}\n\n{COMMENT}\n{ALSO}\n", f"{WRONG}\n{COMMENT}\n{ALSO}\n", f"{WRONG}\n{ALSO} {COMMENT}\n"):
        report = checked(tmp_path, text, "draft.txt")
        assert [v.ignored for v in report.results] == [None, "an old spelling"]


@pytest.mark.parametrize("tag", ["p", "x-par", "center", "inaudible", "td", "ARTICLE"])
def test_a_tag_that_is_not_known_to_stand_in_a_paragraph_ends_it(tmp_path: Path, tag: str) -> None:
    page = f"<html><body><p>Head</p><{tag}>{WRONG} {COMMENT}</{tag}><{tag}>{ALSO}</{tag}></body></html>"
    report = checked(tmp_path, page, "draft.html")
    assert [v.text for v in report.results if v.ignored and "double" in v.text] == []


def test_an_ignored_quotation_keeps_its_verdict_and_is_counted(tmp_path: Path) -> None:
    plain, report = checked(tmp_path, WRONG), checked(tmp_path, f"{COMMENT} {WRONG}")
    assert report.results[0].verdict == plain.results[0].verdict == "altered"
    assert report.results[0].status == "wrong"
    assert not report.results[0].ok
    assert report.summary == plain.summary
    assert replace(report, ignored=0).ignored == 1  # whatever a file says


SLIPS = """
    <!-- attribune: ignore -->
    <!--attribune:ignore-->
    <!-- attribune: ignore: -->
    <!-- attribune: ignore — -->
    <!-- attribune: ingore a reason -->
    <!-- attribune: ignored a reason -->
    <!-- attribune ignore a reason -->
    <!-- attribune: ignore-all a reason -->
    <!-- ATTRIBUNE: IGNORE -->
    <!-- attribune: ignore a <b>reason</b> -->
    <!-- attribune: skip a reason -->
    <!-- attribune: ignore a reason
"""


@pytest.mark.parametrize("comment", [*SLIPS.strip().splitlines(), "<!-- attribune: ignore " + "long " * 1_000 + "-->"])
def test_an_ignore_that_is_not_understood_is_never_ok(tmp_path: Path, comment: str) -> None:
    found, slips = inline_ignores(f"{comment.strip()}\n\n{WRONG}")
    assert not found
    assert len(slips) == 1
    assert slips[0].startswith("line 1: ")
    assert "<!-- attribune: ignore REASON -->" in slips[0]
    report = checked(tmp_path, f"{GOOD}\n\n{comment}\n")
    assert not report.complete
    assert not report.ok


@pytest.mark.parametrize(
    "comment", ["<!-- attribune checks this page -->", "<!-- run: attribune check -->", "<!-- TK -->"]
)
def test_other_comments_are_no_ignores(comment: str) -> None:
    assert inline_ignores(f"{comment}\n\n{WRONG}") == ([], [])


def test_an_ignore_that_hides_nothing_is_told(tmp_path: Path) -> None:
    report = checked(tmp_path, f"{COMMENT}\n\n{GOOD}\n\n{COMMENT}\n")
    assert report.ignored == 0
    assert report.ok
    assert [note.partition(":")[0] for note in report.notes] == ["line 1", "line 5"]


def test_an_ignore_in_the_evidence_is_nothing(tmp_path: Path) -> None:
    for number, comment in enumerate((COMMENT, "<!-- attribune: ignore -->")):
        evidence = tmp_path / f"wire{number}.md"
        evidence.write_text(f"{comment}\n\n{EVIDENCE['wire']}\n\n{comment}", encoding="utf-8")
        draft = tmp_path / "draft.md"
        draft.write_text(WRONG, encoding="utf-8")
        report = check(draft, against=evidence, tier="rules", evidence_tier="rules").record
        report = with_ignores(report, WRONG, Settings())
        assert (report.ignored, report.notes, report.results[0].verdict) == (0, (), "altered")


def test_the_settings_name_quotations_and_drafts_with_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "attribune.toml"
    (tmp_path / "old").mkdir()
    entries = (
        Ignore(reason="archive", drafts=("old/*",), place="attribune.toml:1"),
        Ignore(reason="said on air", quotation="we WILL * harbour", place="attribune.toml:5"),
        Ignore(reason="never there", quotation="We*", drafts=("*/one.md",), place="attribune.toml:9"),
    )
    settings = Settings(file=file, ignore=entries)
    report = checked(tmp_path, f"{WRONG}\n\n{ALSO}\n", settings=settings)
    assert [verdict.ignored for verdict in report.results] == ["said on air", None]
    assert report.coverage.settings == str(file)
    assert not report.notes
    report = checked(tmp_path / "old", f"{ALSO}\n\n{GOOD}\n", "one.md", settings)
    assert [verdict.ignored for verdict in report.results] == ["archive", None]
    assert [note.partition(": ")[0] for note in report.notes] == ["attribune.toml:9"]


def test_a_star_stands_for_anything_and_all_else_for_itself() -> None:
    assert is_like("abc", "a*c")
    assert is_like("aXbXc", "a*b*c")
    assert not is_like("aXcXb", "a*b*c")
    assert not is_like("a", "a*a")
    assert is_like("[x] (y)?", "[x] (y)?")
    assert not is_like("x", "?")
    assert is_like("", "*")
    assert is_like("a" * 10_000, "*a" * 5_000 + "*")
    assert not is_like("a" * 10_000, "*a" * 5_000 + "*b*")


def test_work_grows_with_the_text(tmp_path: Path) -> None:
    def work(size: int) -> int:
        text = f"{COMMENT}\n\n{WRONG}\n\n" * size
        verdict = checked(tmp_path, f"{COMMENT}\n\n{WRONG}\n").results[0]
        starts = [at for at in range(len(text)) if text.startswith(WRONG, at)]
        lines = [text.count("\n", 0, at) + 1 for at in starts]
        placed = tuple(replace(verdict, place=f"draft.md:{line}:2", ignored=None) for line in lines)
        report = replace(checked(tmp_path, GOOD), results=placed)
        done: list[Report] = []
        steps = lines_run(lambda: done.append(with_ignores(report, text, Settings())), "config", "check/places")
        assert done[0].ignored == size
        return steps

    assert work(80) < 2.5 * work(40)
