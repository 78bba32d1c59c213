"""``attribune.trace``: the command of the same name as a call."""

from __future__ import annotations

from collections.abc import Callable

from attribune.api.sources import OnError, evidence_of
from attribune.errors import UsageError
from attribune.records import Article, Reach, Trace


def trace(
    sources: object,
    *,
    speakers: bool = True,
    progress: Callable[[str, int, int], None] | None = None,
    on_error: OnError = None,
) -> Trace:
    """Trace articles: which passages they share, what changed, who had them from whom, and which stories they tell.

    ``sources`` is a path, a corpus, articles, a mapping of names to texts, or several of these in a list. Bad inputs
    raise, or go to ``on_error``. Texts without a date are compared, too, and no copying is claimed of them.

    >>> lead = "The harbour board voted on Monday to close the old pier to all but the ferry, its chairman said."
    >>> [match.kind for match in trace({"one": lead, "two": lead + " Nobody objected."}).matches]
    ['copy']
    """
    from attribune.trace.run import trace_articles

    found = articles_for_trace(sources, on_error=on_error)
    if progress is None:
        return trace_articles(found, speakers=speakers)
    return trace_articles(found, speakers=speakers, progress=progress)


def reach(named: str, sources: object, *, on_error: OnError = None) -> list[Reach]:
    """Return which copies carry the old words of an article, named by its id, or a span of it (``ID:start-end``)."""
    from attribune.trace.reach import parse_reach, reach_of
    from attribune.trace.run import trace_articles

    found = articles_for_trace(sources, on_error=on_error)
    old, span = parse_reach(named, found)
    return reach_of(old, span, found, trace_articles(found, speakers=False))


def articles_for_trace(sources: object, *, on_error: OnError = None) -> list[Article]:
    """Return all articles of the sources, of corpora every version. Raises UsageError where there are none."""
    from attribune.articles.document.identity import Ids
    from attribune.corpus.storage.corpus import Corpus

    articles, corpora = evidence_of(sources, on_error=on_error)
    for folder in corpora:
        with Corpus(folder) as corpus:
            articles += corpus.articles(all_versions=True)
    if not articles:
        raise UsageError("there is no article to trace")
    ids = Ids()
    return [ids.own(article) for article in articles]
