from __future__ import annotations

from pathlib import Path

import pytest

from attribune.corpus.addresses import check_url
from attribune.errors import UsageError

URLS = Path(__file__).with_name("hostile_urls.txt").read_text(encoding="utf-8").split("\n")[:-1]
NAMES = {"inside.news.example": ["10.1.2.3"], "mixed.news.example": ["93.184.215.14", "127.0.0.1"]}


def resolve(host: str, _port: int) -> list[str]:
    return NAMES.get(host, ["93.184.215.14"])


@pytest.mark.parametrize("url", URLS)
def test_hostile_urls_are_refused(url: str) -> None:
    with pytest.raises(UsageError):
        check_url(url, resolve=resolve)


def test_the_table_is_long_enough() -> None:
    assert len(set(URLS)) >= 60


@pytest.mark.parametrize("url", ["https://news.example/a", "http://news.example.:8080/", "http://8.8.8.8/"])
def test_public_urls_pass(url: str) -> None:
    assert check_url(url, resolve=resolve).addresses


def test_a_name_is_resolved_once_and_the_checked_address_kept() -> None:
    answers = [["93.184.215.14"], ["127.0.0.1"]]
    target = check_url("https://rebind.example/", resolve=lambda *_: answers.pop(0))
    assert target.addresses == ("93.184.215.14",)
    assert len(answers) == 1
