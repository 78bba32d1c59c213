"""Draft and evidence → one typed verdict for every quotation. The library twin of ``attribune check``.

Candidates by shared rare words (:mod:`attribune.check.index`), a typed edit script against every turn of the
candidates (:mod:`attribune.check.quote`), the speaker compared, the best finding taken. Nothing is a score, and
what isn't proven is not ok.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial

from attribune.check.draft import DraftQuote, draft_quotes
from attribune.check.finding import Finding, findings
from attribune.check.index import Index
from attribune.check.nearest import nearest
from attribune.check.passage import evidence_at
from attribune.check.quote import verify_quote
from attribune.check.turns import View, view
from attribune.records import (
    OK_VERDICTS,
    Apart,
    Article,
    Change,
    Check,
    Coverage,
    DraftSpeaker,
    Verdict,
    VerdictName,
)
from attribune.sources.reading import read_article
from attribune.statements.extract import Tier

MAX_CANDIDATES = 12  # articles looked at for one quotation; on PolNeAR train the right one is among the first 3
MAX_CHANGED = 3  # of them, how many are read that only have something like the quotation
MIN_LOOK = 0.4  # share of a quotation's words, aligned, below which an article isn't read at all
MAX_EVIDENCE = 5  # passages shown for one verdict
VERDICTS: tuple[VerdictName, ...] = (
    "verbatim", "faithful", "altered", "misattributed", "not_direct", "not_found", "unclear",
)  # fmt: skip


def check_draft(
    draft: Article,
    evidence: Sequence[Article],
    *,
    policy: str = "strict",
    tier: Tier = "auto",
    evidence_tier: Tier = "fast",
    progress: Callable[[int, int], None] | None = None,
) -> Check:
    """Check every quotation of ``draft`` against ``evidence``.

    ``policy`` is "strict", "ap" or "guardian"; ``progress`` is called with (quotations done, all of them).
    Raises ValueError for an unknown policy, NetError where a tier's net can't run.
    """
    quotes = draft_quotes(read_article(draft, tier=tier))
    index = Index(evidence, [quote.text for quote in quotes])
    views: dict[int, View] = {}
    read = partial(_view, evidence, views, evidence_tier)
    checks: list[Verdict] = []
    apart: list[Apart] = []
    for done, quote in enumerate(quotes):
        found = _search(quote, evidence, index, read, policy)
        if quote.apart:
            apart.append(_apart(quote, found, read))
        else:
            checks.append(_verdict(quote, found, evidence, index, read))
        if progress:
            progress(done + 1, len(quotes))
    summary: dict[str, int] = {name: sum(check.verdict == name for check in checks) for name in VERDICTS}
    return Check(draft=draft, checks=tuple(checks), coverage=coverage(evidence), summary=summary, apart=tuple(apart))


def _view(evidence: Sequence[Article], views: dict[int, View], tier: Tier, number: int) -> View:
    if number not in views:
        views[number] = view(read_article(evidence[number], tier=tier))
    return views[number]


def _search(
    quote: DraftQuote, evidence: Sequence[Article], index: Index, read: Callable[[int], View], policy: str
) -> list[Finding]:
    """The findings of the likeliest candidates, best first. An article is only read where words agree."""
    found: list[Finding] = []
    looked = [
        (verify_quote(quote.text, evidence[number].text, policy=policy), number)
        for number, _ in index.candidates(quote.text, MAX_CANDIDATES)
    ]
    looked.sort(key=lambda item: (not item[0].ok, -item[0].coverage))
    partial_ones = 0
    for result, number in looked:
        partial_ones += result.coverage < 1.0
        if result.span is not None and result.coverage >= MIN_LOOK and partial_ones <= MAX_CHANGED:
            found += findings(quote, number, read(number), policy)
    return sorted(found, key=lambda f: (f.rank, f.article, f.span))


def _verdict(
    quote: DraftQuote,
    found: list[Finding],
    evidence: Sequence[Article],
    index: Index,
    read: Callable[[int], View],
) -> Verdict:
    speaker = DraftSpeaker(name=quote.voice.name, span=quote.voice.span) if quote.voice else None
    best = found[0] if found else None
    if best is None:
        return Verdict(
            quote=quote.span,
            text=quote.text,
            verdict="not_found" if quote.closed else "unclear",
            ok=False,
            speaker=speaker,
            nearest=nearest(quote, evidence, index, read),
            reason="nothing in the evidence supports it" if quote.closed else _UNCLOSED,
        )
    verdict, reason = _settled(quote, best, found)
    support = [f for f in found if f.verdict == best.verdict][:MAX_EVIDENCE]
    return Verdict(
        quote=quote.span,
        text=quote.text,
        verdict=verdict,
        ok=verdict in OK_VERDICTS,
        speaker=speaker,
        changes=_changes(quote, best),
        evidence=tuple(evidence_at(read(f.article).reading, f.span, f.turn) for f in _one_an_article(support)),
        nearest=None,
        reason=reason,
    )


_UNCLOSED = "its quotation mark is never closed, so where it ends can't be told"


def _settled(quote: DraftQuote, best: Finding, found: list[Finding]) -> tuple[VerdictName, str]:
    """The best finding's verdict, unless the draft leaves open what is quoted or who speaks."""
    if not quote.closed:
        return "unclear", _UNCLOSED
    if best.verdict in OK_VERDICTS and quote.voice is None:
        names = {f.turn.speaker.name for f in found if f.verdict in OK_VERDICTS and f.turn and f.turn.speaker}
        if len(names) > 1:
            return "unclear", f"the draft names no speaker, and the evidence has two: {', '.join(sorted(names))}"
    return best.verdict, best.reason


def _one_an_article(found: list[Finding]) -> list[Finding]:
    seen: set[int] = set()
    kept = []
    for finding in found:
        if finding.article not in seen:
            kept.append(finding)
            seen.add(finding.article)
    return kept


def _changes(quote: DraftQuote, finding: Finding) -> tuple[Change, ...]:
    """The edit script with offsets into the draft and into the evidence article."""
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


def _apart(quote: DraftQuote, found: list[Finding], read: Callable[[int], View]) -> Apart:
    good = next((f for f in found if f.verdict in OK_VERDICTS), None)
    return Apart(
        quote=quote.span,
        text=quote.text,
        reason=quote.apart or "",
        evidence=evidence_at(read(good.article).reading, good.span, good.turn) if good else None,
    )


def coverage(evidence: Sequence[Article]) -> Coverage:
    """What was searched. ``snapshot`` names exactly this set of bytes, whatever its order."""
    dates = sorted(article.published for article in evidence if article.published)
    digest = hashlib.sha256("\n".join(sorted(article.sha256 for article in evidence)).encode()).hexdigest()
    return Coverage(
        articles=len(evidence),
        outlets=len({article.outlet for article in evidence if article.outlet}),
        from_=dates[0] if dates else None,
        to=dates[-1] if dates else None,
        languages=tuple(sorted({article.language for article in evidence if article.language})),
        snapshot=digest[:16],
    )
