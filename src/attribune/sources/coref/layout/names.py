"""Does a short text that stands where a speaker's name may stand read as one? Surely, perhaps, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from attribune.lexicon import calendar_words, pronouns
from attribune.records import Span
from attribune.sources.names.entity_types import WORD, is_capital, is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.matching import parse_name
from attribune.statements.grammar.cues import cues
from attribune.text.dates import STAMP
from attribune.text.document import Layers

Sort = Literal["label", "signature", "cell", "line", "heading"]
LONGEST = 160  # code points of such a text
MOST_PARTS = 5  # parts between commas in which a name is sought
MOST_WORDS = 6  # of a name or role
# What stands before a name in such a place: marks, a number, a time, what the words are: "Statement from Ann Lee:".
_LEAD = re.compile(
    r"[\s—–―~*_•|>(\[\-]*+(?:\d{1,3}[.)]\s{1,9})?+"
    rf"(?:{STAMP}[\s:—–-]++)?+"
    r"(?:(?:(?:[Aa]|[Tt]he)\s)?(?:[Ss]tatement|[Rr]emarks|[Cc]omment|[Mm]essage|[Ll]etter|[Aa]nswer|[Rr]eply|[Qq]uote|[Qq]uotation)\s"
    r"(?:from|by|of|attributable\sto|attributed\sto)\s)?+"
)
_TRAIL = re.compile(r"(?<![\s)\].,:;—–―|*_\-])[\s)\].,:;—–―|*_\-]*+\Z")
_HEAD_ENDS = re.compile(r"[,;(|/\t\n]|\s[—–―-]+\s|\s(?:of|at|from|for)\s")
_LABELLED = re.compile(r"(?:[:|\t]|[—–―-])\s*\Z")
_SIGNED = re.compile(r"\s*(?:[—–―~(\[|\t]|--?)")
_SENTENCE = re.compile(r"[.!?…;]\s|[!?…“”\"]")
_STOPPED = re.compile(r"[“\"][^“”\"]*[.!?][”\"]\s*\Z")  # it ends with a quotation of its own
_COMMA = re.compile(r"[,;]\s*")
_AGE = re.compile(r"\W*\d{1,3}\b")
_STOPS = " \t:,–—-"
_TURNS = frozenset("then and but later afterwards after again finally next so".split())
_ARTICLES = frozenset("a an the".split())
LONGEST_NAMELESS, MOST_NAMELESS = 60, 4  # code points and words of a line that says whose words are without a name
# The name of an account, an address of mail or of a page, with little behind it.
_ACCOUNT = re.compile(
    r"[^\w@#]{0,4}(?:(?:from|by|via)\s)?[^\w@#]{0,4}"
    r"(?:@\w|#\w|u/\w|https?://|[\w.+-]{1,40}@[\w-]{1,40}\.)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[\W\d_]*\Z")
# What a label says that the words are about: "And of his late rival, Sandy Munro:", "As for the expense:".
_TOPIC = re.compile(
    r"(?:(?:And|and|But|but|Then|then)\s)?(?:As\s(?:for|to)|On|About|Of|Regarding|Concerning"
    r"|as\s(?:for|to)|on|about|of|regarding|concerning)\s(?P<rest>[^\n\t|/()—–]*+)\Z"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Where the name or role stands; not ``sure`` where the text may be one and can't be read as such."""

    span: Span
    sure: bool
    role: bool = False  # what somebody is, and no name


def read_place(text: str, span: Span, sort: Sort) -> Named | None:
    """Return what ``text[slice(*span)]`` names, if it can be a name in a place of this sort; None where it is something
    else.

    A place that is marked (a label's colon, a signature's dash, a cell) holds a name or can't be read; a line or a
    heading without a mark is a place only if it reads as a name.
    """
    start, end = span
    if end - start > LONGEST:
        return None
    one = _read(text[start:end], sort)
    return replace(one, span=(start + one.span[0], start + one.span[1])) if one else None


def is_nameless(text: str) -> bool:
    """True if a short line says whose the words beside it are, and holds no name that can be read: an account ("@ann"),
    somebody by a post alone ("The mayor"), or two words that no list knows ("otto quist").
    """
    line = text.strip()
    if not line or len(line) > LONGEST_NAMELESS or line.endswith((".", "!", "?", ":", "…", "”", '"')):
        return False
    if _ACCOUNT.match(line):
        return True
    found = [plain(word) for word in WORD.findall(line)]
    if not 2 <= len(found) <= MOST_NAMELESS or any(map(str.isdigit, line)):
        return False
    by_post = found[0] in _ARTICLES and is_person_word(found[-1])
    known = listed("common_words.txt")
    return by_post or not any(len(word) > 1 and word in known for word in found)


@lru_cache(maxsize=4096)  # one article has "he said" and its names between quotations a thousand times
def _read(text: str, sort: Sort) -> Named | None:
    """Return what a whole short text names."""
    if not any(map(str.isalpha, text)):
        return _unreadable(text, sort)
    marked = _is_marked(text, sort)
    low = len(_LEAD.match(text)[0])  # type: ignore[index]
    high = len(text) - len(_TRAIL.search(text)[0])  # type: ignore[index]
    if low >= high:
        return None
    if _SENTENCE.search(text, low, high) and not re.match(r"(?:[A-Z][\w’'-]*\.?,?\s+){1,5}", text[low:high]):
        return None
    if sort == "label" and _is_turn(text[low:high]):
        return None
    if marked and sort == "label" and (topic := _TOPIC.match(text[:high], low)):
        return _behind_topic(text, topic, high)
    sentence = sort in ("label", "signature") or (sort == "line" and _STOPPED.search(text))
    if not marked and sentence and len(WORD.findall(text, low, high)) > MOST_WORDS:
        return None  # a sentence that goes on beside the quotation, or stands above or below it
    if not marked and sort == "signature" and text[low:].rstrip().endswith((".", "!", "?", ":")):
        return None
    read = [_part(text, at, high, (low, high), marked, sort) for at in _beginnings(text, low, high)]
    named = next((one for one in read if one and one.sure), read[0])
    return _without_verb(text, named, high) if named and marked and sort == "label" else named


def _is_turn(words: str) -> bool:
    """True if a label only says when: "Then, after a silence:", "And later:"."""
    first, *rest = WORD.findall(words) or [""]
    if first.lower() not in _TURNS:
        return False
    common = listed("common_words.txt")
    return all(word.islower() and ((bare := plain(word)) in common or bare in _ARTICLES) for word in rest)


def tells_topic(lead: str) -> bool:
    """True if what stands before a quotation only says what it is about: "And of his rival, Sandy Munro:"."""
    topic = _TOPIC.match(lead.rstrip(_STOPS)) if len(lead) <= LONGEST else None
    return topic is not None and (_COMMA.search(topic["rest"]) is None or _is_apposed(topic))


def _is_apposed(topic: re.Match[str]) -> bool:
    """True if a name behind the comma of a topic may say who that is: "of his rival, Sandy Munro", "of Munro, the"."""
    before = WORD.findall(_COMMA.split(topic["rest"], maxsplit=1)[0])
    possessive = before[:1] != [] and before[0].lower() in pronouns("possessive")
    days = calendar_words()
    return possessive or any(
        (is_capital(word) and plain(word) not in days) or is_person_word(plain(word)) for word in before
    )


def _behind_topic(text: str, topic: re.Match[str], end: int) -> Named:
    """Return the name that a label has behind what the words are about: "Ada Brandt" of "On the union, Ada Brandt:".

    Where it has none, who speaks can't be read from it.
    """
    cut = _COMMA.search(text, topic.start("rest"), end)
    named = _part(text, cut.end(), end, (cut.end(), end), True, "label") if cut and not _is_apposed(topic) else None
    return _without_verb(text, named, end) if named else Named((topic.start(), end), False)


def _without_verb(text: str, named: Named, end: int) -> Named:
    """Return the label without its verb, where it is a whole clause: "a spokesperson" of "a spokesperson said:".

    Only a plain verb at its end is taken off: what is denied, alleged or passive isn't said by the one named before.
    """
    start = named.span[0]
    label = text[start:end]
    found = cues(Layers(label), 0, len(label))
    if len(found) != 1:
        return named
    (cue,) = found
    plainly = label[cue.start : cue.end].lower() == cue.verb and not (cue.negated or cue.passive)
    if not plainly or label[cue.end :].strip(_STOPS) or named.span[1] <= start + cue.start:
        return named
    before = label[: cue.start].rstrip()
    return replace(named, span=(named.span[0], named.span[0] + len(before))) if before else named


def _beginnings(text: str, low: int, high: int) -> list[int]:
    """Return where a name may begin: at the beginning, or behind a comma: "Monday,Otto Quist,",
    "Port Sorrel; Otto Quist".
    """
    return [low, *(cut.end() for cut in _COMMA.finditer(text, low, high))][:MOST_PARTS]


def _part(text: str, low: int, high: int, whole: Span, marked: bool, sort: Sort) -> Named | None:
    cut = _HEAD_ENDS.search(text, low, high)
    head = (low, cut.start() if cut else high)
    return _named(text, head, text[head[1] : high], whole, marked=marked, sort=sort)


def _is_marked(words: str, sort: Sort) -> bool:
    if sort == "label":
        return _LABELLED.search(words) is not None
    return sort == "cell" or (sort == "signature" and _SIGNED.match(words) is not None)


def _unreadable(words: str, sort: Sort) -> Named | None:
    """Return a signature of figures alone can't be read; nothing is no place."""
    if sort == "signature" and any(c.isalnum() for c in words) and _SIGNED.match(words):
        return Named((0, len(words)), False)
    return None


def _named(text: str, head: Span, tail: str, whole: Span, *, marked: bool, sort: Sort) -> Named | None:
    name = text[slice(*head)]
    found = WORD.findall(name)
    if not found or len(found) > MOST_WORDS:
        return None
    capitals = [word for word in found if is_capital(word)]
    particles = listed("particles.txt")
    if all(is_capital(word) or plain(word) in particles for word in found) and not any(c.isdigit() for c in name):
        if _is_speaker(name, found, tail, marked=marked):
            return Named(head, True)
        if sort != "heading" and any(is_person_word(plain(word)) for word in found):
            return Named(whole, True, role=True) if marked else None
        strange = not any(plain(word) in listed("common_words.txt") for word in capitals)
        loose = strange and (2 <= len(found) <= 4 if sort == "line" else sort == "heading" and len(found) <= 4)
        return Named(whole, False) if marked or loose else None
    if not marked and sort != "heading":
        return None
    if any(is_person_word(plain(word)) for word in found) and sort != "heading":
        return Named(whole, True, role=True)
    known = listed("common_words.txt")
    telling = [word for word in found if word[:1].islower() and plain(word) in known]  # not "mara voss:", "@voss:"
    return Named(whole, False) if marked and not telling and not _NUMBERS.match(name) else None


def _is_speaker(name: str, found: list[str], tail: str, *, marked: bool) -> bool:
    """True if capitalised words are somebody's name, by the name itself or by what stands behind it."""
    shown = name.title() if name.isupper() else name
    kind = kind_of(shown)
    parsed = parse_name(shown) if kind == "person" else None
    if all(len(word.replace(".", "")) <= 2 for word in found):
        return False  # initials alone
    common = [word for word in found if plain(word) in listed("common_words.txt")]
    if parsed is not None and len(found) > 1:
        known = plain(found[0]) in table("given_names.tsv") or bool(parsed.title)
        role = any(is_person_word(plain(word)) for word in WORD.findall(tail)) or bool(_AGE.match(tail))
        return known or role or (marked and len(common) < len(found))
    if parsed is not None:
        return marked and not common
    return marked and kind in ("organization", "group", "outlet")
