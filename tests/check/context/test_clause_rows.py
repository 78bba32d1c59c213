"""Rows of clauses: which stand beside a quoted one, and what a draft tells of what was cut; with harmful twins."""

from __future__ import annotations

import pytest

from attribune.check.context.clause_rows import last_of_row
from attribune.check.context.frames import lemma
from attribune.check.engine import check_draft
from attribune.records import Verdict
from tests.fakes import article

# The whole sentence, and the part that a draft has.
HARMLESS = [
    ("She’s five, she’s in Reception, she’s bossing everybody.", "She’s bossing everybody"),
    ("She is eleven, she has her own key, she walks to school with her cousin.", "She walks to school with her cousin"),
    ("I love this place, I was born here, and I will be buried here.", "I was born here"),
    ("I went up the ladder first and I pulled the slates off.", "I pulled the slates off"),
    ("The school has four hundred pupils and the roof leaks in six classrooms.", "The roof leaks in six classrooms"),
    ("We can patch the tank for two more seasons, but I would not be happy.", "I would not be happy"),
    ("With respect to Councillor Holm, the harbour belongs to the town.", "The harbour belongs to the town"),
    ("With all due respect, the pier belongs to the town.", "The pier belongs to the town"),
    ("With respect to the chair, it is always our street that waits.", "It is always our street that waits"),
    ("Well, minister, the harbour has been dredged twice.", "The harbour has been dredged twice"),
    ("It never rains here, but the river floods every spring.", "The river floods every spring"),
    ("The siren went at four; the boats were already out.", "The boats were already out"),
    ("Our members have families, and the mill has been their life.", "Our members have families"),
]
HARMFUL = [
    ("Had we known, we would have closed the pier.", "We would have closed the pier"),
    ("The fact is disputed, the river is clean.", "The river is clean"),
    ("They say the water is safe.", "The water is safe"),
    ("I said the town could burn, and I was wrong.", "The town could burn"),
    ("The thieves came at night, and they took the bell, and they are still in town.", "They are still in town"),
    ("The mill is closed, and it poisons the river.", "It poisons the river"),
    ("He pulled a knife on my sister and I hit him.", "I hit him"),
    ("The driver had a gun, I ran.", "I ran"),
    ("I was nineteen and I joined the party.", "I joined the party"),
    ("It was 1943 and we were hungry.", "We were hungry"),
    ("Raise the rent and I walk out.", "I walk out"),
    ("You sign the lease and we keep the school open.", "We keep the school open"),
    ("Suppose the dam breaks, the valley is gone.", "The valley is gone"),
    ("I dreamed I was home and I saw the sea.", "I saw the sea"),
    ("He claims the bridge is safe and the road is open.", "The road is open"),
    ("In the dream the sea came up and I killed my brother.", "I killed my brother"),
    ("Under the old council, roads were free and schools were open.", "Schools were open"),
    ("Every crank says it: the wells are poisoned, the moon is cheese.", "The moon is cheese"),
    ("With respect to the north pier, the work is finished.", "The work is finished"),
    ("With luck, the ferry sails on Friday.", "The ferry sails on Friday"),
    ("I love this town, I hate this town.", "I love this town"),
    ("I love this town, they say.", "I love this town"),
    ("I love this place, I would not live here.", "I love this place"),
    ("The road is open — the map is ten years old.", "The road is open"),
    ("My opponent will tell you that I lied, I stole, and I was paid for it.", "I was paid for it"),
    ("If the levy passes and the bank pays, the pool reopens.", "The bank pays"),
]


def _checked(evidence: str, draft: str) -> Verdict:
    before = "Sixty people came to the hall on Monday evening.\n\n"
    return check_draft(article(1, f"{draft}\n"), [article(2, f"{before}{evidence}\n\nIt closes at ten.\n")]).results[0]


def _part(sentence: str, piece: str) -> Verdict:
    draft = f"“{piece},” Mara Quist said." if sentence.startswith(piece) else f"Mara Quist said: “{piece}.”"
    return _checked(f"“{sentence[:-1]},” Mara Quist said.", draft)


@pytest.mark.parametrize(("sentence", "piece"), HARMLESS)
def test_a_clause_of_a_row_is_ok_alone(sentence: str, piece: str) -> None:
    assert _part(sentence, piece).ok


@pytest.mark.parametrize(("sentence", "piece"), HARMFUL)
def test_a_clause_that_another_governs_sets_or_undoes_asks_for_a_look(sentence: str, piece: str) -> None:
    assert _part(sentence, piece).status != "ok"


# What Mara Quist says, and how a draft has it.
TOLD = [
    ("I hope the inquiry will clear my son’s name.", "Mara Quist hopes the inquiry “will clear my son’s name”."),
    (
        "If the levy passes, the library stays open all year.",
        "Mara Quist said that if the levy passed, “the library stays open all year”.",
    ),
    ("Losing it is like losing the road.", "To lose it “is like losing the road”, Mara Quist said."),
    (
        "It is a careful study and twelve years of work is rare in this trade.",
        "Mara Quist, who had no part in it, said that 12 years of work “is rare in this trade”.",
    ),
    (
        "It is a careful study; most projects are declared finished after a season.",
        "Mara Quist said most projects “are declared finished after a season”.",
    ),
    (
        "I like the plan; most projects are declared finished after a season.",
        "“I like the plan,” Mara Quist said. Most projects, she said, “are declared finished after a season”.",
    ),
    (
        "We have forty members, the oldest is 91 and she swims in the sea.",
        "Its oldest member is 91, and Mara Quist said “she swims in the sea”.",
    ),
    ("The fire took the barn and went through the roof.", "The fire, Mara Quist said, “went through the roof”."),
]
UNTOLD = [
    ("I hope the inquiry will clear my son’s name.", "Mara Quist knows the inquiry “will clear my son’s name”."),
    (
        "If the levy passes, the library stays open all year.",
        "Mara Quist said that if the levy failed, “the library stays open all year”.",
    ),
    ("Losing it is like losing the road.", "To keep it “is like losing the road”, Mara Quist said."),
    (
        "It is a careful study and twelve years of work is rare in this trade.",
        "Mara Quist said that 2 years of work “is rare in this trade”.",
    ),
    (
        "It is a careful study; most projects are declared finished after a season.",
        "Mara Quist said all projects “are declared finished after a season”.",
    ),
    (
        "I like the plan; most projects are declared finished after a season.",
        "“I like the plan,” Mara Quist said. All projects, she said, “are declared finished after a season”.",
    ),
    (
        "It is a careful study; no projects are declared finished after a season.",
        "Mara Quist, who is no fool, said projects “are declared finished after a season”.",
    ),
    (
        "We have forty members, the oldest is 91 and she swims in the sea.",
        "The mayor was there, and Mara Quist said “she swims in the sea”.",
    ),
    ("They say the fire went through the roof.", "Mara Quist said the fire “went through the roof”."),
]


@pytest.mark.parametrize(("sentence", "draft"), TOLD)
def test_what_the_draft_tells_of_the_cut_part_licenses_it(sentence: str, draft: str) -> None:
    assert _checked(f"“{sentence[:-1]},” Mara Quist said.", draft).ok


@pytest.mark.parametrize(("sentence", "draft"), UNTOLD)
def test_what_the_draft_tells_otherwise_licenses_nothing(sentence: str, draft: str) -> None:
    results = check_draft(
        article(1, f"{draft}\n"), [article(2, f"Sixty people came.\n\n“{sentence[:-1]},” Mara Quist said.\n")]
    ).results
    assert any(not verdict.ok for verdict in results)


@pytest.mark.parametrize(
    "forms",
    ["lose loses lost losing", "hope hopes hoped hoping", "call calls called calling", "pass passes passed passing",
     "try tries tried trying", "agree agrees agreed agreeing", "make makes made making", "class classes"],
)  # fmt: skip
def test_forms_of_one_word_have_one_lemma(forms: str) -> None:
    assert len({lemma(form) for form in forms.split()}) == 1


def test_words_that_deny_are_their_own_lemma() -> None:
    assert [lemma(word) for word in ("nothing", "none", "nobody")] == ["nothing", "none", "nobody"]


def test_what_governs_behind_a_row_is_left() -> None:
    rest = last_of_row("It is a careful study, and most projects ", "are declared finished")
    assert rest is not None and rest.governs == "most projects"
    assert last_of_row("If it is a careful study, most projects ", "are declared finished") is None
