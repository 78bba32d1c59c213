"""Files of every format broken at random: each gives articles with true spans or one of our errors; nothing else.

``./run bench fuzz_readers [COUNT] [SEED]``: COUNT broken files a format (default 2,000), straight into the readers.
"""

from __future__ import annotations

import gzip
import io
import random
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator

import zstandard

from attribune.articles.formats import reader as reader_of
from attribune.errors import AttribuneError
from tests.articles.sample_files import wacz, zipped
from tests.articles.test_hostile import WHOLE, broken

COUNT = 2_000
SLOW = 2.0  # seconds on one small file that are told
SHARDS = [
    b"\x00", b"\xff\xfe", b"<", b">", b"&", b"<!ENTITY a 'b'>", b"]]>", b"(", b"endstream", b"stream", b"/Kids [2 0 R]",
    b"9999999999", b"-1", b"\r\n\r\n", b"PK\x03\x04", b"WARC/1.0\r\n", b"\x1f\x8b\x08",
    b"00:00:01.000 --> 00:00:02.000\n",
    b'"', b"{" * 2000, b"[" * 2000, b"<a>" * 2000, b"../", b"Content-Length: 7\r\n", b"Transfer-Encoding: chunked\r\n",
]  # fmt: skip


def _edits(chance: random.Random) -> list[tuple[int, int, bytes]]:
    out = []
    for _ in range(chance.randrange(1, 7)):
        put = chance.choice(SHARDS) if chance.random() < 0.4 else chance.randbytes(chance.randrange(8))
        out.append((chance.randrange(1 << 16), chance.choice([0, 1, 4, 40, 4000]), put))
    return out


def _cases() -> Iterator[tuple[str, str, Callable[[random.Random], bytes]]]:
    """Name, module and maker of a broken file; parts of archives are also broken and packed again."""
    for module, data in WHOLE.items():
        yield module, module, lambda chance, data=data: broken(data, _edits(chance))  # type: ignore[misc]
    for module in ("docx", "epub"):
        yield f"{module} parts", module, lambda chance, module=module: _repacked(WHOLE[module], chance)  # type: ignore[misc]
    yield "warc.gz", "warc", lambda chance: broken(gzip.compress(WHOLE["warc"]), _edits(chance))
    yield "warc.gz inside", "warc", lambda chance: gzip.compress(broken(WHOLE["warc"], _edits(chance)))
    yield "warc.zst", "warc", lambda chance: broken(_packed(WHOLE["warc"]), _edits(chance))
    yield "warc.zst inside", "warc", lambda chance: _packed(broken(WHOLE["warc"], _edits(chance)))
    yield "wacz", "warc", lambda chance: wacz(broken(WHOLE["warc"], _edits(chance)))


def _packed(data: bytes) -> bytes:
    """Zstandard frames of a few bytes each, behind a frame that other decoders pass over."""
    packer = zstandard.ZstdCompressor()
    head = b"\x53\x2a\x4d\x18\x04\x00\x00\x00note"
    return head + b"".join(packer.compress(data[at : at + 400]) for at in range(0, len(data), 400))


def _repacked(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(files))
    return zipped({**files, name: broken(files[name], _edits(chance))})


def _outcome(module: str, data: bytes) -> str:
    """How it ended: "read", the code of our error, or "FAULT" with what was raised."""
    try:
        for article in reader_of(module).read(data, name="case"):
            if any(not 0 <= block.start <= block.end <= len(article.text) for block in article.blocks):
                return "FAULT: a span outside the text"
    except AttribuneError as error:
        return error.code
    except Exception as error:  # whatever it is, it is a fault
        return f"FAULT: {type(error).__name__}: {error}"[:120]
    return "read"


def main(arguments: list[str]) -> None:
    """Print how the files of each format ended; exit status 1 where one ended in anything but articles or an error."""
    count = int(arguments[0]) if arguments else COUNT
    seed = int(arguments[1]) if len(arguments) > 1 else 1
    faults = 0
    for name, module, make in _cases():
        chance = random.Random(f"{seed} {name}")
        ends: Counter[str] = Counter()
        slowest = 0.0
        for _ in range(count):
            data = make(chance)
            began = time.process_time()
            end = _outcome(module, data)
            slowest = max(slowest, time.process_time() - began)
            ends[end] += 1
            if end.startswith("FAULT"):
                faults += 1
                print(f"  {name}: {end}: {data[:200]!r}")
        counts = ", ".join(f"{number} {end}" for end, number in ends.most_common(6))
        print(f"{name:<16} {counts}; slowest {slowest:.2f} s{'  SLOW' if slowest > SLOW else ''}")
    print(f"{faults} faults")
    if faults:
        raise SystemExit(1)
