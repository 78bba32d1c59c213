"""Reads the line that heads one of several posts, comments or answers: one name, and marks of when and where.

"Ada Reed @adareed · 3 May", "Ada Reed — 2h", "Comment by Ada Reed on 7 June at 09:15", "u/adareed · 6h", "Host (Ada
Reed)", "ADA REED, 41, loom fitter, 12 yrs". Whatever else stands in it makes it no head: the grammar is closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from attribune.lexicon import calendar_words, word_class, words
from attribune.records import Span
from attribune.sources.names.entity_types import is_capital, is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.matching import parse_name
from attribune.statements.grammar.cues import cues
from attribune.statements.grammar.tokens import listed as closed
from attribune.text.document import Layers

LONGEST_HEAD = 160  # code points
LONGEST_SHORT = 4  # code points of a short form with its full stop: "Inc.", "yrs."
MOST_NAME = 6  # words of a name with what stands before it
MOST_TOLD = 5  # words of a part between commas that says what somebody is
_TOKEN = re.compile(r"[^\s,()\[\]|·•]+|[,()\[\]|·•]")
_TRIM = ".:;—–―-~*_>"
_HANDLE = re.compile(r"(?:@|u/)[\w.-]{1,60}(?:@[\w.-]{1,60})?\Z")
_FIGURE = re.compile(r"#?[+]?\d[\d.,:/+-]*(?:st|nd|rd|th)?(?P<unit>[a-zA-Z.]{0,7})\Z")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ap]\.?m\.?)?\Z", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\Z")
_LEAD_NAME = re.compile(
    r"(?P<who>[A-ZÀ-Þ][\w.’'-]{0,30}(?:\s(?:[A-ZÀ-Þ][\w.’'-]{0,30}|de|van|von|der|del|la|al|bin)){0,5})(?P<rest>[,:\s].*)",
    re.DOTALL,
)
_TOPIC = re.compile(
    r"(?:(?i:asked\s)?(?i:on|about|re|regarding)\s(?P<about>[^\n:?“”\"]{2,100}):"
    r"|(?P<asks>(?i:asked\s(?:about|if|whether|why|how|what|to|for|when)|why|how|what|who|where|when|does|did|do|is|are|was|will|would|can)"
    r"\s[^\n:?“”\"]{2,100}\?))"
)
_FIELD = re.compile(r"[^\W\d][:]\s+\S|\A(?:Dear|To)\b")  # "Deceased: Ada Reed", "Dear Minister"
_ENDS = re.compile(r"[!?…“”\"]")
_NUMBERED = re.compile(r"[*_]{0,3}(?:No\.?|Letter|Comment|Submission|Response)\s?#?\d{1,4}\s?[.:—–-]\s+")
_SHORT_UNITS = frozenset("s m min h hr d w mo y".split())  # "2h", "48m"; "6 yrs" are years at work
_IN_ROLES = frozenset("of at the in and for".split())
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|ing|en)\Z")


@dataclass(frozen=True, slots=True)
class PartHead:
    """The name in the line that heads a part. ``written``: it has a handle, or says that this one writes; ``timed``: a
    time or how long ago; ``dated``: a day; ``sure``: the name is one by itself; ``told``: behind it stands what the
    person is; ``numbered``: before it stands the number of a letter."""

    name: Span
    written: bool
    timed: bool
    dated: bool
    sure: bool
    told: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    sort: str  # "mark", "time", "when", "figure", "handle", "lead", "word" or the punctuation itself

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def marks(name: str) -> frozenset[str]:
    """Return the words of one class of ``part_marks.tsv``."""
    return word_class("pages/part_marks.tsv", name)


def is_mark_line(line: str) -> bool:
    """True if a line has only marks of a post: "12 May · Like · Reply · 14", "3 of 40 comments shown"."""
    sorts = {token.sort for token in _tokens(line)} if len(line) <= LONGEST_HEAD else {"word"}
    return bool(sorts & {"mark", "time", "when"}) and not sorts & {"word", "handle", "lead"}


def is_reply_line(line: str) -> bool:
    """True if a line says what a post answers: "Replying to @adareed"."""
    return plain(line.split(" ")[0]) in marks("reply") and len(line) <= LONGEST_HEAD and line[-1:] not in ".!?"


def read_head(text: str, start: int, end: int) -> PartHead | None:
    """Return what the line ``text[start:end]`` names if it heads a part, else None."""
    line = text[start:end].rstrip()
    if not 1 < len(line) <= LONGEST_HEAD or _ENDS.search(line) or _FIELD.search(line):
        return None
    last = line.split()[-1]
    if last.endswith(".") and len(last) > LONGEST_SHORT and "." not in last[:-1]:
        return None  # a sentence
    number = _NUMBERED.match(line)
    head = _read(line[number.end() :] if number else line)
    if head is None:
        return None
    start += number.end() if number else 0
    return replace(head, name=(start + head.name[0], start + head.name[1]), numbered=number is not None)


def is_topic(lead: str) -> bool:
    """True if a lead to somebody's words only says what they are about, or asks: "on the vote:", "asked to go?"."""
    topic = _TOPIC.fullmatch(lead.strip())
    if topic is None:
        return False
    told = topic["asks"] or topic["about"]
    return bool(topic["asks"]) or not cues(Layers(told), 0, len(told))


def read_lead(text: str, start: int, end: int) -> Span | None:
    """Return the name in a lead to words that ends in a colon: "Captain Ada Brandt:", "Brandt again:", "Brandt on the
    vote:", "Brandt, answering:"; None where it says more."""
    lead = text[start:end].rstrip(" “\"‘'")
    if not lead.endswith(":") or len(lead) > LONGEST_HEAD:
        return None
    named = _LEAD_NAME.match(lead)
    if named is None:
        return None
    run = [_Token(match[0], match.start(), "word") for match in re.finditer(r"\S+", named["who"])]
    run = [replace(token, text=token.text.rstrip(",")) for token in run]
    if _name(run) is None or any(plain(token.text) in _closed() for token in run):
        return None
    rest = named["rest"].strip(" ,:")
    goes_on = all(plain(word) in marks("goes_on") for word in rest.split())
    if rest and not goes_on and not is_topic(f"{rest}:"):
        return None
    return (start + named.start("who"), start + named.start("who") + len(named["who"].rstrip(" ,")))


@cache
def _when() -> frozenset[str]:
    return calendar_words() - {"may"} | word_class("check/own_texts.tsv", "platform")


def _tokens(line: str) -> list[_Token]:
    found: list[_Token] = []
    is_ago = line.rstrip(" )]").endswith(" ago")
    for match in _TOKEN.finditer(line):
        bare = match[0].strip(_TRIM)
        at = match.start() + (match[0].find(bare) if bare else 0)
        low = plain(bare)
        before = found[-1] if found else None
        figure = _FIGURE.match(bare)
        if match[0] in ",()[]":
            sort = match[0]
        elif _HANDLE.match(bare):
            sort = "handle"
        elif _TIME.match(bare) or (figure and figure["unit"] in _SHORT_UNITS):
            sort = "time"
        elif figure and (not figure["unit"] or figure["unit"] in ("st", "nd", "rd", "th")):
            sort = "figure"
        elif low in _when() or (low == "may" and before is not None):
            sort = "when"
        elif low == "ago" or (low in marks("ago") and before is not None and before.sort == "figure" and is_ago):
            sort = "time"
        elif (
            not any(map(str.isalnum, bare))
            or low in marks("mark")
            or (low == "of" and before and before.text.isdigit())
        ):
            sort = "mark"
        elif low in marks("wrote") or (low in marks("lead") and all(one.sort in ("lead", "mark") for one in found)):
            sort = "lead"
        else:
            sort = "word"
        found.append(_Token(bare or match[0], at, sort))
    return found


def _read(line: str) -> PartHead | None:
    tokens = _tokens(line)
    runs: list[list[_Token]] = []
    last = ""
    for token in tokens:
        if token.sort != "word":
            last = token.sort
        elif last == "word" and plain(token.text) not in marks("noted"):
            runs[-1].append(token)
        else:
            runs.append([token])
            last = "word"
    handles = [token for token in tokens if token.sort == "handle"]
    sorts = {token.sort for token in tokens}
    leads = tokens[0].sort == "lead" and plain(tokens[0].text) != "by"  # "By Ada Reed" signs what is told of others
    if tokens[0].sort == "lead" and not leads:
        return None
    made = PartHead(
        name=(0, 0),
        written=leads or "handle" in sorts or ("lead" in sorts and bool(sorts & {"figure", "when", "time"})),
        timed="time" in sorts, dated=("when" in sorts and "figure" in sorts) or _has_date(tokens), sure=True,
    )  # fmt: skip
    if not runs:
        one = handles[0] if len(handles) == 1 else None
        return replace(made, name=(one.start, one.end)) if one else None
    first, *rest = runs
    name = _name(first)
    if name is None and rest and all(_is_office(token) for token in first) and _in_brackets(line, rest[0]):
        first, *rest = rest  # "Host (Nadia Brandt)"
        name = _name(first)
    if name is None or any(_HANDLE.match(token.text) is None and token.start < name[0].start for token in handles):
        return None
    for run in rest:
        if not _is_told(line, run):
            return None
    span = (name[0].start, name[-1].end)
    return replace(made, name=span, sure=_is_sure(line[slice(*span)], name), told=bool(rest) or "figure" in sorts)


def _has_date(tokens: list[_Token]) -> bool:
    return any(token.sort == "figure" and _DATE.match(token.text) for token in tokens)


def _in_brackets(line: str, run: list[_Token]) -> bool:
    return line[: run[0].start].rstrip().endswith(("(", "[")) and line[run[-1].end :].lstrip()[:1] in (")", "]")


def _is_office(token: _Token) -> bool:
    return is_person_word(plain(token.text)) or plain(token.text) == "the"


def _name(run: list[_Token]) -> list[_Token] | None:
    """Return the words of a name with the titles before it; None where a run of words is no name."""
    if len(run) > MOST_NAME or run[0].text[:1].islower():
        return None
    small = words("text/stopwords.txt")
    for token in run:
        particle = plain(token.text) in listed("particles.txt")
        if not (is_capital(token.text) or particle) or token.text.endswith(("'s", "’s")):
            return None
        if plain(token.text) in small and not particle:
            return None
    if not is_capital(run[-1].text):
        return None
    if not any(len(token.text.strip(".")) > 2 for token in run) or all(_is_office(token) for token in run):
        return None
    return run


def _is_sure(name: str, run: list[_Token]) -> bool:
    """True if capitalised words are a person's name by themselves."""
    shown = " ".join(word.title() if word.isupper() and len(word) > 2 else word for word in name.split())
    parsed = parse_name(shown) if kind_of(shown) == "person" else None
    first = plain(run[0].text)
    known = first in table("given_names.tsv") or is_person_word(first) or _follows_office(run)
    return parsed is not None and bool(parsed.given or parsed.title) and known


def _follows_office(run: list[_Token]) -> bool:
    return len(run) > 1 and any(is_person_word(plain(token.text)) for token in run[:-1])


def _is_told(line: str, run: list[_Token]) -> bool:
    """True if words behind a name, a comma or a bracket say what the person is, or how they were reached."""
    low = [plain(token.text) for token in run]
    before = line[: run[0].start].rstrip()[-1:]
    if all(word in marks("noted") for word in low):
        return True
    if before not in ",([" and not before.isdigit() and before not in "·|•-–—":
        return False
    if len(run) > MOST_TOLD:
        return False
    return all(
        word in _IN_ROLES or (word not in _closed() and not _is_done(token.text))
        for word, token in zip(low, run, strict=True)
    )


@cache
def _closed() -> frozenset[str]:
    """Return the words of closed classes: what they lead to may make words another's ("through a lawyer")."""
    classes = (
        "determiner pronoun object subordinator relative question conjunction finite preposition auxiliary".split()
    )
    return words("text/stopwords.txt").union(*(closed(name) for name in classes), marks("reply"), {"via"})


def _is_done(word: str) -> bool:
    return _PARTICIPLE.match(word) is not None and word not in marks("state") and not is_person_word(word)
