"""Constructions that the grammar of attributions reads, each beside twins of the same form that may take words back.

The twins must be looked at whatever else is read: the words are another's, played, made up, denied or unsaid.
"""

from __future__ import annotations

import pytest

from tests.check.context.attribution.test_attribution_tails import status

HARMFUL = [
    # who somebody is
    "said Mara Voss, who was quoting the mayor",
    "said Mara Voss, who was playing the king",
    "said Mara Voss, who was king in the play",
    "said Mara Voss, who was Hamlet on Monday",
    "said Mara Voss, who was narrator of the pageant",
    "said Mara Voss, who was speaking for her brother",
    "said Mara Voss, who was among those misquoted",
    "said Mara Voss, who was among those who deny saying so",
    "said Mara Voss, who was among those pretending to be drunk",
    "said Mara Voss, who denied saying so",
    "said Mara Voss, who will deny it",
    "said Mara Voss, who will be played by Holm",
    "said Mara Voss, who will read it again",
    "said Mara Voss, who will say so only if the vote is lost",
    "said Mara Voss, who requested that it be struck out",
    "said Mara Voss, who asked for the words to be deleted",
    "said Mara Voss, who spoke as the mayor",
    "said Mara Voss, who was not authorised to say it",
    "said Mara Voss, a comedian dressed as the mayor",
    "said Mara Voss, a clerk involved in the play",
    "said Mara Voss, an actress hired to repeat it",
    "said Mara Voss, a pupil instructed to read",
    # what else somebody does or says
    "said Mara Voss, quoting the mayor",
    "said Mara Voss, citing the mayor",
    "said Mara Voss, reading from a script",
    "said Mara Voss, repeating what Holm had told her",
    "said Mara Voss, paraphrasing Holm",
    "said Mara Voss, echoing Holm",
    "said Mara Voss, pretending to be the mayor",
    "said Mara Voss, suggesting that it was only a joke",
    "said Mara Voss, suggesting that those were the words of Holm",
    "said Mara Voss, suggesting it as a line for the king",
    "said Mara Voss, adding she would never say so",
    "said Mara Voss, adding she had been quoting Holm",
    "said Mara Voss, noting it had been said by Holm",
    "said Mara Voss, noting Holm would deny having said it",
    "said Mara Voss, explaining she had read it",
    "said Mara Voss, asking for anonymity and for a script",
    # whose writing or recording it is, and through whom it came
    "Mara Voss wrote in a letter from Holm",
    "Mara Voss wrote in a post by Holm",
    "Mara Voss said in a letter signed by Holm",
    "Mara Voss said in a message from Bram Holm late on Sunday",
    "Mara Voss said in a message sent by Holm",
    "Mara Voss wrote in a letter from her lawyer",
    "Mara Voss said in a text from her son",
    "Mara Voss said through Holm",
    "Mara Voss said in an AI-made video",
    "Mara Voss said in a Holm-made video",
    "Mara Voss said, opening the letter",
    "Mara Voss said, opening her letter",
    # whom somebody turned into
    "said Mara Voss, who had turned into the king",
    "said Mara Voss, who turned into Holm",
    "said Mara Voss, who had become the queen",
    "said Mara Voss, who became Hamlet",
    # when, and what is left unsaid or planned
    "Mara Voss said hours before she took it back",
    "Mara Voss said a week before taking it back",
    "Mara Voss said moments after Holm told her to",
    "Mara Voss said shortly before denying it",
    "Mara Voss said the day Holm spoke for her",
    "Mara Voss said the day she played Holm",
    "Mara Voss said, without naming the author of the lines",
    "Mara Voss said, without mentioning that they were Holm's",
    "Mara Voss said, declining to stand by it",
    "Mara Voss said, declining to identify the author",
    "said Mara Voss, noting that he had worked as Holm",
    "said Mara Voss, noting that she did not want to say it",
    "said Mara Voss, adding that she doesn't plan to repeat it",
    "said Mara Voss, adding that she did not want to be quoted",
    "said Mara Voss, adding that she hopes to play the king",
    "said Mara Voss, adding that she wants to withdraw the words",
    "Mara Voss said in discussing what Holm said",
    "Mara Voss said in answering for Holm",
    "Mara Voss said in mimicking Holm",
    "Mara Voss told a meeting with a script in Ellery",
    "Mara Voss told a meeting with Holm's puppet",
    # meanwhile
    "Mara Voss said as the words rolled across the screen",
    "Mara Voss said as the mayor dictated",
    "Mara Voss said as the tape was played",
    "Mara Voss said as the teleprompter rolled",
    "Mara Voss said as the puppet moved",
    "Mara Voss said as the king in the play",
    "Mara Voss said as the actress walked on as the king",
    # places and occasions
    "Mara Voss said in reference to what Holm says",
    "Mara Voss said in reference to the role that she plays",
    "Mara Voss said in response to a question from a script",
    "Mara Voss said in a dream",
    "Mara Voss said in an impression of Holm",
    "Mara Voss said at gunpoint",
    "Mara Voss said in a sketch",
    "Mara Voss said in the ad",
    "Mara Voss said, asked to imagine what she would say",
    "Mara Voss said when asked to read the part of the king",
    "Mara Voss said in the voice of Holm",
    "Mara Voss was said to have said",
]
HARMFUL_LEADS = [
    "Mara Voss played the mayor, telling the crowd: “It is late.”",
    "Mara Voss mimicked the mayor, telling reporters: “It is late.”",
    "Mara Voss imagined the mayor telling reporters: “It is late.”",
    "Mara Voss denied telling reporters: “It is late.”",
    "Mara Voss walked on as the king, telling the crowd: “It is late.”",
    "Mara Voss shrugged off the mayor, who was telling reporters: “It is late.”",
    "Mara Voss visited Holm, who mocked her, telling the crowd: “It is late.”",
    "Mara Voss refused to be the one telling the crowd: “It is late.”",
]


@pytest.mark.parametrize("narration", HARMFUL)
def test_a_twin_that_may_take_the_words_back_is_looked_at(narration: str) -> None:
    assert status(f"“It is late,” {narration}.") != "ok"


@pytest.mark.parametrize("evidence", HARMFUL_LEADS)
def test_a_twin_that_leads_to_the_words_is_looked_at(evidence: str) -> None:
    assert status(evidence) != "ok"
