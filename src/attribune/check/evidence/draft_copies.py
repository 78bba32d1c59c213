"""Evidence that is the draft itself in another shape: an earlier version, another format, the draft inside a mail.

It proves a quotation by itself, so it is left out and named. A copy is one whatever its length; else what it tells
decides. What is compared is the narration, sentence by sentence:
an honest source has the draft's quotations, a transcript or a press release some of its sentences too, but only
another shape of the draft has nearly all that the draft says in its own words. A sentence stands in a text if half of
its three-word runs do, so that a changed word or figure hides nothing; in a text little longer than the draft also if
a sentence there has half of the words in the same order, so that a changed word in three hides nothing either.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from attribune.articles.limits import has_too_many_marks
from attribune.records import Article, Span
from attribune.text.fold import fold_text
from attribune.text.quotes import quotations
from attribune.text.sentences import sentences

RUN = 3  # words
STANDS = 0.5  # share of a sentence's runs that must be in the other text; one changed word of nine leaves 4 of 7
# Calibrated on the 271 cases of hand-written drafts and evidence, on PolNeAR train with drafts made of its articles,
# and on the situations in the tests: honest briefs copy up to half of their narration from one source.
BOTH = 0.55  # share of sentences, of the draft's in the evidence and of the evidence's in the draft, that makes it near
WHOLE = 0.75  # share of the draft's sentences from which on the draft stands in the evidence, whatever else does:
STRETCH = 1.5  # in a stretch so much longer than the draft. A summary takes its sentences from all over its source
EXCERPT = 0.85  # share of the evidence's sentences from which on the evidence is a part of the draft
# Share of the longer of two sentences that is in the other, in order. Of 432 pairs of drafts and evidence by hand, at
# most 0.39 of the sentences of both stand so in the other; of drafts with a word in three changed, 0.79 and more.
IN_ORDER = 0.5
PIECE = 0.2  # share of a text's runs from which on it may be a piece of the draft; a changed word in four leaves 0.25
LONGER = 4  # times the draft's words: too few sentences of a longer text can stand in the draft
SHORTER = 8  # times the text's words: too few sentences of a draft that tells more can stand in the text
LEAST_SHARED = 4  # runs of three words that a text must share to be looked into
COMMON = 50  # sentences with a word from which on it says nothing of which of them is meant
LEAST_WORDS, LEAST_SENTENCES = 12, 2  # narration of a draft under which nothing can be told: one sentence is a source's
ENOUGH_WORDS, ENOUGH_SENTENCES = 25, 3  # narration from which on one side's share is enough
EXCERPT_WORDS, EXCERPT_SENTENCES = 40, 4  # the same for evidence that stands in the draft: a release may, copied whole
# A draft that is nearly all quotations: the whole texts are compared instead, both ways.
ALL_SAME, ALL_WORDS = 0.9, 60
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_INNER = re.compile(r"(?<=\w)['’](?=\w)")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_BLOCKS = ("blockquote", "pull_quote", "embed")
Run = tuple[str, ...]


class DraftText:
    """A draft as it is compared with evidence: its narration's sentences and all runs of its words."""

    def __init__(self, draft: Article) -> None:
        self._digests = {draft.sha256}
        self.text = draft.text.strip()
        self.own = _told(draft)
        self.told_runs = {run for sentence in self.own.sentences for run in sentence.runs}
        self.words = _words(draft.text)
        self.runs = set(_runs(self.words))
        self.pieces = set[str]()  # ids of texts asked for so far that may be a part of the draft, and aren't near alone

    def nearness(self, evidence: Article) -> str | None:
        """Return why the evidence is nearly the draft, as words for a person; None where it isn't."""
        words = _words(evidence.text)
        if evidence.sha256 in self._digests or evidence.text.strip() == self.text:
            return "it is the draft, letter for letter"
        if words == self.words:
            return "it is the draft, word for word"
        there = set(_runs(words))
        shared = len(there & self.runs)
        if there and len(words) < len(self.words) and shared >= PIECE * len(there):
            self.pieces.add(evidence.id)
        if shared < LEAST_SHARED:
            return None
        own = self.own
        if own.words < LEAST_WORDS or len(own.sentences) < LEAST_SENTENCES:
            return self._same(there)
        if own.words >= ENOUGH_WORDS and len(own.sentences) >= ENOUGH_SENTENCES:
            together = _share(own.sentences, self._closest(words))
            if together >= WHOLE:
                return _said(together, "of the draft’s sentences stand together in it")
        if own.words <= SHORTER * len(words) <= SHORTER * LONGER * len(self.words):
            answer = _told(evidence, with_blocks=True)  # a mail quotes the whole of what it answers
            back = _share(answer.sentences, self.told_runs, own)
            inside = _share(own.sentences, there, answer) if back >= BOTH else 0.0
            if inside >= BOTH:
                return _said(inside, f"of the draft’s sentences stand in it, and {back:.0%} of its own in the draft")
        other = _told(evidence)
        back = _share(other.sentences, self.told_runs)
        if back >= EXCERPT and other.words >= EXCERPT_WORDS and len(other.sentences) >= EXCERPT_SENTENCES:
            return _said(back, "of its sentences stand in the draft")
        return self._same(there)

    def _closest(self, words: Sequence[str]) -> set[Run]:
        """Return the runs of the stretch of a text, little longer than the draft, that has most of its narration."""
        runs = list(_runs(words))
        size = int(STRETCH * len(self.words)) + RUN
        held = best = at = 0
        for end, run in enumerate(runs, 1):
            held += run in self.told_runs
            held -= end > size and runs[end - 1 - size] in self.told_runs
            if held > best:
                best, at = held, end
        return set(runs[max(0, at - size) : at])

    def _same(self, there: set[Run]) -> str | None:
        """Return for a draft that tells next to nothing in its own words: both texts have
        nearly all words in common.
        """
        if len(self.words) < ALL_WORDS:
            return None
        shared = len(self.runs & there)
        share = min(shared / max(1, len(self.runs)), shared / max(1, len(there)))
        return _said(share, "of its words are the draft’s") if share >= ALL_SAME else None


@dataclass(frozen=True)
class _Sentence:
    """The words of a sentence outside quotations, and their runs; no run goes over a quotation."""

    words: tuple[str, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class _Told:
    """A text's narration, sentence by sentence."""

    sentences: tuple[_Sentence, ...]

    @cached_property
    def words(self) -> int:
        return sum(len(sentence.runs) + RUN - 1 for sentence in self.sentences)

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Which sentences have a word."""
        found = defaultdict(list)
        for number, sentence in enumerate(self.sentences):
            for word in set(sentence.words):
                found[word].append(number)
        return found

    def has_like(self, wanted: _Sentence) -> bool:
        """True if the sentence that shares most words with another has half of the longer one's words in its order."""
        from rapidfuzz.distance import LCSseq

        shared: Counter[int] = Counter()
        for word in set(wanted.words):
            numbers = self.by_word.get(word, ())
            if len(numbers) <= COMMON:
                shared.update(numbers)
        for number, _ in shared.most_common(1):
            longest = max(len(wanted.words), len(self.sentences[number].words))
            return LCSseq.similarity(wanted.words, self.sentences[number].words) >= IN_ORDER * longest
        return False


def _told(article: Article, *, with_blocks: bool = False) -> _Told:
    found = []
    for pieces in _narration(article, with_blocks=with_blocks):
        words = [_words(piece) for piece in pieces]
        runs = tuple(run for part in words for run in _runs(part))
        if runs:
            found.append(_Sentence(tuple(word for part in words for word in part), runs))
    return _Told(tuple(found))


def _narration(article: Article, *, with_blocks: bool) -> Iterable[list[str]]:
    """Yield each sentence's pieces outside quotations and, unless ``with_blocks``, outside block quotes."""
    text = article.text
    marked = () if has_too_many_marks(text) else quotations(text)  # neither is such a text checked, nor is it evidence
    quoted = sorted(
        [(q.start, q.end) for q in marked if not q.depth]
        + [(b.start, b.end) for b in article.blocks if b.kind in (() if with_blocks else _BLOCKS)]
    )
    at, low = 0, 0
    for line in text.split("\n"):
        for start, end in sentences(text, at, at + len(line)) if line.strip() else ():
            while low < len(quoted) and quoted[low][1] <= start:
                low += 1
            yield _outside(text, (start, end), quoted, low)
        at += len(line) + 1


def _outside(text: str, span: Span, quoted: Sequence[Span], first: int) -> list[str]:
    """Return the pieces of a sentence between the quotations from number ``first`` on."""
    pieces, at = [], span[0]
    while first < len(quoted) and quoted[first][0] < span[1]:
        start, end = quoted[first]
        pieces.append(text[at : max(at, start)])
        at, first = max(at, end), first + 1
    return [*pieces, text[at : max(at, span[1])]]


def _words(text: str) -> list[str]:
    """Return the folded words, without accents and apostrophes, which other formats write otherwise."""
    folded = _INNER.sub("", fold_text(text.replace("-\n", "")))
    if not folded.isascii():
        folded = _ACCENT.sub("", unicodedata.normalize("NFD", folded))
    return _WORD.findall(folded)


def _runs(words: Sequence[str]) -> Iterable[Run]:
    """The runs of three words."""
    return zip(words, words[1:], words[2:], strict=False)


def _share(sentences: Sequence[_Sentence], there: set[Run], told: _Told | None = None) -> float:
    """Return the share of the sentences, by their length, that stand in a text with these runs or, where its narration
    is given, are like a sentence of it.
    """
    total = sum(len(sentence.runs) for sentence in sentences)
    standing = sum(
        len(sentence.runs)
        for sentence in sentences
        if sum(run in there for run in sentence.runs) >= STANDS * len(sentence.runs)
        or (told is not None and told.has_like(sentence))
    )
    return standing / total if total else 0.0


def _said(share: float, what: str) -> str:
    return f"it is nearly the draft: {share:.0%} {what}"
