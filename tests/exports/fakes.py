"""Numbered fakes for the exports: a small draft, its evidence, and one verdict of every kind."""

from __future__ import annotations

from attribune.records import (
    Article,
    Block,
    Change,
    Coverage,
    DraftSpeaker,
    Evidence,
    Figure,
    Hedge,
    Hop,
    NotChecked,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    Verdict,
    VerdictName,
)

DRAFT = (
    "# The night ferry\n\n"
    "“The boat will sail,” said Ada Quill. “Forty goats came aboard,” Quill said.\n"
    "“Nobody paid,” Bo Reed said. “It was {a lovely} trip,” Reed said, humming “Goats Ahoy”.\n"
    "“We are full,” said Quill. “[I] like goats … a lot,” she said. “Never again, said Reed.\n"
)
EVIDENCE = (
    "“The boat will not sail,” said Ada Quill, who owns it.\n"
    "“Fourteen goats came aboard,” Quill said. “Nobody paid,” Quill said.\n"
    "Reed said that they were full. “She said I like goats, sheep too, a lot,” a press pool report quoted her saying."
)


def article(number: int, text: str = EVIDENCE, **fields: object) -> Article:
    return Article(
        id=f"a{number}",
        sha256=f"{number:064x}",
        text=text,
        title=f"Title {number}",
        outlet=f"Outlet {number}",
        url=f"https://outlet{number}.example/story",
        published=f"2026-05-{number:02}T08:00:00Z",
        **fields,  # type: ignore[arg-type]
    )


def draft(text: str = DRAFT) -> Article:
    return Article(id="draft", sha256="0" * 64, text=text, title="night-ferry.md")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return (start, start + len(words))


def evidence(words: str, speaker: str | None = "Ada Quill", number: int = 1, **fields: object) -> Evidence:
    start, end = span(EVIDENCE, words)
    return Evidence(
        article=f"a{number}",
        span=(start, end),
        text=words,
        title=f"Title {number}",
        outlet=f"Outlet {number}",
        speaker=speaker,
        before=EVIDENCE[max(0, start - 30) : start],
        after=EVIDENCE[end : end + 30],
        **fields,  # type: ignore[arg-type]
    )


def verdict(words: str, name: VerdictName, speaker: str | None, **fields: object) -> Verdict:
    return Verdict(
        quote=span(DRAFT, words),
        text=words,
        verdict=name,
        ok=name in ("verbatim", "faithful"),
        speaker=DraftSpeaker(name=speaker) if speaker else None,
        **fields,  # type: ignore[arg-type]
    )


def check() -> Report:
    """One verdict of every kind over ``DRAFT``."""
    gone = span(EVIDENCE, "not ")
    at = DRAFT.index("sail,")
    negation = Change(
        kind="negation", severity="major", draft=(at, at), draft_text="", evidence_text="not", evidence=gone
    )
    number = Change(
        kind="number",
        severity="major",
        draft=span(DRAFT, "Forty"),
        draft_text="Forty",
        evidence_text="Fourteen",
        evidence=span(EVIDENCE, "Fourteen"),
    )
    dots = Change(
        kind="ellipsis",
        severity="none",
        draft=span(DRAFT, "…"),
        draft_text="…",
        evidence_text=", sheep too,",
        evidence=span(EVIDENCE, ", sheep too,"),
    )
    pool = (Hop(source="Ada Quill", relation="said"), Hop(source="a press pool report", relation="according_to"))
    verdicts = (
        verdict(
            "The boat will sail,",
            "altered",
            "Ada Quill",
            changes=(negation,),
            evidence=(evidence("The boat will not sail,"),),
        ),
        verdict(
            "Forty goats came aboard,",
            "altered",
            "Quill",
            changes=(number,),
            evidence=(evidence("Fourteen goats came aboard,"),),
        ),
        verdict(
            "Nobody paid,",
            "misattributed",
            "Bo Reed",
            evidence=(evidence("Nobody paid,", first_hand=True), evidence("Nobody paid,", number=2)),
        ),
        verdict("It was {a lovely} trip,", "not_found", "Bo Reed", nearest=evidence("they were full", "Bo Reed")),
        verdict("We are full,", "not_direct", "Quill", evidence=(evidence("they were full", "Bo Reed"),)),
        verdict(
            "[I] like goats … a lot,",
            "faithful",
            "Quill",
            changes=(dots,),
            evidence=(evidence("I like goats, sheep too, a lot,", chain=pool),),
        ),
        verdict("Never again, said Reed.", "unclear", None, reason="the quotation is opened and never closed"),
    )
    apart = (NotChecked(quote=span(DRAFT, "Goats Ahoy"), text="Goats Ahoy", reason="the title of a work"),)
    coverage = Coverage(articles=2, outlets=2, from_="2026-04-30", to="2026-05-02", languages=("en",))
    summary = {"faithful": 1, "altered": 2, "misattributed": 1, "not_found": 1, "not_direct": 1, "unclear": 1}
    return Report(draft=draft(), results=verdicts, coverage=coverage, summary=summary, not_checked=apart)


def reading() -> Reading:
    """Two sources, three statements (one inside another, one in two pieces), figures and a note."""
    text = EVIDENCE
    paid = span(text, "Nobody paid,")
    outer = (span(text, "“She said I")[0], span(text, "a lot,”")[1])
    statements = (
        Statement(
            id="s1",
            kind="direct",
            content=(span(text, "“The boat will not sail,”"),),
            cue=span(text, "said"),
            speaker="p1",
        ),
        Statement(
            id="s2",
            kind="direct",
            content=(span(text, "“Fourteen goats came aboard,”"), (paid[0] - 1, paid[1] + 1)),
            speaker="p1",
        ),
        Statement(
            id="s3",
            kind="direct",
            content=(outer,),
            speaker="p1",
            chain=(Hop(source="p1", relation="said"), Hop(source="p2", relation="according_to")),
            hedges=(Hedge(start=paid[0], end=paid[1], text="Nobody paid,"),),
        ),
        Statement(id="s4", kind="indirect", content=(span(text, "I like goats"),), source=(span(text, "She"),)),
    )
    sources = (
        Source(id="p1", name="Ada Quill", kind="person", roles=("owner",), mentions=(span(text, "Ada Quill"),)),
        Source(id="p2", name="a press pool report", kind="document"),
    )
    start, end = span(text, "Fourteen")
    first = Block(kind="paragraph", start=0, end=text.index("\n"))
    return Reading(
        article=article(1, blocks=(first,), notes=("paywall: the page ends early",)),
        statements=statements,
        sources=sources,
        figures=(Figure(start=start, end=end, value=14, of="goats", qualifier="aboard"),),
    )
