"""How answers read: verdicts, changes, chains, dates and coverage as plain words, the same in every format."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from attribune.check.messages import Word as Word
from attribune.check.messages import change_sentence as change_sentence
from attribune.check.messages import first_reasons
from attribune.check.messages import marked_changes as marked_changes
from attribune.check.messages import reasons as reasons
from attribune.check.messages import speaker_words as speaker_words
from attribune.check.messages import verdict_words as verdict_words
from attribune.lexicon import rows
from attribune.records import (
    Article,
    Coverage,
    Evidence,
    Figure,
    Hop,
    Reading,
    Report,
    Source,
    Statement,
    Status,
    Verdict,
)
from attribune.text.clipping import clip as clip
from attribune.text.clipping import count as count

BORDER = "¶"  # where a block ends in a passage that runs on
_BORDER = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d|)")
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # not strftime: that follows the machine's locale


@cache
def _relation_words() -> Mapping[str, str]:
    return {row[0]: "".join(row[1:]) for row in rows("wording/relations.tsv")}


GROUPS: Mapping[Status, tuple[str, str]] = {
    "wrong": ("Wrong", "the words or the speaker didn’t survive, or nothing proves them"),
    "look": ("Look", "a person has to decide"),
    "ok": ("Ok", "the evidence has these words, from this speaker"),
}  # in the order in which they are shown
MAX_NUMBERS = 12  # numbers of quotations that one sentence names


def headline(check: Report) -> str:
    """ "17 quotations: 7 ok, 2 to look at, 8 wrong"; of an answer also "3 of 5 citations hold"."""
    cited = f"; {held(check)} of {count(len(check.citations), 'citation')} hold" if check.citations else ""
    if not check.results:
        return f"No quotation to check{cited}"
    return f"{count(len(check.results), 'quotation')}: {_tally(check.results)}{cited}"


def held(check: Report) -> int:
    """Return how many citations hold for a quotation."""
    return sum(one.holds and one.status == "ok" for one in check.citations)


def _tally(verdicts: Sequence[Verdict]) -> str:
    found = Counter(verdict.status for verdict in verdicts)
    return f"{found['ok']} ok, {found['look']} to look at, {found['wrong']} wrong{ignored_words(verdicts)}"


def ignored_words(verdicts: Sequence[Verdict]) -> str:
    """ "; 2 of them ignored", or nothing where none is."""
    ignored = sum(verdict.ignored is not None for verdict in verdicts)
    return f"; {ignored} of them ignored" if ignored else ""


def grouped(check: Report) -> dict[Status, list[tuple[int, Verdict]]]:
    """Return the quotations with their numbers in three groups: wrong, look, ok."""
    numbered = list(enumerate(check.results, 1))
    return {status: [one for one in numbered if one[1].status == status] for status in GROUPS}


def advice(check: Report) -> list[str]:
    """Return three sentences that say what a person should do; none where nothing was checked."""
    if not check.results:
        return []
    numbers = {status: [number for number, _ in group] for status, group in grouped(check).items()}
    wrong, look, ok = (_numbers(numbers[status]) for status in GROUPS)
    return [
        f"Don’t print {wrong} as {_is(numbers['wrong'])}: restore the words or the speaker that the evidence has, find "
        "the source, or take off the quotation marks."
        if wrong
        else "No quotation is wrong.",
        f"Decide about {look} yourself: the reason given there says what is open."
        if look
        else "No quotation needs a decision.",
        f"For {ok} the evidence has the words, which doesn’t make it right: know your source before you print."
        if ok
        else "No quotation is proven, so don’t print any before the evidence for it is found.",
    ]


def _is(numbers: Sequence[int]) -> str:
    return "it stands" if len(numbers) == 1 else "they stand"


def _numbers(numbers: Sequence[int]) -> str:
    """ "quotation 3", "quotations 1, 2 and 5", "quotations 1, 2, … and 70 more"; "" for none."""
    if not numbers:
        return ""
    shown, more = [str(number) for number in numbers[:MAX_NUMBERS]], len(numbers) - MAX_NUMBERS
    last = f"{more} more" if more > 0 else shown.pop()
    return f"quotation{'s' * (len(numbers) > 1)} {', '.join(shown)}{' and ' * bool(shown)}{last}"


def draft_name(check: Report) -> str:
    """Return what a draft is called: its title and, where there is one, its file or address."""
    draft = check.draft
    place = draft.url or (last_part(draft.name) if draft.name else "")
    return f"{draft.title} ({place})" if draft.title and place else draft.title or place or "draft"


def total(checks: Sequence[Report]) -> str:
    """ "2 drafts: 1 ok, 1 not ok; 17 quotations: 7 ok, 2 to look at, 8 wrong"."""
    wrong = sum(not check.ok for check in checks)
    quotations = [verdict for check in checks for verdict in check.results]
    return (
        f"{count(len(checks), 'draft')}: {len(checks) - wrong} ok, {wrong} not ok; "
        f"{count(len(quotations), 'quotation')}: {_tally(quotations)}"
    )


def copies(number: int) -> str:
    """ "1 copy of it", "2 copies of it"."""
    return f"{number:,} {'copy' if number == 1 else 'copies'} of it"


def problem(verdict: Verdict) -> str:
    """Return why a quotation isn't ok, in one line: its first reasons, of changes those that matter most."""
    worst = tuple(c for c in verdict.changes if c.severity == "major")
    if verdict.verdict == "misattributed" and verdict.evidence and verdict.evidence[0].speaker:
        draft = verdict.speaker.name if verdict.speaker else "nobody"
        said = f"the draft says {draft}, the evidence says {speaker_words(verdict.evidence[0].speaker)}"
        return "; ".join([said, *reasons(replace(verdict, verdict="altered", changes=worst, reason=None))])
    return first_reasons(replace(verdict, changes=worst) if worst and verdict.verdict == "altered" else verdict)


def why(verdict: Verdict) -> list[str]:
    """Return why a verdict is what it is, a line each, and for what reason it is left uncounted; empty where nothing is
    worth saying."""
    lines = reasons(verdict) or ([] if verdict.ok else [problem(verdict)])
    return [*lines, f"ignored: {verdict.ignored}"] if verdict.ignored else lines


def chain_words(chain: Sequence[Hop], speaker: str | None, names: Mapping[str, str] | None = None) -> list[str]:
    """Return the hops from the speaker outward as words; ``names`` gives each source's name,
    else its id is the name.
    """
    named = [(hop.relation, (names or {}).get(hop.source, hop.source)) for hop in chain]
    if named and named[0][1] == speaker:
        named = named[1:]
    return [f"{_relation_words().get(relation, relation.replace('_', ' '))} {name}".strip() for relation, name in named]


def through(evidence: Evidence) -> str:
    """ "first-hand", or through whom the words reached the article; empty where neither is known."""
    if evidence.first_hand:
        return "first-hand"
    hops = chain_words(evidence.chain, evidence.speaker)
    return "second-hand: ← " + " ← ".join(hops) if hops else ""


def origin(evidence: Evidence, articles: Mapping[str, Article] | None) -> tuple[str, str, str, str]:
    """Outlet, title, date and place (address, file or id) of a passage's article; an empty string where unknown."""
    article = (articles or {}).get(evidence.article)
    outlet = evidence.outlet or (article.outlet if article else None) or ""
    title = evidence.title or (article.title if article else None) or ""
    day = date(article.published) if article and article.published else ""
    place = evidence.url or (article and (article.url or article.name)) or evidence.article
    return outlet, title, day, place


def with_borders(text: str, start: int, article: Article | None) -> str:
    """``text``, which stands at ``start`` of an article, with newlines only where a block ends; the length stays.

    Where the article isn't known, every line break counts: rather a border too many than a heading run into the text.
    """
    if article is None or "\n" not in text:
        return text
    characters, newline = list(text), text.find("\n")
    while newline >= 0:
        block = bisect_right(article.blocks, start + newline, key=lambda block: block.start) - 1
        if block >= 0 and start + newline < article.blocks[block].end:
            characters[newline] = " "
        newline = text.find("\n", newline + 1)
    return "".join(characters)


def shown_passages(verdict: Verdict) -> list[tuple[str, Evidence]]:
    """Return the passages that decide a verdict, each with what it is: evidence, against, nearest."""
    shown = [("evidence", evidence) for evidence in verdict.evidence[:1]]
    if verdict.nearest and not shown:
        shown.append(("nearest", verdict.nearest))
    return shown + [("against", against) for against in verdict.against]


def bordered(text: str) -> str:
    """``text`` on one line, a sign where a block ends."""
    return _BORDER.sub(f" {BORDER} ", text)


def last_part(place: str) -> str:
    """Return a file's name without its folders; an address unchanged."""
    return place if "://" in place else place.rstrip("/\\").replace("\\", "/").rpartition("/")[2] or place


def titled(title: str) -> str:
    """Return a title in quotation marks; those inside it become single."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”" if title else ""


def date(iso: str) -> str:
    """ "2026-05-06T…" as "6 May 2026"; anything else unchanged."""
    found = _day(iso)
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}" if found else iso


def moment(iso: str | None) -> str:
    """Return a time as a person reads it; a day, or what is none, as it is.

    >>> moment("2026-05-06T10:05:00Z"), moment("2026-05-06T10:05:00+02:00"), moment("2026-05-06"), moment("soon")
    ('6 May 2026, 10:05 UTC', '6 May 2026, 10:05 +02:00', '6 May 2026', 'soon')
    """
    found = _MOMENT.fullmatch(iso or "")
    if not found:
        return date(iso or "")
    zone = "UTC" if found[3] in ("Z", "+00:00", "") else found[3]
    return f"{date(found[1])}, {found[2]} {zone}"


def _day(iso: str) -> datetime.date | None:
    match = _DATE.match(iso)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def outlets_told(articles: int, outlets: int) -> str:
    """ "9 outlets"; where no article names its outlet, that it isn't known: 0 outlets would say that nobody published.

    >>> outlets_told(3, 2), outlets_told(3, 0), outlets_told(0, 0)
    ('2 outlets', 'outlets unknown', '0 outlets')
    """
    if articles and not outlets:
        return f"outlet{'s' * (articles != 1)} unknown"
    return count(outlets, "outlet")


def coverage_words(coverage: Coverage) -> str:
    """ "searched 14 articles from 9 outlets, 3–12 May 2026, in English"."""
    told = outlets_told(coverage.articles, coverage.outlets)
    known = coverage.outlets or not coverage.articles
    parts = [f"searched {count(coverage.articles, 'article')} " + (f"from {told}" if known else f"({told})")]
    if coverage.from_ or coverage.to:
        parts.append(_range(coverage.from_ or coverage.to or "", coverage.to or coverage.from_ or ""))
    if coverage.languages:
        parts.append("language " + ", ".join(coverage.languages))
    if coverage.settings:
        parts.append(f"settings {coverage.settings}")
    if coverage.snapshot:
        parts.append(f"snapshot {coverage.snapshot}")
    return "; ".join(parts)


def left_out_words(coverage: Coverage) -> list[str]:
    """Return what of the evidence proves nothing, and why, a line each."""
    return [f"left out of the evidence: {one.name}: {one.reason}" for one in coverage.left_out]


def _range(first: str, last: str) -> str:
    one, two = _day(first), _day(last)
    if not one or not two:
        return date(first) if first == last else f"{date(first)} to {date(last)}"
    if one == two:
        return date(last)
    if (one.year, one.month) == (two.year, two.month):
        return f"{one.day}–{date(last)}"
    if one.year == two.year:
        return f"{one.day} {_MONTHS[one.month - 1]} – {date(last)}"
    return f"{date(first)} – {date(last)}"


_IRREGULAR = {"foot": "feet", "inch": "inches", "century": "centuries", "percent": "percent"}


def value_words(figure: Figure) -> str:
    """Return what a figure says: "250 gang members, suspected"; "53 years of age"."""
    number = f"{figure.value:,.0f}" if float(figure.value).is_integer() else f"{figure.value:,}"
    unit = _units(figure.unit) if figure.unit and figure.value != 1 else figure.unit
    counted = " ".join(part for part in (number, unit, unit and figure.of and "of", figure.of) if part)
    return f"{counted}, {figure.qualifier}" if figure.qualifier else counted


def _units(unit: str) -> str:
    """Return a unit in the plural: "kilometers per hour", "square feet", "degrees Celsius"; a
    currency's code as it is.
    """
    if unit.isupper():
        return unit
    first, per, rest = unit.partition(" per ")
    if first.startswith("degree"):
        return unit.replace("degree", "degrees", 1)
    before, space, last = first.rpartition(" ")
    return f"{before}{space}{_IRREGULAR.get(last, last + 's')}{per}{rest}"


def source_names(reading: Reading) -> dict[str, str]:
    """Return every source's name by its id."""
    return {source.id: source.name for source in reading.sources}


def route_words(text: str, source: Source | None, statement: Statement) -> str:
    """Return the way from the words a statement has for its speaker to the name: "“he” → pronoun → “Tom Abara”".

    Empty where the words are the name already.
    """
    spans = (*(statement.source or ()), *statement.content[:1])
    step = next((s for span in spans for s in (source.route if source else ()) if _touch(s.mention, span)), None)
    if source is None or step is None or step.to is None:
        return ""
    said = "" if step.mention == statement.content[0] else text[slice(*step.mention)]
    to = text[slice(*step.to)]
    if said.casefold() in source.name.casefold() and said:
        return ""
    return " → ".join(part for part in (said and f"“{said}”", step.rule, f"“{to}”") if part)


def _touch(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def roles_of(source: Source) -> list[str]:
    """Return what an article says of a source, without what only repeats its name or the rest."""
    roles = [role for role in source.roles if role.casefold() not in source.name.casefold()]
    return [role for role in roles if not any(role != other and role.casefold() in other.casefold() for other in roles)]


def content_words(reading: Reading, content: Sequence[tuple[int, int]]) -> str:
    """Return a statement's content as one line; an ellipsis stands where the article has other words between."""
    text = reading.article.text
    pieces = [text[slice(*content[0])]] if content else []
    for (_, end), (start, stop) in pairwise(content):
        pieces.append("" if not text[end:start].strip() else "…")
        pieces.append(text[start:stop])
    return " ".join(" ".join(pieces).split())
