"""Whose a quotation is by its layout: in every form, with the right name, another one, and neighbours' names."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from attribune.records import Article, Verdict
from tests.check.checking import article, results_by_rule

LIGHT = "We will keep the light burning until the last boat is in."
LAMP = "The council has no money for a second lamp this year."
EVIDENCE = f"""“{LIGHT}” said Mara Voss, an engineer.

The hall was full.

“{LAMP}” said Otto Quist, the mayor.

Pilot Ines Calder stood up. “Nobody asked the pilots,” she said."""

# {q} is Mara Voss's, {r} is Otto Quist's. Of each quotation: o ok, n not ok, u unclear.
CASES = [
    ("bullet bare after named", "md", '- "{r}" said Otto Quist.\n- "{q}"\n', "oo"),
    ("bullet named later", "md", '- "{q}"\n- "{r}" said Otto Quist.\n', "oo"),
    ("heads", "md", '# Voices\n\n## Otto Quist\n\n"{r}"\n\n## Mara Voss\n\n"{q}"\n', "oo"),
    ("heads swapped", "md", '# Voices\n\n## Otto Quist\n\n"{q}"\n\n## Mara Voss\n\n"{r}"\n', "nn"),
    ("heads bullets swapped", "md", '## Otto Quist, mayor\n\n- "{q}"\n\n## Mara Voss, engineer\n\n* "{r}"\n', "nn"),
    ("ordinary heading", "md", '## The light at the harbour\n\n"{q}"\n', "o"),
    ("title case heading", "md", '## Council Rejects Plan\n\n"{q}" said Mara Voss.\n', "o"),
    ("title case heading lone", "md", '## Council Rejects Plan\n\n"{q}"\n', "o"),
    ("strange heading", "md", '## Zyx Quorl\n\n"{q}"\n', "u"),
    ("prev para names other, sig", "txt", 'Otto Quist was pleased.\n\n"{q}" — Mara Voss\n', "o"),
    ("prev para says, sig below", "txt", '"{r}" said Otto Quist.\n\n"{q}"\n— Mara Voss\n', "oo"),
    ("sig below wrong", "txt", '"{r}" said Otto Quist.\n\n"{q}"\n— Ines Calder\n', "on"),
    ("initials", "txt", '"{q}"\n— M.V., 2024\n', "u"),
    ("initials bq", "md", "> {q}\n\n— M. V.\n", "u"),
    ("date sig", "txt", '"{q}" — 3 May 2024\n', "u"),
    ("role sig", "txt", '"{q}" — the mayor\n', "n"),
    ("account below", "txt", '"{q}"\n@ottoquist\n', "u"),
    ("account above", "txt", 'From @otto_quist\n"{q}"\n', "u"),
    ("page below", "txt", '"{q}"\nhttps://x.example/ottoquist\n', "u"),
    ("post below", "txt", '"{q}"\nthe mayor\n', "u"),
    ("small letters below", "txt", '"{q}"\notto quist\n', "u"),
    ("subhead below", "txt", '"{q}"\n\nStorm damage\n\nThe hall was full.\n', "o"),
    ("date below", "txt", '"{q}"\n\n3 May 2024\n', "o"),
    ("article below", "txt", '"{q}"\n\nThe vote\n\nThe hall was full.\n', "o"),
    (
        "table 3 cols",
        "md",
        '| Person | Role | Quote |\n|--|--|--|\n| Otto Quist | mayor | "{r}" |\n| Mara Voss | engineer | "{q}" |\n',
        "oo",
    ),
    (
        "table 3 cols swapped",
        "md",
        '| Person | Role | Quote |\n|--|--|--|\n| Mara Voss | mayor | "{r}" |\n| Otto Quist | engineer | "{q}" |\n',
        "nn",
    ),
    (
        "table date",
        "md",
        '| Quote | Person | Date |\n|--|--|--|\n| "{r}" | Otto Quist | Monday |\n| "{q}" | Mara Voss | 3 May |\n',
        "oo",
    ),
    (
        "table date swapped",
        "md",
        '| Quote | Person | Date |\n|--|--|--|\n| "{q}" | Otto Quist | Monday |\n| "{r}" | Mara Voss | 3 May |\n',
        "nn",
    ),
    (
        "table date first swapped",
        "md",
        '| Date | Person | Quote |\n|--|--|--|\n| Monday | Otto Quist | "{q}" |\n| 3 May | Mara Voss | "{r}" |\n',
        "nn",
    ),
    (
        "html 3col swapped",
        "html",
        "<table><tr><th>Date</th><th>Who</th><th>What</th></tr><tr><td>Monday</td><td>Otto Quist</td><td>“{q}”</td></tr><tr><td>Monday</td><td>Mara Voss</td><td>“{r}”</td></tr></table>",
        "nn",
    ),
    (
        "html 3col",
        "html",
        "<table><tr><th>Date</th><th>Who</th><th>What</th></tr><tr><td>Monday</td><td>Mara Voss</td><td>“{q}”</td></tr><tr><td>Monday</td><td>Otto Quist</td><td>“{r}”</td></tr></table>",
        "oo",
    ),
    ("two quotes in a row", "md", '| Person | Before | After |\n|--|--|--|\n| Otto Quist | "{r}" | "{q}" |\n', "on"),
    ("rows of columns", "md", '| Mara Voss | Otto Quist |\n|--|--|\n| "{q}" | "{r}" |\n', "oo"),
    ("rows of columns swapped", "md", '| Otto Quist | Mara Voss |\n|--|--|\n| "{q}" | "{r}" |\n', "nn"),
    ("csv 3", "txt", 'date,person,quote\nMonday,Otto Quist,"{q}"\nMonday,Mara Voss,"{r}"\n', "nn"),
    ("csv quoted", "txt", '"Otto Quist","{q}"\n"Mara Voss","{r}"\n', "nn"),
    ("csv rev", "txt", 'quote,person\n"{q}",Otto Quist\n"{r}",Mara Voss\n', "nn"),
    ("semicolon", "txt", 'Otto Quist;"{q}"\nMara Voss;"{r}"\n', "nn"),
    ("para after bq wrong", "md", "> {q}\n\nThat was Otto Quist on Monday.\n", "n"),
    ("para after bq wrong2", "md", "> {q}\n\nSo said Otto Quist, the mayor, as he left.\n", "n"),
    ("para after bq wrong3", "md", "> {q}\n\nThose were the words of Otto Quist.\n", "n"),
    ("para after bq wrong4", "md", "> {q}\n\nOtto Quist said that on Monday.\n", "n"),
    ("para after bq wrong5", "md", "> {q}\n\nWith these words Otto Quist opened the debate.\n", "n"),
    ("para after bq wrong6", "md", "> {q}\n\nThis is how Otto Quist put it.\n", "n"),
    ("para after bq right", "md", "> {q}\n\nThat was Mara Voss on Monday.\n", "o"),
    ("para after bq ordinary", "md", "> {q}\n\nThe hall was cold and people left early.\n", "o"),
    ("name lines lead", "txt", 'Mara Voss\n"{q}"\n\nOtto Quist\n"{r}"\n', "oo"),
    ("name lines lead swapped", "txt", 'Otto Quist\n"{q}"\n\nMara Voss\n"{r}"\n', "nn"),
    ("name lines follow", "txt", '"{q}"\nMara Voss\n\n"{r}"\nOtto Quist\n', "oo"),
    ("name lines follow swapped", "txt", '"{q}"\nOtto Quist\n\n"{r}"\nMara Voss\n', "nn"),
    ("follow md", "md", '"{q}"\n\nMara Voss\n\n"{r}"\n\nOtto Quist\n', "oo"),
    ("follow md swapped", "md", '"{q}"\n\nOtto Quist\n\n"{r}"\n\nMara Voss\n', "nn"),
    ("lead md", "md", 'Mara Voss\n\n"{q}"\n\nOtto Quist\n\n"{r}"\n', "oo"),
    ("bold lead swapped", "md", '**Otto Quist**\n\n"{q}"\n\n**Mara Voss**\n\n"{r}"\n', "nn"),
    ("label lines swapped", "md", "Otto Quist:\n\n> {q}\n\nMara Voss:\n\n> {r}\n", "nn"),
    ("label lines", "md", "Mara Voss:\n\n> {q}\n\nOtto Quist:\n\n> {r}\n", "oo"),
    ("two bqs sigs", "md", "> {q}\n> — Mara Voss\n\n> {r}\n> — Otto Quist\n", "oo"),
    ("two bqs sigs swapped", "md", "> {q}\n> — Otto Quist\n\n> {r}\n> — Mara Voss\n", "nn"),
    ("nested list", "md", '- Mara Voss\n  - "{q}"\n- Otto Quist\n  - "{r}"\n', "oo"),
    ("nested list swapped", "md", '- Otto Quist\n  - "{q}"\n- Mara Voss\n  - "{r}"\n', "nn"),
    ("list lead-in", "md", 'Mara Voss:\n\n- "{r}"\n- "{q}"\n', "no"),
    ("list lead-in said", "md", 'Otto Quist said:\n\n- "{r}"\n- "{q}"\n', "on"),
    (
        "figure two",
        "html",
        "<figure><blockquote>{q}</blockquote><figcaption>Otto Quist</figcaption></figure><figure><blockquote>{r}</blockquote><figcaption>Mara Voss</figcaption></figure>",
        "nn",
    ),
    (
        "p strong",
        "html",
        "<p>The vote is on Monday and few expect it to be close, as things stand.</p><p><strong>Otto Quist:</strong> “{q}”</p><p><strong>Mara Voss</strong> “{r}”</p>",
        "nn",
    ),
    ("two dashes", "txt", '"{q}" — Otto Quist\n"{r}" — Mara Voss\n', "nn"),
    ("q and a", "md", '**What about the light?**\n\n**Otto Quist:** "{q}"\n', "n"),
    ("bracketed cap", "txt", "“[W]e will keep the light burning until the last boat is in,” said Mara Voss.\n", "o"),
    ("bracketed cap alone", "md", "- “[W]e will keep the light burning until the last boat is in.”\n", "o"),
    ("bracketed cap bq", "md", "> [W]e will keep the light burning until the last boat is in.\n", "o"),
    ("bracketed T", "txt", "Voss said: “[T]he council has no money for a second lamp this year.”\n", "n"),
    ("bracketed T2", "txt", "“[T]he council has no money for a second lamp this year.”\n", "o"),
    ("narrative suffix", "txt", '"{q}" — a promise that nobody in the hall believed\n', "o"),
    ("narrative suffix2", "txt", '"{q}" And nobody in the hall believed it.\n', "o"),
    ("arrow", "txt", 'Otto Quist -> "{q}"\n', "n"),
    ("equals", "txt", 'Otto Quist = "{q}"\n', "n"),
    ("slash", "txt", 'Otto Quist / "{q}"\n', "n"),
    ("bullet char", "txt", "• Otto Quist “{q}”\n", "n"),
    ("brackets", "txt", '[Otto Quist] "{q}"\n', "n"),
    ("sup name line after with period", "txt", '"{q}"\n\nOtto Quist.\n', "n"),
    ("curly parens", "txt", '"{q}" [Otto Quist]\n', "n"),
    ("comma sig", "txt", '"{q}", Otto Quist\n', "n"),
    ("slash sig", "txt", '"{q}" / Otto Quist\n', "n"),
    ("bar sig", "txt", '"{q}" | Otto Quist\n', "n"),
    ("tilde", "txt", '"{q}" ~ Otto Quist\n', "n"),
    ("by", "txt", '"{q}" by Otto Quist\n', "n"),
    ("blank", "txt", '"{q}"\n\n\nOtto Quist, mayor\n', "n"),
    ("indented sig", "txt", '"{q}"\n        — Otto Quist\n', "n"),
    ("sig 2 lines", "txt", '"{q}"\n— Otto Quist\nMayor of Port Sorrel\n', "n"),
    ("name + place", "txt", '"{q}" — Otto Quist, Port Sorrel, 3 May 2024\n', "n"),
    ("mr", "txt", 'Mr. Quist: "{q}"\n', "n"),
    ("one word", "txt", 'Quist: "{q}"\n', "n"),
    ("one word item", "md", '- Quist – "{q}"\n', "n"),
    ("one word sig", "txt", '"{q}" — Quist\n', "n"),
    ("caps label", "txt", 'QUIST: "{q}"\n', "n"),
    ("caps sig", "txt", '"{q}"\n— QUIST\n', "n"),
    ("one word heading", "md", '### Quist\n\n"{q}"\n', "n"),
    ("org label", "txt", 'Harbour Council: "{q}"\n', "n"),
]

# {n} is who is named for {q}, and {o} the other one, who is near.
FORMS = [
    ("bq below in", "md", "> {q}\n> — {n}\n"),
    ("bq below in para", "md", "> {q}\n>\n> — {n}\n"),
    ("bq below out", "md", "> {q}\n\n— {n}\n"),
    ("bq -- out", "md", "> {q}\n\n-- {n}\n"),
    ("bq –role", "md", "> {q}\n\n–{n}, engineer\n"),
    ("bq label above", "md", "{n}:\n\n> {q}\n"),
    ("bq in items", "md", "1. **{o}**\n   > {r}\n2. **{n}**\n   > {q}\n"),
    ("bq in nested items", "md", "- Voices\n    - {n}:\n      > {q}\n"),
    ("bq as an item", "md", "{n}:\n\n- > {q}\n"),
    ("items in a bq", "md", "{n} said:\n\n> - {q}\n> - So it was.\n"),
    ("items in a bq h", "html", "<p>{n} said:</p><blockquote><ul><li>{q}</li></ul></blockquote><p>Then they went.</p>"),
    ("heading in a bq h", "html", "<p>{n} said:</p><blockquote><h3>{q}</h3></blockquote><p>Then they went.</p>"),
    ("heading in a bq", "md", "{n} said:\n\n> ## {q}\n"),
    ("bq bold above", "md", "**{n}**\n\n> {q}\n"),
    ("bq dash in line", "md", "> {q} — {n}\n"),
    ("marked dash", "txt", "“{q}” — {n}\n"),
    ("straight dash", "txt", '"{q}" -- {n}\n'),
    ("prev name dash", "txt", '{o} was pleased.\n\n"{q}" — {n}\n'),
    ("prev name dash2", "txt", '{o} was pleased with it all.\n\n"{q}"\n\n— {n}\n'),
    ("name below", "txt", "“{q}”\n\n{n}\n"),
    ("name below1", "txt", "“{q}”\n{n}\n"),
    ("name below caps", "txt", "“{q}”\n\n{N}, 24\n"),
    ("name above", "txt", "{n}\n“{q}”\n"),
    ("dash items", "md", '- **{n}** – "{q}"\n- **{o}** – "{r}"\n'),
    ("dash items rev", "md", '- **{o}** – "{r}"\n- **{n}** – "{q}"\n'),
    ("colon items", "md", '- {o}: "{r}"\n- {n}: "{q}"\n'),
    ("paren items", "md", '* "{r}" ({o})\n* "{q}" ({n})\n'),
    ("numbered", "md", '1. {o}: "{r}"\n2. {n}: "{q}"\n'),
    ("numbered dash", "md", '1. "{r}" - {o}\n2. "{q}" - {n}\n'),
    ("heading bullets", "md", '## {o}\n\n- "{r}"\n\n## {n}\n\n- "{q}"\n- "We had to."\n'),
    ("heading para", "md", "### {n}\n\n“{q}”\n"),
    ("heading h", "html", "<h3>{o}</h3><p>“{r}”</p><h3>{n}</h3><p>“{q}”</p>"),
    ("dt dd", "html", '<dl><dt>{o}</dt><dd>"{r}"</dd><dt>{n}</dt><dd>"{q}"</dd></dl>'),
    (
        "figure",
        "html",
        "<p>The talk went on for an hour and a half in the full hall.</p><figure><blockquote><p>{q}</p></blockquote><figcaption>{n}</figcaption></figure><p>Then they went home.</p>",
    ),
    ("figure dash", "html", "<figure><blockquote>{q}</blockquote><figcaption>— {n}</figcaption></figure>"),
    ("cite in", "html", "<p>The talk went on.</p><blockquote><p>{q}</p><cite>{n}</cite></blockquote>"),
    (
        "cite footer",
        "html",
        "<p>The talk went on.</p><blockquote><p>{q}</p><footer>— <cite>{n}</cite></footer></blockquote>",
    ),
    ("p after bq", "html", "<blockquote>{q}</blockquote><p>{n}, finalist</p>"),
    ("md table", "md", '| Person | Quote |\n|---|---|\n| {o} | "{r}" |\n| {n} | "{q}" |\n'),
    ("md table rev", "md", '| Quote | Person |\n|---|---|\n| "{r}" | {o} |\n| "{q}" | {n} |\n'),
    (
        "html table",
        "html",
        '<table><tr><th>Person</th><th>Quote</th></tr><tr><td>{o}</td><td>"{r}"</td></tr><tr><td>{n}</td><td>"{q}"</td></tr></table>',
    ),
    ("html table rev", "html", '<table><tr><td>"{r}"</td><td>{o}</td></tr><tr><td>"{q}"</td><td>{n}</td></tr></table>'),
    (
        "html table p",
        "html",
        '<table><tr><td><p>{o}</p></td><td><p>"{r}"</p></td></tr><tr><td><p>{n}</p></td><td><p>"{q}"</p></td></tr></table>',
    ),
    ("csv", "txt", 'Person,Quote\n{o},"{r}"\n{n},"{q}"\n'),
    ("tsv", "txt", 'Person\tQuote\n{o}\t"{r}"\n{n}\t"{q}"\n'),
    ("pipe", "txt", '{o} | "{r}"\n{n} | "{q}"\n'),
    ("para after", "md", "> {q}\n\nThat was {n} on Monday.\n"),
    ("para after2", "md", "“{q}”\n\nThe words are those of {n}.\n"),
    ("bold label", "md", '**{n}:** "{q}"\n'),
    ("bold label prev", "md", '**{o}:** "{r}"\n\n**{n}:** "{q}"\n'),
    ("bold q", "md", '**Q: What about the light?**\n\n{n}: "{q}"\n'),
    ("name comma", "md", '- {n}, engineer: "{q}"\n'),
    ("name (role)", "md", '- {n} (engineer): "{q}"\n'),
    ("dash def", "md", "{n} (parent)\n: “{q}”\n"),
]


def read(text: str, kind: str) -> Article:
    return article(text, f"draft.{kind}")


def checked(draft: str, kind: str) -> list[Verdict]:
    """The verdicts on both sentences and on whatever else the draft quotes, in its order."""
    return results_by_rule(read(draft, kind), read(EVIDENCE, "txt"))


@pytest.mark.parametrize(("name", "kind", "draft", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_names_stay_with_their_quotation(name: str, kind: str, draft: str, wanted: str) -> None:
    found = checked(draft.format(q=LIGHT, r=LAMP), kind)
    got = "".join(
        "o" if v.ok else "u" if v.verdict == "unclear" and w == "u" else "n" for v, w in zip(found, wanted, strict=True)
    )
    assert got == wanted, (name, [(v.verdict, v.reason) for v in found])


@pytest.mark.parametrize(("name", "kind", "form"), FORMS, ids=[form[0] for form in FORMS])
def test_every_form_tells_the_right_speaker_from_another(name: str, kind: str, form: str) -> None:
    for who, other in (("Mara Voss", "Otto Quist"), ("Otto Quist", "Mara Voss")):
        draft = form.format(q=LIGHT, r=LAMP, n=who, o=other, N=who.upper())
        (verdict,) = [v for v in checked(draft, kind) if LIGHT[2:20] in v.text]
        assert verdict.ok == (who == "Mara Voss"), (name, verdict.verdict, verdict.speaker)
        assert verdict.speaker is not None and verdict.speaker.name.casefold() == who.casefold()


@pytest.mark.parametrize(("name", "kind", "form"), FORMS, ids=[form[0] for form in FORMS])
def test_evidence_is_read_in_the_same_forms(name: str, kind: str, form: str) -> None:
    evidence = read(form.format(q=LIGHT, r=LAMP, n="Mara Voss", o="Otto Quist", N="MARA VOSS"), kind)
    for who in ("Mara Voss", "Otto Quist"):
        draft = read(f"“{LIGHT}” said {who}.", "txt")
        (verdict,) = results_by_rule(draft, evidence)
        assert verdict.ok == (who == "Mara Voss"), (name, verdict.verdict, verdict.reason)


def test_what_may_name_a_speaker_and_cannot_be_read_is_said() -> None:
    (verdict,) = checked(f"“{LIGHT}”\n— M.V., 2024\n", "txt")
    assert verdict.verdict == "unclear"
    assert "the line below the quotation, “M.V., 2024”, may name who speaks" in (verdict.reason or "")
