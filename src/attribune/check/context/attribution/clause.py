"""Plain attributions: a closed grammar of narration that only says who speaks, where, when and to whom.

A quotation counts as said only if the narration beside it is read whole by this grammar: a subject, a cue out of a
closed list in a plain form, and modifiers of closed kinds. What can't be read may be anything: a clip, a complaint, a
denial. So the grammar names what may stand there (``lexicon/en/check/attribution.tsv``) and nothing that may not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attribune.check.context.attribution.inert import NUMBER, PRONOUNS, denies, has_form, is_telling, listing
from attribune.check.context.attribution.modifiers import AttributionReader
from attribune.check.context.attribution.noun_phrases import DASHES
from attribune.lexicon import words
from attribune.records import Span
from attribune.statements.grammar.tokens import MASK, Pieces, listed
from attribune.text.dates import STAMP

MAX_WORDS = 60  # pieces of narration on one side of a quotation; more are no attribution
UNSURE = PRONOUNS | listed("subordinator") | listed("finite") | listed("relative") | {MASK}
MAX_LATER = 6  # pieces of "a few short weeks later"
MAX_SUBJECT = 24  # pieces of a subject with its appositives
_STAMP = re.compile(rf"{STAMP}[\s:—–-]++")
_POINTS = frozenset("the this that these those it them so such her their said saying".split())
_QUALIFIES = frozenset(  # tells of another time, or of a part of a whole
    "then once formerly when former ex earlier previously until before after if only just alone not no never".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an attribution says. ``subject`` and ``cue`` are spans; ``kinds`` name its other parts: "time", "setting",
    "addressee", "appositive", "relative", "posture", "topic", "adverb", "asked", "opening", or
    "beside": the saying is a relative clause.

    ``frame`` is narration that a draft must tell, a span or None: what stands between the cue and a quotation that is
    only a part of its sentence, or around an attribution that stands inside a sentence (``inside``, its own span).
    """

    subject: Span
    cue: Span
    verb: str
    kinds: frozenset[str]
    frame: Span | None = None
    inside: Span | None = None

    @property
    def bare(self) -> bool:
        """True if it only says who speaks: words on both of its sides are one act of speaking."""
        return not self.kinds & {"time", "asked", "opening", "second"} and self.verb not in listing("asks")


def read_after(pieces: Pieces, at: int, stop: int, named: frozenset[str], *, question: bool) -> Attribution | None:
    """Read an attribution that follows a quotation: "said Ada Reed, the mayor", "she told the Bell"; else None."""
    reader = AttributionReader(pieces, named)
    while at < stop and pieces.words[at] in {",", "?", "!", *DASHES}:
        at += 1
    clause = next((n for n in range(at, stop) if pieces.words[n] == ";"), stop)  # what follows is a sentence of its own
    stop = _strip(pieces, at, clause)
    if not 0 < stop - at <= MAX_WORDS:
        return None
    if pieces.words[at : at + 2] == ["according", "to"]:
        end = reader.subject(at + 2, stop)
        return _finished(reader, (at + 2, end), (at, at + 2), "according to", end, stop) if end > 0 else None
    inverted = reader.cue(at, stop, question=question)
    if inverted is not None and inverted[0] < stop and pieces.words[inverted[0]] not in PRONOUNS | {","}:
        end = reader.subject(inverted[0], stop)
        return _finished(reader, (inverted[0], end), (at, inverted[0]), inverted[1], end, stop) if end > 0 else None
    for subject, cue, verb in _clauses(reader, at, stop, question=question):
        if found := _finished(reader, subject, cue, verb, cue[1], stop):
            return found
    return None


def _clauses(reader: AttributionReader, at: int, stop: int, *, question: bool) -> Iterator[tuple[Span, Span, str]]:
    """Yield every subject at ``at`` with the cue behind it: a noun may be a verb ("Reed notes"), and the reverse."""
    kinds = set(reader.kinds)
    for split in range(at + 1, min(stop, at + MAX_SUBJECT + 1)):
        if reader.words[split - 1] in {"to", "who", "which", "whose"}:  # "rising to reply", "Holm, who was telling"
            continue
        reader.kinds = set(kinds)
        cue = reader.cue(split, stop, question=question)
        if cue is None and not (reader.of_document or reader.words[split] in listing("document")):
            continue
        end = reader.subject(at, split)
        cue = reader.cue(split, stop, question=question)
        if end < 0 or cue is None:
            continue
        if end < split and reader.words[end] == "," and reader.words[split - 1] not in (",", ".", *DASHES):
            continue  # "The mayor, Reed said, would": two people, and no description of one
        beside = _aside(reader, end, split)
        beside += beside < split and reader.words[beside] in (",", *DASHES)
        if beside == split:
            yield (at, end), (split, cue[0]), cue[1]


def read_before(
    pieces: Pieces, at: int, stop: int, named: frozenset[str], *, question: bool, partial: bool
) -> Attribution | None:
    """Read an attribution that leads to a quotation: "On Monday she told the Bell: ", "Reed called it "; else None.

    ``partial``: the quotation begins as the rest of a sentence does, so that narration may lead over to it.
    """
    reader = AttributionReader(pieces, named)
    if not 0 < stop - at <= MAX_WORDS:
        return None
    whole = pieces.words[stop - 1] in (":", ",")
    if pieces.words[at : at + 2] == ["according", "to"] and whole:
        end = reader.subject(at + 2, stop - 1)
        return _finished(reader, (at + 2, end), (at, at + 2), "according to", end, stop - 1) if end > 0 else None
    inverted = reader.cue(at, stop, question=question)
    if inverted is not None and whole:  # "Said Ada Reed: "
        end = reader.subject(inverted[0], stop - 1)
        said = _finished(reader, (inverted[0], end), (at, inverted[0]), inverted[1], end, stop - 1) if end > 0 else None
        if said is not None or not question:  # "Asked by the Bell, Reed said" may open with a cue of a question
            return said
    if pieces.words[at : at + 2] == ["according", "to"] and partial:
        end = reader.subject(at + 2, stop)
        if 0 < end < stop and pieces.words[end] == ",":
            return _made(
                reader, (at + 2, end), (at, at + 2), "according to", (pieces.starts[end], pieces.ends[stop - 1])
            )
    for begin in _openings(reader, at, stop):
        reader.kinds = {"opening"} if begin > at + (pieces.words[at] in ("and", "but", "so", "then")) else set()
        begin += pieces.words[begin] == "as" and whole
        for subject, cue, verb in _clauses(reader, begin, stop, question=question):
            plain = _finished(reader, subject, cue, verb, cue[1], stop - 1) if whole else None
            if plain is not None:
                return plain
            if partial or not whole:
                return _with_frame(reader, subject, cue, verb, stop)
        second = _second_saying(reader, begin, stop, whole=whole and not partial)
        if second is not None:
            return second
    kept = whole and not partial
    return _relative_saying(reader, at, stop, whole=kept) or _inside(reader, at, stop, whole=kept)


def read_statement(pieces: Pieces, named: frozenset[str]) -> Attribution | None:
    """Read a whole sentence that has the speaker say something in other words: "Reed added that the pier would shut.";
    None where words of anybody else may be told in it."""
    reader, stop = AttributionReader(pieces, named), _strip(pieces, 0, len(pieces))
    if not named or not 0 < stop <= MAX_WORDS or MASK in pieces.words[:stop]:
        return None
    for begin in _openings(reader, 0, stop):
        reader.kinds = set()
        for subject, cue, verb in _clauses(reader, begin, stop, question=False):
            heard = reader.addressee(cue[1], stop) if verb in listing("takes_person") else cue[1]
            joint = next((n for n in range(cue[1], stop) if pieces.words[n] == "that"), stop)
            clause = joint < stop and reader.modifiers(max(heard, cue[1]), joint) == joint
            others = listing("cue") | listing("asks") | words("names/document_nouns.txt") | listing("voicing")
            if clause and verb in listing("neutral") and others.isdisjoint(pieces.words[joint:stop]):
                return _made(reader, subject, cue, verb, None)
    return None


def _relative_saying(reader: AttributionReader, at: int, stop: int, *, whole: bool) -> Attribution | None:
    """Read "The plan was opposed by Ada Reed, who called it ": what stands before is inert, and about other things."""
    words_ = reader.words
    who = next((n for n in range(stop - 1, at, -1) if words_[n] == "who" and words_[n - 1] == ","), -1)
    reader.kinds = {"opening", "beside"}
    cue = reader.cue(who + 1, stop, question=False) if who > 0 and reader.named else None
    if cue is None:
        return None
    begins = (n for n in range(max(at, who - MAX_SUBJECT), who - 1) if reader.subject(n, who - 1) == who - 1)
    begin = next(begins, -1)
    over = range(at, begin)
    governs = listed("subordinator") | {MASK} | listing("modal") | listing("cue") | listing("voicing")
    if begin < 0 or any(words_[n] in governs or not reader.is_inert_before(n, at, begin) for n in over):
        return None
    listed_ = words_[at] in listed("preposition") | {"it"}  # "Among its critics is Reed", not "She became Reed"
    if any(has_form(words_[n], "becomes") or words_[n] == "as" for n in over) or (
        words_[begin - 1] in ("is", "was", "are", "were", "be", "been") and not listed_
    ):
        return None
    if whole:
        return _finished(reader, (begin, who - 1), (who + 1, cue[0]), cue[1], cue[0], stop - 1)
    return _with_frame(reader, (begin, who - 1), (who + 1, cue[0]), cue[1], stop)


def _inside(reader: AttributionReader, at: int, stop: int, *, whole: bool) -> Attribution | None:
    """Read an attribution between commas, "If it rains, Reed said, the pier would": all around it is frame, but for
    what leads to a ``whole`` quotation and only says of what, when or beside what it was said."""
    words_ = reader.words
    commas = [n for n in range(at, stop) if words_[n] == ","]
    ends = [*commas, stop - 1] if words_[stop - 1] == ":" else commas
    for low, high in ((low, high) for low in commas for high in ends if high > low + 1):
        reader.kinds, begin = {"opening"}, low + 1
        if words_[begin : begin + 2] == ["according", "to"]:
            end = reader.subject(begin + 2, high)
            of = [((begin + 2, end), (begin, begin + 2), "according to", end)] if end > 0 else []
        else:
            of = [(who, cue, verb, cue[1]) for who, cue, verb in _clauses(reader, begin, high, question=False)]
        for who, cue, verb, end in of:
            found = _finished(reader, who, cue, verb, end, high)
            if found is not None:
                pieces = reader.pieces
                if whole and high == stop - 1 and _is_circumstance(reader, at, low):
                    return found  # "As for the pier, Reed said: “We …”": no part of the quoted sentence
                inside = (pieces.starts[low], pieces.ends[high])
                return replace(found, frame=(pieces.starts[at], pieces.ends[stop - 1]), inside=inside)
    return None


def _is_circumstance(reader: AttributionReader, at: int, stop: int) -> bool:
    """True for "As for the pier", "A short time later", "In visiting the mine", "Leaving the hall" before an
    attribution; ``stop`` is its comma."""
    words_ = reader.words
    if any(denies(w) or w == MASK for w in words_[at:stop]):
        return False
    if words_[at : at + 2] == ["as", "for"]:  # a thing: not "as for the line that Holm wrote"
        written = any(reader.is_written(n) for n in range(at + 2, stop))
        return at + 2 < stop and not written and reader.all_inert(at + 2, stop)
    if words_[stop - 1] == "later":
        return stop - at < MAX_LATER and reader.is_closed(at, stop)
    begin = at + (words_[at] == "in")
    return words_[begin].endswith("ing") and reader.inert_end(begin, stop, people=False) == stop


def _second_saying(reader: AttributionReader, at: int, last: int, *, whole: bool) -> Attribution | None:
    """Read "Reed defended the mayor, saying: ", "Reed nodded and said, ": what the speaker did, then a cue.

    In what was done, nobody else may speak or act, and no words may be played or read.
    """
    words_, stop = reader.words, last - (reader.words[last - 1] in (":", ","))
    for begin in range(stop - 1, max(at, stop - MAX_SUBJECT), -1):
        cue = None
        if words_[begin - 1] in ("and", "but", "then") and (
            words_[begin] in ("said", "told") or words_[begin].endswith("ed")
        ):
            cue = reader.cue(begin, stop, question=False)
        elif (words_[begin - 1] == "," and words_[begin] in listing("telling")) or (
            words_[begin - 1] == "before" and words_[begin] in listing("telling")
        ):
            cue = begin + 1, words_[begin]
        if cue is None:
            continue
        reaches = words_[begin] == "telling" and not any(reader.is_written(n) for n in range(at, begin))
        acts_ = listing("reacts") | (listing("reaches") if reaches else frozenset())
        end = next((n for n in range(at + 1, begin) if words_[n] in acts_ or reader.is_past_move(n)), begin)
        goes_on = words_[begin] in listing("same") | listing("goes_on")
        if (inertly := _does_inertly(reader, at, begin - 1, goes_on=goes_on)) is not None:
            if not whole:
                return _with_frame(reader, inertly, (begin, cue[0]), cue[1], last)
            return _finished(reader, inertly, (begin, cue[0]), cue[1], cue[0], stop)
        who = next((n for n in range(end, at, -1) if words_[n - 1] not in listing("adverb")), at)
        done = words_[end + 1 : begin - 1]
        acts = at < who <= end < begin and reader.subject(at, who) > 0
        acts = acts and _aside(reader, reader.subject(at, who), who) == who
        moves = end < begin and has_form(words_[end], "moves") and not reader.is_closed(end + 1, begin - 1)
        over = words_[end] not in acts_ and end + 1 < begin and reader.is_anybody(end + 1, begin)  # "channelled Holm"
        if not acts or moves or over or reader.is_voiced(end, begin) or any(word in UNSURE for word in done):
            return None
        subject = (at, reader.subject(at, who))
        if not whole:
            return _with_frame(reader, subject, (begin, cue[0]), cue[1], last)
        return _finished(reader, subject, (begin, cue[0]), cue[1], cue[0], stop)
    return None


def _does_inertly(reader: AttributionReader, at: int, stop: int, *, goes_on: bool) -> Span | None:
    """Return the subject of "Reed visited the camp" before "and said" if what is done is inert, and nobody else acts.

    Before "adding" somebody else may act in what the speaker says: "Reed noted that Holm would stay, adding".
    """
    kinds = set(reader.kinds)
    for split in range(at + 1, min(stop, at + MAX_SUBJECT)):
        done = reader.words[split + 1 : stop]
        says = goes_on and (is_telling(reader.words[split]) or reader.words[split] in ("said", "says"))
        acts = reader.does(split) and (reader.words[split].endswith("ed") or reader.words[split] in listing("past"))
        acts = acts and not reader.is_anybody(split + 1, stop)  # "channelled Holm"
        if not (says or acts) or (MASK in done if says else UNSURE.intersection(done)):
            continue
        end = reader.subject(at, split)
        beside = _aside(reader, end, split) if end > 0 else -1
        beside += 0 < beside < split and reader.words[beside] in (",", *DASHES)
        if beside == split and reader.inert_end(split + says, stop, people=not says) == stop:
            return (at, end)
        reader.kinds = set(kinds)
    return None


def read_label(pieces: Pieces, at: int, stop: int, named: frozenset[str]) -> Attribution | None:
    """Read a label that leads to a quotation, perhaps behind a time: "Ada Reed, the mayor: ", "6 p.m. Reed: "; or, with
    a dash, a signature below it."""
    words_ = pieces.words
    if stop - at < 2 or words_[stop - 1] != ":":
        return None
    reader = AttributionReader(pieces, named)
    stamp = _STAMP.match(pieces.text, pieces.starts[at], pieces.ends[stop - 1])
    at = bisect_left(pieces.starts, stamp.end(), at, stop - 1) if stamp else at
    stated = words_[at] == "statement" and words_[at + 1] in ("from", "by")  # "Statement from Reed, issued on Friday: "
    at += 2 * stated
    end = reader.subject(at, stop - 1)
    beside = reader.appositives(end, stop - 1) if end > 0 else -1
    if end < 0 or not (reader.is_name(end - 1) or (beside > end and reader.is_name(beside - 1))):
        return None
    if stated and words_[end] == "," and words_[end + 1] in listing("issues") | {"received"}:
        dated = reader.modifiers(end + 2, stop - 1)
        return _made(reader, (at, end), (stop - 1, stop), ":", None) if dated == stop - 1 else None
    if words_[end] == "," and reader.is_bare_office(end + 1, stop - 1):
        return _made(reader, (at, end), (stop - 1, stop), ":", None)
    return _finished(reader, (at, end), (stop - 1, stop), ":", end, stop - 1)


def _openings(reader: AttributionReader, at: int, stop: int) -> list[int]:
    """Return where the subject may begin: at the start, after a conjunction, after an opening phrase and its comma."""
    found = [at]
    if reader.words[at] in ("and", "but", "or", "so", "then", "still", "later"):
        at += 1
        at += at < stop and reader.words[at] == ","
        found.append(at)
    if at >= stop:
        return found[:1]
    clause = reader.words[at] in listing("clause") and not reader.words[min(at + 1, stop - 1)].endswith("ing")
    if reader.asked(at, stop) or clause:
        commas = [n for n in range(at, stop - 1) if reader.words[n] == ","]
        return [*found, *(n + 1 for n in commas)]
    end = max(reader.modifiers(at, stop), reader.on_behalf(at, stop))
    if at < end < stop:
        found.append(end + (reader.words[end] == ","))
        found += [n for n in range(at + 2, end) if reader.words[n - 1] in listing("setting") and reader.is_name(n)]
    return found


def _with_frame(reader: AttributionReader, subject: Span, cue: Span, verb: str, stop: int) -> Attribution | None:
    """Return the attribution of a quotation that is a part of its sentence; what stands between is its frame."""
    at, pieces = cue[1], reader.pieces
    if verb in listing("takes_person") | {"wrote"}:
        joint = next((n for n in range(at, stop) if pieces.words[n] == "that"), -1)
        end = reader.addressee(at, stop)
        if joint > 0 and end > 0 and reader.modifiers(end, joint) == joint:
            at = joint
    else:
        joint = next((n for n in range(at, min(stop, at + 12)) if pieces.words[n] == "that"), -1)
        added = joint > at and pieces.words[joint - 1] in listing("goes_on")  # "he said, adding that prices were “…”"
        if joint > 0 and (added or reader.modifiers(at, joint) == joint):
            at = joint
    if verb not in listing("neutral"):  # "denounced “the union”" is a frame itself
        at = cue[1] - 1
    frame = (pieces.starts[at], pieces.ends[stop - 1]) if at < stop else (pieces.ends[cue[1] - 1],) * 2
    return _made(reader, subject, cue, verb, frame)


def _strip(pieces: Pieces, at: int, stop: int) -> int:
    """Leave out the marks at the end of a sentence, or before its next quotation."""
    closes = {".", ",", ":", "!", ";", '"', "”", *DASHES}  # "said Reed?" asks
    closes |= {")"} if "(" not in pieces.words[at:stop] else set()
    while stop > at and pieces.words[stop - 1] in closes:
        stop -= 1
    return stop


def _finished(reader: AttributionReader, subject: Span, cue: Span, verb: str, at: int, stop: int) -> Attribution | None:
    """Return the attribution if all that is left are appositives and modifiers."""
    if verb in listing("takes_person"):
        after_cue = at == cue[1]
        end = reader.addressee(at, stop) if after_cue else at
        at = end if end > 0 else at
    if at < stop and reader.words[stop - 1] == "that":  # "tweeted that,": before a whole quotation
        stop -= 1
    return _made(reader, subject, cue, verb, None) if _aside(reader, at, stop) == stop else None


def _aside(reader: AttributionReader, at: int, stop: int) -> int:
    """Return where the appositives and modifiers at ``at`` end."""
    end = -1
    while end < at < stop:
        end, at = at, reader.modifiers(reader.appositives(at, stop), stop)
    return at


def _made(reader: AttributionReader, subject: Span, cue: Span, verb: str, frame: Span | None) -> Attribution:
    pieces = reader.pieces
    return Attribution(
        subject=(pieces.starts[subject[0]], pieces.ends[subject[1] - 1]),
        cue=(pieces.starts[cue[0]], pieces.ends[cue[1] - 1]),
        verb=verb, kinds=frozenset(reader.kinds), frame=frame,
    )  # fmt: skip


def is_occasion(pieces: Pieces, at: int, stop: int, lead: Attribution) -> bool:
    """True if what follows "called it “…”" only says in what and when it was called so: "in a speech last month", or
    goes on with the clause beside which it was said: "Reed, who called it “…”, runs the mill"."""
    if "beside" in lead.kinds:
        reader, stop = AttributionReader(pieces, frozenset()), _strip(pieces, at, stop)
        begin = at + (at < stop and pieces.words[at] in (",", *DASHES))
        return begin >= stop or reader.inert_end(begin, stop, people=True) == stop
    if lead.verb not in listing("names") or at >= stop or pieces.words[at] not in ("in", "at", "during"):
        return False
    reader = AttributionReader(pieces, frozenset())
    return reader.modifiers(at, _strip(pieces, at, stop)) >= _strip(pieces, at, stop)


def asides(pieces: Pieces, at: int, stop: int) -> tuple[Span, ...]:
    """Return the spans that only say who somebody named before them is: ", a diver from Lynn,", ", who runs the mill,".

    Narration around quoted words says as much without them. What tells of another time ("then a boy") stays, and so
    does what may be a name in a list. Right behind the words only a clause with "who" is
    somebody's, and none that may point to them ("who kept the letter").
    """
    reader, found, begins = AttributionReader(pieces, frozenset()), list[Span](), at
    for n in range(at, stop - 1):
        behind = n > at and reader.is_name(n - 1)
        if n < begins or pieces.words[n] != "," or not (behind or n == at):
            continue
        opens, last = pieces.words[n + 1], _strip(pieces, n, stop)
        described = opens in listed("determiner") or NUMBER.match(opens)  # not "Reed called Quist, drunk, “…”"
        if opens not in ("who", "whose") and not (behind and described):
            continue
        end = reader.appositives(n, last)
        closed = end >= last or (pieces.words[end] == "," and pieces.words[end + 1 : end + 2] not in (["and"], ["or"]))
        said = {*pieces.words[n:end]}
        if n < end and closed and _QUALIFIES.isdisjoint(said) and (behind or _POINTS.isdisjoint(said)):
            begins = min(end + 1, stop)
            found.append((pieces.starts[n], pieces.ends[begins - 1]))
    return tuple(found)


def named_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words by which a speaker is known, plain: of the names and of the mentions of one source."""
    small = words("names/small_words.txt") | words("names/particles.txt")
    found = {w.lower().replace("’", "'").removesuffix("'s") for name in names for w in re.findall(r"[\w'’.&-]+", name)}
    return frozenset({w.strip(".'") for w in found} - small)
