"""A quotation against one utterance of the evidence, word by word, in any language.

The words must stand there in order; between them the marks must agree; the ends must be ends of sentences. What is cut
or differs is told, and never proven harmless here: that takes data about the language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from attribune.check.quote import spend
from attribune.records import Change, ChangeKind, Span
from attribune.statements.multilingual.utterances import Utterance
from attribune.text.fold import DOUBLE_MARKS, SINGLE_MARKS, fold_text
from attribune.text.languages import Language, Token

MIN_ALTERED = 0.6  # share of the quotation's words that stand in an utterance in order, from which on it is meant
MAX_EXPLAINED = 2_000  # words of an utterance that are aligned with a quotation
SENTENCE, CLAUSE = "\x02", "\x03"  # what stands between two pieces of an utterance
_ENDS = frozenset(".!?…।")
_QUOTES = frozenset(SINGLE_MARKS + DOUBLE_MARKS + "״׳`¿¡*_")
_WIDE = str.maketrans({"、": ",", "،": ",", "؛": ";", "؟": "?", "。": ".", "।": ".", "·": "", "・": ""})
_OMISSION = re.compile(r"[\[(<（［〔]\s?(?:…+|\.{3,6}|-{2})\s?[\])>）］〕]|…+|\.{3,6}")
_BRACKET = re.compile(r"[\[［][^\[\]［］]{0,200}[\]］]")
_CAPITAL = re.compile(r"\[([^\W\d_])\]")
_SIC = frozenset({"sic"})


class Line(NamedTuple):
    """The words of an utterance; ``gaps[n]`` are the marks before word n, ``ends`` where sentences begin or end."""

    text: str
    tokens: tuple[Token, ...]
    gaps: tuple[str, ...]
    ends: frozenset[int]


class Run(NamedTuple):
    """Words of a quotation that stand together, with the marks before each; ``joint``: what parts them from others."""

    joint: str
    tokens: tuple[Token, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation's words stand in an utterance.

    ``before`` and ``after`` are the evidence's words cut off in the same sentence, ``hidden`` those under ellipses;
    ``minor`` says what differs in marks or capitals, ``question`` that a question was made a statement or the reverse.
    """

    span: Span
    whole: bool
    before: Span | None
    after: Span | None
    hidden: tuple[Span, ...]
    minor: str
    question: bool
    marked: bool
    cut_words: tuple[str, ...]


def line_of(text: str, utterance: Utterance) -> Line:
    """Return the words of an utterance with the marks between them."""
    return _line(text, utterance.language, utterance.pieces, utterance.links, utterance.wholes)


@lru_cache(maxsize=256)
def _line(
    text: str, language: Language, pieces: tuple[Span, ...], links: tuple[str, ...], wholes: tuple[Span, ...]
) -> Line:
    tokens, gaps, ends = list[Token](), list[str](), {0}
    for number, (start, end) in enumerate(pieces):
        words = language.tokens(text, start, end)
        spend(len(words))
        for n, word in enumerate(words):
            if n:
                gap = _marks(text[words[n - 1].end : word.start])
                if _is_end(text, gap, words[n - 1], word, language):
                    ends.add(len(tokens))
            elif number:
                gap = SENTENCE if links[number - 1] == "sentence" else CLAUSE
                ends |= {len(tokens)} if gap == SENTENCE else set()
                gap += _marks(text[words_end(tokens) : pieces[number - 1][1]])
            else:
                gap = ""
            tokens.append(word)
            gaps.append(gap)
    last = text[words_end(tokens) : pieces[-1][1]] + text[wholes[-1][1] : wholes[-1][1] + 1]
    return Line(text, tuple(tokens), (*gaps, _marks(last)), frozenset({*ends, len(tokens)}))


def words_end(tokens: Sequence[Token]) -> int:
    """Return where the last word ends."""
    return tokens[-1].end if tokens else 0


def _marks(gap: str) -> str:
    """Return the marks of a gap as they are compared: without spaces and quotation marks, wide forms made plain."""
    plain = fold_text(gap).translate(_WIDE)
    return "".join(c for c in plain if not c.isspace() and c not in _QUOTES)


def _is_end(text: str, gap: str, before: Token, after: Token, language: Language) -> bool:
    if not _ENDS & set(gap):
        return False
    if before.norm in language.listed("abbreviation") and gap == ".":
        return False
    spaced = "unspaced" in language.features or text[before.end : after.start][-1:].isspace()
    return spaced and ("uncased" in language.features or not text[after.start].islower())


def runs_of(quote: str, language: Language) -> tuple[Run, ...]:
    """Return the runs of a quotation, cut at its ellipses and at brackets that put something else in."""
    found, at, joint = list[Run](), 0, ""
    cuts = [(m.span(), "dots") for m in _OMISSION.finditer(quote)]
    taken = [span for span, _ in cuts]
    for match in _BRACKET.finditer(quote):
        if any(low < match.end() and match.start() < high for (low, high) in taken):
            continue
        sic = [token.norm for token in language.tokens(match[0])] == ["sic"]
        cuts.append((match.span(), "sic" if sic else "bracket"))
    for (low, high), kind in [*sorted(cuts), ((len(quote), len(quote)), "")]:
        tokens = tuple(language.tokens(quote, at, low))
        gaps = [_marks(quote[a.end : b.start]) for a, b in pairwise(tokens)]
        tail = _marks(quote[words_end(tokens) : low]) if tokens else ""
        if tokens or joint == "bracket":
            found.append(Run(joint, tokens, ("", *gaps, tail)))
        joint, at = kind if kind != "sic" else "", high
    if joint and found:
        found.append(Run(joint, (), ("",)))
    return tuple(run for run in found if run.tokens or run.joint == "bracket")


def find(quote: str, line: Line, language: Language) -> Match | None:
    """Return where a quotation's words stand in an utterance, the best such place; None where they don't."""
    quote = _CAPITAL.sub(r"\1", quote)
    runs = runs_of(quote, language)
    if not any(run.tokens for run in runs):
        return None
    norms = [token.norm for token in line.tokens]
    best: Match | None = None
    first = next(run for run in runs if run.tokens)
    for start in _places(first.tokens, norms, 0):
        places, at = list[int](), start
        for run in runs:
            place = at if run is first else next(iter(_places(run.tokens, norms, at)), -1)
            if place < 0:
                break
            places.append(place)
            at = place + len(run.tokens)
        else:
            match = _match(quote, runs, places, line)
            if best is None or _badness(match) < _badness(best):
                best = match
    return best


def _badness(match: Match) -> tuple[bool, bool, int]:
    return (match.question, not match.whole, bool(match.minor) + len(match.hidden))


def _places(wanted: Sequence[Token], norms: list[str], start: int) -> list[int]:
    if not wanted:
        return [start]
    words = [token.norm for token in wanted]
    spend(len(norms) + 1)
    return [
        n
        for n in range(start, len(norms) - len(words) + 1)
        if norms[n] == words[0] and norms[n : n + len(words)] == words
    ]


def _match(quote: str, runs: Sequence[Run], places: Sequence[int], line: Line) -> Match:
    first, last = places[0], places[-1] + len(runs[-1].tokens)
    minor, question, hidden = "", False, list[Span]()
    for number, (run, place) in enumerate(zip(runs, places, strict=True)):
        for n in range(1, len(run.tokens)):
            why = _gap_objection(run.gaps[n], line.gaps[place + n])
            minor, question = minor or why, question or ("?" in run.gaps[n] + line.gaps[place + n] and bool(why))
        for n, token in enumerate(run.tokens):
            why = _case_objection(quote, token, line, place + n, free=n == 0 or bool(_ENDS & set(run.gaps[n])))
            minor = minor or why
        if run.joint == "bracket":
            minor = minor or "what a bracket adds or replaces can't be proven in this language"
        if number and place > (end := places[number - 1] + len(runs[number - 1].tokens)):
            hidden.append((line.tokens[end].start, line.tokens[place - 1].end))
        elif number and run.joint == "dots" and not line.ends & {place}:
            minor = minor or "an ellipsis stands where nothing is left out"
    if ("?" in runs[-1].gaps[-1]) != ("?" in line.gaps[last]) and (last in line.ends or "?" in runs[-1].gaps[-1]):
        question = True
    before, after = _cut(line, first, last)
    low, high = line.tokens[first].start, line.tokens[last - 1].end
    cut = tuple(t.norm for t in line.tokens if (before and before[0] <= t.start < before[1]))
    cut += tuple(t.norm for t in line.tokens if (after and after[0] <= t.start < after[1]))
    return Match(
        span=(low, high), whole=before is None and after is None, before=before, after=after, hidden=tuple(hidden),
        minor=minor, question=question, marked=len(runs) > 1, cut_words=cut,
    )  # fmt: skip


def _cut(line: Line, first: int, last: int) -> tuple[Span | None, Span | None]:
    """Return what the evidence's sentence has before word ``first`` and from word ``last`` on."""
    before = after = None
    if first not in line.ends:
        low = max(end for end in line.ends if end < first)
        before = (line.tokens[low].start, line.tokens[first - 1].end)
    if last not in line.ends:
        high = min(end for end in line.ends if end > last)
        after = (line.tokens[last].start, line.tokens[high - 1].end)
    return before, after


def _gap_objection(draft: str, evidence: str) -> str:
    if evidence[:1] in (SENTENCE, CLAUSE):
        usual = ("", ",", "-", ",-") if evidence[0] == CLAUSE else (".", "...", "!", "?", ";")
        asked = set("?!")
        same = set(evidence[1:]) & asked == set(draft) & asked
        return "" if draft in usual and same else "punctuation differs inside it"
    return "" if draft == evidence else "punctuation differs inside it"


def _case_objection(quote: str, token: Token, line: Line, at: int, *, free: bool) -> str:
    draft, theirs = quote[token.start : token.end], line.tokens[at]
    evidence = line.text[theirs.start : theirs.end]
    if draft[1:] == evidence[1:] and (draft[:1] == evidence[:1] or free or at in line.ends):
        return ""
    same = draft.isupper() == evidence.isupper() and draft.islower() == evidence.islower()
    return (
        "" if same and (free or draft[:1].isupper() == evidence[:1].isupper() or at in line.ends) else "capitals differ"
    )


def explain(quote: str, at: int, line: Line, language: Language) -> tuple[float, Span, tuple[Change, ...]]:
    """Return how a quotation that isn't there differs from an utterance: the share of its words there, where, and how.

    ``at`` is where the quotation begins in the draft.
    """
    mine, theirs = language.tokens(quote), line.tokens[:MAX_EXPLAINED]
    if not mine or not theirs:
        return 0.0, (0, 0), ()
    spend(len(mine) * 20 + len(theirs) * 20)
    matcher = SequenceMatcher(None, [t.norm for t in mine], [t.norm for t in theirs], autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, (0, 0), ()
    low, high = blocks[0].b - blocks[0].a, blocks[-1].b + blocks[-1].size + len(mine) - blocks[-1].a - blocks[-1].size
    low, high = max(0, low), min(len(theirs), high)
    span = (theirs[low].start, theirs[high - 1].end)
    changes = []
    for kind, a, b, c, d in matcher.get_opcodes():
        c, d = max(c, low), min(d, high)
        if kind == "equal" or (a == b and c >= d):
            continue
        ours, other = mine[a:b], theirs[c : max(c, d)]
        changes.append(_change(quote, at, ours, mine, a, line, other, language))
    return sum(block.size for block in blocks) / len(mine), span, tuple(changes)


def _change(
    quote: str, at: int, ours: Sequence[Token], mine: Sequence[Token], place: int, line: Line, other: Sequence[Token],
    language: Language,
) -> Change:  # fmt: skip
    where = mine[place - 1].end if place else 0
    draft = (ours[0].start, ours[-1].end) if ours else (where, where)
    evidence = (other[0].start, other[-1].end) if other else None
    return Change(
        kind=_kind(quote, ours, line.text, other, language), severity="major", draft=(at + draft[0], at + draft[1]),
        draft_text=quote[slice(*draft)], evidence=evidence,
        evidence_text=line.text[slice(*evidence)] if evidence else "",
    )  # fmt: skip


def _kind(quote: str, ours: Sequence[Token], text: str, other: Sequence[Token], language: Language) -> ChangeKind:
    norms = {token.norm for token in (*ours, *other)}
    for label, kind in (
        ("negation", "negation"),
        ("number", "number"),
        ("modal", "modality"),
        ("condition", "modality"),
    ):
        if norms & language.listed(label):
            return kind  # type: ignore[return-value]
    if any(norm.isdigit() for norm in norms):
        return "number"
    if not ours:
        return "deletion"
    if not other:
        return "insertion"
    if (
        "nouns" not in language.features
        and all(t[token.start].isupper() for t, token in [(quote, ours[0]), (text, other[0])] if token.start)
        and ours[0].start
    ):
        return "entity"
    return "word"
