"""``-o`` destroys nothing: no input, no corpus, and no file of somebody else's without ``--force``."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from attribune.cli.shared.output import replacing
from attribune.cli.shared.overwriting import refuse_overwriting
from attribune.errors import UsageError
from tests.cli.calls import call as run
from tests.cli.shared.test_inputs import STORY


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "ev").mkdir()
    (tmp_path / "ev" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "ev" / "notes.xyz").write_text("notes", encoding="utf-8")
    (tmp_path / "draft.txt").write_text("“We will not reopen this bridge,” Voss said.\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text("mine", encoding="utf-8")
    assert run("add", "ev", "--corpus", "c", "--tier", "rules", cwd=tmp_path).returncode in (0, 2)
    return tmp_path


def contents(desk: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes() for path in desk.rglob("*") if path.is_file() and "corpus.db-" not in path.name
    }


CALLS: dict[str, list[str]] = {
    "check": ["check", "draft.txt", "--against", "ev", "--against", "c", "--tier", "rules"],
    "check json": ["check", "draft.txt", "--against", "ev", "--tier", "rules", "--format", "json"],
    "check jsonl": ["check", "draft.txt", "--against", "ev", "--tier", "rules", "--format", "jsonl"],
    "check docx": ["check", "draft.txt", "--against", "ev", "--tier", "rules", "--format", "docx"],
    "trace jsonl": ["trace", "draft.txt", "ev", "--format", "jsonl"],
    "check html": ["check", "draft.txt", "--against", "ev", "--tier", "rules", "--format", "html"],
    "read": ["read", "ev", "draft.txt", "--tier", "rules"],
    "search": ["search", "bridge", "--corpus", "c"],
    "search csv": ["search", "bridge", "--corpus", "c", "--format", "csv"],
    "search jsonl": ["search", "bridge", "--in", "statements", "--corpus", "c", "--format", "jsonl"],
    "search json": ["search", "bridge", "--corpus", "c", "--format", "json"],
    "history": ["history", "ev/story.txt", "--corpus", "c"],
    "dossier": ["dossier", "--article", "ev/story.txt", "--corpus", "c"],
}


@pytest.mark.parametrize("call", CALLS)
def test_no_command_writes_into_a_corpus_or_over_what_isnt_ours(desk: Path, call: str) -> None:
    before = contents(desk)
    for target in ("c/corpus.db", "c/new.txt", "c/payloads/new.html", "other.txt"):
        done = run(*CALLS[call], "-o", target, cwd=desk)
        assert done.returncode == 2 and target.encode() in done.stderr, done.stderr
    for target in ("c/corpus.db", "c/new.txt"):
        assert run(*CALLS[call], "-o", target, "--force", cwd=desk).returncode == 2
    assert contents(desk) == before
    assert run(*CALLS[call], "-o", "other.txt", "--force", cwd=desk).returncode in (0, 1)
    assert (desk / "other.txt").read_bytes() != b"mine"


@pytest.mark.parametrize("call", [name for name in CALLS if name.startswith(("check", "read"))])
def test_no_input_is_written_over_even_with_force(desk: Path, call: str) -> None:
    (desk / "soft.txt").symlink_to(desk / "ev" / "story.txt")
    os.link(desk / "ev" / "story.txt", desk / "hard.txt")
    os.link(desk / "draft.txt", desk / "hard-draft.txt")
    before = contents(desk)
    names = ["draft.txt", "ev/story.txt", "./ev/../ev/story.txt", "ev/notes.xyz", "soft.txt", "hard.txt",
             "hard-draft.txt", str(desk / "draft.txt")]  # fmt: skip
    for name in names:
        for more in ([], ["--force"]):
            done = run(*CALLS[call], "-o", name, *more, cwd=desk)
            assert done.returncode == 2 and b"is an input of the same call" in done.stderr, (name, done.stderr)
    assert contents(desk) == before


def test_a_word_document_that_somebody_saved_anew_is_theirs(desk: Path) -> None:
    assert run(*CALLS["check docx"], "-o", "new.docx", cwd=desk).returncode == 1
    with zipfile.ZipFile(desk / "new.docx", "a") as saved:
        saved.comment = b""
    done = run(*CALLS["check docx"], "-o", "new.docx", cwd=desk)
    assert done.returncode == 2 and b"--force" in done.stderr


def test_the_verifier_of_dossiers_is_written_anew(desk: Path) -> None:
    assert [run("verify-dossier", "--script", "v.py", cwd=desk).returncode for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("call", CALLS)
def test_what_we_wrote_is_written_anew(desk: Path, call: str) -> None:
    for _ in range(2):
        assert run(*CALLS[call], "-o", "out", cwd=desk).returncode in (0, 1)
    if call.startswith("check"):
        for _ in range(2):
            assert run(*CALLS[call], "-o", "ev/report.txt", cwd=desk).returncode == 1


def test_devices_pipes_and_new_or_empty_files_are_written(desk: Path) -> None:
    assert run(*CALLS["check"], "-o", "/dev/null", cwd=desk).returncode == 1
    command = [sys.executable, "-m", "attribune", *CALLS["check"], "-o", "/dev/stdout"]
    assert b"Voss" in subprocess.run(command, cwd=desk, capture_output=True, check=False).stdout
    assert b"Voss" in run(*CALLS["check"], "-o", "-", cwd=desk).stdout
    (desk / "empty").touch()
    assert run(*CALLS["check"], "-o", "empty", cwd=desk).returncode == 1
    assert run(*CALLS["check"], "-o", "ev", cwd=desk).returncode == 2


def test_the_hard_link_of_a_record_is_the_record(desk: Path) -> None:
    os.link(desk / "c" / "corpus.db", desk / "copy.db")
    with pytest.raises(UsageError, match="an input"):
        refuse_overwriting(str(desk / "copy.db"), [str(desk / "c")], force=True)


def test_a_way_that_goes_through_what_isnt_there_leads_to_the_input(desk: Path) -> None:
    """The system finds no "x/../draft.txt" where there is no x, and the name that is written is that of the draft."""
    (desk / "link").symlink_to("x/../draft.txt")
    before = contents(desk)
    for way in ("x/../draft.txt", "./x/y/../../draft.txt", "link", "x/../other.txt", "ev/x/../story.txt"):
        ended = run(*CALLS["check"], "-o", way, cwd=desk)
        assert (ended.returncode, way.encode() in ended.stderr) == (2, True), ended.stderr
    assert contents(desk) == before
    with pytest.raises(UsageError), replacing("/dev/x/../null"):
        pass


def test_an_input_that_isnt_there_yet_is_still_an_input(tmp_path: Path) -> None:
    refuse_overwriting(str(tmp_path / "new.txt"), [str(tmp_path / "draft.txt")], force=False)
    refuse_overwriting(None, ["x"], force=False)
    refuse_overwriting("-", ["-"], force=False)


def test_the_settings_and_the_policy_of_a_call_are_its_inputs(desk: Path) -> None:
    (desk / "attribune.toml").write_text('policy = "style.toml"\n', encoding="utf-8")
    (desk / "style.toml").write_text('allow = ["spelling"]\n', encoding="utf-8")
    (desk / "mine.toml").write_text('tier = "rules"\n', encoding="utf-8")
    before = contents(desk)
    check, guard = CALLS["check"], ["guard", "draft.txt", "ev/story.txt", "--tier", "rules"]
    for call in (
        [*check, "-o", "attribune.toml"], [*check, "-o", "style.toml"], [*check, "--also", "html=style.toml"],
        [*check, "--config", "mine.toml", "-o", "mine.toml"], [*check, "--policy", "style.toml", "-o", "style.toml"],
        [*guard, "-o", "style.toml"], [*guard, "-o", "attribune.toml"],
        ["read", "draft.txt", "--tier", "rules", "-o", "attribune.toml"],
    ):  # fmt: skip
        done = run(*call, "--force", cwd=desk)
        assert done.returncode == 2 and b"is an input of the same call" in done.stderr, (call, done.stderr)
    assert contents(desk) == before


def test_two_answers_of_one_call_have_two_files(desk: Path) -> None:
    (desk / "link").symlink_to(desk)
    for files in (["-o", "a.html", "--also", "html=a.html"], ["--also", "html=a", "--also", "csv=link/a"]):
        done = run(*CALLS["check"], *files, cwd=desk)
        assert done.returncode == 2 and b"two answers of one call" in done.stderr
    assert (
        run(*CALLS["check"], "-o", "-", "--also", "html=/dev/null", "--also", "csv=/dev/null", cwd=desk).returncode == 1
    )


@pytest.mark.parametrize(
    ("call", "files"),
    [
        (["trace", "ev", "ev2", "--to"], ["match.parquet"]),
        (["trace", "ev", "ev2", "--format", "csv", "--to"], ["match.csv", "story.csv"]),
        (["read", "ev", "--tier", "rules", "--format", "brat", "--to"], ["annotation.conf"]),
        (["verify-dossier", "--script"], [""]),
    ],
)
def test_what_is_written_by_another_option_destroys_nothing_either(
    desk: Path, call: list[str], files: list[str]
) -> None:
    (desk / "ev2").mkdir()
    (desk / "ev2" / "story.txt").write_text(STORY + "\n\nIt rained.", encoding="utf-8")
    for name in files:
        own = desk / "out" / name if name else desk / "out"
        own.parent.mkdir(exist_ok=True)
        own.write_text("mine", encoding="utf-8")
        before = contents(desk)
        for target in ("out", "c" if name else "c/corpus.db"):
            assert run(*call, target, cwd=desk).returncode == 2
        assert run(*call, "c/new", "--force", cwd=desk).returncode == 2
        assert contents(desk) == before
        own.unlink()
    for _ in range(2):  # what is ours is written anew
        assert run(*call, "out", cwd=desk).returncode in (0, 2), files


def test_what_a_person_annotated_is_kept(desk: Path) -> None:
    call = ["read", "draft.txt", "--tier", "rules", "--format", "brat", "--to", "b"]
    assert run(*call, cwd=desk).returncode == run(*call, cwd=desk).returncode == 0
    ann = next((desk / "b").glob("*.ann"))
    ann.write_text(ann.read_text(encoding="utf-8") + "#9\tAnnotatorNotes T1\tmine\n", encoding="utf-8")
    assert run(*call, cwd=desk).returncode == 2
    assert "mine" in ann.read_text(encoding="utf-8")
    assert run(*call, "--force", cwd=desk).returncode == 0


@pytest.mark.parametrize("call", ["check", "read", "search"])
def test_a_parquet_table_of_ours_is_known(desk: Path, call: str) -> None:
    pytest.importorskip("pyarrow")
    for _ in range(2):
        assert (
            run(*CALLS[call][:-2], *CALLS[call][-2:], "--format", "parquet", "-o", "t.parquet", cwd=desk).returncode < 2
        )
    done = run("read", "t.parquet", "--tier", "rules", cwd=desk)
    assert b"Attribune" in done.stderr + done.stdout


@pytest.mark.parametrize("call", ["read", "trace"])
def test_a_file_for_a_folder_of_tables_is_refused_as_one(desk: Path, call: str) -> None:
    told = run(call, "ev/story.txt", "--to", "other.txt", cwd=desk)
    assert told.returncode == 2
    assert b"other.txt: this is a file; name a folder" in told.stderr
    assert (desk / "other.txt").read_text(encoding="utf-8") == "mine"
