"""Decides which addresses may be fetched: only public ones.

Every address of a name is checked, and the checked one is connected to.
"""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlsplit

from attribune.fetch.canonical_url import DEFAULT_PORTS, ascii_name
from attribune.fetch.errors import AddressRefused, Unresolved, url_for_message
from attribune.lexicon import rows, words

PORTS = frozenset({80, 443, 8080, 8443})
LONGEST_URL = 4096  # characters; no news URL seen comes near, and servers refuse more than 8,000
LONGEST_NAME = 253  # characters of a host name, by the rules of DNS
LOOKUP_SECONDS = 10.0  # a resolver asks two servers twice in this time
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]
Refusal = Callable[[Address], str | None]
_HOST_PORT = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^\[\]:@%]+))(?::(?P<port>[0-9]{0,5}))?\Z")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER = re.compile(r"[0-9]+\Z|0x[0-9a-f]*\Z")
_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")  # all that is given out to the open internet


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL that may be fetched. ``addresses`` were checked: connect to one of them, never to ``host`` again.

    ``host`` is in ASCII, lower case, without a trailing dot. ``path`` is what the request asks for: percent-encoded
    path and query, no fragment.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]


def check_url(
    url: str,
    *,
    ports: frozenset[int] = PORTS,
    resolve: Resolver | None = None,
    refusal: Refusal | None = None,
) -> Target:
    """Return the target of ``url``, its name looked up once. ``refusal`` says why an address isn't fetched, or None.

    Raises AddressRefused with the reason, and Unresolved where the name has no address.
    """
    scheme, host, port, path = _parse_url(url)
    if port not in ports:
        raise _refusal_error(url, f"port {port} isn't among those allowed ({', '.join(map(str, sorted(ports)))})")
    addresses = [host] if _is_ip_literal(host) else _look_up(url, host, port, resolve or system_resolver)
    for address in addresses:
        why = (refusal or refusal_reason)(ipaddress.ip_address(address))
        if why:
            raise _refusal_error(url, f"{address} is {why}" if address == host else f"{host} leads to {address}, {why}")
    return Target(url=url, scheme=scheme, host=host, port=port, path=path, addresses=tuple(dict.fromkeys(addresses)))


def refusal_reason(address: Address) -> str | None:
    """Return what an address is, where it isn't one of the open internet ("a private address"); None where it is."""
    for network, why in _special_networks():
        if address.version == network.version and address in network:
            return why
    if isinstance(address, ipaddress.IPv6Address):
        if address not in _GLOBAL_IPV6:
            return "outside the open internet"
        if int(address) >> 32 & 0xFDFFFFFF == 0x5EFE:  # ISATAP: the last four bytes are an IPv4 address
            return "an IPv4 address behind a tunnel"
    return None if address.is_global and not address.is_multicast else "outside the open internet"


def system_resolver(host: str, port: int) -> list[str]:
    """Return every address that the system gives for ``host``, within LOOKUP_SECONDS. Raises OSError."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put([str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except Exception as error:  # handed to the asking thread below
            answers.put(error)

    # The system's lookup has no time limit of its own to set; a daemon thread keeps nobody waiting.
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=LOOKUP_SECONDS)
    except queue.Empty:
        raise TimeoutError("the lookup took too long") from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def _look_up(url: str, host: str, port: int, resolve: Resolver) -> list[str]:
    try:
        addresses = [str(ipaddress.ip_address(address)) for address in resolve(host, port)]
    except (OSError, ValueError):
        raise Unresolved(
            f"the name {host} can't be looked up; is it spelled right?", concerns=url_for_message(url)
        ) from None
    if not addresses:
        raise Unresolved(f"the name {host} has no address; is it spelled right?", concerns=url_for_message(url))
    return addresses


def _parse_url(url: str) -> tuple[str, str, int, str]:
    if len(url) > LONGEST_URL:
        raise _refusal_error(url, f"it is longer than {LONGEST_URL} characters")
    if any(c == " " or c == "\\" or not c.isprintable() for c in url):
        raise _refusal_error(url, "it holds spaces, backslashes or invisible characters")
    try:
        split = urlsplit(url)
    except ValueError:  # brackets that don't close, signs that would turn into / or @
        raise _refusal_error(url, "it isn't a URL") from None
    if split.scheme not in DEFAULT_PORTS:
        raise _refusal_error(url, "only http:// and https:// are fetched")
    if "@" in split.netloc:
        raise _refusal_error(url, "it carries a user name")
    match = _HOST_PORT.match(split.netloc)
    if not match:
        raise _refusal_error(url, "it names no host" if not split.netloc else "the host isn't a name")
    port = int(match["port"]) if match["port"] else DEFAULT_PORTS[split.scheme]
    path = quote(split.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if split.query:
        path += "?" + quote(split.query, safe="/%:@!$&'()*+,;=~-._?")
    return split.scheme, _host(url, match), port, path


def _host(url: str, match: re.Match[str]) -> str:
    if match["six"]:
        if not _is_ip_literal(match["six"]):
            raise _refusal_error(url, "the host isn't an address")
        return str(ipaddress.ip_address(match["six"]))
    name = _to_ascii(url, match["name"])
    labels = name.split(".")
    if _NUMBER.match(labels[-1]):  # decimal, hexadecimal, octal and short spellings of an address
        if not _is_ip_literal(name) or name != match["name"]:
            raise _refusal_error(url, "the host is a number that isn't written as a plain address")
        return name
    if len(labels) == 1 or _is_internal_name(labels):
        raise _refusal_error(url, f"{name} is a name of an inner network")
    return name


def _to_ascii(url: str, name: str) -> str:
    """Return the name as DNS knows it: full-width and circled signs become plain ones before
    anything is decided by them.
    """
    if len(name) > LONGEST_NAME + 1:
        raise _refusal_error(url, "the host's name is too long")
    try:
        plain = ascii_name(name)
    except UnicodeError:
        raise _refusal_error(
            url, "the host isn't a name; if it has unusual letters, write it in its xn-- form"
        ) from None
    if not all(_LABEL.match(label) for label in plain.split(".")):
        raise _refusal_error(url, "the host isn't a name")
    return plain


def _is_internal_name(labels: list[str]) -> bool:
    listed = words("any/internal_host_names.txt")
    return any(".".join(labels[start:]) in listed for start in range(len(labels)))


def _is_ip_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return "%" not in host


@cache
def _special_networks() -> tuple[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str], ...]:
    table = rows("any/special_networks.tsv")
    return tuple((ipaddress.ip_network(network), why) for network, why in table)


def _refusal_error(url: str, why: str) -> AddressRefused:
    return AddressRefused(f"this address isn't fetched: {why}", concerns=url_for_message(url))
