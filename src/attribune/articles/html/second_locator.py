"""A second opinion on where a page's article stands, by Resiliparse, for pages on which the own search finds little.

Names of classes and elements lie. Where what was found is but a small part of the page's running text, a library that
goes by other signs is asked; runs of text that it takes for the article's count as such, whatever they are called.

Method: Bevendorff et al., "An Empirical Comparison of Web Content Extraction Algorithms", SIGIR 2023.
"""

from __future__ import annotations

import re

# Calibrated on the 40 pages of the reading benchmark, as they are and with misleading names and tags put on the
# article's elements (`./run bench pages --misnamed`): as they are, 38 pages have a share of 0.41 or more and the second
# opinion is at most 2.7 times as long on any; nearly all pages that were read wrong for their names lie beyond both.
DOUBTED_SHARE = 0.35  # of the page's running text, below which the own finding is doubted
MORE = 3.0  # times the own finding's letters that the second opinion must have to be followed
SHARED = 0.5  # of the own finding's letters that the second opinion has, from which they are of one mind: what it has
# more is then comments, as a rule
LEAST_TEXT = 250  # letters of an article found by the last resort: notices and cookie walls are shorter
LONGEST_PAGE = 4_000_000  # characters of markup that are given to it: it keeps several copies
_FOLD = re.compile(r"\W+")


class Opinion:
    """The article's text by the second locator; ``size`` is its number of letters and digits."""

    of_links = True  # a run of text counts also where it is a link

    def __init__(self, text: str) -> None:
        self._text = _folded(text)
        self.size = len(self._text)

    def has(self, text: str) -> bool:
        """True if the run of text is part of the article, letters and digits compared."""
        folded = _folded(text)
        return bool(folded) and folded in self._text


class Everything(Opinion):
    """The last resort, before a page is refused: all running text outside links is the article's."""

    of_links = False

    def __init__(self) -> None:
        super().__init__("")

    def has(self, text: str) -> bool:
        """True."""
        return True


def second_opinion(markup: str) -> Opinion | None:
    """Return the second locator's finding on a page; None where the page is too long for it or it finds nothing."""
    if len(markup) > LONGEST_PAGE:
        return None
    from resiliparse.extract.html2text import extract_plain_text

    opinion = Opinion(str(extract_plain_text(markup, main_content=True, list_bullets=False)))
    return opinion if opinion.size else None


def folded_size(text: str) -> int:
    """Return the number of letters and digits: the measure in which findings are compared."""
    return len(_folded(text))


def _folded(text: str) -> str:
    return _FOLD.sub("", text).lower()
