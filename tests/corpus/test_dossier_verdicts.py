"""What the verifier of a dossier says of one verdict: words that differ, and a speaker who isn't shown to say them.

Its lists, which are copies, are those of the check.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from attribune.check import quote
from attribune.corpus.verify import dossier as verify_dossier
from attribune.corpus.verify.dossier import CheckVerifier, Report, Version
from attribune.records import to_json
from tests.fakes import article

# ── Words that differ ─────────────────────────────────────────────────────────────────────────────────────────────

# (evidence, draft, verdict, a listed change: its words in draft and evidence, kind, severity)
Change = tuple[str, str, str, str]
WORDS: list[tuple[str, str, str, Change | None]] = [
    ("The wall is not safe at all.", "The wall is safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is safe at all.", "verbatim", ("", "not", "typography", "none")),
    ("The wall is not safe at all.", "The wall is safe, surely.", "verbatim",
     (",", "not safe at all", "typography", "none")),
    ("The wall is not safe at all.", "The wall is safe, surely.", "verbatim", (",", ",", "punctuation", "none")),
    ("The wall is not safe at all.", "The wall … is safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is [very] safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is [now] safe at all.", "faithful", None),
    ("The wall is not safe at all.", "safe at all.", "faithful", None),
    ("The wall is not safe at all.", "The wall is", "faithful", None),
    ("The wall is not safe at all.", "The wall is now safe at all.", "verbatim", ("now", "not", "typography", "none")),
    ("It is illegal to moor there.", "It is legal to moor there.", "verbatim", None),
    ("It is illegal to moor there.", "legal to moor there.", "faithful", None),
    ("It is illegal to moor there.", "It is … legal to moor there.", "faithful", None),
    ("We ask for 1.5 million crowns.", "We ask for 15 million crowns.", "verbatim", None),
    ("We ask for 1.5 million crowns.", "We ask for 15 million crowns.", "verbatim",
     ("15", "1.5", "typography", "none")),
    ("We ask for 1.5 million crowns.", "5 million crowns.", "faithful", None),
    ("We ask for 15 lamps.", "We ask for fifteen lamps.", "verbatim", None),
    ("We ask for 15 lamps.", "We ask for 50 lamps.", "faithful", ("50", "15", "number", "none")),
    ("I will re-sign the order.", "I will resign the order.", "verbatim", None),
    ("I will re-sign the order.", "I will sign the order.", "faithful", None),
    ("The therapist left early.", "The rapist left early.", "verbatim", None),
    ("Now here is the key.", "Nowhere is the key.", "verbatim", None),
    ("They were together at last.", "They were to gather at last.", "verbatim", None),
    ("Every one of us paid the 10% fee.", "Every one of us paid the 10 fee.", "verbatim", None),
    ("Every one of us paid the $10 fee.", "Every one of us paid the £10 fee.", "verbatim",
     ("£", "$", "typography", "none")),
    ("It rose by 10⁶ parts.", "It rose by 106 parts.", "verbatim", None),
    ("I will not resign, I said.", "I will resign, I said.", "verbatim",
     ("will resign", "will not resign", "case", "none")),
    ("He said the ferry would sink.", "The ferry would sink.", "verbatim", None),
    ("The ferry sinks if the lamps go out.", "The ferry sinks", "faithful", None),
    ("If the lamps go out the ferry sinks.", "the ferry sinks.", "faithful", None),
    ("He paid for the lamps.", "[Hugh Gannet] paid for the lamps.", "faithful", None),
    ("He paid for the lamps.", "[Nobody] paid for the lamps.", "faithful", None),
    ("He paid for the lamps.", "[Mara Voss] paid for the lamps.", "verbatim", None),
    ("He paid for nine lamps in all.", "He paid for [ten] lamps in all.", "faithful", None),
    ("Will the lamps go out?", "Will the lamps go out.", "verbatim", None),
    ("Let us eat, gulls.", "Let us eat gulls.", "verbatim", None),
    ("Let us eat, gulls.", "Let us eat gulls.", "verbatim", ("eat gulls", "eat, gulls", "punctuation", "minor")),
    ("The lamps and the ferry were sold.", "The ferry and the lamps were sold.", "verbatim", None),
    ("The Pole spoke first.", "The pole spoke first.", "verbatim", None),
    ("The lamps went out. The ferry came.", "The lamps … came.", "verbatim", None),
    ("The lamps went out. It was dark. No ferry came.", "The lamps went out. … ferry came.", "faithful", None),
    ("We sold it for four crowns.", "We sold it for crowns.", "faithful", None),
    ("We sold it, um, in May.", "We sold it, um, um, in May.", "verbatim", None),
    ("We don't sell lamps.", "We do sell lamps.", "faithful", ("do", "don't", "typography", "none")),
    ("We can't sell lamps.", "We can sell lamps.", "verbatim", ("can", "can't", "typography", "none")),
    ("We cannot sell lamps.", "We can sell lamps.", "faithful", None),
    ("The lamps were 1,500 in all.", "The lamps were 1500.5 in all.", "verbatim", None),
    ("The lamps went out at nine.", "The lamps went out at nine", "altered", None),
    ("The lamps went out at nine.", "The lamps went out at nine.", "altered", ("lamps", "nine", "word", "major")),
]  # fmt: skip


def forged_words(said: str, quotation: str, name: str, change: Change | None) -> list[str]:
    """What is wrong with a check that a forger wrote by hand: all of its spans are right."""
    text = f"The lamps of Tern Island\n“{said}” Mara Voss said.\n"
    draft = f"“{quotation}” Mara Voss said.\n"
    evidence = article(7, text, title="The lamps of Tern Island")
    start, end = text.index("“") + 1, text.index("”")
    names = {"ours": (draft.index("Mara"), draft.index(" said")), "theirs": (text.index("Mara"), text.index(" said"))}
    hop = {"source": "Mara Voss", "relation": "said", "span": list(names["theirs"])}
    passage = {
        "article": evidence.id, "span": [start, end], "text": said, "title": evidence.title, "outlet": evidence.outlet,
        "url": None, "speaker": "Mara Voss", "chain": [hop], "first_hand": True, "before": "“", "after": "” Mara",
    }  # fmt: skip
    changes = []
    if change:
        ours, theirs, kind, severity = change
        places = [(whole.index(part, begin), part) for whole, part, begin in ((draft, ours, 1), (text, theirs, start))
                  if part in whole[begin:]] or []  # fmt: skip
        spans = [[place, place + len(part)] for place, part in places]
        changes = [{"kind": kind, "severity": severity, "draft": spans[0], "draft_text": ours, "evidence": spans[-1],
                    "evidence_text": theirs, "note": "house style"}]  # fmt: skip
    check = {
        "draft": to_json(article(9, draft)),
        "checks": [{"quote": [1, 1 + len(quotation)], "text": quotation, "verdict": name,
                    "ok": name in ("verbatim", "faithful"),
                    "speaker": {"name": "Mara Voss", "span": list(names["ours"])},
                    "changes": changes, "evidence": [passage], "nearest": None, "reason": "the same words"}],
        "apart": [], "coverage": {"articles": 1, "outlets": 1}, "summary": {name: 1},
    }  # fmt: skip
    report = Report()
    version = Version({**to_json(evidence), "record_id": evidence.id, "address": None})
    CheckVerifier(report, "check 1", check, {evidence.id: version}).verify()
    return report.wrong


@pytest.mark.parametrize(("said", "quotation", "name", "change"), WORDS, ids=range(len(WORDS)))
def test_words_that_differ_are_named(said: str, quotation: str, name: str, change: Change | None) -> None:
    assert forged_words(said, quotation, name, change)


HONEST_WORDS: list[tuple[str, str, str, Change | None]] = [
    ("The wall is not safe at all.", "The wall is not safe at all.", "verbatim", None),
    ("The wall is not safe at all.", "The wall is not safe at all,", "verbatim", None),
    ("The wall—our wall—isn’t safe.", "The wall — our wall — isn't safe.", "verbatim", None),
    ("We ask for 1.5 million crowns.", "We ask for 1.5 million crowns.", "verbatim", None),
    ("We ask for 15 lamps.", "We ask for fifteen lamps.", "faithful", ("fifteen", "15", "number", "none")),
    ("I will re-sign the order.", "I will re-sign the order.", "verbatim", None),
    ("The wall is not safe at all. It leaks.", "It leaks.", "verbatim", None),
    ("Lamps, bells and ropes were sold.", "Lamps, bells, and ropes were sold.", "faithful", None),
    ("He paid for the lamps.", "[Mara Voss] paid for the lamps.", "faithful", None),
    ("The lamps, all of brass, went out.", "The lamps … went out.", "faithful", None),
    ("The colour of the lamps was changed.", "The color of the lamps was changed.", "verbatim",
     ("color", "colour", "typography", "none")),
    ("We sold it, um, in May.", "We sold it, in May.", "verbatim", None),
    ("The wall is [sic] leaking.", "The wall is leaking.", "verbatim", None),
    ("The wall cost 10%.", "The wall cost 10 percent.", "verbatim", None),
    ("The U.S. wall leaks.", "The US wall leaks.", "verbatim", None),
    ("The ﬁrst wall leaks.", "The first wall leaks.", "verbatim", None),
    ("The lamps went out at nine.", "The lamps went out at ten.", "altered", ("ten", "nine", "number", "major")),
    ("The lamps are not lit.", "The lamps are lit.", "altered", ("", "not", "negation", "major")),
]  # fmt: skip


@pytest.mark.parametrize(("said", "quotation", "name", "change"), HONEST_WORDS, ids=range(len(HONEST_WORDS)))
def test_honest_words_pass(said: str, quotation: str, name: str, change: Change | None) -> None:
    assert not forged_words(said, quotation, name, change)


# ── Who says it ───────────────────────────────────────────────────────────────────────────────────────────────────

# (the article, the passage in it, whom draft and evidence name)
SPEAKERS = [
    ("“I resign,” Hugh Pell said. Mara Voss agreed.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Hugh Pell said, and Mara Voss said nothing.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said a spokesman for Mara Voss.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss's lawyer said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss never said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss was said to have told him.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss allegedly said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss would have said.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss denied having said “I resign.”", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss said Hugh Pell wrote: “I resign.”", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss said: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("“He told me ‘I resign’ and left,” Mara Voss said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said. Hugh Pell left.", "I resign", "Hugh Pell", "Mara Voss"),
    ("“I resign,” Mara Voss said. Hugh Pell left.", "I resign", "Hugh Pell", "Hugh Pell"),
    ("“I resign,” Mara Voss said. Pell left.", "I resign", "Pell", "Pell"),
    ("“I resign,” Mara Voss said. Hugh Voss left.", "I resign", "Hugh Voss", "Mara Voss"),
    ("“I resign,” said the mayor. The baker left.", "I resign", "the baker", "the mayor"),
    ("“I resign,” she said. Mara Voss left.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said.", "I resign", "Hugh Pell", "Mara Voss"),
    ("“I resign,” Mara Voss said.", "I resign", "Mara Voss", None),
    ("“I resign,” Mara Voss said.", "I resign", "Mara Voss", "Hugh Pell"),
    ("HUGH PELL: I resign.\nMARA VOSS: Why?", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said a fake Mara Voss.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss impersonator Hugh Pell.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss’s twin.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said in a novel.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss, in a novel, said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss told him to write.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss asked him to write.", "I resign", "Mara Voss", "Mara Voss"),
    ("If “I resign,” Mara Voss said, they stay.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss was wrongly quoted as saying.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, quoting Hugh Pell.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, in the words of Hugh Pell, citing him.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, who read out a letter by Hugh Pell.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, as Hugh Pell had said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, reading from a card.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss said? She did not.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss? Hardly.", "I resign", "Mara Voss", "Mara Voss"),
    ("GHOST OF MARA VOSS: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Not Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss and Hugh Pell: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Lawyer for Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss, quoting Hugh Pell: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("To Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss left. I resign.", "I resign", "Mara Voss", "Mara Voss"),
]  # fmt: skip
SPEAKERS_SHOWN = [
    ("“I resign,” Mara Voss said.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” Mara Voss, the harbour master, told reporters on Tuesday.", "I resign", "Voss", "Mara Voss"),
    ("“I resign,” said the harbour master Mara Voss.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss said on Tuesday: “I resign.”", "I resign", "Mara Voss", "Mara Voss"),
    ("“Enough,” Mara Voss said. “I resign.” The council met.", "I resign", "Mara Voss", "Mara Voss"),
    ("HUGH PELL: Why?\nMARA VOSS: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mayor Mara Voss: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("MARA VOSS (mayor): I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("Mara Voss, the mayor of Port Ellery: I resign.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, who keeps the lamps.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, mayor of Port Ellery.", "I resign", "Mara Voss", "Mara Voss"),
    ("“I resign,” said Mara Voss, 41, on Tuesday.", "I resign", "Mara Voss", "Mara Voss"),
]  # fmt: skip


def held(text: str, passage: str, ours: str, theirs: str | None) -> Report:
    """What the verifier says of a draft that quotes a passage as somebody's."""
    draft, evidence = f"“{passage},” {ours} said.\n", article(7, text, title="The lamps")
    start = text.index(passage)
    verdict_ = {"quote": [1, 2 + len(passage)], "text": f"{passage},", "verdict": "verbatim", "ok": True, "changes": [],
                "speaker": {"name": ours, "span": None}, "nearest": None, "reason": "the same words",
                "evidence": [{"article": evidence.id, "span": [start, start + len(passage)], "text": passage,
                              "title": evidence.title, "outlet": evidence.outlet, "url": None, "speaker": theirs,
                              "chain": [{"relation": "said", "source": theirs, "span": None}] if theirs else [],
                              "first_hand": theirs is not None, "before": text[:start],
                              "after": text[start + len(passage) :]}]}  # fmt: skip
    check = {"draft": to_json(article(9, draft)), "checks": [verdict_], "apart": [],
             "coverage": {"articles": 1, "outlets": 1}, "summary": {"verbatim": 1}}  # fmt: skip
    report = Report()
    version = Version({**to_json(evidence), "record_id": evidence.id, "address": None})
    CheckVerifier(report, "check 1", check, {evidence.id: version}).verify()
    return report


@pytest.mark.parametrize(("text", "passage", "ours", "theirs"), SPEAKERS, ids=range(len(SPEAKERS)))
def test_a_speaker_who_isnt_shown_to_say_it_is_named(text: str, passage: str, ours: str, theirs: str | None) -> None:
    report = held(text, passage, ours, theirs)
    assert report.wrong or report.unproven
    named = [name for name in (ours, theirs) if name]
    if not all(name.lower() in text.lower() for name in named) or theirs is None:
        assert report.wrong


@pytest.mark.parametrize(("text", "passage", "ours", "theirs"), SPEAKERS_SHOWN, ids=range(len(SPEAKERS_SHOWN)))
def test_a_speaker_who_is_shown_to_say_it_is_proven(text: str, passage: str, ours: str, theirs: str) -> None:
    report = held(text, passage, ours, theirs)
    assert not report.wrong and not report.unproven


# ── Its lists ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_lists_are_those_of_the_check() -> None:
    """The verifier stands alone, so it has its own copies of the lists; what one house style allows, it knows too."""
    lists = json.loads((Path(quote.__file__).parent / "words.json").read_text(encoding="utf-8"))
    assert lists["number"] == verify_dossier.NUMBERS
    assert lists["contraction"] == verify_dossier.CONTRACTIONS
    assert lists["informal"] == verify_dossier.INFORMAL
    assert lists["agreement"] == verify_dossier.AGREEMENT
    assert set(" ".join(lists["filler"]).split()) == verify_dossier.FILLERS
    assert set(" ".join(lists["negation"]).split()) <= verify_dossier.NEGATIONS
    for british, american in lists["spelling"].items():
        assert verify_dossier.same_words(british, american), british


ALIKE = ["four for", "our or", "hour hor", "wise wize", "rise rize", "centred cent", "license lice", "tour tor",
         "metre mete", "not note", "prise prize", "now not", "travel trave"]  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE)
def test_no_spelling_makes_another_word(pair: str) -> None:
    one, two = pair.split()
    assert not verify_dossier.same_words(one, two)
