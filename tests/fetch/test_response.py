from __future__ import annotations

import socket
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.errors import TooLarge
from attribune.fetch.errors import BrokenAnswer, FetchError, TimedOut, Unreachable
from attribune.fetch.response import (
    MOST_CHUNKS,
    MOST_HEADERS,
    PIECE,
    Deadline,
    Incoming,
    read_body,
    read_head,
)

MOST = 100_000


class Sent:
    """A socket's receiving half, with what the other side sent in pieces of a size."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = data, size

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def recv(self, most: int) -> bytes:
        piece = self._data[: min(most, self._size)]
        self._data = self._data[len(piece) :]
        return piece


def incoming(data: bytes, size: int = 1000) -> Incoming:
    sock = cast(socket.socket, Sent(data, size))
    return Incoming(sock, deadline=Deadline(10, concerns="x"), seconds=5, concerns="https://a.example/")


def read(data: bytes, size: int = 1000) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    source = incoming(data, size)
    head = read_head(source)
    return head.status, head.headers, b"".join(read_body(source, head, most=MOST))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_answers_as_servers_send_them(size: int) -> None:
    sized = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A:  b c \r\n\r\nhello"
    assert read(sized, size) == (200, (("Content-Length", "5"), ("X-A", "b c")), b"hello")
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nhel\r\n02 \r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n"
    assert read(chunked, size)[2] == b"hello"
    assert read(b"HTTP/1.0 200 OK\n\nhello", size) == (200, (), b"hello")
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n"
    assert read(early, size) == (204, (("A", "b"),), b"")
    assert read(b"HTTP/1.1 200\r\nA: b\r\n c\r\n\td\r\nContent-Length: 0\r\n\r\n", size)[1][0] == ("A", "b c d")
    assert read(b"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nhi", size)[2] == b"hi"


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"<html>hello</html>\r\n\r\n",
        b"HTTP/2 200 OK\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"HTTP/1.1 070 OK\r\n\r\n",
        b"HTTP/1.1  200 OK\r\n\r\n",
        b"\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
        b"HTTP/1.1 100 Go on\r\n\r\n" * 20,
        OK,
        OK + b"A: b\r\n",
        OK + b"A: b",
        OK + b"no header\r\n\r\n",
        OK + b": empty\r\n\r\n",
        OK + b"A : b\r\n\r\n",
        OK + b" folded: first\r\n\r\n",
        OK + b"A: b\0c\r\n\r\n",
        OK + b"A: b\rC: d\r\n\r\n",
        OK + b"\xc3\xa4: b\r\n\r\n",
        OK + b"Content-Length: 5\r\n\r\nhell",
        OK + b"Content-Length: -5\r\n\r\nhello",
        OK + b"Content-Length: 5x\r\n\r\nhello",
        OK + b"Content-Length: +5\r\n\r\nhello",
        OK + b"Content-Length: 0x5\r\n\r\nhello",
        OK + b"Content-Length:\r\n\r\n",
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        OK + b"Content-Length: 5, 6\r\n\r\nhello!",
        OK + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: gzip\r\n\r\n",
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: xchunked\r\n\r\n",
        CHUNKED,
        CHUNKED + b"5\r\nhel",
        CHUNKED + b"5\r\nhello\r\n",
        CHUNKED + b"5\r\nhello0\r\n\r\n",
        CHUNKED + b"5\r\nhello!\r\n0\r\n\r\n",
        CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n",
        CHUNKED + b"+5\r\nhello\r\n0\r\n\r\n",
        CHUNKED + b"0x5\r\nhello\r\n0\r\n\r\n",
        CHUNKED + b"5_0\r\nhello\r\n0\r\n\r\n",
        CHUNKED + b"zz\r\n",
        CHUNKED + b"\r\nhello",
        CHUNKED + b"123456789\r\n",
        CHUNKED + b"0\r\nX: y",
        CHUNKED + b"0\r\nno trailer\r\n\r\n",
    ],
)
def test_answers_that_are_not_whole_or_have_two_readings(data: bytes) -> None:
    with pytest.raises(BrokenAnswer, match="can't be used"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 " + b"a" * 70_000,
        OK + b"A: " + b"b" * 70_000 + b"\r\n\r\n",
        OK + b"A: b\r\n" * (MOST_HEADERS + 1) + b"\r\n",
        OK + b"A: b\r\n" + (b" " + b"c" * 100 + b"\r\n") * 1000 + b"\r\n",
        OK + b"Content-Length: 100001\r\n\r\n",
        OK + b"Content-Length: 99999999999999999999\r\n\r\n",
        OK + b"\r\n" + b"a" * 500_000,
        CHUNKED + b"1;" + b"x" * 200_000 + b"\r\n",
        CHUNKED + (b"1;" + b"x" * 4000 + b"\r\na\r\n") * 1000,
        CHUNKED + b"0\r\n" + b"A: b\r\n" * 20_000,
    ],
)
def test_answers_that_have_no_end(data: bytes) -> None:
    with pytest.raises(TooLarge):
        read(data, 65_536)


def test_no_answer_at_all() -> None:
    with pytest.raises(Unreachable, match="without an answer"):
        read(b"")


def test_a_deadline_moves_for_waiting_but_not_for_ever() -> None:
    now = [0.0]
    deadline = Deadline(10, concerns="x", clock=lambda: now[0])
    now[0] = 9.0
    assert deadline.left(5) == 1
    deadline.extend(30)
    assert deadline.left(5) == 5
    with pytest.raises(TimedOut, match="kept us waiting"):
        deadline.extend(700)
    now[0] = 800.0
    with pytest.raises(TimedOut, match="longer than 10 seconds"):
        deadline.left(5)


LINES = st.sampled_from(
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 100 \r\n", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"\r\n",
     b"3\r\n", b"abc\r\n", b"0\r\n", b"A: b\r\n", b" c\r\n", b"\n", b"\r"]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, st.binary(max_size=20)), max_size=12).map(b"".join), st.integers(1, 50))
def test_any_bytes_give_an_answer_or_a_reason(data: bytes, size: int) -> None:
    for sent in (data, OK + data, CHUNKED + data):
        try:
            status, headers, _ = read(sent, size)
        except (FetchError, TooLarge) as error:
            assert error.line().isprintable()
            continue
        assert 200 <= status < 600
        assert not any(c in name + value for name, value in headers for c in "\r\n\0")


def test_a_header_of_many_spaces_costs_no_time() -> None:
    value = "a" + " " * 60_000 + "b"
    assert read(f"HTTP/1.1 200 OK\r\nX: {value}\r\n\r\n".encode())[1] == (("X", value),)


def test_a_status_that_no_standard_knows_is_one() -> None:
    assert read(b"HTTP/1.1 999 Request denied\r\n\r\n")[0] == 999


class Prepared(Sent):
    """As ``Sent``, from one buffer."""

    def __init__(self, data: bytes) -> None:
        super().__init__(b"", 0)
        self._whole, self._at = data, 0

    def recv(self, most: int) -> bytes:
        piece = self._whole[self._at : self._at + most]
        self._at += len(piece)
        return piece


def test_tiny_chunks_come_in_large_pieces() -> None:
    """Two bytes a chunk took sixteen times the body's size in memory, as a list of tiny pieces."""
    body = b"2\r\nab\r\n" * 100_000 + b"0\r\n\r\n"
    source = Incoming(
        cast(socket.socket, Prepared(CHUNKED + body)), deadline=Deadline(60, concerns="x"), seconds=5, concerns="x"
    )
    head = read_head(source)
    pieces = list(read_body(source, head, most=1_000_000))
    assert b"".join(pieces) == b"ab" * 100_000
    assert len(pieces) == -(-200_000 // PIECE)


def test_the_chunks_of_an_answer_are_counted() -> None:
    """More than any server sends are refused, by their number and not by the clock."""
    body = b"1\r\na\r\n" * (MOST_CHUNKS + 1) + b"0\r\n\r\n"
    source = Incoming(
        cast(socket.socket, Prepared(CHUNKED + body)), deadline=Deadline(600, concerns="x"), seconds=5, concerns="x"
    )
    head = read_head(source)
    with pytest.raises(TooLarge, match=f"more than {MOST_CHUNKS:,} chunks"):
        for _ in read_body(source, head, most=10_000_000):
            pass
