"""Dossiers to forge: honest ones of every verdict, and the means to change their records and seal them anew."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attribune.check.engine import check_draft
from attribune.corpus.query.dossier import dossier
from attribune.corpus.storage.corpus import Corpus, articles_of
from attribune.corpus.storage.hashing import canonical, digest, sha256
from attribune.corpus.verify.dossier import Dossier
from attribune.records import to_json
from tests.corpus.sample_corpora import page, take_in
from tests.fakes import article

Records = list[dict[str, Any]]

WALL = """The sea wall of Tern Island

“The sea wall is not safe. We ask for 1.5 million crowns,” Mara Voss, the harbour master, said on Tuesday.

“It is illegal to moor there, and I will re-sign the order in May,” Tobias Renn, a pilot, told the council.

“I would never have voted for it, er, unless the colour of the lamps were changed,” Ines Calloway said.
“He didn't ask me,” she said.

“The lamps went out at nine,” Hugh Pell said, “and nobody lit them again until the ferry had gone.”

The council said the work on the quay was slower than planned, and that fifteen lamps were missing.

“Did the lamps go out on Friday?” Amara Vell asked.
"""
DRAFT = """“The sea wall is not safe. We ask for 1.5 million crowns,” Mara Voss said.

“We ask for … crowns,” Mara Voss said.

“I will re-sign the order in May,” Tobias Renn said.

“It is illegal to moor there, and I will re-sign the order in May,” said Ines Calloway.

“The lamps went out at ten,” Hugh Pell said.

“the work on the quay was slower than planned,” Mara Voss said.

“Did the boatmen steal the lamps of the eastern pier on Friday night?” Amara Vell asked.

“[Tobias Renn] didn't ask me,” Ines Calloway said.

Many spoke of a so-called “catch”, and of the book “The Lamps of Tern Island”.
"""
POLICY_DRAFTS = {
    "strict": "“I would never have voted for it, er, unless the colour of the lamps were changed,” Ines Calloway said.",
    "ap": "“I would never have voted for it, er, unless the color of the lamps were changed,” Ines Calloway said.",
    "guardian": "“I would never have voted for it, unless the color of the lamps were changed,” Ines Calloway said.",
}


def wall(path: Path) -> Path:
    """A corpus with the text above and a page of two versions."""
    pages = path / "pages"
    pages.mkdir()
    (pages / "wall.txt").write_text(WALL, encoding="utf-8")
    (pages / "first.html").write_text(page(2), encoding="utf-8")
    later = page(2, said="The bridge is older than the council", modified="2026-06-01T00:00:00Z")
    (pages / "later.html").write_text(later, encoding="utf-8")
    (pages / "whole.html").write_text(page(3), encoding="utf-8")
    take_in(path / "corpus", pages)
    return path / "corpus"


def checked(corpus: Path, draft: str, policy: str = "strict") -> dict[str, Any]:
    """A check of a draft against a corpus, as JSON."""
    found = check_draft(
        article(9, draft), list(articles_of(corpus)), policy=policy, tier="rules", evidence_tier="rules"
    )
    made: dict[str, Any] = to_json(found)
    return made


def records_of(corpus: Path, *checks: dict[str, Any], statements: bool = False) -> Records:
    """The records of a dossier over checks, and over all statements and articles if asked; without its seal."""
    with Corpus(corpus) as opened:
        numbers = [row["id"] for row in opened.rows("SELECT id FROM articles ORDER BY id")] if statements else []
        lines = list(dossier(opened, articles=numbers, checks=checks))
    return [json.loads(line) for line in lines[:-1]]


def sealed(records: Records) -> bytes:
    """The records as a dossier, all digests and the seal made anew, as a forger would."""
    for one in of(records, "version"):
        told = {name: one[name] for name in ("text", "title", "outlet", "published", "language", "authors", "blocks")}
        told |= {"links": [link["href"] for link in one["links"]], "embeds": one["embeds"]}
        one["text_sha256"], one["digest"] = sha256(one["text"].encode()), digest(told)
    for record in records:
        record["digest"] = digest(record["body"])
    return sealed_as_they_are(records)


def sealed_as_they_are(records: Records) -> bytes:
    """The records as a dossier; only the seal is made anew."""
    kept = "".join(canonical(record) + "\n" for record in records).encode()
    return kept + (canonical({"kind": "seal", "sha256": sha256(kept)}) + "\n").encode()


def of(records: Records, kind: str) -> list[Any]:
    """The bodies of one kind."""
    return [record["body"] for record in records if record["kind"] == kind]


def verified(data: bytes) -> Dossier:
    """What the verifier finds in a dossier."""
    found = Dossier(io.BytesIO(data))
    found.check()
    return found


def copied(records: Records) -> Records:
    """A copy to be changed."""
    same: Records = json.loads(json.dumps(records))
    return same


def statement(records: Records, number: int = 0, **wanted: Any) -> dict[str, Any]:
    """A statement of a named speaker."""
    named = [one for one in of(records, "statement") if one["speaker"]["name"]]
    found: dict[str, Any] = [
        one for one in named if all(one["statement"][name] == value for name, value in wanted.items())
    ][number]
    return found


def verdict(records: Records, name: str) -> dict[str, Any]:
    """The first verdict of this name."""
    found: dict[str, Any] = next(
        one for check in of(records, "check") for one in check["check"]["checks"] if one["verdict"] == name
    )
    return found


def counted(records: Records) -> None:
    """Make the summaries count what there is."""
    for one in of(records, "check"):
        verdicts = [each["verdict"] for each in one["check"]["checks"]]
        one["check"]["summary"] = {name: verdicts.count(name) for name in set(verdicts)}


def called(records: Records, was: str, name: str) -> None:
    """Call a verdict something else, with a summary that fits."""
    verdict(records, was).update(verdict=name, ok=name in ("verbatim", "faithful"))
    counted(records)


Forge = Callable[[Records], None]


def at(path: str, value: Any) -> Iterator[tuple[str, Forge]]:
    """A forger who puts a value at a place: "version.title", "check.check.summary", "verbatim.evidence.0.title"."""
    first, *keys = path.split(".")

    def forge(records: Records) -> None:
        bodies = of(records, first)
        holder: Any = bodies[-1] if bodies else verdict(records, first)
        if first == "statement":
            holder = statement(records, kind="direct")
        if first == "version":
            holder = next(one for one in bodies if one["address"].endswith("wall.txt"))
        if first == "history":
            holder = next(one for one in bodies if one["events"])
        *outer, last = (int(key) if key.isdigit() else key for key in keys)
        for key in outer:
            holder = holder[key]
        holder[last] = value(holder[last]) if callable(value) else value

    yield path, forge
