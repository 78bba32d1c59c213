"""The likeliest place of words that don't stand in the source, and how they differ. Decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import Match, SequenceMatcher
from itertools import accumulate

from .lexicon import is_listed
from .placement import MAX_RARE, Placement
from .quotation import Quotation
from .rules.bracket import MAX_BRACKET
from .source import EDGE, WordLine
from .text import Word, apply_style, is_numeric, same_verb
from .types import Edit, Result, Span
from .work import SCANNED, spend

MAX_SCANNED = 5_000  # words of a source up to which a changed quotation's place is sought word by word
MAX_AT_END = 3  # words changed at an end of a quotation up to which as many of the source's are their counterpart
Opcode = tuple[str, int, int, int, int]  # as the standard library gives them: tag, then a span of each side
MIN_FOUND = 0.5  # share of words aligned below which the passage is another sentence


class CountedMatcher(SequenceMatcher[str]):
    """The matcher of the standard library, with its steps counted: their number can grow with the cube of the words.

    Raises TooMuchWork as :func:`spend` does.
    """

    def __init__(self, one: list[str], two: list[str]) -> None:
        super().__init__(None, one, two, autojunk=False)
        places: dict[str, list[int]] = self.b2j  # type: ignore[attr-defined]
        self._steps = list(accumulate((1 + len(places.get(word, ())) for word in one), initial=0))

    def find_longest_match(
        self, low: int = 0, high: int | None = None, start: int = 0, end: int | None = None
    ) -> Match:
        """Return the longest match of ``low:high`` in ``start:end``, as the standard library does."""
        high = len(self._steps) - 1 if high is None else high
        spend(self._steps[high] - self._steps[low])
        return super().find_longest_match(low, high, start, end)


def explain(parsed: Quotation, line: WordLine) -> Result:
    """Return how the quotation differs from its likeliest place, aligned word by word. Never ok."""
    runs = parsed.readings[-1]
    ours = [word for run in runs for word in run.words]
    low, high = _find_window(ours, line)
    there = line.words[low:high]
    nothing = Result(verdict="not_found", ok=False, reason="nothing here supports the quotation")
    if not there:
        return nothing
    matcher = CountedMatcher([w.norm for w in ours], [w.norm for w in there])
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    coverage = sum(block.size for block in blocks) / len(ours)
    opcodes = _begun_late(matcher.get_opcodes(), [w.norm for w in there])
    blocks = [Match(a, c, b - a) for tag, a, b, c, _ in opcodes if tag == "equal"]
    if not blocks or coverage < MIN_FOUND:
        return replace(nothing, coverage=coverage)
    placement = Placement(parsed.quote, runs, (), line)
    edits, first, last = list[Edit](), blocks[0].b, blocks[-1].b + blocks[-1].size
    for tag, a, b, c, d in opcodes:
        # At the quotation's ends the source goes on: of a word or two only what stands in their place counts,
        # unless a phrase at the beginning stands elsewhere: then two places were joined.
        if tag == "replace" and b - a <= MAX_AT_END:
            d = min(d, c + b - a) if b == len(ours) else d
            spend(len(line.joined) // SCANNED if b - a > 1 else 0)
            elsewhere = b - a > 1 and f" {' '.join(word.norm for word in ours[a:b])} " in line.joined
            c = max(c, d - (b - a)) if a == 0 and not elsewhere else c
        if tag == "equal" or (tag == "insert" and (d <= first or c >= last)):
            continue
        one, two = ours[a:b], there[c:d]
        if not one and all(word.norm == EDGE for word in two):
            edits.append(_splice_edit(placement, ours[a - 1 : a + 1], low + c, low + d))
            continue
        draft = (one[0].start, one[-1].end) if one else (ours[a - 1].end, ours[a - 1].end)
        kind = change_kind(one, two)
        edits.append(placement.edit(kind, draft, line.span(low + c, low + d), f"words differ: {kind}"))
    if not edits:  # the words agree across a joint that the exact search could not place
        kind = "ellipsis" if any(run.joint == "dots" for run in runs) else "bracket"
        edits.append(
            placement.edit(kind, (0, len(parsed.quote)), line.span(low, high), "the marked edit can't be proven")
        )
    return Result(
        verdict="altered", ok=False, changes=tuple(edits), span=line.span(low + first, low + last), coverage=coverage,
        reason=edits[0].note,
    )  # fmt: skip


def _begun_late(opcodes: Sequence[Opcode], there: Sequence[str]) -> list[Opcode]:
    """Return the alignment with its first words where they stand nearest to the others: "we can, we can close"."""
    found = list(opcodes)
    equal = next((n for n, one in enumerate(found) if one[0] == "equal"), None)
    if equal is None or equal + 1 == len(found) or found[equal + 1][0] not in ("replace", "insert"):
        return found
    (_, a, b, c, d), (tag, low, high, start, end) = found[equal], found[equal + 1]
    size, changed = b - a, high - low
    at = next((at for at in range(end - size, start - 1, -1) if there[at : at + size] == there[c:d]), None)
    if at is None:
        return found
    found[equal] = ("equal", a, b, at, at + size)
    found[equal + 1] = (tag if at + size < end else "delete", low, high, at + size, end)
    return found if changed or end > at + size else [*found[: equal + 1], *found[equal + 2 :]]


def _splice_edit(placement: Placement, beside: list[Word], start: int, end: int) -> Edit:
    """Return the change at a place where the quotation goes on and the source begins another voice at word ``end``."""
    draft, evidence = (beside[0].start, beside[-1].end), placement.line.span(start - 1, end + 1)
    return placement.edit("splice", draft, evidence, "words of separate turns are joined without a mark")


def _find_window(ours: list[Word], line: WordLine) -> Span:
    """Return the part of the source that holds most of the quotation's words, weighted by rarity.

    Of a long source only the rare words' places are looked at, as many as a few for each word of the quotation.
    """
    size = len(ours) * 3 // 2 + 10
    weight = {w.norm: 1 / len(line.places[w.norm]) for w in ours if w.norm in line.places}
    if len(line.words) <= MAX_SCANNED:
        there = [n for n, norm in enumerate(line.words.norms) if norm in weight]
    else:
        rare = sorted(weight, key=lambda norm: (-weight[norm], norm))
        there = sorted(n for norm in rare[:size] for n in line.places[norm][:MAX_RARE])
    spend(min(len(line.words), MAX_SCANNED) + len(there))
    held, score, best, at, tail = Counter[str](), 0.0, 0.0, 0, 0
    for n in there:
        norm = line.words.norms[n]
        held[norm] += 1
        score += weight[norm] if held[norm] == 1 else 0
        while there[tail] <= n - size:
            old = line.words.norms[there[tail]]
            held[old] -= 1
            score -= weight[old] if not held[old] else 0
            tail += 1
        if score > best + 1e-12:
            best, at = score, n
    return max(0, at - size - 10), min(len(line.words), at + size)


def _spell_out(found: Sequence[Word]) -> list[str]:
    """Return the words with contractions written out: "wouldn't" and "would not" are the same negation."""
    return [word.norm for word in apply_style(found, frozenset({"contractions"}))]


def change_kind(one: Sequence[Word], two: Sequence[Word]) -> str:
    """Return the kind of a change by word lists and forms; the gravest kind wins."""
    ours, theirs = Counter(w.norm for w in one), Counter(w.norm for w in two)
    changed = [*(ours - theirs), *(theirs - ours)]
    if not changed:
        return "order"
    if _spell_out(one) == _spell_out(two):
        return "typography"
    if len(two) > MAX_BRACKET and len(one) * 2 < len(two):
        return "splice"
    pair = len(one) == 1 == len(two)
    capital = any(w.raw[:1].isupper() and w.norm in changed for w in [*one[1:], *two[1:]])
    tests: list[tuple[str, Callable[[], bool]]] = [
        ("negation", lambda: any(is_listed(w, "negation") for w in changed)),
        ("number", lambda: any(is_numeric(w) or is_listed(w, "unit") for w in changed)),
        ("entity", lambda: capital or any(is_listed(w, "pronoun", "month") for w in changed)),
        ("entity", lambda: pair and one[0].raw[:1].isupper() and two[0].raw[:1].isupper()),
        ("tense", lambda: pair and same_verb(one[0].norm, two[0].norm) and one[0].norm + "s" != two[0].norm),
        ("modality", lambda: any(is_listed(w, "modality") or w in ("will", "won't") for w in changed)),
        ("hedge", lambda: any(is_listed(w, "hedge", "loose_hedge") for w in changed)),
        ("intensifier", lambda: any(is_listed(w, "intensifier") for w in changed)),
    ]
    for kind, holds in tests:
        if holds():
            return kind
    return "word" if one and two else "insertion" if one else "deletion"
