"""The editor's cases decided by everything that offers to check a quotation: harmful passed, honest accused, seconds.

``./run bench leaderboard [FILES] [--peers] [--figures-only]``. Without files: the cases of the data folder and the half
that may be read. Peers get the quotation and the articles as attribune finds and reads them, and know no speaker.
``--peers`` runs where they are installed. Under each table stand the cases that a peer decides right and attribune
doesn't; ``--figures-only`` leaves them out.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from attribune.text.fold import fold_text
from attribune.text.sentences import sentences
from benchmarks._environment import run_with_peers
from benchmarks.editor import CASES, cases, decided, evidence_of
from benchmarks.inputs import ROOT, data_folder
from benchmarks.mutants import graders

TUNE = ROOT / "benchmarks" / "editor_cases" / "tune.jsonl"
PEERS = ["citations==0.6.1", "langextract", "rapidfuzz"]
OURS = "attribune"
_HOUSE_STYLE = ",.;:"  # a mark before the closing quotation mark is the draft's own; no peer is blamed for it

Status = Literal["ok", "look", "wrong"]
Grade = Callable[[str, str], Status]  # the quotation, an article's text
_WORST: tuple[Status, ...] = ("ok", "look", "wrong")


def _if(passes: Callable[[str, str], bool]) -> Grade:
    return lambda quote, text: "ok" if passes(quote, text) else "wrong"


def _citations() -> dict[str, Grade]:
    """The matching of ``citations verify``; a passage that occurs more than once it calls ambiguous."""
    resolve: Any = import_module("citations").resolve_in
    status: dict[str, Status] = {"found": "ok", "ambiguous": "look", "not found": "wrong"}
    return {f"citations {version('citations')}": lambda quote, text: status[resolve(quote, text).state]}


def _langextract() -> dict[str, Grade]:
    """How it places an extraction in its source, without a model: in any way that it has, and only exactly."""
    aligner: Any = import_module("langextract.resolver").WordAligner
    data: Any = import_module("langextract.core.data")

    def placed(quote: str, text: str) -> Any:
        one = data.Extraction(extraction_class="quotation", extraction_text=quote)
        ((aligned,),) = aligner().align_extractions([[one]], text)
        return aligned.alignment_status

    name = f"langextract {version('langextract')}"
    return {
        f"{name}, placed": _if(lambda quote, text: placed(quote, text) is not None),
        f"{name}, exact": _if(lambda quote, text: placed(quote, text) == data.AlignmentStatus.MATCH_EXACT),
    }


def _scores() -> dict[str, Grade]:
    """The scores of ``mutants``; ``ratio`` is taken with each sentence, as a whole article is never like a sentence."""
    found = graders()
    ratio, partial, longest = (found[name] for name in ("ratio 90", "partial 90", "run 0.8"))
    return {
        "rapidfuzz partial_ratio ≥ 90": _if(partial),
        "rapidfuzz ratio ≥ 90, a sentence": _if(
            lambda quote, text: any(ratio(quote, text[start:end]) for start, end in sentences(text))
        ),
        "longest shared run ≥ 0.8": _if(longest),
    }


def _substring() -> dict[str, Grade]:
    return {"substring, folded": _if(lambda quote, text: fold_text(quote) in fold_text(text))}


MAKERS: dict[str, Callable[[], dict[str, Grade]]] = {
    "citations": _citations,
    "langextract": _langextract,
    "rapidfuzz": _scores,
    "substring": _substring,
}


def peers() -> tuple[dict[str, Grade], list[str]]:
    """Return the peers that run here, and a line for each that doesn't."""
    found: dict[str, Grade] = {}
    missing = []
    for name, make in MAKERS.items():
        try:
            found |= make()
        except ImportError as problem:
            missing.append(f"{name} is not run: {problem.name} is not installed (./run bench leaderboard --peers)")
        except Exception as problem:  # another version of it: say so in its row and go on
            missing.append(f"{name} is not run: {type(problem).__name__}: {problem}")
    return found, missing


def worst(statuses: Iterable[Status]) -> Status:
    """Return the worst; of none, "ok"."""
    return max(statuses, key=_WORST.index, default="ok")


def best(statuses: Iterable[Status]) -> Status:
    """Return the best: one article that has the words is enough."""
    return min(statuses, key=_WORST.index, default="wrong")


def graded(
    rows: list[dict[str, Any]], graders_by_name: dict[str, Grade]
) -> tuple[dict[str, list[Status]], dict[str, float]]:
    """Return what each says of each case, and the processor seconds that each took."""
    said: dict[str, list[Status]] = {name: [] for name in (OURS, *graders_by_name)}
    seconds = dict.fromkeys(said, 0.0)
    for case in rows:
        began = time.process_time()
        verdicts = decided(case)
        seconds[OURS] += time.process_time() - began
        said[OURS].append(worst(verdict.status for verdict in verdicts))
        quotes = [verdict.text for verdict in verdicts] or [case.get("target") or ""]
        quotes = [quote.strip().rstrip(_HOUSE_STYLE) for quote in quotes]
        texts = [article.text for article in evidence_of(case)]
        for name, grade in graders_by_name.items():
            began = time.process_time()
            said[name].append(worst(best(grade(quote, text) for text in texts) for quote in quotes))
            seconds[name] += time.process_time() - began
    return said, seconds


def table(rows: list[dict[str, Any]], said: dict[str, list[Status]], seconds: dict[str, float]) -> list[str]:
    """Return the lines of the table."""
    harmful = [number for number, case in enumerate(rows) if case["want"] != "ok"]
    honest = [number for number, case in enumerate(rows) if case["want"] == "ok"]
    heads = f"{'harmful: ok':>16}{'honest: wrong':>16}{'honest: look':>16}{'seconds':>10}"
    lines = [f"{f'{len(harmful)} harmful, {len(honest)} honest':<36}{heads}"]
    for name, statuses in said.items():
        cells = [
            sum(statuses[n] == status for n in of)
            for of, status in ((harmful, "ok"), (honest, "wrong"), (honest, "look"))
        ]
        shares = (
            f"{cell} ({cell / max(1, len(of)):.0%})" for cell, of in zip(cells, (harmful, honest, honest), strict=True)
        )
        lines.append(f"{name:<36}" + "".join(f"{share:>16}" for share in shares) + f"{seconds[name]:>10.1f}")
    return lines


def better(rows: list[dict[str, Any]], said: dict[str, list[Status]]) -> list[str]:
    """Return the cases that a peer decides right and attribune doesn't, with those peers."""
    lines = []
    for number, case in enumerate(rows):
        right = {name for name, statuses in said.items() if (statuses[number] == "ok") == (case["want"] == "ok")}
        if right and OURS not in right:
            lines.append(
                f"{case['id']:<20} {case['family']:<20} {said[OURS][number]}; right: {', '.join(sorted(right))}"
            )
    return lines


def main(arguments: list[str]) -> None:
    """Print a table for each file."""
    if "--peers" in arguments:
        sys.exit(run_with_peers("leaderboard", PEERS, [argument for argument in arguments if argument != "--peers"]))
    if unknown := [one for one in arguments if one.startswith("--") and one != "--figures-only"]:
        sys.exit(f"no option {unknown[0]}; there are --peers and --figures-only")
    named = [Path(argument) for argument in arguments if not argument.startswith("--")]
    graders_by_name, missing = peers()
    print("\n".join(missing), end="\n" * bool(missing), file=sys.stderr)
    for path in named or [data_folder() / CASES, TUNE]:
        if not path.is_file():
            print(f"no cases at {path}; nothing is measured", file=sys.stderr)
            continue
        rows = cases(path)
        said, seconds = graded(rows, graders_by_name)
        print(f"\n{path.name}", *table(rows, said, seconds), sep="\n", flush=True)
        if "--figures-only" not in arguments:
            print(*better(rows, said), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
