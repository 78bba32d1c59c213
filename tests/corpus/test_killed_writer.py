"""kill -9 at every call that touches the disk and at random moments: nothing acknowledged is lost."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.corpus.storage.corpus import Corpus
from tests.amount import tries
from tests.corpus.crashes import PAGES, AtCall, killed, make_pages, must_hold
from tests.corpus.sample_corpora import take_in

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a writer cheaply")
AT_CALLS = 70  # at least; every call of a whole run is tried
AT_RANDOM = tries(60, 400)
LONGEST = 0.15  # seconds; a whole call takes about 0.12


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses nothing there that it wouldn't lose on a disk."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_killed_at_each_call_that_touches_the_disk(quick: Path) -> None:
    deaths, died = 0, True
    for number in itertools.count(1):
        corpus = quick / str(number)
        pages = make_pages(quick / f"pages{number}", number)
        acknowledged, died = killed(corpus, pages, AtCall(number), None)
        deaths += died
        if (corpus / "corpus.db").exists() and (corpus / "head.json").exists():
            must_hold(corpus, set(acknowledged))
        else:
            assert not acknowledged
        take_in(corpus, pages)
        if number % 10 == 0:
            must_hold(corpus, set(acknowledged))
        with Corpus(corpus) as opened:
            assert opened.rows("SELECT count(*) FROM articles")[0][0] == PAGES
        shutil.rmtree(corpus)
        if not died:  # the call is over before it touches the disk so often
            break
    assert deaths >= AT_CALLS


def test_killed_at_random_again_and_again(quick: Path) -> None:
    """The same corpus through many deaths: each call finds what the last one left."""
    draw = random.Random(17)
    acknowledged: set[str] = set()
    corpus, deaths, made = quick / "c", 0, 0
    while deaths < AT_RANDOM:
        if made % 20 == 0:
            shutil.rmtree(corpus, ignore_errors=True)
            acknowledged = set()
        pages = make_pages(quick / f"pages{made}", made * PAGES)
        heard, died = killed(corpus, pages, lambda: None, draw.uniform(0, LONGEST))
        made, deaths = made + 1, deaths + died
        acknowledged |= set(heard)
        if (corpus / "corpus.db-wal").exists() and not (corpus / "corpus.db-shm").exists():
            take_in(corpus, pages)  # it died while SQLite closed the record: the error that readers get says to write
        if (corpus / "corpus.db").exists() and (acknowledged or (corpus / "head.json").exists()):
            must_hold(corpus, acknowledged)
    take_in(corpus, *(quick / f"pages{n}" for n in range((made - 1) // 20 * 20, made)))
    must_hold(corpus, acknowledged)
