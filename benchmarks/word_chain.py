"""Invented paragraphs of the words of given articles: each word is behind one that it is behind in them.

So words, names, figures and phrases are as common as in those articles, and a paragraph of a number is the same
whenever it is asked for, and like no other one: a million paragraphs aren't recombined from a few thousand sentences.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from pathlib import Path

from attribune.articles.inputs import raise_error
from attribune.articles.reading import read_paths

WORDS, MORE = 40, 32  # of a paragraph: at least, and how many more at most
QUOTED = 5  # one paragraph of so many begins with a quotation
_MARKS = str.maketrans("", "", "\"“”'‘’\3")


class Chain:
    """The words of articles, with those that stand behind each."""

    def __init__(self, source: str) -> None:
        words = list[str]()
        for article in read_paths([Path(source)], on_error=raise_error):
            words += article.text.translate(_MARKS).split()
        behind: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in itertools.pairwise([*words, words[0]]):
            behind[one].append(other)
        self._words, self._behind = words, dict(behind)

    def paragraph(self, number: int) -> str:
        """Return the paragraph of a number."""
        drawn = random.Random(number).random
        word, behind = self._words[int(drawn() * len(self._words))], self._behind
        words = [word.capitalize()]
        for _ in range(WORDS + int(drawn() * MORE)):
            others = behind[word]
            word = others[int(drawn() * len(others))]
            words.append(word)
        if number % QUOTED:
            return _ended(words) + "."
        return f"“{_ended(words[:20])},” said {_ended(words[20:])}."


def _ended(words: list[str]) -> str:
    return " ".join(words).rstrip(".,;:-")
