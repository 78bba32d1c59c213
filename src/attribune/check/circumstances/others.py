"""The other articles of the evidence, in which what a draft tells beside words is sought.

A draft has thousands of quotations and the evidence tens of thousands of articles, so nothing here goes through all of
them for one quotation: a word is looked up in all texts at once, and each word once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from attribune.records import Article
from attribune.sources.names.lexicon import plain
from attribune.text.document import Document

if TYPE_CHECKING:
    from attribune.check.evidence.cache import Views

SURE = 5  # first letters by which two words are taken for forms of one ("suspension", "suspended")
ROOT = (
    4  # first letters that do, too, where no more than an ending follows ("closure", "close"; not "with", "withdrew")
)
_ENDING = re.compile(
    r"(?:e|es|ed|en|ers?|ings?|ors?|ions?|ations?|als?|ments?|ures?|s|y|ies|ied|ier|iest|ly|ity|ness|ive|able|ances?"
    r"|ences?|ants?|ents?|ists?|ism|ful|less|ic|ical|ship|hood|m[ae]n|wom[ae]n|t)?"
)
_LONGEST_ENDING = 6
_APART = "\x00"  # stands between two texts: no word has it
_TOKEN = re.compile(r"\w+")
_WORD = re.compile(r"[^\W\d_]+")


class Forms:
    """The words of a text by their first letters and endings: a layer of a document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text.lower()
        words = set(_TOKEN.findall(self._text))
        self._begun = {word[:SURE] for word in words if len(word) >= SURE}
        self._roots = {
            word[:length]
            for word in words if len(word) <= ROOT + _LONGEST_ENDING
            for length in range(1, min(len(word), ROOT) + 1) if _goes_on(word, length)
        }  # fmt: skip

    def have(self, word: str) -> bool:
        """True if :func:`has_form` is of the text in small letters."""
        if not word[:SURE].replace("_", "a").isalnum():  # a mark inside, so that it is more than one word
            return has_form(word, self._text)
        sure = len(word) >= SURE and word[:SURE] in self._begun
        return sure or (word[:ROOT] in self._roots and _ENDING.fullmatch(word, len(word[:ROOT])) is not None)


def has_form(word: str, text: str) -> bool:
    """True if a text has a word of the same root: equal in five letters, or in fewer before two closed endings."""
    if len(word) >= SURE and re.search(rf"\b{re.escape(word[:SURE])}", text):
        return True
    root = word[:ROOT]
    if not root:
        return False
    again = f"{re.escape(root[-1:])}?"  # "plan" and "planner"
    ending = rf"\b{re.escape(root)}{again}{_ENDING.pattern}\b"
    return bool(_ENDING.fullmatch(word, len(root)) and re.search(ending, text))


def _goes_on(word: str, length: int) -> bool:
    """True if a word is its first letters and an ending, the last of them perhaps doubled."""
    doubled = length + (word[length : length + 1] == word[length - 1])
    return any(_ENDING.fullmatch(word, at) is not None for at in {length, doubled})


class Joined:
    """All texts of the evidence as one, in which a word is found in all of them at once."""

    def __init__(self, read: Views, change: Callable[[str], str] = str) -> None:
        texts = [change(article.text) for article in read.evidence]
        self._text = _APART.join(texts)
        self._starts = list(accumulate((len(text) + len(_APART) for text in texts), initial=0))
        self._found: dict[str, tuple[int, ...]] = {}

    @classmethod
    def small(cls, read: Views) -> Joined:
        """Return the texts in small letters."""
        return cls(read, str.lower)

    def having(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the articles that have a word, or some letters, in order."""
        if word not in self._found:
            self._found[word] = tuple(self._find(word))
        return self._found[word]

    def _find(self, word: str) -> Iterator[int]:
        at = self._text.find(word)
        while 0 <= at < len(self._text):
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._text.find(word, self._starts[number + 1])


class _Places:
    """The first articles with a word in the outlet's name or the file's, by word."""

    def __init__(self, read: Views) -> None:
        self.by_word: dict[str, list[int]] = {}
        for number, article in enumerate(read.evidence):
            for word in place(article):
                self.by_word.setdefault(word, []).append(number)


class Others:
    """The articles of the evidence but for those that ``have`` a quotation's words."""

    def __init__(self, read: Views, have: Collection[int]) -> None:
        self._read, self._have = read, have

    def __bool__(self) -> bool:
        return len(self._read.evidence) > len(self._have)

    def naming(self, names: Iterable[str]) -> Iterator[Document]:
        """Yield those that have all names, in order; none where no name is given."""
        yield from self._with(self._read.layer(Joined), names)

    def telling(self, words: Iterable[str]) -> Iterator[Document]:
        """Yield those that have a form of each word."""
        wanted = [word.lstrip("=") for word in words]
        for document in self._with(self._read.layer(Joined.small), {word[:ROOT] for word in wanted}):
            if all(document.layer(Forms).have(word) for word in wanted):
                yield document

    def at(self, word: str) -> Article | None:
        """Return the first with a word in its outlet's name or its file's; None where there is none."""
        numbers = self._read.layer(_Places).by_word.get(word, ())
        return next((self._read.evidence[number] for number in numbers if number not in self._have), None)

    def _with(self, texts: Joined, words: Iterable[str]) -> Iterator[Document]:
        found = sorted((texts.having(word) for word in words), key=len)
        rest = [set(numbers) for numbers in found[1:]]
        for number in found[0] if found else ():
            if number not in self._have and all(number in numbers for numbers in rest):
                yield self._read.document(self._read.evidence[number])


def place(article: Article) -> set[str]:
    """Return the words of an article's outlet and of its file's name."""
    return {plain(word) for word in _WORD.findall(f"{article.outlet or ''} {article.name or ''}")}
