"""A paragraph of Markdown → its text without syntax, and its links.

Only what is syntax goes: a mark of emphasis without a partner, a backtick without a closing one, an unknown tag stay as
they are, since they may be words ("f***ing", "Smith*", "<inaudible>"). Code spans are verbatim.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from attribune.articles.document.omissions import STRUCK, Marked
from attribune.articles.markdown.inline_html import Hiding
from attribune.records import Uncertain

LONGEST_LINK_TEXT = 1000
LONGEST_EMPHASIS = 3  # marks in a row; more stand for letters or blanks
IDEOGRAPHS = 0x2E80  # from here on words stand without spaces between them
NOTE = "^"  # begins the name of a footnote
Links = list[tuple[str, int, int]]

_TEXT = rf"(?:[^\[\]\n]{{1,{LONGEST_LINK_TEXT}}}+|\[[^\[\]\n]{{0,300}}+\]){{1,40}}+"
_TITLE = r"(?:\s+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s?"
_TARGET = r"(?:[^()\s<>]|\([^()\s]{0,200}\)){0,2000}?"
_INLINE = re.compile(
    rf"(?P<escape>\\[!-/:-@\[-`{{-~])"
    rf"|(?P<image>\[?!\[[^\[\]\n]{{0,{LONGEST_LINK_TEXT}}}\](?:\((?:<[^<>\n]{{0,2000}}>|{_TARGET}){_TITLE}\)|\[[^\[\]\n]{{0,200}}\])(?:\]\({_TARGET}{_TITLE}\))?)"
    rf"|(?P<link>\[(?P<text>{_TEXT}|)\]\((?:<(?P<angled>[^<>\n]{{0,2000}})>|(?P<href>{_TARGET})){_TITLE}\))"
    rf"|(?P<ref>\[(?P<reftext>[^\[\]\n]{{1,{LONGEST_LINK_TEXT}}})\](?:\[(?P<refname>[^\[\]\n]{{0,200}})\])?)"
    r"|(?P<auto><(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8})>)"
    r"|(?P<raised>\^[^\s^\[\]]{1,40}\^)|(?P<tag></?(?P<tagname>[A-Za-z][\w-]{0,40})(?:\s[^<>]{0,1000})?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
    r"|(?P<code>`+)|(?P<marks>\*+|_+|~~+)"
)
_RUN = re.compile("`+")
# The elements of HTML; custom ones, which have a hyphen in their names, are tags, too.
_TAGS = frozenset(
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas "
    "caption center cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset "
    "figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe "
    "img input ins kbd label legend li link main map mark menu meta meter nav nobr noembed noframes noscript object ol optgroup "  # noqa: E501
    "option output p param picture pre progress q rp rt ruby s samp script search section select slot small "
    "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time "
    "title tr track tt u ul var video wbr".split()
)


@dataclass(slots=True)
class _Mark:
    """A run of marks of emphasis; ``left`` of them have no partner."""

    sign: str
    left: int
    opens: bool
    closes: bool
    strikes: int = 0  # how many spans of struck-out words it begins, or ends where negative


def inline(source: str, definitions: Mapping[str, str], hiding: Hiding) -> tuple[str, Links, list[Uncertain]]:
    """Return the text, without white space around it, its links as (address, start, end), and where it is uncertain.

    ``definitions`` are the addresses of reference links by their name in small letters; a name that begins with ``^``
    is a footnote's; references to it are left out, and empty links to ``#^…``. ``hiding`` knows the tags that are open.
    """
    parts = _Parts(definitions, hiding)
    parts.read(source)
    words, links = parts.joined()
    text = words.whole()
    lead = len(text) - len(text.lstrip())
    stripped = text.strip()
    size = len(stripped)
    inside = [(h, min(max(a - lead, 0), size), min(max(b - lead, 0), size)) for h, a, b in links]
    return stripped, inside, words.uncertain(lead, size, 0)


@dataclass(slots=True)
class _Link:
    """The beginning of a link (with its address), or its end."""

    href: str = ""
    ends: bool = False


class _Parts:
    """The pieces of a paragraph, each with how it looks: words, marks that may be words, where links begin and end."""

    def __init__(self, definitions: Mapping[str, str], hiding: Hiding) -> None:
        self._definitions = definitions
        self._hiding = hiding
        self._pieces: list[tuple[str | _Mark | _Link, tuple[str, str, str]]] = []
        self._open: dict[str, list[_Mark]] = {}

    def _put(self, piece: str | _Mark | _Link, shift: str = "") -> None:
        hiding = self._hiding
        self._pieces.append((piece, (hiding.unseen, shift or hiding.shift, hiding.doubt)))

    def read(self, source: str) -> None:
        """Take the paragraph apart."""
        runs: dict[int, list[int]] = {}
        for run in _RUN.finditer(source):
            runs.setdefault(len(run[0]), []).append(run.start())
        at = 0
        while (match := _INLINE.search(source, at)) is not None:
            self._put(source[at : match.start()])
            at = match.end()
            if match["code"]:
                at = self._code(source, match, runs.get(len(match["code"]), []))
            elif match["marks"]:
                self._mark(source, match)
            else:
                self._other(match)
        self._put(source[at:])

    def _code(self, source: str, match: re.Match[str], runs: list[int]) -> int:
        """Return a code span's words as they are, or the backticks where none close it; where to go on."""
        number = bisect_left(runs, match.end())
        if number == len(runs):
            self._put(match["code"])
            return match.end()
        words = source[match.end() : runs[number]]
        spaced = words[:1] == words[-1:] == " " and words.strip()
        self._put(words[1:-1] if spaced else words)
        return runs[number] + len(match["code"])

    def _other(self, match: re.Match[str]) -> None:
        if match["escape"]:
            self._put(match["escape"][1])
        elif match["link"]:
            href = match["href"] if match["angled"] is None else match["angled"]
            self._link(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", href), match["text"])
        elif match["image"]:
            self._hiding.images.append(match["image"].split("![", 1)[1].split("]", 1)[0])
        elif match["ref"]:
            self._reference(match)
        elif match["auto"]:
            address = match["address"]
            self._put(_Link(address if ":" in address else f"mailto:{address}"))
            self._put(address)
            self._put(_Link(ends=True))
        elif match["entity"]:
            self._put(html.unescape(match["entity"]))
        elif match["raised"]:
            self._put(match["raised"][1:-1], "up")
        elif match["tag"] and match["tagname"].lower() not in _TAGS and "-" not in match["tagname"]:
            self._put(match["tag"])
        elif match["tag"]:
            self._put(self._hiding.tag(match["tag"], match["tagname"].lower()))

    def _reference(self, match: re.Match[str]) -> None:
        name = (match["refname"] or match["reftext"]).lower()
        href = self._definitions.get(name)
        if href is None:
            inner = _Parts(self._definitions, self._hiding)
            self._put("[")
            inner.read(match["ref"][1:-1])
            self._pieces += inner._pieces
            self._put("]")
        elif name.startswith(NOTE):
            self._put(_Link(f"#{name}"))
            self._put(_Link(ends=True))
        else:
            self._link(href, match["reftext"])

    def _link(self, href: str, source: str) -> None:
        inner = _Parts({}, self._hiding)
        self._put(_Link(href))
        inner.read(source)
        self._pieces += inner._pieces
        self._put(_Link(ends=True))

    def _mark(self, source: str, match: re.Match[str]) -> None:
        """A run of marks: close what is open as far as it can, then stay open if it may."""
        run = match["marks"]
        before, after = source[match.start() - 1 : match.start()], source[match.end() : match.end() + 1]
        opens, closes = _flanks(run[0], before, after)
        mark = _Mark(run[0], len(run), opens, closes)
        self._put(mark)
        if len(run) > (2 if mark.sign == "~" else LONGEST_EMPHASIS):
            return
        waiting = self._open.setdefault(mark.sign, [])
        while mark.closes and mark.left and waiting:
            other = waiting[-1]
            both = 2 if mark.left >= 2 and other.left >= 2 else 1
            mark.left, other.left = mark.left - both, other.left - both
            if mark.sign == "~":
                other.strikes, mark.strikes = other.strikes + 1, mark.strikes - 1
            if not other.left:
                waiting.pop()
        if mark.opens and mark.left:
            waiting.append(mark)

    def joined(self) -> tuple[Marked, Links]:
        """Return the text, with what is left out of it, and its links."""
        out = Marked(self._hiding.tally)
        links: Links = []
        begun: list[tuple[str, int]] = []
        struck = 0
        for piece, (unseen, shift, doubt) in self._pieces:
            if isinstance(piece, _Link):
                if not piece.ends:
                    begun.append((piece.href, out.length))
                elif begun:
                    href, start = begun.pop()
                    links.append((href, start, out.length))
                continue
            struck += piece.strikes if isinstance(piece, _Mark) else 0
            words = piece.sign * piece.left if isinstance(piece, _Mark) else piece
            why = unseen or (STRUCK if struck > 0 else "")
            if why:
                out.leave_out(words, why)
            else:
                out.say(words, shift=shift, doubt=doubt)
        return out, links


def _flanks(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of marks can open and close emphasis, by what stands before and after it.

    As in CommonMark, and one thing more: inside a word none opens, since there marks stand for letters, and between
    figures none closes.
    """
    space_before, space_after = not before or before.isspace(), not after or after.isspace()
    opens = not space_after and (not _is_sign(after) or space_before or _is_sign(before)) and not _in_word(before)
    closes = not space_before and (not _is_sign(before) or space_after or _is_sign(after))
    inside = sign == "_" and _in_word(after)
    return opens, closes and not inside and not (before.isdigit() and after.isdigit())


def _in_word(character: str) -> bool:
    return character.isalnum() and ord(character) < IDEOGRAPHS


def _is_sign(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"
