"""A checked draft: verdicts with changes and evidence, and what was searched."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from attribune.records.article import Article, Span
from attribune.records.statement import Hop

Status = Literal["ok", "look", "wrong"]
Severity = Literal["none", "minor", "major"]
VerdictName = Literal[
    "verbatim", "faithful", "trimmed", "disputed", "unclear", "altered", "misattributed", "miscited", "not_direct",
    "not_found",
]  # fmt: skip
ChangeKind = Literal[
    "negation", "number", "entity", "modality", "hedge", "intensifier", "tense", "word", "insertion", "deletion",
    "order", "splice", "ellipsis", "bracket", "quotation_mark", "speaker", "punctuation", "case", "typography",
]  # fmt: skip
VERDICTS: tuple[VerdictName, ...] = get_args(VerdictName)  # best first
OK_VERDICTS: frozenset[str] = frozenset({"verbatim", "faithful"})
LOOK_VERDICTS: frozenset[str] = frozenset({"unclear", "trimmed", "disputed"})  # verdicts that ask a person to decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One typed difference. ``draft`` spans the draft's text, ``evidence`` the evidence article's text."""

    kind: ChangeKind
    severity: Severity
    draft: Span
    draft_text: str
    evidence_text: str
    evidence: Span | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The passage that decides a verdict; ``span`` and ``text`` are the article's, unchanged.

    ``sentence`` spans the whole sentences that hold the passage, ``name`` is the input the article was read from,
    ``line`` the line of that file where the passage begins (from 1, None where that can't be told), and ``version`` the
    number of its version in the corpus it comes from. ``copies`` are further articles that have the passage from the
    same source, as the corpus's trace knows.
    """

    article: str
    span: Span
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    speaker: str | None = None
    chain: tuple[Hop, ...] = ()
    first_hand: bool = False
    before: str = ""
    after: str = ""
    name: str | None = None
    version: int | None = None
    captured_at: str | None = None
    sentence: Span | None = None
    line: int | None = None
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSpeaker:
    """Whom the draft names for a quotation, and where."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The words of the evidence's sentence that a quotation leaves out, before and after it.

    Words under an ellipsis that matter stand in ``before``, between the quotation's own words, with an ellipsis each.
    """

    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one quotation of a draft. ``quote`` spans the words between the marks in the draft.

    ``against`` are the passages that speak against a disputed quotation, ``cut`` is what a trimmed one leaves out.

    ``line`` and ``column`` say where they begin in the draft's text, both from 1, in code points; ``place`` is
    ``path:line:column`` in the draft's file, None where that can't be told. ``message`` is the
    whole sentence that a person reads; ``independent_sources`` are those of ``evidence``, None where not all were
    traced; ``reason`` is what the comparison itself gives. ``ignored`` is the reason for which the draft or the
    settings leave a quotation that isn't ok uncounted; the verdict stays.
    """

    quote: Span
    text: str
    verdict: VerdictName
    ok: bool
    speaker: DraftSpeaker | None = None
    changes: tuple[Change, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    cut: Cut | None = None
    nearest: Evidence | None = None
    reason: str | None = None
    ignored: str | None = None
    line: int | None = None
    column: int | None = None
    place: str | None = None
    status: Status = "wrong"
    message: str = ""
    independent_sources: int | None = None

    def __post_init__(self) -> None:
        """The status follows from the verdict, whatever a file says that it comes from."""
        status = (
            "ok" if self.ok and self.verdict in OK_VERDICTS else "look" if self.verdict in LOOK_VERDICTS else "wrong"
        )
        object.__setattr__(self, "status", status)


def passages(verdict: Verdict) -> tuple[Evidence, ...]:
    """Return every passage that a verdict shows: for it, against it, nearest to it."""
    return (*verdict.evidence, *verdict.against, *((verdict.nearest,) if verdict.nearest else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """Something in quotation marks that is no quotation to check: a title, a scare quote, a single word."""

    quote: Span
    text: str
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something among the evidence that proves nothing: a report of ours, the draft itself or an earlier one."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The articles that were searched, and those left out; part of every answer, above all of "not found".

    ``settings`` is the file that says how to check, None where none does.
    """

    articles: int
    outlets: int
    from_: str | None = None
    to: str | None = None
    languages: tuple[str, ...] = ()
    snapshot: str | None = None
    left_out: tuple[LeftOut, ...] = ()
    settings: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One document that an answer names for one claim; ``document`` is its name as the answer has it.

    ``quote`` is the index of the check whose quotation the claim has, ``claim`` the claim's span in the draft, and
    ``passage`` where the cited words stand in ``article``. ``holds``: the document is there and unmistakable, the cited
    passage is where it says, and the quotation's words are that document's. ``status`` is "ok" for a quotation whose
    citation holds, and "look" where the claim quotes nothing, so that nothing says whether the document bears it out.
    """

    document: str
    article: str | None
    quote: int | None
    holds: bool
    reason: str
    status: Status = "wrong"
    claim: Span | None = None
    passage: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole draft checked: one verdict per quotation, what in quotation marks wasn't checked, what was searched.

    ``notes`` say what is wrong with the draft or the evidence as a whole; ``ok`` only if every verdict and
    citation is and the draft is ``complete``: its quotation marks, and what it ignores, were understood. ``ignored`` is
    the number of quotations that are left uncounted; they aren't ok.
    """

    draft: Article
    results: tuple[Verdict, ...] = field(metadata={"json": "checks"})
    coverage: Coverage
    summary: dict[str, int]
    not_checked: tuple[NotChecked, ...] = field(default=(), metadata={"json": "apart"})
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    ok: bool = True
    complete: bool = True
    ignored: int = 0

    def __post_init__(self) -> None:
        """A report is never ok where a verdict or a citation isn't, whatever a file says that it comes from."""
        object.__setattr__(self, "ignored", sum(verdict.ignored is not None for verdict in self.results))
        cited = all(one.holds and one.status == "ok" for one in self.citations)
        if not self.complete or not cited or not all(verdict.ok for verdict in self.results):
            object.__setattr__(self, "ok", False)
