"""What an article says of a speaker: titles before a name, appositions, "is the director of", why they know."""

from __future__ import annotations

import re

from attribune.records import Span
from attribune.sources.names.entity_types import head_of, is_group_head, is_person_word
from attribune.sources.names.lexicon import listed, plain, table
from attribune.sources.names.parsing import is_office, parse_name
from attribune.sources.names.recognition import Mention

_AFTER = re.compile(r"(?:,\s+(?:\d{1,2},\s+)?|\s+\(|\s+[–—-]\s+)([^.;:\n“”\"()]{3,110})")
_AFTER_END = re.compile(
    r",|\s(?P<relative>who|whose|whom)\s|\s{1,9}(?:said|told|says|wrote|added|announced|claimed|tweeted|stated|noted|explained|argued|warned|insisted|called|has|had)\b|\s[–—-]\s|$"
)
_PARTY = re.compile(r",?\s+\(?((?:R|D|I|Republican|Democrat|Labour|Conservative)[-–][A-Z][\w. ]{1,20})[),]")
_PREDICATE = re.compile(
    r"\s+(?:is|was|serves as|served as|became|who (?:is|was|leads|led|runs|heads))\s+((?:the|an?)\s[^.;,:\n“\"]{3,80})"
)
_RELATIVE = re.compile(r"who\s+(?:is|was|leads|led|runs|heads|chairs|founded|declined|asked|teaches|studies)\b.*")
_DETERMINED = re.compile(r"(?<![^\s“\"(])(?:the|a|an|his|her|its|their|[\w.’'-]+[’']s)\s+", re.IGNORECASE)
_SERVES = re.compile(r"(?<![\w-])([\w-]++)\s{1,9}(?:for|to|of)\s{1,9}$", re.IGNORECASE)
_LEADS_UP = re.compile(r"(?:^|[\s“\"(])(?:the|his|her|their|its)\s[^,]{2,60},\s*$", re.IGNORECASE)
_RELATION = re.compile(r"(?:\b(?:his|her|their)|['’]s)\s(?:[a-z-]+\s){0,2}([a-z-]+),?\s\Z", re.IGNORECASE)
# The same with what else the relative is between: "Her husband, the botanist Per Strand".
_RELATION_FIRST = re.compile(
    r"(?:\b(?:his|her|their)|['’]s)\s(?:[a-z-]+\s){0,2}([a-z-]+),\s(?:the|an?)\s[^\W\d_][^,.;:“”\"()\n]{1,48}\s\Z",
    re.IGNORECASE,
)
_FIRST_OF_ARTICLE = tuple("tTaA")
_BEFORE_SEATED = 14  # code points behind a seat's comma: ", the Right. "
# Why an unnamed source would know, and why they have no name.
_REASON = re.compile(
    r"\b(?:familiar with|briefed on|close to|involved in|with (?:direct |first-?hand |intimate )?knowledge of"
    r"|present at|in the room|inside the|who attended|not authori[sz]ed to|not (?:permitted|allowed) to"
    r"|who (?:was|were) (?:there|present|briefed|involved|not authori[sz]ed)|who (?:has|have|had) (?:seen|read|heard)"
    r"|who (?:saw|heard|witnessed|reviewed|worked|spoke|asked|insisted|requested|declined|wasn[’']t|weren[’']t)"
    r"|on (?:the )?condition of|speaking (?:on|anonymously)|citing)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"[“\"]|\b(?:quoting|citing|according|sources?|people|persons?)\b", re.IGNORECASE)
# A title's first word where a sentence opens with it, which may be read as no part of a name: "Fire Chief Rollo Maine".
_SEAT = re.compile(
    r"\b[Tt]he\s((?:[A-Z][\w’-]{2,20}\s){1,2}of\s(?:[A-Z][\w’-]{1,30}\s?){1,4}),\s(?:the\s)?(?:(?:Most|Very|Right|Rt)\.?\s)?\Z"
)
_OPENING = re.compile(r"(?:^|[\n.!?:”\"]\s{0,2})([A-Z][a-z]+) $")
_HEARERS = frozenset("reporters journalists lawmakers".split())
_NO_ROLE = frozenset("mr mrs ms miss mx former then rival fellow".split())
_BARE = 4  # words of a role without an article
_WINDOW = 120  # characters looked at on each side of a name
_BEHIND = 60  # characters behind a source's cue in which its reason begins


def roles_at(text: str, mention: Mention) -> list[str]:
    """Roles that the words round a person's name give, in order of trust."""
    found = []
    if mention.name and mention.name.title:
        title = re.sub(r"^(?:the|then)\s+", "", mention.name.title, flags=re.IGNORECASE).strip()
        if any(is_person_word(plain(word)) for word in title.split()) and plain(title) not in _NO_ROLE:
            opening = _OPENING.search(text, max(0, mention.start - 24), mention.start)
            found.append(f"{opening[1]} {title}" if opening else title)
    party = _PARTY.match(text, mention.end)
    if party:
        found.append(party[1].strip())
    after = _apposition(text, party.end() - 1 if party else mention.end)
    if after:
        found.append(after)
    predicate = _PREDICATE.match(text, mention.end, min(len(text), mention.end + _WINDOW))
    if predicate and _is_role(predicate[1]):
        found.append(_without_article(predicate[1]))
    lead = text[max(0, mention.start - _WINDOW) : mention.start]
    before = _role_before(lead) or _seat_before(lead)
    if before:
        found.append(before)
    comma = lead.rfind(",")
    led = comma > 0 and lead[comma + 2 : comma + 3] in _FIRST_OF_ARTICLE  # hardly any name
    relative = _RELATION_FIRST.search(text, max(0, mention.start - _WINDOW), mention.start) if led else None
    if relative and plain(relative[1]) in table("gendered_nouns.tsv"):
        found.append(relative[1])
    return found


def roles_of_description(text: str) -> tuple[str, ...]:
    """Return why an unnamed source would know, where the description says so; else what it
    says, without the article.
    """
    reason = _REASON.search(text)
    if reason is None or reason.start() < 3:
        return (_without_article(text),) if len(text.split()) > 1 and len(text) <= _WINDOW else ()
    return (text[reason.start() :].strip(" ,"),)


def reasons_behind(text: str, end: int) -> tuple[str, ...]:
    """Return why an unnamed source has no name, as its sentence goes on: "…, speaking on condition of anonymity"."""
    stop = min((at for at in (text.find(mark, end, end + 260) for mark in ".\n") if at >= 0), default=end + 260)
    reason = _REASON.search(text, end, min(stop, end + _BEHIND + 40))
    if reason is None or _OTHERS.search(between := text[end : reason.start()]):
        return ()
    rest = text[reason.start() : stop] if reason[0].lower() == "citing" else ""
    if any(is_person_word(plain(word)) for word in f"{between} {rest}".split() if plain(word) not in _HEARERS):
        return ()  # it is that one's reason, or somebody who is cited
    return (re.split(r"[“\"]|,\s(?=said|told)", text[reason.start() : stop])[0].strip(" ,"),)


def source_role(text: str, span: Span, mention: Mention) -> str | None:
    """Return a role inside the source's own span before the name: "the county's health director, Dr. Ruiz"."""
    seat = _seat_before(text[span[0] : mention.start])
    before = text[span[0] : mention.start].strip(" ,")
    if not seat and before and len(before) <= _WINDOW and _is_role(before):
        return _without_article(before)
    return seat


def _seat_before(lead: str) -> str | None:
    """Return the post and its see that lead up to a name: "the Dean of Orme, the Very Reverend Ada Reed"."""
    found = _SEAT.search(lead) if "," in lead[-_BEFORE_SEATED:] else None
    name = parse_name(found[1]) if found else None
    return found[1] if found and name is not None and is_office(name) else None


def _apposition(text: str, at: int) -> str | None:
    """Return what stands in commas, brackets or dashes right behind a name, where it is a role."""
    match = _AFTER.match(text, at, min(len(text), at + _WINDOW + 10))
    if match is None:
        return None
    end = _AFTER_END.search(match[1])
    if match[0][0] == "," and end and not end["relative"] and end[0].strip().isalpha():
        return None  # "In an interview with Ana Ruiz, the owner said": an apposition would end in a comma
    words = match[1][: end.start() if end else None].strip()
    if not words:
        return None
    if not _DETERMINED.match(words) and not _RELATIVE.match(words) and not words[:1].islower() and not _titled(words):
        return None
    return _without_article(words) if len(words) > 2 and _is_role(words) else None


def _titled(words: str) -> bool:
    return is_person_word(plain(words.split()[0])) or is_person_word(head_of(words))


def _role_before(text: str) -> str | None:
    """Return the description that leads up to a name: "the county's health director Ana Ruiz"."""
    words = text.rstrip(" ,").rsplit(None, 1)[-1:]
    if words and plain(words[0]) in table("gendered_nouns.tsv") and (relative := _RELATION.search(text)):
        return relative[1]
    if not words or not is_person_word(plain(words[-1])) or plain(words[-1]) in _NO_ROLE or words[-1][-2:-1] in "'’":
        return None
    if words[-1].endswith(".") and (words[-1].islower() or len(words[-1]) > len("Capt.")):
        return None  # the sentence ended there
    if text.rstrip(" ")[-1:] == "," and not _LEADS_UP.search(text):
        return None
    line = re.split(r"[.;:,\n“”\"()]", text.rstrip(" ,"))[-1]
    match = next(reversed(list(_DETERMINED.finditer(line))), None)
    if match is None:
        return _bare_role(line)
    served = _SERVES.search(line[: match.start()])
    if served and is_person_word(plain(served[1])):
        return None  # "an aide to the mayor, Tom Ellis": the mayor is whom he serves
    owner = match[0].strip() if match[0].rstrip()[-2:] in ("’s", "'s") else ""
    return f"{owner} {line[match.end() :].strip()}".strip()


def _bare_role(line: str) -> str:
    """Return the role at a line's end that no article opens: "… chief engineer", "Chief engineer"."""
    words = line.split()
    at = len(words) - 1
    while at > 0 and len(words) - at < _BARE and (words[at - 1][:1].isupper() or is_person_word(plain(words[at - 1]))):
        at -= 1
    return " ".join(words[at:])


def _is_role(text: str) -> bool:
    if _RELATIVE.match(text.strip()):
        return True
    head = head_of(text)
    return is_person_word(head) or head in listed("role_nouns.txt") or (is_group_head(head) and head.endswith("man"))


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an|his|her|its|their)\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
