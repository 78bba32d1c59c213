"""Names in scripts without capitals: the same words, or offices and phrases before them.

Arabic, Hebrew and Hindi part words by spaces, as Korean does with its suffixed titles; Japanese and Chinese don't.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attribune.check.multilingual.cases import is_one_person
from attribune.check.multilingual.titles import (
    bare_title,
    behind_title,
    is_called,
    is_one_office,
    is_placed_office,
    is_title,
    stands_in,
    without_honorific,
    without_last_title,
)
from attribune.text.languages import Language, Token

MAX_SYLLABLES = 4  # of a Korean name
MIN_GIVEN = 2  # syllables of a Korean surname with nothing of the name behind it, at most
GENITIVE = "의"  # of Korean nouns
HANGUL = 0xAC00  # the first syllable
HANGUL_COUNT = 11_172  # syllables
HANGUL_FINALS = 28  # final consonants
ADNOMINAL = (4, 8)  # final consonants of Korean words that modify a noun: n, l
GENITIVE_KANA = "の"  # of Japanese ones
MIN_PART = 4  # letters of a word that two names may share with other articles and prepositions before it
MIN_CLAUSE = 7  # characters of a Japanese name with a clause before it


def same_spaced(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """Compare names in a script without capitals: the shorter must end the longer, with offices before it."""
    if "head_last" in language.features and "suffix" not in language.classes:
        mine, theirs = (without_honorific(name, language) for name in (mine, theirs))
    if "head_last" in language.features and _same_phrase(mine, theirs, text, language):
        return True
    if "suffix" in language.classes:
        titles = sorted((mine[-1], theirs[-1]), key=len)
        if len(mine) == len(theirs) == 2 and titles[1].endswith(titles[0]) and is_called(titles[0], language):
            same = _same_korean(mine, theirs, text, language)
            if same is not None:
                return same
        ends = titles[1].endswith(titles[0])
        if min(len(mine), len(theirs)) > 1 and mine[0] == theirs[0] and ends and len(mine[0]) > 2:
            return True  # "남궁선 구청 문화과장": what the office is held in stands between
        mine, theirs = without_last_title(mine, language), without_last_title(theirs, language)
        if mine == theirs:
            return True if len(mine[-1]) > 1 else None
    if mine == theirs:
        return True if len(mine) > 1 or is_one_person(mine, text, language) else None
    if _end_in_one_name(mine, theirs, language):
        return True
    bare = behind_title(mine, language)
    if bare == behind_title(theirs, language) and (len(bare) > 1 or len(bare[0]) > MIN_GIVEN):
        return True  # "قائد الواحة نبيل الشامسي", "قائد الفريق نبيل الشامسي"
    short, long_ = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if long_[-len(short) :] != short:
        one, two = sorted((behind_title(mine, language), behind_title(theirs, language)), key=len)
        if one != two[-len(one) :] or "head_last" not in language.features:
            return False if _surely_apart(mine, theirs) else None
        short, long_ = one, two  # "जिलाधिकारी वर्मा", "जिलाधिकारी अनिल वर्मा"
    rest = long_[: -len(short)]
    if _only_modifies(rest, short, language):
        return True
    if is_title(rest, language):
        return True if len(short) > 1 or is_one_person(short, text, language) else None
    tokens = language.tokens(text)
    norms = tuple(token.norm for token in tokens)
    # "Salma al-Rawi" is "al-Rawi" where the article names no other one.
    bare = behind_title(long_, language)
    longest = long_ if long_ is theirs or stands_in(bare, norms) else ()
    rest = behind_title(rest, language)
    # "محافظ وادي النخيل سامي الخطيب": an office, and the place that it is held in, which no list has.
    placed = len(rest) > 2 and rest[0] in language.listed("role") and is_one_office(rest, long_, norms, language)
    if (len(rest) <= 2 or placed) and longest and len(short) == 1:
        return True if _only_given(short[0], rest[-1], text, tokens, language) else None
    return None


def _only_modifies(before: tuple[str, ...], name: tuple[str, ...], language: Language) -> bool:
    """True if what stands before a whole name can only say who that is, where the last word of a phrase is its head."""
    if "head_last" not in language.features:
        return False
    suffixes = "suffix" in language.classes
    whole = len(name[0]) > MIN_GIVEN if suffixes else len(name) > 1
    listed = any(word in language.vocabulary for word in name)
    small = language.listed("of") | language.listed("closing")
    modifies = _is_adnominal(before[-1]) if suffixes else before[-1] in small
    return whole and not listed and modifies


def _is_adnominal(word: str) -> bool:
    """True if a Korean word has the form of one that modifies a noun: a final n or l, or the genitive."""
    last = ord(word[-1]) - HANGUL
    return word.endswith(GENITIVE) or (0 <= last < HANGUL_COUNT and last % HANGUL_FINALS in ADNOMINAL)


def _same_phrase(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """True if two phrases for a person have the same words in another order, or one has a surname for the name.

    "한빛대 정영숙 교수", "정영숙 한빛대 교수"; "박 위원장", "노조의 박은지 위원장" where no other name begins so.
    """
    one, two = (tuple(bare_title(word, language).removesuffix(GENITIVE) for word in name) for name in (mine, theirs))
    if sorted("".join(one)) == sorted("".join(two)) and max(len(one), len(two)) > 2 and set(one) & set(two):
        return True  # "강산도 윤미래 지사", "윤미래 강산도지사"
    short, long_ = sorted((one, two), key=len)
    if "suffix" not in language.classes or len(short) != 2 or len(short[0]) != 1 or short[-1] != long_[-1]:
        return None
    tokens = [bare_title(token.norm, language) for token in language.tokens(text)]
    known = language.vocabulary
    begins = {
        word for word in (*tokens, *long_[:-1])
        if word.startswith(short[0]) and MIN_GIVEN < len(word) <= MAX_SYLLABLES and word not in known
    }  # fmt: skip
    names = begins & set(long_[:-1])
    return True if len(names) == 1 and {a for a, b in pairwise(tokens) if b == short[-1]} & begins <= names else None


def _same_korean(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """True if "김 시장" is "김철수 시장": the article names no other one of that surname and office."""
    short, long_ = sorted((mine[0], theirs[0]), key=len)
    if len(short) != 1 or not long_.startswith(short) or len(long_) > MAX_SYLLABLES:
        return None
    norms = [token.norm for token in language.tokens(text)]
    office = min(mine[1], theirs[1], key=len)  # "강원시장은": the city's, with a particle
    held = {a for a, b in pairwise(norms) if bare_title(b, language).endswith(office) and a.startswith(short)}
    return True if held - {short} == {long_} else None


def _end_in_one_name(mine: tuple[str, ...], theirs: tuple[str, ...], language: Language) -> bool:
    """True if two phrases end in the same two words or more, and only one office with its place stands before them."""
    pairs = zip(mine[::-1], theirs[::-1], strict=False)
    shared = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(mine), len(theirs)))
    if shared < 2 or "head_last" in language.features or mine[-1] in language.vocabulary:
        return False  # what is no name's end
    rests = (mine[:-shared], theirs[:-shared])
    return all(not rest or is_title(rest, language) or is_placed_office(rest, language) for rest in rests)


def _only_given(family: str, given: str, text: str, tokens: Sequence[Token], language: Language) -> bool:
    """True if an article has no other word before a surname than this given name, verbs, offices and small words."""
    small = language.listed("function") | language.listed("role") | language.listed("honorific")
    verbs = {word for phrase in language.phrases("cue", "according", "denial") for word in phrase}
    verbs |= {prefix + word for prefix in language.listed("prefix") for word in verbs}
    before = {
        one.norm for one, two in pairwise(tokens) if two.norm == family and text[one.end : two.start].strip() == ""
    }
    return not before - {given} - small - verbs


def _surely_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    parts = (
        {word[n : n + MIN_PART] for word in name for n in range(len(word) - MIN_PART + 1)} for name in (mine, theirs)
    )
    return not set(mine) & set(theirs) and not set.intersection(*parts)  # "מהעירייה", "מעיריית גבעת אלונים"


def same_unspaced(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """Compare names in characters: the shorter must end the longer, with an office before it, or begin a full name."""
    short, long_ = sorted((mine[0], theirs[0]), key=len)
    ends = (_last_name(short, language), _last_name(long_, language))
    if short == long_ or (ends[0] == ends[1] and len(ends[0]) > 1):
        return True
    titles = language.listed("role") | language.listed("honorific")
    if "kana" in language.script and short in titles:
        return True if _is_only_holder(short, long_, text) else None
    if long_.endswith(short) and len(short) > 1:
        title = long_.removesuffix(short)
        clause_ = len(short) > MIN_CLAUSE and any(
            a in language.listed("modifier_ending") and not _is_kana(b) for a, b in pairwise(short)
        )  # both have a relative clause before the name
        modified = clause_ or (title.endswith(tuple(language.listed("modifier_ending"))) and not _is_kana(short[0]))
        return True if modified or title.endswith(tuple(language.listed("role"))) else None
    if long_.startswith(short) and len(long_) - len(short) <= 3 and "kana" in language.script:
        return True if long_ in text and _only_followed(short, long_, text, language) else None
    return False if ends[0] != ends[1] and ends[0] not in ends[1] and ends[1] not in ends[0] else None


def _is_only_holder(office: str, name: str, text: str) -> bool:
    """True if a text has an office right behind one name, or alone: "杉原節子市長", "市長"."""
    name = name.removesuffix(office)
    places = [found.start() for found in re.finditer(re.escape(office), text)]
    full = [at for at in places if text.startswith(name, at - len(name)) and at >= len(name)]
    alone = [at for at in places if at not in full]
    return bool(full) and not any(text[at - 1 : at].isalnum() and not _is_particle(text[at - 1]) for at in alone)


def _is_particle(character: str) -> bool:
    """True for a Japanese syllable before a noun that isn't said to belong to somebody."""
    return _is_kana(character) and character != GENITIVE_KANA


def _is_kana(character: str) -> bool:
    return "\u3041" <= character <= "\u309f"


def _last_name(name: str, language: Language) -> str:
    """Return what is left of a name behind the last office in it."""
    cuts = [name.rfind(role) + len(role) for role in language.listed("role") if role in name[:-1]]
    return name[max(cuts, default=0) :] or name


def _only_followed(family: str, full: str, text: str, language: Language) -> bool:
    """True if a surname stands in a text only before its given name, a title or a particle."""
    titles = tuple(language.listed("honorific") | language.listed("role") | language.listed("topic"))
    at = text.find(family)
    while at >= 0:
        if not text.startswith(full, at) and not text.startswith(titles, at + len(family)):
            return False
        at = text.find(family, at + 1)
    return True
