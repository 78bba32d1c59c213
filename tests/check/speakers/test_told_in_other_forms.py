"""Who somebody is, told otherwise in the draft than in the evidence: by a verb, a label, an age, a body. Each honest
form stands beside twins that give the words to somebody else, or call the speaker what the evidence says of others."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from tests.fakes import article

WORDS = "The bridge will not open before the spring"
FERRY = "Petra Lunn, who runs the ferry company, spoke on Monday. Dario Feck, a fisherman, listened.\n\nQ, Lunn said."
MAYOR = "Petra Lunn is the mayor of Orle. Dario Feck is her deputy.\n\nQ, Lunn said."
UNION = "Petra Lunn, 43, has led the union since May. Dario Feck, 51, is its treasurer.\n\nQ, she said."
INSPECTOR = (
    "A fire inspector, Petra Lunn, walked over the bridge. A carpenter, Dario Feck, did too.\n\nQ, the inspector said."
)
TEACHER = "Petra Lunn has taught physics at Orle College for 20 years. Dario Feck paints.\n\nQ, Lunn said."
SENATOR = "Sen. Petra Lunn (D-Minn.) met Rep. Dario Feck (R-Ohio) on Monday.\n\nQ, Lunn told reporters."
ELECTED = "Petra Lunn was elected mayor of Orle in May. Dario Feck lost to her.\n\nQ, Lunn said."
MILLER = (
    "Q, said Petra Lunn, a Carrow businesswoman who had been a member of the trust’s three-person board before leaving "
    "last month because of strategic differences. Dario Feck is a carpenter."
)
WEST = "Q, West said.\n\nMarty West, an education professor, walked home with Dario Feck."
BROKER = "Q, said Petra Lunn, an adviser to Holm. “It is late,” said Dario Feck, an Ellery broker unaligned in May."
MIDDLE = "Q, House leader Paul D. Ryan said. Dario Feck listened."
NEIGHBOUR = "Q, said Ms Lunn's neighbour, a retired lift engineer called Dario Feck."
NURSE = "A nurse, Petra Lunn, and a porter, Dario Feck, were there. Feck, a porter, left.\n\nQ, the nurse said."
HONEST = [
    (NEIGHBOUR, "Q, Dario Feck said."),
    (MIDDLE, "Q, Paul Ryan said."),
    (MIDDLE, "Q, Ryan said."),
    (FERRY, "Q, the head of the ferry company said."),
    (FERRY, "Q, the ferry company's head said."),
    (MAYOR, "Q, said Petra Lunn, Orle's mayor."),
    (UNION, "Q, said Petra Lunn, 43."),
    (UNION, "Q, the union leader said."),
    (INSPECTOR, "Q, the fire inspector said."),
    (TEACHER, "Q, the physics teacher said."),
    (TEACHER, "Q, the teacher said."),
    (TEACHER, "Q, said Petra Lunn, a physics teacher at Orle College."),
    (SENATOR, "Q, the Minnesota senator said."),
    (SENATOR, "Q, the Democratic senator said."),
    (SENATOR, "Q, the Democrat said."),
    (SENATOR, "Q, said Petra Lunn, a Democratic senator from Minnesota."),
    (ELECTED, "Q, the mayor said."),
    (ELECTED, "Q, the mayor of Orle said."),
    (MILLER, "Q, the Carrow businesswoman said."),
    (MILLER, "As Petra Lunn put it: Q."),
    (WEST, "Q, Marty West said."),
    (WEST, "Q, the education professor said."),
    (BROKER, "Q, said Petra Lunn, the adviser to Holm."),
]
HARMFUL = [
    (NURSE, "Nurse Dario Feck said: Q."),
    (MIDDLE, "Q, Desmond Ryan said."),
    (MIDDLE, "Q, Dario Ryan said."),
    (FERRY, "Q, the fisherman said."),
    (FERRY, "Q, the head of the fishing fleet said."),
    (FERRY, "Q, said Dario Feck, who runs the ferry company."),
    (MAYOR, "Q, said Petra Lunn, Orle's deputy mayor."),
    (MAYOR, "Q, deputy mayor Petra Lunn said."),
    (MAYOR, "Q, said Petra Lunn, Orle's former mayor."),
    (UNION, "Q, said Petra Lunn, 51."),
    (UNION, "Petra Lunn, 51, said: Q."),
    (UNION, "Q, the treasurer said."),
    (INSPECTOR, "Q, the carpenter said."),
    (INSPECTOR, "Q, the school inspector said."),
    (TEACHER, "Q, the chemistry teacher said."),
    (TEACHER, "Q, the painter said."),
    (TEACHER, "Q, said Petra Lunn, a physics teacher at Ellery College."),
    (SENATOR, "Q, the Ohio senator said."),
    (SENATOR, "Q, the Republican said."),
    (SENATOR, "Q, said Petra Lunn, a Republican senator from Minnesota."),
    (SENATOR, "Q, the Minnesota congressman said."),
    (ELECTED, "Q, the mayor of Ellery said."),
    (ELECTED, "Q, the former mayor said."),
    (ELECTED, "Q, said Dario Feck, the mayor of Orle."),
    (MILLER, "Q, the Ellery businesswoman said."),
    (MILLER, "As Dario Feck put it: Q."),
    (WEST, "Q, Desmond West said."),
    (WEST, "Q, the history professor said."),
    (BROKER, "Petra Lunn, the Ellery broker unaligned in May, said: Q."),
    (BROKER, "The Carrow Foundation was clear. Q."),
    (BROKER, "The council was clear. Q."),
]


def _status(evidence: str, draft: str) -> str:
    evidence, draft = (text.replace("Q,", f"“{WORDS},”").replace("Q.", f"“{WORDS}.”") for text in (evidence, draft))
    (verdict,) = check_draft(article(9, draft), [article(1, evidence)], evidence_tier="fast").results
    return verdict.status


@pytest.mark.parametrize(("evidence", "draft"), HONEST)
def test_a_description_that_the_evidence_tells_in_another_form_is_the_speaker(evidence: str, draft: str) -> None:
    assert _status(evidence, draft) == "ok"


@pytest.mark.parametrize(("evidence", "draft"), HARMFUL)
def test_what_the_evidence_tells_of_others_or_otherwise_is_never_ok(evidence: str, draft: str) -> None:
    assert _status(evidence, draft) != "ok"
