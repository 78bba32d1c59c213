"""The drafts of ``data/who_*.toml`` with their evidence, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attribune.records import OK_VERDICTS, Article, Verdict
from tests.check.checking import article, results

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Case:
    """One draft over one evidence text; ``want`` is "ok" or "bad"."""

    id: str
    kind: str
    want: str
    draft: Article
    evidence: Article


def cases(half: str) -> Iterator[Case]:
    """The cases of one half ("a" tunes, "b" measures)."""
    for one in tomllib.loads((_DATA / f"who_{half}.toml").read_text(encoding="utf-8"))["evidence"]:
        evidence = article(one["text"].strip() + "\n", one["name"])
        for number, case in enumerate(one["case"], 1):
            draft = article(case["draft"].strip() + "\n", f"draft.{case.get('format', 'txt')}")
            yield Case(f"{one['id']}-{number}", case["kind"], case["want"], draft, evidence)


def verdicts(case: Case) -> list[Verdict]:
    """The verdicts of a case's draft."""
    return results(case.draft, case.evidence)


def outcome(case: Case, found: list[Verdict]) -> str:
    """ "right", "passed" (bad and ok), "accused" (good, and the status is wrong) or "look"."""
    names = [verdict.verdict for verdict in found]
    if case.want == "bad":
        return "passed" if all(name in OK_VERDICTS for name in names) else "right"
    if not names:
        return "look"
    if all(name in OK_VERDICTS for name in names):
        return "right"
    return "look" if all(name in (*OK_VERDICTS, "unclear", "trimmed", "disputed") for name in names) else "accused"
