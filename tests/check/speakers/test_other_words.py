"""Draft and evidence name one speaker by other words: a writing by its author, initials and offices by the name, a \
post."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS
from tests.check.speakers.drafts import verdicts

LIGHT = """Ragnhild Tveit, 63, has kept the light at Skarvholm since 1998. Her employer is Arild Moe, the district \
engineer.
“She used to be a civil servant,” he says by telephone.
She wrote to me in March. “I have gone, and I do not want to talk about it,” the letter said.
"""
CLUB = """The ferret club met on Friday. The club's rules, painted on its door, say: “No ferret shall race on an \
empty stomach.”

The pub's rules, painted on the bar, say: “No ferret shall drink.”
"""
ISLE = """Three islanders have written to the council about the ferry.

Una Breck, who teaches at the island's school, wrote on 3 October. “My pupils have missed eleven days,” her letter \
said. Dr Hamish Orrin, the island's doctor, wrote a week later. “I operated by torchlight,” he wrote.

Marit Lowe, who taught at the mainland's school, wrote in May. “We had no boat for a month,” her letter said.
"""
FIELD = """Sixty pupils walked out on to the field.

Among the placards on the field: “RULERS ARE FOR KINGS”. A banner on the chapel: “NO KNEES HERE”.

After the Echo had shown him a photograph, Dr Alastair Crome, the principal, sent a memo to the staff. “My figures \
were wrong in one respect,” it said.
"""
WRITINGS = [
    (LIGHT, "In a letter in March, Tveit wrote: “I have gone, and I do not want to talk about it.”"),
    (LIGHT, "Ragnhild Tveit wrote in a letter: “I have gone, and I do not want to talk about it.”"),
    (CLUB, "The rule on the club's door says: “No ferret shall race on an empty stomach.”"),
    (CLUB, "“No ferret shall race on an empty stomach,” say the club's rules."),
    (ISLE, "“My pupils have missed eleven days,” wrote a woman who teaches at the island's school."),
    (ISLE, "“My pupils have missed eleven days,” wrote Una Breck."),
    (FIELD, "One of the placards on the field said: “RULERS ARE FOR KINGS”."),
    (FIELD, "“RULERS ARE FOR KINGS,” said a placard."),
    (FIELD, "“NO KNEES HERE,” said a banner on the chapel."),
    (FIELD, "In a memo to the staff, Dr Alastair Crome wrote: “My figures were wrong in one respect.”"),
]
OTHER_WRITINGS = [
    (LIGHT, "In a letter in March, Moe wrote: “I have gone, and I do not want to talk about it.”"),
    (LIGHT, "In a letter in May, Tveit wrote: “I have gone, and I do not want to talk about it.”"),
    (CLUB, "The rule on the pub's bar says: “No ferret shall race on an empty stomach.”"),
    (CLUB, "The rule on the club's door says: “No ferret shall drink.”"),
    (ISLE, "“We had no boat for a month,” wrote a woman who teaches at the island's school."),
    (ISLE, "“My pupils have missed eleven days,” wrote a man who teaches at the island's school."),
    (ISLE, "“My pupils have missed eleven days,” wrote a woman who taught at the mainland's school."),
    (ISLE, "“I operated by torchlight,” wrote a woman who teaches at the island's school."),
    (FIELD, "One of the placards on the chapel said: “RULERS ARE FOR KINGS”."),
    (FIELD, "“NO KNEES HERE,” said a placard."),
    (FIELD, "“RULERS ARE FOR KINGS,” said a banner on the chapel."),
    (FIELD, "In a memo to the staff, the Echo wrote: “My figures were wrong in one respect.”"),
    (FIELD, "In a memo to the parents, Dr Alastair Crome wrote: “My figures were wrong in one respect.”"),
]
NOTE = """Newsroom note, Radio Lenn breakfast show, 25 November. Interviewer: Tess Holroyd

TH put it to Fairhurst that he had been at home. DF: “I was on the wards. I would publish my rota.”
TH: Would you go to five? DF: “I would go to five today.”
TH: And Obi, who leads the union?
WO: “He has never asked me.”
"""
TWO = """Note of a call, 25 November.

Both Fairhurst and Frost were on the line. DF: “I was on the wards.”
"""
INQUIRY = """Day 14 — Evidence of Mr Tobias Renshaw
Questioned by Miss Adaeze Fry KC, counsel to the inquiry

Q. Mr Renshaw, how many of these operations did you perform while tired?
A. All surgeons are tired.
THE CHAIRMAN (Dame Ursula Peake): We all should be, Mr Renshaw.
Q. How many while drunk?
A. None. I had a glass of wine at lunch once.
THE CHAIRMAN: Then say that now to the families.
A. I am sorry.
"""
TURNS = """Day 15 — Evidence of Mr Tobias Renshaw

THE CHAIRMAN (Dame Ursula Peake): We shall begin at ten.
Q. Mr Renshaw, were you tired?
A. I was.
THE CHAIRMAN (Sir Hugh Lamb): I shall sit in the afternoon.
A. As you wish.
THE CHAIRMAN: We shall rise at four.
"""
FARM = """Beavers came back to the valley four years ago.

“I was the one who said no for two years,” said Hetty Larkham, who farms at Lower Ash. “They cost me a field.”

Jos Titmuss, who farms at Upper Ash, lost two acres. “They are rats with a degree,” he said.
"""
LABELS = [
    (NOTE, "“I was on the wards,” said Dominic Fairhurst."),
    (NOTE, "“I would publish my rota,” Fairhurst said."),
    (INQUIRY, "“We all should be, Mr Renshaw,” said Dame Ursula Peake."),
    (INQUIRY, "Ursula Peake said: “Then say that now to the families.”"),
    (INQUIRY, "“Then say that now to the families,” the chairman said."),
    (TURNS, "“We shall begin at ten,” said Dame Ursula Peake."),
    (TURNS, "“I shall sit in the afternoon,” said Sir Hugh Lamb."),
    (FARM, "> “I was the one who said no for two years.”\n>\n> — Hetty Larkham, Lower Ash"),
    (FARM, "> “They are rats with a degree.”\n>\n> — Jos Titmuss, Upper Ash"),
]
OTHER_LABELS = [
    (NOTE, "“I was on the wards,” said Conrad Fairhurst."),
    (NOTE, "“I was on the wards,” said Tess Holroyd."),
    (NOTE, "“He has never asked me,” said Fairhurst."),
    (NOTE, "“I would go to five today,” said Winston Obi."),
    (TWO, "“I was on the wards,” said Dominic Fairhurst."),
    (TWO, "“I was on the wards,” said Frost."),
    (INQUIRY, "“We all should be, Mr Renshaw,” said Adaeze Fry."),
    (INQUIRY, "“Then say that now to the families,” said Adaeze Fry."),
    (TURNS, "“I shall sit in the afternoon,” said Dame Ursula Peake."),
    (TURNS, "“We shall rise at four,” said Dame Ursula Peake."),
    (TURNS, "“We shall rise at four,” said Sir Hugh Lamb."),
    (FARM, "> “I was the one who said no for two years.”\n>\n> — Jos Titmuss, Upper Ash"),
    (FARM, "> “I was the one who said no for two years.”\n>\n> — Hetty Larkham, Jos Titmuss"),
]

ORME = """The Dean of Orme, the Very Reverend Honor Massingham, told the congregation: “I was given until \
Epiphany.” The Dean added: “I have asked for nothing.”

The Bishop of Orme, the Right Reverend Piers Goddard, said: “I wish her joy.”

The Archdeacon of Carrow, the Venerable Amos Pike, said: “It was time.” The former Dean, Ruth Lowe, said: “I lasted \
nine years.” Dean Holt, a verger, said: “I liked her.”
"""
ORME_SAME = [
    (ORME, "“I was given until Epiphany,” said the Dean."),
    (ORME, "“I was given until Epiphany,” said the Dean of Orme."),
    (ORME, "“I was given until Epiphany,” said Honor Massingham."),
    (ORME, "“I have asked for nothing,” said the Dean."),
    (ORME, "“I have asked for nothing,” said Honor Massingham."),
    (ORME, "“I wish her joy,” said the Bishop of Orme."),
    (ORME, "“I wish her joy,” said the bishop."),
    (ORME, "“It was time,” said the Archdeacon of Carrow."),
    (ORME, "“I liked her,” said Dean Holt."),
    (ORME, "“I liked her,” said the verger."),
]
ORME_OTHERS = [
    (ORME, "“I was given until Epiphany,” said the Bishop."),
    (ORME, "“I was given until Epiphany,” said Piers Goddard."),
    (ORME, "“I wish her joy,” said the Dean."),
    (ORME, "“I wish her joy,” said Honor Massingham."),
    (ORME, "“It was time,” said the Dean of Carrow."),
    (ORME, "“It was time,” said the Archdeacon of Orme."),
    (ORME, "“I lasted nine years,” said the Dean."),
    (ORME, "“I liked her,” said the Dean."),
    (ORME, "“I have asked for nothing,” said Dean Holt."),
    (ORME, "“I was given until Epiphany,” said the former Dean."),
]
PARISH = """The dean, Philippa Nwachukwu, told the congregation: “We have agreed on nothing else since Lent.”

The dean's secretary, Mrs Joan Tipping, said: “It was a slip of the pen.”

The mayor's chief of staff, Pilar Vance, said: “The city is not for sale.” The mayor, Tom Lind, laughed. “I wish I \
had thought of it,” he said.

The board's engineer, Dermot Callaghan, said: “No grave will be touched.”
"""
PARISH_SAME = [
    (PARISH, "“It was a slip of the pen,” the dean's secretary said."),
    (PARISH, "The dean's secretary said: “It was a slip of the pen.”"),
    (PARISH, "“The city is not for sale,” said the mayor's chief of staff."),
    (PARISH, "“No grave will be touched,” the board's engineer said."),
    (PARISH, "“No grave will be touched,” said the engineer."),
    (PARISH, "“It was a slip of the pen,” said the secretary."),
    (PARISH, "“It was a slip of the pen,” said the secretary of the dean."),
]
PARISH_OTHERS = [
    (PARISH, "“It was a slip of the pen,” the dean said."),
    (PARISH, "“The city is not for sale,” said the mayor."),
    (PARISH, "“It was a slip of the pen,” said the mayor's secretary."),
]
TOWN = """The trust's chairman, Sir Hugh Lamb, said: “We are not for sale.”

The council's chairwoman, Ada Reed, said: “We have no money.”

Ola Berg, a spokesman for the trust, said: “Ask me tomorrow.”

A neighbour of Tom Voss, Jos Titmuss, said: “They are rats.” A second neighbour, who gave no name, said: “They are \
lovely.”

Two tenors spoke. One of the tenors, who asked not to be named, said: “He made us sound like angels.” A bass, who \
asked not to be named, said: “He made us tired.”

The head of the school, Mina Dahl, said: “I have no answer.” Her deputy, Ravi Sen, said: “I have one.”

Dr Eva Holt, who led the survey, said: “We counted eleven.” Her student Piet Kwan, who counted the nests, said: “I \
counted twelve.”
"""
TOWN_SAME = [
    (TOWN, "“We are not for sale,” said the trust's chairman."),
    (TOWN, "“We are not for sale,” the chairman of the trust said."),
    (TOWN, "“We have no money,” said the council's chairwoman."),
    (TOWN, "“Ask me tomorrow,” said a spokesman for the trust."),
    (TOWN, "“Ask me tomorrow,” said the trust's spokesman."),
    (TOWN, "“They are rats,” said a neighbour, Jos Titmuss."),
    (TOWN, "“They are lovely,” said a second neighbour."),
    (TOWN, "“He made us sound like angels,” said one of the tenors, who asked not to be named."),
    (TOWN, "“I have no answer,” said the head of the school."),
    (TOWN, "“We counted eleven,” said the woman who led the survey."),
    (TOWN, "“I counted twelve,” said the student who counted the nests."),
]
TOWN_OTHERS = [
    (TOWN, "“We are not for sale,” said the council's chairman."),
    (TOWN, "“We are not for sale,” said the council's chairwoman."),
    (TOWN, "“We have no money,” said the trust's chairwoman."),
    (TOWN, "“We have no money,” said the trust's chairman."),
    (TOWN, "“Ask me tomorrow,” said the council's spokesman."),
    (TOWN, "“Ask me tomorrow,” said the trust's chairman."),
    (TOWN, "“They are rats,” said a second neighbour."),
    (TOWN, "“They are lovely,” said a neighbour, Jos Titmuss."),
    (TOWN, "“He made us tired,” said one of the tenors, who asked not to be named."),
    (TOWN, "“He made us sound like angels,” said a bass who asked not to be named."),
    (TOWN, "“I have one,” said the head of the school."),
    (TOWN, "“I have no answer,” said the deputy head."),
    (TOWN, "“I have no answer,” said the former head of the school."),
    (TOWN, "“I counted twelve,” said the woman who led the survey."),
    (TOWN, "“We counted eleven,” said the student who counted the nests."),
    (TOWN, "“We are not for sale,” said the trust's former chairman."),
    (TOWN, "“We are not for sale,” said the trust's deputy chairman."),
    (TOWN, "“We are not for sale,” said the school's chairman."),
]
FIRMS = """Chief executive Lena Orr of Halden Mutual said: “We paid in March.” The insurer's lawyer, Max Voll, \
said: “It is settled.”

The company's finance director, Tom Ask, said: “I saw no invoice.”

Mayor Abel Crane said: “I am here.” The mayor of Carrow, Lise Holt, said: “It is no affair of ours.”

Professor Una Marsh of Carrow University said: “The dunes move.” Una's brother, Pat, said: “They do not.”

The club's captain, Joe Lund, said: “We were tired.” The vice-captain, Bo Mair, said: “I was not.”

Nurse Ann Ode said: “It was quiet.” A nurse said: “It was loud.”

The elder Reed, Paul, said: “I built it.” Paul Reed Jr. said: “I broke it.”
"""
FIRMS_SAME = [
    (FIRMS, "“We paid in March,” said Halden Mutual's chief executive."),
    (FIRMS, "“We paid in March,” said the insurer's chief executive."),
    (FIRMS, "“It is settled,” said the insurer's lawyer."),
    (FIRMS, "“I saw no invoice,” said Halden Mutual's finance director."),
    (FIRMS, "“I saw no invoice,” said the finance director."),
    (FIRMS, "“The dunes move,” said Professor Marsh."),
    (FIRMS, "“We were tired,” said the captain."),
]
FIRMS_OTHERS = [
    (FIRMS, "“We paid in March,” said the insurer's lawyer."),
    (FIRMS, "“I saw no invoice,” said Carrow University's finance director."),
    (FIRMS, "“I saw no invoice,” said the club's finance director."),
    (FIRMS, "“I am here,” said Carrow's mayor."),
    (FIRMS, "“I am here,” said the mayor of Carrow."),
    (FIRMS, "“It is no affair of ours,” said Mayor Abel Crane."),
    (FIRMS, "“The dunes move,” said Pat Marsh."),
    (FIRMS, "“They do not,” said Professor Marsh."),
    (FIRMS, "“We were tired,” said the vice-captain."),
    (FIRMS, "“I was not,” said the captain."),
    (FIRMS, "“It was loud,” said Ann Ode."),
    (FIRMS, "“It was quiet,” said a nurse."),
    (FIRMS, "“I broke it,” said the elder Reed."),
    (FIRMS, "“I built it,” said the younger Reed."),
    (FIRMS, "“We were tired,” said the university's captain."),
]
BODIES = """Pennyfield Pensions apologised on Monday. It added: “We are delighted to hear that she is alive.”

Ostrava Lines cancelled forty crossings. “We regret the trouble,” it said. The mayor of Ostrava, Ana Ruiz, said: “I \
shall swim.”

Brandt Shipping refused. “We owe nothing,” Brandt Shipping said. Its founder, Otto Brandt, said: “I am sorry.”
"""
BODIES_SAME = [
    (BODIES, "“We are delighted to hear that she is alive,” Pennyfield said."),
    (BODIES, "Pennyfield later said: “We are delighted to hear that she is alive.”"),
    (BODIES, "“We are delighted to hear that she is alive,” Pennyfield Pensions added."),
    (BODIES, "“We regret the trouble,” Ostrava Lines said."),
    (BODIES, "“I am sorry,” said Otto Brandt."),
]
BODIES_OTHERS = [
    (BODIES, "“We are delighted to hear that she is alive,” Joan Pennyfield said."),
    (BODIES, "“We are delighted to hear that she is alive,” Pennyfield Bank said."),
    (BODIES, "“We are delighted to hear that she is alive,” Mr Pennyfield said."),
    (BODIES, "“We regret the trouble,” Ostrava said."),
    (BODIES, "“We regret the trouble,” Ana Ruiz said."),
    (BODIES, "“We owe nothing,” Brandt said."),
    (BODIES, "“We owe nothing,” Otto Brandt said."),
    (BODIES, "“I am sorry,” Brandt Shipping said."),
]

HONEST = [*BODIES_SAME, *WRITINGS, *LABELS, *ORME_SAME, *PARISH_SAME, *TOWN_SAME, *FIRMS_SAME]
HARMFUL = [*BODIES_OTHERS, *OTHER_WRITINGS, *OTHER_LABELS, *ORME_OTHERS, *PARISH_OTHERS, *TOWN_OTHERS, *FIRMS_OTHERS]


@pytest.mark.parametrize(("evidence", "draft"), HONEST, ids=[draft for _, draft in HONEST])
def test_the_same_speaker_is_found(evidence: str, draft: str) -> None:
    found = verdicts(evidence, draft)
    assert found and all(verdict in OK_VERDICTS for verdict, _ in found), found


@pytest.mark.parametrize(("evidence", "draft"), HARMFUL, ids=[draft for _, draft in HARMFUL])
def test_another_is_never_ok(evidence: str, draft: str) -> None:
    found = verdicts(evidence, draft)
    assert found and not any(verdict in OK_VERDICTS for verdict, _ in found), found
