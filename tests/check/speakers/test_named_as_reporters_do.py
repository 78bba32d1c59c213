"""A draft names its speaker as reporters do: by an office, a body's kind, a rank. Its twins give words or office to \
somebody else."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS, VERDICTS
from tests.check.speakers.drafts import verdicts

DOCK = """Dockers at Port Ansel walk out over night shifts

PORT ANSEL — Thomas Reed, the general secretary of the Quayside Workers' Union, told a rally: “We gave them until \
Easter.”

The 54-year-old, who has led the union since 2015, said members had voted by nine to one. “That is a verdict,” he said.

Ansel Ports, which runs the terminal, said it had offered a rise of 4 per cent. “Our door remains open,” a spokeswoman \
for the company said.

Its chief executive, Margaret Lund, was travelling. In a statement, Ansel Ports said: “We regret the disruption.”

Parish councillor Sandra Whitlock said the village would feel it. “You will need a car,” Cllr Whitlock said.
"""
MINE = """Nineteen miners came up on Thursday evening.

“We went down with sandwiches,” said Tomasz Wrona, the shift foreman.

“The money is in the bank,” said Kellan Coal's finance director, Agnes Birch.

Energy Minister Leopold Strand had flown to the valley. “Nobody should have to be buried,” he told the crowd.

The miners' union, the National Union of Pitworkers, called off a march. Its president, Halina Wrona, said she had not \
slept.

“I'll shout at him tomorrow,” she said.
"""
TRIAL = """A jury cleared Derek Holloway, the former Carrow College swimming coach.

District Attorney Hollis Grant said his office respected the verdict. “Twelve people heard it,” Grant said.

Assistant District Attorney Paula Reyes left without comment.

Holloway smiled. His lawyer, Denise Okoro, read a few lines. “My client has waited,” Okoro said.

The student's mother, Renee Dufresne, cried in the hallway. “We told the truth,” she said.

DC Amy Lowther, of the fraud squad, said it had taken four years. “It was the case,” Det Con Lowther said.

State Sen. Tonya Birdsong was in court. “I came for the family,” Birdsong said.
"""
AIR = """OSLO (Kurier) — Lars and Ingrid Moen were in row 17. “I held her bag,” Mr Moen told Kurier. His wife said: “I \
have never been so glad of an aisle seat.”

“One seal is a fault,” said an official of the European Aviation Board (EAB).

Wilfred Tranter, who mended the seal, told the Argus: “It was a small seal.”

“We can see a shadow,” said Piotr Nowak, a statistician at the Karolin Institute. “I would want to know,” said Adaobi \
Eze, a sleep scientist at King's Hospital.
"""
MATCH = """Carrick Rovers beat Dunmoyle Celtic on Saturday.

Rovers manager Niall O'Dowd took off his captain, Pat Gill. “He wasn't happy,” said O'Dowd.

Their manager, Ruth Kinsella, stayed in the dressing room. “I told them the truth,” Kinsella said.

The goalkeeper, Jan-Erik ten Broek, was at fault. The Dutchman held up his hand. “That's mine,” he said.
"""
MILL = """Dr Rosalind Achebe, who chairs the Mill Trust, has written to every member of the council.

In her letter, Dr Achebe wrote:

“The wheel turned until 1961.”

The owner, Graham Stoll, has put forward flats. “All three shook their heads,” he told the Gazette.

His agent, Fiona Marsh, wrote to the Gazette on Monday:

“My client has spent £90,000 on a roof.”
"""
SAME = [
    (DOCK, "“We gave them until Easter,” the union leader told a rally."),
    (DOCK, "Thomas Reed leads the union. “That is a verdict,” the 54-year-old said."),
    (DOCK, "“Our door remains open,” a spokeswoman for Ansel Ports said."),
    (DOCK, "“We regret the disruption,” the company said in a statement."),
    (DOCK, "“You will need a car,” said Sandra Whitlock, a parish councillor."),
    (MINE, "“The money is in the bank,” the company's finance director said."),
    (MINE, "“I'll shout at him tomorrow,” the union president said."),
    (MINE, "“I'll shout at him tomorrow,” said Halina Wrona, the union's president."),
    (MINE, "“Nobody should have to be buried,” said Leopold Strand, the energy minister."),
    (TRIAL, "“Twelve people heard it,” said Hollis Grant, the district attorney."),
    (TRIAL, "“My client has waited,” Holloway's lawyer said."),
    (TRIAL, "“We told the truth,” the student's mother said."),
    (TRIAL, "“I came for the family,” the state senator said."),
    (AIR, "“I have never been so glad of an aisle seat,” said Ingrid Moen."),
    (AIR, "“One seal is a fault,” an EAB official said."),
    (AIR, "“It was a small seal,” Wilf Tranter told the Argus."),
    (AIR, "“I would want to know,” said Adaobi Eze, a sleep scientist."),
    (MATCH, "“He wasn't happy,” said Carrick manager Niall O'Dowd."),
    (MATCH, "“I told them the truth,” Dunmoyle's manager said."),
    (MATCH, "“That's mine,” said goalkeeper Jan-Erik ten Broek."),
    (MILL, "“The wheel turned until 1961,” Dr Achebe wrote in a letter to members."),
    (MILL, "“My client has spent £90,000 on a roof,” wrote Fiona Marsh, the owner's agent."),
    (MILL, "Stoll's agent wrote: “My client has spent £90,000 on a roof.”"),
]
OTHERS = [
    (DOCK, "“Our door remains open,” the union leader said."),
    (DOCK, "Margaret Lund runs Ansel Ports. “That is a verdict,” the 54-year-old said."),
    (DOCK, "“Our door remains open,” a spokeswoman for the Quayside Workers' Union said."),
    (DOCK, "“We regret the disruption,” the union said in a statement."),
    (DOCK, "The Quayside Workers' Union met. “We regret the disruption,” the company said in a statement."),
    (DOCK, "“We gave them until Easter,” said Thomas Reed, the chief executive."),
    (DOCK, "“You will need a car,” said Margaret Whitlock."),
    (MINE, "“The money is in the bank,” the union's finance director said."),
    (MINE, "“The money is in the bank,” said Agnes Birch, finance director of the National Union of Pitworkers."),
    (MINE, "“I'll shout at him tomorrow,” the company president said."),
    (MINE, "“We went down with sandwiches,” said Tomasz Wrona, the union's president."),
    (MINE, "“I'll shout at him tomorrow,” said Halina Wrona, the energy minister."),
    (TRIAL, "“Twelve people heard it,” said Hollis Grant, the assistant district attorney."),
    (TRIAL, "“My client has waited,” the college's lawyer said."),
    (TRIAL, "“We told the truth,” Holloway's mother said."),
    (TRIAL, "“Twelve people heard it,” the state senator said."),
    (AIR, "“I held her bag,” said Ingrid Moen."),
    (AIR, "“I have never been so glad of an aisle seat,” said Lars Moen."),
    (AIR, "“One seal is a fault,” a Karolin Institute official said."),
    (AIR, "“It was a small seal,” Wilma Tranter told the Argus."),
    (AIR, "“We can see a shadow,” said Piotr Nowak, a sleep scientist."),
    (MATCH, "“He wasn't happy,” the Dunmoyle manager said."),
    (MATCH, "“I told them the truth,” said Ruth Kinsella, the Rovers manager."),
    (MATCH, "“That's mine,” said Pat Gill."),
    (MILL, "“The wheel turned until 1961,” Stoll wrote in a letter to members."),
    (MILL, "“My client has spent £90,000 on a roof,” wrote Fiona Marsh, the trust's agent."),
    (MILL, "Achebe's agent wrote: “My client has spent £90,000 on a roof.”"),
]
# Nobody is accused where the evidence's form of a name, a rank or a couple's, may be read in two ways.
OPEN = [
    (TRIAL, "“It was the case,” said Detective Constable Amy Lowther."),
    (DOCK, "“You will need a car,” said Sandra Whitlock."),
    (AIR, "“I have never been so glad of an aisle seat,” Mrs Moen said."),
]


@pytest.mark.parametrize(("evidence", "draft"), SAME, ids=[draft for _, draft in SAME])
def test_the_same_speaker_is_found(evidence: str, draft: str) -> None:
    found = verdicts(evidence, draft)
    assert found and all(verdict in OK_VERDICTS for verdict, _ in found), found


@pytest.mark.parametrize(("evidence", "draft"), OTHERS, ids=[draft for _, draft in OTHERS])
def test_another_speaker_or_office_is_never_ok(evidence: str, draft: str) -> None:
    found = verdicts(evidence, draft)
    assert found and not any(verdict in OK_VERDICTS for verdict, _ in found), found


@pytest.mark.parametrize(("evidence", "draft"), OPEN, ids=[draft for _, draft in OPEN])
def test_who_may_be_the_same_is_not_accused(evidence: str, draft: str) -> None:
    assert {verdict for verdict, _ in verdicts(evidence, draft)}.isdisjoint(
        {"misattributed", "not_direct"} & set(VERDICTS)
    )
