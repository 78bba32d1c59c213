"""What one evidence article says about one quotation: findings with a rank, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from attribune.check.context.attribution.inert import listing
from attribune.check.context.frames import PLACE, Cut
from attribune.check.context.subjects import another_than_speaker, other_subject
from attribune.check.draft import DraftQuote
from attribune.check.evidence.document_author import own_text
from attribune.check.evidence.own_text import REASON as OWN_TEXT
from attribune.check.evidence.own_text import is_own_text, is_spoken_here
from attribune.check.labels import LONGEST as LABEL
from attribune.check.labels import label_objection, labels_beside
from attribune.check.messages import CUT_OFF
from attribune.check.quote import Result, explain_quote, spend, verify_voices
from attribune.check.speakers.another import is_led_by_topic, is_plainly_anothers, is_screen_name
from attribune.check.speakers.comparison import OTHER_GENDER, means_speaker, same_speaker, unnamed_doubt
from attribune.check.speakers.doubts import evidence_doubt
from attribune.check.speakers.referents import bracket_objection
from attribune.check.speakers.same_passage import is_same_passage
from attribune.check.speakers.voice import Voice
from attribune.check.speakers.written.own_texts import is_addressed, is_own
from attribune.check.speakers.written.same_writing import same_writing
from attribune.check.turns import Turn, View
from attribune.lexicon import pronouns
from attribune.records import OK_VERDICTS, Span, VerdictName
from attribune.sources.coref.layout.parts import Parts
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import same_person
from attribune.statements.grammar.cues import cues
from attribune.text.document import Layers

# Below this share of aligned words a passage isn't a changed version of the quotation but another sentence.
# Calibrated on PolNeAR train: 99% of one-edit mutants of five words or more align at least 0.6 of their words.
MIN_ALTERED = 0.6
NEAR_NAMES = 400  # code points before a quotation in which a name may be meant by its pronoun
STEPS_A_PLACE = 400  # whose words they are, whether they were said, what was cut: 0.2 to 0.3 ms on one slow core

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_OWNER = re.compile(r"(?P<who>[^’']{2,80})[’']s?\s")
LONG_WORD = 4  # letters: longer words have a capital in every style of headline
AS_IT_SEEMS = "as it seems"
WHO_OPEN = "whether they are the same can't be told"
QUOTED_IN_TURN = "in the evidence the words are quoted inside what somebody else says"
_ANOTHERS = (AS_IT_SEEMS, QUOTED_IN_TURN, OTHER_GENDER)  # how reasons end that lead to somebody else than the draft's
SEPARATE = "the words come from separate quotations, joined here as if they were one"
WRITTEN_BY_ANOTHER = "the draft gives the words to something written, and the evidence doesn't say that it is theirs"
ADDRESSED = "the draft says to whom this was written, and the head of the evidence names nobody of that name"
_NUMBERING = re.compile(r"\W*\d{1,3}(?:[./]\d{1,3})*[.):]?\W*\Z")  # of a paragraph: "3.3", "6/6"
_OUTER = re.compile(
    r"\W{0,3}(?P<who>[A-ZÀ-Þ][\w.’'-]{1,30}(?:\s[A-ZÀ-Þ][\w.’'-]{1,30}){0,4})"
    r"\s(?:said|says|told\s[a-z ]{2,30})\s(?:that\s)?(?P<clause>[^“”\"\n.;:]{3,160})\Z"
)
_THIRD = frozenset({"he", "she", "it", "they"})
_QUOTES = "“”\"'‘’ "
_NAME_BEFORE = re.compile(
    r"(?:\A|[.!?:]|\bthat|\bsaid|\bsays)\s{0,3}([A-ZÀ-Þ][\w’'-]{1,30}(?:\s[A-ZÀ-Þ][\w’'-]{1,30}){0,3})\s?[“\"‘']?\s?\Z"
)
_MARKS = tuple("\"'“”„‘’‚«»‹›「『")  # a draft that keeps the inner marks says itself that the words are passed on

_RANKS: dict[str, int] = {
    "verbatim": 0, "faithful": 1, "trimmed": 2, "misattributed": 3, "unclear": 4, "altered": 5, "not_direct": 6,
    "not_found": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A verdict from one place of one article. ``span`` is the deciding passage; ``turn`` whose words it is.

    ``sentence`` spans its mended sentence where it was looked at, ``cut`` is what the quotation leaves out of that, and
    ``placed`` is true where all the words stand there, whoever says them.
    """

    article: int
    verdict: VerdictName
    result: Result
    span: Span
    turn: Turn | None
    reason: str
    sentence: Span | None = None
    cut: Cut | None = None
    placed: bool = False

    @property
    def rank(self) -> tuple[int, float, int]:
        """Smaller is better: the verdict, then how much of the quotation is there, then a known speaker."""
        known = self.turn is not None and self.turn.speaker is not None
        return (_RANKS[self.verdict], -self.result.coverage, 0 if known else 1)


def findings(quote: DraftQuote, number: int, view: View, policy: str) -> list[Finding]:
    """Return what article ``number`` says about the quotation, in anybody's own words or in its own account.

    Raises TooMuchWork where the words stand in too many places to ask of each whose they are.
    """
    text = view.reading.article.text
    placed = verify_voices(quote.text, text, view.voices, policy=policy)
    spend(STEPS_A_PLACE * len(placed))
    found = [_spoken(quote, number, view, view.turns[voice], result) for voice, result in placed.items()]
    body = [finding for finding in found if finding.turn is None or not view.in_heading(finding.turn)]
    if found and not body:
        found = [] if _differs_below(quote, view, policy) else [_only_in_heading(finding) for finding in found]
    else:
        found = body
    if not any(finding.placed for finding in found):
        found += _told(quote, number, view, policy)
    return found or _changed(quote, number, view, policy)


def _differs_below(quote: DraftQuote, view: View, policy: str) -> bool:
    """True if words of a heading stand changed in the body, which then has them as they were said."""
    text = view.reading.article.text
    body = explain_quote(quote.text, text, view.below, policy=policy) if view.below.voices else None
    return body is not None and body.span is not None and body.coverage >= MIN_ALTERED


def _only_in_heading(finding: Finding) -> Finding:
    """Return the finding as what it is worth: a headline shortens, and decides nothing without its article's body."""
    if finding.verdict not in (*OK_VERDICTS, "trimmed"):
        return finding
    reason = "the evidence has these words only in a headline, which may shorten what was said"
    return replace(finding, verdict="unclear", reason=reason, cut=None)


def _spoken(quote: DraftQuote, number: int, view: View, turn: Turn, result: Result) -> Finding:
    """Return what a place says where all the words stand: whose they are, whether they were said, what was cut."""
    cased = any(edit.kind == "case" and edit.severity != "none" for edit in result.changes)
    if cased and _is_title_case(quote.text):
        plain = tuple(replace(e, severity="none") if e.kind == "case" else e for e in result.changes)
        if all(edit.severity == "none" or edit.rule for edit in plain):
            result = replace(result, changes=plain, verdict="faithful" if result.span else result.verdict)
    matters = [edit for edit in result.changes if edit.severity != "none"]
    if result.verdict == "unclear" or any(not edit.rule for edit in matters) or result.span is None:
        return _placed(number, result.verdict, result, result.reason, turn)  # type: ignore[arg-type]
    finding = replace(_placed(number, "unclear", result, "", turn), placed=True)
    reason = _doubt(quote, view, turn, result.span)
    if reason is not None:
        return replace(finding, reason=reason)
    verdict, reason, written, others = _whose(quote, view, turn, result)
    if verdict is not None and verdict != "unclear":
        return replace(finding, verdict=verdict, reason=reason)
    frame = view.frames.judge(
        result, turn.spoken, quote.around, objections=matters, beside=quote.beside,
        bracketed=quote.text.strip("“\"' ").startswith("["), earlier=_earlier(quote),
    )  # fmt: skip
    if frame.cut is not None and turn.set_apart and _is_numbering(frame.cut):
        frame = frame._replace(cut=None)
    if frame.cut is not None and _names_pronoun(frame.cut, quote, result, turn, view):
        frame = frame._replace(cut=None)
    finding = replace(finding, sentence=frame.sentence)
    headed = _is_headed(turn, view)
    if verdict is None and not turn.set_apart and not written and not headed:
        reason = view.why_open(result.span[0], quote.around, quote.beside) or ""
    if frame.cut is not None and not others:
        return replace(finding, verdict="trimmed", reason=reason or _trimmed(frame.cut), cut=frame.cut)
    if verdict is None and not written and not headed:
        reason = reason or view.why_led(result.span[0], turn, quote.around, quote.beside) or ""
    left = view.reading.article.text[frame.sentence[0] : result.span[0]]
    reason = reason or other_subject(left, quote.before) or ""
    if not reason and turn.speaker is not None and left:
        names = " ".join((turn.speaker.name, *turn.mentions))
        reason = another_than_speaker(left, quote.before, names, view.reading.article.text) or ""
    if reason:
        return replace(finding, reason=reason)
    kept = tuple(edit for edit in result.changes if edit.severity == "none")
    verdict = "verbatim" if result.verdict == "verbatim" else "faithful"
    told = "the draft tells the rest of the sentence itself" if matters else result.reason
    return replace(finding, verdict=verdict, reason=told, result=replace(result, ok=True, changes=kept))


def _whose(
    quote: DraftQuote, view: View, turn: Turn, result: Result
) -> tuple[VerdictName | None, str, bool | None, bool]:
    """Return what speaks against the words being whose the draft says, with the reason; whether the draft gives them to
    the writing that has them, None where none is told; and whether they are somebody else's, whatever was cut."""
    assert result.span is not None
    letter = turn.set_apart and turn.statement is not None and turn.statement.medium == "letter"
    document = view.document.layer(own_text) if letter else None
    if document is not None and not is_addressed(quote, document):
        return "unclear", ADDRESSED, None, False
    own = turn.set_apart and (turn.statement is None or (letter and is_own(quote, view, result.span)))
    verdict, reason = (None, "") if own else _with_speaker(quote, view, turn, result.span)
    others = verdict is not None and reason.endswith(_ANOTHERS)  # whatever was cut from them
    written = None if turn.set_apart else same_writing(quote, view, turn, result.span)
    if written:
        verdict, others = None, False
    elif written is False and verdict is None:
        verdict, reason = "unclear", WRITTEN_BY_ANOTHER
    if verdict is not None and is_same_passage(
        quote.before, quote.after, view.reading.article.text, result.span, turn.speaker, quote.voice,
        named=verdict == "misattributed",
    ):  # fmt: skip
        verdict, others = None, False  # whom the evidence's readers take for the speaker, the draft's do
    if verdict is None:
        verdict, reason = bracket_objection(quote.text, result, turn, view) or (None, "")
    return verdict, reason, written, others


def _is_numbering(cut: Cut) -> bool:
    """True if only the number of a paragraph was cut, "3.3", "6/6"."""
    return not (cut.after or cut.hidden) and _NUMBERING.match(cut.before) is not None


def _names_pronoun(cut: Cut, quote: DraftQuote, result: Result, turn: Turn, view: View) -> bool:
    """True if only a pronoun was cut before the words, and a draft has the name of whom or what it means there: Ada of
    "She has won", told as "Ada “has won”"."""
    named = _NAME_BEFORE.search(quote.around.partition(PLACE)[0])
    if named is None or cut.after or cut.hidden or cut.before.lower() not in _THIRD:
        return False
    return bracket_objection(f"[{named[1]}] {quote.text.strip(_QUOTES)}", result, turn, view) is None


def _earlier(quote: DraftQuote) -> str:
    """Return what the draft has before the sentence of a quotation."""
    inside = len(quote.around.partition(PLACE)[0].strip())
    before = quote.before.rstrip("“\"'‘ \n")
    return before[: max(0, len(before) - inside)].rstrip()


def _is_title_case(words: str) -> bool:
    """True if words are written as in a headline: capitals on two words or more, and on every longer one."""
    found: list[str] = _WORD.findall(words)
    longer = [word for word in found if len(word) > LONG_WORD]
    return sum(word[0].isupper() for word in found) > 1 and bool(longer) and all(w[0].isupper() for w in longer)


def _trimmed(cut: Cut) -> str:
    """Return what was cut from a sentence, as a reason."""
    parts = [f"before them “{cut.before}”"] if cut.before else []
    parts += [f"under the ellipsis “{hidden}”" for hidden in cut.hidden]
    parts += [f"after them “{cut.after}”"] if cut.after else []
    return f"{CUT_OFF}, which may change their sense; it has {', '.join(parts)}"


def _doubt(quote: DraftQuote, view: View, turn: Turn, span: Span) -> str | None:
    """Return why it can't be told what a reader of the evidence sees, or whose words these are
    inside somebody's words.
    """
    doubt = view.uncertain.reason(span)
    if doubt is not None:
        return f"what a reader of the evidence sees here is uncertain: {doubt}"
    if turn.passes_on(span) and quote.text.strip()[:1] not in _MARKS:
        whose = turn.speaker.name if turn.speaker else "somebody"
        return f"in the evidence {whose} is quoting somebody else here; the draft gives the words without saying so"
    return None


def _with_speaker(quote: DraftQuote, view: View, turn: Turn, span: Span) -> tuple[VerdictName | None, str]:
    """Return what speaks against the speaker: another one, or one that can't be told; None where nothing does."""
    voice = quote.voice
    if voice is None:
        doubt = _label_doubt(quote, view, turn, span) or unnamed_doubt(
            quote.near, turn.speaker, turn.mentions, view.speakers
        )
        return ("unclear", doubt) if doubt else (None, "")
    if turn.speaker is None:
        return (
            "unclear",
            f"the words are there, but the evidence doesn't say whose they are; the draft says {voice.name}",
        )
    same, why = same_speaker(voice, turn.speaker, turn.mentions, view.speakers)
    if same is not True and (outer := _outer_voice(quote)) is not None:
        same = same_speaker(outer, turn.speaker, turn.mentions, view.speakers).same or same
    if same is not True and voice.is_open_pronoun:
        same = means_speaker(voice, quote.near, turn.speaker, turn.mentions, view.speakers) or same
    doubt = evidence_doubt(view.speakers, turn.speaker, span)
    if doubt:
        return "unclear", doubt
    if same is False and _is_quoted_in_turn(view, span):
        return (
            "unclear",
            f"whether these are words of {voice.name} can't be told: {QUOTED_IN_TURN}",
        )
    proven = same is not True and is_plainly_anothers(quote, turn, view, span)
    if same is False or proven:
        theirs, ours = turn.speaker.name, voice.name
        if theirs == ours:  # "Mr Voss", "Ms Voss"
            theirs, ours = turn.mentions[0] if turn.mentions else theirs, voice.mention
        owner = _OWNER.match(turn.speaker.name) if turn.speaker.kind != "person" else None
        written = owner and not is_person_word(head_of(turn.speaker.name) or "")
        if owner and written and same_person(owner["who"], voice.name) is not False:
            return "unclear", f"the evidence has these words from {theirs}; whether {ours} wrote it can't be told"
        plain = turn.set_apart or view.why_open(span[0], "", "") is None
        plain = plain and not (is_led_by_topic(view, span) or is_screen_name(quote, turn))
        if _is_carried_over(quote, theirs):
            named = f"the draft names {theirs} and {ours} beside them, and whom it means can't be told"
            return "unclear", f"the evidence has these words from {theirs}; {named}"
        if proven or (plain and (turn.set_apart or turn.speaker.kind != "person" or not _is_said_by_name(voice))):
            return "misattributed", f"the evidence has these words from {theirs}, not from {ours}"
        return "unclear", f"the evidence has these words from {theirs} and not from {ours}, {AS_IT_SEEMS}"
    doubt = _label_doubt(quote, view, turn, span)
    if same or doubt:
        return ("unclear", doubt) if doubt else (None, "")
    names = f"the draft names “{voice.name}” and the evidence “{turn.speaker.name}”"
    return "unclear", why or f"{names}; {WHO_OPEN}"


def _outer_voice(quote: DraftQuote) -> Voice | None:
    """Return who says what the draft has somebody do: Reed of "Reed said that Holm had found “the beams”"; None where
    the
    quotation's own clause has a verb of saying."""
    before = quote.around.partition(PLACE)[0]
    found = _OUTER.match(before.rstrip("“\"‘' "))
    if quote.voice is None or found is None or quote.voice.mention not in found["clause"]:
        return None
    verbs_ = {word.lower() for word in _WORD.findall(found["clause"])}
    if verbs_ & (listing("cue") | listing("voicing")):
        return None
    return Voice(name=found["who"], mention=found["who"], span=None, source=None)


def _is_carried_over(quote: DraftQuote, speaker: str) -> bool:
    """True if a draft doesn't name its speaker in the quotation's sentence, and names the evidence's there, or shortly
    before: a reader may take "he" for either."""
    before, _, after = quote.around.partition(PLACE)
    low, high = quote.span[0] - len(before), quote.span[1] + len(after)
    voice = quote.voice
    if voice is None:
        return False
    pronoun = plain(voice.mention) in pronouns()
    if not pronoun and voice.span is not None and low <= voice.span[0] < high:
        return False
    return speaker.split()[-1] in _WORD.findall(f"{quote.before[-NEAR_NAMES:]} {before} {after}")


def _is_said_by_name(voice: Voice) -> bool:
    """True if a draft names its speaker, rightly read or not, or a body, whose people speak for it: "Mara Voss"."""
    return voice.source is None or voice.source.kind in ("person", "organization")


def _is_quoted_in_turn(view: View, span: Span) -> bool:
    """True if a passage stands in marks inside a turn of a transcript, whose speaker quotes somebody there."""
    return view.document.in_quotation(span[0]) and any(
        turn.set_apart and turn.statement is not None and turn.statement.medium == "transcript"
        for turn in view.turns
        if turn.span[0] <= span[0] < turn.span[1]
    )


def _label_doubt(quote: DraftQuote, view: View, turn: Turn, span: Span) -> str | None:
    """Return why a label beside the words, in the draft or in the evidence, may name another
    than the turn's speaker.
    """
    text, speaker = view.reading.article.text, turn.speaker
    if speaker is None:
        return None
    doubt = label_objection(quote.labels, speaker, view.reading)
    if doubt:
        return f"in the draft {doubt}"
    if (turn.statement is not None and turn.statement.medium == "letter") or _is_headed(turn, view):
        return None  # its head and its signature were read whole
    at = next((one for one in turn.spoken if one[0] <= span[0] < one[1]), span)
    apart = (at[0] - LABEL, at[1] + LABEL)
    beside = view.once("labels", at, lambda: labels_beside(text, at))
    doubt = label_objection(beside, speaker, view.reading, apart, lenient=True)
    return f"in the evidence {doubt}" if doubt else None


def _is_headed(turn: Turn, view: View) -> bool:
    """True if words stand in a part of a document whose head, or signature, names their speaker and was read whole."""
    source = turn.statement.source if turn.statement is not None else None
    return bool(source) and source[0] in view.document.layer(Parts).names  # type: ignore[index]


def _told(quote: DraftQuote, number: int, view: View, policy: str) -> list[Finding]:
    """Return the words stitched from several quotations, or outside anybody's own words."""
    text = view.reading.article.text
    stitched = verify_voices(quote.text, text, view.everyone, policy=policy).get(0)
    if stitched is not None and not any(edit.severity != "none" and not edit.rule for edit in stitched.changes):
        return [_stitched(number, view, stitched)]
    told = verify_voices(quote.text, text, (((0, len(text)),),), policy=policy).get(0)
    if told is None:
        return []
    inside = view.holding(told.span) if told.span else None
    whole = all(edit.rule for edit in told.changes if edit.severity != "none")  # what was cut is weighed as of speech
    own = _in_own_text(quote, number, view, policy) if whole and inside is None else None
    if own is not None:
        return [own]
    if told.ok and inside is None:
        if told.span and (view.document.layer(own_text) is not None or is_own_text(view, told.span)):
            return [_placed(number, "unclear", told, OWN_TEXT)]
        reason = "the evidence has these words only in its own account: nobody is quoted saying them"
        return [_placed(number, "not_direct", told, reason)]
    return [] if inside else [_unlike(number, view, told)]


def _in_own_text(quote: DraftQuote, number: int, view: View, policy: str) -> Finding | None:
    """Return what a document says whose words are its author's own, where the draft names it or its author."""
    own = view.document.layer(own_text)
    if own is None or not is_own(quote, view):
        return None
    speaker = quote.voice.source if quote.voice is not None else None
    turn = Turn(spoken=own.spoken, speaker=speaker, statement=None, set_apart=True)
    placed = verify_voices(quote.text, view.reading.article.text, (turn.spoken,), policy=policy).get(0)
    return _spoken(quote, number, view, turn, placed) if placed is not None else None


def _stitched(number: int, view: View, result: Result) -> Finding:
    """Return words of several acts of speaking: joined as if they were one, unless nothing
    shows that they are several.
    """
    first, last = (view.frames.quotation(at) for at in (result.pieces[0][0], result.pieces[-1][1] - 1))
    known = first is not None and last is not None and first < last
    if known and all(view.utterances.may_be_one_act(n) for n in range(first or 0, last or 0)):
        reason = "the evidence has other words between these, so that it can't be told whether they were said as one"
        return _placed(number, "unclear", result, reason, view.holding(result.pieces[0]))
    return _placed(number, "altered", result, SEPARATE)


def _changed(quote: DraftQuote, number: int, view: View, policy: str) -> list[Finding]:
    """Return the likeliest changed version of the quotation: in a turn, else in the article's own account."""
    text = view.reading.article.text
    result = explain_quote(quote.text, text, view.voices, policy=policy)
    if result.span is not None and result.coverage >= MIN_ALTERED:
        return [_placed(number, "altered", result, result.reason, view.holding(result.span))]
    result = explain_quote(quote.text, text, None, policy=policy)
    if result.span is not None and result.coverage >= MIN_ALTERED:
        return [_unlike(number, view, result)]
    return []


def _unlike(number: int, view: View, result: Result) -> Finding:
    """Return words that stand otherwise outside all quotation marks: changed, where they may be
    somebody's own there.
    """
    changed = [edit for edit in result.changes if edit.severity != "none"]
    if changed and result.span is not None and is_spoken_here(view, result.span):
        if all(edit.rule for edit in changed):  # the words are there, and only something may be missing around them
            return _placed(number, "unclear", result, OWN_TEXT)
        return _placed(number, "altered", result, result.reason)
    return _placed(number, "not_direct", _without_attribution(result), _LIKE)


def _without_attribution(result: Result) -> Result:
    """Return the comparison with the evidence's own account without what that says of the saying: "Mara Voss said"."""
    kept = [e for e in result.changes if e.draft_text or not cues(Layers(e.evidence_text), 0, len(e.evidence_text))]
    return replace(result, changes=tuple(kept))


_LIKE = "the evidence has something like it, only in its own account: nobody is quoted saying it"


def _placed(number: int, verdict: VerdictName, result: Result, reason: str, turn: Turn | None = None) -> Finding:
    assert result.span is not None
    return Finding(article=number, verdict=verdict, result=result, span=result.span, turn=turn, reason=reason)
