"""Quotations of two texts are measured once each, however many they are compared with."""

from __future__ import annotations

import pytest

from attribune.articles.plain import read
from attribune.trace.passages import quotations
from attribune.trace.run import trace_articles
from tests.counted import calls_of


def test_a_quotation_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = calls_of(monkeypatch, quotations, "folded_length")
    monkeypatch.setattr(quotations, "_run_length", lambda *_: quotations.LEAST_QUOTED)  # which measures runs
    words = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(60)]  # of fewer letters than must be in common
    said = [f"“It is so {word} at sea to us,” said Mara Voss.\n\n" for word in words]
    texts = ("".join(said), "Another line.\n\n" + "".join(said))
    trace_articles([next(iter(read(text.encode(), name=f"{n}.txt"))) for n, text in enumerate(texts)])
    assert 0 < len(measured) <= 2 * len(said)
