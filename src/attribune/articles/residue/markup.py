"""HTML or XML → all the words that a program may show of it, line by line, without any choice of what is an article.

No tree is made and no style sheet is judged: only what no program shows (comments, scripts, what an attribute hides) is
left out. A raised piece stands between :data:`RAISED` and :data:`LOWERED`: it may be the mark of a note.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote_to_bytes

from attribune.articles.html.visibility import NO_FIELD

RAISED, LOWERED = "\x01", "\x02"
DEEPEST = 3  # pages as values inside pages
# Of a tag behind its name: values with tags in them are a few, and of some length at most; longer ones count as text.
_PLAIN = r"(?:[^\"'<>]++|\"[^\"<]{0,40000}+\"|'[^'<]{0,40000}+')*+"
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)|<[!?][^>]*+(?:>|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][^\s/<>\"']{0,60}+)"
    rf"(?P<rest>{_PLAIN}(?:(?:\"[^\"]{{0,2000}}+\"|'[^']{{0,2000}}+'){_PLAIN}){{0,8}}+)>",
    re.S,
)
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w:.-]{0,60}+)\s{0,20}+=\s{0,20}+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
# Elements whose beginning or end ends a line; a line break is a blank, and two of them end one.
_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frame h h1 h2 h3 h4 h5 h6 header hr html iframe label legend li main menu nav ol optgroup "
    "option p para pre search section select summary table tbody td text textarea tfoot th thead title tr txbxcontent "
    "ul item entry description content annotation comment list-item table-cell text-box hdr ftr".split()
)
# Elements of which no program shows the words as a part of the text: code, data, and what was deleted.
_NEVER = frozenset("template noembed noframes del s strike rt rp".split())
_NEVER_IN_OFFICE = frozenset(
    "note-citation deltext delinstrtext instrtext tracked-changes fallback binary-data metadata".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr line-break tab".split())
_RAW_END = {name: re.compile(rf"</{name}\b[^>]{{0,100}}>?", re.I) for name in ("script", "style")}
_SHOWN_VALUES = frozenset("alt title descr value placeholder srcdoc string label".split())
_HIDDEN = re.compile(r"(?:\A|\s)hidden(?:\s|=|\Z)|display\s{0,9}:\s{0,9}none", re.I)
_UNSHOWN = frozenset("link meta img script param".split())  # whose values aren't shown, or are told by themselves
_CONTENT = re.compile(r"content\s{0,9}:[^;{}\"']{0,400}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')", re.I)
_CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
_DATA = re.compile(r"data:(?:text/(?:html|plain)|image/svg\+xml|application/xhtml\+xml)([^,]{0,200}),(.*)", re.I | re.S)
_MARKS = re.compile('["“”„«»‟]')


def shown_lines(markup: str, *, xml: bool = False, office: bool = False, depth: int = 0) -> Iterator[str]:
    """Yield the lines of markup, of pages that stand in it as values and of what its style sheets put in.

    ``xml``: elements may close themselves. ``office``: it is a part of a document of an office program.
    """
    reader = _Reader(xml, _NEVER_IN_OFFICE if office else _NEVER)
    reader.read(markup)
    yield from reader.lines
    for page in reader.pages if depth < DEEPEST else ():
        yield from shown_lines(page, depth=depth + 1)


class _Skipped:
    """The element that is passed over, and how many of its name are open."""

    def __init__(self) -> None:
        self.name = ""
        self.open = 0

    def count(self, name: str, token: re.Match[str]) -> None:
        """Take a tag inside it."""
        if name == self.name and not token["rest"].endswith("/"):
            self.open += -1 if token["close"] else 1
            if not self.open:
                self.name = ""


class _Reader:
    """One pass over the markup."""

    def __init__(self, xml: bool, never: frozenset[str]) -> None:
        self._xml, self._never = xml, never
        self.lines: list[str] = []
        self.pages: list[str] = []
        self._now: list[str] = []
        self._outer: list[list[str]] = []  # lines in which notes stand that are open
        self._broken = False
        self._quotes: list[int] = []  # the lines at which block quotes that are open began

    def read(self, markup: str) -> None:
        """Read all of it."""
        at, skipped = 0, _Skipped()
        while (token := _TOKEN.search(markup, at)) is not None:
            if not skipped.name and token.start() > at:
                self._say(unescape(markup[at : token.start()]))
            at = token.end()
            name, rest = (token["name"] or "").rpartition(":")[2].lower(), token["rest"] or ""
            if skipped.name:
                skipped.count(name, token)
            elif token["data"] is not None:
                self._say(token["data"])
            elif token["close"]:
                self._close(name)
            elif name:
                at = self._enter(name, rest, markup, at, skipped)
        if not skipped.name:
            self._say(unescape(markup[at:]))
        self._end()

    def _enter(self, name: str, rest: str, markup: str, at: int, skipped: _Skipped) -> int:
        """Take the beginning of an element; returns where reading goes on: what is raw text has no tags."""
        if rest:
            self._values(name, rest)
        if name in _RAW_END and not (self._xml and rest.endswith("/")):
            end = _RAW_END[name].search(markup, at)
            stop = end.end() if end else len(markup)
            if name == "style":
                self._style(markup[at:stop])
            return stop
        if name not in _VOID and not rest.endswith("/") and (name in self._never or _HIDDEN.search(rest)):
            skipped.name, skipped.open = name, 1
        else:
            self._open(name)
        return at

    def _open(self, name: str) -> None:
        if name == "br" or name == "line-break":
            if self._broken:
                self._end()
            self._now.append(" ")
            self._broken = True
        elif name == "note-body":
            self._outer.append(self._now)
            self._now = []
        elif name in _BLOCKS:
            self._end()
            if name == "blockquote":
                self._quotes.append(len(self.lines))
        elif name == "q":
            self._now.append("“")
        elif name in ("sup", "sub"):
            self._now.append(RAISED)
        elif name in ("tab", "s"):
            self._now.append(" ")

    def _close(self, name: str) -> None:
        if name == "note-body" and self._outer:
            self._end()
            self._now = self._outer.pop()
        elif name in _BLOCKS:
            self._end()
            if name == "blockquote" and self._quotes:
                self._set_apart(self._quotes.pop())
        elif name == "q":
            self._now.append("”")
        elif name in ("sup", "sub"):
            self._now.append(LOWERED)

    def _set_apart(self, first: int) -> None:
        """Put marks around the lines of a block quote that has none: its words are somebody's without them."""
        if not any(_MARKS.search(line) for line in self.lines[first:]):
            self.lines[first:] = [f"“{line}”" for line in self.lines[first:]]

    def _values(self, name: str, rest: str) -> None:
        """Add what attributes show, and the pages that they hold."""
        if "=" not in rest:
            return
        found = {key.lower(): unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(rest)}
        for key, value in found.items():
            last = key.rpartition(":")[2]
            if last == "srcdoc":
                self.pages.append(value)
            elif last in ("src", "data", "href") and (held := _held(value)):
                self.pages.append(held)
            elif last in _SHOWN_VALUES and name not in _UNSHOWN and _MARKS.search(value):
                if name != "input" or found.get("type", "").lower() not in NO_FIELD:
                    self.lines.append(_line(value))
            elif last == "style":
                self._style(value)

    def _style(self, rules: str) -> None:
        for double, single in _CONTENT.findall(rules) if "content" in rules.lower() else ():
            said = _CSS_ESCAPE.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF) or 0xFFFD), double or single)
            if _MARKS.search(said):
                self.lines.append(_line(said))

    def _say(self, text: str) -> None:
        self._now.append(text)
        if not text.isspace():
            self._broken = False

    def _end(self) -> None:
        """End the line."""
        line = _line("".join(self._now))
        self._now.clear()
        self._broken = False
        if line:
            self.lines.append(line)


def _line(text: str) -> str:
    return " ".join(text.split())


def _held(address: str) -> str:
    """Return the page or picture of text that an address holds as a value; "" where it holds none."""
    found = _DATA.match(address.lstrip()[:2_000_000]) if address.lstrip()[:5].lower() == "data:" else None
    if found is None:
        return ""
    data = unquote_to_bytes(found[2])
    try:
        return (b64decode(data) if "base64" in found[1].lower() else data).decode("utf-8", "replace")
    except ValueError:
        return ""
