"""An answer and evidence → a report with verdicts and citations. The library twin of ``attribune check --as``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from attribune.articles.document.identity import Ids
from attribune.articles.reading import read_bytes
from attribune.check.answers.documents import Documents
from attribune.check.answers.judge import Judge
from attribune.check.answers.markdown import without_marks
from attribune.check.answers.model import Answer, Cited
from attribune.check.answers.placing import Placed, placed
from attribune.check.draft import DraftQuote, doubted
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.check.evidence.exclusion import Sieve
from attribune.check.speakers.voice import Voice
from attribune.errors import AttribuneError
from attribune.records import Article, Citation, Report, Verdict
from attribune.statements.extract import Tier

if TYPE_CHECKING:
    from attribune.check.evidence.corpus import CorpusLibrary


def article_of(answer: Answer, *, name: str) -> Article:
    """Return an answer's whole text as an article, its marks of citations too. Raises InputError for an empty one."""
    return _read(answer.text, name, answer)


def check_answer(
    answer: Answer,
    evidence: Sequence[Article],
    *,
    name: str = "answer",
    policy: str = "strict",
    tier: Tier = "auto",
    evidence_tier: Tier = "fast",
    progress: Callable[[int, int], None] | None = None,
    libraries: Sequence[CorpusLibrary] = (),
    sieve: Sieve | None = None,
    ids: Ids | None = None,
    unread: dict[str, AttribuneError] | None = None,
    views: Views | None = None,
    documents: Documents | None = None,
    otherwise: Article | None = None,
) -> Report:
    """Return the report on one answer; what isn't said here is as for ``check_draft``, with which it raises the same.

    ``documents`` are the names of ``evidence``. Numbers count only where no corpus is searched. An answer that isn't
    ``sure`` to be one, and cites nothing of the evidence, is checked as any other draft: as ``otherwise`` if given.
    """
    known = documents or Documents(evidence, numbered=not libraries)
    plain = without_marks(answer.text, known) if not answer.quotes else None
    cited = answer.cited if plain is None else _together(answer.cited, plain.cited, plain.taken, plain.at, known)
    if not answer.sure and not any(known.find(one.names).number is not None for one in cited):
        plain, cited = None, ()
    is_answer = plain is not None or bool(cited)
    text = plain.text if plain is not None else answer.text
    draft = otherwise if otherwise is not None and not is_answer else _read(text, name, answer)
    quotes = _quotes(answer) if answer.quotes else None

    def cite(
        read: Views, found: Sequence[DraftQuote], checks: list[Verdict]
    ) -> tuple[list[Verdict], tuple[Citation, ...]]:
        where = _placed_lines(answer) if answer.quotes else placed(cited, text, draft, [quote.span for quote in found])
        named = known if len(read.evidence) == len(known.articles) else Documents(read.evidence, numbered=not libraries)
        return Judge(where, read, found, checks, named, draft, policy).judge()

    return check_draft(
        draft, evidence, policy=policy, tier=tier, evidence_tier=evidence_tier, progress=progress, libraries=libraries,
        sieve=sieve, ids=ids, unread=unread, quotes=quotes, views=views, cite=cite if is_answer else None,
    )  # fmt: skip


def _read(text: str, name: str, answer: Answer) -> Article:
    """Return a text as an article: Markdown, but for lines of quotations, which are read as they are."""
    form = "txt" if answer.quotes else "md"
    article = read_bytes(text.encode("utf-8", "surrogatepass"), name=name, format=form, draft=True)[0]
    whole = hashlib.sha256(answer.text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(article, sha256=whole)  # the file's, in which places are looked for


def _together(
    given: Sequence[Cited], marked: Sequence[Cited], taken: Sequence[tuple[int, int]],
    at: Callable[[int], int], documents: Documents,
) -> tuple[Cited, ...]:  # fmt: skip
    """Return a client's citations in the text without marks, and the text's own that no citation at its place is."""
    moved = [replace(one, span=(at(one.span[0]), at(one.span[1]))) for one in given]
    means = [documents.find(one.names).number for one in given]
    own = []
    for mark, (start, end) in zip(marked, taken, strict=True):
        number = documents.find(mark.names).number
        same = any(
            one.span[0] <= end and start <= one.span[1]
            and ((number == meant and number is not None) or set(one.names) & set(mark.names))
            for one, meant in zip(given, means, strict=True)
        )  # fmt: skip
        if not same:
            own.append(mark)
    return (*moved, *own)


def _lines(answer: Answer) -> list[tuple[int, int]]:
    """Return the spans of the quotations in the text that is made of lines of quotations."""
    out, at = [], 0
    for one in answer.quotes:
        out.append((at + 1, at + 1 + len(one.quote)))
        at += len(one.quote) + 3 + (len(one.speaker) + 3 if one.speaker else 0)
    return out


def _quotes(answer: Answer) -> list[DraftQuote]:
    """Return lines of {quote, source, speaker} as a draft's quotations: nothing of them is guessed."""
    found = []
    for one, (start, end) in zip(answer.quotes, _lines(answer), strict=True):
        if not any(c.isalnum() for c in one.quote):
            continue
        voice = None
        if one.speaker:
            voice = Voice(
                name=one.speaker, mention=one.speaker, span=(end + 4, end + 4 + len(one.speaker)), source=None
            )
        quote = DraftQuote(parts=((start, end),), text=one.quote, closed=True, voice=voice)
        found.append(doubted(answer.text, quote))
    return found


def _placed_lines(answer: Answer) -> list[Placed]:
    """Return each source of a line of quotations with the number of the line's quotation."""
    lines = [span for one, span in zip(answer.quotes, _lines(answer), strict=True) if any(map(str.isalnum, one.quote))]
    number = {span: at for at, span in enumerate(lines)}
    return [Placed(one, one.span, (number[one.span],) if one.span in number else ()) for one in answer.cited]
