"""Whom a description in a draft denotes: honest ones are read, and none that may mean another passes."""

from __future__ import annotations

import pytest

from attribune.records import OK_VERDICTS
from tests.check.checking import article, results

PORT = """The port authority stood by its buoys. Its harbour master, Deirdre Fanning, was blunter.

“We had eleven buoys in the water,” she said by telephone.

The deputy harbour master, Tom Ruane, said: “Two of them were mine.”

Oyster grower Paulo Estrela, 61, whose family has leased ground since 1931, said: “I lost a third of my stock.”

The growers' lawyer, Tomasz Wirth, said: “Ask me in the new year.”

A former harbour master, Ned Coyle, 84, said: “In my day there were four.”

The port authority's pilot, Una Marsh, 61, said: “I can steer without them.”
"""
COURT = """Raymond Oakes, then the area manager of Pinnacle Lifts, gave evidence on Monday.
“I do not remember the call,”

Mr Oakes said.

Ilse Brandt, the area manager of Pinnacle Lifts, said: “The log is complete.”

The coroner, Philip Strand, warned the jury. “You must not think so,” he said.

Counsel for the family, Harriet Quayle, said: “One man, one lift.”

Counsel for the company, Boris Tull, said: “That is unfair.”

Inspector Leon Farrant said: “I read a six as a nought.” Inspector Jo Reed said: “I read it right.”

Sergeant Amal Dey said: “We were early.” Sgt Piet Lund said: “We were late.”

Vera Noll, a spokeswoman for the mayor, said: “He is away.” The mayor, Abel Crane, said: “I am here.”

The mayor of Carrow, Lise Holt, said: “It is no affair of ours.”

Desmond Achter, 70, said: “Nine years is fair.” Rita Moss, 70, said: “Nine years is nothing.”

The aide to the treasurer, Max Orme, said: “He was asleep.”

The judge, Ada Finch, was not in court. “I never was,” said Kit Barrow, who is not the judge.
"""
HANDOVER = """Nora Pell was the station leader until May. “I closed the door,” Pell said.

The station leader is Goran Voss. “I opened it,” Voss said.

The union's secretary, Ewan Lake, said: “We shall strike.” The employers' secretary, Mona Thul, said: “We shall not.”

The chief engineer, Rolf Dane, said: “It held.” The engineer, Sam Wick, said: “It moved.”

Two surveyors came on Friday. The surveyor, Ida Roth, said: “The wall leans.”

The captain of the Petrel, Olaf Berg, said: “We turned to port.”

The captain of the Dunlin, Siv Aune, said: “We turned to starboard.”

The owner's son, Carl Lodge, said: “It is sold.” The owner was away.

Asked about the warden, Bea Stone, Ivo Tarn said: “I never met her.”

Present were the verger, Hal Moor, and Pia Lane. “The bell cracked,” Moor said. “It sang,” Lane said.
"""
RADIO = """PRESENTER: Kestrel Amadi
GUEST: Dr Freya Lindholm, station leader, Thorne Base
GUEST: Sir Anton Lock, treasurer, Polar Council

KA: How cold is it?
FL: Inside it is nineteen degrees today.
KA: Goodbye to both of you.
"""
VALLEY = """The warden, Bea Stone, met the growers. “It is dry,” Stone said.

The warden of Upper Fell, Joss Hay, was there too.

A second coroner, Ida Fell, sat beside the coroner, Philip Strand. “It is sad,” Strand said.

Like the pilot, Una Marsh, Rolf Dane keeps quiet. “It is deep,” Marsh said.

The guests were the notary, Ada Quill, Bo Finch and a cook. “It is late,” Finch said.

Olaf Berg, the brother of the trustee, said: “It is ours.” 

Siv Aune, who is not the treasurer, said: “It is paid.”

Tom Vane, 44, lost 44 sheep. “It is grim,” Vane said.

Hal Moor, the foreman's lawyer, said: “It is settled.”

Ines Pohl, once the curator, said: “It is fake.”

The cellist's teacher, Max Orme, said: “It is flat.”

Jo Reed, the archivist-designate, said: “It is filed.”

Carl Lodge, an opponent of the provost, said: “It is wrong.”

The would-be marshal, Ned Coyle, said: “It is mine.”
"""
HARMFUL = [
    (PORT, "“We had eleven buoys in the water,” the deputy harbour master said."),
    (PORT, "“We had eleven buoys in the water,” a former harbour master said."),
    (PORT, "“We had eleven buoys in the water,” said the growers' lawyer."),
    (PORT, "“We had eleven buoys in the water,” the 84-year-old said."),
    (PORT, "“We had eleven buoys in the water,” said a spokeswoman for the harbour master."),
    (PORT, "“We had eleven buoys in the water,” the pilot said."),
    (PORT, "“Two of them were mine,” the harbour master said."),
    (PORT, "“Two of them were mine,” the former harbour master said."),
    (PORT, "“Two of them were mine,” the former deputy harbour master said."),
    (PORT, "“In my day there were four,” the harbour master said."),
    (PORT, "“In my day there were four,” the deputy harbour master said."),
    (PORT, "“In my day there were four,” the 61-year-old said."),
    (PORT, "“I lost a third of my stock,” the 61-year-old said."),
    (PORT, "“I can steer without them,” the 61-year-old said."),
    (PORT, "“I can steer without them,” the harbour master said."),
    (PORT, "“Ask me in the new year,” said the port authority's lawyer."),
    (PORT, "“Ask me in the new year,” the harbour master said."),
    (PORT, "“I lost a third of my stock,” the lawyer said."),
    (COURT, "“I do not remember the call,” the area manager said."),
    (COURT, "“The log is complete,” the former area manager said."),
    (COURT, "“The log is complete,” the deputy area manager said."),
    (COURT, "“You must not think so,” the area manager said."),
    (COURT, "“You must not think so,” the inspector said."),
    (COURT, "“One man, one lift,” said counsel for the company."),
    (COURT, "“That is unfair,” said counsel for the family."),
    (COURT, "“I read a six as a nought,” the inspector said."),
    (COURT, "“I read it right,” the inspector said."),
    (COURT, "“We were early,” the sergeant said."),
    (COURT, "“He is away,” the mayor said."),
    (COURT, "“I am here,” the mayor's spokeswoman said."),
    (COURT, "“I am here,” the mayor of Carrow said."),
    (COURT, "“It is no affair of ours,” the former mayor said."),
    (COURT, "“Nine years is fair,” the 70-year-old said."),
    (COURT, "“Nine years is nothing,” the 70-year-old man said."),
    (COURT, "“He was asleep,” the treasurer said."),
    (COURT, "“I never was,” the judge said."),
    (HANDOVER, "“I closed the door,” the station leader said."),
    (HANDOVER, "“I opened it,” the former station leader said."),
    (HANDOVER, "“We shall strike,” the secretary said."),
    (HANDOVER, "“We shall strike,” the employers' secretary said."),
    (HANDOVER, "“We shall not,” the union's secretary said."),
    (HANDOVER, "“It moved,” the chief engineer said."),
    (HANDOVER, "“It held,” the deputy chief engineer said."),
    (HANDOVER, "“The wall leans,” the chief surveyor said."),
    (HANDOVER, "“We turned to port,” the captain said."),
    (HANDOVER, "“We turned to port,” the captain of the Dunlin said."),
    (HANDOVER, "“It is sold,” the owner said."),
    (HANDOVER, "“I never met her,” the warden said."),
    (HANDOVER, "“It sang,” the verger said."),
    (HANDOVER, "“The bell cracked,” the warden said."),
    (RADIO, "“Inside it is nineteen degrees today,” the treasurer said."),
    (RADIO, "“Inside it is nineteen degrees today,” the presenter said."),
    (RADIO, "“Inside it is nineteen degrees today,” the former station leader said."),
    (RADIO.replace("Anton", "Fabian"), "“Inside it is nineteen degrees today,” Fabian Lock said."),
    (RADIO.replace("Anton Lock", "Flora Lock"), "“Inside it is nineteen degrees today,” the treasurer said."),
    (RADIO.replace("Anton Lock", "Finn Larsen"), "“Inside it is nineteen degrees today,” the station leader said."),
    (VALLEY, "“It is dry,” the warden said."),
    (VALLEY, "“It is dry,” the warden of Upper Fell said."),
    (VALLEY, "“It is sad,” the second coroner said."),
    (VALLEY, "“It is deep,” the keeper said."),
    (VALLEY, "“It is late,” the notary said."),
    (VALLEY, "“It is late,” the cook said."),
    (VALLEY, "“It is ours,” the trustee said."),
    (VALLEY, "“It is paid,” the treasurer said."),
    (VALLEY, "“It is grim,” the 44-year-old said."),
    (VALLEY, "“It is settled,” the foreman said."),
    (VALLEY, "“It is fake,” the curator said."),
    (VALLEY, "“It is flat,” the cellist said."),
    (VALLEY, "“It is filed,” the archivist said."),
    (VALLEY, "“It is wrong,” the provost said."),
    (VALLEY, "“It is mine,” the marshal said."),
    (VALLEY, "“It is sad,” the Upper Fell coroner said."),
    (VALLEY, "“It is flat,” the cello teacher said."),
    (VALLEY, "“It is settled,” the foreman's widow said."),
    (VALLEY, "“It is ours,” the trustee's sister said."),
    (VALLEY, "“It is ours,” the sister of the trustee said."),
]
HONEST = [
    (PORT, "“We had eleven buoys in the water,” the harbour master said."),
    (PORT, "“In my day there were four,” the 84-year-old said."),
    (COURT, "“You must not think so,” the coroner said."),
    (COURT, "“I do not remember the call,” the former area manager said."),
    (HANDOVER, "“It held,” the chief engineer said."),
    (RADIO, "“Inside it is nineteen degrees today,” the station leader said."),
    (
        "Reader MudLark writes: “The beck was never dredged.”",
        "“The beck was never dredged,” wrote a reader who signs as MudLark.",
    ),
]


def _verdicts(evidence: str, draft: str) -> list[tuple[str, str | None]]:
    found = results(article(f"{draft}\n", "d.txt"), article(f"{evidence}\n", "e.txt"))
    return [(one.verdict, one.reason) for one in found]


@pytest.mark.parametrize(("evidence", "draft"), HARMFUL, ids=[draft for _, draft in HARMFUL])
def test_another_is_never_taken(evidence: str, draft: str) -> None:
    found = _verdicts(evidence, draft)
    assert found and not any(verdict in OK_VERDICTS for verdict, _ in found), found


@pytest.mark.parametrize(("evidence", "draft"), HONEST, ids=[draft for _, draft in HONEST])
def test_the_one_so_described_is_found(evidence: str, draft: str) -> None:
    found = _verdicts(evidence, draft)
    assert found and all(verdict in OK_VERDICTS for verdict, _ in found), found
