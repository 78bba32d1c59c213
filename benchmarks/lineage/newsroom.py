"""A second generator, independent of the first: what newsrooms do with a story, step by step.

An agency publishes and updates a story at one URL. Outlets reprint it, edit it, write its lead anew, write everything
but the quotations anew, take a part of it, put two or three articles together, and copy copies. Beside them stand
reporters who only heard the same statement, earnings tables and weekly listings. Times may be days, or in another zone.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from itertools import count

from attribune.text.sentences import sentences
from benchmarks.lineage.generator import Made, Sentence, Setting, Text, with_truth
from benchmarks.lineage.rewording import EDITS, PEOPLE, reworded

Links = dict[int, tuple[str, Sentence, Sentence]]  # by the id of a copied sentence: parent, its sentence, the copy
AGENCIES = ("Meridian Press Agency", "Norrland Wire")
PAPERS = tuple(
    f"{place} {name}"
    for place in ("Askvik", "Tarnby", "Ostrava Bay", "Linton", "Marsh End", "Corrie", "Veldt")
    for name in ("Observer", "Star", "Examiner")
)
LINES = (
    "Sign up for the {outlet} morning letter and read what {who} thinks about the week.",
    "© {outlet}. No part of this page may be shown elsewhere without the leave of the editors in {place}.",
    "{who} covers the courts and the harbour for the {outlet}. Send tips to the night desk in {place}.",
)
STATEMENTS = (
    "We have told the families everything we know, and we will tell them more when the inquiry allows us to.",
    "Nobody in this building wanted it to end this way, least of all the people who worked on it for years.",
    "I will not stand here and promise you a date that I cannot keep, because you have heard enough of those.",
    "The plan was sound, the money was there, and what failed us in the end was the weather and nothing else.",
    "If the council asks me to leave I will leave, but I will not be pushed out by a headline.",
)
TABLE = (
    "{a} Holdings said group turnover in the quarter to March was {n} million crowns against {m} million a year "
    "earlier. Net profit per share came to {p} crowns against {q}. The board proposes an unchanged dividend of {r} "
    "crowns. The shares of {a} closed at {s} crowns on the Tarnby exchange."
)
LISTING = ("The choir of {a} rehearses in the chapel at seven; newcomers bring a lamp. ",
           "The library bus stops at {a} square until noon, and at the school of {b} after that. ",
           "Second-hand boats are sold behind the {b} customs house while the tide lasts. ",
           "The film club of {a} shows {c} with a talk by {d} before the interval. ")  # fmt: skip


def newsroom(texts: list[str], seed: int, setting: Setting, stories: int) -> Made:
    """Return ``stories`` stories made of ``texts``, with truth. The same arguments give the same articles."""
    draw, numbers = random.Random(f"newsroom {seed}"), count(1)
    pool = [_paragraphs(text, numbers) for text in texts]
    spare = [one.text for body in pool[stories:] for paragraph in body for one in paragraph if 60 < len(one.text) < 260]
    draw.shuffle(spare)
    everything: list[Text] = []
    for story in range(stories):
        everything += _Story(story, pool[story], draw, numbers, spare, setting).told()
    everything += _forms(draw, numbers)
    return with_truth(everything, _published(everything, draw, setting))


def _paragraphs(text: str, numbers: count[int]) -> list[list[Sentence]]:
    text = re.sub(r"(?<=\S)\n(?=\S)", " ", text) if text.count("\n") > len(text) / 90 else text  # wrapped lines
    found = []
    for line in text.split("\n"):
        line = re.sub(r"\s+", " ", line).strip()
        if len(line) > 30:
            found.append([Sentence(line[a:b], next(numbers)) for a, b in sentences(line)])
    return found[:12]


class _Story:
    def __init__(self, number: int, body: list[list[Sentence]], draw: random.Random, numbers: count[int],
                 spare: list[str], setting: Setting) -> None:  # fmt: skip
        self.number, self.draw, self.numbers, self.spare, self.setting = number, draw, numbers, spare, setting
        start = datetime(2026, 6, 1, 5, tzinfo=UTC) + timedelta(days=2 * number, minutes=draw.randint(0, 900))
        self.made = [Text(f"n{number}-0", body, outlet=draw.choice(AGENCIES), time=start)]
        if draw.random() < 0.7:
            self.made[0].url = f"https://wire.example/{number}"

    def told(self) -> list[Text]:
        """All articles of the story, some of them hidden."""
        draw = self.draw
        for place in range(1, draw.randint(*self.setting.copies)):
            deed = draw.random()
            if deed < 0.08 and self._update(place):
                continue
            if deed < 0.08 + self.setting.merges and len(self.made) > 2:
                self._roundup(place)
            else:
                self._copy(place)
        parents = {parent for one in self.made for parent in one.parents}
        for one in self.made:
            one.hidden = one.id in parents and draw.random() < self.setting.hidden
        return [*self.made, *self._witnesses()]

    def _text(self, place: int | str, parents: list[Text], outlet: str = "") -> Text:
        used = {one.outlet for one in parents}
        outlet = outlet or self.draw.choice([one for one in PAPERS if one not in used])
        lag = self.draw.lognormvariate(4.2, 1.1)  # minutes; a few are below five
        time = max(one.time for one in parents) + timedelta(minutes=max(1.0, min(lag, 2_000)))
        return Text(f"n{self.number}-{place}", [], tuple(one.id for one in parents), outlet=outlet, time=time)

    def _update(self, place: int) -> bool:
        """The agency's own next version: no copy of anybody's, and whoever copies it copies these words."""
        versions = [one for one in self.made if one.url]
        if not versions:
            return False
        child = self._text(place, [versions[-1]], versions[-1].outlet)
        child.parents, child.url = (), versions[-1].url
        child.paragraphs = [[Sentence(one.text, one.root) for one in each] for each in versions[-1].paragraphs]
        child.paragraphs.insert(self.draw.randint(1, 2), [self._new(), self._new()])
        self._reword(child, {}, self.draw.randint(1, 3))
        self.made.append(child)
        return True

    def _new(self) -> Sentence:
        return Sentence(self.spare.pop() if self.spare else "Nothing more was known.", next(self.numbers))

    def _copy(self, place: int) -> None:
        draw = self.draw
        parent = draw.choice(self.made[-6:] if draw.random() < 0.5 else self.made)  # the newest are at hand
        child = self._text(place, [parent])
        taken = list(parent.paragraphs)
        way = draw.choice(("reprint", "edit", "edit", "new lead", "quotations", "part", "part"))
        if way == "part" and len(taken) > 4:
            low = draw.randint(0, len(taken) - 4)
            taken = taken[low : low + draw.randint(4, 7)]
        elif draw.random() < 0.5:
            taken = taken[: max(3, len(taken) - draw.randint(1, 4))]
        links = self._take(child, [(parent, taken)])
        if way == "new lead":
            child.paragraphs[0] = [self._new()]
        elif way == "quotations":
            self._around_quotations(child)
        if draw.random() < 0.2 and len(child.paragraphs) > 3:
            child.paragraphs.insert(0, child.paragraphs.pop(2))
            child.moved.append((parent.id, child.paragraphs[0][0]))
        self._reword(child, links, draw.randint(*self.setting.edits) if way != "reprint" else draw.randint(1, 2))
        if draw.random() < 0.4:
            child.paragraphs.append([self._new()])
        self._sign(child, parent)
        self.made.append(child)

    def _roundup(self, place: int) -> None:
        draw = self.draw
        parents = draw.sample(self.made, min(len(self.made), draw.choice((2, 2, 3))))
        child = self._text(place, parents)
        taken, held = list[tuple[Text, list[list[Sentence]]]](), set[int]()
        for parent in parents:
            fresh = [each for each in parent.paragraphs if not any(one.root in held for one in each)]
            low = draw.randint(0, max(0, len(fresh) - 3))
            part = fresh[low : low + draw.randint(2, 4)]
            held |= {one.root for each in part for one in each}
            taken.append((parent, part))
        links = self._take(child, [one for one in taken if one[1]])
        child.parents = tuple(one.id for one, part in taken if part)
        self._reword(child, links, draw.randint(0, 3))
        self._sign(child, parents[0])
        self.made.append(child)

    def _take(self, child: Text, taken: list[tuple[Text, list[list[Sentence]]]]) -> Links:
        links = {}
        for parent, part in taken:
            for each in part:
                child.paragraphs.append([])
                for one in each:
                    copy = Sentence(one.text, one.root)
                    links[id(copy)] = parent.id, one, copy  # held: the id of what is gone is given again
                    child.paragraphs[-1].append(copy)
        return links

    def _around_quotations(self, child: Text) -> None:
        """Every second sentence without a quotation said in other words: nothing of it is a copy any more."""
        for each in child.paragraphs:
            for at, one in enumerate(each):
                if not re.search(r"[\"“”]", one.text) and self.draw.random() < 0.5:
                    each[at] = Sentence(reworded(one.text, self.draw), next(self.numbers))

    def _reword(self, child: Text, links: Links, wanted: int) -> None:
        """Edits of kinds drawn first, each where it can be made: so rare kinds are as frequent as others."""
        standing = [one for each in child.paragraphs for one in each if not links or id(one) in links]
        for _ in range(wanted):
            name = self.draw.choice(list(EDITS))
            self.draw.shuffle(standing)
            for one in standing:
                edited = EDITS[name](one.text, self.draw)
                if edited and edited.text != one.text:
                    if id(one) in links:
                        parent, source, _ = links[id(one)]
                        child.pending.append((edited.kind, parent, source, one, edited.before, edited.after))
                    one.text = edited.text
                    standing.remove(one)
                    break

    def _sign(self, child: Text, parent: Text) -> None:
        """A byline and, of some, a credit; bylines of the parent don't stay."""
        draw = self.draw
        child.paragraphs = [each for each in child.paragraphs if not each[0].text.startswith(("By ", "("))]
        if draw.random() < 0.4:
            child.paragraphs.insert(0, [Sentence(f"By {draw.choice(PEOPLE)}", next(self.numbers))])
        if parent.outlet in AGENCIES and draw.random() < 0.4:
            child.paragraphs.append([Sentence(f"({parent.outlet})", next(self.numbers))])
        if draw.random() < 0.5:
            own = random.Random(child.outlet)
            line = own.choice(LINES).format(outlet=child.outlet, who=own.choice(PEOPLE), place=own.choice(PAPERS))
            child.footer = line

    def _witnesses(self) -> list[Text]:
        """Two reporters who heard one statement, and share nothing else."""
        if self.draw.random() > 0.5:
            return []
        said = self.draw.sample(STATEMENTS, 2)
        found = []
        for place in "xy":
            one = self._text(place, [self.made[0]])
            one.parents = ()
            for words in said:
                tail = f" “{words}” {self.draw.choice(('the mayor said', 'she said', 'were the words'))}."
                one.paragraphs += [[Sentence(self._new().text + tail, next(self.numbers))], [self._new(), self._new()]]
            found.append(one)
        return found


def _forms(draw: random.Random, numbers: count[int]) -> list[Text]:
    """Tables of results and an outlet's listings of two weeks, of which nobody is a copy."""
    found = []
    day = datetime(2026, 6, 2, 8, tzinfo=UTC)
    for place in range(6):
        values = {key: draw.randint(11, 9_999) for key in "nmpqrs"}
        text = TABLE.format(a=draw.choice(PEOPLE).split()[-1], **values)
        one = Text(
            f"t{place}", [[Sentence(text, next(numbers))]], outlet=AGENCIES[0], time=day + timedelta(hours=place)
        )
        found.append(one)
    for place in range(4):
        rows = [
            row.format(a=draw.choice(PAPERS), b=draw.choice(PAPERS), c=draw.choice(PEOPLE), d=draw.choice(PEOPLE))
            for row in draw.sample(LISTING, 4)
        ]
        one = Text(f"l{place}", [[Sentence(row, next(numbers))] for row in rows], outlet=PAPERS[0],
                   time=day + timedelta(days=7 * place))  # fmt: skip
        found.append(one)
    return found


def _published(everything: list[Text], draw: random.Random, setting: Setting) -> dict[str, str | None]:
    """What the pages say: in noisy sets a tenth only the day, some in another zone, some nothing."""
    shown: dict[str, str | None] = {}
    for one in everything:
        shown[one.id] = one.time.isoformat()
        if setting.noise and draw.random() < 0.1:
            shown[one.id] = one.time.date().isoformat()
        elif setting.noise and draw.random() < 0.07:  # local time that is read as UTC
            shown[one.id] = (
                (one.time + timedelta(hours=draw.choice((-3, -2, -1, 1, 2)))).replace(tzinfo=None).isoformat()
            )
        if draw.random() < setting.missing_times:
            shown[one.id] = None
    return shown
