"""A dossier that holds is forged in each record; all digests and the seal are made anew. None may be called proven."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.corpus import dossiers
from tests.corpus.dossiers import Records, copied, of, sealed, verified
from tests.corpus.sample_corpora import take_in

HARBOUR = """Ferry plan put off
By Otto Quist

“We will not close the harbour before winter,” Mara Voss said on Monday.

“The ferry carried 15 million people in 2019,” said Jonas Brandt, the harbour master.

Mara Voss told reporters: “The illegal berths will be removed by June.”

“I signed the letter,” Jonas Brandt said. “It cost 1.5 million crowns.”
"""
BERTHS = (
    '<html><head><title>Council votes on berths</title><meta property="og:site_name" content="The Ellery Ledger">'
    '<meta property="article:published_time" content="2021-05-04T08:00:00Z"></head><body><article>'
    "<h1>Council votes on berths</h1><p>By Nils Aker</p>"
    "<p>“The council will never sell the berths to anyone,” Ada Linde said on Tuesday.</p>"
    "<p>“Nobody asked the fishermen what they think of it,” said Piet Noor, a fisherman.</p>"
    "<p>The council met for three hours in the old town hall and adjourned after a long debate on the berths.</p>"
    "</article></body></html>"
)
DRAFT = """“We will not close the harbour before winter,” Mara Voss said.

“The ferry carried 15 million people in 2019,” said Jonas Brandt.

“The council will never sell the berths to anyone,” Ada Linde said.

“I signed the letter,” Jonas Brandt said.
"""
Change = Callable[[Records], None]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Records:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "in").mkdir()
    (folder / "in" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "in" / "berths.html").write_text(BERTHS, encoding="utf-8")
    take_in(folder / "corpus", folder / "in")
    records = dossiers.records_of(folder / "corpus", dossiers.checked(folder / "corpus", DRAFT), statements=True)
    assert len(of(records, "statement")) >= 5
    return records


def said(records: Records, words: str) -> dict[str, Any]:
    """The statement with these words."""
    return next(one for one in of(records, "statement") if words in one["text"])


def version(records: Records, suffix: str) -> dict[str, Any]:
    return next(one for one in of(records, "version") if one["address"].endswith(suffix))


def named(records: Records, name: str, where: str) -> None:
    """Give the first statement to somebody whose name stands elsewhere in the article."""
    one, text = said(records, "not close"), version(records, ".txt")["text"]
    span = [text.index(where), text.index(where) + len(where)]
    one["sources"] = [{**one["sources"][0], "id": "s9", "name": name, "mentions": [span], "roles": [], "route": []}]
    one["speaker"] = {"name": name, "shown_as": name}
    one["statement"] |= {"speaker": "s9", "source": [span]}
    hop = {"relation": "said", "source": "s9", "span": span}
    one["statement"]["chain"], one["chain"] = [hop], [{**hop, "name": name}]


def cut(records: Records, start: str, end: str, of_: str = "not close") -> None:
    """Let a statement begin and end elsewhere."""
    one, text = said(records, of_), version(records, ".txt")["text"]
    span = [text.index(start), text.index(end) + len(end)]
    one["statement"]["content"], one["text"] = [span], text[slice(*span)]


def pieces(records: Records, change: Callable[[list[Any]], list[Any]]) -> None:
    one, text = said(records, "signed the letter"), version(records, ".txt")["text"]
    spans = change(one["statement"]["content"])
    one["statement"]["content"], one["text"] = spans, " ".join(text[a:b] for a, b in spans)


def field(words: str, path: str, value: Any) -> Change:
    """A forger who puts a value into a statement."""

    def forge(records: Records) -> None:
        holder: Any = said(records, words)
        *keys, last = path.split(".")
        for key in keys:
            holder = holder[int(key) if key.isdigit() else key]
        holder[last] = value

    return forge


def hop(relation: str) -> Change:
    def forge(records: Records) -> None:
        one = said(records, "not close")
        for chain in (one["chain"], one["statement"]["chain"]):
            chain[0]["relation"] = relation

    return forge


def page(old: str, new: str) -> Change:
    """A forger who exchanges the bytes of the page."""

    def forge(records: Records) -> None:
        one = version(records, ".html")
        for capture in of(records, "capture"):
            if capture["sha256"] == one["derived"][0]["sha256"]:
                data = base64.b64decode(capture["bytes"]).decode().replace(old, new).encode()
                assert new in data.decode()
                capture |= {"bytes": base64.b64encode(data).decode(), "size": len(data)}
                capture["sha256"] = one["derived"][0]["sha256"] = hashlib.sha256(data).hexdigest()

    return forge


def in_version(suffix: str, **values: Any) -> Change:
    return lambda records: version(records, suffix).update(values)


def check_of(records: Records) -> dict[str, Any]:
    found: dict[str, Any] = of(records, "check")[0]["check"]
    return found


def first(**values: Any) -> Change:
    """A forger who changes the first verdict."""
    return lambda records: check_of(records)["checks"][0].update(values)


def evidence(**values: Any) -> Change:
    return lambda records: check_of(records)["checks"][0]["evidence"][0].update(values)


def drafted(more: str) -> Change:
    """A forger whose draft has more than was checked."""

    def forge(records: Records) -> None:
        check_of(records)["draft"]["text"] += more

    return forge


def quoted(number: int, words: str) -> Change:
    """A forger whose draft quotes other words."""

    def forge(records: Records) -> None:
        check = check_of(records)
        one, draft = check["checks"][number], check["draft"]
        low, high = one["quote"]
        draft["text"] = draft["text"][:low] + words + draft["text"][high:]
        longer = len(words) - (high - low)
        for verdict in check["checks"]:
            if verdict["quote"][0] > low:
                verdict["quote"] = [at + longer for at in verdict["quote"]]
            if verdict["speaker"]["span"][0] > low:
                verdict["speaker"]["span"] = [at + longer for at in verdict["speaker"]["span"]]
        one |= {"text": words, "quote": [low, low + len(words)]}

    return forge


def draft_denies(records: Records) -> None:
    """The draft takes back that it was said, behind all spans."""
    check = check_of(records)
    check["draft"]["text"] = check["draft"]["text"].replace("Mara Voss said", "Mara Voss lied", 1)


def twice(records: Records) -> None:
    check = check_of(records)
    other = copied([check["checks"][0]])[0] | {"verdict": "unclear", "ok": False}
    check["checks"].insert(1, other)
    check["summary"] = {"verbatim": len(check["checks"]) - 1, "unclear": 1}


def one_address(records: Records) -> None:
    """Two pages are made versions of one."""
    text, html = version(records, ".txt"), version(records, ".html")
    histories = [record for record in records if record["kind"] == "history"]
    keep = next(one for one in histories if one["body"]["address"] == text["address"])
    keep["body"] |= {"versions": [html["id"], text["id"]], "events": []}
    html["address"] = text["address"]
    records.remove(next(one for one in histories if one is not keep))
    of(records, "header")[0]["counts"]["histories"] = 1


FORGERIES: dict[str, Change] = {
    "said by another of the article": lambda r: named(r, "Jonas Brandt", "Jonas Brandt"),
    "said by its author": lambda r: named(r, "Otto Quist", "Otto Quist"),
    "said by nobody": field("not close", "statement.source", None),
    "not left out at the start": lambda r: cut(r, "close the harbour", "winter,”"),
    "inside a word": lambda r: cut(r, "legal berths", "June.”", "illegal"),
    "the end left out": lambda r: cut(r, "“We will", "harbour"),
    "pieces turned round": lambda r: pieces(r, lambda spans: spans[::-1]),
    "a piece twice": lambda r: pieces(r, lambda spans: [spans[0], spans[0]]),
    "negated": field("not close", "statement.negated", True),
    "a hedge of elsewhere": field("not close", "statement.hedges", [{"start": 0, "end": 5, "text": "Ferry"}]),
    "indirect": field("not close", "statement.kind", "indirect"),
    "another day": field("not close", "said_on", "2021-05-09"),
    "no day": field("not close", "said_on", "2021-99-99 or so"),
    "a relation": hop("according_to"), "a relation of no kind": hop("overheard by"),
    "a cue of elsewhere": field("not close", "statement.cue", [0, 5]),
    "no cue": field("not close", "statement.cue", None),
    "a role of another": field("not close", "sources.0.roles", ["harbour master"]),
    "a medium": field("not close", "statement.medium", "document"),
    "an id of the world's": field("not close", "sources.0.wikidata", "Q42"),
    "shown as another": field("not close", "speaker.shown_as", "Jonas Brandt"),
    "a field more": field("not close", "note", "confirmed by Mara Voss"),
    "a field more inside": field("not close", "statement.verified", True),
    "a truth value for a place": field("not close", "statement.cue", [True, 5]),
    "an author who only speaks": in_version(".txt", authors=["Mara Voss"]),
    "a title from the text": in_version(".txt", title="Ferry"),
    "an outlet from the text": in_version(".html", outlet="Council Berths"),
    "another hour": in_version(".html", published="2021-05-04T23:59:00Z"),
    "a wire": in_version(".txt", wire="Reuters"),
    "a language": in_version(".txt", language="de"),
    "a note": in_version(".txt", notes=["seen by a notary"]),
    "a link": in_version(".txt", links=[{"start": 0, "end": 5, "text": "Ferry", "href": "https://ev.example"}]),
    "another time to stand": in_version(".txt", stood_at="1999-01-01T00:00:00Z"),
    "a site that is a word": in_version(".txt", url="https://harbour/x"),
    "hidden by an attribute": page("<p>“The council", "<p hidden>“The council"),
    "hidden by a style": page("never", '<span style="font-size:0">never</span>'),
    "hidden by a class": page("</head>", "<style>p{color:#fff}</style></head>"),
    "struck": page("never", "<del>never</del>"), "not drawn": page("never", "<noembed>never</noembed>"),
    "turned round": page("never", "<bdo dir=rtl>never</bdo>"),
    "more between": page("<p>“Nobody", "<p>All of it is a lie, she added.</p><p>“Nobody"),
    "two pages of one address": one_address,
    "made in time to come": lambda r: of(r, "header")[0].update(made_at="2999-01-01T00:00:00Z"),
    "no speaker in the draft": first(speaker=None),
    "the draft has it otherwise": draft_denies,
    "faithful, and the same": lambda r: dossiers.called(r, "verbatim", "faithful"),
    "two verdicts": twice,
    "a chain of more": evidence(
        chain=[{"relation": "said", "source": "Mara Voss", "span": None}] * 2, first_hand=False
    ),
    "no chain": evidence(chain=[], first_hand=False),
    "nothing around": evidence(before="", after=""),
    "evidence with a field more": evidence(published="1999-01-01"),
    "single marks": drafted("‘We will sell the harbour at any price,’ Mara Voss said."),
    "low marks": drafted("„We will sell the harbour at any price,“ Mara Voss said."),
    "a mark alone": drafted("“We will sell the harbour at any price, Mara Voss said."),
    "straight single marks": drafted("'We will sell the harbour at any price,' Mara Voss said."),
    "a block quotation": drafted("\n> We will sell the harbour at any price.\n\n— Mara Voss\n"),
    "a label": drafted("\nMara Voss: We will sell the harbour.\n"),
    "a dash": drafted("\n— We will sell the harbour, Mara Voss said.\n"),
    "marks of others": drafted(" 「We will sell it」"), "doubled marks": drafted(" ''We will sell it,'' she said."),
    "an exclamation": quoted(0, "We will not close the harbour before winter!"),
    "a question": quoted(2, "The council will never sell the berths to anyone&quest;"),
    "shouted": quoted(2, "THE COUNCIL WILL NEVER SELL THE BERTHS TO ANYONE,"),
    "sic": quoted(2, "The council will never [sic] sell the berths to anyone,"),
    "left open": quoted(3, "I signed the letter, …"),
}  # fmt: skip


def test_the_honest_one_holds(honest: Records) -> None:
    found = verified(sealed(copied(honest)))
    assert not found.wrong and not found.unproven


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_never_proven(honest: Records, name: str) -> None:
    records = copied(honest)
    FORGERIES[name](records)
    found = verified(sealed(records))
    assert found.wrong or found.unproven


def test_a_namesake_is_no_proof() -> None:
    from attribune.corpus.verify.dossier import Source, says_plainly

    alone = "Mara Voss came. “I resign,” Voss said."
    assert says_plainly(Source(alone), alone.index("I resign"), alone.index(",”"), "Mara Voss")
    two = "Mara Voss and Hugh Voss came. “I resign,” Voss said."
    assert not says_plainly(Source(two), two.index("I resign"), two.index(",”"), "Mara Voss")
