"""Frames that a draft tells in other words, and what stands apart from quoted words; twins for which that isn't so."""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from tests.fakes import article

INTRO = (
    "The bridge over the Ell closed in March. The tunnel was repaired. Ada Reed, the mayor of Holm, runs the Civic "
    "Party. Vera Kline is the nurse.\n\n"
)
OK = [
    (
        "“We can’t afford this anymore,” Reed said, adding, “The bridge is costing us a fortune.”",
        "Ada Reed said: “The bridge is costing us a fortune.”",
    ),
    (
        "“We can’t afford this anymore,” Reed said, adding later, “The bridge is costing us a fortune.”",
        "Ada Reed said: “The bridge is costing us a fortune.”",
    ),
    (
        "“I want to put this behind us,” Ms. Reed said at a meeting, adding, “I will never talk about it again.”",
        "Ada Reed said: “I will never talk about it again.”",
    ),
    (
        "Reed said the party had been “punished in the towns”.",
        "The Civic Party lost. Ada Reed said it had been “punished in the towns”.",
    ),
    (
        "Reed said that the party was “finished in the towns”.",
        "The Civic Party lost. It was “finished in the towns”, Ada Reed said.",
    ),
    (
        "Reed said the bridge was “a disgrace to the county”.",
        "The bridge closed in March. Ada Reed said that it was “a disgrace to the county”.",
    ),
    ("Reed said the bridge was “a disgrace to the county”.", "Ada Reed called the bridge “a disgrace to the county”."),
    (
        "Reed said the walkout was “unnecessary and badly timed” and that the council had offered a pay rise.",
        "Ada Reed called the walkout “unnecessary and badly timed”.",
    ),
    (
        "Reed said that the walkout was “unnecessary and badly timed” and that Holm Council had offered a pay rise.",
        "Ada Reed said the walkout was “unnecessary and badly timed”.",
    ),
    (
        "Reed said the walkout was “unnecessary and badly timed”, and that she would meet the drivers.",
        "Ada Reed described the walkout as “unnecessary and badly timed”.",
    ),
    ("Reed called the bridge “a disgrace” and urged the county to act.", "Ada Reed called the bridge “a disgrace”."),
    ("Reed described the bridge as “a disgrace” in a statement on Monday.", "Ada Reed called the bridge “a disgrace”."),
    (
        "Reed described the bridge as “a disgrace” in a speech to a charity in Lynn last month.",
        "Ada Reed called the bridge “a disgrace”.",
    ),
    (
        "Reed said the children were “cold and hungry” when they arrived.",
        "Ada Reed said the children were “cold and hungry” when they arrived.",
    ),
    (
        "“I wrote to them three times and got a voucher for soap,” Reed told reporters.",
        "Ada Reed said that she got “a voucher for soap”.",
    ),
    (
        "“I called the office on Monday and was told to wait,” Reed told reporters.",
        "Ada Reed said that she “was told to wait”.",
    ),
    (
        "“We are going to fix the bridge this year,” Reed told reporters.",
        "Ada Reed said the council was “going to fix the bridge this year”.",
    ),
    (
        "“The bridge has been a nightmare for families,” Reed told reporters.",
        "Ada Reed called the bridge “a nightmare for families”.",
    ),
    (
        "“The bridge has been a nightmare for families,” Reed told reporters.",
        "The bridge has been “a nightmare for families”, Ada Reed said.",
    ),
    (
        "“This decision is a slap in the face for every family in Holm,” Reed told reporters.",
        "Ada Reed called the decision “a slap in the face for every family in Holm”.",
    ),
    (
        "“The decision is a slap in the face for every family in Holm,” Reed told reporters.",
        "Ada Reed called it “a slap in the face for every family in Holm”.",
    ),
    (
        "“She has been a rock to this town,” Reed told reporters of Vera Kline.",
        "Vera Kline “has been a rock to this town”, Ada Reed said.",
    ),
    (
        "Reed said she expected two bids this year and “certainly not the six that they dream of”.",
        "Ada Reed said that she expected “certainly not the six that they dream of”.",
    ),
    (
        "“In the event of a decent offer, we would sell it,” Reed told reporters.",
        "If there is a decent offer, Ada Reed said, “we would sell it”.",
    ),
    ("“It was a long night and we are all tired,” Reed told reporters.", "Ada Reed said that “we are all tired”."),
    ("“Our bridge was old, and the county knew it,” Reed told reporters.", "“Our bridge was old,” Ada Reed said."),
    (
        "“I am proud of this town and I will never leave it,” Reed told reporters.",
        "“I will never leave it,” Ada Reed said.",
    ),
    (
        "“My father built the bridge, and my mother painted it,” Reed told reporters.",
        "“My mother painted it,” Ada Reed said.",
    ),
    (
        "Reed said residents had shown “extraordinary patience”.",
        "Ada Reed said residents had shown “extraordinary patience”.",
    ),
    (
        "Reed thanked residents for their “extraordinary patience”.",
        "Ada Reed thanked residents for their “extraordinary patience”.",
    ),
    (
        "Reed said the council had left parents “with no remedy”.",
        "Ada Reed said that the council left parents “with no remedy”.",
    ),
    (
        "Reed said the county was “dragging its feet” over the bridge.",
        "Ada Reed said the county was “dragging its feet” over the bridge.",
    ),
    (
        "Reed said the county was “dragging its feet” over the bridge.",
        "Ada Reed accused the county of “dragging its feet” over the bridge.",
    ),
    (
        "Reed said the drivers had “behaved impeccably throughout”.",
        "The drivers “behaved impeccably throughout”, Ada Reed said.",
    ),
    (
        "Reed warned that the bridge would be “closed for years”.",
        "Ada Reed warned the bridge would be “closed for years”.",
    ),
    (
        "“She has been a rock to this town,” Reed said of Vera Kline.",
        "Vera Kline “has been a rock to this town”, Ada Reed said.",
    ),
    (
        "“I called the office on Monday and was told to wait,” Reed told reporters.",
        "Ada Reed said that she “was told to wait”.",
    ),
    (
        "Reed warned that the bridge would be “closed for years”.",
        "The bridge is shut. Ada Reed warned that it would be “closed for years”.",
    ),
    (
        "“Vera Kline came on Monday. She has seen the worst of it,” Reed told reporters.",
        "Vera Kline “has seen the worst of it”, Ada Reed said.",
    ),
    (
        "Reed called the bridge “a disgrace” and “a danger to children”.",
        "Ada Reed called the bridge “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and that the county “should be ashamed”.",
        "Ada Reed said the county “should be ashamed”.",
    ),
    (
        "Reed said the bridge was “a disgrace”, adding that the county “should be ashamed”.",
        "Ada Reed said the county “should be ashamed”.",
    ),
    (
        "“We have a plan and a budget and we will start in May,” Reed told reporters.",
        "“We will start in May,” Ada Reed said.",
    ),
    (
        "“I have lived here for forty years, and I have never seen anything like it,” Reed told reporters.",
        "Ada Reed said she had “never seen anything like it”.",
    ),
    (
        "“I have lived here for forty years and I have never seen anything like it,” Reed told reporters.",
        "Ada Reed said she had “never seen anything like it”.",
    ),
    (
        "“I have lived here for forty years and have never seen anything like it,” Reed told reporters.",
        "Ada Reed said she had “never seen anything like it”.",
    ),
    (
        "“Our hearts are broken, but we will rebuild this bridge,” Reed told reporters.",
        "“We will rebuild this bridge,” Ada Reed said.",
    ),
    (
        "“Our hearts are broken but we will rebuild this bridge,” Reed told reporters.",
        "“We will rebuild this bridge,” Ada Reed said.",
    ),
    (
        "“The county has failed the children of this town,” Reed told reporters.",
        "The county had “failed the children of this town”, Ada Reed said.",
    ),
    (
        "“The county has failed the children of this town,” Reed told reporters.",
        "Ada Reed accused the county of having “failed the children of this town”.",
    ),
    (
        "“The county has failed the children of this town,” Reed told reporters.",
        "The county is late. It had “failed the children of this town”, Ada Reed said.",
    ),
    (
        "Reed said the storm was “the worst in living memory”.",
        "The storm hit on Monday. Ada Reed described it as “the worst in living memory”.",
    ),
    (
        "Reed said in a statement that the storm was “the worst in living memory”.",
        "The storm was “the worst in living memory”, Ada Reed said in a statement.",
    ),
    (
        "Reed, who lives by the bridge, said the storm was “the worst in living memory”.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
    (
        "On Monday Reed said the storm was “the worst in living memory”.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
    (
        "At a press conference on Monday, Reed said the storm was “the worst in living memory”.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
    (
        "Speaking after the vote, Reed said the storm was “the worst in living memory”.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
    (
        "The storm, Reed said, was “the worst in living memory”.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
    (
        "The storm was “the worst in living memory”, according to Reed.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
    (
        "Reed said the storm was “the worst in living memory” and thanked the crews.",
        "Ada Reed said the storm was “the worst in living memory”.",
    ),
]
TWINS = [
    ("“If they pay,” Reed said, adding, “I will open the bridge.”", "Ada Reed said: “I will open the bridge.”"),
    ("“If they pay,” Reed said, “I will open the bridge.”", "Ada Reed said: “I will open the bridge.”"),
    ("“In a better world,” Reed said, “I would open the bridge.”", "Ada Reed said: “I would open the bridge.”"),
    ("“I will open the bridge,” Reed said, adding, “If they pay.”", "Ada Reed said: “I will open the bridge.”"),
    ("“I will open the bridge,” Reed said, adding, “Unless it rains.”", "Ada Reed said: “I will open the bridge.”"),
    ("“I will open the bridge,” Reed said, adding, “But only on paper.”", "Ada Reed said: “I will open the bridge.”"),
    ("“I will open the bridge,” Reed said, adding, “Just kidding.”", "Ada Reed said: “I will open the bridge.”"),
    ("“People will tell you,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Nobody can say,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“I never said,” Reed added, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“When it snows,” Reed said, adding, “The bridge is closed.”", "Ada Reed said: “The bridge is closed.”"),
    ("“The engineers wrote,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    (
        "“Jane Moss came on Monday. She has seen the worst of it,” Reed told reporters.",
        "Vera Kline “has seen the worst of it”, Ada Reed said.",
    ),
    (
        "“Jane Moss met Vera Kline on Monday. She has seen the worst of it,” Reed told reporters.",
        "Vera Kline “has seen the worst of it”, Ada Reed said.",
    ),
    (
        "“If I called the office on Monday and was told to wait, I would go,” Reed told reporters.",
        "Ada Reed said that she “was told to wait”.",
    ),
    (
        "“I never called the office and was told to wait,” Reed told reporters.",
        "Ada Reed said that she “was told to wait”.",
    ),
    (
        "“I dreamed I called the office and was told to wait,” Reed told reporters.",
        "Ada Reed said that she “was told to wait”.",
    ),
    (
        "“I almost called the office and was told to wait,” Reed told reporters.",
        "Ada Reed said that she “was told to wait”.",
    ),
    (
        "Reed said the bridge was “a disgrace to the county”.",
        "The tunnel was repaired. Ada Reed said that it was “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge was “a disgrace to the county”.",
        "The tunnel under the bridge was repaired. Ada Reed said that it was “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge was “a disgrace to the county”.",
        "The bridge is fine, the tunnel is old. Ada Reed said that it was “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge was “a disgrace to the county”.",
        "The bridge closed. Ada Reed said that it was not “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge could be “a disgrace to the county”.",
        "The bridge closed. Ada Reed said that it was “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge would be “a disgrace to the county”.",
        "The bridge closed. Ada Reed said that it was “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge was not “a disgrace to the county”.",
        "The bridge closed. Ada Reed said that it was “a disgrace to the county”.",
    ),
    (
        "Reed said the bridge had “a disgrace to the county” painted on it.",
        "The bridge closed. Ada Reed said that it was “a disgrace to the county”.",
    ),
    ("Reed said the bridge had been “safe to cross”.", "The bridge closed. Ada Reed said that it is “safe to cross”."),
    (
        "Reed said the bridge used to be “safe to cross”.",
        "The bridge closed. Ada Reed said that it was “safe to cross”.",
    ),
    (
        "Reed said the bridge was almost “safe to cross”.",
        "The bridge closed. Ada Reed said that it was “safe to cross”.",
    ),
    (
        "Reed said few bridges were “safe to cross”.",
        "The bridges closed. Ada Reed said that they were “safe to cross”.",
    ),
    (
        "Reed said some bridges were “safe to cross”.",
        "The bridges closed. Ada Reed said that they were “safe to cross”.",
    ),
    (
        "Reed asked whether the bridge was “safe to cross”.",
        "The bridge closed. Ada Reed said that it was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that it would stay so if it was painted.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that this was a lie.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that she had been joking.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that she was sorry for the lie.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and later took the remark back.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and had to retract the claim.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and was corrected by the engineer.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and was forced to apologise for the remark.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that the opposite was true.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that nobody should believe the claim.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and told reporters to ignore her.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and asked reporters to forget the line.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and had been so until May.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and would be until May.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and was for pedestrians only.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that trucks were another matter.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    (
        "Reed said the bridge was “safe to cross” and that the engineer had told her so.",
        "Ada Reed said the bridge was “safe to cross”.",
    ),
    ("“They pay and we are happy to go,” Reed told reporters.", "Ada Reed said “we are happy to go”."),
    ("“He says it is over and we are tired,” Reed told reporters.", "Ada Reed said “we are tired”."),
    ("“I was told it is over and we are tired,” Reed told reporters.", "Ada Reed said “we are tired”."),
    ("“It was a dream and we were rich,” Reed told reporters.", "Ada Reed said “we were rich”."),
    ("“I told them they lied and got a letter,” Reed told reporters.", "Ada Reed said she got “a letter”."),
    ("“I wrote to them and asked for a letter,” Reed told reporters.", "Ada Reed said she got “a letter”."),
    ("“I wrote to them three times and never got a letter,” Reed told reporters.", "Ada Reed said she got “a letter”."),
    (
        "“I wrote to them three times and almost got a letter,” Reed told reporters.",
        "Ada Reed said she got “a letter”.",
    ),
    (
        "“Nobody told me in August, so I read it in the paper,” Reed told reporters.",
        "Ada Reed told nobody in August, so she read it “in the paper”.",
    ),
    (
        "“In the event of a decent offer, we would sell it,” Reed told reporters.",
        "There is a decent offer, Ada Reed said, and “we would sell it”.",
    ),
    (
        "“In the event of a decent offer, we would sell it,” Reed told reporters.",
        "Without a decent offer, Ada Reed said, “we would sell it”.",
    ),
    (
        "Reed said the bridge was not “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was neither “a disgrace” nor “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was between “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was both “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge could be “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge used to be “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was almost “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and almost “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and, if flooded, “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and the tunnel “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and that the tunnel was “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said the bridge was “a disgrace” and not “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said it was possible that the bridge was “a disgrace” and that the tunnel was “a danger to children”.",
        "Ada Reed said the tunnel was “a danger to children”.",
    ),
    (
        "Reed denied that the bridge was “a disgrace” and that the tunnel was “a danger to children”.",
        "Ada Reed said the tunnel was “a danger to children”.",
    ),
    (
        "Reed doubted the bridge was “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    ("Reed said she feared two floods and “a danger to children”.", "Ada Reed said she wanted “a danger to children”."),
    (
        "Reed said she never wanted two floods and “a danger to children”.",
        "Ada Reed said she wanted “a danger to children”.",
    ),
    (
        "Reed said she saw a difference between the bridge and “a danger to children”.",
        "Ada Reed said she saw “a danger to children”.",
    ),
    (
        "Reed said she wanted a choice of the bridge and “a danger to children”.",
        "Ada Reed said she wanted “a danger to children”.",
    ),
    (
        "Reed said the engineer called the bridge “a disgrace” and “a danger to children”.",
        "Ada Reed said the bridge was “a danger to children”.",
    ),
    (
        "Reed said critics called the bridge “a disgrace” and “a danger to children”.",
        "Ada Reed called the bridge “a danger to children”.",
    ),
    ("“They pay and I have to go,” Reed said.", "Ada Reed said she had “to go”."),
    ("“He says they lied and I have never seen him,” Reed said.", "Ada Reed said she had “never seen him”."),
    ("“If it holds I stay and I have never seen a flood,” Reed said.", "Ada Reed said she had “never seen a flood”."),
    ("“Imagine it held and I had never seen a flood,” Reed said.", "Ada Reed said she had “never seen a flood”."),
    (
        "“Suppose the council pays us the money,” Reed said, adding, “The bridge is safe.”",
        "Ada Reed said: “The bridge is safe.”",
    ),
    ("“Imagine they pay in full,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Had they paid the bill,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Were they to pay in full,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    (
        "“What they tell you every year is,” Reed said, adding, “The bridge is safe.”",
        "Ada Reed said: “The bridge is safe.”",
    ),
    ("“The trouble is,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Whoever pays the bill,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Say the council pays,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The only way is this,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“It is a myth that,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“I was told as a child,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“As long as it holds,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Once the ice melts,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“People believe,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“In his dreams,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“Given the money,” Reed said, adding, “The bridge is safe.”", "Ada Reed said: “The bridge is safe.”"),
    (
        "“No one believes it when they say,” Reed said, adding, “The bridge is safe.”",
        "Ada Reed said: “The bridge is safe.”",
    ),
    ("“The bridge is safe,” Reed said, adding, “In theory.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Not that it matters.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Or so they tell me.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “If it ever opens.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Provided nobody walks on it.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Only joking.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Maybe.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Except for trucks.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “For now.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “That was a joke.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “Which is a lie.”", "Ada Reed said: “The bridge is safe.”"),
    ("“The bridge is safe,” Reed said, adding, “When the engineers sign.”", "Ada Reed said: “The bridge is safe.”"),
]


def _are_ok(evidence: str, draft: str) -> bool:
    results = check_draft(article(9, f"{draft}\n"), [article(1, f"{INTRO}{evidence}\n")]).results
    return bool(results) and all(verdict.ok for verdict in results)


@pytest.mark.parametrize(("evidence", "draft"), OK)
def test_a_frame_that_is_told_or_apart_is_ok(evidence: str, draft: str) -> None:
    assert _are_ok(evidence, draft)


@pytest.mark.parametrize(("evidence", "draft"), TWINS)
def test_a_frame_that_may_change_the_sense_is_not_ok(evidence: str, draft: str) -> None:
    assert not _are_ok(evidence, draft)


def test_a_full_stop_before_the_source_s_own_ellipsis_ends_the_sentence() -> None:
    evidence = "“He had no proof of it. ... He would not have done that to me,” Reed said."
    assert _are_ok(evidence, "Ada Reed said: “He had no proof of it.”")
    assert _are_ok(evidence, "Ada Reed said: “He had no proof of it. ...”")
    assert not _are_ok(evidence.replace("it. ...", "it ..."), "Ada Reed said: “He had no proof of it.”")


def test_a_next_sentence_takes_words_back_only_with_the_same_verb() -> None:
    evidence = "“The court's role is limited. The court will not pass that limit,” Reed said."
    assert _are_ok(evidence, "Ada Reed said: “The court's role is limited.”")
    evidence = "“The court hears us. The court does not hear the county,” Reed said."
    assert not _are_ok(evidence, "Ada Reed said: “The court hears us.”")
