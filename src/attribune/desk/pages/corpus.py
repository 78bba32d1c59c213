"""The pages: what a person opens. Each is made on the server, reads without a script and has a JSON twin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from attribune.clock import now
from attribune.corpus.query.reviews import MOST_NAMESAKES, namesakes_of, surnames_of
from attribune.corpus.query.sources import untraced_note
from attribune.corpus.query.types import Query as SearchQuery
from attribune.desk import evidence
from attribune.desk.access.tokens import Caller
from attribune.desk.pages.rendering import View, month, show, with_query
from attribune.desk.rest.answers import answer, problem_of
from attribune.desk.rest.calls import Desk, Id, Reader
from attribune.desk.rest.paging import offset_of, state_in
from attribune.desk.rest.people import side_by_side
from attribune.desk.rest.queries import ABOUT_VERSION, found_answer, listed_stories, search_query
from attribune.desk.service import Service
from attribune.desk.stories import part_of
from attribune.errors import UsageError
from attribune.exports.corpus_objects import history_object
from attribune.exports.html import reading as read_html
from attribune.exports.html import trace as trace_html
from attribune.exports.jsonlines import reading_object
from attribune.records import Span
from attribune.trace.corpus.part import TracePart

router = APIRouter(include_in_schema=False)
STORIES = 50  # of a page
SAID = 50  # statements of a speaker on a page
SPLIT = 50  # articles offered of a speaker of whom no statement stands, the newest
_ARTICLES = """
SELECT DISTINCT a.id, a.address, v.title FROM sources AS s JOIN analyses AS e ON e.id = s.analysis
JOIN versions AS v ON v.id = e.version JOIN articles AS a ON a.latest = v.id
WHERE s.speaker IN (SELECT id FROM speakers WHERE canonical = ?) ORDER BY v.published DESC, a.id LIMIT ?
"""
_SAYING = "SELECT a.id, a.address, v.title FROM versions AS v JOIN articles AS a ON a.id = v.article WHERE v.id IN"
SANDBOX = (  # of a saved page: no script runs, no form is sent, nothing is loaded
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
)
FRAGMENT = 6  # words at either end of a long passage by which a browser finds it in a page
_EDGES = re.compile(r"\A\W+|\W+\Z")
_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


def page(path: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a page and its JSON twin, which are made by one function."""

    def registered(function: Callable[..., Any]) -> Callable[..., Any]:
        router.get(f"{path}.json")(function)
        router.get(path)(function)
        return function

    return registered


@router.get("/")
def start(_: Request) -> Response:
    """Lead to what people come for."""
    return RedirectResponse("/check", 303)


@page("/search")
def search(request: Request, query: Annotated[SearchQuery, Depends(search_query)], desk: Desk, _: Reader) -> Response:
    """The search, its hits and its facets."""
    asked = {name: value for name, value in request.query_params.items() if name != "cursor"}
    values: dict[str, Any] = {"asked_for": asked, "query": query, "found": None, "problem": None, "facets": [],
                              "next": None, "coverage": desk.coverage()}  # fmt: skip
    data: Any = None
    page: dict[str, Any] | None = None
    if any(value for name, value in asked.items() if name not in ("in", "limit")) or query.where == "speakers":
        try:
            cursor = request.query_params.get("cursor")
            found = desk.search(query, state=state_in(cursor))
            data, page = found_answer(found, desk.limits.offset, cursor)
            values |= {"found": found.result, "facets": _facets(found.facets, asked)}
        except UsageError as error:
            if request.url.path.endswith(".json"):
                raise
            values["problem"] = error
    values["next"] = page and page["next"] and with_query("/search", asked, {"cursor": page["next"]})
    return show(request, View(
        template="search.html", title=f"Search: {query.words}" if query.words else "Search", data=data, page=page,
        values=values, status=400 if values["problem"] else 200,
    ))  # fmt: skip


_FACETS = (("speaker_id", "Speaker"), ("outlet", "Outlet"), ("kind", "Kind"), ("medium", "Medium"),
           ("first_hand", "First-hand"), ("story", "Story"), ("month", "Month"))  # fmt: skip


def _facets(found: Any, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the facets with the address that each value leads to; of one that is chosen, the way back."""
    shown = []
    for name, label in _FACETS:
        values = []
        for one in found.get(name, ()):
            new = {"since": one.value, "until": one.value} if name == "month" else {name: one.value}
            chosen = all(asked.get(key) == value for key, value in new.items())
            href = with_query("/search", asked, dict.fromkeys(new)) if chosen else with_query("/search", asked, new)
            shown_as = month(one.label) if name == "month" else one.label
            values.append({"label": shown_as, "count": one.count, "href": href, "chosen": chosen})
        if len(values) > 1 or any(one["chosen"] for one in values):
            shown.append({"label": label, "values": values})
    return shown


@page("/versions/{version}")
def version(
    request: Request, version: Id, desk: Desk, _: Reader, mark: Annotated[str | None, Query(max_length=21)] = None
) -> Response:
    """An article as it was read; ``mark`` is a span of its text that stands out."""
    found = desk.version(version)
    span = _span(mark, len(found.reading.article.text))
    made = read_html.values([found.reading], mark=span)
    saved = found.captures and any(block.xpath for block in found.reading.article.blocks)  # a page of the web
    fragment = text_fragment(found.reading.article.text, span) if saved and span else ""
    about = {name: getattr(found, name) for name in ABOUT_VERSION}
    return show(request, View(
        template="article_page.html", title=made["title"],
        data=lambda: {"version": about, **reading_object(found.reading)},  # of the twin alone
        values={**made, "found": found, "speakers": found.speakers, "fragment": fragment},
        styles=("read.css",), scripts=("read.js",),
    ))  # fmt: skip


def text_fragment(text: str, span: Span) -> str:
    """Return the end of an address that has a browser go to words of a page and shade them (URL text fragment).

    >>> text_fragment("He said: “We’ll close, soon.”", (9, 28))
    '#:~:text=We%E2%80%99ll%20close%2C%20soon'
    """
    words = _EDGES.sub("", text[slice(*span)]).split()
    ends = [words] if len(words) <= 2 * FRAGMENT else [words[:FRAGMENT], words[-FRAGMENT:]]
    told = [quote(" ".join(part), safe="").replace("-", "%2D") for part in ends]
    return f"#:~:text={','.join(told)}" if words else ""


def _span(mark: str | None, size: int) -> Span | None:
    match = _SPAN.fullmatch(mark or "")
    span = (int(match[1]), int(match[2])) if match else (0, 0)
    return span if span[0] < span[1] <= size else None


@page("/history")
def history(
    request: Request, desk: Desk, _: Reader, article: Annotated[str, Query(min_length=1, max_length=4_000)]
) -> Response:
    """The versions of an article and what changed between them."""
    found = desk.history(article)
    return show(request, View(
        template="history.html", title=f"History: {found.address}", data=history_object(found),
        values={"history": found},
    ))  # fmt: skip


@page("/speakers/{speaker}")
def speaker(
    request: Request, speaker: Id, desk: Desk, caller: Reader,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """Everything a speaker said."""
    profile = desk.speaker(speaker)
    offset = offset_of(cursor, desk.limits.offset)
    query = SearchQuery(where="statements", speaker_id=profile["id"], limit=SAID, offset=offset)
    found = desk.search(query, state=state_in(cursor), copies=False)
    data, page = found_answer(found, desk.limits.offset, cursor)
    following = page["next"] and with_query(f"/speakers/{profile['id']}", {"cursor": page["next"]})
    forms = _decidable(desk, profile["id"], found.result.hits, caller)
    return show(request, View(
        template="speaker.html", title=profile["speaker"], data={"speaker": profile, **data}, page=page,
        values={"speaker": profile, "found": found.result, "next": following, "months": found.facets.get("month", ()),
                "outlets": found.facets.get("outlet", ()), **forms},
    ))  # fmt: skip


def _decidable(desk: Service, speaker: int, hits: Sequence[dict[str, Any]], caller: Caller) -> dict[str, Any]:
    """Return what the forms about a speaker offer: who it may be, and the articles of the page.

    ``perhaps`` are those who may be the same, each with who would be shown as whom.

    Where nothing was said, they are the articles that name the speaker.
    """
    if not caller.may("write"):
        return {"may_write": False, "perhaps": []}
    with desk.corpus() as corpus:
        same, surnames = namesakes_of(corpus, speaker), surnames_of(corpus, speaker)
        numbers = ", ".join(dict.fromkeys(str(int(hit["version"])) for hit in hits))
        rows = corpus.rows(f"{_SAYING} ({numbers})") if hits else corpus.rows(_ARTICLES, (speaker, SPLIT))
        found = [dict(row) for row in rows]
    perhaps = [(one, speaker, one["id"]) for one in same] + [(one, one["id"], speaker) for one in surnames]
    return {"may_write": True, "articles": found, "namesakes": [*same, *surnames],
            "perhaps": perhaps if len(perhaps) <= MOST_NAMESAKES else []}  # fmt: skip


@page("/captures/{capture}")
def capture(request: Request, capture: Id, desk: Desk, _: Reader) -> Response:
    """A capture as evidence, its bytes hashed now."""
    with desk.corpus() as corpus:
        found = evidence.capture(corpus, capture)
    return show(request, View(
        template="capture.html", title=f"Capture {capture}", data=found,
        values={"capture": found, "verified": now()},
    ))  # fmt: skip


@router.get("/captures/{capture}/page")
def capture_page(capture: Id, desk: Desk, _: Reader) -> Response:
    """The page of a capture as it was saved, in a sandbox: no script runs, nothing is sent, nothing is loaded."""
    with desk.corpus() as corpus:
        data = evidence.payload(corpus, capture)
    kind = "text/html" if evidence.is_html(data) else "text/plain"  # without a charset: the page names its own
    return Response(data, headers={"Content-Type": kind, "Content-Security-Policy": SANDBOX})


@page("/stories")
def stories(
    request: Request, desk: Desk, caller: Reader, cursor: Annotated[str | None, Query(max_length=200)] = None
) -> Response:
    """The stories that several articles tell."""
    found, page = listed_stories(request, desk, STORIES, cursor)
    following = page["next"] and with_query("/stories", {"cursor": page["next"]})
    with desk.corpus() as corpus:
        note = desk.without_place(untraced_note(corpus))
    return show(request, View(
        template="stories.html", title="Stories", data={"stories": found}, page=page,
        values={"stories": found, "next": following, "note": note, "may_trace": caller.may("write")},
    ))  # fmt: skip


@page("/stories/{version}")
def story(request: Request, version: Id, desk: Desk, caller: Reader) -> Response:
    """One story: a timeline by outlets, who had it from whom, what changed."""
    twin = request.url.path.endswith(".json")  # has all of the trace, of which the page shows the smallest part
    try:
        with desk.corpus() as corpus:
            part = request.app.state.stories.story(corpus, version, whole=twin)
    except UsageError as error:
        return _untraced(request, caller, error)
    if twin:
        return answer(part_of(part.trace, part.story))
    places = trace_html.Places(article=lambda name: _stored(part, name), both=lambda a, b: _both(part, a, b))
    made = trace_html.values(part.trace, part.articles, part.story.story, places=places)
    return show(request, View(
        template="story_page.html", title=made["title"], data=None, values=made,
        styles=("trace.css",), scripts=("trace.js",),
    ))  # fmt: skip


def _untraced(request: Request, caller: Caller, error: UsageError) -> Response:
    """Return the page that says that the trace isn't current, with the way to mend it; raises it for programs."""
    if request.url.path.endswith(".json"):
        raise error
    return show(request, View(
        template="problem.html", title="Not traced yet", data={}, status=409,
        values={"problem": problem_of(error), "may_trace": caller.may("write")},
    ))  # fmt: skip


def _stored(part: TracePart, article: str) -> str | None:
    numbers = part.numbers.get(article)
    return f"/versions/{numbers[0]}" if numbers else None


def _both(part: TracePart, earlier: str, later: str) -> str | None:
    one, two = part.numbers.get(earlier), part.numbers.get(later)
    return with_query("/copies", earlier=one[0], later=two[0]) if one and two else None


@page("/copies")
def copies(request: Request, earlier: Id, later: Id, desk: Desk, caller: Reader) -> Response:
    """Two versions side by side: what both have, and what changed."""
    if earlier == later:
        raise UsageError("these are one version; name two", concerns=str(later))
    try:
        data, values = side_by_side(request, desk, earlier, later)
    except UsageError as error:
        return _untraced(request, caller, error)
    return show(request, View(
        template="copies.html", title="Two articles side by side", data=data, values=values, styles=("trace.css",),
    ))  # fmt: skip


@page("/corpus")
def status(request: Request, desk: Desk, caller: Reader) -> Response:
    """How much the corpus holds, what was added last, and what couldn't be read."""
    found = desk.status()
    return show(request, View(
        template="corpus.html", title="Corpus", data=found,
        values={"status": found, "may_write": caller.may("write"), "may_verify": caller.may("admin"),
                "coverage": desk.coverage()},
    ))  # fmt: skip
