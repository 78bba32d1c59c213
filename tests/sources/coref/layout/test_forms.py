"""Whose a quotation is in layouts that a newsroom uses: the right name is ok, a wrong one never, whatever the form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import attribune

DIRECTOR, LEADER, MAYOR = "Ines Calder", "Tomas Brandt", "Ruth Okafor"
ROLES = {DIRECTOR: "director of the ferry company", LEADER: "leader of the union", MAYOR: "mayor"}
BOATS = "We will not sell the last two boats before the winter is over."
CREWS = "The crews have worked without a contract since March."
CHILD = "Every child on the island rides free from Monday."
SAID = {BOATS: DIRECTOR, CREWS: LEADER, CHILD: MAYOR}
EVIDENCE = f"""# Ferry fares rise as talks stall

By Paul Vane

The ferry company raised its fares on Friday, and the town argued about it all day.

“{BOATS[:-1]},” said Ines Calder, the director of the ferry company.

“{CREWS[:-1]},” said Tomas Brandt, who leads the seamen's union. “Nobody at the company answers our letters.”

Ruth Okafor, the mayor, spoke in the evening. “{CHILD[:-1]},” Okafor said.
"""
Pairs = Sequence[tuple[str, str]]
RIGHT: Pairs = [(DIRECTOR, BOATS), (LEADER, CREWS), (MAYOR, CHILD)]
WRONG: Sequence[Pairs] = (
    [(LEADER, BOATS), (MAYOR, CREWS), (DIRECTOR, CHILD)],
    [(DIRECTOR, BOATS), (MAYOR, CREWS), (LEADER, CHILD)],
    [(MAYOR, BOATS), (LEADER, CREWS), (DIRECTOR, CHILD)],
    [(LEADER, BOATS), (LEADER, CREWS), (MAYOR, CHILD)],
    [(LEADER, BOATS)],
    [(MAYOR, CREWS)],
)
INTRO = "# Ferry talks\n\nThe ferry company raised its fares on Friday, and the town argued about it all day.\n\n"
MARKDOWN = {
    "signed on its last line": "> {q} — {n}\n\n",
    "signed in italics behind a break": "> {q}  \n> *{n}, {r}*\n\n",
    "label inside": "> **{n}:** {q}\n\n",
    "nested under the name": "> {n}:\n>\n> > {q}\n\n",
    "cited inside": "> “{q}”\n>\n> <cite>{n}</cite>\n\n",
    "heading over a heading": "## {n}\n\n### On the fares\n\n“{q}”\n\n",
    "heading and role": "### {n}\n\n{r}\n\n“{q}”\n\n",
    "role line between": "{n}\n{r}\n“{q}”\n\n",
    "name and role below": "“{q}”\n{n}\n{r}\n\n",
}
HTML = {
    "term in a box": "<dl><div><dt>{n}</dt><dd><p>“{q}”</p></dd></div></dl>",
    "term is the quotation": "<dl><dt>“{q}”</dt><dd>{n}</dd></dl>",
    "item with a break": "<ul><li>“{q}”<br>{n}</li></ul>",
    "long signature": "<blockquote><p>“{q}”</p><cite>{n}, {r}</cite></blockquote>",
    "box beside the text": "<aside class='pullquote'><p>“{q}”</p><span>{n}</span></aside><p>The talks went on.</p>",
    "card": "<div class='card'><h4>{n}</h4><p class='role'>{r}</p><p>“{q}”</p></div>",
    "card with the name below": "<div class='card'><p>“{q}”</p><h4>{n}</h4><p class='role'>{r}</p></div>",
    "row with a role": "<table><tr><td>{n}</td><td>{r}</td><td>“{q}”</td></tr></table>",
}


def _draft(tmp_path: Path, form: str, pairs: Pairs) -> Path:
    filled = "".join((MARKDOWN.get(form) or HTML[form]).format(n=n, q=q, r=ROLES[n]) for n, q in pairs)
    if form in MARKDOWN:
        path = tmp_path / "draft.md"
        path.write_text(INTRO + filled, encoding="utf-8")
    else:
        path = tmp_path / "draft.html"
        intro = INTRO.split("\n\n")[1]
        page = f"<title>Ferry talks</title></head><body><article><h1>Ferry talks</h1><p>{intro}</p>{filled}</article>"
        path.write_text(f"<!doctype html><html><head>{page}</body></html>", encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [*MARKDOWN, *HTML])
def test_the_right_name_is_ok_and_a_wrong_one_is_not(tmp_path: Path, form: str) -> None:
    for pairs in (RIGHT, *WRONG):
        draft = _draft(tmp_path, form, pairs)
        report = attribune.check(draft, against={"e.md": EVIDENCE}, tier="rules", evidence_tier="rules")
        verdicts = {q: r for r in report.results for q in SAID if r.quote.strip("“”").startswith(q[:20])}
        for name, quote in pairs:
            assert quote in verdicts, form
            ok = verdicts[quote].status == "ok"
            assert ok == (SAID[quote] == name), f"{name}: {quote} is {verdicts[quote].verdict}"


def test_names_and_quotations_in_columns_that_were_lost_are_never_ok() -> None:
    for pairs in WRONG[:4]:
        lines = [*(n for n, _ in pairs), *(f"“{q}”" for _, q in pairs)]
        text = INTRO + "\n\n".join(lines)
        report = attribune.check(text, against={"e.md": EVIDENCE}, tier="rules", evidence_tier="rules")
        assert [result.verdict for result in report.results] == ["unclear"] * 3


def test_fields_of_a_form_are_no_turns_of_a_transcript() -> None:
    text = "".join(f"Quote: “{q}”\nSpeaker: {n}\n\n" for n, q in RIGHT)
    report = attribune.check(text, against={"e.md": EVIDENCE}, tier="rules", evidence_tier="rules")
    assert {r.verdict for r in report.results} == {"unclear"}


def test_a_block_quote_without_marks_ends_a_text_with_other_quotations() -> None:
    assert attribune.read("“We left,” Mara Voss said.\n\n> It is over now, and we go home.\n", tier="rules").statements
