"""Who holds an office in an article whose script has no capitals: "الوزيرة" is the minister named beside that word.

Without capitals a name shows only by what stands around it, so that every place of the office in the article must be
accounted for: beside the name asked for, or standing alone. One that is neither may be somebody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from attribune.statements.multilingual.phrases import Clause, parted
from attribune.text.languages import Language

MIN_WORD = 3  # letters of a word that an article may stand before
MAX_BETWEEN = 5  # words of what an office is held in
_OPENERS = ("cue", "preposition", "that", "conjunction", "adverb", "time", "according", "pronoun")


def holds(office: Sequence[str], name: Sequence[str], text: str, language: Language) -> bool:
    """True if an article has an office beside a name, and beside no other one."""
    if "unspaced" in language.features:
        return _holds_unspaced("".join(office), "".join(name), text, language)
    if "suffix" in language.classes:
        return False
    if _is_office_alone(name, language):
        return _same_post(office, name, text, language) or _same_post(name, office, text, language)
    head = office[-1] if "head_last" in language.features else _plain(office[0], language)
    if head not in _offices(language) or not name:
        return False
    words = parted(text, language)
    wanted = {_plain(word, language) for word in office} - {head}
    held, found = set[str](), False
    for at, token in enumerate(words.tokens):
        if _plain(token.norm, language) != head:
            continue
        end = _name_behind(words, at, name)
        if end and not _leads(name[:-2], words, end):
            return False
        if end:
            between = {_plain(one.norm, language) for one in words.tokens[at + 1 : end]}
            held |= between | ({_plain(w, language) for w in words.norms(max(0, at - 3), at)} if wanted else set())
            found = True
        elif words.norms(at + 1, at + 1 + len(name[-2:])) != tuple(name[-2:]) and not _stands_alone(words, at):
            return False
    return found and wanted <= held


def _leads(lead: Sequence[str], words: Clause, end: int) -> bool:
    """True if what stands before a name elsewhere is its title: as the article has it, or with articles."""
    language = words.language
    definite = tuple(language.listed("definite"))
    there = words.norms(max(0, end - len(lead)), end)
    if not lead or [_plain(word, language) for word in there] == [_plain(word, language) for word in lead]:
        return True
    return all(word.startswith(definite) for word in lead) if definite else lead[-1] in language.listed("role")


def _is_office_alone(words: Sequence[str], language: Language) -> bool:
    """True if one word with an article is an office: "الوزيرة"."""
    head = _plain(words[0], language) if words else ""
    return len(words) == 1 and head in _offices(language) and head != words[0]


def _same_post(office: Sequence[str], alone: Sequence[str], text: str, language: Language) -> bool:
    """True if an article has an office alone only for the one post that it names in full."""
    head = _plain(alone[0], language)
    if len(office) < 2 or _plain(office[0], language) != head:
        return False
    words, full, found = parted(text, language), tuple(office), False
    for at, token in enumerate(words.tokens):
        if _plain(token.norm, language) != head:
            continue
        if words.norms(at, at + len(full)) == full or (at and words.norms(at, at + len(full))[1:] == full[1:]):
            found = True
        elif not _stands_alone(words, at):
            return False
    return found


def _plain(word: str, language: Language) -> str:
    """Return a word without the article and the conjunctions that are written with it."""
    offices = _offices(language)
    for prefix in ("", *language.listed("prefix")):
        for article in (*language.listed("definite"), ""):
            bare = _alone(word.removeprefix(prefix).removeprefix(article), language)
            if word.startswith(prefix + article) and bare in offices:
                return bare
    article = next((one for one in language.listed("definite") if word.startswith(one) and len(word) > MIN_WORD), "")
    return word.removeprefix(article)


@cache
def _offices(language: Language) -> frozenset[str]:
    return frozenset(_alone(role, language) for role in language.listed("role"))


def _alone(word: str, language: Language) -> str:
    """Return a Hebrew office as it stands by itself: "שרת" is "שרה" before what it is held in."""
    return word[:-1] + "ה" if language.script == "hebrew" and word.endswith("ת") else word


def _name_behind(words: Clause, at: int, name: Sequence[str]) -> int:
    """Return where a name begins behind the office at a word, in its clause or right behind a comma; 0 where not."""
    language, count = words.language, len(words.tokens)
    if "head_last" not in language.features and not _opens(words, at):
        return 0  # "the minister's wife Salma"
    name = tuple(name[-2:])
    articles = tuple(prefix + one for one in language.listed("definite") for prefix in ("", *language.listed("prefix")))
    bare = articles and not words.tokens[at].norm.startswith(articles)
    for low in range(at + 1, min(at + 1 + MAX_BETWEEN, count)):
        if words.is_listed(low, "of", "role", "kin", "topic", "cue", "that"):
            return 0
        if low == at + 1 and bare and words.norms(low, low + 1) == name[:1]:
            return 0  # "محامي إيناس البراهمي" is her lawyer
        if words.norms(low, low + len(name)) == name and not any(words.breaks[low + 1 : low + len(name)]):
            return low
        if words.norms(low, low + 1) == name[-1:] and len(name) > 1 and name[0] in language.listed("role"):
            return low
        if words.breaks[low]:
            return 0
    return 0


def _opens(words: Clause, at: int) -> bool:
    """True if a noun phrase begins at a word."""
    if at == 0 or words.breaks[at]:
        return True
    return words.is_listed(at - 1, *_OPENERS) or any(words.match(n, "cue") == at for n in range(max(0, at - 3), at))


def _stands_alone(words: Clause, at: int) -> bool:
    """True if an office has an article and no name behind it, as far as its list of names and verbs tells."""
    language, norm = words.language, words.tokens[at].norm
    if at + 1 == len(words.tokens) or words.breaks[at + 1]:
        return True
    if "head_last" in language.features:
        return words.is_listed(at + 1, "topic", "of", "closing", "conjunction") or words.match(at + 1, "cue") > at + 1
    definite = norm != _plain(norm, language) and _plain(norm, language) in _offices(language)
    follows = words.is_listed(at + 1, "preposition", "that", "time", "adverb", "object", "negation", "conjunction")
    return definite and (follows or words.match(at + 1, "cue", "that", "preposition") > at + 1)


def _holds_unspaced(office: str, name: str, text: str, language: Language) -> bool:
    pointers = tuple(language.listed("demonstrative"))
    bare = next((office.removeprefix(one) for one in pointers if office.startswith(one)), "")
    if not bare or bare not in language.listed("role") or len(name) < 2:
        return False
    name = max(
        (name.removeprefix(role) for role in (bare, *language.listed("role")) if name.startswith(role)),
        default=name,
        key=len,
    )
    found, at = False, text.find(bare)
    while at >= 0:
        if text.startswith(name, at + len(bare)):
            found = True
        elif not text[:at].endswith(pointers) and text[at + len(bare) : at + len(bare) + 1].isalnum():
            return False  # somebody else may be named
        at = text.find(bare, at + 1)
    return found
