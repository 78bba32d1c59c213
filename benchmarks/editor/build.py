"""Builds and validates the hand-written editor suite: ``sets/*.txt`` → ``tune.jsonl`` and ``measure.jsonl``.

A source file holds sets. ``@set NUMBER NAME`` opens one, ``@file NAME`` an evidence text, ``@- FAMILY LETTERS [policy] [format] | note``
a harmful case and ``@+ …`` an honest one; the draft follows; ``@t …`` names the quotation meant where the draft has several.
Odd sets go to ``tune``, even ones to ``measure``. ``python benchmarks/editor/build.py [--check]``.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
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


def target_of(draft: str) -> str | None:
    """The only quotation of a draft, or none where there are several."""
    found = ["".join(m.groups(default="")) for m in MARKS.finditer(draft)] or SINGLE.findall(draft)
    return found[0] if len(found) == 1 else None


def cases_of(path: Path) -> list[dict[str, object]]:
    """The cases of one source file, in order, with ``set`` for the split."""
    out: list[dict[str, object]] = []
    number, name, body = 0, "", []
    evidence: list[tuple[str, list[str]]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("@set "):
            _, n, name = line.split()
            number, evidence, count = int(n), [], 0
        elif line.startswith("@file "):
            body = []
            evidence.append((line[6:].strip(), body))
        elif line.startswith(("@- ", "@+ ")):
            head, _, note = line[3:].partition(" | ")
            family, *rest = head.split()
            honest = line[1] == "+"
            letters = next((w for w in rest if w.isupper()), "VF" if honest else "")
            body, count = [], count + 1
            case: dict[str, object] = {
                "id": f"{name}-{count}",
                "family": family,
                "want": "ok" if honest else "not_ok",
                "verdicts": [NAMES[c] for c in letters],
                "policy": next((w for w in rest if w in ("ap", "guardian")), "strict"),
                "draft": body,
                "format": next((w for w in rest if w in ("md", "html")), "txt"),
                "target": "",
                "evidence": evidence,
                "note": note,
                "set": number,
            }
            if "look" in rest:
                case["look_ok"] = True
            out.append(case)
        elif line.startswith("@t "):
            out[-1]["target"] = line[3:]
        else:
            body.append(line)
    for case in out:
        case["draft"] = "\n".join(case["draft"]).strip() + "\n"  # type: ignore[arg-type]
        case["target"] = case["target"] or target_of(str(case["draft"]))
        case["evidence"] = [{"name": n, "text": "\n".join(b).strip() + "\n"} for n, b in case["evidence"]]  # type: ignore[attr-defined]
    return out


def faults(cases: list[dict[str, object]]) -> list[str]:
    """What is wrong with the cases' form."""
    wrong = [f"{n}: used {k} times" for n, k in Counter(str(c["id"]) for c in cases).items() if k > 1]
    wrong += [f"{d[:60]!r}: a draft twice" for d, k in Counter(str(c["draft"]) for c in cases).items() if k > 1]
    for c in cases:
        harm = set(c["verdicts"]) - {"verbatim", "faithful"}  # type: ignore[call-overload]
        texts = "\n".join(e["text"] for e in c["evidence"])  # type: ignore[attr-defined]
        for fault, is_so in {
            "no target": not c["target"],
            "target not in the draft": str(c["target"]) not in str(c["draft"]),
            "no note": len(str(c["note"])) < 8,
            "no verdicts, or of the wrong side": not c["verdicts"]
            or (c["want"] == "ok" and (bool(harm) or str(c["family"])[:2] != "h_"))
            or (c["want"] == "not_ok" and (len(harm) < len(list(c["verdicts"])) or str(c["family"])[:2] == "h_")),  # type: ignore[call-overload]
            "no evidence": len(texts) < 200,
            "plainly verbatim words called altered": c["verdicts"] == ["altered"] and str(c["target"]).strip(" ,.?!") in texts,
        }.items():
            if is_so:
                wrong.append(f"{c['id']}: {fault}")
    return wrong


def main() -> int:
    """Builds (or, with --check, only validates) and prints the counts."""
    cases = [c for p in sorted((HERE / "sets").glob("*.txt")) for c in cases_of(p)]
    for line in (wrong := faults(cases)):
        print(line)
    if "--check" not in sys.argv:
        for half, odd in (("tune", 1), ("measure", 0)):
            with (HERE / f"{half}.jsonl").open("w", encoding="utf-8") as file:
                for c in cases:
                    if int(str(c["set"])) % 2 == odd:
                        file.write(json.dumps({k: v for k, v in c.items() if k != "set"}, ensure_ascii=False) + "\n")
    for want in ("not_ok", "ok"):
        kinds = Counter(str(c["family"]) for c in cases if c["want"] == want)
        print(want, kinds.total(), len(kinds), " ".join(f"{k} {n}" for k, n in kinds.most_common()))
    print("sets", len({c["set"] for c in cases}), "tune", sum(int(str(c["set"])) % 2 for c in cases), "of", len(cases))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
