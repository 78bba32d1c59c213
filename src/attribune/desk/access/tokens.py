"""Who asks, and what they may: tokens with scopes, of which only the SHA-256 is kept, and sessions of browsers.

A token is 256 random bits, so its SHA-256 can't be searched through, and no salt or slow hash is needed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from attribune.clock import now
from attribune.desk.access.private_files import append
from attribune.errors import MalformedInput, MissingInput, UsageError

Scope = Literal["read", "check", "write", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
PREFIX = "attribune-"  # so that a token in a log or a file is known for what it is
SESSION_SECONDS = 12 * 3600.0
MOST_SESSIONS = 1_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request. ``admin`` may do everything; no other scope holds another."""

    name: str
    scopes: frozenset[Scope] = frozenset()

    def may(self, scope: Scope) -> bool:
        """True if this caller has the scope."""
        return scope in self.scopes or "admin" in self.scopes


EVERYBODY = Caller("local", frozenset(SCOPES))  # where no token is asked for: whoever is at this machine


class Tokens:
    """The tokens of a file, read again when it changes, so that a token taken out of it is no longer good."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: tuple[int, int, int] | None = None
        self._known: list[tuple[str, Caller]] = []
        self._lock = threading.Lock()
        self._load()

    def caller(self, token: str) -> Caller | None:
        """Return whose token it is. Every token is compared, and in constant time."""
        self._load()
        digest, found = _digest(token), None
        for known, caller in self._known:
            if hmac.compare_digest(known, digest):
                found = caller
        return found

    def has(self, caller: Caller) -> bool:
        """True if a caller's token is still in the file, with the same scopes."""
        self._load()
        return any(known == caller for _, known in self._known)

    def _load(self) -> None:
        with self._lock:
            try:
                about = self._path.stat()
                stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
                if stamp != self._stamp:
                    _require_own(self._path, about)
                    self._known = _parse(self._path)
                    self._stamp = stamp
            except OSError as error:
                self._known, self._stamp = [], None
                raise MissingInput(f"the file of tokens can't be read: {error.strerror}",
                                   concerns=str(self._path)) from None  # fmt: skip


def add_token(path: Path, name: str, scopes: Sequence[str]) -> str:
    """Make a token, keep its hash, and return it: it is shown this once. Raises UsageError for a name that is taken."""
    wrong = [scope for scope in scopes if scope not in SCOPES]
    if wrong or not scopes:
        raise UsageError(f"a scope is one of {', '.join(SCOPES)}", concerns=", ".join(wrong) or None)
    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise UsageError("a token's name is one line of at most 100 characters", concerns=name[:100] or None)
    known = _parse(path) if path.exists() else []
    if any(caller.name == name for _, caller in known):
        raise UsageError(
            "there is a token of this name; take its line out of the file, or choose another", concerns=name
        )
    token = PREFIX + secrets.token_urlsafe(32)
    line = json.dumps({"name": name, "scopes": list(scopes), "sha256": _digest(token), "made_at": now()})
    path.parent.mkdir(parents=True, exist_ok=True)
    append(path, line)
    return token


def _require_own(path: Path, about: os.stat_result) -> None:
    """Raise MalformedInput for a file of tokens that others may write: they could add a token of their own."""
    if os.name != "posix":
        return
    if about.st_mode & 0o022 or about.st_uid not in (0, os.geteuid()):
        raise MalformedInput(
            "others may write this file of tokens; make it yours alone (chmod 600)", concerns=str(path)
        )


def _parse(path: Path) -> list[tuple[str, Caller]]:
    """Return (hash, caller) of each line. Raises MalformedInput for a line that is none: nothing is passed over."""
    known = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            name, digest, scopes = str(value["name"]), str(value["sha256"]), frozenset(value["scopes"])
        except (ValueError, KeyError, TypeError):
            raise MalformedInput(
                "this line is no token: --new-token writes them", concerns=f"{path}:{number}"
            ) from None
        if not scopes <= set(SCOPES) or len(digest) != 64:
            raise MalformedInput("this token has a scope or a hash that is none", concerns=f"{path}:{number}")
        known.append((digest, Caller(name, scopes)))
    return known


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class Sessions:
    """Browsers that showed a token: a cookie stands for it, of which only the hash is known here."""

    seconds: float = SESSION_SECONDS
    _known: dict[str, tuple[Caller, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, caller: Caller) -> str:
        """Return the cookie of a new session; the oldest are forgotten where there are too many."""
        cookie = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._known) >= MOST_SESSIONS:
                self._known.pop(next(iter(self._known)))
            self._known[_digest(cookie)] = (caller, time.monotonic() + self.seconds)
        return cookie

    def caller(self, cookie: str) -> Caller | None:
        """Return whose session it is; None where there is none or its time is over."""
        with self._lock:
            caller, until = self._known.get(_digest(cookie), (None, 0.0))
        return caller if time.monotonic() < until else None

    def close(self, cookie: str) -> None:
        """Forget a session."""
        with self._lock:
            self._known.pop(_digest(cookie), None)
