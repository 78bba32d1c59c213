"""What a shared passage is: a copy, words of a quotation, boilerplate that an outlet puts under everything."""

from __future__ import annotations

from collections.abc import Sequence

from attribune.articles.document.outlet_names import outlet_key
from attribune.trace.folded_article import FoldedArticle
from attribune.trace.passages.alignment import Aligned

TEMPLATE_RUN = 55  # letters and digits of a block, on average, below which blocks are the fixed words of a form
TEMPLATE_BLOCKS = 4  # blocks from which on the average says something
TEMPLATE_ALIKE = 0.85  # share of characters that agree, above which it is a copy with many small edits
LINE = 200  # letters and digits of a line that stands under or above texts of many outlets
LINE_TEXTS = 3  # texts that have such a line, from which on
AT_END = 40  # letters and digits between a footer and the end of the text
OF_TEXT = 0.5  # of a text; what is more than that is no footer of it
RECURRING = 8  # texts that share a passage of one outlet, or of unnamed ones, from which on it is no news
OUTSIDE_MARKS = 40  # letters and digits of a shared passage outside quotation marks: who said it, where and when
OUTSIDE_SHARE = 0.25  # the same as a share of a passage of several quotations
OUTSIDE_MOST = 90  # and at most: two reporters don't write the same sentence beside the words they both heard


def is_boilerplate(one: FoldedArticle, two: FoldedArticle, passage: Aligned, frequency: float) -> bool:
    """True if a passage is a form's fixed words or an outlet's own line; ``frequency``: texts that have it."""
    if is_template(passage):
        return True
    share = max(passage.length / max(1, one.size), passage.length / max(1, two.size))
    if share >= OF_TEXT:
        return False
    first, second = one.article.outlet, two.article.outlet
    (a, b), (c, d) = passage.earlier_span, passage.later_span
    ends = one.size - b <= AT_END and two.size - d <= AT_END
    begins = a <= AT_END and c <= AT_END
    if (first or second) and outlet_key(first or "") != outlet_key(second or ""):
        return (ends or begins) and passage.length <= LINE and frequency >= LINE_TEXTS
    return frequency >= RECURRING or (bool(first) and (ends or begins) and passage.identity > 0.9)


def is_template(passage: Aligned) -> bool:
    """True if only short pieces agree, with other words between all of them."""
    blocks = passage.chain
    if len(blocks) < TEMPLATE_BLOCKS or passage.identity >= TEMPLATE_ALIKE:
        return False
    return sum(block.length for block in blocks) < TEMPLATE_RUN * len(blocks)


def is_quotation(one: FoldedArticle, two: FoldedArticle, passage: Aligned) -> bool:
    """True if what agrees are words in quotation marks, in at least one of the texts, and hardly anything else."""
    blocks: Sequence[tuple[int, int, int]] = (*passage.chain, *passage.moved)
    first = sum(one.quoted_within(block[0], block[0] + block[2]) for block in blocks)
    second = sum(two.quoted_within(block[1], block[1] + block[2]) for block in blocks)
    outside = passage.length - max(first, second)
    both = min(first, second) > 0
    most = max(OUTSIDE_MARKS, min(OUTSIDE_MOST, OUTSIDE_SHARE * passage.length))
    return both and outside <= most and outside < passage.length / 2
