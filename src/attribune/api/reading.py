"""A read article: its statements with their words, speakers, cues and chains as texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from attribune.api.report import clipped
from attribune.records import Article, Figure, Source, Span, to_json
from attribune.records import Reading as ReadingRecord
from attribune.records import Statement as StatementRecord


class Statement:
    """Words or a claim attributed to a source."""

    def __init__(self, record: StatementRecord, reading: Reading) -> None:
        self.record = record
        self._reading = reading

    @property
    def text(self) -> str:
        """The words; several stretches joined by a space."""
        return self._reading.words(self.record.content)

    @property
    def speaker(self) -> str | None:
        """The speaker's name; None where nobody is named or the name can't be decided."""
        return self._reading.name(self.record.speaker)

    @property
    def source_text(self) -> str:
        """The words by which the article names the source here ("she", "the mayor"); empty where it doesn't."""
        return self._reading.words(self.record.source or ())

    @property
    def cue_text(self) -> str:
        """The words that attribute ("said", "according to"); empty where the form of the page does."""
        return self._reading.words((self.record.cue,) if self.record.cue else ())

    @property
    def kind(self) -> str:
        """ "direct", "indirect" or "mixed"."""
        return self.record.kind

    @property
    def medium(self) -> str:
        """ "speech", "post", "document", …"""
        return self.record.medium

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """Through whom the words came, as (name, relation), from the one whose words they are outward."""
        return tuple((self._reading.name(hop.source) or hop.source, hop.relation) for hop in self.record.chain)

    @property
    def first_hand(self) -> bool:
        """True if nobody stands between the speaker and the article's outlet."""
        from attribune.sources.chains.build import first_hand

        return first_hand(self.record.chain, self._reading.own_outlet)

    @property
    def hedges(self) -> tuple[str, ...]:
        """Words that mark the claim as unproven."""
        return tuple(hedge.text for hedge in self.record.hedges)

    @property
    def negated(self) -> bool:
        """True if the source is said not to have said so."""
        return self.record.negated

    @property
    def confidence(self) -> float:
        """From 0 to 1."""
        return self.record.confidence

    def to_dict(self) -> dict[str, Any]:
        """Return one flat row, as a table takes it."""
        return {
            "id": self.record.id, "kind": self.kind, "medium": self.medium, "speaker": self.speaker, "text": self.text,
            "source_text": self.source_text, "cue_text": self.cue_text, "first_hand": self.first_hand,
            "chain": " > ".join(f"{name} ({relation})" for name, relation in self.chain),
            "hedges": "; ".join(self.hedges), "negated": self.negated, "confidence": self.confidence,
            "start": self.record.content[0][0], "end": self.record.content[-1][1],
        }  # fmt: skip

    def __repr__(self) -> str:
        return f"Statement({self.kind}, {clipped(self.text)!r}, speaker={self.speaker!r})"


class Reading:
    """An article with everything read from it."""

    def __init__(self, record: ReadingRecord) -> None:
        self.record = record

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement, in the order of the record."""
        return tuple(Statement(statement, self) for statement in self.record.statements)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources: persons, organizations and others who speak."""
        return self.record.sources

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers with what they count."""
        return self.record.figures

    @property
    def article(self) -> Article:
        """The article's record."""
        return self.record.article

    @property
    def title(self) -> str | None:
        """The article's title."""
        return self.record.article.title

    @property
    def text(self) -> str:
        """The article's text, into which all spans lead."""
        return self.record.article.text

    @cached_property
    def own_outlet(self) -> frozenset[str]:
        """The ids of the sources that are the article's own outlet."""
        from attribune.sources.chains.own_outlet import own_outlet

        return own_outlet(self.record.article, self.record.sources)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {source.id: source.name for source in self.record.sources}

    def name(self, source: str | None) -> str | None:
        """Return the name of a source by its id."""
        return self._names.get(source) if source else None

    def words(self, spans: Sequence[Span]) -> str:
        """Return the article's words at some spans, joined by a space."""
        return " ".join(self.text[start:end] for start, end in spans)

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"article", "statements", "sources", "figures"}``, a line of ``attribune read --format jsonl``."""
        plain: dict[str, Any] = to_json(self.record)
        return plain

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one flat row for every statement: ``pandas.DataFrame(reading.to_dicts())``."""
        return [statement.to_dict() for statement in self.statements]

    def to_html(self) -> str:
        """Return the page that ``attribune read --format html`` writes."""
        from attribune.exports.html.reading import page

        return page([self.record])

    def to_text(self, width: int = 80) -> str:
        """Return what ``attribune read`` prints in a terminal of so many columns, without colour."""
        from attribune.exports.terminal.reading import reading_text

        return reading_text(self.record, width=width)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.record.statements)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        named = clipped(self.title or self.text)
        return f"Reading({named!r}, {len(self.record.statements)} statements, {len(self.record.sources)} sources)"

    def _repr_html_(self) -> str:
        from attribune.exports.html.markup import esc

        rows = "".join(
            f"<tr><td>{esc(s.speaker or s.source_text)}</td><td>{esc(s.cue_text)}</td><td>{esc(s.text)}</td>"
            f"<td>{esc(s.kind)}</td></tr>"
            for s in self.statements
        )
        head = "<tr><th>speaker</th><th>cue</th><th>words</th><th>kind</th></tr>"
        return f"<table><caption>{esc(repr(self))}</caption>{head}{rows}</table>"
