"""Does a check that comes back as a file still say what its own words and passages say?

A verdict can't be found again without all that was searched. But who changes one by hand is found out where draft,
passage and verdict stand beside each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from attribune.check.quote import POLICIES, verify_quote, words
from attribune.records import OK_VERDICTS, Evidence, Report, Verdict

_BRACKETED = re.compile(r"\[[^\[\]]*\]\w*|[…⋯]|\.\s{0,2}\.\s{0,2}\.")  # what may stand for other words in a quotation


def contradictions(check: Report) -> list[str]:
    """Return what in a check can't be as it says, a line each; empty where nothing is found.

    Raises TypeError, ValueError, AttributeError or IndexError where it isn't a check at all.
    """
    found = []
    for number, verdict in enumerate(check.results, 1):
        found += [f"quotation {number} {problem}" for problem in _problems(check.draft.text, verdict)]
    counted = Counter(verdict.verdict for verdict in check.results)
    if {name: count for name, count in check.summary.items() if count} != dict(counted):
        found.append("its summary counts other verdicts than there are")
    return found


def _problems(draft: str, verdict: Verdict) -> Iterator[str]:
    start, end = verdict.quote
    if not _norms(verdict.text) or _norms(verdict.text) != _norms(draft[start:end]):
        yield "has other words than the draft at its span"
    if verdict.ok != (verdict.verdict in OK_VERDICTS):
        yield f"is {verdict.verdict}, and whether that is ok isn't as it says"
    if verdict.verdict in OK_VERDICTS:
        if not verdict.evidence:
            yield f"is called {verdict.verdict} without evidence"
        if not all(_supports(verdict, evidence) for evidence in verdict.evidence):
            yield f"is called {verdict.verdict}, and its evidence has other words"


def _supports(verdict: Verdict, evidence: Evidence) -> bool:
    """True if some house style lets the passage be quoted so, or the quotation's words stand in it as they are.

    The latter is for half of a sentence that "she said" parts in the draft, whose evidence is the whole sentence, and
    for brackets that name what stands far from the passage.
    """
    for spoken in (None, ((0, len(evidence.text)),)):
        if any(verify_quote(verdict.text, evidence.text, policy=one, spoken=spoken).ok for one in POLICIES):
            return True
    pieces = _BRACKETED.split(verdict.text) if verdict.verdict == "faithful" else [verdict.text]
    there, at = f" {' '.join(_norms(evidence.text))} ", 0
    for piece in pieces:
        asked = " ".join(_norms(piece))
        at = there.find(f" {asked} ", at) if asked else at
        if at < 0:
            return False
    return True


def _norms(text: str) -> list[str]:
    return [word.norm for word in words(text)]
