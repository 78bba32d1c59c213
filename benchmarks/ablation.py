"""What each rule is worth: every rule of statements/, coref/ and chains/ switched off, one at a time.

PolNeAR dev (attributions, and direct quotations with a speaker), GUM dev (speakers) and the sets of chains, in each
tier. What the nets give is kept in ``build/``, and a document is read anew only where the rule did something, so that
a run costs seconds. Arguments: beginnings of names ("statements.merge"); ``--modules`` for whole modules alone.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import attribune.nets
from attribune.records import Article, Reading, Statement
from attribune.sources.chains.build import with_chains
from attribune.sources.coref.resolve import resolve
from attribune.statements import extract
from attribune.statements.extract import Tier
from attribune.text.spans import overlap
from benchmarks import chains, speakers
from benchmarks._scorers import Article as Gold
from benchmarks._scorers import Count, gold_articles, kind_of, relation_score, span_score
from benchmarks._switches import Switch, modules, replaced, switches
from benchmarks.inputs import ROOT, json_lines

DATA = ["polnear/dev.jsonl.gz", "gum/dev.jsonl.gz"]
TIERS: tuple[Tier, ...] = ("rules", "fast", "best")
KEPT = ROOT / "build" / "ablation.pickle"

Counts = dict[str, Count]


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is right for it: ``counts`` of a tier by measure."""

    article: Article
    counts: Callable[[Article, Tier], Counts]


def documents() -> list[Document]:
    """All documents of all sets."""
    found = [
        Document(speakers.read_text(gold.text), lambda article, tier, gold=gold: _polnear(article, tier, gold))  # type: ignore[misc]
        for gold in gold_articles(json_lines(DATA[0]))
    ]
    for row in json_lines(DATA[1]):
        found.append(Document(speakers.read_text(row["text"]), lambda _, tier, row=row: _speakers(tier, row)))  # type: ignore[misc]
    for name in chains.FILES:
        for passage in chains.passages(name):
            article = speakers.read_text(passage.text)
            found.append(Document(article, lambda article, tier, p=passage: _chain(article, tier, p)))  # type: ignore[misc]
    return found


def _polnear(article: Article, tier: Tier, gold: Gold) -> Counts:
    said = extract.statements(article, tier=tier)
    spans, relations = span_score([gold], [said]), relation_score([gold], [said])
    found = {f"{tier} exact {role}": count for role, count in spans.exact.items()}
    found[f"{tier} joint"] = relations.joint
    resolved, _ = resolve(article, said)
    direct = [s for s in resolved if s.kind == "direct"]
    spoken = sum(s.speaker is not None for s in direct)
    wanted = [g for g in gold.attributions if g.source and kind_of(gold.text, g.content) == "direct"]
    right = sum(_has_source(g, resolved) for g in wanted)
    found[f"{tier} direct with speaker"] = Count(spoken, len(direct), len(direct))
    found[f"{tier} direct, right source"] = Count(right, len(wanted), len(wanted))
    return found


def _has_source(gold: Any, said: Sequence[Statement]) -> bool:
    """True if the statement that shares most of a gold quotation has the gold source."""
    best = max(said, key=lambda s: overlap(s.content, gold.content), default=None)
    return best is not None and bool(best.source) and overlap(best.source or (), gold.source) > 0


def _speakers(tier: Tier, row: dict[str, Any]) -> Counts:
    found: Counts = {}
    for system in ("end to end", "resolver"):
        for gold, _, _, verdict in speakers.judged([row], system, tier):
            genre = gold.genre if gold.genre in ("news", "interview") else "other"
            for measure, right in (("right", verdict is True), ("not misnamed", verdict is not False)):
                found.setdefault(f"{tier} {system} {genre} {measure}", Count()).add(right, 1, 1)
    return found


def _chain(article: Article, tier: Tier, passage: chains.Passage) -> Counts:
    resolved, sources = resolve(article, extract.statements(article, tier=tier))
    chained, everyone = with_chains(article, resolved, sources)
    reading = Reading(article=article, statements=tuple(chained), sources=tuple(everyone))
    return {f"{tier} chains": Count(chains.is_right(chains._hops(passage, reading), passage.hops), 1, 1)}


@contextmanager
def kept_nets(articles: Sequence[Article]) -> Iterator[None]:
    """Let what the nets say of the articles be read from a file, made the first time."""
    weights = hashlib.sha256()
    for path in sorted(Path(attribune.nets.__path__[0]).rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            weights.update(path.read_bytes())
    whole = weights.hexdigest()
    known: dict[tuple[str, str, str], Any] = {}
    if KEPT.exists():
        known = pickle.loads(KEPT.read_bytes())
    real = extract.tagged_together
    for tier in TIERS[1:]:
        missing = [a for a in articles if (whole, tier, a.text) not in known]
        if missing:
            print(f"running the nets of tier {tier} on {len(missing)} texts", file=sys.stderr)
            known.update({(whole, tier, a.text): r for a, r in zip(missing, real(missing, tier), strict=True)})
            KEPT.parent.mkdir(exist_ok=True)
            KEPT.write_bytes(pickle.dumps(known))
    vars(extract)["tagged_together"] = lambda some, tier: [known[whole, tier, a.text] for a in some]
    try:
        yield
    finally:
        vars(extract)["tagged_together"] = real


class Bench:
    """The figures of all documents, and of the documents on which a rule does something without it."""

    def __init__(self, all_of_them: Sequence[Document]) -> None:
        self.documents = all_of_them
        self.whole: list[Counts] = []
        self.active: dict[tuple[str, str], set[int]] = {}

    def measure(self, watched: Sequence[Switch]) -> None:
        """Read every document as it is, and see for each switch where it would make a difference."""
        at = 0
        by_function: dict[int, list[Switch]] = {}
        for switch in watched:
            by_function.setdefault(id(switch.function), []).append(switch)

        def watching(same: list[Switch]) -> Callable[..., Any]:
            function = same[0].function

            def watch(*arguments: Any, **named: Any) -> Any:
                given = function(*arguments, **named)
                for switch in same:
                    seen = self.active.setdefault((switch.name, switch.how), set())
                    if at not in seen and not switch.is_neutral(arguments, named, given):
                        seen.add(at)
                return given

            return watch

        changes = [(same[0].function, watching(same)) for same in by_function.values()]
        with replaced(changes):
            for at, document in enumerate(self.documents):  # noqa: B007
                self.whole.append(_counts(document))

    def without(self, changes: Sequence[Switch]) -> dict[str, float] | str:
        """How many points each measure loses with some functions switched off; the error where nothing works then."""
        numbers = set().union(*(self.active.get((s.name, s.how), set()) for s in changes))
        counts = list(self.whole)
        try:
            with replaced([(s.function, s.neutral) for s in changes]):
                for number in sorted(numbers):
                    counts[number] = _counts(self.documents[number])
        except Exception as error:  # the rest can't do without it
            return type(error).__name__
        before, after = _figures(self.whole), _figures(counts)
        return {name: before[name] - after.get(name, 0.0) for name in before}


def _counts(document: Document) -> Counts:
    found: Counts = {}
    for tier in TIERS:
        found.update(document.counts(document.article, tier))
    return found


def _figures(counts: Sequence[Counts]) -> dict[str, float]:
    total: Counts = {}
    for one in counts:
        for name, count in one.items():
            total.setdefault(name, Count()).add(count.right, count.given, count.wanted)
    return {name: count.f1 for name, count in total.items()}


def summary(lost: dict[str, float] | str) -> str:
    """The largest loss and the largest gain of a switch."""
    if isinstance(lost, str):
        return f"needed ({lost})"
    worst, best = max(lost, key=lost.__getitem__), min(lost, key=lost.__getitem__)
    return f"{lost[worst]:6.2f} {worst:<38} {lost[best]:6.2f} {best if lost[best] < -0.005 else ''}"


def whole_modules() -> Iterator[tuple[str, list[Switch], int]]:
    """For each module the switches of what others use of it, and its lines."""
    known: dict[str, list[Switch]] = {}
    for switch in switches():
        known.setdefault(switch.function.__module__, []).append(switch)
    for module in modules():
        used = [
            s
            for s in known.get(module.__name__, ())
            if any(value is s.function for other in modules() if other is not module for value in vars(other).values())
        ]
        firsts = {id(s.function): s for s in reversed(used)}
        lines = len(Path(cast(str, module.__file__)).read_text(encoding="utf-8").splitlines())
        if firsts:
            yield module.__name__.removeprefix("attribune."), list(firsts.values()), lines


# The columns of the table of modules, each the largest loss among the measures that begin so.
COLUMNS = {
    "rules joint": ("rules joint",),
    "fast joint": ("fast joint",),
    "best joint": ("best joint",),
    "direct": tuple(f"{tier} direct, right source" for tier in TIERS),
    "chains rules": ("rules chains",),
    "chains fast": ("fast chains",),
    "chains best": ("best chains",),
    "speakers": tuple(f"{tier} {system}" for tier in TIERS for system in ("end to end", "resolver")),
}


def row(name: str, lines: int, lost: dict[str, float] | str) -> str:
    """A line of the table of modules."""
    if isinstance(lost, str):
        return f"| `{name}` | {lines} | needed ({lost}) |"
    cells = [max(value for measure, value in lost.items() if measure.startswith(heads)) for heads in COLUMNS.values()]
    return f"| `{name}` | {lines} | " + " | ".join(f"{cell + 0.0:.2f}" for cell in cells) + " |"


def main(arguments: list[str]) -> None:
    """Print the figures, the table of modules, and a line a switch: lines, the largest loss and the largest gain."""
    wanted = tuple(a for a in arguments if not a.startswith("-"))
    everything = documents()
    with kept_nets([d.article for d in everything]):
        bench = Bench(everything)
        bench.measure(list(switches()))
        for name, value in _figures(bench.whole).items():
            print(f"{name:<44}{value:8.2f}")
        print(f"| module | lines | {' | '.join(COLUMNS)} |", flush=True)
        for name, changes, lines in whole_modules():
            if not wanted or name.startswith(wanted):
                print(row(name, lines, bench.without(changes)), flush=True)
        for switch in () if "--modules" in arguments else switches():
            if not wanted or switch.name.startswith(wanted):
                line = f"{switch.name + ' → ' + switch.how:<64}{switch.lines:5} {summary(bench.without([switch]))}"
                print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
