"""``attribune.check`` and ``attribune.read``: the commands of the same names as calls."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from attribune.api.answers import draft_of
from attribune.api.reading import Reading
from attribune.api.report import Report
from attribune.api.sources import OnError, Source, articles_of, evidence_of, one_article
from attribune.config.policy import policy_of
from attribune.errors import AttribuneError, NetError, UsageError, internal
from attribune.statements.extract import Tier

if TYPE_CHECKING:
    from attribune.check.evidence.corpus import CorpusLibrary
    from attribune.nets.tagger import Relation
    from attribune.records import Article, Rewrite


def check(
    draft: object,
    against: object,
    *,
    as_: str | None = None,
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

    ``draft`` is a path, a text, bytes or an article; or the answer of a language model, as text, JSON, a dict or an
    object of a vendor's client. ``as_`` says which form of answer: "markdown", "anthropic", "openai", "cohere",
    "gemini" or "quotes"; without it that is found by content. ``against`` is a path, a text, bytes, an article, a
    corpus, a mapping of names to texts, or several of these in a list. ``policy`` is "strict", "ap", "guardian" or the
    path of a TOML file.
    ``progress`` is called with (quotations done, all of them). Bad evidence raises, or goes to ``on_error``.

    Raises InputError for a draft or evidence that can't be read, UsageError for a call that is wrong, NetError where
    a tier's net can't run.
    """
    from attribune.check.evidence.corpus import CorpusLibrary
    from attribune.check.evidence.exclusion import Sieve
    from attribune.check.places import in_files
    from attribune.corpus.storage.corpus import Corpus

    article, checker = draft_of(draft, as_)
    articles, corpora = evidence_of(against, on_error=on_error)
    if not articles and not corpora:
        raise UsageError("there is no evidence to check against")
    sieve = Sieve([article])  # of a corpus, as for the command: its copies of the draft, and reports of ours, are none
    unread: dict[str, AttribuneError] | None = None if on_error is None else {}
    with ExitStack() as opened:
        libraries: list[CorpusLibrary] = [
            CorpusLibrary(opened.enter_context(Corpus(path)), passes=sieve.passes) for path in corpora
        ]
        record = checker(
            articles, policy=policy_of(policy), tier=tier, evidence_tier=evidence_tier, progress=progress,
            libraries=libraries, sieve=sieve, unread=unread,
        )  # fmt: skip
        if on_error is not None:
            for error in (unread or {}).values():
                on_error(error)
        known = {one.id: one for one in articles}
        for library in libraries:
            known.update(library.cited(record))
    return Report(in_files(record, known), known)


def guard(
    before: Source, after: Source, *, policy: str = "strict", tier: Tier = "fast", allow_lost: bool = False
) -> Rewrite:
    """Say of every quotation of a text what became of it in another version of the text.

    >>> was, now = "“We may sell the lamp,” Mara Voss said.", "“We must sell the lamp,” Mara Voss said."
    >>> [one.fate for one in guard(was, now, tier="rules").quotations]
    ['altered']

    ``before`` and ``after`` are paths, texts, bytes or articles. ``allow_lost``: a quotation may be left out whole.
    Raises InputError for a text that can't be read or holds several articles, UsageError for a call that is wrong,
    NetError where a tier's net can't run.
    """
    from attribune.check.rewrite import compare_rewrite

    old, new = one_article(before, name="before", draft=True), one_article(after, name="after", draft=True)
    return compare_rewrite(old, new, policy=policy_of(policy), tier=tier, allow_lost=allow_lost)


def read(source: Source, *, tier: Tier = "auto") -> Reading:
    """Read one article into statements, sources and figures.

    >>> reading = read("“We will not close the harbour,” Mara Voss said on Monday.", tier="rules")
    >>> [(statement.speaker, statement.cue_text) for statement in reading.statements]
    [('Mara Voss', 'said')]

    ``source`` is a path, a text, bytes or an article; ``tier`` is "rules" (no net), "fast", "best" or "auto". Raises
    InputError where it can't be read or holds several articles (:func:`read_many` reads those).
    """
    from attribune.sources.timed import read_in_time

    return Reading(read_in_time(one_article(source), tier=tier))


def read_many(
    sources: Source | Iterable[Source], *, tier: Tier = "auto", on_error: OnError = None
) -> Iterator[Reading]:
    """Read all articles of files, folders or texts, and yield one by one; short ones pass through the nets together.

    A bad input, or an article whose statements can't be read, goes to ``on_error`` and the others are read; without
    ``on_error`` it raises. NetError, where a tier's net can't run, always does.
    """
    from attribune.sources.timed import tagged_ahead

    for article, tagged in tagged_ahead(_articles_of_all(sources, on_error), tier):
        reading = _read_or_tell(article, tagged, tier, on_error)
        if reading is not None:
            yield reading


def _articles_of_all(sources: Source | Iterable[Source], on_error: OnError) -> Iterator[Article]:
    """Yield the articles of all sources; those that can't be read go to ``on_error``, without it they raise."""
    from attribune.records import Article

    each: Iterable[Source] = [sources] if isinstance(sources, str | bytes | Article | os.PathLike) else sources
    for source in each:
        try:
            yield from articles_of(source, on_error=on_error)
        except UsageError:
            raise
        except AttribuneError as error:
            if on_error is None:
                raise
            on_error(error)


def _read_or_tell(article: Article, tagged: Sequence[Relation] | None, tier: Tier, on_error: OnError) -> Reading | None:
    """Return the reading, or None after ``on_error`` was called with why it can't be read. Raises without it."""
    from attribune.sources.timed import read_in_time

    try:
        return Reading(read_in_time(article, tier=tier, tagged=tagged))
    except NetError:
        raise
    except Exception as error:
        if on_error is None:
            raise
        if not isinstance(error, AttribuneError):
            error = internal(error, concerns=article.name, doing="reading what it states")
        on_error(error)
    return None
