"""Wire stories: which agency's credit an article carries, in its dateline, byline, credit, outlet or last line."""

from __future__ import annotations

import re
from functools import cache

from attribune.lexicon import rows
from attribune.records import Article

HEAD = 3  # paragraphs at the top in which a dateline may stand
TAIL = 3  # paragraphs at the end in which a credit may stand
LONGEST_CREDIT = 160  # code points; longer paragraphs at the end are text, not a credit
_MARKED = frozenset({"dateline", "byline", "credit", "contributor"})
_CREDITED = r"(?:^|[\s(\[/,;·|—–-])(?P<name>{names})(?=$|[\s)\]/,;.:·|—–-])"
_DATELINE = (
    r"^\W*(?:[^\W\d_][^\n]{{0,60}}?)?\(\s*(?P<name>{names})\s*\)\s*[-–—:]"  # PORT ELLERY, May 5 (AP) —
    r"|^\W*[A-Z][A-Z .,'’-]{{2,40}},?[^\n.]{{0,24}}[ /](?P<other>{names})\s*[-–—]"  # ELLERY, May 5 Reuters -
)
# A line at the end that is nothing but a credit: "— Reuters", "(AP)", "© 2026 The Associated Press."
_TAIL = (
    r"^\W*(?P<name>{names})\W*$|\((?P<other>{names})\)\W*$"
    r"|^\W*(?:©|\([cC]\)|[Cc]opyright|[Ss]ource|[Ff]rom|[Vv]ia|[Bb]y|[Cc]ourtesy of)\b"
    r"[^\n]{{0,60}}?[\s(:](?P<third>{names})(?=$|[\s)\].,/])"
)
# The way Reuters signs: no other agency names its editors so.
_SIGNED = re.compile(
    r"\W*(?:(?:Additional |Writing and )?[Rr]eporting|Writing) by [^\n]{1,400}?; ?"
    r"(?:[Ww]riting by [^\n]{1,80}?; ?)?[Ee]diting by "
)


def wire_of(article: Article) -> str | None:
    """Return the agency whose story this is, by its usual short name; None where the page credits none.

    That an article quotes or cites an agency makes it no wire story: only lines that credit count.
    """
    for name in (article.outlet, *article.authors):
        agency = _known_agency(name or "") or _in_credit(name or "")
        if agency:
            return agency
    paragraphs = [block for block in article.blocks if block.kind == "paragraph"]
    for block in article.blocks:
        words = article.text[block.start : block.end]
        if block.kind in _MARKED and not words.rstrip().endswith(":"):  # "From the Quay Post:" leads into a quotation
            agency = _in_credit(words)
            if agency:
                return agency
    for block in paragraphs[:HEAD]:
        agency = _matched(_patterns()[1], article.text[block.start : block.start + 120])
        if agency:
            return agency
    if any(_SIGNED.match(article.text, block.start, block.end) for block in article.blocks[-TAIL:]):
        return "Reuters"
    for block in paragraphs[-TAIL:]:
        text = article.text[block.start : block.end]
        if len(text) <= LONGEST_CREDIT and not text.rstrip().endswith(("”", '"')):
            agency = _matched(_patterns()[2], text)
            if agency:
                return agency
    return None


def _known_agency(name: str) -> str | None:
    return _agencies().get(name.strip())


def _in_credit(text: str) -> str | None:
    return _matched(_patterns()[0], text[:400])


def _matched(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    if not match:
        return None
    return _agencies()[next(name for name in match.groupdict().values() if name)]


@cache
def _agencies() -> dict[str, str]:
    return {name: row[0] for row in rows("any/wire_agencies.tsv") for name in row[1:]}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(re.escape(name) for name in sorted(_agencies(), key=len, reverse=True))
    return (
        re.compile(_CREDITED.format(names=names)),
        re.compile(_DATELINE.format(names=names)),
        re.compile(_TAIL.format(names=names)),
    )
