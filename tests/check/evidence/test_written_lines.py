"""Pages of several people's letters and comments, and documents in Markdown: whose words stand below which line."""

from __future__ import annotations

from functools import cache

import pytest

from attribune.articles.reading import read_bytes
from attribune.check.engine import check_draft
from attribune.check.evidence.cache import Views
from attribune.records import Article


def _article(text: str, name: str) -> Article:
    return next(iter(read_bytes(text.encode(), name=name)))


@cache
def _views(name: str) -> Views:
    return Views([_article(EVIDENCE[name], name)], "rules")


def _statuses(name: str, draft: str) -> list[str]:
    views = _views(name)
    results = check_draft(
        _article(f"{draft}\n", "draft.txt"), views.evidence, tier="rules", evidence_tier="rules", views=views
    ).results
    return [one.status for one in results]


EVIDENCE = {
    "letters.md": """# Parish of Holmwick, Planning Committee
## Objections and letters of support, Case 44

**No. 2 — Walter Brandt, 12 Quay Street**
I have lived beside that yard for forty years and it has never once kept me awake. I am against the plan.

**No. 5 — Priya Raman, R.N., Holmwick Infirmary**
I am a night nurse. I drive for an hour each way because I can find nothing here to rent. Please approve it.

**No. 7 — "A Ratepayer" (unsigned)**
We all know who moves into flats. I want Holmwick left alone.

**No. 9 — Otto Quist, 3 Chapel Court**
My neighbour Walter told me that the yard is full of rats. I have never seen one.
""",
    "comments.txt": """Facebook – group: Holmwick Noticeboard (public)

**Hannah Tillot** · 14 October at 17:20
They have shut the ferry for the winter. I asked the council twice for a reason and nobody has written back to me.
212 reactions · 3 of 40 comments shown

**Derek Moxon**: My late wife crossed on that boat every morning. I never thought I would see it tied up.

**Jodie Pryke**: Derek you told me yourself that you hated the boat. I am sorry all the same.

**Cllr Stuart Wragg**: I can promise no money that is not mine, but I will keep asking for it.
""",
    "address.md": """*Check against delivery*

**The Hon. Craig Dunstan MP, Minister for Fisheries**
**Address to the annual dinner of the Lobster Growers, Holmwick Hall, Friday 8 August**

Good evening. I was promised a fair hearing and a bread roll.

I grew up on a trawler that did not survive the ban. I will not buy quota from the small boats.

My opponent, Ada Reed, said last week: "The ban was my idea." I have kept that letter.
""",
    "eulogy.txt": """Words spoken by Mairi Gedde at the funeral of her father, Hector Gedde, Balnar Church, 3 April

My father was not an easy man, and I would be a liar to tell you that he was.

He built two hundred boats. He said to the nurse, "I have been launched before." I was there, and I laughed.
""",
    "open-letter.md": """## An open letter to the Governor

Your Excellency,

Seventeen people died on the quay. We write as people who have buried some of them.

We do not allege that anyone lit that fire. A hydrant without water is a lie made of iron.

Signed:
Rev. Dominic Ager, St. Jude's Parish
Imam Ridwan Sule, Central Mosque
Mrs. Lola Coker, Association of Carpenters
""",
}

HONEST = [
    ("letters.md", "“I am against the plan,” wrote Walter Brandt."),
    ("letters.md", "In a letter to the committee, Walter Brandt wrote: “I am against the plan.”"),
    ("letters.md", "“I am a night nurse,” Priya Raman wrote."),
    ("letters.md", "Priya Raman wrote: “I drive for an hour each way because I can find nothing here to rent.”"),
    ("letters.md", "“I have never seen one,” wrote Otto Quist."),
    ("comments.txt", "“I never thought I would see it tied up,” wrote Derek Moxon on Facebook."),
    ("comments.txt", "“My late wife crossed on that boat every morning,” Derek Moxon wrote."),
    ("comments.txt", "Jodie Pryke wrote: “I am sorry all the same.”"),
    ("comments.txt", "“They have shut the ferry for the winter,” Hannah Tillot wrote."),
    ("address.md", "“I grew up on a trawler that did not survive the ban,” Craig Dunstan said."),
    ("address.md", "The fisheries minister, Craig Dunstan, said: “I will not buy quota from the small boats.”"),
    ("address.md", "“I was promised a fair hearing and a bread roll,” the minister said."),
    ("eulogy.txt", "“My father was not an easy man, and I would be a liar to tell you that he was,” Mairi Gedde said."),
    ("eulogy.txt", "“I was there, and I laughed,” said Mairi Gedde."),
    ("open-letter.md", "“We do not allege that anyone lit that fire,” wrote the signatories."),
    ("open-letter.md", "“We do not allege that anyone lit that fire,” wrote Dominic Ager and Ridwan Sule."),
    ("open-letter.md", "“A hydrant without water is a lie made of iron,” the letter said."),
]
HARMFUL = [
    ("letters.md", "“I am a night nurse,” wrote Walter Brandt."),
    ("letters.md", "“I am against the plan,” Priya Raman wrote."),
    ("letters.md", "Priya Raman wrote: “We all know who moves into flats.”"),
    ("letters.md", "“I want Holmwick left alone,” Otto Quist wrote."),
    ("letters.md", "“The yard is full of rats,” wrote Walter Brandt."),
    ("letters.md", "“I am against the plan,” said the parish of Holmwick."),
    ("comments.txt", "“I never thought I would see it tied up,” wrote Jodie Pryke on Facebook."),
    ("comments.txt", "“My late wife crossed on that boat every morning,” Hannah Tillot wrote."),
    ("comments.txt", "Derek Moxon wrote: “I am sorry all the same.”"),
    ("comments.txt", "“I hated the boat,” Derek Moxon wrote."),
    ("comments.txt", "“They have shut the ferry for the winter,” Facebook said."),
    ("comments.txt", "“I can promise no money that is not mine,” Hannah Tillot wrote."),
    ("address.md", "“I grew up on a trawler that did not survive the ban,” Ada Reed said."),
    ("address.md", "Craig Dunstan said: “The ban was my idea.”"),
    ("address.md", "“I will not buy quota from the small boats,” the Lobster Growers said."),
    ("eulogy.txt", "“I would be a liar to tell you that he was,” Hector Gedde said."),
    ("eulogy.txt", "“I have been launched before,” said Mairi Gedde."),
    ("eulogy.txt", "“I was there, and I laughed,” said Hector Gedde."),
    ("open-letter.md", "“We do not allege that anyone lit that fire,” wrote the Governor."),
    ("open-letter.md", "“We do not allege that anyone lit that fire,” wrote Dominic Ager and Ada Reed."),
    ("open-letter.md", "“We do not allege that anyone lit that fire,” the Association of Locksmiths wrote."),
]


@pytest.mark.parametrize(("name", "draft"), HONEST)
def test_words_are_whose_the_line_over_or_under_them_says(name: str, draft: str) -> None:
    assert set(_statuses(name, draft)) == {"ok"}


@pytest.mark.parametrize(("name", "draft"), HARMFUL)
def test_words_are_nobody_elses_of_the_page(name: str, draft: str) -> None:
    assert "ok" not in _statuses(name, draft)
