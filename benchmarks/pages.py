"""Reading HTML: exact-paragraph F1 on 40 real pages, pages a second on one core, posts typed; extractors beside.

A paragraph counts when it is the same but for white space. Gold lines in [brackets] are optional: found, they aren't
wrong; missing, they aren't missed. Ours are the blocks of the article's own text; a dateline and the rest of its line
are one paragraph.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import metadata as installed
from typing import Any

from benchmarks.inputs import data_folder

DATA = ["pages"]
BODY_KINDS = frozenset(
    "paragraph heading list_item blockquote credit contributor correction transcript_turn dateline".split()
)
ROUNDS = 3  # the fastest of so many passes counts; slow readers get one pass
SLOW_PASS = 5.0  # seconds
Page = tuple[str, bytes, list[str]]


def pages() -> list[Page]:
    """Name, bytes and gold lines of every page."""
    folder = data_folder() / "pages"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return [
        (name, gzip.decompress((folder / "html" / name).read_bytes()), about["body"]) for name, about in gold.items()
    ]


def normal(line: str) -> str:
    """White space made one space; nothing else."""
    return " ".join(line.split())


def ours(html: bytes) -> list[str]:
    """The paragraphs of the article as Attribune reads it."""
    from attribune.articles.html import read

    article = next(read(html, name="page"))
    lines: list[str] = []
    joined, before = False, ""
    for block in article.blocks:
        line = article.text[block.start : block.end]
        if block.kind in BODY_KINDS and not (block.kind == "credit" and before == "embed"):
            if joined:
                lines[-1] += " " + line
            else:
                lines.append(line)
        joined, before = block.kind == "dateline", block.kind
    return lines


def score(found: Sequence[str], gold: Sequence[str]) -> tuple[int, int, int]:
    """Hits, lines found that count, lines wanted."""
    wanted = Counter(normal(line) for line in gold if not line.startswith("["))
    optional = Counter(normal(line.strip("[]")) for line in gold if line.startswith("["))
    have = Counter(normal(line) for line in found if normal(line))
    hits = sum((have & wanted).values())
    excused = sum(((have - wanted) & optional).values())
    return hits, sum(have.values()) - excused, sum(wanted.values())


def f1(scores: Sequence[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pages together."""
    hits, found, wanted = (sum(column) for column in zip(*scores, strict=True))
    precision, recall = hits / max(found, 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def posts(page: bytes) -> tuple[int, int]:
    """By-value posts that are in the page's markup, and those of them that were typed with handle and words."""
    from attribune.articles.html import read

    there = len(
        re.findall(rb'<blockquote[^>]{0,200}class="[^"]*\b(?:twitter-tweet|twitter-video|bluesky-embed)\b', page)
    )
    article = next(read(page, name="page"))
    typed = [e for e in article.embeds if e.by_value and e.handle and e.posted and e.platform in ("x", "bluesky")]
    return there, min(there, len(typed))


def measure() -> dict[str, float]:
    """Ours only: F1 and the share of by-value posts typed."""
    everything = pages()
    counted = [posts(page) for _, page, _ in everything]
    return {
        "f1": f1([score(ours(page), gold) for _, page, gold in everything])[2],
        "by_value_posts": sum(typed for _, typed in counted) / max(sum(there for there, _ in counted), 1),
    }


def _trafilatura(precision: bool) -> Callable[[bytes], list[str]]:
    from trafilatura import extract

    def read(page: bytes) -> list[str]:
        return (extract(page, favor_precision=precision, include_comments=False) or "").split("\n")

    return read


def _newspaper() -> Callable[[bytes], list[str]]:
    import newspaper  # type: ignore[import-untyped]

    def read(page: bytes) -> list[str]:
        article = newspaper.Article("https://example.org/", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return str(article.text).split("\n")

    return read


def _readability() -> Callable[[bytes], list[str]]:
    import lxml.html
    from readability import Document  # type: ignore[import-untyped]

    def read(page: bytes) -> list[str]:
        tree = lxml.html.fromstring(Document(page.decode("utf-8", "replace")).summary())
        return [
            "".join(map(str, p.itertext()))
            for p in tree.iter("p", "li", "h2", "h3", "blockquote")
            if p.tag != "blockquote" or not p.xpath("p")
        ]

    return read


def _resiliparse() -> Callable[[bytes], list[str]]:
    from resiliparse.extract.html2text import extract_plain_text

    def read(page: bytes) -> list[str]:
        text = extract_plain_text(page.decode("utf-8", "replace"), main_content=True, list_bullets=False)
        return str(text).split("\n")

    return read


PEERS: dict[str, tuple[str, Callable[[], Callable[[bytes], list[str]]]]] = {
    "trafilatura": ("trafilatura", lambda: _trafilatura(False)),
    "trafilatura, precision": ("trafilatura", lambda: _trafilatura(True)),
    "newspaper4k": ("newspaper4k", _newspaper),
    "readability-lxml": ("readability-lxml", _readability),
    "resiliparse": ("resiliparse", _resiliparse),
}


def _row(name: str, read: Callable[[bytes], list[str]], everything: Sequence[Page]) -> str:
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        found = [read(page) for _, page, _ in everything]
        best = min(best, time.process_time() - began)
        if best > SLOW_PASS:
            break
    precision, recall, both = f1([score(lines, gold) for lines, (_, _, gold) in zip(found, everything, strict=True)])
    return f"{name:<32} {precision:9.3f} {recall:9.3f} {both:9.3f} {len(everything) / best:9.1f}"


def main(arguments: list[str]) -> None:
    """Print the table; ``--each`` adds ours page by page."""
    everything = pages()
    print(f"{'reader':<32} {'precision':>9} {'recall':>9} {'F1':>9} {'pages/s':>9}")
    print(_row("attribune", ours, everything))
    for name, (package, load) in PEERS.items():
        try:
            label = f"{name} {installed.version(package)}"
            print(_row(label, load(), everything))
        except (ImportError, installed.PackageNotFoundError):
            print(f"{name:<32} not installed: pip install {package}")
    counted: list[Any] = [posts(page) for _, page, _ in everything]
    print(f"by-value posts typed: {sum(t for _, t in counted)} of {sum(n for n, _ in counted)}")
    if "--each" in arguments:
        for name, page, gold in everything:
            print(f"  {name:<32} {f1([score(ours(page), gold)])[2]:6.3f}", file=sys.stderr)
