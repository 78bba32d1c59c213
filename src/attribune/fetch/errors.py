"""Errors of fetching, each with a remedy. Each costs only its URL."""

from __future__ import annotations

import re

from attribune.errors import InputError

SHOWN = 200  # characters of a URL shown in an error
_USER = re.compile(r"//[^/?#\s]*@")


class FetchError(InputError):
    """A URL that couldn't be fetched."""

    code = "fetch"


class AddressRefused(FetchError):
    """The URL, a redirect of it, or an address its name leads to isn't one of the open internet."""

    code = "address_refused"


class Unresolved(FetchError):
    """The host's name has no address."""

    code = "unresolved"


class Unreachable(FetchError):
    """No connection, or it broke before the answer was whole."""

    code = "unreachable"


class TimedOut(FetchError):
    """The server took longer than it was given."""

    code = "timed_out"


class CertificateRefused(FetchError):
    """The server couldn't prove to be the one that the URL names."""

    code = "certificate"


class RobotsRefused(FetchError):
    """The site's robots.txt keeps programs from this page, or couldn't be read."""

    code = "robots"


class ComeBackLater(FetchError):
    """The server asked to be left alone for longer than we wait."""

    code = "come_back_later"


class BadRedirect(FetchError):
    """A chain of redirects that is too long, goes in a circle or leads nowhere."""

    code = "redirects"


class BrokenAnswer(FetchError):
    """The server's answer isn't whole or isn't HTTP."""

    code = "broken_answer"


def url_for_message(url: str) -> str:
    """Return a URL as errors show it: shortened, and without the user name and password it may carry."""
    return _USER.sub("//…@", url[:SHOWN])
