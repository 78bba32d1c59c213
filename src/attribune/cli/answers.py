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
        file = STDIN if path == "-" else path
        names = [file if len(found) == 1 else f"{file} ({number})" for number in range(1, len(found) + 1)]
        taken = _taken(list(zip(names, found, strict=True)), ids, problems)
        if _is_few([article for article, _, _ in taken], file, problems):
            problems.good += len(taken)
            articles += [article for article, _, _ in taken]
            answers |= {article.id: (name, answer) for article, name, answer in taken}
    return articles, answers


def _few(drafts: Iterable[Article], problems: Problems) -> list[Article]:
    """Return the drafts without those of a file that has too many, which is named."""
    by_file: dict[str | None, list[Article]] = {}
    for draft in drafts:
        by_file.setdefault(draft.name, []).append(draft)
    return [draft for name, found in by_file.items() if _is_few(found, name, problems) for draft in found]


def _is_few(drafts: Sequence[Article], name: str | None, problems: Problems) -> bool:
    """True if the drafts of a file, and their quotations together, are no more than are checked; else it is named."""
    from attribune.articles import limits

    try:
        limits.check(len(drafts), limits.MOST_DRAFTS, "drafts", name)
        if len(drafts) > 1:  # one that is alone is counted where it is checked
            _refuse_quotations(drafts, name)
    except AttribuneError as error:
        problems(error)
        return False
    return True


def _refuse_quotations(drafts: Iterable[Article], name: str | None) -> None:
    """Raise TooLarge where the drafts of a file together have more quotations than are checked."""
    from attribune.articles.limits import has_too_many_marks
    from attribune.check.draft import count_quotations, refuse_count
    from attribune.text.document import Document

    counted = (draft for draft in drafts if not has_too_many_marks(draft.text))  # the others are refused one by one
    refuse_count(sum(count_quotations(Document.of(draft)) for draft in counted), name)


def _answers(path: str, form: str | None) -> list[Answer] | None:
    from attribune.check.answers.forms import answer_of, load

    if path == "-" and form is not None:
        return answer_of(sys.stdin.buffer.read(), form, name=STDIN)
    return None if path == "-" or "\0" in path else load(path, form)


def _taken(answers: Iterable[tuple[str, Answer]], ids: Ids, problems: Problems) -> list[tuple[Article, str, Answer]]:
    """Return named answers as articles, with their names; one without text costs only itself."""
    from attribune.check.answers.run import article_of

    taken = []
    for name, answer in answers:
        try:
            taken.append((ids.own(article_of(answer, name=name)), name, answer))
        except AttribuneError as error:
            problems(error)
    return taken
