"""Posts as people paste them: a credit line, a quoted outlet, an embedded post, a pool report, a transcript, hedges."""

from __future__ import annotations

from pathlib import Path

import pytest

from attribune.articles.plain import read
from attribune.records import Reading, Statement
from attribune.sources.reading import read_article

BRIDGE = """\
Harbour Minister Ilse Brandt visited the flooded town of Ellery on Thursday as the river kept rising.

From The Meridian Courier:

Brandt, 47, landed by helicopter near the town hall, where 300 suspected looters had been held overnight.

“Nobody will be left on a roof tonight,” said Tomas Okoro, the county’s emergency director, as he led Brandt along the \
dyke, according to a press pool report.

Brandt recorded a video on the dyke, saying, “Stay where you are. We are coming for you with every boat we have.”

Watch the clip below:

I stood on the dyke in Ellery today.

To everyone on a roof: WAVE. We are counting you. pic.twitter.com/AbCdEfGhIj

— Minister Ilse Brandt (@IlseBrandt) May 14, 2026
"""

STRIKE = """\
The Lakeside Gazette reports:

The drivers’ union told Radio Fjord that management had promised them the brakes were safe.

“They were not,” union leader Per Aune said, according to minutes obtained by the Lakeside Gazette.

The company denied that any bus was unsafe.

See the post below:

The drivers allege that 12 buses were sent out with cracked discs. We will not drive them.

— Drivers United (@driversunited) June 2, 2026
"""

HEARING = """\
Transcript of the hearing

CHAIR: Thank you for coming, Ms. Dahl.

DAHL: The keeper told me that the gate was stuck.

CHAIR: When was that?

DAHL: In May. He said, “Let it burst.”
"""


def reading(text: str) -> Reading:
    (article,) = read(text.encode(), name="post.txt")
    return read_article(article, tier="rules")


def holding(one: Reading, words: str) -> Statement:
    """The smallest statement that holds some words."""
    at = one.article.text.index(words)
    found = [s for s in one.statements if any(a <= at and at + len(words) <= b for a, b in s.content)]
    return min(found, key=lambda s: sum(b - a for a, b in s.content))


def way(one: Reading, statement: Statement) -> list[tuple[str, str]]:
    names = {source.id: source.name for source in one.sources}
    return [(names[hop.source].lower(), hop.relation) for hop in statement.chain]


def test_a_post_with_a_quoted_outlet_a_pool_report_a_video_and_an_embed() -> None:
    one = reading(BRIDGE)
    said = holding(one, "Nobody will be left on a roof tonight")
    assert way(one, said) == [
        ("tomas okoro", "said"),
        ("press pool report", "according_to"),
        ("meridian courier", "credited"),
    ]
    speaker = next(s for s in one.sources if s.id == said.speaker)
    assert any("emergency director" in role for role in speaker.roles)
    video = holding(one, "We are coming for you with every boat")
    assert video.medium == "broadcast"
    assert [name for name, _ in way(one, video)] == ["ilse brandt", "meridian courier"]
    post = holding(one, "To everyone on a roof")
    assert (post.medium, post.kind) == ("post", "direct")
    assert way(one, post) == [("ilse brandt", "posted")]
    assert [h.text for s in one.statements for h in s.hedges] == ["suspected"]
    (embed,) = one.article.embeds
    assert (embed.handle, embed.posted, embed.media) == ("IlseBrandt", "2026-05-14", ("pic.twitter.com/AbCdEfGhIj",))


def test_a_credited_report_of_a_broadcast_and_a_post() -> None:
    one = reading(STRIKE)
    assert [n for n, _ in way(one, holding(one, "the brakes were safe"))] == [
        "management",
        "drivers’ union",
        "radio fjord",
        "lakeside gazette",
    ]
    relations = [relation for _, relation in way(one, holding(one, "They were not"))]
    assert relations == ["said", "according_to", "obtained_by"]
    assert holding(one, "any bus was unsafe").negated
    inner = holding(one, "12 buses were sent out")
    assert [relation for _, relation in way(one, inner)] == ["said", "posted"]


def test_what_a_witness_tells_in_a_transcript_is_a_statement_inside_the_turn() -> None:
    one = reading(HEARING)
    assert [n for n, _ in way(one, holding(one, "the gate was stuck"))] == ["keeper", "dahl"]
    assert len(way(one, holding(one, "Let it burst"))) == 2


@pytest.mark.data
@pytest.mark.parametrize("tier", ["rules", "fast", "best", "auto"])
def test_the_example_post(tier: str) -> None:
    path = Path(__file__).parents[3] / "shared" / "examples" / "post.txt"
    if not path.is_file():
        pytest.skip("no example post beside the repository (../shared/examples/post.txt)")
    (article,) = read(path.read_bytes(), name="post.txt")
    one = read_article(article, tier=tier)  # type: ignore[arg-type]
    relations = [[relation for _, relation in way(one, s)] for s in one.statements]
    assert ["said", "according_to", "credited"] in relations
    assert ["posted"] in relations
    assert any(s.medium == "broadcast" and s.kind == "direct" for s in one.statements)
    assert {f.value for f in one.figures} >= {53.0, 250.0, 15_000.0}
