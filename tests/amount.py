"""How much is tried at random: some on every change, all with ``ATTRIBUNE_FUZZ=all``."""

from __future__ import annotations

import os

THOROUGH = os.environ.get("ATTRIBUNE_FUZZ") == "all"


def tries(some: int, every: int) -> int:
    """Return how many examples, values or attempts a test takes."""
    return every if THOROUGH else some
