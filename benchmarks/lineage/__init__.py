"""Lineage: who copied whom and what changed, on stories copied through a random graph with known truth.

``./run bench lineage [SEED…]`` prints passage recall and precision, F1 of parent edges beside baselines ("earliest",
"most similar earlier", by passages and by whole documents) and beside the best that the times allow, precision and
recall of each kind of change, and the calibration of confidence, on clean and on noisy sets of two generators.
``--fit`` fits the confidence anew, by default on seeds 1 to 4 of all sets: some minutes.
Thresholds were set on seeds 1 to 10; the figures published are of seeds 21 to 30.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from attribune.records import Trace
from attribune.trace.lineage import parents
from attribune.trace.lineage.dating import in_order, published
from attribune.trace.run import trace_articles
from attribune.trace.stage_cache import StageCache
from benchmarks.inputs import json_lines
from benchmarks.lineage.fitting import fitted, fitted_scale, rows_of, scale_rows
from benchmarks.lineage.generator import CLEAN, NOISY, Made, Op, Setting, generate
from benchmarks.lineage.newsroom import newsroom

DATA = ["polnear/train.jsonl.gz", "reuters/reuters21578.jsonl.gz"]
SEEDS = tuple(range(21, 31))
FITTING = tuple(range(1, 5))
SETTINGS = {"clean": CLEAN, "noisy": NOISY}
GENERATORS = ("first", "second")
STORIES = 12
BINS = 10
NEAR = 25  # characters by which a change may lie beside the truth


@cache
def _texts(generator: str) -> list[str]:
    if generator == "first":
        return [row["text"] for row in json_lines(DATA[0]) if 1500 < len(row["text"]) < 9000]
    rows = [row["text"] for row in json_lines(DATA[0]) if 1500 < len(row["text"]) < 9000][::-1]
    wire = [row["text"] for row in json_lines(DATA[1]) if 2000 < len(row["text"]) < 6000][:: len(rows) and 3]
    return [text for pair in zip(rows, wire, strict=False) for text in pair]


def made_stories(generator: str, seed: int, setting: Setting) -> Made:
    """Return the articles of a seed with their truth, made of other news texts for each seed."""
    rows = _texts(generator)
    low = (seed * 37) % (len(rows) - 60)
    return (generate if generator == "first" else newsroom)(rows[low : low + 45], seed, setting, STORIES)


def edge_scores(made: Made, found: set[tuple[str, str]]) -> tuple[int, int, int]:
    """Edges that are right, found and true."""
    return len(found & made.edges), len(found), len(made.edges)


def baselines(trace: Trace) -> dict[str, set[tuple[str, str]]]:
    """One parent for each article that shares a passage with an earlier one: the earliest, or the most similar."""
    place = {one.article: number for number, one in enumerate(trace.articles)}
    shared: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for match in trace.matches:
        if match.kind == "copy":
            shared[match.later.article][match.earlier.article] += match.length
    return {
        "earliest": {(min(one, key=lambda n: place[n]), child) for child, one in shared.items()},
        "most similar earlier": {(max(one, key=lambda n: (one[n], -place[n])), child) for child, one in shared.items()},
    }


def by_documents(made: Made) -> set[tuple[str, str]]:
    """The baseline without passages: the earlier article with most five-word runs in common (Jaccard), from 0.1 on."""
    runs, found = dict[str, set[tuple[str, ...]]](), set()
    for article in in_order(made.articles):
        words = article.text.lower().split()
        mine = set(zip(*(words[at:] for at in range(5)), strict=False))
        alike = {name: len(mine & other) / max(1, len(mine | other)) for name, other in runs.items()}
        best = max(alike, key=lambda name: alike[name], default=None)
        if best is not None and alike[best] >= 0.1:
            found.add((best, article.id))
        runs[article.id] = mine
    return found


def datable(made: Made) -> set[tuple[str, str]]:
    """The true edges whose two times say which was first: nobody can name the others and not guess."""
    times = {article.id: published(article.published) for article in made.articles}
    return {(one, two) for one, two in made.edges if (a := times[one]) and (b := times[two]) and a.before(b)}


def passage_scores(made: Made, trace: Trace) -> tuple[int, int, int, int]:
    """Characters copied and found, copied, in matches and shared, in matches."""
    spans: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    any_earlier: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    shared = total = 0
    for match in trace.matches:
        if match.kind not in ("copy", "common_source"):
            continue
        spans[match.earlier.article, match.later.article].append(match.later.span)
        any_earlier[match.later.article].append(match.later.span)
        any_earlier[match.earlier.article].append(match.earlier.span)
        theirs = {root for _, _, root in made.roots[match.earlier.article]}
        low, high = match.later.span
        for a, b, root in made.roots[match.later.article]:
            inside = max(0, min(b, high) - max(a, low))
            total += inside
            shared += inside * (root in theirs)
    found = copied = 0
    for _, child, a, b in made.copied:
        copied += b - a
        found += _covered(any_earlier[child], a, b)
    return found, copied, shared, total


def _covered(spans: list[tuple[int, int]], a: int, b: int) -> int:
    held = [False] * (b - a)
    for low, high in spans:
        for at in range(max(a, low), min(b, high)):
            held[at - a] = True
    return sum(held)


def change_scores(made: Made, trace: Trace, shown: list[str] | None = None) -> dict[str, Counter[str]]:
    """For each kind: true edits met and missed, changes right and wrong. Cuts and additions inside matches only."""
    scores: defaultdict[str, Counter[str]] = defaultdict(Counter)
    by_pair: defaultdict[tuple[str, str], list[Op]] = defaultdict(list)
    for op in made.ops:
        by_pair[op.parent, op.child].append(op)
    pairs = {match.match: (match.earlier.article, match.later.article) for match in trace.matches}
    texts = {one.id: one.text for one in made.articles}
    spans: defaultdict[tuple[str, str], list[tuple[tuple[int, int], tuple[int, int]]]] = defaultdict(list)
    for match in trace.matches:
        spans[pairs[match.match]].append((match.earlier.span, match.later.span))
    changes = defaultdict(list)
    for change in trace.changes:
        changes[pairs[change.match]].append(change)
    for pair, ops in by_pair.items():
        if pair[1] in made.merged:  # what such a child has from the other parent isn't this one's to explain
            continue
        used: set[int] = set()
        for op in ops:
            met = [n for n, c in enumerate(changes[pair]) if _meets(op, c) and _right(op, c)]
            used |= set(met)
            if not any(_inside(op, one) for one in spans[pair]):
                continue
            if op.kind != "same":
                scores[op.kind]["met" if met else "missed"] += 1
                if not met and shown is not None:
                    near = [c for c in changes[pair] if _meets(op, c)]
                    shown.append(f"MISSED {op.kind} {_show(texts, op)} got {[(c.kind, c.rule) for c in near]}")
        for number, change in enumerate(changes[pair]):
            if change.severity == "none":
                scores["same"]["right"] += 1
                continue
            scores[change.kind]["right" if number in used else "wrong"] += 1
            if number not in used and shown is not None:
                true = [(op.kind, _show(texts, op)) for op in ops if _meets(op, change)]
                words = f"{change.earlier_text[:90]!r} → {change.later_text[:90]!r}"
                shown.append(f"WRONG {change.kind} [{change.rule}] {words} true {true}")
            if change.kind == "number" and any(op.kind == "same" and _meets(op, change) for op in ops):
                scores["same"]["wrong"] += 1
    return scores


def _show(texts: dict[str, str], op: Op) -> str:
    one = texts[op.parent][slice(*op.earlier)] if op.earlier else ""
    two = texts[op.child][slice(*op.later)] if op.later else ""
    around = texts[op.child][max(0, op.later[0] - 40) : op.later[1] + 40] if op.later else ""
    return f"{one[:90]!r} → {two[:90]!r} in {around[:160]!r}"


def _right(op: Op, change: object) -> bool:
    kind = getattr(change, "kind")  # noqa: B009
    return bool(kind == op.kind)


def _inside(op: Op, spans: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    earlier, later = spans
    first = op.earlier is None or (earlier[0] <= op.earlier[0] and op.earlier[1] <= earlier[1])
    second = op.later is None or (later[0] <= op.later[0] and op.later[1] <= later[1])
    return first and second


def _meets(op: Op, change: object) -> bool:
    if op.kind == getattr(change, "kind") == "order":  # noqa: B009 (of two that changed places either has moved)
        return True
    for mine, theirs in ((op.earlier, getattr(change, "earlier")), (op.later, getattr(change, "later"))):  # noqa: B009
        if mine is not None and not (theirs[0] <= mine[1] + NEAR and mine[0] - NEAR <= theirs[1]):
            return False
    return True


def calibration(points: list[tuple[float, bool]]) -> float:
    """The expected calibration error over ten bins."""
    total = 0.0
    for number in range(BINS):
        here = [
            (c, r) for c, r in points if number / BINS <= c < (number + 1) / BINS or (number == BINS - 1 and c == 1)
        ]
        if here:
            total += abs(sum(c for c, _ in here) - sum(r for _, r in here))
    return total / max(1, len(points))


def measured(
    generator: str,
    seeds: tuple[int, ...],
    setting: Setting,
    shown: list[str] | None = None,
    *,
    with_baselines: bool = True,
) -> dict[str, float]:
    """All figures of a generator over some seeds."""
    edges: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    passages = [0, 0, 0, 0]
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    points: list[tuple[float, bool]] = []
    for seed in seeds:
        made = made_stories(generator, seed, setting)
        trace = trace_articles(made.articles, speakers=False)
        seen = [edge for edge in trace.edges if not edge.parent.startswith("unseen-")]
        points += [(edge.confidence, (edge.parent, edge.child) in made.edges) for edge in seen]
        ways = {"": {(edge.parent, edge.child) for edge in seen}}
        if with_baselines:
            ways |= baselines(trace)
            ways |= {"most similar document": by_documents(made), "possible by the times": datable(made)}
        for name, found in ways.items():
            edges[name] = [a + b for a, b in zip(edges[name], edge_scores(made, found), strict=True)]
        passages = [a + b for a, b in zip(passages, passage_scores(made, trace), strict=True)]
        for kind, counts in change_scores(made, trace, shown).items():
            kinds[kind].update(counts)
    figures = {
        f"edges {name}".strip() + " F1": 2 * right / max(1, found + true)
        for name, (right, found, true) in edges.items()
    }
    right, named, true = edges[""]
    figures |= {"edges precision": right / max(1, named), "edges recall": right / max(1, true)}
    figures |= {"passages recall": passages[0] / passages[1], "passages precision": passages[2] / max(1, passages[3])}
    figures["calibration error"] = calibration(points)
    for kind, counts in sorted(kinds.items()):
        if counts["met"] + counts["missed"]:
            figures[f"{kind} recall"] = counts["met"] / (counts["met"] + counts["missed"])
        if counts["right"] + counts["wrong"] and kind != "same":
            figures[f"{kind} precision"] = counts["right"] / (counts["right"] + counts["wrong"])
    figures["equal amounts flagged"] = float(kinds["same"]["wrong"])
    return figures


def measure() -> dict[str, float]:
    """The figures that have floors."""
    return {
        f"{generator} {name} {key}": value
        for generator in GENERATORS
        for name, setting in SETTINGS.items()
        for key, value in measured(generator, SEEDS[:1], setting, with_baselines=False).items()
    }


def fit(seeds: tuple[int, ...]) -> None:
    """Print the weights of the confidence, fitted on some seeds; a line for each set that is done.

    Each set is traced twice with one cache, so that the second time only the parents are found anew.
    """
    sets = [(g, name, seed) for g in GENERATORS for name in SETTINGS for seed in seeds]
    each = [(made_stories(g, seed, SETTINGS[name]), StageCache()) for g, name, seed in sets]
    rows = list[tuple[parents.Signs, bool]]()
    for (generator, name, seed), (made, kept) in zip(sets, each, strict=True):
        rows += rows_of(made, kept)
        print(f"{generator} {name} {seed}: {len(rows)} likely parents so far", flush=True)
    parents.CONSTANT, parents.SIGNS = fitted(rows)
    scale = fitted_scale([row for made, kept in each for row in scale_rows(made, kept)])
    print(f"CONSTANT = {parents.CONSTANT:.2f}\nSIGNS = {parents.SIGNS}\nSCALE = {scale}")


def main(arguments: list[str]) -> None:
    """Print the figures for the named seeds; ``--show``: what is missed and wrong; ``--fit``: the confidence anew."""
    seeds = tuple(int(one) for one in arguments if one.isdigit())
    if "--fit" in arguments:
        fit(seeds or FITTING)
        return
    for generator in GENERATORS:
        for name, setting in SETTINGS.items():
            shown: list[str] | None = [] if "--show" in arguments else None
            for key, value in measured(generator, seeds or SEEDS, setting, shown).items():
                print(f"{generator} {name:<6} {key:<32} {value:8.3f}", flush=True)
            for line in shown or ():
                print(f"  {line}")
