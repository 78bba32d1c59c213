"""What the evidence has of words that nobody is read as saying there: in another order, otherwise, or narrated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attribune.check.draft import DraftQuote
from attribune.check.multilingual.comparison import MIN_ALTERED, Line, explain, find, line_of
from attribune.check.quote import spend
from attribune.records import Article, Change, Cut, VerdictName
from attribune.statements.multilingual.utterances import Utterance
from attribune.text.document import Document
from attribune.text.languages import Language, Token, language_of
from attribune.text.sentences import sentences

MAX_EXPLAINED = 40  # utterances whose differences are looked at, the likeliest first
MIN_SHARED = 0.5  # share of a quotation's words that an utterance has in any order, to be one of them
MIN_NARRATED = 0.8  # share of them in a sentence of narration that says the same
NOT_READ = "whom the evidence names for these words isn't read"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found: the verdict with its reason, and where the words stand."""

    verdict: VerdictName
    reason: str
    article: Article
    utterance: Utterance | None
    span: tuple[int, int]
    changes: tuple[Change, ...] = ()
    cut: Cut | None = None


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Return where each line of a text begins and ends."""
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def rearranged(quote: DraftQuote, there: Sequence[tuple[Article, Utterance]]) -> Finding | None:
    """Return the finding of a quotation whose sentences all stand in the evidence, but not together so."""
    pieces = [quote.text[start:end] for start, end in sentences(quote.text)]
    if not 1 < len(pieces) <= 12:
        return None
    first: Finding | None = None
    for piece in pieces:
        place = next(
            (
                (article, said, m)
                for article, said in there
                if (m := find(piece, line_of(article.text, said), said.language))
            ),
            None,
        )
        if place is None:
            return None
        reason = "its sentences stand in the evidence in another order or in separate quotations"
        first = first or Finding("altered", reason, place[0], place[1], place[2].span)
    return first


def differing(quote: DraftQuote, language: Language, there: Sequence[tuple[Article, Utterance]]) -> Finding | None:
    """Return the finding of words that an utterance has otherwise."""
    wanted = {token.norm for token in language.tokens(quote.text)}
    lines = [(article, said, line_of(article.text, said)) for article, said in there]
    shares = sorted(((-_share(wanted, line.tokens), n) for n, (_, _, line) in enumerate(lines)), key=lambda one: one)[
        :MAX_EXPLAINED
    ]
    best: tuple[float, Finding] | None = None
    for share, n in shares:
        if -share < MIN_SHARED:
            break
        article, said, line = lines[n]
        coverage, span, changes = explain(quote.text, quote.span[0], line, language)
        if coverage >= MIN_ALTERED and (best is None or coverage > best[0]):
            best = (coverage, Finding("altered", "words differ without a mark", article, said, span, changes))
    return best[1] if best else None


def _share(wanted: set[str], tokens: Sequence[Token]) -> float:
    return len(wanted & {token.norm for token in tokens}) / max(1, len(wanted))


def narrated(quote: DraftQuote, language: Language, evidence: Sequence[Document]) -> Finding | None:
    """Return the finding of words that the evidence has outside the quotations that were read."""
    wanted = [token.norm for token in language.tokens(quote.text)]
    for article in (document.article for document in evidence):
        for start, end in lines_of(article.text):
            if not language.known or language_of(article.text[start:end], article.text) is not language:
                continue
            tokens = language.tokens(article.text, start, end)
            spend(len(tokens) + 1)
            norms = [token.norm for token in tokens]
            if _share(set(wanted), tokens) < MIN_NARRATED:
                continue
            line = Line(article.text, tuple(tokens), ("",) * (len(tokens) + 1), frozenset({0, len(tokens)}))
            coverage, span, changes = explain(quote.text, quote.span[0], line, language)
            if coverage >= MIN_NARRATED and norms:
                return Finding(
                    "not_direct",
                    "the evidence has this only in its own account: nobody is quoted saying it",
                    article,
                    None,
                    span,
                    changes,
                )
    return None


def standing(quote: DraftQuote, language: Language, evidence: Sequence[Document]) -> Finding | None:
    """Return the finding of words that stand in the evidence where nothing tells whose they are."""
    wanted = [token.norm for token in language.tokens(quote.text)]
    for document in evidence:
        tokens = language.tokens(document.text)
        norms = [token.norm for token in tokens]
        spend(len(norms) + 1)
        at = next((n for n in range(len(norms)) if norms[n : n + len(wanted)] == wanted), None)
        if at is not None and wanted:
            span = (tokens[at].start, tokens[at + len(wanted) - 1].end)
            return Finding("unclear", NOT_READ, document.article, None, span)
    return None
