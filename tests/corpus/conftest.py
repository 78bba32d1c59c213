"""Processes that read for ``add``, started once for many tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from attribune.corpus.ingest import scheduling
from attribune.workers import Workers


class WarmWorkers(Workers):
    """They outlive the call that they read for: starting one takes longer than what most tests have it read."""

    def __exit__(self, *_: object) -> None:
        """The next call has them."""


@pytest.fixture(scope="session")
def warm_process() -> Iterator[Workers]:
    """One process."""
    workers = WarmWorkers(1)
    yield workers
    workers.close()


@pytest.fixture
def warm_reader(warm_process: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ``add`` has the same process read."""
    monkeypatch.setattr(scheduling, "Workers", lambda _: warm_process)
