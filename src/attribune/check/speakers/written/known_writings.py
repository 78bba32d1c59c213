"""What the evidence tells of the writing that has a passage: whose it is, which one, and the words that prove it.

The narration beside the passage is read whole by :mod:`writings`; where that says "the letter" or "it", the sentence
that introduces the letter is read too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial

from attribune.check.context.attribution.inert import listing
from attribune.check.speakers.doubts import evidence_doubt
from attribune.check.speakers.written.writings import (
    Token,
    Told,
    Writing,
    find_writings,
    read_told,
    small_words,
    tokens,
    words_of,
)
from attribune.check.turns import Turn, View
from attribune.lexicon import pronouns
from attribune.records import Span
from attribune.sources.coref.people import Person
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.text.document import MASK
from attribune.text.quotes import Quotation

MOST_MENTIONS = 24  # of a noun in an article; more tell nothing apart
NEAR = 2_000  # code points on either side of a writing's phrase in which it is looked for its author; longest sentence
_POSSESSIVE = re.compile(r"[’']s?\Z")
_ITS_AUTHOR = re.compile(
    r"Its\s(?:lead\s|sole\s|principal\s)?author,\s|(?:It|The\s[a-z-]{3,12})\s(?:was|is)\s(?:signed|written)\sby\s"
)
_AUTHORED = re.compile(r"\b(?:wrote|writes|written|sent|posted|emailed|texted|penned|drafted|replied|answered)\b")
_WRITES = re.compile(r"(?P<who>[^,;:()]{1,80}?)\s(?:wrote|emailed|texted|messaged)\b(?!\s+(?:that|about|of|off)\b)")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the evidence's narration names a writing."""

    writing: Writing
    sentence: Span

    @property
    def introduces(self) -> bool:
        written = self.writing
        return not written.definite or bool(written.ranks or written.author or written.own)


@dataclass(frozen=True, slots=True)
class KnownWriting:
    """What the evidence tells of a quotation's writing.

    ``torn``: two people may be who "his" of "his letter" is; ``proof``: its words about it at its ``places``,
    ``beside`` those of their paragraphs; ``others``: the other writings of its noun, and ``unread`` whether there are
    some that aren't read; ``groups``: the words that a draft has to keep or may leave out.
    """

    writing: Writing
    authors: tuple[Person | str, ...]
    torn: bool
    ranks: frozenset[str]
    proof: str
    places: tuple[Span, ...]
    beside: str
    others: tuple[Mention, ...]
    unread: bool
    groups: tuple[tuple[str, tuple[Token, ...]], ...]


def last_segment(found: list[Token]) -> list[Token]:
    at = next((n for n in range(len(found) - 1, -1, -1) if found[n].word == MASK), -1)
    return found[at + 1 :]


def first_segment(found: list[Token]) -> list[Token]:
    return found[: next((n for n, token in enumerate(found) if token.word == MASK), len(found))]


def known_writing(view: View, turn: Turn, span: Span) -> KnownWriting | None:
    """Return what the evidence tells of the writing that has a passage; None where no writing is read there."""
    outer = view.document.outer
    for at in dict.fromkeys((span[0], turn.span[0])):
        number = view.frames.quotation(at)
        if number is None:
            return None
        told, bare, sentence = view.once("writing", (number, number), partial(_told_of, view, outer[number]))
        if told is not None:
            return _gathered(view, turn, told, sentence)
        if not bare:
            return None
    return None


def _told_of(view: View, quotation: Quotation) -> tuple[Told | None, bool, Span]:
    """Return what the sentence around a quotation tells of a writing, and whether it has no words beside it."""
    utterances = view.utterances
    sentence = utterances.sentence(quotation.start)
    if max(quotation.start - sentence[0], sentence[1] - quotation.end) > NEAR:
        return None, False, sentence
    before = last_segment(tokens(utterances.blank, sentence[0], max(sentence[0], quotation.start)))
    after = first_segment(tokens(utterances.blank, min(quotation.end, sentence[1]), sentence[1]))
    bare = not any(token.word[0].isalnum() for token in (*before, *after))
    return read_told(before, after, whole=True), bare, sentence


def _gathered(view: View, turn: Turn, told: Told, sentence: Span) -> KnownWriting | None:
    written, blank = told.writing, view.utterances.blank
    groups = list(told.rest)
    own = sentence
    if told.it:
        found = _sentence_above(view, sentence)
        if found is None:
            return None
        (written, own) = found
    if written is None or told.reader:
        return None
    mentions, unread = _mentions(view, written.noun)
    intro = written
    if written.definite and not (written.ranks or written.author or written.own):
        earlier = [one for one in mentions if one.writing.at < written.at and one.introduces]
        if earlier and len({one.writing.at for one in mentions if one.introduces}) > 1:
            line = _paragraph(view, written.at)
            earlier = [one for one in earlier if one.writing.at >= line[0]]
            if not earlier:
                return None
        if earlier:
            intro, own = earlier[-1].writing, earlier[-1].sentence
    mine = {written.at, intro.at}
    others = tuple(one for one in mentions if one.introduces and one.writing.at not in mine)
    places = {one.sentence for one in mentions} if not others and not unread else set()
    if written.own is not None:
        places |= {place for place in _near(view, written.at) if place[0] <= sentence[0]}
    above = _written_above(view, (written, intro))
    proven = tuple(sorted({*places, own, sentence, *((above[1],) if above else ())}))
    proof = " ".join(blank[slice(*place)] for place in proven)
    lines = sorted({_paragraph(view, place[0]) for place in (*(one.sentence for one in mentions), own, sentence)})
    return KnownWriting(
        writing=written,
        authors=_authors(view, turn, told, (written, intro), own),
        torn=written.own is not None and _is_torn(view, written),
        ranks=written.ranks | intro.ranks,
        proof=proof,
        places=proven,
        beside=" ".join(blank[slice(*line)] for line in lines),
        others=others,
        unread=unread,
        groups=(*groups, *written.groups),
    )


def _paragraph(view: View, at: int) -> Span:
    """Return the paragraph around an offset, as far as it is near."""
    start, end = view.utterances.paragraph(at)
    return (max(start, at - NEAR), min(end, at + NEAR))


def _near(view: View, at: int) -> list[Span]:
    """Return the sentences of the paragraph around an offset that are near."""
    cut = view.utterances.sentences(at)
    first = bisect_left(cut, at - NEAR, key=lambda one: one[0])
    last = bisect_right(cut, at + NEAR, key=lambda one: one[0])
    return [place for place in cut[first:last] if place[1] - place[0] <= NEAR]


def _sentence_above(view: View, sentence: Span) -> tuple[Writing, Span] | None:
    """Return the only writing in the sentence before one of the same paragraph, with that sentence."""
    cut = view.utterances.sentences(sentence[0])
    number = bisect_right(cut, sentence[0], key=lambda one: one[0]) - 2
    if number < 0 or cut[number][1] - cut[number][0] > NEAR:
        return None
    found = find_writings(tokens(view.utterances.blank, *cut[number]))
    return (found[0], cut[number]) if len(found) == 1 else None


def _mentions(view: View, noun: str) -> tuple[list[Mention], bool]:
    """Return the places that name a writing by its noun, in order; and whether there are others that aren't read."""
    known = view.speakers.writings.get(noun)
    if known is None:
        known = view.speakers.writings[noun] = _found_mentions(view, noun)
    return known


def _found_mentions(view: View, noun: str) -> tuple[list[Mention], bool]:
    utterances, found, unread = view.utterances, list[Mention](), False
    spelled = "e-?mail" if noun == "email" else re.escape(noun)
    many = re.compile(rf"(?<![\w-]){spelled}(?P<many>s|es)?(?![\w-])", re.IGNORECASE)
    places = list(many.finditer(utterances.blank))
    read: dict[Span, list[Mention]] = {}
    for place in places[:MOST_MENTIONS]:
        sentence = utterances.sentence(place.start())
        if _is_heading(view, place.start()):
            continue
        if sentence[1] - sentence[0] > NEAR:
            unread = True
            continue
        if sentence not in read:
            phrases = find_writings(tokens(utterances.blank, *sentence))
            read[sentence] = [Mention(one, sentence) for one in phrases if one.noun == noun]
            found += read[sentence]
        unread |= place["many"] is not None or not read[sentence]
    return found, unread or len(places) > MOST_MENTIONS


def _is_heading(view: View, at: int) -> bool:
    """True if a place stands in a title, which names what the body tells of."""
    blocks = view.reading.article.blocks
    number = bisect_right(blocks, at, key=lambda block: block.start) - 1
    if number < 0 or at >= blocks[number].end:
        return False
    titled = blocks[number].kind in ("title", "heading")
    return titled or (number == 0 and view.reading.article.text[: blocks[0].end].rstrip()[-1:].isalnum())


def _authors(
    view: View, turn: Turn, told: Told, written: tuple[Writing, Writing], intro: Span
) -> tuple[Person | str, ...]:
    """Return whose a writing is, as the evidence plainly says: people, or the words that name somebody else."""
    text, people = view.reading.article.text, view.speakers.people
    if told.author:
        if len(told.author) == 1 and told.author[0].low in pronouns():
            speaker = people.at(turn.speaker.mentions) if turn.speaker else None
            doubt = evidence_doubt(view.speakers, turn.speaker, turn.span) if turn.speaker else None
            return (speaker,) if speaker is not None and doubt is None else ()
        found = somebody(told.author, text, view) if told.author[0].low not in pronouns("possessive") else None
        return (found,) if found and not any(_is_anothers(one, found, text, view) for one in written) else ()
    by = [found for one in written if one.author and (found := somebody(one.author, text, view))]
    signed = _its_author(view, written)
    if by or signed:
        return (*dict.fromkeys(by), *((signed,) if signed else ()))
    owner = next((owner for one in written if one.own and (owner := _owner(view, one))), None)
    found = owner or _sender(view, written[1], intro) or _writer(view, written)
    return (found,) if found else ()


def _is_anothers(written: Writing, author: Person | str, text: str, view: View) -> bool:
    """True for "a tweet from a parody account", "a text from her son", of who is said to have written it; not for
    "a letter from prison"."""
    if len(written.author) > 1 and written.author[0].low in pronouns("possessive"):
        return any(is_person_word(token.low) for token in written.author)
    other = somebody(written.author, text, view) if written.author else None
    places = listing("setting") | listing("thing") | small_words()
    return other not in (None, author) and any(plain(token.word) not in places for token in written.author)


def _owner(view: View, written: Writing) -> Person | str | None:
    """Return who "his" of "his letter" is: the only person named before it in its paragraph, or
    else described as subject.
    """
    text, people, blank = view.reading.article.text, view.speakers.people, view.utterances.blank
    start = _paragraph(view, written.at)[0]
    sex = "m" if written.own in pronouns("he") else "f" if written.own in pronouns("she") else None
    told = [one for span, one in people.told(start, written.at) if one.sure and not _is_possessive(text, span)]
    named = {one for one in told if one.gender in (sex, None)}
    if not sex or len(named) > 1:
        return None
    if written.noun in words_of("received") and not _AUTHORED.search(blank, start, written.at):
        return None  # "her letter" may be one that she got
    if named:
        return named.pop()
    lead = tokens(blank, view.utterances.sentence(written.at)[0], written.at)
    end = next((n for n, token in enumerate(lead) if not token.word[0].isalnum()), len(lead))
    others = [token for token in lead[end:] if is_person_word(token.low)]
    plain_subject = (
        end > 1 and lead[0].low in ("the", "a", "an") and lead[end - 1 : end] and is_person_word(lead[end - 1].low)
    )
    return text[lead[1].span[0] : lead[end - 1].span[1]] if plain_subject and not others else None


def _is_torn(view: View, written: Writing) -> bool:
    """True if the paragraph names two people before "her report" whose it may be."""
    start = _paragraph(view, written.at)[0]
    sex = "m" if written.own in pronouns("he") else "f" if written.own in pronouns("she") else None
    named = {one for _, one in view.speakers.people.told(start, written.at) if one.sure and one.gender in (sex, None)}
    return sex is not None and len(named) > 1


def _is_possessive(text: str, span: Span) -> bool:
    return text[span[1] : span[1] + 1] in ("'", "’") or _POSSESSIVE.search(text[slice(*span)]) is not None


def _its_author(view: View, written: tuple[Writing, Writing]) -> Person | str | None:
    """Return who is called the author of a writing in its paragraph: "Its lead author, Ada
    Reed", "It was signed by …".
    """
    blank = view.utterances.blank
    for at, place in ((one.at, place) for one in written for place in _near(view, one.at)):
        found = _ITS_AUTHOR.match(blank, *place) if place[0] > at else None
        if found:
            words = tokens(blank, found.end(), place[1])
            stops = (n for n, token in enumerate(words) if token.low in ".;" or token.word == MASK)
            end = next(stops, len(words))
            return somebody(tuple(words[:end]), view.reading.article.text, view) if end else None
    return None


def _sender(view: View, written: Writing, sentence: Span) -> Person | None:
    """Return who is the subject of "sent a letter", "answered with a memo"."""
    lead = [token for token in tokens(view.utterances.blank, sentence[0], written.at) if token.word[0].isalnum()]
    sends = bool(lead) and lead[-1].low in words_of("sends")
    answers = len(lead) > 1 and lead[-1].low == "with" and lead[-2].low in words_of("answers")
    if not (sends or answers):
        return None
    verb = lead[-1] if sends else lead[-2]
    start = sentence[0]
    if len({person for _, person in view.speakers.people.told(start, written.at)}) > 1:
        start = _clause_start(view.utterances.blank, start, verb.span[0])
    named = view.speakers.people.told(start, written.at) if start else []
    if len({person for _, person in named}) != 1:
        return None
    before = tuple(tokens(view.utterances.blank, start, verb.span[0]))
    found = somebody(before, view.reading.article.text, view) if before else None
    return found if isinstance(found, Person) else None


def _clause_start(blank: str, start: int, verb: int) -> int:
    """Return where the clause of a verb begins behind a comma: "After the Echo had asked, Reed, the head, sent a memo".
    0 where that isn't read."""
    cuts = [at for at in range(start, verb) if blank[at] == ","]
    if cuts and not blank[cuts[-1] + 1 : verb].strip():
        apposed = blank[cuts[-2] + 1 : verb].split() if len(cuts) > 2 else []
        cuts = cuts[:-2] if apposed and apposed[0].lower() in pronouns("possessive") | {"the", "a", "an"} else []
    return cuts[-1] + 1 if cuts else 0


def _written_above(view: View, written: tuple[Writing, Writing]) -> tuple[re.Match[str], Span] | None:
    """Return who "wrote to me", and the whole sentence, before "the letter said" where no writing was named before."""
    at = written[0].at
    if written[1] is not written[0] or not written[0].definite or written[0].noun not in ("letter", "email", "message"):
        return None
    cut = view.utterances.sentences(at)
    number = bisect_right(cut, at, key=lambda one: one[0]) - 2
    found = _WRITES.match(view.utterances.blank, *cut[number]) if number >= 0 else None
    return (found, cut[number]) if found else None


def _writer(view: View, written: tuple[Writing, Writing]) -> Person | None:
    """Return the person of that sentence."""
    above = _written_above(view, written)
    if above is None:
        return None
    found, blank, text = above[0], view.utterances.blank, view.reading.article.text
    who = found["who"].strip()
    if plain(who) in pronouns("he") | pronouns("she"):
        sex = "m" if plain(who) in pronouns("he") else "f"
        known = {
            person
            for _, person in view.speakers.people.told(max(0, found.start() - NEAR), found.start())
            if person.sure and person.gender in (sex, None)
        }
        return known.pop() if len(known) == 1 else None
    one = somebody(tuple(tokens(blank, *found.span("who"))), text, view)
    return one if isinstance(one, Person) else None


def somebody(words: tuple[Token, ...], text: str, view: View) -> Person | str | None:
    """Return the one person whom a phrase of the evidence names, not one whose somebody is; else the phrase."""
    start, end = words[0].span[0], words[-1].span[1]
    named = list[Person]()
    for span, person in view.speakers.people.told(start, end):
        lead = [token.low for token in tokens(text, start, span[0])]
        before = lead[-1] if lead else ","
        if (_is_possessive(text, span) and span[1] + 2 < end) or not person.sure:
            continue
        if before not in (",", "the") and not is_person_word(before) and before not in table("titles.tsv"):
            return None
        named.append(person)
    if not named:
        held = [token for token in words if token.word[0].isalnum()]
        return text[held[0].span[0] : held[-1].span[1]] if held else None
    return named[0] if len({id(one) for one in named}) == 1 else None
