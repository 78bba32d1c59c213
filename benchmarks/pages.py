"""Reading HTML: exact-paragraph F1 on 40 real pages, pages a second of processor time, posts typed; extractors beside.

A paragraph counts when it is the same but for white space. Gold lines in [brackets] are optional: found, they aren't
wrong; missing, they aren't missed. Ours are the blocks of the article's own text; a dateline and the rest of its line
are one paragraph. Precision, recall and F1 are over all pages together; ``F1/page`` is the mean of the pages.

``shingles`` and ``exact`` are the measures of the public benchmark of article extraction: F1 of runs of four words,
from the mean precision and recall of the pages, and the share of pages whose words are all the same, in order. A run
counts once for each time it stands; optional lines that were found count as wanted.

``--misnamed`` puts misleading tags and class names on the articles' elements, one sort after the other, and counts the
pages that are then refused or read wrong (exact F1 below one half).

``--peers`` runs all in an environment of its own, ``.venv-bench``, and makes it where it is missing.
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

from benchmarks._environment import run_with_peers
from benchmarks.inputs import data_folder

DATA = ["pages"]
BODY_KINDS = frozenset(
    "paragraph heading list_item blockquote credit contributor correction transcript_turn dateline".split()
)
SHINGLE = 4  # words
_WORD = re.compile(r"\w+")
ROUNDS = 3  # the fastest of so many passes counts; slow readers get one pass
SLOW_PASS = 5.0  # seconds of processor time
PACKAGES = ["trafilatura", "newspaper4k", "lxml_html_clean", "readability-lxml", "resiliparse", "lxml", "click"]
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
    """Return the paragraphs of the article as Attribune reads it."""
    from attribune.articles.html.reader import read

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


def score(lines: Sequence[str], gold: Sequence[str]) -> tuple[int, int, int]:
    """Hits, lines found that count, lines wanted."""
    wanted = Counter(normal(line) for line in gold if not line.startswith("["))
    optional = Counter(normal(line.strip("[]")) for line in gold if line.startswith("["))
    have = Counter(normal(line) for line in lines if normal(line))
    hits = sum((have & wanted).values())
    excused = sum(((have - wanted) & optional).values())
    return hits, sum(have.values()) - excused, sum(wanted.values())


def f1(scores: Sequence[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over all pages together."""
    hits, lines, wanted = (sum(column) for column in zip(*scores, strict=True))
    precision, recall = hits / max(lines, 1), hits / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def words_of(lines: Sequence[str], gold: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words found and those wanted; an optional line is wanted where it was found."""
    have = {normal(line) for line in lines}
    wanted = [line.strip("[]") for line in gold if not line.startswith("[") or normal(line.strip("[]")) in have]
    return _WORD.findall("\n".join(lines)), _WORD.findall("\n".join(wanted))


def shingle_scores(pages_read: Sequence[tuple[Sequence[str], Sequence[str]]]) -> tuple[float, float]:
    """Return F1 of shingles and exact accuracy over pages, each given as the lines found and those wanted."""
    precisions, recalls, exact = [], [], 0
    for lines, gold in pages_read:
        found, wanted = words_of(lines, gold)
        one, two = (Counter(zip(*(words[n:] for n in range(SHINGLE)), strict=False)) for words in (found, wanted))
        hits = (one & two).total()
        precisions.append(hits / max(one.total(), 1))
        recalls.append(hits / max(two.total(), 1))
        exact += found == wanted
    precision, recall = (sum(column) / max(len(column), 1) for column in (precisions, recalls))
    return 2 * precision * recall / max(precision + recall, 1e-9), exact / max(len(pages_read), 1)


def posts(page: bytes) -> tuple[int, int]:
    """By-value posts that are in the page's markup, and those of them that were typed with handle and words."""
    from attribune.articles.html.reader import read

    posts_present = len(
        re.findall(rb'<blockquote[^>]{0,200}class="[^"]*\b(?:twitter-tweet|twitter-video|bluesky-embed)\b', page)
    )
    article = next(read(page, name="page"))
    typed = [e for e in article.embeds if e.by_value and e.handle and e.posted and e.platform in ("x", "bluesky")]
    return posts_present, min(posts_present, len(typed))


def measure() -> dict[str, float]:
    """Ours only: F1 and the share of by-value posts typed."""
    everything = pages()
    counted = [posts(page) for _, page, _ in everything]
    return {
        "exact_f1": f1([score(ours(page), gold) for _, page, gold in everything])[2],
        "by_value_posts": sum(typed for _, typed in counted) / max(sum(there for there, _ in counted), 1),
    }


def _trafilatura(precision: bool) -> Callable[[bytes], list[str]]:
    from trafilatura import extract  # type: ignore[import-not-found,unused-ignore]

    def read(page: bytes) -> list[str]:
        lines = (extract(page, favor_precision=precision, include_comments=False) or "").split("\n")
        return [line.removeprefix("- ") for line in lines]  # its own marks of list items

    return read


def _newspaper() -> Callable[[bytes], list[str]]:
    import newspaper  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def read(page: bytes) -> list[str]:
        article = newspaper.Article("https://example.org/", fetch_images=False)
        article.download(input_html=page.decode("utf-8", "replace"))
        article.parse()
        return str(article.text).split("\n")

    return read


def _readability() -> Callable[[bytes], list[str]]:
    import lxml.html
    from readability import Document  # type: ignore[import-not-found,import-untyped,unused-ignore]

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


# A misleading make → on which elements (the article's container, that and all around it, its paragraphs), tag, class
MISNAMED: dict[str, tuple[str, str | None, str | None]] = {
    "container: class comments": ("container", None, "comments"),
    "container: class newsletter": ("container", None, "newsletter-signup"),
    "container: nav": ("container", "nav", None),
    "container: footer": ("container", "footer", None),
    "container: form": ("container", "form", None),
    "all around: class comments": ("around", None, "comments"),
    "all around: class related": ("around", None, "related"),
    "paragraphs: class caption": ("paragraphs", None, "caption"),
    "paragraphs: class promo": ("paragraphs", None, "promo"),
    "paragraphs: h3": ("paragraphs", "h3", None),
    "paragraphs: figcaption": ("paragraphs", "figcaption", None),
    "paragraphs: li": ("paragraphs", "li", None),
}
MOST_OF = 0.9  # share of the gold paragraphs that the article's container holds


def misnamed(page: bytes, gold: Sequence[str], make: tuple[str, str | None, str | None]) -> bytes:
    """Return the page with a misleading tag or class on the elements that hold its gold paragraphs."""
    import lxml.etree

    where, tag, name = make
    root = lxml.etree.fromstring(page, lxml.etree.HTMLParser(encoding="utf-8"))
    wanted = {normal(line.strip("[]")) for line in gold}
    paragraphs = [
        e for e in root.iter() if isinstance(e.tag, str) and normal("".join(map(str, e.itertext()))) in wanted
    ]
    holds = Counter(outer for paragraph in paragraphs for outer in paragraph.iterancestors())
    most = [outer for outer, number in holds.items() if number >= MOST_OF * len(paragraphs)]
    inmost = max(most, key=lambda outer: sum(1 for _ in outer.iterancestors()), default=None)
    container = [] if inmost is None else [inmost]
    around = [] if inmost is None else [inmost, *(o for o in inmost.iterancestors() if o.tag not in ("html", "body"))]
    for element in {"container": container, "around": around, "paragraphs": paragraphs}[where]:
        if tag is not None and element.tag not in ("html", "body"):
            element.tag = tag
        if name is not None:
            element.set("class", name)
            element.attrib.pop("id", "")
    return bytes(lxml.etree.tostring(root, encoding="utf-8", method="html"))


def _misnamed_rows(everything: Sequence[Page]) -> list[str]:
    from attribune.errors import AttribuneError

    rows = []
    for name, make in MISNAMED.items():
        refused, scores = 0, []
        for _, page, gold in everything:
            try:
                lines = ours(misnamed(page, gold, make))
            except AttribuneError:
                refused, lines = refused + 1, []
            scores.append(score(lines, gold))
        wrong = sum(f1([one])[2] < 0.5 for one in scores)
        rows.append(f"{name:<30} {refused:7} {wrong:6} {f1(scores)[2]:7.3f}")
    return rows


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
        results = [read(page) for _, page, _ in everything]
        best = min(best, time.process_time() - began)
        if best > SLOW_PASS:
            break
    scores = [score(lines, gold) for lines, (_, _, gold) in zip(results, everything, strict=True)]
    precision, recall, f1_score = f1(scores)
    mean = sum(f1([one])[2] for one in scores) / len(scores)
    shingles, exact = shingle_scores([(lines, gold) for lines, (_, _, gold) in zip(results, everything, strict=True)])
    measured = f"{precision:9.3f} {recall:7.3f} {f1_score:7.3f} {mean:8.3f} {shingles:8.3f} {exact:6.3f}"
    return f"{name:<30} {measured} {len(everything) / best:8.1f}"


def main(arguments: list[str]) -> None:
    """Print the table; ``--each`` adds ours page by page, ``--peers`` runs where the peers are; or ``--misnamed``."""
    if "--peers" in arguments:
        sys.exit(run_with_peers("pages", PACKAGES, [argument for argument in arguments if argument != "--peers"]))
    everything = pages()
    if "--misnamed" in arguments:
        print(f"{'made misleading':<30} {'refused':>7} {'wrong':>6} {'F1':>7}", *_misnamed_rows(everything), sep="\n")
        return
    head = f"{'precision':>9} {'recall':>7} {'F1':>7} {'F1/page':>8} {'shingles':>8} {'exact':>6} {'pages/s':>8}"
    print(f"{'reader':<30} {head}")
    print(_row("attribune", ours, everything))
    for name, (package, load) in PEERS.items():
        try:
            label = f"{name} {installed.version(package)}"
            print(_row(label, load(), everything))
        except (ImportError, installed.PackageNotFoundError):
            print(f"{name:<30} not installed: ./run bench pages --peers")
    counted: list[Any] = [posts(page) for _, page, _ in everything]
    print(f"by-value posts typed: {sum(t for _, t in counted)} of {sum(n for n, _ in counted)}")
    if "--each" in arguments:
        for name, page, gold in everything:
            print(f"  {name:<32} {f1([score(ours(page), gold)])[2]:6.3f}", file=sys.stderr)
