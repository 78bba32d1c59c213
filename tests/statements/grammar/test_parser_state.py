"""Bounds of one pass over a sentence: clauses in clauses, and clauses side by side, in any number."""

from __future__ import annotations

from attribune.statements.grammar.clauses import clauses
from attribune.statements.grammar.parser_state import MAX_CLAUSES, MAX_DEPTH
from attribune.text.document import Document


def _clauses(text: str) -> int:
    return len(clauses(Document(text).narration, 0, len(text)))


def test_clauses_in_clauses_are_read_down_to_a_depth() -> None:
    def nested(depth: int) -> str:
        return "".join(f"Voss{n} said that " for n in range(depth)) + "the pier was old."

    assert _clauses(nested(5)) == 5
    assert MAX_DEPTH <= _clauses(nested(4 * MAX_DEPTH)) <= MAX_CLAUSES


def test_clauses_side_by_side_are_read_up_to_a_number() -> None:
    def beside(count: int) -> str:
        return "; ".join(f"the pier is old, Voss{n} said" for n in range(count)) + "."

    assert _clauses(beside(5)) == 5
    assert _clauses(beside(2 * MAX_CLAUSES)) == MAX_CLAUSES
