"""Who a pronoun takes up that the article describes and has not let speak yet: "A neighbor came out. She said …"."""

from __future__ import annotations

import re

from attribune.records import Span
from attribune.sources.coref.pronouns import HE, IT, SHE, THEY
from attribune.sources.names.entity_types import is_group_head, is_person_word
from attribune.sources.names.lexicon import listed, plain, table

MAX_WORDS = 7  # of a subject, its determiner left out
_OPENS = re.compile(
    r"[“\"]?(?:(?:on|in|at|by|after|before|during|later|meanwhile|yesterday|but|and|then)\b[^,.;:“”\"]{0,60}[,\s]\s*)?"
    r"(?P<first>(?:the|an?|one|another|two|three|four|several|some|many|his|her|their|its)\s+)",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"(?:(?:In|At|On|By|After|Before|During|Outside|Inside|Near|Behind|Across|Nearby|Elsewhere|Later|Earlier|Afterwards"
    r"|Meanwhile|Yesterday)\b[^,.;:“”\"\n]{0,40},\s)?(?:(?:But|And|Then)\s)?(?P<first>(?:[Aa]n?|[Oo]ne|[Aa]nother)\s)"
)
_WHO = re.compile(r"((?:[Aa]n?|[Oo]ne|[Aa]nother)(?:\s(?!who\b)[a-z’'-]+){1,6}),?\swho\s")
_WORD = re.compile(r"[^\W_][\w’'-]*")


def subject_for(word: str, text: str, start: int, end: int) -> Span | None:
    """Return the description that opens the sentence ``text[start:end]``, if the pronoun
    ``word`` (plain) can take it up.
    """
    opened = _OPENS.match(text, start, end)
    if opened is None:
        return None
    stop, fits = None, False
    for number, match in enumerate(_WORD.finditer(text, opened.end(), end)):
        between = text[match.start() - 1 : match.start()]
        if number >= MAX_WORDS or (number and between not in " -"):
            break
        noun = plain(match[0])
        if match[0].endswith(("'s", "’s")):
            continue
        if _is_noun(noun):
            stop, fits = match.end(), _agrees(word, noun)
        elif stop is not None:
            break
    return (opened.start("first"), stop) if stop is not None and fits else None


def newcomer_for(word: str, text: str, start: int, end: int) -> Span | None:
    """Return the indefinite description of a person that opens a sentence: "a customer", or any
    "a …" with "who" behind it.
    """
    opened = _INDEFINITE.match(text, start, end)
    if opened is None:
        return None
    start = opened.start("first")
    known = subject_for(word, text, start, end)
    if known is not None:
        return known
    relative = _WHO.match(text, start, end)
    noun = plain(relative[1].split()[-1]) if relative else ""
    gender = table("gendered_nouns.tsv").get(noun)
    if relative is None or is_group_head(noun) or gender == ("f" if word in HE else "m"):
        return None
    return (relative.start(), relative.end(1))


def _is_noun(noun: str) -> bool:
    lists = ("org_nouns.txt", "document_nouns.txt", "group_nouns.txt", "role_nouns.txt")
    if any(noun in listed(name) for name in lists):
        return True
    return noun in table("gendered_nouns.tsv") or is_person_word(noun) or is_group_head(noun)


def _agrees(word: str, noun: str) -> bool:
    """True if a pronoun may stand for a head noun."""
    if word in IT:
        return noun in listed("org_nouns.txt") or noun in listed("document_nouns.txt")
    if word in THEY:
        return is_group_head(noun) or noun in listed("group_nouns.txt") or noun in listed("org_nouns.txt")
    if word not in HE | SHE or is_group_head(noun):
        return False
    gender = table("gendered_nouns.tsv").get(noun) or table("titles.tsv").get(noun)
    person = noun in table("gendered_nouns.tsv") or noun in listed("role_nouns.txt") or is_person_word(noun)
    return person and (gender not in ("m", "f") or gender == ("m" if word in HE else "f"))
