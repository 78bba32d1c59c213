from __future__ import annotations

import socket
from dataclasses import replace

from attribune.fetch.addresses import Target
from attribune.fetch.connections import MOST_IDLE, Connection, Idle

TARGET = Target(
    url="http://gazette.example/", scheme="http", host="gazette.example", port=80, path="/", addresses=("192.0.2.7",)
)


def pair(address: str = "192.0.2.7") -> tuple[Connection, socket.socket]:
    ours, theirs = socket.socketpair()
    return Connection(ours, address=address), theirs


def closed(connection: Connection) -> bool:
    return connection.sock.fileno() < 0


def test_a_connection_is_lent_to_its_own_target_and_once() -> None:
    idle, (connection, theirs) = Idle(), pair()
    idle.put(TARGET, connection)
    for other in (replace(TARGET, port=8080), replace(TARGET, scheme="https"), replace(TARGET, host="post.example")):
        assert idle.take(other) is None
    assert idle.take(TARGET) is connection
    assert idle.take(TARGET) is None
    theirs.close()
    connection.close()


def test_a_connection_to_an_address_that_the_name_has_no_more_is_closed() -> None:
    idle, (connection, theirs) = Idle(), pair()
    idle.put(TARGET, connection)
    assert idle.take(replace(TARGET, addresses=("192.0.2.8",))) is None
    assert closed(connection)
    theirs.close()


def test_a_connection_with_words_or_an_end_in_it_is_closed() -> None:
    for words in (b"HTTP/1.1 200 OK", b""):
        idle, (connection, theirs) = Idle(), pair()
        assert connection.quiet()
        idle.put(TARGET, connection)
        theirs.send(words)
        theirs.shutdown(socket.SHUT_WR)
        assert idle.take(TARGET) is None
        assert closed(connection)
        assert not connection.quiet()
        theirs.close()


def test_so_many_are_kept_and_no_more() -> None:
    idle = Idle()
    pairs = [pair() for _ in range(MOST_IDLE + 1)]
    for number, (connection, _) in enumerate(pairs):
        idle.put(replace(TARGET, host=f"{number}.example"), connection)
    assert [closed(connection) for connection, _ in pairs] == [True] + [False] * MOST_IDLE
    again, _theirs = pair()
    idle.put(replace(TARGET, host="1.example"), again)
    assert closed(pairs[1][0])
    idle.close()
    assert closed(again) and all(closed(connection) for connection, _ in pairs)
