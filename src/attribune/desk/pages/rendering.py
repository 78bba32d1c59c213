"""Pages: templates of the reports in the desk's frame, each with a JSON twin at the same address with ``.json``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from attribune.articles.document.own_output import GENERATOR
from attribune.check.quote import JOIN
from attribune.desk.access.guard import caller_of
from attribune.desk.access.tokens import EVERYBODY
from attribune.desk.rest.answers import Problem, answer, retried
from attribune.exports import wording
from attribune.exports.html import markup
from attribune.records import Span

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGES = ("attribune.desk", "attribune.exports.html")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
NAVIGATION = (  # address, label, the scope that it needs
    ("/check", "Check", "check"), ("/search", "Search", "read"), ("/stories", "Stories", "read"),
    ("/sources", "Sources", "read"), ("/review", "Review", "read"), ("/add", "Add", "write"),
    ("/corpus", "Corpus", "read"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One state of the desk: a template with its values, and the same as data, or what makes the data of it."""

    template: str
    title: str
    data: Any
    values: Mapping[str, Any] = field(default_factory=dict)
    page: dict[str, Any] | None = None
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    status: int = 200
    refresh: int | None = None  # seconds after which a browser without scripts asks again
    address: str = ""  # at which it is shown; by default the one that was asked for


def show(request: Request, view: View) -> Response:
    """Return a view as its address asks for it: as a page, or as JSON."""
    if request.url.path.endswith(".json"):
        return answer(view.data() if callable(view.data) else view.data, page=view.page, status=view.status)
    caller = caller_of(request)
    names = [(path, label) for path, label, scope in NAVIGATION if caller and caller.may(scope)]  # type: ignore[arg-type]
    given = {
        "title": view.title, "made": "", "layout": "desk.html", "generator": GENERATOR, "navigation": names,
        "here": request.url.path, "caller": caller,
        "twin": f"{view.address}.json" if view.address else _twin(request),
        "styles": ("base.css", *view.styles, "desk.css"), "scripts": (*view.scripts, "desk.js"),
        "asked": bool(request.app.state.service.settings.tokens), "refresh": view.refresh,
    }  # fmt: skip
    page = _environment().get_template(view.template).render({**view.values, **given})
    return HTMLResponse(page, view.status)


def show_problem(request: Request, problem: Problem) -> Response:
    """Return an error as a page."""
    return retried(show(request, View(
        template="problem.html", title="That didn’t work", data=problem.model_dump(), status=problem.status,
        values={"problem": problem},
    )))  # fmt: skip


def _twin(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}.json{'?' + query if query else ''}"


@cache
def _environment() -> Environment:
    made = markup.environment(*PACKAGES)
    made.globals |= {"asset": asset_url, "version_url": version_url, "with_query": with_query}
    made.filters |= {"day": lambda value: wording.date(value or ""), "count": wording.count, "place": last_part,
                     "moment": wording.moment, "month": month, "titled": titled, "who": who,
                     "outlets": wording.outlets_told, "style": style, "behind": behind}  # fmt: skip
    return made


def compile_templates() -> int:
    """Compile every template, which else the first request for its page would wait for; how many there are."""
    names = {
        place.name for package in PACKAGES for place in files(package).joinpath("templates").iterdir()
        if place.name.endswith(".html")
    }  # fmt: skip
    for name in names:
        _environment().get_template(name)
    return len(names)


def month(iso: str) -> str:
    """Return a month as a person reads it.

    >>> month("2026-05"), month("undated")
    ('May 2026', 'undated')
    """
    told = wording.date(f"{iso}-01")
    return told.removeprefix("1 ") if told != f"{iso}-01" else iso


def titled(title: str) -> str:
    """Return a title in quotation marks, but where it begins with some.

    >>> titled("A bridge"), titled("“Never”: a bridge")
    ('“A bridge”', '“Never”: a bridge')
    """
    return title if title[:1] in "“\"‘'«„" else f"“{title}”"


def behind(passage: str, title: str | None) -> str:
    """Return a passage without the title that it begins with, which stands above it.

    >>> behind("A bridge The bridge fell…", "A bridge"), behind("It fell…", "A bridge"), behind("A bri…", "A bridge")
    ('The bridge fell…', 'It fell…', '')
    """
    title, words = " ".join((title or "").split()), " ".join(passage.split())
    if title and title.startswith(words.rstrip("…").rstrip()):
        return ""
    return words.removeprefix(title).lstrip() if title else passage


_STYLES = {"strict": "strict: word for word", "ap": "AP: spelling, hyphens", "guardian": "Guardian: light tidying"}


def style(policy: str) -> str:
    """Return a house style with what it allows, as a person chooses it.

    >>> style("ap"), style("spelling+fillers")
    ('AP: spelling, hyphens', 'spelling, fillers')
    """
    return _STYLES.get(policy) or policy.replace(JOIN, ", ")


def who(name: str) -> str:
    """Return who did something as a person reads it: whoever is at this machine has no name here."""
    return "this machine’s user" if name == EVERYBODY.name else name


def last_part(address: str) -> str:
    """Return an address on the web as it is, and of a file its name: where it lies on the server is nobody's business.

    >>> last_part("https://quay.example/a"), last_part("file:///srv/pages/a.html"), last_part("upload:0123/b.pdf")
    ('https://quay.example/a', 'a.html', 'b.pdf')
    """
    return address if address.startswith(("http://", "https://")) else wording.last_part(address.partition(":")[2])


def version_url(version: int, span: Span | None = None) -> str:
    """Return the address of a version of an article, with a span of its text that stands out there."""
    return f"/versions/{version}" + (f"?mark={span[0]}-{span[1]}#mark" if span else "")


def with_query(path: str, *parts: Mapping[str, Any], **values: Any) -> str:
    """Return an address with a query; what is None or empty is left out, later values replace earlier ones."""
    merged: dict[str, Any] = {}
    for part in (*parts, values):
        merged |= part
    kept = {name: value for name, value in merged.items() if value not in (None, "", False)}
    return path + ("?" + urlencode(kept, errors="replace") if kept else "")


@lru_cache(maxsize=64)  # names are anybody's
def asset(name: str) -> tuple[bytes, str] | None:
    """Return a style sheet, script or picture of ours with its media type; None where there is none of that name."""
    kind = TYPES.get(name[name.rfind(".") :])
    if kind is None or not name.replace(".", "").replace("_", "").isalnum():
        return None
    places = (files(package).joinpath("assets", name) for package in PACKAGES)
    found = next((place for place in places if place.is_file()), None)
    return (found.read_bytes(), kind) if found else None


@cache
def asset_url(name: str) -> str:
    """Return the address of an asset, which changes with its bytes, so that browsers may keep it."""
    found = asset(name)
    assert found is not None, name
    return f"/assets/{name}?v={hashlib.sha256(found[0]).hexdigest()[:12]}"
