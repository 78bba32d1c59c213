"""Lines as paragraphs of WordprocessingML. What comes from outside is text and never markup."""

from __future__ import annotations

import re
from functools import partial
from xml.sax.saxutils import escape

from attribune.exports.check_document import Line, Run, Style
from attribune.exports.html.markup import visible

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# style → (elements of the run's properties, with their values)
_LOOKS: dict[Style, tuple[str, ...]] = {"": (), "strong": ("b",), "changed": ("b", "color B03A00"), "cut": ("strike",)}
_SMALL = "sz 17"  # half points


def clean(text: str) -> str:
    """Return text without what XML can't hold or a program obeys: signs that show it stand there."""
    return _NO_XML.sub("\ufffd", visible(text))


def paragraph_xml(line: Line, prefix: str = "w", style: str = "") -> str:
    """Return a paragraph with its runs; ``style`` is the id of a paragraph style, ``prefix`` that of the elements."""
    form = f'<{prefix}:pPr><{prefix}:pStyle {prefix}:val="{style}"/></{prefix}:pPr>' if style else ""
    runs = "".join(_run(run, prefix, small=line.shape == "small") for run in line.runs if run[0])
    return f"<{prefix}:p>{form}{runs}</{prefix}:p>"


def _run(run: Run, prefix: str, *, small: bool) -> str:
    text, style = run
    look = "".join(map(partial(_property, prefix), (*_LOOKS[style], *([_SMALL] if small else ()))))
    form = f"<{prefix}:rPr>{look}</{prefix}:rPr>" if look else ""
    return f'<{prefix}:r>{form}<{prefix}:t xml:space="preserve">{escape(clean(text))}</{prefix}:t></{prefix}:r>'


def _property(prefix: str, told: str) -> str:
    name, _, value = told.partition(" ")
    return f"<{prefix}:{name}" + (f' {prefix}:val="{value}"' if value else "") + "/>"
