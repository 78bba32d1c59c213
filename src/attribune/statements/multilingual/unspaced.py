"""What the narration beside a quotation says of who speaks, in languages without spaces between words.

Every character is a word here, and verbs, prepositions and titles are rows of characters. A subject ends where a
particle, an adverbial or the verb of saying begins.
"""

from __future__ import annotations

from attribune.records import Span
from attribune.statements.multilingual.phrases import Clause, Speaker, clause, is_plain
from attribune.statements.multilingual.saying_clauses import NAMING, NONE, OPEN, Attribution
from attribune.text.languages import Language

MAX_SUBJECT = 40  # characters of a subject
MAX_HOW = 8  # characters of how something is said
MIN_HAN, MAX_HAN = 2, 4  # characters of a Chinese name
_ENDS = ("topic", "preposition", "time", "adverb")


def after_quotation(text: str, start: int, end: int, language: Language) -> Attribution:
    """Return what the characters from a quotation to the end of their sentence say: "赵国强说", "と田中氏は述べた"."""
    words = clause(text, start, end, language)
    count = len(words.tokens)
    if not count:
        return NONE
    begin = words.match(0, "bridge")
    if (at := words.match(begin, "cue")) > begin:
        return Attribution("same", cue=_span(words, begin, at)) if at == count else OPEN
    cue = _last_cue(words, begin, count)
    if cue is None:
        return OPEN
    return _with_subject(words, begin, *cue, frame=())


def before_quotation(text: str, start: int, end: int, language: Language, *, colon: bool) -> Attribution:
    """Return what the characters from the beginning of a sentence to its quotation say: "林慧敏对市民说："."""
    words = clause(text, start, end, language)
    count = len(words.tokens)
    if not count:
        return NONE
    begin = 0
    while begin < count and words.match(begin, "time", "preposition") > begin and words.segment_end(begin) < count:
        begin = words.segment_end(begin)
    if (at := words.match(begin, "according")) > begin:
        stop = next((n for n in range(at, count) if words.match(n, "account") > n or words.breaks[n]), count)
        behind = words.match(stop, "account") if stop < count else stop
        who = _speaker(words, at, stop)
        return Attribution("named", who, _span(words, begin, at), words.norms(behind, count)) if who else OPEN
    if cue := _last_cue(words, begin, count):
        return _with_subject(words, begin, *cue, frame=())
    if not colon and (found := _naming(words, begin, count)):
        return found
    for at in range(begin, min(count, begin + MAX_SUBJECT)):
        behind = words.match(at, "cue")
        if behind > at and behind < count and words.breaks[behind]:
            return _with_subject(words, begin, at, behind, frame=words.norms(behind, count))
    if colon and count - begin <= MAX_SUBJECT and not any(words.breaks[begin + 1 : count]):
        who = _speaker(words, begin, count)
        return Attribution("named", who) if who and who.kind == "name" else OPEN
    return OPEN


def circumfix(text: str, before: Span, after: Span, language: Language) -> Attribution:
    """Return what is said by a subject before a quotation and its verb behind it: "田中氏は「…」と述べた"."""
    tail, head = clause(text, *after, language), clause(text, *before, language)
    count = len(tail.tokens)
    begin = tail.match(0, "bridge") if count else 0
    cue = (0, count) if count and tail.match(0, "cue") == count else _last_cue(tail, begin, count)
    if cue is None and count and (part := tail.segment_end(0)) < count:
        cue = _last_cue(tail, begin, part)  # "「…」と語り、計画を": the sentence goes on
        count = part if cue else count
        tail = clause(text, after[0], tail.tokens[part - 1].end, language) if cue else tail
    how = cue is not None and _describes(tail, begin, cue[0])
    if cue is None or not head.tokens or not (how or is_plain(tail, begin, cue[0])):
        return OPEN
    if cue[0] > begin and tail.match(begin, *_ENDS) == begin and not how:
        return OPEN
    first = 0
    while (at := head.segment_end(first)) < len(head.tokens) and head.match(first, "time", "preposition") > first:
        first = at
    topics = [n for n in range(first, len(head.tokens)) if head.match(n, "topic") > n]
    # "鉄道工学が専門の三枝教授は": the theme is the subject, and what else has one belongs to a clause before it
    theme = [n for n in topics if head.is_listed(n, "theme") and _is_titled(head, first, n)]
    end = theme[0] if theme else next(iter(topics), None)
    if end is None and _skip(head, first) == len(head.tokens):
        return Attribution("same", cue=_span(tail, *cue))  # "その上で「…」と語った"
    if end is None or not is_plain(head, end, len(head.tokens)):
        return OPEN
    if head.match(first, "pronoun") == end:
        return Attribution("same", cue=_span(tail, *cue))
    who = _speaker(head, first, end)
    rest = _skip(head, head.match(end, "topic"))
    if any(head.match(n, "closing") == len(head.tokens) for n in range(rest, len(head.tokens))):
        rest = len(head.tokens)  # "不正請求については「…」"
    return Attribution("named", who, _span(tail, *cue), head.norms(rest, len(head.tokens))) if who else OPEN


def _naming(words: Clause, begin: int, count: int) -> Attribution | None:
    """Return what a clause says that calls something what is quoted: "陈立批评这一工程是“…”"."""
    last = next((n for n in range(begin, count) if words.match(n, "naming_as") == count), 0)
    at = next((n for n in range(begin + 1, last) if words.match(n, "naming") > n), 0)
    behind = words.match(at, "naming")
    if not at or not behind < last or any(words.breaks[begin + 1 : count]) or not is_plain(words, behind, last):
        return None
    end = next((n for n in range(begin + 1, at) if words.match(n, *_ENDS) > n), at)
    who = _speaker(words, begin, end)
    if who is None or who.kind != "name" or not is_plain(words, end, at):
        return None
    return Attribution("named", who, _span(words, at, behind), (NAMING, *words.norms(behind, last)))


def backward(text: str, start: int, end: int, language: Language) -> Attribution:
    """Return what a sentence says of the words before it: "田中市長は会見でこう述べた。"."""
    words = clause(text, start, end, language)
    count = len(words.tokens)
    cue = _last_cue(words, 0, count)
    who, rest = topic(words) if cue else (None, 0)
    if cue is None or who is None or who.kind != "name" or not is_plain(words, rest, cue[0]):
        return NONE
    points = any(words.match(n, "backward") == cue[0] for n in range(rest, cue[0]))
    return Attribution("named", who, _span(words, *cue)) if points else NONE


def _describes(words: Clause, start: int, stop: int) -> bool:
    """True if what stands before a verb of saying only describes how: "複雑な表情を見せる", with nobody named."""
    if not start < stop <= start + MAX_HOW:
        return False
    denied = set("".join(words.norms(start, stop - 1))) & words.language.listed("negation")
    named = denied or any(words.match(n, "topic", "pronoun", "honorific", "role") > n for n in range(start, stop))
    return not named and words.is_listed(stop - 1, "attributive")


def topic(words: Clause) -> tuple[Speaker | None, int]:
    """Return whom a clause has as its topic, and the character behind the particle."""
    end = next((n for n in range(len(words.tokens)) if words.match(n, "topic") > n), 0)
    return _speaker(words, 0, end), words.match(end, "topic")


def _skip(words: Clause, at: int) -> int:
    """Return the first character behind adverbials of where, when and to whom something was said."""
    while at < len(words.tokens) and (behind := words.match(at, "time", "preposition", "adverb")) > at:
        at = behind
    return at


def _last_cue(words: Clause, begin: int, count: int) -> Span | None:
    """Return where a verb of saying stands that ends the clause, the longest that does."""
    return next(((at, count) for at in range(begin, count) if words.match(at, "cue") == count), None)


def _with_subject(words: Clause, begin: int, at: int, behind: int, frame: tuple[str, ...]) -> Attribution:
    cue = _span(words, at, behind)
    if at == begin:
        return Attribution("same", cue=cue, frame=frame)
    end = next((n for n in range(begin + 1, at) if words.match(n, *_ENDS) > n), at)
    if not is_plain(words, end, at):
        return OPEN
    last = max((n for n in range(begin, end) if words.breaks[n]), default=begin)
    if end in (words.match(begin, "pronoun"), words.match(last, "pronoun")):
        return Attribution("same", cue=cue, frame=frame)  # "谈到冠军，她回答": the last part has the subject
    who = _speaker(words, begin, end)
    return Attribution("named", who, cue, frame) if who else OPEN


def _speaker(words: Clause, start: int, end: int) -> Speaker | None:
    """Return who a stretch of characters names; the part behind a comma, where a description stands before it."""
    if start >= end or end - start > MAX_SUBJECT:
        return None
    low = start
    while end > start + 1 and words.tokens[end - 1].norm.isdigit() and words.breaks[end - 1]:
        end -= 1  # an age
    end = next((n for n in range(start + 2, end) if _is_when(words, n, end)), end)  # "市长周文海22日"
    while (at := words.segment_end(low)) < end:
        low = at
    of = [n for n in range(low, end) if words.match(n, "of") > n]
    if of and _ends_in_office(words, low, of[-1]) and of[-1] + 1 < end and "kana" in words.language.script:
        low = of[-1] + 1  # "技師の鈴木氏" is Suzuki, an engineer
        of = []
    if of and "kana" in words.language.script and _is_titled(words, of[-1] + 1, end):
        low, of = of[-1] + 1, []  # "市立病院の森田院長"
    if of and "han" in words.language.script:  # "林慧敏的发言人周明" is Zhou Ming, a spokesman
        behind = words.match(of[-1] + 1, "role") if of[-1] + 1 < end else 0
        if any(words.match(n, "body") == end for n in range(of[-1] + MIN_HAN, end)):
            low, of = of[-1] + 1, []  # "负责施工的中远建设公司"
        elif behind > of[-1] + 1 and MIN_HAN <= end - behind <= MAX_HAN:
            low, of = behind, []
    hangs = bool(of)
    span = (words.tokens[low].start, words.tokens[end - 1].end)
    return Speaker("description" if hangs else "name", words.norms(low, end), span, before=words.norms(start, low))


def _is_when(words: Clause, at: int, end: int) -> bool:
    """True if all characters from one on up to ``end`` are a date or a time of day."""
    first = at
    while at < end:
        behind = words.match(at, "time", "calendar")
        if behind == at and not words.tokens[at].norm.isdigit():
            return False
        at = max(behind, at + 1)
    return first < end


def _is_titled(words: Clause, start: int, end: int) -> bool:
    """True if a stretch is a name with a form of address or a title behind it."""
    return any(words.match(n, "honorific") == end for n in range(start + 1, end))


def _ends_in_office(words: Clause, start: int, end: int) -> bool:
    return any(words.match(n, "role") == end for n in range(start, end))


def _span(words: Clause, start: int, end: int) -> Span:
    return (words.tokens[start].start, words.tokens[end - 1].end)
