"""Quotations that the evidence itself does not report as said: denied, never said, alleged, yet to be said, made up.

Only what governs the saying counts, and it stands at the verb of saying or right before its subject: "Reed allegedly
said “…”", "whether Reed said “…”". What the words themselves doubt, or a clause beside them ("Reed, who allegedly stole
it, said “…”"), says nothing against their having been said. Where a frame may be either, the words count as not said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from attribune.records import Reading, Span, Statement
from attribune.statements.cues import Cue, cues
from attribune.statements.rules import MAX_SENTENCE, masked
from attribune.text.quotes import Quotation
from attribune.text.sentences import sentences

DENIED = "the evidence says that the words were not said"
OPEN = "the evidence doesn't report the words as said: they are alleged, supposed, asked about or still to come"
MADE_UP = "the evidence says that the quotation is made up or wrong"
CORRECTED = "the evidence has the words only in a correction or in what an earlier version said"

MAX_TO_QUOTE = (
    80  # code points between a verb of saying and the quotation it leads to ("told the clerk in the hall, “…”")
)
BESIDE = 600  # code points looked at on either side of a quotation where its "sentence" is a list or garbage

_NOT = re.compile(
    r"\b(?:not|never|neither|without|short\s+of|(?:declin|refus|fail|forg[eo]t)\w*\s+to)\b(?!\s+(?:only|just|merely|simply))"
    r"|n[’']t\b(?!\s+(?:only|just|merely|simply))|\b(?:den(?:y|ies|ied|ying))\s+\S",
    re.IGNORECASE,
)
_ALLEGED = re.compile(
    r"\b(?:allegedly|reportedly|supposedly|purportedly|hypothetically|(?:alleged|reported|rumou?red|supposed|said|believed"
    r"|thought|expected|due|set|scheduled|going|about|likely|unlikely|planned|planning|plans|intends|intended|hoped|hopes|wanted|wants"
    r"|wished|tempted|meant)\s+to)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"(?:\b(?:will|won[’']t|may|might|could|should|shall|must|would|can)\b|[’'](?:ll|d)\b)", re.IGNORECASE
)
# "would say only", "would later say", "could be heard saying" report what was said.
_REALLY = re.compile(
    r"\b(?:only|often|always|sometimes|frequently|repeatedly|later|eventually|subsequently|usually|regularly|go\s+on|heard|seen)\b",
    re.IGNORECASE,
)
_TO_SAY = re.compile(  # a verb of saying that is only wished for has no cue
    r"\b(?:want|wish|hop|plan|intend|expect|tempt|meant|mean|suppos|schedul|prepar|go|likely|unlikely|about|due|set|ready)(?:e?d|e?s|ing)?"
    r"\s+to\s+(?:say|tell|add|write|reply|answer|announce|declare|call|ask|shout|tweet|post)\b[^.;:]{0,60}\Z",
    re.IGNORECASE,
)
_SUBJECT = r"(?:\s+(?!and\b|but\b|who\b|which\b|then\b)[^\s,;:]+){0,8}\s*\Z"  # at most a subject, up to the verb
_BEFORE_OPEN = re.compile(
    r"(?:\b(?:whether|if|unless|suppos(?:e|ing)|imagin(?:e|es|ed|ing)|pretend(?:s|ed|ing)?|alleg(?:e|es|ing)|alleged\s+that"
    r"|accus(?:es|ed|ing)\b[^,;:]{0,40}\bof|rumou?rs?\b[^,;:]{0,20}\bthat)" + _SUBJECT + r")",
    re.IGNORECASE,
)
_BEFORE_DENIED = re.compile(
    r"(?:\b(?:instead\s+of|rather\s+than|short\s+of|without)(?:\s+(?:ever|actually|even|\w+ly))?\s*\Z"
    r"|\b(?:nobody|no\s+one|none|neither)\b" + _SUBJECT + r"|\bden(?:y|ies|ied|ying)(?:\s+(?:that|having|ever))?\s*\Z"
    r"|\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|no\s+(?:evidence|record|proof|sign)|not\s+true"
    r"|untrue|false|myth|lie)\b[^,;:]{0,40}\b(?:that|of)\b"
    + _SUBJECT
    + r"|\bden(?:y|ies|ied|ying)\s+(?:he|she|they|it|we|i)\s*\Z)",
    re.IGNORECASE,
)
_FALSE = (
    r"(?:fake[ds]?|fabricated|doctored|forged|bogus|invented|made-up|hoax|deepfake[ds]?|fictional|fictitious|satirical"
    r"|parody)"
)
_PIECE = (
    r"(?:posts?|videos?|audio|clips?|quotes?|quotations?|letters?|e-?mails?|messages?|recordings?|tweets?|screenshots?|images?"
    r"|memes?|statements?|interviews?|transcripts?|press\s+releases?|accounts?|pages?|articles?|stor(?:y|ies))"
)
_FALSE_PIECE = re.compile(
    rf"\b(?:according\s+to|in|on|from|per|via)\s+(?:\w+\s+)?{_FALSE}\s+(?:\w+\s+){{0,2}}{_PIECE}\b"
    rf"|\b{_FALSE}\s+(?:\w+\s+){{0,2}}{_PIECE}\b[^.;]{{0,40}}\b(?:in\s+which|where|that|which|show\w*|purport\w*|claim\w*|of|has|have|had|say\w*|quot\w*)\b"
    r"|\bmis(?:quot|attribut)\w+|\b(?:falsely|wrongly|erroneously|incorrectly|mistakenly)\s+(?:quot|attribut|credit)\w+",
    re.IGNORECASE,
)
_SAID_FALSE = re.compile(
    r"(?:\b(?:is|are|was|were|been|be)\b|[’']s\b)(?:\s+\w+){0,2}?\s+(?:"
    + _FALSE
    + r"|false|fabrications?|made\s+up|misattributed|misquoted"
    r"|never\s+(?:said|spoken|uttered|made)|not\s+(?:real|genuine|authentic|said|spoken))\b",
    re.IGNORECASE,
)
_NAMED_PIECE = re.compile(
    rf"\b(?:{_PIECE}|words?|remarks?|lines?|comments?|phrases?|slogans?|caption)\b[\s,:—–-]*\Z", re.IGNORECASE
)
_VERSION = re.compile(
    r"\b(?:earlier|previous|prior|original|first|initial)\s+(?:\w+\s+){0,2}versions?\b|\bversions?\s+of\s+this\s+(?:article|story|report)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\s*(?:corrections?|corrected|clarifications?|editor[’']?s[’']?\s+note)\b\s*[:—–(-]", re.IGNORECASE
)


class Unsaid:
    """Tells of each quotation of one reading why its words don't count as said, if so."""

    def __init__(self, reading: Reading, outer: Sequence[Quotation]) -> None:
        self._text = reading.article.text
        self._blank = masked(self._text, outer)
        self._blocks = reading.article.blocks
        self._starts = [block.start for block in self._blocks]
        self._cut: dict[Span, list[Span]] = {}  # the sentences of each paragraph asked about
        self._cues: tuple[Span, list[Cue]] = ((0, 0), [])  # the verbs of saying of the sentence asked about last

    def why(self, quote: Quotation, statement: Statement | None) -> str | None:
        """The reason for which the article doesn't vouch that the words were said; None where it does."""
        at = bisect_right(self._starts, quote.start) - 1
        block = self._blocks[at] if at >= 0 else None
        low, high = self._paragraph(quote)
        if (block is not None and block.kind == "correction") or _CORRECTION.match(self._text, low):
            return CORRECTED
        begin, stop = self._sentence(quote, low, high)
        left, right = self._blank[begin : quote.start], self._blank[quote.end : stop]
        if _VERSION.search(left) or _VERSION.search(right):
            return CORRECTED
        if _NAMED_PIECE.search(left) and _SAID_FALSE.search(right):
            return MADE_UP
        if _TO_SAY.search(left):
            return OPEN
        cue = self._cue(quote, statement, begin, stop)
        return self._governed(cue, begin) if cue else None

    def _paragraph(self, quote: Quotation) -> Span:
        low = self._text.rfind("\n", 0, quote.start) + 1
        high = self._text.find("\n", quote.end)
        return low, len(self._text) if high < 0 else high

    def _sentence(self, quote: Quotation, low: int, high: int) -> Span:
        """The sentence around a quotation, cut short where it is a list or garbage."""
        if (low, high) not in self._cut:
            self._cut[low, high] = list(sentences(self._blank, low, high))
        cut = self._cut[low, high]
        at = bisect_right(cut, quote.start, key=lambda sentence: sentence[0]) - 1
        begin, stop = cut[at] if at >= 0 and quote.start < cut[at][1] else (low, high)
        if stop - begin <= MAX_SENTENCE:
            return begin, max(stop, quote.end)
        return max(begin, quote.start - BESIDE), min(max(stop, quote.end), quote.end + BESIDE)

    def _cue(self, quote: Quotation, statement: Statement | None, begin: int, stop: int) -> Span | None:
        """The verb of saying: the last that leads to the quotation, else the statement's own."""
        known = self._known(begin, stop)
        own = statement.cue if statement is not None else None
        before = [c for c in known if 0 <= quote.start - c.end <= MAX_TO_QUOTE]
        if before and (own is None or own[0] < before[-1].end):
            return before[-1].start, before[-1].end
        if own is None or not self._blank[slice(*own)].strip():
            return None
        wider = [c for c in known if c.start < own[1] and own[0] < c.end]
        return min([own[0], *(c.start for c in wider)]), max([own[1], *(c.end for c in wider)])

    def _known(self, begin: int, stop: int) -> list[Cue]:
        """The verbs of saying of a sentence, found once for all of its quotations."""
        if self._cues[0] != (begin, stop):
            self._cues = ((begin, stop), cues(self._blank, begin, stop))
        return self._cues[1]

    def _governed(self, cue: Span, begin: int) -> str | None:
        """What a verb of saying, its auxiliaries and the words before its subject make of the saying."""
        verb = self._blank[slice(*cue)]
        before = self._blank[begin : cue[0]] if cue[0] > begin else ""
        if _NOT.search(verb) or _BEFORE_DENIED.search(before):
            return DENIED
        if _FALSE_PIECE.search(before + verb):
            return MADE_UP
        if _ALLEGED.search(verb) or _BEFORE_OPEN.search(before):
            return OPEN
        around = verb + " " + " ".join(self._blank[cue[1] : cue[1] + 40].split()[:2])
        return OPEN if _MODAL.search(verb) and not _REALLY.search(around) else None
