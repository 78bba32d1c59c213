"""Processes of our own that call functions beside this one: under a clock, and gone when this one is gone.

Each has a pipe in and a pipe out and nothing that is shared: no lock or queue that a killed process could leave held.
A thread for each sends it calls and hears its answers, so a process that ends is noticed at once, and no process waits
for another. They ignore interrupts and run in a session of their own: only the process that started them ends them. A
process whose starter is gone reads the end of its pipe and ends.

A call says by :func:`mark` what it is at and for how long it may be. A process that takes longer is ended: by the
system's cap on processor time where there is one, else by the clock, and the error says what it was at.
"""

from __future__ import annotations

import atexit
import gc
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO, Self

from attribune.errors import AttribuneError, described

RARELY = (20_000, 20, 50)  # objects and rounds between collections: a tenth of the time of reading otherwise
WALL = 5  # seconds of the clock for one of processor time: machines do other things, too
STARTING = 60.0  # seconds for a process to begin with its first call; about one on a quiet machine
TICK = 0.5  # seconds between two looks at the clock
PATIENCE = 1.0  # seconds that ending the threads may take
UNLIMITED = float("inf")
BEGUN = "begun"  # what a call is at that hasn't marked anything yet
_START = "import sys; sys.path[:0] = sys.argv[1:]; from attribune.workers import serve; serve()"
_AT, _DONE, _ERROR, _FAULT = "at", "done", "error", "fault"


class Ended(Exception):
    """A call didn't return: its process ended, was ended for taking too long, or raised what nobody expected.

    ``at`` is what it had last marked, ``seconds`` how long it could be at it, ``fault`` what was raised.
    """

    def __init__(self, *, at: Any, late: bool, seconds: float, fault: str | None = None) -> None:
        super().__init__(fault or ("it took too long" if late else "its process was killed or ran out of memory"))
        self.at, self.late, self.seconds, self.fault = at, late, seconds, fault


class Call:
    """A call that was handed in; :meth:`result` waits for it."""

    def __init__(self, function: str, values: tuple[Any, ...]) -> None:
        self.function, self.values = function, values
        self._done = threading.Event()
        self._value: Any = None
        self.error: BaseException | None = None  # what it raised, once it is over

    def settle(self, value: Any, error: BaseException | None = None) -> None:
        """What came of it."""
        self._value, self.error = value, error
        self.values = ()
        self._done.set()

    def wait(self, seconds: float) -> bool:
        """True if it is over within so many seconds."""
        return self._done.wait(seconds)

    def result(self) -> Any:
        """Return what the function returned. Raises what it raised of our errors, and Ended."""
        while not self._done.wait(TICK):  # a wait without end can't be interrupted everywhere
            pass
        if self.error is not None:
            raise self.error
        return self._value


class Workers:
    """At most ``most`` processes, each started when there is a call for it. Use as a context manager.

    Calls begin in the order in which they were handed in.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._calls: deque[Call] = deque()
        self._changed = threading.Condition()
        self._threads: list[_Worker] = []
        self._idle = 0
        self.closed = False
        _all.add(self)

    def call(self, function: str, *values: Any) -> Call:
        """Hand in a call of ``module:function``, whose values and result can be pickled."""
        call = Call(function, values)
        with self._changed:
            if self.closed:
                call.settle(None, Ended(at=None, late=False, seconds=0.0))
                return call
            self._calls.append(call)
            if len(self._calls) > self._idle and len(self._threads) < self._most:
                thread = _Worker(self)
                self._threads.append(thread)
                thread.start()
            self._changed.notify()
        return call

    def next(self) -> Call | None:
        """Return the next call, once there is one; None at the end."""
        with self._changed:
            self._idle += 1
            while not self._calls and not self.closed:
                self._changed.wait()
            self._idle -= 1
            return None if self.closed else self._calls.popleft()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that run."""
        return [thread.process.pid for thread in self._threads if thread.process is not None]

    def kill(self) -> None:
        """End the processes at once, whatever they are at. Harmless when they are gone."""
        with self._changed:
            self.closed = True
            while self._calls:
                self._calls.popleft().settle(None, Ended(at=None, late=False, seconds=0.0))
            self._changed.notify_all()
            threads = list(self._threads)
        for thread in threads:
            thread.end()

    def close(self) -> None:
        """End the processes and the threads that hear them."""
        self.kill()
        until = time.monotonic() + PATIENCE
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(max(0.0, until - time.monotonic()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


_all: weakref.WeakSet[Workers] = weakref.WeakSet()


def kill_all() -> None:
    """End every process that was started here."""
    for workers in list(_all):
        workers.kill()


def _forget() -> None:
    """After a fork: the processes are the parent's."""
    _all.clear()


atexit.register(kill_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


class _Worker(threading.Thread):
    """One process and the thread that sends it calls; another process takes its place when it ends."""

    def __init__(self, workers: Workers) -> None:
        super().__init__(daemon=True)
        self._workers = workers
        self.process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._pipes: tuple[IO[bytes], ...] = ()

    def run(self) -> None:
        """Make calls until there are no more."""
        while (call := self._workers.next()) is not None:
            try:
                self._make(call)
            except BaseException as error:  # no call may wait for ever
                call.settle(None, Ended(at=None, late=False, seconds=0.0, fault=described(error)))
        self.end()
        self._let_go()

    def _make(self, call: Call) -> None:
        """Make one call; again where a process that had answered before was gone when the call came."""
        used = self.process is not None
        if not self._send(call, last=not used):
            self._send(call, last=True)

    def _send(self, call: Call, *, last: bool) -> bool:
        """True if the call was settled: not where the process ended before it began and this isn't the ``last`` try."""
        clock = _Clock(self.end)
        at: Any = None
        request = pickle.dumps((call.function, call.values), protocol=5)
        try:
            to, back = self._connected()
            to.write(request)
            to.flush()
            while True:
                kind, *answer = pickle.load(back)
                if kind != _AT:
                    break
                at, seconds = answer
                clock.allow(seconds)
        except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, IndexError, ValueError):
            status = self.end()
            late = clock.late or (status is not None and -status == _SIGXCPU)
            if at is None and not late and not last and not self._workers.closed:
                return False
            call.settle(None, Ended(at=at, late=late, seconds=clock.seconds))
            return True
        finally:
            clock.stop()
        if kind == _DONE:
            call.settle(answer[0])
        else:
            call.settle(None, answer[0] if kind == _ERROR else Ended(at=at, late=False, seconds=0.0, fault=answer[0]))
        return True

    def _connected(self) -> tuple[IO[bytes], IO[bytes]]:
        with self._guard:
            if self._workers.closed:
                raise EOFError
            if self.process is None:
                self._let_go()
                self.process = _process()
            process = self.process
        assert process.stdin is not None and process.stdout is not None  # both were asked for
        self._pipes = process.stdin, process.stdout
        return process.stdin, process.stdout

    def _let_go(self) -> None:
        """Close the pipes to a process that is gone. Only this thread does: it may be reading."""
        for pipe in self._pipes:
            with suppress(OSError):
                pipe.close()
        self._pipes = ()

    def end(self) -> int | None:
        """Kill the process and what it started; its exit status, None where there was none."""
        with self._guard:
            process, self.process = self.process, None
        if process is None:
            return None
        if hasattr(os, "killpg"):
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        return process.wait()


_SIGXCPU = int(getattr(signal, "SIGXCPU", 0)) or -1


class _Clock:
    """Ends a process that is at one thing for too long. Time in which this process stood still doesn't count."""

    def __init__(self, end: Callable[[], object]) -> None:
        self._end = end
        self.seconds, self._most, self._spent = STARTING, STARTING, 0.0
        self.late = False
        self._over = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def allow(self, seconds: float) -> None:
        """It is at something new, for which it has so many seconds of processor time."""
        self.seconds, self._most, self._spent = seconds, seconds * WALL, 0.0

    def stop(self) -> None:
        """It has answered."""
        self._over.set()

    def _run(self) -> None:
        while not self._over.wait(TICK):
            self._spent += TICK
            if self._spent > self._most:
                self.late = True
                self._end()
                return


def _process() -> subprocess.Popen[bytes]:
    """Return a process that waits for calls."""
    package_parent = str(Path(__file__).resolve().parents[1])
    command = [sys.executable, "-I", "-c", _START, package_parent, *[path for path in sys.path if path]]
    options: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options
    )  # fmt: skip


_target: BinaryIO | None = None  # of a process that serves: where its answers go


def serving() -> bool:
    """True if this process makes calls for another, which watches the clock."""
    return _target is not None


def mark(at: Any, seconds: float) -> None:
    """Say what this process is at now, and how many seconds of processor time it may take."""
    if _target is not None:
        _allow(seconds)
        _send(_AT, at, seconds)


def serve() -> None:
    """The process: make calls, one after the other, until the pipe ends."""
    global _target
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*RARELY)
    source, _target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)  # whatever a library prints goes nowhere
    calls: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, calls), daemon=True).start()
    while True:
        _answer(*calls.get())


def _receive(source: BinaryIO, calls: queue.SimpleQueue[tuple[str, tuple[Any, ...]]]) -> None:
    """Take calls from the pipe; at its end the process that wants them is gone, and so is this one."""
    try:
        while True:
            calls.put(pickle.load(source))
    finally:
        os._exit(0)


def _answer(function: str, values: tuple[Any, ...]) -> None:
    try:
        mark(BEGUN, UNLIMITED)
        module, _, name = function.partition(":")
        answer = (_DONE, getattr(import_module(module), name)(*values))
    except AttribuneError as error:
        answer = (_ERROR, error)
    except Exception as error:
        answer = (_FAULT, described(error))
    _send(*answer)


def _send(*told: Any) -> None:
    assert _target is not None
    try:
        answer = pickle.dumps(told, protocol=5)
    except Exception as error:  # what can't be sent is no answer
        answer = pickle.dumps((_FAULT, described(error)), protocol=5)
    try:
        _target.write(answer)
        _target.flush()
    except OSError:
        os._exit(0)


def _allow(seconds: float) -> None:
    """So much processor time from now on; the system ends the process behind it, whatever it does."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = until = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if seconds != UNLIMITED:
        until = int(used.ru_utime + used.ru_stime + seconds) + 1
        until = until if hard == resource.RLIM_INFINITY else min(until, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """While thousands of records come and go, which have no cycles, the collector looks at them less often.

    A caller that has it look as rarely, or not at all, keeps its own setting: so calls in threads and inside one
    another leave behind what was set before the first.
    """
    before = gc.get_threshold()
    if not 0 < before[0] < RARELY[0]:
        yield
        return
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
