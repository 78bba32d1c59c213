"""Does a square bracket name what the words it stands for mean in the evidence, and is a noted noise really there?

``check/quote`` allows a bracket by its form: a name for a pronoun, "[laughter]". What the pronoun means is looked up
here, in the article: the last sentence before it that names anybody or anything it may mean decides, in the speech
first and then in the account around it, or what the article says the words were said of. What isn't shown is a doubt,
and what the article names nowhere before is another's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from attribune.check.quote import Result, words
from attribune.check.speakers.antecedents import (
    CLITIC,
    FEMALE,
    MALE,
    SEVERAL,
    STOPS,
    THING,
    WORD,
    Meant,
    meant_before,
    telling,
    titled,
)
from attribune.check.speakers.described.covering import RANKS, describes
from attribune.check.speakers.kin import is_kin, kin_doubt
from attribune.check.turns import Turn, View
from attribune.lexicon import pronouns
from attribune.records import Span
from attribune.sources.coref.nominals import gender_of_description
from attribune.sources.names.entity_types import is_group_head, is_person_word, kind_of
from attribune.sources.names.lexicon import plain, table
from attribune.sources.names.matching import parse_name
from attribune.text.marks import QUOTED_IN_LINE

FAR = 20_000  # code points before a pronoun in which a name is sought that a bracket gives it
Objection = tuple[Literal["altered", "unclear"], str]

NEAR_NOISE = 200  # code points on either side of a passage in which a noise must be told
_BRACKET = re.compile(r"\[(?P<square>[^\[\]]{1,80})\](?![^\W_])|\((?P<round>[^()]{1,40})\)")
_DETERMINERS = frozenset({"the", "a", "an"})
_SIC = re.compile(r"\s*sic[.!]?\s*", re.IGNORECASE)
_SAID_OF = re.compile(
    r"\b(?:(?:said|says|saying|wrote|writes|spoke|speaking|joked|added|complained|remarked)\s+(?:of|about)"
    r"|referring\s+to|meaning)\s+(?P<what>[“\"‘']?[^,.;:”\"“]{2,60})"
)
_DEMONSTRATIVE = {"this": "it", "that": "it", "these": "they", "those": "they"}
_ENDING = re.compile(r"(?:ter|ing|ed|es|s|e|y|ied|ies)$")


def bracket_objection(quote: str, result: Result, turn: Turn, view: View) -> Objection | None:
    """Return what speaks against the brackets of a quotation that is ok but for them; None where nothing does."""
    text = view.reading.article.text
    spoken = [w for s, e in turn.spoken for w in _spoken_words(view, (s, e))] if "[" in quote or "(" in quote else []
    taken = [span for piece in result.pieces for span in _within(spoken, piece)]
    for match in _BRACKET.finditer(quote):
        added = match["square"] or match["round"]
        if _SIC.fullmatch(added) or not titled(added):
            continue  # function words alone name nobody
        if result.span and f"{match[0][0]}{added}{match[0][-1]}" in text[result.span[0] : result.span[1]]:
            continue  # the evidence's own
        if _is_noise(added) and not _is_named(added, view):
            if not _is_told(text, added, result.span, turn):
                return "altered", f"the bracket adds “{added}”, which the evidence doesn't tell"
            continue
        number = len(words(_BRACKET.sub(" ", quote[: match.start()])))
        objection = _referent_objection(added, number, taken, spoken, view, turn)
        if objection is not None:
            return objection
    return None


def _spoken_words(view: View, span: Span) -> Iterator[Span]:
    start, end = span
    text = view.reading.article.text
    yield from ((start + w.start, start + w.end) for w in words(text[start:end]))


def _within(spoken: list[Span], piece: Span) -> list[Span]:
    return [span for span in spoken if piece[0] <= span[0] and span[1] <= piece[1]]


def _is_noise(added: str) -> bool:
    """True if a bracket tells what was heard or done, and names nobody: it is one word, or a word with "and"."""
    found = [plain(word) for word in WORD.findall(added)]
    determined = found[0] in _DETERMINERS | pronouns("possessive")
    verbal = len(found) == 1 and found[0] in STOPS
    return not determined and not verbal and len(found) <= 2 and not any(is_person_word(word) for word in found)


def _is_named(added: str, view: View) -> bool:
    """True if a bracket's capitalised word is one of a name that the evidence has."""
    capitals = {plain(word) for word in WORD.findall(added) if word[:1].isupper()}
    names = (name.text for one in view.speakers.people.all for name in one.names)
    return bool(capitals) and any(capitals & {plain(word) for word in WORD.findall(name)} for name in names)


def _is_told(text: str, added: str, span: Span | None, turn: Turn) -> bool:
    """True if each of a noise's words, in some form, stands near the passage outside its words."""
    if span is None:
        return False
    low, high = max(0, span[0] - NEAR_NOISE), min(len(text), span[1] + NEAR_NOISE)
    around, at = "", low
    for start, end in [(s, e) for s, e in turn.spoken if e > low and s < high]:
        around, at = around + text[at : max(at, start)] + " ", max(at, end)
    around = QUOTED_IN_LINE.sub(" ", around + text[at:high])
    stems = [_stem(plain(word)) for word in WORD.findall(added)]
    there = [_stem(plain(word)) for word in WORD.findall(around)]
    return all(stem in there for stem in stems)


def _stem(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word


def _referent_objection(
    added: str, number: int, taken: list[Span], spoken: list[Span], view: View, turn: Turn
) -> Objection | None:
    text = view.reading.article.text
    pronoun = _pronoun_at(text, number, taken, spoken)
    kin = _kin_objection(added, number, taken, spoken, view, turn)
    if kin is not None or pronoun is None:
        return kin or _name_objection(added, number, taken, view)
    word = CLITIC.sub("", plain(text[slice(*pronoun)]))
    if word not in MALE | FEMALE | THING | SEVERAL and word not in _DEMONSTRATIVE:
        return None
    shown = text[slice(*pronoun)]
    bare = _bare(added)
    if not _may_mean(word, bare):
        return "altered", f"the bracket’s “{added}” can't be what “{shown}” means"
    of = _said_of(text, pronoun, spoken)
    if of is not None:
        if _matches(bare, of):
            return None
        if _may_mean(word, of):
            return "altered", f"the bracket says “{added}”, and the evidence has the words said of {of.strip()}"
    seen = False
    for near in meant_before(word, pronoun[0], view, turn):
        meant = _surest(word, [one for one in near if _can_be(word, one)])
        if not meant:
            continue
        fitting = [one for one in meant if _is_meant(bare, one, view)]
        if not seen:
            same = {one.person for one in fitting if one.person}
            others = [one for one in meant if one not in fitting and one.person not in same]
            if fitting and (not others or fitting[-1].opens):
                return None
        if fitting:
            return "unclear", f"whether “{shown}” means {added} in the evidence can't be told"
        seen = True
    # The same thing may be called otherwise ("the measure" of an ordinance): only a name not told yet is another's.
    before = {plain(word) for word in WORD.findall(text[max(0, pronoun[0] - FAR) : pronoun[0]])}
    names = [plain(word) for word in WORD.findall(bare) if word[:1].isupper()]
    verdict: Literal["altered", "unclear"] = "unclear" if before.issuperset(names) else "altered"
    return verdict, f"the bracket says “{added}”, which nothing before “{shown}” in the evidence names"


def _pronoun_at(text: str, number: int, taken: list[Span], spoken: list[Span]) -> Span | None:
    """Return the word that a bracket stands for, or stands behind, if it is a pronoun of the third person."""
    after = taken[number] if number < len(taken) else None
    before = taken[number - 1] if 0 < number <= len(taken) else None
    at = spoken.index(after) if after in spoken else spoken.index(before) + 1 if before in spoken else -1
    third = MALE | FEMALE | THING | SEVERAL | set(_DEMONSTRATIVE)
    if number == len(taken) and before in spoken:  # at the end: the pronoun behind the last word, or that word
        behind = spoken[at : at + 1]
        options = [*behind, before] if behind else [before]
    else:
        options = [spoken[at - 1]] if at > 0 else []
    for span in options:
        if span and CLITIC.sub("", plain(text[slice(*span)])) in third:
            return span
    return None


def _kin_objection(
    added: str, number: int, taken: list[Span], spoken: list[Span], view: View, turn: Turn
) -> Objection | None:
    """Return what speaks against a name for "Dad", or a relative's noun before a name: "my [husband] Henk"."""
    text = view.reading.article.text
    after = taken[number] if number < len(taken) else None
    at = spoken.index(after) if after in spoken else 0
    old = text[slice(*spoken[at - 1])] if at else ""
    if is_kin(_bare(added)) and after is not None and text[after[0]].isupper():
        doubt = kin_doubt(_bare(added), text[slice(*after)], turn, view)
    elif is_kin(CLITIC.sub("", plain(old))) and spoken[at - 1] not in taken:
        doubt = kin_doubt(old, added, turn, view)
    else:
        return None
    return ("unclear", doubt) if doubt else None


def _bare(added: str) -> str:
    return re.sub(r"^(?:the|an?)\s+|['’]s?$", "", added.strip(), flags=re.IGNORECASE)


def _may_mean(word: str, phrase: str) -> bool:
    """True if a pronoun may stand for a phrase, by gender and number."""
    low = [plain(w) for w in WORD.findall(phrase)]
    if not low:
        return False
    head, kind = low[-1], kind_of(phrase)
    capital = any(w[:1].isupper() for w in WORD.findall(phrase))
    person = is_person_word(head) or head in table("gendered_nouns.tsv") or (capital and kind == "person")
    number = _DEMONSTRATIVE.get(word, "")
    if word in MALE or word in FEMALE:
        name = parse_name(phrase) if capital and kind == "person" else None
        gender = gender_of_description(phrase)
        if name is not None:
            gender = gender or table("titles.tsv").get(plain(name.title or "").split(" ")[-1])
            gender = gender or (table("given_names.tsv").get(plain(name.given[0])) if name.given else None)
        wanted = "m" if word in MALE else "f"
        several = is_group_head(head) or kind in ("organization", "group", "outlet", "document")
        return (person or (capital and kind == "unnamed")) and not several and gender in (None, "", wanted, "-", "u")
    if word in THING or number == "it":
        known = capital and kind == "person" and bool((n := parse_name(phrase)) and (n.given or n.title))
        return not known and not (is_person_word(head) and not capital) and not is_group_head(head)
    return True


def _surest(word: str, meant: list[Meant]) -> list[Meant]:
    """Return the candidates without mere capitalised words, where a person stands among them
    whom "he" or "she" may mean.
    """
    named = word in MALE | FEMALE and any(one.person is not None for one in meant)
    return [one for one in meant if one.person is not None or not one.words[:1].isupper()] if named else meant


def _can_be(word: str, one: Meant) -> bool:
    """True if a pronoun may mean a candidate; the article tells a person's gender better than the words do."""
    if one.person is None:
        return _may_mean(word, one.words)
    if word in MALE or word in FEMALE:
        surely = one.person.gender or any(n.given or n.title for n in one.person.names)
        return bool(surely) and one.person.gender in (None, "m" if word in MALE else "f")
    return word not in THING and _DEMONSTRATIVE.get(word) != "it"


def _is_meant(bare: str, one: Meant, view: View) -> bool:
    """True if a bracket's words name a candidate, by its own words or by what the article says of that person."""
    if _matches(bare, one.words):
        return True
    if one.person is None:
        return False
    name = parse_name(bare) if bare[:1].isupper() else None
    if name is not None and (one.person.fits(name) or one.person in view.speakers.people.with_given(name)):
        return True
    return any(describes(role, bare, view.speakers) for role in one.person.roles)


def _matches(bare: str, phrase: str) -> bool:
    """True if a bracket's words name what a phrase of the evidence does: all of one's telling words are the other's."""
    one, two = telling(bare), telling(phrase)
    if bool(one) and bool(two) and (one <= two or two <= one):
        return True
    ours, theirs = titled(bare), titled(phrase)
    return bool(ours) and ours <= theirs and ours & RANKS == theirs & RANKS


def _said_of(text: str, pronoun: Span, spoken: list[Span]) -> str | None:
    """Return what the account beside the words says they were said of: "he said of “Marrow.”"."""
    stop = text.find("\n", pronoun[1])
    ends = next((e for s, e in spoken if text[e : e + 3].lstrip(".,!?")[:1] in ("”", '"') and e >= pronoun[1]), None)
    if ends is None:
        return None
    narration = text[ends : stop if stop >= 0 else len(text)]
    narration = re.split(r"[.!?]\s|[.!?][”\"]\s+[“\"]", narration.lstrip('.,!?”"'), maxsplit=1)[0][:200]
    if re.search(r"[“\"].{20}", narration):
        narration = re.split(r"[“\"](?=[^”\"]{20})", narration)[0]
    said = _SAID_OF.search(narration)
    return said["what"].strip("“\"‘' ") if said else None


def _name_objection(added: str, number: int, taken: list[Span], view: View) -> Objection | None:
    """Return what speaks against a bracket that adds to a name: the whole must be the name of
    one person of the article.
    """
    capitals = [w for w in WORD.findall(added) if w[:1].isupper()]
    if not capitals:
        return None
    text = view.reading.article.text
    beside = [text[slice(*taken[n])] for n in (number - 1, number) if 0 <= n < len(taken)]
    names = [w for w in beside if w[:1].isupper() and plain(w) not in STOPS]
    there = {plain(w) for w in WORD.findall(text)}
    missing = [w for w in capitals if plain(w) not in there]
    if missing:
        return "unclear", f"the evidence doesn't name “{missing[0]}”, whom the bracket adds"
    for name in names:
        forms = [n for one in view.speakers.people.all for n in one.names]
        parts = [{plain(w) for w in WORD.findall(f"{n.title or ''} {n.text}")} for n in forms]
        if any(plain(name) in part for part in parts) and not any(
            plain(name) in part and {plain(w) for w in capitals} <= part for part in parts
        ):
            return "unclear", f"whether “{name}” is “{added} {name}” in the evidence can't be told"
    return None
