"""Draft and evidence → one typed verdict for every quotation. The library twin of ``attribune check``.

Candidates by shared rare words (:mod:`attribune.check.evidence.index`), a typed edit script against every turn of the
candidates (:mod:`attribune.check.quote`), the speaker compared, the best finding taken. Nothing is a score, and
what isn't proven is not ok.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from attribune.articles import limits
from attribune.articles.document.identity import Ids
from attribune.check.disputes import later_passage
from attribune.check.draft import DraftQuote, draft_quotes, line_starts, refuse_too_many
from attribune.check.evidence.cache import Unread, Views
from attribune.check.evidence.copied_text import COPIED, DraftPassages
from attribune.check.evidence.coverage import about, coverage, searched
from attribune.check.evidence.decision import MAX_EVIDENCE, UNCLOSED, as_copied, decide
from attribune.check.evidence.exclusion import Sieve
from attribune.check.evidence.index import Index, Only
from attribune.check.evidence.nearest import nearest
from attribune.check.finding import SEPARATE, WHO_OPEN, Finding, findings
from attribune.check.messages import message
from attribune.check.multilingual.verdicts import doubted_language, foreign_verdict, with_original
from attribune.check.quote import TOO_MUCH_WORK, TooMuchWork, Work, limited
from attribune.check.shown import changes_of, copies_of, listed_apart, one_an_article, passage
from attribune.check.speakers.told_elsewhere import meant_elsewhere
from attribune.check.speakers.voice import Voice
from attribune.check.unchecked_marks import notes
from attribune.errors import AttribuneError, TooLarge
from attribune.records import (
    OK_VERDICTS,
    VERDICTS,
    Article,
    Citation,
    DraftSpeaker,
    NotChecked,
    Report,
    Verdict,
)
from attribune.sources.timed import read_in_time
from attribune.statements.extract import Tier
from attribune.text.document import Document
from attribune.text.sentences import sentences
from attribune.workers import collecting_rarely

if TYPE_CHECKING:
    from attribune.check.evidence.corpus import CorpusLibrary

MAX_CANDIDATES = 12  # articles looked at for one quotation; on PolNeAR train the right one is among the first 3
WHOLE_SHARE = 0.8  # share of a quotation's rare words and pairs from which on an article may have it whole
MIN_SHARE = 0.2  # below it nothing of the quotation is there
MIN_OTHER_SHARE = 0.5  # where an article has the whole quotation, below this no other one has other words for it
MAX_PARTLY = 3  # articles looked at that only have a part of the quotation
MAX_SENTENCES = 12  # of a quotation up to which each is sought by itself
LONGEST_JOINT = 6  # code points between clauses that a draft makes sentences of: ", and "
DIVIDED = "the same words, divided into other sentences than in the evidence"
REORDERED = "the sentences stand in the evidence in another order"
# Steps (see :mod:`attribune.check.quote.work`) that all comparisons of a draft may take, and one quotation's.
LEAST_STEPS = 5_000_000
STEPS_A_CHARACTER = 5
MOST_STEPS = 2_000_000


# From the evidence's views, the draft's quotations and their verdicts to the verdicts and citations that are told.
Cite = Callable[[Views, Sequence[DraftQuote], list[Verdict]], tuple[list[Verdict], tuple[Citation, ...]]]


@collecting_rarely()
def check_draft(
    draft: Article,
    evidence: Sequence[Article],
    *,
    policy: str = "strict",
    tier: Tier = "auto",
    evidence_tier: Tier = "fast",
    progress: Callable[[int, int], None] | None = None,
    libraries: Sequence[CorpusLibrary] = (),
    sieve: Sieve | None = None,
    ids: Ids | None = None,
    unread: dict[str, AttribuneError] | None = None,
    quotes: Sequence[DraftQuote] | None = None,
    views: Views | None = None,
    cite: Cite | None = None,
) -> Report:
    """Check every quotation of ``draft`` against ``evidence`` and the corpora in ``libraries``.

    ``policy`` is "strict", "ap" or "guardian"; ``progress`` is called with (quotations done, all of them). ``sieve``
    knows what was left out of the evidence before. ``ids`` keeps articles apart that share an id, and ``unread`` gets
    the evidence that can't be read, by id, with the reason, and is left out; give the same for several drafts. Without
    ``unread`` that is raised. ``quotes`` are the draft's quotations where they are known; ``views`` have
    what was made of ``evidence`` before, which isn't made again; ``cite`` looks at what the draft cites.
    Raises ValueError for an unknown policy, NetError where a tier's net can't run, TooLarge where the draft has too
    many quotations, or reading it takes too long.
    """
    ids = ids or Ids()
    evidence = [ids.own(article) for article in evidence]
    document = Document.of(draft)
    limits.check_marks(draft.text, draft.name)
    refuse_too_many(document)
    quotes = draft_quotes(read_in_time(document, tier=tier, figures=False), document) if quotes is None else quotes
    left_out: dict[str, AttribuneError] = {} if unread is None else unread
    while True:
        try:
            read = [article for article in evidence if article.id not in left_out]
            _refuse_long(read)
            known = views.of(read) if views else Views(read, evidence_tier)
            return _checked(document, quotes, known, libraries, ids, left_out, policy, progress, sieve, cite)
        except Unread as found:
            if unread is None:
                raise (found.__cause__ or found.error) from None
            left_out[found.article.id] = found.error


def _checked(
    document: Document,
    quotes: Sequence[DraftQuote],
    read: Views,
    libraries: Sequence[CorpusLibrary],
    ids: Ids,
    left_out: Container[str],
    policy: str,
    progress: Callable[[int, int], None] | None,
    sieve: Sieve | None,
    cite: Cite | None,
) -> Report:
    """Check the quotations. Raises Unread where an article that is needed can't be read, or is too long."""
    draft = document.article
    beyond = []
    parts = [searched(about(read.evidence))]
    for library in libraries:
        found = library.shortlist(quotes, ids).without(left_out)
        _refuse_long(found.articles)
        beyond.append((len(found.articles), found.total, found.seen))
        read.add(library, found)
    parts += [library.searched() for library in libraries]
    said = coverage(parts, sieve.left_out if sieve else ())
    index = Index(read.evidence, [quote.text for quote in quotes], beyond=beyond, known=read.words)
    starts, text = line_starts(draft.text), DraftPassages(draft)
    checks: list[Verdict] = []
    apart: list[NotChecked] = []
    work = Work(LEAST_STEPS + STEPS_A_CHARACTER * (len(draft.text) + sum(len(one.text) for one in read.evidence)))
    documents = [read.document(article) for article in read.evidence]
    for done, quote in enumerate(quotes):
        if quote.utterance is not None:
            verdict = foreign_verdict(quote, document, documents, work)
            if verdict.verdict == "unclear" and text.is_only_copy(quote, read):
                verdict = replace(verdict, verdict="verbatim", ok=True, reason=COPIED)
            old = {read.evidence[number].id for number in read.superseded}
            if verdict.ok and all(passage.article in old for passage in verdict.evidence):
                verdict = replace(verdict, verdict="disputed", ok=False, reason="a later version replaced this page")
            checks.append(_located(verdict, starts))
            continue
        placed = _found_in_time(quote, index, read, policy, work)
        if quote.apart:
            apart.append(listed_apart(quote, placed or [], read))
        elif placed is None:
            checks.append(_located(_undecided(quote), starts))
        else:
            verdict = _verdict(quote, placed, index, read, text)
            verdict = with_original(doubted_language(verdict, documents), documents)
            checks.append(_located(verdict, starts))
        if progress:
            progress(done + 1, len(quotes))
    citations: tuple[Citation, ...] = ()
    if cite is not None:
        checks, citations = cite(read, [quote for quote in quotes if not quote.apart], checks)
    summary: dict[str, int] = {name: sum(check.verdict == name for check in checks) for name in VERDICTS}
    unseen = notes(document, checks, apart)
    return Report(
        draft=draft, results=tuple(checks), coverage=said, summary=summary, not_checked=tuple(apart),
        citations=citations, notes=unseen,
        ok=not unseen and all(check.ok for check in checks), complete=not unseen,
    )  # fmt: skip


def found_in(quote: DraftQuote, number: int, read: Views, policy: str, work: Work) -> Finding | None:
    """Return the best that one article says of a quotation; None where it says nothing, or
    comparing took too many steps.
    """
    found = _found_in_time(quote, Only(number), read, policy, work)
    return found[0] if found else None


def _refuse_long(articles: Iterable[Article]) -> None:
    """Raise Unread for an article longer than one that is compared, before anything else is done with it."""
    for article in articles:
        try:
            limits.check_length(article.text, article.name or article.title or article.id)
        except TooLarge as error:
            raise Unread(article, error) from error


def _found_in_time(quote: DraftQuote, index: Index, read: Views, policy: str, work: Work) -> list[Finding] | None:
    """Return the findings, best first; None where comparing takes more steps than one quotation, or all, may take."""
    if len(quote.text) > limits.MOST_QUOTED:
        return None
    try:
        with limited(Work(MOST_STEPS, work)):
            return _found(quote, index, read, policy)
    except TooMuchWork:
        return None


def _undecided(quote: DraftQuote) -> Verdict:
    """Return the verdict on a quotation whose comparison was given up."""
    speaker = DraftSpeaker(name=quote.voice.name, span=quote.voice.span) if quote.voice else None
    return Verdict(
        quote=quote.span, text=quote.text, verdict="unclear", ok=False, speaker=speaker, reason=TOO_MUCH_WORK
    )


def _found(quote: DraftQuote, index: Index, read: Views, policy: str) -> list[Finding]:
    """Return the findings, best first. Half of a parted sentence is good where the whole is."""
    found = _search(quote, index, read, policy)
    named = _named_elsewhere(quote, found, read)
    if named is not None:
        quote = replace(quote, voice=named)
        found = _search(quote, index, read, policy)
    if quote.whole and not (found and found[0].verdict in OK_VERDICTS):
        whole = _search(replace(quote, text=quote.whole), index, read, policy)
        if whole and whole[0].verdict in OK_VERDICTS:
            return [replace(f, result=replace(f.result, changes=())) for f in whole if f.verdict in OK_VERDICTS]
    if not found or (found[0].verdict in ("altered", "not_direct") and not any(f.placed for f in found)):
        return _rearranged(quote, index, read, policy) or found
    return found


def _named_elsewhere(quote: DraftQuote, found: Sequence[Finding], read: Views) -> Voice | None:
    """Return by name whom the draft describes, where that keeps the best finding open and another article of the
    evidence tells it."""
    best = found[0] if found else None
    if best is None or not best.placed or best.turn is None or best.turn.speaker is None or WHO_OPEN not in best.reason:
        return None
    return meant_elsewhere(quote.voice, best.turn.speaker, best.article, read)


def _rearranged(quote: DraftQuote, index: Index, read: Views, policy: str) -> list[Finding]:
    """Findings of a quotation whose sentences all stand in the evidence, but not so: in another order, or apart."""
    pieces = [quote.text[start:end] for start, end in sentences(quote.text)]
    if not 1 < len(pieces) <= MAX_SENTENCES:
        return []
    there: list[Finding] = []
    for piece in pieces:
        found = next(
            (f for f in _search(replace(quote, text=piece, whole=None), index, read, policy) if f.placed), None
        )
        if found is None:
            return []
        there.append(found)
    one = len({(f.article, f.turn.span if f.turn else f.span) for f in there}) == 1
    near = all(later.span[0] - earlier.span[1] <= LONGEST_JOINT for earlier, later in pairwise(there))
    in_order = there == sorted(there, key=lambda f: f.span)
    reason = SEPARATE if not one else REORDERED if not in_order else DIVIDED if near else SEPARATE
    result = replace(there[0].result, verdict="altered", ok=False, changes=(), coverage=1.0, reason=reason)
    return [replace(f, verdict="altered", result=result, reason=reason, cut=None, placed=False) for f in there]


def _search(quote: DraftQuote, index: Index, read: Views, policy: str) -> list[Finding]:
    """Return the findings of the likeliest candidates, best first: all that may have the words,
    few that have some of them.
    """
    found: list[Finding] = []
    partly = 0
    candidates = _candidates(quote, read.evidence, index)
    read.expect(_likely(candidates))
    for number, share in candidates:
        if share < WHOLE_SHARE:
            there = any(f.result.coverage == 1.0 for f in found)
            if share < (MIN_OTHER_SHARE if there else MIN_SHARE) or partly == MAX_PARTLY:
                break
            partly += 1
        found += findings(quote, number, read(number), policy)
    old = read.superseded
    return sorted(
        found,
        key=lambda f: (f.verdict not in OK_VERDICTS or f.article in old, f.rank, f.article in old, f.article, f.span),
    )


def _likely(candidates: Sequence[tuple[int, float]]) -> list[int]:
    """Return the candidates that are looked at whatever is found, but for the last ones."""
    whole = [number for number, share in candidates if share >= WHOLE_SHARE]
    partly = [number for number, share in candidates if MIN_OTHER_SHARE <= share < WHOLE_SHARE]
    return [*whole, *partly[:MAX_PARTLY]]


def _candidates(quote: DraftQuote, evidence: Sequence[Article], index: Index) -> list[tuple[int, float]]:
    """Return the likeliest articles with their shares; of equal ones those first that name the draft's speaker."""
    family = quote.voice.name.split()[-1] if quote.voice and quote.voice.name.split() else ""
    candidates = index.candidates(quote.text, 4 * MAX_CANDIDATES)
    candidates.sort(key=lambda c: (-round(c[1], 1), not family or family not in evidence[c[0]].text, -c[1], c[0]))
    return candidates[:MAX_CANDIDATES]


def _located(verdict: Verdict, starts: Sequence[int]) -> Verdict:
    """Return the verdict with its line and column in the draft and its message; ``starts`` are
    the offsets of the lines.
    """
    line = bisect_right(starts, verdict.quote[0])
    return replace(verdict, line=line, column=verdict.quote[0] - starts[line - 1] + 1, message=message(verdict))


def _verdict(quote: DraftQuote, found: list[Finding], index: Index, read: Views, draft: DraftPassages) -> Verdict:
    """Return the answer for one quotation."""
    speaker = DraftSpeaker(name=quote.voice.name, span=quote.voice.span) if quote.voice else None
    best = found[0] if found else None
    if best is None:
        open_ = quote.doubt or (None if quote.closed else UNCLOSED)
        return Verdict(
            quote=quote.span,
            text=quote.text,
            verdict="unclear" if open_ else "not_found",
            ok=False,
            speaker=speaker,
            nearest=nearest(quote, index, read),
            reason=open_ or "nothing in the evidence supports it",
        )
    decided = decide(quote, best, found, read, draft)
    if decided.verdict not in OK_VERDICTS:
        for number in dict.fromkeys(finding.article for finding in found):
            copied = draft.copied(quote, read(number))
            again = as_copied(copied, number) if copied is not None else None
            answer = decide(quote, again, found, read, draft, copied) if again is not None else decided
            if again is not None and answer.verdict in OK_VERDICTS:
                best, found, decided = again, [again, *found], answer
                break
    verdict, reason, cut, against = decided
    old = read.superseded
    support = one_an_article(
        [f for f in found if f.verdict == best.verdict and (f.article in old) == (best.article in old)]
    )
    copies = copies_of(support, read)
    shown = list(copies)[:MAX_EVIDENCE]
    replaced = old.get(best.article)
    if replaced is not None and best.placed and best.verdict in (*OK_VERDICTS, "trimmed"):
        verdict, reason, against = "disputed", replaced.told(), (later_passage(best, replaced.latest, found, read),)
    return Verdict(
        quote=quote.span,
        text=quote.text,
        verdict=verdict,
        ok=verdict in OK_VERDICTS,
        speaker=speaker,
        changes=changes_of(quote, best),
        evidence=tuple(replace(passage(support[n], read), copies=copies[n]) for n in shown),
        against=against,
        cut=cut,
        nearest=None,
        reason=reason,
        independent_sources=len(copies) if read.are_traced([f.article for f in support]) else None,
    )
