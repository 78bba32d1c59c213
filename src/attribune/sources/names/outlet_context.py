"""Whether a name that no list knows is a news outlet's, by what the article says of it: "told Abeille, a monthly"."""

from __future__ import annotations

import re

from attribune.lexicon import words
from attribune.records import Span
from attribune.sources.names.entity_types import is_person_word, kind_of
from attribune.sources.names.lexicon import listed, plain, table

_STANDS = "ꙮ"  # a letter, so that words end beside it; put for the name in the text before it is searched


def _patterns(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form.replace("NAME", _STANDS)) for form in forms)


_NOUNS = f"(?:{'|'.join(table('outlet_nouns.tsv'))})".replace(" ", r"\s+")
_A = r"(?:an?|the|one\s+of|its|our)\s+(?:[\w’'-]+\s+){0,5}?"
_DID = r"(?:reported|reports|published|publishes|aired|printed|quoted|interviewed|obtained|reviewed|broke\s+the)"
# What shows an outlet; NAME stands for the name, for which every text is searched with the same patterns. The first
# say so outright; the others count for a name that isn't known as something else.
_SAYS = _patterns(rf"NAME\s*,\s+{_A}{_NOUNS}\b", rf"\b[Tt]he\s+(?:[\w’'-]+\s+){{0,3}}?{_NOUNS}\s+[“\"]?NAME\b")
_SHOWS = _patterns(
    r"NAME(?:[’']s)?\s+(?:reporters?|journalists?|correspondent|editors?|columnist|readers|viewers|listeners|newsroom)\b",
    rf"NAME\s+(?:first\s+|has\s+|had\s+|also\s+|later\s+|then\s+)*{_DID}\b",
    r"\b(?:as\s+saying|published|appeared|printed)\s+(?:in|on)\s+NAME\b",
    r"\binterviews?\s+with\s+NAME\b",
    r"\b(?:obtained|seen|reviewed|viewed|published|reported|quoted|aired|broadcast|interviewed)\s+by\s+NAME\b",
    r"\b(?:told|tells|telling)\s+NAME\s+(?:[\w’'-]+\s+){0,2}?in\s+an?\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:interview|statement|e-?mail|reply|response)\b",
    r"\bwhen\s+NAME\s+(?:called|phoned|rang|reached|contacted|visited)\s+(?:him|her|them)\b",
    r"\bcomment\s+to\s+NAME\b",
)
# "told The Lakeside Leader": "The" with its capital, in the middle of a sentence.
_TITLED = _patterns(r"\b(?:told|tells|telling|to|by|with|for|in)\s+The\s+NAME\b")
_OTHER = _patterns(
    r"\b(?!The\s|But\s|And\s|Told\s|In\s|On\s|At\s)[A-ZÀ-ÞŒŠŽ][\w.’'-]{1,40}\s{1,9}(?:[A-Z]\.\s{1,9})?NAME\b",
    r"NAME(?:,\s+(?:who\b|\d\d\b)|[’']s\s+(?:wife|husband|lawyer|son|daughter|mother|father|brother|sister|aides?)\b)",
    r"NAME(?:[’']s)?\s+(?:spokes\w+|chief|executives?|board|employees?|workers|shares|customers|engineers|lawyers?|plants?"
    r"|factor(?:y|ies)|headquarters|officials?|founder|president|chairman|chairwoman|managers?|planes?|cars?|products?)\b",
    r"NAME\s+(?:fired|hired|sued|makes|sells|built|builds|pledged|apologi[sz]ed|employs|owns|paid|plans|agreed|recalled)\b",
    r"NAME\s+(?:shrugged|laughed|smiled|nodded|resigned|died|wept|married)\b",
)
_LATER = re.compile(rf"\b[Tt]he\s+{_NOUNS}(?:[’']s\b|\s+(?:said|says|reported|wrote|has|had|also|quoted|did|was|is)\b)")
_THE = re.compile(r"^the\s+", re.IGNORECASE)
_DESCRIBED = re.compile(r"(?:an?|the|its|our|their|another)\s+((?:[a-z][\w’'-]*+\s+){1,4}+)(?:the\s+)?(?=[A-ZÀ-ÞŒŠŽ])")
_TOWARDS = re.compile(r"\b(?:told|tells|telling|to|for|with|in|by)\s+$")
_TELLS = re.compile(r"\b(?:told|tells)\s+$")
# "told Abeille on Monday", but not "told Flint residents" and "told Voss to leave".
_GOES_ON = re.compile(
    r"\s*(?:[^\w\s]|$)|\s+(?:that|on|in|at|last|this|during|by|for|he|she|they|it|the|his|her|\w+day)\b"
)
_QUOTED_BEFORE = re.compile(r"[”\"]\s+[^.“”\"\n]{2,160}$")
_BY_NAME = re.compile(r"[A-ZÀ-ÞŒŠŽ][\w’'.-]{1,40}+\s{1,9}[A-ZÀ-ÞŒŠŽ][\w’'.-]{1,40}+[^.“”\"\n]{0,120}+$")
_SOMEBODY = re.compile(r"(?:^|,\s)(?:an?|one|two|three|several|some)\s[^,]{2,100}$", re.IGNORECASE)
_AROUND = 200  # code points on each side of a name in which evidence is sought
_NOTE = 400  # code points before a name in which its sentence is looked at
_SEARCHED = (
    20_000  # code points of an article in which evidence is sought; outlets are introduced where they come first
)
MAX_WORDS = 4  # of a name that only its place shows to be an outlet's
MIN_NAME = 3  # letters of a name that may be an outlet's without other evidence


class Press:
    """What one article says of names that may be outlets'."""

    def __init__(self, text: str) -> None:
        self._text = text[:_SEARCHED]
        self._shown: dict[str, bool | None] = {}

    def is_outlet(self, span: Span, *, alone: bool = True, at: int | None = None) -> bool:
        """True if the article shows that the name at ``span``, of one who is told something, is an outlet's.

        Without any word of it, a single unknown name is one where somebody with a full name or a description tells it
        something in the narrator's own sentence; not where ``alone`` is false (the telling is itself reported).
        ``at``: where the words begin behind which the name stands, "a competitor, the Gull Weekly".
        """
        described = _DESCRIBED.match(self._text, *span)  # "the rival Gull Weekly"
        if described and not any(is_person_word(plain(word)) for word in described[1].split()):
            at, span = span[0] if at is None else at, (described.end(), span[1])
        titled = described is not None or self._text.startswith("the ", span[0])
        name = _THE.sub("", self._text[slice(*span)])
        if not name[:1].isupper():
            return False
        if name not in self._shown:
            self._shown[name] = self._evidence(name)
        shown = self._shown[name]
        if shown is None and at is not None:
            return titled and _is_title(name) and self._is_told(at, span[1])
        return shown if shown is not None else self._stands_like_one(span, name, alone=alone)

    def _evidence(self, name: str) -> bool | None:
        """Return what the article shows: an outlet, a person or another body, or nothing."""
        around = [
            self._text[max(0, at - _AROUND) : at] + _STANDS + self._text[at + len(name) : at + len(name) + _AROUND]
            for at in _places(name, self._text)
        ]
        if _any(_SAYS, around) or _any(_TITLED, around):
            return True
        if _is_known_otherwise(name) or len(name.split()) > MAX_WORDS:
            return False
        if _any(_SHOWS, around):
            return True
        return False if _any(_OTHER, around) else None

    def _is_told(self, start: int, end: int) -> bool:
        """True if the words at a place are told something, and nothing goes on behind them: "told Flint residents"."""
        before = self._text[max(0, start - _NOTE) : start]
        return _TOWARDS.search(before) is not None and _GOES_ON.match(self._text, end) is not None

    def _stands_like_one(self, span: Span, name: str, *, alone: bool) -> bool:
        before = self._text[max(0, span[0] - _NOTE) : span[0]]
        titled = self._text[span[0] : span[1]].startswith("The ") and before[-1:] == " "
        led = self._text[slice(*span)] != name  # by "the"
        if titled or (led and _TOWARDS.search(before) and _is_title(name)):
            return True
        if not alone or len(name) < MIN_NAME or name.isupper() or _TELLS.search(before) is None:
            return False
        if len(name.split()) > 1 and not _is_of_common_words(name):
            return False
        if _LATER.search(self._text, span[1]):
            return True
        if _GOES_ON.match(self._text, span[1]) is None:
            return False
        return _QUOTED_BEFORE.search(before) is not None or _is_introduced(before)


def _is_title(name: str) -> bool:
    """True if several capitalised words, behind "the", name no body: "told the Lauter Bote"."""
    parts = name.split()
    capital = all(part[:1].isupper() for part in parts) and 1 < len(parts) <= MAX_WORDS
    return capital and not name.endswith("s") and kind_of(name) == "person"


def _places(name: str, text: str) -> list[int]:
    """Return where the name stands in the text as a word or words of its own."""
    found, at = [], text.find(name)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(name) : at + len(name) + 1].isalnum():
            found.append(at)
        at = text.find(name, at + 1)
    return found


def _any(patterns: tuple[re.Pattern[str], ...], around: list[str]) -> bool:
    return any(pattern.search(words) for words in around for pattern in patterns)


def _is_of_common_words(name: str) -> bool:
    """True if a name is made of words of the language alone, as no person's is: "Loose Threads"."""
    known = words("names/common_words.txt")
    parts = [plain(word) for word in name.split() if word[:1].isupper()]
    return all(word in known or word.removesuffix("s") in known for word in parts)


def _is_introduced(before: str) -> bool:
    """True if who tells is introduced there and then, by a full name or an indefinite description."""
    sentence = re.split(r"[.!?”\"\n]\s{1,40}(?=[A-ZÀ-ÞŒŠŽ“\"])", before)[-1]
    return _BY_NAME.search(sentence) is not None or _SOMEBODY.search(sentence) is not None


def _is_known_otherwise(name: str) -> bool:
    """True if a name is known as something that is no outlet: a place, a people, a given name, a title."""
    parts = [plain(word) for word in name.split()]
    lists = (
        "known_others.txt",
        "places.txt",
        "demonyms.txt",
        "not_names.txt",
        "org_nouns.txt",
        "body_forms.txt",
        "group_nouns.txt",
    )
    if " ".join(parts) in listed("places.txt") or any(word in listed(one) for word in parts[-1:] for one in lists):
        return True
    return parts[0] in table("given_names.tsv") or is_person_word(parts[0]) or is_person_word(parts[-1])
