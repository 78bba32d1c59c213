"""The forms of answers that are written whole, by the names that ``--format`` has for them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from attribune.errors import UsageError
from attribune.records import Article, Reading, Report

Articles = Mapping[str, Article]
Writer = Callable[[Sequence[Report], Articles], str | bytes]


# Forms that checks and readings have, each with a module of two functions.
EXCHANGE = {
    "web-annotation": "attribune.exports.exchange.web_annotation",
    "prov": "attribune.exports.exchange.prov",
    "schema-org": "attribune.exports.exchange.schema_org",
}


def rendered(form: str, checks: Sequence[Report], articles: Articles) -> str | bytes:
    """Return the checks in one form. Raises UsageError where that form can't hold them."""
    if form in _TOOLS:
        made: str = getattr(import_module(f"attribune.exports.tools.{form}"), form)(checks)
        return made
    if form in ("csv", "parquet"):
        from attribune.exports.tables.check import check_table
        from attribune.exports.tables.table import written

        return written(check_table(checks), form)
    if form in EXCHANGE:
        exchanged: str = import_module(EXCHANGE[form]).of_checks(checks)
        return exchanged
    return _WRITERS[form](checks, articles)


def rendered_readings(form: str, readings: Sequence[Reading]) -> str | bytes:
    """Return readings in one form. Raises UsageError where a package is missing for it."""
    if form == "json":
        from attribune.exports.jsonlines import readings_json

        return readings_json(readings) + "\n"
    if form == "html":
        from attribune.exports.html.reading import page

        return page(readings)
    if form in EXCHANGE:
        exchanged: str = import_module(EXCHANGE[form]).of_readings(readings)
        return exchanged
    if form == "ftm":
        from attribune.exports.exchange.ftm import ftm

        return ftm(readings)
    if form == "spacy":
        from attribune.exports.exchange.spacy_docs import doc_bin

        return doc_bin(readings)
    from attribune.exports.tables.reading import reading_table
    from attribune.exports.tables.table import written

    return written(reading_table(readings), form)


def _json(checks: Sequence[Report], articles: Articles) -> str:
    from attribune.exports.jsonlines import checks_json

    return checks_json(checks, articles=articles) + "\n"


def _html(checks: Sequence[Report], articles: Articles) -> str:
    from attribune.exports.html.check import page

    return page(checks, articles)


def _markdown(checks: Sequence[Report], articles: Articles) -> str:
    from attribune.exports.check_document import lines, markdown

    return "\n".join(markdown(lines(check, articles)) for check in checks)


def _docx(checks: Sequence[Report], articles: Articles) -> bytes:
    from attribune.exports.word.comments import commented

    if len(checks) != 1:
        raise UsageError(f"a Word document holds one draft, and {len(checks)} were checked; name one at a time")
    return commented(checks[0], articles, document=_word_file(checks[0].draft))


def _word_file(draft: Article) -> bytes | None:
    """Return the bytes of a draft that is a Word document, None for others. Raises UsageError if they aren't there."""
    if not any("(//w:p)" in (block.xpath or "") for block in draft.blocks):
        return None
    try:
        data = Path(draft.name or "").read_bytes()
    except (OSError, ValueError):
        data = b""
    if hashlib.sha256(data).hexdigest() != draft.sha256:
        raise UsageError(
            "the comments go into the draft's own file, which isn't there as it was read; name the file itself, "
            "unpacked, and don't change it meanwhile",
            concerns=draft.name,
        )
    return data


_TOOLS = ("sarif", "github", "rdjson", "junit")  # each has a module and a function of its name
_WRITERS: dict[str, Writer] = {
    "json": _json, "html": _html, "markdown": _markdown, "docx": _docx,
}  # fmt: skip
