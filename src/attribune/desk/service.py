"""What the desk answers: the library's calls over one corpus, the same for pages, REST and MCP.

Methods return the program's own records and raise its own errors; who calls shows them. Each opens the corpus for
itself, in the thread that asks, so that readers work beside each other and beside a writer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

from attribune._version import __version__
from attribune.api import Corpus as CorpusFolder
from attribune.api import check as check_draft
from attribune.articles.reading import read_bytes
from attribune.check.places import text_of
from attribune.corpus.query.facets import Value, facets
from attribune.corpus.query.families import beside, families_of, with_others
from attribune.corpus.query.history import History, history
from attribune.corpus.query.search import hits_at, search
from attribune.corpus.query.speakers import profile
from attribune.corpus.query.types import Query, SearchResult
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord, corpus_errors
from attribune.desk.access.shares import Shares
from attribune.desk.access.tokens import Caller
from attribune.desk.checks import NO_CHECK, Checks, KeptCheck, identity_of
from attribune.desk.jobs import Job, Jobs
from attribune.desk.open_corpus import OpenCorpus, counts_of
from attribune.desk.project import Project
from attribune.desk.rest.answers import Refused
from attribune.desk.settings import Settings
from attribune.desk.uploads import Upload, named_texts, plain_name, upload_items
from attribune.errors import AttribuneError, EmptyInput, InputError, UsageError
from attribune.records import Article, Coverage, Reading, Rewrite, to_json
from attribune.records.report import passages
from attribune.statements.extract import Tier

if TYPE_CHECKING:
    from attribune.corpus.ingest.add import Added
    from attribune.corpus.ingest.items import Item
    from attribune.corpus.verify.run import Verified

POLICIES = ("strict", "ap", "guardian")
TIERS = get_args(Tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A search with its facets and what was searched; ``state`` is the corpus's when the matches were found."""

    query: Query
    result: SearchResult
    facets: Mapping[str, tuple[Value, ...]]
    coverage: Coverage
    state: str = ""
    listed: int | None = None  # hits of all pages, where copies are left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article as it was read, with the ids that lead on from it."""

    id: int
    article: int
    address: str
    superseded_by: int | None
    captures: tuple[int, ...]
    speakers: Mapping[str, int]  # source id → the speaker it is shown as
    alone: bool  # as the trace has it, no other article tells its story
    reading: Reading


class Service:
    """One corpus, with the checks and jobs of its desk."""

    def __init__(self, settings: Settings) -> None:
        limits = settings.limits
        self.settings, self.limits = settings, limits
        self.checks = Checks(settings.folder / "checks", limits.checks, limits.decisions)
        self.jobs = Jobs(
            working=limits.working, waiting=limits.waiting, each=limits.waiting_each, kept=limits.jobs,
            folder=settings.corpus,
        )  # fmt: skip
        self.project = Project(settings.project, settings.corpus)
        record = OpenCorpus(settings)
        self.corpus, self.writing, self.without_place = record.corpus, record.writing, record.without_place
        self.state, self.once, self.listed, self.known = record.state, record.once, record.listed, record.known
        self._record = record
        self._checking = threading.BoundedSemaphore(limits.working)
        self._drafts = Shares("drafts being read", most=limits.working + limits.waiting,
                              each=limits.working + limits.waiting_each)  # fmt: skip

    def close(self) -> None:
        """Stop the jobs and close the corpus."""
        self.jobs.close()
        self._record.close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until one of the few that work at once has ended. Raises Refused where too many wait already."""
        with self._drafts.share(), self._checking:
            yield

    # ---- drafts

    @property
    def policies(self) -> tuple[str, ...]:
        """The house styles that can be chosen; the desk's own is the first."""
        return tuple(dict.fromkeys((self.settings.policy, *POLICIES)))

    def _require_choices(self, policy: str, tier: str) -> None:
        """Raise UsageError for a house style or a net that there isn't."""
        if policy not in self.policies:
            raise UsageError(f"a policy is one of {', '.join(self.policies)}", concerns=policy)
        if tier not in TIERS:
            raise UsageError(f"a tier is one of {', '.join(TIERS)}", concerns=tier)

    def draft(self, text: str | bytes, name: str = "draft.txt") -> Article:
        """Return what was pasted or sent as one article. A text without a known suffix is plain text.

        Raises InputError kinds. Nothing that was sent is ever taken for a path.
        """
        name = plain_name(name)
        if isinstance(text, str):
            from attribune.api.sources import text_articles

            if not text.strip():
                raise EmptyInput("there is no text to read", concerns=name)
            articles = text_articles(text, name=name, draft=True)
        else:
            with self._turn():
                articles = read_bytes(text, name=name, draft=True)
        if len(articles) != 1:
            held = (
                f"it holds {len(articles)} articles, and one draft is checked at a time" if articles else "no article"
            )
            raise InputError(held, concerns=name)
        return articles[0]

    def check(
        self, draft: Article, *, caller: Caller, policy: str | None = None, tier: str | None = None,
        evidence: Mapping[str, str] | None = None, own: Sequence[Article] = (),
        progress: Callable[[int, int], None] | None = None, source: str | bytes | None = None,
    ) -> KeptCheck:  # fmt: skip
        """Check a draft against the corpus and further texts; the same draft and evidence again are the same check.

        ``own`` are articles that count for this check only; they are kept with it, so that it can be made again. Who
        may not read the corpus has checks of their own: the same draft of somebody else's is another check. ``source``
        is what was sent as the draft, for places in it and what it ignores.
        """
        policy, tier = policy or self.settings.policy, tier or self.settings.tier
        self._require_choices(policy, tier)
        evidence = named_texts(evidence or {})
        standing = self.project.evidence()
        identity = identity_of(
            draft=draft.text, name=draft.name, sha256=draft.sha256, policy=policy, tier=tier, program=__version__,
            evidence=evidence, snapshot=self.coverage().snapshot, **({"own": to_json(tuple(own))} if own else {}),
            **self.project.named_in_identity(standing),
            **({} if caller.may("read") else {"owner": caller.name}),
        )  # fmt: skip
        if self.checks.has(identity):
            return self.checks.check(identity)
        articles, sieve = standing.sieved(draft, self.project.named)
        corpora = [CorpusFolder(self.settings.corpus), *map(CorpusFolder, standing.corpora)]
        against: list[Any] = [*corpora, *([evidence] if evidence else []), *own, *articles]
        with self._turn():
            unread: list[AttribuneError] = []
            report = check_draft(
                draft, against, policy=policy, tier=tier, progress=progress, on_error=unread.append,  # type: ignore[arg-type]
            )  # fmt: skip
        if unread:  # a text that was sent as evidence and can't be read: the caller's to mend
            raise unread[0]
        sent = text_of(source, draft.name or "") if isinstance(source, bytes) else source
        record = self.project.finished(report.record, sent, standing, sieve)
        cited = {one.article for verdict in record.results for one in passages(verdict)}
        kept = self.project.shown_articles({key: one for key, one in report.articles.items() if key in cited})
        return self.checks.keep(identity, record, kept, by=caller.name, policy=policy, own=own)

    def kept_check(self, identity: str, caller: Caller) -> KeptCheck:
        """Return a kept check. Raises Refused where there is none that the caller may see.

        Drafts aren't for everybody who may check one: who may not read the corpus sees their own.
        """
        kept = self.checks.check(identity)
        if kept.by != caller.name and not caller.may("read"):
            raise Refused("missing", NO_CHECK, concerns=identity)
        return kept

    def delete_check(self, identity: str, caller: Caller) -> None:
        """Forget a check that the caller may see. Idempotent. Raises Refused for somebody else's."""
        if self.checks.has(identity):
            self.kept_check(identity, caller)
            self.checks.delete(identity)

    def recent_checks(
        self, caller: Caller, behind: tuple[int, int] | None = None
    ) -> Iterator[tuple[tuple[int, int], KeptCheck]]:
        """Yield the kept checks that somebody may see, the newest first, each with its time; those before a time."""
        for at, identity in self.checks.newest_first(behind):
            with suppress(Refused):
                yield at, self.kept_check(identity, caller)

    def own_evidence(self, data: bytes, name: str) -> list[Article]:
        """Return the articles of a file that was sent as evidence for one check. Raises InputError kinds."""
        with self._turn():
            return list(read_bytes(data, name=plain_name(name)))

    def read(self, text: str | bytes, *, name: str = "text.txt", tier: str = "auto") -> Reading:
        """Read a text that was sent into statements, sources and figures."""
        from attribune.sources.timed import read_in_time

        self._require_choices(POLICIES[0], tier)
        article = self.draft(text, name)
        with self._turn():
            return read_in_time(article, tier=tier)  # type: ignore[arg-type]

    def guard(
        self, before: str, after: str, *, policy: str | None = None, tier: str = "fast", allow_lost: bool = False
    ) -> Rewrite:
        """Say of every quotation of a text what became of it when the text was rewritten. Needs no corpus."""
        from attribune.check.rewrite import compare_rewrite

        policy = policy or self.settings.policy
        self._require_choices(policy, tier)
        old, new = self.draft(before, "before.txt"), self.draft(after, "after.txt")
        with self._turn():
            return compare_rewrite(old, new, policy=policy, tier=tier, allow_lost=allow_lost)  # type: ignore[arg-type]

    # ---- what the corpus holds

    def coverage(self) -> Coverage:
        """Return what the corpus holds in short."""
        with self.corpus() as corpus:
            return self._coverage_of(corpus)

    def _coverage_of(self, corpus: Corpus) -> Coverage:
        return self.once(corpus, "coverage", Corpus.coverage)

    def search(self, query: Query, *, state: str | None = None, copies: bool = True) -> Found:
        """Search, with facets. Raises UsageError for a search that can't be.

        ``state`` is the one that the first page was of: as long as its matches are remembered, pages go on in them,
        whatever was added since. Without ``copies``, of each statement family among the matches that are counted only
        the first is a hit, with the places of the others.
        """
        with self.corpus() as corpus:
            first = replace(query, limit=1, offset=0)
            found, of = self.listed(corpus, first, lambda corpus: self._found(corpus, first), state)
            if not copies and found.result.where == "statements":
                return self._without_copies(corpus, query, found, of)
            if query.offset + query.limit <= len(found.result.matches) or found.result.counted_all:
                return replace(found, query=query, result=hits_at(corpus, query, found.result), state=of)
            return replace(self._found(corpus, query), state=self.state(corpus))  # behind the matches that are counted

    def _without_copies(self, corpus: Corpus, query: Query, found: Found, state: str) -> Found:
        """Return a page of statement families; behind the matches that were counted, of plain matches."""
        result, end = found.result, query.offset + query.limit
        key = ("families", found.query, state)
        families = self.known.value(key, lambda: families_of(corpus, result.matches))
        page = families[query.offset : end]
        heads = replace(result, matches=tuple(family[0] for family in page))
        hits = with_others(corpus, hits_at(corpus, replace(query, offset=0), heads).hits, page)
        if end > len(families) and not result.counted_all:
            offset = len(result.matches) + max(0, query.offset - len(families))
            more = self._found(corpus, replace(query, offset=offset, limit=query.limit - len(page)))
            hits += [beside(hit, []) for hit in more.result.hits]
        shown = replace(result, hits=tuple(hits))
        return replace(found, query=query, result=shown, state=state, listed=len(families))

    def _found(self, corpus: Corpus, query: Query) -> Found:
        result = search(corpus, query)
        result = replace(result, untraced=self.without_place(result.untraced))
        return Found(query=query, result=result, facets=facets(corpus, result), coverage=self._coverage_of(corpus))

    def history(self, article: str) -> History:
        """Return the versions of an article, named by URL, address or id. Raises UnknownRecord."""
        with self.corpus() as corpus:
            return history(corpus, article)

    def version(self, number: int) -> Version:
        """Return one version as it was read. Raises UnknownRecord."""
        with self.corpus() as corpus:
            reading = corpus.reading(number)
            row = corpus.rows(
                "SELECT a.id, a.address, a.latest, v.analysis FROM versions AS v "
                "JOIN articles AS a ON a.id = v.article WHERE v.id = ?", (number,),
            )[0]  # fmt: skip
            captures = corpus.rows(
                "SELECT DISTINCT c.id FROM derivations AS d JOIN extraction_runs AS r ON r.id = d.run "
                "JOIN captures AS c ON c.payload = r.payload WHERE d.version = ? ORDER BY c.id LIMIT 100", (number,),
            )  # fmt: skip
            shown = corpus.rows(
                "SELECT s.record_id, p.canonical FROM sources AS s JOIN speakers AS p ON p.id = s.speaker "
                "WHERE s.analysis = ?", (row["analysis"],),
            )  # fmt: skip
            story = corpus.rows(
                "SELECT count(DISTINCT v.article) FROM traced AS t JOIN traced AS o ON o.story = t.story "
                "JOIN versions AS v ON v.id = o.version WHERE t.version = ?", (number,),
            )  # fmt: skip
            return Version(
                id=number, alone=story[0][0] == 1, article=row["id"], address=row["address"], reading=reading,
                superseded_by=row["latest"] if row["latest"] != number else None,
                captures=tuple(one[0] for one in captures), speakers={one[0]: one[1] for one in shown},
            )  # fmt: skip

    def speaker(self, number: int) -> dict[str, Any]:
        """Return a speaker as shown; one that was merged into another is that one. Raises UnknownRecord."""
        with self.corpus() as corpus:
            rows = corpus.rows("SELECT canonical FROM speakers WHERE id = ?", (number,))
            if not rows:
                raise UnknownRecord("the corpus has no such speaker", concerns=str(number))
            root = int(rows[0][0])
            return self.once(corpus, ("speaker", root), lambda corpus: profile(corpus, root))

    def status(self) -> dict[str, Any]:
        """Return how much the corpus holds, what was added last, and what couldn't be read."""
        from attribune.corpus.query.sources import untraced_note

        with self.corpus() as corpus:
            counts = self.once(corpus, "counts", counts_of)
            batches = corpus.rows("SELECT id, program, started_at FROM batches ORDER BY id DESC LIMIT 10")
            errors = corpus.rows("SELECT item, code, message, at FROM errors ORDER BY id DESC LIMIT 20")
            return {
                "corpus": self.settings.corpus.name, "program": __version__, "counts": counts,
                "coverage": to_json(self._coverage_of(corpus)), "batches": [dict(row) for row in batches],
                "errors": [dict(row) for row in errors], "note": self.without_place(untraced_note(corpus)),
            }  # fmt: skip

    def dossier(self, statements: Sequence[int]) -> Iterator[str]:
        """Yield the lines of a dossier over statements. Raises UnknownRecord before the first line."""
        from attribune.corpus.query.dossier import dossier

        with self.corpus() as corpus:
            yield from dossier(corpus, statements=statements)

    # ---- what changes it

    def add(
        self, uploads: Sequence[Upload], *, urls: Sequence[str] = (), tier: str = "fast", job: Job | None = None
    ) -> Added:
        """Take in files that were sent and pages of the web. What can't be had is named in ``errors``."""
        from attribune.corpus.ingest.add import add
        from attribune.corpus.ingest.web import web_items

        problems: list[AttribuneError] = []

        def lost() -> list[AttribuneError]:
            taken, problems[:] = problems[:], []
            return taken

        def told(added: Added, _batch: object) -> None:
            if job:
                job.step("added", min(added.items, many), many)

        def each(items: Iterable[Item]) -> Iterator[Item]:
            for number, item in enumerate(items, 1):
                if job:  # before an item is written, so that a job can be stopped while pages are fetched
                    job.step("taken in", min(number, many), many)
                yield item

        many = len(uploads) + len(urls)

        with self.writing(job), self.corpus(write=True) as corpus:
            sent = upload_items(corpus, uploads, on_error=problems.append)
            items = each(chain(sent, web_items(urls, corpus=corpus)))
            return add(corpus, items, tier=tier, on_commit=told, lost=lost)

    def decide(self, decision: Callable[[Corpus], str]) -> str:
        """Write a decision about speakers; what it says of itself."""
        with self.writing(), self.corpus(write=True) as corpus:
            folder = str(self.settings.corpus)
            with corpus_errors(folder), corpus.writer.transaction():
                return decision(corpus)

    def trace(self, job: Job) -> dict[str, Any]:
        """Bring the trace of the corpus up to date; how much there is in it."""
        from attribune.trace.corpus.update import trace_corpus

        with self.writing(job):
            found = trace_corpus(self.settings.corpus, progress=job.step)
        names = ("articles", "matches", "edges", "families", "stories")
        return {**{name: len(getattr(found.trace, name)) for name in names}, "not_kept": found.not_kept}

    def verify(self, job: Job) -> Verified:
        """Check every byte and span of the corpus."""
        from attribune.corpus.verify.run import verify
        from attribune.trace.corpus.update import verify_trace

        result = verify(self.settings.corpus, progress=job.step)
        verify_trace(self.settings.corpus, result)
        return result
