"""Commands that need no extra work where none is installed, and load nothing of what others need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

EXTRAS = ("fastapi", "starlette", "pydantic", "uvicorn", "mcp", "docx", "multipart", "pyarrow", "pygls", "lsprotocol")
BLOCKED = f"""
import sys
for name in {EXTRAS!r}:
    sys.modules[name] = None
from attribune.cli.main import main
main(sys.argv[1:])
"""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "wire.txt").write_text("“We will not close it,” Mara Voss said on Monday.\n", encoding="utf-8")
    text = "<!-- attribune: ignore on air -->\n“We will close it,” Mara Voss said.\n"
    (tmp_path / "draft.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_dossier_is_made_and_verified_with_what_it_ignores(place: Path) -> None:
    against = ("--against", "wire.txt", "--tier", "rules")
    assert run(place, "check", "draft.md", *against, "--format", "json", "-o", "check.json").returncode == 0
    assert json.loads((place / "check.json").read_text(encoding="utf-8"))["ignored"] == 1
    assert run(place, "add", "wire.txt").returncode == 0
    done = run(place, "dossier", "--check", "check.json", "-o", "dossier.jsonl")
    assert done.returncode == 0, done.stderr
    done = run(place, "verify-dossier", "dossier.jsonl")
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(place, "verify-dossier", "--script", "verifier.py").returncode == 0
    alone = subprocess.run([sys.executable, "-I", "-S", "verifier.py", "dossier.jsonl"], cwd=place, capture_output=True)
    assert alone.returncode == done.returncode


def test_what_needs_an_extra_says_which(place: Path) -> None:
    done = run(place, "lsp")
    assert done.returncode == 2
    assert "pip install 'attribune[lsp]'" in done.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], ["lsp", "--help"]])
def test_help_loads_nothing_that_a_check_or_an_editor_needs(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom attribune.cli.main import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not loaded & {*EXTRAS, "tomllib", "asyncio", "attribune.config.settings", "attribune.cli.checking.watch"}
