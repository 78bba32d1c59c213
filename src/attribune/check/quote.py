"""Do these words stand in that text? A typed edit script between a quotation and its evidence, never a score.

Stands alone: copy this file and ``words.json`` beside it into any project; only the standard library is used.
A quotation is cut at its ellipses and brackets into runs. It is ok only where every run stands word for word in
the source, in order, and what each joint hides or adds is harmless by rule. Everything else is not ok; then an
alignment explains why, and decides nothing. All offsets are code points, end-exclusive.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

MAX_GAP = 60  # words an ellipsis may hide: about one long news paragraph; set by judgement, not calibrated
MAX_BRACKET = 6  # words an editor may add in brackets; set by judgement
MAX_TRIES = 300  # places tried for a quotation's first run
MAX_CELLS = 1_000_000  # words of quotation x words of window; above it no alignment is made and the answer is not ok
MIN_FOUND = 0.5  # share of words aligned below which the passage is another sentence
POLICIES: dict[str, frozenset[str]] = {
    "strict": frozenset(),
    "ap": frozenset({"spelling"}),
    "guardian": frozenset({"spelling", "contractions", "fillers", "tense_brackets"}),
}
_INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_QUOTES = "'\"‘’‚‛‹›ʼ“”„‟«»″′「」『』`"
_LETTER = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])"
_TOKEN = re.compile(
    rf"(?P<sic>\[\s*sic\s*\])|(?P<dots>[\[(]\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?)"
    rf"|(?P<number>\d+(?:[.,:]\d+)*(?:{_LETTER})*)|(?P<word>(?:\[[^\W_]\](?=[^\W_]))?{_LETTER}+(?:['’ʼ]{_LETTER}+)*)"
    rf"|(?P<open>\[)|(?P<close>\])|(?P<mark>[.,;:!?()\-‐-―−{_QUOTES}]+?)|(?P<other>[^\s])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;:\n]")
_DASHES = re.compile(r"-+")


class Word(NamedTuple):
    """One word: its folded form, ``text[start:end]``, and that text without invisible characters."""

    norm: str
    start: int
    end: int
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. ``draft`` offsets count in the quotation, ``evidence`` offsets in the source."""

    kind: str
    severity: str
    draft: tuple[int, int]
    draft_text: str
    evidence: tuple[int, int]
    evidence_text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found. ``coverage`` only ranks candidates; ``narrated``: only the source's own account has the words."""

    verdict: str
    ok: bool
    changes: tuple[Edit, ...] = ()
    span: tuple[int, int] | None = None
    pieces: tuple[tuple[int, int], ...] = ()
    coverage: float = 0.0
    reason: str = ""
    narrated: bool = False


class _Run(NamedTuple):
    """Words that must stand together; ``joint`` before them is "", "dots" or "bracket" with the bracket's words."""

    joint: str
    added: tuple[Word, ...]
    words: tuple[Word, ...]


class _Source(NamedTuple):
    text: str
    words: tuple[Word, ...]
    joined: str
    starts: tuple[int, ...]
    gaps: tuple[str, ...]  # raw text before each word, and after the last


@cache
def _lists() -> dict[str, Any]:
    read = json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8"))
    return {
        key: frozenset(value) if key != "tense" and isinstance(value, list) else value for key, value in read.items()
    }


def _is(norm: str, *kinds: str) -> bool:
    if "negation" in kinds and norm.endswith("n't"):
        return True
    return any(norm in _lists()[kind] for kind in kinds)


def _fold(raw: str) -> str:
    if not raw.isascii():
        raw = "".join(c if _keeps(c) else unicodedata.normalize("NFKC", c) for c in unicodedata.normalize("NFC", raw))
    raw = unicodedata.normalize("NFC", raw.replace("’", "'").replace("ʼ", "'")).casefold()
    if raw[:1].isdigit() and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", raw):
        raw = raw.replace(",", "")
    return str(_lists()["number"].get(raw, raw))


def _keeps(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(("<super>", "<sub>", "<fraction>"))


def words(text: str) -> list[Word]:
    """The words of ``text`` with offsets; signs such as % and $ are words too. Linear; any string is accepted."""
    return [
        _word(match)
        for match in _TOKEN.finditer(text)
        if match.lastgroup in ("word", "number", "other") and _seen(match)
    ]


def _seen(match: re.Match[str]) -> bool:
    return bool(_HIDDEN.sub("", match[0]))


def _word(match: re.Match[str]) -> Word:
    raw = _HIDDEN.sub("", match[0])
    if raw[:1] == "[":
        raw = raw[1] + raw[3:]
    return Word(_fold(raw), match.start(), match.end(), raw)


def _tidied(found: Sequence[Word], policy: str) -> list[Word]:
    """The words as a policy sees them: spelling, contractions and fillers, where it allows them."""
    allowed, lists, out = POLICIES[policy], _lists(), list[Word]()
    if not allowed:
        return list(found)
    for word in found:
        norm = lists["spelling"].get(word.norm, word.norm)
        if "fillers" in allowed and norm in lists["filler"]:
            continue
        if "contractions" in allowed:
            norm = lists["contraction"].get(norm) or re.sub(r"n't$", " not", norm)
        out += [word._replace(norm=part) for part in norm.split()]
    return out


@lru_cache(maxsize=16)
def _source(text: str, policy: str, spoken: tuple[tuple[int, int], ...] | None) -> _Source:
    found = _tidied(words(text), policy)
    if spoken is not None:
        starts = [s for s, _ in sorted(spoken)]
        ends = [e for _, e in sorted(spoken)]
        found = [w for w in found if (at := bisect_right(starts, w.start) - 1) >= 0 and w.end <= ends[at]]
    offsets, at = [], 1
    for word in found:
        offsets.append(at)
        at += len(word.norm) + 1
    edges = [0, *(w.end for w in found)], [*(w.start for w in found), len(text)]
    gaps = tuple(text[a:b] if a <= b else "" for a, b in zip(*edges, strict=True))
    return _Source(text, tuple(found), f" {' '.join(w.norm for w in found)} ", tuple(offsets), gaps)


def _runs(quote: str, policy: str) -> tuple[list[_Run], bool]:
    """The quotation cut at ellipses and brackets; False where its brackets don't pair."""
    runs, current, added = list[_Run](), list[Word](), list[Word]()
    joint, inside, paired = "", False, True
    for match in _TOKEN.finditer(quote):
        kind = match.lastgroup
        if kind in ("dots", "open"):
            if current or joint == "bracket":
                runs.append(_Run(joint, tuple(added), tuple(_tidied(current, policy))))
                current, added = [], []
            paired &= not inside
            joint, inside = ("dots", inside) if kind == "dots" else ("bracket", True)
        elif kind == "close":
            paired, inside = paired and inside, False
        elif kind in ("word", "number", "other") and _seen(match):
            (added if inside else current).append(_word(match))
    if current or joint == "bracket":
        runs.append(_Run(joint, tuple(added), tuple(_tidied(current, policy))))
    return runs, paired and not inside


def verify_quote(
    quote: str, source: str, *, policy: str = "strict", spoken: Sequence[tuple[int, int]] | None = None
) -> Result:
    """Compare ``quote`` (without its outer marks) with ``source``.

    ``spoken`` are the spans of ``source`` in somebody's own words; narration between them is then skipped. Raises
    ValueError for an unknown policy, and nothing else.
    """
    if policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}; there are: {', '.join(POLICIES)}")
    runs, paired = _runs(quote, policy)
    if not any(run.words for run in runs):
        return Result(verdict="unclear", ok=False, reason="there are no quoted words to compare")
    if not paired:
        return Result(verdict="unclear", ok=False, reason="a square bracket is never closed or never opened")
    inside = None if spoken is None else tuple((s, e) for s, e in spoken)
    result = _verify(quote, runs, _source(source, policy, inside), policy, spoken is not None)
    if spoken is not None and not result.ok:
        wide = _verify(quote, runs, _source(source, policy, None), policy, False)
        if wide.ok:
            return replace(wide, narrated=True)
    return result


def _verify(quote: str, runs: list[_Run], source: _Source, policy: str, spoken: bool) -> Result:
    best: Result | None = None
    for places in _places(runs, source):
        edits = _judge(quote, runs, places, source, policy, spoken)
        result = _result(runs, places, source, edits)
        if result.ok:
            return result
        if best is None or len(result.changes) < len(best.changes):
            best = result
    return best or _explain(quote, runs, source)


def _places(runs: list[_Run], source: _Source) -> list[tuple[int, ...]]:
    """Where all runs stand in order: for each place of the first, the nearest of each other."""
    found, at = list[tuple[int, ...]](), 0
    first = next(n for n, run in enumerate(runs) if run.words)
    while len(found) < MAX_TRIES and (at := _find(source, runs[first].words, at)) >= 0:
        chain, end = [at] * (first + 1), at + len(runs[first].words)
        for run in runs[first + 1 :]:
            place = _find(source, run.words, end)
            if place < 0:
                return found
            chain.append(place)
            end = place + len(run.words)
        found.append(tuple(chain))
        at += 1
    return found


def _find(source: _Source, wanted: Sequence[Word], start: int) -> int:
    """The number of the first word at or after ``start`` where ``wanted`` stands, or -1."""
    if not wanted:
        return start
    if start >= len(source.starts):
        return -1
    at = source.joined.find(f" {' '.join(w.norm for w in wanted)} ", source.starts[start] - 1)
    return bisect_left(source.starts, at + 1) if at >= 0 else -1


def _result(runs: list[_Run], places: tuple[int, ...], source: _Source, edits: list[Edit]) -> Result:
    spans = [_span(source, p, p + len(r.words)) for r, p in zip(runs, places, strict=True) if r.words]
    ok = all(edit.severity == "none" for edit in edits)
    marked = any(run.joint for run in runs) or any(e.kind != "typography" for e in edits)
    verdict = "altered" if not ok else "faithful" if marked else "verbatim"
    worst = next((e for e in edits if e.severity != "none"), None)
    reason = worst.note if worst else "the same words" if not marked else "the words stand; what differs is harmless"
    return Result(
        verdict=verdict, ok=ok, changes=tuple(edits), span=(spans[0][0], spans[-1][1]), pieces=tuple(spans),
        coverage=1.0, reason=reason,
    )  # fmt: skip


def _span(source: _Source, start: int, end: int) -> tuple[int, int]:
    if start >= end:
        at = source.words[start].start if start < len(source.words) else len(source.text)
        return (at, at)
    return (source.words[start].start, source.words[end - 1].end)


def _edit(
    kind: str,
    quote: str,
    draft: tuple[int, int],
    source: _Source,
    at: tuple[int, int],
    note: str,
    severity: str = "major",
) -> Edit:
    return Edit(
        kind=kind, severity=severity, draft=draft, draft_text=quote[slice(*draft)], evidence=at,
        evidence_text=source.text[slice(*at)], note=note,
    )  # fmt: skip


def _judge(
    quote: str, runs: list[_Run], places: tuple[int, ...], source: _Source, policy: str, spoken: bool
) -> list[Edit]:
    edits = list[Edit]()
    for number, (run, place) in enumerate(zip(runs, places, strict=True)):
        edits += _inside(quote, run, place, source, spoken)
        last = places[number - 1] + len(runs[number - 1].words) if number else place
        before = runs[number - 1].words[-1].end if number and runs[number - 1].words else 0
        draft = (before, run.words[0].start if run.words else len(quote))
        at = _span(source, last, place)
        if run.joint == "dots" and number and (why := _hides(source, last, place)):
            edits.append(_edit(why[0], quote, draft, source, at, why[1]))
        if run.joint == "bracket":
            first = place if number else _first_gap(source, place, run)
            last = last if number else first
            if why_not := _bracket(run.added, source, last, place, policy):
                edits.append(_edit("bracket", quote, draft, source, _span(source, last, place), why_not))
    opening = (
        places[0] - 1
        if runs[0].joint == "bracket" and _first_gap(source, places[0], runs[0]) < places[0]
        else places[0]
    )
    end = places[-1] + len(runs[-1].words)
    edits += _cut_left(quote, source, opening) + _cut_right(quote, source, end)
    return edits


def _first_gap(source: _Source, place: int, run: _Run) -> int:
    """Where an opening bracket begins in the source: at the pronoun before its run, if there is one."""
    return place - 1 if place and run.added and _is(source.words[place - 1].norm, "third") else place


def _inside(quote: str, run: _Run, place: int, source: _Source, spoken: bool) -> list[Edit]:
    """Case, number style and punctuation inside a run whose words agree."""
    edits = list[Edit]()
    for n, word in enumerate(run.words):
        other = source.words[place + n]
        draft, at = (word.start, word.end), (other.start, other.end)
        if word.raw != other.raw and word.raw.replace("’", "'") != other.raw.replace("’", "'"):
            one, two = (unicodedata.normalize("NFKC", w.raw).replace("’", "'") for w in (word, other))
            if one.casefold() != two.casefold():
                edits.append(
                    _edit(
                        "number" if _numeric(word.norm) else "typography",
                        quote,
                        draft,
                        source,
                        at,
                        "house style",
                        "none",
                    )
                )
            elif one != two:
                harmless = n == 0 and one[1:] == two[1:]
                edits.append(
                    _edit("case", quote, draft, source, at, "capitals differ", "none" if harmless else "minor")
                )
        if not n or run.words[n - 1].start == word.start or source.words[place + n - 1].start == other.start:
            continue
        ours, theirs = quote[run.words[n - 1].end : word.start], source.gaps[place + n]
        kind = _marks_differ(ours, theirs, spoken)
        if kind:
            draft, at = (run.words[n - 1].end, word.start), (other.start - len(theirs), other.start)
            edits.append(
                _edit(
                    kind,
                    quote,
                    draft,
                    source,
                    at,
                    "punctuation differs inside the quotation",
                    "major" if "?" in ours + theirs else "minor",
                )
            )
    return edits


def _canon(gap: str) -> str:
    gap = re.sub(r"[\[(]?\s*(?:…|\.\s?\.\s?\.)\s*[\])]?|\[\s*sic\s*\]", "", _HIDDEN.sub("", gap))
    gap = "".join('"' if c in _QUOTES else "-" if c in "‐‑‒–—―−" else c for c in gap)
    return re.sub(r'"+', '"', _DASHES.sub("-", re.sub(r"\s", "", gap)))


def _marks_differ(ours: str, theirs: str, spoken: bool) -> str:
    one, two = _canon(ours), _canon(theirs)
    if one == two:
        return ""
    if spoken and re.search(r"\w", theirs):
        return "punctuation" if ("?" in one) != ("?" in two) else ""
    if "\n" in theirs or "\n" in ours:
        one, two = one.replace('"', ""), two.replace('"', "")
    if one.replace('"', "") == two.replace('"', ""):
        return "quotation_mark" if one != two else ""
    return "punctuation"


def _numeric(norm: str) -> bool:
    return norm[:1].isdigit() or norm in _lists()["number"]


def _hides(source: _Source, start: int, end: int) -> tuple[str, str] | None:
    """Why an ellipsis over ``words[start:end]`` isn't honest, or None."""
    hidden = source.words[start:end]
    if not hidden:
        return None
    if len(hidden) > MAX_GAP:
        return "splice", "the ellipsis joins places too far apart"
    for word in hidden:
        if _is(word.norm, "negation", "condition", "hedge", "contrast", "modality"):
            return "ellipsis", f"the ellipsis hides “{word.raw}”"
    breaks = [n for n in range(start, end + 1) if _SENTENCE.search(_outer(source.gaps[n]))]
    if breaks and end not in breaks:
        return "splice", "the ellipsis joins parts of two sentences"
    closed = _canon(source.gaps[start]) and _canon(source.gaps[end])
    if any(_numeric(w.norm) or _is(w.norm, "unit") for w in hidden) and not closed:
        return "ellipsis", "the ellipsis hides a figure"
    names = any(w.raw[:1].isupper() or _is(w.norm, "pronoun") for w in hidden)
    if names and not closed and not _is(source.words[end].norm, "subject"):
        return "ellipsis", "the ellipsis may hide who the kept words are about"
    return None


def _outer(gap: str) -> str:
    return re.sub(r"…|\.\s?\.\s?\.", "", gap)


def _bracket(added: tuple[Word, ...], source: _Source, start: int, end: int, policy: str) -> str:
    """Why a bracket that stands for ``words[start:end]`` isn't permitted, or ''."""
    replaced = source.words[start:end]
    if not added or len(added) > MAX_BRACKET or len(replaced) > 1:
        return "the bracket stands for too much"
    for word in added:
        if _numeric(word.norm) or _is(
            word.norm, "negation", "condition", "hedge", "contrast", "modality", "intensifier", "unit"
        ):
            return f"the bracket adds “{word.raw}”"
    if replaced:
        old = replaced[0].norm
        if "tense_brackets" in POLICIES[policy] and len(added) == 1 and _same_verb(added[0].norm, old):
            return ""
        if not _is(old, "third"):
            return f"the bracket replaces “{replaced[0].raw}”, which is no third-person pronoun"
        return "the bracket puts one pronoun for another" if len(added) == 1 and _is(added[0].norm, "pronoun") else ""
    beside = source.words[max(0, start - 1) : start + 1]
    known = any((w.raw[:1].isupper() and w.norm != "i") or _is(w.norm, "third") for w in beside)
    named = any(w.raw[:1].isupper() for w in added) and all(
        w.raw[:1].isupper() or _is(w.norm, "joining") for w in added
    )
    titled = _is(added[0].norm, "joining") and bool(beside) and _is(beside[0].norm, "third")
    return "" if known and (named or titled) else "the bracket adds words that name nobody the sentence mentions"


def _same_verb(one: str, two: str) -> bool:
    if any(one in forms and two in forms for forms in _lists()["tense"]):
        return True
    return _stem(one) == _stem(two) and one != two


def _stem(norm: str) -> str:
    return re.sub(r"(?<=\w{3})(?:ed|ing|es|s|d|e)$", "", norm)


def _cut_left(quote: str, source: _Source, at: int) -> list[Edit]:
    """What stands before the fragment in its sentence and governs it."""
    draft, n, clause, seen = (0, 0), at, True, 0
    if at and source.gaps[at] in ("-", "‐", "‑", "–"):
        return [
            _edit("deletion", quote, draft, source, _span(source, at - 1, at), "the fragment begins inside a compound")
        ]
    while n > 0 and seen < 40 and not _ends(source.gaps[n]):
        clause = (
            clause
            and (n == at or not re.search(r"[,—–()]", source.gaps[n]))
            and not (n == at and "," in source.gaps[n])
        )
        word = source.words[n - 1]
        kinds = ("negation", "condition", "hedge", "modality", "contrast") if clause else ("condition",)
        kind = next(
            (
                k
                for k in kinds
                if _is(word.norm, k) and not (word.norm == "will" or (k == "contrast" and word.norm in ("but", "and")))
            ),
            None,
        )
        if kind or (n == at and _numeric(word.norm) and _is(source.words[at].norm, "unit")):
            label = kind if kind in ("negation", "hedge", "modality") else "deletion"
            return [_edit(label, quote, draft, source, (word.start, word.end), f"the fragment cuts off “{word.raw}”")]
        n, seen = n - 1, seen + 1
    return []


def _ends(gap: str) -> bool:
    return bool(_SENTENCE.search(_outer(gap)) or (re.search('["“”„«»]', gap) and "," not in gap))


def _cut_right(quote: str, source: _Source, end: int) -> list[Edit]:
    """A question mark gained or lost, and what follows the fragment in its sentence and takes it back."""
    tail = re.search(r"[^\w\]]*$", quote)
    closing, after = tail[0] if tail else "", source.gaps[end]
    draft = (len(quote) - len(closing), len(quote))
    mark = after.split("\n")[0]
    if ("?" in closing) != ("?" in re.split(r"\w", mark)[0]):
        return [
            _edit("punctuation", quote, draft, source, _span(source, end, end), "a question mark was added or lost")
        ]
    if end and end < len(source.words) and after in ("-", "‐", "‑", "–"):
        return [
            _edit("deletion", quote, draft, source, _span(source, end, end + 1), "the fragment ends inside a compound")
        ]
    n = end
    while (
        n < len(source.words) and n - end < 40 and not _ends(source.gaps[n]) and not re.search('[”"]', source.gaps[n])
    ):
        word = source.words[n]
        near = n - end < 3 and _is(word.norm, "negation")
        figure = n == end and end and _numeric(source.words[n - 1].norm) and _is(word.norm, "unit")
        if (
            near
            or figure
            or _is(word.norm, "condition", "contrast")
            or (n - end < 3 and _is(word.norm, "hedge") and not _canon(after))
        ):
            return [
                _edit(
                    "deletion", quote, draft, source, (word.start, word.end), f"the fragment stops before “{word.raw}”"
                )
            ]
        n += 1
    if n < len(source.words) and n > end and "?" in source.gaps[n] and re.search(r"[.!]", closing):
        return [
            _edit("punctuation", quote, draft, source, _span(source, end, n), "part of a question is made a statement")
        ]
    return []


def _explain(quote: str, runs: list[_Run], source: _Source) -> Result:
    """Why it isn't ok: the likeliest window, aligned word by word. Never ok."""
    ours = [word for run in runs for word in run.words]
    low, high = _window(ours, source)
    there = source.words[low:high]
    if not there or len(ours) * len(there) > MAX_CELLS:
        return Result(verdict="not_found", ok=False, reason="nothing here supports the quotation")
    matcher = SequenceMatcher(None, [w.norm for w in ours], [w.norm for w in there], autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    coverage = sum(b.size for b in blocks) / len(ours)
    if not blocks or coverage < MIN_FOUND:
        return Result(verdict="not_found", ok=False, coverage=coverage, reason="nothing here supports the quotation")
    edits, first, last = list[Edit](), blocks[0].b, blocks[-1].b + blocks[-1].size
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" or (tag == "insert" and (d <= first or c >= last)):
            continue
        one, two = ours[a:b], there[c:d]
        draft = (one[0].start, one[-1].end) if one else (ours[a - 1].end, ours[a - 1].end)
        kind = _kind(one, two)
        edits.append(_edit(kind, quote, draft, source, _span(source, low + c, low + d), f"words differ: {kind}"))
    if not edits:  # the words agree across a joint that the exact search could not place
        kind = "ellipsis" if any(r.joint == "dots" for r in runs) else "bracket"
        edits.append(
            _edit(kind, quote, (0, len(quote)), source, _span(source, low, high), "the marked edit can't be proven")
        )
    return Result(
        verdict="altered", ok=False, changes=tuple(edits), span=_span(source, low + first, low + last),
        coverage=coverage, reason=edits[0].note,
    )  # fmt: skip


def _window(ours: list[Word], source: _Source) -> tuple[int, int]:
    """The stretch of the source that holds most of the quotation's words, rare ones first; linear."""
    size = len(ours) * 3 // 2 + 10
    counts = Counter(w.norm for w in source.words)
    weight = {w.norm: 1 / counts[w.norm] for w in ours if w.norm in counts}
    held, score, best, at = Counter[str](), 0.0, 0.0, 0
    for n, word in enumerate(source.words):
        if word.norm in weight:
            held[word.norm] += 1
            score += weight[word.norm] if held[word.norm] == 1 else 0
        if n >= size and (old := source.words[n - size].norm) in weight:
            held[old] -= 1
            score -= weight[old] if not held[old] else 0
        if score > best + 1e-12:
            best, at = score, n
    return max(0, at - size - 10), min(len(source.words), at + size)


def _kind(one: Sequence[Word], two: Sequence[Word]) -> str:
    """The change's kind by word lists and forms; the gravest first."""
    ours, theirs = Counter(w.norm for w in one), Counter(w.norm for w in two)
    changed = list((ours - theirs).keys()) + list((theirs - ours).keys())
    if not changed:
        return "order"
    if any(_is(w, "negation") or w == "now" for w in changed):
        return "negation"
    if any(_numeric(w) or _is(w, "unit") for w in changed):
        return "number"
    if any(_is(w, "pronoun", "month") for w in changed) or any(
        w.raw[:1].isupper() and w.norm in changed for w in [*one[1:], *two[1:]]
    ):
        return "entity"
    if len(one) == 1 == len(two) and one[0].raw[:1].isupper() and two[0].raw[:1].isupper():
        return "entity"
    if len(one) == 1 == len(two) and _same_verb(one[0].norm, two[0].norm) and one[0].norm + "s" != two[0].norm:
        return "tense"
    for kind in ("modality", "hedge", "intensifier"):
        if any(_is(w, kind) for w in changed):
            return kind
    return "word" if one and two else "insertion" if one else "deletion" if len(two) <= 8 else "splice"
