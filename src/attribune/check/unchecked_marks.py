"""Quotation marks of a draft that weren't read as such: a draft that wasn't understood is never ok."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import Protocol

from attribune.articles.decoding.written_marks import LEAST_WORDS, is_mark, unread
from attribune.articles.document.omissions import IMAGE_TEXT, PART_TEXT
from attribune.records import Block, NotChecked, Span
from attribune.sources.coref.layout.names import read_place
from attribune.statements.grammar.cues import cues
from attribune.text.document import Document, Layers

LEAST_JUDGED = 80  # code points from which on a draft is judged as text
LONGEST_WORD = 50  # code points of a word; no language that is written with spaces and Latin letters has longer ones
MOST_PACKED = 0.5  # share of a text in longer ones, as base64 and hexadecimal have them, from which on it is no prose
MOST_SIGNS = 0.4  # share of signs that are no letters, figures or spaces; source code has up to a third
SHOWN = 40  # code points shown from the first mark on
LONGEST_LABEL = 120  # code points of a speaker's label
_LABELLED = ("title", "heading", "paragraph", "list_item")  # blocks that may be or begin with a speaker's label
# A speaker's label at the beginning of a line, behind a time or the signs of a new speaker, and the first word.
_LABEL = re.compile(
    r"(?:[\[(]?\d{1,2}:[\d:.,]{2,12}[\])]?\s|[-–—*•>\[(\s]){0,4}(?P<who>[^\W\d_][^:\]\n]{1,80}+)[:\])]\s{1,8}(?=[^\w\s“”\"«»]{0,3}\s?\w)"
)
LONGEST_UNOPENED = 400  # code points before a mark that closes words which nothing opens
_BLANK = re.compile(r"\n\s{0,80}\n")
# A double mark behind a word or a stop, and no inches.
_CLOSES = re.compile(r"(?<=[^\s\d])(?:[”\"»＂❞]|''|″)(?=[\s.,;:!?)\]—–-]|\Z)")
# Signs that stand for one mark, without a second one that closes it.
_OTHERS = re.compile(
    r"&(?:quot|[lrb]dquo|[lrs]?[bs]quo|[lr]aquo|[lr]saquo|#0*(?:34|39|171|187|822[0-2]|821[6-8])|#x0*(?:22|27|ab|bb|201[89c-e]));"
    r"|\\(?:[lr]dblquote|[lr]quote|'(?:8[245b]|9[1-4b]|ab|bb)|u(?:201[89c-e]|00ab|00bb|822[0-2]))"
    r"|â€[\x9c\x9d\x98\x99œž˜™]|\x93|\x94|Ã‚?Â?[«»]"
    r"|(?<![<\w])<<(?=\w)|(?<=[\w.,!?])>>(?![>\w])|(?<![,\w]),,(?=\w)"
    r"|%22|%27(?=\w)|%e2%80%9[89cd]|%c2%ab"
    r"|[<\[{\\](?:block|text|en|pull|begin\{)?(?:q|quote|cite|quotation)\b",
    re.IGNORECASE,
)


class Quoted(Protocol):
    """What was read of a draft's quotation."""

    @property
    def text(self) -> str:
        """Its words."""


def notes(document: Document, checks: Sequence[Quoted], apart: Sequence[NotChecked]) -> tuple[str, ...]:
    """Return what of a draft was not checked: a quotation in an image's text, or all of it
    where no quotation was found.
    """
    unseen = tuple(note for note in document.article.notes if note.startswith((IMAGE_TEXT, PART_TEXT)))
    marked = _other_marks(document, checks) or (_unopened(document) if checks else _whole(document, apart))
    return (*(marked or _unmarked_speech(document, bool(checks))), *unseen)


def _unmarked_speech(document: Document, has_quotes: bool) -> tuple[str, ...]:
    """Return what is said of the first words that a label gives to somebody without quotation marks, too few in number
    for a transcript; of a draft that has quotations only below and behind a label in capitals.
    """
    text, blocks = document.text, document.article.blocks
    starts = [quote.start for quote in document.quotations]
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind not in _LABELLED:
            continue
        line = text[block.start : block.end].rstrip()
        is_line = block.kind in ("paragraph", "list_item")
        label = _LABEL.match(text, block.start, min(block.end, block.start + LONGEST_LABEL)) if is_line else None
        alone = after is not None and len(line) <= LONGEST_LABEL and (line.isupper() or (is_line and line[-1:] == ":"))
        who = label.span("who") if label else (block.start, block.start + len(line.rstrip(":")))
        words = block if label else after
        if words is None or not (label or alone) or (has_quotes and not text[slice(*who)].isupper()):
            continue
        if _names_one(text, who) and not _holds_one(starts, words):
            return (
                f"the draft has words behind “{text[slice(*who)]}” without quotation marks, so they are unproven: see "
                f"“{' '.join(text[block.start : words.end].split())[:SHOWN]}”. Put quoted words between “ and ”",
            )
    return ()


def _names_one(text: str, label: Span) -> bool:
    """True if a label is a name, or a clause that ends with its verb of saying: "Mara Voss said"."""
    named = read_place(text, label, "label")
    found = cues(Layers(text[slice(*label)]), 0, label[1] - label[0])
    return (named is not None and named.sure) or (bool(found) and found[-1].end == label[1] - label[0])


def _holds_one(starts: Sequence[int], block: Block) -> bool:
    """True if one of the quotations, by their starts in order, begins in a block."""
    return bisect_left(starts, block.start) < bisect_left(starts, block.end)


def _other_marks(document: Document, checks: Sequence[Quoted]) -> tuple[str, ...]:
    """Return what is said of the first quotation with marks written another way, if there is one."""
    text = document.text
    read = [text[quote.start : quote.end] for quote in document.quotations]
    words = next(unread(text, [*read, *(check.text for check in checks)], LEAST_WORDS if checks else 1), None)
    if words is None:
        return ()
    return (
        "the draft holds quotation marks that are written another way, so the words between them were not checked: see "
        f"“{' '.join(words.split())[:SHOWN]}”. Put quoted words between “ and ”, or save the draft as UTF-8",
    )


def _unopened(document: Document) -> tuple[str, ...]:
    """Return what is said of the first mark that closes words, where nothing opened them."""
    text = document.text
    ends = [quote.end for quote in document.outer]
    for at in document.strays:
        number = bisect_right(ends, at) - 1
        if number >= 0 and document.outer[number].state == "unclosed" and not _BLANK.search(text, ends[number], at):
            continue  # it closes words of a line above, whose end is told to be open
        begin = max(0, text.rfind("\n", 0, at) + 1, ends[number] if number >= 0 else 0, at - LONGEST_UNOPENED)
        words = text[begin:at]
        if not (_CLOSES.match(text, at) and len(words.split()) >= LEAST_WORDS):
            continue
        return (
            "the draft has a quotation mark that closes words, and none that opens them, so they were not checked: see "
            f"“{' '.join(words.split())[-SHOWN:]}”. Put quoted words between “ and ”",
        )
    return ()


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
    signs = "".join(sorted(sign for sign in set(text) if is_mark(sign)))
    return re.search(rf"(?<!\w)[{re.escape(signs)}]\W{{0,3}}(?=\w)", text) if signs else None
