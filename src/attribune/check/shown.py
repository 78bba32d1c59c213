"""From findings to what a verdict's record shows: passages with their sources, what was cut, the edit script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attribune.check.draft import DraftQuote
from attribune.check.evidence.cache import Views
from attribune.check.evidence.passage import evidence_at
from attribune.check.finding import Finding
from attribune.records import OK_VERDICTS, Change, Cut, Evidence, NotChecked


def copies_of(support: Sequence[Finding], read: Views) -> dict[int, int]:
    """Return of each source the place of its first finding, and how many more of these articles are copies of it."""
    source = read.source_of([finding.article for finding in support])
    first: dict[tuple[int, int], int] = {}
    copies: dict[int, int] = {}
    for place, finding in enumerate(support):
        at = first.setdefault(source[finding.article], place)
        copies[at] = copies.get(at, -1) + 1
    return copies


def passage(finding: Finding, read: Views) -> Evidence:
    """Return the passage of a finding, with its mended sentence."""
    found = evidence_at(read(finding.article), finding.span, finding.turn)
    if finding.sentence is None or found.sentence is None:
        return found
    low, high = finding.sentence
    return replace(found, sentence=(min(low, found.sentence[0]), max(high, found.sentence[1])))


def cut_of(finding: Finding) -> Cut | None:
    left = finding.cut
    return Cut(before=" … ".join(filter(None, (left.before, *left.hidden))), after=left.after) if left else None


def one_an_article(found: list[Finding]) -> list[Finding]:
    seen: set[int] = set()
    kept = []
    for finding in found:
        if finding.article not in seen:
            kept.append(finding)
            seen.add(finding.article)
    return kept


def changes_of(quote: DraftQuote, finding: Finding) -> tuple[Change, ...]:
    """Return the edit script with offsets into the draft and into the evidence article."""
    changes = [
        Change(
            kind=edit.kind,  # type: ignore[arg-type]
            severity=edit.severity,  # type: ignore[arg-type]
            draft=quote.in_draft(edit.draft),
            draft_text=edit.draft_text,
            evidence_text=edit.evidence_text,
            evidence=edit.evidence,
            note=edit.note,
        )
        for edit in finding.result.changes
    ]
    if finding.verdict == "misattributed" and finding.turn and finding.turn.speaker and quote.voice:
        span = quote.voice.span or (quote.span[0], quote.span[0])
        changes.append(
            Change(
                kind="speaker",
                severity="major",
                draft=span,
                draft_text=quote.voice.name,
                evidence_text=finding.turn.speaker.name,
            )
        )
    return tuple(changes)


def listed_apart(quote: DraftQuote, found: list[Finding], read: Views) -> NotChecked:
    good = next((f for f in found if f.verdict in OK_VERDICTS), None)
    return NotChecked(
        quote=quote.span,
        text=quote.text,
        reason=quote.apart or "",
        evidence=evidence_at(read(good.article), good.span, good.turn) if good else None,
    )
