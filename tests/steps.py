"""Counts the steps of a backtracking matcher: the work of a regular expression without a clock.

The pattern is parsed by Python's own parser (``tests/steps_code.py`` makes instructions of it) and run by a small
machine that goes back as the real engine does. What the engine does faster by a constant factor is counted in full.
"""

from __future__ import annotations

import re
from typing import Any

from tests.steps_code import Code, compiled

Groups = tuple[tuple[int, int, int], ...]  # number, start, end; -1 for the end of one that is open
Match = tuple[int, Groups]
Left = tuple[str, int, Any, Any]  # what to try after a failure: its kind, place, limit and the characters it takes
Frames = Any  # the open repetitions, innermost first: how often, where this time began, those outside; () for none


class TooManySteps(Exception):
    """The limit was reached."""


class Steps:
    """A pattern made ready to be run with its steps counted."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._code = compiled(pattern)
        self.steps = self.most = 0

    def search_all(self, text: str, *, most: int) -> int:
        """The steps of finding all matches, as ``finditer`` does. Raises TooManySteps beyond ``most``."""
        self.steps, self.most, at = 0, most, 0
        while at <= len(text):
            begun = self._next_beginning(text, at)
            self.spend(begun - at)
            at = begun
            match = self.run(self._code, text, at, ())
            at = match[0] if match is not None and match[0] > at else at + 1
        return self.steps

    def _next_beginning(self, text: str, at: int) -> int:
        """The first place from ``at`` where the first instruction doesn't fail: most places cost that one step."""
        first, size = self._code[0], len(text)
        if first[0] in ("char", "branch"):
            while at < size and not first[1](text[at]):
                at += 1
        elif first[0] == "place":
            while at < size and not first[1](text, at):
                at += 1
        return at

    def match(self, text: str, *, most: int) -> int:
        """The steps of one attempt at the beginning."""
        self.steps, self.most = 0, most
        self.run(self._code, text, 0, ())
        return self.steps

    def span(self, text: str) -> tuple[int, int] | None:
        """What ``search`` finds: the test of this machine is that it finds what the engine finds."""
        self.steps, self.most = 0, 1_000_000
        at = 0
        while at <= len(text):
            at = self._next_beginning(text, at)
            if match := self.run(self._code, text, at, ()):
                return at, match[0]
            at += 1
        return None

    def spend(self, steps: int) -> None:
        """Count steps. Raises TooManySteps."""
        self.steps += steps
        if self.steps > self.most:
            raise TooManySteps

    def run(self, code: Code, text: str, at: int, groups: Groups) -> Match | None:
        """Return where a match that begins at ``at`` ends, and its groups; None if there is none.

        ``back`` holds where to go on after a failure, the last first: ``("at", …)`` is one place, ``("fewer", …)`` all
        shorter runs of a greedy repetition, ``("more", …)`` all longer ones of a lazy one.
        """
        size, pc = len(text), 0
        frames: Frames = ()
        back: list[Any] = []
        while True:
            self.steps += 1
            if self.steps > self.most:
                raise TooManySteps
            op = code[pc]
            kind = op[0]
            good = True
            pc += 1
            if kind == "char":
                good = at < size and op[1](text[at])
                at += 1
            elif kind == "repeat":
                at, good, left = self._repeated(op, text, at)
                if left:
                    back.append((*left, pc, frames, groups))
            elif kind == "branch":
                targets = op[1](text[at : at + 1])
                back += [("at", at, None, None, target, frames, groups) for target in targets[:0:-1]]
                good, pc = bool(targets), targets[0] if targets else pc
            elif kind == "place":
                good = op[1](text, at)
            elif kind == "jump":
                pc = op[1]
            elif kind == "split":
                back.append(("at", at, None, None, op[2], frames, groups))
                pc = op[1]
            elif kind == "open":
                frames = (0, at, frames)
            elif kind == "close":
                frames, pc, other = _closed(op, at, pc, frames)
                if other:
                    back.append(("at", at, None, None, *other, groups))
            elif kind == "assert":
                begun = at - op[2]
                good = (begun >= 0 and self.run(op[1], text, begun, groups) is not None) is op[3]
            elif kind == "atomic":
                inner = self.run(op[1], text, at, groups)
                good, (at, groups) = inner is not None, inner or (at, groups)
            elif kind == "group":
                groups = _marked(op[1], op[2], at, groups)
            elif kind == "same":
                wanted = next((text[start:end] for n, start, end in groups if n == op[1] and end >= 0), None)
                good = wanted is not None and text.startswith(wanted, at)
                at += len(wanted or "")
            else:
                return at, groups
            while not good:
                if not back:
                    return None
                last = back.pop()
                pc, frames, groups = last[4:]
                at, good, left = self._gone_back(last, code[pc], text)
                if left:
                    back.append((*left, pc, frames, groups))

    def _repeated(self, op: Any, text: str, start: int) -> tuple[int, bool, Left | None]:
        """One character of a kind, repeated: where that ends, whether it is enough, and what else may be tried."""
        _, test, least, most, mode = op
        top = len(text) if most is None else min(len(text), start + most)
        stop, at = min(top, start + least) if mode == "lazy" else top, start
        while at < stop and test(text[at]):
            at += 1
        self.steps += at - start
        if at - start < least:
            return at, False, None
        if mode == "lazy":
            return at, True, ("more", at, top, test)
        return at, True, ("fewer", at - 1, start + least, None) if mode == "greedy" and at - start > least else None

    def _gone_back(self, last: Any, following: Any, text: str) -> tuple[int, bool, Left | None]:
        """Where to go on, whether that is a place at all, and what may be tried after it.

        Behind a shorter or longer run what follows is tried here if it is one character, which is a step each time.
        """
        kind, at, limit, test = last[:4]
        wanted = following[1] if following[0] == "char" else None
        if kind == "at":
            return at, True, None
        if kind == "fewer":
            longest = at
            while wanted and at >= limit and not wanted(text[at]):
                at -= 1
            self.spend(longest - at)
            return at, at >= limit, ("fewer", at - 1, limit, None) if at > limit else None
        shortest = at
        while at < limit and test(text[at]):
            at += 1
            if wanted is None or (at < len(text) and wanted(text[at])):
                self.spend(at - shortest - 1)
                return at, True, ("more", at, limit, test)
        self.spend(at - shortest if wanted else 0)
        return at, False, None


def _closed(op: Any, at: int, pc: int, frames: Frames) -> tuple[Frames, int, tuple[int, Frames] | None]:
    """The body of a repetition was matched once more: again, or on; and what else may be tried.

    A body that took nothing isn't tried again.
    """
    _, least, most, lazy, body = op
    count, began, outer = frames
    again, stuck = (count + 1, at, outer), at == began
    if count + 1 < least and not stuck:
        return again, body, None
    if (most is not None and count + 1 >= most) or stuck:
        return outer, pc, None
    return (outer, pc, (body, again)) if lazy else (again, body, (pc, outer))


def _marked(wanted: int, side: str, at: int, groups: Groups) -> Groups:
    """The groups after one that something refers to begins or ends."""
    if side == "start":
        return (*(g for g in groups if g[0] != wanted or g[2] >= 0), (wanted, at, -1))
    began = next((start for n, start, end in reversed(groups) if n == wanted and end < 0), at)
    return (*(g for g in groups if g[0] != wanted), (wanted, began, at))
