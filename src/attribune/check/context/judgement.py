"""The order of the check: once the words stand in the evidence, what surrounds them decides.

First whose words they are, then whether they were said, then what of their sentence was cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from attribune.check.context.clause_rows import (
    is_quoted_beside,
    is_row_behind,
    keeps_antecedents,
    last_of_row,
)
from attribune.check.context.contrary import contrary_cue
from attribune.check.context.frames import (
    MARKS,
    MAX_FRAME,
    PLACE,
    QUOTED,
    SENTENCE,
    STEP,
    Cut,
    is_empty_after,
    is_empty_before,
    is_told,
    is_told_alone,
    is_told_beside,
    lemma,
    lemmas,
    names_antecedent,
    stands_before,
    tokens,
)
from attribune.check.context.joined_clauses import goes_on_apart, is_empty_hidden, is_retold, without_joined
from attribune.check.context.sentence_edges import is_free_opening, is_free_tail, is_undercut
from attribune.check.context.utterances import Utterances
from attribune.check.quote import Edit, Result, spend
from attribune.lexicon import word_class
from attribune.records import Span
from attribune.text.quotes import Quotation
from attribune.text.sentences import sentences

MAX_SHOWN = 160  # code points of each side of a cut that is shown
_LETTER = re.compile(r"[^\W_]")
_KIN = "|".join(sorted(word_class("check/word_lists.tsv", "kin")))
# What a bracket at the head of a quotation may stand for: a pronoun, "my uncle", "Dad".
_LAST_WORD = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those"
    rf"|(?:my|our)\s+(?:{_KIN})|(?:{_KIN}))\s*\Z",
    re.IGNORECASE,
)
_OTHERS = frozenset("he she they you people some many others everybody everyone somebody someone nobody who".split())
_PRONOUN_LAST = re.compile(r"\b(?:he|she|they|we|i)[\W_]{0,4}\Z", re.IGNORECASE)
_OPENS_WITH_PRONOUN = re.compile(
    r"\W*(?:he|she|it|they|this|that|these|those|him|her|them|his|its|their)\b", re.IGNORECASE
)


class Frame(NamedTuple):
    """What a quotation leaves out: the whole sentence's span and the parts of it that matter and aren't told."""

    sentence: Span
    cut: Cut | None


class Frames:
    """The mended sentences of one reading: which words stand before and after a passage in its sentence."""

    def __init__(self, utterances: Utterances, outer: Sequence[Quotation]) -> None:
        self._told, self._outer = utterances, outer
        self._parts = [(s, e, n) for n, quote in enumerate(outer) for s, e in quote.parts]
        self._sentences: dict[Span, list[Span]] = {}

    def quotation(self, at: int) -> int | None:
        """Return the number of the outermost quotation that holds an offset."""
        number = bisect_right(self._outer, at, key=lambda q: q.start) - 1
        return number if number >= 0 and at < self._outer[number].end else None

    def _cut(self, span: Span) -> list[Span]:
        if span not in self._sentences:
            self._sentences[span] = sentences(self._told.flat, *span)
        return self._sentences[span]

    def _part(self, at: int, spoken: Sequence[Span]) -> Span:
        """Return the span of words without a break in which an offset stands: a part of a quotation, or a line."""
        number = bisect_right(self._parts, (at, 1 << 60, 0)) - 1
        if number >= 0 and at <= self._parts[number][1]:
            return self._parts[number][:2]
        number = bisect_left(spoken, at, key=lambda span: span[1])
        return spoken[number] if number < len(spoken) and spoken[number][0] <= at else self._told.paragraph(at)

    def _begins(self, part: Span, at: int) -> int:
        """Return where the sentence at ``at`` begins in a part; of a very long one, where more
        of it begins than is read.
        """
        number = bisect_right(self._cut(part), at, key=lambda span: span[0]) - 1
        return max(self._cut(part)[number][0] if number >= 0 else part[0], at - 2 * MAX_FRAME)

    def _ends(self, part: Span, at: int) -> int:
        """Return where the sentence at ``at`` ends in a part; of a very long one, where more of
        it ends than is read.
        """
        number = bisect_left(self._cut(part), at, key=lambda span: span[1])
        return min(self._cut(part)[number][1] if number < len(self._cut(part)) else part[1], at + 2 * MAX_FRAME)

    def before(self, at: int, spoken: Sequence[Span]) -> tuple[int, str]:
        """Return where the mended sentence around ``at`` begins, and its words before ``at``."""
        text, part = self._told.flat, self._part(at, spoken)
        low = self._begins(part, at)
        rest, number = text[low:at], self.quotation(at)
        while number is not None and len(rest) <= MAX_FRAME and not _LETTER.search(text, part[0], low):
            if number and self._told.is_one_sentence(number - 1):
                number -= 1
                part = self._outer[number].parts[-1]
                low = self._cut(part)[-1][0] if self._cut(part) else part[0]
                rest = f"{text[low : part[1]]} {rest}"
                continue
            saying = self._told.saying(number)
            if saying is not None and saying.left is not None:
                low = saying.left[0]
                rest = f"{saying.lead(text)} {rest}"
            break
        return low, rest

    def after(self, at: int, spoken: Sequence[Span]) -> tuple[int, str]:
        """Return where the mended sentence around ``at`` ends, and its words from ``at`` on."""
        text, part = self._told.flat, self._part(max(0, at - 1), spoken)
        high = self._ends(part, at)
        rest, number = text[at:high], self.quotation(max(0, at - 1))
        while number is not None and len(rest) <= MAX_FRAME and not _LETTER.search(text, high, part[1]):
            if self._told.is_one_sentence(number):
                number += 1
                part = self._outer[number].parts[0]
                high = self._cut(part)[0][1] if self._cut(part) else part[1]
                rest = f"{rest} {text[part[0] : high]}"
                continue
            saying = self._told.saying(number)
            if saying is not None and saying.right is not None:
                high = saying.right[1]
                rest = f"{rest} {saying.rest(text)}"
            break
        return high, rest

    def judge(
        self, result: Result, spoken: Sequence[Span], around: str, *, objections: Sequence[Edit], beside: str = "",
        bracketed: bool = False, earlier: str = "",
    ) -> Frame:  # fmt: skip
        """Return the sentence of a passage and what the quotation cuts from it.

        ``around`` is the draft's narration, ``beside`` the sentences next to it, ``earlier`` those before it.
        ``objections`` are those of the rules
        "edge" and "ellipsis" of the comparison; they hold unless the draft tells what was cut. ``bracketed``: a bracket
        at the head of the quotation stands for the pronoun, or the relative, before its words.
        """
        text, pieces = self._told.flat, result.pieces
        objected = {_side(edit, pieces) for edit in objections}
        low, lead = self.before(pieces[0][0], spoken)
        lead = _LAST_WORD.sub("", lead) if bracketed else lead
        high, rest = self.after(pieces[-1][1], spoken)
        around_it = self._told.sentence(pieces[0][0])
        whole = text[max(min(low, around_it[0]), pieces[0][0] - MAX_FRAME) : max(high, around_it[1])][: 2 * MAX_FRAME]
        kept = text[pieces[0][0] : min(pieces[-1][1], pieces[0][0] + MAX_FRAME)]
        part, part_end = self._part(pieces[0][0], spoken), self._part(pieces[-1][1] - 1, spoken)[1]
        whole_part = not _LETTER.search(text[part[0] : pieces[0][0]])  # all that stands before it is narration
        as_is = whole_part and stands_before(lead, around)
        own = without_joined(lead, kept)
        others = low >= part[0] and _is_anothers_saying(own, around)
        lead_ok = as_is or (not others and is_told(lead, around, whole))
        lead_ok = lead_ok or (own != lead and not others and is_told(own, around, whole))
        if "before" not in objected:
            lead_ok = lead_ok or is_retold(lead, around.partition(PLACE)[0], earlier)
            by_pronoun = own not in ("i", "we") or _PRONOUN_LAST.search(around.partition(PLACE)[0])
            theirs = bool(by_pronoun) and (own == lead or not names_antecedent(tokens(lead), tokens(kept)))
            lead_ok = lead_ok or is_empty_before(lead, kept) or (theirs and is_empty_before(own, kept))
            lead_ok = lead_ok or (low >= part[0] and is_free_opening(lead, kept))
        lead_ok = lead_ok or (low >= part[0] and _is_row_before(lead, kept, around, earlier, whole))
        empty = is_empty_after(rest, "" if _LETTER.search(lead) else kept) and not is_undercut(rest, f"{lead} {kept}")
        others = high <= part_end and _is_anothers_saying(rest, around)
        rest_ok = (empty and "after" not in objected) or (not others and is_told(rest, around, whole))
        if not rest_ok and "after" not in objected and not _LETTER.search(text[pieces[-1][1] : part[1]]):
            rest_ok = goes_on_apart(rest) and not contrary_cue("near").search(rest)
        spoken_to = high <= part_end and text[pieces[-1][1] : high].strip() == rest.strip()
        if not rest_ok and "after" not in objected and lead_ok and spoken_to:
            free = is_free_tail(rest, kept) or (not _LETTER.search(lead) and is_row_behind(rest, kept))
            rest_ok = free and not contrary_cue("near").search(rest)
        rest_ok = rest_ok or is_told_beside(rest, kept, around, beside, whole) or is_quoted_beside(rest, beside)
        gaps = tuple(self._gaps(pieces, spoken)) if "ellipsis" in objected else ()
        if gaps and self._are_told(gaps, pieces, f"{around} {beside}", whole):
            objected.discard("ellipsis")
        hidden = tuple(
            h for h in self._hidden(pieces, spoken)
            if "ellipsis" in objected
            or not (is_told(h, around, whole) or is_told_beside(h, kept, around, beside, whole))
        )  # fmt: skip
        if lead_ok and rest_ok and not hidden and "ellipsis" not in objected:
            return Frame((low, high), None)
        shown = Cut("" if lead_ok else _shown(lead), "" if rest_ok else _shown(rest), tuple(map(_shown, hidden)))
        if not any(shown):  # the comparison of words objects, and what it objects to stands on one of these sides
            sides = (_shown(lead) if "before" in objected else "", _shown(rest) if "after" in objected else "")
            shown = Cut(*sides, tuple(map(_shown, gaps)) if "ellipsis" in objected else ())
        return Frame((low, high), shown)

    def _are_told(self, gaps: Sequence[str], pieces: Sequence[Span], narration: str, whole: str) -> bool:
        """True if one sentence of a draft tells each stretch under an ellipsis word for word, in order, and no stretch
        nor what is kept behind it takes up what stands before it: "Not the leader, not the weather."
        """
        opens = any(_OPENS_WITH_PRONOUN.match(self._told.flat, start) for start, _ in pieces[1:])
        return not opens and all(is_told_alone(gap, narration, whole) for gap in gaps)

    def _gaps(self, pieces: Sequence[Span], spoken: Sequence[Span]) -> list[str]:
        """Return the spoken words between the pieces of a passage."""
        text = self._told.flat
        gaps = [" ".join(_within(text, spoken, end, start)) for (_, end), (start, _) in pairwise(pieces)]
        return [gap for gap in gaps if len(re.findall(r"\w+", gap)) > 1]

    def _hidden(self, pieces: Sequence[Span], spoken: Sequence[Span]) -> list[str]:
        """Return the stretches under ellipses that may matter: in a sentence, at the ends of
        two, or before a pronoun.
        """
        found = []
        for (_, end), (start, _) in pairwise(pieces):
            gap = " ".join(_within(self._told.flat, spoken, end, start))
            if len(_LETTER.findall(gap)) and len(re.findall(r"\w+", gap)) > 1:
                high, rest = self.after(end, spoken)
                low, lead = self.before(start, spoken)
                if high > start:  # one sentence
                    if not is_empty_hidden(gap, self._told.flat[start : start + 100]):
                        found.append(gap)
                    continue
                found += [rest] if not is_empty_after(rest) else []
                found += [lead] if not is_empty_before(lead, self._told.flat[start : start + 200]) else []
                between = " ".join(_within(self._told.flat, spoken, high, low))
                if _LETTER.search(between) and (
                    any(c.isdigit() for c in between) or _OPENS_WITH_PRONOUN.match(self._told.flat, start)
                ):
                    found.append(between)
        return found


def _is_anothers_saying(text: str, around: str) -> bool:
    """True if spoken words lead to what others say, or what the speaker once said ("They say", "I said"), and the draft
    has no verb of saying for that besides its own."""
    said = [word for word in tokens(text) if word not in MARKS]
    at = [n for n, word in enumerate(said) if lemma(word) == "=say" and n and _is_others(said[n - 1], word)]
    return bool(at) and lemmas(QUOTED.sub(" ", around)).count("=say") <= len(at)


def _is_others(subject: str, verb: str) -> bool:
    return subject in _OTHERS or (subject in ("i", "we") and verb == "said")


def _is_row_before(lead: str, kept: str, around: str, earlier: str, whole: str) -> bool:
    """True if only clauses of a row stand before quoted words, or what governs the words behind them is told."""
    left = last_of_row(lead, kept)
    if left is None:
        return False
    governs = left.governs
    told = not governs or is_empty_before(governs, kept) or is_told(governs, around, whole)
    return told and keeps_antecedents(left, kept, f"{SENTENCE.split(earlier)[-1]} {around}")


def _side(edit: Edit, pieces: Sequence[Span]) -> str:
    """On which side of a passage the comparison objects to what was left out: "before", "after", or "ellipsis"."""
    if edit.rule != "edge":
        return edit.rule
    return "before" if edit.evidence[0] < pieces[0][0] else "after"


def _within(text: str, spoken: Sequence[Span], start: int, end: int) -> list[str]:
    """Return what of the spoken words stands in ``text[start:end]``, a piece a span. Takes counted steps."""
    spend(max(0, end - start) // STEP)
    low = bisect_right(spoken, start, key=lambda span: span[1])
    high = bisect_left(spoken, end, key=lambda span: span[0])
    return [text[max(start, s) : min(end, e)] for s, e in spoken[low:high]]


def _shown(text: str) -> str:
    """Return a remainder on one line, without marks that would read as quoted, long ones cut in the middle."""
    text = text if len(text) <= 8 * MAX_SHOWN else f"{text[: 4 * MAX_SHOWN]} {text[-4 * MAX_SHOWN :]}"
    plain = " ".join(text.split()).strip(' “”"')
    plain = plain if _LETTER.search(plain) else ""
    return (
        plain
        if len(plain) <= MAX_SHOWN
        else f"{plain[: MAX_SHOWN // 2].rsplit(' ', 1)[0]} … {plain[-MAX_SHOWN // 2 :].split(' ', 1)[-1]}"
    )
