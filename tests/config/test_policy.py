"""House styles as files: only what is listed is allowed, and each allowance allows just what it says."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from attribune.check.quote import ALLOWANCES, allowances, verify_quote
from attribune.config.policy import policy_of, read_policy
from attribune.errors import InputError, MissingInput, UsageError

STYLES = Path(__file__).resolve().parents[2] / "docs" / "example" / "styles"
# One honest edit for each allowance: what the source has, what the draft prints.
EDITS = {
    "spelling": ("“The colour of the harbour is grey,” said Mara Voss.", "The color of the harbor is gray"),
    "hyphens": ("“It is a well-known harbour,” said Mara Voss.", "It is a well known harbour"),
    "contractions": ("“We do not close the harbour,” said Mara Voss.", "We don't close the harbour"),
    "fillers": ("“We will, um, open the harbour,” said Mara Voss.", "We will, open the harbour"),
    "informal": ("“We are gonna open the harbour,” said Mara Voss.", "We are going to open the harbour"),
    "agreement": ("“There is two boats in the harbour,” said Mara Voss.", "There are two boats in the harbour"),
    "brackets": ("“He wait in the harbour,” said Mara Voss.", "He [waits] in the harbour"),
}
HARMFUL = [
    ("“We will not close the harbour,” said Mara Voss.", "We will close the harbour"),
    ("“We may close the harbour,” said Mara Voss.", "We must close the harbour"),
    ("“We close 12 harbours,” said Mara Voss.", "We close 21 harbours"),
    ("“We close it if it rains,” said Mara Voss.", "We close it"),
    ("“We open the harbour,” said Mara Voss.", "We, um, open the harbour"),
]


@pytest.mark.parametrize("name", ALLOWANCES)
def test_each_allowance_lets_its_own_edit_pass_and_no_other(name: str) -> None:
    for other, (source, quote) in EDITS.items():
        assert verify_quote(quote, source, policy=name).ok == (other == name), other
        assert not verify_quote(quote, source, policy="strict").ok
        assert verify_quote(quote, source, policy="guardian").ok


def test_no_set_of_allowances_lets_a_harmful_change_pass() -> None:
    for size in range(len(ALLOWANCES) + 1):
        for names in combinations(ALLOWANCES, size):
            for source, quote in HARMFUL:
                assert not verify_quote(quote, source, policy="+".join(names) or "strict").ok, (names, quote)


def test_a_file_is_the_sum_of_what_it_allows(tmp_path: Path) -> None:
    style = tmp_path / "style.toml"
    style.write_text('# ours\nallow = ["fillers", "spelling"]\n', encoding="utf-8")
    assert policy_of(style) == "spelling+fillers"
    assert allowances(policy_of(str(style))) == {"spelling", "fillers"}
    style.write_text("allow = []\n", encoding="utf-8")
    assert policy_of("style.toml", tmp_path) == "strict"
    style.write_text('allow = ["hyphens", "spelling"]\n', encoding="utf-8")
    assert policy_of(style) == "ap"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('\n\nallow = ["speling"]', ":3: allow: 'speling' is nothing that a policy can allow. Did you mean spelling?"),
        ('allow = ["negation"]', ":1: allow: 'negation' is nothing that a policy can allow"),
        ('allow = ["grammar"]', ":1: allow: 'grammar' is nothing"),
        ('# x\nallowed = ["spelling"]', ":2: allowed: there is no such key. Did you mean allow?"),
        ('allow = ["spelling"]\n\n[forbid]\nx = 1', ":3: forbid: there is no such key"),
        ("allow = 3", ":1: allow: a list of texts is wanted"),
        ('allow = ["spelling", 3]', ":1: allow: a list of texts is wanted"),
        ("allow = [true]", ":1: allow: a list of texts is wanted"),
        ('allow = [""]', ":1: allow: a list of texts is wanted"),
        ("", "it says nothing: list what is allowed"),
        ("allow = [", "it is no TOML"),
        ("allow = " + "[" * 5_000, "it is no TOML"),
    ],
)
def test_what_a_file_says_wrongly_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    style = tmp_path / "style.toml"
    style.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_policy(style)
    assert says in str(error.value)
    assert str(style) in str(error.value)


def test_bad_files_and_names(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no such file"):
        policy_of(tmp_path / "gone.toml")
    (tmp_path / "bytes.toml").write_bytes(b"allow = [\xff]")
    with pytest.raises(InputError, match="UTF-8"):
        policy_of(tmp_path / "bytes.toml")
    (tmp_path / "huge.toml").write_bytes(b"#" * 200_001)
    with pytest.raises(InputError, match="200,000 bytes"):
        policy_of(tmp_path / "huge.toml")
    for name in ("strikt", "", "spelling+", "spelling++fillers", "ap+spelling", "everything"):
        with pytest.raises(UsageError, match="a policy is"):
            policy_of(name)
    with pytest.raises(UsageError, match="Did you mean strict"):
        policy_of("strickt")


def test_the_example_styles_are_valid_and_differ() -> None:
    styles = {file.name: read_policy(file) for file in sorted(STYLES.glob("*.toml"))}
    assert len(styles) == 3 == len(set(styles.values()))
