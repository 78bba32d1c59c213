"""kill -9 a thousand times: is everything acknowledged there, and the corpus clean?

``./run bench crash [--deaths N]``. Half of the deaths are at a given call that touches the disk (sync, rename), half
at a random moment; after each the corpus is verified whole and the next call goes on where the last one died. Power is
not cut: what the system had in its cache survives here, and syncs guard it there.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.corpus.crashes import PAGES, AtCall, killed, make_pages, must_hold

FRESH = 25  # deaths after which a new corpus is begun, so that verifying stays quick
CALLS = 80  # that touch the disk in one call of add, about
SEED = 23


def measure(deaths: int, folder: Path) -> dict[str, float]:
    """Die so often; raises AssertionError where anything acknowledged is lost or the corpus isn't clean."""
    draw = random.Random(SEED)
    corpus, acknowledged_before, died, calls = folder / "c", set[str](), 0, 0
    started = time.monotonic()
    while died < deaths:
        if calls % FRESH == 0:
            shutil.rmtree(corpus, ignore_errors=True)
            acknowledged_before = set()
        pages = make_pages(folder / f"pages{calls}", calls * PAGES)
        if calls % 2:
            acknowledged, dead = killed(corpus, pages, AtCall(draw.randrange(1, CALLS)), None)
        else:
            acknowledged, dead = killed(corpus, pages, lambda: None, draw.uniform(0, 0.15))
        calls, died = calls + 1, died + dead
        acknowledged_before |= set(acknowledged)
        if (corpus / "head.json").exists():
            must_hold(corpus, acknowledged_before)
        elif acknowledged_before:
            raise AssertionError("something was acknowledged, and there is no corpus")
        shutil.rmtree(pages)
        if calls % 100 == 0:
            print(f"  {calls} calls, {died} deaths, {time.monotonic() - started:.0f} s", flush=True)
    return {"deaths": died, "calls": calls, "acknowledged and lost": 0, "seconds": time.monotonic() - started}


def main(arguments: list[str]) -> None:
    """Print the figures; a traceback names what was lost."""
    parser = argparse.ArgumentParser(prog="bench crash", description=__doc__.split("\n")[0])
    parser.add_argument("--deaths", type=int, default=1_000)
    chosen = parser.parse_args(arguments)
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    try:
        for name, value in measure(chosen.deaths, folder).items():
            print(f"{name:<24} {value:10,.0f}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
