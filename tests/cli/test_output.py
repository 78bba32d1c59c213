"""An answer is written whole or not at all, and a full disk is one line on stderr."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.cli.output import write
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
