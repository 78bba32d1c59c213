"""Every word list says what it is, is read by the modules that it names, and stands in the lexicon once."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from attribune.lexicon import calendar, pronouns, rows, word_class, words
from attribune.text.dates import MONTHS, WEEKDAYS
from tools.write_words import (
    LEXICON,
    PACKAGE,
    READ_BY,
    ROOT,
    files,
    lists,
    readers,
    with_readers,
    words_file,
    words_json,
)

LISTS = [path.relative_to(LEXICON).as_posix() for path in files()]
CLASSES = ["grammar/word_classes.tsv", "check/word_lists.tsv"]
# Tables whose first column isn't unique: patterns by kind, words by class.
MAX_SAME = 6  # lower-case words that a set in the code may hold, of a list or class, before it is a copy


def _head(name: str) -> list[str]:
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return lines[: next((at for at, line in enumerate(lines) if not line.startswith("# ")), len(lines))]


def _entries(name: str) -> list[str]:
    lines = (LEXICON / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("# ")]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_says_what_it_is_where_it_comes_from_its_columns_and_its_readers(name: str) -> None:
    head = _head(name)
    assert head, "no header"
    assert not head[0].startswith(("# Source:", "# Format:", "# Read by:"))
    for label in ("# Source: ", "# Format: ", "# Read by: "):
        (line,) = [line for line in head if line.startswith(label)]
        assert len(line) > len(label)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_read_by_just_the_modules_that_its_header_names(name: str) -> None:
    text = (LEXICON / name).read_text(encoding="utf-8")
    found = READ_BY.search(text)
    assert found is not None
    named = re.findall(r"[\w/]+\.py", found[0])
    assert named, "nobody reads it"
    for module in named:
        assert (PACKAGE / module).is_file() or (ROOT / module).is_file(), module
    assert named == readers()[name], "not current: ./run words"


@pytest.mark.parametrize("name", LISTS)
def test_no_entry_stands_twice_in_a_list(name: str) -> None:
    assert [entry for entry, times in Counter(_entries(name)).items() if times > 1] == []


@pytest.mark.parametrize("name", CLASSES)
def test_no_word_stands_twice_in_a_class(name: str) -> None:
    times = Counter((row[0], word) for row in rows(name) for word in row[1].split())
    assert [entry for entry, count in times.items() if count > 1] == []


def test_no_two_lists_hold_the_same() -> None:
    held = Counter(frozenset(entry.casefold() for entry in _entries(name)) for name in LISTS)
    held.update(word_class(name, row) for name in CLASSES for row in {row[0] for row in rows(name)})
    assert max(held.values()) == 1


def test_what_is_made_from_the_lexicon_is_current() -> None:
    assert words_file().read_text(encoding="utf-8") == words_json(), "not current: ./run words"


def test_a_header_takes_other_readers_and_nothing_else_changes() -> None:
    text = "# Words.\n# Source: us.\n# Format: a word.\n# Read by: a.py,\n#  b.py\n# a note\nword\n"
    assert (
        with_readers(text, ["c.py"]) == "# Words.\n# Source: us.\n# Format: a word.\n# Read by: c.py\n# a note\nword\n"
    )


def test_the_check_shares_names_titles_pronouns_and_months_with_the_rest() -> None:
    shared = lists()
    assert shared["given"] == {row[0] for row in rows("names/given_names.tsv")}
    assert shared["pronoun"] == pronouns()
    assert shared["title"] >= {row[0] for row in rows("names/titles.tsv")} - word_class(
        "check/word_lists.tsv", "not_title"
    )
    assert shared["month"] >= {*MONTHS, *WEEKDAYS} - {"may"}
    assert shared["abbreviation"] <= {entry.rstrip("!#").lower() for entry in words("text/abbreviations.txt")}
    cues = {form for row in rows("grammar/cues.tsv") for form in row[0].split()}
    assert shared["reporting"] <= cues | {"according"}


def test_an_unknown_class_is_an_error_and_not_an_empty_list() -> None:
    with pytest.raises(KeyError, match="no class 'adverbs'"):
        word_class("grammar/word_classes.tsv", "adverbs")


def test_pronouns_by_what_they_are() -> None:
    assert pronouns("she") == {"she", "her", "hers", "herself"}
    assert pronouns("possessive") == {"my", "your", "his", "her", "its", "our", "their"}
    assert pronouns() >= pronouns("subject", "object", "reflexive", "relative")


def test_months_and_weekdays_stand_in_order() -> None:
    assert [names[0] for names in calendar("month")] == list(MONTHS)
    assert calendar("month", short=True)[8] == ("september", "sep", "sept")
    assert [names[0] for names in calendar("weekday")] == list(WEEKDAYS)


def test_help_and_import_read_no_list() -> None:
    code = (
        "import sys, attribune, attribune.cli.main\n"
        "try:\n    attribune.cli.main.main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('attribune.lexicon' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("False\n")
    assert "Usage" in done.stdout


def _sets(path: Path) -> list[tuple[int, frozenset[str]]]:
    """Return the sets of words that a module writes out: literals and split strings."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Set, ast.Tuple, ast.List)):
            held = [n.value for n in node.elts if isinstance(n, ast.Constant) and isinstance(n.value, str)]
            if len(held) == len(node.elts):
                found.append((node.lineno, frozenset(held)))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            text = node.func.value
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.append((node.lineno, frozenset(text.value.split())))
    return found


def test_no_module_writes_out_a_list_of_the_lexicon_or_of_another_module() -> None:
    listed = {
        "pronouns": pronouns(),
        "months": frozenset(MONTHS),
        "weekdays": frozenset(WEEKDAYS),
        "small words": words("names/small_words.txt"),
        "possessives": pronouns("possessive") - {"your"},
        "subjects": pronouns("subject"),
    }
    alone = {PACKAGE / "corpus/verify/dossier.py"}  # stands alone; tests/corpus/verify holds its lists equal to these
    seen: dict[frozenset[str], str] = {}
    copies = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if path in alone or path.is_relative_to(PACKAGE / "articles" / "css"):
            continue
        for line, held in _sets(path):
            here = f"{path.relative_to(PACKAGE)}:{line}"
            copies += [f"{here} writes out {name}" for name, whole in listed.items() if held >= whole]
            if len(held) >= MAX_SAME and all(re.fullmatch(r"[a-z]+", word) for word in held):
                if held in seen:
                    copies.append(f"{here} has the words of {seen[held]}")
                seen[held] = here
    assert copies == []
