"""Disputes: findings and passages of all evidence that speak against words which are there, said and whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from attribune.check.circumstances.adjuncts import content
from attribune.check.context.aftermath import overtaken
from attribune.check.context.assertion import is_correction
from attribune.check.context.attribution.phrases import time_words
from attribune.check.context.contrary import denies, find_near, tells_contrary
from attribune.check.evidence.cache import Views
from attribune.check.evidence.index import words
from attribune.check.evidence.passage import evidence_at
from attribune.check.finding import Finding
from attribune.check.later_words import is_taken_back, later_words
from attribune.check.speakers.comparison import OTHER_GENDER
from attribune.check.turns import View
from attribune.lexicon import words as word_list
from attribune.records import Evidence, Span
from attribune.sources.names.matching import same_person
from attribune.statements.grammar.cues import cues
from attribune.text.document import Layers
from attribune.text.fold import fold_text
from attribune.text.sentences import sentences

HEAD = 200  # code points of an article without paragraphs that are shown of it
MAX_AGAINST = 3  # passages shown against one quotation
LATER_PARTS = 20  # pieces of a turn, the one with the words and those behind it, that may take them back
MARK = 2  # code points of the marks that may close a sentence behind a speaker's words
MIN_WORDS = 5  # shorter quotations are names and terms, which several people use
MIN_OTHER_WORDING = 0.75  # share of aligned words from which on a changed passage is another wording of the same words
MIN_TOLD = 2  # telling words of what comes next that a draft which tells it has, too
_OWN = re.compile(r"\b(?:I|[Ww]e)\b")
_ANSWERS = re.compile(r"(?:I|We)\s(?:[\w’'-]{1,20}\s){1,6}(?:this|that|it|them|such)\b")
_TURNS_SENSE = frozenset({"negation", "number", "modality", "entity"})


def disputes(
    best: Finding, found: Sequence[Finding], read: Views, told: str, quoted: str, draft: str
) -> tuple[tuple[Evidence, ...], str]:
    """Return the passages that speak against the best finding of a quotation, and why they do; none and "" where none
    does.

    ``told`` are the draft's own words around the quotation: a denial that it tells itself speaks against nothing.
    ``quoted`` are these with what else is quoted there: what a draft quotes beside it isn't kept from its readers.
    ``draft`` is its whole text, folded: a later word of the speaker that it has too isn't kept from them either.
    """
    reasons, against = [], []
    for evidence, reason in _against(best, found, read, told, quoted, draft):
        against.append(evidence)
        reasons.append(reason)
        if len(against) == MAX_AGAINST:
            break
    return tuple(against), "; ".join(dict.fromkeys(reasons))


def later_passage(best: Finding, latest: int, found: Sequence[Finding], read: Views) -> Evidence:
    """Return the passage of the page's latest version that stands where the best finding's words stood, or its head."""
    view, text = read(latest), read(best.article).reading.article.text
    changed = next((other for other in found if other.article == latest), None)
    if changed is not None:
        return evidence_at(view, changed.span, changed.turn)
    wanted = set(words(text[slice(*best.span)])) - word_list("text/stopwords.txt")
    shared = max(view.passages.sharing(wanted), key=lambda one: one[0], default=None) if wanted else None
    if shared is not None:
        return evidence_at(view, shared[2], view.turns[shared[1]])
    article = view.reading.article
    block = next((b for b in article.blocks if b.kind == "paragraph"), None)
    return evidence_at(view, (block.start, block.end) if block else (0, min(len(article.text), HEAD)), None)


def goes_on(best: Finding, read: Views, told: str, quoted: str) -> Span | None:
    """Return the speaker's own next words that take back or limit the best finding's; None where nothing does.

    ``told`` is what the draft says itself beside its quotation, ``quoted`` that with what it quotes there.
    """
    view = read(best.article)
    near = _near(view, best.span, told)
    spoken = best.turn.spoken if best.turn else ()
    here = bisect_left(spoken, best.span[0], key=lambda one: one[1])
    parts = spoken[max(0, here - 1) : here + LATER_PARTS]
    if near and any(start <= near[0] and near[1] <= end + MARK for start, end in parts):
        return near
    text = view.reading.article.text
    said = (one for start, end in spoken[here : here + LATER_PARTS] for one in sentences(text, start, end))
    after = next(islice((one for one in said if one[1] >= best.span[1]), 1, None), None)
    if after is None:
        return None
    words_, then = text[slice(*best.span)], text[slice(*after)]
    if not (
        is_taken_back(words_, then) or (best.turn is not None and best.turn.set_apart and _is_answered(words_, then))
    ):
        return None
    limit = text[slice(*after)]
    telling = content(limit)
    repeated = telling <= content(quoted) if telling else fold_text(limit) in fold_text(quoted)
    return None if repeated else after


def _is_answered(words_: str, then: str) -> bool:
    """True if words tell what others say or ask, and their speaker then says what to think of that: "The police have
    suggested a master code. We oppose this"."""
    layers = Layers(words_)
    others = any(not _OWN.search(words_, 0, cue.start) for cue in cues(layers, 0, len(words_)))
    return others and _ANSWERS.match(then) is not None


def _near(view: View, span: Span, told: str) -> Span | None:
    """Return what follows words and speaks against them, and isn't told by the draft."""
    acts = view.utterances
    line_end = acts.paragraph(span[1])[1]
    near = view.speakers.kept(("near", span), lambda: find_near(acts.flat, acts.blank, span, line_end))
    return near if near is not None and not tells_contrary(told, acts.flat[slice(*near)]) else None


def _against(
    best: Finding, found: Sequence[Finding], read: Views, told: str, quoted: str, draft: str
) -> Iterator[tuple[Evidence, str]]:
    view = read(best.article)
    near = _near(view, best.span, told)
    if near is not None:
        yield (
            evidence_at(view, near, None),
            "what follows in the evidence speaks against the words or against their speaker",
        )
    if best.turn is not None and not best.turn.set_apart:  # what follows words set apart may be theirs, too
        acts = view.utterances
        after = overtaken(acts.flat, acts.blank, best.span, acts.paragraph(best.span[1])[1])
        if after is not None and not _is_kept(acts.flat[slice(*after)], quoted, draft):
            yield evidence_at(view, after, None), "what the evidence tells next may undo the words, and isn't told"
    for other in found:
        if other is best or other.turn is None or other.article in read.superseded:
            continue
        reason = _contradicts(best, other, view, read(other.article))
        if reason:
            yield evidence_at(read(other.article), other.span, other.turn), reason
    shown: frozenset[str] | None = None
    for there, span, reason in later_words(best, read, told):
        passage = there.reading.article.text[slice(*span)]
        kept = fold_text(passage) in draft
        if not kept:
            shown = content(quoted) if shown is None else shown
            kept = content(passage) <= shown
        if not kept and not tells_contrary(told, passage):
            yield evidence_at(there, span, None), reason


def _is_kept(passage: str, quoted: str, draft: str) -> bool:
    """True if a draft tells what comes next in the evidence: the sentence itself, or most of its telling words."""
    tells = content(passage)
    return fold_text(passage) in draft or len(tells & content(quoted)) >= min(MIN_TOLD, (len(tells) + 1) // 2)


def _contradicts(best: Finding, other: Finding, view: View, there: View) -> str:
    """Return why another finding speaks against the best one, or ""."""
    mine, theirs = (finding.turn.speaker if finding.turn else None for finding in (best, other))
    if other.placed:
        short = len(view.reading.article.text[slice(*best.span)].split()) < MIN_WORDS
        if (
            other.verdict == "misattributed"
            and not short
            and (mine is None or theirs is None or _are_two(mine.name, theirs.name))
        ):
            return f"the same words are given to {theirs.name if theirs else 'somebody else'} elsewhere in the evidence"
        if other.verdict == "unclear" and other.reason.endswith(OTHER_GENDER):
            return other.reason  # which may be told in one article only
        if best.article == other.article:
            return ""  # an article that has the words both plainly and otherwise; what follows it is searched above
        line = there.utterances.paragraph(other.span[0])[0]
        if is_correction(there.reading.article.text, line) or (
            other.verdict == "unclear" and denies(there.narration_at(other.span[0]))
        ):
            return "the evidence elsewhere says that these words were not said, or not so"
        return ""
    if other.verdict != "altered" or other.result.coverage < MIN_OTHER_WORDING or mine is None or theirs is None:
        return ""
    turned = any(edit.kind in _TURNS_SENSE and edit.severity == "major" for edit in other.result.changes)
    if not turned or not _same(mine.name, theirs.name):
        return ""
    times = [time_words(v.narration_at(f.span[0])) for v, f in ((view, best), (there, other))]
    return "" if all(times) and times[0] != times[1] else "the evidence has other words for it elsewhere"


def _are_two(one: str, two: str) -> bool:
    """True if two names are surely two people's, or share no word at all and are no office ("the Bishop of Carrow")."""
    same = same_person(one, two)
    return same is False and not any(
        word in ("of", "for", "the") for name in (one, two) for word in name.lower().split()
    )


def _same(one: str, two: str) -> bool:
    return one == two or same_person(one, two) is True
