"""Speaker accuracy: does the source that was resolved carry a name of the gold chain, and is "no name" recognised.

The gold is GUM's: each attribution has the mention of its source and the entity (chain of mentions) it belongs to.
The comparison of names is this file's own, so that a mistake in the resolver's can't excuse itself.

Two names are shared where, after folding (case, accents, full stops, a closing possessive, an opening article),
they are equal; or the capitalised words of one that are no title are all among the other's, and the last one of the
shorter is not merely the possessor in the other ("Malta" doesn't share a name with "Malta's prime minister");
or one is made of the other's initials.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from attribune.records import Source, Span, Statement

_WORD = re.compile(r"[^\W_]+(?:[.'’&‐‑-][^\W_]+)*")
_OWNER = re.compile(r"[^\s]+['’]s?(?=\s+\S)")
_ARTICLE = re.compile(r"^(?:the|a|an|this|that)\s+", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:image|photo|picture|video|audio|credit)s?:\s*(?:\w+\s+)?$", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:[^\"“\n]{1,60}\.\s)?[\"“][^\n]+[\"”]\s+[—–-]\s+[^\n]+,\s[^\n]*\d{4}\s*")
_TITLES = frozenset(
    "mr mrs ms dr sir lord sen senator rep gov governor president minister prime secretary professor prof general gen"
    " major captain judge justice king queen prince princess pope sheikh attorney director chief chair mp st the vice"
    " emeritus former spokesman spokeswoman spokesperson administrator crown prosecutor curator editor".split()
)
PRONOUNS = frozenset("i me my we us our you your he him his she her they them their it its who this that".split())
MENTION_TYPES = ("name", "pronoun", "nominal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One gold attribution: where its segment begins, the source mention, and the names of its chain."""

    document: str
    at: int
    source: Span
    type: str
    names: tuple[str, ...]

    @property
    def genre(self) -> str:
        """The genre in the document's id ("GUM_news_…")."""
        return self.document.split("_")[1]


@dataclass(slots=True)
class Count:
    """Attributions by what became of them. ``found``: with a statement; ``right``: its speaker right."""

    gold: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0

    def add(self, is_found: bool, verdict: bool | None) -> None:
        """Count one; ``verdict`` None: nobody was named where somebody should be."""
        self.gold += 1
        self.found += is_found
        self.right += verdict is True
        self.wrong += verdict is False

    @property
    def accuracy(self) -> float:
        """Per cent right of all gold attributions; one without a statement is not right."""
        return 100 * self.right / max(self.gold, 1)

    @property
    def of_found(self) -> float:
        """Per cent right of those for which there is a statement."""
        return 100 * self.right / max(self.found, 1)

    @property
    def misnamed(self) -> float:
        """Per cent of all that carry somebody else's name."""
        return 100 * self.wrong / max(self.gold, 1)


def attributions(document: dict[str, Any]) -> list[Attribution]:
    """Return the gold attributions of one GUM document whose source has an entity."""
    rows = []
    for entry in document["attributions"]:
        if entry["source"] is None or entry["entity"] is None:
            continue
        mentions = document["entities"][entry["entity"]]["mentions"]
        source = (entry["source"][0], entry["source"][1])
        kinds = {(start, end): kind for start, end, kind in mentions}
        names = sorted({document["text"][s:e] for s, e, kind in mentions if kind == "name"})
        rows.append(
            Attribution(
                document=document["id"],
                at=entry["at"],
                source=source,
                type=kinds.get(source) or _type(document["text"][slice(*source)]),
                names=tuple(name for name in names if _keys(name)),
            )
        )
    return rows


def credits_or_lists(gold: Attribution, text: str) -> bool:
    """Whether a gold attribution is a picture's credit ("Image: Lund") or a line of a list of sources, and no words."""
    line_start = text.rfind("\n", 0, gold.source[0]) + 1
    line_end = text.find("\n", gold.source[1])
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return _CREDIT.search(text[line_start : gold.source[0]]) is not None or _REFERENCE.fullmatch(line) is not None


def judge(gold: Attribution, text: str, source: Source | None) -> bool | None:
    """True right, False another's name, None nobody named. A chain without a name wants none, or its own words."""
    if source is None:
        return None if gold.names else True
    if gold.names:
        if any(shares_name(source.name, name) for name in gold.names):
            return True
        return None if source.kind in ("unnamed", "group", "document") or not _keys(source.name) else False
    words = text[slice(*gold.source)]
    return source.kind != "person" or not _keys(source.name) or _folded(source.name) in _folded(words)


def shares_name(first: str, second: str) -> bool:
    """Whether two names are one speaker's, as defined at the head of this file."""
    a, b = _folded(first), _folded(second)
    if not a or not b:
        return False
    if a == b:
        return True
    if _initials(first, second) or _initials(second, first):
        return True
    keys, others = _keys(first), _keys(second)
    if not keys or not others:
        return False
    short, long = (keys, others) if len(keys) <= len(others) else (others, keys)
    return set(short) <= set(long)


def match(gold: Attribution, text: str, statements: Sequence[Statement]) -> Statement | None:
    """Return the statement that stands for an attribution, by the first of these that holds; None where nothing does.

    Its source overlaps the gold source most; its source is the gold one's apposition; it has no source and its cue is
    the nearest in the segment; or the gold source is an "I" or "we" in a quotation, and it is that quotation.
    """
    best, most = None, 0
    for statement in statements:
        shared = max((_shared(span, gold.source) for span in statement.source or ()), default=0)
        if shared > most:
            best, most = statement, shared
    if best is not None:
        return best
    for statement in statements:
        start = statement.source[0][0] if statement.source else -1
        if start >= gold.source[1] and text[gold.source[1] : start] in (" ", ", "):
            return statement
    high = gold.source[1] + SEGMENT
    near = [s for s in statements if s.cue and not s.source and gold.at <= s.cue[0] < high]
    if near:
        return min(near, key=lambda s: abs((s.cue or (0, 0))[0] - gold.source[1]))
    if _folded(text[slice(*gold.source)]) not in FIRST_PERSON:
        return None
    holding = [s for s in statements if s.kind != "indirect" and any(a <= gold.at < b for a, b in s.content)]
    return min(holding, key=lambda s: sum(b - a for a, b in s.content), default=None)


SEGMENT = 40  # code points behind a gold source in which its cue stands; the longest of GUM dev is 31
FIRST_PERSON = frozenset("i we me us".split())


def _shared(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _type(words: str) -> str:
    if _folded(words) in PRONOUNS:
        return "pronoun"
    return "name" if _keys(words) else "nominal"


def _folded(text: str) -> str:
    return " ".join(_fold(word) for word in _WORD.findall(_ARTICLE.sub("", text.strip())))


def _fold(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c)).replace(".", "")
    return bare.removesuffix("'s").strip("'")


def _keys(name: str) -> list[str]:
    """Return the telling words of a name: capitalised, neither title nor possessor."""
    bare = _OWNER.sub(" ", _ARTICLE.sub("", name.strip()))
    words = [word for word in _WORD.findall(bare) if word[:1].isupper()]
    return [key for key in map(_fold, words) if key not in _TITLES and key not in PRONOUNS]


def _initials(short: str, long: str) -> bool:
    letters = re.sub(r"\W", "", _ARTICLE.sub("", short.strip()))
    if not 2 <= len(letters) <= 8 or not letters.isupper():
        return False
    words = [word for word in _WORD.findall(long) if word[:1].isupper() and _fold(word) != "the"]
    return "".join(word[0] for word in words).upper() == letters


def tally(pairs: Iterable[tuple[str, bool, bool | None]]) -> dict[str, Count]:
    """Counts by label from (label, found, verdict)."""
    counts: dict[str, Count] = {}
    for label, is_found, verdict in pairs:
        counts.setdefault(label, Count()).add(is_found, verdict)
    return counts
