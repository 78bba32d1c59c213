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

from attribune.check.changes.letters import other_letters
from attribune.check.changes.whole import figure_kind, is_contraction, sides, whole_contraction, whole_figures
from attribune.check.gaps import Gap, gaps
from attribune.lexicon import calendar, pronouns, rows, words
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
MAX_TOLD = 3  # changes that one message tells
CUT_OFF = "the words are cut from a longer sentence"  # how the reasons of ``trimmed`` begin
GOES_ON = "the speaker goes on"
IN_CAPITALS = "it is written in capitals"
ASKED = "a question mark was added or lost"  # what the comparison notes of a question made a statement, or the reverse
MARKED = "only marked or permitted edits differ"  # the reason that the comparison gives; a person reads which
HOUSE_STYLE = "house style"
HIDDEN = " … "  # between what stands before a quotation and what its ellipses hide
ENDS = frozenset(".!?…")
_POSSESSIVES = pronouns("possessive")
DETERMINERS = _POSSESSIVES | frozenset("the a an one some several two three both many".split())
_QUANTITIES = frozenset("all some any many most few much more no none every each both several".split())
_REASON_FIRST = frozenset({"trimmed", "disputed", "unclear", "not_direct", "misattributed"})
_TOLD_BY_REASON = frozenset({"speaker", "splice", "case", "ellipsis", "typography", "punctuation", "quotation_mark"})
_SMALL = frozenset({"punctuation", "case", "typography", "quotation_mark", "contraction"})
_LETTER = re.compile(r"\w")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_BRACKETED = re.compile(r"\W*(\[[^\[\]]*\])\W*\Z")
_BRACKETS = re.compile(r"[\[\]()]")
_SIGNS = re.compile(r"[\s“”\"‘’'«»„‚‹›]+\Z")
# Notes that say no more than the sentence of their kind.
_REPEATS = frozenset(
    {
        "words of separate turns are joined without a mark",
        "capitals differ",
        "punctuation differs inside it",
        "quotation marks inside it differ",
    }
)
_PERSONAL = pronouns("subject", "object", "possessive", "independent")
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
    """Return every verdict's sign, group, label and one-line meaning, best verdict first."""
    return {name: Word(*rest) for name, *rest in rows("wording/verdicts.tsv")}


def message(verdict: Verdict) -> str:
    """Return the one sentence that a person reads of a verdict: why, else what the verdict means.

    Of many changes it tells the first ones and counts the others: the passage shows them all.
    """
    text = first_reasons(verdict)
    return f"{text[0].upper()}{text[1:]}{'' if text.rstrip('”’')[-1:] in ENDS else '.'}"


def first_reasons(verdict: Verdict) -> str:
    """Return the first reasons in one line, and how many more there are; what the verdict means where there is none."""
    lines = reasons(verdict) or [verdict_words()[verdict.verdict].gloss]
    if len(lines) > MAX_TOLD:
        lines = [*lines[:MAX_TOLD], f"and {len(lines) - MAX_TOLD} more"]
    return "; ".join(lines)


def reasons(verdict: Verdict) -> list[str]:
    """Return why a verdict is what it is, worth saying: its changes as sentences, and a reason that adds to them.

    Where words are cut, or can't be judged, or are nobody's or somebody else's, that comes first and the edges that the
    comparison minds besides say no more.
    """
    if verdict.ok:
        return _edits(verdict)
    reason = _reason(verdict)
    first = verdict.verdict in _REASON_FIRST and bool(reason)
    changes = marked_changes(verdict)
    if first:
        changes = [c for c in changes if c.kind not in _TOLD_BY_REASON and not is_cut(c) and c.severity != "none"]
    lines = change_sentences(whole_figures(verdict, changes))
    known = {change.note for change in changes}
    if reason and reason not in known and reason not in (*lines, verdict_words()[verdict.verdict].gloss):
        lines.insert(0 if first else len(lines), reason)
    return lines


def _edits(verdict: Verdict) -> list[str]:
    """Return what an ok quotation and its evidence don't share; that nothing else differs, where that is all."""
    if verdict.verdict == "verbatim" and not verdict.changes:
        return ["the same words"]
    passage = verdict.evidence[0].text if verdict.evidence else ""
    told = [_gap(gap, passage) for gap in gaps(verdict.text, passage) if passage[slice(*gap.span)] != gap.mark[1:-1]]
    changes = _whole_contractions(verdict)
    if _is_in_capitals(verdict):
        told, changes = [*told, IN_CAPITALS], [change for change in changes if change.kind != "case"]
    told += [_edit(c) for c in changes if not (told and c.kind in ("ellipsis", "bracket"))]
    told = list(dict.fromkeys(told))
    if not told:
        known = verdict.reason not in (None, "", MARKED)
        return [verdict.reason or ""] if known else ["the same words, but for edits that are marked or permitted"]
    return [f"the same words, but {told[0]}", *told[1:]]


def _is_in_capitals(verdict: Verdict) -> bool:
    """True if a quotation of several words is all in capitals, and the evidence isn't: that is one difference."""
    passage = verdict.evidence[0].text if verdict.evidence else ""
    return verdict.text.isupper() and len(verdict.text.split()) > 1 and not passage.isupper()


def _gap(gap: Gap, passage: str) -> str:
    words = _bare(passage[slice(*gap.span)])
    if not words:
        return f"the {'ellipsis stands for nothing' if gap.is_ellipsis else f'bracket {gap.mark} is the draft’s'}"
    return f"{'an ellipsis' if gap.is_ellipsis else gap.mark} stands for {_quoted(words)}"


def _edit(change: Change) -> str:
    """Return an edit that a mark or the house style permits, as what stands for what."""
    there, here = change.evidence_text.strip(), change.draft_text.strip()
    style = f" ({change.note})" if change.note == HOUSE_STYLE else ""
    if change.kind == "ellipsis" and there:
        return f"an ellipsis stands for {_quoted(there)}"
    if there and here:
        return f"{_quoted(here)} stands for {_quoted(there)}{style}"
    return (
        f"{_quoted(there or here)} is {'left out' if there else 'added'}{style}" if there or here else "a mark differs"
    )


def _reason(verdict: Verdict) -> str:
    """Return the reason of the comparison in an editor's words."""
    if verdict.verdict == "trimmed":
        if (verdict.reason or "").startswith(GOES_ON):
            return verdict.reason or ""
        told = _trimmed(verdict)
        besides = "" if (verdict.reason or "").startswith(CUT_OFF) else verdict.reason
        return "; ".join(filter(None, (told, besides)))
    theirs = next((evidence.speaker for evidence in verdict.evidence if evidence.speaker), None)
    reason = verdict.reason or ""
    for name in dict.fromkeys((theirs, verdict.speaker.name if verdict.speaker else None)):
        shown = speaker_words(name) if name else ""
        if shown != name and name:  # a role without a name: "assistant"
            named = rf"(?<![\w“-])(?:{re.escape(shown.removesuffix(name))})?{re.escape(name)}(?![\w”-])"
            reason = re.sub(named, lambda _, shown=shown: shown, reason)  # type: ignore[misc]
    return reason


def speaker_words(name: str) -> str:
    """Return a speaker's name as it stands in a sentence: a role without a name gets its article.

    >>> speaker_words("plant, run by Colvin Plastics"), speaker_words("Otto Quist"), speaker_words("officials")
    ('the plant, run by Colvin Plastics', 'Otto Quist', 'officials')
    """
    head = re.split(r",| (?:of|for|to|in|from|with|who|at|on|by)\b", name, maxsplit=1)[0]
    first, last = head.partition(" ")[0].lower(), head.rpartition(" ")[2]
    bare = name[:1].islower() and first not in DETERMINERS and not (last.endswith("s") and not last.endswith("ss"))
    return f"the {name}" if bare and first not in _PERSONAL and first.isalpha() else name


def _trimmed(verdict: Verdict) -> str:
    """Return which words of the sentence the quotation leaves out, and where."""
    cut = verdict.cut
    hidden = [_bare(c.evidence_text) for c in verdict.changes if c.kind == "ellipsis" and _bare(c.evidence_text)]
    before = [_bare(part) for part in cut.before.split(HIDDEN)] if cut else []
    inside = [*hidden, *(" ".join(evidence.text.split()) for evidence in verdict.evidence[:1])]
    under = [part for part in before if part and any(part in one for one in inside)]
    parts = [f"before these words {_quoted(part)}" for part in before if part and part not in under]
    parts += [f"under the ellipsis {_quoted(part)}" for part in (under or ([] if parts else hidden))]
    parts += [f"after these words {_quoted(_bare(cut.after))}"] if cut and _bare(cut.after) else []
    return f"left out of the sentence, which may change its sense: {', '.join(dict.fromkeys(parts))}" if parts else ""


def _bare(text: str) -> str:
    """Return words without the punctuation at their ends, on one line."""
    return " ".join(text.split()).strip(' ,;:.—–-“”‘’"')


def marked_changes(verdict: Verdict) -> list[Change]:
    """Return the changes worth a sentence: all that matter, or, where none does, all there are."""
    told = _whole_contractions(verdict)
    if _is_in_capitals(verdict):
        told = [change for change in told if change.kind != "case"]
    telling = [change for change in told if change.severity != "none"]
    return telling or told


def _whole_contractions(verdict: Verdict) -> list[Change]:
    """Return the changes, those of a contraction with all the words it stands for: the
    comparison may give one of two.
    """
    draft, evidence = sides(verdict)
    return list(dict.fromkeys(whole_contraction(change, draft, evidence) for change in verdict.changes))


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
    """Return one change as a plain sentence, the changed words of both sides in it; its note where no words changed."""
    if not change.draft_text.strip() and not change.evidence_text.strip() and change.note:
        return change.note if change.note != ASKED else "only one of draft and evidence asks it as a question"
    for begins, template in _CUTS:
        if _says(change, begins) and change.evidence_text.strip():
            return _filled(template, change)
    if change.note == ASKED:
        asking, other = ("draft", "evidence") if "?" in change.draft_text else ("evidence", "draft")
        return f"the {asking} asks it as a question, and the {other} doesn't"
    if letters := other_letters(change.draft_text, change.evidence_text):
        return letters
    sentence = _filled(_template(change), change)
    return f"{sentence} ({change.note})" if change.note and adds(change) else sentence


def change_sentences(changes: Sequence[Change]) -> list[str]:
    """Return the changes as sentences, each once; words that were lost in one place and added in another only moved."""
    lost, added = Counter[str](), Counter[str]()
    for change in changes:
        lost[_one_sided(change.evidence_text, change.draft_text)] += 1
        added[_one_sided(change.draft_text, change.evidence_text)] += 1
    found, moved = [], dict[str, str]()
    for change in changes:
        words = _one_sided(change.evidence_text, change.draft_text) or _one_sided(
            change.draft_text, change.evidence_text
        )
        if words and lost[words] and added[words]:
            moved.setdefault(words, change.evidence_text or change.draft_text)  # once, whatever its capitals
            found.append(f"{_quoted(moved[words])} stands elsewhere in the evidence")
        else:
            found.append(change_sentence(change))
    return list(dict.fromkeys(found))


def _one_sided(text: str, other: str) -> str:
    """Return the words of a text that stands on one side alone, to be compared; "" where there are none."""
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
    """Return the kind whose sentence is true of the words that changed, as a reader sees them."""
    kind: str = change.kind
    if is_contraction(change.draft_text, change.evidence_text):
        return "contraction"
    texts = [text for text in (change.draft_text, change.evidence_text) if _LETTER.search(text) or is_figure(text)]
    plain = "word" if change.draft_text and change.evidence_text else "insertion" if change.draft_text else "deletion"
    if kind in _NAMED and any(len(text.split()) > MAX_NAMED_WORDS for text in texts):
        return "deletion"
    if texts and all(_is_day(text) for text in texts):
        return "day"
    if kind == "entity":
        if texts and all(_is_pronoun(text) for text in texts):
            return "person"
        return "entity" if texts and all(is_name(text) for text in texts) else plain
    if kind == "intensifier" and any(_QUANTITIES & set(text.lower().split()) for text in texts):
        return "amount"
    if kind == "tense" and _differ_by_ending(*texts[:2]):
        return "form"
    figure = figure_kind(texts) if kind in ("number", "word", "typography") else None
    if figure or kind != "number":
        return figure or kind
    return "number" if texts and all(is_figure(text) and _is_all_figure(text) for text in texts) else plain


def _is_all_figure(text: str) -> bool:
    """True if a text is a figure with little beside it, "about 20 boats", and not "I'm 120 and"."""
    words = text.lower().split()
    return len(words) < 4 and not {"and", "or", "but"} & {*words[:1], *words[-1:]}


def _is_day(text: str) -> bool:
    """True if a text is the name of a month or of a day of the week, with or without figures."""
    found = _WORD.findall(text.lower())
    named = [word for word in found if not word.isdigit()]
    return bool(named) and all(word in _calendar() for word in named)


@cache
def _calendar() -> frozenset[str]:
    return frozenset(name for kind in ("month", "weekday") for names in calendar(kind, short=True) for name in names)


def _differ_by_ending(one: str = "", two: str = "") -> bool:
    """True if two words differ by a closing "s" alone: of a noun as of a verb."""
    short, long = sorted((one.strip().lower(), two.strip().lower()), key=len)
    return long in (f"{short}s", f"{short}es")


def is_name(text: str) -> bool:
    """True if all words of a text are those of a name: capitals, with particles between them."""
    found = _WORD.findall(text)
    telling = [word for word in found if word.lower() not in words("names/particles.txt") | {"of", "the", "and"}]
    small = _PERSONAL | words("text/stopwords.txt") | _QUANTITIES
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


def adds(change: Change) -> bool:
    """True if a change's note says more than its sentence: a note that repeats its kind or its words doesn't."""
    note = (change.note or "").casefold()
    if note in _REPEATS:
        return False
    sides = (*change.draft_text.split(), *change.evidence_text.split())
    words = [word for side in sides for word in (side.casefold(), _bare(_BRACKETS.sub("", side.casefold()))) if word]
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
    if _SIGNS.match(text) and text.strip():
        return text.strip()
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
