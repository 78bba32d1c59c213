"""What sort of source a mention is: person, organization, group, document, outlet or unnamed."""

from __future__ import annotations

import re
from functools import lru_cache

from attribune.lexicon import words
from attribune.records import SourceKind
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.outlets import names_outlet

WORD = re.compile(r"[^\W_]+(?:[.'’&-]+[^\W_]+)*\.?")
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its|our|my|this|that|these|those)\s+", re.IGNORECASE)
# The head of a description stands before the first of these.
_AFTER_HEAD = re.compile(
    r",|\(|\s(?:of|not|who|whom|which|that|familiar|with|in|for|from|at|close|briefed|on|to|by|about|near|inside|involved"
    r"|around|whose|against|under|across|among|outside|behind|after|before|as|when|where|said|says|told)\s"
    r"|\s(?:\w{2,}ed|seen|shown|written|sent|made|held|known|given|led)\s(?:earlier\s)?"
    r"(?:in|by|at|on|with|to|for|from|of|as|under|during|last|this|\w+day)\s"  # "documents filed in court"
)
_VAGUE = re.compile(
    r"\b(?:familiar with|briefed on|close to|with (?:direct |first-?hand )?knowledge|spoke on (?:the )?condition"
    r"|not authori[sz]ed|anonym|unnamed|declined to be (?:named|identified)|who asked not to be)",
    re.IGNORECASE,
)
# One of these stands in whatever is vague.
_VAGUE_PARTS = (
    "familiar", "briefed", "close to", "knowledge", "condition", "authori", "anonym", "unnamed", "declined", "asked not"
)  # fmt: skip
_AND = re.compile(r"\s{1,9}(?:and|&)\s++")
_FIRM = re.compile(
    r"[A-ZÀ-ÞŒŠŽ][\w’'.-]{0,40},?\s{1,9}&\s{1,9}[A-ZÀ-ÞŒŠŽ]|[A-Z]&[A-Z]+$|\s(?:and|&)\s+(?:Sons|Daughters|Brothers|Associates|Partners)\b"
)
_PERSON_PREFIX = re.compile(r"(?:al|el)-|(?:bin|ibn|von|van|de|della|di|da|du|dos) |d['’][^\W\d_]", re.IGNORECASE)
# Nouns for several people by their form, and words before any noun for several.
_PLURAL = re.compile(r"(?:[a-z]{2}(?:ers|ors|ists|ians|eers|ees)|men|people|folk)$")
_SEVERAL = re.compile(
    r"(?:some|many|several|two|three|four|five|six|other|most|few|dozens|hundreds|both)\b", re.IGNORECASE
)
_MAX = 300  # characters of a mention that are looked at; the head of any real one stands well before
_KEPT = 32_768  # mentions whose kind is kept for the next time they are met


def names_in(text: str) -> list[str]:
    """Return the capitalised words of a mention, but for an opening article."""
    return [w for w in WORD.findall(_without_article(text[:_MAX].strip())) if is_capital(w)]


def _without_article(text: str) -> str:
    article = _ARTICLE.match(text)
    return text[article.end() :] if article else text


def is_capital(word: str) -> bool:
    """True if a word is written as a name is: a capital first, or after a small prefix ("al-Haddad", "d'Arno")."""
    return word[:1].isupper() or (_PERSON_PREFIX.match(word) is not None and word != word.lower())


@lru_cache(maxsize=_KEPT)
def head_of(text: str) -> str:
    """Return the head noun of a description, plain: "a senior official familiar with the talks" gives "official"."""
    bare = _without_article(text[:_MAX].strip())
    if not bare.isalpha():  # one word alone is the head
        bare = _AFTER_HEAD.split(bare + " ", maxsplit=1)[0]
    found = WORD.findall(bare)
    return plain(found[-1]) if found else ""


def is_person_word(word: str) -> bool:
    """True if a plain word is a title or a role that one person has."""
    return word in table("titles.tsv") or word in listed("role_nouns.txt") or word.startswith("spokes")


@lru_cache(maxsize=_KEPT)
def kind_of(text: str) -> SourceKind:
    """Return the kind of source that a mention's words alone suggest. Never raises."""
    text = text[:_MAX].strip()
    low = text.lower()
    if any(part in low for part in _VAGUE_PARTS) and _VAGUE.search(text):
        return "unnamed"
    bare = _without_article(text)
    capitals = names_in(text)
    if not capitals or (len(capitals) == 1 and text.startswith(capitals[0]) and _is_common(capitals[0])):
        return _nominal(bare)
    return _proper(bare, capitals)


def is_group_head(head: str) -> bool:
    """True if a plain head noun means several people."""
    return head in listed("group_nouns.txt") or (head.endswith("s") and is_person_word(head[:-1]))


def joined_people(text: str) -> tuple[str, str] | None:
    """Return the two halves of "Ann Tovey and Mark Lorne", where both may be people and no body's name is likely."""
    if "and" not in text and "&" not in text:
        return None
    halves = _AND.split(text[:_MAX].strip(), maxsplit=1)
    if len(halves) != 2 or not all(half[:1].isupper() for half in halves):
        return None
    left, right = ([plain(word) for word in WORD.findall(half)] for half in halves)
    if not left or not right or any(_is_body_word(word) or word.endswith("'s") for word in (*left, *right)):
        return None
    if right[0] in ("sons", "daughters", "associates", "brothers") or (len(left) == 1 and left == right):
        return None
    if "&" in text and min(len(left), len(right)) == 1:
        return None  # "Smith & Wesson" is a firm, "Ann Tovey & Mark Lorne" are people
    lower = any(not word[:1].isupper() and plain(word) not in listed("particles.txt") for word in _caps(halves))
    return None if lower else (halves[0], halves[1])


def _caps(halves: list[str]) -> list[str]:
    return [word for half in halves for word in half.split()]


def _is_body_word(word: str) -> bool:
    return word in listed("org_nouns.txt") or word in listed("outlet_words.txt") or word in listed("body_forms.txt")


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
    several = _PLURAL.search(head) is not None or (head.endswith("s") and _SEVERAL.match(text) is not None)
    return "group" if is_group_head(head) or several else "unnamed"


def _proper(text: str, capitals: list[str]) -> SourceKind:
    low = [plain(word) for word in capitals]
    joined, last, head = " ".join(low), low[-1], head_of(text)
    if head not in low and joined_people(text) is None:
        return _nominal(text)
    if head == low[0] and head in listed("document_nouns.txt") and _AFTER_HEAD.search(text):
        return "document"  # "Emails obtained by the Herald", at the start of a sentence
    if text.lower().removesuffix(".com") in listed("outlets.txt") or joined in listed("outlets.txt"):
        return "outlet"
    if _is_group(text, low, head):
        return "group"
    if head in listed("outlet_words.txt") and (len(low) > 1 or text[:1].isupper()):
        return "outlet"
    if head in listed("document_nouns.txt") and head not in low[:-1]:
        return "document"
    if _is_body(low, last) or _FIRM.search(text):
        return "organization"
    if names_outlet(text):
        return "outlet"
    return _person_or_body(text, capitals, low)


def _is_group(text: str, low: list[str], head: str) -> bool:
    last = low[-1]
    if last in listed("demonyms.txt") and len(low) < 3:
        return True
    if head in listed("group_nouns.txt") and (head not in low or len(low) > 1):
        return True
    return joined_people(text) is not None


def _is_body(low: list[str], last: str) -> bool:
    joined = " ".join(low)
    if joined in listed("places.txt") or (len(low) > 1 and (last in listed("org_nouns.txt") or last in _forms())):
        return True
    opens = low[0] in ("university", "department", "ministry", "bank", "office", "house", "board") and len(low) > 1
    return opens and not any(is_person_word(word) for word in low)


def _forms() -> frozenset[str]:
    return listed("body_forms.txt")


def _person_or_body(text: str, capitals: list[str], low: list[str]) -> SourceKind:
    last = low[-1]
    if _PERSON_PREFIX.match(text):
        return "person"
    given = table("given_names.tsv")
    if any(word in given for word in low[:-1]) and not _is_body_word(last):
        return "person"
    if len(low) > 1 and last in listed("place_nouns.txt"):
        return "organization"  # "Downing Street"; places are no kind of source of their own
    if (last in listed("outlet_words.txt") and len(low) > 1) or low[0] == "news":
        return "outlet"
    held = is_person_word(last) and len(low) > 2 and head_of(text) == last  # "Senate Majority Leader"
    if held and not any(word in given for word in low):
        return "unnamed"
    if any(word in listed("org_nouns.txt") for word in low) and not (is_person_word(low[0]) and len(low) > 1):
        return "person" if any(is_person_word(word) for word in low[:-1]) and _looks_named(low) else "organization"
    if capitals[0].isupper() and 1 < len(low[0]) < 7 and len(low) == 1:
        return "organization"
    if len(low) > 1 and all(word in words("names/common_words.txt") for word in low):
        return "organization"  # "Responsible Growth": nobody is called by common words alone
    office = is_person_word(last) and (len(low) > 1 or all(is_person_word(word) for word in low))
    return "unnamed" if office and not any(word in given for word in low[:-1]) else "person"


def _looks_named(low: list[str]) -> bool:
    """True if words that aren't an organisation's follow the last title."""
    at = max(number for number, word in enumerate(low[:-1]) if is_person_word(word))
    return not any(word in listed("org_nouns.txt") or is_person_word(word) for word in low[at + 1 :])
