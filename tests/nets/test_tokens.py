"""Units, quotation state and windows: offsets are true, and windows cover the stream once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.nets import tokens
from attribune.nets.quotes import CLOSING, INSIDE, OPENING, OPENING_SINGLE, OUTSIDE
from attribune.nets.tokens import Stream, clitic, stream
from attribune.nets.vocabulary import BREAK
from attribune.nets.windows import windows
from attribune.records import Span

NEWS = "“We never sold the lighthouse,” Mara Okafor's lawyer said. ‘Not once.’ He wouldn't say why, in the '90s."
texts = st.text(alphabet=st.sampled_from(list("ab Cé1.,'’\"“”‘\n -—$\u200b😀")), max_size=200)


def lines(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def words(units: Stream, text: str) -> list[str]:
    return [text[s:e] for s, e in zip(units.starts.tolist(), units.ends.tolist(), strict=True)]


def states(units: Stream, text: str) -> dict[str, int]:
    return dict(zip(words(units, text), units.quotes.tolist(), strict=True))


def test_a_clitic_is_a_unit_of_its_own() -> None:
    units = stream([(NEWS, [(0, len(NEWS))])])
    got = words(units, NEWS)
    assert "Okafor" in got and "'s" in got
    assert "wouldn't" in got
    assert [clitic(w) for w in ("Bill's", "we’ve", "o'clock", "'s", "advisers’")] == [4, 2, 0, 0, 8]


def test_quotation_states() -> None:
    units = stream([(NEWS, [(0, len(NEWS))])])
    by_word = states(units, NEWS)
    assert by_word["“"] == OPENING and by_word["”"] == CLOSING
    assert by_word["lighthouse"] == INSIDE and by_word["lawyer"] == OUTSIDE
    assert by_word["‘"] == OPENING_SINGLE
    assert by_word["90s"] == OUTSIDE


def test_an_open_quotation_ends_with_its_paragraph() -> None:
    text = "“It floods every spring\nand nobody came."
    by_word = states(stream([(text, lines(text))]), text)
    assert by_word["floods"] == INSIDE and by_word["nobody"] == OUTSIDE


@given(texts)
def test_units_are_in_order_and_leave_out_white_space_only(text: str) -> None:
    units = stream([(text, lines(text))])
    real = units.forms != BREAK
    starts, ends = units.starts[real], units.ends[real]
    assert (starts < ends).all() and (ends[:-1] <= starts[1:]).all()
    covered = "".join(text[s:e] for s, e in zip(starts.tolist(), ends.tolist(), strict=True))
    assert covered == "".join(text.split())


@given(texts, st.integers(16, 80))
def test_window_cores_cover_the_stream_once(text: str, limit: int) -> None:
    units = stream([(text, lines(text)), (text[:50], [(0, 50)])])
    cut = windows(units, np.ones(len(units), np.int32), limit)
    assert [i for w in cut for i in range(w.core_start, w.core_end)] == list(range(len(units)))
    for w in cut:
        assert w.start <= w.core_start < w.core_end <= w.end and w.end - w.start <= limit
        assert len(set(units.document[w.start : w.end].tolist())) == 1


def test_a_huge_paragraph_is_cut_in_linear_many_windows() -> None:
    text = "word " * 20_000
    units = stream([(text, [(0, len(text))])])
    cut = windows(units, np.full(len(units), 6, np.int32), 200)
    assert len(cut) < len(units) / 10


@given(texts, texts)
def test_what_was_read_before_changes_no_unit(before: str, text: str) -> None:
    def read() -> tuple[list[int], list[int]]:
        units = stream([(text, lines(text))])
        return units.starts.tolist(), units.ends.tolist()

    first = read()
    stream([(before + text, lines(before + text))])
    assert read() == first


def test_a_form_is_the_same_whatever_was_met_first() -> None:
    stream([("Mara's's", [(0, 8)])])
    units = stream([("Mara's boat", [(0, 11)])])
    assert words(units, "Mara's boat") == ["Mara", "'s", "boat", ""]


def test_a_text_has_so_many_units_for_the_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of single signs is a million units, of prose a fifth: five times the time and the memory."""
    text = "“He goes.”\n" + "@" * 30 + "\nShe goes, too."
    monkeypatch.setattr(tokens, "MOST_UNITS", 9)
    read = [words(stream([(one, lines(one))]), one) for one in (text, NEWS)]
    assert read == [["“", "He", "goes", ".", "”", ""], []]
    monkeypatch.setattr(tokens, "MOST_UNITS", 30)
    both = stream([(NEWS, lines(NEWS)), (NEWS, lines(NEWS))])
    assert len(both) == 2 * len(stream([(NEWS, lines(NEWS))])) > 30
