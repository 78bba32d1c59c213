"""A check for a terminal: what is wrong first to the eye, in draft order, and the sum at the end where the eye stays.

Quotations that are ok take two lines; the others are laid open: both sides word by word, every change as a
sentence, where the evidence stands and through whom it came. Colour repeats what signs and words already say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from attribune.articles.document.own_output import REPORT, first_line
from attribune.check.gaps import gaps
from attribune.exports import wording
from attribune.exports.html.segments import Places, segments
from attribune.exports.passages import Piece, file_place, sentence
from attribune.exports.terminal.ansi import Run, printable, wrap
from attribune.records import Article, Evidence, Report, Span, Verdict

INDENT = "      "
LABEL = 10  # columns of the words "draft", "evidence", "nearest" and what follows them
NARROW = 60  # columns under which labels stand on a line of their own
# Around the quoted words in their sentence, and around what was cut from it, with and without colour.
OPENED, CLOSED, CUT = "[[", "]]", "~"
KEY = f"{OPENED}quoted{CLOSED}, {CUT}left out of the sentence{CUT}, "


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The lines so far and how they are to be written."""

    width: int
    colour: bool
    articles: Mapping[str, Article]
    lines: list[str] = field(default_factory=list)

    def put(self, runs: Sequence[Run], first: str = "", rest: str | None = None) -> None:
        indent = first if rest is None else rest
        self.lines.extend(wrap(runs, width=self.width, colour=self.colour, first=first, rest=indent))

    def labelled(self, label: str, runs: Sequence[Run]) -> None:
        narrow = self.width < NARROW
        if narrow and label:
            self.put([(label, "dim")], INDENT)
        first = INDENT if narrow else f"{INDENT}{label:<{LABEL}}"
        self.put(runs, first, " " * len(first))

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


def check_text(
    check: Report,
    *,
    width: int = 80,
    colour: bool = False,
    articles: Mapping[str, Article] | None = None,
) -> str:
    """Return the report on one draft. ``articles`` (by id) adds dates and addresses.

    Everything that came from outside is escaped: no control character reaches the terminal.
    """
    sheet = _Sheet(width, colour, articles or {})
    places = Places(check.draft)
    _head(sheet, check)
    for status, numbered in wording.grouped(check).items():
        if numbered:
            title, gloss = wording.GROUPS[status]
            sheet.blank()
            sheet.put([(f"{title.upper()}: {len(numbered)}", _STYLES[status]), (f" — {gloss}", "dim")])
        for number, verdict in numbered:
            _quotation(sheet, check.draft, number, places, verdict)
    _citations(sheet, check)
    _apart(sheet, check, places)
    _sum(sheet, check, places)
    return "\n".join(sheet.lines) + "\n"


_STYLES = {"wrong": "bad", "look": "open", "ok": "ok"}


def checks_text(
    checks: Sequence[Report],
    *,
    width: int = 80,
    colour: bool = False,
    articles: Mapping[str, Article] | None = None,
) -> str:
    """Return the reports on several drafts, one after the other, and at the end each draft's sum and the total."""
    texts = [check_text(one, width=width, colour=colour, articles=articles) for one in checks]
    if len(checks) < 2:
        return "".join(texts)
    sheet = _Sheet(width, colour, {}, ["═" * max(1, width)])
    for check in checks:
        word = ("✓", "ok") if check.ok else ("✗", "bad")
        sheet.put([(word[0], word[1]), (" ", ""), (wording.draft_name(check), "strong"), (": ", ""),
                   (wording.headline(check), "")], "", "  ")  # fmt: skip
    sheet.put([(wording.total(checks), "strong")])
    return "\n".join([*texts, *sheet.lines]) + "\n"


def _head(sheet: _Sheet, check: Report) -> None:
    sheet.put([(first_line(REPORT), "dim")])
    sheet.put([(wording.draft_name(check), "strong")])
    sheet.put(
        [(wording.headline(check), ""), (" ·", "dim"), (" ", ""), (wording.coverage_words(check.coverage), "dim")]
    )
    for note in check.notes:
        sheet.put([("!", "bad"), (" ", ""), (note, "strong")], "", "  ")
    for line in wording.left_out_words(check.coverage):
        sheet.put([(line, "dim")], "", "  ")
    if any(verdict.evidence for verdict in check.results):
        sheet.put([(KEY, "dim"), ("different" if sheet.colour else "*different*", "changed")])


def _number(number: int) -> str:
    return f"{number:>3}  "


def _quotation(sheet: _Sheet, draft: Article, number: int, places: Places, verdict: Verdict) -> None:
    """One quotation laid open: both sides word by word, why, and where the evidence stands."""
    sheet.blank()
    word = wording.verdict_words()[verdict.verdict]
    place = verdict.place or places.at(verdict.quote[0])
    sheet.put([(f"{word.sign} {word.label}", word.group), (" · ", "dim"), (place, "dim")], _number(number), INDENT)
    changes = wording.marked_changes(verdict)
    if changes or not verdict.ok or not verdict.evidence or gaps(verdict.text, verdict.evidence[0].text):
        marks = [change.draft for change in changes]
        quoted = _marked(sheet, draft, verdict.quote, marks, fallback=verdict.text)
        name = verdict.speaker.name if verdict.speaker else "nobody named"
        sheet.labelled("draft", [*quoted, (" — ", "dim"), (name, "name")])
    for label, evidence in wording.shown_passages(verdict):
        _passage(sheet, label, evidence, verdict)
    if verdict.verdict != "verbatim" or changes:
        style = "" if verdict.ok else "strong"
        for line in wording.why(verdict) or [wording.problem(verdict)]:
            sheet.put([("•", word.group), (" ", ""), (line, style)], INDENT, INDENT + "  ")
    _others(sheet, verdict)


def _marked(sheet: _Sheet, draft: Article, span: Span, marks: Sequence[Span], fallback: str) -> list[Run]:
    """Return the quotation in its marks, changed words set off: by style, or by asterisks where there is no colour."""
    if not 0 <= span[0] <= span[1] <= len(draft.text):
        return [(f"“{fallback}”", "")]
    return [("“", ""), *_set_off(sheet, draft, span, marks), ("”", "")]


def _set_off(sheet: _Sheet, draft: Article, span: Span, marks: Sequence[Span]) -> list[Run]:
    runs: list[Run] = []
    text = wording.with_borders(draft.text[span[0] : span[1]], span[0], draft)
    for piece in segments(span[0], span[1], marks):
        words = wording.bordered(text[piece.start - span[0] : piece.end - span[0]])
        if not piece.marks:
            runs.append((words, ""))
        elif words.strip():
            runs.append((words if sheet.colour else _set_apart(words, "*"), "changed"))
    return runs


def _set_apart(words: str, sign: str) -> str:
    """Return signs around the words, inside any space at their ends."""
    core = words.strip()
    lead = words[: len(words) - len(words.lstrip())]
    return f"{lead}{sign}{core}{sign}{words[len(lead) + len(core) :]}" if core else words


def _passage(sheet: _Sheet, label: str, evidence: Evidence, verdict: Verdict) -> None:
    article = sheet.articles.get(evidence.article)
    sheet.labelled(label, list(_sentence(sheet, sentence(evidence, verdict, article))))
    outlet, title, day, place = wording.origin(evidence, sheet.articles)
    about = ", ".join(part for part in (outlet, wording.titled(title), day, wording.through(evidence)) if part)
    speaker = wording.speaker_words(evidence.speaker) if evidence.speaker else "nobody named"
    sheet.labelled("", [("— ", "dim"), (speaker, "name"), (f" · {about}" if about else "", "dim")])
    sheet.labelled("", [(file_place(evidence) or place, "dim")])


def _sentence(sheet: _Sheet, pieces: Sequence[Piece]) -> Iterator[Run]:
    """Yield the sentence with every run of quoted words in brackets, and what differs or was cut set off."""
    inside = False
    plain = "dim" if any(piece.quoted for piece in pieces) else ""
    for piece in [*pieces, Piece("", "", False)]:
        words = wording.bordered(piece.text)
        quoted = piece.mark in ("quoted", "changed") and piece.quoted
        lead = words[: len(words) - len(words.lstrip())] if quoted and not inside else ""
        if quoted != inside:
            yield (lead + OPENED if quoted else CLOSED, "quoted")
            inside = quoted
        words = words[len(lead) :]
        if piece.mark == "changed" and not sheet.colour and words.strip():
            words = _set_apart(words, "*")
        elif piece.mark == "cut":
            words = _set_apart(words, CUT)
        yield (words, {"": plain, "hidden": plain}.get(piece.mark, piece.mark))


def _others(sheet: _Sheet, verdict: Verdict) -> None:
    also = []
    copies = verdict.evidence[0].copies if verdict.evidence else 0
    if copies:
        also.append(wording.copies(copies))
    for evidence in verdict.evidence[1:]:
        outlet, _, _, place = wording.origin(evidence, sheet.articles)
        told = ", ".join(part for part in (outlet, wording.through(evidence)) if part)
        also.append(
            (file_place(evidence) or wording.last_part(place))
            + (f" ({told})" if told else "")
            + (f" and {wording.copies(evidence.copies)}" if evidence.copies else "")
        )
    if verdict.independent_sources and sum(1 + one.copies for one in verdict.evidence) > 1:
        also.append(wording.count(verdict.independent_sources, "independent source"))
    if also:
        sheet.labelled("also in", [("; ".join(also), "dim")])


def _citations(sheet: _Sheet, check: Report) -> None:
    """What an answer cites, and whether it holds; those that do not first."""
    if not check.citations:
        return
    sheet.blank()
    sheet.put([(f"CITATIONS: {wording.held(check)} of {len(check.citations)} hold", "strong")])
    for one in sorted(check.citations, key=lambda c: ("wrong", "look", "ok").index(c.status)):
        sign, style = {"ok": ("✓", "ok"), "look": ("?", "open"), "wrong": ("✗", "bad")}[one.status]
        where = f"quotation {one.quote + 1} → " if one.quote is not None else ""
        shown = [(sign, style), (" ", ""), (where, "dim"), (one.document, "name"), (" · ", "dim"), (one.reason, "")]
        sheet.put(shown, "  ", "    ")


def _apart(sheet: _Sheet, check: Report, places: Places) -> None:
    if not check.not_checked:
        return
    sheet.blank()
    sheet.put([("Listed apart, not checked:", "strong")])
    for item in check.not_checked:
        place = places.at(item.quote[0])
        sheet.put([(f"“{item.text}”", ""), (" ", ""), (f"{place} · {item.reason}", "dim")], "  ", "    ")


def _sum(sheet: _Sheet, check: Report, places: Places) -> None:
    if not check.results:  # the head has said it all
        return
    groups = wording.grouped(check)
    problems = [*groups["wrong"], *groups["look"]]
    sheet.blank()
    sheet.lines.append("─" * max(1, sheet.width))
    if problems:
        sheet.put([("Before publication:", "strong")])
    for number, verdict in problems:
        word = wording.verdict_words()[verdict.verdict]
        place = verdict.place or places.at(verdict.quote[0])
        runs: list[Run] = [(f"{word.sign} {word.label}:", word.group), (" " + wording.problem(verdict), "")]
        sheet.put([*runs, (f" · {place}", "dim")], _number(number), " " * len(_number(number)))
    if problems:
        sheet.blank()
    words = wording.verdict_words()
    tally = (f"{n} {words[name].label if name in words else printable(name)}" for name, n in check.summary.items() if n)
    told = ", ".join(tally)
    style = "bad" if groups["wrong"] else "open" if problems else "ok"
    sheet.put([(wording.headline(check), style), (f" ({told})" if told else "", "")])
    sheet.put([(wording.coverage_words(check.coverage), "dim")])
    for line in wording.advice(check):
        sheet.put([(line, "strong")])


def problem_lines(check: Report) -> str:
    """Return a line for each quotation and citation that isn't ok, and for each note; "" where there are none.

    ``path:line:column: verdict: message``, as editors and readers of compilers' messages know it.
    """
    places, name = Places(check.draft), wording.draft_name(check)
    lines = [f"{name}: {note}" for note in check.notes]
    for verdict in check.results:
        if not verdict.ok:
            place = verdict.place or f"{name}: {places.at(verdict.quote[0])}"
            ignored = f"ignored ({verdict.ignored}): " if verdict.ignored else ""
            lines.append(f"{place}: {ignored}{wording.verdict_words()[verdict.verdict].label}: {verdict.message}")
    lines += [f"{name}: citation {one.document}: {one.reason}" for one in check.citations if one.status != "ok"]
    return "".join(printable(" ".join(line.split())) + "\n" for line in lines)
