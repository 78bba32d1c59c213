"""The canonical URL that all versions of one article share, without tracking parameters."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters, digits
from urllib.parse import quote, unquote, urlsplit

from attribune.lexicon import words
from attribune.records import Article
from attribune.text.urls import split_url, url_host

DEFAULT_PORTS = {"http": 80, "https": 443}
_UNRESERVED = frozenset(ascii_letters + digits + "-._~")
_IN_PATH = "/%:@!$&'()*+,;=~-._"
_IN_QUERY = "/?%:@!$&()*+,;=~-._"  # the URL standard escapes the apostrophe there
_ESCAPE = re.compile(r"((?:%[0-9A-Fa-f]?)?)%([0-9A-Fa-f]{2})")


def ascii_name(name: str) -> str:
    """Return a host's name in ASCII and lower case, as browsers read it (IDNA 2008 over UTS 46), without a last dot.

    Raises UnicodeError for letters that no name can have. What is ASCII isn't looked into.
    """
    if name.isascii():
        return name.lower().removesuffix(".")
    import idna

    return idna.encode(name, uts46=True).decode("ascii").removesuffix(".")


def canonical_url(url: str) -> str | None:
    """``url`` with scheme https, ASCII host without www, sorted query without tracking parameters, no fragment.

    Beyond that only what RFC 3986 and the URL standard call one address is written one way: escapes, dot segments,
    default ports, international host names. None where it is no http(s) URL with a host. Idempotent.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        url_host = _host(parts.hostname or "")
        path = _remove_dot_segments(_normalize_escapes(parts.path, _IN_PATH)).rstrip("/")
        parameters = (_normalize_escapes(parameter, _IN_QUERY) for parameter in parts.query.split("&") if parameter)
    except ValueError:  # UnicodeError is one: a lone surrogate has no escape
        return None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not url_host:
        return None
    if port is not None and port != DEFAULT_PORTS[scheme]:
        url_host = f"{url_host}:{port}"
    if (scheme, port) != ("http", DEFAULT_PORTS["https"]):  # which as https would be another address
        scheme = "https"
    query = sorted(parameter for parameter in parameters if not is_tracking(unquote(parameter.partition("=")[0])))
    return f"{scheme}://{url_host}{path}" + (f"?{'&'.join(query)}" if query else "")


def _host(name: str) -> str:
    """Return a host in lower case and ASCII, without "www." where a domain is left without it. Raises UnicodeError."""
    url_host = ascii_name(name).rstrip(".")
    bare = url_host.removeprefix("www.")
    url_host = bare if "." in bare and not bare.startswith("www.") else url_host
    return f"[{url_host}]" if ":" in url_host else url_host


def _normalize_escapes(text: str, safe: str) -> str:
    """Escapes in capitals, none for what needs none, and one for what can't stand in a URL. Raises UnicodeError."""
    return quote(_ESCAPE.sub(_normalize_escape, text), safe=safe)


def _normalize_escape(escape: re.Match[str]) -> str:
    written = chr(int(escape[2], 16))
    # Behind a lone "%" what it stands for could make another escape.
    return written if written in _UNRESERVED and not escape[1] else f"{escape[1]}%{escape[2].upper()}"


def _remove_dot_segments(path: str) -> str:
    """Return a path with "." and ".." worked out (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    resolved: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del resolved[-1:]
        elif segment != ".":
            resolved.append(segment)
    closing = "/" if segments[-1] in (".", "..") and resolved else ""
    return "".join(f"/{segment}" for segment in resolved) + closing


def is_tracking(name: str) -> bool:
    """True if a query parameter only says how a reader came."""
    exact, beginnings = _tracking_parameters()
    low = name.lower()
    return low in exact or low.startswith(beginnings)


def version_address(article: Article, *, place: str, fetched_url: str | None = None, several: bool = False) -> str:
    """Return the address under which the versions of this article stand together.

    ``known`` is the URL that the bytes came from, where one is known: a page may name another address only on its own
    site, or anybody could write versions of somebody else's article. A front page is no article's address.
    ``several``: the bytes hold, or may hold, more articles than this one; what each names tells them apart.
    """
    fetched_from = canonical_url(fetched_url) if fetched_url else None
    claimed = canonical_url(article.url) if article.url else None
    if claimed and (_is_front_page(claimed) or (several and claimed == fetched_from)):
        claimed = None
    if claimed and (fetched_from is None or _is_same_site(claimed, fetched_from)):
        return claimed
    return f"{fetched_from or place}#{claimed or article.id}" if several else fetched_from or place


def _is_same_site(first: str, second: str) -> bool:
    """True if two canonical URLs have one host, or the host of one lies under that of the other."""
    a, b = (f".{url_host(url) or ''}" for url in (first, second))
    return a.endswith(b) or b.endswith(a)


def _is_front_page(url: str) -> bool:
    parts = split_url(url)
    return parts.path in ("", "/") and not parts.query


@cache
def _tracking_parameters() -> tuple[frozenset[str], tuple[str, ...]]:
    listed = {word.lower() for word in words("any/tracking_parameters.txt")}
    return (
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )
