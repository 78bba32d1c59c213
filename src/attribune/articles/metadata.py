"""What a page says about itself: JSON-LD, OpenGraph, meta tags, time elements, canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from attribune.articles.when import iso

_ARTICLES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle BlogPosting"
    " LiveBlogPosting ReviewNewsArticle SocialMediaPosting TechArticle ScholarlyArticle Review AdvertiserContentArticle"
    " SatiricalArticle AskPublicNewsArticle".split()
)
MOST_NODES = 5000  # JSON-LD objects looked at on one page
_AUTHOR_NAMES = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",  # noqa: E501
                 "cxenseparse:author", "citation_author")  # fmt: skip
_PUBLISHED_NAMES = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "pubdate",  # noqa: E501
                    "publishdate", "date", "dc.date", "dc.date.issued", "dcterms.date", "sailthru.date", "article.published",  # noqa: E501
                    "publication_date", "ptime", "cxenseparse:recs:publishtime")  # fmt: skip
_MODIFIED_NAMES = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "article.updated",  # noqa: E501
                   "dcterms.modified")  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f]")
_ROLE = re.compile(
    r",? (?:(?:senior|chief|staff|political|foreign|national|deputy|managing|executive|associate|special|white house|"
    r"washington|health|science|sports|business|technology|crime|news|features|world|economics|education) )*"
    r"(?:editor|correspondent|reporter|writer|columnist|producer|journalist|contributor|analyst|critic|bureau chief)\b.*$"  # noqa: E501
    r"|,? (?:for|of|at) (?:the )?[A-Z].*$",
    re.I,
)


@dataclass(slots=True, kw_only=True)
class Metadata:
    """What was found; ``notes`` tell of a paywall."""

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()


def metadata(root: Any, url: str | None) -> Metadata:
    """Read the metadata of a page. Nothing in it is trusted beyond its form; broken parts are passed over."""
    tags = _meta_tags(root)
    node = _article_node(root)
    found = Metadata(url=_address(root, tags, url))
    found.title = _text(node.get("headline")) or tags.get("og:title") or tags.get("twitter:title") or _head_title(root)
    publisher = _name(node.get("publisher")) or tags.get("og:site_name") or tags.get("application-name")
    found.outlet = publisher or _domain(found.url)
    found.authors = _authors(node, tags, found.outlet)
    found.published = _date(node.get("datePublished"), tags, _PUBLISHED_NAMES) or _time_element(root)
    found.modified = _date(node.get("dateModified"), tags, _MODIFIED_NAMES)
    language = (
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or _text(node.get("inLanguage"))
    )
    language = language or tags.get("og:locale") or tags.get("content-language")
    found.language = _language(language)
    free = node.get("isAccessibleForFree")
    if (
        free is False
        or str(free).lower() == "false"
        or tags.get("article:content_tier", "").lower() in ("locked", "metered")
    ):
        found.notes = ("paywall: the page says it isn't free to read in full",)
    return found


def _meta_tags(root: Any) -> dict[str, str]:
    """Name or property, lower case → content of the first such meta tag that has one."""
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content and len(content) < 5000:
            tags.setdefault(name.strip().lower(), content)
    return tags


def _article_node(root: Any) -> dict[str, Any]:
    best: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _nodes(_loaded(script.text or "")):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and name.rsplit("/", 1)[-1] in _ARTICLES for name in names) and len(
                node
            ) > len(best):
                best = node
    return best


def _loaded(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _CONTROL.sub(" ", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    for _ in range(MOST_NODES):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(
                item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement") if key in item
            )
        elif isinstance(item, list):
            waiting.extend(reversed(item[:MOST_NODES]))


def _text(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    from html import unescape

    return " ".join(unescape(_printable(value)).split()) or None


def _printable(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)


def _name(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _head_title(root: Any) -> str | None:
    element = next(root.iter("title"), None)
    return _text(element.text or "") if element is not None else None


def _address(root: Any, tags: dict[str, str], url: str | None) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            url = _joined(url, element.get("href")) or url
            break
    else:
        url = url or tags.get("og:url")
    return url if url and url.startswith(("http://", "https://")) else None


def _joined(base: str | None, href: str) -> str | None:
    try:
        return urljoin(base or "", href.strip())
    except ValueError:
        return None


def _domain(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _date(value: Any, tags: dict[str, str], names: tuple[str, ...]) -> str | None:
    candidates = [_text(value), *(tags.get(name) for name in names)]
    return next((found for found in (iso(c) for c in candidates if c) if found), None)


def _time_element(root: Any) -> str | None:
    for element in root.iter("time"):
        found = iso(element.get("datetime") or element.text or "")
        if found:
            return found
    return None


def _authors(node: dict[str, Any], tags: dict[str, str], outlet: str | None) -> tuple[str, ...]:
    value = node.get("author") or node.get("creator")
    items = value if isinstance(value, list) else [value]
    names = [name for item in items if (name := _name(item))]
    if not names:
        names = [tags[name] for name in _AUTHOR_NAMES if name in tags][:1]
    cleaned = (person for name in names for person in people(name))
    return tuple(dict.fromkeys(p for p in cleaned if p.lower() != (outlet or "").lower()))


def people(line: str) -> list[str]:
    """The names in an author field or byline: without "By", roles, addresses and what follows a bar.

    >>> people("By Jane Roe and John Doe, Political Editor")
    ['Jane Roe', 'John Doe']
    """
    line = re.split(r"\s[|•·]\s|\||\n", line.strip()[:400])[0]
    line = re.sub(r"^(?:by|par|von|por)[:\s]\s*", "", line, flags=re.I)
    found = []
    for part in re.split(r"\s*[,;]\s*|\s+(?:and|et|und|y|&)\s+", line):
        part = _ROLE.sub("", " " + part).strip(" .,")
        if (
            1 < len(part) < 80
            and "://" not in part
            and "@" not in part
            and not part[0].islower()
            and not part[0].isdigit()
        ):
            found.append(part)
    return found


def _language(value: str | None) -> str | None:
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?", (value or "").strip())
    if match is None:
        return None
    return match[1].lower() + (f"-{match[2].upper() if len(match[2]) == 2 else match[2]}" if match[2] else "")
