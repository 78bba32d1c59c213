"""``check --watch``: a real process that checks again after a change, and ends cleanly; and what a change costs."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from queue import Queue

import pytest

from attribune.articles.reading import ReadFiles
from attribune.cli.check import _Call
from attribune.cli.checking import watch
from attribune.cli.checking.warm import Warm
from attribune.cli.checking.watch import state
from tests.cli.calls import call
from tests.counted import calls_of

WIRE = "“We will not close the harbour,” Mara Voss said on Monday.\n"
GOOD, WRONG = "“We will not close the harbour,” Mara Voss said.\n", "“We will close the harbour,” Mara Voss said.\n"
WAIT = 60.0


class Watched:
    """The process, whose lines on standard error are waited for."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "attribune", "check", *arguments, "--watch", "--tier", "rules", "-q"],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        self.lines: Queue[str] = Queue()
        self.said = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.put(line)

    def status(self) -> int:
        """Return the status of the next check."""
        while True:
            line = self.lines.get(timeout=WAIT)
            self.said += line
            if "status " in line:
                return int(line.partition("status ")[2][0])


@contextlib.contextmanager
def watching(folder: Path, *arguments: str) -> Iterator[Watched]:
    watched = Watched(folder, *arguments)
    try:
        yield watched
    finally:
        watched.process.kill()
        watched.process.wait()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "wire.txt").write_text(WIRE, encoding="utf-8")
    (tmp_path / "draft.md").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="sends an interrupt")
def test_it_checks_again_after_every_change_and_ends_cleanly(place: Path) -> None:
    with watching(place, "draft.md", "--against", "evidence") as watched:
        assert watched.status() == 0
        (place / "draft.md").write_text(WRONG, encoding="utf-8")
        assert watched.status() == 1
        (place / "evidence" / "other.txt").write_text(
            "“We will close the harbour,” Mara Voss said.\n", encoding="utf-8"
        )
        assert watched.status() == 1  # two wordings: disputed or wrong, never ok
        (place / "evidence" / "other.txt").unlink()
        assert watched.status() == 1
        (place / "attribune.toml").write_text('fail-on = "never"', encoding="utf-8")
        assert watched.status() == 0
        (place / "attribune.toml").write_text('fail-on = "nvr"', encoding="utf-8")
        assert watched.status() == 2
        assert "attribune.toml:1: fail-on" in watched.said
        (place / "attribune.toml").unlink()
        assert watched.status() == 1
        (place / "draft.md").unlink()
        assert watched.status() == 2
        (place / "draft.md").write_text(GOOD, encoding="utf-8")
        assert watched.status() == 0
        watched.process.send_signal(signal.SIGINT)
        assert watched.process.wait(WAIT) == 0
        time.sleep(0.1)
        rest = watched.said + "".join(watched.lines.get_nowait() for _ in range(watched.lines.qsize()))
        assert "Traceback" not in rest
        assert rest.rstrip().endswith("attribune: no longer watching")
        assert watched.process.stdout is not None
        assert "\x1b" not in watched.process.stdout.read()  # no terminal, so no screen is cleared


class _Interrupts:
    """Is interrupted while it is finalised, where Python drops what is raised."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_python_drops_ends_it_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call_, checked = made(place, "draft.md"), list[int]()
    before = signal.getsignal(signal.SIGINT)

    def check(_self: _Call) -> int:
        checked.append(1)
        assert len(checked) == 1
        _Interrupts()
        return 1

    monkeypatch.setattr(_Call, "check", check)
    monkeypatch.setattr(watch, "PAUSE", 0.0)
    try:
        assert watch.watched(call_) == 1
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_check_that_goes_on_after_a_dropped_interrupt_is_interrupted_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_, before = made(place, "draft.md"), signal.getsignal(signal.SIGINT)

    def check(_self: _Call) -> int:
        _Interrupts()
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            time.sleep(0.01)
        pytest.fail("nothing interrupted it")

    monkeypatch.setattr(_Call, "check", check)
    try:
        assert watch.watched(call_) == 0  # it was never checked
        heard = signal.getsignal(signal.SIGINT)
        assert callable(heard)
        heard(signal.SIGINT, None)  # what comes late interrupts nothing else
    finally:
        signal.signal(signal.SIGINT, before)


def made(place: Path, *drafts: str) -> _Call:
    return _Call(
        drafts=tuple(str(place / name) for name in drafts), against=(str(place / "evidence"),), form="json",
        output=str(place / "out.json"), force=True, policy=None, tier="rules", fail_on=None, quiet=False, as_=None,
        also=(), config=None, no_config=False, columns=None, warm=Warm(ReadFiles()),
    )  # fmt: skip


def test_a_change_costs_only_what_changed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(8):
        text = f"“Boat {number} is blue,” Mara Voss said on Monday. It lies in the harbour.\n"
        (place / "evidence" / f"{number}.txt").write_text(text, encoding="utf-8")
    (place / "two.md").write_text("“Boat 3 is blue,” Mara Voss said.\n", encoding="utf-8")
    watched = made(place, "draft.md", "two.md")
    counts = [calls_of(monkeypatch, import_module(f"attribune.{module}"), name) for module, name in (
        ("articles.reading", "_file_articles"), ("check.engine", "_checked"), ("check.evidence.cache", "view"),
    )]  # fmt: skip

    def cost() -> list[int]:
        before = [len(count) for count in counts]
        watched.check()
        return [len(count) - old for count, old in zip(counts, before, strict=True)]

    first = cost()
    assert first[1] == 2
    assert cost() == [0, 0, 0]
    (place / "draft.md").write_text(WRONG, encoding="utf-8")
    assert cost()[1] == 1
    before = state(watched)
    (place / "evidence" / "3.txt").write_text(
        "“Boat 3 is red,” Mara Voss said on Monday, in the harbour.\n", encoding="utf-8"
    )
    assert state(watched) != before
    again = cost()
    assert again[:2] == [1, 2]
    assert again[2] <= 2 < first[2]


def test_its_own_answer_among_the_evidence_is_no_change(place: Path) -> None:
    watched = replace(made(place, "draft.md"), output=str(place / "evidence" / "out.json"))
    watched.check()
    before = state(watched)
    (place / "evidence" / "out.json").write_text("{}", encoding="utf-8")
    assert state(watched) == before
    (place / "evidence" / "more.txt").write_text("Gulls.", encoding="utf-8")
    assert state(watched) != before


def test_a_corpus_is_closed_after_each_check(place: Path) -> None:
    assert call("add", "evidence", "--corpus", "corpus", cwd=place).returncode == 0
    watched = replace(made(place, "draft.md"), against=(str(place / "corpus"),))
    assert watched.check() == 0
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("open files can't be counted here")
    before = len(list(folder.iterdir()))
    for _ in range(3):
        assert watched.check() == 0
    assert len(list(folder.iterdir())) <= before
    state_before = state(watched)
    (place / "more.txt").write_text("“Boats are blue,” Mara Voss said on Monday.", encoding="utf-8")
    assert call("add", "more.txt", "--corpus", "corpus", cwd=place).returncode == 0
    assert state(watched) != state_before


def test_standard_input_is_not_watched(place: Path) -> None:
    done = call("check", "-", "--against", "evidence", "--watch", cwd=place)
    assert done.returncode == 2
    assert b"can't be watched" in done.stderr
