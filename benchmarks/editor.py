"""Editor's cases, written by hand: harmful ones graded ok, honest ones accused or sent to look, by kind.

The cases were written for this project (``editor/dev.jsonl`` of the data folder; another file may be named). They show
kinds of mistakes and are no sample of drafts, so the shares mean nothing beside those of another set.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import LOOK_VERDICTS, OK_VERDICTS, Article, Verdict
from attribune.statements.extract import Tier
from benchmarks.inputs import data_folder

CASES = "editor/dev.jsonl"
_CASES = Path(__file__).parent / "editor_cases"
# The halves that tune; the others are run at milestones only.
TUNING = {"tune": _CASES / "tune.jsonl", "everyday": _CASES / "everyday_tune.jsonl", "news": _CASES / "news_tune.jsonl"}
DATA = [CASES]


def cases(path: Path) -> list[dict[str, Any]]:
    """Return the cases in a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _read(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def evidence_of(case: dict[str, Any]) -> list[Article]:
    """Return the articles that a case's draft quotes from."""
    return [_read(one["text"], one["name"]) for one in case["evidence"]]


@cache
def _views(evidence: str, tier: Tier) -> Views:
    """Return what is made of the evidence of a case: a dozen cases have the same, which is read once."""
    return Views(evidence_of({"evidence": json.loads(evidence)}), tier)


def decided(case: dict[str, Any], tier: Tier = "auto") -> list[Verdict]:
    """Return the verdicts on the quotation that a case is about, or on all of its draft's where it names none."""
    draft, views = _read(case["draft"], f"draft.{case['format']}"), _views(json.dumps(case["evidence"]), tier)
    report = check_draft(draft, views.evidence, policy=case["policy"], tier=tier, evidence_tier=tier, views=views)
    checks = report.results
    target = case.get("target")
    meant = [v for v in checks if target and str(target).strip("“”\"'") in v.text]
    return meant or list(checks)


def outcome(case: dict[str, Any], verdicts: list[Verdict]) -> str:
    """ "right", "wrong name" (not ok, under a verdict that the case doesn't accept), "passed", "accused" or "look"."""
    names = [verdict.verdict for verdict in verdicts]
    if case["want"] == "ok":
        if not names or all(name in OK_VERDICTS for name in names):
            return "right"
        return "look" if all(name in OK_VERDICTS | LOOK_VERDICTS for name in names) else "accused"
    if not names or all(name in OK_VERDICTS for name in names):
        return "passed"
    return "right" if any(name in case["verdicts"] for name in names) else "wrong name"


def measure() -> dict[str, float]:
    """Return the figures of the gate, of the suites that have been looked into."""
    figures = dict[str, float]()
    for name, path in {"dev": data_folder() / CASES, **TUNING}.items():
        found = Counter((case["want"], outcome(case, decided(case))) for case in cases(path))
        honest = sum(number for (want, _), number in found.items() if want == "ok")
        figures[f"{name}: harmful graded ok"] = found["not_ok", "passed"]
        for result in ("accused", "look"):
            figures[f"{name}: honest, {result}, %"] = 100 * found["ok", result] / honest
    return figures


def main(arguments: list[str]) -> None:
    """Print the table; ``--list`` also names the cases that went wrong, an argument names another file of cases."""
    named = [argument for argument in arguments if not argument.startswith("--")]
    path = Path(named[0]) if named else data_folder() / CASES
    if not path.is_file():
        print(f"no cases at {path}; nothing is measured", file=sys.stderr)
        return
    rows: dict[str, Counter[str]] = {}
    wrong: list[str] = []
    for case in cases(path):
        verdicts = decided(case)
        result = outcome(case, verdicts)
        for kind in (case["family"], f"all that should be {'ok' if case['want'] == 'ok' else 'not ok'}"):
            rows.setdefault(kind, Counter())[result] += 1
        if result != "right":
            wanted = f"  wanted: {', '.join(case['verdicts'])}" if result == "wrong name" else ""
            names = ", ".join(v.verdict for v in verdicts)
            wrong.append(f"{result:<10} {case['id']:<20} {case['family']:<20} {names}{wanted}")
    heads = ("passed", "wrong name", "accused", "look", "right")
    print(f"{'kind':<28}{'cases':>7}" + "".join(f"{head:>12}" for head in heads))
    for kind, counts in sorted(rows.items(), key=lambda row: (row[0].startswith("all"), row[0])):
        print(f"{kind:<28}{counts.total():>7}" + "".join(f"{counts[head] or '':>12}" for head in heads))
    if "--list" in arguments:
        print("\n".join(wrong))


if __name__ == "__main__":
    main(sys.argv[1:])
