"""Later words: what the same speaker says elsewhere of the same thing, and otherwise.

A correction seldom repeats what it corrects: "It was forty, not fourteen", "I should have said …", "withdrew what he
had said about the siren", or the same clause with another figure or without its negation. Each paragraph of the
evidence in which the speaker speaks again is searched for these. What is found only takes away: the words become
"disputed".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from attribune.check.circumstances.adjuncts import content
from attribune.check.circumstances.others import Joined
from attribune.check.context.attribution.phrases import time_words
from attribune.check.context.frames import lemma, lemmas
from attribune.check.context.paragraphs import NEAR, Paragraph, Paragraphs
from attribune.check.evidence.cache import Views
from attribune.check.finding import Finding
from attribune.check.labels import MODALS
from attribune.check.quote import is_listed, word_lists
from attribune.check.turns import View
from attribune.lexicon import rows
from attribune.records import Article, Figure, Source, Span, Statement
from attribune.sources.coref.pronouns import is_pronoun
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import same_person
from attribune.statements.grammar.cues import verbs
from attribune.statements.grammar.tokens import listed
from attribune.text.figures.quantities import figures

KEPT = 4_096  # sentences and clauses of which it is known what they tell: those near one quotation are near the next
MOST_ARTICLES = 6  # other articles that name the speaker and the thing, which are read for later words
MOST_MORE = 2  # telling words that one of two clauses may have more, of which one denies the other
SHORT_CUE = 3  # words
LEAST_NAME = 3  # letters of a name by which a paragraph is found
MOST_FRAGMENT = 6  # words of a sentence without a verb that only goes on with the one before
MOST_CLAUSE = 12  # telling words of a clause that is compared with another
LEAST_RETOLD = 2  # telling words of a quotation by which narration that has them all is known to be about it
LEAST_CLAUSE = 3  # words of what is said elsewhere, without a figure: fewer are a name of the thing
WHY = "the same speaker takes these words back or corrects them elsewhere in the evidence"
OTHER = "the same speaker says otherwise of the same thing elsewhere in the evidence"
_AUXILIARY = frozenset("do does did have has had am is are was were be been".split())
_LIMITING = frozenset("and but or nor except unless though if only just not almost maybe perhaps".split())
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\w")
_CLAUSE = re.compile(r"[.;:!?—–]|,\s(?=(?:and|but|or|so|because|while|though)\b)|\b(?:but|because|although|though)\b")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WHOLE = frozenset("all every each everybody everyone everything always".split())


_WHO = re.compile(r"\b(?:I|we|my|our|he|she|they|you|his|her|their)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"‘]([^“”\"\n]{0,400})[”\"’]")
_NOT = re.compile(r"\bnot\s+(?:an?\s+|the\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a quotation: what they are about, their figures, their clauses, who says them."""

    text: str
    about: frozenset[str]
    clauses: tuple[_Clause, ...]
    counted: tuple[Figure, ...]
    speaker: Source
    names: frozenset[str]
    roles: frozenset[str]

    @property
    def wanted(self) -> frozenset[str]:
        """The telling words by which paragraphs about these are found."""
        return self.about.union(*(one.about for one in self.clauses))

    @property
    def subject(self) -> frozenset[str]:
        """The telling words without those that are about anything, unless there are no others."""
        return self.about - _light() or self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    about: frozenset[str]
    negated: bool
    words: int
    figures: frozenset[float]
    whole: bool


def later_words(best: Finding, read: Views, told: str) -> Iterator[tuple[View, Span, str]]:
    """Yield the passages in which the speaker of a finding takes the words back, corrects them or says otherwise, with
    their views and the reasons. A draft that has the day of the words in what is ``told`` knows of others."""
    view = read(best.article)
    words = _words(best, view)
    if words is None:
        return
    end = max(best.span[1], best.sentence[1] if best.sentence else 0)
    here = view.document.layer(Paragraphs).at(best.span[0])
    is_later = here is not None and here.corrects
    dated = bool(time_words(told) & time_words(view.narration_at(best.span[0])))
    yield from _in_article(words, view, end, is_later or dated)
    if is_later:
        return  # these are the words that put others right
    for number in _articles(best, words, read):
        yield from _in_article(words, read(number), 0, dated)


def _words(best: Finding, view: View) -> _Words | None:
    """Return what is sought of a finding's words; None where nobody is named, or they are about nothing."""
    turn = best.turn
    if turn is None or turn.speaker is None or turn.speaker.kind == "outlet":
        return None
    named = [turn.speaker.name.split()[-1]] if turn.speaker.kind == "person" and turn.speaker.name else turn.mentions
    names = frozenset(
        word for name in named for word in _CAPITAL.findall(name)
        if len(word) >= LEAST_NAME and plain(word) not in table("titles.tsv")
    )  # fmt: skip
    text = view.reading.article.text[slice(*best.span)]
    about = _about(text) - content(" ".join((*names, *_CAPITAL.findall(text[1:]))))  # a name isn't what is said of it
    clauses = _clauses(text)
    if not names or not (about or any(one.figures for one in clauses)):
        return None
    return _Words(
        text=text, about=about, clauses=clauses, counted=tuple(figures(text)), speaker=turn.speaker, names=names,
        roles=content(" ".join(turn.speaker.roles)),
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _telling(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about, as lemmas: none that count, deny or ask."""
    counting = _counting()
    denied = {lemma(word) for word in _TOKEN.findall(text.lower()) if is_listed(word, "negation")}
    kept = (word for word in content(text) - counting - denied if not word.startswith("="))
    return frozenset(word for word in kept if not any(c.isdigit() for c in word) and word.split("-")[0] not in counting)


def _articles(best: Finding, words: _Words, read: Views) -> list[int]:
    """Return the other articles that name the speaker, have a word of the quotation, and aren't known to be earlier."""
    mine, texts = read.evidence[best.article].published, read.layer(Joined)
    naming = sorted({number for name in words.names for number in texts.having(name)})
    found = (
        number
        for number in naming
        if number != best.article and number not in read.superseded and not _is_earlier(read.evidence[number], mine)
    )
    return list(islice(found, MOST_ARTICLES))


def _is_earlier(article: Article, than: str | None) -> bool:
    return bool(article.published and than and article.published[:10] < than[:10])


def _in_article(words: _Words, view: View, begin: int, only_corrected: bool) -> Iterator[tuple[View, Span, str]]:
    """Yield the passages of one article, from an offset on."""
    text = view.reading.article.text
    of_view = view.speakers.kept("later words", lambda: _Statements(view))
    for part in view.document.layer(Paragraphs).about(words.wanted, begin):
        paragraph = text[slice(*part.span)]
        named = any(name in paragraph for name in words.names)
        theirs = of_view.within(part.span, words.speaker.name, paragraph if named else None)
        quoted = not theirs and part.corrects and _are_quoted(words, paragraph)
        cut = [one for one in part.sentences if one[0] >= begin]
        if not theirs and not quoted and not named:
            if words.roles & part.content and not only_corrected:
                yield from ((view, span, OTHER) for span in cut if _retells(words, view, span))
            continue
        span = _corrected(words, view, part, cut, theirs)
        if span is not None:
            yield view, span, WHY
        elif not only_corrected:
            found = _otherwise(words, view, [one for one in cut if _is_named(words, view, one)])
            found += [one for one in cut if _retells(words, view, one)]
            spans = [s for one in theirs for s in one.content if s[0] >= begin]
            found += [s for s in spans if _differs(words, text[slice(*s)])]
            if begin and part.span[0] <= begin + NEAR:
                found += [s for s in spans if _denies_shortly(words, text[slice(*s)])]
            yield from ((view, span, OTHER) for span in found[:1])


class _Statements:
    """The statements of an article that somebody makes, by place; those of one speaker are told apart when asked."""

    def __init__(self, view: View) -> None:
        self._text, self._names = view.reading.article.text, view.names
        self._found = sorted(
            (one.content[0][0], number)
            for number, one in enumerate(view.reading.statements)
            if one.content and one.speaker in view.names
        )
        self._starts = [start for start, _ in self._found]
        self._all = view.reading.statements

    def within(self, span: Span, speaker: str, paragraph: str | None) -> list[Statement]:
        """Return a speaker's that begin in a span; "he" may be the speaker in a ``paragraph`` that names them, and not
        whom it is taken for."""
        low, high = (bisect_left(self._starts, at) for at in span)
        return [one for _, number in self._found[low:high] if self._is_of(speaker, one := self._all[number], paragraph)]

    def _is_of(self, speaker: str, one: Statement, paragraph: str | None) -> bool:
        name = self._names[one.speaker or ""]
        is_free = not name or (paragraph is not None and name not in paragraph)
        return _is_same(speaker, name) or (is_free and self._is_pronoun(one))

    def _is_pronoun(self, one: Statement) -> bool:
        return bool(one.source) and is_pronoun(self._text[slice(*(one.source or ((0, 0),))[0])])


def _is_named(words: _Words, view: View, span: Span) -> bool:
    """True if narration, and not somebody's words, names the speaker in a sentence."""
    told = view.utterances.blank[slice(*span)]
    return any(name in told for name in words.names)


def _otherwise(words: _Words, view: View, cut: list[Span]) -> list[Span]:
    """Return those of the sentences, which name the speaker, that count what the words count, and otherwise."""
    mine = {(next(iter(_counted([one])), ""), one.value) for one in words.counted}
    things, found = {thing for thing, _ in mine if thing}, []
    for span in cut:
        theirs = figures(view.reading.article.text[slice(*span)]) if things else []
        same = {(thing, one.value) for one in theirs for thing in _counted([one]) if thing in things}
        if same and not same & mine:
            found.append(span)
    return found


def _retells(words: _Words, view: View, span: Span) -> bool:
    """True if narration has all telling words of words that deny nothing, in a sentence that denies something."""
    wanted = _telling(words.text)
    if len(wanted) < LEAST_RETOLD or any(one.negated for one in words.clauses):
        return False
    is_denial = _denies(view.reading.article.text[slice(*span)])
    return is_denial and wanted <= _telling(view.utterances.blank[slice(*span)])


@lru_cache(maxsize=KEPT)
def _denies(sentence: str) -> bool:
    return _is_negated(_TOKEN.findall(sentence.lower()))


def _is_negated(found: Iterable[str]) -> bool:
    return any(word.endswith(("n't", "n’t")) or is_listed(word, "negation") for word in found)


def _denies_shortly(words: _Words, said: str) -> bool:
    """True if a clause without a verb of its own takes up the words and turns them round: "she said she might"."""
    found = [word.lower().replace("’", "'") for word in _TOKEN.findall(said)]
    if not 1 < len(found) <= LEAST_CLAUSE or not is_pronoun(found[0]):
        return False
    verbs_ = [word.removesuffix("n't") for word in found[1:] if word != "not"]
    negated = "not" in found or any(word.endswith("n't") for word in found)
    return all(word in _AUXILIARY | MODALS for word in verbs_) and any(one.negated != negated for one in words.clauses)


def _about(text: str) -> frozenset[str]:
    """Return the telling words of a text, and the things that it counts."""
    return _telling(text) | _counted(figures(text))


def _counted(amounts: Iterable[Figure]) -> frozenset[str]:
    """Return what figures count, as lemmas: "nights", "dollars"."""
    things = ((one.of or one.unit or "").split() for one in amounts)
    return frozenset(lemma(thing[-1]) for thing in things if thing)


@cache
def _counting() -> frozenset[str]:
    return frozenset(lemma(row[0]) for row in rows("text/numbers.tsv")) | frozenset(map(lemma, _WHOLE))


def _is_same(one: str, two: str) -> bool:
    return one == two or same_person(one, two) is True


def _corrected(words: _Words, view: View, part: Paragraph, cut: list[Span], theirs: list[Statement]) -> Span | None:
    """Return the sentence of a paragraph that takes the words back or corrects them: it, or the one before or behind
    it, is
    about what they are about; or it says "forty, not fourteen" of their own fourteen."""
    if not part.signs:
        return None
    text = view.reading.article.text
    forms = frozenset(map(lemma, _TOKEN.findall(words.text)))
    first = len(part.sentences) - len(cut)
    for sign in part.signs:
        if sign.number < first:
            continue
        span, high = part.sentences[sign.number], sign.high  # “I spoke of a clean count,” she said. “It wasn't.”
        if theirs and any(old in forms - _light() and new not in forms for old, new in sign.rather):
            return span
        low = part.sentences[max(first, sign.number - 1)][0]
        anew = sign.anew if theirs and sign.cue is None else None
        again = sign.again if theirs else None
        if (again or anew) and _has_other_figure(words, text[span[0] : high]) and (anew or words.about & part.content):
            return span
        cue = sign.cue or anew
        if cue is None or _is_anothers(view, span, cue, theirs):
            continue
        named = bool(theirs) or any(name in view.utterances.blank[span[0] : cue.start()] for name in words.names)
        if (named and words.subject & (_about(text[low:high]) - _of_cue(cue[0]))) or _are_quoted(words, text[low:high]):
            return span
    return None


def _is_anothers(view: View, span: Span, cue: re.Match[str], theirs: list[Statement]) -> bool:
    """True if a speaker says in their own words that somebody else takes words back: "and she now says otherwise"."""
    own = any(s <= cue.start() < e for one in theirs for s, e in one.content)
    text = view.reading.article.text
    who = _WHO.findall(text, cue.start(), cue.end())[:1] or _WHO.findall(text, span[0], cue.start())[-1:] if own else []
    return any(one.lower() not in ("i", "we", "my", "our") for one in who)


@cache
def _light() -> frozenset[str]:
    """Return the lemmas of words that may be about anything: "what", "about", "go", "think"."""
    listed_ = (w for name in ("function", "adverb", "subordinator", "hedge", "loose_hedge") for w in word_lists()[name])
    light = (w for row in rows("check/contrary.tsv") if row[0] == "light" for w in row[1].split())
    return frozenset(map(lemma, (*listed_, *light)))


def _of_cue(cue: str) -> frozenset[str]:
    """Return the telling words of a short cue, which say nothing of what was said: "changed their minds"."""
    return content(cue) if len(cue.split()) <= SHORT_CUE else frozenset()


def _are_quoted(words: _Words, passage: str) -> bool:
    """True if a passage has the very words, or most of them, in marks: somebody speaks of them there."""
    wanted = [word.lower() for word in _TOKEN.findall(words.text)]
    all_ = f" {' '.join(wanted)} "
    found = ([word.lower() for word in _TOKEN.findall(one)] for one in _QUOTED.findall(passage))
    return any(
        len(one) >= LEAST_CLAUSE and 2 * len(one) > len(wanted) and f" {' '.join(one)} " in all_ for one in found
    )


def _has_other_figure(words: _Words, passage: str) -> bool:
    """True if a passage has figures, and none of the quotation's."""
    mine = {value for one in words.clauses for value in one.figures}
    theirs = {one.value for one in figures(passage)}
    return bool(mine and theirs) and not mine & theirs


@lru_cache(maxsize=KEPT)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """Return the clauses of a text that say anything."""
    clauses = list[_Clause]()
    for piece in _CLAUSE.split(text):
        found = [word.lower() for word in _TOKEN.findall(piece)]
        counted = [one for one in figures(piece) if not _NOT.search(piece, 0, one.start)]  # "two nights, not three"
        about = _telling(piece) | _counted(counted)
        amounts = frozenset(one.value for one in counted if one.value is not None)
        if len(about) <= MOST_CLAUSE and (about or amounts):
            clauses.append(_Clause(
                about=about, negated=_is_negated(found), words=len(found), figures=amounts,
                whole=any(w in _WHOLE for w in found),
            ))  # fmt: skip
    return tuple(clauses)


def _differs(words: _Words, said: str) -> bool:
    """True if a clause of what the speaker says elsewhere has the quotation's clause with another figure, or the same
    words denied."""
    return any(_are_contrary(mine, theirs) for theirs in _clauses(said) for mine in words.clauses)


def _is_finite(word: str) -> bool:
    return "'" in word or "’" in word or word in listed("finite") or word in verbs()


def is_taken_back(said: str, following: str) -> bool:
    """True if a speaker's next sentence has the subject and the verb of their last, and denies it ("We thank you for
    the drum. We do not thank you for the keeping of it."), or is a few words that limit it ("And a worse rider.")."""
    found = _TOKEN.findall(following.lower())
    opens = bool(found) and (found[0] in _LIMITING or (found[0] in listed("preposition") and ":" not in following))
    if opens and len(found) <= MOST_FRAGMENT and (found[0] == "or" or not any(map(_is_finite, found))):
        mine = _TOKEN.findall(said.lower())
        return mine[:1] != found[:1] or any(map(_is_finite, mine))  # not "If not us, who? If not now, when?"
    one, two = (lemmas(text) for text in (said, following))
    one, two = one[: LEAST_CLAUSE + 2], two[: LEAST_CLAUSE + 2]
    if not one or not two or one[0] != two[0] or ("=not" in one) == ("=not" in two):
        return False
    acts = [[word for word in words if word[0] != "=" and word not in _AUXILIARY] for words in (one, two)]
    subject = _words_of_subject(following)
    return len(acts[0]) > subject and acts[0][: subject + 1] == acts[1][: subject + 1]


def _words_of_subject(said: str) -> int:
    """Return how many words of a sentence are its subject at least: one, or "the court", "Ada Reed"."""
    found = _TOKEN.findall(said)
    if found[0].lower() in listed("determiner"):
        return 2
    return next((n for n, word in enumerate(found) if n and not word[0].isupper()), len(found))


def _are_contrary(mine: _Clause, theirs: _Clause) -> bool:
    less, more = sorted((mine.about, theirs.about), key=len)
    if not less or not less <= more:
        return False
    if mine.figures and theirs.figures:
        return not mine.figures & theirs.figures
    if theirs.words < LEAST_CLAUSE:
        return False
    if mine.negated != theirs.negated:
        return len(more) - len(less) <= MOST_MORE
    return mine.whole != theirs.whole and bool(mine.figures or theirs.figures)
