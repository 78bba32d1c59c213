"""Model cards: what people read is what the machine checks."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files

import pytest

from attribune.nets.model_files import card

WEIGHTS = files("attribune.nets").joinpath("weights")
ROW = re.compile(r"^\| `([\w.]+)` \| ([\d,]+) \| `([0-9a-f]{64})` \|$", re.MULTILINE)


@pytest.mark.parametrize("tier", ["fast", "best"])
def test_both_cards_name_the_digests_of_the_files(tier: str) -> None:
    rows = ROW.findall(WEIGHTS.joinpath(f"{tier}.md").read_text(encoding="utf-8"))
    found = {}
    for name, size, digest in rows:
        content = WEIGHTS.joinpath(name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        assert len(content) == int(size.replace(",", ""))
        found[name] = digest
    assert found == card(tier).digests


@pytest.mark.parametrize("tier", ["fast", "best"])
def test_a_card_is_of_a_trained_net(tier: str) -> None:
    data = json.loads(WEIGHTS.joinpath(f"{tier}.json").read_text(encoding="utf-8"))
    assert any(move and move > -1000 for move in data["transitions"])
    assert any(data["calibration"])
    assert set(data["settings"]) == {"vectors", "doubt", "span_doubt", "temperature", "least", "worth"}
