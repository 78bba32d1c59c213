from __future__ import annotations

import pytest

from attribune.fetch.errors import ComeBackLater
from attribune.fetch.rate_limit import RateLimiter


class World:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.pace = RateLimiter(interval=1.0, longest=60.0, clock=lambda: self.now, sleep=self.sleep)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def wait(self, host: str) -> float:
        return self.pace.wait(host, concerns="https://a.example/")


def test_one_request_in_an_interval_each_host_for_itself() -> None:
    world = World()
    assert [world.wait("a"), world.wait("b"), world.wait("a"), world.wait("a")] == [0, 0, 1, 1]
    world.now += 0.4
    assert world.wait("a") == pytest.approx(0.6)
    world.now += 30
    assert world.wait("a") == 0


def test_a_crawl_delay_is_heeded_from_the_next_request_on_up_to_the_longest_wait() -> None:
    world = World()
    world.wait("a")
    world.pace.slow("a", 5.0)
    assert [world.wait("a"), world.wait("a")] == [5, 5]
    world.pace.slow("b", 86_400.0)
    world.wait("b")
    assert world.wait("b") == 60
    world.pace.slow("c", 0.001)
    world.wait("c")
    assert world.wait("c") == 1


def test_a_host_that_asks_for_peace_gets_it() -> None:
    world = World()
    world.wait("a")
    world.pace.pause("a", 30)
    assert world.wait("a") == 30
    world.pace.pause("a", 3600)
    with pytest.raises(ComeBackLater, match="a asked to be left alone for 3,600 more seconds"):
        world.wait("a")
    assert world.wait("b") == 0
    world.now += 3545
    assert world.wait("a") == pytest.approx(55)
