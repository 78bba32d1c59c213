"""Where the characters of a Word document stand in its bytes."""

from __future__ import annotations

import pytest

from attribune.exports.word import places
from tests.articles.sample_files import _R, _W, paragraph
from tests.counted import calls_of


def _part(text: str) -> places.Part:
    data = f"<w:document {_W} {_R}><w:body>{paragraph(text)}</w:body></w:document>".encode()
    return places.scan(data, name="made.docx")


def test_what_is_around_a_text_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not for each of its letters."""
    looked_up = calls_of(monkeypatch, places._Scanner, "_inside")
    _part("Ferry.")
    short = len(looked_up)
    part = _part("Ferry “sails” é. " * 500)
    assert len(looked_up) == 2 * short
    signs = part.paragraphs[0].characters
    assert [part.data[one.start : one.end].decode() for one in signs] == [one.sign for one in signs]
    assert len(signs) == 500 * len("Ferry“sails”é.")
