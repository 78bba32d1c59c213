"""Drafts that ``attribune check`` is given: files of any format, and answers of language models among them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attribune.check.answers.model import FORMS as FORMS
from attribune.cli.shared.inputs import Problems, read_all
from attribune.errors import AttribuneError
from attribune.records import Article

if TYPE_CHECKING:
    from attribune.articles.document.identity import Ids
    from attribune.check.answers.model import Answer

STDIN = "standard input"


def read_drafts(
    paths: Sequence[str], form: str | None, problems: Problems
) -> tuple[list[Article], dict[str, tuple[str, Answer]]]:
    """Return the drafts as articles, and those that are answers, by id, with their names. ``form`` is theirs all."""
    from attribune.articles.document.identity import Ids

    articles: list[Article] = []
    answers: dict[str, tuple[str, Answer]] = {}
    ids = Ids()
    for path in paths:
        try:
            found = _answers(path, form)
        except AttribuneError as error:
            problems(error)
            continue
        if found is None:
            articles += _few(map(ids.own, read_all([path], problems, draft=True)), problems)
            continue
        for number, answer in enumerate(found, 1):
            name = STDIN if path == "-" else path
            name = name if len(found) == 1 else f"{name} ({number})"
            _take(answer, name, articles, answers, ids, problems)
    return articles, answers


def _few(drafts: Iterable[Article], problems: Problems) -> list[Article]:
    """Return the drafts without those of a file that has too many, which is named."""
    from attribune.articles import limits

    by_file: dict[str | None, list[Article]] = {}
    for draft in drafts:
        by_file.setdefault(draft.name, []).append(draft)
    kept = list[Article]()
    for name, found in by_file.items():
        try:
            limits.check(len(found), limits.MOST_DRAFTS, "drafts", name)
        except AttribuneError as error:
            problems(error)
        else:
            kept += found
    return kept


def _answers(path: str, form: str | None) -> list[Answer] | None:
    from attribune.check.answers.forms import answer_of, load

    if path == "-" and form is not None:
        return answer_of(sys.stdin.buffer.read(), form, name=STDIN)
    return None if path == "-" or "\0" in path else load(path, form)


def _take(
    answer: Answer, name: str, articles: list[Article], answers: dict[str, tuple[str, Answer]], ids: Ids,
    problems: Problems,
) -> None:  # fmt: skip
    """Take in one answer; one without text costs only itself."""
    from attribune.check.answers.run import article_of

    try:
        article = ids.own(article_of(answer, name=name))
    except AttribuneError as error:
        problems(error)
        return
    problems.good += 1
    articles.append(article)
    answers[article.id] = (name, answer)
