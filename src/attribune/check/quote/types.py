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


POLICIES: dict[str, frozenset[str]] = {
    "strict": frozenset(),
    "ap": frozenset({"spelling"}),
    "guardian": frozenset({"spelling", "contractions", "fillers", "grammar"}),
}


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
