"""Labels beside a quotation: "Mara Voss, engineer:", "— Mara Voss (Harbour Board)", a cell, a line that names somebody.

A label is the speaker's only where it is read whole, by a closed grammar: the name, what that person is before or
behind it, a place, an age, a date. Whatever else stands in it ("Ghost of Mara Voss", "Mara Voss, through a lawyer")
may make the words somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from attribune.check.context.attribution.inert import is_thing, listing
from attribune.lexicon import calendar_words, word_class
from attribune.lexicon import words as word_list
from attribune.records import Reading, Source, Span
from attribune.sources.names.entity_types import is_capital, is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain, table
from attribune.statements.grammar.cues import cues
from attribune.statements.grammar.tokens import listed as listed_words
from attribune.text.dates import STAMP
from attribune.text.document import Layers
from attribune.text.marks import MAY_MARK
from attribune.text.sentences import sentences

LONGEST = 160  # code points of a label
MOST_WORDS = 12  # of a label
MOST_OTHERS = 200  # sources of the evidence whose names are looked at
MOST_MENTIONS = 64  # of a speaker around which it is looked for what the evidence calls them
FEWEST = 4  # words of a line with a full stop up to which it may be a name
MOST_BEFORE = 4  # words behind a sign among which a name is looked for
SHORT = 3  # letters of an abbreviation
NEAR = 80  # code points on either side of a mention
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*\.?")
_LABELLED = re.compile(r"(?::|[—–―-])[\s*_]*\Z")
_SIGNED = re.compile(r"\s*(?:[—–―~(\[]|--?(?=\s))")
_SIGN_BEHIND = re.compile(r"[\"”’'»“*_ \t.,]{0,8}(?:[—–―~/|•]|--?(?=\s)|(?<=[\s*_])[Bb]y(?=\s)|(?=@\w))[ \t*_]{0,4}")
_AT_NAME = re.compile(r"@\w{1,40}")
_CELL = re.compile(r"\t|\s\|\s")
_LINE_END = re.compile(r"[\n\r\v\f\u2028\u2029]")
_TIME = re.compile(STAMP, re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_HANDLE = re.compile(r"\(@\w{1,30}\)|[^\w\s,;:.]{0,4}\s@[\w.-]{1,60}(?=\s{1,3}[·•|])")  # behind the name of an account
_PARTS = re.compile(r"[,;/|·•]\s*|\s[—–―-]+\s*|[—–―]\s*|:\s*\Z")
_QUOTES = re.compile('["“”„«»]')
_STOPS = re.compile(r"[.!?…]\s*\Z")
_LEADS = frozenset({"and", "but", "then", "so", "finally", "next", "first", "again", "later", "also", "from"})
_BEFORE_ROLE = frozenset({"the", "a", "an", "our", "former", "retired", "then", "late"})
_BELONGS = frozenset({"of", "at", "from", "in"})  # before where somebody comes from, or what they belong to
_AT_PLACES = frozenset("from on at in outside inside near by".split())  # before the place where somebody speaks
_GIVEN_OUT = frozenset("received released issued dated sent published posted updated speaking".split())
_OF_DOCUMENTS = frozenset({"by", "of", "from", "with"})
_DOCUMENTS = frozenset(
    "statement statements remark remarks comment comments quote quotation words answer interview letter message".split()
)
_AGENT = re.compile(
    r"(?:[^aeiou]er|[ts]or|ist|ian|ant|ent|man|woman|eer|yer)s?\Z"
)  # a word for somebody who does or is it
_DOES = re.compile(r"\W*+(?:[A-ZÀ-Þ][\w.’'-]*+\s){1,4}(?P<verb>[a-z]{3,20})\s[a-z]")  # "Ada Reed signed off on"
_STRANGE = re.compile(r"[?!@#%&=+<>]")
MODALS = frozenset("will would can could may might must shall should".split())
_ASIDES = frozenset({"for his part", "for her part", "for their part", "for its part", "in turn", "again", "too"})
_BESIDE_NUMBERS = frozenset("aged age on in at years year yrs yr".split())
_SUFFIX = frozenset("jr sr ii iii iv phd md mp msp mep kc qc esq obe mbe cbe frcs rn".split())


@dataclass(frozen=True, slots=True)
class Called:
    """How the evidence names a speaker: the words of the name, those that stand near its mentions, and all of it.

    ``others`` are the words of other people's names.
    """

    names: frozenset[str]
    near: frozenset[str]
    others: frozenset[str]
    family: str
    text: str

    def has(self, word: str) -> bool:
        """True if the evidence has a word anywhere as it is written, and it isn't one that every text has."""
        if plain(word) in _small():
            return False
        return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", self.text) is not None

    @staticmethod
    def of(speaker: Source, reading: Reading, apart: Span | None = None) -> Called:
        """Return it for ``speaker``. What touches the span ``apart`` isn't looked at: it is what is judged."""
        text = reading.article.text
        people = (s for s in reading.sources[:MOST_OTHERS] if s.kind == "person" and s.id != speaker.id)
        named = (_WORD.findall(source.name) for source in people)
        others = {plain(word) for words in named if len(words) > 1 for word in words}
        names, near = {plain(word) for word in _WORD.findall(speaker.name)}, set[str]()
        for role in speaker.roles:
            told = [plain(word) for word in _WORD.findall(role)]
            if told and told[0] not in word_class(
                "grammar/word_classes.tsv", "preposition"
            ):  # "through a lawyer" is nobody's role
                near |= set(told)
        for start, end in speaker.mentions[:MOST_MENTIONS]:
            if apart is None or end <= apart[0] or start >= apart[1]:
                names |= {plain(word) for word in _WORD.findall(text, start, end) if is_capital(word)}
                low, high = max(0, start - NEAR), min(len(text), end + NEAR)
                if apart is not None:
                    low, high = (max(low, apart[1]), high) if start >= apart[1] else (low, min(high, apart[0]))
                near |= {plain(word) for word in _WORD.findall(text, low, high) if word.islower()}
        elsewhere = text if apart is None else f"{text[: max(0, apart[0])]} {text[apart[1] :]}"
        apart_from = frozenset(others - names)
        return Called(frozenset(names), frozenset(near), apart_from, _family(speaker), elsewhere)


def _family(speaker: Source) -> str:
    words = [word for word in map(plain, _WORD.findall(speaker.name)) if word not in _SUFFIX]
    return words[-1] if words else ""


def labels_beside(text: str, span: Span) -> tuple[str, ...]:
    """Return what stands where labels stand: on the line of the quotation at ``span``, else on those beside it."""
    low, high = _line(text, *span)
    start, end = span
    while start > low and (MAY_MARK.match(text[start - 1]) or text[start - 1] in "*_ "):
        start -= 1
    while end < high and (MAY_MARK.match(text[end]) or text[end] in "*_ ,."):
        end += 1
    found = [*_cells(text, low, high, (start, end))]
    left = max([cut.end() for cut in _CELL.finditer(text, low, start)] + [low])
    right = min([cut.start() for cut in _CELL.finditer(text, end, high)] + [high])
    if start > left and start - left <= LONGEST and _LABELLED.search(text, left, start):
        found.append((sentences(text, left, start)[-1][0], start))
    if end < right <= end + LONGEST and (_SIGNED.match(text, end, right) or not _is_sentence(text[end:right])):
        found.append((end, right))
    if not (_WORD.search(text, low, start) or _WORD.search(text, end, high)):
        found += _lines_beside(text, low, high)
    return tuple(text[start:end] for start, end in found if end - start <= LONGEST)


def _line(text: str, start: int, end: int) -> Span:
    before = [cut.end() for cut in _LINE_END.finditer(text, max(0, start - 2 * LONGEST), start)]
    after = _LINE_END.search(text, end, min(len(text), end + 2 * LONGEST))
    return (
        before[-1] if before else max(0, start - 2 * LONGEST),
        after.start() if after else min(len(text), end + 2 * LONGEST),
    )


def _cells(text: str, low: int, high: int, quote: Span) -> Iterator[Span]:
    """Yield the other cells of the quotation's row."""
    at = low
    cuts = [*_CELL.finditer(text, low, high)]
    for start, end in [*((cut.start(), cut.end()) for cut in cuts), (high, high)] if cuts else ():
        if start <= quote[0] or at >= quote[1]:
            yield (at, min(start, quote[0]) if at < quote[0] else start)
        at = end


def _lines_beside(text: str, low: int, high: int) -> Iterator[Span]:
    """Yield the line above and the line below that are no sentences; a line above with a dash
    signs what is above it.
    """
    above = text[:low].rstrip() if low < 2 * LONGEST else text[low - 2 * LONGEST : low].rstrip()
    offset = max(0, low - 2 * LONGEST)
    last = max([cut.end() for cut in _LINE_END.finditer(above)] + [0])
    below = re.compile(r"\s*").match(text, high)
    first = below.end() if below else high
    for start, end in ((offset + last, offset + len(above)), (first, _line(text, first, first)[1])):
        words = text[start:end]
        signed = _SIGNED.match(words) is not None
        if not words or (signed and start < low) or (not signed and (_is_sentence(words) or _QUOTES.search(words))):
            continue
        yield (start, end)


def signed_behind(text: str, end: int) -> Span | None:
    """Return the name behind a sign that stands right behind words that end at ``end``, where more words go on in its
    line: “…” — Mara Voss The vote is next week. A word in capitals that begins a sentence or is a day is no name.
    """
    sign = _SIGN_BEHIND.match(text, end)
    if sign is None:
        return None
    account = _AT_NAME.match(text, sign.end())
    if account is not None:
        return account.span()
    found: list[Span] = []
    stop = min(len(text), sign.end() + LONGEST)
    for n, word in enumerate(_WORD.finditer(text, sign.end(), stop)):
        between = text[found[-1][1] if found else sign.end() : word.start()]
        name = is_capital(word[0]) and plain(word[0]) not in _small() and not _is_setting(word[0])
        if (found and (not name or between.strip())) or n > MOST_BEFORE or _LINE_END.search(between):
            break
        if name:
            found.append(word.span())
        elif is_capital(word[0]):
            break
    return (found[0][0], found[-1][1]) if found else None


def _is_sentence(words: str) -> bool:
    return _STOPS.search(words) is not None and len(words.split()) > FEWEST


def label_objection(
    labels: Iterable[str], speaker: Source, reading: Reading, apart: Span | None = None, *, lenient: bool = False
) -> str | None:
    """Return why a label that has the speaker's name may name another, or None. ``lenient``: any noun before a role.

    How the evidence names the speaker is gathered only for a label that has to be read with it.
    """
    family = _family(speaker)
    called: Called | None = None
    for label in labels:
        named = family and family in plain(label)
        if named and len(_WORD.findall(label)) <= MOST_WORDS and not is_clause(label):
            called = called or Called.of(speaker, reading, apart)
            if _is_read(label, called, lenient):
                continue
            shown = " ".join(label.split()).strip(" :,;.—–-|*_[]")
            return f"“{shown}” stands beside the quotation, and may name somebody else"
    return None


def is_clause(label: str) -> bool:
    """True if a label has a verb that says something: then it is a sentence, and read as one."""
    bare = _BRACKET.sub(" ", label)
    if bare.strip(" ,(").casefold().startswith("according to "):
        return True
    words_ = {*_WORD.findall(bare)}
    if words_ & _verbs() or (words_ & listing("light") and words_ & (listing("speech") | listing("tone"))):
        return True
    told = _DOES.match(bare)
    if told is not None and (told["verb"].endswith("ed") or told["verb"] in _irregular()):
        return True
    return any(not bare[cue.start : cue.end].lower().endswith("ing") for cue in cues(Layers(bare), 0, len(bare)))


@cache
def _verbs() -> frozenset[str]:
    forms = {form for line in word_list("check/verb_forms.txt") for form in line.split()}
    return frozenset(form for form in forms if not form.endswith("ing")) | MODALS


@cache
def _irregular() -> frozenset[str]:
    return frozenset(form for line in word_list("check/irregular_verbs.txt") for form in line.split())


def _is_read(label: str, called: Called, lenient: bool) -> bool:
    whole = _BRACKET.fullmatch(label.strip())
    label = _HANDLE.sub(" ", (whole[1] if whole else label).lstrip("> "))
    if _STRANGE.search(label):
        return False
    tails = [match[1] for match in _BRACKET.finditer(label) if not _TIME.fullmatch(match[0])]
    bare = _TIME.sub(" ", _BRACKET.sub(" ", label)).strip(" *_—–―-~•>:|")
    parts = [part for part in _PARTS.split(bare) if part and _WORD.search(part)]
    at = next((n for n, part in enumerate(parts) if called.family in map(plain, _WORD.findall(part))), None)
    if at is None:  # "THE CHAIRMAN (Dame Ada Reed)"
        heads = [words for tail in tails if called.family in map(plain, words := _WORD.findall(tail))]
        return len(heads) == len(tails) == 1 and _is_head(heads[0], called, lenient) and _is_office(parts)
    head = _WORD.findall(parts[at])
    return (
        _is_head(head, called, lenient)
        and all(_is_setting(part) or _is_description(part, called, lenient) for part in parts[:at])
        and all(_is_setting(part) or _is_description(part, called, lenient) for part in (*parts[at + 1 :], *tails))
    )


def _is_office(parts: list[str]) -> bool:
    """True if a label before a name in brackets is an office alone."""
    low = [plain(word) for part in parts for word in _WORD.findall(part)]
    return bool(low) and all(word in _BEFORE_ROLE or is_person_word(word) for word in low)


def _is_head(words: list[str], called: Called, lenient: bool) -> bool:
    """True if words are a name with what the person is before it and a suffix or a place behind it."""
    low = [plain(word) for word in words]
    family = low.index(called.family)
    start = family
    while start and is_capital(words[start - 1]) and _is_of_name(words[start - 1], called):
        start -= 1
    while start and low[start - 1] in listed("particles.txt") and low[start - 1] in called.names:
        start -= 1
    prefix, behind = words[:start], words[family + 1 :]
    while behind and plain(behind[0]) in _SUFFIX:
        behind = behind[1:]
    return _is_prefix(prefix, called, lenient) and (
        not behind or _is_setting(" ".join(behind)) or _is_belonging(behind, called) or _is_role_behind(behind, called)
    )


def _is_role_behind(words: list[str], called: Called) -> bool:
    """True if a role stands behind a name on what was a line of its own: "director of the company", or as known."""
    low = [plain(word) for word in words]
    if len(low) > 2 and is_person_word(low[0]) and low[1] in _BELONGS:
        return True
    return any(is_person_word(word) for word in low) and all(word in called.near - _small() for word in low)


def _is_of_name(word: str, called: Called) -> bool:
    bare = plain(word)
    strange = bare not in listed("common_words.txt") and bare not in called.others  # a given name that no list has
    return (
        bare in called.names
        or len(bare) == 1
        or ((bare in table("given_names.tsv") or strange) and not is_person_word(bare))
    )


def _is_prefix(words: list[str], called: Called, lenient: bool) -> bool:
    """True if what stands before a name says what the person is: titles, offices, what the evidence calls them."""
    while words and (plain(words[0]) in _LEADS or words[0].rstrip(".").isdigit()):
        words = words[1:]
    low = [plain(word) for word in words]
    if low[-2:] == ["attributable", "to"]:
        low = [*low[:-2], "by"]
    if len(low) > 1 and low[-1] in _OF_DOCUMENTS and set(low[:-1]) <= _DOCUMENTS | _BEFORE_ROLE:
        return True
    return all(
        word in _BEFORE_ROLE
        or is_person_word(word)
        or word in called.names
        or word in called.near - _BELONGS
        or (lenient and n + 1 < len(low) and is_person_word(low[n + 1]))
        for n, word in enumerate(low)
    )


def _is_belonging(words: list[str], called: Called) -> bool:
    """True if words name where somebody comes from: "of the Harbour Board", "from Port Ellery"."""
    if plain(words[0]) not in _BELONGS:
        return False
    return all(
        is_capital(word) or plain(word) in called.near or plain(word) in _BELONGS | {"the", "and"} for word in words
    )


def _is_setting(part: str) -> bool:
    """True if a part of a label is a day, a date, a time or an age, or a place: "from the platform"."""
    words = [plain(word) for word in _WORD.findall(part)]
    if " ".join(words) in _ASIDES:
        return True
    if len(words) == 3 and words[0] in _AT_PLACES and words[1] in ("the", "a") and is_thing(words[2]):
        return True
    words = words[1:] if words and words[0] in _GIVEN_OUT else words  # "received on 14 June"
    return all(word in calendar_words() or word[:1].isdigit() or word in _BESIDE_NUMBERS for word in words)


def _is_description(part: str, called: Called, lenient: bool) -> bool:
    """True if a part of a label says what somebody is: "the harbour engineer", "resident of Quay Street", "Labour"."""
    words = _WORD.findall(part)
    for n, word in enumerate(words):
        bare = plain(word)
        if bare in _BELONGS | {"for"} and n and _is_role(words[n - 1]):
            rest = words[n + 1 :]
            return _is_belonging(["of", *rest], called) or (
                lenient and not any(plain(one) in _closed() for one in rest)
            )
        if bare in _BELONGS and not n:
            return _is_belonging(words, called)
        known = bare in _BEFORE_ROLE or _is_role(word) or bare in called.near - _small() or bare in called.names
        adjunct = n + 1 < len(words) and _is_role(words[n + 1]) and bare not in _small()
        if not (known or adjunct or bare in _SUFFIX or bare[:1].isdigit() or (word.islower() and called.has(word))):
            return is_capital(word) and _is_body(words, called, lenient)
    return True


@cache
def _closed() -> frozenset[str]:
    """Return the words that lead on from a description to something else: "director of housing through a lawyer"."""
    classes = ("preposition", "subordinator", "relative", "finite", "pronoun", "auxiliary")
    return frozenset().union(*(listed_words(name) for name in classes)) - _BELONGS - {"for"}


def _is_role(word: str) -> bool:
    """True if a word is somebody's role by a list, or by its ending: "finalist", "baker"."""
    return is_person_word(plain(word)) or (word.islower() and _AGENT.search(plain(word)) is not None)


def _small() -> frozenset[str]:
    return word_list("text/stopwords.txt")


def _is_body(words: list[str], called: Called, lenient: bool) -> bool:
    """True if words in capitals are a party, a constituency or an employer, and no other person's name."""
    if len(words) > 1 and kind_of(" ".join(words)) in ("organization", "outlet"):
        return True
    place = r"\s+".join(map(re.escape, words))  # "— Ada Reed, Lower Ash", where something is "at Lower Ash"
    if all(map(is_capital, words)) and re.search(rf"\b(?:at|in|near)\s+{place}(?!['’]|\s+[A-Z]|\w)", called.text):
        return True
    return all(
        is_capital(word)
        and plain(word) not in table("given_names.tsv")
        and plain(word) not in called.others
        and (called.has(word) or plain(word) in listed("places.txt") or (lenient and len(word) > SHORT))
        for word in words
    )
