"""Builds and validates the hand-written editor suite in ``benchmarks/editor_cases``: ``sets/*.txt`` → its JSONL parts.

In a source file ``@set NUMBER NAME`` opens a set and ``@file NAME`` an evidence text. ``@- FAMILY LETTERS … | note``
opens a harmful case and ``@+ FAMILY … | note`` an honest one, whose draft follows; LETTERS are the acceptable verdicts
(NAMES), "…" may be a policy, a format or ``look``. ``@t …`` names the quotation meant where the draft has several.
Up to 200 odd sets tune and even ones measure; those above are ``honest.jsonl``; those above 300 are
``harmful_tune.jsonl`` and ``harmful_measure.jsonl``, odd and even; above 400 odd ones tune and even ones are
``who.jsonl``; above 500 ``edges_*.jsonl``, above 600 ``everyday_*.jsonl``, above 700 ``news_*.jsonl``, above 800
``attacks_*.jsonl``.
``python tools/editor_suite.py [--check]``; with ``--check`` nothing is written.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent.parent / "benchmarks" / "editor_cases"
PARTS = (
    *("tune", "measure", "honest", "harmful_tune", "harmful_measure"),
    *("who", "edges_tune", "edges_measure", "everyday_tune", "everyday_measure"),
    *("news_tune", "news_measure", "attacks_tune", "attacks_measure"),
)
NAMES = {
    "V": "verbatim",
    "F": "faithful",
    "T": "trimmed",
    "D": "disputed",
    "U": "unclear",
    "A": "altered",
    "M": "misattributed",
    "C": "miscited",
    "P": "not_direct",
    "X": "not_found",
}
MARKS = re.compile(r"“([^”]*)”|\"([^\"]*)\"|«([^»]*)»")
SINGLE = re.compile(r"(?<!\w)‘(.+?)’(?!\w)", re.S)


@dataclass
class Case:
    """One case, as its source has it."""

    number: int
    name: str
    honest: bool
    family: str
    letters: str
    words: list[str]
    note: str
    evidence: list[tuple[str, list[str]]]
    draft: list[str] = field(default_factory=list)
    named: str = ""

    @property
    def text(self) -> str:
        """The draft."""
        return "\n".join(self.draft).strip() + "\n"

    @property
    def target(self) -> str:
        """The quotation meant: the one that is named, or the only one."""
        marked = ["".join(m.groups(default="")) for m in MARKS.finditer(self.text)] or SINGLE.findall(self.text)
        return self.named or (marked[0] if len(marked) == 1 else "")

    def files(self) -> list[dict[str, str]]:
        """Return the evidence."""
        return [{"name": name, "text": "\n".join(lines).strip() + "\n"} for name, lines in self.evidence]

    @property
    def part(self) -> str:
        """The file that the case belongs to."""
        half = "tune" if self.number % 2 else "measure"
        if self.number > 800:
            return f"attacks_{half}"
        if self.number > 700:
            return f"news_{half}"
        if self.number > 600:
            return f"everyday_{half}"
        if self.number > 500:
            return f"edges_{half}"
        if self.number > 400:
            return half if self.number % 2 else "who"
        return half if self.number <= 200 else "honest" if self.number <= 300 else f"harmful_{half}"

    def record(self) -> dict[str, object]:
        """Return the case as the suite has it."""
        options = ("ap", "guardian"), ("md", "html")
        policy, form = (
            next((w for w in self.words if w in k), d) for k, d in zip(options, ("strict", "txt"), strict=True)
        )
        return {
            "id": self.name,
            "family": self.family,
            "want": "ok" if self.honest else "not_ok",
            "verdicts": [NAMES[c] for c in self.letters],
            **({"look_ok": True} if "look" in self.words else {}),
            "policy": policy,
            "draft": self.text,
            "format": form,
            "target": self.target,
            "evidence": self.files(),
            "note": self.note,
        }


def cases_of(path: Path) -> list[Case]:
    """Return the cases of one source file, in order."""
    out: list[Case] = []
    number, name, count = 0, "", 0
    body: list[str] = []
    evidence: list[tuple[str, list[str]]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@set "):
            _, digits, name = line.split()
            number, evidence, count = int(digits), [], 0
        elif line.startswith("@file "):
            body = []
            evidence.append((line[6:].strip(), body))
        elif line.startswith(("@- ", "@+ ")):
            head, _, note = line[3:].partition(" | ")
            family, *words = head.split()
            honest, count = line[1] == "+", count + 1
            letters = next((w for w in words if w.isupper()), "VF" if honest else "")
            out.append(Case(number, f"{name}-{count}", honest, family, letters, words, note, evidence))
            body = out[-1].draft
        elif line.startswith("@t "):
            out[-1].named = line[3:]
        else:
            body.append(line)
    return out


def plain(text: str) -> str:
    """Only the words: no tags, marks, case or breaks."""
    bare = re.sub(r"[“”‘’«»\"'*_>]", "", html.unescape(re.sub(r"<[^>]+>", "", text)))
    return re.sub(r"\s+", " ", bare).casefold()


def missing(case: Case) -> list[str]:
    """Return the sentences of the target, parted at dots and brackets, that the evidence does not have in one run."""
    words = plain("\n".join(f["text"] for f in case.files()))
    parts = re.split(r"\[[^\]]*\]|…|(?<=[.?!])\s+|\n", case.target)
    return [p for p in (plain(part).strip(" .,?!;:—–-") for part in parts) if len(p) > 1 and p not in words]


def faults(case: Case) -> list[str]:
    """Return what is wrong with the form of a case, and what its letters claim and its words don't bear out."""
    honest_letters, letters_missing = set(case.letters) & set("VF"), missing(case)
    marked = re.search(r"\[|…", case.target)
    found = {
        "no target": not case.target,
        "target not in the draft": case.target not in case.text,
        "no note": len(case.note) < 8,
        "letters of the wrong side": not case.letters
        or len(honest_letters) != (len(case.letters) if case.honest else 0),
        "family of the wrong side": case.honest != case.family.startswith("h_"),
        "no evidence": len(" ".join(f["text"] for f in case.files())) < 200,
        "honest, and the words aren't there": case.honest
        and bool(letters_missing)
        and case.family not in ("h_rejoined", "h_numbers", "h_letter", "h_correction_kept"),
        "only altered, and every word is there": case.letters == "A"
        and not letters_missing
        and not marked
        and case.family not in ("unmarked_cut", "negation_changed", "punctuation_changed", "emphasis_added"),
    }
    return [f"{case.name}: {fault}" for fault, so in found.items() if so]


def main() -> int:
    """Builds (or only validates) and prints faults and counts."""
    cases = [case for path in sorted((HERE / "sets").glob("*.txt")) for case in cases_of(path)]
    wrong = [fault for case in cases for fault in faults(case)]
    for name in ("name", "text"):
        wrong += [f"{k[:60]!r}: twice" for k, n in Counter(getattr(c, name) for c in cases).items() if n > 1]
    print("\n".join(wrong))
    if "--check" not in sys.argv:
        for part in PARTS:
            lines = [json.dumps(c.record(), ensure_ascii=False) + "\n" for c in cases if c.part == part]
            (HERE / f"{part}.jsonl").write_text("".join(lines), "utf-8")
    for honest in (False, True):
        kinds = Counter(c.family for c in cases if c.honest == honest)
        print(
            "honest" if honest else "harmful",
            kinds.total(),
            len(kinds),
            ", ".join(f"{k} {n}" for k, n in kinds.most_common()),
        )
    print(len({c.number for c in cases}), "sets,", len(cases), "cases,", Counter(c.part for c in cases))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
