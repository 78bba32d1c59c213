"""The digests in the model cards for people, written from the ones the machine reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

_DIGEST = re.compile(r"^\| `(?P<name>[\w.]+)` \| [\d,]+ \| `[0-9a-f]{64}` \|$", re.MULTILINE)


def write_digests(folder: Path, tier: str) -> None:
    """Bring the table "| `file` | bytes | `SHA-256` |" of ``tier.md`` up to date with ``tier.json`` and the files."""
    digests = json.loads((folder / f"{tier}.json").read_text(encoding="utf-8"))["sha256"]

    def row(found: re.Match[str]) -> str:
        name = found["name"]
        return f"| `{name}` | {(folder / name).stat().st_size:,} | `{digests[name]}` |"

    card = folder / f"{tier}.md"
    card.write_text(_DIGEST.sub(row, card.read_text(encoding="utf-8")), encoding="utf-8")
