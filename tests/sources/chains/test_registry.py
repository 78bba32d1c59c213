"""Sources are found by their names without going through all of them."""

from __future__ import annotations

import pytest

from attribune.articles.plain import read
from attribune.sources.chains import registry
from attribune.sources.chains.registry import Registry
from tests.counted import calls_of


def test_a_name_is_looked_up_and_not_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = calls_of(monkeypatch, registry, "_bare")
    names = [f"the council of ward {number}" for number in range(300)]
    article = next(iter(read("\n".join([*names, *names]).encode(), name="a.txt")))
    found = Registry(article, ())
    ids, at = list[str](), 0
    for name in (*names, *names):
        at = article.text.index(name, at)
        ids.append(found.find_or_add((at, at + len(name)), "organization"))
        at += len(name)
    assert ids == 2 * [f"s{number + 1}" for number in range(300)]
    assert len(asked) <= 3 * len(ids)
