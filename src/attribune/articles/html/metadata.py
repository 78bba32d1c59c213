"""Metadata of a page: JSON-LD, OpenGraph, meta tags, microdata, time elements, canonical address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from attribune.articles.document.date_fields import dates_of, rank
from attribune.articles.document.dates import iso, line_date, not_understood
from attribune.articles.html.json_ld import LinkedData, plain
from attribune.lexicon import words
from attribune.text.urls import join_url, url_host

# Names and properties of meta tags, in the order in which they are believed.
_TITLE_NAMES = tuple("og:title twitter:title dc.title dcterms.title headline citation_title parsely-title".split())
_OUTLET_NAMES = tuple(
    "og:site_name application-name dc.publisher dcterms.publisher publisher citation_journal_title".split()
)
_AUTHOR_NAMES = tuple(
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl cxenseparse:author"
    " citation_author og:article:author article:author_name authors".split()
)
# What is believed before others that say the same.
_FIRST_DATES = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date")
_NAMED = "[self::span or self::div or self::p or self::abbr or self::li or self::small or self::em][@class or @id]"
_CLASSED, _CLASSED_BEHIND = f"//*{_NAMED}", f"(//h1)[1]/following::*{_NAMED}"
_BEHIND_HEADLINE = "(//h1)[1]/following::*[self::p or self::span or self::div or self::li or self::small][not(*)]"
_CLASSES = frozenset({"dateline", "timestamp", "byline-date", "time", "updated-published"})
_DATED_ATTRIBUTES = ("datetime", "title", "content", "data-timestamp", "data-date", "data-time", "data-datetime")
LONGEST_SHOWN = 100  # characters of an element that says when the page was published
LINES_BEHIND = 12  # short elements behind the headline in which a date without a name is looked for
_LONGEST_TAG = 5000  # characters of a meta tag's content
MOST_TIMES = 200  # time elements looked at
_READ = ("meta", "link", "script", "title", "time", "base", "h1")
_PROPERTIES = frozenset({"author", "datePublished", "dateModified", "publisher", "headline"})
_ROLE = re.compile(
    r",? (?:(?:senior|chief|staff|political|foreign|national|deputy|managing|executive|associate|special|white house|"
    r"washington|health|science|environment|climate|defence|defense|legal|court|local|"
    r"investigative|data|sports|business|technology|crime|news|features|world|economics|education) ){0,8}"
    r"(?:editor|correspondent|reporter|writer|columnist|producer|journalist|contributor|analyst|critic|bureau chief)s?\b.*$"  # noqa: E501
    r"|,? (?:for|of|at) (?:the )?[A-Z].*$",
    re.I,
)


_BY = re.compile(r"(?:^|\s)(?:by|par|von|por|di|door)[:\s]\s*(?=[^\W\d_])", re.I)
_DATED = re.compile(
    r"\s{0,40}\b(?:(?:first )?(?:published|updated|posted|filed)\b|on (?=\w{3,9}\.? \d)|\w{3,9}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} \w{3,9} \d{4}|\d{1,4}[/:.-]\d)",
    re.I,
)
_OF = re.compile(r" (?:for|of|at) ")
_NOBODY = frozenset({"admin", "administrator", "editor", "webmaster", "none", "null", "undefined", "n/a"})


@dataclass(slots=True, kw_only=True)
class Metadata:
    """The metadata found. ``notes`` name a paywall; ``base`` is the base of the page's relative addresses."""

    title: str | None = None
    url: str | None = None
    base: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Head:
    """The elements of a page that tell of it, found in one pass."""

    tags: dict[str, list[str]] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    canonical: str | None = None
    base: str | None = None
    title: str | None = None
    times: list[Any] = field(default_factory=list)  # those behind the first h1 first

    def first(self, names: Iterable[str]) -> str | None:
        """Return the content of the first of the meta tags that is there."""
        return next((self.tags[name][0] for name in names if name in self.tags), None)


def metadata(root: Any, url: str | None) -> Metadata:
    """Read the metadata of a page. Nothing in it is trusted beyond its form; broken parts are passed over."""
    head = _head(root)
    result = Metadata(url=_address(head, url))
    result.base = join_url(result.url or url, head.base) if head.base else result.url or url
    data = LinkedData(head.scripts, result.url)
    micro = {} if data.text("datePublished") and data.names("author") else _microdata(root)
    result.outlet = _outlet(data, head, micro) or _domain(result.url)
    title = data.text("headline") or head.first(_TITLE_NAMES) or next(iter(micro.get("headline", ())), None)
    result.title = plain(title) or _without_outlet(head.title, result.outlet)
    result.authors = _authors(data, head, micro, result.outlet)
    dates = dates_of(_fields(data, head, micro))
    result.published, result.modified, result.notes = dates.published, dates.modified, dates.notes
    if result.published is None:
        result.published, unread = _shown_date(root, head.times)
        result.notes = () if result.published else result.notes or unread
    result.language = _language(
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or data.text("inLanguage")
        or head.first(("og:locale", "content-language", "language", "dc.language"))
    )  # fmt: skip
    tier = (head.first(("article:content_tier",)) or "").lower()
    if data.is_paid() or tier in ("locked", "metered"):
        result.notes += ("paywall: the page says it isn't free to read in full",)
    return result


def _head(root: Any) -> _Head:
    head = _Head()
    early: list[Any] = []
    began = False
    for element in root.iter(*_READ):
        tag = element.tag
        if tag == "meta":
            _tag(head, element)
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower():
                head.scripts.append(element.text or "")
        elif tag == "link":
            if head.canonical is None and (element.get("rel") or "").lower() == "canonical":
                head.canonical = element.get("href")
        elif tag == "title":
            head.title = head.title or plain(element.text or "")
        elif tag == "base":
            head.base = head.base or element.get("href")
        elif tag == "h1":
            began = True
        elif len(early) + len(head.times) < MOST_TIMES:
            (head.times if began else early).append(element)
    head.times += early
    return head


def _tag(head: _Head, element: Any) -> None:
    name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
    content = (element.get("content") or "").strip()
    if name and content and len(content) < _LONGEST_TAG:
        head.tags.setdefault(name.strip().lower(), []).append(content)


def _outlet(data: LinkedData, head: _Head, micro: dict[str, list[str]]) -> str | None:
    """Return the name the article itself gives its publisher, else the site's, else that of an object it refers to."""
    named = [*data.names("publisher", follow=False), *micro.get("publisher", ())]
    return next(iter(named), None) or head.first(_OUTLET_NAMES) or next(iter(data.names("publisher")), None)


def _microdata(root: Any) -> dict[str, list[str]]:
    """Return the microdata (``itemprop``): the first value of each property, and the authors named with the first."""
    properties: dict[str, list[str]] = {}
    places: dict[str, Any] = {}
    elements = [element for element in root.xpath("//*[@itemprop]") if element.get("itemprop") in _PROPERTIES]
    for element in elements[:MOST_TIMES]:
        name = element.get("itemprop")
        place = element.getparent()
        if name in places and (name != "author" or place not in (places[name], places[name].getparent())):
            continue
        content = element.get("content") or element.get("datetime")
        inner = element.xpath('descendant::*[@itemprop="name"][1]')
        item = inner[0] if inner else element
        text = content or item.get("content") or "".join(item.itertext())
        if text.strip() and len(text) < _LONGEST_TAG:
            places.setdefault(name, place)
            properties.setdefault(name, []).append(" ".join(text.split()))
    return properties


def _address(head: _Head, url: str | None) -> str | None:
    canonical = join_url(url, head.canonical) if head.canonical else None
    for candidate in (canonical, url, head.first(("og:url",))):
        if candidate and candidate.startswith(("http://", "https://")):
            return candidate
    return None


def _domain(url: str | None) -> str | None:
    host = url_host(url)
    return host.removeprefix("www.") if host else None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """Return the text of the title element without the outlet's name behind (or before) a bar or dash.

    >>> _without_outlet("Gulls hold the pier | The Quay Courier", "Quay Courier")
    'Gulls hold the pier'
    """
    if not title or not outlet:
        return title
    name = re.escape(outlet.removeprefix("The ").removeprefix("the "))
    shorter = re.sub(rf"\s+[|–—·:•-]+\s+(?:the )?{name}\s*$|^(?:the )?{name}\s+[|–—·:•-]+\s+", "", title, flags=re.I)
    return shorter or title


def _fields(data: LinkedData, head: _Head, micro: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield name and value of all that may say when the page was published or changed, the most trusted first."""
    for name in ("datePublished", "dateModified"):
        yield name, data.date(name) or ""
    yield from ((name, content) for name in _FIRST_DATES for content in head.tags.get(name, ()))
    yield from ((name, content) for name, contents in head.tags.items() for content in contents)
    yield from ((name, content) for name, contents in micro.items() for content in contents)
    yield "dateCreated", data.date("dateCreated") or ""


def _shown_date(root: Any, times: Sequence[Any]) -> tuple[str | None, tuple[str, ...]]:
    """Return the date of a time element that says it is of the publication, else of the first behind the headline.

    Without any, that of an element whose class says so, or of a short line behind the headline that is a date or
    begins with "Published". Where there is none that is understood: a note on what stands there.
    """
    marked = [
        element for element in times if element.get("pubdate") is not None or "ublish" in (element.get("class") or "")
    ]
    said = [text for element in (*marked, *times, *_classed(root)) if (text := _date_words(element))]
    published = next((day for text in said if (day := iso(text, published=True))), None)
    if published is None:
        lines = (" ".join("".join(one.itertext()).split()) for one in root.xpath(_BEHIND_HEADLINE)[:LINES_BEHIND])
        published = next((day for line in lines if (day := line_date(line))), None)
    unread = (text for text in said if any(map(str.isdigit, text)))
    return published, () if published else not_understood(next(unread, None))


def _classed(root: Any) -> Sequence[Any]:
    """Return the elements that a class or id says hold the date: those behind the headline, else all if they agree.

    Before the headline, and where there is none, they may be of other articles.
    """
    behind, everywhere = (
        [one for one in root.xpath(path)[:MOST_TIMES] if _is_named_for_date(one)]
        for path in (_CLASSED_BEHIND, _CLASSED)
    )
    return behind or (everywhere if len({iso(_date_words(one), published=True) for one in everywhere}) == 1 else ())


def _is_named_for_date(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(rank(name)[0] == "published" or name.lower() in _CLASSES for name in names)


def _date_words(element: Any) -> str:
    """Return what an element says of a date, for programs before what readers see; "" where that is too long."""
    value = next((value for name in _DATED_ATTRIBUTES if (value := element.get(name)) and iso(value)), "")
    value = value or element.get("datetime") or "".join(element.itertext())
    return " ".join(value.split()) if len(value) < LONGEST_SHOWN else ""


def _authors(data: LinkedData, head: _Head, micro: dict[str, list[str]], outlet: str | None) -> tuple[str, ...]:
    """Return the names of the first place that has any. Where the outlet alone signs, nobody is named."""
    tagged = (head.tags[name] for name in _AUTHOR_NAMES if name in head.tags)
    signed = data.names("author", "creator")
    for names in [signed] if signed else (*tagged, micro.get("author", [])):
        cleaned = (person for name in names for person in people(name))
        people_found = tuple(dict.fromkeys(person for person in cleaned if _bare(person) != _bare(outlet or "")))
        if people_found:
            return people_found
    return ()


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ")


def people(line: str) -> list[str]:
    """Return the names in an author field or byline: without "By", roles, addresses and what follows a bar.

    >>> people("By Jane Roe and John Doe, Jr., Political Editor")
    ['Jane Roe', 'John Doe, Jr.']
    >>> people("by Mara Quill Feb. 28, 2024 10:00 pm")
    ['Mara Quill']
    >>> people("Posted on 3 May 2024 by Tam Skerry")
    ['Tam Skerry']
    """
    line = line.strip()[:400]
    line = line[by.end() :] if (by := _BY.search(line)) else line
    line = re.split(r"\s[|•·–—-]\s|\||\n", line)[0]
    line = _DATED.split(line, maxsplit=1)[0]
    names: list[str] = []
    for part in re.split(r"\s{0,40}[,;]\s{0,40}|\s{1,40}(?:and|et|und|y|&|with)\s{1,40}", line):
        if names and part.replace(".", "").strip().lower() in words("names/suffixes.txt"):
            names[-1] += f", {part.strip()}"
            continue
        part = _without_role(part)
        if _is_name(part):
            names.append(part)
    return names


def _without_role(part: str) -> str:
    """Return a name without the role or the employer behind it, unless one word would be left ("Union of …")."""
    shorter = _ROLE.sub("", " " + part).strip(" .,")
    return shorter if " " in shorter or not _OF.search(part) else part.strip(" .,")


def _is_name(part: str) -> bool:
    return (
        1 < len(part) < 80
        and "://" not in part
        and "@" not in part
        and not part[0].islower()
        and not part[0].isdigit()
        and part.lower() not in _NOBODY
    )


def _language(value: str | None) -> str | None:
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?", (value or "").strip())
    if match is None:
        return None
    return match[1].lower() + (f"-{match[2].upper() if len(match[2]) == 2 else match[2]}" if match[2] else "")
