"""The forms of a check's answer that are written whole, by the names that ``--format`` has for them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attribune.errors import UsageError
from attribune.records import Article, Report

Articles = Mapping[str, Article]
Writer = Callable[[Sequence[Report], Articles], str | bytes]


def rendered(form: str, checks: Sequence[Report], articles: Articles) -> str | bytes:
    """Return the checks in one form. Raises UsageError where that form can't hold them."""
    return _WRITERS[form](checks, articles)


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


_WRITERS: dict[str, Writer] = {"json": _json, "html": _html, "markdown": _markdown, "docx": _docx}
CHECK_FORMS = tuple(_WRITERS)
