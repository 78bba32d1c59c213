"""Does the narration beside words in the evidence name the draft's speaker and nobody else, though it isn't parsed?

What is known of the draft's speaker is held against narration that the reader of attributions doesn't understand: one
verb of saying, the name as a subject has it, no other name or office, and no word that denies, doubts,
passes on or belongs to somebody's family. The words must be a sentence of their own, which nothing there can govern.
"""

from __future__ import annotations

from attribune.check.multilingual.speakers import same_speaker
from attribune.statements.multilingual.antecedents import named_around
from attribune.statements.multilingual.phrases import Clause, Speaker, begins_name, clause, is_cue, is_office
from attribune.statements.multilingual.utterances import Utterance, foreign
from attribune.text.document import Document
from attribune.text.languages import Language

MIN_NAME = 2  # letters of a name
_AGAINST = ("negation", "denial", "condition", "modal", "passing_on", "kin", "correction")
_BEFORE = ("of", "preposition", "addressee")  # what no subject stands behind
_ENDS = ".!?…。！？؟।"


def is_witnessed(mine: Utterance, said: Utterance, evidence: Document) -> bool:
    """True if the narration beside words of the evidence can only mean that the draft's speaker says them."""
    language, text = said.language, evidence.text
    if mine.speaker is None or mine.speaker.oblique or mine.speaker.kind != "name" or mine.frame is None:
        return False
    if len(said.pieces) > 1 or "uncased" in language.features or not _stands_alone(said, text):
        return False
    name = last_name(mine.speaker, language)
    told = [clause(text, *span, language, titles=False) for span in said.beside[:2]]
    places = [(words, n) for words in told for n, token in enumerate(words.tokens) if token.norm == name]
    if len(name) < MIN_NAME or len(places) != 1 or not _is_subject(*places[0], text):
        return False
    if same_speaker(mine.speaker, mention(*places[0]), text, language) is not True:
        return False
    return all(_is_plain(words) for words in told) and _reports(told) and _alone(told, name, evidence)


def last_name(speaker: Speaker, language: Language) -> str:
    """Return the last word of a name that is no title."""
    titles = language.listed("role") | language.listed("honorific")
    return next((word for word in reversed(speaker.words) if word not in titles), "")


def _stands_alone(said: Utterance, text: str) -> bool:
    """True if quoted words are a sentence: behind a colon, or before a comma, and as long as one."""
    start, end = said.wholes[0] if said.wholes else said.pieces[0]
    before, after = text[:start].rstrip(" \u00a0\u202f")[-1:], text[end:].lstrip(" \u00a0\u202f")[:1]
    inside = text[slice(*said.pieces[0])].strip()
    if not inside[:1].isupper():
        return False
    return before in (":", "") or after in (",", "—", "–", "،") or inside[-1:] in _ENDS + ","


def mention(words: Clause, at: int) -> Speaker:
    """Return a name that ends in a word, with the capitals before it."""
    low = at
    while low and not words.breaks[low] and begins_name(words, low - 1):
        low -= 1
    span = (words.tokens[low].start, words.tokens[at].end)
    return Speaker("name", words.norms(low, at + 1), span)


def _is_subject(words: Clause, at: int, text: str) -> bool:
    """True if a name stands as a subject has it: behind no preposition or genitive, and before none."""
    end = words.tokens[at].end
    if text[end : end + 1] in ("'", "’"):  # a Turkish case
        return False
    low = at
    while low and not words.breaks[low] and _belongs(words, low - 1):
        low -= 1
    behind = at + 1 < len(words.tokens) and not words.breaks[at + 1] and words.is_listed(at + 1, "of")
    return not behind and not (low and not words.breaks[low] and words.is_listed(low - 1, *_BEFORE))


def _belongs(words: Clause, at: int) -> bool:
    """True if a word may stand in a name, or as an office or an article before it."""
    if words.is_capital(at) or is_office(words, at):
        return True
    return words.is_listed(at, "article", "particle") and not words.is_listed(at, "of", "preposition")


def _is_plain(words: Clause) -> bool:
    """True if no word of a stretch denies, doubts, passes on or names a source."""
    places = range(len(words.tokens))
    return not any(words.is_listed(n, *_AGAINST) or words.match(n, "according") > n for n in places)


def _reports(told: list[Clause]) -> bool:
    """True if one verb of saying stands there."""
    cues = 0
    for words in told:
        at = 0
        while at < len(words.tokens):
            behind = words.match(at, "cue") if is_cue(words, at, 0) else at
            cues += behind > at
            at = max(behind, at + 1)
    return cues == 1


def _alone(told: list[Clause], name: str, evidence: Document) -> bool:
    """True if nobody else of the article is named there, and one office at most."""
    others = known_names(evidence) - {name}
    offices = 0
    for words in told:
        for n, token in enumerate(words.tokens):
            if token.norm in others:
                return False
            offices += is_office(words, n) and not (n and is_office(words, n - 1) and not words.breaks[n])
    return offices <= 1


def known_names(evidence: Document) -> frozenset[str]:
    """Return the last words of all names that an article has; read once."""
    return evidence.layer(_names)


def _names(evidence: Document) -> frozenset[str]:
    found = set()
    for said in foreign(evidence).utterances:
        if said.speaker and said.speaker.kind == "name":
            found.add(last_name(said.speaker, said.language))
        found |= {name[-1] for name in named_around(evidence.text, said.language) if len(name) > 1}
    return frozenset(found)
