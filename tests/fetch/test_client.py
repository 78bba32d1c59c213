from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from email.utils import formatdate
from functools import partial
from typing import Any

import brotli
import pytest

from attribune.errors import AttribuneError, TooLarge, UsageError
from attribune.fetch.client import Fetched, Fetcher, FetchOptions, Known, WrongStatus, fetch
from attribune.fetch.errors import (
    AddressRefused,
    BadRedirect,
    BrokenAnswer,
    ComeBackLater,
    FetchError,
    RobotsRefused,
    Unreachable,
)
from tests.fetch.loopback import Script, Server, Time, answer, network, redirect, serving

PAGE = b"<html><p>\xe2\x80\x9cThe bridge opened by itself,\xe2\x80\x9d said Ines Calloway.</p></html>"
QUICK = FetchOptions(read_seconds=0.3, connect_seconds=1, total_seconds=5, max_bytes=1_000_000)
Pages = Mapping[str, bytes | list[bytes] | Script]


@contextmanager
def web(
    pages: Pages, *, options: FetchOptions = QUICK, names: Mapping[str, list[str]] | None = None
) -> Iterator[tuple[Server, Fetcher, Time]]:
    hands = Time()
    with serving(pages) as server:
        net = network(server, names=names)
        yield server, Fetcher(options=options, network=net, clock=hands.clock, sleep=hands.sleep), hands


def at(server: Server, path: str = "/", host: str = "gazette.example") -> str:
    return f"http://{host}:{server.port}{path}"


def one(pages: Pages, path: str = "/", **settings: Any) -> Fetched:
    with web(pages, **settings) as (server, fetcher, _):
        return fetcher.fetch(at(server, path))


def problem(pages: Pages, path: str = "/", **settings: Any) -> AttribuneError:
    """The error of a fetch; every one of them is one printable line that names the URL."""
    with web(pages, **settings) as (server, fetcher, _), pytest.raises(AttribuneError) as caught:
        fetcher.fetch(at(server, path))
    assert caught.value.concerns == at(server, path)
    assert caught.value.line().isprintable()
    return caught.value


def test_a_page_with_all_that_is_known_of_its_coming() -> None:
    page = answer(
        PAGE, content_type='Text/HTML; charset="UTF-8"', etag='"a1"', last_modified="Mon, 04 May 2026 05:00:00 GMT"
    )
    with web({"/story": page}) as (server, fetcher, _):
        got = fetcher.fetch(at(server, "/story?id=7#quote"))
    assert (got.body, got.status, got.media_type, got.charset) == (PAGE, 200, "text/html", "utf-8")
    assert (got.asked, got.final_url) == (at(server, "/story?id=7#quote"), at(server, "/story?id=7"))
    assert (got.redirects, got.not_modified, got.address, got.notes) == ((), False, "127.0.0.1", ())
    assert got.captured_at.endswith("Z")
    assert got.header("ETag") == '"a1"'
    assert got.known() == Known(url=got.final_url, etag='"a1"', last_modified="Mon, 04 May 2026 05:00:00 GMT")
    head = server.requests[-1].decode()
    assert head.startswith("GET /story?id=7 HTTP/1.1\r\nHost: gazette.example:")
    assert "User-Agent: Attribune/" in head
    assert "Cookie" not in head and "Referer" not in head


def test_who_we_are_and_whom_to_complain_to() -> None:
    options = FetchOptions(contact="mailto:desk@ledger.example")
    with web({"/": answer(PAGE)}, options=options) as (server, fetcher, _):
        fetcher.fetch(at(server))
    assert b"; mailto:desk@ledger.example)\r\n" in server.requests[-1]
    for bad in ("two words", "a\r\nX: y", "(a", "ä@b.example"):
        with pytest.raises(UsageError):
            FetchOptions(contact=bad)
    with pytest.raises(UsageError, match="positive"):
        FetchOptions(max_bytes=0)


def test_redirects_are_followed_and_kept() -> None:
    pages = {
        "/a": redirect("/b?x=1"),
        "/b": redirect("//post.example:PORT/c d#top", "308 Permanent Redirect"),
        "/c%20d": answer(PAGE),
    }
    with web(pages) as (server, fetcher, _):
        server.pages["/b"] = redirect(f"//post.example:{server.port}/c d#top")
        got = fetcher.fetch(at(server, "/a"))
    assert got.redirects == (at(server, "/a"), at(server, "/b?x=1"))
    assert got.final_url == at(server, "/c%20d", host="post.example")
    assert got.body == PAGE


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd", "gopher://gazette.example/", "ftp://gazette.example/", "javascript:alert(1)",
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://0x7f000001/",
        "http://2130706433/", "http://localhost/", "http://inside.example:PORT/", "http://gazette.example:22/",
        "https://user:pass@gazette.example:PORT/", "//10.0.0.1/", "\\\\10.0.0.1\\share", "http://gazette.example:PORT\\@10.0.0.1/",
        "http://①⑩.0.0.1/", "http://[::ffff:10.0.0.1]/", "http://news.example\x7f/",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_the_first_url(to: str) -> None:
    with web({}, names={"inside.example": ["10.0.0.1"]}) as (server, fetcher, _):
        server.pages["/"] = redirect(to.replace("PORT", str(server.port)))
        with pytest.raises(AddressRefused, match="it redirects to") as caught:
            fetcher.fetch(at(server))
    assert caught.value.concerns == at(server)
    assert "pass@" not in caught.value.line()
    assert server.paths() == ["/"]


def test_circles_and_long_chains_of_redirects() -> None:
    assert "circle" in problem({"/": redirect("/b"), "/b": redirect("/#again")}).message
    pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    assert isinstance(problem(pages, "/0"), BadRedirect)
    pages["/10"] = answer(PAGE)
    assert len(one(pages, "/0").redirects) == 10
    assert isinstance(problem({"/": redirect("http://[::1")}), BadRedirect)


def next_of(answers: Iterator[list[str]], _host: str, _port: int) -> list[str]:
    return next(answers)


def test_a_name_that_changes_its_answer_is_checked_each_time() -> None:
    out, inside = ["127.0.0.1"], ["10.0.0.1"]
    # looked up: for the page, for its robots.txt, for what the page redirects to
    for answers, reached in (([out, out, inside], ["/robots.txt", "/"]), ([out, inside], []), ([inside], [])):
        with serving({"/": redirect("/next"), "/next": answer(PAGE)}) as server:
            hands, left = Time(), iter(answers)
            changing = replace(network(server), resolve=partial(next_of, left))
            refused = pytest.raises(AddressRefused, match=r"10\.0\.0\.1")
            fetcher = Fetcher(options=QUICK, network=changing, clock=hands.clock, sleep=hands.sleep)
            with refused:
                fetcher.fetch(at(server))
        assert [request.split()[1].decode() for request in server.requests] == reached


def test_the_checked_address_is_connected_to_and_no_name_is_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("looked up")

    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    assert one({"/": answer(PAGE)}).body == PAGE


def test_an_open_connection_that_leads_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.getpeername", lambda _: ("10.0.0.1", 80))
    with web({"/": answer(PAGE)}) as (server, fetcher, _), pytest.raises(FetchError, match="instead of 127"):
        fetcher.fetch(at(server))
    assert server.requests == []


def test_calls_of_fetch_share_pace_and_permissions(monkeypatch: pytest.MonkeyPatch) -> None:
    with web({"/": answer(PAGE)}) as (server, fetcher, hands):
        asked: list[FetchOptions] = []

        def shared(options: FetchOptions) -> Fetcher:
            asked.append(options)
            return fetcher

        monkeypatch.setattr("attribune.fetch.client._shared", shared)
        fetch(at(server), options=FetchOptions(known=Known(url=at(server), etag='"a1"')))
        fetch(at(server))
    assert asked == [FetchOptions(), FetchOptions()]
    assert b'If-None-Match: "a1"' in server.requests[1]
    assert b"If-None-Match" not in server.requests[2]
    assert len(server.requests) == 3 and len(hands.slept) == 2


def test_programs_cannot_fetch_from_this_machine() -> None:
    with serving({"/": answer(PAGE)}) as server:
        for host in ("127.0.0.1", "localhost"):
            with pytest.raises(AddressRefused):
                fetch(f"http://{host}:{server.port}/")
        strict = replace(network(server), own_machine=False)
        with pytest.raises(FetchError, match="an address of this machine"):
            Fetcher(options=QUICK, network=strict).fetch(at(server))
    assert server.requests == []


def test_proxies_named_in_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert one({"/": answer(PAGE)}).body == PAGE
    assert proxy.connections == 0


def test_only_what_changed_is_asked_for() -> None:
    same = b'HTTP/1.1 304 Not Modified\r\nETag: "a1"\r\nContent-Length: 99\r\n\r\n'
    with web({"/": same}) as (server, fetcher, _):
        known = Known(url=at(server), etag='"a1"', last_modified="Mon, 04 May 2026 05:00:00 GMT")
        got = fetcher.fetch(at(server), known=known)
        assert (got.not_modified, got.status, got.body) == (True, 304, b"")
        assert b'If-None-Match: "a1"\r\nIf-Modified-Since: Mon, 04 May 2026 05:00:00 GMT\r\n' in server.requests[-1]
        with pytest.raises(BrokenAnswer, match="nobody asked"):
            fetcher.fetch(at(server), known=Known(url=at(server, "/other"), etag='"a1"'))
        with pytest.raises(BrokenAnswer, match="nobody asked"):
            fetcher.fetch(at(server), known=Known(url=at(server), etag='"a"\r\nX-Evil: 1'))
    assert not [request for request in server.requests if b"Evil" in request]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("404 Not Found", "no such page"),
        ("410 Gone", "taken away"),
        ("500 Oh", "500"),
        ("206 Part", "206"),
        ("599 ", "599"),
        ("302 Found", "302"),
    ],
)
def test_a_status_that_is_no_page_is_an_error_that_keeps_the_answer(status: str, told: str) -> None:
    error = problem({"/": answer(b"gone", status=status)})
    assert isinstance(error, WrongStatus)
    assert told in error.message
    assert error.fetched.body == b"gone"


def test_bodies_come_unpacked_and_bombs_do_not() -> None:
    text = PAGE * 50
    for coding, packed in (("gzip", gzip.compress(text)), ("br", brotli.compress(text, quality=2))):
        assert one({"/": answer(packed, content_encoding=coding)}).body == text
    assert isinstance(problem({"/": answer(gzip.compress(bytes(5_000_000)), content_encoding="gzip")}), TooLarge)
    assert isinstance(
        problem({"/": answer(brotli.compress(bytes(5_000_000), quality=2), content_encoding="br")}), TooLarge
    )
    assert isinstance(problem({"/": answer(PAGE, content_encoding="gzip")}), BrokenAnswer)


def endless(start: bytes, more: bytes) -> Script:
    def script(sock: socket.socket) -> None:
        sock.sendall(start)
        while True:
            sock.sendall(more)

    return script


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("start", "more"),
    [
        (OK + b"\r\n", b"a" * 65_536),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"a" * 65_536 + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 4000 + b"\r\na\r\n"),
        (OK, b"A: b\r\n" * 1000),
        (OK + b"A: ", b"b" * 65_536),
        (b"", b"a" * 65_536),
    ],
)
def test_a_server_that_never_stops_is_stopped(start: bytes, more: bytes) -> None:
    assert isinstance(problem({"/": endless(start, more)}), TooLarge)


def test_a_body_that_says_it_is_too_large_is_not_begun() -> None:
    assert isinstance(problem({"/": OK + b"Content-Length: 1000001\r\n\r\n"}), TooLarge)


def drip(start: bytes, piece: bytes, every: float) -> Script:
    def script(sock: socket.socket) -> None:
        sock.sendall(start)
        for _ in range(100):
            time.sleep(every)
            sock.sendall(piece)

    return script


@pytest.mark.parametrize("start", [b"", OK + b"A: ", OK + b"\r\n"])
def test_a_server_that_drips_is_left_in_time(start: bytes) -> None:
    options = FetchOptions(read_seconds=0.3, total_seconds=0.4)
    assert "longer than 0.4 seconds" in problem({"/": drip(start, b"a", 0.05)}, options=options).message
    assert (
        "sent nothing for 0.1 seconds"
        in problem({"/": drip(start, b"a", 0.5)}, options=FetchOptions(read_seconds=0.1, total_seconds=3)).message
    )


def test_answers_cut_short_or_broken() -> None:
    assert (
        "received 5 bytes, expected 8"
        in problem({"/": OK + b"Content-Length: 8\r\nConnection: close\r\n\r\nhello"}).message
    )
    assert isinstance(problem({"/": OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"}), BrokenAnswer)
    assert isinstance(problem({"/": b"SSH-2.0-OpenSSH\r\n"}), BrokenAnswer)
    assert isinstance(problem({"/": lambda sock: sock.close()}), Unreachable)
    unmarked = one({"/": OK + b"Connection: close\r\n\r\n" + PAGE})
    assert unmarked.body == PAGE
    assert "may be cut short" in unmarked.notes[0]


def test_a_port_where_nobody_listens() -> None:
    with web({}) as (server, fetcher, _):
        server.close()
        with pytest.raises(Unreachable, match=r"can't connect to gazette\.example"):
            fetcher.fetch(at(server))


ROBOTS = answer(b"User-agent: *\nDisallow: /desk/\nCrawl-delay: 4\n")


def test_robots_is_asked_once_and_heeded() -> None:
    with web({"/robots.txt": ROBOTS, "/": answer(PAGE), "/to": redirect("/desk/x")}) as (server, fetcher, hands):
        assert fetcher.fetch(at(server)).body == PAGE
        for path in ("/desk/plan", "/to"):
            with pytest.raises(RobotsRefused, match="save it with a browser"):
                fetcher.fetch(at(server, path))
        assert [request.split()[1] for request in server.requests] == [b"/robots.txt", b"/", b"/to"]
        assert hands.slept == pytest.approx([4, 4], abs=0.3)


@pytest.mark.parametrize(
    "robots",
    [answer(status="500 Oh"), answer(status="503 Busy"), answer(status="429 Slow"), b"nonsense\r\n\r\n",
     redirect("http://10.0.0.1/"), answer(b"x", content_encoding="gzip"), OK + b"Content-Length: 9000000\r\n\r\n"],
)  # fmt: skip
def test_a_robots_that_cannot_be_had_is_a_no(robots: bytes) -> None:
    error = problem({"/robots.txt": robots, "/": answer(PAGE)})
    assert "can't be had, which counts as a no" in error.message


@pytest.mark.parametrize(
    "robots",
    [answer(status="404 No"), answer(status="403 No"), redirect("/robots.txt"), answer(b"\xff\xfe\0"), answer(b"")],
)
def test_a_robots_that_is_not_there_is_a_yes(robots: bytes) -> None:
    assert one({"/robots.txt": robots, "/": answer(PAGE)}).body == PAGE


def test_one_request_a_second_to_a_host_and_none_waits_for_another_host() -> None:
    pages = {"/robots.txt": answer(b""), "/": answer(PAGE)}
    with web(pages) as (server, fetcher, hands):
        fetcher.fetch(at(server))
        fetcher.fetch(at(server))
        assert hands.slept == pytest.approx([1, 1], abs=0.3)
        fetcher.fetch(at(server, host="post.example"))
        assert len(hands.slept) == 3  # between its robots.txt and its page


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    soon = formatdate(time.time() + 20, usegmt=True)
    pages: Pages = {
        "/": [answer(status="503 Busy", retry_after="30"), answer(status="429 Slow", retry_after=soon), answer(PAGE)],
        "/later": answer(status="429 Slow", retry_after="7200"),
        "/never": answer(status="503 Busy", retry_after="5"),
        "/unsaid": answer(status="503 Busy"),
        "/odd": answer(status="503 Busy", retry_after="whenever"),
    }
    with web(pages) as (server, fetcher, hands):
        assert fetcher.fetch(at(server)).body == PAGE
        assert hands.slept[-2:] == pytest.approx([30, 20], abs=2)
        for path in ("/unsaid", "/odd"):
            with pytest.raises(WrongStatus, match="busy"):
                fetcher.fetch(at(server, path))
        with pytest.raises(ComeBackLater, match="come back in 5 seconds"):
            fetcher.fetch(at(server, "/never"))
        assert server.paths().count("/never") == 3
        with pytest.raises(ComeBackLater, match="7,200 seconds"):
            fetcher.fetch(at(server, "/later"))
        before = len(server.requests)
        with pytest.raises(ComeBackLater, match="left alone"):
            fetcher.fetch(at(server))
        assert len(server.requests) == before


def test_what_follows_an_answer_is_no_part_of_the_next_one() -> None:
    with web({"/": answer(PAGE) + answer(b"<p>slipped in</p>"), "/b": answer(PAGE)}) as (server, fetcher, _):
        fetcher.fetch(at(server))
        assert fetcher.fetch(at(server, "/b")).body == PAGE
        assert server.connections == 3  # one for each page, one for robots.txt


def test_a_connection_that_the_server_dropped_is_opened_anew() -> None:
    def once(sock: socket.socket) -> None:
        sock.sendall(answer(PAGE))

    with web({"/": once}) as (server, fetcher, _):
        assert fetcher.fetch(at(server)).body == PAGE
        assert fetcher.fetch(at(server)).body == PAGE


def test_several_threads_share_a_fetcher() -> None:
    got: list[bytes] = []
    options = FetchOptions(total_seconds=500)  # one thread's sleeping moves the hands for all
    with web({f"/{n}": answer(b"%d" % n) for n in range(8)}, options=options) as (server, fetcher, _):
        threads = [
            threading.Thread(
                target=lambda n=n: got.append(fetcher.fetch(at(server, f"/{n}", host=f"h{n % 3}.example")).body)
            )
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(got) == [b"%d" % n for n in range(8)]
