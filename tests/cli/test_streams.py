"""Standard streams that are closed, full, or closed halfway by what reads them: one clear line, and never status 0."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.sample_corpora import take_in

WORDS = "“We will not close the harbour,” Mara Voss said on Monday. The ferry sailed."
CALLS = [
    ("read", "a.txt"),
    ("check", "a.txt", "--against", "b.txt"),
    ("search", "harbour", "--corpus", "c"),
    ("history", "a.txt", "--corpus", "c"),
    ("verify", "--corpus", "c"),
    ("add", "b.txt", "--corpus", "c"),
    ("--help",),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("streams")
    for name in ("a.txt", "b.txt"):
        (path / name).write_text(WORDS + name[0], encoding="utf-8")
    take_in(path / "c", path / "a.txt")
    return path


def run(folder: Path, arguments: tuple[str, ...], redirection: str) -> tuple[int, str]:
    """The exit status and what stands on standard error, but for lines that tell how far a slow call is."""
    program = 'exec "$0" -m attribune "$@" '
    done = subprocess.run(
        ["sh", "-c", program + redirection, sys.executable, *arguments],
        cwd=folder, capture_output=True, text=True, timeout=120, env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        check=False,
    )  # fmt: skip
    lines = done.stderr.splitlines(keepends=True)
    return done.returncode, "".join(line for line in lines if not line.startswith("attribune: reading: "))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("arguments", CALLS)
def test_an_answer_that_has_no_room_is_an_error(folder: Path, arguments: tuple[str, ...]) -> None:
    status, told = run(folder, arguments, "> /dev/full")
    assert status == 2 and "standard output: can't be written: there is no room left" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("arguments", CALLS)
def test_an_answer_that_nobody_gets_is_an_error(folder: Path, arguments: tuple[str, ...]) -> None:
    """It was a traceback, "corpus_broken", or status 0."""
    status, told = run(folder, arguments, ">&-")
    assert status == 2 and "standard output: can't be written: it is closed" in told and told.count("\n") == 1


@pytest.mark.parametrize("redirection", ["2>&-", "<&-", "2>/dev/full", "<&- 2>&-"])
@pytest.mark.parametrize("arguments", [CALLS[0], CALLS[5]])
def test_other_streams_may_be_closed(folder: Path, arguments: tuple[str, ...], redirection: str) -> None:
    if "full" in redirection and not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    assert run(folder, arguments, redirection)[0] == 0


def test_an_answer_that_is_cut_off_is_no_success(folder: Path) -> None:
    """A check whose report is read to its first line hasn't said that all is well."""
    (folder / "long.csv").write_text("text\n" + f'"{WORDS}"\n' * 300, encoding="utf-8")
    call = [sys.executable, "-m", "attribune", "read", "long.csv", "--tier", "rules", "--format", "jsonl"]
    with subprocess.Popen(call, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(120) == 141 and told == b""


def test_no_file_gets_the_number_of_a_closed_stream(folder: Path) -> None:
    """What a library prints on a closed standard error would go into the record."""
    run(folder, ("add", "b.txt", "--corpus", "d"), ">&- 2>&- <&-")
    take_in(folder / "d", folder / "b.txt")
    assert (folder / "d" / "corpus.db").read_bytes()[:15] == b"SQLite format 3"


def test_a_file_that_may_not_grow_is_named_and_leaves_nothing(folder: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; exec "$0" -m attribune read a.txt --format json -o out.json', sys.executable],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 2 and "out.json: can't be written: it may not grow any more" in done.stderr
    assert "Traceback" not in done.stderr and not list(folder.glob("*out.json*"))
