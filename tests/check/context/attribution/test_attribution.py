"""Which narration is read as a plain attribution, and which is not because it may say something else of the words."""

from __future__ import annotations

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.context.attribution.clause import named_words, read_after, read_before
from attribune.check.context.frames import is_empty_before
from attribune.check.engine import check_draft
from attribune.records import Article
from attribune.statements.grammar.tokens import MASK, Pieces
from attribune.text.document import Layers
from tests.counted import grows_in_step, lines_run


def is_plain(narration: str) -> bool:
    """True if narration with “…” for its quotation is read as Ada Reed's plain attribution."""
    text = narration.replace("“…”", MASK * 8)
    pieces = Pieces(Layers(text), 0, len(text))
    at, named = pieces.words.index(MASK), named_words(["Ada Reed"])
    after = read_after(pieces, at + 1, len(pieces), named, question=False)
    found = after or read_before(pieces, 0, at, named, question=False, partial=False)
    return found is not None and found.inside is None


PLAIN = [
    "“…” Reed said in response to a question from a reporter ahead of the event.",
    "“…” Reed said in announcing the settlement.",
    "In discussing the plan, Reed told the Bell, “…”",
    "“…” Reed told a meeting with young leaders in Ellery.",
    "“…” Reed said Tuesday, hours before the vote.",
    "“…” Reed said a week before the vote.",
    "“…” Reed said moments after the vote.",
    "“…” Reed said hours after Holm resigned.",
    "“…” Reed said the day Holm resigned.",
    "“…” Reed said, as the crowd booed.",
    "“…” Reed said, without naming Holm.",
    "“…” Reed said, declining to elaborate.",
    "“…” Reed said, declining to give details.",
    "“…” Reed said the morning after the vote.",
    "“…” said Reed, noting that he had worked for Holm.",
    "“…” said Reed, noting that she did not want to leave.",
    "“…” said Reed, adding that she doesn't plan to run.",
    "“…” Reed said in a statement from the Ellery Trust.",
    "“…” Reed said in a letter from prison.",
    "“…” Reed said by phone from Ellery.",
    "“…” Reed said in a message from her hospital bed.",
    "“…” Reed said through her lawyer, Bram Holm.",
    "“…” Reed wrote in an email sent by her office.",
    "“…” said Reed, who became mayor in 2012.",
    "“…” said Reed, who became Ellery's first mayor.",
    "“…” said Reed, who has become the leader of the union.",
    "“…” Reed said Feb. 1.",
    "“…” said Ada Reed, a nurse from Ellery who keeps bees.",
    "“…” said Reed, explaining how the levy would pay for the pier.",
    "“…” said Reed, referring to the pier, the mill and the old bridge.",
    "“…” said Reed, drawing laughter from the crowd.",
    "“…” said harbour steward Ada Reed, examining a copy at his counter.",
    "“…” Reed wrote in a note to colleagues, seen by the Bell.",
    "“…” Reed said as she left the hall, wiping her eyes.",
    "“…” she told me over soup, and smiled.",
    "“…” said Reed, who has three children.",
    "“…” said Reed, adding that the harbour would stay shut.",
    "“…” said Reed, looking out on the cheering crowd.",
    "“…” Reed said while campaigning in Ellery.",
    "“…” Reed said when asked to comment on the vote.",
    "“…” Reed said, before leaving the chamber.",
    "“…” said Reed, pier committee director of the town.",
    "“…” said Reed, a former I.T. analyst who teaches at Ellery College.",
    "“…” said Reed, a liberal think tank's head of research on harbours.",
    "“…” said harbour steward Ada Reed.",
    "“…” Ada M. Reed Jr. said in a statement to the committee.",
    "“…” Reed told the Bell under a leaking marquee.",
    "“…” Reed said in an interview with Cora Holm aired Monday on Channel Nine.",
    "“…” Reed said in an interview aboard his chartered plane.",
    "“…” she told 900 members of the union from her sister's house in Ellery.",
    "“…” Reed said on Sunday with Channel Four.",
    "A few minutes later, Reed added: “…”",
    "Reed, during a hearing in Ellery, Norfolk, said: “…”",
    "Reed went on to say: “…”",
    "Reed is telling reporters: “…”",
    "Reed defended the mayor on Monday, telling reporters: “…”",
    "Asked by this paper whether she would return, Reed laughed and said: “…”",
    "Asked again about the budget, Reed said: “…”",
    "Asked by the clerk to respond to the charge, Reed said: “…”",
    "Giving evidence by video link from Oslo, the engineer, Ada Reed, told the panel: “…”",
    "Pressed by counsel for the school on whether he had questioned it, Reed replied: “…”",
    "In a written statement that was read into the record, the headteacher, Ada Reed, 58, said: “…”",
    "In a ruling that ran to 14 pages, Judge Ada Reed wrote: “…”",
    "In a statement issued through the force, Reed said: “…”",
    "In a statement on Monday issued by her agent, Reed said: “…”",
    "Reed said through her solicitors: “…”",
    "Reed, whose permit was suspended in June, said through a lawyer: “…”",
    "Speaking on condition of anonymity because he was not authorised to discuss the animal, Reed said: “…”",
    "For the police, Supt Ada Reed said: “…”",
    "For the National Union of Growers, its vice-president, Ada Reed, told me: “…”",
    "Reached by radio in the medical tent, the duty doctor, Ada Reed, said: “…”",
    "“…” said passenger Ada Reed, 38, reached by phone on the car deck.",
    "Festival-goer Ada Reed, 24, from Hull, her tent under one arm and a stranger's dog under the other, said: “…”",
    "Ada Reed, her left eye still swollen, said: “…”",
    "“…” Ada Reed said after midnight, a glass of water in each hand.",
    "“…” said rancher Ada Reed, 63, his hat in his hands.",
    "“…” Ada Reed, the fourth of them, told a crowd of about two hundred on the quay, some of them in tears.",
    "Reed told staff in an internal message on Wednesday afternoon: “…”",
    "In an email to ticket holders late on Sunday, the festival's director, Ada Reed, said: “…”",
    "Gov. Ada Reed, who supports the mine, said in a recorded message played at the start of the meeting: “…”",
    "The boy's mother, Dr Ada Reed, reached at the airport, said: “…”",
    "The conductor, Aldo Reed, 81, in the interval, said: “…”",
    "“…” she remembers, and her mouth tightens.",
    "In mitigation, Ada Reed KC said: “…”",
    "Her counterpart from Ostland, Ada Reed, speaking in English, said: “…”",
    "The minister, Ada Reed, visited in June and declared on the spot: “…”",
    "“…” said the museum's director, Ada Reed, at a ceremony on Thursday that began half an hour late.",
    "“…” Reed told me in the kitchen of his bungalow in Tretower, where the kettle is never off.",
    "“…” said Reed, now a consultant on Burma in the private sector.",
    "“…” said Reed, speaking of the health issue.",
    "Reed, at a later press gaggle, said, “…”",
    "“…” Reed said as she and hundreds of other demonstrators moved through the city early Sunday morning.",
    "“…” Reed said, before a lawyer led him away.",
    "“…” said Reed, an economist who served as director of the Budget Office and is now president of the Forum.",
    "His shadow, Ada Reed, who once worked for him, said: “…”",
    "In a telephone interview from a hotel corridor, Reed said: “…”",
    "“…” said Reed, leaning on the bonnet of a tractor.",
    "“…” said Reed, flanked by her husband and two porters.",
    "Flanked by her husband and two porters, Reed said: “…”",
    "“…” said Reed, tightening the strap of his helmet.",
    "“…” said Reed, contacted by email in Oslo.",
    "Interviewed by this newspaper at his home, Reed said: “…”",
    "“…” Reed said by telephone from a ferry in the Sound.",
    "“…” said Reed, whose barn was flattened by the storm.",
]
NOT_PLAIN = [
    "“…” said Ada Reed, a Unionist in the satire who represents the northern wards.",
    "“…” Reed said during the dress rehearsals.",
    "“…” said Reed, explaining that she was quoting her mother.",
    "“…” said Reed, adding that these were her mother's words.",
    "“…” said Reed, adding that she hadn't meant it.",
    "“…” said Reed, taking on the role of the mayor.",
    "“…” said Reed, recalling what the mayor had told her.",
    "“…” said Reed, speaking as the mayor.",
    "“…” said Reed, speaking in the voice of the mayor.",
    "“…” said Reed, standing in for the mayor at a mock trial.",
    "“…” said Reed, smiling, quoting the old song.",
    "“…” said Reed, smiling, or rather the actor who plays her.",
    "“…” said Reed, aping the mayor.",
    "“…” said Reed, doing the mayor.",
    "“…” said Reed, parroting the mayor.",
    "“…” said Reed, claiming it for the mayor.",
    "“…” said Reed, borrowing from the mayor.",
    "“…” said Reed, reporting the mayor's answer.",
    "“…” said Reed, describing how the mayor put it.",
    "“…” said Reed, noting that the line is from a play.",
    "“…” said Reed, imitating his brother.",
    "“…” said Reed, asked to read the note aloud.",
    "“…” said Reed, asked by the court to repeat the insult.",
    "“…” Reed said as she read the indictment aloud.",
    "“…” Reed said while reading from a leaflet.",
    "“…” Reed said when playing the mayor on stage.",
    "“…” Reed said, before taking it back.",
    "“…” Reed said in a mock interview.",
    "“…” Reed said in an unsent letter.",
    "“…” Reed said in a dream.",
    "“…” Reed said, according to a transcript prepared by her rival.",
    "“…” Reed said, or so the story goes.",
    "“…” Reed said outside the play's frame.",
    "“…” said Reed over footage of the actor.",
    "“…” said Reed through an interpreter.",
    "“…” said fictional Reed.",
    "“…” said puppet Ada Reed.",
    "“…” said imaginary mayor Ada Reed.",
    "“…” said the actor playing Reed.",
    "“…” said the novel's Reed.",
    "“…” Reed is said to have told friends.",
    "“…” Reed was told by the mayor.",
    "Had Reed said: “…”",
    "Will Reed say: “…”",
    "Had the vote been held on Wednesday, Reed said: “…”",
    "Reed went on to quote the mayor's own words: “…”",
    "Reed imitated the mayor, saying: “…”",
    "Reed defended the mayor, who had walked out, saying: “…”",
    "Reed praised the clerk for walking up to the mayor and saying: “…”",
    "Reed urged the mayor to stand up and say: “…”",
    "Reed nodded as the mayor stood and said: “…”",
    "Reed laughed when the mayor turned and said: “…”",
    "Reading from the indictment, Reed said: “…”",
    "Asked to describe what the mayor said, Reed said: “…”",
    "Asked how the mayor answered, Reed said: “…”",
    "In the play, Reed said: “…”",
]
# What a speaker does meanwhile may make the words another's in more ways than a list of such ways foresees.
MAKES_THEM_ANOTHERS = [
    "“…” said Reed, miming along to the jukebox.",
    "“…” said Reed, turning to the old man's patter.",
    "“…” said Reed, turning the voice on.",
    "“…” said Reed, standing in as Holm.",
    "“…” said Reed, sitting in for Holm.",
    "“…” said Reed, holding the doll up to the light.",
    "“…” said Reed, looking up from the book.",
    "“…” said Reed, holding a phone to the microphone.",
    "“…” said Reed, raising her hands as Holm does.",
    "“…” said Reed, raising an eyebrow the way Holm would.",
    "“…” said Reed, addressing the court as counsel for Holm.",
    "“…” said Reed, speaking with her father's breath.",
    "“…” said Reed, speaking on behalf of the miller's ghost.",
    "“…” said Reed, answering for the mayor.",
    "“…” said Reed, responding as the mayor.",
    "“…” said Reed, addressing himself as the mayor might.",
    "“…” said Reed, replying in the mayor's stead.",
    "“…” said Reed, defending in character.",
    "“…” said Reed, attacking from the other side of the debate club.",
    "“…” said Reed, noting that the mayor had coined it.",
    "“…” said Reed, noting that the child on the poster thinks so.",
    "“…” said Reed, adding that Holm came up with it.",
    "“…” said Reed, adding that the mayor would put it so.",
    "“…” said Reed, explaining why the mayor would think so.",
    "“…” said Reed, crediting Holm.",
    "“…” said Reed, admitting that it was a pose.",
    "“…” said Reed, conceding that Holm had it right.",
    "“…” said Reed, as she turned to page four.",
    "“…” said Reed, as the tape began.",
    "“…” said Reed, as Holm's record began.",
    "“…” said Reed, and laughed at the idea.",
    "“…” said Reed, and turned into Holm.",
    "“…” Reed said, then began again as Holm.",
    "“…” said Reed, who began as the mayor.",
    "“…” said Reed, who sent the mayor up.",
    "“…” said Reed, who is running lines with Holm.",
    "“…” said Reed, who kept it in her head.",
    "“…” said Reed, who had spent the day as the mayor.",
    "“…” said Reed over the loudspeaker of the ship's wreck.",
    "“…” said Reed, sitting beside her notes.",
    "“…” said Reed, wearing the crown of the Snow Queen.",
    "“…” said Reed, dancing round the words.",
    "“…” said Reed, waving the indictment.",
    "“…” said Reed, brandishing a letter.",
    "“…” said Reed, tapping the inscription.",
    "“…” said Reed, prompting from the wings.",
    "“…” said Reed, drawing on Holm.",
    "“…” said Reed, drawing the mayor.",
    "“…” said Reed, asking as Holm.",
    "“…” said Reed, asking for Holm.",
    "Reed smiled, became Holm and said: “…”",
    "Reed left the stage as Holm and said: “…”",
    "Reed began as Holm, saying: “…”",
    "Reed answered for the mayor, saying: “…”",
    "Reed spoke for the dead, saying: “…”",
    "“…” said Reed, doing her best mayor.",
    "“…” said Reed, giving the room a flawless Holm.",
    "“…” said Reed, slipping into the mayor's drawl.",
    "“…” said Reed, taking off the mayor to a tee.",
    "“…” said Reed, turning into the mayor for a second.",
    "“…” said Reed, becoming the old headmaster for a moment.",
    "“…” said Reed, borrowing a line from the late Queen.",
    "“…” said Reed, recalling her father's advice.",
    "“…” said Reed, remembering what her grandmother used to tell her.",
    "“…” said Reed, running through her opening once more.",
    "“…” said Reed, going over her answers in front of the mirror.",
    "“…” said Reed, practising before the bathroom mirror.",
    "“…” said Reed, working from a teleprompter.",
    "“…” said Reed, following the text on the screen.",
    "“…” said Reed, looking down at the letter from the ministry.",
    "“…” said Reed, pointing to the notice above the door.",
    "“…” said Reed, holding up the sheet her lawyer had prepared.",
    "“…” said Reed, opening the envelope from the jury.",
    "“…” said Reed, unfolding the note from the kidnappers.",
    "“…” said Reed, working the mouth of a sock with two buttons.",
    "“…” said Reed, moving her lips in time with the record.",
    "“…” said Reed, singing along with the radio.",
    "“…” said Reed, humming the last line of the hymn.",
    "“…” said Reed, rendering the Danish into English as she went.",
    "“…” said Reed, putting the witness's Polish into English.",
    "“…” said Reed, relaying the minister from the earpiece.",
    "“…” said Reed, taking down the mayor's letter aloud.",
    "“…” said Reed, giving her secretary the text of the resignation.",
    "“…” said Reed, trying out a punchline.",
    "“…” said Reed, winking, as the joke went.",
    "“…” said Reed, winding up the interviewer.",
    "“…” said Reed, pulling the reporter's leg.",
    "“…” said Reed, keeping up the bit.",
    "“…” said Reed, wearing the mayor's wig and chain.",
    "“…” said Reed, dressed as the mayor.",
    "“…” said Reed, completing her opponent's sentence.",
    "“…” said Reed, finishing the mayor's thought for him.",
    "“…” said Reed, summing up the other side's case.",
    "“…” said Reed, describing the view of her opponents.",
    "“…” said Reed, explaining how her critics see it.",
    "“…” said Reed, explaining how the mayor talks.",
    "“…” said Reed, adding that this was how her mother talked.",
    "“…” said Reed, adding that the line came from an old sitcom.",
    "“…” said Reed, noting that it was on the plaque.",
    "“…” said Reed, describing a dream.",
    "“…” said Reed, arguing the other side for sport.",
    "“…” said Reed, channelling her inner mayor.",
    "“…” said Reed, reviving her old party piece.",
    "“…” said Reed, warming up the crowd as Holm.",
    "“…” said Reed, speaking as the ghost of the miller.",
    "“…” said Reed, speaking for her late husband.",
    "“…” said Reed, as she went through the letter.",
    "“…” said Reed, as she took the mayor off.",
    "“…” said Reed, while going through her part.",
    "“…” said Reed, after opening the telegram from home.",
    "“…” said Reed, who was going through a letter from the ministry.",
    "“…” said Reed, who does a wicked mayor.",
    "“…” said Reed, who was reading from a letter.",
    "“…” said Reed, who was quoting the mayor.",
    "“…” said Reed, who did not mean it.",
    "“…” said Reed, who later took it back.",
    "“…” said Reed, who later relented.",
    "“…” said Reed, who has since left the board.",
    "“…” said Reed, stepping into the shoes of the mayor.",
    "“…” said Reed, in the voice of a duck.",
    "“…” said Reed to nobody.",
    "“…” said Reed, whose words were put into her mouth.",
    "“…” said Reed, inside the head of the hero.",
    "“…” said Reed, behind a mask of the mayor.",
    "“…” said Reed, beside a tape recorder.",
    "“…” said Reed, under hypnosis.",
    "“…” said Reed, under duress.",
    "“…” said Reed, across three captions.",
    "“…” said Reed, in a scene from the pageant.",
    "“…” said Reed, in a sketch.",
    "“…” said Reed, with the mayor's swagger.",
    "“…” said Reed, in the mayor's voice.",
    "“…” said Reed on tape that was cut together.",
    "“…” Reed said, after the director called action.",
    "“…” Reed said when asked what her mother used to shout.",
    "“…” said Reed to herself in the dream.",
    "Reed took the mayor's part and said: “…”",
    "Reed opened the letter and said: “…”",
    "Reed turned to the script and said: “…”",
    "Reed stood in for the mayor, saying: “…”",
    "Reed mouthed along, saying: “…”",
    "Reed smiled as the tape went on, saying: “…”",
    "Reed laughed and put on the mayor's hat and said: “…”",
    "“…” said Reed, having been handed the line by an aide.",
    "“…” said Reed, getting it by heart.",
    "“…” said Reed, taking it from the card.",
    "“…” said Reed, drawing on the psalm.",
    "“…” said Reed, passing on the mayor's message.",
    "“…” said Reed, delivering the punchline.",
    "“…” said Reed, entering as the miller.",
    "“…” said Reed, sounding exactly like the mayor.",
    "“…” said Reed, seeming to be somebody else.",
    "“…” said Reed, meeting the mayor's gaze with his own line.",
    "“…” said Reed, offering the view of a sceptic.",
    "“…” said Reed, testing the microphone.",
    "“…” said Reed, checking the sound.",
    "“…” said Reed, calling it what the mayor would.",
    "In a statement that was never issued, Reed said: “…”",
    "In a statement issued by hoaxers, Reed said: “…”",
    "In a statement that he has since withdrawn, Reed said: “…”",
    "In a speech that he did not deliver, Reed said: “…”",
    "In a letter that turned out to be forged, Reed said: “…”",
    "In a ruling that was overturned as a forgery, Judge Ada Reed wrote: “…”",
    "In a statement that ran in a novel, Reed said: “…”",
    "In a message that played in the sketch, Reed said: “…”",
    "Reed said through a ventriloquist's dummy: “…”",
    "Reed said through a medium: “…”",
    "Reed said through an actor: “…”",
    "For the sketch, Reed said: “…”",
    "For the camera, Reed said: “…”",
    "For a joke, Reed said: “…”",
    "Reached in a dream, Reed said: “…”",
    "Reached by a hoaxer posing as the mayor, Reed said: “…”",
    "Interviewed in the film, Reed said: “…”",
    "Interviewed for the part, Reed said: “…”",
    "Contacted at a seance, Reed said: “…”",
    "“…” said Reed, reached by way of a script.",
    "“…” said Reed, his voice coming from the radio.",
    "“…” said Reed, the words on a card in his hand.",
    "“…” said Reed, a script in his hand.",
    "“…” said Reed, his letter in her hand.",
    "“…” said Reed, the mayor's hat on his head and the mayor's lines in his mouth.",
    "“…” said Reed, channelling the mayor.",
    "“…” said Reed, ghosting the mayor.",
    "“…” said Reed, shadowing the mayor's speech.",
    "“…” said Reed, doubling as the mayor.",
    "“…” said Reed, saddled with the mayor's line.",
    "“…” said Reed, handing on the mayor.",
    "“…” said Reed, trailing the mayor.",
    "“…” said Reed, swallowing the mayor whole.",
    "“…” said Reed, wheeling out the old line.",
    "“…” said Reed, unpacking the mayor's thought.",
    "“…” said Reed, who was ghosted by Holm.",
    "“…” said Reed, who is doubled by Holm.",
    "“…” said Reed, who has shelved the remark.",
    "“…” said Reed, who binned it an hour later.",
    "“…” said Reed, who bottled it.",
    "“…” said Reed, who swallowed the words.",
    "“…” said Reed, according to two who were not there.",
    "“…” Reed told members, according to a rumour.",
    "“…” Reed told members, according to his enemies.",
    "“…” Reed told members, according to a parody.",
    "In mitigation of a line that she never spoke, Reed said: “…”",
    "Giving evidence for a mock trial, Reed said: “…”",
    "Giving evidence as the mayor, Reed said: “…”",
    "Giving the evidence of a witness, Reed said: “…”",
    "Pressed to quote the mayor, Reed replied: “…”",
    "Pressed for what the mayor had said, Reed replied: “…”",
    "Pressed by the clerk to imitate the mayor, Reed replied: “…”",
    "Visited in a dream, Reed declared: “…”",
    "Reed visited the set and declared as the mayor: “…”",
    "Reed sat down as the mayor and said: “…”",
    "Reed opened the novel and said: “…”",
    "Reed visited the theatre and in the second act said: “…”",
    "“…” said Reed, who on stage is lowered by a rope as the mayor.",
    "“…” said Reed, a figure in a story which opened in Ellery.",
    "“…” said Reed, a puppet with two buttons.",
    "“…” said Reed, a character on the second floor.",
    "“…” Reed said as she and hundreds of other extras moved through the scene.",
    "“…” Reed said, before a lawyer took it back.",
    "In a text that a robot generated, Reed said: “…”",
    "In a video that was spliced by pranksters, Reed said: “…”",
    "In a video doctored by rivals, Reed said: “…”",
    "In a recording released by the hoaxers, Reed said: “…”",
    "In a letter written by a ghostwriter, Reed said: “…”",
    "In a statement drafted by lawyers, Reed said: “…”",
    "In an unsent message on Wednesday, Reed said: “…”",
    "In an invented message, Reed said: “…”",
    "In a would-be message, Reed said: “…”",
    "“…” said Reed, whose mother asked for the words not to be used.",
    "“…” said Reed, speaking of himself as the mayor.",
    "“…” said Reed, speaking of the mayor's words.",
    "Reed, at a later rehearsal, said: “…”",
    "On her way into the part, she said: “…”",
    "In character, Reed said: “…”",
    "In her dream, Reed said: “…”",
    "In her head, Reed said: “…”",
    "In the play's second half, Reed said: “…”",
    "At the table read, Reed said: “…”",
    "On the cover of the spoof, Reed said: “…”",
    "In the mouth of her maker, Reed said: “…”",
    "“…” Reed said from the mouth of a sock.",
    "“…” Reed said from inside the puppet.",
    "If he had been asked, Reed said: “…”",
    "Had he been asked, Reed said: “…”",
    "Supposedly, Reed said: “…”",
    "On the face of it, Reed said: “…”",
    "Against all evidence, Reed said: “…”",
    "“…” said Reed, for the mayor.",
    "“…” said Reed, on the mayor's behalf.",
    "“…” said Reed, in place of the mayor.",
    "“…” said Reed, with the mayor's tongue.",
    "“…” said Reed, with the mayor's mouth.",
    "“…” said Reed, in the shoes of the mayor.",
    "“…” said Reed, the mayor's mouth beside her.",
    "“…” said Reed, the mayor's tongue in her cheek.",
    "“…” said Reed, her tongue in her cheek.",
    "“…” said Reed, tongue in cheek.",
    "“…” said Reed, with her fingers crossed behind her back.",
    "“…” said Reed, his fingers crossed.",
    "“…” said Reed, a finger on the line.",
]


@pytest.mark.parametrize("narration", PLAIN)
def test_narration_that_only_says_who_speaks_is_plain(narration: str) -> None:
    assert is_plain(narration)


@pytest.mark.parametrize("narration", [*NOT_PLAIN, *MAKES_THEM_ANOTHERS])
def test_narration_that_may_make_the_words_unsaid_is_not_plain(narration: str) -> None:
    assert not is_plain(narration)


def article(text: str) -> Article:
    return next(iter(read_bytes(text.encode(), name="pier.txt")))


def verdict(draft: str, evidence: str) -> str:
    return check_draft(article(draft), [article(evidence)]).results[0].verdict


@pytest.mark.parametrize("where", ["on “Harbour Nights”", "on Channel Nine's “Harbour Nights” on Monday"])
def test_the_quoted_title_of_a_programme_is_a_name(where: str) -> None:
    evidence = f"“We sold the pier for a song,” Ada Reed said {where}."
    assert verdict("“We sold the pier for a song,” said Ada Reed.", evidence) == "verbatim"


def test_words_that_are_quoted_behind_a_title_keep_their_own_narration() -> None:
    evidence = "“We sold the pier for a song,” Ada Reed said in “The Harbour King”, where she plays a thief."
    assert verdict("“We sold the pier for a song,” said Ada Reed.", evidence) == "unclear"


def test_a_denial_that_the_draft_tells_speaks_against_nothing() -> None:
    evidence = (
        "“I threw it near the inspector,” Ada Reed told the Bell in 2017. She now calls that remark a joke.\n\n"
        "The inn has been shut since May."
    )
    told = "Ada Reed told the Bell in 2017, in a remark that she now calls a joke: “I threw it near the inspector.”"
    assert verdict("“I threw it near the inspector,” said Ada Reed.", evidence) == "disputed"
    assert verdict(told, evidence) == "verbatim"
    assert (
        verdict("“I threw it near the inspector,” said Ada Reed. The mayor corrected a date.", evidence) == "disputed"
    )


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        (
            "Ada Reed said the council would “gladly sell the pier in spring.”",
            "Ada Reed spoke next. The council, she added, would “gladly sell the pier in spring.”",
        ),
        (
            "Reading from a message, Ada Reed called the men “the heart of the harbour.”",
            "Reading from a message, Ada Reed, who had come by bus, said the men were “the heart of the harbour.”",
        ),
        (
            "Ada Reed said a week-long strike cost “less than the new pier.”",
            "Ada Reed said that a strike of a week cost “less than the new pier.”",
        ),
        (
            "Ada Reed called the catch “respectable” in four of the nine villages.",
            "Ada Reed called the catch “respectable” in four villages out of nine.",
        ),
    ],
)
def test_a_frame_told_in_other_words_of_the_same_sense_is_told(draft: str, evidence: str) -> None:
    assert verdict(draft, evidence) in ("verbatim", "faithful")


@pytest.mark.parametrize(
    ("draft", "evidence"),
    [
        (
            "Ada Reed said the council would “gladly sell the pier in spring.”",
            "Ada Reed spoke next. The council, Cora Holm added, would “gladly sell the pier in spring.”",
        ),
        (
            "On Monday Ada Reed told the jury: “I sold the pier.”",
            "On Monday Cora Holm told the jury that Ada Reed had said “I sold the pier.”",
        ),
        (
            "Ada Reed said a strike would cost “less than the new pier.”",
            "Ada Reed said that a strike of a week would cost “less than the new pier.”",
        ),
    ],
)
def test_a_frame_that_is_told_otherwise_is_not_told(draft: str, evidence: str) -> None:
    assert verdict(draft, evidence) not in ("verbatim", "faithful")


@pytest.mark.parametrize(
    "piece",
    [
        "“We sold pier {}, and the mill,” said Ada Reed, a baker who bakes, pointing at the mill. ",
        "“We sold pier {},” said Reed on “Harbour Nights {}”, smiling, as she left the hall. ",
        "Reed nodded and said, “We sold pier {}.” She was asked about it. ",
        "Asked about mill {}, Reed defended the plan, saying: “We sold pier {}.” ",
    ],
)
def test_reading_attributions_grows_in_step_with_the_text(piece: str) -> None:
    def steps(count: int) -> int:
        text = "".join(piece.format(n, n) for n in range(count))
        evidence, draft = article(text), article("“We sold pier 3,” said Ada Reed.")
        return lines_run(lambda: check_draft(draft, [evidence], tier="rules", evidence_tier="rules"), "check/context/")

    assert grows_in_step(steps, 50)


def test_a_long_narration_is_read_in_step_with_its_length() -> None:
    def steps(count: int) -> int:
        asides = ", pointing at the mill, who bakes, in the hall, on Monday" * count
        return lines_run(lambda: is_plain(f"“…” said Reed{asides}."), "check/context/")

    assert grows_in_step(steps, 50)


PERMIT = "If the permit is denied, Ada Reed said, the company “will go to Ellery.”"
UNLESS = "Unless the county finds £40,000, the inspector, Ada Reed, warned, “the next sheet will be wrong too.”"
NEVER = "Ada Reed said that she had never spoken to Holm before the start “except to borrow a safety pin.”"
SPEECH = "Ada Reed called the drivers “cowards with engines” in a speech to a charity in Ellery last month."
THROUGH = "Ada Reed said through team interpreter Dale Finch that her hand “got there before the news did.”"
VISITED = "The minister, Ada Reed, visited in June and declared on the spot that gulls were “cheap engineers.”"


@pytest.mark.parametrize(
    ("evidence", "draft"),
    [
        (PERMIT, "If the permit is denied, the company “will go to Ellery,” said Ada Reed."),
        (UNLESS, "If the county does not find £40,000, “the next sheet will be wrong too,” Ada Reed warned."),
        (UNLESS.replace("Unless the county finds", "If the county cuts"),
         "Should the county cut £40,000, “the next sheet will be wrong too,” Ada Reed warned."),
        (NEVER, "Ada Reed said that she hadn't spoken to Holm before the start “except to borrow a safety pin.”"),
        (SPEECH, "Ada Reed called the drivers “cowards with engines”."),
        (THROUGH, "Ada Reed, speaking through an interpreter, said her hand “got there before the news did.”"),
        (VISITED, "Gulls were “cheap engineers,” the minister, Ada Reed, said."),
    ],
)  # fmt: skip
def test_what_stands_around_an_attribution_is_a_frame_that_the_draft_may_tell(evidence: str, draft: str) -> None:
    assert verdict(draft, evidence) in ("verbatim", "faithful")


@pytest.mark.parametrize(
    ("evidence", "draft"),
    [
        (PERMIT, "The company “will go to Ellery,” said Ada Reed."),
        (PERMIT, "If the permit is granted, the company “will go to Ellery,” said Ada Reed."),
        (PERMIT, "Unless the permit is denied, the company “will go to Ellery,” said Ada Reed."),
        (UNLESS, "“The next sheet will be wrong too,” Ada Reed warned."),
        (UNLESS, "If the county finds £40,000, “the next sheet will be wrong too,” Ada Reed warned."),
        (UNLESS, "If the county does not find £14,000, “the next sheet will be wrong too,” Ada Reed warned."),
        (UNLESS, "If the state does not find £40,000, “the next sheet will be wrong too,” Ada Reed warned."),
        (UNLESS, "Should the county find £40,000, “the next sheet will be wrong too,” Ada Reed warned."),
        (NEVER.replace("never", "not"),
         "Ada Reed said that she had never spoken to Holm before the start “except to borrow a safety pin.”"),
        (NEVER, "Ada Reed said that she had spoken to Holm before the start “except to borrow a safety pin.”"),
        (SPEECH.replace("called the drivers", "called for rules for"), "Ada Reed called for “cowards with engines”."),
        (THROUGH, "Ada Reed said her hand “got there before the news did.”"),
        (VISITED.replace("declared on the spot", "denied"), "Gulls were “cheap engineers,” Ada Reed said."),
        (VISITED + " Her office said later that she had been speaking for herself.",
         "Gulls were “cheap engineers,” Ada Reed said."),
        ("In the play, Ada Reed said: “We sold the pier.”", "“We sold the pier,” Ada Reed said."),
        ("Had she been asked, Ada Reed said, she would have “sold the pier.”", "Ada Reed “sold the pier,” she said."),
        ("Nobody, Ada Reed said, “sold the pier.”", "The mayor “sold the pier,” Ada Reed said."),
        ("The mayor, Ada Reed said, “sold the pier.”", "The clerk “sold the pier,” Ada Reed said."),
        ("The mayor, Ada Reed said, “sold the pier.”", "Ada Reed “sold the pier,” she said."),
    ],
)  # fmt: skip
def test_a_frame_around_an_attribution_that_is_told_otherwise_is_not_told(evidence: str, draft: str) -> None:
    assert verdict(draft, evidence) not in ("verbatim", "faithful")


def test_a_noise_of_the_stage_is_no_frame() -> None:
    assert is_empty_before("[pause] ", "There was a woman")
    assert not is_empty_before("[Pause] If it rains, ", "there was a woman")


MEANWHILE = [
    "“…” said Reed, who runs the Holms Line.",
    "“…” Reed said in a statement that evening.",
    "“…” Reed wrote in a letter dated 17 February.",
    "“…” Reed wrote in a letter to her sister, dated 3 March 1899.",
    "“…” Reed posted on the archive's page on Tuesday.",
    "“…” Reed wrote in the visitors' book of the field station.",
    "“…” Reed said through gritted teeth.",
    "“…” Reed said between mouthfuls of cake.",
    "“…” Reed said without hesitation.",
    "“…” Reed told a conference in a hotel ballroom.",
    "“…” Reed told the inquiry under oath last spring.",
    "“…” Reed said, with both hands on the wheel.",
    "“…” Reed said in her kitchen, with the dog asleep on her feet.",
    "“…” said Reed, standing among the trees with a cup in her hand.",
    "“…” said Reed, taking off her cap.",
]
ANOTHERS = [
    "“…” Reed said through a puppet.",
    "“…” Reed said through the mayor's teeth.",
    "“…” Reed said between lines of a script.",
    "“…” Reed said without meaning it.",
    "“…” Reed said without a word.",
    "“…” said Reed, taking off the mayor.",
    "“…” said Reed, putting on the mayor's cap.",
    "“…” Reed said in the film's last scene.",
    "“…” Reed said in the mayor's shoes.",
    "“…” Reed said, with the mayor's words on a card in her hand.",
    "“…” said Reed, who plays the part of the mayor.",
    "“…” said Reed, who reads the line for the mayor.",
    "“…” Reed wrote in a letter dated and never sent.",
    "“…” said Reed, at gunpoint.",
]


@pytest.mark.parametrize("narration", MEANWHILE)
def test_where_when_and_how_somebody_speaks_leaves_a_saying_plain(narration: str) -> None:
    assert is_plain(narration)


@pytest.mark.parametrize("narration", ANOTHERS)
def test_what_may_make_the_words_anothers_leaves_a_saying_open(narration: str) -> None:
    assert not is_plain(narration)
