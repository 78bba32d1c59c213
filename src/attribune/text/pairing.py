"""Chooses what each mark of a paragraph does: the cheapest reading by dynamic programming.

A reading gives every mark one action. Its cost adds up what is odd about it: a mark against its context, a glyph
the wrong way round, a mark left over, a quotation left open. The state is the stack of opening glyphs, at most
``MAX_DEPTH`` deep, and only the cheapest few states are kept, so the work is linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from attribune.text.marks import COST_STRAY, NEVER, Mark, openers

OPEN, CLOSE, APOSTROPHE, STRAY = 0, 1, 2, 3

MAX_DEPTH = 4  # news text nests two deep, rarely three; deeper openers are strays
BEAM = 6  # states kept; with 12 no paragraph of PolNeAR train reads otherwise
CHUNK = 512  # marks after which the best state so far is settled; bounds memory on hostile text
NARROW = 2  # states kept after the first chunk of a paragraph: no paragraph people wrote has so many marks
COST_UNCLOSED = 4.0
COST_UNCLOSED_INSIDE = 5.0
COST_CONTINUED = 0.5
COST_SAME_KIND_INSIDE = 1.5
COST_APOSTROPHE_INSIDE = 0.2  # of two possessive-like closers the first closes

# What opening and closing cost by the classes of the neighbours (see marks.left_class and right_class).
_OPEN_FITS, _OPEN_LEANS, _NEUTRAL, _CLOSE_LEANS, _CLOSE_FITS = (
    (0.0, 4.0),
    (0.5, 3.0),
    (1.0, 1.0),
    (3.0, 0.5),
    (4.0, 0.0),
)
CONTEXT: dict[str, tuple[float, float]] = {
    **{left + right: _CLOSE_FITS for left in "wdp" for right in "bp"},
    **{left + "x": _CLOSE_LEANS for left in "wdp"},
    **{left + "w": _NEUTRAL for left in "wdp"},
    **{"k" + right: _OPEN_FITS for right in "bwxp"},
    "bw": _OPEN_FITS,
    "bx": _OPEN_FITS,
    "bb": _NEUTRAL,
    "bp": _NEUTRAL,
    "ow": _OPEN_LEANS,
    "ox": _OPEN_LEANS,
    "ob": _CLOSE_LEANS,
    "op": _CLOSE_LEANS,
}

Stack = tuple[str, ...]
Step = tuple[Stack, float, int]
EndCost = Callable[[Stack], float]


def choose_actions(marks: list[Mark], stack: Stack, end_cost: EndCost) -> list[int]:
    """Return one action for each mark, for a paragraph that begins with ``stack`` open."""
    plain = _costing_nothing(marks, stack, end_cost)
    if plain is not None:
        return plain
    actions: list[int] = []
    for low in range(0, len(marks), CHUNK):
        chunk = marks[low : low + CHUNK]
        last = low + CHUNK >= len(marks)
        chunk_actions, stack = _cheapest(chunk, stack, end_cost if last else (lambda _: 0.0), NARROW if low else BEAM)
        actions.extend(chunk_actions)
    return actions


def _costing_nothing(marks: list[Mark], stack: Stack, end_cost: EndCost) -> list[int] | None:
    """Return the only reading about which nothing is odd, as most paragraphs have one; None where there is none."""
    actions: list[int] = []
    for mark in marks:
        steps = _steps(mark.glyph, mark.left + mark.right, mark.apostrophe, mark.closing, stack)
        free = [step for step in steps if not step[1]]
        if len(free) != 1:
            return None
        stack, _, action = free[0]
        actions.append(action)
    return None if end_cost(stack) else actions


def _cheapest(marks: list[Mark], stack: Stack, end_cost: EndCost, beam: int) -> tuple[list[int], Stack]:
    live: dict[Stack, float] = {stack: 0.0}
    trail: list[dict[Stack, tuple[Stack, int]]] = []
    for mark in marks:
        costs: dict[Stack, float] = {}
        back: dict[Stack, tuple[Stack, int]] = {}
        context = mark.left + mark.right
        for state, cost_before in live.items():
            for following, cost, action in _steps(mark.glyph, context, mark.apostrophe, mark.closing, state):
                total = cost_before + cost
                if total < costs.get(following, NEVER * len(trail) + 2 * NEVER):
                    costs[following] = total
                    back[following] = (state, action)
        live = costs if len(costs) <= beam else dict(sorted(costs.items(), key=lambda item: item[1])[:beam])
        trail.append(back)
    state = min(live, key=lambda s: live[s] + end_cost(s))
    final = state
    actions: list[int] = []
    for back in reversed(trail):
        state, action = back[state]
        actions.append(action)
    return actions[::-1], final


@lru_cache(maxsize=1 << 14)
def _steps(glyph: str, context: str, apostrophe: float, closing: float, stack: Stack) -> tuple[Step, ...]:
    """Return what a mark can do when ``stack`` is open: the stack after it, the cost, the action."""
    to_open, to_close = CONTEXT[context]
    steps: list[Step] = [(stack, COST_STRAY, STRAY)]
    opener = openers().get(glyph)
    if opener and len(stack) < MAX_DEPTH:
        same = any(openers()[other].kind == opener.kind for other in stack)
        inside = COST_SAME_KIND_INSIDE if same else 0.0
        steps.append(((*stack, glyph), opener.cost + to_open + inside, OPEN))
    closed = closes(glyph, stack)
    if closed is not None:
        glyph_cost = openers()[stack[closed]].closers[glyph]
        left_open = COST_UNCLOSED_INSIDE * (len(stack) - closed - 1)
        steps.append((stack[:closed], glyph_cost + to_close + closing + left_open, CLOSE))
    if apostrophe < NEVER:
        extra = COST_APOSTROPHE_INSIDE if closed is not None else 0.0
        steps.append((stack, apostrophe + extra, APOSTROPHE))
    return tuple(steps)


def closes(glyph: str, stack: Stack) -> int | None:
    """Return the index of the innermost open glyph that ``glyph`` can close, or None."""
    for index in range(len(stack) - 1, -1, -1):
        if glyph in openers()[stack[index]].closers:
            return index
    return None
