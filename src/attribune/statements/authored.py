"""Speeches, statements and letters that a page prints whole, as its head says: "Remarks by Ada Brandt", "Letter to the
editor" over a byline, "Dear members of the board," down to a signature. All of it is one person's own words.

The head is read whole, by a closed list of words besides names, days and figures: what says more of the text ("as
prepared", "never sent", "a forgery") makes it no such. The body must speak as "I" or "we", and must neither name its
author nor have the form of a record of several speakers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.lexicon import calendar, words
from attribune.records import Block, Span
from attribune.statements.candidate import Found
from attribune.statements.letter_lines import is_closing
from attribune.text.document import Document
from attribune.text.sentences import sentences

MOST_HEAD = 8  # lines over the text
MAX_PARAGRAPHS = 200
LONGEST_LINE = 160  # code points of a line of the head
LONGEST_SIGNATURE = 60
SHORT = 3  # letters of "of", "the", which are small in a line of capitals, too
_NAME = r"[A-ZÀ-Þ][\w.’'-]*(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|del|la|al|bin)){0,5}"
_WHO = rf"(?P<who>{_NAME})(?P<rest>\s*(?:\Z|[,(].*|(?:at|on|in|to|before)\s.*))"
_KIND = (
    r"(?i:(?:(?:full|opening|closing|welcome|keynote|inaugural|commencement)\s+)?(?:text\s+of\s+(?:the\s+)?)?"
    r"(?:remarks|speech|address|statement|testimony|lecture))"
)
_AUTHORED = re.compile(rf"(?:{_KIND})\s+(?:given\s+)?(?:by|of|from)\s+{_WHO}")
_DELIVERED = re.compile(
    r"(?:,\s|\s?[(\[])[Aa]s\s(?:delivered|given)(?=[,)\]]|\Z)"
)  # unlike "as prepared", which may not be said
CHECKED = re.compile(  # over texts that are given out
    r"\W{0,8}+(?:[Cc]heck\s[Aa]gainst\s[Dd]elivery|CHECK\sAGAINST\sDELIVERY)\W{0,8}+"
)
_GENRE = re.compile(r"(?:letters?\s+to\s+the\s+editor|open\s+letter|opinion|statement)\b", re.IGNORECASE)
_BY = re.compile(rf"(?:[Bb]y|BY|[Ff]rom|FROM)\s+{_WHO}")
_TOPIC = re.compile(  # not "on behalf of"
    r"\s(?:on|about|regarding|concerning)\s(?=(?:the|an?|his|her|its|our|their)\s|[A-ZÀ-Þ]).*"
)
_OTHERS = frozenset("by read from for with wrote".split())  # behind an author's name they bring in somebody else
_DEAR = re.compile(r"Dear\s+[a-z][^\n.!?“”\"]{1,80}[,:]\s*\Z")  # to somebody with a name: statements/letters.py
_ONE_PARAGRAPH = re.compile(
    r"(?:[*_]{0,3}\d{1,2}\s[A-Z][a-z]{2,12}\.?[*_]{0,3}\s)?Dear\s[a-zA-Z ]{1,40}[,.:]\s(?P<text>[^\n—–]++)"
    r"[—–]\s(?P<who>[A-ZÀ-Þ][\w’'-]{1,30}(?:\s[A-ZÀ-Þ][\w’'-]{1,30}){1,3})(?:,\s[a-z][a-z ]{1,40})?\s{0,9}\Z"
)
_SIGNED = re.compile(rf"(?P<who>{_NAME})(?:\s*[,(].*)?\Z")
_FIRST = re.compile(r"\b(?:I|us|[Ww]e|[Mm]y|[Oo]ur|[Mm]e)\b")
_LABEL = re.compile(r"[A-ZÀ-Þ][\w.’'-]{0,30}(?:\s[A-ZÀ-Þ][\w.’'-]{0,30}){0,4}:(?:\s|\Z)|[QA][.:]\s")
_NOTED = re.compile(r"[\s*_]*[(\[].*[)\]][\s*_]*\Z", re.DOTALL)
_STARS = re.compile(r"[\W_]*\Z")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_TEXT = ("paragraph", "list_item", "blockquote")
_TEXT_OR_CREDITS = (*_TEXT, "credit", "byline")
_STOPS = ".!?…"


def authored_texts(document: Document) -> list[Found]:
    """Return the text that a page's head gives to its author, if it does, and the letters from "Dear …" to a name."""
    spoken = _under_head(document)
    return [*([spoken] if spoken else []), *_letters(document), *_short_letters(document)]


def _words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end].strip()


def _under_head(document: Document) -> Found | None:
    """Return the whole text below a head that names its author; nobody's where the head says more ("as prepared")."""
    head: list[Block] = []
    blocks = document.blocks
    for block in blocks[: MOST_HEAD + 1]:
        line = _words(document, block)
        named = _AUTHORED.fullmatch(line) is not None
        if block.kind in _TEXT and line[-1:] in _STOPS and not named and not _is_head(document, block):
            break
        head.append(block)
    if not head or len(head) > MOST_HEAD:
        return None
    plain = all(_is_head(document, block) for block in head)
    author = _author(document, head)
    body = _body(document, blocks[len(head) :], author, personal=plain) if author is not None else ()
    if author is None or not body:
        return None
    return Found(content=body, source=(author,) if plain else None, medium="letter", confidence=0.9)


def _author(document: Document, head: Sequence[Block]) -> Span | None:
    """Return the name of the one person whom the head names as the author, with the titles before it."""
    genre = False
    for block in head:
        line = _words(document, block)
        named = _AUTHORED.fullmatch(line) or (_BY.fullmatch(line) if genre else None)
        if named is not None:
            start = document.text.index(line, block.start)
            return (start + named.start("who"), start + named.end("who")) if _is_name(named["who"]) else None
        genre = genre or _GENRE.match(line) is not None
    return None


def _is_name(words_: str) -> bool:
    """True if capitalised words may be somebody's name: none of them is a function word, as in "A Friend"."""
    return not any(word.casefold() in words("text/stopwords.txt") for word in _WORD.findall(words_))


def _is_head(document: Document, block: Block) -> bool:
    """True if a line has nothing but words of heads, an author's name, days, figures, and capitals inside prose."""
    line = _words(document, block)
    if len(line) > LONGEST_LINE or block.kind in ("blockquote", "correction", "caption", "embed", "transcript_turn"):
        return False
    if CHECKED.fullmatch(line):
        return True
    named = _AUTHORED.fullmatch(line) or _BY.fullmatch(line)
    if named is not None:
        rest = _WORD.findall(_TOPIC.sub("", named["rest"]))
        if any(word.casefold() in _OTHERS for word in rest):
            return False
        line = line[: named.start("who")] + _TOPIC.sub("", line[named.end("who") :])
    found = _WORD.findall(_DELIVERED.sub("", line))
    prose = any(word.islower() and len(word) > SHORT for word in found)  # where a capital tells a name
    return all(
        (number and prose and word[:1].isupper() and not word.isupper())
        or word.casefold() in _allowed()
        or word[:1].isdigit()
        for number, word in enumerate(found)
    )


def _allowed() -> frozenset[str]:
    days = frozenset(name for kind in ("weekday", "month") for row in calendar(kind) for name in row)
    return words("grammar/document_heads.txt") | days


def _body(document: Document, blocks: Sequence[Block], author: Span, *, personal: bool) -> tuple[Span, ...]:
    """Return the author's paragraphs, up to a line of stars; none where the text is somebody else's account.

    ``personal``: it must say "I" or "we".
    """
    family = _WORD.findall(document.text[slice(*author)])[-1].casefold()
    found: list[Span] = []
    last_long = max((n for n, one in enumerate(blocks) if one.end - one.start > LONGEST_LINE), default=-1)
    for number, block in enumerate(blocks):
        line = _words(document, block)
        if not line or _NOTED.match(line) or block.kind in ("credit", "byline", "dateline"):
            continue
        if _STARS.match(line):
            break
        if (
            len(line) <= LONGEST_SIGNATURE
            and family in line.casefold()
            and line[-1] not in _STOPS
            and number > last_long
        ):
            break  # a signature
        if is_closing(line):
            continue
        if block.kind not in _TEXT or _LABEL.match(line) or family in map(str.casefold, _WORD.findall(line)):
            return ()
        found.append((block.start, block.end))
    said = " ".join(document.narration.text[slice(*span)] for span in found)
    return tuple(found) if len(found) <= MAX_PARAGRAPHS and (not personal or _FIRST.search(said)) else ()


def _letters(document: Document) -> list[Found]:
    """Return the paragraphs from a salutation that is a line of its own to the closing line and the name below it.

    What stands over it must be a head, or a sentence that ends in a colon and has no words but those of heads."""
    found: list[Found] = []
    blocks = document.blocks
    at = 0
    while at < len(blocks):
        opened = blocks[at].kind in _TEXT and _DEAR.match(_words(document, blocks[at]))
        end = _end(document, blocks, at) if opened and _may_open(document, blocks, at) else None
        if end is None:
            at += 1
            continue
        name = _SIGNED.match(_words(document, blocks[end]))
        content = tuple((b.start, b.end) for b in blocks[at + 1 : end - 1] if not _NOTED.match(_words(document, b)))
        if name is not None and _is_name(name["who"]) and content:
            start = document.text.index(name["who"], blocks[end].start)
            source = (start, start + len(name["who"]))
            found.append(Found(content=content, source=(source,), medium="letter", confidence=0.9))
        at = end + 1
    return found


def _may_open(document: Document, blocks: Sequence[Block], at: int) -> bool:
    """True if what stands over a salutation at ``at`` says no more than whose letter it is, and where it was seen."""
    if not at:
        return True
    line = _words(document, blocks[at - 1])
    if not line.endswith(":"):
        return at <= MOST_HEAD and all(_is_head(document, block) for block in blocks[:at])
    return introduces_letter(line)


def introduces_letter(line: str) -> bool:
    """True if the last sentence of a line that ends in a colon says no more than whose letter follows."""
    start, end = sentences(line, 0, len(line))[-1]
    found = _WORD.findall(line[start:end])
    return all(word.casefold() in _allowed() or (n and word[:1].isupper()) for n, word in enumerate(found))


def _end(document: Document, blocks: Sequence[Block], at: int) -> int | None:
    """Return the number of the line that signs the letter opened at ``at``: a name below a closing line."""
    for number in range(at + 2, min(len(blocks), at + MAX_PARAGRAPHS)):
        line = _words(document, blocks[number])
        if blocks[number].kind not in _TEXT_OR_CREDITS or _LABEL.match(line):
            return None
        if is_closing(_words(document, blocks[number - 1])) and len(line) <= LONGEST_SIGNATURE:
            return number
    return None


def _short_letters(document: Document) -> list[Found]:
    """Return letters of one paragraph, from "Dear all." to "— Otto Quist, bosun"."""
    found = []
    for block in document.blocks:
        match = _ONE_PARAGRAPH.match(document.text, block.start, block.end) if block.kind in _TEXT else None
        if match and _FIRST.search(match["text"]) and match["text"].rstrip()[-1:] in _STOPS:
            found.append(
                Found(content=(match.span("text"),), source=(match.span("who"),), medium="letter", confidence=0.9)
            )
    return found
