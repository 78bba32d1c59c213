"""What came before and behind words in the evidence: an event that a draft puts before them, the rest of an answer."""

from __future__ import annotations

import re

from attribune.check.circumstances.adjuncts import content
from attribune.check.turns import Turn, View
from attribune.records import Span
from attribune.text.sentences import sentences

_ENDS = (".", "!", "?", "…")
FOLLOWING = 400  # code points behind words in which what came later is told
_ANSWER = re.compile(r"\b(?:answer(?:s|ed)?|repl(?:y|ies|ied)|respon(?:se|ded|ds)|retort(?:s|ed)?)\b", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following|since|once)\s+(?P<event>[^,.;:?!\x01“”\"]{2,120})", re.IGNORECASE)
# "Later that day she resigned", "an hour later", "the next morning", "Then somebody found a ballot".
_THEN = re.compile(
    r"\b(?:later|afterwards?|subsequently|thereafter|minutes\s+after|hours\s+after|days\s+after|then"
    r"|(?:the\s+)?(?:next|following)\s+(?:day|morning|week|month|year))\b",
    re.IGNORECASE,
)


def other_sequence(told: str, lead: str, view: View, span: Span) -> str | None:
    """Return why a draft has words said after what the evidence tells behind them, as a later thing; or None."""
    events = [match["event"] for text in (told, lead) for match in _AFTER.finditer(text)]
    if not events:
        return None
    text = view.utterances.blank
    line = view.utterances.paragraph(span[0])
    for low, high in sentences(text, span[1], min(len(text), max(span[1], line[1]) + FOLLOWING)):
        if not _THEN.search(text, low, high):
            continue
        later = content(text[low:high])
        for event in events:
            wanted = content(event)
            if wanted and wanted <= later and not wanted & content(text[line[0] : span[0]]):
                return (
                    f"the draft has the words said after “{event.strip()}”, which the evidence tells as a later thing"
                )
    return None


def other_beginning(told: str, lead: str, view: View, span: Span, turn: Turn | None) -> str | None:
    """Return why words aren't the answer that a draft calls them: a whole sentence of the turn comes first; or None."""
    if turn is None or not turn.set_apart or not _ANSWER.search(f"{told} {lead}"):
        return None
    before = view.reading.article.text[turn.spoken[0][0] : span[0]]
    whole = (one for s, e in sentences(before) if (one := before[s:e].strip()).endswith(_ENDS))
    first = next((one for one in whole if len(one.split()) > 1), None)
    if first is None:
        return None
    return f"the draft has the words as the answer, which begins otherwise in the evidence: “{first}”"
