"""Drafts in every kind of file, with something in a place of it; all texts are invented."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from tests.articles import sample_files as files

SAID = "The ferry sailed at noon and we were glad of it"
WORDS = "The ferry never sailed and we were angry about it"
GOOD = (
    f"“{SAID},” Mara Voss said on Tuesday. It took 21 minutes, and many people stood on the quay to see it off. The "
    "boat goes again on Thursday at noon, and tickets are sold at the quay from eight in the morning, as every year."
)
BAD = f"“{WORDS},” Mara Voss said."
MORE = (
    "The council will meet on Friday to hear the engineers, who have been at the pier since the spring and expect to "
    "be done by autumn. Nobody knows what it will cost, and the treasurer has asked for two more offers."
)
_BODY = "".join(map(files.paragraph, (GOOD, MORE)))
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = " ".join(
    f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for key, name in {
        "office": "office",
        "text": "text",
        "draw": "drawing",
        "style": "style",
        "svg": "svg-compatible",
    }.items()
)
_ARTICLE = f"<article><h1>The ferry</h1><p>{GOOD}</p><p>{MORE}</p></article>"


def draft_file(kind: str, place: str, words: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a draft with ``words`` in a place; a kind of two words says where that is."""
    said = place.replace("{}", words).replace("WORDS", WORDS).replace("SAID", SAID)
    form, _, where = kind.partition(" ")
    data = _FORMS[form](said, where, place, words)
    return f"a.{'xml' if form == 'feed' else form}", data.encode() if isinstance(data, str) else data


def _html(said: str, _where: str, _place: str, _words: str) -> str:
    within = said.startswith(("<p>“", "<p>V", "<p>&", "<p>A 1", "<p>The", "<blockquote><p>"))  # a part of the article
    page = _ARTICLE.replace("</article>", f"{said}</article>") if within else _ARTICLE + said
    return f"<html><head><title>The ferry</title></head><body>{page}</body></html>"


def _saved(said: str, *_: str) -> str:
    kind = "image/svg+xml" if said.startswith("<svg") else "text/html"
    parts = (("text/html", f"<html><body>{_ARTICLE}"), *([(kind, said)] if said else []))
    head = 'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="B"\r\n\r\n'
    return head + "".join(
        f"--B\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Location: https://a.example/{n}\r\n\r\n{part}\r\n"
        for n, (kind, part) in enumerate(parts)
    )


def _epub(said: str, where: str, *_: str) -> bytes:
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{}</body></html>'
    chapters = {"a.xhtml": _ARTICLE, **({"b.xhtml": said} if said else {})}
    kept = list(chapters)[:1] if where else list(chapters)
    data = files.epub({name: page.format(chapters[name]) for name in kept})
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for name in chapters.keys() - set(kept):
            archive.writestr(f"OEBPS/{name}", page.format(chapters[name]))
    return out.getvalue()


def _docx(said: str, where: str, place: str, words: str) -> bytes:
    if not where:
        return files.docx(_BODY + said)
    if not place:
        return files.docx(_BODY)
    if place.endswith("html"):
        return files.docx(_BODY, extra={f"word/{place}": f"<html><body><p>{words}</p></body></html>"})
    return files.docx(_BODY, extra={f"word/{place}.xml": f"<w:x {_W}>{files.paragraph(words)}</w:x>"})


def _odt(said: str, where: str, place: str, words: str) -> bytes:
    body = f"<text:p>{GOOD}</text:p><text:p>{MORE}</text:p>{'' if where else said}"
    parts = {"content.xml": f"<office:c {_ODF}><office:body><office:text>{body}</office:text></office:body></office:c>"}
    if where and place:
        page = f"<style:master-page><style:{place}><text:p>{words}</text:p></style:{place}></style:master-page>"
        parts["styles.xml"] = f"<office:s {_ODF}><office:master-styles>{page}</office:master-styles></office:s>"
    return files.zipped({"mimetype": "application/vnd.oasis.opendocument.text", **parts})


def _rtf(said: str, *_: str) -> str:
    text = (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 “New” Roman;}}{\\info{\\title “x y z”}}"
        + f"{GOOD}\\par {MORE}\\par {said}}}"
    )
    return "".join(sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)


def _markdown(said: str, where: str, *_: str) -> str:
    return f"{said}\n\n{GOOD}\n\n{MORE}\n" if where else f"{GOOD}\n\n{MORE}\n\n{said}\n"


def _vtt(said: str, *_: str) -> str:
    return f"WEBVTT\n\nfirst\n00:01.000 --> 00:05.000\n{GOOD}\n\n{said}\n"


def _srt(said: str, _where: str, place: str, _words: str) -> str:
    cue = f"1\n00:00:01,000 --> 00:00:05,000\n{GOOD}\n"
    return f"{said}\n\n{cue}" if place == "{}" else f"{cue}\n{said}\n"


def _csv(_said: str, _where: str, place: str, words: str) -> str:
    return f'text,{place or "title"}\n"{GOOD}","{words}"\n'


def _jsonl(_said: str, _where: str, place: str, words: str) -> str:
    return json.dumps({"text": GOOD, place or "title": [{"body": words}] if place == "boxes" else words})


def _feed(said: str, *_: str) -> str:
    item = f"<item><title>The ferry</title><description>{GOOD}</description></item>"
    return f'<rss version="2.0"><channel>{said}{item}</channel></rss>'


def _eml(_said: str, _where: str, place: str, words: str) -> str:
    head = "From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
    parts = (("plain", GOOD), *([(place, words)] if place else []))
    return (
        head + "".join(f"--B\nContent-Type: text/{kind}; charset=utf-8\n\n{said}\n" for kind, said in parts) + "--B--\n"
    )


_FORMS: dict[str, Callable[[str, str, str, str], str | bytes]] = {
    "html": _html, "mhtml": _saved, "epub": _epub, "docx": _docx, "odt": _odt, "rtf": _rtf, "md": _markdown,
    "vtt": _vtt, "srt": _srt, "csv": _csv, "jsonl": _jsonl, "feed": _feed, "eml": _eml,
}  # fmt: skip
