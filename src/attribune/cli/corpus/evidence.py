"""The evidence of ``check``: what ``--against`` names, without drafts, what is nearly one, and our own output."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from attribune.check.evidence.exclusion import THE_DRAFT, Sieve, lines, shown
from attribune.cli.shared.inputs import Problems, Progress, articles
from attribune.errors import AttribuneError, OwnOutput
from attribune.exports.terminal.ansi import printable
from attribune.records import Article

if TYPE_CHECKING:
    from attribune.articles.reading import ReadFiles
    from attribune.check.evidence.corpus import CorpusLibrary

FEW = 1_000  # articles of a corpus of which each one's file is compared with the drafts; of more, those of one name
NAMED = "it counts because --against names the file itself"
Identity = tuple[int, int]  # a file's device and number: the same by whatever path or link it is reached


class Files:
    """The files of the drafts, known by whatever path or link they are reached."""

    def __init__(self, paths: Sequence[str]) -> None:
        from attribune.articles.inputs import inputs

        readable = [path for path in paths if path != "-" and "\0" not in path]
        draft_paths = [str(path) for path in inputs(readable, on_error=lambda _error: None)]
        self._identities = {identity for path in draft_paths if (identity := identity_of(path))}
        self._names = {Path(form(path)).name for path in draft_paths for form in (os.path.abspath, os.path.realpath)}

    def __contains__(self, path: object) -> bool:
        return bool(self._identities) and identity_of(str(path)) in self._identities

    def may_hold(self, path: str) -> bool:
        """True if a file of this path may be a draft by its name alone."""
        return Path(path).name in self._names


def identity_of(path: str) -> Identity | None:
    """Return what tells a file from all others; None where there is none."""
    try:
        about = os.stat(path)  # noqa: PTH116 - any string may be a corpus's address
    except (OSError, ValueError):
        return None
    return about.st_dev, about.st_ino


class Collector:
    """Collects the bad inputs among the evidence: our own output is left out and named, which is no problem."""

    def __init__(self, problems: Problems, sieve: Sieve) -> None:
        self._problems, self._sieve = problems, sieve

    def __call__(self, error: AttribuneError) -> None:
        if isinstance(error, OwnOutput):
            self._sieve.add(error.concerns or "an input", error.message.partition(",")[0])
        else:
            self._problems(error)


def opened(against: Sequence[str], drafts: Files, sieve: Sieve, problems: Problems) -> list[CorpusLibrary]:
    """Return the corpora among the evidence, open as long as the program runs.

    A draft in one is no evidence for itself.
    """
    from attribune.check.evidence.corpus import CorpusLibrary
    from attribune.corpus.storage.corpus import Corpus
    from attribune.corpus.storage.database import is_corpus

    libraries = []
    for path in against:
        if path == "-" or "\0" in path or not is_corpus(path):
            continue
        try:
            corpus = Corpus(path)
            few = int(corpus.rows("SELECT count(*) FROM articles")[0][0]) <= FEW

            def skip(named: str, few: bool = few) -> bool:
                name = named if "://" not in named else ""
                own = bool(name) and (few or drafts.may_hold(name)) and name in drafts
                if own:
                    sieve.add(name, THE_DRAFT)
                return own

            libraries.append(CorpusLibrary(corpus, skip=skip, passes=sieve.passes))
            problems.good += 1
        except AttribuneError as error:
            problems(error)
    return libraries


class _Watch:
    """Sees every file before it is read: knows which one is read now, and passes over the drafts."""

    def __init__(self, drafts: Files, sieve: Sieve) -> None:
        self._drafts, self._sieve = drafts, sieve
        self._file = ""

    def __call__(self, path: Path) -> bool:
        self._file = str(path)
        own = path in self._drafts
        if own:
            self._sieve.add(str(path), THE_DRAFT)
        return own

    def describe(self, article: Article) -> str:
        """Return the name of an article for a message: its file, and its own name if that differs."""
        inner = shown(article)
        return inner if self._file in ("", "-") or inner.startswith(self._file) else f"{self._file} ({inner})"


def read_evidence(
    against: Sequence[str],
    drafts: Files,
    sieve: Sieve,
    problems: Problems,
    columns: str | None,
    read: ReadFiles | None = None,
) -> tuple[list[Article], list[str]]:
    """Return the other evidence, and notes on what counts although it is nearly a draft: it was named by itself.

    A draft's own file is never evidence for itself, by whatever path, link or folder it is named.
    """
    from attribune.corpus.storage.database import is_corpus

    evidence, notes = list[Article](), list[str]()
    collector = Collector(problems, sieve)
    with Progress("articles loaded") as progress:
        for path in against:
            if path != "-" and "\0" not in path and is_corpus(path):
                continue
            named = path == "-" or ("\0" not in path and os.path.isfile(path))  # noqa: PTH113
            watch = _Watch(drafts, sieve)
            first = len(evidence)
            for article in articles([path], collector, columns, watch, problems.others, files=read):
                problems.good += 1
                progress.step()
                if not sieve.passes(article, named=named, name=watch.describe(article)):
                    continue
                evidence.append(article)
                near = sieve.near(article) if named else None
                if near:
                    notes.append(f"{watch.describe(article)}: {near}; {NAMED}")
            if named:
                numbers, near = sieve.pieces(evidence[first:])
                notes += [f"{path}: {near}; {NAMED}"] if numbers else []
            else:
                evidence[first:] = sieve.without_pieces(evidence[first:])
    return evidence, notes


def tell(sieve: Sieve, notes: Sequence[str], reported: set[str]) -> None:
    """Say on stderr what was left out and what counts all the same, each line once."""
    for line in (*lines(sieve.left_out), *notes):
        if line not in reported:
            reported.add(line)
            click.echo(f"attribune: {printable(line)}", err=True)
