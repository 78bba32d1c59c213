"""Edits for the second generator, in other forms than the first one's, and sentences said in other words."""

from __future__ import annotations

import random
import re

from benchmarks.lineage.edits import MONTHS, Edit, Edited, pick, replaced

PEOPLE = ("Agnes Torell", "Viktor Hamre", "Lucia Ferrand", "Owen Prior", "Dagny Sorensen", "Milan Petrak",
          "Hester Cole", "Ravi Menon", "Gudrun Aasen", "Felix Amadi", "Noor Haddad", "Peter Solberg")  # fmt: skip
_NAME = r"[A-Z][a-z]{2,} [A-Z][a-z]{3,}"
_SAY = r"(?:said|says|told|added|wrote|asked|warned|noted|argued|tweeted|explained|declared|stated)"


def _first(text: str, draw: random.Random, kind: str, *ways: tuple[str, str]) -> Edited | None:
    """The first of some patterns that is met, drawn in any order, with what stands for it (``\\1`` works)."""
    for pattern, new in draw.sample(ways, len(ways)):
        at = pick(pattern, text, draw)
        if at:
            return replaced(text, at.start(), at.end(), at.expand(new), kind)
    return None


def weaken(text: str, draw: random.Random) -> Edited | None:
    """A claim made weaker or stronger by a hedge."""
    return _first(
        text,
        draw,
        "hedge",
        (r"(?<=[a-z] )(?:apparently|reportedly|allegedly|probably|likely|perhaps) ", ""),
        (r"\b(suspected|alleged|accused|reputed|supposed) (?=[a-z]{4,})", ""),
        (r"\b(was|were) (?=(?:killed|hurt|arrested|sold|found|taken|seen|hit|paid)\b)", r"\1 reportedly "),
        (r"\b(the|The) (?=(?:killer|attacker|gunman|thief|bomber|leader|plot|fraud)\b)", r"\1 alleged "),
        (r"(?<=[a-z] )(?:may|might) have (?=[a-z]+ed\b)", "allegedly "),
    )


def miscount(text: str, draw: random.Random) -> Edited | None:
    """A figure written wrongly: a digit, a word, a scale."""
    at = pick(
        r"(?<=\$)\d+(?:\.\d+)?(?= (?:million|billion))|(?<![\w.,$-])\d{2,3}(?=(?:%| pct| percent)(?!\w))"
        r"|(?<![\w.,$/-])\d{1,3},\d{3}(?= [a-z]{4,})",
        text,
        draw,
    )
    if at:
        digits = at[0]
        last = digits[-1]
        new = digits[:-1] + draw.choice([one for one in "123456789" if one != last])
        return replaced(text, at.start(), at.end(), new, "number")
    small = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
    at = pick(rf"(?<=[a-z] )(?:{'|'.join(small)})(?= [a-z]+s\b)(?! [a-z]+ ago)", text, draw)
    if not at:
        return None
    return replaced(text, at.start(), at.end(), draw.choice([one for one in small if one != at[0]]), "number")


def respell_amount(text: str, draw: random.Random) -> Edited | None:
    """The same amount in another spelling."""
    return _first(
        text,
        draw,
        "same",
        (r"\b(\d+(?:\.\d+)?) pct\b", r"\1 percent"),
        (r"\b(\d+) mln\b", r"\1 million"),
        (r"\b(\d+) dlrs\b", r"\1 dollars"),
        (r"(?<=\d) per ?cent\b", "%"),
        (r"\b(\d+),(\d{3})\b(?=[ ,.])(?!,)", r"\1\2"),
        (r"\b24 hours\b", "one day"),
        (r"\b18 months\b", "a year and a half"),
        (r"(?<=\$)(\d)\.(\d) million\b", r"\1,\g<2>00,000"),
        (r"(?<=\$)(\d+)bn\b", r"\1 billion"),
        (r"\b(\d+)-percent\b", r"\1%"),
    )


def deny(text: str, draw: random.Random) -> Edited | None:
    """A sense turned round: not, never, no longer, without."""
    return _first(
        text,
        draw,
        "negation",
        (r"\b(did|does|do|was|were|is|are|has|have|had)n[’']t\b", r"\1"),
        (r"(?<=[a-z] )(?:never|no longer) (?=[a-z])", ""),
        (r"\b(will|would|could) (?=[a-z]{4,})(?!not)", r"\1 never "),
        (r"(?<=[a-z] )without (?=[a-z])", "with "),
        (r"\b(is|was|are|were) (?=(?:a|the) )", r"\1 not "),
    )


def unname(text: str, draw: random.Random) -> Edited | None:
    """A saying dropped."""
    return _first(
        text,
        draw,
        "attribution",
        (rf", {_NAME} {_SAY}(?=[.])", ""),
        (r", (?:the|a) [a-z]+ (?:said|says)(?=[.])", ""),
        (r", (?:he|she|they|officials|police|sources|analysts) (?:said|added|says)(?=[.])", ""),
        (r", according to (?:officials|police|the [a-z]+|a [a-z]+)(?=[.])", ""),
    )


def name_source(text: str, draw: random.Random) -> Edited | None:
    """A saying added to a sentence of the outlet's own."""
    if re.search(rf"\b{_SAY}\b|\b(?:say|according)\b|[\"“”]", text) or not re.search(r"[a-z]\.\Z", text):
        return None
    who = draw.choice((f"{draw.choice(PEOPLE)} said", "a spokesman said", "sources said", "the ministry said"))
    return replaced(text, len(text) - 1, len(text) - 1, f", {who}", "attribution")


def reassign(text: str, draw: random.Random) -> Edited | None:
    """Somebody else's saying."""
    at = pick(rf"{_NAME}(?= (?:said|told|says|added|warned)\b)|(?<=[,”\"] said ){_NAME}(?=[.,])", text, draw)
    return replaced(text, at.start(), at.end(), draw.choice(PEOPLE), "attribution") if at else None


def unquote(text: str, draw: random.Random) -> Edited | None:
    """Words of a speaker that become the outlet's, and the reverse."""
    at = pick(r"[\"“]([^\"“”]{8,120})[\"”]", text, draw)
    if at and text.count('"') in (0, 2) and text.count("“") < 2:
        return replaced(text, at.start(), at.end(), at[1], "quotation_marks")
    if re.search(r"[\"“”]", text):
        return None
    at = pick(
        r"(?<= said )(?:he|she|it|they) [a-z][^.,;:]{18,90}(?=[.,])|(?<= would )[a-z][^.,;:]{18,70}(?=\.\Z)", text, draw
    )
    return replaced(text, at.start(), at.end(), f"“{at[0]}”", "quotation_marks") if at else None


def rename(text: str, draw: random.Random) -> Edited | None:
    """A person's or place's name that is another, away from sayings."""
    at = pick(rf"(?<=[a-z] )(?:in|near|with|by|from|against|for) ({_NAME})(?=[ ,.])(?! [A-Z])", text, draw)
    if not at or re.search(rf"\b(?:{_SAY}|say|according|call|tell)", text[max(0, at.start() - 50) : at.end() + 50]):
        return None
    if re.search(
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|New|The"
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
        at[1],
    ):
        return None
    return replaced(text, at.start(1), at.end(1), draw.choice(PEOPLE), "name")


def redate(text: str, draw: random.Random) -> Edited | None:
    """Another day, month or year."""
    at = pick(
        rf"\b(?:{'|'.join(MONTHS)}) (\d{{1,2}})(?![\d,])(?= |\.)",
        text,
        draw,
    )
    if at:
        day = int(at[1]) % 27 + 1
        return replaced(text, at.start(1), at.end(1), str(day), "date")
    at = pick(r"(?<=in )(?:19|20)\d\d(?=[ ,.])", text, draw)
    if at:
        return replaced(text, at.start(), at.end(), str(int(at[0]) - draw.randint(1, 3)), "date")
    at = pick(r"\b(?:yesterday|today|tomorrow)\b", text, draw)
    return replaced(text, at.start(), at.end(), "on Monday", "date") if at else None


def retense(text: str, draw: random.Random) -> Edited | None:
    """Another time of the verb."""
    return _first(
        text,
        draw,
        "tense",
        (r"(?<=[a-z] )has been(?= )", "had been"),
        (r"(?<=[a-z] )have been(?= )", "had been"),
        (r"(?<=[a-z] )expects(?= )", "expected"),
        (r"(?<=[a-z] )remains(?= )", "remained"),
        (r"(?<=[a-z] )believes(?= )", "believed"),
        (r"(?<=[a-z] )are(?= [a-z]+ing\b)", "were"),
    )


def oblige(text: str, draw: random.Random) -> Edited | None:
    """What must be may be, and the reverse."""
    return _first(
        text,
        draw,
        "modality",
        (r"(?<=[a-z] )must(?= [a-z])", "may"),
        (r"(?<=[a-z] )should(?= [a-z])", "could"),
        (r"(?<=[a-z] )will(?= (?!not)[a-z])", "may"),
        (r"(?<=[a-z] )could(?= (?!not)[a-z])", "must"),
        (r"(?<=[a-z] )can(?= (?!not)[a-z])", "should"),
    )


def colour(text: str, draw: random.Random) -> Edited | None:
    """A degree more or less."""
    return _first(
        text,
        draw,
        "intensity",
        (r"(?<=[a-z] )(?:very|deeply|highly|extremely|hugely|utterly|entirely) (?=[a-z])", ""),
        (r"\b(is|was|are|were) (?=(?:angry|weak|high|low|happy|unhappy|worried|concerned|popular)\b)", r"\1 deeply "),
        (r"\b(a|the) (?=(?:serious|important|strong|difficult|dangerous|powerful)\b)", r"\1 very "),
    )


def exchange(text: str, draw: random.Random) -> Edited | None:
    """A noun or verb of another meaning."""
    at = pick(
        r"(?<=[a-z] )(?:company|government|meeting|market|country|agreement|decision|report|campaign)(?= [a-z])",
        text,
        draw,
    )
    new = draw.choice(("workshop", "parish", "dinner", "harvest", "province", "garden", "quarrel"))
    return replaced(text, at.start(), at.end(), new, "word") if at else None


EDITS: dict[str, Edit] = {
    one.__name__: one
    for one in (
        weaken,
        miscount,
        respell_amount,
        deny,
        unname,
        name_source,
        reassign,
        unquote,
        rename,
        redate,
        retense,
        oblige,
        colour,
        exchange,
    )
}


def reworded(text: str, draw: random.Random) -> str:
    """A sentence in which no four words in a row stay: the content words in another order, with others between."""
    held = [word.strip('.,;:!?()"“”') for word in text.split()]
    held = [word for word in held if len(word) > 4 or word[:1].isupper()]
    pieces = [held[at : at + 2] for at in range(0, len(held), 2)]
    draw.shuffle(pieces)
    links = ("as for", "while", "given", "with", "and so", "because of", "after", "in view of", "besides")
    told = ", ".join(f"{draw.choice(links)} {' '.join(piece)}" for piece in pieces[:8])
    return f"{told[:1].upper()}{told[1:]}." if told else "Little else could be learned."
