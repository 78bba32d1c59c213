"""A corpus on the disk with one method a command; each opens it, does its work and closes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attribune.api.report import Report
from attribune.api.sources import OnError, Source
from attribune.errors import AttribuneError, UsageError
from attribune.records import Coverage, Trace
from attribune.statements.extract import Tier

if TYPE_CHECKING:
    from attribune.corpus.ingest.add import Acknowledged, Added
    from attribune.corpus.query.audit import SourceAudit
    from attribune.corpus.query.history import History
    from attribune.corpus.query.types import In, SearchResult
    from attribune.corpus.verify.run import Verified


class Corpus:
    """An evidence store in a folder.

    ``add`` makes the folder where it isn't there; everything else raises CorpusMissing then.
    """

    def __init__(self, folder: str | os.PathLike[str] = "corpus") -> None:
        self.folder = Path(folder)

    def add(
        self,
        inputs: Source | Sequence[str | os.PathLike[str]],
        *,
        tier: str = "fast",
        workers: int | None = None,
        on_commit: Callable[[Added, list[Acknowledged]], None] | None = None,
    ) -> Added:
        """Take in files and folders; nothing is fetched. What can't be read is in the ``errors`` of what is returned.

        Raises CorpusFull, CorpusLocked or CorpusBroken; everything acknowledged before is kept.
        """
        from functools import partial

        from attribune.corpus.ingest.add import add
        from attribune.corpus.ingest.archives import Pages, archive_items, is_archive
        from attribune.corpus.ingest.items import file_items
        from attribune.corpus.storage.corpus import Corpus as Store

        single = isinstance(inputs, str | os.PathLike)
        named = [os.fspath(one) for one in ([inputs] if single else inputs)]  # type: ignore[union-attr,arg-type]
        problems: list[AttribuneError] = []

        def lost() -> list[AttribuneError]:
            problems_taken, problems[:] = problems[:], []
            return problems_taken

        with Store(self.folder, write=True) as corpus:
            opened = partial(archive_items, pages=Pages(corpus))

            def items() -> Any:
                for path in named:
                    if is_archive(path) and Path(path).is_file():
                        yield from opened(Path(path), on_error=problems.append)
                    else:
                        yield from file_items(
                            [path], on_error=problems.append, archives=opened, leave_out=corpus.folder
                        )

            return add(corpus, items(), tier=tier, workers=workers, on_commit=on_commit, lost=lost)

    def search(self, words: str = "", *, where: In | None = None, **filters: Any) -> SearchResult:
        """Search articles, statements or speakers (``where``). Raises UsageError for a wrong filter.

        ``filters`` are the fields of :class:`attribune.corpus.query.types.Query`: ``speaker``, ``outlet``, ``since``,
        ``until``, ``kind``, ``medium``, ``first_hand``, ``story``, ``all_versions``, ``limit``, ``offset``.
        """
        from attribune.corpus.query.search import search
        from attribune.corpus.query.types import Query
        from attribune.corpus.storage.corpus import Corpus as Store

        try:
            query = Query(words=words, where=where, **filters)
        except TypeError as error:
            raise UsageError(f"no such filter: {error}") from None
        with Store(self.folder) as corpus:
            return search(corpus, query)

    def speakers(self, name: str = "", *, limit: int = 20) -> SearchResult:
        """Find speakers by a name or a part of it."""
        return self.search(name, where="speakers", limit=limit)

    def history(self, article: str) -> History:
        """Return the versions of an article, named by URL, file or id, and what changed between them."""
        from attribune.corpus.query.history import history
        from attribune.corpus.storage.corpus import Corpus as Store

        with Store(self.folder) as corpus:
            return history(corpus, article)

    def check(self, draft: Source, *, policy: str = "strict", tier: Tier = "auto", on_error: OnError = None) -> Report:
        """Check a draft's quotations against what the corpus holds."""
        from attribune.api.jobs import check

        return check(draft, self, policy=policy, tier=tier, on_error=on_error)

    def audit(
        self, *, outlet: str | None = None, since: str | None = None, until: str | None = None, copies: bool = False
    ) -> SourceAudit:
        """Count who is quoted how often, and how; copies of the same words from one source count once.

        Raises UsageError for a day that is none.
        """
        from attribune.corpus.query.audit import source_audit
        from attribune.corpus.storage.corpus import Corpus as Store

        with Store(self.folder) as corpus:
            return source_audit(corpus, outlet=outlet, since=since, until=until, copies=copies)

    def review(self, about: str = "statements", *, limit: int = 30) -> list[dict[str, Any]]:
        """Return what waits for a decision: ``statements``, ``events`` or ``speakers``; ``decided``: what was decided.

        Raises UsageError for others.
        """
        from attribune.corpus.query import reviews
        from attribune.corpus.storage.corpus import Corpus as Store

        with Store(self.folder) as corpus:
            return reviews.decided(corpus, limit) if about == "decided" else reviews.suggested(corpus, about, limit)

    def decide(self, about: str, number: int, decision: str, *, note: str = "", by: str | None = None) -> int:
        """Keep that a suggestion is ``confirmed`` or ``rejected`` (say why in ``note``), or take that back
        (``withdrawn``); the id of the review.

        Raises UsageError and UnknownRecord.
        """
        from attribune.corpus.query import reviews
        from attribune.corpus.storage.corpus import Corpus as Store

        with Store(self.folder):  # a decision makes no corpus
            pass
        with Store(self.folder, write=True) as corpus:
            return reviews.decide(corpus, about, number, decision, note=note, by=by)

    def dossier(self, output: str | os.PathLike[str], *, statements: Sequence[int]) -> str:
        """Write a file with statements (their ids), their articles in all versions and the bytes they were read from.

        Returns the seal: the SHA-256 of every line before it.
        """
        import json

        from attribune.corpus.query.dossier import dossier
        from attribune.corpus.storage.corpus import Corpus as Store

        last = "{}"
        with Store(self.folder) as corpus, Path(output).open("w", encoding="utf-8", newline="\n") as file:
            for line in dossier(corpus, statements=statements):
                file.write(line)
                last = line
        return str(json.loads(last)["sha256"])

    def trace(self, *, rebuild: bool = False) -> Trace:
        """Trace every version: what is kept with the corpus, brought up to date and kept; ``rebuild``: made anew."""
        from attribune.trace.corpus.update import trace_corpus

        return trace_corpus(self.folder, rebuild=rebuild).trace

    def verify(self, *, workers: int | None = None) -> Verified:
        """Hash and read every payload again, check every span, walk the log; ``clean`` says whether all is well."""
        from attribune.corpus.verify.run import verify
        from attribune.trace.corpus.update import verify_trace

        result = verify(self.folder, workers=workers)
        verify_trace(self.folder, result)
        return result

    @property
    def coverage(self) -> Coverage:
        """The number of articles and outlets, and the first and last day."""
        from attribune.corpus.storage.corpus import Corpus as Store

        with Store(self.folder) as corpus:
            return corpus.coverage()

    def __repr__(self) -> str:
        return f"Corpus({str(self.folder)!r})"
