"""One article read whole: statements, speakers, chains, figures. The library twin of ``attribune read``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from attribune.articles.limits import check_figures, check_marks
from attribune.records import Article, Reading, Source, Statement
from attribune.sources.chains.build import with_chains
from attribune.sources.coref.resolve import resolve
from attribune.sources.foreign_quotations import with_foreign, without_foreign
from attribune.statements.extract import BODY, Tier, statements
from attribune.text.document import Document
from attribune.text.figures.number_patterns import may_hold_number
from attribune.text.figures.quantities import figures
from attribune.workers import collecting_rarely

if TYPE_CHECKING:
    from attribune.nets.tagger import Relation


def read_article(
    article: Article | Document, *, tier: Tier = "auto", tagged: Sequence[Relation] | None = None
) -> Reading:
    """Read an article. ``tier`` is "rules" (no net), "fast", "best" or "auto".

    Of many articles, the nets read faster together: give each what
    :func:`attribune.statements.extract.tagged_together` says of it as ``tagged``.
    Raises NetError where a net is asked for and its weights are missing or damaged, TooLarge for too many marks or
    numbers.
    """
    with collecting_rarely():
        return _read_whole(Document.of(article), tier, tagged)


def _read_whole(document: Document, tier: Tier, tagged: Sequence[Relation] | None) -> Reading:
    check_figures(document.text, _name(document.article))
    reading = read_sources(document, tier=tier, tagged=tagged)
    blocks = (b for b in document.blocks if b.kind in BODY and may_hold_number(document, b.start, b.end))
    return replace(reading, figures=tuple(f for b in blocks for f in figures(document.text, b.start, b.end)))


def read_sources(
    article: Article | Document, *, tier: Tier = "auto", tagged: Sequence[Relation] | None = None
) -> Reading:
    """Return who says what in an article, as :func:`read_article` reads it, without its
    figures: a tenth of the time less.
    """
    document = Document.of(article)
    check_marks(document.text, _name(document.article))
    with collecting_rarely():
        found = with_chains(document, *_resolved(document, statements(document, tier=tier, tagged=tagged)))
        return _reading(document, *with_foreign(document, *found))


def read_speakers(article: Article | Document) -> Reading:
    """Return who says what in an article as :func:`read_sources` reads it by rules, without hedges and chains.

    The speakers and their names are the same: a fifth of the time less. Raises TooLarge.
    """
    document = Document.of(article)
    check_marks(document.text, _name(document.article))
    with collecting_rarely():
        found = _resolved(document, statements(document, tier="rules", hedged=False))
        return _reading(document, *with_foreign(document, *found))


def _resolved(document: Document, found: list[Statement]) -> tuple[list[Statement], list[Source]]:
    """Return the statements of the English passages with their speakers, and who they are."""
    read, _ = without_foreign(document, found)
    return without_foreign(document, *resolve(document, read))


def _reading(document: Document, found: Sequence[Statement], sources: Sequence[Source]) -> Reading:
    return Reading(article=document.article, statements=tuple(found), sources=tuple(sources))


def _name(article: Article) -> str:
    """Return how errors name an article."""
    return article.name or article.title or article.id
