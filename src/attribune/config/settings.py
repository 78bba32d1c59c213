"""A project's settings: ``attribune.toml``, or ``[tool.attribune]`` in ``pyproject.toml``, found upwards from a draft.

The nearest folder that has one decides alone; in it ``attribune.toml`` goes before ``pyproject.toml``. The search ends
with the repository's root or the home folder. Outside of both a file of another user isn't taken: anybody can put one
into a shared folder. Paths in the file are relative to it, and lead out of its folder only if they say so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from attribune.config.policy import policy_of
from attribune.config.toml_file import Table, load
from attribune.errors import AttribuneError, UsageError

NAME, SHARED = "attribune.toml", "pyproject.toml"
TIERS = ("auto", "fast", "best", "rules")
FAIL_ON = ("look", "wrong", "ignored", "never")
KEYS = ("policy", "against", "tier", "fail-on", "ignore")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """Quotations that don't count: those that are like ``quotation`` in drafts that are like one of ``drafts``.

    A ``*`` in either stands for any characters. Without ``quotation`` all of the drafts' are meant, without ``drafts``
    those of every draft. ``place`` is the file and line where it stands.
    """

    reason: str
    quotation: str | None = None
    drafts: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a settings file says; None or empty where it says nothing. ``against`` are paths as they can be opened."""

    file: Path | None = None
    policy: str | None = None
    against: tuple[str, ...] = ()
    tier: str | None = None
    fail_on: str | None = None
    ignore: tuple[Ignore, ...] = ()
    files: tuple[str, ...] = ()  # what was read for these: the settings file, and a policy's

    def relative(self, draft: str) -> str:
        """Return a draft's path as the globs of this file see it: from its folder, with slashes."""
        folder = self.file.parent if self.file else Path()
        return os.path.relpath(os.path.realpath(draft), os.path.realpath(folder)).replace(os.sep, "/")


def settings_for(paths: Sequence[str], *, config: str | None = None, no_config: bool = False) -> Settings:
    """Return the settings for drafts: of the file that is named, else of the one that is found, else none.

    Raises UsageError where drafts have different files, InputError for a file that can't be used.
    """
    if no_config:
        if config:
            raise UsageError("--config and --no-config can't be given together")
        return Settings()
    if config:
        return read_settings(Path(config))
    found = {find(Path() if path == "-" or "\0" in path else Path(path)): path for path in paths}
    if len(found) > 1:
        (one, first), (two, second) = list(found.items())[:2]
        raise UsageError(
            f"the settings for {first} are {one or 'none'}, those for {second} {two or 'none'}; check them in two "
            f"calls, or name one file with --config"
        )
    file = next(iter(found), None)
    return read_settings(file) if file else Settings()


def find(path: Path) -> Path | None:
    """Return the nearest settings file for a draft or folder, None where there is none."""
    folders = list(_folders(path))
    inside = any((folder / ".git").exists() for folder in folders) or Path.home() in folders
    for folder in folders:
        for name in (NAME, SHARED):
            file = folder / name
            if file.is_file() and (name == NAME or _has_table(file)):
                if not inside and not _own(file):
                    raise UsageError(
                        "these settings belong to another user; name the file with --config if you want them, or say "
                        "--no-config", concerns=_shown(file),
                    )  # fmt: skip
                return Path(_shown(file))
    return None


def _shown(file: Path) -> str:
    """Return a path as a person finds it: from the current folder if it lies in it or near it."""
    near = os.path.relpath(file)
    return near if near.count("..") < 4 else str(file)


def _folders(path: Path) -> Iterator[Path]:
    """Yield the folder of a draft and those above it, up to a repository's root or the home folder."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - links stay: the draft's own path says where it belongs
    if not start.is_dir():
        start = start.parent
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists() or folder == Path.home():
            return


def _own(file: Path) -> bool:
    """True if a file is this user's or the system's."""
    user = getattr(os, "getuid", None)
    return user is None or file.stat().st_uid in (user(), 0)


def _has_table(file: Path) -> bool:
    """True if a ``pyproject.toml`` speaks of this program. One that is broken is only an error if it may."""
    try:
        data = file.read_bytes()
    except OSError:
        return False
    if b"attribune" not in data:
        return False
    try:
        tool = load(file).values.get("tool")
    except AttribuneError:
        if b"tool.attribune" in data:
            raise
        return False
    return isinstance(tool, dict) and "attribune" in tool


def read_settings(file: Path) -> Settings:
    """Return what a settings file says. Raises InputError for whatever in it isn't understood."""
    table = load(file)
    if file.name == SHARED:
        tool = table.values.get("tool", {})
        section = tool.get("attribune") if isinstance(tool, dict) else None
        if not isinstance(section, dict):
            raise UsageError("it has no table [tool.attribune]", concerns=str(file))
        table = Table(file, table.text, section, ("tool", "attribune"))
    table.known(KEYS)
    policy = table.string("policy")
    style = (_path(table, "policy", policy),) if policy and policy.endswith(".toml") else ()
    return Settings(
        files=(str(file), *style),
        file=file,
        policy=_policy(table),
        against=tuple(_path(table, "against", path) for path in table.strings("against")),
        tier=table.choice("tier", TIERS),
        fail_on=table.choice("fail-on", FAIL_ON),
        ignore=tuple(_ignore(one) for one in table.tables("ignore")),
    )


def _policy(table: Table) -> str | None:
    value = table.string("policy")
    if value is None:
        return None
    is_file = value.endswith(".toml")
    try:
        return policy_of(_path(table, "policy", value) if is_file else value)
    except UsageError as error:
        raise table.wrong(f"{error.concerns}: {error.message}", "policy") from None


def _path(table: Table, key: str, value: str) -> str:
    """Return a path of the file as it can be opened. Raises InputError where only a link leads it out of the folder."""
    if value == "-" or "\0" in value:
        raise table.wrong("a path is wanted", key)
    folder = table.file.parent
    path = folder / Path(value).expanduser()
    says_so = Path(value).expanduser().is_absolute() or ".." in Path(value).parts
    if not says_so:
        real, inside = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
        if not real.is_relative_to(inside):
            raise table.wrong(f"{value} leads out of the file's folder by a link; write where it leads: {real}", key)
    return str(path)


def _ignore(table: Table) -> Ignore:
    table.known(("drafts", "quotation", "reason"))
    reason = table.string("reason")
    if reason is None:
        raise table.wrong('an ignore needs a reason, as in reason = "a court record that nobody has online"')
    quotation, drafts = table.string("quotation"), table.strings("drafts")
    if quotation is None and not drafts:
        raise table.wrong('say what is ignored: drafts = ["archive/*"], quotation = "words of it*", or both')
    found = table.wrong("")
    return Ignore(reason=reason, quotation=quotation, drafts=drafts, place=found.concerns or "")
