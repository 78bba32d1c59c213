"""Pages from templates: everything escaped, links that can do no harm, one self-contained shell under a strict policy.

The templates lie in ``templates``: ``base.html`` is the shell, ``parts.html`` holds what several pages share. Jinja2 is
imported where a page is made, and nowhere else.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from attribune.articles.document.own_output import GENERATOR
from attribune.exports.neutral import shown
from attribune.text.clipping import clip

if TYPE_CHECKING:
    from jinja2 import Environment

_NONCHARACTERS = re.compile("[\ufffe\uffff]")  # a page can't hold these
# A letter of a script that runs from right to left; its marks and digits are among what lies between.
_RTL = r"(?![\W\d_])[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RIGHT_TO_LEFT = re.compile(rf"(?:{_RTL})+(?:[\W\d_]+(?:{_RTL})+)*")  # an entity is no letter, and stays whole
_SAFE_LINK = re.compile(r"https?://[^\s\"'<>\\]+\Z", re.IGNORECASE)


def visible(text: str) -> str:
    """``text`` with every character that a page can't hold or a browser obeys replaced by a sign that shows it."""
    if text.isprintable():  # none of them is
        return text
    return _NONCHARACTERS.sub("\ufffd", shown(text))


def esc(text: str) -> str:
    """``text`` for the body or a quoted attribute of a page that no template makes."""
    return html.escape(visible(text))


def isolated(text: str) -> str:
    """``text`` for the body of a page; words that run from right to left keep to themselves.

    Otherwise the digits, dots and quotation marks beside them, which are ours, are drawn among them.
    """
    return _RIGHT_TO_LEFT.sub(r"<bdi>\g<0></bdi>", esc(text))


def is_safe_link(url: str) -> bool:
    """True if a link to ``url`` can do no harm: it is plain http(s), with nothing in it that a browser obeys."""
    return bool(_SAFE_LINK.match(url)) and visible(url) == url


def page(template: str, *, style: str, script: str, **values: Any) -> str:
    """Return a whole page: everything inline, nothing loaded, and only these two assets allowed to style or run.

    ``style`` and ``script`` name files in ``assets``; the page reads the same without the script. Values are escaped
    wherever a template shows them, whatever it is.
    """
    from markupsafe import Markup

    css, js = _asset("base.css") + "\n" + _asset(style), _asset(script)
    policy = (
        f"default-src 'none'; style-src '{_hash(css)}'; script-src '{_hash(js)}'; base-uri 'none'; form-action 'none'"
    )
    made: str = (
        environment("attribune.exports.html")
        .get_template(template)
        .render(
            layout="base.html", css=Markup(css), js=Markup(js), policy=Markup(policy), generator=GENERATOR, **values
        )
    )
    return made


@cache
def environment(*packages: str) -> Environment:
    """Return the environment of templates; each comes from the first of the packages that has it."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: Any) -> Any:
        return value if isinstance(value, Markup) else visible(str(value))

    def load(name: str) -> str | None:
        places = (files(package).joinpath("templates", name) for package in packages)
        return next((place.read_text(encoding="utf-8") for place in places if place.is_file()), None)

    made = Environment(
        loader=FunctionLoader(load), autoescape=True, undefined=StrictUndefined,
        finalize=finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.tests["safe_link"] = is_safe_link
    made.filters |= {"clip": clip, "isolated": lambda text: Markup(isolated(str(text)))}
    return made


@cache
def _asset(name: str) -> str:
    return files("attribune.exports.html").joinpath("assets", name).read_text(encoding="utf-8").strip()


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
