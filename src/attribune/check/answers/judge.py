"""Verdicts of an answer's quotations once more, with what it cites for them, and one judgement a citation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from attribune.check.answers.documents import Documents
from attribune.check.answers.passages import Standing, claim_objection, standing
from attribune.check.answers.placing import Placed
from attribune.check.draft import DraftQuote
from attribune.check.engine import LEAST_STEPS, found_in
from attribune.check.evidence.cache import Views
from attribune.check.finding import Finding
from attribune.check.messages import message
from attribune.check.quote import Work
from attribune.records import OK_VERDICTS, Article, Citation, Span, Verdict
from attribune.text.clipping import clip

MOST_COMPARED = 4_000  # pairs of a quotation and a cited document that are compared for one answer
SHOWN = 60  # code points of a quotation in a reason
_HAVE = frozenset({*OK_VERDICTS, "trimmed", "disputed"})  # verdicts in which the words and the speaker are right
UNPROVEN = "it can't be checked: the claim quotes nothing, and the citation doesn't show the words that it cites"
UNCOMPARED = "the cited words are where it says; whether they bear the claim out, which quotes nothing, isn't checked"


class _Checked(NamedTuple):
    """One citation: its document's number, where its words stand, and why it is wrong by itself."""

    placed: Placed
    document: int | None
    standing: Standing
    reason: str | None


@dataclass
class Judge:
    """Judges the citations of one answer against the evidence."""

    placed: Sequence[Placed]
    read: Views
    quotes: Sequence[DraftQuote]
    checks: list[Verdict]
    documents: Documents
    draft: Article
    policy: str
    work: Work = field(default_factory=lambda: Work(4 * LEAST_STEPS))
    _known: dict[tuple[int, int], Finding | None] = field(default_factory=dict)

    def judge(self) -> tuple[list[Verdict], tuple[Citation, ...]]:
        """Return the verdicts, "miscited" where no document that is cited has the words, and the citations in order."""
        checked = [self._checked(one) for one in self.placed]
        out: list[Citation] = []
        judged = [[self._for_quote(one, quote, checked) for quote in one.placed.quotes] for one in checked]
        borne = {pair.quote for pairs in judged for pair in pairs if pair.holds}
        for one, pairs in zip(checked, judged, strict=True):
            if any(pair.holds for pair in pairs):  # of several quotations beside several citations each has its own
                pairs = [pair for pair in pairs if pair.holds or pair.quote not in borne]
            out += pairs or [self._for_claim(one)]
        return self._verdicts(checked), tuple(
            dict.fromkeys(sorted(out, key=lambda c: (c.claim or (0, 0), c.quote or 0)))
        )

    def _checked(self, placed: Placed) -> _Checked:
        cited = placed.cited
        found = self.documents.find(cited.names)
        reason = cited.problem or (None if found.number is not None else found.reason)
        where = Standing(())
        if found.number is not None:
            where = standing(self.read.evidence[found.number], cited.text, cited.location)
            reason = reason or where.reason
        return _Checked(placed, found.number, where, reason)

    def _found(self, quote: int, document: int) -> Finding | None:
        """Return what a document says of a quotation."""
        key = (quote, document)
        if key not in self._known:
            few = len(self._known) < MOST_COMPARED
            self._known[key] = (
                found_in(self.quotes[quote], document, self.read, self.policy, self.work) if few else None
            )
        return self._known[key]

    def _has(self, quote: int, document: int) -> bool:
        """True if a document has a quotation's words from its speaker, cut or not."""
        found = self._found(quote, document)
        return found is not None and (found.verdict in OK_VERDICTS or found.verdict == "trimmed")

    def _for_quote(self, one: _Checked, quote: int, checked: Sequence[_Checked]) -> Citation:
        verdict = self.checks[quote]
        if one.reason is not None or one.document is None:
            return self._citation(one, quote, one.reason or "it names no document")
        shown = self.documents.shown(one.document)
        words = clip(" ".join(verdict.text.split()), SHOWN)
        if verdict.verdict not in _HAVE:
            status = "look" if verdict.verdict == "unclear" else "wrong"
            told = {"unclear": "whether the quotation is right can't be decided"}.get(
                verdict.verdict, f"the quotation is {verdict.verdict.replace('_', ' ')}"
            )
            return self._citation(one, quote, f"{told}: {verdict.message}", status=status)
        if not self._has(quote, one.document):
            other = self._holder(verdict)
            where = f"; {other} has them" if other else ""
            return self._citation(one, quote, f"{shown} doesn't have the words “{words}” so{where}")
        found = self._found(quote, one.document)
        assert found is not None
        if verdict.ok and found.verdict not in OK_VERDICTS:
            return self._citation(one, quote, f"{shown} has the words only cut from a longer sentence", status="look")
        passage = next((s for s in one.standing.spans if s[0] < found.span[1] and found.span[0] < s[1]), None)
        if one.placed.cited.text and passage is None and not self._covered(one, quote, checked):
            at = f"characters {found.span[0]} to {found.span[1]}"
            return self._citation(one, quote, f"the cited words are others than the quotation, which stands at {at}")
        beside = one.standing.spans[0] if one.standing.spans and passage is None else passage
        return self._citation(
            one, quote, f"{shown} has the words", holds=True, status="ok", passage=beside or found.span
        )

    def _covered(self, one: _Checked, quote: int, checked: Sequence[_Checked]) -> bool:
        """True if another good citation of the same document is of the quotation's own words."""
        found = self._found(quote, one.document) if one.document is not None else None
        return found is not None and any(
            other is not one and other.document == one.document and other.reason is None
            and quote in other.placed.quotes
            and any(s[0] < found.span[1] and found.span[0] < s[1] for s in other.standing.spans)
            for other in checked
        )  # fmt: skip

    def _for_claim(self, one: _Checked) -> Citation:
        if one.reason is not None or one.document is None:
            return self._citation(one, None, one.reason or "it names no document")
        if not one.placed.cited.text:
            return self._citation(one, None, UNPROVEN, status="look")
        claim = self.draft.text[slice(*one.placed.span)]
        passage = " ".join(self.read.evidence[one.document].text[slice(*span)] for span in one.standing.spans)
        against = claim_objection(claim, passage, self.read.evidence[one.document].text)
        if against:
            return self._citation(one, None, against)
        return self._citation(
            one, None, UNCOMPARED, holds=True, status="look", passage=next(iter(one.standing.spans), None)
        )

    def _citation(
        self, one: _Checked, quote: int | None, reason: str, *, holds: bool = False, status: str = "wrong",
        passage: Span | None = None,
    ) -> Citation:  # fmt: skip
        article = self.read.evidence[one.document].id if one.document is not None else None
        return Citation(
            document=clip(one.placed.cited.shown, 4 * SHOWN), article=article, quote=quote, holds=holds, reason=reason,
            status=status, claim=one.placed.span, passage=passage,  # type: ignore[arg-type]
        )  # fmt: skip

    def _holder(self, verdict: Verdict) -> str | None:
        """Return the document whose passage decides a verdict."""
        ids = {passage.article for passage in verdict.evidence}
        return next((self.documents.shown(n) for n, a in enumerate(self.read.evidence) if a.id in ids), None)

    def _verdicts(self, checked: Sequence[_Checked]) -> list[Verdict]:
        out = list(self.checks)
        for number, verdict in enumerate(self.checks):
            cited = [one for one in checked if number in one.placed.quotes]
            if not cited or verdict.verdict not in _HAVE:
                continue
            if any(one.document is not None and self._has(number, one.document) for one in cited):
                continue
            named = ", ".join(dict.fromkeys(f"“{clip(one.placed.cited.shown, SHOWN)}”" for one in cited))
            reason = f"the draft cites {named}; {self._holder(verdict) or 'another document'} has the words"
            new = replace(verdict, verdict="miscited", ok=False, reason=reason, cut=None)
            out[number] = replace(new, message=message(new))
        return out
