"""Answers of language models: does a wrong citation hold, is a right one refused?

``./run bench answers [--half tune|measure] [--list]``. Answers of six forms in twenty layouts about fictional documents
(``answer_cases/``): right ones, and for each mistake one (another document, other words, invented words, another
speaker, another claim in other words, a shifted span, an altered passage). The half "measure" tunes nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict

from attribune.api import Guard, Report
from attribune.records import Citation
from benchmarks._answer_forms import Item, Made, answers, evidence
from benchmarks.answer_cases import measure as measure_half
from benchmarks.answer_cases import tune as tune_half

DATA: list[str] = []
HALVES = {"tune": tune_half.SCENES, "measure": measure_half.SCENES}


def _of(report: Report, item: Item, number: int) -> list[Citation]:
    """Return the citations for one item of an answer: by its quotation, else by its place among all."""
    if item.quote is not None:
        words = item.quote.rstrip(",.")
        found = [c for c in report.citations if c.quote is not None and words in report.results[c.quote].quote]
        if found:
            return found
    ordered = list({(c.claim, c.document): c for c in report.citations}.values())
    return ordered[number : number + 1] if number < len(ordered) else []


def count(made: Made, report: Report, counts: Counter[str], *, listed: bool) -> None:
    """Count the citations of one answer. A wrong one that isn't found holds where the whole answer is ok."""
    counts["answers"] += 1
    for number, item in enumerate(made.items):
        found = _of(report, item, number)
        # A shifted span reaches into the next sentence, whose own citation is still right.
        holds = bool(found) and (any if made.kind == "shifted" else all)(one.holds for one in found)
        if item.right:
            counts["right"] += 1
            look = bool(found) and all(one.status != "wrong" for one in found)
            counts["look"] += look and not holds
            counts["refused"] += not look and not holds
        else:
            look = False
            counts["wrong"] += 1
            holds = any(one.holds for one in found) or (not found and report.ok)
            counts["holds"] += holds
        if listed and (holds or (item.right and look)) != item.right:
            told = [(one.document, one.holds, one.reason) for one in found]
            verdict = [r.verdict for r in report.results if item.quote and item.quote.rstrip(",.") in r.quote]
            print(f"{made.layout:<26}{made.kind:<18}{item.text[:70]!r} {verdict} {told}")


def scores(half: str, *, listed: bool = False) -> dict[str, Counter[str]]:
    """Return the counts for each layout of one half."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for scene in HALVES[half]:
        guard = Guard(evidence(scene))
        for made in answers(scene):
            report = guard.check(made.answer, as_=made.form)
            count(made, report, found[made.layout], listed=listed)
    return found


def measure() -> dict[str, float]:
    """Return the figures of the gate: of the half that tunes nothing."""
    total = sum(scores("measure").values(), Counter[str]())
    return {
        "wrong citations that hold": total["holds"],
        "right citations refused, %": 100 * total["refused"] / total["right"],
        "right citations to look at, %": 100 * total["look"] / total["right"],
    }


def main(arguments: list[str]) -> None:
    """Print for each layout how many right citations are refused, and how many wrong ones hold."""
    parser = argparse.ArgumentParser(prog="./run bench answers", description=__doc__)
    parser.add_argument("--half", choices=tuple(HALVES), default="tune", help="which scenes")
    parser.add_argument("--list", action="store_true", help="name every citation that is judged wrongly")
    options = parser.parse_args(arguments)
    found = scores(options.half, listed=options.list)
    found["all"] = sum(found.values(), Counter())
    print(f"{'layout':<28}{'answers':>9}{'right':>8}{'look':>6}{'refused':>9}{'wrong':>8}{'hold':>6}")
    for layout, counts in found.items():
        row = (counts[key] for key in ("answers", "right", "look", "refused", "wrong", "holds"))
        print(f"{layout:<28}" + "".join(f"{n:>{w}}" for n, w in zip(row, (9, 8, 6, 9, 8, 6), strict=True)))
