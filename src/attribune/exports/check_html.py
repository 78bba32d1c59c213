"""A check as one page: what is wrong at the top, then the draft, and beside each paragraph what the evidence says.

The page is one file, loads nothing and works without its script. Every quotation carries a number and a sign,
in the draft and on its card, so that nothing hangs on colour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attribune.articles.document.own_output import REPORT, first_line
from attribune.exports import wording
from attribune.exports.check_cards import card
from attribune.exports.markup import esc, shell
from attribune.exports.segments import Row, rows, segments
from attribune.records import Article, NotChecked, Report, Span, Verdict
from attribune.text.fold import DOUBLE_MARKS, SINGLE_MARKS

_MARKS = frozenset(SINGLE_MARKS + DOUBLE_MARKS)


@dataclass(frozen=True, slots=True)
class _Mark:
    """One span over the draft: a quotation, a change inside it, or something listed apart."""

    span: Span
    style: str
    number: int = -1  # the quotation's, from 0; -1 for the others


def page(checks: Sequence[Report], articles: Mapping[str, Article]) -> str:
    """The report on one or several drafts; ``articles`` (by id) adds dates and addresses to passages."""
    title = checks[0].draft.title if len(checks) == 1 else None
    sections = [_section(f"d{number}", check, articles) for number, check in enumerate(checks, 1)]
    contents = _contents(checks) if len(checks) > 1 else ""
    return shell(
        f"Quotation check: {title or wording.count(len(checks), 'draft')}",
        _made() + contents + "\n".join(sections) + _legend(),
        style="check.css",
        script="check.js",
    )


def _made() -> str:
    """The mark for eyes and for what keeps no meta: a print, a copy."""
    return f'<p class="made">{esc(first_line(REPORT))}</p>\n'


def _contents(checks: Sequence[Report]) -> str:
    items = [
        f'<li><a href="#d{n}">{esc(wording.draft_name(check))}</a> {esc(wording.headline(check))}</li>'
        for n, check in enumerate(checks, 1)
    ]
    total = f"<p><strong>{esc(wording.total(checks))}</strong></p>"
    return f'<nav class="contents" aria-label="Drafts">{total}<ol>{"".join(items)}</ol></nav>\n'


def _section(key: str, check: Report, articles: Mapping[str, Article]) -> str:
    return (
        f'<section class="draft" id="{key}">\n{_summary(key, check)}\n'
        f'<main class="sheet">\n{_sheet(key, check, articles)}</main>\n{_apart(check.not_checked)}</section>\n'
    )


def _summary(key: str, check: Report) -> str:
    wrong = [n for n, verdict in enumerate(check.results) if not verdict.ok]
    total = len(check.results)
    if check.notes and not check.ok and not total:
        sentence, tone = "This draft wasn’t checked", "bad"
    elif not total:
        sentence, tone = "This draft has no quotation to check", "open"
    elif wrong:
        sentence, tone = f"{len(wrong)} of {wording.count(total, 'quotation')} not ok", "bad"
    else:
        sentence, tone = f"All {total} quotations ok" if total > 1 else "The one quotation is ok", "ok"
    return (
        f'<header class="summary {tone}"><p class="name">{esc(wording.draft_name(check))}</p><h1>{sentence}</h1>'
        f"{_notes(check)}"
        f'<p class="coverage">{esc(wording.coverage_words(check.coverage))}</p>'
        f"{_strip(key, check.results)}{_problems(key, check.results)}</header>"
    )


def _notes(check: Report) -> str:
    """What is wrong with the draft or the evidence as a whole, and what was left out of the evidence."""
    told = "".join(f'<p class="note"><strong>{esc(note)}</strong></p>' for note in check.notes)
    return told + "".join(f'<p class="coverage">{esc(line)}</p>' for line in wording.left_out_words(check.coverage))


def _strip(key: str, checks: Sequence[Verdict]) -> str:
    chips = []
    for number, verdict in enumerate(checks):
        word = wording.verdict_words()[verdict.verdict]
        label = f"Quotation {number + 1}: {word.label}"
        chips.append(
            f'<li><a class="chip {word.group}" href="#{key}-q{number + 1}" title="{esc(label)}">'
            f'<span aria-hidden="true">{number + 1}&#8239;{word.sign}</span>'
            f'<span class="unseen">{esc(label)}</span></a></li>'
        )
    return f'<ol class="strip" aria-label="All quotations in order">{"".join(chips)}</ol>' if chips else ""


def _problems(key: str, checks: Sequence[Verdict]) -> str:
    lines = []
    for number, verdict in enumerate(checks, 1):
        if verdict.ok:
            continue
        word = wording.verdict_words()[verdict.verdict]
        words = wording.clip(" ".join(verdict.text.split()), 80)
        lines.append(
            f'<tr><th scope="row"><a href="#{key}-c{number}">{number}</a></th>'
            f'<td class="verdict {word.group}">{word.sign}&nbsp;{esc(word.label)}</td>'
            f'<td class="words">“{esc(words)}”</td><td>{esc(wording.problem(verdict))}</td></tr>'
        )
    if not lines:
        return ""
    return f'<table class="problems"><caption>Before publication</caption><tbody>{"".join(lines)}</tbody></table>'


def _sheet(key: str, check: Report, articles: Mapping[str, Article]) -> str:
    paragraphs = rows(check.draft)
    starts = [row.start for row in paragraphs]
    beside: list[list[int]] = [[] for _ in paragraphs]
    if paragraphs:
        for number, verdict in enumerate(check.results):
            beside[max(0, bisect_right(starts, verdict.quote[0]) - 1)].append(number)
    over = _by_row(paragraphs, starts, _marks(check))
    seen: set[str] = set()
    out = []
    for at, row in enumerate(paragraphs):
        cards = "".join(card(key, n + 1, check.results[n], check.draft, articles) for n in beside[at])
        out.append(
            f'<div class="row"><div class="text {esc(row.kind)}">{_paragraph(key, check, row, over[at], seen)}</div>'
            f'<div class="cards">{cards}</div></div>\n'
        )
    return "".join(out)


def _by_row(paragraphs: Sequence[Row], starts: Sequence[int], marks: Sequence[_Mark]) -> list[list[_Mark]]:
    """The marks over each paragraph; a quotation that runs on is over several."""
    over: list[list[_Mark]] = [[] for _ in paragraphs]
    for mark in marks:
        at = max(0, bisect_right(starts, mark.span[0]) - 1)
        while at < len(paragraphs) and paragraphs[at].start <= mark.span[1]:
            over[at].append(mark)
            at += 1
    return over


def _marks(check: Report) -> list[_Mark]:
    marks = []
    for number, verdict in enumerate(check.results):
        marks.append(
            _Mark(_with_marks(check.draft.text, verdict.quote), wording.verdict_words()[verdict.verdict].group, number)
        )
        if not verdict.ok:
            changes = wording.marked_changes(verdict)
            marks += [_Mark(c.draft, "gap" if c.draft[0] == c.draft[1] else "change") for c in changes]
    return marks + [_Mark(item.quote, "apart") for item in check.not_checked]


def _with_marks(text: str, span: Span) -> Span:
    """The quotation with the marks around it, so that its number follows the closing one."""
    start, end = span
    if start > 0 and text[start - 1] in _MARKS:
        start -= 1
    if end < len(text) and text[end] in _MARKS:
        end += 1
    return (start, end)


def _paragraph(key: str, check: Report, row: Row, over: Sequence[_Mark], seen: set[str]) -> str:
    """One paragraph, cut at every border of the marks over it. ``seen`` holds the anchors that are set already."""
    out = []
    for piece in segments(row.start, row.end, [mark.span for mark in over]):
        active = [over[number] for number in piece.marks]
        words = esc(check.draft.text[piece.start : piece.end])
        quotes = [mark for mark in active if mark.number >= 0]
        if active:
            styles = " ".join(dict.fromkeys(mark.style for mark in active))
            linked = f' data-q="{key}-c{quotes[0].number + 1}"' if quotes else ""
            words = f'<span class="m {styles}"{linked}>{words}</span>'
        before = "".join(_once(f'<span id="{key}-q{m.number + 1}"></span>', seen) for m in quotes)
        ending = [m for m in quotes if m.span[1] == piece.end]
        out.append(before + words + "".join(_once(_reference(key, check, m.number), seen) for m in ending))
    return "".join(out)


def _once(markup: str, seen: set[str]) -> str:
    if markup in seen:
        return ""
    seen.add(markup)
    return markup


def _reference(key: str, check: Report, number: int) -> str:
    """The number and sign that follow a quotation and lead to its card."""
    word = wording.verdict_words()[check.results[number].verdict]
    return (
        f'<a class="ref {word.group}" href="#{key}-c{number + 1}" '
        f'aria-label="Quotation {number + 1}, {esc(word.label)}">{number + 1}{word.sign}</a>'
    )


def _apart(apart: Sequence[NotChecked]) -> str:
    if not apart:
        return ""
    items = "".join(f"<li><q>{esc(item.text)}</q> {esc(item.reason)}</li>" for item in apart)
    return f'<aside class="apart"><h2>Listed apart, not checked</h2><ul>{items}</ul></aside>\n'


def _legend() -> str:
    items = "".join(
        f'<div><dt class="verdict {word.group}">{word.sign} {esc(word.label)}</dt><dd>{esc(word.gloss)}</dd></div>'
        for word in wording.verdict_words().values()
    )
    marks = (
        '<div><dt><span class="m bad change">word</span></dt><dd>differs from the other side</dd></div>'
        '<div><dt><span class="m bad gap"></span></dt><dd>something is missing here</dd></div>'
        '<div><dt><span class="m apart">word</span></dt><dd>in quotation marks, listed apart</dd></div>'
    )
    return f'<footer class="legend"><h2>What the signs mean</h2><dl>{items}{marks}</dl></footer>'
