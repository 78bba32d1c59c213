"""The sources of one article while chains are made: finds the one a mention means, or adds a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from attribune.records import Article, Source, SourceKind, Span
from attribune.sources.kinds import kind_of
from attribune.sources.names import same_person
from attribune.text.fold import fold_text
from attribune.text.wordlists import words as word_list

_ARTICLE = re.compile(r"(?:the|a|an|his|her|their|its)\s+", re.IGNORECASE)


class Registry:
    """Sources by mention and by name. New ones get the next free id."""

    def __init__(self, article: Article, sources: Sequence[Source]) -> None:
        self._text = article.text
        self._sources = list(sources)
        self._by_mention = {span: n for n, source in enumerate(sources) for span in source.mentions}

    def sources(self) -> list[Source]:
        """All sources, those given first."""
        return self._sources

    def is_outlet(self, span: Span) -> bool:
        """Whether the mention names a news outlet."""
        known = self._by_mention.get(span)
        if known is not None and self._sources[known].kind == "outlet":
            return True
        mention = self._text[slice(*span)]
        return kind_of(mention) == "outlet" or _is_media(mention)

    def add_unnamed(self, span: Span) -> str:
        """The id of a new source for somebody who can't be told from the article ("she"), or of the mention's own."""
        number = self._by_mention.get(span)
        if number is None:
            number = len(self._sources)
            name = self._text[slice(*span)]
            self._sources.append(Source(id=f"s{number + 1}", name=name, kind="unnamed", mentions=(span,)))
            self._by_mention[span] = number
        return self._sources[number].id

    def find_or_add(self, span: Span, kind: SourceKind | None, *, but: str | None = None) -> str:
        """The id of the source that ``span`` mentions; a new source where none of the article's fits.

        ``but`` is a source it can't be: "documents obtained by the Tribune" aren't the Tribune.
        """
        number = self._by_mention.get(span)
        if number is not None and self._sources[number].id == but:
            number = None
        if number is None:
            number = self._same_name(self._text[slice(*span)])
            if number is not None and self._sources[number].id == but:
                number = None
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

    def _same_name(self, mention: str) -> int | None:
        folded = _bare(mention)
        for number, source in enumerate(self._sources):
            if _bare(source.name) == folded:
                return number
        if mention[:1].isupper() and kind_of(mention) == "person":
            for number, source in enumerate(self._sources):
                if source.kind == "person" and same_person(source.name, mention):
                    return number
        return None


def _is_media(mention: str) -> bool:
    """Whether words of the mention name a news outlet: "state television", "the campus paper", "Der Spiegel"."""
    bare = _bare(mention)
    words = bare.replace("'s", "").replace("’s", "").split()
    if not words:
        return False
    if bare in listed("media_names.txt") or (len(words) > 1 and words[0] in listed("media_names.txt")):
        return True
    if words[-1] in listed("media_nouns.txt") or words[0] in ("channel", "radio"):
        return True
    return words[-1] in listed("media_words.txt") and mention.split()[-1][:1].isupper() and len(mention.split()) > 1


def listed(name: str) -> frozenset[str]:
    """The lines of a word list of this folder."""
    return word_list(name, "attribune.sources")


def _bare(name: str) -> str:
    return _ARTICLE.sub("", fold_text(name), count=1)
