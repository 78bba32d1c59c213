"""Stories copied through a random graph, with everything that happens to a copy, and the truth about it.

Given articles (any news text) are the originals. A copy takes the paragraphs of one parent or two, cuts, moves, edits
and adds; its outlet's own lines stand below. Some parents are hidden, some times are missing or wrong.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from attribune.records import Article
from attribune.text.sentences import sentences
from benchmarks.lineage.edits import EDITS, NAMES

OUTLETS = ("Quay Courier", "Harbour Ledger", "Brine Post", "Northern Dispatch", "Vale Tribune", "Union Gazette",
           "Coast Herald", "Morning Register", "Hill Chronicle", "River Times",
           "Lantern Daily", "Delta Mail")  # fmt: skip
FOOTERS = (
    "The {outlet} is printed at the {a} works and sold in every {b} from {c} street to the old {d}.",
    "Readers of the {outlet} meet each month in the {a} behind the {b}; tickets are sold at the {c} or the {d}.",
    "Write to the {outlet}, the {a}, {b} lane. The {c} desk answers letters that the {d} desk has passed on.",
)
# Sentences with what edits need and news text often lacks; the nouns differ from story to story.
FACTS = (
    "The {a} lies {n} miles from the {b} and covers {m} acres of {c}.",
    "About 39.6 percent of the {a}s near the {b} had no {c} on Friday, {who} said.",
    "The {a} has spent 1.{n} billion dollars on the {b} over two weeks of {c}.",
    "Police held 12 suspected {a} owners near the {b}, which stands {m} feet above the {c}.",
    "The {a} weighed {m} pounds and had been left at the {b} by three {c} hands, {who} said.",
    "{who} said the {a} would rebuild the old {b} before the {c} arrives.",
    "The {b} was reportedly very weak and could collapse into the {c} on Tuesday, according to {who}.",
)  # fmt: skip
NOUNS = ("sluice", "orchard", "granary", "tannery", "foundry", "meadow", "viaduct", "chapel", "brewery", "quarry",
         "lighthouse", "cannery", "ferry", "reservoir", "bakery", "sawmill", "windmill", "stable", "cellar", "arcade",
         "boathouse", "kiln", "aqueduct", "pasture", "depot", "terrace", "vineyard", "pavilion")  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """How a set of stories is made."""

    copies: tuple[int, int] = (6, 24)
    merges: float = 0.1
    hidden: float = 0.0
    missing_times: float = 0.0
    noise: float = 0.0  # hours by which a fifth of the times are wrong, at most
    edits: tuple[int, int] = (2, 7)
    partial: float = 0.15  # copies that take only some paragraphs


CLEAN = Setting()
NOISY = Setting(merges=0.2, hidden=0.1, missing_times=0.02, noise=3.0)


@dataclass
class Sentence:
    """A sentence with where its words come from: a number for all its descendants."""

    text: str
    root: int


@dataclass
class Op:
    """An edit: its kind and where it is. Spans are of the two texts; None on a side that has nothing to show."""

    kind: str
    parent: str
    child: str
    earlier: tuple[int, int] | None = None
    later: tuple[int, int] | None = None


@dataclass
class Text:
    """An article in the making: paragraphs of sentences."""

    id: str
    paragraphs: list[list[Sentence]]
    parents: tuple[str, ...] = ()
    hidden: bool = False
    outlet: str = ""
    time: datetime = datetime(2026, 3, 1, tzinfo=UTC)
    footer: str = ""
    url: str | None = None
    pending: list[tuple[str, str, Sentence, Sentence, tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    moved: list[tuple[str, Sentence]] = field(default_factory=list)

    def spans(self) -> tuple[str, list[tuple[int, int, Sentence]]]:
        """The text, and where each sentence stands in it."""
        pieces, found, at = list[str](), list[tuple[int, int, Sentence]](), 0
        for paragraph in self.paragraphs:
            for number, sentence in enumerate(paragraph):
                lead = " " if number else ("\n\n" if at else "")
                found.append((at + len(lead), at + len(lead) + len(sentence.text), sentence))
                pieces.append(lead + sentence.text)
                at += len(pieces[-1])
        if self.footer:
            pieces.append("\n\n" + self.footer)
        return "".join(pieces), found


@dataclass
class Made:
    """A set of articles with the truth."""

    articles: list[Article]
    edges: set[tuple[str, str]]  # parent and child, both visible
    hidden_children: set[str]
    ops: list[Op]
    roots: dict[str, list[tuple[int, int, int]]]  # of each article: start, end, root of each sentence
    merged: set[str]  # children of two parents
    copied: list[tuple[str, str, int, int]]  # parent, child, and the span in the child


def generate(texts: list[str], seed: int, setting: Setting, stories: int) -> Made:
    """Return ``stories`` stories made of ``texts``. The same arguments give the same articles."""
    draw, numbers = random.Random(seed), count(1)
    pool = [_sentences(text) for text in texts]
    fresh = [
        one for paragraphs in pool[stories:] for paragraph in paragraphs for one in paragraph if 50 < len(one) < 300
    ]
    draw.shuffle(fresh)
    everything: list[Text] = []
    for story in range(stories):
        everything += _story(pool[story], story, draw, numbers, fresh, setting)
    return with_truth(everything, _furnish(everything, draw, setting))


def _sentences(text: str) -> list[list[str]]:
    paragraphs = []
    for line in text.split("\n"):
        found = [line[a:b] for a, b in sentences(line)]
        if found and len(line) > 30:
            paragraphs.append(found)
    return paragraphs


def _story(
    base: list[list[str]], story: int, draw: random.Random, numbers: count[int], fresh: list[str], setting: Setting
) -> list[Text]:
    paragraphs = [[Sentence(one, next(numbers)) for one in paragraph] for paragraph in base[:14]]
    for form in draw.sample(FACTS, 4):
        a, b, c = draw.sample(NOUNS, 3)
        fact = form.format(a=a, b=b, c=c, n=draw.randint(3, 9), m=draw.randint(2, 9) * 20, who=draw.choice(NAMES))
        paragraphs.insert(draw.randrange(1, len(paragraphs) + 1), [Sentence(fact, next(numbers))])
    start = datetime(2026, 3, 1, 6, tzinfo=UTC) + timedelta(days=3 * story, minutes=draw.randint(0, 600))
    made = [Text(f"s{story}-0", paragraphs, outlet=draw.choice(OUTLETS), time=start)]
    for number in range(1, draw.randint(*setting.copies)):
        made.append(_copy(made, f"s{story}-{number}", draw, numbers, fresh, setting))
    children = {parent for text in made for parent in text.parents}
    for text in made:
        text.hidden = text.id in children and draw.random() < setting.hidden
    return made


def _copy(
    made: list[Text], name: str, draw: random.Random, numbers: count[int], fresh: list[str], setting: Setting
) -> Text:
    weights = [2.0 if not number else 1.0 for number in range(len(made))]
    parents = [draw.choices(made, weights)[0]]
    if len(made) > 2 and draw.random() < setting.merges:
        other = draw.choice(made)
        parents += [other] if other is not parents[0] else []
    time = max(one.time for one in parents) + timedelta(minutes=draw.randint(8, 400))
    outlets = [one for one in OUTLETS if one not in {parent.outlet for parent in parents}]
    child = Text(name, [], tuple(one.id for one in parents), outlet=draw.choice(outlets), time=time)
    seen: set[int] = set()
    for number, parent in enumerate(parents):
        taken = parent.paragraphs
        if len(parents) == 2:
            half = max(2, len(taken) // 2)
            taken = taken[:half] if not number else taken[-half:]
        for paragraph in taken:
            kept = [one for one in paragraph if one.root not in seen]
            if kept:
                child.paragraphs.append([_edited_copy(child, parent.id, one) for one in kept])
            seen |= {one.root for one in kept}
    _rearrange(child, draw, numbers, fresh, setting)
    _edit(child, draw, setting)
    return child


def _edited_copy(child: Text, parent: str, one: Sentence) -> Sentence:
    copy = Sentence(one.text, one.root)
    child.pending.append(("", parent, one, copy, (0, 0), (0, 0)))
    return copy


def _rearrange(child: Text, draw: random.Random, numbers: count[int], fresh: list[str], setting: Setting) -> None:
    """Cuts, additions and a moved paragraph."""
    body = child.paragraphs
    if draw.random() < setting.partial and len(body) > 5:
        low = draw.randrange(0, len(body) - 3)
        del body[: low // 2], body[-(low // 2 + 1) :]
    if draw.random() < 0.5 and len(body) > 3:
        del body[-draw.randint(1, max(1, len(body) // 3)) :]
    for _ in range(draw.randint(0, 2)):
        if len(body) > 3:
            at = draw.randrange(len(body))
            if len(body[at]) > 1 and draw.random() < 0.6:
                del body[at][draw.randrange(len(body[at]))]
            else:
                del body[at]
    if draw.random() < 0.25 and len(body) > 3:
        at = draw.randrange(len(body))
        paragraph = body.pop(at)
        other = draw.choice([n for n in range(len(body) + 1) if n != at])
        body.insert(other, paragraph)
        child.moved.append((child.parents[0], paragraph[0]))
    for _ in range(draw.randint(0, 2)):
        if fresh:
            new = Sentence(fresh.pop(), next(numbers))
            at = draw.randrange(len(body) + 1)
            if draw.random() < 0.5 or at == len(body):
                body.insert(at, [new])
            else:
                body[at].insert(draw.randrange(len(body[at]) + 1), new)


def _edit(child: Text, draw: random.Random, setting: Setting) -> None:
    standing = [one for paragraph in child.paragraphs for one in paragraph]
    links = {id(copy): (parent, source) for _, parent, source, copy, _, _ in child.pending}
    child.pending.clear()
    draw.shuffle(standing)
    wanted = draw.randint(*setting.edits)
    names = list(EDITS)
    for one in standing:
        if id(one) not in links or wanted <= 0:
            continue
        draw.shuffle(names)
        for name in names:
            edited = EDITS[name](one.text, draw)
            if edited and len(edited.text) > 20 and edited.text != one.text:
                parent, source = links[id(one)]
                child.pending.append((edited.kind, parent, source, one, edited.before, edited.after))
                one.text = edited.text
                wanted -= 1
                break


def _furnish(everything: list[Text], draw: random.Random, setting: Setting) -> dict[str, str | None]:
    """Give texts their outlet's own lines; return when each says that it was published."""
    published: dict[str, str | None] = {}
    for text in everything:
        if draw.random() < 0.6:
            own = random.Random(text.outlet)  # an outlet has its own lines
            a, b, c, d = own.sample(NOUNS, 4)
            text.footer = own.choice(FOOTERS).format(outlet=text.outlet, a=a, b=b, c=c, d=d)
    for text in everything:
        if text.hidden:
            continue
        published[text.id] = text.time.isoformat()
        if draw.random() < 0.2 and setting.noise:
            moved = text.time + timedelta(hours=draw.uniform(-setting.noise, setting.noise))
            published[text.id] = moved.isoformat()
        if draw.random() < setting.missing_times:
            published[text.id] = None
    return published


def with_truth(everything: list[Text], published: dict[str, str | None]) -> Made:
    """Return the articles that aren't hidden, published when ``published`` says, with what happened to them."""
    by_id = {text.id: text for text in everything}
    visible = [text for text in everything if not text.hidden]
    made = Made([], set(), set(), [], {}, {one.id for one in visible if len(one.parents) > 1}, [])
    placed = {text.id: text.spans() for text in everything}
    for text in visible:
        body, spans = placed[text.id]
        made.articles.append(
            Article(
                id=text.id, text=body, sha256="0" * 64, outlet=text.outlet, published=published[text.id], url=text.url
            )
        )
        made.roots[text.id] = [(a, b, one.root) for a, b, one in spans]
        for parent in text.parents:
            if by_id[parent].hidden:
                made.hidden_children.add(text.id)
                continue
            made.edges.add((parent, text.id))
            roots = {one.root for _, _, one in placed[parent][1]}
            made.copied += [(parent, text.id, a, b) for a, b, one in spans if one.root in roots]
            made.ops += _ops(text, by_id[parent], spans, placed[parent][1])
    return made


def _ops(
    child: Text, parent: Text, mine: list[tuple[int, int, Sentence]], theirs: list[tuple[int, int, Sentence]]
) -> list[Op]:
    """What happened between one parent and its child."""
    here = {id(one): (a, b) for a, b, one in mine}
    there = {id(one): (a, b) for a, b, one in theirs}
    ops = [
        Op(kind, parent.id, child.id, _at(there[id(source)], before), _at(here[id(copy)], after))
        for kind, named, source, copy, before, after in child.pending
        if named == parent.id and id(copy) in here and id(source) in there
    ]
    ours, before = {one.root for _, _, one in mine}, {one.root for _, _, one in theirs}
    if len(child.parents) == 1:
        for a, b, one in theirs:
            if one.root not in ours:
                ops.append(Op("cut", parent.id, child.id, (a, b), None))
        for a, b, one in mine:
            if one.root not in before:
                ops.append(Op("insertion", parent.id, child.id, None, (a, b)))
        for _, one in child.moved:
            if id(one) in here:
                ops.append(Op("order", parent.id, child.id, None, here[id(one)]))
    return ops


def _at(place: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    return place[0] + span[0], place[0] + span[1]
