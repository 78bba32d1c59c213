"""Real articles checked against themselves: which of their own quotations, and sentences of those, are not ok.

``./run bench self_check [--on train|dev|basil|pages] [--every N] [--list]``. Each article is its own draft: all it has
in quotation marks stands in its evidence word for word, so whatever isn't ok is an alarm without cause. Then each whole
sentence of a quotation whose speaker is known is put into a draft of one line, “…,” with that name, and checked against
the article. ``--list`` names what isn't ok, and counts the reasons by kind.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from attribune.articles.reading import read_bytes
from attribune.check.draft import draft_quotes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import Article, Verdict
from attribune.text.sentences import sentences
from benchmarks.inputs import data_folder, json_lines

DATA = ["polnear/dev.jsonl.gz", "basil/dev.jsonl.gz"]
_QUOTED, _NAMES = re.compile(r"“.*”"), re.compile(r"(?<!\A)\b[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*")
MIN_WORDS = 4  # words of a sentence that is put into a draft of its own; shorter ones are terms


def _texts(name: str, part: str = "dev") -> Iterator[Article]:
    for number, row in enumerate(json_lines(f"{name}/{part}.jsonl.gz")):
        yield next(iter(read_bytes(row["text"].encode(), name=f"{name}-{number}.txt")))


def _pages() -> Iterator[Article]:
    for path in sorted((data_folder() / "pages" / "html").glob("*.html.gz")):
        yield next(iter(read_bytes(gzip.decompress(path.read_bytes()), name=path.name.removesuffix(".gz"))))


TEXTS: dict[str, Callable[[], Iterator[Article]]] = {
    "dev": lambda: _texts("polnear"),
    "basil": lambda: _texts("basil"),
    "pages": _pages,
    "train": lambda: _texts("polnear", "train"),  # read while the rules were written
}


def whole(article: Article) -> list[Verdict]:
    """Return the verdicts on all quotations of an article that is its own evidence."""
    views = Views([article], "auto")
    quotes = draft_quotes(views(0).reading, views.document(article))  # draft and evidence are one text, read once
    return list(check_draft(article, [article], evidence_tier="auto", quotes=quotes, views=views).results)


def pieces(article: Article) -> Iterator[tuple[str, Verdict]]:
    """Yield each whole sentence of a quotation with a known speaker, and its verdict in a draft of one line."""
    views = Views([article], "auto")  # read once for all its pieces
    visible = views(0)
    for turn in visible.turns:
        if turn.speaker is None or turn.speaker.kind == "unnamed" or visible.in_heading(turn):
            continue
        for part in turn.spoken:
            for start, end in sentences(article.text, *part):
                words = article.text[start:end]
                alone = words[:1].isupper() and words[-1:] in ".!?" and not set(words) & set('“”"[]…')
                if alone and len(words.split()) >= MIN_WORDS:
                    draft = next(iter(read_bytes(f"{turn.speaker.name} said: “{words}”\n".encode(), name="draft.txt")))
                    results = check_draft(draft, [article], evidence_tier="auto", views=views).results
                    if results:
                        yield f"{turn.speaker.name} said: “{words}”", results[0]


def measure() -> dict[str, float]:
    """Return the figures of the gate: of the whole quotations of two of the sets."""
    figures = dict[str, float]()
    for name in ("dev", "basil"):
        verdicts = [verdict for article in TEXTS[name]() for verdict in whole(article)]
        figures[f"{name}: not ok, %"] = 100 * sum(not one.ok for one in verdicts) / len(verdicts)
    return figures


def main(arguments: list[str]) -> None:
    """Print the table; ``--list`` names what isn't ok."""
    parser = argparse.ArgumentParser(prog="./run bench self_check", description=__doc__)
    parser.add_argument("--on", choices=TEXTS, action="append")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--most", type=int, default=1000, help="articles of each set")
    parser.add_argument("--every", type=int, default=1, help="of each so many articles one")
    options = parser.parse_args(arguments)
    print(f"{'texts':<10}{'what':<14}{'number':>8}{'not ok':>8}{'share':>8}  verdicts")
    for name in options.on or ("dev", "basil", "pages"):
        articles = list(islice(TEXTS[name](), 0, options.most * options.every, options.every))
        _row(name, "quotations", [("", v) for article in articles for v in whole(article)], listed=options.list)
        _row(name, "sentences", [one for article in articles for one in pieces(article)], listed=options.list)


def _row(name: str, unit: str, verdicts: list[tuple[str, Verdict]], *, listed: bool) -> None:
    bad = [(draft, verdict) for draft, verdict in verdicts if not verdict.ok]
    counts = Counter(verdict.verdict for _, verdict in bad)
    print(
        f"{name:<10}{unit:<14}{len(verdicts):>8}{len(bad):>8}{len(bad) / max(1, len(verdicts)):>8.2%}  {dict(counts)}"
    )
    for reason, number in Counter(_kind(verdict.message) for _, verdict in bad).most_common() if listed else ():
        print(f"{number:>6}  {reason}", file=sys.stderr)
    if listed:
        for draft, verdict in bad:
            print(f"  {verdict.verdict}: {draft or verdict.text!r}\n    {verdict.message}", file=sys.stderr)


def _kind(message: str) -> str:
    """Return a message without what is particular in it: a kind of reason."""
    return _NAMES.sub("N", _QUOTED.sub("“…”", message))


if __name__ == "__main__":
    main(sys.argv[1:])
