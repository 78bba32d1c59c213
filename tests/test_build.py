"""The compiled build: which modules are left to the interpreter. The build itself: ``./run build --compiled``."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_what_cannot_be_compiled_is_listed() -> None:
    tree = ast.parse((ROOT / "setup.py").read_text("utf-8"))
    named = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id.isupper()
        if not isinstance(node.value, ast.Call)
    }
    package = ROOT / "src" / "attribune"
    cached = {
        path.relative_to(package).as_posix()
        for room in named["ROOMS"]
        for path in (package / room).rglob("*.py")
        if "@cached_property" in path.read_text("utf-8")
    }
    assert cached <= set(named["INTERPRETED"])
    assert all((package / name).is_file() for name in named["INTERPRETED"])


def test_no_tuple_with_a_star_is_looked_in() -> None:
    """The compiler doesn't take ``x in (*A, b)``."""
    package = ROOT / "src" / "attribune"
    found = [
        f"{path}:{node.lineno}"
        for room in ("text", "statements", "sources")
        for path in (package / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn)
        if isinstance(node.comparators[0], ast.Tuple)
        and any(isinstance(e, ast.Starred) for e in node.comparators[0].elts)
    ]
    assert not found
