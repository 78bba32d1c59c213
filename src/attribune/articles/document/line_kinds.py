"""Kinds of lines by their form: dateline, byline, contributor, correction, credit, caption, related, turn.

The same rules serve text, Markdown and HTML. A dateline that only begins a paragraph becomes a block of its own, and
the paragraph block covers the rest of that line; both lie on one line of ``Article.text``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import cast

from attribune.articles.document.credit_lines import LONGEST_CREDIT, outlet_of
from attribune.lexicon import rows, words
from attribune.records import Article, Block, BlockKind, Span
from attribune.text.dates import STAMP
from attribune.text.prefilter import either

BYLINE_REACH = 8  # a byline stands among the first blocks; further down "By …" begins a sentence
FEWEST_TURNS = 4  # speaker labels a document needs before "Name:" at a line's start is a turn, one of them twice
STAMPED_TURNS = 3  # the same where each has a time before it, as in a chat
LONGEST_SIGNATURE = 120  # characters of the line that says whose a block quote is
LONGEST_LABEL = 200  # characters at a line's start in which a speaker's label may stand
LONGEST_DATELINE = 150  # the same for a dateline
PLAIN = ("paragraph", "list_item")

_SIGNATURE = re.compile(r"(?:—|–|―|--|-)\s{0,2}[A-ZÀ-Þ@][^\n]*[^.!?…”\"’\s]\s*")
_NAME = r"[A-ZÀ-Þ][\w.’'-]*(?: (?:de|la|van|von|der|den|al|bin|del|di|da|dos|el|le|ten) ?){0,2}"
_BYLINE = re.compile(
    rf"(?:By|BY|by|Par|Von|Por)[:]? (?:the )?{_NAME}(?: {_NAME}){{0,5}}(?:(?:, | and | & |, and | et | und | y ){_NAME}(?: {_NAME}){{0,5}}){{0,8}}"  # noqa: E501
    r"(?:(?:,| [|·•]|/| [-–—]| for| in| at| of) ?"
    r"(?:[^.!?:“”\"]|(?<=\d)[:.](?=\d)|(?<=[ap])\.m\.|(?<= [A-Z][a-z]{2})\.){2,80})?$"
)
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.’'-]+){0,4}"
_AGENCY = r"\((?:[A-Z][\w.&’'-]*(?:[ /][A-Z&][\w.&’'-]*){0,4})\)"
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:[,/] ?[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){{0,3}}){{0,2}}"
    rf"(?:,? (?:\d{{1,2}} \w{{3,9}}\.?|\w{{3,9}}\.? \d{{1,2}})(?:, \d{{4}})?)?(?P<agency> ?{_AGENCY})?:? ?(?:—|–|--|-)(?= )"  # noqa: E501
)
_AGENCY_DATELINE = re.compile(
    rf"[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){{0,3}}(?:, [A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){{0,2}}){{0,2}}"
    rf"(?:,? (?:\d{{1,2}} \w{{3,9}}\.?|\w{{3,9}}\.? \d{{1,2}}))? ?{_AGENCY} ?(?:—|–|--|-)(?= )"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED_DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]+){0,3}(?:, [A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,2}){0,2},? "
    rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})? ?(?:—|–|--)(?= )"
)
_AGENCY_ALONE = re.compile(r"\((?:[A-Z]{2,}|Reuters|Bloomberg|Xinhua)(?: [A-Z][\w.&’'-]*){0,2}\) ?(?:—|–|--|-)(?= )")
_NAME_ALONE = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]{0,30} ){1,4}[A-ZÀ-Þ][\w’'-]{0,30}\s*\Z")
_TURN = re.compile(
    r"(?P<label>Q|A|[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{1,40}|(?:[A-ZÀ-Þ][\w.’'-]+ ){0,4}[A-ZÀ-Þ][\w.’'-]+(?: \d{1,2})?)(?:, (?P<role>[^\s.!?:;“”\"()][^.!?:;“”\"()\n]{1,59}))?(?: ?\([^)\n]{1,40}\))?:\s+(?=\S)"  # noqa: E501
)

_STAMP = re.compile(rf"{STAMP}\s+(?:[-–—]\s+)?")
_ASKED = re.compile(r"(?P<label>Q|A)\.\s+(?=\S)")
_RECORD_TURN = re.compile(
    r"(?P<label>(?:[A-ZÀ-Þ][a-z]{0,14}\.? ){1,3}"
    r"(?:(?:Mc|Mac|De|La|Van|O[’'])?[A-ZÀ-Þ]{2,}[’'-]?[A-ZÀ-Þ]*(?: |(?=[.,])))"
    r"{1,3}(?:of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)\.\s+(?=[A-ZÀ-Þ“\"(\[])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """A lead-in line (block number ``credit_block``), the outlet it names, and the numbers of the blocks it introduces."""  # noqa: E501

    credit_block: int
    outlet: Span
    blocks: tuple[int, ...]


def classify(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give paragraphs and list items of ``text`` the kind their form shows, and cut datelines off their paragraphs.

    Blocks of other kinds stay as they are.
    """
    turns = _turn_labels(text, blocks)
    out: list[Block] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.kind == "title" and turns and _label_of(text, block) in turns:
            out.append(replace(block, kind="transcript_turn"))
            continue
        if _is_signature(text, block, out[-1] if out else None, after):
            out.append(replace(block, kind="credit"))
            continue
        if block.kind not in PLAIN or block.end <= block.start:
            out.append(block)
            continue
        line = text[block.start : min(block.end, block.start + 700)]
        if turns and _label_of(text, block) in turns:
            out.append(replace(block, kind="transcript_turn"))
            continue
        kind = line_kind(line, block.end - block.start, early=len(out) < BYLINE_REACH)
        if kind is not None and (out or kind != "related"):  # "Transcript: …" at the top says what follows
            out.append(replace(block, kind=kind))
        else:
            out.extend(_without_dateline(block, line))
    return tuple(out)


def _is_signature(text: str, block: Block, before: Block | None, after: Block | None) -> bool:
    """True if the last line of a block quote says whose it is: "— Ann Lee, mayor"."""
    if block.kind != "blockquote" or before is None or before.kind != "blockquote":
        return False
    if (after is not None and after.kind == "blockquote") or block.end - block.start > LONGEST_SIGNATURE:
        return False
    return _SIGNATURE.fullmatch(text, block.start, block.end) is not None


def line_kind(line: str, length: int | None = None, *, early: bool = True) -> BlockKind | None:
    """Return the kind a line's form shows, or None for ordinary prose. ``length``: of the whole line, where ``line``
    is its head."""
    size = len(line) if length is None else length
    for kind, longest, pattern, needed in _patterns() if size <= _longest_line() and _may_be_any(line, size) else ():
        if size <= longest and (not needed or any(word in line for word in needed)) and pattern.match(line):
            return kind
    if early and size <= 160 and _BYLINE.match(line):
        return "byline"
    if size <= LONGEST_CREDIT and outlet_of(line) is not None:
        return "credit"
    return None


def _may_be_any(line: str, size: int) -> bool:
    """False if no pattern matches a line: most lines are prose, and each of dozens of patterns costs."""
    for word in _needed():
        if word in line:
            return True
    return any(size <= longest and sieve.match(line) for longest, sieve in _sieves())


def credited(article: Article) -> list[Credited]:
    """Return what each lead-in line introduces: the block quotes that follow it, else the paragraphs up to a plain end.

    A plain end is another lead-in, a heading, a related line ("Watch the clip below:"), an embed or any other kind.
    """
    credits = []
    for number, block in enumerate(article.blocks):
        if block.kind != "credit":
            continue
        outlet = outlet_of(article.text[block.start : min(block.end, block.start + LONGEST_CREDIT + 1)])
        if outlet is None:
            continue
        blocks = _introduced(article.text, article.blocks, number)
        span = (block.start + outlet[0], block.start + outlet[1])
        credits.append(Credited(credit_block=number, outlet=span, blocks=blocks))
    return credits


def _introduced(text: str, blocks: Sequence[Block], credit: int) -> tuple[int, ...]:
    at = credit + 1
    while at < len(blocks) and blocks[at].kind == "caption":
        at += 1
    quoted = at < len(blocks) and blocks[at].kind == "blockquote"
    wanted = ("blockquote",) if quoted else (*PLAIN, "dateline", "transcript_turn")
    numbers = []
    while at < len(blocks) and blocks[at].kind in (*wanted, "caption"):
        if blocks[at].kind != "caption":
            numbers.append(at)
        at += 1
    if numbers and at < len(blocks) and blocks[at].kind == "embed" and _is_lead_in(text, blocks[numbers[-1]]):
        numbers.pop()
    return tuple(numbers)


def _is_lead_in(text: str, block: Block) -> bool:
    """True if a line ends in a colon and so introduces what follows, such as a post ("The mayor wrote:")."""
    return text[block.start : block.end].rstrip().endswith(":")


@cache
def _patterns() -> tuple[tuple[BlockKind, int, re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (cast(BlockKind, kind), int(longest), re.compile(pattern), tuple(" ".join(needed).split()))
        for kind, longest, pattern, *needed in rows("pages/line_kinds.tsv")
    )


@cache
def _needed() -> tuple[str, ...]:
    """Return the words of which a pattern needs one."""
    return tuple(sorted({word for *_, words in _patterns() for word in words}))


@cache
def _sieves() -> tuple[tuple[int, re.Pattern[str]], ...]:
    """Return, for each length of line up to which patterns are tried, one pattern for those that need no word."""
    plain = [(longest, pattern.pattern) for _, longest, pattern, words in _patterns() if not words]
    lengths = sorted({longest for longest, _ in plain})
    return tuple((length, either(one for longest, one in plain if longest == length)) for length in lengths)


@cache
def _longest_line() -> int:
    return max(longest for _, longest, _, _ in _patterns())


def turn_label(text: str, block: Block) -> re.Match[str] | None:
    """Return the label of a speaker at a block's start, behind a time: "Name: ", "Q. ", or "Mr. HALVERSEN. "."""
    stop = min(block.end, block.start + LONGEST_LABEL)
    stamp = _STAMP.match(text, block.start, stop)
    start = stamp.end() if stamp else block.start
    found = _TURN.match(text, start, stop)
    if found and not (found["role"] and _is_sentence(found["label"], found["role"])):
        return found
    return _ASKED.match(text, start, stop) or _RECORD_TURN.match(text, start, stop)


def _is_sentence(label: str, role: str) -> bool:
    """True if a capitalised word and a comma begin a sentence, not a label: "Then, on the quay:"."""
    return not (role.isupper() or label.isupper() or " " in label)


def _label_of(text: str, block: Block) -> str:
    label = turn_label(text, block)
    return label["label"] if label else ""


def _turn_labels(text: str, blocks: Iterable[Block]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    families: Counter[str] = Counter()  # "NINA ABARA, mission director" is ABARA from her second turn on
    names: Counter[str] = Counter()
    stamped = 0
    for block in blocks:
        if block.kind in PLAIN or block.kind == "title":
            match = turn_label(text, block)
            told = match and (match["label"] if match.groupdict().get("role") else match[0].strip())
            if match and told and line_kind(told, early=False) is None:
                counts[match["label"]] += 1
                stamped += match.start() > block.start
                families[match["label"].split()[-1]] += 1
                names[match["label"]] += bool(_NAME_ALONE.match(text, match.end(), block.end))
    fewest = STAMPED_TURNS if stamped == sum(counts.values()) else FEWEST_TURNS
    if sum(counts.values()) < fewest or len(counts) < 2 or max(families.values()) < 2:
        return frozenset()
    if any(counts[label] > 1 and names[label] == counts[label] for label in counts):
        return frozenset()  # a form: "Speaker: Ann Lee", "Quote: …"
    return frozenset(counts)


def dateline_end(line: str) -> int:
    """Return where the dateline at the start of ``line`` ends (behind its dash); 0 where there is none."""
    line = line[:LONGEST_DATELINE]
    if "- " not in line and "— " not in line and "– " not in line:  # what every dateline ends in; most lines have none
        return 0
    match = (
        _DATELINE.match(line)
        or _AGENCY_DATELINE.match(line)
        or _DATED_DATELINE.match(line)
        or _AGENCY_ALONE.match(line)
    )
    if match is None:
        return 0
    place = match.groupdict().get("place")
    return 0 if place is not None and place in words("pages/not_datelines.txt") else match.end()


def _without_dateline(block: Block, line: str) -> list[Block]:
    end = dateline_end(line)
    if not end or block.kind != "paragraph":
        return [block]
    rest = end
    while rest < len(line) and line[rest].isspace():
        rest += 1
    place = replace(block, kind="dateline", end=block.start + end)
    return [place, replace(block, start=block.start + rest)] if block.start + rest < block.end else [place]
