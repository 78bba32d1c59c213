"""The audit log: one JSON line a request, with who, what, when and how it ended; never a word of a draft or a token."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from attribune.clock import now
from attribune.desk.access.private_files import append

QUIET = ("/assets/",)


class Audit:
    """Writes to a file that others can't read; past ``most`` bytes it becomes ``….1``. ``None`` writes nothing."""

    def __init__(self, path: Path | None, most: int) -> None:
        self._path, self._most, self._lock = path, most, threading.Lock()
        if path:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)

    def write(self, **fields: Any) -> None:
        """Add a line. A file that can't be written raises: what isn't logged isn't done in silence."""
        if self._path is None or str(fields.get("path", "")).startswith(QUIET):
            return
        line = json.dumps({"at": now(), **fields})
        with self._lock:
            if self._path.exists() and self._path.stat().st_size > self._most:
                self._path.replace(self._path.with_name(self._path.name + ".1"))
            append(self._path, line)
