"""Whole drafts against what lay on the reporter's desk: notes, transcripts, mails, releases, minutes, other news.

A package is a finished story of ten to fifteen quotations and its evidence of several kinds, written as for publication
by authors who knew no rule of the check. Most quotations are honest; two or three of each draft are as real mistakes
make them. One half may be read; of the other only the totals are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import attribune
from attribune.api.report import Result

DATA: list[str] = []  # the packages are in the repository
HALVES = ("tune", "measure")
CASES = Path(__file__).parent / "package_cases"
Outcome = Literal["ok", "look", "wrong", "missing"]
_WORD = re.compile(r"[^\W_]+")
_LEAST = 4  # words at the beginning by which a quotation is known


class Judged(NamedTuple):
    """A quotation of a draft: ``honest`` or not, what the check made of it, and its verdict where it found it."""

    package: str
    words: str
    honest: bool
    outcome: Outcome
    verdict: Result | None


def packages(half: str) -> Iterator[dict[str, Any]]:
    """Yield the packages of one half."""
    with (CASES / f"{half}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def judged(package: dict[str, Any]) -> Iterator[Judged]:
    """Check a draft against its evidence, as files, and yield each quotation that the package names, in order."""
    with tempfile.TemporaryDirectory() as folder:
        evidence = Path(folder) / "evidence"
        evidence.mkdir()
        for one in package["evidence"]:
            (evidence / one["name"]).write_text(one["text"], encoding="utf-8")
        draft = Path(folder) / package["draft"]["name"]
        draft.write_text(package["draft"]["text"], encoding="utf-8")
        verdicts = list(attribune.check(draft, against=[evidence]).results)
    at = 0
    for wanted in package["quotations"]:
        start = _words(wanted["words"])
        found = next((n for n in range(at, len(verdicts)) if _begins(verdicts[n].quote, start)), None)
        verdict = verdicts[found] if found is not None else None
        at = at if found is None else found  # one verdict may be of two parts of a sentence
        outcome: Outcome = verdict.status if verdict is not None else "missing"
        yield Judged(package["id"], wanted["words"], wanted["want"] == "ok", outcome, verdict)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _begins(quote: str, start: list[str]) -> bool:
    """True if a quotation has these words, at its beginning or behind its first part."""
    words, few = _words(quote), start[:_LEAST]
    return any(words[n : n + len(few)] == few for n in range(len(words) - len(few) + 1))


def counted(half: str, *, listed: bool = False) -> Counter[tuple[bool, Outcome]]:
    """Return how many honest and harmful quotations had which outcome; ``listed`` prints those that went wrong."""
    counts: Counter[tuple[bool, Outcome]] = Counter()
    for package in packages(half):
        for one in judged(package):
            counts[one.honest, one.outcome] += 1
            if listed and one.honest != (one.outcome == "ok"):
                told = f"{one.verdict.verdict}: {one.verdict.message}" if one.verdict is not None else "not found"
                print(f"{one.package}  {'honest' if one.honest else 'harmful'} {one.outcome}  {one.words[:40]}  {told}")
    return counts


def measure() -> dict[str, float]:
    """Return the figures of the gate, for both halves."""
    figures: dict[str, float] = {}
    for half in HALVES:
        counts = counted(half)
        honest = sum(n for (kind, _), n in counts.items() if kind)
        figures[f"{half}, harmful graded ok"] = counts[False, "ok"]
        figures[f"{half}, honest accused, %"] = 100 * counts[True, "wrong"] / honest
        figures[f"{half}, honest ok, %"] = 100 * counts[True, "ok"] / honest
    return figures


def main(arguments: list[str]) -> None:
    """Print the totals of both halves; ``--list`` also names the quotations of the first that went wrong."""
    parser = argparse.ArgumentParser(prog="./run bench packages", description=__doc__)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--list", action="store_true", help="the quotations of the half that may be read")
    options = parser.parse_args(arguments)
    for half in [options.half] if options.half else HALVES:
        counts = counted(half, listed=options.list and half == HALVES[0])
        honest, harmful = (sum(n for (kind, _), n in counts.items() if kind is want) for want in (True, False))
        print(
            f"{half}: harmful ok {counts[False, 'ok']} of {harmful}; honest {honest}: ok {counts[True, 'ok']}, "
            f"look {counts[True, 'look']}, accused {counts[True, 'wrong']}, not found {counts[True, 'missing']}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
