"""Mutants end to end: each stands in a draft, in marks and with its speaker, and goes through ``check_draft``."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from random import Random

from attribune.articles.plain import read
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import Article, Verdict
from benchmarks._passages import Passage
from benchmarks.mutants import Mutant, mutants

# These change the marks of a draft themselves, so that it would hold another quotation than the one meant.
_NOT_IN_DRAFTS = frozenset(
    {"outer marks left on", "nested marks swapped", "scare quotes put in", "lines wrapped", "character references"}
)
# These name somebody at random ("[Donald] Obama"), allowed by their form, which is all that the comparison can see.
# In an article that says who is who they are neither harmless nor surely harmful.
_NAMES_ANYBODY = frozenset(
    {
        "bracketed name for a pronoun",
        "bracketed name after a pronoun",
        "bracketed first name",
        "bracketed title",
        "bracketed thing for it",
    }
)
_NAME = re.compile(r"\b[A-Z][\w-]+ (?:[A-Z]\. )?(?:de |van |von )?[A-Z][\w-]+(?=$|,| (?:said|of|who|and)\b)")
MISATTRIBUTED = "speaker swapped"


def in_drafts(passages: list[Passage]) -> Iterator[tuple[Mutant, bool, Verdict | None]]:
    """Yield every mutant that can stand in a draft, whether it was graded ok, and its verdict (None: listed apart)."""
    evidence = {p.number: _article(p.article, f"{p.number}.txt") for p in passages}
    views = Views(list(evidence.values()), "fast")  # read once for all drafts
    for passage in passages:
        name = _speaker(passage)
        if name is None:
            continue
        chosen = [
            m
            for m in mutants([passage])
            if m.kind not in _NOT_IN_DRAFTS | _NAMES_ANYBODY and not re.search('[“”"\n]', m.words)
        ]
        other = _somebody_else(passage, name)
        lines = [f"{name} said: “{m.words}”" for m in chosen]
        if other:
            chosen.append(Mutant(passage=passage, kind=MISATTRIBUTED, harm=True, words=passage.words))
            lines.append(f"{other} said: “{passage.words}”")
        draft = _article("\n\n".join(lines), "draft.txt")
        yield from _graded(draft, views, chosen)


def _graded(draft: Article, views: Views, chosen: list[Mutant]) -> Iterator[tuple[Mutant, bool, Verdict | None]]:
    checks = {verdict.quote[0]: verdict for verdict in check_draft(draft, views.evidence, views=views).results}
    at = 0
    for mutant in chosen:
        at = draft.text.index(f"“{mutant.words}", at) + 1
        verdict = next((checks[n] for n in range(at, at + 6) if n in checks), None)
        if verdict is not None or mutant.harm:  # a harmless edit listed apart wasn't graded at all
            yield mutant, verdict is not None and verdict.ok, verdict


def print_drafts(passages: list[Passage], show: str | None) -> None:
    """Print, for each kind, how many edits were graded wrongly, and the verdicts that harmful and harmless ones got."""
    count, wrong = Counter[tuple[bool, str]](), Counter[tuple[bool, str]]()
    verdicts: dict[bool, Counter[str]] = defaultdict(Counter)
    for mutant, ok, verdict in in_drafts(passages):
        key = (mutant.harm, mutant.kind)
        count[key] += 1
        wrong[key] += ok == mutant.harm
        verdicts[mutant.harm][verdict.verdict if verdict else "apart"] += 1
        if ok == mutant.harm and show and show in mutant.kind:
            outcome = f"{verdict.verdict}: {verdict.reason}" if verdict else "apart"
            print(f"{mutant.kind}\n  {mutant.words!r}\n  {mutant.passage.words!r}\n  {outcome}", file=sys.stderr)
    for harm in (True, False):
        print(f"\n{'harmful: graded ok' if harm else 'harmless: graded not ok':<44}{'edits':>7}{'wrong':>7}")
        for key in [key for key in count if key[0] == harm]:
            print(f"  {key[1]:<42}{count[key]:>7}{wrong[key]:>7}")
        total, bad = (sum(n for key, n in counter.items() if key[0] == harm) for counter in (count, wrong))
        print(f"{'together':<44}{total:>7}{bad:>7}  {bad / max(1, total):.2%}")
        print("  " + ", ".join(f"{n} {name}" for name, n in verdicts[harm].most_common()))


def _article(text: str, name: str) -> Article:
    (article,) = read(text.encode(), name=name)
    return article


def _speaker(passage: Passage) -> str | None:
    """Return the full name in the words by which the article names the speaker.

    None for a pronoun, a role or a group.
    """
    name = _NAME.search(passage.speaker or "")
    return name[0] if name else None


def _somebody_else(passage: Passage, name: str) -> str | None:
    """Another person whom the article quotes or names with a full name."""
    names = sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+(?= said| told)", passage.article)))
    others = [n for n in names if not set(n.split()) & set(name.split())]
    return Random(passage.start).choice(others) if others else None
