"""What is no evidence for a draft: this program's own output, the draft itself, and what is nearly the draft."""

from __future__ import annotations

import os.path
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from attribune.articles import limits
from attribune.articles.document.own_output import NAME, READING, own_output
from attribune.check.evidence.draft_copies import DraftText
from attribune.records import Article, LeftOut

THE_DRAFT = "this is a draft"


class Sieve:
    """Tells which articles are no evidence for any of the drafts, and keeps what was left out, with reasons.

    What a user names by itself, and not with the folder it lies in, counts although it is nearly the draft: a draft may
    be a wire story as it came. Reports of ours never count; a reading named by itself does, as it has the article.
    """

    def __init__(self, drafts: Sequence[Article] = ()) -> None:
        self._drafts = [DraftText(draft) for draft in drafts]
        self._found: dict[tuple[str, str], LeftOut] = {}

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out so far, in order."""
        return tuple(self._found.values())

    def passes(self, article: Article, *, named: bool = False, name: str = "") -> bool:
        """True if the article is evidence; one that isn't is kept, under its ``name``, among what was left out."""
        kind = own_output(article)
        if kind and not (named and kind == READING):
            self.add(name or shown(article), own_reason(kind))
            return False
        near = None if named else self.near(article)
        if near:
            self.add(name or shown(article), near)
        return near is None

    def near(self, article: Article) -> str | None:
        """Return why an article is nearly one of the drafts, or None. One too long to be
        compared is left to the check.
        """
        if len(article.text) > limits.MOST_CHARACTERS:
            return None
        return next((why for draft in self._drafts if (why := draft.nearness(article))), None)

    def pieces(self, articles: Sequence[Article]) -> tuple[list[int], str]:
        """Return which articles of one source together are nearly a draft, and why: its paragraphs, each in a row or a
        file of its own. None of them is it alone, as was asked before.
        """
        for draft in self._drafts:
            numbers = [number for number, article in enumerate(articles) if article.id in draft.pieces]
            if len(numbers) < 2:
                continue
            text = "\n\n".join(articles[number].text for number in numbers)
            why = self.near(replace(articles[numbers[0]], text=text, blocks=()))
            if why:
                return numbers, why.replace("it is", f"with {len(numbers) - 1} others it is", 1)
        return [], ""

    def without_pieces(self, articles: Sequence[Article], named: Collection[str] = ()) -> list[Article]:
        """Return the articles of one source without those that :meth:`pieces` finds, which are kept among what was left
        out; those of files that were ``named`` by themselves (whole paths) count.
        """
        unnamed = [n for n, article in enumerate(articles) if os.path.realpath(article.name or "") not in named]
        numbers, why = self.pieces([articles[n] for n in unnamed])
        apart = {unnamed[number] for number in numbers}
        for number in sorted(apart):
            self.add(shown(articles[number]), why)
        return [article for number, article in enumerate(articles) if number not in apart]

    def add(self, name: str, reason: str) -> None:
        """Keep something that was left out; the same twice is once."""
        self._found.setdefault((name, reason), LeftOut(name=name, reason=reason))


def own_reason(kind: str) -> str:
    """Return why our own output is left out."""
    return f"this is a {kind} that {NAME} wrote"


def shown(article: Article) -> str:
    """Return the name under which an article is left out: its file and, where that has several, its address or id."""
    if article.name and article.url:
        return f"{article.name} ({article.url})"
    return article.name or article.url or article.id


def lines(left_out: Iterable[LeftOut]) -> list[str]:
    """Return what a person reads of it, a line each."""
    return [f"{one.name}: {one.reason}, so it is left out of the evidence" for one in left_out]
