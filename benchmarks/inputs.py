"""Finds the benchmarks' data (``ATTRIBUNE_DATA`` or ``../shared/data``) and names its exact version."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """Return the folder of measuring data. Raises ``SystemExit`` with the way out where there is none."""
    folder = Path(os.environ.get("ATTRIBUNE_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"no data at {folder}; name the folder in ATTRIBUNE_DATA")
    return folder


def json_lines(name: str) -> list[dict[str, Any]]:
    """Return the objects of a gzipped JSON Lines file of the data folder."""
    with gzip.open(data_folder() / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def digest(names: list[str]) -> str:
    """Return one SHA-256 over the named files or folders of the data folder, names included."""
    total = hashlib.sha256()
    for name in names:
        path = data_folder() / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(file.relative_to(data_folder()).as_posix().encode())
                total.update(file.read_bytes())
    return total.hexdigest()
