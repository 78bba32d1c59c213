"""Quotations that the evidence itself does not report as said: denied, never said, alleged, yet to be said, made up.

Only what governs the saying counts, and it stands at the verb of saying or right before its subject: "Reed allegedly
said “…”", "whether Reed said “…”". What the words themselves doubt, or a clause beside them ("Reed, who allegedly stole
it, said “…”"), says nothing against their having been said. Where a frame may be either, the words count as not said.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice, takewhile

from attribune.records import Span, Statement
from attribune.statements.grammar.cues import cues
from attribune.statements.rules import MAX_SENTENCE
from attribune.text.document import Document, Layers
from attribune.text.quotes import Quotation

DENIED = "the evidence says that the words were not said"
OPEN = "the evidence doesn't report the words as said: they are alleged, supposed, asked about or still to come"
MADE_UP = "the evidence says that the quotation is made up or wrong"
CORRECTED = "the evidence has the words only in a correction or in what an earlier version said"

LEADS_TO = (
    400  # characters before a quotation or a verb that may govern it: the patterns that look there take ten words
)
MAX_TO_QUOTE = (
    80  # code points between a verb of saying and the quotation it leads to ("told the clerk in the hall, “…”")
)

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


class _Sentence:
    """What one sentence holds, found once for all of its quotations: verbs of saying, versions, false pieces."""

    def __init__(self, narration: Layers, start: int, end: int) -> None:
        text = narration.text
        self.cues = cues(narration, start, end)
        self.cue_ends = [cue.end for cue in self.cues]
        self._versions = [match.span() for match in _VERSION.finditer(text, start, end)]
        self._false = [match.span() for match in _FALSE_PIECE.finditer(text, start, end)]

    def has_version(self, start: int, end: int) -> bool:
        """True if a passage speaks of an earlier version of the article."""
        return _between(self._versions, start, end)

    def has_false_piece(self, start: int, end: int) -> bool:
        """True if a passage gives something made up as its source."""
        return _between(self._false, start, end)


def _between(spans: list[Span], start: int, end: int) -> bool:
    at = bisect_left(spans, (start, 0))
    return at < len(spans) and spans[at][1] <= end


class Unsaid:
    """Tells of each quotation of one article why its words don't count as said, if so."""

    def __init__(self, document: Document) -> None:
        self._document, self._text = document, document.text
        self._blank = document.narration.text
        self._read: dict[Span, _Sentence] = {}

    def why(self, quote: Quotation, statement: Statement | None) -> str | None:
        """The reason for which the article doesn't vouch that the words were said; None where it does."""
        at = self._document.block_of(quote.start)
        block = self._document.blocks[at] if at >= 0 else None
        low, high = self._paragraph(quote)
        if (block is not None and block.kind == "correction") or _CORRECTION.match(self._text, low):
            return CORRECTED
        whole = self._sentence(quote, low, high)
        if whole not in self._read:
            self._read[whole] = _Sentence(self._document.narration, *whole)
        sentence = self._read[whole]
        begin, stop = max(whole[0], quote.start - MAX_SENTENCE), min(max(whole[1], quote.end), quote.end + MAX_SENTENCE)
        if sentence.has_version(begin, quote.start) or sentence.has_version(quote.end, stop):
            return CORRECTED
        left = self._blank[max(begin, quote.start - LEADS_TO) : quote.start]
        if _NAMED_PIECE.search(left) and _SAID_FALSE.search(self._blank, quote.end, stop):
            return MADE_UP
        if _TO_SAY.search(left):
            return OPEN
        cue = self._cue(quote, statement, sentence, begin)
        return self._governed(cue, begin, sentence) if cue else None

    def _paragraph(self, quote: Quotation) -> Span:
        low = self._text.rfind("\n", 0, quote.start) + 1
        high = self._text.find("\n", quote.end)
        return low, len(self._text) if high < 0 else high

    def _sentence(self, quote: Quotation, low: int, high: int) -> Span:
        """The sentence around a quotation."""
        return self._document.narration.sentence_of(quote.start) or (low, high)

    def _cue(self, quote: Quotation, statement: Statement | None, sentence: _Sentence, begin: int) -> Span | None:
        """The verb of saying: the last that leads to the quotation, else the statement's own."""
        known, ends = sentence.cues, sentence.cue_ends
        own = statement.cue if statement is not None else None
        last = bisect_right(ends, quote.start) - 1
        before = known[last] if last >= 0 and known[last].start >= begin else None
        if before and quote.start - before.end <= MAX_TO_QUOTE and (own is None or own[0] < before.end):
            return before.start, before.end
        if own is None or not self._blank[slice(*own)].strip():
            return None
        wider = list(takewhile(lambda c: c.start < own[1], islice(known, bisect_right(ends, own[0]), None)))
        return min([own[0], *(c.start for c in wider)]), max([own[1], *(c.end for c in wider)])

    def _governed(self, cue: Span, begin: int, sentence: _Sentence) -> str | None:
        """What a verb of saying, its auxiliaries and the words before its subject make of the saying."""
        verb = self._blank[slice(*cue)]
        before = self._blank[max(begin, cue[0] - LEADS_TO) : cue[0]] if cue[0] > begin else ""
        if _NOT.search(verb) or _BEFORE_DENIED.search(before):
            return DENIED
        if sentence.has_false_piece(begin, cue[1]):
            return MADE_UP
        if _ALLEGED.search(verb) or _BEFORE_OPEN.search(before):
            return OPEN
        around = verb + " " + " ".join(self._blank[cue[1] : cue[1] + 40].split()[:2])
        return OPEN if _MODAL.search(verb) and not _REALLY.search(around) else None
