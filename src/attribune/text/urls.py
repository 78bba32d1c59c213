"""URLs as anybody writes them, taken apart and joined without ever raising: one that is none gives nothing.

``urllib.parse`` raises ValueError for brackets that don't close, for hosts in brackets that are no address, and for
signs that would turn into others. In a page, a feed, an archive or a line of JSON a URL is only a string.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

_NONE = SplitResult("", "", "", "", "")


def split_url(url: str | None) -> SplitResult:
    """Return the parts of a URL; empty ones where it is none.

    >>> split("http://[::1").netloc, split("https://quay.example/a").netloc
    ('', 'quay.example')
    """
    try:
        parts = urlsplit(url or "")
        _ = parts.hostname, parts.port
    except ValueError:
        return _NONE
    return parts


def url_host(url: str | None) -> str | None:
    """Return the host in a URL, in lower case, or None."""
    return split_url(url).hostname or None


def join_url(base: str | None, href: str) -> str | None:
    """Return where a link leads that stands at ``base``; None where it is no URL.

    >>> joined("https://quay.example/news/1", "../about"), joined(None, "http://[bad")
    ('https://quay.example/about', None)
    """
    try:
        return urljoin(base or "", href.strip())
    except ValueError:
        return None
