"""Whom a draft's description means by what the evidence tells of people, in the same file or in another."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS
from tests.check.checking import article, results

FIRE = """Joel Marchetti, 27, died in the fire at Pell Street. His father, Daniel Osei, sat in the gallery each day. His
sister, Ama, did not come.
"""
OSEI = """Interview, Daniel Osei, by phone, 4 May

“I have not been back to the house,” Osei said.
"""
SCHOOL = """Gwen Prosser, the caretaker of the school, locked up at nine on Friday.
The head teacher, Alun Rees, had left at four.
"""
PROSSER = "Interview with Gwen Prosser, by phone.\n\n“We never had a key to that door,” Prosser said.\n"
SEAHORSE = """A seahorse thought lost has been found in a photograph by honours student Bea Lindqvist. “It was an
accident,” Lindqvist said. Her supervisor, Dr Owen Marr, enlarged it. “I asked her to sit down,” Marr said.
"""
CLIMB = "Iolo Vaughan, a climbing instructor, led the group. Another climbing instructor, Peg Lowry, followed behind.\n"
VAUGHAN = "“The rope was new,” Iolo Vaughan said on Monday.\n"
QUARRY = """The quarry's two managers gave evidence. Mair Beddoe, a manager at the quarry since 2011, spoke
first. Her colleague, Sid Orme, was next.
"""
BEDDOE = "“I signed for the gravel,” Mair Beddoe said by phone.\n"


def _verdict(draft: str, *texts: str) -> str:
    evidence = [article(text, f"file-{number}.txt") for number, text in enumerate(texts)]
    return results(article(f"{draft}\n", "draft.txt"), *evidence)[0].verdict


@pytest.mark.parametrize(
    ("draft", "texts"),
    [
        ("“I have not been back to the house,” said Joel Marchetti's father.", (OSEI, FIRE)),
        ("“I have not been back to the house,” Marchetti's father said.", (FIRE, OSEI)),
        ("“We never had a key to that door,” the caretaker said.", (PROSSER, SCHOOL)),
        ("“We never had a key to that door,” said the school's caretaker.", (PROSSER, SCHOOL)),
        ("“I asked her to sit down,” the student's supervisor said.", (SEAHORSE,)),
        ("“I asked her to sit down,” Lindqvist's supervisor said.", (SEAHORSE,)),
        ("“I asked her to sit down,” said Bea Lindqvist's supervisor, Owen Marr.", (SEAHORSE,)),
    ],
)
def test_a_description_is_whom_the_evidence_describes_so(draft: str, texts: tuple[str, ...]) -> None:
    assert _verdict(draft, *texts) in OK_VERDICTS


@pytest.mark.parametrize(
    ("draft", "texts"),
    [
        ("“I have not been back to the house,” said Joel Marchetti's brother.", (OSEI, FIRE)),
        ("“I have not been back to the house,” said Joel Marchetti's sister.", (OSEI, FIRE)),
        ("“I have not been back to the house,” said Osei's father.", (OSEI, FIRE)),
        ("“I have not been back to the house,” said Joel Marchetti.", (OSEI, FIRE)),
        ("“We never had a key to that door,” the head teacher said.", (PROSSER, SCHOOL)),
        ("“We never had a key to that door,” said the cleaner.", (PROSSER, SCHOOL)),
        ("“I asked her to sit down,” Marr's supervisor said.", (SEAHORSE,)),
        ("“It was an accident,” the student's supervisor said.", (SEAHORSE,)),
        ("“The rope was new,” the climbing instructor said.", (VAUGHAN, CLIMB)),
        ("“I signed for the gravel,” the manager said.", (BEDDOE, QUARRY)),
        ("“I signed for the gravel,” said Beddoe's colleague.", (BEDDOE, QUARRY)),
    ],
)
def test_a_description_of_another_or_of_two_asks(draft: str, texts: tuple[str, ...]) -> None:
    assert _verdict(draft, *texts) not in OK_VERDICTS
