"""Statements that the page's form makes, not its wording: posts, credited passages, block quotes, transcripts."""

from __future__ import annotations

import re

from attribune.articles.document.line_kinds import credited, turn_label
from attribune.records import Article, Block, Span
from attribune.statements.authored import authored_texts
from attribune.statements.candidate import Found
from attribune.statements.grammar.clauses import noun_phrase_before
from attribune.statements.grammar.cues import cues
from attribune.statements.letters import answered, written_letters
from attribune.statements.medium import medium_around
from attribune.statements.witnesses import witness_named
from attribune.text.document import Document

_LABEL = re.compile(r"\s*([^:\n]{1,60}):\s*")
_SIGNED = re.compile(r"\s*(?:[—–―-]+\s*)?(?P<who>[^\s—–―:-][^:\n]{0,118}[^\s:.])\.?\s*$", re.MULTILINE)
# The same with its dash, where no form of the page says that the line is a signature: capitalised words, then an aside.
_DASHED = re.compile(
    r"\s*(?:[—–―]|--?)\s*(?P<who>(?:[Tt]he\s+)?[A-ZÀ-ÞŒŠŽ][\w.’'&-]*"
    r"(?:[^\S\n]+(?:[A-ZÀ-ÞŒŠŽ][\w.’'&-]*|of|the|for|and|de|del|la|van|von|der|bin|al)){0,9}"
    r"(?:,[^\n.;!?“”\"]{0,159}[^\s.;!?“”\"]|[^\S\n]\([^\n)]{1,80}\))?)[.?]?\s*$",
    re.MULTILINE,
)
_SHORTENED = re.compile(r"\b(?:Jr|Sr|St|[A-Z])\.$")  # the full stop is the word's own
_CAPITALISED = r"[A-ZÀ-ÞŒŠŽ][\w.’'&-]*"
# Who is named behind a sentence's end, where a block ends without one: a name, perhaps with what its bearer is.
_NAMED_BEHIND = re.compile(
    rf"(?<=[.!?”\"])\s+(?P<who>{_CAPITALISED}(?:[^\S\n]+(?:{_CAPITALISED}|of|de|la|van|von|der|bin|al)){{1,6}}"
    r"(?:,[^\n.;!?“”\"]{1,100}(?:\.[^\n.;!?“”\"]{1,40})*|[^\S\n]\([^\n)]{1,80}\))?)\s*$"
)
_ENDS = '.!?:;…”"'
_MARKS = '.,!?”" '  # may close a sentence otherwise where it is set apart
MIN_REPEATED = 40  # code points of a repeated sentence; shorter ones come twice by chance
MAX_PULLED = 1_200  # code points of a paragraph that may be a repetition; they're set large, and short
MAX_REPEATED = 40  # of one article, so that a hostile one with thousands of them takes no longer
MAX_LABEL = 60
FEWEST_QUESTIONS = 2  # paragraphs that ask before a page may be an interview
QUESTION_SHARE = 0.2  # of the paragraphs from the first question on, that ask
LONGEST_QUESTION = 300
_CALLED_INTERVIEW = re.compile(
    r"\b(?:interview\w*|q\s?&\s?a|conversation|questions|minutes\s+with|talks?\s+(?:to|with)|sp(?:eaks|oke)\s+(?:to|with))\b",
    re.IGNORECASE,
)
_YOU, _ME = re.compile(r"\byour?s?\b", re.IGNORECASE), re.compile(r"\b(?:I|my|me|I['’](?:m|ve|d|ll))\b")
_SAID_BY = re.compile(r"[,.!?][”\"]\s+(?:\w+\s+){0,4}(?:said|says|told|asked|added)\b|\bsaid\s+[A-Z]")
_LAST_LABEL = re.compile(
    r"(?:^|[.!?)\]]\s+|\s(?=THE\s)|\n)(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ.’'&-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.’'&-]*){0,5}):$", re.MULTILINE
)


def placed(document: Document) -> list[Found]:
    """Posts by value, credited passages, block quotes, transcript turns and signed repetitions, in no order."""
    made = (_posts, _credited, _turns, _called, _repeated, _answers, written_letters)
    return [
        *_blockquotes(document),
        *authored_texts(document),
        *(one for make in made for one in make(document.article)),
    ]


def _span(block: Block) -> Span:
    return (block.start, block.end)


def _posts(article: Article) -> list[Found]:
    found = []
    firsts = {embed.block for embed in article.embeds}
    for embed in article.embeds:
        if not embed.by_value or embed.block is None:
            continue
        last = embed.block
        while last + 1 < len(article.blocks) and article.blocks[last + 1].kind == "embed" and last + 1 not in firsts:
            last += 1
        spans = tuple(_span(b) for b in article.blocks[embed.block : last + 1])
        found.append(Found(content=spans, medium="post", confidence=1.0))
    return found


def _credited(article: Article) -> list[Found]:
    found = []
    for credit in credited(article):
        content = tuple(_span(article.blocks[number]) for number in credit.blocks)
        if content:
            block = article.blocks[credit.credit_block]
            found.append(
                Found(content=content, cue=_span(block), source=(credit.outlet,), medium="article", confidence=1.0)
            )
    return found


def _blockquotes(document: Document) -> list[Found]:
    article = document.article
    taken = {number for credit in credited(article) for number in credit.blocks}
    found = []
    number = 0
    while number < len(article.blocks):
        last = number
        if article.blocks[number].kind == "blockquote" and number not in taken:
            while last + 1 < len(article.blocks) and article.blocks[last + 1].kind == "blockquote":
                last += 1
            spans = tuple(_span(b) for b in article.blocks[number : last + 1])
            one = _introduced(document, number, spans)
            found.append(one if one.source else _signed(article, last + 1, one))
        number = last + 1
    return found


def _introduced(document: Document, number: int, content: tuple[Span, ...]) -> Found:
    """Return a block quote with the cue of the line before it ("The mayor said in a
    statement:"), where there is one.
    """
    plain = Found(content=content, medium="document", confidence=0.9)
    if not number:
        return plain
    writer = answered(document.text, document.blocks[number - 1])
    if writer is not None:
        return plain._replace(source=(writer,), medium="letter")
    return introduced(document, document.blocks[number - 1], plain) or plain


def _signed(article: Article, following: int, found: Found) -> Found:
    """Return a block quote with the line below it that says whose it is ("— Odile Penn, baker"), where there is one."""
    if following >= len(article.blocks) or article.blocks[following].kind != "credit":
        return found
    signed = _SIGNED.match(article.text, article.blocks[following].start, article.blocks[following].end)
    return found._replace(source=(signed.span("who"),)) if signed else found


def signed_by(article: Article, number: int, end: int) -> Span | None:
    """Return who signs the quotation that ends at ``end`` in block ``number``: "— Odile Penn"
    behind it or a line below.
    """
    if article.text[end : article.blocks[number].end].strip():
        signed = _DASHED.match(article.text, end, article.blocks[number].end)
    elif number + 1 < len(article.blocks) and article.blocks[number + 1].kind in ("paragraph", "credit"):
        signed = _DASHED.match(article.text, article.blocks[number + 1].start, article.blocks[number + 1].end)
    else:
        return None
    if signed is None:
        return None
    stops = signed["who"].endswith(".") and not _SHORTENED.search(signed["who"])
    return (signed.start("who"), signed.end("who") - stops)


def introduced(document: Document, before: Block, found: Found) -> Found | None:
    """``found`` with the source and cue of a line that ends in a colon just before it, or None."""
    text = document.text
    line = text[before.start : before.end].rstrip()
    if not line.endswith(":"):
        return None
    start = before.start + max(line.rfind(". ") + 1, line.rfind("? ") + 1, 0)
    for cue in reversed(cues(document, start, before.end)):
        source = noun_phrase_before(document, start, cue.start)
        if source:
            return Found(
                content=found.content,
                cue=(cue.start, cue.end),
                source=(source,),
                medium=medium_around(text[source[0] : before.end]) or cue.medium,
                negated=cue.negated,
            )
    return None


def _answers(article: Article) -> list[Found]:
    """Return the answers of an interview that is printed as questions, each a paragraph of its own, and answers below
    them.

    The page must call itself an interview, or ask "you" and answer with "I"; whose answers they are, others find out.
    """
    text, blocks = article.text, article.blocks
    asking = _questions(text, blocks)
    if len(asking) < FEWEST_QUESTIONS or any(b.kind == "transcript_turn" for b in blocks):
        return []
    behind = blocks[asking[0] :]
    answers = [
        tuple(_span(b) for b in blocks[one + 1 : two] if b.kind in ("paragraph", "list_item") and b.end > b.start)
        for one, two in zip(asking, [*asking[1:], len(blocks)], strict=True)
    ]
    words = " ".join(text[s:e] for answer in answers for s, e in answer)
    asked = " ".join(text[slice(*_span(blocks[n]))] for n in asking)
    head = text[: blocks[asking[0]].start]
    personal = _YOU.search(asked) and _ME.search(words)
    if not (_CALLED_INTERVIEW.search(head) or personal) or _SAID_BY.search(words):
        return []
    if len(asking) < QUESTION_SHARE * len(behind):
        return []
    return [Found(content=spans, medium="transcript", confidence=0.9) for spans in answers if spans]


def _questions(text: str, blocks: tuple[Block, ...]) -> list[int]:
    """Return the numbers of the paragraphs that ask; what follows a question at once is its
    answer, also if it asks back.
    """
    found: list[int] = []
    for number, block in enumerate(blocks):
        whole = text[block.start : block.end].strip()
        asks = whole.endswith("?") and len(whole) <= LONGEST_QUESTION and "“" not in whole and '"' not in whole
        after = not found or number > found[-1] + 1
        if asks and after and block.kind in ("paragraph", "heading", "list_item") and number + 1 < len(blocks):
            found.append(number)
    return found


def _repeated(article: Article) -> list[Found]:
    """Return sentences set apart a second time, with whose they are behind them: "We were never
    asked. Odile Penn, baker".
    """
    found: list[Found] = []
    for block in article.blocks:
        if block.kind not in ("paragraph", "blockquote", "pull_quote") or len(found) >= MAX_REPEATED:
            continue
        if not MIN_REPEATED <= block.end - block.start <= MAX_PULLED or article.text[block.end - 1] in _ENDS:
            continue
        signed = _NAMED_BEHIND.search(article.text, block.start, block.end)
        if signed is None or signed.start() - block.start < MIN_REPEATED:
            continue
        words = article.text[block.start : signed.start()].rstrip(_MARKS)
        first = article.text.find(words)
        if first != block.start or article.text.find(words, block.end) >= 0:
            content = ((block.start, signed.start()),)
            found.append(Found(content=content, source=(signed.span("who"),), confidence=0.9, quoted=True))
    return found


def _called(article: Article) -> list[Found]:
    """Speeches under a line that is a label alone ("THE VICE PRESIDENT:"), each up to the next such line."""
    found: list[Found] = []
    label: Span | None = None
    spans: list[Span] = []
    for block in article.blocks:
        called = _label_alone(article.text, block)
        if called is not None:
            if block.start < called[0]:  # what stands before the label is still the one before's
                spans.append((block.start, called[0] - 1))
            found += _speech(label, spans)
            label, spans = called, []
        elif label is not None and block.kind in ("paragraph", "blockquote", "list_item"):
            spans.append(_span(block))
    return found + _speech(label, spans)


def _speech(label: Span | None, spans: list[Span]) -> list[Found]:
    if label is None or not spans:
        return []
    cue = (label[1], label[1] + 1)
    return [Found(content=tuple(spans), cue=cue, source=(label,), medium="transcript", confidence=1.0)]


def _label_alone(text: str, block: Block) -> Span | None:
    """Return the label in capitals that a block is, or ends with: "THE MAYOR:", "… and now the mayor. THE MAYOR:"."""
    if block.end <= block.start or text[block.end - 1] != ":":
        return None
    label = _LAST_LABEL.search(text, max(block.start, block.end - MAX_LABEL), block.end)
    if label is None or (label.start() == block.end - MAX_LABEL and label.start() > block.start):
        return None
    inner = label["label"].rfind(" THE ") + 1  # "6:13 P.M. EDT THE MAYOR"
    return (label.start("label") + inner, label.end("label"))


def _turns(article: Article) -> list[Found]:
    found = []
    for block in article.blocks:
        if block.kind != "transcript_turn" or witness_named(article.text, block):
            continue
        label = turn_label(article.text, block) or _LABEL.match(article.text, block.start, block.end)
        if label and label.end() < block.end:
            sign = label.start() + len(label[0].rstrip())  # behind its colon or full stop
            found.append(
                Found(
                    content=((label.end(), block.end),),
                    cue=(sign - 1, sign),
                    source=((label.start(1), label.end(1)),),
                    medium="transcript",
                    confidence=1.0,
                )
            )
    return found
