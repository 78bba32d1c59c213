"""Trace: how fast passages are found and aligned on Reuters, and which shared quotations of BASIL are found.

``./run bench trace`` prints processor seconds and memory of each stage on all 19,043 stories, then the recall of shared
quotations against a brute-force comparison: for all pairs of articles of one event in BASIL dev, from two outlets, all
pairs of quotations that share a run of 20 folded characters that is at least half of the shorter one, or 40 in a row.
"""

from __future__ import annotations

import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from attribune.records import Article, Member
from attribune.text.fold import fold_text
from attribune.text.quotes import quotations
from attribune.trace.run import trace_articles
from benchmarks.inputs import json_lines

DATA = ["basil/dev.jsonl.gz"]
REUTERS = "reuters/reuters21578.jsonl.gz"
MONTHS = {name: number for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
LEAST, HALF, LONG = 20, 0.5, 40
PAIRS = Path(__file__).parent / "lineage" / "basil_pairs.tsv"
SAMPLE = Path(__file__).parent / "lineage" / "basil_sample.tsv"


def reuters() -> list[Article]:
    """All stories with their times."""
    found = []
    for row in json_lines(REUTERS):
        day, clock = row["date"].strip().split()[:2]
        number, month, year = day.split("-")
        time_of = f"{year}-{MONTHS[month]:02d}-{int(number):02d}T{clock.split('.')[0]}"
        found.append(Article(id=row["id"], text=row["text"], sha256="0" * 64, published=time_of, title=row["title"]))
    return found


def basil() -> list[tuple[str, Article]]:
    """The articles with their events."""
    return [
        (
            row["event"],
            Article(id=f"{number}", text=row["text"], sha256="0" * 64, published=row["date"], outlet=row["outlet"]),
        )
        for number, row in enumerate(json_lines(DATA[0]))  # some of their own ids are no ids
    ]


def brute_force() -> set[tuple[str, str, str, str]]:
    """Pairs of articles with the folded words of the two quotations that they share."""
    events: defaultdict[str, list[Article]] = defaultdict(list)
    for event, article in basil():
        events[event].append(article)
    found = set()
    for group in events.values():
        for one, two in combinations(sorted(group, key=lambda article: article.id), 2):
            if one.outlet != two.outlet:
                found |= {(one.id, two.id, first, second) for first, second in _shared(one.text, two.text)}
    return found


def _shared(one: str, two: str) -> Iterator[tuple[str, str]]:
    ours, theirs = _quoted(one), _quoted(two)
    for first in ours:
        for second in theirs:
            run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size
            if run >= LEAST and (run >= HALF * min(len(first), len(second)) or run >= LONG):
                yield first, second


def _quoted(text: str) -> list[str]:
    parts = [text[a:b] for quotation in quotations(text) if quotation.depth == 0 for a, b in quotation.parts]
    folded = [fold_text(part).strip(" .,;:!?-'\"") for part in parts]
    return [one for one in folded if len(one) >= LEAST]


def quotation_recall() -> tuple[int, int]:
    """Shared quotations that lie in one family, or in one match of the two articles, and all of them."""
    articles = [article for _, article in basil()]
    texts = {article.id: article.text for article in articles}
    result = trace_articles(articles, speakers=False)
    family: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for group in result.families:
        for member in group.members:
            family[member.article, fold_text(member.text).strip(" .,;:!?-'\"")].add(group.family)
    spans: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for match in result.matches:
        first = fold_text(texts[match.earlier.article][slice(*match.earlier.span)])
        second = fold_text(texts[match.later.article][slice(*match.later.span)])
        spans[match.earlier.article, match.later.article].append((first, second))
        spans[match.later.article, match.earlier.article].append((second, first))
    met = 0
    wanted = brute_force()
    for one, two, first, second in wanted:
        both = bool(family[one, first] & family[two, second])
        met += both
    return met, len(wanted)


def labelled_pairs() -> tuple[int, int, int, int, int]:
    """Pairs labelled by eye as one utterance that are in one family, those labelled and those in one family;
    of those whose family begins with the earlier of the two, the changes that are as labelled, and all.
    """
    articles = [article for _, article in basil()]
    families = trace_articles(articles, speakers=False).families
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    met = wanted = found = alike = changes = 0
    for row in rows:
        one, two = (row[0], int(row[1]), int(row[2])), (row[3], int(row[4]), int(row[5]))
        pairs = [
            (group.members[0] is first, second.change)
            for group in families
            for first in group.members
            if _lies_in(first, one)
            for second in group.members
            if _lies_in(second, two)
        ]
        same = row[6] != "different"
        wanted, found, met = wanted + same, found + bool(pairs), met + (same and bool(pairs))
        for begins, change in pairs[:1]:
            changes += begins and same
            alike += begins and same and change == row[6]
    return met, wanted, found, alike, changes


def sampled_pairs() -> Counter[str]:
    """How many of the pairs drawn from all families and read by eye are still in one family, by label."""
    families = trace_articles([article for _, article in basil()], speakers=False).families
    found: Counter[str] = Counter()
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            row = line.split("\t")
            one, two = (row[0], int(row[1]), int(row[2])), (row[3], int(row[4]), int(row[5]))
            found[row[6]] += any(
                any(_lies_in(m, one) for m in group.members) and any(_lies_in(m, two) for m in group.members)
                for group in families
            )
    return found


def _lies_in(member: Member, place: tuple[str, int, int]) -> bool:
    name, start, end = place
    return member.article == name and min(end, member.span[1]) - max(start, member.span[0]) > (end - start) / 2


def measure() -> dict[str, float]:
    """The figures that have floors."""
    met, wanted = quotation_recall()
    right, labelled, found, *_ = labelled_pairs()
    sample = sampled_pairs()
    return {
        "BASIL shared quotations found": met / wanted,
        "BASIL labelled pairs recall": right / labelled,
        "BASIL labelled pairs precision": right / found,
        "BASIL sampled pairs precision": 1 - sample["wrong"] / sample.total(),
    }


def main(_arguments: list[str]) -> None:
    """Print the figures."""
    met, wanted = quotation_recall()
    print(f"BASIL dev: {met} of {wanted} shared quotations found ({met / wanted:.1%})")
    right, labelled, found, alike, changes = labelled_pairs()
    print(
        f"pairs labelled by eye: {right} of {labelled} found, {found - right} more; {alike} of {changes} changes alike"
    )
    sample = sampled_pairs()
    print("pairs drawn from all families, still in one: " + ", ".join(f"{n} {label}" for label, n in sample.items()))
    articles = reuters()
    began = last = time.process_time()
    stages: dict[str, float] = {}

    def step(stage: str, _done: int, _total: int) -> None:
        nonlocal last
        now = time.process_time()
        stages[stage] = stages.get(stage, 0.0) + now - last
        last = now

    result = trace_articles(articles, speakers=False, progress=step)
    for stage, seconds in stages.items():
        print(f"  until {stage:<28} {seconds:6.1f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"Reuters: {len(articles)} stories, {len(result.matches)} passages, {len(result.edges)} edges, "
        f"{len(result.changes)} changes in {time.process_time() - began:.1f} s of processor time, {memory:.2f} GB"
    )
