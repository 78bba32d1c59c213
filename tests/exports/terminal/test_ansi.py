import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.exports.terminal.ansi import display_width, fits, paint, printable, wrap


@given(st.text())
def test_printable_is_printable(text: str) -> None:
    assert printable(text).isprintable()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("bell\x07", "bell\\x07"),
        ("two\nlines", "two lines"),
        ("no\u00a0break", "no break"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("\u202eright to left", "\\u202eright to left"),
    ],
)
def test_what_a_terminal_would_obey_is_shown(raw: str, shown: str) -> None:
    assert printable(raw) == shown


@given(st.lists(st.tuples(st.text(), st.sampled_from(["", "bad", "dim"]))), st.integers(24, 90))
def test_no_line_is_too_wide_and_no_word_is_lost(runs: list[tuple[str, str]], width: int) -> None:
    lines = wrap(runs, width=width, colour=False, first="  - ", rest="    ")
    assert all(fits(line.removeprefix("  - "), width) for line in lines)
    words = "".join(printable(text) for text, _ in runs)
    assert "".join(lines).replace("  - ", "", 1).replace(" ", "") == words.replace(" ", "")


def test_runs_without_a_space_between_are_one_word() -> None:
    assert wrap([("“The ", ""), ("end", "changed"), ("”", "")], width=40, colour=False) == ["“The end”"]


def test_wide_characters_take_two_columns() -> None:
    assert display_width("日本") == 4
    assert wrap([("日本" * 10, "")], width=24, colour=False) == ["日本" * 6, "日本" * 4]


def test_colour_only_where_it_is_wanted() -> None:
    assert paint("x", "bad", True) == "\x1b[1;31mx\x1b[0m"
    assert paint("x", "bad", False) == "x"
