"""Counts of an archive's records: read, kept, passed over, and the results of their digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from attribune.articles.warc.payload import Digest
from attribune.text.clipping import count

MOST_REASONS = 8  # reasons counted one by one on the line


@dataclass(slots=True, kw_only=True)
class Report:
    """Counts of one archive's records and of their digests' results; grows while the archive is read."""

    records: int = 0
    pages: int = 0
    articles: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    digests: Counter[Digest] = field(default_factory=Counter)
    files: dict[str, Digest] = field(default_factory=dict)  # of a WACZ: its WARC files and its list of digests

    def line(self) -> str:
        """Return how many records there were, were kept and passed over, and what the digests said, on one line."""
        reasons = self.passed_over.most_common()
        over = [f"{count:,} {reason}" for reason, count in reasons[:MOST_REASONS]]
        if more := sum(count for _, count in reasons[MOST_REASONS:]):
            over.append(f"{more:,} for other reasons")
        digests = [f"digests: {_digest_words(self.digests)}"] if self.pages else []
        if self.files:
            digests.append(f"digests of files: {_digest_words(Counter(self.files.values()))}")
        return (
            f"{count(self.records, 'record')}, {self.pages:,} kept"
            + (f" ({'; '.join(digests)})" if digests else "")
            + (f"; passed over: {', '.join(over)}" if over else "")
        )


def together(reports: Iterable[Report]) -> Report:
    """Return the sum of the reports of several archives."""
    total = Report()
    for number, report in enumerate(reports, 1):
        total.records += report.records
        total.pages += report.pages
        total.articles += report.articles
        total.passed_over += report.passed_over
        total.digests += report.digests
        total.files |= {f"{number}/{path}": digest for path, digest in report.files.items()}
    return total


def _digest_words(digests: Counter[Digest]) -> str:
    return ", ".join(f"{digests[kind]:,} {kind}" for kind in ("pass", "fail", "absent"))
