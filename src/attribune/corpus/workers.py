"""Processes that work beside the one that was called: fresh ones, gone when it is gone."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

RARELY = (20_000, 20, 50)  # objects and rounds between collections: a tenth of the time of reading otherwise


def executor(workers: int) -> ProcessPoolExecutor:
    """Fresh processes: a forked one would share the record's connection and its locks."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_settle, initargs=(os.getpid(),))


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """While thousands of records come and go, which have no cycles, the collector looks at them less often."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _settle(parent: int) -> None:
    """In a worker: leave an interrupt to the parent, and don't outlive it. Records have no cycles to collect."""
    gc.set_threshold(*RARELY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)
