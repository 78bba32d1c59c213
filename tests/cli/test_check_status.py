"""Exit statuses of ``check`` by what has to be done: nothing, look, mend; and what its JSON carries to a dossier."""

from __future__ import annotations

import io
import json
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest

from attribune.corpus.verify import dossier as verify_dossier
from tests.cli.calls import call_text

WORDS = "“We will open the pier if the bolts hold this winter,”"
STORY = f"The harbour master, Ada Reed, met the council.\n\n{WORDS} Reed said.\n"
OTHER = f"The treasurer, Otto Quist, met the council.\n\n{WORDS} Quist said.\n"


def check(place: Path, draft: str, *options: str) -> tuple[int, dict[str, Any]]:
    (place / "draft.txt").write_text(draft + "\n", encoding="utf-8")
    command = ("check", "draft.txt", "--against", "evidence", "--tier", "rules", "--format", "json")
    done = call_text(*command, *options, cwd=place)
    return done.returncode, json.loads(done.stdout)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "story.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("draft", "verdict", "statuses"),
    [
        ("“We will open the pier if the bolts hold this winter,” Reed said.", "verbatim", (0, 0)),
        ("“We will open the pier,” Reed said.", "trimmed", (1, 0)),
        ("“We will close the pier if the bolts hold this winter,” Reed said.", "altered", (1, 1)),
    ],
)
def test_fail_on_says_what_ends_with_1(place: Path, draft: str, verdict: str, statuses: tuple[int, int]) -> None:
    strict, report = check(place, draft)
    assert (strict, check(place, draft, "--fail-on", "wrong")[0]) == statuses
    (only,) = report["checks"]
    assert only["verdict"] == verdict and report["summary"][verdict] == 1
    assert (only["cut"] is not None) == (verdict == "trimmed")


def test_a_disputed_quotation_goes_into_a_dossier_that_holds(place: Path) -> None:
    (place / "evidence" / "other.txt").write_text(OTHER, encoding="utf-8")
    status, report = check(place, "“We will open the pier if the bolts hold this winter,” Ada Reed said.")
    (only,) = report["checks"]
    assert (status, only["verdict"], only["status"]) == (1, "disputed", "look")
    assert [passage["speaker"] for passage in only["against"]] == ["Otto Quist"]
    (place / "c.json").write_text(json.dumps(report), encoding="utf-8")
    for arguments in (("add", "evidence", "--tier", "rules"), ("dossier", "--check", "c.json", "-o", "d.jsonl")):
        done = call_text(*arguments, cwd=place)
        assert done.returncode == 0, done.stderr
    found = run_path(str(Path(verify_dossier.__file__)))["Dossier"](io.BytesIO((place / "d.jsonl").read_bytes()))
    found.check()
    assert not found.wrong, found.wrong


def test_a_trimmed_verdict_whose_cut_is_made_up_does_not_hold(place: Path) -> None:
    _, report = check(place, "“We will open the pier,” Reed said.")
    report["checks"][0]["cut"]["after"] = "whatever happens to zebras"
    (place / "c.json").write_text(json.dumps(report), encoding="utf-8")
    assert call_text("add", "evidence", "--tier", "rules", cwd=place).returncode == 0
    done = call_text("dossier", "--check", "c.json", "-o", "d.jsonl", cwd=place)
    assert done.returncode == 2 and "cut off" in done.stderr, done.stderr
