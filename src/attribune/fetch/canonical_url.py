"""The address that all versions of one article share: its URL without what only says how a reader came."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters, digits
from urllib.parse import quote, unquote, urlsplit

from attribune.fetch.host_names import ascii_name
from attribune.lexicon import words
from attribune.records import Article
from attribune.text.urls import host, split

_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_IN_PATH = "/%:@!$&'()*+,;=~-._"
_IN_QUERY = "/?%:@!$&()*+,;=~-._"  # the URL standard escapes the apostrophe there
_ESCAPE = re.compile(r"((?:%[0-9A-Fa-f]?)?)%([0-9A-Fa-f]{2})")


def canonical_url(url: str) -> str | None:
    """``url`` with scheme https, ASCII host without www, sorted query without tracking parameters, no fragment.

    Beyond that only what RFC 3986 and the URL standard call one address is written one way: escapes, dot segments,
    default ports, international host names. None where it is no http(s) URL with a host. Idempotent.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = _host(parts.hostname or "")
        path = _without_dots(_escaped(parts.path, _IN_PATH)).rstrip("/")
        given = (_escaped(one, _IN_QUERY) for one in parts.query.split("&") if one)
    except ValueError:  # UnicodeError is one: a lone surrogate has no escape
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return None
    if port is not None and port != _PORTS[scheme]:
        host = f"{host}:{port}"
    if (scheme, port) != ("http", _PORTS["https"]):  # which as https would be another address
        scheme = "https"
    kept = sorted(one for one in given if not tracking(unquote(one.partition("=")[0])))
    return f"{scheme}://{host}{path}" + (f"?{'&'.join(kept)}" if kept else "")


def _host(name: str) -> str:
    """A host in lower case and ASCII, without "www." where a domain is left without it. Raises UnicodeError."""
    host = ascii_name(name).rstrip(".")
    bare = host.removeprefix("www.")
    host = bare if "." in bare and not bare.startswith("www.") else host
    return f"[{host}]" if ":" in host else host


def _escaped(text: str, safe: str) -> str:
    """Escapes in capitals, none for what needs none, and one for what can't stand in a URL. Raises UnicodeError."""
    return quote(_ESCAPE.sub(_unescaped, text), safe=safe)


def _unescaped(escape: re.Match[str]) -> str:
    written = chr(int(escape[2], 16))
    # Behind a lone "%" what it stands for could make another escape.
    return written if written in _UNRESERVED and not escape[1] else f"{escape[1]}%{escape[2].upper()}"


def _without_dots(path: str) -> str:
    """A path with "." and ".." worked out (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    closing = "/" if segments[-1] in (".", "..") and kept else ""
    return "".join(f"/{segment}" for segment in kept) + closing


def tracking(name: str) -> bool:
    """True if a query parameter only says how a reader came."""
    exact, beginnings = _listed()
    low = name.lower()
    return low in exact or low.startswith(beginnings)


def address(article: Article, *, place: str, known: str | None = None, several: bool = False) -> str:
    """The address under which the versions of this article stand together.

    ``known`` is the URL that the bytes came from, where one is known: a page may name another address only on its own
    site, or anybody could write versions of somebody else's article. A front page is no article's address.
    ``several``: the bytes hold, or may hold, more articles than this one; what each names tells them apart.
    """
    came = canonical_url(known) if known else None
    claimed = canonical_url(article.url) if article.url else None
    if claimed and (_front(claimed) or (several and claimed == came)):
        claimed = None
    if claimed and (came is None or _one_site(claimed, came)):
        return claimed
    return f"{came or place}#{claimed or article.id}" if several else came or place


def _one_site(one: str, two: str) -> bool:
    """True if two canonical URLs have one host, or the host of one lies under that of the other."""
    a, b = (f".{host(url) or ''}" for url in (one, two))
    return a.endswith(b) or b.endswith(a)


def _front(url: str) -> bool:
    parts = split(url)
    return parts.path in ("", "/") and not parts.query


@cache
def _listed() -> tuple[frozenset[str], tuple[str, ...]]:
    listed = {word.lower() for word in words("any/tracking_parameters.txt")}
    return (
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )
