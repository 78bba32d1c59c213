"""No form of output lets through what a terminal, a spreadsheet or a browser obeys."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from dataclasses import replace

import pytest

from attribune.exports.html.check import page as check_page
from attribune.exports.html.reading import page as reading_page
from attribune.exports.jsonlines import check_line, checks_json, json_text, reading_line, readings_json
from attribune.exports.neutral import cell, escaped, shown
from attribune.exports.tables.table import csv_text
from attribune.exports.terminal.check import check_text
from attribune.exports.terminal.reading import reading_text
from attribune.records import Reading, Report
from tests.exports import fakes

# By their class in Unicode, not by the table under test: controls, and formats that reorder a line.
CONTROLS = [
    chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\t\n\r"
]
REORDERS = [
    chr(code)
    for code in range(0x110000)
    if unicodedata.bidirectional(chr(code)) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
]
LINES = ["\u2028", "\u2029", "\u0085"]
OBEYED = [*CONTROLS, *REORDERS, *LINES, "\u200e", "\u200f", "\u061c"]
FORMS = ("json", "jsonl", "html", "text")


def everywhere(character: str) -> tuple[Report, Reading]:
    """A check and a reading with a character in every text that comes from outside."""
    check, reading = fakes.check(), fakes.reading()
    words = f"a{character}b"
    verdicts = tuple(
        replace(
            verdict,
            reason=words,
            evidence=tuple(replace(e, title=words, outlet=words, before=words, after=words) for e in verdict.evidence),
        )
        for verdict in check.results
    )
    draft = replace(check.draft, title=words, name=words)
    article = replace(reading.article, title=words, outlet=words, authors=(words,), notes=(words,))
    return replace(check, draft=draft, results=verdicts, notes=(words,)), replace(reading, article=article)


def forms(character: str) -> dict[str, str]:
    check, reading = everywhere(character)
    return {
        "check json": checks_json([check]),
        "check jsonl": check_line(check),
        "check html": check_page([check], {}),
        "check text": check_text(check),
        "read json": readings_json([reading]),
        "read jsonl": reading_line(reading),
        "read html": reading_page([reading]),
        "read text": reading_text(reading),
        "csv": csv_text(["x"], [[f"a{character}b"]]),
    }


@pytest.mark.parametrize("character", OBEYED, ids=lambda c: f"U+{ord(c):04X}")
def test_no_form_lets_it_through(character: str) -> None:
    for form, text in forms(character).items():
        if character != "\f" or "html" not in form:  # to a browser a space
            assert character not in text, form


def test_json_says_what_the_text_was() -> None:
    for character in OBEYED:
        written = json_text({"a": f"x{character}y"})
        assert json.loads(written) == {"a": f"x{character}y"}
        assert json.loads(escaped(json.dumps(f"x{character}y"))) == f"x{character}y"


def test_what_is_obeyed_is_shown_not_dropped() -> None:
    for character in set(OBEYED) - {"\f"}:
        assert len(shown(f"a{character}b")) > 2
    assert shown("a\x1bb\u202ec") == "a␛b[U+202E]c"
    assert shown("tab\tand\nline, naïve — “ünï” 漢字") == "tab\tand\nline, naïve — “ünï” 漢字"


SIGNS = "=+-@＝＋－＠−﹢\t\r\n"
BEFORE = [
    "", " ", "  ", "\u00a0", "\u200b", "\u200b\u200b ", "\ufeff", "\u2060", "\u00ad", "\u3000", "\u202e", "\x00",
    "\x1b", "\u3164", "\u2800", "\U000e0020", "\ufe0f", "\u180e", "\x0b",
    "\x7f", "\u115f",
]  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", BEFORE, ids=lambda b: "+".join(f"{ord(c):04X}" for c in b) or "none")
def test_no_cell_begins_a_formula(sign: str, before: str) -> None:
    assert cell(f"{before}{sign}1+1").startswith("'")


def test_words_and_numbers_are_no_formulas() -> None:
    assert [cell(value) for value in ("Voss", "a=1", "3-4", "", None, 5, 2.5)] == ["Voss", "a=1", "3-4", "", "", 5, 2.5]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":", " "])
def test_no_separator_cuts_a_cell(separator: str) -> None:
    text = csv_text(["a", "b"], [[f"x{separator}=1+1", f'say "{separator}" twice']])
    row = text.split("\r\n")[1]
    cells = next(csv.reader(io.StringIO(row), delimiter=separator if separator != "," else ","))
    assert not any(re.match(r"\s*=", part) for part in cells)
    assert row.startswith('"') and row.endswith('"')
    guarded = f"x{separator}'=1+1" if separator in ";\t|" else f"x{separator}=1+1"
    assert next(csv.reader(io.StringIO(row))) == [guarded, f'say "{separator}" twice']


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_no_separator_makes_a_formula_of_a_later_cell(separator: str) -> None:
    row = csv_text(["a", "b"], [[5, f"x{separator}=1+1"]]).split("\r\n")[1]  # marks in mid-cell part nothing
    assert not any(re.match(r"\s*=", part) for part in next(csv.reader(io.StringIO(row), delimiter=separator)))


@pytest.mark.parametrize(
    "text", ["a;=1+1", "a\t=1+1", "a|@SUM(1)", "a\n-1+1", "a; \u200b＝1", "a;\x1b;+1", "Moss\r\n=1"]
)
def test_a_formula_behind_a_separator_inside_a_cell_gets_an_apostrophe(text: str) -> None:
    cells = re.split(r"[;|\t\r\n]", str(cell(text)))
    assert not any(part.lstrip(" \u200b")[:1] in tuple("=+-@＝") for part in cells if part.strip())


def test_separators_without_a_formula_and_long_runs_of_them_stay() -> None:
    assert cell("boats; fares | tides — 3-4") == "boats; fares | tides — 3-4"
    assert cell("a" + ";\t" * 200_000 + "b") == "a" + ";\t" * 200_000 + "b"
