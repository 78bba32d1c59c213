"""Bytes whose mark, or whose zero bytes, make them UTF-16 and that are no text: an error, never text."""

from __future__ import annotations

import codecs
import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from attribune.articles.decoding.charset import decode
from attribune.articles.reading import read_bytes
from attribune.cli.main import main
from attribune.errors import InputError

TEXTS = [
    "“We will not close the harbour,” Mara Voss said on Monday.",
    "«Мы не закроем гавань», — сказала Мара Восс.",
    "「港は閉めません」とマラ・ヴォスは月曜日に語った。「明日も開けます」と続けた。",
    "قالت مارا فوس يوم الاثنين إن الميناء لن يغلق.",
    "The ferry sailed 🙂 at noon, and nobody was hurt, said Otto Quist 🚢 of the port.",
]


def noise() -> Iterator[tuple[str, bytes]]:
    """Made-up sound, tables of numbers, random bytes with marks, the inside of a picture."""
    made = random.Random(5)
    for at in range(8):
        yield f"sound {at}", b"".join(struct.pack("<h", made.randrange(-200, 200)) for _ in range(300))
        yield f"loud sound {at}", b"".join(struct.pack(">h", made.randrange(0, 250)) for _ in range(300))
        yield f"numbers {at}", b"".join(struct.pack("<i", made.randrange(0, 60_000)) for _ in range(100))
        yield f"bytes and zeros {at}", b"".join(bytes([made.randrange(1, 256), 0]) for _ in range(80))
        yield f"marked {at}", codecs.BOM_UTF16_LE + made.randbytes(100)
        yield f"marked, the other end first {at}", codecs.BOM_UTF16_BE + made.randbytes(100)
        yield f"marked as UTF-8 {at}", codecs.BOM_UTF8 + made.randbytes(100)
        yield f"random {at}", made.randbytes(300)
    yield "picture", struct.pack(">IIBBBBB", 100, 100, 8, 2, 0, 0, 0) + made.randbytes(400)


@pytest.mark.parametrize(("what", "data"), list(noise()))
@pytest.mark.parametrize("name", ["draft.txt", "draft", "draft.md"])
def test_noise_is_no_text(what: str, data: bytes, name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(data, name=name)
    assert caught.value.concerns == name, what


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "utf-32"])
def test_text_in_wide_characters_is_read(text: str, encoding: str) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    assert decode(marks.get(encoding, b"") + text.encode(encoding), name="a.txt").text == text


def test_a_draft_of_noise_is_an_error_of_the_call(tmp_path: Path) -> None:
    """It was "no quotation to check", and exit status 0."""
    (tmp_path / "evidence.txt").write_text(TEXTS[0], encoding="utf-8")
    for number, (_, data) in enumerate(noise()):
        (tmp_path / "draft.txt").write_bytes(data)
        if number % 5 == 0:
            call = ["check", str(tmp_path / "draft.txt"), "--against", str(tmp_path / "evidence.txt")]
            with pytest.raises(SystemExit) as ended:
                main(call)
            assert ended.value.code == 2
