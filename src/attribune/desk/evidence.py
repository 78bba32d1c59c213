"""A capture as evidence: the bytes, when and how they were had, whether they are still the same, and what is open."""

from __future__ import annotations

import json
from typing import Any

from attribune.corpus.storage.corpus import Corpus
from attribune.corpus.storage.errors import CorpusError, UnknownRecord

_CAPTURE = """
SELECT c.*, p.sha256, p.size, p.media_type, p.added_at FROM captures AS c JOIN payloads AS p ON p.id = c.payload
WHERE c.id = ?
"""
_VERSIONS = """
SELECT DISTINCT v.id, v.title, v.outlet, v.valid_from, a.address FROM derivations AS d
JOIN extraction_runs AS r ON r.id = d.run JOIN versions AS v ON v.id = d.version JOIN articles AS a ON a.id = v.article
WHERE r.payload = ? ORDER BY v.id LIMIT 200
"""
_OTHERS = "SELECT id, method, target_uri, captured_at FROM captures WHERE payload = ? AND id != ? ORDER BY id LIMIT 50"


def capture(corpus: Corpus, number: int, *, verify: bool = True) -> dict[str, Any]:
    """Return a capture with its versions, hashed now if ``verify``, and what can be said against it.

    Raises UnknownRecord.
    """
    rows = corpus.rows(_CAPTURE, (number,))
    if not rows:
        raise UnknownRecord("the corpus has no such capture", concerns=str(number))
    row = dict(rows[0])
    names = ("id", "method", "target_uri", "final_url", "status", "captured_at", "container", "digest_check", "sha256",
             "size", "media_type", "added_at")  # fmt: skip
    found = {name: row[name] for name in names}
    found["redirects"] = json.loads(row["redirects"])
    found["headers"] = [list(pair) for pair in json.loads(row["headers"])]
    found["versions"] = [dict(one) for one in corpus.rows(_VERSIONS, (row["payload"],))]
    found["same_bytes"] = [dict(one) for one in corpus.rows(_OTHERS, (row["payload"], number))]
    found["intact"] = _is_intact(corpus, row["sha256"]) if verify else None
    found["doubts"] = list(_doubts(found))
    return found


def payload(corpus: Corpus, number: int) -> bytes:
    """Return the bytes of a capture. Raises UnknownRecord, CorpusBroken."""
    rows = corpus.rows(_CAPTURE, (number,))
    if not rows:
        raise UnknownRecord("the corpus has no such capture", concerns=str(number))
    return corpus.payloads.read(rows[0]["sha256"])


def is_html(data: bytes) -> bool:
    """True if bytes begin as a web page does."""
    from attribune.articles.decoding.sniff import sniff

    return sniff(data) == "html"


def _is_intact(corpus: Corpus, digest: str) -> bool:
    try:
        corpus.payloads.read(digest)
    except CorpusError:
        return False
    return True


def _doubts(found: dict[str, Any]) -> list[str]:
    """Return what somebody could say against the capture, one sentence each."""
    doubts = []
    if found["intact"] is False:
        doubts.append("The bytes are missing or aren't the ones that were captured: this proves nothing any more.")
    if found["method"] in ("file", "stdin"):
        doubts.append("It was handed over as a file: nobody but whoever saved it saw the page at this address, and the "
                      "time is that of the adding.")  # fmt: skip
    if found["method"] == "fetch":
        doubts.append("This program fetched it: the time is this machine's clock, and no third party stands for it.")
    if found["method"] == "warc" and found["digest_check"] != "pass":
        doubts.append("The web archive states no digest of the bytes that could be compared.")
    if found["redirects"]:
        doubts.append("The address asked for led on to another one.")
    if found["target_uri"].startswith("http://"):
        doubts.append("It came without encryption: somebody on the way could have changed it.")
    if found["status"] not in (None, 200):
        doubts.append(f"The server answered with status {found['status']}.")
    if len(found["versions"]) > 1:
        doubts.append(f"{len(found['versions'])} versions were read from these bytes.")
    if not found["versions"]:
        doubts.append("No article was read from these bytes.")
    return doubts
