"""One change as a sentence that an editor understands who has never seen this program.

The typed script names a change after the gravest word in it. A sentence says "name" only of a name and "figure" only
of a figure; where more words changed, it shows them and says what is among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from attribune.exports.clipping import clip, clip_middle
from attribune.lexicon import rows
from attribune.records import Change

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
_PERSONAL = frozenset(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs".split()
)
_SMALL_WORDS = frozenset("a an the of and or but if in on at to for with by from as is was it that this not no".split())
_PARTICLES = frozenset("of the de la le von van der den bin al and".split())
# Notes that say no more than the sentence of their kind.
_REPEATS = frozenset({"capitals differ", "punctuation differs inside it", "quotation marks inside it differ"})
_CONTRACTED = re.compile(r"n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
# What the comparison notes where a quotation was cut at its ends: its words, and what an editor reads.
_CUTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"the fragment cuts off “(.+)”\Z", re.DOTALL),
     "cut off at the beginning: before these words the evidence has {e}, which may change their sense"),
    (re.compile(r"the fragment stops before “(.+)”\Z", re.DOTALL),
     "cut off at the end: the evidence goes on with {e}, which may change the sense"),
    (re.compile(r"the fragment begins inside a compound"), "cut off at the beginning, inside {e}"),
    (re.compile(r"the fragment ends inside a compound"), "cut off at the end, inside {e}"),
    (re.compile(r"part of a question is made a statement"), "the evidence asks it as a question: {e} was cut off"),
    (re.compile(r"the fragment cuts off the end of a phrase"), "cut off at the end: the evidence goes on with {e}"),
)  # fmt: skip


@cache
def _sentences() -> Mapping[str, tuple[str, str, str]]:
    return {kind: (lost, added, both) for kind, lost, added, both in rows("wording/changes.tsv")}


def is_cut(change: Change) -> bool:
    """True if a change says how a quotation was cut at its beginning or end."""
    return any(pattern.match(change.note or "") for pattern, _ in _CUTS)


def change_sentence(change: Change) -> str:
    """One change as a plain sentence, the changed words of both sides in it; its note where no words changed."""
    if not change.draft_text.strip() and not change.evidence_text.strip() and change.note:
        return change.note
    for pattern, template in _CUTS:
        if pattern.match(change.note or "") and change.evidence_text.strip():
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
    telling = [word for word in found if word.lower() not in _PARTICLES]
    return bool(telling) and all(word[0].isupper() and word.lower() not in _PERSONAL | _SMALL_WORDS for word in telling)


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
