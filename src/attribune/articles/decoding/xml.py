"""XML from anyone: no entities, no outside DTD, no network, no depth or size beyond the parser's own caps."""

from __future__ import annotations

import re
from typing import Any

import lxml.etree

from attribune.articles.decoding.charset import decode
from attribune.errors import MalformedInput, TooLarge

_CHARACTER_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10}));?")


def parse_xml(data: bytes, *, name: str, noun: str = "XML", forgive: bool = False) -> Any:
    """Return the root element. ``forgive`` goes on behind errors of form, as feeds often have them.

    Raises MalformedInput for what isn't well-formed and for any entity declared, TooLarge for what nests deeper than
    the parser goes, BinaryInput and EncodingProblem for bytes that are no text.
    """
    text = decode(data, name=name, markup=True).text
    if "<!ENTITY" in text:
        raise MalformedInput(
            f"the {noun} declares entities, which aren't read because they can grow without limit", concerns=name
        )
    parser = lxml.etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=forgive, encoding="utf-8",
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    if forgive:
        text = _CHARACTER_REFERENCE.sub(_character, text)
    problem = ""
    root = None
    try:
        root = lxml.etree.fromstring(text.lstrip().encode("utf-8", "replace"), parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        problem = str(error)[:120]
    if any(entry.type_name in ("ERR_RESOURCE_LIMIT", "ERR_NAME_TOO_LONG") for entry in parser.error_log):
        raise TooLarge(f"the {noun} is nested too deeply, or has names or texts too long", concerns=name)
    if problem:
        raise MalformedInput(f"the {noun} isn't well-formed: {problem}", concerns=name)
    if root is None:
        raise MalformedInput(f"there is no {noun} in it", concerns=name)
    return root


def _character(reference: re.Match[str]) -> str:
    """Return the reference, U+FFFD for one to no character: a parser that forgives makes bytes
    of it that are no text.
    """
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    allowed = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if allowed else "\ufffd"


def local(element: Any) -> str:
    """Return an element's name without its namespace, in small letters; "" for what isn't an element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
