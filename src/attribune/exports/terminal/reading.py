"""A reading for a terminal: who says what, through whom, with which hedges, and what the figures count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from attribune.articles.document.own_output import READING, first_line
from attribune.exports import wording
from attribune.exports.terminal.ansi import Run, wrap
from attribune.records import Reading, Source, Statement
from attribune.sources.foreign_quotations import direct_only

INDENT = "      "
CONTENT = 400  # code points of a statement's content shown


def reading_text(reading: Reading, *, width: int = 80, colour: bool = False) -> str:
    """Return one article's statements, sources, figures and notes.

    Nothing from outside reaches the terminal unescaped.
    """
    lines: list[str] = []

    def put(runs: list[Run], first: str = "", rest: str | None = None) -> None:
        lines.extend(wrap(runs, width=width, colour=colour, first=first, rest=first if rest is None else rest))

    put([(first_line(READING), "dim")])
    article = reading.article
    day = wording.date(article.published) if article.published else ""
    shown = article.title or article.url or article.name or article.id
    places = [place for place in (article.url, article.name) if place and place != shown]
    about = [article.outlet or "", ", ".join(article.authors), day, *places]
    put([(shown, "strong")])
    if any(about):
        put([(" · ".join(part for part in about if part), "dim")])
    for note in article.notes:
        put([("note:", "open"), (" " + note, "")])
    if other := direct_only(article):
        put([("note:", "open"), (f" of passages in {' and '.join(other)}, only direct quotations are read", "")])
    lines.append("")
    sources, names = {source.id: source for source in reading.sources}, wording.source_names(reading)
    for number, statement in enumerate(reading.statements, 1):
        speaker = sources.get(statement.speaker or "")
        for runs, first, rest in _statement(reading, number, statement, speaker, names):
            put(runs, first, rest)
        lines.append("")
    for title, entries in (("Sources", _sources(reading)), ("Figures", _figures(reading))):
        if entries:
            put([(title, "strong")])
            for runs in entries:
                put(runs, "  ", "    ")
            lines.append("")
    sums = (("statement", reading.statements), ("source", reading.sources), ("figure", reading.figures))
    put([(", ".join(wording.count(len(records), noun) for noun, records in sums), "")])
    return "\n".join(lines) + "\n"


def _statement(
    reading: Reading, number: int, statement: Statement, speaker: Source | None, names: Mapping[str, str]
) -> list[tuple[list[Run], str, str]]:
    text = reading.article.text
    who = speaker.name if speaker else _words(text, statement) or "nobody named"
    role = f", {known[0]}" if speaker and (known := wording.roles_of(speaker)) else ""
    head: list[Run] = [(who, "name"), (role, "")]
    details = [statement.kind, statement.medium]
    if statement.cue:
        details.append(f"“{text[slice(*statement.cue)]}”")
    if statement.negated:
        details.append("denied")
    head.append((" · " + " · ".join(details), "dim"))
    content = wording.clip(wording.content_words(reading, statement.content), CONTENT)
    entry = [(head, f"{number:>3}  ", INDENT), ([(content, "")], INDENT, INDENT)]
    route = wording.route_words(text, speaker, statement)
    if route:
        entry.append(([(f"known by {route}", "dim")], INDENT, INDENT))
    hops = wording.chain_words(statement.chain, who, names)
    if hops:
        entry.append(([("← " + " ← ".join(hops), "strong")], INDENT, INDENT))
    if statement.hedges:
        hedges = ", ".join(f"“{hedge.text}”" for hedge in statement.hedges)
        entry.append(([("hedged: " + hedges, "open")], INDENT, INDENT))
    return entry


def _words(text: str, statement: Statement) -> str:
    return " ".join(text[start:end] for start, end in statement.source or ())


def _sources(reading: Reading) -> list[list[Run]]:
    counts = Counter(statement.speaker for statement in reading.statements if statement.speaker)
    order = sorted(reading.sources, key=lambda source: -counts[source.id])
    return [_source(source, counts[source.id]) for source in order]


def _source(source: Source, count: int) -> list[Run]:
    roles = f", {known}" if (known := "; ".join(wording.roles_of(source))) else ""
    return [(source.name, "name"), (roles, ""), (f" · {source.kind} · {wording.count(count, 'statement')}", "dim")]


def _figures(reading: Reading) -> list[list[Run]]:
    return [
        [(reading.article.text[figure.start : figure.end], ""), (f" = {wording.value_words(figure)}", "dim")]
        for figure in reading.figures
    ]
