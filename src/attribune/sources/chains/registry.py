"""The sources of one article while chains are made: finds the one a mention means, or adds a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.records import Article, Source, SourceKind, Span
from attribune.sources.names.entity_types import is_person_word, kind_of
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import same_person
from attribune.sources.names.outlet_context import Press
from attribune.sources.names.outlets import names_outlet
from attribune.text.fold import fold_text

_THE = re.compile(r"^the\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its)\s+", re.IGNORECASE)


class Registry:
    """Sources by mention and by name. New ones get the next free id."""

    def __init__(self, article: Article, sources: Sequence[Source]) -> None:
        self._text = article.text
        self._press_of = Press(article.text)
        self._sources = list(sources)
        self._by_mention = {span: n for n, source in enumerate(sources) for span in source.mentions}
        self._by_name: dict[str, int] = {}  # the first sources of a name, without an article
        self._named = 0  # sources that are looked up there

    def sources(self) -> list[Source]:
        """Return all sources, those given first."""
        return self._sources

    def is_outlet(self, span: Span, *, told: bool = False, alone: bool = True, at: int | None = None) -> bool:
        """True if the mention names a news outlet; ``told``: it is told something, so that the article's words decide.

        ``alone`` and ``at`` are for :meth:`attribune.sources.names.outlet_context.Press.is_outlet`.
        """
        known = self._by_mention.get(span)
        if known is not None and self._sources[known].kind == "outlet":
            return True
        mention = self._text[slice(*span)]
        if kind_of(mention) == "outlet" or names_outlet(mention):
            return True
        return told and self._press_of.is_outlet(span, alone=alone, at=at)

    def add_unnamed(self, span: Span) -> str:
        """Return the id of a new source for somebody who can't be told from the article
        ("she"), or of the mention's own.
        """
        number = self._by_mention.get(span)
        if number is None:
            number = len(self._sources)
            name = self._text[slice(*span)]
            self._sources.append(Source(id=f"s{number + 1}", name=name, kind="unnamed", mentions=(span,)))
            self._by_mention[span] = number
        return self._sources[number].id

    def find_or_add(self, span: Span, kind: SourceKind | None, *, but: str | None = None, press: bool = False) -> str:
        """Return the id of the source that ``span`` mentions; a new source where none of the article's fits.

        ``but`` is a source it can't be: "documents obtained by the Tribune" aren't the Tribune. ``press``: it stands
        where news outlets stand ("a memo seen by …"), so that "the Ledger" is one, and "the paper" the last one named.
        """
        number = self._by_mention.get(span)
        if number is not None and self._sources[number].id == but:
            number = None
        if number is None:
            number = self._same_name(self._text[slice(*span)])
            if number is not None and self._sources[number].id == but:
                number = None
        if number is None and press:
            number = self._press(self._text[slice(*span)], span[0])
            number = None if number is not None and self._sources[number].id == but else number
            kind = kind or ("outlet" if number is None and _is_title(self._text[slice(*span)]) else None)
        if number is None:
            name = _ARTICLE.sub("", self._text[slice(*span)], count=1) if not kind else self._text[slice(*span)]
            self._sources.append(
                Source(id=f"s{len(self._sources) + 1}", name=name, kind=kind or kind_of(name), mentions=(span,))
            )
            number = len(self._sources) - 1
        elif span not in self._sources[number].mentions:
            source = self._sources[number]
            self._sources[number] = replace(source, mentions=tuple(sorted((*source.mentions, span))))
        self._by_mention[span] = number
        return self._sources[number].id

    def _press(self, mention: str, at: int) -> int | None:
        """Return the outlet that "the paper" (the last one before it) or "the Post" (of the Northern Post) means."""
        words = _THE.sub("", mention)
        if words == mention:
            return None
        outlets = [(max((m for m in s.mentions if m[0] < at), default=None), n) for n, s in enumerate(self._sources)
                   if s.kind == "outlet"]  # fmt: skip
        known = [(span, n) for span, n in outlets if span is not None]
        if table("outlet_nouns.tsv").get(words.lower()) == "alone":
            return max(known)[1] if known else None
        ends = [item for item in known if words[:1].isupper() and self._sources[item[1]].name.endswith(f" {words}")]
        return max(ends)[1] if ends else None

    def _same_name(self, mention: str) -> int | None:
        for number in range(self._named, len(self._sources)):
            self._by_name.setdefault(_bare(self._sources[number].name), number)
        self._named = len(self._sources)
        known = self._by_name.get(_bare(mention))
        if known is not None:
            return known
        if mention[:1].isupper() and kind_of(mention) == "person":
            for number, source in enumerate(self._sources):
                if source.kind == "person" and same_person(source.name, mention):
                    return number
        return None


def _is_title(mention: str) -> bool:
    """True if words are a newspaper's rather than a person's: "the Ledger", but not "the Pope"."""
    words = _THE.sub("", mention).split()
    if len(words) != 1 or words[0] == mention or not words[0][0].isupper():
        return False
    return kind_of(words[0]) in ("person", "document") and not is_person_word(plain(words[0]))


def _bare(name: str) -> str:
    return _ARTICLE.sub("", fold_text(name), count=1)
