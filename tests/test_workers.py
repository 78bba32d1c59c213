"""Processes that make calls: copies of this one where that is safe, and nothing that an interrupt can make hang."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from attribune import workers
from attribune.workers import Call, Ended, Workers

CALL = "tests.test_workers:where"
WAIT = 30.0  # seconds within which what ends at all has ended
LOADED = set[str]()  # what was done in this process before it was copied


def where(wanted: str) -> tuple[int, int, bool]:
    """Return the process that this is called in, its parent, and whether it was copied with what was done before."""
    return os.getpid(), os.getppid(), wanted in LOADED


def _run(code: str) -> subprocess.Popen[str]:
    """Return a program whose own process it is, with one thread."""
    program = (
        "import os, sys, threading\nsys.path.insert(0, os.getcwd())\n"
        "from attribune import workers\nfrom tests import test_workers\n"
        f"workers.may_fork = True\ntest_workers.LOADED.add('before')\n{code}"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[1], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip


def _told(code: str) -> list[str]:
    output, said = _run(code).communicate(timeout=WAIT)
    assert not said, said
    return output.split()


needs_copies = pytest.mark.skipif(sys.platform != "linux", reason="nowhere else is a process copied")


@needs_copies
def test_a_program_with_one_thread_is_copied_with_all_it_has_loaded() -> None:
    told = _told(
        f"with workers.Workers(1) as others:\n"
        f"    print('outside', end=' ')\n"  # still in a buffer of this process when it is copied
        f"    pid, parent, loaded = others.call({CALL!r}, 'before').result()\n"
        f"    print(pid != os.getpid(), parent == os.getpid(), loaded)"
    )
    assert told == ["outside", "True", "True", "True"]


@needs_copies
@pytest.mark.parametrize("other", ["may_fork = False", "more"])
def test_any_other_is_started_anew(other: str) -> None:
    """Another thread may hold a lock that its copy would wait for."""
    change = (
        f"workers.{other}" if "=" in other else "threading.Thread(target=threading.Event().wait, daemon=True).start()"
    )
    told = _told(
        f"{change}\nwith workers.Workers(1) as others:\n    print(others.call({CALL!r}, 'before').result()[2])"
    )
    assert told == ["False"]


@needs_copies
def test_a_copy_ends_with_the_program_and_closes_nothing_of_it(tmp_path: Path) -> None:
    process = _run(
        f"import sqlite3\ndb = sqlite3.connect({str(tmp_path / 'a.db')!r})\n"
        f"db.execute('PRAGMA journal_mode=WAL'); db.execute('CREATE TABLE t(x)')\n"
        f"others = workers.Workers(1)\nprint(others.call({CALL!r}, 'before').result()[0], flush=True)\n"
        f"db.execute('INSERT INTO t VALUES (1)'); db.commit()\nprint('written', flush=True)\nthreading.Event().wait()"
    )
    assert process.stdout is not None
    copy = int(process.stdout.readline())
    assert process.stdout.readline() == "written\n"
    process.kill()
    process.communicate()
    until = time.monotonic() + WAIT
    while Path(f"/proc/{copy}").exists() and "Z" not in Path(f"/proc/{copy}/stat").read_text().split()[2]:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert (tmp_path / "a.db-wal").exists()  # the last connection to be closed would have removed it


@needs_copies
def test_a_copy_that_is_killed_costs_its_call_alone() -> None:
    told = _told(
        f"import signal\nothers = workers.Workers(1)\npid = others.call({CALL!r}, 'before').result()[0]\n"
        f"os.kill(pid, signal.SIGKILL)\nprint(others.call({CALL!r}, 'before').result()[0] != pid)\n"
        f"call = others.call('time:sleep', 100)\n"
        f"while not call.wait(0.05):\n    for other in others.processes: os.kill(other, signal.SIGKILL)\n"
        f"try: call.result()\nexcept workers.Ended as ended: print('ended', ended.late)"
    )
    assert told == ["True", "ended", "False"]


def test_ending_them_waits_for_no_lock_that_stays_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt between two steps of a lock's own code leaves it held for good."""
    monkeypatch.setattr(workers, "PATIENCE", 0.05)
    others, held = Workers(1), threading.Event()
    monkeypatch.setattr(others, "_threads", [])

    def hold() -> None:
        others._changed.acquire()
        held.set()

    holder = threading.Thread(target=hold, daemon=True)
    holder.start()
    assert held.wait(WAIT)
    killer = threading.Thread(target=others.kill, daemon=True)
    killer.start()
    killer.join(WAIT)
    assert not killer.is_alive() and others.closed


class _Stop(Exception):
    pass


@pytest.mark.skipif(os.name != "posix", reason="sends a signal at every step")
def test_a_call_is_settled_whatever_its_wait_was_interrupted_at() -> None:
    def at_every_step(_signum: int, _frame: object) -> None:
        raise _Stop

    before = signal.signal(signal.SIGALRM, at_every_step)
    try:
        for number in range(200):
            call = Call(CALL, ())
            try:
                signal.setitimer(signal.ITIMER_REAL, 1e-6 * (number + 1))
                while not call.wait(0.001):
                    pass
            except _Stop:
                pass
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            settler = threading.Thread(target=call.settle, args=(None, Ended(at=None, late=False, seconds=0.0)))
            settler.daemon = True
            settler.start()
            settler.join(WAIT)
            assert not settler.is_alive()
            assert call.wait(0.0)
    finally:
        signal.signal(signal.SIGALRM, before)
