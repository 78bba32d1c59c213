"""What is evidence for a draft, through the program itself: folders in which reports and older drafts lie, too."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.articles.sample_files import docx, paragraph
from tests.cli.calls import call as run

STORY = """Ellery council votes on the pier

The council of Ellery met on Tuesday to decide on the old pier, which a storm broke in March.

“We lost 21 boats and we will not rebuild the pier before May,” Mara Voss, the mayor, told the meeting.

Fishermen from the north quay said that they had waited long enough and would go to court.
"""
DRAFT = """A pier divides the harbour

Nobody in the harbour town slept well after the long meeting about the broken pier. The boats lie idle.

“We lost 12 boats and we will rebuild the pier before May,” Mara Voss said.

The fishermen want to sue the town over the winter, and the ferry company has already left for good.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def check(desk: Path, *more: str, against: str = ".") -> tuple[int, dict[str, Any], str]:
    done = run("check", "draft.txt", "--against", against, "--tier", "rules", "--format", "json", *more, cwd=desk)
    answer = json.loads(done.stdout) if done.stdout else {}
    return done.returncode, answer, done.stderr.decode()


def left_out(answer: dict[str, Any]) -> dict[str, str]:
    return {Path(one["name"].partition(" (")[0]).name: one["reason"] for one in answer["coverage"]["left_out"]}


def test_a_second_run_in_one_folder_finds_what_the_first_did(desk: Path) -> None:
    for _ in range(2):
        for form, name in (("html", "r.html"), ("text", "r.txt"), ("json", "r.json"), ("jsonl", "r.jsonl")):
            done = run(
                "check", "draft.txt", "--against", ".", "--tier", "rules", "--format", form, "-o", name, cwd=desk
            )
            assert done.returncode == 1, (form, done.stderr)
    status, answer, told = check(desk)
    assert status == 1 and [one["verdict"] for one in answer["checks"]] == ["altered"]
    assert set(left_out(answer)) == {"draft.txt", "r.html", "r.txt", "r.json", "r.jsonl"}
    assert all(f"{name}: this is a quotation check" in told for name in ("r.html", "r.txt", "r.json", "r.jsonl"))
    text = run("check", "draft.txt", "--against", ".", "--tier", "rules", cwd=desk).stdout.decode()
    page = run("check", "draft.txt", "--against", ".", "--tier", "rules", "--format", "html", cwd=desk).stdout.decode()
    for name in ("draft.txt", "r.html", "r.jsonl"):
        assert f"left out of the evidence: {name}" in text and f"left out of the evidence: {name}" in page


def test_readings_of_the_draft_are_left_out(desk: Path) -> None:
    for form, name in (("html", "a.html"), ("text", "a.txt"), ("json", "a.json"), ("jsonl", "a.jsonl")):
        assert run("read", "draft.txt", "--tier", "rules", "--format", form, "-o", name, cwd=desk).returncode == 0
    status, answer, _ = check(desk)
    assert status == 1 and set(left_out(answer)) == {"draft.txt", "a.html", "a.txt", "a.json", "a.jsonl"}


def test_older_drafts_in_any_format_are_left_out(desk: Path) -> None:
    body = "".join(f"<p>{part}</p>" for part in DRAFT.split("\n\n"))
    (desk / "v1.txt").write_text(DRAFT, encoding="utf-8")
    (desk / "v2.md").write_text(DRAFT.replace("idle", "still").replace("12", "13"), encoding="utf-8")
    (desk / "v3.html").write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
    (desk / "v4.docx").write_bytes(docx("".join(paragraph(part) for part in DRAFT.split("\n\n") if part.strip())))
    (desk / "v5.jsonl").write_text(json.dumps({"text": DRAFT, "id": "x"}) + "\n", encoding="utf-8")
    (desk / "v6.txt").write_text(DRAFT, encoding="utf-16")
    status, answer, _ = check(desk)
    assert status == 1 and [one["verdict"] for one in answer["checks"]] == ["altered"]
    assert {f"v{n}" for n in range(1, 7)} <= {name.partition(".")[0] for name in left_out(answer)}


def test_what_is_named_by_itself_counts_and_is_told(desk: Path) -> None:
    (desk / "wire.txt").write_text(DRAFT, encoding="utf-8")
    status, answer, told = check(desk, against="wire.txt")
    assert status == 0 and "wire.txt: it is the draft" in told and "it counts because --against names" in told
    assert "it counts because" in answer["notes"][0]
    report = run("check", "draft.txt", "--against", "wire.txt", "--tier", "rules", "-o", "r.txt", cwd=desk)
    assert report.returncode == 0
    assert check(desk, against="r.txt")[0] == 2  # a report is no evidence even then


@pytest.mark.parametrize("how", ["evidence/../evidence", "./evidence//", "link", "absolute"])
def test_a_draft_is_known_by_whatever_path(desk: Path, how: str) -> None:
    folder = desk / "evidence"
    folder.mkdir()
    (folder / "story.txt").write_text("The ledger is gone. Nobody knows where it went.", encoding="utf-8")
    short = "“The owls have eaten the ledger,” said Pat Lomax."
    (folder / "draft.txt").write_text(short, encoding="utf-8")
    (desk / "link").symlink_to(folder)
    against = str(folder.absolute()) if how == "absolute" else how
    for name in ("evidence/draft.txt", "./evidence/../evidence/draft.txt", "link/draft.txt", str(folder / "draft.txt")):
        done = run("check", name, "--against", against, "--tier", "rules", cwd=desk)
        assert done.returncode == 1 and b"this is a draft, so it is left out" in done.stderr


def test_a_hard_link_to_a_short_draft_is_the_draft(desk: Path) -> None:
    folder = desk / "evidence"
    folder.mkdir()
    (folder / "story.txt").write_text("The ledger is gone.", encoding="utf-8")
    (desk / "short.txt").write_text("“The owls have eaten the ledger,” said Pat Lomax.", encoding="utf-8")
    os.link(desk / "short.txt", folder / "other.txt")
    done = run("check", "short.txt", "--against", "evidence", "--tier", "rules", cwd=desk)
    assert done.returncode == 1 and b"other.txt: this is a draft" in done.stderr


def test_a_name_inside_evidence_hides_nothing(desk: Path) -> None:
    """Evidence that calls itself by the draft's path is still evidence: no path is taken from what strangers wrote."""
    folder = desk / "evidence"
    folder.mkdir()
    line = {"text": STORY, "name": str(desk / "draft.txt"), "id": "x", "sha256": "0" * 64, "blocks": []}
    (folder / "a.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    status, answer, _ = check(desk, against="evidence")
    assert status == 1 and answer["checks"][0]["verdict"] == "altered" and left_out(answer) == {}


def test_a_corpus_with_reports_and_drafts_in_it(desk: Path) -> None:
    run("check", "draft.txt", "--against", "story.txt", "--tier", "rules", "--format", "html", "-o", "r.html", cwd=desk)
    (desk / "old.txt").write_text(DRAFT.replace("idle", "still"), encoding="utf-8")
    added = run("add", ".", "--corpus", "c", "--tier", "none", cwd=desk)
    assert added.returncode == 0 and b"r.html: this is a quotation check" in added.stderr
    status, answer, told = check(desk, against="c")
    assert status == 1 and [one["verdict"] for one in answer["checks"]] == ["altered"]
    assert set(left_out(answer)) == {"draft.txt", "old.txt"} and "old.txt: it is nearly the draft" in told
    assert answer["coverage"]["articles"] == 1


def test_a_corpus_knows_the_draft_by_another_spelling(desk: Path) -> None:
    (desk / "short.txt").write_text("“The owls have eaten the ledger,” said Pat Lomax.", encoding="utf-8")
    (desk / "link.txt").symlink_to(desk / "short.txt")
    assert run("add", "story.txt", "link.txt", "--corpus", "c", "--tier", "none", cwd=desk).returncode == 0
    done = run("check", "short.txt", "--against", "c", "--tier", "rules", cwd=desk)
    assert done.returncode == 1 and b"this is a draft" in done.stderr


MARKED = [
    "“", "The mayor spoke. 《我们会重建》, she said.", "The mayor said &ldquo;we will rebuild&rdquo; on Monday.",
    r"The mayor said \ldblquote we will rebuild\rdblquote on Monday.",
    "The mayor said â€œwe will rebuildâ€\x9d on Monday.",
    "The mayor said <<we will rebuild>> on Monday.",
    "The mayor said ,,we will rebuild'' on Monday.", "The mayor said ″we will rebuild″ on Monday.",
    'The mayor said "" on Monday.', "The mayor said ❮we will rebuild❯ on Monday.",
    "The mayor said ˮwe will rebuildˮ on Monday.", "The mayor said 🙶we will rebuild🙷 on Monday.",
    "The mayor said ״we will rebuild״ on Monday.", "The mayor said 〃we will rebuild〃 on Monday.",
    "The mayor said ⸢we will rebuild⸣ on Monday.", "The mayor said \ufffdwe will rebuild\ufffd on Monday.",
    "The mayor said \ue000we will rebuild\ue001 on Monday.", "The mayor said %22we will rebuild%22 on Monday.",
    "The mayor said [quote]we will rebuild[/quote] on Monday.", "The mayor said <q>we will rebuild</q> on Monday.",
    r"The mayor said \enquote{we will rebuild} on Monday.", "The mayor spoke. {{quote|we will rebuild|The mayor}}",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKED)
def test_marks_around_nothing_that_was_found_fail_loudly(desk: Path, text: str) -> None:
    (desk / "draft.txt").write_text(text + "\n", encoding="utf-8")
    status, answer, told = check(desk, against="story.txt")
    assert status == 1 and answer["ok"] is False and answer["checks"] == []
    assert "NOT CHECKED" in told and "holds quotation marks" in str(answer["notes"])
    for form in ("text", "html"):
        done = run("check", "draft.txt", "--against", "story.txt", "--tier", "rules", "--format", form, cwd=desk)
        assert done.returncode == 1 and b"holds quotation marks" in done.stdout


def test_marks_written_another_way_fail_beside_a_quotation_that_is_ok(desk: Path) -> None:
    story = (desk / "story.txt").read_text(encoding="utf-8")
    good = next(part for part in story.split("\n\n") if "“" in part)
    for pair in (("&ldquo;", "&rdquo;"), ("=E2=80=9C", "=E2=80=9D"), ("\ufffd", "\ufffd"), ("Ò", "Ó")):
        (desk / "draft.txt").write_text(
            f"{good}\n\nShe said {pair[0]}we paid for all of it.{pair[1]}\n", encoding="utf-8"
        )
        status, answer, _ = check(desk, against="story.txt")
        assert status == 1 and answer["ok"] is False and "written another way" in str(answer["notes"])
        assert answer["checks"] and all(one["ok"] for one in answer["checks"])


def test_marks_that_are_read_as_others_fail_too(desk: Path) -> None:
    (desk / "draft.txt").write_text(r"The mayor said \'93we will rebuild\'94 today." + "\n", encoding="utf-8")
    assert check(desk, against="story.txt")[0] == 1


UNMARKED = [
    "The mayor didn't speak on Monday, and the ’90s are over.",
    'A pole of 5\'10" and a board of 12" lay there.',
    "The fishermen’s boats were 6′ 2″ too long for the captains’ liking.",
    "a << b and c >> d in the program",
    "The mayor (as in ［the minutes］ of （March）) spoke of ①, ½ and 5′ of rope – early.",
    "Back in the ‘90s the boats were 5′ 10″ long, and the caf\ufffd was open; see [1] and {x}.",
]


@pytest.mark.parametrize("text", UNMARKED)
def test_a_draft_without_marks_has_nothing_to_check(desk: Path, text: str) -> None:
    (desk / "draft.txt").write_text(text + "\n", encoding="utf-8")
    status, answer, told = check(desk, against="story.txt")
    assert status == 0 and answer["ok"] is True and "no quotation to check" in told


def test_no_answer_of_ours_is_evidence(desk: Path) -> None:
    """Of any command, in any form: the draft's statements come back in all of them."""
    corpus = desk / "elsewhere"
    assert run("add", "draft.txt", "--corpus", str(corpus), "--tier", "rules", cwd=desk).returncode == 0
    calls = {
        "s.csv": ["search", "boats", "--format", "csv"], "s.json": ["search", "boats", "--format", "json"],
        "st.csv": ["search", "boats", "--in", "statements", "--format", "csv"],
        "st.jsonl": ["search", "boats", "--in", "statements", "--format", "jsonl"],
        "sp.csv": ["search", "--in", "speakers", "--format", "csv"], "s.txt": ["search", "boats", "--in", "statements"],
        "h.json": ["history", "draft.txt", "--format", "json"], "h.txt": ["history", "draft.txt"],
        "d.jsonl": ["dossier", "--article", "draft.txt"],
    }  # fmt: skip
    for name, call in calls.items():
        done = run(*call, "--corpus", str(corpus), "-o", name, cwd=desk)
        assert done.returncode == 0, done.stderr
    (desk / "draft.txt").rename(desk / "d.md")
    shutil.rmtree(corpus)
    done = run("check", "d.md", "--against", ".", "--tier", "rules", "--format", "json", cwd=desk)
    answer = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr
    assert answer["coverage"]["articles"] == 1 and set(left_out(answer)) == {*calls, "d.md"}
