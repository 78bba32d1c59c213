"""The check on thousands of edited quotations: how many harmful edits pass, how many harmless ones don't.

``./run bench mutants [--on TEXTS] [--sample N] [--against words|article] [--end-to-end] [--show KIND]``

Every kind of edit (``_harmful.py``, ``_harmless.py``) is made once on every sampled quotation where it applies, and
graded by the check and by what it replaces: similarity thresholds and the longest run of shared words.
``--end-to-end`` puts each edit into a draft with its speaker and checks it with ``check_draft``.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from benchmarks._harmful import HARMFUL
from benchmarks._harmless import HARMLESS
from benchmarks._passages import Passage, plain, polnear, speech

DATA = ["polnear/dev.jsonl.gz"]
GATE_SAMPLE, GATE_END_TO_END = 425, 40  # quotations: all of dev alone, some in drafts; half a minute on one core
TEXTS: dict[str, Callable[[], list[Passage]]] = {
    "dev": lambda: polnear("dev"),
    "train": lambda: polnear("train"),
    "basil": lambda: plain("basil"),
    "gum": lambda: plain("gum"),
    "speech": speech,
}
Grader = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One edited quotation; ``harm`` says whether anybody should pass it."""

    passage: Passage
    kind: str
    harm: bool
    words: str


def mutants(passages: list[Passage]) -> Iterator[Mutant]:
    """Yield every kind on every passage where it applies, the same for the same passages."""
    for passage in passages:
        for harm, kinds in ((True, HARMFUL), (False, HARMLESS)):
            for name, kind in kinds.items():
                words = kind(passage, Random(passage.start * 7 + passage.number))
                if words and not (harm and _same(words, passage.words)):
                    yield Mutant(passage=passage, kind=name, harm=harm, words=words)


def _same(words: str, original: str) -> bool:
    """Whether an edit came out harmless by chance: what it joined or kept stands word for word in the original."""
    if words.split() == original.split():
        return True
    kept_words, whole = (" ".join(re.findall(r"[\w'’?]+", text)) for text in (words, original))
    return not kept_words or ("…" in words and f" {kept_words} " in f" {whole} ")


def sample(passages: list[Passage], size: int) -> list[Passage]:
    """``size`` passages drawn with a fixed seed; all of them where there are fewer."""
    drawn = sorted(passages, key=lambda p: (p.number, p.start))
    Random(20).shuffle(drawn)
    return drawn[:size]


def graders() -> dict[str, Grader]:
    """Ours, and the baselines in the same run."""
    from rapidfuzz import fuzz

    from attribune.check.quote import verify_quote

    graders_found: dict[str, Grader] = {"attribune": lambda quote, source: verify_quote(quote, source).ok}
    for least in (85, 90, 95):
        graders_found[f"ratio {least}"] = lambda quote, source, least=least: fuzz.ratio(quote, source) >= least  # type: ignore[misc]
    for least in (90, 95):
        graders_found[f"partial {least}"] = lambda quote, source, least=least: (
            fuzz.partial_ratio(quote, source) >= least
        )  # type: ignore[misc]
    graders_found["run 0.8"] = lambda quote, source: _longest_run(quote, source) >= 0.8
    return graders_found


def _longest_run(quote: str, source: str) -> float:
    """Return the longest run of words that both share, as a share of the quotation's."""
    from difflib import SequenceMatcher

    quote_words, source_words = (re.findall(r"\w+", text.lower()) for text in (quote, source))
    return SequenceMatcher(None, quote_words, source_words, autojunk=False).find_longest_match().size / max(
        1, len(quote_words)
    )


def table(
    mutants: Iterator[Mutant], graded: dict[str, Grader], source: Callable[[Passage], str], show: str | None
) -> None:
    """Grade all mutants and print, for each kind, how many were graded wrongly."""
    wrong: dict[tuple[bool, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    count: dict[tuple[bool, str], int] = defaultdict(int)
    for mutant in mutants:
        if mutant.kind == "narration in marks" and source(mutant.passage) == mutant.passage.words:
            continue
        key = (mutant.harm, mutant.kind)
        count[key] += 1
        for name, grade in graded.items():
            bad = grade(mutant.words, source(mutant.passage)) == mutant.harm
            wrong[key][name] += bad
            if bad and show and name == "attribune" and show in mutant.kind:
                print(f"{mutant.kind}\n  {mutant.words!r}\n  {mutant.passage.words!r}", file=sys.stderr)
    _print(count, wrong, list(graded))


def _print(count: dict[tuple[bool, str], int], wrong: dict[tuple[bool, str], dict[str, int]], names: list[str]) -> None:
    for harm in (True, False):
        keys = [(harm, kind) for kind in (HARMFUL if harm else HARMLESS) if (harm, kind) in count]
        title = "harmful: graded ok" if harm else "harmless: graded not ok"
        print(f"\n{title:<44}{'edits':>7}" + "".join(f"{name:>12}" for name in names))
        for key in keys:
            print(f"  {key[1]:<42}{count[key]:>7}" + "".join(f"{wrong[key][name]:>12}" for name in names))
        total = sum(count[key] for key in keys)
        sums = [sum(wrong[key][name] for key in keys) for name in names]
        print(f"{len(keys)} kinds together".ljust(44) + f"{total:>7}" + "".join(f"{n:>12}" for n in sums))
        print("share".ljust(51) + "".join(f"{n / max(1, total):>12.2%}" for n in sums))


def measure() -> dict[str, float]:
    """For the gate: wrongly graded edits on a fixed sample of PolNeAR dev, alone and end to end."""
    from benchmarks._in_drafts import in_drafts

    ours = graders()["attribune"]
    chosen = sample(polnear("dev"), GATE_SAMPLE)
    graded = [(m.harm, ours(m.words, m.passage.words)) for m in mutants(chosen) if m.kind != "narration in marks"]
    drafted = list(in_drafts(chosen[:GATE_END_TO_END]))
    harmless = [verdict.status if verdict else "ok" for mutant, _, verdict in drafted if not mutant.harm]
    return {
        "harmful edits graded ok": float(sum(ok for harm, ok in graded if harm)),
        "harmless edits graded not ok, %": _share(graded),
        "end to end: harmful edits graded ok": float(sum(ok for mutant, ok, _ in drafted if mutant.harm)),
        "end to end: harmless edits accused, %": 100 * harmless.count("wrong") / max(1, len(harmless)),
        "end to end: harmless edits to look at, %": 100 * harmless.count("look") / max(1, len(harmless)),
    }


def _share(graded: list[tuple[bool, bool]]) -> float:
    kept = [ok for harm, ok in graded if not harm]
    return 100 * sum(not ok for ok in kept) / max(1, len(kept))


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="./run bench mutants", description=__doc__)
    parser.add_argument("--on", choices=TEXTS, default="dev")
    parser.add_argument("--sample", type=int, default=10_000, metavar="N")
    parser.add_argument("--against", choices=("words", "article"), default="words")
    parser.add_argument("--end-to-end", action="store_true")
    parser.add_argument("--show", metavar="KIND", help="print wrongly graded edits of kinds with this in their name")
    options = parser.parse_args(arguments)
    passages = sample(TEXTS[options.on](), options.sample)
    print(f"{len(passages)} quotations of {options.on}, against the quotation's {options.against}")
    if options.end_to_end:
        from benchmarks._in_drafts import print_drafts

        print_drafts(passages, options.show)
        return
    whole = options.against == "article"
    table(mutants(passages), graders(), lambda p: p.article if whole else p.words, options.show)


if __name__ == "__main__":
    main(sys.argv[1:])
