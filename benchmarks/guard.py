"""The rewrite guard on rewritten articles: is the fate of every quotation right, and does a changed one pass?

``./run bench guard [--most N] [--list]``. Each article of PolNeAR dev is rewritten in ten ways that are known: other
quotation marks, paragraphs moved, left out or added, a quotation changed (one kind of ``_harmful.py`` each), cut, lost,
added, given to somebody else. "Target" counts the quotation that was rewritten, "others" all the rest of the article.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from attribune.articles.reading import read_bytes
from attribune.check.rewrite import compare_rewrite
from attribune.records import Article, QuotationFate
from benchmarks._harmful import HARMFUL
from benchmarks._passages import Passage, polnear

SEED = 16
DATA = ["polnear/dev.jsonl.gz"]
GATE_SAMPLE = 12  # quotations: a hundred rewritten articles
STRANGER = "Roberta Vance-Oduya"  # nobody in the articles is called so
_NAMED = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]+ )+[A-ZÀ-Þ][\w'’-]+\Z")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """An article after a known rewrite; ``target`` are the words of the quotation before, or of the new one."""

    kind: str
    text: str
    target: str
    fates: frozenset[str]


def rewrites(passage: Passage, rng: Random) -> Iterator[Rewritten]:
    """Yield the rewrites of an article around one of its quotations."""
    text, words = passage.article, passage.words
    low, high = text.rfind("\n", 0, passage.start) + 1, text.find("\n", passage.end)
    high = len(text) if high < 0 else high
    line, rest = text[low:high], text[:low] + text[high + 1 :]
    inside = (text[: passage.start], text[passage.end :])

    def made(kind: str, new: str, *fates: str, target: str = words) -> Rewritten:
        return Rewritten(kind=kind, text=new, target=target, fates=frozenset(fates))

    yield made("typography", text.translate(_STRAIGHT), "same")
    named = bool(passage.speaker and _NAMED.fullmatch(passage.speaker) and passage.speaker in line)
    if named:  # "he said" may mean somebody else at another place
        yield made("moved", f"{rest.rstrip()}\n{line}\n", "moved", "same")
    if rest.count(words) == 0:
        yield made("lost", rest, "lost")
    added = f"“The invoices for {rng.randrange(100, 999)} lanterns were never sent to the abbey,” {STRANGER} said."
    yield made("new", f"{text.rstrip()}\n{added}\n", "new", target=added.split("”")[0].strip("“,"))
    bare = [one for one in text.split("\n") if one.strip() and not re.search('[“”"]', one)]
    if bare:
        yield made("narration cut", text.replace(rng.choice(bare) + "\n", "", 1), "same")
    parts = [match.start() for match in re.finditer(r"[,;] ", words)]
    if parts and parts[-1] > len(words) // 3:
        yield made(
            "trimmed", f"{words[: parts[-1]]}{words[-1] if not words[-1].isalnum() else ''}".join(inside), "trimmed"
        )
    kinds = sorted(HARMFUL)
    for kind in rng.sample(kinds, len(kinds)):
        changed = HARMFUL[kind](passage, rng)
        if changed and changed.split() != words.split():
            yield made(f"altered: {kind}", changed.join(inside), "altered", "trimmed", "lost")
            break
    if named and line.count(passage.speaker or "") == 1:
        yield made(
            "speaker", f"{text[:low]}{line.replace(passage.speaker or '', STRANGER)}{text[high:]}", "speaker_changed"
        )


def _article(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


def _is_target(one: QuotationFate, words: str) -> bool:
    shown = one.before or one.after
    return shown is not None and words.strip(" ,.").translate(_STRAIGHT) in shown.text.translate(_STRAIGHT)


def scores(most: int, *, listed: bool = False) -> tuple[dict[str, Counter[str]], float]:
    """Return the counts for each kind of rewrite, and the processor time for 2,000 words in milliseconds."""
    rng = Random(SEED)
    passages = [one for one in polnear("dev") if one.article.count(one.words) == 1]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    seconds, said = 0.0, 0
    for passage in rng.sample(passages, min(most, len(passages))):
        before = _article(passage.article, "before.txt")
        for one in rewrites(passage, rng):
            after = _article(one.text, "after.txt")
            began = time.process_time()
            result = compare_rewrite(before, after)
            seconds, said = seconds + time.process_time() - began, said + len(one.text.split())
            for fate in result.quotations:
                _count(found[one.kind.split(":")[0]], one, fate, listed)
    return found, 2_000_000 * seconds / said


def _count(counts: Counter[str], one: Rewritten, fate: QuotationFate, listed: bool) -> None:
    """Count one quotation: as the target, or as another where nothing about the others was changed."""
    target = _is_target(fate, one.target)
    if not target and one.kind not in ("typography", "new", "narration cut"):
        return
    good = fate.fate in one.fates if target else fate.fate == "same"
    what = "target" if target else "others"
    counts[what] += 1
    counts[f"{what} right"] += good
    counts["passed"] += target and fate.ok and not one.fates & {"same", "moved"}
    if listed and not good:
        print(f"{one.kind:<24}{what:<7}{fate.fate:<16}{one.target[:60]!r:<64}{fate.message[:150]}")


def measure() -> dict[str, float]:
    """Return the figures of the gate, of a few articles."""
    found, _ = scores(GATE_SAMPLE)
    total = sum(counts["target"] + counts["others"] for counts in found.values())
    right = sum(counts["target right"] + counts["others right"] for counts in found.values())
    return {"fates right, %": 100 * right / total, "changed quotations ok": sum(c["passed"] for c in found.values())}


def main(arguments: list[str]) -> None:
    """Print for each kind of rewrite how many fates are right, and how many changed quotations passed."""
    parser = argparse.ArgumentParser(prog="./run bench guard", description=__doc__)
    parser.add_argument("--most", type=int, default=1000, help="quotations that are rewritten")
    parser.add_argument("--list", action="store_true", help="name every fate that isn't right")
    options = parser.parse_args(arguments)
    found, pace = scores(options.most, listed=options.list)
    found["all"] = sum(found.values(), Counter())
    print(f"{'rewrite':<16}{'targets':>8}{'right':>8}{'passed':>8}{'others':>8}{'right':>8}")
    for kind, counts in found.items():
        shares = [
            f"{counts[f'{what} right'] / counts[what]:.1%}" if counts[what] else "" for what in ("target", "others")
        ]
        row = (f"{counts['target']:>8}", f"{shares[0]:>8}", f"{counts['passed']:>8}", f"{counts['others']:>8}")
        print(f"{kind:<16}{''.join(row)}{shares[1]:>8}")
    print(f"{pace:.0f} ms of processor time for 2,000 words")
