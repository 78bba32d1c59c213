"""Shapes that only a format's own markup has: nesting, attributes, styles, notes, cells, fields, parts, headers.

Most are one template, repeated to the size: ``@N`` is its number, ``@W`` a word, ``@A`` a name, ``@S`` a sentence with
a quotation, ``@C`` a colour, ``@9`` the number's last figure.
"""

# ruff: noqa: E501 (templates stand on one line each)
from __future__ import annotations

import base64
import random
from collections.abc import Callable

from benchmarks._shape_texts import BODY, cells, cues, feed, few, mail, odt_body, page, size, tagged, time_of
from benchmarks.full_files import QUOTES, WORDS, name, quotations, said, sentence
from tests.articles.sample_files import docx, epub, footnotes, page_record, paragraph, pdf

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MANY = 1 << 30


def rep(template: str, part: float = 1.0, most: int = MANY) -> str:
    """Return a template again and again: up to a part of the size of a file, and so many times at most."""
    out, length, size_ = list[str](), 0, part * size()
    for n in range(few(most)):
        one = template.replace("@N", str(n)).replace("@W", WORDS[n % 37]).replace("@C", f"{n % 4096:06x}")
        one = one.replace("@9", str(n % 10))
        if "@S" in one:
            one = one.replace("@S", said(random.Random(n)))
        if "@A" in one:
            one = one.replace("@A", name(random.Random(n)))
        length += len(one.encode())
        if length > size_:
            break
        out.append(one)
    return "".join(out)


def nested(opens: str, closes: str, depth: int, inner: str = "@S") -> str:
    """Return one thing in itself, so many times."""
    return opens * depth + inner + closes * depth


def _run(text: str, form: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _rtf(template: str, head: str = "", part: float = 1.0) -> bytes:
    body = rep(template, part).replace("“", "\\u8220?").replace("”", "\\u8221?")
    return ("{\\rtf1\\ansi" + head + " " + body + "}").encode("ascii", "replace")


def _word_part(tag: str, template: str, part: float = 0.5) -> str:
    return f"<w:{tag} {_W}>{rep(template, part)}</w:{tag}>"


def _small_type(pages: int, lines: int) -> bytes:
    draw = random.Random(1)
    one = [[(20.0, 835.0 - 4.6 * k, 4.0, sentence(draw, 40, 50)[:200]) for k in range(lines)] for _ in range(pages)]
    return pdf(one)


_LD = "<script type='application/ld+json'>"
_FORM = "<w:color w:val='@C'/><w:sz w:val='2@9'/>"
_SPAN = "<text:span text:style-name='T@9'>@W </text:span>"
_MIXED = "Content-Type: multipart/mixed; boundary=b\r\n"
_VML = "xmlns:v='urn:schemas-microsoft-com:vml'"
_DRAW = "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"
PAGES: dict[str, Callable[[], tuple[str, str]]] = {  # what stands in the head, and in the article
    "nested": lambda: ("", nested("<div>", "</div>", few(85_000), BODY)),
    "nested 200": lambda: ("", rep(nested("<div>", "</div>", 200))),
    "nested inline": lambda: ("", rep(f"<p>{nested('<b><i>', '</i></b>', 60)}</p>")),
    "attributes": lambda: ("", rep("<p a@N=x b=y@N data-c='@N'>@N a.</p>")),
    "one tag of attributes": lambda: ("", f"<p {rep('a@N=b ')}>{BODY}</p>"),
    "style on each": lambda: ("", rep("<p style='color:#@C;font-size:1@9px'>@N a.</p>")),
    "style of its own": lambda: ("", rep("<p style='margin-left:@Npx'>@W @N.</p>")),
    "styled quotations": lambda: ("", rep("<p style='padding:@Npx;width:@9%;color:rgb(@9,0,9)'>@S</p>")),
    "one long style": lambda: ("", f"<p style='{rep('--a@N:@N;color:#@C;')}'>{BODY}</p>"),
    "sheet of rules": lambda: (f"<style>{rep('.a@N p{color:#@C}', 0.98)}</style>", tagged([BODY] * 90)),
    "rules and classes": lambda: (
        f"<style>{rep('.a@N.b@9{opacity:@9}', 0.5)}</style>",
        rep("<p class='a@N b@9'>@N a.</p>", 0.5),
    ),
    "selectors": lambda: (
        f"<style>{rep('div>p:nth-child(@Nn+1)~p:not(.a@N) b,', 0.9)}b{{color:red}}</style>",
        tagged([BODY] * 900),
    ),
    "variables": lambda: (
        f"<style>:root{{{rep('--a@N:var(--b@N);', 0.5)}}}</style>",
        rep("<p style='color:var(--a@N)'>a @N.</p>", 0.5),
    ),
    "media": lambda: (f"<style>{rep('@media (min-width:@Npx){.a@9{display:none}}')}</style>", tagged([BODY] * 90)),
    "spans": lambda: ("", f"<p>{rep('<span class=a@9>@W</span> ')}</p>"),
    "links": lambda: ("", f"<p>{rep('<a href=https://a.example/@N>@W</a> ')}</p>"),
    "pictures": lambda: ("", rep("<figure><img src=@N.png alt='@W'><figcaption>@W</figcaption></figure>")),
    "cells": lambda: ("", f"<table>{rep('<tr><td>@W<td>@N')}</table>"),
    "cells of quotations": lambda: ("", f"<table>{rep('<tr><td>@A<td>“@W sails @N.”', 1.0, 1_900)}</table>"),
    "one row": lambda: ("", f"<table><tr>{rep('<td>@W')}</table>"),
    "nested tables": lambda: ("", rep(nested("<table><tr><td>", "</table>", 60))),
    "nested lists": lambda: ("", rep(nested("<ul><li>", "</ul>", 60))),
    "terms": lambda: ("", f"<dl>{rep('<dt>@A<dd>“@W sails @N.”', 1.0, 1_900)}</dl>"),
    "block quotes": lambda: ("", rep("<blockquote><p>@W sails @N.</p><cite>@A</cite></blockquote>", 1.0, 1_900)),
    "hidden": lambda: ("", rep("<p>@W <span style='display:none'>not</span> a.</p>")),
    "deleted": lambda: ("", rep("<p>@W <del>not</del> <s>a</s> @N.</p>")),
    "raised": lambda: ("", rep("<p>@W<sup>@N</sup> a<sub>2</sub>.</p>")),
    "posts": lambda: (
        "",
        rep(
            "<blockquote class=twitter-tweet><p>@W sails @N.</p>— A (@b@N) <a href=https://twitter.com/b/status/@N>March 3, 2025</a></blockquote>"
        ),
    ),
    "frames": lambda: ("", rep("<p>a @N.</p><iframe src=https://www.youtube.com/embed/@N></iframe>")),
    "scripts": lambda: (rep('<script>var a@N="“b @N.”"</script>'), f"<p>{BODY}</p>"),
    "comments": lambda: ("", rep("<p>a @N.<!-- “b @N.” --></p>")),
    "linked data": lambda: (
        _LD + "[" + rep('{"@type":"NewsArticle","headline":"Ferry @N","author":[{"name":"A B@N"}]},') + "1]</script>",
        f"<p>{BODY}</p>",
    ),
    "deep linked data": lambda: (_LD + nested('{"a":[', "]}", few(90_000), "1") + "</script>", f"<p>{BODY}</p>"),
    "metas": lambda: (rep("<meta property='article:author' content='A B@N'>"), f"<p>{BODY}</p>"),
    "entities": lambda: ("", f"<p>{'&ldquo;A.&rdquo; &#x41;&amp; ' * few(32_000)}</p>"),
    "other regions": lambda: ("", f"<p>{BODY}</p></article>{rep('<aside><p>@S</p></aside>')}<article>"),
    "small articles": lambda: ("", f"</article>{rep('<article><h2>A @N</h2><p>@S</p></article>')}<article>"),
    "breaks": lambda: ("", f"<p>{rep('@W<br>')}</p>"),
    "details": lambda: ("", rep("<details><summary>@N</summary>@W.</details>")),
    "ruby": lambda: ("", f"<p>{rep('<ruby>@W<rt>@N</rt></ruby>')}</p>"),
    "breaks in a quotation": lambda: ("", f"<p>“{rep('a<br>')}"),
    "unclosed": lambda: ("", "<p><b>a " * few(100_000)),
    "forms": lambda: ("", rep("<p>a <input value='“b @N.”'> <button>c</button></p>")),
    "unknown tags": lambda: ("", rep("<a-@N>@W</a-@N> ")),
}
_MD: dict[str, Callable[[], str]] = {
    "footnotes": lambda: BODY + rep("\n\n@W a.[^@N]\n\n[^@N]: @A, b."),
    "quoted footnotes": lambda: rep("“@W sails @N.”[^@N] ", 0.5, 1_900) + "\n" + rep("\n[^@N]: @A", 0.5, 1_900),
    "marks of footnotes": lambda: BODY + rep(" a[^@N]") + "\n\n[^1]: A B",
    "links": lambda: rep("[@W](https://a.example/@N) "),
    "references": lambda: rep("[a][@N] ", 0.33) + "\n\n" + rep("[@N]: https://a.example/@N\n", 0.5),
    "rows": lambda: BODY + "\n\n| A | B |\n|--|--|\n" + rep("| @W | @N |\n"),
    "columns": lambda: f"{BODY}\n\n|{' A |' * few(60_000)}\n|{'--|' * few(60_000)}\n|{' b |' * few(60_000)}",
    "nested quotes": lambda: "".join("> " * (n % 60) + said(random.Random(n)) + "\n\n" for n in range(few(4_500))),
    "nested once": lambda: "> " * few(400_000) + BODY,
    "nested items": lambda: "".join("  " * (n % 60) + "- " + said(random.Random(n)) + "\n" for n in range(few(4_500))),
    "emphasis": lambda: rep("**@W** *a* _b_ `c` "),
    "stars": lambda: "".join("*" * (n % 40) + "a " for n in range(few(42_000))),
    "backticks": lambda: "".join("`" * (n % 300 + 1) + "a" for n in range(few(6_200))),
    "inline markup": lambda: rep("<span style='color:red'>@W</span> <b>a</b>\n"),
    "headings": lambda: rep("## @A\n\n- “@W sails @N.”\n\n", 1.0, 1_900),
    "headings only": lambda: rep("# @W @N\n"),
    "brackets": lambda: "[" * few(300_000) + "a" + "](b)" * few(150_000),
    "front matter": lambda: "---\n" + rep("a@N: [b, c@N]\n") + f"---\n{BODY}",
}
_JSON: dict[str, tuple[str, Callable[[], str]]] = {
    "nested": (".json", lambda: nested('{"a":[', "]}", few(100_000), '{"text": "We sail."}')),
    "keys": (".json", lambda: '{"text": "We sail.", ' + rep('"a@N": "b “@N.”", ') + '"z": 1}'),
    "authors": (".json", lambda: '{"text": "We sail.", "authors": [' + rep('"A B@N", ') + '"Z Z"]}'),
    "list of small": (".json", lambda: "[" + rep('{"text": "“We sail @N,” said A B."}, ') + '{"text": "a"}]'),
    "one sentence each": (".jsonl", lambda: rep('{"text": "@S", "title": "T @N"}\n')),
    "drafts": (
        ".jsonl",
        lambda: rep('{"text": "' + "\\n\\n".join(["@S"] + ["“@W sails @N at @9,” said @A."] * 40) + '"}\n', 1.0, 490),
    ),
    "empty lines": (".jsonl", lambda: '{"text": "a"}\n' + "\n" * size()),
    "broken lines": (".jsonl", lambda: "{\n" * (size() // 2)),
    "one open value": (".jsonl", lambda: '{"text": "' + "a\n" * (size() // 2)),
    "quotations by others": (
        ".gqg",
        lambda: rep(
            '{"date": "2026-03-01T12:00:00Z", "url": "https://b.example/@N", "title": "T", "lang": "ENGLISH", "quotes": [{"pre": "@A said ", "quote": "@W sails.", "post": " on"}]}\n'
        ),
    ),
    "quotes of an answer": (
        ".jsonl",
        lambda: rep('{"quote": "@W sails @N.", "speaker": "@A", "source": "other.txt"}\n', 1.0, 1_990),
    ),
}
MARKUP: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{f"html, {key}": (".html", lambda make=make: page(*make()[::-1])) for key, make in PAGES.items()},  # type: ignore[misc]
    **{f"md, {key}": (".md", lambda make=make: make().encode()) for key, make in _MD.items()},  # type: ignore[misc]
    **{f"json, {key}": (suffix, lambda make=make: make().encode()) for key, (suffix, make) in _JSON.items()},  # type: ignore[misc]
    "csv, short rows": (".csv", lambda: b"title,text\r\n" + rep("A,b @N\r\n", 1.0, 49_000).encode()),
    "csv, columns": (".csv", lambda: ("text" + rep(",a@N", 0.5) + "\r\n“We sail.”" + rep(",b@N", 0.5)).encode()),
    "csv, drafts": (".csv", lambda: cells([said(random.Random(n)) for n in range(few(7_000))], 15)),
    "csv, cells of marks": (".csv", lambda: b"title,text\r\n" + b'A,"""b"" c"\r\n' * few(45_000)),
    "csv, open cells": (".csv", lambda: b"title,text\r\n" + b'A,"b\r\n' * few(120_000)),
    "rtf, groups": (".rtf", lambda: _rtf("{\\b @W} ")),
    "rtf, nested": (".rtf", lambda: ("{\\rtf1\\ansi " + nested("{\\b ", "}", few(150_000), "We sail.") + "}").encode()),
    "rtf, styles": (
        ".rtf",
        lambda: _rtf("\\pard\\s@N a @N.\\par ", "{\\stylesheet" + rep("{\\s@N A@N;}", 0.5) + "}", 0.5),
    ),
    "rtf, colours": (
        ".rtf",
        lambda: _rtf("\\cf@N a\\par ", "{\\colortbl;" + rep("\\red@9\\green0\\blue9;", 0.5) + "}", 0.5),
    ),
    "rtf, fonts": (".rtf", lambda: _rtf("\\f@N a\\par ", "{\\fonttbl" + rep("{\\f@N A@N;}", 0.5) + "}", 0.5)),
    "rtf, rows": (".rtf", lambda: _rtf("\\trowd\\cellx900\\cellx1800 a\\cell b @N\\cell\\row ")),
    "rtf, fields": (".rtf", lambda: _rtf("{\\field{\\*\\fldinst HYPERLINK a@N}{\\fldrslt b@N}} ")),
    "rtf, notes": (".rtf", lambda: _rtf("a{\\super\\chftn}{\\footnote b @N.} c.\\par ")),
    "rtf, hidden": (".rtf", lambda: _rtf("a {\\v not} b {\\strike c}.\\par ")),
    "rtf, signs": (".rtf", lambda: _rtf("\\u8220?a\\u8221? \\'93b\\'94 \\bullet ")),
    "rtf, shapes": (".rtf", lambda: _rtf("{\\shp{\\*\\shpinst\\shpleft@N{\\shptxt a @N.}}} b.\\par ")),
    "docx, runs": (".docx", lambda: docx(f"<w:p>{rep(_run('@W ', '<w:b/>'))}</w:p>")),
    "docx, forms": (".docx", lambda: docx(f"<w:p>{rep(_run('@N ', _FORM))}</w:p>")),
    "docx, paragraphs": (".docx", lambda: docx(rep(paragraph("@W @N.")))),
    "docx, styles": (
        ".docx",
        lambda: docx(
            rep(paragraph("a @N.", "S@N"), 0.5),
            extra={
                "word/styles.xml": _word_part(
                    "styles",
                    "<w:style w:type='paragraph' w:styleId='S@N'><w:name w:val='A@N'/><w:basedOn w:val='S@9'/></w:style>",
                )
            },
        ),
    ),
    "docx, cells": (
        ".docx",
        lambda: docx(f"<w:tbl>{rep('<w:tr><w:tc><w:p><w:r><w:t>@N</w:t></w:r></w:p></w:tc></w:tr>')}</w:tbl>"),
    ),
    "docx, nested tables": (
        ".docx",
        lambda: docx(rep(nested("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>", 30, paragraph("@S")))),
    ),
    "docx, notes": (
        ".docx",
        lambda: docx(
            rep(f"<w:p>{_run('a')}<w:r><w:footnoteReference w:id='@N'/></w:r></w:p>", 0.5),
            extra=footnotes(*(f"b {n}." for n in range(few(6_000)))),
        ),
    ),
    "docx, revisions": (
        ".docx",
        lambda: docx(
            rep(
                f"<w:p><w:ins w:id='@N'>{_run('a ')}</w:ins><w:del w:id='@N'><w:r><w:delText>not</w:delText></w:r></w:del>{_run('b @N.')}</w:p>"
            )
        ),
    ),
    "docx, fields": (
        ".docx",
        lambda: docx(
            rep(
                "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a@N</w:instrText></w:r><w:r>"
                f"<w:fldChar w:fldCharType='separate'/></w:r>{_run('a')}<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
            )
        ),
    ),
    "docx, controls": (
        ".docx",
        lambda: docx(rep(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 9, paragraph("a @N.")))),
    ),
    "docx, links": (
        ".docx",
        lambda: docx(
            rep(
                f"<w:p><w:bookmarkStart w:id='@N' w:name='a@N'/>{_run('a.')}<w:bookmarkEnd w:id='@N'/><w:hyperlink w:anchor='a@N'>{_run('b')}</w:hyperlink></w:p>"
            )
        ),
    ),
    "docx, numbered": (
        ".docx",
        lambda: docx(
            rep(f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>{_run('a @N.')}</w:p>"),
            extra={
                "word/numbering.xml": _word_part(
                    "numbering",
                    "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
                    0.0005,
                )
            },
        ),
    ),
    "docx, boxes": (
        ".docx",
        lambda: docx(
            rep(
                f"<w:p>{_run('a ')}<w:r><w:pict><v:shape {_VML} id='s@N'><v:textbox><w:txbxContent>{paragraph('b @N.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
            )
        ),
    ),
    "odt, spans": (".odt", lambda: odt_body(f"<text:p>{rep(_SPAN)}</text:p>")),
    "odt, styles": (
        ".odt",
        lambda: odt_body(
            rep("<text:p text:style-name='P@N'>a @N.</text:p>", 0.33),
            rep(
                "<style:style style:name='P@N' style:family='paragraph' style:parent-style-name='P@9'><style:text-properties fo:color='#@C'/></style:style>",
                0.66,
            ),
        ),
    ),
    "odt, paragraphs": (".odt", lambda: odt_body(rep("<text:p>@W @N.</text:p>"))),
    "odt, nested lists": (
        ".odt",
        lambda: odt_body(
            rep(nested("<text:list><text:list-item>", "</text:list-item></text:list>", 30, "<text:p>@S</text:p>"))
        ),
    ),
    "odt, cells": (
        ".odt",
        lambda: odt_body(
            f"<table:table>{rep('<table:table-row><table:table-cell><text:p>@N</text:p></table:table-cell></table:table-row>')}</table:table>"
        ),
    ),
    "odt, repeated cells": (
        ".odt",
        lambda: odt_body(
            f"<table:table>{rep('<table:table-row table:number-rows-repeated=¤9999¤><table:table-cell table:number-columns-repeated=¤9999¤><text:p>a</text:p></table:table-cell></table:table-row>').replace('¤', chr(34))}</table:table>"
        ),
    ),
    "odt, notes": (
        ".odt",
        lambda: odt_body(
            rep(
                "<text:p>a<text:note text:id='n@N'><text:note-citation>@N</text:note-citation><text:note-body><text:p>b @N.</text:p></text:note-body></text:note> c.</text:p>"
            )
        ),
    ),
    "odt, blanks": (".odt", lambda: odt_body("<text:p>a" + "<text:s text:c='999999'/>b" * few(20_000) + "</text:p>")),
    "odt, frames": (
        ".odt",
        lambda: odt_body(
            rep(
                f"<text:p>a<draw:frame {_DRAW}><draw:text-box><text:p>b @N.</text:p></draw:text-box></draw:frame></text:p>"
            )
        ),
    ),
    "epub, chapters": (
        ".epub",
        lambda: epub({f"c{n}.xhtml": page(tagged([said(random.Random(n))])).decode() for n in range(few(1_900))}),
    ),
    "epub, drafts": (
        ".epub",
        lambda: epub(
            {
                f"c{n}.xhtml": page(tagged([said(random.Random(40 * n + k)) for k in range(few(40))])).decode()
                for n in range(few(170))
            }
        ),
    ),
    "epub, sheets": (
        ".epub",
        lambda: epub(
            {
                f"c{n}.xhtml": page(
                    tagged([said(random.Random(n))]), f"<style>{rep('.a@N{color:#@C}', 0.015)}</style>"
                ).decode()
                for n in range(few(55))
            }
        ),
    ),
    "pdf, small type": (".pdf", lambda: _small_type(8, 180)),
    "pdf, small type, 18 pages": (".pdf", lambda: _small_type(18, 80)),
    "pdf, most pages": (
        ".pdf",
        lambda: pdf(
            [
                [(60.0, 800.0 - 30 * k, 10.0, f"page {n} line {k} of the ferry and the light") for k in range(20)]
                for n in range(few(299))
            ]
        ),
    ),
    "pdf, a sign each": (
        ".pdf",
        lambda: pdf(
            [
                [(20.0 + 8 * (k % 70), 830.0 - 10 * (k // 70), 8.0, "abcde"[k % 5]) for k in range(few(5_000))]
                for _ in range(5)
            ]
        ),
    ),
    "pdf, one page": (
        ".pdf",
        lambda: pdf([[(10.0 + k % 500, 830.0 - k % 800, 6.0, WORDS[k % 37]) for k in range(few(25_000))]]),
    ),
    "pdf, empty pages": (".pdf", lambda: pdf([[]] * 299)),
    "srt, tags": (
        ".srt",
        lambda: cues([f"<i>{WORDS[n % 37]}</i> <font color=red>a</font>" for n in range(few(12_000))], ","),
    ),
    "vtt, voices": (
        ".vtt",
        lambda: cues([f"<v {name(random.Random(n))}>{WORDS[n % 37]} sails.</v>" for n in range(few(13_000))]),
    ),
    "vtt, styles": (
        ".vtt",
        lambda: (
            ("WEBVTT\n\n" + rep("STYLE\n::cue(.a@N){color:red}\n\n", 0.5)).encode()
            + cues([f"<c.a{n}>a {n}</c>" for n in range(few(9_000))])[7:]
        ),
    ),
    "vtt, times": (".vtt", lambda: cues(["".join(f"<{time_of(n, '.')}>a " for n in range(few(60_000)))])),
    "warc, small records": (
        ".warc",
        lambda: b"".join(
            page_record(f"<p>{said(random.Random(n))}</p>".encode(), url=f"https://b.example/{n}")
            for n in range(few(1_500))
        ),
    ),
    "warc, headers": (".warc", lambda: page_record(page(tagged([BODY])), extra=rep("X-A@N: b@N\r\n"))),
    "warc, one page again": (".warc", lambda: b"".join(page_record(page(tagged([BODY]))) for _ in range(few(1_400)))),
    "rss, entries": (".xml", lambda: feed([f"a {n}." for n in range(few(6_500))], 1)),
    "rss, authors": (
        ".xml",
        lambda: (
            f"<rss><channel><title>B</title><item><title>T</title>{rep('<author>A B@N</author><category>c@N</category>')}<description>{BODY}</description></item></channel></rss>".encode()
        ),
    ),
    "rss, nested": (
        ".xml",
        lambda: (
            f"<rss><channel><title>B</title><item><title>T</title><description>{nested('<a>', '</a>', few(100_000), BODY)}</description></item></channel></rss>".encode()
        ),
    ),
    "sitemap": (
        ".xml",
        lambda: (
            f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{rep('<url><loc>https://b.example/@N</loc></url>')}</urlset>".encode()
        ),
    ),
    "eml, parts": (
        ".eml",
        lambda: mail(
            rep(
                "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n@S\r\n"
            ).encode()
            + b"--b--\r\n",
            _MIXED,
        ),
    ),
    "eml, nested": (
        ".eml",
        lambda: mail(
            rep("--b@N\r\nContent-Type: multipart/mixed; boundary=c@N\r\n\r\n").replace("--b", "--c").encode()
            + BODY.encode(),
            "Content-Type: multipart/mixed; boundary=c0\r\n",
        ),
    ),
    "eml, headers": (".eml", lambda: mail(BODY.encode(), rep("X-A@N: b\r\n"))),
    "eml, received": (
        ".eml",
        lambda: mail(BODY.encode(), rep("Received: from a@N by b; Tue, 3 Mar 2026 12:00:00 +0000\r\n")),
    ),
    "eml, quoted levels": (
        ".eml",
        lambda: mail("".join(">" * (n % 70) + f" {said(random.Random(n))}\r\n" for n in range(few(5_000))).encode()),
    ),
    "eml, base64": (
        ".eml",
        lambda: mail(
            base64.encodebytes("\n\n".join(quotations(QUOTES, 690_000)).encode()),
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n",
        ),
    ),
    "eml, attached": (
        ".eml",
        lambda: mail(
            rep(
                "--b\r\nContent-Type: application/x-a; name=a@N.bin\r\nContent-Disposition: attachment; filename=a@N.bin\r\n\r\nb\r\n"
            ).encode()
            + b"--b--\r\n",
            _MIXED,
        ),
    ),
    "answer": (".md", lambda: rep("“@W sails @N at @9,” said @A [1].\n\n", 1.0, 1_990).encode()),
}
