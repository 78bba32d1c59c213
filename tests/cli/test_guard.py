"""``attribune guard`` as people and programs meet it: the JSON that is a contract, the exit status, bad calls."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from attribune.articles.document.own_output import kind_by_mark, kind_by_phrases
from tests.cli.calls import call

BEFORE = "“We may sell the lamp by spring, if anybody pays,” said Ida Moss.\n\n“Never,” said Otto Quist.\n"
AFTER = "“We must sell the lamp by spring, if anybody pays,” said Ida Moss.\n\nQuist was against it.\n"
KEYS = {"before", "after", "fate", "ok", "changes", "message"}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "before.md").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "after.md").write_text(AFTER, encoding="utf-8")
    return tmp_path


def test_json_has_the_shape_of_the_design(texts: Path) -> None:
    (texts / "before.txt").write_text(BEFORE, encoding="utf-8")
    (texts / "after.txt").write_text(AFTER, encoding="utf-8")
    done = call("guard", "before.txt", "after.txt", "--format", "json", cwd=texts)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["ok"] is False
    assert [one["fate"] for one in answer["quotations"]] == ["altered", "lost"]
    for one in answer["quotations"]:
        assert set(one) == KEYS
        for side, text in (("before", BEFORE), ("after", AFTER)):
            if one[side] is not None:
                assert text[slice(*one[side]["span"])] == one[side]["text"]


def test_the_exit_status_says_whether_all_is_ok(texts: Path) -> None:
    assert call("guard", "before.md", "before.md", cwd=texts).returncode == 0
    assert call("guard", "before.md", "after.md", cwd=texts).returncode == 1
    (texts / "cut.md").write_text(BEFORE.split("\n")[0], encoding="utf-8")
    assert call("guard", "before.md", "cut.md", cwd=texts).returncode == 1
    assert call("guard", "before.md", "cut.md", "--allow-lost", cwd=texts).returncode == 0


def test_the_text_shows_both_sides_and_says_what_changed(texts: Path) -> None:
    shown = call("guard", "before.md", "after.md", cwd=texts).stdout.decode()
    assert "2 quotations: 1 altered, 1 lost" in shown
    assert "“We *may* sell" in shown
    assert "“We *must* sell" in shown
    assert "words were changed: “may” became “must”" in shown


def test_the_two_texts_may_be_of_different_formats(texts: Path) -> None:
    page = "".join(f"<p>{line}</p>" for line in BEFORE.split("\n") if line)
    (texts / "before.html").write_text(f"<html><body><article>{page}</article></body></html>", encoding="utf-8")
    assert call("guard", "before.html", "before.md", cwd=texts).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("before.md",), "name two files"),
        (("before.md", "nowhere.md"), "nowhere.md"),
        (("-", "-"), "not both"),
        (("--since", "--output=x", "after.md"), "hyphen"),
    ],
)
def test_a_wrong_call_is_named_with_its_remedy(texts: Path, arguments: tuple[str, ...], told: str) -> None:
    done = call("guard", *arguments, cwd=texts)
    assert done.returncode == 2
    assert told in done.stderr.decode()


def test_its_answer_is_never_evidence(texts: Path) -> None:
    for form in ("text", "json"):
        shown = call("guard", "before.md", "after.md", "--format", form, cwd=texts).stdout
        assert kind_by_mark(shown) == "rewrite guard"
    below = call("guard", "before.md", "after.md", cwd=texts).stdout.decode().split("\n", 2)[2]
    assert kind_by_phrases(below) == "rewrite guard"


@pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed")
def test_a_file_is_compared_with_its_version_in_git(texts: Path) -> None:
    def git(*arguments: str) -> None:
        user = ("-c", "user.name=Ida", "-c", "user.email=ida@quay.example")
        subprocess.run(["git", *user, *arguments], cwd=texts, check=True, capture_output=True)

    git("init", "-q")
    git("add", "before.md")
    git("commit", "-q", "-m", "A first version")
    (texts / "before.md").write_text(AFTER, encoding="utf-8")
    done = call("guard", "--since", "HEAD", "before.md", cwd=texts)
    assert done.returncode == 1
    assert "before@HEAD.md → before.md" in done.stdout.decode()
    absent = call("guard", "--since", "HEAD", "after.md", cwd=texts)
    assert absent.returncode == 2
    assert "git doesn't have it at HEAD" in absent.stderr.decode()
