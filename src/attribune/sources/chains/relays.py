"""Who carried words on, by the phrases around an attribution: "in a memo seen by Reuters", "citing court papers"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from attribune.lexicon import rows
from attribune.records import Span
from attribune.statements.grammar.addressees import recipient
from attribune.statements.grammar.complements import TELLING
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.noun_phrases import noun_phrase
from attribune.statements.grammar.phrases import starts_noun
from attribune.statements.grammar.tokens import OF, Pieces
from attribune.statements.merge import CITING
from attribune.text.document import Document
from attribune.text.prefilter import matches, openings

MAX_NAME = 160  # code points looked at for a name; a longer one is no name
_CITING = re.compile(r"\b(?:citing|quoting)\s+", re.IGNORECASE)
_GOT = re.compile(
    r",?\s+(?:which|who|that)\s+(?:(?:had|has|have|first|said|says|it|they)\s+){0,4}"
    r"(?:obtained|seen|saw|reviewed|viewed|examined|acquired|received)\s+",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s{1,9}(?:that|on|in|at|during|last|this|by|which|who|whether|if|how|why|about|for|said|says|but|under|after|before|obtained|seen"
    r"|(?<!close\s)to|(?<!familiar\s)with|reviewed|published|shared|leaked|released|dated|written)\b|[,.;:“\"(—]|\s-\s|\bthat\b"
)
_GETTING = frozenset("phoned rang reached contacted visited approached questioned obtained reviewed saw".split())
_TO = re.compile(r"\s+to\s+")
_NAMED = re.compile(r"(?:the\s+)?[A-ZÀ-ÞŒŠŽ]")
_WORD = re.compile(r"\w+")
_KEPT = 16_384  # words of which is kept what they may begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """One who carried the words on, at ``name``. ``origin``: stands further in than the speaker, who cites it.

    ``media_only``: a carrier only if it is a news outlet ("said in a statement to the Tribune", not "to his mother").
    """

    name: Span
    relation: str
    origin: bool = False
    media_only: bool = False


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str], tuple[str, ...]], ...]:
    """Relation, who may stand there ("any", "media", "name"), the pattern before the name, its openings; "media" last.

    Raises ``ValueError`` where a pattern doesn't show with what it begins.
    """
    table = sorted(rows("names/relays.tsv"), key=lambda row: row[1] == "media")
    if unclear := next((pattern for _, _, pattern in table if not openings(pattern)), None):
        raise ValueError(f"carriers.tsv: a pattern begins with \\b and plain words, not as {unclear}")
    return tuple((r, who, re.compile(pattern, re.IGNORECASE), openings(pattern)) for r, who, pattern in table)


@cache
def _openings() -> tuple[str, ...]:
    """Return what a word begins with that any of the patterns may begin with."""
    return tuple({opening for *_, opens in _patterns() for opening in opens})


@lru_cache(maxsize=_KEPT)
def _begun_by(word: str) -> tuple[int, ...]:
    """Return the numbers of the patterns that may begin with a word in lower case; -1 for "citing" and "quoting"."""
    if word not in CITING and not word.startswith(_openings()):
        return ()
    numbers = (number for number, (*_, opens) in enumerate(_patterns()) if word.startswith(opens))
    return (*((-1,) if word in CITING else ()), *numbers)


def _places(text: str, start: int, end: int) -> dict[int, list[int]]:
    """Return where in ``text[start:end]`` each pattern may begin, by its number; most
    attributions have no such place.
    """
    places: dict[int, list[int]] = {}
    for word in _WORD.finditer(text, start, end):
        for number in _begun_by(word[0].lower()):
            places.setdefault(number, []).append(word.start())
    return places


def carriers(document: Document, start: int, end: int, cue: Span | None) -> list[Carrier]:
    """Return the carriers in ``text[start:end]``, the words around one attribution, innermost first."""
    text = document.text
    places = _places(text, start, end)
    citing: list[int] = []
    found: list[tuple[int, Carrier]] = []
    for match in matches(_CITING, text, end, places.pop(-1, ())):
        citing.append(match.start())
        found += _cited(document, match.end(), end)
    taken: set[Span] = {one.name for _, one in found}
    for number in sorted(places):
        relation, who, pattern, _ = _patterns()[number]
        for match in matches(pattern, text, end, places[number]):
            before_cue = cue is not None and match.end() < cue[0]
            name = name_at(document, match.end(), cue[0] if cue and before_cue else end)
            if name is None or name in taken or (who == "name" and not _NAMED.match(text, name[0])):
                continue
            taken.add(name)
            origin = _in_citing(match.start(), citing, cue)
            found.append(
                (match.start(), Carrier(name=name, relation=relation, origin=origin, media_only=who == "media"))
            )
    return [carrier for _, carrier in sorted(found, key=lambda pair: pair[0])]


def _cited(document: Document, start: int, end: int) -> list[tuple[int, Carrier]]:
    """Return whom "citing …" names, and what "which had obtained …" says the cited one had."""
    name = name_at(document, start, end)
    if name is None:
        return []
    got = _GOT.match(document.text, name[1], end)
    thing = name_at(document, got.end(), end) if got else None
    if thing is None:
        return [(start, Carrier(name=name, relation="said", origin=True))]
    return [
        (start, Carrier(name=thing, relation="said", origin=True)),
        (start + 1, Carrier(name=name, relation="obtained_by", origin=True)),
    ]


def _in_citing(at: int, citing: list[int], cue: Span | None) -> bool:
    """True if a place belongs to a "citing …" before it, with no cue between."""
    return any(start < at and not (cue and start < cue[0] <= at) for start in citing)


def name_at(document: Document, start: int, end: int) -> Span | None:
    """Return the short noun phrase at ``start``: up to a preposition, a mark or "that"."""
    text = document.text
    pieces = Pieces(document, start, min(end, start + MAX_NAME))
    if not len(pieces) or not starts_noun(pieces, 0):
        return None
    low, high = pieces.span(0, _before_verb(pieces, noun_phrase(pieces, 0, len(pieces), apposition=False)))
    match = _STOP.search(text, low + 1, high)
    while match and match[0] == "." and text[match.end() : match.end() + 1].isalnum():
        match = _STOP.search(text, match.end(), high)
    high = match.start() if match else high
    while high > low and text[high - 1].isspace():
        high -= 1
    high -= 2 if text[low:high].endswith(("'s", "’s")) else 0  # "on NBC's "Meet the Press""
    return (low, high) if high > low else None


def _before_verb(pieces: Pieces, stop: int) -> int:
    """Return where a name ends that a verb or "a letter" follows: "a memo seen by Reuters
    shows", "which NRK has read".
    """
    for at in range(1, stop):
        parted = pieces.words[at] in OF.determiner or pieces.words[at] in OF.finite
        parted = parted and not (at + 1 < stop and pieces.capital(at + 1))  # "Folha do Vale"
        if parted and pieces.capital(at - 1) and not pieces.capital(at):
            return at
        if (
            (pieces.words[at] in verbs() or pieces.words[at] in _GETTING)
            and pieces.capital(at - 1)
            and not pieces.capital(at)
        ):
            return at
    return stop


def recipient_of(document: Document, cue: Span, end: int) -> Span | None:
    """Return who was told: right after "told", or after "said to", "confirmed to"."""
    text = document.text
    verb = text[slice(*cue)].lower().split()[-1] if cue[1] > cue[0] else ""
    start = cue[1]
    if verb not in TELLING:
        match = _TO.match(text, start, end)
        if match is None:
            return None
        start = match.end()
    pieces = Pieces(document, start, min(max(end, start), start + MAX_NAME))
    stop = recipient(pieces, 0, len(pieces))
    span = pieces.span(0, stop)
    return span if stop and span[1] > span[0] else None
