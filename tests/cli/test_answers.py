"""``attribune check --as``: answers on the command line, found by content without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.check.answers.answer_cases import DOCUMENTS, QUIST, VOSS
from tests.cli.calls import call

LINE = {"quote": "We will not close the harbour", "source": "board.txt", "speaker": "Mara Voss"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    for name, text in DOCUMENTS.items():
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    (tmp_path / "good.md").write_text(f"{VOSS} [1].\n", encoding="utf-8")
    (tmp_path / "bad.md").write_text(f"{VOSS} [2].\n\n{QUIST} [ledger.txt].\n", encoding="utf-8")
    (tmp_path / "told.md").write_text("The board met [board.txt].\n", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text(json.dumps(LINE) + "\n" + json.dumps({**LINE, "source": 2}) + "\n")
    (tmp_path / "odd.json").write_text('{"answer": 42}')
    return tmp_path


def _check(folder: Path, *arguments: str) -> tuple[int, str, str]:
    done = call("check", *arguments, "--against", "docs", cwd=folder)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_citations_stand_in_the_json(folder: Path) -> None:
    for form in (["--as", "markdown"], []):
        status, out, _ = _check(folder, "bad.md", *form, "--format", "json")
        answer = json.loads(out)
        assert status == 1
        assert answer["ok"] is False
        assert [one["verdict"] for one in answer["checks"]] == ["miscited", "verbatim"]
        assert [(one["document"], one["quote"], one["holds"]) for one in answer["citations"]] == [
            ("[2]", 0, False), ("ledger.txt", 1, True),
        ]  # fmt: skip
        assert answer["summary"]["miscited"] == 1


def test_the_exit_status_counts_citations(folder: Path) -> None:
    assert _check(folder, "good.md", "--as", "markdown")[0] == 0
    assert _check(folder, "told.md", "--as", "markdown")[0] == 1
    assert _check(folder, "told.md", "--as", "markdown", "--fail-on", "wrong")[0] == 0
    assert _check(folder, "bad.md", "--fail-on", "wrong")[0] == 1


def test_lines_of_quotations_are_found_by_content(folder: Path) -> None:
    status, out, _ = _check(folder, "lines.jsonl", "--format", "json")
    assert status == 1
    assert [one["holds"] for one in json.loads(out)["citations"]] == [True, False]


def test_the_text_and_the_page_tell_the_citations(folder: Path) -> None:
    _, out, _ = _check(folder, "bad.md")
    assert "CITATIONS: 1 of 2 hold" in out
    assert "board.txt has them" in out
    assert "Citations: 1 of 2 hold" in _check(folder, "bad.md", "--format", "html")[1]


def test_several_drafts_are_answers_and_others(folder: Path) -> None:
    (folder / "plain.txt").write_text(f"{QUIST}.\n", encoding="utf-8")
    status, out, _ = _check(folder, "good.md", "plain.txt", "lines.jsonl", "--format", "json")
    assert status == 1
    assert [len(one["citations"]) for one in json.loads(out)["drafts"]] == [1, 0, 2]


def test_a_json_without_a_form_names_the_forms(folder: Path) -> None:
    status, _, told = _check(folder, "odd.json", "--as", "openai")
    assert status == 2
    assert "odd.json" in told
    assert "groundingMetadata" in told or "grounding metadata" in told
    assert _check(folder, "good.md", "--as", "cohere")[0] == 2


def test_an_answer_comes_from_standard_input(folder: Path) -> None:
    done = call("check", "-", "--as", "markdown", "--against", "docs", cwd=folder, stdin=f"{VOSS} [2].".encode())
    assert done.returncode == 1
    assert b"miscited" in done.stdout.lower()


def test_a_table_of_too_many_drafts_is_named_and_costs_only_itself(folder: Path) -> None:
    """Each row is a draft; its limit is told before one is checked, and the other drafts are."""
    from attribune.articles.limits import MOST_DRAFTS

    rows = [f'"{VOSS} {number}."' for number in range(MOST_DRAFTS + 1)]
    (folder / "rows.csv").write_text("\n".join(["text", *rows]), encoding="utf-8")
    status, out, said = _check(folder, "rows.csv", "good.md", "--tier", "rules", "--format", "jsonl")
    assert status == 2
    assert f"it has {MOST_DRAFTS + 1} drafts, and at most {MOST_DRAFTS} are read; split it" in said
    assert "rows.csv" in said
    checked = [json.loads(line) for line in out.splitlines()]
    assert [one["draft"] if isinstance(one["draft"], str) else one["draft"]["name"] for one in checked] == ["good.md"]


def test_the_quotations_of_a_file_of_drafts_are_counted_together(folder: Path) -> None:
    """A book as EPUB of 10,000 quotations, each chapter a draft, took 11 s; a table and answers are files as well."""
    from attribune.articles.limits import MOST_QUOTATIONS

    told = f"it has {MOST_QUOTATIONS + 1} quotations, and at most {MOST_QUOTATIONS} are read; save it in parts"
    half = "“We sail.” " * (MOST_QUOTATIONS // 2)
    cells = [f'"{half}"', f'"{half}"', '"He said: “No.”"']
    (folder / "rows.csv").write_text("\n".join(["text", *cells]), encoding="utf-8")
    (folder / "fit.csv").write_text("\n".join(["text", *cells[:2]]), encoding="utf-8")
    lines = [{"text": text, "citations": []} for text in (half, half, "He said: “No.”")]
    (folder / "answers.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    status, out, said = _check(folder, "rows.csv", "fit.csv", "answers.jsonl", "--tier", "rules", "--format", "jsonl")
    assert status == 2
    assert said.replace("\n", " ").count(told) == 2
    checked = [json.loads(line)["draft"] for line in out.splitlines()]
    assert [one if isinstance(one, str) else one["name"] for one in checked] == ["fit.csv"] * 2
