"""``attribune.check`` and ``attribune.read``: the commands of the same names as calls."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from attribune.api.reading import Reading
from attribune.api.report import Report
from attribune.api.sources import OnError, Source, articles_of, evidence_of, one_article
from attribune.errors import UsageError
from attribune.statements.extract import Tier

if TYPE_CHECKING:
    from attribune.check.corpus_evidence import CorpusLibrary


def check(
    draft: Source,
    against: object,
    *,
    policy: str = "strict",
    tier: Tier = "auto",
    evidence_tier: Tier = "fast",
    progress: Callable[[int, int], None] | None = None,
    on_error: OnError = None,
) -> Report:
    """Check every quotation of a draft against evidence.

    >>> evidence = {"minutes": "“We will not close the harbour,” Mara Voss said on Monday."}
    >>> check("“We will close the harbour,” said Voss.", against=evidence, tier="rules", evidence_tier="rules")
    Report(not ok: 1 altered)

    ``draft`` is a path, a text, bytes or an article. ``against`` is the same, a corpus, a mapping of names to texts, or
    several of these in a list. ``policy`` is "strict", "ap" or "guardian". ``progress`` is called with (quotations
    done, all of them). Bad evidence raises, or goes to ``on_error`` if that is given.

    Raises InputError for a draft or evidence that can't be read, UsageError for a call that is wrong, NetError where
    a tier's net can't run.
    """
    from attribune.check.corpus_evidence import CorpusLibrary
    from attribune.check.engine import check_draft
    from attribune.check.excluded_evidence import Sieve
    from attribune.corpus.storage.corpus import Corpus

    article = one_article(draft, name="draft")
    articles, corpora = evidence_of(against, on_error=on_error)
    if not articles and not corpora:
        raise UsageError("there is no evidence to check against")
    sieve = Sieve([article])  # of a corpus, as for the command: its copies of the draft, and reports of ours, are none
    with ExitStack() as opened:
        libraries: list[CorpusLibrary] = [
            CorpusLibrary(opened.enter_context(Corpus(path)), passes=sieve.passes) for path in corpora
        ]
        record = check_draft(
            article, articles, policy=policy, tier=tier, evidence_tier=evidence_tier, progress=progress,
            libraries=libraries, sieve=sieve,
        )  # fmt: skip
        known = {one.id: one for one in articles}
        for library in libraries:
            known.update(library.cited(record))
    return Report(record, known)


def read(source: Source, *, tier: Tier = "auto") -> Reading:
    """Read one article into statements, sources and figures.

    >>> reading = read("“We will not close the harbour,” Mara Voss said on Monday.", tier="rules")
    >>> [(statement.speaker, statement.cue_text) for statement in reading.statements]
    [('Mara Voss', 'said')]

    ``source`` is a path, a text, bytes or an article; ``tier`` is "rules" (no net), "fast", "best" or "auto". Raises
    InputError where it can't be read or holds several articles (:func:`read_many` reads those).
    """
    from attribune.sources.reading import read_article

    return Reading(read_article(one_article(source), tier=tier))


def read_many(
    sources: Source | Iterable[Source], *, tier: Tier = "auto", on_error: OnError = None
) -> Iterator[Reading]:
    """Read all articles of files, folders or texts, one by one; a bad input goes to ``on_error``, or raises."""
    from attribune.records import Article
    from attribune.sources.reading import read_article

    each: Iterable[Source] = [sources] if isinstance(sources, str | bytes | Article | os.PathLike) else sources
    for source in each:
        for article in articles_of(source, on_error=on_error):
            yield Reading(read_article(article, tier=tier))
