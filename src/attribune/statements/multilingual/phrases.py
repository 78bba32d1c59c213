"""Who is named in the words around a quotation, in languages other than English.

A subject is read as far as the language's data prove it: articles and offices before a name, a name in capitals, an
apposition behind it. What a genitive hangs on ("a spokesman for …") is a description, and only the same description is
the same speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from attribune.records import Span
from attribune.text.languages import Language, Token

MAX_NAME = 8  # words of a name
MIN_STEM = 3  # letters of an office that all its cases share at least
_ENDINGS = "аяоеьйиіaeyi"  # last letters of a noun that another case changes
CONSONANTS = "bcćdfghjklłmnńprsśtwzźżбвгджзйклмнпрстфхцчшщ"  # in which Slavic names of men end
MAX_GIVEN = 4  # words of a name behind an office and a comma, in a script without capitals
_BESIDE = re.compile(r"(?:\([^()\n]{1,40}\)|（[^（）\n]{1,40}）)")
_TITLE = re.compile('«[^«»\\n]{1,40}»|„[^„“”\\n]{1,40}[“”]|“[^“”\\n]{1,40}”|"[^"\\n]{1,40}"')
_BREAKS = ",;()（）،؛、，；—–―:："


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as the text has it: the compared words of the name or the description, and where they stand.

    ``oblique``: in another case than the nominative. ``before`` are the offices before the name. ``loose``: other words
    stand before it, so that only its case tells that it is the subject.
    """

    kind: Literal["name", "description"]
    words: tuple[str, ...]
    span: Span
    oblique: bool = False
    before: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause with the marks before each; ``breaks[n]``: a comma or the like stands before word n."""

    text: str
    language: Language
    tokens: tuple[Token, ...]
    breaks: tuple[bool, ...]

    def is_capital(self, at: int) -> bool:
        """True if a word has a capital letter."""
        return self.text[self.tokens[at].start].isupper()

    def is_listed(self, at: int, *labels: str) -> bool:
        """True if a word is in one of the language's classes."""
        return any(self.tokens[at].norm in self.language.listed(label) for label in labels)

    def match(self, at: int, *labels: str) -> int:
        """Return behind which word a phrase of the classes ends that begins at a word, or ``at``."""
        if at >= len(self.tokens):
            return at
        first = self.tokens[at].norm
        begins = {first, *(first.removeprefix(prefix) for prefix in self.language.listed("prefix"))}
        found = (phrase for word in begins for phrase in self.language.phrases_from(word, *labels))
        return max((self._phrase_end(at, phrase) for phrase in found), default=0) or at

    def _phrase_end(self, at: int, phrase: tuple[str, ...]) -> int:
        """Return the word behind a phrase that begins at a word, 0 if it doesn't; "ha poi detto" is "ha detto"."""
        for skipped in (0, 1) if len(phrase) == 2 and "compound" in self.language.features else (0,):
            end = at + len(phrase) + skipped
            if end > len(self.tokens) or any(self.breaks[at + 1 : end]):
                continue
            plain = not skipped or (self.is_listed(at + 1, "adverb") and not self.is_listed(at + 1, "negation"))
            if plain and self.norms(at + 1 + skipped, end) == phrase[1:]:
                return end
        return 0

    def segment_end(self, at: int) -> int:
        """Return the number of the first word from ``at + 1`` on that a comma or the like parts from the one before."""
        at += 1
        while at < len(self.tokens) and not self.breaks[at]:
            at += 1
        return min(at, len(self.tokens))

    def norms(self, start: int, end: int) -> tuple[str, ...]:
        """Return the compared forms of some words."""
        return tuple(token.norm for token in self.tokens[start:end])


def clause(text: str, start: int, end: int, language: Language, *, titles: bool = True) -> Clause:
    """Return the clause ``text[start:end]``; without ``titles``, what a short pair of marks in it holds is left out."""
    found, at, gaps = list[Token](), start, list[str]()
    beside = [match.span() for match in _BESIDE.finditer(text, start, end) if _is_beside(match[0], language)]
    beside += [] if titles else [match.span() for match in _TITLE.finditer(text, start, end)]
    for token in language.tokens(text, start, end):
        if any(low <= token.start < high for low, high in beside):
            continue
        between = [(low, high) for low, high in beside if at <= low and high <= token.start]
        gaps.append("".join(text[n] for n in range(at, token.start) if not any(a <= n < b for a, b in between)))
        found.append(token)
        at = token.end
    return Clause(text, language, tuple(found), tuple(any(c in _BREAKS for c in gap) for gap in gaps))


@lru_cache(maxsize=16)
def parted(text: str, language: Language) -> Clause:
    """Return the words of a text, with breaks at the ends of sentences and at quotation marks, too."""
    words = clause(text, 0, len(text), language)
    breaks = list(words.breaks)
    for n, (one, two) in enumerate(pairwise(words.tokens), 1):
        gap = text[one.end : two.start]
        ends = any(c in '!?…\n"“”„«»' for c in gap) or (
            "." in gap and len(one.norm) > 2 and one.norm not in language.listed("abbreviation")
        )
        breaks[n] = breaks[n] or ends
    return replace(words, breaks=tuple(breaks))


def _is_beside(inside: str, language: Language) -> bool:
    """True if words in brackets only say more of a person, a party or an age: nothing there denies or reports."""
    tokens = language.tokens(inside)
    if tuple(token.norm for token in tokens) in language.phrases("beside"):
        return True
    labels = ("negation", "denial", "condition", "cue", "according", "saying", "correction")
    return not any(token.norm in language.listed(label) for label in labels for token in tokens)


def skip_time(words: Clause, at: int, stop: int) -> int:
    """Return the first word behind an adverbial of time that begins at ``at``."""
    end, told = at, False
    small = words.language.features.isdisjoint({"nouns", "dotted_i", "uncased"})  # "Марта" is a woman, "марта" March
    while (
        end < stop
        and not (small and end and words.is_capital(end))
        and (words.is_listed(end, "article", "preposition", "time") or words.tokens[end].norm.isdigit())
    ):
        told = told or words.is_listed(end, "time")
        end += 1
        if told and end < stop and not words.is_listed(end, "time") and not words.tokens[end].norm.isdigit():
            return skip_time(words, end, stop) if end - at < MAX_NAME else end
    return end if told else at


def is_office(words: Clause, at: int) -> bool:
    """True if a word names an office or is a form of address: by list, or in compounds by its last part."""
    norm = words.tokens[at].norm
    if words.is_listed(at, "role", "honorific"):
        return True
    if "-" in norm and norm.rsplit("-", 1)[1] in words.language.listed("role"):
        return True  # "PvdA-wethouder"
    if "declined" in words.language.features:
        stems = _stems(words.language)
        return any(norm[:end] in stems for end in range(max(MIN_STEM, len(norm) - 3), len(norm) + 1))
    return any(norm.endswith(ending) and norm != ending for ending in words.language.listed("role_ending"))


@cache
def _stems(language: Language) -> frozenset[str]:
    """Return what all cases of the offices begin with."""
    return frozenset(
        role[:-1] if role[-1] in _ENDINGS else role for role in language.listed("role") if len(role) > MIN_STEM + 1
    )  # "матча" is no mother


def subject(words: Clause, start: int, stop: int, *, oblique: bool = False) -> tuple[Speaker | None, int]:
    """Return the subject that begins at word ``start`` and the word behind it; None where nothing is read as one."""
    if start >= stop or words.is_listed(start, "adverb"):
        return None, start
    segment = min(words.segment_end(start), stop)
    if "uncased" in words.language.features:
        return _phrase(words, start, stop, oblique)
    opens = words.is_listed(start, "preposition", "of", "time") and not words.is_listed(start, "definite_article")
    first = next((n for n in range(start, segment) if begins_name(words, n)), segment)
    last = name_end(words, first, segment)
    before = words.norms(start, first)
    beside = _name_beside(words, segment, stop) if before and segment < stop else None
    if first < segment and not beside and (place := _place(words, start, first)):
        if opens:
            return None, start
        return _speaker("description", words, start, place, oblique, ()), place
    hangs = any(_hangs(words, n, start) for n in range(start, first)) and not _is_post(words, start, first)
    plain = all(
        words.is_listed(n, "article") or is_office(words, n) or _is_age(words, n, start) for n in range(start, first)
    )
    post = plain or "declined" not in words.language.features or _is_post(words, start, first)
    addressed = last < segment and words.is_listed(last, "preposition", "addressee")
    nominative = "declined" not in words.language.features or (last < segment and words.is_listed(last, "role"))
    if first < segment and last < segment and is_office(words, last) and nominative and not addressed:
        while last < segment and is_office(words, last):  # "Brandners Sprecher", "Valilik sözcüsü"
            last += 1
        if last == segment or not begins_name(words, last):
            return _speaker("description", words, start, last, oblique, ()), last
        first, last = last, name_end(words, last, segment)  # "Hastane müdürü Rıza Solmaz"
        before, hangs = words.norms(start, first), False
    if first < segment and words.is_listed(first, "body"):
        return _speaker("description", words, start, segment, oblique, ()), segment
    if first < segment and not hangs and post and beside is None:
        aged = any(_is_age(words, n, start) for n in range(start, first))  # what follows may be no name
        return replace(_speaker("name", words, first, last, oblique, before), loose=aged), last
    if segment < stop and (hangs or first == segment or not plain or beside):
        low, high = _name_beside(words, segment, stop) or (0, 0)
        if high:
            return _speaker("name", words, low, high, oblique, words.norms(start, segment)), high
    if opens:
        return None, start
    if "declined" in words.language.features and last - first > 1 and not any(words.breaks[start + 1 : last]):
        return replace(_speaker("name", words, first, last, oblique, before), loose=True), last
    if found := _modified_name(words, start, first, last):
        return found, last
    end = _description_end(words, start, segment)
    return _speaker("description", words, start, end, oblique, ()), end


def _modified_name(words: Clause, start: int, first: int, last: int) -> Speaker | None:
    """Return the name behind words in small letters, where its form tells that it is the subject.

    In Slavic languages a surname that ends in a consonant is in the nominative: "похвалил команду Рябцев".
    """
    if "declined" not in words.language.features or not start < first or last - first != 1:
        return None
    small = all(not words.is_capital(n) and not is_office(words, n) for n in range(start + 1, first))
    if not small or words.is_capital(start) or any(words.breaks[start + 1 : last]):
        return None
    if words.tokens[first].norm[-1] not in CONSONANTS:
        return None
    return replace(_speaker("name", words, first, last, False, words.norms(start, first)), loose=True)


def _is_age(words: Clause, at: int, start: int) -> bool:
    """True if a word is a number before "-year-old", or that word behind one."""
    number = at if words.tokens[at].norm.isdigit() else at - 1
    aged = number >= start and number + 1 < len(words.tokens) and words.is_listed(number + 1, "aged")
    return aged and words.tokens[number].norm.isdigit()


def _name_beside(words: Clause, segment: int, stop: int) -> Span | None:
    """Return where a name stands alone between commas behind a description: "a spokesman for X, Jan Wrona"."""
    low, high = segment, min(words.segment_end(segment), stop)
    low += sum(1 for n in range(low, high) if words.is_listed(n, "article") or is_office(words, n))
    if low < high and begins_name(words, low) and name_end(words, low, high) == high:
        return (low, high)
    return None


def _place(words: Clause, start: int, first: int) -> int:
    """Return where an adverbial begins between a description and a name: "zei de buurvrouw | tegen Piet"; else 0."""
    between = (
        n
        for n in range(start + 1, first)
        if words.is_listed(n, "preposition", "addressee") and not words.is_listed(n + 1, "post")
    )
    return next((n for n in between if not words.is_listed(n, "article", "of")), 0)


def _hangs(words: Clause, at: int, start: int) -> bool:
    """True if a word begins a genitive: a preposition, or an article behind a noun ("ein Sprecher der Stadt")."""
    return words.is_listed(at, "of") or (
        at > start and words.is_listed(at, "article") and not words.is_listed(at - 1, "article", "of")
    )


def _is_post(words: Clause, start: int, first: int) -> bool:
    """True if only an office and what it is held in, which nobody's name is, stands before a name."""
    small = ("article", "of", "post")
    return (
        first > start
        and words.is_listed(first - 1, "post")
        and all(is_office(words, n) or words.is_listed(n, *small) for n in range(start, first))
    )


def _speaker(
    kind: Literal["name", "description"], words: Clause, first: int, last: int, oblique: bool, before: tuple[str, ...]
) -> Speaker:
    span = (words.tokens[first].start, words.tokens[last - 1].end)
    return Speaker(kind, words.norms(first, last), span, oblique, before)


def begins_name(words: Clause, at: int) -> bool:
    """True if a word with a capital may begin a name; one that opens a sentence with "According to" doesn't."""
    if not words.is_capital(at) or is_office(words, at):
        return False
    if at and words.is_listed(at, "post") and words.is_listed(at - 1, "of", "preposition", "post"):
        return False  # "la catedrática de Hidráulica Inés Brañas"
    if not at and (_is_noun_of(words) or _opens_adverbial(words)):
        return False
    if at and words.is_listed(at, "particle") and not words.is_listed(at, "article"):
        return True
    return not words.is_listed(at, "article", "of", "preposition", "function", "pronoun", "adverb") and (
        words.match(at, "according") == at
    )


def _opens_adverbial(words: Clause) -> bool:
    """True if a preposition follows the first word, and a comma before anybody is named: "Fuori dall'aula, …"."""
    end = words.segment_end(0)
    return 2 < end < len(words.tokens) and words.is_listed(1, "preposition") and not words.is_capital(end - 1)


def _is_noun_of(words: Clause) -> bool:
    """True if a clause begins with a noun and a genitive in small letters: "Spécialiste de l'érosion", no name."""
    at = 1
    while at < len(words.tokens) and not words.breaks[at] and words.is_listed(at, "of", "article"):
        at += 1
    return 1 < at < len(words.tokens) and not words.is_capital(at) and words.is_listed(1, "of")


def name_end(words: Clause, first: int, segment: int) -> int:
    """Return the word behind the name that begins at ``first``: capitals, with particles between them."""
    end = first
    while end < segment and end - first < MAX_NAME:
        if words.is_capital(end) and not words.is_listed(end, "preposition"):
            end += 1
            continue
        ahead = end
        while ahead < segment and words.is_listed(ahead, "particle"):
            ahead += 1
        if ahead > end and _names_body(words, end, ahead, segment):
            break  # "Ines Brauer von der Universität Seeburg", "sagte Brauer der Presse-Agentur"
        if end == first or ahead == end or ahead >= segment or not words.is_capital(ahead):
            break
        end = ahead
    return end


def _names_body(words: Clause, particle: int, at: int, segment: int) -> bool:
    """True if what follows a particle is no part of a surname: an organisation, or a German article by itself."""
    if "nouns" in words.language.features and words.is_listed(particle, "article"):
        return True
    return any(words.is_listed(n, "body") for n in range(at, min(at + 3, segment)))


def _description_end(words: Clause, start: int, segment: int) -> int:
    end = segment
    while end > start + 1 and words.is_listed(end - 1, "time"):
        end -= 1
    return next((n for n in range(start + 1, end) if words.match(n, "adverb") == end), end)  # "tra gli applausi"


def _phrase(words: Clause, start: int, stop: int, oblique: bool) -> tuple[Speaker | None, int]:
    """Return the subject in a script without capitals: all words up to what begins an adverbial.

    Behind an office a name may follow a comma. A particle at the end of a word ends the subject, and is no part of it.
    """
    low, end = start, start
    segment = min(words.segment_end(start), stop)
    if words.is_listed(start, "role") and segment < stop:
        following = min(words.segment_end(segment), stop)
        small = any(words.is_listed(n, "preposition", "time", "that") for n in range(segment, following))
        if following - segment <= MAX_GIVEN and not small:
            low, end, segment = segment, segment, following
    suffixes = tuple(words.language.listed("suffix"))
    while end < segment and not words.is_listed(end, "preposition", "time", "that", "adverb", "object", "topic"):
        end += 1
        if words.tokens[end - 1].norm in suffixes and end - 1 > low:
            end -= 1  # "유성민 교수(한빛대)는"
            break
        if suffixes and words.tokens[end - 1].norm.endswith(suffixes) and _ends_subject(words, end, stop):
            break
    if end == low:
        return None, start
    while low < end - 1 and words.is_listed(low, "honorific"):
        low += 1
    found = _speaker("name", words, low, end, oblique, words.norms(start, low))
    last = found.words[-1]
    ending = next((s for s in sorted(suffixes, key=len, reverse=True) if last.endswith(s) and last != s), "")
    return replace(found, words=(*found.words[:-1], last.removesuffix(ending))), end


def _ends_subject(words: Clause, at: int, stop: int) -> bool:
    """True if a word with a particle ends a subject: an office or form of address, or nothing of that follows."""
    suffixes = tuple(words.language.listed("suffix"))
    for n in range(at, min(words.segment_end(at - 1), stop)):  # "안전진단을 맡은 유성민 교수는"
        norm = words.tokens[n].norm
        bare = next((norm.removesuffix(s) for s in suffixes if norm.endswith(s) and norm != s), norm)
        titles = words.language.listed("role") | words.language.listed("honorific")
        if norm in suffixes or norm in titles or bare in titles:
            return False
    return at >= stop or not is_office(words, at)


def is_adjunct(words: Clause, start: int, stop: int) -> bool:
    """True if some words only say when, where, how or to whom something was said, or who somebody is besides."""
    for low, high in _segments(words, start, stop):
        opens = words.is_listed(low, "preposition", "time", "adverb") or words.tokens[low].norm.isdigit()
        opens = opens or skip_time(words, low, high) > low  # "el lunes a Radio Ribera"
        beside = words.breaks[low] and (
            words.is_listed(low, "article", "relative")
            or is_office(words, low)
            or is_definite(words, low)
            or words.is_capital(low)
            or (low + 1 < high and words.is_listed(low + 1, "of"))  # "docente di idraulica"
        )
        of_body = words.is_listed(low, "of") and any(words.is_listed(n, "body") for n in range(low, high))
        opens = opens or of_body or words.is_listed(high - 1, "closing")
        aged = words.breaks[low] and low + 1 < high and words.tokens[low + 1].norm.isdigit()  # "de 62 años"
        if not (opens or beside or aged):
            return False
        if not is_plain(words, low, high):
            return False
    return True


def is_definite(words: Clause, at: int) -> bool:
    """True if an article is written with a word, as in Arabic and Hebrew: "העובדת", who works."""
    articles = tuple(words.language.listed("definite"))
    return bool(articles) and len(words.tokens[at].norm) > MIN_STEM and words.tokens[at].norm.startswith(articles)


def is_plain(words: Clause, start: int, stop: int) -> bool:
    """True if no word of a stretch denies, doubts or reports."""
    return not any(
        words.is_listed(n, "negation", "denial", "condition")
        or (is_cue(words, n, start) and not _is_noun(words, n, start))
        or _accords(words, n)
        for n in range(start, stop)
    )


def is_cue(words: Clause, at: int, start: int) -> bool:
    """True if a verb of saying begins at a word; behind a preposition it is a noun: "em nota"."""
    cased = words.language.features.isdisjoint({"uncased", "dotted_i"})
    noun = cased and at > start and not words.breaks[at] and words.is_listed(at - 1, "preposition")
    return not noun and words.match(at, "cue") > at


def _is_noun(words: Clause, at: int, start: int) -> bool:
    """True if an article inside a clause makes a noun of what may be a verb: "het besluit", not ", die sagt"."""
    inside = at - 1 > start and not words.breaks[at] and not words.breaks[at - 1]
    return inside and words.is_listed(at - 1, "definite_article")


def _accords(words: Clause, at: int) -> bool:
    return words.match(at, "according") > at


def _segments(words: Clause, start: int, stop: int) -> Iterator[Span]:
    at = start
    while at < stop:
        end = min(words.segment_end(at), stop)
        yield at, end
        at = end


def names_in(words: Clause) -> Iterator[tuple[str, ...]]:
    """Yield the names of a text: its runs of capitals with at least two words."""
    at, count = 0, len(words.tokens)
    while at < count:
        if begins_name(words, at):
            end = name_end(words, at, min(words.segment_end(at), count))
            yield words.norms(at, end)
            at = max(end, at + 1)
        else:
            at += 1


def without_offices(language: Language, words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without offices and forms of address before it."""
    endings = tuple(language.listed("role_ending"))
    at = 0
    while at < len(words) - 1 and (
        words[at] in language.listed("role") | language.listed("honorific") | language.listed("article")
        or (endings and words[at].endswith(endings))
    ):
        at += 1
    return tuple(words[at:])
