"""Copies and wire stories: are they found, is nothing else taken for one?

Copies are made from PolNeAR dev, BASIL and long Reuters stories: another outlet's lead before and after a part of the
text, some words changed. What must not be joined: briefs under one footer, what a digest holds, and Reuters' reports of
different companies, which are told apart by their tickers. The thresholds in ``corpus/derived/near_duplicates.py`` were
set on these sets together, none of them held back. The rest are all PolNeAR articles as they are, in which the credited
agency is known; the forms of credits were read in train.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attribune.articles.reading import read_bytes
from attribune.corpus.derived.wires import wire_of
from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.hashing import canonical
from benchmarks.inputs import json_lines

DATA = ["polnear/dev.jsonl.gz", "polnear/train.jsonl.gz"]
KEPT = (1.0, 0.75, 0.5, 0.35, 0.2)  # of the text in the copy
CHANGED = 0.02  # of the words of a copy
SEED = 4
LONG, SOME = 150, 300  # words of a long Reuters story; articles of a set


def copies(rows: list[dict[str, Any]], share: float) -> Iterator[tuple[int, str]]:
    """(number of the original, text of its copy): a part of it between an opening and an end of the copier's own."""
    draw = random.Random(SEED)
    others = [line for row in rows for line in row["text"].split("\n") if 30 < len(line.split()) < 60]
    for number, row in enumerate(rows):
        lines = [line for line in row["text"].split("\n") if line.strip()][1:]
        total = sum(len(line.split()) for line in lines)
        part: list[str] = []
        for line in lines:
            if sum(len(one.split()) for one in part) >= share * total:
                break
            part.append(" ".join(w if draw.random() > CHANGED else "indeed" for w in line.split()))
        yield number, "\n\n".join([draw.choice(others), *part, draw.choice(others)])


def measure_copies(rows: list[dict[str, Any]], share: float) -> tuple[float, float]:
    """Return the share of copies that are led to their original, and to any other article."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [canonical({"text": row["text"], "id": f"o{n}"}) for n, row in enumerate(rows)]
        lines += [canonical({"text": text, "id": f"c{n}"}) for n, text in copies(rows, share)]
        (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
        with Corpus(folder / "c", write=True) as corpus:
            add(corpus, file_items([folder / "all.jsonl"], on_error=_raise), tier="none", workers=1)
            story_of = {row["record_id"]: row["story"] for row in corpus.rows("SELECT record_id, story FROM versions")}
            own = {row["id"]: row["record_id"] for row in corpus.rows("SELECT id, record_id FROM versions")}
    led = [(own[story_of[f"c{n}"]], f"o{n}", f"c{n}") for n in range(len(rows))]
    right = sum(to == own[story_of[original]] for to, original, _ in led)
    wrong = sum(to not in (own[story_of[original]], copy) for to, original, copy in led)
    return right / len(rows), wrong / len(rows)


FOOTER = (
    "Reporting by Jane Marsh in Port Ellery and Peter Lowe; Editing by Alan Cole. The Harbour Herald is published by "
    "Quay Media Group, 12 Dock Street. Copyright 2016 Quay Media Group. All rights reserved. Follow us on the usual "
    "networks. Sign up for the Morning Briefing from our politics team. To report an error, write to the desk or call "
    "555-0100. Our reporters follow the Code of the Press Board, which hears complaints on the first Monday of a month."
)
ITEMS = 8  # of a digest


def briefs(rows: list[dict[str, Any]], words: int) -> list[str]:
    """Return the beginnings of articles."""
    return [" ".join(row["text"].split()[:words]) for row in rows]


def stories_of(texts: list[str]) -> list[int]:
    """Return the story of each text, by the place of its first telling, all added in this order."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [canonical({"text": text, "id": f"t{n}"}) for n, text in enumerate(texts)]
        (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
        with Corpus(folder / "c", write=True) as corpus:
            add(corpus, file_items([folder / "all.jsonl"], on_error=_raise), tier="none", workers=1)
            rows = corpus.rows("SELECT record_id, story FROM versions ORDER BY id")
    own = {number: int(row["record_id"][1:]) for number, row in enumerate(rows, 1)}
    stories = {int(row["record_id"][1:]): own[row["story"]] for row in rows}
    return [stories[n] for n in range(len(texts))]


def joined(texts: list[str]) -> int:
    """Return how many texts are led to another one."""
    return sum(story != n for n, story in enumerate(stories_of(texts)))


def companies(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """Reuters stories that tell another's story, of those that name a ticker; and those whose tickers differ."""
    named = [(row["text"], set(_TICKER.findall(f"{row['title']} {row['text'][:200]}"))) for row in rows]
    named = [(text, tickers) for text, tickers in named if tickers]
    outliers = [(n, story) for n, story in enumerate(stories_of([text for text, _ in named])) if story != n]
    return len(outliers), sum(not named[n][1] & named[story][1] for n, story in outliers)


_TICKER = re.compile(r"(?:<|&lt;)([A-Z.]+)>")


def merged(rows: list[dict[str, Any]]) -> int:
    """Return how many articles as they are get led to another one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "all.jsonl").write_text("\n".join(canonical({"text": r["text"], "id": r["id"]}) for r in rows))
        with Corpus(folder / "c", write=True) as corpus:
            add(corpus, file_items([folder / "all.jsonl"], on_error=_raise), tier="none", workers=1)
            return int(corpus.rows("SELECT count(*) FROM versions WHERE story != id")[0][0])


def wires(rows: list[dict[str, Any]]) -> dict[str, float]:
    """Agencies named rightly, missed, and named where none is credited."""
    right = missed = false = 0
    for row in rows:
        about = {"text": row["text"], "title": row["title"], "author": row["author"], "outlet": row["publisher"]}
        wire = wire_of(read_bytes(canonical(about).encode(), name="article.jsonl")[0])
        gold = row["wire"]
        right += bool(gold and wire and gold.lower() == wire.lower())
        missed += bool(gold and not (wire and gold.lower() == wire.lower()))
        false += bool(wire and not gold)
    return {"right": right, "missed": missed, "false": false}


def measure() -> dict[str, float]:
    """Return the figures by name, on dev; wires on train and dev as there are few of them."""
    dev, train = json_lines(DATA[0]), json_lines(DATA[1])
    reuters, basil = json_lines("reuters/reuters21578.jsonl.gz"), json_lines("basil/dev.jsonl.gz")
    long = [row for row in reuters if len(row["text"].split()) > LONG][:SOME]
    long = [{**row, "text": "\n".join(" ".join(p.split()) for p in row["text"].split("\n    "))} for row in long]
    figures: dict[str, float] = {}
    for name, rows in (("", dev), ("BASIL ", basil), ("Reuters ", long)):
        for kept in KEPT:
            right, wrong = measure_copies(rows, kept)
            figures[f"{name}copies of {kept:.0%} led home"] = right
            figures[f"{name}copies of {kept:.0%} led astray"] = wrong
    for words in (40, 60, 100):
        under = [f"{text}\n\n{FOOTER}" for text in briefs(train[:SOME], words)]
        figures[f"briefs of {words} words under a footer joined"] = joined(under)
    items = briefs(train[:SOME], 80)
    digests = ["\n\n".join(items[n : n + ITEMS]) for n in range(0, len(items), ITEMS)]
    figures["items and digests joined"] = joined([*digests, *items])
    figures["Reuters reports joined"], figures["of them of other companies"] = companies(reuters)
    figures["train articles led to another"] = merged(train)
    figures |= {f"dev wires {name}": value for name, value in wires(dev).items()}
    figures |= {f"train wires {name}": value for name, value in wires(train).items()}
    return figures


def _raise(error: Exception) -> None:
    raise error


def main(_arguments: list[str]) -> None:
    """Print the figures."""
    for name, value in measure().items():
        print(f"{name:<34} {value:8.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
