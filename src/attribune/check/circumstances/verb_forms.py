"""The forms of English verbs, and how verbs are related: which mean the same, which the opposite."""

from __future__ import annotations

from functools import cache

from attribune.lexicon import rows, word_class, words


@cache
def verb_relations() -> dict[str, tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    """Return the synsets of each verb, those above them, and those opposite to either."""
    found = {}
    for word, *cells in rows("grammar/verb_relations.tsv"):
        own, above, against = (frozenset(cell.split()) - {"n"} for cell in (*cells, "", "", "")[:3])
        found[word] = (own, above, against)
    return found


@cache
def noun_verbs() -> frozenset[str]:
    """Return the verbs whose base form is more often a noun."""
    return frozenset(row[0] for row in rows("grammar/verb_relations.tsv") if row[-1] == "n")


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Return the base form of each irregular form of a verb, and what it is: "past" or "participle"."""
    found: dict[str, tuple[str, str]] = {}
    for name in ("check/verb_forms.txt", "check/irregular_verbs.txt"):
        for line in words(name):
            base, *forms = line.split()
            base = {"is": "be", "has": "have"}.get(base, base)
            past = [form for form in forms if not form.endswith("s") and form != base]
            for number, form in enumerate(past):
                found[form] = (base, "participle" if number and number == len(past) - 1 else "past")
    return found


@cache
def base_of(word: str) -> tuple[str, str] | None:
    """Return the base form of a verb's form and its kind (base, past, same, participle, third, ing); None of no verb.

    "same" is a base form that is the past as well: "cut".
    """
    if word in _irregular():
        return _irregular()[word]
    known = verb_relations()
    for ending, kind in (
        ("ied", "past"),
        ("ed", "past"),
        ("ing", "ing"),
        ("ies", "third"),
        ("es", "third"),
        ("s", "third"),
    ):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        once = stem[:-1] if stem[-1] == stem[-2] else stem
        tries = (f"{stem}y",) if ending in ("ied", "ies") else (f"{stem}e", stem, once)
        if found := next((one for one in tries if one in known), None):
            return found, kind
    if word in known:
        return word, "same" if word in word_class("grammar/word_classes.tsv", "unchanging") else "base"
    return None


def are_related(one: str, two: str) -> bool:
    """True if one of two verbs may mean the other, or a kind of it."""
    ours, theirs = verb_relations().get(one), verb_relations().get(two)
    return bool(ours and theirs and (ours[0] & (theirs[0] | theirs[1]) or theirs[0] & ours[1]))


def are_opposite(one: str, two: str) -> bool:
    """True if one of two verbs may mean the opposite of the other."""
    ours, theirs = verb_relations().get(one), verb_relations().get(two)
    return bool(ours and theirs and (ours[2] & theirs[0] or theirs[2] & ours[0]))
