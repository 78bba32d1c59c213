"""``attribune add`` leaves no new corpus behind where nothing was taken in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import call


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("target", ["corpus", "new/deep/corpus"])
@pytest.mark.parametrize("wrong", ["missing.txt", "empty"])
def test_nothing_is_made_where_nothing_is_taken_in(tmp_path: Path, target: str, wrong: str) -> None:
    (tmp_path / "empty").mkdir()
    done = call("add", wrong, "--corpus", target, cwd=tmp_path)
    assert done.returncode == 2
    assert wrong in done.stderr.decode()
    assert names(tmp_path) == {"empty"}


def test_a_folder_that_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    assert call("add", "missing.txt", cwd=tmp_path).returncode == 2
    assert "corpus.db" in names(tmp_path / "corpus")


@pytest.mark.parametrize("content", [b"The harbour is shut.\n", b"%PDF-1.4 broken"])
def test_what_was_taken_in_is_kept_also_where_it_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    name = "text.pdf" if content.startswith(b"%PDF") else "text.txt"
    (tmp_path / name).write_bytes(content)
    assert call("add", name, "missing.txt", "--tier", "none", cwd=tmp_path).returncode == 2
    assert "corpus.db" in names(tmp_path / "corpus")
