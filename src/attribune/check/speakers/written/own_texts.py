"""Whether a draft gives words to the document that is the evidence ("the report says"), or to its author."""

from __future__ import annotations

import re

from attribune.check.context.frames import PLACE
from attribune.check.draft import DraftQuote
from attribune.check.evidence.document_author import (
    PREPOSITION,
    STEM,
    OwnText,
    is_body,
    own_text,
    plain_words,
    words_for,
)
from attribune.check.speakers.voice import Voice
from attribune.check.speakers.written.same_writing import told_writing
from attribune.check.speakers.written.writings import words_of
from attribune.check.turns import View
from attribune.lexicon import pronouns, rows, words
from attribune.records import Span
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import same_person

_DETERMINER = re.compile(r"(?:the|an?|its|his|her|their|this)\s", re.IGNORECASE)
_OWNER = re.compile(r"(?P<who>.+?)(?:[’']s|(?<=s)[’'])\s")
_TOGETHER = re.compile(r",\s(?:and\s)?|\sand\s")
_POSSESSIVE = re.compile(r"[’']s?\Z")
_SPOKEN = frozenset("said say says told tells".split())


def is_own(quote: DraftQuote, view: View, span: Span | None = None) -> bool:
    """True if a draft gives words at ``span`` to the author of the evidence, or to the evidence by what it calls
    itself."""
    voice, own = quote.voice, view.document.layer(own_text)
    if own is None or not is_addressed(quote, own):
        return False
    end = own.spoken[-1][1] if own.spoken else 0  # behind it stands the mail that this one answers
    letters = sum(one.medium == "letter" and one.content[0][0] < end for one in view.reading.statements)
    if letters > 1 or (span is not None and span[1] > end):
        return False
    if _is_writing(quote, own) or (voice is not None and not voice.doubt and _is_document(voice, own)):
        return True
    if voice is None:  # as of words in marks: nobody but the author may be named beside them
        near = [one for one in quote.near if not one.doubt]
        return bool(near) and len(near) == len(quote.near) and all(_is_author(one, own) for one in near)
    if voice.doubt or not _is_author(voice, own):
        return False
    around = "".join(quote.around.partition(PLACE)[::2])
    writes = not (words_of("author") - _SPOKEN).isdisjoint(plain_words(around))
    return own.personal or writes or bool(own.nouns) or voice.source is None or voice.source.kind != "person"


def is_addressed(quote: DraftQuote, own: OwnText) -> bool:
    """True unless a draft says to whom something was written, and the document's head has none of these words."""
    if not own.nouns:  # a column is to nobody
        return True
    ours = told_writing(quote)
    groups = (*(ours.written.groups if ours.written else ()), *ours.told.rest) if ours is not None else ()
    to = {plain(token.word) for led, group in groups if led == "to" for token in group if token.word[0].isalnum()}
    head = {word for line in own.head for word in line}
    telling = to - words("text/stopwords.txt")
    return not telling or not head or not telling.isdisjoint(head)


def _is_writing(quote: DraftQuote, own: OwnText) -> bool:
    """True if a draft says what has the words, "a notice at the court says", and it is this document."""
    ours = told_writing(quote)
    if ours is None or ours.written is None or ours.told.author or ours.told.reader or ours.written.ranks:
        return False
    author = _POSSESSIVE.sub("", " ".join(token.word for token in ours.written.author))
    return ours.written.noun in own.nouns and (not author or _is_called(author, own))


def _is_document(voice: Voice, own: OwnText) -> bool:
    """True if a draft names the document, "the report", "the council's notice on the lake": whose it is must be an
    author, and what else is said of it must stand in its head."""
    shown = voice.name if plain(voice.mention) in pronouns() else voice.mention
    phrase = _DETERMINER.sub("", shown, count=1)
    whole = tuple(plain_words(phrase))
    titled = any(whole == line[n : n + len(whole)] for line in own.head for n in range(len(line)))  # "owner's manual"
    owner = None if titled else _OWNER.match(phrase)
    head, *more = PREPOSITION.split((phrase[owner.end() :] if owner else phrase).split(",")[0], maxsplit=1)
    named = plain_words(head)
    if not named or named[-1] not in own.nouns or (owner and not _is_owner(owner["who"], own)):
        return False
    told = own.nouns | words_for("plain") | words("text/stopwords.txt")
    told |= {word for line in own.head for word in line} | {word for one in own.authors for word in plain_words(one)}
    return told.issuperset((*named[:-1], *plain_words(" ".join(more))))


def _is_author(voice: Voice, own: OwnText) -> bool:
    """True if a draft names an author, by a name or by what the document says that its author is."""
    telling = set(plain_words(voice.name)) - words("text/stopwords.txt")
    role = voice.is_unnamed and bool(telling) and any(one >= telling for one in own.roles)
    kinds = [row[1].split() for row in rows("check/own_texts.tsv") if row[0] == "called"]
    kind = len(telling) == 1 and any(noun in own.nouns and telling <= set(called) for noun, *called in kinds)
    of_kind = any(noun in own.nouns and telling & set(called) and telling <= {noun, *called} for noun, *called in kinds)
    return (
        role
        or ((kind or of_kind) and bool(own.authors))
        or _are_all(voice.mention, own)
        or ((voice.is_unnamed or _is_lower(voice.mention)) and any(_is_described(telling, one) for one in own.authors))
        or any(_is_called(called, own) for called in dict.fromkeys((voice.name, voice.mention)))
    )


def _is_lower(mention: str) -> bool:
    return not any(word[:1].isupper() for word in _DETERMINER.sub("", mention).split())


def _are_all(mention: str, own: OwnText) -> bool:
    """True if a draft names several, each of whom is an author: "Castellane, Dwyer and Obuya"."""
    named = [one for one in _TOGETHER.split(mention) if one]
    return len(named) > 1 and len(own.authors) >= len(named) and all(_is_called(one, own) for one in named)


def _is_described(telling: set[str], author: str) -> bool:
    """True if a draft calls a body by a noun of bodies and words of its name: "the ferry company", Halvorn Ferries plc;
    "the locksmiths' association" of the Association of Independent Locksmiths."""
    name = [word for word in plain_words(author) if word not in words("text/stopwords.txt")]
    noun = telling & words_for("makers")
    rest = telling - noun
    stems = {_stem(word) for word in name}
    known = noun <= set(name) or (noun <= words_for("firm") and name[-1:] != [] and name[-1] in words_for("firm_form"))
    return len(noun) == 1 and known and bool(rest) and all(_stem(word) in stems for word in rest)


def _stem(word: str) -> str:
    return f"{word[:-3]}y"[:STEM] if word.endswith("ies") else word[:STEM]


def _is_owner(called: str, own: OwnText) -> bool:
    telling = set(plain_words(called)) - words("text/stopwords.txt")
    return _is_called(called, own) or (bool(telling) and any(one >= telling for one in own.roles))


def _is_called(called: str, own: OwnText) -> bool:
    return any(_is_name_of(called, author) or _is_whole_name(called, author, own) for author in own.authors)


def _is_whole_name(called: str, author: str, own: OwnText) -> bool:
    """True if a draft has the author's name with more of its line: "Lodge 44 of the Police Association"."""
    small = words("text/stopwords.txt")
    ours, theirs = ([word for word in plain_words(one) if word not in small] for one in (called, author))
    lines = [line for line in own.head if set(theirs) <= set(line)]
    return len(theirs) > 1 and ours[: len(theirs)] == theirs and any(set(ours) <= set(line) for line in lines)


def _is_name_of(called: str, author: str) -> bool:
    """True if a phrase of the draft names an author: a person, a body by its last word or its stem, an office."""
    shown = author.title() if author.isupper() else author
    small = words("text/stopwords.txt")
    theirs = [word for word in plain_words(shown) if word not in small]
    ours = [word for word in plain_words(called) if word not in small]
    if not theirs or not ours:
        return False
    if set(ours) <= set(plain_words(" ".join(PREPOSITION.split(shown)[1:]))):
        return False  # "the family of Ada Reed" isn't she
    if len(ours) == 1 and ours[0] in words_for("firm") and theirs[-1] in words_for("firm_form"):
        return True
    if len(ours) <= len(theirs) and same_person(called, shown) is True:  # the building's association is another body
        return True
    name = [word for word in theirs if word not in table("titles.tsv") and word not in words_for("honours")]
    titles = table("titles.tsv").keys() | words_for("honours") | words("names/role_nouns.txt")
    if len(name) > 1 and ours[-len(name) :] == name and titles.issuperset(ours[: -len(name)]):
        return True
    if len(ours) == 1 and ours[0] in theirs and ours[0] in words("names/role_nouns.txt") | words_for("honours"):
        return True
    if not is_body(shown):
        return False
    begins = called[:1].isupper() and ours == theirs[: len(ours)]  # "Veltrona" of "Veltrona Foods Group"
    stem = len(ours) == 1 and any(len(w) > STEM and w[: STEM + 1] == ours[0][: STEM + 1] for w in theirs)
    return begins or stem or (ours[-1] == theirs[-1] and set(ours) <= set(theirs))
