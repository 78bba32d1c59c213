"""Quotation marks of a draft in which nothing quoted was found: a draft that wasn't understood is never ok.

Which signs are meant is told by what Unicode calls them, not by a list of them: a sign that isn't named here is one
that nobody wrote for a quotation mark, and every bracket counts but for the plain ones.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from attribune.articles.document.omissions import IMAGE_TEXT, PART_TEXT
from attribune.records import NotChecked, Span
from attribune.text.document import Document
from attribune.text.marks import MAY_MARK

LEAST_JUDGED = 80  # code points from which on a draft is judged as text
LONGEST_WORD = 50  # code points of a word; no language that is written with spaces and Latin letters has longer ones
MOST_PACKED = 0.5  # share of a text in longer ones, as base64 and hexadecimal have them, from which on it is no prose
MOST_SIGNS = 0.4  # share of signs that are no letters, figures or spaces; source code has up to a third
SHOWN = 40  # code points shown from the first mark on
# What some convention or some program writes for a quotation mark and isn't paired here: what a page's source, RTF,
# TeX, wikis, forums and JSON write, ASCII stand-ins, and UTF-8 read as another encoding.
_OTHERS = re.compile(
    r"&(?:quot|[lrb]dquo|[lrs]?[bs]quo|[lr]aquo|[lr]saquo|#0*(?:34|39|171|187|822[0-2]|821[6-8])|#x0*(?:22|27|ab|bb|201[89c-e]));"
    r"|\\(?:[lr]dblquote|[lr]quote|'(?:8[245b]|9[1-4b]|ab|bb)|u(?:201[89c-e]|00ab|00bb|822[0-2]))"
    r"|â€[\x9c\x9d\x98\x99œž˜™]|\x93|\x94|Ã‚?Â?[«»]"
    r"|(?<![<\w])<<(?=\w)|(?<=[\w.,!?])>>(?![>\w])|(?<![,\w]),,(?=\w)"
    r"|%22|%27(?=\w)|%e2%80%9[89cd]|%c2%ab"
    r"|[<\[{\\](?:block|text|en|pull|begin\{)?(?:q|quote|cite|quotation)\b",
    re.IGNORECASE,
)


_NAMED = re.compile(r"\b(?:QUOTATION|QUOTE|DITTO|GERSHAYIM|PRIME|DOUBLE ACUTE|DOUBLE APOSTROPHE)\b")
_PLAIN_BRACKET = re.compile(r"\b(?:PARENTHESIS|SQUARE BRACKET|CURLY BRACKET)$")
_UNREAD_KINDS = frozenset({"Co", "Cn"})  # private use, not assigned: signs of one font or of a newer Unicode
LOST = "\ufffd"  # what a program writes for bytes that it couldn't read


def notes(document: Document, checks: Sequence[object], apart: Sequence[NotChecked]) -> tuple[str, ...]:
    """Return what of a draft was not checked: a quotation in an image's text, or all of it
    where no quotation was found.
    """
    unread = tuple(note for note in document.article.notes if note.startswith((IMAGE_TEXT, PART_TEXT)))
    return unread if checks else (*_whole(document, apart), *unread)


def _whole(document: Document, apart: Sequence[NotChecked]) -> tuple[str, ...]:
    """Return what is wrong with a draft in which no quotation was found: it isn't prose, or
    holds marks that aren't paired.
    """
    draft = document.article
    if not _is_prose(draft.text):
        return ("the draft isn't text that people read, so nothing was proven: it may be packed, encoded or damaged",)
    at = next(_unread(document, [item.quote for item in apart]), None)
    if at is None:
        return ()
    seen = " ".join(draft.text[at : at + SHOWN].split())
    return (
        "the draft holds quotation marks, and no quotation to check was found in it, so nothing was proven: see "
        f"“{seen}”. Put quoted words between “ and ”, or save the draft as plain text",
    )


def _is_prose(text: str) -> bool:
    """True if most of a text are words and spaces of a usual length; a short text may be anything."""
    if len(text) < LEAST_JUDGED:
        return True
    packed = sum(len(word) for word in text.split() if len(word) > LONGEST_WORD and word.isascii())
    signs = sum(not (c.isalnum() or c.isspace()) for c in text)
    return packed <= MOST_PACKED * len(text) and signs <= MOST_SIGNS * len(text)


def _unread(draft: Document, apart: Sequence[Span]) -> Iterator[int]:
    """Yield where the first marks stand that are around nothing listed apart."""
    spans = sorted(apart)
    starts = [start for start, _ in spans]
    ends = list(accumulate((end for _, end in spans), max))  # the furthest of those that begin so early
    found = []
    for quote in draft.quotations:
        before = bisect_left(starts, quote.end)
        if not before or ends[before - 1] <= quote.start:
            found.append(quote.start)
    found += draft.strays
    found += [other.start() for other in (_OTHERS.search(draft.text), _odd(draft.text)) if other]
    yield from sorted(found)[:1]


def _odd(text: str) -> re.Match[str] | None:
    """Return the first sign before a word that Unicode calls a quotation mark or the like, or
    that can't be read at all.
    """
    signs = "".join(sorted(sign for sign in set(text) if _is_mark(sign)))
    return re.search(rf"(?<!\w)[{re.escape(signs)}]\W{{0,3}}(?=\w)", text) if signs else None


def _is_mark(sign: str) -> bool:
    """True if a sign may be written for a quotation mark, and isn't one of those that are paired as such."""
    if sign.isascii() or MAY_MARK.match(sign) or (sign.isalpha() and unicodedata.category(sign) != "Lm"):
        return False
    kind = unicodedata.category(sign)
    if kind in ("Ps", "Pi"):
        return not _PLAIN_BRACKET.search(unicodedata.name(sign, ""))
    return sign == LOST or kind in _UNREAD_KINDS or bool(_NAMED.search(unicodedata.name(sign, "")))
