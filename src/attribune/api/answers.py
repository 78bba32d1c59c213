"""Answers of language models as drafts: :class:`Guard` checks many against the same documents, or one as it comes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from attribune.api.report import Report, Result
from attribune.api.sources import OnError, evidence_of, is_path, one_article
from attribune.articles.document.identity import Ids
from attribune.articles.reading import ReadFiles
from attribune.check.answers.documents import Documents
from attribune.check.answers.forms import answer_of, load
from attribune.check.answers.model import Answer, texts, value
from attribune.check.answers.run import article_of, check_answer
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Unread, Views
from attribune.check.evidence.corpus import CorpusLibrary
from attribune.check.evidence.exclusion import THE_DRAFT, Sieve
from attribune.config.policy import policy_of
from attribune.corpus.storage.corpus import Corpus
from attribune.errors import AttribuneError, InputError, UsageError
from attribune.records import Article
from attribune.records import Report as ReportRecord
from attribune.statements.extract import Tier
from attribune.text.sentences import sentences

LONGEST = 2_000  # code points behind a closing mark in which a sentence's end is looked for
_CITED = re.compile(r"(?:\s{0,2}\[[^\[\]\n]{1,60}\](?:\([^()\s]{1,500}\))?){0,8}")


def draft_of(draft: object, form: str | None) -> tuple[Article, Callable[..., ReportRecord]]:
    """Return a draft as an article, and what checks it against evidence. Raises InputError and UsageError."""
    answers = answers_in(draft, form)
    if answers is None:
        article = one_article(draft, name="draft", draft=True)  # type: ignore[arg-type]
        return article, partial(check_draft, article)
    if len(answers) != 1:
        raise InputError(f"it holds {len(answers)} answers; check them one by one", concerns="answer")
    is_file = isinstance(draft, os.PathLike) or (isinstance(draft, str) and is_path(draft))
    if not is_file and not answers[0].sure:  # a text, which may be a draft as any other
        article = one_article(draft, name="draft", draft=True)  # type: ignore[arg-type]
        return article, partial(check_answer, answers[0], name="draft", otherwise=article)
    name = str(draft) if is_file else "answer"
    return article_of(answers[0], name=name), partial(check_answer, answers[0], name=name)


def answers_in(draft: object, form: str | None) -> list[Answer] | None:
    """Return the answers that a caller gives, None where it is a draft as any other."""
    if isinstance(draft, Article):
        if form is not None:
            raise UsageError("an article is no answer; give the answer's text, JSON or object", concerns=draft.name)
        return None
    if isinstance(draft, os.PathLike) or (
        isinstance(draft, str) and is_path(draft) and (not form or Path(draft).exists())
    ):
        return load(os.fspath(draft), form)
    if isinstance(draft, str | bytes) and form is None:
        try:
            answers = answer_of(draft)
        except InputError:
            return None
        return answers
    return answer_of(draft, form)


class Guard:
    """Documents prepared once, against which any number of answers is checked.

    >>> guard = Guard({"minutes": "“We will not close the harbour,” Mara Voss said on Monday."}, tier="rules")
    >>> guard.check("“We will not close the harbour,” Mara Voss said [minutes].").ok
    True

    ``documents`` are what ``check`` takes as ``against``, but for a corpus, whose articles are too many to prepare.
    ``tier`` is the net that reads answers, ``evidence_tier`` the one that reads documents. ``like`` is a guard of
    earlier documents: what is the same isn't prepared again. A document that can't be read raises, or goes to
    ``on_error``. ``for_drafts``: articles are checked and no answers; then corpora may be among the documents.
    """

    def __init__(
        self, documents: object, *, policy: str = "strict", tier: Tier = "rules", evidence_tier: Tier = "fast",
        like: Guard | None = None, on_error: OnError = None, for_drafts: bool = False,
    ) -> None:  # fmt: skip
        self._files: ReadFiles = like._files if like else ReadFiles()
        articles, self._corpora = evidence_of(documents, on_error=on_error, files=self._files)
        if self._corpora and not for_drafts:
            raise UsageError("a guard is made of documents; check against a corpus with attribune.check")
        if not articles and not self._corpora:
            raise UsageError("there is no evidence to check against")
        ids = Ids()
        self._policy, self._tier, self._evidence_tier = policy_of(policy), tier, evidence_tier
        self._take([ids.own(article) for article in articles], like, on_error)
        self._named = {os.path.realpath(one) for one in _files(documents)}

    def _take(self, documents: list[Article], like: Guard | None, on_error: OnError) -> None:
        """Prepare the documents; one that can't be read is left out where somebody hears of it."""
        known = like._views if like and like._evidence_tier == self._evidence_tier else Views((), self._evidence_tier)
        self._views: Views = known.of(documents)
        self._views.words = self._views.words or {}
        self._views.expect(range(len(documents)))
        unread: dict[str, AttribuneError] = {}
        for number, article in enumerate(documents):
            try:
                self._views(number)
            except Unread as error:
                if on_error is None:
                    raise error.error from None
                on_error(error.error)
                unread[article.id] = error.error
        self.documents = [article for article in documents if article.id not in unread]
        self._views = self._views.of(self.documents)
        self._names = Documents(self.documents)
        self._by_id = {article.id: article for article in self.documents}

    def check(self, answer: object, as_: str | None = None) -> Report:
        """Return the report on one answer: a text with its citations, JSON, a dict or a vendor's object.

        An :class:`Article` is a draft as any other; documents that are it, or nearly, are then no evidence. Raises
        InputError where it is no answer of a known form, UsageError for a form that there isn't.
        """
        if isinstance(answer, Article):
            return self.check_draft(answer)
        answers = answer_of(answer, as_)
        if len(answers) != 1:
            raise InputError(f"it holds {len(answers)} answers; check them one by one", concerns="answer")
        return self._report(replace(answers[0], sure=True))

    def stream(self, chunks: Iterable[object]) -> Iterator[Result]:
        """Yield a result for each quotation as soon as it is complete; ``chunks`` are pieces of the answer's text.

        Complete is a quotation whose closing mark is there and behind it the end of a sentence or a line: then it is
        known who is named for it, and what is cited beside it. When the answer ends, the whole is checked, and a result
        that it changes (by a list of sources, or by a name told later) comes once more, under the same number.
        """
        text, told = "", dict[int, tuple[Any, ...]]()
        at = 0
        for chunk in chunks:
            text += _piece(chunk)
            stop, at = _complete(text, at)
            if stop is not None:
                yield from self._new(text[:stop], told, again=False)
        if text.strip():
            yield from self._new(text, told, again=True)

    def check_draft(self, draft: Article, *, progress: Callable[[int, int], None] | None = None) -> Report:
        """Return the report on a draft. Documents that are the draft, or nearly, are no evidence, unless named."""
        sieve, own = Sieve([draft]), os.path.realpath(draft.name or "draft")
        evidence = []
        for article in self.documents:
            path = os.path.realpath(article.name or "")
            if path == own:
                sieve.add(path, THE_DRAFT)
            elif sieve.passes(article, named=path in self._named):
                evidence.append(article)
        evidence = sieve.without_pieces(evidence, self._named)
        with ExitStack() as opened:
            libraries = [
                CorpusLibrary(opened.enter_context(Corpus(path)), skip=lambda name: os.path.realpath(name) == own,
                              passes=sieve.passes)
                for path in self._corpora
            ]  # fmt: skip
            record = check_draft(
                draft, evidence, policy=self._policy, tier=self._tier, evidence_tier=self._evidence_tier,
                views=self._views, sieve=sieve, libraries=libraries, progress=progress,
            )  # fmt: skip
            known = dict(self._by_id)
            for library in libraries:
                known.update(library.cited(record))
        return Report(record, known)

    def _new(self, text: str, told: dict[int, tuple[Any, ...]], *, again: bool) -> Iterator[Result]:
        for result in self._report(Answer(form="markdown", text=text, sure=True)):
            state = (result.quote, result.verdict, result.message, result.speaker)
            if result.number not in told or (again and told[result.number] != state):
                told[result.number] = state
                yield result

    def _report(self, answer: Answer) -> Report:
        if not answer.text.strip():
            raise InputError("the answer has no text", concerns="answer")
        record = check_answer(
            answer, self.documents, policy=self._policy, tier=self._tier, views=self._views, documents=self._names,
            sieve=Sieve(()),
        )  # fmt: skip
        return Report(record, self._by_id)


def _files(documents: object) -> Iterator[str]:
    """Yield the files that are named by themselves, which count although they are nearly the draft."""
    given = documents if isinstance(documents, list | tuple | set | frozenset) else [documents]
    yield from (os.fspath(one) for one in given if isinstance(one, str | os.PathLike) and os.path.isfile(one))  # noqa: PTH113 - a text is no path


def _complete(text: str, at: int) -> tuple[int | None, int]:
    """Return where the last complete quotation's sentence ends (None where none is), and from where to look next."""
    stop = None
    while (closing := _closing(text, at)) is not None:
        end = _told(text, closing + 1)
        if end is None:
            return stop, closing
        stop = at = end
    return stop, len(text)


def _told(text: str, start: int) -> int | None:
    """Return where the sentence or line behind a closing mark ends, with its marks of citations; None if it doesn't."""
    line = text.find("\n", start)
    cut = sentences(text, start, min(len(text), start + LONGEST if line < 0 else line))
    if len(cut) > 1:
        match = _CITED.match(text, cut[0][1])
        return match.end() if match else cut[0][1]
    return line if line >= 0 else None


def _closing(text: str, start: int) -> int | None:
    """Return the next closing double mark from ``start`` on; of straight ones each second one in its line."""
    for at in range(start, len(text)):
        if text[at] in "”»":
            return at
        if text[at] == '"' and text.count('"', text.rfind("\n", 0, at) + 1, at) % 2 == 1:
            return at
    return None


def _piece(chunk: object) -> str:
    """Return the text of a chunk: of a string itself, of a vendor's event what it adds, of anything else none."""
    if isinstance(chunk, str):
        return chunk
    for name in ("delta", "content", "text"):
        inner = value(chunk, name)
        if isinstance(inner, str):
            return inner
        if inner is not None and not isinstance(inner, list | tuple):
            return texts(inner, "text", "content") or ""
    choices = value(chunk, "choices")
    return _piece(choices[0]) if isinstance(choices, list | tuple) and choices else ""
