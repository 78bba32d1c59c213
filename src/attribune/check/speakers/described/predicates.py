"""What an article's own narration tells of a person in a sentence or a relative clause: "Quill, who led the search"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import pronouns, words
from attribune.records import Span
from attribune.sources.coref.people import Person
from attribune.sources.names.entity_types import is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.statements.grammar.cues import verbs
from attribune.text.document import MASK

LEAST_TOLD = 2  # words of a predicate without articles; one alone ("spoke") tells nobody apart
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_ARTICLES = frozenset(("the", "a", "an"))
_DETERMINERS = frozenset("the a an his her its their".split())
# A relative clause behind a name, over an age and an apposition without a second noun that "who" might take up.
_WHO = re.compile(
    r"(?:,\s\d{1,3})?(?P<apposed>,\s(?:the|an?|his|her|its|their)\s[^,.;:“”\"()\n]{2,80}?)?(?:,\s\d{1,3})?,?\swho\s"
)
_ASIDE = re.compile(r"(?:,\s(?:\d|(?:the|an?|his|her|its|their|who)\s)[^,.;:“”\"()\n]{0,120},|\s\([^()\n]{1,60}\))?\s")
_COMMA = re.compile(r",\s")
_PRONOUN = re.compile(r"(?:He|She)\s")
_AGED = re.compile(r"The\s\d{1,3}-year-old(?:\s|,\swho\s)")
# Behind a predicate: what ends it, or adds to it without making another thing of its last word.
_GOES_ON = re.compile(
    r"\s*(?:[.,;:!?)“”\"\n–—]|\Z)|\s(?:and|but|on|at|from|until|since|for|with|when|while|after|before|last|this)\b"
    r"|\sin\s(?:the\s|[A-Z\d])"
)
_OWNS = re.compile(r"['’]")
_JOINS = frozenset("of for to and or nor than with like".split())
_UNREAL = frozenset("if unless whether as though according were had allegedly perhaps not never nor once that".split())
_HEARD = re.compile(r",\s(?:the\s|an?\s|[A-Z])[^,;:.]{1,60}?\s(?:[a-z]+ed|heard|told)[.!]?\s*\Z")  # ", a court heard."


def is_predicate(wanted: list[str], person: Person, index: SpeakerIndex) -> bool:
    """True if the article tells these words of a person, and has them nowhere else, not even in a quotation."""
    found = [(plain(word[0]), *word.span()) for word in _words(index)]
    places = [n for n in range(len(found) - len(wanted) + 1) if found[n][0] == wanted[0]]
    places = [n for n in places if [word for word, _, _ in found[n : n + len(wanted)]] == wanted]
    text, starts = index.reading.article.text, set(predicates(person, index))
    return bool(places) and all(
        found[n][1] in starts
        and _GOES_ON.match(text, end := found[n + len(wanted) - 1][2]) is not None
        and not is_reported(found[n][1], end, index)
        for n in places
    )


def _words(index: SpeakerIndex) -> list[re.Match[str]]:
    text = index.reading.article.text
    return index.kept(
        "words without articles",
        lambda: [word for word in _WORD.finditer(text) if word[0].lower() not in _ARTICLES],
    )


def predicates(person: Person, index: SpeakerIndex) -> list[int]:
    """Return where predicates of a person begin: of a sentence whose subject the name or a plain "he" is, or of a
    relative clause right behind the name."""
    found = index.kept("predicates", lambda: list(_predicates(index)))
    return [at for one, at in found if one is person]


def _predicates(index: SpeakerIndex) -> Iterator[tuple[Person, int]]:
    named: Person | None = None  # the only one whom the last sentences name surely, for an age that takes somebody up
    for block in index.reading.article.blocks:
        if block.kind not in ("paragraph", "list_item", "caption"):
            continue
        subject: Person | None = None
        for start, end in index.sentences(block):
            told = index.people.told(start, end)
            yield from _relatives(told, start, index)
            own = _subject(told, (start, end), index)
            if own is not None:
                subject = own[0] if _is_alone(own[0], told) else None
                yield own
            elif taken := _PRONOUN.match(index.narration(start, end)):
                sex = "m" if taken[0].strip().lower() in pronouns("he") else "f"
                if subject is not None and subject.gender == sex:
                    yield subject, start + taken.end()
                subject = subject if _is_alone(subject, told) else None
            elif named is not None and (aged := _AGED.match(index.narration(start, end))):
                yield named, start + aged.end()
            else:
                subject = None
            sure = {one for _, one in told if one.sure}
            named = named if not sure else next(iter(sure)) if len(sure) == 1 else None


def _is_alone(person: Person | None, told: list[tuple[Span, Person]]) -> bool:
    """True if "he" or "she" in the next sentence can mean no other one of those who are named."""
    others = [one for _, one in told if one is not person]
    return person is not None and all(one.gender and one.gender != person.gender for one in others)


def _subject(told: list[tuple[Span, Person]], sentence: Span, index: SpeakerIndex) -> tuple[Person, int] | None:
    """Return who is the subject of a sentence that a name or what stands in apposition to it opens, and where the
    predicate begins."""
    text = index.reading.article.text
    named = next(((span, one) for span, one in told if not _OWNS.match(text, span[1])), None)
    if named is None:
        return None
    (start, end), person = named
    lead = index.narration(sentence[0], start)
    found = [plain(word) for word in _WORD.findall(lead)]
    small = words("text/stopwords.txt") - _DETERMINERS
    titles = table("titles.tsv")
    if any(word in small | _JOINS | verbs().keys() and word not in titles for word in found):
        return None
    if re.search(r"[:;“—–]", lead) or "," in lead.rstrip(" ").rstrip(",") or text[sentence[0]] in '“"‘':
        return None
    aside = _COMMA.match(text, end) if lead.rstrip(" ").endswith(",") else _ASIDE.match(text, end)
    return (person, aside.end()) if aside else None


def _relatives(told: list[tuple[Span, Person]], start: int, index: SpeakerIndex) -> Iterator[tuple[Person, int]]:
    text = index.reading.article.text
    for (low, high), person in told:
        clause = _WHO.match(text, high)
        if clause is None:
            continue
        apposed = [plain(word) for word in _WORD.findall(clause["apposed"] or "")]
        lead = [plain(word) for word in _WORD.findall(index.narration(start, low))]
        while lead and (lead[-1] in table("titles.tsv") or is_person_word(lead[-1]) or lead[-1] in _DETERMINERS):
            lead.pop()
        if not _JOINS & set(apposed) and lead[-1:] not in ([word] for word in _JOINS - {"with"}):
            yield person, clause.end()


def is_reported(start: int, end: int, index: SpeakerIndex) -> bool:
    """True if the narration may only report ``text[start:end]`` as what somebody says, or as what might be."""
    blocks = index.reading.article.blocks
    block = next((one for one in blocks if one.start <= start < one.end), None)
    low, high = (
        next((s for s in index.sentences(block) if s[0] <= start < s[1]), (start, end)) if block else (start, end)
    )
    narrated = index.narration(low, max(end, high))
    before, behind = index.narration(low, start), index.narration(end, max(end, high))
    if narrated.rstrip(MASK + '”" ').endswith("?") or _HEARD.search(behind):
        return True
    if _UNREAL & {plain(word) for word in _WORD.findall(before)}:
        return True
    if any(before[: word.start()].strip(f' ,“”"{MASK}') for word in _WORD.finditer(before) if _is_cue(word[0])):
        return True
    for word in _WORD.finditer(behind):
        parted = behind[: word.start()].rpartition(",")
        if (_is_cue(word[0]) and parted[1] and parted[2].strip()) or plain(word[0]) == "according":
            return True
    return False


def _is_cue(word: str) -> bool:
    return plain(word) in verbs()
