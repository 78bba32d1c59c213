"""The accuracy floors: every gated benchmark is measured and must not fall below what is pinned.

``floors.json`` holds, for each benchmark module, the SHA-256 of the data it was measured on and the floors.
A benchmark module that is gated has ``DATA`` (names in the data folder) and ``measure() -> dict[str, float]``.
A floor named ``max NAME`` is a ceiling. Raising is easy; lowering needs its reason in the commit.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.inputs import data_folder, digest

FLOORS = Path(__file__).with_name("floors.json")


def failures(name: str, pinned: dict[str, str | dict[str, float]]) -> list[str]:
    """Measure one benchmark and say, a line each, where it misses its floors or runs on other data."""
    module = import_module(f"benchmarks.{name}")
    if digest(module.DATA) != pinned["data"]:
        return [f"{name}: the data isn't what the floors were measured on"]
    measured: dict[str, float] = module.measure()
    wrong = []
    floors = pinned["floors"]
    assert isinstance(floors, dict)
    for key, floor in floors.items():
        ceiling = key.startswith("max ")
        value = measured[key.removeprefix("max ")]
        good = value <= floor if ceiling else value >= floor
        print(f"{name:<14} {key:<34} {value:9.3f}  {'≤' if ceiling else '≥'} {floor:.3f}  {'ok' if good else 'MISSED'}")
        if not good:
            wrong.append(f"{name}: {key} is {value:.3f}, floor {floor:.3f}")
    return wrong


def main(names: list[str]) -> int:
    """Check the named benchmarks, or all that have floors; exit status 1 where one is missed."""
    try:
        data_folder()
    except SystemExit as absent:
        print(f"accuracy floors not checked: {absent}")
        return 0
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    if unknown := [name for name in names if name not in pinned]:
        print(f"no floors named {', '.join(unknown)}; there are: {', '.join(pinned)}", file=sys.stderr)
        return 2
    missed = [line for name in names or pinned for line in failures(name, pinned[name])]
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
