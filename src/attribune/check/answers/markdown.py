"""Citations that an answer's text itself has: links, footnotes, numbers with a list of sources, names in brackets.

What is only a mark of a citation is taken out of the text, as a reader of the answer reads over it: a number, and a
name or an address that leads to a document of the evidence. Everything else stays, because it may say who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from attribune.check.answers.documents import Documents, Found, looks_like_file
from attribune.check.answers.model import Cited, Name
from attribune.records import Span
from attribune.sources.names.entity_types import kind_of
from attribune.text.clipping import clip
from attribune.text.fold import fold_text
from attribune.text.urls import url_host

_URL = r"https?://[^\s<>\"“”()]{1,2000}(?:\([^\s<>\"“”()]{0,200}\)[^\s<>\"“”()]{0,500})?"
_PATH = r"[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?"
_TARGET = rf"\(\s{{0,3}}<?(?P<href>{_PATH})>?(?:\s+[\"'(][^\n\"')]{{0,200}}[\"')])?\s{{0,3}}\)"
_MARK = re.compile(
    rf"(?<!!)\[(?P<text>[^\[\]\n]{{1,300}}|\[[^\[\]\n]{{1,60}}\])\]{_TARGET}"
    r"|\[(?P<words>(?!\^?\d{1,3}\])[^\[\]\n]{1,300})\]\[(?P<ref>[^\[\]\n^]{1,60})\]"
    r"|\[\^(?P<note>[^\]\s]{1,60})\]"
    r"|\[(?P<label>[^\[\]\n]{1,160})\](?!\()"
    r"|【(?P<thick>[^【】\n]{1,160})】"
    r"|\((?P<round>[^()\n]{1,160})\)"
    rf"|<(?P<auto>{_URL})>"
    rf"|(?<![\w/(<\[])(?P<bare>{_URL})"
    r"|(?P<raised>[⁰¹²³⁴-⁹]{1,3})|\^(?P<caret>\d{1,3})\^"
    r"|<a\s(?:(?!href)[^<>]){0,200}+href\s{0,2}=\s{0,2}[\"']?(?P<anchor>[^\s\"'<>]{1,500})"
    r"|<(?P<tag>sup|cite)>\s{0,3}\[?(?P<tagged>[^<>\[\]\n]{1,160})\]?\s{0,3}</(?:sup|cite)>"
)
_NUMBERED = frozenset({"label", "thick", "raised", "caret", "tagged"})  # kinds of marks that may hold numbers
_ROUND_NUMBER = re.compile(r"(?:see |cf\.? |sources?:? |refs?\.? )?\[\^?(\d[\d,; –-]{0,60})\]", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:pp?|pages?|lines?|l|para(?:graph)?s?|sections?|ch|chapter|§+)\.? ?\d[\d –-]{0,20}", re.IGNORECASE
)
_ONE_LINE = re.compile(r"[ \t>*_#-]{0,9}(?:sources?|references?)[*_]{0,2}:[*_]{0,2}\s{0,9}(?=\[\^?\d)", re.IGNORECASE)
_IN_LINE = re.compile(r"\[(?P<key>\^?\d{1,3})\]:?\s{1,6}(?P<rest>[^\[\]\n]{1,400})")
_NUMBERS = re.compile(r"\d{1,3}(?:\s{0,3}[,;]\s{0,3}\d{1,3}){0,20}\Z")
_RANGE = re.compile(r"(?P<low>\d{1,3})\s?[–-]\s?(?P<high>\d{1,3})\Z")
_ROW = re.compile(r"^[ \t]{0,3}\|.*", re.MULTILINE)
_CELL = re.compile(r"(?<=\|)[^|\n]{1,200}(?=\|)")
_SOURCE_LINE = re.compile(
    r"^(?P<all>[ \t>*_(-]{0,9}sources?[*_]{0,2}:[*_]{0,2}[ \t]{1,9}(?P<rest>[^\s\[][^\n\[\]]{0,300}))$", re.I | re.M
)
_DEFINED = re.compile(r"[ \t]{0,6}(?:[-*+]\s{1,3})?\[(?P<key>\^?[^\[\]\s]{1,60})\](?P<colon>:?)\s{1,6}(?P<rest>\S.*)")
_LISTED = re.compile(r"[ \t]{0,6}(?:[-*+]\s{1,3})?(?:\[?\^?(?P<key>\d{1,3})\]?[.):]?)\s{1,6}(?P<rest>\S.*)")
_HEADING = re.compile(
    r"[ \t#*_]{0,8}(?:list of )?(?:sources?|references?|citations?|footnotes?|notes?|bibliography|documents?|cited"
    r"|quellen|literatur|sources citées|fuentes|fonti|bronnen)[ \t:*_]{0,6}",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:sources?|src|cf|see|from|via|doc(?:ument)?|quelle)[.:]?\s{1,3}", re.IGNORECASE)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WORDLESS = frozenset({"source", "link", "here", "ref", "citation", "url", "cite"})  # texts of links that name nobody
_MOST_RANGE = 20
_SPACES = " \t"
_JOINTS = " \t,;"  # before a mark that ends a line
_CLOSING = "”\"’'»“"
_PARTICLE = 3  # letters of a small word in a name: "van der"
_SHOWN = 80  # code points of a line of a list of sources that a citation shows


class _Defined(NamedTuple):
    """What a list of sources says of a number or note; ``is_document``: it can only be a document, and no speaker."""

    names: tuple[Name, ...]
    is_document: bool


@dataclass
class Plain:
    """An answer's text without the marks of its citations; ``cuts`` are the spans taken out, in order."""

    text: str = ""
    cited: list[Cited] = field(default_factory=list)
    cuts: list[tuple[int, int]] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)  # spans in the answer that are citations

    def at(self, offset: int) -> int:
        """Return where in the text stands what stood at ``offset`` in the answer."""
        number = bisect_right(self.cuts, (offset, -1))
        gone = sum(min(end, offset) - start for start, end in self.cuts[:number])
        return offset - gone


def without_marks(text: str, documents: Documents) -> Plain:
    """Return the text without the marks of citations, and the citations, whose spans are places in the new text."""
    defined, cuts = _definitions(text, documents)
    ends = [end for _, end in cuts]
    found: list[tuple[tuple[int, int], tuple[Name, ...]]] = []
    kept: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        at = bisect_right(ends, match.start())
        if at < len(cuts) and cuts[at][0] <= match.start():
            continue
        names, cut = _read(match, text, documents, defined)
        if names:
            found += [(match.span(), one) for one in names]
        kept += cut
    for span, name in (*_cells(text, documents), *_named_lines(text, documents)):
        if not any(start < span[1] and span[0] < end for start, end in (*cuts, *(one for one, _ in found))):
            found.append((span, (name,)))
            kept.append(span)
    found.sort(key=lambda one: one[0])
    plain = Plain(cuts=_merged([*cuts, *kept]))
    pieces, at = [], 0
    for start, end in plain.cuts:
        pieces.append(text[at:start])
        at = end
    plain.text = "".join([*pieces, text[at:]])
    plain.taken = [span for span, _ in found]
    plain.cited = [Cited(span=(plain.at(s), plain.at(e)), names=names, is_mark=True) for (s, e), names in found]
    return plain


_Names = list[tuple[Name, ...]]


def _read(
    match: re.Match[str], text: str, documents: Documents, defined: dict[str, _Defined]
) -> tuple[_Names, list[tuple[int, int]]]:
    """Return the documents that a mark names, and which of its characters are no text of the answer."""
    kind = match.lastgroup or ""
    if match["href"]:
        return _link(match, text, documents)
    if kind == "anchor":
        name = _by_words(match[kind])
        is_named = name.kind == "url" or looks_like_file(name.value) or documents.find([name]).number is not None
        return ([(name,)] if is_named else []), []
    if kind in ("auto", "bare"):
        url = match[kind].rstrip(".,;:!?*_'’")
        end = match.end() - (len(match[kind]) - len(url))
        return [(Name(kind="url", value=url),)], [_spaced(text, match.start(), end)]
    if kind == "ref":
        told = defined.get(match["ref"])
        if told is None:
            return _in_brackets(f"{match['words']}; {match['ref']}", text, match.span(), documents, thick=False)
        (low, high), (start, end) = match.span("words"), match.span()
        return [told.names], [(start, low), (high, end)]
    if kind == "note":
        key = f"^{match['note']}"
        note = match["note"]
        told = defined.get(key) or _Defined((Name(kind="number" if note.isdecimal() else "name", value=note),), True)
        return [told.names], ([_spaced(text, *match.span())] if told.is_document else [])
    kind = "tagged" if kind in ("tag", "tagged") else kind
    inner = match[kind].translate(_RAISED).strip() if kind == "raised" else match[kind].strip()
    if kind == "round" and (held := _ROUND_NUMBER.fullmatch(inner)):
        kind, inner = "label", held[1]
    inner = inner.rstrip("\\ ")  # of "\\[1\\]"
    numbers = _numbers(fold_text(inner).strip())
    if numbers and kind in _NUMBERED and _is_outside(text, *match.span()):
        known = [defined.get(one) or defined.get(f"^{one}") for one in numbers]
        if kind in ("raised", "caret") and not all(known):
            return [], []
        names_of = [
            told.names if told else (Name(kind="number", value=one),) for one, told in zip(numbers, known, strict=True)
        ]
        marks = all(told is None or told.is_document for told in known)
        return names_of, ([_spaced(text, *match.span())] if marks else [])
    if kind in ("raised", "caret") or not _is_outside(text, *match.span(), within=False):
        return [], []
    if kind == "round" and not _LEAD.match(inner) and not _is_plainly_document(inner):
        return [], []
    return _in_brackets(inner, text, match.span(), documents, thick=kind == "thick")


def _link(match: re.Match[str], text: str, documents: Documents) -> tuple[_Names, list[tuple[int, int]]]:
    """Return a link's document; the link's words stay, unless they are only the document's name or a number."""
    href, words = match["href"], match["text"].strip("[]^ ")
    if href.startswith(("#", "mailto:", "tel:", "javascript:")):
        return [], []
    web = href.lower().startswith(("http://", "https://"))
    name = Name(kind="url" if web else "name", value=href)
    where = documents.find([name])
    start, end = match.span()
    low, high = match.span("text")
    same = where.number is not None and documents.find([Name(kind="name", value=words)]).number == where.number
    host = fold_text(words).removeprefix("www.") == (url_host(href) or "-").removeprefix("www.")
    same = same and not _may_be_speaker(words)
    if fold_text(words) in _WORDLESS or words.isdecimal() or same or host or words == href:
        return [(name,)], [_spaced(text, *_bracketed(text, start, end))]
    return [(name,)], [(start, low), (high, end)]


def _cells(text: str, documents: Documents) -> Iterator[tuple[Span, Name]]:
    """Yield the cells of tables that hold the name of one document and nothing else."""
    for line in _ROW.finditer(text):
        for cell in _CELL.finditer(text, *line.span()):
            name = Name(kind="name", value=cell[0].strip(" *_`\t"))
            if not name.value or name.value.isdecimal() or _may_be_speaker(name.value):
                continue
            if documents.find([name]).number is not None:
                yield cell.span(), name


def _named_lines(text: str, documents: Documents) -> Iterator[tuple[Span, Name]]:
    """Yield the lines that only say where the words above stand: "Source: board.txt"."""
    for line in _SOURCE_LINE.finditer(text):
        rest = line["rest"].strip(" *_.)")
        found = documents.find([Name(kind="name", value=rest)])
        line_found = found if found.number is not None else documents.find_in_line(rest)
        if line_found is not None and line_found.number is not None:
            article = documents.articles[line_found.number]
            yield line.span("all"), Name(kind="name", value=article.id, label=clip(rest, _SHOWN))
        elif looks_like_file(rest):
            yield line.span("all"), Name(kind="name", value=rest)


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the round brackets that hold nothing else."""
    closed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    return (start - 1, end + 1) if closed else (start, end)


def _in_brackets(
    inner: str, text: str, span: tuple[int, int], documents: Documents, *, thick: bool
) -> tuple[_Names, list[tuple[int, int]]]:
    """Return the documents that words in brackets name, each of them after a comma or semicolon."""
    bare = _LEAD.sub("", inner, count=1).strip("*_` ")
    whole = documents.find([Name(kind="name", value=bare)])
    parts = [one.strip("*_` ") for one in re.split(r"[;,]", bare)]
    named = [bare] if whole.number is not None else [one for one in parts if not _PLACE.fullmatch(one)]
    found = [documents.find([_by_words(one)]) for one in named if one]
    if found and all(one.number is not None for one in found):
        kept = any(_may_be_speaker(one) for one in named)
        return [(_by_words(one),) for one in named if one], ([] if kept else [_spaced(text, *span)])
    line = documents.find_in_line(bare) if _LEAD.match(inner) or thick else None
    if line is not None or any(looks_like_file(one) for one in named) or thick:
        at = line.number if line is not None else None
        shown = documents.articles[at].id if at is not None else bare
        return [(Name(kind="name", value=shown, label=bare),)], (
            [_spaced(text, *span)] if at is not None or thick else []
        )
    return [], []


def _is_plainly_document(words: str) -> bool:
    """True if words in round brackets can name a document, and are no remark of one word: "(union)"."""
    return bool(re.search(r"[\s/_.\d-]", words.strip()))


def _may_be_speaker(words: str) -> bool:
    """True if the name of a document may be that of a person, whom it then names for words beside it."""
    small = [word for word in words.split() if word[0].islower()]
    return kind_of(words) == "person" and all(len(word) <= _PARTICLE for word in small)


def _by_words(words: str) -> Name:
    return Name(kind="url" if words.lower().startswith(("http://", "https://")) else "name", value=words)


def _numbers(inner: str) -> list[str]:
    """Return the numbers in brackets: "1", "1, 3", "2-4"; none for anything else."""
    several = _RANGE.match(inner)
    if several and 0 <= int(several["high"]) - int(several["low"]) <= _MOST_RANGE:
        return [str(one) for one in range(int(several["low"]), int(several["high"]) + 1)]
    return [str(int(one)) for one in re.findall(r"\d+", inner)] if _NUMBERS.match(inner) else []


def _is_outside(text: str, start: int, end: int, *, within: bool = True) -> bool:
    """True if brackets don't stand among quoted words, where they may stand for words that were put in.

    Behind the last of these (``within``) a number is a mark: “We close at ten [1].”
    """
    line = text[text.rfind("\n", 0, start) + 1 : start]
    opened = line.count("“") > line.count("”") or line.count('"') % 2 == 1 or line.count("«") > line.count("»")
    if not opened:
        return not line.lstrip().startswith(">") or within
    rest = text[end : end + 3].lstrip(".,!?;: ")
    return within and rest[:1] in _CLOSING and bool(rest)


def _spaced(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the blanks before it where punctuation, an end or blanks follow."""
    start -= text[start - 1 : start] == "\\"
    at_end = end >= len(text) or text[end] in "\r\n|"
    if at_end or not text[end].isalnum():
        while start > 0 and text[start - 1] in (_JOINTS if at_end else _SPACES):
            start -= 1
    return (start, end)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _definitions(text: str, documents: Documents) -> tuple[dict[str, _Defined], list[tuple[int, int]]]:
    """Return what each number or note of a list of sources names, and the lines of the list that only do that."""
    defined: dict[str, _Defined] = {}
    cuts: list[tuple[int, int]] = []
    at, listing = 0, None
    for line in text.splitlines(keepends=True):
        stop, bare = at + len(line), line.strip()
        if _HEADING.fullmatch(bare):
            listing = (at, stop)
        elif bare and (several := _ONE_LINE.match(line)):
            for one in _IN_LINE.finditer(line, several.end()):
                _define(one["key"], one["rest"].strip(" ;,.\r\n"), documents, defined, cuts, (at, stop), None)
            listing = None
        elif bare:
            match = _DEFINED.fullmatch(line.rstrip("\r\n")) or (
                _LISTED.fullmatch(line.rstrip("\r\n")) if listing else None
            )
            if match and (
                listing or match["key"][0] == "^" or match.groupdict().get("colon") or match["key"].isdecimal()
            ):
                _define(match["key"], match["rest"], documents, defined, cuts, (at, stop), listing)
            else:
                listing = listing if listing and bare[0] in "-*+" else None
        at = stop
    return defined, _merged(cuts)


def _define(
    key: str, rest: str, documents: Documents, defined: dict[str, _Defined], cuts: list[tuple[int, int]],
    line: tuple[int, int], listing: tuple[int, int] | None,
) -> None:  # fmt: skip
    """Take in one line of a list of sources. One that names no document stays in the text: it may name who speaks."""
    link = re.search(rf"\[[^\[\]\n]{{1,300}}\]{_TARGET}", rest)
    href = link["href"] if link else None
    line_found = documents.find_in_line(re.sub(r"[\[\]()]", " ", rest))
    found = line_found or Found(None, "")
    label = clip(" ".join(rest.split()), _SHOWN)
    is_document = line_found is not None or looks_like_file(rest.split()[0].strip(".,;*_`"))
    if href and not href.lower().startswith(("http://", "https://")):
        by_link = documents.find([Name(kind="name", value=href)])
        found = by_link if found.number in (None, by_link.number) else Found(None, "")
        is_document = True
    names: tuple[Name, ...] = (Name(kind="name", value=f"{rest} ", label=label),)
    if found.number is not None:
        names = (Name(kind="name", value=documents.articles[found.number].id, label=label),)
        cuts.append(line)
        if listing is not None and listing not in cuts:
            cuts.append(listing)
    if key in defined and defined[key].names != names:  # two sources under one number: which is meant can't be told
        names = (*defined[key].names, *names)
    defined[key] = _Defined(names, is_document)
