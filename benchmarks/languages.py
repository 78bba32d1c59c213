"""Quotations in sixteen languages: harmful edits graded ok, honest drafts accused or sent to look, by language.

``./run bench languages [CODE…] [--suite SUITE] [--half tune|measure] [--list] [--markdown]``. The cases
were written for this project by hand over invented news: the first suite (``language_cases/<code>.txt``) before the
data of its language, the second and the third (``language_cases/second/<code>.txt``, ``third``) by somebody else after
it, without a look at the rules. Half of each is looked at ("tune"), the other half only measures: dealt by a hash of
the case in the first suite, by evidence at random in the second and third. The fourth was written whole, both halves,
before its author had read a rule; of each language its first article is looked at and its second measures.
The fifth was written blind, too: eight languages are looked at, the other eight only measure.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import LOOK_VERDICTS, OK_VERDICTS, VERDICTS, Article, Verdict
from attribune.text.languages import languages

CASES = Path(__file__).with_name("language_cases")
DATA: list[str] = []
HALVES = ("tune", "measure")
SUITES = ("first", "second", "third", "fourth", "fifth")
# Languages of the fifth suite that are looked at; the others only measure.
LOOKED_AT = frozenset({"de", "he", "it", "ja", "ko", "nl", "pt", "tr"})
SEEDS = {"first": 5, "second": 5, "third": 16}
FIELDS = ("harmful", "passed", "wrong name", "honest", "accused", "look")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A draft with its evidence; ``wanted`` are the verdicts that a harmful one may have, empty for an honest one.

    ``half`` is the half of the suite that the case belongs to.
    """

    code: str
    kind: str
    draft: str
    evidence: str
    wanted: frozenset[str]
    half: str


@cache
def cases(code: str, suite: str) -> tuple[Case, ...]:
    """Return the cases of a language: ``@ name`` begins an article, ``= ok kind``, ``= no kind [verdicts]`` cases."""
    folder = CASES if suite == "first" else CASES / suite
    found = list(_cases(code, suite, (folder / f"{code}.txt").read_text(encoding="utf-8")))
    assert len({case.draft + case.evidence for case in found}) == len(found), f"{code}: a case stands twice"
    return tuple(found)


def _cases(code: str, suite: str, text: str) -> Iterator[Case]:
    dealt = random.Random(f"{SEEDS[suite]} {code}").sample(HALVES, 2) if suite in SEEDS else list(HALVES)
    for number, part in enumerate(("\n" + text).split("\n@ ")[1:]):
        evidence, *entries = part.split("\n= ")
        evidence = evidence.split("\n", 1)[1]
        for entry in entries:
            head, draft = entry.split("\n", 1)
            want, kind, *verdicts = head.split()
            wanted = frozenset[str]()
            if want == "no":
                wanted = frozenset(verdicts[0].split(",")) if verdicts else frozenset(VERDICTS) - OK_VERDICTS
            draft = draft.strip() + "\n"
            hashed = hashlib.sha256(f"{code}\0{draft}".encode()).digest()[0]
            half = HALVES[hashed % 2] if suite == "first" else dealt[number % 2]
            if suite == "fifth":
                half = HALVES[code not in LOOKED_AT]
            yield Case(code=code, kind=kind, draft=draft, evidence=evidence.strip() + "\n", wanted=wanted, half=half)


def _article(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


@cache
def _views(evidence: str) -> Views:
    """Return what is made of the evidence of a case: a dozen cases have the same, which is read once."""
    return Views([_article(evidence, "evidence.txt")], "rules")


def decided(case: Case) -> list[Verdict]:
    """Return the verdicts on the quotations of a case's draft."""
    draft, views = _article(case.draft, "draft.txt"), _views(case.evidence)
    return list(check_draft(draft, views.evidence, tier="rules", evidence_tier="rules", views=views).results)


def outcome(case: Case, verdicts: list[Verdict]) -> str:
    """ "right", "passed", "wrong name" (not ok, under another verdict), "accused" or "look"; nothing found isn't ok."""
    names = [verdict.verdict for verdict in verdicts]
    ok = bool(names) and all(name in OK_VERDICTS for name in names)
    if case.wanted:
        return "passed" if ok else "right" if any(name in case.wanted for name in names) else "wrong name"
    return "right" if ok else "look" if all(name in OK_VERDICTS | LOOK_VERDICTS for name in names) else "accused"


@cache
def counted(codes: tuple[str, ...], half: str | None, suite: str) -> tuple[dict[str, Counter[str]], list[str]]:
    """Return the counts of each language, and a line for each case that went wrong in the half that is looked at."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    for code in codes:
        for case in cases(code, suite):
            if half and case.half != half:
                continue
            verdicts = decided(case)
            result = outcome(case, verdicts)
            table[code][result] += 1
            table[code]["harmful" if case.wanted else "honest"] += 1
            if result != "right" and case.half == "tune":
                got = "; ".join(f"{v.verdict} ({v.reason})" for v in verdicts) or "no quotation found"
                wrong.append(f"{result:<10} {code} {case.kind:<18} {case.draft.strip()}\n{'':<14}{got}")
    return dict(table), wrong


def measure() -> dict[str, float]:
    """The gated figures: what passes in any language, and shares of the honest drafts."""
    figures = {}
    for suite, suffix in zip(SUITES, ("", *(f", {suite} suite" for suite in SUITES[1:])), strict=True):
        table, _ = counted(tuple(sorted(languages())), None, suite)
        total = sum(table.values(), Counter[str]())
        figures["harmful graded ok" + suffix] = float(total["passed"])
        figures["honest accused, %" + suffix] = 100 * total["accused"] / total["honest"]
        figures["honest to look at, %" + suffix] = 100 * total["look"] / total["honest"]
    return figures


def main(arguments: list[str]) -> None:
    """Print the table; ``--list`` also names the cases that went wrong, those of the measuring half excepted."""
    parser = argparse.ArgumentParser(prog="./run bench languages", description=__doc__)
    parser.add_argument("codes", nargs="*", default=[])
    parser.add_argument("--suite", choices=SUITES, default=SUITES[0])
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--markdown", action="store_true", help="the table of docs/languages.md")
    options = parser.parse_args(arguments)
    codes = tuple(options.codes or sorted(languages()))
    table, wrong = counted(codes, options.half, options.suite)
    codes = tuple(code for code in codes if code in table)
    names = {code: language.name for code, language in languages().items()}
    rows = [(names[code], *(table[code][field] for field in FIELDS)) for code in codes]
    rows.append(("all", *(sum(table[code][field] for code in codes) for field in FIELDS)))
    if options.markdown:
        print("| language | " + " | ".join(FIELDS) + " |\n|---|" + "---:|" * len(FIELDS))
        print("\n".join("| " + " | ".join(map(str, row)) + " |" for row in rows))
    else:
        print(f"{'language':<14}" + "".join(f"{field:>12}" for field in FIELDS))
        print("\n".join(f"{row[0]:<14}" + "".join(f"{cell or '':>12}" for cell in row[1:]) for row in rows))
    if options.list:
        print("\n".join(wrong))
