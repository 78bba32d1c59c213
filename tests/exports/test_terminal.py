import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.exports.ansi import fits
from attribune.exports.terminal import check_text
from attribune.records import Report
from tests.exports import fakes, hostile

ARTICLES = {"a1": fakes.article(1), "a2": fakes.article(2)}
COLOURS = re.compile(r"\x1b\[[\d;]*m")


@settings(max_examples=60)
@given(hostile.checks(), st.integers(24, 120), st.booleans())
def test_nothing_from_outside_reaches_the_terminal_unescaped(check: Report, width: int, colour: bool) -> None:
    text = check_text(check, width=width, colour=colour)
    plain = COLOURS.sub("", text) if colour else text
    assert all(line.isprintable() for line in plain.split("\n"))
    assert all(fits(line, width) for line in plain.split("\n"))


@settings(max_examples=30)
@given(hostile.checks(), st.sampled_from(["ascii", "latin-1", "cp1252"]))
def test_a_poor_encoding_gets_stand_ins(check: Report, encoding: str) -> None:
    check_text(check, encoding=encoding).encode(encoding)


def test_colour_is_never_the_only_signal() -> None:
    check = fakes.check()
    coloured = COLOURS.sub("", check_text(check, colour=True))
    assert coloured.split() == check_text(check).replace("*", "").split()


def test_each_quotation_that_is_not_ok_is_laid_open() -> None:
    text = check_text(fakes.check(), articles=ARTICLES)
    assert "  2  ✗ altered · paragraph 2 — words changed or cut off, and no mark says so" in text
    assert "      draft     “*Forty* goats came aboard,” — Quill" in text
    assert "“*Fourteen* goats came aboard,”" in text
    assert "• the figure differs: draft “Forty”, evidence “Fourteen”" in text
    assert "— Ada Quill · Outlet 1, “Title 1”, 1 May 2026, first-hand" in text
    assert "https://outlet1.example/story" in text
    assert "also in Outlet 2" in text


def test_a_missing_word_is_marked_in_the_evidence() -> None:
    assert "“The boat will *not* sail,”" in check_text(fakes.check())


def test_what_is_ok_takes_two_lines_and_names_its_chain() -> None:
    text = check_text(fakes.check(), width=100)
    assert "  6  ✓ faithful · paragraph 4 “[I] like goats … a lot,”\n" in text
    assert "Outlet 1 · second-hand: ← according to a press pool report" in text


def test_the_nearest_true_statement_is_shown_for_what_is_not_found() -> None:
    text = check_text(fakes.check())
    found = text[text.index("  4  ✗ not found") : text.index("  5  ✗ not direct")]
    assert "nearest" in found
    assert "they were full" in found


def test_the_sum_stands_last_and_names_every_problem() -> None:
    tail = check_text(fakes.check()).rpartition("Before publication:")[2]
    assert re.findall(r"^ +(\d+)  [✗?] ", tail, re.M) == ["1", "2", "3", "4", "5", "7"]
    assert "the draft says Bo Reed, the evidence says Ada Quill" in " ".join(tail.split())
    assert "7 quotations: 1 ok, 6 not ok" in tail
    assert tail.rstrip().endswith("searched 2 articles from 2 outlets; 30 April – 2 May 2026; language en")


def test_no_quotation_is_said_with_the_coverage() -> None:
    text = check_text(replace(fakes.check(), results=(), not_checked=(), summary={}))
    assert "No quotation to check" in text
    assert "searched 2 articles" in text


def test_a_draft_of_very_many_quotations_goes_through() -> None:
    one = fakes.check().results[5]
    many = replace(fakes.check(), results=(one,) * 2_000)
    assert check_text(many).count("✓ faithful · paragraph 4") == 2_000
