"""Whether draft and evidence give a quotation to the same writing or its author: "his memo said", "Reed wrote".

Both sides are read by one closed grammar (:mod:`writings`). All that the draft says of the writing must be proven by
the evidence: its noun, its author, its rank ("second"), and each other word; of what the evidence says, a draft may
leave out only words of closed classes. Another writing of the same noun in the evidence must be told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from attribune.check.context.attribution.inert import listing
from attribune.check.context.attribution.phrases import time_words
from attribune.check.context.frames import PLACE
from attribune.check.draft import DraftQuote
from attribune.check.speakers.comparison import by_name, same_speaker
from attribune.check.speakers.described.posts import denotes, did
from attribune.check.speakers.voice import Voice, person_name
from attribune.check.speakers.written.known_writings import (
    KnownWriting,
    Mention,
    first_segment,
    known_writing,
    last_segment,
    somebody,
)
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
from attribune.sources.names.lexicon import plain
from attribune.sources.names.matching import parse_name
from attribune.sources.names.parsing import title_gender
from attribune.text.document import MASK
from attribune.text.marks import QUOTED_IN_LINE
from attribune.text.sentences import sentences

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_ARTICLE = re.compile(r"\A(?:the|an?)\s", re.IGNORECASE)
_OWNED = re.compile(r"[’']s?\s")
HEAD = 1_000  # code points at the head of an article, where a headline names what its body tells of
_STANDS = frozenset("at on outside above beside below under over near behind".split())
_OTHERS = frozenset("of for to by with from on at about against as like behalf".split())


def same_writing(quote: DraftQuote, view: View, turn: Turn, span: Span) -> bool | None:
    """True if the draft surely gives the words to the writing, or to its author, from which the evidence has them.

    False if it surely gives them to another; None where a writing isn't told on both sides.
    """
    ours = told_writing(quote)
    if ours is None:
        return None
    known = known_writing(view, turn, span)
    if known is None:
        return False if ours.told.writing is not None and quote.voice is None else None
    if _agrees(quote, ours, known, turn, view):
        return True
    return False if _differs(quote, ours, known, turn, view) else None


@dataclass(frozen=True, slots=True)
class _Ours:
    """What a draft tells of a quotation's writing; ``texts`` are those in which its author and the writing stand."""

    told: Told
    written: Writing | None
    texts: tuple[str, str]


def told_writing(quote: DraftQuote) -> _Ours | None:
    """Return what a draft tells of the writing that has a quotation; None where it tells of none."""
    return _ours(quote.around, quote.before)


@lru_cache(maxsize=8)
def _ours(around: str, earlier: str) -> _Ours | None:
    """Return what the words around a quotation tell; the same for each of its places in the evidence."""
    before, _, after = around.partition(PLACE)
    text = f"{_masked(before, opens=True)}{PLACE}{_masked(after, opens=False)}"
    place = text.index(PLACE)
    told = read_told(
        last_segment(tokens(text, 0, place)), first_segment(tokens(text, place + 1, len(text))), whole=False
    )
    if told is None:
        return None
    written, source = told.writing, text
    if told.it:
        source = _masked(_sentence_before(earlier, before), opens=False)
        found = find_writings(tokens(source, 0, len(source)))
        if len(found) != 1:
            return None
        written = found[0]
    return _Ours(told, written, (text, source)) if written is not None or told.author else None


def _agrees(quote: DraftQuote, ours: _Ours, known: KnownWriting, turn: Turn, view: View) -> bool:
    written, told = ours.written, ours.told
    led = written is not None and not told.author and (written.definite or told.it)
    if written is not None and led and not _is_told_alike(quote, written, known):
        return False
    return (
        (written is None or _is_it(written, known, view))
        and _is_by(quote, told, written, known, ours.texts, turn, view)
        and _is_kept(known, f"{quote.around} {quote.beside}")
        and all(_is_proven(preposition, words, known.proof) for preposition, words in told.rest)
    )


def _differs(quote: DraftQuote, ours: _Ours, known: KnownWriting, turn: Turn, view: View) -> bool:
    """True if a draft names another author of a writing, or another addressee, than the evidence does."""
    written, told = ours.written, ours.told
    if written is None:
        return False
    owned = turn.speaker is not None and _OWNED.search(turn.speaker.name) is not None
    by = bool(told.author or written.author) and not _is_by(quote, told, written, known, ours.texts, turn, view)
    unnamed = not owned and turn.speaker is not None and turn.speaker.kind in ("document", "unnamed")
    if by and (known.authors or unnamed or known.torn):
        return True
    there = [view.utterances.blank[slice(*other.sentence)] for other in known.others]
    elsewhere = (one for one in written.groups if not _is_proven(*one, known.proof))
    if any(_is_proven(*one, sentence) for one in elsewhere for sentence in there):
        return True  # what the draft says of the letter is said of another
    addressed = [_tellings(words) for preposition, words in written.groups if preposition == "to"]
    theirs = [_tellings(words) for preposition, words in known.groups if preposition == "to"]
    return bool(addressed and theirs) and not any(one & two for one in addressed for two in theirs)


def _tellings(words: tuple[Token, ...]) -> set[str]:
    return {plain(token.word) for token in words if token.word[0].isalnum()} - small_words()


def _masked(side: str, *, opens: bool) -> str:
    """Return the draft's words on one side of the quotation, its marks left out and other quotations blanked."""
    bare = side.rstrip("“\"‘'«„ ") if opens else side.lstrip("”\"’'» ")
    return QUOTED_IN_LINE.sub(MASK, bare)


def _sentence_before(earlier: str, before: str) -> str:
    """Return the draft's sentence before the quotation's own, of the same paragraph."""
    rest = earlier[: len(earlier) - len(before.rstrip())] if before.strip() else earlier
    line = rest.rstrip("“\"‘'«„ ").rpartition("\n")[2]
    cut = sentences(line)
    return line[slice(*cut[-1])] if cut else ""


def _is_told_alike(quote: DraftQuote, written: Writing, known: KnownWriting) -> bool:
    """True if the draft's sentences that lead up to the writing name nobody whom the evidence hasn't beside it."""
    there = {plain(word).removesuffix("'s") for word in _WORD.findall(known.beside)}
    before = QUOTED_IN_LINE.sub(MASK, quote.before)
    line = before.rfind("\n") + 1
    cut = sentences(before)
    for number, (start, end) in enumerate(cut):
        found = tokens(before, start, end)
        near = start >= line and number >= len(cut) - 2
        named = [one for one in find_writings(found) if one.noun == written.noun]
        leads = max((_subject(found, one) for one in named), default=0)
        if (near or named) and not all(_is_there(found, n, there, known, n < leads) for n in range(len(found))):
            return False
    return True


def _subject(found: list[Token], written: Writing) -> int:
    """Return how many words stand before the verb of "Ada Reed sent a letter"."""
    lead = [n for n, token in enumerate(found) if token.span[1] <= written.at]
    return lead[-1] if lead and found[lead[-1]].low in words_of("sends") else 0


def _is_there(found: list[Token], number: int, there: set[str], known: KnownWriting, leads: bool) -> bool:
    """True if a word of the draft names nobody, or somebody whom the evidence has beside the writing."""
    token, behind = found[number], found[number + 1 : number + 2]
    word = plain(token.word).removesuffix("'s")
    capital = token.word[:1].isupper() and (number > 0 or bool(behind and behind[0].word[:1].isupper()))
    telling = leads and word[:1].isalnum() and word not in small_words()
    if (capital or telling or is_person_word(word)) and word not in there:
        return False
    by = capital and number > 0 and found[number - 1].low in ("by", "from")
    return not by or any(word in plain(_shown(author)) for author in known.authors)


def _shown(author: Person | str) -> str:
    return author if isinstance(author, str) else author.name


def _is_it(ours: Writing, known: KnownWriting, view: View) -> bool:
    """True if the draft's writing is the evidence's, and no other of its noun."""
    same = ours.noun == known.writing.noun or f"{ours.noun}s" == known.writing.noun  # one of the club's rules
    if not same or ours.ranks - {"one"} != known.ranks - {"one"}:
        return False
    part = ours.noun in words_of("part")
    if not all(_is_proven(preposition, words, known.proof, part=part) for preposition, words in ours.groups):
        return False
    one = "one" in ours.ranks or ("one" in known.ranks and not ours.definite)  # "a placard" is one among the placards
    if known.unread and not ours.ranks - {"one"} and not ours.author and not one:
        return False
    return all(_is_apart(ours, other, known, view) for other in known.others)


def _is_apart(ours: Writing, other: Mention, known: KnownWriting, view: View) -> bool:
    """True if another writing of the noun surely isn't what the draft says."""
    if other.writing.ranks != known.ranks and (ours.ranks or other.writing.ranks):
        return True
    if ours.author and other.writing.author:
        theirs = somebody(other.writing.author, view.reading.article.text, view)
        return theirs is not None and theirs not in known.authors
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


def _is_kept(known: KnownWriting, around: str) -> bool:
    """True if the draft may leave out what the evidence says besides, or says it too."""
    told = {plain(word) for word in _WORD.findall(around)}
    if not known.ranks & words_of("unsure") <= told:
        return False  # what stands in a forged letter nobody wrote
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
            capitals = sum(each.word[:1].isupper() and not time_words(each.word) for each in words)
            sent = preposition in ("from", "by") and (capitals > 1 or is_person_word(word))
            voiced |= sent  # "a text from her son", "a message from Bram Holm"; not "a letter from Ellery"
            if voiced or not closed:
                return False
    return True


def _is_by(
    quote: DraftQuote,
    told: Told,
    written: Writing | None,
    known: KnownWriting,
    texts: tuple[str, str],
    turn: Turn,
    view: View,
) -> bool:
    """True if whoever the draft names for the writing is its author in the evidence, or reads it out there."""
    if told.reader:
        voice = quote.voice
        return voice is not None and _reads(_phrase(told.reader, texts[0]), voice, known, view)
    own = quote.voice is not None and _is_speakers(quote.voice, known, turn, view)
    phrase = _phrase(told.author, texts[0])
    if told.author and not (own and _is_voice(phrase, quote)) and not _is_author(phrase, quote.voice, known, view):
        return False
    if written is not None and written.author:
        return _is_author(_phrase(written.author, texts[1]), None, known, view)
    if written is not None and written.own is not None and not told.author:
        owner = re.split(r"['’]s\b", quote.voice.name)[0] if quote.voice else ""
        if own and quote.voice and owner == quote.voice.name:
            return True
        return bool(owner) and not told.it and _is_author(owner, None, known, view)
    return True


def _is_speakers(voice: Voice, known: KnownWriting, turn: Turn, view: View) -> bool:
    """True if a writing's author is the evidence's speaker by the same words, and the draft's is that speaker."""
    speaker = turn.speaker
    if speaker is None:
        return False
    named = {plain(_ARTICLE.sub("", name)) for name in (speaker.name, *turn.mentions)}
    own = any(plain(_ARTICLE.sub("", _shown(author))) in named for author in known.authors)
    return own and same_speaker(voice, speaker, turn.mentions, view.speakers).same is True


def _is_voice(phrase: str, quote: DraftQuote) -> bool:
    """True if a phrase of the draft is what names its speaker."""
    return quote.voice is not None and phrase.strip() in (quote.voice.mention, quote.voice.name)


def _phrase(words: tuple[Token, ...], text: str) -> str:
    held = [token for token in words if token.word[0].isalnum()]
    return _POSSESSIVE.sub("", text[held[0].span[0] : held[-1].span[1]]) if held else ""


def _is_author(phrase: str, voice: Voice | None, known: KnownWriting, view: View) -> bool:
    """True if a phrase of the draft names one of a writing's authors."""
    for author in known.authors:
        if isinstance(author, Person) and _names(phrase, voice, author, view):
            return True
        if isinstance(author, str):
            ours, theirs = _telling(phrase), _telling(author)
            if ours and set(ours) <= set(theirs) and ours[-1] == theirs[-1]:
                return True
    if known.authors or known.others or known.unread or not phrase.strip() or phrase.strip()[-1:] in ("'", "’"):
        return False
    owned = rf"(?<![\w-]){re.escape(plain(phrase).removeprefix('the '))}['’]s\s{re.escape(known.writing.noun)}\b"
    return (
        re.search(owned, f"{view.utterances.flat[:HEAD]} {known.beside}", re.IGNORECASE) is not None
    )  # "the engineer's letter" of the evidence


def _names(phrase: str, voice: Voice | None, person: Person, view: View) -> bool:
    """True if a phrase of the draft names a person of the evidence: by name, by what they are, or by a pronoun."""
    if plain(phrase) in pronouns():
        name = person_name(voice) if voice is not None and not voice.doubt and voice.source is not None else None
        sex = "m" if plain(phrase) in pronouns("he") else "f" if plain(phrase) in pronouns("she") else None
        clash = sex and person.gender and sex != person.gender
        return name is not None and not clash and by_name(voice, name, person, view.speakers.people).same is True  # type: ignore[arg-type]
    names = [part for part in map(_name_at_end, re.split(r",\s*", phrase)) if part]
    if not names:
        return denotes(phrase, person, view.speakers) or did(phrase, person, view.speakers)
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
    """Return the name that a part of a phrase ends with, if nothing before it makes it somebody else's."""
    words = part.split()
    at = len(words)
    while at and words[at - 1][:1].isupper():
        at -= 1
    lead = [plain(word) for word in words[:at]]
    if at == len(words) or _OTHERS & set(lead) or (lead and lead[-1].endswith(("'s", "s'"))):
        return None
    return " ".join(words[at:])


def _reads(phrase: str, voice: Voice, known: KnownWriting, view: View) -> bool:
    """True if the evidence says, beside the words, that somebody reads the writing out."""
    blank = view.utterances.blank
    for start, end in known.places:
        for found in re.finditer(r"\bread\s(?:out\s|aloud\s)?(?:from\s)?", blank[start:end]):
            who = somebody(tuple(tokens(blank, start, start + found.start())), view.reading.article.text, view)
            if isinstance(who, Person) and _names(phrase, voice, who, view):
                return True
    return False


def _telling(phrase: str) -> list[str]:
    return [w for word in _WORD.findall(phrase) if (w := plain(word).removesuffix("'s")) not in small_words()]
