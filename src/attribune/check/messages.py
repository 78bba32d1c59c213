"""Verdicts and changes as sentences that an editor understands who has never seen this program.

The typed script names a change after the gravest word in it. A sentence says "name" only of a name and "figure" only
of a figure; where more words changed, it shows them and says what is among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from attribune.lexicon import pronouns, rows, words
from attribune.records import Change, Verdict
from attribune.text.clipping import clip, clip_middle

MAX_CHANGE_WORDS = 160  # code points of a change's text that a sentence repeats; the passage below it shows the rest
MAX_NAMED_WORDS = 5  # a name, figure or hedge is no longer than this; a clause is
KEPT_AT_ENDS = 5  # words shown of each end of a long stretch that was left out or replaced
_NAMED = {
    "entity": "name",
    "number": "figure",
    "negation": "negation",
    "hedge": "hedge",
    "modality": "condition or duty",
}
_SMALL = frozenset({"punctuation", "case", "typography", "quotation_mark", "contraction"})
_LETTER = re.compile(r"\w")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_BRACKETED = re.compile(r"\W*(\[[^\[\]]*\])\W*\Z")
_SIGNS = re.compile(r"[\s“”\"‘’'«»„‚‹›]+\Z")
# Notes that say no more than the sentence of their kind.
_REPEATS = frozenset({"capitals differ", "punctuation differs inside it", "quotation marks inside it differ"})
_PERSONAL = pronouns("subject", "object", "possessive", "independent")
_CONTRACTED = re.compile(r"n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
# What the comparison notes where a quotation was cut at its ends: its words, and what an editor reads.
_CUTS = (
    ("the fragment cuts off “",
     "cut off at the beginning: before these words the evidence has {e}, which may change their sense"),
    ("the fragment stops before “",
     "cut off at the end: the evidence goes on with {e}, which may change the sense"),
    ("the fragment begins inside a compound", "cut off at the beginning, inside {e}"),
    ("the fragment ends inside a compound", "cut off at the end, inside {e}"),
    ("the fragment cuts off the end of a phrase", "cut off at the end: the evidence goes on with {e}"),
    ("part of a question is made a statement", "the evidence asks it as a question: {e} was cut off"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """How one verdict is shown. ``group`` is "ok", "bad" or "open"; ``sign`` tells them apart without colour."""

    sign: str
    group: str
    label: str
    gloss: str


@cache
def verdict_words() -> Mapping[str, Word]:
    """Every verdict's sign, group, label and one-line meaning, best verdict first."""
    return {name: Word(*rest) for name, *rest in rows("wording/verdicts.tsv")}


def message(verdict: Verdict) -> str:
    """Return the whole sentence that a person reads of a verdict: all its reasons, else what the verdict means."""
    text = "; ".join(reasons(verdict)) or verdict.reason or verdict_words()[verdict.verdict].gloss
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?…' else '.'}"


def reasons(verdict: Verdict) -> list[str]:
    """Everything worth saying of why a quotation isn't ok: its changes as sentences, and a reason that adds to them.

    Where the words are nobody's or somebody else's, that comes first, and how they were cut says no more.
    """
    changes = marked_changes(verdict)
    elsewhere = verdict.verdict in ("not_direct", "misattributed") and bool(verdict.reason)
    if elsewhere:
        changes = [c for c in changes if c.kind not in ("speaker", "splice") and not is_cut(c)]
    if verdict.status == "look" and verdict.reason:  # the reason says more: the whole of what was cut, or why it's open
        changes = [c for c in changes if c.kind not in ("ellipsis", "case") and not is_cut(c)]
    lines = change_sentences(changes)
    known = {change.note for change in changes}
    gloss = verdict_words()[verdict.verdict].gloss
    if verdict.reason and verdict.reason not in known and verdict.reason not in (*lines, gloss):
        lines.insert(0 if elsewhere else len(lines), verdict.reason)
    return lines


def marked_changes(verdict: Verdict) -> list[Change]:
    """The changes worth a sentence: all that matter, or, where none does, all there are."""
    telling = [change for change in verdict.changes if change.severity != "none"]
    return telling or list(verdict.changes)


@cache
def _sentences() -> Mapping[str, tuple[str, str, str]]:
    return {kind: (lost, added, both) for kind, lost, added, both in rows("wording/changes.tsv")}


def is_cut(change: Change) -> bool:
    """True if a change says how a quotation was cut at its beginning or end."""
    return any(_says(change, begins) for begins, _ in _CUTS)


def _says(change: Change, begins: str) -> bool:
    """True if a change's note begins so; a quotation that the beginning opens must close the note."""
    note = change.note or ""
    return note.startswith(begins) and (not begins.endswith("“") or (len(note) > len(begins) + 1 and note[-1] == "”"))


def change_sentence(change: Change) -> str:
    """One change as a plain sentence, the changed words of both sides in it; its note where no words changed."""
    if not change.draft_text.strip() and not change.evidence_text.strip() and change.note:
        return change.note
    for begins, template in _CUTS:
        if _says(change, begins) and change.evidence_text.strip():
            return _filled(template, change)
    sentence = _filled(_template(change), change)
    return f"{sentence} ({change.note})" if change.note and adds(change) else sentence


def change_sentences(changes: Sequence[Change]) -> list[str]:
    """The changes as sentences, each once; words that were lost in one place and added in another only moved."""
    lost, added = Counter[str](), Counter[str]()
    for change in changes:
        lost[_one_sided(change.evidence_text, change.draft_text)] += 1
        added[_one_sided(change.draft_text, change.evidence_text)] += 1
    found = []
    for change in changes:
        words = _one_sided(change.evidence_text, change.draft_text) or _one_sided(
            change.draft_text, change.evidence_text
        )
        if words and lost[words] and added[words]:
            found.append(f"{_quoted(change.evidence_text or change.draft_text)} stands elsewhere in the evidence")
        else:
            found.append(change_sentence(change))
    return list(dict.fromkeys(found))


def _one_sided(text: str, other: str) -> str:
    """The words of a text that stands on one side alone, to be compared; "" where there are none."""
    return "" if other.strip() or not _LETTER.search(text) else " ".join(text.casefold().split())


def _template(change: Change) -> str:
    kind = _shown_kind(change)
    lost, added, both = _sentences()[kind]
    telling = (
        kind in _SMALL or _LETTER.search(change.draft_text) or is_figure(change.draft_text)
    )  # a comma in place of a clause: that is lost
    there, here = change.evidence_text.strip(), change.draft_text.strip()
    if there and here and telling:
        return both
    return lost if there else added


def _shown_kind(change: Change) -> str:
    """The kind whose sentence is true of the words that changed, as a reader sees them."""
    kind: str = change.kind
    if kind in ("typography", "negation", "word") and _is_contraction(change.draft_text, change.evidence_text):
        return "contraction"
    sides = [text for text in (change.draft_text, change.evidence_text) if _LETTER.search(text) or is_figure(text)]
    plain = "word" if change.draft_text and change.evidence_text else "insertion" if change.draft_text else "deletion"
    if kind in _NAMED and any(len(text.split()) > MAX_NAMED_WORDS for text in sides):
        return "deletion"
    if kind == "entity":
        if sides and all(_is_pronoun(text) for text in sides):
            return "person"
        return "entity" if sides and all(is_name(text) for text in sides) else plain
    if kind == "number":
        return "number" if any(is_figure(text) for text in sides) and all(len(t.split()) < 4 for t in sides) else plain
    return kind


def is_name(text: str) -> bool:
    """True if all words of a text are those of a name: capitals, with particles between them."""
    found = _WORD.findall(text)
    telling = [word for word in found if word.lower() not in words("names/particles.txt") | {"of", "the", "and"}]
    small = _PERSONAL | words("text/stopwords.txt")
    return bool(telling) and all(word[0].isupper() and word.lower() not in small for word in telling)


def is_figure(text: str) -> bool:
    """True if a text holds a figure: digits, a word for a number, or the sign of a currency."""
    written = (part for word in _WORD.findall(text.lower()) for part in word.split("-"))
    return any(c.isdigit() or c in "$£€¥%" for c in text) or any(part in _numbers() for part in written)


@cache
def _numbers() -> frozenset[str]:
    return frozenset(row[0] for row in rows("text/numbers.tsv"))


def _is_pronoun(text: str) -> bool:
    return text.strip().lower() in _PERSONAL


def _is_contraction(one: str, two: str) -> bool:
    return bool(_CONTRACTED.search(one)) != bool(_CONTRACTED.search(two)) and _spelled_out(one) == _spelled_out(two)


def _spelled_out(text: str) -> list[str]:
    text = (
        text.lower()
        .replace("’", "'")
        .replace("can't", "can not")
        .replace("cannot", "can not")
        .replace("won't", "will not")
    )
    for short, full in (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am")):
        text = text.replace(short, full)
    return _WORD.findall(text)


def adds(change: Change) -> bool:
    """True if a change's note says more than its sentence: a note that repeats its kind or its words doesn't."""
    note = (change.note or "").casefold()
    if note in _REPEATS:
        return False
    words = [w.casefold() for w in (*change.draft_text.split(), *change.evidence_text.split())]
    return not note.startswith("words differ: ") and not (words and any(f"“{w}”" in note for w in words))


def _filled(template: str, change: Change) -> str:
    sentence = template.replace("{d}", "\0d").replace("{e}", "\0e")
    sentence = sentence.replace("\0d", _quoted(change.draft_text)).replace("\0e", _quoted(change.evidence_text))
    named = _NAMED.get(change.kind)
    long = any(len(text.split()) > MAX_NAMED_WORDS for text in (change.draft_text, change.evidence_text))
    return f"{sentence}, with a {named} in it" if named and long else sentence


def _quoted(text: str) -> str:
    text = clip(clip_middle(text, KEPT_AT_ENDS), MAX_CHANGE_WORDS)
    bracket = _BRACKETED.match(text)
    if bracket:
        return bracket[1]
    return text.strip() if _SIGNS.match(text) and text.strip() else f"“{text}”"
