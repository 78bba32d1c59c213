"""A dossier: one file that proves statements and checks to somebody who has neither the corpus nor this program.

Lines of canonical JSON, each ``{"body", "digest", "kind"}`` with the SHA-256 of its body; the last line seals the bytes
of all before it. ``verify_dossier.py`` beside this file checks one with the standard library alone, and must find
nothing wrong with the checks that go in; ``docs/design/store.md`` says what stands in it. In a dossier a ``capture`` is
a payload of the corpus, its ``sightings`` are the captures, and ``stood_at`` is ``valid_from``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attribune._version import __version__
from attribune.clock import now
from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import UnknownRecord
from attribune.corpus.storage.hashing import canonical, digest
from attribune.corpus.storage.rows import source_of, statement_of
from attribune.corpus.verify import dossier as verify_dossier
from attribune.corpus.verify.dossier import CheckVerifier, Version
from attribune.errors import MalformedInput
from attribune.records import Evidence, Report, from_json, passages, to_json

FORMAT = "attribune dossier 2"  # the first one had no sources; the tool reads both

COUNTED = ("captures", "versions", "histories", "statements", "checks")


def dossier(
    corpus: Corpus, *, statements: Sequence[int] = (), articles: Sequence[int] = (), checks: Sequence[Any] = (),
    files: Sequence[str] = (), about: str = ""
) -> Iterator[str]:  # fmt: skip
    """Yield the lines of a dossier over statements and articles (by id) and checks (as ``attribune check`` prints
    them).

    Every version of every article concerned is in it, with its bytes. ``files`` are the names by which errors call the
    checks. Raises UnknownRecord where the corpus lacks what a check names, CorpusBroken where a capture is damaged,
    MalformedInput where a check isn't one, or says what its draft and its evidence don't.
    """
    numbers = [*statements, *(number for article in articles for number in _said_in(corpus, article))]
    cited = [_statement(corpus, number) for number in dict.fromkeys(numbers)]
    checked = [_check(corpus, check) for check in checks]
    wanted = {one["version"] for one in cited} | {number for one in checked for number in one["versions"].values()}
    concerned = set(articles) | {_article_of(corpus, version) for version in wanted}
    versions = [_version(corpus, row) for article in sorted(concerned) for row in _versions(corpus, article)]
    _check_article_ids(checked, versions, files)
    digests = dict.fromkeys(one["sha256"] for version in versions for one in version["derived"])
    counts = (len(digests), len(versions), len(concerned), len(cited), len(checked))
    bodies: list[tuple[str, Iterable[dict[str, Any]]]] = [
        ("header", [_header(corpus, about, *counts)]),
        ("capture", (_capture(corpus, one) for one in digests)),
        ("version", versions),
        ("history", [_history(corpus, article) for article in sorted(concerned)]),
        ("statement", cited),
        ("check", checked),
    ]
    yield from _sealed(bodies)


def _sealed(bodies: list[tuple[str, Iterable[dict[str, Any]]]]) -> Iterator[str]:
    import hashlib

    total = hashlib.sha256()
    for kind, records in bodies:
        for body in records:
            line = canonical({"body": body, "digest": digest(body), "kind": kind}) + "\n"
            total.update(line.encode())
            yield line
    yield canonical({"kind": "seal", "sha256": total.hexdigest()}) + "\n"


def _header(corpus: Corpus, about: str, *counts: int) -> dict[str, Any]:
    row = corpus.rows("SELECT uuid, created_at FROM corpus")[0]
    head = corpus.rows("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")
    return {
        "format": FORMAT,
        "program": f"attribune {__version__}",
        "made_at": now(),
        "about": about,
        "corpus": {"id": row["uuid"], "created_at": row["created_at"]},
        "log": {"seq": head[0]["seq"], "hash": head[0]["hash"]} if head else None,
        "counts": dict(zip(COUNTED, counts, strict=True)),
    }


def _capture(corpus: Corpus, sha: str) -> dict[str, Any]:
    row = corpus.rows("SELECT id, size, media_type, added_at FROM payloads WHERE sha256 = ?", (sha,))[0]
    captures = corpus.rows("SELECT * FROM captures WHERE payload = ? ORDER BY id", (row["id"],))
    return {
        "sha256": sha,
        "size": row["size"],
        "media_type": row["media_type"],
        "added_at": row["added_at"],
        "bytes": base64.b64encode(corpus.payloads.read(sha)).decode(),
        "sightings": [_sighting(dict(one)) for one in captures],
    }


def _sighting(row: dict[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if name not in ("id", "payload", "target_uri")}
    return {
        **fields,
        "asked": row["target_uri"],
        "redirects": json.loads(row["redirects"]),
        "headers": json.loads(row["headers"]),
    }


def _versions(corpus: Corpus, article: int) -> list[Any]:
    return corpus.rows(
        "SELECT v.*, a.address FROM versions AS v JOIN articles AS a ON a.id = v.article WHERE v.article = ? "
        "ORDER BY v.valid_from, v.id",
        (article,),
    )


def _version(corpus: Corpus, row: Any) -> dict[str, Any]:
    derived = corpus.rows(
        "SELECT c.sha256, d.position AS place, t.context, t.reader FROM derivations AS d "
        "JOIN extraction_runs AS t ON t.id = d.run JOIN payloads AS c ON c.id = t.payload WHERE d.version = ? "
        "ORDER BY d.id",
        (row["id"],),
    )
    names = ("id", "address", "record_id", "title", "url", "outlet", "published", "modified", "language", "wire",
             "digest", "text", "text_sha256")  # fmt: skip
    return {
        **{name: row[name] for name in names},
        "stood_at": row["valid_from"],
        **json.loads(row["detail"]),
        "derived": [{**dict(one), "context": json.loads(one["context"])} for one in derived],
    }


def _history(corpus: Corpus, article: int) -> dict[str, Any]:
    events = corpus.rows("SELECT * FROM events WHERE article = ? ORDER BY id", (article,))
    fields = [{name: one[name] for name in one.keys() if name not in ("id", "article")} for one in events]  # noqa: SIM118
    for one in fields:
        for name in ("before_span", "after_span"):
            one[name] = json.loads(one[name]) if one[name] else None
    versions = _versions(corpus, article)
    return {"address": versions[0]["address"], "versions": [row["id"] for row in versions], "events": fields}


def _said_in(corpus: Corpus, article: int) -> list[int]:
    """Return the statements of all versions of an article, as they were read last."""
    rows = corpus.rows(
        "SELECT s.id FROM statements AS s JOIN versions AS v ON v.analysis = s.analysis WHERE v.article = ? "
        "ORDER BY s.id",
        (article,),
    )
    return [row["id"] for row in rows]


def _article_of(corpus: Corpus, version: int) -> int:
    return int(corpus.rows("SELECT article FROM versions WHERE id = ?", (version,))[0]["article"])


def _statement(corpus: Corpus, number: int) -> dict[str, Any]:
    rows = corpus.rows("SELECT * FROM statements WHERE id = ?", (number,))
    if not rows:
        raise UnknownRecord("the corpus has no such statement; attribune search shows their ids", concerns=str(number))
    row = rows[0]
    analysis = corpus.rows("SELECT * FROM analyses WHERE id = ?", (row["analysis"],))[0]
    sources = corpus.rows("SELECT * FROM sources WHERE analysis = ? ORDER BY id", (row["analysis"],))
    names = {source["record_id"]: source["name"] for source in sources}
    speaker = corpus.rows("SELECT canonical_name FROM speakers WHERE id = ?", (row["speaker"],))
    plain = to_json(statement_of(row))
    concerned = {row["source_id"], *(hop["source"] for hop in plain["chain"])}
    return {
        "id": number,
        "version": analysis["version"],
        "extraction": {name: analysis[name] for name in ("extractor", "tier", "digest", "made_at")},
        "statement": plain,
        "text": row["text"],
        "speaker": {"name": names.get(row["source_id"]), "shown_as": speaker[0]["canonical_name"] if speaker else None},
        "chain": [{**hop, "name": names.get(hop["source"])} for hop in plain["chain"]],
        "sources": [to_json(source_of(one)) for one in sources if one["record_id"] in concerned],
        "said_on": row["said_on"],
    }


def _check(corpus: Corpus, check: Any) -> dict[str, Any]:
    """Return a check with the version that each of its evidence articles is."""
    try:
        record = from_json(Report, check)
        versions = {
            evidence.article: _holding(corpus, evidence) for verdict in record.results for evidence in passages(verdict)
        }
    except (TypeError, ValueError, KeyError, AttributeError, IndexError) as error:
        raise MalformedInput(f"this isn't what attribune check --format json prints: {error}") from None
    return {"check": to_json(record), "versions": versions}


def _check_article_ids(
    checked: Sequence[dict[str, Any]], versions: Sequence[dict[str, Any]], files: Sequence[str]
) -> None:
    """Verify checks as whoever gets the dossier will. Raises MalformedInput for the first that doesn't hold."""
    wanted = {number for one in checked for number in one["versions"].values()}
    read = {one["id"]: Version(one) for one in versions if one["id"] in wanted}
    for number, one in enumerate(checked):
        report = verify_dossier.Report()
        texts = {name: read[version] for name, version in one["versions"].items()}
        CheckVerifier(report, f"check {number + 1}", one["check"], texts).verify()
        if report.wrong:
            name = files[number] if number < len(files) else f"check {number + 1}"
            why = "; ".join(line.partition(", ")[2] or line for line in report.wrong[:3])
            raise MalformedInput(
                f"this check contradicts its draft and evidence ({why}): it was changed by hand or is wrong; "
                "check again",
                concerns=name,
            )


def _holding(corpus: Corpus, evidence: Evidence) -> int:
    """Return the version with the evidence's id, title and outlet in which its words stand at its span.

    Raises UnknownRecord where there is none.
    """
    start, end = evidence.span
    query = "SELECT id, text FROM versions WHERE record_id = ? AND title IS ? AND outlet IS ? ORDER BY id DESC"
    for row in corpus.rows(query, (str(evidence.article), evidence.title, evidence.outlet)):
        if row["text"][start:end] == evidence.text:
            return int(row["id"])
    raise UnknownRecord(
        "this evidence isn't in the corpus as the check shows it; add it, then check again against the corpus",
        concerns=str(evidence.url or evidence.article),
    )
