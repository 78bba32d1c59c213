"""Readers that run in a child process with limits, so that a hostile file costs itself and nothing else.

The parent sends the bytes of one input to a warm child and gets articles back as JSON, never as pickles: a child that
was taken over can hand back data only. Memory, CPU time, files written and open are capped by the system where it can
(``resource``: Linux, macOS, BSD); elsewhere the wall clock alone ends a child, and that it is another process protects
the parent from crashes. Children are reused; one that failed in any way is ended and replaced.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import attribune.errors as errors
from attribune.articles.formats import reader
from attribune.errors import AttribuneError, MalformedInput, ReaderUnavailable, TooLarge
from attribune.records import Article, from_json, to_json

# 500 pages of PDF take 5 s and 100 MB; forms of a PDF that hold one another take all there is.
MEMORY_BYTES = 2 << 30  # of address space, all that the child has mapped, whatever the size of its input
ONE_INPUT = 440 << 20  # of address space for a small input; the modules alone map 160 MB of it
A_BYTE = 6  # more of it for each byte of the input, which is held in several forms
CPU_SECONDS = 60
WALL_SECONDS = 120.0  # until the next article comes; more than the CPU time, for machines that do other things too
OPEN_FILES = 64
LARGEST_FRAME = 1 << 30  # bytes of one article as JSON; more is not believed
MOST_SERVED = 500  # inputs after which a child is replaced, whatever it has leaked
IDLE_CHILDREN = 2  # kept warm
# Of the environment a child gets what it takes to start, and none of what else may stand there.
PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LANG", "LC_ALL")
_LENGTH = struct.Struct(">cQ")
_READY, _ARTICLE, _ERROR, _DONE, _ASK, _DATA = b"R", b"A", b"E", b"D", b"Q", b"B"
_UNAVAILABLE = "the separate process that reads such files can't be started here: {}; this says nothing of the file"
_OUT_OF_MEMORY = 77  # the status a child ends with when it has no memory left even to say so
_inside = False  # whether this process is a child: a reader that calls another's reader then does so directly
_NO_MEMORY = f"it takes more than {ONE_INPUT >> 20} MB of memory and {A_BYTE} times its size to read"
_START = "import sys; sys.path[:0] = sys.argv[1:]; from attribune.articles.sandbox import serve; serve()"


def read(
    module: str,
    data: bytes,
    *,
    name: str,
    url: str | None = None,
    options: dict[str, Any] | None = None,
    each: bool = False,
) -> Iterator[Article]:
    """Yield what ``attribune.articles.<module>.read`` yields for ``data``, read in a child; ``options`` go to it by
    name.

    ``each``: the processor time is for every article, not for all together.

    Raises what the reader raises; TooLarge where memory or time ran out, MalformedInput where the input made the
    reader crash, ReaderUnavailable where no child can be started.
    """
    if _inside:
        yield from reader(module).read(data, name=name, url=url, **(options or {}))
        return
    ask = {"module": module, "name": name, "url": url, "options": options or {}, "each": each}
    child = _POOL.take(name)
    retry = child.served > 0  # what an earlier input left behind in a child's memory must not cost this one
    received = 0
    try:
        for article in _lent(child, ask, data):
            received += 1
            yield article
    except _Ended as end:
        if received or not retry or end.out_of_time:
            raise end.error(name) from None
        try:
            yield from _lent(_Child(name), ask, data)
        except _Ended as end:
            raise end.error(name) from None


def _lent(child: _Child, ask: dict[str, Any], data: bytes) -> Iterator[Article]:
    """Yield the articles of one input; the child goes back to the pool once it has answered, and is ended otherwise.

    Each article is held until the next frame is there, so that who takes the only one leaves the child free.
    """
    lent: Article | None = None
    problem: AttribuneError | None = None
    answered = False
    try:
        try:
            for article in child.read(ask, data):
                if lent is not None:
                    yield lent
                lent = article
        except AttribuneError as error:
            problem = error
        answered = True
    finally:
        if answered:
            _POOL.give(child)
        else:
            child.end()
    if lent is not None:
        yield lent
    if problem is not None:
        raise problem


def close() -> None:
    """End the children that wait for input; the next input starts a new one."""
    _POOL.close()


class _Ended(Exception):
    """A child ended, or must be, without an answer."""

    def __init__(self, *, late: bool = False, status: int = 0, began: bool = True) -> None:
        super().__init__()
        self.late, self.status, self.began = late, status, began

    @property
    def out_of_time(self) -> bool:
        """True if the clock, or the system's cap on processor time, ended it."""
        return self.late or (self.status < 0 and -self.status == _number("SIGXCPU"))

    def error(self, name: str) -> AttribuneError:
        """Return the error to show. What ends a child before it asks for its input isn't the input's fault."""
        if not self.began:
            return ReaderUnavailable(_UNAVAILABLE.format("it ended at once"), concerns=name)
        if self.out_of_time:
            return TooLarge("it takes too long to read; reading it was stopped", concerns=name)
        if self.status == _OUT_OF_MEMORY:
            return TooLarge(_NO_MEMORY, concerns=name)
        why = f"the program that reads it crashes on it, or {_NO_MEMORY}; save it again with another program"
        return MalformedInput(why, concerns=name)


def _number(signal_name: str) -> int:
    return int(getattr(signal, signal_name, 0)) or -1


class _Child:
    """One child process, started at once; ``served`` counts the inputs it has answered."""

    def __init__(self, name: str) -> None:
        self.served = 0
        package_folder = str(Path(errors.__file__).resolve().parents[1])
        command = [sys.executable, "-I", "-c", _START, package_folder, *[path for path in sys.path if path]]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(sys.executable).anchor or ".",  # is always there; the child reads no files but its modules
                env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
            )
        except OSError as error:
            raise ReaderUnavailable(_UNAVAILABLE.format(error.strerror), concerns=name) from None
        self._late = self._began = False

    def read(self, ask: dict[str, Any], data: bytes) -> Iterator[Article]:
        """Send one input, yield its articles. Raises the reader's error, or _Ended."""
        to, back = self._pipes()
        try:
            _send(to, _ASK, json.dumps(ask).encode())
            _send(to, _DATA, data)
            to.flush()
        except OSError:
            self._process.kill()
            self._began = self._began or back.read(_LENGTH.size)[:1] == _READY
            raise self._ended() from None
        while True:
            kind, body = self._frame(back)
            if kind == _READY and not self._began:
                self._began = True
                continue
            if kind == _DONE:
                self.served += 1
                return
            if kind == _ERROR:
                self.served += 1
                raise _error(body, str(ask["name"]))
            try:
                article = from_json(Article, json.loads(body))
            except (ValueError, TypeError, RecursionError):
                raise _Ended() from None
            yield article

    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None and back is not None  # both were asked for
        return to, back  # type: ignore[return-value]

    def _frame(self, back: BinaryIO) -> tuple[bytes, bytes]:
        clock = threading.Timer(WALL_SECONDS, self._stop)
        clock.daemon = True
        clock.start()
        try:
            head = back.read(_LENGTH.size)
            if len(head) < _LENGTH.size:
                raise self._ended()
            kind, size = _LENGTH.unpack(head)
            if kind not in (_READY, _ARTICLE, _ERROR, _DONE) or size > LARGEST_FRAME:
                raise _Ended()
            body = back.read(size)
            if len(body) < size:
                raise self._ended()
            return kind, body
        finally:
            clock.cancel()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def _ended(self) -> _Ended:
        self._process.kill()
        return _Ended(late=self._late, status=self._process.wait(), began=self._began)

    def end(self) -> None:
        """Kill the process and close its pipes; harmless when it is gone already."""
        self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close this process's ends of the pipes."""
        for pipe in self._pipes():
            with suppress(OSError):
                pipe.close()


class _Pool:
    """Warm children, each lent to one reader at a time; a forked process begins with none of its own."""

    def __init__(self) -> None:
        self._idle: list[_Child] = []
        self._lock = threading.Lock()

    def take(self, name: str) -> _Child:
        with self._lock:
            child = self._idle.pop() if self._idle else None
        return child or _Child(name)

    def give(self, child: _Child) -> None:
        with self._lock:
            if len(self._idle) < IDLE_CHILDREN and child.served < MOST_SERVED:
                self._idle.append(child)
                return
        child.end()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def forget(self) -> None:
        """After a fork: the children are the parent's; only the copies of their pipes are closed."""
        idle, self._idle, self._lock = self._idle, [], threading.Lock()
        for child in idle:
            child.let_go()


_POOL = _Pool()
atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)


def _error(body: bytes, name: str) -> AttribuneError:
    try:
        kind, message, concerns = json.loads(body)
    except (ValueError, TypeError):
        return MalformedInput("the program that reads it crashes on it", concerns=name)
    error_class = getattr(errors, str(kind), None)
    if not (isinstance(error_class, type) and issubclass(error_class, AttribuneError)):
        error_class = MalformedInput
    return error_class(str(message), concerns=str(concerns or name))


def _send(pipe: Any, kind: bytes, body: bytes) -> None:
    pipe.write(_LENGTH.pack(kind, len(body)))
    pipe.write(body)


def serve() -> None:
    """The child: answer inputs from standard input until it ends."""
    global _inside
    _inside = True
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes nowhere
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # else numpy takes address space for each of many cores, and it is capped
    _limit()
    _send(target, _READY, b"")
    target.flush()
    while True:
        ask = _received(source)
        data = _received(source)
        if ask is None or data is None:
            return
        _allow_time()
        _allow_memory(len(data))
        _answer(json.loads(ask), data, target)
        target.flush()


def _received(source: BinaryIO) -> bytes | None:
    head = source.read(_LENGTH.size)
    return source.read(_LENGTH.unpack(head)[1]) if len(head) == _LENGTH.size else None


def _answer(ask: dict[str, Any], data: bytes, target: Any) -> None:
    name = ask["name"]
    try:
        module = reader(ask["module"])
    except Exception as error:  # this user may not read our modules, or there is no memory for their libraries
        _refuse(error, name, target)
        return
    try:
        for article in module.read(data, name=name, url=ask["url"], **ask["options"]):
            _send(target, _ARTICLE, json.dumps(to_json(article)).encode())
            target.flush()
            if ask.get("each"):
                _allow_time()
    except AttribuneError as error:
        _send(target, _ERROR, json.dumps([type(error).__name__, error.message, error.concerns]).encode())
    except (ImportError, PermissionError) as error:  # a library or a word list that is read when it is first needed
        _refuse(error, name, target)
    except RecursionError:
        _send(target, _ERROR, json.dumps(["TooLarge", "it is nested too deeply to be read", name]).encode())
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    except Exception as error:  # a fault of the reader: the input is named, the batch goes on
        _send(target, _ERROR, json.dumps(["InternalError", errors.internal(error).message, name]).encode())
    else:
        _send(target, _DONE, b"")


def _refuse(error: Exception, name: str, target: Any) -> None:
    """Say that this child can't read anything of this kind, whatever the input."""
    problem = _UNAVAILABLE.format(f"{type(error).__name__}: {str(error)[:100]}")
    _send(target, _ERROR, json.dumps(["ReaderUnavailable", problem, name]).encode())


def _limit() -> None:
    """The system's caps on this process: memory, files it may write (none) and hold open, no core dump."""
    try:
        import resource
    except ImportError:  # Windows
        return
    caps = {"RLIMIT_AS": MEMORY_BYTES, "RLIMIT_FSIZE": 0, "RLIMIT_NOFILE": OPEN_FILES, "RLIMIT_CORE": 0}
    for resource_name, cap in caps.items():
        kind = getattr(resource, resource_name, None)
        if kind is not None:
            hard = resource.getrlimit(kind)[1]
            most = cap if hard == resource.RLIM_INFINITY else min(cap, hard)
            try:
                resource.setrlimit(kind, (most, most))
            except (OSError, ValueError):
                continue  # a system that doesn't enforce this one


def _allow_memory(size: int) -> None:
    """Address space for one input of ``size`` bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return
    kind = getattr(resource, "RLIMIT_AS", None)
    if kind is not None:
        hard = resource.getrlimit(kind)[1]
        most = min(ONE_INPUT + A_BYTE * size, MEMORY_BYTES)
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _allow_time() -> None:
    """CPU time for one more input, counted from now."""
    try:
        import resource
    except ImportError:  # Windows
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + CPU_SECONDS + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))
