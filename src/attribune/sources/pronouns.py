"""Whom a pronoun means: gender and number first, then who spoke last, who is subject, and how near."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from attribune.records import SourceKind, Span
from attribune.sources.words import plain

_FIRST = frozenset("i me my we us our myself ourselves".split())
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_THEY = frozenset("they them their theirs themselves".split())
_IT = frozenset("it its itself".split())
_WHO = frozenset("who whom which that".split())
PRONOUNS = _FIRST | _HE | _SHE | _THEY | _IT | _WHO

# Weights in characters of distance, set on the GUM development documents: a subject or the last speaker
# is preferred to a name that stands about a sentence and a half nearer.
_SUBJECT, _SPOKE, _OTHER_PARAGRAPH, _UNSURE_GENDER = 150, 180, 60, 120
_REACH = 40  # candidates looked at, nearest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody a pronoun may mean: number of the source, where the name stands, and what is known."""

    number: int
    span: Span
    kind: SourceKind
    gender: str | None
    opens: bool


def is_pronoun(text: str) -> bool:
    """Whether the mention is a pronoun alone."""
    return plain(text.strip()) in PRONOUNS


def is_first_person(text: str) -> bool:
    """I, we and their forms."""
    return plain(text.strip()) in _FIRST


def antecedent(
    pronoun: str, at: int, candidates: Iterable[Candidate], *, spoke: int | None, paragraph: int
) -> Candidate | None:
    """The likeliest of ``candidates`` (nearest first, all before ``at``); None where none fits."""
    word, best, least = plain(pronoun.strip()), None, float("inf")
    for seen, candidate in enumerate(candidates):
        if seen >= _REACH:
            break
        if not _fits(word, candidate):
            continue
        cost = float(at - candidate.span[1])
        cost -= _SUBJECT * candidate.opens + _SPOKE * (candidate.number == spoke)
        cost += _OTHER_PARAGRAPH * (candidate.span[0] < paragraph)
        cost += _UNSURE_GENDER * (word in _HE | _SHE and candidate.gender is None)
        cost += _UNSURE_GENDER * (word in _THEY and candidate.kind not in ("group", "organization"))
        if cost < least:
            best, least = candidate, cost
    return best


def _fits(word: str, candidate: Candidate) -> bool:
    if word in _HE | _SHE:
        person = candidate.kind in ("person", "unnamed")
        return person and candidate.gender in (None, "m" if word in _HE else "f")
    if word in _IT:
        return candidate.kind in ("organization", "document", "outlet")
    return word not in _FIRST or candidate.kind == "person"
