"""Where names stand in a text: runs of capitals found fast are those found by looking everywhere."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.records import Block
from attribune.sources.names import recognition as mentions
from attribune.sources.names.recognition import Namer

PIECES = (
    "Voss", "al-", "el-Haddad", "d'Arno", "d’É", "o", "É", "é", "²", "’", "-", " ", "\u00a0", "of ", "the ", "and ",
    ", Jr.", ".", "_", "9", "Ü", "ß", "日本", "al-X", " de ", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_runs_of_capitals_are_those_that_looking_everywhere_finds(text: str) -> None:
    found = [run.span() for run in Namer(text, ())._run.finditer(text)]
    assert found == [run.span() for run in mentions._RUN.finditer(text)]


@pytest.mark.parametrize("count", [20, mentions._LOOKED_FOR, 2 * mentions._LOOKED_FOR])
def test_a_word_that_the_article_writes_small_is_no_name_however_many_are_asked_for(count: int) -> None:
    words = ["Q" + "".join(letters) for letters, _ in zip(product("aeiou", repeat=4), range(count), strict=False)]
    text = " ".join(f"{word} rose, and so {word.lower()} sank." for word in words) + " Qzzz rose."
    block = Block(kind="paragraph", start=0, end=len(text))
    assert [name.text for name in Namer(text, [block]).all] == ["Qzzz"]


def test_a_word_inside_another_is_not_written_small() -> None:
    text = "Quill spoke. The quills lay there, un_quill too."
    block = Block(kind="paragraph", start=0, end=len(text))
    assert [name.text for name in Namer(text, [block]).all] == ["Quill"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I. Calloway came, and with her A. A. Voss.", ["I. Calloway", "A. A. Voss"]),
        ("It was built by I. M. Pei. A. Calloway paid.", ["I. M. Pei", "A. Calloway"]),
        ("She is taller than I. Mara Voss came.", ["Mara Voss"]),
        ("They gave it an A. The Voss family came.", ["Voss"]),
        ("Q. Did you pay?\nA. Voss paid.\nQ. Calloway paid?", ["Voss", "Calloway"]),
    ],
)
def test_a_letter_that_may_be_a_word_is_an_initial_before_a_name(text: str, names: list[str]) -> None:
    ends = [*(at for at, character in enumerate(text) if character == "\n"), len(text)]
    starts = [0, *(end + 1 for end in ends)]
    blocks = [Block(kind="paragraph", start=start, end=end) for start, end in zip(starts, ends, strict=False)]
    assert [name.text for name in Namer(text, blocks).all] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The law was read by Oona Brandl of the Feld Institute.", ["Oona Brandl", "Feld Institute"]),
        ("The law was read by Ysolt Brandl of Feld Foods.", ["Ysolt Brandl", "Feld Foods"]),
        ("The law was read by Friends of the Reef.", ["Friends of the Reef"]),
        ("The law was read by Norland Trust of the Isles.", ["Norland Trust of the Isles"]),
    ],
)
def test_a_name_of_no_words_is_somebodys_before_of(text: str, names: list[str]) -> None:
    block = Block(kind="paragraph", start=0, end=len(text))
    assert [name.text for name in Namer(text, [block]).all] == names
