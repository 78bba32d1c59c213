"""Names of people taken apart, and whether two names may belong to one speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from attribune.sources.kinds import is_person_word, kind_of
from attribune.sources.words import full_names, listed, plain, table

_WORD = re.compile(r"[^\W\d_]+(?:[.'’‐‑-]+[^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}|[A-Z]{2}")
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SMALL = frozenset("of the for and in at to on a an".split())
_PRONOUNS = frozenset("he she they it we i you him her them us me who".split())
_MAX = 200  # characters of a name that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name. ``text`` is the name without title: given names, family name with particles, suffix."""

    title: str | None
    given: tuple[str, ...]
    family: str
    suffix: str | None
    text: str


def parse_name(text: str) -> Name | None:
    """Take a person's name apart; None where the text holds none. Never raises."""
    text = text[:_MAX].strip()
    head, _, tail = text.partition(",")
    words = _WORD.findall(head)
    suffix = _suffix_of(words, tail)
    words = words[:-1] if suffix and words and plain(words[-1]) == plain(suffix) else words
    start = _name_start(words)
    name = [_unowned(word) for word in words[start:]]
    if not name or not any(word[:1].isupper() for word in name) or plain(name[-1]) in _SMALL | _PRONOUNS:
        return None
    family_at = len(name) - 1
    while (
        family_at > 0
        and plain(name[family_at - 1]) in listed("particles.txt")
        and (family_at > 1 or name[0][:1].islower() or plain(name[0]) not in table("given_names.tsv"))
    ):
        family_at -= 1
    title = " ".join(words[:start]) or None
    whole = " ".join(name) + (f" {suffix}" if suffix in name or plain(suffix or "") in _GENERATIONS else "")
    return Name(
        title=title, given=tuple(name[:family_at]), family=" ".join(name[family_at:]), suffix=suffix, text=whole
    )


def same_person(a: str, b: str) -> bool | None:
    """True: one speaker. False: surely two. None: the names alone don't tell. Never raises."""
    first, second = _folded(a), _folded(b)
    if not first or not second or first in _PRONOUNS or second in _PRONOUNS:
        return None
    if first == second:
        return True
    kinds = kind_of(a), kind_of(b)
    if "unnamed" in kinds or "group" in kinds or "document" in kinds:
        return None
    if "person" not in kinds or (kinds[0] != kinds[1] and (acronym_of(a, b) or acronym_of(b, a))):
        return _same_body(a, b)
    if "person" in kinds and kinds[0] != kinds[1] and not (a.isupper() and b.isupper()):
        return _surname_in_capitals(a, b)
    one, two = parse_name(a), parse_name(b)
    return None if one is None or two is None else agree(one, two)


def agree(one: Name, two: Name) -> bool | None:
    """Whether two parsed names fit: family names alike, given names and generations not at odds."""
    generations = {plain(n.suffix) for n in (one, two) if n.suffix and plain(n.suffix) in _GENERATIONS}
    families = _family(one) == _family(two) or _compound(one, two)
    if not families:
        # A lone word may be a given name: "Kristi" beside "Kristi Noem".
        lone, full = (one, two) if not one.given else (two, one)
        if not lone.given and full.given and not lone.title and plain(lone.family) in map(plain, full.given[:1]):
            return None
        return False
    if len(generations) > 1:
        return False
    if not one.given or not two.given:
        return not _gender_clash(one, two)
    return _given_agree(one.given, two.given) and not _gender_clash(one, two)


def acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` ("FBI") is made of the initials of ``long``."""
    letters = re.sub(r"[^\w]", "", short.removeprefix("the ").removeprefix("The "))
    if not 2 <= len(letters) <= 8 or not letters.isupper():
        return False
    words = [word for word in _WORD.findall(long[:_MAX]) if word[:1].isupper() and plain(word) not in _SMALL]
    every = [word for word in _WORD.findall(long[:_MAX]) if plain(word) != "the"]
    return letters in ("".join(w[0] for w in words).upper(), "".join(w[0] for w in every).upper())


def gender_of(name: Name) -> str | None:
    """ "m", "f" or None, from the titles, else from the first given name."""
    for word in (name.title or "").split():
        if table("titles.tsv").get(plain(word)) in ("m", "f"):
            return table("titles.tsv")[plain(word)]
    found = table("given_names.tsv").get(plain(name.given[0])) if name.given else None
    return found if found in ("m", "f") else None


def _name_start(words: list[str]) -> int:
    """Where the name begins: at a known given name after other words, else after the last title or small word."""
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
        ):
            start = at + 1
    if 0 < start == len(words) - 1:
        return start
    for at in range(start, len(words) - 1):
        if plain(words[at]) in given and at > start and len(words) - start > 2 and at < len(words) - 1:
            before = [plain(w) for w in words[start:at]]
            if any(w in given or _INITIALS.fullmatch(words[start]) for w in before) or (
                start == 0 and len(before) == 1
            ):
                break
            return at
    return start


def _suffix_of(words: list[str], tail: str) -> str | None:
    if len(words) > 1 and plain(words[-1]) in listed("suffixes.txt") and words[-1] != words[-1].lower():
        return words[-1]
    after = tail.strip().split(" ")[0].strip(",")
    return after if plain(after) in listed("suffixes.txt") else None


def _unowned(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _folded(text: str) -> str:
    low = " ".join(plain(word) for word in text[:_MAX].split())
    return re.sub(r"^(?:the|a|an) ", "", low).strip(" ,")


def _same_body(a: str, b: str) -> bool:
    return acronym_of(a, b) or acronym_of(b, a) or f" {_folded(a)} ".endswith(f" {_folded(b)} ")


def _surname_in_capitals(a: str, b: str) -> bool | None:
    """A transcript's "SMITH" reads as an organisation by itself; a body and a person are never surely two voices."""
    one, two = parse_name(a.title() if a.isupper() else a), parse_name(b.title() if b.isupper() else b)
    return True if one and two and agree(one, two) else None


def _family(name: Name) -> str:
    """The family name without article prefixes, doubled letters made one: al-Sisi and el-Sissi are alike."""
    low = re.sub(r"^(?:al|el|bin|ibn)[- ]", "", plain(name.family))
    return re.sub(r"(.)\1", r"\1", re.sub(r"[‐‑-]", "", low))


def _compound(one: Name, two: Name) -> bool:
    """Whether one family name is a part of the other's double name: "Ocasio" no, "Cortez" of "Ocasio-Cortez" yes."""
    a, b = (re.split(r"[\s‐‑-]+", plain(n.family)) for n in (one, two))
    return len(a) != len(b) and (a[-1:] == b or b[-1:] == a) and len(min(a, b, key=len)[0]) > 2


def _gender_clash(one: Name, two: Name) -> bool:
    return {gender_of(one), gender_of(two)} == {"m", "f"}


def _given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return any(_one_given(x, y) for x in (a[0], *a[1:2]) for y in (b[0], *b[1:2]))


def _one_given(a: str, b: str) -> bool:
    x, y = plain(a), plain(b)
    if _INITIALS.fullmatch(a) or _INITIALS.fullmatch(b) or min(len(x), len(y)) == 1:
        return x[:1] == y[:1]
    return bool(full_names(x) & full_names(y))
