"""Documentation that runs: pasted output is compared with what the program prints, examples are doctests.

In any Markdown file a comment ``<!-- run: COMMAND -->`` before a fenced block says which command printed it;
``./run docs --write`` pastes anew. Blocks with ``>>>`` run as doctests. Links to files of the project must exist.
Tables of benchmarks with floors are compared by ``./run gate``, which measures them anyway.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PASTED = re.compile(r"<!-- run: (?P<command>.+?) -->\n```\w*\n(?P<output>.*?)```", re.DOTALL)
BENCHMARK = "python -m benchmarks "
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def output_of(command: str) -> str:
    """What a command prints, standard output and error together, 80 columns wide, without colour."""
    bin_folder = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def pages() -> list[Path]:
    """The Markdown files of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def gated_benchmark(command: str) -> str | None:
    """The name of the benchmark with floors that a command runs; None for all other commands."""
    name = command.removeprefix(BENCHMARK).split()[0] if command.startswith(BENCHMARK) else None
    return name if name in json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8")) else None


def pasted(
    path: Path, *, write: bool = False, only: Callable[[str], bool], output: Callable[[str], str] = output_of
) -> list[str]:
    """Where pasted output of the ``only`` commands differs from what they print; with ``write`` it is replaced
    instead."""
    text, wrong = path.read_text(encoding="utf-8"), []

    def renewed(match: re.Match[str]) -> str:
        if not only(match["command"]):
            return match[0]
        new = output(match["command"])
        if new != match["output"]:
            wrong.append(f"{path.relative_to(ROOT)}: `{match['command']}` prints something else now")
        return match[0].replace(match["output"], new) if match["output"] else match[0][:-3] + new + "```"

    fresh = PASTED.sub(renewed, text)
    if write and fresh != text:
        path.write_text(fresh, encoding="utf-8")
        return []
    return wrong


def examples(path: Path) -> list[str]:
    """The doctests of a page that fail."""
    os.chdir(ROOT)
    failed, _ = doctest.testfile(
        str(path), module_relative=False, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, encoding="utf-8"
    )
    return [f"{path.relative_to(ROOT)}: {failed} examples fail"] if failed else []


def links(path: Path) -> list[str]:
    """Links to files that aren't there."""
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}: no such file: {target}" for target in targets if not (path.parent / target).exists()
    ]


def main(arguments: list[str]) -> int:
    """Check every Markdown file of the project; exit status 1 where one isn't true."""
    write = "--write" in arguments
    wrong = [
        line
        for page in pages()
        for line in (
            *pasted(page, write=write, only=lambda command: write or gated_benchmark(command) is None),
            *examples(page),
            *links(page),
        )
    ]
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(pages())} pages, {len(wrong)} untrue")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
