"""Speakers on GUM: does the resolved source carry a name of the gold chain; and quotations that end with no speaker."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

from attribune.articles.plain import read
from attribune.records import Article, Source, Span, Statement
from attribune.sources.coref.resolve import resolve
from attribune.statements.extract import Tier, statements
from benchmarks._speaker_scores import (
    MENTION_TYPES,
    Attribution,
    Count,
    attributions,
    credits_or_lists,
    judge,
    match,
    tally,
)
from benchmarks.inputs import json_lines

DATA = ["gum/dev.jsonl.gz", "polnear/dev.jsonl.gz"]
TIER: Tier = "auto"
_CAPITALISED = re.compile(r"(?<![.!?\n“\"] )(?<![\n“\"])\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")
_END = re.compile(r"[.!?\n]")


def read_text(text: str) -> Article:
    """Return the text as the article its reader makes of it."""
    (article,) = read(text.encode(), name="benchmark.txt")
    return article


def align_statements(article: Article, own: Sequence[Statement], gold: Sequence[Attribution]) -> list[Statement]:
    """The article's own statements with gold sources in the place of those they overlap, and the other gold ones added.

    An added one's content is the rest of its sentence. Ids of those that stand for gold are ``gold`` and its number.
    """
    aligned: list[Statement] = []
    used: set[int] = set()
    for statement in own:
        number = _overlapping(statement, gold, used)
        if number is None:
            aligned.append(statement)
        else:
            used.add(number)
            aligned.append(replace(statement, id=f"gold{number}", source=(gold[number].source,)))
    for number, one in enumerate(gold):
        if number not in used and one.source[1] < len(article.text):
            stop = _END.search(article.text, one.source[1] + 1)
            content: tuple[Span, ...] = ((one.source[1], stop.start() if stop else len(article.text)),)
            aligned.append(Statement(id=f"gold{number}", kind="indirect", content=content, source=(one.source,)))
    return sorted(aligned, key=lambda s: (s.content[0][0], -s.content[-1][1]))


def _overlapping(statement: Statement, gold: Sequence[Attribution], used: set[int]) -> int | None:
    """Return the number of the gold source that a statement's source overlaps, each used once."""
    for number, one in enumerate(gold):
        if number not in used and any(min(b, one.source[1]) > max(a, one.source[0]) for a, b in statement.source or ()):
            return number
    return None


def as_it_stands(text: str, gold: Attribution) -> Source:
    """Return the peer that takes the source's words for the name."""
    words = text[slice(*gold.source)]
    return Source(id="peer", name=words, kind="person" if words[:1].isupper() else "unnamed", mentions=(gold.source,))


def nearest_capitalised(text: str, gold: Attribution) -> Source | None:
    """The peer that takes the source's own capitalised words, else the nearest ones before it that open no sentence."""
    inside = _CAPITALISED.search(text, *gold.source)
    if inside is None:
        before = list(_CAPITALISED.finditer(text, max(0, gold.source[0] - 2_000), gold.source[0]))
        inside = before[-1] if before else None
    return Source(id="peer", name=inside[0], kind="person", mentions=(inside.span(),)) if inside else None


# A gold attribution; whether it is words and no credit; whether there is a statement; whether its speaker is right.
Judged = tuple[Attribution, bool, bool, bool | None]


@cache
def _read(text: str, tier: Tier) -> tuple[Article, tuple[Statement, ...]]:
    """Return a text as an article with its statements, which several systems begin with: each text is read once."""
    article = read_text(text)
    return article, tuple(statements(article, tier=tier))


def judged(documents: Iterable[dict[str, Any]], system: str, tier: Tier) -> Iterator[Judged]:
    """Yield each gold attribution with whether a statement stands for it and what its speaker is worth.

    ``system``: "resolver" (gold sources given), "end to end", or a peer, which gets the gold sources too.
    """
    for document in documents:
        text, gold = document["text"], attributions(document)
        if system in PEERS:
            for one in gold:
                yield one, not credits_or_lists(one, text), True, judge(one, text, PEERS[system](text, one))
            continue
        article, found = _read(text, tier)
        own = align_statements(article, found, gold) if system == "resolver" else list(found)
        resolved, sources = resolve(article, own)
        by_id = {source.id: source for source in sources}
        named = {statement.id: statement for statement in resolved}
        for number, one in enumerate(gold):
            statement = named.get(f"gold{number}") if system == "resolver" else match(one, text, resolved)
            source = by_id.get(statement.speaker or "") if statement else None
            verdict = judge(one, text, source) if statement else None
            yield one, not credits_or_lists(one, text), statement is not None, verdict


PEERS = {"nearest capitalised": nearest_capitalised, "as it stands": as_it_stands}
SYSTEMS = ("end to end", "resolver", *PEERS)


def counts(results: Iterable[Judged]) -> dict[str, Count]:
    """Counts by genre, without credits and lists of sources, by type of mention, and of chains without a name."""
    labelled = []
    for gold, words, speaker, verdict in results:
        if not gold.names:
            labelled.append((f"{gold.genre} no name", speaker, verdict))
            continue
        labelled += [(f"{gold.genre}", speaker, verdict), (f"{gold.genre} {gold.type}", speaker, verdict)]
        if words:
            labelled.append((f"{gold.genre} but credits", speaker, verdict))
    return tally(labelled)


def unspoken(name: str, tier: Tier) -> dict[str, float]:
    """Direct quotations of PolNeAR texts: how many, and per cent that end with no speaker."""
    total, silent = 0, 0
    for document in json_lines(name):
        article = read_text(document["text"])
        resolved, _ = resolve(article, statements(article, tier=tier))
        direct = [s for s in resolved if s.kind == "direct"]
        total += len(direct)
        silent += sum(s.speaker is None for s in direct)
    return {"direct quotations": float(total), "without speaker": 100 * silent / max(total, 1)}


def measure() -> dict[str, float]:
    """The gate's figures: ours on the development documents, and the share of direct quotations without a speaker."""
    documents = json_lines(DATA[0])
    measures = {}
    for system in ("end to end", "resolver"):
        for label, count in counts(judged(documents, system, TIER)).items():
            if label.split()[-1] not in MENTION_TYPES:
                measures[f"{system} {label}"] = count.accuracy
                measures[f"misnamed {system} {label}"] = count.misnamed
                if system == "end to end":
                    measures[f"of found {label}"] = count.of_found
    return {**measures, "without speaker": unspoken(DATA[1], TIER)["without speaker"]}


def main(arguments: list[str]) -> None:
    """Print the tables. Arguments: data files of GUM and PolNeAR, a tier, ``wrong`` to list what is wrong."""
    tiers = [a for a in arguments if a in ("rules", "fast", "best", "auto")]
    tier = cast(Tier, tiers[0] if tiers else TIER)
    for name in [a for a in arguments if a.endswith(".gz")] or DATA:
        if name.startswith("gum"):
            documents = json_lines(name)
            if "wrong" in arguments:
                _wrong(documents, tier)
            else:
                _print(name, documents, tier)
        elif "wrong" not in arguments:
            tally_of_file = unspoken(name, tier)
            quotations, share = tally_of_file["direct quotations"], tally_of_file["without speaker"]
            print(f"{name}: {quotations:.0f} direct quotations, {share:.1f}% unspoken")


def _print(name: str, documents: Sequence[dict[str, Any]], tier: Tier) -> None:
    table = {system: counts(judged(documents, system, tier)) for system in SYSTEMS}
    print(f"{name}, tier {tier}: per cent right of all gold attributions (another's name); of those found")
    print(f"{'':<22}{'n':>5} {'end to end':>20}" + "".join(f"{system:>20}" for system in SYSTEMS[1:]))
    for label in sorted(table["resolver"]):
        ours = table["end to end"][label]
        cells = [f"{ours.accuracy:.0f} ({ours.misnamed:.0f}) {ours.of_found:.0f} of {ours.found}"]
        cells += [f"{table[s][label].accuracy:.0f} ({table[s][label].misnamed:.0f})" for s in SYSTEMS[1:]]
        print(f"{label:<22}{ours.gold:>5} " + "".join(f"{cell:>20}" for cell in cells))


def _wrong(documents: Sequence[dict[str, Any]], tier: Tier) -> None:
    texts = {document["id"]: document["text"] for document in documents}
    for system in SYSTEMS[:2]:
        for gold, _, speaker, verdict in judged(documents, system, tier):
            if verdict is not True:
                text, (start, end) = texts[gold.document], gold.source
                state = "misnamed" if verdict is False else "unnamed" if speaker else "not found"
                before, after = text[max(0, start - 60) : start], text[end : end + 60]
                print(
                    f"{system}\t{gold.document}\t{state}\t{gold.names[:3]}\t{before}[{text[start:end]}]{after}".replace(
                        "\n", "⏎"
                    )
                )


if __name__ == "__main__":
    main(sys.argv[1:])
