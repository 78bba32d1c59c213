"""Where quotations and passages stand in their files: the line that an editor opens.

An article's text has the file's words, but needn't have its lines: markup, blank lines and wrapped ones are gone. So
the file is read again, and the words are looked for in it. Where they aren't found for sure (the file changed, is no
text, or has the words more often than the article does), there is no line.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product, takewhile
from pathlib import Path

from attribune.articles.decoding.charset import decode
from attribune.check.draft import line_starts
from attribune.errors import AttribuneError
from attribune.records import Article, Evidence, Report, Span, Verdict

MAX_BYTES = 5_000_000
WORDS = (12, 5)  # of a passage that are looked for; fewer where markup stands among the next ones
KEY = 3  # words by which places are found
CONTEXTS = (0, 4, 16)  # words before it that are looked for, too, until they stand as often in both
MAX_PLACES = 200  # more of the same words aren't told apart
_WORD = re.compile(r"[^\W_]+")
_HIDDEN = re.compile(r"<!--|<(?:script|style|head)(?=[\s>])", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>|&#?\w{1,32};|-->")
_TARGET = re.compile(r"\]\([^()\s]{0,2000}+\)")  # of a link in Markdown
_NOT_LINE = re.compile(r"[^\r\n]")
_PAGE = re.compile(r"<(?:!doctype|html|body|p|div)\b", re.IGNORECASE)


def in_files(report: Report, articles: Mapping[str, Article]) -> Report:
    """Return the report with the place of every quotation and the line of every passage in their files."""
    files = _Files(articles)
    draft = files.of(report.draft)
    return replace(report, results=tuple(_verdict(verdict, report.draft, draft, files) for verdict in report.results))


def in_source(report: Report, source: str | None, name: str) -> Report:
    """Return the report with the place of every quotation in ``source``, the text that the draft was read from.

    It is called ``name``. Without a source there are no places.
    """
    if source is None:
        return replace(report, results=tuple(replace(verdict, place=None) for verdict in report.results))
    span_of, starts = spans_in(source, report.draft), line_starts(source)
    spans = [span_of(verdict.quote) for verdict in report.results]
    return replace(report, results=tuple(
        replace(verdict, place=place_of(name, span[0], starts) if span else None)
        for verdict, span in zip(report.results, spans, strict=True)
    ))  # fmt: skip


def place_of(name: str, at: int, starts: list[int]) -> str:
    """Return path:line:column of an offset in a text whose lines begin at ``starts``."""
    line = bisect_right(starts, at)
    return f"{name}:{line}:{at - starts[line - 1] + 1}"


def _verdict(verdict: Verdict, article: Article, draft: _File | None, files: _Files) -> Verdict:
    at = draft.find(files.words(article), verdict.quote[0]) if draft else None
    nearest = verdict.nearest and files.located(verdict.nearest)
    return replace(
        verdict,
        place=f"{article.name}:{at[0]}:{at[1]}" if at else None,
        evidence=tuple(map(files.located, verdict.evidence)),
        against=tuple(map(files.located, verdict.against)),
        nearest=nearest,
    )


@dataclass(slots=True)
class _Files:
    """The files of articles, each read once."""

    articles: Mapping[str, Article]
    known: dict[str, _File | None] = field(default_factory=dict)
    texts: dict[str, _Words] = field(default_factory=dict)

    def of(self, article: Article) -> _File | None:
        key = f"{article.name}\0{article.sha256}"
        if key not in self.known:
            self.known[key] = _read(article)
        return self.known[key]

    def words(self, article: Article) -> _Words:
        if article.text not in self.texts:
            file = self.of(article)  # a text's file has the same words
            same = file.words if file and file.words.text == article.text else None
            self.texts[article.text] = same or _Words(article.text)
        return self.texts[article.text]

    def located(self, evidence: Evidence) -> Evidence:
        article = self.articles.get(evidence.article)
        file = self.of(article) if article else None
        at = file.find(self.words(article), evidence.span[0]) if article and file else None
        return replace(evidence, line=at[0]) if at else evidence


@dataclass(frozen=True, slots=True)
class _File:
    """A file's words with its markup blanked out, and where its lines begin."""

    words: _Words
    starts: list[int]

    def find(self, article: _Words, at: int) -> tuple[int, int] | None:
        """Return the line and column of what stands at ``at`` in the article, both from 1."""
        word = bisect_left(article.starts, at)
        if word == len(article.starts):
            return None
        lead = article.text[at : article.starts[word]]
        for size, context in product(WORDS, CONTEXTS):
            first, last = max(0, word - context), word + size
            wanted = article.words[first:last]
            here, there = article.all(wanted), self.words.all(wanted)
            if len(here) == len(there) < MAX_PLACES and first in here:
                place = self.words.starts[there[here.index(first)] + word - first]
                place -= len(lead) if lead and self.words.text.startswith(lead, place - len(lead)) else 0
                line = bisect_right(self.starts, place)
                return line, place - self.starts[line - 1] + 1
        return None


class _Words:
    """A text's words in order, found by three of them: each text is gone through once, however much is looked for.

    Three words are known by a number, and these in order: a list for each three would take hundreds of megabytes.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = _WORD.findall(text)
        self.starts = array("q", (match.start() for match in _WORD.finditer(text)))
        self._keys = array("q", map(hash, zip(*(self.words[n:] for n in range(KEY)), strict=False)))
        self._sorted = array("q", sorted(range(len(self._keys)), key=self._keys.__getitem__))

    def all(self, wanted: list[str]) -> list[int]:
        """Return the numbers of the words at which these words begin; as many as there may be
        where they are too many.
        """
        key, first = wanted[:KEY], hash(tuple(wanted[:KEY]))
        low = bisect_left(self._sorted, first, key=self._keys.__getitem__)
        last = low + MAX_PLACES - 1
        if last < len(self._sorted) and self._keys[self._sorted[last]] == first:
            return list(self._sorted[low : last + 1])
        later = (self._sorted[at] for at in range(low, len(self._sorted)))
        alike = takewhile(lambda number: self._keys[number] == first, later)
        found = (number for number in alike if self.words[number : number + KEY] == key)
        return [number for number in found if self.words[number : number + len(wanted)] == wanted]


def _without_markup(text: str) -> str:
    """Return a page's text with everything that isn't shown as spaces, so that every word keeps its place."""
    pieces, at = [], 0
    ends = dict.fromkeys(("<!--", "<script", "<style", "<head"), 0)
    for match in _HIDDEN.finditer(text):
        opening = match[0].lower()
        if match.start() < at or ends[opening] < 0:
            continue
        closing = "-->" if opening == "<!--" else f"</{opening[1:]}"
        ends[opening] = end = text.find(closing, match.end())
        if end >= 0:
            pieces += [text[at : match.start()], _NOT_LINE.sub(" ", text[match.start() : end])]
            at = end
    return _TAG.sub(lambda tag: _NOT_LINE.sub(" ", tag[0]), "".join([*pieces, text[at:]]))


def source_of(article: Article) -> str | None:
    """Return the text of the file that an article was read from; None where it isn't that file's, or never was."""
    if not article.name or "\0" in article.name:
        return None
    path = Path(article.name)
    try:
        state = path.stat()
        if not path.is_file() or state.st_size > MAX_BYTES:
            return None
        if _digest(path, state.st_ino, state.st_size, state.st_mtime_ns) != article.sha256:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):
        return None
    return text_of(data, article.name) if hashlib.sha256(data).hexdigest() == article.sha256 else None


def text_of(data: bytes, name: str) -> str | None:
    """Return the text of a file's bytes as it stands there; None where they are none, or too many."""
    if len(data) > MAX_BYTES:
        return None
    markup = b"<" in data and bool(_PAGE.search(data.decode("latin-1")))
    try:
        return decode(data, name=name, markup=markup).text
    except AttribuneError:
        return None


@lru_cache(maxsize=64)
def _digest(path: Path, *_state: int) -> str:
    """Return a file's digest, once for the thousands of articles that a table may have."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(article: Article) -> _File | None:
    source = source_of(article)
    return None if source is None else file_of(source, article)


def file_of(source: str, article: Article) -> _File:
    """Return a file whose text is known; its tags and comments are blanked where the article hasn't them either."""
    shown = "<!--" in article.text or not ("<!--" in source or _PAGE.search(source))
    words = source if shown else _without_markup(source)
    if "](" in words and "](" not in article.text:
        words = _TARGET.sub(lambda target: " " * len(target[0]), words)
    return _File(_Words(words), line_starts(source))


def spans_in(source: str, article: Article) -> Callable[[Span], Span | None]:
    """Return what gives the span of an article's words in the text that it was read from, None where it isn't sure."""
    if article.text == source:
        return lambda span: span
    file, words = file_of(source, article), _Words(article.text)

    def offset(at: int) -> int | None:
        place = file.find(words, at)
        return file.starts[place[0] - 1] + place[1] - 1 if place else None

    def span(wanted: Span) -> Span | None:
        start, last = offset(wanted[0]), bisect_left(words.starts, wanted[1]) - 1
        at = offset(words.starts[last]) if last >= 0 and words.starts[last] >= wanted[0] else None
        if start is None or at is None or at < start:
            return None
        tail = article.text[words.starts[last] + len(words.words[last]) : wanted[1]]
        end = at + len(words.words[last])
        return start, end + (len(tail) if source.startswith(tail, end) else 0)

    return span
