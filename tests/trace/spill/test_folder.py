"""The folder of a trace goes with the trace, also where that was killed: the next one removes it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from attribune.trace.spill.folder import LOCK, PREFIX, spill_folder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs locks of files")
HOLDS = """
import sys, time
from attribune.trace.spill.folder import spill_folder
with spill_folder() as folder:
    (folder / "body").write_bytes(b"fingerprints")
    print(folder, flush=True)
    time.sleep(100)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def held(temporary: Path) -> tuple[subprocess.Popen[str], Path]:
    call = subprocess.Popen([sys.executable, "-c", HOLDS], stdout=subprocess.PIPE, text=True)
    assert call.stdout is not None
    folder = Path(call.stdout.readline().strip())
    assert folder.parent == temporary and (folder / "body").exists()
    return call, folder


def test_the_folder_of_a_killed_trace_goes_with_the_next_and_that_of_a_running_one_stays(temporary: Path) -> None:
    killed, left = held(temporary)
    running, used = held(temporary)
    killed.kill()
    killed.wait()
    assert left.exists()
    with spill_folder() as own:
        assert not left.exists() and used.exists() and own.exists()
    assert not own.exists() and used.exists()
    running.kill()
    running.wait()
    with spill_folder():
        assert not used.exists()
    assert not list(temporary.iterdir())


def test_what_only_has_such_a_name_stays(temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / LOCK).write_text("")
    (temporary / f"{PREFIX}link").symlink_to(elsewhere)
    (temporary / f"{PREFIX}file").write_text("")
    linked = temporary / f"{PREFIX}linked"
    linked.mkdir()
    (linked / LOCK).symlink_to(elsewhere / LOCK)
    (temporary / f"{PREFIX}without").mkdir()
    before = sorted(temporary.rglob("*"))
    with spill_folder():
        pass
    assert sorted(temporary.rglob("*")) == before
