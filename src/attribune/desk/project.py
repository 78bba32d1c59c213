"""What a project's settings add to the checks of its desk: evidence beside the corpus, quotations that don't count.

The evidence is read once, and a file of it again when it changed. Where it can't be read, checks aren't ok and say so:
what was missed may speak against a quotation. Where it lies on this machine is nobody's business, so a file is named
from the folder of the settings, and one outside of it by its name alone.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from attribune.articles.reading import ReadFiles
from attribune.check.evidence.exclusion import Sieve
from attribune.check.places import in_source
from attribune.config.ignores import with_ignores
from attribune.config.settings import Settings
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.database import is_corpus
from attribune.errors import AttribuneError, MissingInput
from attribune.records import Article, Evidence, Report, Verdict, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The evidence of the settings as it is now; ``unread`` are sentences about what couldn't be read."""

    articles: tuple[Article, ...] = ()
    corpora: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    mark: str = ""  # changes with what was read of files; of a corpus its snapshot tells

    def sieved(self, draft: Article, named: frozenset[str]) -> tuple[list[Article], Sieve]:
        """Return the articles that are evidence for a draft, and the sieve that knows which aren't: its copies."""
        sieve = Sieve([draft])
        passed = [one for one in self.articles if sieve.passes(one, named=os.path.realpath(one.name or "") in named)]
        return sieve.without_pieces(passed, named), sieve


class Project:
    """The settings of one desk. Raises MissingInput for evidence that there isn't."""

    def __init__(self, settings: Settings, corpus: Path) -> None:
        own = os.path.realpath(corpus)
        self.settings = settings
        self.paths = [path for path in settings.against if os.path.realpath(path) != own]
        missing = [path for path in self.paths if not os.path.lexists(path)]
        if missing:
            raise MissingInput("the settings name this as evidence, and there is no such file or folder",
                               concerns=missing[0])  # fmt: skip
        self.named = frozenset(os.path.realpath(path) for path in self.paths if Path(path).is_file())
        self._files, self._lock = ReadFiles(), threading.Lock()

    @property
    def names(self) -> list[str]:
        """The paths of the evidence as people see them."""
        return [self._shown(path) for path in self.paths]

    def evidence(self) -> Standing:
        """Return the evidence beside the corpus."""
        if not self.paths:
            return Standing()
        from attribune.api.sources import articles_of

        articles: list[Article] = []
        errors: list[AttribuneError] = []
        corpora = [path for path in self.paths if is_corpus(path)]
        with self._lock:
            for path in (Path(path) for path in self.paths if path not in corpora):
                try:
                    articles += articles_of(path, on_error=errors.append, files=self._files)
                except AttribuneError as error:
                    errors.append(error)
        unread = [
            f"{self._shown(one.concerns or 'evidence')}: evidence that wasn’t read: {one.message}" for one in errors
        ]
        known = [(one.name, one.sha256, one.id) for one in articles]
        mark = hashlib.sha256(repr((known, unread, corpora)).encode(errors="replace")).hexdigest()
        return Standing(articles=tuple(articles), corpora=tuple(corpora), unread=tuple(unread), mark=mark)

    def named_in_identity(self, standing: Standing) -> dict[str, Any]:
        """Return what a check's id depends on: the evidence as it is now, and what is ignored."""
        heads = []
        for folder in standing.corpora:
            with Corpus(folder) as corpus:
                heads += [tuple(row) for row in corpus.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")]
        return {"project": (standing.mark, heads, to_json(self.settings.ignore))} if self.settings.file else {}

    def finished(self, report: Report, source: str | None, standing: Standing, sieve: Sieve) -> Report:
        """Return the report on a draft, whose file has the text ``source``, with what the project says of it."""
        coverage = replace(report.coverage, left_out=(*report.coverage.left_out, *sieve.left_out))
        complete = report.complete and not standing.unread
        report = replace(report, coverage=coverage, notes=(*report.notes, *standing.unread), complete=complete)
        report = self._ignoring(in_source(report, source, report.draft.name or "draft"), source)
        return _renamed(in_source(report, None, ""), self._shown)  # what was sent is in no file of this machine

    def _ignoring(self, report: Report, source: str | None) -> Report:
        """Return the report with what isn't counted. A draft that was sent lies beside the settings, as it were."""
        file = self.settings.file
        draft = report.draft
        if file:
            report = replace(report, draft=replace(draft, name=str(file.parent / (draft.name or "draft"))))
        report = replace(with_ignores(report, source, self.settings), draft=draft)
        if not file:
            return report
        notes = [note.replace(str(file), file.name).replace(f"{file.parent}{os.sep}", "") for note in report.notes]
        return replace(report, notes=tuple(notes), coverage=replace(report.coverage, settings=file.name))

    def shown_articles(self, articles: Mapping[str, Article]) -> dict[str, Article]:
        """Return articles by id, those of the project's files under the names that people see."""
        return {key: replace(one, name=self._shown(one.name)) if one.name else one for key, one in articles.items()}

    def _shown(self, path: str) -> str:
        """Return a path from the settings' folder, of one outside only its name; what is no such path as it is."""
        folder = os.path.realpath(self.settings.file.parent) if self.settings.file else os.path.realpath(".")
        if not any(path == one or path.startswith(one.rstrip(os.sep) + os.sep) for one in self.paths):
            return path
        near = os.path.relpath(os.path.realpath(path), folder)
        return near if not near.startswith("..") else Path(path).name


def _renamed(report: Report, shown: Callable[[str], str]) -> Report:
    """Return the report with each file of evidence under the name that people see."""

    def passage(one: Evidence) -> Evidence:
        return replace(one, name=shown(one.name)) if one.name else one

    def passages(some: Sequence[Evidence]) -> tuple[Evidence, ...]:
        return tuple(map(passage, some))

    def verdict(one: Verdict) -> Verdict:
        nearest = passage(one.nearest) if one.nearest else None
        return replace(one, evidence=passages(one.evidence), against=passages(one.against), nearest=nearest)

    left_out = tuple(replace(one, name=shown(one.name)) for one in report.coverage.left_out)
    return replace(
        report, results=tuple(map(verdict, report.results)), coverage=replace(report.coverage, left_out=left_out),
        not_checked=tuple(replace(one, evidence=passage(one.evidence)) if one.evidence else one
                          for one in report.not_checked),
    )  # fmt: skip
