"""One story as one page: a timeline by outlets, who had it from whom and what changed, the texts side by side.

In the texts copied words and words in quotation marks are shaded differently, and every change is marked and named. A
table says all of it again. The page loads nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from attribune.articles.document.own_output import TRACE, first_line
from attribune.errors import UsageError
from attribune.exports.html.markup import esc, is_safe_link, isolated
from attribune.exports.html.markup import page as whole_page
from attribune.exports.html.segments import segments
from attribune.exports.wording import date, last_part, moment
from attribune.records import Article, Edge, Match, Span, Story, Trace, TraceChange
from attribune.text.clipping import clip, count
from attribune.text.quotes import quotations

MOST_SHOWN = 200  # edges of a story in the table and the timeline; more are counted
MOST_PAIRS = 40  # pairs of texts side by side, those with most changes
WIDTH, LANE, LEFT, TOP = 1000, 34, 190, 26  # of the timeline, in its own units
LANE_NAME = 25  # characters of an outlet's name at its lane
KEY = (
    '<p class="key"><span class="copied">copied words</span> '
    '<span class="quoted">copied words in quotation marks</span> <span class="change">changed words</span></p>'
)
TIMES = (
    '<p class="times"><span class="root">●</span> words of its own · <span>●</span> has words of another · '
    "a line leads from who had them first, dark where that is sure</p>"
)
BASIS = {"time": "it came later", "text": "same words", "credit": "names it", "link": "links to it"}
CONTEXT = 80  # characters of text around a passage


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where a page that is served leads: to an article as it is stored, and to two of them side by side."""

    article: Callable[[str], str | None]
    both: Callable[[str, str], str | None]


@dataclass(frozen=True)
class _Sheet:
    """What the parts of the page are made from."""

    story: Story
    articles: Mapping[str, Article]
    matches: Mapping[int, Match]
    changes: Mapping[int, Sequence[TraceChange]]
    edges: Sequence[Edge]
    places: Places | None = None

    def link(self, article: str) -> str:
        """Outlet and date of an article, leading to it where it is stored."""
        target = self.places.article(article) if self.places else None
        name = isolated(self.name(article))
        return f'<a href="{esc(target)}">{name}</a>' if target else name

    def name(self, article: str) -> str:
        """Outlet and date of an article, or what an unseen source is."""
        one = self.articles.get(article)
        if one is None:
            return f"{article} (not in the input)"
        return " · ".join(part for part in (one.outlet or _own_name(one), _date(one.published)) if part)


def page(result: Trace, articles: Mapping[str, Article], story: int | None = None) -> str:
    """Return the page of one story, by default the one of most articles. Raises UsageError where there is none."""
    return whole_page("trace.html", style="trace.css", script="trace.js", **values(result, articles, story))


def values(
    result: Trace, articles: Mapping[str, Article], story: int | None = None, *, places: Places | None = None
) -> dict[str, Any]:
    """Return what the template of the page shows. Raises UsageError where there is no such story."""
    from markupsafe import Markup

    chosen = _chosen(result, story)
    named = set(chosen.articles) | set(chosen.roots)
    changes: defaultdict[int, list[TraceChange]] = defaultdict(list)
    for change in result.changes:
        changes[change.match].append(change)
    sheet = _Sheet(
        chosen, articles, {match.match: match for match in result.matches}, changes,
        [edge for edge in result.edges if edge.child in named], places,
    )  # fmt: skip
    sources = count(chosen.independent_sources, "independent source")
    pages = len({articles[one].url or one for one in chosen.articles})  # a page can have several versions
    versions = f" in {count(len(chosen.articles), 'version')}" if pages < len(chosen.articles) else ""
    title = next((articles[one].title for one in chosen.articles if articles[one].title), None)
    body = (
        f"<h1>{esc(title or f'Story {chosen.story}')}</h1>\n"
        f"<p>{count(pages, 'article')}{versions}, {count(chosen.outlets, 'outlet')}, {sources}.</p>\n"
        f"{_timeline(sheet)}\n<h2>Who had it from whom</h2>\n{_table(sheet)}\n<h2>Articles</h2>\n{_list(sheet)}\n"
    )
    if places is None:  # a page that is served leads to two articles side by side, one that is a file has them
        body += f"<h2>Side by side</h2>\n{KEY}\n{_pairs(sheet)}"
    return {"made": first_line(TRACE), "body": Markup(body), "title": f"Trace: {title or f'story {chosen.story}'}"}


def _region(label: str, body: str) -> str:
    """Return what may be wider than a narrow screen, in a place of its own that scrolls."""
    return f'<div class="wide" role="region" aria-label="{label}" tabindex="0">{body}</div>'


def _own_name(article: Article) -> str:
    """Return what an article without a title or an outlet is called: its file, without the folders."""
    return last_part(article.name) if article.name else article.id


def _link(url: str, label: str) -> str:
    """Return a link where ``url`` is plain http(s), which leaks no referrer; else only the label."""
    if not is_safe_link(url):
        return esc(label)
    return f'<a href="{esc(url)}" rel="noopener noreferrer nofollow">{esc(label)}</a>'


def _chosen(result: Trace, story: int | None) -> Story:
    if not result.stories:
        raise UsageError("no two articles of the input tell one story, so there is no page to write")
    if story is None:
        return max(result.stories, key=lambda one: (len(one.articles), -one.story))
    for one in result.stories:
        if one.story == story:
            return one
    raise UsageError(f"there is no story {story}; there are {len(result.stories)}, numbered from 1")


def _moment(article: Article | None) -> float | None:
    try:
        return datetime.fromisoformat(article.published).timestamp() if article and article.published else None
    except (ValueError, OverflowError, OSError):
        return None


def _date(published: str | None) -> str:
    return moment((published or "").strip()) or "undated"


def _timeline(sheet: _Sheet) -> str:
    """Outlets as lanes, time to the right, an arrow from each parent to its child."""
    shown = list(sheet.story.articles[:MOST_SHOWN])
    lanes = list(dict.fromkeys(sheet.articles[one].outlet or "no outlet named" for one in shown))
    times = {one: _moment(sheet.articles[one]) for one in shown}
    known = [time for time in times.values() if time is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    place: dict[str, tuple[float, float]] = {}
    number = {one: at for at, one in enumerate(shown)}
    for one in shown:
        time = times[one]
        share = (time - low) / (high - low or 1.0) if time is not None else 1.03
        lane = lanes.index(sheet.articles[one].outlet or "no outlet named")
        place[one] = (LEFT + share * (WIDTH - LEFT - 60), TOP + LANE * (lane + 0.5))
    parts = [
        f'<line class="lane" x1="{LEFT}" x2="{WIDTH - 20}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="8" y="{y + 4:.1f}">{esc(clip(lane, LANE_NAME))}</text>'
        for lane, y in ((lane, TOP + LANE * (row + 0.5)) for row, lane in enumerate(lanes))
    ]
    dated = sorted((time, one) for one, time in times.items() if time is not None)
    for time, one in dict.fromkeys((dated[0], dated[-1])) if dated else ():
        x = LEFT + (time - low) / (high - low or 1.0) * (WIDTH - LEFT - 60)
        day = esc(date(sheet.articles[one].published or ""))
        parts.append(f'<text class="soft" text-anchor="middle" x="{x:.1f}" y="16">{day}</text>')
    for edge in sheet.edges[:MOST_SHOWN]:
        if edge.parent in place and edge.child in place:
            (a, b), (c, d) = place[edge.parent], place[edge.child]
            sure = " sure" if edge.confidence >= 0.8 else ""
            bend = f"M{a:.1f},{b:.1f} C{(a + c) / 2:.1f},{b:.1f} {(a + c) / 2:.1f},{d:.1f} {c:.1f},{d:.1f}"
            ends = " ".join(f"a{number[one]}" for one in (edge.parent, edge.child))
            title = f"<title>{_edge_words(sheet, edge)}</title>"
            parts.append(f'<path class="edge{sure}" data-ends="{ends}" d="{bend}">{title}</path>')
    undated = [y for one, (_, y) in place.items() if times[one] is None]
    if undated and known:
        x = LEFT + 1.03 * (WIDTH - LEFT - 60)
        parts.append(f'<text class="soft" text-anchor="middle" x="{x:.1f}" y="{min(undated) - 10:.1f}">undated</text>')
    for one, (x, y) in place.items():
        root = ' class="root"' if one in sheet.story.roots else ""
        spot = (
            f'<circle{root} cx="{x:.1f}" cy="{y:.1f}" r="6" data-article="a{number[one]}">'
            f"<title>{esc(sheet.name(one))}</title></circle>"
        )
        stored = sheet.places.article(one) if sheet.places else None
        named = f'<a href="{esc(stored)}" aria-label="{esc(sheet.name(one))}">{spot}</a>' if stored else spot
        parts.append(named)
    height = TOP + LANE * len(lanes) + 10
    role = "group" if sheet.places else "img"  # an image has no links inside
    named = f'class="lanes" viewBox="0 0 {WIDTH} {height}" role="{role}" aria-label="Timeline by outlets"'
    timeline = _region("Timeline", f"<svg {named}>{''.join(parts)}</svg>")
    return timeline + TIMES + _more(sheet, len(sheet.story.articles), MOST_SHOWN, "articles")


def _more(sheet: _Sheet, number: int, most: int, what: str) -> str:
    where = "this page as JSON" if sheet.places else "--format jsonl"
    return f'<p class="about">{number - most:,} more {what} aren’t shown; {where} has all.</p>' if number > most else ""


def _edge_words(sheet: _Sheet, edge: Edge) -> str:
    made = [change for number in edge.matches for change in sheet.changes.get(number, ())]
    kinds = ", ".join(dict.fromkeys(map(_kind, made))) or "nothing changed"
    return esc(f"{sheet.name(edge.parent)} → {sheet.name(edge.child)}: {edge.confidence:.0%}; {kinds}")


def _table(sheet: _Sheet) -> str:
    """Return every edge with every change, as a table."""
    rows = []
    for edge in sheet.edges[:MOST_SHOWN]:
        made = [change for number in edge.matches for change in sheet.changes.get(number, ())]
        told = "".join(f"<li>{_change_words(change)}</li>" for change in made)
        rows.append(
            f"<tr><td>{sheet.link(edge.child)}</td>"
            f'<td data-name="had it from">{sheet.link(edge.parent)}<br><span class="about">{edge.confidence:.0%} sure: '
            f"{esc(', '.join(BASIS[one] for one in edge.basis))}{_both(sheet, edge.parent, edge.child)}</span></td>"
            f'<td data-name="what changed">{f"<ul>{told}</ul>" if told else "nothing"}</td></tr>'
        )
    if not rows:
        return "<p>No article of this story is known to have copied another.</p>"
    head = _head("article", "had it from", "what changed")
    table = _region("Who had it from whom", f'<table class="edges">{head}{"".join(rows)}</table>')
    return f"{table}{_more(sheet, len(sheet.edges), MOST_SHOWN, 'rows')}"


def _head(*names: str) -> str:
    cells = (f'<th scope="col">{name}</th>' for name in names)
    return f"<tr>{''.join(cells)}</tr>"


def _both(sheet: _Sheet, earlier: str, later: str) -> str:
    """Return the way to two articles side by side, where there is one."""
    target = sheet.places.both(earlier, later) if sheet.places else None
    return f' · <a href="{esc(target)}">side by side</a>' if target else ""


def _kind(change: TraceChange) -> str:
    return "same amount" if change.severity == "none" else change.kind.replace("_", " ")


def _change_words(change: TraceChange) -> str:
    kind = _kind(change)
    before, after = (isolated(" ".join(text.split())[:160]) for text in (change.earlier_text, change.later_text))
    return f"<strong>{kind}</strong>: {f'“{before}”' if before else 'nothing'} → {f'“{after}”' if after else 'nothing'}"


def _list(sheet: _Sheet) -> str:
    rows = []
    for number, identity in enumerate(sheet.story.articles[:MOST_SHOWN]):
        one = sheet.articles[identity]
        address = _link(one.url, one.title or one.url) if one.url else esc(one.title or _own_name(one))
        stored = sheet.places.article(identity) if sheet.places else None
        address += f' · <a href="{esc(stored)}">as stored</a>' if stored else ""
        root = "its own" if identity in sheet.story.roots else ""
        named = ' data-name="whose words"' if root else ""
        rows.append(
            f'<tr id="a{number}"><td>{esc(_date(one.published))}</td><td>{esc(one.outlet or "")}</td>'
            f"<td>{address}</td><td{named}>{root}</td></tr>"
        )
    head = _head("published", "outlet", "article", "whose words")
    return _region("Articles", f"<table>{head}{''.join(rows)}</table>")


def _pairs(sheet: _Sheet) -> str:
    """Return the passages of edges and other matches, both texts side by side."""
    numbers = [number for edge in sheet.edges for number in edge.matches]
    if not numbers:
        inside = set(sheet.story.articles)
        numbers = [one.match for one in sheet.matches.values() if {one.earlier.article, one.later.article} <= inside]
    ranked = sorted(dict.fromkeys(numbers), key=lambda number: (-len(sheet.changes.get(number, ())), number))
    shown = (sheet.matches[number] for number in ranked[:MOST_PAIRS])
    return "\n".join(_pair(sheet, match, place) for place, match in enumerate(shown, 1)) + _more(
        sheet, len(ranked), MOST_PAIRS, "pairs"
    )


def _pair(sheet: _Sheet, match: Match, number: int) -> str:
    changes = sheet.changes.get(match.match, ())
    sides = []
    for passage, spans in (
        (match.earlier, [(change.earlier, change) for change in changes]),
        (match.later, [(change.later, change) for change in changes]),
    ):
        article = sheet.articles[passage.article]
        sides.append(
            f"<div><h4>{esc(sheet.name(passage.article))}</h4>{_shaded(article.text, passage.span, spans)}</div>"
        )
    kind = match.kind.replace("_", " ")
    told = f"{kind}, {match.identity:.0%} the same{'' if match.directed else ', no copying claimed'}"
    return f'<h3>Passage {number}: {esc(told)}</h3><div class="pair">{"".join(sides)}</div>'


def _shaded(text: str, span: Span, changes: Sequence[tuple[Span, TraceChange]]) -> str:
    """Return a passage with some text around it; copied words, quoted words and changes marked."""
    low, high = _around(text, span)
    marks: list[tuple[Span, str, str]] = [(span, "copied", "")]
    for quotation in quotations(text):
        if quotation.depth == 0:
            marks += [((max(a, span[0]), min(b, span[1])), "quoted", "") for a, b in quotation.parts]
    marks += [(place, "change", _kind(change)) for place, change in changes if change.kind != "order"]
    marks = [mark for mark in marks if mark[0][0] < mark[0][1]]
    out = []
    for piece in segments(low, high, [mark[0] for mark in marks]):
        over = [marks[number] for number in piece.marks]
        words = esc(text[piece.start : piece.end])
        style = next((one for one in ("change", "quoted", "copied") if any(mark[1] == one for mark in over)), "")
        kinds = [mark[2] for mark in over if mark[1] == "change" and mark[0][0] == piece.start]
        label = " ".join(f'<span class="kind">{esc(kind)}</span>' for kind in dict.fromkeys(kinds))
        shown, space = (
            (words.rstrip(), words[len(words.rstrip()) :]) if label else (words, "")
        )  # no break before a label
        out.append(f'<span class="{style}">{shown}</span>{label}{space}' if style and words else words)
    return ("… " if low else "") + "".join(out) + (" …" if high < len(text) else "")


def _around(text: str, span: Span) -> Span:
    """Return a span with some text around it, of whole words, as far as there are words near enough."""
    low, high = max(0, span[0] - CONTEXT), min(len(text), span[1] + CONTEXT)
    first = next((at for at in range(low, span[0]) if at == 0 or text[at - 1].isspace()), span[0])
    last = next((at for at in range(high, span[1], -1) if at == len(text) or text[at].isspace()), span[1])
    before, behind = text[first : span[0]], text[span[1] : last]
    return span[0] - len(before.lstrip()), span[1] + len(behind.rstrip())
