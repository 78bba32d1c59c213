"""The library as people call it: paths and texts, one line a job, answers that need no slicing, errors that say why."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import attribune
from attribune.api import Corpus, check, read, read_many
from attribune.api.sources import is_path
from attribune.errors import AttribuneError

MINUTES = "“We will not close the harbour before the ice has gone,” Mara Voss, the harbour master, said on Monday."
DRAFT = "“We will close the harbour before the ice has gone,” said Voss."
GOOD = "“We will not close the harbour before the ice has gone,” said Voss."
QUICK: dict[str, Any] = {"tier": "rules", "evidence_tier": "rules"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    (tmp_path / "draft.md").write_text(f"# The harbour\n\n{DRAFT}\n", encoding="utf-8")
    return tmp_path


def test_a_text_against_named_texts() -> None:
    report = check(DRAFT, against={"minutes": MINUTES}, **QUICK)
    (result,) = report.results
    assert (report.ok, result.verdict, result.status, result.speaker) == (False, "altered", "wrong", "Voss")
    assert result.quote == "We will close the harbour before the ice has gone,"
    assert report.draft.text[slice(*result.span)] == result.quote
    assert "not" in result.message and result.evidence[0].text.startswith("We will not close")
    assert result.evidence[0].speaker == "Mara Voss"
    assert report.summary == {"altered": 1} and report.coverage.articles == 1


def test_paths_as_strings_and_as_paths_and_in_lists(folder: Path) -> None:
    for draft in (folder / "draft.md", str(folder / "draft.md")):
        for against in (folder / "evidence", str(folder / "evidence"), [str(folder / "evidence" / "minutes.txt")]):
            assert check(draft, against, **QUICK).summary == {"altered": 1}


def test_the_package_of_the_check_is_the_call_too() -> None:
    assert attribune.check(GOOD, against=[MINUTES], **QUICK).ok
    from attribune.check import engine

    assert engine.check_draft is attribune.check_draft
    assert attribune.check(GOOD, against=MINUTES, **QUICK).ok


@pytest.mark.parametrize(
    ("text", "path"),
    [("draft.md", True), ("my draft.md", True), ("folder/draft", True), (DRAFT, False), ("two words", False),
     ("a\nb.md", False), ("", False), ("he said “no”.txt", False)],
)  # fmt: skip
def test_what_a_string_is(text: str, path: bool) -> None:
    assert is_path(text) is path


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: check("missing.md", against=MINUTES), "missing.md: there is no such file or folder"),
        (lambda: check(DRAFT, against=["missing.md"]), "missing.md: there is no such file or folder"),
        (lambda: check(DRAFT, against=[]), "there is no evidence to check against"),
        (lambda: check(DRAFT, against=5), "not int"),
        (lambda: check(DRAFT, against=[5]), "not int"),
        (lambda: check(DRAFT, against={"a": 5}), "a: a text is wanted, not int"),
        (lambda: read(""), "the file is empty"),
        (lambda: Corpus("nowhere").search("tide"), "nowhere"),
    ],
)
def test_errors_name_the_input_and_the_remedy(call: Any, told: str) -> None:
    with pytest.raises(AttribuneError) as raised:
        call()
    assert told in str(raised.value), str(raised.value)


def test_a_file_of_several_articles_is_not_one(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(json.dumps({"text": f"{n}. {MINUTES}"}) + "\n" for n in range(2)), encoding="utf-8")
    with pytest.raises(attribune.InputError, match="2 articles; call read_many"):
        read(lines)
    assert [len(reading.statements) for reading in read_many(lines, tier="rules")] == [1, 1]


def test_a_statement_needs_no_slicing() -> None:
    reading = read(MINUTES, tier="rules")
    (statement,) = reading.statements
    assert statement.text == "“We will not close the harbour before the ice has gone,”"
    assert (statement.speaker, statement.cue_text, statement.kind) == ("Mara Voss", "said", "direct")
    assert statement.source_text.startswith("Mara Voss") and statement.chain == (("Mara Voss", "said"),)
    assert statement.first_hand and not statement.negated and len(reading) == 1


def test_forms_that_other_programs_take() -> None:
    report, reading = check(DRAFT, against=MINUTES, **QUICK), read(MINUTES, tier="rules")
    for answer in (report, reading):
        assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()
        assert all(
            isinstance(value, str | int | float | bool | None) for row in answer.to_dicts() for value in row.values()
        )
        assert "<html" in answer.to_html() and "<table>" in answer._repr_html_()
        assert len(repr(answer)) < 120 and "\n" not in repr(answer)
    assert {"draft", "checks", "apart", "coverage", "summary"} <= set(report.to_dict())
    assert "altered" in report.to_text()


def test_markup_in_a_text_is_no_markup_in_a_notebook() -> None:
    report = check("“<script>alert(1)</script> we close,” said Voss.", against=MINUTES, **QUICK)
    assert "<script>" not in report._repr_html_()


def test_a_corpus_has_a_method_a_command(folder: Path) -> None:
    corpus = Corpus(folder / "corpus")
    added = corpus.add(folder / "evidence", tier="rules")
    assert added.articles == 1 and not added.errors
    found = corpus.search("harbour", where="statements")
    assert found.total == 1 and corpus.speakers("Voss").total == 1
    assert corpus.check(GOOD, tier="rules").ok and not check(DRAFT, against=corpus, **QUICK).ok
    assert check(GOOD, against=str(folder / "corpus"), **QUICK).ok
    history = corpus.history(str(folder / "evidence" / "minutes.txt"))
    assert len(history.versions) == 1
    seal = corpus.dossier(folder / "proof.jsonl", statements=[found.hits[0]["id"]])
    assert len(seal) == 64 and corpus.verify(workers=1).clean and corpus.coverage.articles == 1
    with pytest.raises(attribune.UsageError, match="no such filter"):
        corpus.search("harbour", speakr="Voss")


def test_every_public_name_is_there_and_importing_the_package_loads_nothing() -> None:
    assert all(getattr(attribune, name) is not None for name in dir(attribune))
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        attribune.chek  # noqa: B018
    code = "import sys, attribune; print(*(name for name in sys.modules if name.startswith('attribune.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() in ([], ["attribune._version"])


def test_a_corpus_with_reports_of_ours_or_the_draft_is_no_evidence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier version took them in; the call passes them over as the command does, and says so."""
    report = check(DRAFT, against={"minutes": MINUTES}, **QUICK)
    assert not report.ok
    (folder / "old").mkdir()
    text = f"Attribune 0.2.0 · quotation check\n\n{DRAFT}\n\n1 quotation: 1 ok, 0 not ok (1 verbatim)\n"
    (folder / "old" / "report.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr("attribune.corpus.ingest.worker.own_output", lambda _article: None)
    monkeypatch.setattr("attribune.articles.reading.refuse_own", lambda *_: None)
    corpus = Corpus(folder / "corpus")
    assert corpus.add(folder / "old", tier="rules").articles == 1
    corpus.add(folder / "evidence", tier="rules")
    monkeypatch.undo()
    for found in (check(DRAFT, against=str(folder / "corpus"), **QUICK), corpus.check(DRAFT, tier="rules")):
        assert not found.ok and [one.verdict for one in found.results] == ["altered"]
        assert [one.reason for one in found.record.coverage.left_out]
