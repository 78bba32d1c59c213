"""Quotation marks of a draft in which nothing quoted was found: a draft that wasn't understood is never ok."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from attribune.records import Article, NotChecked, Span, Verdict
from attribune.text.quotes import quotations, strays

SHOWN = 40  # code points shown from the first mark on
# Signs that some convention or some program writes for a quotation mark and that aren't paired here: marks of other
# scripts, what a page's source, RTF, TeX and JSON write, ASCII stand-ins, and UTF-8 read as another encoding.
_OTHERS = re.compile(
    r"[《》〈〉﹁﹂﹃﹄﹤﹥⹂⟪⟫❮❯]"
    r"|&(?:quot|[lrb]dquo|[lrs]?[bs]quo|[lr]aquo|[lr]saquo|#0*(?:34|39|171|187|822[0-2]|821[6-8])|#x0*(?:22|27|ab|bb|201[89c-e]));"
    r"|\\(?:[lr]dblquote|[lr]quote|'(?:8[245b]|9[1-4b]|ab|bb)|u(?:201[89c-e]|00ab|00bb|822[0-2]))"
    r"|â€[\x9c\x9d\x98\x99œž˜™]|\x93|\x94|Ã‚?Â?[«»]"
    r"|(?<![<\w])<<(?=\w)|(?<=[\w.,!?])>>(?![>\w])|(?<![,\w]),,(?=\w)"
    r"|(?<!\w)[″‶](?=\w)|(?<!\w)′(?=\w)",
    re.IGNORECASE,
)


def notes(draft: Article, checks: Sequence[Verdict], apart: Sequence[NotChecked]) -> tuple[str, ...]:
    """What is wrong with a draft in which no quotation was found; nothing where one was, or where there is no mark."""
    if checks:
        return ()
    at = next(_unread(draft.text, [item.quote for item in apart]), None)
    if at is None:
        return ()
    seen = " ".join(draft.text[at : at + SHOWN].split())
    return (
        "the draft holds quotation marks, and no quotation to check was found in it, so nothing was proven: see "
        f"“{seen}”. Put quoted words between “ and ”, or save the draft as plain text",
    )


def _unread(text: str, apart: Sequence[Span]) -> Iterator[int]:
    """Where the first marks stand that are around nothing listed apart."""
    spans = sorted(apart)
    starts = [start for start, _ in spans]
    ends = list(accumulate((end for _, end in spans), max))  # the furthest of those that begin so early
    found = []
    for quote in quotations(text):
        before = bisect_left(starts, quote.end)
        if not before or ends[before - 1] <= quote.start:
            found.append(quote.start)
    found += strays(text)
    other = _OTHERS.search(text)
    found += [other.start()] if other else []
    yield from sorted(found)[:1]
