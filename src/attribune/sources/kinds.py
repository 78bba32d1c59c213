"""What sort of source a mention is: person, organization, group, document, outlet or unnamed."""

from __future__ import annotations

import re

from attribune.records import SourceKind
from attribune.sources.words import listed, plain, table

WORD = re.compile(r"[^\W_]+(?:[.'’&-]+[^\W_]+)*\.?")
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its|our|my|this|that|these|those)\s+", re.IGNORECASE)
# The head of a description stands before the first of these.
_AFTER_HEAD = re.compile(
    r",|\(|\s(?:of|who|whom|which|that|familiar|with|in|for|from|at|close|briefed|on|to|by|about|near|inside|involved)\s"
)
_VAGUE = re.compile(
    r"\b(?:familiar with|briefed on|close to|with (?:direct )?knowledge|spoke on (?:the )?condition|not authori[sz]ed"
    r"|anonym|unnamed|declined to be (?:named|identified)|who asked not to be)",
    re.IGNORECASE,
)
_PARTIES = frozenset("republicans democrats conservatives liberals tories greens labour".split())
_MAX = 300  # characters of a mention that are looked at; the head of any real one stands well before


def names_in(text: str) -> list[str]:
    """The capitalised words of a mention, but for an opening article."""
    return [w for w in WORD.findall(_ARTICLE.sub("", text[:_MAX].strip(), count=1)) if w[:1].isupper()]


def head_of(text: str) -> str:
    """The head noun of a description, plain: "a senior official familiar with the talks" gives "official"."""
    bare = _ARTICLE.sub("", text[:_MAX].strip(), count=1)
    found = WORD.findall(_AFTER_HEAD.split(bare + " ", maxsplit=1)[0])
    return plain(found[-1]) if found else ""


def is_person_word(word: str) -> bool:
    """Whether a plain word is a title or a role that one person has."""
    return word in table("titles.tsv") or word in listed("role_nouns.txt") or word.startswith("spokes")


def kind_of(text: str) -> SourceKind:
    """The kind of source that a mention's words alone suggest. Never raises."""
    text = text[:_MAX].strip()
    if _VAGUE.search(text):
        return "unnamed"
    bare = _ARTICLE.sub("", text, count=1)
    capitals = names_in(text)
    if not capitals or (len(capitals) == 1 and text.startswith(capitals[0]) and _is_common(capitals[0])):
        return _nominal(bare)
    return _proper(bare, capitals)


def _is_common(word: str) -> bool:
    bare = plain(word)
    lists = ("group_nouns.txt", "document_nouns.txt", "org_nouns.txt", "role_nouns.txt", "not_names.txt")
    return is_person_word(bare) or any(bare in listed(name) for name in lists)


def _nominal(text: str) -> SourceKind:
    head = head_of(text)
    if head in listed("document_nouns.txt"):
        return "document"
    if head in listed("group_nouns.txt"):
        return "group"
    if head in listed("org_nouns.txt"):
        return "organization"
    if head in listed("outlet_words.txt"):
        return "outlet"
    if head.endswith("s") and is_person_word(head[:-1]):
        return "group"
    return "unnamed"


def _proper(text: str, capitals: list[str]) -> SourceKind:
    low = [plain(word) for word in capitals]
    joined, last, head = " ".join(low), low[-1], head_of(text)
    if text.lower().removesuffix(".com") in listed("outlets.txt") or joined in listed("outlets.txt"):
        return "outlet"
    if last in _PARTIES or (head in listed("group_nouns.txt") and head not in low):
        return "group"
    if head in listed("document_nouns.txt") and head not in low[:-1]:
        return "document"
    if head not in low and is_person_word(head):
        return "unnamed"
    if joined in listed("places.txt") or (last in listed("org_nouns.txt") and len(low) > 1):
        return "organization"
    if text.lower().startswith(("al-", "el-", "bin ", "von ", "van ", "de ")):
        return "person"
    given = table("given_names.tsv")
    if any(word in given for word in low[:-1]) and last not in listed("org_nouns.txt"):
        return "outlet" if last in listed("outlet_words.txt") and len(low) > 2 else "person"
    if (low[-1] in listed("outlet_words.txt") and len(low) > 1) or low[0] == "news":
        return "outlet"
    if any(word in listed("org_nouns.txt") for word in low) and not (is_person_word(low[0]) and len(low) > 1):
        return "person" if any(is_person_word(word) for word in low[:-1]) and _looks_named(low) else "organization"
    if capitals[0].isupper() and 1 < len(low[0]) < 7 and len(low) == 1:
        return "organization"
    return "unnamed" if all(is_person_word(word) for word in low) else "person"


def _looks_named(low: list[str]) -> bool:
    """Whether words that aren't an organisation's follow the last title."""
    at = max(number for number, word in enumerate(low[:-1]) if is_person_word(word))
    return not any(word in listed("org_nouns.txt") or is_person_word(word) for word in low[at + 1 :])
