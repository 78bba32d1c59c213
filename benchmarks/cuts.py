"""Parts of spoken sentences of real news, cut where reporters cut: which are sent to look, and which should be.

``./run bench cuts [--on train|dev] [--kinds SET] [--every N] [--list]``. Each part is put into a draft of one line with
its speaker, and checked against its own article. Only sentences that are ok as wholes count: the cut alone decides.
``cut_cases.tsv`` has the places of parts that a person judged; ``--kinds`` counts all parts of a set by kind of cut.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.check.turns import Turn
from attribune.records import Article, Verdict
from attribune.text.sentences import sentences
from benchmarks.inputs import json_lines

CASES = Path(__file__).with_name("cut_cases.tsv")
MIN_KEPT, MIN_LEFT_OUT = 4, 2  # words
MOST_A_KIND = 2  # cuts of one kind in one sentence

_AFTER = {
    "and": r", and ",
    "and, bare": r"(?<!,) and (?=(?:I|we|he|she|it|they|you|that|this|the|there)\b)",
    "but": r",? but ",
    "semicolon": r"; ",
    "dash": r"\s?[—–]\s?|\s--\s",
    "so": r",? so (?:that )?(?=(?:I|we|he|she|it|they|you|the)\b)",
    "because": r",? because ",
    "which": r", which ",
    "who": r", who(?:se)? ",
    "participle": r", (?=\w{3,}ing\b)",
    "apposition": r", (?=(?:an?|the|my|our)\s)",
    "to": r" (?=(?:in order )?to \w+)",
    "when": r",? when ",
    "while": r",? (?:while|as) ",
    "if": r",? (?:if|unless|until) ",
    "although": r",? (?:although|though|even if) ",
    "than": r" (?=than )",
    "time": r" (?=(?:last|this|next|every)\s(?:week|month|year|summer|night|election|day)"
    r"|(?:in|since|by)\s(?:19|20)\d\d|on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|yesterday)",
    "phrase": r" (?=(?:in|on|at|from|with|for|by|about|through|across|under|over|between|among|without)\s)",
    "restrictive": r" (?=(?:who|that|which|where)\s)",
}
_BEFORE = {
    "conjunction": r"(?:And|But|So|Well|Now|Look|Again|Yes),? ",
    "joined clause": r"[^,]{10,90}, (?:and|but) (?=(?:I|we|he|she|it|they|you|that|this|the|there)\b)",
    "opinion": r"I (?:think|believe|guess|hope|feel)(?: that)? ",
    "assurance": r"(?:I (?:can |will |have to |want to )?(?:say|tell you|know)|I.m (?:sure|confident|glad))"
    r"(?: that)? ",
    "the fact is": r"The (?:fact|truth|reality|thing|problem|point|bottom line|question) is(?:,| that)? ",
    "when first": r"(?:When|As|While|After|Before|Once|Since) [^,]{3,80}, ",
    "if first": r"(?:If|Unless) [^,]{3,90}, ",
    "because first": r"Because [^,]{3,90}, ",
    "phrase first": r"(?:In|On|At|For|By|With|From|Over|During|Under) [^,]{3,50}, ",
    "adverb": r"[A-Z]\w+ly, ",
}
CUTS = [(name, re.compile(pattern), False) for name, pattern in _AFTER.items()]
CUTS += [(name, re.compile(pattern), True) for name, pattern in _BEFORE.items()]


class Piece(NamedTuple):
    """A part of a sentence: its kind of cut, the span that is kept, and the one that is left out."""

    kind: str
    kept: tuple[int, int]
    left_out: tuple[int, int]


def cut_pieces(sentence: str) -> Iterator[Piece]:
    """Yield the pieces of a sentence, each kept span once."""
    seen = set[tuple[int, int]]()
    for kind, pattern, before in CUTS:
        found = [pattern.match(sentence)] if before else list(pattern.finditer(sentence))[:MOST_A_KIND]
        for match in filter(None, found):
            kept = (match.end(), len(sentence)) if before else (0, match.start())
            rest = (0, match.end()) if before else (match.start(), len(sentence))
            long = len(sentence[slice(*kept)].split()) >= MIN_KEPT
            if long and (before or len(sentence[match.end() :].split()) >= MIN_LEFT_OUT) and kept not in seen:
                seen.add(kept)
                yield Piece(kind, kept, rest)


@lru_cache(maxsize=2)
def _texts(name: str) -> list[str]:
    return [row["text"] for row in json_lines(f"polnear/{name}.jsonl.gz")]


@lru_cache(maxsize=4)
def _views(name: str, number: int) -> Views:
    article = next(iter(read_bytes(_texts(name)[number].encode(), name=f"{name}-{number}.txt")))
    return Views([article], "auto")


def spoken(views: Views) -> Iterator[tuple[Turn, int, int]]:
    """Yield the turn and the span of each sentence that somebody known says in the article's body."""
    visible, text = views(0), views.evidence[0].text
    for turn in visible.turns:
        if turn.speaker is not None and turn.speaker.kind != "unnamed" and not visible.in_heading(turn):
            for part in turn.spoken:
                yield from ((turn, start, end) for start, end in sentences(text, *part))


def checked(words: str, turn: Turn, views: Views, *, first: bool) -> Verdict | None:
    """Return the verdict on words in a draft of one line, the attribution ``first`` or last."""
    assert turn.speaker is not None
    name, words = turn.speaker.name, words[:1].upper() + words[1:]
    line = f"{name} said: “{words}”" if first else f"“{words.rstrip(' ,.;')},” {name} said."
    draft = next(iter(read_bytes(f"{line}\n".encode(), name="draft.txt")))
    article: Article = views.evidence[0]
    return next(iter(check_draft(draft, [article], evidence_tier="auto", views=views).results), None)


def judged(name: str) -> Iterator[tuple[str, str, str, Verdict]]:
    """Yield label, what is kept, the whole sentence and the verdict of each judged part of a set that is checked."""
    rows = [line.split("\t") for line in CASES.read_text().splitlines() if line and line[0] != "#"]
    for of, number, start, end, label in rows:
        if of != name:
            continue
        views, kept = _views(name, int(number)), (int(start), int(end))
        text = views.evidence[0].text
        for turn, low, high in spoken(views):
            if low <= kept[0] and kept[1] <= high:
                whole = checked(text[low:high], turn, views, first=True)
                verdict = checked(text[slice(*kept)], turn, views, first=kept[0] > low)
                if whole is not None and whole.ok and verdict is not None:
                    yield label, text[slice(*kept)], text[low:high], verdict
                break


def by_kind(name: str, every: int) -> Iterator[tuple[str, str, str, Verdict]]:
    """Yield kind, what is kept, the whole sentence and the verdict of all parts of every n-th text of a set."""
    for number in range(0, len(_texts(name)), every):
        views = _views(name, number)
        text = views.evidence[0].text
        for turn, low, high in spoken(views):
            sentence = text[low:high]
            if not sentence[:1].isupper() or set(sentence) & set('“”"[]…\n'):
                continue
            parts = list(cut_pieces(sentence))
            whole = checked(sentence, turn, views, first=True) if parts else None
            if whole is None or not whole.ok:
                continue
            for part in parts:
                verdict = checked(sentence[slice(*part.kept)], turn, views, first=part.kept[0] > 0)
                if verdict is not None:
                    yield part.kind, sentence[slice(*part.kept)], sentence, verdict


def main(arguments: list[str]) -> None:
    """Print how many of the parts are ok, by label or by kind; ``--list`` names those that should be other."""
    parser = argparse.ArgumentParser(prog="./run bench cuts", description=__doc__)
    parser.add_argument("--on", choices=("train", "dev"), action="append")
    parser.add_argument("--kinds", choices=("train", "dev"))
    parser.add_argument("--every", type=int, default=1, help="with --kinds: of each so many texts one")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args(arguments)
    counts = Counter[tuple[str, str]]()
    found: Iterator[tuple[str, str, str, Verdict]]
    if options.kinds:
        found = by_kind(options.kinds, options.every)
    else:
        sets = options.on or ("train", "dev")
        found = ((f"{name}, {label}", kept, whole, one) for name in sets for label, kept, whole, one in judged(name))
    for kind, kept, sentence, verdict in found:
        counts[kind, verdict.status] += 1
        if options.list and (options.kinds or verdict.ok == kind.endswith("harmful")):
            print(f"  {kind}: {verdict.verdict}: {kept!r}\n    of {sentence!r}\n    {verdict.message}", file=sys.stderr)
    print(f"{'':<20}{'number':>8}{'ok':>8}{'look':>8}{'wrong':>8}")
    for kind in sorted({kind for kind, _ in counts}):
        row = [counts[kind, status] for status in ("ok", "look", "wrong")]
        print(f"{kind:<20}{sum(row):>8}" + "".join(f"{number:>8}" for number in row))


if __name__ == "__main__":
    main(sys.argv[1:])
