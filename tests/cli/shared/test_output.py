"""An answer is written whole or not at all, and a full disk is one line on stderr."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.cli.shared import output as module
from attribune.cli.shared.output import write
from attribune.errors import UsageError

FULL = Path("/dev/full")


def pieces(*, broken: bool) -> Iterator[str]:
    yield "new"
    if broken:
        raise RuntimeError


def test_an_earlier_file_stays_where_a_later_one_fails(tmp_path: Path) -> None:
    output = tmp_path / "answer.txt"
    output.write_text("old")
    output.chmod(0o640)
    with pytest.raises(RuntimeError):
        write(pieces(broken=True), str(output))
    assert output.read_text() == "old" and [path.name for path in tmp_path.iterdir()] == ["answer.txt"]
    write(pieces(broken=False), str(output))
    assert output.read_text() == "new" and output.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there")
    write(["new"], str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink() and (tmp_path / "there").read_text() == "new"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written"):
        write(["new"], str(FULL))
    (tmp_path / "a.txt").write_text("“Yes,” Ines Calloway said.")
    with FULL.open("w") as full:
        command = [sys.executable, "-m", "attribune", "read", "a.txt", "--tier", "rules", "--format", "jsonl"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "can't be written" in done.stderr


KILLED = """
import os, signal, sys
from attribune.cli.shared.output import replacing
if sys.argv[2] != "SIGKILL":
    signal.signal(getattr(signal, sys.argv[2]), signal.SIG_DFL)  # `nohup` hands it down ignored
with replacing(sys.argv[1]) as file:
    file.write("half of it")
    file.flush()
    os.kill(os.getpid(), getattr(signal, sys.argv[2]))
"""


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="this system has no files without a name")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_a_killed_program_leaves_nothing_behind(tmp_path: Path, how: str) -> None:
    output = tmp_path / "answer.txt"
    output.write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(output), how])
    assert done.returncode == -getattr(signal, how)
    assert [path.name for path in tmp_path.iterdir()] == ["answer.txt"] and output.read_text() == "old"


def test_where_files_need_a_name_the_next_program_removes_what_a_killed_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_nameless", lambda _: None)
    output, ours = tmp_path / "answer.txt", tmp_path / ".answer.txt.4711.new"
    others = [tmp_path / name for name in (".answer.txt.new", ".other.txt.4711.new", "answer.txt.4711.new")]
    young = tmp_path / ".answer.txt.4712.new"
    for path in (ours, young, *others):
        path.write_text("half of it")
    for path in (ours, *others):
        os.utime(path, (1, 1))
    write(["new"], str(output))
    assert output.read_text() == "new" and not ours.exists()
    assert young.exists() and all(path.exists() for path in others)


def test_what_another_program_still_writes_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_nameless", lambda _: None)
    output = tmp_path / "answer.txt"
    with module.replacing(str(output)) as file:
        file.write("first")
        waiting = next(tmp_path.iterdir())
        os.utime(waiting, (1, 1))
        module._remove_leftovers(output)
        assert waiting.exists()
    assert output.read_text() == "first"


def test_a_file_has_the_rights_that_any_new_one_has(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("")
    write(["new"], str(tmp_path / "answer.txt"))
    assert (tmp_path / "answer.txt").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode
