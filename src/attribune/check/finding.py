"""What one evidence article says about one quotation: findings with a rank, best first."""

from __future__ import annotations

from dataclasses import dataclass

from attribune.check.draft import DraftQuote
from attribune.check.quote import Result, explain_quote, verify_voices
from attribune.check.referents import bracket_objection
from attribune.check.speaker_doubts import evidence_doubt
from attribune.check.speakers import same_speaker, unnamed_doubt
from attribune.check.turns import Turn, View
from attribune.records import OK_VERDICTS, Article, Span, VerdictName
from attribune.text.sentences import sentences

# Below this share of aligned words a passage isn't a changed version of the quotation but another sentence.
# Calibrated on PolNeAR train: 99% of one-edit mutants of five words or more align at least 0.6 of their words.
MIN_ALTERED = 0.6

_MARKS = tuple("\"'“”„‘’‚«»‹›「『")  # a draft that keeps the inner marks says itself that the words are passed on

_RANKS: dict[str, int] = {
    "verbatim": 0, "faithful": 1, "misattributed": 2, "unclear": 3, "altered": 4, "not_direct": 5, "not_found": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict from one place of one article. ``span`` is the deciding passage; ``turn`` whose words it is."""

    article: int
    verdict: VerdictName
    result: Result
    span: Span
    turn: Turn | None
    reason: str

    @property
    def rank(self) -> tuple[int, float, int]:
        """Smaller is better: the verdict, then how much of the quotation is there, then a known speaker."""
        known = self.turn is not None and self.turn.speaker is not None
        return (_RANKS[self.verdict], -self.result.coverage, 0 if known else 1)


def findings(quote: DraftQuote, number: int, view: View, policy: str) -> list[Finding]:
    """What article ``number`` says about the quotation, in anybody's own words or in its own account."""
    text = view.reading.article.text
    placed = verify_voices(quote.text, text, view.voices, policy=policy)
    if placed and all(view.in_heading(view.turns[voice]) for voice in placed):
        placed = {} if _differs_below(quote, view, policy) else placed
    found = [_spoken(quote, number, view, view.turns[voice], result) for voice, result in placed.items()]
    if not any(result.ok for result in placed.values()):
        found += _told(quote, number, view, policy)
    return found or _changed(quote, number, view, policy)


def _differs_below(quote: DraftQuote, view: View, policy: str) -> bool:
    """True if words of a heading stand changed in the body, which then has them as they were said."""
    text = view.reading.article.text
    body = explain_quote(quote.text, text, view.below, policy=policy) if view.below.voices else None
    return body is not None and body.span is not None and body.coverage >= MIN_ALTERED


def _spoken(quote: DraftQuote, number: int, view: View, turn: Turn, result: Result) -> Finding:
    if result.ok and result.span is not None:
        doubt = _uncertain(view.reading.article, result.span)
        if doubt is not None:
            return _placed(
                number, "unclear", result, f"what a reader of the evidence sees here is uncertain: {doubt}", turn
            )
    marked = quote.text.strip()[:1] in _MARKS
    if result.ok and result.span is not None and turn.passes_on(result.span) and not marked:
        whose = turn.speaker.name if turn.speaker else "somebody"
        reason = f"in the evidence {whose} is quoting somebody else here; the draft gives the words without saying so"
        return _placed(number, "unclear", result, reason, turn)
    verdict, reason = _with_speaker(quote, view, turn, result)
    if verdict in OK_VERDICTS:
        verdict, reason = bracket_objection(quote.text, result, turn, view) or (verdict, reason)
    return _placed(number, verdict, result, reason, turn)


def _uncertain(article: Article, span: Span) -> str | None:
    """Why it is uncertain what a reader sees in the sentences that hold a passage; None where it isn't.

    A word hidden or left out anywhere in the sentence, at its edges too, can turn what the passage says.
    """
    if not article.uncertain:
        return None
    block = next((b for b in article.blocks if b.start <= span[0] and span[1] <= b.end), None)
    around = sentences(article.text, block.start if block else 0, block.end if block else None)
    start = min([s for s, e in around if s <= span[0] < e], default=span[0])
    end = max([e for s, e in around if s < span[1] <= e], default=span[1])
    return next((u.reason for u in article.uncertain if u.start <= end and u.end >= start), None)


def _with_speaker(quote: DraftQuote, view: View, turn: Turn, result: Result) -> tuple[VerdictName, str]:
    """The quotation's own verdict, unless the speaker is another or can't be told."""
    name: VerdictName = result.verdict  # type: ignore[assignment]
    if result.ok and turn.unsaid is not None:
        return "unclear", turn.unsaid
    voice = quote.voice
    if not result.ok:
        return name, result.reason
    if voice is None:
        doubt = unnamed_doubt(quote.near, turn.speaker, turn.mentions, view.speakers)
        return ("unclear", doubt) if doubt else (name, result.reason)
    if turn.speaker is None:
        return (
            "unclear",
            f"the words are there, but the evidence doesn't say whose they are; the draft says {voice.name}",
        )
    same, why = same_speaker(voice, turn.speaker, turn.mentions, view.speakers)
    doubt = evidence_doubt(view.speakers, turn.speaker, result.span) if result.span else None
    if doubt:
        return "unclear", doubt
    if same:
        return name, result.reason
    if same is False:
        return "misattributed", f"the evidence has these words from {turn.speaker.name}, not from {voice.name}"
    names = f"the draft names “{voice.name}” and the evidence “{turn.speaker.name}”"
    return "unclear", why or f"{names}; whether they are the same can't be told"


def _told(quote: DraftQuote, number: int, view: View, policy: str) -> list[Finding]:
    """The words stitched from several quotations, or outside anybody's own words."""
    text = view.reading.article.text
    stitched = verify_voices(quote.text, text, view.everyone, policy=policy).get(0)
    if stitched is not None and stitched.ok:
        reason = "the words come from separate quotations, joined here as if they were one"
        return [_placed(number, "altered", stitched, reason)]
    told = verify_voices(quote.text, text, (((0, len(text)),),), policy=policy).get(0)
    if told is None:
        return []
    inside = view.holding(told.span) if told.span else None
    if told.ok and inside is None:
        reason = "the evidence has these words only in its own account: nobody is quoted saying them"
        return [_placed(number, "not_direct", told, reason)]
    return [] if inside else [_placed(number, "not_direct", told, _LIKE)]


def _changed(quote: DraftQuote, number: int, view: View, policy: str) -> list[Finding]:
    """The likeliest changed version of the quotation: in a turn, else in the article's own account."""
    text = view.reading.article.text
    result = explain_quote(quote.text, text, view.voices, policy=policy)
    if result.span is not None and result.coverage >= MIN_ALTERED:
        return [_placed(number, "altered", result, result.reason, view.holding(result.span))]
    result = explain_quote(quote.text, text, None, policy=policy)
    if result.span is not None and result.coverage >= MIN_ALTERED:
        return [_placed(number, "not_direct", result, _LIKE)]
    return []


_LIKE = "the evidence has something like it, only in its own account: nobody is quoted saying it"


def _placed(number: int, verdict: VerdictName, result: Result, reason: str, turn: Turn | None = None) -> Finding:
    assert result.span is not None
    return Finding(article=number, verdict=verdict, result=result, span=result.span, turn=turn, reason=reason)
