"""Recognises this program's own output in any form: such a file is no evidence.

A report on a draft repeats the draft's quotations, so as evidence it would prove them by themselves. Each of three
tests is enough: the mark that reports carry (:func:`kind_by_mark`), the keys of our JSON and tables
(:func:`kind_by_keys`), and our own phrases in the text (:func:`kind_by_phrases`). The phrases stay when a report is
printed, pasted or converted, and when it was written by a version that set no mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from itertools import takewhile
from typing import Any

from attribune._version import __version__
from attribune.errors import OwnOutput
from attribune.records import Article

NAME = "Attribune"
GENERATOR = f"{NAME} {__version__}"  # the mark: an HTML meta, a JSON key, the beginning of a text's first line
REPORT, READING = "quotation check", "reading"
SEARCH, HISTORY, DOSSIER, TRACE, REWRITE = "search", "history", "dossier", "trace", "rewrite guard"
AUDIT, REVIEW = "source audit", "review queue"
NOTE = "written by Attribune itself: "  # begins the note on an article that is our own output
HEAD = 16_384  # bytes at the beginning of a file in which a mark is looked for; ours stands in the first 500
FEW = 2  # different phrases of ours in a text from which on it is one; a story about the program quotes one
OFTEN = 3  # or one phrase, this many times

_HTML_MARK = re.compile(rb"<meta\b[^>]{0,200}?\bcontent\s*=\s*[\"']?Attribune \d[^>]{0,200}>", re.IGNORECASE)
# Our pages before they had the mark: a title of ours under a policy of ours.
_HTML_OLD = re.compile(
    rb"content=\"default-src 'none'; style-src 'sha256-.{0,1000}?<title>(?:Quotation check|Reading): ", re.DOTALL
)
_JSON_MARK = re.compile(rb"\A[\s\[]*\{\s*\"generator\"\s*:\s*\"Attribune \d")
# Our findings for other programs: SARIF, reviewdog, JUnit, GitHub's commands.
_TOOL_MARK = re.compile(
    rb"\A\s{0,9}(?:\{\s{0,9}\"\$schema\".{0,400}?\"driver\": \{\s{0,99}\"name\": \"Attribune\""
    rb"|\{\s{0,9}\"source\": \{\s{0,9}\"name\": \"attribune\"|<\?xml[^>]{0,99}>\s{0,9}<testsuites name=\"Attribune \d"
    rb"|\{\s{0,9}\"@context\".{0,2500}?\"Attribune \d"
    rb"|::(?:error|warning) file=[^\n]{1,900}?,title=Attribune%3A )",
    re.DOTALL,
)
_FIRST_KEYS = (
    (b'"draft', REPORT),
    (b'"article', READING),
    (b'"query"', SEARCH),
    (b'"quotations"', REWRITE),
    (b'"asked"', AUDIT),
    (b'"about"', REVIEW),
)  # the key behind the mark
_SEALED = re.compile(rb"\A\s*\{\"body\":\{.{0,8000}?\"format\":\"attribune dossier ", re.DOTALL)
_LINE = re.compile(
    rf"^[^\w\n]{{0,12}}{NAME} \d{{1,4}}\.\d{{1,4}}[\w.+-]{{0,20}} [·•-]{{1,2}} "
    rf"(?P<kind>{REPORT}|{READING}|{SEARCH}|{HISTORY}|{TRACE}|{REWRITE}|{AUDIT}|{REVIEW})\W{{0,12}}$",
    re.MULTILINE,
)
_UTF_MARKS = (b"\xff\xfe", b"\xfe\xff")

# The shapes of our JSON objects and tables: a file with all of these names is ours.
_SHAPES: tuple[tuple[str, frozenset[str]], ...] = (
    (REPORT, frozenset({"draft", "checks", "coverage", "summary"})),
    (REPORT, frozenset({"quote", "verdict", "changes", "evidence", "nearest"})),
    (READING, frozenset({"article", "statements", "sources", "figures"})),
    (DOSSIER, frozenset({"body", "digest", "kind"})),
    (SEARCH, frozenset({"query", "in", "hits", "total"})),
    (SEARCH, frozenset({"id", "speaker", "speaker_kind", "text", "first_hand", "said_on", "superseded"})),
    (SEARCH, frozenset({"version", "article", "site", "story", "superseded"})),
    (SEARCH, frozenset({"id", "speaker", "also", "statements", "first_hand", "outlets", "stories"})),
    (HISTORY, frozenset({"address", "versions", "steps", "gone"})),
    (REWRITE, frozenset({"before", "after", "fate", "changes"})),
    (AUDIT, frozenset({"speaker_id", "name", "standing", "statements", "passed_on"})),
    (AUDIT, frozenset({"asked", "total", "copies_removed", "speakers"})),
    (REVIEW, frozenset({"about", "found", "speaker_decisions"})),
    (REVIEW, frozenset({"id", "text", "confidence", "address", "version"})),
    (REVIEW, frozenset({"id", "before_text", "after_text", "valid_from", "address"})),
    (REVIEW, frozenset({"id", "name", "namesakes"})),
    (REVIEW, frozenset({"about", "about_id", "decision", "note"})),
    (REPORT, frozenset({"draft", "status", "verdict", "quotation", "message"})),
    (READING, frozenset({"statement", "speaker_kind", "text", "cue", "chain", "hedges"})),
    (TRACE, frozenset({"match", "earlier_text", "later_text", "severity"})),
    (TRACE, frozenset({"type", "match", "earlier", "later", "identity"})),
    (TRACE, frozenset({"type", "family", "members"})),
    (TRACE, frozenset({"type", "parent", "child", "basis", "confidence"})),
    (TRACE, frozenset({"type", "story", "independent_sources", "roots"})),
    (TRACE, frozenset({"family", "article", "text", "change"})),
)
_ARTICLE_LINE = frozenset({"type", "article", "name", "outlet", "published"})  # of a trace; as a shape too common a one

_LABEL = (
    "verbatim|faithful|trimmed|disputed|altered|misattributed|miscited|not direct|not found|unclear|paraphrased|"
    "not_direct|not_found"
)
_PLACE = r"(?:paragraph \d{1,6}|title|heading|dateline|byline|caption|correction|credit|contributor|related)"
_STATEMENTS = r"\d[\d,]{0,12} statements?"
_DOT = r" ?[·-]{1,2} ?"  # between the parts of a line; a poor encoding writes a hyphen for it
_N = r"\d[\d,]{0,12}"
_MADE = rf"\battribune \d{{1,4}}\.\d[\w.+-]{{0,20}}{_DOT}"
_GLOSS = (
    "same words; only typography differs|words differ without a mark that says so|"
    "words changed or cut off, and no mark says so|differs only by marked or permitted edits"
)
_LABELS = tuple(_LABEL.split("|"))
_OUTLETS = rf"(?:from {_N} outlets?|outlets? unknown)"
# Phrases that only our answers hold, in a text of one line in small letters without signs (:func:`_flat`): the kind, a
# word of which one stands in every such phrase, the phrase.
_PHRASES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (kind, hints, re.compile(pattern))
    for kind, hints, pattern in (
        (REPORT, ("not ok",), rf"\b{_N} quotations?:? {_N} ok,? {_N} not ok\b"),
        (REPORT, ("to look at",), rf"\b{_N} quotations?:? {_N} ok,? {_N} to look at,? {_N} wrong\b"),
        (REPORT, (*_LABELS, "quotation"), rf"\b(?:{_LABEL}){_DOT}\S{{1,200}}:\d{{1,7}}:\d{{1,7}}\b"),
        (REPORT, ("before you print",), r"\bwhich doesn.?t make it right: know your source before you print\b"),
        (REPORT, ("what is open",), r"\bdecide about quotations? \d.{0,200}? says what is open\b"),
        (REPORT, ("n t print", "n't print", "nt print"), r"\bdon.{0,2}t print quotations? \d"),
        (
            REPORT,
            ("snapshot",),
            rf"\bsearched {_N} articles? {_OUTLETS}\b.{{0,160}}?\bsnapshot [0-9a-f]{{16}}\b",
        ),
        (REPORT, ("not ok", "quotations ok"), rf"\b{_N} of {_N} quotations? not ok\b|\ball {_N} quotations ok\b"),
        (
            REPORT,
            ("quotation is ok", "no quotation to check"),
            r"\bthe one quotation is ok\b|\bhas no quotation to check\b",
        ),
        (REPORT, _LABELS, rf"\b(?:{_LABEL}){_DOT}{_PLACE}\b"),
        (REPORT, ("typography", "mark", "marked"), rf"\b(?:{_GLOSS})\b"),
        (
            REPORT,
            ("nothing proves them", "from this speaker"),
            r"\bthe words or the speaker didn.?t survive, or nothing proves them\b"
            r"|\bthe evidence has these words, from this speaker\b",
        ),
        (REPORT, ("differs: draft",), r"\bdiffers: draft .{1,200}?, evidence\b"),
        (REPORT, ("in the draft",), r"\bback to \d{1,6} in the draft\b"),
        (REPORT, ("publication",), rf"\bbefore publication:? \d{{1,6}} (?:{_LABEL})\b"),
        (REPORT, ("apart, not",), r"\blisted apart, not checked\b"),
        (REPORT, ("attribune",), _MADE + r"quotation check\b"),
        (REPORT, ("attribune",), rf"::(?:error|warning) file=\S{{1,300}},title=attribune%3a (?:{_LABEL})::"),
        (READING, ("attribune",), _MADE + r"reading\b"),
        (READING, ("hedge figure",), r"\bsaid cue source hedge figure\b"),
        (READING, ("figure",), rf"\b{_STATEMENTS}, {_N} sources?, {_N} figures?\b"),
        (READING, ("statement",), rf"\b(?:person|organization|group|document|outlet|unnamed){_DOT}{_STATEMENTS}\b"),
        (
            READING,
            ("direct", "mixed"),
            rf"\b(?:direct|indirect|mixed){_DOT}(?:speech|post|document|broadcast|interview)\b",
        ),
        (
            SEARCH,
            ("statement",),
            rf"\b{_STATEMENTS}, (?:{_N} outlets?|outlets? unknown),? {_N} (?:independent )?sources?\b",
        ),
        (
            REWRITE,
            ("rewrite guard", "text before", "text after"),
            rf"\b(?:moved|trimmed|altered|speaker changed|lost|new){_DOT}{_PLACE} of the text (?:before|after)\b"
            r"|\bthe text (?:after|before) doesn.?t have (?:this quotation|these words in quotation marks)\b",
        ),
        *((kind, ("attribune",), _MADE + rf"{kind}\b") for kind in (TRACE, REWRITE, SEARCH, HISTORY, AUDIT, REVIEW)),
        (
            REWRITE,
            ("quotation",),
            rf"\b{_N} quotations?: {_N} (?:same|moved|trimmed|altered|speaker changed|lost|new)\b",
        ),
        (
            TRACE,
            ("independent source",),
            rf"\b{_N} articles?, (?:{_N} outlets?|outlets? unknown),? {_N} independent sources?\b",
        ),
        (TRACE, ("had it from whom",), r"\bwho had it from whom\b"),
        (TRACE, ("shared passage",), rf"\b{_N} shared passages? \({_N} "),
        (TRACE, ("% the same",), rf"\bpassage {_N}: [a-z ]{{1,30}}, {_N}% the same\b"),
        (SEARCH, ("page as json",), rf"\bthis page as json{_DOT}attribune \d"),
        (SEARCH, ("of them first-hand",), rf"\b{_STATEMENTS}, {_N} of them first-hand\b"),
        (SEARCH, ("first-hand", "second-hand"), rf"\b(?:direct|indirect|mixed), (?:first|second)-hand{_DOT}"),
        (SEARCH, ("said speaker", "title and"), r"\bid said speaker words\b|\boutlet title and passage\b"),
        (SEARCH, ("independent source",), r"\bindependent sources aren.?t known: this corpus\b"),
        (REVIEW, ("sure speaker", "what changed"), r"\bid sure speaker words\b|\bid what changed words\b"),
        (REVIEW, ("attribune review",), r"\battribune review (?:confirm|reject|list) "),
        (HISTORY, ("stood at",), r"\bversion \d{1,6} stood at \d{4}-\d\d"),
        (
            HISTORY,
            ("quotation",),
            r"\bquotation (?:changed|vanished|added|given to another speaker) \(\d{1,6} to \d{1,6}\)",
        ),
        (HISTORY, ("{+",), r"\[-[^\[\]]{1,300}-\] ?\{\+[^{}]{1,300}\+\}"),
        (HISTORY, ("--all",), r"\bpassages? of the text differs?; --all shows it\b"),
    )
)
# One of these stands in every text that has phrases of ours; most texts have none, and are looked into no further. Each
# is one word, as lines are broken anew between words; common words count behind a figure only.
_HINTS = ("quotation", "snapshot", "typography", "hedge figure", "--all", "apart, not", "{+", "attribune",
          "independent source", "first-hand", "% the same",
          *(label for label in _LABELS if " " not in label))  # fmt: skip
_COMMON = ("statement", "stood", "publication")
_COUNTED = re.compile(r"\d\W{1,6}(?:statement|stood)|publication\W{1,6}\d")
_SIGNS = re.compile(r"[*_\\`>|#✓✗?“”\"‘’—–←\u200b\u00ad]+")
_COLOUR = re.compile(r"\x1b\[[\d;]{0,12}m")
_CELL_END = re.compile(r"[,;|\t\n]")
_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
HEADER = 1_000  # code points in which a table's names stand
MAX_LOOKED_AT = 5_000_000  # code points of a text looked into for phrases: a tenth of a second


def first_line(kind: str) -> str:
    """Return the line with which our texts begin."""
    return f"{GENERATOR} · {kind}"


def kind_by_mark(data: bytes) -> str | None:
    """Return the kind of our own output, by the mark at its beginning; None for other files. ``data`` is unpacked."""
    head = data[:HEAD]
    if head.startswith(_UTF_MARKS) or b"\0" in head[:64]:
        head = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML_MARK.search(head) or _HTML_OLD.search(head):
        return READING if b"<title>Reading: " in head else REPORT
    if _JSON_MARK.search(head):
        return next((kind for key, kind in _FIRST_KEYS if key in head[:200]), HISTORY)
    if _TOOL_MARK.match(head):
        return REPORT
    if _SEALED.search(head):
        return DOSSIER
    first = _COLOUR.sub("", head[:200].decode("utf-8", "replace")).lstrip().split("\n")[0].rstrip()
    match = _LINE.match(first)
    return match["kind"] if match else None


def refuse_own(data: bytes, name: str, module: str) -> None:
    """Raise OwnOutput for a file of ours, but for a reading's JSON, which holds its article unchanged."""
    kind = kind_by_mark(data)
    if kind and not (kind == READING and module == "jsonl"):
        why = f"this is a {kind} that {NAME} wrote, and no article; name what it was made from"
        raise OwnOutput(why, concerns=name)


def kind_by_keys(names: Collection[Any]) -> str | None:
    """Return the kind of our own output that a JSON object or a table's row is, by its names; None for others."""
    present = set(names)
    if present <= {"generator", "drafts", "ok"} and "drafts" in present:
        return REPORT
    if present == _ARTICLE_LINE:
        return TRACE
    return next((kind for kind, shape in _SHAPES if shape <= present), None)


def kind_by_phrases(text: str) -> str | None:
    """Return the kind of our own output, by its first line or by our phrases in it; None for other texts."""
    text = text[:MAX_LOOKED_AT]
    if "\x1b[" in text:
        text = _COLOUR.sub("", text)
    marked = _LINE.search(text) if NAME in text else None
    if marked:
        return marked["kind"]
    table = kind_by_keys(_column_names(text))
    if table:
        return table
    lowered = text.lower()
    common = any(word in lowered for word in _COMMON) and _COUNTED.search(lowered)
    if not common and not any(hint in lowered for hint in _HINTS):
        return None
    flat = _flat(lowered)
    times_by_kind: Counter[str] = Counter()
    phrases = most = 0
    for kind, hints, pattern in _PHRASES:
        if not any(hint in flat for hint in hints):
            continue
        times = sum(1 for _, _ in zip(range(OFTEN), pattern.finditer(flat), strict=False))
        if times:
            times_by_kind[kind] += times
            phrases, most = phrases + 1, max(most, times)
    return max(times_by_kind, key=times_by_kind.__getitem__) if phrases >= FEW or most >= OFTEN else None


def _column_names(text: str) -> list[str]:
    """Return the words in cells of one each that a text begins with, as the header of a table has them."""
    cells = (cell.strip(" \r\"'\ufeff") for cell in _CELL_END.split(text[:HEADER]))
    return list(takewhile(_COLUMN.match, cells))


def _flat(lowered: str) -> str:
    return " ".join(_SIGNS.sub(" ", lowered).replace("•", "·").split())


def note(kind: str) -> str:
    """Return the note that says of an article what it is."""
    return f"{NOTE}{kind}"


def own_output(article: Article) -> str | None:
    """Return what our own output an article is (see :data:`REPORT` and its neighbours), or None."""
    noted = next((n.removeprefix(NOTE) for n in article.notes if n.startswith(NOTE)), None)
    return noted or kind_by_phrases(article.text)
