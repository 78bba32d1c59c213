"""Connections to checked addresses: the name is proved by its certificate, never looked up again."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from attribune.fetch.addresses import PORTS, Refusal, Resolver, Target, refusal_reason, system_resolver
from attribune.fetch.errors import AddressRefused, CertificateRefused, Unreachable
from attribune.fetch.response import Deadline, reason

MOST_ADDRESSES = 4  # of one name that are tried


@cache
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The outside world as a fetcher sees it; tests replace it by a network of their own.

    ``refusal`` says why an address isn't fetched; ``own_machine`` allows this machine's own addresses.
    """

    resolve: Resolver = system_resolver
    refusal: Refusal = refusal_reason
    ports: frozenset[int] = PORTS
    trust: Callable[[], ssl.SSLContext] = _trust
    own_machine: bool = False


class Connection:
    """An open connection to one checked address of one host."""

    def __init__(self, sock: socket.socket, *, address: str) -> None:
        self.sock = sock
        self.address = address

    def close(self) -> None:
        """Close it; never raises."""
        with suppress(OSError):
            self.sock.close()


def open_connection(
    target: Target, *, network: Network, deadline: Deadline, seconds: float, concerns: str
) -> Connection:
    """Connect to the first checked address that answers, and for https prove the name.

    Raises Unreachable, CertificateRefused, TimedOut, and AddressRefused where the socket leads elsewhere than asked.
    """
    problem = "no address"
    for address in target.addresses[:MOST_ADDRESSES]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(deadline.left(seconds))
            sock.connect((address, target.port))
            _check_peer(sock, address, network, concerns)
            if target.scheme == "https":
                sock.settimeout(deadline.left(seconds))
                sock = network.trust().wrap_socket(sock, server_hostname=target.host)
            return Connection(sock, address=address)
        except ssl.SSLCertVerificationError as error:
            sock.close()
            raise CertificateRefused(
                f"the server's certificate isn't accepted: {error.verify_message}; if this happens with every https "
                "address, this system lacks certificates (set SSL_CERT_FILE to a file of them)",
                concerns=concerns,
            ) from None
        except OSError as error:
            sock.close()
            problem = "it took too long" if isinstance(error, TimeoutError) else reason(error)
        except BaseException:
            sock.close()
            raise
    raise Unreachable(f"can't connect to {target.host}: {problem}", concerns=concerns)


def _check_peer(sock: socket.socket, address: str, network: Network, concerns: str) -> None:
    """Check the address that the open socket is connected to."""
    peer, own = str(sock.getpeername()[0]), str(sock.getsockname()[0])
    if ipaddress.ip_address(peer) != ipaddress.ip_address(address):
        raise AddressRefused(f"the connection leads to {peer} instead of {address}", concerns=concerns)
    why = network.refusal(ipaddress.ip_address(peer))
    if not why and peer == own and not network.own_machine:
        why = "an address of this machine"
    if why:
        raise AddressRefused(f"this address isn't fetched: {peer} is {why}", concerns=concerns)
