"""Two versions of a text → what became of every quotation. The library twin of ``attribune guard``.

A quotation of the text before and one of the text after are linked where their words are equal, where one continues
the other (a quotation parted by "he said", or put together again), where one has most of the other's words, or where
the same narration stands around both. The words are compared as the check compares them
(:mod:`attribune.check.quote`), the speakers too (:mod:`attribune.check.speakers`). What isn't proven equal is not ok.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from attribune.check.draft import MAX_PARTS, PARTING, DraftQuote, draft_quotes, refuse_too_many
from attribune.check.quote import Result, verify_quote
from attribune.check.quote.text import to_plain, words
from attribune.check.speakers.comparison import same_speaker
from attribune.check.speakers.index import SpeakerIndex
from attribune.check.speakers.voice import Voice
from attribune.check.turns import turns
from attribune.check.unchecked_marks import notes
from attribune.records import Article, Change, Fate, NotChecked, QuotationFate, QuotedWords, Reading, Rewrite, Span
from attribune.sources.timed import read_in_time
from attribune.statements.extract import Tier
from attribune.text.clipping import clip
from attribune.text.document import Document
from attribune.text.fold import fold_text

MOST_CANDIDATES = 8  # quotations before that are compared with one after
COMMON = 50  # quotations that have a word, from which on it tells nothing of which one is meant
MIN_SHARE = 0.4  # of the longer quotation's words, in order, from which on it is the other one, changed
MIN_PART = 0.6  # of the shorter quotation's words that stand together in the other one
MIN_TOGETHER = 4  # words together that a part has at least, unless it is the whole of a shorter quotation
LONG = 60  # words of a quotation from which on its words in order are counted, not those in a row
MIN_ANCHOR = 4  # words of a line of narration by which places are compared
SHOWN = 160  # code points of words left out that a message shows
BESIDE = "what stands beside the words, and may say whose they are, differs"
_TYPOGRAPHY = frozenset({"case", "typography"})  # changes that a new place in the sentence brings
_LEFT_OUT = frozenset({"edge", "ellipsis"})  # rules that object to what is left out, and to no word


def compare_rewrite(
    before: Article, after: Article, *, policy: str = "strict", tier: Tier = "auto", allow_lost: bool = False
) -> Rewrite:
    """Return what became of every quotation of ``before`` in ``after``, and every new one there.

    "same" and "moved" are ok, and "lost" where ``allow_lost`` is set. Raises ValueError for an unknown policy, NetError
    where a tier's net can't run, TooLarge where a text has too many quotations or takes too long to read.
    """
    old, new = (_Side.of(article, tier) for article in (before, after))
    links = _linked(old, new)
    moved = _moved(old, new, links)
    fates = [
        (link.place(new), 0, _fate(link, old, new, policy, is_moved=number in moved))
        for number, link in enumerate(links)
    ]
    taken = {number for link in links for number in link.after}
    fates += [
        ((quote.span[0], number), 0, _new(quote))
        for number, quote in enumerate(new.quotes)
        if number not in taken and not quote.apart
    ]
    places = {link.before: link.place(new) for link in links}
    last = (-1, -1)
    for number, quote in enumerate(old.quotes):
        if number in places:
            last = places[number]
        elif not quote.apart:
            fates.append((last, number + 1, _lost(quote, ok=allow_lost)))
    ordered = tuple(fate for _, _, fate in sorted(fates, key=lambda one: one[:2]))
    unread = tuple(
        f"{side.article.name or side.article.title or 'text'}: {note}"
        for side in (old, new)
        for note in notes(side.document, side.checked, side.listed_apart)
    )
    return Rewrite(quotations=ordered, ok=not unread and all(fate.ok for fate in ordered), notes=unread)


@dataclass(frozen=True, slots=True)
class _Link:
    """One quotation before, by its number, and the quotations after that have its words, in order."""

    before: int
    after: tuple[int, ...]

    def place(self, new: _Side) -> tuple[int, int]:
        """Return where the words stand in the text after, to sort by."""
        return (new.quotes[self.after[0]].span[0], self.before)


@dataclass(frozen=True)
class _Side:
    """One of the two texts: its quotations, and their words in the form that is compared."""

    document: Document
    reading: Reading
    quotes: list[DraftQuote]
    norms: list[tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, article: Article, tier: Tier) -> _Side:
        document = Document.of(article)
        refuse_too_many(document)
        reading = read_in_time(document, tier=tier, figures=False)
        quotes = draft_quotes(reading, document)
        return cls(document, reading, quotes, [tuple(word.norm for word in words(quote.text)) for quote in quotes])

    @property
    def article(self) -> Article:
        return self.reading.article

    @property
    def checked(self) -> list[DraftQuote]:
        """The quotations but for titles and scare quotes."""
        return [quote for quote in self.quotes if not quote.apart]

    @property
    def listed_apart(self) -> list[NotChecked]:
        return [NotChecked(quote=q.span, text=q.text, reason=q.apart) for q in self.quotes if q.apart]

    @cached_property
    def speakers(self) -> SpeakerIndex:
        return SpeakerIndex(self.reading, self.document)

    @cached_property
    def acts(self) -> list[int]:
        """Of each quotation the number of the act of speaking that it belongs to; -1 for none."""
        made = turns(self.reading, self.document)
        by_start = {start: number for number, turn in enumerate(made) for start, _ in turn.spoken}
        return [by_start.get(quote.parts[0][0], -1) for quote in self.quotes]

    def run(self, first: int, wanted: tuple[str, ...]) -> tuple[int, ...]:
        """Return the numbers of the quotations of one act, two or more from ``first`` on, that together have just the
        wanted
        words; none if there are no such."""
        have: tuple[str, ...] = ()
        for number in range(first, min(first + MAX_PARTS, len(self.quotes))):
            have += self.norms[number]
            if self.acts[number] != self.acts[first] or self.acts[first] < 0 or have != wanted[: len(have)]:
                return ()
            if len(have) == len(wanted):
                return tuple(range(first, number + 1)) if number > first else ()
        return ()

    def mentions(self, voice: Voice) -> tuple[str, ...]:
        """Return the words by which the text names a speaker."""
        text = self.article.text
        spans = voice.source.mentions if voice.source else ()
        return tuple(dict.fromkeys([voice.mention, *(text[slice(*span)] for span in spans)]))


def _linked(old: _Side, new: _Side) -> list[_Link]:
    """Link the quotations, the surest links first; what a step has linked is left alone by the next."""
    links: list[_Link] = []
    free_old, free_new = set(range(len(old.quotes))), set(range(len(new.quotes)))
    for step in (_equal, _put_together, _parted, _alike, _in_same_narration):
        for link in step(old, new, sorted(free_old), sorted(free_new)):
            links.append(link)
            free_old.discard(link.before)
            free_new.difference_update(link.after)
    links += _repeated(old, new, sorted(free_new))
    return links


def _equal(old: _Side, new: _Side, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[_Link]:
    """Link equal words; of several that are equal those of one speaker first, then in order."""
    by_speaker: dict[tuple[tuple[str, ...], str | None], deque[int]] = defaultdict(deque)
    for number in free_old:
        by_speaker[old.norms[number], _name(old.quotes[number])].append(number)
    left = []
    for after in free_new:
        same = by_speaker[new.norms[after], _name(new.quotes[after])]
        if same:
            yield _Link(same.popleft(), (after,))
        else:
            left.append(after)
    waiting: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for number in sorted(number for numbers in by_speaker.values() for number in numbers):
        waiting[old.norms[number]].append(number)
    for after in left:
        if waiting[new.norms[after]]:
            yield _Link(waiting[new.norms[after]].popleft(), (after,))


def _put_together(old: _Side, new: _Side, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[_Link]:
    """Link quotations of one act of speaking with the one into which they were joined."""
    for after, run in _runs(old, free_old, new, free_new):
        yield from (_Link(before, (after,)) for before in run)


def _parted(old: _Side, new: _Side, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[_Link]:
    """Link a quotation with those of one act of speaking into which it was parted."""
    for before, run in _runs(new, free_new, old, free_old):
        yield _Link(before, run)


def _runs(
    parts: _Side, free_parts: Sequence[int], wholes: _Side, free_wholes: Sequence[int]
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each quotation of one text that is put together of several of the other one, with these."""
    firsts: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for number in free_parts:
        firsts[parts.norms[number]].append(number)
    lengths = sorted({len(norms) for norms in firsts})
    used, free = set[int](), set(free_parts)
    for whole in free_wholes:
        wanted = wholes.norms[whole]
        for length in lengths:
            waiting = firsts.get(wanted[:length])
            run = parts.run(waiting[0], wanted) if waiting and length < len(wanted) else ()
            if waiting and run and free.issuperset(run) and not used.intersection(run):
                used.update(run)
                waiting.popleft()
                yield whole, run
                break


def _alike(old: _Side, new: _Side, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[_Link]:
    """Link quotations that share most of their words, the likest first."""
    having: dict[str, list[int]] = defaultdict(list)
    for number in free_old:
        for word in set(old.norms[number]):
            having[word].append(number)
    likeness = []
    for after in free_new:
        words_here = set(new.norms[after])
        found = Counter(number for word in words_here if len(having[word]) <= COMMON for number in having[word])
        for before, _ in found.most_common(MOST_CANDIDATES):
            share = _share(old.norms[before], new.norms[after])
            if share:
                other = _name(old.quotes[before]) != _name(new.quotes[after])
                likeness.append((-share, other, abs(before - after), before, after))
    used_old, used_new = set[int](), set[int]()
    for _, _, _, before, after in sorted(likeness):
        if before not in used_old and after not in used_new:
            used_old.add(before)
            used_new.add(after)
            yield _Link(before, (after,))


def _share(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """Return the share of the longer quotation's words that both have in order; 0 where they aren't the same one."""
    from rapidfuzz.distance import LCSseq

    short, long = sorted((one, two), key=len)
    common = LCSseq.similarity(one, two)
    together = _together(short, long) if len(short) <= LONG else common
    part = together >= MIN_PART * len(short) and together >= min(len(short), MIN_TOGETHER)
    return common / len(long) if part or common >= MIN_SHARE * len(long) else 0.0


def _together(short: tuple[str, ...], long: tuple[str, ...]) -> int:
    """Return how many words in a row both have at most."""
    best, row = 0, [0] * (len(short) + 1)
    for word in long:
        row = [0, *(row[at] + 1 if word == other else 0 for at, other in enumerate(short))]
        best = max(best, *row)
    return best


def _in_same_narration(old: _Side, new: _Side, free_old: Sequence[int], free_new: Sequence[int]) -> Iterator[_Link]:
    """Link quotations around which the same narration stands: other words were put there."""
    around: dict[str, list[int]] = defaultdict(list)
    for number in free_old:
        around[_narration(old.quotes[number])].append(number)
    for after in free_new:
        narration = _narration(new.quotes[after])
        if len(narration.split()) > 1 and around[narration]:
            yield _Link(around[narration].pop(0), (after,))


def _narration(quote: DraftQuote) -> str:
    return " ".join(fold_text(quote.around).split())


def _repeated(old: _Side, new: _Side, free_new: Sequence[int]) -> Iterator[_Link]:
    """Link words that the text after has once more: a quotation that was also pulled out of the text."""
    known = {norms: number for number, norms in reversed(list(enumerate(old.norms)))}
    for after in free_new:
        before = known.get(new.norms[after])
        if before is not None:
            yield _Link(before, (after,))


def _moved(old: _Side, new: _Side, links: Sequence[_Link]) -> set[int]:
    """Return the numbers of the links whose quotations changed their order among all the rest and the narration."""
    places = [(old.quotes[link.before].span[0], link.place(new), number) for number, link in enumerate(links)]
    places += [(before, (after, 0), -1) for before, after in _anchors(old.article.text, new.article.text)]
    places.sort(key=lambda one: one[1])
    ends: list[int] = []  # the longest run of places in order, by the usual patience
    chain: list[tuple[int, int]] = []  # place number, and the one before it
    tops: list[int] = []
    for at, (before, _, _) in enumerate(places):
        length = bisect_left(ends, before)
        chain.append((at, tops[length - 1] if length else -1))
        ends[length:] = [before, *ends[length + 1 :]]
        tops[length:] = [at, *tops[length + 1 :]]
    still, at = set[int](), tops[-1] if tops else -1
    while at >= 0:
        still.add(places[at][2])
        at = chain[at][1]
    return set(range(len(links))) - still


def _anchors(before: str, after: str) -> Iterator[tuple[int, int]]:
    """Yield where lines that both texts have once begin in both."""
    old, new = _lines(before), _lines(after)
    for line, places in old.items():
        if len(places) == 1 and len(new.get(line, ())) == 1 and len(line.split()) >= MIN_ANCHOR:
            yield places[0], new[line][0]


def _lines(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    at = 0
    for line in text.split("\n"):
        found[line.strip()].append(at)
        at += len(line) + 1
    return found


def _fate(link: _Link, old: _Side, new: _Side, policy: str, *, is_moved: bool) -> QuotationFate:
    """Return what became of a quotation that has its like in the text after."""
    before, parts = old.quotes[link.before], [new.quotes[number] for number in link.after]
    after = replace(parts[0], parts=tuple(span for part in parts for span in part.parts))
    spoken = [span for number in _joined(old, new, link) for span in old.quotes[number].parts]
    low, high = spoken[0][0], spoken[-1][1]
    quoted = parts[0].text if len(parts) == 1 else f"“{PARTING.join(part.text for part in parts)}”"
    compared = verify_quote(
        quoted, old.article.text[low:high], policy=policy, spoken=[(start - low, end - low) for start, end in spoken]
    )
    said = sum(len(old.norms[number]) for number in _joined(old, new, link))
    same = len(parts) == 1 and _as_written(parts[0].text) == _as_written(before.text)
    fate, told = "same" if same else _words_fate(compared, old.article.text[low:high], said), ""
    changes = () if same or len(parts) > 1 else _changes(compared, after, low)
    doubt = next((quote.doubt for quote in (*parts, before) if quote.doubt), None)
    if fate == "same" and (doubt or (before.closed and not all(quote.closed for quote in parts))):
        fate, told = "altered", doubt or "its quotation mark is never closed"
    elif fate == "same":
        told = next((why for part in parts if (why := _other_speaker(before, part, old, new))), "")
        if told:
            fate, changes = "speaker_changed", (_speaker_change(before, after),)
        elif is_moved:
            fate = "moved"
    elif fate == "trimmed":
        told = _left_out(compared, old.article.text, spoken)
    else:
        told = "; ".join(map(_change_words, changes))
    return QuotationFate(
        before=_quoted(before), after=_quoted(after), fate=fate, ok=fate in ("same", "moved"), changes=changes,
        message=_message(fate, told),
    )  # fmt: skip


def _as_written(text: str) -> str:
    """Return a quotation with its brackets and ellipses, but for typography and for what its place in a sentence makes
    of its first letter and its last mark."""
    plain = " ".join(to_plain(text).text.split()).strip(" ,.")
    return plain[:1].casefold() + plain[1:]


def _joined(old: _Side, new: _Side, link: _Link) -> tuple[int, ...]:
    """Return the numbers of the quotations of one act that the one after is put together of; else the one before."""
    wanted = new.norms[link.after[0]]
    if len(link.after) == 1 and old.norms[link.before] != wanted:
        for first in range(max(0, link.before - len(wanted)), link.before + 1):
            run = old.run(first, wanted)
            if link.before in run:
                return run
    return (link.before,)


def _words_fate(compared: Result, source: str, said: int) -> Fate:
    """Return what became of the words, by their comparison with ``source``, which has ``said`` words."""
    meant = [edit for edit in compared.changes if edit.kind not in _TYPOGRAPHY and edit.rule not in _LEFT_OUT]
    if compared.ok and not meant:
        return "same" if sum(len(words(source[slice(*piece)])) for piece in compared.pieces) >= said else "trimmed"
    if compared.ok:
        return "trimmed" if all(edit.kind == "ellipsis" for edit in meant) else "altered"
    return "trimmed" if compared.changes and not meant else "altered"


def _changes(compared: Result, after: DraftQuote, low: int) -> tuple[Change, ...]:
    """Return the edits with offsets into both texts; those of the text before count from ``low``."""
    return tuple(
        Change(
            kind=edit.kind,  # type: ignore[arg-type]
            severity=edit.severity,  # type: ignore[arg-type]
            draft=after.in_draft(edit.draft),
            draft_text=edit.draft_text,
            evidence=(low + edit.evidence[0], low + edit.evidence[1]),
            evidence_text=edit.evidence_text,
            note=edit.note or None,
        )
        for edit in compared.changes
    )


def _left_out(compared: Result, text: str, spoken: Sequence[Span]) -> str:
    """Return the spoken words that the quotation after doesn't have, as a person reads them."""
    low = spoken[0][0]
    taken = [(low + start, low + end) for start, end in compared.pieces]
    left, at = [], 0
    for start, end in [*taken, (len(text), len(text))]:
        left += [text[max(at, low) : min(start, high)] for low, high in spoken if max(at, low) < min(start, high)]
        at = end
    return " … ".join(f"“{clip(' '.join(words_left.split()), SHOWN)}”" for words_left in left if words(words_left))


def _change_words(change: Change) -> str:
    """Return a change as a person reads it."""
    before, after = change.evidence_text.strip(), change.draft_text.strip()
    if before and after:
        return f"“{before}” became “{after}”"
    return f"“{after}” was added" if after else f"“{before}” was left out"


def _speaker_change(before: DraftQuote, after: DraftQuote) -> Change:
    span = after.voice.span if after.voice and after.voice.span else (after.span[0], after.span[0])
    old = before.voice.span if before.voice else None
    return Change(
        kind="speaker", severity="major", draft=span, draft_text=_name(after) or "", evidence=old,
        evidence_text=_name(before) or "",
    )  # fmt: skip


def _name(quote: DraftQuote) -> str | None:
    return quote.voice.name if quote.voice else quote.unread[0].name if quote.unread else None


def _other_speaker(before: DraftQuote, after: DraftQuote, old: _Side, new: _Side) -> str | None:
    """Return why the two quotations may be different people's; None if they are surely the same one's."""
    one, two = before.voice, after.voice
    if one is None or two is None:
        if one is not None:
            return f"the text after doesn't say that these are the words of {one.name}"
        if two is not None:
            return f"the text before doesn't say that these are the words of {two.name}"
        beside = [sorted(fold_text(voice.name) for voice in quote.near) for quote in (before, after)]
        unread = [fold_text(quote.unread[0].name) if quote.unread else "" for quote in (before, after)]
        same = beside[0] == beside[1] and unread[0] == unread[1] and before.labels == after.labels
        return None if same else BESIDE
    if one.doubt or two.doubt:
        same = fold_text(one.mention) == fold_text(two.mention) and fold_text(before.before) == fold_text(after.before)
        return None if same else (two.doubt or one.doubt)
    if fold_text(one.name) == fold_text(two.name):
        person = one.source is not None and one.source.kind == "person"
        return None if person or not _names_swapped(before, after) else BESIDE
    for ours, theirs, side in ((two, one, old), (one, two, new)):
        if theirs.source is not None:
            told = same_speaker(ours, theirs.source, side.mentions(theirs), side.speakers).same
            if told is not None:
                return None if told else f"the words were {one.name}'s, and are {two.name}'s now"
    return f"whether “{two.name}” is “{one.name}” can't be told"


def _names_swapped(before: DraftQuote, after: DraftQuote) -> bool:
    """True if names went from the narration around a quotation, and others came: "footage of Voss" of an ad's words."""
    old, new = ({word for word in quote.around.split() if word[:1].isupper()} for quote in (before, after))
    return bool(old - new) and bool(new - old)


def _quoted(quote: DraftQuote) -> QuotedWords:
    return QuotedWords(text=quote.text, span=quote.span, speaker=_name(quote))


def _new(quote: DraftQuote) -> QuotationFate:
    return QuotationFate(before=None, after=_quoted(quote), fate="new", ok=False, message=_message("new"))


def _lost(quote: DraftQuote, *, ok: bool) -> QuotationFate:
    return QuotationFate(before=_quoted(quote), after=None, fate="lost", ok=ok, message=_message("lost"))


_TOLD: dict[Fate, str] = {
    "same": "the words and the speaker are the same",
    "moved": "the words and the speaker are the same, at another place",
    "trimmed": "words were left out",
    "altered": "words were changed",
    "speaker_changed": "the words are the same, and not surely the same speaker’s",
    "lost": "the text after doesn’t have this quotation",
    "new": "the text before doesn’t have these words in quotation marks",
}


def _message(fate: Fate, told: str = "") -> str:
    """Return the sentence that a person reads."""
    return f"{_TOLD[fate]}: {told}" if told else _TOLD[fate]
