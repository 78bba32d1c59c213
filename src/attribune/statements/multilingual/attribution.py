"""What the narration beside a quotation says of who speaks, in languages with spaces between words.

Read are a closed list of plain verbs of saying with a subject before or behind them, "according to" with a name, and a
name with a colon. What is left over is the frame of the quotation: narration that the quoted words are woven into.
"""

from __future__ import annotations

from dataclasses import replace

from attribune.records import Span
from attribune.statements.multilingual.phrases import (
    Clause,
    Speaker,
    clause,
    is_adjunct,
    is_cue,
    is_office,
    is_plain,
    skip_time,
    subject,
)
from attribune.statements.multilingual.saying_clauses import (
    MAX_SUBJECT,
    NONE,
    OPEN,
    Attribution,
    behind_cue,
    frame_behind,
    naming_frame,
    says_more,
    span_of,
    subject_first,
)
from attribune.text.languages import Language


def after_quotation(text: str, start: int, end: int, language: Language) -> Attribution:
    """Return what the words from a quotation to the end of their sentence say: "…, said Ada Lund, the mayor"."""
    words = clause(text, start, end, language, titles=False)
    count = len(words.tokens)
    if not count:
        return NONE
    count -= count > 2 and words.is_listed(count - 1, "verb_particle")  # "kündigte sie an"
    begin = next((n for n in range(min(count, 2)) if not words.is_listed(n, "bridge")), 0)
    if (at := words.match(begin, "cue")) > begin:
        found = behind_cue(words, begin, at, count, alone=True)
        return replace(found, frame=()) if found.frame and _goes_on(words, found.frame, at, count) else found
    if (at := words.match(begin, "according")) > begin:
        who, end_of = subject(words, at, count, oblique=True)
        if who is not None and is_adjunct(words, end_of, count):
            return Attribution("named", who, span_of(words, begin, at))
        return OPEN
    return subject_first(words, begin, count, leading=True) or OPEN


def _goes_on(words: Clause, frame: tuple[str, ...], at: int, count: int) -> bool:
    """True if what is left behind an attribution is a clause about its subject: "…, said Lund, who wanted more"."""
    start = count - len(frame)
    while start > at and not words.breaks[start]:
        start -= 1  # the pronoun is no part of the frame
    if start <= at:
        return False
    opens = words.is_listed(start, "relative", "conjunction") or _relative_behind(words, start, count)
    cased = words.language.features.isdisjoint({"uncased", "nouns"})
    return opens and not any(
        words.is_listed(n, "denial", "correction", "kin")
        or is_office(words, n)
        or (cased and words.is_capital(n))  # "…, said Lund, who was quoting Roe"
        or words.match(n, "according") > n
        for n in range(start, count)
    )


def _relative_behind(words: Clause, start: int, count: int) -> bool:
    """True if a relative pronoun stands behind a preposition: "para quien el plan es …"."""
    return (
        start + 1 < count
        and words.is_listed(start, "preposition", "according")
        and (words.is_listed(start + 1, "relative"))
    )


def before_quotation(text: str, start: int, end: int, language: Language, *, colon: bool) -> Attribution:
    """Return what the words from the beginning of a sentence to its quotation say: "The mayor, Ada Lund, said: …"."""
    words = clause(text, start, end, language, titles=False)
    count = len(words.tokens)
    if not count:
        return NONE
    if colon and (adding := next((n for n in range(1, count) if words.match(n, "adding") == count), 0)):
        said = before_quotation(text, start, words.tokens[adding - 1].end, language, colon=False)
        if said.kind in ("named", "same"):
            return replace(said, frame=())
    count -= colon and count > 2 and words.is_listed(count - 1, "verb_particle")
    if (at := words.match(0, "own_account")) > 0:
        return Attribution("same", cue=span_of(words, 0, at), frame=words.norms(at, count))
    if as_said := _as_said(words, count):
        return as_said
    if (at := words.match(0, "according")) > 0:
        who, rest = subject(words, at, count, oblique=True)
        if who is None:
            return OPEN
        rest += rest < count and words.is_listed(rest, "that")
        return Attribution("named", who, span_of(words, 0, at), words.norms(rest, count))
    for at in range(1, min(count, MAX_SUBJECT)):  # "Karaca'ya göre": the preposition follows, behind a case ending
        if (behind := words.match(at, "according_after")) > at:
            who, rest = subject(words, 0, at, oblique=True)
            if who is None or at - rest > 1:
                return OPEN
            return Attribution("named", who, span_of(words, at, behind), words.norms(behind, count))
    first = int(count > 1 and words.is_listed(0, "conjunction"))  # "E ha aggiunto: …"
    openings = (0, _fronted(words, count), _behind_opening(words, count), _behind_adverbial(words, count))
    for begin in dict.fromkeys(max(first, one) for one in openings):
        if found := subject_first(words, begin, count, leading=False, colon=colon):
            return found
    if not colon and (naming := words.match(0, "naming")) > 0:  # "ووصفت البراهمي المشروع بأنه": the verb first
        who, rest = subject(words, naming, count)
        if who is not None and (called := naming_frame(words, rest, count)):
            return Attribution("named", who, span_of(words, 0, naming), called)
        return OPEN
    if found := _parenthesis(words, count) or _inner_according(words, count) or _in_a_body(words, count):
        return found
    for at in range(min(count, MAX_SUBJECT)):
        if is_cue(words, at, 0):
            behind = words.match(at, "cue")
            opened = at == 0 or skip_time(words, 0, at) == at or words.is_listed(0, "preposition", "time", "adverb")
            if not opened and not (at == 1 and words.is_listed(0, "conjunction")):
                return OPEN
            found = behind_cue(words, at, behind, count, alone=colon) if at == 0 or is_plain(words, 0, at) else OPEN
            # "In a letter, the councillor, Félix Yáñez, writes that": somebody may be named before the verb.
            return OPEN if found.kind == "same" and _may_name(words, at, behind) else found
    if colon:
        who, rest = subject(words, 0, count)
        if who is not None and who.kind == "name" and (rest == count or is_state(words, rest, count)):
            return Attribution("named", who)
        if who is not None and who.kind == "name" and not who.loose and _rejects_it(words, rest, count):
            return Attribution("named", who)
        if who is not None and who.kind == "name" and not who.loose and _reports_nothing_else(words, rest, count):
            acts = rest + 1 == count and words.language.features.isdisjoint({"declined", "dotted_i"})
            return Attribution("named", who) if acts else replace(OPEN, likely=who)
    return OPEN


def _rejects_it(words: Clause, start: int, count: int) -> bool:
    """True if a predicate before a colon rejects what was just told: "denies that: “…”", not "denied: “…”"."""
    denials = [n for n in range(start, count) if words.is_listed(n, "denial")]
    rest = [n for n in range(start, count) if n not in denials]
    plain = not any(words.breaks[start + 1 : count]) and len(denials) == 1
    return plain and len(rest) == 1 and words.is_listed(rest[0], "rejected")


def _inner_according(words: Clause, count: int) -> Attribution | None:
    """Return what a clause says that names its source inside: "The plan is according to Lund “…”"."""
    at = next((n for n in range(1, min(count, MAX_SUBJECT)) if words.match(n, "according") > n), 0)
    if not at or "uncased" in words.language.features or not is_plain(words, 0, at):
        return None
    behind = words.match(at, "according")
    who, rest = subject(words, behind, count, oblique=True)
    if who is not None and who.kind != "name" and not (words.breaks[at] and rest < count and words.breaks[rest]):
        return None  # "The plan, according to the minister, is “…”": commas show where the phrase ends
    if who is None or not is_plain(words, rest, count):
        return None
    return Attribution("named", who, span_of(words, at, behind), (*words.norms(0, at), *words.norms(rest, count)))


def _as_said(words: Clause, count: int) -> Attribution | None:
    """Return what a clause says that opens with "As the spokesman, Jan Sowa, said, …"."""
    stop = words.segment_end(0)
    if not words.is_listed(0, "as_said") or not is_cue(words, 1, 0):
        return None
    behind = words.match(1, "cue")
    who, rest = subject(words, behind, count)
    if who is None or who.kind != "name" or not (rest == count or words.breaks[rest]) or rest < stop:
        return None
    return Attribution("named", who, span_of(words, 1, behind), words.norms(rest, count))


def _in_a_body(words: Clause, count: int) -> Attribution | None:
    """Return what people in a body say, where that is its only name: "В прокуратуре заявили, что"."""
    language = words.language
    if "declined" not in language.features or not words.is_listed(0, "preposition"):
        return None
    at = next((n for n in range(2, min(count, MAX_SUBJECT)) if is_cue(words, n, 0)), 0)
    endings = tuple(language.listed("plural_ending"))
    several = at and endings and words.tokens[at].norm.endswith(endings)
    if not several or any(words.breaks[1 : at + 1]) or any(words.is_capital(n) for n in range(1, at)):
        return None
    frame = frame_behind(words, words.match(at, "cue"), count)
    span = (words.tokens[0].start, words.tokens[at - 1].end)
    who = Speaker("description", words.norms(0, at), span)
    return None if frame is None else Attribution("named", who, span_of(words, at, words.match(at, "cue")), frame)


def _reports_nothing_else(words: Clause, start: int, count: int) -> bool:
    """True if a predicate before a colon can only lead to its subject's words: "Lund brakes: “…”"."""
    if "uncased" in words.language.features or words.breaks[start] or words.is_capital(start):
        return False
    denied = words.is_listed(start, "negation", "condition", "modal", "denial")
    return not denied and says_more(words, start, count)


def is_state(words: Clause, start: int, count: int) -> bool:
    """True if a predicate only says how somebody is: "Ada Lund is furious: “…”"."""
    if any(words.breaks[start:count]) or "uncased" in words.language.features:
        return False
    start += words.is_listed(start, "adverb", "conjunction")
    start += "copula" in words.language.classes and start < count and words.is_listed(start, "copula")
    start += start + 1 < count and words.is_listed(start, "adverb")
    return start + 1 == count and words.is_listed(start, "state")


def backward(text: str, start: int, end: int, language: Language) -> Attribution:
    """Return what a sentence says of the words before it: "That is what the mayor, Ada Lund, said."."""
    words = clause(text, start, end, language, titles=False)
    count = len(words.tokens)
    at = words.match(0, "backward") if count else 0
    behind = words.match(at, "cue")
    if not 0 < at < behind:
        return NONE
    found = behind_cue(words, at, behind, count)
    return replace(found, frame=()) if found.kind == "named" and not found.frame else NONE


def _fronted(words: Clause, count: int) -> int:
    """Return the first word behind adverbials that commas or postpositions part off: "In a letter, …"."""
    if not words.language.listed("closing"):
        at = 0
        while at < count and words.is_listed(at, "preposition", "time", "adverb") and is_adjunct(words, at, at + 1):
            end = words.segment_end(at)
            if end >= count or not is_plain(words, at, end):
                break
            at = end
        return at
    stop = next((n for n in range(count) if words.is_listed(n, "topic")), 0)
    ends = [n + 1 for n in range(stop - 1) if words.is_listed(n, "closing")]
    return ends[-1] if ends and is_plain(words, 0, ends[-1]) else 0


def _behind_opening(words: Clause, count: int) -> int:
    """Return the first word of the part with the verb of saying, where an adverbial opens the sentence; else 0."""
    if not words.is_listed(0, "preposition", "time", "adverb") or "uncased" in words.language.features:
        return 0
    at = next((n for n in range(1, min(count, MAX_SUBJECT)) if is_cue(words, n, 0)), 0)
    start = at
    while start and not words.breaks[start]:
        start -= 1
    return start if is_plain(words, 0, start) else 0


def _behind_adverbial(words: Clause, count: int) -> int:
    """Return the first word of a subject right before its verb, behind an adverbial without a comma; else 0.

    "In una nota la Soprintendenza fa sapere che": nobody else and no office stands in the adverbial.
    """
    language = words.language
    if not language.features.isdisjoint({"uncased", "nouns", "declined", "dotted_i"}):
        return 0
    if not words.is_listed(0, "preposition", "time", "adverb"):
        return 0
    at = next((n for n in range(1, min(count, MAX_SUBJECT)) if is_cue(words, n, 0)), 0)
    low = next((n for n in range(2, at) if words.is_listed(n, "definite_article")), 0)
    while low and (following := next((n for n in range(low + 1, at) if words.is_listed(n, "definite_article")), 0)):
        low = following
    hangs = low and words.is_listed(low - 1, "preposition", "of", "article", "conjunction", "addressee")
    if not low or hangs or any(words.breaks[1:at]) or not is_plain(words, 0, low):
        return 0
    return 0 if any(words.is_capital(n) or is_office(words, n) for n in range(1, low)) else low


def _may_name(words: Clause, stop: int, behind: int) -> bool:
    """True if somebody may be named before a verb of saying that has no pronoun for a subject."""
    if behind < len(words.tokens) and words.is_listed(behind, "pronoun"):
        return False
    if skip_time(words, 0, stop) == stop or "nouns" in words.language.features:
        return False
    if "uncased" in words.language.features:
        return stop > 1
    return any(words.is_capital(n) or is_office(words, n) for n in range(1, stop))


def _parenthesis(words: Clause, count: int) -> Attribution | None:
    """Return what an attribution between commas says: "The verdict, said Judge Merli, “…”"; the rest is the frame."""
    at = words.segment_end(0) if count else 0
    if not 0 < at < count or (behind := words.match(at, "cue")) == at or not is_plain(words, 0, at):
        return None
    who, rest = subject(words, behind, count)
    stop = min(words.segment_end(rest - 1), count) if rest else count
    if who is None or who.kind != "name" or rest != stop or "uncased" in words.language.features:
        return None
    return Attribution("named", who, span_of(words, at, behind), (*words.norms(0, at), *words.norms(rest, count)))


def circumfix(text: str, before: Span, after: Span, language: Language) -> Attribution:
    """Return what is said by a subject before a quotation and its verb behind it: "Yılmaz, “…” dedi"."""
    tail = clause(text, *after, language, titles=False)
    head = clause(text, *before, language, titles=False)
    if not tail.tokens or not head.tokens:
        return OPEN
    begin = next((n for n in range(min(len(tail.tokens), 2)) if not tail.is_listed(n, "bridge")), 0)
    at = tail.match(begin, "cue")
    if tail.is_listed(0, "converb") and at == begin:
        begin = 0  # "“…”라며 한숨을 쉬었다"
    if tail.is_listed(begin, "converb") and is_plain(tail, begin + 1, len(tail.tokens)):
        tail = clause(text, tail.tokens[begin].start, tail.tokens[begin].end, language, titles=False)
        begin, at = 0, 1  # "“…” diyerek karara tepki gösterdi": by saying so
    if at == begin and (naming := tail.match(begin, "naming")) == len(tail.tokens):  # "X ने योजना को “…” करार दिया"
        who, rest = subject(head, 0, len(head.tokens))
        rest += rest < len(head.tokens) and head.is_listed(rest, "topic")
        called = naming_frame(head, rest, len(head.tokens)) if who is not None else ()
        if called and len(called) > 1:
            return Attribution("named", who, span_of(tail, begin, naming), called)
        if at == begin:
            return OPEN
    if at == begin or not is_adjunct(tail, at, len(tail.tokens)):
        return OPEN
    count = len(head.tokens)
    opens = head.match(0, "adverb")  # "이에 박 위원장은"
    if 0 < opens < count:
        head = clause(text, head.tokens[opens].start, before[1], language, titles=False)
        count = len(head.tokens)
    if count == 1 and head.is_listed(0, "pronoun"):
        return Attribution("same", cue=span_of(tail, begin, at))
    who, rest = subject(head, 0, count)
    if who is None:
        return OPEN
    frame = () if is_adjunct(head, rest, count) and not _is_object(head, rest, count) else head.norms(rest, count)
    if frame and not head.breaks[rest] and "suffix" not in language.classes:
        return OPEN  # "Yıldırım'ın sözcüsü": the name goes on, and is somebody else's
    return Attribution("named", who, span_of(tail, begin, at), frame)


def _is_object(words: Clause, start: int, count: int) -> bool:
    """True if words before a fragment end in the thing that is called so: "ने योजना को “…” बताया"."""
    marked = count - start > 1 and words.is_listed(count - 1, "object_marker")
    return marked and not words.is_listed(count - 2, "time", "preposition", "addressee")
