"""Ctrl-C in a call that works for long: the first stops it within a second, the second at once.

Python hears of a signal only between two of its own steps, and a step may be a long statement of SQLite. So a thread
listens, too: it ends the worker processes at the first interrupt, and this one where the call doesn't end by itself.
That loses nothing: a killed writer leaves everything in the corpus that it had acknowledged.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

STATUS = 130  # of a call that was interrupted, as shells have it
GRACE = 0.7  # seconds to end after the first interrupt
HEARD = 0.1  # seconds for the thread that listens to hear of an interrupt that made a step fail


@contextmanager
def stoppable(told: Callable[[], str]) -> Iterator[None]:
    """Ends the process with ``STATUS`` where the call inside is interrupted, once ``told`` was said on stderr."""
    listening = threading.current_thread() is threading.main_thread() and callable(signal.getsignal(signal.SIGINT))
    watch = _Watch(told) if listening else None
    try:
        yield
    except KeyboardInterrupt:
        if watch:
            watch.say()
        else:
            _write(told())
        sys.exit(STATUS)
    except Exception:
        # SQLite swallows an interrupt that comes in a callback of ours and says that the statement was interrupted.
        if watch is None or not watch.interrupted.wait(HEARD):
            raise
        watch.say()
        sys.exit(STATUS)
    finally:
        if watch:
            watch.close()


class _Watch:
    """The thread that listens."""

    def __init__(self, told: Callable[[], str]) -> None:
        self._told, self._said = told, threading.Lock()
        self.interrupted = threading.Event()
        self._ear, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        self._before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with self._ear:
            self._wait()

    def _wait(self) -> None:
        from attribune.workers import kill_all

        if not self._heard():
            return
        with suppress(Exception):
            kill_all()
        self._ear.settimeout(GRACE)
        with suppress(TimeoutError):
            if not self._heard():
                return  # it ended by itself
        self.say()
        os._exit(STATUS)

    def _heard(self) -> bool:
        """Wait for an interrupt; False where the call is over."""
        while True:
            try:
                signals = self._ear.recv(1)
            except TimeoutError:
                raise
            except OSError:
                return False
            if not signals:
                return False
            if signals[0] == signal.SIGINT:
                self.interrupted.set()
                return True

    def say(self) -> None:
        """Say that the call was interrupted, once."""
        if self._said.acquire(blocking=False):
            _write(self._told())

    def close(self) -> None:
        """Listen no more."""
        signal.set_wakeup_fd(self._before)
        self._mouth.close()


def _write(text: str) -> None:
    with suppress(OSError):
        os.write(2, f"{text}\n".encode())
