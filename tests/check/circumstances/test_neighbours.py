"""What a draft narrates beside one quotation is held against that one's evidence, and not against the next one's."""

from __future__ import annotations

from attribune.records import OK_VERDICTS
from tests.check.speakers.drafts import verdicts

TOWN = """Mayor wants dredging

Mayor Elin Brandt told the council on Monday that the channel would be dredged before May. “The ferry draws 2.1 \
metres,” Brandt said.

Treasurer Tomas Rehn said the cost wasn't settled. “Nobody has shown me a price,” he said.
"""


def test_a_claim_is_held_against_its_own_paragraphs_quotation() -> None:
    draft = """Brandt told the council that the fishermen had left. “The ferry draws 2.1 metres,” she said.

“Nobody has shown me a price,” said Tomas Rehn."""
    (first, reason), (second, _) = verdicts(TOWN, draft)
    assert (first, second) == ("unclear", "verbatim")
    assert reason is not None and "the fishermen had left" in reason and "she said" not in reason


def test_a_claim_in_a_paragraph_without_a_quotation_is_held_against_the_ones_beside_it() -> None:
    draft = """“The ferry draws 2.1 metres,” Brandt said.

Brandt told the council that the fishermen had left."""
    assert verdicts(TOWN, draft)[0][0] == "unclear"


def test_the_words_of_another_quotation_are_no_narration() -> None:
    long = "“The ferry draws 2.1 metres,” Brandt said. " * 8  # longer than what is looked at
    assert verdicts(TOWN, f"{long}“Nobody has shown me a price,” said Tomas Rehn.")[-1][0] in OK_VERDICTS


def test_a_title_names_nobody_beside_the_text() -> None:
    for head in ("Mayor wants dredging", "Dredging\n\nMayor under pressure"):
        evidence = TOWN.replace("Mayor wants dredging", head)
        assert verdicts(evidence, "“The ferry draws 2.1 metres,” the mayor said.")[0][0] in OK_VERDICTS
    evidence = f"{TOWN}\nThe mayor of Vessel said the channel was hers.\n"
    assert verdicts(evidence, "“The ferry draws 2.1 metres,” the mayor said.")[0][0] == "unclear"
