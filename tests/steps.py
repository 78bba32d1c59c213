"""Counts the steps of a backtracking matcher: the work of a regular expression without a clock.

The pattern is parsed by Python's own parser (``tests/steps_code.py`` makes instructions of it) and run by a small
machine that goes back as the real engine does. What the engine does faster by a constant factor is counted in full.
"""

from __future__ import annotations

import re
from typing import Any

from tests.steps_code import compiled

Groups = tuple[tuple[int, int, int], ...]  # number, start, end


class TooManySteps(Exception):
    """The limit was reached."""


class Steps:
    """A pattern made ready to be run with its steps counted."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self._code = compiled(pattern)
        self._steps = self._most = 0

    def search_all(self, text: str, *, most: int) -> int:
        """The steps of finding all matches, as ``finditer`` does. Raises TooManySteps beyond ``most``."""
        self._steps, self._most, at = 0, most, 0
        first = self._code[0][1] if self._code[0][0] == "char" else None
        while at <= len(text):
            if first and not (at < len(text) and first(text[at])):  # what most places fail at is one step
                self._steps, at = self._steps + 1, at + 1
                if self._steps > most:
                    raise TooManySteps
                continue
            found = self._end(self._code, text, at, ())
            at = found[0] if found is not None and found[0] > at else at + 1
        return self._steps

    def match(self, text: str, *, most: int) -> int:
        """The steps of one attempt at the beginning."""
        self._steps, self._most = 0, most
        self._end(self._code, text, 0, ())
        return self._steps

    def span(self, text: str) -> tuple[int, int] | None:
        """What ``search`` finds: the test of this machine is that it finds what the engine finds."""
        self._steps, self._most = 0, 1_000_000
        for at in range(len(text) + 1):
            if found := self._end(self._code, text, at, ()):
                return at, found[0]
        return None

    def _end(self, code: list[Any], text: str, at: int, groups: Groups) -> tuple[int, Groups] | None:
        """Where a match that begins at ``at`` ends, and its groups. ``frames`` counts the open repetitions."""
        size, pc = len(text), 0
        frames: Any = ()
        back: list[Any] = []  # where to go on after a failure
        steps, limit = self._steps, self._most
        while True:
            steps += 1
            if steps > limit:
                raise TooManySteps
            op = code[pc]
            kind = op[0]
            good = True
            pc += 1
            if kind == "char":
                good = at < size and op[1](text[at])
                at += 1
            elif kind == "repeat":
                _, test, least, most, mode = op
                top = size if most is None else min(size, at + most)
                end, stop = at, min(top, at + least) if mode == "lazy" else top
                while end < stop and test(text[end]):
                    end += 1
                steps += end - at
                good = end - at >= least
                if good and mode == "greedy" and end - at > least:
                    back.append(("fewer", pc, at + least, end - 1, frames, groups))
                elif good and mode == "lazy":
                    back.append(("more", pc, end, top, test, frames, groups))
                at = end
            elif kind == "branch":
                targets = op[1](text[at] if at < size else "")
                if not targets:
                    good = False
                else:
                    if len(targets) > 1:
                        back += [("at", target, at, frames, groups) for target in targets[:0:-1]]
                    pc = targets[0]
            elif kind == "assert":
                _, inner, width, wanted = op
                self._steps = steps
                good = (at >= width and self._end(inner, text, at - width, groups) is not None) is wanted
                steps = self._steps
            elif kind == "at":
                good = op[1](text, at)
            elif kind == "jump":
                pc = op[1]
            elif kind == "split":
                back.append(("at", op[2], at, frames, groups))
                pc = op[1]
            elif kind == "open":
                frames = (0, at, frames)
            elif kind == "close":
                _, least, most, lazy, body = op
                count, began, outer = frames
                again, stuck = (count + 1, at, outer), at == began
                if count + 1 < least and not stuck:
                    frames, pc = again, body
                elif (most is not None and count + 1 >= most) or stuck:
                    frames = outer
                elif lazy:
                    back.append(("at", body, at, again, groups))
                    frames = outer
                else:
                    back.append(("at", pc, at, outer, groups))
                    frames, pc = again, body
            elif kind == "atomic":
                self._steps = steps
                found = self._end(op[1], text, at, groups)
                steps = self._steps
                good = found is not None
                at, groups = found or (at, groups)
            elif kind == "group":
                began = next((start for number, start, end in reversed(groups) if number == op[1] and end < 0), at)
                rest = tuple(g for g in groups if g[0] != op[1] or (op[2] == "start" and g[2] >= 0))
                groups = (*rest, (op[1], at, -1)) if op[2] == "start" else (*rest, (op[1], began, at))
            elif kind == "same":
                span = next(((start, end) for number, start, end in groups if number == op[1] and end >= 0), None)
                good = span is not None and text.startswith(text[slice(*span)], at)
                at += span[1] - span[0] if span else 0
            else:
                self._steps = steps
                return at, groups
            while not good and back:
                last = back.pop()
                good = True
                if last[0] == "at":
                    _, pc, at, frames, groups = last
                elif last[0] == "fewer":
                    _, pc, low, at, frames, groups = last
                    if at > low:
                        back.append(("fewer", pc, low, at - 1, frames, groups))
                else:
                    _, pc, at, top, test, frames, groups = last
                    good = at < top and test(text[at])
                    if good:
                        at += 1
                        back.append(("more", pc, at, top, test, frames, groups))
            if not good:
                self._steps = steps
                return None
