"""What became of an archive's records while it was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from attribune.articles.warc_payload import Digest


@dataclass(slots=True, kw_only=True)
class Report:
    """What became of the records of one archive, and what their digests said; grows while it is read."""

    records: int = 0
    kept: int = 0
    articles: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    digests: Counter[Digest] = field(default_factory=Counter)
    files: dict[str, Digest] = field(default_factory=dict)  # of a WACZ: its WARC files and its list of digests

    def line(self) -> str:
        """All of it on one line."""
        over = ", ".join(f"{count} {reason}" for reason, count in self.passed_over.most_common())
        digests = ", ".join(f"{self.digests[kind]} {kind}" for kind in ("pass", "fail", "absent"))
        return f"{self.records} records, {self.kept} kept (digests: {digests}), {self.articles} articles" + (
            f"; passed over: {over}" if over else ""
        )
