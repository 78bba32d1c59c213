"""Names of people taken apart: title, given names, family name, generation."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from attribune.lexicon import pronouns
from attribune.sources.names.entity_types import is_capital, is_person_word
from attribune.sources.names.lexicon import listed, plain, table, unowned

WORD = re.compile(r"[^\W\d_]+(?:[.'’‐‑-]+[^\W\d_]+)*\.?")
INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}|[A-Z]{2}")
# A title's short form by its letters: no name is written without a vowel, but for those of the lists.
_SHORT_TITLE = re.compile(r"[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,5}\.?")
_NO_TITLES = frozenset("st mt ft ng hm jr".split())
ROMAN = re.compile(r"(?:[IVX]{2,6}|V|X)\b")
PRONOUNS = pronouns("subject", "object") | {"who"}
MAX = 200  # characters of a name that are looked at
KEPT = 32_768  # names whose parts are kept for the next time they are met


class Name(NamedTuple):
    """A person's name. ``text`` is the name without title: given names, family name with particles, suffix.

    A tuple, since names are compared and looked up at every mention.
    """

    title: str | None
    given: tuple[str, ...]
    family: str
    suffix: str | None
    text: str


@lru_cache(maxsize=KEPT)
def parse_name(text: str) -> Name | None:
    """Take a person's name apart; None where the text holds none. Never raises."""
    head, _, tail = text[:MAX].strip().partition(",")
    words = _without_seat(WORD.findall(head))
    if _is_turned(words, tail):
        words, tail = [*WORD.findall(tail), *words], ""
    suffix = _suffix_of(words, tail)
    words = words[:-1] if suffix and words and plain(words[-1]) == plain(suffix) else words
    start = _name_start(words)
    name = [unowned(word) for word in words[start:]]
    small = listed("small_words.txt") | PRONOUNS
    if not name or not any(is_capital(word) for word in name) or plain(name[-1]) in small:
        return None
    family_at = _family_at(name)
    owners = [at + 1 for at in range(start) if words[at].endswith(("'s", "’s"))]  # "the Bishop's Easter sermon"
    title = " ".join(words[max(owners, default=0) : start]) or None
    shown = suffix if suffix and (is_generation(suffix) or suffix in words) else None
    return Name(
        title=title,
        given=tuple(name[:family_at]),
        family=" ".join(name[family_at:]),
        suffix=suffix,
        text=" ".join([*name, *((shown,) if shown else ())]),
    )


def is_office(name: Name) -> bool:
    """True if a name is a post's and its see, whose holder may be named behind it: "the Bishop of Carrow"."""
    return bool(name.title) and str(name.title).lower().endswith(" of")


def is_generation(suffix: str) -> bool:
    """True if a suffix tells two people of one name apart ("Jr.", "III") and is no degree."""
    return plain(suffix) in ("jr", "sr") or ROMAN.fullmatch(suffix) is not None


def gender_of(name: Name) -> str | None:
    """ "m", "f" or None, from the titles, else from the first given name."""
    titled = title_gender(name)
    if titled is not None:
        return titled
    found = table("given_names.tsv").get(plain(name.given[0])) if name.given else None
    return found if found in ("m", "f") else None


def title_gender(name: Name) -> str | None:
    """ "m" or "f" where a title says so."""
    for word in (name.title or "").split():
        gender = table("titles.tsv").get(plain(word))
        if gender in ("m", "f"):
            return gender
    return None


def _without_seat(words: list[str]) -> list[str]:
    """Return the words without the place behind a whole name: "Prof Ada Reed of Carrow", but "the Bishop of Carrow"."""
    at = words.index("of") if "of" in words else 0
    if at < 2 or not all(word[:1].isupper() for word in words[:at]):
        return words
    own = [plain(word) for word in words[at - 2 : at]]
    posts = any(is_person_word(word) or word in table("titles.tsv") for word in own)
    titled = at > 2 and plain(words[at - 3]) in table("titles.tsv")
    return words[:at] if not posts and (own[0] in table("given_names.tsv") or titled) else words


def _is_turned(words: list[str], tail: str) -> bool:
    """True if the family name comes first, as in a list: "Smith, John"."""
    after = WORD.findall(tail)
    return (
        len(words) == 1
        and 0 < len(after) < 4
        and all(word[0].isupper() for word in after)
        and plain(after[0]) in table("given_names.tsv")
        and plain(words[0]) not in table("given_names.tsv")
    )


def _family_at(name: list[str]) -> int:
    """Return where the family name begins: at the first of its particles, but not at a given
    name that looks like one.
    """
    at = len(name) - 1
    while at > 0 and plain(name[at - 1]) in listed("particles.txt"):
        if at == 1 and name[0] in ("Al", "Ben", "Della"):  # also given names, and then the more usual reading
            break
        at -= 1
    return at


def _name_start(words: list[str]) -> int:
    """Return where the name begins: at a known given name after other words, else after the
    last title or small word.
    """
    start, given = 0, table("given_names.tsv")
    for at, word in enumerate(words[:-1]):
        low = plain(word)
        small = word[:1].islower() and low not in listed("particles.txt") and not low.startswith(("al-", "el-"))
        known = low in given and at == start
        if (
            small
            or word.lower().endswith(("'s", "’s"))
            or low in listed("org_nouns.txt")
            or (is_person_word(low) and not known)
            or (at == start and not known and is_short_title(words[at]))
        ):
            start = at + 1
    if 0 < start == len(words) - 1:
        return start
    for at in range(start, len(words) - 1):
        if plain(words[at]) in given and at > start and len(words) - start > 2 and at < len(words) - 1:
            before = [plain(w) for w in words[start:at]]
            if any(w in given or INITIALS.fullmatch(words[start]) for w in before) or (start == 0 and len(before) == 1):
                break
            return at
    return start


def is_short_title(word: str) -> bool:
    """True if a word before a name is a title's short form by its letters, known or not: "Cllr", "Sgt."."""
    return _SHORT_TITLE.fullmatch(word) is not None and plain(word) not in _NO_TITLES


def _suffix_of(words: list[str], tail: str) -> str | None:
    capital = len(words) > 1 and words[-1] != words[-1].lower()
    if capital and (plain(words[-1]) in listed("suffixes.txt") or ROMAN.fullmatch(words[-1])):
        return words[-1]
    after = tail.strip().split(" ")[0].strip(",")
    return after if plain(after) in listed("suffixes.txt") else None
