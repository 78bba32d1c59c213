"""Filling in speaker and chain keeps everything else."""

from __future__ import annotations

from dataclasses import fields, replace

from attribune.records import Hedge, Hop, Statement, with_speaker

FULL = Statement(
    id="st7",
    kind="mixed",
    content=((3, 9), (12, 20)),
    medium="post",
    cue=(0, 2),
    source=((21, 25),),
    speaker="s1",
    chain=(Hop(source="s1", relation="said"),),
    hedges=(Hedge(start=3, end=6, text="may"),),
    negated=True,
    confidence=0.4,
    tier="fast",
)


def test_all_but_speaker_and_chain_is_kept() -> None:
    least = Statement(id="st1", kind="direct", content=((0, 1),))
    same = {f.name for f in fields(Statement) if getattr(FULL, f.name) == getattr(least, f.name)}
    assert not same, "a field that isn't filled in here could be lost unseen"
    chain = (Hop(source="s2", relation="cites"), Hop(source="s3", relation="said"))
    assert with_speaker(FULL, speaker="s2", chain=chain) == replace(FULL, speaker="s2", chain=chain)
