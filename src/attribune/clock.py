"""The time, as every record has it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return this moment in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
