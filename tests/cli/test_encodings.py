"""A terminal whose encoding has few signs: text stays readable, JSON stays JSON, and nothing ends in a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from attribune.cli.shared.streams import ESCAPES, PLAIN
from tests.cli.calls import call
from tests.corpus.sample_corpora import take_in

TEXT = "“We will not close the café’s harbour 🚢,” Mara Voss said on Monday. “Über die Fähre,” said Otto Quist…"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("encodings")
    (path / "a.txt").write_text(TEXT, encoding="utf-8")
    (path / "draft.txt").write_text("“We will close the café’s harbour 🚢,” said Mara Voss.", encoding="utf-8")
    take_in(path / "c", path / "a.txt")
    return path


def run(folder: Path, encoding: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    given = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "attribune", *arguments]
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, timeout=120, check=False)


CHECK = ("check", "draft.txt", "--against", "a.txt")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "shift_jis"])
def test_json_stays_json(folder: Path, encoding: str) -> None:
    """An é was written \\xe9, which no JSON has."""
    check, read = (*CHECK, "--format", "json"), ("read", "a.txt", "--format", "jsonl")
    (told,) = json.loads(call(*check, cwd=folder, encoding=encoding).stdout.decode(encoding))["checks"]
    assert told["text"] == "We will close the café’s harbour 🚢,"
    lines = call(*read, cwd=folder, encoding=encoding).stdout.decode(encoding).splitlines()
    assert json.loads(lines[0])["article"]["text"] == TEXT


def test_a_process_writes_what_is_written_here(folder: Path) -> None:
    """The other tests call the program in this process."""
    for arguments in ((*CHECK, "--format", "json"), CHECK):
        done, here = run(folder, "ascii", *arguments), call(*arguments, cwd=folder, encoding="ascii")
        assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)


def test_text_stays_readable(folder: Path) -> None:
    told = call(*CHECK, cwd=folder, encoding="ascii").stdout.decode("ascii")
    assert "\"We will close the caf\\u00e9's harbour" in told and "\\u201c" not in told and "\\u2717" not in told
    assert "x altered" in told


@pytest.mark.parametrize(
    "arguments",
    [("read", "a.txt"), ("search", "harbour", "--corpus", "c"), ("history", "a.txt", "--corpus", "c"),
     ("verify", "--corpus", "c"), ("speakers", "rename", "Voss", "Mära Voß", "--corpus", "c"), ("--help",),
     ("read", "nöt.txt")],
)  # fmt: skip
def test_every_command_ends_well(folder: Path, arguments: tuple[str, ...]) -> None:
    done = call(*arguments, cwd=folder, encoding="ascii")
    assert b"Traceback" not in done.stderr and done.returncode == (2 if "nöt.txt" in arguments else 0)
    done.stdout.decode()
    assert arguments[0] not in ("search", "history") or done.stdout.isascii()


def test_what_stands_for_signs() -> None:
    assert "“A—b…” é🚢".encode("ascii", PLAIN) == b'"A-b..." \\u00e9\\ud83d\\udea2'
    assert json.loads(f'"{"“é🚢".encode("ascii", ESCAPES).decode()}"') == "“é🚢"
