"""Checks of drafts, kept in the desk's own folder: each has an address that stays.

They aren't kept in the corpus: its log never forgets, and a draft is nobody's business before it is printed. The same
draft against the same state of the corpus is the same check, so asking twice makes one.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from attribune.clock import now
from attribune.corpus.storage.hashing import canonical, sha256
from attribune.desk.access.private_files import append, replace_file
from attribune.desk.rest.answers import Refused
from attribune.errors import UsageError
from attribune.records import Article, Report, from_json, to_json

NO_CHECK = "there is no such check, or it was deleted since"
OWN = ".own"  # of the file with the articles that were sent as evidence for a check only
DECIDED = ".decisions"  # the suffix of the file with the decisions about a check, a line each
_ID = re.compile(r"[0-9a-f]{32}")


DecisionName = Literal["accepted", "rejected", "asked"]
DECISIONS: tuple[DecisionName, ...] = get_args(DecisionName)
LONGEST_NOTE = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about a quotation of a check, by its number from 1.

    ``note`` is the reason, or what was asked. A later decision replaces an earlier one, which stays in the record.
    """

    quotation: int
    decision: DecisionName
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheck:
    """A check with the evidence that it shows, and what was decided about it, the latest last.

    ``own`` is how many articles were sent as evidence for this check only; :meth:`Checks.own` has them.
    """

    id: str
    at: str
    by: str
    policy: str
    report: Report
    articles: Mapping[str, Article]
    decisions: tuple[Decision, ...] = ()
    own: int = 0

    def to_json(self) -> dict[str, Any]:
        """Return what ``attribune check --format json`` prints, and what the desk knows of it."""
        from attribune.exports.jsonlines import check_object

        plain = check_object(self.report, articles=self.articles)
        return {"id": self.id, "at": self.at, "by": self.by, "policy": self.policy, **plain,
                "decisions": to_json(self.decisions)}  # fmt: skip


class Checks:
    """The folder of kept checks, the newest ``most`` of them."""

    def __init__(self, folder: Path, most: int, decisions: int) -> None:
        self._folder, self._most, self._decisions_most, self._lock = folder, most, decisions, threading.Lock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def keep(
        self, identity: str, report: Report, articles: Mapping[str, Article], *, by: str, policy: str,
        own: Sequence[Article] = (),
    ) -> KeptCheck:  # fmt: skip
        """Keep a check under an id that :func:`identity_of` gave."""
        check = KeptCheck(
            id=identity, at=now(), by=by, policy=policy, report=report, articles=articles, own=len(own)
        )  # fmt: skip
        whole = {
            "id": identity, "at": check.at, "by": by, "policy": policy, "report": to_json(report),
            "articles": {key: to_json(article) for key, article in articles.items()}, "own": check.own,
        }  # fmt: skip
        with self._lock:
            if own:
                replace_file(self._path(identity).with_suffix(OWN), json.dumps(to_json(tuple(own))))
            replace_file(self._path(identity), json.dumps(whole))
            undecided = [old for old in self._newest_first() if not old.with_suffix(DECIDED).exists()]
            for old in undecided[self._most :]:
                old.with_suffix(OWN).unlink(missing_ok=True)
                old.unlink(missing_ok=True)
        return check

    def check(self, identity: str) -> KeptCheck:
        """Return a kept check. Raises Refused where there is none of this id."""
        try:
            value = json.loads(self._path(identity).read_text(encoding="ascii"))
        except FileNotFoundError:
            raise Refused("missing", NO_CHECK, concerns=identity) from None
        return KeptCheck(
            id=value["id"], at=value["at"], by=value["by"], policy=value["policy"],
            report=from_json(Report, value["report"]),
            articles={key: from_json(Article, article) for key, article in value["articles"].items()},
            decisions=self._decisions(identity),
            own=value.get("own", 0),
        )  # fmt: skip

    def decide(
        self, identity: str, quotation: int, decision: str, note: str, *, by: str, seen: int | None = None
    ) -> Decision:
        """Keep a decision about a quotation. Raises Refused, or UsageError for what is no decision about it.

        ``seen`` is how many decisions about it were known to whoever decides; where there are more, it is refused.
        """
        with self._lock:
            return self._decide(self.check(identity), quotation, decision, note, by=by, seen=seen)

    def _decide(
        self, check: KeptCheck, quotation: int, decision: str, note: str, *, by: str, seen: int | None
    ) -> Decision:
        if decision not in DECISIONS:
            raise UsageError(f"a decision is one of {', '.join(DECISIONS)}", concerns=decision[:80])
        if not 1 <= quotation <= len(check.report.results):
            raise UsageError("the check has no quotation of this number", concerns=str(quotation))
        note = note.strip()
        if decision == "rejected" and not note:
            raise UsageError("say why it is rejected", concerns="note")
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"a note has at most {LONGEST_NOTE:,} characters", concerns="note")
        earlier = [one for one in check.decisions if one.quotation == quotation]
        if earlier and (earlier[-1].decision, earlier[-1].note, earlier[-1].by) == (decision, note, by):
            return earlier[-1]  # sent twice
        if seen is not None and len(earlier) > seen:
            raise Refused("conflict", "this was decided meanwhile; decide again if you still think so")
        if len(check.decisions) >= self._decisions_most:
            raise UsageError("too much was decided about this check; check the draft anew", concerns=check.id)
        made = Decision(quotation=quotation, decision=decision, note=note, by=by, at=now())
        append(self._path(check.id).with_suffix(DECIDED), json.dumps(to_json(made)))
        return made

    def own(self, identity: str) -> tuple[Article, ...]:
        """Return the articles that were sent as evidence for a check only. Raises Refused where there is none."""
        if not self.check(identity).own:
            return ()
        text = self._path(identity).with_suffix(OWN).read_text(encoding="ascii")
        return tuple(from_json(Article, article) for article in json.loads(text))

    def _decisions(self, identity: str) -> tuple[Decision, ...]:
        path = self._path(identity).with_suffix(DECIDED)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return tuple(from_json(Decision, json.loads(line)) for line in lines)

    def has(self, identity: str) -> bool:
        """True if a check of this id is kept."""
        return self._path(identity).is_file()

    def delete(self, identity: str) -> None:
        """Forget a check. Idempotent."""
        path = self._path(identity)
        for kept in (path, path.with_suffix(DECIDED), path.with_suffix(OWN)):
            kept.unlink(missing_ok=True)

    def newest_first(self, behind: tuple[int, int] | None = None) -> list[tuple[tuple[int, int], str]]:
        """Return when each check was kept (seconds, nanoseconds) with its id, the newest first; those before a time."""
        dated = ((divmod(at, 10**9), path.stem) for at, path in self._dated())
        return [one for one in dated if behind is None or one[0] < behind]

    def _newest_first(self) -> list[Path]:
        return [path for _, path in self._dated()]

    def _dated(self) -> list[tuple[int, Path]]:
        """Return the files of all checks with the time of each, the newest first."""
        dated = []
        for path in self._folder.glob("*.json"):
            with suppress(FileNotFoundError):  # it was deleted meanwhile
                dated.append((path.stat().st_mtime_ns, path))
        return sorted(dated, reverse=True)

    def _path(self, identity: str) -> Path:
        if not _ID.fullmatch(identity):
            raise Refused("missing", "there is no such check", concerns=identity[:80])
        return self._folder / f"{identity}.json"


def identity_of(**what: Any) -> str:
    """Return the id of a check: a hash of everything that its answer depends on."""
    return sha256(canonical(what).encode())[:32]
