"""How reading and checking grow with their input: every field of every format, filled with many repeated strings.

``./run bench growth [--size N] [--field PART] [--base TEXT] [--all]`` fills each field with ``N`` and ``2N`` characters
of each base and runs all that reads it: articles, statements by rules, sources, figures, and the check with it as the
draft and as the evidence. Linear work takes twice the time for twice the input: it prints what takes more than 2.6
times as long, or more than the seconds that a megabyte may take. ``--all`` prints every row. Ends with 1 where a row
was printed for its growth.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from importlib import import_module
from types import FrameType

from attribune import check_draft, read_article
from attribune.articles.reading import iter_bytes
from attribune.errors import AttribuneError
from attribune.records import Article
from tests.articles.made import docx, epub, page_record, paragraph, pdf, properties, zipped

MOST_RATIO = 2.6  # of the times at 2N and N: 2 is linear, 4 quadratic; what is between is noise and N log N
LEAST_SECONDS = 0.15  # at 2N: below it a ratio says nothing
MOST_SECONDS = 5.0  # for a megabyte in any field
LIMIT = 20  # seconds of processor time after which one run is ended

_BODY = "Mara Quill, who keeps the light, said on Tuesday: “The ferry sailed at noon.” It took 21 minutes."
BASES: tuple[str, ...] = (
    "twenty-", "twenty-one ", "two hundred and ", "hundreds of ", "A.", "A. ", "J. K. ", "“", "”", "“a” ", "“A b.” ",
    "‘", "’", "'", '"', '"a" ', "''", "``", "(", ")", "[", "]", "[]", "[a]", "[a](b) ", "![", "<", ">", "<a>", "<b",
    "Mr. ", "said ", "he said, ", "“A,” he said. ", "a’s ", "A’s ", "1,", "1", "1.", "1,000,", "12:30 ", "$", "$1 ",
    "@a ", "@", "#", "- ", "-", "--", "> ", "|", "| a ", "|-", "*", "**a", "_", "`", "~", "\\", "/", "&", "&amp;",
    "\n", "\n\n", "\r", "\r\n", "a\n", "A\n", "A b.\n\n", "— ", "—", "–", " ", "  ", "\t", "\u00a0", "\u200b", "a",
    "A", "a ", "A ", "a-", "A-", "A, ", "a, ", ",", ", ", ".", ". ", "...", "…", "!", "?", ":", ": ", "a: ", "A: ",
    "A:\n", ";", "=", "==\n", "é", "e\u0301", "\u0301", "ä ", "Å", "日", "。", "\U0001f600", "https://a.b/ ", "a@b.c ",
    "www.a", "the ", "The ", "of ", "of the ", "in ", "and ", "A and ", "A of ", "by ", "By A ", "to say ", "not ",
    "told A ", "according to ", "according to A ", "which ", ", who ", "who said ", "that ", "I ", "he ", "She said ",
    "spokeswoman for A ", "president of ", "a president of the ", "New York Times ", "The Brine Post reported ", "A-b ",
    "March 3, ", "March ", "Tuesday ", "3 March 2025 ", "last ", "2025-", "2025-03-03 ", "5 p.m. ", "20 years ",
    "O’A-", "A & ", "&", "PARIS (", "PARIS, ", "PARIS (AP) — ", "A (B) ", "Corrections", "correction: ", "Q: A\nA: B\n",
    "[…] ", ". . . ", "pic.twitter.com/a ", "— A (@a) ", "Continue reading ", "a\u2028", "\x0b", "\x0c", "\x00", "{",
    "}", "{}", '{"a":', "[[", "%", "%20", "0x", "Dr. A B, ", "A B said. ", "A B, C D, ", "“A”, “B” ", "’ ‘", "“‘",
)  # fmt: skip
Maker = Callable[[str], bytes]


def _page(*, head: str = "", before: str = "", inner: str = "", after: str = "") -> bytes:
    return (
        f"<html><head><title>Ferry sails</title>{head}</head><body>{before}<article><h1>Ferry sails</h1>"
        f"<p>{_BODY}</p>{inner}<p>{_BODY}</p></article>{after}</body></html>"
    ).encode("utf-8", "replace")


def _linked(**fields: object) -> bytes:
    told = {"@type": "NewsArticle", "headline": "Ferry sails", "articleBody": _BODY, **fields}
    return _page(head=f'<script type="application/ld+json">{json.dumps(told)}</script>')


def _meta(name: str) -> Maker:
    return lambda value: _page(head=f'<meta property="{name}" name="{name}" content="{escape(value)}">')


def _inner(tag: str, attributes: str = "") -> Maker:
    return lambda value: _page(inner=f"<{tag} {attributes}>{escape(value)}</{tag.split()[0]}>")


def _attribute(tag: str, name: str) -> Maker:
    return lambda value: _page(inner=f'<{tag} {name}="{escape(value)}">{_BODY}</{tag}>')


def _line(**fields: object) -> bytes:
    return json.dumps({"text": f"{_BODY}\n\n{_BODY}", "title": "Ferry", **fields}).encode()


def _feed(**fields: str) -> bytes:
    told = {"title": "Ferry", "description": _BODY, "link": "https://brine.example/1", **fields}
    item = "".join(f"<{key}>{_xml(value)}</{key}>" for key, value in told.items())
    return f"<rss><channel><title>Brine</title><item>{item}</item></channel></rss>".encode("utf-8", "replace")


def _xml(value: str) -> str:
    return escape("".join(c for c in value if c >= " " or c in "\t\n\r"))


def _table(**fields: str) -> bytes:
    told = {"title": "Ferry", "text": _BODY, **fields}
    cells = ",".join('"' + value.replace('"', '""') + '"' for value in told.values())
    return f"{','.join(told)}\r\n{cells}\r\n".encode("utf-8", "replace")


def _vtt(value: str) -> bytes:
    return f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n{value}\n\n00:00:05.000 --> 00:00:07.000\n{_BODY}\n".encode(
        "utf-8", "replace"
    )


def _srt(value: str) -> bytes:
    return f"1\n00:00:01,000 --> 00:00:04,000\n{value}\n\n2\n00:00:05,000 --> 00:00:07,000\n{_BODY}\n".encode(
        "utf-8", "replace"
    )


def _quotations(**fields: object) -> bytes:
    told = {"date": "2026-03-01T12:00:00Z", "url": "https://brine.example/1", "title": "Ferry", "lang": "ENGLISH",
            "quotes": [{"pre": "Mara Quill said ", "quote": "The ferry sailed.", "post": " on Tuesday"}]}  # fmt: skip
    return json.dumps({**told, **fields}).encode()


def _pdf(value: str, info: str = "") -> bytes:
    shown = value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("\n", " ").replace("\r", " ")
    lines = [shown[n : n + 90] for n in range(0, len(shown), 90)]
    drawn = [(70.0, 800.0 - 12 * (n % 60), 10.0, line) for n, line in enumerate(lines)]
    return pdf([drawn[n : n + 60] for n in range(0, len(drawn), 60)] or [[(70, 800, 10, _BODY)]], info=info)


def _mhtml(value: str) -> bytes:
    page = _page(inner=f"<p>{escape(value)}</p>")
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://brine.example/1\r\nSubject: "
        + value.replace("\n", " ").replace("\r", " ").encode("utf-8", "replace")[:2000]
        + b'\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + b"\r\n--b--\r\n"
    )


def _mail(value: str, subject: str = "Ferry") -> bytes:
    told = " ".join(subject.split()).encode("utf-8", "replace")
    return b"".join((
        b"From: Mara Quill <quill@brine.example>\r\nSubject: ", told, b"\r\nMIME-Version: 1.0\r\n",
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
        f"{_BODY}\r\n\r\n{value}\r\n".encode("utf-8", "replace"),
    ))  # fmt: skip


def _rtf(value: str) -> bytes:
    shown = "".join(c if c.isascii() and c not in "\\{}" else f"\\u{ord(c) & 0x7FFF}?" for c in value)
    return f"{{\\rtf1\\ansi {_BODY.replace('“', '').replace('”', '')}\\par {shown}\\par}}".encode()


def _odt(value: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f"<office:text><text:p>{_BODY}</text:p><text:p>{_xml(value)}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


FIELDS: dict[str, tuple[str, Maker]] = {
    "text": (".txt", lambda v: v.encode("utf-8", "replace")),
    "text, a paragraph": (".txt", lambda v: f"Ferry sails\n\n{_BODY}\n\n{v}\n\n{_BODY}\n".encode("utf-8", "replace")),
    "text, behind words": (".txt", lambda v: f"{_BODY} Voss said {v} x".encode("utf-8", "replace")),
    "text, in marks": (".txt", lambda v: f"Quill said: “{v}x,” Voss said. “{v}.”".encode("utf-8", "replace")),
    "text, byline": (".txt", lambda v: f"Ferry sails\n\nBy {v}x\n\n{_BODY}\n".encode("utf-8", "replace")),
    "text, dateline": (".txt", lambda v: f"Ferry sails\n\nPORT {v}(AP) x\n{_BODY}\n".encode("utf-8", "replace")),
    "text, label": (".txt", lambda v: f"{v}: {_BODY}\n\nVoss: {_BODY}\n".encode("utf-8", "replace")),
    "text, signature": (".txt", lambda v: f"{_BODY}\n“{_BODY}”\n— {v}x\n".encode("utf-8", "replace")),
    "markdown": (".md", lambda v: f"# Ferry\n\n{_BODY}\n\n{v}\n".encode("utf-8", "replace")),
    "markdown, title": (".md", lambda v: f"# {v}\n\n{_BODY}\n".encode("utf-8", "replace")),
    "markdown, quote": (".md", lambda v: f"# Ferry\n\n> {v}x\n> — Mara Quill\n\n{_BODY}\n".encode("utf-8", "replace")),
    "markdown, item": (".md", lambda v: f"# Ferry\n\n- **Quill** – {v}x\n\n{_BODY}\n".encode("utf-8", "replace")),
    "markdown, link": (".md", lambda v: f"{_BODY} [{v}](https://a.b/{v}) [a]\n\n[a]: {v}\n".encode("utf-8", "replace")),
    "markdown, table": (".md", lambda v: f"{_BODY}\n\n| A | B |\n|--|--|\n| {v} | x |\n".encode("utf-8", "replace")),
    "markdown, front matter": (".md", lambda v: f"---\ntitle: {v}x\n---\n{_BODY}\n".encode("utf-8", "replace")),
    "markdown, front quoted": (
        ".md",
        lambda v: f"---\ntitle: 'a{v}x\nauthor: [{v}]\n---\n{_BODY}\n".encode("utf-8", "replace"),
    ),
    "markdown, front author": (
        ".md",
        lambda v: f"---\nauthor: {v}x\ndate: {v}\n---\n{_BODY}\n".encode("utf-8", "replace"),
    ),
    "page, raw": (".html", lambda v: _page(inner=v)),
    "page, in a tag": (".html", lambda v: _page(inner=f"<p {v}>{_BODY}</p>")),
    "page, paragraph": (".html", _inner("p")),
    "page, heading": (".html", _inner("h2")),
    "page, block quote": (".html", _inner("blockquote")),
    "page, post": (".html", _inner("blockquote", 'class="twitter-tweet"')),
    "page, item": (".html", lambda v: _page(inner=f"<ul><li>{escape(v)}</li></ul>")),
    "page, cell": (".html", lambda v: _page(inner=f"<table><tr><td>{escape(v)}</td><td>x</td></tr></table>")),
    "page, caption": (
        ".html",
        lambda v: _page(inner=f"<figure><img src=x><figcaption>{escape(v)}</figcaption></figure>"),
    ),
    "page, title": (".html", lambda v: f"<title>{escape(v)}</title>{_page().decode()}".encode("utf-8", "replace")),
    "page, byline": (".html", _inner("p", 'class="byline"')),
    "page, author": (".html", _inner("span", 'rel="author" class="author"')),
    "page, time": (".html", lambda v: _page(inner=f'<time datetime="{escape(v)}">{escape(v)}</time>')),
    "page, dateline": (".html", lambda v: _page(inner=f"<p>PORT {escape(v)} (AP) — {_BODY}</p>")),
    "page, link text": (".html", lambda v: _page(inner=f'<p>{_BODY} <a href="/x">{escape(v)}</a></p>')),
    "page, link": (".html", lambda v: _page(inner=f'<p>{_BODY} <a href="https://x.com/{escape(v)}">x</a></p>')),
    "page, class": (".html", _attribute("p", "class")),
    "page, style": (".html", _attribute("p", "style")),
    "page, style sheet": (".html", lambda v: _page(head=f"<style>p {{ {v} }} {v} {{ display: none }}</style>")),
    "page, script": (".html", lambda v: _page(head=f"<script>{v}</script>")),
    "page, comment": (".html", lambda v: _page(inner=f"<!-- {v} -->")),
    "page, linked data": (".html", lambda v: _page(head=f'<script type="application/ld+json">{v}</script>')),
    "page, embedded frame": (".html", lambda v: _page(inner=f'<iframe src="{escape(v)}"></iframe>')),
    "page, side": (".html", lambda v: _page(before=f"<nav>{escape(v)}</nav>", after=f"<footer>{escape(v)}</footer>")),
    **{f"page, meta {n}": (".html", _meta(n)) for n in (
        "og:title", "author", "article:author", "article:published_time", "og:site_name", "og:url", "og:locale",
        "description", "byl", "twitter:creator",
    )},
    **{f"page, linked {n}": (".html", lambda v, n=n: _linked(**{n: v})) for n in (  # type: ignore[misc]
        "headline", "author", "datePublished", "publisher", "articleBody", "inLanguage", "url", "isAccessibleForFree",
    )},
    **{f"JSON line, {n}": (".jsonl", lambda v, n=n: _line(**{n: v})) for n in (  # type: ignore[misc]
        "text", "title", "author", "date", "outlet", "url", "language", "html", "id",
    )},
    "JSON, broken": (".jsonl", lambda v: v.encode("utf-8", "replace")),
    "JSON, authors": (".jsonl", lambda v: _line(authors=[v, v])),
    **{f"feed, {n}": (".xml", lambda v, n=n: _feed(**{n: v})) for n in (  # type: ignore[misc]
        "title", "description", "author", "pubDate", "link", "guid", "category",
    )},
    **{f"table, {n}": (".csv", lambda v, n=n: _table(**{n: v})) for n in (  # type: ignore[misc]
        "text", "title", "author", "date", "url", "outlet",
    )},
    "table, raw": (".csv", lambda v: f"title,text\r\nFerry,{_BODY.replace(',', '')}\r\n{v}".encode("utf-8", "replace")),
    "table, header": (".csv", lambda v: f"text,{v}\r\n{_BODY.replace(',', '')}".encode("utf-8", "replace")),
    "tabs, raw": (".tsv", lambda v: f"title\ttext\nFerry\t{_BODY}\n{v}".encode("utf-8", "replace")),
    "subtitles, cue": (".vtt", _vtt),
    "subtitles, SRT": (".srt", _srt),
    "subtitles, voice": (".vtt", lambda v: _vtt(f"<v {v}>{_BODY}")),
    "subtitles, label": (".vtt", lambda v: _vtt(f"{v}: {_BODY}")),
    "subtitles, header": (".vtt", lambda v: b"WEBVTT - " + v.encode("utf-8", "replace") + b"\n" + _vtt("a")[7:]),
    "quotations, quote": (".json", lambda v: _quotations(quotes=[{"pre": "Quill said ", "quote": v, "post": " x"}])),
    "quotations, pre": (".json", lambda v: _quotations(quotes=[{"pre": v, "quote": "The ferry sails.", "post": v}])),
    "quotations, title": (".json", lambda v: _quotations(title=v)),
    "PDF": (".pdf", _pdf),
    "PDF, one line": (".pdf", lambda v: pdf([[(70, 800, 10, v.replace("\\", "").replace("(", "").replace(")", ""))]])),
    "PDF, title": (".pdf", lambda v: _pdf(_BODY, info=f"/Title <feff{v.encode('utf-16-be', 'replace').hex()}>")),
    "PDF, author": (".pdf", lambda v: _pdf(_BODY, info=f"/Author <feff{v.encode('utf-16-be', 'replace').hex()}>")),
    "PDF, raw": (".pdf", lambda v: b"%PDF-1.4\n" + v.encode("utf-8", "replace")),
    "DOCX": (".docx", lambda v: docx(paragraph(_BODY) + paragraph(_xml(v)))),
    "DOCX, title": (".docx", lambda v: docx(paragraph(_BODY), extra=properties(title=_xml(v), creator=_xml(v)))),
    "DOCX, date": (".docx", lambda v: docx(paragraph(_BODY), extra=properties(created=_xml(v), modified=_xml(v)))),
    "EPUB": (".epub", lambda v: epub({"a.xhtml": _page(inner=f"<p>{_xml(v)}</p>").decode("utf-8", "replace")})),
    "EPUB, title": (
        ".epub",
        lambda v: epub(
            {"a.xhtml": _page().decode()}, about=f"<dc:title>{_xml(v)}</dc:title><dc:creator>{_xml(v)}</dc:creator>"
        ),
    ),
    "WARC": (".warc", lambda v: page_record(_page(inner=f"<p>{escape(v)}</p>"))),
    "WARC, raw": (".warc", lambda v: page_record() + v.encode("utf-8", "replace")),
    "mail": (".eml", _mail),
    "mail, subject": (".eml", lambda v: _mail(_BODY, v)),
    "mail, raw": (".eml", lambda v: b"From: a@b.example\r\nSubject: Ferry\r\n" + v.encode("utf-8", "replace")),
    "RTF": (".rtf", _rtf),
    "RTF, raw": (".rtf", lambda v: b"{\\rtf1\\ansi " + v.encode("utf-8", "replace")),
    "ODT": (".odt", _odt),
    "MHTML": (".mhtml", _mhtml),
    "MHTML, raw": (
        ".mhtml",
        lambda v: b"From: <Saved by Blink>\r\nContent-Type: multipart/related; boundary=b\r\n" + v.encode(
            "utf-8", "replace"),
    ),
}  # fmt: skip


class _Late(Exception):
    """A run took longer than the limit."""


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)  # processor time: other programs make a run late, not long
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _all_of_it(article: Article, other: Article) -> None:
    """Read an article, and check with it as the draft and as the evidence."""
    read_article(article, tier="rules")
    check_draft(article, [other], tier="rules", evidence_tier="rules")
    check_draft(other, [article], tier="rules", evidence_tier="rules")


def seconds(maker: Maker, suffix: str, base: str, size: int) -> float:
    """Processor seconds of one field's value of ``size`` characters; the limit where they are more."""
    data = maker((base * (size // len(base) + 1))[:size])
    other = next(iter_bytes(_BODY.encode(), name="other.txt"))
    began = time.process_time()
    try:
        with _limit(LIMIT):
            for article in iter_bytes(data, name="x" + suffix):
                _all_of_it(article, other)
    except AttribuneError:
        pass
    except _Late:
        return float(LIMIT)
    return time.process_time() - began


def main(arguments: list[str]) -> None:
    """Print the fields and bases whose work grows faster than their size."""
    parser = argparse.ArgumentParser(prog="./run bench growth", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", type=int, default=12_000, help="characters, N")
    parser.add_argument("--field", default="", help="only fields with this in their names")
    parser.add_argument("--base", action="append", help="only these bases")
    parser.add_argument("--all", action="store_true", help="print every row")
    options = parser.parse_args(arguments)
    import_module("attribune.articles.sandbox").__dict__["_inside"] = True  # readers run here: their time counts
    bad = 0
    for field, (suffix, maker) in FIELDS.items():
        if options.field not in field:
            continue
        for base in options.base or BASES:
            first, second = (seconds(maker, suffix, base, n) for n in (options.size, 2 * options.size))
            grows = second > LEAST_SECONDS and second > MOST_RATIO * first
            if grows:  # once more: other programs make times noisy
                first, second = (min(old, seconds(maker, suffix, base, n)) for old, n in (
                    (first, options.size), (second, 2 * options.size)))  # fmt: skip
                grows = second > MOST_RATIO * first
            per_megabyte = second * 1e6 / (2 * options.size)
            bad += grows
            if options.all or grows or per_megabyte > MOST_SECONDS:
                ratio = second / max(first, 1e-9)
                print(f"{field:<26} {base!r:<24} {first:8.3f} {second:8.3f} {ratio:6.1f} {per_megabyte:8.1f} s/MB"
                      f"{'  GROWS' if grows else ''}", flush=True)  # fmt: skip
    sys.exit(1 if bad else 0)
