"""What one check leaves for the next in the same process: files read, what was made of the evidence, and reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from typing import TYPE_CHECKING, Any

from attribune.records import Article, Report
from attribune.statements.extract import Tier

if TYPE_CHECKING:
    from attribune.articles.reading import ReadFiles
    from attribune.check.evidence.cache import Views

EVIDENCE_TIER: Tier = "fast"


class Warm:
    """What the last check left. ``files`` is None for a call that checks once."""

    def __init__(self, files: ReadFiles | None = None) -> None:
        self.files = files
        self._views: Views | None = None
        self._reports: dict[str, tuple[tuple[Any, ...], Report]] = {}

    def of(self, evidence: Sequence[Article]) -> Views:
        """Return the views of this evidence, with what was made of the same articles before."""
        from attribune.check.evidence.cache import Views

        self._views = self._views.of(evidence) if self._views else Views(evidence, EVIDENCE_TIER)
        return self._views

    def report(self, draft: str, how: tuple[Any, ...], make: Callable[[], Report], *, unless: Sized) -> Report:
        """Return a draft's report: the last one if ``how`` it is made, all that it depends on, is the same.

        It isn't kept if ``unless`` isn't empty: what couldn't be read is told by reading it again.
        """
        known = self._reports.pop(draft, None)
        report = known[1] if known is not None and known[0] == how else make()
        if self.files is not None and not unless:
            self._reports[draft] = how, report
        return report
