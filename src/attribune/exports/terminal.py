"""A check for a terminal: what is wrong first to the eye, in draft order, and the sum at the end where the eye stays.

Quotations that are ok take two lines; the others are laid open: both sides word by word, every change as a
sentence, where the evidence stands and through whom it came. Colour repeats what signs and words already say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from attribune.articles.document.own_output import REPORT, first_line
from attribune.exports import wording
from attribune.exports.ansi import Run, fit, printable, wrap
from attribune.exports.segments import Places, segments
from attribune.exports.terminal_reading import reading_text as reading_text
from attribune.records import Article, Evidence, Report, Span, Verdict

INDENT = "      "
LABEL = 10  # columns of the words "draft", "evidence", "nearest" and what follows them
CONTEXT = 140  # code points of context shown on each side of a passage
PASSAGE = 700  # code points of a passage shown
BRIEF = 66  # code points of an ok quotation shown


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
        first = f"{INDENT}{label:<{LABEL}}"
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
    encoding: str = "utf-8",
) -> str:
    """The report on one draft. ``articles`` (by id) adds dates and addresses; ``encoding`` is the terminal's.

    Everything that came from outside is escaped: no control character reaches the terminal.
    """
    sheet = _Sheet(width, colour, articles or {})
    places = Places(check.draft)
    _head(sheet, check)
    for number, verdict in enumerate(check.results, 1):
        place = places.at(verdict.quote[0])
        if verdict.ok:
            _brief(sheet, number, place, verdict)
        else:
            _open(sheet, check.draft, number, place, verdict)
    _apart(sheet, check, places)
    _sum(sheet, check, places)
    return fit("\n".join(sheet.lines) + "\n", encoding)


def checks_text(
    checks: Sequence[Report],
    *,
    width: int = 80,
    colour: bool = False,
    articles: Mapping[str, Article] | None = None,
    encoding: str = "utf-8",
) -> str:
    """The reports on several drafts, one after the other, and at the end each draft's sum and the total."""
    texts = [check_text(one, width=width, colour=colour, articles=articles, encoding=encoding) for one in checks]
    if len(checks) < 2:
        return "".join(texts)
    sheet = _Sheet(width, colour, {}, ["═" * max(1, width)])
    for check in checks:
        word = ("✓", "ok") if check.ok else ("✗", "bad")
        sheet.put([(word[0], word[1]), (" ", ""), (wording.draft_name(check), "strong"), (": ", ""),
                   (wording.headline(check), "")], "", "  ")  # fmt: skip
    sheet.put([(wording.total(checks), "strong")])
    return "\n".join([*texts, fit("\n".join(sheet.lines) + "\n", encoding)])


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
    sheet.blank()


def _title(place: str, verdict: Verdict) -> list[Run]:
    word = wording.verdict_words()[verdict.verdict]
    return [(f"{word.sign} ", word.group), (word.label, word.group), (" ", ""), (f"· {place}", "dim"), (" ", "")]


def _number(number: int) -> str:
    return f"{number:>3}  "


def _brief(sheet: _Sheet, number: int, place: str, verdict: Verdict) -> None:
    words = wording.clip(" ".join(verdict.text.split()), BRIEF)
    sheet.put([*_title(place, verdict), (f"“{words}”", "")], _number(number), INDENT)
    if verdict.evidence:
        sheet.put(_where(sheet, verdict.evidence[0], verdict), INDENT)
        _others(sheet, verdict)


def _where(sheet: _Sheet, evidence: Evidence, verdict: Verdict) -> list[Run]:
    outlet, _, day, place = wording.origin(evidence, sheet.articles)
    who = evidence.speaker or (verdict.speaker.name if verdict.speaker else "")
    said = [part for part in (who, outlet or wording.last_part(place), day, wording.through(evidence)) if part]
    return [(" · ".join(said), "dim")]


def _open(sheet: _Sheet, draft: Article, number: int, place: str, verdict: Verdict) -> None:
    sheet.blank()
    gloss = wording.verdict_words()[verdict.verdict].gloss
    sheet.put([*_title(place, verdict), (f"— {gloss}", "")], _number(number), INDENT)
    changes = wording.marked_changes(verdict)
    marks = [change.draft for change in changes]
    quoted = _marked(sheet, wording.with_borders(draft.text, 0, draft), verdict.quote, marks, fallback=verdict.text)
    sheet.labelled(
        "draft", [*quoted, (" — ", "dim"), (verdict.speaker.name if verdict.speaker else "nobody named", "name")]
    )
    if verdict.evidence:
        spans = [change.evidence for change in changes if change.evidence]
        _passage(sheet, "evidence", verdict.evidence[0], spans)
    elif verdict.nearest:
        _passage(sheet, "nearest", verdict.nearest, [])
    for against in verdict.against:
        _passage(sheet, "against", against, [])
    for line in wording.reasons(verdict):
        sheet.put([("•", "bad"), (" ", ""), (line, "strong")], INDENT, INDENT + "  ")
    _others(sheet, verdict)
    sheet.blank()


def _marked(sheet: _Sheet, text: str, span: Span, marks: Sequence[Span], fallback: str) -> list[Run]:
    """The quotation in its marks, changed words set off: by style, or by asterisks where there is no colour."""
    if not 0 <= span[0] <= span[1] <= len(text):
        return [(f"“{fallback}”", "")]
    return [("“", ""), *_set_off(sheet, text, span, marks), ("”", "")]


def _set_off(sheet: _Sheet, text: str, span: Span, marks: Sequence[Span], offset: int = 0) -> list[Run]:
    runs: list[Run] = []
    for piece in segments(span[0], span[1], marks):
        words = wording.bordered(text[piece.start - offset : piece.end - offset])
        if not piece.marks:
            runs.append((words, ""))
        elif words.strip():
            runs.append((words if sheet.colour else _starred(words), "changed"))
    return runs


def _starred(words: str) -> str:
    """Asterisks around the words, inside any space at their ends."""
    core = words.strip()
    lead = words[: len(words) - len(words.lstrip())]
    return f"{lead}*{core}*{words[len(lead) + len(core) :]}"


def _passage(sheet: _Sheet, label: str, evidence: Evidence, marks: Sequence[Span]) -> None:
    article = sheet.articles.get(evidence.article)
    before, text, after = wording.passage(evidence, article)
    start, text = evidence.span[0], text[:PASSAGE]
    runs: list[Run] = [(wording.bordered(wording.clip_left(before.lstrip(), CONTEXT)), "dim")]
    runs += _set_off(sheet, text, (start, start + len(text)), marks, start)
    runs.append((" …" if len(evidence.text) > PASSAGE else "", "dim"))
    runs.append((wording.bordered(wording.clip(after.rstrip(), CONTEXT)), "dim"))
    sheet.labelled(label, runs)
    outlet, title, day, place = wording.origin(evidence, sheet.articles)
    about = ", ".join(part for part in (outlet, wording.titled(title), day, wording.through(evidence)) if part)
    sheet.labelled(
        "", [("— ", "dim"), (evidence.speaker or "nobody named", "name"), (f" · {about}" if about else "", "dim")]
    )
    sheet.labelled("", [(place, "dim")])


def _others(sheet: _Sheet, verdict: Verdict) -> None:
    if len(verdict.evidence) < 2:
        return
    also = []
    for evidence in verdict.evidence[1:]:
        outlet, _, _, place = wording.origin(evidence, sheet.articles)
        how = wording.through(evidence)
        also.append(f"{outlet or wording.last_part(place)} ({how})" if how else outlet or wording.last_part(place))
    sheet.put([("also in " + ", ".join(also), "dim")], INDENT)


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
    wrong = [(number, verdict) for number, verdict in enumerate(check.results, 1) if not verdict.ok]
    sheet.blank()
    sheet.lines.append("─" * max(1, sheet.width))
    if wrong:
        sheet.put([("Before publication:", "strong")])
    for number, verdict in wrong:
        word = wording.verdict_words()[verdict.verdict]
        place = places.at(verdict.quote[0])
        indent = " " * len(_number(number))
        runs: list[Run] = [(f"{word.sign} {word.label}:", word.group), (" " + wording.problem(verdict), "")]
        sheet.put([*runs, (f" · {place}", "dim")], _number(number), indent)
    if wrong:
        sheet.blank()
    style = "bad" if wrong else "ok"
    tally = ", ".join(
        f"{number} {wording.verdict_words()[name].label}"
        if name in wording.verdict_words()
        else f"{number} {printable(name)}"
        for name, number in check.summary.items()
        if number
    )
    sheet.put([(wording.headline(check), style), (f" ({tally})" if tally else "", "")])
    sheet.put([(wording.coverage_words(check.coverage), "dim")])
