"""Safe pieces of a page: escaping, links that can do no harm, one self-contained shell under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files

from attribune.articles.document.own_output import GENERATOR
from attribune.exports.neutral import shown

_NONCHARACTERS = re.compile("[\ufffe\uffff]")  # a page can't hold these
_SAFE_LINK = re.compile(r"https?://[^\s\"'<>\\]+\Z", re.IGNORECASE)


def visible(text: str) -> str:
    """``text`` with every character that a page can't hold or a browser obeys replaced by a sign that shows it."""
    return _NONCHARACTERS.sub("\ufffd", shown(text))


def esc(text: str) -> str:
    """``text`` for the body or a quoted attribute of a page."""
    return html.escape(visible(text))


def link(url: str, label: str) -> str:
    """A link where ``url`` is plain http(s), which leaks no referrer; else only the label."""
    if not _SAFE_LINK.match(url):
        return esc(label)
    return f'<a href="{esc(url)}" rel="noopener noreferrer nofollow">{esc(label)}</a>'


@cache
def _asset(name: str) -> str:
    return files("attribune.exports").joinpath("assets", name).read_text(encoding="utf-8").strip()


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def shell(title: str, body: str, *, style: str, script: str) -> str:
    """A whole page: everything inline, nothing loaded, and only these two assets allowed to style or run.

    ``style`` and ``script`` name files in ``assets``; the page reads the same without the script.
    """
    css, js = _asset("base.css") + "\n" + _asset(style), _asset(script)
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(js)}'; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="generator" content="{GENERATOR}">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{esc(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n{body}\n<script>{js}</script>\n"
        "</body>\n</html>\n"
    )
