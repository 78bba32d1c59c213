"""``./run bench`` lists the benchmarks; ``./run bench NAME [ARGUMENTS]`` runs one."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

TOOLS = {"__init__", "__main__", "gate", "inputs"}


def benchmarks() -> dict[str, str]:
    """Name → first line of the docstring, without importing anything."""
    found = {}
    here = Path(__file__).parent
    for path in sorted((*here.glob("*.py"), *here.glob("*/__init__.py"))):
        name = path.parent.name if path.name == "__init__.py" and path.parent != here else path.stem
        if name not in TOOLS and not name.startswith("_"):
            found[name] = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]
    return found


def main(arguments: list[str]) -> int:
    """Run the named benchmark with the arguments that follow, or list them all."""
    modules = benchmarks()
    if not arguments:
        for name, summary in modules.items():
            print(f"  {name:<14} {summary}")
        return 0
    if arguments[0] not in modules:
        print(f"no benchmark named {arguments[0]!r}; there are: {', '.join(modules)}", file=sys.stderr)
        return 2
    import_module(f"benchmarks.{arguments[0]}").main(arguments[1:])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
