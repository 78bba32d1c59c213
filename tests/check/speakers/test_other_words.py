"""Draft and evidence name one speaker by other words: a writing by its author, initials and offices by the name."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.records import OK_VERDICTS, Article

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

HONEST = [*WRITINGS, *LABELS]
HARMFUL = [*OTHER_WRITINGS, *OTHER_LABELS]


def _read(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def _verdicts(evidence: str, draft: str) -> list[tuple[str, str | None]]:
    checks = check_draft(_read(f"{draft}\n", "draft.md"), [_read(evidence, "evidence.txt")], evidence_tier="auto")
    return [(one.verdict, one.reason) for one in checks.results]


@pytest.mark.parametrize(("evidence", "draft"), HONEST, ids=[draft for _, draft in HONEST])
def test_the_same_speaker_is_found(evidence: str, draft: str) -> None:
    found = _verdicts(evidence, draft)
    assert found and all(verdict in OK_VERDICTS for verdict, _ in found), found


@pytest.mark.parametrize(("evidence", "draft"), HARMFUL, ids=[draft for _, draft in HARMFUL])
def test_another_is_never_ok(evidence: str, draft: str) -> None:
    found = _verdicts(evidence, draft)
    assert found and not any(verdict in OK_VERDICTS for verdict, _ in found), found
