"""A checked draft: one result for every quotation, each with its verdict, message, speaker and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from attribune.records import Article, Citation, Coverage, Status, VerdictName
from attribune.records import Evidence as EvidenceRecord
from attribune.records import Report as ReportRecord
from attribune.records import Verdict as VerdictRecord

SHOWN = 60  # characters of a quotation in a ``repr``


class Evidence:
    """A passage of the evidence: its words, whose they are, and where they stand."""

    def __init__(self, record: EvidenceRecord) -> None:
        self.record = record

    @property
    def text(self) -> str:
        """The words as the article has them."""
        return self.record.text

    @property
    def speaker(self) -> str | None:
        """The name of the one whose words they are."""
        return self.record.speaker

    @property
    def article(self) -> str:
        """The id of the article."""
        return self.record.article

    @property
    def title(self) -> str | None:
        """The article's title."""
        return self.record.title

    @property
    def url(self) -> str | None:
        """The article's address."""
        return self.record.url

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand in the article's text: code points, end-exclusive."""
        return self.record.span

    @property
    def first_hand(self) -> bool:
        """True if nobody stands between the speaker and the article."""
        return self.record.first_hand

    def __repr__(self) -> str:
        return f"Evidence({clipped(self.text)!r}, speaker={self.speaker!r}, article={self.article!r})"


class Result:
    """The answer for one quotation of the draft."""

    def __init__(self, record: VerdictRecord, number: int) -> None:
        self.record = record
        self.number = number  # from 1, in the order of the draft

    @property
    def quote(self) -> str:
        """The quotation's words, without its marks."""
        return self.record.text

    @property
    def span(self) -> tuple[int, int]:
        """Where they stand in the draft's text: code points, end-exclusive."""
        return self.record.quote

    @property
    def verdict(self) -> VerdictName:
        """One of the verdicts of docs/check.md."""
        return self.record.verdict

    @property
    def ok(self) -> bool:
        """True if the words, and whose they are, are proven."""
        return self.record.ok

    @property
    def status(self) -> Status:
        """ "ok", "look" (a person has to decide) or "wrong"."""
        return self.record.status

    @property
    def message(self) -> str:
        """The whole sentence that a person reads: why the verdict is what it is."""
        return self.record.message

    @property
    def cut(self) -> tuple[str, str] | None:
        """The words of the sentence that a trimmed quotation leaves out, before and after it."""
        left = self.record.cut
        return (left.before, left.after) if left else None

    @property
    def against(self) -> list[Evidence]:
        """The passages that speak against a disputed quotation."""
        return [Evidence(one) for one in self.record.against]

    @property
    def line(self) -> int | None:
        """The line of the draft's text where the words begin, from 1."""
        return self.record.line

    @property
    def column(self) -> int | None:
        """The column of that line where they begin, from 1, in code points."""
        return self.record.column

    @property
    def speaker(self) -> str | None:
        """Whom the draft names for the words."""
        return self.record.speaker.name if self.record.speaker else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The passages that decide, the best first; empty where nothing was found."""
        return tuple(map(Evidence, self.record.evidence))

    @property
    def nearest(self) -> Evidence | None:
        """The closest statement where nothing supports the quotation."""
        return Evidence(self.record.nearest) if self.record.nearest else None

    def to_dict(self) -> dict[str, Any]:
        """Return one flat row, as a table takes it."""
        first = self.evidence[0] if self.evidence else None
        return {
            "number": self.number, "verdict": self.verdict, "status": self.status, "ok": self.ok, "quote": self.quote,
            "speaker": self.speaker, "message": self.message, "start": self.span[0], "end": self.span[1],
            "evidence": first.text if first else None, "evidence_speaker": first.speaker if first else None,
            "article": first.article if first else None, "title": first.title if first else None,
            "url": first.url if first else None,
        }  # fmt: skip

    def __repr__(self) -> str:
        return f"Result({self.verdict}, {clipped(self.quote)!r}, speaker={self.speaker!r})"


@dataclass(frozen=True, repr=False)
class Report:
    """A draft checked against evidence; ``record`` is its :class:`attribune.records.Report`."""

    record: ReportRecord
    articles: Mapping[str, Article] = field(default_factory=dict)  # the evidence, by id, for reports that show it

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """One result for every quotation, in the order of the draft."""
        return tuple(Result(verdict, number) for number, verdict in enumerate(self.record.results, 1))

    @property
    def ok(self) -> bool:
        """True if every quotation and every citation is ok. A draft without any is."""
        cited = all(one.holds and one.status == "ok" for one in self.record.citations)
        return cited and all(verdict.ok for verdict in self.record.results)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """One citation for every document that an answer names for a claim, in the order of the answer."""
        return self.record.citations

    @property
    def summary(self) -> dict[str, int]:
        """The number of quotations with each verdict; verdicts without any are left out."""
        return {name: number for name, number in self.record.summary.items() if number}

    @property
    def coverage(self) -> Coverage:
        """What was searched."""
        return self.record.coverage

    @property
    def draft(self) -> Article:
        """The draft as it was read."""
        return self.record.draft

    def to_dict(self) -> dict[str, Any]:
        """Return what ``attribune check --format json`` prints."""
        from attribune.exports.jsonlines import check_object

        return check_object(self.record, articles=self.articles)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one flat row for every quotation: ``pandas.DataFrame(report.to_dicts())``."""
        return [result.to_dict() for result in self.results]

    def to_html(self) -> str:
        """Return the page that ``attribune check --format html`` writes."""
        from attribune.exports.html.check import page

        return page([self.record], dict(self.articles))

    def to_text(self, width: int = 80) -> str:
        """Return what ``attribune check`` prints in a terminal of so many columns, without colour."""
        from attribune.exports.terminal.check import check_text

        return check_text(self.record, width=width, colour=False, articles=dict(self.articles))

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.record.results)

    def __bool__(self) -> bool:
        return True  # a report is there, however many quotations it has; ask ``ok``

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {name}" for name, number in self.summary.items()) or "no quotations"
        return f"Report({'ok' if self.ok else 'not ok'}: {counts})"

    def _repr_html_(self) -> str:
        from attribune.exports.html.markup import esc

        rows = "".join(
            f"<tr><td>{esc(r.verdict)}</td><td>{esc(r.quote)}</td><td>{esc(r.speaker or '')}</td>"
            f"<td>{esc(r.message)}</td></tr>"
            for r in self.results
        )
        head = "<tr><th>verdict</th><th>quotation</th><th>speaker</th><th>why</th></tr>"
        return f"<table><caption>{esc(repr(self))}</caption>{head}{rows}</table>"


def clipped(text: str) -> str:
    """Return the text on one line, cut to the length that a ``repr`` shows."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
