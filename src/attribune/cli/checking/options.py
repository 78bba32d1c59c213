"""What a call of ``check``, ``guard`` or ``read`` says and what the settings file does: the call goes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from attribune.errors import UsageError

if TYPE_CHECKING:
    from attribune.config.settings import Settings

_POLICY = click.option(
    "--policy",
    metavar="STYLE",
    help="House style for quotations: strict, ap, guardian, or a TOML file of what is allowed.  [default: strict]",
)
_CONFIG = click.option(
    "--config", metavar="FILE", help="Take the settings from this file, not from the nearest attribune.toml."
)
_NO_CONFIG = click.option("--no-config", is_flag=True, help="Look for no settings file.")


def policy_option(command: Any) -> Any:
    """Return the command with the option ``--policy``."""
    return _POLICY(command)


def config_options(command: Any) -> Any:
    """Return the command with the options ``--config`` and ``--no-config``."""
    return _CONFIG(_NO_CONFIG(command))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """How to check: the call's own choices, else the settings file's, else what is usual."""

    policy: str
    tier: str
    fail_on: str
    against: tuple[str, ...]
    settings: Settings
    files: tuple[str, ...]  # what was read to know these


def choices(
    paths: Sequence[str], *, config: str | None, no_config: bool, policy: str | None = None, tier: str | None = None,
    fail_on: str | None = None, against: tuple[str, ...] = (), aloud: bool = True,
) -> Choices:  # fmt: skip
    """Return how to check these drafts. Raises InputError and UsageError for settings and policies that can't be used.

    The file that was found is named on standard error: who looks at an exit status must know what decided it.
    """
    from attribune.config.settings import settings_for

    settings = settings_for(paths, config=config, no_config=no_config)
    if settings.file and aloud:
        from attribune.exports.terminal.ansi import printable

        click.echo(f"attribune: settings: {printable(str(settings.file))}", err=True)
    return Choices(
        policy=_policy(policy) or settings.policy or "strict",
        tier=tier or settings.tier or "auto",
        fail_on=fail_on or settings.fail_on or "look",
        against=against or settings.against,
        settings=settings,
        files=(*settings.files, *((policy,) if policy is not None else ())),
    )


def _policy(policy: str | None) -> str | None:
    if policy is None:
        return None
    from attribune.config.policy import policy_of

    return policy_of(policy)


def require_evidence(against: Sequence[str], settings: Settings) -> None:
    """Raise UsageError where neither the call nor the settings file names any evidence."""
    if not against:
        where = f"or put it into {settings.file}" if settings.file else "or write it into attribune.toml"
        raise UsageError(f'name the evidence: --against PATH, {where} as against = ["PATH"]')
