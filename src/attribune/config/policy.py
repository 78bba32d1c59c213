"""House styles: a name, or a TOML file that says what is allowed. What it doesn't say isn't."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from attribune.check.quote import ALLOWANCES, JOIN, POLICIES, allowances
from attribune.config.toml_file import load
from attribune.errors import UsageError, suggestion


def policy_of(value: str | PathLike[str], folder: Path | None = None) -> str:
    """Return the policy that ``check_draft`` takes for a name, for allowances joined by "+", or for a TOML file.

    ``folder`` is where the file's path begins, if it isn't the current folder. Raises InputError for a file that says
    something else, UsageError for a name that there isn't.
    """
    name = fspath(value)
    if name.endswith(".toml") or "/" in name or "\\" in name:
        return read_policy((folder or Path()) / name)
    try:
        allowances(name)
    except ValueError:
        wanted = f"a policy is {', '.join(POLICIES)} or a TOML file that says what is allowed."
        raise UsageError(wanted + suggestion(name, POLICIES), concerns=name) from None
    return name


def read_policy(file: Path) -> str:
    """Return the policy of a TOML file with one key, ``allow``: a list of allowances."""
    table = load(file)
    table.known(("allow",))
    if "allow" not in table.values:
        raise table.wrong('it says nothing: list what is allowed, as in allow = ["spelling"]; allow = [] is strict')
    allowed = table.strings("allow")
    for name in allowed:
        if name not in ALLOWANCES:
            why = f"{name!r} is nothing that a policy can allow.{suggestion(name, ALLOWANCES)}"
            raise table.wrong(f"{why} There are: {', '.join(ALLOWANCES)}", "allow")
    named = next((policy for policy, its in POLICIES.items() if its == frozenset(allowed)), None)
    return named or JOIN.join(name for name in ALLOWANCES if name in allowed)
