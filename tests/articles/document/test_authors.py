"""Names in author fields of tables, JSON objects and documents."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.articles.document.authors import authors

LEAVES = st.none() | st.integers() | st.text(max_size=30)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("Ann Lee; Bob Fox", ["Ann Lee", "Bob Fox"]),
        ("Ann Lee, Political Editor; Bob Fox", ["Ann Lee", "Bob Fox"]),
        ("Lee, Ann; Fox, Bob", ["Ann Lee", "Bob Fox"]),
        ("Lee, Ann and Fox, Bob", ["Ann Lee", "Bob Fox"]),
        ("Lee, Ann;", ["Lee, Ann"]),
        ("Lee, Ann", ["Lee, Ann"]),
        ("John Doe, Jr.", ["John Doe, Jr."]),
        ("['Ann Lee', \"Cy O'Dea\"]", ["Ann Lee", "Cy O'Dea"]),
        ('["Ann Lee", "Bob Fox"]', ["Ann Lee", "Bob Fox"]),
        ("('Ann Lee',)", ["Ann Lee"]),
        ("[]", []),
        ("bell hooks", ["bell hooks"]),
        ("admin", []),
        ("nan", []),
        ("https://x.example/ann", []),
        (["Ann Lee", None, {"name": "Bob Fox"}, "Ann Lee"], ["Ann Lee", "Bob Fox"]),
        ({"original": "By Ann Lee and Bob Fox"}, ["Ann Lee", "Bob Fox"]),
        ({"name": {"first": "Ann"}}, []),
    ],
)
def test_names(field: Any, names: list[str]) -> None:
    assert authors(field) == tuple(names)


@given(
    st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["name", "original"]), inner))
)
def test_never_raises(field: Any) -> None:
    assert all(name.strip() for name in authors(field))
