# ruff: noqa: ARG001 - every kind takes a random source, whether it needs one or not
"""Edits that keep what a quotation says: typography, honest marks, clean fragments.

Same shape as in ``_harmful``. What is left out by an honest trim or fragment must not hold a word of ``SIGNAL``,
a plain list of what anybody would call a negation, condition, contrast or doubt; it is the benchmark's own.
"""

from __future__ import annotations

import re
import unicodedata
from random import Random

from benchmarks._edits import Kind, kept_in
from benchmarks._passages import Passage

HARMLESS: dict[str, Kind] = {}
SIGNAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|cannot|without|hardly|if|unless|until|except|but|however|although"
    r"|though|yet|may|might|could|would|should|perhaps|maybe|probably|possibly|likely|allegedly|reportedly|apparently"
    r"|think|thinks|thought|believe|believes|say|says|said|claim|claims|claimed|seem|seems|hope|guess|wish|suppose)\b|n[’']t\b"
    r"|\?|[\d%$]",
    re.I,
)


harmless = kept_in(HARMLESS)


def _changed(new: str, old: str) -> str | None:
    return new if new != old else None


def _sub(pattern: str, new: str, p: Passage, count: int = 0) -> str | None:
    return _changed(re.sub(pattern, new, p.words, count=count), p.words)


def _sentences(text: str) -> list[str]:
    """Split where a sentence surely ends, not after "Mr." and its like."""
    return re.split(r"(?<=[a-z]{3}[.!?])(?<!\b[A-Z][a-z]{2}\.)(?<!Mrs\.) (?=[A-Z])", text)


@harmless("straight marks")
def _(p: Passage, rng: Random) -> str | None:
    return _sub("[’‘]", "'", p)


@harmless("curly marks")
def _(p: Passage, rng: Random) -> str | None:
    return _sub("'", "’", p)


@harmless("outer marks left on")
def _(p: Passage, rng: Random) -> str | None:
    marks = rng.choice(["“”", '""', "«»", "„“", "‘’", "''", "‹›", "「」"])
    return marks[0] + p.words + marks[1]


@harmless("nested marks swapped")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<!\w)[‘'](?=\w)([^‘’']+)[’'](?!\w)", r"“\1”", p)


@harmless("dashes")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"\s?(?:—|–|--)\s?", rng.choice([" – ", "—", " -- ", " — ", "--"]), p)


@harmless("ellipsis sign")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"…|\.\.\.|\. \. \.", rng.choice(["…", "...", ". . .", ".\u00a0.\u00a0."]), p)


@harmless("no-break spaces")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(" ", rng.choice("\u00a0\u2009\u202f\u2003"), p)


@harmless("doubled spaces")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=[.,]) ", "  ", p)


@harmless("zero-width characters")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=\w)(?=\w)", rng.choice(["\u200b", "\ufeff", "\u2060"]), p, 3)


@harmless("soft hyphens")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", p)


@harmless("ligatures")
def _(p: Passage, rng: Random) -> str | None:
    return _changed(p.words.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ"), p.words)


@harmless("decomposed accents")
def _(p: Passage, rng: Random) -> str | None:
    return _changed(unicodedata.normalize("NFD", p.words), p.words)


@harmless("full-width digits")
def _(p: Passage, rng: Random) -> str | None:
    return _changed(p.words.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)}), p.words)


@harmless("lines wrapped")
def _(p: Passage, rng: Random) -> str | None:
    found = p.words.split(" ")
    return (
        " ".join(w + "\n" if n % 8 == 7 else w for n, w in enumerate(found)).replace("\n ", "\n")
        if len(found) > 9
        else None
    )


@harmless("character references")
def _(p: Passage, rng: Random) -> str | None:
    return _changed(
        p.words.replace("’", "&rsquo;").replace("—", "&mdash;").replace("'", "&#39;").replace("&c", "&amp;c"), p.words
    )


@harmless("initial letter's case")
def _(p: Passage, rng: Random) -> str | None:
    if p.words.startswith(("I ", "I’", "I'")) or not p.words[0].isalpha():
        return None
    return p.words[0].swapcase() + p.words[1:]


@harmless("bracketed initial")
def _(p: Passage, rng: Random) -> str | None:
    if p.words.startswith(("I ", "I’", "I'")) or not re.match(r"\w\w", p.words):
        return None
    return f"[{p.words[0].swapcase()}]" + p.words[1:]


@harmless("comma closes it")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"[.,]$", rng.choice([",", ".", ""]), p)


@harmless("last mark dropped")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"[.,!;:—-]+$", "", p)


@harmless("[sic]")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=[a-z]) (?=[a-z])", " [sic] ", p, 1)


@harmless("whole sentences left out at an ellipsis")
def _(p: Passage, rng: Random) -> str | None:
    found = _sentences(p.words)
    if len(found) < 3 or any(SIGNAL.search(s) for s in found[1:-1]):
        return None
    return f"{found[0]} {rng.choice(['…', '...', '[…]', '. . .', '(…)'])} {found[-1]}"


@harmless("first sentences only")
def _(p: Passage, rng: Random) -> str | None:
    found = _sentences(p.words)
    return " ".join(found[: rng.randint(1, len(found) - 1)]) if len(found) > 1 else None


@harmless("last sentences only")
def _(p: Passage, rng: Random) -> str | None:
    found = _sentences(p.words)
    return " ".join(found[rng.randint(1, len(found) - 1) :]) if len(found) > 1 else None


@harmless("ellipsis after a whole sentence")
def _(p: Passage, rng: Random) -> str | None:
    return p.words + rng.choice([" …", "..", " [...]"]) if re.search(r"[a-z]\.$", p.words) else None


@harmless("aside left out at an ellipsis")
def _(p: Passage, rng: Random) -> str | None:
    opener = "which|who|of course|you know|in|on|at|as|including|especially|by|for"
    aside = rf"(?<=[a-z])(, |\s?[—–] )((?:{opener})\b[^,—–.?!;]+)(,|\s?[—–])(?= [a-z])"
    for m in re.finditer(aside, p.words):
        if not SIGNAL.search(m[2]) and len(m[2].split()) <= 12:
            return p.words[: m.start()] + " …" + p.words[m.end() :]
    return None


@harmless("end left out at an ellipsis")
def _(p: Passage, rng: Random) -> str | None:
    found = p.words.split(", ")
    if len(found) < 2 or SIGNAL.search(found[-1]) or len(found[0].split()) < 4:
        return None
    return ", ".join(found[:-1]) + rng.choice([" …", " ...", "…"])


@harmless("fragment: the clause after a comma")
def _(p: Passage, rng: Random) -> str | None:
    low, comma, rest = p.words.partition(", ")
    return rest if comma and not SIGNAL.search(low) and len(rest.split()) >= 4 and "?" not in rest else None


@harmless("fragment: the clause before a comma")
def _(p: Passage, rng: Random) -> str | None:
    low, comma, rest = p.words.rpartition(", ")
    return low if comma and not SIGNAL.search(rest) and len(low.split()) >= 4 else None


@harmless("fragment: words of one sentence")
def _(p: Passage, rng: Random) -> str | None:
    sentence = rng.choice(_sentences(p.words)).split(" ")
    if len(sentence) < 10:
        return None
    low = rng.randint(1, len(sentence) - 6)
    high = rng.randint(low + 4, len(sentence))
    if SIGNAL.search(" ".join([*sentence[:low], *sentence[high:]])):
        return None
    return " ".join(sentence[low:high])


@harmless("bracketed name for a pronoun")
def _(p: Passage, rng: Random) -> str | None:
    name = _name(p)
    return _sub(r"(?<![\w’'])(?:he|she|him)(?![\w’'])", f"[{name}]", p, 1) if name else None


@harmless("bracketed name after a pronoun")
def _(p: Passage, rng: Random) -> str | None:
    name = _name(p)
    return _sub(r"(?<![\w’'])([Hh]e|[Ss]he|him|[Tt]hey)(?![\w’'])", rf"\1 [{name}]", p, 1) if name else None


@harmless("bracketed first name")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=[a-z] )(?=(?:Trump|Clinton|Obama|Ryan|Cruz|Rubio|Sanders|Pence|Smith|Bush)\b)", "[Donald] ", p, 1)


@harmless("bracketed title")
def _(p: Passage, rng: Random) -> str | None:
    title = rng.choice(["President", "Senator", "Mr.", "Sen.", "Governor", "former President"])
    return _sub(
        r"(?<=[a-z] )(?=(?:Trump|Clinton|Obama|Ryan|Cruz|Rubio|Sanders|Pence|Smith|Bush)\b)", f"[{title}] ", p, 1
    )


@harmless("bracketed small word")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=[a-z] )(?=[a-z]{5,}\b)", rng.choice(["[the] ", "[to] ", "[of] "]), p, 1)


@harmless("bracketed thing for it")
def _(p: Passage, rng: Random) -> str | None:
    nouns = sorted(set(re.findall(r"\b(the [a-z]{4,})\b", p.article)))
    return _sub(r"(?<= )it(?= (?:is|was|will|has|would|can)\b)", f"[{rng.choice(nouns)}]", p, 1) if nouns else None


@harmless("serial comma")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=[a-z]), (\w+), and (?=[a-z])", r", \1 and ", p) or _sub(
        r"(?<=[a-z]), (\w+) and (?=[a-z])", r", \1, and ", p
    )


@harmless("percent sign")
def _(p: Passage, rng: Random) -> str | None:
    return _sub(r"(?<=\d) percent\b", "%", p) or _sub(r"(?<=\d)%", " percent", p)


@harmless("figure for a spelled number")
def _(p: Passage, rng: Random) -> str | None:
    return (
        _sub(r"\btwenty\b", "20", p)
        or _sub(r"\bten\b", "10", p)
        or _sub(r"\bthree\b", "3", p)
        or _sub(r"\btwo\b", "2", p)
    )


@harmless("unchanged")
def _(p: Passage, rng: Random) -> str | None:
    return p.words


def _name(p: Passage) -> str | None:
    name = re.search(r"\b[A-Z][a-z]{3,}\b(?= (?:said|told|has|was|is)\b)", p.article)
    return name[0] if name else None
