"""What an article says of a speaker: titles before a name, appositions round it, "is the director of"."""

from __future__ import annotations

import re

from attribune.records import Span
from attribune.sources.kinds import head_of, is_person_word
from attribune.sources.mentions import Mention
from attribune.sources.words import plain

_AFTER = re.compile(r",\s+([^.;:\n“”\"]{3,90}?)(?=[,.;:\n“\"]|\s+(?:said|told|says|wrote|added)\b|$)")
_PARTY = re.compile(r",?\s+\(?((?:R|D|I|Republican|Democrat|Labour|Conservative)[-–][A-Z][\w. ]{1,20})[),]")
_PREDICATE = re.compile(r"\s+(?:is|was|serves as|served as|who (?:is|was|leads|led|runs|heads))\s+([^.;,:\n“\"]{3,80})")
_BEFORE = re.compile(
    r"(?:^|[\s“\"(])((?:(?:the|a|an|his|her|its|their)\s+)?[^.;:,\n“”\"()]{2,60}),?\s*$", re.IGNORECASE
)
_RELATIVE = re.compile(r"who\s+(?:is|was|leads|led|runs|heads|declined|spoke|asked)\b.*")
_WINDOW = 120  # characters looked at on each side of a name


def roles_at(text: str, mention: Mention) -> list[str]:
    """Roles that the words round a person's name give, in order of trust."""
    found = []
    if mention.name and mention.name.title:
        found.append(mention.name.title.removeprefix("the ").strip())
    after = text[mention.end : mention.end + _WINDOW]
    party, apposition, predicate = _PARTY.match(after), _AFTER.match(after), _PREDICATE.match(after)
    if party:
        found.append(party[1].strip())
    elif apposition and _is_role(apposition[1]):
        found.append(_without_article(apposition[1]))
    if predicate and _is_role(predicate[1]):
        found.append(_without_article(predicate[1]))
    before = _role_before(text[max(0, mention.start - _WINDOW) : mention.start])
    if before:
        found.append(before)
    return found


def roles_of_description(text: str) -> tuple[str, ...]:
    """What a description says of an unnamed source, and why they would know, without the article."""
    return (_without_article(text),) if len(text.split()) > 1 else ()


def source_role(text: str, span: Span, mention: Mention) -> str | None:
    """A role inside the source's own span before or after the name: "the county's health director, Dr. Ruiz"."""
    before = text[span[0] : mention.start].strip(" ,")
    if before and _is_role(before):
        return _without_article(before)
    return None


def _role_before(text: str) -> str | None:
    words = text.rstrip(" ,").split()
    if not words or plain(words[-1]) == "" or not is_person_word(plain(words[-1])):
        return None
    match = re.search(r"(?:^|[\s“\"(])(?:the|a|an|his|her|its|their)\s+([^.;:,\n“”\"()]{2,60})$", text.rstrip(" ,"))
    return match[1].split(" the ")[-1].strip() if match else words[-1]


def _is_role(text: str) -> bool:
    if _RELATIVE.match(text.strip()):
        return True
    words = [plain(word) for word in re.split(r"\s(?:of|for|at|in|on|who|with|and|to)\s", text)[0].split()[-3:]]
    return any(is_person_word(word) for word in words) or is_person_word(head_of(text))


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
