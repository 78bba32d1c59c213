"""https on the loopback address, with certificates made for the test."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest

from attribune.fetch.client import Fetched, Fetcher, FetchOptions
from attribune.fetch.connections import Network
from attribune.fetch.errors import CertificateRefused, Unreachable
from tests.fetch.loopback import Server, Time, answer, network, redirect, serving

PAGE = b"<p>The locks are where we left them.</p>"
QUICK = FetchOptions(read_seconds=1, connect_seconds=1, total_seconds=5)


AUTHORITY = """
[ca]
default_ca = here
[here]
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
copy_extensions = copy
[any]
commonName = supplied
"""


def openssl(folder: Path, arguments: str) -> None:
    """Run it in a folder; the test is skipped where there is none."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make certificates with")
    subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)


def make_certificate(folder: Path, valid: str) -> Path:
    """A self-signed certificate for gazette.example, and its key in the same file."""
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")
    (folder / "ca.conf").write_text(AUTHORITY)
    key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem"
    openssl(
        folder, f"req -new {key} -subj /CN=gazette.example -addext subjectAltName=DNS:gazette.example -out asked.pem"
    )
    openssl(folder, f"ca -config ca.conf -batch -notext -selfsign -keyfile key.pem {valid} -in asked.pem -out made.pem")
    both = folder / "both.pem"
    both.write_bytes((folder / "made.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return both


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("tls"), "-days 30")


def server_side(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def fetched(net: Network, url: str) -> Fetched:
    hands = Time()
    return Fetcher(options=QUICK, network=net, clock=hands.clock, sleep=hands.sleep).fetch(url)


def at(server: Server, host: str = "gazette.example", path: str = "/") -> str:
    return f"https://{host}:{server.port}{path}"


def test_the_name_is_proved_while_the_checked_address_is_connected_to(certificate: Path) -> None:
    with serving({"/": answer(PAGE)}, tls=server_side(certificate)) as server:
        got = fetched(network(server, trust=trusting(certificate)), at(server))
    assert (got.body, got.address) == (PAGE, "127.0.0.1")
    assert server.connections == 2  # robots.txt and page


def test_another_name_is_refused(certificate: Path) -> None:
    with serving({"/": answer(PAGE)}, tls=server_side(certificate)) as server:
        net = network(server, trust=trusting(certificate))
        with pytest.raises(CertificateRefused, match=r"isn't accepted: Hostname mismatch"):
            fetched(net, at(server, "post.example"))
        with pytest.raises(CertificateRefused):
            fetched(net, at(server, "127.0.0.1"))
    assert server.requests == []


def test_a_certificate_nobody_signed_is_refused(certificate: Path) -> None:
    refused = pytest.raises(CertificateRefused, match=r"self.signed.*SSL_CERT_FILE")
    with serving({"/": answer(PAGE)}, tls=server_side(certificate)) as server, refused:
        fetched(network(server), at(server))
    assert server.requests == []


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    old = make_certificate(tmp_path, "-startdate 20260101000000Z -enddate 20260201000000Z")
    with (
        serving({"/": answer(PAGE)}, tls=server_side(old)) as server,
        pytest.raises(CertificateRefused, match="expired"),
    ):
        fetched(network(server, trust=trusting(old)), at(server))


def test_a_server_that_speaks_no_tls() -> None:
    def greet() -> None:
        with listening.accept()[0] as sock:
            sock.sendall(b"220 mail.gazette.example at your service\r\n")
            sock.recv(10_000)

    listening = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=greet, daemon=True).start()
    port = listening.getsockname()[1]
    net = Network(resolve=lambda *_: ["127.0.0.1"], refusal=lambda _: None, ports=frozenset({port}), own_machine=True)
    with listening, pytest.raises(Unreachable) as caught:
        Fetcher(options=QUICK, network=net).fetch(f"https://gazette.example:{port}/")
    assert caught.value.line().isprintable()


def test_a_handshake_without_end_is_left() -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    net = Network(resolve=lambda *_: ["127.0.0.1"], refusal=lambda _: None, ports=frozenset({port}), own_machine=True)
    options = FetchOptions(connect_seconds=0.2, total_seconds=3)
    with listening, pytest.raises(Unreachable, match="took too long"):
        Fetcher(options=options, network=net).fetch(f"https://gazette.example:{port}/")


def test_a_redirect_from_https_to_http_is_said(certificate: Path) -> None:
    with serving({"/": answer(PAGE)}) as plain:
        there = redirect(f"http://gazette.example:{plain.port}/")
        with serving({"/": there}, tls=server_side(certificate)) as safe:
            got = fetched(network(plain, safe, trust=trusting(certificate)), at(safe))
    assert got.body == PAGE
    assert "from https to http" in got.notes[0]
