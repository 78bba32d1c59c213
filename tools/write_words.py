"""Writes what is made from the lexicon: ``words.json`` of the stand-alone comparison, and who reads each list.

``./run words`` writes; ``./run words --check`` only says what isn't current, and fails if anything isn't.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import textwrap
from functools import cache
from pathlib import Path

from attribune.lexicon import calendar, pronouns, rows, word_class

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "attribune"
LEXICON = PACKAGE / "lexicon"
LISTS = "check/word_lists.tsv"
ASSEMBLED = ("extra_title", "not_title")  # rows of LISTS that are no lists of their own
READ_BY = re.compile(r"^# Read by:.*\n(?:#  .*\n)*", re.MULTILINE)
EACH = "/language.tsv"  # the file that every language but English has; one module reads them all
# What in the code reads tables that no other module names: helpers of the loader.
HELPERS = {"pronouns": "en/text/pronouns.tsv", "calendar": "en/text/calendar.tsv"}


def words_file() -> Path:
    """Return the path of ``words.json``: wherever the comparison's folder has it."""
    (path,) = (PACKAGE / "check").rglob("words.json")
    return path


def lists() -> dict[str, frozenset[str]]:
    """Return every word list of the comparison: its own, and those that it shares with the rest of the program."""
    own = {label: word_class(LISTS, label) for label in dict.fromkeys(row[0] for row in rows(LISTS))}
    demonstrative = frozenset({"that", "these", "this", "those"})
    titles = frozenset(row[0] for row in rows("names/titles.tsv"))
    # Without "may", which is mostly the verb.
    months = frozenset(
        name for kind in ("month", "weekday") for names in calendar(kind, short=True) for name in names
    ) - {"may"}
    return {label: found for label, found in own.items() if label not in ASSEMBLED} | {
        "pronoun": pronouns(),
        "third": pronouns("he", "she", "it", "they") | demonstrative,
        "personal": pronouns("he", "she", "they"),
        "title": titles - own["not_title"] | own["extra_title"],
        "given": frozenset(row[0] for row in rows("names/given_names.tsv")),
        "month": months,
    }


def numbers() -> dict[str, str]:
    """Return number words that are written as figures. "One" is none of them: it is mostly a pronoun."""
    spelled: dict[str, str] = {}
    for word, value, kind in rows("text/numbers.tsv"):
        if kind in ("small", "tens"):
            spelled.setdefault(value, word)  # later words of a value are misspellings
    return {word: value for value, word in spelled.items() if word != "one"} | {"%": "percent"}


def words_json() -> str:
    """Return the text of ``words.json``."""
    whole: dict[str, object] = {label: _wrapped(members) for label, members in lists().items()}
    whole["number"] = _sorted(numbers())
    whole["spelling"] = _sorted({row[0]: row[1] for row in rows("check/spellings.tsv")})
    for kind in ("contraction", "informal", "agreement"):
        whole[kind] = _sorted({form: plain for label, form, plain in rows("check/plain_forms.tsv") if label == kind})
    whole["tense"] = [row[0] for row in rows("check/verb_forms.txt")]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _wrapped(members: frozenset[str]) -> list[str]:
    return textwrap.wrap(" ".join(sorted(members)), 110, break_on_hyphens=False, break_long_words=False)


def _sorted(table: dict[str, str]) -> dict[str, str]:
    return dict(sorted(table.items()))


def files() -> list[Path]:
    """Return every list and table of the lexicon."""
    return sorted(path for path in LEXICON.rglob("*") if path.suffix in (".txt", ".tsv"))


@cache
def readers() -> dict[str, list[str]]:
    """Return for each list (its path below ``lexicon/``) the modules that name it, as paths below the package."""
    list_names = {path.relative_to(LEXICON).as_posix() for path in files()}
    readers_by_list: dict[str, list[str]] = {name: [] for name in sorted(list_names)}
    for path in [*sorted(PACKAGE.rglob("*.py")), Path(__file__)]:
        if path.is_relative_to(LEXICON):
            continue
        module = path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()
        for name in _named(ast.parse(path.read_text(encoding="utf-8"))) & list_names:
            readers_by_list[name].append(module)
    return readers_by_list


def _named(tree: ast.Module) -> set[str]:
    """Return the lists that a module may name: by a path ("text/units.tsv", "units.tsv" in ``names/``) or a helper."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    named: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            named |= {node.value, f"en/{node.value}", f"en/names/{node.value}"}
            if node.value == EACH:
                named |= {path.relative_to(LEXICON).as_posix() for path in LEXICON.glob(f"*{EACH}")}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in HELPERS:
            named.add(HELPERS[node.func.id])
    return named


def with_readers(text: str, modules: list[str]) -> str:
    """Return a list's text with a header that names these readers."""
    lines = textwrap.wrap("Read by: " + ", ".join(modules), 118, break_on_hyphens=False, subsequent_indent=" ")
    return READ_BY.sub(lambda _: "".join(f"# {line}\n" for line in lines), text, count=1)


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` only compare; the exit status is 1 where something wasn't current."""
    wanted = {words_file(): words_json()}
    for name, modules in readers().items():
        path = LEXICON / name
        wanted[path] = with_readers(path.read_text(encoding="utf-8"), modules)
    stale = [path for path, text in wanted.items() if path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is not current: ./run words' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
