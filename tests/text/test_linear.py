"""No pattern of the package takes more than linear work, counted in steps of a backtracking matcher.

Each pattern that repeats something is run on strings made of its own parts, at two sizes: twice the text may take
little more than twice the steps. What grows faster is looked at once more, longer: a repetition with a limit that is
begun anew at every character grows like that only until it meets its limit.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from attribune.articles.document import line_kinds as lines
from attribune.articles.document.credit_lines import LONGEST_CREDIT
from attribune.articles.html.select import _phrases
from attribune.corpus.verify.dossier import CONTEXT, MAX_NARRATION
from attribune.sources.coref.layout.names import LONGEST
from tests.patterns import Used, all_patterns, attacks, loops
from tests.steps import Steps, TooManySteps

REPEATS, CHARACTERS = 32, 180  # of a base: at least so many times and so long
LONGER = 8  # times as long for the second look
MOST_GROWTH = 2.6  # of the steps at twice the size: 2 is linear, 4 quadratic
FEW = 3  # steps a character that need no second size
MOST_STEPS = 400  # steps a character at which the machine stops: a megabyte takes seconds
# Patterns that are tried on short lines only: the method, and the characters that the caller looks at most.
SHORT = {
    "attribune.text.prefilter._BAR": ("search", 200),  # our own patterns
    "attribune.text.prefilter._HEAD": ("search", 200),
    "attribune.sources.coref.layout.names._LABELLED": ("search", LONGEST),
    "attribune.articles.document.line_kinds._TURN": ("match", lines.LONGEST_LABEL),
    "attribune.articles.document.line_kinds._RECORD_TURN": ("match", lines.LONGEST_LABEL),
    "attribune.corpus.verify.dossier._SENTENCE_END": ("search", 60),
    "attribune.corpus.verify.dossier._GOES_ON_BEFORE": ("search", MAX_NARRATION + 40),
    "attribune.corpus.verify.dossier._PIECE_BEFORE": ("search", CONTEXT),
    "attribune.corpus.verify.dossier._GOES_ON_AFTER": ("match", CONTEXT),
    **{
        f"attribune.articles.document.credit_lines._lead_ins()[{n}][1]": ("fullmatch", LONGEST_CREDIT)
        for n in range(99)
    },
    **{
        f"attribune.articles.document.line_kinds._patterns()[{n}][2]": ("match", row[1])
        for n, row in enumerate(lines._patterns())
    },
    **{
        f"attribune.articles.document.line_kinds._sieves()[{n}][1]": ("match", row[0])
        for n, row in enumerate(lines._sieves())
    },
    **{f"attribune.articles.html.select._phrases()[{n}][1]": ("match", row[0]) for n, row in enumerate(_phrases())},
}
PARTS = 4  # of the patterns: so many processes can share them


def part(number: int) -> list[Used]:
    """Return every ``PARTS``-th pattern. Nothing is sought before a test runs: each process collects all tests."""
    return all_patterns()[number::PARTS]


def growth(used: Used) -> str | None:
    """A string on which the pattern's steps grow faster than its text, or None."""
    method, longest = SHORT.get(used.name, ("", None))
    methods = {method} if method else used.methods
    machine = Steps(whole(used.pattern) if "fullmatch" in methods else used.pattern)
    run = machine.match if methods <= {"match", "fullmatch"} else machine.search_all
    for before, base, after in attacks(used.pattern):
        count = max(REPEATS, CHARACTERS // len(base))
        for times in (1, LONGER):
            texts = [before + base * (times * n) + after for n in (count, 2 * count)]
            if longest:
                texts = [(before + base * longest)[: longest // 2], (before + base * longest)[:longest]]
            second = _steps(run, texts[1])
            if second <= FEW * len(texts[1]) or (second < MOST_STEPS * len(texts[1]) and longest):
                break
            if second <= MOST_GROWTH * _steps(run, texts[0]) and second < MOST_STEPS * len(texts[1]):
                break
        else:
            return f"{before!r} + {base!r} × n"
    return None


def _steps(run: Any, text: str) -> int:
    most = MOST_STEPS * len(text)
    try:
        return int(run(text, most=most))
    except TooManySteps:
        return most


def whole(pattern: re.Pattern[Any]) -> re.Pattern[Any]:
    """The pattern as ``fullmatch`` tries it."""
    source = pattern.pattern
    told = b"(?:%b)\\Z" % source if isinstance(source, bytes) else f"(?:{source})\\Z"
    return re.compile(told, pattern.flags)


def test_the_sweep_finds_the_patterns() -> None:
    """It reads globals, classes, containers, cached functions and calls of ``re`` in functions."""
    names = {used.name for used in all_patterns()}
    assert len(names) > 500
    assert {
        "attribune.text.figures.number_patterns.number_pattern()",
        "attribune.sources.names.outlet_context._SAYS[0]",
    } <= names
    assert any(name.startswith("attribune.articles.html.metadata, line ") for name in names)


@pytest.mark.parametrize(
    "pattern", [r"a+b", r"a++b", r"(?:a|aa)+\Z", r"\s*,", r"x.*y.*z", r"(a+)+$", r"[a-z]{0,2000}x", r"\b[\w-]+s\b x"]
)
def test_the_sweep_finds_what_is_not_linear(pattern: str) -> None:
    """It fails where it must."""
    used = Used(name="invented", pattern=re.compile(pattern), methods=frozenset({"search"}))
    assert growth(used)


@pytest.mark.parametrize("pattern", [r"(?<!a)a++b", r"\s{1,9}b", r"(?<!a)a++b", r"\ba+b", r"[^\n]+", r"[a-z]{0,40}x"])
def test_the_sweep_passes_what_is_linear(pattern: str) -> None:
    """It passes what has no more than a limit to go back."""
    used = Used(name="invented", pattern=re.compile(pattern), methods=frozenset({"search"}))
    assert growth(used) is None


@pytest.mark.parametrize("number", range(PARTS))
def test_steps_are_linear(number: int) -> None:
    """Twice the text, twice the steps."""
    patterns = [used for used in part(number) if loops(used.pattern)]
    assert len(patterns) > 100
    assert not {used.name: text for used in patterns if (text := growth(used))}


@pytest.mark.parametrize("number", range(PARTS))
def test_the_machine_finds_what_the_engine_finds(number: int) -> None:
    """The steps are those of the same search."""
    for used in part(number):
        machine = Steps(used.pattern)
        for text in TEXTS:
            data: Any = text.encode() if isinstance(used.pattern.pattern, bytes) else text
            match = used.pattern.search(data)
            shown = text.encode().decode("latin-1") if isinstance(data, bytes) else text
            assert machine.span(shown) == (match.span() if match else None), used.name


TEXTS = (
    "PORT GANNET (AP) — “We sailed at 12:30 p.m.,” said Mara Quill, 41, who keeps the light. “It’s a risk.”",
    "By Odile Penn and J. K. Voss, Staff Writers | March 3, 2025 — two hundred and twenty-five years ago, $1.5 million",
    "— Odile Penn (@penn)\n- **Voss** – [a](https://a.example/b 'c') &amp; <b>x</b> `c`\n| a | b |\n|---|:-:|\n",
    '{"a": [1, "b"]}\n<!-- c --><html><body class="d">e</body>\nQ: Who told The Brine Post? A: An aide to the mayor.',
)
