from __future__ import annotations

import ipaddress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.errors import InputError
from attribune.fetch import addresses
from attribune.fetch.addresses import Address, check_url, refused_because
from attribune.fetch.errors import AddressRefused, FetchError, Unresolved

URLS = Path(__file__).with_name("hostile_urls.txt").read_text(encoding="utf-8").split("\n")[:-1]
PUBLIC = "93.184.215.14"
NAMES = {
    "inside.news.example": ["10.1.2.3"],
    "mixed.news.example": [PUBLIC, "127.0.0.1"],
    "empty.news.example": [],
    "broken.news.example": ["not an address"],
    "linklocal.news.example": ["169.254.169.254"],
    "six.news.example": [PUBLIC, "fd00:ec2::254"],
    "mapped.news.example": ["::ffff:10.0.0.1"],
    "zone.news.example": ["fe80::1%eth0"],
    "tunnel.news.example": ["2002:a00:1::"],
}
# What must not be reached, written down here a second time and apart from the table that the program reads.
INNER = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32", "::/128", "::1/128", "::ffff:0:0/96", "64:ff9b::/96",
    "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32",
    "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
]  # fmt: skip
STRICTER = ["168.63.129.16/32", "192.31.196.0/24", "192.52.193.0/24", "192.175.48.0/24"]  # of no use to readers of news
CONTROLS = [
    "http://127.0.0.1\t/", "http://loc\talhost/", "http://loc\nalhost/", "http://news.example\r\nX-Evil: 1/",
    " http://127.0.0.1/", "\x01http://127.0.0.1/", "http://news.example/a b", "http://news.example/\x00",
    "http://news.example/\x7f", "http://loc\u200balhost/", "http://127.0.0.1\u202e/", "http://news\u00ad.local/",
    "http://\ud800.example/", "http://" + "a" * 64 + ".example/", "http://" + "a." * 140 + "example/",
    "http://news.example/" + "a" * 5000, "", " ", "\\\\127.0.0.1\\share", "http:\\\\127.0.0.1\\", "news.example",
]  # fmt: skip


def resolve(host: str, _port: int) -> list[str]:
    return NAMES.get(host, [PUBLIC])


@pytest.mark.parametrize("url", URLS + CONTROLS)
def test_hostile_urls_are_refused(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_url(url, resolve=resolve)
    assert isinstance(caught.value, AddressRefused | Unresolved)
    assert "\n" not in caught.value.line()


def test_the_table_is_long_enough() -> None:
    assert len(set(URLS)) >= 200


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://news.example/a", "news.example", 443, "/a"),
        ("HTTPS://News.Example", "news.example", 443, "/"),
        ("http://news.example.:8080/?q=1#top", "news.example", 8080, "/?q=1"),
        ("http://8.8.8.8/", "8.8.8.8", 80, "/"),
        ("http://[2606:4700:0::1]:8443/", "2606:4700::1", 8443, "/"),
        ("http://straße.example/", "xn--strae-oqa.example", 80, "/"),
        ("https://bücher.example/ü?ä=%C3%A4", "xn--bcher-kva.example", 443, "/%C3%BC?%C3%A4=%C3%A4"),
        ("http://news.example#@127.0.0.1:22/", "news.example", 80, "/"),
        ("https://news.example:/a|b", "news.example", 443, "/a%7Cb"),
    ],
)
def test_public_urls_pass(url: str, host: str, port: int, path: str) -> None:
    target = check_url(url, resolve=resolve)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert target.addresses


def test_a_name_is_looked_up_once_and_the_checked_address_kept() -> None:
    answers = [[PUBLIC], ["127.0.0.1"]]
    target = check_url("https://rebind.example/", resolve=lambda *_: answers.pop(0))
    assert target.addresses == (PUBLIC,)
    assert len(answers) == 1


def test_a_name_that_fails_is_unresolved_not_refused() -> None:
    def lost(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Unresolved, match="spelled right"):
        check_url("https://typo.example/", resolve=lost)


def test_the_reason_is_said_and_a_password_is_not() -> None:
    with pytest.raises(AddressRefused, match=r"inside.news.example leads to 10.1.2.3, a private address"):
        check_url("http://inside.news.example/", resolve=resolve)
    with pytest.raises(AddressRefused, match="user name") as caught:
        check_url("https://ines:hunter2@news.example/", resolve=resolve)
    assert "hunter2" not in caught.value.line()


def test_the_systems_lookup_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    gate = threading.Event()
    monkeypatch.setattr(addresses, "LOOKUP_SECONDS", 0.05)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_kwargs: gate.wait(5))
    with pytest.raises(Unresolved):
        check_url("https://slow.example/")
    gate.set()


@pytest.mark.parametrize("network", INNER)
def test_no_address_of_an_inner_network_is_public(network: str) -> None:
    net = ipaddress.ip_network(network)
    choice = Random(network)
    for offset in [0, net.num_addresses - 1, *(choice.randrange(net.num_addresses) for _ in range(50))]:
        assert refused_because(net[offset])


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "93.184.215.14", "151.101.1.164", "2606:4700::1111", "2a04:4e42::81"]
)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert refused_because(ipaddress.ip_address(address)) is None


def spellings(number: int) -> list[str]:
    """Ways to write an IPv4 address that some resolver or browser understands, other than the plain one."""
    a, b, c, d = number.to_bytes(4, "big")
    plain = f"{a}.{b}.{c}.{d}"
    wide = plain.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    circled = "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(s)] if s.isdigit() else s for s in plain)
    return [
        str(number), hex(number), hex(number).upper(), "0" + oct(number)[2:], f"0x{a:x}.{b}.{c}.{d}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"0{a:o}.0{b:o}.0{c:o}.0{d:o}", f"{a}.{b}.{c << 8 | d}",
        f"{a}.{b << 16 | c << 8 | d}", f"{a:#x}.{b << 16 | c << 8 | d}", f"{a:04d}.{b:04d}.{c:04d}.{d:04d}",
        plain + ".", wide, circled, plain.replace(".", "。"), plain.replace(".", "%2e"), f"{plain}.0", f"0{number}",
        f"[::ffff:{plain}]", f"[::{plain}]", f"[64:ff9b::{plain}]", f"[2002:{a:02x}{b:02x}:{c:02x}{d:02x}::]",
        f"[::ffff:0:{plain}]", f"[2606:4700::5efe:{plain}]", f"[::ffff:{a << 8 | b:x}:{c << 8 | d:x}]",
    ]  # fmt: skip


@given(st.integers(0, 2**32 - 1))
def test_every_disguise_of_any_address_is_refused(number: int) -> None:
    for host in spellings(number):
        with pytest.raises(AddressRefused):
            check_url(f"http://{host}/", resolve=resolve)


def anything_public(address: Address) -> bool:
    """What a second reader of the registries calls public."""
    inside = [ipaddress.ip_network(net) for net in INNER]
    return address.is_global and not any(address.version == net.version and address in net for net in inside)


HOSTS = st.one_of(
    st.text(max_size=30),
    st.ip_addresses().map(str),
    st.ip_addresses(v=6).map(lambda address: f"[{address}]"),
    st.from_regex(r"[0-9a-fx.:\[\]%@①-⑨０-９。\\]{1,30}", fullmatch=True),
)
ANY_URL = st.one_of(
    st.text(max_size=200),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP://", "http:/", "//", "http:\\\\", "ftp://"]),
        HOSTS,
        st.sampled_from(["", ":80", ":443", ":22", ":"]),
        st.text(max_size=20),
    ),
)


@given(ANY_URL, st.lists(st.one_of(st.ip_addresses().map(str), st.text(max_size=10)), max_size=3))
def test_any_text_is_refused_or_leads_outside(url: str, answer: list[str]) -> None:
    try:
        target = check_url(url, resolve=lambda *_: answer)
    except InputError as error:
        assert error.line().isprintable()
        return
    assert target.addresses
    assert all(anything_public(ipaddress.ip_address(address)) for address in target.addresses)
    assert target.scheme in ("http", "https")
    assert target.path.isascii() and target.path.isprintable() and " " not in target.path
    assert target.path.startswith("/")
    assert target.host.isascii() and target.host.isprintable()


@given(st.ip_addresses(v=4))
def test_ipv4_agrees_with_the_standard_library(address: ipaddress.IPv4Address) -> None:
    stricter = any(address in ipaddress.ip_network(net) for net in STRICTER)
    assert (refused_because(address) is None) == (anything_public(address) and not stricter)
