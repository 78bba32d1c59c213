"""Bad input through the program itself: a clear line, the right exit status, never a traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.calls import call as run

STORY = "“We will not reopen this bridge until every cable has been replaced,” said Mara Voss, the engineer.\n"


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    return folder


def draft(tmp_path: Path, text: str) -> str:
    path = tmp_path / "draft.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_exit_status_of_check(tmp_path: Path, evidence: Path) -> None:
    good = draft(tmp_path, "“We will not reopen this bridge until every cable has been replaced,” Voss said.\n")
    assert run("check", good, "--against", str(evidence), "--tier", "rules").returncode == 0
    bad = draft(tmp_path, "“We will reopen this bridge until every cable has been replaced,” Voss said.\n")
    assert run("check", bad, "--against", str(evidence), "--tier", "rules").returncode == 1
    missing = run("check", bad, "--against", str(tmp_path / "nowhere"))
    assert missing.returncode == 2
    assert b"nowhere" in missing.stderr


def test_json_has_the_names_of_the_contract(tmp_path: Path, evidence: Path) -> None:
    path = draft(tmp_path, "“We will reopen this bridge until every cable has been replaced,” Voss said.\n")
    one = json.loads(run("check", path, "--against", str(evidence), "--format", "json").stdout)
    assert {"draft", "checks", "coverage", "summary"} <= set(one)
    assert one["checks"][0]["verdict"] == "altered"
    two = json.loads(run("check", path, path, "--against", str(evidence), "--format", "json").stdout)
    assert len(two["drafts"]) == 2
    lines = run("check", path, path, "--against", str(evidence), "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["summary"]["altered"] for line in lines] == [1, 1]
    article = json.loads(run("read", path, "--format", "json").stdout)["articles"][0]
    assert {"article", "statements", "sources", "figures"} <= set(article)


def test_standard_input_is_a_draft(evidence: Path) -> None:
    text = "“We will not reopen this bridge until every cable has been replaced,” Voss said.".encode()
    assert run("check", "-", "--against", str(evidence), stdin=text).returncode == 0


def test_a_draft_without_quotations_says_so(tmp_path: Path, evidence: Path) -> None:
    done = run("check", draft(tmp_path, "Nobody is quoted here.\n"), "--against", str(evidence))
    assert done.returncode == 0
    assert b"no quotation" in done.stderr


BAD = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(500),
    "broken.jsonl": b'{"text": "ok"\n',
    "scripts.html": b"<html><body><script>var a = 1;</script></body></html>",
}


@pytest.mark.parametrize("name", BAD)
def test_one_bad_input_costs_only_itself(evidence: Path, name: str) -> None:
    (evidence / name).write_bytes(BAD[name])
    done = run("read", str(evidence), "--format", "json", "--tier", "rules")
    assert done.returncode == 2
    assert name.encode() in done.stderr
    assert len(json.loads(done.stdout)["articles"]) >= 1


@pytest.mark.parametrize(
    "data",
    [
        "“".encode() * 300_000,
        b'"' * 300_000,
        "'“".encode() * 200_000,
        b"<div>" * 100_000 + b"words of a story that is far too deep to be true" + b"</div>" * 100_000,
        "<p>“".encode() * 20_000,
        "“Windows words”, he said – “ok”.".encode("cp1252"),
        "“Wide words”, he said.".encode("utf-16"),
    ],
    ids=["curly", "straight", "mixed", "deep", "paragraphs", "cp1252", "utf-16"],
)
def test_hostile_and_odd_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / ("page.html" if data.startswith(b"<") else "page.txt")
    path.write_bytes(data)
    done = run("read", str(path), "--tier", "rules", "--format", "json")
    assert done.returncode in (0, 2)
    if done.returncode == 2:
        assert path.name.encode() in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["check"],
        ["check", "x.md"],
        ["check", "-", "--against", "-"],
        ["read"],
        ["read", "--format", "x", "y"],
    ],
)
def test_a_wrong_call_is_status_2(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr


def test_a_folder_that_cannot_be_read(evidence: Path) -> None:
    closed = evidence / "closed"
    closed.mkdir()
    (closed / "story.txt").write_text(STORY, encoding="utf-8")
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):  # a superuser reads everything; then there is nothing to refuse
            return
        done = run("read", str(evidence), "--format", "json", "--tier", "rules")
        assert done.returncode == 2
        assert b"closed" in done.stderr
    finally:
        closed.chmod(0o700)


def test_a_draft_in_the_evidence_folder_proves_nothing(tmp_path: Path) -> None:
    path = draft(tmp_path, "“The owls have eaten the ledger,” said Pat Lomax.")
    (tmp_path / "story.txt").write_text("The ledger is gone. Nobody knows where it went.", encoding="utf-8")
    folder = run("check", path, "--against", str(tmp_path), "--tier", "rules")
    assert folder.returncode == 1
    assert b"draft.txt: this is a draft, so it is left out" in folder.stderr
    itself = run("check", path, "--against", path, "--tier", "rules")
    assert itself.returncode == 2 and b"draft.txt: this is a draft, so it is left out" in itself.stderr


def test_a_corpus_is_evidence(tmp_path: Path, evidence: Path) -> None:
    corpus = str(tmp_path / "corpus")
    assert run("add", str(evidence), "--corpus", corpus, "--tier", "none").returncode == 0
    good = draft(tmp_path, "“We will not reopen this bridge until every cable has been replaced,” Voss said.\n")
    done = run("check", good, "--against", corpus, "--tier", "rules")
    assert done.returncode == 0
    assert b"story.txt" in done.stdout


def test_a_column_map_names_the_columns_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "stories.csv"
    table.write_text('who,body\nx,"“The owls ate the ledger,” said Pat Lomax."\n', encoding="utf-8")
    done = run("read", str(table), "--map", "text=body", "--tier", "rules")
    assert b"Pat Lomax" in done.stdout
    wrong = run("read", str(table), "--map", "body")
    assert wrong.returncode == 2
    assert b"field=column" in wrong.stderr
