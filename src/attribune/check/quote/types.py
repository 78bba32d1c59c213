"""The results of a comparison and the types of its arguments."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
Voices = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Voiced:
    """Each voice's spans of one source, for comparison with many quotations.

    Compared by identity, so that the cache finds what was computed for them without looking at every span.
    """

    voices: Voices


# All that a house style can allow. Each names the one place that reads it; whatever isn't here is never allowed.
ALLOWANCES: dict[str, str] = {
    "spelling": "British or American spelling: colour, color",
    "hyphens": "a hyphen or a space in a compound: well-known, well known",
    "contractions": "contractions written out or in: don't, do not",
    "fillers": "um and er left out, not put in",
    "informal": "gonna as going to, wanna as want to",
    "agreement": "there is two as there are two",
    "brackets": "a bracketed tense or verb: He [was] late",
}
POLICIES: dict[str, frozenset[str]] = {
    "strict": frozenset(),
    "ap": frozenset({"spelling", "hyphens"}),
    "guardian": frozenset(ALLOWANCES),
}
JOIN = "+"  # between the allowances of a house style of one's own: "spelling+fillers"


def allowances(policy: str) -> frozenset[str]:
    """Return what a house style allows: a named one, or allowances joined by "+". Raises ValueError for others."""
    if policy in POLICIES:
        return POLICIES[policy]
    named = policy.split(JOIN)
    unknown = [name for name in named if name not in ALLOWANCES]
    if unknown:
        raise ValueError(
            f"unknown policy {policy!r}; there are: {', '.join(POLICIES)}, "
            f"or of {', '.join(ALLOWANCES)} those that are allowed, joined by {JOIN}"
        )
    return frozenset(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. ``draft`` offsets count in the quotation, ``evidence`` offsets in the source.

    ``rule`` is "edge" or "ellipsis" where the words are right and only what was left out is objected to.
    """

    kind: str
    severity: str
    draft: Span
    draft_text: str
    evidence: Span
    evidence_text: str
    note: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a comparison.

    ``coverage`` only ranks candidates. ``narrated``: only the source's own account has the words.
    """

    verdict: str
    ok: bool
    changes: tuple[Edit, ...] = ()
    span: Span | None = None
    pieces: tuple[Span, ...] = ()
    coverage: float = 0.0
    reason: str = ""
    narrated: bool = False
