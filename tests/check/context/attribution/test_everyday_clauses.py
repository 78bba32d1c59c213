"""Ordinary clauses of news beside a speaker's name leave a saying plain; twins of the same form need a look.

A row that begins with V goes on behind "said Mara Voss,", S behind "she said", T behind "Mara Voss told".
"""

from __future__ import annotations

import pytest

from attribune.check.engine import check_draft
from tests.check.context.attribution.test_attribution_tails import status
from tests.fakes import article

HEADS = {"V": "“It is late,” said Mara Voss, ", "S": "“It is late,” she said", "T": "“It is late,” Mara Voss told "}
PLAIN = """
V who represents the Third Ward and wrote the ordinance.
V who represents the coal towns in the state senate.
V who drafted the bill.
V who wrote the county's first zoning law.
V who introduced the amendment in March.
V who has covered the company since 2009.
V who has been with the company since it opened the depot in 2004.
V 58, who has lived on the street since her parents bought the house in 1971.
V who joined the force after her brother was killed in 1994.
V who had tried to buy the club twice before.
V who tried to sell the shop last year.
V who plans to vote for the measure.
V who hopes to open the school in the fall.
V who wants to be a nurse.
V who is trying to raise money for a new roof.
V who came to watch the ships with her two daughters.
V who drives the number 14 bus.
V who owns a bakery across from the station.
V who is running for the seat in November.
V who has said she will sign the bill.
V who has said that the bridge should close.
V who says the plant will cost too much.
V who has repeatedly called for the dam to be removed.
V who argued that the fee would hurt shops.
V who lost her house in the flood.
V whose son was among the injured.
V whose family has farmed the valley for five generations.
V whose office overlooks the river.
V whose group sued the county last spring.
V who teaches biology at the high school.
V who studies bats at Ellery University.
V who moderated the panel.
V who was elected in 2019.
V who was walking her dog when the crane fell.
V who was asleep when the water came in.
V who has two children at the school.
V who walks past the mill every morning.
V who is married to a fisherman.
V who chairs the committee and voted against the plan.
V who now runs a café in Ellery.
V who has coached the team for eleven seasons.
V who scored twice in the second half.
V who missed the first six games with a knee injury.
V who finished third in the primary.
V who grew up two streets from the yard.
V who led the rescue with a team of forty.
V who had waited eleven hours for a bus.
V who believes the vaccine will be ready by June.
V who is suing the airline for damages.
V who pays $900 a month for a single room.
V who asked not to be named because she is married to the verger.
V who asked not to be identified because she was not authorized to speak.
V who declined to give her last name for fear of losing her job.
S , turning toward the farmers in the second row.
S , kicking at a puddle where the goal line will be.
S , looking out over the empty field.
S , pointing to a crack in the wall.
S , gesturing at the boarded-up shops across the street.
S , wiping flour from her hands.
S , glancing at the clock above the door.
S , standing beside the wreck of her car.
S , stirring a pot of lentils on a camp stove.
S , pulling her coat tighter against the wind.
S , tapping the side of the tank.
S , her eyes fixed on the river.
S as workers loaded boxes into a truck.
S as she swept glass from the doorway.
S while waiting for a bus outside the station.
T reporters at the pithead.
T supporters at a disused tobacco factory in the capital.
T workers at a shuttered steel mill in Ellery.
T parents in the school cafeteria.
T a packed union hall in Ellery on Sunday.
V a farmer who grows soybeans near Ellery.
V a nurse who has worked at the hospital for 22 years.
V a lawyer who represents three of the families.
V a retired teacher who came with her grandson.
V an economist who tracks grain prices.
V the lawmaker who sponsored the bill.
V one of the volunteers who searched the woods.
V whose shop was flooded twice in a decade.
V who commutes an hour each way.
V who planted the orchard with her late husband.
V who raised $4,000 for the shelter.
V who was not in the building at the time.
V who would have lost her pension.
V who could lose her home.
V who has never missed a parade.
V who helped draft the charter and sits on the council.
V who sponsored the bill and represents the northern suburbs.
V who opposes the levy.
V who has long opposed the dam.
V who bought her first boat in 1988.
V who heads the department's traffic division.
V who watched the launch from a hill above the harbour.
V who was 14 when the mine closed.
V who had just stepped off the ferry.
V who broke her wrist in the first round.
V who beat the champion in straight sets.
V who takes over as chief executive in June.
V who will replace the current director next year.
V who spent two nights in a shelter with her cats.
V who keeps bees on the roof of the library.
V who has no plans to move.
V who says the city has ignored the south side for years.
V who added that the school would reopen on Monday.
V who predicted that prices would fall by spring.
V who estimated that repairs would cost $2 million.
V who noted that two other towns had tried the same thing.
V who cares for her mother at home.
V who hopes the town will rebuild the bridge.
V who wants the council to delay the vote.
V who fears the river will rise again.
V who blames the drought on the dam.
V who works nights at a warehouse near the airport.
V who flew in from Ellery for the hearing.
V who drove three hours to attend the rally.
V who brought her two sons to the march.
V who saw the crash from her kitchen window.
V who found the body.
V who is leading the investigation.
V who is not related to the victim.
V who was not at the hearing.
V whose husband works at the plant.
V whose company makes the valves.
V whose district includes the harbour.
S , leaning on a shovel beside the ditch.
S , nodding toward the empty stands.
S , staring at the charred beams of her kitchen.
S , rocking her daughter on her knee.
S , zipping her jacket against the cold.
S , watching the last trucks leave.
S , shaking her head at the damage.
S , turning to her husband.
S , opening the door of her greenhouse.
S , hands on her hips.
S , her hands deep in her pockets.
S , a baby on her hip.
S with a laugh.
S over the noise of the pumps.
S between bites of a sandwich.
S from the deck of the ferry.
S outside the courthouse, where the trial opened on Monday.
S at halftime.
S on the eve of the vote.
S after the final whistle.
S after her team's third loss in a row.
S after casting her ballot at a school in Ellery.
S before heading into a closed-door meeting.
S as she waited for the bus.
S as rain began to fall.
S as firefighters doused the last embers.
S by telephone from her home in Ellery.
S in a telephone interview on Friday.
S in an interview in her office overlooking the harbour.
S in a statement released by the union.
S during a break in the hearing.
S on the sidelines of a summit in Ellery.
T a news conference in the capital.
T parliament on Wednesday.
T the committee, according to a transcript.
T workers gathered at the plant's gate.
T shareholders at the company's annual meeting.
T lawmakers in the half-empty chamber.
T reporters after the match.
T reporters as she left the building.
V who chairs the parish council and farms 300 acres outside the village.
V who captained the side for six years.
V who heads a trade group for small brewers.
V who is serving her third term.
V who has been sober for nine years.
V who uses a wheelchair.
V who rents a flat above the bakery.
V who stayed behind to feed her horses.
V who abstained in Tuesday's vote.
V who oversees the port's security.
V who was driving home from work when the bridge gave way.
V who was pulled from the rubble after nine hours.
V who was treated for smoke inhalation.
V who lost both parents in the war.
V who leaves office in January.
V who turned 100 in June.
V who collects old clocks.
V who suffers from asthma.
V who arrived in Ellery with a single suitcase.
V who earns $14 an hour stacking shelves.
V who told the inquiry that the doors were locked.
V who dismissed the criticism.
V who welcomed the ruling.
V who criticized the mayor's plan.
V who urged drivers to stay off the roads.
V who called for an inquiry.
V who apologised to passengers for the delay.
V who praised the crew of the lifeboat.
V whose flight was cancelled twice.
V whose mother died in the fire.
V whose party holds 14 of the 30 seats.
V whose bid for a second term failed.
V a father of three from Ellery.
V a 34-year-old carpenter and mother of two.
V an associate professor of law at Ellery University.
V vice-chair of the residents' association.
V a senior analyst who covers the airline industry.
V one of the first to reach the wreck.
V the only councillor to vote against the plan.
V now 81.
V 19, a second-year student.
S , clutching a bag of medicine.
S , cradling the trophy.
S , surveying the damage.
S , choking back tears.
S , squinting into the sun.
S , her voice barely audible.
S , unlocking the gate of the allotment.
S , then hugged her brother.
S , laughing.
S as she packed up her stall.
S in her resignation letter.
S in a brief phone call.
S at her home in a suburb of Ellery.
S on the courthouse steps.
S over a mug of tea.
S in the back of an ambulance.
S in her first interview since the accident.
S in remarks to the chamber of commerce.
S in written testimony.
T the Ellery Bell by email.
T jurors in her closing argument.
T analysts on a conference call.
T the BBC's evening programme.
T a gathering of farmers at a barn near Ellery.
"""
TWINS = """
V who represents the king in the play.
V who represented Holm in the sketch.
V who wrote the line.
V who drafted the words for Holm.
V who drafted it.
V who wrote the statement for Holm.
V who introduced the character in March.
V who rates the line a “hoot.”
V who has covered the song since 2009.
V who has been Hamlet since 2004.
V who has been with the dummy since 2004.
V who has since denied it.
V who tried to sound like Holm.
V who tried out the mayor's voice.
V who was trying on the part of the king.
V who had tried to say the opposite.
V who hopes to play the king.
V who wants to be quoted as saying the opposite.
V who plans to take it back.
V who came to withdraw it.
V who was reading from a card.
V who was quoting Holm.
V who is running lines with Holm.
V who has said she was joking.
V who has said that she never said it.
V who says the words are Holm's.
V who says she made it up.
V who has said the sentence was a slip.
V who says the quote is false.
V who has said she would retract it.
V who argued that the reverse was the case.
V who believes that Holm said it first.
V whose words were put into her mouth.
V whose office denied she had said it.
V whose lawyer withdrew the remark.
V whose character dies in the second act.
V who teaches the parrot its lines.
V who was dreaming when the crane fell.
V who was talking in her sleep.
V who was drunk when she said it.
V who has two scripts at home.
V who walks on as the king every night.
V who is married to Hamlet in the play.
V who stepped in as the queen.
V who stepped down from the remark.
V who finished Holm's sentence.
V who got the line from Holm.
V who got it wrong.
V who pays for the words.
V who asked not to be quoted because it was a joke.
V who asked not to be named because she made it up.
V who asked not to be named because the words were not hers.
S , turning into Holm for a moment.
S , turning to the script.
S , turning the mayor's words around.
S , looking like Holm.
S , looking at the card.
S , looking down at her notes.
S , pointing to a line in the letter.
S , pointing to what Holm had written.
S , holding a script.
S , holding the puppet.
S , gesturing in the manner of Holm.
S , glancing at the teleprompter.
S , pulling a face like the mayor's.
S , crossing her fingers.
S , her eyes fixed on the page.
S as the king loaded the gun.
S as Holm fed her the words.
S while waiting for her cue.
S while playing the queen.
T reporters in a dream.
T supporters in a film about the factory.
T reporters at a mock trial.
T an imaginary crowd.
T the audience at a rehearsal.
T reporters in the name of Holm.
T the puppet at a factory.
V a farmer who plays the king.
V a lawyer who represents Holm in the film.
V a nurse who has the words by heart.
V a character who grows soybeans.
V the actress who took the part.
V who planted the quotation.
V who raised her voice to sound like Holm.
V who was not in her right mind.
V who would have said so.
V who could not have said it.
V who has never said it.
V who would have meant the opposite.
V who might have said it.
V who had been told to.
V who was paid to.
V who believes the opposite.
V who does not believe it.
V who did not write it.
V who tried to quote Holm.
V who helped draft the words.
V who wrote the part.
V who sponsored the film.
V who opposes the words.
V who took over the role in June.
V who takes over as the queen in June.
V who has no memory of it.
V who has no plans to stand by it.
V who has not said so.
V who was not serious.
V who thinks the opposite is true.
V who thinks she is the queen.
V who thinks Holm said it.
V who says the line was a joke.
V who says that was Holm.
V who says the remark was taken from a play.
V who said the fire had said so.
V who added that she did not believe it.
V who added that it was Holm's.
V who added that these were Holm's words.
V who predicted that Holm would say this.
V who noted that Holm had put it that way.
V who worries that she was misquoted.
V who hopes nobody believes it.
V who fears the quote is made up.
V who blames the words on wine.
V who heard it from Holm.
V who heard Holm say it.
V who heard the line from Holm.
V who found the words on a wall.
V who found it in a book.
V who saw it on a poster.
V who saw the sign.
V who got the joke from Holm.
V who missed the cue.
V who mixed up the names.
V who is not real.
V who is recovering from the remark.
V whose impersonator lives in Ellery.
V whose parrot learned the words.
V whose voice was cloned.
V whose account was hacked.
V whose twin played her.
V whose lines were written by Holm.
V whose words were cut.
V whose ghost wrote it.
S , leaning on Holm's phrase.
S , nodding toward the script.
S , staring at the page.
S , turning to page four.
S , turning to her script.
S , turning to Holm for the words.
S , watching Holm's lips.
S , laying it on thick.
S , laying on an accent.
S , a hand up the puppet.
S , a script on her knee.
S , close to the script.
S with a wink at Holm's phrase.
S between scenes.
S from a script.
S as Holm.
S as the queen.
S as she waited for her cue.
S as she read the letter.
S as her puppet danced on the floor.
S before reading the letter.
S before taking it back.
S before backing down.
S before correcting herself.
S before turning into Holm.
S before changing her story.
S after becoming the queen.
S after losing a bet.
S after hearing it from Holm.
S after reading the letter.
S in a dream.
S in a video that was faked.
S in a doctored video.
S in an imagined interview.
S in a fake interview.
S in a staged interview.
S in a scripted interview.
S in a hacked email.
S in an abandoned speech.
S in a deleted speech.
S in a cancelled speech.
S in a borrowed voice.
S in a statement released by an impostor.
T an imagined hall in Ellery.
T herself.
T nobody.
V who captained the chorus in the opera.
V who joined the cast as a teller.
V who learned the words at 60.
V who stayed in character.
V who abstained from meaning it.
V who was treated as the king.
V who lost the thread of it.
V who turned Holm's words round.
V who qualified her remark.
V who collects old sayings.
V who suffers from delusions.
V who earns $14 an hour reading scripts.
V who believes in none of it.
V who insists she was joking.
V who insists the remark was cut.
V who told the inquiry that the words were Holm's.
V who dismissed the remark as a joke.
V who dismissed it.
V who apologised for the remark.
V who asked the council to strike it.
V who wore a crown.
V who wore the king's robe.
V who wore Holm's face.
V whose quote was cancelled.
V whose speech was written by Holm.
V whose bid was a joke.
V a father of three in the sitcom.
V a 34-year-old impostor.
V an avatar of Holm.
V a chatbot that covers the airline industry.
V one of the first to read the script.
V the only actress to read the part.
S , scanning the page.
S , scanning the script for her line.
S , clutching a script.
S , cradling the puppet.
S , choking on Holm's phrase.
S , raising her voice to Holm's pitch.
S , squinting at the teleprompter.
S , squinting at the card.
S , her voice disguised.
S , her voice not her own.
S , fingers crossed.
S , tongue in cheek.
S , half in jest.
S , and laughed it off.
S , and took it back.
S , then took it back.
S , then corrected herself.
S , then said it was Holm's.
S , then denied it.
S , mocking.
S as she read.
S as a ventriloquist moved his jaw.
S when the part was read out.
S while feeding Holm his lines.
S while feeding the puppet.
S moments after becoming the king.
S in a prank phone call.
S at a mock vigil.
S at a rehearsal.
S over the puppet's head.
S in her first role since the accident.
S in remarks that were invented.
S in made-up testimony.
T the crowd to cheers as the king.
T jurors in her closing scene.
T her dolls at halftime.
T actors on a stage set.
V who called for an apology.
V who called for a retraction.
V who asked for the words to be struck.
V who apologised for the joke.
V who told the inquiry that the words were false.
V who told the inquiry that the statement was forged.
V who told the inquiry that the tape was a fake.
V who told the inquiry that the account was hacked.
V who told the court that the confession was beaten out of her.
V who told the court that the confession was forced.
V who says the tape was cut.
V who says the recording is not hers.
V who says the interview never took place.
V who says the paper made it up.
V who says the paper misquoted her.
V who says the reporter twisted her meaning.
V who says the meeting never happened.
V who says the opposite is the truth.
V who thinks the truth is the reverse.
V who believes the sentiment is wrong.
V who disputes the quote.
V who disputed the report.
V who disputed the account.
V who challenged the transcript.
V who dismissed the story.
V who abandoned the view.
V who abandoned the claim.
V who revised the wording.
V who reversed the decision.
V who borrowed the phrase.
V who stole the line.
V who bought the slogan.
V who lifted the passage from a book.
S , aping her mother.
S , doing her mother.
S , being her mother.
S , taking off her brother.
S , turning into her mother.
S , copying her brother.
S , following her husband's script.
S , moving her brother's lips.
S , holding the mayor's mask.
S , looking to her prompter for the words.
S as actors moved on the floor.
S as puppets danced.
S as prompters whispered in the wings.
S since becoming the king.
T reporters, according to a fake transcript.
T reporters, according to a doctored recording.
T reporters, according to Holm.
T reporters, according to a rumour.
T reporters, according to a transcript of the play.
T reporters, according to a transcript that she disputes.
S in a deepfake video.
S in a music video.
S in a spoof video.
"""
LEADS = (  # what leads to the words
    ("Mara Voss answered in one word", "ok"),
    ("Mara Voss answered in a single sentence", "ok"),
    ("Mara Voss answered in Holm's words", "look"),
    ("Mara Voss answered in the words of Holm", "look"),
    ("Mara Voss answered in a few words of Holm's", "look"),
    ("Mara Voss answered in a single sentence from the play", "look"),
)
RELATIVE = (  # a saying in a relative clause
    ("Among its critics is Mara Voss, who called the bridge “a disgrace”.", "ok"),
    ("The report was sent to the chairwoman, Mara Voss, who called the bridge “a disgrace”.", "ok"),
    ("He was succeeded by Mara Voss, who called the bridge “a disgrace”.", "ok"),
    ("Police arrested Mara Voss, who called the bridge “a disgrace”.", "ok"),
    ("The award was won by Mara Voss, who called the bridge “a disgrace”.", "ok"),
    ("He imitated Mara Voss, who called the bridge “a disgrace”.", "look"),
    ("Nobody remembers Mara Voss, who is said to have called the bridge “a disgrace”.", "look"),
    ("In the film Holm plays Mara Voss, who called the bridge “a disgrace”.", "look"),
    ("Holm invented Mara Voss, who called the bridge “a disgrace”.", "look"),
    ("She became Mara Voss, who called the bridge “a disgrace”.", "look"),
    ("Holm went as Mara Voss, who called the bridge “a disgrace”.", "look"),
    ("The lead part went to Mara Voss, who called the bridge “a disgrace”.", "look"),
    ("He was succeeded by Mara Voss, who never called the bridge “a disgrace”.", "look"),
    ("He was succeeded by Mara Voss, who would have called the bridge “a disgrace”.", "look"),
    ("Mara Voss, who called the bridge “a disgrace”, took it back.", "look"),
    ("Mara Voss, who called the bridge “a disgrace”, was quoting Holm.", "look"),
)
DRAFTS = (  # how a draft says it
    ("Mara Voss sounded a cautiously hopeful note", "ok"),
    ("Mara Voss struck a defiant tone", "ok"),
    ("Mara Voss issued a stark warning", "ok"),
    ("Mara Voss gave a blunt answer", "ok"),
    ("Mara Voss offered a simple explanation", "ok"),
    ("Mara Voss had a message for drivers", "ok"),
    ("Mara Voss had a short reply to reporters", "ok"),
    ("Mara Voss was blunt", "ok"),
    ("Mara Voss was even more direct", "ok"),
    ("Mara Voss made a final plea", "ok"),
    ("The ferry may sail again on Monday, but Mara Voss said", "ok"),
    ("The ferry would sail on Monday, but its captain, Mara Voss, was cautious", "ok"),
    ("Mara Voss sounded like Holm", "look"),
    ("Mara Voss gave a mock warning", "look"),
    ("Mara Voss issued a fake warning", "look"),
    ("Mara Voss gave her impression of Holm", "look"),
    ("Mara Voss read from a card", "look"),
    ("Mara Voss never gave an answer", "look"),
    ("Mara Voss might have issued a warning", "look"),
    ("Mara Voss almost sounded a hopeful note", "look"),
    ("Mara Voss refused to issue a warning", "look"),
    ("Mara Voss withdrew her warning", "look"),
    ("Mara Voss was joking", "look"),
    ("Mara Voss was sarcastic", "look"),
    ("Mara Voss was playful", "look"),
    ("Mara Voss was quoting Holm", "look"),
    ("Mara Voss put on a voice", "look"),
    ("Mara Voss put words into Holm's mouth", "look"),
    ("Had the ferry sailed, Mara Voss might have said", "look"),
    ("If the ferry sails, Mara Voss would say", "look"),
    ("Nobody heard it, but Mara Voss is rumoured to have said", "look"),
    ("The rumour may be false, but Mara Voss supposedly said", "look"),
    ("It is a joke, but Mara Voss read", "look"),
    ("The ferry may sail, but Mara Voss never said", "look"),
)


def _told(row: str) -> str:
    head, tail = row.split(" ", 1)
    return HEADS[head] + (tail if tail.startswith(",") or head != "S" else f" {tail}")


@pytest.mark.parametrize("row", PLAIN.strip().splitlines())
def test_an_ordinary_clause_leaves_a_saying_plain(row: str) -> None:
    assert status(_told(row)) == "ok"


@pytest.mark.parametrize("row", TWINS.strip().splitlines())
def test_its_twin_needs_a_look(row: str) -> None:
    assert status(_told(row)) != "ok"


@pytest.mark.parametrize(("lead", "wanted"), LEADS)
def test_how_much_was_said_leaves_a_saying_plain(lead: str, wanted: str) -> None:
    assert status(f"{lead}: “It is late.”") == wanted


@pytest.mark.parametrize(("told", "wanted"), RELATIVE)
def test_a_relative_clause_may_say_words(told: str, wanted: str) -> None:
    source = article(1, f"The bridge is out. Mara Voss came to the hall on Monday.\n\n{told}")
    (verdict,) = check_draft(article(9, "Mara Voss called the bridge “a disgrace”."), [source]).results
    assert verdict.status == wanted


@pytest.mark.parametrize(("lead", "wanted"), DRAFTS)
def test_how_a_draft_says_that_words_were_said(lead: str, wanted: str) -> None:
    source = article(1, "Mara Voss came to the hall. The ferry may sail on Monday.\n\n“It is late,” said Mara Voss.")
    (verdict,) = check_draft(article(9, f"{lead}: “It is late.”"), [source]).results
    assert verdict.status == wanted


@pytest.mark.parametrize(("tail", "wanted"), [("rates the stock “hold.”", "ok"), ("called it “a joke.”", "look")])
def test_a_quoted_word_of_a_relative_clause_is_none_of_the_speakers(tail: str, wanted: str) -> None:
    assert status(f"“It is late,” said Mara Voss, who {tail}") == wanted


@pytest.mark.parametrize(("joint", "wanted"), [("", "ok"), (" because", "look")])
def test_a_reason_that_a_draft_makes_of_words_must_be_told(joint: str, wanted: str) -> None:
    source = article(1, "Mara Voss came to the hall and left.\n\n“Nobody listened to me,” said Mara Voss.")
    told = f"Mara Voss said she had left{joint or ':'} “nobody listened to me.”"
    (verdict,) = check_draft(article(9, told), [source]).results
    assert verdict.status == wanted


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("Mara Voss nearly said", "look"), ("Mara Voss barely said", "look"), ("Mara Voss half said", "look"),
        ("Mara Voss kind of said", "look"), ("Mara Voss once nearly said", "look"),
        ("Mara Voss said in a tweet from a parody account", "look"),
        ("Mara Voss later said", "ok"), ("Mara Voss only said", "ok"), ("Mara Voss said in a letter", "ok"),
    ],
)  # fmt: skip
def test_words_that_were_nearly_said_were_not(told: str, wanted: str) -> None:
    text = f"Mara Voss came to the hall. Otto Quist left.\n\n“The bridge is late and so are we,” {told}."
    (verdict,) = check_draft(
        article(9, "“The bridge is late and so are we,” said Mara Voss."), [article(1, text)]
    ).results
    assert verdict.status == wanted
