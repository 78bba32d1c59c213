# ruff: noqa: ARG001 - every kind takes a random source, whether it needs one or not
"""Edits that change what a quotation says. Each takes a passage and a random source, and gives the changed words.

A kind returns None where it doesn't apply, or where the result would be the same words. Word lists here are the
benchmark's own; the check's lists are not read.
"""

from __future__ import annotations

import re
from random import Random

from benchmarks._edits import Kind, drop, kept_in, one_way, quotation_and_source, replace, swap
from benchmarks._passages import Passage

HARMFUL: dict[str, Kind] = {}

_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_AUX = "is are was were will would can could should may might do does did has have had".split()
_SPELLED = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
_MONTHS = (
    "January February March April June July August September October November December Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday"
).split()
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|none)\b|n[’']t\b", re.I)


harmful = kept_in(HARMFUL)


@harmful("negation dropped")
def _(p: Passage, rng: Random) -> str | None:
    return drop(p.words, r"\bnot\b|\bnever\b", rng) if rng.random() < 0.5 else replace(p.words, r"n[’']t\b", "", rng)


@harmful("negation added")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, rf"\b({'|'.join(_AUX)})\b(?! not)", r"\1 not", rng)


@harmful("negation contracted in")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\b(is|are|was|were|would|could|should|do|does|did|has|have|had)\b(?! not)", r"\1n’t", rng)


@harmful("not becomes now")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\bnot\b", "now", rng)


@harmful("figure changed")
def _(p: Passage, rng: Random) -> str | None:
    places = list(re.finditer(r"\d", p.words))
    if not places:
        return None
    at = rng.choice(places).start()
    return p.words[:at] + str((int(p.words[at]) + rng.randint(1, 8)) % 10) + p.words[at + 1 :]


@harmful("spelled number changed")
def _(p: Passage, rng: Random) -> str | None:
    return swap(p.words, {n: _SPELLED[(k + 1 + rng.randrange(5)) % len(_SPELLED)] for k, n in enumerate(_SPELLED)}, rng)


@harmful("separator moved")
def _(p: Passage, rng: Random) -> str | None:
    found = _NUMBER.search(p.words)
    if not found or len(found[0]) < 2:
        return None
    digits = re.sub(r"[.,]", "", found[0])
    new = digits[:-1] + rng.choice(".,") + digits[-1:]
    return None if new == found[0] else p.words[: found.start()] + new + p.words[found.end() :]


@harmful("unit changed")
def _(p: Passage, rng: Random) -> str | None:
    pairs = quotation_and_source(
        "million:billion percent:points thousand:million dollars:euros miles:kilometers hours:days weeks:months"
    )
    return swap(p.words, {**pairs, "years": "months", "trillion": "billion", "hundred": "thousand"}, rng)


@harmful("currency changed")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\$", rng.choice("€£"), rng)


@harmful("percent sign dropped or pointed")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\s?(?:%|\bpercent\b)", rng.choice(["", " percentage points"]), rng)


@harmful("range made")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\b(\d+)\b(?![.,]\d)", rng.choice([r"\1 to 99", r"\1–99", r"\1 or more"]), rng)


@harmful("date changed")
def _(p: Passage, rng: Random) -> str | None:
    return swap(p.words, {m.lower(): rng.choice([o for o in _MONTHS if o != m]) for m in _MONTHS}, rng)


@harmful("ordinal changed")
def _(p: Passage, rng: Random) -> str | None:
    return swap(p.words, quotation_and_source("first:second third:fourth last:next"), rng)


@harmful("name swapped")
def _(p: Passage, rng: Random) -> str | None:
    names: list[str] = sorted(set(re.findall(r"(?<=[a-z] )[A-Z][a-z]{3,}", p.article)))
    places = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}", p.words))
    if not places or len(names) < 2:
        return None
    chosen = rng.choice(places)
    new = rng.choice([n for n in names if n != chosen[0]])
    return p.words[: chosen.start()] + new + p.words[chosen.end() :]


@harmful("pronoun swapped")
def _(p: Passage, rng: Random) -> str | None:
    return swap(
        p.words, quotation_and_source("i:he we:they my:his our:their me:him us:them she:it you:we her:our"), rng
    )


@harmful("modality changed")
def _(p: Passage, rng: Random) -> str | None:
    pairs = "will:may may:will must:could can:will should:must would:will could:can might:will cannot:may won’t:may"
    return swap(p.words, one_way(pairs), rng)


@harmful("hedge dropped")
def _(p: Passage, rng: Random) -> str | None:
    hedges = "probably|perhaps|maybe|likely|almost|nearly|about|I think|I believe|I guess|allegedly|apparently"
    return drop(p.words, rf"\b(?:{hedges})\b,?", rng)


@harmful("hedge added")
def _(p: Passage, rng: Random) -> str | None:
    hedge = rng.choice("probably perhaps allegedly apparently possibly almost reportedly".split())
    return replace(p.words, rf"\b({'|'.join(_AUX)})\b", rf"\1 {hedge}", rng)


@harmful("intensifier dropped")
def _(p: Passage, rng: Random) -> str | None:
    return drop(p.words, r"\b(?:very|really|absolutely|totally|so|all|completely|always|extremely|only|just)\b", rng)


@harmful("intensifier added")
def _(p: Passage, rng: Random) -> str | None:
    return replace(
        p.words,
        rf"\b({'|'.join(_AUX)})\b",
        rf"\1 {rng.choice('absolutely totally very completely always'.split())}",
        rng,
    )


@harmful("tense changed")
def _(p: Passage, rng: Random) -> str | None:
    pairs = quotation_and_source(
        "is:was are:were has:had do:did says:said goes:went comes:came think:thought know:knew want:wanted"
    )
    return swap(p.words, pairs, rng)


@harmful("antonym")
def _(p: Passage, rng: Random) -> str | None:
    pairs = quotation_and_source(
        "more:less up:down before:after left:right good:bad better:worse best:worst high:low higher:lower win:lose"
        " increase:decrease first:last always:never with:without true:false open:closed rich:poor strong:weak old:new"
        " support:oppose many:few great:terrible big:small easy:hard love:hate inside:outside above:below right:wrong"
    )
    return swap(p.words, pairs, rng)


@harmful("quantifier changed")
def _(p: Passage, rng: Random) -> str | None:
    pairs = "all:some every:any some:all many:most most:some none:few both:either everybody:somebody everyone:someone"
    return swap(p.words, one_way(pairs), rng)


@harmful("word put for another")
def _(p: Passage, rng: Random) -> str | None:
    places = list(re.finditer(r"\b[a-z]{4,}\b", p.words))
    pool: list[str] = sorted(set(re.findall(r"\b[a-z]{4,}\b", p.article)))
    if not places or len(pool) < 5:
        return None
    chosen = rng.choice(places)
    alike = [w for w in pool if w != chosen[0] and w[-2:] == chosen[0][-2:]] or [w for w in pool if w != chosen[0]]
    return p.words[: chosen.start()] + rng.choice(alike) + p.words[chosen.end() :]


@harmful("word inserted")
def _(p: Passage, rng: Random) -> str | None:
    pool: list[str] = sorted(set(re.findall(r"\b[a-z]{4,}\b", p.article)))
    spaces = [m.start() for m in re.finditer(" ", p.words)]
    if not spaces or not pool:
        return None
    at = rng.choice(spaces)
    return p.words[:at] + " " + rng.choice(pool) + p.words[at:]


@harmful("word deleted")
def _(p: Passage, rng: Random) -> str | None:
    found = p.words.split(" ")
    at = rng.randrange(1, len(found) - 1)
    return " ".join(found[:at] + found[at + 1 :]) if re.search(r"\w", found[at]) else None


@harmful("clause deleted silently")
def _(p: Passage, rng: Random) -> str | None:
    found = p.words.split(" ")
    if len(found) < 12 or re.search(r"…|\.\.\.|\. \. \.", p.words):
        return None
    at = rng.randrange(2, len(found) - 7)
    return " ".join(found[:at] + found[at + rng.randint(3, 5) :])


@harmful("two words swapped")
def _(p: Passage, rng: Random) -> str | None:
    found = p.words.split(" ")
    at = rng.randrange(len(found) - 1)
    if found[at].lower() == found[at + 1].lower():
        return None
    return " ".join([*found[:at], found[at + 1], found[at], *found[at + 2 :]])


@harmful("subject and object swapped")
def _(p: Passage, rng: Random) -> str | None:
    names = list(re.finditer(r"\b(?:[A-Z][a-z]+|he|she|they|we|you|I)\b", p.words))
    if len(names) < 2 or names[0][0] == names[-1][0]:
        return None
    a, b = names[0], names[-1]
    return p.words[: a.start()] + b[0] + p.words[a.end() : b.start()] + a[0] + p.words[b.end() :]


@harmful("sentences spliced without a mark")
def _(p: Passage, rng: Random) -> str | None:
    other = rng.choice(p.others).split(" ") if p.others else []
    ours = p.words.split(" ")
    return " ".join(ours[: len(ours) // 2] + other[len(other) // 2 :]) if len(other) > 6 else None


@harmful("ellipsis hides a negation")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\s\b(?:not|never|no)\b(?: \w+){0,2}\s", " … ", rng)


@harmful("ellipsis hides a condition")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\s(?:if|unless|until|provided)\s[^,.;?!]+", rng.choice([" …", " . . ."]), rng)


@harmful("ellipsis hides a contrast")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r",? (?:but|although|though|however|except)\b[^.;?!]+", " …", rng)


@harmful("ellipsis hides who doubts")
def _(p: Passage, rng: Random) -> str | None:
    return replace(
        p.words, r"\bI (?:don’t |don't |do not )?(?:think|believe|doubt|guess|hope|wish)(?: that)?\b", "…", rng
    )


@harmful("ellipsis hides a hedge")
def _(p: Passage, rng: Random) -> str | None:
    return replace(
        p.words, r"\s(?:probably|perhaps|maybe|might|may|could|possibly|allegedly|likely|almost|nearly)\s", " … ", rng
    )  # fmt: skip


@harmful("ellipsis joins two speakers")
def _(p: Passage, rng: Random) -> str | None:
    ours, other = p.words.rstrip(".,!?"), rng.choice(p.others) if p.others else ""
    return f"{ours} … {other}" if other else None


@harmful("ellipsis joins two sentences' halves")
def _(p: Passage, rng: Random) -> str | None:
    sentences = re.split(r"(?<=[.!?]) ", p.words)
    if len(sentences) < 2 or min(len(s.split()) for s in sentences[:2]) < 6:
        return None
    one, two = sentences[0].split(" "), sentences[1].split(" ")
    return " ".join(one[:3]) + " … " + " ".join(two[3:])


@harmful("bracket turns the sense")
def _(p: Passage, rng: Random) -> str | None:
    return replace(
        p.words, rf"\b({'|'.join(_AUX)})\b", rf"\1 [{rng.choice(['not', 'never', 'hardly', 'no longer'])}]", rng
    )


@harmful("bracket adds an adjective")
def _(p: Passage, rng: Random) -> str | None:
    adjective = rng.choice(
        "disastrous corrupt illegal failed secret dangerous so-called crooked massive botched".split()
    )
    return replace(p.words, r"\b(the|a|our|their|this|his) (?=[a-z]{4})", rf"\1 [{adjective}] ", rng)


@harmful("bracket adds a fact")
def _(p: Passage, rng: Random) -> str | None:
    fact = rng.choice(
        ["who lied under oath", "in 2014", "worth $5 million", "without a vote", "against advice", "again and again"]
    )
    spaces = [m.start() for m in re.finditer(" ", p.words)]
    at = rng.choice(spaces)
    return p.words[:at] + f" [{fact}]" + p.words[at:]


@harmful("bracket replaces a noun")
def _(p: Passage, rng: Random) -> str | None:
    nouns = sorted(set(re.findall(r"\bthe ([a-z]{4,})\b", p.article)))
    return replace(p.words, r"\bthe [a-z]{4,}\b", f"the [{rng.choice(nouns)}]", rng) if len(nouns) > 2 else None


@harmful("bracket changes the person")
def _(p: Passage, rng: Random) -> str | None:
    return replace(
        p.words, r"\b(?:I|we|you|me|us)\b", rng.choice(["[they]", "[he]", "[the Russians]", "[nobody]"]), rng
    )


@harmful("runs on into the narration")
def _(p: Passage, rng: Random) -> str | None:
    after = re.match(r"[”\"]\s?((?:[\w’',-]+ ){3,8}[\w’'-]+)", p.article[p.end : p.end + 120])
    return f"{p.words} {after[1]}" if after else None


@harmful("narration in marks")
def _(p: Passage, rng: Random) -> str | None:
    told = [t for t in p.narration if t not in p.words]
    return rng.choice(told) if told else None


@harmful("invented")
def _(p: Passage, rng: Random) -> str | None:
    found = p.words.split(" ")
    rng.shuffle(found)
    return " ".join(found) if found != p.words.split(" ") else None


@harmful("cut before the but")
def _(p: Passage, rng: Random) -> str | None:
    at = re.search(r",? (?:but|although|though|unless|except|if|until)\b", p.words)
    return p.words[: at.start()] if at and len(p.words[: at.start()].split()) >= 4 else None


@harmful("cut out of a negation's scope")
def _(p: Passage, rng: Random) -> str | None:
    at = re.search(
        r"\b(?:don[’']t|do not|doesn[’']t|didn[’']t|never|can[’']t|cannot|not|no) (?:\w+ ){0,2}"
        r"(?:think|believe|say|said|mean|know|want|need|going to|be|that|to)\b ?(?:that )?", p.words, re.I
    )  # fmt: skip
    rest = re.split(r"(?<=[.!?]) ", p.words[at.end() :])[0] if at else ""
    return rest if len(rest.split()) >= 3 and rest[0].isalnum() else None


@harmful("cut out of a doubt's scope")
def _(p: Passage, rng: Random) -> str | None:
    at = re.search(
        r"\b(?:I think|I believe|I hope|they say|he said|she said|some say|I guess|they claim|I wish)\b(?: that)? ",
        p.words,
        re.I,
    )
    rest = re.split(r"(?<=[.!?]) ", p.words[at.end() :])[0] if at else ""
    return rest if len(rest.split()) >= 3 else None


@harmful("question made a statement")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\?", rng.choice([".", ""]), rng)


@harmful("scare quotes put in")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"(?<=[a-z] )([a-z]{4,})(?= [a-z])", rng.choice([r"‘\1’", r"“\1”"]), rng)


@harmful("number of a noun changed")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\b(the [a-z]{4,}[^s\W])s\b", r"\1", rng) or replace(
        p.words, r"\b(the [a-z]{4,}[^s\W])\b", r"\1s", rng
    )


@harmful("word doubled")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"\b([a-z]+)\b(?= )", r"\1 \1", rng)


@harmful("letters mistyped")
def _(p: Passage, rng: Random) -> str | None:
    places = list(re.finditer(r"\b[a-z]{4,}\b", p.words))
    if not places:
        return None
    chosen = rng.choice(places)
    at = chosen.start() + rng.randrange(1, len(chosen[0]) - 1)
    new = (
        p.words[:at] + p.words[at + 1] + p.words[at] + p.words[at + 2 :]
        if rng.random() < 0.5
        else p.words[:at] + p.words[at + 1 :]
    )
    return None if new == p.words else new


@harmful("letters of another alphabet")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, "[aeo]", rng.choice("аеоαο"), rng)


@harmful("prefix turns the word")
def _(p: Passage, rng: Random) -> str | None:
    return replace(
        p.words,
        r"(?<= )(?=(?:able|fair|happy|legal|true|likely|do|known|certain|constitutional|safe|lawful)\b)",
        "un",
        rng,
    )


@harmful("capital turns the word")
def _(p: Passage, rng: Random) -> str | None:
    found = re.search(r"(?<=[a-z] )(?:us|may|march|it|who|white|state|house|bill|republican|democratic)(?= )", p.words)
    if not found:
        return None
    new = found[0].upper() if len(found[0]) < 4 else found[0].capitalize()
    return p.words[: found.start()] + new + p.words[found.end() :]


@harmful("full stop put in")
def _(p: Passage, rng: Random) -> str | None:
    return replace(p.words, r"(?<=[a-z]{3}) (?=[a-z]{3})", ". ", rng)
