"""Data goes one way: a folder imports only from folders above it in the design's list."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "attribune"
LAYERS = [
    "_version", "errors", "clock", "records", "workers", "lexicon", "text", "nets", "articles",
    "statements", "sources", "fetch", "corpus", "check", "config", "trace", "exports", "engines", "desk", "lsp", "cli",
]  # fmt: skip
# What stands above all layers: the package's own surface and its entry points.
TOP = {"__init__", "__main__", "demo", "api"}
HEAVY = {
    "numpy", "onnxruntime", "lxml", "resiliparse", "rapidfuzz", "rich", "duckdb", "pyarrow", "asyncio", "fastapi",
    "starlette", "pydantic", "uvicorn", "mcp", "jinja2", "pygls", "lsprotocol", "tomllib", "pyspark",
}  # fmt: skip
SERVERS = ("fastapi", "starlette", "pydantic", "uvicorn", "mcp", "mcp_types", "multipart", "python_multipart")
# Who alone imports a package: the beginnings of paths.
IMPORTERS: dict[str, tuple[str, ...]] = {
    "onnxruntime": ("nets/",), "pyspark": ("engines/",), "pandas": ("engines/",),
    **dict.fromkeys(SERVERS, ("desk/",)),
    **dict.fromkeys(("pygls", "lsprotocol", "cattrs"), ("lsp/server.py", "cli/lsp.py")),
}  # fmt: skip
# To be copied anywhere as one folder, so that it imports its own modules, and no others of ours, by relative names.
STANDS_ALONE = PACKAGE / "check" / "quote"


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            if STANDS_ALONE in path.parents and node.level:
                assert node.level <= len(path.relative_to(STANDS_ALONE).parts), (
                    f"{path} imports from outside its folder"
                )
                continue
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_a_folder_imports_only_from_folders_above_it() -> None:
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        here = layer(path)
        if here in TOP:
            continue
        assert here in LAYERS, f"{path} lies in no layer of the design"
        for name in imports(path):
            parts = name.split(".")
            if parts[0] != "attribune" or parts[1] not in LAYERS:
                continue
            if LAYERS.index(parts[1]) > LAYERS.index(here):
                wrong.append(f"{path.relative_to(PACKAGE)} imports {name}")
    assert not wrong


def test_records_and_errors_import_nothing_of_ours() -> None:
    for path in (PACKAGE / "errors.py", *(PACKAGE / "records").glob("*.py")):
        ours = [name for name in imports(path) if name.startswith("attribune")]
        assert all(path.parent.name == "records" and name.startswith("attribune.records.") for name in ours), path
    assert not [name for name in imports(PACKAGE / "records" / "codec.py") if name.startswith("attribune")]


def test_what_serves_nets_pages_editors_and_clusters_is_imported_in_one_place() -> None:
    for path in PACKAGE.rglob("*.py"):
        for name in imports(path):
            allowed = IMPORTERS.get(name.split(".")[0], ("",))
            assert path.relative_to(PACKAGE).as_posix().startswith(allowed), f"{path} imports {name}"


def test_the_quotation_check_imports_the_standard_library_alone() -> None:
    for path in STANDS_ALONE.rglob("*.py"):
        for name in imports(path):
            assert name.split(".")[0] in sys.stdlib_module_names, f"{path} imports {name}"


def test_the_quotation_check_stands_alone(tmp_path: Path) -> None:
    shutil.copytree(STANDS_ALONE, tmp_path / "compared", ignore=shutil.ignore_patterns("__pycache__"))
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from compared import explain_quote, verify_quote\n"
        "source = '“We will not close the ferry,” said Mara Voss.'\n"
        "print(verify_quote('We will not close the ferry', source).verdict)\n"
        "print(verify_quote('We will … close the ferry', source).reason)\n"
        "print(explain_quote('We will now close the ferry', source, None).changes[0].kind)\n"
        "print(any(name.split('.')[0] == 'attribune' for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["verbatim", "the ellipsis hides “not”", "negation", "False"]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from attribune.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & HEAVY
