"""Whether draft and evidence give a quotation to the same writing or its author: "his memo said", "Reed wrote".

Both sides are read by one closed grammar (:mod:`writings`). All that the draft says of the writing must be proven by the
evidence: its noun, its author, its rank ("second"), and each other word; of what the evidence says, a draft may leave out
only words of closed classes. Another writing of the same noun in the evidence must be told apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from attribune.check.context.frames import PLACE
from attribune.check.context.phrases import listing, time_words
from attribune.check.draft import DraftQuote
from attribune.check.speakers.comparison import Voice, by_name, person_name
from attribune.check.speakers.descriptions import denotes
from attribune.check.speakers.writings import (
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
from attribune.sources.names.entity_types import is_person_word, kind_of
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.parsing import title_gender
from attribune.sources.names.matching import parse_name
from attribune.text.document import MASK
from attribune.text.marks import QUOTED_IN_LINE
from attribune.text.sentences import sentences

MOST_MENTIONS = 24  # of a noun in an article; more tell nothing apart
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_ITS_AUTHOR = re.compile(r"Its\s(?:lead\s|sole\s|principal\s)?author,\s|It\s(?:was|is)\s(?:signed|written)\sby\s")
_TITLES = re.compile(r"(?:the\s)?(?:[A-Z][a-z]{0,10}\.?\s){0,3}")
_STANDS = frozenset("at on outside above beside below under over near behind".split())
_WRITES = re.compile(r"(?P<who>[^,;:()]{1,80}?)\s(?:wrote|emailed|texted|messaged)\b(?!\s+(?:that|about|of|off)\b)")
_OTHERS = frozenset("of for to by with from on at about against as like behalf".split())


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place where the evidence's narration names a writing."""

    writing: Writing
    sentence: Span

    @property
    def introduces(self) -> bool:
        return not self.writing.definite or bool(self.writing.ranks or self.writing.author)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the evidence tells of a quotation's writing. ``proof``: its words about it; ``others``: the rest of those of
    its noun; ``groups``: the words that a draft has to keep or may leave out."""

    writing: Writing
    author: Person | str | None
    ranks: frozenset[str]
    proof: str
    others: tuple[_Mention, ...]
    unread: bool
    groups: tuple[tuple[str, tuple[Token, ...]], ...]


def is_same_writing(quote: DraftQuote, view: View, turn: Turn, span: Span) -> bool:
    """True if the draft surely gives the words to the writing, or to its author, from which the evidence has them."""
    before, _, after = quote.around.partition(PLACE)
    text = f"{_masked(before, opens=True)}{PLACE}{_masked(after, opens=False)}"
    place = text.index(PLACE)
    told = read_told(_last(tokens(text, 0, place)), _first(tokens(text, place + 1, len(text))), whole=False)
    if told is None:
        return False
    written, source = told.writing, text
    if told.it:
        source = _masked(_sentence_before(quote, before), opens=False)
        found = find_writings(tokens(source, 0, len(source)))
        if len(found) != 1:
            return False
        written = found[0]
    known = _known(view, turn, span)
    if known is None or (written is None and not told.author):
        return False
    return (
        (written is None or _is_it(written, known, source, view))
        and _is_by(quote, told, written, known, (text, source), view)
        and _is_kept(known, f"{quote.around} {quote.beside}")
        and all(_is_proven(preposition, words, known.proof) for preposition, words in told.rest)
    )


def names_writing(quote: DraftQuote) -> bool:
    """True if the draft gives a quotation to something written, whether or not a speaker was read there."""
    before, _, after = quote.around.partition(PLACE)
    text = f"{_masked(before, opens=True)}{PLACE}{_masked(after, opens=False)}"
    place = text.index(PLACE)
    told = read_told(_last(tokens(text, 0, place)), _first(tokens(text, place + 1, len(text))), whole=False)
    return told is not None and told.writing is not None


def _masked(side: str, *, opens: bool) -> str:
    """The draft's words on one side of the quotation, its marks left out and other quotations blanked."""
    bare = side.rstrip("“\"‘'«„ ") if opens else side.lstrip("”\"’'» ")
    return QUOTED_IN_LINE.sub(MASK, bare)


def _last(found: list[Token]) -> list[Token]:
    at = next((n for n in range(len(found) - 1, -1, -1) if found[n].word == MASK), -1)
    return found[at + 1 :]


def _first(found: list[Token]) -> list[Token]:
    return found[: next((n for n, token in enumerate(found) if token.word == MASK), len(found))]


def _sentence_before(quote: DraftQuote, before: str) -> str:
    """The draft's sentence before the quotation's own, of the same paragraph."""
    rest = quote.before[: len(quote.before) - len(before.rstrip())] if before.strip() else quote.before
    line = rest.rstrip("“\"‘'«„ ").rpartition("\n")[2]
    cut = sentences(line)
    return line[slice(*cut[-1])] if cut else ""


# What the evidence tells


def _known(view: View, turn: Turn, span: Span) -> _Known | None:
    """What the evidence tells of the writing that has a passage; None where no writing is read there."""
    utterances, outer = view.utterances, view.document.outer
    for at in dict.fromkeys((span[0], turn.span[0])):
        number = view.frames.quotation(at)
        if number is None:
            return None
        quotation = outer[number]
        sentence = utterances.sentence(quotation.start)
        before = _last(tokens(utterances.blank, sentence[0], max(sentence[0], quotation.start)))
        after = _first(tokens(utterances.blank, min(quotation.end, sentence[1]), sentence[1]))
        told = read_told(before, after, whole=True)
        if told is not None:
            return _gathered(view, told, sentence)
        if any(token.word[0].isalnum() for token in (*before, *after)):
            return None
    return None


def _gathered(view: View, told: Told, sentence: Span) -> _Known | None:
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
    if written.definite and not (written.ranks or written.author):
        earlier = [one for one in mentions if one.writing.at < written.at and one.introduces]
        if earlier and len({one.writing.at for one in mentions if one.introduces}) > 1:
            line = view.utterances.paragraph(written.at)
            earlier = [one for one in earlier if one.writing.at >= line[0]]
            if not earlier:
                return None
        if earlier:
            intro, own = earlier[-1].writing, earlier[-1].sentence
    mine = {written.at, intro.at}
    others = tuple(one for one in mentions if one.introduces and one.writing.at not in mine)
    places = {one.sentence for one in mentions} if not others and not unread else set()
    if written.own is not None:
        places |= {place for place in view.utterances.sentences(written.at) if place[0] <= sentence[0]}
    proof = " ".join(blank[slice(*place)] for place in sorted({*places, own, sentence}))
    return _Known(
        writing=written, author=_author(view, told, (written, intro), own), ranks=written.ranks | intro.ranks, proof=proof,
        others=others, unread=unread, groups=(*groups, *written.groups),
    )  # fmt: skip


def _sentence_above(view: View, sentence: Span) -> tuple[Writing, Span] | None:
    """The only writing in the sentence before one of the same paragraph, with that sentence."""
    cut = view.utterances.sentences(sentence[0])
    number = bisect_right(cut, sentence[0], key=lambda one: one[0]) - 2
    if number < 0:
        return None
    found = find_writings(tokens(view.utterances.blank, *cut[number]))
    return (found[0], cut[number]) if len(found) == 1 else None


def _mentions(view: View, noun: str) -> tuple[list[_Mention], bool]:
    """The places that name a writing by its noun, in order; and whether there are others that aren't read."""
    utterances, found, unread = view.utterances, list[_Mention](), False
    spelled = "e-?mail" if noun == "email" else re.escape(noun)
    many = re.compile(rf"(?<![\w-]){spelled}(?P<many>s|es)?(?![\w-])", re.IGNORECASE)
    places = list(many.finditer(utterances.blank))
    read: dict[Span, list[_Mention]] = {}
    for place in places[:MOST_MENTIONS]:
        sentence = utterances.sentence(place.start())
        if _is_heading(view, place.start()):
            continue
        if sentence not in read:
            phrases = find_writings(tokens(utterances.blank, *sentence))
            read[sentence] = [_Mention(one, sentence) for one in phrases if one.noun == noun]
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


def _author(view: View, told: Told, written: tuple[Writing, Writing], intro: Span) -> Person | str | None:
    """Whose a writing is, as the evidence plainly says: a person, or the words that name somebody else."""
    text, people = view.reading.article.text, view.speakers.people
    for words in (told.author, *(one.author for one in written)):
        if words:
            return _somebody(words, text, view)
    for one in written:
        if one.own is not None:
            start = view.utterances.paragraph(one.at)[0]
            named = {person for _, person in people.told(start, one.at)}
            (person,) = named if len(named) == 1 else (None,)
            sex = "m" if one.own in pronouns("he") else "f" if one.own in pronouns("she") else None
            return person if person is not None and sex and person.gender in (sex, None) else None
    return _sender(view, written[1], intro) or _its_author(view, written) or _writer(view, written)


def _its_author(view: View, written: tuple[Writing, Writing]) -> Person | str | None:
    """Who is called the author of a writing in its paragraph: "Its lead author, Ada Reed", "It was signed by …"."""
    blank = view.utterances.blank
    for at, place in ((one.at, place) for one in written for place in view.utterances.sentences(one.at)):
        found = _ITS_AUTHOR.match(blank, *place) if place[0] > at else None
        if found:
            words = tokens(blank, found.end(), place[1])
            end = next(
                (
                    n
                    for n, token in enumerate(words)
                    if token.low in ",.;" or token.word == MASK or token.low in words_of("preposition")
                ),
                len(words),
            )
            return _somebody(tuple(words[:end]), view.reading.article.text, view) if end else None
    return None


def _sender(view: View, written: Writing, sentence: Span) -> Person | None:
    """Who is the subject of "sent a letter", "answered with a memo"."""
    lead = [token for token in tokens(view.utterances.blank, sentence[0], written.at) if token.word[0].isalnum()]
    sends = bool(lead) and lead[-1].low in words_of("sends")
    answers = len(lead) > 1 and lead[-1].low == "with" and lead[-2].low in words_of("answers")
    named = view.speakers.people.told(sentence[0], written.at)
    if not (sends or answers) or len({person for _, person in named}) != 1:
        return None
    verb = lead[-1] if sends else lead[-2]
    before = tuple(tokens(view.utterances.blank, sentence[0], verb.span[0]))
    found = _somebody(before, view.reading.article.text, view) if before else None
    return found if isinstance(found, Person) else None


def _writer(view: View, written: tuple[Writing, Writing]) -> Person | None:
    """Who "wrote to me", in the sentence before "the letter said" where no writing was named before."""
    blank, text, at = view.utterances.blank, view.reading.article.text, written[0].at
    if written[1] is not written[0] or not written[0].definite or written[0].noun not in ("letter", "email", "message"):
        return None
    cut = view.utterances.sentences(at)
    number = bisect_right(cut, at, key=lambda one: one[0]) - 2
    found = _WRITES.match(blank, *cut[number]) if number >= 0 else None
    if found is None:
        return None
    who = found["who"].strip()
    if plain(who) in pronouns("he") | pronouns("she"):
        sex = "m" if plain(who) in pronouns("he") else "f"
        known = {person for _, person in view.speakers.people.told(0, found.start()) if person.gender in (sex, None)}
        return known.pop() if len(known) == 1 else None
    one = _somebody(tuple(tokens(blank, *found.span("who"))), text, view)
    return one if isinstance(one, Person) else None


def _somebody(words: tuple[Token, ...], text: str, view: View) -> Person | str | None:
    """The one person whom a phrase of the evidence names, not one whose somebody is; else the phrase."""
    start, end = words[0].span[0], words[-1].span[1]
    named = list[Person]()
    for span, person in view.speakers.people.told(start, end):
        lead = [token.low for token in tokens(text, start, span[0])]
        before = lead[-1] if lead else ","
        owned = text[span[1] : span[1] + 1] in ("'", "’") or _POSSESSIVE.search(text[slice(*span)])
        if owned and span[1] + 2 < end:
            continue
        if before not in (",", "and", "the") and not is_person_word(before) and before not in table("titles.tsv"):
            return None
        named.append(person)
    if not named:
        held = [token for token in words if token.word[0].isalnum()]
        return text[held[0].span[0] : held[-1].span[1]] if held else None
    return named[0] if len({id(one) for one in named}) == 1 else None


# What the draft says


def _is_it(ours: Writing, known: _Known, text: str, view: View) -> bool:
    """True if the draft's writing is the evidence's, and no other of its noun."""
    if ours.noun != known.writing.noun or ours.ranks - {"one"} != known.ranks - {"one"}:
        return False
    part = ours.noun in words_of("part")
    if not all(_is_proven(preposition, words, known.proof, part=part) for preposition, words in ours.groups):
        return False
    if known.unread and not ours.ranks - {"one"} and not ours.author and "one" not in ours.ranks:
        return False
    return all(_is_apart(ours, other, known, view) for other in known.others)


def _is_apart(ours: Writing, other: _Mention, known: _Known, view: View) -> bool:
    """True if another writing of the noun surely isn't what the draft says."""
    if other.writing.ranks != known.ranks and (ours.ranks or other.writing.ranks):
        return True
    if ours.author and other.writing.author:
        theirs = _somebody(other.writing.author, view.reading.article.text, view)
        return theirs is not None and theirs != known.author
    there = view.utterances.blank[slice(*other.sentence)]
    return any(not _is_proven(preposition, words, there) for preposition, words in ours.groups)


def _is_proven(preposition: str, words: tuple[Token, ...], proof: str, *, part: bool = False) -> bool:
    """True if the evidence has all telling words of a part of the draft's description, an addressee as one."""
    there = {plain(word).removesuffix("'s") for word in _WORD.findall(proof)}
    telling = [plain(t.word).removesuffix("'s") for t in words if t.word[0].isalnum() and t.low not in small_words()]
    if preposition in ("to", "from", "by", "for") and telling and not part:
        leads = {"to": "to|told|tells|emailed|texted|messaged", "for": "for"}.get(preposition, "by|from|['’]s")
        if not re.search(
            rf"\b(?:{leads})\s(?:[\w’'-]{{1,20}}\s){{0,4}}?{re.escape(telling[-1])}\b", proof, re.IGNORECASE
        ):
            return False
    return all(word in there for word in telling)


def _is_kept(known: _Known, around: str) -> bool:
    """True if the draft may leave out what the evidence says besides, or says it too."""
    told = {plain(word) for word in _WORD.findall(around)}
    for preposition, words in known.groups:
        standing = preposition in _STANDS and known.writing.noun in words_of("display")
        for token in words:
            word = plain(token.word)
            if preposition == "to" or not token.word[0].isalnum() or word in told or word in small_words():
                continue
            closed = any(word in listing(name) for name in ("setting", "thing", "modifier", "relative_time"))
            closed |= bool(time_words(token.word)) or word in words_of("plain") | words_of("participle")
            closed |= standing or (token.word[:1].isupper() and preposition != "")
            voiced = word in listing("voicing") - words_of("participle") - words_of("plain")
            if voiced or not closed:
                return False
    return True


def _is_by(
    quote: DraftQuote, told: Told, written: Writing | None, known: _Known, texts: tuple[str, str], view: View
) -> bool:
    """True if whoever the draft names for the writing is its author in the evidence, or reads it out there."""
    if told.reader:
        voice = quote.voice
        return voice is not None and _reads(_phrase(told.reader, texts[0]), voice, known, view)
    if told.author:
        if not _is_author(_phrase(told.author, texts[0]), quote.voice, known, view):
            return False
    if written is not None and written.author:
        return _is_author(_phrase(written.author, texts[1]), None, known, view)
    if written is not None and written.own is not None and not told.author:
        owner = re.split(r"['’]s\b", quote.voice.name)[0] if quote.voice else ""
        return bool(owner) and not told.it and _is_author(owner, None, known, view)
    return True


def _phrase(words: tuple[Token, ...], text: str) -> str:
    held = [token for token in words if token.word[0].isalnum()]
    return _POSSESSIVE.sub("", text[held[0].span[0] : held[-1].span[1]]) if held else ""


def _is_author(phrase: str, voice: Voice | None, known: _Known, view: View) -> bool:
    if isinstance(known.author, str):
        ours, theirs = _telling(phrase), _telling(known.author)
        return bool(ours) and set(ours) <= set(theirs) and ours[-1] == theirs[-1]
    return known.author is not None and _names(phrase, voice, known.author, view)


def _names(phrase: str, voice: Voice | None, person: Person, view: View) -> bool:
    """True if a phrase of the draft names a person of the evidence: by name, by what they are, or by a pronoun."""
    if plain(phrase) in pronouns():
        name = person_name(voice) if voice is not None and not voice.doubt and voice.source is not None else None
        sex = "m" if plain(phrase) in pronouns("he") else "f" if plain(phrase) in pronouns("she") else None
        clash = sex and person.gender and sex != person.gender
        return name is not None and not clash and by_name(voice, name, person, view.speakers.people).same is True  # type: ignore[arg-type]
    names = [part for part in map(_name_at_end, re.split(r",\s*", phrase)) if part]
    if not names:
        return denotes(phrase, person, view.speakers)
    fake = Voice(name=names[0], mention=names[0], span=None, source=None)
    name = parse_name(names[0])
    clash = name is not None and {title_gender(name), person.gender} == {"m", "f"}
    return (
        len(names) == 1
        and name is not None
        and not clash
        and by_name(fake, name, person, view.speakers.people).same is True
    )


def _name_at_end(part: str) -> str | None:
    """The name that a part of a phrase ends with, if nothing before it makes it somebody else's."""
    words = part.split()
    at = len(words)
    while at and words[at - 1][:1].isupper():
        at -= 1
    lead = [plain(word) for word in words[:at]]
    if at == len(words) or _OTHERS & set(lead) or (lead and lead[-1].endswith(("'s", "s'"))):
        return None
    return " ".join(words[at:])


def _reads(phrase: str, voice: Voice, known: _Known, view: View) -> bool:
    """True if the evidence says, beside the words, that somebody reads the writing out."""
    blank, people = view.utterances.blank, view.speakers.people
    place = view.utterances.blank.find(known.proof) if known.proof in blank else -1
    if place < 0:
        return False
    for found in re.finditer(r"\bread\s(?:out\s|aloud\s)?(?:from\s)?", blank[place : place + len(known.proof)]):
        at = place + found.start()
        start = view.utterances.sentence(at)[0]
        who = _somebody(tuple(tokens(blank, start, at)), view.reading.article.text, view)
        if isinstance(who, Person) and _names(phrase, voice, who, view):
            return True
    return False


def _telling(phrase: str) -> list[str]:
    return [w for word in _WORD.findall(phrase) if (w := plain(word).removesuffix("'s")) not in small_words()]
