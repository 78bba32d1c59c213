"""The accuracy floors: every gated benchmark is measured and must not fall below what is pinned.

``floors.json`` holds, for each benchmark module, the SHA-256 of the data it was measured on and the floors.
A benchmark module that is gated has ``DATA`` (names in the data folder) and ``measure() -> dict[str, float]``.
A floor named ``max NAME`` is a ceiling. Raising is easy; lowering needs its reason in the commit. What pages of the
documentation say that a gated benchmark prints must be what it prints now.
"""

from __future__ import annotations

import io
import json
import shlex
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any

from docs.check import BENCHMARK, gated_benchmark, pages, pasted

from attribune.nets import tagger
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
    return wrong + untrue(name, module)


def untrue(name: str, module: Any) -> list[str]:
    """Return a line for each table of a benchmark in the documentation that isn't what it prints now."""

    def printed(command: str) -> str:
        output = io.StringIO()
        with redirect_stdout(output):
            module.main(shlex.split(command.removeprefix(BENCHMARK))[1:])
        return "".join(line.rstrip() + "\n" for line in output.getvalue().splitlines())

    return [
        line
        for page in pages()
        for line in pasted(page, only=lambda command: gated_benchmark(command) == name, output=printed)
    ]


def read_texts_once() -> None:
    """Let the nets read a text once for all benchmarks of this process: four of them read the same articles."""
    read, known = tagger.relations_many, dict[Any, tuple[tagger.Relation, ...]]()

    def relations_many(items: Sequence[tagger.Item], *, tier: tagger.TierName = "auto") -> list[list[tagger.Relation]]:
        if len(items) != 1:  # a benchmark of the nets themselves
            return read(items, tier=tier)
        key = (items[0][0], tuple(items[0][1]), tier)
        if key not in known:
            known[key] = tuple(read(items, tier=tier)[0])
        return [list(known[key])]

    tagger.relations_many = relations_many


def main(names: list[str]) -> int:
    """Check the named benchmarks, or all that have floors; exit status 1 where one is missed."""
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    if unknown := [name for name in names if name not in pinned]:
        print(f"no floors named {', '.join(unknown)}; there are: {', '.join(pinned)}", file=sys.stderr)
        return 2
    try:
        data_folder()
    except SystemExit as absent:
        pinned = {name: one for name, one in pinned.items() if one["data"] == digest([])}
        print(f"accuracy floors not checked but for {', '.join(pinned)}: {absent}")
    read_texts_once()
    missed = [line for name in pinned if not names or name in names for line in failures(name, pinned[name])]
    for line in missed:
        print(line, file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
