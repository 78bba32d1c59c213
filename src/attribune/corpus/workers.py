"""Processes that work beside the one that was called: fresh ones, gone when it is gone."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor

RARELY = (20_000, 20, 50)  # objects and rounds between collections in a worker: a tenth of its time otherwise


def executor(workers: int) -> ProcessPoolExecutor:
    """Fresh processes: a forked one would share the record's connection and its locks."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_settle, initargs=(os.getpid(),))


def _settle(parent: int) -> None:
    """In a worker: leave an interrupt to the parent, and don't outlive it. Records have no cycles to collect."""
    gc.set_threshold(*RARELY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)
