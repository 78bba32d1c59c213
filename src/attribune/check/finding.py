"""What one evidence article says about one quotation: a finding with a rank, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from attribune.check.draft import DraftQuote
from attribune.check.quote import Result, verify_quote
from attribune.check.speakers import Voice, compare
from attribune.check.turns import Turn, View
from attribune.records import Span, VerdictName

# Below this share of aligned words a passage isn't a changed version of the quotation but another sentence.
# Calibrated on PolNeAR train: 99% of one-edit mutants of five words or more align at least 0.6 of their words.
MIN_ALTERED = 0.6
MIN_LOOK = 0.4  # below this share an article isn't read at all

_RANKS: dict[str, int] = {
    "verbatim": 0, "faithful": 1, "misattributed": 2, "unclear": 3, "altered": 4, "not_direct": 5, "not_found": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict from one place. ``span`` is the deciding passage, ``offset`` where ``result``'s source text begins."""

    article: int
    verdict: VerdictName
    result: Result
    offset: int
    span: Span
    turn: Turn | None
    reason: str

    @property
    def rank(self) -> tuple[int, float, int]:
        """Smaller is better: the verdict, then how much of the quotation is there, then a known speaker."""
        known = self.turn is not None and self.turn.speaker is not None
        return (_RANKS[self.verdict], -self.result.coverage, 0 if known else 1)


def findings(quote: DraftQuote, number: int, read: Callable[[int], View], text: str, policy: str) -> list[Finding]:
    """What article ``number`` with ``text`` says about the quotation; the article is only read where words agree."""
    broad = verify_quote(quote.text, text, policy=policy)
    if broad.span is None or broad.coverage < MIN_LOOK:
        return []
    view = read(number)
    found = [f for turn in view.turns if (f := _in_turn(quote, number, text, turn, policy))]
    if not any(f.verdict in ("verbatim", "faithful") for f in found):
        found += _in_narration(quote, number, view, broad, policy)
    return found


def _in_turn(quote: DraftQuote, number: int, text: str, turn: Turn, policy: str) -> Finding | None:
    start, end = turn.span
    spoken = [(s - start, e - start) for s, e in turn.spoken]
    result = verify_quote(quote.text, text[start:end], policy=policy, spoken=spoken)
    if result.span is None or result.coverage < MIN_ALTERED:
        return None
    verdict, reason = _with_speaker(quote.voice, turn, result)
    span = (start + result.span[0], start + result.span[1])
    return Finding(article=number, verdict=verdict, result=result, offset=start, span=span, turn=turn, reason=reason)


def _with_speaker(voice: Voice | None, turn: Turn, result: Result) -> tuple[VerdictName, str]:
    """The quotation's own verdict, unless the speaker is another or can't be told."""
    if not result.ok:
        return result.verdict, result.reason
    if voice is None:
        return result.verdict, result.reason
    if turn.speaker is None:
        return (
            "unclear",
            f"the words are there, but the evidence doesn't say whose they are; the draft says {voice.name}",
        )
    same = compare(voice, turn.speaker, turn.mentions)
    if same:
        return result.verdict, result.reason
    if same is False:
        return "misattributed", f"the evidence has these words from {turn.speaker.name}, not from {voice.name}"
    return "unclear", f"it can't be told whether {voice.name} is the {turn.speaker.name} whom the evidence quotes"


def _in_narration(quote: DraftQuote, number: int, view: View, broad: Result, policy: str) -> list[Finding]:
    """The words outside anybody's own words, or stitched from two speakers."""
    spoken = sorted({span for turn in view.turns for span in turn.spoken})
    within = verify_quote(quote.text, view.reading.article.text, policy=policy, spoken=spoken) if spoken else None
    if within is not None and within.ok and not within.narrated and within.span is not None:
        reason = "the words come from separate quotations, joined here as if they were one"
        return [_placed(number, "altered", within, reason)]
    if broad.span is None or not (broad.ok or broad.coverage >= MIN_ALTERED):
        return []
    if broad.ok:
        reason = "the evidence has these words only in its own account: nobody is quoted saying them"
    else:
        reason = "the evidence has something like it, only in its own account: nobody is quoted saying it"
    return [_placed(number, "not_direct", broad, reason)]


def _placed(number: int, verdict: VerdictName, result: Result, reason: str) -> Finding:
    assert result.span is not None
    return Finding(article=number, verdict=verdict, result=result, offset=0, span=result.span, turn=None, reason=reason)
