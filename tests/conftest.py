"""What every test may use: numbered fakes, and the data folder beside the project where there is one."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.amount import tries

settings.register_profile("default", deadline=None, max_examples=tries(50, 500))
settings.load_profile("default")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of measuring data; tests that need it skip, and say so, where it is absent."""
    folder = Path(os.environ.get("ATTRIBUNE_DATA", SHARED / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data folder at {folder}")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of example articles beside the project."""
    folder = SHARED / "examples"
    if not folder.is_dir():
        pytest.skip(f"no examples at {folder}")
    return folder


def pytest_collection_finish() -> None:
    """Leave what was collected out of the garbage collector's sight: it would go through 13,000 tests each time."""
    gc.collect()
    gc.freeze()
