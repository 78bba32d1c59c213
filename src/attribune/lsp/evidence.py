"""The evidence of a workspace: prepared once, and again only where a file or the settings changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from attribune.api import Guard
from attribune.check.evidence.stamps import stamps
from attribune.config.policy import policy_of
from attribune.config.settings import TIERS, Settings, settings_for
from attribune.errors import AttribuneError, UsageError, suggestion

_Key = tuple[tuple[str, ...], str | None, str | None]
OPTIONS = ("against", "policy", "tier", "config")


@dataclass(frozen=True, slots=True)
class Options:
    """What the editor's own configuration says, which goes before the settings file."""

    against: tuple[str, ...] = ()
    policy: str | None = None
    tier: str | None = None
    config: str | None = None

    @classmethod
    def of(cls, given: Any, root: Path) -> Options:
        """Return the options; paths begin at the workspace's ``root``. Raises UsageError for what isn't understood."""
        if given is None:
            return cls()
        if not isinstance(given, Mapping):
            raise UsageError("initialization options are an object", concerns="editor")
        for key in given:
            if key not in OPTIONS:
                raise UsageError(f"{key}: there is no such option.{suggestion(str(key), OPTIONS)}", concerns="editor")
        against = given.get("against") or []
        paths = [against] if isinstance(against, str) else against
        texts = [given.get(name) for name in ("policy", "tier", "config")]
        if not isinstance(paths, list) or not all(isinstance(one, str) for one in paths):
            raise UsageError("against: a list of paths is wanted", concerns="editor")
        if not all(text is None or isinstance(text, str) for text in texts):
            raise UsageError("policy, tier and config are texts", concerns="editor")
        policy, tier, config = texts
        if tier is not None and tier not in TIERS:
            raise UsageError(f"tier: one of {', '.join(TIERS)} is wanted", concerns="editor")
        return cls(
            against=tuple(str(root / path) for path in paths),
            policy=policy_of(policy, root) if policy else None,
            tier=tier,
            config=str(root / config) if config else None,
        )


@dataclass(slots=True)
class Evidence:
    """Guards by the settings that they were made for. Called in one thread only."""

    options: Options
    tell: Callable[[str], None]  # what a person must know: bad evidence, none at all
    _seen: dict[str, Settings | None] = field(default_factory=dict)  # by draft; None where they couldn't be read
    _guards: dict[_Key, tuple[tuple[Any, ...], Guard | None]] = field(default_factory=dict)

    def settings(self, draft: str) -> Settings:
        """Return the settings for a draft, with the editor's own options before them. Raises as ``settings_for``."""
        self._seen[draft] = None
        found = settings_for([draft], config=self.options.config)
        chosen = self.options
        self._seen[draft] = settings = replace(
            found, against=chosen.against or found.against, policy=chosen.policy or found.policy,
            tier=chosen.tier or found.tier,
        )  # fmt: skip
        return settings

    def guard(self, settings: Settings) -> Guard | None:
        """Return the guard for these settings, made anew where evidence changed; None where there is none."""
        if not settings.against:
            self.tell('no evidence to check against: write against = ["PATH"] into attribune.toml')
            return None
        key, now = _key(settings), tuple(stamps(settings.against))
        known = self._guards.get(key)
        if known is None or known[0] != now:
            older = [guard for _, guard in (*((known,) if known else ()), *self._guards.values()) if guard]
            used = {_key(seen) for seen in self._seen.values() if seen}
            self._guards = {one: made for one, made in self._guards.items() if one in used}
            self._guards[key] = known = now, self._made(settings, older[0] if older else None)
        return known[1]

    def changed(self) -> bool:
        """True if settings that were read, or evidence that was prepared, aren't as they were."""
        for draft, seen in list(self._seen.items()):
            try:
                now = self.settings(draft)
            except AttribuneError:
                now = None
            if now != seen:
                return True
        used = {_key(seen) for seen in self._seen.values() if seen}
        return any(tuple(stamps(key[0])) != made[0] for key, made in self._guards.items() if key in used)

    def forget(self, draft: str) -> None:
        """Look no more at the settings of a draft that was closed."""
        self._seen.pop(draft, None)

    def _made(self, settings: Settings, like: Guard | None) -> Guard | None:
        try:
            return Guard(
                list(settings.against), policy=settings.policy or "strict", tier=settings.tier or "auto",  # type: ignore[arg-type]
                like=like, on_error=lambda error: self.tell(error.line()), for_drafts=True,
            )  # fmt: skip
        except AttribuneError as error:
            self.tell(error.line())
            return None


def _key(settings: Settings) -> _Key:
    return settings.against, settings.policy, settings.tier
