"""Descriptions in a draft that the evidence proves word by word: "one of the tenors", "the inspector who led the
search", "the district attorney's office"; and the words of a draft that were read as part of its speaker."""

from __future__ import annotations

import re

from attribune.check.speakers.index import SpeakerIndex
from attribune.lexicon import words
from attribune.records import Reading, Source, Span
from attribune.sources.coref.people import People, Person
from attribune.sources.names.entity_types import head_of, is_person_word
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import Name
from attribune.statements.grammar.cues import verbs
from attribune.text.fold import fold_text
from attribune.text.marks import QUOTED_IN_LINE
from attribune.text.sentences import sentences

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_ONE_OF = re.compile(
    r"one\s+of\s+(?:the|his|her|its|their|our|[\w’'.-]{1,30}['’]s)\s+(?P<before>(?:[\w’'-]{1,30}\s){0,3}?)(?P<noun>[a-z-]{2,30})"
    r"(?P<rest>(?:\s+(?:of|at|on|in|from)\s[^,;]{1,60})?)",
    re.IGNORECASE,
)
_A_NOUN = re.compile(
    r"an?\s(?P<before>(?:[\w’'-]{1,30}\s){0,3}?)(?P<noun>[a-z-]{2,30})(?P<rest>,?\swho\s[^,;]{3,80})?", re.IGNORECASE
)
WHO = re.compile(r"(?:the\s)?(?P<what>[a-z][\w’' -]{0,60}?[\w’'-]),?\swho\s(?P<did>[^,;.]{3,100})", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"(?P<what>[a-z][\w’ -]{1,60}?)\s(?:that|which)\s(?:has|have|had|was|were|is|are)\s(?:not|never|yet\sto\sbe)"
    r"(?:\syet)?(?:\sbeen)?\s(?P<done>[a-z]{3,20}ed)(?:\syet)?",
    re.IGNORECASE,
)
_OF_SOMEBODY = re.compile(r"(?P<who>[^’']{3,80})[’']s?\s(?P<noun>[a-z]{2,20})")
LONGEST_HEADING = 140  # code points of a line that isn't ended as a sentence, and may be a heading
_NAME = 2  # words of a name behind a title
_LEAD = re.compile(
    r"(?P<cue>[A-Z][a-z]{2,12})\s(?=the\s|an?\s|[A-ZÀ-Þ])|(?:At|By)\s\d{1,2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?,?\s(?=the\s|[A-ZÀ-Þ])"
)
_DENIES = frozenset("not never no nobody once almost nearly would could should might allegedly".split())
_SMALL = words("names/small_words.txt") | frozenset("the a an his her its their of at in on from for".split())


def is_one_of(description: str, evidence: Source, index: SpeakerIndex) -> bool:
    """True if a draft says "one of the NOUNs" of a speaker whom the evidence calls a NOUN, in the same words; or the
    other way round."""
    found = _ONE_OF.fullmatch(description.strip())
    if evidence.kind not in ("unnamed", "group") or not evidence.mentions:
        return False
    if found is None:
        return _is_one_among(description, evidence, index)
    noun = head_of(evidence.name)
    if not noun or evidence.kind != "unnamed" or plain(found["noun"]) not in _plurals(noun):
        return False
    text = index.reading.article.text
    start, end = evidence.mentions[0]
    line = (text.rfind("\n", 0, start) + 1, text.find("\n", end) if "\n" in text[end:] else len(text))
    sentence = next((text[s:e] for s, e in sentences(text, *line) if s <= start < e), "")
    told = {plain(word) for word in _WORD.findall(QUOTED_IN_LINE.sub(" ", sentence))}
    ours = {plain(word) for word in _WORD.findall(f"{found['before']} {found['rest']}")} - _SMALL
    theirs = {plain(word) for word in _WORD.findall(evidence.name)} - {noun} - _SMALL
    return ours <= told and theirs <= ours


def _is_one_among(description: str, evidence: Source, index: SpeakerIndex) -> bool:
    """True if a draft's "a tenor who asked for a fan" is the evidence's only "one of the tenors", told so there."""
    text, (start, end) = index.reading.article.text, evidence.mentions[0]
    one = _ONE_OF.match(text, start)
    ours = _A_NOUN.fullmatch(description.strip())
    if one is None or ours is None or plain(one["noun"]) not in _plurals(plain(ours["noun"])):
        return False
    line_end = text.find("\n", end) if "\n" in text[end:] else len(text)
    sentence = next((text[s:e] for s, e in sentences(text, start, line_end)), "")
    told = {plain(word) for word in _WORD.findall(QUOTED_IN_LINE.sub(" ", sentence))}
    wanted = {plain(word) for word in _WORD.findall(f"{ours['before']} {ours['rest'] or ''}")} - _SMALL
    others = [source for source in index.reading.sources if source.id != evidence.id]
    nouns = {plain(ours["noun"]), *_plurals(plain(ours["noun"]))}
    alone = not any(nouns & {head_of(one.name), *map(head_of, one.roles)} for one in others)
    return alone and wanted <= told


def _plurals(noun: str) -> set[str]:
    stem = noun[:-1] + "ies" if noun.endswith("y") else noun + "es"
    return {noun + "s", stem, noun[:-3] + "men" if noun.endswith("man") else noun + "s"}


def did_unnamed(description: str, evidence: Source, index: SpeakerIndex) -> bool:
    """True for the same of a speaker without a name, whose relative clause stands right behind the noun."""
    found = WHO.fullmatch(description.strip())
    if found is None or evidence.kind != "unnamed" or not evidence.mentions:
        return False
    text, (start, end) = index.reading.article.text, evidence.mentions[0]
    what = [plain(word) for word in _WORD.findall(found["what"])]
    noun = head_of(evidence.name)
    here = re.match(
        rf"(?:[\w’'-]{{1,20}}\s){{0,3}}?{re.escape(noun)},?\swho\s(?P<did>[^,;.“”\"]{{3,120}})", text[start : end + 160]
    )
    wanted, told = bare(found["did"]), bare(here["did"]) if here else []
    known = {plain(word) for word in _WORD.findall(evidence.name)}
    return what[-1:] == [noun] and set(what) <= known and told[: len(wanted)] == wanted and not _DENIES & set(told)


def bare(phrase: str) -> list[str]:
    return [word for word in map(plain, _WORD.findall(phrase)) if word not in ("the", "a", "an")]


def is_undone(description: str, evidence: Source, index: SpeakerIndex) -> bool:
    """True if a draft's "audit that has not been published" is the evidence's only audit, an "unpublished audit"."""
    found = _NOT_DONE.fullmatch(re.sub(r"\A(?:the|an?)\s", "", description.strip(" ,"), flags=re.IGNORECASE))
    if found is None or evidence.kind != "document":
        return False
    noun, others = head_of(found["what"]), [one for one in index.reading.sources if one.id != evidence.id]
    own = plain(re.sub(r"\A(?:the|an?)\s", "", evidence.name.partition(",")[0], flags=re.IGNORECASE))
    alone = not any(noun in (head_of(one.name), *map(head_of, one.roles)) for one in others)
    return alone and own == plain(f"un{found['done']} {found['what']}")


def times_told(noun: str, start: int, text: str) -> int:
    """Return how often a text has a noun, but for "the NOUN" behind ``start``, which takes up the one there."""
    before, behind = fold_text(text[:start]), fold_text(text[start:])
    return len(re.findall(rf"\b{re.escape(noun)}\b", before)) + len(
        re.findall(rf"(?<!\bthe )\b{re.escape(noun)}\b", behind)
    )


def is_in_heading(source: Source, reading: Reading) -> bool:
    """True if only titles and headings have a source: "Manager on Adeyemi: ‘He stays’" names nobody whom the text
    doesn't. A line that isn't ended as a sentence is taken for one."""
    return bool(source.mentions) and all(_is_heading(start, reading) for start, _ in source.mentions)


def _is_heading(at: int, reading: Reading) -> bool:
    block = next((one for one in reading.article.blocks if one.start <= at < one.end), None)
    if block is None or block.kind in ("title", "heading"):
        return block is not None
    text = reading.article.text[block.start : block.end].rstrip()
    return block.kind == "paragraph" and len(text) <= LONGEST_HEADING and text[-1:].isalnum()


def is_held_by(description: str, name: str, people: People) -> bool:
    """True if "the district attorney's office" is the evidence's "District Attorney Sunil Prakash's office"."""
    held = _OF_SOMEBODY.fullmatch(name)
    parts = held["who"].split() if held else []
    if held is None or len(parts) <= _NAME or not all(word[:1].isupper() for word in parts[-_NAME:]):
        return False
    title = plain(" ".join(parts[:-_NAME]))
    ours = re.sub(r"\Athe\s", "", plain(description).replace("’", "'"))
    known = is_person_word(title.split()[-1]) or title.split()[-1] in table("titles.tsv")
    others = [one for one in people.all if any(plain(role) == title for role in one.roles)]
    return known and ours == f"{title}'s {plain(held['noun'])}" and len(others) <= 1


def is_spouse(name: Name, evidence: Source, index: SpeakerIndex) -> bool:
    """True if the evidence's "his wife" is the one of a couple who bears a name: of "Lars and Ingrid Moen", Ingrid."""
    noun = head_of(evidence.name)
    if evidence.kind != "unnamed" or noun not in ("wife", "husband") or not name.given:
        return False
    family = re.escape(name.family)
    couples = set(re.findall(rf"\b([A-ZÀ-Þ][\w-]+)\sand\s([A-ZÀ-Þ][\w-]+)\s{family}\b", index.reading.article.text))
    own = {plain(one): plain(other) for pair in couples for one, other in (pair, pair[::-1])}
    sex = table("gendered_nouns.tsv").get(noun)
    given = table("given_names.tsv")
    other = own.get(plain(name.given[0]))
    owner = re.match(rf"(?:[\w’'.-]+\s)*{family}['’]s?\s", evidence.name)
    return (
        len(couples) == 1
        and owner is not None
        and other is not None
        and given.get(plain(name.given[0])) in (sex, None, "")
        and given.get(other) != sex
    )


def apposed_person(evidence: Source, index: SpeakerIndex) -> Person | None:
    """Return the person whose name ends the phrase by which the evidence names its speaker:
    "his brother Kola Adeyemi".
    """
    text = index.reading.article.text
    for start, end in evidence.mentions[:1]:
        told = index.people.told(start, end)
        if not told or told[-1][0][1] != end or told[-1][0][0] == start:
            continue
        (at, _), person = told[-1]
        if any(one is not person and text[e : e + 1] not in ("'", "’") for (_, e), one in told[:-1]):
            continue
        lead = text[start:at].rstrip()
        last = plain(_WORD.findall(lead)[-1]) if _WORD.findall(lead) else ""
        titled = last in table("titles.tsv") or is_person_word(last)
        return person if titled and not lead.endswith(("'", "’")) else None
    return None


def without_lead(text: str, span: Span) -> Span:
    """Return the span of a draft's speaker without a verb or a time before it: "Says the
    vicar", "At 5:12 the captain".
    """
    found = _LEAD.match(text, *span)
    if found is None or (found["cue"] and found["cue"].lower() not in verbs()):
        return span
    return (found.end(), span[1])
