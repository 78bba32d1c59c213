"""Documents that are their author's own words: what a letter, a report, a judgment or a column says of itself.

A primary document puts no quotation marks around its words. Its head or its signature says who wrote it ("Statement
from Harrow Vale Water", "By Ada Reed", "Yours, Otto Quist", a letterhead) and what it is ("Inspection report", "this
notice"). Nothing is taken for a document that only tells of one, or that holds the words of several, as a page of
letters does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from attribune.check.speakers.written.writings import words_of
from attribune.lexicon import calendar_words, rows, word_class, words
from attribune.records import Block, Span
from attribune.sources.names.lexicon import plain, table
from attribune.statements.authored import CHECKED
from attribune.statements.letter_lines import is_closing
from attribune.text.document import Document

MOST_HEAD = 12  # lines over the text
LETTERHEAD = 4  # lines in which a document says what it is
LONGEST_LINE = 160  # code points of a line of the head
BODY_WORDS = 8  # of a line with a full stop that begins the text
MOST_SIGNED = 12  # lines of those who sign
LONGEST_SIGNED = 80  # code points of such a line
STEM = 5  # letters that words of one stem share: "Inspection" of the "Inspectorate"
MOST_GIVEN = 20  # words of a document before "of" or "by" and its author
LEAST = 2  # letters of the parts of a handle that are no name: "mp"
MAILS = (".eml", ".mbox")  # ends of the names of files whose sender isn't told in the text
MANY = 2  # paragraphs in which a text says "I" from which on it is somebody's own throughout

_TEXT = ("paragraph", "list_item")
_PARTICLE = r"de|van|von|der|del|la|al|bin"
_NAME = rf"[A-ZÀ-Þ](?:[\w’'-]+\.?|\.)(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|{_PARTICLE})){{1,4}}"
_FULL_NAME = re.compile(rf"(?<![\w’'-]){_NAME}")
_SIGNED = re.compile(
    rf"(?P<who>[A-ZÀ-Þ][\w.’'-]*(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|{_PARTICLE}|of|the|and|&)){{1,6}})(?:\s*[,(].*)?", re.DOTALL
)
_BY = re.compile(r"(?:(?i:(?:\w+(?:ed|en)|story|words)\s)?(?i:by)\s|(?i:from|author|signed):\s)(?P<who>.+)", re.DOTALL)
_BYLINE = re.compile(r"(?:(?:posted|written|reviewed|story|words)\s)?by\s", re.IGNORECASE)
_OF = re.compile(r"\s(?P<by>(?i:of|from|by)):?\s")
_HEADER = re.compile(r"(?:From|To|Cc|Bcc|Date|Sent|Subject|Re|FROM|TO|CC|DATE|SENT|SUBJECT|RE):\s")
_MEMO = re.compile(r"(?:FROM|TO|RE|SUBJECT):\s")
_FORWARDED = re.compile(r"From:\s|.*\bwrote:\s*\Z", re.DOTALL)
_S = re.compile(r"[’']s\b")
_AT_HANDLE = re.compile(r"@([\w.]{2,40})")
_TOKEN = re.compile(r"[^\W_]+(?:[’'-](?!s\b)[^\W_]+)*\.?|[|,:]")
_ANSWERED = re.compile(
    r"(?:On\s(?=[^\n]{0,80}\d)[^\n]{4,300}\swrote:|-{3,20}\s?(?:Original|Forwarded)\s[Mm]essage\s?-{3,20})\s*\Z"
)
_HANDLE = re.compile(r"(?P<who>.*?)\s?@\w{2,30}")
_ABOUT = re.compile(r"About\s(?P<who>[A-ZÀ-Þ][^\n:.]{2,60}?)(?::.*)?", re.DOTALL)
_TO = r"on|to|at|about|regarding|concerning|in|before|after|delivered|given|dated|held"
_BEHIND_NAME = re.compile(rf"\s(?:{_TO}|for)\s.*", re.DOTALL)
_BEHIND_OFFICE = re.compile(rf"\s(?:{_TO}|for(?=\s(?:the|an?|its)\s[a-z]))\s.*", re.DOTALL)
_SALUTATION = re.compile(r"(?:Dear\s[^\n.!?“”\"]{1,80}|[A-Z][a-z]+(?:\sor\s[A-Z][a-z]+)?)\s*[,:.]?")
_DATED = re.compile(  # "5 June", "June 5", "1998", not "Lodge 44"
    r"\d{3}|\d[/.:-]\d|\b\d{1,2}\s[A-Z][a-z]{2}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d"
)
_OPENS = re.compile(
    r"(?P<who>[A-ZÀ-Þ][\w&’'-]*(?:\s(?:[A-ZÀ-Þ][\w&’'-]*|of|and|for|the|plc|ltd)){0,6})\s(?P<verb>[a-z]+(?:\s[a-z]+)?)\b"
)
_SIGNED_FOR = re.compile(
    r"(?:(?:Signed|Yours(?:\s[a-z]{2,12}){0,2}),?\s)?(?:[Ff]or\sand\s)?[Oo]n\sbehalf\sof\s(?P<who>[^\n,.:]{2,80}),?"
)
_CONTACT = re.compile(r"[^\s@]{1,60}@[^\s@]{1,60}|(?:https?://|www\.)\S{1,200}|[\d +()-]{6,30}")
_TITLED = re.compile(r"\AThe\s(?=(?:Revd|Rev|Very|Right|Rt|Hon|Ven)\b)")
_PREPARED_BY = re.compile(r"(?:[Pp]repared|[Cc]ompiled)\sby\s(?=[A-ZÀ-Þ])(?!.*\bdeliver)")
_UNDERSIGNED = re.compile(r"(?:We|I), the undersigned(?:\s(?P<who>[a-z][a-z ]{2,40}))?,?\s")
_FIELD_MARKS = (": ", " – ", " — ", " - ")
_I_AM = re.compile(rf"I,\s(?P<who>{_NAME}),\s")
_BEHALF = re.compile(
    r"(?<![\w’'-])(?P<what>[\w’'-]{1,40}(?:\s(?:issued|released|made))?)\son\sbehalf\sof\s(?P<who>[^,:]{1,200})",
    re.IGNORECASE,
)
_AND = re.compile(r",\s(?:and\s)?|\sand\s|\s&\s")
_FIRST = re.compile(r"\b(?:I|[Mm]e|[Mm]y|mine|myself|[Ww]e|us|[Oo]ur|ours|ourselves)\b")
_THIS = re.compile(r"\b[Tt]his\s([\w-]{3,20})\b")
_LABEL = re.compile(r"[A-ZÀ-Þ][\w.’'-]{0,30}(?:\s[A-ZÀ-Þ][\w.’'-]{0,30}){0,4}:\s(?![a-zß-ÿ])|[QA][.:]\s")
_SUBJECT = re.compile(r"[A-Z][a-z]+(?:\s[a-z]+){0,3}:\s[A-ZÀ-Þ]")  # "Provider: Fernleigh Grove"
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_PART = re.compile(r"(?:Background|Objectives?|Methods?|Results?|Findings?|Conclusions?)[.:]\s")  # of an abstract
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_NOTE_MARKS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹*†‡]|(?<=[a-z])\d")
_OWNED = ("'s", "’s", "'", "’")
_PREPOSITIONS = frozenset("to on for about in at into".split())
_BEHIND_NOUNS = frozenset("no nr number of by from".split())  # "Report No. 44", "Findings of: Coroner Reed"
_SEASONS = frozenset("spring summer autumn winter".split())
_IN_NAMES = frozenset({"of", "for", "and", "the", "plc", "ltd", "llp"})
PREPOSITION = re.compile(r"\s(?:of|from|by|on|to|into|for|at|about|in|regarding|concerning)\s", re.IGNORECASE)
_STOPS = '.!?…”"'


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnText:
    """What a document says of itself. ``authors`` are the phrases that name who wrote it, ``nouns`` what it may be
    called, ``head`` the words of its lines; ``roles`` the words of each line that tells what a person who wrote it is.

    ``spoken`` are the spans of its words outside quotation marks; ``personal``: it says "I" or "we" throughout.
    """

    authors: tuple[str, ...]
    nouns: frozenset[str]
    head: tuple[tuple[str, ...], ...]
    roles: tuple[frozenset[str], ...]
    spoken: tuple[Span, ...]
    personal: bool


def words_for(name: str) -> frozenset[str]:
    """Return the words of one class of ``own_texts.tsv``."""
    return word_class("check/own_texts.tsv", name)


@cache
def _kinds() -> tuple[frozenset[str], ...]:
    """Return the nouns of each kind of document."""
    return tuple(frozenset(row[1].split()) for row in rows("check/own_texts.tsv") if row[0] == "kind")


@cache
def _nouns() -> frozenset[str]:
    return words_of("noun").union(*_kinds())


def plain_words(line: str) -> list[str]:
    """Return the words of a line, folded, without "'s"."""
    return [plain(word) for word in _WORD.findall(line)]


def own_text(document: Document) -> OwnText | None:
    """Return what a document says of itself; None where it isn't its author's own words, or may be several people's."""
    lines = _head(document)
    body = document.blocks[len(lines) :]
    below = [_line(document, block) for block in body]
    answered = next((number for number, line in enumerate(below) if _ANSWERED.match(line)), len(below))
    body, below = body[:answered], below[:answered]  # under it stands the mail that this one answers
    end, signed = _signature(below, lines)
    paragraphs = [block for block in body[:end] if block.kind in _TEXT and block.end > block.start]
    lines = [_BEHALF.sub(r"\g<what> by \g<who>", line) if _BEHALF.fullmatch(line) else line for line in lines]
    if not paragraphs or _is_unsure(lines) or _has_others(body[:end], below[:end]):
        return None
    said = [document.narration.text[block.start : block.end] for block in paragraphs]
    personal = sum(_FIRST.search(one) is not None for one in said) >= min(MANY, len(said))
    bylined = bool(document.article.authors) or any(_BYLINE.match(line) for line in lines)
    told = (*_authors(lines, signed), *_fields(lines), *_sworn([*lines, *said[:1]]))
    authors = tuple(dict.fromkeys((*document.article.authors, *told)))
    nouns = _called(lines, said) if personal or not bylined else set()  # what a reporter signs tells of documents
    nouns |= {"letter"} if signed and any(_is_salutation(line) for line in lines) else set()
    if (document.article.name or "").lower().endswith(MAILS):
        nouns |= {"email"}
    undersigned = _UNDERSIGNED.match(said[0])
    if undersigned is not None:
        nouns |= {"letter"}
        authors = (*authors, *([undersigned["who"]] if undersigned["who"] else ()))
    nouns |= {"release"} if end < len(below) and plain_words(below[end])[:1] in (["ends"], ["about"]) else set()
    nouns |= {"review"} if any(line.lower().startswith("reviewed by ") for line in lines) else set()
    nouns |= {"column", "post"} if bylined and personal and "email" not in nouns else set()
    posted = _posted(lines)
    authors = (*authors, *(one for one in posted if one not in authors))
    nouns |= {"post"} if posted or any(_HANDLE.fullmatch(line) for line in lines) else set()
    authors = authors or tuple(_presents(said, nouns)) if personal and not signed else authors
    nouns |= {other for noun in nouns for kind in _kinds() if noun in kind for other in kind}
    if not nouns and not (authors and (bylined or personal)):
        return None
    return OwnText(
        authors=authors, nouns=frozenset(nouns), head=tuple(tuple(plain_words(line)) for line in lines),
        roles=_roles(lines, below[end:], authors),
        spoken=tuple(part for block in paragraphs for part in _outside(document, block)), personal=personal,
    )  # fmt: skip


def _line(document: Document, block: Block) -> str:
    return document.text[block.start : block.end].strip()


def _head(document: Document) -> list[str]:
    """Return the lines over the text: all before the first that is one of several words and ends in a full stop."""
    found: list[str] = []
    for block in document.blocks[:MOST_HEAD]:
        line = _line(document, block)
        starts = block.kind in _TEXT and len(line.split()) >= BODY_WORDS and line[-1:] in _STOPS
        if starts or len(line) > LONGEST_LINE:
            break
        found.append(line)
    return found


def _is_unsure(lines: Sequence[str]) -> bool:
    """True if a head may say that the words are another's, made up, or weren't said: "parody", "draft", "prepared"."""
    told = (line for line in lines if not (CHECKED.fullmatch(line) or _PREPARED_BY.match(line)))
    return any(word in words_for("unsure") for line in told for word in plain_words(line))


def _has_others(body: Sequence[Block], lines: Sequence[str]) -> bool:
    """True if others may speak in a text: labels, a second salutation or signature, a forwarded mail, an account."""
    labels = sum(
        _LABEL.match(line) is not None or block.kind == "transcript_turn"
        for block, line in zip(body, lines, strict=True)
    )
    return labels > 1 or any(
        _is_salutation(line)
        or _FORWARDED.match(line)
        or _HANDLE.fullmatch(line)
        or _posted([line])
        or (number and _is_person(line))
        for number, line in enumerate(lines[:-1])
        if len(line) <= LONGEST_SIGNED
    )


def _is_person(line: str) -> bool:
    """True if a line is a person's full name, perhaps with what they are behind a comma."""
    name = _TITLED.sub("", re.split(r"[,(]", line)[0].rstrip())
    first = plain(name.split(" ")[0]) if name else ""
    return _FULL_NAME.fullmatch(name) is not None and (first in _given_names() or first in table("titles.tsv"))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(plain(row[0]) for row in rows("names/given_names.tsv"))


def _is_salutation(line: str) -> bool:
    opens = _SALUTATION.fullmatch(line) is not None
    return opens and (line.startswith("Dear ") or set(plain_words(line)) - {"or"} <= words_for("salutation"))


# Where it ends and who signs it


def _signature(lines: Sequence[str], head: Sequence[str]) -> tuple[int, list[str]]:
    """Return the number of the line at which the text ends, and who signs it: below a closing line ("Yours
    faithfully,"), above notes, in the last lines, or whom the notes tell of ("About Harrow Vale Water")."""
    end = len(lines)
    for number, line in enumerate(lines[1:], start=1):
        found = plain_words(line)
        short = 0 < len(found) <= BODY_WORDS and line[-1:] not in ".!?…"
        if short and is_closing(line):
            below = lines[number + 1 : number + 1 + MOST_SIGNED]
            first_name = bool(head and below) and _FULL_NAME.search(head[0]) and below[0] in head[0].split()
            return number, [head[0]] if first_name else _signers(below)
        signed_for = _SIGNED_FOR.fullmatch(line)
        if signed_for is not None:
            return number, [signed_for["who"], *_signers(lines[number + 1 : number + 1 + MOST_SIGNED])]
        about = _ABOUT.fullmatch(line)
        if about is not None:
            return min(end, number), [about["who"]]
        if (short and found[0] in words_for("notes")) or not found or _HANDLE.fullmatch(line):
            end = min(end, number)
    while end > 1 and _CONTACT.fullmatch(lines[end - 1]):
        end -= 1
    last = end
    while last > 1 and _may_sign(lines[last - 1]) and end - last < MOST_SIGNED:
        last -= 1
    signed = _signers(lines[last:end])
    return last, signed if signed and (_is_person(lines[last]) or is_body(signed[0])) else []


def _may_sign(line: str) -> bool:
    return 0 < len(line) <= LONGEST_SIGNED and line[-1:] not in ".!?…:" and line[:1].isupper()


def _signers(lines: Sequence[str]) -> list[str]:
    """Return the names in the lines below a text: the first, and the others where all are names with what they are."""
    found: list[str] = []
    for line in lines:
        by = _BY.fullmatch(line)
        named = _SIGNED.fullmatch(_TITLED.sub("", by["who"] if by else line))
        listed = not found or all("," in one or "(" in one for one in (lines[0], line))
        if named is None or not listed or named["who"].split()[0] in ("The", "A", "An"):
            break
        found.append(named["who"])
    return found


# What it calls itself


def _called(lines: Sequence[str], said: Sequence[str]) -> set[str]:
    """Return the nouns by which a document calls itself, in its head or as "this report"; none that it tells of."""
    found = set[str]()
    for line in lines:
        verbs = words("names/headline_verbs.txt") - _nouns()
        if _HEADER.match(line) or _is_salutation(line) or not verbs.isdisjoint(plain_words(line)):
            continue
        for part in re.split(r"[:—–|]|\s-\s", _ASIDE.sub("", line)):
            inside = plain_words(PREPOSITION.split(part)[0])
            while inside and (
                inside[-1][:1].isdigit()
                or inside[-1] in calendar_words() | _SEASONS
                or inside[-1] in _BEHIND_NOUNS | words_for("made")
            ):
                inside.pop()
            if inside and inside[-1] in _nouns():
                found |= _nouns() & set(inside)
    if not found and sum(_HEADER.match(line) is not None for line in lines) > 1:
        found.add("memo" if any(map(_MEMO.match, lines)) else "email")
    found |= {plain(noun) for one in said for noun in _THIS.findall(one) if plain(noun) in _nouns()}
    told = " ".join(said)
    parts = sum(_PART.match(one) is not None for one in said)
    study = {"study"} if parts > 1 or any(plain_words(line) == ["abstract"] for line in lines) else set()
    return study | {noun for noun in found if not _tells_of(noun, told)}


def _tells_of(noun: str, told: str) -> bool:
    """True if a text speaks of "the report", which is another then: of itself it says "this report"."""
    return re.search(rf"\b(?:the|its|their)\s(?:\w+\s)?{re.escape(noun)}\b", told, re.IGNORECASE) is not None


# Who wrote it


def _authors(lines: Sequence[str], signed: Sequence[str]) -> list[str]:
    """Return the phrases that name the author: a byline, a signature, "Statement from …", a line of names, a body."""
    owner = _letterhead(lines)
    if signed:
        return [*owner, *signed]
    for above, line in pairwise(["", *lines]):
        if handle := _HANDLE.fullmatch(line):
            return [handle["who"] or above or " ".join(w for w in line[1:].title().split("_") if len(w) > LEAST)]
    found: list[str] = []
    for line in lines:
        by = _BY.fullmatch(line)
        found += _named(by["who"]) if by else _given(line)
    spoken = any(not words_for("spoken").isdisjoint(plain_words(PREPOSITION.split(line)[0])) for line in lines)
    people = [line for line in lines if _is_person(line) and (spoken or "," not in line)]
    if not found and len(people) == 1:
        return [people[0].split(",")[0]]
    for line in lines if not (found or owner) else ():
        names = _AND.split(_NOTE_MARKS.sub("", line))
        if len(names) > 1 and all(_FULL_NAME.fullmatch(name) for name in names) and not is_body(line):
            return names
    return [*owner, *found]


def _given(line: str) -> list[str]:
    """Return whom a line names behind a document and "of", "from" or "by": "Sermon preached in Wells by Ada Reed"."""
    start = line.rfind(": ") + 1
    for cut in _OF.finditer(line, start):
        told = plain_words(line[start : cut.start()])
        if told and len(told) <= MOST_GIVEN and _gives(told, cut["by"].lower()):
            return _named(line[cut.end() :])
    return []


def _fields(lines: Sequence[str]) -> list[str]:
    """Return the authors whom fields of the head name: "Before: Judge Reed", "Findings of fact – Coroner Ada Reed"."""
    found: list[str] = []
    for line in lines:
        what, sign, who = next((cut for mark in _FIELD_MARKS if (cut := line.partition(mark))[1]), (line, "", ""))
        told = plain_words(what)
        office = next((word for word in plain_words(who) if word in words_for("decides")), None)
        decides = office is not None and not _nouns().isdisjoint(plain_words(PREPOSITION.split(what)[0]))
        if sign and who[:1].isupper() and (decides or (told and set(told) <= words_for("field"))):
            found += _named(who)
    return found


def _sworn(lines: Sequence[str]) -> list[str]:
    """Return who begins a text with "I, Ada Reed, of …,"."""
    return [opened["who"] for line in lines if (opened := _I_AM.match(line))][:1]


def _presents(said: Sequence[str], nouns: set[str]) -> list[str]:
    """Return the body that a statement without a name over it or under it opens with, where that body announces,
    regrets or confirms something in its own name: "Harrow Vale Water is sorry for …"."""
    if words_for("given_out").isdisjoint(nouns) or not said:
        return []
    opened = _OPENS.match(said[0])
    verbs = opened["verb"].split() if opened else []
    return [opened["who"]] if opened and any(verb in words_for("presents") for verb in verbs) else []


def _posted(lines: Sequence[str]) -> list[str]:
    """Return whose post a text is by a head of nothing but one name, a platform or a handle, and a date: "Ada Reed on
    Facebook, 3 May". On somebody's page others post."""
    head = _S.sub("", " | ".join(lines))
    handles = _AT_HANDLE.findall(head)
    if not handles and words_for("platform").isdisjoint(plain_words(head)):
        return []
    allowed = calendar_words() | words_for("platform") | words_for("posting")
    names, tokens = [""], _TOKEN.findall(_AT_HANDLE.sub("|", head))
    for before, token in pairwise(["", *tokens]):
        bare = plain(token)
        if bare in allowed or not token[0].isalpha():
            names.append("")
        elif not names[-1] and plain(before) in ("on", "to", "in"):
            return []
        else:
            names[-1] = f"{names[-1]} {token.title() if token.isupper() else token}".strip()
    found = [name for name in names if name]
    if not found and len(handles) == 1:
        return [" ".join(word.title() for word in re.split(r"[._]", handles[0]) if len(word) > LEAST)]
    return found if len(found) == 1 and (_is_person(found[0]) or is_body(found[0])) else []


def _letterhead(lines: Sequence[str]) -> list[str]:
    """Return the body whose name stands first over a document that says what it is: "Schools Inspectorate" over
    "Inspection report". Over what is about somebody it must be named by the same word: no school inspects itself."""
    if not lines:
        return []
    first, *rest = re.split(r":\s|\s[–—]\s", lines[0], maxsplit=1)
    kind = any(not _nouns().isdisjoint(plain_words(line)) for line in rest or lines[1:LETTERHEAD])
    about = {word[:STEM] for line in lines for word in plain_words(line) if word in words_for("subject")}
    first = next((line for line in (first, *lines[1:2]) if is_body(line)), first)
    owns = not about or any(word[:STEM] in about for word in plain_words(first)) or any(map(_SUBJECT.match, lines[1:]))
    named = is_body(first) or (kind and _is_capitalised(first))
    return [first] if named and owns and _nouns().isdisjoint(plain_words(first)) else []


def _gives(what: list[str], by: str) -> bool:
    """True if a document stands before "of", "from" or "by", so that its author follows: "Evidence submitted by"."""
    if by == "of":
        return not words_for("of").isdisjoint(what) and _PREPOSITIONS.isdisjoint(what)
    if by == "by" and what[0] in _nouns():  # "Sermon preached in the cathedral by"
        return True
    if by == "by" and what[-1:] == ["spoken"]:  # "Words spoken by"
        return True
    made = what[-1:] != [] and what[-1] in words_for("made")
    return not _nouns().isdisjoint(what if made else what[-1:])


def _named(phrase: str) -> list[str]:
    """Return the name of an author, and the office before it: "the Minister for Fisheries", "Ailsa Corrin"."""
    parts = [part.strip(" >)].") for part in re.split(r",\s|[<(\[]", phrase)]
    office = parts[0].split(" ")[0].lower() in ("the", "his", "her")
    first = (_BEHIND_OFFICE if office else _BEHIND_NAME).sub("", parts[0])
    found = (first, _BEHIND_NAME.sub("", parts[1]) if office and len(parts) > 1 else "")
    return [one for one in found if any(word[:1].isupper() for word in _WORD.findall(one)) and not _DATED.search(one)]


def _is_capitalised(line: str) -> bool:
    """True if a line may be a name: each word has a capital, but for small ones of names."""
    found = _WORD.findall(line)
    small = words("text/stopwords.txt") - _IN_NAMES
    return bool(found) and all((w[:1].isupper() or w in _IN_NAMES) and plain(w) not in small for w in found)


def is_body(line: str) -> bool:
    """True if a line is the name of a body: capitalised words, one of an organisation among them."""
    bodies = words("names/org_nouns.txt") | words("names/group_nouns.txt") | words_for("body")
    plainly = line[-1:] not in _STOPS and not any(char.isdigit() for char in line)
    return plainly and _is_capitalised(line) and not bodies.isdisjoint(plain_words(line))


def _roles(lines: Sequence[str], below: Sequence[str], authors: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Return the words of each line that names a person as the author, with those of the line below a signature."""
    found = []
    for line, under in pairwise([*lines, "", *below[:MOST_SIGNED], ""]):
        if any(author in line and not is_body(author) for author in authors):
            told = line if "," in line or line in lines else f"{line} {under}"
            found.append(
                frozenset(plain_words(" ".join(word for word in told.split() if not word.endswith(_OWNED))))
            )  # the keeper's wife is no keeper
    return tuple(found)


def _outside(document: Document, block: Block) -> list[Span]:
    """Return the spans of a paragraph outside its quotation marks."""
    found, at = [], block.start
    for quote in document.outer_in(block.start, block.end):
        if quote.start > at:
            found.append((at, quote.start))
        at = max(at, quote.end)
    return [*found, *([(at, block.end)] if at < block.end else [])]
