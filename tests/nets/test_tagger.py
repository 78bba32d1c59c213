"""The shipped nets: what they find in plain cases, and that no text breaks them."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.errors import NetError
from attribune.nets import model_files as shipped
from attribune.nets import tagger
from attribune.nets.tagger import Relation, TierName, relations, relations_many
from attribune.nets.tokens import stream
from attribune.records import Span
from attribune.text.line_bounds import lines_of

TIERS: tuple[TierName, ...] = ("fast", "best", "auto")
STORY = (
    "The harbour board will close the old ferry landing in May, its chairwoman, Ines Tolland, said on Monday.\n"
    "“We have run out of planks,” Ms. Tolland told reporters. “And we have run out of patience.”\n"
    "The mayor denied that the city had been warned.\n"
    "The old ferry has a red funnel and two brass bells."
)

UNSURE = " ".join(["“We go on,” Mara said on day two."] * 12)


def read(text: str, tier: TierName) -> list[Relation]:
    return relations(text, lines_of(text), tier=tier)


def said(text: str, span: Span | None) -> str | None:
    return text[span[0] : span[1]] if span else None


@pytest.mark.parametrize("tier", TIERS)
def test_a_short_story(tier: TierName) -> None:
    found = read(STORY, tier)
    words = [(said(STORY, r.cue), [said(STORY, s) for s in r.source or ()], said(STORY, r.content[0])) for r in found]
    assert ("told", ["Ms. Tolland"], "“We have run out of planks,”") in words
    assert ("denied", ["The mayor"], "that the city had been warned") in words
    split = next(r for r in found if said(STORY, r.cue) == "told")
    assert said(STORY, split.content[-1]) == "“And we have run out of patience.”"
    assert all("funnel" not in (said(STORY, s) or "") for r in found for s in r.content)


@pytest.mark.parametrize("tier", TIERS)
def test_relations_come_in_order_with_confidence(tier: TierName) -> None:
    found = read(STORY, tier)
    assert [r.content for r in found] == sorted(r.content for r in found)
    assert all(0 < r.confidence < 1 for r in found)
    assert {r.tier for r in found} <= ({tier} if tier != "auto" else {"fast", "best"})


def test_the_encoder_reads_the_first_unsure_paragraphs_of_each_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes 70 s for a megabyte: a text made to be unsure everywhere cost that in the tier that is the default."""
    text = "\n".join([UNSURE] * 8)
    size = len(stream([(UNSURE, lines_of(UNSURE))]))
    monkeypatch.setattr(tagger, "MOST_REREAD", 3 * size)
    alone = read(text, "auto")
    by_encoder = {r.content[0][0] // (len(UNSURE) + 1) for r in alone if r.tier == "best"}
    assert by_encoder == {0, 1, 2}
    assert {r.tier for r in alone} == {"fast", "best"}
    items = [(one, lines_of(one)) for one in (STORY, text, "", text)]
    assert relations_many(items, tier="auto")[1::2] == [alone, alone]


@pytest.mark.parametrize("tier", TIERS)
def test_many_texts_at_once_say_the_same_as_one_by_one(tier: TierName) -> None:
    texts = [STORY, "", "Nobody spoke.", STORY.replace("Tolland", "Brandt"), "\n\n"]
    together = relations_many([(text, lines_of(text)) for text in texts], tier=tier)
    alone = [read(text, tier) for text in texts]
    assert [[(r.content, r.cue, r.source) for r in rs] for rs in together] == [
        [(r.content, r.cue, r.source) for r in rs] for rs in alone
    ]


def holds(text: str, found: list[Relation]) -> None:
    """Every span lies in the text, on borders of units, and is not empty."""
    units = stream([(text, lines_of(text))])
    starts, ends = set(units.starts.tolist()), set(units.ends.tolist())
    for relation in found:
        for span in (*relation.content, *(relation.source or ()), *((relation.cue,) if relation.cue else ())):
            assert 0 <= span[0] < span[1] <= len(text)
            assert span[0] in starts and span[1] in ends


NASTY = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=st.sampled_from(list("“”\"'‘’ said,.\nHeI1-—(")), max_size=400),
    st.lists(
        st.sampled_from(["“", "”", "he said", "\n", "according to", "Ms. Rue", ",", ".", "that it was"]), max_size=80
    ).map(" ".join),
)


@settings(max_examples=150)
@given(NASTY)
def test_fuzz_fast(text: str) -> None:
    holds(text, read(text, "fast"))


@settings(max_examples=40)
@given(NASTY)
def test_fuzz_auto_and_best(text: str) -> None:
    holds(text, read(text, "auto"))
    holds(text, read(text, "best"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\ud800\udfff said “\ud800”",
        "“" * 20_000,
        "'" * 5_000,
        "said " * 5_000,
        "x" * 100_000,
        "\x00\u202e“a” said b",
    ],
    ids=["empty", "blank", "line", "surrogates", "marks", "apostrophes", "one paragraph", "one word", "controls"],
)
def test_odd_texts(text: str) -> None:
    for tier in ("fast", "auto"):
        holds(text, read(text, tier))


def test_paragraphs_beyond_the_text_and_upside_down_are_clipped() -> None:
    assert relations("He said so.", [(-5, 400), (9, 3), (100, 200)], tier="fast") is not None
    assert relations("", [(0, 10)]) == []


def test_a_damaged_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    card = shipped.card("fast")
    monkeypatch.setitem(card.digests, "words.txt", "0" * 64)
    with pytest.raises(NetError, match="damaged"):
        shipped.checked("fast", "words.txt")
    with pytest.raises(NetError, match="missing"):
        shipped.checked("fast", "nothing.txt")


def test_reading_is_the_same_whatever_was_read_before() -> None:
    before = read(STORY, "fast")
    chooser = random.Random(3)
    junk = " ".join("".join(chooser.choices("abcdefgh'“”", k=7)) for _ in range(3000))
    read(junk, "fast")
    assert read(STORY, "fast") == before


def test_no_training_library_at_run_time() -> None:
    assert "torch" not in sys.modules and "transformers" not in sys.modules
