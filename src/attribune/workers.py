"""Processes of our own that call functions beside this one: under a clock, and gone when this one is gone.

Each has a pipe in and a pipe out and nothing that is shared: no lock or queue that a killed process could leave held.
A thread for each sends it calls and hears its answers, so a process that ends is noticed at once, and no process waits
for another. They ignore interrupts and run in a session of their own: only the process that started them ends them. A
process whose starter is gone reads the end of its pipe and ends.

A call says by :func:`mark` what it is at and for how long it may be. A process that takes longer is ended: by the
system's cap on processor time where there is one, else by the clock, and the error says what it was at.

A process is started anew, which takes about as much processor time as reading a hundred pages does. Where this one is
the command line's own (``may_fork``) and has a single thread, it is copied instead, with all that it has loaded.
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
from typing import IO, Any, BinaryIO, NoReturn, Protocol, Self

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
may_fork = False  # whether this process is the program's own, so that nobody else's connections would be copied


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
        # No event: an interrupt in its wait may leave its own lock held, on which who settles the call then hangs.
        self._going_on, self._over = threading.Lock(), False
        self._going_on.acquire()
        self._value: Any = None
        self.error: BaseException | None = None  # what it raised, once it is over

    def settle(self, value: Any, error: BaseException | None = None) -> None:
        """What came of it."""
        self._value, self.error = value, error
        self.values = ()
        if not self._over:
            self._over = True
            self._going_on.release()

    def wait(self, seconds: float) -> bool:
        """True if it is over within so many seconds."""
        if not self._over and self._going_on.acquire(timeout=seconds):
            self._going_on.release()
        return self._over

    def result(self) -> Any:
        """Return what the function returned. Raises what it raised of our errors, and Ended."""
        while not self.wait(TICK):  # a wait without end can't be interrupted everywhere
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
        copy = _copied() if not self._threads and not self.closed else None
        with self._changed:
            if self.closed:
                call.settle(None, Ended(at=None, late=False, seconds=0.0))
                return call
            self._calls.append(call)
            if len(self._calls) > self._idle and len(self._threads) < self._most:
                thread = _Worker(self, copy)
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
        self.closed = True
        held = self._changed.acquire(timeout=PATIENCE)  # an interrupt may have left it held in another thread for good
        try:
            while self._calls:
                self._calls.popleft().settle(None, Ended(at=None, late=False, seconds=0.0))
            if held:
                self._changed.notify_all()
        finally:
            if held:
                self._changed.release()
        for thread in list(self._threads):
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

    def __init__(self, workers: Workers, process: _Process | None) -> None:
        super().__init__(daemon=True)
        self._workers = workers
        self.process = process
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


class _Process(Protocol):
    """A process that makes calls, with our ends of its pipes."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def kill(self) -> None: ...
    def wait(self) -> int: ...


class _Copy:
    """A copy of this process that makes calls."""

    def __init__(self, pid: int, stdin: int, stdout: int) -> None:
        self.pid = pid
        self.stdin: IO[bytes] | None = os.fdopen(stdin, "wb")
        self.stdout: IO[bytes] | None = os.fdopen(stdout, "rb")

    def kill(self) -> None:
        """End it; harmless as long as nobody has waited for it."""
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Return its status once it has ended, that of a signal below 0."""
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:  # this process ignores how its children end
            return 0


def _copied() -> _Copy | None:
    """Return a copy of this process that waits for calls; None where it may not be copied, or can't be."""
    if not (may_fork and _is_alone()):
        return None
    try:
        its_input, to = os.pipe()
        back, its_output = os.pipe()
        pid = os.fork()
    except OSError:
        return None
    if not pid:
        _be_the_copy(its_input, its_output, (to, back))
    os.close(its_input)
    os.close(its_output)
    return _Copy(pid, to, back)


def _is_alone() -> bool:
    """True if this process has one thread, those of libraries included: of no other could a lock stay held in a copy.

    Only Linux says so, and elsewhere the system's own libraries don't bear to be copied.
    """
    if sys.platform != "linux":
        return False
    try:
        return len(list(Path("/proc/self/task").iterdir())) == 1
    except OSError:
        return False


def _be_the_copy(source: int, target: int, others: tuple[int, ...]) -> NoReturn:
    """Make calls as a process does that was started anew; nothing that was under way here goes on, or is closed."""
    try:
        gc.freeze()  # what isn't ours to close, as a connection to a corpus, stays
        signal.set_wakeup_fd(-1)
        for number in (number for number in signal.valid_signals() if callable(signal.getsignal(number))):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        nothing = os.open(os.devnull, os.O_WRONLY)
        for descriptor, place in ((source, 0), (target, 1), (nothing, 2)):
            os.dup2(descriptor, place)
        for descriptor in (source, target, nothing, *others):
            os.close(descriptor)
        serve()
    finally:
        os._exit(1)


def _process() -> _Process:
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


def serve() -> NoReturn:
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
