"""Names in running text, by rules over capitalised words: where they stand, of what kind, and what stands with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from attribune.records import SourceKind, Span
from attribune.sources.kinds import kind_of
from attribune.sources.names import Name, gender_of, parse_name
from attribune.sources.words import listed, plain, table

_W = r"(?:[^\W\d_a-z][^\W_]*(?:[.'’&‐‑-][^\W_]+)*|(?:al|el)-[^\W_]+)\.?"
_JOIN = r"(?:[ \u00a0](?:(?:of|for|and|the|von|van|der|den|de|del|della|di|da|dos|bin|ibn|la|le|du)[ \u00a0]){0,2})"
_RUN = re.compile(rf"(?<!\w){_W}(?:{_JOIN}{_W}){{0,9}}(?:, (?:Jr|Sr)\.)?")
_AND = re.compile(r"[ \u00a0]and[ \u00a0](?:the[ \u00a0])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name at ``text[start:end]``. ``opens``: it opens a sentence, near enough its subject."""

    start: int
    end: int
    text: str
    kind: SourceKind
    name: Name | None
    gender: str | None
    opens: bool = False

    @property
    def span(self) -> Span:
        """Where it stands, code points into the article's text."""
        return (self.start, self.end)


def mentions(text: str, start: int, end: int) -> Iterator[Mention]:
    """The names in ``text[start:end]`` in order. Linear, never raises."""
    for run in _RUN.finditer(text, start, end):
        for low, high in _parts(text, run.start(), run.end()):
            mention = read_mention(text, low, high)
            if mention is not None:
                yield mention


def read_mention(text: str, start: int, end: int) -> Mention | None:
    """What the name at ``text[start:end]`` is; None where its words are none."""
    words = text[start:end]
    first = re.match(r"[^\s]+[ \u00a0]+", words)
    while first and plain(first[0].strip()) in listed("not_names.txt"):
        start += first.end()
        words = text[start:end]
        first = re.match(r"[^\s]+[ \u00a0]+", words)
    words = re.sub(r"['’]s?$", "", words)
    if not _abbreviated(words):
        words = words.rstrip(".")
    if len(words) < 2 or plain(words) in listed("not_names.txt"):
        return None
    kind = kind_of(words)
    name = parse_name(words) if kind == "person" else None
    if kind == "person" and name is None:
        return None
    gender = gender_of(name) if name else None
    opens = start == 0 or text[max(0, start - 2) : start].strip(" \u00a0")[-1:] in ("", ".", "\n", "”", '"')
    return Mention(start=start, end=start + len(words), text=words, kind=kind, name=name, gender=gender, opens=opens)


def _abbreviated(words: str) -> bool:
    last = words.split()[-1] if words.split() else ""
    return plain(last) in listed("suffixes.txt") or bool(re.search(r"\.[^\W_]\.$", last))


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A run, cut at "and" where two people stand, and before a possessor: "Texas's Ana Diaz"."""
    at = start
    for cut in _AND.finditer(text, start, end):
        if _stands_alone(text[at : cut.start()]) and _stands_alone(text[cut.end() : end]):
            yield at, cut.start()
            at = cut.end()
    yield at, end


def _stands_alone(words: str) -> bool:
    parts = words.split()
    return len(parts) > 1 and any(plain(word) in table("given_names.tsv") for word in parts)
