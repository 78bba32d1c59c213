"""What the findings of one quotation are worth together: its verdict, the reason, and what shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from attribune.check.circumstances.objections import circumstance_objection
from attribune.check.circumstances.others import Joined, Others
from attribune.check.disputes import disputes, goes_on
from attribune.check.draft import DraftQuote
from attribune.check.evidence.cache import Views
from attribune.check.evidence.copied_text import COPIED, Copied, DraftPassages
from attribune.check.finding import Finding
from attribune.check.messages import GOES_ON
from attribune.check.occasion import occasion_objection
from attribune.check.quote import Result
from attribune.check.shown import cut_of
from attribune.check.speakers.comparison import same_speaker
from attribune.check.speakers.namesakes import namesake_doubt
from attribune.check.speakers.voice import Voice
from attribune.records import OK_VERDICTS, Article, Cut, Evidence, VerdictName
from attribune.sources.names.matching import same_person
from attribune.text.clipping import clip

MAX_EVIDENCE = 5  # passages shown for one verdict
SHOWN = 160  # code points of the speaker's next words that a message shows
UNCLOSED = "its quotation mark is never closed, so where it ends can't be told"
_Objection = TypeVar("_Objection")


class Decided(NamedTuple):
    """What is said of a quotation, and what shows it."""

    verdict: VerdictName
    reason: str
    cut: Cut | None
    against: tuple[Evidence, ...]


def decide(
    quote: DraftQuote,
    best: Finding,
    found: list[Finding],
    read: Views,
    draft: DraftPassages,
    copied: Copied | None = None,
) -> Decided:
    """Return what the best finding is worth beside all others. What a draft has ``copied`` with the words isn't kept
    from its readers.
    """
    verdict, reason = _settled(quote, best, found, read) if copied is None else (best.verdict, best.reason)
    cut = cut_of(best) if verdict == "trimmed" else None
    if verdict not in OK_VERDICTS:
        return Decided(verdict, reason, cut, ())
    told, quoted = f"{quote.around} {quote.beside}", f"{quote.before} {quote.after}"
    article = read.evidence[best.article]
    rest = goes_on(best, read, told, quoted)
    if rest and not (copied and copied.holds(article.id, [(article.id, rest)])):
        words = " ".join(article.text[slice(*rest)].split()).strip('“”" ')
        cut = Cut(before="", after=words) if rest[0] > best.span[0] else Cut(before=words, after="")
        goes = f"{GOES_ON}{'' if cut.after else ' from'}: “{clip(words, SHOWN)}”, which may change the sense"
        return Decided("trimmed", goes, cut, ())
    against, why = disputes(best, found, read, told, quoted, draft.folded)
    if against and not (copied and copied.holds(article.id, [(one.article, one.span) for one in against])):
        return Decided("disputed", why, None, against)
    if copied is not None:
        return Decided(verdict, reason, None, ())
    elsewhere = _elsewhere(quote, found, read)
    namesake = None if elsewhere else _namesake(quote, best, read)
    verdict, reason = elsewhere or (("unclear", namesake) if namesake else (verdict, reason))
    return Decided(verdict, reason, None, ())


def as_copied(copied: Copied, number: int) -> Finding:
    """Return the finding of words that the draft has from article ``number`` with all around them."""
    result = Result(verdict="verbatim", ok=True, span=copied.place, pieces=(copied.place,), coverage=1.0)
    return Finding(
        article=number,
        verdict="verbatim",
        result=result,
        span=copied.place,
        turn=copied.turn,
        reason=COPIED,
        placed=True,
    )


def _elsewhere(quote: DraftQuote, found: list[Finding], read: Views) -> tuple[VerdictName, str] | None:
    """Return why the draft gives the words another occasion than all that have them; None where one has the draft's."""
    good = [finding for finding in found if finding.verdict in OK_VERDICTS]
    have = {finding.article for finding in good}
    others = Others(read, have)
    kept = good[:MAX_EVIDENCE]
    if why := _first_of_all(occasion_objection(quote.around, read(f.article), f.span, others) for f in kept):
        return why
    told = _first_of_all(circumstance_objection(quote, read(f.article), f.span, f.turn, others) for f in kept)
    return ("unclear", told) if told else None


def _first_of_all(objections: Iterable[_Objection | None]) -> _Objection | None:
    """Return the first objection where each is one; nothing is asked behind the first that isn't."""
    first = None
    for objection in objections:
        if not objection:
            return None
        first = first or objection
    return first


def _namesake(quote: DraftQuote, best: Finding, read: Views) -> str | None:
    """Return why the draft's name may mean somebody of another article; None where it can't."""
    if quote.voice is None or best.turn is None or best.turn.speaker is None:
        return None
    person = read(best.article).speakers.people.at(best.turn.speaker.mentions)
    if person is None:
        return None

    def naming(name: str) -> Iterator[Article]:
        numbers = read.layer(Joined).having(name)
        return (read.evidence[number] for number in numbers if number != best.article)

    return namesake_doubt(quote.voice, person, naming, read.people)


def _settled(quote: DraftQuote, best: Finding, found: list[Finding], read: Views) -> tuple[VerdictName, str]:
    """Return the best finding's verdict, unless the draft leaves open what is quoted or who speaks."""
    if not quote.closed:
        return "unclear", UNCLOSED
    if best.verdict in OK_VERDICTS and quote.doubt:
        return "unclear", quote.doubt
    if best.verdict in OK_VERDICTS and quote.unread and not _is_read(quote.unread[0], best, read):
        return "unclear", quote.unread[1]
    if best.verdict in OK_VERDICTS and quote.voice is None:
        names = _different(
            [f.turn.speaker.name for f in found if f.verdict in OK_VERDICTS and f.turn and f.turn.speaker]
        )
        if len(names) > 1:
            return "unclear", f"the draft names no speaker, and the evidence has two: {', '.join(names)}"
    return best.verdict, best.reason


def _is_read(voice: Voice, best: Finding, read: Views) -> bool:
    """True if the evidence's speaker has the very name that the draft may give."""
    turn = best.turn
    if turn is None or turn.speaker is None:
        return False
    return same_speaker(voice, turn.speaker, turn.mentions, read(best.article).speakers).same is True


def _different(names: list[str]) -> list[str]:
    """Return names that are surely not the same speaker's, in order."""
    kept: list[str] = []
    for name in sorted(set(names), key=len, reverse=True):
        if all(same_person(name, other) is False for other in kept):
            kept.append(name)
    return sorted(kept)
