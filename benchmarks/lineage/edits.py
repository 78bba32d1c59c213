"""Edits of one sentence with their kinds: what a copy does to the words of its parent."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import NamedTuple


class Edited(NamedTuple):
    """A sentence after an edit: where it differs before and after, as spans of the two sentences, and the kind."""

    text: str
    kind: str
    before: tuple[int, int]
    after: tuple[int, int]


Edit = Callable[[str, random.Random], Edited | None]
HEDGES = ("suspected", "alleged", "allegedly", "reportedly", "apparently", "possibly", "probably", "perhaps", "likely",
          "presumably", "purported", "potentially", "seemingly", "about", "roughly", "nearly", "almost")  # fmt: skip
NAMES = ("Ida Moss", "Otto Quist", "Mara Voss", "Peder Lund", "Elena Brandt", "Tomas Reyes", "Ruth Adeyemi",
         "Karl Winther", "Sunniva Dale", "Jonas Falk")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November")
_NAME = r"(?:[A-Z][a-z]{2,}(?: [A-Z]\.)? [A-Z][a-z]{2,})"


_NO_NAMES = frozenset("Not No News Fox New The And But United States White House Supreme Court Pay Much Of To".split())


def pick(pattern: str, text: str, draw: random.Random) -> re.Match[str] | None:
    """Return one of the places that a pattern meets."""
    found = list(re.finditer(pattern, text))
    return draw.choice(found) if found else None


def replaced(text: str, start: int, end: int, new: str, kind: str) -> Edited:
    """Return a sentence with other words at a place."""
    return Edited(text[:start] + new + text[end:], kind, (start, end), (start, start + len(new)))


def drop_hedge(text: str, draw: random.Random) -> Edited | None:
    """A hedge dropped."""
    at = pick(rf"(?<=[a-z,] )(?:{'|'.join(HEDGES)}) (?=[a-z0-9])", text, draw)
    return replaced(text, at.start(), at.end(), "", "hedge") if at else None


def add_hedge(text: str, draw: random.Random) -> Edited | None:
    """A hedge added behind an auxiliary verb, or before a number."""
    at = pick(r"\b(?:was|were|had|has|is|are) (?=[a-z]+(?:ed|en|ing)\b)", text, draw)
    if at:
        return replaced(text, at.end(), at.end(), draw.choice(("allegedly ", "reportedly ", "apparently ")), "hedge")
    at = pick(r"(?<=[a-z] )(?=\d{2,} [a-z]+s\b)", text, draw)
    return (
        replaced(text, at.start(), at.start(), draw.choice(("about ", "nearly ", "roughly ")), "hedge") if at else None
    )


def change_number(text: str, draw: random.Random) -> Edited | None:
    """Another number."""
    at = pick(r"(?<![\w.,$-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?= (?!percent|a\.m|p\.m)[a-z]{4,})", text, draw)
    if not at or re.search(r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
                           r"|[A-Z][a-z]+\.?) \Z", text[: at.start()]):  # fmt: skip
        return None
    value = float(at[0].replace(",", ""))
    new = value * draw.choice((2, 3, 1.5, 0.5, 1.2)) + draw.randint(1, 7)
    return replaced(text, at.start(), at.end(), f"{int(new):,}", "number")


def same_number(text: str, draw: random.Random) -> Edited | None:
    """The same amount in other words or another unit."""
    ways: list[tuple[str, Callable[[re.Match[str]], str]]] = [
        (r"\b(\d+(?:\.\d+)?) percent\b", lambda m: f"{m[1]}%"),
        (r"\b(\d+(?:\.\d+)?)%(?=\s)", lambda m: f"{m[1]} percent"),
        (r"\b(\d)\.(\d) billion\b", lambda m: f"{m[1]},{m[2]}00 million"),
        (r"\b(\d+(?:\.\d+)?) miles\b", lambda m: f"{float(m[1]) * 1.609344:.3g} kilometers"),
        (r"\b(\d+(?:\.\d+)?) feet\b", lambda m: f"{float(m[1]) * 0.3048:.2g} meters"),
        (r"\b(\d+(?:\.\d+)?) acres\b", lambda m: f"{float(m[1]) * 0.40468564:.3g} hectares"),
        (r"\b(\d+(?:\.\d+)?) pounds\b", lambda m: f"{float(m[1]) * 0.45359237:.3g} kilograms"),
        (r"\btwelve (?=[a-z]+s\b)", lambda _m: "a dozen "), (r"\b12 (?=[a-z]{4,}s\b)", lambda _m: "a dozen "),
        (r"\ba dozen (?=[a-z])", lambda _m: "12 "), (r"\btwo weeks\b", lambda _m: "14 days"),
        (r"\b39\.6 percent\b", lambda _m: "nearly 40%"),
        (r"(?<=[a-z] )(two|three|four|five|six|seven|eight|nine|ten)(?= [a-z]+s\b)",
         lambda m: str(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].index(m[1]) + 2)),
    ]  # fmt: skip
    draw.shuffle(ways)
    for pattern, make in ways:
        at = pick(pattern, text, draw)
        if at and not re.match(r"e[+-]", make(at)[1:]) and "e+" not in make(at):
            return replaced(text, at.start(), at.end(), make(at), "same")
    return None


def negate(text: str, draw: random.Random) -> Edited | None:
    """A negation added or dropped."""
    at = pick(r"(?<=[a-z]) not(?= [a-z])|(?<=(?:id|es|as|re|ld))n['’]t(?= [a-z])", text, draw)
    if at and draw.random() < 0.5:
        return replaced(text, at.start(), at.end(), "", "negation")
    at = pick(r"\b(?:will|would|could|should|was|were|is|are|has|had)(?= [a-z]{3,})(?! not\b)", text, draw)
    return replaced(text, at.end(), at.end(), " not", "negation") if at else None


def drop_attribution(text: str, draw: random.Random) -> Edited | None:
    """Who said it, dropped."""
    for pattern in (rf",? according to (?:the )?{_NAME}(?=[.,])", rf"(?<=[a-z0-9]), {_NAME} said(?=\.)",
                    r"(?<=[a-z0-9]), (?:officials|police|he|she|they|the \w+) said(?=\.)",
                    rf"(?<=[,?!][\"”]) (?:{_NAME} said|said {_NAME}|he said|she said)(?=\.)"):  # fmt: skip
        at = pick(pattern, text, draw)
        if at:
            return replaced(text, at.start(), at.end(), "", "attribution")
    return None


def add_attribution(text: str, draw: random.Random) -> Edited | None:
    """Somebody named as the source of a sentence that had none."""
    if re.search(r"\b(?:said|says|told|according|added|wrote)\b|[\"”]", text) or not re.search(r"[a-z]\.\Z", text):
        return None
    new = draw.choice((", officials said", f", {draw.choice(NAMES)} said", ", according to the police",
                       f", according to {draw.choice(NAMES)}", ", authorities said"))  # fmt: skip
    return replaced(text, len(text) - 1, len(text) - 1, new, "attribution")


def swap_attribution(text: str, draw: random.Random) -> Edited | None:
    """Another speaker."""
    at = pick(rf"(?<=said ){_NAME}(?=[.,])|{_NAME}(?= (?:said|told|added)\b)|(?<=according to ){_NAME}", text, draw)
    return replaced(text, at.start(), at.end(), draw.choice(NAMES), "attribution") if at else None


def drop_marks(text: str, draw: random.Random) -> Edited | None:
    """Quotation marks dropped."""
    at = pick(r"[\"“]([^\"“”]{12,160})[\"”]", text, draw)
    return replaced(text, at.start(), at.end(), at[1], "quotation_marks") if at else None


def add_marks(text: str, draw: random.Random) -> Edited | None:
    """A paraphrase in quotation marks."""
    if re.search(r"[\"“”]", text):
        return None
    at = pick(r"(?<=said )(?:that )?([a-z][^.,;]{20,120})(?=\.\Z)|(?<=said )([a-z][^.,;]{20,90})(?=,)", text, draw)
    return replaced(text, at.start(), at.end(), f"“{at[0]}”", "quotation_marks") if at else None


def change_name(text: str, draw: random.Random) -> Edited | None:
    """Another name, of nobody who speaks."""
    at = pick(rf"(?<=[a-z] ){_NAME}(?=[ ,.])", text, draw)
    near = text[max(0, at.start() - 40) : at.end() + 40] if at else ""
    if not at or re.search(r"\b(?:said|says|told|according|added|wrote|asked|tweeted|called|on|declared)\b", near):
        return None
    if (
        at[0].split()[0] in _NO_NAMES
        or at[0].split()[-1] in _NO_NAMES
        or re.search(r"(?:’m|'m|we|do) \Z", near[:40], re.I)
    ):
        return None
    return replaced(text, at.start(), at.end(), draw.choice(NAMES), "name")


def change_date(text: str, draw: random.Random) -> Edited | None:
    """Another weekday or month."""
    at = pick(rf"\b(?:{'|'.join((*WEEKDAYS, *MONTHS))})\b(?![’'])", text, draw)
    if not at:
        return None
    others = [one for one in (WEEKDAYS if at[0] in WEEKDAYS else MONTHS) if one != at[0]]
    return replaced(text, at.start(), at.end(), draw.choice(others), "date")


def change_tense(text: str, draw: random.Random) -> Edited | None:
    """Another tense."""
    pairs = {"is": "was", "are": "were", "was": "is", "were": "are", "has": "had", "says": "said", "wants": "wanted",
             "needs": "needed", "plans": "planned", "calls": "called"}  # fmt: skip
    at = pick(rf"(?<=[a-z] )(?:{'|'.join(pairs)})(?= [a-z])", text, draw)
    return replaced(text, at.start(), at.end(), pairs[at[0]], "tense") if at else None


def change_modality(text: str, draw: random.Random) -> Edited | None:
    """Another modal verb."""
    at = pick(r"(?<=[a-z] )(?:will|would|could|should|must|may|might|can)(?= [a-z])", text, draw)
    others = [one for one in ("will", "could", "should", "must", "may", "might") if not at or one != at[0]]
    return replaced(text, at.start(), at.end(), draw.choice(others), "modality") if at else None


def intensify(text: str, draw: random.Random) -> Edited | None:
    """An intensifier added or dropped."""
    at = pick(
        r"(?<=[a-z] )(?:very|extremely|really|completely|totally|absolutely|clearly|highly) (?=[a-z])", text, draw
    )
    if at:
        return replaced(text, at.start(), at.end(), "", "intensity")
    at = pick(
        r"\b(?:is|was|are|were) (?=(?:important|difficult|clear|good|bad|strong|concerned|serious|likely)\b)",
        text,
        draw,
    )
    return replaced(text, at.end(), at.end(), draw.choice(("very ", "extremely ")), "intensity") if at else None


def change_word(text: str, draw: random.Random) -> Edited | None:
    """Another noun."""
    at = pick(r"(?<=the )[a-z]{5,}(?= (?:of|in|to|on|for|that)\b)", text, draw)
    new = draw.choice(("matter", "village", "bridge", "council", "engine", "garden", "letter", "market", "winter"))
    return replaced(text, at.start(), at.end(), new, "word") if at and at[0] != new else None


EDITS: dict[str, Edit] = {
    "drop_hedge": drop_hedge, "add_hedge": add_hedge, "change_number": change_number, "same_number": same_number,
    "negate": negate, "drop_attribution": drop_attribution, "add_attribution": add_attribution,
    "swap_attribution": swap_attribution, "drop_marks": drop_marks, "add_marks": add_marks,
    "change_name": change_name, "change_date": change_date, "change_tense": change_tense,
    "change_modality": change_modality, "intensify": intensify, "change_word": change_word,
}  # fmt: skip
