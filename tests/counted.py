"""Work counted without a clock: functions called, one function's calls, or lines of the package run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

GROWTH = 2.3


def grows_in_step(steps: Callable[[int], int], size: int, *, growth: float = GROWTH) -> bool:
    """True if twice the input takes little more than twice the steps, after a call that makes what is made once.

    Of a square term this finds what 2.6 finds at twice the size, in a third of the time: where it is 0.22 of the rest
    at ``size``, it is 0.43 at twice that.
    """
    steps(max(size // 10, 5))
    return 0 < steps(2 * size) <= growth * steps(size)


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, in Python and in C."""
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def calls_of(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, size: Callable[..., int] = lambda *_, **__: 1
) -> list[int]:
    """A list that gets the size of each call of ``owner``'s function ``name``, or 1."""
    sizes: list[int] = []
    real = getattr(owner, name)

    def counting(*arguments: Any, **named: Any) -> Any:
        sizes.append(size(*arguments, **named))
        return real(*arguments, **named)

    monkeypatch.setattr(owner, name, counting)
    return sizes


def lines_run(work: Callable[[], object], *folders: str) -> int:
    """How many lines of the package's modules in ``folders`` a call runs."""
    count = 0
    wanted: dict[str, bool] = {}  # by file: most calls are of others

    def line(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, _event: str, _arg: Any) -> Any:
        name = frame.f_code.co_filename
        if name not in wanted:
            wanted[name] = any(f"/attribune/{folder}" in name for folder in folders)
        return line if wanted[name] else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
