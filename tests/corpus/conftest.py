"""A process that reads for ``add``, started once: that takes longer than what most tests have it read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from attribune.corpus.ingest import scheduling
from attribune.workers import Workers


@pytest.fixture(scope="session")
def warm_process() -> Iterator[Workers]:
    """One process."""
    with Workers(1) as workers:
        yield workers


@pytest.fixture
def warm_reader(warm_process: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ``add`` has the same process read, and leaves it running."""
    monkeypatch.setattr(scheduling, "Workers", lambda _: nullcontext(warm_process))
