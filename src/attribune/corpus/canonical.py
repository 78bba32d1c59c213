"""The address that all versions of one article share: its URL without what only says how a reader came."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote, unquote, urlsplit

from attribune.records import Article
from attribune.text.wordlists import words

_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str | None:
    """``url`` with scheme https, lower-case host without www, sorted query without tracking parameters, no fragment.

    None where it is no http(s) URL with a host. Doing it twice changes nothing.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS or not host:
        return None
    host = host.removeprefix("www.")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    kept = sorted(p for p in parts.query.split("&") if p and not tracking(unquote(p.partition("=")[0])))
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._").rstrip("/")
    return f"https://{host}{path}" + (f"?{'&'.join(kept)}" if kept else "")


def tracking(name: str) -> bool:
    """Whether a query parameter only says how a reader came."""
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
    """Whether two canonical URLs have one host, or the host of one lies under that of the other."""
    a, b = (f".{urlsplit(url).hostname or ''}" for url in (one, two))
    return a.endswith(b) or b.endswith(a)


def _front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


@cache
def _listed() -> tuple[frozenset[str], tuple[str, ...]]:
    listed = {word.lower() for word in words("tracking_parameters.txt", "attribune.corpus")}
    return (
        frozenset(word for word in listed if not word.endswith("*")),
        tuple(word[:-1] for word in listed if word.endswith("*")),
    )
