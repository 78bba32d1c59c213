"""The kind of each change, with both of its spans."""

from __future__ import annotations

import pytest

from tests.counted import lines_run
from tests.trace.made import FIFTH, FOURTH, LEAD, SECOND, STORY, THIRD, article, at, traced

BEFORE, AFTER = LEAD + " " + SECOND, FOURTH + " " + FIFTH


def changes(earlier: str, later: str) -> list[tuple[str, str, str, str]]:
    """Kind, both texts and severity of each change between two articles."""
    one, two = article("a", earlier, at(0), "Ledger"), article("b", later, at(120), "Courier")
    found = traced(one, two)
    for change in found.changes:
        assert one.text[slice(*change.earlier)] == change.earlier_text
        assert two.text[slice(*change.later)] == change.later_text
    return [(c.kind, c.earlier_text, c.later_text, c.severity) for c in found.changes]


@pytest.mark.parametrize(
    ("old", "new", "kind", "before", "after"),
    [
        ("held about 250 suspected smugglers", "held about 250 smugglers", "hedge", "suspected", ""),
        ("held about 250 suspected", "held about 270 suspected", "number", "250", "270"),
        ("were rotten", "were not rotten", "negation", "", "not"),
        ("Otto Quist, said", "Ida Moss, said", "attribution", "Otto Quist", "Ida Moss"),
        ("last week, officials said.", "last week.", "attribution", "officials said", ""),
        ("will cost", "may cost", "modality", "will", "may"),
        ("on Monday to", "on Tuesday to", "date", "Monday", "Tuesday"),
        ("were rotten", "are rotten", "tense", "were", "are"),
        ("at Port Ellery to", "at Cold Harbour to", "name", "Port Ellery", "Cold Harbour"),
        ("were rotten", "were completely rotten", "intensity", "", "completely"),
        ("the northern quay", "the northern road", "word", "quay", "road"),
        ("take two years", "take three years", "number", "two years", "three years"),
    ],
)
def test_a_single_edit_has_its_kind_and_its_words(old: str, new: str, kind: str, before: str, after: str) -> None:
    assert old in STORY
    found = changes(STORY, STORY.replace(old, new))
    assert [one[0] for one in found] == [kind]
    assert before.startswith(found[0][1]) or found[0][1] == before
    assert after.startswith(found[0][2]) or found[0][2] == after


@pytest.mark.parametrize(
    ("old", "new"),
    [("1.2 billion crowns", "1,200 million crowns"), ("two years", "2 years"), ("two years", "24 months")],
)
def test_an_equal_amount_in_other_words_is_marked_as_none(old: str, new: str) -> None:
    found = changes(STORY, STORY.replace(old, new))
    assert all(severity == "none" for *_, severity in found)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("about 250 suspected smugglers", "some 260 smugglers", ["number", "hedge"]),
        ("about 250 suspected smugglers", "19 smugglers", ["number", "hedge"]),
        ("held about 250 suspected", "never held 19 suspected", ["negation", "number"]),
        ("about 250 suspected smugglers", "260 alleged smugglers", ["number", "hedge"]),
        ("about 250 suspected smugglers", "about 270 suspected smugglers", ["number"]),
    ],
)
def test_a_figure_hides_no_hedge_and_no_negation_of_the_same_edit(old: str, new: str, kinds: list[str]) -> None:
    assert sorted(one[0] for one in changes(STORY, STORY.replace(old, new))) == sorted(kinds)


def test_half_of_a_figure_at_the_edge_of_a_block_is_no_change_of_its_own() -> None:
    """The words around one gap end where the next begins: "1.2" stood beside the first half of "1,200"."""
    other = STORY.replace("1.2 billion", "1,200 million").replace(", officials said", "")
    assert [one[:3] for one in changes(STORY, other)] == [
        ("attribution", "officials said", ""), ("number", "1.2 billion", "1,200 million")
    ]  # fmt: skip


def test_another_unit_of_the_same_figure_is_another_number() -> None:
    text = STORY.replace("the piles were rotten", "the piles were 5 feet too short")
    assert [one[0] for one in changes(text, text.replace("5 feet", "5 metres"))] == ["number"]
    found = changes(text, text.replace("5 feet", "1.5 metres"))
    assert [(kind, severity) for kind, _, _, severity in found] == [("number", "none")]


def test_a_sentence_left_out_and_one_added() -> None:
    cut = changes(STORY, "\n\n".join((LEAD, SECOND, FOURTH, FIFTH)))
    assert [(kind, before.rstrip(".")) for kind, before, _, _ in cut] == [("cut", THIRD.rstrip("."))]
    new = "Nobody from the ferry company could be reached when the vote was over."
    added = changes(STORY, "\n\n".join((LEAD, SECOND, new, THIRD, FOURTH, FIFTH)))
    assert [(kind, after.rstrip(".")) for kind, _, after, _ in added] == [("insertion", new.rstrip("."))]


def test_a_moved_paragraph_is_one_change_on_its_block() -> None:
    found = changes(STORY, "\n\n".join((LEAD, THIRD, FOURTH, FIFTH, SECOND)))
    assert [kind for kind, *_ in found] == ["order"]
    assert found[0][1].rstrip(".") == found[0][2].rstrip(".") == SECOND.rstrip(".")


def test_quotation_marks_lost_and_added() -> None:
    quoted = STORY.replace("the piles were rotten and that", "“the piles were rotten” and that")
    assert [kind for kind, *_ in changes(quoted, STORY)] == ["quotation_marks"]
    assert [(kind, after) for kind, _, after, _ in changes(STORY, quoted)] == [
        ("quotation_marks", "the piles were rotten")
    ]


def test_typography_is_no_change() -> None:
    assert not changes(STORY, STORY.replace("\n\n", "\n").replace("'", "’").replace("-", "–").upper())


def test_several_edits_of_one_sentence_are_told_apart() -> None:
    later = STORY.replace("about 250 suspected", "270").replace("last week, officials said", "last month, police said")

    kinds = [kind for kind, *_ in changes(STORY, later)]
    assert "number" in kinds
    assert "attribution" in kinds


def test_marks_of_a_thousand_quotations_are_compared_in_one_pass() -> None:
    def steps(count: int) -> int:
        text = " ".join(f"“The ferry {number} sailed at noon,” he said." for number in range(count))
        one, two = article("a", text, at(0), "Ledger"), article("b", text, at(120), "Courier")
        return lines_run(lambda: traced(one, two), "trace/changes/typed_changes")

    steps(20)
    assert 0 < steps(400) <= 2.6 * steps(200)


def test_a_sentence_in_other_words_is_cut_and_added_and_nothing_else() -> None:
    anew = "Behind the old sheds officials took in smugglers by the hundred, or so three guards on the pier believe."
    found = changes(STORY, STORY.replace(THIRD, anew))
    assert sorted(kind for kind, *_ in found) == ["cut", "insertion"]


def test_another_name_before_a_cut_sentence_is_a_change_of_its_own() -> None:
    told = STORY.replace(FOURTH, "The works were planned by Elena Brandt. Nothing of it can be seen today.")
    found = changes(told, told.replace("Elena Brandt. Nothing of it can be seen today.", "Tomas Reyes."))
    assert [(kind, before, after) for kind, before, after, _ in found] == [
        ("name", "Elena Brandt", "Tomas Reyes"),
        ("cut", "Nothing of it can be seen today", ""),
    ]


def test_one_month_for_another_is_a_date() -> None:
    told = STORY.replace("last week", "early last September")
    assert [kind for kind, *_ in changes(told, told.replace("September", "October"))] == ["date"]


@pytest.mark.parametrize(
    ("said", "marks"), [("said", "“”"), ("added", '""'), ("he told", "“”"), ("the board was told by", "“”")]
)
def test_words_cut_from_a_quotation_hide_no_other_speaker(said: str, marks: str) -> None:
    old, new = (
        f"{BEFORE} {marks[0]}The ferry will sail again{cut},{marks[1]} {said} {name}, who leads the board. {AFTER}"
        for cut, name in ((" before the ice comes", "Otto Quist"), ("", "Ida Moss"))
    )
    found = changes(old, new)
    assert [row[0] for row in found] in (["cut", "attribution"], ["cut", "name"])
    assert found[1][1:3] == ("Otto Quist", "Ida Moss")
