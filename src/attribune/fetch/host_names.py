"""Host names as DNS knows them."""

from __future__ import annotations


def ascii_name(name: str) -> str:
    """Return a host's name in ASCII and lower case, as browsers read it (IDNA 2008 over UTS 46), without a last dot.

    Raises UnicodeError for letters that no name can have. What is ASCII isn't looked into.
    """
    if name.isascii():
        return name.lower().removesuffix(".")
    import idna

    return idna.encode(name, uts46=True).decode("ascii").removesuffix(".")
