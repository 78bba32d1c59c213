"""People of one name in several articles, bodies that "it" may mean, and listeners: whom a draft means."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import Article

MASTER = (
    "Ferry firm blames fog\n\nThe Corran ferry ran aground on Sunday night. Nobody was hurt.\n\n"
    "“The fog came down like a lid,” said Strand, the ferry's master. “I slowed to four knots.”\n"
)
UNION = (
    "Union demands inquiry\n\nUnion organiser Beata Strand said the crew had worked sixteen hours. "
    "“Tired men run aground,” she said.\n"
)
COOPER = "It was tea\n\n“It may have been whisky,” said Donal Munro, 72, a former cooper.\n"
FIRM = "Distillers reply\n\nIona Munro, the managing director, was calm. “We are investigating,” she said.\n"
BANK = (
    "Insurer takes bank to court\n\nThe insurer, Halden Mutual, sued the bank, Corvo & Sons, on Thursday over a fire. "
    "“We paid in good faith, and we want it back,” it said.\n\nJudge Rosamund Pyle set a hearing for June.\n"
)
GULL = (
    "The Gull\n\nMayor to stand down\n\nMayor Edda Kross told the rival Tern Weekly that she would not stand again. "
    "“Two terms is a lifetime in this town,” she told the weekly.\n\n"
    "Her deputy, Finn Abara, told The Gull that he was surprised. “She never said a word to me,” he said.\n"
)


def is_ok(draft: str, *evidence: str) -> bool:
    def read(text: str, name: str) -> Article:
        return next(iter(read_bytes(text.encode(), name=name)))

    found = check_draft(read(draft, "draft.txt"), [read(text, f"e{n}.txt") for n, text in enumerate(evidence)]).results
    assert found
    return all(verdict.ok for verdict in found)


@pytest.mark.parametrize(
    "draft",
    [
        "“The fog came down like a lid,” said Beata Strand.",
        "“The fog came down like a lid,” said union organiser Strand.",
        "“I slowed to four knots,” said Ms Strand of the union.",
        "Union organiser Beata Strand was on board. “I slowed to four knots,” Strand said.",
        "“I slowed to four knots,” said Strand, a union organiser.",
    ],
)
def test_another_articles_person_of_the_family_name_is_not_taken(draft: str) -> None:
    assert not is_ok(draft, MASTER, UNION)
    assert not is_ok(draft, UNION, MASTER)


@pytest.mark.parametrize(
    "draft",
    [
        "“The fog came down like a lid,” said Strand, the ferry's master.",
        "“Tired men run aground,” said Beata Strand.",
        "Beata Strand spoke for the union. “Tired men run aground,” Strand said.",
    ],
)
def test_who_is_told_apart_is_ok(draft: str) -> None:
    assert is_ok(draft, MASTER, UNION)


@pytest.mark.parametrize(
    ("draft", "ok"),
    [
        ("The company tried to reassure buyers. “It may have been whisky,” Munro said.", False),
        ("“It may have been whisky,” Munro said.", False),
        ("“It may have been whisky,” said Munro, the managing director.", False),
        ("“It may have been whisky,” Ms Munro said.", False),
        ("“We are investigating,” Munro said.", False),
        ("“It may have been whisky,” said Donal Munro.", True),
        ("Donal Munro, a cooper, spoke up. “It may have been whisky,” Munro said.", True),
        ("“It may have been whisky,” said Munro, a former cooper.", True),
    ],
)
def test_a_family_name_of_two_articles_means_whom_the_draft_tells(draft: str, ok: bool) -> None:
    assert is_ok(draft, COOPER, FIRM) is ok
    assert is_ok("“It may have been whisky,” Munro said.", COOPER)


@pytest.mark.parametrize(
    "draft",
    ["“We paid in good faith, and we want it back,” Corvo & Sons said.",
     "“We paid in good faith, and we want it back,” the bank said."],
)  # fmt: skip
def test_it_is_not_the_nearest_of_two_bodies(draft: str) -> None:
    assert not is_ok(draft, BANK)


@pytest.mark.parametrize(
    ("draft", "ok"),
    [
        ("“Two terms is a lifetime in this town,” Kross told The Gull.", False),
        ("“Two terms is a lifetime in this town,” Mayor Edda Kross told the Gull on Monday.", False),
        ("In an interview with The Gull, Mayor Edda Kross said: “Two terms is a lifetime in this town.”", False),
        ("“She never said a word to me,” Finn Abara told the Tern Weekly.", False),
        ("“She never said a word to me,” deputy mayor Finn Abara told Tern Weekly.", False),
        ("“Two terms is a lifetime in this town,” Kross told the Tern Weekly.", True),
        ("“She never said a word to me,” her deputy, Finn Abara, told The Gull.", True),
    ],
)
def test_words_were_told_to_whom_the_evidence_says(draft: str, ok: bool) -> None:
    assert is_ok(draft, GULL) is ok


RECORD = (
    "Mr. VOSS (Eastport): Will the Minister say how many boats?\n\nHon. TERESA MBATHA: None. The Member told us, "
    "“Not one pot.”\n\nMr. SPEAKER: Order. The Member will not bring crab into it.\n\nHon. TERESA MBATHA: "
    "I withdraw it.\n"
)
STREET = (
    "Tower to be emptied\n\nRukhsana Tolliver shrugged. Ms Tolliver's neighbour, a lift engineer called Kazimierz "
    "Wolf, laughed. “I've heard better from lifts,” he said.\n\nMr Finch said: “It is a lawsuit with rungs.” Ms Finch, "
    "no relation, said: “Let them fall.”\n\nWarden Ephraim Ito read it out. Quarry manager Soledad Kerr called it “a "
    "mandate at last”.\n"
)


@pytest.mark.parametrize(
    ("draft", "text", "verdict"),
    [
        ("“The Member will not bring crab into it,” said Teresa Mbatha.", RECORD, "misattributed"),
        ("“Not one pot,” said Teresa Mbatha.", RECORD, "unclear"),
        ("“I've heard better from lifts,” said Rukhsana Tolliver.", STREET, "misattributed"),
        ("“It is a lawsuit with rungs,” said Ms Finch.", STREET, "misattributed"),
        ("“Let them fall,” said Mr Finch.", STREET, "misattributed"),
        ("The vote was “a mandate at last”, said the warden.", STREET, "misattributed"),
        ("“I've heard better from lifts,” said Kazimierz Wolf.", STREET, "verbatim"),
        ("“It is a lawsuit with rungs,” said Mr Finch.", STREET, "verbatim"),
        ("“Let them fall,” said Ms Finch.", STREET, "verbatim"),
    ],
)
def test_another_known_person_is_misattributed(draft: str, text: str, verdict: str) -> None:
    evidence = next(iter(read_bytes(text.encode(), name="e.txt")))
    (found,) = check_draft(next(iter(read_bytes(draft.encode(), name="draft.txt"))), [evidence]).results
    assert found.verdict == verdict, found.reason
