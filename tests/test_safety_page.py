"""The page on safety names the code that stops each attack: the code must be there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "design" / "safety.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "attribune"


def test_every_file_it_names_is_there() -> None:
    named = set(re.findall(r"`([a-z_]+/[a-z_]*(?:\.py|/)?)`", PAGE)) | set(re.findall(r"`([a-z_]+\.(?:py|tsv))`", PAGE))
    assert len(named) > 15
    assert not [name for name in named if not [*PACKAGE.rglob(name.rstrip("/")), *(ROOT / "tests").rglob(name)]]


def test_every_path_that_the_docs_name_is_there() -> None:
    for page in [*(ROOT / "docs").rglob("*.md"), ROOT / "CONTRIBUTING.md"]:
        named = re.findall(
            r"`((?:tests|tools|benchmarks|training)(?:/[\w.]+)+\.\w+)`", page.read_text(encoding="utf-8")
        )
        assert not [name for name in named if not (ROOT / name).exists()], page.name


def test_every_name_beside_a_file_is_in_it() -> None:
    pairs = re.findall(r"`([a-z_]+/[a-z_]+\.py)` `([A-Za-z_]+)`", PAGE)
    assert len(pairs) > 5
    assert not [pair for pair in pairs if pair[1] not in (PACKAGE / pair[0]).read_text(encoding="utf-8")]
