"""What became of the quotations of a rewritten text, for a terminal: what isn't ok laid open, then the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attribune.articles.document.own_output import REWRITE, first_line
from attribune.exports.html.segments import Places, segments
from attribune.exports.terminal.ansi import Run, wrap
from attribune.exports.wording import bordered, count
from attribune.records import FATES, Article, QuotationFate, QuotedWords, Rewrite, Span

INDENT = "     "
LABEL = 8  # columns of the words "before" and "after"


def rewrite_text(result: Rewrite, before: Article, after: Article, *, width: int = 80, colour: bool = False) -> str:
    """Return the answer for a terminal. No control character of either text reaches it."""
    lines: list[str] = []

    def put(runs: Sequence[Run], first: str = "", rest: str | None = None) -> None:
        lines.extend(wrap(runs, width=width, colour=colour, first=first, rest=first if rest is None else rest))

    put([(first_line(REWRITE), "dim")])
    put([(_name(before), "strong"), (" → ", ""), (_name(after), "strong")])
    put([(rewrite_headline(result), "ok" if result.ok else "bad")])
    for note in result.notes:
        put([("!", "bad"), (" ", ""), (note, "strong")], "", "  ")
    places = {"before": Places(before), "after": Places(after)}
    for number, one in enumerate(result.quotations, 1):
        if one.fate == "same":
            continue
        side, words = ("after", one.after) if one.after else ("before", one.before)
        assert words is not None
        place = f"{places[side].at(words.span[0])} of the text {side}"
        sign, style = ("✓", "ok") if one.ok else ("✗", "bad")
        lines.append("")
        put([(f"{sign} {one.fate.replace('_', ' ')}", style), (" · ", "dim"), (place, "dim")], f"{number:>3}  ", INDENT)
        if not one.ok:
            put([("•", style), (" ", ""), (one.message, "strong")], INDENT, INDENT + "  ")
        for label, quoted, article, marks in _sides(one, before, after):
            first = f"{INDENT}{label:<{LABEL}}"
            put(_quoted(quoted, article, marks, colour), first, " " * len(first))
    return "\n".join(lines) + "\n"


def rewrite_headline(result: Rewrite) -> str:
    """Return how many quotations there are, and what became of them."""
    fates = Counter(one.fate for one in result.quotations)
    told = ", ".join(f"{fates[fate]} {fate.replace('_', ' ')}" for fate in FATES if fates[fate])
    return f"{count(len(result.quotations), 'quotation')}{f': {told}' if told else ''}"


def _name(article: Article) -> str:
    return article.name or article.title or "text"


def _sides(one: QuotationFate, before: Article, after: Article) -> list[tuple[str, QuotedWords, Article, list[Span]]]:
    """Return the quotation of both texts, with the spans that changed; one of them where the words are the same."""
    sides = []
    if one.before and one.fate != "moved":
        marks = [change.evidence for change in one.changes if change.evidence and change.kind != "speaker"]
        sides.append(("before", one.before, before, marks))
    if one.after:
        sides.append(("after", one.after, after, [c.draft for c in one.changes if c.kind != "speaker"]))
    return sides


def _quoted(quoted: QuotedWords, article: Article, marks: Sequence[Span], colour: bool) -> list[Run]:
    """Return a quotation in its marks with its speaker; what changed is set off by style, or by asterisks."""
    runs: list[Run] = [("“", "")]
    for piece in segments(*quoted.span, [mark for mark in marks if mark[0] < mark[1]]):
        words = bordered(article.text[piece.start : piece.end])
        core = words.strip()
        if not piece.marks or not core:
            runs.append((words, ""))
        elif colour:
            runs.append((words, "changed"))
        else:
            runs.append((words.replace(core, f"*{core}*", 1), ""))
    return [*runs, ("”", ""), (" — ", "dim"), (quoted.speaker or "nobody named", "name")]
