"""A small corpus with its desk, made once; a client that asks it as a browser or a program would."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk needs the extra attribune[desk]")

from starlette.testclient import TestClient

from attribune.desk.app import create_app
from attribune.desk.settings import Limits, Settings
from tests.corpus.sample_corpora import folder, page, story, take_in
from tests.desk import browser
from tests.desk.described import DescribedClient

Client = Callable[..., TestClient]
BASE = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def program() -> Iterator[Any]:
    """A browser, for the tests of modules that ask whether one is there."""
    with browser.chromium() as made:
        yield made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of a dozen pages, one with two versions, and one plain text."""
    place = tmp_path_factory.mktemp("desk-sample")
    pages = folder(place / "pages", range(12))
    (pages / "story.txt").write_text(story(20), encoding="utf-8")
    take_in(place / "corpus", pages)
    later = place / "later"
    later.mkdir()
    (later / "0003.html").write_text(
        page(3, said="The swing bridge will stay shut until spring", modified="2026-06-01T08:00:00Z"), encoding="utf-8"
    )
    take_in(place / "corpus", later)
    return place / "corpus"


@pytest.fixture
def corpus(sample: Path, tmp_path: Path) -> Path:
    """A copy of the corpus, for one test to change."""
    return Path(shutil.copytree(sample, tmp_path / "corpus"))


@pytest.fixture
def client(corpus: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A client of a desk that asks for no token."""
    settings = Settings(corpus=corpus, folder=tmp_path / "desk")
    with DescribedClient(create_app(settings), base_url=BASE, follow_redirects=False) as made:
        yield made


@pytest.fixture
def make_client(corpus: Path, tmp_path: Path) -> Iterator[Client]:
    """Makes clients of desks with other settings."""
    opened: list[TestClient] = []

    def make(*, limits: Limits | None = None, audit: Path | None = None, **values: object) -> TestClient:
        settings = Settings(corpus=corpus, folder=tmp_path / "desk", limits=limits or Limits(), **values)  # type: ignore[arg-type]
        made = DescribedClient(create_app(settings, audit=audit), base_url=BASE, follow_redirects=False,
                          raise_server_exceptions=False)  # fmt: skip
        made.__enter__()
        opened.append(made)
        return made

    yield make
    for one in opened:
        one.__exit__(None, None, None)
