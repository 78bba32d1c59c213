"""Whether the words that a citation cites stand in the document, and where it says that they do."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from attribune.articles.decoding.charset import decode
from attribune.articles.formats import suffix
from attribune.check.answers.model import Location
from attribune.errors import AttribuneError
from attribune.lexicon import rows
from attribune.records import Article, Span
from attribune.text.clipping import clip
from attribune.text.fold import fold, fold_text

MAX_BYTES = 5_000_000  # of a file whose own characters are counted
MOST_PLACES = 20  # at which the same cited words stand
SHOWN = 60
_MARKUP = re.compile(r"[*_`]{1,3}|^[#>]{1,6} ?", re.M)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!\A)\b[A-ZÀ-Þ][^\W\d_]{2,40}")
_NEGATED = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|refus\w+|den(?:y|ies|ied))\b|n[’']t\b", re.I
)


class Standing(NamedTuple):
    """Where cited words stand (several places where the citation tells none), and what is wrong with them."""

    spans: tuple[Span, ...]
    reason: str | None = None


def standing(article: Article, text: str | None, location: Location | None) -> Standing:
    """Return where in an article the cited words stand, or why they don't stand where the citation says."""
    spans = _places(article.text, text) if text else ()
    if text and not spans and suffix(article.name or "") in (".md", ".markdown"):
        spans = _places(article.text, _MARKUP.sub("", text))  # a program cites the file's own characters
    if text and not spans:
        return Standing((), f"the document doesn't have the cited words “{clip(' '.join(text.split()), SHOWN)}”")
    if location is None:
        return Standing(spans)
    named = {"char": "characters", "page": "pages", "block": "blocks"}[location.kind]
    said = f"{named} {location.start} to {location.end}"
    where = _located(article, location)
    if where is None:
        return Standing((), f"the document has no {said}")
    low, high = where
    if text is None:
        return Standing((where,))
    if location.kind == "char":
        if _same(article.text[low:high], text) or _same(_raw(article)[low:high], text):
            return Standing(tuple(s for s in spans if s[0] < high and low < s[1]) or spans)
    else:
        inside = tuple(span for span in spans if low <= span[0] and span[1] <= high)
        if inside:
            return Standing(inside)
    at = ", ".join(f"{s} to {e}" for s, e in spans[:3])
    return Standing((), f"the cited words aren't at {said} of the document; they stand at characters {at}")


def claim_objection(claim: str, passage: str, document: str) -> str | None:
    """Return what a claim without a quotation says that its cited passage doesn't; None proves nothing.

    A claim in other words can't be compared with its passage, only refused: for a figure, a name or a negation.
    """
    have = {match[0].rstrip(".,:").replace(",", "") for match in _FIGURE.finditer(passage)}
    figure = next((m[0] for m in _FIGURE.finditer(claim) if m[0].rstrip(".,:").replace(",", "") not in have), None)
    if figure and not _spelled(figure, passage):
        return f"the cited passage doesn't have the figure {figure}"
    told = fold_text(document)
    name = next((m[0] for m in _NAME.finditer(claim) if fold_text(m[0]) not in told), None)
    if name:
        return f"the document doesn't name “{name}”"
    if bool(_NEGATED.search(claim)) != bool(_NEGATED.search(passage)):
        return "a negation stands in only one of the claim and the cited passage"
    return None


def _spelled(figure: str, passage: str) -> bool:
    """True if a small figure stands in a passage as a word."""
    spelled = {value: word for word, value, kind in rows("text/numbers.tsv") if kind == "small"}
    return spelled.get(figure) in _words(passage)


def _words(passage: str) -> set[str]:
    """Return the folded words of a passage."""
    return set(re.findall(r"\w+", fold_text(passage)))


def _located(article: Article, location: Location) -> Span | None:
    """Return the span of a location in an article's text; None where the article has no such place."""
    if location.kind == "char":
        size = max(len(article.text), len(_raw(article)))
        return (location.start, location.end) if location.start < location.end <= size else None
    if location.kind == "block":
        blocks = article.blocks[location.start : location.end]
        if location.end > len(article.blocks) or not blocks:
            return None
    else:
        pages = {f"page={number}" for number in range(location.start, location.end)}
        blocks = tuple(block for block in article.blocks if block.xpath in pages)
        if not blocks:
            return None
    return (min(block.start for block in blocks), max(block.end for block in blocks))


def _places(text: str, words: str) -> tuple[Span, ...]:
    """Return where words stand, whatever their marks, white space and Markdown; not within longer words."""
    found: list[Span] = []
    plain = words.strip()
    at = text.find(plain)
    while at >= 0 and len(found) < MOST_PLACES:
        if _is_edge(text, at) and _is_edge(text, at + len(plain)):
            found.append((at, at + len(plain)))
        at = text.find(plain, at + 1)
    if found:
        return tuple(found)
    folded = fold(text)
    wanted = fold_text(words).strip()
    at = folded.text.find(wanted) if wanted else -1
    while at >= 0 and len(found) < MOST_PLACES:
        end = at + len(wanted)
        if _is_edge(folded.text, at) and _is_edge(folded.text, end):
            found.append((folded.starts[at], folded.ends[end - 1]))
        at = folded.text.find(wanted, at + 1)
    return tuple(found)


def _is_edge(text: str, at: int) -> bool:
    return at in (0, len(text)) or not (text[at - 1].isalnum() and text[at].isalnum())


def _same(one: str, two: str) -> bool:
    return fold_text(one).strip() == fold_text(two).strip()


def _raw(article: Article) -> str:
    """Return the characters of the file that an article was read from, as a program counts them; "" without one."""
    if not article.name or "\0" in article.name:
        return ""
    path = Path(article.name)
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return ""
        data = path.read_bytes()
        return decode(data, name=article.name).text if hashlib.sha256(data).hexdigest() == article.sha256 else ""
    except (OSError, ValueError, AttribuneError):
        return ""
