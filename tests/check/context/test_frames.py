"""What a draft cuts from a sentence: empty frames are ok, all others are trimmed, unless the draft tells them."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from attribune.records import Verdict
from tests.fakes import article

INTRO = "The harbour master, Ada Reed, met the council about the pier on Monday.\n\n"
# What governs the kept words, before them or after them.
GOVERNED = [
    ("“We will pay,” Reed said, adding, “if they sue.”", "“We will pay,” Reed said."),
    ("Reed denounced “the fishermen.”", "Reed praised “the fishermen.”"),
    ("Reed called for “a war on rust.”", "Reed called it “a war on rust.”"),
    ("Reed warned of “a bloodbath.”", "Reed promised “a bloodbath.”"),
    ("“Here is what the mayor wants you to believe. The pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“Imagine the headline. The pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The mayor's motto? The pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("Nobody remembers it, but Reed said: “The pier is safe.”", "“The pier is safe,” Quist said."),
    ("“The pier, in the brochure's words, is safe,” Reed said.", "“The pier … is safe,” Reed said."),
    ("“The pier (so I am told) is safe,” Reed said.", "“The pier … is safe,” Reed said."),
    ("“I trust neither the pier nor the mayor,” Reed said.", "“I trust … the mayor,” Reed said."),
    ("“We saved the pier but lost the crew,” Reed said.", "“We saved the pier,” Reed said."),
    ("“We saved the pier at the cost of nine men,” Reed said.", "“We saved the pier,” Reed said."),
    ("“Close the pier and it costs us millions,” Reed said.", "“Close the pier,” Reed said."),
    ("“Close it, and the town pays for nothing,” Reed said.", "“Close it,” Reed said."),
    ("“We would save the pier,” Reed said.", "Reed said they “save the pier.”"),
    ("“We can't save the pier,” Reed said.", "Reed said they would “save the pier.”"),
    ("“We can save the pier,” Reed said.", "Reed said they would “save the pier.”"),
    ("“She robbed the pier fund,” Reed said of the treasurer.", "Reed said she herself had “robbed the pier fund.”"),
    ("“Five of the six piers are safe,” Reed said.", "Reed said “six piers are safe.”"),
    ("“Almost all of it is safe,” Reed said.", "Reed said “all of it is safe.”"),
    ("“It was the mayor who said the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“Do you think the pier is safe?” Reed asked.", "“The pier is safe,” Reed said."),
    ("“I'm told that the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is safe?” Reed asked. “Nonsense.”", "“The pier is safe,” Reed said."),
    ("“The pier is safe!” Reed said. “That's what they told us in 2018.”", "“The pier is safe,” Reed said."),
    ("“I would be the last person to call the pier safe,” Reed said.", "Reed said the pier was “safe.”"),
    ("“It is a fairy tale that the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“As far as I can throw him, I trust the contractor,” Reed said.", "“I trust the contractor,” Reed said."),
    ("“Had we known, we would have closed the pier,” Reed said.", "“We would have closed the pier,” Reed said."),
    ("“Should it rain, we close the pier,” Reed said.", "“We close the pier,” Reed said."),
    ("“I used to think the pier was safe,” Reed said.", "“The pier was safe,” Reed said."),
    ("“My brother says the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“It would be a lie to say the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“You would have to be blind to think the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“Only a fool says the pier is safe,” Reed said.", "Reed said “the pier is safe.”"),
    ("“Until March the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The brochure promised that the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“We failed to make the pier safe for children,” Reed said.", "Reed said they “make the pier safe for children.”"),
    ("“Nowhere is it written that we pay for the pier,” Reed said.", "“We pay for the pier,” Reed said."),
    ("“One more word and I close the pier,” Reed said.", "“I close the pier,” Reed said."),
    (
        "“Give me a million crowns, and I will open the pier tomorrow,” Reed said.",
        "“I will open the pier tomorrow,” Reed said.",
    ),
    ("“You pay the bill, and I open the pier tomorrow,” Reed said.", "“I open the pier tomorrow,” Reed said."),
    ("“No inspector ever said the pier is rotten,” Reed said.", "“The pier is rotten,” Reed said."),
    ("“I dream that the pier is open again,” Reed said.", "“The pier is open again,” Reed said."),
    ("“The pier is safe, or so the engineers tell me,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is safe in calm weather,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is safe for nobody over ten stone,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is safe, my foot,” Reed said.", "“The pier is safe,” Reed said."),
    ("“We will open the pier, God willing,” Reed said.", "“We will open the pier,” Reed said."),
    ("“We will open the pier subject to a vote,” Reed said.", "“We will open the pier,” Reed said."),
    ("“We will open the pier and close it the same evening,” Reed said.", "“We will open the pier,” Reed said."),
    ("“I trust the mayor to do nothing,” Reed said.", "“I trust the mayor,” Reed said."),
    ("“He stole nothing but time,” Reed said.", "“He stole,” Reed said."),
    ("“The pier is safe,” Reed said, “in a dead calm.”", "“The pier is safe,” Reed said."),
    ("“The pier is safe,” Reed said, adding: “in a dead calm.”", "“The pier is safe,” Reed said. x"),
    ("“I will open the pier,” said Reed, “the day pigs fly.”", "“I will open the pier,” said Reed."),
    ("“The pier is safe — on paper,” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is safe (on paper),” Reed said.", "“The pier is safe,” Reed said."),
    ("“The pier is as safe as a house of cards,” Reed said.", "“The pier is as safe as a house,” Reed said."),
    (
        "“We spent 4 million on the pier and the same on lawyers,” Reed said.",
        "“We spent 4 million on the pier and the same,” Reed said.",
    ),
    (
        "“Nothing would please me more than to see the pier closed,” Reed said.",
        "Reed said she wanted “to see the pier closed.”",
    ),
    ("“The only way the pier reopens is over my dead body,” Reed said.", "“The pier reopens,” Reed said."),
    ("“It isn't that the pier is unsafe,” Reed said. “It's that it's ugly.”", "“The pier is unsafe,” Reed said."),
    ("“Were the pier mine, I would burn it,” Reed said.", "“I would burn it,” Reed said."),
    ("“I might as well say the pier is made of cheese,” Reed said.", "“The pier is made of cheese,” Reed said."),
    ("“They told me to say that the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“We are not saying the pier is safe and the mayor is honest,” Reed said.", "“The mayor is honest,” Reed said."),
    ("“I doubt the bolts held and the beam is sound,” Reed said.", "“The beam is sound,” Reed said."),
    ("“Say the word, and I resign,” Reed said.", "“I resign,” Reed said."),
    ("“Ask my enemies, and they will tell you I am a thief,” Reed said.", "“I am a thief,” Reed said."),
    ("“I voted for it, before I read it,” Reed said.", "“I voted for it,” Reed said."),
    ("“He is honest when sober,” Reed said of the mayor.", "“He is honest,” Reed said of the mayor."),
    ("“He is a good man, for a thief,” Reed said of the mayor.", "“He is a good man,” Reed said of the mayor."),
    ("“I like him about as much as a toothache,” Reed said.", "“I like him,” Reed said."),
    ("“We closed half the pier,” Reed said.", "Reed said they had closed “the pier.”"),
    ("“We nearly closed the pier,” Reed said.", "Reed said they had “closed the pier.”"),
    ("“Not one child fell from the pier,” Reed said.", "Reed said “one child fell from the pier.”"),
    ("“Few people know that the pier is rotten,” Reed said.", "“The pier is rotten,” Reed said."),
    ("“I will not stop until the pier is closed,” Reed said.", "Reed said “the pier is closed.”"),
    ("“Once the money is there we will start on the pier,” Reed said.", "“We will start on the pier,” Reed said."),
    ("“The council will pay, the mayor assures me,” Reed said.", "“The council will pay,” Reed said."),
    ("“The council will pay,” Reed said, “or so I'm told.”", "“The council will pay,” Reed said."),
    ("“The council will pay,” said Reed. “Or so I'm told.”", "“The council will pay,” said Reed, hopeful."),
    ("“My advice was to close it. Did I say so in public? No,” Reed said.", "“I say so in public,” Reed said."),
    ("“What makes the pier safe?” Reed asked. “Nothing.”", "“The pier safe,” Reed said."),
    ("“Is the pier safe?” Reed asked.", "“The pier is safe,” Reed said."),
    ("“Why would I say the pier is safe?” Reed asked.", "“The pier is safe,” Reed said."),
    ("“At low tide the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“In theory the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“To hear the mayor tell it, the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
]
# What an ellipsis hides.
HIDDEN = [
    ("“The beam, at ten tons, breaks,” Reed said.", "“The beam … breaks,” Reed said."),
    ("“The beam, in a hard frost, breaks,” Reed said.", "“The beam … breaks,” Reed said."),
    (
        "“The mayor knew. The foreman knew nothing. He lied to us all,” Reed said.",
        "“The mayor knew. … He lied to us all,” Reed said.",
    ),
    ("“The contractor, unlike the city, paid his share,” Reed said.", "“The contractor … paid his share,” Reed said."),
    ("“The crew, and the mayor with them, ran,” Reed said.", "“The crew … ran,” Reed said."),
    ("“I love, or rather loved, the pier,” Reed said.", "“I love … the pier,” Reed said."),
    ("“The pier will be safe, we hope, by June,” Reed said.", "“The pier will be safe … by June,” Reed said."),
    ("“The mayor, not the contractor, stole the money,” Reed said.", "“The mayor … stole the money,” Reed said."),
    (
        "“The mayor did not sign the plan. The contractor did. He is a thief,” Reed said.",
        "“The mayor … He is a thief,” Reed said.",
    ),
    (
        "“I told the mayor that the contractor was drunk. He laughed,” Reed said.",
        "“I told the mayor … He laughed,” Reed said.",
    ),
    (
        "“Thanks to God and no thanks to the mayor, we are alive,” Reed said.",
        "Reed said “thanks to God and … the mayor, we are alive.”",
    ),
]
# Narration around a partial quotation.
NARRATED = [
    ("Reed said the pier was far from “ready to open.”", "Reed said the pier was “ready to open.”"),
    ("Reed said nobody could call the pier “a death trap.”", "Reed called the pier “a death trap.”"),
    ("Reed said the critics were “enemies of the town.”", "Reed called the fishermen “enemies of the town.”"),
    ("Reed said she would not call it “a death trap.”", "Reed called it “a death trap.”"),
    ("Reed said the pier was “ready to open” only in theory.", "Reed said the pier was “ready to open.”"),
    ("Reed wondered if the pier was “a death trap.”", "Reed said the pier was “a death trap.”"),
    ("Reed said the mayor thought the pier was “a death trap.”", "Reed said the pier was “a death trap.”"),
    ("Reed apologised for calling the pier “a death trap.”", "Reed called the pier “a death trap.”"),
    (
        "Reed is no friend of the pier, which she has called “a blessing” only in jest.",
        "Reed called the pier “a blessing.”",
    ),
    ("Reed, who once called the pier “a blessing,” now wants it gone.", "Reed calls the pier “a blessing.”"),
    ("Reed's brother said the pier was “a blessing.” Reed did not.", "Reed said the pier was “a blessing.”"),
    ("Reed rejected the idea that the pier was “a blessing.”", "Reed said the pier was “a blessing.”"),
    ("Reed was accused of calling the pier “a blessing.”", "Reed called the pier “a blessing.”"),
    ("Reed said she had been misquoted as calling the pier “a blessing.”", "Reed called the pier “a blessing.”"),
    ("Reed said it was the mayor who called the pier “a blessing.”", "Reed called the pier “a blessing.”"),
    ("Reed said the pier had never been “a blessing” to her.", "Reed said the pier had been “a blessing.”"),
]
EMPTY_OR_TOLD = [
    (
        "“The pier is safe, but not the mill,” Reed said, adding that prices were “about where we want them.”",
        "“The pier is safe, but not the mill,” Reed said.",
    ),
    (
        "“The pier is safe, but not the mill,” Reed said, adding that prices were “about where we want them.”",
        "Reed said prices were “about where we want them”.",
    ),
    (
        "“The pier is safe,” Reed said on Monday. “We checked every bolt.”",
        "“The pier is safe,” said Ada Reed, the harbour master.",
    ),
    (
        "“The pier is safe,” Reed told the council. “We checked every bolt.”",
        "“The pier is safe. We checked every bolt,” Reed told the council.",
    ),
    ("“If it rains,” Reed said, “we close the pier.”", "“If it rains, we close the pier,” Reed said."),
    ("“If it rains, we close the pier,” Reed said.", "If it rains, Reed said, “we close the pier.”"),
    ("“Look, the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“But the pier is safe,” Reed said.", "“The pier is safe,” Reed said."),
    ("“I was tired, but I finished the job,” Reed said.", "“I finished the job,” Reed said."),
    ("“We checked every bolt, and we found nothing,” Reed said.", "“We checked every bolt,” Reed said."),
    ("Reed called the pier “a death trap.”", "Reed described the pier as “a death trap.”"),
    ("Reed said the plan was “dead on arrival.”", "The plan is “dead on arrival,” Reed said."),
    ("“It is a disgrace,” Reed said.", "Reed called it “a disgrace.”"),
    (
        "“They were a disgrace to the town,” Reed said of the contractors.",
        "Reed called the contractors “a disgrace to the town.”",
    ),
    ("“We are far from ready to open,” Reed said.", "The pier is far from “ready to open,” Reed said."),
    ("“I will never sell the pier,” Reed said.", "Reed said she would never “sell the pier.”"),
    ("“The beam, which was new, broke,” Reed said.", "“The beam … broke,” Reed said."),
    (
        "In a letter to the council on Monday, Reed wrote: “We checked every bolt in March.”",
        "“We checked every bolt in March,” Reed wrote in the letter.",
    ),
    (
        "“We checked every bolt,” said Reed, a former diver who has run the harbour since 2009.",
        "“We checked every bolt,” Reed said.",
    ),
    (
        "Reed, 61, who was a diver, said in an interview: “We checked every bolt.”",
        "“We checked every bolt,” Reed said.",
    ),
    ("“We checked every bolt,” Reed added.", "“We checked every bolt,” Reed said."),
    (
        "“We checked every bolt,” Reed said, shaking her head. “Every single one.”",
        "“We checked every bolt,” Reed said. “Every single one.”",
    ),
    ("Asked about the bolts, Reed said: “We checked every one of them.”", "“We checked every one of them,” Reed said."),
    ("Reed shrugged. “We checked every bolt,” she said.", "“We checked every bolt,” Reed said."),
    (
        "“We checked every bolt at 5 a.m. on Monday,” Reed said.",
        "“We checked every bolt at 5 a.m. on Monday,” Reed said.",
    ),
    ("“Did we check every bolt?” Reed asked. “We did.”", "“Did we check every bolt?” Reed asked."),
    ("“We checked every bolt,” Reed posted on Twitter.", "“We checked every bolt,” Reed wrote on Twitter."),
    (
        "“We checked every bolt,” Reed said at a news conference in Ellery on Monday afternoon.",
        "“We checked every bolt,” Reed said.",
    ),
    ("“We checked every bolt,” Reed told the Ellery Ledger by phone.", "“We checked every bolt,” Reed said."),
    ("“We checked,” Reed said, “every bolt.”", "“We checked every bolt,” Reed said."),
    ("“I'm sorry,” Reed said, “but the pier is closed.”", "“The pier is closed,” Reed said."),
    (
        "Reed told the council that the pier was “beyond saving.”",
        "The pier, Reed told the council, was “beyond saving.”",
    ),
    ("Reed said the pier was “beyond saving.”", "Reed called the pier “beyond saving.”"),
    ("“We were lucky,” Reed said, pointing at the beam. “The beam held.”", "“The beam held,” Reed said."),
    ("Reed had a coffee. “We were lucky,” she said. “The beam held.”", "“We were lucky. The beam held,” Reed said."),
    ("“We were lucky,” said Reed. She sat down on a crate. “The beam held.”", "“The beam held,” said Reed."),
    ("Reed: “We were lucky. The beam held.”", "“We were lucky,” Reed said."),
    ("“If the beam goes, we all go,” Reed warned.", "“If the beam goes, we all go,” Reed said."),
    ("“No, the pier is not safe,” Reed said.", "“The pier is not safe,” Reed said."),
    ("“Well, we were lucky,” Reed said.", "“We were lucky,” said Reed."),
    ("“We were lucky, you know,” Reed said.", "“We were lucky,” Reed said."),
    ("“I am a diver; I know what rust is,” Reed said.", "“I know what rust is,” Reed said."),
    (
        "“We have, in my view, a duty to close it,” Reed said.",
        "Reed said that in her view “a duty to close it” was there.",
    ),
    ("“The pier, the oldest in the county, is gone,” Reed said.", "“The pier … is gone,” Reed said."),
    ("“The pier is gone. The ferry is late. I am tired,” Reed said.", "“The pier is gone. … I am tired,” Reed said."),
    (
        "“We have to close it because the beam is rotten,” Reed said.",
        "They have to close it, Reed said, “because the beam is rotten.”",
    ),
    ("“When the bell rings, we run,” Reed said.", "When the bell rings, Reed said, “we run.”"),
    ("“Divers mended the pier, and the mayor sang,” Reed said.", "“Divers mended the pier,” Reed said."),
    ("“I said no three times,” Reed said, “and I meant it.”", "“I said no three times, and I meant it,” Reed said."),
    (
        "In an open letter, Reed wrote that the mayor was “deaf to reason.”",
        "The mayor is “deaf to reason,” Reed wrote in the letter.",
    ),
    ("Reed told the Bell on Friday: “We were lucky.” Nobody was hurt.", "“We were lucky,” Reed told the Bell."),
    ("As Reed put it, “We were lucky.”", "“We were lucky,” Reed said."),
    ("“We were lucky,” Reed tweeted on Sunday night.", "“We were lucky,” Reed tweeted."),
    ("“We were lucky,” Reed said when asked about the beam.", "“We were lucky,” Reed said."),
    ("Asked by a reporter if she was sorry, Reed said: “We were lucky.”", "“We were lucky,” Reed said."),
    (
        "“We were lucky,” Reed, who has run the harbour for nine years, said by phone from Ellery.",
        "“We were lucky,” Reed said.",
    ),
    ("“We were lucky,” Reed said of the night the beam broke.", "“We were lucky,” Reed said."),
    (
        "“We were lucky,” Reed said. “We will not be lucky twice,” she added.",
        "“We were lucky. We will not be lucky twice,” Reed said.",
    ),
]


def told(evidence: str, draft: str) -> list[Verdict]:
    return list(check_draft(article(9, draft), [article(1, INTRO + evidence)]).results)


@pytest.mark.parametrize(("evidence", "draft"), [*GOVERNED, *HIDDEN, *NARRATED])
def test_a_frame_that_the_draft_leaves_out_is_never_ok(evidence: str, draft: str) -> None:
    assert not any(verdict.ok for verdict in told(evidence, draft))


@pytest.mark.parametrize(("evidence", "draft"), EMPTY_OR_TOLD)
def test_an_empty_frame_and_one_that_the_draft_tells_are_ok(evidence: str, draft: str) -> None:
    found = told(evidence, draft)
    assert found and all(verdict.ok for verdict in found), found


def test_a_trimmed_quotation_shows_what_was_cut_and_its_whole_sentence() -> None:
    evidence = "“The pier,” Reed told the council, “is safe for nobody over ten stone.”"
    (verdict,) = told(evidence, "“The pier is safe,” Reed said.")
    assert (verdict.verdict, verdict.status) == ("trimmed", "look")
    assert "after these words “for nobody over ten stone”" in verdict.message
    assert verdict.cut is not None and (verdict.cut.before, verdict.cut.after) == ("", "for nobody over ten stone.")
    sentence = verdict.evidence[0].sentence
    assert sentence is not None and (INTRO + evidence)[slice(*sentence)] == evidence


def test_a_negation_that_the_draft_adds_around_a_told_frame_is_not_ok() -> None:
    evidence = "“We are far from ready to open,” Reed said."
    assert told(evidence, "The pier is far from “ready to open,” Reed said.")[0].ok
    assert not told(evidence, "The pier is not far from “ready to open,” Reed said.")[0].ok


def test_an_attribution_that_asks_reports_nothing() -> None:
    (verdict,) = told("“The pier is safe,” Reed said? She did not.", "“The pier is safe,” Reed said.")
    assert verdict.verdict == "unclear"


BODY = INTRO + "“The pier is safe, where the planks are new,” Reed said. “We shut the mill because the roof leaked.”\n"
TOLD_BESIDE = [
    ("The planks of the pier are new. “The pier is safe,” Reed said.", True),
    ("The planks of the pier are not new. “The pier is safe,” Reed said.", False),
    ("The planks came by boat. The mill is new. “The pier is safe,” Reed said.", False),
    ("The roof leaked, the harbour master told the council. “We shut the mill,” Reed said.", True),
    ("The mill is old. “We shut the mill,” Reed said.", False),
]
MORE_GOVERNED = [
    ("“We have one buyer, and we turned it down,” Reed said.", "“We have one buyer,” Reed said."),
    ("“We didn't shut the mill because the roof leaked,” Reed said.",
     "The roof leaked, and some people worried. “We didn't shut the mill,” Reed said."),
    ("“The town pays half, the minister promised,” Reed said.",
     "The minister promised a new bridge. “The town pays half,” Reed said."),
    ("“The pier is safe if the planks are new,” Reed said.",
     "If the planks are new, they cost more. “The pier is safe,” Reed said."),
]  # fmt: skip


@pytest.mark.parametrize(("draft", "told"), TOLD_BESIDE)
def test_what_one_sentence_of_the_draft_beside_the_quotation_tells_may_be_cut(draft: str, told: bool) -> None:
    (verdict,) = check_draft(article(9, draft), [article(1, BODY)]).results
    assert verdict.verdict in (("verbatim", "faithful") if told else ("trimmed",))


@pytest.mark.parametrize(("body", "draft"), MORE_GOVERNED)
def test_what_takes_back_or_limits_is_not_told_by_the_same_words_of_another_thing(body: str, draft: str) -> None:
    (verdict,) = check_draft(article(9, draft), [article(1, INTRO + body)]).results
    assert verdict.verdict not in ("verbatim", "faithful")


@pytest.mark.parametrize(
    "body",
    [
        "“We will sail tomorrow, and I told him so this morning,” Reed said.",
        "“We will sail tomorrow, thank goodness,” Reed said.",
    ],
)
def test_what_only_takes_up_the_words_may_be_cut(body: str) -> None:
    (verdict,) = check_draft(article(9, "“We will sail tomorrow,” Reed said."), [article(1, INTRO + body)]).results
    assert verdict.verdict in ("verbatim", "faithful")


# What only says who somebody named is, in the narration around the words, and what looks like it and isn't.
ASIDES = [
    ("Reed called Quist, who is 18, “a fine diver”.", "Reed called Quist “a fine diver”."),
    ("Reed said that Quist, a diver from Lynn, was “a fine man”.", "Quist was “a fine man”, Reed said."),
    ("Reed called Quist, 61, “a fine diver”.", "Reed called Quist “a fine diver”."),
    ("Of Quist, who is 18 and sat a maths exam on Friday, Reed said: “He counts well.”",
     "Of Quist, Reed said: “He counts well.”"),
    ("Reed called Quist “not a wicked man but a tired one”, who had been nursing his wife.",
     "Reed called Quist “not a wicked man but a tired one”."),
]  # fmt: skip
NO_ASIDES = [
    *(
        (f"Reed called Quist, {words}, “a fine diver”.", "Reed called Quist “a fine diver”.")
        for words in (
            "who was playing the mayor", "then a boy of nine", "when he was mayor", "once mayor", "in jest", "drunk",
            "not Holm", "Holm and Voss", "the mayor in the play", "a character in her novel",
            "who is 18 and was Hamlet",
            "who is 18 and joked about it", "who is 18 and wrote the lines", "who was then a boy", "on Fridays",
            "the only diver of the town", "a diver, and Holm",
        )
    ),
    *(
        (f"Reed called Quist “a fine diver”{words}.", "Reed called Quist “a fine diver”.")
        for words in (
            ", who later took it back", ", which was a joke", ", a joke", ", who denied it", " who cheated",
            ", who was the only diver in the race", ", if not a fine man",
            ", who smiled at her words", ", who then took them back", ", who was acting", ", who had asked her to",
        )
    ),
    ("Reed said that Quist, who is 18, was not “a fine diver”.", "Quist was “a fine diver”, Reed said."),
    ("Reed said that Quist, who is 18, was “a fine diver”.", "Holm was “a fine diver”, Reed said."),
    ("Reed said that Quist, who is 18, thought Holm “a fine diver”.", "Quist was “a fine diver”, Reed said."),
    ("Reed said the brother of Quist, who is 18, was “a fine diver”.", "Quist was “a fine diver”, Reed said."),
    ("Reed denied that Quist, who is 18, was “a fine diver”.", "Quist was “a fine diver”, Reed said."),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "draft"), ASIDES)
def test_what_only_says_who_somebody_is_may_be_left_out(evidence: str, draft: str) -> None:
    found = told(evidence, draft)
    assert found and all(verdict.ok for verdict in found), found


@pytest.mark.parametrize(("evidence", "draft"), NO_ASIDES)
def test_what_may_say_more_of_the_words_than_who_somebody_is_stays(evidence: str, draft: str) -> None:
    assert not any(verdict.ok for verdict in told(evidence, draft))


# Conditions, contrasts and denials that the draft tells in other words of the same kind, and drafts that tell another.
OTHER_WORDS = [
    ("“As long as the beam holds, we are safe,” Reed said.", "If the beam holds, Reed said, “we are safe.”", True),
    ("“We are safe on condition that it holds,” Reed said.", "If it holds, Reed said, “we are safe.”", True),
    ("“We are safe, but the beam is rotten,” Reed said.", "Though the beam is rotten, Reed said, “we are safe.”", True),
    ("“Even though the beam is bad, we are safe,” Reed said.", "“We are safe,” Reed said, though the beam is bad.",
     True),
    ("Reed said neither the pier nor the mill was “a blessing.”",
     "Not the pier and not the mill was “a blessing,” Reed said.", True),
    ("“We are safe only if the beam holds,” Reed said.", "“We are safe” as long as the beam holds, Reed said.", False),
    ("“We are safe only as long as it holds,” Reed said.", "If it holds, Reed said, “we are safe”.", False),
    ("“As long as the beam holds, we are safe,” Reed said.", "If it breaks, Reed said, “we are safe.”", False),
    ("“As long as the beam holds, we are safe,” Reed said.", "If it doesn't hold, Reed said, “we are safe.”", False),
    ("“As long as the beam holds, we are safe,” Reed said.", "Because it holds, Reed said, “we are safe.”", False),
    ("“Even if it holds, we are lost,” Reed said.", "If it holds, Reed said, “we are lost.”", False),
    ("“We are safe, but the beam is bad,” Reed said.", "Though the beam is not bad, she said, “we are safe.”", False),
    ("“We are safe, but only if it holds,” Reed said.", "“We are safe,” Reed said, though it holds.", False),
    ("“All but the beam is safe,” Reed said.", "Though all of the beam “is safe”, Reed said.", False),
    ("“Neither side is honest,” Reed said.", "Not both sides, Reed said, are “honest”.", False),
    ("Reed said neither the pier nor the mill was “a blessing.”",
     "Not the pier but the mill was “a blessing,” Reed said.", False),
    ("Reed said not the pier but the mill was “a blessing.”",
     "Neither the pier nor the mill was “a blessing,” Reed said.", False),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "draft", "same"), OTHER_WORDS)
def test_a_frame_may_be_told_with_another_word_of_its_kind(evidence: str, draft: str, same: bool) -> None:
    found = told(evidence, draft)
    assert found and all(verdict.ok is same for verdict in found), found


# What takes the words for true behind "it", and what an ellipsis hides that one sentence of the draft tells.
GRANTED_OR_TOLD = [
    ("“We lose one litre in five, and I am not going to apologise for it,” Reed said.",
     "“We lose one litre in five,” Reed said.", True),
    ("“We built the pier, and I am proud of it,” Reed said.", "“We built the pier,” Reed said.", True),
    ("“We lose one litre in five, and I have no proof of it,” Reed said.",
     "“We lose one litre in five,” Reed said.", False),
    ("“We lose one litre in five, and I would be ashamed of it if it were so,” Reed said.",
     "“We lose one litre in five,” Reed said.", False),
    ("“I lost it. Not the leader, not the weather. I lost it here,” Reed said.",
     "Reed blamed neither her leader nor the weather. “I lost it. … I lost it here,” she said.", True),
    ("“I lost it. Not the leader, not the weather. I lost it here,” Reed said.",
     "Reed blamed the leader and the weather. “I lost it. … I lost it here,” she said.", False),
    ("“I lost it. Not the leader, the weather. I lost it here,” Reed said.",
     "Reed blamed neither the leader nor the weather. “I lost it. … I lost it here,” she said.", False),
    ("“I lost it. Not the leader, not the weather. I lost it here,” Reed said.",
     "Reed did not blame the leader but the weather. “I lost it. … I lost it here,” she said.", False),
    ("“I lost it. Not the leader, not the weather. He lost it here,” Reed said.",
     "Reed blamed neither the leader nor the weather. “I lost it. … He lost it here,” she said.", False),
    ("“The pier is safe. That is not true of the mill. We checked it,” Reed said.",
     "The brochure is not true of the mill. “The pier is safe. … We checked it,” Reed said.", False),
    ("“The pier is safe. Nobody in the town believes the brochure. We checked it,” Reed said.",
     "The town believes the brochure, and nobody else. “The pier is safe. … We checked it,” Reed said.", False),
    ("“The pier is safe. No, the mill is not. We checked it,” Reed said.",
     "Not the mill. “The pier is safe. … We checked it,” Reed said.", False),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "draft", "ok"), GRANTED_OR_TOLD)
def test_what_follows_may_be_cut_if_it_grants_the_words_or_is_told(evidence: str, draft: str, ok: bool) -> None:
    found = told(evidence, draft)
    assert found and all(verdict.ok is ok for verdict in found), found
