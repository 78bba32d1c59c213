"""Stages in processes beside this one give what they give here."""

from __future__ import annotations

import os
from typing import Any

import pytest

from attribune.records import to_json
from attribune.trace import processes
from attribune.trace.processes import Processes
from attribune.workers import Call, Workers
from tests.trace.made import FIFTH, STORY, article, at, traced


def test_results_come_in_the_order_of_the_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with Processes(processes.PARALLEL) as many, Processes() as here:
        assert (many.count, here.count) == (2, 1)
        calls = [(n, 3) for n in range(20)]
        assert (
            list(many.map("operator:pow", calls)) == list(here.map("operator:pow", calls)) == [n**3 for n in range(20)]
        )


def test_what_a_process_didnt_return_is_worked_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    here = os.getpid()
    with Processes(processes.PARALLEL) as many:
        assert list(many.map("tests.trace.test_processes:lost_elsewhere", [(here, n) for n in range(4)])) == [
            0,
            1,
            2,
            3,
        ]


def lost_elsewhere(process: int, number: int) -> int:
    """Return the number, in a process; any other ends."""
    if os.getpid() != process:
        os._exit(9)
    return number


def test_a_trace_by_processes_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [STORY.replace("250", str(300 + n)).replace("Otto", f"O{n}") + f" “{FIFTH}”" for n in range(12)]
    articles = [article(f"a{n}", text, at(60 * n), f"o{n}") for n, text in enumerate(words)]
    whole = traced(*articles)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr("attribune.trace.processes.PARALLEL", 1)
    monkeypatch.setattr("attribune.trace.texts.prepared_texts.BATCH", 2_000)
    monkeypatch.setattr("attribune.trace.pairs.CHUNK", 2_000)
    monkeypatch.setattr("attribune.trace.changes.passages.TOGETHER", 3)
    calls, real = list[str](), Workers.call

    def noted(self: Workers, function: str, *values: Any) -> Call:
        calls.append(function)
        return real(self, function, *values)

    monkeypatch.setattr(Workers, "call", noted)
    assert to_json(traced(*articles)) == to_json(whole)
    assert {name.rpartition(":")[2] for name in calls} == {
        "texts_read", "aligned_pairs", "quoted_pairs", "trace_alone"
    }  # fmt: skip
    calls.clear()
    monkeypatch.setattr("attribune.trace.groups.KEPT_WHOLE", 5)  # a large group is traced here, its changes elsewhere
    assert to_json(traced(*articles)) == to_json(whole)
    assert "typed" in {name.rpartition(":")[2] for name in calls}
