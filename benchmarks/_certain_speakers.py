"""Quotations of PolNeAR whose speaker is certain, and what their article says of people, by gold spans and patterns.

None of the check's own rules decides here: the gold source must have the speaker's family name, one full name of the
article has that family name, and roles are read by two patterns ("Ada Reed, the mayor," and "Mayor Ada Reed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from attribune.records import Span
from attribune.sources.names.entity_types import head_of, is_person_word, kind_of
from attribune.sources.names.lexicon import full_names, listed, plain, table
from attribune.text.sentences import sentences

_FULL = re.compile(
    r"\b([A-Z][a-z]+(?:[A-Z-][a-z]+)?) (?:[A-Z]\. )?((?:Mc|Mac|O['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b(?!['’]s? [A-Z])"
)
_QUOTE = re.compile(r"“([^“”\n]{12,400})”|\"([^\"\n]{12,400})\"")
_ROLE = r"([a-zA-Z](?:[^,.;:“”\"()\n–—]|(?<=\b[A-Z])\.){3,70}?)(?=,|\.(?:\s|$)|\s(?:who|said|told|says)\b)"
_APPOSED = re.compile(rf",\s(?:who\s(?:is|was)\s)?(?:the|an?)\s{_ROLE}")
_BARE = re.compile(rf",\s((?:[a-z]+\s){{1,3}}?(?:of|for|at|to)\s{_ROLE[1:]}")
_OWNED = re.compile(r",\s([A-Z][\w’' -]{1,40}?['’]s?\s[a-z][^,.;:“”\"()\n–—]{3,50}),")
_IS = re.compile(r"\s(?:is|was)\s(?:the|an?)\s([a-zA-Z][^,.;:“”\"()\n–—]{3,60})[,.]")
_AGED = re.compile(r",\s(\d\d),")
_AHEAD = re.compile(r"\b[Tt]he\s([a-zA-Z][^,.;:“”\"()\n–—]{3,60}),\s\Z")
_BEFORE = re.compile(r"(?:^|(?<=[\s“(]))((?:[A-Za-z][\w’'-]*\.?\s){1,6})\Z")
_STOP = re.compile(
    r".*(?:\b(?:the|an?|and|by|to|of|with|from|for|in|on|at|as|but|that|when|while|said|says|told|like|is|was|met|former)|[’']s|[.,;:])\s(?P<rest>.*)\Z"
)
_SEVERAL = re.compile(r"\b(?:and|or|through|[a-z]+ (?:for|of|to|with|under|at) (?:[A-Z]\w+\.? ){0,3}[A-Z])")
_SPEAKS = re.compile(r"\b[A-Z][a-z]+ (?:said|told|says)|(?:said|says|told) [A-Z]")
# Cues that only say that somebody spoke, in a plain form; a restated attribution may have another of them.
NEUTRAL = re.compile(r"(?:said|says|told|tells|added|adds|continued|explained|noted|stated|replied)\b", re.IGNORECASE)
_TOLD = re.compile(r"\b(?:told|tells)\s((?:the\s|a\s)?[\w’'.-]+(?:\s[\w’'.-]+){0,4})\Z", re.IGNORECASE)
_UNSAID = re.compile(
    r"\b(?:not|never|n[’']t|no|if|would|could|might|may|should|must|denied|have|been|be|being|was|were)\b",
    re.IGNORECASE,
)
_EITHER = frozenset(["lindsey"])  # given names whose gender the list has wrongly for a person often in the news
_TITLES = frozenset(
    "mr mrs ms miss dr sen rep gov president senator governor former secretary congressman congresswoman".split()
)


@dataclass(eq=False)
class Known:
    """One person of an article: the full name as printed, the gender that the given name tells, and roles."""

    given: str
    family: str
    gender: str | None
    roles: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    age: str | None = None

    @property
    def name(self) -> str:
        """The given and the family name."""
        return f"{self.given} {self.family}"


@dataclass(frozen=True, kw_only=True)
class Certain:
    """A whole sentence of a quotation, whom it is from, and what the article has beside it."""

    words: str
    text: str  # the article's
    span: Span
    speaker: Known
    people: tuple[Known, ...]
    addressee: str | None  # "reporters", where the article's cue is "told reporters"
    naming: str | None  # a sentence of narration that names the speaker and nobody else


def certain_quotations(row: dict[str, Any]) -> Iterator[Certain]:
    """Yield the whole sentences of an article's direct quotations whose speaker is certain, in order."""
    text: str = row["text"]
    people = known_people(text)
    attributions = row["annotations"][0]["attributions"]
    for gold in attributions:
        if not gold["source"] or not gold["cue"]:
            continue
        source = _join(text, gold["source"])
        speaker = (
            _named(source, people) or _described(source, people) or _meant(text, gold["source"][0], source, people)
        )
        cue = _join(text, gold["cue"])
        if speaker is None or not NEUTRAL.search(cue) or _UNSAID.search(cue):
            continue
        told = _TOLD.search(cue)
        for low, high in gold["content"]:
            for quote in _QUOTE.finditer(text, low, high):
                inner = quote.span(1) if quote[1] else quote.span(2)
                if sum(_covers(other, inner) for other in attributions) > 1:
                    continue
                for start, end in sentences(text, *inner):
                    words = _whole(text, start, end, inner)
                    if words:
                        yield Certain(
                            words=words,
                            text=text,
                            span=(start, end),
                            speaker=speaker,
                            people=tuple(people),
                            addressee=told[1] if told else None,
                            naming=_naming(text, speaker, people),
                        )


def known_people(text: str) -> list[Known]:
    """Return the people whose given and family name an article has, those that share a family name left out."""
    found: dict[str, Known] = {}
    shared = set[str]()
    for match in _FULL.finditer(text):
        given, family = match[1], match[2]
        if plain(family) in listed("particles.txt") or plain(given) in _EITHER:
            continue
        if (
            plain(given) not in table("given_names.tsv")
            or is_person_word(plain(family))
            or kind_of(match[0]) != "person"
        ):
            continue
        if plain(family) in listed("common_words.txt") and not re.search(
            rf"(?:said|Mr\.|Ms\.) {family}|{family} said", text
        ):
            continue
        other = found.setdefault(family, Known(given, family, table("given_names.tsv").get(plain(given))))
        if other.given != given:
            shared.add(family)
        else:
            _add_roles(text, match.span(), other)
    for family in found:  # "Chelsea Clinton" with a given name that no list has, "the Clintons"
        for before in re.findall(rf"\b([A-Z][\w’'-]+)\.? (?:[A-Z]\. )?{family}\b", text):
            alone = plain(before) in _TITLES or is_person_word(plain(before)) or before == found[family].given
            if not alone and not text.count(f". {before} ") and before not in ("The", "But", "And", "As", "In"):
                shared.add(family)
        if f"{family}s" in text:
            shared.add(family)
    return [one for family, one in found.items() if family not in shared and one.gender in ("m", "f")]


def _add_roles(text: str, span: Span, person: Known) -> None:
    ahead = _AHEAD.search(text[max(0, span[0] - 90) : span[0]]) if text[span[1] : span[1] + 1] == "," else None
    for role in (
        _APPOSED.match(text, span[1]),
        _BARE.match(text, span[1]),
        _OWNED.match(text, span[1]),
        _IS.match(text, span[1]),
        ahead,
    ):
        if role and is_person_word(plain(head_of(role[1]))) and not re.search(r"\b(?:and|who|that|or)\b", role[1]):
            person.roles.add(re.sub(r"^(?:the|an?)\s", "", role[1]))
    aged = _AGED.match(text, span[1])
    if aged:
        person.age = aged[1]
    before = _BEFORE.search(text[max(0, span[0] - 80) : span[0]])
    title = _title(before[1]) if before else None
    if title:
        person.titles.add(title)


def _title(before: str) -> str | None:
    """Return the description that ends right before a name: "Trump campaign manager"; None for "Mr.", "Sen."."""
    stopped = _STOP.match(before)
    words = (stopped["rest"] if stopped else before).split()
    head = plain(words[-1]) if words else ""
    if not is_person_word(head) or head in _TITLES | {"president-elect"} or table("titles.tsv").get(head) in ("m", "f"):
        return None
    told = re.search(r"[A-Z]\w+ [A-Z]\w+ [a-z]+ed\b|[A-Z]\w+ [a-z]+ed [A-Z]", " ".join(words))  # "Reed hit candidate "
    begins = stopped is not None or words[0][:1].isupper()
    return " ".join(words) if begins and not told and words[0] != "The" else None


def _named(source: str, people: list[Known]) -> Known | None:
    """Return the one person whose family name a source has, where it has no other capitalised name."""
    source = source.split(",")[0]
    bearers = [one for one in people if re.search(rf"\b{one.family}\b(?!['’])", source)]
    return bearers[0] if len(bearers) == 1 and not _SEVERAL.search(source) else None


def _described(source: str, people: list[Known]) -> Known | None:
    """Return the one person whose role has the head of a definite description, where that has no name of its own."""
    if not re.match(r"[Tt]he\s[a-z]", source) or len(source.split()) > 4:
        return None
    head = plain(head_of(source))
    bearers = [one for one in people if any(plain(head_of(role)) == head for role in one.roles | one.titles)]
    return bearers[0] if len(bearers) == 1 and is_person_word(head) else None


def _meant(text: str, span: Span, source: str, people: list[Known]) -> Known | None:
    """Return whom "he" or "she" means where the paragraph and the one before name one person, with that gender."""
    if source.lower() not in ("he", "she"):
        return None
    opening = text.rfind("\n", 0, max(0, text.rfind("\n", 0, span[0]) - 1))
    before = re.sub(_QUOTE, "", text[opening + 1 : span[0]])
    named = [one for one in people if re.search(rf"\b{one.family}\b", before)]
    others = re.sub(rf"\b{named[0].name}\b|\b{named[0].family}\b", "", before) if named else ""
    alone = (
        len(named) == 1
        and not _SPEAKS.search(others)
        and not re.search(r"(?<![.!?\n] )(?<!\A)\b[A-Z]\w+\s[A-Z]\w+", others)
    )
    return named[0] if alone and named[0].gender == ("m" if source.lower() == "he" else "f") else None


def _naming(text: str, speaker: Known, people: list[Known]) -> str | None:
    """Return the first short sentence of narration that begins with the speaker's full name and names nobody else."""
    for line in re.finditer(r"[^\n]+", text):
        for start, end in sentences(text, *line.span()):
            words = text[start:end]
            low = sum(word[:1].islower() for word in words.split())
            if (
                not words.startswith(speaker.name)
                or 2 * low < len(words.split())
                or not words.endswith(".")
                or len(words) > 240
                or set(words) & set('“”"‘:')
            ):
                continue
            if not any(one is not speaker and one.family in words for one in people):
                return words
    return None


def _whole(text: str, start: int, end: int, inner: Span) -> str | None:
    """Return a sentence of a quotation that is whole, with its own end; None for a piece."""
    words = text[start:end].strip()
    if not words[:1].isupper() or len(words.split()) < 5 or set(words) & set('“”"[]…‘()') or "..." in words:
        return None
    if words[-1:] in ".!?":
        return words
    if words[-1:] == "," and end >= inner[1]:
        rest = text[inner[1] + 1 : inner[1] + 200].split("\n")[0]
        stop = re.search(r"[.!?](?=\s|$)", rest)
        if stop and not set(rest[: stop.start()]) & set('“",'):
            return words[:-1] + "."
    return None


def _covers(gold: dict[str, Any], span: Span) -> bool:
    return any(low < span[1] and span[0] < high for low, high in gold["content"])


def _join(text: str, spans: list[Span]) -> str:
    return " ".join(text[slice(*one)] for one in spans)


@cache
def other_given(gender: str, not_this: str) -> str:
    """Return a given name of a gender that isn't the one of a person."""
    names = ("Desmond", "Lionel") if gender == "m" else ("Winifred", "Rosalind")
    return next(name for name in names if not full_names(name) & full_names(not_this))
