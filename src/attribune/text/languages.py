"""Languages other than English: their data, and which of them a passage is in.

``any/languages.tsv`` names the languages, ``<code>/language.tsv`` has the words of each by class. A language without
data is :data:`UNKNOWN`: nothing is known of its words, so that only whole sentences and the same letters prove anything
there. A passage is English unless its script or its closed-class words say otherwise.

>>> language_of("La alcaldesa dijo que no se va a cerrar la piscina en el verano.").code
'es'
>>> language_of("The mayor said that the pool would stay open.").code
'en'
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from attribune.lexicon import rows, words
from attribune.text.fold import FOLD_TABLE

MIN_SHARE = 0.12  # closed-class words among the words of a text from which on its language is told; prose has 30 to 50%
MIN_WORDS = 2  # such words that are needed at least
MOST_ENGLISH = 0.08  # share of English ones below which a text in Latin letters may be in a language without data
FEW_WORDS = 4  # words of narration in which as many are English as of another language
FEW_LETTERS = 24  # characters in which a Ukrainian text has at least one of its own letters
LONG_ENOUGH = 12  # words from which on that is believed
KANA_SHARE = 0.05  # of East Asian characters; Chinese has none
_FOREIGN_SIGN = re.compile("[^\x00-\x7f“”‘’–—…]")  # what English prose has none of in most paragraphs
_PLAIN_WORD = re.compile(r"[a-z]++(?:-[a-z]++)*+|[0-9]++")  # of a text without such, as `_word_pattern` finds them
SAMPLE = 4_000  # code points of a text that are looked at

# Where the blocks of a script begin; what no block has is told by "other".
_BLOCKS = (
    (0x0000, "latin"), (0x0370, "greek"), (0x0400, "cyrillic"), (0x0530, "other"), (0x0590, "hebrew"),
    (0x0600, "arabic"), (0x0700, "other"), (0x0750, "arabic"), (0x0780, "other"), (0x08A0, "arabic"),
    (0x0900, "devanagari"), (0x0980, "other"), (0x1100, "hangul"), (0x1200, "other"), (0x1E00, "latin"),
    (0x1F00, "greek"), (0x2000, "latin"), (0x2E80, "han"), (0x3040, "kana"), (0x3100, "han"), (0x3130, "hangul"),
    (0x3190, "han"), (0xA000, "other"), (0xAC00, "hangul"), (0xD7B0, "other"), (0xF900, "han"), (0xFB00, "latin"),
    (0xFB1D, "hebrew"), (0xFB50, "arabic"), (0xFE00, "other"), (0xFE70, "arabic"), (0xFF00, "latin"),
    (0xFF65, "kana"), (0xFFA0, "hangul"), (0xFFE0, "other"), (0x20000, "han"), (0x30000, "other"),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]
_APOSTROPHE = re.compile(r"['’](?<=[^\W\d_].)([^\W\d_]{1,3})\b")
# What holds all combining marks; the planes between have ideographs or nothing, and asking for each takes 0.3 s.
_WITH_MARKS = (range(0x300, 0x20000), range(0xE0000, 0xE1000))
# Arabic and Hebrew vowel signs, which a text may have or not.
_VOWEL_SIGNS = dict.fromkeys((*range(0x064B, 0x0660), 0x0670, *range(0x0591, 0x05BE), *range(0x05BF, 0x05C8)))
_CLITICS = ("-il", "-elle")  # a subject behind its verb: "ajoute-t-elle"
_TATWEEL = "\u0640"
_UNSPACED = "\u2e80-\u2fff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"


_NO_WORDS = frozenset(
    "particle honorific case indeclinable same_letter role_ending abbreviation prefix own_letter always_letter "
    "definite suffix that_prefix same_office backward demonstrative attributive verb_ending kin to_medium "
    "plural_ending indefinite calendar passing_on rejected".split()
)


class Token(NamedTuple):
    """A word as it is compared, and where it stands."""

    norm: str
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Language:
    """A language with its words by class. ``known``: it has data; ``features``: see ``any/languages.tsv``."""

    code: str
    name: str
    script: str
    rtl: bool = False
    features: frozenset[str] = frozenset()
    known: bool = True

    @cached_property
    def _table(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for label, members in rows(f"{self.code}/language.tsv") if self.known else ():
            table[label] = (*table.get(label, ()), *(member.strip() for member in members.split(",")))
        for label in [label for label in table if label.startswith("verb ")]:
            forms = table[f"forms {label.removeprefix('verb ')}"]
            said = tuple(form.replace("~", stem) for stem in table.pop(label) for form in forms)
            table["cue"] = (*table.get("cue", ()), *said)
            asked = (word for form in said for word in re.split("[ '’]", form) if word.endswith(_CLITICS))
            table["cue_pronoun"] = (*table.get("cue_pronoun", ()), *asked)
        if "asserting" in table:
            table["cue"] = (*table["asserting"], *table.get("cue", ()))
        return {label: members for label, members in table.items() if members and not label.startswith("forms ")}

    def listed(self, label: str) -> frozenset[str]:
        """Return the entries of a class as they are compared; none of a class that the language lacks."""
        return _norms(self, label)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words by which the language is told: those of all classes but names' particles and endings."""
        entries = "\n".join(entry for label in self._table.keys() - _NO_WORDS for entry in self.raw(label))
        found = self.norm("\n".join(_word_pattern().findall(entries)))  # all at once: every start of the program waits
        return frozenset(found.split("\n")) - {""}

    @cached_property
    def telling(self) -> frozenset[str]:
        """The small words and verbs of saying: "Sky Sports Premier League" has none of French."""
        return self.listed("function") | frozenset(word for phrase in self.phrases("cue") for word in phrase)

    def phrases(self, *labels: str) -> tuple[tuple[str, ...], ...]:
        """Return the entries of classes as rows of words, the longest first."""
        return _phrases(self, labels)

    def phrases_from(self, word: str, *labels: str) -> tuple[tuple[str, ...], ...]:
        """Return the entries of classes that begin with a word, the longest first."""
        return _by_first_word(self, labels).get(word, ())

    @property
    def classes(self) -> frozenset[str]:
        """The classes that the language has."""
        return frozenset(self._table)

    def raw(self, label: str) -> tuple[str, ...]:
        """Return the entries of a class as written, in order."""
        return self._table.get(label, ())

    def norm(self, word: str) -> str:
        """Return a word as it is compared: case, digits, marks and letters that are written either way made one."""
        if self._is_plain and word.isascii() and word.isalnum():
            return word.lower()
        if "dotted_i" in self.features:
            word = word.replace("İ", "i").replace("I", "ı")
        word = unicodedata.normalize("NFKC", word.translate(FOLD_TABLE).replace(_TATWEEL, "")).casefold()
        if not word.isascii():
            word = word.translate(_digits(word))
            word = word.translate(_VOWEL_SIGNS) if self.script in ("arabic", "hebrew") else word
        return word.translate(self._same)

    @cached_property
    def _is_plain(self) -> bool:
        """True if of a word of ASCII letters only capitals are compared as something else."""
        return "dotted_i" not in self.features and not any(chr(code).isascii() for code in self._same)

    @cached_property
    def _same(self) -> dict[int, str]:
        pairs = (pair.split("=") for pair in self.raw("same_letter"))
        return {ord(one): other for one, other in pairs}

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Return the words of ``text[start:end]``; in East Asian scripts without spaces every character is one."""
        end = len(text) if end is None else end
        found = _word_pattern().finditer(text, start, end)
        return [Token(self.norm(match[0]), match.start(), match.end()) for match in found]


@lru_cache(maxsize=1024)
def _norms(language: Language, label: str) -> frozenset[str]:
    return frozenset(language.norm(entry) for entry in language.raw(label))


@lru_cache(maxsize=1024)
def _phrases(language: Language, labels: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    entries = (entry for label in labels for entry in language.raw(label))
    found = {tuple(token.norm for token in language.tokens(entry)) for entry in entries}
    return tuple(sorted(found, key=lambda phrase: (-len(phrase), phrase)))


@lru_cache(maxsize=1024)
def _by_first_word(language: Language, labels: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in _phrases(language, labels):
        table[phrase[0]] = (*table.get(phrase[0], ()), phrase)
    return table


ENGLISH = Language("en", "English", "latin", known=False)
UNKNOWN = Language("und", "a language without data", "other", known=False)


@cache
def languages() -> dict[str, Language]:
    """Return the languages with data, by their codes."""
    return {
        code: Language(code, name, script, direction == "rtl", frozenset(features.split()) - {"-"})
        for code, name, script, direction, features in rows("any/languages.tsv")
    }


def language_of(text: str, around: str = "") -> Language:
    """Return the language of a passage; where it tells too little, that of the text ``around`` it."""
    return _told(text[:SAMPLE]) or _told(around[:SAMPLE]) or _guess(text[:SAMPLE], around[:SAMPLE])


def _guess(text: str, around: str) -> Language:
    """Return the language of a text with very few telling words: English unless only another one has any."""
    script = _main_script(_letters(text) + _letters(around))
    counts, has_english = _tally(text, script)
    others, others_english = _tally(around, script)
    counts = counts + others
    most = max(counts.values(), default=0)
    if script in ("latin", "") and (not most or has_english or others_english):
        return ENGLISH
    if not most:
        return UNKNOWN
    best = [language for language, count in counts.items() if count == most]
    return best[0] if len(best) == 1 else UNKNOWN


@lru_cache(maxsize=64)
def _tally(text: str, script: str) -> tuple[Counter[Language], bool]:
    """Return how many words of a text each language has, and if any is English; kept for what stands around others."""
    found = _words_of(text)
    return _words_by_language(found, script), not english_words().isdisjoint(found)


@lru_cache(maxsize=64)
def _words_of(text: str) -> tuple[str, ...]:
    if not _FOREIGN_SIGN.search(text):
        return tuple(_PLAIN_WORD.findall(text.lower()))
    pieces = _word_pattern().findall(text)
    return tuple(
        [piece.lower() if piece.isascii() else unicodedata.normalize("NFKC", piece).casefold() for piece in pieces]
    )


def is_told_in_english(narration: str) -> bool:
    """True if what stands outside the quotations of a passage has English words, and no other language's more often."""
    found = [match[0].casefold() for match in _word_pattern().finditer(narration[:SAMPLE])]
    english = _english_among(found, narration[:SAMPLE])
    most = max(_words_by_language(found, "latin").values(), default=0)
    return english > 0 and (english > most or (english == most and len(found) > FEW_WORDS))  # ", so Hornung" is German


@cache
def english_words() -> frozenset[str]:
    """Return the closed-class words and verbs of saying by which English is told."""
    return words("text/stopwords.txt") | {form for row in rows("grammar/cues.tsv") for form in row[0].split()}


def _english_among(found: Sequence[str], text: str) -> int:
    """Return how many words of a text are English; what stands behind an apostrophe is none: "Karaca'ya", "Nevin'a"."""
    known = english_words()
    behind = _APOSTROPHE.findall(text) if "'" in text or "’" in text else ()
    small = {word.casefold() for word in behind}
    if known.isdisjoint(small):
        return sum(map(known.__contains__, found))
    return len([word for word in found if word in known and word not in small])


def _words_by_language(found: Iterable[str], script: str) -> Counter[Language]:
    """Return how many words are in the vocabulary of each language of a script; 0 for those that have none."""
    having = _having(script)
    return Counter(chain.from_iterable([having[word] for word in found if word in having]))


@cache
def _having(script: str) -> dict[str, tuple[Language, ...]]:
    """Return the languages of a script that have a word, for each word: one look for it, however many languages."""
    having: dict[str, tuple[Language, ...]] = {}
    for language in languages().values():
        for word in language.vocabulary if language.script == script else ():
            for prefix in ("", *language.listed("prefix")):  # "وأكد": and he confirmed
                having[prefix + word] = (*having.get(prefix + word, ()), language)
    return having


@lru_cache(maxsize=512)
def _told(text: str) -> Language | None:
    """Return the language that a text tells; None where its words say nothing."""
    script = _script(text)
    if script in ("", "other", "greek"):
        return UNKNOWN if script else None
    found: Sequence[str] = ()
    counts, english = Counter[Language](), -1
    if script == "latin":
        found = _words_of(text)
        english = _english_among(found, text)
        enough = english >= max(MIN_WORDS, MOST_ENGLISH * len(found))
        if enough and english >= sum(map(_having(script).__contains__, found)):
            return ENGLISH  # no other language can have as many: nearly all of English
        counts = _words_by_language(found, script)
        if enough and english >= max(counts.values(), default=0):
            return ENGLISH
    able = _of_script(script, False)
    if not _own_letters(script).isdisjoint(text.casefold()):
        there = set(text.casefold())
        able = [one for one in able if there & one.listed("own_letter")]  # "і" is Ukrainian, "ы" Russian
    elif len(text) > FEW_LETTERS:
        able = _of_script(script, True)
    if script in ("kana", "han", "hangul", "hebrew"):
        return able[0]
    if script != "latin":
        found = _words_of(text)
        counts = _words_by_language(found, script)
    shares = {language: counts[language] for language in able}
    best = max(shares, key=lambda language: shares[language], default=UNKNOWN)
    most = shares.get(best, 0)
    second = max((count for language, count in shares.items() if language is not best), default=0)
    told = not best.known or any(word in best.telling for word in found)
    if told and most >= MIN_WORDS and most >= MIN_SHARE * len(found) and most > english:
        return best if most > second else None
    if script == "latin":
        if english >= max(MIN_WORDS, MOST_ENGLISH * len(found)):
            return ENGLISH
        foreign = any(not sign.isascii() and sign.isalpha() for sign in text)  # a dash or a mark is in English, too
        return UNKNOWN if len(found) >= LONG_ENOUGH and foreign else None
    return UNKNOWN if len(found) >= LONG_ENOUGH else None


@cache
def _of_script(script: str, without: bool) -> list[Language]:
    """Return the languages of a script; ``without`` those of which longer texts have letters of their own."""
    able = [language for language in languages().values() if language.script == script]
    return [one for one in able if not (without and one.listed("always_letter"))]


@cache
def _own_letters(script: str) -> frozenset[str]:
    return frozenset().union(*(one.listed("own_letter") for one in _of_script(script, False)))


def _script(text: str) -> str:
    """Return the script that most letters of a text are in, "" without letters."""
    if not _FOREIGN_SIGN.search(text):
        return "latin" if text.lower() != text.upper() else ""
    return _main_script(_letters(text))


@lru_cache(maxsize=64)
def _letters(text: str) -> Counter[str]:
    """Return how many letters of a text are in each script."""
    counts: Counter[str] = Counter()
    for character, times in Counter(text).items():
        if character.isalpha():
            counts[_BLOCKS[bisect_right(_STARTS, ord(character)) - 1][1]] += times
    return counts


def _main_script(counts: Counter[str]) -> str:
    """Return the script that most letters are in, "" where there are none."""
    counts = counts.copy()
    east = counts["han"] + counts["kana"]
    if counts["kana"] and counts["kana"] >= KANA_SHARE * east:
        counts["kana"] = east
        counts["han"] = 0
    elif counts["kana"]:
        counts["han"], counts["kana"] = east, 0
    return max(counts, key=lambda script: counts[script]) if counts else ""


@cache
def _word_pattern() -> re.Pattern[str]:
    """Return what a word is: letters with the marks that belong to them, one East Asian character, or a number."""
    marks = _ranges([c for c in chain(*_WITH_MARKS) if unicodedata.category(chr(c)) in ("Mn", "Mc")])
    letter = rf"[^\W\d_{_UNSPACED}]"
    inner = rf"[{marks}\u00ad\u200b-\u200d\u2060]"
    return re.compile(rf"[{_UNSPACED}]|{letter}(?:{letter}|{inner})*+(?:-{letter}(?:{letter}|{inner})*+)*+|\d++")


def _ranges(codes: list[int]) -> str:
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in spans)


def _digits(text: str) -> dict[int, str]:
    """Return the digits of other scripts in a text, with those of ours."""
    odd = (character for character in set(text) if character.isdigit() and not character.isascii())
    return {ord(character): str(unicodedata.digit(character)) for character in odd}
