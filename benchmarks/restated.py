"""Real quotations under attributions restated as a reporter would: honest forms, and twins that name somebody else.

``./run bench restated [--on train|dev] [--articles N] [--list FORM]``. Each whole sentence of a direct quotation whose
speaker is certain (:mod:`benchmarks._certain_speakers`) is put into drafts of one attribution each and checked against
its article. Printed by form: honest drafts ok, to look at, accused; twins graded ok.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import Verdict
from attribune.sources.names.entity_types import head_of
from attribune.sources.names.lexicon import plain
from benchmarks._certain_speakers import Certain, Known, certain_quotations, other_given
from benchmarks.inputs import json_lines

DATA = ["polnear/dev.jsonl.gz"]
PER_ARTICLE = 2  # quotations of an article, so that long ones don't decide
GATED = 30  # articles of dev that the gate reads
_SERVES = re.compile(r"(?P<what>[a-z -]+) (?:for|of|to) (?P<whom>(?:the )?[A-Z][\w’-]+(?: [A-Z][\w’-]+){0,3})")
_SERVANT = re.compile(r"(?:spokes(?:man|woman|person)|aide|lawyer|attorney|adviser|advisor) (?:for|to|of) (?P<whom>.+)")


class Case(NamedTuple):
    """A draft, the form of its attribution, and whether it is honest."""

    form: str
    honest: bool
    draft: str


class Judged(NamedTuple):
    """A case with its verdict; None where the draft's marks got none."""

    case: Case
    verdict: Verdict | None
    article: str


def honest_drafts(one: Certain) -> Iterator[Case]:
    """Yield the honest restatements of a quotation."""
    who, words = one.speaker, one.words
    inner = words[:-1] + "," if words.endswith(".") else words

    def case(form: str, draft: str) -> Case:
        return Case(form, True, draft)

    yield case("full name last", f"“{inner}” {who.name} said.")
    yield case("full name first", f"{who.name} said: “{words}”")
    yield case("inverted", f"“{inner}” says {who.name}.")
    yield case("according to", f"According to {who.family}, “{words}”")
    yield case("family name added", f"{who.family} added: “{words}”")
    yield case("as put", f"As {who.name} put it: “{words}”")
    yield case("set off", f"{who.name} was clear. “{words}”")
    if one.addressee:
        yield case("told", f"{who.name} told {one.addressee}: “{words}”")
    yield from _described(one, inner)


def _described(one: Certain, inner: str) -> Iterator[Case]:
    """Yield the honest drafts that say who the speaker is, or that are clear by a sentence before."""
    who, words = one.speaker, one.words

    def case(form: str, draft: str) -> Case:
        return Case(form, True, draft)

    if who.age:
        yield case("age", f"“{inner}” the {who.age}-year-old said.")
        yield case("age after name", f"“{inner}” said {who.name}, {who.age}.")
    for title in sorted(who.titles)[:1]:
        yield case("title", f"“{inner}” said {title} {who.name}.")
        yield case("title and family name", f"{title} {who.family} said: “{words}”")
    for role in sorted(who.roles | who.titles)[:2]:
        low = _lower(role, one.text)
        the = low if re.match(r"[A-Z][\w’' -]*['’]s?\s", low) else f"the {low}"
        yield case("apposed", f"{who.name}, {the}, said: “{words}”")
        yield case("apposed last", f"“{inner}” said {who.family}, {the}.")
        yield case("who is", f"{who.name}, who is {the}, said: “{words}”")
        yield case("introduced", f"{who.name} is {the}. “{inner}” {'he' if who.gender == 'm' else 'she'} said.")
        if _is_only_theirs(role, one):
            yield case("role alone", f"{the[:1].upper()}{the[1:]} said: “{words}”")
            yield case("role last", f"“{inner}” {the} said.")
            yield case("role, then name", f"{the[:1].upper()}{the[1:]}, {who.name}, said: “{words}”")
            for form, other in _reworded(low, one.text):
                yield case(form, f"“{inner}” {other} said.")
    if one.naming:
        yield case("pronoun", f"{one.naming} “{inner}” {'he' if who.gender == 'm' else 'she'} said.")


def twins(one: Certain) -> Iterator[Case]:
    """Yield drafts of the same forms that give a quotation to somebody else or call the speaker what another is."""
    who, words = one.speaker, one.words
    inner = words[:-1] + "," if words.endswith(".") else words

    def case(form: str, draft: str) -> Case:
        return Case(form, False, draft)

    yield case("namesake", f"“{inner}” {other_given(str(who.gender), who.given)} {who.family} said.")
    others = [other for other in one.people if other is not who]
    if one.naming:
        yield case("other gender", f"{one.naming} “{inner}” {'she' if who.gender == 'm' else 'he'} said.")
    for other in others[:1]:
        yield case("full name last", f"“{inner}” {other.name} said.")
        yield case("according to", f"According to {other.family}, “{words}”")
        yield case("as put", f"As {other.name} put it: “{words}”")
        yield case("set off", f"{other.name} was clear. “{words}”")
    yield from _described_otherwise(one, inner, others)


def _described_otherwise(one: Certain, inner: str, others: list[Known]) -> Iterator[Case]:
    """Yield the twins that call the speaker what another is, another what the speaker is, or name whom they serve."""
    who, words = one.speaker, one.words

    def case(form: str, draft: str) -> Case:
        return Case(form, False, draft)

    for role in [role for other in others for role in sorted(other.roles) if _is_anothers(role, one)][:1]:
        yield case("apposed", f"{who.name}, the {role}, said: “{words}”")
        yield case("role alone", f"The {role} said: “{words}”")
        for form, whom in _reworded(role, one.text):
            yield case(form, f"“{inner}” {whom} said.")
    for title in [title for other in others for title in sorted(other.titles) if _is_anothers(title, one)][:1]:
        yield case("title", f"“{inner}” said {title} {who.name}.")
        yield case("role last", f"“{inner}” the {_lower(title, one.text)} said.")
    for role in sorted(who.roles | who.titles)[:1]:
        for other in [other for other in others if not other.roles | other.titles][:1]:
            yield case("role with another's name", f"{other.name}, the {_lower(role, one.text)}, said: “{words}”")
        servant = _SERVANT.search(role)
        if servant:
            yield case("principal", f"“{inner}” {servant['whom']} said.")


def _reworded(role: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield a description in other words of its own: "Reed's spokeswoman" of "spokeswoman for Reed", the head alone."""
    found = _SERVES.fullmatch(role)
    if found:
        whom = found["whom"]
        owner = whom.removeprefix("the ")
        yield "role owned", f"{'the ' if owner != whom else ''}{owner}’s {found['what']}"
        if len(whom.split()) == 1:
            yield "role compounded", f"the {whom} {found['what']}"
    core = found["what"] if found else role if " of " not in f" {role} " and " for " not in f" {role} " else ""
    words = core.split()
    if (
        len(words) > 2
        and " under " not in role
        and words[-2].lower() not in ("presidential", "general")
        and not re.search(r"['’]s?\b", core)
    ):
        yield "role shortened", f"the {' '.join(words[-2:])}"
    once = words and len(re.findall(rf"\b{re.escape(words[-1])}", text, re.IGNORECASE)) == 1
    if once and (len(words) > 1 or found) and " under " not in role:
        yield "head alone", f"the {words[-1].lower()}"


def _lower(title: str, text: str) -> str:
    """Return a title as it stands behind a name: "campaign manager" of "Campaign manager", but "Republican leader"."""
    first, _, rest = title.partition(" ")
    small = re.search(rf"(?<![-\w]){re.escape(first.lower())}(?![-\w])", text)
    return f"{first.lower()} {rest}".strip() if small and (not rest or rest[:1].islower()) else title


def _is_only_theirs(role: str, one: Certain) -> bool:
    """True if a description may stand for the speaker alone: it has two words, and no other person has its head."""
    head = plain(head_of(role))
    others = [known for known in one.people if known is not one.speaker]
    plural = re.search(rf"\b{re.escape(head)}s\b", one.text.lower())
    other = re.search(rf"\b(?:an?|another|[\w’]+['’]s) (?:\w+ )?{re.escape(head)}\b", one.text.lower())
    return len(role.split()) > 1 and not plural and not other and not any(_has_head(known, head) for known in others)


def _is_anothers(role: str, one: Certain) -> bool:
    """True if a description of somebody else can't be the speaker's, too: the speaker has a role, with another head."""
    mine = one.speaker.roles | one.speaker.titles
    return bool(mine) and not _has_head(one.speaker, plain(head_of(role)))


def _has_head(known: Known, head: str) -> bool:
    return any(plain(head_of(role)) == head or head in role.lower().split() for role in known.roles | known.titles)


def judged(name: str, most: int, skip: int = 0) -> Iterator[Judged]:
    """Yield every case of a set's articles with its verdict."""
    for number, row in enumerate(islice(json_lines(f"polnear/{name}.jsonl.gz"), skip, skip + most)):
        chosen = _spread(list(certain_quotations(row)))
        if not chosen:
            continue
        article = next(iter(read_bytes(row["text"].encode(), name=f"{name}-{number + skip}.txt")))
        views = Views([article], "auto")
        for one in chosen:
            for case in (*honest_drafts(one), *twins(one)):
                draft = next(iter(read_bytes(f"{case.draft}\n".encode(), name="draft.txt")))
                results = check_draft(draft, [article], evidence_tier="auto", views=views).results
                yield Judged(case, results[0] if results else None, f"{name}-{number + skip}")


def _spread(quotations: list[Certain]) -> list[Certain]:
    """Return a few quotations of an article, of different speakers where it has several, first those with a role."""
    first = list({id(one.speaker): one for one in reversed(quotations)}.values())
    first.sort(key=lambda one: (not one.speaker.roles | one.speaker.titles, one.span))
    return [*first, *(one for one in quotations if one not in first)][:PER_ARTICLE]


def measure() -> dict[str, float]:
    """Return the figures of the gate, on the first articles of dev."""
    found = list(judged("dev", GATED))
    honest = [one.verdict for one in found if one.case.honest]
    return {
        "harmful graded ok": float(sum(_is_ok(one.verdict) for one in found if not one.case.honest)),
        "honest accused, %": 100 * sum(_status(one) == "wrong" for one in honest) / len(honest),
        "honest to look at, %": 100 * sum(_status(one) == "look" for one in honest) / len(honest),
    }


def _is_ok(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.ok


def _status(verdict: Verdict | None) -> str:
    return verdict.status if verdict is not None else "look"


def main(arguments: list[str]) -> None:
    """Print the table; ``--list`` prints the drafts of a form that aren't as they should be, to stderr."""
    parser = argparse.ArgumentParser(prog="./run bench restated", description=__doc__)
    parser.add_argument("--on", choices=("train", "dev"), default="dev")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--skip", type=int, default=0, help="articles of the set left out before the first")
    parser.add_argument("--list", metavar="FORM", help="“all” for every form")
    options = parser.parse_args(arguments)
    table, listed = Counter[tuple[str, bool, str]](), options.list
    for found in judged(options.on, options.articles, options.skip):
        status = _status(found.verdict)
        table[found.case.form, found.case.honest, status] += 1
        if listed in ("all", found.case.form) and (status == "ok") != found.case.honest:
            _show(found)
    _print(table)


def _show(found: Judged) -> None:
    kind = "honest" if found.case.honest else "HARMFUL"
    message = f"{found.verdict.verdict}: {found.verdict.message}" if found.verdict else "no verdict"
    print(f"{found.article} {kind} {found.case.form}\n  {found.case.draft}\n  {message}", file=sys.stderr)


def _print(table: Counter[tuple[str, bool, str]]) -> None:
    print(f"{'form':<28}{'honest':>8}{'ok':>7}{'look':>7}{'accused':>9}{'twins':>8}{'ok':>6}")
    forms = list(dict.fromkeys(form for form, _, _ in table))
    for form in forms:
        _row(form, table, [form])
    _row("all", table, forms)


def _row(label: str, table: Counter[tuple[str, bool, str]], forms: Iterable[str]) -> None:
    wanted = set(forms)

    def count(honest: bool, *statuses: str) -> int:
        return sum(n for (form, h, s), n in table.items() if form in wanted and h == honest and s in statuses)

    good, look, accused = (count(True, status) for status in ("ok", "look", "wrong"))
    harmful, passed = count(False, "ok", "look", "wrong"), count(False, "ok")
    print(f"{label:<28}{good + look + accused:>8}{good:>7}{look:>7}{accused:>9}{harmful:>8}{passed:>6}")


if __name__ == "__main__":
    main(sys.argv[1:])
