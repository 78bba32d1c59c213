"""Which addresses may be fetched: only public ones, every address of a name checked, the checked one connected to."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from attribune.errors import UsageError

PORTS = frozenset({80, 443, 8080, 8443})
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4096
Resolver = Callable[[str, int], list[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\Z", re.I)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_INNER_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "home.arpa")
# Networks that lead elsewhere or that the standard library counts as global in some versions.
_REFUSED = tuple(
    ipaddress.ip_network(net)
    for net in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "168.63.129.16/32",
                "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23", "fec0::/10", "::/96")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL that may be fetched. ``addresses`` were checked: connect to one of them, never to ``host`` again."""

    url: str
    scheme: str
    host: str
    port: int
    addresses: tuple[str, ...]


def system_resolver(host: str, port: int) -> list[str]:
    """Every address that the system gives for ``host``. Raises OSError."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def check_url(
    url: str, *, ports: frozenset[int] = PORTS, resolve: Resolver = system_resolver, allow_private: bool = False
) -> Target:
    """The target of ``url``, resolved once. Raises UsageError with the reason; ``allow_private``: tests only."""
    scheme, host, port = _parts(url)
    if port not in ports and not allow_private:
        raise _refused(url, f"port {port} isn't among those allowed ({', '.join(map(str, sorted(ports)))})")
    literal = _literal(host, url)
    if literal is None:
        host = _name(host, url, allow_private)
    try:
        found = [str(literal)] if literal is not None else resolve(host, port)
        addresses = [ipaddress.ip_address(address) for address in found]
    except (OSError, ValueError, UnicodeError):
        raise _refused(url, "the name can't be resolved") from None
    if not addresses:
        raise _refused(url, "the name has no address")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise _refused(url, f"{address} isn't a public address")
    return Target(url=url, scheme=scheme, host=host, port=port, addresses=tuple(dict.fromkeys(map(str, addresses))))


def connect(target: Target, *, timeout: float) -> socket.socket:
    """A socket to one of the checked addresses; no name is looked up again. Raises OSError."""
    problem: OSError = OSError("no address")
    for address in target.addresses:
        try:
            return socket.create_connection((address, target.port), timeout=timeout)
        except OSError as error:
            problem = error
    raise problem


def is_public(address: Address) -> bool:
    """Whether the address, and any IPv4 address inside it, is one of the open internet."""
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved and not _in_refused(one)
        for one in _inside(address)
    )


def _in_refused(address: Address) -> bool:
    return any(address.version == net.version and address in net for net in _REFUSED)


def _inside(address: Address) -> Iterator[Address]:
    yield address
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        yield address.ipv4_mapped


def _parts(url: str) -> tuple[str, str, int]:
    if len(url) > LONGEST_URL or any(c <= " " or c == "\\" or not c.isprintable() for c in url):
        raise _refused(url, "it is too long or holds characters no URL has")
    try:
        split = urlsplit(url)
        host, port = split.hostname or "", split.port
    except ValueError:
        raise _refused(url, "it isn't a URL") from None
    if split.scheme not in DEFAULT_PORTS:
        raise _refused(url, "only http and https are fetched")
    if "@" in split.netloc:
        raise _refused(url, "it carries a user name")
    if not host:
        raise _refused(url, "it names no host")
    return split.scheme, host, DEFAULT_PORTS[split.scheme] if port is None else port


def _literal(host: str, url: str) -> Address | None:
    """The address a host spells plainly; the decimal, hexadecimal, octal and short spellings are refused."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    if ":" in host or "%" in host or _NUMBERS.match(host.rstrip(".")):
        raise _refused(url, "the host is a number that isn't written as an address")
    return None


def _name(host: str, url: str, allow_private: bool) -> str:
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise _refused(url, "the host isn't a name") from None
    if len(name) > 253 or not all(_LABEL.match(label) for label in name.split(".")):
        raise _refused(url, "the host isn't a name")
    if _NUMBERS.match(name):  # full-width digits become plain ones
        raise _refused(url, "the host is a number that isn't written as an address")
    inner = "." not in name or name.endswith(tuple("." + end for end in _INNER_NAMES))
    if inner and not allow_private:
        raise _refused(url, "the name is one of an inner network")
    return name


def _refused(url: str, why: str) -> UsageError:
    return UsageError(f"this address isn't fetched: {why}", concerns=url[:200])
