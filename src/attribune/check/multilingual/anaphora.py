"""Does the sentence right before words of a pronoun, or of a bare verb, have the draft's speaker for its subject?

"Bakker Loes Hemmink is het zat. “Ik stop ermee”, zegt ze.": nothing names who speaks, and the sentence before is about
one person. Who that is the draft says, so that only that name is looked for: it must open the sentence, behind its
offices, and nobody else may be named there. Where letters have no capitals the whole name must open it.
"""

from __future__ import annotations

from attribune.check.multilingual.offices import resolved
from attribune.check.multilingual.speakers import same_speaker
from attribune.check.multilingual.witnessed import known_names, last_name, mention
from attribune.records import Span
from attribune.statements.multilingual.phrases import (
    Clause,
    Speaker,
    begins_name,
    clause,
    is_definite,
    is_office,
    name_end,
    subject,
)
from attribune.statements.multilingual.unspaced import topic
from attribune.statements.multilingual.utterances import Utterance, foreign
from attribune.text.document import Document
from attribune.text.sentences import sentences

_ENDS = ".!?…。！？؟।"
_LEADS = ("article", "adverb", "conjunction", "honorific", "role_adjective", "post", "body", "of")


def is_taken_up(mine: Utterance, said: Utterance, evidence: Document) -> bool:
    """True if words without a named speaker go on from a sentence about the draft's speaker, and nobody else."""
    language, text = said.language, evidence.text
    who = resolved(mine.speaker, text, language) if mine.speaker else None
    if who is None or who.kind != "name" or who.oblique or mine.frame is None or said.speaker or said.frame != ():
        return False
    if not _is_one_persons(said, text) or (before := _sentence_before(who, said, evidence)) is None:
        return False
    words = clause(text, *before, language, titles=False)
    if not words.tokens or any(words.is_listed(n, "kin", "passing_on") for n in range(len(words.tokens))):
        return False
    found = _opening_subject(words, who)
    if found is None or any(words.match(n, "according", "according_after") > n for n in range(len(words.tokens))):
        return False
    return same_speaker(who, found[0], text, language) is True and _names_nobody_else(words, found, evidence)


def _is_one_persons(said: Utterance, text: str) -> bool:
    """True if a pronoun or a bare verb says words, and the verb isn't one of several people."""
    if said.cue is None:
        return False
    endings = tuple(said.language.listed("plural_ending"))
    words = said.language.tokens(text, *said.cue)
    return not (endings and any(word.norm.endswith(endings) for word in (*words[:1], *words[-1:])))


def _sentence_before(who: Speaker, said: Utterance, evidence: Document) -> Span | None:
    """Return the whole sentence of narration that ends where an utterance begins, in the same paragraph.

    None behind somebody else's words: the one before may go on.
    """
    text, end = evidence.text, said.wholes[0][0]
    if said.language.tokens(text, *said.beside[0]) and text[slice(*said.beside[0])].strip():
        end = said.beside[0][0]  # "X came. She said: “…”"
    low = said.paragraph[0]
    there = [one for one in foreign(evidence).utterances if low <= one.wholes[-1][1] <= end]
    if any(one.speaker is None or same_speaker(who, one.speaker, text, said.language) is not True for one in there):
        return None
    others = [one.wholes[-1][1] for one in there]
    if not text[low:end].rstrip()[-1:] or text[low:end].rstrip()[-1] not in _ENDS:
        return None
    start = max([low, *others])
    whole = list(sentences(text, start, end))
    return whole[-1] if len(whole) > bool(others) else None


def _opening_subject(words: Clause, who: Speaker) -> tuple[Speaker, int, int] | None:
    """Return the subject that opens a sentence, if it may be the draft's speaker, with its first and last word."""
    language, count = words.language, len(words.tokens)
    if "unspaced" in language.features and "topic" in language.classes:
        found, at = topic(words)
        again = any(words.is_listed(n, "theme") for n in range(at, count))
        return (found, 0, at) if found is not None and found.kind == "name" and not again else None
    if "suffix" in language.classes or "topic" in language.classes:
        found, at = subject(words, 0, count)
        return (found, 0, at) if found is not None and at > 0 else None
    if "uncased" in language.features:
        return _opening_name(words, who)
    name = last_name(who, language)
    places = [n for n, token in enumerate(words.tokens) if token.norm == name]
    if len(places) != 1 or not words.is_capital(places[0]):
        return None
    low = places[0]
    while low and not words.breaks[low] and (begins_name(words, low - 1) or is_office(words, low - 1)):
        low -= 1
    if low and not words.breaks[low] and not _leads(words, low):
        return None
    if low and words.breaks[low] and not words.is_listed(0, "preposition", "time", "adverb"):
        return None
    return mention(words, places[0]), low, places[0] + 1


def _leads(words: Clause, stop: int) -> bool:
    """True if only small words, offices and one noun stand between the beginning of a sentence and a name."""
    if words.is_listed(stop - 1, "preposition", "of", "addressee", "conjunction") or any(words.breaks[1:stop]):
        return False
    unlisted = [n for n in range(stop) if not words.is_listed(n, *_LEADS) and not is_office(words, n)]
    article = all(words.is_listed(n, "article", "adverb", "conjunction") for n in range(stop - 1))
    return not unlisted or (unlisted == [stop - 1] and article and not words.is_capital(stop - 1) and stop > 1)


def _opening_name(words: Clause, who: Speaker) -> tuple[Speaker, int, int] | None:
    """Return the draft's name where a sentence in a script without capitals opens with it, behind offices."""
    language = words.language
    if "unspaced" in language.features:
        name = who.words[-max(2, min(len(who.words), 4)) :]
        name = who.words if len(who.words) <= 4 else name
    else:
        name = who.words[-2:]
    if len(name) < 2:
        return None
    at = next((n for n in range(len(words.tokens)) if words.norms(n, n + len(name)) == name), -1)
    labels = ("role", "role_adjective", "body", "honorific", "definite")
    if at < 0 or any(words.breaks[1 : at + 1]):
        return None
    titled = "unspaced" in language.features and any(words.match(n, "role", "of") == at for n in range(at))
    behind = at + len(name)
    if words.match(behind, "of") > behind:
        return None  # "毛振邦的律师": somebody of his
    if at and not titled and not all(words.is_listed(n, *labels) or is_definite(words, n) for n in range(at)):
        return None
    span = (words.tokens[at].start, words.tokens[at + len(name) - 1].end)
    return Speaker("name", name, span), 0, at + len(name)


def _names_nobody_else(words: Clause, found: tuple[Speaker, int, int], evidence: Document) -> bool:
    """True if behind the subject of a sentence no office stands, and no name but of a place behind a preposition."""
    language = words.language
    others = known_names(evidence) - {last_name(found[0], language)}
    if any(token.norm in others for token in words.tokens):
        return False
    at = found[2]
    while at < len(words.tokens):
        if words.is_listed(at, "indefinite"):
            return False  # "was booed by a man": somebody new
        if is_office(words, at) and not _is_own(words, at, found[2]):
            return False
        if "uncased" not in language.features and begins_name(words, at):
            hangs = words.is_listed(at - 1, "preposition", "of", "article", "particle")
            if not hangs and "nouns" not in language.features:
                return False
            at = name_end(words, at, len(words.tokens)) - 1
        at += 1
    return True


def _is_own(words: Clause, at: int, behind: int) -> bool:
    """True if an office stands in the apposition right behind a name: "Ada Lund, the mayor of Lindau, …"."""
    return behind < len(words.tokens) and words.breaks[behind] and at < words.segment_end(behind)
