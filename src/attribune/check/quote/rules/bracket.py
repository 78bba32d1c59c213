"""Rule "bracket": what an editor may add in square brackets."""

from __future__ import annotations

from ..lexicon import STRONG_KINDS, is_listed
from ..placement import Placement
from ..source import WordLine, all_words, vocabulary
from ..text import _CLITIC, Word, is_kin, is_name, is_numeric, is_pronoun, same_verb

_ORDINALS = frozenset("first second third fourth fifth".split())
MAX_BRACKET = 6  # words an editor may add in brackets; set by judgement
MIN_CONTEXT = 100  # words of narration from which on a source is an article, which would name whom it quotes


def check_bracket(placement: Placement, added: tuple[Word, ...], start: int, end: int) -> str:
    """Return why a bracket that stands for ``words[start:end]`` isn't permitted, or ""."""
    line, replaced = placement.line, placement.line.words[start:end]
    relative = _is_relative(replaced)
    if not added:
        return "the bracket is empty"
    if len(added) > MAX_BRACKET:
        return f"the bracket has more than {MAX_BRACKET} words"
    if len(replaced) > 1 and not relative:
        return "a bracket may replace one pronoun, and this one replaces more"
    for number, word in enumerate(added):
        if word.raw.lower() in _ORDINALS and number + 1 < len(added):
            continue  # "the first officer"
        if is_numeric(word.norm) or is_listed(
            word.norm, *STRONG_KINDS, "modality", "intensifier", "unit", "evaluative", "reversal"
        ):
            return f"the bracket adds “{word.raw}”"
    if not replaced:
        return _insertion_objection(placement, added, start)
    if relative and _are_names(added):
        return _unknown_name_objection(line, added)
    old = replaced[0]
    if "brackets" in placement.line.allowed and len(added) == 1 and same_verb(added[0].norm, old.norm):
        return ""
    if not is_pronoun(old):
        return f"the bracket replaces “{old.raw}”, which is no third-person pronoun"
    if all(is_listed(_CLITIC.sub("", word.norm), "pronoun") for word in added):
        return "the bracket puts one pronoun for another"
    clitic = _CLITIC.search(old.norm)
    if clitic and not (added[-1].norm.endswith(clitic[0]) or is_listed(added[-1].norm, "copula", "modality")):
        return f"the bracket drops a part of “{old.raw}”"
    if old.norm == "that" and end < len(line.words) and is_listed(line.words[end].norm, "subject"):
        return "the bracket replaces “that” where it joins two clauses"
    return _unknown_name_objection(line, added)


def _is_relative(replaced: tuple[Word, ...]) -> bool:
    """True if words are what a speaker calls a relative: "Dad", "my uncle"."""
    before = replaced[0] if len(replaced) > 1 else None
    owned = before is None or is_listed(before.norm, "own")
    return 1 <= len(replaced) <= 2 and owned and is_kin(replaced[-1], before)


def _are_names(added: tuple[Word, ...]) -> bool:
    named = any(word.raw[:1].isupper() for word in added)
    return named and all(w.raw[:1].isupper() or is_listed(w.norm, "joining", "title") for w in added)


def _unknown_name_objection(line: WordLine, added: tuple[Word, ...]) -> str:
    """Return why a bracket names something unknown to the source, or ""; spoken words alone can't tell."""
    if len(all_words(line.text, line.allowed)) - len(line.words) < MIN_CONTEXT:
        return ""
    there = vocabulary(line.text, line.allowed)
    for word in added:
        bare = word.norm.removesuffix("'s")
        if bare not in there and not is_listed(bare, "function", "title", "given", "copula"):
            return f"the bracket names “{word.raw}”, which the source doesn't"
    return ""


def _insertion_objection(placement: Placement, added: tuple[Word, ...], at: int) -> str:
    """Return why a bracket may not be added before word ``at``, or "": only names, titles and function words may."""
    line = placement.line
    opens = placement.runs[0].joint == "bracket" and at == placement.places[0]  # what stands before was cut, not kept
    before = () if opens else line.words[max(0, at - 3) : at]
    after = line.words[at : at + 1]
    if len(added) == 1 and is_listed(added[0].norm, "filling"):
        counted = added[0].norm == "a" and after and after[0].norm in ("few", "little")
        return "the bracket turns “few” into “a few”" if counted else ""
    if "brackets" in placement.line.allowed and len(added) == 1 and is_listed(added[0].norm, "copula"):
        return ""
    if is_listed(added[0].norm, "notes") and len(added) == 1:
        return ""
    titled = any(is_listed(word.norm, "title", "given") for word in added)
    if (
        after
        and is_name(after[0])
        and titled
        and all(is_listed(w.norm, "title", "given", "former") or len(w.norm) == 1 for w in added)
    ):
        return ""
    if len(added) == 1 and before and after and is_kin(added[0], before[-1]) and is_name(after[0]):
        return ""
    if _are_names(added) and before:
        last = before[-1]
        if (
            is_listed(last.norm, "pronoun")
            or is_pronoun(last)
            or is_name(last)
            or any(is_listed(w.norm, "determiner") for w in before[:-1])
        ):
            return _unknown_name_objection(line, added)
    if (
        before
        and (is_pronoun(before[-1]) or is_listed(before[-1].norm, "pronoun"))
        and is_listed(added[0].norm, "determiner", "joining")
    ):
        return _unknown_name_objection(line, added)
    return "the bracket adds words that name nobody the sentence mentions"
