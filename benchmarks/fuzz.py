"""Random and hostile texts through the whole reading: nothing is raised, every span lies in the text, time is bounded.

``./run bench fuzz [COUNT] [TIER] [SEED]``: COUNT texts (default 100,000) through the tier (default rules), then the
pathological inputs, each with its time for n and 2n characters.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import cast

from attribune.articles.plain import read
from attribune.records import Reading, Span
from attribune.sources.reading import read_article
from attribune.statements.extract import Tier

COUNT = 100_000
SAID = (
    "said says told saying asked wrote according to per citing quoting was quoted as saying denied declined to say that"
    " whether the a an he she they Voss Petrov Reuters CNN Mr. Dr. U.S. which who and but because in on at by from"
    " court papers statement interview Monday reportedly alleged 12 $3.5 percent From The Ellery Tribune: The Wire"
    " reported: — Jo Reed (@joreed) May 4, 2026 pic.twitter.com/abc Q: A: MODERATOR: By Jo Reed".split()
)
MARKS = list("“”\"‘’'«»„‹›「」,.;:—–-()[]?!… \n\n\n")
ODD = [
    "\x00",
    "\x01",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\ud800",
    "İ",
    "ﬁ",
    "e\u0301",
    "🎉",
    "\u202e",
    "\x0b",
    "\u2028",
    "\r\n",
    "\t",
]


def texts(count: int, seed: int) -> Iterator[str]:
    """Texts of up to about 60 pieces: words of attribution, marks, odd characters, in any order."""
    chance = random.Random(seed)
    for _ in range(count):
        with_odd_signs = chance.random() < 0.3
        pieces = []
        for _ in range(chance.randrange(1, 60)):
            draw = chance.random()
            if draw < 0.7:
                pieces.append(chance.choice(SAID) + " ")
            elif draw < 0.95 or not with_odd_signs:
                pieces.append(chance.choice(MARKS))
            else:
                pieces.append(chance.choice(ODD))
        yield "".join(pieces)


PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "quotation marks": lambda n: "“" * n,
    "closed quotations": lambda n: "“a” " * (n // 4),
    "said said said": lambda n: "said " * (n // 5),
    "nested X said that": lambda n: "Voss said that " * (n // 15),
    "nested, in sentences": lambda n: ("Voss said that " * 200 + "it was so. ") * (n // 3011 + 1),
    "according to": lambda n: "according to Voss, " * (n // 19),
    "commas": lambda n: "Voss, the mayor, " * (n // 17) + "said it was so.",
    "one long line": lambda n: "the harbour was quiet and " * (n // 26),
    "one long word": lambda n: "a" * n,
    "paragraphs": lambda n: "“It is shut,” Voss said.\n" * (n // 25),
    "names": lambda n: "".join(f"Voss{k % 9999} met Petrov. " for k in range(n // 21)),
    "credits": lambda n: "From The Ellery Tribune:\n“It is shut,” Voss said.\n" * (n // 50),
    "brackets": lambda n: "Voss (" * (n // 6) + "said it was so.",
    "spaces": lambda n: " " * n,
}


def spans_of(reading: Reading) -> Iterator[Span]:
    """Yield every span a reading holds."""
    for statement in reading.statements:
        yield from statement.content
        yield from statement.source or ()
        if statement.cue:
            yield statement.cue
        yield from ((h.start, h.end) for h in statement.hedges)
        yield from (hop.span for hop in statement.chain if hop.span)
    for source in reading.sources:
        yield from source.mentions
        yield from (step.mention for step in source.route)
    yield from ((f.start, f.end) for f in reading.figures)


def wrong(text: str, tier: Tier) -> str | None:
    """Return what is wrong with the reading of a text, or None."""
    try:
        for article in read(text.encode("utf-8", "surrogatepass"), name="fuzz.txt"):
            reading = read_article(article, tier=tier)
            source_ids = {source.id for source in reading.sources}
            length = len(article.text)
            for start, end in spans_of(reading):
                if not 0 <= start < end <= length:
                    return f"span ({start}, {end}) of {length}"
            for statement in reading.statements:
                if not statement.content or any(hop.source not in source_ids for hop in statement.chain):
                    return f"statement {statement.id} without content, or a hop without a source"
    except Exception as problem:  # whatever it is, it is a fault
        from attribune.errors import AttribuneError

        return None if isinstance(problem, AttribuneError) else f"{type(problem).__name__}: {problem}"
    return None


def _seconds(make: Callable[[int], str], size: int, tier: Tier) -> tuple[float, str | None]:
    text = make(size)
    began = time.process_time()
    problem = wrong(text, tier)
    return time.process_time() - began, problem


def main(arguments: list[str]) -> None:
    """Run both parts; exit status 1 where anything is wrong."""
    count = int(arguments[0]) if arguments else COUNT
    tier = cast(Tier, arguments[1] if len(arguments) > 1 else "rules")
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    faults = 0
    for text in texts(count, seed):
        problem = wrong(text, tier)
        if problem:
            faults += 1
            print(f"{problem}\n    {text!r}")
    print(f"{count:,} texts through tier {tier}: {faults} faults")
    size = 100_000 if tier == "rules" else 20_000
    for name, make in PATHOLOGICAL.items():
        once, problem = _seconds(make, size, tier)
        twice, other = _seconds(make, 2 * size, tier)
        print(
            f"{name:24}{size:>9,} chars {once:7.2f} s   {2 * size:>9,} chars {twice:7.2f} s   {problem or other or ''}"
        )
        faults += bool(problem or other)
    sys.exit(1 if faults else 0)
