"""Whether two names may belong to one speaker: people by their parts, bodies by their words and initials."""

from __future__ import annotations

import re
from functools import lru_cache

from attribune.sources.names.entity_types import kind_of
from attribune.sources.names.lexicon import full_names, listed, plain, table
from attribune.sources.names.parsing import (
    INITIALS,
    KEPT,
    MAX,
    PRONOUNS,
    WORD,
    Name,
    gender_of,
    is_generation,
    parse_name,
)
from attribune.sources.names.parsing import title_gender as _title_gender

__all__ = ["Name", "acronym_of", "agree", "family_keys", "gender_of", "parse_name", "same_person"]

_HYPHEN = re.compile(r"[\s‐‑-]+")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
# Titles that stand with a given name: "Prince Khalid" may be anyone's given name, "Pope Leo" has no other.
_GIVEN_TITLES = frozenset(
    "pope king queen prince princess sister brother father imam saint st lord lady sir dame".split()
)
_LEAST_CLIPPED = 4  # letters of a given name's short form that no list has
_REIGNING = frozenset("pope king queen".split())


@lru_cache(maxsize=KEPT)
def same_person(a: str, b: str) -> bool | None:
    """True: one speaker. False: surely two. None: the names alone don't tell. Never raises."""
    first, second = _folded(a), _folded(b)
    if not _is_name(first) or not _is_name(second):
        return None
    if first == second:
        return True
    kinds = kind_of(a), kind_of(b)
    if "unnamed" in kinds or "group" in kinds or "document" in kinds:
        return _in_capitals(a, b) if a.isupper() or b.isupper() else None
    if kinds == ("person", "person"):
        one, two = parse_name(a), parse_name(b)
        return None if one is None or two is None else agree(one, two)
    if "person" not in kinds or acronym_of(a, b) or acronym_of(b, a):
        return _same_body(a, b)
    return _in_capitals(a, b)


@lru_cache(maxsize=KEPT)
def agree(one: Name, two: Name) -> bool | None:
    """True if two parsed names fit: family names alike, given names, generations and titles not at odds."""
    if _reign(one) and _reign(two):
        return _key(one.family) == _key(two.family) and not _generations_clash(one, two) and _reign(one) == _reign(two)
    shared = [key for key in family_keys(one) if key in family_keys(two)]
    if not shared:
        return _by_given(one, two)
    if _generations_clash(one, two):
        return False
    if not one.given or not two.given:
        return not _titles_clash(one, two)
    answers = [_rests_agree(_rest(one, key), _rest(two, key)) for key in shared]
    if True in answers:
        return not (_title_gender(one) and _title_gender(two) and _titles_clash(one, two))
    return None if None in answers else False


@lru_cache(maxsize=KEPT)
def family_keys(name: Name) -> tuple[str, ...]:
    """Return the folded words by which others may call this person: family name, its last part,
    the first of a double one.
    """
    parts = _family_parts(name.family)
    keys = [_key("".join(parts)), _key(parts[-1])]
    known = table("given_names.tsv")
    double = len(name.given) > 2 or (len(name.given) == 2 and plain(name.given[-1]) not in known)
    if double and not INITIALS.fullmatch(name.given[-1]):
        keys += [_key(name.given[-1]), _key(name.given[-1] + parts[-1])]
    if not name.given and len(parts) == 2 and plain(parts[0]) in listed("surnames_first.txt"):
        keys.append(_key(parts[0]))
    eastern = name.given and plain(name.given[0]) in listed("surnames_first.txt")
    if eastern and (plain(name.given[0]) not in known or len(name.given) > 1 or "-" in name.family):
        keys.append(_key(name.given[0]))
    return tuple(dict.fromkeys(key for key in keys if key))


def keys_that_agree(name: Name) -> frozenset[str]:
    """Return the keys of which two names share one wherever :func:`agree` is true of them, with
    or without the given name.
    """
    return frozenset((*family_keys(name), *family_keys(name._replace(given=())), _key(name.family)))


def acronym_of(short: str, long: str) -> bool:
    """True if ``short`` ("FBI") is made of the initials of ``long``."""
    letters = re.sub(r"[^\w]", "", _ARTICLE.sub("", short[:MAX]))
    if not 2 <= len(letters) <= 8 or not letters.isupper():
        return False
    every = [word for word in WORD.findall(long[:MAX]) if plain(word) != "the"]
    words = [word for word in every if word[:1].isupper() and plain(word) not in listed("small_words.txt")]
    return letters in ("".join(w[0] for w in words).upper(), "".join(w[0] for w in every).upper())


def _is_name(folded: str) -> bool:
    return folded not in PRONOUNS and any(c.isalpha() for c in folded)


def _folded(text: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", " ".join(plain(word) for word in text[:MAX].split())).strip(" ,")


@lru_cache(maxsize=KEPT)
def _key(text: str) -> str:
    """Return a name's word for comparing across spellings: joined, without article prefixes,
    "ue" as "u", one of a double.
    """
    low = re.sub(r"[\s'’‐‑-]+", "", re.sub(r"^(?:al|el)[- ](?=\w)", "", plain(text)))
    return re.sub(r"(.)\1", r"\1", re.sub(r"([aou])e", r"\1", low))


@lru_cache(maxsize=KEPT)
def _family_parts(family: str) -> tuple[str, ...]:
    """Return the words of a family name without its particles, double names cut at the hyphen."""
    parts = [part for part in _HYPHEN.split(family) if part]
    bare = [part for part in parts if plain(part) not in listed("particles.txt")]
    return tuple(bare or parts or [family])


@lru_cache(maxsize=KEPT)
def _rest(name: Name, key: str) -> tuple[str, ...]:
    """Return the words of a name other than the one it was matched by, initials apart."""
    words: list[str] = []
    for word in (*name.given, *_family_parts(name.family)):
        if INITIALS.fullmatch(word):
            words += list(plain(word))
        else:
            words += [plain(part) for part in _HYPHEN.split(word) if part]
    joined = [word for word in words if _key(word) != key]
    matched = _key("".join(_family_parts(name.family))) == key
    given = len(words) - len(_family_parts(name.family))
    return tuple(words[:given] if matched else joined)


def _rests_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    """True if the shorter list of given names is found in order in the longer; None where only second names differ, or
    where nothing but a middle initial has a whole name: "Desmond Ryan", "Paul D. Ryan"."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    at = 0
    middle = False
    for number, word in enumerate(long):
        if at < len(short) and _one_given(short[at], word):
            middle |= number > at == 0 and len(word) == 1 < min(len(short[at]), len(long[0]))
            at += 1
    if at == len(short):
        return None if middle else True
    whole = len(a) > 1 and len(b) > 1 and len(a[1]) > 1 and len(b[1]) > 1
    if not (a and b and whole and _one_given(a[0], b[0])):
        return False
    return None if a[0] in table("given_names.tsv") and a[0] not in listed("surnames_first.txt") else False


def _one_given(x: str, y: str) -> bool:
    if min(len(x), len(y)) == 1:
        return x[:1] == y[:1]
    return bool(full_names(x) & full_names(y)) or _key(x) == _key(y) or _is_clipped(x, y) or _is_clipped(y, x)


def _is_clipped(short: str, long: str) -> bool:
    """True if a word that is no given name by itself opens one: "Wilf", "Wilfred"."""
    known = table("given_names.tsv")
    return len(short) >= _LEAST_CLIPPED and long.startswith(short) and short not in known and long in known


def _by_given(one: Name, two: Name) -> bool | None:
    """Compare names that share no family name: None if one, a lone word, may be the other's given name, else False.

    "Kristi" may be Kristi Noem.
    """
    for lone, full in ((one, two), (two, one)):
        if lone.given or (lone.title and not _titled_given(lone)):
            continue
        if full.given and _one_given(plain(lone.family), plain(full.given[0])):
            return None
        if not full.given and _titled_given(lone) and not _reign(full):
            return None
    return False


def _titled_given(name: Name) -> bool:
    return bool(name.title) and plain((name.title or "").split()[-1]) in _GIVEN_TITLES


def _reign(name: Name) -> str | None:
    word = plain((name.title or " ").split(" ")[-1])
    return word if word in _REIGNING and not name.given else None


def _generations_clash(one: Name, two: Name) -> bool:
    found = {plain(n.suffix) for n in (one, two) if n.suffix and is_generation(n.suffix)}
    return len(found) > 1


def _titles_clash(one: Name, two: Name) -> bool:
    """True if a title's gender is at odds with the other's title or given name."""
    titled = _title_gender(one), _title_gender(two)
    return any(titled) and {titled[0] or gender_of(one), titled[1] or gender_of(two)} == {"m", "f"}


def _same_body(a: str, b: str) -> bool | None:
    if acronym_of(a, b) or acronym_of(b, a):
        return True
    if not all(any(w[:1].isupper() for w in _ARTICLE.sub("", name).split()) for name in (a, b)):
        return None  # "the department" may be any department
    one, two = _body_words(a), _body_words(b)
    if one == two:
        return True
    short, long = (one, two) if len(one) < len(two) else (two, one)
    if short and long[-len(short) :] == short:
        return True
    if any(_ARTICLE.sub("", name).isupper() and len(name.split()) < 3 for name in (a, b)):
        return False if a.isupper() and b.isupper() else None
    return False


def _body_words(text: str) -> list[str]:
    words = [plain(word).strip("(),") for word in _ARTICLE.sub("", text[:MAX].strip()).replace("&", "and").split()]
    while len(words) > 1 and words[-1] in listed("body_forms.txt"):
        words.pop()
    return words


def _in_capitals(a: str, b: str) -> bool | None:
    """Return a transcript's "SMITH" reads as an organisation by itself; a body and a person are
    never surely two voices.
    """
    one, two = (parse_name(n.title() if n.isupper() else n) for n in (a, b))
    return True if one and two and agree(one, two) else None
