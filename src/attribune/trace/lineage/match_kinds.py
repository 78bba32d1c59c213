"""What a shared passage is: a copy, words of a quotation, boilerplate that an outlet puts under everything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attribune.articles.document.outlet_names import outlet_key
from attribune.trace.passages.alignment import Aligned
from attribune.trace.texts.folded_article import FoldedArticle

TEMPLATE_RUN = 55  # letters and digits of a block, on average, below which blocks are the fixed words of a form
TEMPLATE_BLOCKS = 4  # blocks from which on the average says something
TEMPLATE_ALIKE = 0.85  # share of characters that agree, above which it is a copy with many small edits
SENTENCE = 70  # letters and digits of a run that is a sentence; the fixed words of a form are shorter
KEPT = 2  # figures and names in such runs, from which on these are a story's
_PARTICULAR = re.compile(r"(?<=[\w,;:)”\"'’] )[A-Z][\w.&’'-]{0,40}|\d[\d.,]{0,20}")  # a name within a sentence
LINE = 200  # letters and digits of a line that stands under or above texts of many outlets
LINE_TEXTS = 3  # texts that have such a line, from which on
AT_END = 40  # letters and digits between a footer and the end of the text
OF_TEXT = 0.5  # of a text; what is more than that is no footer of it
RECURRING = 8  # texts with a passage of one outlet, or with a longer line of many, from which on it is no news
THRESHOLDS = (LINE_TEXTS, RECURRING)  # all that is asked of how many texts have a passage
VERBATIM = 0.9  # of an outlet's own lines that agree
FOOTER = 500  # letters and digits of an outlet's own lines that are more than half of a short text
OWN = 40  # letters and digits that a text has beside them
FILLED = 5  # places of a form that are filled in with other figures and names
MOST_FILLED = 80  # characters of what stands in one place of a form
FILLED_EACH = 120  # letters and digits of the passage for each such place, at most
ALL_FILLED = 0.8  # of the places where two texts differ; fewer are a copy with edits
OUTSIDE_MARKS = 40  # letters and digits of a shared passage outside quotation marks: who said it, where and when
OUTSIDE_SHARE = 0.25  # the same as a share of a passage of several quotations
OUTSIDE_MOST = 90  # and at most: two reporters don't write the same sentence beside the words they both heard


def is_boilerplate(one: FoldedArticle, two: FoldedArticle, passage: Aligned, frequency: float) -> bool:
    """True if a passage is an outlet's own line; ``frequency``: how many texts have it."""
    (a, b), (c, d) = passage.earlier_span, passage.later_span
    at_edge = (one.size - b <= AT_END and two.size - d <= AT_END) or (a <= AT_END and c <= AT_END)
    first, second = one.article.outlet, two.article.outlet
    least = min(one.size, two.size)
    same = outlet_key(first or "") == outlet_key(second or "")
    if passage.length >= OF_TEXT * least:  # a brief under a long footer, or a copy
        own = passage.length <= min(FOOTER, least - OWN)
        return same and bool(first) and at_edge and own and frequency >= RECURRING
    if not same:
        if passage.length <= LINE:
            return at_edge and frequency >= LINE_TEXTS
        return at_edge and frequency >= RECURRING and passage.identity > VERBATIM
    return frequency >= RECURRING or (bool(first) and at_edge and passage.identity > VERBATIM)


def is_form(one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> bool:
    """True if two texts fill in one form: they differ only by figures and names, and do so at many places."""
    if is_template(one, passage):
        return True
    gaps = [
        (_whole(one, a.earlier + a.length, b.earlier), _whole(two, a.later + a.length, b.later))
        for a, b in pairwise(passage.chain)
    ]
    filled = sum(_is_filled(first) and _is_filled(second) for first, second in gaps)
    return filled >= max(FILLED, ALL_FILLED * len(gaps), passage.length / FILLED_EACH)


def _whole(view: FoldedArticle, start: int, end: int) -> str:
    """Return the text of a gap, with the words that it begins and ends in."""
    low, high = view.span(start, end)
    while low and view.text[low - 1].isalnum():
        low -= 1
    while high < len(view.text) and view.text[high].isalnum():
        high += 1
    return view.text[low:high]


def _is_filled(gap: str) -> bool:
    """True for a figure or a name; a sentence written anew is longer."""
    return len(gap) <= MOST_FILLED and any(mark.isdigit() or mark.isupper() for mark in gap)


def is_template(one: FoldedArticle, passage: Aligned) -> bool:
    """True if only short pieces agree, with other words between all of them; ``one`` has the earlier words.

    A story written anew around what was kept looks alike. But what it kept are whole sentences with the figures and
    names of this story, and a form leaves just these open.
    """
    blocks = passage.chain
    if len(blocks) < TEMPLATE_BLOCKS or passage.identity >= TEMPLATE_ALIKE:
        return False
    if sum(block.length for block in blocks) >= TEMPLATE_RUN * len(blocks):
        return False
    kept = (block for block in blocks if block.length >= SENTENCE)
    found = sum(
        len(_PARTICULAR.findall(one.text, *one.span(block.earlier, block.earlier + block.length))) for block in kept
    )
    return found < KEPT


def is_quotation(one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> bool:
    """True if what agrees are words in quotation marks, in at least one of the texts, and hardly anything else."""
    blocks: Sequence[tuple[int, int, int]] = (*passage.chain, *passage.moved)
    first = sum(one.quoted_within(block[0], block[0] + block[2]) for block in blocks)
    second = sum(two.quoted_within(block[1], block[1] + block[2]) for block in blocks)
    outside = passage.length - max(first, second)
    both = min(first, second) > 0
    most = max(OUTSIDE_MARKS, min(OUTSIDE_MOST, OUTSIDE_SHARE * passage.length))
    return both and outside <= most and outside < passage.length / 2
