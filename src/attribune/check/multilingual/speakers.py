"""Is the draft's speaker the evidence's, in other languages than English? Yes, no, or not to be told.

Names are compared by their words, through the case endings of the language, and against everybody whom the evidence
article names with the same surname. Where letters have no capitals only the same words, or offices before them, agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attribune.check.multilingual.holders import holds
from attribune.check.multilingual.offices import resolved
from attribune.statements.multilingual.antecedents import named_around
from attribune.statements.multilingual.phrases import CONSONANTS, Speaker, without_offices
from attribune.text.languages import Language, Token

MAX_SYLLABLES = 4  # of a Korean name
MAX_GIVEN = 2  # given names between an office and a surname
MIN_GIVEN = 2  # syllables of a Korean surname with nothing of the name behind it, at most
GENITIVE = "의"  # of Korean nouns
HANGUL, HANGUL_COUNT, HANGUL_FINALS = 0xAC00, 11_172, 28  # the first syllable, all syllables, final consonants
ADNOMINAL = (4, 8)  # final consonants of Korean words that modify a noun: n, l
GENITIVE_KANA = "の"  # of Japanese ones
MIN_PART = 4  # letters of a word that two names may share with other articles and prepositions before it
MIN_CLAUSE = 7  # characters of a Japanese name with a clause before it
MIN_STEM = 3  # letters that two cases of a name share at least


def same_speaker(draft: Speaker, evidence: Speaker, text: str, language: Language) -> bool | None:
    """Return whether two speakers are the same; None where it can't be told. ``text`` is the evidence article's."""
    if not language.known:
        return True if draft.words == evidence.words else None
    mine, theirs = _bare(draft, language), _bare(evidence, language)
    if mine == theirs and draft.kind == evidence.kind and draft.oblique == evidence.oblique:
        if draft.kind == "description" or len(mine) > 1 or _is_one_person(mine, text, language):
            return True
        return None
    if "description" in (draft.kind, evidence.kind):
        draft, evidence = resolved(draft, text, language), resolved(evidence, text, language)
        if draft.kind == evidence.kind == "name":
            return same_speaker(draft, evidence, text, language) or None
        return None
    if "uncased" in language.features:
        if any(_is_surname_behind_office(*pair, language) for pair in ((draft, evidence), (evidence, draft))):
            return True
        same = (_unspaced if "unspaced" in language.features else _uncased)(mine, theirs, text, language)
        offices = same is not True and (holds(mine, theirs, text, language) or holds(theirs, mine, text, language))
        return True if offices else same
    same = _cased(draft, evidence, mine, theirs, text, language)
    return same or (None if draft.loose or evidence.loose else same)  # nobody is accused by a guess


def _is_surname_behind_office(one: Speaker, other: Speaker, language: Language) -> bool:
    """True if one is the other's office with the last word of the name: "the mayor Lund", "the mayor, Ada Lund"."""
    office = one.words[:-1]
    if not office or "unspaced" in language.features or one.words[-1] != other.words[-1]:
        return False
    given = len(other.words) - len(one.words)
    leads = other.words[: len(office)] == office and 0 < given <= MAX_GIVEN
    return office == other.before or (leads and (_is_title(office, language) or _is_placed_office(office, language)))


def _bare(speaker: Speaker, language: Language) -> tuple[str, ...]:
    """Return the words of a speaker without offices, forms of address and articles."""
    if speaker.kind == "description":
        articles = language.listed("article") - language.listed("of")
        return tuple(word for word in speaker.words if word not in articles)
    if "unspaced" in language.features:
        return _without_titles(speaker.words, language)
    if "uncased" in language.features:
        return speaker.words
    words = without_offices(language, speaker.words)
    if "dotted_i" in language.features:  # "Kumpınar Belediye Başkanı Prof. Dr. Serkan Altınok"
        words = words[max((n for n, word in enumerate(words[:-1], 1) if word in language.listed("role")), default=0) :]
        words = without_offices(language, words)
    return words


def _cased(
    draft: Speaker, evidence: Speaker, mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language
) -> bool | None:
    if "two_surnames" in language.features:  # "Luis Robles Cano" is "Robles"
        mine, theirs = _short_surname(mine, theirs), _short_surname(theirs, mine)
    mine, theirs = _without_body(mine, theirs, language), _without_body(theirs, mine, language)
    short, long_ = sorted((mine, theirs), key=len)
    if len(short) > 1 and long_[: len(short)] == short and draft.oblique == evidence.oblique:
        return True  # a second surname
    of = len(short) > 1 and long_[-len(short) :] == short and draft.oblique == evidence.oblique
    if of and set((evidence if long_ is theirs else draft).before) & language.listed("role"):
        return True  # "prezydent miasta Zalesie Grażyna Wolańska": the name of a place before hers
    if len(mine) > len(theirs) and _is_of_body(mine, theirs, text, language):
        mine = theirs  # "Brouwer van Noorderkracht"
    if not _same_name(mine[-1], draft.oblique, theirs[-1], evidence.oblique, language):
        return _another(mine, theirs, text, language)
    given = [one for person in _people(theirs[-1], text, language) if (one := _given(person, language))]
    ours, others = _first_names(mine, language), _first_names(theirs, language)
    loose = (draft.loose and ours) or (evidence.loose and others)
    nominative = "declined" in language.features and mine[-1] == theirs[-1] and mine[-1].endswith(tuple(CONSONANTS))
    guessed = (draft.loose or evidence.loose) and not (ours and others) and not nominative
    if guessed and not (loose and _only_case(loose, given, language)):
        return None
    if ours and others and not _given_agrees(ours, draft.oblique, others, evidence.oblique, language):
        return None
    if not ours:
        return True if _agree([*given, *([others] if others else [])], language) else None
    if not others and not given:
        return None
    agrees = (any(_may_end_in(one, ours, draft.oblique, case, language) for case in (False, True)) for one in given)
    return True if all(agrees) else None


def _without_body(name: tuple[str, ...], other: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name up to the particle behind its surname, by which the other calls her: "Rinus Verkade van D66"."""
    particles = language.listed("particle")
    cuts = (n for n in range(2, len(name) - 1) if name[n] in particles and name[n - 1] == other[-1])
    return name[: next(cuts, len(name))]


def _short_surname(name: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without its second surname, where the other one has the first only."""
    return name[:-1] if len(other) == 1 and len(name) > 2 and name[-2] == other[0] else name


def _is_of_body(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool:
    """True if a draft's name is the evidence's with a particle and what the article has elsewhere, never behind it."""
    at = next((n for n in range(1, len(mine)) if mine[:n][-len(theirs) :] == theirs), 0)
    rest = mine[at + 1 :]
    if not at or not rest or mine[at] not in language.listed("particle"):
        return False
    norms = tuple(token.norm for token in language.tokens(text))
    return _stands_in(rest, norms) and not _stands_in((theirs[-1], mine[at], *rest), norms)


def _only_case(name: tuple[str, ...], given: Sequence[tuple[str, ...]], language: Language) -> bool:
    """True if an article has a given name in the nominative, or in cases of that nominative only."""
    return bool(given) and all(
        one == name or _given_agrees(name, False, one[-len(name) :], True, language) for one in given
    )


def _first_names(name: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without its last word and the particles of a surname."""
    particles = language.listed("particle")
    return tuple(word for word in name[:-1] if word not in particles)


def _may_end_in(found: tuple[str, ...], ours: tuple[str, ...], oblique: bool, case: bool, language: Language) -> bool:
    """True if given names read in an article, with capitals of other words before them, may be a draft's."""
    return any(_given_agrees(ours, oblique, found[start:], case, language) for start in range(max(1, len(found))))


def _given_agrees(mine: Sequence[str], oblique: bool, theirs: Sequence[str], other: bool, language: Language) -> bool:
    """True if given names are the same, or one is the beginning of the other; "Fundación Ana" is no Ana."""
    short, long_ = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    flags = (oblique, other) if len(mine) <= len(theirs) else (other, oblique)
    return all(_same_name(a, flags[0], b, flags[1], language) for a, b in zip(short, long_, strict=False))


def _agree(given: Sequence[tuple[str, ...]], language: Language) -> bool:
    """True if all given names may be one person's, in whatever case each stands and whatever capitals precede it."""
    cases = [(a, b) for a in (False, True) for b in (False, True)]
    return all(
        any(_may_end_in(one, two, b, a, language) or _may_end_in(two, one, a, b, language) for a, b in cases)
        for n, one in enumerate(given)
        for two in given[:n]
    )


def _people(family: str, text: str, language: Language) -> list[tuple[str, ...]]:
    """Return the names in a text that end in a surname, in any case."""
    found = []
    for name in named_around(text, language):  # "Anneke Visscher van Westerhage" is a Visscher, too
        ends = [n for n in range(1, len(name)) if _may_be_case(name[n], family, language)]
        found += [name[: n + 1] for n in ends[:1]]
    return found


def _given(person: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return _first_names(without_offices(language, person), language)


def _another(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """Return False for names of two people, None where one article's person may bear both."""
    for name in named_around(text, language):
        if any(_alike(word, mine[-1]) for word in name) and any(_alike(word, theirs[-1]) for word in name):
            return None
    return None if _may_be_case(mine[-1], theirs[-1], language) else False


def _may_be_case(one: str, two: str, language: Language) -> bool:
    return any(_same_name(one, a, two, b, language) for a in (False, True) for b in (False, True))


def _alike(one: str, two: str) -> bool:
    """True if two words share their beginning, so that they may be cases of one name."""
    shared = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= max(MIN_STEM, min(len(one), len(two)) - 2)


def _same_name(one: str, oblique: bool, two: str, other: bool, language: Language) -> bool:
    """True if two words are the same name, in the nominative or in another case."""
    if oblique == other:
        return one == two
    nominative, case = (two, one) if oblique else (one, two)
    if "declined" not in language.features:
        return nominative == case
    if nominative == case:
        return nominative.endswith(tuple(language.listed("indeclinable")) or ("\0",))
    for ending, cases in _cases(language):
        stem = nominative[: len(nominative) - len(ending)] if ending else nominative
        if (
            nominative.endswith(ending)
            and len(stem) >= MIN_STEM
            and case.startswith(stem)
            and case[len(stem) :] in cases
        ):
            return True
    return False


def _cases(language: Language) -> list[tuple[str, frozenset[str]]]:
    """Return the endings of names: the nominative's, with those of the other cases."""
    rows = (entry.split(">") for entry in language.raw("case"))
    return [(ending.strip().removeprefix("-"), frozenset(cases.split())) for ending, cases in rows]


def _uncased(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """Compare names in a script without capitals: the shorter must end the longer, with offices before it."""
    if "head_last" in language.features and "suffix" not in language.classes:
        mine, theirs = (_without_honorific(name, language) for name in (mine, theirs))
    if "head_last" in language.features and _same_phrase(mine, theirs, text, language):
        return True
    if "suffix" in language.classes:
        titles = sorted((mine[-1], theirs[-1]), key=len)
        if len(mine) == len(theirs) == 2 and titles[1].endswith(titles[0]) and _is_called(titles[0], language):
            same = _same_korean(mine, theirs, text, language)
            if same is not None:
                return same
        ends = titles[1].endswith(titles[0])
        if min(len(mine), len(theirs)) > 1 and mine[0] == theirs[0] and ends and len(mine[0]) > 2:
            return True  # "남궁선 구청 문화과장": what the office is held in stands between
        mine, theirs = _without_last_title(mine, language), _without_last_title(theirs, language)
        if mine == theirs:
            return True if len(mine[-1]) > 1 else None
    if mine == theirs:
        return True if len(mine) > 1 or _is_one_person(mine, text, language) else None
    if _end_in_one_name(mine, theirs, language):
        return True
    bare = _behind_title(mine, language)
    if bare == _behind_title(theirs, language) and (len(bare) > 1 or len(bare[0]) > MIN_GIVEN):
        return True  # "قائد الواحة نبيل الشامسي", "قائد الفريق نبيل الشامسي"
    short, long_ = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if long_[-len(short) :] != short:
        one, two = sorted((_behind_title(mine, language), _behind_title(theirs, language)), key=len)
        if one != two[-len(one) :] or "head_last" not in language.features:
            return False if _surely_apart(mine, theirs) else None
        short, long_ = one, two  # "जिलाधिकारी वर्मा", "जिलाधिकारी अनिल वर्मा"
    rest = long_[: -len(short)]
    if _only_modifies(rest, short, language):
        return True
    if _is_title(rest, language):
        return True if len(short) > 1 or _is_one_person(short, text, language) else None
    tokens = language.tokens(text)
    norms = tuple(token.norm for token in tokens)
    # "Salma al-Rawi" is "al-Rawi" where the article names no other one.
    bare = _behind_title(long_, language)
    longest = long_ if long_ is theirs or _stands_in(bare, norms) else ()
    rest = _behind_title(rest, language)
    # "محافظ وادي النخيل سامي الخطيب": an office, and the place that it is held in, which no list has.
    placed = len(rest) > 2 and rest[0] in language.listed("role") and _is_one_office(rest, long_, norms, language)
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
    one, two = (tuple(_bare_title(word, language).removesuffix(GENITIVE) for word in name) for name in (mine, theirs))
    if sorted("".join(one)) == sorted("".join(two)) and max(len(one), len(two)) > 2 and set(one) & set(two):
        return True  # "강산도 윤미래 지사", "윤미래 강산도지사"
    short, long_ = sorted((one, two), key=len)
    if "suffix" not in language.classes or len(short) != 2 or len(short[0]) != 1 or short[-1] != long_[-1]:
        return None
    tokens = [_bare_title(token.norm, language) for token in language.tokens(text)]
    known = language.vocabulary
    begins = {
        word for word in (*tokens, *long_[:-1])
        if word.startswith(short[0]) and MIN_GIVEN < len(word) <= MAX_SYLLABLES and word not in known
    }  # fmt: skip
    names = begins & set(long_[:-1])
    return True if len(names) == 1 and {a for a, b in pairwise(tokens) if b == short[-1]} & begins <= names else None


def _without_honorific(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 and words[-1] in language.listed("honorific") else words


def _without_last_title(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without the titles behind it: "김철수 시장", "최지우 씨"."""
    honorifics, roles = (tuple(language.listed(label)) for label in ("honorific", "role"))
    if len(words) > 1 and words[-1].endswith(honorifics):
        words = words[:-1]
    if len(words) > 1 and words[-1].endswith(roles) and not (len(words) > 2 and words[-2].endswith(roles)):
        words = words[:-1]  # "함연서 대표 변호인" is somebody else
    return words


def _same_korean(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
    """True if "김 시장" is "김철수 시장": the article names no other one of that surname and office."""
    short, long_ = sorted((mine[0], theirs[0]), key=len)
    if len(short) != 1 or not long_.startswith(short) or len(long_) > MAX_SYLLABLES:
        return None
    norms = [token.norm for token in language.tokens(text)]
    office = min(mine[1], theirs[1], key=len)  # "강원시장은": the city's, with a particle
    held = {a for a, b in pairwise(norms) if _bare_title(b, language).endswith(office) and a.startswith(short)}
    return True if held - {short} == {long_} else None


def _bare_title(word: str, language: Language) -> str:
    """Return a word without its particle."""
    found = (
        one for one in sorted(language.listed("suffix"), key=len, reverse=True) if word.endswith(one) and word != one
    )
    return word.removesuffix(next(found, ""))


def _is_called(word: str, language: Language) -> bool:
    return word in language.listed("role") | language.listed("honorific")


def _holds_office(word: str, definite: tuple[str, ...], language: Language) -> bool:
    bare = next(word.removeprefix(one) for one in definite if word.startswith(one))
    return bool({word, bare} & (language.listed("role") | language.listed("kin")))


def _behind_title(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without the office before it, and what that is held in."""
    return next((words[n:] for n in range(len(words) - 1, 0, -1) if _is_title(words[:n], language)), words)


def _is_title(words: Sequence[str], language: Language) -> bool:
    """True if all words before a name are an office and the body that it is held in."""
    if words and "head_last" in language.features:  # "제과점 주인 최지우": the last word is what the person is
        ends = tuple(language.listed("role_ending"))
        ends = (*ends, *language.listed("role")) if ends else ()
        return words[-1] in language.listed("role") or bool(ends and words[-1].endswith(ends))
    definite = tuple(language.listed("definite"))  # a noun with an article is no genitive's head: "النقابية مرتا"
    if words and definite:
        articles = [word.startswith(definite) and len(word) > MIN_STEM for word in words]
        if all(articles) or (words[0] in language.listed("role") and all(articles[1:]) and len(words) > 1):
            return True
    if not words or words[0] not in language.listed("role"):
        return False
    if definite and len(words) == 1 and not words[0].startswith(definite):
        return words[0] in language.listed("honorific")  # "محامي إيناس البراهمي" is her lawyer
    at = 1
    while at < len(words):
        if words[at] in language.listed("role") | language.listed("role_adjective"):
            at += 1
        elif words[at] in language.listed("body") and at + 1 < len(words):
            at += 2
        elif definite and words[at].startswith(definite) and not _holds_office(words[at], definite, language):
            at += 1  # "وزيرة المياه"
        else:
            return False
    return True


def _end_in_one_name(mine: tuple[str, ...], theirs: tuple[str, ...], language: Language) -> bool:
    """True if two phrases end in the same two words or more, and only one office with its place stands before them."""
    pairs = zip(mine[::-1], theirs[::-1], strict=False)
    shared = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(mine), len(theirs)))
    if shared < 2 or "head_last" in language.features or mine[-1] in language.vocabulary:
        return False  # what is no name's end
    rests = (mine[:-shared], theirs[:-shared])
    return all(not rest or _is_title(rest, language) or _is_placed_office(rest, language) for rest in rests)


def _is_placed_office(words: tuple[str, ...], language: Language) -> bool:
    """True if words are an office and what it is held in: "ראש מועצת נווה שקד", with no second office or relative."""
    definite = tuple(language.listed("definite"))
    people_ = language.listed("role") | language.listed("kin")
    second = any(word in people_ or (word.startswith(definite) and word[1:] in people_) for word in words[1:])
    placed = language.listed("body") | language.listed("role_adjective")
    small = any(word in language.vocabulary - placed for word in words[1:])  # "متحدث باسم": a spokesman for
    return len(words) > 1 and words[0] in language.listed("role") and not second and not small


def _is_one_office(before: tuple[str, ...], name: tuple[str, ...], norms: tuple[str, ...], language: Language) -> bool:
    """True if an article has a name with all words before it, of which only the first is an office or kin."""
    return _stands_in(name, norms) and not any(
        word in language.listed("role") | language.listed("kin") for word in before[1:]
    )


def _stands_in(words: tuple[str, ...], norms: tuple[str, ...]) -> bool:
    return any(norms[n : n + len(words)] == words for n in range(len(norms) - len(words) + 1))


def _only_given(family: str, given: str, text: str, tokens: Sequence[Token], language: Language) -> bool:
    """True if an article has no other word before a surname than this given name, verbs, offices and small words."""
    small = language.listed("function") | language.listed("role") | language.listed("honorific")
    verbs = {word for phrase in language.phrases("cue", "according", "denial") for word in phrase}
    verbs |= {prefix + word for prefix in language.listed("prefix") for word in verbs}
    before = {
        one.norm for one, two in pairwise(tokens) if two.norm == family and text[one.end : two.start].strip() == ""
    }
    return not before - {given} - small - verbs


def _is_one_person(name: tuple[str, ...], text: str, language: Language) -> bool:
    """True if a surname alone can only be one of an article's people."""
    if "uncased" not in language.features:
        given = [_given(person, language) for person in _people(name[-1], text, language)]
        return _agree([one for one in given if one], language)
    return True


def _surely_apart(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    parts = (
        {word[n : n + MIN_PART] for word in name for n in range(len(word) - MIN_PART + 1)} for name in (mine, theirs)
    )
    return not set(mine) & set(theirs) and not set.intersection(*parts)  # "מהעירייה", "מעיריית גבעת אלונים"


def _without_titles(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name in characters without the offices before it and the titles behind it."""
    text = "".join(words)
    pointers = tuple(language.listed("demonstrative"))
    titles = language.listed("honorific") | (language.listed("role") if language.script == "han" else frozenset())
    changed = True
    while changed:
        changed = False
        for title in sorted(titles, key=len, reverse=True):
            if pointers and text.startswith(pointers):
                break  # "这位代表"
            if len(text) > len(title) + 1 and text.endswith(title):
                text, changed = text.removesuffix(title), True
                break
    return (text,)


def _unspaced(mine: tuple[str, ...], theirs: tuple[str, ...], text: str, language: Language) -> bool | None:
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
