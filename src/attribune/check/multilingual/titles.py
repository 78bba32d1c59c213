"""Titles beside names: which words of a name are an office, and what is left without them."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.text.languages import Language

MIN_ARTICLE = 3  # letters of a noun with its article at least


def without_honorific(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without an honorific behind it: "Sharma-ji"."""
    return words[:-1] if len(words) > 1 and words[-1] in language.listed("honorific") else words


def without_last_title(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without the titles behind it: "김철수 시장", "최지우 씨"."""
    honorifics, roles = (tuple(language.listed(label)) for label in ("honorific", "role"))
    if len(words) > 1 and words[-1].endswith(honorifics):
        words = words[:-1]
    if len(words) > 1 and words[-1].endswith(roles) and not (len(words) > 2 and words[-2].endswith(roles)):
        words = words[:-1]  # "함연서 대표 변호인" is somebody else
    return words


def bare_title(word: str, language: Language) -> str:
    """Return a word without its particle."""
    found = (
        one for one in sorted(language.listed("suffix"), key=len, reverse=True) if word.endswith(one) and word != one
    )
    return word.removesuffix(next(found, ""))


def is_called(word: str, language: Language) -> bool:
    """True for an office or an honorific."""
    return word in language.listed("role") | language.listed("honorific")


def _holds_office(word: str, definite: tuple[str, ...], language: Language) -> bool:
    bare = next(word.removeprefix(one) for one in definite if word.startswith(one))
    return bool({word, bare} & (language.listed("role") | language.listed("kin")))


def behind_title(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return a name without the office before it, and what that is held in."""
    return next((words[n:] for n in range(len(words) - 1, 0, -1) if is_title(words[:n], language)), words)


def is_title(words: Sequence[str], language: Language) -> bool:
    """True if all words before a name are an office and the body that it is held in."""
    if words and "head_last" in language.features:  # "제과점 주인 최지우": the last word is what the person is
        ends = tuple(language.listed("role_ending"))
        ends = (*ends, *language.listed("role")) if ends else ()
        return words[-1] in language.listed("role") or bool(ends and words[-1].endswith(ends))
    definite = tuple(language.listed("definite"))  # a noun with an article is no genitive's head: "النقابية مرتا"
    if words and definite:
        articles = [word.startswith(definite) and len(word) > MIN_ARTICLE for word in words]
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


def is_placed_office(words: tuple[str, ...], language: Language) -> bool:
    """True if words are an office and what it is held in: "ראש מועצת נווה שקד", with no second office or relative."""
    definite = tuple(language.listed("definite"))
    people_ = language.listed("role") | language.listed("kin")
    second = any(word in people_ or (word.startswith(definite) and word[1:] in people_) for word in words[1:])
    placed = language.listed("body") | language.listed("role_adjective")
    small = any(word in language.vocabulary - placed for word in words[1:])  # "متحدث باسم": a spokesman for
    return len(words) > 1 and words[0] in language.listed("role") and not second and not small


def is_one_office(before: tuple[str, ...], name: tuple[str, ...], norms: tuple[str, ...], language: Language) -> bool:
    """True if an article has a name with all words before it, of which only the first is an office or kin."""
    return stands_in(name, norms) and not any(
        word in language.listed("role") | language.listed("kin") for word in before[1:]
    )


def stands_in(words: tuple[str, ...], norms: tuple[str, ...]) -> bool:
    """True if words stand in a text one behind the other."""
    return any(norms[n : n + len(words)] == words for n in range(len(norms) - len(words) + 1))


def without_titles(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
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
