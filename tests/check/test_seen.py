"""What is compared is what a reader sees: else nothing is ok, in the draft, in the evidence, or in a text alone."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from attribune.check.quote import find_deceptive_character, verify_quote
from tests.fakes import article

RLO, LRO, RLE, LRE, PDF = "\u202e", "\u202d", "\u202b", "\u202a", "\u202c"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
LRM, RLM, ALM = "\u200e", "\u200f", "\u061c"

# A sentence of which a reader sees something else than its characters in order and without decoration.
DECEIVING = [
    f"We lost {RLO}21{PDF} boats in the storm.",
    f"We lost 12{RLO} boats in the storm.",
    f"We lost {LRO}12{PDF} boats in the \u05d0 storm.",
    f"We lost {RLE}12 of 15{PDF} boats in the storm.",
    f"We lost {RLI}12-15{PDI} boats in the storm.",
    f"We lost {LRE}12 \u05d0\u05d1{PDF} boats.",
    f"We lost \u05d0 {RLM}12 boats in the storm.",
    f"We lost 12 {RLM}- 15 boats in the storm.",
    f"We lost 12 {ALM}15 boats in the storm.",
    *(f"We lost 12{mark} boats in the storm." for mark in "\u206a\u206b\u206c\u206d\u206e\u206f"),
    *(f"We lost 12{mark} boats in the storm." for mark in "\u2061\u2062\u2063\u2064"),
    *(f"We lost{mark} 12 boats in the storm." for mark in "\u115f\u1160\u3164\uffa0\u180e\ufff9\ufffb"),
    "We lost 12 boats in the storm.".replace("12", "12\U000e006e\U000e006f\U000e0074"),
    "We lost 12\U000e0001 boats in the storm.",
    "We did n\u0336o\u0336t\u0336 lose 12 boats.",
    "We did n\u0335o\u0335t\u0335 lose 12 boats.",
    "We did n\u0337o\u0337t\u0337 lose 12 boats.",
    "We did n\u0338o\u0338t\u0338 lose 12 boats.",
    "We did n\u20d2o\u20d2t\u20d2 lose 12 boats.",
    "We did n\u20e0o\u20e0t\u20e0 lose 12 boats.",
    "We did n\u20ddo\u20ddt\u20dd lose 12 boats.",
    "We did n\u0488o\u0488t\u0488 lose 12 boats.",
    "We did n\u0300\u0301\u0302\u0303\u0304ot lose 12 boats.",
    "We did not\u0489 lose 12 boats.",
    "We did n\u043et lose 12 boats.",  # Cyrillic o
    "We did n\u03bft lose 12 boats.",  # Greek o
    "We did \u039d\u039f\u03a4 lose 12 boats.",  # all Greek
    "We did n\u0585t lose 12 boats.",  # Armenian
    "We did \u0578\u0585\u057f lose 12 boats.",
    "We did \u0274\u1d0f\u1d1b lose 12 boats.",  # small capitals
    "We did \U0001f17d\U0001f17e\U0001f183 lose 12 boats.",  # squares
    "We did \U0001f1f3\u200b\U0001f1f4\u200b\U0001f1f9 lose 12 boats.",  # regional signs that are no flag
    "We lost 1\u09ea boats in the storm.",  # a Bengali four, like an 8
    "We lost \u0661\u0662 boats in the storm.",
    "We lost 12\x08 boats in the storm.",
    "We lost 12\x1b[8m boats in the storm.",
    "We lost \ue000 12 boats in the storm.",
    "We lost a\ufe0f 12 boats.",
]

# Sentences that are seen as they are compared.
PLAIN = [
    "We lost twelve boats in the har\u00adbour.",
    "We lost\u200b twelve\u2060 boats\ufeff.",
    f"We lost {LRI}@the_harbour{PDI} in the storm.",
    f"We lost {FSI}twelve{PDI} boats{LRM}.",
    f"{LRM}We lost twelve boats.{LRM}",
    "Na\u00efve caf\u00e9 owners in Tr\u1ea5n, \u0141\u00f3d\u017a and Ti\u1ebfng lost boats.",
    "Cafe\u0301 owners of E\u0323\u0301k\u00f3 lost boats.",
    "We lost \U0001f6a2\ufe0f twelve boats \U0001f469\u200d\U0001f692.",
    "We lost 1\ufe0f\u20e3 boat under the \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flag.",
    "Boats of \U0001f1f3\U0001f1f4 and \U0001f1e9\U0001f1f0 were lost.",
    "The \u03b2-blocker cost 5 \u00b5g, or 5 \u03bcg, at 20 \u2126.",
    "She said \u043f\u0440\u0438\u0432\u0435\u0442 and left the boat.",
    "\u041c\u044b \u043f\u043e\u0442\u0435\u0440\u044f\u043b\u0438 12, \u0430 \u043d\u0435 BMW.",
    "\u0627\u0644\u0633\u064e\u0651\u0644\u0627\u0645\u064f \u0639\u0644\u064a\u0643\u0645 \u0661\u0662",
    f"\u0645\u0631\u062d\u0628\u0627{RLM} \u0628\u0643\u0645",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u05dc\u05db\u05dd",
    f"\u05e9\u05dc\u05d5\u05dd{RLM} \u05dc\u05db\u05dd 12.",
    "\u0939\u092e\u0928\u0947 \u0928\u093e\u0935\u0947\u0902 \u0916\u094b\u0908\u0902",
    "\u0e40\u0e23\u0e32\u0e40\u0e2a\u0e35\u0e22\u0e40\u0e23\u0e37\u0e2d",
    "\u6211\u4eec\u5931\u53bb\u4e8612\u8258\u8239 T\u30b7\u30e3\u30c4 \u304c",
    "\u845b\U000e0100\u57ce lost twelve boats.",
    "We \u2018lost\u2019 \uff11\uff12 boats \u2013 \u201call\u201d \u2026 \u20ac5",
    "Ms. Hawai\u02bbi lost \u00bd of 10\u2076 boats, H\u2082O.",
]


def told(draft: str, evidence: str) -> tuple[str, str]:
    (verdict,) = check_draft(article(9, draft), [article(1, evidence)], tier="rules", evidence_tier="rules").results
    assert verdict.ok == (verdict.verdict in ("verbatim", "faithful"))
    return verdict.verdict, verdict.reason or ""


@pytest.mark.parametrize("words", DECEIVING)
def test_what_is_seen_otherwise_is_never_ok(words: str) -> None:
    assert find_deceptive_character(words)
    assert verify_quote(words, f"“{words}” said Mara Voss.").verdict == "unclear"
    assert verify_quote(words, words).verdict == "unclear"
    verdict, reason = told(f"“{words}” said Mara Voss.", f"“{words}” said Mara Voss.")
    assert verdict == "unclear" and "may see other words: U+" in reason


@pytest.mark.parametrize("words", DECEIVING)
def test_nor_is_a_sentence_beside_which_it_stands_in_the_evidence(words: str) -> None:
    whole = words.removesuffix(".") + ", and we will pay for every net."
    assert not verify_quote("we will pay for every net", f"“{whole}” said Mara Voss.").ok
    assert not told("“We will pay for every net,” said Mara Voss.", f"“{whole}” said Mara Voss.")[0].startswith("v")


@pytest.mark.parametrize("words", PLAIN)
def test_what_is_seen_as_it_is_compared_is_ok(words: str) -> None:
    assert find_deceptive_character(words) is None
    assert verify_quote(words, f"“{words}” said Mara Voss.").ok
    assert told(f"“{words}” said Mara Voss.", f"“{words}” said Mara Voss.")[0] == "verbatim"


def test_an_override_anywhere_in_the_paragraph_reaches_the_words() -> None:
    said = "“We lost twelve boats in the storm,” said Mara Voss."
    for draft, evidence in ((f"{RLO}{said}", said), (said, f"{RLO}{said}"), (said, f"{said} It rained{RLE}.")):
        assert told(draft, evidence)[0] == "unclear"
    assert told(f"It rained{RLO}.\n\n{said}", said)[0] == "verbatim"  # a paragraph ends it


def test_isolated_words_of_another_direction_beside_the_sentence_are_harmless() -> None:
    said = "“We lost twelve boats in the storm,” said Mara Voss."
    assert told(said, f"{said} Her boat is called {RLI}\u05d0\u05d1{PDI}.")[0] == "verbatim"
    assert told(said, f"She and {FSI}\u05d0\u05d1{PDI} spoke. {said}")[0] == "verbatim"
    assert told(said, f"{RLI}{said}{PDI}")[0] == "unclear"


def test_a_name_that_may_be_seen_otherwise_is_nobody_s() -> None:
    said = "“We lost twelve boats in the storm,” said {}."
    assert told(said.format("M\u0430ra Voss"), said.format("Mara Voss"))[0] == "unclear"  # Cyrillic a
    assert told(said.format("Mara Voss"), said.format("M\u0430ra Voss"))[0] == "unclear"


def test_a_single_word_that_is_seen_otherwise_is_no_term() -> None:
    assert told(f"He called it “{RLO}lawful{PDF}” again.", "He called it “lawful” again.")[0] == "unclear"


def test_a_decorated_negation_is_one() -> None:
    for word in (
        "n\u00f3t",
        "n\u0332o\u0332t\u0332",
        "\u207f\u1d52\u1d57",
        "\uff4e\uff4f\uff54",
        "\U0001d427\U0001d428\U0001d42d",
    ):
        assert not verify_quote("we will pay for nets", f"“I do {word} think we will pay for nets,” said Voss.").ok
