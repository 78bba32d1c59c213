"""Attribution clauses by rule: who stands before or after a reporting verb, and what is said.

Works on a *masked* text of the same length, in which quoted words are blanked, so that a verb inside a
quotation is never taken for a cue. Used where no net runs, inside the content of statements (nesting), and
for quotations a net leaves without a source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.records import Span
from attribune.statements.cues import Cue, cues

MAX_SUBJECT = 400  # code points looked back for a subject; the longest in PolNeAR train is about 300
MASK = "\x01"  # stands for one quoted character; a control character never looks like a word

_OPENERS = (
    "on|in|at|after|before|during|asked|speaking|while|earlier|later|since|following|when|as|if|though|although|by"
    "|for|from|with|without|under|over|last|this|next|yesterday|today|meanwhile|however|still|instead|afterward"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|then|now|once|despite|because|until|amid|separately"
    "|moments|hours|days|weeks|months|minutes|indeed|nevertheless|nonetheless|moreover|also|but|and|so|yet|or|that"
)
_OPENER = re.compile(rf"(?:{_OPENERS})\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"(?:on|in|at|after|before|during|while|since|when|as|if|although|by|for|from|with|under|to|of)\b", re.IGNORECASE
)
# A subject doesn't end in a determiner, a possessive or a preposition: what follows is a noun then ("the state party").
_DANGLING = re.compile(
    r"\b(?:the|an?|its|his|her|their|our|my|your|of|to|in|on|for|with|and|or|this|that|these|every|each|any|no|some"
    r"|early|ongoing|latest|recent|new|several|many)$|['’]s?$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"(?:and|but|so|yet|or|then|that|because|while|as|when|after|although|though|if)\s+", re.I)
_SUBORDINATE = re.compile(
    r"\b(?:that|because|while|when|after|before|although|though|if|whether|and|but|as|since)\s+(?=\S)", re.IGNORECASE
)
_NOUN_START = re.compile(
    r"(?:[A-ZÀ-ÞŒŠŽ][\w.’'-]*|(?:the|a|an|one|two|three|four|five|several|some|many|most|other|another|he|she|they|we|i|it|you|who"
    r"|his|her|their|our|my|its|those|these|this|that|both|all|no|nobody|everyone|someone|people|officials?|critics"
    r"|police|authorities|prosecutors|lawmakers|researchers|scientists|experts|sources?|witnesses|residents"
    r"|supporters|opponents|analysts|reporters|lawyers|attorneys|aides|investigators|economists|court|documents?)\b)",
)
MAX_BARE_WORDS = 8  # words of a subject without article right beside a quotation
_LOOSE_START = re.compile(r"(?!(?:that|and|but|or|to|not|while|because|which|who)\b)[a-z][\w-]+(?:\s+[\w.’'-]+)")
_RECIPIENT = re.compile(
    r"\s+(?:to\s+)?(?:(?:the\s+)?[A-Z][\w.&’'-]*(?:\s+(?:[A-Z][\w.&’'-]*|of|the|\d+))*"
    r"|reporters|journalists|lawmakers|supporters|voters|viewers|investors|colleagues|(?:a|the|his|her|their)\s+[\w’'-]+"
    r"|me|us|him|her|them|you)"
)
_ADJUNCT = re.compile(
    r"\s+(?:on|in|at|during|after|to|of|by|via|late|early|earlier|last|this|through|yesterday|today"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b[^,:;.“\"\x01]*?(?=\s*[,:]|\s+that\b|\s*[“\"\x01])"
)
_ACCORDING = re.compile(r"\b(?:according\s+to|per(?=\s+(?:the|a|an|[A-Z]))|in\s+the\s+words\s+of)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One attribution clause: its cue, its source, and the text it attributes. Offsets into the whole text."""

    cue: Span
    source: Span | None
    content: Span
    medium: str
    negated: bool
    verb: str
    recipient: Span | None = None


def clauses(masked: str, start: int, end: int) -> list[Clause]:
    """The attribution clauses of one sentence ``masked[start:end]``, outermost and leftmost first."""
    found = []
    for match in _ACCORDING.finditer(masked, start, end):
        clause = _according(masked, match, start, end)
        if clause:
            found.append(clause)
    taken = [(c.cue[0], c.source[1]) for c in found if c.source]
    for cue in cues(masked, start, end):
        if any(s <= cue.verb_start < e for s, e in taken):
            continue
        clause = _verbal(masked, cue, start, end)
        if clause:
            found.append(clause)
    return sorted(found, key=lambda c: (c.cue[0], c.cue[1]))


def _according(text: str, match: re.Match[str], start: int, end: int) -> Clause | None:
    source = noun_phrase_after(text, match.end(), end)
    if source is None:
        return None
    before = _trim(text, start, match.start())
    after = _trim(text, source[1], end)
    content = before if before[1] - before[0] > after[1] - after[0] else after
    if content[0] >= content[1]:
        return None
    cue = _trim(text, match.start(), match.end())
    return Clause(cue=cue, source=source, content=content, medium="document", negated=False, verb="according to")


def _verbal(text: str, cue: Cue, start: int, end: int) -> Clause | None:
    participle = cue.verb.endswith("ing") and cue.start == cue.verb_start
    if participle and text[start : cue.start].rstrip().endswith(","):
        said = _complement(text, cue, end)
        return _clause(cue, _sentence_subject(text, start, cue.start), said[0], said[1]) if said else None
    left = noun_phrase_before(text, start, cue.start) or _beside_quotation(text, start, cue.start)
    if left is not None:
        before = _before(text, start, left[0])
        said = _complement(text, cue, end)
        if before and (said is None or _is_trailing(text, before, said[0], cue)):
            return _clause(cue, left, before, _recipient(text, cue, end))
        return _clause(cue, left, said[0], said[1]) if said else None
    before = _before(text, start, cue.start)
    right = noun_phrase_after(text, cue.end, end, loose=before is not None and _quoted(text, before))
    if right is not None and before is not None and (cue.complement != "quote" or _quoted(text, before)):
        return _clause(cue, right, before, None)
    return None


def _is_trailing(text: str, before: Span, said: Span, cue: Cue) -> bool:
    """Whether the attribution trails what stands before it ("The pier is shut, Voss said in a letter")."""
    opening = re.compile(r"[\s,]*(?:that\b|:|[“\"„«‘『「‹\x01])").match(text, cue.end)
    if opening or re.match(r"\s*(?:that\b|[:,]?\s*\x01)", text[cue.end : said[0] + 1]):
        return False
    if _quoted(text, before):
        return True
    return not _OPENER.match(text, before[0]) and bool(_PREPOSITION.match(text, *said))


def _quoted(text: str, span: Span) -> bool:
    """Whether a span ends in a quotation (blanked, perhaps with its full stop kept)."""
    return span[1] > span[0] and MASK in text[max(span[0], span[1] - 2) : span[1]]


def _recipient(text: str, cue: Cue, end: int) -> Span | None:
    if not cue.verb.startswith(("tell", "told", "remind", "inform", "brief")):
        return None
    match = _RECIPIENT.match(text, cue.end, end)
    return _trim(text, match.start(), match.end()) if match else None


def _clause(cue: Cue, source: Span | None, content: Span, recipient: Span | None) -> Clause:
    return Clause(
        cue=(cue.start, cue.end),
        source=source,
        content=content,
        medium=cue.medium,
        negated=cue.negated,
        verb=cue.verb,
        recipient=recipient,
    )


def _complement(text: str, cue: Cue, end: int) -> tuple[Span, Span | None] | None:
    """What follows the verb as the thing said, and to whom; None where nothing is said there."""
    at = cue.end
    recipient = _recipient(text, cue, end)
    at = recipient[1] if recipient else at
    adjunct = _ADJUNCT.match(text, at, end)
    if adjunct:
        at = adjunct.end()
    that = re.match(r"[\s,]*\bthat\b\s*", text[at:end])
    colon = re.match(r"\s*[:,]?\s*(?=[“\"„«‘'「『‹`]|\x01)", text[at:end])
    if that or colon:
        at += (that or colon).end()  # type: ignore[union-attr]
    elif cue.complement != "any" or re.match(r"\s*[,;.]", text[at:end]):
        return None
    content = _trim(text, at, _cut(text, at, end))
    return (content, recipient) if content[1] - content[0] > 3 else None


def _cut(text: str, at: int, end: int) -> int:
    """Where a complement ends: before a trailing ", according to …" or a semicolon."""
    match = re.compile(r",?\s+according\s+to\s|;\s").search(text, at, end)
    return match.start() if match else end


def _before(text: str, start: int, end: int) -> Span | None:
    """What stands before a trailing attribution, if a comma or a closing mark sets it off."""
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop <= start or text[stop - 1] not in ",”\"’'»”」』›—–-?!" + MASK:
        return None
    span = _trim(text, start, stop)
    return span if span[1] - span[0] > 3 else None


def noun_phrase_before(text: str, start: int, end: int) -> Span | None:
    """The subject that ends at ``end``: the last clause's noun phrase with its appositions, or None."""
    start = max(start, end - MAX_SUBJECT)
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    begin = max(
        (text.rfind(mark, start, stop) + 1 for mark in (MASK, ";", ":", "—", "”", "“", '"', "(", "–", "»", "«")),
        default=start,
    )
    begin = max(begin, start)
    for match in _SUBORDINATE.finditer(text, begin, stop):
        if _NOUN_START.match(text, match.end()) and "," not in text[match.end() : stop]:
            begin = match.end()
    begin = _skip_openers(text, begin, stop)
    begin, stop = _trim(text, begin, stop)
    if stop <= begin or not _NOUN_START.match(text, begin, stop) or _PREPOSITION.match(text, begin, stop):
        return None
    return (begin, stop) if not _DANGLING.search(text, begin, stop) else None


def _skip_openers(text: str, begin: int, stop: int) -> int:
    """Past "On Monday," "But" and the like, to where the subject begins."""
    while True:
        while begin < stop and not text[begin].isalnum():
            begin += 1
        conjunction = _CONJUNCTION.match(text, begin, stop)
        if conjunction:
            begin = conjunction.end()
            continue
        opener = _OPENER.match(text, begin, stop)
        comma = text.find(",", begin, stop - 1)
        if opener and comma > 0:
            begin = comma + 1
            continue
        return begin


def _sentence_subject(text: str, start: int, end: int) -> Span | None:
    """The subject of "Noem recorded a video …, saying": the capitalised or pronominal start of the sentence."""
    begin = _skip_openers(text, start, end)
    match = re.compile(
        r"(?:the\s+|an?\s+)?(?:[A-ZÀ-ÞŒŠŽ][\w.’'-]*)(?:\s+(?:[A-ZÀ-ÞŒŠŽ][\w.’'-]*|of|the|de|la|von|van|der|bin|al))*"
        r"|(?:he|she|they|we|i|it)\b|(?:the|a|an|his|her|their)\s+[a-z-]+(?:\s+[a-z-]+)?",
        re.IGNORECASE if text[begin : begin + 1].islower() else 0,
    ).match(text, begin, end)
    return _trim(text, match.start(), match.end()) if match else None


def _beside_quotation(text: str, start: int, end: int) -> Span | None:
    """A subject without article between a quotation and its verb ("“…,” super PAC spokeswoman Jo Reed said")."""
    begin, stop = _trim(text, max(start, text.rfind(MASK, start, end) + 1), end)
    if begin <= start or MASK not in text[max(start, begin - 3) : begin] or stop - begin < 2:
        return None
    words = text[begin:stop].split(",")[0].split()
    fits = 0 < len(words) <= MAX_BARE_WORDS and bool(_LOOSE_START.match(text, begin, stop))
    return (begin, stop) if fits and not _PREPOSITION.match(text, begin, stop) else None


def noun_phrase_after(text: str, start: int, end: int, *, loose: bool = False) -> Span | None:
    """The noun phrase that begins at ``start``, with its appositions, up to the end of its clause.

    ``loose`` lets it begin with any word that is no preposition, as it may right beside a quotation.
    """
    begin = start
    while begin < end and text[begin].isspace():
        begin += 1
    fits = _NOUN_START.match(text, begin, end)
    if not fits and loose and not _PREPOSITION.match(text, begin, end):
        fits = _LOOSE_START.match(text, begin, end)
    if not fits:
        return None
    stop = _phrase_end(text, begin, end)
    begin, stop = _trim(text, begin, stop)
    return (begin, stop) if stop > begin else None


_PHRASE_STOP = re.compile(
    r"\.\s|[.?!]?$|[;:—“\"«「『‹(\x01]|\s[–-]\s|,?\s+(?:as|while|after|before|during|when|on\s+(?:[A-Z]\w+day)|in\s+(?:a|an|the|his|her|their|an?\s+\w+)\s"
    r"(?:\w+\s)?(?:statement|interview|speech|post|tweet|email|letter|call|briefing|memo|video)|last\s|this\s+(?:week|month|year)"
    r"|at\s+a\s|who\s+(?=x)|adding|referring|speaking|told|said|says|and\s+(?:he|she|they|it|that)\b|but)\b"
)


def _phrase_end(text: str, begin: int, end: int) -> int:
    match = _PHRASE_STOP.search(text, begin, end)
    while match and match[0].startswith(".") and _abbreviation(text, match.start()):
        match = _PHRASE_STOP.search(text, match.end(), end)
    stop = match.start() if match else end
    comma = text.find(",", begin, stop)
    if comma > 0 and not _apposition(text, comma + 1, stop):
        stop = comma
    return stop


def _abbreviation(text: str, at: int) -> bool:
    word = re.search(r"[\w.]+$", text[max(0, at - 8) : at])
    return word is not None and (len(word[0].split(".")[-1]) <= 1 or word[0] in _TITLES)


_TITLES = frozenset(
    "Mr Mrs Ms Dr Sen Rep Gov Gen Lt Col Sgt Capt Prof Rev Hon Jr Sr St Pres Sens Reps Atty Supt".split()
)
_APPOSITION = re.compile(
    r"\s*(?:(?:the|a|an|his|her|their|its|one|who|whose|which|president|director|chief|chair\w*|head|spokes\w+|minister"
    r"|professor|author|founder|senior|former|acting|co-\w+|executive|vice|deputy|general|mayor|governor|\d\d)\b|[A-ZÀ-ÞŒŠŽ]|R-|D-)"
)


def _apposition(text: str, at: int, end: int) -> bool:
    return bool(_APPOSITION.match(text, at, end))


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–."):
        end -= 1
    return (start, max(start, end))
