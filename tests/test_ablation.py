"""The tool that measures rules: a switch gives what nothing gives, everywhere, and is undone afterwards."""

from __future__ import annotations

from attribune.articles.plain import read
from attribune.statements import rules
from attribune.statements.extract import statements
from attribune.statements.grammar import clauses
from benchmarks._scorers import Count
from benchmarks._switches import Switch, replaced, switches
from benchmarks.ablation import Bench, Counts, Document

STORY = "Mara Voss said that the pier was closed.\n\nThe keeper left at noon.\n"


def switch(name: str, how: str) -> Switch:
    return next(one for one in switches() if one.name == name and one.how == how)


def counted(article: object, _: object) -> Counts:
    return {"found": Count(len(statements(article, tier="rules")), 1, 1)}  # type: ignore[arg-type]


def document() -> Document:
    (article,) = read(STORY.encode(), name="story.txt")
    return Document(article, counted)


def test_a_function_is_switched_off_in_every_module_that_uses_it_and_on_again() -> None:
    one = switch("statements.grammar.clauses.clauses", "no items")
    before = clauses.clauses
    with replaced([(one.function, one.neutral)]):
        assert vars(rules)["clauses"] is clauses.clauses is one.neutral
        assert not statements(document().article, tier="rules")
    assert vars(rules)["clauses"] is clauses.clauses is before
    assert statements(document().article, tier="rules")


def test_what_is_neutral_follows_from_what_a_function_returns() -> None:
    known = {(one.name.rpartition(".")[2], one.how) for one in switches()}
    assert {
        ("_is_wanted", "False"),
        ("_is_wanted", "True"),
        ("introduced", "None"),
        ("_mended", "the argument one"),
    } <= known
    inside = switch("statements.merge._mended", "the argument one")
    assert inside.neutral("a", None, [], text="b") == "a"
    assert inside.neutral(one="c", twin=None, ruled=[], text="b") == "c"


def test_a_rule_costs_what_its_documents_lose_and_only_these_are_read_again() -> None:
    bench = Bench([document(), document()])
    needed = switch("statements.grammar.clauses.clauses", "no items")
    idle = switch("statements.structural._posts", "no items")
    bench.measure([needed, idle])
    assert bench.active[needed.name, needed.how] == {0, 1}
    assert not bench.active.get((idle.name, idle.how))
    assert bench.without([idle]) == {"found": 0.0}
    lost = bench.without([needed])
    assert isinstance(lost, dict)
    assert lost["found"] > 0
    assert vars(rules)["clauses"] is clauses.clauses
