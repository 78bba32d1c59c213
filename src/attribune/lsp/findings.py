"""A draft as an editor holds it, checked: where each quotation stands in its text, and what is told of it there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from attribune.api import Guard
from attribune.articles.reading import read_bytes
from attribune.check.draft import line_starts
from attribune.check.places import in_files, place_of, spans_in
from attribune.config.ignores import with_ignores
from attribune.config.settings import Settings
from attribune.exports import wording
from attribune.exports.passages import file_place, sentence
from attribune.exports.terminal.ansi import printable
from attribune.records import Article, Evidence, Report, Span, Verdict

FORMS: Mapping[str, str] = {"markdown": "md", "plaintext": "txt"}  # the protocol's names of languages


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation with its verdict; ``span`` are the words in the editor's text, None where they aren't found."""

    verdict: Verdict
    span: Span | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's report, with its findings in the order of the text."""

    source: str
    report: Report
    findings: tuple[Finding, ...]
    articles: Mapping[str, Article]

    def at(self, offset: int) -> Finding | None:
        """Return the quotation that an offset lies in, or at whose end it stands."""
        return next((one for one in self.findings if one.span and one.span[0] <= offset <= one.span[1]), None)


def check(
    guard: Guard, source: str, name: str, form: str, settings: Settings,
    progress: Callable[[int, int], None] | None = None,
) -> Checked:  # fmt: skip
    """Return an editor's text checked. Raises InputError where it can't be read, and what ``progress`` raises."""
    (draft,) = read_bytes(source.encode("utf-8", "surrogatepass"), name=name, format=form)
    found = guard.check_draft(draft, progress=progress)
    span_of, starts = spans_in(source, draft), line_starts(source)
    spans = [span_of(verdict.quote) for verdict in found.record.results]
    placed = [
        replace(verdict, place=place_of(name, span[0], starts) if span else None)
        for verdict, span in zip(found.record.results, spans, strict=True)
    ]
    report = with_ignores(replace(found.record, results=tuple(placed)), source, settings)
    findings = tuple(Finding(verdict, span) for verdict, span in zip(report.results, spans, strict=True))
    return Checked(source, report, findings, found.articles)


def hover(checked: Checked, finding: Finding) -> str:
    """Return what is told of a quotation, as plain text: whatever evidence says, an editor obeys nothing in it."""
    articles = checked.articles
    (verdict,) = in_files(replace(checked.report, results=(finding.verdict,)), articles).results
    word = wording.verdict_words()[verdict.verdict]
    lines = [f"{word.sign} {word.label}: {verdict.message}"]
    if verdict.ignored:
        lines.append(f"ignored: {verdict.ignored}")
    for label, evidence in wording.shown_passages(verdict):
        lines += ["", f"{label}: {_sentence(evidence, verdict, articles)}", f"— {_whose(evidence, articles)}"]
    return "\n".join(printable(line) for line in lines)


def _sentence(evidence: Evidence, verdict: Verdict, articles: Mapping[str, Article]) -> str:
    pieces = sentence(evidence, verdict, articles.get(evidence.article))
    return " ".join(wording.bordered("".join(piece.text for piece in pieces)).split())


def _whose(evidence: Evidence, articles: Mapping[str, Article]) -> str:
    outlet, title, day, place = wording.origin(evidence, articles)
    speaker = wording.speaker_words(evidence.speaker) if evidence.speaker else "nobody named"
    about = (outlet, wording.titled(title), day, wording.through(evidence), file_place(evidence) or place)
    return " · ".join(part for part in (speaker, *about) if part)
