"""A small newsroom's corpus with what real ones have: copies, versions, long names, other scripts, markup in titles."""

from __future__ import annotations

from html import escape
from pathlib import Path

from attribune.corpus.ingest.add import add
from attribune.corpus.ingest.items import file_items
from attribune.corpus.storage.corpus import Corpus
from attribune.errors import AttribuneError
from attribune.trace.corpus.update import trace_corpus

HULL = "We will not send forty people out on a hull that nobody has inspected since the winter before last"
LETTER = "I wrote to them twice, and twice I was told that the letter had been filed"
BUS = "The bus is free for everybody who has a ticket for the ferry"
NAME = "Maximiliana-Theodora Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
WIRE = (
    "The night ferry will not sail again before June, the harbour board decided on Monday after three hours of talk.",
    f"“{HULL},” said Marit Osei, who chairs the harbour board of Tarn Bay.",
    "The board heard from two inspectors and from a diver, who had found a crack below the waterline in February.",
    f"“{LETTER},” said Pell Aronsen, the diver, in an interview on the quay.",
    "According to a confidential memo seen by the Coast Wire, the ferry company knew of the crack in January.",
)


def web_page(outlet: str, url: str, title: str, published: str, *paragraphs: str, modified: str = "") -> str:
    """Return an article as a page of the web; the paragraphs are text."""
    changed = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    text = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<link rel="canonical" href="{escape(url)}"><meta property="og:site_name" content="{escape(outlet)}">'
        f'<meta property="article:published_time" content="{published}">{changed}</head>'
        f"<body><article><h1>{escape(title)}</h1>{text}</article></body></html>"
    )


BEHIND = "a-long-address-" * 12
HEAD = "A headline that says it all in one line, Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen and more"
PAGES = {
    "wire.html": web_page(
        "Coast Wire", "https://coastwire.example/ferry", "Night ferry stays in harbour", "2026-04-06T18:00:00Z", *WIRE
    ),
    "post.html": web_page(
        "The Tarn Post", "https://tarnpost.example/ferry", "No night ferry", "2026-04-07T05:00:00Z",
        *(one.replace("forty", "fifty") for one in WIRE),
    ),
    "radio.html": web_page(
        "Bay Radio", "https://bayradio.example/7", "Bus is free", "2026-04-08T07:00:00Z",
        f"“{BUS},” Osei told Bay Radio on Wednesday, a day before the first one leaves from the square.",
    ),
    "long.html": web_page(
        "The Weekly of the Whole Archipelago and Everything Beyond It", f"https://weekly.example/{BEHIND}", HEAD,
        "2026-04-08T09:00:00Z",
        f"“The archive holds eleven thousand letters, and none names the lighthouse,” said {NAME}, who keeps it.",
    ),
    "markup.html": web_page(
        "<script>alert(1)</script> Gazette", "https://gazette.example/x?a=1&b=2",
        '<img src=x onerror=alert(1)> & "lamps" </title>', "2026-04-09T09:00:00Z",
        "“Ten thousand lamps were lit on the pier,” said Nim Hallow, the keeper of the pier, on a quiet evening.",
    ),
    "harbour.html": web_page(
        "صحيفة الميناء", "https://almina.example/1", "مدير الميناء: لن نغلق الرصيف", "2026-04-10T09:00:00Z",
        "قال سامر الخطيب، مدير الميناء: «لن نغلق الرصيف قبل نهاية الصيف، وسنعيد فتح العبّارة في يونيو».",
    ),
}  # fmt: skip
LATER = web_page(
    "Coast Wire", "https://coastwire.example/ferry", "Night ferry stays in harbour", "2026-04-06T18:00:00Z",
    *(one.replace("nobody has inspected since the winter before last", "has not been inspected for two winters")
      for one in WIRE), modified="2026-04-08T10:00:00Z",
)  # fmt: skip
DRAFT = (
    f"“{HULL.replace('forty', 'fifty')},” said Marit Osei.\n\n“{LETTER},” said Pell Aronsen.\n\n"
    "“A bridge would be cheaper,” said Dorrit Vane, the mayor."
)


def newsroom(place: Path) -> Path:
    """Return a traced corpus of these pages, one of them in two versions."""
    corpus = place / "newsroom"
    for folder, pages in (("pages", PAGES), ("later", {"wire.html": LATER})):
        (place / folder).mkdir()
        for name, text in pages.items():
            (place / folder / name).write_text(text, encoding="utf-8")
        problems: list[AttribuneError] = []
        with Corpus(corpus, write=True) as opened:
            added = add(opened, file_items([place / folder], on_error=problems.append), workers=1)
        assert added.articles == len(pages) and not problems
    trace_corpus(corpus)
    return corpus
